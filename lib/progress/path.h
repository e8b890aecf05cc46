/** @file
 *  @brief Internal: one rating in the making, and what its parts share.
 */
#ifndef RSL_PROGRESS_PATH_H
#define RSL_PROGRESS_PATH_H

#include "progress/clock.h"
#include "progress/goal.h"

/** The straight piece of a path that the clock stands on. */
typedef struct rsl__leg {
  bool straight;   /**< there is one: the path is drawn, and not compound */
  rsl_number low;  /**< where it begins */
  rsl_number high; /**< where it leads */
  int64_t passed;  /**< ticks since it began */
  int64_t all;     /**< ticks that it takes */
} rsl__leg;

typedef struct rsl__path {
  const rsl_path_input *input;
  rsl_path_result *out;
  rsl__clock clock;
  rsl__goal goal;
  rsl_number start; /**< where the path begins: the baseline, 0 for a total; absent where there is none */
  rsl_number aim;   /**< where it leads */
  rsl__leg leg;
  rsl__goal stretch; /**< what would be more still, where the input has it */
  bool shown;        /**< figures and bounds are taken at the digits that are shown of them */
} rsl__path;

void rsl__path_verdict(rsl__path *path, rsl_rating rating, rsl_reason reason);
void rsl__path_set_target(rsl__path *path, rsl_number low, rsl_number high);
/** T5: where the path stands at the clock. Absent, with the fault, where it cannot be drawn. */
rsl_number rsl__path_expected(rsl__path *path, rsl_reason *fault);
/** T7: is the progress at least the cut? Exactly, but along compound paths. */
bool rsl__path_reaches(const rsl__path *path, rsl_decimal cut);
/** What the rating rule calls that which holds, at the end or before it. */
rsl_rating rsl__path_reached(const rsl__path *path, bool beyond);
/** The verdict on what holds, with its reason. */
void rsl__path_say_reached(rsl__path *path, bool beyond);
/** Of a value that does not hold: is it nearly met by its level, or by its distance? */
bool rsl__path_is_near(const rsl__path *path, rsl_number value);
/** Does what is rated reach the stretch value? Nothing where none is asked, or it is not known. */
void rsl__path_note_stretch(rsl__path *path, rsl_number value);
/** A figure, or the bounds of the goal, with the digits that are compared. */
rsl_number rsl__path_seen(const rsl__path *path, rsl_number value);
void rsl__path_see_goal(rsl__path *path);
bool rsl__path_is_compound(const rsl_path_input *input);
/** Percent achieved, percent of the target, pace and required pace, gap: of a path that is a level. */
void rsl__path_measure(rsl__path *path);
/** Growth a year in percent; absent where the two are not both above 0. */
rsl_number rsl__path_growth(const rsl__path *path, rsl_number first, rsl_number last, int64_t from, int64_t to);

void rsl__rate_end_value(rsl__path *path);
void rsl__rate_step(rsl__path *path);
void rsl__rate_total(rsl__path *path);
void rsl__rate_average(rsl__path *path);
void rsl__rate_each_year(rsl__path *path);

#endif
