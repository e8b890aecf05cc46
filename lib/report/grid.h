/** @file
 *  @brief Internal: a table on a page of so many columns, aligned by display width.
 *
 *  A grid goes through its rows twice: first it measures them, then it writes them, so that a table of any length takes
 *  no memory. Texts get narrower until all fits, are broken into lines and then cut; figures never are. Where not even
 *  that fits, each row is written as a small list, one `head: text` a line.
 */
#ifndef RSL_REPORT_GRID_H
#define RSL_REPORT_GRID_H

#include "base/text_buffer.h"

enum { RSL__GRID_COLUMNS = 16 };

typedef struct rsl__grid_column {
  const char *head; /**< in the language of the table */
  bool right;       /**< right-aligned */
  bool optional;    /**< left out where every cell is empty */
  size_t least;     /**< width below which it is not narrowed; 0: figures, neither narrowed, broken nor cut */
  size_t lines;     /**< into how many lines a cell may be broken; the last one is cut */
  size_t share;     /**< of the room that texts share where it is short; as wide as the others: 1 */
} rsl__grid_column;

typedef struct rsl__grid {
  const rsl__grid_column *columns;
  size_t count;
  size_t width; /**< of the page; 0: no limit */
  rsl_sink sink;
  rsl_error *error;
  rsl_status status; /**< the first failure stays */
  bool measuring;
  bool stacked;                      /**< too narrow for a table */
  size_t filled;                     /**< cells of the row so far */
  rsl__text_buffer cells;            /**< their texts, each with its end */
  size_t starts[RSL__GRID_COLUMNS];  /**< of the texts */
  char *rest[RSL__GRID_COLUMNS];     /**< what is not written yet of them */
  size_t indents[RSL__GRID_COLUMNS]; /**< the spaces that a cell begins with, which all its lines have */
  size_t body[RSL__GRID_COLUMNS];    /**< widest cell */
  size_t words[RSL__GRID_COLUMNS];   /**< widest word of a cell that may be broken into lines */
  size_t widths[RSL__GRID_COLUMNS];
  size_t rows; /**< how many there are */
  rsl__text_buffer line;
  rsl__text_buffer scratch;
} rsl__grid;

/** Says the rows, the same both times. */
typedef void (*rsl__grid_rows)(rsl__grid *grid, void *context);

/** @param[in] width as in rsl_table_options. @param[in] rows is called twice. */
RSL_MUST_CHECK rsl_status rsl__grid_write(const rsl__grid_column *columns, size_t count, size_t width,
                                          const rsl_allocator *allocator, rsl_sink sink, rsl__grid_rows rows,
                                          void *context, rsl_error *error);

/* What follows is called while the rows are said. */

/** False after a failure: nothing more will be written. */
bool rsl__grid_goes_on(const rsl__grid *grid);
void rsl__grid_head(rsl__grid *grid);
/** One call a column. NULL is "". Control characters are made harmless. */
void rsl__grid_cell(rsl__grid *grid, const char *text);
void rsl__grid_end_row(rsl__grid *grid);
/** A text between the rows, broken into lines. @param indent columns before each. */
void rsl__grid_paragraph(rsl__grid *grid, const char *text, size_t indent);
void rsl__grid_blank(rsl__grid *grid);
/** An empty buffer to put a text together in, for the next cell or paragraph. */
rsl__text_buffer *rsl__grid_scratch(rsl__grid *grid);
/** rsl__grid_cell() with the scratch. */
void rsl__grid_scratch_cell(rsl__grid *grid);
/** rsl__grid_paragraph() with the scratch. */
void rsl__grid_scratch_paragraph(rsl__grid *grid, size_t indent);

/* ---- Texts on lines ---- */

/** Append a text as people may see it: one line, no control characters, no marks that turn the writing. */
void rsl__append_clean(rsl__text_buffer *out, const char *text);
/** Append a text, cut with `…` where it is wider than `width`. */
void rsl__append_cut(rsl__text_buffer *out, const char *text, size_t width);
void rsl__append_spaces(rsl__text_buffer *out, size_t count);
/** Take the next line off a text: as many words as fit, and one at least. Ends the line in place.
 *  @param[in] width 0: all of it is one line. */
char *rsl__take_line(char **rest, size_t width);

#endif
