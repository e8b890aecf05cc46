#include "cube/live.h"

#include <string.h>

#include "cube/seal.h"
#include "plan/structure.h"

static rsl_status start(rsl_live *live, rsl_error *error);
static void stop(rsl_live *live);
static bool is_bare(const rsl_live *live, const rsl_measurement *measurement);
static bool find_slot(const rsl_live *live, const rsl_measurement *measurement, rsl__slot *slot);
static bool find_lane(const rsl__live_block *known, const rsl__block *block, rsl_period period, rsl__slot *slot);
static bool has_row_of(const rsl__column *column, uint32_t place, uint32_t when);
static bool set_bare(rsl_live *live, const rsl_measurement *measurement);
static void add_difference(const rsl_live *live, const rsl__slot *slot, const rsl__strip *strip, uint32_t lane,
                           int64_t before);
static bool is_added_up(const rsl_live *live, const rsl__slot *slot, const rsl__strip **strip, uint32_t *lane);
static void mark_users(rsl_live *live, uint32_t indicator, bool itself);

rsl_status rsl_live_new(rsl_cube *cube, const rsl_rollup_request *request, const rsl_allocator *allocator,
                        rsl_live **out, rsl_error *error) {
  static const rsl_rollup_request defaults = RSL_ROLLUP_REQUEST_INIT;
  rsl_allocator from = rsl__allocator_or_default(allocator);
  rsl__error_clear(error);
  *out = NULL;
  rsl_live *live = rsl__allocate_zeroed(&from, sizeof *live);
  if (live == NULL) return rsl__fail_memory(error);
  live->allocator = from;
  live->request = defaults;
  size_t known = request == NULL ? 0 : request->size;
  if (request != NULL) memcpy(&live->request, request, known < sizeof live->request ? known : sizeof live->request);
  live->request.prepared = NULL;
  rsl_status status = rsl__seal_check(cube, NULL, 0, live->request.threads, error);
  if (status == RSL_OK) status = rsl__live_keep_request(live);
  live->cube = cube;
  if (status == RSL_OK) status = start(live, error);
  if (status != RSL_OK) {
    live->cube = NULL;
    rsl_live_free(live);
    return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
  }
  *out = live;
  return RSL_OK;
}

void rsl_live_free(rsl_live *live) {
  if (live == NULL) return;
  rsl_allocator from = live->allocator;
  stop(live);
  rsl_cube_free(live->cube);
  rsl__release_array(&from, live->indicators, live->request.indicator_count, sizeof *live->indicators);
  rsl__release_array(&from, live->periods, live->request.period_count, sizeof *live->periods);
  rsl__release(&from, live, sizeof *live);
}

rsl_status rsl_live_set(rsl_live *live, const rsl_measurement *measurement, rsl_error *error) {
  rsl__error_clear(error);
  if (is_bare(live, measurement) && set_bare(live, measurement)) return RSL_OK;
  rsl_live next = *live;
  next.rollup = NULL;
  next.slots = NULL;
  next.stale = NULL;
  rsl_status status = rsl__live_remake(live->cube, measurement, &live->allocator, &next.cube, error);
  if (status != RSL_OK) return status;
  status = start(&next, error);
  if (status != RSL_OK) {
    stop(&next);
    rsl_cube_free(next.cube);
    return status;
  }
  stop(live);
  rsl_cube_free(live->cube);
  *live = next;
  return RSL_OK;
}

rsl_status rsl_live_rollup(rsl_live *live, const rsl_rollup **out, rsl_error *error) {
  rsl__error_clear(error);
  *out = NULL;
  if (live->any_stale) {
    rsl_status status = live->all_stale ? rsl__live_begin_again(live, error) : rsl__live_refresh(live, error);
    if (status != RSL_OK) return status;
  }
  *out = live->rollup;
  return RSL_OK;
}

const rsl_cube *rsl_live_cube(const rsl_live *live) {
  return live->cube;
}

static rsl_status start(rsl_live *live, rsl_error *error) {
  const rsl_allocator *from = &live->allocator;
  rsl_cube *cube = live->cube;
  live->any_stale = live->all_stale = false;
  live->stale = rsl__allocate_zeroed_array(from, cube->column_count, sizeof *live->stale);
  live->slots = rsl__allocate_zeroed_array(from, cube->column_count, sizeof *live->slots);
  if (live->stale == NULL || live->slots == NULL) return rsl__fail_memory(error);
  rsl_status status = rsl_rollup_run(cube, &live->request, from, &live->rollup, error);
  for (uint32_t i = 0; status == RSL_OK && i < cube->column_count; i++)
    if (!rsl__live_index(live, i)) status = rsl__fail_memory(error);
  return status;
}

static void stop(rsl_live *live) {
  const rsl_allocator *from = &live->allocator;
  if (live->cube == NULL) return;
  rsl_rollup_free(live->rollup);
  for (uint32_t i = 0; live->slots != NULL && i < live->cube->column_count; i++) rsl__live_forget(live, i);
  rsl__release_array(from, live->slots, live->cube->column_count, sizeof *live->slots);
  rsl__release_array(from, live->stale, live->cube->column_count, sizeof *live->stale);
  live->rollup = NULL;
  live->slots = NULL;
  live->stale = NULL;
}

/* ---- One bare figure ---- */

/* Nothing but a figure, of a period of the frequency. */
static bool is_bare(const rsl_live *live, const rsl_measurement *m) {
  return m->indicator < live->cube->column_count && m->unit < live->cube->unit_count && m->has_value && !m->nil &&
         m->qualifier == RSL_QUALIFIER_NONE && (m->status == '\0' || m->status == 'A') && !m->has_revision &&
         m->reported_at == RSL_DATE_NONE && !m->has_numerator && !m->has_denominator && m->source == NULL &&
         m->note == NULL && m->file == NULL &&
         m->period.type == rsl_plan_indicator(live->cube->plan, m->indicator)->frequency;
}

/* @return false, and nothing is changed: the figure has no place where it can simply be put. */
static bool set_bare(rsl_live *live, const rsl_measurement *measurement) {
  rsl__slot slot;
  const rsl__strip *strip = NULL;
  uint32_t lane = 0;
  if (!find_slot(live, measurement, &slot)) return false;
  rsl__column *column = slot.column;
  /* All that will be written is far apart in memory: it is fetched side by side. */
  rsl__fetch(rsl__block_at(slot.block, slot.row, slot.lane));
  rsl__fetch(&slot.block->set_lanes[slot.row]);
  bool added = is_added_up(live, &slot, &strip, &lane);
  int64_t before = rsl__block_value(slot.block, slot.row, slot.lane);
  uint64_t size = slot.value < 0 ? 0 - (uint64_t)slot.value : (uint64_t)slot.value;
  bool new_sign = slot.value < 0 && !column->has_negative;
  rsl__block_set(slot.block, slot.row, slot.lane, slot.value);
  if (before == RSL__ABSENT) live->cube->row_count++;
  /* What sums can come to is known from the largest figure: with a larger one they may no more fit where they stand. */
  if (size > column->largest || new_sign) live->any_stale = live->all_stale = true;
  if (size > column->largest) column->largest = size;
  if (new_sign) column->has_negative = true;
  if (added) add_difference(live, &slot, strip, lane, before);
  mark_users(live, slot.indicator, !added);
  return true;
}

static bool find_slot(const rsl_live *live, const rsl_measurement *m, rsl__slot *slot) {
  rsl_cube *cube = live->cube;
  rsl__column *column = &cube->columns[m->indicator];
  const rsl__live_column *known = &live->slots[m->indicator];
  uint32_t place = cube->places[m->unit];
  size_t number = 0;
  while (number < known->block_count && !find_lane(&known->blocks[number], &column->blocks[number], m->period, slot))
    number++;
  if (number == known->block_count || m->value.scale < 0 || m->value.scale > 18) return false;
  rsl__block *block = &column->blocks[number];
  slot->indicator = m->indicator;
  slot->unit = m->unit;
  slot->when = block->whens[slot->lane];
  slot->column = column;
  slot->block = block;
  slot->known = &known->blocks[number];
  slot->row = slot->known->rows[place];
  return slot->row != RSL_NONE && !has_row_of(column, place, slot->when) &&
         rsl__rescale(m->value.units, (unsigned)m->value.scale, column->scale, &slot->value) &&
         rsl__block_can_hold(block, slot->value);
}

static bool find_lane(const rsl__live_block *known, const rsl__block *block, rsl_period period, rsl__slot *slot) {
  slot->lane = (uint32_t)(period.index - known->first_index);
  if (known->side_by_side) return period.index >= known->first_index && slot->lane < block->lane_count;
  uint32_t when = rsl__when(period);
  slot->lane = rsl__block_lane(block, when);
  return slot->lane < block->lane_count && block->whens[slot->lane] == when;
}

static bool has_row_of(const rsl__column *column, uint32_t place, uint32_t when) {
  size_t first = 0;
  size_t end = 0;
  if (column->count > 0) rsl__column_place(column, place, &first, &end);
  while (first < end && column->rows[first].when != when) first++;
  return first < end;
}

/* R10: sums are exact, so that a difference makes them what adding up again would. */
static void add_difference(const rsl_live *live, const rsl__slot *slot, const rsl__strip *strip, uint32_t lane,
                           int64_t before) {
  const rsl__sheet *sheet = &live->rollup->sheets[slot->indicator];
  const rsl_structure *structure = strip->frame->structure;
  int64_t difference = before == RSL__ABSENT ? slot->value : slot->value - before;
  uint32_t at = structure->parents[structure->positions[slot->unit]];
  for (; at != RSL_NONE; at = structure->parents[at]) {
    rsl__lane_row *row = rsl__strip_row(sheet, strip, at);
    row->a[lane] += difference;
    if (before != RSL__ABSENT) continue;
    row->reporting[lane]++;
    if (row->prints != NULL) row->prints[lane] += rsl__print_of(slot->unit);
  }
}

/* The unit's figure went into the planes of all above it, and nothing stands in their place. */
static bool is_added_up(const rsl_live *live, const rsl__slot *slot, const rsl__strip **strip, uint32_t *lane) {
  const rsl_rollup *rollup = live->rollup;
  const rsl__sheet *sheet = &rollup->sheets[slot->indicator];
  if (live->all_stale || live->stale[slot->indicator] != 0) return false;
  if (sheet->rule != RSL_RULE_SUM || !sheet->plain || sheet->keeps_all ||
      sheet->types != 1u << sheet->record->frequency || rollup->known_on != RSL_DATE_NONE || rollup->wanted != NULL ||
      sheet->record->prefer != RSL_PREFER_CHILDREN || sheet->record->reported_as != RSL_REPORTED_AS_PERIOD ||
      sheet->record->stop_at != NULL)
    return false;
  if (slot->known->strip >= sheet->strip_count) return false;
  *strip = &sheet->strips[slot->known->strip];
  *lane = slot->lane + slot->known->shift;
  if ((*strip)->scope == NULL || (*strip)->frame->exempts[slot->indicator].count > 0) return false;
  const rsl_structure *structure = (*strip)->frame->structure;
  uint32_t position = structure->positions[slot->unit];
  if (position == RSL_NONE || ((*strip)->scope->roles[position] & RSL__ROLE_KIND) != RSL__ROLE_OWES) return false;
  const uint32_t *rows = slot->known->rows;
  for (uint32_t at = structure->parents[position]; at != RSL_NONE; at = structure->parents[at]) {
    uint32_t place = live->cube->places[structure->units[at]];
    const rsl__lane_row *row = rsl__strip_row(sheet, *strip, at);
    if (row == NULL || row->a == NULL || rows[place] != RSL_NONE) return false;
    if (has_row_of(slot->column, place, slot->when)) return false;
    rsl__fetch(&row->a[*lane]);
  }
  return true;
}

/* What uses the indicator is computed again when it is next read, and what uses that. */
static void mark_users(rsl_live *live, uint32_t indicator, bool itself) {
  const rsl__live_column *column = &live->slots[indicator];
  if (itself) live->stale[indicator] = 1;
  if (itself || column->user_count > 0) live->any_stale = true;
  for (uint32_t i = 0; i < column->user_count; i++) live->stale[column->users[i]] = 1;
}
