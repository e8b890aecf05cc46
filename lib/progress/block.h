/** @file
 *  @brief Internal: many series side by side, on their way to their standings.
 */
#ifndef RSL_PROGRESS_BLOCK_H
#define RSL_PROGRESS_BLOCK_H

#include <resolution/progress_series.h>

/** What is found of one series: of rsl_series_standing, that which is told of many. */
typedef struct rsl__found {
  rsl_rating rating;
  rsl_reason reason;
  rsl_class rated_as;
  rsl_chance chance;
  double ratio;
  double score;
  double pace;
  double required_pace;
  double projected;
  double projected_low;
  double projected_high;
} rsl__found;

/** Why a series of which nothing says which way is better has no rating.
 *  @param[in] is_way it has a target and a baseline: they are the same, then. */
static inline rsl_reason rsl__undirected(bool has_figure, bool is_way, rsl_rating *rating) {
  *rating = has_figure ? RSL_RATING_NOT_RATED : RSL_RATING_NO_DATA;
  if (!has_figure) return RSL_REASON_NO_MEASUREMENT;
  return is_way ? RSL_REASON_TARGET_EQUALS_BASELINE : RSL_REASON_NO_DIRECTION;
}

/** The way of one series, its figures as doubles and times in months. */
typedef struct rsl__way {
  double start;
  double actual;
  double aim;
  int64_t from; /**< where `has_start` */
  int64_t now;  /**< where `has_actual` */
  int64_t end;
  bool has_start;
  bool has_actual;
  bool upward; /**< more is better */
  bool over;   /**< as in rsl_path_input */
} rsl__way;

/** The cuts of a rule as doubles. */
typedef struct rsl__way_rule {
  const rsl_rating_rule *exact;
  double on_track;
  double behind;
  double nearly_met;
} rsl__way_rule;

/** Rate a straight way as rsl_progress_path() does of figures that are doubles.
 *  @return false where doubles cannot tell what it gives: `out` is then not to be used. */
bool rsl__way_rate(const rsl__way_rule *rule, const rsl__way *way, rsl__found *out);

#endif
