/** @file
 *  @brief Internal: how many figures are below each.
 */
#ifndef RSL_PROGRESS_RANK_H
#define RSL_PROGRESS_RANK_H

#include <resolution/base.h>

/** Of each figure that is there, how many others × sign are below it × sign; SIZE_MAX for an absent one.
 *  @return false when memory ran out. */
RSL_MUST_CHECK bool rsl__count_below(const double *values, size_t count, double sign, const rsl_allocator *allocator,
                                     size_t *below);

#endif
