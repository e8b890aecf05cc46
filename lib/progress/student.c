#include "progress/student.h"

#include <math.h>

#include <resolution/progress_outlook.h>

#include "base/real_functions.h"

/* The share α of the distribution beyond ±t is the incomplete beta function I_x(a, ½) with a = degrees / 2 and
 * x = degrees / (degrees + t²). Its quantile is found by Newton's method on ln α over ln x: I_x is x^a times a power series in
 * x without a negative coefficient (DLMF 8.17.7), so that curve bends one way only, and from a t that is too small the
 * steps never pass the root. The normal distribution is the one of infinitely many degrees of freedom. */

/** The distribution at ±t. */
typedef struct place {
  rsl__pair tails; /**< α */
  double weight;   /**< t × density at t: dα/dt is -2 weight / t */
} place;

enum {
  SERIES_BY = 64,   /* degrees of freedom from which the logarithm of the density's factor is a short series … */
  SERIES_TERMS = 7, /* … of as many terms, the first that is left out being below 2^-78 */
  STEPS_MAX = 100,
  FRACTION_MAX = 1000000, /* far more than it takes below normal_from */
  FRACTION_DEPTH = 120,   /* of the normal tail past TAIL_FROM: the rest is below 2^-80 */
  TAIL_FROM = 3
};

static const double normal_from = 1e10; /* degrees of freedom from which two terms of an expansion are enough */
static const double rest_of_fraction = 0x1p-76;
static const rsl__pair one_over_root_pi = { 0x1.20dd750429b6dp-1, 0x1.1ae3a914fed80p-57 };
static const rsl__pair one_over_root_two_pi = { 0x1.9884533d43651p-2, -0x1.cbc0d30ebfd15p-56 };

static double quantile(double degrees, double level);
static double first_guess(double degrees, double level, double tails);
static place look(double degrees, double t);
static place look_at_normal(double z);
static rsl__pair normal_density(double z);
static rsl__pair density_factor(double degrees);
static rsl__pair logarithm_of_ratio(double a);
static rsl__pair beta_fraction(double a, double b, rsl__pair x);

double rsl_student_quantile(size_t degrees, double level) {
  if (degrees == 0) return NAN;
  if ((double)degrees < normal_from) return quantile((double)degrees, level);
  double z = quantile(INFINITY, level); /* R. A. Fisher and E. A. Cornish (1960) */
  return z + z * (z * z + 1) / (4 * (double)degrees);
}

double rsl__normal_quantile(double level) {
  return quantile(INFINITY, level);
}

double rsl__normal_tails(double z) {
  return z == 0 ? 1 : pair_value(look_at_normal(fabs(z)).tails);
}

static double quantile(double degrees, double level) {
  if (!(level > 0 && level < 1)) return NAN;
  rsl__pair wanted = pair_sum(1, -level);
  double t = first_guess(degrees, level, wanted.high);
  if (level < 0x1p-30) return t; /* the density is flat there, to 2^-60 */
  for (int step = 0; step < STEPS_MAX; step++) {
    place at = look(degrees, t);
    double ahead = pair_value(pair_subtract(at.tails, wanted)) * t / (2 * at.weight);
    double bend = isinf(degrees) ? t : (degrees + 1) * t / (degrees + t * t);
    if (fabs(ahead) * (bend + 1 / t) < 0x1p-20) return t + ahead * (1 + ahead * bend / 2);
    double over = rsl__log(at.tails.high / wanted.high) * at.tails.high / at.weight;
    /* The same step in t: with infinitely many degrees ln x is -t². */
    if (isinf(degrees))
      t = sqrt(t * t * (1 + over));
    else
      t = sqrt(t * t + (degrees + t * t) * (rsl__exp(over * t * t / (degrees + t * t)) - 1));
  }
  return t;
}

/* Two values that are never too large: the density is greatest at 0, and I_x is at least the first term of its series. */
static double first_guess(double degrees, double level, double tails) {
  double factor = isinf(degrees) ? 0 : pair_value(density_factor(degrees)); /* 1 / B(a, ½) */
  double peak = isinf(degrees) ? one_over_root_two_pi.high : factor / sqrt(degrees);
  double near = level / (2 * peak);
  if (isinf(degrees)) return near;
  double x = rsl__pow(tails * degrees / (2 * factor), 2 / degrees);
  double far = x < 1 ? sqrt(degrees * (1 - x) / x) : 0;
  return far > near ? far : near;
}

static place look(double degrees, double t) {
  if (isinf(degrees)) return look_at_normal(t);
  double a = degrees / 2;
  rsl__pair square = pair_product(t, t);
  rsl__pair all = pair_add(pair_of(degrees), square);
  rsl__pair x = pair_divide(pair_of(degrees), all);
  rsl__pair rest = pair_divide(square, all);
  /* x^a √(1 - x) / B(a, ½) */
  rsl__pair weight = pair_add(pair_times(rsl__log_pair(x), a), pair_times(rsl__log_pair(rest), 0.5));
  weight = pair_multiply(rsl__exp_pair(weight), density_factor(degrees));
  place at = { pair_of(0), weight.high };
  if (x.high < (a + 1) / (a + 2.5)) {
    at.tails = pair_divide(pair_multiply(weight, beta_fraction(a, 0.5, x)), pair_of(a));
  } else {
    rsl__pair middle = pair_times(pair_multiply(weight, beta_fraction(0.5, a, rest)), 2);
    at.tails = pair_subtract(pair_of(1), middle);
  }
  return at;
}

/* ---- The normal distribution ------------------------------------------------------------------------------ */

/* Near 0 the middle is 2 φ(z) (z + z³/3 + z⁵/(3·5) + …), DLMF 7.6.2; far from it each tail is φ(z) / (z + 1/(z + 2/(z + …))),
 * DLMF 7.9.3. */
static place look_at_normal(double z) {
  rsl__pair density = normal_density(z);
  place at = { pair_of(0), z * density.high };
  if (z < TAIL_FROM) {
    rsl__pair term = pair_of(z);
    rsl__pair middle = term;
    for (int odd = 3; term.high > rest_of_fraction * middle.high; odd += 2) {
      term = pair_divide(pair_multiply(term, pair_product(z, z)), pair_of(odd));
      middle = pair_add(middle, term);
    }
    at.tails = pair_subtract(pair_of(1), pair_times(pair_multiply(density, middle), 2));
  } else {
    rsl__pair below = pair_of(z);
    for (int depth = FRACTION_DEPTH; depth > 0; depth--) {
      below = pair_add(pair_of(z), pair_divide(pair_of(depth), below));
    }
    at.tails = pair_times(pair_divide(density, below), 2);
  }
  return at;
}

static rsl__pair normal_density(double z) {
  rsl__pair square = pair_product(z, z);
  return pair_multiply(rsl__exp_pair(pair_times(square, -0.5)), one_over_root_two_pi);
}

/* ---- The incomplete beta function -------------------------------------------------------------------------- */

/* 1 / B(a, ½) = Γ(a + ½) / (Γ(a) √π), by Γ(a + ½) / Γ(a) = Γ(a + 1 + ½) / Γ(a + 1) × a / (a + ½). */
static rsl__pair density_factor(double degrees) {
  rsl__pair above = one_over_root_pi;
  rsl__pair below = pair_of(1);
  while (degrees < SERIES_BY) {
    above = pair_times(above, degrees);
    below = pair_times(below, degrees + 1);
    degrees += 2;
  }
  return pair_multiply(pair_divide(above, below), rsl__exp_pair(logarithm_of_ratio(degrees / 2)));
}

/* ln Γ(a + ½) - ln Γ(a) = ½ ln a - 1/(8a) + 1/(192a³) - 1/(640a⁵) + …, from DLMF 5.11.8: the terms are
 * (2^(1-n) - 2) B_n / (n (n - 1) a^(n-1)) for even n, B_n being Bernoulli's numbers. */
static rsl__pair logarithm_of_ratio(double a) {
  static const double coefficients[SERIES_TERMS][2] = { { -1, 8 },        { 1, 192 },     { -1, 640 },
                                                        { 17, 14336 },    { -31, 18432 }, { 691, 180224 },
                                                        { -5461, 425984 } };
  rsl__pair inverse = pair_divide(pair_of(1), pair_of(a));
  rsl__pair square = pair_multiply(inverse, inverse);
  rsl__pair series = pair_of(0);
  for (int term = SERIES_TERMS - 1; term >= 0; term--) {
    rsl__pair coefficient = pair_divide(pair_of(coefficients[term][0]), pair_of(coefficients[term][1]));
    series = pair_add(pair_multiply(series, square), coefficient);
  }
  return pair_add(pair_times(rsl__log_pair(pair_of(a)), 0.5), pair_multiply(series, inverse));
}

/* The continued fraction of DLMF 8.17.22, from its head by the method of W. J. Lentz (1976): I_x(a, b) is
 * x^a (1 - x)^b / (a B(a, b)) times its value. It is quick for x below (a + 1) / (a + b + 2). */
static rsl__pair beta_fraction(double a, double b, rsl__pair x) {
  rsl__pair one = pair_of(1);
  rsl__pair above = one;
  rsl__pair below = pair_divide(one, pair_subtract(one, pair_divide(pair_times(x, a + b), pair_of(a + 1))));
  rsl__pair value = below;
  for (int step = 1; step < FRACTION_MAX; step++) {
    double m = step;
    rsl__pair even = pair_divide(pair_times(x, m * (b - m)), pair_product(a + 2 * m - 1, a + 2 * m));
    rsl__pair odd =
        pair_divide(pair_multiply(x, pair_product(-(a + m), a + b + m)), pair_product(a + 2 * m, a + 2 * m + 1));
    below = pair_divide(one, pair_add(one, pair_multiply(even, below)));
    above = pair_add(one, pair_divide(even, above));
    value = pair_multiply(value, pair_multiply(above, below));
    below = pair_divide(one, pair_add(one, pair_multiply(odd, below)));
    above = pair_add(one, pair_divide(odd, above));
    rsl__pair change = pair_multiply(above, below);
    value = pair_multiply(value, change);
    if (fabs(pair_value(pair_subtract(change, one))) < rest_of_fraction) break;
  }
  return value;
}
