/* Dates and periods (formats.md, "Periods and dates"). */
#include <resolution/base.h>

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static bool date_of(const char *text, rsl_date_order order, rsl_date *out) {
  return rsl_date_parse(text, strlen(text), order, out);
}

static rsl_period period_of(const char *text) {
  rsl_period period;
  (void)!rsl_period_parse(text, strlen(text), &period);
  return period;
}

static void assert_same_period(rsl_period a, rsl_period b) {
  assert_int_equal(a.type, b.type);
  assert_int_equal(a.index, b.index);
}

/* The calendar as a school child knows it, to hold the arithmetic against. */
static int days_in_month(int year, int month) {
  switch (month) {
  case 4:
  case 6:
  case 9:
  case 11:
    return 30;
  case 2:
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0 ? 29 : 28;
  default:
    return 31;
  }
}

static void every_day_from_1900_to_2999_goes_to_civil_and_back(void **state) {
  (void)state;
  rsl_date expected = RSL_DATE_MIN;
  for (int year = 1900; year <= 2999; year++)
    for (int month = 1; month <= 12; month++)
      for (int day = 1; day <= days_in_month(year, month); day++, expected++) {
        int y, m, d;
        if (rsl_date_from_civil(year, month, day) != expected) fail_msg("from_civil %d-%d-%d", year, month, day);
        rsl_date_to_civil(expected, &y, &m, &d);
        if (y != year || m != month || d != day) fail_msg("to_civil %d-%d-%d", year, month, day);
      }
  assert_int_equal(expected - 1, RSL_DATE_MAX);
}

static void known_days_have_known_numbers(void **state) {
  (void)state;
  assert_int_equal(rsl_date_from_civil(1970, 1, 1), 0);
  assert_int_equal(rsl_date_from_civil(2000, 3, 1), 11017);  /* 30 years × 365 + 7 leap days + 31 + 29 */
  assert_int_equal(rsl_date_from_civil(2023, 6, 30), 19538); /* 53 × 365 + 13 leap days + 180 */
  assert_int_equal(rsl_date_from_civil(1969, 12, 31), -1);
}

static void a_day_that_does_not_exist_is_none(void **state) {
  (void)state;
  static const int bad[][3] = { { 2023, 2, 29 }, { 1900, 2, 29 },  { 2023, 13, 1 }, { 2023, 0, 1 }, { 2023, 1, 0 },
                                { 2023, 4, 31 }, { 1899, 12, 31 }, { 3000, 1, 1 },  { 2023, 1, -1 } };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    assert_int_equal(rsl_date_from_civil(bad[i][0], bad[i][1], bad[i][2]), RSL_DATE_NONE);
  assert_int_not_equal(rsl_date_from_civil(2000, 2, 29), RSL_DATE_NONE);
}

static void a_date_is_read_strictly(void **state) {
  (void)state;
  rsl_date date;
  assert_true(date_of("2023-06-30", RSL_DATE_ORDER_ISO, &date));
  assert_int_equal(date, 19538);
  static const char *const bad[] = { "",           "2023",       "2023-6-30",  "2023-06-30 ", " 2023-06-30",
                                     "2023/06/30", "30/06/2023", "2023-02-30", "02023-06-3",  "1899-12-31",
                                     "3000-01-01", "2023-0a-30", "+023-06-30" };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    if (date_of(bad[i], RSL_DATE_ORDER_ISO, &date)) fail_msg("%s was accepted", bad[i]);
    assert_int_equal(date, RSL_DATE_NONE);
  }
  assert_false(rsl_date_parse("2023-06-3\0", 10, RSL_DATE_ORDER_ISO, &date));
}

static void day_first_is_read_only_when_declared(void **state) {
  (void)state;
  static const char *const good[] = { "30/06/2023", "30/6/2023", "2023-06-30" };
  static const char *const bad[] = { "30/06/23", "06/30/2023", "30-06-2023", "030/06/2023", "30/06/02023", "/06/2023",
                                     "30//2023", "30/06/",     "30/06",      "31/06/2023",  "30/006/2023" };
  rsl_date date;
  for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
    assert_true(date_of(good[i], RSL_DATE_ORDER_DMY, &date));
    assert_int_equal(date, 19538);
  }
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
    if (date_of(bad[i], RSL_DATE_ORDER_DMY, &date)) fail_msg("%s was accepted", bad[i]);
}

static void every_text_of_a_date_reads_back(void **state) {
  (void)state;
  char text[RSL_DATE_TEXT];
  for (rsl_date date = RSL_DATE_MIN; date <= RSL_DATE_MAX; date += 7) {
    rsl_date back;
    rsl_date_format(date, text);
    if (!date_of(text, RSL_DATE_ORDER_ISO, &back) || back != date) fail_msg("%s", text);
  }
  rsl_date_format(RSL_DATE_NONE, text);
  assert_string_equal(text, "");
  rsl_date_format(RSL_DATE_MAX + 1, text);
  assert_string_equal(text, "");
}

static void a_period_is_read_and_written_the_same(void **state) {
  (void)state;
  static const struct {
    const char *text;
    rsl_period_type type;
    const char *first, *last;
  } cases[] = {
    { "2023", RSL_PERIOD_YEAR, "2023-01-01", "2023-12-31" },
    { "2023-9M", RSL_PERIOD_NINE_MONTHS, "2023-01-01", "2023-09-30" },
    { "2023-H1", RSL_PERIOD_HALF, "2023-01-01", "2023-06-30" },
    { "2023-H2", RSL_PERIOD_HALF, "2023-07-01", "2023-12-31" },
    { "2023-Q1", RSL_PERIOD_QUARTER, "2023-01-01", "2023-03-31" },
    { "2023-Q4", RSL_PERIOD_QUARTER, "2023-10-01", "2023-12-31" },
    { "2024-02", RSL_PERIOD_MONTH, "2024-02-01", "2024-02-29" },
    { "2999-12", RSL_PERIOD_MONTH, "2999-12-01", "2999-12-31" },
    { "1900", RSL_PERIOD_YEAR, "1900-01-01", "1900-12-31" },
    { "2023-03-31", RSL_PERIOD_DAY, "2023-03-31", "2023-03-31" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    char text[RSL_PERIOD_TEXT];
    rsl_period period = period_of(cases[i].text);
    assert_int_equal(period.type, cases[i].type);
    rsl_period_format(period, text);
    assert_string_equal(text, cases[i].text);
    rsl_date_format(rsl_period_first_day(period), text);
    assert_string_equal(text, cases[i].first);
    rsl_date_format(rsl_period_last_day(period), text);
    assert_string_equal(text, cases[i].last);
  }
}

static void a_text_that_is_not_quite_a_period_is_refused(void **state) {
  (void)state;
  static const char *const bad[] = { "",           "202",     "2023-",   "2023-3",   "2023-13", "2023-00",   "2023-H0",
                                     "2023-H3",    "2023-Q5", "2023-Q0", "2023-9m",  "2023-h1", "2023-6M",   "02023",
                                     "1899",       "3000",    "3000-01", "2023-H1 ", " 2023",   "2023Q1",    "2023-Q1x",
                                     "2023-02-30", "+023",    "2023-H",  "2023-+1",  "2023/03", "30/06/2023" };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    rsl_period period;
    if (rsl_period_parse(bad[i], strlen(bad[i]), &period)) fail_msg("%s was accepted", bad[i]);
    assert_int_equal(period.type, RSL_PERIOD_NONE);
  }
}

/* All periods of one type that touch the years 2023 and 2024, and one past each end. */
static size_t periods_around(rsl_period_type type, rsl_period *out, size_t room) {
  size_t count = 0;
  rsl_period period = rsl_period_of_date(type, rsl_date_from_civil(2022, 9, 30));
  while (count < room && rsl_period_first_day(period) <= rsl_date_from_civil(2025, 1, 31)) {
    out[count++] = period;
    period = rsl_period_shift(period, type == RSL_PERIOD_DAY ? 3 : 1);
  }
  return count;
}

static bool contains_day_by_day(rsl_period outer, rsl_period inner) {
  for (rsl_date day = rsl_period_first_day(inner); day <= rsl_period_last_day(inner); day++)
    if (day < rsl_period_first_day(outer) || day > rsl_period_last_day(outer)) return false;
  return true;
}

static void containment_agrees_with_a_walk_over_the_days(void **state) {
  (void)state;
  static rsl_period all[400];
  size_t count = 0;
  for (int type = RSL_PERIOD_YEAR; type < RSL_PERIOD_TYPE_END; type++)
    count += periods_around((rsl_period_type)type, all + count, 400 - count);
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count; j++)
      if (rsl_period_contains(all[i], all[j]) != contains_day_by_day(all[i], all[j])) fail_msg("%zu %zu", i, j);
  assert_true(rsl_period_contains(period_of("2023"), period_of("2023-9M")));
  assert_true(rsl_period_contains(period_of("2023-9M"), period_of("2023-Q3")));
  assert_false(rsl_period_contains(period_of("2023-9M"), period_of("2023-H2")));
  assert_false(rsl_period_contains(period_of("2023"), (rsl_period){ RSL_PERIOD_NONE, 0 }));
}

static void periods_are_ordered_by_end_then_the_shorter_first(void **state) {
  (void)state;
  static const char *const ordered[] = { "2022",    "2023-03-30", "2023-03-31", "2023-03", "2023-Q1", "2023-H1",
                                         "2023-9M", "2023-12-31", "2023-12",    "2023-Q4", "2023-H2", "2023" };
  size_t count = sizeof ordered / sizeof ordered[0];
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; j < count; j++) {
      int order = rsl_period_compare(period_of(ordered[i]), period_of(ordered[j]));
      assert_int_equal((order > 0) - (order < 0), (i > j) - (i < j));
    }
}

static void a_day_lies_in_one_period_of_each_type_but_not_always_in_nine_months(void **state) {
  (void)state;
  for (rsl_date date = rsl_date_from_civil(2023, 1, 1); date <= rsl_date_from_civil(2024, 12, 31); date++)
    for (int type = RSL_PERIOD_YEAR; type < RSL_PERIOD_TYPE_END; type++) {
      int year, month, day;
      rsl_period period = rsl_period_of_date((rsl_period_type)type, date);
      rsl_date_to_civil(date, &year, &month, &day);
      if (type == RSL_PERIOD_NINE_MONTHS && month > 9) {
        assert_int_equal(period.type, RSL_PERIOD_NONE);
        continue;
      }
      assert_int_equal(period.type, type);
      assert_true(rsl_period_first_day(period) <= date && date <= rsl_period_last_day(period));
    }
  assert_int_equal(rsl_period_of_date(RSL_PERIOD_NONE, 0).type, RSL_PERIOD_NONE);
  assert_int_equal(rsl_period_of_date(RSL_PERIOD_YEAR, RSL_DATE_NONE).type, RSL_PERIOD_NONE);
}

static void shifting_moves_by_whole_periods_and_stops_at_the_years(void **state) {
  (void)state;
  assert_same_period(rsl_period_shift(period_of("2023-H1"), 3), period_of("2024-H2"));
  assert_same_period(rsl_period_shift(period_of("2023-9M"), -1), period_of("2022-9M"));
  assert_same_period(rsl_period_shift(period_of("2023-01"), -1), period_of("2022-12"));
  assert_same_period(rsl_period_shift(period_of("2024-02-28"), 1), period_of("2024-02-29"));
  assert_int_equal(rsl_period_shift(period_of("2999"), 1).type, RSL_PERIOD_NONE);
  assert_int_equal(rsl_period_shift(period_of("1900-Q1"), -1).type, RSL_PERIOD_NONE);
  assert_int_equal(rsl_period_shift(period_of("2999-12-31"), INT32_MAX).type, RSL_PERIOD_NONE);
  assert_int_equal(rsl_period_shift(period_of("1900-01-01"), INT32_MIN).type, RSL_PERIOD_NONE);
}

static void a_period_knows_the_shorter_ones_that_tile_it(void **state) {
  (void)state;
  static const struct {
    const char *whole;
    rsl_period_type type;
    int32_t parts;
    const char *first;
  } cases[] = {
    { "2023", RSL_PERIOD_YEAR, 1, "2023" },          { "2023", RSL_PERIOD_HALF, 2, "2023-H1" },
    { "2023", RSL_PERIOD_NINE_MONTHS, 0, "" },       { "2023", RSL_PERIOD_QUARTER, 4, "2023-Q1" },
    { "2023", RSL_PERIOD_MONTH, 12, "2023-01" },     { "2023", RSL_PERIOD_DAY, 365, "2023-01-01" },
    { "2024", RSL_PERIOD_DAY, 366, "2024-01-01" },   { "2023-9M", RSL_PERIOD_HALF, 0, "" },
    { "2023-9M", RSL_PERIOD_QUARTER, 3, "2023-Q1" }, { "2023-9M", RSL_PERIOD_MONTH, 9, "2023-01" },
    { "2023-H2", RSL_PERIOD_QUARTER, 2, "2023-Q3" }, { "2023-H2", RSL_PERIOD_YEAR, 0, "" },
    { "2023-Q2", RSL_PERIOD_MONTH, 3, "2023-04" },   { "2023-Q2", RSL_PERIOD_HALF, 0, "" },
    { "2023-02", RSL_PERIOD_DAY, 28, "2023-02-01" }, { "2023-02-01", RSL_PERIOD_DAY, 1, "2023-02-01" },
    { "2023-02-01", RSL_PERIOD_MONTH, 0, "" },       { "2023", RSL_PERIOD_NONE, 0, "" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++) {
    rsl_period whole = period_of(cases[i].whole);
    assert_int_equal(rsl_period_parts(whole, cases[i].type), cases[i].parts);
    assert_same_period(rsl_period_first_part(whole, cases[i].type), period_of(cases[i].first));
  }
}

static void a_period_made_up_by_hand_outside_the_years_is_none_everywhere(void **state) {
  (void)state;
  static const rsl_period bad[] = { { RSL_PERIOD_NONE, 2023 },         { RSL_PERIOD_YEAR, 3000 },
                                    { RSL_PERIOD_MONTH, INT32_MAX },   { RSL_PERIOD_HALF, INT32_MIN },
                                    { RSL_PERIOD_DAY, RSL_DATE_NONE }, { (rsl_period_type)99, 2023 },
                                    { RSL_PERIOD_TYPE_END, 2023 } };
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
    char text[RSL_PERIOD_TEXT] = "x";
    rsl_period_format(bad[i], text);
    assert_string_equal(text, "");
    assert_int_equal(rsl_period_first_day(bad[i]), RSL_DATE_NONE);
    assert_int_equal(rsl_period_last_day(bad[i]), RSL_DATE_NONE);
    assert_int_equal(rsl_period_shift(bad[i], 0).type, RSL_PERIOD_NONE);
    assert_int_equal(rsl_period_parts(bad[i], RSL_PERIOD_DAY), 0);
    assert_false(rsl_period_contains(period_of("2023"), bad[i]));
  }
}

static void the_types_have_the_words_of_the_files(void **state) {
  (void)state;
  static const char *const words[] = { NULL, "year", "nine_months", "half", "quarter", "month", "day", NULL };
  for (int type = RSL_PERIOD_NONE; type <= RSL_PERIOD_TYPE_END; type++) {
    const char *name = rsl_period_type_name((rsl_period_type)type);
    rsl_period_type back;
    if (words[type] == NULL) {
      assert_null(name);
      continue;
    }
    assert_string_equal(name, words[type]);
    assert_true(rsl_period_type_parse(name, strlen(name), &back));
    assert_int_equal(back, type);
  }
  rsl_period_type none;
  assert_false(rsl_period_type_parse("years", 5, &none));
  assert_false(rsl_period_type_parse("event", 5, &none));
  assert_int_equal(none, RSL_PERIOD_NONE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_day_from_1900_to_2999_goes_to_civil_and_back),
    cmocka_unit_test(known_days_have_known_numbers),
    cmocka_unit_test(a_day_that_does_not_exist_is_none),
    cmocka_unit_test(a_date_is_read_strictly),
    cmocka_unit_test(day_first_is_read_only_when_declared),
    cmocka_unit_test(every_text_of_a_date_reads_back),
    cmocka_unit_test(a_period_is_read_and_written_the_same),
    cmocka_unit_test(a_text_that_is_not_quite_a_period_is_refused),
    cmocka_unit_test(containment_agrees_with_a_walk_over_the_days),
    cmocka_unit_test(periods_are_ordered_by_end_then_the_shorter_first),
    cmocka_unit_test(a_day_lies_in_one_period_of_each_type_but_not_always_in_nine_months),
    cmocka_unit_test(shifting_moves_by_whole_periods_and_stops_at_the_years),
    cmocka_unit_test(a_period_knows_the_shorter_ones_that_tile_it),
    cmocka_unit_test(a_period_made_up_by_hand_outside_the_years_is_none_everywhere),
    cmocka_unit_test(the_types_have_the_words_of_the_files),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
