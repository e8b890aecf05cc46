#include <string.h>

#include "plan/finishing.h"

/* Members of an indicator that must go together: a plan that asks for what cannot be is told so, not read as something
 * else. */

static void check_indicator(rsl__finish *finish, uint32_t index);
static void check_breaks(rsl__finish *finish, uint32_t index);
static void check_grades(rsl__finish *finish, uint32_t index);
static void check_grade_codes(rsl__finish *finish, uint32_t index);
static void check_grades_fit(rsl__finish *finish, uint32_t index);
static void check_event(rsl__finish *finish, uint32_t index);
static void check_initial(rsl__finish *finish, uint32_t index);
static void check_time(rsl__finish *finish, uint32_t index);
static void check_reports(rsl__finish *finish, uint32_t index);
static void check_weight(rsl__finish *finish, uint32_t index);
static void check_weight_period(rsl__finish *finish, uint32_t index);
static void check_operands(rsl__finish *finish, uint32_t index);
static uint32_t highest_level(const rsl__finish *finish, const rsl_indicator *indicator);
static uint32_t deepest_level(const rsl__finish *finish, const rsl_indicator *indicator);
static void check_stop(rsl__finish *finish, uint32_t index);
static void check_prefer(rsl__finish *finish, uint32_t index);
static void check_zeros_and_parts(rsl__finish *finish, uint32_t index);
static void refuse_with_rule(rsl__finish *finish, uint32_t index, const char *member, const char *why);
static void refuse_effect(rsl__finish *finish, uint32_t index, const char *member, const char *why);
static bool is_numeric_time(rsl_time_rule time);
static rsl__site site_of(uint32_t index, const char *member);
static const char *rule_of(const rsl_indicator *indicator);

void rsl__finish_members(rsl__finish *finish) {
  uint32_t count = rsl_plan_indicator_count(finish->plan);
  finish->links->stop_at = rsl__finish_indexes(finish, count);
  finish->links->calendar = rsl__finish_indexes(finish, count);
  finish->links->deepest = rsl__finish_indexes(finish, count);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i)
    finish->links->deepest[i] = deepest_level(finish, rsl_plan_indicator(finish->plan, i));
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_indicator(finish, i);
}

static void check_indicator(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl__code_search calendars = { &finish->links->calendars, RSL__PROBLEM_UNKNOWN_CALENDAR, "calendar", NULL };
  finish->links->calendar[index] = rsl__resolve(finish, site_of(index, "calendar"), &calendars, indicator->calendar);
  check_grades(finish, index);
  check_event(finish, index);
  check_time(finish, index);
  check_reports(finish, index);
  check_weight(finish, index);
  check_operands(finish, index);
  check_stop(finish, index);
  check_prefer(finish, index);
  check_zeros_and_parts(finish, index);
  check_breaks(finish, index);
}

/* Each once, in order: what is before one is compared with what is after it. */
static void check_breaks(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  char member[RSL__MEMBER];
  for (size_t i = 0; i < indicator->break_count; ++i) {
    const rsl_period *at = &indicator->breaks[i];
    rsl__site site = site_of(index, rsl__item_member(member, "breaks", i, ""));
    if (at->type == RSL_PERIOD_NONE)
      rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "a break is a period: the first of another definition");
    else if (rsl__check_period(finish, site, *at) && i > 0 && at[-1].type != RSL_PERIOD_NONE &&
             rsl_period_first_day(*at) <= rsl_period_first_day(at[-1]))
      rsl__report(finish, RSL__PROBLEM_PERIOD_ORDER, site, "breaks stand in order, each once");
  }
}

/* ---- Grades ---- */

static void check_grades(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl_rule rule = indicator->rollup.rule;
  bool of_grades = rule == RSL_RULE_WORST || rule == RSL_RULE_BEST || rule == RSL_RULE_GRADE_COUNT;
  if (indicator->grade_count > 0) {
    check_grade_codes(finish, index);
    check_grades_fit(finish, index);
  } else if (of_grades) {
    rsl__report(finish, RSL__PROBLEM_GRADES_MISSING, site_of(index, "grades"),
                "the rule `%s` needs `grades`: the codes that figures may be, worst first", rsl_rule_name(rule));
  }
}

static void check_grade_codes(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  char member[RSL__MEMBER];
  if (indicator->grade_count > RSL__GRADES_MOST) {
    rsl__report(finish, RSL__PROBLEM_TOO_MANY_GRADES, site_of(index, "grades"),
                "the indicator has %zu grades: at most %d are possible", indicator->grade_count, RSL__GRADES_MOST);
    return;
  }
  for (size_t i = 0; i < indicator->grade_count; ++i) {
    const char *grade = indicator->grades[i];
    rsl__site site = site_of(index, rsl__item_member(member, "grades", i, ""));
    if (!rsl__check_code(finish, site, "a grade", grade)) continue;
    if (rsl__find_grade(indicator, grade, strlen(grade)) < i)
      rsl__report(finish, RSL__PROBLEM_DUPLICATE_ITEM, site, "the grade `%s` is listed twice: keep one",
                  rsl__show(grade).bytes);
  }
}

/* Grades have an order and nothing else: they can be compared and counted, not added. */
static void check_grades_fit(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl_rule rule = indicator->rollup.rule;
  bool fits = rsl__figure_is_grade(indicator) || rule == RSL_RULE_COUNT || rule == RSL_RULE_SHARE;
  if (!fits)
    rsl__report(finish, RSL__PROBLEM_RULE_NOT_OF_GRADES, site_of(index, "rollup.rule"),
                "the rule `%s` reckons with numbers, the figures here are grades: use `worst`, `best`, `grade_count`, "
                "`count`, `share` or `none`, or leave `grades` out",
                rule_of(indicator));
  if (is_numeric_time(indicator->time))
    rsl__report(finish, RSL__PROBLEM_BAD_TIME_RULE, site_of(index, "time"),
                "`%s` reckons with numbers, the figures here are grades: use `last`, `first`, `min` or `max`",
                rsl_time_rule_name(indicator->time));
}

static bool is_numeric_time(rsl_time_rule time) {
  return time == RSL_TIME_SUM || time == RSL_TIME_MEAN || time == RSL_TIME_DAY_MEAN || time == RSL_TIME_STDDEV ||
         time == RSL_TIME_WEIGHTED_MEAN;
}

/* ---- Events ---- */

static void check_event(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl_rule rule = indicator->rollup.rule;
  check_initial(finish, index);
  if (!indicator->event) return;
  if (indicator->frequency != RSL_PERIOD_DAY && indicator->frequency != RSL_PERIOD_NONE)
    rsl__report(finish, RSL__PROBLEM_BAD_VALUE, site_of(index, "frequency"),
                "an event is of a day: its frequency is none other");
  if (rule == RSL_RULE_FORMULA || rule == RSL_RULE_RATIO)
    rsl__report(finish, RSL__PROBLEM_MEMBER_NOT_OF_RULE, site_of(index, "frequency"),
                "`event` is what units report of a day, the rule `%s` is made of other figures: name a frequency",
                rsl_rule_name(rule));
  if (indicator->time != RSL_TIME_NONE)
    rsl__report(finish, RSL__PROBLEM_BAD_TIME_RULE, site_of(index, "time"),
                "an event holds until the next one, in every period: leave `time` out");
  if (indicator->nil) refuse_effect(finish, index, "nil", "no figure of an event is owed");
}

static void check_initial(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl__site site = site_of(index, "initial");
  if (!indicator->has_initial) return;
  if (!indicator->event)
    refuse_effect(finish, index, "initial", "only an indicator of the frequency `event` has a figure before its first");
  if (indicator->initial_grade != NULL)
    (void)rsl__resolve_grade(finish, site, index, indicator->initial_grade);
  else if (indicator->grade_count > 0)
    rsl__report(finish, RSL__PROBLEM_UNKNOWN_GRADE, site, "the figures are grades: `initial` is one of them, as `%s`",
                rsl__show(indicator->grades[0]).bytes);
  else
    rsl__check_decimal(finish, site, indicator->initial);
}

/* ---- Over time ---- */

static void check_time(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  const char *time = rsl_time_rule_name(indicator->time);
  bool made = indicator->rollup.rule == RSL_RULE_RATIO || indicator->rollup.rule == RSL_RULE_FORMULA;
  if (indicator->time == RSL_TIME_WEIGHTED_MEAN && indicator->rollup.rule != RSL_RULE_WEIGHTED_MEAN)
    rsl__report(
        finish, RSL__PROBLEM_BAD_TIME_RULE, site_of(index, "time"),
        "`weighted_mean` over time takes the weight of the rule `weighted_mean`, this one is `%s`: use that rule "
        "with `weight`, or `mean` or `day_mean` over time",
        rule_of(indicator));
  if (rsl__check_whole(finish, site_of(index, "look_back"), indicator->look_back, 0, RSL__SHIFT_MOST) &&
      indicator->look_back > 0 && indicator->time != RSL_TIME_LAST)
    refuse_effect(finish, index, "look_back", "only `\"time\": \"last\"` looks for the latest figure");
  if (!rsl__check_choice(finish, site_of(index, "order"), (unsigned)indicator->order, RSL_ORDER_UNITS_FIRST + 1))
    return;
  if (indicator->order != RSL_ORDER_UNITS_FIRST) return;
  if (made)
    refuse_with_rule(finish, index, "order", "its operands are aggregated over time by their own rules");
  else if (time != NULL && indicator->time == RSL_TIME_NONE)
    refuse_effect(finish, index, "order", "without `time` nothing is aggregated over time");
}

/* R6: a difference of neighbouring reports is a figure of the period only where periods add up. */
static void check_reports(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl__site site = site_of(index, "reported_as");
  if (!rsl__check_choice(finish, site, (unsigned)indicator->reported_as, RSL_REPORTED_AS_TERM_TO_DATE + 1)) return;
  if (indicator->reported_as == RSL_REPORTED_AS_PERIOD) return;
  const char *time = rsl_time_rule_name(indicator->time);
  if (indicator->time != RSL_TIME_SUM)
    rsl__report(finish, RSL__PROBLEM_BAD_TIME_RULE, site,
                "what is reported `%s` is a running sum: `time` must be `sum`, not `%s`",
                rsl_reported_as_name(indicator->reported_as), time == NULL ? "none" : time);
  bool long_periods = indicator->frequency == RSL_PERIOD_YEAR || indicator->frequency == RSL_PERIOD_NINE_MONTHS;
  if (indicator->reported_as == RSL_REPORTED_AS_YEAR_TO_DATE && long_periods)
    refuse_effect(finish, index, "reported_as", "a year has one report only");
}

/* ---- Weights ---- */

static void check_weight(rsl__finish *finish, uint32_t index) {
  static const rsl_decimal one = { 1, 0 };
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl__site coverage = site_of(index, "min_weight_coverage");
  const char *why = "only `weighted_mean` has weights";
  char text[RSL_DECIMAL_TEXT];
  bool weighted = indicator->rollup.rule == RSL_RULE_WEIGHTED_MEAN;
  bool fine = rsl__check_period(finish, site_of(index, "weight_at"), indicator->weight_at);
  fine =
      rsl__check_whole(finish, site_of(index, "weight_look_back"), indicator->weight_look_back, 0, RSL__SHIFT_MOST) &&
      fine;
  if (!weighted && indicator->weight_at.type != RSL_PERIOD_NONE) refuse_with_rule(finish, index, "weight_at", why);
  if (!weighted && indicator->weight_look_back != 0) refuse_with_rule(finish, index, "weight_look_back", why);
  if (!weighted && indicator->has_min_weight_coverage) refuse_with_rule(finish, index, "min_weight_coverage", why);
  if (weighted && fine && indicator->weight_at.type != RSL_PERIOD_NONE) check_weight_period(finish, index);
  if (!indicator->has_min_weight_coverage || !rsl__check_decimal(finish, coverage, indicator->min_weight_coverage))
    return;
  if (indicator->min_weight_coverage.units >= 0 && rsl_decimal_compare(indicator->min_weight_coverage, one) <= 0)
    return;
  rsl_decimal_format(indicator->min_weight_coverage, text);
  rsl__report(finish, RSL__PROBLEM_BAD_VALUE, coverage, "`min_weight_coverage` is %s: it is a share, 0 to 1", text);
}

/* The one period of all weights must be one that the weight has a figure of. */
static void check_weight_period(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  const rsl_operands *operands = &finish->links->operands[index];
  const rsl_indicator *weight = rsl_plan_indicator(finish->plan, operands->weight);
  rsl__site site = site_of(index, "weight_at");
  char period[RSL_PERIOD_TEXT];
  rsl_period_format(indicator->weight_at, period);
  if (operands->weight_variant.shift != 0)
    refuse_effect(finish, index, "rollup.weight", "`weight_at` fixes the period, so that there is nothing to shift");
  if (weight == NULL || weight->event || weight->frequency == RSL_PERIOD_NONE) return;
  bool made = weight->rollup.rule == RSL_RULE_RATIO || weight->rollup.rule == RSL_RULE_FORMULA;
  bool whole =
      indicator->weight_at.type == weight->frequency || rsl_period_parts(indicator->weight_at, weight->frequency) > 0;
  if (!whole)
    rsl__report(finish, RSL__PROBLEM_WEIGHT_HAS_NO_PERIOD, site,
                "the weight `%s` has figures of a %s, which make none of %s: name a period that they make",
                rsl__show(weight->code).bytes, rsl_period_type_name(weight->frequency), period);
  else if (indicator->weight_at.type != weight->frequency && weight->time == RSL_TIME_NONE && !made)
    rsl__report(
        finish, RSL__PROBLEM_TIME_RULE_MISSING, site,
        "the weight `%s` has no `time`, so its figures of a %s make none of %s: give it one, or name a shorter period",
        rsl__show(weight->code).bytes, rsl_period_type_name(weight->frequency), period);
}

/* ---- Up the tree ---- */

/* R5: figures are paired where they are measured. One that is only known above has no figure there to pair with. */
static void check_operands(rsl__finish *finish, uint32_t index) {
  const rsl_operands *operands = &finish->links->operands[index];
  const uint32_t used[] = { operands->weight, operands->numerator, operands->denominator,
                            operands->condition_indicator };
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  uint32_t highest = highest_level(finish, indicator);
  for (size_t i = 0; i < sizeof used / sizeof used[0]; ++i) {
    if (used[i] == RSL_NONE || finish->links->deepest[used[i]] >= highest) continue;
    rsl__warn(finish, RSL__PROBLEM_OPERAND_NOT_MEASURED, site_of(index, "rollup"),
              "`%s` is measured at no level at or below `%s`, where `%s` is: there is no figure of it to reckon with",
              rsl__show(rsl_plan_indicator(finish->plan, used[i])->code).bytes,
              rsl__show(rsl_plan_level(finish->plan, highest)->code).bytes, rsl__show(indicator->code).bytes);
  }
}

/* 0, the highest of all, where no level is told or one is not known: then nothing can be said. */
static uint32_t highest_level(const rsl__finish *finish, const rsl_indicator *indicator) {
  uint32_t highest = RSL_NONE;
  for (size_t i = 0; i < indicator->measured_at_count; ++i) {
    const char *code = indicator->measured_at[i].level;
    uint32_t level = code == NULL ? RSL_NONE : rsl__code_index_find(&finish->links->levels, code, strlen(code));
    if (level == RSL_NONE) return 0;
    if (level < highest) highest = level;
  }
  return indicator->measured_at_count == 0 ? 0 : highest;
}

static void check_stop(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl__site site = site_of(index, "stop_at");
  uint32_t level = finish->links->stop_at[index] = rsl__resolve_level(finish, site, indicator->stop_at);
  if (level == RSL_NONE) return;
  if (indicator->rollup.rule == RSL_RULE_NONE || indicator->rollup.rule == RSL_RULE_FORMULA)
    refuse_with_rule(finish, index, "stop_at", "nothing of it rolls up");
  if (finish->links->deepest[index] < level)
    rsl__report(finish, RSL__PROBLEM_STOP_BELOW_MEASURING, site,
                "no level at or below `%s` measures it, so that nothing would count above: name a measuring level or a "
                "higher one",
                rsl__show(indicator->stop_at).bytes);
}

/* RSL_NONE, deeper than all, where no level is told or one is not known: then nothing can be said. */
static uint32_t deepest_level(const rsl__finish *finish, const rsl_indicator *indicator) {
  uint32_t deepest = 0;
  for (size_t i = 0; i < indicator->measured_at_count; ++i) {
    const char *code = indicator->measured_at[i].level;
    uint32_t level = code == NULL ? RSL_NONE : rsl__code_index_find(&finish->links->levels, code, strlen(code));
    if (level > deepest) deepest = level;
  }
  return indicator->measured_at_count == 0 ? RSL_NONE : deepest;
}

/* R2: the unit's own figure is one more beside those below it, so two levels must measure. */
static void check_prefer(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  if (indicator->prefer != RSL_PREFER_ADD) return;
  if (indicator->rollup.rule == RSL_RULE_NONE || indicator->rollup.rule == RSL_RULE_FORMULA) {
    refuse_with_rule(finish, index, "prefer", "nothing of it rolls up that a unit could add to");
    return;
  }
  bool several = false;
  for (size_t i = 1; i < indicator->measured_at_count && !several; ++i) {
    const char *first = indicator->measured_at[0].level;
    const char *other = indicator->measured_at[i].level;
    several = first == NULL || other == NULL || strcmp(first, other) != 0;
  }
  if (!several)
    refuse_effect(finish, index, "prefer",
                  "one level measures it: name in `measured_at` the higher ones that add their own");
}

static void check_zeros_and_parts(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl_rule rule = indicator->rollup.rule;
  if (indicator->nil && indicator->grade_count > 0) refuse_effect(finish, index, "nil", "0 is no grade");
  if (indicator->nil && (rule == RSL_RULE_RATIO || rule == RSL_RULE_FORMULA))
    refuse_with_rule(finish, index, "nil", "mark the indicators that it is made of");
  if (indicator->applies_to_count > 0 && rule == RSL_RULE_FORMULA)
    refuse_with_rule(finish, index, "applies_to", "a formula is owed by nobody");
  if (!rsl__check_choice(finish, site_of(index, "split"), (unsigned)indicator->split, RSL_SPLIT_COPY + 1)) return;
  if (indicator->split != RSL_SPLIT_COPY) return;
  if (rule == RSL_RULE_SUM) refuse_with_rule(finish, index, "split", "an amount is apportioned among the parts");
  if (rule == RSL_RULE_FORMULA) refuse_with_rule(finish, index, "split", "a formula is computed anew for every part");
}

/* ---- Pieces ---- */

static void refuse_with_rule(rsl__finish *finish, uint32_t index, const char *member, const char *why) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  rsl__report(finish, RSL__PROBLEM_MEMBER_NOT_OF_RULE, site_of(index, member),
              "`%s` does not go with the rule `%s`: %s; leave it out, or mend the rule", member, rule_of(indicator),
              why);
}

static void refuse_effect(rsl__finish *finish, uint32_t index, const char *member, const char *why) {
  rsl__report(finish, RSL__PROBLEM_MEMBER_WITHOUT_EFFECT, site_of(index, member), "`%s` would do nothing here: %s",
              member, why);
}

static rsl__site site_of(uint32_t index, const char *member) {
  return rsl__at(RSL__RECORD_INDICATOR, index, member);
}

static const char *rule_of(const rsl_indicator *indicator) {
  const char *name = rsl_rule_name(indicator->rollup.rule);
  return name == NULL ? "none" : name;
}
