/** @file
 *  @brief Internal: measurements as JSON lines.
 */
#ifndef RSL_IO_MEASUREMENTS_JSONL_H
#define RSL_IO_MEASUREMENTS_JSONL_H

#include "io/measurements_row.h"

/** Read JSON lines to their end. A bad line is told, counted and kept with the rejects; it is no failure. */
RSL_MUST_CHECK rsl_status rsl__measurements_read_jsonl(rsl__row_reader *rows, const rsl_source *source,
                                                       uint64_t *bad_rows);

#endif
