/** @file
 *  @brief What units reported of themselves, against what rolls up from below.
 */
#ifndef RESOLUTION_REVIEW_RECONCILIATION_H
#define RESOLUTION_REVIEW_RECONCILIATION_H

#include <resolution/review.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup review_reconciliation Reconciliation: reported against rolled up
 *  @ingroup review */
/** @{ */

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
 *  @retval RSL_ERR_ARGUMENT the tolerance is negative. @return else what rsl_rollup_run() returns.
 *  @note what was known when is asked of all units of one depth together: a roll-up for each indicator, period and depth with a
 *  difference, however many days the reports tell; one for each such day where figures are carried (R12). */
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

/** @} */

#ifdef __cplusplus
}
#endif

#endif
