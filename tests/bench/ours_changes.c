#include <stdlib.h>

#include "bench.h"
#include "ours.h"

enum { CHANGES = 1 << 14 };

/* Knuth's MMIX: its upper bits are the random ones. */
static uint64_t draw(uint64_t *random, uint64_t below) {
  *random = *random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (*random >> 33) % below;
}

/* Figures of sums at random, as they were given. @return how many were found: fewer where some are not there. */
static size_t choose_changes(const bench_state *state, rsl_measurement *changes, size_t count) {
  rsl_period first;
  rsl_period last;
  uint64_t random = 42;
  size_t found = 0;
  if (!rsl_cube_period_range(state->cube, state->reported[0], &first, &last)) return 0;
  for (size_t tries = 0; found < count && tries < 64 * count; tries++) {
    rsl_measurement *change = &changes[found];
    uint32_t unit = (uint32_t)draw(&random, rsl_plan_unit_count(state->plan));
    uint32_t indicator = state->reported[draw(&random, state->sum_count)];
    rsl_period period = rsl_period_shift(first, (int32_t)draw(&random, (uint64_t)(last.index - first.index + 1)));
    if (rsl_cube_rows(state->cube, unit, indicator, period, change, 1) != 1) continue;
    if (change->status != 'A' || change->has_revision) continue;
    change->file = NULL;
    change->line = 0;
    /* One less, so that none becomes the largest of its indicator: then all that rolls up would be laid out anew. */
    if (change->value.units > 0) change->value.units--;
    found++;
  }
  return found;
}

/* Other figures in each run, so that what one brought near does not help the next. */
static rsl_status change_all(bench_state *state, rsl_live *live, const rsl_measurement *changes, size_t a_run,
                             rsl_error *error) {
  const rsl_rollup *rollup = NULL;
  rsl_status status = RSL_OK;
  for (unsigned run = 0; run <= state->runs && status == RSL_OK; run++, changes += a_run) {
    double start = bench_now();
    for (size_t i = 0; i < a_run && status == RSL_OK; i++) status = rsl_live_set(live, &changes[i], error);
    double seconds = bench_now() - start;
    if (run > 0) tell(state, "change_s", seconds / (double)a_run);
    /* What is made of the sums is computed now, so that each run finds the same. */
    if (status == RSL_OK) status = rsl_live_rollup(live, &rollup, error);
  }
  return status;
}

rsl_status measure_changes(bench_state *state, rsl_error *error) {
  if (state->threads > 1) return RSL_OK;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.indicators = state->reported;
  request.indicator_count = state->reported_count;
  size_t wanted = (state->runs + 1) * (size_t)CHANGES;
  rsl_measurement *changes = calloc(wanted, sizeof *changes);
  rsl_live *live = NULL;
  size_t count = changes == NULL ? 0 : choose_changes(state, changes, wanted);
  rsl_status status = rsl_live_new(state->cube, &request, &state->allocator, &live, error);
  if (status == RSL_OK) state->cube = NULL;
  size_t a_run = count / (state->runs + 1);
  if (status == RSL_OK && a_run > 0) status = change_all(state, live, changes, a_run, error);
  rsl_live_free(live);
  free(changes);
  return status;
}
