/* R10: text to number and back does not know the locale, proved in a process whose locale writes a decimal comma. */
#include <locale.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/base.h>

/* The build makes the locale and names it in the environment; a machine without its definition cannot. */
static void enter_the_locale(void) {
  const char *name = getenv("RSL_TEST_LOCALE");
  if (name == NULL) skip();
  assert_non_null(setlocale(LC_ALL, name));
  char text[8];
  snprintf(text, sizeof text, "%.1f", 1.5);
  assert_string_equal(text, "1,5"); /* else the test would prove nothing */
}

static void a_figure_is_read_with_a_point_in_a_decimal_comma_locale(void **state) {
  (void)state;
  enter_the_locale();
  rsl_decimal value;
  assert_int_equal(rsl_decimal_parse("37.55", 5, NULL, &value), RSL_NUMBER_FINE);
  assert_int_equal(value.units, 3755);
  assert_int_equal(value.scale, 2);
  assert_int_equal(rsl_decimal_parse("37,55", 5, NULL, &value), RSL_NUMBER_MALFORMED);
}

static void a_number_is_written_with_a_point_in_a_decimal_comma_locale(void **state) {
  (void)state;
  enter_the_locale();
  char text[RSL_NUMBER_TEXT];
  rsl_number_format(rsl_number_from_double(1234.5), text);
  assert_string_equal(text, "1234.5");
  rsl_number_format(rsl_number_divide(rsl_number_from_integer(1), rsl_number_from_integer(3)), text);
  assert_string_equal(text, "0.3333333333333333"); /* the shortest that reads back as the double nearest to 1/3 */
}

static void text_for_people_follows_the_language_and_not_the_locale(void **state) {
  (void)state;
  enter_the_locale();
  char text[RSL_NUMBER_TEXT];
  rsl_number value = rsl_number_from_double(1234.5);
  rsl_number_format_people(value, 1, RSL_LANGUAGE_ENGLISH, text, sizeof text);
  assert_string_equal(text, "1,234.5");
  rsl_number_format_people(value, 1, RSL_LANGUAGE_VIETNAMESE, text, sizeof text);
  assert_string_equal(text, "1.234,5");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_figure_is_read_with_a_point_in_a_decimal_comma_locale),
    cmocka_unit_test(a_number_is_written_with_a_point_in_a_decimal_comma_locale),
    cmocka_unit_test(text_for_people_follows_the_language_and_not_the_locale),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
