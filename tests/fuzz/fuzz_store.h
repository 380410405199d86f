/* A small base of the target's own, in which every change is taken back, and files that exist only in memory. */
#ifndef TESTS_FUZZ_STORE_H
#define TESTS_FUZZ_STORE_H

#include <sys/mman.h>
#include <unistd.h>

#include "fuzz.h"
#include "vaktrom/exchange.h"

struct fuzz_file {
  int file;
  char path[32];
};

static inline void fuzz_file_write(struct fuzz_file *out, const uint8_t *data, size_t size) {
  out->file = memfd_create("fuzz", MFD_CLOEXEC);
  MUST(out->file >= 0 && write(out->file, data, size) == (ssize_t)size);
  snprintf(out->path, sizeof out->path, "/proc/self/fd/%d", out->file);
}

/* The owner's session on it; made once, below TMPDIR, whose files go with whoever set that. */
static inline struct session *fuzz_session(void) {
  static struct session session;
  if (session.store)
    return &session;
  static const struct init_file base[] = {
      {"teams",
       "team,kind,name,location,ht,lat,lon,max_lists,unit,areas\n"
       "HT1,HT,HT,Base,,60.3,5.3,15,A,\nOT1,OT,OT A,Base,HT1,60.3,5.3,,A,A\nOT2,OT,OT B,Base,HT1,60.3,5.3,,B,B\n"},
      {"staff", "staff,name,role,team,position_pct,functions,skills,languages,transport,employment,exclude_tasks\n"
                "S1,Kari,nurse,HT1,100,duty_nurse,,,car,permanent,\nS2,Ola,care_worker,OT1,100,,,,walk,permanent,\n"},
      {"patients", "patient,name,address,lat,lon,area,team,status,primary_contact,secondary_contact,languages,"
                   "exclude_staff,important,access\nP1,Ola,Vei 1,60.3,5.3,A,OT1,active,,,nb,,,\n"
                   "P2,Eva,Vei 2,60.3,5.3,B,OT2,active,,,nb,,,\n"},
  };
  const char *folder = getenv("TMPDIR");
  struct effects effects = {0};
  struct error err = {0};
  struct str path = {0};
  str_addf(&path, "%s/vaktrom-fuzz-%ld.db", folder ? folder : "/tmp", (long)getpid());
  const struct init_request request = {
      .path = str_text(&path), .os_user = "fuzz", .files = base, .n_files = COUNT_OF(base), .language = "en"};
  bool made =
      clock_start(&err) && exchange_init(&request, &effects, &err) && store_open(request.path, &session.store, &err);
  if (!made)
    fprintf(stderr, "%s\n", err.text);
  MUST(made);
  store_set_dry_run(session.store, true);
  session.actor = session.account = "fuzz";
  session.owner = true;
  effects_free(&effects);
  str_free(&path);
  return &session;
}

/* What an import may end with: done, or a fault of the input in words that hurt no terminal; never one of the store. */
static inline void fuzz_check_end(bool done, struct error *err, struct effects *effects) {
  if (!done && err->status != STATUS_INPUT)
    fprintf(stderr, "%s\n", err->text);
  MUST(done || (err->status == STATUS_INPUT && err->text && *err->text));
  error_clear(err);
  effects_free(effects);
}

#endif
