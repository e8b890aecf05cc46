#include <math.h>
#include <string.h>

#include "cube/cube.h"
#include "plan/expression.h"
#include "plan/links.h"
#include "review/case.h"

/* What a figure can be by its nature, as far as a plan declares it: what its rule counts, what a check caps, what is a
 * part of a whole. A percentage alone is no limit: growth, or the fulfilment of a plan, may pass 100. */

/** The subject, and its limits in the making. */
typedef struct limiting {
  const rsl__case *subject;
  const rsl_plan *plan;
  uint32_t indicator;
  rsl__limits limits;
} limiting;

static void raise_low(limiting *in, double low);
static void lower_high(limiting *in, double high);
static void take_rule(limiting *in);
static void take_check(limiting *in, uint32_t check);
static bool holds_at_unit(const limiting *in, uint32_t check);
static bool averages(rsl_rule rule);
static void take_sides(limiting *in, const rsl__expression *less, const rsl__expression *more);
static bool is_indicator(const rsl__expression *side, uint32_t indicator);
static bool read_number(const rsl__expression *side, double *out);
static void take_composition(limiting *in, const rsl_composition *composition);
static bool never_negative(const limiting *in, uint32_t indicator);

rsl__limits rsl__case_limits(const rsl__case *subject) {
  limiting in = { subject, subject->question->plan, subject->links.indicator, { NAN, NAN } };
  take_rule(&in);
  for (uint32_t i = 0; i < rsl_plan_check_count(in.plan); i++) take_check(&in, i);
  for (uint32_t i = 0; i < rsl_plan_composition_count(in.plan); i++)
    take_composition(&in, rsl_plan_composition(in.plan, i));
  return in.limits;
}

static void raise_low(limiting *in, double low) {
  if (!(in->limits.low >= low)) in->limits.low = low;
}

static void lower_high(limiting *in, double high) {
  if (!(in->limits.high <= high)) in->limits.high = high;
}

static void take_rule(limiting *in) {
  rsl_rule rule = in->subject->indicator->rollup.rule;
  if (rule == RSL_RULE_SHARE) lower_high(in, 100);
  if (rule == RSL_RULE_SHARE || rule == RSL_RULE_COUNT) raise_low(in, 0);
}

/* ---- Checks: `POOR_HOUSEHOLDS <= HOUSEHOLDS`, `POOR <= 100`, `0 <= STOCK` ------------------------------------------------- */

static void take_check(limiting *in, uint32_t check) {
  const rsl_check *record = rsl_plan_check(in->plan, check);
  const rsl__expression *left = rsl__plan_check_side(in->plan, check, false);
  const rsl__expression *right = rsl__plan_check_side(in->plan, check, true);
  if (record->severity != RSL_SEVERITY_ERROR || !holds_at_unit(in, check)) return;
  if (record->op == RSL_COMPARISON_AT_MOST || record->op == RSL_COMPARISON_BELOW) take_sides(in, left, right);
  if (record->op == RSL_COMPARISON_AT_LEAST || record->op == RSL_COMPARISON_ABOVE) take_sides(in, right, left);
}

/** What holds at every unit of a level holds of averages of theirs, and of ratios of their sums, but not of the sums. */
static bool holds_at_unit(const limiting *in, uint32_t check) {
  uint32_t level = rsl__plan_check_level(in->plan, check);
  uint32_t own = rsl_plan_unit_level(in->plan, in->subject->links.measured);
  return level == RSL_NONE || level == own || (level > own && averages(in->subject->indicator->rollup.rule));
}

static bool averages(rsl_rule rule) {
  switch (rule) {
  case RSL_RULE_MEAN:
  case RSL_RULE_WEIGHTED_MEAN:
  case RSL_RULE_RATIO:
  case RSL_RULE_MIN:
  case RSL_RULE_MAX:
  case RSL_RULE_MEDIAN:
    return true;
  default:
    return false;
  }
}

static void take_sides(limiting *in, const rsl__expression *less, const rsl__expression *more) {
  const rsl_rollup_rule *rule = &in->subject->indicator->rollup;
  rsl_operands operands = rsl_plan_indicator_operands(in->plan, in->indicator);
  double number = 0;
  if (is_indicator(less, in->indicator) && read_number(more, &number)) lower_high(in, number);
  if (is_indicator(more, in->indicator) && read_number(less, &number)) raise_low(in, number);
  bool of_one_period = operands.numerator_variant.shift == operands.denominator_variant.shift;
  bool is_part = rule->rule == RSL_RULE_RATIO && of_one_period && is_indicator(less, operands.numerator) &&
                 is_indicator(more, operands.denominator) && rule->factor.units > 0;
  if (!is_part || !never_negative(in, operands.numerator)) return;
  raise_low(in, 0);
  lower_high(in, rsl_number_from_decimal(rule->factor).real);
}

/** Its own figure of the same period, and nothing else. */
static bool is_indicator(const rsl__expression *side, uint32_t indicator) {
  const rsl__instruction *item = &side->items[0];
  return side->count == 1 && item->operation == RSL__OPERATION_INDICATOR && item->operand == indicator &&
         item->variant.shift == 0 && item->variant.grade == RSL_NONE;
}

static bool read_number(const rsl__expression *side, double *out) {
  bool negated = side->count == 2 && side->items[1].operation == RSL__OPERATION_NEGATE;
  if (side->items[0].operation != RSL__OPERATION_NUMBER || (side->count != 1 && !negated)) return false;
  double number = rsl_number_from_decimal(side->items[0].number).real;
  *out = negated ? -number : number;
  return true;
}

/* ---- Compositions ----------------------------------------------------------------------------------------------------------- */

/** Parts that are never negative are no more than their whole. */
static void take_composition(limiting *in, const rsl_composition *composition) {
  size_t place = 0;
  while (place < composition->indicator_count &&
         strcmp(composition->indicators[place], in->subject->indicator->code) != 0)
    place++;
  if (place == composition->indicator_count) return;
  for (size_t i = 0; i < composition->indicator_count; i++) {
    const char *code = composition->indicators[i];
    uint32_t indicator = rsl_plan_find_indicator(in->plan, code, strlen(code));
    if (indicator == RSL_NONE || !never_negative(in, indicator)) return;
  }
  raise_low(in, 0);
  lower_high(in, rsl_number_from_decimal(composition->sum).real);
}

/** Nothing in a plan says it of an indicator: all of its figures do, those of other units too. */
static bool never_negative(const limiting *in, uint32_t indicator) {
  return !in->subject->question->cube->columns[indicator].has_negative;
}
