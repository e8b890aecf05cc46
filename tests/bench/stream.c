#include "stream.h"

#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>

#include "bench.h"

enum { WORDS = 1 << 26 };

struct bench_stream {
  uint64_t sum; /* kept, so that the work is */
  uint64_t words[WORDS];
};

typedef struct stream_part {
  const uint64_t *first;
  const uint64_t *end;
  uint64_t sum;
} stream_part;

bench_stream *stream_new(void) {
  bench_stream *made = malloc(sizeof *made);
  if (made == NULL) return NULL;
  made->sum = 0;
  for (size_t i = 0; i < WORDS; i++) made->words[i] = i;
  return made;
}

void stream_free(bench_stream *stream) {
  free(stream);
}

static void *sum_part(void *context) {
  stream_part *part = context;
  uint64_t sum = 0;
  for (const uint64_t *word = part->first; word < part->end; word++) sum += *word;
  part->sum = sum;
  return NULL;
}

double stream_read(bench_stream *stream, unsigned threads) {
  pthread_t started[STREAM_MOST_THREADS];
  stream_part parts[STREAM_MOST_THREADS];
  if (threads < 1 || threads > STREAM_MOST_THREADS) return 0;
  double start = bench_now();
  unsigned count = 0;
  for (; count < threads; count++) {
    parts[count].first = stream->words + (size_t)WORDS / threads * count;
    parts[count].end = count + 1 == threads ? stream->words + WORDS : parts[count].first + WORDS / threads;
    if (count > 0 && pthread_create(&started[count], NULL, sum_part, &parts[count]) != 0) break;
  }
  (void)sum_part(&parts[0]);
  for (unsigned i = 1; i < count; i++) (void)pthread_join(started[i], NULL);
  double seconds = bench_now() - start;
  for (unsigned i = 0; i < count; i++) stream->sum += parts[i].sum;
  return count < threads ? 0 : (double)sizeof stream->words / seconds;
}
