#include <string.h>

#include "io/plan_reader.h"

/* How an indicator rolls up. */

static void read_rule_members(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator);
static void read_condition(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator);
static bool is_grade(const rsl_indicator *indicator, const char *text);
static void read_rule(rsl__plan_reader *reader, const cJSON *object, const char *name, rsl_rule *rule);

/* `"rollup": "sum"` is short for the rule alone. An absent rollup cannot be told from `none` in the record, so it is
 * found here. */
void rsl__plan_read_rollup(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator) {
  const cJSON *item = rsl__plan_member(object, "rollup");
  if (item == NULL) {
    size_t mark = rsl__plan_enter(reader, "rollup");
    rsl__plan_complain_object(reader, object, "missing_member",
                              "an indicator needs `rollup`: how its figures add up, "
                              "or `none`");
    rsl__plan_leave(reader, mark);
  } else if (cJSON_IsObject(item)) {
    size_t mark = rsl__plan_enter(reader, "rollup");
    read_rule_members(reader, item, indicator);
    rsl__plan_leave(reader, mark);
  } else {
    read_rule(reader, object, "rollup", &indicator->rollup.rule);
  }
}

static void read_rule_members(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator) {
  static const char *const known[] = { "rule",       "weight",    "numerator", "denominator",    "factor",  "of",
                                       "expression", "tolerance", "at_least",  "above",          "at_most", "below",
                                       "between",    "about",     "exactly",   "grade_at_least", NULL };
  static const rsl__plan_members members = { "`rollup`", known };
  static const char *const of_words[] = { NULL, "reporting", "owed" };
  static const rsl__plan_words of = { "part", of_words, 3 };
  rsl_rollup_rule *rollup = &indicator->rollup;
  rsl__plan_check_members(reader, object, &members, NULL);
  if (rsl__plan_member(object, "rule") == NULL) {
    size_t mark = rsl__plan_enter(reader, "rule");
    rsl__plan_complain_object(reader, object, "missing_member", "`rollup` needs `rule`");
    rsl__plan_leave(reader, mark);
  }
  read_rule(reader, object, "rule", &rollup->rule);
  rollup->weight = rsl__plan_text(reader, object, "weight");
  rollup->numerator = rsl__plan_text(reader, object, "numerator");
  rollup->denominator = rsl__plan_text(reader, object, "denominator");
  rollup->has_factor = rsl__plan_decimal(reader, object, "factor", &rollup->factor);
  rollup->expression = rsl__plan_text(reader, object, "expression");
  unsigned word = RSL_SHARE_OF_NONE;
  if (rsl__plan_word(reader, object, "of", &of, &word)) rollup->of = (rsl_share_of)word;
  read_condition(reader, object, indicator);
}

/* A text that is one of the indicator's grades is that grade, whatever else it might be. */
static void read_condition(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator) {
  rsl_rollup_rule *rollup = &indicator->rollup;
  rsl__plan_form form = rsl__plan_find_form(reader, object, RSL_FORM_EXACTLY);
  const cJSON *grade = rsl__plan_member(object, "grade_at_least");
  if (grade != NULL && form.item != NULL)
    rsl__plan_complain_name(reader, grade, "two_forms", "both `%s` and `%s` are given: one form is wanted",
                            form.item->string, grade->string);
  bool by_grade = form.item != NULL && cJSON_IsString(form.item) && is_grade(indicator, form.item->valuestring);
  if (grade == NULL && !by_grade) {
    rsl__plan_read_condition(reader, object, &form, &rollup->condition, &rollup->condition_indicator);
    return;
  }
  rollup->condition.form = grade != NULL ? RSL_FORM_AT_LEAST : form.form;
  rollup->condition.has_tolerance = rsl__plan_decimal(reader, object, "tolerance", &rollup->condition.tolerance);
  rollup->condition_grade = grade != NULL ? rsl__plan_text(reader, object, "grade_at_least") : form.item->valuestring;
}

static bool is_grade(const rsl_indicator *indicator, const char *text) {
  for (size_t i = 0; i < indicator->grade_count; i++)
    if (indicator->grades[i] != NULL && strcmp(indicator->grades[i], text) == 0) return true;
  return false;
}

static void read_rule(rsl__plan_reader *reader, const cJSON *object, const char *name, rsl_rule *rule) {
  static const char *const rules[] = { "none",   "sum",   "mean",  "weighted_mean", "ratio",  "min",
                                       "max",    "count", "share", "formula",       "median", "variance",
                                       "stddev", "worst", "best",  "grade_count" };
  static const rsl__plan_words words = { "rule", rules, RSL_RULE_END };
  unsigned word = RSL_RULE_NONE;
  if (rsl__plan_word(reader, object, name, &words, &word)) *rule = (rsl_rule)word;
}
