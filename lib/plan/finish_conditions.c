#include <string.h>

#include "plan/finishing.h"

static bool check_numbers(rsl__finish *finish, const rsl__condition_check *check, const rsl_condition *condition);
static bool check_shape(rsl__finish *finish, const rsl__condition_check *check, const rsl_condition *condition);
static void check_range(rsl__finish *finish, rsl__site site, const rsl_condition *condition);
static void check_tolerance(rsl__finish *finish, rsl__site site, const rsl_condition *condition);
static void check_direction(rsl__finish *finish, const rsl__condition_check *check, const rsl_condition *condition);

bool rsl__is_level_form(rsl_form form) {
  return form >= RSL_FORM_AT_LEAST && form <= RSL_FORM_EXACTLY;
}

bool rsl__is_of_grade(rsl_form form) {
  return form == RSL_FORM_GRADE_AT_LEAST;
}

bool rsl__is_over_term(rsl_form form) {
  return form == RSL_FORM_AVERAGE_PER_YEAR || form == RSL_FORM_TOTAL || form == RSL_FORM_EACH_YEAR;
}

void rsl__check_condition(rsl__finish *finish, const rsl__condition_check *check, const rsl_condition *condition) {
  if (!check_numbers(finish, check, condition) || !check_shape(finish, check, condition)) return;
  if (condition->is_range) check_range(finish, check->site, condition);
  if (condition->has_tolerance) check_tolerance(finish, check->site, condition);
  if (check->has_direction) check_direction(finish, check, condition);
}

static bool check_numbers(rsl__finish *finish, const rsl__condition_check *check, const rsl_condition *condition) {
  if (!check->by_indicator && !rsl__check_decimal(finish, check->site, condition->value)) return false;
  if (condition->is_range && !rsl__check_decimal(finish, check->site, condition->upper)) return false;
  return !condition->has_tolerance || rsl__check_decimal(finish, check->site, condition->tolerance);
}

/* Which forms take one number and which two. */
static bool check_shape(rsl__finish *finish, const rsl__condition_check *check, const rsl_condition *condition) {
  const char *name = rsl_form_name(condition->form);
  if (check->by_indicator && (condition->is_range || condition->form == RSL_FORM_BETWEEN)) {
    rsl__report(finish, RSL__PROBLEM_BAD_RANGE, check->site, "`%s` takes two numbers, an indicator is only one", name);
    return false;
  }
  if (condition->form == RSL_FORM_BETWEEN && !condition->is_range) {
    rsl__report(finish, RSL__PROBLEM_BAD_RANGE, check->site, "`between` takes two numbers, as `[6.5, 7]`");
    return false;
  }
  if (condition->is_range && condition->form != RSL_FORM_BETWEEN && condition->form != RSL_FORM_ABOUT) {
    rsl__report(finish, RSL__PROBLEM_BAD_RANGE, check->site, "`%s` takes one number: `between` takes two", name);
    return false;
  }
  return true;
}

static void check_range(rsl__finish *finish, rsl__site site, const rsl_condition *condition) {
  char lower[RSL_DECIMAL_TEXT];
  char upper[RSL_DECIMAL_TEXT];
  if (rsl_decimal_compare(condition->value, condition->upper) <= 0) return;
  rsl_decimal_format(condition->value, lower);
  rsl_decimal_format(condition->upper, upper);
  rsl__report(finish, RSL__PROBLEM_BAD_RANGE, site, "the range [%s, %s] is empty: the lower number comes first", lower,
              upper);
}

static void check_tolerance(rsl__finish *finish, rsl__site site, const rsl_condition *condition) {
  char tolerance[RSL_DECIMAL_TEXT];
  rsl_decimal_format(condition->tolerance, tolerance);
  if (condition->form != RSL_FORM_ABOUT)
    rsl__report(finish, RSL__PROBLEM_BAD_TOLERANCE, site, "`tolerance` belongs to `about`, not to `%s`",
                rsl_form_name(condition->form));
  else if (condition->is_range)
    rsl__report(finish, RSL__PROBLEM_BAD_TOLERANCE, site,
                "`about` with two numbers is that range: leave `tolerance` %s out", tolerance);
  else if (condition->tolerance.units < 0)
    rsl__report(finish, RSL__PROBLEM_BAD_TOLERANCE, site, "`tolerance` %s is below 0", tolerance);
}

/* T4: what needs a direction has one, and a bound does not point the other way. */
static void check_direction(rsl__finish *finish, const rsl__condition_check *check, const rsl_condition *condition) {
  const char *name = rsl_form_name(condition->form);
  bool lower_bound = condition->form == RSL_FORM_AT_LEAST || condition->form == RSL_FORM_ABOVE;
  bool upper_bound = condition->form == RSL_FORM_AT_MOST || condition->form == RSL_FORM_BELOW;
  bool loose = condition->form == RSL_FORM_ABOUT && !condition->is_range && !condition->has_tolerance;
  if (check->direction == RSL_DIRECTION_NONE) {
    if (loose)
      rsl__report(finish, RSL__PROBLEM_DIRECTION_MISSING, check->site,
                  "`about` one number needs a `tolerance`: the indicator has no `direction`");
    else if (check->is_target && (lower_bound || upper_bound))
      rsl__report(finish, RSL__PROBLEM_DIRECTION_MISSING, check->site,
                  "`%s` needs a `direction` of the indicator; without one only `between`, `exactly`, `about` with a "
                  "tolerance and `maintain` are possible",
                  name);
    return;
  }
  bool wrong = (lower_bound && check->direction == RSL_DIRECTION_DECREASE) ||
               (upper_bound && check->direction == RSL_DIRECTION_INCREASE);
  if (check->is_target && wrong)
    rsl__report(finish, RSL__PROBLEM_AGAINST_DIRECTION, check->site,
                "`%s` is against the indicator's direction, `%s`: use `%s`, or mend the direction", name,
                rsl_direction_name(check->direction), lower_bound ? "at_most" : "at_least");
}
