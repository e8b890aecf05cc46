/** @file
 *  @brief Rows that were left out, kept with the reason.
 */
#ifndef RSL_IO_REJECTS_H
#define RSL_IO_REJECTS_H

#include "base/text_buffer.h"
#include "io/csv.h"

/** All bytes 0 keeps nothing. */
typedef struct rsl__rejects {
  const rsl_sink *sink; /**< NULL: nothing is kept */
  rsl__text_buffer row;
} rsl__rejects;

/** Write the head: the columns of the file as they stand, `code`, `reason`. Called after the first row was read. */
RSL_MUST_CHECK rsl_status rsl__rejects_open(rsl__rejects *rejects, const rsl_sink *sink, const rsl__csv *csv,
                                            const rsl_allocator *allocator, rsl_error *error);
void rsl__rejects_close(rsl__rejects *rejects);
/** Write the row that was read last, with why it was left out. */
RSL_MUST_CHECK rsl_status rsl__rejects_row(rsl__rejects *rejects, const rsl__csv *csv, const char *code,
                                           const char *reason, rsl_error *error);

#endif
