#include "progress/median.h"
#include "progress/series.h"

static void find_line(const rsl_outlook_input *input, rsl_medians medians, const rsl__points *of, rsl_outlook *out);
static void look_from(const rsl__points *of, size_t point, bool intercepts);

rsl_status rsl_outlook_repeated_medians(const rsl_outlook_input *input, rsl_medians medians,
                                        const rsl_allocator *allocator, rsl_outlook *out, rsl_error *error) {
  rsl__points of;
  rsl_status status = rsl__series_start(input, out, error);
  if (status != RSL_OK || out->reason != RSL_REASON_NONE) return status;
  status = rsl__points_gather(input, out->points, 3, allocator, &of, error);
  if (status != RSL_OK) return status;
  find_line(input, medians, &of, out);
  rsl__series_end(out);
  rsl__points_free(&of);
  return RSL_OK;
}

static void find_line(const rsl_outlook_input *input, rsl_medians medians, const rsl__points *of, rsl_outlook *out) {
  double *of_points = of->room + of->count;
  bool separate = medians == RSL_MEDIANS_SEPARATE;
  for (size_t i = 0; i < of->count; i++) look_from(of, i, false);
  out->slope = rsl__median(of_points, of->count);
  /* The height of the line is taken at the first time, where no digits are lost; separate medians are told of the year 0. */
  double origin = separate ? 0 : of->times[0];
  for (size_t i = 0; i < of->count; i++) {
    if (separate)
      look_from(of, i, true);
    else
      of_points[i] = of->values[i] - out->slope * (of->times[i] - origin);
  }
  double height = rsl__median(of_points, of->count);
  out->intercept = height - out->slope * origin;
  out->projected = height + out->slope * (input->at - origin);
  if (out->points < 3) out->reason = RSL_REASON_TOO_FEW_POINTS;
}

/* The median of the slopes, or of the heights in the year 0, of the lines from a point to all of another time. */
static void look_from(const rsl__points *of, size_t point, bool intercepts) {
  double time = of->times[point];
  double value = of->values[point];
  size_t lines = 0;
  for (size_t i = 0; i < of->count; i++) {
    double apart = time - of->times[i];
    if (apart == 0) continue;
    double above = intercepts ? of->values[i] * time - value * of->times[i] : value - of->values[i];
    of->room[lines++] = above / apart;
  }
  of->room[of->count + point] = rsl__median(of->room, lines);
}
