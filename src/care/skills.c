/* Skills in people's words. A base names its skills as it likes: those of the tasks that come with the program have a
 * label here, every other one is its own. */
#include <string.h>

#include "vaktrom/care.h"

static const struct {
  const char *code, *label;
} skill_labels[] = {
    {"blood_sample", N_("blood samples")},
    {"blood_sugar", N_("blood sugar")},
    {"catheter", N_("catheter")},
    {"dementia", N_("dementia")},
    {"dosette", N_("dosette")},
    {"infusion_pump", N_("infusion pump")},
    {"insulin", N_("insulin")},
    {"iv", N_("IV treatment")},
    {"lift", N_("hoist")},
    {"medication", N_("medication")},
    {"news2", N_("NEWS2")},
    {"palliative", N_("palliative care")},
    {"stoma", N_("stoma")},
    {"tube_feeding", N_("tube feeding")},
    {"wound", N_("wound care")},
};

/* The label to be translated; NULL where the base named the skill. */
static const char *known_label(const char *code) {
  for (size_t i = 0; i < COUNT_OF(skill_labels); i++)
    if (text_equal(skill_labels[i].code, code))
      return skill_labels[i].label;
  return NULL;
}

const char *skill_label(const char *code) {
  const char *label = known_label(code);
  return label ? _(label) : code;
}

/* The patient for whom alone a skill holds, and its last day: "#P012", "@2027-05-31", in either order. */
static void add_bounds(struct arena *arena, const char *skill, struct str *out) {
  for (const char *at = skill; *(at += strcspn(at, "#@")); at++) {
    const char *bound = arena_printf(arena, "%.*s", (int)strcspn(at + 1, "#@"), at + 1);
    date last;
    if (*at == '#')
      str_add(out, said(arena, " (for %s alone)", bound));
    else if (date_parse(bound, &last))
      str_add(out, said(arena, " until %s", said_date(arena, last)));
  }
}

const char *skills_said(struct arena *arena, const char *skills) {
  struct str out = {0};
  const char *between = "";
  for (const char *skill; skills && (skill = arena_word(arena, &skills)); between = ", ") {
    const char *code = arena_printf(arena, "%.*s", (int)strcspn(skill, "#@"), skill), *label = known_label(code);
    str_addf(&out, "%s%s", between, label ? said_text(arena, label) : code);
    add_bounds(arena, skill, &out);
  }
  const char *kept = arena_strdup(arena, str_text(&out));
  str_free(&out);
  return kept;
}

const char *skills_words(struct arena *arena, const char *skills) {
  return said_words(arena, skills_said(arena, skills));
}

void skills_describe(const char *skills, struct str *out) {
  struct arena arena = {0};
  said_add(out, skills_said(&arena, skills));
  arena_free(&arena);
}
