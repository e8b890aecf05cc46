#include "cube/lanes.h"

bool rsl__touched_start(rsl__touched *touched, const rsl_rollup *rollup, const rsl__sheet *sheet) {
  const rsl_allocator *from = &rollup->allocator;
  touched->marks = rsl__allocate_zeroed_array(from, sheet->when_count, sizeof *touched->marks);
  touched->list = rsl__allocate_array(from, sheet->when_count, sizeof *touched->list);
  touched->count = 0;
  return touched->marks != NULL && touched->list != NULL;
}

void rsl__touched_end(rsl__touched *touched, const rsl_rollup *rollup, const rsl__sheet *sheet) {
  rsl__release_array(&rollup->allocator, touched->marks, sheet->when_count, sizeof *touched->marks);
  rsl__release_array(&rollup->allocator, touched->list, sheet->when_count, sizeof *touched->list);
  *touched = (rsl__touched){ NULL, NULL, 0 };
}

void rsl__touched_clear(rsl__touched *touched) {
  for (uint32_t i = 0; i < touched->count; i++) touched->marks[touched->list[i]] = 0;
  touched->count = 0;
}

void rsl__touch(rsl__touched *touched, uint32_t period) {
  if (touched->marks[period] != 0) return;
  touched->marks[period] = 1;
  touched->list[touched->count++] = period;
}

void rsl__touch_around(rsl__touched *touched, const rsl__sheet *sheet, int month_from, uint32_t when) {
  for (int type = RSL_PERIOD_YEAR; type < RSL_PERIOD_TYPE_END; type++) {
    for (uint32_t i = 0; (sheet->types & 1u << type) != 0 && i < sheet->told_count; i++) {
      uint32_t around = rsl__told_when(sheet, month_from, when, (rsl_period_type)type, i);
      size_t period = around == 0 ? SIZE_MAX : rsl__when_index(sheet, around);
      if (period != SIZE_MAX) rsl__touch(touched, (uint32_t)period);
    }
  }
}

bool rsl__touch_rows(rsl__touched *touched, const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t indicator,
                     uint32_t unit) {
  rsl__cursor cursor = rsl__cursor_open(rollup->cube, indicator, unit);
  rsl__group group;
  if (rollup->sheets[indicator].record->event) {
    rsl_date first = rsl__holds_from(rollup, indicator, unit);
    for (uint32_t i = 0; i < sheet->when_count; i++)
      if (rsl__last_day(sheet, sheet->whens[i]) >= first) rsl__touch(touched, i);
    return first != RSL__NEVER;
  }
  while (rsl__cursor_next(&cursor, &group)) rsl__touch_around(touched, sheet, group.month_from, group.when);
  return !rsl__cursor_is_empty(&cursor);
}

void rsl__touch_computed(rsl__touched *touched, const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t indicator,
                         const rsl__frame *frame, uint32_t position) {
  const rsl__sheet *other = &rollup->sheets[indicator];
  if (other->rule == RSL_RULE_FORMULA) rsl__formula_touch(rollup, indicator, frame, position, sheet, touched);
  for (size_t s = 0; s < other->strip_count; s++) {
    const rsl__strip *strip = &other->strips[s];
    if (strip->frame != frame || strip->scope == NULL) continue;
    const rsl__lane_row *row = rsl__strip_row(other, strip, position);
    for (uint32_t lane = 0; row != NULL && !rsl__row_is_empty(row) && lane < strip->count; lane++) {
      rsl__tally tally;
      rsl__wide wide;
      rsl__row_load(other, row, lane, &tally, &wide);
      if ((tally.flags & RSL__TALLY_USED) != 0)
        rsl__touch_around(touched, sheet, other->month_from, other->whens[strip->first + lane]);
    }
  }
}
