/* The process that starts lp and lpstat for the program, which itself may start nothing. Private to paper. */
#ifndef VAKTROM_PAPER_PRINT_HELPER_H
#define VAKTROM_PAPER_PRINT_HELPER_H

#include "vaktrom/paper.h"

#define PRINTER_NAME_SIZE 256

enum print_deed { PRINT_FILE, PRINT_LIST_PRINTERS };
struct print_order {
  enum print_deed deed;
  char printer[PRINTER_NAME_SIZE]; /* "" = the machine's default */
};
struct print_answer {
  int fault;    /* an errno: it could not be started; ENOENT = there is no such program */
  bool succeed; /* it ended well */
};

/* Has an order carried out with one open file as the program's standard input; what it says goes into the other. Waits
 * for it. False when there is nobody to do it. For any thread. */
VK_NODISCARD bool print_helper_ask(const struct print_order *order, int input, int said, struct print_answer *answer);

#endif
