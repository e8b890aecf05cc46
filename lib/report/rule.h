/** @file
 *  @brief Internal: the rule that made a figure, in words.
 */
#ifndef RSL_REPORT_RULE_H
#define RSL_REPORT_RULE_H

#include "report/say.h"

/** What a unit's own figure was made of. */
typedef enum rsl__way {
  RSL__WAY_REPORTED, /**< its rows */
  RSL__WAY_COMPUTED, /**< its figures of other indicators */
  RSL__WAY_INITIAL   /**< nothing: of an event what holds before the first */
} rsl__way;

/** As "Σ URBAN_POPULATION (36,195.9) / Σ POPULATION (98,504.5) × 100, from 63 of 63": with the sums that were divided.
 *  @param way of the unit's own figure. */
void rsl__say_rule(rsl__text_buffer *out, const rsl_plan *plan, const rsl_explanation_node *node, rsl__way way,
                   rsl_language language);

#endif
