/* The thread that reads. One question at a time; a newer one replaces what was asked and not yet begun, and an answer
 * that nobody waits for any more is thrown away. */
#include "tui/loader.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct loader {
  pthread_t thread;
  pthread_mutex_t mutex; /* over all that follows but the store, which is the thread's */
  pthread_cond_t changed;
  struct store *store;
  bool asked, working, answered, stop;
  date on; /* of the latest question */
  int64_t revision;
  struct screen_data data; /* the answer, and what it is about */
  date data_on;
  int64_t data_revision;
  bool good;
  struct error err;
};

/* --- Reading --- */

void screen_data_free(struct screen_data *data) {
  day_free(data->day);
  arena_free(&data->arena);
  *data = (struct screen_data){0};
}

bool screen_data_read(struct store *store, date on, bool check, struct screen_data *out, struct error *err) {
  struct screen_data data = {.checked = check};
  bool good = store_load_day(store, on, &data.day, err) &&
              dispatch_queue(store, NULL, false, &data.arena, &data.items, &data.n_items, err);
  if (good)
    data.sheets = dispatch_sheets(store, data.day);
  if (!good || (check && !dispatch_check(store, data.day, &data.findings, &data.n_findings, err))) {
    screen_data_free(&data);
    return false;
  }
  *out = data;
  return true;
}

/* --- The thread --- */

/* Reads what is asked; the mutex is held but while reading. */
static void answer(struct loader *loader) {
  struct screen_data data = {0};
  struct error err = {0};
  date on = loader->on;
  int64_t revision = loader->revision;
  loader->asked = false;
  loader->working = true;
  pthread_mutex_unlock(&loader->mutex);
  bool good = screen_data_read(loader->store, on, true, &data, &err);
  pthread_mutex_lock(&loader->mutex);
  loader->working = false;
  if (loader->asked) { /* for something newer meanwhile */
    screen_data_free(&data);
    error_clear(&err);
    return;
  }
  screen_data_free(&loader->data);
  error_clear(&loader->err);
  loader->data = data;
  loader->data_on = on;
  loader->data_revision = revision;
  loader->good = good;
  loader->err = err;
  loader->answered = true;
  pthread_cond_broadcast(&loader->changed);
}

static void *work(void *context) {
  struct loader *loader = context;
  pthread_mutex_lock(&loader->mutex);
  while (!loader->stop) {
    if (loader->asked)
      answer(loader);
    else
      pthread_cond_wait(&loader->changed, &loader->mutex);
  }
  pthread_mutex_unlock(&loader->mutex);
  return NULL;
}

bool loader_start(const char *store_path, struct loader **out, struct error *err) {
  struct loader *loader = mem_new(struct loader);
  if (!store_open(store_path, &loader->store, err)) {
    free(loader);
    return false;
  }
  pthread_mutex_init(&loader->mutex, NULL);
  pthread_cond_init(&loader->changed, NULL);
  int failed = pthread_create(&loader->thread, NULL, work, loader);
  if (failed) {
    store_close(loader->store);
    pthread_cond_destroy(&loader->changed);
    pthread_mutex_destroy(&loader->mutex);
    free(loader);
    return error_set(err, STATUS_INTERNAL, _("cannot start a thread: %s"), strerror(failed));
  }
  *out = loader;
  return true;
}

void loader_stop(struct loader *loader) {
  if (!loader)
    return;
  pthread_mutex_lock(&loader->mutex);
  loader->stop = true;
  pthread_cond_broadcast(&loader->changed);
  pthread_mutex_unlock(&loader->mutex);
  pthread_join(loader->thread, NULL);
  screen_data_free(&loader->data);
  error_clear(&loader->err);
  store_close(loader->store);
  pthread_cond_destroy(&loader->changed);
  pthread_mutex_destroy(&loader->mutex);
  free(loader);
}

/* --- Asking --- */

void loader_ask(struct loader *loader, date on, int64_t revision) {
  pthread_mutex_lock(&loader->mutex);
  loader->on = on;
  loader->revision = revision;
  loader->asked = true;
  if (loader->answered) { /* by what was asked before */
    screen_data_free(&loader->data);
    error_clear(&loader->err);
    loader->answered = false;
  }
  pthread_cond_broadcast(&loader->changed);
  pthread_mutex_unlock(&loader->mutex);
}

bool loader_is_busy(struct loader *loader) {
  pthread_mutex_lock(&loader->mutex);
  bool busy = loader->asked || loader->working || loader->answered;
  pthread_mutex_unlock(&loader->mutex);
  return busy;
}

static struct timespec after(int milliseconds) {
  struct timespec at;
  clock_gettime(CLOCK_REALTIME, &at);
  at.tv_nsec += (long)milliseconds * 1000000;
  at.tv_sec += at.tv_nsec / 1000000000;
  at.tv_nsec %= 1000000000;
  return at;
}

enum loader_answer loader_take(struct loader *loader, int milliseconds, struct screen_data *out, date *on,
                               int64_t *revision, struct error *err) {
  struct timespec until = after(milliseconds);
  enum loader_answer answer = LOADER_NOTHING;
  pthread_mutex_lock(&loader->mutex);
  while (!loader->answered && (loader->asked || loader->working))
    if (pthread_cond_timedwait(&loader->changed, &loader->mutex, &until) == ETIMEDOUT)
      break;
  if (loader->answered) {
    answer = loader->good ? LOADER_DATA : LOADER_FAILED;
    *out = loader->data;
    *on = loader->data_on;
    *revision = loader->data_revision;
    *err = loader->err;
    loader->data = (struct screen_data){0};
    loader->err = (struct error){0};
    loader->answered = false;
  }
  pthread_mutex_unlock(&loader->mutex);
  return answer;
}
