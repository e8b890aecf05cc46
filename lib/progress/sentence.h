/** @file
 *  @brief Internal: sentences with places for their numbers, in a buffer of fixed size.
 */
#ifndef RSL_PROGRESS_SENTENCE_H
#define RSL_PROGRESS_SENTENCE_H

#include <resolution/progress.h>

enum { RSL__PHRASE_SIZE = 192 /**< bytes of a part of a sentence, with its end */ };

/** Fill the places `{0}`, `{1}` … of a sentence; cut to fit and always ended. @return bytes of the whole text. */
size_t rsl__sentence_fill(char *buffer, size_t size, const char *sentence, const char *const *arguments, size_t count);

/** What a target asks for, as "at least 45": of the forms that count from a baseline as `result` has it. */
void rsl__say_target(const rsl_path_input *input, const rsl_path_result *result, int decimals, rsl_language language,
                     char out[RSL__PHRASE_SIZE]);

/** The least decimals, from those that are shown, at which rounding leaves a figure on its side of a boundary (T7); those
 *  that are shown where one of the two is absent. */
int rsl__decimals_apart(rsl_number value, rsl_number boundary, int decimals);

#endif
