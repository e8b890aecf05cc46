/** @file
 *  @brief Internal: one target on its way to a row of the review: which figures it asks for, and what they make of it.
 */
#ifndef RSL_REVIEW_CASE_H
#define RSL_REVIEW_CASE_H

#include <resolution/review.h>

#include "base/arena.h"
#include "progress/projection.h"
#include "review/figures.h"

/** What one target's actual is taken to be larger by: where would it stand if? */
typedef struct rsl__change {
  uint32_t target;
  rsl_number by;
} rsl__change;

/** What the whole review is asked. */
typedef struct rsl__question {
  const rsl_cube *cube;
  const rsl_plan *plan;
  rsl_date as_of;
  rsl_date known_on;
  bool forecast;
  rsl_language language;
  const rsl__change *change;        /**< NULL: none */
  const rsl_method_options *method; /**< NULL: `path` */
  double level;                     /**< of intervals */
  rsl_projection projection;        /**< the line that projections follow */
  const rsl_allocator *allocator;   /**< of what is held in between */
} rsl__question;

/** The figures that the targets of one indicator rest on. */
typedef struct rsl__sources {
  rsl__figures figures; /**< as they are known */
  rsl__figures bounded; /**< with what the missing units could make of them (R11) */
  rsl__figures first;   /**< as they were first known (R9) */
  bool revised;         /**< is any of them known otherwise than it first was? Else nobody asks for the first ones */
} rsl__sources;

typedef struct rsl__case {
  const rsl__question *question;
  const rsl_target *target;
  const rsl_indicator *indicator;
  rsl_target_links links;
  rsl_review_row *row;
  rsl_date
      as_of;   /**< the day of the review, or the last of a unit that closed before it; none where nothing is rated */
  bool closed; /**< its unit closed before the end of the target, and before the day of the review (T1) */

  bool by_series; /**< a yearly form: its actual is made from a series, not found */
  rsl_date after; /**< only a figure that ends after this day counts (T2) */

  rsl_period baseline_period; /**< to measure; type none: not to */

  /* Where the latest figure is looked for, backward. */
  rsl_period next;   /**< the next to look at; type none: all were looked at */
  rsl_period oldest; /**< the last one to look at */
  bool found;
  rsl_period found_period;
  rsl_figure figure;       /**< what was found */
  bool saw_thin;           /**< a figure was passed over for its coverage */
  bool is_about;           /**< a figure that was used was reported as an approximate one */
  bool is_weaker;          /**< a qualified figure allows another rating than the one that was given (T8) */
  bool saw_bound;          /**< the latest figure is a bound that leaves the verdict open (T8) */
  rsl_period later_period; /**< the latest figure that was passed over */
  rsl_number later;

  rsl_path_figure *series; /**< of a yearly form, oldest first */
  size_t series_count;
} rsl__case;

enum { RSL__SEARCH_STEP = 64 /**< periods looked at in one roll-up: bounds the memory of long daily series */ };

/** T2: is the indicator a level, so that its latest figure stands for any longer period? */
bool rsl__indicator_is_level(const rsl_plan *plan, uint32_t indicator);

/** Can a period longer than its frequency be asked for, by its own time rule or those of its operands (R5, R6)? */
bool rsl__indicator_can_lengthen(const rsl_plan *plan, uint32_t indicator);

void rsl__case_start(rsl__case *subject, const rsl__question *question, uint32_t target, rsl_review_row *row);
/** Ask for everything of which the periods are known from the start. */
RSL_MUST_CHECK rsl_status rsl__case_want(rsl__case *subject, rsl__figures *figures, rsl_error *error);
/** Ask for the next step of a search that goes on. */
RSL_MUST_CHECK rsl_status rsl__case_want_more(const rsl__case *subject, rsl__figures *figures, rsl_error *error);
/** Look through what was fetched. @return true where the search goes on. */
bool rsl__case_search(rsl__case *subject, const rsl__figures *figures);
/** Make the series of a yearly form from what was fetched. */
RSL_MUST_CHECK rsl_status rsl__case_collect(rsl__case *subject, const rsl__figures *figures, rsl__arena *arena,
                                            rsl_error *error);
/** Ask for R11's bounds of the figures that are rated, where not all who owe gave one. */
RSL_MUST_CHECK rsl_status rsl__case_want_bounds(const rsl__case *subject, rsl__figures *bounded, rsl_error *error);
/** Ask for the figures that are rated as they were first known. */
RSL_MUST_CHECK rsl_status rsl__case_want_first(const rsl__case *subject, rsl__figures *first, rsl_error *error);
/** Rate, and fill the row. Texts come from the arena. */
RSL_MUST_CHECK rsl_status rsl__case_finish(rsl__case *subject, const rsl__sources *sources, rsl__arena *arena,
                                           rsl_error *error);
/** Rate by all that the actual allows (T8): `input` and the row are those of the weaker end. */
RSL_MUST_CHECK rsl_status rsl__case_rate(rsl__case *subject, rsl_path_input *input, rsl_path_result *result,
                                         rsl__arena *arena, rsl_error *error);
/** What a qualified figure of a yearly condition is taken as: the weaker of what it allows; absent where it leaves open
 *  whether the year held (T8). */
RSL_MUST_CHECK rsl_status rsl__case_weigh_year(rsl__case *subject, rsl_period year, const rsl_figure *figure,
                                               rsl_number *out, rsl_error *error);
/** Would one of R11's bounds be rated otherwise? */
RSL_MUST_CHECK rsl_status rsl__case_try_bounds(const rsl__case *subject, const rsl_path_input *input, rsl_rating rating,
                                               const rsl__figures *bounded, rsl__arena *arena, bool *could_change,
                                               rsl_error *error);
/** Was the figure that is rated another when it was first known? Flags the row, which is filled in, and says what it would have
 *  been called then by `path`. */
RSL_MUST_CHECK rsl_status rsl__case_look_back(rsl__case *subject, const rsl_path_input *input,
                                              const rsl__sources *sources, rsl__arena *arena, rsl_error *error);

/** What was known of a figure, and what that was called. */
typedef struct rsl__known {
  rsl_number value;
  char status;
  rsl_rating rating;
} rsl__known;

/** "met on the estimate (103.2, E), missed on the final figure (98.7, A)". Writes at most `size` bytes with the end. @return
 *  bytes of the whole text without its end. */
size_t rsl__say_revision(const rsl_plan *plan, uint32_t indicator, const rsl__known *before, const rsl__known *after,
                         rsl_language language, char *buffer, size_t size);
/** "103.2", or the code of a grade. @param[in] beside what it is to be told from. @param[out] out of
 *  RSL__PHRASE_SIZE bytes. */
void rsl__say_known(const rsl_plan *plan, uint32_t indicator, const rsl__known *known, rsl_number beside,
                    rsl_language language, char *out);

/** An end of what the actual could be (R11); absent where there is no such doubt, or the rule has no bounds. */
rsl_number rsl__case_bound(const rsl__case *subject, const rsl__figures *bounded, rsl_path_figure actual, bool high);

/** The figure of the target's unit. What is known of the parts of a period still running is no figure of it.
 *  @return false where there is none. */
bool rsl__case_get(const rsl__case *subject, const rsl__figures *figures, rsl_period period, rsl_figure *out);
bool rsl__case_is_running(const rsl__case *subject, rsl_period period);

/* The series of a yearly form. */
RSL_MUST_CHECK rsl_status rsl__series_want(rsl__case *subject, rsl__figures *figures, rsl_error *error);
RSL_MUST_CHECK rsl_status rsl__series_take(rsl__case *subject, const rsl__figures *figures, rsl__arena *arena,
                                           rsl_error *error);

/** The latest verdict that was published of a target by a day, and whether it differs (T9). */
void rsl__row_take_published(rsl_review_row *row, const rsl_target *target, rsl_date as_of);
/** Ask for the figures between the baseline and the actual that was found. */
RSL_MUST_CHECK rsl_status rsl__trend_want(const rsl__case *subject, rsl__figures *figures, rsl_error *error);
/** Rate by the method asked for a row that is filled in by `path`, and say where its figures lead. */
RSL_MUST_CHECK rsl_status rsl__trend_take(rsl__case *subject, const rsl__figures *figures, const rsl__figures *bounded,
                                          const rsl_path_input *input, const rsl_path_result *result, rsl_error *error);

/** Rate by the published method asked for.
 *  @param[in] points the figures from the baseline to the actual, which is the last. Its value may be changed. */
RSL_MUST_CHECK rsl_status rsl__method_take(rsl__case *subject, const rsl_path_input *input,
                                           const rsl_path_result *result, const rsl__figures *bounded,
                                           rsl_point *points, size_t count, rsl_error *error);
/** Between what the target's figures lie by their nature, as its plan declares it; a nan: nothing says so. */
rsl__limits rsl__case_limits(const rsl__case *subject);
/** The one value that a figure has to come to from its bad side: the number, or that end of a range which fails. Absent where
 *  both sides fail. */
rsl_number rsl__value_to_reach(const rsl_path_input *input, const rsl_path_result *result);

/** Do so many of those who owe reach the indicator's minimum coverage (R3)? */
bool rsl__is_covered(const rsl_indicator *indicator, uint64_t reporting, uint64_t owed);

/** Flag what is told beside a rating that is filled in: an adjusted target, a closed unit, a change of definition (T1, T8). */
void rsl__case_flag(rsl__case *subject);
/** The first period of another definition that lies between the baseline, or the first year, and the actual; of type none
 *  where there is none. */
rsl_period rsl__case_break(const rsl__case *subject);

/** The form of a target, and what its figures are. */
void rsl__case_fill_form(const rsl_target *target, const rsl_indicator *indicator, rsl_path_input *input);
/** What another target asks for, as "at least 45"; nothing where that counts from a baseline of its own, or no number says
 *  it. @param[out] out of RSL__PHRASE_SIZE bytes. */
void rsl__case_say_asked(const rsl__case *subject, uint32_t target, char *out);

/** Add to a rating's sentence what is weak about it (T8). */
RSL_MUST_CHECK rsl_status rsl__case_say(rsl__case *subject, const rsl_path_input *input, const rsl_path_result *result,
                                        const rsl_figure *baseline, rsl__arena *arena, rsl_error *error);

/** The latest whole period of a type that ended on or before a day. */
rsl_period rsl__latest_whole(rsl_period_type type, rsl_date day);
/** The weaker of two status letters (R8); 0 is none. */
char rsl__weaker_status(char a, char b);

#endif
