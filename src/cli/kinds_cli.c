/* A KIND as a person names it. */
#include "kinds_cli.h"

const struct kind *kind_of_word(const char *word, struct error *err) {
  const struct kind *found = kind_find(word);
  if (found)
    return found;
  VEC(const char *) names = {0};
  for (const struct kind *kind = kinds; kind->name; kind++)
    vec_push(&names, kind->name);
  const char *near = text_nearest(word, names.at, names.n);
  struct str all = {0};
  for (size_t i = 0; i < names.n; i++)
    str_addf(&all, i ? ", %s" : "%s", names.at[i]);
  error_set(err, STATUS_USAGE, _("there is no KIND '%s'"), word);
  error_add(err, STATUS_USAGE, near ? _("did you mean '%s'?") : _("the KINDs are: %s"), near ? near : str_text(&all));
  str_free(&all);
  vec_free(&names);
  return NULL;
}
