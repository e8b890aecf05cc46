/** @file
 *  @brief The first row of a CSV: which column holds what.
 */
#ifndef RSL_IO_CSV_HEADER_H
#define RSL_IO_CSV_HEADER_H

#include "base/arena.h"
#include "io/csv.h"

#define RSL__CSV_NO_COLUMN SIZE_MAX
#define RSL__CSV_EXTRA SIZE_MAX /**< a column whose name begins with `x-` */

typedef struct rsl__csv_header {
  rsl__arena memory;
  const char **names; /**< of the columns, as written */
  size_t *meaning;    /**< of each column: its index among the known names, or RSL__CSV_EXTRA */
  size_t count;       /**< of columns */
  size_t *column;     /**< of each known name: its column, or RSL__CSV_NO_COLUMN */
} rsl__csv_header;

/** Read the first row and match it with the known names; every unknown, doubled and missing column is a problem.
 *  @param[in] known the first `required` of them must be there; one that ends with `*` is any name that
 *  begins so.
 *  @param[out] header the caller frees it with rsl__csv_header_free(), also after a failure. */
RSL_MUST_CHECK rsl_status rsl__csv_header_read(rsl__csv *csv, const char *const *known, size_t known_count,
                                               size_t required, const rsl_allocator *allocator, rsl__csv_header *header,
                                               rsl_problems *problems, rsl_error *error);
void rsl__csv_header_free(rsl__csv_header *header);

#endif
