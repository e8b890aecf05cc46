/** @file
 *  @brief Where a series is heading, and what pace it takes: trends with their intervals, required pace, average growth.
 */
#ifndef RESOLUTION_PROGRESS_OUTLOOK_H
#define RESOLUTION_PROGRESS_OUTLOOK_H

#include <resolution/progress.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup outlook Outlook: trends and their intervals
 *  @ingroup progress
 *
 *  What a series of figures leads to at a later time, and between which bounds. A trend of two figures is a line and nothing
 *  more: no bounds can be told, and none are; with three, one degree of freedom is left and the bounds of 95 % are 12.7
 *  standard errors wide. An outlook is told with its interval or not at all.
 *
 *  Here figures are doubles, and one that is absent, given or returned, is a nan; rsl_number_from_double() makes an absent
 *  number of it. The rsl_reason says why. Every result has the same bytes on every machine. */
/** @{ */

/** A series, a time to look at, and how sure to be. Arrays are borrowed during the call. */
typedef struct rsl_outlook_input {
  size_t size;          /**< sizeof of this struct: set by the _INIT macro */
  const double *times;  /**< in years, as 2023 or 2023.5: finite. In any order, but for Holt's method: oldest first */
  const double *values; /**< one for each time; a nan is absent and passed over */
  size_t count;         /**< how many there are */
  double at;            /**< the time to look at. Default 0: the year 0 */
  double level;         /**< of the intervals, above 0 and below 1. Default 0.95 */
  double quantile; /**< rsl_student_quantile() of points − 2 and the level, where many series have as many points: it
                             takes longer than the rest. Default 0: computed */
} rsl_outlook_input;

/** No series, 95 %. */
#define RSL_OUTLOOK_INPUT_INIT \
  { sizeof(rsl_outlook_input), 0, 0, 0, 0.0, 0.95, 0.0 }

/** What a trend finds; a nan is absent. */
typedef struct rsl_outlook {
  rsl_reason
      reason;       /**< why something is absent: NO_MEASUREMENT; ONE_POINT; TOO_FEW_POINTS, two: a line without bounds;
                          EMPTY_TERM, all at one time; ZERO_BASE and SIGN_CHANGE, no logarithm. NONE: nothing is */
  size_t points;    /**< figures that were used */
  double level;     /**< of the intervals */
  double slope;     /**< change a year */
  double slope_low; /**< its interval */
  double slope_high;     /**< its interval */
  double intercept;      /**< where the line is in the year 0 */
  double growth;         /**< of the log-linear trend: growth a year, 0.026 for 2.6 % */
  double residual_error; /**< of least squares: √(Σ residual² / (points − 2)) */
  double projected;      /**< where the line is at the time that was asked */
  double line_low;       /**< interval of that, of the line itself */
  double line_high;      /**< interval of that, of the line itself */
  double low;            /**< interval of one new figure at that time: wider, since figures scatter about the line */
  double high;           /**< interval of one new figure at that time */
} rsl_outlook;

/** Within ±this many standard errors lies `level` of Student's distribution: 12.706 for one degree of freedom and 0.95. To
 *  full accuracy (0.75 ulp at most where measured), by our own code. Nan for no degrees and for a level not between 0 and 1.
 *  The tail is the incomplete beta function (NIST Digital Library of Mathematical Functions 8.17). */
RSL_API double rsl_student_quantile(size_t degrees, double level);

/** The straight line by ordinary least squares, with the confidence interval of the line and the prediction interval of one
 *  new figure: projected ± t(points − 2) s √(1 + 1/n + (at − mean t)² / Σ(t − mean t)²). As R's `lm` and `predict` give them
 *  [checked against R 4.2.2]. Times and figures are measured from their means first, so that years lose no digits. The
 *  interval of the line and its slope assume that figures scatter evenly and independently about a straight line.
 *  @retval RSL_ERR_ARGUMENT a time is not finite, a figure infinite, or the level not between 0 and 1. */
RSL_API RSL_MUST_CHECK rsl_status rsl_outlook_least_squares(const rsl_outlook_input *input, rsl_outlook *out,
                                                            rsl_error *error);

/** The same through the logarithms of the figures: a growth a year that rests on all points, unlike a CAGR, which rests on
 *  the first and the last [checked against R 4.2.2, `lm` on log(y)]. `slope`, `intercept` and `residual_error` are of the
 *  logarithms; `projected` and its intervals are figures again: the interval of the median, then. A figure of 0 or less is
 *  the reason ZERO_BASE or SIGN_CHANGE, and nothing else. */
RSL_API RSL_MUST_CHECK rsl_status rsl_outlook_log_linear(const rsl_outlook_input *input, rsl_outlook *out,
                                                         rsl_error *error);

/** Most points of the methods that look at each pair. */
#define RSL_OUTLOOK_PAIRS_POINTS_MAX 4096

/** The line of H. Theil (1950) and P. K. Sen (1968): the median of the slopes of all pairs, through the medians of times and
 *  figures; one wild figure does not move it. The interval of the slope is Sen's, from Kendall's variance, as
 *  `scipy.stats.theilslopes` has it [checked against scipy 1.10.1]; of the projection, that of the line through the same
 *  medians: of the line alone, since the publications have none for a new figure. Of two points scipy repeats the slope as its
 *  own interval; so does `slope_low`, but no projection has an interval then. Pairs at one time are passed over. Takes 8 bytes
 *  and some steps for each of n(n − 1)/2 pairs.
 *  @retval RSL_ERR_LIMIT more than RSL_OUTLOOK_PAIRS_POINTS_MAX points. */
RSL_API RSL_MUST_CHECK rsl_status rsl_outlook_theil_sen(const rsl_outlook_input *input, const rsl_allocator *allocator,
                                                        rsl_outlook *out, rsl_error *error);

/** How the repeated medians find the height of their line. */
typedef enum rsl_medians {
  RSL_MEDIANS_HIERARCHICAL = 0, /**< the median of y − slope × t. The default of scipy */
  RSL_MEDIANS_SEPARATE = 1      /**< repeated medians of the intercepts of pairs, as of the slopes */
} rsl_medians;

/** The repeated medians of A. F. Siegel (1982): of each point the median of its slopes to all others, of those the median.
 *  Up to half of the figures may be wild. As `scipy.stats.siegelslopes` [formula read there, checked against scipy 1.10.1]. The
 *  publication has no interval: there is none. Times n² steps.
 *  @retval RSL_ERR_LIMIT more than RSL_OUTLOOK_PAIRS_POINTS_MAX points. */
RSL_API RSL_MUST_CHECK rsl_status rsl_outlook_repeated_medians(const rsl_outlook_input *input, rsl_medians medians,
                                                               const rsl_allocator *allocator, rsl_outlook *out,
                                                               rsl_error *error);

/** Holt's two smoothing factors, and where the recursion starts. */
typedef struct rsl_holt_rule {
  size_t size;      /**< sizeof of this struct: set by the _INIT macro */
  double alpha;     /**< of the level, from 0 to 1. Default 0.8 */
  double beta;      /**< of the trend, from 0 to 1. Default 0.2 */
  bool given_start; /**< start from the two below, at the third figure. Default false: from the second figure, and that
                           less the first, as R does */
  double start_level; /**< where `given_start` is set */
  double start_trend; /**< where `given_start` is set */
} rsl_holt_rule;

/** 0.8 and 0.2, started as R does. */
#define RSL_HOLT_RULE_INIT \
  { sizeof(rsl_holt_rule), 0.8, 0.2, false, 0.0, 0.0 }

/** C. C. Holt's linear method (1957), as R's `HoltWinters(gamma = FALSE)` runs it [checked against R 4.2.2]: from the
 *  third figure on, level = α y + (1 − α)(level + trend), trend = β (level − level before) + (1 − β) trend. Figures are
 *  steps of one length, whatever their times: a gap must be filled, or another method chosen. With few figures the start
 *  decides much of the result, and the method has no interval. `slope` is the trend a step, `intercept` the level at the
 *  last figure; `projected` is level + steps × trend, with `steps` = (at − last time) / (last time − the one before).
 *  @retval RSL_ERR_ARGUMENT a factor is not from 0 to 1, or times do not rise. */
RSL_API RSL_MUST_CHECK rsl_status rsl_outlook_holt(const rsl_outlook_input *input, const rsl_holt_rule *rule,
                                                   rsl_outlook *out, rsl_error *error);

/** Does a series rise or fall at all? */
typedef struct rsl_rank_correlation {
  rsl_reason reason; /**< NO_MEASUREMENT, ONE_POINT; EMPTY_TERM: all times, or all figures, are the same */
  size_t points;     /**< figures that were used */
  double tau;        /**< Kendall's τ-b, from −1, all falls, to 1, all rises */
  double p;          /**< how often chance alone gives one as far from 0. Of two points 1: they say nothing */
} rsl_rank_correlation;

/** M. G. Kendall's rank correlation of figures with time, τ-b (ties told apart), and its p, two-sided, as
 *  `scipy.stats.kendalltau` has them [rules read there, checked against scipy 1.10.1]: exact where nothing is tied and
 *  there are at most 33 points, or at most one pair out of order; else by the normal distribution with the variance of
 *  ties. Takes n² steps. `at`, `level` and `quantile` of the input mean nothing here.
 *  @retval RSL_ERR_LIMIT more than RSL_OUTLOOK_PAIRS_POINTS_MAX points. */
RSL_API RSL_MUST_CHECK rsl_status rsl_outlook_kendall(const rsl_outlook_input *input, rsl_rank_correlation *out,
                                                      rsl_error *error);

/** The line that a projection follows. */
typedef enum rsl_projection {
  RSL_PROJECTION_LEAST_SQUARES = 0,    /**< rsl_outlook_least_squares(): the default */
  RSL_PROJECTION_LOG_LINEAR = 1,       /**< rsl_outlook_log_linear(): for what grows by a share of itself */
  RSL_PROJECTION_THEIL_SEN = 2,        /**< rsl_outlook_theil_sen(): one wild figure does not move it */
  RSL_PROJECTION_REPEATED_MEDIANS = 3, /**< rsl_outlook_repeated_medians(), hierarchical: nor do many; no interval */
  RSL_PROJECTION_END
} rsl_projection;

RSL_API const char *rsl_projection_name(rsl_projection projection); /**< `least_squares`…; NULL outside */
/** The projection of a name. @return is it one of rsl_projection_name()? */
RSL_API RSL_MUST_CHECK bool rsl_projection_parse(const char *text, size_t length, rsl_projection *out);

/** The outlook by the line that is named.
 *  @param[in] allocator of what is held during the call; NULL: malloc.
 *  @retval RSL_ERR_ARGUMENT there is no such projection. @return else what its own function returns. */
RSL_API RSL_MUST_CHECK rsl_status rsl_outlook_find(rsl_projection projection, const rsl_outlook_input *input,
                                                   const rsl_allocator *allocator, rsl_outlook *out, rsl_error *error);

/** Hold an outlook to what its figures can be, as a share of a whole to 0 and 100: the projection and the ends of its
 *  intervals that lie beyond are set to the limit. The line goes on as it was: `slope`, `intercept` and `growth` stay.
 *  Only what cannot be passed is a limit: a percentage of growth or of a plan that may be exceeded has none.
 *  @param[in] low the least that a figure can be; a nan: no limit. @param[in] high the most; a nan: no limit.
 *  @return was anything beyond? */
RSL_API bool rsl_outlook_clamp(rsl_outlook *outlook, double low, double high);

/** Whether a target is in reach, as far as an interval can tell. */
typedef enum rsl_chance {
  RSL_CHANCE_NONE = 0,
  RSL_CHANCE_LIKELY = 1,   /**< all of the interval meets the target: a chance of at least nine in ten */
  RSL_CHANCE_UNLIKELY = 2, /**< nothing of it does: at most one in ten */
  RSL_CHANCE_CANNOT_TELL =
      3, /**< the target is inside, or there is no interval of a new figure, or one of less than 80 % */
  RSL_CHANCE_END
} rsl_chance;

/** The least level of an interval that supports `likely` or `unlikely`: with 0.80, a tenth lies beyond either end. */
#define RSL_CHANCE_LEVEL_MIN 0.80

/** Read an outlook's interval against a target. `INCREASE`: figures at or above it meet it; `DECREASE`: at or below; of
 *  another direction nothing can be told, nor of a nan. The words are the library's own, and so is their cut. */
RSL_API rsl_chance rsl_outlook_chance(const rsl_outlook *outlook, double target, rsl_direction direction);
RSL_API const char *rsl_chance_name(rsl_chance chance); /**< `likely`, `unlikely`, `cannot_tell`; NULL outside */
/** The word for people, as "cannot be told"; "" outside. Lives for ever. */
RSL_API const char *rsl_chance_word(rsl_chance chance, rsl_language language);

/** @} */

/** @defgroup pace Pace: how fast so far, how fast from now on
 *  @ingroup progress
 *
 *  Of one figure on its way to another, without a plan: rsl_progress_path() has the same of a target, along milestones too.
 *  Exact where rsl_number is. */
/** @{ */

/** Two figures, a target, and when. Times are ticks of one length, as years or months. */
typedef struct rsl_pace_input {
  size_t size;         /**< sizeof of this struct: set by the _INIT macro */
  bool compound;       /**< growth in percent a year, else change a year. Default false */
  int64_t start;       /**< of the baseline */
  int64_t now;         /**< of the actual */
  int64_t end;         /**< of the target */
  int64_t year;        /**< ticks of a year: 12 where they are months. Default 1 */
  rsl_number baseline; /**< of a sum that begins with the term, 0 */
  rsl_number actual;   /**< of such a sum, the sum so far */
  rsl_number
      target; /**< of such a sum, the whole of it: what is required is then the rate of the rest, and `acceleration`
                            that of the schedule, as a to-complete performance index is of the budget */
} rsl_pace_input;

/** Nothing is known; ticks are years. */
#define RSL_PACE_INPUT_INIT \
  { \
    sizeof(rsl_pace_input), false, 0, 0, 0, 1, { RSL_NUMBER_ABSENT, 0, { 0, 0 }, { 0, 0 }, 0.0 }, \
        { RSL_NUMBER_ABSENT, 0, { 0, 0 }, { 0, 0 }, 0.0 }, { \
      RSL_NUMBER_ABSENT, 0, { 0, 0 }, { 0, 0 }, 0.0 \
    } \
  }

/** What is found; absent where a reason says why. */
typedef struct rsl_pace {
  rsl_reason reason; /**< of `expected` and `pace`: NO_BASELINE, NO_MEASUREMENT, EMPTY_TERM, ZERO_BASE, SIGN_CHANGE;
                                   NO_TARGET, of `expected` alone */
  rsl_reason required_reason; /**< of `required` and `acceleration`: the same, or NO_TIME_LEFT */
  rsl_number expected;        /**< where the straight or compound path from the baseline to the target is now */
  rsl_number pace;            /**< so far, a year */
  rsl_number required;        /**< from now to the end, a year. May point back where the target is passed already */
  rsl_number acceleration;    /**< required / pace: above 1, faster than so far. Absent for a pace of 0 */
} rsl_pace;

/** Where a figure should be by now, how fast it went, how fast it has to go. Half-way a compound path is below a straight one
 *  to the same target: say which was taken.
 *  @retval RSL_ERR_ARGUMENT ticks a year are not above 0. */
RSL_API RSL_MUST_CHECK rsl_status rsl_pace_find(const rsl_pace_input *input, rsl_pace *out, rsl_error *error);

/** Growth a year between the first and the last figure that are there, in time's order, whatever lies between: 0.1 for 10
 *  %. As `CAGR` of the R package COINr 1.1.14 [read there, checked against its runs]: 0 where both are the same. A nan
 *  where fewer than two are there, the first is 0, the two differ in sign, or no time lies between. Two negative ones
 *  have the growth of their sizes. rsl_outlook_log_linear() uses all points.
 *  @param[in] times finite, in any order. @param[in] values a nan is absent. */
RSL_API double rsl_growth_compound(const double *times, const double *values, size_t count);

/** The average of growths in percent: geometric, since growth multiplies; a year of −50 % and one of +50 % lose a quarter.
 *  Absent for none, with an absent one, and where a year lost everything or more. */
RSL_API rsl_number rsl_growth_average(const rsl_number *percents, size_t count);

/** What each year left has to grow by, in percent, that all `years` grow by `wanted` percent on average:
 *  ((1 + g)^n / Π(1 + g_i))^(1/(n − k)) − 1. Absent where no year is left, and as rsl_growth_average(). With no year yet it is
 *  `wanted`. */
RSL_API rsl_number rsl_growth_required(rsl_number wanted, size_t years, const rsl_number *percents, size_t count);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
