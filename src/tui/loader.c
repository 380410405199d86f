/* The thread that reads. One question at a time; a newer one replaces what was asked and not yet begun, and an answer
 * that nobody waits for any more is thrown away. */
#include "tui/loader.h"

#include <errno.h>
#include <pthread.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* A base is large when all about a date takes longer than this: then the day comes before the findings. */
static const double long_seconds = 0.08;

/* What was read, and for which question. */
struct answer {
  struct screen_data data;
  date on;
  int64_t revision;
  bool good;
  struct error err; /* where not good */
};

enum { AHEAD = 2 }; /* the day after and the day before */

struct loader {
  pthread_t thread;
  pthread_mutex_t mutex; /* over all that follows but the session, which is the thread's */
  pthread_cond_t changed;
  struct session session;
  bool asked, working, answered, stop;
  date on; /* of the latest question */
  int64_t revision;
  bool whole;           /* it wants only the answer with everything */
  bool large;           /* so the base was found to be */
  struct answer answer; /* where answered */
  struct answer ahead[AHEAD];
};

/* --- Reading --- */

void screen_data_free(struct screen_data *data) {
  day_free(data->day);
  arena_free(&data->arena);
  *data = (struct screen_data){0};
}

bool screen_data_read(const struct session *session, date on, struct screen_data *out, struct error *err) {
  struct screen_data data = {0};
  bool good = dispatch_read_day(session, on, &data.day, err) &&
              dispatch_read_queue(session, NULL, false, &data.arena, &data.items, &data.n_items, err);
  if (good)
    data.sheets = dispatch_sheets(session->store, data.day);
  else
    screen_data_free(&data);
  *out = data;
  return good;
}

/* What takes longer. */
static bool complete(const struct session *session, struct screen_data *data, struct error *err) {
  data->checked = store_load_past(session->store, data->day, err) &&
                  dispatch_read_findings(session, data->day, &data->findings, &data->n_findings, err);
  return data->checked;
}

static void answer_free(struct answer *answer) {
  screen_data_free(&answer->data);
  error_clear(&answer->err);
  *answer = (struct answer){0};
}

/* --- The thread: the mutex is held but while reading --- */

/* Reads, all or only what comes at once; false when something else was asked meanwhile, and nothing was kept. */
static bool read_answer(struct loader *loader, date on, int64_t revision, bool all, struct answer *out) {
  struct answer answer = {.on = on, .revision = revision};
  pthread_mutex_unlock(&loader->mutex);
  answer.good = screen_data_read(&loader->session, on, &answer.data, &answer.err);
  pthread_mutex_lock(&loader->mutex);
  bool wanted = !loader->asked && !loader->stop;
  if (wanted && all && answer.good) {
    pthread_mutex_unlock(&loader->mutex);
    answer.good = complete(&loader->session, &answer.data, &answer.err);
    pthread_mutex_lock(&loader->mutex);
    wanted = !loader->asked && !loader->stop;
  }
  if (!wanted || !answer.good)
    screen_data_free(&answer.data);
  if (!wanted)
    answer_free(&answer);
  else
    *out = answer;
  return wanted;
}

static void hand_over(struct loader *loader, struct answer *answer) {
  answer_free(&loader->answer);
  loader->answer = *answer;
  *answer = (struct answer){0};
  loader->answered = true;
  pthread_cond_broadcast(&loader->changed);
}

/* The answer that was read ahead; NULL. */
static struct answer *ahead_of(struct loader *loader, date on, int64_t revision) {
  for (int i = 0; i < AHEAD; i++)
    if (loader->ahead[i].data.day && loader->ahead[i].on == on && loader->ahead[i].revision == revision)
      return &loader->ahead[i];
  return NULL;
}

/* Answers the question: on a large base at once, and then with everything. */
static void answer_question(struct loader *loader) {
  struct answer answer = {0};
  date on = loader->on;
  int64_t revision = loader->revision;
  bool at_once = loader->large && !loader->whole;
  loader->asked = false;
  loader->working = true;
  if (at_once && read_answer(loader, on, revision, false, &answer))
    hand_over(loader, &answer);
  double began = clock_seconds();
  if (!loader->asked && read_answer(loader, on, revision, true, &answer)) {
    loader->large = clock_seconds() - began > long_seconds;
    hand_over(loader, &answer);
  }
  loader->working = false;
}

/* Reads one neighbour of the date that was answered; false when there is nothing to read ahead. */
static bool read_ahead(struct loader *loader) {
  static const int steps[AHEAD] = {1, -1};
  for (int i = 0; loader->large && i < AHEAD; i++) {
    date on = loader->on + steps[i];
    struct answer *ahead = &loader->ahead[i];
    if (ahead->revision == loader->revision && ahead->on == on)
      continue;
    answer_free(ahead);
    if (read_answer(loader, on, loader->revision, false, ahead))
      error_clear(&ahead->err); /* who goes there is told */
    return true;
  }
  return false;
}

static void *work(void *context) {
  struct loader *loader = context;
  pthread_mutex_lock(&loader->mutex);
  while (!loader->stop) {
    if (loader->asked)
      answer_question(loader);
    else if (!read_ahead(loader))
      pthread_cond_wait(&loader->changed, &loader->mutex);
  }
  pthread_mutex_unlock(&loader->mutex);
  return NULL;
}

bool loader_start(const struct session *session, struct loader **out, struct error *err) {
  struct loader *loader = mem_new(struct loader);
  loader->session = *session;
  if (!store_open(store_path(session->store), &loader->session.store, err)) {
    free(loader);
    return false;
  }
  pthread_mutex_init(&loader->mutex, NULL);
  pthread_cond_init(&loader->changed, NULL);
  int failed = pthread_create(&loader->thread, NULL, work, loader);
  if (failed) {
    store_close(loader->session.store);
    pthread_cond_destroy(&loader->changed);
    pthread_mutex_destroy(&loader->mutex);
    free(loader);
    return error_set(err, STATUS_INTERNAL, _("cannot start a thread: %s"), errno_words(failed));
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
  answer_free(&loader->answer);
  for (int i = 0; i < AHEAD; i++)
    answer_free(&loader->ahead[i]);
  store_close(loader->session.store);
  pthread_cond_destroy(&loader->changed);
  pthread_mutex_destroy(&loader->mutex);
  free(loader);
}

/* --- Asking --- */

void loader_ask(struct loader *loader, date on, int64_t revision, bool whole) {
  pthread_mutex_lock(&loader->mutex);
  loader->on = on;
  loader->revision = revision;
  loader->asked = true;
  answer_free(&loader->answer); /* of what was asked before */
  loader->answered = false;
  struct answer *ahead = ahead_of(loader, on, revision);
  loader->whole = whole || ahead;
  if (ahead)
    hand_over(loader, ahead);
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
    answer = loader->answer.good ? LOADER_DATA : LOADER_FAILED;
    *out = loader->answer.data;
    *on = loader->answer.on;
    *revision = loader->answer.revision;
    *err = loader->answer.err;
    loader->answer = (struct answer){0};
    loader->answered = false;
  }
  pthread_mutex_unlock(&loader->mutex);
  return answer;
}
