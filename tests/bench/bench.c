/* How long the library takes for a data set, and how much memory, beside what the machine's memory can give.
 *
 *   bench DIR...
 *
 * For each DIR with plan.json and measurements.csv (made by `generate`): read, roll every indicator up for every period,
 * review every target. Each is done three times and the median is told. The rate of reading memory is measured in the same
 * run, and everything is told as a ratio to it: seconds say more about the machine than about the code. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <time.h>

#include <resolution/resolution.h>

enum { RUNS = 3, READ_WORDS = 1 << 25 };

typedef struct counted_memory {
  size_t now;
  size_t peak;
} counted_memory;

typedef struct bench_result {
  double read_seconds;
  double rollup_seconds;
  double review_seconds;
  uint64_t rows;
  uint64_t figures;
  size_t targets;
  double file_bytes;
  double peak_bytes; /* of the library's own memory while reading */
} bench_result;

static double memory_rate(void);
static int measure(const char *directory, bench_result *result);
static void print_head(double rate);
static void print_result(const char *directory, const bench_result *result, double rate);
static void print_growth(const bench_result *small, const bench_result *large);

int main(int count, char **arguments) {
  if (count < 2) {
    fprintf(stderr, "bench DIR...\n");
    return 64;
  }
  double rate = memory_rate();
  if (rate <= 0) return 70;
  print_head(rate);
  bench_result last = { 0 };
  for (int i = 1; i < count; i++) {
    bench_result result = { 0 };
    int exit_code = measure(arguments[i], &result);
    if (exit_code != 0) return exit_code;
    print_result(arguments[i], &result, rate);
    if (i > 1) print_growth(&last, &result);
    last = result;
  }
  struct rusage usage;
  if (getrusage(RUSAGE_SELF, &usage) == 0) printf("\npeak of the process: %.0f MiB\n", (double)usage.ru_maxrss / 1024);
  return 0;
}

static double now(void) {
  struct timespec time;
  (void)timespec_get(&time, TIME_UTC);
  return (double)time.tv_sec + (double)time.tv_nsec / 1e9;
}

static double median(double *values) {
  for (int i = 0; i < RUNS; i++) {
    for (int j = i + 1; j < RUNS; j++) {
      if (values[j] >= values[i]) continue;
      double other = values[i];
      values[i] = values[j];
      values[j] = other;
    }
  }
  return values[RUNS / 2];
}

/* Bytes a second of summing 256 MiB in one thread: the best of five, after the pages were touched. */
static double memory_rate(void) {
  uint64_t *words = malloc(sizeof *words * READ_WORDS);
  if (words == NULL) return 0;
  for (size_t i = 0; i < READ_WORDS; i++) words[i] = i;
  double best = 0;
  volatile uint64_t kept = 0;
  for (int run = 0; run < 5; run++) {
    double start = now();
    uint64_t sum = 0;
    for (size_t i = 0; i < READ_WORDS; i++) sum += words[i];
    kept = kept + sum;
    double rate = (double)sizeof *words * READ_WORDS / (now() - start);
    if (rate > best) best = rate;
  }
  free(words);
  return best;
}

/* ---- Memory that is counted ------------------------------------------------------------------------------ */

static void count_more(counted_memory *counted, size_t more, size_t less) {
  counted->now += more;
  counted->now -= less;
  if (counted->now > counted->peak) counted->peak = counted->now;
}

static void *counted_allocate(void *context, size_t size) {
  void *memory = malloc(size == 0 ? 1 : size);
  if (memory != NULL) count_more(context, size, 0);
  return memory;
}

/* Old and new stand side by side while they are copied, and are counted so. */
static void *counted_resize(void *context, void *memory, size_t old_size, size_t new_size) {
  void *larger = realloc(memory, new_size == 0 ? 1 : new_size);
  if (larger == NULL) return NULL;
  count_more(context, new_size, 0);
  count_more(context, 0, old_size);
  return larger;
}

static void counted_release(void *context, void *memory, size_t size) {
  free(memory);
  count_more(context, 0, size);
}

/* ---- One data set ---------------------------------------------------------------------------------------- */

static int fail(const rsl_error *error) {
  char text[1024];
  (void)rsl_error_format(error, text, sizeof text);
  fprintf(stderr, "bench: %s\n", text);
  return 65;
}

static rsl_status read_once(const rsl_plan *plan, const char *path, const rsl_allocator *allocator, rsl_cube **cube,
                            rsl_error *error) {
  return rsl_measurements_read_files(plan, &path, 1, NULL, NULL, allocator, NULL, cube, error);
}

static rsl_status work_once(const rsl_plan *plan, const char *path, bench_result *result, double *times,
                            rsl_error *error) {
  counted_memory counted = { 0, 0 };
  rsl_allocator allocator = { counted_allocate, counted_resize, counted_release, &counted };
  rsl_cube *cube = NULL;
  rsl_rollup *rollup = NULL;
  rsl_review *review = NULL;
  double start = now();
  rsl_status status = read_once(plan, path, &allocator, &cube, error);
  times[0] = now() - start;
  result->peak_bytes = (double)counted.peak;
  start = now();
  if (status == RSL_OK) status = rsl_rollup_run(cube, NULL, NULL, &rollup, error);
  times[1] = now() - start;
  start = now();
  if (status == RSL_OK) status = rsl_review_run(cube, NULL, NULL, &review, error);
  times[2] = now() - start;
  if (status == RSL_OK) {
    result->rows = rsl_cube_row_count(cube);
    result->targets = rsl_review_count(review);
    result->figures = 0;
    for (uint32_t i = 0; i < rsl_plan_indicator_count(plan); i++) {
      size_t periods = 0;
      (void)rsl_rollup_periods(rollup, i, &periods);
      result->figures += (uint64_t)periods * rsl_structure_count(rsl_rollup_structure(rollup));
    }
  }
  rsl_review_free(review);
  rsl_rollup_free(rollup);
  rsl_cube_free(cube);
  return status;
}

static int measure(const char *directory, bench_result *result) {
  char plan_path[4096];
  char path[4096];
  struct stat about;
  (void)snprintf(plan_path, sizeof plan_path, "%s/plan.json", directory);
  (void)snprintf(path, sizeof path, "%s/measurements.csv", directory);
  if (stat(path, &about) == 0) result->file_bytes = (double)about.st_size;
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  double reads[RUNS];
  double rollups[RUNS];
  double reviews[RUNS];
  rsl_status status = rsl_plan_read_file(plan_path, NULL, NULL, NULL, &plan, &error);
  for (int run = 0; status == RSL_OK && run < RUNS; run++) {
    double times[3];
    status = work_once(plan, path, result, times, &error);
    reads[run] = times[0];
    rollups[run] = times[1];
    reviews[run] = times[2];
  }
  rsl_plan_free(plan);
  if (status != RSL_OK) return fail(&error);
  result->read_seconds = median(reads);
  result->rollup_seconds = median(rollups);
  result->review_seconds = median(reviews);
  return 0;
}

/* ---- The table ------------------------------------------------------------------------------------------- */

static void print_head(double rate) {
  printf("memory read: %.1f GB/s, one thread\n\n", rate / 1e9);
  printf(
      "| data | rows | file MB | read s | MB/s | of memory | Mrow/s | peak / file | roll-up s | Mfigure/s | of memory "
      "| targets | review s |\n");
  printf("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
}

/* A roll-up's share of the memory's rate counts 8 bytes for each row that was measured. */
static void print_result(const char *directory, const bench_result *result, double rate) {
  const char *name = strrchr(directory, '/');
  double rows = (double)result->rows;
  printf("| %s | %llu | %.1f | %.3f | %.0f | %.2f %% | %.1f | %.2f | %.3f | %.1f | %.1f %% | %zu | %.3f |\n",
         name == NULL ? directory : name + 1, (unsigned long long)result->rows, result->file_bytes / 1e6,
         result->read_seconds, result->file_bytes / 1e6 / result->read_seconds,
         100 * result->file_bytes / result->read_seconds / rate, rows / 1e6 / result->read_seconds,
         result->peak_bytes / result->file_bytes, result->rollup_seconds,
         (double)result->figures / 1e6 / result->rollup_seconds, 100 * rows * 8 / result->rollup_seconds / rate,
         result->targets, result->review_seconds);
}

static void print_growth(const bench_result *small, const bench_result *large) {
  double rows = (double)large->rows / (double)small->rows;
  printf("| × | %.1f | | %.1f | | | | | %.1f | | | %.1f | %.1f |\n", rows, large->read_seconds / small->read_seconds,
         large->rollup_seconds / small->rollup_seconds, (double)large->targets / (double)small->targets,
         large->review_seconds / small->review_seconds);
}
