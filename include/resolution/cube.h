/** @file
 *  @brief What was measured, and what it adds up to: measurements, roll-up over units and time, where a figure came from.
 */
#ifndef RESOLUTION_CUBE_H
#define RESOLUTION_CUBE_H

#include <resolution/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup cube Cube: measurements and their roll-up
 *
 *  A builder takes measurements in any order and makes a cube; a roll-up of a cube holds the figure of every unit for the
 *  indicators and periods that were asked. A cube and a roll-up never change once made: any number of threads may read
 *  them. A plan must outlive its cubes, a cube its roll-ups. */
/** @{ */

/* ---- Measurements -------------------------------------------------------------------------------------------------- */

/** What a figure is qualified by. A qualified figure does not roll up (T8). */
typedef enum rsl_qualifier {
  RSL_QUALIFIER_NONE = 0,
  RSL_QUALIFIER_ABOUT = 1,    /**< `~14` */
  RSL_QUALIFIER_ABOVE = 2,    /**< `>4` */
  RSL_QUALIFIER_AT_LEAST = 3, /**< `>=4` */
  RSL_QUALIFIER_BELOW = 4,    /**< `<3` */
  RSL_QUALIFIER_AT_MOST = 5,  /**< `<=3` */
  RSL_QUALIFIER_RANGE = 6,    /**< `61..62`: from `value` to `upper`, both inclusive */
  RSL_QUALIFIER_END
} rsl_qualifier;

/** What stands before the figure: `~`, `>`, `>=`, `<`, `<=`; "" for none, and for a range; NULL outside. */
RSL_API const char *rsl_qualifier_mark(rsl_qualifier qualifier);

/** One figure as it was reported. */
typedef struct rsl_measurement {
  uint32_t unit;           /**< index in the plan */
  uint32_t indicator;      /**< index in the plan */
  rsl_period period;       /**< of the indicator's frequency, or longer: the unit's own report for it (R6) */
  bool has_value;          /**< false: a reported absence */
  rsl_decimal value;       /**< where `has_value` */
  rsl_qualifier qualifier; /**< what the figure is qualified by */
  char status;             /**< SDMX OBS_STATUS letter; 0: `A`, `O` without a value */
  bool has_revision;       /**< does it number its revision? */
  int32_t revision;        /**< the highest counts (R9); not negative */
  rsl_date reported_at;    /**< RSL_DATE_NONE: known at its period's end */
  bool has_numerator;      /**< of a ratio: the figure of the indicator that it names, at this unit and period */
  rsl_decimal numerator;   /**< where `has_numerator` */
  bool has_denominator;    /**< is the denominator given beside it? */
  rsl_decimal denominator; /**< where `has_denominator` */
  const char *source;      /**< NULL: not told */
  const char *note;        /**< a remark, kept; NULL: none */
  const char *file;        /**< where it was read; NULL: from memory */
  size_t line;             /**< 1-based; 0: not read from a text */
  bool nil;                /**< a nil report (R7): its value is 0 and stands for each indicator marked `nil` of its
                                period's type that the unit left out; `indicator` says nothing then. Without a value, a
                                revision that takes it back. Of a row read from a cube: a nil report made it */
  bool counts_grade; /**< of rule GRADE_COUNT, where a unit reports for those below it: `value` is how many of them
                                are at `grade` (`CODE:grade` in files). Only a count for each grade makes a report (R4) */
  uint32_t grade;    /**< where `counts_grade`: its number, 0 for the worst */
  rsl_decimal upper; /**< of a range: not below `value` */
} rsl_measurement;

/** A measurement with every member absent. Start from it: the dates that are open are not zero. */
RSL_API void rsl_measurement_init(rsl_measurement *measurement);

/** What to do with the same figure given twice, at one revision. */
typedef enum rsl_on_duplicate {
  RSL_DUPLICATE_ERROR = 0,
  RSL_DUPLICATE_LAST = 1, /**< the one added last */
  RSL_DUPLICATE_FIRST = 2,
  RSL_DUPLICATE_SUM = 3
} rsl_on_duplicate;

/** How figures are taken in. Start from RSL_CUBE_OPTIONS_INIT. */
typedef struct rsl_cube_options {
  size_t size;                   /**< sizeof of this struct: set by the _INIT macro */
  rsl_on_duplicate on_duplicate; /**< default ERROR */
  bool skip_bad;                 /**< leave out every row of a contradiction instead of failing. Default false */
  rsl_date as_known;             /**< leave out what was reported after this day (R9). Default RSL_DATE_NONE: nothing */
  unsigned threads; /**< how many may work on finishing; 0: as many as there are processors. Default 1. They change
                         nothing of the cube; with more than one the allocator is called by several at once */
} rsl_cube_options;

/** The defaults: what is given twice is an error, nothing is left out. */
#define RSL_CUBE_OPTIONS_INIT \
  { sizeof(rsl_cube_options), RSL_DUPLICATE_ERROR, false, RSL_DATE_NONE, 1 }

/** Takes measurements. One thread at a time. */
typedef struct rsl_cube_builder rsl_cube_builder;
/** Measurements in the structure's order. */
typedef struct rsl_cube rsl_cube;

/** A builder without measurements.
 *  @param[in] plan finished; must outlive the builder and its cube. @param[in] options NULL: the defaults.
 *  @param[out] out the caller frees it with rsl_cube_builder_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT the plan is not finished. */
RSL_API RSL_MUST_CHECK rsl_status rsl_cube_builder_new(const rsl_plan *plan, const rsl_cube_options *options,
                                                       const rsl_allocator *allocator, rsl_cube_builder **out);
RSL_API void rsl_cube_builder_free(rsl_cube_builder *builder); /**< NULL: nothing happens */
/** Add one; texts are copied. @retval RSL_ERR_DATA it cannot be: the error says why, the builder is as it was. */
RSL_API RSL_MUST_CHECK rsl_status rsl_cube_builder_add(rsl_cube_builder *builder, const rsl_measurement *measurement,
                                                       rsl_error *error);
/** Order what was added, find duplicates and contradictions, settle each column's scale. Whatever comes of
 *  it, the builder is empty then, and can only be freed.
 *  @param[in,out] problems may be NULL. @param[out] out the caller frees it with rsl_cube_free(); NULL on failure.
 *  @retval RSL_ERR_DATA figures contradict each other, and skip_bad is not asked.
 *  @retval RSL_ERR_ARGUMENT the builder was finished before. */
RSL_API RSL_MUST_CHECK rsl_status rsl_cube_builder_finish(rsl_cube_builder *builder, rsl_problems *problems,
                                                          rsl_cube **out, rsl_error *error);
RSL_API void rsl_cube_free(rsl_cube *cube); /**< NULL: nothing happens */

/** The plan that its units and indicators are indexes of. */
RSL_API const rsl_plan *rsl_cube_plan(const rsl_cube *cube);
/** How many rows the cube holds, revisions and reported absences included. */
RSL_API uint64_t rsl_cube_row_count(const rsl_cube *cube);
/** How many rows were left out as bad, with skip_bad. */
RSL_API uint64_t rsl_cube_skipped_count(const rsl_cube *cube);
/** How many rows were left out because they were reported after `as_known`. */
RSL_API uint64_t rsl_cube_later_count(const rsl_cube *cube);
/** The last day of the latest period with a figure; RSL_DATE_NONE of an empty cube. */
RSL_API rsl_date rsl_cube_last_day(const rsl_cube *cube);
/** The first and last period of the indicator's own frequency with a figure of any unit. For a ratio also those that
 *  both of its sides have, for a formula those of any operand. @return false when there is none. */
RSL_API bool rsl_cube_period_range(const rsl_cube *cube, uint32_t indicator, rsl_period *first, rsl_period *last);
/** Every row of one unit, indicator and period, the lowest revision first.
 *  @return how many there are; at most `capacity` are written. Texts live as long as the cube. */
RSL_API size_t rsl_cube_rows(const rsl_cube *cube, uint32_t unit, uint32_t indicator, rsl_period period,
                             rsl_measurement *rows, size_t capacity);

/* ---- Figures ----------------------------------------------------------------------------------------------------------- */

/** Where a unit's figure came from (R3). */
typedef enum rsl_origin {
  RSL_ORIGIN_NONE = 0,
  RSL_ORIGIN_OWN = 1,      /**< its own report */
  RSL_ORIGIN_CHILDREN = 2, /**< what rolls up from below */
  RSL_ORIGIN_MIXED = 3,    /**< from below, where somewhere a unit's own report stood in for its children */
  RSL_ORIGIN_CARRIED = 4   /**< from units of another structure, through successions (R12) */
} rsl_origin;

/** Why there is no figure, or one that does not count upward. */
typedef enum rsl_absence {
  RSL_ABSENCE_NONE = 0,
  RSL_ABSENCE_NOT_REPORTED = 1,      /**< nothing was reported by anyone who owes */
  RSL_ABSENCE_REPORTED_MISSING = 2,  /**< an empty figure with status O */
  RSL_ABSENCE_WITHDRAWN = 3,         /**< the latest revision is empty */
  RSL_ABSENCE_NOT_APPLICABLE = 4,    /**< not owed here (R1) */
  RSL_ABSENCE_NOT_MEASURED = 5,      /**< rule `none`, and the unit reported nothing */
  RSL_ABSENCE_ZERO_DENOMINATOR = 6,  /**< Σ denominator is 0 */
  RSL_ABSENCE_ZERO_WEIGHT = 7,       /**< Σ weight is 0 */
  RSL_ABSENCE_NO_PARTNER = 8,        /**< figures without their numerator, denominator or weight */
  RSL_ABSENCE_OPERAND = 9,           /**< an operand of the formula is absent */
  RSL_ABSENCE_DIVISION_BY_ZERO = 10, /**< in the formula */
  RSL_ABSENCE_QUALIFIED = 11,        /**< only qualified figures, which do not roll up */
  RSL_ABSENCE_OUT_OF_RANGE = 12,     /**< the formula's value is too large for a double */
  RSL_ABSENCE_NOT_COLLECTED = 13,    /**< an empty figure with status L */
  RSL_ABSENCE_SUPPRESSED = 14,       /**< an empty figure with status Q */
  RSL_ABSENCE_NO_EARLIER = 15,       /**< reports are cumulative, and the one before is missing (R6) */
  RSL_ABSENCE_SPLIT = 16, /**< a unit that lies here in part gave a figure that cannot be apportioned (R13) */
  RSL_ABSENCE_END
} rsl_absence;

RSL_API const char *rsl_origin_name(rsl_origin origin);    /**< `own`, `children`, `mixed`; "" for none */
RSL_API const char *rsl_absence_name(rsl_absence absence); /**< `zero_denominator`…: the codes of docs/formats.md */

/** What must be told beside a figure or a rating. Bits. */
typedef enum rsl_flag {
  RSL_FLAG_PARTIAL = 1 << 0,            /**< a part of the period is missing (R6) */
  RSL_FLAG_BELOW_MIN_COVERAGE = 1 << 1, /**< R3 */
  RSL_FLAG_ESTIMATE = 1 << 2, /**< a figure used is estimated, forecast, imputed or provisional: status E, F, I or P */
  RSL_FLAG_FORECAST = 1 << 3, /**< a figure of a period still running was used */
  RSL_FLAG_REGRESSION = 1 << 4,                /**< worse than the baseline (T7) */
  RSL_FLAG_BASELINE_DIFFERS = 1 << 5,          /**< T3 */
  RSL_FLAG_UNPAIRED = 1 << 6,                  /**< a formula's operands speak for different units (R4) */
  RSL_FLAG_QUALIFIED = 1 << 7,                 /**< rests on a qualified figure (T8) */
  RSL_FLAG_MIXED_VINTAGE = 1 << 8,             /**< units weigh with figures of different periods (R5) */
  RSL_FLAG_PUBLISHED_DIFFERS = 1 << 9,         /**< another verdict was published (T9) */
  RSL_FLAG_ADJUSTED = 1 << 10,                 /**< the target replaces an earlier one (T1) */
  RSL_FLAG_UNIT_CLOSED = 1 << 11,              /**< rated at the last whole period of a unit that closed (T1) */
  RSL_FLAG_DEFINITION_CHANGED = 1 << 12,       /**< the baseline is of another definition (T8) */
  RSL_FLAG_COVERAGE_COULD_CHANGE_IT = 1 << 13, /**< the missing units could make another rating (R11, T8) */
  RSL_FLAG_REVISED = 1 << 14,                  /**< the figure was another when it was first known (R9) */
  RSL_FLAG_END = 1 << 15
} rsl_flag;

RSL_API const char *rsl_flag_name(rsl_flag flag); /**< `partial`…; NULL for what is no single flag */

/** One unit's figure for one indicator and period. */
typedef struct rsl_figure {
  rsl_number value;            /**< the figure itself; absent where `absence` says why */
  rsl_number numerator;        /**< of a ratio or share: what is divided, before the factor; absent for other rules */
  rsl_number denominator;      /**< of a ratio, share or mean: what it is divided by; absent for other rules */
  rsl_origin origin;           /**< where the figure came from */
  rsl_absence absence;         /**< why `value` is absent */
  char status;                 /**< the weakest letter used (R8); 0 without a figure */
  unsigned flags;              /**< rsl_flag bits */
  uint64_t reporting;          /**< unit-periods given or spoken for (R3); never above owed */
  uint64_t owed;               /**< unit-periods due */
  uint64_t stood_in;           /**< of `reporting`: gave no figure themselves, a report above stood in */
  uint64_t weak;               /**< of `reporting`: rest on a status weaker than A */
  rsl_number own;              /**< what the unit reported of itself, whether it is the figure or not */
  char own_status;             /**< its letter; 0 without */
  rsl_number children;         /**< what rolls up from below it, whether it is the figure or not */
  uint64_t children_reporting; /**< how many unit-periods below gave a figure */
  bool own_speaks;             /**< the own report carries what the rule needs to replace the children upward (R2) */
  rsl_number
      weight_reporting;    /**< of a weighted mean: the weight of those that gave a figure (R3); absent for others */
  rsl_number weight_owed;  /**< of a weighted mean: the known weight of those that owe one; absent for others */
  rsl_qualifier qualifier; /**< of `value`, where that is the unit's own row for just this period (T8) */
  rsl_number upper;        /**< of a range, whose lower end is `value`; else absent */
  rsl_number low;          /**< what it could be with the missing units (R11), where `bounds` were asked; else absent */
  rsl_number high;         /**< the same at most */
} rsl_figure;

/** The figures of every unit, for the indicators and periods that were asked. */
typedef struct rsl_rollup rsl_rollup;

/** Which figures to roll up, and as known when. Start from RSL_ROLLUP_REQUEST_INIT. */
typedef struct rsl_rollup_request {
  size_t size;                /**< sizeof of this struct: set by the _INIT macro */
  const uint32_t *indicators; /**< NULL: all of the plan */
  size_t indicator_count;     /**< how many `indicators` has */
  const rsl_period
      *periods;          /**< NULL: of each indicator those of its frequency, or of `every`, from its first to its last
                                   with a figure */
  size_t period_count;   /**< how many `periods` has */
  rsl_period_type every; /**< without `periods`. Default none: the indicator's frequency */
  rsl_date known_on;     /**< use what was known on this day (R9). Default RSL_DATE_NONE: everything */
  bool longer_reports;   /**< without `periods` and `every`: also the longer periods that units reported for as such
                                  (R6). Default false */
  rsl_date structure; /**< along the structure of this day alone (R12); default RSL_DATE_NONE: each period along that of
                              its own last day */
  rsl_date to_date;   /**< of a longer period only the parts that ended by this day: the year to date (R6). Default
                              RSL_DATE_NONE: all */
  bool bounds;        /**< also what a figure could be with the missing units (R11). Default false */
  unsigned threads;   /**< how many may work; 0: as many as there are processors. Default 1. They change no figure */
  const rsl_rollup
      *prepared; /**< another roll-up of the same cube, which must outlive this one: what it found out about
                                   structures and who owes is used again, so that one indicator and period after another
                                   can be asked cheaply. It changes no figure. Default NULL: none */
  bool
      first_revision; /**< of several revisions known on the day the lowest that gave a figure, instead of the highest: what
                            was first known of each (R9). Default false */
} rsl_rollup_request;

/** Everything, in the indicators' own frequencies. */
#define RSL_ROLLUP_REQUEST_INIT \
  { \
    sizeof(rsl_rollup_request), 0, 0, 0, 0, RSL_PERIOD_NONE, RSL_DATE_NONE, false, RSL_DATE_NONE, RSL_DATE_NONE, \
        false, 1, 0, false \
  }

/** Roll a cube up (R1 to R10).
 *  @param[in] request NULL: the default. A period shorter than an indicator's frequency gives no figure for it.
 *  @param[out] out the caller frees it with rsl_rollup_free(); NULL on failure.
 *  @retval RSL_ERR_DATA an indicator without a time rule is asked for a longer period, or a weight is negative.
 *  @retval RSL_ERR_OVERFLOW an exact sum left 128 bits; the error names the indicator, unit and period.
 *  @retval RSL_ERR_ARGUMENT there is no such indicator, or `prepared` is of another cube.
 *  @retval RSL_ERR_LIMIT units change on too many days between the first and the last period.
 *  @note O(units × periods + rows) an indicator. */
RSL_API RSL_MUST_CHECK rsl_status rsl_rollup_run(const rsl_cube *cube, const rsl_rollup_request *request,
                                                 const rsl_allocator *allocator, rsl_rollup **out, rsl_error *error);
RSL_API void rsl_rollup_free(rsl_rollup *rollup); /**< NULL: nothing happens */
/** The cube that was rolled up. */
RSL_API const rsl_cube *rsl_rollup_cube(const rsl_rollup *rollup);
/** The units in the order that their figures are shown in: those of `structure` where one was asked, else all that ever
 *  were, each under the last parent of its life. Lives as long as the roll-up. */
RSL_API const rsl_structure *rsl_rollup_structure(const rsl_rollup *rollup);
/** The periods that were rolled up for an indicator, in their order; NULL and 0 for one that was not asked. */
RSL_API const rsl_period *rsl_rollup_periods(const rsl_rollup *rollup, uint32_t indicator, size_t *count);
/** @return false when that unit, indicator or period is not of the roll-up; *out is then without a figure. */
RSL_API bool rsl_rollup_figure(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator, rsl_period period,
                               rsl_figure *out);
/** The figures of all units for one indicator and period, side by side: what a map or a table of them needs, in a
 *  hundredth of the time that asking for each takes, where they are sums, means, ratios or extremes of plain figures.
 *  @param[out] values by unit of the plan, rsl_plan_unit_count() of them: the nearest double of each `value`; NaN where there
 *  is none. @param[out] reporting, owed the same of these. Each may be NULL.
 *  @return false when that indicator or period is not of the roll-up; the arrays are then without figures. */
RSL_API bool rsl_rollup_figures(const rsl_rollup *rollup, uint32_t indicator, rsl_period period, double *values,
                                uint64_t *reporting, uint64_t *owed);
/** How many measuring units below are at one grade of an indicator whose rule is GRADE_COUNT; of a measuring unit itself
 *  1 or 0. The same indicator's rsl_rollup_figure() is the grade of a measuring unit, and above it how many gave one.
 *  @param[in] grade its number, 0 for the worst. @return false as rsl_rollup_figure(), and where grades are not counted. */
RSL_API bool rsl_rollup_grade_count(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator, rsl_period period,
                                    uint32_t grade, rsl_figure *out);
/** The units whose figure could not be apportioned among those of the wanted structure that they lie in (R13): it counts
 *  only where these meet. In the order of their own structure.
 *  @return how many there are; at most `capacity` are written. 0 where no one structure was asked for. */
RSL_API size_t rsl_rollup_undivided(const rsl_rollup *rollup, uint32_t indicator, rsl_period period, uint32_t *units,
                                    size_t capacity);
/** Does the indicator have a row at this unit: is it at or above a measuring level, or has it a figure? */
RSL_API bool rsl_rollup_has_row(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator);
/** reporting / owed as a number; absent when nothing is owed. */
RSL_API rsl_number rsl_figure_coverage(const rsl_figure *figure);

/* ---- Figures that change -------------------------------------------------------------------------------------------- */

/** A cube and its roll-up that take changes: one figure after another, and what rolls up is current again at once. One
 *  thread at a time, readers included. */
typedef struct rsl_live rsl_live;

/** Roll a cube up so that it can be changed.
 *  @param[in] cube belongs to the result from RSL_OK on; the caller frees it no more.
 *  @param[in] request as for rsl_rollup_run(), copied; without `prepared`. NULL: the default.
 *  @param[out] out the caller frees it with rsl_live_free(); NULL on failure, as rsl_rollup_run() fails. */
RSL_API RSL_MUST_CHECK rsl_status rsl_live_new(rsl_cube *cube, const rsl_rollup_request *request,
                                               const rsl_allocator *allocator, rsl_live **out, rsl_error *error);
RSL_API void rsl_live_free(rsl_live *live); /**< NULL: nothing happens */
/** Set one figure, or report its absence. A revision is added to those that were; without `revision` it takes the place of
 *  what was told of the figure before. The result is what a cube of all these measurements rolls up to, to the last digit.
 *
 *  A bare figure (status A, no texts, no dates) of a period and unit that were told of before costs well under a microsecond
 *  where the rule is `sum`: its difference is added all the way up (R10). Other rules are computed again when they are next
 *  read; anything else makes the cube anew.
 *  @retval RSL_ERR_DATA it cannot be, as rsl_cube_builder_add() and rsl_cube_builder_finish() say; nothing is changed. */
RSL_API RSL_MUST_CHECK rsl_status rsl_live_set(rsl_live *live, const rsl_measurement *measurement, rsl_error *error);
/** The roll-up with all changes in it. @param[out] out lives until the next change; NULL on failure. */
RSL_API RSL_MUST_CHECK rsl_status rsl_live_rollup(rsl_live *live, const rsl_rollup **out, rsl_error *error);
/** The cube with all changes in it; lives until the next change. */
RSL_API const rsl_cube *rsl_live_cube(const rsl_live *live);

/* ---- Where a figure came from ------------------------------------------------------------------------------------------- */

/** What a line of an explanation tells. */
typedef enum rsl_explanation_kind {
  RSL_EXPLAIN_FIGURE = 0, /**< a unit's figure: how its rule made it */
  RSL_EXPLAIN_ROW = 1,    /**< a row that was read and used */
  RSL_EXPLAIN_ROW_UNUSED =
      2,                  /**< a row that was read and not used: an older revision, an own report that did not stand */
  RSL_EXPLAIN_MISSING = 3 /**< what was owed and not given */
} rsl_explanation_kind;

/** Why a row was not used. */
typedef enum rsl_unused {
  RSL_UNUSED_NONE = 0,           /**< it was */
  RSL_UNUSED_OLDER_REVISION = 1, /**< a later revision of it counts, or takes it back (R9) */
  RSL_UNUSED_NO_FIGURE = 2,      /**< it tells that there is none, or none can be made of it */
  RSL_UNUSED_NOT_KNOWN = 3,      /**< it was reported after the day that is asked (R9) */
  RSL_UNUSED_CHILDREN_STAND = 4, /**< what rolls up from below the unit is its figure (R2) */
  RSL_UNUSED_REPORT_ABOVE = 5,   /**< the report of a unit above is that one's figure (R2) */
  RSL_UNUSED_PARTS_COMPLETE = 6, /**< of a whole period, the parts of which were all given (R6) */
  RSL_UNUSED_WHOLE_PERIOD = 7,   /**< of a part of a period of which a report of the whole stands (R6) */
  RSL_UNUSED_OTHER_PERIOD = 8,   /**< the latest or the first of the periods counts alone, and is another (R6) */
  RSL_UNUSED_NO_PARTNER = 9,     /**< what it is paired with was not given for its period (R5) */
  RSL_UNUSED_NOT_OWED = 10,      /**< the unit neither owes a figure nor is above one that does (R1) */
  RSL_UNUSED_END
} rsl_unused;

RSL_API const char *rsl_unused_name(rsl_unused unused); /**< `older_revision`…; "" for none, NULL outside */

/** One line of an explanation: a tree in preorder. */
typedef struct rsl_explanation_node {
  uint32_t depth;            /**< 0 for the root */
  rsl_explanation_kind kind; /**< what this line tells */
  uint32_t unit;             /**< of this unit */
  uint32_t indicator;        /**< of this indicator */
  rsl_period period;         /**< and this period */
  rsl_figure figure;         /**< of FIGURE */
  rsl_measurement row;       /**< of ROW and ROW_UNUSED */
  rsl_absence absence;       /**< of MISSING */
  bool is_part;              /**< its unit was split, and only a part of it lies in the unit of the line above (R13) */
  rsl_number share;          /**< … how large that part is, of 1; absent: nobody says */
  rsl_number part;           /**< … what of the figure comes to it; absent: it cannot be apportioned */
  rsl_number part_numerator; /**< … of a ratio what of its numerator; absent for other rules */
  rsl_number part_denominator; /**< … and of its denominator */
  rsl_unused unused;           /**< of ROW_UNUSED: why */
  rsl_number sum; /**< of a mean: Σ x, of a weighted one Σ x·w, beside `figure.denominator`; else absent */
  const rsl_number
      *grade_counts; /**< of rule GRADE_COUNT above measuring units: how many are at each grade; else NULL */
  bool cut;          /**< what it is made of is not told: it would be too much */
} rsl_explanation_node;

/** An explanation: its lines. Never changes once made. */
typedef struct rsl_explanation rsl_explanation;

/** How to take a figure apart. Start from RSL_EXPLAIN_OPTIONS_INIT. */
typedef struct rsl_explain_options {
  size_t size;        /**< sizeof of this struct: set by the _INIT macro */
  rsl_date known_on;  /**< use what was known on this day (R9). Default RSL_DATE_NONE: everything */
  rsl_date structure; /**< the unit is one of the structure of this day, and figures are carried to it (R12). Default
                           RSL_DATE_NONE: that of the period's last day */
  uint32_t depth;     /**< how many levels of units to go down. Default 0: all */
} rsl_explain_options;

/** All that is known, along the structure of the time, all the way down. */
#define RSL_EXPLAIN_OPTIONS_INIT \
  { sizeof(rsl_explain_options), RSL_DATE_NONE, RSL_DATE_NONE, 0 }

/** Take one figure apart, down to the rows it came from; one that was carried through successions into the units of the
 *  time, and the shares of those that were split.
 *  @param[in] options NULL: the default.
 *  @param[out] out the caller frees it with rsl_explanation_free(); NULL on failure. Texts live as long as the cube.
 *  @retval RSL_ERR_ARGUMENT there is no such unit, indicator or period.
 *  @retval RSL_ERR_DATA the unit is not valid then, or the period is shorter than the frequency.
 *  @retval RSL_ERR_LIMIT it would be too long: ask for fewer levels.
 *  @retval RSL_ERR_OVERFLOW a sum cannot be held. */
RSL_API RSL_MUST_CHECK rsl_status rsl_explain(const rsl_cube *cube, uint32_t unit, uint32_t indicator,
                                              rsl_period period, const rsl_explain_options *options,
                                              const rsl_allocator *allocator, rsl_explanation **out, rsl_error *error);
RSL_API void rsl_explanation_free(rsl_explanation *explanation); /**< NULL: nothing happens */
/** How many lines it has. */
RSL_API size_t rsl_explanation_count(const rsl_explanation *explanation);
/** One line, in preorder; NULL past the end. Lives as long as the explanation. */
RSL_API const rsl_explanation_node *rsl_explanation_at(const rsl_explanation *explanation, size_t index);

/* ---- Checks of the figures ------------------------------------------------------------------------------------------------ */

/** Look for figures that cannot be right: an own sum smaller than its reporting children (R2), n/0, a printed percentage
 *  that its numerator and denominator do not give (R4), a composition that does not add up. What is found is added to
 *  `problems` and is no failure of the call.
 *  @retval RSL_ERR_MEMORY */
RSL_API RSL_MUST_CHECK rsl_status rsl_cube_check(const rsl_cube *cube, const rsl_allocator *allocator,
                                                 rsl_problems *problems, rsl_error *error);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
