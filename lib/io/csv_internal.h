/** @file
 *  @brief Internal: the state of reading CSV, and its parts: the buffer, the scan of a row, faults.
 */
#ifndef RSL_IO_CSV_INTERNAL_H
#define RSL_IO_CSV_INTERNAL_H

#include "base/text_buffer.h"
#include "io/csv.h"

enum { RSL__CSV_CHUNK = 256 * 1024, RSL__CSV_MOST_COLUMNS = 1024 };

/** What a byte means to the scan. Bytes of no meaning are 0, so that one load and one test pass over them. */
enum {
  RSL__CSV_PLAIN = 0,
  RSL__CSV_DELIMITER,
  RSL__CSV_QUOTE,
  RSL__CSV_LINE_FEED,
  RSL__CSV_CARRIAGE_RETURN,
  RSL__CSV_ZERO
};

typedef enum rsl__csv_scan {
  RSL__CSV_SCAN_DONE,
  RSL__CSV_SCAN_NEEDS_MORE, /**< the row goes on behind what is in the buffer */
  RSL__CSV_SCAN_NO_MEMORY
} rsl__csv_scan;

struct rsl__csv {
  rsl_allocator allocator;
  rsl_source source;
  size_t max_line;
  bool borrowed; /* the buffer is a piece of another reader's */
  char *buffer;  /* capacity + 1 bytes: a NUL stands behind the last byte read and stops every scan */
  size_t capacity;
  size_t start; /* of what is not read yet */
  size_t end;   /* of what the source gave */
  bool source_ended;
  bool after_return; /* a row ended with CR at the buffer's end: an LF that follows belongs to it */
  bool failed;
  char delimiter;
  bool has_columns;
  size_t columns;
  size_t row; /* of the row that was read: offset in the buffer, length, line */
  size_t row_length;
  size_t line;
  size_t next_line;
  rsl__csv_cell *cells;
  size_t cell_count;
  size_t cell_capacity;
  size_t cells_seen; /* also those past the limit, which are only counted */
  bool any_doubled;
  unsigned char bits; /* all bytes of the row or-ed: the highest bit says that it is not only ASCII */
  size_t zero;        /* offset of the row's first NUL; SIZE_MAX: none */
  size_t open_quote;  /* offset of the cell whose quote has not closed; SIZE_MAX: none */
  rsl__text_buffer undoubled;
  rsl__csv_fault fault;
  unsigned char outside[256]; /* meaning of bytes outside and inside quotes */
  unsigned char inside[256];
};

/** Find the cells of the row at `start`, and what is wrong with them (csv_scan.c). */
rsl__csv_scan rsl__csv_scan_row(rsl__csv *csv);
/** The row ends before `position`: stand behind its line end. */
void rsl__csv_end_row(rsl__csv *csv, size_t position);

/** Read on, keeping what is not read yet; false when that fails (csv_buffer.c). */
bool rsl__csv_refill(rsl__csv *csv);
/** Fill the buffer to its end. */
bool rsl__csv_read_source(rsl__csv *csv, rsl_error *error);

/** Read from the source to the end of some room, or of the source; `length` bytes of it are full. */
bool rsl__csv_read_into(rsl__csv *csv, char *room, size_t size, size_t *length, rsl_error *error);

/** The row's fault, unless it has one already (csv_fault.c). @param[in] offset in the row; SIZE_MAX: no place. */
void rsl__csv_blame(rsl__csv *csv, rsl_status status, const char *code, size_t offset, const char *format, ...)
    RSL__PRINTF(5, 6);
/** A fault after which nothing more can be read. */
void rsl__csv_fail(rsl__csv *csv, rsl_status status, const char *code, size_t offset, const char *format, ...)
    RSL__PRINTF(5, 6);
void rsl__csv_fail_memory(rsl__csv *csv);
/** The line and column of a byte of the row. */
void rsl__csv_place_of(const rsl__csv *csv, size_t offset, size_t *line, size_t *column);
/** Line ends in a text: LF, CRLF and CR count one each. @param[out] last_line_start may be NULL. */
size_t rsl__csv_count_lines(const char *text, size_t length, size_t *last_line_start);

#endif
