/** @file
 *  @brief Internal: formulas over the periods of a unit side by side.
 */
#ifndef RSL_CUBE_FORMULA_H
#define RSL_CUBE_FORMULA_H

#include "cube/operand_lanes.h"

/* ---- formula.c ---- */

/** The operand with the least coverage, and whether all speak for the same units. */
typedef struct rsl__weighing {
  bool any;
  bool speaks;
  bool partial; /**< some operand lacks units that owe */
  bool differs; /**< two of them speak for different units */
  uint64_t prints;
} rsl__weighing;

/** R4: the coverage is that of the weakest operand; the status is the weakest used.
 *  @param[in,out] weighing,result empty at first */
void rsl__formula_weigh(rsl__weighing *weighing, const rsl__said *said, rsl__result *result);
/** What all of them are together, and what the expression made of them. */
void rsl__formula_settle(const rsl__weighing *weighing, const rsl__outcome *outcome, rsl__result *result);

/** Is it not kept at a unit, but computed when it is read? */
bool rsl__formula_is_read_later(const rsl_rollup *rollup, uint32_t indicator, const rsl__frame *frame,
                                uint32_t position);

/* ---- formula_lanes.c ---- */

/** Some periods of a formula, all in one frame. */
typedef struct rsl__formula_chunk {
  const rsl__frame *frame;
  const uint32_t *whens;
  uint32_t count;
  rsl__operand_lanes *operands; /**< by number of the references; NULL: the figures are taken one by one */
} rsl__formula_chunk;

/** What one unit says in the periods of a chunk. */
typedef struct rsl__formula_lanes {
  const rsl_rollup *rollup;
  const rsl__expression *expression;
  const rsl__references *references;
  rsl__lane_machine machine;
  rsl__lane_values *values; /**< by number of the references */
  rsl__said *said;          /**< RSL__LANES for each of them */
  rsl__result results[RSL__LANES];
  bool speaks[RSL__LANES];
} rsl__formula_lanes;

/** @return false when memory runs out; it must be ended all the same. */
RSL_MUST_CHECK bool rsl__formula_lanes_start(const rsl_rollup *rollup, const rsl__expression *expression,
                                             const rsl__references *references, rsl__formula_lanes *lanes);
void rsl__formula_lanes_end(rsl__formula_lanes *lanes);
/** Find where its operands stand in the chunk's periods. @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__formula_chunk_open(const rsl__formula_lanes *lanes, rsl__formula_chunk *chunk);
void rsl__formula_chunk_close(const rsl__formula_lanes *lanes, rsl__formula_chunk *chunk);
/** Read what is said at a unit and run the expression on it.
 *  @return false: some operand has more to tell at this unit, or some figure does not fit into a lane. */
bool rsl__formula_lanes_evaluate(rsl__formula_lanes *lanes, const rsl__formula_chunk *chunk, uint32_t position);
/** What was said of one of the references. */
static inline const rsl__said *rsl__formula_lanes_said(const rsl__formula_lanes *lanes, uint32_t reference,
                                                       uint32_t lane) {
  return &lanes->said[(size_t)reference * RSL__LANES + lane];
}
/** The same, with the results of a formula. */
bool rsl__formula_lanes_run(rsl__formula_lanes *lanes, const rsl__formula_chunk *chunk, uint32_t position);

#endif
