/* The thread that does errands, in the order in which they were sent. */
#include "tui/errand.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct errand {
  struct errands *errands;
  const struct errand_kind *kind;
  void *work;
  bool done, good, left;
  bool must; /* be done although nobody waits for it */
  struct error err;
};

struct errands {
  pthread_t thread;
  pthread_mutex_t mutex; /* over what follows but the session, which is the thread's */
  pthread_cond_t changed;
  struct session session;
  VEC(struct errand *) waiting; /* the first is next, or being done */
  int underway;                 /* that are not done, and that nobody has left */
  bool news;                    /* one of them became done since somebody asked */
  bool stop;
};

static void free_errand(struct errand *errand) {
  if (errand->work)
    errand->kind->forget(errand->work);
  error_clear(&errand->err);
  free(errand);
}

/* Does the first one; the mutex is held but while it is done. */
static void do_first(struct errands *errands) {
  struct errand *errand = errands->waiting.at[0];
  if (!errand->left || errand->must) {
    pthread_mutex_unlock(&errands->mutex);
    errand->good = errand->kind->run(&errands->session, errand->work, &errand->err);
    pthread_mutex_lock(&errands->mutex);
  }
  memmove(&errands->waiting.at[0], &errands->waiting.at[1], (errands->waiting.n - 1) * sizeof(struct errand *));
  errands->waiting.n--;
  errand->done = true;
  errands->underway -= !errand->left;
  errands->news = errands->news || !errand->left;
  if (errand->left)
    free_errand(errand);
  pthread_cond_broadcast(&errands->changed);
}

static bool must_go_on(const struct errands *errands) {
  bool must = !errands->stop;
  for (size_t i = 0; i < errands->waiting.n; i++)
    must = must || errands->waiting.at[i]->must;
  return must;
}

static void *work_off(void *context) {
  struct errands *errands = context;
  pthread_mutex_lock(&errands->mutex);
  while (must_go_on(errands)) {
    if (errands->waiting.n > 0)
      do_first(errands);
    else
      pthread_cond_wait(&errands->changed, &errands->mutex);
  }
  pthread_mutex_unlock(&errands->mutex);
  return NULL;
}

static void free_errands(struct errands *errands) {
  for (size_t i = 0; i < errands->waiting.n; i++)
    free_errand(errands->waiting.at[i]);
  vec_free(&errands->waiting);
  store_close(errands->session.store);
  pthread_cond_destroy(&errands->changed);
  pthread_mutex_destroy(&errands->mutex);
  free(errands);
}

bool errands_start(const struct session *session, struct errands **out, struct error *err) {
  struct errands *errands = mem_new(struct errands);
  errands->session = *session;
  if (!store_open(store_path(session->store), &errands->session.store, err)) {
    free(errands);
    return false;
  }
  pthread_mutex_init(&errands->mutex, NULL);
  pthread_cond_init(&errands->changed, NULL);
  int failed = pthread_create(&errands->thread, NULL, work_off, errands);
  if (failed) {
    free_errands(errands);
    return error_set(err, STATUS_INTERNAL, _("cannot start a thread: %s"), errno_words(failed));
  }
  *out = errands;
  return true;
}

void errands_stop(struct errands *errands) {
  if (!errands)
    return;
  pthread_mutex_lock(&errands->mutex);
  errands->stop = true;
  pthread_cond_broadcast(&errands->changed);
  pthread_mutex_unlock(&errands->mutex);
  pthread_join(errands->thread, NULL);
  free_errands(errands);
}

bool errands_are_underway(struct errands *errands) {
  if (!errands)
    return false;
  pthread_mutex_lock(&errands->mutex);
  bool underway = errands->underway > 0 || errands->news;
  errands->news = false;
  pthread_mutex_unlock(&errands->mutex);
  return underway;
}

struct errand *errand_send(struct errands *errands, const struct errand_kind *kind, void *work) {
  struct errand *errand = mem_new(struct errand);
  *errand = (struct errand){.errands = errands, .kind = kind, .work = work};
  pthread_mutex_lock(&errands->mutex);
  vec_push(&errands->waiting, errand);
  errands->underway++;
  pthread_cond_broadcast(&errands->changed);
  pthread_mutex_unlock(&errands->mutex);
  return errand;
}

static struct timespec after(int milliseconds) {
  struct timespec at;
  clock_gettime(CLOCK_REALTIME, &at);
  at.tv_nsec += (long)(milliseconds % 1000) * 1000000;
  at.tv_sec += milliseconds / 1000 + at.tv_nsec / 1000000000;
  at.tv_nsec %= 1000000000;
  return at;
}

bool errand_is_done(struct errand *errand, int milliseconds) {
  if (!errand)
    return false;
  struct timespec until = after(milliseconds);
  pthread_mutex_lock(&errand->errands->mutex);
  while (!errand->done && milliseconds > 0)
    if (pthread_cond_timedwait(&errand->errands->changed, &errand->errands->mutex, &until) == ETIMEDOUT)
      break;
  bool done = errand->done;
  pthread_mutex_unlock(&errand->errands->mutex);
  return done;
}

void *errand_take(struct errand **errand, struct error *err) {
  struct errand *taken = *errand;
  void *work = taken->good ? taken->work : NULL;
  if (taken->good) {
    taken->work = NULL;
  } else {
    *err = taken->err;
    taken->err = (struct error){0};
  }
  free_errand(taken);
  *errand = NULL;
  return work;
}

static void leave(struct errand **errand, bool must) {
  struct errand *left = *errand;
  *errand = NULL;
  if (!left)
    return;
  struct errands *errands = left->errands;
  pthread_mutex_lock(&errands->mutex);
  bool done = left->done;
  errands->underway -= !done;
  left->left = true;
  left->must = must;
  pthread_mutex_unlock(&errands->mutex);
  if (done)
    free_errand(left);
}

void errand_leave(struct errand **errand) {
  leave(errand, false);
}

void errand_leave_to_do(struct errand **errand) {
  leave(errand, true);
}
