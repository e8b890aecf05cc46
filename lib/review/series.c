#include "base/error.h"
#include "review/case.h"

/** The periods of a yearly form, one after another: whole years of the term; of a total also the parts of a year that
 *  begins before the first or ends after the last of them. */
typedef struct term_walk {
  rsl_date begin;            /**< first day of the term */
  rsl_date end;              /**< its last day, or that of the review */
  rsl_period_type part_type; /**< of a total: the indicator's frequency where it is shorter than a year */
} term_walk;

static term_walk walk_of(const rsl__case *subject);
static rsl_period first_year(const term_walk *walk);
static rsl_period period_at(const term_walk *walk, rsl_date day, bool by_parts);
static bool is_by_parts(const rsl__case *subject, const rsl__figures *figures, const term_walk *walk, rsl_period year,
                        bool thin_too);
static rsl_status want_year(const rsl__case *subject, rsl__figures *figures, const term_walk *walk, rsl_period year,
                            rsl_error *error);
static size_t room_needed(const term_walk *walk);
static void take_all(rsl__case *subject, const rsl__figures *figures, const term_walk *walk, bool thin_too);
static bool is_thin(const rsl__case *subject);
static void forget_all(rsl__case *subject);
static void take_period(rsl__case *subject, const rsl__figures *figures, rsl_period period, bool thin_too);
static void append(rsl__case *subject, rsl_period period, rsl_number value);
static void add_figure(rsl__case *subject, const rsl_figure *figure, rsl_period period);
static void drop_trailing_gaps(rsl__case *subject);

rsl_status rsl__series_want(rsl__case *subject, rsl__figures *figures, rsl_error *error) {
  rsl_status status = RSL_OK;
  term_walk walk = walk_of(subject);
  if (walk.end < walk.begin) return RSL_OK;
  rsl_period year = rsl_period_of_date(RSL_PERIOD_YEAR, walk.begin);
  while (status == RSL_OK && year.type != RSL_PERIOD_NONE && rsl_period_first_day(year) <= walk.end) {
    status = want_year(subject, figures, &walk, year, error);
    year = rsl_period_shift(year, 1);
  }
  return status;
}

rsl_status rsl__series_take(rsl__case *subject, const rsl__figures *figures, rsl__arena *arena, rsl_error *error) {
  term_walk walk = walk_of(subject);
  if (walk.end < walk.begin) return RSL_OK;
  subject->series = rsl__arena_allocate_array(arena, room_needed(&walk), sizeof *subject->series);
  if (subject->series == NULL) return rsl__fail_memory(error);
  /* The figure of a total is the running sum: its coverage is asked for, not that of each month in it (T2). */
  bool whole = subject->target->form == RSL_FORM_TOTAL;
  if (whole) take_all(subject, figures, &walk, true);
  if (!whole || is_thin(subject)) {
    forget_all(subject);
    take_all(subject, figures, &walk, false);
  }
  drop_trailing_gaps(subject);
  return RSL_OK;
}

static void take_all(rsl__case *subject, const rsl__figures *figures, const term_walk *walk, bool thin_too) {
  rsl_period year = first_year(walk);
  while (year.type != RSL_PERIOD_NONE && rsl_period_first_day(year) <= walk->end) {
    bool by_parts = is_by_parts(subject, figures, walk, year, thin_too);
    rsl_date day = rsl_period_first_day(year) < walk->begin ? walk->begin : rsl_period_first_day(year);
    rsl_period period = period_at(walk, day, by_parts);
    while (period.type != RSL_PERIOD_NONE && rsl_period_last_day(period) <= walk->end &&
           rsl_period_contains(year, period)) {
      take_period(subject, figures, period, thin_too);
      period = rsl_period_shift(period, 1);
    }
    year = rsl_period_shift(year, 1);
  }
}

static bool is_thin(const rsl__case *subject) {
  rsl_number coverage = rsl_figure_coverage(&subject->figure);
  return coverage.kind != RSL_NUMBER_ABSENT &&
         rsl_number_compare(coverage, rsl_number_from_decimal(subject->indicator->min_coverage)) < 0;
}

static void forget_all(rsl__case *subject) {
  subject->series_count = 0;
  subject->found = false;
  subject->found_period = (rsl_period){ RSL_PERIOD_NONE, 0 };
  subject->figure = (rsl_figure){ 0 };
  subject->later_period = (rsl_period){ RSL_PERIOD_NONE, 0 };
}

/** T6: the years after the baseline's, or from the resolution's `from`, through `by`. */
static term_walk walk_of(const rsl__case *subject) {
  term_walk walk = { RSL_DATE_MIN, rsl_period_last_day(subject->target->by), RSL_PERIOD_NONE };
  rsl_period_type own = subject->indicator->frequency;
  if (subject->after + 1 > RSL_DATE_MIN) walk.begin = subject->after + 1;
  if (subject->question->as_of == RSL_DATE_NONE) {
    walk.end = walk.begin - 1;
  } else if (subject->question->as_of < walk.end) {
    rsl_period running = rsl_period_of_date(RSL_PERIOD_YEAR, subject->question->as_of);
    rsl_date last = rsl_period_last_day(running);
    rsl_date through = subject->question->forecast ? last : subject->question->as_of;
    if (through < walk.end) walk.end = through;
  }
  if (subject->target->form == RSL_FORM_TOTAL && own > RSL_PERIOD_YEAR) walk.part_type = own;
  return walk;
}

/** The first year of which something counts: only whole years do, but for a total. */
static rsl_period first_year(const term_walk *walk) {
  rsl_period year = rsl_period_of_date(RSL_PERIOD_YEAR, walk->begin);
  bool whole = year.type != RSL_PERIOD_NONE && rsl_period_first_day(year) == walk->begin;
  return whole || walk->part_type != RSL_PERIOD_NONE ? year : rsl_period_shift(year, 1);
}

/** The whole year, or its first part that begins on or after a day. */
static rsl_period period_at(const term_walk *walk, rsl_date day, bool by_parts) {
  rsl_period period = rsl_period_of_date(by_parts ? walk->part_type : RSL_PERIOD_YEAR, day);
  if (by_parts && period.type != RSL_PERIOD_NONE && rsl_period_first_day(period) < day)
    period = rsl_period_shift(period, 1);
  return period;
}

/** A year that is not whole, or has no figure of its own yet, is made of its parts. */
static bool is_by_parts(const rsl__case *subject, const rsl__figures *figures, const term_walk *walk, rsl_period year,
                        bool thin_too) {
  rsl_figure figure;
  if (walk->part_type == RSL_PERIOD_NONE) return false;
  if (rsl_period_first_day(year) < walk->begin || rsl_period_last_day(year) > walk->end) return true;
  if (!rsl__case_get(subject, figures, year, &figure)) return true;
  return !thin_too && (figure.flags & RSL_FLAG_BELOW_MIN_COVERAGE) != 0;
}

static rsl_status want_year(const rsl__case *subject, rsl__figures *figures, const term_walk *walk, rsl_period year,
                            rsl_error *error) {
  rsl_status status = RSL_OK;
  bool whole = rsl_period_first_day(year) >= walk->begin && rsl_period_last_day(year) <= walk->end;
  /* A total can be added up from its parts, where no time rule makes years of them. */
  if (walk->part_type != RSL_PERIOD_NONE)
    whole = whole && rsl__indicator_can_lengthen(subject->question->plan, subject->links.indicator);
  if (whole) status = rsl__figures_want(figures, year, error);
  if (walk->part_type == RSL_PERIOD_NONE) return status;
  rsl_period part = rsl_period_of_date(walk->part_type, rsl_period_first_day(year));
  while (status == RSL_OK && part.type != RSL_PERIOD_NONE && rsl_period_contains(year, part)) {
    bool inside = rsl_period_first_day(part) >= walk->begin && rsl_period_last_day(part) <= walk->end;
    if (inside) status = rsl__figures_want(figures, part, error);
    part = rsl_period_shift(part, 1);
  }
  return status;
}

static size_t room_needed(const term_walk *walk) {
  size_t years = (size_t)(walk->end - walk->begin) / 365 + 2;
  switch (walk->part_type) {
  case RSL_PERIOD_DAY:
    return years * 366;
  case RSL_PERIOD_NONE:
    return years;
  default:
    return years * 12;
  }
}

static void take_period(rsl__case *subject, const rsl__figures *figures, rsl_period period, bool thin_too) {
  rsl_figure figure;
  bool has = rsl__case_get(subject, figures, period, &figure);
  bool thin = has && (figure.flags & RSL_FLAG_BELOW_MIN_COVERAGE) != 0;
  if (thin && thin_too) {
    figure.flags = (figure.flags & ~(unsigned)RSL_FLAG_BELOW_MIN_COVERAGE) | RSL_FLAG_PARTIAL;
    thin = false;
  }
  if (thin) {
    subject->series_saw_thin = true;
    subject->later_period = period;
    subject->later = figure.value;
  }
  if (!has || thin) {
    append(subject, period, rsl_number_absent());
    return;
  }
  append(subject, period, figure.value);
  add_figure(subject, &figure, period);
}

static void append(rsl__case *subject, rsl_period period, rsl_number value) {
  subject->series[subject->series_count++] = (rsl_path_figure){ period, value };
}

/** What the row tells of the actual is told of all the figures it is made from. */
static void add_figure(rsl__case *subject, const rsl_figure *figure, rsl_period period) {
  rsl_figure *all = &subject->figure;
  all->origin = !subject->found || all->origin == figure->origin ? figure->origin : RSL_ORIGIN_MIXED;
  all->status = rsl__weaker_status(all->status, figure->status);
  all->reporting += figure->reporting;
  all->owed += figure->owed;
  all->flags |= figure->flags;
  subject->found = true;
  subject->found_period = period;
  subject->later_period.type = RSL_PERIOD_NONE;
}

/** The clock stands at the latest figure there is: what is not in yet is no gap (T2). */
static void drop_trailing_gaps(rsl__case *subject) {
  while (subject->series_count > 0 && subject->series[subject->series_count - 1].value.kind == RSL_NUMBER_ABSENT)
    subject->series_count--;
}
