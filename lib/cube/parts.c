#include "cube/own.h"

/* The parts of one longer period, in the order of time. */
typedef struct folding {
  rsl__own_rows *in;
  rsl__own *own;
  rsl__fold deviation; /* of the rule `stddev` */
  rsl_date from;       /* the first day of the first part that is not excused … */
  rsl_date told_from;  /* … and of what the first figure speaks for */
  rsl_date told_to;    /* the last day that the last figure speaks for, and of excused parts behind it */
} folding;

static folding start(rsl__own_rows *in, uint32_t when, rsl__own *own);
static uint32_t longest_from(const rsl__sheet *sheet, uint32_t at, rsl_period_type longer, uint32_t end);
static bool has_rows_of(rsl__own_rows *in, uint32_t when, rsl_period_type type);
static void take_each(folding *of, uint32_t when, rsl_period_type type);
static void take(folding *of, uint32_t when, const rsl__own *part);
static void take_value(folding *of, uint32_t when, const rsl__own *part, bool first);
static void add_times(folding *of, const rsl__own *part, uint32_t times);
static void take_excused(folding *of, uint32_t when);
static void finish(const folding *of, uint32_t when, uint32_t parts);
static uint32_t parts_owed(const rsl__own_rows *in, uint32_t when);

void rsl__own_fold_parts(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own) {
  const rsl__sheet *sheet = in->sheet;
  rsl_period_type frequency = sheet->record->frequency;
  folding of = start(in, when, own);
  uint32_t end = rsl__last_part(sheet, when, frequency);
  rsl__group group;
  if (in->stops) {
    take_each(&of, when, frequency);
    finish(&of, when, parts);
    return;
  }
  rsl__cursor_seek(&in->cursor, rsl__when(rsl__first_part(sheet, when, frequency)));
  while (rsl__cursor_next(&in->cursor, &group) && group.when <= end) {
    rsl__own figure;
    if (rsl__when_type(group.when) != frequency) continue;
    rsl__own_clear(&figure);
    rsl__own_read_group(in, &group, 1, &figure);
    take(&of, group.when, &figure);
  }
  finish(&of, when, parts);
}

void rsl__own_fold_longer(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own) {
  const rsl__sheet *sheet = in->sheet;
  rsl_period_type frequency = sheet->record->frequency;
  /* What two quarters differ by says nothing of how their months do. */
  if (sheet->record->time == RSL_TIME_STDDEV) return;
  for (int type = (int)rsl__when_type(when) + 1; type < (int)frequency; type++) {
    uint32_t count = rsl__parts_of(sheet, when, (rsl_period_type)type);
    if (count == 0 || !has_rows_of(in, when, (rsl_period_type)type)) continue;
    rsl_period part = rsl__first_part(sheet, when, (rsl_period_type)type);
    uint32_t after = rsl__when(rsl_period_shift(part, (int32_t)count - 1));
    folding of = start(in, when, own);
    take_each(&of, when, (rsl_period_type)type);
    uint32_t end = rsl__last_part(sheet, when, frequency);
    uint32_t at = rsl__when_shift(rsl__last_part(sheet, after, frequency), 1);
    while (at != 0 && at <= end) {
      uint32_t here = longest_from(sheet, at, (rsl_period_type)type, end);
      rsl__own figure;
      rsl__own_clear(&figure);
      rsl__own_read_period(in, here, rsl__parts(sheet, here), &figure);
      take(&of, here, &figure);
      at = rsl__when_shift(rsl__last_part(sheet, here, frequency), 1);
    }
    finish(&of, when, parts);
    return;
  }
}

/* What is left of a year to date after its last whole half begins with a quarter, where that has ended too, or a month. */
static uint32_t longest_from(const rsl__sheet *sheet, uint32_t at, rsl_period_type longer, uint32_t end) {
  rsl_period_type frequency = sheet->record->frequency;
  for (int type = (int)longer + 1; type < (int)frequency; type++) {
    uint32_t around = rsl__calendar_around(sheet->month_from, at, (rsl_period_type)type);
    if (around == 0 || rsl__parts_of(sheet, around, frequency) == 0 || rsl__is_running(sheet, around)) continue;
    if (rsl__when(rsl__first_part(sheet, around, frequency)) == at && rsl__last_part(sheet, around, frequency) <= end)
      return around;
  }
  return at;
}

void rsl__own_look_back(rsl__own_rows *in, uint32_t when, rsl__own *own) {
  rsl_period_type frequency = in->sheet->record->frequency;
  uint32_t first = rsl__when(rsl__first_part(in->sheet, when, frequency));
  /* A year to date of which nothing has ended yet looks back to nothing. */
  if (rsl__parts_of(in->sheet, when, frequency) == 0) return;
  for (int32_t back = 1; back <= in->sheet->record->look_back; back++) {
    rsl__own figure;
    uint32_t earlier = rsl__when_shift(first, -back);
    if (earlier == 0) return;
    rsl__own_clear(&figure);
    rsl__own_read_row(in, earlier, 1, &figure);
    if (!figure.given || figure.qualified) continue;
    *own = figure;
    own->partial = true;
    own->outside = earlier;
    return;
  }
}

static folding start(rsl__own_rows *in, uint32_t when, rsl__own *own) {
  return (folding){
    .in = in, .own = own, .deviation = { .time = RSL_TIME_STDDEV }, .from = rsl__first_day(in->sheet, when)
  };
}

static bool has_rows_of(rsl__own_rows *in, uint32_t when, rsl_period_type type) {
  rsl__group group;
  rsl__cursor_seek(&in->cursor, rsl__when(rsl__first_part(in->sheet, when, type)));
  while (rsl__cursor_next(&in->cursor, &group) && group.when <= when)
    if (rsl__when_type(group.when) == type) return true;
  return false;
}

/* Every part of a type, as it stands. */
static void take_each(folding *of, uint32_t when, rsl_period_type type) {
  const rsl__sheet *sheet = of->in->sheet;
  uint32_t count = rsl__parts_of(sheet, when, type);
  rsl_period part = rsl__first_part(sheet, when, type);
  for (uint32_t i = 0; i < count; i++, part = rsl_period_shift(part, 1)) {
    uint32_t here = rsl__when(part);
    rsl__own figure;
    rsl__own_clear(&figure);
    rsl__own_read_period(of->in, here, rsl__parts(sheet, here), &figure);
    take(of, here, &figure);
    if (figure.partial) of->own->partial = true;
  }
}

static void take(folding *of, uint32_t when, const rsl__own *part) {
  rsl__own *own = of->own;
  rsl_time_rule time = of->in->sheet->record->time;
  own->excused_parts += part->excused_parts;
  own->excused_all += part->excused_all;
  if (!part->given) {
    if (part->excused) take_excused(of, when);
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
  uint32_t spoken = part->has_row ? part->row.when : when;
  if (first) of->told_from = rsl__first_day(of->in->sheet, spoken);
  of->told_to = rsl__last_day(of->in->sheet, spoken);
  bool alone = time == RSL_TIME_LAST || time == RSL_TIME_FIRST;
  bool once = alone && of->in->sheet->once;
  own->stood_in_parts = once ? 0 : own->stood_in_parts + part->stood_in_parts;
  if (time == RSL_TIME_FIRST && !first) return;
  take_value(of, when, part, first);
  if (alone || part->status > own->status) own->status = part->status;
  own->estimate = part->estimate || (own->estimate && !alone);
  own->parts = alone ? 1 : own->parts + part->parts;
  own->weak_parts = once    ? (part->weak_parts > 0 ? 1 : 0)
                    : alone ? part->weak_parts
                            : own->weak_parts + part->weak_parts;
  own->has_row = (first || alone) && part->has_row;
  own->row = part->row;
}

static void take_value(folding *of, uint32_t when, const rsl__own *part, bool first) {
  rsl__own_rows *in = of->in;
  rsl__own *own = of->own;
  int order = first ? 0 : rsl__int128_compare(part->value, own->value);
  switch (in->sheet->record->time) {
  case RSL_TIME_SUM:
    in->fits = in->fits && rsl__int128_add(own->value, part->value, &own->value);
    break;
  case RSL_TIME_MEAN:
    /* A bare ratio of two levels owes one figure, and tells of all its periods. */
    add_times(of, part, in->sheet->once ? part->told : part->parts);
    break;
  case RSL_TIME_DAY_MEAN:
    add_times(of, part, rsl__parts_of(in->sheet, when, RSL_PERIOD_DAY));
    break;
  case RSL_TIME_STDDEV:
    rsl__fold_take(&of->deviation, rsl__number_complete(rsl__own_number(in->sheet->column, part)), 1);
    break;
  case RSL_TIME_WEIGHTED_MEAN:
    break; /* what it makes is a pair with its weight: pair.c */
  default:
    if (first || in->sheet->record->time == RSL_TIME_LAST ||
        (in->sheet->record->time == RSL_TIME_MIN ? order < 0 : order > 0))
      own->value = part->value;
    break;
  }
}

/* A mean that was reported as such stands for each of its periods, or days. */
static void add_times(folding *of, const rsl__own *part, uint32_t times) {
  rsl__own *own = of->own;
  rsl__int128 sum = part->value;
  bool fits = part->folded || rsl__int128_multiply(sum, rsl__int128_from_int64((int64_t)times), &sum);
  of->in->fits = of->in->fits && fits && rsl__int128_add(own->value, sum, &own->value);
  own->divisor = (own->folded ? own->divisor : 0) + (part->folded ? part->divisor : times);
  own->folded = true;
}

/* What is not owed at either end leaves nothing missing there. */
static void take_excused(folding *of, uint32_t when) {
  rsl_date first = rsl__first_day(of->in->sheet, when);
  rsl_date last = rsl__last_day(of->in->sheet, when);
  if (first == of->from) of->from = last + 1;
  if (of->own->given && first == of->told_to + 1) of->told_to = last;
}

static void finish(const folding *of, uint32_t when, uint32_t parts) {
  const rsl__sheet *sheet = of->in->sheet;
  rsl_time_rule time = sheet->record->time;
  rsl__own *own = of->own;
  /* R3: one figure is owed of all the parts, until each of them is excused. */
  if (sheet->once && own->excused_all > 0)
    own->excused_parts = !own->given && own->excused_all >= parts_owed(of->in, when) ? parts : 0;
  own->excused = !own->given && parts > 0 && own->excused_parts >= parts;
  if (own->excused) own->absence = RSL_ABSENCE_NOT_APPLICABLE;
  if (!own->given) return;
  own->is_number = time == RSL_TIME_STDDEV || time == RSL_TIME_WEIGHTED_MEAN;
  if (own->is_number) own->number = time == RSL_TIME_STDDEV ? rsl__fold_value(&of->deviation) : rsl_number_absent();
  /* R6: the latest figure is that of the period where it is that of its last part. */
  if (time == RSL_TIME_LAST) {
    own->partial = of->told_to != rsl__last_day(sheet, when);
  } else if (time == RSL_TIME_FIRST) {
    own->partial = of->told_from != of->from;
  } else if (sheet->once) {
    /* A bare ratio of two levels goes by its own rule over time. */
    own->partial = own->told + own->excused_all < parts_owed(of->in, when);
  } else if (own->parts + own->excused_parts < parts) {
    own->partial = true;
  }
}

/* How many parts are owed in the period, with those that are excused; where none is, every one is looked for. */
static uint32_t parts_owed(const rsl__own_rows *in, uint32_t when) {
  const rsl__sheet *sheet = in->sheet;
  uint32_t count = rsl__parts_of(sheet, when, sheet->record->frequency);
  uint32_t owed = 0;
  rsl_period part = rsl__first_part(sheet, when, sheet->record->frequency);
  for (uint32_t i = 0; i < count; i++, part = rsl_period_shift(part, 1)) {
    unsigned role = rsl__role(in->rollup, in->indicator, in->unit, rsl__last_day(sheet, rsl__when(part)));
    owed += (role & RSL__ROLE_KIND) != RSL__ROLE_NONE ? 1 : 0;
  }
  return owed > 0 ? owed : count;
}
