#include "cube/condition.h"

static bool holds_about(const rsl_condition *condition, rsl_direction direction, rsl_number value, rsl_number wanted);

rsl__truth rsl__condition_holds(const rsl_condition *condition, rsl_direction direction, rsl_number value,
                                const rsl_number *threshold) {
  rsl_number wanted = threshold != NULL ? *threshold : rsl_number_from_decimal(condition->value);
  if (value.kind == RSL_NUMBER_ABSENT) return RSL__TRUTH_UNKNOWN;
  if (condition->form == RSL_FORM_NONE) return RSL__TRUTH_YES;
  if (wanted.kind == RSL_NUMBER_ABSENT) return RSL__TRUTH_UNKNOWN;
  int order = rsl_number_compare(value, wanted);
  bool holds = false;
  switch (condition->form) {
  case RSL_FORM_AT_LEAST:
    holds = order >= 0;
    break;
  case RSL_FORM_ABOVE:
    holds = order > 0;
    break;
  case RSL_FORM_AT_MOST:
    holds = order <= 0;
    break;
  case RSL_FORM_BELOW:
    holds = order < 0;
    break;
  case RSL_FORM_EXACTLY:
    holds = order == 0;
    break;
  case RSL_FORM_BETWEEN:
  case RSL_FORM_ABOUT:
    holds = holds_about(condition, direction, value, wanted);
    break;
  default:
    return RSL__TRUTH_UNKNOWN;
  }
  return holds ? RSL__TRUTH_YES : RSL__TRUTH_NO;
}

/* T4: a range is inclusive; one number with a tolerance takes what is not worse than that beyond it on the bad side, one
 * without is a bound by the direction. */
static bool holds_about(const rsl_condition *condition, rsl_direction direction, rsl_number value, rsl_number wanted) {
  int order = rsl_number_compare(value, wanted);
  if (condition->is_range)
    return order >= 0 && rsl_number_compare(value, rsl_number_from_decimal(condition->upper)) <= 0;
  rsl_number low = wanted;
  rsl_number high = wanted;
  if (condition->has_tolerance) {
    rsl_number tolerance = rsl_number_from_decimal(condition->tolerance);
    low = rsl_number_subtract(wanted, tolerance);
    high = rsl_number_add(wanted, tolerance);
  }
  bool not_below = rsl_number_compare(value, low) >= 0;
  bool not_above = rsl_number_compare(value, high) <= 0;
  if (direction == RSL_DIRECTION_INCREASE) return not_below;
  if (direction == RSL_DIRECTION_DECREASE) return not_above;
  return not_below && not_above;
}
