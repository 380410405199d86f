/* Looks into the folder of a path that is being typed; kept until another folder is typed. */
#include "tui/engine/path_hints.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistr.h>

struct path_hints {
  struct arena arena;      /* of the names */
  struct str folder;       /* as typed, with its last slash: "~/base/"; "" = where the program runs */
  bool read;               /* it was read */
  VEC(const char *) names; /* sorted; a folder's ends with a slash */
  struct arena found;      /* of the paths last found */
};

struct path_hints *path_hints_new(void) {
  return mem_new(struct path_hints);
}

void path_hints_free(struct path_hints *hints) {
  if (!hints)
    return;
  arena_free(&hints->arena);
  arena_free(&hints->found);
  str_free(&hints->folder);
  vec_free(&hints->names);
  free(hints);
}

const char *path_expand(const char *text, struct arena *arena) {
  const char *home = environment_get("HOME");
  return text_starts(text, "~/") && home ? arena_printf(arena, "%s%s", home, text + 1) : arena_strdup(arena, text);
}

/* --- The folder --- */

/* A name that could not be typed or shown is left out. */
static bool is_typable(const char *name) {
  if (u8_check((const uint8_t *)name, strlen(name)))
    return false;
  for (const char *at = name; *at; at++)
    if ((unsigned char)*at < ' ' || *at == 127)
      return false;
  return true;
}

static bool is_folder(const char *folder, const char *name) {
  struct arena arena = {0};
  struct stat about;
  bool is = stat(arena_printf(&arena, "%s/%s", folder, name), &about) == 0 && S_ISDIR(about.st_mode);
  arena_free(&arena);
  return is;
}

static int by_name(const void *a, const void *b) {
  return strcmp(*(const char *const *)a, *(const char *const *)b);
}

static void read_folder(struct path_hints *hints, const char *typed, size_t length) {
  arena_free(&hints->arena);
  hints->arena = (struct arena){0};
  hints->names.n = 0;
  hints->read = true;
  str_clear(&hints->folder);
  str_addn(&hints->folder, typed, length);
  const char *folder = length ? path_expand(str_text(&hints->folder), &hints->arena) : ".";
  struct error closed = {0};
  DIR *entries = files_are_open(folder, &closed) ? opendir(folder) : NULL;
  error_clear(&closed);
  if (!entries)
    return;
  for (const struct dirent *entry; (entry = readdir(entries));)
    if (is_typable(entry->d_name) && !text_equal(entry->d_name, ".") && !text_equal(entry->d_name, ".."))
      vec_push(&hints->names, is_folder(folder, entry->d_name) ? arena_printf(&hints->arena, "%s/", entry->d_name)
                                                               : arena_strdup(&hints->arena, entry->d_name));
  closedir(entries);
  if (hints->names.n)
    qsort(hints->names.at, hints->names.n, sizeof hints->names.at[0], by_name);
}

/* The part of the text after its folder, which is read where it is another one. */
static const char *name_part(struct path_hints *hints, const char *text) {
  const char *slash = strrchr(text, '/');
  size_t length = slash ? (size_t)(slash - text) + 1 : 0;
  if (!hints->read || hints->folder.n != length || strncmp(str_text(&hints->folder), text, length) != 0)
    read_folder(hints, text, length);
  return text + length;
}

/* What begins with a dot is for those who type it. */
static bool fits(const char *name, const char *typed) {
  return text_starts(name, typed) && (*name != '.' || *typed == '.');
}

/* --- Answers --- */

int path_hints_find(struct path_hints *hints, const char *text, struct candidate out[CANDIDATES_MAX]) {
  const char *typed = name_part(hints, text);
  int n = 0;
  arena_free(&hints->found);
  hints->found = (struct arena){0};
  for (size_t i = 0; i < hints->names.n && n < CANDIDATES_MAX; i++)
    if (fits(hints->names.at[i], typed))
      out[n++] = (struct candidate){arena_printf(&hints->found, "%s%s", str_text(&hints->folder), hints->names.at[i]),
                                    hints->names.at[i], false};
  return n;
}

/* How many bytes at the start of both are the same, in whole characters. */
static size_t common(const char *a, const char *b, size_t most) {
  size_t n = 0;
  while (n < most && a[n] && a[n] == b[n])
    n++;
  while (n > 0 && ((unsigned char)a[n] & 0xC0) == 0x80)
    n--;
  return n;
}

bool path_hints_complete(struct path_hints *hints, const char *text, struct str *out) {
  const char *typed = name_part(hints, text), *first = NULL;
  size_t agreed = 0;
  for (size_t i = 0; i < hints->names.n; i++) {
    const char *name = hints->names.at[i];
    if (!fits(name, typed))
      continue;
    agreed = first ? common(first, name, agreed) : strlen(name);
    first = first ? first : name;
  }
  if (!first || agreed <= strlen(typed))
    return false;
  str_add(out, str_text(&hints->folder));
  str_addn(out, first, agreed);
  return true;
}
