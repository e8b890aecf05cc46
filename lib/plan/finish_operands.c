#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "base/nearest.h"
#include "plan/finishing.h"

/* References of rules and expressions to figures: CODE, CODE[-1], CODE:grade. */

/** What to say beside a grade that there is not. */
typedef struct grade_hint {
  const char *before;
  rsl__shown_text grade;
  const char *after;
} grade_hint;

static bool resolve_grade(rsl__finish *finish, const rsl__operand_site *at, const rsl__operand_text *text,
                          uint32_t indicator, rsl_variant *variant);
static grade_hint nearest_grade(const rsl_indicator *indicator, const char *code, size_t length);
static void say(rsl__finish *finish, const rsl__operand_site *at, rsl__plan_problem problem, const char *format, ...)
    RSL__PRINTF(4, 5);

bool rsl__resolve_operand(rsl__finish *finish, const rsl__operand_site *at, const rsl__operand_text *text,
                          uint32_t *indicator, rsl_variant *variant) {
  char message[RSL__UNKNOWN];
  *indicator = rsl__code_index_find(&finish->links->indicators, text->code, text->code_length);
  *variant = (rsl_variant){ text->shift, RSL_NONE };
  if (*indicator == RSL_NONE) {
    say(finish, at, RSL__PROBLEM_UNKNOWN_INDICATOR, "%s",
        rsl__say_unknown_indicator(finish, text->code, text->code_length, message));
    return false;
  }
  return text->grade != NULL ? resolve_grade(finish, at, text, *indicator, variant)
                             : rsl__check_is_number(finish, at, *indicator);
}

void rsl__resolve_member(rsl__finish *finish, rsl__site site, const char *text, uint32_t *indicator,
                         rsl_variant *variant) {
  rsl__operand_site at = { site, 0 };
  rsl__operand_text reference;
  if (text == NULL || !rsl__check_text(finish, site, text)) return;
  const char *fault = rsl__operand_take_apart(text, strlen(text), &reference);
  if (fault != NULL)
    rsl__report(finish, RSL__PROBLEM_BAD_OPERAND, site,
                "`%s` refers to no figure (%s): write `CODE`, `CODE[-1]` or `CODE:grade`", rsl__show(text).bytes,
                fault);
  else
    (void)rsl__resolve_operand(finish, &at, &reference, indicator, variant);
}

uint32_t rsl__find_grade(const rsl_indicator *indicator, const char *code, size_t length) {
  for (size_t i = 0; i < indicator->grade_count && i < RSL__GRADES_MOST; ++i) {
    const char *grade = indicator->grades[i];
    if (grade != NULL && strlen(grade) == length && memcmp(grade, code, length) == 0) return (uint32_t)i;
  }
  return RSL_NONE;
}

uint32_t rsl__resolve_grade(rsl__finish *finish, rsl__site site, uint32_t indicator, const char *code) {
  const rsl_indicator *record = rsl_plan_indicator(finish->plan, indicator);
  size_t length = strlen(code);
  uint32_t found = rsl__find_grade(record, code, length);
  if (found != RSL_NONE) return found;
  grade_hint hint = nearest_grade(record, code, length);
  if (record->grade_count == 0)
    rsl__report(finish, RSL__PROBLEM_GRADES_MISSING, site,
                "`%s` is a grade, and the indicator has no `grades`: list them, worst first", rsl__show(code).bytes);
  else
    rsl__report(finish, RSL__PROBLEM_UNKNOWN_GRADE, site, "unknown grade `%s`: %s `%s`%s", rsl__show(code).bytes,
                hint.before, hint.grade.bytes, hint.after);
  return RSL_NONE;
}

bool rsl__figure_is_grade(const rsl_indicator *indicator) {
  rsl_rule rule = indicator->rollup.rule;
  return indicator->grade_count > 0 &&
         (rule == RSL_RULE_NONE || rule == RSL_RULE_WORST || rule == RSL_RULE_BEST || rule == RSL_RULE_GRADE_COUNT);
}

/* Only where grades are counted is there a figure of one grade. */
static bool resolve_grade(rsl__finish *finish, const rsl__operand_site *at, const rsl__operand_text *text,
                          uint32_t indicator, rsl_variant *variant) {
  const rsl_indicator *record = rsl_plan_indicator(finish->plan, indicator);
  char shown[RSL__SHOWN_TEXT];
  rsl__shown(shown, text->grade, text->grade_length);
  if (record->rollup.rule != RSL_RULE_GRADE_COUNT) {
    const char *rule = rsl_rule_name(record->rollup.rule);
    say(finish, at, RSL__PROBLEM_GRADES_NOT_COUNTED,
        "`:%s` is how many are at a grade, and the rule of `%s` is `%s`: only `grade_count` counts them", shown,
        rsl__show(record->code).bytes, rule == NULL ? "none" : rule);
    return false;
  }
  variant->grade = rsl__find_grade(record, text->grade, text->grade_length);
  if (variant->grade != RSL_NONE || record->grade_count == 0) return variant->grade != RSL_NONE;
  grade_hint hint = nearest_grade(record, text->grade, text->grade_length);
  say(finish, at, RSL__PROBLEM_UNKNOWN_GRADE, "unknown grade `%s` of `%s`: %s `%s`%s", shown,
      rsl__show(record->code).bytes, hint.before, hint.grade.bytes, hint.after);
  return false;
}

static grade_hint nearest_grade(const rsl_indicator *indicator, const char *code, size_t length) {
  rsl__nearest nearest;
  rsl__nearest_start(&nearest, code, length);
  for (size_t i = 0; i < indicator->grade_count && i < RSL__GRADES_MOST; ++i)
    if (indicator->grades[i] != NULL)
      rsl__nearest_offer(&nearest, indicator->grades[i], strlen(indicator->grades[i]), i);
  if (nearest.index == RSL__NEAREST_NONE)
    return (grade_hint){ "the worst is", rsl__show(indicator->grade_count == 0 ? NULL : indicator->grades[0]), "" };
  return (grade_hint){ "did you mean", rsl__show(indicator->grades[nearest.index]), "?" };
}

bool rsl__check_is_number(rsl__finish *finish, const rsl__operand_site *at, uint32_t indicator) {
  const rsl_indicator *record = rsl_plan_indicator(finish->plan, indicator);
  if (!rsl__figure_is_grade(record)) return true;
  if (record->rollup.rule == RSL_RULE_GRADE_COUNT)
    say(finish, at, RSL__PROBLEM_GRADE_NOT_A_NUMBER,
        "the figure of `%s` is a grade: write how many are at one, as `%s:%s`", rsl__show(record->code).bytes,
        rsl__show(record->code).bytes, rsl__show(record->grades[0]).bytes);
  else
    say(finish, at, RSL__PROBLEM_GRADE_NOT_A_NUMBER,
        "the figure of `%s` is a grade, not a number: count grades with an indicator of the rule `grade_count`",
        rsl__show(record->code).bytes);
  return false;
}

static void say(rsl__finish *finish, const rsl__operand_site *at, rsl__plan_problem problem, const char *format, ...) {
  char message[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(message, sizeof message, format, arguments);
  va_end(arguments);
  if (at->column == 0)
    rsl__report(finish, problem, at->site, "%s", message);
  else
    rsl__report(finish, problem, at->site, "in the expression, column %zu: %s", at->column, message);
}
