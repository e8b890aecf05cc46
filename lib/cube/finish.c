#include "cube/finish.h"

#include <stdarg.h>
#include <string.h>

#include "base/sort.h"
#include "cube/calendar.h"
#include "cube/pack.h"

static rsl_status gather(rsl__finish *finish, uint32_t indicator);
static rsl_status drop_bad(rsl__finish *finish);
static uint64_t identity(const rsl__store *store, const rsl__row *row);
static bool is_bad(const rsl__finish *finish, const rsl__row *row);
static int compare_identities(const void *a, const void *b);
static size_t keep_distinct(uint64_t *items, size_t count);
static void tell_spans(rsl_cube *cube);
static void empty(rsl_cube_builder *builder);

rsl_status rsl_cube_builder_finish(rsl_cube_builder *builder, rsl_problems *problems, rsl_cube **out,
                                   rsl_error *error) {
  rsl__error_clear(error);
  *out = NULL;
  rsl_cube *cube = builder->cube;
  if (cube == NULL) return rsl__fail(error, RSL_ERR_ARGUMENT, "the builder was finished before");
  rsl__finish finish = { .builder = builder, .cube = cube, .problems = problems, .error = error };
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < cube->column_count; i++) status = gather(&finish, i);
  for (uint32_t i = 0; status == RSL_OK && i < cube->column_count; i++) status = rsl__finish_find_faults(&finish, i);
  if (status == RSL_OK && finish.faults > 0) status = builder->options.skip_bad ? drop_bad(&finish) : RSL_ERR_DATA;
  for (uint32_t i = 0; status == RSL_OK && i < cube->column_count; i++) status = rsl__finish_settle(&finish, i);
  if (status == RSL_OK) tell_spans(cube);
  for (uint32_t i = 0; status == RSL_OK && i < cube->column_count; i++) {
    rsl__column *column = &cube->columns[i];
    bool fine = rsl__column_pack(&builder->allocator, column, builder->heaps[i].frequency);
    if (!fine || !rsl__column_index(cube, column)) status = RSL_ERR_MEMORY;
  }
  if (status == RSL_OK) rsl__cube_find_reach(cube);
  if (status == RSL_OK) status = rsl__cube_find_spoken(cube);
  if (status == RSL_ERR_MEMORY) (void)rsl__fail_memory(error);
  rsl__release_array(&builder->allocator, finish.bad, finish.bad_capacity, sizeof *finish.bad);
  if (status == RSL_OK) {
    *out = cube;
    builder->cube = NULL;
  }
  empty(builder);
  return status;
}

void rsl__finish_complain(rsl__finish *finish, const char *code, const rsl__row *row, const char *format, ...) {
  const rsl__store *store = &finish->cube->store;
  char text[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(text, sizeof text, format, arguments);
  va_end(arguments);
  rsl__place place = { rsl__row_file(store, row), rsl__row_line(store, row), 0, NULL };
  finish->faults++;
  rsl__problem(finish->problems, RSL_SEVERITY_ERROR, code, &place, "%s", text);
  if (!finish->builder->options.skip_bad)
    (void)rsl__fail_at(finish->error, RSL_ERR_DATA, place.file, place.line, 0, NULL, "%s", text);
}

bool rsl__finish_mark_bad(rsl__finish *finish, rsl__row *row) {
  if ((row->flags & RSL__ROW_BAD) != 0 || !finish->builder->options.skip_bad) return true;
  row->flags |= RSL__ROW_BAD;
  if (!rsl__grow(&finish->builder->allocator, &finish->bad, &finish->bad_capacity, finish->bad_count + 1,
                 sizeof *finish->bad))
    return false;
  finish->bad[finish->bad_count++] = identity(&finish->cube->store, row);
  return true;
}

/* The chunks of an indicator become one array, in order; each is given back as soon as it is copied. */
static rsl_status gather(rsl__finish *finish, uint32_t indicator) {
  rsl_cube_builder *builder = finish->builder;
  rsl__heap *heap = &builder->heaps[indicator];
  rsl__column *column = &finish->cube->columns[indicator];
  if (heap->count == 0) return RSL_OK;
  column->rows = rsl__allocate_array(&builder->allocator, heap->count, sizeof *column->rows);
  if (column->rows == NULL) return RSL_ERR_MEMORY;
  column->capacity = heap->count;
  while (heap->first != NULL) {
    rsl__chunk *chunk = heap->first;
    memcpy(column->rows + column->count, chunk->rows, chunk->count * sizeof *column->rows);
    column->count += chunk->count;
    heap->first = chunk->next;
    rsl__release(&builder->allocator, chunk, sizeof *chunk + chunk->capacity * sizeof chunk->rows[0]);
  }
  heap->last = NULL;
  heap->count = 0;
  return rsl__rows_sort(&finish->cube->store, column->rows, column->count) ? RSL_OK : RSL_ERR_MEMORY;
}

/* A measurement is loaded whole or not at all: when one of the figures of a ratio's row is bad, so are the others. */
static rsl_status drop_bad(rsl__finish *finish) {
  rsl_cube *cube = finish->cube;
  if (!rsl__sort(&finish->builder->allocator, finish->bad, finish->bad_count, sizeof *finish->bad, compare_identities))
    return RSL_ERR_MEMORY;
  size_t distinct = keep_distinct(finish->bad, finish->bad_count);
  finish->bad_count = distinct;
  cube->skipped_count += distinct;
  for (uint32_t i = 0; i < cube->column_count; i++) {
    rsl__column *column = &cube->columns[i];
    size_t kept = 0;
    for (size_t r = 0; r < column->count; r++)
      if (!is_bad(finish, &column->rows[r])) column->rows[kept++] = column->rows[r];
    column->count = kept;
  }
  return RSL_OK;
}

/* Which measurement a row came from: its file and line, or its running number where it has none. */
static uint64_t identity(const rsl__store *store, const rsl__row *row) {
  bool no_line = (row->flags & RSL__ROW_NO_LINE) != 0;
  uint32_t number = row->origin;
  if ((row->flags & RSL__ROW_EXTRA) != 0) number = ((rsl__extra *)rsl__pool_at(&store->extras, row->origin))->line;
  return (uint64_t)number << 17 | (uint64_t)row->file << 1 | (uint64_t)no_line;
}

static bool is_bad(const rsl__finish *finish, const rsl__row *row) {
  uint64_t wanted = identity(&finish->cube->store, row);
  size_t low = 0;
  size_t high = finish->bad_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (finish->bad[middle] < wanted)
      low = middle + 1;
    else
      high = middle;
  }
  return low < finish->bad_count && finish->bad[low] == wanted;
}

static int compare_identities(const void *a, const void *b) {
  uint64_t left = *(const uint64_t *)a;
  uint64_t right = *(const uint64_t *)b;
  return (left > right) - (left < right);
}

/* In order, each once. @return how many there are then. */
static size_t keep_distinct(uint64_t *items, size_t count) {
  size_t distinct = 0;
  for (size_t i = 0; i < count; i++)
    if (distinct == 0 || items[i] != items[distinct - 1]) items[distinct++] = items[i];
  return distinct;
}

static void tell_spans(rsl_cube *cube) {
  for (uint32_t i = 0; i < cube->column_count; i++) {
    rsl__column *column = &cube->columns[i];
    for (int type = 0; type < RSL_PERIOD_TYPE_END; type++) column->spans[type] = (rsl__span){ 1, 0 };
    for (size_t r = 0; r < column->count; r++) {
      const rsl__row *row = &column->rows[r];
      if ((row->flags & RSL__ROW_DERIVED) == 0) cube->row_count++;
      if ((row->flags & RSL__ROW_VALUE) == 0) continue;
      rsl__span_add(&column->spans[rsl__when_type(row->when)], row->when);
      if (row->value < 0) column->has_negative = true;
      uint64_t size = row->value < 0 ? 0 - (uint64_t)row->value : (uint64_t)row->value;
      if (size > column->largest) column->largest = size;
      /* An empty revision withdraws those before it (R9): nothing is left of that day. */
      bool stands = r + 1 == column->count || rsl__row_key(row + 1) != rsl__row_key(row);
      rsl_date day = rsl__calendar_last_day(column->month_from, row->when);
      if (stands && (cube->last_day == RSL_DATE_NONE || day > cube->last_day)) cube->last_day = day;
    }
  }
}

static void empty(rsl_cube_builder *builder) {
  uint32_t count = rsl_plan_indicator_count(builder->plan);
  for (uint32_t i = 0; i < count; i++) rsl__heap_free(builder, &builder->heaps[i]);
  rsl_cube_free(builder->cube);
  builder->cube = NULL;
  builder->last_file = builder->last_source = builder->last_note = NULL;
}
