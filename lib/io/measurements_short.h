/** @file
 *  @brief Internal: plain rows of texts that were met before, taken without looking anything up.
 */
#ifndef RSL_IO_MEASUREMENTS_SHORT_H
#define RSL_IO_MEASUREMENTS_SHORT_H

#include "io/measurements_row.h"

/** What the texts of good rows meant. */
typedef struct rsl__short_way {
  rsl__row_reader *rows;
  rsl__memo *units;      /**< places */
  rsl__memo *indicators; /**< their indexes */
  rsl__memo *periods;    /**< last day and `when` */
} rsl__short_way;

/** @param[in] file of all the rows that follow. The caller frees it with rsl__short_way_close(), also after a failure. */
RSL_MUST_CHECK rsl_status rsl__short_way_open(rsl__short_way *way, rsl__row_reader *rows, const char *file);
void rsl__short_way_close(rsl__short_way *way);

/** Take a row that has nothing but the four required fields, the last of them a number by itself.
 *  @param[out] status MEMORY, where that ran out. @return false: rsl__row_reader_take() is to take it. */
bool rsl__short_way_take(rsl__short_way *way, const rsl__fields *fields, rsl_status *status);
/** Keep what the texts of a row meant that rsl__row_reader_take() took last, and found good. */
void rsl__short_way_remember(rsl__short_way *way, const rsl__fields *fields);

#endif
