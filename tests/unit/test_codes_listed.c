/* Every code that the enumerations can give is listed in docs/formats.md, in its section, and no other is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/resolution.h>

enum { PAGE_SIZE = 1 << 17, ROW_SIZE = 512 };

/* docs/formats.md from a heading to the next of its depth, as one text. */
static char *read_section(const char *heading) {
  FILE *file = fopen("docs/formats.md", "rb");
  assert_non_null(file);
  char *page = calloc(1, PAGE_SIZE);
  assert_non_null(page);
  size_t length = fread(page, 1, PAGE_SIZE - 1, file);
  assert_true(length > 0 && length < PAGE_SIZE - 1);
  (void)fclose(file);
  char *section = strstr(page, heading);
  assert_non_null(section);
  char *end = strstr(section + 1, "\n## ");
  if (end != NULL) *end = '\0';
  memmove(page, section, strlen(section) + 1);
  return page;
}

static size_t rows_of(const char *section) {
  size_t rows = 0;
  for (const char *at = section; (at = strstr(at, "\n| `")) != NULL; at++) rows++;
  return rows;
}

static void expect_row(const char *section, const char *code, const char *rest) {
  char row[ROW_SIZE];
  (void)snprintf(row, sizeof row, "\n| `%s` | %s", code, rest);
  if (strstr(section, row) == NULL) fail_msg("docs/formats.md has no row `%s`", row + 1);
}

static void every_reason_code_is_listed(void **state) {
  (void)state;
  char *section = read_section("\n## Reason codes");
  for (int i = RSL_REASON_NONE + 1; i < RSL_REASON_END; i++) expect_row(section, rsl_reason_code((rsl_reason)i), "");
  assert_int_equal(rows_of(section), RSL_REASON_END - 1);
  free(section);
}

static void every_rating_is_listed_with_its_vietnamese_word(void **state) {
  (void)state;
  char *section = read_section("\n## Ratings");
  for (int i = RSL_RATING_NONE + 1; i < RSL_RATING_END; i++) {
    rsl_rating rating = (rsl_rating)i;
    expect_row(section, rsl_rating_name(rating), rsl_rating_word(rating, RSL_LANGUAGE_VIETNAMESE));
  }
  assert_int_equal(rows_of(section), RSL_RATING_END - 1);
  free(section);
}

static void every_flag_is_listed(void **state) {
  (void)state;
  char *section = read_section("\n## Flags");
  size_t flags = 0;
  for (int flag = 1; flag < RSL_FLAG_END; flag *= 2, flags++) expect_row(section, rsl_flag_name((rsl_flag)flag), "");
  assert_int_equal(rows_of(section), flags);
  free(section);
}

static void every_note_is_listed(void **state) {
  (void)state;
  char *section = read_section("\n## Notes");
  size_t notes = 0;
  for (int note = 1; note < RSL_NOTE_END; note *= 2, notes++) expect_row(section, rsl_note_name((rsl_note)note), "");
  assert_int_equal(rows_of(section), notes);
  free(section);
}

static void every_origin_is_listed(void **state) {
  (void)state;
  char *section = read_section("\n## Origins");
  for (int i = RSL_ORIGIN_OWN; i <= RSL_ORIGIN_CARRIED; i++) expect_row(section, rsl_origin_name((rsl_origin)i), "");
  assert_string_equal(rsl_origin_name((rsl_origin)(RSL_ORIGIN_CARRIED + 1)), "");
  assert_int_equal(rows_of(section), RSL_ORIGIN_CARRIED);
  free(section);
}

static void every_absence_is_listed(void **state) {
  (void)state;
  char *section = read_section("\n## Absences");
  for (int i = RSL_ABSENCE_NONE + 1; i < RSL_ABSENCE_END; i++)
    expect_row(section, rsl_absence_name((rsl_absence)i), "");
  assert_int_equal(rows_of(section), RSL_ABSENCE_END - 1);
  free(section);
}

static void every_cause_of_a_difference_is_listed(void **state) {
  (void)state;
  char *section = read_section("\n## Causes of differences");
  for (int i = 0; i < RSL_CAUSE_END; i++) {
    expect_row(section, rsl_difference_cause_name((rsl_difference_cause)i), "");
  }
  assert_int_equal(rows_of(section), RSL_CAUSE_END);
  free(section);
}

static void every_standing_in_a_ranking_is_listed(void **state) {
  (void)state;
  char *section = read_section("\n## Places");
  for (int i = 0; i < RSL_RANKING_STANDING_END; i++)
    expect_row(section, rsl_ranking_standing_name((rsl_ranking_standing)i), "");
  assert_int_equal(rows_of(section), RSL_RANKING_STANDING_END);
  free(section);
}

static void every_standing_is_listed(void **state) {
  (void)state;
  char *section = read_section("\n## Standings");
  for (int i = 0; i < RSL_STANDING_END; i++) expect_row(section, rsl_standing_name((rsl_standing)i), "");
  assert_int_equal(rows_of(section), RSL_STANDING_END);
  free(section);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_reason_code_is_listed),
    cmocka_unit_test(every_rating_is_listed_with_its_vietnamese_word),
    cmocka_unit_test(every_flag_is_listed),
    cmocka_unit_test(every_note_is_listed),
    cmocka_unit_test(every_origin_is_listed),
    cmocka_unit_test(every_absence_is_listed),
    cmocka_unit_test(every_cause_of_a_difference_is_listed),
    cmocka_unit_test(every_standing_is_listed),
    cmocka_unit_test(every_standing_in_a_ranking_is_listed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
