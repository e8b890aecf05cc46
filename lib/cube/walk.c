#include "cube/rollup.h"

/* One level of depth of the walk: what the children of the unit that stands there handed upward. */
typedef struct walk_level {
  rsl__tally *tallies; /* one a period; all zero but for those touched */
  rsl__wide *wides;
  rsl__touched touched;
  uint32_t position;
} walk_level;

typedef struct walk_state {
  rsl_rollup *rollup;
  rsl__sheet *sheet;
  const rsl__frame *frame;
  uint32_t indicator;
  walk_level *levels;
  uint32_t level_count;
  uint32_t depth; /* levels in use */
  rsl_error *error;
} walk_state;

static rsl_status walk_frame(walk_state *walk);
static rsl_status start(walk_state *walk);
static uint32_t unit_at(const walk_state *walk, uint32_t position);
static bool is_of_frame(const walk_state *walk, uint32_t when);
static void end(walk_state *walk);
static rsl_status enter(walk_state *walk, uint32_t position);
static rsl_status leave(walk_state *walk);
static bool is_plain_leaf(const walk_state *walk, uint32_t position);
static rsl_status leave_plain_leaf(walk_state *walk);
static rsl_status leave_period(walk_state *walk, uint32_t period, bool has_rows);
static rsl_status hand_up(walk_state *walk, uint32_t period, const rsl__tally *tally, const rsl__wide *wide);
static rsl_status keep(walk_state *walk, uint32_t period, const rsl__tally *tally, const rsl__wide *wide);

rsl_status rsl__walk(rsl_rollup *rollup, uint32_t indicator, rsl_error *error) {
  walk_state walk = { .rollup = rollup, .sheet = &rollup->sheets[indicator], .indicator = indicator, .error = error };
  if (walk.sheet->when_count == 0 || walk.sheet->rule == RSL_RULE_NONE) return RSL_OK;
  rsl_status status = RSL_OK;
  for (size_t f = 0; status == RSL_OK && f < rollup->frame_count; f++) {
    walk.frame = &rollup->frames[f];
    status = walk_frame(&walk);
  }
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
}

uint32_t rsl__post(const rsl__frame *frame, uint32_t position) {
  /* Left before a unit: all that stands before it but its ancestors, and all below it. */
  return rsl_structure_subtree_end(frame->structure, position) - 1 - frame->depths[position];
}

const rsl__spot *rsl__spot_at(const rsl_rollup *rollup, const rsl__sheet *sheet, const rsl__frame *frame,
                              uint32_t position) {
  uint32_t number = sheet->rule == RSL_RULE_FORMULA ? position : rsl__post(frame, position);
  uint64_t key = (uint64_t)rsl__frame_number(rollup, frame) << 32 | number;
  size_t low = 0;
  size_t high = sheet->spot_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sheet->spots[middle].key < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sheet->spot_count && sheet->spots[low].key == key ? &sheet->spots[low] : NULL;
}

size_t rsl__cell_at(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t unit, uint32_t when) {
  const rsl__frame *frame = rsl__frame_on(rollup, when);
  uint32_t position = rsl__frame_position(frame, unit);
  const rsl__spot *spot = position == RSL_NONE ? NULL : rsl__spot_at(rollup, sheet, frame, position);
  size_t period = spot == NULL ? SIZE_MAX : rsl__when_index(sheet, when);
  if (period == SIZE_MAX) return SIZE_MAX;
  bool formula = sheet->rule == RSL_RULE_FORMULA;
  size_t low = spot->first;
  size_t high = spot->first + spot->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    uint32_t here = formula ? sheet->results[middle].when : sheet->cells[middle].when;
    if (here == period) return middle;
    if (here < period)
      low = middle + 1;
    else
      high = middle;
  }
  return SIZE_MAX;
}

rsl_status rsl__fail_figure(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                            rsl_status status, rsl_error *error) {
  char reference[RSL_UNIT_REFERENCE];
  char period[RSL_PERIOD_TEXT];
  const char *code = rollup->sheets[indicator].record->code;
  rsl_plan_unit_reference(rollup->plan, unit, reference);
  rsl_period_format(rsl__when_period(when), period);
  if (status == RSL_ERR_OVERFLOW)
    return rsl__fail(error, status, "`%s` of `%s` for %s is too large to be held exactly", code, reference, period);
  if (status == RSL_ERR_DATA)
    return rsl__fail(error, status, "the weight of `%s` at `%s` for %s is negative", code, reference, period);
  return rsl__fail(error, status, "`%s` of `%s` for %s could not be computed", code, reference, period);
}

static rsl_status walk_frame(walk_state *walk) {
  const rsl__frame *frame = walk->frame;
  rsl_status status = start(walk);
  for (uint32_t p = 0; status == RSL_OK && p < frame->count; p++) {
    while (status == RSL_OK && walk->depth > frame->depths[p]) status = leave(walk);
    if (status == RSL_OK) status = enter(walk, p);
  }
  while (status == RSL_OK && walk->depth > 0) status = leave(walk);
  end(walk);
  return status;
}

static rsl_status start(walk_state *walk) {
  walk->depth = 0;
  walk->level_count = walk->frame->deepest + 1;
  walk->levels = rsl__allocate_zeroed_array(&walk->rollup->allocator, walk->level_count, sizeof *walk->levels);
  return walk->levels == NULL ? RSL_ERR_MEMORY : RSL_OK;
}

static void end(walk_state *walk) {
  const rsl_allocator *from = &walk->rollup->allocator;
  size_t periods = walk->sheet->when_count;
  for (uint32_t i = 0; walk->levels != NULL && i < walk->level_count; i++) {
    rsl__release_array(from, walk->levels[i].tallies, periods, sizeof(rsl__tally));
    rsl__release_array(from, walk->levels[i].wides, walk->sheet->numbers ? periods : 0, sizeof(rsl__wide));
    rsl__touched_end(&walk->levels[i].touched, walk->rollup, walk->sheet);
  }
  rsl__release_array(from, walk->levels, walk->level_count, sizeof *walk->levels);
}

static rsl_status enter(walk_state *walk, uint32_t position) {
  const rsl_allocator *from = &walk->rollup->allocator;
  walk_level *level = &walk->levels[walk->depth++];
  size_t periods = walk->sheet->when_count;
  level->position = position;
  if (level->tallies != NULL) return RSL_OK;
  level->tallies = rsl__allocate_zeroed_array(from, periods, sizeof *level->tallies);
  level->wides = rsl__allocate_array(from, walk->sheet->numbers ? periods : 0, sizeof *level->wides);
  bool fine = rsl__touched_start(&level->touched, walk->rollup, walk->sheet);
  return fine && level->tallies != NULL && level->wides != NULL ? RSL_OK : RSL_ERR_MEMORY;
}

static uint32_t unit_at(const walk_state *walk, uint32_t position) {
  return rsl_structure_unit(walk->frame->structure, position);
}

static bool is_of_frame(const walk_state *walk, uint32_t when) {
  return rsl__frame_on(walk->rollup, when) == walk->frame;
}

/* All below the unit is done: one look at each period of which it or something below it spoke. */
static rsl_status leave(walk_state *walk) {
  walk_level *level = &walk->levels[walk->depth - 1];
  uint32_t unit = unit_at(walk, level->position);
  if (is_plain_leaf(walk, level->position)) return leave_plain_leaf(walk);
  rsl__touched *touched = &level->touched;
  bool has_rows = rsl__touch_rows(touched, walk->rollup, walk->sheet, walk->indicator, unit);
  if (walk->sheet->rule == RSL_RULE_RATIO) {
    const uint32_t sides[] = { walk->sheet->operands.numerator, walk->sheet->operands.denominator };
    for (int s = 0; s < 2; s++) {
      has_rows = rsl__touch_rows(touched, walk->rollup, walk->sheet, sides[s], unit) || has_rows;
      rsl__touch_cells(touched, walk->rollup, walk->sheet, sides[s], walk->frame, level->position);
    }
  }
  rsl__sort_numbers(touched->list, touched->count);
  rsl_status status = RSL_OK;
  size_t first = walk->sheet->cell_count;
  for (uint32_t i = 0; status == RSL_OK && i < touched->count; i++)
    if (is_of_frame(walk, walk->sheet->whens[touched->list[i]]))
      status = leave_period(walk, touched->list[i], has_rows);
  for (uint32_t i = 0; i < touched->count; i++) level->tallies[touched->list[i]] = (rsl__tally){ .flags = 0 };
  rsl__touched_clear(touched);
  walk->depth--;
  size_t kept = walk->sheet->cell_count - first;
  if (status != RSL_OK || kept == 0) return status;
  rsl__sheet *sheet = walk->sheet;
  if (!rsl__grow(&walk->rollup->allocator, &sheet->spots, &sheet->spot_capacity, sheet->spot_count + 1,
                 sizeof *sheet->spots))
    return RSL_ERR_MEMORY;
  uint64_t key = (uint64_t)rsl__frame_number(walk->rollup, walk->frame) << 32 | rsl__post(walk->frame, level->position);
  sheet->spots[sheet->spot_count++] = (rsl__spot){ key, (uint32_t)kept, first };
  return RSL_OK;
}

/* Nearly all units of nearly all indicators: one row a period is all there is to know. */
static bool is_plain_leaf(const walk_state *walk, uint32_t position) {
  const rsl__sheet *sheet = walk->sheet;
  bool adds = sheet->rule == RSL_RULE_SUM || sheet->rule == RSL_RULE_MEAN || sheet->rule == RSL_RULE_MIN ||
              sheet->rule == RSL_RULE_MAX;
  return adds && !sheet->numbers && sheet->types == 1u << sheet->record->frequency && sheet->break_count == 1 &&
         walk->frame->exempts[walk->indicator].count == 0 &&
         (walk->frame->scopes[sheet->breaks[0].measuring->number].roles[position] & RSL__ROLE_KIND) == RSL__ROLE_OWES;
}

/* What rsl__kernel_leaf() makes of such a unit, without looking for anything. */
static rsl_status leave_plain_leaf(walk_state *walk) {
  const rsl_rollup *rollup = walk->rollup;
  const rsl__sheet *sheet = walk->sheet;
  uint32_t unit = unit_at(walk, walk->levels[walk->depth - 1].position);
  uint64_t prints = rsl__print_of(unit);
  rsl_status status = RSL_OK;
  uint32_t period = 0;
  rsl__group group;
  rsl__cursor cursor = rsl__cursor_open(rollup->cube, walk->indicator, unit);
  while (status == RSL_OK && rsl__cursor_next(&cursor, &group)) {
    while (period < sheet->when_count && sheet->whens[period] < group.when) period++;
    if (period == sheet->when_count) break;
    bool withdrawn = false;
    bool wanted = sheet->whens[period] == group.when && is_of_frame(walk, group.when);
    const rsl__row *row = wanted ? rsl__own_row(rollup, &group, &withdrawn) : NULL;
    if (row == NULL) continue;
    rsl__tally tally = { .flags = RSL__TALLY_USED };
    if ((row->flags & RSL__ROW_ABOUT) != 0) {
      tally.flags |= RSL__TALLY_QUALIFIED;
    } else if ((row->flags & RSL__ROW_VALUE) != 0) {
      tally.a = rsl__int128_from_int64(row->value);
      tally.b = rsl__int128_from_int64(1);
      tally.reporting = 1;
      tally.weak = row->status != RSL__STATUS_A ? 1 : 0;
      tally.status = (uint8_t)row->status;
      tally.prints = prints;
      tally.flags |= RSL__TALLY_GIVEN;
      if (rsl__status_is_estimate(row->status)) tally.flags |= RSL__TALLY_ESTIMATE;
    } else if (rsl__status_excuses(row->status)) {
      tally.excused = tally.excused_units = 1;
      tally.prints = prints;
    }
    status = hand_up(walk, period, &tally, NULL);
  }
  walk->depth--;
  return status;
}

static rsl_status leave_period(walk_state *walk, uint32_t period, bool has_rows) {
  const rsl_rollup *rollup = walk->rollup;
  walk_level *level = &walk->levels[walk->depth - 1];
  uint32_t when = walk->sheet->whens[period];
  uint32_t unit = unit_at(walk, level->position);
  unsigned role = rsl__role(rollup, walk->indicator, unit, rsl__when_last_day(when)) & RSL__ROLE_KIND;
  rsl__tally tally = level->tallies[period];
  rsl__wide wide = walk->sheet->numbers ? level->wides[period] : (rsl__wide){ .a = rsl_number_absent() };
  rsl__report report;
  rsl_status status = RSL_OK;
  if (role == RSL__ROLE_NONE) return RSL_OK;
  if (role == RSL__ROLE_OWES) {
    status = rsl__kernel_leaf(rollup, walk->indicator, unit, when, &report, &tally, &wide);
    if (status == RSL_OK && walk->sheet->keeps_all) status = keep(walk, period, &tally, &wide);
  } else {
    if ((tally.flags & RSL__TALLY_USED) != 0) status = keep(walk, period, &tally, &wide);
    if (status == RSL_OK && has_rows) {
      rsl__due due = rsl__due_below(rollup, walk->indicator, unit, when);
      status = rsl__kernel_report(rollup, walk->indicator, unit, when, due.units - tally.excused_units, &report);
      rsl__choice choice = rsl__decide(walk->sheet, &report, &tally, &wide, due);
      if (status == RSL_OK && choice.hands_own) {
        rsl__tally children = tally;
        rsl__stand_in(&report, &choice, &children, due, &tally, &wide);
      }
    }
  }
  if (status == RSL_ERR_MEMORY) return status;
  if (status != RSL_OK) return rsl__fail_figure(rollup, walk->indicator, unit, when, status, walk->error);
  return hand_up(walk, period, &tally, &wide);
}

/* @param wide of a sheet that keeps none: anything. */
static rsl_status hand_up(walk_state *walk, uint32_t period, const rsl__tally *tally, const rsl__wide *wide) {
  if (walk->depth < 2 || (tally->flags & RSL__TALLY_USED) == 0) return RSL_OK;
  walk_level *above = &walk->levels[walk->depth - 2];
  rsl__touch(&above->touched, period);
  rsl__wide *into = walk->sheet->numbers ? &above->wides[period] : NULL;
  if (rsl__kernel_merge(walk->sheet, &above->tallies[period], into, tally, wide)) return RSL_OK;
  return rsl__fail_figure(walk->rollup, walk->indicator, unit_at(walk, above->position), walk->sheet->whens[period],
                          RSL_ERR_OVERFLOW, walk->error);
}

static rsl_status keep(walk_state *walk, uint32_t period, const rsl__tally *tally, const rsl__wide *wide) {
  rsl__sheet *sheet = walk->sheet;
  const rsl_allocator *from = &walk->rollup->allocator;
  size_t needed = sheet->cell_count + 1;
  if (!rsl__grow(from, &sheet->cells, &sheet->cell_capacity, needed, sizeof *sheet->cells)) return RSL_ERR_MEMORY;
  if (sheet->numbers && !rsl__grow(from, &sheet->wides, &sheet->wide_capacity, needed, sizeof *sheet->wides))
    return RSL_ERR_MEMORY;
  sheet->cells[sheet->cell_count] = *tally;
  sheet->cells[sheet->cell_count].when = period;
  if (sheet->numbers) sheet->wides[sheet->cell_count] = *wide;
  sheet->cell_count++;
  return RSL_OK;
}
