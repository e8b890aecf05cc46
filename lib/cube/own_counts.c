#include "cube/own.h"

/* How many of those below it a unit reported at each grade (R2, R4). */

static bool read_count(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t grade,
                       rsl__row *out);

/* Only a count for every grade makes a report: one that is missing is not zero (R7). */
void rsl__counts_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl__counts *out) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_indicator *record = sheet->record;
  /* A year that has not ended has no report of its own yet (R6). */
  *out = (rsl__counts){ .given = sheet->rule == RSL_RULE_GRADE_COUNT && !rsl__is_running(sheet, when) };
  for (uint32_t grade = 0; out->given && grade < record->grade_count; grade++) {
    rsl__row row;
    out->given = read_count(rollup, indicator, unit, when, grade, &row);
    if (!out->given) return;
    out->all += (uint64_t)row.value;
    out->items[grade] = (uint32_t)row.value;
    if (row.status > out->status) out->status = (uint8_t)row.status;
    out->estimate = out->estimate || rsl__status_is_estimate(row.status);
  }
}

/* The revision that counts (R9). */
static bool read_count(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t grade,
                       rsl__row *out) {
  rsl__cursor cursor = rsl__cursor_open_counts(rollup->cube, indicator, unit, grade);
  rsl__group group;
  bool withdrawn = false;
  if (!rsl__cursor_find(&cursor, when, &group)) return false;
  const rsl__row *row = rsl__own_row(rollup, &group, &withdrawn);
  if (row == NULL || (row->flags & RSL__ROW_VALUE) == 0) return false;
  *out = *row;
  return true;
}
