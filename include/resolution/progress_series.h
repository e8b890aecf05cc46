/** @file
 *  @brief A bare series and its target, without a plan: rated by any method, with its pace and its outlook.
 */
#ifndef RESOLUTION_PROGRESS_SERIES_H
#define RESOLUTION_PROGRESS_SERIES_H

#include <resolution/progress.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup series Progress: bare series
 *  @ingroup progress
 *
 *  One series of figures, a target, and a method: what resolution-progress tells of it. Nothing is allocated but what
 *  medians hold during a call (rsl_series_rule); safe from any thread. */
/** @{ */

/** A series and what is asked of it. Texts and arrays are borrowed during the call. */
typedef struct rsl_bare_series {
  size_t size;                    /**< sizeof of this struct: set by the _INIT macro */
  const char *name;               /**< for people and results; NULL: none */
  const rsl_path_figure *figures; /**< oldest first, no period twice; an absent one is a gap */
  size_t figure_count;            /**< how many `figures` has */
  bool has_target;                /**< is there a value to reach? */
  rsl_decimal target;             /**< where `has_target` */
  rsl_period by;                  /**< at whose end it is due; type none: the method's own target year */
  rsl_period baseline;            /**< from when; type none: the method's own base year, of `path` the first figure */
  rsl_direction direction;        /**< which way is better; NONE: from the baseline to the target */
  bool has_limit;                 /**< does nature set an end to progress? Projections do not pass it then */
  rsl_decimal limit;              /**< where `has_limit`: the value at which it does */
  rsl_date as_of;                 /**< figures of periods that end later are left out; RSL_DATE_NONE: none */
} rsl_bare_series;

/** No figures, no target. */
#define RSL_BARE_SERIES_INIT \
  { \
    sizeof(rsl_bare_series), 0, 0, 0, false, { 0, 0 }, { RSL_PERIOD_NONE, 0 }, { RSL_PERIOD_NONE, 0 }, \
        RSL_DIRECTION_NONE, false, { 0, 0 }, RSL_DATE_NONE \
  }

/** How to rate. Start from RSL_SERIES_RULE_INIT. */
typedef struct rsl_series_rule {
  size_t size;                      /**< sizeof of this struct: set by the _INIT macro */
  const rsl_method_options *method; /**< NULL: the library's own, `path` */
  rsl_rating_rule path;             /**< the cuts of `path` */
  bool compound;                    /**< the path of `path`, and its pace, are growth, not change. Default false */
  double level;                     /**< of the outlook's interval. Default 0.95 */
  rsl_projection projection;        /**< the line that the outlook follows. Default least squares */
  const rsl_allocator *allocator;   /**< of what medians hold during a call; NULL: malloc */
  double whole; /**< figures are shares of this, as 100: projections pass neither 0 nor it. Default 0: they are none */
} rsl_series_rule;

/** `path`, linear, 95 %. */
#define RSL_SERIES_RULE_INIT \
  { sizeof(rsl_series_rule), 0, RSL_RATING_RULE_INIT, false, 0.95, RSL_PROJECTION_LEAST_SQUARES, 0, 0 }

/** Where a series stands. The members are the columns of `resolution-progress` (docs/formats.md); what is not known is
 *  absent, and of doubles a nan. */
typedef struct rsl_series_standing {
  const char *method;       /**< `path`, `eurostat`… Lives for ever */
  rsl_path_figure baseline; /**< what the way is counted from */
  rsl_path_figure actual;   /**< the latest figure that counts */
  rsl_number target;        /**< as it was given; absent: none */
  rsl_period by;            /**< as it was given */
  double ratio;             /**< what the method cuts: of `path` progress along the path */
  double score;             /**< the publisher's own; `path` has none */
  rsl_class rated_as;       /**< the publisher's own word; `path` has none */
  double pace;              /**< change a year so far; a fraction where the method grows */
  double required_pace;     /**< the same that is needed: of `path` from now on, of others from the baseline */
  double projected;         /**< where the trend leads at the end of `by`: the method's own, else the rule's line */
  double projected_low;     /**< its interval, from three figures on: of a new figure; of `theil_sen` of the line */
  double projected_high;    /**< its upper end */
  rsl_chance chance;        /**< what the interval supports of the target */
  unsigned notes;    /**< rsl_note, added: what the method did to the series, and what the projection was held to */
  rsl_rating rating; /**< what it is called in our words */
  rsl_reason reason; /**< why */
} rsl_series_standing;

/** Rate one series.
 *  @param[in] rule NULL: the default.
 *  @retval RSL_ERR_ARGUMENT the figures are not in order, or what the method itself refuses. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_series(const rsl_bare_series *series, const rsl_series_rule *rule,
                                                      rsl_series_standing *out, rsl_error *error);

/** Most periods of an rsl_series_block: 21 years of months. */
#define RSL_SERIES_BLOCK_PERIODS_MAX 256

/** Many series side by side: a figure, or a gap, of each at each of the same periods. Arrays are borrowed during the call. */
typedef struct rsl_series_block {
  size_t size;                     /**< sizeof of this struct: set by the _INIT macro */
  const rsl_period *periods;       /**< oldest first, none twice */
  size_t period_count;             /**< up to RSL_SERIES_BLOCK_PERIODS_MAX */
  const double *values;            /**< row after row, one a series; a nan or an infinity is a gap */
  size_t stride;                   /**< from row to row; 0: `period_count` */
  size_t count;                    /**< how many series */
  rsl_bare_series common;          /**< what all series have, but for its name and figures */
  const rsl_decimal *targets;      /**< one a series; NULL: that of `common` */
  const rsl_period *by;            /**< one a series; NULL: that of `common` */
  const rsl_period *baselines;     /**< one a series; NULL: that of `common` */
  const rsl_direction *directions; /**< one a series; NULL: that of `common` */
} rsl_series_block;

/** No series. */
#define RSL_SERIES_BLOCK_INIT \
  { sizeof(rsl_series_block), 0, 0, 0, 0, 0, RSL_BARE_SERIES_INIT, 0, 0, 0, 0 }

/** Where they stand: arrays of the caller, one place a series, each of them a member of rsl_series_standing. NULL where it is
 *  not wanted. */
typedef struct rsl_block_standings {
  size_t size;            /**< sizeof of this struct: set by the _INIT macro */
  rsl_rating *rating;     /**< what it is called in our words */
  rsl_reason *reason;     /**< why */
  rsl_class *rated_as;    /**< the publisher's own word */
  rsl_chance *chance;     /**< what the interval supports of the target */
  double *ratio;          /**< what the method cuts */
  double *score;          /**< the publisher's own */
  double *pace;           /**< change a year so far */
  double *required_pace;  /**< the same that is needed */
  double *projected;      /**< where the trend leads at the end of `by` */
  double *projected_low;  /**< its prediction interval */
  double *projected_high; /**< its upper end */
} rsl_block_standings;

/** Nothing is wanted. */
#define RSL_BLOCK_STANDINGS_INIT \
  { sizeof(rsl_block_standings), 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0 }

/** Rate many series: bit for bit what rsl_progress_series() gives of each, its figures made by rsl_number_from_double(). A
 *  figure is then the double itself: decimals that are given as doubles stand beside a cut as those do.
 *
 *  Some 0.1 µs a series of 60 figures. What cannot be told in doubles, as a figure that all but stands on a cut, is rated
 *  the exact way, and so is all of a compound rule, of one that compares what is shown, of another line than least
 *  squares, and of days. No thread is started: let each thread rate a range of the series, of thousands, since Student's
 *  quantiles are found once a call.
 *  @param[in] rule NULL: the default.
 *  @retval RSL_ERR_ARGUMENT the periods are not in order, the level of the interval is none, or the method refuses a
 *  series, which the message names; of those before it the standings are told, of others they are left as they were.
 *  @retval RSL_ERR_LIMIT more than RSL_SERIES_BLOCK_PERIODS_MAX periods. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_series_block(const rsl_series_block *block, const rsl_series_rule *rule,
                                                            const rsl_block_standings *out, rsl_error *error);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
