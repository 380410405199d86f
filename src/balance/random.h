/*
 * random: numbers and the few functions of real numbers that the search draws on. Everything here gives the same bits
 * on every machine: integer arithmetic, and sums, products and quotients of IEEE doubles without contraction.
 */
#ifndef VAKTROM_BALANCE_RANDOM_H
#define VAKTROM_BALANCE_RANDOM_H

#include <stdbool.h>
#include <stdint.h>

/* xoshiro256** of Blackman and Vigna, seeded by splitmix64. */
struct random {
  uint64_t state[4];
};

static inline void random_seed(struct random *random, uint64_t seed) {
  for (int i = 0; i < 4; i++) {
    uint64_t z = seed += 0x9e3779b97f4a7c15u;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
    z = (z ^ z >> 27) * 0x94d049bb133111ebu;
    random->state[i] = z ^ z >> 31;
  }
}

static inline uint64_t random_next(struct random *random) {
  uint64_t *s = random->state, product = s[1] * 5;
  uint64_t result = (product << 7 | product >> 57) * 9, shifted = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= shifted;
  s[3] = s[3] << 45 | s[3] >> 19;
  return result;
}

/* 0 .. below-1; below must be positive. */
static inline int random_below(struct random *random, int below) {
  return (int)((random_next(random) >> 32) * (uint64_t)(uint32_t)below >> 32);
}

/* True in `part` of 1024 draws. */
static inline bool random_chance(struct random *random, int part) {
  return (int)(random_next(random) >> 54) < part;
}

/* The natural logarithm and exponential by series, for real x (x > 0 for the logarithm). */
double real_log(double x);
double real_exp(double x);

/* -ln(u) for u uniform in (0, 1]: the factor by which a temperature becomes a threshold. From a table of 4096 values.
 */
double random_threshold(struct random *random);
/* Makes the table, the first time; call it before random_threshold. */
void random_prepare(void);

#endif
