/** @file
 *  @brief The one form of every message about an input, shared by errors and problems.
 */
#ifndef RSL_BASE_MESSAGE_H
#define RSL_BASE_MESSAGE_H

#include <stdarg.h>

#include "base/error.h"

#define RSL__MESSAGE_TEXT 1001 /**< bytes of the longest message with its end */

/** Fill a sentence from its format, as one line, cut with `…` where it does not fit. @return its bytes. */
size_t rsl__message_fill(char *buffer, size_t size, const char *format, va_list arguments) RSL__PRINTF(3, 0);
/** `FILE:LINE:COLUMN: severity: text (path)`, parts that are not known left out; cut to fit and always ended.
 *  @return bytes of the whole text. */
size_t rsl__message_format(const rsl__place *place, const char *severity, const char *text, char *buffer, size_t size);

#endif
