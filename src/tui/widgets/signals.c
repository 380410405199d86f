/* Handlers do as little as they may: they set a flag, or give the terminal back by write() alone. */
#include "tui/widgets/signals.h"

#include <signal.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

enum { restore_size = 256 };

static volatile sig_atomic_t quit_came, stop_came, continue_came;
static struct termios terminal_before;
static bool terminal_is_known;
static char restore_bytes[restore_size];
static size_t restore_length;

static void on_quit(int number) {
  (void)number;
  quit_came = 1;
}

static void on_stop(int number) {
  (void)number;
  stop_came = 1;
}

static void on_continue(int number) {
  (void)number;
  continue_came = 1;
}

static void give_terminal_back(void) {
  ssize_t written = write(STDOUT_FILENO, restore_bytes, restore_length);
  (void)written;
  if (terminal_is_known)
    tcsetattr(STDIN_FILENO, TCSANOW, &terminal_before);
}

/* The handler was reset on entry: the signal comes again and ends the program as it would have. */
static void on_crash(int number) {
  give_terminal_back();
  raise(number);
}

static void on_memory_out(void) {
  static const char message[] = "vaktrom: memory is out; nothing that was saved is lost\n";
  give_terminal_back();
  ssize_t written = write(STDERR_FILENO, message, sizeof message - 1);
  (void)written;
  _exit(STATUS_INTERNAL);
}

static const struct {
  int number;
  void (*handler)(int number);
  int flags;
} handlers[] = {
    {SIGINT, on_quit, 0},
    {SIGTERM, on_quit, 0},
    {SIGHUP, on_quit, 0},
    {SIGTSTP, on_stop, 0},
    {SIGCONT, on_continue, 0},
    {SIGSEGV, on_crash, (int)(SA_RESETHAND | SA_NODEFER)},
    {SIGBUS, on_crash, (int)(SA_RESETHAND | SA_NODEFER)},
    {SIGFPE, on_crash, (int)(SA_RESETHAND | SA_NODEFER)},
    {SIGILL, on_crash, (int)(SA_RESETHAND | SA_NODEFER)},
    {SIGABRT, on_crash, (int)(SA_RESETHAND | SA_NODEFER)},
};
static struct sigaction before[COUNT_OF(handlers)];
static mem_handler *memory_handler_before;

void signals_remember_terminal(void) {
  terminal_is_known = tcgetattr(STDIN_FILENO, &terminal_before) == 0;
}

void signals_restore_with(const char *restore) {
  snprintf(restore_bytes, sizeof restore_bytes, "%s", restore);
  restore_length = strlen(restore_bytes);
}

void signals_catch(void) {
  quit_came = stop_came = continue_came = 0;
  signals_restore_with("");
  for (size_t i = 0; i < COUNT_OF(handlers); i++) {
    struct sigaction action = {.sa_handler = handlers[i].handler, .sa_flags = handlers[i].flags};
    sigemptyset(&action.sa_mask);
    sigaction(handlers[i].number, &action, &before[i]);
  }
  memory_handler_before = mem_on_failure(on_memory_out);
}

void signals_release(void) {
  for (size_t i = 0; i < COUNT_OF(handlers); i++)
    sigaction(handlers[i].number, &before[i], NULL);
  mem_on_failure(memory_handler_before);
}

bool signals_quit(void) {
  return quit_came;
}

bool signals_take_stop(void) {
  if (!stop_came) /* never reset one that comes just now */
    return false;
  stop_came = 0;
  return true;
}

bool signals_take_continue(void) {
  if (!continue_came) /* never reset one that comes just now */
    return false;
  continue_came = 0;
  return true;
}

void signals_stop_here(void) {
  struct sigaction ours, plain = {.sa_handler = SIG_DFL};
  sigemptyset(&plain.sa_mask);
  sigaction(SIGTSTP, &plain, &ours);
  raise(SIGTSTP); /* returns when the program goes on */
  sigaction(SIGTSTP, &ours, NULL);
  continue_came = 0;
}
