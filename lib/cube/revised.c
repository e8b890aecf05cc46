#include "cube/cube.h"

static bool has_revisions(const rsl__column *column);

rsl_status rsl__cube_is_revised(const rsl_cube *cube, uint32_t indicator, const rsl_allocator *allocator, bool *out) {
  *out = false;
  if (cube->store.extras.count == 0) return RSL_OK;
  bool *needed = rsl__allocate_zeroed_array(allocator, cube->column_count, sizeof *needed);
  if (needed == NULL) return RSL_ERR_MEMORY;
  needed[indicator] = true;
  /* Operands come before those that use them. */
  for (uint32_t rank = cube->column_count; !*out && rank-- > 0;) {
    uint32_t at = cube->order[rank];
    uint32_t operand = RSL_NONE;
    if (!needed[at]) continue;
    *out = has_revisions(&cube->columns[at]);
    for (uint32_t i = 0; (operand = rsl__operand(cube->plan, at, i)) != RSL_NONE; i++) needed[operand] = true;
  }
  rsl__release_array(allocator, needed, cube->column_count, sizeof *needed);
  return RSL_OK;
}

/* The revisions of one figure stand side by side; a nil report beside a figure is none of it (R7). */
static bool has_revisions(const rsl__column *column) {
  for (size_t i = 1; i < column->count; i++) {
    const rsl__row *row = &column->rows[i];
    if (rsl__row_key(row) == rsl__row_key(row - 1) && (row[-1].flags & RSL__ROW_NIL) == 0) return true;
  }
  return false;
}
