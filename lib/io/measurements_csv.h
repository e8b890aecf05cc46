/** @file
 *  @brief Internal: measurements as CSV.
 */
#ifndef RSL_IO_MEASUREMENTS_CSV_H
#define RSL_IO_MEASUREMENTS_CSV_H

#include "io/measurements_row.h"
#include "io/rejects.h"

/** A CSV being read. */
typedef struct rsl__csv_reading {
  rsl__row_reader *rows;
  rsl__csv *csv;
  rsl__csv_header header;
  rsl__rejects rejects;
  uint64_t bad_rows;
} rsl__csv_reading;

/** Read a CSV to its end. A bad row is told, counted and kept with the rejects; it is no failure. */
RSL_MUST_CHECK rsl_status rsl__measurements_read_csv(rsl__row_reader *rows, const rsl_source *source,
                                                     uint64_t *bad_rows);
/** Read one row, and tell if it is bad. @param[out] more false: there was none. */
RSL_MUST_CHECK rsl_status rsl__csv_reading_step(rsl__csv_reading *reading, bool *more);

/* ---- measurements_pieces.c ---- */

/** Read as much as can be read in pieces, side by side: all of it but for odd files. What is bad is told in the order of
 *  the file, as rsl__csv_reading_step() tells it. */
RSL_MUST_CHECK rsl_status rsl__measurements_read_pieces(rsl__csv_reading *reading, unsigned threads);

#endif
