/** @file
 *  @brief Where every target of every unit stands, and why; what units reported against what rolls up from below.
 */
#ifndef RESOLUTION_REVIEW_H
#define RESOLUTION_REVIEW_H

#include <resolution/cube.h>
#include <resolution/progress.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup review Review: targets, ratings, the headline, reconciliation, campaigns
 *
 *  A review of a cube rates every target as of a day (T1 to T8) and counts the headline (T10); a reconciliation of a roll-up
 *  lists what units reported and what differs from what rolls up (R2). Both never change once made, hold their own texts,
 *  and refer to the plan, which must outlive them. */
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
} rsl_review_options;

/** The defaults: every target, as of the last day with a figure. */
#define RSL_REVIEW_OPTIONS_INIT \
  { sizeof(rsl_review_options), RSL_DATE_NONE, RSL_DATE_NONE, false, RSL_LANGUAGE_ENGLISH, 0, 0, false, 0, 0.95 }

/** Where one target stands. The members are the columns of `resolution-review` (programs.md). */
typedef struct rsl_review_row {
  uint32_t target;              /**< index in the plan */
  rsl_target_links links;       /**< its unit, indicator, resolution, goal, field */
  rsl_period baseline_period;   /**< type none: no baseline */
  rsl_number baseline;          /**< what the way is counted from */
  rsl_period actual_period;     /**< type none: no actual */
  rsl_number actual;            /**< what is rated */
  char actual_status;           /**< 0: no actual */
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
  bool ended;                /**< the actual's period ends at or after that of `by`: the words are those of the end */
  const char *method;        /**< what it was rated by: `path`, `eurostat`… Lives for ever */
  rsl_number ratio;          /**< what the method cuts: of `path` its progress */
  rsl_number score;          /**< the publisher's own; `path` has none */
  rsl_class rated_as;        /**< the publisher's own word; `path` has none */
  rsl_number projected;      /**< where the figures from the baseline to the actual lead at the end of `by` */
  rsl_number projected_low;  /**< the prediction interval of that */
  rsl_number projected_high; /**< its upper end */
  const char
      *projection_method; /**< `least_squares`; NULL: fewer than three figures, or no time left. Lives for ever */
  size_t trend_figures;   /**< how many figures it rests on */
  rsl_chance chance;      /**< what the interval supports of the target, where that is one value */
} rsl_review_row;

/** A review: one row a target, in the order unit (structure), resolution, goal, indicator, target. Never changes. */
typedef struct rsl_review rsl_review;

/** Review a cube as of a date.
 *  @param[in] options NULL: the defaults. @param[out] out the caller frees it with rsl_review_free(); NULL on failure.
 *
 *  A published method is given the unit's figures from the baseline to the actual: of a level those of its own frequency,
 *  else years; none that could not be rated (T2, T8), at most the latest 240. It rates ways to one value by a date: other
 *  forms are `not_rated`, reason FORM_NOT_TAKEN. Expected, gap and pace are those of `path` by every method.
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

/* ---- Reconciliation ------------------------------------------------------------------------------------------------------- */

/** Why a reported figure differs from what rolls up: what a difference is split into. */
typedef enum rsl_difference_cause {
  RSL_CAUSE_MISSING_CHILDREN = 0, /**< not all below gave a figure */
  RSL_CAUSE_LATE_REVISION = 1,    /**< figures below came, or changed, after the unit gave its report (R9) */
  RSL_CAUSE_OWN_FIGURE = 2,       /**< what a unit that also counts for itself counts beside those below it */
  RSL_CAUSE_ROUNDING = 3,         /**< no more than rounding of the figures can make */
  RSL_CAUSE_UNEXPLAINED = 4,      /**< nothing of this */
  RSL_CAUSE_END
} rsl_difference_cause;

RSL_API const char *rsl_difference_cause_name(rsl_difference_cause cause); /**< `late_revision`…; NULL outside */

/** What a unit reported of itself, against what rolls up from below it; or what it reported for a whole period, against
 *  its own reports for all the parts (R6). */
typedef struct rsl_reconciliation_row {
  uint32_t unit;                   /**< whose figure it is */
  uint32_t indicator;              /**< of this indicator */
  rsl_period period;               /**< and this period */
  rsl_number reported;             /**< what the unit reported of itself */
  rsl_number rolled_up;            /**< what rolls up from below it, or its parts make */
  rsl_number difference;           /**< reported − rolled up */
  rsl_number relative;             /**< difference / rolled up; absent where that is 0 */
  rsl_number coverage;             /**< of what rolled up */
  rsl_difference_cause cause;      /**< that of the largest part */
  rsl_number parts[RSL_CAUSE_END]; /**< of the difference, by cause; they add up to it */
} rsl_reconciliation_row;

/** A reconciliation: its rows. Never changes once made. */
typedef struct rsl_reconciliation rsl_reconciliation;

/** Which differences are told. Start from RSL_RECONCILIATION_OPTIONS_INIT. */
typedef struct rsl_reconciliation_options {
  size_t size;           /**< sizeof of this struct: set by the _INIT macro */
  bool has_tolerance;    /**< default: 0, or half the last digit for figures that were rounded */
  rsl_decimal tolerance; /**< not negative, in the indicator's unit of measure */
} rsl_reconciliation_options;

/** The defaults: every difference that rounding does not make. */
#define RSL_RECONCILIATION_OPTIONS_INIT \
  { \
    sizeof(rsl_reconciliation_options), false, { \
      0, 0 \
    } \
  }

/** Every figure of a roll-up whose two sides differ by more than the tolerance, by unit, indicator, period.
 *
 *  A difference is split in this order, each part taken from what the ones before it left. Late revision: what rolled up as
 *  known on the day that the report tells, less what rolls up now, where that brings the two sides nearer. Missing children:
 *  of a sum no more than R11 says that they could give; nothing limits what they could do to another rule, so that it is all
 *  that is left. Own figure, of sums: what an `add` unit below counted for itself, where that brings the sides nearer; and
 *  what a unit that measures, or whose report stands by `prefer: own`, has more than those below it. Rounding: all that is
 *  left, where rounding can make so much. Late revision is measured, the others say what could be: a split is where to look
 *  first, and no proof.
 *  @param[in] options NULL: the defaults.
 *  @param[out] out the caller frees it with rsl_reconciliation_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT the tolerance is negative. @return else what rsl_rollup_run() returns. */
RSL_API RSL_MUST_CHECK rsl_status rsl_reconcile(const rsl_rollup *rollup, const rsl_reconciliation_options *options,
                                                const rsl_allocator *allocator, rsl_reconciliation **out,
                                                rsl_error *error);
RSL_API void rsl_reconciliation_free(rsl_reconciliation *reconciliation); /**< NULL: nothing happens */
/** How many figures differ. */
RSL_API size_t rsl_reconciliation_count(const rsl_reconciliation *reconciliation);
/** One difference; NULL past the end. Lives as long as the reconciliation. */
RSL_API const rsl_reconciliation_row *rsl_reconciliation_at(const rsl_reconciliation *reconciliation, size_t index);
/** How many figures had both sides and were compared. */
RSL_API size_t rsl_reconciliation_compared(const rsl_reconciliation *reconciliation);

/* ---- Contribution ------------------------------------------------------------------------------------------------------- */

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
 *  @retval RSL_ERR_DATA it was not adopted by then, or another replaced it.
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

/* ---- Two reviews ------------------------------------------------------------------------------------------------------ */

/** What became of a target from one review to a later one. */
typedef enum rsl_review_change {
  RSL_CHANGE_SAME = 0,        /**< the same rating */
  RSL_CHANGE_ROSE = 1,        /**< a better one */
  RSL_CHANGE_FELL = 2,        /**< a worse one */
  RSL_CHANGE_RATED = 3,       /**< it has one now; before there was no data, or no rating */
  RSL_CHANGE_UNRATED = 4,     /**< it has none any more */
  RSL_CHANGE_APPEARED = 5,    /**< it is of the later review alone */
  RSL_CHANGE_DISAPPEARED = 6, /**< it is of the earlier review alone */
  RSL_CHANGE_END
} rsl_review_change;

RSL_API const char *rsl_review_change_name(rsl_review_change change); /**< `same`, `rose`…; NULL outside */

/** One target in two reviews. */
typedef struct rsl_review_comparison_row {
  const rsl_review_row *before; /**< NULL: it is of the later review alone */
  const rsl_review_row *after;  /**< NULL: it is of the earlier review alone */
  rsl_review_change change;     /**< what became of its rating */
  bool moved_on;                /**< the actual is of a later period */
  bool revised;                 /**< the same period has another figure: what was known of it changed (R9) */
  bool adjusted;                /**< what is to be reached is another value */
  rsl_number difference;        /**< actual after − before */
} rsl_review_comparison_row;

/** Two reviews of one plan, held against one another. Never changes once made. */
typedef struct rsl_review_comparison rsl_review_comparison;

/** Hold a review against an earlier one: what rose, what fell, what was revised or adjusted. A target that replaces another
 *  stands in one row with it.
 *  @param[in] before, after of the same plan; they must outlive the comparison.
 *  @param[out] out the caller frees it with rsl_review_comparison_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT the reviews are of different plans. */
RSL_API RSL_MUST_CHECK rsl_status rsl_review_compare(const rsl_review *before, const rsl_review *after,
                                                     const rsl_allocator *allocator, rsl_review_comparison **out,
                                                     rsl_error *error);
RSL_API void rsl_review_comparison_free(rsl_review_comparison *comparison); /**< NULL: nothing happens */
/** How many rows it has. */
RSL_API size_t rsl_review_comparison_count(const rsl_review_comparison *comparison);
/** One row, in the order of the later review, then what disappeared; NULL past the end. Lives as long as the comparison. */
RSL_API const rsl_review_comparison_row *rsl_review_comparison_at(const rsl_review_comparison *comparison,
                                                                  size_t index);
/** How many rows changed so. */
RSL_API size_t rsl_review_comparison_total(const rsl_review_comparison *comparison, rsl_review_change change);
/** Both reviews. */
RSL_API const rsl_review *rsl_review_comparison_before(const rsl_review_comparison *comparison);
RSL_API const rsl_review *rsl_review_comparison_after(const rsl_review_comparison *comparison); /**< the later one */

/* ---- Cascade ---------------------------------------------------------------------------------------------------------- */

/** How a target stands to those assigned below it, and to its superior's. */
typedef enum rsl_cascade_state {
  RSL_CASCADE_ADDS_UP = 0,              /**< those below come to it, as exactly as they are written */
  RSL_CASCADE_OVER_ASSIGNED = 1,        /**< those below come to more than it: it holds if they do */
  RSL_CASCADE_NO_CHILDREN = 2,          /**< nobody below measures or carries it further */
  RSL_CASCADE_NOT_COMPARABLE = 3,       /**< its rule makes nothing of targets (a median, a formula, a judgement) */
  RSL_CASCADE_NO_WEIGHTS = 4,           /**< a mean or ratio of which the denominators below are not known */
  RSL_CASCADE_UNASSIGNED = 5,           /**< those below come to less: if each meets its own, this one is missed */
  RSL_CASCADE_NOT_ASSIGNED = 6,         /**< nobody below has a share of it */
  RSL_CASCADE_WEAKER_THAN_SUPERIOR = 7, /**< the unit's own is weaker than what its superior assigned to it */
  RSL_CASCADE_STATE_END
} rsl_cascade_state;

RSL_API const char *rsl_cascade_state_name(rsl_cascade_state state); /**< `adds_up`…; NULL outside */
/** Do the targets add up? False of the last three states. */
RSL_API bool rsl_cascade_holds(rsl_cascade_state state);

/** One target of a unit against the targets for the same indicator and period of the units directly below it. */
typedef struct rsl_cascade_row {
  uint32_t target;        /**< index in the plan: the unit's own, or else the one that was assigned to it */
  rsl_target_links links; /**< its unit, indicator, resolution */
  rsl_number value;       /**< what is to be reached (T4); of a range the end that has to be reached */
  rsl_number assigned;    /**< what the targets below come to by the indicator's own rule (R4); absent: nothing */
  rsl_number unassigned;  /**< value − assigned */
  uint32_t children_with; /**< units directly below that have a target for it */
  uint32_t children;      /**< units directly below that could have one */
  uint32_t superior; /**< who assigned a target to this unit, else the unit above where that has one; or RSL_NONE */
  rsl_number superior_target; /**< what that unit assigned, else its own */
  bool was_assigned;          /**< `superior_target` was assigned to this unit */
  rsl_cascade_state state;    /**< how they stand to one another */
} rsl_cascade_row;

/** The day of the structure, and of the targets. Start from RSL_CASCADE_OPTIONS_INIT. */
typedef struct rsl_cascade_options {
  size_t size;    /**< sizeof of this struct: set by the _INIT macro */
  rsl_date as_of; /**< default RSL_DATE_NONE: the last day with a figure, else the first of the earliest term */
  const uint32_t *targets; /**< indexes of the targets to look at; NULL: all */
  size_t target_count;     /**< how many `targets` has */
} rsl_cascade_options;

/** The defaults: all targets, today's structure. */
#define RSL_CASCADE_OPTIONS_INIT \
  { sizeof(rsl_cascade_options), RSL_DATE_NONE, 0, 0 }

/** Every target against those below it: one row for each unit, indicator and period. Never changes once made. */
typedef struct rsl_cascade rsl_cascade;

/** Hold the targets of every unit against those assigned below it and against its superior's.
 *
 *  Amounts add; counts too. Of a ratio, share or mean the targets below are weighed by their latest known denominators;
 *  a minimum is the least of them, a maximum the largest. What the rule makes of targets is compared with the indicator's
 *  direction: more of what is to decrease is less. The comparison is the library's own.
 *  @param[in] options NULL: the defaults. @param[out] out the caller frees it with rsl_cascade_free(); NULL on failure.
 *  @return what rsl_review_run() returns. */
RSL_API RSL_MUST_CHECK rsl_status rsl_cascade_run(const rsl_cube *cube, const rsl_cascade_options *options,
                                                  const rsl_allocator *allocator, rsl_cascade **out, rsl_error *error);
RSL_API void rsl_cascade_free(rsl_cascade *cascade); /**< NULL: nothing happens */
/** The plan that its indexes refer to. */
RSL_API const rsl_plan *rsl_cascade_plan(const rsl_cascade *cascade);
/** How many rows it has. */
RSL_API size_t rsl_cascade_count(const rsl_cascade *cascade);
/** One row, by unit (structure), indicator, period; NULL past the end. Lives as long as the cascade. */
RSL_API const rsl_cascade_row *rsl_cascade_at(const rsl_cascade *cascade, size_t index);

/** By what a target is shared out among the units below. */
typedef enum rsl_allocation_basis {
  RSL_ALLOCATION_EQUAL = 0,     /**< amounts: alike; levels: the same value for all */
  RSL_ALLOCATION_GROWTH = 1,    /**< by their latest figures: all grow alike */
  RSL_ALLOCATION_INDICATOR = 2, /**< amounts in proportion to the latest figures of another indicator */
  RSL_ALLOCATION_END
} rsl_allocation_basis;

/** The share of one unit. */
typedef struct rsl_allocation_row {
  uint32_t unit;    /**< directly below the target's */
  rsl_number basis; /**< its figure of the basis; absent for EQUAL */
  rsl_number value; /**< what it would have to reach, at the indicator's decimals */
} rsl_allocation_row;

/** How to share a target out. Start from RSL_ALLOCATION_OPTIONS_INIT. */
typedef struct rsl_allocation_options {
  size_t size;                /**< sizeof of this struct: set by the _INIT macro */
  rsl_date as_of;             /**< the day of the structure and of the figures; default as in rsl_cascade_options */
  rsl_allocation_basis basis; /**< default EQUAL */
  uint32_t indicator;         /**< of INDICATOR: an index in the plan */
} rsl_allocation_options;

/** The default: equal shares. */
#define RSL_ALLOCATION_OPTIONS_INIT \
  { sizeof(rsl_allocation_options), RSL_DATE_NONE, RSL_ALLOCATION_EQUAL, 0 }

/** A proposal: a share for each unit directly below. Never changes once made. */
typedef struct rsl_allocation rsl_allocation;

/** Propose how to share a target out among the units directly below its unit, so that it adds up: amounts exactly, by
 *  largest remainder at the indicator's decimals (ties in the structure's order, as R13 rounds); levels as nearly as their
 *  decimals allow.
 *  @param[in] options NULL: the default. @param[out] out the caller frees it with rsl_allocation_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT there is no such target or indicator.
 *  @retval RSL_ERR_DATA there is nobody below, a figure of the basis is missing, negative or all are 0, or what the rule
 *  makes of targets is no sum and no mean: the error says which. */
RSL_API RSL_MUST_CHECK rsl_status rsl_allocation_propose(const rsl_cube *cube, uint32_t target,
                                                         const rsl_allocation_options *options,
                                                         const rsl_allocator *allocator, rsl_allocation **out,
                                                         rsl_error *error);
RSL_API void rsl_allocation_free(rsl_allocation *allocation); /**< NULL: nothing happens */
/** What is shared out (T4). */
RSL_API rsl_number rsl_allocation_value(const rsl_allocation *allocation);
/** How many units have a share. */
RSL_API size_t rsl_allocation_count(const rsl_allocation *allocation);
/** One share, in the structure's order; NULL past the end. Lives as long as the allocation. */
RSL_API const rsl_allocation_row *rsl_allocation_at(const rsl_allocation *allocation, size_t index);

/* ---- Is a review complete, and can it be believed? ------------------------------------------------------------------------ */

/** What a review lacks, as errors: a field of a resolution's goals of which no target has a rating (`field_not_covered`); for
 *  a target that is behind, off track or missed a cause (`cause_missing`), a solution (`solution_missing`), and solutions
 *  whose expected effects make up for what the figure lacks to its path (`effect_too_small`).
 *  @param[in,out] problems may be NULL. */
RSL_API RSL_MUST_CHECK rsl_status rsl_review_check_complete(const rsl_review *review, const rsl_allocator *allocator,
                                                            rsl_problems *problems, rsl_error *error);

/** Steps of reports to campaigns, in the order they were added. */
typedef struct rsl_submissions rsl_submissions;

/** Whether the figures can be believed, as of the review's day. Errors: a check of the plan that does not hold (`check_broken`,
 *  with its own severity), a figure below that of a single unit under it (`child_above_parent`), a percentage that no whole count
 *  gives (`impossible_percentage`). Warnings, to be looked at: `changed_after_return`, `exact_cluster`, `green_over_falling`,
 *  `sudden_jump`, `repeated_digits`; docs/formats.md says where each begins.
 *  @param[in] cube that the review was made of. @param[in] submissions NULL: none, and nothing was returned.
 *  @param[in,out] problems may be NULL. @retval RSL_ERR_ARGUMENT the cube is of another plan. */
RSL_API RSL_MUST_CHECK rsl_status rsl_review_check_honesty(const rsl_review *review, const rsl_cube *cube,
                                                           const rsl_submissions *submissions,
                                                           const rsl_allocator *allocator, rsl_problems *problems,
                                                           rsl_error *error);

/* ---- Campaigns ----------------------------------------------------------------------------------------------------------- */

/** What a unit did with its report to a campaign. */
typedef enum rsl_submission_state {
  RSL_SUBMISSION_NONE = 0,
  RSL_SUBMISSION_DRAFT = 1,
  RSL_SUBMISSION_SUBMITTED = 2,
  RSL_SUBMISSION_RETURNED = 3, /**< sent back by the superior, with a reason */
  RSL_SUBMISSION_ACCEPTED = 4, /**< taken by the superior */
  RSL_SUBMISSION_END
} rsl_submission_state;

RSL_API const char *rsl_submission_state_name(rsl_submission_state state); /**< `draft`…; NULL outside */

#define RSL_DAY_ALONE (-1) /**< of a moment only the day is told: before every second of it */
#define RSL_MOMENT_TEXT 20 /**< bytes of "2023-04-18T09:30:00" with its end */

/** One step of a unit's report. */
typedef struct rsl_submission {
  uint32_t unit;              /**< index in the plan */
  uint32_t campaign;          /**< index in the plan */
  rsl_submission_state state; /**< what the report became */
  rsl_date day;               /**< when */
  int32_t second;             /**< of the day; RSL_DAY_ALONE: not told */
  const char *by;             /**< who did it; NULL: not told */
  const char *reason;         /**< of RETURNED: why */
  const char *file;           /**< where it was read; NULL: from memory */
  size_t line;                /**< 1-based; 0: not read from a text */
} rsl_submission;

/** @param[in] plan finished; must outlive the submissions. @param[out] out the caller frees it with rsl_submissions_free();
 *  NULL on failure. */
RSL_API RSL_MUST_CHECK rsl_status rsl_submissions_new(const rsl_plan *plan, const rsl_allocator *allocator,
                                                      rsl_submissions **out);
RSL_API void rsl_submissions_free(rsl_submissions *submissions); /**< NULL: nothing happens */
/** Add one; texts are copied.
 *  @retval RSL_ERR_DATA it cannot be: a unit that is not there on the day, one that owes nothing to the campaign, a return
 *  without a reason. The error says why. @retval RSL_ERR_ARGUMENT no such unit, campaign or state. */
RSL_API RSL_MUST_CHECK rsl_status rsl_submissions_add(rsl_submissions *submissions, const rsl_submission *submission,
                                                      rsl_error *error);
/** How many there are. */
RSL_API size_t rsl_submissions_count(const rsl_submissions *submissions);
/** One of them; NULL past the end. Its texts live as long as the submissions. */
RSL_API const rsl_submission *rsl_submissions_at(const rsl_submissions *submissions, size_t index);
/** `2023-04-18`, or with the second `2023-04-18T09:30:00`; "" for no day. */
RSL_API void rsl_moment_format(rsl_date day, int32_t second, char buffer[RSL_MOMENT_TEXT]);

/** Where a unit stands in a campaign. A report that was returned, or never went beyond a draft, is not given. */
typedef enum rsl_standing {
  RSL_STANDING_NOT_DUE = 0,   /**< the campaign's `as_of` is still to come */
  RSL_STANDING_DUE = 1,       /**< nothing below it owes, and the deadline is not over */
  RSL_STANDING_WAITING = 2,   /**< some below it are not accepted */
  RSL_STANDING_READY = 3,     /**< all below it are accepted */
  RSL_STANDING_DRAFT = 4,     /**< begun */
  RSL_STANDING_LATE = 5,      /**< the deadline is over */
  RSL_STANDING_RETURNED = 6,  /**< sent back */
  RSL_STANDING_SUBMITTED = 7, /**< given */
  RSL_STANDING_ACCEPTED = 8,  /**< given, and taken */
  RSL_STANDING_END
} rsl_standing;

RSL_API const char *rsl_standing_name(rsl_standing standing); /**< `not_due`…; NULL outside */

/** One unit in a campaign. The members are the columns of `resolution-campaign` (programs.md). */
typedef struct rsl_roll_call_row {
  uint32_t unit;                    /**< who owes a report */
  uint32_t depth;                   /**< how many units of the campaign are above it */
  rsl_date deadline;                /**< the last day that is in time */
  rsl_standing standing;            /**< on the day asked for */
  const rsl_submission *last;       /**< its latest step by then; NULL: none */
  const rsl_submission *submission; /**< the latest time it submitted, which `days_late` is counted by; NULL: never */
  bool has_days_late;               /**< it submitted, or should have */
  int32_t days_late;                /**< 0 in time */
  uint32_t below_due;               /**< how many below it owe a report */
  uint32_t below_accepted;          /**< of these, how many are accepted */
  uint32_t owed;                    /**< reports owed by it and all below it */
  uint32_t given;                   /**< of these, submitted or accepted */
  uint32_t in_time;                 /**< of these, submitted in time */
  rsl_number completeness;          /**< given / owed */
  rsl_number timeliness;            /**< in_time / owed */
  uint32_t findings;                /**< of this campaign, of it and all below it */
  uint32_t subjective;              /**< of these, those of its own doing */
  uint32_t objective;               /**< of these, those that are not */
  uint32_t actions;                 /**< answers to these findings that were not dropped */
  uint32_t actions_done;            /**< of these, those that are done */
  bool remind; /**< it is its turn, and nobody else's: not given, and not waiting for those below */
} rsl_roll_call_row;

/** Who gave a report to a campaign, and who did not: one row a unit that owes one, in the structure's order. Never changes. */
typedef struct rsl_roll_call rsl_roll_call;

/** Go through the units of a campaign: the unit of its resolution and all below it on the day of `as_of`, of levels with a
 *  deadline, that are still there when it is over. Only what is owed counts as given, so that no share exceeds 1.
 *  @param[in] on the day asked for: later steps are passed over. @param[in] submissions NULL: none; must outlive it.
 *  @param[out] out the caller frees it with rsl_roll_call_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT the plan has no such campaign. @retval RSL_ERR_DATA the resolution's unit is not there on the
 *  day of `as_of`. */
RSL_API RSL_MUST_CHECK rsl_status rsl_roll_call_run(const rsl_plan *plan, uint32_t campaign, rsl_date on,
                                                    const rsl_submissions *submissions, const rsl_allocator *allocator,
                                                    rsl_roll_call **out, rsl_error *error);
RSL_API void rsl_roll_call_free(rsl_roll_call *roll_call); /**< NULL: nothing happens */
/** The campaign's index in the plan. */
RSL_API uint32_t rsl_roll_call_campaign(const rsl_roll_call *roll_call);
/** How many owe a report. */
RSL_API size_t rsl_roll_call_count(const rsl_roll_call *roll_call);
RSL_API const rsl_roll_call_row *rsl_roll_call_at(const rsl_roll_call *roll_call,
                                                  size_t index); /**< NULL past the end */

/** A finding of the campaign with one of the actions that answer it. */
typedef struct rsl_finding_answer {
  uint32_t unit;    /**< whose limitation it is */
  uint32_t finding; /**< index in the plan */
  uint32_t action;  /**< index in the plan; RSL_NONE: nothing answers it */
} rsl_finding_answer;

/** The findings of the campaign with their answers: by unit in the structure's order, finding, action, so that those of all
 *  below a unit stand behind its own. Actions that were dropped are among them. */
RSL_API size_t rsl_roll_call_answer_count(const rsl_roll_call *roll_call);
/** One of them; NULL past the end. */
RSL_API const rsl_finding_answer *rsl_roll_call_answer_at(const rsl_roll_call *roll_call, size_t index);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
