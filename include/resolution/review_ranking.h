/** @file
 *  @brief Units ranked on one indicator, and what makes the ranking unfair.
 */
#ifndef RESOLUTION_REVIEW_RANKING_H
#define RESOLUTION_REVIEW_RANKING_H

#include <resolution/review.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup review_ranking Ranking of units
 *  @ingroup review
 *
 *  Units are ranked by figures of one period, the same for all of them, and never each by its own latest. Whoever has no
 *  figure there that may be compared has no place, and stands in the list with the reason. Figures are compared exactly (R10):
 *  two that only look alike are no tie. The best has place 1; those with the same figure share the first of their places, and
 *  the next one's counts them all (1, 2, 2, 4). */
/** @{ */

/** What units are ranked by. */
typedef enum rsl_ranking_by {
  RSL_RANKING_BY_VALUE = 0,     /**< the figure itself, the best by the indicator's direction first */
  RSL_RANKING_BY_PROGRESS = 1,  /**< (actual − baseline) / (expected by now − baseline) of each unit's target */
  RSL_RANKING_BY_ACHIEVED = 2,  /**< 100 × (actual − baseline) / (target − baseline) of it */
  RSL_RANKING_BY_OF_TARGET = 3, /**< 100 × actual / target of it: the least is best where less of the indicator is */
  RSL_RANKING_BY_END
} rsl_ranking_by;

RSL_API const char *rsl_ranking_by_name(rsl_ranking_by by); /**< `value`, `progress`…; NULL outside */
/** Read one of those words, which fills all of the text. @return false where it is none. */
RSL_API RSL_MUST_CHECK bool rsl_ranking_by_parse(const char *text, size_t length, rsl_ranking_by *out);

/** Has a unit a place, and if not, why not? */
typedef enum rsl_ranking_standing {
  RSL_RANKING_RANKED = 0,             /**< it has a place */
  RSL_RANKING_NO_DATA = 1,            /**< no figure is known */
  RSL_RANKING_BELOW_MIN_COVERAGE = 2, /**< too few of those below it gave one (R3) */
  RSL_RANKING_NOT_APPLICABLE = 3,     /**< it owes none (R1) */
  RSL_RANKING_QUALIFIED_FIGURE = 4,   /**< its figure is a bound or a range, and could have several places (T8) */
  RSL_RANKING_NO_TARGET = 5,          /**< it has no target for the indicator */
  RSL_RANKING_SEVERAL_TARGETS = 6,    /**< it has several, and nobody says which one counts */
  RSL_RANKING_OTHER_PERIOD = 7,       /**< its target is rated by a figure of another period */
  RSL_RANKING_NO_SCORE = 8, /**< figure and target give no such number: no baseline, a path that stands still */
  RSL_RANKING_STANDING_END
} rsl_ranking_standing;

RSL_API const char *rsl_ranking_standing_name(rsl_ranking_standing standing); /**< `ranked`, `no_data`…; NULL outside */

/** One unit in a ranking. Of the ways by target `figure` has `value`, `upper`, `qualifier`, `status`, `flags`, `origin`,
 *  `reporting` and `owed` of the actual, and its `numerator` and `denominator` where it is of one period. */
typedef struct rsl_ranking_row {
  uint32_t unit;                 /**< index in the plan */
  size_t place;                  /**< from 1; 0: it has none, `standing` says why */
  bool tied;                     /**< another unit has the same place */
  rsl_ranking_standing standing; /**< has it a place, and if not, why not? */
  rsl_number score;              /**< what is compared; absent without a place */
  rsl_figure figure;             /**< of the one period, also where it gives no place; else `absence` says why */
  rsl_number behind;             /**< how far its score is from the best, never below 0; absent without a place */
  size_t best_place;             /**< its place if all who are missing gave what suits it best (R11) */
  size_t worst_place;            /**< … and what suits it least; both are `place` where nobody is missing */
  uint32_t target;               /**< by whose standing it is ranked: an index in the plan; RSL_NONE: none */
  rsl_number target_low;         /**< the value to reach, or its lower end; absent when there is none */
  rsl_number target_high;        /**< its upper end; equal to the lower where it is one number */
  rsl_rating rating;             /**< how that target stands; RSL_RATING_NONE: there is none */
  rsl_reason reason;             /**< why it stands so */
} rsl_ranking_row;

/** Which units to rank, by what and when. Start from RSL_RANKING_OPTIONS_INIT.
 *
 *  Without `period` it is the latest one that ended by `as_of` in which so many of the units that owe a figure can be ranked as
 *  the indicator's minimum coverage says; where there is none, the one in which the most can be, the latest of these. */
typedef struct rsl_ranking_options {
  size_t size;        /**< sizeof of this struct: set by the _INIT macro */
  uint32_t indicator; /**< index in the plan; it must have a direction. Default RSL_NONE, which is refused */
  rsl_ranking_by by;  /**< default VALUE */
  uint32_t parent;    /**< rank the units directly below this one. Default RSL_NONE: below the highest ones */
  uint32_t level;     /**< rank instead all units of this level, with `parent` those below it. Default RSL_NONE */
  rsl_period period;  /**< of this period. Default none: chosen as told above */
  rsl_date as_of;     /**< default RSL_DATE_NONE: the last day of the latest period with a figure */
  rsl_date known_on; /**< use what was known on this day (R9). Default RSL_DATE_NONE: known on `as_of`; everything where
                           a period is told and no `as_of` */
  bool forecast;     /**< also periods still running on `as_of`. Default false */
  rsl_date structure; /**< by VALUE: the units of this day, with figures carried to them (R12). Default RSL_DATE_NONE:
                           those of the period's last day */
  const uint32_t *targets; /**< by a target: indexes of those that count; of each unit its own goes before one that was
                                assigned to it. NULL: all */
  size_t target_count;     /**< how many `targets` has */
  unsigned threads;        /**< how many may work; 0: as many as there are processors. Default 1. They change nothing */
} rsl_ranking_options;

/** The defaults: by the figure, the latest period of those directly below the highest units. */
#define RSL_RANKING_OPTIONS_INIT \
  { \
    sizeof(rsl_ranking_options), RSL_NONE, RSL_RANKING_BY_VALUE, RSL_NONE, RSL_NONE, { RSL_PERIOD_NONE, 0 }, \
        RSL_DATE_NONE, RSL_DATE_NONE, false, RSL_DATE_NONE, 0, 0, 1 \
  }

/** What is told of a ranking as a whole. */
typedef struct rsl_ranking_summary {
  uint32_t indicator; /**< index in the plan */
  rsl_ranking_by by;  /**< what the units are ranked by */
  rsl_period period;  /**< the one period of all of them */
  uint32_t parent;    /**< the unit that all of them are below; RSL_NONE: several */
  size_t ranked;      /**< how many have a place */
  size_t units;       /**< how many there are */
  bool least_is_best; /**< the lowest score has place 1 */
  bool of_amounts;    /**< by the figures of a sum or a count: a larger unit has more of it */
  size_t estimates;   /**< how many of those with a place rest on figures that are estimated, forecast or provisional */
  size_t incomplete;  /**< how many of those with a place lack figures of units below them */
  rsl_number best;    /**< the best score */
  rsl_number median;  /**< of the ranked scores; of an even number the mean of the middle two */
  rsl_number worst;   /**< the worst score */
  rsl_period later;   /**< a later period in which too few can be ranked yet; type none: there is none */
  size_t later_ranked; /**< how many could be in it */
} rsl_ranking_summary;

/** Units in the order of their places, those without one last; each in the structure's order. Never changes once made. */
typedef struct rsl_ranking rsl_ranking;

/** Rank units on one indicator.
 *  @param[out] out the caller frees it with rsl_ranking_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT there is no such indicator, parent, level or target; or a structure is asked for with another way
 *  than VALUE.
 *  @retval RSL_ERR_DATA the indicator has no direction, or its figures are counts of grades; the parent is not there on that
 *  day, or has nobody to be ranked below it; the period has not ended on `as_of`.
 *  @return else what rsl_rollup_run() and rsl_review_run() return. */
RSL_API RSL_MUST_CHECK rsl_status rsl_ranking_run(const rsl_cube *cube, const rsl_ranking_options *options,
                                                  const rsl_allocator *allocator, rsl_ranking **out, rsl_error *error);
RSL_API void rsl_ranking_free(rsl_ranking *ranking); /**< NULL: nothing happens */
/** The plan that its indexes refer to. */
RSL_API const rsl_plan *rsl_ranking_plan(const rsl_ranking *ranking);
/** What is told of it as a whole; lives as long as the ranking. */
RSL_API const rsl_ranking_summary *rsl_ranking_summarize(const rsl_ranking *ranking);
/** How many rows it has: one a unit. */
RSL_API size_t rsl_ranking_count(const rsl_ranking *ranking);
RSL_API const rsl_ranking_row *rsl_ranking_at(const rsl_ranking *ranking, size_t index); /**< NULL past the end */
/** The row of one unit; NULL where it is not ranked among these. */
RSL_API const rsl_ranking_row *rsl_ranking_of(const rsl_ranking *ranking, uint32_t unit);
/** The unit above all of them, with its own figure or target, and no place; NULL where there are several. */
RSL_API const rsl_ranking_row *rsl_ranking_whole(const rsl_ranking *ranking);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
