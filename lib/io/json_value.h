/** @file
 *  @brief The text of one JSON value.
 */
#ifndef RSL_IO_JSON_VALUE_H
#define RSL_IO_JSON_VALUE_H

#include "base/text_buffer.h"

/** How many bytes the value at the beginning of a text has; the text must have been scanned. */
size_t rsl__json_value_length(const char *text, size_t length);
/** Append a value on one line, its parts as they are, with one space behind `,` and `:`. It must have been scanned. */
void rsl__json_append_compact(rsl__text_buffer *buffer, const char *text, size_t length);

#endif
