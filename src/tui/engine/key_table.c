/* The key table, from the table of actions. */
#include "tui/engine/key_table.h"

#include <string.h>

/* Text of a cell: what Markdown would take for a sign of its own gets a backslash. */
static void add_cell(struct str *out, const char *text) {
  for (; *text; text++) {
    if (strchr("|<>*_`\\[]", *text))
      str_addc(out, '\\');
    str_addc(out, *text);
  }
}

void key_table_views(struct str *out, unsigned bits) {
  if (bits == IN_ALL) {
    str_add(out, _("everywhere"));
    return;
  }
  bool first = true;
  int n = 0, most = VIEW_COUNT / 2;
  for (int view = 0; view < VIEW_COUNT; view++)
    n += (bits & IN(view)) != 0;
  if (n > most)
    str_add(out, _("everywhere but "));
  for (int view = 0; view < VIEW_COUNT; view++)
    if (((bits & IN(view)) != 0) == (n <= most)) {
      str_add(out, first ? "" : ", ");
      view_describe((enum view_id)view, out);
      first = false;
    }
}

static void add_row(struct str *out, const struct action_spec *spec) {
  str_add(out, "| ");
  for (const char *keys = spec->keys; *keys;) {
    size_t length = strcspn(keys, " ");
    str_addf(out, "`%s%.*s` ", *keys == '|' ? "\\" : "", (int)length, keys);
    keys += length + (keys[length] == ' ');
  }
  if (!*spec->keys)
    str_addf(out, "`:` %s ", spec->name);
  str_add(out, "| ");
  add_cell(out, _(spec->label));
  str_addf(out, " | `%s` | ", spec->name);
  key_table_views(out, spec->views);
  str_add(out, " |\n");
}

void key_table_markdown(struct str *out) {
  str_addf(out, "| %s | %s | %s | %s |\n|---|---|---|---|\n", _("keys"), _("what they do"), _("action"), _("where"));
  for (int group = 0; group < GROUP_COUNT; group++)
    for (size_t i = 0; i < n_actions; i++)
      if ((int)actions[i].group == group)
        add_row(out, &actions[i]);
}
