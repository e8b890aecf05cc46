#include "base/error.h"
#include "cube/cube.h"
#include "plan/expression.h"
#include "review/case.h"

static rsl_number take_baseline(rsl__case *subject, const rsl__figures *figures, rsl_figure *measured);
static bool differs(const rsl__case *subject, rsl_number measured);
static void fill_input(const rsl__case *subject, rsl_number baseline, rsl_path_input *input);
static void change_actual(const rsl__case *subject, rsl_path_input *input);
static bool is_never_negative(const rsl__case *subject);
static bool adds_up_only(const rsl__case *subject, const rsl__expression *formula);
static void correct_reason(const rsl__case *subject, const rsl__figures *figures, rsl_path_result *result);
static void fill_row(rsl__case *subject, const rsl_path_input *input, const rsl_path_result *result);
static void fill_actual(rsl__case *subject, const rsl_path_result *result);

rsl_status rsl__case_collect(rsl__case *subject, const rsl__figures *figures, rsl__arena *arena, rsl_error *error) {
  return subject->by_series ? rsl__series_take(subject, figures, arena, error) : RSL_OK;
}

rsl_status rsl__case_finish(rsl__case *subject, const rsl__sources *sources, rsl__arena *arena, rsl_error *error) {
  rsl_path_input input = RSL_PATH_INPUT_INIT;
  rsl_path_result result;
  rsl_figure measured = { 0 };
  const rsl__figures *figures = &sources->figures;
  bool could_change = false;
  fill_input(subject, take_baseline(subject, figures, &measured), &input);
  change_actual(subject, &input);
  rsl_status status = rsl__case_rate(subject, &input, &result, arena, error);
  if (status == RSL_OK)
    status = rsl__case_try_bounds(subject, &input, result.rating, &sources->bounded, arena, &could_change, error);
  if (status != RSL_OK) return status;
  if (could_change) subject->row->flags |= RSL_FLAG_COVERAGE_COULD_CHANGE_IT;
  correct_reason(subject, figures, &result);
  if (subject->closed && subject->target->on_close == RSL_ON_CLOSE_VOID) {
    result.rating = RSL_RATING_NOT_RATED;
    result.reason = RSL_REASON_UNIT_CLOSED;
  }
  fill_row(subject, &input, &result);
  status = rsl__case_look_back(subject, &input, sources, arena, error);
  if (status == RSL_OK) status = rsl__trend_take(subject, figures, &sources->bounded, &input, &result, error);
  if (status != RSL_OK) return status;
  rsl__case_flag(subject);
  rsl__row_take_published(subject->row, subject->target, subject->question->as_of);
  return rsl__case_say(subject, &input, &result, &measured, arena, error);
}

/** T3: what is given is frozen, what differs is told; without a value it is measured. */
static rsl_number take_baseline(rsl__case *subject, const rsl__figures *figures, rsl_figure *measured) {
  const rsl_target *target = subject->target;
  bool has = subject->baseline_period.type != RSL_PERIOD_NONE &&
             rsl__figures_get(figures, subject->links.measured, subject->baseline_period, measured);
  if (subject->baseline_period.type == RSL_PERIOD_NONE) return rsl_number_absent();
  if (target->has_baseline_value) {
    if (has && differs(subject, measured->value)) subject->row->flags |= RSL_FLAG_BASELINE_DIFFERS;
    return rsl_number_from_decimal(target->baseline_value);
  }
  if (!has) return rsl_number_absent();
  subject->row->flags |= measured->flags & RSL_FLAG_BELOW_MIN_COVERAGE;
  return measured->value;
}

/** Both at the digits of the more exact of what was written and what is shown: 1.75 is what 1.7514 was written as. */
static bool differs(const rsl__case *subject, rsl_number measured) {
  rsl_decimal given = subject->target->baseline_value;
  int decimals = given.scale > subject->indicator->decimals ? given.scale : subject->indicator->decimals;
  return rsl_number_compare(rsl_number_round(measured, decimals), rsl_number_from_decimal(given)) != 0;
}

static void fill_input(const rsl__case *subject, rsl_number baseline, rsl_path_input *input) {
  const rsl_target *target = subject->target;
  const rsl_resolution *resolution = rsl_plan_resolution(subject->question->plan, subject->links.resolution);
  rsl__case_fill_form(target, subject->indicator, input);
  input->trajectory = target->trajectory;
  input->milestones = target->milestones;
  input->milestone_count = target->milestone_count;
  input->rule = rsl_plan_rating_rule(subject->question->plan, subject->row->target);
  input->quotas = target->quotas;
  input->quota_count = target->quota_count;
  input->stretch = target->stretch;
  input->decimals = subject->indicator->decimals;
  input->never_negative = is_never_negative(subject);
  input->by = target->by;
  if (resolution != NULL) input->from = resolution->from;
  input->baseline = (rsl_path_figure){ target->baseline_period, baseline };
  if (!subject->by_series && subject->found)
    input->actual = (rsl_path_figure){ subject->found_period, subject->figure.value };
  input->series = subject->series;
  input->series_count = subject->series_count;
  input->over = subject->as_of != RSL_DATE_NONE && subject->as_of > rsl_period_last_day(target->by);
}

/** Of a running sum its latest figure is larger, so that the sum is. */
static void change_actual(const rsl__case *subject, rsl_path_input *input) {
  const rsl__change *change = subject->question->change;
  if (change == NULL || change->target != subject->row->target) return;
  if (subject->by_series && subject->series_count > 0) {
    rsl_number *last = &subject->series[subject->series_count - 1].value;
    *last = rsl_number_add(*last, change->by);
  }
  input->actual.value = rsl_number_add(input->actual.value, change->by);
}

/** Nothing in a plan says it of an indicator: all of its figures do, those of other units too. */
static bool is_never_negative(const rsl__case *subject) {
  const rsl__column *column = &subject->question->cube->columns[subject->links.indicator];
  const rsl__expression *formula = rsl__plan_expression(subject->question->plan, subject->links.indicator);
  if (column->has_negative || (formula != NULL && !adds_up_only(subject, formula))) return false;
  for (size_t i = 0; i < subject->series_count; i++)
    if (rsl_number_sign(subject->series[i].value) < 0) return false;
  return true;
}

/** A formula that takes nothing away: a balance that was never negative may be so next year. */
static bool adds_up_only(const rsl__case *subject, const rsl__expression *formula) {
  const rsl__question *question = subject->question;
  for (uint32_t i = 0; i < formula->indicator_count; i++) {
    if (question->cube->columns[formula->indicators[i]].has_negative) return false;
    if (rsl__plan_expression(question->plan, formula->indicators[i]) != NULL) return false;
  }
  for (uint32_t i = 0; i < formula->count; i++) {
    const rsl__instruction *item = &formula->items[i];
    if (item->operation == RSL__OPERATION_SUBTRACT || item->operation == RSL__OPERATION_NEGATE) return false;
    if (item->operation == RSL__OPERATION_NUMBER && item->number.units < 0) return false;
  }
  return true;
}

/** The method knows no coverage and no bounds: where a figure is there but too thin, or open, that is why it had none. */
static void correct_reason(const rsl__case *subject, const rsl__figures *figures, rsl_path_result *result) {
  rsl_figure gap;
  bool missing = result->reason == RSL_REASON_YEAR_MISSING &&
                 rsl__figures_get(figures, subject->links.measured, result->year.period, &gap);
  bool none = result->reason == RSL_REASON_NO_MEASUREMENT ||
              (result->reason == RSL_REASON_FINAL_FIGURE_MISSING && !subject->found);
  bool open_gap = missing && gap.qualifier > RSL_QUALIFIER_ABOUT;
  bool thin_gap = missing && !open_gap && rsl__case_get(subject, figures, result->year.period, &gap);
  if ((none && subject->saw_thin) || thin_gap) result->reason = RSL_REASON_BELOW_MIN_COVERAGE;
  if ((none && subject->saw_bound) || open_gap) result->reason = RSL_REASON_QUALIFIED_FIGURE;
}

static void fill_row(rsl__case *subject, const rsl_path_input *input, const rsl_path_result *result) {
  rsl_review_row *row = subject->row;
  if (input->baseline.value.kind != RSL_NUMBER_ABSENT) {
    row->baseline_period = input->baseline.period;
    row->baseline = input->baseline.value;
  }
  fill_actual(subject, result);
  row->expected = result->expected;
  row->target_low = result->target_low;
  row->target_high = result->target_high;
  row->achieved_percent = result->achieved_percent;
  row->of_target_percent = result->of_target_percent;
  row->progress = result->progress;
  row->pace = result->pace;
  row->required_pace = result->required_pace;
  row->acceleration = result->acceleration;
  row->gap = result->gap;
  row->rating = result->rating;
  row->reason_code = result->reason;
  row->stretch = result->stretch;
  row->ended = result->ended;
  if (result->regression) row->flags |= RSL_FLAG_REGRESSION;
  if (subject->later_period.type == RSL_PERIOD_NONE) return;
  row->shown_period = subject->later_period;
  row->shown = subject->later;
}

/** T2: the running sum goes to the end of a period of the indicator's own frequency, also where whole years made it. */
static rsl_period last_part(const rsl__case *subject, rsl_period period) {
  rsl_period_type own = subject->indicator->frequency;
  return rsl_period_parts(period, own) > 1 ? rsl_period_of_date(own, rsl_period_last_day(period)) : period;
}

static void fill_actual(rsl__case *subject, const rsl_path_result *result) {
  rsl_review_row *row = subject->row;
  if (result->actual.value.kind == RSL_NUMBER_ABSENT) return;
  row->actual_period = result->actual.period;
  if (subject->target->form == RSL_FORM_TOTAL) row->actual_period = last_part(subject, result->actual.period);
  row->actual = result->actual.value;
  /* A year by a bound is told by its number, as it was reported. */
  bool is_bound = row->qualifier > RSL_QUALIFIER_ABOUT && row->qualifier != RSL_QUALIFIER_RANGE;
  if (subject->by_series && is_bound) row->actual = subject->figure.value;
  row->actual_status = subject->figure.status;
  row->reporting = subject->figure.reporting;
  row->owed = subject->figure.owed;
  row->coverage = rsl_figure_coverage(&subject->figure);
  row->origin = subject->figure.origin;
  row->flags |= subject->figure.flags;
  if (rsl__case_is_running(subject, row->actual_period)) row->flags |= RSL_FLAG_FORECAST;
}
