/** @file
 *  @brief Internal: doubles as decimal text and back, without the C library's locale (R10).
 */
#ifndef RSL_BASE_DOUBLE_TEXT_H
#define RSL_BASE_DOUBLE_TEXT_H

#include <resolution/base.h>

#define RSL__DOUBLE_DIGITS 17

/** The fewest digits that read back as the same double, and of these the nearest: 0.d1d2d3… × 10^*point.
 *  @param[in] value finite and greater than 0. @return how many digits, the last not 0. */
int rsl__double_shortest(double value, char digits[RSL__DOUBLE_DIGITS], int *point);

/** The shortest text that reads back as the same double: plain from 1e-6 up to below 1e21, else as `1.5e-7`. "" for what
 *  is not finite; "0" for -0. */
void rsl__double_format(double value, char buffer[RSL_NUMBER_TEXT]);

/** Read `-12.5e3` to the nearest double, ties to even. @return false for any other text, past the largest double, and
 *  for more than 300 digits or an exponent of more than four. */
RSL_MUST_CHECK bool rsl__double_parse(const char *text, size_t length, double *out);

#endif
