#include <math.h>

#include <resolution/progress_outlook.h>

#include "base/error.h"
#include "base/real_functions.h"
#include "progress/arithmetic.h"

static rsl_reason fault_of_way(const rsl_pace_input *input, rsl_number from, rsl_number to, int64_t passed);
static rsl_number speed(const rsl_pace_input *input, rsl_number from, rsl_number to, int64_t passed);
static rsl_number expected_by_now(const rsl_pace_input *input);
static rsl_number product_of_growths(const rsl_number *percents, size_t count);

rsl_status rsl_pace_find(const rsl_pace_input *input, rsl_pace *out, rsl_error *error) {
  rsl_number none = rsl_number_absent();
  rsl__error_clear(error);
  *out = (rsl_pace){ RSL_REASON_NONE, RSL_REASON_NONE, none, none, none, none };
  if (input->year <= 0) return rsl__fail(error, RSL_ERR_ARGUMENT, "a year has no ticks");
  out->reason = fault_of_way(input, input->baseline, input->actual, input->now - input->start);
  if (!known(input->baseline)) out->reason = RSL_REASON_NO_BASELINE;
  if (out->reason == RSL_REASON_NONE)
    out->pace = speed(input, input->baseline, input->actual, input->now - input->start);
  rsl_reason whole_way = fault_of_way(input, input->baseline, input->target, input->end - input->start);
  if (whole_way == RSL_REASON_NONE)
    out->expected = expected_by_now(input);
  else if (out->reason == RSL_REASON_NONE)
    out->reason = known(input->target) ? whole_way : RSL_REASON_NO_TARGET;

  out->required_reason = fault_of_way(input, input->actual, input->target, input->end - input->now);
  if (out->required_reason == RSL_REASON_EMPTY_TERM) out->required_reason = RSL_REASON_NO_TIME_LEFT;
  if (!known(input->target)) out->required_reason = RSL_REASON_NO_TARGET;
  if (out->required_reason != RSL_REASON_NONE) return RSL_OK;
  out->required = speed(input, input->actual, input->target, input->end - input->now);
  out->acceleration = over(out->required, out->pace);
  return RSL_OK;
}

static rsl_reason fault_of_way(const rsl_pace_input *input, rsl_number from, rsl_number to, int64_t passed) {
  if (!known(from) || !known(to)) return RSL_REASON_NO_MEASUREMENT;
  if (passed <= 0) return RSL_REASON_EMPTY_TERM;
  if (!input->compound) return RSL_REASON_NONE;
  if (rsl_number_sign(from) == 0) return RSL_REASON_ZERO_BASE;
  return rsl_number_sign(from) < 0 || rsl_number_sign(to) <= 0 ? RSL_REASON_SIGN_CHANGE : RSL_REASON_NONE;
}

static rsl_number speed(const rsl_pace_input *input, rsl_number from, rsl_number to, int64_t passed) {
  if (input->compound) return rsl__growth_a_year(over(to, from), passed, input->year);
  return over(times(minus(to, from), whole(input->year)), whole(passed));
}

/* Before the start and past the end the path stands where it begins and ends. */
static rsl_number expected_by_now(const rsl_pace_input *input) {
  int64_t all = input->end - input->start;
  int64_t passed = input->now - input->start;
  if (passed <= 0) return input->baseline;
  if (passed >= all) return input->target;
  if (input->compound) return times(input->baseline, rsl__power(over(input->target, input->baseline), passed, all));
  return plus(input->baseline, over(times(minus(input->target, input->baseline), whole(passed)), whole(all)));
}

double rsl_growth_compound(const double *times, const double *values, size_t count) {
  size_t first = count;
  size_t last = count;
  for (size_t i = 0; i < count; i++) {
    if (isnan(values[i])) continue;
    if (first == count || times[i] < times[first]) first = i;
    if (last == count || times[i] >= times[last]) last = i;
  }
  if (first == last) return NAN; /* also where both are none */
  if (values[first] == values[last]) return 0;
  double ratio = values[last] / values[first];
  double years = times[last] - times[first];
  if (!(ratio > 0) || isinf(ratio) || !(years > 0)) return NAN;
  rsl__pair growth = pair_divide(rsl__log_pair(pair_of(ratio)), pair_of(years));
  if (growth.high > 700) return NAN;
  return pair_value(pair_subtract(rsl__exp_pair(growth), pair_of(1)));
}

rsl_number rsl_growth_average(const rsl_number *percents, size_t count) {
  return rsl__growth_a_year(product_of_growths(percents, count), (int64_t)count, 1);
}

rsl_number rsl_growth_required(rsl_number wanted, size_t years, const rsl_number *percents, size_t count) {
  rsl_number factor = growth_factor(wanted);
  if (count >= years || rsl_number_sign(factor) <= 0) return rsl_number_absent();
  rsl_number all = rsl__power(factor, (int64_t)years, 1);
  return rsl__growth_a_year(over(all, product_of_growths(percents, count)), (int64_t)(years - count), 1);
}

/* Absent where a year lost everything: nothing is left to take a root of. */
static rsl_number product_of_growths(const rsl_number *percents, size_t count) {
  rsl_number product = whole(1);
  for (size_t i = 0; i < count; i++) {
    rsl_number factor = growth_factor(percents[i]);
    if (rsl_number_sign(factor) <= 0) return rsl_number_absent();
    product = times(product, factor);
  }
  return product;
}
