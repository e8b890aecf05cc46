#include "cube/own.h"

/* From one report to the latest one that follows it inside the period. */
typedef struct span {
  rsl__own from; /* not given: the beginning */
  rsl__own to;
  uint32_t from_index; /* parts of the period that it covers */
  uint32_t to_index;
  uint32_t skipped; /* of them nothing was owed */
  bool open;        /* `from` is known: a report, or nothing at the beginning */
} span;

static bool begins(const rsl__own_rows *in, uint32_t when);
static void read_report(rsl__own_rows *in, uint32_t when, rsl__own *own);
static void add_span(rsl__own_rows *in, const span *of, rsl__own *own);

/* Absent where either of the two is; the kind of missing is that of the one that is. */
void rsl__own_read_difference(rsl__own_rows *in, uint32_t when, rsl__own *own) {
  read_report(in, when, own);
  if (!own->given || begins(in, when)) return;
  rsl__own before;
  uint32_t earlier = rsl__when_shift(when, -1);
  rsl__own_clear(&before);
  if (earlier != 0) read_report(in, earlier, &before);
  if (!before.given) {
    rsl__own_clear(own);
    own->absence = RSL_ABSENCE_NO_EARLIER;
    return;
  }
  in->fits = in->fits && rsl__int128_subtract(own->value, before.value, &own->value);
  own->outside = before.row.when;
  own->qualified = own->qualified || before.qualified;
  own->estimate = own->estimate || before.estimate;
  if (before.status > own->status) own->status = before.status;
  own->weak_parts = own->status != RSL__STATUS_A ? own->parts : 0;
}

void rsl__own_sum_reports(rsl__own_rows *in, uint32_t when, uint32_t parts, rsl__own *own) {
  const rsl__sheet *sheet = in->sheet;
  rsl_period part = rsl__first_part(sheet, when, sheet->record->frequency);
  span now = { .open = false };
  uint32_t earlier = rsl__when_shift(rsl__when(part), -1);
  uint32_t given = 0;   /* of the parts that it speaks for */
  uint32_t excused = 0; /* since the latest report */
  bool any = false;
  rsl__own_clear(&now.from);
  rsl__own_clear(&now.to);
  if (earlier != 0 && !begins(in, rsl__when(part))) read_report(in, earlier, &now.from);
  now.open = now.from.given && !now.from.qualified;
  for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1)) {
    rsl__own report;
    rsl__own_clear(&report);
    if (begins(in, rsl__when(part))) {
      add_span(in, &now, own);
      now = (span){ .open = true, .from_index = i, .to_index = i };
      excused = 0;
    }
    read_report(in, rsl__when(part), &report);
    own->excused_parts += report.excused_parts;
    own->excused_all = own->excused_parts;
    excused += report.excused_parts;
    if (!report.given && !own->given && report.absence != RSL_ABSENCE_NOT_REPORTED) own->absence = report.absence;
    if (!report.given || report.qualified) continue;
    any = true;
    given += now.open ? 1 : 0;
    now.to = report;
    now.to_index = i + 1;
    now.skipped += excused;
    excused = 0;
    if (!now.open) now = (span){ .open = true, .from = report, .from_index = i + 1, .to = report, .to_index = i + 1 };
  }
  add_span(in, &now, own);
  own->excused = !own->given && parts > 0 && own->excused_parts >= parts;
  if (own->excused) own->absence = RSL_ABSENCE_NOT_APPLICABLE;
  if (!own->given) {
    if (any) own->absence = RSL_ABSENCE_NO_EARLIER;
    return;
  }
  /* A report speaks for the parts before it that gave none (R3). */
  own->stood_in_parts = own->parts > given ? own->parts - given : 0;
  own->partial = own->parts + own->excused_parts < parts;
}

/* From what was known before the part up to a report after it, with no new beginning between. */
bool rsl__own_reports_tell(rsl__own_rows *in, uint32_t when, uint32_t part) {
  const rsl__sheet *sheet = in->sheet;
  uint32_t end = rsl__last_part(sheet, when, sheet->record->frequency);
  uint32_t first = rsl__when(rsl__first_part(sheet, when, sheet->record->frequency));
  uint32_t at = begins(in, first) ? first : rsl__when_shift(first, -1);
  bool open = false;
  for (; at != 0 && at <= end; at = rsl__when_shift(at, 1)) {
    rsl__own report;
    if (begins(in, at)) {
      if (at > part) return false;
      open = true;
    }
    read_report(in, at, &report);
    bool known = report.given && !report.qualified;
    if (known && at >= part) return open;
    open = open || known;
  }
  return false;
}

/* R6: the first period of the year, or of the term: that of a resolution that sets a target for the indicator. */
static bool begins(const rsl__own_rows *in, uint32_t when) {
  const rsl__sheet *sheet = in->sheet;
  if (sheet->record->reported_as == RSL_REPORTED_AS_YEAR_TO_DATE) {
    uint32_t year = rsl__calendar_around(sheet->month_from, when, RSL_PERIOD_YEAR);
    return year == 0 || rsl__when(rsl__first_part(sheet, year, sheet->record->frequency)) == when;
  }
  for (size_t i = 0; i < sheet->term_count; i++)
    if (sheet->terms[i] >= rsl__first_day(sheet, when) && sheet->terms[i] <= rsl__last_day(sheet, when)) return true;
  return false;
}

/* A report of a longer period tells the same as one of its last part, which comes before it in the order of rows. */
static void read_report(rsl__own_rows *in, uint32_t when, rsl__own *own) {
  rsl__group group;
  rsl__own_clear(own);
  if (rsl__own_is_stopped(in, when, 1, own)) return;
  rsl__cursor_seek(&in->cursor, when);
  while (rsl__cursor_next(&in->cursor, &group) && rsl__when_last_day(group.when) == rsl__when_last_day(when)) {
    if (rsl__when_type(group.when) > in->sheet->record->frequency) continue;
    rsl__own_read_group(in, &group, 1, own);
    if (own->given || own->excused) return;
  }
}

static void add_span(rsl__own_rows *in, const span *of, rsl__own *own) {
  rsl__int128 value = of->to.value;
  if (!of->open || of->to_index <= of->from_index) return;
  if (of->from.given) {
    in->fits = in->fits && rsl__int128_subtract(value, of->from.value, &value);
    own->outside = of->from.row.when;
    if (of->from.status > own->status) own->status = of->from.status;
    own->estimate = own->estimate || of->from.estimate;
  }
  in->fits = in->fits && rsl__int128_add(own->value, value, &own->value);
  own->has_row = !own->given;
  own->row = of->to.row;
  own->given = true;
  own->absence = RSL_ABSENCE_NONE;
  own->parts += of->to_index - of->from_index - of->skipped;
  own->told = own->parts;
  if (of->to.status > own->status) own->status = of->to.status;
  own->estimate = own->estimate || of->to.estimate;
  own->weak_parts = own->status != RSL__STATUS_A ? own->parts : 0;
}

bool rsl__terms_find(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_plan *plan = rollup->plan;
  if (sheet->record->reported_as != RSL_REPORTED_AS_TERM_TO_DATE) return true;
  bool has_target = false;
  for (uint32_t t = 0; t < rsl_plan_target_count(plan); t++)
    has_target = has_target || rsl_plan_target_links(plan, t).indicator == indicator;
  /* Without a target for it, the terms of all resolutions are as good. */
  uint32_t count = has_target ? rsl_plan_target_count(plan) : rsl_plan_resolution_count(plan);
  for (uint32_t i = 0; i < count; i++) {
    rsl_target_links links = { .indicator = indicator, .resolution = i };
    if (has_target) links = rsl_plan_target_links(plan, i);
    if (links.indicator != indicator || links.resolution == RSL_NONE) continue;
    rsl_period from = rsl_plan_resolution(plan, links.resolution)->from;
    if (from.type == RSL_PERIOD_NONE) continue;
    rsl_date first = rsl__first_day(sheet, rsl__when(from));
    if (sheet->term_count > 0 && sheet->terms[sheet->term_count - 1] == first) continue;
    if (!rsl__grow(&rollup->allocator, &sheet->terms, &sheet->term_capacity, sheet->term_count + 1,
                   sizeof *sheet->terms))
      return false;
    sheet->terms[sheet->term_count++] = first;
  }
  return true;
}
