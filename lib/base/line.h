/** @file
 *  @brief One line of text in a buffer of fixed size, for messages.
 */
#ifndef RSL_BASE_LINE_H
#define RSL_BASE_LINE_H

#include <resolution/base.h>

/** Counts what does not fit any more, as snprintf does. */
typedef struct rsl__line {
  char *buffer;
  size_t size;
  size_t length; /**< of the whole text, also what did not fit */
} rsl__line;

void rsl__line_start(rsl__line *line, char *buffer, size_t size);
/** Append a text of which control characters, line and paragraph separators, marks that turn the direction of
 *  writing and bytes that are no UTF-8 are written as `\n`, `\x1b`, `\u202e`. */
void rsl__line_text(rsl__line *line, const char *text, size_t length);
void rsl__line_unsigned(rsl__line *line, uint64_t value);
/** Put the end, with `…` before it where the text was cut; never inside a character.
 *  @return bytes of the whole text. */
size_t rsl__line_end(rsl__line *line);

#endif
