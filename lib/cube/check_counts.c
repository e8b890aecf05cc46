#include <inttypes.h>

#include "cube/carry.h"

/* How many of those below it a unit reported at each grade (R2, R4). */

/* A unit's report of one period. */
typedef struct counted {
  const rsl_rollup *rollup;
  uint32_t indicator;
  uint32_t unit;
  uint32_t when;
  rsl__row row; /* the first of it */
  rsl_problems *problems;
} counted;

typedef struct named {
  char unit[RSL_UNIT_REFERENCE];
  char period[RSL_PERIOD_TEXT];
  const char *code;
  rsl__place place;
} named;

static void check_unit(const counted *at);
static bool is_told_before(const counted *at, uint32_t grade);
static void check_report(const counted *at);
static uint32_t first_missing(const counted *at);
static void name(const counted *at, named *out);
static void tell_unused(const counted *at);
static void tell_missing(const counted *at);
static void tell_more(const counted *at, uint64_t all, uint64_t units);
static void tell_fewer(const counted *at, uint64_t all, rsl_number children);

void rsl__check_counts(const rsl_rollup *rollup, uint32_t indicator, rsl_problems *problems) {
  counted at = { .rollup = rollup, .indicator = indicator, .problems = problems };
  if (rollup->sheets[indicator].rule != RSL_RULE_GRADE_COUNT) return;
  for (at.unit = 0; at.unit < rollup->cube->unit_count; at.unit++) check_unit(&at);
}

static void check_unit(const counted *at) {
  const rsl_indicator *record = at->rollup->sheets[at->indicator].record;
  for (uint32_t grade = 0; grade < record->grade_count; grade++) {
    rsl__cursor cursor = rsl__cursor_open_counts(at->rollup->cube, at->indicator, at->unit, grade);
    rsl__group group;
    while (rsl__cursor_next(&cursor, &group)) {
      counted here = *at;
      here.when = group.when;
      here.row = group.rows[group.count - 1];
      if (!is_told_before(&here, grade)) check_report(&here);
    }
  }
}

static bool is_told_before(const counted *at, uint32_t grade) {
  for (uint32_t before = 0; before < grade; before++) {
    rsl__cursor cursor = rsl__cursor_open_counts(at->rollup->cube, at->indicator, at->unit, before);
    rsl__group group;
    if (rsl__cursor_find(&cursor, at->when, &group)) return true;
  }
  return false;
}

static void check_report(const counted *at) {
  const rsl__sheet *sheet = &at->rollup->sheets[at->indicator];
  unsigned role = rsl__role(at->rollup, at->indicator, at->unit, rsl__last_day(sheet, at->when));
  rsl__reading reading;
  rsl__counts counts;
  rsl__counts_read(at->rollup, at->indicator, at->unit, at->when, &counts);
  if (!rsl__role_counts_others(role)) {
    tell_unused(at);
  } else if (!counts.given) {
    tell_missing(at);
  } else {
    uint64_t units = rsl__due_below(at->rollup, at->indicator, at->unit, at->when).units;
    if (counts.all > units) tell_more(at, counts.all, units);
    if (rsl__figure_read(at->rollup, at->indicator, at->unit, at->when, false, &reading) != RSL_OK) return;
    rsl_number children = reading.figure.children;
    bool fewer = rsl_number_compare(rsl_number_from_integer((int64_t)counts.all), children) < 0;
    if (children.kind != RSL_NUMBER_ABSENT && fewer) tell_fewer(at, counts.all, children);
  }
}

static uint32_t first_missing(const counted *at) {
  uint32_t grade = 0;
  for (;; grade++) {
    rsl__cursor cursor = rsl__cursor_open_counts(at->rollup->cube, at->indicator, at->unit, grade);
    rsl__group group;
    bool withdrawn = false;
    if (!rsl__cursor_find(&cursor, at->when, &group)) return grade;
    const rsl__row *row = rsl__own_row(at->rollup, &group, &withdrawn);
    if (row == NULL || (row->flags & RSL__ROW_VALUE) == 0) return grade;
  }
}

static void name(const counted *at, named *out) {
  const rsl__store *store = &at->rollup->cube->store;
  rsl_plan_unit_reference(at->rollup->plan, at->unit, out->unit);
  rsl_period_format(rsl__when_period(at->when), out->period);
  out->code = at->rollup->sheets[at->indicator].record->code;
  out->place = (rsl__place){ rsl__row_file(store, &at->row), rsl__row_line(store, &at->row), 0, NULL };
}

static void tell_unused(const counted *at) {
  named of;
  name(at, &of);
  rsl__problem(
      at->problems, RSL_SEVERITY_WARNING, "figure_not_owed", &of.place,
      "the grades of `%s` that `%s` counted for %s are not taken: no unit below it owes one, or it owes its own",
      of.code, of.unit, of.period);
}

static void tell_missing(const counted *at) {
  named of;
  name(at, &of);
  rsl__problem(at->problems, RSL_SEVERITY_WARNING, "grades_incomplete", &of.place,
               "`%s` of `%s` for %s has no count of the grade `%s`, so that the others are not taken: give it, 0 where "
               "it is 0",
               of.code, of.unit, of.period, at->rollup->sheets[at->indicator].record->grades[first_missing(at)]);
}

static void tell_more(const counted *at, uint64_t all, uint64_t units) {
  named of;
  name(at, &of);
  rsl__problem(at->problems, RSL_SEVERITY_ERROR, "more_graded_than_owe", &of.place,
               "the grades of `%s` that `%s` counted for %s are %" PRIu64 ", and %" PRIu64 " units below it owe one",
               of.code, of.unit, of.period, all, units);
}

static void tell_fewer(const counted *at, uint64_t all, rsl_number children) {
  named of;
  char gave[RSL_NUMBER_TEXT];
  name(at, &of);
  rsl_number_format(children, gave);
  rsl__problem(at->problems, RSL_SEVERITY_ERROR, "own_below_children", &of.place,
               "the grades of `%s` that `%s` counted for %s are %" PRIu64 ", and %s units below it gave one", of.code,
               of.unit, of.period, all, gave);
}
