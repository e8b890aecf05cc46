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
