/* Random months at the measuring units: every time rule, and pairs over time, against their definitions (R5, R6). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/random.h"
#include "support/small.h"

enum { ROUNDS = 200, COMMUNES = 5, MONTHS = 12, NOTHING = -1000, NUMERATOR = 6, DENOMINATOR = 7, RATIO = 8, MEAN = 9 };

static const char *const communes[COMMUNES] = { "a1", "a2", "a3", "b1", "b2" };
/* One sum for each time rule; the sides of a ratio; the ratio; a mean of units of sums over time. */
static const char *const codes[] = { "SUM", "MIN", "MAX", "LAST", "FIRST", "MEAN", "N", "D", "R", "M" };
static const rsl_time_rule times[] = { RSL_TIME_SUM,   RSL_TIME_MIN,  RSL_TIME_MAX, RSL_TIME_LAST,
                                       RSL_TIME_FIRST, RSL_TIME_MEAN, RSL_TIME_SUM, RSL_TIME_SUM };

static uint32_t seed = 12;
static long rows[10][COMMUNES][MONTHS];

static void make_rows(void) {
  int given = 30 + random_below(&seed, 71);
  for (int k = 0; k < 10; k++)
    for (int c = 0; c < COMMUNES; c++)
      for (int m = 0; m < MONTHS; m++)
        rows[k][c][m] = k != RATIO && random_below(&seed, 100) < given
                            ? random_below(&seed, 50) - (k < NUMERATOR ? 25 : 0)
                            : NOTHING;
}

static void load(small *s) {
  small_start(s);
  small_country(s);
  for (int k = 0; k < 10; k++) {
    rsl_indicator indicator = small_indicator(codes[k], k == RATIO ? RSL_RULE_RATIO : RSL_RULE_SUM, "commune");
    if (k == MEAN) indicator.rollup.rule = RSL_RULE_MEAN;
    indicator.frequency = RSL_PERIOD_MONTH;
    indicator.time = k == RATIO ? RSL_TIME_NONE : k == MEAN ? RSL_TIME_SUM : times[k];
    if (k == RATIO) indicator.rollup.numerator = "N";
    if (k == RATIO) indicator.rollup.denominator = "D";
    small_add(s, &indicator);
  }
  small_finish(s);
  for (int k = 0; k < 10; k++)
    for (int i = 0; i < COMMUNES * MONTHS; i++) {
      char period[24];
      char value[24];
      int at = i * 37 % (COMMUNES * MONTHS); /* any order */
      long x = rows[k][at / MONTHS][at % MONTHS];
      snprintf(period, sizeof period, "2023-%02d", at % MONTHS + 1);
      snprintf(value, sizeof value, "%ld", x);
      if (x != NOTHING) small_row(s, communes[at / MONTHS], codes[k], period, value);
    }
}

/* The year of one commune by the rule's definition, as a / b. */
static bool year_of(int k, int c, long *a, long *b, int *given) {
  long sum = 0;
  long least = 0;
  long most = 0;
  long first = 0;
  long last = 0;
  *given = 0;
  for (int m = 0; m < MONTHS; m++) {
    long x = rows[k][c][m];
    if (x == NOTHING) continue;
    if (*given == 0 || x < least) least = x;
    if (*given == 0 || x > most) most = x;
    if (*given == 0) first = x;
    last = x;
    sum += x;
    ++*given;
  }
  const long values[] = { sum, least, most, last, first, sum };
  *a = values[k < NUMERATOR ? k : 0];
  *b = k == 5 ? *given : 1;
  return *given > 0;
}

/* A common multiple of all counts of months, so that means add up in whole numbers. */
enum { COMMON = 27720 };

static void compare_time_rule(const small *s, int k) {
  long total = 0;
  int reporting = 0;
  bool any = false;
  for (int c = 0; c < COMMUNES; c++) {
    long a = 0;
    long b = 1;
    int given = 0;
    if (!year_of(k, c, &a, &b, &given)) continue;
    any = true;
    total += a * (COMMON / b);
    reporting += k == 3 || k == 4 ? 1 : given;
  }
  rsl_figure figure = small_figure(s, "VN", codes[k], "2023");
  assert_int_equal(figure.reporting, reporting);
  assert_int_equal(figure.owed, k == 3 || k == 4 ? COMMUNES : COMMUNES * MONTHS);
  if (!any) {
    assert_int_equal(figure.value.kind, RSL_NUMBER_ABSENT);
    return;
  }
  rsl_number wanted = rsl_number_divide(rsl_number_from_integer(total), rsl_number_from_integer(COMMON));
  assert_int_equal(rsl_number_compare(figure.value, wanted), 0);
}

static void compare_ratio(const small *s) {
  long above = 0;
  long under = 0;
  int paired = 0;
  for (int c = 0; c < COMMUNES; c++)
    for (int m = 0; m < MONTHS; m++) {
      if (rows[NUMERATOR][c][m] == NOTHING || rows[DENOMINATOR][c][m] == NOTHING) continue;
      above += rows[NUMERATOR][c][m];
      under += rows[DENOMINATOR][c][m];
      paired++;
    }
  rsl_figure figure = small_figure(s, "VN", "R", "2023");
  assert_int_equal(figure.reporting, paired);
  if (paired == 0) return;
  assert_int_equal(figure.numerator.numerator.low, above);
  assert_int_equal(figure.denominator.numerator.low, under);
}

/* Σ of the years / how many units gave one: of units, not of months. */
static void compare_mean(const small *s) {
  long total = 0;
  int units = 0;
  for (int c = 0; c < COMMUNES; c++) {
    long a = 0;
    long b = 1;
    int given = 0;
    if (!year_of(MEAN, c, &a, &b, &given)) continue;
    total += a;
    units++;
  }
  rsl_figure figure = small_figure(s, "VN", "M", "2023");
  if (units == 0) return;
  rsl_number wanted = rsl_number_divide(rsl_number_from_integer(total), rsl_number_from_integer(units));
  assert_int_equal(rsl_number_compare(figure.value, wanted), 0);
}

static void years_of_random_months_agree_with_the_definitions(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; round++) {
    small s;
    make_rows();
    load(&s);
    small_rollup_for(&s, "2023");
    for (int k = 0; k < NUMERATOR; k++) compare_time_rule(&s, k);
    compare_ratio(&s);
    compare_mean(&s);
    small_end(&s);
  }
}

/* A month rolled up for itself is the month of the year: no period knows of another. */
static void months_add_up_to_the_year_for_sums(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS / 10; round++) {
    small s;
    make_rows();
    load(&s);
    small_rollup(&s);
    rsl_number sum = rsl_number_from_integer(0);
    for (int m = 1; m <= MONTHS; m++) {
      char period[24];
      size_t count = 0;
      snprintf(period, sizeof period, "2023-%02d", m);
      const rsl_period *periods = rsl_rollup_periods(s.rollup, 0, &count);
      bool asked = false;
      for (size_t i = 0; i < count; i++) asked = asked || rsl_period_compare(periods[i], small_period(period)) == 0;
      if (!asked) continue;
      rsl_figure month = small_figure(&s, "VN", "SUM", period);
      if (month.value.kind != RSL_NUMBER_ABSENT) sum = rsl_number_add(sum, month.value);
    }
    small_rollup_for(&s, "2023");
    rsl_figure year = small_figure(&s, "VN", "SUM", "2023");
    if (year.value.kind != RSL_NUMBER_ABSENT) assert_int_equal(rsl_number_compare(sum, year.value), 0);
    small_end(&s);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(years_of_random_months_agree_with_the_definitions),
    cmocka_unit_test(months_add_up_to_the_year_for_sums),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
