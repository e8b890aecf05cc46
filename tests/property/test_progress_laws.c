/* Laws that every rating of the method `path` keeps, on random targets: what is better is never called worse; the unit of
 * measure does not matter; more and less are mirror images (T4, T7). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/progress_input.h"

enum { TARGETS = 4000, STEPS = 60, YEARS = 5 };

typedef struct dice {
  uint64_t state;
} dice;

/* 0 to below - 1; the same on every machine. */
static int64_t throw(dice * of, int64_t below) {
  of->state = of->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  return (int64_t)((of->state >> 33) % (uint64_t)below);
}

static rsl_decimal tenths(int64_t units) {
  return (rsl_decimal){ units, 1 };
}

static rsl_path_input random_target(dice *of) {
  static const rsl_form rising[] = { RSL_FORM_AT_LEAST, RSL_FORM_ABOVE, RSL_FORM_BETWEEN, RSL_FORM_ABOUT,
                                     RSL_FORM_MAINTAIN };
  static const rsl_form falling[] = { RSL_FORM_AT_MOST, RSL_FORM_BELOW, RSL_FORM_BETWEEN, RSL_FORM_ABOUT,
                                      RSL_FORM_MAINTAIN };
  bool rises = throw(of, 2) == 0;
  rsl_path_input input = target(rises ? rising[throw(of, 5)] : falling[throw(of, 5)], NULL);
  int64_t low = throw(of, 400) - 200;
  input.direction = rises ? RSL_DIRECTION_INCREASE : RSL_DIRECTION_DECREASE;
  input.condition.value = tenths(low);
  input.condition.is_range = input.form == RSL_FORM_BETWEEN || (input.form == RSL_FORM_ABOUT && throw(of, 2) == 0);
  input.condition.upper = tenths(low + throw(of, 30));
  input.condition.has_tolerance = input.form == RSL_FORM_ABOUT && !input.condition.is_range && throw(of, 2) == 0;
  input.condition.tolerance = tenths(throw(of, 10));
  input.baseline.value = rsl_number_from_decimal(tenths(throw(of, 400) - 200));
  input.actual.period = (rsl_period){ RSL_PERIOD_YEAR, 2021 + (int32_t) throw(of, YEARS) };
  return input;
}

static void set_tenths(rsl_path_input *input, int64_t units) {
  input->actual.value = rsl_number_from_decimal(tenths(units));
}

/* The enumeration stands best first, on the way and at the end apart. */
static void what_is_better_is_never_called_worse(void **state) {
  dice of = { 1 };
  (void)state;
  for (int i = 0; i < TARGETS; i++) {
    rsl_path_input input = random_target(&of);
    int64_t better = input.direction == RSL_DIRECTION_INCREASE ? 1 : -1;
    int64_t from = throw(&of, 400) - 200;
    rsl_rating before = RSL_RATING_END;
    for (int step = 0; step < STEPS; step++) {
      set_tenths(&input, from + better * step * 7);
      rsl_rating now = rated(&input).rating;
      assert_true(now != RSL_RATING_NONE && now != RSL_RATING_NO_DATA && now != RSL_RATING_NOT_RATED);
      assert_true(now <= before);
      before = now;
    }
  }
}

static void scale(rsl_decimal *value, int64_t factor) {
  value->units *= factor;
}

static void scale_target(rsl_path_input *input, int64_t factor) {
  scale(&input->condition.value, factor);
  scale(&input->condition.upper, factor);
  input->baseline.value = rsl_number_multiply(input->baseline.value, rsl_number_from_integer(factor));
  input->actual.value = rsl_number_multiply(input->actual.value, rsl_number_from_integer(factor));
}

static void the_unit_of_measure_does_not_matter(void **state) {
  dice of = { 2 };
  (void)state;
  for (int i = 0; i < TARGETS; i++) {
    rsl_path_input input = random_target(&of);
    set_tenths(&input, throw(&of, 400) - 200);
    rsl_path_result before = rated(&input);
    scale_target(&input, 1000);
    scale(&input.condition.tolerance, 1000);
    assert_rating(&input, before.rating, before.reason);
  }
}

static void mirror(rsl_path_input *input) {
  static const rsl_form mirrored[RSL_FORM_END] = {
    [RSL_FORM_AT_LEAST] = RSL_FORM_AT_MOST,  [RSL_FORM_ABOVE] = RSL_FORM_BELOW,
    [RSL_FORM_AT_MOST] = RSL_FORM_AT_LEAST,  [RSL_FORM_BELOW] = RSL_FORM_ABOVE,
    [RSL_FORM_BETWEEN] = RSL_FORM_BETWEEN,   [RSL_FORM_ABOUT] = RSL_FORM_ABOUT,
    [RSL_FORM_MAINTAIN] = RSL_FORM_MAINTAIN,
  };
  input->form = mirrored[input->form];
  input->condition.form = input->form;
  input->direction = input->direction == RSL_DIRECTION_INCREASE ? RSL_DIRECTION_DECREASE : RSL_DIRECTION_INCREASE;
  scale_target(input, -1);
  if (!input->condition.is_range) return;
  rsl_decimal low = input->condition.upper;
  input->condition.upper = input->condition.value;
  input->condition.value = low;
}

static void more_and_less_are_mirror_images(void **state) {
  dice of = { 3 };
  (void)state;
  for (int i = 0; i < TARGETS; i++) {
    rsl_path_input input = random_target(&of);
    set_tenths(&input, throw(&of, 400) - 200);
    rsl_path_result before = rated(&input);
    mirror(&input);
    rsl_path_result after = rated(&input);
    assert_int_equal(after.rating, before.rating);
    assert_int_equal(after.reason, before.reason);
    assert_int_equal(after.progress.kind == RSL_NUMBER_ABSENT, before.progress.kind == RSL_NUMBER_ABSENT);
    if (after.progress.kind != RSL_NUMBER_ABSENT) assert_number(after.progress, before.progress);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_better_is_never_called_worse),
    cmocka_unit_test(the_unit_of_measure_does_not_matter),
    cmocka_unit_test(more_and_less_are_mirror_images),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
