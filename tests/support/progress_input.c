#include "support/progress_input.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

rsl_decimal decimal(const char *text) {
  rsl_decimal value;
  assert_int_equal(rsl_decimal_parse(text, strlen(text), NULL, &value), RSL_NUMBER_FINE);
  return value;
}

rsl_number number(const char *text) {
  return rsl_number_from_decimal(decimal(text));
}

rsl_number fraction(int64_t numerator, int64_t denominator) {
  return rsl_number_divide(rsl_number_from_integer(numerator), rsl_number_from_integer(denominator));
}

rsl_period period(const char *text) {
  rsl_period result = { RSL_PERIOD_NONE, 0 };
  if (text[0] != '\0') assert_true(rsl_period_parse(text, strlen(text), &result));
  return result;
}

rsl_path_input target(rsl_form form, const char *value) {
  rsl_path_input input = RSL_PATH_INPUT_INIT;
  bool over_term = form == RSL_FORM_AVERAGE_PER_YEAR || form == RSL_FORM_TOTAL || form == RSL_FORM_EACH_YEAR;
  input.form = form;
  input.direction = RSL_DIRECTION_INCREASE;
  input.by = period("2025");
  input.baseline.period = period("2020");
  if (!over_term) input.condition.form = form;
  if (value != NULL) input.condition.value = decimal(value);
  return input;
}

void set_range(rsl_path_input *input, const char *low, const char *high) {
  input->condition.value = decimal(low);
  input->condition.upper = decimal(high);
  input->condition.is_range = true;
}

void set_baseline(rsl_path_input *input, const char *period_text, const char *value) {
  input->baseline.period = period(period_text);
  input->baseline.value = value == NULL ? rsl_number_absent() : number(value);
}

void set_actual(rsl_path_input *input, const char *period_text, const char *value) {
  input->actual.period = period(period_text);
  input->actual.value = number(value);
}

void set_years(rsl_path_input *input, rsl_path_figure *figures, const char *values) {
  size_t count = 0;
  while (*values != '\0') {
    char text[RSL_DECIMAL_TEXT] = "";
    size_t length = strcspn(values, " ");
    assert_true(length < sizeof text);
    memcpy(text, values, length);
    figures[count].period = (rsl_period){ RSL_PERIOD_YEAR, 2021 + (int32_t)count };
    figures[count].value = strcmp(text, "-") == 0 ? rsl_number_absent() : number(text);
    count++;
    values += length + strspn(values + length, " ");
  }
  input->series = figures;
  input->series_count = count;
}

rsl_path_result rated(const rsl_path_input *input) {
  rsl_path_result result;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_progress_path(input, &result, &error), RSL_OK);
  return result;
}

void assert_rating(const rsl_path_input *input, rsl_rating rating, rsl_reason reason) {
  rsl_path_result result = rated(input);
  if (result.rating != rating || result.reason != reason)
    print_error("got %s because %s\n", rsl_rating_name(result.rating), rsl_reason_code(result.reason));
  assert_int_equal(result.rating, rating);
  assert_int_equal(result.reason, reason);
}

void assert_number(rsl_number got, rsl_number wanted) {
  char got_text[RSL_NUMBER_TEXT];
  char wanted_text[RSL_NUMBER_TEXT];
  rsl_number_format(got, got_text);
  rsl_number_format(wanted, wanted_text);
  if (got.kind == RSL_NUMBER_ABSENT || rsl_number_compare(got, wanted) != 0)
    print_error("got %s, wanted %s\n", got_text, wanted_text);
  assert_int_not_equal(got.kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_compare(got, wanted), 0);
}

void assert_near(rsl_number got, double wanted) {
  double size = wanted < 0 ? -wanted : wanted;
  assert_int_not_equal(got.kind, RSL_NUMBER_ABSENT);
  assert_true(got.real - wanted < 1e-9 * (size + 1) && wanted - got.real < 1e-9 * (size + 1));
}

void assert_absent(rsl_number got) {
  assert_int_equal(got.kind, RSL_NUMBER_ABSENT);
}
