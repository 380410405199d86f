/* The filters, tried by what they refuse and by what must still work, each in a child of its own. */
#define _GNU_SOURCE /* io_uring's number, unshare */
#include "check.h"
#include "vaktrom/base.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/if_packet.h>
#include <pthread.h>
#include <pwd.h>
#include <sched.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mount.h>
#include <sys/prctl.h>
#include <sys/ptrace.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

/* The number of the first step that was not as it should be, 0 when all were. */
typedef int steps(void);

#define REFUSED(number, call)                                                                                          \
  do {                                                                                                                 \
    errno = 0;                                                                                                         \
    if ((long)(call) != -1 || errno != EPERM)                                                                          \
      return number;                                                                                                   \
  } while (0)
#define WORKS(number, call)                                                                                            \
  do {                                                                                                                 \
    if (!(call))                                                                                                       \
      return number;                                                                                                   \
  } while (0)

static void check_in_child(steps *run, bool (*confine)(void)) {
  pid_t child = fork();
  assert_true(child >= 0);
  if (child == 0) {
    if (!confine())
      _exit(255);
    _exit(run());
  }
  int status = 1;
  assert_int_equal(waitpid(child, &status, 0), child);
  assert_true(WIFEXITED(status));
  if (WEXITSTATUS(status) == 255)
    skip(); /* sanitizers watch, or the kernel has no filters */
  assert_int_equal(WEXITSTATUS(status), 0);
}

/* No core file, nor the bytes of one for a program that collects them. */
static int core_steps(void) {
  struct rlimit limit;
  WORKS(1, getrlimit(RLIMIT_CORE, &limit) == 0 && limit.rlim_cur == 0);
  WORKS(2, prctl(PR_GET_DUMPABLE) == 0);
  return 0;
}

static void test_nothing_of_it_is_dumped(void **state) {
  (void)state;
  check_in_child(core_steps, confine_program);
  check_in_child(core_steps, confine_to_reading);
}

/* Privileged even: root is refused what the filter refuses. */
static int refused_steps(void) {
  char *const words[] = {(char *)"true", NULL};
  REFUSED(1, socket(AF_INET, SOCK_STREAM, 0));
  REFUSED(2, socket(AF_INET6, SOCK_DGRAM, 0));
  REFUSED(3, socket(AF_PACKET, SOCK_RAW, 0));
  REFUSED(4, socket(AF_NETLINK, SOCK_RAW, 0));
  REFUSED(5, socket(40 /* AF_VSOCK */, SOCK_STREAM, 0));
  REFUSED(6, syscall(SYS_socket, 0x100000000L | AF_INET, SOCK_STREAM, 0)); /* the kernel looks at the lower half */
  REFUSED(7, syscall(SYS_io_uring_setup, 4, NULL));
  REFUSED(8, execv("/bin/true", words));
  REFUSED(9, ptrace(PTRACE_TRACEME, 0, NULL, NULL));
  REFUSED(10, mount("none", "/nowhere", "tmpfs", 0, NULL));
  REFUSED(11, unshare(CLONE_NEWUSER));
  REFUSED(12, syscall(SYS_keyctl, 0, 0, 0, 0, 0));
  REFUSED(13, syscall(SYS_bpf, 0, NULL, 0));
  REFUSED(14, ioctl(STDIN_FILENO, TIOCSTI, "x"));
  REFUSED(15, syscall(SYS_ioctl, STDIN_FILENO, 0x100000000L | TIOCSTI, "x"));
  return 0;
}

static void program_is_refused_network_and_programs(void **state) {
  (void)state;
  check_in_child(refused_steps, confine_program);
}

static void *nothing(void *context) {
  return context;
}

static bool thread_runs(void) {
  pthread_t thread;
  return pthread_create(&thread, NULL, nothing, NULL) == 0 && pthread_join(thread, NULL) == 0;
}

static bool child_runs(void) {
  int status = 1;
  pid_t child = fork();
  if (child == 0)
    _exit(0);
  return child > 0 && waitpid(child, &status, 0) == child && status == 0;
}

static int needed_steps(void) {
  struct rlimit core;
  char name[] = "/tmp/vaktrom-confine-XXXXXX";
  int file = mkstemp(name);
  WORKS(1, file >= 0 && write(file, "x", 1) == 1 && fsync(file) == 0);
  WORKS(2, rename(name, name) == 0 && fchmod(file, 0660) == 0 && unlink(name) == 0);
  WORKS(3, socket(AF_UNIX, SOCK_STREAM, 0) >= 0); /* who is who, on a machine with sssd or nscd */
  WORKS(4, getpwuid(getuid()));
  WORKS(5, thread_runs());
  WORKS(6, child_runs());
  WORKS(7, getrlimit(RLIMIT_CORE, &core) == 0 && core.rlim_max == 0);
  return 0;
}

static void program_keeps_what_it_needs(void **state) {
  (void)state;
  check_in_child(needed_steps, confine_program);
}

static int reading_steps(void) {
  int fonts = open("/etc", O_RDONLY | O_DIRECTORY);
  WORKS(1, fonts >= 0);
  WORKS(2, open("/dev/null", O_RDONLY) >= 0);
  REFUSED(3, open("/dev/null", O_WRONLY));
  REFUSED(4, open("/dev/null", O_RDWR));
  REFUSED(5, open("/tmp/vaktrom-never", O_RDONLY | O_CREAT, 0600));
  REFUSED(6, open("/dev/null", O_RDONLY | O_TRUNC));
  REFUSED(7, socket(AF_UNIX, SOCK_STREAM, 0));
  REFUSED(8, unlink("/tmp/vaktrom-never"));
  REFUSED(9, rename("/tmp/vaktrom-never", "/tmp/vaktrom-nor-this"));
  REFUSED(10, mkdir("/tmp/vaktrom-never", 0700));
  REFUSED(11, kill(getppid(), 0));
  REFUSED(12, truncate("/tmp/vaktrom-never", 0));
  WORKS(13, write(STDERR_FILENO, "", 0) == 0); /* what it has open */
  WORKS(14, thread_runs());                    /* Pango asks for its fonts in one */
  return refused_steps();
}

static void reader_makes_and_changes_no_file(void **state) {
  (void)state;
  check_in_child(reading_steps, confine_to_reading);
}

int main(void) {
  const struct CMUnitTest tests[] = {
      cmocka_unit_test(test_nothing_of_it_is_dumped),
      cmocka_unit_test(program_is_refused_network_and_programs),
      cmocka_unit_test(program_keeps_what_it_needs),
      cmocka_unit_test(reader_makes_and_changes_no_file),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
