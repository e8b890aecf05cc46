#include "cube/rollup.h"

static uint64_t excused_in(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t asked, uint32_t when,
                           bool stop, bool *owes);
static bool is_excused(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t asked, uint32_t part,
                       bool alone);

/* Mostly the first that is asked owes. */
bool rsl__nobody_owes_below(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when) {
  rsl_date on = rsl__last_day(&rollup->sheets[indicator], when);
  bool owes = false;
  /* What is not owed in any case is not counted as excused. */
  if ((rsl__role(rollup, indicator, unit, on) & RSL__ROLE_STOPS) == 0) return false;
  (void)excused_in(rollup, indicator, unit, when, when, true, &owes);
  return !owes;
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
    if (children->excused > 0)
      spoken -= excused_in(rollup, site->indicator, site->unit, site->when, when, false, &owes);
  }
  return spoken;
}

/* How many below a unit are excused in one period of the frequency, a part of the one asked for, and whether anyone owes.
 * @param stop at the first who does. */
static uint64_t excused_in(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t asked, uint32_t when,
                           bool stop, bool *owes) {
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
    if (is_excused(rollup, indicator, below, asked, when, (role & RSL__ROLE_ADDS) != 0))
      excused++;
    else
      *owes = true;
  }
  return excused;
}

/* Of a pair either side may say so. */
static bool is_excused(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t asked, uint32_t part,
                       bool alone) {
  rsl__own own;
  if (rsl__own_read(rollup, indicator, unit, part, 1, &own) && own.excused) return true;
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  bool owed_itself = !sheet->is_pair || (sheet->rule == RSL_RULE_WEIGHTED_MEAN && own.given);
  return !owed_itself && rsl__pair_excuses(rollup, indicator, unit, asked, part, alone);
}
