#include "cube/cube.h"

#include "plan/links.h"

#include "base/error.h"
#include "cube/cursor.h"
#include "cube/seal.h"

static rsl_status order_units(rsl_cube *cube, const rsl_allocator *allocator);
static void free_column(const rsl_cube *cube, rsl__column *column, const rsl_allocator *from);
static size_t first_not_below(const rsl__column *column, size_t low, size_t high, uint64_t key);
static void put_sides(const rsl_cube *cube, uint32_t indicator, const rsl__row *row, rsl_measurement *out);
static bool find_side(const rsl_cube *cube, uint32_t indicator, const rsl__row *row, rsl_decimal *out);
static rsl_decimal value_of(const rsl__column *column, const rsl__row *row);

rsl_status rsl__cube_new(const rsl_plan *plan, const rsl_allocator *allocator, rsl_cube **out) {
  rsl_status status = RSL_ERR_MEMORY;
  *out = NULL;
  rsl_cube *cube = rsl__allocate_zeroed(allocator, sizeof *cube);
  if (cube == NULL) return status;
  rsl__store_init(&cube->store, allocator);
  cube->plan = plan;
  cube->last_day = RSL_DATE_NONE;
  cube->column_count = rsl_plan_indicator_count(plan);
  cube->unit_count = rsl_plan_unit_count(plan);
  cube->columns = rsl__allocate_zeroed_array(allocator, cube->column_count, sizeof *cube->columns);
  cube->places = rsl__allocate_array(allocator, cube->unit_count, sizeof *cube->places);
  cube->units = rsl__allocate_array(allocator, cube->unit_count, sizeof *cube->units);
  cube->order = rsl__allocate_array(allocator, cube->column_count, sizeof *cube->order);
  if (cube->columns == NULL || cube->places == NULL || cube->units == NULL) goto done;
  if (cube->order == NULL || !rsl__dependency_order(plan, allocator, cube->order)) goto done;
  for (uint32_t i = 0; i < cube->column_count; i++) {
    const rsl_calendar *calendar = rsl__plan_calendar(plan, i);
    cube->columns[i].month_from = calendar == NULL ? 1 : calendar->month_from;
  }
  status = order_units(cube, allocator);
  if (status != RSL_OK) goto done;
  *out = cube;
  cube = NULL;
done:
  rsl_cube_free(cube);
  return status;
}

void rsl_cube_free(rsl_cube *cube) {
  if (cube == NULL) return;
  rsl_allocator from = cube->store.allocator;
  for (uint32_t i = 0; cube->columns != NULL && i < cube->column_count; i++)
    free_column(cube, &cube->columns[i], &from);
  rsl__release_array(&from, cube->columns, cube->column_count, sizeof *cube->columns);
  rsl__release_array(&from, cube->places, cube->unit_count, sizeof *cube->places);
  rsl__release_array(&from, cube->units, cube->unit_count, sizeof *cube->units);
  rsl__release_array(&from, cube->order, cube->column_count, sizeof *cube->order);
  rsl__store_free(&cube->store);
  rsl__seal_free(&from, cube->seal);
  rsl__release(&from, cube, sizeof *cube);
}

static void free_column(const rsl_cube *cube, rsl__column *column, const rsl_allocator *from) {
  bool own = cube->seal == NULL;
  for (size_t i = 0; !own && i < column->block_count; i++) {
    rsl__block *block = &column->blocks[i];
    rsl__release_array(from, block->set_lanes, block->row_count, sizeof *block->set_lanes);
  }
  if (own) {
    rsl__column_free_blocks(from, column);
    rsl__release_array(from, column->rows, column->capacity, sizeof *column->rows);
    rsl__release_array(from, column->starts, (size_t)cube->unit_count + 1, sizeof *column->starts);
  } else {
    rsl__release_array(from, column->blocks, column->block_count, sizeof *column->blocks);
  }
  rsl__release_array(from, column->spoken, column->spoken_count, sizeof *column->spoken);
}

const rsl_plan *rsl_cube_plan(const rsl_cube *cube) {
  return cube->plan;
}

uint64_t rsl_cube_row_count(const rsl_cube *cube) {
  return cube->row_count;
}

uint64_t rsl_cube_skipped_count(const rsl_cube *cube) {
  return cube->skipped_count;
}

uint64_t rsl_cube_later_count(const rsl_cube *cube) {
  return cube->later_count;
}

rsl_date rsl_cube_last_day(const rsl_cube *cube) {
  return cube->last_day;
}

bool rsl_cube_period_range(const rsl_cube *cube, uint32_t indicator, rsl_period *first, rsl_period *last) {
  const rsl_indicator *record = rsl_plan_indicator(cube->plan, indicator);
  *first = *last = (rsl_period){ RSL_PERIOD_NONE, 0 };
  if (record == NULL) return false;
  const rsl__span *span = &cube->columns[indicator].reach[record->frequency];
  if (rsl__span_is_empty(span)) return false;
  *first = rsl__when_period(span->first);
  *last = rsl__when_period(span->last);
  return true;
}

size_t rsl_cube_rows(const rsl_cube *cube, uint32_t unit, uint32_t indicator, rsl_period period, rsl_measurement *rows,
                     size_t capacity) {
  if (unit >= cube->unit_count || indicator >= cube->column_count || period.type == RSL_PERIOD_NONE) return 0;
  if (rsl__seal_check(cube, &indicator, 1, 1, NULL) != RSL_OK) return 0;
  rsl__cursor cursor = rsl__cursor_open(cube, indicator, unit);
  rsl__group group;
  if (!rsl__cursor_find(&cursor, rsl__when(period), &group)) return 0;
  for (size_t i = 0; i < group.count && i < capacity; i++)
    rsl__cube_measurement(cube, indicator, &group.rows[i], &rows[i]);
  return group.count;
}

bool rsl__column_index(const rsl_cube *cube, rsl__column *column) {
  if (column->count < cube->unit_count || column->count >= UINT32_MAX) return true;
  column->starts = rsl__allocate_array(&cube->store.allocator, (size_t)cube->unit_count + 1, sizeof *column->starts);
  if (column->starts == NULL) return false;
  size_t row = 0;
  for (uint32_t place = 0; place <= cube->unit_count; place++) {
    while (row < column->count && column->rows[row].place < place) row++;
    column->starts[place] = (uint32_t)row;
  }
  return true;
}

void rsl__column_place(const rsl__column *column, uint32_t place, size_t *first, size_t *end) {
  if (column->starts != NULL) {
    *first = column->starts[place];
    *end = column->starts[place + 1];
    return;
  }
  rsl__column_search(column, place, first, end);
}

void rsl__column_search(const rsl__column *column, uint32_t place, size_t *first, size_t *end) {
  *first = first_not_below(column, 0, column->count, (uint64_t)place << 32);
  *end = first_not_below(column, *first, column->count, ((uint64_t)place + 1) << 32);
}

void rsl__column_free_blocks(const rsl_allocator *allocator, rsl__column *column) {
  for (size_t i = 0; i < column->block_count; i++) rsl__block_free(allocator, &column->blocks[i]);
  rsl__release_array(allocator, column->blocks, column->block_count, sizeof *column->blocks);
  column->blocks = NULL;
  column->block_count = 0;
}

void rsl__column_shrink(const rsl_allocator *allocator, rsl__column *column, size_t count) {
  column->count = count;
  if (count >= column->capacity - column->capacity / 8) return;
  rsl__row *rows = NULL;
  if (count == 0) {
    rsl__release_array(allocator, column->rows, column->capacity, sizeof *rows);
  } else {
    rows = rsl__resize_array(allocator, column->rows, column->capacity, count, sizeof *rows);
    if (rows == NULL) return;
  }
  column->rows = rows;
  column->capacity = count;
}

uint64_t rsl__column_figures(const rsl__column *column) {
  uint64_t figures = column->count;
  for (size_t i = 0; i < column->block_count; i++)
    figures += (uint64_t)column->blocks[i].row_count * column->blocks[i].lane_count;
  return figures;
}

size_t rsl__column_block(const rsl__column *column, uint32_t when) {
  for (size_t i = 0; i < column->block_count; i++) {
    const rsl__block *block = &column->blocks[i];
    if (when >= block->whens[0] && when <= block->whens[block->lane_count - 1]) return i;
  }
  return SIZE_MAX;
}

void rsl__cube_measurement(const rsl_cube *cube, uint32_t indicator, const rsl__row *row, rsl_measurement *out) {
  const rsl__store *store = &cube->store;
  rsl_measurement_init(out);
  out->unit = rsl__row_unit(cube, row);
  out->counts_grade = (row->flags & RSL__ROW_COUNT) != 0;
  if (out->counts_grade) out->grade = rsl__row_grade(cube, row);
  out->indicator = indicator;
  out->period = rsl__when_period(row->when);
  out->has_value = (row->flags & RSL__ROW_VALUE) != 0;
  if (out->has_value) out->value = value_of(&cube->columns[indicator], row);
  out->qualifier = rsl__row_qualifier(store, row, &out->upper);
  out->status = rsl__status_letter(row->status);
  out->reported_at = rsl__row_reported_at(store, row);
  out->file = rsl__row_file(store, row);
  out->line = rsl__row_line(store, row);
  out->nil = (row->flags & RSL__ROW_NIL) != 0;
  put_sides(cube, indicator, row, out);
  if ((row->flags & RSL__ROW_EXTRA) == 0) return;
  const rsl__extra *extra = rsl__pool_at(&store->extras, row->origin);
  out->source = extra->source;
  out->note = extra->note;
  out->has_revision = extra->revision >= 0;
  out->revision = out->has_revision ? extra->revision : 0;
}

static void put_sides(const rsl_cube *cube, uint32_t indicator, const rsl__row *row, rsl_measurement *out) {
  const rsl__sides *sides = rsl__row_sides(&cube->store, row);
  rsl_operands operands = rsl_plan_indicator_operands(cube->plan, indicator);
  if (sides != NULL) {
    out->has_numerator = sides->has_numerator;
    out->numerator = (rsl_decimal){ sides->numerator, sides->numerator_scale };
    out->has_denominator = sides->has_denominator;
    out->denominator = (rsl_decimal){ sides->denominator, sides->denominator_scale };
  }
  if ((row->flags & RSL__ROW_NUMERATOR) != 0)
    out->has_numerator = find_side(cube, operands.numerator, row, &out->numerator);
  if ((row->flags & RSL__ROW_DENOMINATOR) != 0)
    out->has_denominator = find_side(cube, operands.denominator, row, &out->denominator);
}

/* A ratio's sides stand in the columns of their indicators, at the row's own revision. */
static bool find_side(const rsl_cube *cube, uint32_t indicator, const rsl__row *row, rsl_decimal *out) {
  const rsl__column *column = &cube->columns[indicator];
  rsl__cursor cursor = rsl__cursor_open(cube, indicator, cube->units[row->place]);
  rsl__group group;
  if (!rsl__cursor_find(&cursor, row->when, &group)) return false;
  for (size_t i = 0; i < group.count; i++) {
    const rsl__row *side = &group.rows[i];
    if ((side->flags & RSL__ROW_VALUE) == 0) continue;
    if (rsl__row_revision(&cube->store, side) != rsl__row_revision(&cube->store, row)) continue;
    *out = value_of(column, side);
    return true;
  }
  return false;
}

static rsl_decimal value_of(const rsl__column *column, const rsl__row *row) {
  rsl_decimal value = { row->value, (int32_t)row->scale };
  /* It came from that scale, so it goes back. */
  if (!rsl__rescale(row->value, column->scale, row->scale, &value.units)) value.scale = (int32_t)column->scale;
  return value;
}

static rsl_status order_units(rsl_cube *cube, const rsl_allocator *allocator) {
  rsl_structure *structure = NULL;
  rsl_status status = rsl_structure_new(cube->plan, RSL_DATE_NONE, allocator, &structure);
  if (status != RSL_OK) return status;
  for (uint32_t place = 0; place < cube->unit_count; place++) {
    uint32_t unit = rsl_structure_unit(structure, place);
    cube->units[place] = unit;
    cube->places[unit] = place;
  }
  rsl_structure_free(structure);
  return RSL_OK;
}

static size_t first_not_below(const rsl__column *column, size_t low, size_t high, uint64_t key) {
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (rsl__row_key(&column->rows[middle]) < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}
