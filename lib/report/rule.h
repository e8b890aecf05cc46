/** @file
 *  @brief Internal: the rule that made a figure, in words.
 */
#ifndef RSL_REPORT_RULE_H
#define RSL_REPORT_RULE_H

#include "report/say.h"

/** As "Σ URBAN_POPULATION (36,195.9) / Σ POPULATION (98,504.5) × 100, from 63 of 63": with the sums that were divided.
 *  @param computed the unit's own figure was computed from its operands, not reported as it is. */
void rsl__say_rule(rsl__text_buffer *out, const rsl_plan *plan, const rsl_explanation_node *node, bool computed,
                   rsl_language language);

#endif
