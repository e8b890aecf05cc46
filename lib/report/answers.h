/** @file
 *  @brief Internal: what was found of targets that are behind, and what answers it.
 */
#ifndef RSL_REPORT_ANSWERS_H
#define RSL_REPORT_ANSWERS_H

#include <resolution/review.h>

#include "report/grid.h"

/** A finding where a review meets it. */
typedef struct rsl__found {
  uint32_t indicator; /**< that its target is about */
  uint32_t position;  /**< of its unit in the structure, or of its target's where that is not above it */
  uint32_t finding;   /**< index in the plan */
  uint32_t row;       /**< that its target counts for; RSL_NONE: none, it is not reviewed */
} rsl__found;

/** The findings of a campaign, those of one indicator together, in the structure's order. */
typedef struct rsl__answers {
  rsl_allocator allocator;
  const rsl_review *review;
  const rsl_plan *plan;
  rsl_structure *structure;
  rsl__found *items;
  size_t count;
  size_t capacity;
  uint32_t *first_action; /**< by finding; RSL_NONE: nothing answers it */
  uint32_t *next_action;  /**< by action: the next one that answers the same */
} rsl__answers;

/** Find those of a campaign, and those of none. Always followed by rsl__answers_free(). @param[in] campaign RSL_NONE:
 *  nothing is looked for. */
RSL_MUST_CHECK rsl_status rsl__answers_find(rsl__answers *answers, const rsl_review *review, uint32_t campaign,
                                            const rsl_allocator *allocator, rsl_error *error);
void rsl__answers_free(rsl__answers *answers);
/** Under a row that is behind: its findings with what answers them, then some of those of the units below it. */
void rsl__answers_say(rsl__grid *grid, const rsl__answers *answers, size_t row, rsl_language language, size_t indent);

/** "Solution (Huyện A, doing, by 2024-06-30): …"; that nothing answers it where `action` is RSL_NONE. */
void rsl__say_action(rsl__grid *grid, const rsl_plan *plan, uint32_t action, rsl_language language, size_t indent);
const char *rsl__cause_word(rsl_finding_cause cause, rsl_language language);

#endif
