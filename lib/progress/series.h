/** @file
 *  @brief Internal: what the outlooks ask of a series before they look at it.
 */
#ifndef RSL_PROGRESS_SERIES_H
#define RSL_PROGRESS_SERIES_H

#include <math.h>

#include <resolution/progress_outlook.h>

/** Everything absent, and how many points there are; the reason where they make no trend.
 *  @return RSL_OK also then: look at `out->reason`. */
RSL_MUST_CHECK rsl_status rsl__series_start(const rsl_outlook_input *input, rsl_outlook *out, rsl_error *error);
/** RSL_ERR_ARGUMENT for what is no series. @param[out] points how many figures are not absent. */
RSL_MUST_CHECK rsl_status rsl__series_check(const rsl_outlook_input *input, size_t *points, rsl_error *error);
/** NO_MEASUREMENT, ONE_POINT, EMPTY_TERM where all are of one time; NONE where there is a trend. */
rsl_reason rsl__series_fault(const rsl_outlook_input *input, size_t points);
/** Keep to what doubles hold: where the line is not finite, it is absent, with its reason. */
void rsl__series_end(rsl_outlook *out);

/** The figures that are there, and room for what is made of pairs of them. */
typedef struct rsl__points {
  rsl_allocator allocator;
  double *times; /**< all arrays are one piece, which begins here */
  double *values;
  double *room;
  size_t count;
  size_t size; /**< doubles of the whole piece */
} rsl__points;

/** @param[in] room doubles for each point. @param[out] out free it with rsl__points_free().
 *  @return RSL_ERR_LIMIT for more than RSL_OUTLOOK_PAIRS_POINTS_MAX points, and RSL_ERR_MEMORY: nothing to be freed. */
RSL_MUST_CHECK rsl_status rsl__points_gather(const rsl_outlook_input *input, size_t points, size_t room,
                                             const rsl_allocator *allocator, rsl__points *out, rsl_error *error);
void rsl__points_free(rsl__points *points);
RSL_MUST_CHECK rsl_status rsl__points_limit(size_t points, rsl_error *error);

static inline bool rsl__series_has(const rsl_outlook_input *input, size_t index) {
  return !isnan(input->values[index]);
}

#endif
