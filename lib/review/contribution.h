/** @file
 *  @brief Internal: what the units below a target add to its gap: their figures, and the arithmetic that parts it.
 */
#ifndef RSL_REVIEW_CONTRIBUTION_H
#define RSL_REVIEW_CONTRIBUTION_H

#include <resolution/review.h>

#include "base/memory.h"

/** A figure as the parts of its rule: Σ x alone, or what is divided, with its factor, and what it is divided by. */
typedef struct rsl__amount {
  rsl_number numerator;   /**< absent: no figure */
  rsl_number denominator; /**< absent for rules that only add */
} rsl__amount;

/** One unit on its way to a row. */
typedef struct rsl__contributor {
  rsl__amount now;
  rsl__amount before;
  uint64_t reporting;
  uint64_t owed;
  bool shown;          /**< it owes or has a figure */
  rsl_number baseline; /**< its figure then */
  rsl_number actual;   /**< and now */
  rsl_rating rating;   /**< of its own target; NONE: it has none */
  rsl_number expected;
  rsl_number contribution;
  rsl_number level_effect;
  rsl_number mix_effect;
} rsl__contributor;

/** What every part is measured against: the target's unit. */
typedef struct rsl__whole {
  bool divides;        /**< the rule divides: the parts are weighed by their denominators */
  rsl__amount now;     /**< of the unit itself, as it rolls up */
  rsl__amount before;  /**< absent: no baseline to compare with */
  rsl_number expected; /**< of the target, by now */
  rsl_number level;    /**< where it divides: its figure of the baseline; absent: there is none to compare with … */
  rsl_number step;     /**< … how far it is expected to go from that … */
  rsl_number middle;   /**< … and what is half way between that and its figure now */
} rsl__whole;

/** What the parts are measured against, of the figures of the whole. */
rsl__whole rsl__whole_of(rsl__amount now, rsl__amount before, rsl_number expected);
/** The side that a figure gives for a rule. */
rsl__amount rsl__amount_of(const rsl_indicator *indicator, const rsl_figure *figure);
/** Fill what the part adds to the gap; the parts of all units below add up to that of the whole. */
void rsl__contributor_measure(rsl__contributor *part, const rsl__whole *whole);

#endif
