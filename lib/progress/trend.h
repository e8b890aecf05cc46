/** @file
 *  @brief Internal: several series at once, their least squares and their logits.
 *
 *  Written once (trend.inc), compiled for several kinds of processor, chosen while the program runs. Each series has a lane of
 *  its own, in which its sums are added in the order of rsl_outlook_least_squares() and of ESCAP's line: every set gives the
 *  same bytes as those.
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

/** What ESCAP's line to a year is drawn from. */
typedef struct rsl__trend_line {
  const double *times;
  const double *weights; /**< of each time: 1 / its distance from the year */
  const double *figures; /**< rows of lanes */
  const double *logits;  /**< of them */
  size_t count;          /**< of times … */
  size_t split;          /**< … and how many of them lie before the year */
  double year;
} rsl__trend_line;

/** The loops for one kind of processor. Figures are rows of lanes, one for each time; an infinity is a gap, as a nan is. */
typedef struct rsl__trend_set {
  /** Rows of as many series, each on its own, become such rows of lanes. */
  void (*turn)(const double *const rows[RSL__TREND_LANES], size_t count, double *figures);
  void (*fit)(const double *times, const double *figures, size_t count, rsl__trends *of);
  /** Of each figure the logarithm of its odds, as ESCAP's line takes it (rsl__escap_logit()). */
  void (*take_logits)(const double *figures, size_t count, double scale, double *logits);
  /** Where ESCAP's line through the logits is at its year. */
  void (*draw)(const rsl__trend_line *line, double out[RSL__TREND_LANES]);
} rsl__trend_set;

/** The sets that this processor can run, the best first; NULL past the last. */
const rsl__trend_set *rsl__trend_set_at(size_t index);

#endif
