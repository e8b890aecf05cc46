/** @file
 *  @brief Internal: running the program of a formula or condition on figures that others read.
 */
#ifndef RSL_CUBE_EVALUATE_H
#define RSL_CUBE_EVALUATE_H

#include <resolution/cube.h>

#include "base/memory.h"
#include "cube/condition.h"
#include "plan/expression.h"

/** What an operand says: a figure, or RSL_NUMBER_ABSENT. @param index of the instruction that asks for it. */
typedef rsl_number rsl__operand_reader(void *context, const rsl__expression *expression, uint32_t index);

/** What comes out. */
typedef struct rsl__outcome {
  rsl_number number;   /**< of a formula; absent where `absence` says why */
  rsl__truth truth;    /**< of a condition */
  rsl_absence absence; /**< RSL_ABSENCE_NONE: there is a number */
} rsl__outcome;

/** Numbers stay exact as long as they can; every operand is read, whatever decides (R10, R4). */
rsl__outcome rsl__evaluate(const rsl__expression *expression, rsl__operand_reader *read, void *context);

/* ---- What steps make, of one figure or of many side by side ---- */

static inline rsl__truth rsl__truth_not(rsl__truth a) {
  return a == RSL__TRUTH_UNKNOWN ? a : a == RSL__TRUTH_YES ? RSL__TRUTH_NO : RSL__TRUTH_YES;
}

/** R4: a known "no" decides an `and`, a known "yes" an `or`; else what is not known stays so. */
static inline rsl__truth rsl__truth_combine(rsl__operation operation, rsl__truth a, rsl__truth b) {
  rsl__truth decides = operation == RSL__OPERATION_AND ? RSL__TRUTH_NO : RSL__TRUTH_YES;
  if (a == decides || b == decides) return decides;
  return a == RSL__TRUTH_UNKNOWN ? a : b;
}

/** Does a comparison hold of two numbers in this order? */
static inline bool rsl__order_holds(rsl__operation operation, int order) {
  return operation == RSL__OPERATION_BELOW       ? order < 0
         : operation == RSL__OPERATION_AT_MOST   ? order <= 0
         : operation == RSL__OPERATION_EQUAL     ? order == 0
         : operation == RSL__OPERATION_NOT_EQUAL ? order != 0
         : operation == RSL__OPERATION_AT_LEAST  ? order >= 0
                                                 : order > 0;
}

/** Why there is no number. */
static inline rsl_absence rsl__absence_why(bool divided_by_zero, bool out_of_range) {
  return divided_by_zero ? RSL_ABSENCE_DIVISION_BY_ZERO : out_of_range ? RSL_ABSENCE_OUT_OF_RANGE : RSL_ABSENCE_OPERAND;
}

/** The figures that an expression refers to, each once. */
typedef struct rsl__references {
  uint32_t *slots; /**< by instruction: the number of what it refers to */
  uint32_t *items; /**< by number: the first instruction that refers to it */
  uint32_t count;
} rsl__references;

RSL_MUST_CHECK bool rsl__references_find(const rsl_allocator *allocator, const rsl__expression *expression,
                                         rsl__references *out);
void rsl__references_free(const rsl_allocator *allocator, const rsl__expression *expression,
                          rsl__references *references);

#endif
