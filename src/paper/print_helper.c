/*
 * The process that prints: forked while the program is still free of its filter, before it has read anything, so that
 * it knows nothing of anybody and a network printer can be reached.
 *
 *   program (no network, no exec) --order, file, file--> helper --exec--> lp
 *                                 <------- answer ------
 *
 * It ends when the program has: nobody holds the other end of its socket then.
 */
#define _GNU_SOURCE /* environment of posix_spawn */
#include "paper/print_helper.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { ORDER_FILES = 2 };

static struct {
  pthread_mutex_t one_at_a_time;
  pid_t process; /* 0 = there is none */
  int orders;    /* the program's end */
} helper = {.one_at_a_time = PTHREAD_MUTEX_INITIALIZER};

/* --- Starting lp ------------------------------------------------------------------------------------------------- */

/* Of the environment only what lp needs: to find itself, its settings, its language, the print server. Made once. */
static char **environment_of_lp(void) {
  static const char *const names[] = {"PATH",     "HOME",        "USER",        "LOGNAME", "LANG",    "LC_ALL",
                                      "LC_CTYPE", "LC_MESSAGES", "CUPS_SERVER", "LPDEST",  "PRINTER", "KRB5CCNAME"};
  static char *variables[COUNT_OF(names) + 1];
  static bool made;
  size_t n = 0;
  for (size_t i = 0; !made && i < COUNT_OF(names); i++) {
    struct str variable = {0};
    const char *value = environment_get(names[i]);
    if (!value)
      continue;
    str_addf(&variable, "%s=%s", names[i], value);
    variables[n++] = variable.at; /* until the helper ends */
  }
  made = true;
  return variables;
}

/* The helper ignores what ends the program; lp does not. */
static int default_signals(posix_spawnattr_t *attributes) {
  sigset_t all;
  sigfillset(&all);
  int fault = posix_spawnattr_setsigdefault(attributes, &all);
  return fault ? fault : posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETSIGDEF);
}

/* Starts a program; 0 or an errno. */
static int start(char *const *arguments, const int files[ORDER_FILES], pid_t *child) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  int fault = posix_spawn_file_actions_init(&actions);
  if (fault != 0)
    return fault;
  fault = posix_spawnattr_init(&attributes);
  if (fault == 0) {
    fault = default_signals(&attributes);
    for (int i = STDIN_FILENO; fault == 0 && i <= STDERR_FILENO; i++)
      fault = posix_spawn_file_actions_adddup2(&actions, files[i != STDIN_FILENO], i);
    if (fault == 0)
      fault = posix_spawnp(child, arguments[0], &actions, &attributes, arguments, environment_of_lp());
    posix_spawnattr_destroy(&attributes);
  }
  posix_spawn_file_actions_destroy(&actions);
  return fault;
}

static bool succeeds(pid_t child) {
  int status;
  while (waitpid(child, &status, 0) < 0)
    if (errno != EINTR)
      return false;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/* Waits for it at most two seconds: a print server that is away must not hold anybody up. */
static bool succeeds_soon(pid_t child) {
  enum { looks = 200 };
  const struct timespec pause = {.tv_nsec = 10 * 1000 * 1000};
  for (int look = 0; look < looks; look++) {
    int status;
    if (waitpid(child, &status, WNOHANG) == child)
      return WIFEXITED(status);
    nanosleep(&pause, NULL);
  }
  kill(child, SIGKILL);
  waitpid(child, NULL, 0);
  return false;
}

static struct print_answer carry_out(struct print_order *order, const int files[ORDER_FILES]) {
  char lp[] = "lp", to[] = "-d", lpstat[] = "lpstat", every[] = "-e";
  char *print[] = {lp, *order->printer ? to : NULL, order->printer, NULL}, *list[] = {lpstat, every, NULL};
  struct print_answer answer = {.fault = EINVAL};
  pid_t child;
  if (*order->printer && !paper_is_printer_name(order->printer)) /* whatever became of who asks */
    return answer;
  answer.fault = start(order->deed == PRINT_FILE ? print : list, files, &child);
  if (answer.fault == 0)
    answer.succeed = order->deed == PRINT_FILE ? succeeds(child) : succeeds_soon(child);
  return answer;
}

/* --- Orders ------------------------------------------------------------------------------------------------------ */

/* Room for the two open files that go with an order. */
union file_room {
  char bytes[CMSG_SPACE(ORDER_FILES * sizeof(int))];
  struct cmsghdr header;
};

static bool send_order(int to, const struct print_order *order, const int files[ORDER_FILES]) {
  union file_room room = {0};
  struct iovec text = {(void *)order, sizeof *order};
  struct msghdr message = {
      .msg_iov = &text, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  header->cmsg_level = SOL_SOCKET;
  header->cmsg_type = SCM_RIGHTS;
  header->cmsg_len = CMSG_LEN(ORDER_FILES * sizeof(int));
  memcpy(CMSG_DATA(header), files, ORDER_FILES * sizeof(int));
  ssize_t sent;
  do
    sent = sendmsg(to, &message, MSG_NOSIGNAL);
  while (sent < 0 && errno == EINTR);
  return sent == sizeof *order;
}

/* False at the program's end, and for what it never sends. */
static bool take_order(int from, struct print_order *order, int files[ORDER_FILES]) {
  union file_room room;
  struct iovec text = {order, sizeof *order};
  struct msghdr message = {
      .msg_iov = &text, .msg_iovlen = 1, .msg_control = room.bytes, .msg_controllen = sizeof room.bytes};
  ssize_t got;
  do
    got = recvmsg(from, &message, MSG_CMSG_CLOEXEC);
  while (got < 0 && errno == EINTR);
  const struct cmsghdr *header = got == sizeof *order ? CMSG_FIRSTHDR(&message) : NULL;
  if (!header || header->cmsg_type != SCM_RIGHTS || header->cmsg_len != CMSG_LEN(ORDER_FILES * sizeof(int)))
    return false;
  memcpy(files, CMSG_DATA(header), ORDER_FILES * sizeof(int));
  order->printer[PRINTER_NAME_SIZE - 1] = '\0';
  return true;
}

/* --- The helper -------------------------------------------------------------------------------------------------- */

/* Only its socket stays open: it must not keep a pipe alive that others wait on. The terminal's keys are for the
 * program. */
static void leave_the_rest(int orders) {
  static const int ignored[] = {SIGINT, SIGQUIT, SIGTSTP, SIGHUP, SIGTERM, SIGPIPE, SIGTTOU};
  for (size_t i = 0; i < COUNT_OF(ignored); i++)
    signal(ignored[i], SIG_IGN);
  prctl(PR_SET_NAME, "vaktrom-print");
  int none = open("/dev/null", O_RDWR);
  for (int file = STDIN_FILENO; file <= STDERR_FILENO; file++)
    dup2(none, file);
  dup2(orders, STDERR_FILENO + 1);
  fcntl(STDERR_FILENO + 1, F_SETFD, FD_CLOEXEC);
  closefrom(STDERR_FILENO + 2);
}

_Noreturn static void serve(int orders) {
  leave_the_rest(orders);
  orders = STDERR_FILENO + 1;
  struct print_order order = {0};
  int files[ORDER_FILES];
  while (take_order(orders, &order, files)) {
    struct print_answer answer = carry_out(&order, files);
    for (int i = 0; i < ORDER_FILES; i++)
      close(files[i]);
    if (send(orders, &answer, sizeof answer, MSG_NOSIGNAL) != sizeof answer)
      break;
  }
  _exit(0);
}

void paper_start_printing(void) {
  int ends[2];
  if (helper.process || socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) != 0)
    return;
  pid_t process = fork();
  if (process == 0)
    serve(ends[1]);
  close(ends[1]);
  if (process < 0)
    close(ends[0]);
  helper.process = process > 0 ? process : 0;
  helper.orders = ends[0];
}

void paper_end_printing(void) {
  if (!helper.process)
    return;
  close(helper.orders);
  while (waitpid(helper.process, NULL, 0) < 0 && errno == EINTR)
    continue;
  helper.process = 0;
}

bool print_helper_ask(const struct print_order *order, int input, int said, struct print_answer *answer) {
  const int files[ORDER_FILES] = {input, said};
  pthread_mutex_lock(&helper.one_at_a_time);
  bool done = helper.process && send_order(helper.orders, order, files);
  ssize_t got = -1;
  while (done && (got = recv(helper.orders, answer, sizeof *answer, 0)) < 0 && errno == EINTR)
    continue;
  pthread_mutex_unlock(&helper.one_at_a_time);
  return done && got == sizeof *answer;
}
