#include <string.h>

#include "cube/live.h"

/* Taking over what a cube holds. */
typedef struct taking_over {
  const rsl_cube *cube;
  const rsl_measurement *measurement; /* what takes the place of some of it */
  rsl_cube_builder *builder;
  rsl_error *error;
} taking_over;

static bool index_block(const rsl_live *live, uint32_t indicator, rsl__block *block, rsl__live_block *into);
static void find_strip(const rsl__sheet *sheet, const rsl__block *block, rsl__live_block *into);
static bool find_users(rsl_live *live, uint32_t indicator);
static void mark_uses(const rsl_cube *cube, uint8_t *marks);
static rsl_status take_column(const taking_over *in, uint32_t indicator);
static rsl_status take_group(const taking_over *in, uint32_t indicator, const rsl__group *group);
static bool is_replaced(const taking_over *in, uint32_t indicator, const rsl__row *row);
static bool is_told_elsewhere(const taking_over *in, uint32_t indicator, const rsl__row *row);

rsl_status rsl__live_keep_request(rsl_live *live) {
  rsl_rollup_request *request = &live->request;
  const rsl_allocator *from = &live->allocator;
  if (request->indicators == NULL) request->indicator_count = 0;
  if (request->periods == NULL) request->period_count = 0;
  live->indicators = rsl__allocate_array(from, request->indicator_count, sizeof *live->indicators);
  live->periods = rsl__allocate_array(from, request->period_count, sizeof *live->periods);
  if (live->indicators == NULL || live->periods == NULL) return RSL_ERR_MEMORY;
  if (request->indicators != NULL) {
    memcpy(live->indicators, request->indicators, request->indicator_count * sizeof *live->indicators);
    request->indicators = live->indicators;
  }
  if (request->periods != NULL) {
    memcpy(live->periods, request->periods, request->period_count * sizeof *live->periods);
    request->periods = live->periods;
  }
  return RSL_OK;
}

bool rsl__live_index(rsl_live *live, uint32_t indicator) {
  const rsl_allocator *from = &live->allocator;
  rsl__column *column = &live->cube->columns[indicator];
  rsl__live_column *into = &live->slots[indicator];
  into->blocks = rsl__allocate_zeroed_array(from, column->block_count, sizeof *into->blocks);
  if (into->blocks == NULL) return false;
  into->block_count = column->block_count;
  for (size_t b = 0; b < column->block_count; b++)
    if (!index_block(live, indicator, &column->blocks[b], &into->blocks[b])) return false;
  return find_users(live, indicator);
}

static bool index_block(const rsl_live *live, uint32_t indicator, rsl__block *block, rsl__live_block *into) {
  uint32_t units = live->cube->unit_count;
  rsl_period first = rsl__when_period(block->whens[0]);
  rsl_period last = rsl__when_period(block->whens[block->lane_count - 1]);
  into->rows = rsl__allocate_array(&live->allocator, units, sizeof *into->rows);
  if (block->set_lanes == NULL)
    block->set_lanes =
        rsl__allocate_zeroed_array(&live->cube->store.allocator, block->row_count, sizeof *block->set_lanes);
  if (into->rows == NULL || block->set_lanes == NULL) return false;
  memset(into->rows, 0xFF, units * sizeof *into->rows);
  for (uint32_t row = 0; row < block->row_count; row++) into->rows[block->places[row]] = row;
  into->first_index = first.index;
  into->side_by_side = last.index - first.index + 1 == (int32_t)block->lane_count;
  find_strip(&live->rollup->sheets[indicator], block, into);
  return true;
}

static void find_strip(const rsl__sheet *sheet, const rsl__block *block, rsl__live_block *into) {
  const rsl__strip *strip = rsl__strip_of(sheet, block->whens[0], &into->shift);
  into->strip = RSL_NONE;
  if (strip == NULL || into->shift + block->lane_count > strip->count) return;
  const uint32_t *whens = &sheet->whens[strip->first + into->shift];
  for (uint32_t lane = 0; lane < block->lane_count; lane++)
    if (whens[lane] != block->whens[lane]) return;
  into->strip = (uint32_t)(strip - sheet->strips);
}

void rsl__live_forget(rsl_live *live, uint32_t indicator) {
  const rsl_allocator *from = &live->allocator;
  rsl__live_column *column = &live->slots[indicator];
  for (size_t b = 0; b < column->block_count; b++)
    rsl__release_array(from, column->blocks[b].rows, live->cube->unit_count, sizeof *column->blocks[b].rows);
  rsl__release_array(from, column->blocks, column->block_count, sizeof *column->blocks);
  rsl__release_array(from, column->users, column->user_count, sizeof *column->users);
}

/* Those who use others stand behind them in the order. */
rsl_status rsl__live_refresh(rsl_live *live, rsl_error *error) {
  rsl_rollup *rollup = live->rollup;
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < live->cube->column_count; i++) {
    uint32_t indicator = live->cube->order[i];
    if (live->stale[indicator] == 0) continue;
    rsl__sheet_empty(rollup, &rollup->sheets[indicator]);
    if (rsl__must_roll(rollup, indicator)) status = rsl__rollup_compute_one(rollup, indicator, error);
  }
  /* After a failure the sheet that failed is empty, and those behind it old: all are stale still. */
  if (status != RSL_OK) return status;
  memset(live->stale, 0, live->cube->column_count);
  live->any_stale = false;
  return RSL_OK;
}

rsl_status rsl__live_begin_again(rsl_live *live, rsl_error *error) {
  rsl_rollup *rollup = NULL;
  rsl_status status = rsl_rollup_run(live->cube, &live->request, &live->allocator, &rollup, error);
  if (status != RSL_OK) return status;
  rsl_rollup_free(live->rollup);
  live->rollup = rollup;
  for (uint32_t i = 0; i < live->cube->column_count; i++)
    for (size_t b = 0; b < live->slots[i].block_count; b++)
      find_strip(&rollup->sheets[i], &live->cube->columns[i].blocks[b], &live->slots[i].blocks[b]);
  memset(live->stale, 0, live->cube->column_count);
  live->any_stale = live->all_stale = false;
  return RSL_OK;
}

rsl_status rsl__live_remake(const rsl_cube *cube, const rsl_measurement *measurement, const rsl_allocator *allocator,
                            rsl_cube **out, rsl_error *error) {
  rsl_cube_builder *builder = NULL;
  *out = NULL;
  rsl_status status = rsl_cube_builder_new(cube->plan, NULL, allocator, &builder);
  if (status != RSL_OK) return rsl__fail_memory(error);
  taking_over in = { cube, measurement, builder, error };
  for (uint32_t i = 0; status == RSL_OK && i < cube->column_count; i++) status = take_column(&in, i);
  if (status == RSL_OK) status = rsl_cube_builder_add(builder, measurement, error);
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, NULL, out, error);
  rsl_cube_builder_free(builder);
  return status;
}

static bool find_users(rsl_live *live, uint32_t indicator) {
  const rsl_cube *cube = live->cube;
  const rsl_allocator *from = &live->allocator;
  rsl__live_column *column = &live->slots[indicator];
  uint8_t *marks = rsl__allocate_zeroed_array(from, cube->column_count, sizeof *marks);
  if (marks == NULL) return false;
  marks[indicator] = 1;
  mark_uses(cube, marks);
  marks[indicator] = 0;
  uint32_t count = 0;
  for (uint32_t i = 0; i < cube->column_count; i++) count += marks[i];
  column->users = rsl__allocate_array(from, count, sizeof *column->users);
  if (column->users != NULL) column->user_count = count;
  for (uint32_t i = 0, to = 0; column->users != NULL && i < cube->column_count; i++)
    if (marks[i] != 0) column->users[to++] = i;
  rsl__release_array(from, marks, cube->column_count, sizeof *marks);
  return column->users != NULL;
}

/* Operands come first in the order, so one pass marks all that is made of what is marked. */
static void mark_uses(const rsl_cube *cube, uint8_t *marks) {
  for (uint32_t i = 0; i < cube->column_count; i++) {
    uint32_t user = cube->order[i];
    uint32_t operand = 0;
    for (uint32_t o = 0; (operand = rsl__operand(cube->plan, user, o)) != RSL_NONE; o++)
      if (marks[operand] != 0) marks[user] = 1;
  }
}

static rsl_status take_column(const taking_over *in, uint32_t indicator) {
  rsl_status status = RSL_OK;
  for (uint32_t unit = 0; status == RSL_OK && unit < in->cube->unit_count; unit++) {
    rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, unit);
    rsl__group group;
    while (status == RSL_OK && rsl__cursor_next(&cursor, &group)) status = take_group(in, indicator, &group);
  }
  return status;
}

/* Sides come with their ratio's row, and a nil report once, with the first indicator that it speaks of. */
static rsl_status take_group(const taking_over *in, uint32_t indicator, const rsl__group *group) {
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK && i < group->count; i++) {
    const rsl__row *row = &group->rows[i];
    bool nil = (row->flags & RSL__ROW_NIL) != 0;
    if (nil ? is_told_elsewhere(in, indicator, row) : (row->flags & RSL__ROW_DERIVED) != 0) continue;
    if (!nil && is_replaced(in, indicator, row)) continue;
    rsl_measurement measurement;
    rsl__cube_measurement(in->cube, indicator, row, &measurement);
    status = rsl_cube_builder_add(in->builder, &measurement, in->error);
  }
  return status;
}

/* Without a revision all that was told of the figure goes; a revision takes the place of the same one. */
static bool is_replaced(const taking_over *in, uint32_t indicator, const rsl__row *row) {
  const rsl_measurement *by = in->measurement;
  if (by->nil || by->indicator != indicator || in->cube->units[row->place] != by->unit ||
      rsl__when(by->period) != row->when)
    return false;
  return !by->has_revision || rsl__row_revision(&in->cube->store, row) == by->revision;
}

static bool is_told_elsewhere(const taking_over *in, uint32_t indicator, const rsl__row *row) {
  for (uint32_t i = 0; i < indicator; i++) {
    rsl__cursor cursor = rsl__cursor_open(in->cube, i, in->cube->units[row->place]);
    rsl__group group;
    if (!rsl__cursor_find(&cursor, row->when, &group)) continue;
    for (size_t r = 0; r < group.count; r++)
      if ((group.rows[r].flags & RSL__ROW_NIL) != 0 &&
          rsl__row_revision(&in->cube->store, &group.rows[r]) == rsl__row_revision(&in->cube->store, row))
        return true;
  }
  return false;
}
