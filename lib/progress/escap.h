/** @file
 *  @brief Internal: ESCAP's index in parts, for its words and for many series at once.
 */
#ifndef RSL_PROGRESS_ESCAP_H
#define RSL_PROGRESS_ESCAP_H

#include <resolution/progress.h>

/** Cut the ratio of an assessment, which is an index, into the words of the options' edition and index. */
void rsl__escap_class(const rsl_escap_options *options, rsl_assessment *out);

/** The logarithm of the odds of a figure between 0 and the scale, near enough for a sum of many. */
double rsl__escap_logit(double value, double scale);
/** The figure that a line through logits leads to; a nan where that is none. */
double rsl__escap_figure(const rsl_escap_options *options, double logit);

/** What is predicted of a series, as was found before; a nan: nothing can be. */
typedef struct rsl__escap_predicted {
  double base;   /**< at the base year; of no use where that has a figure */
  double target; /**< at the target year */
} rsl__escap_predicted;

/** rsl_progress_escap() of what is predicted by the weighted line. Without a current year that is told, the series needs
 *  only its first figure, its last, and that of the base year. */
RSL_MUST_CHECK rsl_status rsl__escap_rate(const rsl_escap_options *options, const rsl_series *series,
                                          const rsl__escap_predicted *predicted, rsl_assessment *out, rsl_error *error);

#endif
