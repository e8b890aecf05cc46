#include "cube/cursor.h"

static void enter_block(rsl__cursor *cursor, uint32_t when);
static void find_figure(rsl__cursor *cursor);
static bool block_is_next(const rsl__cursor *cursor);
static void skip_figure(rsl__cursor *cursor);

rsl__cursor rsl__cursor_open(const rsl_cube *cube, uint32_t indicator, uint32_t unit) {
  rsl__cursor cursor = { .column = &cube->columns[indicator], .place = cube->places[unit] };
  rsl__column_place(cursor.column, cursor.place, &cursor.first, &cursor.end);
  cursor.next = cursor.first;
  enter_block(&cursor, 0);
  cursor.in_blocks = cursor.block < cursor.column->block_count;
  return cursor;
}

rsl__cursor rsl__cursor_open_counts(const rsl_cube *cube, uint32_t indicator, uint32_t unit, uint32_t grade) {
  rsl__cursor cursor = { .column = &cube->columns[indicator], .place = rsl__count_place(cube, unit, grade) };
  rsl__column_search(cursor.column, cursor.place, &cursor.first, &cursor.end);
  cursor.next = cursor.first;
  cursor.block = cursor.column->block_count; /* counts stand in rows alone */
  return cursor;
}

bool rsl__cursor_is_empty(const rsl__cursor *cursor) {
  return cursor->first == cursor->end && !cursor->in_blocks;
}

void rsl__cursor_seek(rsl__cursor *cursor, uint32_t when) {
  size_t low = cursor->first;
  size_t high = cursor->end;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (cursor->column->rows[middle].when < when)
      low = middle + 1;
    else
      high = middle;
  }
  cursor->next = low;
  if (!cursor->in_blocks) return;
  low = 0;
  high = cursor->column->block_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const rsl__block *block = &cursor->column->blocks[middle];
    if (block->whens[block->lane_count - 1] < when)
      low = middle + 1;
    else
      high = middle;
  }
  cursor->block = low;
  enter_block(cursor, when);
}

bool rsl__cursor_next(rsl__cursor *cursor, rsl__group *group) {
  const rsl__column *column = cursor->column;
  const rsl__row *rows = column->rows;
  if (block_is_next(cursor)) {
    rsl__block_take_out(&column->blocks[cursor->block], cursor->row, cursor->lane, cursor->rank, column->scale,
                        &cursor->made);
    *group = (rsl__group){ cursor->made.when, &cursor->made, 1, column->month_from };
    skip_figure(cursor);
    return true;
  }
  *group = (rsl__group){ .month_from = column->month_from };
  if (cursor->next >= cursor->end) return false;
  group->rows = &rows[cursor->next];
  group->when = group->rows->when;
  while (cursor->next < cursor->end && rows[cursor->next].when == group->when) cursor->next++;
  group->count = (size_t)(&rows[cursor->next] - group->rows);
  /* One that carries more stands in a block too: it is told once. */
  if (cursor->block < column->block_count && column->blocks[cursor->block].whens[cursor->lane] == group->when)
    skip_figure(cursor);
  return true;
}

bool rsl__cursor_find(rsl__cursor *cursor, uint32_t when, rsl__group *group) {
  rsl__cursor_seek(cursor, when);
  return rsl__cursor_next(cursor, group) && group->when == when;
}

/* To the first figure not before `when`, in this block or, where the place has no row there, in a later one. */
static void enter_block(rsl__cursor *cursor, uint32_t when) {
  for (; cursor->block < cursor->column->block_count; cursor->block++) {
    const rsl__block *block = &cursor->column->blocks[cursor->block];
    cursor->row = rsl__block_row(block, cursor->place);
    if (cursor->row == RSL_NONE) continue;
    cursor->lane = rsl__block_lane(block, when);
    cursor->rank = rsl__block_rank(block, cursor->row, cursor->lane);
    find_figure(cursor);
    if (cursor->lane < block->lane_count) return;
  }
}

static void find_figure(rsl__cursor *cursor) {
  const rsl__block *block = &cursor->column->blocks[cursor->block];
  while (cursor->lane < block->lane_count && rsl__block_value(block, cursor->row, cursor->lane) == RSL__ABSENT)
    cursor->lane++;
}

static bool block_is_next(const rsl__cursor *cursor) {
  const rsl__column *column = cursor->column;
  if (cursor->block >= column->block_count) return false;
  uint32_t when = column->blocks[cursor->block].whens[cursor->lane];
  return cursor->next >= cursor->end || when < column->rows[cursor->next].when;
}

static void skip_figure(rsl__cursor *cursor) {
  const rsl__set_lanes *set = cursor->column->blocks[cursor->block].set_lanes;
  bool added = set != NULL && (set[cursor->row].added >> cursor->lane & 1) != 0;
  cursor->rank += added ? 0 : 1;
  cursor->lane++;
  find_figure(cursor);
  if (cursor->lane < cursor->column->blocks[cursor->block].lane_count) return;
  cursor->block++;
  enter_block(cursor, 0);
}
