#include "report/say.h"

#include <stdio.h>
#include <string.h>

#include "cube/grade.h"
#include "plan/grades.h"

enum { MOST_DECIMALS = 18 };

static const char *name_or_code(const char *name, const char *code);

rsl_table_options rsl__table_options(const rsl_table_options *options) {
  rsl_table_options own = RSL_TABLE_OPTIONS_INIT;
  if (options != NULL) memcpy(&own, options, options->size < sizeof own ? options->size : sizeof own);
  return own;
}

bool rsl__table_keeps(const rsl_table_options *options, uint32_t unit, uint32_t indicator) {
  if (options->units != NULL && unit != RSL_NONE && !options->units[unit]) return false;
  return options->indicators == NULL || indicator == RSL_NONE || options->indicators[indicator];
}

const char *rsl__unit_name(const rsl_plan *plan, uint32_t unit) {
  const rsl_unit *record = rsl_plan_unit(plan, unit);
  return name_or_code(record->name, record->code);
}

const char *rsl__indicator_name(const rsl_plan *plan, uint32_t indicator) {
  const rsl_indicator *record = rsl_plan_indicator(plan, indicator);
  return name_or_code(record->name, record->code);
}

const char *rsl__resolution_name(const rsl_plan *plan, uint32_t resolution) {
  const rsl_resolution *record = rsl_plan_resolution(plan, resolution);
  return name_or_code(record->title, record->code);
}

const char *rsl__field_name(const rsl_plan *plan, uint32_t field) {
  const rsl_field *record = rsl_plan_field(plan, field);
  return name_or_code(record->name, record->code);
}

void rsl__say_indicator(rsl__text_buffer *out, const rsl_plan *plan, uint32_t indicator) {
  const char *unit = rsl_plan_indicator(plan, indicator)->unit_of_measure;
  rsl__text_buffer_text(out, rsl__indicator_name(plan, indicator));
  if (unit != NULL && unit[0] != '\0') rsl__text_buffer_format(out, " (%s)", unit);
}

void rsl__say_number(rsl__text_buffer *out, rsl_number number, int decimals, rsl_language language) {
  char buffer[RSL_NUMBER_TEXT];
  size_t length = rsl_number_format_people(number, decimals, language, buffer, sizeof buffer);
  if (length < sizeof buffer) {
    rsl__text_buffer_append(out, buffer, length);
  } else if (rsl__text_buffer_reserve(out, length + 1)) {
    out->length += rsl_number_format_people(number, decimals, language, out->bytes + out->length, length + 1);
  }
}

void rsl__say_figure(rsl__text_buffer *out, const rsl_plan *plan, uint32_t indicator, const rsl_figure *figure,
                     rsl_language language) {
  const char *grade = rsl__figure_grade(plan, indicator, figure);
  int decimals = rsl_plan_indicator(plan, indicator)->decimals;
  if (grade != NULL) {
    rsl__text_buffer_text(out, grade);
  } else {
    rsl__say_qualified(out, figure->qualifier, figure->value, figure->upper, decimals, language);
  }
}

void rsl__say_qualified(rsl__text_buffer *out, rsl_qualifier qualifier, rsl_number number, rsl_number upper,
                        int decimals, rsl_language language) {
  rsl__text_buffer_text(out, rsl_qualifier_mark(qualifier));
  rsl__say_number(out, number, decimals, language);
  if (qualifier != RSL_QUALIFIER_RANGE) return;
  rsl__text_buffer_text(out, "..");
  rsl__say_number(out, upper, decimals, language);
}

void rsl__say_rated(rsl__text_buffer *out, const rsl_plan *plan, uint32_t indicator, rsl_number number, int decimals,
                    rsl_language language) {
  bool graded = rsl__figure_is_grade(rsl_plan_indicator(plan, indicator));
  const char *grade = graded ? rsl__grade_code(plan, indicator, number) : NULL;
  if (grade != NULL)
    rsl__text_buffer_text(out, grade);
  else
    rsl__say_number(out, number, decimals, language);
}

void rsl__say_actual(rsl__text_buffer *out, const rsl_plan *plan, const rsl_review_row *row, int decimals,
                     rsl_language language) {
  bool is_range = row->qualifier == RSL_QUALIFIER_RANGE;
  if (row->actual.kind == RSL_NUMBER_ABSENT) return;
  if (row->qualifier != RSL_QUALIFIER_NONE)
    rsl__say_qualified(out, row->qualifier, is_range ? row->actual_low : row->actual, row->actual_high, decimals,
                       language);
  else
    rsl__say_rated(out, plan, row->links.indicator, row->actual, decimals, language);
  rsl__text_buffer_text(out, " (");
  rsl__say_period(out, row->actual_period);
  rsl__text_buffer_char(out, ')');
}

void rsl__say_percent(rsl__text_buffer *out, rsl_number percent, rsl_language language) {
  if (percent.kind == RSL_NUMBER_ABSENT) return;
  rsl__say_number(out, percent, 1, language);
  rsl__text_buffer_char(out, '%');
}

void rsl__say_period(rsl__text_buffer *out, rsl_period period) {
  char text[RSL_PERIOD_TEXT];
  rsl_period_format(period, text);
  rsl__text_buffer_text(out, text);
}

void rsl__day_for_people(rsl_date date, rsl_language language, char buffer[RSL__DAY_TEXT]) {
  int year = 0;
  int month = 0;
  int day = 0;
  rsl_date_format(date, buffer);
  if (date == RSL_DATE_NONE || language != RSL_LANGUAGE_VIETNAMESE) return;
  rsl_date_to_civil(date, &year, &month, &day);
  (void)snprintf(buffer, RSL__DAY_TEXT, "%02d/%s%d/%d", day, month < 3 ? "0" : "", month, year);
}

void rsl__say_flags(rsl__text_buffer *out, unsigned flags, rsl_language language) {
  static const struct {
    rsl_flag flag;
    const char *word;
  } words[] = {
    { RSL_FLAG_PARTIAL, "incomplete period" },
    { RSL_FLAG_BELOW_MIN_COVERAGE, "too few reported" },
    { RSL_FLAG_ESTIMATE, "estimate" },
    { RSL_FLAG_FORECAST, "its period is still running" },
    { RSL_FLAG_REGRESSION, "worse than the baseline" },
    { RSL_FLAG_BASELINE_DIFFERS, "the measured baseline is another" },
    { RSL_FLAG_UNPAIRED, "its operands speak for different units" },
    { RSL_FLAG_QUALIFIED, "reported as approximate" },
    { RSL_FLAG_MIXED_VINTAGE, "weights of different periods" },
    { RSL_FLAG_PUBLISHED_DIFFERS, "another verdict was published" },
    { RSL_FLAG_ADJUSTED, "adjusted on the way" },
    { RSL_FLAG_UNIT_CLOSED, "the unit has closed" },
    { RSL_FLAG_DEFINITION_CHANGED, "the baseline is of another definition" },
    { RSL_FLAG_COVERAGE_COULD_CHANGE_IT, "the missing units could change it" },
    { RSL_FLAG_REVISED, "revised since it was first known" },
  };
  bool first = true;
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if ((flags & (unsigned)words[i].flag) == 0) continue;
    if (!first) rsl__text_buffer_text(out, ", ");
    rsl__text_buffer_text(out, rsl_translate(language, words[i].word));
    first = false;
  }
}

const char *rsl__absence_word(rsl_absence absence, rsl_language language) {
  static const char *const words[RSL_ABSENCE_END] = {
    [RSL_ABSENCE_NOT_REPORTED] = "not reported",
    [RSL_ABSENCE_REPORTED_MISSING] = "reported as missing",
    [RSL_ABSENCE_WITHDRAWN] = "withdrawn",
    [RSL_ABSENCE_NOT_APPLICABLE] = "not applicable",
    [RSL_ABSENCE_NOT_MEASURED] = "not reported here",
    [RSL_ABSENCE_ZERO_DENOMINATOR] = "the denominator is 0",
    [RSL_ABSENCE_ZERO_WEIGHT] = "the weight is 0",
    [RSL_ABSENCE_NO_PARTNER] = "figures without their partner",
    [RSL_ABSENCE_OPERAND] = "an operand is missing",
    [RSL_ABSENCE_DIVISION_BY_ZERO] = "division by 0",
    [RSL_ABSENCE_QUALIFIED] = "approximate figures only",
    [RSL_ABSENCE_OUT_OF_RANGE] = "too large to be computed",
    [RSL_ABSENCE_NOT_COLLECTED] = "not collected",
    [RSL_ABSENCE_SUPPRESSED] = "suppressed",
    [RSL_ABSENCE_NO_EARLIER] = "the report before it is missing",
    [RSL_ABSENCE_SPLIT] = "split, not divisible",
  };
  const char *word = absence < RSL_ABSENCE_END ? words[absence] : NULL;
  return word == NULL ? "" : rsl_translate(language, word);
}

const char *rsl__origin_word(rsl_origin origin, rsl_language language) {
  if (origin == RSL_ORIGIN_OWN) return rsl_translate(language, "own report");
  if (origin == RSL_ORIGIN_CHILDREN) return rsl_translate(language, "from below");
  if (origin == RSL_ORIGIN_CARRIED) return rsl_translate(language, "carried over");
  return origin == RSL_ORIGIN_MIXED ? rsl_translate(language, "mixed") : "";
}

int rsl__telling_decimals(rsl_number a, rsl_number b, int decimals) {
  if (a.kind == RSL_NUMBER_ABSENT || b.kind == RSL_NUMBER_ABSENT || rsl_number_compare(a, b) == 0) return decimals;
  for (int more = decimals; more <= MOST_DECIMALS; more++)
    if (rsl_number_compare(rsl_number_round(a, more), rsl_number_round(b, more)) != 0) return more;
  return decimals;
}

static const char *name_or_code(const char *name, const char *code) {
  return name != NULL && name[0] != '\0' ? name : code;
}
