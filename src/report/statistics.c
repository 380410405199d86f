/* Statistics that the reports share. */
#include <stdlib.h>

#include "report/reports.h"

static int compare(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return a < b ? -1 : a > b;
}

double report_percentile(double *numbers, size_t n, int percent) {
  if (n == 0)
    return REPORT_UNKNOWN;
  qsort(numbers, n, sizeof *numbers, compare);
  size_t rank = (n * (size_t)percent + 99) / 100; /* the smallest rank that covers the share */
  return numbers[rank > 0 ? rank - 1 : 0];
}
