#include "report/rule.h"

#include "report/grid.h"

enum { COUNT_TEXT = 40 };

static void say_across_units(rsl__text_buffer *out, const rsl_plan *plan, const rsl_explanation_node *node,
                             rsl_language language);
static const char *word_of(rsl_rule rule);
static void say_quotient(rsl__text_buffer *out, const rsl_plan *plan, const rsl_explanation_node *node,
                         rsl_language language);
static void say_operand(rsl__text_buffer *out, const rsl_plan *plan, uint32_t indicator, const char *sign,
                        rsl_number sum, rsl_language language);
static void say_amount(rsl__text_buffer *out, rsl_number amount, int decimals, rsl_language language);
static void say_division(rsl__text_buffer *out, rsl_number sum, rsl_number by, int decimals, rsl_language language);
static int digits_of(rsl_number amount, int decimals);
static void say_grades(rsl__text_buffer *out, const rsl_indicator *indicator, const rsl_number *counts,
                       rsl_language language);
static void say_condition(rsl__text_buffer *out, const rsl_rollup_rule *rule, rsl_language language);
static void say_counts(rsl__text_buffer *out, const rsl_figure *figure, rsl_language language);
static void say_time(rsl__text_buffer *out, const rsl_plan *plan, const rsl_explanation_node *node,
                     rsl_language language);
static void write_count(uint64_t count, rsl_language language, char out[COUNT_TEXT]);

void rsl__say_rule(rsl__text_buffer *out, const rsl_plan *plan, const rsl_explanation_node *node, rsl__way way,
                   rsl_language language) {
  const rsl_indicator *indicator = rsl_plan_indicator(plan, node->indicator);
  bool own = node->figure.origin == RSL_ORIGIN_OWN;
  bool judged = indicator->rollup.expression != NULL && indicator->rollup.rule != RSL_RULE_FORMULA;
  if (own && way == RSL__WAY_INITIAL && indicator->event) {
    rsl__text_buffer_text(out, rsl_translate(language, "initial"));
  } else if (own && judged && way == RSL__WAY_COMPUTED) {
    bool holds = rsl_number_sign(node->figure.value) > 0;
    rsl__append_clean(out, indicator->rollup.expression);
    rsl__text_buffer_format(out, ": %s", rsl_translate(language, holds ? "it holds" : "it does not hold"));
  } else if (own && way != RSL__WAY_COMPUTED) {
    rsl__text_buffer_text(out, rsl_translate(language, "own report"));
  } else {
    say_across_units(out, plan, node, language);
  }
  say_counts(out, &node->figure, language);
  if (!own || way != RSL__WAY_COMPUTED) say_time(out, plan, node, language);
}

static void say_across_units(rsl__text_buffer *out, const rsl_plan *plan, const rsl_explanation_node *node,
                             rsl_language language) {
  const rsl_indicator *indicator = rsl_plan_indicator(plan, node->indicator);
  rsl_operands operands = rsl_plan_indicator_operands(plan, node->indicator);
  switch (indicator->rollup.rule) {
  case RSL_RULE_SUM:
    rsl__text_buffer_text(out, "Σ");
    break;
  case RSL_RULE_WEIGHTED_MEAN: {
    const char *weight = rsl_plan_indicator(plan, operands.weight)->code;
    rsl__text_buffer_format(out, "Σ %s × %s", indicator->code, weight);
    say_amount(out, node->sum, indicator->decimals, language);
    rsl__text_buffer_format(out, " / Σ %s", weight);
    say_amount(out, node->figure.denominator, rsl_plan_indicator(plan, operands.weight)->decimals, language);
    break;
  }
  case RSL_RULE_MEAN:
    rsl__text_buffer_text(out, rsl_translate(language, "mean"));
    say_division(out, node->sum, node->figure.denominator, indicator->decimals, language);
    break;
  case RSL_RULE_RATIO:
    say_quotient(out, plan, node, language);
    break;
  case RSL_RULE_COUNT:
    rsl__text_buffer_text(out, rsl_translate(language, "how many"));
    say_condition(out, &indicator->rollup, language);
    break;
  case RSL_RULE_SHARE:
    rsl__text_buffer_text(out, rsl_translate(language, "share"));
    say_condition(out, &indicator->rollup, language);
    say_division(out, node->figure.numerator, node->figure.denominator, 0, language);
    break;
  case RSL_RULE_GRADE_COUNT:
    rsl__text_buffer_text(out, rsl_translate(language, word_of(RSL_RULE_GRADE_COUNT)));
    say_grades(out, indicator, node->grade_counts, language);
    break;
  case RSL_RULE_FORMULA:
    rsl__append_clean(out, indicator->rollup.expression);
    break;
  default:
    rsl__text_buffer_text(out, rsl_translate(language, word_of(indicator->rollup.rule)));
    break;
  }
}

static const char *word_of(rsl_rule rule) {
  static const char *const words[RSL_RULE_END] = {
    [RSL_RULE_NONE] = "not rolled up",
    [RSL_RULE_MEAN] = "mean",
    [RSL_RULE_MIN] = "least",
    [RSL_RULE_MAX] = "greatest",
    [RSL_RULE_MEDIAN] = "median",
    [RSL_RULE_VARIANCE] = "variance",
    [RSL_RULE_STDDEV] = "standard deviation",
    [RSL_RULE_WORST] = "worst grade",
    [RSL_RULE_BEST] = "best grade",
    [RSL_RULE_GRADE_COUNT] = "how many gave a grade",
  };
  const char *word = (unsigned)rule < RSL_RULE_END ? words[rule] : NULL;
  return word == NULL ? "not rolled up" : word;
}

/* The paired sums are what an auditor checks: they stand beside their codes. */
static void say_quotient(rsl__text_buffer *out, const rsl_plan *plan, const rsl_explanation_node *node,
                         rsl_language language) {
  const rsl_rollup_rule *rule = &rsl_plan_indicator(plan, node->indicator)->rollup;
  rsl_operands operands = rsl_plan_indicator_operands(plan, node->indicator);
  const char *sign = node->figure.origin == RSL_ORIGIN_OWN ? "" : "Σ ";
  say_operand(out, plan, operands.numerator, sign, node->figure.numerator, language);
  rsl__text_buffer_text(out, " / ");
  say_operand(out, plan, operands.denominator, sign, node->figure.denominator, language);
  rsl_number factor = rsl_number_from_decimal(rule->factor);
  if (!rule->has_factor || rsl_number_compare(factor, rsl_number_from_integer(1)) == 0) return;
  rsl__text_buffer_text(out, " × ");
  rsl__say_number(out, factor, rule->factor.scale, language);
}

static void say_operand(rsl__text_buffer *out, const rsl_plan *plan, uint32_t indicator, const char *sign,
                        rsl_number sum, rsl_language language) {
  const rsl_indicator *record = rsl_plan_indicator(plan, indicator);
  rsl__text_buffer_format(out, "%s%s", sign, record->code);
  say_amount(out, sum, record->decimals, language);
}

static void say_amount(rsl__text_buffer *out, rsl_number amount, int decimals, rsl_language language) {
  if (amount.kind == RSL_NUMBER_ABSENT) return;
  rsl__text_buffer_text(out, " (");
  rsl__say_number(out, amount, digits_of(amount, decimals), language);
  rsl__text_buffer_char(out, ')');
}

/* ": 48 / 4"; of a figure that was carried neither is known. */
static void say_division(rsl__text_buffer *out, rsl_number sum, rsl_number by, int decimals, rsl_language language) {
  if (sum.kind == RSL_NUMBER_ABSENT || by.kind == RSL_NUMBER_ABSENT) return;
  rsl__text_buffer_text(out, ": ");
  rsl__say_number(out, sum, digits_of(sum, decimals), language);
  rsl__text_buffer_text(out, " / ");
  rsl__say_number(out, by, digits_of(by, 0), language);
}

/* An exact sum is told whole, so that what follows from it can be redone. */
static int digits_of(rsl_number amount, int decimals) {
  enum { MOST = 6 };
  if (amount.kind != RSL_NUMBER_DECIMAL || amount.scale <= decimals) return decimals;
  while (decimals < MOST && rsl_number_compare(rsl_number_round(amount, decimals), amount) != 0) decimals++;
  return decimals;
}

static void say_grades(rsl__text_buffer *out, const rsl_indicator *indicator, const rsl_number *counts,
                       rsl_language language) {
  for (size_t grade = 0; counts != NULL && grade < indicator->grade_count; grade++) {
    rsl__text_buffer_format(out, "%s %s ", grade == 0 ? ":" : ",", indicator->grades[grade]);
    rsl__say_number(out, counts[grade], digits_of(counts[grade], 0), language);
  }
}

static void say_condition(rsl__text_buffer *out, const rsl_rollup_rule *rule, rsl_language language) {
  static const char *const signs[] = {
    [RSL_FORM_AT_LEAST] = " ≥ ", [RSL_FORM_ABOVE] = " > ", [RSL_FORM_AT_MOST] = " ≤ ", [RSL_FORM_BELOW] = " < ",
    [RSL_FORM_BETWEEN] = " ",    [RSL_FORM_ABOUT] = " ~ ", [RSL_FORM_EXACTLY] = " = ",
  };
  const rsl_condition *condition = &rule->condition;
  if (rule->expression != NULL) {
    rsl__text_buffer_text(out, ": ");
    rsl__append_clean(out, rule->expression);
    return;
  }
  if (condition->form < RSL_FORM_AT_LEAST || condition->form > RSL_FORM_EXACTLY) return;
  rsl__text_buffer_text(out, signs[condition->form]);
  if (rule->condition_indicator != NULL && rule->condition_indicator[0] != '\0') {
    rsl__text_buffer_text(out, rule->condition_indicator);
    return;
  }
  if (rule->condition_grade != NULL) {
    rsl__text_buffer_text(out, rule->condition_grade);
    return;
  }
  rsl__say_number(out, rsl_number_from_decimal(condition->value), condition->value.scale, language);
  if (!condition->is_range) return;
  rsl__text_buffer_text(out, "–");
  rsl__say_number(out, rsl_number_from_decimal(condition->upper), condition->upper.scale, language);
}

static void say_counts(rsl__text_buffer *out, const rsl_figure *figure, rsl_language language) {
  char reporting[COUNT_TEXT];
  char owed[COUNT_TEXT];
  char stood_in[COUNT_TEXT];
  const char *const counts[] = { reporting, owed, stood_in };
  /* One of one is the unit itself. */
  if (figure->owed == 0 || (figure->owed == 1 && figure->reporting == 1 && figure->stood_in == 0)) return;
  write_count(figure->reporting, language, reporting);
  write_count(figure->owed, language, owed);
  write_count(figure->stood_in, language, stood_in);
  rsl__text_buffer_fill(out, rsl_translate(language, ", from {0} of {1}"), counts, 3);
  if (figure->stood_in > 0) rsl__text_buffer_fill(out, rsl_translate(language, ", {2} spoken for"), counts, 3);
}

static void say_time(rsl__text_buffer *out, const rsl_plan *plan, const rsl_explanation_node *node,
                     rsl_language language) {
  static const char *const words[RSL_TIME_END] = {
    [RSL_TIME_SUM] = "summed over its periods",
    [RSL_TIME_MEAN] = "the mean of its periods",
    [RSL_TIME_MIN] = "the least of its periods",
    [RSL_TIME_MAX] = "the greatest of its periods",
    [RSL_TIME_LAST] = "the latest of its periods",
    [RSL_TIME_FIRST] = "the first of its periods",
    [RSL_TIME_DAY_MEAN] = "the mean of its days",
    [RSL_TIME_STDDEV] = "the deviation of its periods",
    [RSL_TIME_WEIGHTED_MEAN] = "weighed over its periods",
  };
  static const char *const cumulative[] = {
    [RSL_REPORTED_AS_YEAR_TO_DATE] = "from reports of the year to date",
    [RSL_REPORTED_AS_TERM_TO_DATE] = "from reports of the term to date",
  };
  const rsl_indicator *indicator = rsl_plan_indicator(plan, node->indicator);
  bool own = node->figure.origin == RSL_ORIGIN_OWN;
  bool longer = node->period.type < indicator->frequency && indicator->time < RSL_TIME_END;
  bool pairs = indicator->rollup.rule == RSL_RULE_RATIO && !own;
  const char *word = longer ? words[indicator->time] : NULL;
  if (indicator->reported_as != RSL_REPORTED_AS_PERIOD) word = cumulative[indicator->reported_as];
  /* R5: the time rule of a ratio is one of bare figures, and its sides go by theirs. */
  if (pairs && longer) word = "paired period by period";
  if (word != NULL) rsl__text_buffer_format(out, ", %s", rsl_translate(language, word));
}

static void write_count(uint64_t count, rsl_language language, char out[COUNT_TEXT]) {
  rsl_number number = rsl_number_from_integer(count > INT64_MAX ? INT64_MAX : (int64_t)count);
  (void)rsl_number_format_people(number, 0, language, out, COUNT_TEXT);
}
