/** @file
 *  @brief Internal: the rows of a CSV in pieces that can be read side by side.
 */
#ifndef RSL_IO_CSV_PIECE_H
#define RSL_IO_CSV_PIECE_H

#include "io/csv.h"

enum { RSL__CSV_PIECE = 512 * 1024, RSL__CSV_PADDING = 16 /**< zero bytes behind a piece, for those who read words */ };

typedef enum rsl__csv_cut {
  RSL__CSV_CUT_PIECE,
  RSL__CSV_CUT_END,   /**< nothing is left */
  RSL__CSV_CUT_NONE,  /**< what comes can only be read row by row: a row is longer than a piece, or lines end with CR */
  RSL__CSV_CUT_FAILED /**< rsl__csv_last_fault() says why */
} rsl__csv_cut;

/** Take the next rows of a CSV whose header was read, without looking at them: whole rows, provided that their quotes are
 *  as they should be. Then it stands behind them.
 *  @param[out] text room for RSL__CSV_PIECE and RSL__CSV_PADDING bytes. @param[out] line of its first byte. */
RSL_MUST_CHECK rsl__csv_cut rsl__csv_take_piece(rsl__csv *csv, char *text, size_t *length, size_t *line);
/** Put text back in front of what is not read yet; it begins on that line.
 *  @return false when memory runs out; the reader has failed then. */
RSL_MUST_CHECK bool rsl__csv_put_back(rsl__csv *csv, const char *text, size_t length, size_t line);

/** A reader of pieces: of the same columns as the CSV that they are of, which must outlive it. */
RSL_MUST_CHECK rsl__csv *rsl__csv_open_pieces(const rsl__csv *of);
/** Stand at a row of a piece. The text is borrowed. */
void rsl__csv_enter_piece(rsl__csv *csv, char *text, size_t length, size_t at, size_t line);
/** Where it stands: at the row that comes next. */
size_t rsl__csv_position(const rsl__csv *csv, size_t *line);
/** Was the row that was read last left open: would it go on behind the piece? */
bool rsl__csv_is_open(const rsl__csv *csv);

#endif
