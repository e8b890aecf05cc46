#include <stdlib.h>

#include "bench.h"
#include "ours.h"

enum { CHANGES = 1 << 14 };

/* Figures of sums at random, as they were given. @return how many: fewer where one that was tried is not there. */
static size_t choose_changes(const bench_state *state, rsl_measurement *changes) {
  rsl_period first;
  rsl_period last;
  uint64_t random = 42;
  size_t count = 0;
  if (!rsl_cube_period_range(state->cube, state->reported[0], &first, &last)) return 0;
  for (size_t i = 0; i < CHANGES; i++) {
    random = random * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407); /* Knuth's MMIX */
    uint32_t unit = (uint32_t)(random >> 33) % rsl_plan_unit_count(state->plan);
    uint32_t indicator = state->reported[(random >> 20) % state->sum_count];
    rsl_period period = rsl_period_shift(first, (int32_t)((random >> 40) % (uint64_t)(last.index - first.index + 1)));
    if (rsl_cube_rows(state->cube, unit, indicator, period, &changes[count], 1) != 1) continue;
    if (changes[count].status != 'A' || changes[count].has_revision) continue;
    changes[count].file = NULL;
    changes[count].line = 0;
    count++;
  }
  return count;
}

static rsl_status change_all(bench_state *state, rsl_live *live, rsl_measurement *changes, size_t count,
                             rsl_error *error) {
  for (unsigned run = 0; run <= state->runs; run++) {
    for (size_t i = 0; i < count; i++) changes[i].value.units ^= 1;
    double start = bench_now();
    for (size_t i = 0; i < count; i++) {
      rsl_status status = rsl_live_set(live, &changes[i], error);
      if (status != RSL_OK) return status;
    }
    if (run > 0) tell(state, "change_s", (bench_now() - start) / (double)count);
  }
  return RSL_OK;
}

rsl_status measure_changes(bench_state *state, rsl_error *error) {
  if (state->threads > 1) return RSL_OK;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.indicators = state->reported;
  request.indicator_count = state->reported_count;
  rsl_measurement *changes = calloc(CHANGES, sizeof *changes);
  rsl_live *live = NULL;
  size_t count = changes == NULL ? 0 : choose_changes(state, changes);
  rsl_status status = rsl_live_new(state->cube, &request, &state->allocator, &live, error);
  if (status == RSL_OK) state->cube = NULL;
  if (status == RSL_OK && count > 0) status = change_all(state, live, changes, count, error);
  rsl_live_free(live);
  free(changes);
  return status;
}
