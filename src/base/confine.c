/*
 * What the program may no longer ask the kernel for, by a seccomp filter (libseccomp): it is inherited by every child
 * and cannot be taken off.
 *
 * A list of what is refused, not of what is allowed: what a C library calls changes from release to release, and a duty
 * room whose program dies of an upgrade is worse off than one with a weaker wall. What is refused gives EPERM.
 */
#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <stdlib.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>

#include "vaktrom/base.h"

/* Sanitizers look at the process from a second one, and start a program that knows the names of functions. A build with
 * the leak sanitizer alone, which no compiler tells, says so (-DWATCHED=1). */
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define WATCHED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer) || __has_feature(memory_sanitizer)
#define WATCHED 1
#endif
#endif
#ifndef WATCHED
#define WATCHED 0
#endif

/* What nothing here needs, and what would lead out of the program or around the filter. */
static const int never[] = {
    SCMP_SYS(execve),
    SCMP_SYS(execveat), /* another program */
    SCMP_SYS(io_uring_setup),
    SCMP_SYS(io_uring_enter),
    SCMP_SYS(io_uring_register), /* opens sockets, too */
    SCMP_SYS(ptrace),
    SCMP_SYS(process_vm_readv),
    SCMP_SYS(process_vm_writev),
    SCMP_SYS(kcmp), /* other processes */
    SCMP_SYS(pidfd_getfd),
    SCMP_SYS(perf_event_open),
    SCMP_SYS(userfaultfd),
    SCMP_SYS(bpf),
    SCMP_SYS(add_key),
    SCMP_SYS(request_key),
    SCMP_SYS(keyctl), /* the kernel's keys */
    SCMP_SYS(mount),
    SCMP_SYS(umount2),
    SCMP_SYS(pivot_root),
    SCMP_SYS(chroot),
    SCMP_SYS(move_mount),
    SCMP_SYS(open_tree),
    SCMP_SYS(fsopen),
    SCMP_SYS(fsconfig),
    SCMP_SYS(fsmount),
    SCMP_SYS(fspick),
    SCMP_SYS(mount_setattr),
    SCMP_SYS(swapon),
    SCMP_SYS(swapoff),
    SCMP_SYS(quotactl), /* file systems */
    SCMP_SYS(unshare),
    SCMP_SYS(setns),
    SCMP_SYS(personality), /* namespaces */
    SCMP_SYS(init_module),
    SCMP_SYS(finit_module),
    SCMP_SYS(delete_module),
    SCMP_SYS(kexec_load),
    SCMP_SYS(kexec_file_load),
    SCMP_SYS(reboot),
    SCMP_SYS(syslog),
    SCMP_SYS(acct), /* the kernel itself */
    SCMP_SYS(settimeofday),
    SCMP_SYS(clock_settime),
    SCMP_SYS(clock_adjtime),
    SCMP_SYS(adjtimex),
    SCMP_SYS(sethostname),
    SCMP_SYS(setdomainname),
    SCMP_SYS(open_by_handle_at),
    SCMP_SYS(name_to_handle_at),
};

/* What a process that only reads files and writes to those it has open does not need either. */
static const int never_when_reading[] = {
    SCMP_SYS(socket),   SCMP_SYS(socketpair), SCMP_SYS(connect),   SCMP_SYS(sendto),    SCMP_SYS(sendmsg),
    SCMP_SYS(creat),    SCMP_SYS(openat2),    SCMP_SYS(truncate),  SCMP_SYS(unlink),    SCMP_SYS(unlinkat),
    SCMP_SYS(rename),   SCMP_SYS(renameat),   SCMP_SYS(renameat2), SCMP_SYS(link),      SCMP_SYS(linkat),
    SCMP_SYS(symlink),  SCMP_SYS(symlinkat),  SCMP_SYS(mkdir),     SCMP_SYS(mkdirat),   SCMP_SYS(rmdir),
    SCMP_SYS(mknod),    SCMP_SYS(mknodat),    SCMP_SYS(chmod),     SCMP_SYS(fchmod),    SCMP_SYS(fchmodat),
    SCMP_SYS(chown),    SCMP_SYS(fchown),     SCMP_SYS(lchown),    SCMP_SYS(fchownat),  SCMP_SYS(utimensat),
    SCMP_SYS(setxattr), SCMP_SYS(lsetxattr),  SCMP_SYS(fsetxattr), SCMP_SYS(kill),      SCMP_SYS(tkill),
    SCMP_SYS(fork),     SCMP_SYS(vfork),      SCMP_SYS(ioctl),     SCMP_SYS(setrlimit),
};

/* --- Building a filter ------------------------------------------------------------------------------------------- */

/* One that refuses nothing yet. */
static scmp_filter_ctx filter_new(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (!filter)
    mem_exhausted();
  /* No foreign code runs here, so nobody pays for what guards against it (kernels before 5.16 would). */
  seccomp_attr_set(filter, SCMP_FLTATR_CTL_SSB, 1);
  return filter;
}

static void refuse(scmp_filter_ctx filter, const int *calls, size_t n) {
  for (size_t i = 0; i < n; i++)
    if (seccomp_rule_add(filter, SCMP_ACT_ERRNO(EPERM), calls[i], 0) == -ENOMEM)
      mem_exhausted();
}

static void refuse_where(scmp_filter_ctx filter, int call, struct scmp_arg_cmp argument) {
  if (seccomp_rule_add_array(filter, SCMP_ACT_ERRNO(EPERM), call, 1, &argument) == -ENOMEM)
    mem_exhausted();
}

/* Whether it holds from now on. */
static bool load(scmp_filter_ctx filter) {
  int fault = seccomp_load(filter);
  seccomp_release(filter);
  if (fault == -ENOMEM)
    mem_exhausted();
  return fault == 0;
}

/* --- The two filters --------------------------------------------------------------------------------------------- */

/* Sockets of this machine stay: by them the C library asks who a user is where that is no file (nscd, sssd, systemd).
 */
static void refuse_network(scmp_filter_ctx filter) {
  const struct scmp_arg_cmp other_family = {.arg = 0, .op = SCMP_CMP_NE, .datum_a = AF_UNIX};
  refuse_where(filter, SCMP_SYS(socket), other_family);
  refuse_where(filter, SCMP_SYS(socketpair), other_family);
}

/* What a program puts into the terminal's input would be a command of the shell that comes after it. */
static void refuse_typing(scmp_filter_ctx filter) {
  refuse_where(filter, SCMP_SYS(ioctl), SCMP_A1_64(SCMP_CMP_MASKED_EQ, UINT32_MAX, TIOCSTI));
  refuse_where(filter, SCMP_SYS(ioctl), SCMP_A1_64(SCMP_CMP_MASKED_EQ, UINT32_MAX, TIOCLINUX));
}

static void refuse_writable_files(scmp_filter_ctx filter) {
  static const uint64_t writing[] = {O_WRONLY, O_RDWR, O_CREAT, O_TRUNC};
  for (size_t i = 0; i < COUNT_OF(writing); i++) {
    uint64_t mask = writing[i] == O_WRONLY || writing[i] == O_RDWR ? O_ACCMODE : writing[i];
    refuse_where(filter, SCMP_SYS(open), SCMP_A1_64(SCMP_CMP_MASKED_EQ, mask, writing[i]));
    refuse_where(filter, SCMP_SYS(openat), SCMP_A2_64(SCMP_CMP_MASKED_EQ, mask, writing[i]));
  }
}

/* A core file would hold whatever was in memory, for whoever reads that folder. Where a program takes them (apport,
 * systemd-coredump) the kernel asks no limit, but whether the process may be dumped at all; then no other process of
 * the same user can look into this one either. */
static void leave_no_core(void) {
  setrlimit(RLIMIT_CORE, &(struct rlimit){0, 0});
  prctl(PR_SET_DUMPABLE, 0);
}

static bool is_confined;

bool program_is_confined(void) {
  return is_confined;
}

bool confine_program(void) {
  if (WATCHED)
    return false;
  leave_no_core();
  scmp_filter_ctx filter = filter_new();
  refuse(filter, never, COUNT_OF(never));
  refuse_network(filter);
  refuse_typing(filter);
  is_confined = load(filter);
  return is_confined;
}

bool confine_to_reading(void) {
  if (WATCHED)
    return false;
  leave_no_core();
  scmp_filter_ctx filter = filter_new();
  refuse(filter, never, COUNT_OF(never));
  refuse(filter, never_when_reading, COUNT_OF(never_when_reading));
  refuse_writable_files(filter);
  return load(filter);
}
