/* Ratings of as many bare series as a nation has, by every method. duckdb_ratings.sql makes the same series from the same
 * whole numbers, so that no file of them is needed.
 *
 *   bench_ratings NAME THREADS RUNS */
#include <math.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>

#include <resolution/resolution.h>

#include "bench.h"
#include "memory.h"

enum { SERIES = 1136900, MONTHS = 60, MOST_THREADS = 64 };

typedef struct bench_ratings {
  const char *name;
  unsigned threads;
  unsigned runs;
  double *values;
  rsl_decimal *targets;
  rsl_direction *directions;
  rsl_period periods[MONTHS];
  rsl_rating *rating;
  double *numbers[6];
} bench_ratings;

/* The series of one thread. */
typedef struct bench_share {
  const bench_ratings *all;
  const rsl_series_rule *rule;
  size_t from;
  size_t count;
  rsl_status status;
} bench_share;

static bool make(bench_ratings *of);
static rsl_status measure(const bench_ratings *of, const char *what, const rsl_series_rule *rule, size_t count);
static rsl_status rate(const bench_ratings *of, const rsl_series_rule *rule, size_t count);
static void tell_checks(const bench_ratings *of);
static rsl_status measure_methods(const bench_ratings *of);

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "bench_ratings NAME THREADS RUNS\n");
    return 64;
  }
  bench_keep_pages();
  bench_ratings of = { .name = arguments[1] };
  of.threads = (unsigned)strtoul(arguments[2], NULL, 10);
  of.runs = (unsigned)strtoul(arguments[3], NULL, 10);
  if (of.threads < 1 || of.threads > MOST_THREADS || !make(&of)) return 70;
  bench_tell(of.name, "ours", "ratings.series", of.threads, SERIES);
  rsl_status status = measure(&of, "ratings.path_s", NULL, SERIES);
  if (status == RSL_OK) status = measure(&of, "ratings.eighth_s", NULL, SERIES / 8);
  if (status == RSL_OK) {
    tell_checks(&of); /* an eighth rated once more is the same */
    status = measure_methods(&of);
  }
  free(of.values);
  free(of.targets);
  free(of.directions);
  free(of.rating);
  for (size_t i = 0; i < sizeof of.numbers / sizeof *of.numbers; i++) free(of.numbers[i]);
  return status == RSL_OK ? 0 : 70;
}

/* Hundredths between 5 and 87: a level, a trend, and noise; 3 in 100 are gaps. */
static double value_of(int64_t series, int64_t month) {
  int64_t noise = (series * 7919 + month * 104729) % 65521 * 30011 % 65537;
  if (noise % 100 < 3) return NAN;
  return (double)(2000 + series % 4001 + month * (series % 13 - 4) * 5 + noise % 601 - 300) / 100;
}

static bool make(bench_ratings *of) {
  bool made = true;
  of->values = malloc(SERIES * MONTHS * sizeof *of->values);
  of->targets = malloc(SERIES * sizeof *of->targets);
  of->directions = malloc(SERIES * sizeof *of->directions);
  of->rating = malloc(SERIES * sizeof *of->rating);
  for (size_t i = 0; i < sizeof of->numbers / sizeof *of->numbers; i++) {
    of->numbers[i] = malloc(SERIES * sizeof **of->numbers);
    made = made && of->numbers[i] != NULL;
  }
  if (!made || of->values == NULL || of->targets == NULL || of->directions == NULL || of->rating == NULL) return false;
  rsl_period first = rsl_period_of_date(RSL_PERIOD_MONTH, rsl_date_from_civil(2021, 1, 1));
  for (int i = 0; i < MONTHS; i++) of->periods[i] = rsl_period_shift(first, i);
  for (int64_t s = 0; s < SERIES; s++) {
    for (int64_t m = 0; m < MONTHS; m++) of->values[s * MONTHS + m] = value_of(s, m);
    of->targets[s] = (rsl_decimal){ 2000 + s % 4001 + (s % 9 - 3) * 400, 2 };
    of->directions[s] = s % 9 >= 3 ? RSL_DIRECTION_INCREASE : RSL_DIRECTION_DECREASE;
  }
  return true;
}

/* Everything once more than `runs`; the first time warms the memory and is not told. */
static rsl_status measure(const bench_ratings *of, const char *what, const rsl_series_rule *rule, size_t count) {
  rsl_status status = RSL_OK;
  for (unsigned run = 0; status == RSL_OK && run <= of->runs; run++) {
    double start = bench_now();
    status = rate(of, rule, count);
    if (run > 0) bench_tell(of->name, "ours", what, of->threads, bench_now() - start);
  }
  return status;
}

static void *rate_share(void *context) {
  bench_share *share = context;
  const bench_ratings *of = share->all;
  rsl_series_block block = RSL_SERIES_BLOCK_INIT;
  rsl_block_standings out = RSL_BLOCK_STANDINGS_INIT;
  rsl_error error = RSL_ERROR_INIT;
  block.periods = of->periods;
  block.period_count = MONTHS;
  block.values = of->values + share->from * MONTHS;
  block.count = share->count;
  block.targets = of->targets + share->from;
  block.directions = of->directions + share->from;
  block.common.by = (rsl_period){ RSL_PERIOD_YEAR, 2030 };
  out.rating = of->rating + share->from;
  out.ratio = of->numbers[0] + share->from;
  out.pace = of->numbers[1] + share->from;
  out.required_pace = of->numbers[2] + share->from;
  out.projected = of->numbers[3] + share->from;
  out.projected_low = of->numbers[4] + share->from;
  out.projected_high = of->numbers[5] + share->from;
  share->status = rsl_progress_series_block(&block, share->rule, &out, &error);
  if (share->status != RSL_OK) fprintf(stderr, "bench_ratings: %s\n", error.text);
  return NULL;
}

static rsl_status rate(const bench_ratings *of, const rsl_series_rule *rule, size_t count) {
  pthread_t threads[MOST_THREADS];
  bench_share shares[MOST_THREADS];
  rsl_status status = RSL_OK;
  for (unsigned i = 0; i < of->threads; i++) {
    size_t from = count * i / of->threads;
    shares[i] = (bench_share){ of, rule, from, count * (i + 1) / of->threads - from, RSL_OK };
    if (i > 0 && pthread_create(&threads[i], NULL, rate_share, &shares[i]) != 0) exit(71);
  }
  rate_share(&shares[0]);
  for (unsigned i = 0; i < of->threads; i++) {
    if (i > 0) (void)pthread_join(threads[i], NULL);
    if (shares[i].status != RSL_OK) status = shares[i].status;
  }
  return status;
}

static void tell_checks(const bench_ratings *of) {
  static const char *const names[] = { "ratio", "pace", "required_pace", "projected" };
  double counts[RSL_RATING_END] = { 0 };
  for (size_t s = 0; s < SERIES; s++) counts[of->rating[s]]++;
  for (int i = 1; i < RSL_RATING_END; i++) {
    char what[64];
    (void)snprintf(what, sizeof what, "check.%s", rsl_rating_name((rsl_rating)i));
    if (counts[i] > 0) bench_tell(of->name, "ours", what, of->threads, counts[i]);
  }
  for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
    char what[64];
    double sum = 0;
    for (size_t s = 0; s < SERIES; s++)
      if (!isnan(of->numbers[i][s])) sum += of->numbers[i][s];
    (void)snprintf(what, sizeof what, "check.%s", names[i]);
    bench_tell(of->name, "ours", what, of->threads, sum);
  }
}

static rsl_status measure_methods(const bench_ratings *of) {
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK && i < rsl_method_count(); i++) {
    char what[64];
    rsl_method_options method;
    rsl_series_rule rule = RSL_SERIES_RULE_INIT;
    status = rsl_method_begin(rsl_method_at(i)->method, 0, &method, NULL);
    if (method.method == RSL_METHOD_SDSN) method.of.sdsn.lower = 0;
    if (method.method == RSL_METHOD_OECD) method.of.oecd.sigma = 10;
    rule.method = &method;
    (void)snprintf(what, sizeof what, "ratings.%s_s", rsl_method_at(i)->name);
    if (status == RSL_OK) status = measure(of, what, &rule, SERIES);
  }
  return status;
}
