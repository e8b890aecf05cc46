/** @file
 *  @brief Internal: least squares through several series at once.
 *
 *  Written once (trend.inc), compiled for several kinds of processor, chosen while the program runs. Each series has a lane of
 *  its own, in which its sums are added in the order of rsl_outlook_least_squares(): every set gives the same bytes as that.
 */
#ifndef RSL_PROGRESS_TREND_H
#define RSL_PROGRESS_TREND_H

#include <resolution/base.h>

enum { RSL__TREND_LANES = 8 /**< series side by side */ };

/** A line for each lane, measured from the means. What a lane with fewer than two figures has is no line. */
typedef struct rsl__trends {
  double start[RSL__TREND_LANES];      /**< given: the first figure */
  double start_time[RSL__TREND_LANES]; /**< given: its time */
  double points[RSL__TREND_LANES];     /**< how many figures are not gaps */
  double mean_time[RSL__TREND_LANES];
  double mean[RSL__TREND_LANES]; /**< where the line is then */
  double slope[RSL__TREND_LANES];
  double spread[RSL__TREND_LANES];    /**< Σ (t − mean time)² */
  double residuals[RSL__TREND_LANES]; /**< Σ residual² */
} rsl__trends;

/** @param[in] figures rows of lanes, one for each time; a nan is a gap. */
typedef void rsl__trends_fit(const double *times, const double *figures, size_t count, rsl__trends *of);

/** The sets that this processor can run, the best first; NULL past the last. */
rsl__trends_fit *rsl__trends_at(size_t index);

#endif
