/** @file
 *  @brief Internal: the figures of one indicator, rolled up for just the periods that someone asks for.
 */
#ifndef RSL_REVIEW_FIGURES_H
#define RSL_REVIEW_FIGURES_H

#include <resolution/cube.h>

#include "base/memory.h"

typedef struct rsl__figures {
  const rsl_cube *cube;
  uint32_t indicator;
  rsl_date known_on;
  bool bounds; /**< what they could be with the missing units is asked too (R11) */
  bool first;  /**< as they were first known (R9) */
  rsl_allocator allocator;
  rsl_period *wanted; /**< asked for since the last fetch */
  size_t wanted_count;
  size_t wanted_capacity;
  rsl_rollup **fetched; /**< one of each fetch */
  size_t fetched_count;
  size_t fetched_capacity;
} rsl__figures;

void rsl__figures_init(rsl__figures *figures, const rsl_cube *cube, uint32_t indicator, rsl_date known_on,
                       const rsl_allocator *allocator);
void rsl__figures_free(rsl__figures *figures);
/** Ask for a period; one of type none, or that was fetched already, is passed over. */
RSL_MUST_CHECK rsl_status rsl__figures_want(rsl__figures *figures, rsl_period period, rsl_error *error);
/** Roll up what was asked for: one run for all units that want it. */
RSL_MUST_CHECK rsl_status rsl__figures_fetch(rsl__figures *figures, rsl_error *error);
/** @return false where there is no such figure, or it has no value; *out says then why. */
bool rsl__figures_get(const rsl__figures *figures, uint32_t unit, rsl_period period, rsl_figure *out);

#endif
