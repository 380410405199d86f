/* Whose session a run of the program is (sign_in.h says what is trusted), and where it runs. */
#include "cli/sign_in.h"

#include <errno.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "cli/password_cli.h"
#include "vaktrom/store/audit.h"

/* --- The machine's users ----------------------------------------------------------------------------------------- */

const char *cli_os_user(struct arena *arena) {
  errno = 0;
  const struct passwd *entry = getpwuid(getuid());
  if (!entry && errno == ENOMEM) /* a number instead of the name would be somebody else */
    mem_exhausted();
  return entry ? arena_strdup(arena, entry->pw_name) : arena_printf(arena, "uid%u", (unsigned)getuid());
}

bool cli_is_system_user(void) {
  enum { first_person = 1000 }; /* login.defs, UID_MIN */
  return getuid() > 0 && getuid() < first_person;
}

bool sign_in_is_lent(void) {
  return environment_is_lent() && cli_is_system_user();
}

bool sign_in_is_guarded(const struct invocation *call) {
  return call->as || (sign_in_is_lent() && !text_equal(environment_get("SUDO_UID"), "0"));
}

/* The login that sudo serves: its name and its number must agree. NULL where they do not, or it was not sudo. */
static const char *served_by_sudo(struct arena *arena) {
  const char *name = environment_get("SUDO_USER"), *number = environment_get("SUDO_UID");
  const struct passwd *entry = text_is_empty(name) || text_is_empty(number) ? NULL : getpwnam(name);
  return entry && strtoul(number, NULL, 10) == entry->pw_uid ? arena_strdup(arena, name) : NULL;
}

const char *sign_in_login(struct arena *arena) {
  const char *served = sign_in_is_lent() ? served_by_sudo(arena) : NULL;
  return served ? served : cli_os_user(arena);
}

/* Whether the process's own user owns the store's file; root may do what its owner may. */
static bool owns_file(const struct invocation *call) {
  struct stat about;
  return getuid() == geteuid() && stat(call->store_path, &about) == 0 && (about.st_uid == getuid() || getuid() == 0);
}

/* --- Where ------------------------------------------------------------------------------------------------------- */

/* The host, the terminal, and from where that is reached. */
static const char *place_of_run(struct arena *arena) {
  char host[256] = "";
  gethostname(host, sizeof host - 1);
  const char *terminal = isatty(STDIN_FILENO) ? ttyname(STDIN_FILENO) : NULL;
  const char *client = environment_get("SSH_CONNECTION");
  terminal = terminal && text_starts(terminal, "/dev/") ? terminal + strlen("/dev/") : terminal;
  return arena_printf(arena, "%s%s%s%s%.*s", host, terminal ? " " : "", terminal ? terminal : "", client ? " " : "",
                      client ? (int)strcspn(client, " ") : 0, client ? client : "");
}

/* --- Who --------------------------------------------------------------------------------------------------------- */

static bool prove_by_password(struct invocation *call, struct account *out, struct error *err) {
  struct password typed = {0};
  struct str question = {0};
  str_addf(&question, _("Password of %s"), call->user);
  bool done = password_read(str_text(&question), &typed, err) &&
              store_prove(call->session.store, call->user, &typed, &call->arena, out, err);
  call->session.proved = done;
  str_free(&question);
  password_free(&typed);
  return done;
}

/* Whether the process stands in for people: the file's owner, whose account is a service's. */
static bool stands_in(struct invocation *call, struct error *err) {
  struct account account;
  struct error unknown = {0};
  bool found = store_account_find(call->session.store, cli_os_user(&call->arena), &call->arena, &account, &unknown);
  error_clear(&unknown);
  return (found && account.kind == ACCOUNT_SERVICE && owns_file(call)) ||
         error_set(err, STATUS_DENIED,
                   _("%s runs here as %s, who neither owns %s nor has an account of kind service: it cannot stand in "
                     "for others"),
                   "vaktrom", cli_os_user(&call->arena), call->store_path);
}

/* The account that the key's forced command names. */
static bool take_named(struct invocation *call, struct account *out, struct error *err) {
  struct account_row row;
  bool there;
  if (environment_is_lent() || environment_get("SUDO_UID"))
    return error_set(err, STATUS_DENIED, "%s", _("--as is for the forced command of an SSH key, and not under sudo"));
  if (!stands_in(call, err) || !store_account_named(call->session.store, call->as, &call->arena, &row, &there, err))
    return false;
  *out = row.account;
  if (!there || row.account.kind == ACCOUNT_SERVICE)
    return error_set(err, STATUS_DENIED, _("there is no account %s that an SSH key could sign in to"), call->as);
  return account_is_open(&row, err);
}

static bool take_served(struct invocation *call, struct account *out, struct error *err) {
  const char *login = served_by_sudo(&call->arena);
  struct error other = {0};
  bool own = !sign_in_is_guarded(call) && !stands_in(call, &other); /* root, who may be that user in any other way */
  error_clear(&other);
  if (own)
    return store_account_find(call->session.store, cli_os_user(&call->arena), &call->arena, out, err);
  if (!login)
    return error_set(err, STATUS_DENIED, "%s",
                     _("who lent the rights of the program is not known: start it with sudo, or over SSH"));
  return stands_in(call, err) && store_account_find(call->session.store, login, &call->arena, out, err);
}

static bool find_person(struct invocation *call, struct account *out, struct error *err) {
  if (call->as && call->user)
    return error_set(err, STATUS_USAGE, "%s", _("--as and --user do not go together"));
  if (call->as)
    return take_named(call, out, err);
  if (call->user)
    return prove_by_password(call, out, err);
  if (sign_in_is_lent())
    return take_served(call, out, err);
  return store_account_find(call->session.store, cli_os_user(&call->arena), &call->arena, out, err);
}

/* --- The session ------------------------------------------------------------------------------------------------- */

/* Root's sudo is root. */
static bool acts_for_the_file(const struct invocation *call) {
  const char *caller = environment_get("SUDO_UID");
  bool own = !sign_in_is_lent() || text_equal(caller, "0");
  return own && !call->as && !call->user && owns_file(call);
}

/* Nobody's account, but the file's owner all the same: may set a password that was lost. */
static bool is_rescue(const struct invocation *call) {
  return call->session.keeps_file && text_equal(call->command->name, "user");
}

static bool shared_may(const struct invocation *call, struct error *err) {
  return text_equal(call->command->name, "screen") || text_equal(call->command->name, "whoami") ||
         error_set(err, STATUS_DENIED, "%s",
                   _("this is the login of a shared terminal: say who you are with --user NAME, which asks for your "
                     "password, or sign in on the screen (vaktrom alone)"));
}

bool sign_in(struct invocation *call, struct error *err) {
  struct session *session = &call->session;
  struct account account = {0};
  session->place = place_of_run(&call->arena);
  store_audit_place(session->place);
  session->keeps_file = acts_for_the_file(call);
  if (!find_person(call, &account, err)) {
    if (err->status != STATUS_DENIED || !is_rescue(call))
      return false;
    error_clear(err);
    session->actor = sign_in_login(&call->arena);
    return true;
  }
  session_become(session, &account);
  if (sign_in_is_guarded(call) && session->kind != ACCOUNT_OWNER)
    files_close();
  return session->kind != ACCOUNT_SHARED || shared_may(call, err);
}
