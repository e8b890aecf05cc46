#include "review/ranking.h"

#include <string.h>

#include "base/error.h"
#include "plan/grades.h"
#include "review/carriers.h"
#include "review/case.h"

static rsl_status make(rsl__ranking_work *work, rsl_error *error);
static rsl_status check_options(const rsl_plan *plan, const rsl_ranking_options *options, rsl_error *error);
static rsl_status check_indicator(const rsl__ranking_work *work, rsl_error *error);
static rsl_status check_day(rsl__ranking_work *work, rsl_error *error);
static rsl_status check_units(const rsl__ranking_work *work, rsl_error *error);
static void summarize(rsl__ranking_work *work);
static rsl_status index_units(rsl_ranking *ranking, rsl_error *error);

const char *rsl_ranking_by_name(rsl_ranking_by by) {
  static const char *const names[] = { "value", "progress", "achieved", "of_target" };
  return (unsigned)by < RSL_RANKING_BY_END ? names[by] : NULL;
}

bool rsl_ranking_by_parse(const char *text, size_t length, rsl_ranking_by *out) {
  for (int by = RSL_RANKING_BY_VALUE; by < RSL_RANKING_BY_END; by++) {
    const char *name = rsl_ranking_by_name((rsl_ranking_by)by);
    if (strlen(name) != length || memcmp(name, text, length) != 0) continue;
    *out = (rsl_ranking_by)by;
    return true;
  }
  return false;
}

const char *rsl_ranking_standing_name(rsl_ranking_standing standing) {
  static const char *const names[] = { "ranked",          "no_data",          "below_min_coverage",
                                       "not_applicable",  "qualified_figure", "no_target",
                                       "several_targets", "other_period",     "no_score" };
  return (unsigned)standing < RSL_RANKING_STANDING_END ? names[standing] : NULL;
}

rsl_status rsl_ranking_run(const rsl_cube *cube, const rsl_ranking_options *options, const rsl_allocator *allocator,
                           rsl_ranking **out, rsl_error *error) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  const rsl_plan *plan = rsl_cube_plan(cube);
  *out = NULL;
  rsl__error_clear(error);
  rsl_status status = check_options(plan, options, error);
  if (status != RSL_OK) return status;
  rsl_ranking *made = rsl__allocate_zeroed(&memory, sizeof *made);
  if (made == NULL) return rsl__fail_memory(error);
  made->allocator = memory;
  made->plan = plan;
  rsl__ranking_work work = { .out = made, .cube = cube, .plan = plan, .options = options };
  work.indicator = rsl_plan_indicator(plan, options->indicator);
  work.scope.day = RSL_DATE_NONE;
  status = make(&work, error);
  rsl__release_array(&memory, work.scope.units, work.scope.capacity, sizeof *work.scope.units);
  if (status == RSL_OK)
    *out = made;
  else
    rsl_ranking_free(made);
  return status;
}

void rsl_ranking_free(rsl_ranking *ranking) {
  if (ranking == NULL) return;
  rsl_allocator memory = ranking->allocator;
  rsl__release_array(&memory, ranking->rows, ranking->capacity, sizeof *ranking->rows);
  rsl__release_array(&memory, ranking->row_of_unit, rsl_plan_unit_count(ranking->plan), sizeof *ranking->row_of_unit);
  rsl__release(&memory, ranking, sizeof *ranking);
}

const rsl_plan *rsl_ranking_plan(const rsl_ranking *ranking) {
  return ranking->plan;
}

const rsl_ranking_summary *rsl_ranking_summarize(const rsl_ranking *ranking) {
  return &ranking->summary;
}

size_t rsl_ranking_count(const rsl_ranking *ranking) {
  return ranking->summary.units;
}

const rsl_ranking_row *rsl_ranking_at(const rsl_ranking *ranking, size_t index) {
  return index < ranking->summary.units ? &ranking->rows[index] : NULL;
}

const rsl_ranking_row *rsl_ranking_of(const rsl_ranking *ranking, uint32_t unit) {
  uint32_t row = unit < rsl_plan_unit_count(ranking->plan) ? ranking->row_of_unit[unit] : RSL_NONE;
  return row == RSL_NONE ? NULL : &ranking->rows[row];
}

const rsl_ranking_row *rsl_ranking_whole(const rsl_ranking *ranking) {
  return ranking->whole.unit == RSL_NONE ? NULL : &ranking->whole;
}

static rsl_status make(rsl__ranking_work *work, rsl_error *error) {
  bool by_value = work->options->by == RSL_RANKING_BY_VALUE;
  rsl_status status = check_indicator(work, error);
  if (status == RSL_OK) status = check_day(work, error);
  if (status == RSL_OK) status = by_value ? rsl__ranking_by_figures(work, error) : rsl__ranking_by_targets(work, error);
  if (status == RSL_OK) status = check_units(work, error);
  if (status != RSL_OK) return status;
  summarize(work);
  status = rsl__ranking_place(work->out, error);
  return status == RSL_OK ? index_units(work->out, error) : status;
}

static rsl_status index_units(rsl_ranking *ranking, rsl_error *error) {
  uint32_t all = rsl_plan_unit_count(ranking->plan);
  ranking->row_of_unit = rsl__allocate_array(&ranking->allocator, all, sizeof *ranking->row_of_unit);
  if (ranking->row_of_unit == NULL) return rsl__fail_memory(error);
  for (uint32_t i = 0; i < all; i++) ranking->row_of_unit[i] = RSL_NONE;
  for (size_t i = 0; i < ranking->summary.units; i++) ranking->row_of_unit[ranking->rows[i].unit] = (uint32_t)i;
  return RSL_OK;
}

static rsl_status check_options(const rsl_plan *plan, const rsl_ranking_options *options, rsl_error *error) {
  bool by_value = options->by == RSL_RANKING_BY_VALUE;
  if (options->indicator >= rsl_plan_indicator_count(plan))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the plan has no indicator number %lu",
                     (unsigned long)options->indicator);
  if (options->parent != RSL_NONE && options->parent >= rsl_plan_unit_count(plan))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the plan has no unit number %lu", (unsigned long)options->parent);
  if (options->level != RSL_NONE && options->level >= rsl_plan_level_count(plan))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the plan has no level number %lu", (unsigned long)options->level);
  if ((unsigned)options->by >= RSL_RANKING_BY_END)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "there is no way number %d to rank", (int)options->by);
  if (!by_value && options->structure != RSL_DATE_NONE)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "only figures are carried to the structure of a day, targets are not");
  for (size_t i = 0; options->targets != NULL && i < options->target_count; i++)
    if (options->targets[i] >= rsl_plan_target_count(plan))
      return rsl__fail(error, RSL_ERR_ARGUMENT, "the plan has no target number %lu",
                       (unsigned long)options->targets[i]);
  return RSL_OK;
}

/** Nobody but the plan can say what is better. */
static rsl_status check_indicator(const rsl__ranking_work *work, rsl_error *error) {
  const rsl_indicator *indicator = work->indicator;
  if (indicator->rollup.rule == RSL_RULE_GRADE_COUNT)
    return rsl__fail(error, RSL_ERR_DATA,
                     "`%s` counts units at each grade, which are not better or worse: rank by one of "
                     "its grades' shares, or by the rules `worst` or `best`",
                     indicator->code);
  if (rsl__figure_is_grade(indicator) || indicator->direction != RSL_DIRECTION_NONE) return RSL_OK;
  return rsl__fail(
      error, RSL_ERR_DATA,
      "`%s` cannot be ranked: its direction is `none`, so nobody says whether more of it is better; give it "
      "`increase` or `decrease`",
      indicator->code);
}

static rsl_status check_day(rsl__ranking_work *work, rsl_error *error) {
  const rsl_ranking_options *options = work->options;
  bool has_period = options->period.type != RSL_PERIOD_NONE;
  char period[RSL_PERIOD_TEXT];
  char day[RSL_DATE_TEXT];
  work->as_of = options->as_of != RSL_DATE_NONE ? options->as_of : rsl_cube_last_day(work->cube);
  work->known_on = options->known_on;
  if (work->known_on == RSL_DATE_NONE) work->known_on = has_period ? options->as_of : work->as_of;
  bool runs = has_period && options->as_of != RSL_DATE_NONE && rsl_period_last_day(options->period) > options->as_of;
  if (!runs || options->forecast) return RSL_OK;
  rsl_period_format(options->period, period);
  rsl_date_format(options->as_of, day);
  return rsl__fail(error, RSL_ERR_DATA, "the period %s has not ended by %s: only a forecast ranks its figures", period,
                   day);
}

static rsl_status check_units(const rsl__ranking_work *work, rsl_error *error) {
  const rsl_ranking_options *options = work->options;
  char day[RSL_DATE_TEXT];
  rsl_date_format(work->scope.day, day);
  if (work->scope.count > 0) return RSL_OK;
  if (options->parent == RSL_NONE) return rsl__fail(error, RSL_ERR_DATA, "there is no unit to rank on %s", day);
  const char *code = rsl_plan_unit(work->plan, options->parent)->code;
  if (!rsl_plan_unit_valid(work->plan, options->parent, work->scope.day))
    return rsl__fail(error, RSL_ERR_DATA, "the unit `%s` is not there on %s", code, day);
  return rsl__fail(error, RSL_ERR_DATA, "nobody is to be ranked below `%s` on %s", code, day);
}

static void summarize(rsl__ranking_work *work) {
  const rsl__period_choice *choice = &work->choice;
  rsl_ranking_summary *summary = &work->out->summary;
  rsl_ranking_by by = work->options->by;
  bool less = work->indicator->direction == RSL_DIRECTION_DECREASE && !rsl__figure_is_grade(work->indicator);
  bool later = choice->latest.type != RSL_PERIOD_NONE && rsl_period_compare(choice->latest, choice->period) > 0;
  summary->indicator = work->options->indicator;
  summary->by = by;
  summary->period = choice->period;
  summary->parent = work->scope.whole;
  summary->least_is_best = less && (by == RSL_RANKING_BY_VALUE || by == RSL_RANKING_BY_OF_TARGET);
  summary->of_amounts = by == RSL_RANKING_BY_VALUE && rsl__rule_is_amount(work->indicator->rollup.rule);
  if (!later) return;
  summary->later = choice->latest;
  summary->later_ranked = choice->latest_ranked;
}

rsl_status rsl__ranking_make_rows(rsl__ranking_work *work, rsl_error *error) {
  rsl_ranking *out = work->out;
  out->rows = rsl__allocate_zeroed_array(&out->allocator, work->scope.count, sizeof *out->rows);
  if (out->rows == NULL) return rsl__fail_memory(error);
  out->capacity = work->scope.count;
  out->summary.units = work->scope.count;
  for (size_t i = 0; i < work->scope.count; i++)
    out->rows[i] = (rsl_ranking_row){ .unit = work->scope.units[i], .target = RSL_NONE };
  out->whole = (rsl_ranking_row){ .unit = work->scope.whole, .target = RSL_NONE };
  return RSL_OK;
}

/** T2 asks a figure for its coverage; a ranking is asked for that of its units. */
void rsl__period_offer(rsl__ranking_work *work, rsl_period period, rsl_date as_of, size_t ranked, size_t owing) {
  rsl__period_choice *choice = &work->choice;
  bool enough = ranked > 0 && rsl__is_covered(work->indicator, ranked, owing);
  if (ranked > 0 && choice->latest.type == RSL_PERIOD_NONE) {
    choice->latest = period;
    choice->latest_ranked = ranked;
  }
  if (choice->period.type != RSL_PERIOD_NONE && ranked <= choice->ranked && !enough) return;
  choice->period = period;
  choice->as_of = as_of;
  choice->ranked = ranked;
  choice->enough = enough;
}
