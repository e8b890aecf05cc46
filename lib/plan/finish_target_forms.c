#include <stdio.h>
#include <string.h>

#include "plan/finishing.h"

/** A target whose form is checked. */
typedef struct form_check {
  rsl__finish *finish;
  uint32_t index;
  const rsl_target *target;
  rsl_direction direction;
  bool has_direction; /* the indicator is known */
  bool of_grades;     /* its figures are grades */
  rsl__site site;     /* of the form */
} form_check;

static void check_grades(const form_check *form);
static void check_grade(const form_check *form, rsl__site site, const char *grade);
static void check_stretch(const form_check *form);
static void check_is_beyond(const form_check *form, rsl__site site);
static void check_kind(const form_check *form);
static void check_one_number(const form_check *form);
static void check_multiple(const form_check *form);
static void check_change(const form_check *form);
static void check_over_term(const form_check *form);
static bool may_stand_inside(rsl_form outer, rsl_form inner);
static void check_average(const form_check *form);
static void need_direction(const form_check *form, const char *how);
static void need_baseline(const form_check *form);

void rsl__finish_target_form(rsl__finish *finish, uint32_t index) {
  const rsl_target *target = rsl__target(finish, index);
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, finish->links->target_links[index].indicator);
  const char *name = rsl_form_name(target->form);
  form_check form = { .finish = finish, .index = index, .target = target };
  form.site = rsl__at(RSL__RECORD_TARGET, index, name == NULL ? "" : name);
  if (name == NULL && target->part_count > 0) return;
  if (name == NULL) {
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, form.site, "a target needs one form, as `\"at_least\": 80`");
    return;
  }
  if (indicator != NULL && (unsigned)indicator->direction <= RSL_DIRECTION_DECREASE) {
    form.direction = indicator->direction;
    form.has_direction = true;
  }
  if (target->form == RSL_FORM_QUALITATIVE) return;
  form.of_grades = indicator != NULL && rsl__figure_is_grade(indicator);
  check_average(&form);
  if (form.of_grades || rsl__is_of_grade(target->form) || rsl__is_of_grade(target->condition.form))
    check_grades(&form);
  else
    check_kind(&form);
  if (target->stretch.form != RSL_FORM_NONE) check_stretch(&form);
}

/* Grades are in order and no more: they are at least one of them, or stay what they were. */
static void check_grades(const form_check *form) {
  const rsl_target *target = form->target;
  bool by_grade = rsl__is_of_grade(target->form) ||
                  (target->form == RSL_FORM_EACH_YEAR && rsl__is_of_grade(target->condition.form));
  if (form->of_grades && !by_grade && target->form != RSL_FORM_MAINTAIN) {
    rsl__report(form->finish, RSL__PROBLEM_GRADE_NOT_A_NUMBER, form->site,
                "the figures are grades, which `%s` cannot be asked of: use `grade_at_least` or `maintain`",
                rsl_form_name(target->form));
    return;
  }
  if (form->of_grades && target->has_baseline_value)
    rsl__report(form->finish, RSL__PROBLEM_GRADE_NOT_A_NUMBER,
                rsl__at(RSL__RECORD_TARGET, form->index, "baseline.value"),
                "the figures are grades: their baseline is measured, leave `value` out");
  if (target->form == RSL_FORM_MAINTAIN)
    need_baseline(form);
  else
    check_grade(form, form->site, target->grade);
}

static void check_grade(const form_check *form, rsl__site site, const char *grade) {
  uint32_t indicator = form->finish->links->target_links[form->index].indicator;
  if (grade == NULL)
    rsl__report(form->finish, RSL__PROBLEM_MISSING_MEMBER, site, "`grade_at_least` names a grade of the indicator");
  else if (indicator != RSL_NONE)
    (void)rsl__resolve_grade(form->finish, site, indicator, grade);
}

/* It is held against the figure that the target itself is. */
static void check_stretch(const form_check *form) {
  const rsl_target *target = form->target;
  rsl__condition_check check = { form->site, form->direction, form->has_direction, true, false };
  check.site.member = "stretch";
  if (target->form == RSL_FORM_DONE || target->form == RSL_FORM_MAINTAIN) {
    rsl__report(form->finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, check.site, "there is nothing beyond `%s`",
                rsl_form_name(target->form));
  } else if (form->of_grades != rsl__is_of_grade(target->stretch.form)) {
    rsl__report(form->finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, check.site, "a `stretch` of grades is `grade_at_least`");
  } else if (form->of_grades) {
    check_grade(form, check.site, target->stretch_grade);
  } else if (!rsl__is_level_form(target->stretch.form)) {
    rsl__report(form->finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, check.site,
                "a `stretch` is of one of the forms `at_least` to `exactly`");
  } else {
    rsl__check_condition(form->finish, &check, &target->stretch);
    check_is_beyond(form, check.site);
  }
}

/* Both are bounds on the same side: the farther one is the stretch. */
static void check_is_beyond(const form_check *form, rsl__site site) {
  const rsl_target *target = form->target;
  bool up = form->direction == RSL_DIRECTION_INCREASE;
  bool bare = rsl__is_level_form(target->form) || rsl__is_over_term(target->form);
  if (!bare || target->stretch.is_range || form->direction == RSL_DIRECTION_NONE) return;
  rsl_decimal bound = target->condition.is_range && up ? target->condition.upper : target->condition.value;
  int order = rsl_decimal_compare(target->stretch.value, bound);
  if (up ? order <= 0 : order >= 0)
    rsl__warn(form->finish, RSL__PROBLEM_STRETCH_NOT_BEYOND, site, "the stretch value is not beyond the target");
}

static void check_kind(const form_check *form) {
  rsl_form inner = form->target->condition.form;
  if (!rsl__is_over_term(form->target->form) && inner != RSL_FORM_NONE && inner != form->target->form) {
    const char *name = rsl_form_name(inner);
    rsl__report(form->finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, form->site, "the condition of `%s` is of the form `%s`",
                rsl_form_name(form->target->form), name == NULL ? "?" : name);
    return;
  }
  switch (form->target->form) {
  case RSL_FORM_DONE:
    break;
  case RSL_FORM_MAINTAIN:
    need_baseline(form);
    break;
  case RSL_FORM_MULTIPLE_OF_BASELINE:
    check_multiple(form);
    break;
  case RSL_FORM_CHANGE_PER_YEAR:
    check_change(form);
    break;
  case RSL_FORM_AVERAGE_PER_YEAR:
  case RSL_FORM_TOTAL:
  case RSL_FORM_EACH_YEAR:
    check_over_term(form);
    break;
  default: {
    rsl__condition_check check = { form->site, form->direction, form->has_direction, true, false };
    rsl_condition condition = form->target->condition;
    condition.form = form->target->form;
    rsl__check_condition(form->finish, &check, &condition);
    break;
  }
  }
}

/* ---- One number that is no bound ---- */

static void check_one_number(const form_check *form) {
  const rsl_condition *condition = &form->target->condition;
  rsl__check_decimal(form->finish, form->site, condition->value);
  if (condition->is_range || condition->has_tolerance)
    rsl__report(form->finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, form->site,
                "`%s` takes one number, without range or tolerance", rsl_form_name(form->target->form));
  need_baseline(form);
  need_direction(form, "");
}

/* Twice a baseline above 0 is more, half of it less; below 0 it is the other way round. */
static void check_multiple(const form_check *form) {
  static const rsl_decimal one = { 1, 0 };
  rsl_decimal factor = form->target->condition.value;
  char text[RSL_DECIMAL_TEXT];
  check_one_number(form);
  rsl_decimal_format(factor, text);
  if (factor.units <= 0) {
    rsl__report(form->finish, RSL__PROBLEM_BAD_VALUE, form->site, "`multiple_of_baseline` %s is not above 0", text);
    return;
  }
  int more = rsl_decimal_compare(factor, one);
  if (form->target->has_baseline_value && form->target->baseline_value.units < 0) more = -more;
  bool wrong = (more > 0 && form->direction == RSL_DIRECTION_DECREASE) ||
               (more < 0 && form->direction == RSL_DIRECTION_INCREASE);
  if (wrong)
    rsl__report(form->finish, RSL__PROBLEM_AGAINST_DIRECTION, form->site,
                "%s times the baseline is against the indicator's direction, `%s`", text,
                rsl_direction_name(form->direction));
}

static void check_change(const form_check *form) {
  int64_t change = form->target->condition.value.units;
  char text[RSL_DECIMAL_TEXT];
  check_one_number(form);
  rsl_decimal_format(form->target->condition.value, text);
  bool wrong = (change > 0 && form->direction == RSL_DIRECTION_DECREASE) ||
               (change < 0 && form->direction == RSL_DIRECTION_INCREASE);
  if (wrong)
    rsl__report(form->finish, RSL__PROBLEM_AGAINST_DIRECTION, form->site,
                "a change of %s per year is against the indicator's direction, `%s`", text,
                rsl_direction_name(form->direction));
}

/* ---- Forms over the term: a condition stands inside ---- */

static void check_over_term(const form_check *form) {
  const rsl_condition *condition = &form->target->condition;
  const char *outer = rsl_form_name(form->target->form);
  char member[RSL__MEMBER];
  if (condition->form == RSL_FORM_NONE) {
    rsl__check_decimal(form->finish, form->site, condition->value);
    if (condition->is_range || condition->has_tolerance)
      rsl__report(form->finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, form->site,
                  "`%s` with a bare number has neither range nor tolerance: say `between` or `about`", outer);
    need_direction(form, " with a bare number");
    return;
  }
  if (!may_stand_inside(form->target->form, condition->form)) {
    const char *inner = rsl_form_name(condition->form);
    rsl__report(form->finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, form->site, "`%s` cannot stand inside `%s`",
                inner == NULL ? "?" : inner, outer);
    return;
  }
  snprintf(member, sizeof member, "%s.%s", outer, rsl_form_name(condition->form));
  rsl__condition_check check = { form->site, form->direction, form->has_direction, true, false };
  check.site.member = member;
  rsl__check_condition(form->finish, &check, condition);
}

/* formats.md: `each_year` takes every level form; `total` and `average_per_year` all but `exactly`. */
static bool may_stand_inside(rsl_form outer, rsl_form inner) {
  if (!rsl__is_level_form(inner)) return false;
  return outer == RSL_FORM_EACH_YEAR || inner != RSL_FORM_EXACTLY;
}

static void check_average(const form_check *form) {
  const rsl_target *target = form->target;
  const rsl__site of = rsl__at(RSL__RECORD_TARGET, form->index, "average_per_year.of");
  const rsl__site mean = rsl__at(RSL__RECORD_TARGET, form->index, "average_per_year.mean");
  bool fine = rsl__check_choice(form->finish, of, (unsigned)target->average_of, RSL_AVERAGE_OF_LEVEL + 1);
  fine = rsl__check_choice(form->finish, mean, (unsigned)target->average_mean, RSL_MEAN_ARITHMETIC + 1) && fine;
  if (!fine) return;
  if (target->form != RSL_FORM_AVERAGE_PER_YEAR) {
    if (target->average_of != RSL_AVERAGE_OF_NONE || target->average_mean != RSL_MEAN_GEOMETRIC)
      rsl__report(form->finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, form->site,
                  "`of` and `mean` belong to `average_per_year`, not to `%s`", rsl_form_name(target->form));
    return;
  }
  if (target->average_of == RSL_AVERAGE_OF_NONE)
    rsl__report(form->finish, RSL__PROBLEM_MISSING_MEMBER, of,
                "`average_per_year` needs `of`: `rate` where figures are growth rates, `level` where the level grows");
  if (target->average_of == RSL_AVERAGE_OF_LEVEL) {
    need_baseline(form);
    if (target->average_mean == RSL_MEAN_ARITHMETIC)
      rsl__report(form->finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, mean,
                  "growth of a level is compound: `mean` `arithmetic` belongs to `of` `rate`");
  }
}

/* ---- What forms need ---- */

static void need_direction(const form_check *form, const char *how) {
  if (!form->has_direction || form->direction != RSL_DIRECTION_NONE) return;
  rsl__report(form->finish, RSL__PROBLEM_DIRECTION_MISSING, form->site,
              "`%s`%s needs a `direction` of the indicator: `increase` or `decrease`",
              rsl_form_name(form->target->form), how);
}

static void need_baseline(const form_check *form) {
  if (form->finish->links->target_links[form->index].resolution == RSL_NONE) return;
  if (rsl__target_baseline(form->finish, form->index).type != RSL_PERIOD_NONE) return;
  rsl__report(form->finish, RSL__PROBLEM_BASELINE_MISSING, form->site,
              "`%s` is reckoned from a baseline: give the target's, or the resolution's",
              rsl_form_name(form->target->form));
}
