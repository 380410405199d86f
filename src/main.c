/* The program's way in; everything it does stands in the rooms. */
#include "cli/cli.h"

int main(int argc, char **argv) {
  return cli_main(argc, argv);
}
