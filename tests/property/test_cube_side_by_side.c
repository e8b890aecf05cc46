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

static void make_units(small *s) {
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
}

static void make_plan(small *s) {
  make_units(s);
  add_indicator(s, "Q", RSL_RULE_RATIO);
  add_indicator(s, "N", RSL_RULE_RATIO);
  small_finish(s);
}

/* Formulas of what rolled up, of what was written, of quotients and of another formula; a condition of each kind. */
static void make_formulas(small *s) {
  make_units(s);
  static const char *const formulas[] = { "G / S * 100",
                                          "G - T[-1]",
                                          "if(A > G, A / 3, G)",
                                          "R - W * 2",
                                          "L * L / S",
                                          "F0 + F1",
                                          "coalesce(W, 0) + round(A / 3, 1)" };
  static const char *const codes[] = { "F0", "F1", "F2", "F3", "F4", "F5", "F6" };
  for (size_t i = 0; i < sizeof formulas / sizeof *formulas; i++) {
    rsl_indicator indicator = small_indicator(codes[i], RSL_RULE_FORMULA, NULL);
    indicator.frequency = RSL_PERIOD_MONTH;
    indicator.rollup.expression = formulas[i];
    small_add(s, &indicator);
  }
  rsl_indicator count = small_indicator("C", RSL_RULE_COUNT, "commune");
  count.frequency = RSL_PERIOD_MONTH;
  count.rollup.expression = "S >= 2 and not (G < T or A = 0)";
  small_add(s, &count);
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

static rsl_number number_of(const small *s, uint32_t unit, const char *indicator, int month) {
  rsl_figure figure;
  rsl_period period = { RSL_PERIOD_MONTH, FIRST_MONTH + month };
  return rsl_rollup_figure(s->rollup, unit, small_indicator_index(s, indicator), period, &figure) ? figure.value
                                                                                                  : rsl_number_absent();
}

static void expect_number(const small *s, uint32_t unit, const char *indicator, int month, rsl_number expected) {
  const rsl_number found = number_of(s, unit, indicator, month);
  assert_int_equal(found.kind == RSL_NUMBER_ABSENT, expected.kind == RSL_NUMBER_ABSENT);
  if (found.kind != RSL_NUMBER_ABSENT) assert_true(found.real >= expected.real && found.real <= expected.real);
}

/* Is it known whether a commune counts, and does it: "S >= 2 and not (G < T or A = 0)", whose figures are known or not. */
static int counts(const small *s, uint32_t unit, int month) {
  const rsl_number x = number_of(s, unit, "S", month);
  const rsl_number g = number_of(s, unit, "G", month);
  const rsl_number t = number_of(s, unit, "T", month);
  const rsl_number a = number_of(s, unit, "A", month);
  bool compared = g.kind != RSL_NUMBER_ABSENT && t.kind != RSL_NUMBER_ABSENT;
  if (x.kind != RSL_NUMBER_ABSENT && rsl_number_compare(x, rsl_number_from_integer(2)) < 0) return 0;
  if (compared && rsl_number_compare(g, t) < 0) return 0;
  if (a.kind != RSL_NUMBER_ABSENT && rsl_number_sign(a) == 0) return 0;
  return x.kind != RSL_NUMBER_ABSENT && compared && a.kind != RSL_NUMBER_ABSENT ? 1 : -1;
}

static void expect_count(const small *s, int month) {
  rsl_figure figure;
  rsl_period period = { RSL_PERIOD_MONTH, FIRST_MONTH + month };
  int known = 0;
  int meet = 0;
  for (uint32_t unit = UPPER; unit < UNITS; unit++) {
    int one = counts(s, unit, month);
    known += one >= 0;
    meet += one > 0;
  }
  assert_true(rsl_rollup_figure(s->rollup, 0, small_indicator_index(s, "C"), period, &figure));
  assert_int_equal(figure.reporting, known);
  assert_int_equal(rsl_number_compare(figure.value, rsl_number_from_integer(meet)), 0);
}

static void a_formula_is_made_of_the_figures_at_its_unit(void **state) {
  static const int told[] = { 0, 3 };
  static const int own[] = { 0, 40 };
  for (uint32_t run = 0; run < 2; run++) {
    small *s = *state;
    seed = 4 + run;
    small_end(s);
    small_start(s);
    make_formulas(s);
    make_cube(s, told[run], own[run]);
    small_rollup(s);
    for (int month = 1; month < MONTHS; month++) {
      for (uint32_t i = 0; i < rsl_plan_indicator_count(s->plan); i++)
        expect_same(s->rollup, i, (rsl_period){ RSL_PERIOD_MONTH, FIRST_MONTH + month });
      for (uint32_t unit = 0; unit < UNITS; unit++) {
        const rsl_number g = number_of(s, unit, "G", month);
        const rsl_number sum = number_of(s, unit, "S", month);
        const rsl_number long_sum = number_of(s, unit, "L", month);
        const rsl_number share = rsl_number_divide(g, sum);
        expect_number(s, unit, "F0", month, rsl_number_multiply(share, rsl_number_from_integer(100)));
        expect_number(s, unit, "F1", month, rsl_number_subtract(g, number_of(s, unit, "T", month - 1)));
        expect_number(s, unit, "F4", month, rsl_number_divide(rsl_number_multiply(long_sum, long_sum), sum));
        expect_number(s, unit, "F5", month,
                      rsl_number_add(number_of(s, unit, "F0", month), number_of(s, unit, "F1", month)));
      }
      expect_count(s, month);
    }
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
    cmocka_unit_test_setup_teardown(a_formula_is_made_of_the_figures_at_its_unit, small_set_up, small_tear_down),
    cmocka_unit_test_setup_teardown(what_is_not_asked_for_has_no_figures, small_set_up, small_tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
