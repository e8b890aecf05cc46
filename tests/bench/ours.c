/* What the library takes, through its public interface, beside what the machine's memory gives in the same run.
 *
 *   bench_ours DATA NAME THREADS RUNS
 *
 * DATA is a folder of bench_generate, NAME what it is called in the results. Everything is done once more than RUNS; the
 * first time warms the memory and is not told. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>

#include "bench.h"
#include "ours.h"

enum { DEMANDS = 100 };

static rsl_status measure_all(bench_state *state, rsl_error *error);
static rsl_status choose_indicators(bench_state *state);
static rsl_status measure_reading(bench_state *state, rsl_error *error);
static rsl_status measure_rollups(bench_state *state, const char *what, size_t indicators, rsl_error *error);
static rsl_status measure_demand(bench_state *state, rsl_error *error);
static void measure_figures(const bench_state *state, const rsl_rollup *rollup, rsl_period period);
static rsl_status measure_review(bench_state *state, rsl_error *error);
static double file_size(const char *path);

int main(int count, char **arguments) {
  if (count != 5) {
    fprintf(stderr, "bench_ours DATA NAME THREADS RUNS\n");
    return 64;
  }
  bench_keep_pages();
  bench_state state = { 0 };
  state.directory = arguments[1];
  state.name = arguments[2];
  state.threads = (unsigned)strtoul(arguments[3], NULL, 10);
  state.runs = (unsigned)strtoul(arguments[4], NULL, 10);
  state.stream = stream_new();
  state.allocator = bench_counting(&state.memory);
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = state.stream == NULL ? RSL_ERR_MEMORY : measure_all(&state, &error);
  rsl_cube_free(state.cube);
  rsl_plan_free(state.plan);
  stream_free(state.stream);
  free(state.reported);
  if (status == RSL_OK) return 0;
  char text[1024];
  (void)rsl_error_format(&error, text, sizeof text);
  fprintf(stderr, "bench_ours: %s\n", text);
  return 70;
}

void tell(const bench_state *state, const char *what, double value) {
  bench_tell(state->name, "ours", what, state->threads, value);
}

static double read_memory(bench_state *state) {
  double rate = stream_read(state->stream, state->threads);
  tell(state, "memory_bytes/s", rate);
  return rate;
}

static rsl_status measure_all(bench_state *state, rsl_error *error) {
  char path[4096];
  (void)snprintf(path, sizeof path, "%s/plan.json", state->directory);
  (void)stream_read(state->stream, state->threads);
  rsl_status status = rsl_plan_read_file(path, NULL, NULL, NULL, &state->plan, error);
  if (status == RSL_OK) status = choose_indicators(state);
  if (status == RSL_OK) status = measure_reading(state, error);
  if (status == RSL_OK) status = measure_rollups(state, "rollup.all_s", state->reported_count, error);
  if (status == RSL_OK) status = measure_rollups(state, "rollup.sums_s", state->sum_count, error);
  if (status == RSL_OK) status = measure_demand(state, error);
  if (status == RSL_OK) status = tell_figures(state, error);
  if (status == RSL_OK) status = measure_formulas(state, error);
  if (status == RSL_OK) status = measure_review(state, error);
  if (status == RSL_OK) status = measure_snapshot(state, error);
  if (status == RSL_OK) status = measure_changes(state, error);
  return status;
}

static rsl_status choose_indicators(bench_state *state) {
  uint32_t count = rsl_plan_indicator_count(state->plan);
  state->reported = calloc(count + 1, sizeof *state->reported);
  if (state->reported == NULL) return RSL_ERR_MEMORY;
  for (unsigned sums = 0; sums < 2; sums++) {
    for (uint32_t i = 0; i < count; i++) {
      bool is_sum = rsl_plan_indicator(state->plan, i)->rollup.rule == RSL_RULE_SUM;
      bool reported = rsl_plan_indicator_field(state->plan, i) != RSL_NONE;
      if (reported && is_sum == (sums == 0)) state->reported[state->reported_count++] = i;
    }
    if (sums == 0) state->sum_count = state->reported_count;
  }
  return RSL_OK;
}

/* ---- Reading --------------------------------------------------------------------------------------------- */

static rsl_status measure_reading(bench_state *state, rsl_error *error) {
  char path[4096];
  const char *paths[] = { path };
  (void)snprintf(path, sizeof path, "%s/measurements.csv", state->directory);
  bool lines = file_size(path) == 0;
  if (lines) (void)snprintf(path, sizeof path, "%s/measurements.jsonl", state->directory);
  tell(state, lines ? "jsonl_bytes" : "file_bytes", file_size(path));
  rsl_measurements_read_options options = RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  rsl_cube_options cube_options = RSL_CUBE_OPTIONS_INIT;
  options.threads = cube_options.threads = state->threads;
  for (unsigned run = 0; run <= state->runs; run++) {
    rsl_cube_free(state->cube);
    double start = bench_now();
    rsl_status status = rsl_measurements_read_files(state->plan, paths, 1, &options, &cube_options, &state->allocator,
                                                    NULL, &state->cube, error);
    if (status != RSL_OK) return status;
    if (run > 0) tell(state, lines ? "read.jsonl_s" : "read_s", bench_now() - start);
  }
  tell(state, "rows", (double)rsl_cube_row_count(state->cube));
  tell(state, "read.peak_bytes", (double)state->memory.peak);
  tell(state, "cube_bytes", (double)state->memory.now);
  return RSL_OK;
}

static double file_size(const char *path) {
  struct stat about;
  return stat(path, &about) == 0 ? (double)about.st_size : 0;
}

/* ---- Rolling up ------------------------------------------------------------------------------------------ */

rsl_status roll_up(bench_state *state, const rsl_cube *cube, size_t indicators, rsl_rollup **out, rsl_error *error) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.indicators = state->reported;
  request.indicator_count = indicators;
  request.threads = state->threads;
  return rsl_rollup_run(cube, &request, &state->allocator, out, error);
}

/* The memory is read before each run, so that both meet the same neighbours on the machine. */
static rsl_status measure_rollups(bench_state *state, const char *what, size_t indicators, rsl_error *error) {
  size_t cube_bytes = state->memory.now;
  for (unsigned run = 0; run <= state->runs; run++) {
    rsl_rollup *rollup = NULL;
    if (run > 0) (void)read_memory(state);
    double start = bench_now();
    rsl_status status = roll_up(state, state->cube, indicators, &rollup, error);
    double seconds = bench_now() - start;
    if (status != RSL_OK) return status;
    if (run > 0) tell(state, what, seconds);
    if (run > 0 && indicators == state->reported_count) {
      tell(state, "rollup_bytes", (double)(state->memory.now - cube_bytes));
    }
    rsl_rollup_free(rollup);
  }
  return RSL_OK;
}

static rsl_status demand_once(bench_state *state, rsl_period period, const rsl_rollup *prepared, const char *what,
                              rsl_error *error) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_rollup *rollup = NULL;
  request.indicators = state->reported;
  request.indicator_count = 1;
  request.periods = &period;
  request.period_count = 1;
  request.prepared = prepared;
  double start = bench_now();
  rsl_status status = rsl_rollup_run(state->cube, &request, &state->allocator, &rollup, error);
  double seconds = bench_now() - start;
  rsl_rollup_free(rollup);
  if (status == RSL_OK && what != NULL) tell(state, what, seconds);
  return status;
}

/* What was answered, for every unit side by side. */
static void measure_figures(const bench_state *state, const rsl_rollup *rollup, rsl_period period) {
  size_t units = rsl_plan_unit_count(state->plan);
  double *values = calloc(units, sizeof *values);
  uint64_t *counts = calloc(units, 2 * sizeof *counts);
  for (unsigned i = 0; i < DEMANDS && values != NULL && counts != NULL; i++) {
    double start = bench_now();
    (void)rsl_rollup_figures(rollup, state->reported[0], period, values, counts, counts + units);
    double seconds = bench_now() - start;
    if (i >= DEMANDS / 2) tell(state, "demand.figures_s", seconds);
  }
  free(counts);
  free(values);
}

/* One indicator and period for every unit, after others were asked; cold: after other memory went through the caches. */
static rsl_status measure_demand(bench_state *state, rsl_error *error) {
  rsl_period first;
  rsl_period last;
  rsl_rollup *prepared = NULL;
  if (!rsl_cube_period_range(state->cube, state->reported[0], &first, &last)) return RSL_OK;
  rsl_status status = roll_up(state, state->cube, state->reported_count, &prepared, error);
  for (unsigned run = 0; run < state->runs && status == RSL_OK; run++) {
    (void)stream_read(state->stream, state->threads);
    status = demand_once(state, last, prepared, "demand.cold_s", error);
    for (unsigned i = 0; i < DEMANDS && status == RSL_OK; i++) {
      status = demand_once(state, last, prepared, i < DEMANDS / 2 ? NULL : "demand.warm_s", error);
    }
    if (status == RSL_OK) status = demand_once(state, last, NULL, "demand.first_s", error);
  }
  if (status == RSL_OK) measure_figures(state, prepared, last);
  rsl_rollup_free(prepared);
  return status;
}

static rsl_status measure_review(bench_state *state, rsl_error *error) {
  if (rsl_plan_target_count(state->plan) == 0) return RSL_OK;
  tell(state, "targets", (double)rsl_plan_target_count(state->plan));
  for (unsigned run = 0; run < state->runs; run++) {
    rsl_review *review = NULL;
    double start = bench_now();
    rsl_status status = rsl_review_run(state->cube, NULL, &state->allocator, &review, error);
    if (status != RSL_OK) return status;
    tell(state, "review_s", bench_now() - start);
    rsl_review_free(review);
  }
  return RSL_OK;
}
