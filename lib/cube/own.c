#include "cube/rollup.h"

/* The rows of one unit that are looked at for one period. */
typedef struct reading {
  const rsl_rollup *rollup;
  const rsl__sheet *sheet;
  uint32_t indicator;
  uint32_t unit;
  rsl__cursor cursor;
  bool fits; /* no sum was too large */
} reading;

static reading open_reading(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit);
static void read_row(reading *in, uint32_t when, uint32_t parts, rsl__own *own);
static void read_group(const reading *in, const rsl__group *group, uint32_t parts, rsl__own *own);
static bool owes(const reading *in, uint32_t when);
static void read_period(reading *in, uint32_t when, uint32_t parts, rsl__own *own);
static void fold_rows(reading *in, uint32_t when, uint32_t parts, rsl__own *own);
static void fold_longer(reading *in, uint32_t when, uint32_t parts, rsl__own *own);
static bool has_rows_of(reading *in, uint32_t when, rsl_period_type type);
static void fold(reading *in, const rsl__own *part, rsl__own *own);
static void finish(const reading *in, uint32_t when, uint32_t parts, uint32_t last_given, rsl__own *own);

bool rsl__own_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t parts,
                   rsl__own *own) {
  reading in = open_reading(rollup, indicator, unit);
  *own = (rsl__own){ .absence = RSL_ABSENCE_NOT_REPORTED, .divisor = 1 };
  if (!rsl__cursor_is_empty(&in.cursor)) read_period(&in, when, parts, own);
  return in.fits;
}

const rsl__row *rsl__own_row(const rsl_rollup *rollup, const rsl__group *group, bool *withdrawn) {
  const rsl__store *store = &rollup->cube->store;
  const rsl__row *counts = NULL;
  bool had_figure = false;
  for (size_t i = 0; i < group->count; i++) {
    const rsl__row *row = &group->rows[i];
    if (!rsl__row_known(store, row, group->month_from, rollup->known_on)) continue;
    had_figure = had_figure || (row->flags & RSL__ROW_VALUE) != 0;
    counts = row;
  }
  *withdrawn = counts != NULL && had_figure && (counts->flags & RSL__ROW_VALUE) == 0;
  return counts;
}

uint32_t rsl__real_parts(const rsl__sheet *sheet, uint32_t when) {
  int32_t parts = rsl_period_parts(rsl__when_period(when), sheet->record->frequency);
  return rsl__when_type(when) == sheet->record->frequency || parts < 1 ? 1 : (uint32_t)parts;
}

rsl_number rsl__own_number(const rsl__column *column, const rsl__own *own) {
  rsl_number number = rsl__number_raw(own->value, (int32_t)column->scale);
  return own->divisor <= 1 ? number : rsl_number_divide(number, rsl_number_from_integer(own->divisor));
}

bool rsl__own_beside(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl_number *given,
                     rsl_number *made) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl__own own;
  rsl__own whole = { .absence = RSL_ABSENCE_NOT_REPORTED, .divisor = 1 };
  if (sheet->record->time == RSL_TIME_NONE || sheet->rule == RSL_RULE_RATIO || sheet->rule == RSL_RULE_FORMULA ||
      rsl__when_type(when) == sheet->record->frequency)
    return false;
  uint32_t parts = rsl__parts(sheet, when);
  reading in = open_reading(rollup, indicator, unit);
  read_row(&in, when, parts, &whole);
  if (!whole.given || whole.qualified) return false;
  if (!rsl__own_read(rollup, indicator, unit, when, parts, &own) || !own.given) return false;
  if (own.has_row && own.row.when == when) return false;
  *given = rsl__number_complete(rsl__own_number(sheet->column, &whole));
  *made = rsl__number_complete(rsl__own_number(sheet->column, &own));
  return true;
}

static reading open_reading(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit) {
  return (reading){ .rollup = rollup,
                    .sheet = &rollup->sheets[indicator],
                    .indicator = indicator,
                    .unit = unit,
                    .cursor = rsl__cursor_open(rollup->cube, indicator, unit),
                    .fits = true };
}

/* R6: from its parts; where they are not complete, the unit's report for the whole period; else reports for something
 * between; else the parts that there are. */
static void read_period(reading *in, uint32_t when, uint32_t parts, rsl__own *own) {
  rsl_period_type frequency = in->sheet->record->frequency;
  if (rsl__when_type(when) == frequency) {
    read_row(in, when, parts, own);
    return;
  }
  if (rsl__when_type(when) > frequency) return;
  if (in->sheet->record->time != RSL_TIME_NONE) fold_rows(in, when, parts, own);
  if (own->given && !own->partial) return;
  rsl__own whole = { .absence = RSL_ABSENCE_NOT_REPORTED, .divisor = 1 };
  read_row(in, when, parts, &whole);
  if (whole.given || whole.excused || (!own->given && whole.absence != RSL_ABSENCE_NOT_REPORTED)) {
    uint32_t excused_parts = own->excused_parts;
    uint32_t themselves = own->given ? own->parts : 0;
    *own = whole;
    /* It speaks for the parts that are missing, as a district's report does for its communes (R3, R6). */
    if (whole.given && whole.parts > themselves) own->stood_in_parts = whole.parts - themselves;
    if (!whole.excused && excused_parts > 0) {
      own->excused_parts = excused_parts;
      own->parts = parts > excused_parts ? parts - excused_parts : 0;
    }
    return;
  }
  rsl__own longer = { .absence = RSL_ABSENCE_NOT_REPORTED, .divisor = 1 };
  if (in->sheet->record->time != RSL_TIME_NONE) fold_longer(in, when, parts, &longer);
  if (longer.given && longer.parts > own->parts) *own = longer;
}

/* The one row that counts of exactly this period. */
static void read_row(reading *in, uint32_t when, uint32_t parts, rsl__own *own) {
  rsl__group group;
  if (rsl__cursor_find(&in->cursor, when, &group)) read_group(in, &group, parts, own);
}

static void read_group(const reading *in, const rsl__group *group, uint32_t parts, rsl__own *own) {
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
    own->excused = rsl__status_excuses(row->status);
    own->excused_parts = own->excused ? parts : 0;
    own->absence = rsl__status_absence(row->status);
    if (withdrawn && own->absence == RSL_ABSENCE_REPORTED_MISSING) own->absence = RSL_ABSENCE_WITHDRAWN;
  }
}

/* R7: a nil report leaves out what is not the unit's to give, and says nothing of it. */
static bool owes(const reading *in, uint32_t when) {
  rsl_date on = rsl__last_day(in->sheet, when);
  return (rsl__role(in->rollup, in->indicator, in->unit, on) & RSL__ROLE_KIND) == RSL__ROLE_OWES;
}

/* What the rows of the frequency that lie inside the period make. */
static void fold_rows(reading *in, uint32_t when, uint32_t parts, rsl__own *own) {
  rsl_period_type frequency = in->sheet->record->frequency;
  rsl_period period = rsl__when_period(when);
  uint32_t begin = rsl__when(rsl_period_first_part(period, frequency));
  uint32_t last_given = 0;
  rsl__group group;
  rsl__cursor_seek(&in->cursor, begin);
  while (rsl__cursor_next(&in->cursor, &group) && group.when <= when) {
    if (rsl__when_type(group.when) != frequency) continue;
    rsl__own part = { .absence = RSL_ABSENCE_NOT_REPORTED, .divisor = 1 };
    read_group(in, &group, 1, &part);
    fold(in, &part, own);
    if (part.given && !part.qualified) last_given = group.when;
  }
  finish(in, when, parts, last_given, own);
}

/* From halves, else quarters and so on, where a report for one of them stands. */
static void fold_longer(reading *in, uint32_t when, uint32_t parts, rsl__own *own) {
  rsl_period_type frequency = in->sheet->record->frequency;
  rsl_period period = rsl__when_period(when);
  for (int type = (int)period.type + 1; type < (int)frequency; type++) {
    int32_t count = rsl_period_parts(period, (rsl_period_type)type);
    if (count <= 0 || !has_rows_of(in, when, (rsl_period_type)type)) continue;
    rsl_period part = rsl_period_first_part(period, (rsl_period_type)type);
    uint32_t last_given = 0;
    for (int32_t i = 0; i < count; i++, part = rsl_period_shift(part, 1)) {
      uint32_t here = rsl__when(part);
      rsl__own figure = { .absence = RSL_ABSENCE_NOT_REPORTED, .divisor = 1 };
      int32_t inside = rsl_period_parts(part, frequency);
      read_period(in, here, in->sheet->once || inside < 1 ? 1 : (uint32_t)inside, &figure);
      fold(in, &figure, own);
      if (figure.partial) own->partial = true;
      if (figure.given && !figure.qualified) last_given = here;
    }
    finish(in, when, parts, last_given, own);
    return;
  }
}

static bool has_rows_of(reading *in, uint32_t when, rsl_period_type type) {
  rsl__group group;
  rsl__cursor_seek(&in->cursor, rsl__when(rsl_period_first_part(rsl__when_period(when), type)));
  while (rsl__cursor_next(&in->cursor, &group) && group.when <= when)
    if (rsl__when_type(group.when) == type) return true;
  return false;
}

static void fold(reading *in, const rsl__own *part, rsl__own *own) {
  rsl_time_rule time = in->sheet->record->time;
  own->excused_parts += part->excused_parts;
  if (!part->given) {
    if (!own->given && part->absence != RSL_ABSENCE_NOT_REPORTED && part->absence != RSL_ABSENCE_NOT_APPLICABLE)
      own->absence = part->absence;
    return;
  }
  if (part->qualified) {
    if (!own->given) own->absence = RSL_ABSENCE_QUALIFIED;
    return;
  }
  bool first = !own->given;
  own->given = true;
  own->told += part->told;
  own->absence = RSL_ABSENCE_NONE;
  if (time == RSL_TIME_FIRST && !first) return;
  bool replaces = first || time == RSL_TIME_LAST;
  int order = first ? 0 : rsl__int128_compare(part->value, own->value);
  if (time == RSL_TIME_MIN) replaces = replaces || order < 0;
  if (time == RSL_TIME_MAX) replaces = replaces || order > 0;
  if (time == RSL_TIME_SUM) in->fits = in->fits && rsl__int128_add(own->value, part->value, &own->value);
  if (time == RSL_TIME_MEAN) {
    rsl__int128 sum = part->value;
    /* A mean that was reported as such stands for each of its periods. */
    uint32_t times = part->divisor == 1 ? part->parts : 1;
    in->fits = in->fits && rsl__int128_multiply(sum, rsl__int128_from_int64((int64_t)times), &sum) &&
               rsl__int128_add(own->value, sum, &own->value);
  } else if (time != RSL_TIME_SUM && replaces) {
    own->value = part->value;
  }
  bool alone = time == RSL_TIME_LAST || time == RSL_TIME_FIRST;
  if (alone || part->status > own->status) own->status = part->status;
  own->estimate = part->estimate || (own->estimate && !alone);
  own->parts = alone ? 1 : own->parts + part->parts;
  own->stood_in_parts = alone ? 0 : own->stood_in_parts + part->stood_in_parts;
  own->weak_parts = alone ? (part->weak_parts > 0 ? 1 : 0) : own->weak_parts + part->weak_parts;
  own->has_row = (first || alone) && part->has_row;
  own->row = part->row;
}

static void finish(const reading *in, uint32_t when, uint32_t parts, uint32_t last_given, rsl__own *own) {
  rsl_time_rule time = in->sheet->record->time;
  if (time == RSL_TIME_MEAN && own->given) own->divisor = own->parts;
  own->excused = !own->given && parts > 0 && own->excused_parts >= parts;
  if (own->excused) own->absence = RSL_ABSENCE_NOT_APPLICABLE;
  if (!own->given) return;
  /* R6: the latest figure is that of the period where it is that of its last part. */
  if (time == RSL_TIME_LAST) {
    own->partial = rsl__when_last_day(last_given) != rsl__when_last_day(when);
  } else if (time == RSL_TIME_FIRST) {
    uint32_t begin = rsl__when(rsl_period_first_part(rsl__when_period(when), in->sheet->record->frequency));
    own->partial = !own->has_row || own->row.when != begin;
  } else if (own->parts + own->excused_parts < parts) {
    own->partial = true;
  }
}
