#include "cube/rollup.h"

static uint64_t excused_in(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool stop,
                           bool *owes);
static bool is_excused(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool alone);
static bool nobody_owes(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when);

uint32_t rsl__excused_below(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl_period_type frequency = sheet->record->frequency;
  if (rsl__when_type(when) >= frequency) return nobody_owes(rollup, indicator, unit, when) ? 1 : 0;
  uint32_t parts = rsl__parts_of(sheet, when, frequency);
  rsl_period part = rsl__first_part(sheet, when, frequency);
  uint32_t excused = 0;
  for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1))
    excused += nobody_owes(rollup, indicator, unit, rsl__when(part)) ? 1 : 0;
  if (sheet->once) return excused > 0 && excused == parts ? 1 : 0;
  return excused;
}

uint64_t rsl__spoken_below(const rsl_rollup *rollup, const rsl__site *site, const rsl__report *report,
                           const rsl__tally *children) {
  const rsl__sheet *sheet = site->sheet;
  uint64_t owed = site->due.owed > children->excused ? site->due.owed - children->excused : 0;
  if (report->parts >= report->all) return owed;
  /* Mostly the same is owed in each part. */
  bool even = children->excused == 0 && site->due.owed == site->due.units * report->all;
  if (even) return owed * report->parts / report->all;
  uint32_t parts = rsl__parts_of(sheet, site->when, sheet->record->frequency);
  rsl_period part = rsl__first_part(sheet, site->when, sheet->record->frequency);
  uint64_t spoken = 0;
  for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1)) {
    uint32_t when = rsl__when(part);
    bool owes = false;
    /* A bare ratio, or weighted mean, tells of parts as other figures do. */
    bool tells = sheet->is_pair && report->speaks
                     ? rsl__pair_tells(rollup, site->indicator, site->unit, site->when, when)
                     : rsl__own_tells(rollup, site->indicator, site->unit, site->when, when);
    if (!tells) continue;
    spoken += rsl__due_below(rollup, site->indicator, site->unit, when).owed;
    if (children->excused > 0) spoken -= excused_in(rollup, site->indicator, site->unit, when, false, &owes);
  }
  return spoken;
}

/* Of one period of the frequency: mostly the first that is asked owes. */
static bool nobody_owes(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when) {
  rsl_date on = rsl__last_day(&rollup->sheets[indicator], when);
  bool owes = false;
  /* What is not owed in any case is not counted as excused. */
  if ((rsl__role(rollup, indicator, unit, on) & RSL__ROLE_STOPS) == 0) return false;
  (void)excused_in(rollup, indicator, unit, when, true, &owes);
  return !owes;
}

/* How many below a unit are excused in one period of the frequency, and whether anyone owes.
 * @param stop at the first who does. */
static uint64_t excused_in(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool stop,
                           bool *owes) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__frame *frame = rsl__frame_of(rollup, sheet, when);
  rsl_date on = rsl__last_day(sheet, when);
  uint32_t position = rsl__frame_position(frame, unit);
  uint32_t end = position == RSL_NONE ? 0 : rsl_structure_subtree_end(frame->structure, position);
  uint64_t excused = 0;
  for (; position < end && !(stop && *owes); position++) {
    uint32_t below = rsl_structure_unit(frame->structure, position);
    unsigned role = rsl__role(rollup, indicator, below, on);
    if ((role & RSL__ROLE_KIND) != RSL__ROLE_OWES && (role & RSL__ROLE_ADDS) == 0) continue;
    if (is_excused(rollup, indicator, below, when, (role & RSL__ROLE_ADDS) != 0))
      excused++;
    else
      *owes = true;
  }
  return excused;
}

/* Of a pair either side may say so. What cannot be read is told where the figure is. */
static bool is_excused(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool alone) {
  rsl__own own;
  rsl__pair pair;
  if (!rsl__own_read(rollup, indicator, unit, when, 1, &own) || own.excused || own.given) return own.excused;
  return rollup->sheets[indicator].is_pair && rsl__pair_read(rollup, indicator, unit, when, alone, &pair) == RSL_OK &&
         pair.excused && !pair.given;
}
