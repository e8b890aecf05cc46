/** @file
 *  @brief Internal: from the text of a formula or a condition to its program.
 */
#ifndef RSL_PLAN_EXPRESSION_PARSER_H
#define RSL_PLAN_EXPRESSION_PARSER_H

#include "plan/expression.h"
#include "plan/operand.h"

/** Where names come from and problems go. Columns are 1-based, in characters of the expression. */
typedef struct rsl__expression_reader {
  /** Fill the operand and the variant of what a reference means. @return false where it means no figure, which the
   *  function has then told. */
  bool (*refer)(void *context, const rsl__operand_text *reference, size_t column, rsl__instruction *out);
  /** Something is wrong with the writing. */
  void (*complain)(void *context, size_t column, const char *message);
  void *context;
  bool condition; /**< it must give yes or no, else a figure */
} rsl__expression_reader;

/** Parse all of a text, which must be valid UTF-8. `indicators` of the result are not filled.
 *  Of mistakes in the writing only the first is told; names that are unknown are all told.
 *  @param[in] allocator for what is needed meanwhile. @param[in,out] arena where the program is put.
 *  @retval RSL_ERR_DATA something was told.  @retval RSL_ERR_MEMORY */
RSL_MUST_CHECK rsl_status rsl__expression_parse(const rsl_allocator *allocator, rsl__arena *arena, const char *text,
                                                size_t length, const rsl__expression_reader *reader,
                                                rsl__expression *out);
/** Is this one of all, and, or, not and the functions' names, which no indicator may bear? */
bool rsl__expression_is_reserved(const char *code, size_t length);

#endif
