#include "plan/expression.h"
#include "review/case.h"

/** A finished plan has no cycle among operands; the depth is a second guard against endless descent. */
enum { DEEPEST = 64 };

/** Something that is asked of an indicator by its own time rule, or of all of its operands. */
typedef bool question(const rsl_indicator *indicator);

static bool is_last(const rsl_indicator *indicator);
static bool has_time(const rsl_indicator *indicator);
static bool ask(const rsl_plan *plan, uint32_t indicator, question *holds, uint32_t depth);
static bool ask_formula(const rsl_plan *plan, const rsl__expression *expression, question *holds, uint32_t depth);

bool rsl__indicator_is_level(const rsl_plan *plan, uint32_t indicator) {
  return ask(plan, indicator, is_last, 0);
}

bool rsl__indicator_can_lengthen(const rsl_plan *plan, uint32_t indicator) {
  return ask(plan, indicator, has_time, 0);
}

static bool is_last(const rsl_indicator *indicator) {
  return indicator->time == RSL_TIME_LAST;
}

static bool has_time(const rsl_indicator *indicator) {
  return indicator->time != RSL_TIME_NONE;
}

static bool ask(const rsl_plan *plan, uint32_t indicator, question *holds, uint32_t depth) {
  const rsl_indicator *record = rsl_plan_indicator(plan, indicator);
  if (record == NULL || depth > DEEPEST) return false;
  rsl_operands operands = rsl_plan_indicator_operands(plan, indicator);
  switch (record->rollup.rule) {
  case RSL_RULE_RATIO:
    return ask(plan, operands.numerator, holds, depth + 1) && ask(plan, operands.denominator, holds, depth + 1);
  case RSL_RULE_WEIGHTED_MEAN:
    /* Its own figures are an operand beside the weight: their time rule is the indicator's. */
    return holds(record) && ask(plan, operands.weight, holds, depth + 1);
  case RSL_RULE_FORMULA:
    return ask_formula(plan, rsl__plan_expression(plan, indicator), holds, depth + 1);
  default:
    return holds(record);
  }
}

static bool ask_formula(const rsl_plan *plan, const rsl__expression *expression, question *holds, uint32_t depth) {
  if (expression == NULL || expression->indicator_count == 0) return false;
  for (uint32_t i = 0; i < expression->indicator_count; i++)
    if (!ask(plan, expression->indicators[i], holds, depth)) return false;
  return true;
}
