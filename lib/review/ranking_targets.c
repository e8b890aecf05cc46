#include "base/error.h"
#include "review/case.h"
#include "review/ranking.h"

/** The one row of a unit that counts. */
typedef struct pick {
  const rsl_review_row *row;
  bool several;
} pick;

/** A review of the targets for the indicator, by unit. */
typedef struct standings {
  rsl__ranking_work *work;
  uint32_t *targets;
  size_t target_count;
  size_t target_capacity;
  pick *picks; /**< by unit of the plan */
  rsl_review *review;
} standings;

static rsl_status rank(standings *all, rsl_error *error);
static rsl_status list_targets(standings *all, rsl_error *error);
static rsl_status choose(standings *all, rsl_error *error);
static rsl_status review_on(standings *all, rsl_date as_of, rsl_error *error);
static void pick_row(pick *at, const rsl_review_row *row);
static rsl_period latest_actual(const standings *all);
static void offer(standings *all, rsl_period period, rsl_date as_of);
static void fill(const standings *all, rsl_period period, rsl_ranking_row *out);
static rsl_status add_sides(const standings *all, rsl_period period, rsl_error *error);
static void take_sides(const standings *all, const rsl__figures *figures, rsl_period period, rsl_ranking_row *out);
static rsl_ranking_standing standing_of(const pick *at, rsl_period period, rsl_number score);
static rsl_number score_of(const rsl__ranking_work *work, const rsl_review_row *row);
static bool is_same(rsl_period a, rsl_period b);

rsl_status rsl__ranking_by_targets(rsl__ranking_work *work, rsl_error *error) {
  const rsl_allocator *memory = &work->out->allocator;
  uint32_t units = rsl_plan_unit_count(work->plan);
  standings all = { .work = work };
  all.target_capacity = rsl_plan_target_count(work->plan);
  all.targets = rsl__allocate_array(memory, all.target_capacity, sizeof *all.targets);
  all.picks = rsl__allocate_array(memory, units, sizeof *all.picks);
  rsl_status status = all.targets != NULL && all.picks != NULL ? rank(&all, error) : rsl__fail_memory(error);
  rsl_review_free(all.review);
  rsl__release_array(memory, all.picks, units, sizeof *all.picks);
  rsl__release_array(memory, all.targets, all.target_capacity, sizeof *all.targets);
  return status;
}

static rsl_status rank(standings *all, rsl_error *error) {
  rsl__ranking_work *work = all->work;
  rsl_period period = work->options->period;
  rsl_status status = list_targets(all, error);
  work->choice.as_of = work->as_of;
  if (status == RSL_OK && period.type == RSL_PERIOD_NONE) status = choose(all, error);
  if (period.type != RSL_PERIOD_NONE) {
    work->choice.period = period;
    work->choice.as_of = rsl_period_last_day(period);
  }
  if (status == RSL_OK) status = review_on(all, work->choice.as_of, error);
  if (status == RSL_OK) {
    period = work->choice.period;
    rsl_date day = period.type != RSL_PERIOD_NONE ? rsl_period_last_day(period) : work->choice.as_of;
    status = rsl__ranked_units_find(work, day, error);
  }
  if (status == RSL_OK) status = rsl__ranking_make_rows(work, error);
  for (size_t i = 0; status == RSL_OK && i < work->scope.count; i++) fill(all, period, &work->out->rows[i]);
  if (status == RSL_OK && work->scope.whole != RSL_NONE) fill(all, period, &work->out->whole);
  return status == RSL_OK ? add_sides(all, period, error) : status;
}

static rsl_status list_targets(standings *all, rsl_error *error) {
  const rsl_ranking_options *options = all->work->options;
  size_t asked = options->targets == NULL ? rsl_plan_target_count(all->work->plan) : options->target_count;
  if (!rsl__grow(&all->work->out->allocator, &all->targets, &all->target_capacity, asked, sizeof *all->targets))
    return rsl__fail_memory(error);
  for (size_t i = 0; i < asked; i++) {
    uint32_t target = options->targets == NULL ? (uint32_t)i : options->targets[i];
    if (rsl_plan_target_links(all->work->plan, target).indicator == options->indicator)
      all->targets[all->target_count++] = target;
  }
  return RSL_OK;
}

/** The latest period of any unit, then the one before it: each with a review as of its own day, so that a unit that is ahead of
 *  the others is held against them by what it had then. */
static rsl_status choose(standings *all, rsl_error *error) {
  rsl__ranking_work *work = all->work;
  rsl_date as_of = work->as_of;
  rsl_status status = RSL_OK;
  while (status == RSL_OK && as_of != RSL_DATE_NONE && !work->choice.enough) {
    status = review_on(all, as_of, error);
    if (status == RSL_OK) status = rsl__ranked_units_find(work, as_of, error);
    if (status != RSL_OK) break;
    rsl_period period = latest_actual(all);
    if (period.type == RSL_PERIOD_NONE) break;
    status = rsl__ranked_units_find(work, rsl_period_last_day(period), error);
    if (status == RSL_OK) offer(all, period, as_of);
    bool runs = work->options->forecast || rsl_period_last_day(period) > as_of;
    as_of = (runs ? rsl_period_first_day(period) : rsl_period_last_day(period)) - 1;
  }
  return status;
}

static rsl_status review_on(standings *all, rsl_date as_of, rsl_error *error) {
  const rsl__ranking_work *work = all->work;
  uint32_t units = rsl_plan_unit_count(work->plan);
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  options.as_of = as_of;
  options.known_on = work->known_on != RSL_DATE_NONE ? work->known_on : RSL_DATE_MAX;
  options.forecast = work->options->forecast;
  options.targets = all->targets;
  options.target_count = all->target_count;
  rsl_review_free(all->review);
  all->review = NULL;
  for (uint32_t i = 0; i < units; i++) all->picks[i] = (pick){ NULL, false };
  rsl_status status = rsl_review_run(work->cube, &options, &work->out->allocator, &all->review, error);
  if (status != RSL_OK) return status;
  for (size_t i = 0; i < rsl_review_count(all->review); i++) {
    const rsl_review_row *row = rsl_review_at(all->review, i);
    if (row->links.indicator == work->options->indicator) pick_row(&all->picks[row->links.unit], row);
  }
  return RSL_OK;
}

/** Its own target before one that was assigned to it. */
static void pick_row(pick *at, const rsl_review_row *row) {
  bool assigned = row->links.assigned_by != RSL_NONE;
  bool was_assigned = at->row != NULL && at->row->links.assigned_by != RSL_NONE;
  if (at->row != NULL && assigned && !was_assigned) return;
  at->several = at->row != NULL && assigned == was_assigned;
  at->row = row;
}

static rsl_period latest_actual(const standings *all) {
  rsl_period latest = { RSL_PERIOD_NONE, 0 };
  for (size_t i = 0; i < all->work->scope.count; i++) {
    const pick *at = &all->picks[all->work->scope.units[i]];
    if (at->row == NULL || at->row->actual_period.type == RSL_PERIOD_NONE) continue;
    if (latest.type == RSL_PERIOD_NONE || rsl_period_compare(at->row->actual_period, latest) > 0)
      latest = at->row->actual_period;
  }
  return latest;
}

static void offer(standings *all, rsl_period period, rsl_date as_of) {
  rsl__ranking_work *work = all->work;
  size_t ranked = 0;
  size_t owing = 0;
  for (size_t i = 0; i < work->scope.count; i++) {
    const pick *at = &all->picks[work->scope.units[i]];
    if (at->row == NULL) continue;
    ranked += standing_of(at, period, score_of(work, at->row)) == RSL_RANKING_RANKED;
    owing++;
  }
  rsl__period_offer(work, period, as_of, ranked, owing);
}

static void fill(const standings *all, rsl_period period, rsl_ranking_row *out) {
  const pick *at = &all->picks[out->unit];
  const rsl_review_row *row = at->row;
  rsl_number score = row == NULL ? rsl_number_absent() : score_of(all->work, row);
  out->standing = standing_of(at, period, score);
  out->figure.absence = RSL_ABSENCE_NOT_REPORTED;
  if (row == NULL || at->several) return;
  out->target = row->target;
  out->rating = row->rating;
  out->reason = row->reason_code;
  out->target_low = row->target_low;
  out->target_high = row->target_high;
  if (row->actual.kind == RSL_NUMBER_ABSENT || !is_same(row->actual_period, period)) return;
  out->figure = (rsl_figure){ .value = row->actual,
                              .origin = row->origin,
                              .status = row->actual_status,
                              .flags = row->flags,
                              .reporting = row->reporting,
                              .owed = row->owed,
                              .qualifier = row->qualifier };
  if (row->qualifier == RSL_QUALIFIER_RANGE) {
    out->figure.value = row->actual_low;
    out->figure.upper = row->actual_high;
  }
  if (out->standing == RSL_RANKING_RANKED) out->score = score;
}

/** The two sides of a share: one of a few is another thing than one of many. What was made of several periods has none. */
static rsl_status add_sides(const standings *all, rsl_period period, rsl_error *error) {
  const rsl__ranking_work *work = all->work;
  rsl_ranking *out = work->out;
  rsl__figures figures;
  rsl__figures_init(&figures, work->cube, work->options->indicator, work->known_on, &out->allocator);
  rsl_status status = RSL_OK;
  bool can =
      period.type == work->indicator->frequency || rsl__indicator_can_lengthen(work->plan, work->options->indicator);
  if (can) status = rsl__figures_want(&figures, period, error);
  if (status == RSL_OK) status = rsl__figures_fetch(&figures, error);
  for (size_t i = 0; can && status == RSL_OK && i < out->summary.units; i++)
    take_sides(all, &figures, period, &out->rows[i]);
  rsl__figures_free(&figures);
  return status;
}

static void take_sides(const standings *all, const rsl__figures *figures, rsl_period period, rsl_ranking_row *out) {
  rsl_figure figure;
  if (out->figure.value.kind == RSL_NUMBER_ABSENT) return;
  uint32_t measured = all->picks[out->unit].row->links.measured;
  if (!rsl__figures_get(figures, measured, period, &figure)) return;
  if (rsl_number_compare(figure.value, out->figure.value) != 0) return;
  out->figure.numerator = figure.numerator;
  out->figure.denominator = figure.denominator;
}

static rsl_ranking_standing standing_of(const pick *at, rsl_period period, rsl_number score) {
  const rsl_review_row *row = at->row;
  if (row == NULL) return RSL_RANKING_NO_TARGET;
  if (at->several) return RSL_RANKING_SEVERAL_TARGETS;
  if (row->reason_code == RSL_REASON_BELOW_MIN_COVERAGE) return RSL_RANKING_BELOW_MIN_COVERAGE;
  if (row->qualifier > RSL_QUALIFIER_ABOUT || row->reason_code == RSL_REASON_QUALIFIED_FIGURE)
    return RSL_RANKING_QUALIFIED_FIGURE;
  if (row->actual.kind == RSL_NUMBER_ABSENT) return RSL_RANKING_NO_DATA;
  if (!is_same(row->actual_period, period)) return RSL_RANKING_OTHER_PERIOD;
  return score.kind == RSL_NUMBER_ABSENT ? RSL_RANKING_NO_SCORE : RSL_RANKING_RANKED;
}

/** A share of a target that is not above 0 says nothing. */
static rsl_number score_of(const rsl__ranking_work *work, const rsl_review_row *row) {
  switch (work->options->by) {
  case RSL_RANKING_BY_PROGRESS:
    return row->progress;
  case RSL_RANKING_BY_ACHIEVED:
    return row->achieved_percent;
  case RSL_RANKING_BY_OF_TARGET:
    return rsl_number_sign(row->target_low) > 0 ? row->of_target_percent : rsl_number_absent();
  case RSL_RANKING_BY_VALUE:
  case RSL_RANKING_BY_END:
    break;
  }
  return rsl_number_absent();
}

static bool is_same(rsl_period a, rsl_period b) {
  return a.type == b.type && a.index == b.index;
}
