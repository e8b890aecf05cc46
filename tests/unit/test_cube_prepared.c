/* Asking again and again: a roll-up that another one prepared, and one by several threads, give the same figures. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/small.h"

static void make_figures(small *s) {
  small_sum(s, "X");
  small_sum(s, "Y");
  small_ratio(s, "R", "X", "Y", 1);
  small_finish(s);
  small_row(s, "a1", "X", "2023", "3");
  small_row(s, "a1", "Y", "2023", "4");
  small_row(s, "b1", "X", "2023", "2");
  small_row(s, "b1", "Y", "2023", "6");
  small_row(s, "b2", "X", "2024", "9");
  small_cube(s);
}

static void expect_same(const small *s, const rsl_rollup *a, const rsl_rollup *b, uint32_t indicator,
                        const char *period) {
  for (uint32_t unit = 0; unit < rsl_plan_unit_count(s->plan); unit++) {
    rsl_figure left;
    rsl_figure right;
    bool had = rsl_rollup_figure(a, unit, indicator, small_period(period), &left);
    assert_int_equal(rsl_rollup_figure(b, unit, indicator, small_period(period), &right), had);
    char texts[2][RSL_NUMBER_TEXT];
    rsl_number_format(left.value, texts[0]);
    rsl_number_format(right.value, texts[1]);
    assert_string_equal(texts[0], texts[1]);
    assert_int_equal(left.reporting, right.reporting);
    assert_int_equal(left.owed, right.owed);
    assert_int_equal(left.absence, right.absence);
  }
}

static void what_another_roll_up_prepared_changes_no_figure(void **state) {
  small *s = *state;
  make_figures(s);
  rsl_rollup *prepared = NULL;
  rsl_rollup_request nothing = RSL_ROLLUP_REQUEST_INIT;
  uint32_t none = 0;
  nothing.indicators = &none;
  nothing.indicator_count = 0;
  assert_int_equal(rsl_rollup_run(s->cube, &nothing, NULL, &prepared, &s->error), RSL_OK);
  static const char *const periods[] = { "2023", "2024" };
  const rsl_period both[] = { small_period("2023"), small_period("2024") };
  rsl_rollup_request all = RSL_ROLLUP_REQUEST_INIT;
  all.periods = both;
  all.period_count = 2;
  assert_int_equal(small_try_rollup(s, &all), RSL_OK);
  for (uint32_t indicator = 0; indicator < 3; indicator++) {
    for (int p = 0; p < 2; p++) {
      rsl_rollup *asked = NULL;
      rsl_period period = small_period(periods[p]);
      rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
      request.indicators = &indicator;
      request.indicator_count = 1;
      request.periods = &period;
      request.period_count = 1;
      request.prepared = prepared;
      assert_int_equal(rsl_rollup_run(s->cube, &request, NULL, &asked, &s->error), RSL_OK);
      expect_same(s, s->rollup, asked, indicator, periods[p]);
      rsl_rollup_free(asked);
    }
  }
  rsl_rollup_free(prepared);
}

static void a_roll_up_of_another_cube_prepares_nothing(void **state) {
  small *s = *state;
  make_figures(s);
  rsl_cube_builder *builder = NULL;
  rsl_cube *other = NULL;
  rsl_rollup *prepared = NULL;
  assert_int_equal(rsl_cube_builder_new(s->plan, NULL, NULL, &builder), RSL_OK);
  assert_int_equal(rsl_cube_builder_finish(builder, NULL, &other, &s->error), RSL_OK);
  assert_int_equal(rsl_rollup_run(other, NULL, NULL, &prepared, &s->error), RSL_OK);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.prepared = prepared;
  assert_int_equal(small_try_rollup(s, &request), RSL_ERR_ARGUMENT);
  rsl_rollup_free(prepared);
  rsl_cube_free(other);
  rsl_cube_builder_free(builder);
}

static void any_number_of_threads_gives_the_same_figures(void **state) {
  small *s = *state;
  make_figures(s);
  small_rollup(s);
  for (unsigned threads = 0; threads < 4; threads++) {
    rsl_rollup *asked = NULL;
    rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
    request.threads = threads;
    assert_int_equal(rsl_rollup_run(s->cube, &request, NULL, &asked, &s->error), RSL_OK);
    for (uint32_t indicator = 0; indicator < 3; indicator++) {
      expect_same(s, s->rollup, asked, indicator, "2023");
      expect_same(s, s->rollup, asked, indicator, "2024");
    }
    rsl_rollup_free(asked);
  }
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(what_another_roll_up_prepared_changes_no_figure),
    TEST(a_roll_up_of_another_cube_prepares_nothing),
    TEST(any_number_of_threads_gives_the_same_figures),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
