/** @file
 *  @brief Internal: a source line by line, nothing copied.
 */
#ifndef RSL_IO_LINES_H
#define RSL_IO_LINES_H

#include "base/error.h"

enum { RSL__LINES_PADDING = 16 /**< zero bytes behind what was read, for those who read words */ };

typedef enum rsl__lines_step {
  RSL__LINE,
  RSL__LINE_TOO_LONG, /**< it was passed over; the next call goes on behind it */
  RSL__LINES_END,
  RSL__LINES_FAILED /**< the source did; `failure` says how */
} rsl__lines_step;

/** Memory: one buffer that holds a piece of the input or the longest line, whichever is larger. */
typedef struct rsl__lines {
  rsl_allocator allocator;
  rsl_source source;
  size_t max_line;
  char *buffer; /* of capacity, and room for the line end behind the last byte read, and padding */
  size_t capacity;
  size_t start; /* of what is not read yet */
  size_t end;   /* of what the source gave */
  size_t searched;
  bool source_ended;
  size_t line; /**< of the line that was read last, 1-based */
  const char *text;
  size_t length; /**< without its end; text[length] is a line feed */
  rsl_error failure;
} rsl__lines;

/** @param[in] source copied; its context and name are borrowed. The caller frees it with rsl__lines_close(). */
void rsl__lines_open(rsl__lines *lines, const rsl_source *source, size_t max_line, const rsl_allocator *allocator);
void rsl__lines_close(rsl__lines *lines);

/** Lines end with LF or CRLF (whose CR stays); a BOM before the first is passed over. */
RSL_MUST_CHECK rsl__lines_step rsl__lines_next(rsl__lines *lines);

/** Where the next line begins. As far as it was read it can be read there, up to `end` of the buffer. */
const char *rsl__lines_ahead(const rsl__lines *lines);
/** Stand further on in what was read. @param[in] line of the last line that was passed. */
void rsl__lines_pass(rsl__lines *lines, const char *at, size_t line);

#endif
