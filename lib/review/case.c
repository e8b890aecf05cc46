#include "review/case.h"

#include <string.h>

#include "base/error.h"

static bool is_closed(const rsl__case *subject);
static rsl_date last_day_of(const rsl__case *subject);
static bool is_over_years(const rsl_target *target);
static bool uses_baseline(const rsl_target *target);
static rsl_date last_day_before(const rsl__case *subject);
static void start_search(rsl__case *subject);
static rsl_period_type search_type(const rsl__case *subject);
static rsl_period newest(const rsl__case *subject, rsl_period_type type);
static void clip_to_figures(rsl__case *subject);
static bool look_at(rsl__case *subject, const rsl__figures *figures, rsl_period period);
static void note_later(rsl__case *subject, rsl_period period, rsl_number value);
static rsl_status want_to_date(const rsl__case *subject, rsl__figures *figures, rsl_error *error);
static void look_to_date(rsl__case *subject, const rsl__figures *figures);
static rsl_period to_date(const rsl__case *subject, size_t number);

rsl_period rsl__latest_whole(rsl_period_type type, rsl_date day) {
  rsl_period period = rsl_period_of_date(type, day);
  if (period.type == RSL_PERIOD_NONE && type == RSL_PERIOD_NINE_MONTHS) {
    /* October to December lie in no nine months: those of their year have ended. */
    rsl_period year = rsl_period_of_date(RSL_PERIOD_YEAR, day);
    return year.type == RSL_PERIOD_NONE ? year : rsl_period_of_date(type, rsl_period_first_day(year));
  }
  if (period.type != RSL_PERIOD_NONE && rsl_period_last_day(period) > day) period = rsl_period_shift(period, -1);
  return period;
}

char rsl__weaker_status(char a, char b) {
  static const char by_strength[] = "ABDJSNGPVUIEF";
  if (a == 0 || b == 0) return a == 0 ? b : a;
  const char *left = strchr(by_strength, a);
  const char *right = strchr(by_strength, b);
  if (left == NULL || right == NULL) return left == NULL ? a : b;
  return left > right ? a : b;
}

void rsl__case_start(rsl__case *subject, const rsl__question *question, uint32_t target, rsl_review_row *row) {
  *subject = (rsl__case){ .question = question, .row = row };
  subject->target = rsl_plan_target(question->plan, target);
  subject->links = rsl_plan_target_links(question->plan, target);
  subject->indicator = rsl_plan_indicator(question->plan, subject->links.indicator);
  subject->by_series = is_over_years(subject->target);
  subject->after = last_day_before(subject);
  subject->closed = is_closed(subject);
  subject->as_of = last_day_of(subject);
  if (uses_baseline(subject->target) && subject->as_of != RSL_DATE_NONE)
    subject->baseline_period = subject->target->baseline_period;
  row->target = target;
  row->part = RSL_NONE;
  row->links = subject->links;
  if (!subject->by_series) start_search(subject);
}

static bool is_closed(const rsl__case *subject) {
  rsl_date to = rsl_plan_unit(subject->question->plan, subject->links.unit)->to;
  rsl_date as_of = subject->question->as_of;
  return to != RSL_DATE_NONE && as_of != RSL_DATE_NONE && to <= as_of && to <= rsl_period_last_day(subject->target->by);
}

/** T1: a unit that closed is rated at its last whole period, or not at all. */
static rsl_date last_day_of(const rsl__case *subject) {
  const rsl_target *target = subject->target;
  if (target->form == RSL_FORM_QUALITATIVE) return RSL_DATE_NONE;
  if (!subject->closed) return subject->question->as_of;
  if (target->on_close == RSL_ON_CLOSE_VOID) return RSL_DATE_NONE;
  return rsl_plan_unit(subject->question->plan, subject->links.unit)->to - 1;
}

rsl_status rsl__case_want(rsl__case *subject, rsl__figures *figures, rsl_error *error) {
  rsl_status status = RSL_OK;
  if (subject->baseline_period.type != RSL_PERIOD_NONE)
    status = rsl__figures_want(figures, subject->baseline_period, error);
  if (status == RSL_OK && subject->by_series) return rsl__series_want(subject, figures, error);
  if (status == RSL_OK) status = want_to_date(subject, figures, error);
  return status == RSL_OK ? rsl__case_want_more(subject, figures, error) : status;
}

rsl_status rsl__case_want_more(const rsl__case *subject, rsl__figures *figures, rsl_error *error) {
  rsl_status status = RSL_OK;
  rsl_period period = subject->next;
  for (int i = 0; i < RSL__SEARCH_STEP && period.type != RSL_PERIOD_NONE && status == RSL_OK; i++) {
    status = rsl__figures_want(figures, period, error);
    if (period.index <= subject->oldest.index) break;
    period = rsl_period_shift(period, -1);
  }
  return status;
}

bool rsl__case_search(rsl__case *subject, const rsl__figures *figures) {
  if (subject->by_series || subject->found) return false;
  look_to_date(subject, figures);
  for (int i = 0; i < RSL__SEARCH_STEP && subject->next.type != RSL_PERIOD_NONE; i++) {
    if (look_at(subject, figures, subject->next)) return false;
    subject->next = subject->next.index <= subject->oldest.index ? (rsl_period){ RSL_PERIOD_NONE, 0 }
                                                                 : rsl_period_shift(subject->next, -1);
  }
  return subject->next.type != RSL_PERIOD_NONE;
}

bool rsl__case_get(const rsl__case *subject, const rsl__figures *figures, rsl_period period, rsl_figure *out) {
  if (!rsl__figures_get(figures, subject->links.measured, period, out)) return false;
  /* A bound is no term of a sum or average; a year may hold by it. */
  bool adds = subject->by_series && subject->target->form != RSL_FORM_EACH_YEAR;
  if (adds && out->qualifier > RSL_QUALIFIER_ABOUT) return false;
  return !rsl__case_is_running(subject, period) || (out->flags & RSL_FLAG_PARTIAL) == 0;
}

bool rsl__case_is_running(const rsl__case *subject, rsl_period period) {
  return period.type != RSL_PERIOD_NONE && rsl_period_last_day(period) > subject->as_of;
}

/** Rated by what every year brings, not by where it ends. */
static bool is_over_years(const rsl_target *target) {
  if (target->form == RSL_FORM_AVERAGE_PER_YEAR) return target->average_of != RSL_AVERAGE_OF_LEVEL;
  return target->form == RSL_FORM_TOTAL || target->form == RSL_FORM_EACH_YEAR;
}

/** The forms of the end value; and growth of a level, which begins at it (T3). */
static bool uses_baseline(const rsl_target *target) {
  return !is_over_years(target) && target->form != RSL_FORM_QUALITATIVE;
}

static rsl_date last_day_before(const rsl__case *subject) {
  if (subject->target->baseline_period.type != RSL_PERIOD_NONE)
    return rsl_period_last_day(subject->target->baseline_period);
  const rsl_resolution *resolution = rsl_plan_resolution(subject->question->plan, subject->links.resolution);
  if (resolution == NULL || resolution->from.type == RSL_PERIOD_NONE) return RSL_DATE_MIN - 1;
  return rsl_period_first_day(resolution->from) - 1;
}

static void start_search(rsl__case *subject) {
  rsl_period_type type = search_type(subject);
  subject->next = newest(subject, type);
  if (subject->next.type == RSL_PERIOD_NONE) return;
  rsl_date first = subject->after + 1 < RSL_DATE_MIN ? RSL_DATE_MIN : subject->after + 1;
  subject->oldest = rsl_period_of_date(type, first);
  if (subject->oldest.type == RSL_PERIOD_NONE) subject->oldest = (rsl_period){ type, subject->next.index };
  if (subject->indicator->event)
    subject->oldest = subject->next;
  else
    clip_to_figures(subject);
  if (subject->next.index < subject->oldest.index) subject->next.type = RSL_PERIOD_NONE;
}

/** T2: what an event said holds until the next one, on the day itself; a level's own frequency; else the grain of `by`,
 *  where the indicator's periods make it up. */
static rsl_period_type search_type(const rsl__case *subject) {
  rsl_period_type own = subject->indicator->frequency;
  rsl_period by = subject->target->by;
  if (own == by.type || subject->indicator->event ||
      rsl__indicator_is_level(subject->question->plan, subject->links.indicator))
    return own;
  return rsl_period_parts(by, own) > 0 ? by.type : own;
}

/** The latest period that has ended; with forecasts the one that is running. */
static rsl_period newest(const rsl__case *subject, rsl_period_type type) {
  rsl_date day = subject->as_of;
  rsl_date end = rsl_period_last_day(subject->target->by);
  rsl_form form = subject->target->form;
  bool in_time = form == RSL_FORM_DONE || form == RSL_FORM_AVERAGE_PER_YEAR || subject->indicator->event;
  if (day == RSL_DATE_NONE) return (rsl_period){ RSL_PERIOD_NONE, 0 };
  /* What is done, or happens, after the end is not done by it; an average is of the years through it (T6). */
  if (in_time && day > end) day = end;
  if (subject->question->forecast) {
    rsl_period running = rsl_period_of_date(type, day);
    if (running.type != RSL_PERIOD_NONE) return running;
  }
  return rsl__latest_whole(type, day);
}

/** Years are few; of shorter periods only those that can have a figure are worth a look. */
static void clip_to_figures(rsl__case *subject) {
  rsl_period first;
  rsl_period last;
  if (subject->next.type != subject->indicator->frequency || subject->next.type == RSL_PERIOD_YEAR) return;
  if (!rsl_cube_period_range(subject->question->cube, subject->links.indicator, &first, &last)) return;
  if (first.type != subject->next.type || last.type != subject->next.type) return;
  if (last.index < subject->next.index) subject->next = last;
  if (first.index > subject->oldest.index) subject->oldest = first;
}

/** @return true where this is the actual. */
static bool look_at(rsl__case *subject, const rsl__figures *figures, rsl_period period) {
  rsl_figure figure;
  if (rsl_period_last_day(period) <= subject->after) return false;
  if (!rsl__case_get(subject, figures, period, &figure)) return false;
  if ((figure.flags & RSL_FLAG_BELOW_MIN_COVERAGE) != 0) {
    subject->saw_thin = true;
    note_later(subject, period, figure.value);
    return false;
  }
  subject->found = true;
  subject->found_period = period;
  subject->figure = figure;
  if (subject->later_period.type != RSL_PERIOD_NONE && rsl_period_compare(subject->later_period, period) <= 0)
    subject->later_period.type = RSL_PERIOD_NONE;
  return true;
}

static void note_later(rsl__case *subject, rsl_period period, rsl_number value) {
  if (subject->later_period.type != RSL_PERIOD_NONE && rsl_period_compare(subject->later_period, period) >= 0) return;
  subject->later_period = period;
  subject->later = value;
}

/* ---- What is shown beside the actual: the running year to date, and an early figure of a running period (T2) ------ */

static rsl_status want_to_date(const rsl__case *subject, rsl__figures *figures, rsl_error *error) {
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK; i++) {
    rsl_period period = to_date(subject, i);
    if (period.type == RSL_PERIOD_NONE) break;
    status = rsl__figures_want(figures, period, error);
  }
  return status;
}

static void look_to_date(rsl__case *subject, const rsl__figures *figures) {
  rsl_figure figure;
  for (size_t i = 0;; i++) {
    rsl_period period = to_date(subject, i);
    if (period.type == RSL_PERIOD_NONE) return;
    if (rsl_period_last_day(period) <= subject->after) continue;
    if (rsl__case_get(subject, figures, period, &figure)) note_later(subject, period, figure.value);
  }
}

/** The periods to look at beside those that are rated, numbered from 0; of type none past the last. */
static rsl_period to_date(const rsl__case *subject, size_t number) {
  static const rsl_period_type parts[] = { RSL_PERIOD_NINE_MONTHS, RSL_PERIOD_HALF, RSL_PERIOD_QUARTER,
                                           RSL_PERIOD_MONTH };
  rsl_period none = { RSL_PERIOD_NONE, 0 };
  rsl_period_type type = search_type(subject);
  rsl_date day = subject->as_of;
  if (day == RSL_DATE_NONE) return none;
  rsl_period running = rsl_period_of_date(type, day);
  size_t seen = 0;
  if (rsl__case_is_running(subject, running) && !subject->question->forecast && seen++ == number) return running;
  if (type != RSL_PERIOD_YEAR || !rsl__case_is_running(subject, running)) return none;
  if (!rsl__indicator_can_lengthen(subject->question->plan, subject->links.indicator)) return none;
  for (size_t i = 0; i < sizeof parts / sizeof *parts; i++) {
    rsl_period part = rsl_period_of_date(parts[i], rsl_period_first_day(running));
    bool can_be = rsl_period_last_day(part) <= day && rsl_period_parts(part, subject->indicator->frequency) > 0;
    if (can_be && seen++ == number) return part;
  }
  return none;
}
