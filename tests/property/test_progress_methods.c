/* What holds of every published method, whatever it is given: a word and a rating, or a reason; never a number that is
 * none; the same for figures of another unit of measure, and for more and less turned around where growth is told. */
#include <math.h>
#include <string.h>

#include "support/random.h"
#include "support/series.h"

enum { ROUNDS = 20000, POINTS = 6 };

static double strange_number(uint32_t *seed) {
  static const double strange[] = { 0, -0.0, 1, -1, 1e308, -1e308, 5e-324, 1e-300, 100, 0.001 };
  int kind = random_below(seed, 8);
  if (kind == 0) return RSL_UNKNOWN;
  if (kind == 1) return strange[random_below(seed, 10)];
  if (kind == 2) return random_below(seed, 2) == 0 ? (double)INFINITY : -(double)INFINITY;
  return (random_below(seed, 40000) - 10000) / 100.0;
}

static void set_random(test_series *one, uint32_t *seed) {
  double year = 1990 + random_below(seed, 30);
  one->series = (rsl_series)RSL_SERIES_INIT;
  one->series.points = one->points;
  one->series.count = (size_t)random_below(seed, POINTS + 1);
  for (size_t i = 0; i < one->series.count; i++) {
    one->points[i] = (rsl_point){ year, strange_number(seed) };
    year += random_below(seed, 20) == 0 ? 0 : 1 + random_below(seed, 8) / 2.0;
  }
  one->series.direction = random_below(seed, 2) == 0 ? RSL_DIRECTION_INCREASE : RSL_DIRECTION_DECREASE;
  if (random_below(seed, 3) > 0) one->series.target = strange_number(seed);
  if (random_below(seed, 4) == 0) one->series.limit = strange_number(seed);
  if (random_below(seed, 3) == 0) one->series.base_year = 1990 + random_below(seed, 40);
  if (random_below(seed, 3) == 0) one->series.target_year = 1990 + random_below(seed, 60);
}

static rsl_method_options random_options(uint32_t *seed) {
  rsl_method_options options;
  int edition = 0;
  rsl_method method = (rsl_method)(1 + random_below(seed, RSL_METHOD_END - 1));
  if (method == RSL_METHOD_UNSD) edition = random_below(seed, 4);
  if (method == RSL_METHOD_EUROSTAT || method == RSL_METHOD_ESCAP) edition = random_below(seed, 2);
  assert_int_equal(rsl_method_begin(method, edition, &options, NULL), RSL_OK);
  if (method == RSL_METHOD_UNSD) options.of.unsd.trend = (rsl_unsd_trend)random_below(seed, RSL_UNSD_TREND_END);
  if (method == RSL_METHOD_UNSD) options.of.unsd.maintain = random_below(seed, 5) == 0;
  if (method == RSL_METHOD_ESCAP) options.of.escap.index = (rsl_escap_index)random_below(seed, 2);
  if (method == RSL_METHOD_ESCAP) options.of.escap.scale = random_below(seed, 2) * 100.0;
  if (method == RSL_METHOD_ESCAP) options.of.escap.parity = random_below(seed, 5) == 0;
  if (method == RSL_METHOD_SDSN) options.of.sdsn.lower = strange_number(seed);
  if (method == RSL_METHOD_OECD) options.of.oecd.sigma = strange_number(seed);
  if (method == RSL_METHOD_OECD && random_below(seed, 2) == 0) options.of.oecd.measure = RSL_OECD_TREND;
  if (method == RSL_METHOD_SDSN && random_below(seed, 2) == 0) options.of.sdsn.measure = RSL_SDSN_TREND;
  return options;
}

static void assert_sound(const rsl_assessment *got) {
  const double numbers[] = { got->ratio, got->score, got->observed, got->required, got->projected, got->limit_factor };
  bool none = got->rating == RSL_RATING_NO_DATA || got->rating == RSL_RATING_NOT_RATED;
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    if (isinf(numbers[i])) fail_msg("method %d: number %zu is infinite", (int)got->method, i);
    if (numbers[i] == 0 && signbit(numbers[i])) fail_msg("method %d: number %zu is -0", (int)got->method, i);
  }
  if (got->rating == RSL_RATING_NONE) fail_msg("method %d gives no rating and no reason", (int)got->method);
  assert_true(!none || got->reason != RSL_REASON_NONE);
  assert_true(none || got->rated_as != RSL_CLASS_NONE || got->method == RSL_METHOD_ACHIEVEMENT);
}

static void any_series_has_a_rating_or_a_reason_and_no_number_that_is_none(void **state) {
  uint32_t seed = 1;
  (void)state;
  for (int i = 0; i < ROUNDS; i++) {
    test_series one;
    rsl_assessment got;
    rsl_method_options options = random_options(&seed);
    set_random(&one, &seed);
    assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
    assert_sound(&got);
  }
}

/* Powers of two, so that nothing is rounded otherwise. */
static void the_unit_of_measure_does_not_matter_to_growth(void **state) {
  static const rsl_method methods[] = { RSL_METHOD_EUROSTAT, RSL_METHOD_OPEN_SDG, RSL_METHOD_UNSD, RSL_METHOD_ISTAT };
  uint32_t seed = 2;
  (void)state;
  for (int i = 0; i < ROUNDS / 4; i++) {
    rsl_method_options options;
    rsl_assessment got;
    rsl_assessment scaled;
    test_series one;
    set_two(&one, 2015, 1 + random_below(&seed, 1000), 2016 + random_below(&seed, 10), 1 + random_below(&seed, 1000));
    one.series.target = 1 + random_below(&seed, 1000);
    assert_int_equal(rsl_method_begin(methods[random_below(&seed, 4)], 0, &options, NULL), RSL_OK);
    assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
    one.points[0].value *= 1024;
    one.points[1].value *= 1024;
    one.series.target *= 1024;
    assert_int_equal(rsl_progress_rate(&options, &one.series, &scaled, NULL), RSL_OK);
    assert_memory_equal(&got.ratio, &scaled.ratio, sizeof got.ratio);
    assert_int_equal(got.rated_as, scaled.rated_as);
  }
}

/* Of figures that rise, a better latest one is never called worse. */
static void what_is_better_is_never_called_worse(void **state) {
  static const rsl_method methods[] = { RSL_METHOD_EUROSTAT, RSL_METHOD_OPEN_SDG, RSL_METHOD_UNSD, RSL_METHOD_ISTAT,
                                        RSL_METHOD_SDSN };
  uint32_t seed = 3;
  (void)state;
  for (int i = 0; i < ROUNDS / 100; i++) {
    rsl_method_options options;
    rsl_rating before = RSL_RATING_END;
    test_series one;
    set_two(&one, 2015, 10 + random_below(&seed, 80), 2016 + random_below(&seed, 10), 1);
    one.series.target = one.points[0].value + 1 + random_below(&seed, 20);
    assert_int_equal(rsl_method_begin(methods[random_below(&seed, 5)], 0, &options, NULL), RSL_OK);
    if (options.method == RSL_METHOD_SDSN) options.of.sdsn.lower = 0;
    for (int step = 1; step < 130; step++) {
      rsl_assessment got;
      one.points[1].value = step;
      assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
      assert_true(got.rating <= before);
      before = got.rating;
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(any_series_has_a_rating_or_a_reason_and_no_number_that_is_none),
    cmocka_unit_test(the_unit_of_measure_does_not_matter_to_growth),
    cmocka_unit_test(what_is_better_is_never_called_worse),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
