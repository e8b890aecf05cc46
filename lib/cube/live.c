#include "cube/live.h"

#include <string.h>

#include "cube/seal.h"

static rsl_status start(rsl_live *live, rsl_error *error);
static void stop(rsl_live *live);
static rsl_status make_anew(rsl_live *live, const rsl_measurement *measurement, rsl_error *error);
static bool is_bare(const rsl_live *live, const rsl_measurement *measurement);
static bool find_slot(const rsl_live *live, const rsl_measurement *measurement, rsl__slot *slot);
static bool find_lane(const rsl__live_block *known, rsl_period period, uint32_t *lane);
static bool find_value(const rsl__column *column, rsl_decimal value, int64_t *out);
static bool has_row_of(const rsl__column *column, uint32_t place, uint32_t when);
static bool set_bare(rsl_live *live, const rsl_measurement *measurement);
static bool is_between(const rsl__block *block, int64_t value);
static void widen(rsl_live *live, const rsl__slot *slot);
static int64_t put(const rsl__slot *slot);
static bool is_added_up(const rsl__slot *slot);
static bool has_sums_above(const rsl__slot *slot);
static void add_difference(const rsl__slot *slot, int64_t before);
static void count_one(const rsl__lane_row *row, uint32_t lane, uint32_t unit);
static void mark(rsl_live *live, rsl__live_column *column, bool added);

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
    stop(live);
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

/* Such calls come by thousands, each to other memory: the fewer instructions each takes, the more of them wait for it at
 * the same time. */
rsl_status rsl_live_set(rsl_live *live, const rsl_measurement *measurement, rsl_error *error) {
  rsl__error_clear(error);
  if (is_bare(live, measurement) && set_bare(live, measurement)) return RSL_OK;
  return make_anew(live, measurement, error);
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
  live->any_stale = live->all_stale = false;
  rsl_status status = rsl_rollup_run(live->cube, &live->request, &live->allocator, &live->rollup, error);
  return status != RSL_OK || rsl__live_index(live) ? status : rsl__fail_memory(error);
}

static void stop(rsl_live *live) {
  if (live->cube == NULL) return;
  rsl__live_forget(live);
  rsl_rollup_free(live->rollup);
  live->rollup = NULL;
}

static rsl_status make_anew(rsl_live *live, const rsl_measurement *measurement, rsl_error *error) {
  rsl_live next = *live;
  next.rollup = NULL;
  next.columns = NULL;
  next.rows = NULL;
  next.paths = NULL;
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

/* ---- One bare figure ---- */

/* Nothing but a figure, of a period of the frequency. */
static bool is_bare(const rsl_live *live, const rsl_measurement *m) {
  return m->indicator < live->cube->column_count && m->unit < live->cube->unit_count && m->has_value && !m->nil &&
         !m->counts_grade && m->qualifier == RSL_QUALIFIER_NONE && (m->status == '\0' || m->status == 'A') &&
         !m->has_revision && m->reported_at == RSL_DATE_NONE && !m->has_numerator && !m->has_denominator &&
         m->source == NULL && m->note == NULL && m->file == NULL &&
         m->period.type == live->columns[m->indicator].frequency;
}

/* @return false, and nothing is changed: the figure has no place where it can simply be put. */
static bool set_bare(rsl_live *live, const rsl_measurement *measurement) {
  rsl__slot slot;
  if (!find_slot(live, measurement, &slot)) return false;
  rsl__block *block = slot.known->block;
  if (!is_between(block, slot.value)) {
    if (!rsl__block_can_hold(block, slot.value)) return false;
    widen(live, &slot);
  }
  bool added = !live->all_stale && is_added_up(&slot);
  int64_t before = put(&slot);
  if (before == RSL__ABSENT) live->cube->row_count++;
  if (added) add_difference(&slot, before);
  mark(live, slot.column, added);
  return true;
}

static bool find_slot(const rsl_live *live, const rsl_measurement *m, rsl__slot *slot) {
  rsl__live_column *column = &live->columns[m->indicator];
  size_t number = 0;
  while (number < column->block_count && !find_lane(&column->blocks[number], m->period, &slot->lane)) number++;
  if (number == column->block_count) return false;
  const rsl__block *block = column->blocks[number].block;
  slot->column = column;
  slot->known = &column->blocks[number];
  slot->unit = m->unit;
  slot->row = slot->known->rows[m->unit];
  if (slot->row == RSL_NONE || !find_value(column->column, m->value, &slot->value)) return false;
  if (column->column->count == 0) return true;
  return !has_row_of(column->column, live->cube->places[m->unit], block->whens[slot->lane]);
}

/* As its column holds it. */
static bool find_value(const rsl__column *column, rsl_decimal value, int64_t *out) {
  *out = value.units;
  if (value.scale == (int32_t)column->scale) return value.units > INT64_MIN;
  return value.scale >= 0 && value.scale <= 18 && rsl__rescale(value.units, (unsigned)value.scale, column->scale, out);
}

static bool find_lane(const rsl__live_block *known, rsl_period period, uint32_t *lane) {
  const rsl__block *block = known->block;
  *lane = (uint32_t)(period.index - known->first_index);
  if (known->side_by_side) return period.index >= known->first_index && *lane < block->lane_count;
  uint32_t when = rsl__when(period);
  *lane = rsl__block_lane(block, when);
  return *lane < block->lane_count && block->whens[*lane] == when;
}

static bool has_row_of(const rsl__column *column, uint32_t place, uint32_t when) {
  size_t first = 0;
  size_t end = 0;
  rsl__column_place(column, place, &first, &end);
  while (first < end && column->rows[first].when != when) first++;
  return first < end;
}

/* Then it is no larger than any that was there, and it has no new sign. */
static bool is_between(const rsl__block *block, int64_t value) {
  return value >= block->least && value <= block->greatest;
}

/* What sums can come to is known from the largest figure: with a larger one they may no more fit where they stand. */
static void widen(rsl_live *live, const rsl__slot *slot) {
  rsl__block *block = slot->known->block;
  rsl__column *column = slot->column->column;
  int64_t value = slot->value;
  uint64_t size = value < 0 ? 0 - (uint64_t)value : (uint64_t)value;
  if (value < block->least) block->least = value;
  if (value > block->greatest) block->greatest = value;
  if (size <= column->largest && (value >= 0 || column->has_negative)) return;
  if (value < 0) column->has_negative = true;
  if (size > column->largest) column->largest = size;
  live->any_stale = live->all_stale = true;
}

/* @return what stood there. */
static int64_t put(const rsl__slot *slot) {
  const rsl__block *block = slot->known->block;
  rsl__set_lanes *lanes = &block->set_lanes[slot->row];
  size_t at = (size_t)slot->row * block->stride + slot->lane;
  int64_t before = rsl__lane_value(block->values, block->width / 4, at);
  lanes->set |= UINT64_C(1) << slot->lane;
  if (before == RSL__ABSENT) lanes->added |= UINT64_C(1) << slot->lane;
  if (block->width == 8)
    ((int64_t *)block->values)[at] = slot->value;
  else if (block->width == 4)
    ((int32_t *)block->values)[at] = (int32_t)slot->value;
  else
    ((int16_t *)block->values)[at] = (int16_t)slot->value;
  return before;
}

/* The unit's figure went into the planes of all above it, and nothing stands in their place. */
static bool is_added_up(const rsl__slot *slot) {
  const rsl__live_block *known = slot->known;
  if (slot->column->state == RSL__LIVE_STALE || known->sums == NULL) return false;
  if (known->path->first[slot->unit] == RSL_NONE) return false;
  return known->even != NULL || has_sums_above(slot);
}

static bool has_sums_above(const rsl__slot *slot) {
  const rsl__live_path *path = slot->known->path;
  const rsl__column *column = slot->column->column;
  uint32_t when = slot->known->block->whens[slot->lane];
  for (uint32_t at = path->first[slot->unit]; at != RSL_NONE; at = path->higher[at])
    if (slot->known->sums[at] == NULL || (column->count > 0 && has_row_of(column, path->places[at], when)))
      return false;
  return true;
}

/* R10: sums are exact, so that a difference makes them what adding up again would. */
static void add_difference(const rsl__slot *slot, int64_t before) {
  const rsl__live_block *known = slot->known;
  const rsl__live_path *path = known->path;
  int64_t difference = before == RSL__ABSENT ? slot->value : slot->value - before;
  for (uint32_t at = path->first[slot->unit]; at != RSL_NONE; at = path->higher[at]) {
    int64_t *sums = known->even != NULL ? known->even + at * known->distance : known->sums[at];
    sums[slot->lane] += difference;
    if (before == RSL__ABSENT) count_one(&known->strip->rows[at], known->shift + slot->lane, slot->unit);
  }
}

static void count_one(const rsl__lane_row *row, uint32_t lane, uint32_t unit) {
  row->reporting[lane]++;
  if (row->prints != NULL) row->prints[lane] += rsl__print_of(unit);
}

/* What is made of the indicator is computed again when it is next read; so is it itself where nothing was added. */
static void mark(rsl_live *live, rsl__live_column *column, bool added) {
  if (!added) column->state = RSL__LIVE_STALE;
  if (column->state == RSL__LIVE_CURRENT && column->is_used) column->state = RSL__LIVE_CHANGED;
  if (column->state != RSL__LIVE_CURRENT) live->any_stale = true;
}
