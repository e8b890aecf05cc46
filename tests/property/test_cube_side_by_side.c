/* The figures of all units side by side, and each unit's own: the same values and counts, whatever is among them. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support/random.h"
#include "support/small.h"

enum { UPPER = 3, COMMUNES = 40, UNITS = UPPER + COMMUNES, MONTHS = 7, FIRST_MONTH = 2023 * 12, MEASURED = 6 };

static uint32_t seed;

static void add_indicator(small *s, const char *code, rsl_rule rule) {
  rsl_indicator indicator = small_indicator(code, rule, "commune");
  indicator.frequency = RSL_PERIOD_MONTH;
  if (rule == RSL_RULE_WEIGHTED_MEAN) indicator.rollup.weight = "S";
  if (rule == RSL_RULE_RATIO) {
    indicator.rollup.numerator = code[0] == 'R' ? "L" : code[0] == 'Q' ? "G" : "S";
    indicator.rollup.denominator = code[0] == 'N' ? "G" : "S";
    indicator.rollup.factor = (rsl_decimal){ 100, 0 };
  }
  small_add(s, &indicator);
}

static void make_plan(small *s) {
  static char codes[COMMUNES][16];
  small_unit(s, "VN", "nation", NULL);
  small_unit(s, "P", "province", "VN");
  small_unit(s, "Q", "province", "VN");
  for (int i = 0; i < COMMUNES; i++) {
    (void)snprintf(codes[i], sizeof codes[i], "c%d", i);
    small_unit(s, codes[i], "commune", i % 3 == 0 ? "P" : "Q");
  }
  add_indicator(s, "S", RSL_RULE_SUM);
  add_indicator(s, "L", RSL_RULE_SUM);
  add_indicator(s, "G", RSL_RULE_MAX);
  add_indicator(s, "T", RSL_RULE_MIN);
  add_indicator(s, "A", RSL_RULE_MEAN);
  add_indicator(s, "W", RSL_RULE_WEIGHTED_MEAN);
  add_indicator(s, "R", RSL_RULE_RATIO);
  add_indicator(s, "Q", RSL_RULE_RATIO);
  add_indicator(s, "N", RSL_RULE_RATIO);
  small_finish(s);
}

/* S is small and never negative, but for provinces, who stand in where a commune is missing; L is past what a double holds
 * exactly, the others are between, with decimals. */
static rsl_decimal some_value(uint32_t indicator, bool upper) {
  int value = random_below(&seed, 2000);
  if (indicator == 0) return (rsl_decimal){ upper ? 1000 + value : value % 5, 0 };
  if (indicator == 1) return (rsl_decimal){ INT64_C(9007199254740993) + value, 3 };
  return (rsl_decimal){ value - 1000, (int)indicator % 3 };
}

/* @param told among a hundred: with a status. @param own among a hundred: a province reports of itself. */
static void make_cube(small *s, int told, int own) {
  for (uint32_t unit = 1; unit < UNITS; unit++) {
    for (uint32_t indicator = 0; indicator < MEASURED; indicator++) {
      for (int month = 0; month < MONTHS; month++) {
        if (unit < UPPER ? random_below(&seed, 100) >= own : random_below(&seed, 10) == 0) continue;
        rsl_measurement m;
        rsl_measurement_init(&m);
        m.unit = unit;
        m.indicator = indicator;
        m.period = (rsl_period){ RSL_PERIOD_MONTH, FIRST_MONTH + month };
        m.has_value = true;
        m.value = some_value(indicator, unit < UPPER);
        if (random_below(&seed, 100) < told) m.status = 'E';
        assert_int_equal(small_offer(s, &m), RSL_OK);
      }
    }
  }
  small_cube(s);
}

static void expect_same(const rsl_rollup *rollup, uint32_t indicator, rsl_period period) {
  double values[UNITS];
  uint64_t reporting[UNITS];
  uint64_t owed[UNITS];
  assert_true(rsl_rollup_figures(rollup, indicator, period, values, reporting, owed));
  for (uint32_t unit = 0; unit < UNITS; unit++) {
    rsl_figure figure;
    assert_true(rsl_rollup_figure(rollup, unit, indicator, period, &figure));
    assert_int_equal(reporting[unit], figure.reporting);
    assert_int_equal(owed[unit], figure.owed);
    if (figure.value.kind == RSL_NUMBER_ABSENT)
      assert_true(isnan(values[unit]));
    else
      assert_true(values[unit] >= figure.value.real && values[unit] <= figure.value.real);
  }
}

static void figures_side_by_side_are_those_of_each_unit(void **state) {
  static const int told[] = { 0, 0, 4 };
  static const int own[] = { 0, 90, 0 };
  for (uint32_t run = 0; run < 3; run++) {
    small *s = *state;
    seed = 20230412 + run;
    small_end(s);
    small_start(s);
    make_plan(s);
    make_cube(s, told[run], own[run]);
    small_rollup(s);
    for (uint32_t indicator = 0; indicator < rsl_plan_indicator_count(s->plan); indicator++)
      for (int month = 0; month < MONTHS; month++)
        expect_same(s->rollup, indicator, (rsl_period){ RSL_PERIOD_MONTH, FIRST_MONTH + month });
  }
}

static void what_is_not_asked_for_has_no_figures(void **state) {
  small *s = *state;
  double values[UNITS];
  make_plan(s);
  make_cube(s, 0, 0);
  small_rollup(s);
  assert_false(rsl_rollup_figures(s->rollup, 99, (rsl_period){ RSL_PERIOD_MONTH, FIRST_MONTH }, values, NULL, NULL));
  assert_false(rsl_rollup_figures(s->rollup, 0, (rsl_period){ RSL_PERIOD_YEAR, 2023 }, values, NULL, NULL));
  for (uint32_t unit = 0; unit < UNITS; unit++) assert_true(isnan(values[unit]));
  assert_true(rsl_rollup_figures(s->rollup, 0, (rsl_period){ RSL_PERIOD_MONTH, FIRST_MONTH }, NULL, NULL, NULL));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(figures_side_by_side_are_those_of_each_unit, small_set_up, small_tear_down),
    cmocka_unit_test_setup_teardown(what_is_not_asked_for_has_no_figures, small_set_up, small_tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
