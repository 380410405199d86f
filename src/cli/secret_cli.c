/* Asking for what opens a backup: a passphrase is typed unseen, and stays nowhere. */
#include "cli/secret_cli.h"

#include "cli/password_cli.h"

static bool ask_passphrase(bool twice, struct backup_secret *out, struct error *err) {
  struct password typed = {0};
  bool done = twice ? password_read_new(_("Passphrase"), &typed, err) : password_read(_("Passphrase"), &typed, err);
  done = done && backup_secret_passphrase(typed.text, out, err);
  password_free(&typed);
  return done;
}

bool secret_ask(const struct invocation *call, bool twice, struct backup_secret *out, struct error *err) {
  const char *key = option_text(call, "key");
  if (key)
    return backup_secret_read(key, out, err);
  if (!call->terminal)
    return error_set(err, STATUS_USAGE, "%s",
                     _("name the key file with --key, or run it on a terminal, which asks for a passphrase"));
  return ask_passphrase(twice, out, err);
}

const char *size_words(struct arena *arena, int64_t bytes) {
  char number[NUMBER_SIZE];
  number_show((double)bytes / 1e6, 1, number);
  return arena_printf(arena, _("%s MB"), number);
}
