/* Reading and writing figures (formats.md, "Measurements: CSV" and "Numbers"; R10: locale-free and exact). */
#include <resolution/base.h>

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static const rsl_number_style point = { 0, 0 };
static const rsl_number_style vietnamese = { ',', '.' };
static const rsl_number_style english = { '.', ',' };
static const rsl_number_style comma = { ',', 0 };
static const rsl_number_style spaced = { ',', ' ' };

typedef struct parse_case {
  const char *text;
  const rsl_number_style *style;
  rsl_number_fault fault;
  int64_t units;
  int32_t scale;
} parse_case;

static const parse_case cases[] = {
  { "0", &point, RSL_NUMBER_FINE, 0, 0 },
  { "-0", &point, RSL_NUMBER_FINE, 0, 0 },
  { "0.00", &point, RSL_NUMBER_FINE, 0, 2 },
  { "-12.50", &point, RSL_NUMBER_FINE, -1250, 2 },
  { "12.50", NULL, RSL_NUMBER_FINE, 1250, 2 },
  { "007", &point, RSL_NUMBER_FINE, 7, 0 },
  { "1.25e3", &point, RSL_NUMBER_FINE, 1250, 0 },
  { "1.25E+3", &point, RSL_NUMBER_FINE, 1250, 0 },
  { "1.25e1", &point, RSL_NUMBER_FINE, 125, 1 },
  { "125e-4", &point, RSL_NUMBER_FINE, 125, 4 },
  { "1e17", &point, RSL_NUMBER_FINE, INT64_C(100000000000000000), 0 },
  { "0e999", &point, RSL_NUMBER_FINE, 0, 0 },
  { "1e-18", &point, RSL_NUMBER_FINE, 1, 18 },
  { "999999999999999999", &point, RSL_NUMBER_FINE, INT64_C(999999999999999999), 0 },
  { "-99999999999999999.9", &point, RSL_NUMBER_FINE, -INT64_C(999999999999999999), 1 },
  { "0.999999999999999999", &point, RSL_NUMBER_FINE, INT64_C(999999999999999999), 18 },
  { "-0.000000000000000001", &point, RSL_NUMBER_FINE, -1, 18 },
  { "000000000000000000000000000001", &point, RSL_NUMBER_FINE, 1, 0 },
  { "1234", &english, RSL_NUMBER_FINE, 1234, 0 },
  { "1,234", &english, RSL_NUMBER_FINE, 1234, 0 },
  { "1,234,567.5", &english, RSL_NUMBER_FINE, 12345675, 1 },
  { "1.234,5", &vietnamese, RSL_NUMBER_FINE, 12345, 1 },
  { "-12.345", &vietnamese, RSL_NUMBER_FINE, -12345, 0 },
  { "1,5", &comma, RSL_NUMBER_FINE, 15, 1 },
  { "12 345,6", &spaced, RSL_NUMBER_FINE, 123456, 1 },
  { "", &point, RSL_NUMBER_EMPTY, 0, 0 },
  { "nan", &point, RSL_NUMBER_NOT_FINITE, 0, 0 },
  { "NaN", &point, RSL_NUMBER_NOT_FINITE, 0, 0 },
  { "-INF", &point, RSL_NUMBER_NOT_FINITE, 0, 0 },
  { "+inf", &point, RSL_NUMBER_NOT_FINITE, 0, 0 },
  { "Infinity", &point, RSL_NUMBER_NOT_FINITE, 0, 0 },
  { "infinit", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "nano", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "-", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "+1", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "--1", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { " 1", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1 ", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { ".5", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "-.5", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "5.", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1.2.3", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1.234,5", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1,5", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1.5", &comma, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1.5", &vietnamese, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1234.567", &vietnamese, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1.234.56", &vietnamese, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1..234", &vietnamese, RSL_NUMBER_MALFORMED, 0, 0 },
  { ".234", &vietnamese, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1.234567", &vietnamese, RSL_NUMBER_MALFORMED, 0, 0 },
  { "0,123.456", &vietnamese, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1,234,", &english, RSL_NUMBER_MALFORMED, 0, 0 },
  { "0x10", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1e", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1e+", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "1e2.5", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "e5", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "12a", &point, RSL_NUMBER_MALFORMED, 0, 0 },
  { "\xd9\xa1", &point, RSL_NUMBER_MALFORMED, 0, 0 }, /* an Arabic digit one */
  { "12345678901234567890", &point, RSL_NUMBER_TOO_LONG, 0, 0 },
  { "1000000000000000000", &point, RSL_NUMBER_TOO_LONG, 0, 0 }, /* 19 digits, and no room to drop its zeros */
  { "1.000000000000000000", &point, RSL_NUMBER_TOO_LONG, 0, 0 },
  { "9999999999999999999", &point, RSL_NUMBER_TOO_LONG, 0, 0 },
  { "1e999", &point, RSL_NUMBER_OUT_OF_RANGE, 0, 0 },
  { "-1e99999999999999999999", &point, RSL_NUMBER_OUT_OF_RANGE, 0, 0 },
  { "1e18", &point, RSL_NUMBER_OUT_OF_RANGE, 0, 0 },
  { "999999999999999999e1", &point, RSL_NUMBER_OUT_OF_RANGE, 0, 0 },
  { "1e-19", &point, RSL_NUMBER_OUT_OF_RANGE, 0, 0 },
  { "0.0000000000000000001", &point, RSL_NUMBER_OUT_OF_RANGE, 0, 0 },
};

static void check_every_case(void) {
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rsl_decimal value = { 77, 7 };
    const parse_case *c = &cases[i];
    rsl_number_fault fault = rsl_decimal_parse(c->text, strlen(c->text), c->style, &value);
    if (fault != c->fault || value.units != c->units || value.scale != c->scale)
      fail_msg("%s: fault %d, %lld, scale %d", c->text, (int)fault, (long long)value.units, (int)value.scale);
  }
}

static void a_figure_is_read_as_it_is_written_or_refused_with_the_reason(void **state) {
  (void)state;
  check_every_case();
}

static void a_text_with_a_nul_inside_is_malformed(void **state) {
  (void)state;
  rsl_decimal value;
  assert_int_equal(rsl_decimal_parse("1\0002", 3, &point, &value), RSL_NUMBER_MALFORMED);
}

static void a_style_of_one_mark_for_two_things_reads_nothing(void **state) {
  (void)state;
  static const rsl_number_style both_points = { '.', '.' }, odd = { ';', 0 };
  rsl_decimal value;
  assert_int_equal(rsl_decimal_parse("1.5", 3, &both_points, &value), RSL_NUMBER_MALFORMED);
  assert_int_equal(rsl_decimal_parse("1;5", 3, &odd, &value), RSL_NUMBER_MALFORMED);
}

static void a_locale_with_a_decimal_comma_changes_no_byte(void **state) {
  (void)state;
  static const char *const locales[] = { "vi_VN.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8", "vi_VN", "de_DE" };
  size_t i = 0;
  while (i < 5 && setlocale(LC_ALL, locales[i]) == NULL) i++;
  if (i == 5) {
    print_message("no locale with a decimal comma is installed here: nothing to hold the texts against\n");
    return;
  }
  check_every_case();
  char text[RSL_DECIMAL_TEXT];
  rsl_decimal_format((rsl_decimal){ -1250, 2 }, text);
  setlocale(LC_ALL, "C");
  assert_string_equal(text, "-12.50");
}

static void a_decimal_is_written_with_all_its_decimals(void **state) {
  (void)state;
  static const struct {
    rsl_decimal value;
    const char *text;
  } written[] = {
    { { 0, 0 }, "0" },
    { { 0, 2 }, "0.00" },
    { { -25, 2 }, "-0.25" },
    { { 5, 1 }, "0.5" },
    { { 1250, 2 }, "12.50" },
    { { -7, 0 }, "-7" },
    { { 100, 0 }, "100" },
    { { -1, 18 }, "-0.000000000000000001" },
    { { INT64_C(999999999999999999), 18 }, "0.999999999999999999" },
    { { -INT64_C(999999999999999999), 0 }, "-999999999999999999" },
    { { INT64_MIN, 18 }, "-9.223372036854775808" }, /* outside the contract, yet within the buffer */
  };
  for (size_t i = 0; i < sizeof written / sizeof written[0]; i++) {
    char text[RSL_DECIMAL_TEXT];
    rsl_decimal_format(written[i].value, text);
    assert_string_equal(text, written[i].text);
  }
}

static void a_written_decimal_reads_back_the_same(void **state) {
  (void)state;
  int64_t units = INT64_C(123456789012345678);
  for (int i = 0; i < 18; i++, units /= 10)
    for (int32_t scale = 0; scale <= 18; scale++) {
      char text[RSL_DECIMAL_TEXT];
      rsl_decimal back;
      rsl_decimal_format((rsl_decimal){ -units, scale }, text);
      assert_int_equal(rsl_decimal_parse(text, strlen(text), &point, &back), RSL_NUMBER_FINE);
      assert_true(back.units == -units && back.scale == scale);
    }
}

static void decimals_are_compared_by_value_whatever_their_scales(void **state) {
  (void)state;
  static const rsl_decimal ordered[] = { { -INT64_C(999999999999999999), 0 },
                                         { -1, 0 },
                                         { -1, 18 },
                                         { 0, 5 },
                                         { 1, 18 },
                                         { 95, 2 },
                                         { 951, 3 },
                                         { INT64_C(999999999999999999), 18 },
                                         { 1, 0 },
                                         { INT64_C(999999999999999999), 0 } };
  size_t count = sizeof ordered / sizeof ordered[0];
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count; j++) {
      int order = rsl_decimal_compare(ordered[i], ordered[j]);
      assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
    }
  assert_int_equal(rsl_decimal_compare((rsl_decimal){ 95, 2 }, (rsl_decimal){ 9500, 4 }), 0);
  assert_int_equal(rsl_decimal_compare((rsl_decimal){ 0, 0 }, (rsl_decimal){ 0, 18 }), 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_figure_is_read_as_it_is_written_or_refused_with_the_reason),
    cmocka_unit_test(a_text_with_a_nul_inside_is_malformed),
    cmocka_unit_test(a_style_of_one_mark_for_two_things_reads_nothing),
    cmocka_unit_test(a_locale_with_a_decimal_comma_changes_no_byte),
    cmocka_unit_test(a_decimal_is_written_with_all_its_decimals),
    cmocka_unit_test(a_written_decimal_reads_back_the_same),
    cmocka_unit_test(decimals_are_compared_by_value_whatever_their_scales),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
