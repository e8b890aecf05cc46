/** @file
 *  @brief Internal: sentences with places for their numbers, in a buffer of fixed size.
 */
#ifndef RSL_PROGRESS_SENTENCE_H
#define RSL_PROGRESS_SENTENCE_H

#include <resolution/base.h>

enum { RSL__PHRASE_SIZE = 192 /**< bytes of a part of a sentence, with its end */ };

/** Fill the places `{0}`, `{1}` … of a sentence; cut to fit and always ended. @return bytes of the whole text. */
size_t rsl__sentence_fill(char *buffer, size_t size, const char *sentence, const char *const *arguments, size_t count);

#endif
