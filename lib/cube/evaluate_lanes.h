/** @file
 *  @brief Internal: running the program of a formula or condition on figures side by side.
 *
 *  Every step of the program goes over all lanes before the next one begins. Numbers are held as whole numbers of 64 bits:
 *  what a lane makes is exact, or was a double before, so it is what rsl__evaluate() makes of the same figures, to the last
 *  bit. Where the largest that could come up does not fit, no lane is told, and each figure is left to rsl__evaluate().
 */
#ifndef RSL_CUBE_EVALUATE_LANES_H
#define RSL_CUBE_EVALUATE_LANES_H

#include "cube/evaluate.h"
#include "cube/vector.h"

enum { RSL__LANE_SCALE_MAX = 18 /* the largest power of ten of 64 bits */ };

/** Numbers side by side, or truths. */
typedef struct rsl__lane_values {
  bool real;           /**< doubles; else above / under × 10^-scale */
  int scale;           /**< 0 to 18 */
  uint64_t most_above; /**< none is larger, whatever its sign */
  uint64_t most_under;
  union {
    int64_t above[RSL__LANES];
    double reals[RSL__LANES];
  };
  int64_t under[RSL__LANES]; /**< above 0, also where there is none */
  bool absent[RSL__LANES];
  uint8_t truths[RSL__LANES]; /**< rsl__truth */
} rsl__lane_values;

typedef struct rsl__lane_machine {
  const rsl__expression *expression;
  const rsl__references *references;
  rsl__lane_values *stack; /**< as deep as the expression needs it */
  uint32_t top;
  uint32_t lanes;
  bool divided_by_zero[RSL__LANES];
  bool out_of_range[RSL__LANES];
} rsl__lane_machine;

/** @return false when memory runs out; it must be ended all the same. */
RSL_MUST_CHECK bool rsl__lane_machine_start(const rsl_allocator *allocator, const rsl__expression *expression,
                                            const rsl__references *references, rsl__lane_machine *machine);
void rsl__lane_machine_end(const rsl_allocator *allocator, rsl__lane_machine *machine);

/** @param[in] operands by number of the references.
 *  @return false: some lane cannot be held exactly, or a step is not one for lanes; nothing is told then. */
RSL_MUST_CHECK bool rsl__evaluate_lanes(rsl__lane_machine *machine, const rsl__lane_values *operands, uint32_t lanes);
/** What came out in one lane; of a number its nearest double. */
rsl__outcome rsl__lane_outcome(const rsl__lane_machine *machine, uint32_t lane);

/** Let a lane hold a whole number, or the quotient of two. @param[in] under 0: there is none. */
void rsl__lane_put(rsl__lane_values *values, uint32_t lane, int64_t above, int64_t under);
/** Let it hold a double. */
void rsl__lane_put_real(rsl__lane_values *values, uint32_t lane, double real);
/** Let it hold nothing. */
void rsl__lane_put_absent(rsl__lane_values *values, uint32_t lane);
/** Let numbers stand with more decimals. @return false: they do not fit. */
RSL_MUST_CHECK bool rsl__lane_values_raise(rsl__lane_values *values, uint32_t lanes, int scale);
/** Multiply all that are no doubles by a number of the plan. @return false: they do not fit. */
RSL_MUST_CHECK bool rsl__lane_values_multiply(rsl__lane_values *values, uint32_t lanes, rsl_decimal by);

#endif
