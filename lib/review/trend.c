#include <resolution/progress_methods.h>

#include "base/error.h"
#include "plan/grades.h"
#include "progress/projection.h"
#include "review/case.h"

/* What the figures of the term say together: where they lead, and what a published method calls them. */

enum { MOST_FIGURES = 240 /* the latest: twenty years of months; bounds what long daily series cost */ };

/** The figures from the baseline to the actual. */
typedef struct trend {
  rsl__case *subject;
  const rsl_path_input *input;
  const rsl_path_result *result;
  rsl_point points[MOST_FIGURES + 1];
  size_t count;
} trend;

static bool has_trend(const rsl__case *subject);
static rsl_period first_of(const rsl__case *subject);
static void collect(trend *in, const rsl__figures *figures);
static void collect_at(trend *in, const rsl__figures *figures, rsl_period period);
static rsl_status look_out(const trend *in, rsl_error *error);
static bool is_narrow(const rsl__case *subject, double low, double high);
static bool clamp(const trend *in, rsl_outlook *outlook);

rsl_status rsl__trend_want(const rsl__case *subject, rsl__figures *figures, rsl_error *error) {
  rsl_status status = RSL_OK;
  if (!has_trend(subject)) return RSL_OK;
  for (rsl_period period = first_of(subject); status == RSL_OK && period.index <= subject->found_period.index;
       period = rsl_period_shift(period, 1))
    status = rsl__figures_want(figures, period, error);
  return status;
}

rsl_status rsl__trend_take(rsl__case *subject, const rsl__figures *figures, const rsl__figures *bounded,
                           const rsl_path_input *input, const rsl_path_result *result, rsl_error *error) {
  trend in;
  rsl_review_row *row = subject->row;
  const rsl_method_options *method = subject->question->method;
  in.subject = subject;
  in.input = input;
  in.result = result;
  in.count = 0;
  if (has_trend(subject)) collect(&in, figures);
  rsl_status status = look_out(&in, error);
  if (status != RSL_OK) return status;
  row->method = method == NULL ? "path" : rsl_method_find(method->method)->name;
  if (method != NULL) return rsl__method_take(subject, input, result, bounded, in.points, in.count, error);
  row->ratio = row->progress;
  return RSL_OK;
}

/* ---- The figures --------------------------------------------------------------------------------------------------------- */

/** Figures of one grain, with distances: of the term's own sums and averages none is the actual. */
static bool has_trend(const rsl__case *subject) {
  return subject->found && !subject->by_series && !subject->indicator->event &&
         subject->target->form != RSL_FORM_DONE && !rsl__figure_is_grade(subject->indicator);
}

static rsl_period first_of(const rsl__case *subject) {
  rsl_period first = rsl_period_shift(subject->found_period, 1 - MOST_FIGURES);
  bool all = first.type == RSL_PERIOD_NONE || first.index < subject->oldest.index;
  return all ? subject->oldest : first;
}

/** T3: a baseline that is given stands for what was measured. */
static void collect(trend *in, const rsl__figures *figures) {
  const rsl_review_row *row = in->subject->row;
  if (row->baseline.kind != RSL_NUMBER_ABSENT)
    in->points[in->count++] = (rsl_point){ rsl_point_year(row->baseline_period), row->baseline.real };
  rsl_period last = in->subject->found_period;
  for (rsl_period period = first_of(in->subject); period.index < last.index; period = rsl_period_shift(period, 1))
    collect_at(in, figures, period);
  in->points[in->count++] = (rsl_point){ rsl_point_year(last), in->input->actual.value.real };
}

/** What could not be rated (T2, T8) is no part of the trend either. */
static void collect_at(trend *in, const rsl__figures *figures, rsl_period period) {
  rsl_figure figure;
  if (rsl_period_last_day(period) <= in->subject->after) return;
  if (!rsl__case_get(in->subject, figures, period, &figure)) return;
  if ((figure.flags & RSL_FLAG_BELOW_MIN_COVERAGE) != 0 || figure.qualifier > RSL_QUALIFIER_ABOUT) return;
  in->points[in->count++] = (rsl_point){ rsl_point_year(period), figure.value.real };
}

/* ---- Outlook --------------------------------------------------------------------------------------------------------- */

/** Also of three figures: the width of the interval says how little they tell. */
static rsl_status look_out(const trend *in, rsl_error *error) {
  double times[MOST_FIGURES + 1];
  double values[MOST_FIGURES + 1];
  rsl_outlook_input input = RSL_OUTLOOK_INPUT_INIT;
  rsl_outlook outlook;
  rsl_review_row *row = in->subject->row;
  bool goes_on = !in->result->ended && !in->input->over && !in->subject->closed;
  if (in->count < 3 || !goes_on) return RSL_OK;
  for (size_t i = 0; i < in->count; i++) {
    times[i] = in->points[i].year;
    values[i] = in->points[i].value;
  }
  input.times = times;
  input.values = values;
  input.count = in->count;
  input.at = rsl_point_year(in->input->by);
  input.level = in->subject->question->level;
  const rsl__question *question = in->subject->question;
  rsl_status status = rsl_outlook_find(question->projection, &input, question->allocator, &outlook, error);
  if (status != RSL_OK || outlook.reason != RSL_REASON_NONE) return status;
  double low = 0, high = 0;
  rsl__outlook_interval(&outlook, &low, &high);
  bool is_mere_line = is_narrow(in->subject, low, high);
  row->projection_clamped = clamp(in, &outlook);
  rsl__outlook_interval(&outlook, &low, &high);
  row->projected = rsl_number_from_double(outlook.projected);
  row->projected_low = rsl_number_from_double(low);
  row->projected_high = rsl_number_from_double(high);
  row->projection_method = rsl_projection_name(question->projection);
  row->trend_figures = outlook.points;
  rsl_number target = rsl__value_to_reach(in->input, in->result);
  bool tells = target.kind != RSL_NUMBER_ABSENT && !is_mere_line;
  row->chance = tells ? rsl_outlook_chance(&outlook, target.real, in->input->direction) : RSL_CHANCE_CANNOT_TELL;
  return RSL_OK;
}

/** An interval narrower than the last digit that is shown tells how figures were rounded, not how they scatter. */
static bool is_narrow(const rsl__case *subject, double low, double high) {
  rsl_number width = rsl_number_subtract(rsl_number_from_double(high), rsl_number_from_double(low));
  rsl_number last_digit = rsl_number_from_decimal((rsl_decimal){ 1, subject->indicator->decimals });
  return rsl_number_compare(width, last_digit) < 0;
}

static bool clamp(const trend *in, rsl_outlook *outlook) {
  rsl__limits limits = rsl__case_limits(in->subject);
  for (size_t i = 0; i < in->count; i++) rsl__limits_meet(&limits, in->points[i].value);
  return rsl_outlook_clamp(outlook, limits.low, limits.high);
}
