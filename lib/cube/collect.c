#include "cube/finish.h"

static rsl_status read_logs(const rsl__finish *finish, uint32_t indicator, rsl__log_reader *readers,
                            rsl__column *column);
static void count_from(const rsl__finish *finish, unsigned branch, rsl__row *rows, size_t count);
static bool is_undone(const rsl_cube_builder *builder, uint32_t piece);
static const rsl_cube_builder *builder_of(const rsl_cube_builder *builder, unsigned number);

rsl_status rsl__finish_collect(rsl__finish *finish, uint32_t indicator) {
  rsl_cube_builder *builder = finish->builder;
  rsl__column *column = &finish->cube->columns[indicator];
  size_t readers = (size_t)builder->branch_count + 1;
  size_t count = 0;
  for (unsigned i = 0; i < readers; i++) count += builder_of(builder, i)->heaps[indicator].log.count;
  if (count == 0) return RSL_OK;
  rsl__log_reader *logs = rsl__allocate_array(&builder->allocator, readers, sizeof *logs);
  column->rows = rsl__allocate_array(&builder->allocator, count, sizeof *column->rows);
  column->capacity = column->rows == NULL ? 0 : count;
  rsl_status status = logs == NULL || column->rows == NULL ? RSL_ERR_MEMORY : RSL_OK;
  if (status == RSL_OK) status = read_logs(finish, indicator, logs, column);
  rsl__release_array(&builder->allocator, logs, readers, sizeof *logs);
  return status;
}

/* Piece by piece, as they followed one another in the input, so that "the one added last" keeps its meaning whatever
 * thread read it. */
static rsl_status read_logs(const rsl__finish *finish, uint32_t indicator, rsl__log_reader *readers,
                            rsl__column *column) {
  const rsl_cube_builder *builder = finish->builder;
  unsigned count = builder->branch_count + 1;
  for (unsigned i = 0; i < count; i++)
    readers[i] = rsl__log_read(&builder_of(builder, i)->heaps[indicator].log, &builder->allocator);
  for (;;) {
    unsigned chosen = 0;
    uint32_t piece = UINT32_MAX;
    for (unsigned i = 0; i < count; i++) {
      uint32_t next = rsl__log_next_piece(&readers[i]);
      if (next >= piece) continue;
      piece = next;
      chosen = i;
    }
    if (piece == UINT32_MAX) break;
    size_t got = rsl__log_read_piece(&readers[chosen], column->rows + column->count);
    if (is_undone(builder, piece)) continue;
    if (chosen > 0) count_from(finish, chosen - 1, column->rows + column->count, got);
    column->count += got;
  }
  for (unsigned i = 0; i < count; i++) builder_of(builder, i)->heaps[indicator].log.count = 0;
  return RSL_OK;
}

/* What a branch kept beside its rows has moved behind what the trunk kept. */
static void count_from(const rsl__finish *finish, unsigned branch, rsl__row *rows, size_t count) {
  uint32_t extras = finish->builder->branches[branch]->extras;
  for (size_t i = 0; extras > 0 && i < count; i++)
    if ((rows[i].flags & RSL__ROW_EXTRA) != 0) rows[i].origin += extras;
}

static bool is_undone(const rsl_cube_builder *builder, uint32_t piece) {
  for (size_t i = 0; i < builder->undone_count; i++)
    if (builder->undone[i] == piece) return true;
  return false;
}

/* The trunk is number 0. */
static const rsl_cube_builder *builder_of(const rsl_cube_builder *builder, unsigned number) {
  return number == 0 ? builder : builder->branches[number - 1];
}
