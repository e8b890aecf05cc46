/** @file
 *  @brief Internal: what becomes of the territory of units (R12, R13).
 *
 *  A land is a unit from one change of its territory to the next. A passage leads from a land that ends on a day to one
 *  that begins on it: all of it, or a share.
 *
 *        A --------+            A    is one land, B are two: before and after A came to it
 *                  | all        C    loses a part to D on the second day: C is two lands as well
 *        B --------+-- B --------
 *        C ------------+-- C ----
 *                      +-- D ----     a share each
 *
 *  Where nobody succeeds a unit that ended, its parent holds it; and where a unit began out of nothing, its parent held
 *  it before.
 */
#ifndef RSL_CUBE_TERRITORY_H
#define RSL_CUBE_TERRITORY_H

#include "base/rational.h"
#include "cube/cube.h"

/** A day past every other. */
#define RSL__FOREVER INT32_MAX

typedef struct rsl__land {
  uint32_t unit;
  rsl_date from;
  rsl_date to; /**< RSL__FOREVER: it has no end */
} rsl__land;

/** Passages without a share of their own: of the whole land, and of a part of which nobody says how large it is. */
#define RSL__SHARE_ALL UINT32_MAX
#define RSL__SHARE_UNKNOWN (UINT32_MAX - 1)

typedef struct rsl__passage {
  uint32_t from; /**< a land */
  uint32_t to;
  uint32_t share; /**< among the shares */
  uint32_t basis; /**< the indicator that tells the share; RSL_NONE */
} rsl__passage;

typedef struct rsl__territory {
  rsl_allocator allocator;
  const rsl_plan *plan;
  rsl__land *lands; /**< by unit and day */
  size_t land_count;
  size_t land_capacity;
  uint32_t *starts;       /**< by unit and one more: its first land */
  rsl__passage *passages; /**< by the land they lead from */
  size_t passage_count;
  size_t passage_capacity;
  uint32_t *onward;   /**< by land and one more: its first passage */
  uint32_t *backward; /**< passages by the land they lead to … */
  uint32_t *origins;  /**< … by land and one more: its first of these */
  rsl__rational *shares;
  size_t share_count;
  size_t share_capacity;
} rsl__territory;

/** Shares that a basis must tell are unknown until rsl__basis_fill(). */
RSL_MUST_CHECK rsl_status rsl__territory_new(const rsl_plan *plan, const rsl_allocator *allocator,
                                             rsl__territory **out);
void rsl__territory_free(rsl__territory *territory); /**< NULL: nothing happens */
/** The land of a unit on a day of its life. */
uint32_t rsl__land_on(const rsl__territory *territory, uint32_t unit, rsl_date on);
/** What all parts of a land are weighed with. @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__territory_add_share(rsl__territory *territory, const rsl__rational *share, uint32_t *out);

/* ---- Where a land lies on another day ---- */

typedef struct rsl__reached {
  uint32_t land;
  bool known; /**< `share` is */
  rsl__rational share;
} rsl__reached;

/** The lands of one day that hold all of another, or that another was made of. */
typedef struct rsl__reach {
  const rsl__territory *territory;
  rsl__reached *items;
  size_t count;
  size_t capacity;
  bool lost; /**< a part of it is held by nobody */
} rsl__reach;

rsl__reach rsl__reach_begin(const rsl__territory *territory);
void rsl__reach_end(rsl__reach *reach);
/** Follow a land to a day, after or before it. Shares are told only for a day after it.
 *  @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__reach_find(rsl__reach *reach, uint32_t land, rsl_date on);

#endif
