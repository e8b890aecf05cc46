/** @file
 *  @brief Where every target of every unit stands, and why. Includes the other headers of its layer.
 */
#ifndef RESOLUTION_REVIEW_H
#define RESOLUTION_REVIEW_H

#include <resolution/cube.h>
#include <resolution/progress.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup review Review: targets, ratings, the headline
 *
 *  A review of a cube rates every target as of a day (T1 to T8) and counts the headline (T10). It never changes once
 *  made, holds its own texts, and refers to the plan, which must outlive it. */
/** @{ */

/** Which targets to review, as of when. Start from RSL_REVIEW_OPTIONS_INIT. */
typedef struct rsl_review_options {
  size_t size;                      /**< sizeof of this struct: set by the _INIT macro */
  rsl_date as_of;                   /**< default RSL_DATE_NONE: the last day of the latest period with a figure */
  rsl_date known_on;                /**< use what was known on this day. Default RSL_DATE_NONE: known on as_of (T2) */
  bool forecast;                    /**< use figures of periods still running (T2). Default false */
  rsl_language language;            /**< of the reasons. Default English */
  const uint32_t *targets;          /**< indexes of the targets to review; NULL: all */
  size_t target_count;              /**< how many `targets` has */
  bool replaced;                    /**< also targets that others replace by then (T1). Default false */
  const rsl_method_options *method; /**< a published method to rate by; NULL: the library's own, `path` */
  double level;                     /**< of the interval of projections, above 0 and below 1. Default 0.95 */
  rsl_projection projection;        /**< the line that projections follow. Default least squares */
} rsl_review_options;

/** The defaults: every target, as of the last day with a figure. */
#define RSL_REVIEW_OPTIONS_INIT \
  { \
    sizeof(rsl_review_options), RSL_DATE_NONE, RSL_DATE_NONE, false, RSL_LANGUAGE_ENGLISH, 0, 0, false, 0, 0.95, \
        RSL_PROJECTION_LEAST_SQUARES \
  }

/** Where one target stands. The members are the columns of `resolution-review` (programs.md). */
typedef struct rsl_review_row {
  uint32_t target;              /**< index in the plan */
  rsl_target_links links;       /**< its unit, indicator, resolution, goal, field */
  rsl_period baseline_period;   /**< type none: no baseline */
  rsl_number baseline;          /**< what the way is counted from */
  rsl_period actual_period;     /**< type none: no actual */
  rsl_number actual;            /**< what is rated */
  char actual_status;           /**< 0: no actual */
  char first_status;            /**< of `first_known`; 0: none */
  rsl_number coverage;          /**< reporting / owed of the actual */
  uint64_t reporting;           /**< unit-periods given or spoken for, of the actual (R3) */
  uint64_t owed;                /**< unit-periods due, of the actual */
  rsl_origin origin;            /**< of the actual */
  rsl_number expected;          /**< where the path stands at the actual's period end */
  rsl_number target_low;        /**< the value to reach, or its lower end; absent when there is none */
  rsl_number target_high;       /**< its upper end; equal to the lower where it is one number */
  rsl_number achieved_percent;  /**< 100 × (actual − baseline) / (target − baseline) */
  rsl_number of_target_percent; /**< 100 × actual / target */
  rsl_number progress;          /**< (actual − baseline) / (expected − baseline), what T7 cuts */
  rsl_number pace;              /**< change a year since the baseline; compound: percent a year */
  rsl_number required_pace;     /**< the same from the actual to the target */
  rsl_number acceleration;      /**< required_pace / pace */
  rsl_number gap;               /**< actual − expected */
  rsl_rating rating;            /**< what its standing is called */
  rsl_reason reason_code;       /**< why, for machines */
  const char *reason;           /**< its sentence in the language asked for; lives as long as the review */
  rsl_stretch stretch;          /**< is what would be more than the target reached? The reason tells */
  unsigned flags;               /**< rsl_flag bits */
  rsl_period shown_period;      /**< a later figure shown beside the rated one: the running year to date, a thinner or
                                      an estimated one (T2); type none: there is none */
  rsl_number shown;             /**< that figure */
  uint32_t part; /**< of parts that hold together (T10): the target of the one that decides; RSL_NONE: there are none */
  rsl_qualifier qualifier;        /**< of the actual, where it was reported as a bound, a range or about (T8) */
  rsl_number actual_low;          /**< of a range: its ends; `actual` is the weaker of them */
  rsl_number actual_high;         /**< the upper one */
  const rsl_published *published; /**< the latest verdict that was published by then (T9); NULL: none. The plan's */
  const char *method;             /**< what it was rated by: `path`, `eurostat`… Lives for ever */
  rsl_number ratio;               /**< what the method cuts: of `path` its progress */
  rsl_number score;               /**< the publisher's own; `path` has none */
  rsl_class rated_as;             /**< the publisher's own word; `path` has none */
  bool ended;                /**< the actual's period ends at or after that of `by`: the words are those of the end */
  rsl_number projected;      /**< where the figures from the baseline to the actual lead at the end of `by`, no further
                                  than they can be: rsl_outlook_clamp() */
  rsl_number projected_low;  /**< its interval: of a new figure; of `theil_sen` that of the line alone */
  rsl_number projected_high; /**< its upper end */
  const char *projection_method; /**< as asked for; NULL: fewer than three figures, or no time left. Lives for ever */
  size_t trend_figures;          /**< how many figures it rests on */
  bool projection_clamped;       /**< it, or its interval, led beyond what the figure can be, and is held there */
  rsl_chance chance;             /**< what the interval supports of the target, where that is one value */
  rsl_rating first_rating;       /**< what it would be called on the figures first known; NONE: none was revised */
  rsl_number first_known; /**< the actual as it was first known, where it was revised since (R9): the flag REVISED; else
                               absent. Of a form rated by every year the flag may stand without it */
} rsl_review_row;

/** How the verdict that was published of a target stands to the computed one (T9). */
typedef enum rsl_agreement {
  RSL_AGREEMENT_NONE = 0,    /**< nothing was published of it by then */
  RSL_AGREEMENT_AGREES = 1,  /**< both say the same */
  RSL_AGREEMENT_DIFFERS = 2, /**< they do not: the row bears the flag PUBLISHED_DIFFERS */
  RSL_AGREEMENT_UNKNOWN =
      3, /**< they cannot be compared: what was published is words alone, or of the way where the end
                                  is rated; or the target is not rated */
  RSL_AGREEMENT_END
} rsl_agreement;

/** Hold a row's published verdict against its rating. `exceeded` and `met` are those before the end too; before it, `missed`
 *  is `off_track`; what has no data differs from every verdict. */
RSL_API rsl_agreement rsl_review_row_agreement(const rsl_review_row *row);

/** A review: one row a target, in the order unit (structure), resolution, goal, indicator, target. Never changes. */
typedef struct rsl_review rsl_review;

/** Review a cube as of a date.
 *  @param[in] options NULL: the defaults. @param[out] out the caller frees it with rsl_review_free(); NULL on failure.
 *
 *  A published method is given the unit's figures from the baseline to the actual: of a level those of its own frequency,
 *  else years; none that could not be rated (T2, T8), at most the latest 240. It rates ways to one value by a date, of a
 *  range to its bad end; some methods rate more forms (docs/methods.md). Others are `not_rated`, reason FORM_NOT_TAKEN.
 *  Expected, gap and pace are those of `path` by every method.
 *  @retval RSL_ERR_ARGUMENT the options name a target that the plan has not, a level that is none, or what the method
 *  refuses.
 *  @return else what rsl_rollup_run() returns. */
RSL_API RSL_MUST_CHECK rsl_status rsl_review_run(const rsl_cube *cube, const rsl_review_options *options,
                                                 const rsl_allocator *allocator, rsl_review **out, rsl_error *error);
RSL_API void rsl_review_free(rsl_review *review); /**< NULL: nothing happens */
/** The plan that its indexes refer to. */
RSL_API const rsl_plan *rsl_review_plan(const rsl_review *review);
/** The day it was made for. */
RSL_API rsl_date rsl_review_as_of(const rsl_review *review);
/** How many rows it has: one a target. */
RSL_API size_t rsl_review_count(const rsl_review *review);
RSL_API const rsl_review_row *rsl_review_at(const rsl_review *review, size_t index); /**< NULL past the end */

/** The headline (T10): how many of a unit's targets of one resolution stand at each rating. */
typedef struct rsl_headline {
  uint32_t unit;                      /**< whose: as a rule the one that adopted the resolution */
  uint32_t resolution;                /**< whose targets are counted */
  uint32_t field;                     /**< RSL_NONE: all fields together, or targets without a field where `of_field` */
  bool of_field;                      /**< this row counts one field only */
  uint32_t targets;                   /**< all of them, those without data included */
  uint32_t by_rating[RSL_RATING_END]; /**< how many at each rating */
} rsl_headline;

/** By resolution, the unit that adopted it first, then others with targets of it in the structure's order; of each all
 *  fields together, then each field in the plan's order, then the targets without one. Live as long as the review. */
RSL_API size_t rsl_review_headline_count(const rsl_review *review);
/** One row of the headline; NULL past the end. */
RSL_API const rsl_headline *rsl_review_headline_at(const rsl_review *review, size_t index);
/** The headline as a sentence for people, "21 of 25 targets met or exceeded; 3 on track, 1 behind". Writes at most `size`
 *  bytes with the end. @return bytes of the whole text without its end. */
RSL_API size_t rsl_headline_format(const rsl_headline *headline, rsl_language language, char *buffer, size_t size);

/** @} */

#ifdef __cplusplus
}
#endif

#include <resolution/review_campaigns.h>
#include <resolution/review_cascade.h>
#include <resolution/review_checks.h>
#include <resolution/review_comparison.h>
#include <resolution/review_contribution.h>
#include <resolution/review_ranking.h>
#include <resolution/review_reconciliation.h>

#endif
