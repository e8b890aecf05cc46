#include <resolution/progress_methods.h>

#include "base/error.h"
#include "plan/grades.h"
#include "review/case.h"

/* Targets rated by published methods. They know a way to one value by a date; some know what is done or not, a step of a
 * scale, a value to stay at, or one that is missed on either side. Whatever else a target asks for is not theirs to rate. */

/** One target on its way through a method. */
typedef struct attempt {
  rsl__case *subject;
  const rsl_path_input *input;
  const rsl_path_result *result;
  rsl_method_options options; /**< as they were asked for, and what the form asks of the method */
  rsl_series series;
  rsl_point *points; /**< the last is the actual */
} attempt;

static bool is_two_sided(const rsl_path_input *input);
static bool is_fixed(const rsl__case *subject);
static size_t list_ends(const attempt *in);
static bool fit(attempt *in);
static bool fit_form(attempt *in);
static bool fit_done(attempt *in);
static bool fit_grade(attempt *in);
static void fit_maintain(attempt *in);
static bool fit_value(attempt *in);
static rsl_status rate(attempt *in, const rsl__figures *bounded, rsl_error *error);
static rsl_status rate_at(attempt *in, rsl_number actual, rsl_assessment *out, rsl_error *error);
static rsl_status weigh_range(attempt *in, rsl_assessment *found, rsl_error *error);
static void weigh_bound(attempt *in, rsl_assessment *found);
static rsl_status try_bounds(attempt *in, const rsl__figures *bounded, rsl_rating rating, rsl_error *error);
static rsl_status rate_first(attempt *in, rsl_error *error);
static void refuse(rsl_review_row *row, rsl_reason reason);

rsl_number rsl__value_to_reach(const rsl_path_input *input, const rsl_path_result *result) {
  if (is_two_sided(input)) return rsl_number_absent();
  /* Only the bad end of a range fails (T4): it is what has to be reached. */
  return input->direction == RSL_DIRECTION_DECREASE ? result->target_high : result->target_low;
}

static bool is_two_sided(const rsl_path_input *input) {
  return input->direction == RSL_DIRECTION_NONE || input->form == RSL_FORM_EXACTLY;
}

rsl_status rsl__method_take(rsl__case *subject, const rsl_path_input *input, const rsl_path_result *result,
                            const rsl__figures *bounded, rsl_point *points, size_t count, rsl_error *error) {
  rsl_review_row *row = subject->row;
  rsl_point ends[2]; /* where the figures are no amounts, they have no trend */
  bool has_trend = count > 0;
  attempt in = { subject, input, result, *subject->question->method, RSL_SERIES_INIT, has_trend ? points : ends };
  if (is_fixed(subject)) return RSL_OK;
  in.series.points = in.points;
  in.series.count = has_trend ? count : list_ends(&in);
  if (!fit(&in)) {
    refuse(row, RSL_REASON_FORM_NOT_TAKEN);
    return RSL_OK;
  }
  /* Without an actual, or a value to reach, the reason stays what it is by any method. */
  bool nothing = input->form != RSL_FORM_DONE && result->target_low.kind == RSL_NUMBER_ABSENT;
  if (!subject->found || nothing || row->reason_code == RSL_REASON_FINAL_FIGURE_MISSING) return RSL_OK;
  return rate(&in, bounded, error);
}

/** The baseline, where there is one, and the actual. */
static size_t list_ends(const attempt *in) {
  const rsl_review_row *row = in->subject->row;
  size_t count = 0;
  if (row->baseline.kind != RSL_NUMBER_ABSENT)
    in->points[count++] = (rsl_point){ rsl_point_year(row->baseline_period), row->baseline.real };
  if (in->subject->found)
    in->points[count++] = (rsl_point){ rsl_point_year(in->subject->found_period), in->input->actual.value.real };
  return count;
}

/** Whatever the method: what no figure rates, and what has no figure. */
static bool is_fixed(const rsl__case *subject) {
  const rsl_review_row *row = subject->row;
  return row->reason_code == RSL_REASON_JUDGED_BY_PEOPLE || row->reason_code == RSL_REASON_UNIT_CLOSED;
}

/* ---- What the form asks of the method ------------------------------------------------------------------------------------ */

static bool fit(attempt *in) {
  const rsl_review_row *row = in->subject->row;
  in->series.direction = in->input->direction;
  in->series.target = rsl__value_to_reach(in->input, in->result).real;
  in->series.target_year = rsl_point_year(in->input->by);
  if (row->baseline_period.type != RSL_PERIOD_NONE) in->series.base_year = rsl_point_year(row->baseline_period);
  return fit_form(in);
}

static bool fit_form(attempt *in) {
  rsl_form form = in->input->form;
  if (form == RSL_FORM_DONE) return fit_done(in);
  if (in->subject->by_series || in->subject->indicator->event) return false;
  if (form == RSL_FORM_GRADE_AT_LEAST) return fit_grade(in);
  if (rsl__figure_is_grade(in->subject->indicator)) return false;
  if (form == RSL_FORM_MAINTAIN) fit_maintain(in);
  return fit_value(in);
}

/** A figure of 1 is achieved, any other is not. */
static bool fit_done(attempt *in) {
  in->series.direction = RSL_DIRECTION_INCREASE;
  in->series.target = 1;
  switch (in->options.method) {
  case RSL_METHOD_EUROSTAT:
    in->options.of.eurostat.binary = true;
    return true;
  case RSL_METHOD_OPEN_SDG:
    in->options.of.open_sdg.binary = true;
    return true;
  case RSL_METHOD_UNSD:
    in->options.of.unsd.trend = RSL_UNSD_TREND_BINARY;
    return true;
  default:
    return false;
  }
}

/** Grades have an order and no distances: one publisher counts the steps between them. */
static bool fit_grade(attempt *in) {
  if (in->options.method != RSL_METHOD_UNSD) return false;
  in->options.of.unsd.trend = RSL_UNSD_TREND_LIKERT;
  return true;
}

/** UNSD's `not increase` and `not decrease`, which UNDP rates by growth alone; to others a target that equals its base. */
static void fit_maintain(attempt *in) {
  if (in->options.method != RSL_METHOD_UNSD || is_two_sided(in->input)) return;
  in->options.of.unsd.maintain = true;
  if (in->options.of.unsd.edition >= RSL_UNSD_UNDP) in->series.target = RSL_UNKNOWN;
}

/** One value, from one side; from both, one publisher's distance tells. */
static bool fit_value(attempt *in) {
  if (!is_two_sided(in->input)) return true;
  if (in->options.method != RSL_METHOD_ESCAP) return false;
  in->options.of.escap.parity = true;
  in->series.target = in->result->target_low.real;
  return rsl_number_compare(in->result->target_low, in->result->target_high) == 0;
}

/* ---- The rating ---------------------------------------------------------------------------------------------------------- */

static rsl_status rate(attempt *in, const rsl__figures *bounded, rsl_error *error) {
  rsl_assessment found;
  rsl_review_row *row = in->subject->row;
  rsl_status status = rate_at(in, in->input->actual.value, &found, error);
  if (status == RSL_OK && row->qualifier == RSL_QUALIFIER_RANGE) status = weigh_range(in, &found, error);
  if (status != RSL_OK) return status;
  if (row->qualifier > RSL_QUALIFIER_ABOUT && row->qualifier != RSL_QUALIFIER_RANGE) weigh_bound(in, &found);
  row->ratio = rsl_number_from_double(found.ratio);
  row->score = rsl_number_from_double(found.score);
  row->rated_as = found.rated_as;
  row->rating = found.rating;
  row->reason_code = found.reason;
  status = rate_first(in, error);
  return status == RSL_OK ? try_bounds(in, bounded, found.rating, error) : status;
}

static rsl_status rate_at(attempt *in, rsl_number actual, rsl_assessment *out, rsl_error *error) {
  in->points[in->series.count - 1].value = actual.real;
  return rsl_progress_rate(&in->options, &in->series, out, error);
}

/** T8: of two ends the weaker. */
static rsl_status weigh_range(attempt *in, rsl_assessment *found, rsl_error *error) {
  const rsl_review_row *row = in->subject->row;
  rsl_assessment other;
  bool is_low = rsl_number_compare(in->input->actual.value, row->actual_low) == 0;
  rsl_status status = rate_at(in, is_low ? row->actual_high : row->actual_low, &other, error);
  if (status != RSL_OK) return status;
  in->subject->is_weaker = other.rating != found->rating;
  if (other.rating > found->rating) *found = other;
  return RSL_OK;
}

/** T8: what goes on without end on its good side is no weaker there; on its bad side nothing is sure but the worst. */
static void weigh_bound(attempt *in, rsl_assessment *found) {
  rsl_qualifier qualifier = in->subject->row->qualifier;
  bool up = qualifier == RSL_QUALIFIER_ABOVE || qualifier == RSL_QUALIFIER_AT_LEAST;
  bool good = !is_two_sided(in->input) && up == (in->input->direction == RSL_DIRECTION_INCREASE);
  bool worst = found->rating == RSL_RATING_OFF_TRACK || found->rating == RSL_RATING_MISSED;
  in->subject->is_weaker = good && found->rating > RSL_RATING_MET_EARLY;
  if (good || worst || found->rating >= RSL_RATING_NO_DATA) return;
  found->rating = RSL_RATING_NOT_RATED;
  found->reason = RSL_REASON_QUALIFIED_FIGURE;
}

/** Would one of R11's bounds be rated otherwise by the method? */
static rsl_status try_bounds(attempt *in, const rsl__figures *bounded, rsl_rating rating, rsl_error *error) {
  rsl_review_row *row = in->subject->row;
  row->flags &= ~(unsigned)RSL_FLAG_COVERAGE_COULD_CHANGE_IT;
  for (int high = 0; high < 2; high++) {
    rsl_assessment other;
    rsl_number end = rsl__case_bound(in->subject, bounded, in->input->actual, high != 0);
    if (end.kind == RSL_NUMBER_ABSENT) return RSL_OK;
    rsl_status status = rate_at(in, end, &other, error);
    if (status != RSL_OK) return status;
    if (other.rating != rating) row->flags |= RSL_FLAG_COVERAGE_COULD_CHANGE_IT;
  }
  return RSL_OK;
}

/** R9: what the method would have called the figure that was first known. */
static rsl_status rate_first(attempt *in, rsl_error *error) {
  rsl_assessment other;
  rsl_review_row *row = in->subject->row;
  if (row->first_known.kind == RSL_NUMBER_ABSENT) return RSL_OK;
  rsl_status status = rate_at(in, row->first_known, &other, error);
  if (status == RSL_OK) row->first_rating = other.rating;
  return status;
}

static void refuse(rsl_review_row *row, rsl_reason reason) {
  if ((row->flags & RSL_FLAG_REVISED) != 0) row->first_rating = RSL_RATING_NOT_RATED;
  row->rating = RSL_RATING_NOT_RATED;
  row->reason_code = reason;
}
