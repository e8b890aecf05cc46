#include "review/contribution.h"

#include "base/error.h"
#include "review/carriers.h"
#include "review/contribution_tree.h"

/** A contribution in the making. */
typedef struct making {
  const rsl_cube *cube;
  const rsl_plan *plan;
  const rsl_contribution_options *options;
  rsl_contribution *out;
  uint32_t target;
  const rsl_target *record;
  const rsl_indicator *indicator;
  rsl_period *periods; /**< those that make up the actual */
  size_t period_count;
  size_t period_capacity;
} making;

static rsl_status make(making *work, rsl_error *error);
static rsl_status find_decisive(making *work, rsl_error *error);
static rsl_status take_decisive(making *work, uint32_t whole, uint32_t decisive, rsl_error *error);
static rsl_status review_some(const making *work, const uint32_t *targets, size_t count, rsl_review **out,
                              rsl_error *error);
static rsl_status review_alike(making *work, rsl_error *error);
static rsl_status find_row(making *work, rsl_error *error);
static bool is_alike(const making *work, uint32_t target);
static bool is_of(const rsl_review_row *row, uint32_t target);
static rsl_contribution_state state_of(const making *work);
static rsl_status part(making *work, rsl_error *error);
static rsl_status list_periods(making *work, rsl_error *error);
static rsl_status list_total(making *work, rsl_error *error);
static rsl_status add_period(making *work, rsl_period period, rsl_error *error);
static rsl_period baseline_period(const making *work);
static rsl_status roll_up(const making *work, rsl_rollup **out, rsl_error *error);
static rsl_status measure(making *work, const rsl_rollup *rollup, rsl_error *error);
static void take_figures(const making *work, const rsl_rollup *rollup, uint32_t unit, rsl__contributor *part);
static void add_amount(rsl__amount *sum, rsl__amount amount);
static void take_ratings(const making *work, rsl__contribution_tree *tree);

const char *rsl_contribution_state_name(rsl_contribution_state state) {
  static const char *const names[] = { "parted",   "no_actual",         "no_expected",
                                       "no_basis", "rule_not_additive", "over_the_term" };
  return (unsigned)state < RSL_CONTRIBUTION_STATE_END ? names[state] : NULL;
}

const char *rsl_contributor_kind_name(rsl_contributor_kind kind) {
  static const char *const names[] = { "unit", "own", "others" };
  return (unsigned)kind < RSL_CONTRIBUTOR_END ? names[kind] : NULL;
}

rsl_status rsl_contribution_run(const rsl_cube *cube, uint32_t target, const rsl_contribution_options *options,
                                const rsl_allocator *allocator, rsl_contribution **out, rsl_error *error) {
  const rsl_contribution_options defaults = RSL_CONTRIBUTION_OPTIONS_INIT;
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  const rsl_plan *plan = rsl_cube_plan(cube);
  *out = NULL;
  rsl__error_clear(error);
  if (target >= rsl_plan_target_count(plan))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the plan has no target number %lu", (unsigned long)target);
  rsl_contribution *made = rsl__allocate_zeroed(&memory, sizeof *made);
  if (made == NULL) return rsl__fail_memory(error);
  made->allocator = memory;
  making work = { cube, plan, options == NULL ? &defaults : options, made, target, rsl_plan_target(plan, target), 0, 0,
                  0,    0 };
  work.indicator = rsl_plan_indicator(plan, rsl_plan_target_links(plan, target).indicator);
  rsl_status status = make(&work, error);
  rsl__release_array(&memory, work.periods, work.period_capacity, sizeof *work.periods);
  if (status == RSL_OK)
    *out = made;
  else
    rsl_contribution_free(made);
  return status;
}

void rsl_contribution_free(rsl_contribution *contribution) {
  if (contribution == NULL) return;
  rsl_allocator memory = contribution->allocator;
  rsl_review_free(contribution->review);
  rsl__release_array(&memory, contribution->rows, contribution->capacity, sizeof *contribution->rows);
  rsl__release(&memory, contribution, sizeof *contribution);
}

const rsl_review *rsl_contribution_review(const rsl_contribution *contribution) {
  return contribution->review;
}

const rsl_review_row *rsl_contribution_target(const rsl_contribution *contribution) {
  return contribution->target;
}

rsl_contribution_state rsl_contribution_parted(const rsl_contribution *contribution) {
  return contribution->state;
}

size_t rsl_contribution_count(const rsl_contribution *contribution) {
  return contribution->count;
}

const rsl_contribution_row *rsl_contribution_at(const rsl_contribution *contribution, size_t index) {
  return index < contribution->count ? &contribution->rows[index] : NULL;
}

static rsl_status make(making *work, rsl_error *error) {
  rsl_contribution *out = work->out;
  rsl_status status = find_decisive(work, error);
  if (status == RSL_OK) status = review_alike(work, error);
  if (status == RSL_OK) status = find_row(work, error);
  if (status != RSL_OK) return status;
  out->state = state_of(work);
  return out->state == RSL_CONTRIBUTION_NO_ACTUAL ? RSL_OK : part(work, error);
}

/** Parts that hold together have one row, that of the one that decides (T10): its gap is what can be parted. */
static rsl_status find_decisive(making *work, rsl_error *error) {
  rsl_review *review = NULL;
  uint32_t whole = rsl_plan_target_links(work->plan, work->target).part_of;
  if (whole == RSL_NONE) whole = work->target;
  if (rsl_plan_target(work->plan, whole)->parts_count != RSL_PARTS_TOGETHER) return RSL_OK;
  rsl_status status = review_some(work, &whole, 1, &review, error);
  const rsl_review_row *row = status == RSL_OK ? rsl_review_at(review, 0) : NULL;
  if (row != NULL) status = take_decisive(work, whole, row->part, error);
  rsl_review_free(review);
  return status;
}

static rsl_status take_decisive(making *work, uint32_t whole, uint32_t decisive, rsl_error *error) {
  if (work->target != whole && work->target != decisive)
    return rsl__fail(
        error, RSL_ERR_DATA,
        "the target `%s` holds together with the other parts of `%s`, of which `%s` decides: ask for that one",
        work->record->code, rsl_plan_target(work->plan, whole)->code, rsl_plan_target(work->plan, decisive)->code);
  work->target = decisive;
  work->record = rsl_plan_target(work->plan, decisive);
  work->indicator = rsl_plan_indicator(work->plan, rsl_plan_target_links(work->plan, decisive).indicator);
  return RSL_OK;
}

static rsl_status review_some(const making *work, const uint32_t *targets, size_t count, rsl_review **out,
                              rsl_error *error) {
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  options.as_of = work->options->as_of;
  options.known_on = work->options->known_on;
  options.forecast = work->options->forecast;
  options.language = work->options->language;
  options.targets = targets;
  options.target_count = count;
  return rsl_review_run(work->cube, &options, &work->out->allocator, out, error);
}

/** The target, and those of other units for the same indicator and day: where each of these stands. */
static rsl_status review_alike(making *work, rsl_error *error) {
  rsl_allocator memory = work->out->allocator;
  uint32_t all = rsl_plan_target_count(work->plan);
  size_t count = 0;
  uint32_t *targets = rsl__allocate_array(&memory, all, sizeof *targets);
  if (targets == NULL) return rsl__fail_memory(error);
  for (uint32_t i = 0; i < all; i++)
    if (is_alike(work, i)) targets[count++] = i;
  rsl_status status = review_some(work, targets, count, &work->out->review, error);
  rsl__release_array(&memory, targets, all, sizeof *targets);
  return status;
}

static bool is_alike(const making *work, uint32_t target) {
  const rsl_target *other = rsl_plan_target(work->plan, target);
  if (rsl_plan_target_links(work->plan, target).indicator != rsl_plan_target_links(work->plan, work->target).indicator)
    return false;
  return other->by.type == work->record->by.type && other->by.index == work->record->by.index;
}

static rsl_status find_row(making *work, rsl_error *error) {
  const rsl_review *review = work->out->review;
  for (size_t i = 0; i < rsl_review_count(review) && work->out->target == NULL; i++)
    if (is_of(rsl_review_at(review, i), work->target)) work->out->target = rsl_review_at(review, i);
  if (work->out->target != NULL) return RSL_OK;
  return rsl__fail(error, RSL_ERR_DATA, "the target `%s` was not adopted by then, or another replaced it",
                   work->record->code);
}

static bool is_of(const rsl_review_row *row, uint32_t target) {
  return row->target == target || row->part == target;
}

static rsl_contribution_state state_of(const making *work) {
  const rsl_review_row *row = work->out->target;
  const rsl_target *target = work->record;
  bool over_years = target->form == RSL_FORM_EACH_YEAR ||
                    (target->form == RSL_FORM_AVERAGE_PER_YEAR && target->average_of == RSL_AVERAGE_OF_RATE);
  if (row->actual.kind == RSL_NUMBER_ABSENT) return RSL_CONTRIBUTION_NO_ACTUAL;
  if (over_years) return RSL_CONTRIBUTION_OVER_THE_TERM;
  rsl_rule rule = work->indicator->rollup.rule;
  if (!rsl__rule_is_amount(rule) && !rsl__rule_is_level(rule)) return RSL_CONTRIBUTION_RULE_NOT_ADDITIVE;
  return row->expected.kind == RSL_NUMBER_ABSENT ? RSL_CONTRIBUTION_NO_EXPECTED : RSL_CONTRIBUTION_PARTED;
}

static rsl_status part(making *work, rsl_error *error) {
  rsl_rollup *rollup = NULL;
  rsl_status status = list_periods(work, error);
  if (status == RSL_OK) status = roll_up(work, &rollup, error);
  if (status == RSL_OK) status = measure(work, rollup, error);
  rsl_rollup_free(rollup);
  return status;
}

/* ---- Which figures ------------------------------------------------------------------------------------------------- */

static rsl_status list_periods(making *work, rsl_error *error) {
  if (work->record->form == RSL_FORM_TOTAL) return list_total(work, error);
  return add_period(work, work->out->target->actual_period, error);
}

/** The running sum: whole years where the indicator makes years, and what follows the last of them (T6). */
static rsl_status list_total(making *work, rsl_error *error) {
  const rsl_review_row *row = work->out->target;
  rsl_date end = rsl_period_last_day(row->actual_period);
  rsl_period before = baseline_period(work);
  rsl_date day = before.type != RSL_PERIOD_NONE
                     ? rsl_period_last_day(before) + 1
                     : rsl_period_first_day(rsl_plan_resolution(work->plan, row->links.resolution)->from);
  rsl_status status = RSL_OK;
  while (status == RSL_OK && day <= end) {
    rsl_period year = rsl_period_of_date(RSL_PERIOD_YEAR, day);
    bool whole =
        rsl_period_first_day(year) == day && rsl_period_last_day(year) <= end && work->indicator->time != RSL_TIME_NONE;
    rsl_period next = whole ? year : rsl_period_of_date(work->indicator->frequency, day);
    if (next.type == RSL_PERIOD_NONE) break;
    status = add_period(work, next, error);
    day = rsl_period_last_day(next) + 1;
  }
  return status;
}

static rsl_status add_period(making *work, rsl_period period, rsl_error *error) {
  if (!rsl__grow(&work->out->allocator, &work->periods, &work->period_capacity, work->period_count + 1,
                 sizeof *work->periods))
    return rsl__fail_memory(error);
  work->periods[work->period_count++] = period;
  return RSL_OK;
}

static rsl_period baseline_period(const making *work) {
  return work->record->baseline_period;
}

/** All along the structure of the actual's last day, so that each unit's baseline is of the territory that it has now. */
static rsl_status roll_up(const making *work, rsl_rollup **out, rsl_error *error) {
  rsl_allocator memory = work->out->allocator;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  size_t room = work->period_count + 1;
  rsl_period *periods = rsl__allocate_array(&memory, room, sizeof *periods);
  if (periods == NULL) return rsl__fail_memory(error);
  if (baseline_period(work).type != RSL_PERIOD_NONE) periods[request.period_count++] = baseline_period(work);
  for (size_t i = 0; i < work->period_count; i++) periods[request.period_count++] = work->periods[i];
  request.periods = periods;
  request.indicators = &work->out->target->links.indicator;
  request.indicator_count = 1;
  request.known_on =
      work->options->known_on != RSL_DATE_NONE ? work->options->known_on : rsl_review_as_of(work->out->review);
  request.structure = rsl_period_last_day(work->out->target->actual_period);
  rsl_status status = rsl_rollup_run(work->cube, &request, &memory, out, error);
  rsl__release_array(&memory, periods, room, sizeof *periods);
  return status;
}

/* ---- What they come to --------------------------------------------------------------------------------------------- */

static rsl_status measure(making *work, const rsl_rollup *rollup, rsl_error *error) {
  rsl_contribution *out = work->out;
  const rsl_structure *structure = rsl_rollup_structure(rollup);
  uint32_t root = rsl_structure_position(structure, out->target->links.measured);
  rsl__contribution_tree tree = { .structure = structure, .root = root, .options = work->options };
  if (root == RSL_NONE) return RSL_OK;
  tree.count = rsl_structure_subtree_end(structure, root) - root;
  tree.parts = rsl__allocate_zeroed_array(&out->allocator, tree.count, sizeof *tree.parts);
  if (tree.parts == NULL) return rsl__fail_memory(error);
  for (uint32_t i = 0; i < tree.count; i++)
    take_figures(work, rollup, rsl_structure_unit(structure, root + i), &tree.parts[i]);
  tree.whole = rsl__whole_of(tree.parts[0].now, tree.parts[0].before, out->target->expected);
  if (out->state == RSL_CONTRIBUTION_PARTED) {
    for (uint32_t i = 0; i < tree.count; i++) rsl__contributor_measure(&tree.parts[i], &tree.whole);
    if (tree.parts[0].contribution.kind == RSL_NUMBER_ABSENT) out->state = RSL_CONTRIBUTION_NO_BASIS;
  }
  take_ratings(work, &tree);
  rsl_status status = rsl__contribution_tree_list(&tree, out, error);
  rsl__release_array(&out->allocator, tree.parts, tree.count, sizeof *tree.parts);
  return status;
}

static void take_figures(const making *work, const rsl_rollup *rollup, uint32_t unit, rsl__contributor *part) {
  uint32_t indicator = work->out->target->links.indicator;
  rsl_figure figure;
  if (!rsl_rollup_has_row(rollup, unit, indicator)) return;
  for (size_t i = 0; i < work->period_count; i++) {
    if (!rsl_rollup_figure(rollup, unit, indicator, work->periods[i], &figure)) continue;
    add_amount(&part->now, rsl__amount_of(work->indicator, &figure));
    if (part->actual.kind == RSL_NUMBER_ABSENT)
      part->actual = figure.value;
    else if (figure.value.kind != RSL_NUMBER_ABSENT)
      part->actual = rsl_number_add(part->actual, figure.value);
    part->reporting += figure.reporting;
    part->owed += figure.owed;
  }
  if (rsl_rollup_figure(rollup, unit, indicator, baseline_period(work), &figure)) {
    part->before = rsl__amount_of(work->indicator, &figure);
    part->baseline = figure.value;
  }
  part->shown = part->owed > 0 || part->actual.kind != RSL_NUMBER_ABSENT || part->baseline.kind != RSL_NUMBER_ABSENT;
}

/** Of a running sum the amounts of its periods; anything else has one period. */
static void add_amount(rsl__amount *sum, rsl__amount amount) {
  if (sum->numerator.kind == RSL_NUMBER_ABSENT)
    *sum = amount;
  else if (amount.numerator.kind != RSL_NUMBER_ABSENT)
    sum->numerator = rsl_number_add(sum->numerator, amount.numerator);
}

/** Of several targets of one unit its own counts, then the first of the plan. */
static void take_ratings(const making *work, rsl__contribution_tree *tree) {
  const rsl_review *review = work->out->review;
  for (size_t i = rsl_review_count(review); i-- > 0;) {
    const rsl_review_row *row = rsl_review_at(review, i);
    uint32_t position = rsl_structure_position(tree->structure, row->links.unit);
    if (position == RSL_NONE || position < tree->root || position - tree->root >= tree->count) continue;
    rsl_rating *rating = &tree->parts[position - tree->root].rating;
    if (*rating == RSL_RATING_NONE || row->links.assigned_by == RSL_NONE) *rating = row->rating;
  }
}
