#include "base/error.h"
#include "review/case.h"

/** The days of a term up to the review, and what they are parted into. */
typedef struct term_walk {
  rsl_date begin;            /**< first day of the term */
  rsl_date end;              /**< its last day, or that of the review */
  rsl_period_type part_type; /**< of a total: the indicator's frequency where it is shorter than a year */
} term_walk;

/** What is told of a running sum: of all the figures up to one of them. */
typedef struct running {
  uint64_t reporting;
  uint64_t owed;
  unsigned flags;
  rsl_origin origin;
  char status;
} running;

/** A series in the making. */
typedef struct collection {
  rsl__case *subject;
  const rsl__figures *figures;
  term_walk walk;
  running so_far;
  running *running;  /**< beside each figure */
  rsl_figure latest; /**< of a yearly condition: as it was reported */
  size_t open; /**< of a yearly condition: how many years there are up to the last that may have held or not (T8) */
} collection;

static term_walk walk_of(const rsl__case *subject);
static bool is_whole(const term_walk *walk, rsl_period period);
static rsl_period first_part(const term_walk *walk, rsl_period year);
static bool goes_on(const term_walk *walk, rsl_period year, rsl_period part);
static rsl_status want_year(const rsl__case *subject, rsl__figures *figures, const term_walk *walk, rsl_period year,
                            rsl_error *error);
static size_t room_needed(const term_walk *walk);
static rsl_status collect_years(collection *into, rsl_error *error);
static rsl_status collect_year(collection *into, rsl_period year, rsl_error *error);
static void collect_total(collection *into);
static void collect_years_through(collection *into, rsl_period last);
static void collect_year_of_total(collection *into, rsl_period year, bool last);
static bool collect_parts(collection *into, rsl_period year);
static void append(collection *into, rsl_period period, const rsl_figure *figure);
static void add_to(running *all, const rsl_figure *figure);
static rsl_status weigh_year(collection *into, rsl_period year, rsl_figure *figure, rsl_error *error);
static void keep_years(collection *into);
static bool keep_total(collection *into, size_t before);
static void tell(collection *into);
static void show(rsl__case *subject, const rsl_path_figure *figure);

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
  collection into = { .subject = subject, .figures = figures, .walk = walk_of(subject) };
  if (into.walk.end < into.walk.begin) return RSL_OK;
  size_t room = room_needed(&into.walk);
  subject->series = rsl__arena_allocate_array(arena, room, sizeof *subject->series);
  into.running = rsl__arena_allocate_array(arena, room, sizeof *into.running);
  if (subject->series == NULL || into.running == NULL) return rsl__fail_memory(error);
  rsl_status status = RSL_OK;
  if (subject->target->form == RSL_FORM_TOTAL)
    collect_total(&into);
  else
    status = collect_years(&into, error);
  if (status != RSL_OK) return status;
  tell(&into);
  return RSL_OK;
}

/** T6: the years after the baseline's, or from the resolution's `from`, through `by`. */
static term_walk walk_of(const rsl__case *subject) {
  term_walk walk = { RSL_DATE_MIN, rsl_period_last_day(subject->target->by), RSL_PERIOD_NONE };
  rsl_period_type own = subject->indicator->frequency;
  if (subject->after + 1 > RSL_DATE_MIN) walk.begin = subject->after + 1;
  if (subject->as_of == RSL_DATE_NONE) {
    walk.end = walk.begin - 1;
  } else if (subject->as_of < walk.end) {
    rsl_period running_year = rsl_period_of_date(RSL_PERIOD_YEAR, subject->as_of);
    rsl_date last = rsl_period_last_day(running_year);
    rsl_date through = subject->question->forecast ? last : subject->as_of;
    if (through < walk.end) walk.end = through;
  }
  if (subject->target->form == RSL_FORM_TOTAL && own > RSL_PERIOD_YEAR) walk.part_type = own;
  return walk;
}

static bool is_whole(const term_walk *walk, rsl_period period) {
  return rsl_period_first_day(period) >= walk->begin && rsl_period_last_day(period) <= walk->end;
}

/** The first part of a year that lies in the term. */
static rsl_period first_part(const term_walk *walk, rsl_period year) {
  rsl_period part = rsl_period_of_date(walk->part_type, rsl_period_first_day(year));
  while (part.type != RSL_PERIOD_NONE && rsl_period_first_day(part) < walk->begin) part = rsl_period_shift(part, 1);
  return part;
}

static bool goes_on(const term_walk *walk, rsl_period year, rsl_period part) {
  return part.type != RSL_PERIOD_NONE && rsl_period_contains(year, part) && rsl_period_last_day(part) <= walk->end;
}

static rsl_status want_year(const rsl__case *subject, rsl__figures *figures, const term_walk *walk, rsl_period year,
                            rsl_error *error) {
  rsl_status status = RSL_OK;
  bool whole = is_whole(walk, year);
  bool by_parts = walk->part_type != RSL_PERIOD_NONE;
  /* A total can be added up from its parts, where no time rule makes years of them. */
  if (by_parts) whole = whole && rsl__indicator_can_lengthen(subject->question->plan, subject->links.indicator);
  if (whole) status = rsl__figures_want(figures, year, error);
  if (!by_parts) return status;
  for (rsl_period part = first_part(walk, year); status == RSL_OK && goes_on(walk, year, part);
       part = rsl_period_shift(part, 1))
    status = rsl__figures_want(figures, part, error);
  return status;
}

static size_t room_needed(const term_walk *walk) {
  size_t years = (size_t)(walk->end - walk->begin) / 365 + 2;
  switch (walk->part_type) {
  case RSL_PERIOD_DAY:
    return years * 367;
  case RSL_PERIOD_NONE:
    return years;
  default:
    return years * 13;
  }
}

/* ---- Averages and yearly conditions: each whole year is a figure of its own -------------------------------------- */

static rsl_status collect_years(collection *into, rsl_error *error) {
  rsl_status status = RSL_OK;
  rsl_period year = rsl_period_of_date(RSL_PERIOD_YEAR, into->walk.begin);
  while (status == RSL_OK && year.type != RSL_PERIOD_NONE && rsl_period_first_day(year) <= into->walk.end) {
    status = collect_year(into, year, error);
    year = rsl_period_shift(year, 1);
  }
  if (status == RSL_OK) keep_years(into);
  return status;
}

static rsl_status collect_year(collection *into, rsl_period year, rsl_error *error) {
  rsl_figure figure;
  if (!is_whole(&into->walk, year)) return RSL_OK;
  bool has = rsl__case_get(into->subject, into->figures, year, &figure);
  bool thin = has && (figure.flags & RSL_FLAG_BELOW_MIN_COVERAGE) != 0;
  if (thin) {
    rsl_path_figure passed = { year, figure.value };
    show(into->subject, &passed);
  }
  bool counts = has && !thin;
  rsl_status status = counts ? weigh_year(into, year, &figure, error) : RSL_OK;
  append(into, year, counts && figure.value.kind != RSL_NUMBER_ABSENT ? &figure : NULL);
  return status;
}

/** T8: a year of a condition that may have held or not is as good as missing, and not to be left out at the end. */
static rsl_status weigh_year(collection *into, rsl_period year, rsl_figure *figure, rsl_error *error) {
  rsl_number weighed;
  if (into->subject->target->form != RSL_FORM_EACH_YEAR) return RSL_OK;
  rsl_status status = rsl__case_weigh_year(into->subject, year, figure, &weighed, error);
  if (weighed.kind == RSL_NUMBER_ABSENT)
    into->open = into->subject->series_count + 1;
  else
    into->latest = *figure;
  figure->value = weighed;
  return status;
}

/** The clock stands at the latest figure there is: what is not in yet is no gap (T2). */
static void keep_years(collection *into) {
  rsl__case *subject = into->subject;
  while (subject->series_count > into->open &&
         subject->series[subject->series_count - 1].value.kind == RSL_NUMBER_ABSENT)
    subject->series_count--;
}

/* ---- Totals: the running sum is one figure, with one coverage (T2, T6) -------------------------------------------- */

/** The sum reaches to the latest period up to which it has its coverage; a later one is shown beside it. Where that lies inside
 *  a year, the sum ends with a part of it. */
static void collect_total(collection *into) {
  rsl_period first = rsl_period_of_date(RSL_PERIOD_YEAR, into->walk.begin);
  rsl_period last = rsl_period_of_date(RSL_PERIOD_YEAR, into->walk.end);
  for (; last.type != RSL_PERIOD_NONE && last.index >= first.index; last = rsl_period_shift(last, -1)) {
    into->subject->series_count = 0;
    into->so_far = (running){ 0 };
    collect_years_through(into, rsl_period_shift(last, -1));
    size_t before = into->subject->series_count;
    collect_year_of_total(into, last, true);
    if (keep_total(into, before)) return;
  }
  into->subject->series_count = 0;
}

static void collect_years_through(collection *into, rsl_period last) {
  rsl_period year = rsl_period_of_date(RSL_PERIOD_YEAR, into->walk.begin);
  for (; last.type != RSL_PERIOD_NONE && year.index <= last.index; year = rsl_period_shift(year, 1))
    collect_year_of_total(into, year, false);
}

/** A whole year by its own figure; the last one by its parts while some of them are missing, so that the clock stands
 *  at the end of those that are in. */
static void collect_year_of_total(collection *into, rsl_period year, bool last) {
  rsl_figure figure;
  bool whole = is_whole(&into->walk, year);
  bool has = whole && rsl__case_get(into->subject, into->figures, year, &figure);
  bool by_parts = into->walk.part_type != RSL_PERIOD_NONE;
  if (has && !(by_parts && last && (figure.flags & RSL_FLAG_PARTIAL) != 0)) {
    append(into, year, &figure);
    return;
  }
  if (!whole && !by_parts) return;
  if (by_parts && collect_parts(into, year)) return;
  if (!last) append(into, year, NULL);
}

/** A part without a figure makes the sum partial (R6). @return false where no part of the year has one: the year is then
 *  missing, which is another thing (T6). */
static bool collect_parts(collection *into, rsl_period year) {
  bool any = false;
  running before = into->so_far;
  for (rsl_period part = first_part(&into->walk, year); goes_on(&into->walk, year, part);
       part = rsl_period_shift(part, 1)) {
    rsl_figure figure;
    if (rsl__case_get(into->subject, into->figures, part, &figure)) {
      any = true;
      append(into, part, &figure);
    } else {
      into->so_far.owed += figure.owed;
      into->so_far.flags |= RSL_FLAG_PARTIAL;
    }
  }
  if (!any) into->so_far = before;
  return any;
}

/** @return false where nothing past the first `before` figures is kept. */
static bool keep_total(collection *into, size_t before) {
  rsl__case *subject = into->subject;
  size_t kept = subject->series_count;
  while (kept > before &&
         (subject->series[kept - 1].value.kind == RSL_NUMBER_ABSENT ||
          !rsl__is_covered(subject->indicator, into->running[kept - 1].reporting, into->running[kept - 1].owed)))
    kept--;
  for (size_t i = kept; i < subject->series_count; i++)
    if (subject->series[i].value.kind != RSL_NUMBER_ABSENT) show(subject, &subject->series[i]);
  subject->series_count = kept;
  return kept > before;
}

bool rsl__is_covered(const rsl_indicator *indicator, uint64_t reporting, uint64_t owed) {
  rsl_number due =
      rsl_number_multiply(rsl_number_from_decimal(indicator->min_coverage), rsl_number_from_integer((int64_t)owed));
  return rsl_number_compare(rsl_number_from_integer((int64_t)reporting), due) >= 0;
}

/* ---- Both ----------------------------------------------------------------------------------------------------------- */

/** @param[in] figure NULL: a gap. */
static void append(collection *into, rsl_period period, const rsl_figure *figure) {
  rsl__case *subject = into->subject;
  if (figure != NULL) add_to(&into->so_far, figure);
  if (figure != NULL && figure->qualifier == RSL_QUALIFIER_ABOUT) subject->is_about = true;
  into->running[subject->series_count] = into->so_far;
  subject->series[subject->series_count++] =
      (rsl_path_figure){ period, figure != NULL ? figure->value : rsl_number_absent() };
}

/** What the row tells of the actual is told of all the figures it is made from. */
static void add_to(running *all, const rsl_figure *figure) {
  all->origin = all->origin == RSL_ORIGIN_NONE || all->origin == figure->origin ? figure->origin : RSL_ORIGIN_MIXED;
  all->status = rsl__weaker_status(all->status, figure->status);
  all->reporting += figure->reporting;
  all->owed += figure->owed;
  all->flags |= figure->flags & ~(unsigned)RSL_FLAG_BELOW_MIN_COVERAGE;
}

static void tell(collection *into) {
  rsl__case *subject = into->subject;
  if (subject->series_count == 0) return;
  const running *all = &into->running[subject->series_count - 1];
  subject->found = true;
  subject->found_period = subject->series[subject->series_count - 1].period;
  subject->figure.origin = all->origin;
  subject->figure.status = all->status;
  subject->figure.reporting = all->reporting;
  subject->figure.owed = all->owed;
  subject->figure.flags = all->flags;
  subject->figure.value = into->latest.value;
  subject->figure.upper = into->latest.upper;
  subject->figure.qualifier = into->latest.qualifier;
  bool passed = subject->later_period.type != RSL_PERIOD_NONE &&
                rsl_period_compare(subject->later_period, subject->found_period) <= 0;
  if (passed) subject->later_period.type = RSL_PERIOD_NONE;
}

/** A figure too thin to be rated. */
static void show(rsl__case *subject, const rsl_path_figure *figure) {
  subject->saw_thin = true;
  if (subject->later_period.type != RSL_PERIOD_NONE && rsl_period_compare(subject->later_period, figure->period) > 0)
    return;
  subject->later_period = figure->period;
  subject->later = figure->value;
}
