/** @file
 *  @brief Internal: Student's distribution and the normal one, with nothing but base's own functions (R10).
 */
#ifndef RSL_PROGRESS_STUDENT_H
#define RSL_PROGRESS_STUDENT_H

/** Within ±this lies `level` of the standard normal distribution. Nan for a level outside 0 to 1. */
double rsl__normal_quantile(double level);
/** The share of the standard normal distribution that lies beyond ±z. */
double rsl__normal_tails(double z);

#endif
