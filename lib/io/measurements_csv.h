/** @file
 *  @brief Internal: measurements as CSV.
 */
#ifndef RSL_IO_MEASUREMENTS_CSV_H
#define RSL_IO_MEASUREMENTS_CSV_H

#include "io/measurements_row.h"

/** Read a CSV to its end. A bad row is told, counted and kept with the rejects; it is no failure. */
RSL_MUST_CHECK rsl_status rsl__measurements_read_csv(rsl__row_reader *rows, const rsl_source *source,
                                                     uint64_t *bad_rows);

#endif
