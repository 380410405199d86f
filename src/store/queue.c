/* The HT queue. Each item's history is written by triggers (schema/002-rules.sql), from changed_at and changed_by. */
#include "store.h"

/* Who brought it to its state stays when it is saved for another reason, such as another HT (the holder is known by
 * it). */
#define UNLESS_AS_IT_WAS(column)                                                                                       \
  "CASE WHEN state IS excluded.state AND owner IS excluded.owner AND outcome IS excluded.outcome THEN queue." column   \
  " ELSE excluded." column " END"

bool store_save_queue_item(struct store *store, const struct queue_item *item, struct error *err) {
  return RUN(
      store, err,
      "INSERT INTO queue (item, at, kind, urgency, patient, \"from\", text, team, owner, state, due_at, outcome,"
      " visit, cause, transfer, changed_at, changed_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
      " ON CONFLICT (item) DO UPDATE"
      " SET (at, kind, urgency, patient, \"from\", text, team, owner, state, due_at, outcome, visit, cause, transfer,"
      " changed_at, changed_by) = (excluded.at, excluded.kind, excluded.urgency, excluded.patient, excluded.\"from\","
      " excluded.text, excluded.team, excluded.owner, excluded.state, excluded.due_at, excluded.outcome,"
      " excluded.visit, excluded.cause, excluded.transfer, " UNLESS_AS_IT_WAS("changed_at") ", " UNLESS_AS_IT_WAS(
          "changed_by") ")",
      as_text(item->id), as_number(item->at), as_word(&words_queue_kind, (int)item->kind),
      as_word(&words_urgency, (int)item->urgency), as_reference(item->patient), as_text(item->from),
      as_text(item->text), as_reference(item->team), as_reference(item->owner),
      as_word(&words_queue_state, (int)item->state), as_number_unless(item->due, INSTANT_NONE), as_text(item->outcome),
      as_reference(item->visit), as_word(&words_queue_cause, (int)item->cause), as_reference(item->transfer),
      as_number(clock_now()), as_text(store->actor));
}

int64_t store_queue_due_minutes(struct store *store, enum queue_kind kind, enum urgency urgency) {
  char of_kind[64], of_urgency[64];
  const char *token = word_token(&words_urgency, (int)urgency);
  snprintf(of_kind, sizeof of_kind, "queue_due_%s_%s_minutes", word_token(&words_queue_kind, (int)kind), token);
  snprintf(of_urgency, sizeof of_urgency, "queue_due_%s_minutes", token);
  int64_t own = store_setting_int(store, of_kind);
  return own > 0 ? own : store_setting_int(store, of_urgency);
}

/* The HT that answers an item today (?3): what is open follows its patient to the HT of the team that has become
 * responsible. An item about the transfer itself stays where it was sent. */
#define NOW_WITH                                                                                                       \
  "ifnull((SELECT ifnull(new.ht, new.team) FROM transfers JOIN teams AS old ON old.team = from_team"                   \
  " JOIN teams AS new ON new.team = to_team WHERE transfers.patient = queue.patient"                                   \
  " AND transfers.state IN ('announced', 'acknowledged') AND from_date <= ?3"                                          \
  " AND queue.team = ifnull(old.ht, old.team) AND queue.state <> 'closed' AND queue.kind <> 'transfer'"                \
  " ORDER BY from_date DESC LIMIT 1), queue.team)"

/* What became a visit is answered as long as that one is on a list or done: a request never passes out of sight for a
 * visit that nobody has. */
#define STATE_BY_VISIT                                                                                                 \
  "CASE WHEN visit IS NULL OR state = 'closed' THEN state WHEN EXISTS (SELECT 1 FROM visits AS made WHERE"             \
  " made.visit IN (queue.visit, queue.visit || '/1') AND made.state IN ('listed', 'done')) THEN 'answered'"            \
  " WHEN state = 'answered' THEN 'taken' ELSE state END"

/* What was answered last: with the visit that it became, else in words; nothing where undo took the answer back. */
#define LAST_ANSWER                                                                                                    \
  "CASE WHEN outcome = '' THEN NULL WHEN visit IS NOT NULL AND state <> 'closed' THEN outcome"                         \
  " ELSE (SELECT said.outcome FROM queue_history AS said WHERE said.item = now.item"                                   \
  " AND said.state = 'answered' ORDER BY step DESC LIMIT 1) END"

static void take_item(struct query *query, struct arena *arena, struct queue_item *item) {
  item->id = take_text(query, arena);
  item->at = take_number(query, 0);
  item->kind = (enum queue_kind)take_word(query, &words_queue_kind);
  item->urgency = (enum urgency)take_word(query, &words_urgency);
  item->patient = take_reference(query, arena);
  item->from = take_reference(query, arena);
  item->text = take_text(query, arena);
  item->team = take_reference(query, arena);
  item->owner = take_reference(query, arena);
  item->state = (enum queue_state)take_word(query, &words_queue_state);
  item->due = take_number(query, INSTANT_NONE);
  item->outcome = take_reference(query, arena);
  item->holder = take_reference(query, arena);
  item->answer = take_reference(query, arena);
  item->visit = take_reference(query, arena);
  item->cause = (enum queue_cause)take_word(query, &words_queue_cause);
  item->transfer = take_reference(query, arena);
}

bool store_load_queue(struct store *store, const char *team, bool all, struct arena *arena, struct queue_item **out,
                      int *n, struct error *err) {
  struct query query;
  VEC(struct queue_item) items = {0};
  QUERY(&query, store, err,
        "SELECT item, at, kind, urgency, patient, \"from\", text, now_with, owner, now_state, due_at, outcome,"
        " ifnull(owner, CASE WHEN state IN ('taken', 'answered') THEN changed_by END), " LAST_ANSWER
        ", visit, cause, transfer"
        " FROM (SELECT *, " NOW_WITH " AS now_with, " STATE_BY_VISIT " AS now_state FROM queue) AS now"
        " WHERE (?1 IS NULL OR now_with = ?1) AND (?2 OR state <> 'closed')"
        " ORDER BY CASE urgency WHEN 'now' THEN 0 WHEN 'today' THEN 1 ELSE 2 END, due_at IS NULL, due_at, at,"
        " length(item), item",
        as_reference(team), as_number(all), as_date(instant_date(clock_now())));
  while (query_next(&query))
    take_item(&query, arena, vec_add(&items));
  KEEP(arena, items, out, n);
  return query_end(&query);
}

bool store_load_queue_history(struct store *store, const char *item, struct arena *arena, struct queue_step **out,
                              int *n, struct error *err) {
  struct query query;
  VEC(struct queue_step) steps = {0};
  QUERY(&query, store, err,
        "SELECT item, at, by, state, owner, outcome FROM queue_history WHERE ?1 IS NULL OR item = ?1"
        " ORDER BY item, step",
        as_reference(item));
  while (query_next(&query)) {
    struct queue_step *step = vec_add(&steps);
    step->item = take_text(&query, arena);
    step->at = take_number(&query, 0);
    step->by = take_text(&query, arena);
    step->state = (enum queue_state)take_word(&query, &words_queue_state);
    step->owner = take_reference(&query, arena);
    step->outcome = said_words(arena, take_reference(&query, arena));
  }
  KEEP(arena, steps, out, n);
  return query_end(&query);
}
