/** @file
 *  @brief Internal: making a cube of what a builder holds.
 */
#ifndef RSL_CUBE_FINISH_H
#define RSL_CUBE_FINISH_H

#include "base/message.h"
#include "cube/builder.h"

typedef struct rsl__finish {
  rsl_cube_builder *builder;
  rsl_cube *cube;
  rsl_problems *problems;
  rsl_error *error;
  bool quiet; /**< faults are only looked for, up to the first */
  uint64_t faults;
  uint64_t later; /**< rows left out since they were not known yet */
  uint64_t *bad;  /**< with skip_bad: which measurements to leave out */
  size_t bad_count;
  size_t bad_capacity;
} rsl__finish;

/** A bad row: a problem, and where it is not skipped the call's error. */
void rsl__finish_complain(rsl__finish *finish, const char *code, const rsl__row *row, const char *format, ...)
    RSL__PRINTF(4, 5);
/** Leave out the measurement that a row came from. @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__finish_mark_bad(rsl__finish *finish, rsl__row *row);

/** Bring an indicator's rows together, as they came; what held them on their way in is given back. */
RSL_MUST_CHECK rsl_status rsl__finish_collect(rsl__finish *finish, uint32_t indicator);
/** Find the figures given twice, the contradictions, and what cannot be held at the column's scale. */
RSL_MUST_CHECK rsl_status rsl__finish_find_faults(rsl__finish *finish, uint32_t indicator);
/** Leave out what was not known yet, put what is left of the same figure together, bring all to one scale. */
RSL_MUST_CHECK rsl_status rsl__finish_settle(rsl__finish *finish, uint32_t indicator);

/** The scale that a column needs for its rows (R10), those that are bad left out. @param[out] is_written_so all its figures
 *  were written with that scale. */
unsigned rsl__finish_scale(const rsl__column *column, bool *is_written_so);

#endif
