/* Figures as the library computes them: exact until they no longer fit, rounded once (R10), never nan, inf or -0. */
#include "base/bits.h"
#include "base/number.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static rsl_number number_of(const char *text) {
  rsl_decimal decimal;
  if (rsl_decimal_parse(text, strlen(text), NULL, &decimal) != RSL_NUMBER_FINE) fail_msg("%s", text);
  return rsl_number_from_decimal(decimal);
}

static void assert_number(rsl_number value, rsl_number_kind kind, const char *text) {
  char buffer[RSL_NUMBER_TEXT];
  rsl_number_format(value, buffer);
  assert_string_equal(buffer, text);
  assert_int_equal(value.kind, kind);
}

static void sums_of_decimals_are_exact_whatever_their_scales(void **state) {
  (void)state;
  assert_number(rsl_number_add(number_of("0.1"), number_of("0.2")), RSL_NUMBER_DECIMAL, "0.3");
  assert_number(rsl_number_subtract(number_of("1"), number_of("0.999999999999999999")), RSL_NUMBER_DECIMAL,
                "0.000000000000000001");
  assert_number(rsl_number_add(number_of("999999999999999999"), number_of("0.999999999999999999")), RSL_NUMBER_DECIMAL,
                "999999999999999999.999999999999999999");
  rsl_number total = rsl_number_from_integer(0);
  for (int i = 0; i < 1000; i++) total = rsl_number_add(total, number_of("999999999999999999"));
  assert_number(total, RSL_NUMBER_DECIMAL, "999999999999999999000"); /* 1000 × (10^18 - 1) */
  assert_true(rsl_number_add(number_of("0.1"), number_of("0.2")).real == 0.3);
}

/* Exact numbers may stand without their nearest double until it is wanted, which is beside one that is not exact. */
static void an_exact_number_without_its_double_counts_beside_a_double(void **state) {
  (void)state;
  rsl_number bare = number_of("4");
  rsl_number half = rsl_number_from_double(0.5);
  bare.real = 0.0;
  assert_number(rsl_number_add(bare, half), RSL_NUMBER_REAL, "4.5");
  assert_number(rsl_number_subtract(half, bare), RSL_NUMBER_REAL, "-3.5");
  assert_number(rsl_number_multiply(half, bare), RSL_NUMBER_REAL, "2");
  assert_number(rsl_number_divide(half, bare), RSL_NUMBER_REAL, "0.125");
  assert_true(rsl_number_compare(bare, half) > 0);
}

static void products_of_two_figures_are_exact(void **state) {
  (void)state;
  assert_number(rsl_number_multiply(number_of("1.5"), number_of("-0.20")), RSL_NUMBER_DECIMAL, "-0.3");
  /* (10^18 - 1)^2 = 10^36 - 2 × 10^18 + 1 */
  assert_number(rsl_number_multiply(number_of("999999999999999999"), number_of("999999999999999999")),
                RSL_NUMBER_DECIMAL, "999999999999999998000000000000000001");
  assert_number(rsl_number_multiply(number_of("0.000000000000000001"), number_of("0.000000000000000001")),
                RSL_NUMBER_DECIMAL, "0.000000000000000000000000000000000001");
}

static void a_result_that_does_not_fit_is_the_nearest_double(void **state) {
  (void)state;
  rsl_number square = rsl_number_multiply(number_of("100000000000000000"), number_of("100000000000000000"));
  assert_number(square, RSL_NUMBER_DECIMAL, "10000000000000000000000000000000000"); /* 10^34 */
  assert_number(rsl_number_multiply(square, square), RSL_NUMBER_REAL, "1e+68");
  rsl_number small = rsl_number_multiply(number_of("0.000000000000000003"), number_of("0.000000000000000001"));
  assert_number(rsl_number_multiply(small, number_of("0.1")), RSL_NUMBER_REAL, "3e-37"); /* 37 decimals */
  assert_number(rsl_number_multiply(small, number_of("10")), RSL_NUMBER_DECIMAL,
                "0.00000000000000000000000000000000003");
}

static void a_quotient_keeps_its_two_sides(void **state) {
  (void)state;
  rsl_number third = rsl_number_divide(number_of("1"), number_of("3"));
  assert_number(third, RSL_NUMBER_QUOTIENT, "0.3333333333333333"); /* 16 digits read back as the double of 1/3 */
  assert_number(rsl_number_multiply(third, number_of("3")), RSL_NUMBER_DECIMAL, "1");
  rsl_number sixth = rsl_number_divide(number_of("0.5"), number_of("3"));
  assert_number(rsl_number_add(third, sixth), RSL_NUMBER_DECIMAL, "0.5");
  assert_int_equal(rsl_number_compare(rsl_number_add(third, sixth), number_of("0.5")), 0);
  assert_number(rsl_number_subtract(third, third), RSL_NUMBER_DECIMAL, "0");
  assert_number(rsl_number_divide(third, sixth), RSL_NUMBER_DECIMAL, "2");
  assert_number(rsl_number_divide(number_of("-1"), number_of("-3")), RSL_NUMBER_QUOTIENT, "0.3333333333333333");
  assert_number(rsl_number_divide(number_of("1"), number_of("-3")), RSL_NUMBER_QUOTIENT, "-0.3333333333333333");
  assert_true(rsl_number_divide(number_of("1"), number_of("-3")).denominator.high >= 0);
}

static void a_ratio_stays_exact_all_the_way_up(void **state) {
  (void)state;
  /* "66/112 thôn" (R4): 6600/112 = 58.928571… %. */
  rsl_number percent = rsl__number_quotient(rsl__int128_from_int64(66), rsl__int128_from_int64(112), -2);
  assert_int_equal(percent.kind, RSL_NUMBER_QUOTIENT);
  assert_true(percent.real == 6600.0 / 112.0);
  assert_int_equal(rsl_number_compare(rsl_number_multiply(percent, number_of("112")), number_of("6600")), 0);
  assert_number(rsl__number_quotient(rsl__int128_from_int64(56), rsl__int128_from_int64(112), -2), RSL_NUMBER_DECIMAL,
                "50");
  assert_int_equal(rsl__number_quotient(rsl__int128_from_int64(5), rsl__int128_from_int64(0), 0).kind,
                   RSL_NUMBER_ABSENT);
}

static void absent_is_absent_in_every_operation_and_never_zero(void **state) {
  (void)state;
  rsl_number absent = rsl_number_absent(), one = rsl_number_from_integer(1);
  assert_int_equal(rsl_number_add(absent, one).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_subtract(one, absent).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_multiply(absent, rsl_number_from_integer(0)).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_divide(one, absent).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_divide(one, rsl_number_from_integer(0)).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_divide(one, rsl_number_from_double(0.0)).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_negate(absent).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_round(absent, 2).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_sign(absent), 0);
  assert_number(absent, RSL_NUMBER_ABSENT, "");
}

static void a_double_that_is_no_figure_is_absent_and_minus_zero_is_zero(void **state) {
  (void)state;
  double huge = 1e308, infinite = huge * 10.0;
  assert_int_equal(rsl_number_from_double(infinite - infinite).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_from_double(infinite).kind, RSL_NUMBER_ABSENT);
  assert_int_equal(rsl_number_multiply(rsl_number_from_double(huge), rsl_number_from_double(-huge)).kind,
                   RSL_NUMBER_ABSENT);
  assert_number(rsl_number_from_double(-0.0), RSL_NUMBER_REAL, "0");
  assert_number(rsl_number_negate(rsl_number_from_double(0.0)), RSL_NUMBER_REAL, "0");
  assert_number(rsl_number_negate(rsl_number_from_integer(0)), RSL_NUMBER_DECIMAL, "0");
  assert_true(rsl__double_bits(rsl_number_negate(rsl_number_from_integer(0)).real) == 0);
  assert_number(rsl_number_negate(number_of("-2.5")), RSL_NUMBER_DECIMAL, "2.5");
}

static void a_boundary_is_compared_exactly(void **state) {
  (void)state;
  /* T7: progress 0.95 is on track. 19/20 is, and one part in 10^17 below is not, though both are one double. */
  rsl_number at = rsl_number_divide(number_of("19"), number_of("20"));
  rsl_number below = rsl_number_divide(number_of("94999999999999999"), number_of("100000000000000000"));
  assert_int_equal(rsl_number_compare(at, number_of("0.95")), 0);
  assert_true(rsl_number_compare(below, number_of("0.95")) < 0);
  assert_true(below.real == at.real);
  assert_true(rsl_number_compare(number_of("-1"), at) < 0);
  assert_true(rsl_number_compare(rsl_number_from_double(0.96), at) > 0);
  assert_int_equal(rsl_number_compare(number_of("1.50"), number_of("1.5")), 0);
  assert_true(rsl_number_compare(number_of("999999999999999999"), number_of("0.000000000000000001")) > 0);
}

static void rounding_is_half_away_from_zero_from_the_exact_value(void **state) {
  (void)state;
  static const struct {
    const char *value;
    int decimals;
    const char *rounded;
  } cases[] = {
    { "0.5", 0, "1" },        { "-0.5", 0, "-1" },  { "2.5", 0, "3" },      { "1.005", 2, "1.01" },
    { "-1.005", 2, "-1.01" }, { "1.0049", 2, "1" }, { "0.49", 0, "0" },     { "-0.49", 0, "0" },
    { "9.99", 1, "10" },      { "1.5", 5, "1.5" },  { "0.285", 2, "0.29" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
    assert_number(rsl_number_round(number_of(cases[i].value), cases[i].decimals), RSL_NUMBER_DECIMAL, cases[i].rounded);
  assert_number(rsl_number_round(rsl_number_divide(number_of("2"), number_of("3")), 4), RSL_NUMBER_DECIMAL, "0.6667");
  assert_number(rsl_number_round(rsl_number_divide(number_of("1"), number_of("8")), 2), RSL_NUMBER_DECIMAL, "0.13");
  assert_number(rsl_number_round(rsl_number_divide(number_of("-1"), number_of("8")), 2), RSL_NUMBER_DECIMAL, "-0.13");
  /* The double 0.285 is below its name: 0.284999999999999975575093458247. */
  assert_number(rsl_number_round(rsl_number_from_double(0.285), 2), RSL_NUMBER_DECIMAL, "0.28");
  assert_number(rsl_number_round(rsl_number_from_double(1e300), 2), RSL_NUMBER_REAL, "1e+300");
}

static void assert_people(rsl_number value, int decimals, const char *english, const char *vietnamese) {
  char buffer[500];
  assert_int_equal(rsl_number_format_people(value, decimals, RSL_LANGUAGE_ENGLISH, buffer, sizeof buffer),
                   strlen(english));
  assert_string_equal(buffer, english);
  (void)rsl_number_format_people(value, decimals, RSL_LANGUAGE_VIETNAMESE, buffer, sizeof buffer);
  assert_string_equal(buffer, vietnamese);
}

static void people_read_their_own_marks(void **state) {
  (void)state;
  assert_people(number_of("1234.5"), 1, "1,234.5", "1.234,5");
  assert_people(number_of("-1234567.891"), 2, "-1,234,567.89", "-1.234.567,89");
  assert_people(number_of("999.995"), 2, "1,000.00", "1.000,00");
  assert_people(number_of("0.5"), 0, "1", "1");
  assert_people(number_of("0.05"), 2, "0.05", "0,05");
  assert_people(number_of("-0.004"), 2, "0.00", "0,00");
  assert_people(number_of("123"), 0, "123", "123");
  assert_people(number_of("100000"), 0, "100,000", "100.000");
  assert_people(rsl_number_divide(number_of("200"), number_of("3")), 2, "66.67", "66,67");
  assert_people(rsl_number_absent(), 2, "", "");
}

static void a_text_for_people_is_cut_to_its_buffer_and_says_its_length(void **state) {
  (void)state;
  char buffer[4] = "xxx";
  assert_int_equal(rsl_number_format_people(number_of("1234.5"), 1, RSL_LANGUAGE_ENGLISH, buffer, 4), 7);
  assert_string_equal(buffer, "1,2");
  assert_int_equal(rsl_number_format_people(number_of("1234.5"), 1, RSL_LANGUAGE_ENGLISH, NULL, 0), 7);
  /* The largest double is 1.797…e308: 309 digits with 102 marks, a point and 18 decimals. */
  assert_int_equal(
      rsl_number_format_people(rsl_number_from_double(-1.7976931348623157e308), 18, RSL_LANGUAGE_ENGLISH, buffer, 4),
      1 + 309 + 102 + 1 + 18);
}

static void the_text_of_a_decimal_ends_with_its_last_digit(void **state) {
  (void)state;
  assert_number(number_of("12.50"), RSL_NUMBER_DECIMAL, "12.5");
  assert_number(number_of("100"), RSL_NUMBER_DECIMAL, "100");
  assert_number(number_of("100.00"), RSL_NUMBER_DECIMAL, "100");
  assert_number(number_of("-0.00"), RSL_NUMBER_DECIMAL, "0");
  assert_number(number_of("0.010"), RSL_NUMBER_DECIMAL, "0.01");
  assert_number(rsl__number_exact(rsl__int128_from_words((rsl_int128){ UINT64_MAX, INT64_MAX }), 36),
                RSL_NUMBER_DECIMAL, "170.141183460469231731687303715884105727"); /* 2^127 - 1 */
  assert_number(rsl__number_exact(rsl__int128_from_words((rsl_int128){ 0, INT64_MIN }), 0), RSL_NUMBER_REAL,
                "-1.7014118346046923e+38");
}

static void every_number_knows_its_nearest_double(void **state) {
  (void)state;
  assert_true(number_of("0.1").real == 0.1);
  assert_true(number_of("123456789.123456789").real == 123456789.123456789);
  assert_true(number_of("999999999999999999").real == 1e18); /* halves of 128 apart: the nearest is 10^18 */
  assert_true(number_of("-0.000000000000000001").real == -1e-18);
  assert_true(rsl_number_divide(number_of("100"), number_of("3")).real == 100.0 / 3.0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(sums_of_decimals_are_exact_whatever_their_scales),
    cmocka_unit_test(an_exact_number_without_its_double_counts_beside_a_double),
    cmocka_unit_test(products_of_two_figures_are_exact),
    cmocka_unit_test(a_result_that_does_not_fit_is_the_nearest_double),
    cmocka_unit_test(a_quotient_keeps_its_two_sides),
    cmocka_unit_test(a_ratio_stays_exact_all_the_way_up),
    cmocka_unit_test(absent_is_absent_in_every_operation_and_never_zero),
    cmocka_unit_test(a_double_that_is_no_figure_is_absent_and_minus_zero_is_zero),
    cmocka_unit_test(a_boundary_is_compared_exactly),
    cmocka_unit_test(rounding_is_half_away_from_zero_from_the_exact_value),
    cmocka_unit_test(people_read_their_own_marks),
    cmocka_unit_test(a_text_for_people_is_cut_to_its_buffer_and_says_its_length),
    cmocka_unit_test(the_text_of_a_decimal_ends_with_its_last_digit),
    cmocka_unit_test(every_number_knows_its_nearest_double),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
