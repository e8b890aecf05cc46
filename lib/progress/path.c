#include "progress/path.h"

#include "base/error.h"
#include "progress/arithmetic.h"
#include "progress/exact.h"

/** Two points on the way, with the clock's ticks at which they are due. */
typedef struct leg_span {
  int64_t from;
  int64_t to;
  rsl_number low;
  rsl_number high;
} leg_span;

static rsl_status check(const rsl_path_input *input, rsl_error *error);
static void rate(const rsl_path_input *input, bool shown, rsl_path_result *out);
static void take_verdict_as_shown(const rsl_path_input *input, rsl_path_result *out);
static rsl_period clock_period(const rsl_path_input *input);
static rsl_number compound_at(const rsl__path *path, int64_t passed, int64_t all, rsl_reason *fault);
static rsl__leg leg_at(const rsl__path *path);
static void bend(const rsl__clock *clock, int64_t at, rsl_number value, leg_span *span);
static rsl_number end_to_reach(const rsl__path *path);
static rsl_number nearest_to(const rsl__path *path, rsl_number value);
static void measure_pace(rsl__path *path);

rsl_status rsl_progress_path(const rsl_path_input *input, rsl_path_result *out, rsl_error *error) {
  rsl__error_clear(error);
  *out = (rsl_path_result){ 0 };
  rsl_status status = check(input, error);
  if (status != RSL_OK) return status;
  rate(input, false, out);
  if (input->rule.compare_shown) take_verdict_as_shown(input, out);
  return RSL_OK;
}

static void rate(const rsl_path_input *input, bool shown, rsl_path_result *out) {
  rsl__path path = { .input = input, .out = out, .shown = shown };
  rsl__goal_of(&input->stretch, input->stretch.form, input->direction, &path.stretch);
  path.clock = rsl__clock_read(input, clock_period(input));
  out->ended = path.clock.has_now && path.clock.now >= path.clock.end;
  switch (input->form) {
  case RSL_FORM_AVERAGE_PER_YEAR:
    rsl__rate_average(&path);
    break;
  case RSL_FORM_TOTAL:
    rsl__rate_total(&path);
    break;
  case RSL_FORM_EACH_YEAR:
    rsl__rate_each_year(&path);
    break;
  case RSL_FORM_DONE:
  case RSL_FORM_GRADE_AT_LEAST:
    rsl__rate_step(&path);
    break;
  case RSL_FORM_QUALITATIVE:
    rsl__path_verdict(&path, RSL_RATING_NOT_RATED, RSL_REASON_JUDGED_BY_PEOPLE);
    return;
  default:
    if (input->grade_count > 0)
      rsl__rate_step(&path);
    else
      rsl__rate_end_value(&path);
    break;
  }
  if (input->over && !out->ended) {
    /* Whatever the figures on the way said: the one that decides is missing. */
    rsl__path_verdict(&path, RSL_RATING_NO_DATA, RSL_REASON_FINAL_FIGURE_MISSING);
    out->regression = false;
  }
}

/** The numbers stay exact: only what is made of them is that of the digits that people see. */
static void take_verdict_as_shown(const rsl_path_input *input, rsl_path_result *out) {
  rsl_path_result seen = { 0 };
  rate(input, true, &seen);
  out->rating = seen.rating;
  out->reason = seen.reason;
  out->regression = seen.regression;
  out->progress = seen.progress;
  out->year = seen.year;
  out->stretch = seen.stretch;
}

void rsl__path_verdict(rsl__path *path, rsl_rating rating, rsl_reason reason) {
  path->out->rating = rating;
  path->out->reason = reason;
}

void rsl__path_set_target(rsl__path *path, rsl_number low, rsl_number high) {
  path->out->target_low = low;
  path->out->target_high = high;
}

bool rsl__path_is_compound(const rsl_path_input *input) {
  if (input->trajectory != RSL_TRAJECTORY_DEFAULT) return input->trajectory == RSL_TRAJECTORY_COMPOUND;
  return input->milestone_count == 0 && input->form == RSL_FORM_AVERAGE_PER_YEAR &&
         input->average_of == RSL_AVERAGE_OF_LEVEL;
}

rsl_number rsl__path_expected(rsl__path *path, rsl_reason *fault) {
  const rsl__clock *clock = &path->clock;
  int64_t all = clock->end - clock->start;
  int64_t passed = clock->now < clock->end ? clock->now - clock->start : all;
  *fault = RSL_REASON_NONE;
  if (!clock->has_start || all <= 0) {
    *fault = RSL_REASON_EMPTY_TERM;
    return rsl_number_absent();
  }
  if (passed < all && rsl__path_is_compound(path->input))
    return rsl__path_seen(path, compound_at(path, passed, all, fault));
  path->leg = passed < all ? leg_at(path) : (rsl__leg){ true, path->start, path->aim, 1, 1 };
  const rsl__leg *leg = &path->leg;
  rsl_number expected = leg->high;
  if (leg->passed != leg->all)
    expected = plus(leg->low, over(times(minus(leg->high, leg->low), whole(leg->passed)), whole(leg->all)));
  path->leg.straight = !path->shown;
  return rsl__path_seen(path, expected);
}

bool rsl__path_reaches(const rsl__path *path, rsl_decimal cut) {
  rsl_number progress = path->out->progress;
  int order = 0;
  if (!known(progress)) return false;
  if (progress.kind == RSL_NUMBER_REAL && rsl__exact_progress(path, cut, &order)) return order >= 0;
  return at_least(progress, written(cut));
}

void rsl__path_measure(rsl__path *path) {
  rsl_path_result *out = path->out;
  rsl_number actual = out->actual.value;
  out->achieved_percent = percent_of(minus(actual, path->start), minus(path->aim, path->start));
  out->of_target_percent = percent_of(actual, end_to_reach(path));
  out->gap = minus(actual, out->expected);
  measure_pace(path);
}

rsl_number rsl__path_growth(const rsl__path *path, rsl_number first, rsl_number last, int64_t from, int64_t to) {
  if (!known(first) || !known(last) || to <= from) return rsl_number_absent();
  if (rsl_number_sign(first) <= 0 || rsl_number_sign(last) <= 0) return rsl_number_absent();
  return path->clock.in_days ? rsl__growth_a_year(over(last, first), 4 * (to - from), 1461)
                             : rsl__growth_a_year(over(last, first), to - from, 12);
}

static rsl_status check(const rsl_path_input *input, rsl_error *error) {
  if (input->form <= RSL_FORM_NONE || input->form >= RSL_FORM_END)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the target has no form");
  if (input->by.type == RSL_PERIOD_NONE)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the target has no period by which it is to be met");
  return RSL_OK;
}

/** The clock stands at the end of the latest period that has a part in the verdict (T2). */
static rsl_period clock_period(const rsl_path_input *input) {
  bool by_series = input->form == RSL_FORM_TOTAL || input->form == RSL_FORM_EACH_YEAR ||
                   (input->form == RSL_FORM_AVERAGE_PER_YEAR && input->average_of != RSL_AVERAGE_OF_LEVEL);
  if (by_series && input->series_count > 0) return input->series[input->series_count - 1].period;
  if (!by_series && known(input->actual.value)) return input->actual.period;
  return (rsl_period){ RSL_PERIOD_NONE, 0 };
}

static rsl_number compound_at(const rsl__path *path, int64_t passed, int64_t all, rsl_reason *fault) {
  if (rsl_number_sign(path->start) == 0) {
    *fault = RSL_REASON_ZERO_BASE;
    return rsl_number_absent();
  }
  rsl_number ratio = over(path->aim, path->start);
  if (rsl_number_sign(ratio) <= 0) {
    *fault = RSL_REASON_SIGN_CHANGE;
    return rsl_number_absent();
  }
  return times(path->start, rsl__power(ratio, passed, all));
}

/** A straight line between the milestones, or the sums of quotas, on either side; without any, from start to end. */
static rsl__leg leg_at(const rsl__path *path) {
  const rsl__clock *clock = &path->clock;
  const rsl_path_input *input = path->input;
  leg_span span = { clock->start, clock->end, path->start, path->aim };
  bool bent = input->trajectory == RSL_TRAJECTORY_MILESTONES || input->trajectory == RSL_TRAJECTORY_DEFAULT;
  rsl_number sum = whole(0);
  for (size_t i = 0; bent && i < input->milestone_count; i++)
    bend(clock, rsl__clock_ticks(clock, input->milestones[i].period), written(input->milestones[i].value), &span);
  for (size_t i = 0; i < input->quota_count; i++) {
    sum = plus(sum, written(input->quotas[i].value));
    bend(clock, rsl__clock_ticks(clock, input->quotas[i].period), sum, &span);
  }
  return (rsl__leg){ true, span.low, span.high, clock->now - span.from, span.to - span.from };
}

/** A point on the way that is nearer to where the clock stands than those before. */
static void bend(const rsl__clock *clock, int64_t at, rsl_number value, leg_span *span) {
  if (at > span->from && at <= clock->now) {
    span->from = at;
    span->low = value;
  } else if (at > clock->now && at < span->to) {
    span->to = at;
    span->high = value;
  }
}

/** Of a range that fails at both ends the side that the path leads to; where the path begins inside it, the end that fails. */
static rsl_number end_to_reach(const rsl__path *path) {
  rsl_number bad_end = rsl__goal_bad_end(&path->goal);
  rsl_number actual = path->out->actual.value;
  if (known(bad_end)) return bad_end;
  if (known(path->start) && !rsl__goal_holds(&path->goal, path->start)) return path->aim;
  return rsl__goal_holds(&path->goal, actual) ? rsl_number_absent() : nearest_to(path, actual);
}

/** What of the target is nearest: of a figure inside a range the figure itself. */
static rsl_number nearest_to(const rsl__path *path, rsl_number value) {
  bool known_ends = known(path->goal.low) && known(path->goal.high);
  return known_ends ? rsl__goal_aim(&path->goal, value) : rsl_number_absent();
}

static void measure_pace(rsl__path *path) {
  rsl_path_result *out = path->out;
  const rsl__clock *clock = &path->clock;
  rsl_number actual = out->actual.value;
  bool compound = rsl__path_is_compound(path->input);
  bool has_pace = clock->has_start && clock->has_now && clock->now > clock->start;
  bool has_rest = clock->has_now && clock->end > clock->now;
  /* From inside a range nothing more is required, wherever the path of the baseline leads. */
  rsl_number aim = nearest_to(path, actual);
  if (compound) {
    if (has_pace) out->pace = rsl__path_growth(path, path->start, actual, clock->start, clock->now);
    if (has_rest) out->required_pace = rsl__path_growth(path, actual, aim, clock->now, clock->end);
  } else {
    if (has_pace) out->pace = over(minus(actual, path->start), rsl__clock_years(clock, clock->start, clock->now));
    if (has_rest) out->required_pace = over(minus(aim, actual), rsl__clock_years(clock, clock->now, clock->end));
  }
  out->acceleration = over(out->required_pace, out->pace);
}
