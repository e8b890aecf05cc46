/** @file
 *  @brief Internal: the rows of one unit that are looked at for one period, and what is made of them.
 */
#ifndef RSL_CUBE_OWN_H
#define RSL_CUBE_OWN_H

#include "cube/fold.h"
#include "cube/rollup.h"

/** One unit's rows of one indicator. */
typedef struct rsl__own_rows {
  const rsl_rollup *rollup;
  const rsl__sheet *sheet;
  uint32_t indicator;
  uint32_t unit;
  rsl__cursor cursor;
  bool fits;  /**< no sum was too large */
  bool stops; /**< of a unit of the level of `stop_at`: what nobody below it owes does not count */
} rsl__own_rows;

/** Nothing was told. */
void rsl__own_clear(rsl__own *own);
/** The one row that counts of exactly this period. @param parts how many periods of the frequency it speaks for. */
void rsl__own_read_row(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own);
/** The same of a group that was found. */
void rsl__own_read_group(const rsl__own_rows *in, const rsl__group *group, uint32_t parts, rsl__own *own);
/** Does nobody below a unit of the level of `stop_at` owe a period of the frequency? Then it is excused. */
bool rsl__own_is_stopped(const rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own);
/** The figure of a period as it stands (R6), the frequency's own or a longer one. */
void rsl__own_read_period(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own);

/* ---- parts.c: from the parts of a longer period ---- */

/** What the figures of the frequency that lie inside the period make. */
void rsl__own_fold_parts(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own);
/** The same from halves, else quarters and so on, where a report for one of them stands. */
void rsl__own_fold_longer(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own);
/** The latest figure of the periods before, where the rule looks back to them. */
void rsl__own_look_back(rsl__own_rows *in, uint32_t when, rsl__own *own);

/* ---- cumulative.c: reports of the year, or the term, to date ---- */

/** What the report of a period adds to the one before; at the beginning of the year or term the report itself. */
void rsl__own_read_difference(rsl__own_rows *in, uint32_t when, rsl__own *own);
/** The sum of a longer period: the latest report inside it, less the one before it begins. */
void rsl__own_sum_reports(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own);
/** Does that sum hold one of its parts? */
bool rsl__own_reports_tell(rsl__own_rows *in, uint32_t when, uint32_t part);

#endif
