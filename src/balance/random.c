#include "random.h"

#include <pthread.h>

#define TABLE_SIZE 4096
static double thresholds[TABLE_SIZE];

#define LN_2 0.69314718055994530942

double real_log(double x) {
  int power = 0;
  for (; x > 1.5; x /= 2)
    power++;
  for (; x < 0.75; x *= 2)
    power--;
  double ratio = (x - 1) / (x + 1), square = ratio * ratio, term = ratio, sum = 0;
  for (int i = 1; i < 40; i += 2, term *= square)
    sum += term / i;
  return 2 * sum + power * LN_2;
}

double real_exp(double x) {
  int halvings = 0;
  for (; x > 0.5 || x < -0.5; x /= 2)
    halvings++;
  double term = 1, sum = 1;
  for (int i = 1; i < 20; i++) {
    term = term * x / i;
    sum += term;
  }
  for (; halvings > 0; halvings--)
    sum *= sum;
  return sum;
}

static void fill_table(void) {
  for (int i = 0; i < TABLE_SIZE; i++)
    thresholds[i] = -real_log((i + 0.5) / TABLE_SIZE);
}

void random_prepare(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, fill_table);
}

double random_threshold(struct random *random) {
  return thresholds[random_next(random) >> 52];
}
