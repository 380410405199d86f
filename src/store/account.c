/* Ids and accounts. */
#include "store.h"

bool store_next_id(struct store *store, const char *prefix, struct arena *arena, const char **out, struct error *err) {
  struct query query;
  *out = NULL;
  if (!need_transaction(store, err))
    return false;
  QUERY(&query, store, err,
        "INSERT INTO counters VALUES (?, 1) ON CONFLICT (prefix) DO UPDATE SET last = last + 1 RETURNING last",
        as_text(prefix));
  if (query_next(&query))
    *out = arena_printf(arena, "%s%lld", prefix, (long long)take_number(&query, 0));
  while (query_next(&query)) /* to its end: only then is the change made */
    ;
  return query_end(&query);
}

bool store_account_add_owner(struct store *store, const char *os_user, struct error *err) {
  return RUN(store, err, "INSERT INTO accounts (account, kind, os_user) VALUES (?1, 'owner', ?1)", as_text(os_user));
}

bool store_account_set_staff(struct store *store, const char *os_user, const char *staff, struct error *err) {
  return RUN(store, err, "UPDATE accounts SET staff = ?2 WHERE os_user = ?1", as_text(os_user), as_text(staff));
}

static const struct word account_kinds[] = {
    {ACCOUNT_PERSON, "person", NC_("account", "person"), COLOUR_PLAIN},
    {ACCOUNT_OWNER, "owner", NC_("account", "owner"), COLOUR_PLAIN},
    {ACCOUNT_SERVICE, "service", NC_("account", "service"), COLOUR_PLAIN},
    {ACCOUNT_SHARED, "shared", N_("shared terminal"), COLOUR_PLAIN},
};
const struct words words_account_kind = {N_("kind of account"), account_kinds, COUNT_OF(account_kinds)};
