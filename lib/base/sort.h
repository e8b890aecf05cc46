/** @file
 *  @brief A stable sort with the caller's memory: qsort is neither stable nor bounded everywhere.
 */
#ifndef RSL_BASE_SORT_H
#define RSL_BASE_SORT_H

#include <resolution/base.h>

/** Merge sort. @param compare negative, 0 or positive. @return false when memory ran out; the items are as they were. */
RSL_MUST_CHECK bool rsl__sort(const rsl_allocator *allocator, void *items, size_t count, size_t size,
                              int (*compare)(const void *a, const void *b));

/** How many of sorted items come before one: its place in a ranking, less 1, where those that are alike share the first. */
size_t rsl__first_not_below(const void *items, size_t count, size_t size, const void *item,
                            int (*compare)(const void *a, const void *b));

#endif
