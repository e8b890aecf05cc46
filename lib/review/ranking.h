/** @file
 *  @brief Internal: a ranking in the making: which units, of which period, by which number, and which place that is.
 */
#ifndef RSL_REVIEW_RANKING_INTERNAL_H
#define RSL_REVIEW_RANKING_INTERNAL_H

#include <resolution/review.h>

#include "base/memory.h"

struct rsl_ranking {
  rsl_allocator allocator;
  const rsl_plan *plan;
  rsl_ranking_summary summary;
  rsl_ranking_row *rows;
  size_t capacity;
  uint32_t *row_of_unit; /**< by unit of the plan; RSL_NONE: it is not ranked among these */
  rsl_ranking_row whole; /**< unit RSL_NONE: there are several */
};

/** The units to rank, on one day. */
typedef struct rsl__ranked_units {
  rsl_date day; /**< RSL_DATE_NONE: none was looked at yet */
  uint32_t *units;
  size_t count;
  size_t capacity;
  uint32_t whole; /**< the one above all of them; RSL_NONE: several, or the parent is not there on that day */
} rsl__ranked_units;

/** The one period: the latest in which enough can be ranked. Periods are offered from the latest on. */
typedef struct rsl__period_choice {
  rsl_period period;
  rsl_date as_of; /**< the day on which it was found */
  size_t ranked;  /**< how many can be in it */
  rsl_period latest;
  size_t latest_ranked;
  bool enough; /**< nothing earlier is wanted */
} rsl__period_choice;

typedef struct rsl__ranking_work {
  rsl_ranking *out;
  const rsl_cube *cube;
  const rsl_plan *plan;
  const rsl_indicator *indicator;
  const rsl_ranking_options *options;
  rsl_date as_of;
  rsl_date known_on; /**< RSL_DATE_NONE: everything */
  rsl__ranked_units scope;
  rsl__period_choice choice;
} rsl__ranking_work;

/** Find the units of a day; nothing is done where no unit changed since the day before. None where the parent is not there. */
RSL_MUST_CHECK rsl_status rsl__ranked_units_find(rsl__ranking_work *work, rsl_date day, rsl_error *error);
/** Offer a period in which `ranked` of the `owing` units can be ranked. */
void rsl__period_offer(rsl__ranking_work *work, rsl_period period, rsl_date as_of, size_t ranked, size_t owing);
/** Make room for a row of each unit, without a place yet, and one of the whole. */
RSL_MUST_CHECK rsl_status rsl__ranking_make_rows(rsl__ranking_work *work, rsl_error *error);

/** Choose the period and fill the rows: by the figures themselves. */
RSL_MUST_CHECK rsl_status rsl__ranking_by_figures(rsl__ranking_work *work, rsl_error *error);
/** … by where each unit's target stands. */
RSL_MUST_CHECK rsl_status rsl__ranking_by_targets(rsl__ranking_work *work, rsl_error *error);
/** What a figure stands for: a place, or why it has none. */
rsl_ranking_standing rsl__ranking_standing_of(const rsl_figure *figure);

/** Give each row that has a score its place, bring them into that order, and sum them up. */
RSL_MUST_CHECK rsl_status rsl__ranking_place(rsl_ranking *ranking, rsl_error *error);

#endif
