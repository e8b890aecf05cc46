#include "review/honesty.h"

static void look_at(const rsl__honesty *in, uint32_t indicator, uint32_t unit, const rsl__group *group,
                    const rsl__row *row);
static bool counts_whole_things(const rsl__honesty *in, uint32_t indicator);
static bool denominator_of(const rsl__honesty *in, uint32_t indicator, uint32_t unit, const rsl__group *group,
                           const rsl__row *row, rsl_decimal *out);
static bool has_figure(const rsl__honesty *in, uint32_t indicator, uint32_t unit, uint32_t when, rsl_decimal *out);
static bool is_whole(rsl_decimal value, int64_t *out);
static bool some_count_gives(rsl_decimal printed, int64_t all, rsl_number factor);

/* A share of counted things, printed without its numerator: 57.14 % of 10 is none, 4 of 7 would be. */
rsl_status rsl__honesty_percentages(const rsl__honesty *in) {
  for (uint32_t i = 0; i < in->cube->column_count; i++) {
    if (!counts_whole_things(in, i)) continue;
    for (uint32_t u = 0; u < in->cube->unit_count; u++) {
      rsl__cursor cursor = rsl__cursor_open(in->cube, i, u);
      rsl__group group;
      while (rsl__cursor_next(&cursor, &group)) {
        const rsl__row *row = rsl__honesty_row(in, &group);
        if (row != NULL) look_at(in, i, u, &group, row);
      }
    }
  }
  return RSL_OK;
}

static bool counts_whole_things(const rsl__honesty *in, uint32_t indicator) {
  const rsl_rollup_rule *rule = &rsl_plan_indicator(in->plan, indicator)->rollup;
  if (rule->rule == RSL_RULE_SHARE) return true;
  if (rule->rule != RSL_RULE_RATIO) return false;
  rsl_operands operands = rsl_plan_indicator_operands(in->plan, indicator);
  return operands.numerator_variant.shift == 0 && operands.denominator_variant.shift == 0 &&
         rsl_plan_indicator(in->plan, operands.numerator)->decimals == 0 &&
         rsl_plan_indicator(in->plan, operands.numerator)->rollup.rule == RSL_RULE_SUM &&
         rsl_plan_indicator(in->plan, operands.denominator)->decimals == 0;
}

static void look_at(const rsl__honesty *in, uint32_t indicator, uint32_t unit, const rsl__group *group,
                    const rsl__row *row) {
  const rsl_rollup_rule *rule = &rsl_plan_indicator(in->plan, indicator)->rollup;
  rsl_number factor =
      rule->rule == RSL_RULE_SHARE ? rsl_number_from_integer(100) : rsl_number_from_decimal(rule->factor);
  rsl_decimal printed = rsl__honesty_value(in, indicator, row);
  rsl_decimal denominator = { 0, 0 };
  int64_t all = 0;
  if (!denominator_of(in, indicator, unit, group, row, &denominator)) return;
  if (!is_whole(denominator, &all) || all <= 0 || some_count_gives(printed, all, factor)) return;
  char text[RSL_NUMBER_TEXT];
  rsl__told_figure told;
  rsl__honesty_tell(in, indicator, unit, rsl__when_period(group->when), row, &told);
  rsl_number_format(rsl_number_from_decimal(printed), text);
  rsl__problem(
      in->problems, RSL_SEVERITY_ERROR, "impossible_percentage", &told.place,
      "`%s` of `%s` for %s is %s, which no whole number of %lld gives: give the `numerator`, or mend one of the "
      "two",
      told.code, told.unit, told.period, text, (long long)all);
}

/* With a numerator there is nothing to guess: that is held against the figure already. */
static bool denominator_of(const rsl__honesty *in, uint32_t indicator, uint32_t unit, const rsl__group *group,
                           const rsl__row *row, rsl_decimal *out) {
  const rsl__sides *sides = rsl__row_sides(&in->cube->store, row);
  rsl_operands operands = rsl_plan_indicator_operands(in->plan, indicator);
  rsl_decimal ignored;
  if (sides != NULL && sides->has_numerator) return false;
  if (sides != NULL && sides->has_denominator) {
    *out = (rsl_decimal){ sides->denominator, sides->denominator_scale };
    return true;
  }
  if (operands.denominator == RSL_NONE) return false;
  return !has_figure(in, operands.numerator, unit, group->when, &ignored) &&
         has_figure(in, operands.denominator, unit, group->when, out);
}

static bool has_figure(const rsl__honesty *in, uint32_t indicator, uint32_t unit, uint32_t when, rsl_decimal *out) {
  rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, unit);
  rsl__group group;
  if (!rsl__cursor_find(&cursor, when, &group)) return false;
  const rsl__row *row = rsl__honesty_row(in, &group);
  if (row != NULL) *out = rsl__honesty_value(in, indicator, row);
  return row != NULL;
}

static bool is_whole(rsl_decimal value, int64_t *out) {
  return rsl__rescale(value.units, (unsigned)value.scale, 0, out);
}

/* Is a whole k there with |printed - factor k / all| of no more than half of the last digit that is printed? The candidates
 * are those around printed × all / factor. */
static bool some_count_gives(rsl_decimal printed, int64_t all, rsl_number factor) {
  rsl_decimal half = { printed.scale < 18 ? 5 : 1, printed.scale < 18 ? printed.scale + 1 : 18 };
  rsl_number whole = rsl_number_multiply(rsl_number_from_decimal(printed), rsl_number_from_integer(all));
  rsl_number reach = rsl_number_multiply(rsl_number_from_decimal(half), rsl_number_from_integer(all));
  rsl_number near = rsl_number_round(rsl_number_divide(whole, factor), 0);
  rsl_number away = rsl_number_subtract(whole, rsl_number_multiply(factor, near));
  if (near.kind == RSL_NUMBER_ABSENT) return true;
  if (rsl_number_sign(away) < 0) away = rsl_number_negate(away);
  return rsl_number_compare(away, reach) <= 0;
}
