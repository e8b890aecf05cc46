/** @file
 *  @brief Internal: a composite that was checked, with room to put it together in.
 */
#ifndef RSL_PROGRESS_COMPOSITE_H
#define RSL_PROGRESS_COMPOSITE_H

#include <resolution/progress_composite.h>

/** The nodes of each parent are a chain in their own order. */
typedef struct rsl__composite {
  rsl_allocator allocator;
  const rsl_composite_node *nodes;
  size_t count;
  double *own_weights; /**< one a node, which may be changed */
  double *values;      /**< of one parent's nodes */
  double *weights;     /**< of the same */
  size_t *first;       /**< of each node's own; SIZE_MAX: it is an indicator */
  size_t *next;        /**< of the same parent; SIZE_MAX: the last */
} rsl__composite;

/** @param[out] out free it with rsl__composite_free() where RSL_OK is returned. */
RSL_MUST_CHECK rsl_status rsl__composite_open(const rsl_composite *composite, const rsl_allocator *allocator,
                                              rsl__composite *out, rsl_error *error);
void rsl__composite_free(rsl__composite *composite);
/** Fill the scores of one unit. @param[in] unit for the message. */
RSL_MUST_CHECK rsl_status rsl__composite_fill(rsl__composite *composite, size_t unit, double *scores, rsl_error *error);

#endif
