/** @file
 *  @brief Internal: a cube and its roll-up that take changes.
 */
#ifndef RSL_CUBE_LIVE_H
#define RSL_CUBE_LIVE_H

#include "cube/lanes.h"

/** Where the figures of units stand; shared by blocks with the same units. */
typedef struct rsl__live_rows {
  struct rsl__live_rows *next;
  const rsl__block *block; /**< one that has them */
  uint32_t *at;            /**< by unit: its row; RSL_NONE: none */
} rsl__live_rows;

/** Who is above whom in one scope, by number among those above others. */
typedef struct rsl__live_path {
  struct rsl__live_path *next;
  const rsl__scope *scope;
  uint32_t *first;  /**< by unit: who is next above it; RSL_NONE: nobody, or it owes nothing */
  uint32_t *higher; /**< by number: who is next above; RSL_NONE: nobody */
  uint32_t *places; /**< by number */
  uint32_t count;   /**< of numbers */
} rsl__live_path;

/** What is known of one block, so that nothing is looked for when a figure in it is set. */
typedef struct rsl__live_block {
  rsl__block *block;
  const uint32_t *rows; /**< of its rsl__live_rows */
  int32_t first_index;  /**< of the period of its first lane … */
  bool side_by_side;    /**< … where no period is missing between its lanes */
  const rsl__strip
      *strip;     /**< in which all its lanes stand, and in which figures are just added up; NULL: there is none */
  uint32_t shift; /**< its first lane is this lane of the strip */
  const rsl__live_path *path;
  int64_t **sums; /**< by number among those above others: what figures are added to, its first lane there; NULL: it has
                       nothing yet, or figures of its own */
  int64_t *even;  /**< of number 0, where all have them at equal distances, and no unit told of a figure otherwise than
                       in a block: then memory need not be asked where they stand */
  size_t distance; /**< of these, in sums */
} rsl__live_block;

/** What must be done before an indicator's figures are read. */
typedef enum rsl__live_state {
  RSL__LIVE_CURRENT,
  RSL__LIVE_CHANGED, /**< nothing, but what is made of it must be computed again */
  RSL__LIVE_STALE    /**< it must be computed again, and what is made of it */
} rsl__live_state;

/** What is known of one indicator. */
typedef struct rsl__live_column {
  rsl__column *column;
  rsl__live_block *blocks;
  size_t block_count;
  rsl_period_type frequency;
  rsl__live_state state;
  bool is_used; /**< others are made of it */
} rsl__live_column;

struct rsl_live {
  rsl_allocator allocator;
  rsl_cube *cube;
  rsl_rollup *rollup;
  rsl_rollup_request request;
  uint32_t *indicators; /**< of the request */
  rsl_period *periods;
  rsl__live_column *columns; /**< by indicator */
  rsl__live_rows *rows;
  rsl__live_path *paths; /**< of the roll-up's scopes */
  bool any_stale;        /**< some are not current */
  bool all_stale;        /**< the roll-up is to be made anew */
};

/** Where a bare figure is put. */
typedef struct rsl__slot {
  rsl__live_column *column;
  rsl__live_block *known;
  uint32_t unit;
  uint32_t row;
  uint32_t lane;
  int64_t value;
} rsl__slot;

/* ---- live_index.c ---- */

/** Find out what the bare figures of all indicators need. */
RSL_MUST_CHECK bool rsl__live_index(rsl_live *live);
void rsl__live_forget(rsl_live *live);
/** Find out where an indicator's sums stand, once they were computed. */
RSL_MUST_CHECK bool rsl__live_link(rsl_live *live, uint32_t indicator);
/** Forget where all sums stand. */
void rsl__live_unlink(rsl_live *live);

/* ---- live_remake.c ---- */

/** Keep a copy of what the request points to. */
RSL_MUST_CHECK rsl_status rsl__live_keep_request(rsl_live *live);
/** Compute again what is stale. */
RSL_MUST_CHECK rsl_status rsl__live_refresh(rsl_live *live, rsl_error *error);
/** Make the roll-up anew. */
RSL_MUST_CHECK rsl_status rsl__live_begin_again(rsl_live *live, rsl_error *error);
/** A cube of all that another one holds, with one measurement in the place of what it takes the place of. */
RSL_MUST_CHECK rsl_status rsl__live_remake(const rsl_cube *cube, const rsl_measurement *measurement,
                                           const rsl_allocator *allocator, rsl_cube **out, rsl_error *error);

#endif
