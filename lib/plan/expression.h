/** @file
 *  @brief Internal: the expressions of formulas (formats.md, rollup), as programs for a stack.
 */
#ifndef RSL_PLAN_EXPRESSION_H
#define RSL_PLAN_EXPRESSION_H

#include <resolution/plan.h>

#include "base/arena.h"

/** What an instruction does with the top of the stack. A value is a number or a truth (yes, no, unknown); the parser has
 *  checked which of the two stands where, so the evaluator need not. An absent number is an unknown truth once it is
 *  compared, and every arithmetic with it is absent (R7). */
typedef enum rsl__operation {
  RSL__OPERATION_NUMBER = 0, /**< push `number` */
  RSL__OPERATION_INDICATOR,  /**< push the figure of indicator `operand`, as `variant` says */
  RSL__OPERATION_ADD,        /**< two numbers … */
  RSL__OPERATION_SUBTRACT,
  RSL__OPERATION_MULTIPLY,
  RSL__OPERATION_DIVIDE, /**< absent where the divisor is 0 */
  RSL__OPERATION_NEGATE, /**< one number */
  RSL__OPERATION_BELOW,  /**< two numbers give a truth … */
  RSL__OPERATION_AT_MOST,
  RSL__OPERATION_EQUAL,
  RSL__OPERATION_NOT_EQUAL,
  RSL__OPERATION_AT_LEAST,
  RSL__OPERATION_ABOVE,
  RSL__OPERATION_NOT,   /**< one truth */
  RSL__OPERATION_AND,   /**< two truths; a known "no" decides, else unknown (R4) */
  RSL__OPERATION_OR,    /**< two truths; a known "yes" decides, else unknown */
  RSL__OPERATION_ABS,   /**< one number */
  RSL__OPERATION_ROUND, /**< one number, to `operand` decimals (0 to 18), half away from zero */
  RSL__OPERATION_MIN,   /**< `operand` numbers (1 or more) become one; absent where one is */
  RSL__OPERATION_MAX,
  RSL__OPERATION_COALESCE, /**< `operand` numbers: the first that is not absent */
  RSL__OPERATION_IF        /**< a truth and two numbers: the first when yes, the second when no, absent when unknown */
} rsl__operation;

/** The indicator's own figure of the period that is asked for. */
#define RSL__NO_VARIANT \
  { 0, RSL_NONE }

typedef struct rsl__instruction {
  rsl__operation operation;
  uint32_t operand;
  rsl_variant variant;
  rsl_decimal number;
} rsl__instruction;

enum {
  RSL__EXPRESSION_NEST = 64,  /**< parentheses, calls and signs inside one another */
  RSL__EXPRESSION_STACK = 64, /**< values that ever stand on the stack: an array of this size is enough */
  RSL__EXPRESSION_SIZE = 4096 /**< instructions */
};

/** A program in postfix order. Running it from the first to the last instruction leaves one number, of a condition
 *  one truth. */
typedef struct rsl__expression {
  const rsl__instruction *items;
  uint32_t count;
  uint32_t stack;             /**< values that ever stand on the stack */
  const uint32_t *indicators; /**< those it refers to, each once, in the order of meeting */
  uint32_t indicator_count;
} rsl__expression;

/** The program of a formula; NULL for every other rule. The plan must be finished; lives as long as it. */
const rsl__expression *rsl__plan_expression(const rsl_plan *plan, uint32_t indicator);
/** The program of the condition of a count or share, which leaves one truth; NULL where it is a form, or none. */
const rsl__expression *rsl__plan_condition(const rsl_plan *plan, uint32_t indicator);
/** The program of one side of a check; its `indicators` are not filled. */
const rsl__expression *rsl__plan_check_side(const rsl_plan *plan, uint32_t check, bool right);

#endif
