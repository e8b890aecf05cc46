#if defined(__unix__) || defined(__APPLE__)
#define _POSIX_C_SOURCE 200809L /* NOLINT(bugprone-reserved-identifier): that is how sysconf is asked for */
#define RSL__HAS_THREADS 1
#include <pthread.h>
#include <unistd.h>
#endif

#include "base/error.h"
#include "base/parallel.h"

#ifdef RSL__HAS_THREADS

enum { MOST_THREADS = 64 };

/* What the threads share, behind the lock. */
typedef struct crew {
  pthread_mutex_t lock;
  rsl__piece work;
  void *context;
  size_t count;
  size_t next;
  size_t failed; /* the first piece that failed; count: none */
  rsl_status status;
  rsl_error *error;
} crew;

static void *work_on(void *argument);
static bool take(crew *all, size_t *piece);
static void fail(crew *all, size_t piece, rsl_status status, const rsl_error *error);

rsl_status rsl__parallel(unsigned threads, size_t count, rsl__piece work, void *context, rsl_error *error) {
  pthread_t others[MOST_THREADS];
  unsigned started = 0;
  crew all = { .work = work, .context = context, .count = count, .failed = count, .error = error };
  threads = rsl__thread_count(threads);
  if (pthread_mutex_init(&all.lock, NULL) != 0) return rsl__fail_memory(error);
  /* A thread that cannot be started is not missed: those that could, and this one, do its work. */
  while (started + 1 < threads && started + 1 < count && pthread_create(&others[started], NULL, work_on, &all) == 0)
    started++;
  (void)work_on(&all);
  while (started > 0) (void)pthread_join(others[--started], NULL);
  (void)pthread_mutex_destroy(&all.lock);
  return all.status;
}

unsigned rsl__processors(void) {
  long count = sysconf(_SC_NPROCESSORS_ONLN);
  return count < 1 ? 1 : count > MOST_THREADS ? MOST_THREADS : (unsigned)count;
}

unsigned rsl__thread_count(unsigned asked) {
  if (asked == 0) return rsl__processors();
  return asked > MOST_THREADS ? MOST_THREADS : asked;
}

struct rsl__monitor {
  pthread_mutex_t lock;
  pthread_cond_t changed;
};

rsl__monitor *rsl__monitor_new(const rsl_allocator *allocator) {
  rsl__monitor *monitor = rsl__allocate(allocator, sizeof *monitor);
  if (monitor == NULL) return NULL;
  if (pthread_mutex_init(&monitor->lock, NULL) != 0) goto no_lock;
  if (pthread_cond_init(&monitor->changed, NULL) != 0) goto no_condition;
  return monitor;
no_condition:
  (void)pthread_mutex_destroy(&monitor->lock);
no_lock:
  rsl__release(allocator, monitor, sizeof *monitor);
  return NULL;
}

void rsl__monitor_free(const rsl_allocator *allocator, rsl__monitor *monitor) {
  if (monitor == NULL) return;
  (void)pthread_cond_destroy(&monitor->changed);
  (void)pthread_mutex_destroy(&monitor->lock);
  rsl__release(allocator, monitor, sizeof *monitor);
}

void rsl__monitor_enter(rsl__monitor *monitor) {
  (void)pthread_mutex_lock(&monitor->lock);
}

void rsl__monitor_leave(rsl__monitor *monitor) {
  (void)pthread_mutex_unlock(&monitor->lock);
}

void rsl__monitor_wait(rsl__monitor *monitor) {
  (void)pthread_cond_wait(&monitor->changed, &monitor->lock);
}

void rsl__monitor_wake(rsl__monitor *monitor) {
  (void)pthread_cond_broadcast(&monitor->changed);
}

static void *work_on(void *argument) {
  crew *all = argument;
  size_t piece = 0;
  while (take(all, &piece)) {
    rsl_error error = RSL_ERROR_INIT;
    rsl_status status = all->work(all->context, piece, &error);
    if (status != RSL_OK) fail(all, piece, status, &error);
  }
  return NULL;
}

static bool take(crew *all, size_t *piece) {
  (void)pthread_mutex_lock(&all->lock);
  bool more = all->next < all->count && all->next < all->failed;
  if (more) *piece = all->next++;
  (void)pthread_mutex_unlock(&all->lock);
  return more;
}

/* Pieces are taken in order, so all before the first that failed were taken, and are done before the end. */
static void fail(crew *all, size_t piece, rsl_status status, const rsl_error *error) {
  (void)pthread_mutex_lock(&all->lock);
  if (piece < all->failed) {
    all->failed = piece;
    all->status = status;
    if (all->error != NULL) *all->error = *error;
  }
  (void)pthread_mutex_unlock(&all->lock);
}

#else

rsl_status rsl__parallel(unsigned threads, size_t count, rsl__piece work, void *context, rsl_error *error) {
  (void)threads;
  rsl_status status = RSL_OK;
  for (size_t piece = 0; status == RSL_OK && piece < count; piece++) status = work(context, piece, error);
  return status;
}

unsigned rsl__processors(void) {
  return 1;
}

unsigned rsl__thread_count(unsigned asked) {
  (void)asked;
  return 1;
}

struct rsl__monitor {
  char nothing;
};

rsl__monitor *rsl__monitor_new(const rsl_allocator *allocator) {
  return rsl__allocate_zeroed(allocator, sizeof(rsl__monitor));
}

void rsl__monitor_free(const rsl_allocator *allocator, rsl__monitor *monitor) {
  rsl__release(allocator, monitor, sizeof *monitor);
}

void rsl__monitor_enter(rsl__monitor *monitor) {
  (void)monitor;
}

void rsl__monitor_leave(rsl__monitor *monitor) {
  (void)monitor;
}

void rsl__monitor_wait(rsl__monitor *monitor) {
  (void)monitor;
}

void rsl__monitor_wake(rsl__monitor *monitor) {
  (void)monitor;
}

#endif
