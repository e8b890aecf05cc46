/** @file
 *  @brief UTF-8: reading code points, composing (NFC), display width, and the encodings it is mistaken for.
 */
#ifndef RSL_BASE_UTF8_H
#define RSL_BASE_UTF8_H

#include "base/text_buffer.h"

/** Read one code point. @return its bytes, 1 to 4; 0 where none begins (overlong, surrogate, cut short, too high). */
size_t rsl__utf8_decode(const char *text, size_t length, uint32_t *code_point);
/** @return how many bytes were written, 1 to 4. The code point must be one. */
size_t rsl__utf8_encode(uint32_t code_point, char bytes[4]);
/** Offset of the first byte that is not UTF-8; `length` where all of it is. */
size_t rsl__utf8_valid_length(const char *text, size_t length);
/** Characters in a text; a byte that is not UTF-8 counts as one. The column of byte `offset` is this of the bytes
 *  before it, + 1. */
size_t rsl__utf8_count(const char *text, size_t length);
/** The longest part of at most `limit` bytes that does not end inside a character. */
size_t rsl__utf8_cut_length(const char *text, size_t length, size_t limit);

/** The text in NFC (codes and names are compared after it).
 *  @param scratch where a new text is built. @param[out] out the text itself where it is composed already, else the
 *  scratch's bytes, which live until the scratch is used again. The text must be valid UTF-8.
 *  @retval RSL_ERR_DATA more than 30 combining marks in a row (the bound of Unicode's Stream-Safe Text Format):
 *  ordering them would take quadratic time. */
RSL_MUST_CHECK rsl_status rsl__nfc(rsl__text_buffer *scratch, const char *text, size_t length, const char **out,
                                   size_t *out_length, rsl_error *error);

/** Which encoding a text that is not UTF-8 seems to be: "TCVN3", "VNI", "UTF-16" or NULL. Lives for ever. */
const char *rsl__legacy_encoding(const char *text, size_t length);

#endif
