/* What was published of targets, against what T7 gives: tests/data/published/README.md names the source. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"

enum { CELLS = 8, LINE_SIZE = 256 };

/* Split a line at its commas, in place. */
static void split(char *line, const char *cells[CELLS]) {
  size_t count = 0;
  cells[count++] = line;
  for (char *at = line; *at != '\0'; at++) {
    if (*at == '\n') *at = '\0';
    if (*at != ',') continue;
    *at = '\0';
    assert_true(count < CELLS);
    cells[count++] = at + 1;
  }
  assert_int_equal(count, CELLS);
}

static rsl_path_input read_target(const char *const cells[CELLS]) {
  rsl_form form = RSL_FORM_NONE;
  if (strcmp(cells[1], "between") == 0) form = RSL_FORM_BETWEEN;
  if (strcmp(cells[1], "about") == 0) form = RSL_FORM_ABOUT;
  if (strcmp(cells[1], "below") == 0) form = RSL_FORM_BELOW;
  if (strcmp(cells[1], "at_least") == 0) form = RSL_FORM_AT_LEAST;
  rsl_path_input input = target(form, cells[2]);
  if (cells[3][0] != '\0') set_range(&input, cells[2], cells[3]);
  input.direction = strcmp(cells[4], "decrease") == 0 ? RSL_DIRECTION_DECREASE : RSL_DIRECTION_INCREASE;
  input.baseline.period = period("");
  input.from = period("2019");
  input.by = period("2019");
  set_actual(&input, "2019", cells[5]);
  return input;
}

static void ten_of_the_twelve_national_targets_of_2019_agree_with_their_published_verdict(void **state) {
  (void)state;
  FILE *file = fopen("tests/data/published/targets_2019.csv", "r");
  char line[LINE_SIZE];
  int targets = 0;
  int agree = 0;
  assert_non_null(file);
  assert_non_null(fgets(line, sizeof line, file));
  while (fgets(line, sizeof line, file) != NULL) {
    const char *cells[CELLS];
    split(line, cells);
    rsl_path_input input = read_target(cells);
    const char *got = rsl_rating_name(rated(&input).rating);
    assert_string_equal(got, cells[7]);
    bool differs = strcmp(cells[0], "6") == 0 || strcmp(cells[0], "7") == 0;
    assert_int_equal(strcmp(got, cells[6]) == 0, !differs);
    agree += strcmp(got, cells[6]) == 0;
    targets++;
  }
  assert_int_equal(fclose(file), 0);
  assert_int_equal(targets, 12);
  assert_int_equal(agree, 10);
}

/* Bạc Liêu, mid-term review of 27/06/2023: growth of 10-11 % a year, "chậm tiến độ" (behind); its first half of 2023 grew
 * by 6.93 % (https://dantocphattrien.vietnamnet.vn, 1687865688714). 6.93 / 10 = 0.693. */
static void the_growth_of_bac_lieu_is_behind_as_it_was_published(void **state) {
  (void)state;
  rsl_path_figure years[1];
  rsl_path_input input = target(RSL_FORM_AVERAGE_PER_YEAR, NULL);
  input.condition.form = RSL_FORM_BETWEEN;
  set_range(&input, "10", "11");
  set_years(&input, years, "6.93");
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_AVERAGE_BEHIND);
}

/* Đồng Nai: 925 of 962 hamlets against 95 %, "vượt". The exact ratio decides, not its two printed decimals. */
static void an_exact_ratio_decides_and_not_its_printed_percentage(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "95");
  set_actual(&input, "2025", "0");
  input.actual.value = fraction(92500, 962);
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  /* 74 of 112 is 66.071428571428571…: above one bound of 14 decimals, below the next. */
  input.condition.value = decimal("66.07142857142857");
  input.actual.value = fraction(7400, 112);
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  input.condition.value = decimal("66.07142857142858");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(ten_of_the_twelve_national_targets_of_2019_agree_with_their_published_verdict),
    cmocka_unit_test(the_growth_of_bac_lieu_is_behind_as_it_was_published),
    cmocka_unit_test(an_exact_ratio_decides_and_not_its_printed_percentage),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
