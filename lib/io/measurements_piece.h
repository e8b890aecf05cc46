/** @file
 *  @brief Internal: rows of a piece of CSV into a builder.
 */
#ifndef RSL_IO_MEASUREMENTS_PIECE_H
#define RSL_IO_MEASUREMENTS_PIECE_H

#include "io/csv_piece.h"
#include "io/measurements_plain.h"

/** A row that cannot be taken: whoever tells of it reads it again. */
typedef struct rsl__bad_row {
  size_t at;
  size_t line;
} rsl__bad_row;

/** Some rows, and what became of them. */
typedef struct rsl__csv_piece {
  char *text; /**< room for RSL__CSV_PIECE and RSL__CSV_PADDING bytes */
  size_t length;
  size_t line;
  uint32_t number;
  bool done;
  rsl_status status; /**< MEMORY, LIMIT…: nothing more can be read, for that `reason` */
  rsl_error reason;
  rsl__bad_row *bad;
  size_t bad_count;
  size_t bad_capacity;
  bool open; /**< a quote that is out of place led to a cut inside a row, which begins at `tail` */
  rsl__bad_row tail;
  rsl_cube *by; /**< of the builder that took the rows; it counted so many rows of its own of this piece */
  uint64_t rows;
  uint64_t later;
} rsl__csv_piece;

/** One that reads pieces. */
typedef struct rsl__piece_reader {
  rsl__row_reader rows; /**< tells nobody what is wrong */
  const rsl__csv_header *header;
  rsl__csv *csv;
  rsl__csv_cell *cells;
  rsl__text_buffer undoubled; /**< texts of those with doubled quotes */
  size_t columns;
  rsl__plain plain;
  rsl__known *expected[RSL__KEYS]; /**< the keys of the row that is read, as far as they were expected */
  uint64_t delimiters;             /**< eight of them */
  char delimiter;
  size_t max_line;
  rsl_error scratch;
} rsl__piece_reader;

/** The caller frees it with rsl__piece_reader_close(), also after a failure. */
RSL_MUST_CHECK rsl_status rsl__piece_reader_open(rsl__piece_reader *reader, const rsl__row_reader *like,
                                                 rsl_cube_builder *builder, const rsl__csv *csv,
                                                 const rsl__csv_header *header);
void rsl__piece_reader_close(rsl__piece_reader *reader);
void rsl__piece_reader_read(rsl__piece_reader *reader, rsl__csv_piece *piece);

#endif
