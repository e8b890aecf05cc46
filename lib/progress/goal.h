/** @file
 *  @brief Internal: a target's form as bounds (T4).
 */
#ifndef RSL_PROGRESS_GOAL_H
#define RSL_PROGRESS_GOAL_H

#include <resolution/progress.h>

/** What must hold. A bound that is absent is open. */
typedef struct rsl__goal {
  rsl_number floor;  /**< below it fails */
  rsl_number cap;    /**< above it fails */
  bool floor_strict; /**< standing on the floor fails too */
  bool cap_strict;
  rsl_number brim; /**< past it, on the good side, is more than was asked */
  int good;        /**< 1: more is better, -1: less is, 0: neither */
  rsl_number low;  /**< the number to reach, or the lower end of a range */
  rsl_number high;
} rsl__goal;

/** @param[in] baseline absent where there is none. @param[in] years from the baseline's period to `by`, for
 *  CHANGE_PER_YEAR. @return false where the form needs the baseline. */
bool rsl__goal_make(const rsl_path_input *input, rsl_number baseline, rsl_number years, rsl__goal *out);
/** The bounds of a condition, or of one that stands inside a form. */
void rsl__goal_of(const rsl_condition *condition, rsl_form form, rsl_direction direction, rsl__goal *out);
bool rsl__goal_holds(const rsl__goal *goal, rsl_number value);
/** More than asked; only of what holds. */
bool rsl__goal_is_beyond(const rsl__goal *goal, rsl_number value);
/** Where a path from `start` leads: the one number, or the side of the range that is nearer. */
rsl_number rsl__goal_aim(const rsl__goal *goal, rsl_number start);
/** The end that has to be reached when nothing is known of the start; absent for a range that has no bad end. */
rsl_number rsl__goal_bad_end(const rsl__goal *goal);

#endif
