/** @file
 *  @brief Writing JSON strings.
 */
#ifndef RSL_BASE_JSON_TEXT_H
#define RSL_BASE_JSON_TEXT_H

#include "base/text_buffer.h"

/** Append a text as a JSON string with its quotes. Only what must be escaped is; a byte that is no UTF-8 becomes
 *  U+FFFD, since JSON could not hold it. */
void rsl__json_text(rsl__text_buffer *buffer, const char *text, size_t length);
/** Append the text of a number: as it is, or as a string where an exact one has more than 15 digits, which a reader
 *  that holds doubles would change. */
void rsl__json_number(rsl__text_buffer *buffer, const char *text, bool exact);

#endif
