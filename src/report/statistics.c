/* Statistics that the reports share. */
#include <stdlib.h>

#include "report/reports.h"

static int compare(const void *left, const void *right) {
  double a = *(const double *)left, b = *(const double *)right;
  return a < b ? -1 : a > b;
}

double report_percentile(double *values, size_t n, int percent) {
  if (n == 0)
    return REPORT_UNKNOWN;
  qsort(values, n, sizeof *values, compare);
  size_t rank = (n * (size_t)percent + 99) / 100; /* the smallest rank that covers the share */
  return values[rank > 0 ? rank - 1 : 0];
}

double report_median(double *values, size_t n) {
  if (n == 0)
    return REPORT_UNKNOWN;
  qsort(values, n, sizeof *values, compare);
  return n % 2 ? values[n / 2] : (values[n / 2 - 1] + values[n / 2]) / 2;
}

double report_mean(const double *values, size_t n) {
  double sum = 0;
  for (size_t i = 0; i < n; i++)
    sum += values[i];
  return n ? sum / (double)n : REPORT_UNKNOWN;
}

double report_share(double part, double whole) {
  return whole > 0 ? 100 * part / whole : REPORT_UNKNOWN;
}
