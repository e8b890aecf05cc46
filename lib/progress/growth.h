/** @file
 *  @brief Internal: what the published methods share: the figures at both ends of a series, growth between them, verdicts.
 */
#ifndef RSL_PROGRESS_GROWTH_H
#define RSL_PROGRESS_GROWTH_H

#include <resolution/progress.h>

/** A number: infinities are as unknown as nan. */
static inline bool rsl__is_known(double value) {
  return value - value == 0;
}

/** The first of the two that is known. */
static inline double rsl__known_or(double value, double other) {
  return rsl__is_known(value) ? value : other;
}

/** +1 where more is better, -1 where less is. */
static inline double rsl__sense(const rsl_series *series) {
  return series->direction == RSL_DIRECTION_DECREASE ? -1 : 1;
}

/** Is a value at the target, or past it on the better side? */
static inline bool rsl__meets(const rsl_series *series, double value, double target) {
  return series->direction == RSL_DIRECTION_DECREASE ? value <= target : value >= target;
}

/** Does a method need to be told which way is better? */
bool rsl__method_is_directed(const rsl_method_options *options);

/** An assessment of which nothing is known yet.
 *  @param[in] directed the method needs to be told which way is better.
 *  @retval RSL_ERR_ARGUMENT it was not told, or there are no points where some are counted. */
rsl_status rsl__assess_begin(rsl_assessment *out, rsl_method method, int edition, const rsl_series *series,
                             bool directed, rsl_error *error);

/** Find the latest figure, and the one that progress is counted from, and note the target.
 *  @return NONE where both are there, at two times; else what is missing. */
rsl_reason rsl__assess_ends(rsl_assessment *out, const rsl_series *series, const rsl_span *span);

/** The year that a method counts from: the one that is given, else its own; of Eurostat's terms from the latest figure back.
 *  Not known: the first figure's. */
double rsl__method_base_year(const rsl_method_options *options, double given, double latest);

/** The time of the latest figure; not known where there is none. */
double rsl__latest_year(const rsl_series *series);

/** The verdict, and how it reads in our words. */
void rsl__assess_class(rsl_assessment *out, rsl_class word);
/** The same, of a series that meets its target: a verdict whatever the trend. */
void rsl__assess_met(rsl_assessment *out, rsl_class word);
/** No rating: the publisher's word for it, and why. */
void rsl__assess_none(rsl_assessment *out, rsl_class word, rsl_reason reason);

/** The last step: what left the range of doubles is not known, and a verdict that rests on it is none; there is no -0.
 *  @return RSL_OK. */
rsl_status rsl__assess_end(rsl_assessment *out);

/** A series whose latest figure is 1 or something else, and nothing in between: the full score, or its negative. */
void rsl__assess_binary(rsl_assessment *out, const rsl_series *series, const rsl_span *span, rsl_class achieved,
                        rsl_class other);
enum { RSL__FULL_SCORE = 5 /**< of Eurostat and Open SDG; the worst is its negative */ };

/** Where the ratio stands between the cuts, the best first: the first class whose cut it reaches, or passes where the
 *  cut's bit is set in `strict`; else the last. A cut that is not known is reached by nothing. */
rsl_class rsl__cut(const rsl_assessment *out, const rsl_class classes[RSL_CUTS + 1], unsigned strict);

/** Can growth from one figure to another be told? From something to 0 it is a loss of all. */
rsl_reason rsl__growth_fault(double from, double to);
/** Growth a year as a fraction, as publishers reckon it: (to / from)^(1 / years) - 1. Nothing must be in its way. */
double rsl__growth(double from, double to, double years);

/** How a method of growth treats what it is given. */
typedef struct rsl__growth_rule {
  const rsl_span *span;
  double limit_exponent;
  double replace_zero;
} rsl__growth_rule;

/** Growth so far, as it is or over the growth needed, in the better direction: fills ratio, observed, required, the
 *  ends, the factor of a limit and the notes.
 *  @param[out] met the latest figure meets the target; told even where there is no ratio.
 *  @return NONE, or why there is no ratio. */
rsl_reason rsl__growth_ratio(rsl_assessment *out, const rsl_series *series, const rsl__growth_rule *rule, bool *met);

#endif
