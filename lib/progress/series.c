#include "progress/series.h"

#include "base/error.h"
#include "base/memory.h"

rsl_status rsl__series_start(const rsl_outlook_input *input, rsl_outlook *out, rsl_error *error) {
  *out = (rsl_outlook){ RSL_REASON_NONE, 0, input->level, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
  rsl_status status = rsl__series_check(input, &out->points, error);
  if (status != RSL_OK) return status;
  if (!(input->level > 0 && input->level < 1))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the level of an interval is not between 0 and 1; 0.95 is usual");
  out->reason = rsl__series_fault(input, out->points);
  return RSL_OK;
}

rsl_status rsl__series_check(const rsl_outlook_input *input, size_t *points, rsl_error *error) {
  rsl__error_clear(error);
  *points = 0;
  for (size_t i = 0; i < input->count; i++) {
    if (!isfinite(input->times[i]))
      return rsl__fail(error, RSL_ERR_ARGUMENT, "time %zu of the series is no finite number", i + 1);
    if (isinf(input->values[i]))
      return rsl__fail(error, RSL_ERR_ARGUMENT, "figure %zu of the series is infinite; an absent one is a nan", i + 1);
    if (rsl__series_has(input, i)) ++*points;
  }
  return RSL_OK;
}

rsl_reason rsl__series_fault(const rsl_outlook_input *input, size_t points) {
  if (points == 0) return RSL_REASON_NO_MEASUREMENT;
  if (points == 1) return RSL_REASON_ONE_POINT;
  size_t first = 0;
  while (!rsl__series_has(input, first)) first++;
  for (size_t i = first; i < input->count; i++)
    if (rsl__series_has(input, i) && input->times[i] != input->times[first]) return RSL_REASON_NONE;
  return RSL_REASON_EMPTY_TERM;
}

void rsl__series_end(rsl_outlook *out) {
  if (isfinite(out->slope) && !isinf(out->projected) && !isinf(out->low) && !isinf(out->high)) return;
  size_t points = out->points;
  double level = out->level;
  *out = (rsl_outlook){ RSL_REASON_OUT_OF_RANGE, points, level, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN, NAN };
}

rsl_status rsl__points_gather(const rsl_outlook_input *input, size_t points, size_t room,
                              const rsl_allocator *allocator, rsl__points *out, rsl_error *error) {
  rsl_status status = rsl__points_limit(points, error);
  if (status != RSL_OK) return status;
  *out = (rsl__points){ .allocator = rsl__allocator_or_default(allocator), .size = points * (2 + room) };
  out->times = rsl__allocate_array(&out->allocator, out->size, sizeof *out->times);
  if (out->times == NULL) return rsl__fail_memory(error);
  out->values = out->times + points;
  out->room = out->values + points;
  for (size_t i = 0; i < input->count; i++) {
    if (!rsl__series_has(input, i)) continue;
    out->times[out->count] = input->times[i];
    out->values[out->count++] = input->values[i];
  }
  return RSL_OK;
}

void rsl__points_free(rsl__points *points) {
  rsl__release_array(&points->allocator, points->times, points->size, sizeof *points->times);
}

rsl_status rsl__points_limit(size_t points, rsl_error *error) {
  if (points <= RSL_OUTLOOK_PAIRS_POINTS_MAX) return RSL_OK;
  return rsl__fail(error, RSL_ERR_LIMIT, "the series has %zu figures, and a method that looks at each pair takes %d",
                   points, RSL_OUTLOOK_PAIRS_POINTS_MAX);
}
