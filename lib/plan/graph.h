/** @file
 *  @brief Internal: finding cycles among records that refer to one another.
 */
#ifndef RSL_PLAN_GRAPH_H
#define RSL_PLAN_GRAPH_H

#include <resolution/base.h>

/** Who refers to whom: the edges of node i are `targets[start[i]]` … `targets[start[i + 1] - 1]`; RSL_NONE is none. */
typedef struct rsl__graph {
  uint32_t count;
  const uint32_t *start;
  const uint32_t *targets;
} rsl__graph;

/** Go through all of a graph and call `found` once for each edge that closes a cycle.
 *  @param found `nodes` is the cycle in the order of its edges: the last refers to the first.
 *  @return false when memory ran out. Takes time for each node, edge, and node of a cycle that is told. */
RSL_MUST_CHECK bool rsl__graph_cycles(const rsl_allocator *allocator, const rsl__graph *graph,
                                      void (*found)(void *context, const uint32_t *nodes, size_t count), void *context);

#endif
