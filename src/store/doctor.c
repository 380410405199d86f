/*
 * doctor: is the store sound, and what is to be done? Each part looks at one thing and tells what it found; nothing is
 * changed. A part that cannot look says so and the others go on.
 */
#include "as_is.h"

#include <errno.h>
#include <grp.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

static const struct word weights[] = {
    {AILMENT_NONE, "ok", N_("ok"), COLOUR_GOOD},
    {AILMENT_REMARK, "note", N_("note"), COLOUR_NOTICE},
    {AILMENT_WARNING, "warning", N_("warning"), COLOUR_WARNING},
    {AILMENT_UNSEEN, "unseen", N_("not looked at"), COLOUR_WARNING},
    {AILMENT_DAMAGE, "damage", N_("damage"), COLOUR_ERROR},
};
const struct words words_ailment = {N_("weight"), weights, COUNT_OF(weights)};

struct examination {
  const char *path;
  struct arena *arena;
  VEC(struct ailment) found;
  struct store *store; /* as it is, while its content is looked at */
  int64_t size;
  bool is_damaged; /* told already */
  bool is_current; /* its tables are those that this program knows */
};

static const char advice_damage[] =
    N_("Let nobody work in it. Put the newest backup in its place (`vaktrom restore`); what was entered since can be "
       "written out with `vaktrom doctor --rescue DIR`.");

/* The text is the arena's or the program's. */
static void tell(struct examination *at, enum ailment_weight weight, const char *check, const char *what,
                 const char *advice) {
  vec_push(&at->found, (struct ailment){weight, check, what, advice});
}

static const char *megabytes(struct arena *arena, int64_t bytes) {
  return arena_printf(arena, _("%s MB"), arena_printf(arena, "%lld", (long long)((bytes + 999999) / 1000000)));
}

/* --- The file and its neighbours --------------------------------------------------------------------------------- */

static const char *beside(struct examination *at, const char *end) {
  return arena_printf(at->arena, "%s%s", at->path, end);
}

static void look_at_modes(struct examination *at) {
  static const char *const ends[] = {"", "-wal", "-shm", ".audit-key", ".audit-head"};
  bool open = false;
  struct stat about;
  for (size_t i = 0; i < COUNT_OF(ends); i++)
    if (stat(beside(at, ends[i]), &about) == 0 && (about.st_mode & 007)) {
      tell(at, AILMENT_WARNING, "file",
           arena_printf(at->arena, _("every user of this machine may open %s (mode %03o)"), beside(at, ends[i]),
                        (unsigned)about.st_mode & 0777),
           arena_printf(at->arena, _("chmod 600 %s, and ask who has read it"), beside(at, ends[i])));
      open = true;
    }
  if (!open)
    tell(at, AILMENT_NONE, "file", _("only those who should may open it"), "");
}

static void look_at_owner(struct examination *at) {
  struct stat about;
  if (stat(at->path, &about) != 0 || about.st_uid == geteuid())
    return;
  const struct passwd *owner = getpwuid(about.st_uid);
  tell(at, AILMENT_REMARK, "owner",
       arena_printf(at->arena, _("it belongs to the user %s, who is not you"), owner ? owner->pw_name : "?"),
       _("What you do in it may leave files that its owner cannot write: act as its owner (sudo -u)."));
}

static bool group_may_write(struct examination *at) {
  struct stat about;
  return stat(at->path, &about) == 0 && (about.st_mode & S_IWGRP);
}

static const char *group_name(struct examination *at, gid_t number) {
  const struct group *group = getgrgid(number);
  return group ? arena_strdup(at->arena, group->gr_name) : arena_printf(at->arena, "%ld", (long)number);
}

static void look_at_folder(struct examination *at) {
  struct stat about;
  const char *folder = folder_of(at->path, at->arena);
  if (stat(folder, &about) == 0 && (about.st_mode & S_IWOTH))
    tell(at, AILMENT_WARNING, "folder",
         arena_printf(at->arena, _("every user of this machine may write in the folder %s"), folder),
         _("Move the store to a folder of its own, or take that right away (chmod o-w)."));
  else if (stat(folder, &about) == 0 && (about.st_mode & S_IWGRP) && !group_may_write(at))
    tell(at, AILMENT_REMARK, "folder",
         arena_printf(at->arena, _("the group %s may write in the folder %s, though not in the store"),
                      group_name(at, about.st_gid), folder),
         _("Who is in it can remove the store or put another in its place: take that right away (chmod g-w), or let "
           "the setting store_group say that the base is theirs."));
  if (access(folder, W_OK) != 0)
    tell(at, AILMENT_WARNING, "folder",
         arena_printf(at->arena, _("files cannot be written to the folder %s: %s"), folder, strerror(errno)),
         _("Nobody with your rights can work in the store: SQLite writes its log beside it."));
}

static void look_at_file_system(struct examination *at) {
  const char *network = network_file_system(at->path, at->arena);
  if (network)
    tell(at, AILMENT_WARNING, "disk",
         arena_printf(at->arena, _("the store lies on a network's file system (%s)"), network),
         _("There what is written can be lost and the store damaged, most of all when two machines have it open. Move "
           "it to a disk of the machine on which the program runs, and let people reach that (SSH)."));
}

/* A wall around the program, without which it works as well. */
static void look_at_program(struct examination *at) {
  if (!program_is_confined())
    tell(at, AILMENT_REMARK, "program", _("the kernel keeps the program from nothing: it knows no filters (seccomp)"),
         _("A fault that somebody makes use of could reach the network or start another program. Use a kernel with "
           "CONFIG_SECCOMP_FILTER, or allow it in the container."));
}

static void look_at_log(struct examination *at) {
  enum { large_log = 64 * 1000 * 1000 };
  struct stat log;
  bool there = stat(beside(at, "-wal"), &log) == 0;
  if (there && log.st_size > large_log)
    tell(at, AILMENT_WARNING, "log",
         arena_printf(at->arena, _("the write-ahead log has grown to %s"), megabytes(at->arena, log.st_size)),
         _("A program has read in one piece for long: close every screen once; the log is then taken in."));
  else if (stat(beside(at, "-journal"), &log) == 0 && log.st_size > 0)
    tell(at, AILMENT_REMARK, "log", _("a change was broken off halfway"),
         _("It is taken back when the store is opened next. Delete nothing that lies beside the store."));
  else
    tell(at, AILMENT_NONE, "log", there ? _("the write-ahead log is small") : _("nothing waits in a log"), "");
}

static void look_at_disk(struct examination *at) {
  struct statvfs disk;
  const int64_t least = 100 * 1000 * 1000;
  if (statvfs(folder_of(at->path, at->arena), &disk) != 0)
    return;
  int64_t room = (int64_t)disk.f_bavail * (int64_t)disk.f_frsize;
  int64_t wanted = 3 * at->size > least ? 3 * at->size : least; /* a log, a safe copy, a backup */
  if (disk.f_flag & ST_RDONLY)
    tell(at, AILMENT_WARNING, "disk", _("the disk is mounted read-only"),
         _("A disk that fails is often made read-only by the system: look at its log before you mount it again."));
  else if (room < wanted)
    tell(at, AILMENT_WARNING, "disk",
         arena_printf(at->arena, _("only %s are free on the disk"), megabytes(at->arena, room)),
         arena_printf(at->arena, _("Make room: %s should be free. A full disk loses nothing, but nobody can work."),
                      megabytes(at->arena, wanted)));
  else
    tell(at, AILMENT_NONE, "disk", arena_printf(at->arena, _("%s are free"), megabytes(at->arena, room)), "");
}

/* --- The content ------------------------------------------------------------------------------------------------- */

static void tell_damage(struct examination *at, const char *check, const char *what) {
  tell(at, AILMENT_DAMAGE, check, what, at->is_damaged ? "" : _(advice_damage));
  at->is_damaged = true;
}

/* A part that could not look: for want of memory, or because of damage that was told already or is told now. A disk
 * without room and rights that lack say nothing about the store: nobody is to put a backup in its place for that. */
static void tell_failure(struct examination *at, const char *check, struct error *err) {
  const char *why = arena_strdup(at->arena, err->text ? err->text : "");
  if (err->status == STATUS_INTERNAL)
    tell(at, AILMENT_UNSEEN, check, arena_printf(at->arena, _("%s could not be looked at: %s"), check, why),
         _("Run it again when the machine has memory left."));
  else if (at->is_damaged)
    tell_damage(at, check, arena_printf(at->arena, _("%s: cannot be checked in a damaged file"), check));
  else if (sql_found_damage(at->store))
    tell_damage(at, check, why);
  else
    tell(at, AILMENT_WARNING, check, why,
         _("What is in the store could not be looked at. Mend that, and look again before you do anything else."));
  error_clear(err);
}

/* One that a newer program made is sound as far as this one can tell. */
static void tell_not_ours(struct examination *at, bool is_newer, struct error *err) {
  tell(at, is_newer ? AILMENT_WARNING : AILMENT_DAMAGE, "version", arena_strdup(at->arena, err->text),
       is_newer ? _("Use that version: it looks at the rest, too.")
                : _("Is this the right file (--db)? Else bring a backup back."));
  error_clear(err);
}

static void look_at_version(struct examination *at) {
  struct error err = {0};
  int id = 0, version = 0, n = 0;
  const struct migration *migrations = program_migrations(&n);
  bool read = read_pragma(at->store, "PRAGMA application_id", &id, &err) &&
              read_pragma(at->store, "PRAGMA user_version", &version, &err);
  if (!read || !check_is_store(at->store, &err)) {
    if (!read || err.status == STATUS_INTERNAL)
      tell_failure(at, "version", &err);
    else
      tell_not_ours(at, id == application_id && version > migrations[n - 1].version, &err);
    return;
  }
  at->is_current = version == migrations[n - 1].version;
  if (at->is_current)
    tell(at, AILMENT_NONE, "version",
         arena_printf(at->arena, _("a store of form %d, which this program writes"), version), "");
  else
    tell(at, AILMENT_REMARK, "version", arena_printf(at->arena, _("a store of the older form %d"), version),
         _("It is copied and brought forward when a command opens it next."));
}

/* The rows of a check, one line each; *n counts them. */
static bool collect(struct examination *at, const char *sql, const char *good, struct str *lines, int *n,
                    struct error *err) {
  struct query query;
  *n = 0;
  QUERY_ALL(&query, at->store, err, sql);
  while (query_next(&query)) {
    const char *line = peek_text(&query);
    if (line && !text_equal(line, good)) {
      str_addf(lines, "%s%s", *n > 0 ? "\n" : "", line);
      ++*n;
    }
  }
  return query_end(&query);
}

/* SQLite takes a page that it had no memory to fetch for a damaged one, too: what a second look does not find is none.
 */
static void look_for(struct examination *at, const char *check, const char *sql, const char *good, const char *found,
                     const char *well) {
  struct error err = {0};
  struct str lines = {0};
  int n = 0;
  bool done = collect(at, sql, good, &lines, &n, &err);
  if (done && n > 0) {
    str_clear(&lines);
    done = collect(at, sql, good, &lines, &n, &err);
  }
  if (n > 0) /* perhaps it broke off behind these */
    tell_damage(at, check, arena_printf(at->arena, "%s\n%s", found, str_text(&lines)));
  else if (!done)
    tell_failure(at, check, &err);
  else
    tell(at, AILMENT_NONE, check, well, "");
  error_clear(&err);
  str_free(&lines);
}

static void look_at_rules(struct examination *at) {
  struct error err = {0};
  struct str broken = {0};
  if (!at->is_current)
    return;
  if (!find_broken_rules(at->store, &broken, &err))
    tell_failure(at, "rules", &err);
  else if (broken.n > 0)
    tell(at, AILMENT_DAMAGE, "rules",
         arena_printf(at->arena, _("rows break the base's own rules:\n%s"), str_text(&broken)),
         _("Something else than this program has written in the store. Mend these with the program, list by list."));
  else
    tell(at, AILMENT_NONE, "rules", _("the base's own rules hold"), "");
  str_free(&broken);
}

static void look_at_audit(struct examination *at) {
  struct error err = {0};
  struct audit_verdict verdict;
  if (!at->is_current)
    return;
  if (!store_audit_verify(at->store, NULL, at->arena, &verdict, &err)) {
    tell_failure(at, "audit", &err);
    return;
  }
  const struct audit_finding *first = verdict.findings;
  while (verdict.n_open > 0 && first->accepted_row)
    first++;
  if (verdict.n_findings == 0)
    tell(at, AILMENT_NONE, "audit",
         arena_printf(at->arena, _("the audit log is whole: rows %lld"), (long long)verdict.rows), "");
  else if (verdict.n_open == 0)
    tell(at, AILMENT_REMARK, "audit",
         arena_printf(at->arena, _("but for what was accepted the audit log is whole: rows %lld"),
                      (long long)verdict.rows),
         _("`vaktrom audit verify` says who accepted what, and why."));
  else
    tell(at, AILMENT_WARNING, "audit",
         first->row ? arena_printf(at->arena, _("the audit log, row %lld: %s"), (long long)first->row, first->what)
                    : arena_printf(at->arena, _("the audit log: %s"), first->what),
         _("`vaktrom audit verify` says all of it. Ask who could write the file and what else was done then; what is "
           "known the owner accepts (`vaktrom audit accept`)."));
}

/* --- Times ------------------------------------------------------------------------------------------------------- */

/* The number that a query gives; `nothing` where it gives none or fails: damage is told by other parts. */
static int64_t number_of(struct examination *at, const char *check, const char *sql, int64_t nothing) {
  struct error err = {0};
  struct query query;
  QUERY_ALL(&query, at->store, &err, sql);
  int64_t number = query_next(&query) ? take_number(&query, nothing) : nothing;
  if (!query_end(&query))
    number = nothing;
  if (err.status == STATUS_INTERNAL)
    tell_failure(at, check, &err);
  error_clear(&err);
  return number;
}

static void look_at_clock(struct examination *at) {
  struct error err = {0};
  struct clock_back clock;
  if (!clock_went_back(at->store, -1, &clock, &err))
    tell_failure(at, "clock", &err);
  else if (!clock.back)
    tell(at, AILMENT_NONE, "clock", _("the clock has not gone back"), "");
  else
    tell(at, AILMENT_WARNING, "clock",
         arena_printf(at->arena, _("the clock says %s, but something was written at %s"),
                      instant_words(at->arena, clock.now), instant_words(at->arena, clock.written)),
         _("The clock was set back, or was wrong then. Set it right before anybody works: what is late and who is on "
           "shift go by it."));
}

/* A function counts for the shifts for which a person holds it: who moves the clock moves into another's. */
static void look_at_production(struct examination *at) {
  if (number_of(at, "production", "SELECT count(*) FROM settings WHERE name = 'production' AND value = 'yes'", 0) ==
          0 &&
      number_of(at, "production", "SELECT count(*) FROM accounts WHERE kind = 'person'", 0) > 0)
    tell(at, AILMENT_REMARK, "production", _("others than its owner have accounts, and the setting production is off"),
         _("$VAKTROM_NOW then moves the clock, and with it who is on shift and may do what: `vaktrom setting set "
           "production yes` for a base in which people work."));
}

/* Of a store that is no real base only a remark. */
static void look_at_backups(struct examination *at) {
  enum { old_seconds = 2 * 86400 };
  instant last = number_of(at, "backup", "SELECT max(machine_at) FROM audit WHERE what = 'backup'", INSTANT_NONE);
  enum ailment_weight weight =
      number_of(at, "backup", "SELECT value = 'yes' FROM settings WHERE name = 'production'", 0) ? AILMENT_WARNING
                                                                                                 : AILMENT_REMARK;
  if (last == INSTANT_NONE)
    tell(at, weight, "backup", _("no backup was made yet"),
         _("`vaktrom backup --help` says how; on a server a timer does it."));
  else if (clock_machine() - last > old_seconds)
    tell(at, weight, "backup", arena_printf(at->arena, _("the last backup is of %s"), instant_words(at->arena, last)),
         _("Look why the timer does not run: systemctl status vaktrom-backup.timer vaktrom-backup.service"));
  else
    tell(at, AILMENT_NONE, "backup",
         arena_printf(at->arena, _("the last backup is of %s"), instant_words(at->arena, last)), "");
}

/* --- All of it --------------------------------------------------------------------------------------------------- */

static void look_inside(struct examination *at) {
  struct error err = {0};
  if (!open_as_is(at->path, &at->store, &err)) {
    tell_failure(at, "content", &err);
    store_close(at->store);
    return;
  }
  /* For the zone and the rule of the clock; what is damaged is told below. */
  if (!settings_refresh(at->store, &err) && err.status == STATUS_INTERNAL)
    tell_failure(at, "settings", &err);
  error_clear(&err);
  look_at_version(at);
  look_for(at, "integrity", "PRAGMA integrity_check(20)", "ok", _("SQLite finds damage:"), _("the file is sound"));
  look_for(at, "references",
           "SELECT \"table\" || ' ' || ifnull(rowid, '') || ' -> ' || parent FROM pragma_foreign_key_check LIMIT 20",
           NULL, _("rows point to what is not there:"), _("no row points nowhere"));
  look_at_rules(at);
  look_at_audit(at);
  look_at_clock(at);
  look_at_production(at);
  look_at_backups(at);
  store_close(at->store);
}

bool store_examine(const char *path, struct arena *arena, struct ailment **out, int *n, struct error *err) {
  struct examination at = {.path = path, .arena = arena};
  struct stat about;
  if (stat(path, &about) != 0)
    return error_set(err, STATUS_STORE,
                     errno == ENOENT ? _("there is no store at %s; `vaktrom restore` brings back a backup")
                                     : _("the store at %s cannot be reached"),
                     path);
  if (!S_ISREG(about.st_mode))
    return error_set(err, STATUS_STORE, _("%s is not a store of this program"), path);
  at.size = about.st_size;
  look_at_modes(&at);
  look_at_owner(&at);
  look_at_folder(&at);
  look_at_log(&at);
  look_at_disk(&at);
  look_at_file_system(&at);
  look_at_program(&at);
  look_inside(&at);
  KEEP(arena, at.found, out, n);
  return true;
}
