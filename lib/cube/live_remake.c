#include <string.h>

#include "cube/live.h"

/* Taking over what a cube holds. */
typedef struct taking_over {
  const rsl_cube *cube;
  const rsl_measurement *measurement; /* what takes the place of some of it */
  rsl_cube_builder *builder;
  rsl_error *error;
} taking_over;

static bool is_made_of_old(const rsl_live *live, uint32_t indicator);
static rsl_status take_column(const taking_over *in, uint32_t indicator);
static rsl_status take_counts(const taking_over *in, uint32_t indicator, uint32_t unit);
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

/* Operands come first in the order, so that what they are is known. */
rsl_status rsl__live_refresh(rsl_live *live, rsl_error *error) {
  rsl_rollup *rollup = live->rollup;
  uint32_t count = live->cube->column_count;
  for (uint32_t i = 0; i < count; i++) {
    uint32_t indicator = live->cube->order[i];
    rsl__live_column *column = &live->columns[indicator];
    if (is_made_of_old(live, indicator)) column->state = RSL__LIVE_STALE;
    if (column->state != RSL__LIVE_STALE) continue;
    rsl_status status = RSL_OK;
    rsl__sheet_empty(rollup, &rollup->sheets[indicator]);
    if (rsl__must_roll(rollup, indicator)) status = rsl__rollup_compute_one(rollup, indicator, error);
    /* After a failure the sheet that failed is empty, and those behind it old: all are stale still. */
    if (status != RSL_OK) return status;
    if (!rsl__live_link(live, indicator)) return rsl__fail_memory(error);
  }
  for (uint32_t i = 0; i < count; i++) live->columns[i].state = RSL__LIVE_CURRENT;
  live->any_stale = false;
  return RSL_OK;
}

static bool is_made_of_old(const rsl_live *live, uint32_t indicator) {
  uint32_t operand = 0;
  for (uint32_t o = 0; (operand = rsl__operand(live->cube->plan, indicator, o)) != RSL_NONE; o++)
    if (live->columns[operand].state != RSL__LIVE_CURRENT) return true;
  return false;
}

rsl_status rsl__live_begin_again(rsl_live *live, rsl_error *error) {
  rsl_rollup *rollup = NULL;
  rsl_status status = rsl_rollup_run(live->cube, &live->request, &live->allocator, &rollup, error);
  if (status != RSL_OK) return status;
  rsl__live_unlink(live);
  rsl_rollup_free(live->rollup);
  live->rollup = rollup;
  for (uint32_t i = 0; i < live->cube->column_count; i++) {
    if (!rsl__live_link(live, i)) return rsl__fail_memory(error);
    live->columns[i].state = RSL__LIVE_CURRENT;
  }
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

static rsl_status take_column(const taking_over *in, uint32_t indicator) {
  rsl_status status = RSL_OK;
  for (uint32_t unit = 0; status == RSL_OK && unit < in->cube->unit_count; unit++) {
    rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, unit);
    rsl__group group;
    while (status == RSL_OK && rsl__cursor_next(&cursor, &group)) status = take_group(in, indicator, &group);
    if (status == RSL_OK) status = take_counts(in, indicator, unit);
  }
  return status;
}

static rsl_status take_counts(const taking_over *in, uint32_t indicator, uint32_t unit) {
  const rsl_indicator *record = rsl_plan_indicator(in->cube->plan, indicator);
  uint32_t grades = record->rollup.rule == RSL_RULE_GRADE_COUNT ? (uint32_t)record->grade_count : 0;
  rsl_status status = RSL_OK;
  for (uint32_t grade = 0; status == RSL_OK && grade < grades; grade++) {
    rsl__cursor cursor = rsl__cursor_open_counts(in->cube, indicator, unit, grade);
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
  bool counts = (row->flags & RSL__ROW_COUNT) != 0;
  if (by->nil || by->indicator != indicator || rsl__row_unit(in->cube, row) != by->unit ||
      rsl__when(by->period) != row->when || counts != by->counts_grade ||
      (counts && rsl__row_grade(in->cube, row) != by->grade))
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
