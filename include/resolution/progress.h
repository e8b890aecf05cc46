/** @file
 *  @brief How far along, how fast, and what it is called: numbers in, numbers out.
 */
#ifndef RESOLUTION_PROGRESS_H
#define RESOLUTION_PROGRESS_H

#include <resolution/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup progress Progress: paths, pace, ratings
 *
 *  Numbers in, numbers out: nothing here knows of plans, cubes or files, and nothing is allocated. Every function is safe
 *  from any thread. */
/** @{ */

RSL_API const char *rsl_rating_name(rsl_rating rating); /**< `exceeded_early`…, as written in files; NULL outside */
/** Read one of those words, which fills all of the text. @return false, *out as it was, where it is none. */
RSL_API RSL_MUST_CHECK bool rsl_rating_parse(const char *text, size_t length, rsl_rating *out);
/** The word for people: "behind", "chậm tiến độ". Lives for ever. */
RSL_API const char *rsl_rating_word(rsl_rating rating, rsl_language language);

/** Why a rating is what it is, or why there is none. The codes of docs/formats.md; one for each way T7 decides. */
typedef enum rsl_reason {
  RSL_REASON_NONE = 0,
  /* Not rateable. */
  RSL_REASON_NO_MEASUREMENT = 1,         /**< no figure that counts is known */
  RSL_REASON_BELOW_MIN_COVERAGE = 2,     /**< figures are known, none with the coverage it needs (T2) */
  RSL_REASON_NO_BASELINE = 3,            /**< the form or the mid-term verdict needs one (T3) */
  RSL_REASON_FINAL_FIGURE_MISSING = 4,   /**< the term is over, its last figure is not in */
  RSL_REASON_YEAR_MISSING = 5,           /**< a year, or a part of one, has no figure (T6) */
  RSL_REASON_ZERO_BASE = 6,              /**< growth from 0 cannot be told */
  RSL_REASON_CANNOT_BE_MET_ANY_MORE = 7, /**< a year failed, or a cap on a total is passed (T6) */
  RSL_REASON_SIGN_CHANGE = 8,            /**< growth from or to a figure that is not above 0 cannot be told */
  RSL_REASON_EMPTY_TERM = 9,             /**< no time between where the path begins and `by` */
  /* On the way, forms of the end value and totals. */
  RSL_REASON_BASELINE_KEPT = 10,  /**< the baseline met it already, and the actual still does */
  RSL_REASON_BASELINE_LOST = 11,  /**< the baseline met it already, and the actual does not */
  RSL_REASON_BEYOND_EARLY = 12,   /**< past the bound before the end */
  RSL_REASON_REACHED_EARLY = 13,  /**< at the bound, or inside the range, before the end */
  RSL_REASON_FLAT_PATH_KEPT = 14, /**< the path stands still or dips, the actual is at least as good (T5) */
  RSL_REASON_FLAT_PATH_LOST = 15, /**< the path stands still or dips, the actual is worse (T5) */
  RSL_REASON_WORSE_THAN_BASELINE = 16,
  RSL_REASON_PROGRESS_ON_TRACK = 17,   /**< progress is at or above the cut of on_track */
  RSL_REASON_PROGRESS_BEHIND = 18,     /**< progress is at or above the cut of behind, below that of on_track */
  RSL_REASON_PROGRESS_OFF_TRACK = 19,  /**< progress is below the cut of behind */
  RSL_REASON_CAP_WITHIN_EXPECTED = 20, /**< a capped total is not above what is expected by now */
  RSL_REASON_CAP_ABOVE_EXPECTED = 21,  /**< a capped total is above what is expected by now, the cap not passed */
  /* On the way, averages and yearly conditions. */
  RSL_REASON_AVERAGE_ON_TRACK = 22, /**< does not hold; against the wanted one at or above the cut of on_track */
  RSL_REASON_AVERAGE_BEHIND = 23,
  RSL_REASON_AVERAGE_OFF_TRACK = 24,
  RSL_REASON_AVERAGE_HOLDS = 25,   /**< the average so far holds */
  RSL_REASON_AVERAGE_FAILS = 26,   /**< it does not, and no ratio to the wanted one is defined */
  RSL_REASON_EVERY_YEAR_HELD = 27, /**< on the way and at the end */
  /* At the end. */
  RSL_REASON_BEYOND_TARGET = 28,
  RSL_REASON_REACHED_TARGET = 29, /**< at the bound, or inside the range */
  RSL_REASON_NEARLY_REACHED = 30, /**< progress is at or above the cut of nearly_met */
  RSL_REASON_NOT_REACHED = 31,
  RSL_REASON_EVERY_YEAR_BEYOND = 32, /**< every year was past its bound */
  RSL_REASON_YEAR_FAILED = 33,       /**< a year of a yearly condition failed */
  /* Not rateable. */
  RSL_REASON_QUALIFIED_FIGURE = 34, /**< the latest figure is a bound that leaves the verdict open (T8) */
  /* Of published methods: not rateable. */
  RSL_REASON_ONE_POINT = 35,              /**< a trend needs two figures */
  RSL_REASON_TARGET_EQUALS_BASELINE = 36, /**< there is no way between them to be on */
  RSL_REASON_YEAR_ORDER = 37,             /**< times that do not rise, or a target year not after the base */
  RSL_REASON_NO_TARGET = 38,              /**< the method needs one */
  RSL_REASON_NO_BOUNDS = 39,              /**< a bound or a scale that the method needs is not told, or is none */
  RSL_REASON_TOO_OLD = 40,                /**< the latest figure is older than the method takes */
  RSL_REASON_OUT_OF_RANGE = 41,           /**< a number left the range of doubles */
  RSL_REASON_NO_CLASSES = 42,             /**< the method has a number and no word for it */
  RSL_REASON_LEVEL_ALONE = 43,            /**< its word tells where the figure is, not whether it is on its way */
  /* Of outlooks. */
  RSL_REASON_TOO_FEW_POINTS = 44, /**< two give a line, and no bounds of it; three, no trend of ranks */
  RSL_REASON_NO_TIME_LEFT = 45,   /**< the end is reached or past: no pace can be required */
  /* Not rateable: forms and units that no figure rates. */
  RSL_REASON_JUDGED_BY_PEOPLE = 46,     /**< no figure says it */
  RSL_REASON_NOT_DUE_YET = 47,          /**< what is to be done is not, before it is due */
  RSL_REASON_LEVEL_NOT_COMPARABLE = 48, /**< grades have no distances: whether one is far enough cannot be told */
  RSL_REASON_UNIT_CLOSED = 49,          /**< the unit closed, and its targets are void then (T1) */
  /* Of composite scores. */
  RSL_REASON_NO_SPREAD = 50, /**< figures are all the same: there is no scale to bring them to */
  /* Of published methods that rate. */
  RSL_REASON_BY_METHOD = 51, /**< the method's ratio, between its cuts */
  /* Of reviews by published methods. */
  RSL_REASON_FORM_NOT_TAKEN = 52, /**< the method does not rate targets of this form: docs/methods.md tells which */
  /* Of published methods: not rateable. */
  RSL_REASON_DIRECTION_ALONE = 53, /**< its word tells which way the figures go, not whether fast enough */
  RSL_REASON_NO_DIRECTION = 54,    /**< nothing says which way is better */
  RSL_REASON_END
} rsl_reason;

RSL_API const char *rsl_reason_code(rsl_reason reason); /**< `no_baseline`…; NULL outside */

/* ---- The method `path` ---------------------------------------------------------------------------------------- */

/** A figure of a period. */
typedef struct rsl_path_figure {
  rsl_period period; /**< at whose end it stands */
  rsl_number value;  /**< absent: the period has none */
} rsl_path_figure;

/** Is what would be more than the target reached? Told beside the rating, and no part of it. */
typedef enum rsl_stretch { RSL_STRETCH_NONE = 0, RSL_STRETCH_NOT_REACHED = 1, RSL_STRETCH_REACHED = 2 } rsl_stretch;

/** What the method is given. Periods are its clock: it stands at their ends, in months / 12; where the baseline, the
 *  actual or `by` is a day, in days, 365.25 to a year (T2). Texts and arrays are borrowed during the call. */
typedef struct rsl_path_input {
  size_t size;                     /**< sizeof of this struct: set by the _INIT macro */
  rsl_form form;                   /**< in which form the target is set */
  rsl_condition condition;         /**< as in rsl_target; a bare number is at_least or at_most by the direction */
  rsl_direction direction;         /**< which way is better */
  rsl_average_of average_of;       /**< of AVERAGE_PER_YEAR; NONE is RATE */
  rsl_average_mean average_mean;   /**< of an average of rates, which are figures in percent */
  rsl_trajectory trajectory;       /**< the path's shape */
  const rsl_milestone *milestones; /**< in any order; those not between the baseline and `by` are passed over */
  size_t milestone_count;          /**< how many `milestones` has */
  bool never_negative;             /**< the figures of a total cannot be negative (T6, T7) */
  rsl_period by;                   /**< at whose end the target is due */
  rsl_period from;                 /**< first period of the term: where a yearly form without baseline begins */
  rsl_path_figure baseline;        /**< type none, or value absent: no baseline (T3) */
  rsl_path_figure actual;          /**< the latest figure, of forms of the end value and of averages of a level */
  const rsl_path_figure *series;   /**< averages of rates, each_year: every year of the term so far. Totals: the same,
                                          and the parts of the year still running. Oldest first, gaps with an absent
                                          value */
  size_t series_count;             /**< how many `series` has */
  bool over;                       /**< the day of the review is past `by`: an actual short of it is not enough (T7) */
  rsl_rating_rule rule;            /**< the cuts, and what is called how */
  const rsl_milestone
      *quotas;               /**< of TOTAL: amounts of its first years, one after another from where the term begins */
  size_t quota_count;        /**< how many `quotas` has */
  rsl_condition stretch;     /**< what would be more still, of the figure that is rated; form NONE: nothing */
  const char *const *grades; /**< worst first, where figures are grades: numbers of places in this list */
  size_t grade_count;        /**< how many `grades` has; 0: figures are amounts */
  const char *actual_text;   /**< how sentences say the actual where it is no plain number, as `>4`; NULL: it is one */
  int decimals;              /**< those that are shown: for a rule that compares at them */
} rsl_path_input;

/** Nothing is known: no form, no periods, the library's own cuts. */
#define RSL_PATH_INPUT_INIT \
  { \
    sizeof(rsl_path_input), RSL_FORM_NONE, { RSL_FORM_NONE, { 0, 0 }, { 0, 0 }, false, false, { 0, 0 } }, \
        RSL_DIRECTION_NONE, RSL_AVERAGE_OF_NONE, RSL_MEAN_GEOMETRIC, RSL_TRAJECTORY_DEFAULT, 0, 0, false, \
        { RSL_PERIOD_NONE, 0 }, { RSL_PERIOD_NONE, 0 }, \
        { { RSL_PERIOD_NONE, 0 }, { RSL_NUMBER_ABSENT, 0, { 0, 0 }, { 0, 0 }, 0.0 } }, \
        { { RSL_PERIOD_NONE, 0 }, { RSL_NUMBER_ABSENT, 0, { 0, 0 }, { 0, 0 }, 0.0 } }, 0, 0, false, \
        RSL_RATING_RULE_INIT, 0, 0, { RSL_FORM_NONE, { 0, 0 }, { 0, 0 }, false, false, { 0, 0 } }, 0, 0, 0, 0 \
  }

/** What the method finds. What a form does not have, or nothing is known of, is absent. */
typedef struct rsl_path_result {
  rsl_rating rating;            /**< what it is called */
  rsl_reason reason;            /**< why */
  bool ended;                   /**< the actual's period ends at or after that of `by`: the words of the end */
  bool regression;              /**< the verdict fails on a figure worse than the baseline */
  rsl_path_figure actual;       /**< what was rated: the running sum of a total, the average so far of rates */
  rsl_number average;           /**< of averages per year: the average so far */
  rsl_number expected;          /**< where the path stands at the actual's clock */
  rsl_number target_low;        /**< the value to reach (T4), or its lower end; of an average of a level, that level */
  rsl_number target_high;       /**< its upper end; equal to the lower where it is one number */
  rsl_number achieved_percent;  /**< 100 × (actual − baseline) / (target − baseline); a total begins at 0 */
  rsl_number of_target_percent; /**< 100 × actual / target; of a range, its end that has to be reached */
  rsl_number progress;          /**< what T7 cuts */
  rsl_number pace;          /**< change a year since the baseline; along a compound path, and of averages, percent */
  rsl_number required_pace; /**< the same from the actual to the target; absent once no time is left */
  rsl_number acceleration;  /**< required_pace / pace */
  rsl_number gap;           /**< actual − expected */
  rsl_stretch stretch;      /**< NONE too where nothing can be said */
  rsl_path_figure year;     /**< the year that is missing, or that failed */
} rsl_path_result;

/** Rate one target by the library's own method, `path` (T2 to T7): where it should stand along its path by now, how far
 *  it is, how fast it went and has to go. Boundaries are compared exactly; with doubles only along compound paths, in
 *  means with a root, and past the range of exact numbers. The method is the library's own; nothing else is claimed of
 *  it. Pure: the same input gives the same result, from any thread.
 *  @retval RSL_ERR_ARGUMENT the form or a period is none, or the direction cannot be read from the input. */
RSL_API RSL_MUST_CHECK rsl_status rsl_progress_path(const rsl_path_input *input, rsl_path_result *out,
                                                    rsl_error *error);

/** The result's reason in one sentence with its numbers, as "0.62 of the way expected by the end of 2022; on track
 *  needs 0.95". Figures are rounded to `decimals`, and shown with more where rounding would hide on which side of a
 *  boundary they stand (T7). Writes at most `size` bytes with the end. @return bytes of the whole text without its end. */
RSL_API size_t rsl_path_sentence(const rsl_path_input *input, const rsl_path_result *result, int decimals,
                                 rsl_language language, char *buffer, size_t size);

/** @} */

#ifdef __cplusplus
}
#endif

#include <resolution/progress_composite.h>
#include <resolution/progress_methods.h>
#include <resolution/progress_outlook.h>

#endif
