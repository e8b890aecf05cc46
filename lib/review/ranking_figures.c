#include "base/error.h"
#include "review/case.h"
#include "review/ranking.h"

static rsl_status choose(rsl__ranking_work *work, rsl_error *error);
static bool first_and_last(const rsl__ranking_work *work, rsl_period *first, rsl_period *last);
static rsl_status look_back(rsl__ranking_work *work, rsl_period last, int32_t count, rsl_error *error);
static rsl_status offer(rsl__ranking_work *work, const rsl_rollup *rollup, rsl_period period, rsl_error *error);
static rsl_status fill(rsl__ranking_work *work, rsl_error *error);
static void take(const rsl__ranking_work *work, const rsl_rollup *rollup, rsl_ranking_row *row);
static rsl_status roll_up(const rsl__ranking_work *work, const rsl_period *periods, size_t count, bool bounds,
                          rsl_rollup **out, rsl_error *error);
static rsl_date day_of(const rsl__ranking_work *work, rsl_period period);

rsl_status rsl__ranking_by_figures(rsl__ranking_work *work, rsl_error *error) {
  work->choice.period = work->options->period;
  rsl_status status = work->choice.period.type == RSL_PERIOD_NONE ? choose(work, error) : RSL_OK;
  if (status == RSL_OK) status = rsl__ranked_units_find(work, day_of(work, work->choice.period), error);
  if (status == RSL_OK) status = rsl__ranking_make_rows(work, error);
  return status == RSL_OK ? fill(work, error) : status;
}

rsl_ranking_standing rsl__ranking_standing_of(const rsl_figure *figure) {
  if (figure->absence == RSL_ABSENCE_NOT_APPLICABLE) return RSL_RANKING_NOT_APPLICABLE;
  if (figure->absence == RSL_ABSENCE_QUALIFIED) return RSL_RANKING_QUALIFIED_FIGURE;
  if (figure->value.kind == RSL_NUMBER_ABSENT) return RSL_RANKING_NO_DATA;
  if ((figure->flags & RSL_FLAG_BELOW_MIN_COVERAGE) != 0) return RSL_RANKING_BELOW_MIN_COVERAGE;
  return figure->qualifier > RSL_QUALIFIER_ABOUT ? RSL_RANKING_QUALIFIED_FIGURE : RSL_RANKING_RANKED;
}

/** Mostly the first period that is looked at is the one: only where it is not, more are looked at together. */
static rsl_status choose(rsl__ranking_work *work, rsl_error *error) {
  rsl_period first;
  rsl_period last;
  rsl_status status = RSL_OK;
  if (!first_and_last(work, &first, &last)) return RSL_OK;
  for (int32_t count = 1; status == RSL_OK && !work->choice.enough && last.index >= first.index;) {
    int32_t left = last.index - first.index + 1;
    status = look_back(work, last, count < left ? count : left, error);
    last.index -= count;
    if (count < RSL__SEARCH_STEP) count *= 2;
  }
  return status;
}

/** The periods that could have figures; only the last of them where none has. What an event said holds on the day itself (R1).
 *  @return false where there is no day to go by. */
static bool first_and_last(const rsl__ranking_work *work, rsl_period *first, rsl_period *last) {
  rsl_period_type type = work->indicator->frequency;
  rsl_period earliest;
  rsl_period latest;
  if (work->as_of == RSL_DATE_NONE) return false;
  *last = work->options->forecast ? rsl_period_of_date(type, work->as_of) : rsl__latest_whole(type, work->as_of);
  if (last->type == RSL_PERIOD_NONE) *last = rsl__latest_whole(type, work->as_of);
  *first = *last;
  if (work->indicator->event) return last->type != RSL_PERIOD_NONE;
  bool has = rsl_cube_period_range(work->cube, work->options->indicator, &earliest, &latest);
  if (!has || earliest.type != type || latest.type != type) return last->type != RSL_PERIOD_NONE;
  if (latest.index < last->index) *last = latest;
  *first = earliest.index <= last->index ? earliest : *last;
  return last->type != RSL_PERIOD_NONE;
}

static rsl_status look_back(rsl__ranking_work *work, rsl_period last, int32_t count, rsl_error *error) {
  rsl_period periods[RSL__SEARCH_STEP] = { { RSL_PERIOD_NONE, 0 } };
  rsl_rollup *rollup = NULL;
  for (int32_t i = 0; i < count; i++) periods[i] = rsl_period_shift(last, i - count + 1);
  rsl_status status = roll_up(work, periods, (size_t)count, false, &rollup, error);
  for (int32_t i = count; status == RSL_OK && i-- > 0 && !work->choice.enough;)
    status = offer(work, rollup, periods[i], error);
  rsl_rollup_free(rollup);
  return status;
}

static rsl_status offer(rsl__ranking_work *work, const rsl_rollup *rollup, rsl_period period, rsl_error *error) {
  size_t ranked = 0;
  size_t owing = 0;
  rsl_status status = rsl__ranked_units_find(work, day_of(work, period), error);
  if (status != RSL_OK) return status;
  for (size_t i = 0; i < work->scope.count; i++) {
    rsl_ranking_row row = { .unit = work->scope.units[i] };
    (void)rsl_rollup_figure(rollup, row.unit, work->options->indicator, period, &row.figure);
    rsl_ranking_standing standing = rsl__ranking_standing_of(&row.figure);
    ranked += standing == RSL_RANKING_RANKED;
    owing += standing != RSL_RANKING_NOT_APPLICABLE;
  }
  rsl__period_offer(work, period, work->as_of, ranked, owing);
  return RSL_OK;
}

static rsl_status fill(rsl__ranking_work *work, rsl_error *error) {
  rsl_ranking *out = work->out;
  rsl_rollup *rollup = NULL;
  rsl_status status = RSL_OK;
  if (work->choice.period.type != RSL_PERIOD_NONE)
    status = roll_up(work, &work->choice.period, 1, true, &rollup, error);
  for (size_t i = 0; status == RSL_OK && i < out->summary.units; i++) take(work, rollup, &out->rows[i]);
  if (status == RSL_OK && out->whole.unit != RSL_NONE) take(work, rollup, &out->whole);
  rsl_rollup_free(rollup);
  return status;
}

static void take(const rsl__ranking_work *work, const rsl_rollup *rollup, rsl_ranking_row *row) {
  bool known = rollup != NULL &&
               rsl_rollup_figure(rollup, row->unit, work->options->indicator, work->choice.period, &row->figure);
  if (!known) row->figure = (rsl_figure){ .absence = RSL_ABSENCE_NOT_REPORTED };
  row->standing = rsl__ranking_standing_of(&row->figure);
  if (row->standing == RSL_RANKING_RANKED) row->score = row->figure.value;
}

static rsl_status roll_up(const rsl__ranking_work *work, const rsl_period *periods, size_t count, bool bounds,
                          rsl_rollup **out, rsl_error *error) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.indicators = &work->options->indicator;
  request.indicator_count = 1;
  request.periods = periods;
  request.period_count = count;
  request.known_on = work->known_on;
  request.structure = work->options->structure;
  request.bounds = bounds;
  request.threads = work->options->threads;
  return rsl_rollup_run(work->cube, &request, &work->out->allocator, out, error);
}

static rsl_date day_of(const rsl__ranking_work *work, rsl_period period) {
  return work->options->structure != RSL_DATE_NONE ? work->options->structure : rsl_period_last_day(period);
}
