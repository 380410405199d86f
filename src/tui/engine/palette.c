/* Fuzzy matching. */
#include "tui/engine/palette.h"

#include <string.h>

/* What a matched letter is worth: at the start of a word, right after the one before, anywhere; of a whole beginning,
 * of a whole word ("V12" is V12 before V120). */
enum { AT_WORD = 8, BESIDE = 5, ANYWHERE = 1, WHOLE = 12, ENDS = 2 };

static bool divides(char letter) {
  return strchr(" -,./:'(", letter) != NULL; /* the text's end as well */
}

static bool begins_word(const char *text, const char *at) {
  return at == text || divides(at[-1]);
}

/* Where the letters of a word come in the text: greedy from a start, the score; 0 = they do not. */
static int score_from(const char *word, size_t length, const char *text, const char *start) {
  int score = 0;
  const char *last = NULL;
  for (size_t i = 0; i < length; i++) {
    const char *at = i == 0 ? start : strchr(last + 1, word[i]);
    if (!at)
      return 0;
    score += last && at == last + 1 ? BESIDE : begins_word(text, at) ? AT_WORD : ANYWHERE;
    last = at;
  }
  return score;
}

/* The best place of one word. */
static int score_word(const char *word, size_t length, const char *text) {
  int best = 0;
  for (const char *start = strchr(text, word[0]); start; start = strchr(start + 1, word[0])) {
    int score = score_from(word, length, text, start);
    if (strncmp(start, word, length) == 0 && begins_word(text, start))
      score += WHOLE + (divides(start[length]) ? ENDS : 0);
    best = score > best ? score : best;
  }
  return best;
}

int palette_score(const char *typed, const char *text) {
  int sum = 1;
  for (const char *word = typed + strspn(typed, " "); *word; word += strspn(word, " ")) {
    size_t length = strcspn(word, " ");
    int score = score_word(word, length, text);
    /* a letter here and a letter there is no match for a long word */
    if (score == 0 || (length > 2 && (size_t)score < length * 2))
      return 0;
    sum += score;
    word += length;
  }
  return sum;
}

int palette_find(const char *typed, const struct palette_entry *entries, size_t n, int *found, int most) {
  VEC(int) scores = {0};
  int kept = 0;
  for (size_t i = 0; i < n; i++) {
    int score = palette_score(typed, entries[i].text);
    if (score == 0)
      continue;
    score += entries[i].bonus;
    int at = kept < most ? kept : most - 1;
    if (kept == most && scores.at[at] >= score)
      continue;
    if (kept < most) {
      vec_push(&scores, score);
      kept++;
    }
    for (; at > 0 && scores.at[at - 1] < score; at--) {
      scores.at[at] = scores.at[at - 1];
      found[at] = found[at - 1];
    }
    scores.at[at] = score;
    found[at] = (int)i;
  }
  vec_free(&scores);
  return kept;
}
