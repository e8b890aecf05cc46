/** @file
 *  @brief Codes: 1 to 64 letters, digits, `_`, `.` or `-`.
 */
#ifndef RSL_BASE_CODE_H
#define RSL_BASE_CODE_H

#include <resolution/base.h>

#define RSL__CODE_CHARACTERS 64 /**< letters and digits of the longest code */

typedef enum rsl__code_fault {
  RSL__CODE_FINE = 0,
  RSL__CODE_EMPTY,
  RSL__CODE_TOO_LONG,
  RSL__CODE_BAD_CHARACTER
} rsl__code_fault;

/** May this stand in a code? Letters are those of every script; digits are 0 to 9. */
bool rsl__code_character(uint32_t code_point);
/** @param[out] at the byte where a bad character begins; may be NULL. The text is in NFC. */
rsl__code_fault rsl__code_check(const char *text, size_t length, size_t *at);

#endif
