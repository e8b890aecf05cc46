/** @file
 *  @brief CSV row by row from a source: bytes in, cells out, nothing copied but cells that hold a doubled quote.
 */
#ifndef RSL_IO_CSV_H
#define RSL_IO_CSV_H

#include "base/error.h"
#include "base/text_buffer.h"

/** RFC 4180, with LF, CRLF or CR, and `,` `;` or tab found from the first row. Empty lines are passed over, a BOM is
 *  accepted. Memory: one buffer that holds a piece of the input or the longest row, whichever is larger. */
typedef struct rsl__csv rsl__csv;

typedef struct rsl__csv_cell {
  const char *text; /**< without quotes, not ended by a NUL; lives until the next call of rsl__csv_next() */
  size_t length;
  size_t start; /**< where it begins in the row's own text, its quote included */
  bool doubled; /**< held a doubled quote */
} rsl__csv_cell;

typedef enum rsl__csv_step {
  RSL__CSV_ROW = 0,     /**< a good row; the first is the header */
  RSL__CSV_BAD_ROW = 1, /**< rsl__csv_last_fault() says why; the next call goes on with the row after it */
  RSL__CSV_END = 2,
  RSL__CSV_FAILED = 3 /**< rsl__csv_last_fault() says why; nothing more can be read */
} rsl__csv_step;

/** Why a row is bad, or reading failed. */
typedef struct rsl__csv_fault {
  rsl_status status; /**< DATA or LIMIT; of a failure also IO or MEMORY */
  const char *code;  /**< of the problem, as "text_after_quote"; "" for IO and MEMORY */
  size_t line;
  size_t column; /**< in characters; 0 when unknown */
  char text[384];
} rsl__csv_fault;

/** @param[in] source copied; its context and name are borrowed. @param[in] max_line bytes of the longest row. */
RSL_MUST_CHECK rsl_status rsl__csv_open(const rsl_source *source, size_t max_line, const rsl_allocator *allocator,
                                        rsl__csv **out, rsl_error *error);
void rsl__csv_close(rsl__csv *csv); /**< NULL: nothing happens */

/** Read the next row. A row after the first must have as many cells as the first. */
RSL_MUST_CHECK rsl__csv_step rsl__csv_next(rsl__csv *csv);

/* Of the row that was read last. */
const rsl__csv_cell *rsl__csv_cells(const rsl__csv *csv);
size_t rsl__csv_cell_count(const rsl__csv *csv);
size_t rsl__csv_line(const rsl__csv *csv); /**< the line on which it begins */
/** Its bytes as they stand in the file, without the line's end; "" where it was too long. */
const char *rsl__csv_row_text(const rsl__csv *csv, size_t *length);
/** File, line and column of a cell; the path is NULL. Counts characters, so it is asked for problems only. */
rsl__place rsl__csv_place(const rsl__csv *csv, size_t cell);
/** After BAD_ROW and FAILED; lives as long as the reader. */
const rsl__csv_fault *rsl__csv_last_fault(const rsl__csv *csv);
/** Add the fault to the problems (where it is one) and fill the error. @return the fault's status. */
rsl_status rsl__csv_report(const rsl__csv *csv, rsl_problems *problems, rsl_error *error);

/** Write the cells that hold doubled quotes anew, so that the row's own text stays as it is in the file and places can be
 *  counted in it. @param[out] text lives as long as the cells. @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__csv_undouble(rsl__text_buffer *text, rsl__csv_cell *cells, size_t count, size_t row_length);

const char *rsl__csv_name(const rsl__csv *csv); /**< of the source, for messages; "" when it has none */
char rsl__csv_delimiter(const rsl__csv *csv);   /**< known after the first row */

#endif
