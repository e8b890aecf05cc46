#include "cube/grade.h"

#include <stdio.h>

static const char *qualified_text(rsl_qualifier qualifier, rsl_number value, rsl_number upper,
                                  char buffer[RSL__FIGURE_TEXT]);

const char *rsl__grade_code(const rsl_plan *plan, uint32_t indicator, rsl_number number) {
  const rsl_indicator *record = rsl_plan_indicator(plan, indicator);
  for (size_t i = 0; i < record->grade_count; i++) {
    if (number.kind != RSL_NUMBER_ABSENT && rsl_number_compare(number, rsl_number_from_integer((int64_t)i)) == 0)
      return record->grades[i];
  }
  return NULL;
}

const char *rsl__figure_grade(const rsl_plan *plan, uint32_t indicator, const rsl_figure *figure) {
  rsl_rule rule = rsl_plan_indicator(plan, indicator)->rollup.rule;
  /* What a unit reported of those below it says how many they are. */
  if (rule == RSL_RULE_GRADE_COUNT && figure->denominator.kind != RSL_NUMBER_ABSENT) return NULL;
  bool counts = rule == RSL_RULE_COUNT || rule == RSL_RULE_SHARE || rule == RSL_RULE_GRADE_COUNT;
  if (counts && figure->origin != RSL_ORIGIN_OWN) return NULL;
  return rsl__grade_code(plan, indicator, figure->value);
}

const char *rsl__figure_text(const rsl_plan *plan, uint32_t indicator, const rsl_figure *figure,
                             char buffer[RSL__FIGURE_TEXT]) {
  const char *grade = rsl__figure_grade(plan, indicator, figure);
  return grade != NULL ? grade : qualified_text(figure->qualifier, figure->value, figure->upper, buffer);
}

const char *rsl__row_text(const rsl_plan *plan, const rsl_measurement *row, char buffer[RSL__FIGURE_TEXT]) {
  if (!row->has_value) return NULL;
  rsl_number value = rsl_number_from_decimal(row->value);
  const char *grade = row->counts_grade ? NULL : rsl__grade_code(plan, row->indicator, value);
  return grade != NULL ? grade : qualified_text(row->qualifier, value, rsl_number_from_decimal(row->upper), buffer);
}

static const char *qualified_text(rsl_qualifier qualifier, rsl_number value, rsl_number upper,
                                  char buffer[RSL__FIGURE_TEXT]) {
  char low[RSL_NUMBER_TEXT];
  char high[RSL_NUMBER_TEXT];
  if (qualifier == RSL_QUALIFIER_NONE) return NULL;
  bool is_range = qualifier == RSL_QUALIFIER_RANGE;
  rsl_number_format(value, low);
  rsl_number_format(upper, high);
  (void)snprintf(buffer, RSL__FIGURE_TEXT, "%s%s%s%s", rsl_qualifier_mark(qualifier), low, is_range ? ".." : "",
                 is_range ? high : "");
  return buffer;
}
