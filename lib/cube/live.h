/** @file
 *  @brief Internal: a cube and its roll-up that take changes.
 */
#ifndef RSL_CUBE_LIVE_H
#define RSL_CUBE_LIVE_H

#include "cube/lanes.h"

/** What is known of one block, so that nothing is looked for when a figure in it is set. */
typedef struct rsl__live_block {
  uint32_t *rows;      /**< by place: the row there; RSL_NONE: none */
  int32_t first_index; /**< of the period of its first lane … */
  bool side_by_side;   /**< … where no period is missing between its lanes */
  uint32_t strip;      /**< the strip of the roll-up in which all its lanes stand; RSL_NONE: there is none */
  uint32_t shift;      /**< its first lane is this lane of the strip */
} rsl__live_block;

/** What is known of one indicator. */
typedef struct rsl__live_column {
  rsl__live_block *blocks;
  size_t block_count;
  uint32_t *users; /**< the indicators that are made of it, and those made of these */
  uint32_t user_count;
} rsl__live_column;

struct rsl_live {
  rsl_allocator allocator;
  rsl_cube *cube;
  rsl_rollup *rollup;
  rsl_rollup_request request;
  uint32_t *indicators; /**< of the request */
  rsl_period *periods;
  rsl__live_column *slots; /**< by indicator */
  uint8_t *stale;          /**< by indicator: to be computed again */
  bool any_stale;
  bool all_stale; /**< the roll-up is to be made anew */
};

/** Where a bare figure is put. */
typedef struct rsl__slot {
  uint32_t indicator;
  uint32_t unit;
  uint32_t when;
  uint32_t row;
  uint32_t lane;
  int64_t value;
  rsl__column *column;
  rsl__block *block;
  const rsl__live_block *known;
} rsl__slot;

/* ---- live_remake.c ---- */

/** Keep a copy of what the request points to. */
RSL_MUST_CHECK rsl_status rsl__live_keep_request(rsl_live *live);
/** Find out what an indicator's bare figures need. */
RSL_MUST_CHECK bool rsl__live_index(rsl_live *live, uint32_t indicator);
void rsl__live_forget(rsl_live *live, uint32_t indicator);
/** Compute again what is stale. */
RSL_MUST_CHECK rsl_status rsl__live_refresh(rsl_live *live, rsl_error *error);
/** Make the roll-up anew. */
RSL_MUST_CHECK rsl_status rsl__live_begin_again(rsl_live *live, rsl_error *error);
/** A cube of all that another one holds, with one measurement in the place of what it takes the place of. */
RSL_MUST_CHECK rsl_status rsl__live_remake(const rsl_cube *cube, const rsl_measurement *measurement,
                                           const rsl_allocator *allocator, rsl_cube **out, rsl_error *error);

#endif
