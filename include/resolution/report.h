/** @file
 *  @brief What people look at: tables for a terminal.
 */
#ifndef RESOLUTION_REPORT_H
#define RESOLUTION_REPORT_H

#include <resolution/progress_series.h>
#include <resolution/review.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup report Report: tables for people
 *
 *  Each function writes a table with names, figures rounded once to the indicator's decimals (with more where that would hide
 *  on which side of a bound one stands, T7), aligned by display width. A page too narrow for a table has a list of each row.
 *  Rows are gone through twice and never kept: a table of any length takes no memory. NULL as options are the defaults;
 *  nothing is changed; the sink's own failure is passed on as it is. Objects that are written may be read by other threads
 *  meanwhile. */
/** @{ */

/** What a table shows, in which language, how wide. Start from RSL_TABLE_OPTIONS_INIT. */
typedef struct rsl_table_options {
  size_t size;           /**< sizeof of this struct: set by the _INIT macro */
  rsl_language language; /**< default English */
  size_t width;      /**< columns of the page: long text is broken into lines, then cut with `…`; figures never are.
                               0: nothing is broken or cut. Default 80 */
  bool all_reasons;  /**< review: a reason under every row, not only under those not on track. Default false */
  const bool *units; /**< a mark for each unit of the plan; NULL: all */
  const bool *indicators; /**< a mark for each indicator of the plan; NULL: all */
  bool
      differs; /**< review: only targets of which another verdict was published (T9), and how many agree. Default false */
  uint32_t
      campaign; /**< review: under each target that is behind, off track or missed what this campaign found of it, and
                            some of what units below it found, with what answers that. Default RSL_NONE: nothing */
} rsl_table_options;

/** The defaults: English, 80 columns, every row. */
#define RSL_TABLE_OPTIONS_INIT \
  { sizeof(rsl_table_options), RSL_LANGUAGE_ENGLISH, 80, false, 0, 0, false, RSL_NONE }

/** The problems of an input, a row each: severity, place, code, message. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_problems(const rsl_problems *problems, const rsl_table_options *options,
                                                     const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** The figures of every unit, with their coverage and origin. One indicator stands above its units, indented
 *  by level; of several, each unit stands above its own. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_rollup(const rsl_rollup *rollup, const rsl_table_options *options,
                                                   const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Where every target stands: one block for each resolution and unit, the headline first; a reason follows each row that
 *  is not on track. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_review(const rsl_review *review, const rsl_table_options *options,
                                                   const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** The headline by resolution and field: how many targets stand at each rating. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_headlines(const rsl_review *review, const rsl_table_options *options,
                                                      const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** The differences: reported, rolled up, difference, cause. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_reconciliation(const rsl_reconciliation *reconciliation,
                                                           const rsl_plan *plan, const rsl_table_options *options,
                                                           const rsl_allocator *allocator, rsl_sink sink,
                                                           rsl_error *error);
/** Who makes the gap of a target: under each unit those below it, the largest part first. Of rules that divide, what each adds
 *  by its own figure and by its share stand apart. The marks do not apply. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_contribution(const rsl_contribution *contribution,
                                                         const rsl_table_options *options,
                                                         const rsl_allocator *allocator, rsl_sink sink,
                                                         rsl_error *error);
/** Targets of every unit against those assigned below, one block a unit: what is left, how many have a share. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_cascade(const rsl_cascade *cascade, const rsl_table_options *options,
                                                    const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** The shares of a target that was shared out. @param[in] target what was shared out. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_allocation(const rsl_allocation *allocation, const rsl_plan *plan,
                                                       uint32_t target, const rsl_table_options *options,
                                                       const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** Who gave a report to a campaign: each unit under those above it, with its deadline and standing; how many below are
 *  accepted; and in the end whom to remind. @param[in] reminders only those to remind. The marks of indicators do not
 *  apply. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_roll_call(const rsl_roll_call *roll_call, const rsl_plan *plan,
                                                      bool reminders, const rsl_table_options *options,
                                                      const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);
/** What became of every target from one review to a later one, one block a unit, and how many rose and fell. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_comparison(const rsl_review_comparison *comparison,
                                                       const rsl_table_options *options, const rsl_allocator *allocator,
                                                       rsl_sink sink, rsl_error *error);
/** Units in the order of their places: how far each is behind the best, what makes the ranking unfair, and who has no place and
 *  why. @param[in] before an earlier one of the same plan: the place of each unit then; NULL: none. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_ranking(const rsl_ranking *ranking, const rsl_ranking *before,
                                                    const rsl_table_options *options, const rsl_allocator *allocator,
                                                    rsl_sink sink, rsl_error *error);
/** Where series stand by a method, a row each, with its ratio, the publisher's word and ours. The marks do not apply.
 *  @param[in] standings one for each of `series`. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_standings(const rsl_bare_series *const *series,
                                                      const rsl_series_standing *standings, size_t count,
                                                      const rsl_table_options *options, const rsl_allocator *allocator,
                                                      rsl_sink sink, rsl_error *error);
/** What a campaign found and what answers it: under each unit its findings with their causes, and the actions that answer
 *  them. The marks of indicators do not apply. */
RSL_API RSL_MUST_CHECK rsl_status rsl_table_findings(const rsl_roll_call *roll_call, const rsl_plan *plan,
                                                     const rsl_table_options *options, const rsl_allocator *allocator,
                                                     rsl_sink sink, rsl_error *error);
/** A figure as a tree: the rule at each step, every row with file and line, what is missing. The marks do not apply. */
RSL_API RSL_MUST_CHECK rsl_status rsl_tree_explanation(const rsl_explanation *explanation, const rsl_plan *plan,
                                                       const rsl_table_options *options, const rsl_allocator *allocator,
                                                       rsl_sink sink, rsl_error *error);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
