/* exp, log and pow of R10 against MPFR, over their whole range; told as skipped where MPFR is not there. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

#include <cmocka.h>

#include "base/bits.h"
#include "base/real_functions.h"

#ifdef RSL_HAS_MPFR
#include <mpfr.h>

enum { DRAWS = 60000, BITS = 300 };

static mpfr_t wanted;
static mpfr_t given;
static mpfr_t spare;

static int set_up(void **state) {
  (void)state;
  mpfr_inits2(BITS, wanted, given, spare, (mpfr_ptr)0);
  return 0;
}

static int tear_down(void **state) {
  (void)state;
  mpfr_clears(wanted, given, spare, (mpfr_ptr)0);
  mpfr_free_cache();
  return 0;
}

static uint64_t draw_bits(uint64_t *seed) {
  *seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
  uint64_t mixed = (*seed ^ *seed >> 33) * UINT64_C(0xff51afd7ed558ccd);
  return mixed ^ mixed >> 33;
}

/* From low to high, evenly. */
static double draw(uint64_t *seed, double low, double high) {
  return low + (high - low) * ((double)(draw_bits(seed) >> 11) * 0x1p-53);
}

/* Any double above 0, each pattern as likely as the next: subnormal ones and those near infinity too. */
static double draw_positive(uint64_t *seed) {
  return rsl__double_from_bits(draw_bits(seed) % UINT64_C(0x7FF0000000000000));
}

/* `wanted` rounded once, to nearest, ties to even. */
static void expect_nearest(double got, double x, double y) {
  double nearest = mpfr_get_d(wanted, MPFR_RNDN);
  if (got != nearest) fail_msg("%a instead of %a, of %a and %a", got, nearest, x, y);
}

static void expect_pair_within(rsl__pair got, double bound, double x) {
  mpfr_set_d(given, got.high, MPFR_RNDN);
  mpfr_add_d(given, given, got.low, MPFR_RNDN);
  mpfr_sub(given, given, wanted, MPFR_RNDN);
  mpfr_div(given, given, wanted, MPFR_RNDN);
  double wrong = fabs(mpfr_get_d(given, MPFR_RNDN));
  if (!(wrong <= bound)) fail_msg("wrong by %a of %a", wrong, x);
}

static void exp_is_the_nearest_double_over_its_whole_range(void **state) {
  (void)state;
  uint64_t seed = 1;
  for (int i = 0; i < DRAWS; i++) {
    double x = i % 3 == 0 ? draw(&seed, -746, 710) : i % 3 == 1 ? draw(&seed, -1, 1) : draw(&seed, -746, -708);
    mpfr_set_d(wanted, x, MPFR_RNDN);
    mpfr_exp(wanted, wanted, MPFR_RNDN);
    expect_nearest(rsl__exp(x), x, 0);
    if (fabs(x) < 600) expect_pair_within(rsl__exp_pair(pair_of(x)), 0x1p-94, x);
  }
}

static void log_is_the_nearest_double_of_every_kind_of_double(void **state) {
  (void)state;
  uint64_t seed = 2;
  for (int i = 0; i < DRAWS; i++) {
    double x = i % 3 == 0 ? draw_positive(&seed) : i % 3 == 1 ? draw(&seed, 0.5, 2) : 1 + draw(&seed, -1e-6, 1e-6);
    mpfr_set_d(wanted, x, MPFR_RNDN);
    mpfr_log(wanted, wanted, MPFR_RNDN);
    expect_nearest(rsl__log(x), x, 0);
    if (x != 1) expect_pair_within(rsl__log_pair(pair_of(x)), 0x1p-94, x);
  }
}

static void every_row_of_the_tables_is_right(void **state) {
  (void)state;
  for (int i = 0; i < 128; i++) {
    for (int side = 0; side < 2; side++) { /* the first double of the interval and the last */
      double x = 1 + (i + side) / 128.0 - side * 0x1p-52;
      mpfr_set_d(wanted, x, MPFR_RNDN);
      mpfr_log(wanted, wanted, MPFR_RNDN);
      expect_nearest(rsl__log(x), x, 0);
      if (x != 1) expect_pair_within(rsl__log_pair(pair_of(x)), 0x1p-94, x);
    }
  }
  for (int i = -64; i < 64; i++) {
    double x = i * 0.0108304246962491454; /* ln 2 / 64 */
    mpfr_set_d(wanted, x, MPFR_RNDN);
    mpfr_exp(wanted, wanted, MPFR_RNDN);
    expect_nearest(rsl__exp(x), x, 0);
    expect_pair_within(rsl__exp_pair(pair_of(x)), 0x1p-94, x);
  }
}

static void pow_is_the_nearest_double_over_its_whole_range(void **state) {
  (void)state;
  uint64_t seed = 3;
  for (int i = 0; i < DRAWS; i++) {
    double x = i % 2 == 0 ? draw_positive(&seed) : draw(&seed, 0, 4);
    double log2 = rsl__log(x) / 0.693147180559945309;
    /* Half of the exponents lead anywhere from below the least double to above the largest, half are those of a year. */
    double y = i % 4 < 2 ? draw(&seed, -1090, 1030) / log2 : draw(&seed, -3, 3);
    mpfr_set_d(wanted, x, MPFR_RNDN);
    mpfr_set_d(spare, y, MPFR_RNDN);
    mpfr_pow(wanted, wanted, spare, MPFR_RNDN);
    expect_nearest(rsl__pow(x, y), x, y);
  }
}

static void whole_powers_and_roots_are_the_nearest_doubles(void **state) {
  (void)state;
  uint64_t seed = 4;
  for (int i = 0; i < DRAWS; i++) {
    double x = i % 2 == 0 ? (double)(1 + draw_bits(&seed) % 1000) : draw(&seed, 0.5, 3);
    int64_t numerator = (int64_t)(draw_bits(&seed) % 41) - 20;
    int64_t denominator = 1 + (int64_t)(draw_bits(&seed) % 365);
    mpfr_set_d(wanted, x, MPFR_RNDN);
    mpfr_pow_si(wanted, wanted, (long)numerator, MPFR_RNDN);
    expect_nearest(rsl__pow(x, (double)numerator), x, (double)numerator);
    mpfr_rootn_ui(wanted, wanted, (unsigned long)denominator, MPFR_RNDN);
    expect_nearest(rsl__pow_fraction(x, numerator, denominator), x, (double)numerator / (double)denominator);
    if (numerator % denominator == 0 && numerator != denominator) continue; /* may lie in the middle of two doubles */
    mpfr_sub_ui(wanted, wanted, 1, MPFR_RNDN);
    mpfr_mul_ui(wanted, wanted, 100, MPFR_RNDN);
    expect_nearest(rsl__growth_percent(x, 0, numerator, denominator), x, (double)numerator / (double)denominator);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(exp_is_the_nearest_double_over_its_whole_range),
    cmocka_unit_test(log_is_the_nearest_double_of_every_kind_of_double),
    cmocka_unit_test(every_row_of_the_tables_is_right),
    cmocka_unit_test(pow_is_the_nearest_double_over_its_whole_range),
    cmocka_unit_test(whole_powers_and_roots_are_the_nearest_doubles),
  };
  return cmocka_run_group_tests(tests, set_up, tear_down);
}
#else
int main(void) {
  print_message("MPFR is not there: not tested\n");
  return 77;
}
#endif
