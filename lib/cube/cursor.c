#include "cube/cursor.h"

rsl__cursor rsl__cursor_open(const rsl_cube *cube, uint32_t indicator, uint32_t unit) {
  rsl__cursor cursor = { .column = &cube->columns[indicator] };
  rsl__column_place(cursor.column, cube->places[unit], &cursor.first, &cursor.end);
  cursor.next = cursor.first;
  return cursor;
}

bool rsl__cursor_is_empty(const rsl__cursor *cursor) {
  return cursor->first == cursor->end;
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
}

bool rsl__cursor_next(rsl__cursor *cursor, rsl__group *group) {
  const rsl__row *rows = cursor->column->rows;
  *group = (rsl__group){ 0, NULL, 0 };
  if (cursor->next >= cursor->end) return false;
  group->rows = &rows[cursor->next];
  group->when = group->rows->when;
  while (cursor->next < cursor->end && rows[cursor->next].when == group->when) cursor->next++;
  group->count = (size_t)(&rows[cursor->next] - group->rows);
  return true;
}

bool rsl__cursor_find(rsl__cursor *cursor, uint32_t when, rsl__group *group) {
  rsl__cursor_seek(cursor, when);
  return rsl__cursor_next(cursor, group) && group->when == when;
}
