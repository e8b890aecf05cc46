#include <stdio.h>
#include <string.h>

#include "plan/finishing.h"

/** A member of `rollup`, and the rules that it belongs to. */
typedef struct rule_member {
  const char *path;
  bool given;
  rsl_rule rule;
  rsl_rule other; /* a second rule, or the same again */
} rule_member;

static void check_rollup(rsl__finish *finish, uint32_t index);
static void check_members(rsl__finish *finish, uint32_t index);
static bool has_form(const rsl_rollup_rule *rollup);
static void check_ratio(rsl__finish *finish, uint32_t index);
static void check_weight(rsl__finish *finish, uint32_t index);
static void check_counting(rsl__finish *finish, uint32_t index);
static void check_rule_condition(rsl__finish *finish, uint32_t index);
static void check_grade_condition(rsl__finish *finish, uint32_t index);
static void need_member(rsl__finish *finish, uint32_t index, const char *path);

void rsl__finish_rollups(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t count = rsl_plan_indicator_count(finish->plan);
  links->operands = rsl__finish_array(finish, count, sizeof *links->operands);
  links->expressions = rsl__finish_array(finish, count, sizeof *links->expressions);
  finish->marks = rsl__finish_indexes(finish, count);
  if (finish->no_memory) return;
  for (uint32_t i = 0; i < count; ++i) {
    links->operands[i] = (rsl_operands)RSL__NO_OPERANDS;
    links->expressions[i] = (rsl__expression){ .items = NULL };
  }
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_rollup(finish, i);
}

static void check_rollup(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  rsl__site rule = rsl__at(RSL__RECORD_INDICATOR, index, "rollup.rule");
  if (!rsl__check_choice(finish, rule, (unsigned)rollup->rule, RSL_RULE_END)) return;
  check_members(finish, index);
  switch (rollup->rule) {
  case RSL_RULE_WEIGHTED_MEAN:
    check_weight(finish, index);
    break;
  case RSL_RULE_RATIO:
    check_ratio(finish, index);
    break;
  case RSL_RULE_COUNT:
  case RSL_RULE_SHARE:
    check_counting(finish, index);
    break;
  case RSL_RULE_FORMULA:
    if (rollup->expression == NULL) need_member(finish, index, "rollup.expression");
    if (rollup->expression != NULL) rsl__finish_expression(finish, index);
    break;
  default:
    break;
  }
}

/* A member that the rule does not use would be passed over in silence: it is a mistake. */
static void check_members(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  const bool counting = rollup->rule == RSL_RULE_COUNT || rollup->rule == RSL_RULE_SHARE;
  const rule_member members[] = {
    { "rollup.weight", rollup->weight != NULL, RSL_RULE_WEIGHTED_MEAN, RSL_RULE_WEIGHTED_MEAN },
    { "rollup.numerator", rollup->numerator != NULL, RSL_RULE_RATIO, RSL_RULE_RATIO },
    { "rollup.denominator", rollup->denominator != NULL, RSL_RULE_RATIO, RSL_RULE_RATIO },
    { "rollup.factor", rollup->has_factor, RSL_RULE_RATIO, RSL_RULE_RATIO },
    { "rollup.condition", has_form(rollup), RSL_RULE_COUNT, RSL_RULE_SHARE },
    { "rollup.of", rollup->of != RSL_SHARE_OF_NONE, RSL_RULE_SHARE, RSL_RULE_SHARE },
    { "rollup.expression", rollup->expression != NULL && !counting, RSL_RULE_FORMULA, RSL_RULE_FORMULA },
  };
  for (size_t i = 0; i < sizeof members / sizeof members[0]; ++i) {
    const rule_member *member = &members[i];
    if (!member->given || member->rule == rollup->rule || member->other == rollup->rule) continue;
    rsl__report(finish, RSL__PROBLEM_MEMBER_NOT_OF_RULE, rsl__at(RSL__RECORD_INDICATOR, index, member->path),
                "`%s` belongs to the rule `%s`%s%s%s, this one is `%s`: leave it out, or mend the rule",
                strchr(member->path, '.') + 1, rsl_rule_name(member->rule),
                member->rule == member->other ? "" : " or `",
                member->rule == member->other ? "" : rsl_rule_name(member->other),
                member->rule == member->other ? "" : "`", rsl_rule_name(rollup->rule));
  }
}

static bool has_form(const rsl_rollup_rule *rollup) {
  return rollup->condition.form != RSL_FORM_NONE || rollup->condition_indicator != NULL ||
         rollup->condition_grade != NULL;
}

static void check_weight(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  if (rollup->weight == NULL) need_member(finish, index, "rollup.weight");
  rsl_operands *operands = &finish->links->operands[index];
  rsl__resolve_member(finish, rsl__at(RSL__RECORD_INDICATOR, index, "rollup.weight"), rollup->weight, &operands->weight,
                      &operands->weight_variant);
}

static void check_ratio(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  rsl_operands *operands = &finish->links->operands[index];
  rsl__site factor = rsl__at(RSL__RECORD_INDICATOR, index, "rollup.factor");
  if (rollup->numerator == NULL) need_member(finish, index, "rollup.numerator");
  if (rollup->denominator == NULL) need_member(finish, index, "rollup.denominator");
  rsl__resolve_member(finish, rsl__at(RSL__RECORD_INDICATOR, index, "rollup.numerator"), rollup->numerator,
                      &operands->numerator, &operands->numerator_variant);
  rsl__resolve_member(finish, rsl__at(RSL__RECORD_INDICATOR, index, "rollup.denominator"), rollup->denominator,
                      &operands->denominator, &operands->denominator_variant);
  if (rollup->has_factor && rsl__check_decimal(finish, factor, rollup->factor) && rollup->factor.units <= 0)
    rsl__report(finish, RSL__PROBLEM_BAD_VALUE, factor, "`factor` is not above 0: 100 makes per cent of a ratio");
}

static void check_counting(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  bool share = rollup->rule == RSL_RULE_SHARE;
  bool form = has_form(rollup);
  rsl__site of = rsl__at(RSL__RECORD_INDICATOR, index, "rollup.of");
  rsl__site rule = rsl__at(RSL__RECORD_INDICATOR, index, "rollup");
  if (form && rollup->expression != NULL)
    rsl__report(finish, RSL__PROBLEM_TWO_CONDITIONS, rsl__at(RSL__RECORD_INDICATOR, index, "rollup.expression"),
                "the rule has two conditions, `%s` and `expression`: keep one of them",
                rollup->condition_grade != NULL ? "grade_at_least" : rsl_form_name(rollup->condition.form));
  else if (rollup->expression != NULL)
    rsl__finish_expression(finish, index);
  else if (share && !form)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rule, "the rule `share` needs a condition, as `\"at_least\": 80`");
  if (share && rollup->of == RSL_SHARE_OF_NONE)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, of, "the rule `share` needs `of`: `reporting` or `owed`");
  rsl__check_choice(finish, of, (unsigned)rollup->of, RSL_SHARE_OF_OWED + 1);
  if (form) check_rule_condition(finish, index);
}

static void check_rule_condition(rsl__finish *finish, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, index);
  const rsl_rollup_rule *rollup = &indicator->rollup;
  char member[RSL__MEMBER];
  rsl__condition_check check = { .direction = indicator->direction,
                                 .has_direction = (unsigned)indicator->direction <= RSL_DIRECTION_DECREASE,
                                 .by_indicator = rollup->condition_indicator != NULL };
  rsl_operands *operands = &finish->links->operands[index];
  check.site = rsl__at(RSL__RECORD_INDICATOR, index, "rollup");
  if (!rsl__is_level_form(rollup->condition.form)) {
    rsl__report(finish, RSL__PROBLEM_BAD_VALUE, check.site, "the condition is none of `at_least` … `exactly`");
    return;
  }
  if (rollup->condition_grade != NULL) {
    check_grade_condition(finish, index);
    return;
  }
  snprintf(member, sizeof member, "rollup.%s", rsl_form_name(rollup->condition.form));
  check.site.member = member;
  if (indicator->grade_count > 0)
    rsl__report(finish, RSL__PROBLEM_UNKNOWN_GRADE, check.site,
                "the figures are grades: the condition names one of them, as `\"grade_at_least\": \"%s\"`",
                rsl__show(indicator->grades[0]).bytes);
  rsl__check_condition(finish, &check, &rollup->condition);
  rsl__resolve_member(finish, check.site, rollup->condition_indicator, &operands->condition_indicator,
                      &operands->condition_variant);
}

/* Grades are in an order, so that one of them is a threshold like a number; two of them, or a tolerance, are not written. */
static void check_grade_condition(rsl__finish *finish, uint32_t index) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, index)->rollup;
  bool at_least = rollup->condition.form == RSL_FORM_AT_LEAST;
  char member[RSL__MEMBER];
  snprintf(member, sizeof member, "rollup.%s", at_least ? "grade_at_least" : rsl_form_name(rollup->condition.form));
  rsl__site site = rsl__at(RSL__RECORD_INDICATOR, index, member);
  bool range = rollup->condition.is_range || rollup->condition.form == RSL_FORM_BETWEEN ||
               rollup->condition.form == RSL_FORM_ABOUT || rollup->condition.has_tolerance;
  if (range)
    rsl__report(finish, RSL__PROBLEM_BAD_RANGE, site, "`%s` takes numbers: of grades write `grade_at_least`",
                rsl_form_name(rollup->condition.form));
  if (rollup->condition_indicator != NULL)
    rsl__report(finish, RSL__PROBLEM_TWO_CONDITIONS, site,
                "the threshold is a grade and an indicator: keep one of them");
  (void)rsl__resolve_grade(finish, site, index, rollup->condition_grade);
}

static void need_member(rsl__finish *finish, uint32_t index, const char *path) {
  rsl_rule rule = rsl_plan_indicator(finish->plan, index)->rollup.rule;
  rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rsl__at(RSL__RECORD_INDICATOR, index, path),
              "the rule `%s` needs `%s`", rsl_rule_name(rule), strchr(path, '.') + 1);
}
