#include "ours.h"

#include <stdlib.h>

#include "bench.h"

/* Roll up all indicators of a rule that have no field, with what they are made of.
 * @param[in] measured of a figure at each unit that measures, else at each above them. */
static rsl_status measure_rule(bench_state *state, rsl_rule rule, bool measured, const char *what, rsl_error *error) {
  uint32_t count = rsl_plan_indicator_count(state->plan);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  uint32_t *list = calloc(count + 1, sizeof *list);
  rsl_status status = list == NULL ? RSL_ERR_MEMORY : RSL_OK;
  size_t figures = 0;
  request.indicators = list;
  request.threads = state->threads;
  for (uint32_t i = 0; list != NULL && i < count; i++)
    if (rsl_plan_indicator(state->plan, i)->rollup.rule == rule) list[request.indicator_count++] = i;
  for (unsigned run = 0; request.indicator_count > 0 && run <= state->runs && status == RSL_OK; run++) {
    rsl_rollup *rollup = NULL;
    double start = bench_now();
    status = rsl_rollup_run(state->cube, &request, &state->allocator, &rollup, error);
    double seconds = bench_now() - start;
    if (status != RSL_OK) break;
    size_t months = 0;
    (void)rsl_rollup_periods(rollup, list[0], &months);
    figures = 0;
    for (uint32_t unit = 0; unit < rsl_plan_unit_count(state->plan); unit++) {
      bool lowest = rsl_plan_unit_level(state->plan, unit) + 1 == rsl_plan_level_count(state->plan);
      if (lowest == measured) figures += months * request.indicator_count;
    }
    if (run > 0 && figures > 0) tell(state, what, seconds / (double)figures);
    rsl_rollup_free(rollup);
  }
  free(list);
  return status;
}

rsl_status measure_formulas(bench_state *state, rsl_error *error) {
  rsl_status status = measure_rule(state, RSL_RULE_FORMULA, false, "formula_s", error);
  return status == RSL_OK ? measure_rule(state, RSL_RULE_COUNT, true, "condition_s", error) : status;
}
