/*
 * map: how a file of another system becomes rows of a KIND. A map is itself a CSV file, one rule a row:
 *
 *   kind,column,source,rule,argument        e.g.  staff;role;Stilling;value;Sykepleier=nurse
 *
 *   file_map_read()    the rules, each checked by itself
 *   file_map_apply()   one table of the other system -> a table with the KIND's own columns
 *
 * The rules of one column are done from top to bottom, each on what the one before it gave. What they are is told by
 * `vaktrom import --help`; data/map-example.csv shows them at work.
 */
#ifndef VAKTROM_EXCHANGE_MAP_H
#define VAKTROM_EXCHANGE_MAP_H

#include "vaktrom/exchange.h"

struct map_step;
struct map_rule {
  const char *name;
  bool column, source, argument; /* what a row with this rule must give */
  bool whole_row;                /* it is about a row, a column or a file, not about a cell */
  /* Whether the argument can be one for the column; adds why not. NULL = any can. */
  bool (*check)(const struct column *column, const char *argument, struct str *why);
  /* What the rule makes of one text that is not empty (the arena's or the map's), or NULL with the reason in `why`.
   * NULL = the text as it is. */
  const char *(*apply)(const struct map_step *step, const char *text, struct arena *arena, struct str *why);
};
/* The rule of that name ("" is copy); NULL when there is none. */
const struct map_rule *map_rule_find(const char *name);
/* The names of all rules, for "did you mean"; ends with NULL. */
size_t map_rule_names(const char **names, size_t most);

/* One row of a map. The texts are the map's. */
struct map_row {
  size_t line;
  const struct kind *kind;
  int column; /* of the KIND; NONE where the rule is about none */
  const struct map_rule *rule;
  const char *source, *argument;
};

/* A rule at work on a column; rows of `value` that follow each other are one step. */
struct map_step {
  const struct map_row *row;
  const struct column *column;
  struct map words;             /* of value: folded text -> the struct map_row that names it */
  const struct map_row *others; /* ... that says what a text becomes that no row names; NULL = it is a fault */
};
/* The row of `value` that says what a text becomes, the one for all others among them; NULL when none does. */
const struct map_row *map_value_row(const struct map_step *step, const char *text, struct arena *arena);

struct file_map {
  struct csv_table table;
  struct arena arena;
  VEC(struct map_row) rows;
};
/* Reads a map; false when it has a fault. Free it either way. */
bool file_map_read(const char *path, struct file_map *map, struct faults *faults);
void file_map_free(struct file_map *map);
/* A fault of one of its rows; `column` is its own name of it. */
void file_map_fault(const struct file_map *map, const struct map_row *row, const char *column, struct faults *faults,
                    const char *format, ...) VK_PRINTF(5, 6);

/* What mapping a file has left to tell. */
struct map_result {
  const char *sources[COLUMNS_MAX]; /* for each column of the KIND: what its file calls it; NULL = as the KIND does */
  /* For each cell of the table, row by row: the rule that made it, in words; NULL = it stands so in the file. */
  VEC(const char *) makers;
  struct str passed_over; /* the rows that rules of `skip` held back: "Vaktkode F: 12, ..." */
};
/* Replaces the table of another system by one with the KIND's columns and the same lines. All that does not fit is a
 * fault; false when there is no table to go on with. */
bool file_map_apply(const struct file_map *map, const struct kind *kind, struct csv_table *table, bool ignore_unknown,
                    struct arena *arena, struct map_result *result, struct faults *faults);

void map_result_free(struct map_result *result);

/* Text without regard to capitals and to blanks around it, in the arena. */
const char *map_fold(struct arena *arena, const char *text);
/* Calls `name` for each "{name}" of a text; false when a brace is not closed. */
bool map_each_name(const char *text, void (*name)(void *context, const char *name), void *context);

#endif
