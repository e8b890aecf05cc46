#include "cube/own.h"

static rsl__own_rows open_rows(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit);
static bool owes(const rsl__own_rows *in, uint32_t when);
static bool is_above(const rsl__own_rows *in, uint32_t when);
static bool is_cumulative(const rsl__sheet *sheet);
static void read_event(rsl__own_rows *in, uint32_t when, rsl__own *own);
static void read_between(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own);
static void stand_for_all(const rsl__own *whole, uint32_t parts, rsl__own *own);
static bool tells_more(const rsl__own_rows *in, const rsl__own *longer, const rsl__own *own);

bool rsl__own_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t parts,
                   rsl__own *own) {
  rsl__own_rows in = open_rows(rollup, indicator, unit);
  rsl__own_clear(own);
  if (in.sheet->record->event)
    read_event(&in, when, own);
  else if (!rsl__cursor_is_empty(&in.cursor))
    rsl__own_read_period(&in, when, parts, own);
  return in.fits;
}

bool rsl__own_read_stopped(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t parts,
                           rsl__own *own) {
  rsl__own_rows in = open_rows(rollup, indicator, unit);
  in.stops = true;
  rsl__own_clear(own);
  rsl__own_read_period(&in, when, parts, own);
  return in.fits;
}

bool rsl__own_is_stopped(const rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own) {
  if (!in->stops || !rsl__nobody_owes_below(in->rollup, in->indicator, in->unit, when)) return false;
  own->excused = true;
  own->excused_parts = own->excused_all = parts;
  own->absence = RSL_ABSENCE_NOT_APPLICABLE;
  return true;
}

const rsl__row *rsl__own_row(const rsl_rollup *rollup, const rsl__group *group, bool *withdrawn) {
  const rsl__store *store = &rollup->cube->store;
  const rsl__row *counts = NULL;
  rsl_date on = rollup->known_on;
  bool had_figure = false;
  if (rollup->known_days != NULL) on = rollup->known_days[rsl__row_unit(rollup->cube, group->rows)];
  for (size_t i = 0; i < group->count; i++) {
    const rsl__row *row = &group->rows[i];
    if (!rsl__row_known(store, row, group->month_from, on)) continue;
    bool has_figure = (row->flags & RSL__ROW_VALUE) != 0;
    bool reported = (row->flags & RSL__ROW_NIL) == 0;
    if (rollup->first_revision && has_figure && reported) {
      counts = row;
      break;
    }
    had_figure = had_figure || has_figure;
    counts = row;
  }
  *withdrawn = counts != NULL && had_figure && (counts->flags & RSL__ROW_VALUE) == 0;
  return counts;
}

uint32_t rsl__real_parts(const rsl__sheet *sheet, uint32_t when) {
  if (rsl__when_type(when) == sheet->record->frequency || sheet->record->event) return 1;
  uint32_t parts = rsl__parts_of(sheet, when, sheet->record->frequency);
  return parts < 1 ? 1 : parts;
}

bool rsl__own_tells(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t part) {
  rsl__own_rows in = open_rows(rollup, indicator, unit);
  rsl_period_type frequency = in.sheet->record->frequency;
  if (is_cumulative(in.sheet)) return rsl__own_reports_tell(&in, when, part);
  int longest = in.sheet->record->time == RSL_TIME_STDDEV ? (int)frequency : (int)rsl__when_type(when) + 1;
  for (int type = longest; type <= (int)frequency; type++) {
    uint32_t around = rsl__calendar_around(in.sheet->month_from, part, (rsl_period_type)type);
    rsl__own own;
    if (around == 0 || rsl__is_running(in.sheet, around) || rsl__parts_of(in.sheet, when, (rsl_period_type)type) == 0)
      continue;
    rsl__own_clear(&own);
    rsl__own_read_row(&in, around, 1, &own);
    if (own.given && !own.qualified) return true;
  }
  return false;
}

rsl_number rsl__own_number(const rsl__column *column, const rsl__own *own) {
  if (own->is_number) return own->number;
  rsl_number number = rsl__number_raw(own->value, (int32_t)column->scale);
  return own->divisor <= 1 ? number : rsl_number_divide(number, rsl_number_from_integer(own->divisor));
}

bool rsl__own_beside(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl_number *given,
                     rsl_number *made) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl_time_rule time = sheet->record->time;
  rsl__own own;
  rsl__own whole;
  if (time == RSL_TIME_NONE || time == RSL_TIME_WEIGHTED_MEAN || sheet->rule == RSL_RULE_RATIO ||
      sheet->rule == RSL_RULE_FORMULA || rsl__when_type(when) == sheet->record->frequency || is_cumulative(sheet))
    return false;
  uint32_t parts = rsl__parts(sheet, when);
  rsl__own_rows in = open_rows(rollup, indicator, unit);
  rsl__own_clear(&whole);
  rsl__own_read_row(&in, when, parts, &whole);
  if (!whole.given || whole.qualified) return false;
  if (!rsl__own_read(rollup, indicator, unit, when, parts, &own) || !own.given) return false;
  if (own.has_row && own.row.when == when) return false;
  *given = rsl__number_complete(rsl__own_number(sheet->column, &whole));
  *made = rsl__number_complete(rsl__own_number(sheet->column, &own));
  return true;
}

bool rsl__own_whole(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl__own *own) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl__own_rows in = open_rows(rollup, indicator, unit);
  rsl__own_clear(own);
  if (is_cumulative(sheet)) {
    rsl__own_sum_reports(&in, when, rsl__parts(sheet, when), own);
    own->given = own->given && !own->partial; /* what a part of it rose to is not the whole */
  } else if (!rsl__is_running(sheet, when)) {
    rsl__own_read_row(&in, when, rsl__parts(sheet, when), own);
  }
  return in.fits;
}

/* R1: the figure of the latest day that is not past the period's last; before the first the initial one. */
static void read_event(rsl__own_rows *in, uint32_t when, rsl__own *own) {
  const rsl_indicator *record = in->sheet->record;
  rsl_date last = rsl__last_day(in->sheet, when);
  rsl__group group;
  if (record->has_initial && rsl__due_of(in->rollup, in->indicator, in->unit, when).units > 0) {
    own->given = own->is_number = true;
    own->number = rsl_number_from_decimal(record->initial);
    own->parts = own->told = 1;
    own->absence = RSL_ABSENCE_NONE;
  }
  while (rsl__cursor_next(&in->cursor, &group) && rsl__when_last_day(group.when) <= last) {
    rsl__own event;
    rsl__own_clear(&event);
    rsl__own_read_group(in, &group, 1, &event);
    if (event.given || event.excused || !own->given) *own = event;
  }
}

rsl_date rsl__holds_from(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit) {
  rsl__group group;
  if (rollup->sheets[indicator].record->has_initial) return RSL_DATE_MIN;
  rsl__cursor cursor = rsl__cursor_open(rollup->cube, indicator, unit);
  return rsl__cursor_next(&cursor, &group) ? rsl__when_last_day(group.when) : RSL__NEVER;
}

void rsl__own_clear(rsl__own *own) {
  *own = (rsl__own){ .absence = RSL_ABSENCE_NOT_REPORTED, .divisor = 1 };
}

static rsl__own_rows open_rows(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit) {
  return (rsl__own_rows){ .rollup = rollup,
                          .sheet = &rollup->sheets[indicator],
                          .indicator = indicator,
                          .unit = unit,
                          .cursor = rsl__cursor_open(rollup->cube, indicator, unit),
                          .fits = true };
}

/* R6: from its parts; where they are not complete, the unit's report for the whole period; else reports for something
 * between; else the parts that there are. */
void rsl__own_read_period(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own) {
  rsl_period_type frequency = in->sheet->record->frequency;
  rsl_time_rule time = in->sheet->record->time;
  if (rsl__when_type(when) == frequency) {
    if (rsl__own_is_stopped(in, when, parts, own)) return;
    if (is_cumulative(in->sheet))
      rsl__own_read_difference(in, when, own);
    else
      rsl__own_read_row(in, when, parts, own);
    return;
  }
  if (rsl__when_type(when) > frequency) return;
  if (is_cumulative(in->sheet)) {
    rsl__own_sum_reports(in, when, parts, own);
    return;
  }
  if (time != RSL_TIME_NONE) rsl__own_fold_parts(in, when, parts, own);
  if ((own->given && !own->partial) || (in->stops && own->excused)) return;
  rsl__own whole;
  rsl__own_clear(&whole);
  /* A year that has not ended has no report of its own yet. */
  if (!rsl__is_running(in->sheet, when)) rsl__own_read_row(in, when, parts, &whole);
  if (whole.given && !whole.qualified) {
    stand_for_all(&whole, parts, own);
    return;
  }
  if (time != RSL_TIME_NONE) read_between(in, when, parts, own);
  if (time == RSL_TIME_LAST && !own->given && !own->excused) rsl__own_look_back(in, when, own);
  /* A qualified report stands where nothing else was given (T8), and so does one that nothing is owed (R1). */
  if (!own->given && !own->excused && whole.absence != RSL_ABSENCE_NOT_REPORTED) stand_for_all(&whole, parts, own);
}

static void read_between(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own) {
  rsl__own longer;
  rsl__own_clear(&longer);
  rsl__own_fold_longer(in, when, parts, &longer);
  bool more = longer.parts + longer.excused_parts > own->parts + own->excused_parts;
  /* A bare ratio tells of all its periods, also where it takes one figure of them. */
  if (in->sheet->rule == RSL_RULE_RATIO) more = longer.told > own->told;
  if (!more && !(longer.given && tells_more(in, &longer, own))) return;
  /* R3: it stands in where the unit gave no figure of a short period, of which one would do. */
  if (in->sheet->once) longer.stood_in_parts = own->given ? 0 : 1;
  *own = longer;
}

/* R6: the latest figure is that which tells of the latest day, and a report tells of the end of its period; the first
 * figure likewise. */
static bool tells_more(const rsl__own_rows *in, const rsl__own *longer, const rsl__own *own) {
  rsl_time_rule time = in->sheet->record->time;
  if (!own->given || !own->has_row || !longer->has_row) return false;
  if (time == RSL_TIME_LAST)
    return rsl__last_day(in->sheet, longer->row.when) > rsl__last_day(in->sheet, own->row.when);
  return time == RSL_TIME_FIRST &&
         rsl__first_day(in->sheet, longer->row.when) < rsl__first_day(in->sheet, own->row.when);
}

/* It speaks for the parts that are missing, as a district's report does for its communes (R3, R6). */
static void stand_for_all(const rsl__own *whole, uint32_t parts, rsl__own *own) {
  uint32_t excused_parts = own->excused_parts;
  uint32_t themselves = own->given ? own->told : 0;
  *own = *whole;
  if (!whole->excused && excused_parts > 0) {
    own->excused_parts = excused_parts;
    own->parts = parts > excused_parts ? parts - excused_parts : 0;
    if (own->weak_parts > own->parts) own->weak_parts = own->parts;
  }
  if (whole->given && own->parts > themselves) own->stood_in_parts = own->parts - themselves;
}

void rsl__own_read_row(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own) {
  rsl__group group;
  if (rsl__cursor_find(&in->cursor, when, &group)) rsl__own_read_group(in, &group, parts, own);
}

void rsl__own_read_group(const rsl__own_rows *in, const rsl__group *group, uint32_t parts, rsl__own *own) {
  bool withdrawn = false;
  const rsl__row *row = rsl__own_row(in->rollup, group, &withdrawn);
  if (row == NULL || ((row->flags & RSL__ROW_NIL) != 0 && !owes(in, group->when))) return;
  own->has_row = true;
  own->row = *row;
  own->status = (uint8_t)row->status;
  if ((row->flags & RSL__ROW_VALUE) != 0) {
    own->given = true;
    own->absence = RSL_ABSENCE_NONE;
    own->qualified = (row->flags & RSL__ROW_ABOUT) != 0;
    own->value = rsl__int128_from_int64(row->value);
    own->parts = parts;
    own->told = rsl__real_parts(in->sheet, group->when);
    own->estimate = rsl__status_is_estimate(row->status);
    own->weak_parts = row->status != RSL__STATUS_A ? parts : 0;
  } else if ((row->flags & (RSL__ROW_NUMERATOR | RSL__ROW_DENOMINATOR)) == 0) {
    own->excused = rsl__status_excuses(row->status) && !is_above(in, group->when);
    own->excused_parts = own->excused_all = own->excused ? parts : 0;
    own->absence = rsl__status_absence(row->status);
    if (withdrawn && own->absence == RSL_ABSENCE_REPORTED_MISSING) own->absence = RSL_ABSENCE_WITHDRAWN;
  }
}

/* R7: a nil report leaves out what is not the unit's to give, and says nothing of it. */
static bool owes(const rsl__own_rows *in, uint32_t when) {
  rsl_date on = rsl__last_day(in->sheet, when);
  return (rsl__role(in->rollup, in->indicator, in->unit, on) & RSL__ROLE_KIND) == RSL__ROLE_OWES;
}

/* What is not applicable to a unit itself is no matter of those below it, which owe. */
static bool is_above(const rsl__own_rows *in, uint32_t when) {
  unsigned role = rsl__role(in->rollup, in->indicator, in->unit, rsl__last_day(in->sheet, when));
  return rsl__role_counts_others(role);
}

/* Each report tells all that came before it in its year or term. The plan sees to it that they are sums over time. */
static bool is_cumulative(const rsl__sheet *sheet) {
  return sheet->record->reported_as != RSL_REPORTED_AS_PERIOD;
}
