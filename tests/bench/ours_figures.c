#include <stdio.h>

#include "ours.h"

typedef struct bench_totals {
  double value;
  double figures;
  double reporting;
  double owed; /* by the lowest level: of the roots alone */
} bench_totals;

/* Of the units above the lowest level: the peers roll up no others. */
static void add_unit(const bench_state *state, const rsl_rollup *rollup, uint32_t indicator, uint32_t unit,
                     bench_totals *totals) {
  rsl_figure figure;
  size_t count = 0;
  uint32_t level = rsl_plan_unit_level(state->plan, unit);
  if (level + 1 == rsl_plan_level_count(state->plan)) return;
  const rsl_period *periods = rsl_rollup_periods(rollup, indicator, &count);
  for (size_t i = 0; i < count; i++) {
    if (!rsl_rollup_figure(rollup, unit, indicator, periods[i], &figure)) continue;
    totals->reporting += (double)figure.reporting;
    if (level == 0) totals->owed += (double)figure.owed;
    if (figure.value.kind == RSL_NUMBER_ABSENT) continue;
    totals->value += figure.value.real;
    totals->figures++;
  }
}

static void tell_totals(const bench_state *state, const char *what, rsl_rule rule, double value) {
  char name[64];
  (void)snprintf(name, sizeof name, "check.%s.%s", rsl_rule_name(rule), what);
  tell(state, name, value);
}

rsl_status tell_figures(bench_state *state, rsl_error *error) {
  static const rsl_rule rules[] = { RSL_RULE_SUM, RSL_RULE_MAX, RSL_RULE_WEIGHTED_MEAN, RSL_RULE_RATIO };
  rsl_rollup *rollup = NULL;
  rsl_status status = roll_up(state, state->cube, state->reported_count, &rollup, error);
  if (status != RSL_OK) return status;
  double owed = 0;
  for (size_t rule = 0; rule < sizeof rules / sizeof *rules; rule++) {
    bench_totals totals = { 0, 0, 0, 0 };
    for (size_t i = 0; i < state->reported_count; i++) {
      uint32_t indicator = state->reported[i];
      if (rsl_plan_indicator(state->plan, indicator)->rollup.rule != rules[rule]) continue;
      for (uint32_t unit = 0; unit < rsl_plan_unit_count(state->plan); unit++) {
        add_unit(state, rollup, indicator, unit, &totals);
      }
    }
    tell_totals(state, "value", rules[rule], totals.value);
    tell_totals(state, "figures", rules[rule], totals.figures);
    tell_totals(state, "reporting", rules[rule], totals.reporting);
    if (rules[rule] == RSL_RULE_SUM) tell(state, "owed.sums", totals.owed);
    owed += totals.owed;
  }
  tell(state, "owed.all", owed);
  rsl_rollup_free(rollup);
  return RSL_OK;
}
