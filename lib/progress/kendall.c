#include "base/error.h"
#include "progress/series.h"
#include "progress/student.h"

/* M. G. Kendall, Rank Correlation Methods (4th edition, 1970). */

/** What is counted over all pairs of points. */
typedef struct counts {
  double points;
  double pairs;
  double in_order;     /**< pairs that rise together or fall together */
  double out_of_order; /**< pairs of which one rises and the other falls */
  double tied[2];      /**< pairs of one time, of one figure */
  double triples[2];   /**< Σ k (k − 1)(k − 2) over groups of k that are the same */
  double variance[2];  /**< Σ k (k − 1)(2k + 5) */
} counts;

enum { TIME, FIGURE };
enum { EXACT_POINTS_MAX = 33, EXACT_ROOM = EXACT_POINTS_MAX * (EXACT_POINTS_MAX - 1) / 4 + 1 };

static counts count_pairs(const rsl_outlook_input *input);
static void count_from(const rsl_outlook_input *input, size_t point, counts *of);
static void count_group(counts *of, int side, double same);
static double exact_p(int points, int out_of_order);
static double over_factorial(double value, int n);
static double normal_p(const counts *of);
static double smaller(double a, double b);

rsl_status rsl_outlook_kendall(const rsl_outlook_input *input, rsl_rank_correlation *out, rsl_error *error) {
  *out = (rsl_rank_correlation){ RSL_REASON_NONE, 0, NAN, NAN };
  rsl_status status = rsl__series_check(input, &out->points, error);
  if (status == RSL_OK) status = rsl__points_limit(out->points, error);
  if (status != RSL_OK) return status;
  out->reason = rsl__series_fault(input, out->points);
  if (out->reason != RSL_REASON_NONE) return RSL_OK;
  counts of = count_pairs(input);
  if (of.tied[TIME] == of.pairs || of.tied[FIGURE] == of.pairs) {
    out->reason = RSL_REASON_EMPTY_TERM;
    return RSL_OK;
  }
  double tau = (of.in_order - of.out_of_order) / sqrt(of.pairs - of.tied[TIME]) / sqrt(of.pairs - of.tied[FIGURE]);
  out->tau = tau > 1 ? 1 : tau < -1 ? -1 : tau;
  double fewer = smaller(of.in_order, of.out_of_order);
  bool untied = of.tied[TIME] == 0 && of.tied[FIGURE] == 0;
  bool exact = untied && (of.points <= EXACT_POINTS_MAX || fewer <= 1);
  out->p = exact ? exact_p((int)of.points, (int)fewer) : normal_p(&of);
  return RSL_OK;
}

static counts count_pairs(const rsl_outlook_input *input) {
  counts of = { .points = 0 };
  for (size_t i = 0; i < input->count; i++)
    if (rsl__series_has(input, i)) count_from(input, i, &of);
  of.pairs = of.points * (of.points - 1) / 2;
  return of;
}

/* Each pair is counted from its first point, each group from each of its members. */
static void count_from(const rsl_outlook_input *input, size_t point, counts *of) {
  double same[2] = { 0, 0 };
  of->points++;
  for (size_t i = 0; i < input->count; i++) {
    if (!rsl__series_has(input, i)) continue;
    bool time = input->times[i] == input->times[point];
    bool figure = input->values[i] == input->values[point];
    same[TIME] += time;
    same[FIGURE] += figure;
    if (i <= point || time || figure) continue;
    bool alike = (input->times[i] > input->times[point]) == (input->values[i] > input->values[point]);
    of->in_order += alike;
    of->out_of_order += !alike;
  }
  count_group(of, TIME, same[TIME]);
  count_group(of, FIGURE, same[FIGURE]);
}

static void count_group(counts *of, int side, double same) {
  of->tied[side] += (same - 1) / 2;
  of->triples[side] += (same - 1) * (same - 2);
  of->variance[side] += (same - 1) * (2 * same + 5);
}

/* Twice the share of all orders of n with at most so many pairs out of order (page 68). How many have exactly k is, of n
 * points, the sum of how many have k − n + 1 to k of one point fewer. */
static double exact_p(int points, int out_of_order) {
  if (points < 3 || 4 * out_of_order == points * (points - 1)) return 1;
  if (out_of_order <= 1) return over_factorial(2, points - out_of_order);
  double orders[EXACT_ROOM] = { 1, 1 };
  for (int n = 3; n <= points; n++) {
    for (int k = 1; k <= out_of_order; k++) orders[k] += orders[k - 1];
    for (int k = out_of_order; k >= n; k--) orders[k] -= orders[k - n];
  }
  double sum = 0;
  for (int k = 0; k <= out_of_order; k++) sum += orders[k];
  return smaller(over_factorial(2 * sum, points), 1);
}

static double over_factorial(double value, int n) {
  for (int i = 2; i <= n; i++) value /= i;
  return value;
}

static double normal_p(const counts *of) {
  double n = of->points;
  double m = n * (n - 1);
  double variance = (m * (2 * n + 5) - of->variance[TIME] - of->variance[FIGURE]) / 18 +
                    2 * of->tied[TIME] * of->tied[FIGURE] / m +
                    of->triples[TIME] * of->triples[FIGURE] / (9 * m * (n - 2));
  return rsl__normal_tails((of->in_order - of->out_of_order) / sqrt(variance));
}

static double smaller(double a, double b) {
  return a < b ? a : b;
}
