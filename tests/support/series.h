/* Short ways to write a series for the published methods. */
#ifndef RSL_TESTS_SERIES_H
#define RSL_TESTS_SERIES_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <resolution/progress.h>

enum { SERIES_POINTS = 64 };

typedef struct test_series {
  rsl_series series;
  rsl_point points[SERIES_POINTS];
} test_series;

/* `count` pairs of year and value; better when it rises. The series points into itself: do not copy it. */
void set_points(test_series *one, size_t count, const double (*pairs)[2]);
/* Two figures. */
void set_two(test_series *one, double base_year, double base, double year, double value);
/* The same, better when it falls. */
void set_two_falling(test_series *one, double base_year, double base, double year, double value);

void assert_real(double got, double wanted); /* to 12 digits */
void assert_unknown(double got);
void assert_verdict(const rsl_assessment *got, rsl_class word, rsl_rating rating);
/* No rating, for this reason. */
void assert_refused(const rsl_assessment *got, rsl_reason reason);

#endif
