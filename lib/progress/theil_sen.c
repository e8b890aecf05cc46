#include "progress/median.h"
#include "progress/series.h"
#include "progress/student.h"

static void find_line(const rsl_outlook_input *input, const rsl__points *of, rsl_outlook *out);
static size_t slopes_of_pairs(const rsl__points *of);
static void find_interval(const rsl_outlook_input *input, const rsl__points *of, size_t pairs, rsl_outlook *out);
static double kendall_variance(const rsl__points *of);
static double ties(const double *values, size_t count);
static double nearest_whole(double value);

rsl_status rsl_outlook_theil_sen(const rsl_outlook_input *input, const rsl_allocator *allocator, rsl_outlook *out,
                                 rsl_error *error) {
  rsl__points of;
  rsl_status status = rsl__series_start(input, out, error);
  if (status != RSL_OK || out->reason != RSL_REASON_NONE) return status;
  status = rsl__points_gather(input, out->points, out->points / 2 + 1, allocator, &of, error);
  if (status != RSL_OK) return status;
  find_line(input, &of, out);
  rsl__series_end(out);
  rsl__points_free(&of);
  return RSL_OK;
}

static void find_line(const rsl_outlook_input *input, const rsl__points *of, rsl_outlook *out) {
  size_t pairs = slopes_of_pairs(of); /* before the medians move times and figures about */
  double time = rsl__median(of->times, of->count);
  double middle = rsl__median(of->values, of->count);
  out->slope = rsl__median(of->room, pairs);
  out->intercept = middle - out->slope * time;
  out->projected = middle + out->slope * (input->at - time);
  find_interval(input, of, pairs, out);
  if (out->points < 3) {
    out->reason = RSL_REASON_TOO_FEW_POINTS;
    return;
  }
  double first = middle + out->slope_low * (input->at - time);
  double last = middle + out->slope_high * (input->at - time);
  out->line_low = first < last ? first : last;
  out->line_high = first < last ? last : first;
}

static size_t slopes_of_pairs(const rsl__points *of) {
  size_t pairs = 0;
  for (size_t i = 0; i < of->count; i++) {
    for (size_t j = i + 1; j < of->count; j++) {
      double apart = of->times[j] - of->times[i];
      if (apart != 0) of->room[pairs++] = (of->values[j] - of->values[i]) / apart;
    }
  }
  return pairs;
}

/* Sen's equation 2.6, with the ranks that scipy takes: to the nearest, from a half to the even one, and kept inside. */
static void find_interval(const rsl_outlook_input *input, const rsl__points *of, size_t pairs, rsl_outlook *out) {
  double variance = kendall_variance(of);
  if (!(variance >= 0)) return;
  double reach = rsl__normal_quantile(input->level) * sqrt(variance);
  double low = nearest_whole(((double)pairs - reach) / 2) - 1;
  double high = nearest_whole(((double)pairs + reach) / 2);
  size_t last = pairs - 1;
  size_t first_rank = low > 0 ? (size_t)low : 0;
  size_t last_rank = high < (double)last ? (size_t)high : last;
  out->slope_low = rsl__order_statistic(of->room, pairs, first_rank);
  out->slope_high = rsl__order_statistic(of->room, pairs, last_rank);
}

static double kendall_variance(const rsl__points *of) {
  double n = (double)of->count;
  double all = n * (n - 1) * (2 * n + 5);
  return (all - ties(of->times, of->count) - ties(of->values, of->count)) / 18;
}

/* Σ k (k − 1)(2k + 5) over groups of k that are the same: each member of a group gives its part. */
static double ties(const double *values, size_t count) {
  double sum = 0;
  for (size_t i = 0; i < count; i++) {
    double same = 0;
    for (size_t j = 0; j < count; j++) same += values[j] == values[i];
    sum += (same - 1) * (2 * same + 5);
  }
  return sum;
}

/* Halves go to the even side. */
static double nearest_whole(double value) {
  double whole = (double)(int64_t)(value + 1) - 1;
  if (whole > value) whole -= 1;
  double rest = value - whole;
  bool odd = (int64_t)whole % 2 != 0;
  return rest > 0.5 || (rest == 0.5 && odd) ? whole + 1 : whole;
}
