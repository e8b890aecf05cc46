#include "support/series.h"

#include <math.h>

void set_points(test_series *one, size_t count, const double (*pairs)[2]) {
  one->series = (rsl_series)RSL_SERIES_INIT;
  assert_true(count <= SERIES_POINTS);
  for (size_t i = 0; i < count; i++) one->points[i] = (rsl_point){ pairs[i][0], pairs[i][1] };
  one->series.points = one->points;
  one->series.count = count;
  one->series.direction = RSL_DIRECTION_INCREASE;
}

void set_two(test_series *one, double base_year, double base, double year, double value) {
  const double pairs[][2] = { { base_year, base }, { year, value } };
  set_points(one, 2, pairs);
}

void set_two_falling(test_series *one, double base_year, double base, double year, double value) {
  set_two(one, base_year, base, year, value);
  one->series.direction = RSL_DIRECTION_DECREASE;
}

void assert_real(double got, double wanted) {
  double scale = fabs(wanted) > 1 ? fabs(wanted) : 1;
  if (!(fabs(got - wanted) <= 1e-12 * scale)) fail_msg("got %.17g, wanted %.17g", got, wanted);
}

void assert_unknown(double got) {
  if (!isnan(got)) fail_msg("got %.17g, wanted nothing", got);
}

void assert_verdict(const rsl_assessment *got, rsl_class word, rsl_rating rating) {
  assert_string_equal(rsl_class_code(got->rated_as), rsl_class_code(word));
  assert_int_equal(got->rated_as, word);
  assert_int_equal(got->rating, rating);
}

void assert_refused(const rsl_assessment *got, rsl_reason reason) {
  assert_true(got->rating == RSL_RATING_NO_DATA || got->rating == RSL_RATING_NOT_RATED);
  assert_string_equal(rsl_reason_code(got->reason), rsl_reason_code(reason));
  assert_unknown(got->ratio);
}
