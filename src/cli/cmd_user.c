/* user: the accounts, and their passwords. A password is never an argument: others see those. */
#include <pwd.h>

#include "cli/hands.h"
#include "cli/password_cli.h"
#include "vaktrom/dispatch/accounts.h"

/* --- Showing ----------------------------------------------------------------------------------------------------- */

static cJSON *account_json(const struct account_row *row) {
  cJSON *object = cJSON_CreateObject();
  json_text(object, "account", row->account.name);
  json_text(object, "kind", word_token(&words_account_kind, (int)row->account.kind));
  json_text(object, "login", row->account.os_user);
  json_text(object, "staff", row->account.staff);
  cJSON_AddBoolToObject(object, "password", row->has_password);
  cJSON_AddBoolToObject(object, "locked", row->locked);
  json_integer(object, "failed", row->failed);
  json_date(object, "ended", row->ended);
  return object;
}

static bool show_accounts(struct invocation *call, struct error *err) {
  static const char *const headers[] = {N_("account"),  N_("kind"),   N_("login"),  N_("staff"),
                                        N_("password"), N_("locked"), N_("failed"), N_("ended")};
  struct account_row *rows;
  int n;
  if (!dispatch_accounts(&call->session, &call->arena, &rows, &n, err))
    return false;
  struct table *table = table_new(headers, (int)COUNT_OF(headers));
  cJSON *array = cJSON_CreateArray();
  for (int i = 0; i < n; i++) {
    table_cell(table, "%s", rows[i].account.name);
    table_cell_word(table, &words_account_kind, (int)rows[i].account.kind);
    table_cell(table, "%s", rows[i].account.os_user ? rows[i].account.os_user : "");
    table_cell(table, "%s", rows[i].account.staff ? rows[i].account.staff : "");
    table_cell_word(table, &words_yes_no, rows[i].has_password);
    table_cell_word(table, &words_yes_no, rows[i].locked);
    table_cell(table, "%d", rows[i].failed);
    table_cell_date(table, rows[i].ended);
    cJSON_AddItemToArray(array, account_json(&rows[i]));
  }
  print_records(call, table, array);
  return true;
}

/* --- Adding and changing ----------------------------------------------------------------------------------------- */

/* A login that this machine does not know may be meant all the same: it comes later, or is misspelt. */
static void tell_unknown_login(struct effects *effects, const char *login) {
  if (!text_is_empty(login) && !getpwnam(login))
    effects_add(effects, _("note: this machine knows no login %s yet"), login);
}

static enum account_kind wanted_kind(const struct invocation *call) {
  return option(call, "service")->given  ? ACCOUNT_SERVICE
         : option(call, "shared")->given ? ACCOUNT_SHARED
         : option(call, "owner")->given  ? ACCOUNT_OWNER
                                         : ACCOUNT_PERSON;
}

static bool check_options(const struct invocation *call, const struct account *wanted, struct error *err) {
  int asked = option(call, "service")->given + option(call, "shared")->given + option(call, "owner")->given;
  bool is_login = wanted->kind == ACCOUNT_SERVICE || wanted->kind == ACCOUNT_SHARED;
  if (asked > 1)
    return error_set(err, STATUS_USAGE, "%s", _("an account is of one kind: --service, --shared or --owner"));
  if (is_login && wanted->staff)
    return error_set(err, STATUS_USAGE, "%s",
                     _("the account of a service or a shared terminal is nobody's: no --staff"));
  return (is_login && !wanted->os_user)   ? need_option(call, "os-user", err)
         : wanted->kind == ACCOUNT_PERSON ? need_option(call, "staff", err)
                                          : true;
}

static bool add_account(struct invocation *call, struct effects *effects, struct error *err) {
  const struct account wanted = {.name = call->words[1],
                                 .kind = wanted_kind(call),
                                 .os_user = option_text(call, "os-user"),
                                 .staff = option_text(call, "staff")};
  if (!check_options(call, &wanted, err) || !dispatch_account_add(&call->session, &wanted, effects, err))
    return false;
  tell_unknown_login(effects, wanted.os_user);
  if (!wanted.os_user)
    effects_add(effects, _("it can sign in once it has a password: vaktrom user password %s"), wanted.name);
  return true;
}

static bool set_account(struct invocation *call, struct effects *effects, struct error *err) {
  const struct account_change change = {.os_user = option_text(call, "os-user"),
                                        .staff = option_text(call, "staff"),
                                        .to_service = option(call, "service")->given};
  if (!change.os_user && !change.staff && !change.to_service)
    return error_set(err, STATUS_USAGE, "%s", _("say what becomes different: --os-user, --staff or --service"));
  if (!dispatch_account_change(&call->session, call->words[1], &change, effects, err))
    return false;
  tell_unknown_login(effects, change.os_user);
  return true;
}

static bool lock_account(struct invocation *call, struct effects *effects, struct error *err) {
  return dispatch_account_lock(&call->session, call->words[1], true, effects, err);
}

static bool unlock_account(struct invocation *call, struct effects *effects, struct error *err) {
  return dispatch_account_lock(&call->session, call->words[1], false, effects, err);
}

static bool remove_account(struct invocation *call, struct effects *effects, struct error *err) {
  return dispatch_account_remove(&call->session, call->words[1], effects, err);
}

/* --- Passwords --------------------------------------------------------------------------------------------------- */

/* By the present password. */
static bool prove(struct invocation *call, const char *name, struct error *err) {
  struct account proved;
  struct password present = {0};
  bool done = password_read(_("The present password"), &present, err) &&
              store_prove(call->session.store, name, &present, &call->arena, &proved, err);
  password_free(&present);
  return done;
}

static bool set_password(struct invocation *call, struct effects *effects, struct error *err) {
  const char *name = call->n_words > 1 ? call->words[1] : call->session.account;
  struct password wanted = {0};
  bool must;
  if (!name)
    return error_set(err, STATUS_USAGE, "%s", _("name the account whose password is to be set"));
  bool done = dispatch_may_set_password(&call->session, name, err) &&
              dispatch_must_prove(&call->session, name, &must, err) && (!must || prove(call, name, err)) &&
              password_read_new(_("The new password"), &wanted, err) &&
              dispatch_account_password(&call->session, name, &wanted, effects, err);
  password_free(&wanted);
  return done;
}

/* --- The command ------------------------------------------------------------------------------------------------- */

static const struct family_step steps[] = {
    {"add", add_account},       {"password", set_password}, {"lock", lock_account},
    {"unlock", unlock_account}, {"set", set_account},       {"remove", remove_account},
};

static bool run_user(struct invocation *call, enum status *status, struct error *err) {
  struct effects effects = {0};
  if (text_equal(call->words[0], "list") && call->n_words == 1)
    return show_accounts(call, err);
  if (text_equal(call->words[0], "password") && call->n_words == 1)
    return finish(call, set_password(call, &effects, err), &effects, status);
  return run_family(call, steps, COUNT_OF(steps), status, err);
}

static const struct option_spec user_options[] = {
    {"staff", "STAFF", OPTION_TEXT, NULL, N_("add, set: whose account it is")},
    {"os-user", "LOGIN", OPTION_TEXT, NULL, N_("add, set: the login that needs no password ('' = none)")},
    {"service", NULL, OPTION_FLAG, NULL, N_("add, set: the account of the timers, and of the user who owns the store")},
    {"shared", NULL, OPTION_FLAG, NULL, N_("add: the login of a shared terminal, where people sign in by password")},
    {"owner", NULL, OPTION_FLAG, NULL, N_("add: one more owner, who may do everything")},
    {0},
};
const struct command command_user = {
    .name = "user",
    .arguments =
        "list | add NAME --staff S [--os-user LOGIN] | add NAME --service|--shared --os-user LOGIN | "
        "set NAME [--os-user LOGIN] [--staff S] [--service] | password [NAME] | lock NAME | unlock NAME | remove NAME",
    .summary = N_("accounts: who may sign in, and how"),
    .details =
        N_("A password is asked for twice and not shown; without a terminal it is the next line of standard input.\n"
           "To set the own one, the present one is asked for first. A lost one is set by who manages accounts,\n"
           "or on the server by the operating-system user who owns the store's file. Undo takes back none of this."),
    .options = user_options,
    .min_words = 1,
    .max_words = 2,
    .needs = NEEDS_STORE,
    .group = N_("Program"),
    .run = run_user,
};
