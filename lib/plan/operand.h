/** @file
 *  @brief Internal: references to figures, as `CODE`, `CODE[-1]` (a period earlier) and `CODE:grade`.
 */
#ifndef RSL_PLAN_OPERAND_H
#define RSL_PLAN_OPERAND_H

#include <resolution/base.h>

enum { RSL__SHIFT_MOST = 999 }; /**< periods back */

/** A reference as it is written. */
typedef struct rsl__operand_text {
  const char *code;
  size_t code_length;
  const char *grade; /**< NULL: none */
  size_t grade_length;
  int32_t shift; /**< 0, or below it */
} rsl__operand_text;

/** Take apart a reference that stands alone in a member of a rule. @return NULL, or what is wrong with it. */
const char *rsl__operand_take_apart(const char *text, size_t length, rsl__operand_text *out);
/** Read the number of a shift, without its minus. @return false where it is no whole number from 1 to 999. */
RSL_MUST_CHECK bool rsl__operand_shift(const char *digits, size_t length, int32_t *shift);

#endif
