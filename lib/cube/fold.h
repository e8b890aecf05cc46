/** @file
 *  @brief Internal: figures of periods become one of a longer period (R6).
 */
#ifndef RSL_CUBE_FOLD_H
#define RSL_CUBE_FOLD_H

#include <resolution/plan.h>

/** What has been taken so far. Start it with its rule alone. */
typedef struct rsl__fold {
  rsl_time_rule time;
  uint32_t count; /**< of periods taken */
  rsl_number
      value; /**< the sum, the extreme, the one figure; of a deviation the sum of what they differ from `first` */
  rsl_number weights; /**< of the means: the days, or how many */
  rsl_number first;   /**< of a deviation, which is the same of figures and of their differences from any one of them */
  rsl_number squares; /**< of these differences */
} rsl__fold;

/** Take the next figure in the order of time. @param weight its days, for a mean by days; else 1. */
void rsl__fold_take(rsl__fold *fold, rsl_number value, uint32_t weight);
/** What they make; absent where none was taken. */
rsl_number rsl__fold_value(const rsl__fold *fold);

#endif
