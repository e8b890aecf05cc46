/** @file
 *  @brief Internal: the clock of T2.
 */
#ifndef RSL_PROGRESS_CLOCK_H
#define RSL_PROGRESS_CLOCK_H

#include <resolution/progress.h>

/** Where the clock stands, in ticks of one kind. `start` is the end of the baseline, or where a yearly form begins. */
typedef struct rsl__clock {
  int64_t start;
  int64_t now;  /**< the end of the actual's period */
  int64_t end;  /**< of `by` */
  bool in_days; /**< else in months */
  bool has_start;
  bool has_now;
  rsl_number ticks_per_year; /**< 12 months, or 365.25 days */
} rsl__clock;

/** @param[in] now the period of the actual, of type none where there is no actual. */
rsl__clock rsl__clock_read(const rsl_path_input *input, rsl_period now);
/** The end of a period in this clock's ticks. */
int64_t rsl__clock_ticks(const rsl__clock *clock, rsl_period period);
/** Years between two readings. */
rsl_number rsl__clock_years(const rsl__clock *clock, int64_t from, int64_t to);

#endif
