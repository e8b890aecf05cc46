#include "base/number.h"
#include "cube/carry.h"
#include "cube/lanes.h"
#include "cube/rollup.h"

/* R11: what a figure could be if those that are missing gave the least, or the most, of those that gave one below the
 * unit. Exact as the figure itself is. */

/* The sums of a figure, and what is missing of it. */
typedef struct bounds_sums {
  const rsl__sheet *sheet;
  rsl_number a;
  rsl_number b;
  rsl_number missing; /* units; a part of one where a part of a period is missing */
  rsl_number units;   /* all that were due */
} bounds_sums;

static rsl_number missing_units(const rsl__sheet *sheet, const rsl__tally *tally, rsl__due due, uint32_t when,
                                rsl_number gave);
static rsl_number filled_up(const void *context, const rsl__wide *each);

bool rsl__has_bounds(rsl_rule rule) {
  return rule == RSL_RULE_SUM || rule == RSL_RULE_MEAN || rule == RSL_RULE_RATIO || rule == RSL_RULE_COUNT ||
         rule == RSL_RULE_SHARE;
}

void rsl__bounds_read(const rsl__sheet *sheet, const rsl__tally *tally, const rsl__wide *wide, rsl__due due,
                      uint32_t when, rsl_figure *figure) {
  rsl__range range;
  if (!rsl__has_bounds(sheet->rule) || figure->value.kind == RSL_NUMBER_ABSENT) return;
  bounds_sums sums = { .sheet = sheet };
  sums.a = sheet->numbers ? wide->a : rsl__number_raw(tally->a, (int32_t)sheet->a_scale);
  sums.b = sheet->numbers ? wide->b : rsl__number_raw(tally->b, (int32_t)sheet->b_scale);
  sums.units = rsl_number_from_integer((int64_t)(due.units - tally->excused_units));
  sums.missing = missing_units(sheet, tally, due, when, sums.b);
  if (rsl_number_sign(sums.missing) <= 0) {
    figure->low = figure->high = figure->value;
  } else if (rsl__spread_range(sheet, tally, wide, filled_up, &sums, &range)) {
    figure->low = range.least;
    figure->high = range.most;
  }
}

void rsl__bounds_below(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl_number *low,
                       rsl_number *high) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl__tally tally;
  rsl__wide wide;
  rsl_figure figure;
  *low = *high = rsl_number_absent();
  if (rollup->carry != NULL || rsl__passes_over_time(sheet, RSL__ROLE_ABOVE, when)) return;
  if (!rsl__has_length(rollup, indicator, rsl__when_period(when))) return;
  if (!rsl__lane_read(rollup, indicator, unit, when, &tally, &wide)) return;
  rsl__due due = rsl__due_below(rollup, indicator, unit, when);
  rsl__figure_clear(&figure);
  figure.value = rsl__kernel_value(sheet, &tally, &wide, due.units).value;
  rsl__bounds_read(sheet, &tally, &wide, due, when, &figure);
  *low = figure.low;
  *high = figure.high;
}

/* Where how many gave a figure is what it is divided by, those count that gave none at all; else what is missing is
 * counted in the periods that are owed, and half a year missing is half a unit. */
static rsl_number missing_units(const rsl__sheet *sheet, const rsl__tally *tally, rsl__due due, uint32_t when,
                                rsl_number gave) {
  bool whole = sheet->rule == RSL_RULE_MEAN || sheet->rule == RSL_RULE_COUNT ||
               (sheet->rule == RSL_RULE_SHARE && sheet->record->rollup.of == RSL_SHARE_OF_REPORTING);
  if (whole) return rsl_number_subtract(rsl_number_from_integer((int64_t)(due.units - tally->excused_units)), gave);
  uint64_t owed = due.owed - tally->excused;
  uint64_t left = owed > tally->reporting ? owed - tally->reporting : 0;
  return rsl_number_divide(rsl_number_from_integer((int64_t)left), rsl_number_from_integer(rsl__parts(sheet, when)));
}

/* The figure with each of the missing giving the same. Of a ratio no mixture of pairs makes less or more than the best of
 * them alone: (A + Σa) / (B + Σb) < t says that the a − t × b add up to less than t × B − A, and the least of them does most. */
static rsl_number filled_up(const void *context, const rsl__wide *each) {
  const bounds_sums *sums = context;
  const rsl_rollup_rule *rule = &sums->sheet->record->rollup;
  rsl_number a = rsl__number_complete(rsl_number_add(sums->a, rsl_number_multiply(sums->missing, each->a)));
  rsl_number hundred = rsl_number_from_integer(100);
  switch (sums->sheet->rule) {
  case RSL_RULE_MEAN:
    return rsl_number_divide(a, sums->units);
  case RSL_RULE_SHARE:
    if (rule->of == RSL_SHARE_OF_OWED) return rsl_number_divide(rsl_number_multiply(hundred, a), sums->units);
    return rsl_number_divide(rsl_number_multiply(hundred, a), rsl_number_add(sums->b, sums->missing));
  case RSL_RULE_RATIO:
    return rsl_number_divide(rsl_number_multiply(rsl_number_from_decimal(rule->factor), a),
                             rsl_number_add(sums->b, rsl_number_multiply(sums->missing, each->b)));
  default:
    return a;
  }
}
