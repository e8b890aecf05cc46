/** @file
 *  @brief Internal: the state of finishing a plan, and what its checks share. Each `rsl__finish_…` goes through one list of
 *  records, reports all that is wrong with it, and fills its part of the links.
 */
#ifndef RSL_PLAN_FINISHING_H
#define RSL_PLAN_FINISHING_H

#include "base/error.h"
#include "plan/grades.h"
#include "plan/operand.h"
#include "plan/plan_internal.h"
#include "plan/problems.h"

enum {
  RSL__UNKNOWN = 700,    /**< bytes of a sentence about an unknown code */
  RSL__MEMBER = 80,      /**< bytes of a member's path inside its record */
  RSL__LEVELS_MOST = 100 /**< levels of a plan; bounds the look-up of a code that every level uses */
};

/** A plan being finished. Memory that runs out sticks: every check goes on, nothing is kept. */
typedef struct rsl__finish {
  const rsl_plan *plan;
  rsl__plan_links *links;
  rsl_problems *problems;
  const rsl__locate *locate;
  size_t errors;
  rsl_error first; /**< the first error */
  /** What may still be looked at for a message, as candidates for a mistyped code: a plan of nothing but mistakes stays
   *  fast. */
  size_t candidates;
  uint32_t *marks; /**< by indicator, all RSL_NONE at first: the formula that last referred to it */
  bool no_memory;
} rsl__finish;

/** A member of a record. */
typedef struct rsl__site {
  rsl__record_kind kind;
  uint32_t record;
  const char *member; /**< inside the record; "" for all of it */
} rsl__site;

static inline rsl__site rsl__at(rsl__record_kind kind, uint32_t record, const char *member) {
  return (rsl__site){ kind, record, member };
}

/** Report an error, or a warning. Integers and texts only in the format. */
void rsl__report(rsl__finish *finish, rsl__plan_problem problem, rsl__site site, const char *format, ...)
    RSL__PRINTF(4, 5);
void rsl__warn(rsl__finish *finish, rsl__plan_problem problem, rsl__site site, const char *format, ...)
    RSL__PRINTF(4, 5);
/** Fill the path of an item's member, as `goals[1].field`. @return `buffer`. */
const char *rsl__item_member(char buffer[RSL__MEMBER], const char *list, size_t item, const char *member);
/** Arrays that live with the links; NULL (and `no_memory`) when memory runs out, never for a count of 0. */
void *rsl__finish_array(rsl__finish *finish, size_t count, size_t size);
/** The same, every item RSL_NONE. */
uint32_t *rsl__finish_indexes(rsl__finish *finish, size_t count);
/** Sort days, and keep each once. @return how many are kept. */
uint32_t rsl__sort_days(rsl__finish *finish, rsl_date *days, uint32_t count);
/** A text of an input in at most 95 bytes, for a message. */
typedef struct rsl__shown_text {
  char bytes[RSL__SHOWN_TEXT];
} rsl__shown_text;
rsl__shown_text rsl__show(const char *text);
/** A part of time, as "from 2021-01-01 until 2025-07-01"; `to` is the first day no longer. */
rsl__shown_text rsl__show_span(rsl_date from, rsl_date to);

/* ---- Checks that several lists share (finish_common.c) ---- */

/** Valid UTF-8, where there is a text at all. */
bool rsl__check_text(rsl__finish *finish, rsl__site site, const char *text);
/** There, and written as codes are. @param[in] what as "a level". */
bool rsl__check_code(rsl__finish *finish, rsl__site site, const char *what, const char *code);
void rsl__check_extras(rsl__finish *finish, rsl__site record, const rsl_extras *extras);
/** `from` before `to`. @param[in] to_site where the end stands. */
bool rsl__check_dates(rsl__finish *finish, rsl__site to_site, rsl_date from, rsl_date to);
/** A period that is there must be one; an absent one is fine. */
bool rsl__check_period(rsl__finish *finish, rsl__site site, rsl_period period);
/** A decimal that could have been read. */
bool rsl__check_decimal(rsl__finish *finish, rsl__site site, rsl_decimal value);
/** A whole number from `least` to `most`. */
bool rsl__check_whole(rsl__finish *finish, rsl__site site, int value, int least, int most);
/** A value of an enumeration. */
bool rsl__check_choice(rsl__finish *finish, rsl__site site, unsigned value, unsigned end);

/** Gather the codes of a list; a second record of one code is reported. */
typedef struct rsl__code_list {
  rsl__record_kind kind;
  rsl__plan_problem duplicate;
  const char *what;                                          /**< as "a level" */
  const char *(*code)(const rsl_plan *plan, uint32_t index); /**< NULL where there is none */
} rsl__code_list;
void rsl__index_codes(rsl__finish *finish, const rsl__code_list *list, rsl__code_index *index);

/** What a reference by code may mean. */
typedef struct rsl__code_search {
  const rsl__code_index *index;
  rsl__plan_problem unknown;
  const char *what;                                          /**< as "level" */
  const char *(*name)(const rsl_plan *plan, uint32_t index); /**< another text that is near; NULL: none */
} rsl__code_search;
/** The record of a code; RSL_NONE, reported with the nearest, where there is none. NULL is no reference. */
uint32_t rsl__resolve(rsl__finish *finish, rsl__site site, const rsl__code_search *search, const char *code);
/** The same, told as a warning. */
uint32_t rsl__resolve_softly(rsl__finish *finish, rsl__site site, const rsl__code_search *search, const char *code);
uint32_t rsl__resolve_level(rsl__finish *finish, rsl__site site, const char *code);
uint32_t rsl__resolve_field(rsl__finish *finish, rsl__site site, const char *code);
uint32_t rsl__resolve_indicator(rsl__finish *finish, rsl__site site, const char *code);
/** What to say of an indicator that is not known. @return `message`. */
const char *rsl__say_unknown_indicator(rsl__finish *finish, const char *code, size_t length,
                                       char message[RSL__UNKNOWN]);

/** The key of a goal among those of all resolutions; the code must be one. */
#define RSL__GOAL_KEY 280
size_t rsl__goal_key(char buffer[RSL__GOAL_KEY], uint32_t resolution, const char *code);
/** The number of a goal in its resolution; RSL_NONE, reported, where there is none. */
uint32_t rsl__resolve_goal(rsl__finish *finish, rsl__site site, uint32_t resolution, const char *code);

/* ---- References to units (references.c) ---- */

/** What the place of a reference says about the unit it means. */
typedef struct rsl__unit_context {
  uint32_t level;       /**< of this level; RSL_NONE: any */
  uint32_t below_level; /**< of a level higher than this; RSL_NONE: any */
  rsl_date from;        /**< alive from this day (RSL_DATE_NONE: no matter) … */
  rsl_date to;          /**< … to before this one */
  bool has_span;        /**< do `from` and `to` say anything */
} rsl__unit_context;
rsl__unit_context rsl__any_unit(void);
/** Alive on a day; RSL_DATE_NONE: no matter. */
rsl__unit_context rsl__unit_on(rsl_date day);

/** What was found. */
typedef struct rsl__unit_match {
  uint32_t unit;             /**< RSL_NONE where there is not exactly one */
  rsl__plan_problem problem; /**< where there is none: UNKNOWN_UNIT, AMBIGUOUS_UNIT or BAD_REFERENCE */
  char text[384];            /**< what is wrong, and the mend */
} rsl__unit_match;
/** @param[in,out] candidates how many more may be compared for the nearest. */
void rsl__match_unit(const rsl_plan *plan, const rsl__plan_links *links, const char *reference, size_t length,
                     const rsl__unit_context *context, size_t *candidates, rsl__unit_match *match);
/** rsl_plan_find_unit() that tells the kind of the problem too, and compares no more candidates than are left: a file with a
 *  million wrong references must not search the plan a million times. */
RSL_MUST_CHECK rsl_status rsl__find_unit(const rsl_plan *plan, const char *reference, size_t length, uint32_t level,
                                         rsl_date on, size_t *candidates, rsl__unit_match *match, rsl_error *error);
/** The same for a member of a record; reported. NULL is no reference. */
uint32_t rsl__resolve_unit(rsl__finish *finish, rsl__site site, const rsl__unit_context *context,
                           const char *reference);
/** Sort the units for looking up. The levels must be known. */
void rsl__index_lives(rsl__finish *finish);
/** By code, level, first day, unit; for rsl__sort(). */
int rsl__compare_lives(const void *a, const void *b);
/** As rsl_plan_unit_reference(). */
void rsl__unit_reference(const rsl_plan *plan, const rsl__plan_links *links, uint32_t unit,
                         char buffer[RSL_UNIT_REFERENCE]);

/* ---- Conditions (finish_conditions.c) ---- */

/** A condition as it stands in a target or a rule. */
typedef struct rsl__condition_check {
  rsl__site site;          /**< of the form */
  rsl_direction direction; /**< of the indicator that it is about */
  bool has_direction;      /**< false: the indicator is not known, nothing can be said */
  bool is_target;          /**< a bound of a target must agree with the direction (T4) */
  bool by_indicator;       /**< the number is another indicator's figure */
} rsl__condition_check;
void rsl__check_condition(rsl__finish *finish, const rsl__condition_check *check, const rsl_condition *condition);
/** Is the form one of AT_LEAST to EXACTLY? */
bool rsl__is_level_form(rsl_form form);
/** Is it one that names a grade? */
bool rsl__is_of_grade(rsl_form form);
/** Does a condition of its own stand inside the form? */
bool rsl__is_over_term(rsl_form form);

/* ---- References to figures (finish_operands.c) ---- */

/** Where a reference stands: in a member, or in an expression from a column on. */
typedef struct rsl__operand_site {
  rsl__site site;
  size_t column; /**< 0: it is all of the member */
} rsl__operand_site;
/** What a reference means; false and reported where it is no figure that one can reckon with. */
bool rsl__resolve_operand(rsl__finish *finish, const rsl__operand_site *at, const rsl__operand_text *text,
                          uint32_t *indicator, rsl_variant *variant);
/** The same for a member; NULL is no reference. What it does not mean stays as it is. */
void rsl__resolve_member(rsl__finish *finish, rsl__site site, const char *text, uint32_t *indicator,
                         rsl_variant *variant);
/** The figure of an indicator must be a number; false and reported where it is a grade. */
bool rsl__check_is_number(rsl__finish *finish, const rsl__operand_site *at, uint32_t indicator);
/** The number of a grade of the indicator; RSL_NONE where it has none of this code. */
uint32_t rsl__find_grade(const rsl_indicator *indicator, const char *code, size_t length);
/** The same, reported where there is none. */
uint32_t rsl__resolve_grade(rsl__finish *finish, rsl__site site, uint32_t indicator, const char *code);

/* ---- The lists ---- */

void rsl__finish_levels(rsl__finish *finish);
void rsl__finish_calendars(rsl__finish *finish);
void rsl__finish_units(rsl__finish *finish);
void rsl__finish_attributes(rsl__finish *finish);
void rsl__finish_parents(rsl__finish *finish);
void rsl__finish_parent_heights(rsl__finish *finish);
void rsl__finish_successions(rsl__finish *finish);
void rsl__finish_changes(rsl__finish *finish);
void rsl__finish_fields(rsl__finish *finish);
void rsl__finish_resolutions(rsl__finish *finish);
void rsl__finish_indicators(rsl__finish *finish);
void rsl__finish_rollups(rsl__finish *finish);
void rsl__finish_applies_to(rsl__finish *finish);
void rsl__finish_members(rsl__finish *finish);
/** Parse the expression of a formula, or of the condition of a count or share. */
void rsl__finish_expression(rsl__finish *finish, uint32_t indicator);
/** Parse an expression that gives a figure, or with `condition` yes or no. What is wrong with it is reported.
 *  @return false where it has no program; `indicators` of the program are not filled. */
bool rsl__finish_program(rsl__finish *finish, rsl__site site, const char *text, bool condition, rsl__expression *out);
void rsl__finish_indicator_cycles(rsl__finish *finish);
void rsl__finish_counterparts(rsl__finish *finish);
/** Whose figures of an indicator are a unit's: its own, or its counterpart's. */
uint32_t rsl__measured_unit(const rsl__finish *finish, uint32_t unit, uint32_t indicator);
void rsl__finish_targets(rsl__finish *finish);
/** Parts become targets behind those that are listed; the counts and records of both while the plan is finished. */
void rsl__finish_parts(rsl__finish *finish);
uint32_t rsl__target_count(const rsl__finish *finish);
const rsl_target *rsl__target(const rsl__finish *finish, uint32_t index);
void rsl__finish_replacements(rsl__finish *finish);
/** Its own `by`, else its resolution's `to`; of type none where neither is known. */
rsl_period rsl__target_by(const rsl__finish *finish, uint32_t index);
/** Its own baseline period, else its resolution's. */
rsl_period rsl__target_baseline(const rsl__finish *finish, uint32_t index);
void rsl__finish_target_form(rsl__finish *finish, uint32_t index);
/** Milestones, quotas and trajectory (finish_target_path.c). */
void rsl__finish_target_path(rsl__finish *finish, uint32_t index);
void rsl__finish_compositions(rsl__finish *finish);
void rsl__finish_checks(rsl__finish *finish);
void rsl__finish_campaigns(rsl__finish *finish);
void rsl__finish_findings(rsl__finish *finish);
void rsl__finish_actions(rsl__finish *finish);

/* ---- Ratings (finish_ratings.c) ---- */

/** @param[in] site the member `rating_rule`. */
void rsl__check_rating_rule(rsl__finish *finish, rsl__site site, const rsl_rating_rule *rule);
/** @param[in] target the site of the target; its member is not looked at. */
void rsl__check_published(rsl__finish *finish, rsl__site target, const rsl_published *verdicts, size_t count);

#endif
