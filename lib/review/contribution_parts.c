#include "review/contribution.h"

static rsl_number zero_if_absent(rsl_number value);
static rsl_number half(rsl_number value);
static rsl_number mean_of(rsl_number a, rsl_number b);
static rsl_number quotient(rsl__amount amount);
static bool is_known(rsl_number value);
static void measure_amount(rsl__contributor *part, const rsl__whole *whole);
static void measure_level(rsl__contributor *part, const rsl__whole *whole);
static void measure_against_level(rsl__contributor *part, const rsl__whole *whole);

rsl__amount rsl__amount_of(const rsl_indicator *indicator, const rsl_figure *figure) {
  rsl__amount amount = { figure->value, figure->denominator };
  switch (indicator->rollup.rule) {
  case RSL_RULE_SUM:
  case RSL_RULE_COUNT:
    amount.denominator = rsl_number_absent();
    break;
  case RSL_RULE_RATIO:
    amount.numerator = rsl_number_multiply(figure->numerator, rsl_number_from_decimal(indicator->rollup.factor));
    break;
  case RSL_RULE_SHARE:
    amount.numerator = rsl_number_multiply(figure->numerator, rsl_number_from_integer(100));
    break;
  case RSL_RULE_WEIGHTED_MEAN:
    amount.denominator = figure->weight_reporting;
    amount.numerator = rsl_number_multiply(figure->value, amount.denominator);
    break;
  default:
    amount.numerator = rsl_number_multiply(figure->value, amount.denominator);
  }
  return amount;
}

rsl__whole rsl__whole_of(rsl__amount now, rsl__amount before, rsl_number expected) {
  rsl__whole whole = { .divides = is_known(now.denominator), .now = now, .before = before, .expected = expected };
  whole.level = quotient(before);
  whole.step = rsl_number_subtract(expected, whole.level);
  whole.middle = mean_of(quotient(now), whole.level);
  return whole;
}

void rsl__contributor_measure(rsl__contributor *part, const rsl__whole *whole) {
  if (!is_known(whole->expected)) return;
  if (!whole->divides)
    measure_amount(part, whole);
  else if (is_known(whole->level))
    measure_level(part, whole);
  else
    measure_against_level(part, whole);
}

/** Everyone is expected to grow alike: E × b / B. What was not reported counts as missing from the sum, which it is. */
static void measure_amount(rsl__contributor *part, const rsl__whole *whole) {
  if (rsl_number_sign(whole->before.numerator) <= 0) return;
  part->expected = rsl_number_divide(rsl_number_multiply(whole->expected, zero_if_absent(part->before.numerator)),
                                     whole->before.numerator);
  part->contribution = rsl_number_subtract(zero_if_absent(part->now.numerator), part->expected);
}

/** Everyone is expected to change by the same, E − B points. With w a unit's share of the denominators and r its figure,
 *  w₁r₁ − w₀r₀ is what it adds to the change of the whole, half the sum of w₀ and w₁ times E − B what was expected of it.
 *  The change of its share counts by how far it stands from the whole, so that a mere exchange of shares between equal
 *  units is nothing: level effect (w₀ + w₁)/2 × (r₁ − r₀ − (E − B)), mix effect (w₁ − w₀) × ((r₀ + r₁)/2 − (A + B)/2).
 *  Summed over the units the two are A − E exactly. A unit that is there on one side only has no change of its own. */
static void measure_level(rsl__contributor *part, const rsl__whole *whole) {
  rsl_number weight_now = rsl_number_divide(zero_if_absent(part->now.denominator), whole->now.denominator);
  rsl_number weight_before = rsl_number_divide(zero_if_absent(part->before.denominator), whole->before.denominator);
  rsl_number share_now = rsl_number_divide(zero_if_absent(part->now.numerator), whole->now.denominator);
  rsl_number share_before = rsl_number_divide(zero_if_absent(part->before.numerator), whole->before.denominator);
  rsl_number own_now = quotient(part->now);
  rsl_number own_before = quotient(part->before);
  rsl_number weight = mean_of(weight_now, weight_before);
  rsl_number drift = rsl_number_multiply(rsl_number_subtract(weight_now, weight_before), whole->middle);
  rsl_number change = rsl_number_subtract(rsl_number_subtract(share_now, share_before), drift);
  part->contribution = rsl_number_subtract(change, rsl_number_multiply(weight, whole->step));
  rsl_number own_step =
      is_known(own_now) && is_known(own_before) ? rsl_number_subtract(own_now, own_before) : rsl_number_from_integer(0);
  part->level_effect = rsl_number_multiply(weight, rsl_number_subtract(own_step, whole->step));
  part->mix_effect = rsl_number_subtract(part->contribution, part->level_effect);
  part->expected = rsl_number_add(own_before, whole->step);
}

/** Without a baseline there is no change to part: how far everyone stands from the level that is expected. */
static void measure_against_level(rsl__contributor *part, const rsl__whole *whole) {
  rsl_number wanted = rsl_number_multiply(whole->expected, zero_if_absent(part->now.denominator));
  part->expected = whole->expected;
  part->contribution =
      rsl_number_divide(rsl_number_subtract(zero_if_absent(part->now.numerator), wanted), whole->now.denominator);
  part->level_effect = part->contribution;
  part->mix_effect = rsl_number_from_integer(0);
}

static rsl_number zero_if_absent(rsl_number value) {
  return is_known(value) ? value : rsl_number_from_integer(0);
}

static rsl_number half(rsl_number value) {
  return rsl_number_multiply(value, rsl_number_from_decimal((rsl_decimal){ 5, 1 }));
}

static rsl_number mean_of(rsl_number a, rsl_number b) {
  return half(rsl_number_add(a, b));
}

/** Absent where there is nothing to divide, or by. */
static rsl_number quotient(rsl__amount amount) {
  return rsl_number_divide(amount.numerator, amount.denominator);
}

static bool is_known(rsl_number value) {
  return value.kind != RSL_NUMBER_ABSENT;
}
