/** @file
 *  @brief Who, what, how much, by when: units and their structure, resolutions, goals, indicators, targets.
 */
#ifndef RESOLUTION_PLAN_H
#define RESOLUTION_PLAN_H

#include <resolution/base.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup plan Plan: units, indicators, targets
 *
 *  A plan is made in three steps: rsl_plan_new(), one `rsl_plan_add_…` a record in any order, rsl_plan_finish(). Records
 *  refer to one another by code, as in the files (`formats.md`), so that every wrong reference is found at the end,
 *  in one pass. A finished plan never changes: any number of threads may read it.
 *  Every text of a record is borrowed while it is added and copied into the plan; texts read from a plan live as long
 *  as the plan. NULL or "" means that a member is absent. In records read from a plan what people read (`name`, `title`,
 *  `unit_of_measure`) is "" where it is absent, every other text NULL; codes and references are in NFC. */
/** @{ */

/** No such record. */
#define RSL_NONE UINT32_MAX

/** A member that starts with `x-`: kept and written back, meaning nothing to the library. */
typedef struct rsl_extra {
  const char *name; /**< with its `x-` */
  const char *json; /**< its value as a JSON text */
} rsl_extra;

/** The `x-` members of a record. */
typedef struct rsl_extras {
  const rsl_extra *items; /**< may be NULL where `count` is 0 */
  size_t count;           /**< how many there are */
} rsl_extras;

/** A tier of units; the highest is added first. */
typedef struct rsl_level {
  const char *code;  /**< unique in the plan */
  const char *name;  /**< for people */
  rsl_extras extras; /**< its `x-` members */
} rsl_level;

/** A parent for a part of a unit's life. */
typedef struct rsl_unit_parent {
  const char *parent; /**< reference: `code`, `level/code` or `level/code@DATE` */
  rsl_date from;      /**< first day; RSL_DATE_NONE: the unit's own */
  rsl_date to;        /**< first day no longer; RSL_DATE_NONE: the unit's own */
} rsl_unit_parent;

/** What kind of unit it is, in one respect, and when: `type` is `xã`. */
typedef struct rsl_attribute {
  const char *name;  /**< a code */
  const char *value; /**< any text */
  rsl_date from;     /**< first day; RSL_DATE_NONE: the unit's own */
  rsl_date to;       /**< first day no longer; RSL_DATE_NONE: the unit's own */
} rsl_attribute;

/** A node of the structure. Level, code and validity together are its identity: codes are reused. */
typedef struct rsl_unit {
  const char *code;                /**< unique inside its level on any day */
  const char *name;                /**< for people */
  const char *level;               /**< code of its level */
  const char *parent;              /**< reference; NULL for a root, or where `parents` tells */
  const rsl_unit_parent *parents;  /**< where it changed */
  size_t parent_count;             /**< how many `parents` has */
  rsl_date from;                   /**< first day; RSL_DATE_NONE: since ever */
  rsl_date to;                     /**< first day no longer; RSL_DATE_NONE: still */
  const rsl_attribute *attributes; /**< what `applies_to` of indicators asks for (R1) */
  size_t attribute_count;          /**< how many `attributes` has */
  const char *counterpart; /**< reference to a unit of another tree, where some of its targets are measured (T1) */
  rsl_extras extras;       /**< its `x-` members */
} rsl_unit;

/** From a date, a share of a unit continues as a successor (R12, R13). */
typedef struct rsl_succession {
  const char *unit;      /**< reference: the unit that ends, or that loses a part */
  const char *successor; /**< reference: the unit that goes on */
  rsl_date on;           /**< the first day of the new state */
  const char *share;     /**< "0.25" or "1/3"; NULL: all, or by basis */
  const char *basis;     /**< an indicator's code, or `equal`; NULL: none */
  rsl_extras extras;     /**< its `x-` members */
} rsl_succession;

/** A calendar whose periods begin on another day than the first: with 15, each on the 15th of the month before it. */
typedef struct rsl_calendar {
  const char *code;  /**< unique in the plan */
  int month_from;    /**< the day of the month, 1 to 28, on which periods begin; 1 is the ordinary calendar */
  rsl_extras extras; /**< its `x-` members */
} rsl_calendar;

/** A heading for goals and indicators: economy, culture and society, Party building. */
typedef struct rsl_field {
  const char *code;  /**< unique in the plan */
  const char *name;  /**< for people */
  rsl_extras extras; /**< its `x-` members */
} rsl_field;

/** A heading of a resolution. */
typedef struct rsl_goal {
  const char *code;  /**< unique inside its resolution */
  const char *title; /**< for people */
  const char *field; /**< code of a field, or NULL */
  rsl_extras extras; /**< its `x-` members */
} rsl_goal;

/** What a target's standing is called (T7), best first on the way and at the end. */
typedef enum rsl_rating {
  RSL_RATING_NONE = 0,
  RSL_RATING_EXCEEDED = 1,
  RSL_RATING_EXCEEDED_EARLY = 2,
  RSL_RATING_MET = 3,
  RSL_RATING_MET_EARLY = 4,
  RSL_RATING_ON_TRACK = 5,
  RSL_RATING_NEARLY_MET = 6,
  RSL_RATING_BEHIND = 7,
  RSL_RATING_OFF_TRACK = 8,
  RSL_RATING_MISSED = 9,
  RSL_RATING_NO_DATA = 10,
  RSL_RATING_NOT_RATED = 11,
  RSL_RATING_END
} rsl_rating;

/** What nearly met at the end is measured by (T7). */
typedef enum rsl_nearness {
  RSL_NEARNESS_PROGRESS = 0, /**< the share of the way that was gone */
  RSL_NEARNESS_LEVEL = 1,    /**< the share of the value to reach */
  RSL_NEARNESS_WITHIN = 2    /**< the distance from it, in the indicator's unit of measure */
} rsl_nearness;

/** The members of a rating rule. Bits. */
typedef enum rsl_rating_member {
  RSL_RATING_RULE_ON_TRACK = 1 << 0,
  RSL_RATING_RULE_BEHIND = 1 << 1,
  RSL_RATING_RULE_NEARLY_MET = 1 << 2,
  RSL_RATING_RULE_BEYOND = 1 << 3,
  RSL_RATING_RULE_INSIDE = 1 << 4,
  RSL_RATING_RULE_COMPARE = 1 << 5
} rsl_rating_member;

/** What T7 leaves to those who rate. Of the library, the plan, a resolution and a target the nearest wins, member by
 *  member. */
typedef struct rsl_rating_rule {
  unsigned given;          /**< rsl_rating_member bits: the rest is said by the next wider rule */
  rsl_decimal on_track;    /**< least progress that is on track. Of the library: 0.95 */
  rsl_decimal behind;      /**< least progress that is behind, not off track. Of the library: 0.60 */
  rsl_decimal nearly_met;  /**< least share, or greatest distance, that is nearly met. Of the library: 0.95 */
  rsl_nearness nearness;   /**< of what `nearly_met` is. Of the library: progress */
  bool beyond_is_met;      /**< past the bound is no more than met. Of the library: false */
  bool inside_is_exceeded; /**< at the bound or inside the range is exceeded already. Of the library: false */
  bool compare_shown;      /**< compare at the indicator's decimals, as shown, not exactly. Of the library: false */
} rsl_rating_rule;

/** The library's own: 0.95, 0.60, 0.95 of the way, compared exactly. */
#define RSL_RATING_RULE_INIT \
  { 0, { 95, 2 }, { 60, 2 }, { 95, 2 }, RSL_NEARNESS_PROGRESS, false, false, false }

/** A verdict that was published of a target (T9). */
typedef struct rsl_published {
  rsl_date on;        /**< the day it was given; RSL_DATE_NONE: the last day of the target */
  rsl_rating rating;  /**< NONE: only in words */
  const char *words;  /**< as they were printed */
  const char *source; /**< where */
} rsl_published;

/** What a unit's congress adopted for one term. */
typedef struct rsl_resolution {
  const char *code;            /**< unique in the plan */
  const char *title;           /**< for people */
  const char *unit;            /**< reference */
  rsl_period from;             /**< first period of its yearly targets */
  rsl_period to;               /**< last period; the default `by` of its targets */
  rsl_period baseline;         /**< default baseline period; type none: none */
  rsl_date adopted;            /**< RSL_DATE_NONE: known from the start */
  const char *concretises;     /**< code of a superior's resolution, or NULL */
  const rsl_goal *goals;       /**< its headings, in their order */
  size_t goal_count;           /**< how many `goals` has */
  rsl_rating_rule rating_rule; /**< of its targets, where they have none of their own */
  rsl_extras extras;           /**< its `x-` members */
} rsl_resolution;

/** Which way is better. */
typedef enum rsl_direction {
  RSL_DIRECTION_NONE = 0,
  RSL_DIRECTION_INCREASE = 1,
  RSL_DIRECTION_DECREASE = 2
} rsl_direction;

/** How figures of units combine (R4). */
typedef enum rsl_rule {
  RSL_RULE_NONE = 0, /**< known only where it is reported */
  RSL_RULE_SUM = 1,
  RSL_RULE_MEAN = 2,
  RSL_RULE_WEIGHTED_MEAN = 3,
  RSL_RULE_RATIO = 4,
  RSL_RULE_MIN = 5,
  RSL_RULE_MAX = 6,
  RSL_RULE_COUNT = 7,
  RSL_RULE_SHARE = 8,
  RSL_RULE_FORMULA = 9,
  RSL_RULE_MEDIAN = 10,      /**< of an even number of figures: the mean of the middle two */
  RSL_RULE_VARIANCE = 11,    /**< of the population */
  RSL_RULE_STDDEV = 12,      /**< its root */
  RSL_RULE_WORST = 13,       /**< of grades */
  RSL_RULE_BEST = 14,        /**< of grades */
  RSL_RULE_GRADE_COUNT = 15, /**< how many at each grade: `CODE:grade` is one of these counts */
  RSL_RULE_END
} rsl_rule;

/** How figures of periods combine into a longer one (R6). NONE: a longer period is refused. */
typedef enum rsl_time_rule {
  RSL_TIME_NONE = 0,
  RSL_TIME_SUM = 1,
  RSL_TIME_MEAN = 2,
  RSL_TIME_MIN = 3,
  RSL_TIME_MAX = 4,
  RSL_TIME_LAST = 5,
  RSL_TIME_FIRST = 6,
  RSL_TIME_DAY_MEAN = 7,      /**< the mean weighted by the days of the periods */
  RSL_TIME_STDDEV = 8,        /**< of the population of periods */
  RSL_TIME_WEIGHTED_MEAN = 9, /**< by the weight that the rule WEIGHTED_MEAN names */
  RSL_TIME_END
} rsl_time_rule;

/** Which of a unit's own report and its children's roll-up is its figure (R2). */
typedef enum rsl_prefer {
  RSL_PREFER_CHILDREN = 0,
  RSL_PREFER_OWN = 1,
  RSL_PREFER_ADD = 2 /**< the unit reports for itself alone: it is one more leaf beside its children */
} rsl_prefer;

/** Which comes first where figures of short periods roll up for a longer one (R6). */
typedef enum rsl_order {
  RSL_ORDER_TIME_FIRST = 0, /**< at the measuring unit over time, then up the tree */
  RSL_ORDER_UNITS_FIRST = 1 /**< up the tree in each short period, then over time */
} rsl_order;

/** What a reported figure tells (R6). */
typedef enum rsl_reported_as {
  RSL_REPORTED_AS_PERIOD = 0,       /**< its period alone */
  RSL_REPORTED_AS_YEAR_TO_DATE = 1, /**< from the start of the year to the end of its period (lũy kế) */
  RSL_REPORTED_AS_TERM_TO_DATE = 2  /**< from the start of the term */
} rsl_reported_as;

/** What becomes of a figure that cannot be apportioned when its unit is split (R13). */
typedef enum rsl_split {
  RSL_SPLIT_REFUSED = 0, /**< it is absent below the place where the parts meet again */
  RSL_SPLIT_COPY = 1     /**< it holds for every part */
} rsl_split;

/** What a share is a share of (R4). */
typedef enum rsl_share_of { RSL_SHARE_OF_NONE = 0, RSL_SHARE_OF_REPORTING = 1, RSL_SHARE_OF_OWED = 2 } rsl_share_of;

/** The forms of targets and conditions, as `formats.md` names them. */
typedef enum rsl_form {
  RSL_FORM_NONE = 0,
  RSL_FORM_AT_LEAST = 1,
  RSL_FORM_ABOVE = 2,
  RSL_FORM_AT_MOST = 3,
  RSL_FORM_BELOW = 4,
  RSL_FORM_BETWEEN = 5, /**< inclusive */
  RSL_FORM_ABOUT = 6,   /**< a number, with or without tolerance, or a range */
  RSL_FORM_EXACTLY = 7,
  RSL_FORM_MAINTAIN = 8,
  RSL_FORM_MULTIPLE_OF_BASELINE = 9,
  RSL_FORM_CHANGE_PER_YEAR = 10,  /**< points, not percent */
  RSL_FORM_AVERAGE_PER_YEAR = 11, /**< over the term; `condition` says what of it */
  RSL_FORM_TOTAL = 12,            /**< over the term; likewise */
  RSL_FORM_EACH_YEAR = 13,        /**< likewise */
  RSL_FORM_DONE = 14,             /**< 1, not 0, by then */
  RSL_FORM_GRADE_AT_LEAST = 15,   /**< of an indicator with grades; stands inside EACH_YEAR too */
  RSL_FORM_QUALITATIVE = 16,      /**< judged by people: no figure says it */
  RSL_FORM_END
} rsl_form;

/** A level form with its numbers. */
typedef struct rsl_condition {
  rsl_form form;         /**< AT_LEAST to EXACTLY; the target's own form where that takes one number */
  rsl_decimal value;     /**< the number, or the lower end of a range */
  rsl_decimal upper;     /**< the upper end where is_range */
  bool is_range;         /**< BETWEEN, and ABOUT with two numbers */
  bool has_tolerance;    /**< ABOUT with one number */
  rsl_decimal tolerance; /**< not negative */
} rsl_condition;

/** A level at which an indicator is measured, and when (R1). */
typedef struct rsl_measured_at {
  const char *level; /**< its code */
  rsl_date from;     /**< RSL_DATE_NONE: since ever */
  rsl_date to;       /**< first day no longer; RSL_DATE_NONE: still */
} rsl_measured_at;

/** A unit, with all below it, for which an indicator has no meaning (a coast indicator inland). */
typedef struct rsl_not_applicable {
  const char *unit; /**< reference */
  rsl_date from;    /**< RSL_DATE_NONE: since ever */
  rsl_date to;      /**< first day no longer; RSL_DATE_NONE: still */
} rsl_not_applicable;

/** Units that an indicator is about: those of which an attribute has one of these values (R1). */
typedef struct rsl_applies_to {
  const char *attribute;     /**< its name */
  const char *const *values; /**< any of them */
  size_t value_count;        /**< how many `values` has */
} rsl_applies_to;

/** How an indicator rolls up. A reference to an indicator is `CODE`, `CODE[-1]` (one period earlier), or `CODE:grade`. */
typedef struct rsl_rollup_rule {
  rsl_rule rule;                   /**< which rule; the members that it does not name are absent */
  const char *weight;              /**< WEIGHTED_MEAN: a reference */
  const char *numerator;           /**< RATIO: a reference */
  const char *denominator;         /**< RATIO: a reference */
  bool has_factor;                 /**< RATIO; default 1 */
  rsl_decimal factor;              /**< where `has_factor` */
  rsl_condition condition;         /**< COUNT and SHARE; form NONE: none */
  const char *condition_indicator; /**< the threshold is this reference's figure at the unit, instead of a number */
  const char *condition_grade;     /**< the threshold is this one of the indicator's `grades`; once the plan is
                                        finished, `condition.value` is its number. AT_LEAST is written `grade_at_least` */
  rsl_share_of of;                 /**< SHARE */
  const char *expression;          /**< FORMULA: a figure; COUNT and SHARE: a condition, yes or no at each unit */
} rsl_rollup_rule;

/** What is measured. */
typedef struct rsl_indicator {
  const char *code;                         /**< unique in the plan */
  const char *name;                         /**< for people */
  const char *unit_of_measure;              /**< for people, as `%` or `người` */
  int decimals;                             /**< shown decimals, 0 to 18 */
  rsl_direction direction;                  /**< which way is better */
  rsl_period_type frequency;                /**< the shortest period of a figure; DAY where `event` */
  bool event;                               /**< its figures hold from their day until the next one (R1) */
  bool has_initial;                         /**< of an event: is there a figure before the first? */
  rsl_decimal initial;                      /**< that figure; the number of the grade where `initial_grade` */
  const char *initial_grade;                /**< the same of an indicator with grades */
  const char *calendar;                     /**< code of a calendar; NULL: the ordinary one */
  const rsl_measured_at *measured_at;       /**< the levels that owe its figures (R1); none for a formula */
  size_t measured_at_count;                 /**< how many `measured_at` has */
  const rsl_applies_to *applies_to;         /**< all of them must hold for a unit to owe it (R1); none: every unit */
  size_t applies_to_count;                  /**< how many `applies_to` has */
  const char *const *grades;                /**< the codes that its figures are, worst first; a grade's number is its
                                                 place here, 0 for the worst */
  size_t grade_count;                       /**< how many `grades` has; 0: its figures are numbers */
  rsl_rollup_rule rollup;                   /**< how figures of units combine */
  rsl_time_rule time;                       /**< how figures of periods combine; NONE: a longer period is refused */
  rsl_order order;                          /**< over time or up the tree first (R6) */
  rsl_reported_as reported_as;              /**< what its reports tell (R6) */
  rsl_prefer prefer;                        /**< own report or children (R2); default children */
  const char *stop_at;                      /**< above this level only figures of it count (R2); NULL: no such level */
  int look_back;                            /**< LAST: periods before the longer one that are accepted too (R6) */
  rsl_period weight_at;                     /**< the period of all weights; type none: that of the figure (R5) */
  int weight_look_back;                     /**< earlier periods of a weight that are accepted too */
  bool has_min_coverage;                    /**< default 0.9 */
  rsl_decimal min_coverage;                 /**< 0 to 1 */
  bool has_min_weight_coverage;             /**< is a least coverage by weight asked for? (R3) */
  rsl_decimal min_weight_coverage;          /**< 0 to 1 */
  bool nil;                                 /**< a nil report makes a 0 of it (R7) */
  const rsl_period *breaks;                 /**< periods from which the definition differs, in order (T8) */
  size_t break_count;                       /**< how many `breaks` has */
  rsl_split split;                          /**< what becomes of a split unit's figure (R13) */
  const char *field;                        /**< code of a field, or NULL */
  const char *source;                       /**< where its figures come from, free text */
  const char *definition;                   /**< what exactly is counted, free text */
  const char *higher;                       /**< code of the higher system's indicator that it serves; free text */
  const rsl_not_applicable *not_applicable; /**< units that do not owe it */
  size_t not_applicable_count;              /**< how many `not_applicable` has */
  rsl_extras extras;                        /**< its `x-` members */
} rsl_indicator;

/** How the path goes from the baseline to the target. */
typedef enum rsl_trajectory {
  RSL_TRAJECTORY_DEFAULT = 0, /**< T5: milestones where given, compound for an average of a level, else linear */
  RSL_TRAJECTORY_LINEAR = 1,
  RSL_TRAJECTORY_COMPOUND = 2,
  RSL_TRAJECTORY_MILESTONES = 3
} rsl_trajectory;

/** A value to stand at on the way. */
typedef struct rsl_milestone {
  rsl_period period; /**< at whose end the value is due */
  rsl_decimal value; /**< what is due by then */
} rsl_milestone;

/** What an average per year is taken of (T6). */
typedef enum rsl_average_of {
  RSL_AVERAGE_OF_NONE = 0,
  RSL_AVERAGE_OF_RATE = 1,
  RSL_AVERAGE_OF_LEVEL = 2
} rsl_average_of;
/** How growth rates of years are averaged. */
typedef enum rsl_average_mean { RSL_MEAN_GEOMETRIC = 0, RSL_MEAN_ARITHMETIC = 1 } rsl_average_mean;

/** What becomes of a target whose unit closes before the end (T1). */
typedef enum rsl_on_close {
  RSL_ON_CLOSE_LAST_PERIOD = 0, /**< it is rated at the unit's last whole period, in the words of the way */
  RSL_ON_CLOSE_VOID = 1         /**< it is not rated */
} rsl_on_close;

/** How the parts of a target count (T10). */
typedef enum rsl_parts_count {
  RSL_PARTS_NONE = 0,      /**< it has none */
  RSL_PARTS_TOGETHER = 1,  /**< they are one row, and count once, as their worst */
  RSL_PARTS_SEPARATELY = 2 /**< they are rows of their own */
} rsl_parts_count;

/** For one indicator and one unit: from which baseline, to what, by when, in which form. */
typedef struct rsl_target {
  const char *code;           /**< NULL: `UNIT:INDICATOR:RESOLUTION:BY` */
  const char *unit;           /**< reference */
  const char *indicator;      /**< code of an indicator */
  const char *resolution;     /**< code of a resolution */
  const char *goal;           /**< a goal of that resolution, or NULL */
  rsl_period by;              /**< type none: the resolution's `to` */
  rsl_period baseline_period; /**< type none: the resolution's `baseline` */
  bool has_baseline_value;    /**< given and frozen; else measured (T3) */
  rsl_decimal baseline_value; /**< where `has_baseline_value` */
  rsl_form form;              /**< in which form it is set */
  rsl_condition condition;    /**< of every form but MAINTAIN; form NONE inside AVERAGE_PER_YEAR, TOTAL and EACH_YEAR:
                                   a bare number, at_least or at_most by the direction */
  const char *grade;          /**< of GRADE_AT_LEAST, which may be the condition's form; once the plan is finished,
                                   `condition.value` is its number */
  rsl_average_of average_of;  /**< AVERAGE_PER_YEAR */
  rsl_average_mean average_mean;   /**< of an average of rates */
  rsl_trajectory trajectory;       /**< the path's shape */
  const rsl_milestone *milestones; /**< values to stand at on the way */
  size_t milestone_count;          /**< how many `milestones` has */
  const rsl_milestone *quotas;     /**< of TOTAL: the amounts of its first years, one after another */
  size_t quota_count;              /**< how many `quotas` has */
  rsl_condition stretch;           /**< what would be more still, of the same figure; form NONE: nothing */
  const char *stretch_grade;       /**< of a stretch of GRADE_AT_LEAST */
  const char *replaces;            /**< code of the target that it adjusts, from `adopted` on */
  rsl_on_close on_close;           /**< what becomes of it when its unit closes before `by` */
  const char *assigned_by;         /**< reference to a unit; NULL: its own */
  rsl_date adopted;                /**< known from; RSL_DATE_NONE: its resolution's */
  const char *wording;             /**< the original, word for word */
  rsl_rating_rule rating_rule;     /**< its own */
  const struct rsl_target
      *parts;                  /**< sub-targets without a unit; what they leave out is this one's, which has no form */
  size_t part_count;           /**< how many `parts` has */
  rsl_parts_count parts_count; /**< how they count */
  const rsl_published *published; /**< what others said of it */
  size_t published_count;         /**< how many `published` has */
  rsl_extras extras;              /**< its `x-` members */
} rsl_target;

/** Indicators whose figures make up a whole. */
typedef struct rsl_composition {
  const char *code;              /**< unique in the plan */
  const char *const *indicators; /**< their codes */
  size_t indicator_count;        /**< how many `indicators` has */
  rsl_decimal sum;               /**< what their figures make up together */
  bool has_tolerance;            /**< is a tolerance given? */
  rsl_decimal tolerance;         /**< default 0 */
  rsl_extras extras;             /**< its `x-` members */
} rsl_composition;

/** @name Empty records
 *  Records with every member absent. The dates that are open are RSL_DATE_NONE, not zero: start from these. */
/** @{ */
/** A unit with every member absent: no parent, valid always. */
RSL_API void rsl_unit_init(rsl_unit *unit);
/** A parent with every member absent. */
RSL_API void rsl_unit_parent_init(rsl_unit_parent *parent);
/** An attribute with every member absent: as long as the unit. */
RSL_API void rsl_attribute_init(rsl_attribute *attribute);
/** A succession with every member absent. */
RSL_API void rsl_succession_init(rsl_succession *succession);
/** A resolution with every member absent. */
RSL_API void rsl_resolution_init(rsl_resolution *resolution);
/** A level of measurement, valid always. */
RSL_API void rsl_measured_at_init(rsl_measured_at *measured_at);
/** An exception, valid always. */
RSL_API void rsl_not_applicable_init(rsl_not_applicable *not_applicable);
/** An indicator with every member absent: no frequency, no rule. */
RSL_API void rsl_indicator_init(rsl_indicator *indicator);
/** A target with every member absent: no form, no dates. */
RSL_API void rsl_target_init(rsl_target *target);
/** @} */

/** An opaque plan. */
typedef struct rsl_plan rsl_plan;

/** An empty plan. @param[in] allocator NULL: malloc, realloc, free. @param[out] out the caller frees it with
 *  rsl_plan_free(); NULL on failure. @retval RSL_ERR_MEMORY */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_new(const rsl_allocator *allocator, rsl_plan **out);
RSL_API void rsl_plan_free(rsl_plan *plan); /**< NULL: nothing happens */

/** Set the plan's own name; it is copied. RSL_ERR_ARGUMENT when the plan is finished. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_set_name(rsl_plan *plan, const char *name);
/** Set the `x-` members of the plan itself; they are copied. RSL_ERR_ARGUMENT when it is finished. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_set_extras(rsl_plan *plan, const rsl_extras *extras);
/** Set the rating rule of all targets that no nearer one speaks of. RSL_ERR_ARGUMENT when the plan is finished. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_set_rating_rule(rsl_plan *plan, const rsl_rating_rule *rule);
RSL_API const char *rsl_plan_name(const rsl_plan *plan); /**< "" when it has none */
/** The `x-` members of the plan itself; live as long as the plan. */
RSL_API const rsl_extras *rsl_plan_extras(const rsl_plan *plan);

/** @name Adding records
 *  Each adds a copy of one record, which gets the next index of its kind. RSL_ERR_MEMORY leaves the plan as it was;
 *  RSL_ERR_ARGUMENT when the plan is finished. What is wrong with a record is found by rsl_plan_finish(). */
/** @{ */
/** Add a level: the highest first. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_level(rsl_plan *plan, const rsl_level *level);
/** Add a unit. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_unit(rsl_plan *plan, const rsl_unit *unit);
/** Add a succession. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_succession(rsl_plan *plan, const rsl_succession *succession);
/** Add a calendar. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_calendar(rsl_plan *plan, const rsl_calendar *calendar);
/** Add a field. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_field(rsl_plan *plan, const rsl_field *field);
/** Add a resolution with its goals. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_resolution(rsl_plan *plan, const rsl_resolution *resolution);
/** Add an indicator. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_indicator(rsl_plan *plan, const rsl_indicator *indicator);
/** Add a target. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_target(rsl_plan *plan, const rsl_target *target);
/** Add a composition. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_composition(rsl_plan *plan, const rsl_composition *composition);
/** @} */

/** Check every record and resolve every reference. All problems found are added to `problems`, with `path` as
 *  `targets[3].by` (the index of the record in its list). After RSL_OK the plan is finished: what follows may be asked.
 *  @param[in,out] problems may be NULL.
 *  @retval RSL_ERR_DATA at least one error was found; the plan is as it was before the call. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_finish(rsl_plan *plan, rsl_problems *problems, rsl_error *error);
/** Did rsl_plan_finish() succeed? */
RSL_API bool rsl_plan_is_finished(const rsl_plan *plan);

/** @name Records
 *  In the order they were added; NULL past the end. They live as long as the plan. Defaults are filled in once the plan is
 *  finished: a target's code, `by`, baseline period and bare condition; an indicator's factor and min_coverage. */
/** @{ */
/** How many levels there are. */
RSL_API uint32_t rsl_plan_level_count(const rsl_plan *plan);
/** How many units there are. */
RSL_API uint32_t rsl_plan_unit_count(const rsl_plan *plan);
/** How many successions there are. */
RSL_API uint32_t rsl_plan_succession_count(const rsl_plan *plan);
/** How many calendars there are. */
RSL_API uint32_t rsl_plan_calendar_count(const rsl_plan *plan);
/** How many fields there are. */
RSL_API uint32_t rsl_plan_field_count(const rsl_plan *plan);
/** How many resolutions there are. */
RSL_API uint32_t rsl_plan_resolution_count(const rsl_plan *plan);
/** How many indicators there are. */
RSL_API uint32_t rsl_plan_indicator_count(const rsl_plan *plan);
/** How many targets there are; once the plan is finished parts are targets too, behind all that were added. */
RSL_API uint32_t rsl_plan_target_count(const rsl_plan *plan);
/** How many compositions there are. */
RSL_API uint32_t rsl_plan_composition_count(const rsl_plan *plan);
/** One level; NULL past the end. */
RSL_API const rsl_level *rsl_plan_level(const rsl_plan *plan, uint32_t index);
/** One unit; NULL past the end. */
RSL_API const rsl_unit *rsl_plan_unit(const rsl_plan *plan, uint32_t index);
/** One succession; NULL past the end. */
RSL_API const rsl_succession *rsl_plan_succession(const rsl_plan *plan, uint32_t index);
/** One calendar; NULL past the end. */
RSL_API const rsl_calendar *rsl_plan_calendar(const rsl_plan *plan, uint32_t index);
/** One field; NULL past the end. */
RSL_API const rsl_field *rsl_plan_field(const rsl_plan *plan, uint32_t index);
/** One resolution; NULL past the end. */
RSL_API const rsl_resolution *rsl_plan_resolution(const rsl_plan *plan, uint32_t index);
/** One indicator; NULL past the end. */
RSL_API const rsl_indicator *rsl_plan_indicator(const rsl_plan *plan, uint32_t index);
/** One target; NULL past the end. */
RSL_API const rsl_target *rsl_plan_target(const rsl_plan *plan, uint32_t index);
/** One composition; NULL past the end. */
RSL_API const rsl_composition *rsl_plan_composition(const rsl_plan *plan, uint32_t index);
/** @} */

/* ---- What references resolved to: indexes, RSL_NONE where there is none. Finished plans only. --------------- */

/** The index of the unit's level: 0 is the highest. */
RSL_API uint32_t rsl_plan_unit_level(const rsl_plan *plan, uint32_t unit);
/** The unit's parent on a day; RSL_NONE where it is not valid. Of RSL_DATE_NONE: the parent where it never changes. */
RSL_API uint32_t rsl_plan_unit_parent(const rsl_plan *plan, uint32_t unit, rsl_date on);
/** Of RSL_DATE_NONE: true. */
RSL_API bool rsl_plan_unit_valid(const rsl_plan *plan, uint32_t unit, rsl_date on);
/** The unit of another tree that its `counterpart` names. */
RSL_API uint32_t rsl_plan_unit_counterpart(const rsl_plan *plan, uint32_t unit);
/** The unit whose congress adopted the resolution. */
RSL_API uint32_t rsl_plan_resolution_unit(const rsl_plan *plan, uint32_t resolution);
/** `number` counts goals inside their resolution. */
RSL_API uint32_t rsl_plan_goal_field(const rsl_plan *plan, uint32_t resolution, uint32_t number);

/** Which figure of an operand is meant, beside the indicator's own of the same period. */
typedef struct rsl_variant {
  int32_t shift;  /**< periods of the asked type: 0, or -1 for the one before */
  uint32_t grade; /**< the number of the grade that is counted; RSL_NONE: none */
} rsl_variant;

/** A rule's operands. */
typedef struct rsl_operands {
  uint32_t weight;                 /**< of a weighted mean: an indicator */
  uint32_t numerator;              /**< of a ratio: an indicator */
  uint32_t denominator;            /**< of a ratio: an indicator */
  uint32_t condition_indicator;    /**< of a count or share: the indicator that is its threshold */
  rsl_variant weight_variant;      /**< which figure of the weight */
  rsl_variant numerator_variant;   /**< which figure of the numerator */
  rsl_variant denominator_variant; /**< which figure of the denominator */
  rsl_variant condition_variant;   /**< which figure of the threshold */
} rsl_operands;
/** The indicators that the rule names. */
RSL_API rsl_operands rsl_plan_indicator_operands(const rsl_plan *plan, uint32_t indicator);
/** The indicator's field. */
RSL_API uint32_t rsl_plan_indicator_field(const rsl_plan *plan, uint32_t indicator);

/** What a target refers to. */
typedef struct rsl_target_links {
  uint32_t unit;        /**< whose target it is */
  uint32_t indicator;   /**< what is measured */
  uint32_t resolution;  /**< where it stands */
  uint32_t goal;        /**< its number inside the resolution */
  uint32_t field;       /**< T10: its goal's, else its indicator's */
  uint32_t assigned_by; /**< a unit */
  uint32_t measured; /**< whose figures are its: the unit's, or its counterpart's where only that tree measures (T1) */
  uint32_t replaces; /**< the target that it adjusts */
  uint32_t part_of;  /**< the target whose part it is */
} rsl_target_links;
/** What the target's references resolved to. */
RSL_API rsl_target_links rsl_plan_target_links(const rsl_plan *plan, uint32_t target);
/** What the target is rated by: of the library's, the plan's, its resolution's and its own rule the nearest that says. */
RSL_API rsl_rating_rule rsl_plan_rating_rule(const rsl_plan *plan, uint32_t target);

/* ---- Finding by code ----------------------------------------------------------------------------------------- */

/** The level of a code; RSL_NONE where there is none. The text needs no end of its own. */
RSL_API uint32_t rsl_plan_find_level(const rsl_plan *plan, const char *code, size_t length);
/** The field of a code; RSL_NONE where there is none. */
RSL_API uint32_t rsl_plan_find_field(const rsl_plan *plan, const char *code, size_t length);
/** The resolution of a code; RSL_NONE where there is none. */
RSL_API uint32_t rsl_plan_find_resolution(const rsl_plan *plan, const char *code, size_t length);
/** The indicator of a code; RSL_NONE where there is none. */
RSL_API uint32_t rsl_plan_find_indicator(const rsl_plan *plan, const char *code, size_t length);
/** The target of a code, its own or the default one; RSL_NONE where there is none. */
RSL_API uint32_t rsl_plan_find_target(const rsl_plan *plan, const char *code, size_t length);
/** Resolve `code`, `level/code` or `level/code@DATE`.
 *  @param[in] on chooses among lives of one code; RSL_DATE_NONE: no choice. A single unit of the code is found whatever
 *  the day: rsl_plan_unit_valid() says whether it is valid then.
 *  @param[in] level of the unit, RSL_NONE: any. @param[out] out RSL_NONE on failure.
 *  @param[out] error NULL where it is not wanted: looking for the nearest takes time for every unit.
 *  @retval RSL_ERR_DATA no unit or more than one fits; the error names the nearest, or lists those that fit. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_find_unit(const rsl_plan *plan, const char *reference, size_t length,
                                                     uint32_t level, rsl_date on, uint32_t *out, rsl_error *error);

#define RSL_UNIT_REFERENCE 528 /**< bytes that hold any reference with its end */
/** The shortest reference that reads back to this unit in this plan. */
RSL_API void rsl_plan_unit_reference(const rsl_plan *plan, uint32_t unit, char buffer[RSL_UNIT_REFERENCE]);

/* ---- Structure ------------------------------------------------------------------------------------------------ */

/** The forest of units on one date, or of all that ever were, depth first, siblings in the plan's order. Never changes
 *  once made. */
typedef struct rsl_structure rsl_structure;

/** @param[in] plan finished; must outlive the structure. @param[in] on RSL_DATE_NONE: all units, each under the last
 *  parent of its life. @param[out] out the caller frees it with rsl_structure_free(); NULL on failure. */
RSL_API RSL_MUST_CHECK rsl_status rsl_structure_new(const rsl_plan *plan, rsl_date on, const rsl_allocator *allocator,
                                                    rsl_structure **out);
RSL_API void rsl_structure_free(rsl_structure *structure); /**< NULL: nothing happens */
/** How many units it has. */
RSL_API uint32_t rsl_structure_count(const rsl_structure *structure);
/** The unit at a position, 0 to count - 1. */
RSL_API uint32_t rsl_structure_unit(const rsl_structure *structure, uint32_t position);
/** Where a unit stands; RSL_NONE when it is not of the structure. */
RSL_API uint32_t rsl_structure_position(const rsl_structure *structure, uint32_t unit);
/** The parent's position; RSL_NONE for a root. */
RSL_API uint32_t rsl_structure_parent(const rsl_structure *structure, uint32_t position);
/** One past the last position of the subtree: a unit and all below it are position … end - 1. */
RSL_API uint32_t rsl_structure_subtree_end(const rsl_structure *structure, uint32_t position);
/** Does any unit open, close, change its parent or its territory after `first` and up to `last`? */
RSL_API bool rsl_plan_structure_changes(const rsl_plan *plan, rsl_date first, rsl_date last);
/** The first day after this one on which a unit opens, closes, changes its parent or its territory; RSL_DATE_NONE: none
 *  does. */
RSL_API rsl_date rsl_plan_structure_next_change(const rsl_plan *plan, rsl_date after);

/* ---- Words of the files ------------------------------------------------------------------------------------------ */

RSL_API const char *rsl_form_name(rsl_form form);                /**< `at_least`…; NULL outside */
RSL_API const char *rsl_rule_name(rsl_rule rule);                /**< `weighted_mean`…; NULL outside */
RSL_API const char *rsl_time_rule_name(rsl_time_rule rule);      /**< `sum`…, "none"; NULL outside */
RSL_API const char *rsl_order_name(rsl_order order);             /**< `time_first`, `units_first`; NULL outside */
RSL_API const char *rsl_reported_as_name(rsl_reported_as as);    /**< `period`…; NULL outside */
RSL_API const char *rsl_prefer_name(rsl_prefer prefer);          /**< `children`, `own`, `add`; NULL outside */
RSL_API const char *rsl_direction_name(rsl_direction direction); /**< `increase`, `decrease`, `none` */

/** @} */

#ifdef __cplusplus
}
#endif

#endif
