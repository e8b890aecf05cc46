/* Changes one after another, and one cube of all that was told last: the same figures, to the last digit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/failing_allocator.h"
#include "support/random.h"
#include "support/small.h"

enum { COMMUNES = 12, MONTHS = 9, CHANGES = 400, FIRST_MONTH = 2023 * 12, TOLD = 4 /* indicators */ };

/* What was told of one figure and holds: its revisions, or the one row without. */
typedef struct told {
  rsl_measurement rows[CHANGES];
  size_t count;
} told;

static told all_told[TOLD][3 + COMMUNES][MONTHS];

static uint32_t seed = 20230412;

static void add_monthly(small *s, const char *code, rsl_rule rule) {
  rsl_indicator indicator = small_indicator(code, rule, "commune");
  indicator.frequency = RSL_PERIOD_MONTH;
  if (rule == RSL_RULE_WEIGHTED_MEAN) indicator.rollup.weight = "Y";
  if (rule == RSL_RULE_RATIO) {
    indicator.rollup.numerator = "X";
    indicator.rollup.denominator = "Y";
  }
  if (rule == RSL_RULE_FORMULA) {
    indicator.measured_at_count = 0;
    indicator.rollup.expression = "X - Y / 2";
  }
  small_add(s, &indicator);
}

/* X and Y are sums, the others are made of them, or found again. */
static void make_plan(small *s) {
  char code[16];
  small_unit(s, "VN", "nation", NULL);
  small_unit(s, "P", "province", "VN");
  small_unit(s, "Q", "province", "VN");
  for (int i = 0; i < COMMUNES; i++) {
    (void)snprintf(code, sizeof code, "c%d", i);
    static char codes[COMMUNES][16];
    memcpy(codes[i], code, sizeof code);
    small_unit(s, codes[i], "commune", i % 3 == 0 ? "P" : "Q");
  }
  add_monthly(s, "X", RSL_RULE_SUM);
  add_monthly(s, "Y", RSL_RULE_SUM);
  add_monthly(s, "M", RSL_RULE_MAX);
  add_monthly(s, "W", RSL_RULE_WEIGHTED_MEAN);
  add_monthly(s, "R", RSL_RULE_RATIO);
  add_monthly(s, "F", RSL_RULE_FORMULA);
  small_finish(s);
}

/* Mostly bare figures of the first four; now and then one with a status, a revision, of a province, or none. */
static rsl_measurement some_measurement(const small *s, int change) {
  rsl_measurement m;
  char code[16];
  int kind = random_below(&seed, 40);
  (void)snprintf(code, sizeof code, "c%d", random_below(&seed, COMMUNES));
  rsl_measurement_init(&m);
  m.unit = small_unit_index(s, kind == 1 ? "P" : code);
  m.indicator = (uint32_t)random_below(&seed, 4);
  m.period = (rsl_period){ RSL_PERIOD_MONTH, FIRST_MONTH + random_below(&seed, MONTHS) };
  m.has_value = kind != 2;
  m.value = (rsl_decimal){ random_below(&seed, kind == 3 ? 2000000000 : 2000), random_below(&seed, 4) == 0 ? 1 : 0 };
  if (kind == 4) m.status = 'E';
  if (kind == 5) {
    m.has_revision = true;
    m.revision = change + 1;
  }
  return m;
}

static void expect_same(const small *s, const rsl_rollup *a, const rsl_rollup *b) {
  for (uint32_t i = 0; i < rsl_plan_indicator_count(s->plan); i++) {
    for (uint32_t unit = 0; unit < rsl_plan_unit_count(s->plan); unit++) {
      for (int month = 0; month < MONTHS; month++) {
        rsl_period period = { RSL_PERIOD_MONTH, FIRST_MONTH + month };
        rsl_figure x;
        rsl_figure y;
        char texts[2][RSL_NUMBER_TEXT];
        bool had = rsl_rollup_figure(a, unit, i, period, &x);
        assert_int_equal(rsl_rollup_figure(b, unit, i, period, &y), had);
        rsl_number_format(x.value, texts[0]);
        rsl_number_format(y.value, texts[1]);
        assert_string_equal(texts[0], texts[1]);
        assert_int_equal(x.reporting, y.reporting);
        assert_int_equal(x.owed, y.owed);
        assert_int_equal(x.status, y.status);
        assert_int_equal(x.absence, y.absence);
        assert_int_equal(x.flags, y.flags);
        assert_int_equal(x.weak, y.weak);
      }
    }
  }
}

static void tell(const rsl_measurement *m) {
  told *of = &all_told[m->indicator][m->unit][m->period.index - FIRST_MONTH];
  if (!m->has_revision) of->count = 0;
  of->rows[of->count++] = *m;
}

/* A cube of all that holds, in one go. */
static rsl_rollup *roll_up_anew(small *s, const rsl_rollup_request *request) {
  rsl_cube_builder *builder = NULL;
  rsl_rollup *rollup = NULL;
  assert_int_equal(rsl_cube_builder_new(s->plan, NULL, NULL, &builder), RSL_OK);
  for (uint32_t i = 0; i < TOLD; i++) {
    for (uint32_t unit = 0; unit < 3 + COMMUNES; unit++) {
      for (int month = 0; month < MONTHS; month++) {
        const told *of = &all_told[i][unit][month];
        for (size_t r = 0; r < of->count; r++)
          assert_int_equal(rsl_cube_builder_add(builder, &of->rows[r], &s->error), RSL_OK);
      }
    }
  }
  rsl_cube_free(s->cube);
  s->cube = NULL;
  assert_int_equal(rsl_cube_builder_finish(builder, NULL, &s->cube, &s->error), RSL_OK);
  rsl_cube_builder_free(builder);
  assert_int_equal(rsl_rollup_run(s->cube, request, NULL, &rollup, &s->error), RSL_OK);
  return rollup;
}

static void changes_one_by_one_and_all_at_once_give_the_same_figures(void **state) {
  small *s = *state;
  rsl_live *live = NULL;
  rsl_period months[MONTHS];
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  make_plan(s);
  for (int i = 0; i < MONTHS; i++) months[i] = (rsl_period){ RSL_PERIOD_MONTH, FIRST_MONTH + i };
  request.periods = months;
  request.period_count = MONTHS;
  for (uint32_t unit = 3; unit < 3 + COMMUNES; unit++) {
    for (int month = 0; month < MONTHS; month++) {
      rsl_measurement m = some_measurement(s, 0);
      m.unit = unit;
      m.period = months[month];
      m.has_revision = false;
      for (m.indicator = 0; m.indicator < 4; m.indicator++)
        if (random_below(&seed, 8) > 0) {
          assert_int_equal(small_offer(s, &m), RSL_OK);
          tell(&m);
        }
    }
  }
  small_cube(s);
  rsl_cube *given = s->cube;
  s->cube = NULL;
  assert_int_equal(rsl_live_new(given, &request, NULL, &live, &s->error), RSL_OK);
  for (int change = 0; change < CHANGES; change++) {
    rsl_measurement m = some_measurement(s, change);
    if (rsl_live_set(live, &m, &s->error) != RSL_OK) fail_msg("%s", s->error.text);
    tell(&m);
    if (change % 7 != 0) continue;
    assert_ptr_equal(rsl_cube_plan(rsl_live_cube(live)), s->plan);
    const rsl_rollup *now = NULL;
    assert_int_equal(rsl_live_rollup(live, &now, &s->error), RSL_OK);
    rsl_rollup *anew = roll_up_anew(s, &request);
    expect_same(s, now, anew);
    rsl_rollup_free(anew);
  }
  rsl_live_free(live);
}

/* A bare figure, one that stands in the rows of its own, and what is made of both. */
static bool change_two(const rsl_allocator *allocator, void *context) {
  small *s = context;
  rsl_cube_builder *builder = NULL;
  rsl_cube *cube = NULL;
  rsl_live *live = NULL;
  const rsl_rollup *rollup = NULL;
  rsl_measurement m;
  rsl_measurement_init(&m);
  m.indicator = 0;
  m.unit = small_unit_index(s, "c0");
  m.period = (rsl_period){ RSL_PERIOD_MONTH, FIRST_MONTH };
  m.has_value = true;
  m.value = (rsl_decimal){ 3, 0 };
  assert_int_equal(rsl_cube_builder_new(s->plan, NULL, NULL, &builder), RSL_OK);
  for (uint32_t unit = 3; unit < 3 + COMMUNES; unit++) {
    for (int month = 0; month < MONTHS; month++) {
      rsl_measurement given = m;
      given.unit = unit;
      given.period.index += month;
      for (given.indicator = 0; given.indicator < 4; given.indicator++)
        assert_int_equal(rsl_cube_builder_add(builder, &given, &s->error), RSL_OK);
    }
  }
  assert_int_equal(rsl_cube_builder_finish(builder, NULL, &cube, &s->error), RSL_OK);
  rsl_cube_builder_free(builder);
  rsl_status status = rsl_live_new(cube, NULL, allocator, &live, &s->error);
  if (status != RSL_OK) rsl_cube_free(cube);
  if (status == RSL_OK) status = rsl_live_set(live, &m, &s->error);
  m.value.units = 5;
  if (status == RSL_OK) status = rsl_live_set(live, &m, &s->error);
  if (status == RSL_OK) status = rsl_live_rollup(live, &rollup, &s->error);
  m.status = 'E';
  if (status == RSL_OK) status = rsl_live_set(live, &m, &s->error);
  if (status == RSL_OK) status = rsl_live_rollup(live, &rollup, &s->error);
  rsl_live_free(live);
  return status == RSL_OK;
}

static void a_change_for_which_memory_runs_out_gives_everything_back(void **state) {
  make_plan(*state);
  assert_true(sweep_allocations_leniently(change_two, *state) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(changes_one_by_one_and_all_at_once_give_the_same_figures, small_set_up,
                                    small_tear_down),
    cmocka_unit_test_setup_teardown(a_change_for_which_memory_runs_out_gives_everything_back, small_set_up,
                                    small_tear_down),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
