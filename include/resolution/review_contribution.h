/** @file
 *  @brief Who below makes the gap of a target, and where it would stand if they did better.
 */
#ifndef RESOLUTION_REVIEW_CONTRIBUTION_H
#define RESOLUTION_REVIEW_CONTRIBUTION_H

#include <resolution/review.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup review_contribution Contribution: who below makes the gap
 *  @ingroup review */
/** @{ */

/** Can the gap of a target be parted among the units below? */
typedef enum rsl_contribution_state {
  RSL_CONTRIBUTION_PARTED = 0,      /**< yes: the rows say how */
  RSL_CONTRIBUTION_NO_ACTUAL = 1,   /**< the target has no figure to compare: its review says why */
  RSL_CONTRIBUTION_NO_EXPECTED = 2, /**< nothing says where it should stand by now (T3) */
  RSL_CONTRIBUTION_NO_BASIS = 3,    /**< amounts without a baseline above 0: nothing says what to expect of whom */
  RSL_CONTRIBUTION_RULE_NOT_ADDITIVE = 4, /**< a median, an extreme, a formula: no sum of what the units below give */
  RSL_CONTRIBUTION_OVER_THE_TERM = 5,     /**< an average or a condition of years: each year is a figure of its own */
  RSL_CONTRIBUTION_STATE_END
} rsl_contribution_state;

RSL_API const char *rsl_contribution_state_name(rsl_contribution_state state); /**< `parted`…; NULL outside */

/** What one line of a contribution stands for. */
typedef enum rsl_contributor_kind {
  RSL_CONTRIBUTOR_UNIT = 0,   /**< a unit, with all below it */
  RSL_CONTRIBUTOR_OWN = 1,    /**< what a unit's own report adds to what rolls up from below it (R2), or differs by */
  RSL_CONTRIBUTOR_OTHERS = 2, /**< the units that were not listed, together */
  RSL_CONTRIBUTOR_END
} rsl_contributor_kind;

RSL_API const char *rsl_contributor_kind_name(rsl_contributor_kind kind); /**< `unit`, `own`, `others`; NULL outside */

/** What one unit adds to the gap of a target. */
typedef struct rsl_contribution_row {
  uint32_t depth;            /**< 0: the target's own unit */
  rsl_contributor_kind kind; /**< what it stands for */
  uint32_t unit;             /**< of OWN: whose report; of OTHERS: above which they stand */
  uint32_t count;            /**< of OTHERS: how many units; else 1 */
  rsl_number baseline;       /**< its figure in the baseline's period, along the structure of the actual */
  rsl_number actual;         /**< its figure that the rating rests on */
  rsl_number expected;       /**< what is expected of it by now */
  rsl_number contribution;   /**< its part of the gap; those below a unit add up to the unit's */
  rsl_number percent;        /**< 100 × contribution / gap of the target */
  rsl_number level_effect;   /**< of rules that divide: what its own figure adds … */
  rsl_number mix_effect;     /**< … and what its share of the denominators, whose sum is `contribution` */
  rsl_number weight;         /**< of rules that divide: its share of the denominators, of 1 */
  uint64_t reporting;        /**< unit-periods given, of the actual (R3) */
  uint64_t owed;             /**< unit-periods due */
  rsl_rating rating;         /**< of its own target for this indicator by the same period; NONE: it has none */
} rsl_contribution_row;

/** How to part a gap. Start from RSL_CONTRIBUTION_OPTIONS_INIT. */
typedef struct rsl_contribution_options {
  size_t size;           /**< sizeof of this struct: set by the _INIT macro */
  rsl_date as_of;        /**< as in rsl_review_options */
  rsl_date known_on;     /**< as in rsl_review_options */
  bool forecast;         /**< as in rsl_review_options */
  rsl_language language; /**< of the reason in the target's row */
  uint32_t depth;        /**< how many levels of units to go down. Default 0: all */
  uint32_t most;         /**< how many units to list under each; the others are one row. Default 0: all */
} rsl_contribution_options;

/** The defaults: everything, down to the grassroots. */
#define RSL_CONTRIBUTION_OPTIONS_INIT \
  { sizeof(rsl_contribution_options), RSL_DATE_NONE, RSL_DATE_NONE, false, RSL_LANGUAGE_ENGLISH, 0, 0 }

/** Why a target stands where it stands: what each unit below adds to its gap (actual − expected), a tree in preorder,
 *  under each unit the largest part of the gap first. Never changes once made. */
typedef struct rsl_contribution rsl_contribution;

/** Part the gap of one target among the units below it.
 *
 *  Sums and counts: of each unit is expected what the target expects of the whole, in proportion to the unit's figure in the
 *  baseline's period (equal growth); a figure that is missing counts as missing from the sum. Ratios, shares and means:
 *  of each the same change in points, weighed by its share of the denominators; what its own figure adds and what the
 *  change of its share adds are told apart (docs/concepts.md). Exact where the figures are: the parts add up to the gap.
 *  Figures of the baseline are carried to the structure of the actual (R12). The method is the library's own.
 *  @param[in] options NULL: the defaults. @param[out] out the caller frees it with rsl_contribution_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT there is no such target.
 *  @retval RSL_ERR_DATA it was not adopted by then, another replaced it, or it is a part of a target whose parts hold together
 *  (T10) and not the one that decides. Asked of that target itself it is the deciding part's gap that is parted.
 *  @return else what rsl_review_run() returns. */
RSL_API RSL_MUST_CHECK rsl_status rsl_contribution_run(const rsl_cube *cube, uint32_t target,
                                                       const rsl_contribution_options *options,
                                                       const rsl_allocator *allocator, rsl_contribution **out,
                                                       rsl_error *error);
RSL_API void rsl_contribution_free(rsl_contribution *contribution); /**< NULL: nothing happens */
/** The review that it rests on: of the target, and of those of other units for the same indicator and day. */
RSL_API const rsl_review *rsl_contribution_review(const rsl_contribution *contribution);
/** Where the target stands: its row there. */
RSL_API const rsl_review_row *rsl_contribution_target(const rsl_contribution *contribution);
/** Is its gap parted, or why not? Where it is not, the rows tell figures alone. */
RSL_API rsl_contribution_state rsl_contribution_parted(const rsl_contribution *contribution);
/** How many rows it has; 0 without an actual. */
RSL_API size_t rsl_contribution_count(const rsl_contribution *contribution);
/** One row; NULL past the end. Lives as long as the contribution. */
RSL_API const rsl_contribution_row *rsl_contribution_at(const rsl_contribution *contribution, size_t index);

/** What a unit's figure would be. */
typedef struct rsl_what_if {
  uint32_t unit;     /**< below the target's unit */
  bool has_value;    /**< false: what its own target for the same indicator and period asks for */
  rsl_decimal value; /**< where `has_value`; of a total its running sum */
} rsl_what_if;

/** Where a target would stand if units below it had other figures than they have, all else being as it is: of a ratio or
 *  mean their denominators too.
 *  @param[in] options as in rsl_contribution_run(); `depth` and `most` say nothing here. NULL: the defaults.
 *  @param[in] changes of units none of which is above another. @param[out] out a review of that target alone, which the
 *  caller frees with rsl_review_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT there is no such target.
 *  @retval RSL_ERR_DATA a unit is not below the target's, is told twice or above another, has no target of its own or no
 *  denominator; or the figure is no sum of what the units below give.
 *  @return else what rsl_contribution_run() returns. */
RSL_API RSL_MUST_CHECK rsl_status rsl_what_if_review(const rsl_cube *cube, uint32_t target,
                                                     const rsl_contribution_options *options,
                                                     const rsl_what_if *changes, size_t count,
                                                     const rsl_allocator *allocator, rsl_review **out,
                                                     rsl_error *error);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
