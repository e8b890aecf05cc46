/** @file
 *  @brief Internal: what real_functions.c takes logarithms and powers apart with.
 */
#ifndef RSL_BASE_REAL_TABLES_H
#define RSL_BASE_REAL_TABLES_H

#include "base/pair.h"

/* ln 2 in two parts: the first has 40 bits, so that its product with any exponent is exact. */
#define RSL__LN2_HIGH 0x1.62e42fefa2p-1
#define RSL__LN2_LOW 0x1.9ef35793c7673p-41

/* From which on, of two mantissas, the larger is halved. */
#define RSL__ROOT_OF_TWO 0x1.6a09e667f3bcdp+0

enum { RSL__LOG_ROWS = 128, RSL__EXP_ROWS = 64 };

typedef struct rsl__log_row {
  double factor;       /**< of at most ten bits: what the row's numbers become nearly 1 by */
  rsl__pair logarithm; /**< less that of the factor */
} rsl__log_row;

/** By the first seven bits of m behind the point, for 1 ≤ m < 2; from √2 on for m / 2. The first and the last factor are 1, so
 *  that nothing is lost of a logarithm near 0. */
extern const rsl__log_row rsl__log_rows[RSL__LOG_ROWS];
/** 2 to the power of row / 64. */
extern const rsl__pair rsl__exp_rows[RSL__EXP_ROWS];

#endif
