/* Doubles as text and back: shortest, correctly rounded, without a locale (R10; programs.md, "Figures in CSV and JSON").
 * The oracle is the C library's strtod and printf in the C locale, which the test, unlike the library, may use. */
#include "base/double_text.h"

#include "base/bits.h"

#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static uint64_t seed = 202311;

static uint64_t random_word(void) {
  uint64_t z = seed += 0x9e3779b97f4a7c15u;
  z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
  z = (z ^ z >> 27) * 0x94d049bb133111ebu;
  return z ^ z >> 31;
}

/* Of any size, subnormal, powers of two, and figures as they occur: quotients and short decimals. */
static double random_double(int i) {
  uint64_t bits = random_word() >> 1;
  switch (i % 9) {
  case 0:
    return rsl__double_from_bits(bits);
  case 1:
    return rsl__double_from_bits(bits & (((uint64_t)1 << 52) - 1));
  case 2:
    return rsl__double_from_bits(bits & ~(((uint64_t)1 << 52) - 1));
  case 3:
    return (double)(bits >> 40) / (double)((random_word() >> 44) + 1);
  case 4:
    return (double)(bits >> 24) / 1000.0;
  default:
    return (double)bits;
  }
}

static void assert_text(double value, const char *text) {
  char buffer[RSL_NUMBER_TEXT];
  rsl__double_format(value, buffer);
  assert_string_equal(buffer, text);
}

static void the_text_reads_back_as_the_same_double(void **state) {
  (void)state;
  for (int i = 0; i < 60000; i++) {
    char buffer[RSL_NUMBER_TEXT];
    double value = random_double(i), back;
    if (!(value - value == 0.0)) continue;
    if (i % 2 == 1) value = -value;
    rsl__double_format(value, buffer);
    if (strtod(buffer, NULL) != value) fail_msg("%s is not %a", buffer, value);
    if (!rsl__double_parse(buffer, strlen(buffer), &back) || back != value) fail_msg("%s was read as %a", buffer, back);
  }
}

/* How few digits printf needs: it rounds correctly to each length. (Above a power of two a number of fewer digits can
 * read back that is not the nearest of its length: ours may then be shorter, never longer.) */
static void no_shorter_text_reads_back(void **state) {
  (void)state;
  for (int i = 0; i < 20000; i++) {
    char digits[RSL__DOUBLE_DIGITS], text[40];
    double value = random_double(i);
    int point, needed = 0;
    if (!(value - value == 0.0) || value == 0.0) continue;
    do snprintf(text, sizeof text, "%.*e", needed++, value);
    while (strtod(text, NULL) != value);
    int count = rsl__double_shortest(value, digits, &point);
    if (count > needed) fail_msg("%a: %d digits, %s has %d", value, count, text, needed);
    if (count < needed && (rsl__double_bits(value) & (((uint64_t)1 << 52) - 1)) != 0) fail_msg("%a: %s", value, text);
    if (count == needed && needed > 1 && (rsl__double_bits(value) << 12) != 0) {
      char ours[RSL__DOUBLE_DIGITS + 1];
      ours[0] = digits[0];
      ours[1] = '.';
      for (int k = 1; k < count; k++) ours[k + 1] = digits[k];
      if (memcmp(ours, text, (size_t)count + 1) != 0) fail_msg("%a: not the nearest, %s", value, text);
    }
  }
}

static void the_form_is_plain_where_people_would_write_it_so(void **state) {
  (void)state;
  assert_text(0.0, "0");
  assert_text(-0.0, "0");
  assert_text(1.0, "1");
  assert_text(-12.5, "-12.5");
  assert_text(0.1, "0.1");
  assert_text(100.0, "100");
  assert_text(0.3, "0.3");
  assert_text(0.1 + 0.2, "0.30000000000000004"); /* the double next to 0.3: 17 digits are needed */
  assert_text(0.000001, "0.000001");
  assert_text(0.0000015, "0.0000015");
  assert_text(1e-7, "1e-7");
  assert_text(1.5e-7, "1.5e-7");
  assert_text(123456789012345680000.0, "123456789012345680000");
  assert_text(999999999999999900000.0, "999999999999999900000");
  assert_text(1e21, "1e+21");
  assert_text(-1.7976931348623157e308, "-1.7976931348623157e+308");
  assert_text(5e-324, "5e-324");
  assert_text(2.2250738585072014e-308, "2.2250738585072014e-308");
  assert_text(9007199254740993.0, "9007199254740992"); /* 2^53 + 1 is no double: the tie went to the even 2^53 */
}

static void what_is_not_finite_has_no_text(void **state) {
  (void)state;
  assert_text(rsl__double_from_bits((uint64_t)2047 << 52), "");
  assert_text(rsl__double_from_bits((uint64_t)4095 << 52), "");
  assert_text(rsl__double_from_bits((uint64_t)4095 << 51), "");
}

static void a_text_is_read_to_the_nearest_double(void **state) {
  (void)state;
  for (int i = 0; i < 60000; i++) {
    char text[80];
    double value;
    int digits = 1 + (int)(random_word() % 19), exponent = (int)(random_word() % 660) - 340;
    int length = snprintf(text, sizeof text, "%.*s", digits, "0000000000000000000");
    for (int k = 0; k < digits; k++) text[k] = (char)('0' + random_word() % 10);
    snprintf(text + length, sizeof text - (size_t)length, "%llu.%05ue%d", (unsigned long long)(random_word() >> i % 64),
             (unsigned)(random_word() % 100000), exponent);
    double expected = strtod(text, NULL);
    bool finite = expected - expected == 0.0;
    if (rsl__double_parse(text, strlen(text), &value) != finite) fail_msg("%s", text);
    if (finite && value != expected) fail_msg("%s: %a, not %a", text, value, expected);
  }
}

static void a_tie_goes_to_the_even_neighbour(void **state) {
  (void)state;
  static const struct {
    const char *text;
    double value;
  } cases[] = {
    { "9007199254740993", 9007199254740992.0 }, /* 2^53 + 1 */
    { "9007199254740993.00000000000000000001", 9007199254740994.0 },
    { "9007199254740995", 9007199254740996.0 },
    { "2.47e-324", 0.0 }, /* just below half of the smallest, 2.4703282…e-324 */
    { "2.4704e-324", 5e-324 },
    { "1.7976931348623158e308", 1.7976931348623157e308 },
    { "-0.0", 0.0 },
    { "0e9999", 0.0 },
    { "1e-9999", 0.0 },
    { "123e-2", 1.23 },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    double value;
    assert_true(rsl__double_parse(cases[i].text, strlen(cases[i].text), &value));
    assert_true(value == cases[i].value);
  }
}

static void a_text_that_is_no_double_is_refused(void **state) {
  (void)state;
  static const char *const bad[] = { "",
                                     "-",
                                     ".",
                                     "1.",
                                     ".5",
                                     "1.2.3",
                                     "e5",
                                     "1e",
                                     "1e+",
                                     "1e12345",
                                     "+1",
                                     " 1",
                                     "1 ",
                                     "nan",
                                     "inf",
                                     "0x1",
                                     "1,5",
                                     "1e999",
                                     "1.7976931348623159e308",
                                     "--1" };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    double value;
    if (rsl__double_parse(bad[i], strlen(bad[i]), &value)) fail_msg("%s was read", bad[i]);
  }
  char long_text[302];
  double value;
  memset(long_text, '1', sizeof long_text);
  assert_true(rsl__double_parse(long_text, 300, &value));
  assert_false(rsl__double_parse(long_text, 301, &value));
  memset(long_text, '0', sizeof long_text);
  assert_true(rsl__double_parse(long_text, sizeof long_text, &value));
}

static void a_locale_with_a_decimal_comma_changes_no_byte(void **state) {
  (void)state;
  static const char *const locales[] = { "vi_VN.UTF-8", "de_DE.UTF-8", "fr_FR.UTF-8", "vi_VN", "de_DE" };
  size_t i = 0;
  double back;
  while (i < 5 && setlocale(LC_ALL, locales[i]) == NULL) i++;
  if (i == 5) {
    print_message("no locale with a decimal comma is installed here: nothing to hold the texts against\n");
    return;
  }
  assert_text(-1234.5, "-1234.5");
  assert_text(2.0 / 3.0, "0.6666666666666666");
  assert_true(rsl__double_parse("1234.5", 6, &back) && back == 1234.5);
  setlocale(LC_ALL, "C");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_text_reads_back_as_the_same_double),
    cmocka_unit_test(no_shorter_text_reads_back),
    cmocka_unit_test(the_form_is_plain_where_people_would_write_it_so),
    cmocka_unit_test(what_is_not_finite_has_no_text),
    cmocka_unit_test(a_text_is_read_to_the_nearest_double),
    cmocka_unit_test(a_tie_goes_to_the_even_neighbour),
    cmocka_unit_test(a_text_that_is_no_double_is_refused),
    cmocka_unit_test(a_locale_with_a_decimal_comma_changes_no_byte),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
