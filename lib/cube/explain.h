/** @file
 *  @brief Internal: taking a figure apart.
 */
#ifndef RSL_CUBE_EXPLAIN_H
#define RSL_CUBE_EXPLAIN_H

#include "cube/carry.h"

enum {
  RSL__EXPLAIN_NEST = 8,       /**< operands inside operands that are taken apart */
  RSL__EXPLAIN_NODES = 4000000 /**< an explanation that no one can read must not eat all memory */
};

struct rsl_explanation {
  rsl_allocator allocator;
  rsl_explanation_node *nodes;
  size_t count;
  size_t capacity;
  rsl__arena counts; /**< of grades, that nodes tell */
};

/** One taking apart: of an indicator's figure at a unit, and everything below. */
typedef struct rsl__account {
  const rsl_rollup *rollup;
  rsl_explanation *into;
  uint32_t depth; /**< how many levels of units to go down; 0: all */
} rsl__account;

/** What is being taken apart. */
typedef struct rsl__subject {
  uint32_t indicator;
  uint32_t unit;
  const rsl__frame *frame; /**< the structure that the unit is seen in, whatever that of the period */
  uint32_t when;
  uint32_t depth; /**< of its node */
  uint32_t nest;
  rsl_unused unused; /**< why what stands above does not use it */
} rsl__subject;

/* ---- explain.c ---- */

RSL_MUST_CHECK rsl_status rsl__take_apart(const rsl__account *in, rsl__subject root);
/** The figure's own line, or that it is missing. */
RSL_MUST_CHECK rsl_status rsl__explain_figure(const rsl__account *in, const rsl__subject *at, rsl_figure *figure);
/** The short periods that make a longer one (R6). */
RSL_MUST_CHECK rsl_status rsl__explain_short_periods(const rsl__account *in, const rsl__subject *at);

/** What was owed and not given. */
RSL_MUST_CHECK rsl_status rsl__explain_missing(const rsl__account *in, const rsl__subject *at, rsl_period period,
                                               rsl_absence absence);
/** One more line. @return NULL: out of memory, or too long. */
rsl_explanation_node *rsl__explain_add(const rsl__account *in, const rsl__subject *at, uint32_t depth,
                                       rsl_explanation_kind kind);

/** What the figure told last at that depth is made of is told no further. */
void rsl__explain_cut(const rsl__account *in, const rsl__subject *at);

/* ---- explain_rows.c ---- */

/** Every row that the unit gave for the period or a part of it. */
RSL_MUST_CHECK rsl_status rsl__explain_rows(const rsl__account *in, const rsl__subject *at, const rsl_figure *figure);

/* ---- explain_operands.c ---- */

/** What the rule takes from other indicators at the same unit, of the periods that it takes it from. */
RSL_MUST_CHECK rsl_status rsl__explain_operands(const rsl__account *in, const rsl__subject *at);

/* ---- explain_carried.c ---- */

/** A period in which units change: the figures inside it, each carried to the structure it is seen in (R12). */
RSL_MUST_CHECK rsl_status rsl__explain_inside(const rsl__account *in, const rsl__subject *at);
/** What units that closed inside a period reported for all of it, where that stands (R12). */
RSL_MUST_CHECK rsl_status rsl__explain_closed(const rsl__account *in, const rsl__subject *at);
/** A figure that was carried along a route: the units that it came from, and the shares of those that were split. */
RSL_MUST_CHECK rsl_status rsl__explain_carried(const rsl__account *in, const rsl__subject *at, const rsl__route *route);

#endif
