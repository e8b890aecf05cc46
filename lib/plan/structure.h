/** @file
 *  @brief Internal: what a structure is made of, for those who walk over it.
 */
#ifndef RSL_PLAN_STRUCTURE_H
#define RSL_PLAN_STRUCTURE_H

#include <resolution/plan.h>

/* Positions count depth first, so that a subtree is one run of them:
 *
 *        nation 0             position   0  1  2  3  4
 *        /       \            end        5  3  3  5  5
 *   north 1     south 3       parent     -  0  1  0  3
 *      |           |
 *   commune 2   commune 4
 */
struct rsl_structure {
  rsl_allocator allocator;
  uint32_t count;
  uint32_t unit_count; /* of the plan */
  uint32_t *units;     /* by position */
  uint32_t *parents;   /* by position */
  uint32_t *ends;      /* by position */
  uint32_t *positions; /* by unit */
};

#endif
