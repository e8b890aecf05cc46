#include "cube/finish.h"

#include <stdarg.h>
#include <string.h>

#include "base/parallel.h"
#include "base/sort.h"
#include "cube/calendar.h"
#include "cube/pack.h"

/* What a column told when it was finished. */
typedef struct outcome {
  bool waits; /* for what others tell */
  uint64_t rows;
  uint64_t later;
  rsl_date last_day;
} outcome;

/* What the threads share: each works on a column of its own. */
typedef struct crew {
  rsl_cube_builder *builder;
  rsl_cube *cube;
  outcome *outcomes;
} crew;

static rsl_status begin_column(void *context, size_t column, rsl_error *error);
static rsl_status end_column(void *context, size_t column, rsl_error *error);
static rsl_status take_uniform(const crew *all, uint32_t indicator, bool *taken);
static rsl_status sort_column(const crew *all, uint32_t indicator);
static bool must_wait(const rsl__finish *finish, uint32_t indicator);
static rsl_status complete(const crew *all, rsl__finish *finish, uint32_t indicator);
static rsl_status tell_faults(const crew *all, rsl_problems *problems, rsl_error *error);
static rsl_status drop_bad(const crew *all, rsl__finish *finish);
static uint64_t identity(const rsl__store *store, const rsl__row *row);
static bool is_bad(const rsl__finish *finish, const rsl__row *row);
static int compare_identities(const void *a, const void *b);
static size_t keep_distinct(uint64_t *items, size_t count);
static void tell_spans(rsl_cube *cube, uint32_t indicator, outcome *told);
static void add_up(const crew *all);
static void empty(rsl_cube_builder *builder);

rsl_status rsl_cube_builder_finish(rsl_cube_builder *builder, rsl_problems *problems, rsl_cube **out,
                                   rsl_error *error) {
  rsl__error_clear(error);
  *out = NULL;
  rsl_cube *cube = builder->cube;
  if (cube == NULL) return rsl__fail(error, RSL_ERR_ARGUMENT, "the builder was finished before");
  unsigned threads = builder->options.threads;
  crew all = { builder, cube, NULL };
  all.outcomes = rsl__allocate_zeroed_array(&builder->allocator, cube->column_count, sizeof *all.outcomes);
  rsl_status status = all.outcomes != NULL && rsl__branches_join(builder) ? RSL_OK : RSL_ERR_MEMORY;
  if (status == RSL_OK) status = rsl__parallel(threads, cube->column_count, begin_column, &all, NULL);
  if (status == RSL_OK) status = tell_faults(&all, problems, error);
  if (status == RSL_OK) status = rsl__parallel(threads, cube->column_count, end_column, &all, error);
  if (status == RSL_OK) {
    add_up(&all);
    rsl__cube_find_reach(cube);
    status = rsl__cube_find_spoken(cube);
  }
  if (status == RSL_ERR_MEMORY) (void)rsl__fail_memory(error);
  rsl__release_array(&builder->allocator, all.outcomes, cube->column_count, sizeof *all.outcomes);
  if (status == RSL_OK) {
    *out = cube;
    builder->cube = NULL;
  }
  empty(builder);
  return status;
}

/* Most columns are finished at once, so that no more than one a thread stands in rows of their full size. */
static rsl_status begin_column(void *context, size_t column, rsl_error *error) {
  crew *all = context;
  uint32_t indicator = (uint32_t)column;
  rsl__finish finish = { .builder = all->builder, .cube = all->cube, .error = error, .quiet = true };
  bool taken = false;
  rsl_status status = rsl__finish_collect(&finish, indicator);
  if (status == RSL_OK) status = take_uniform(all, indicator, &taken);
  if (status == RSL_OK && !taken) status = sort_column(all, indicator);
  if (status == RSL_OK && !taken) status = take_uniform(all, indicator, &taken);
  if (status == RSL_OK && !taken) status = rsl__finish_find_faults(&finish, indicator);
  if (status != RSL_OK || taken) return status;
  all->outcomes[column].waits = must_wait(&finish, indicator);
  return all->outcomes[column].waits ? RSL_OK : complete(all, &finish, indicator);
}

static rsl_status end_column(void *context, size_t column, rsl_error *error) {
  crew *all = context;
  rsl__finish finish = { .builder = all->builder, .cube = all->cube, .error = error };
  return all->outcomes[column].waits ? complete(all, &finish, (uint32_t)column) : RSL_OK;
}

static rsl_status sort_column(const crew *all, uint32_t indicator) {
  const rsl__column *column = &all->cube->columns[indicator];
  return rsl__rows_sort(&all->cube->store, column->rows, column->count) ? RSL_OK : RSL_ERR_MEMORY;
}

static rsl_status take_uniform(const crew *all, uint32_t indicator, bool *taken) {
  rsl__column *column = &all->cube->columns[indicator];
  rsl_period_type frequency = all->builder->heaps[indicator].frequency;
  outcome *told = &all->outcomes[indicator];
  rsl__uniform uniform;
  *taken = all->builder->options.as_known == RSL_DATE_NONE && rsl__column_is_uniform(column, frequency, &uniform);
  if (!*taken) return RSL_OK;
  told->rows = column->count;
  told->last_day = rsl__calendar_last_day(column->month_from, uniform.last_when);
  rsl__column_tell_uniform(column, frequency, &uniform);
  bool fine = rsl__column_pack(&all->builder->allocator, column, frequency, &uniform);
  return fine && rsl__column_index(all->cube, column) ? RSL_OK : RSL_ERR_MEMORY;
}

/* A fault is told in the order of the columns. A measurement that made rows in several columns is left out of all of
 * them, or of none; sums of what was given twice may fail, but only where nothing else is wrong. */
static bool must_wait(const rsl__finish *finish, uint32_t indicator) {
  const rsl_cube_options *options = &finish->builder->options;
  const rsl__column *column = &finish->cube->columns[indicator];
  const unsigned linked = RSL__ROW_DERIVED | RSL__ROW_NUMERATOR | RSL__ROW_DENOMINATOR;
  if (finish->faults > 0 || options->on_duplicate == RSL_DUPLICATE_SUM) return true;
  for (size_t i = 0; options->skip_bad && i < column->count; i++)
    if ((column->rows[i].flags & linked) != 0) return true;
  return false;
}

static rsl_status complete(const crew *all, rsl__finish *finish, uint32_t indicator) {
  rsl_cube *cube = all->cube;
  rsl__column *column = &cube->columns[indicator];
  rsl_status status = rsl__finish_settle(finish, indicator);
  if (status != RSL_OK) return status;
  all->outcomes[indicator].later = finish->later;
  tell_spans(cube, indicator, &all->outcomes[indicator]);
  bool fine = rsl__column_pack(&all->builder->allocator, column, all->builder->heaps[indicator].frequency, NULL);
  return fine && rsl__column_index(cube, column) ? RSL_OK : RSL_ERR_MEMORY;
}

static rsl_status tell_faults(const crew *all, rsl_problems *problems, rsl_error *error) {
  rsl__finish finish = { .builder = all->builder, .cube = all->cube, .problems = problems, .error = error };
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < all->cube->column_count; i++)
    if (all->outcomes[i].waits) status = rsl__finish_find_faults(&finish, i);
  if (status == RSL_OK && finish.faults > 0)
    status = all->builder->options.skip_bad ? drop_bad(all, &finish) : RSL_ERR_DATA;
  rsl__release_array(&all->builder->allocator, finish.bad, finish.bad_capacity, sizeof *finish.bad);
  return status;
}

void rsl__finish_complain(rsl__finish *finish, const char *code, const rsl__row *row, const char *format, ...) {
  finish->faults++;
  if (finish->quiet) return;
  const rsl__store *store = &finish->cube->store;
  char text[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(text, sizeof text, format, arguments);
  va_end(arguments);
  rsl__place place = { rsl__row_file(store, row), rsl__row_line(store, row), 0, NULL };
  rsl__problem(finish->problems, RSL_SEVERITY_ERROR, code, &place, "%s", text);
  if (!finish->builder->options.skip_bad)
    (void)rsl__fail_at(finish->error, RSL_ERR_DATA, place.file, place.line, 0, NULL, "%s", text);
}

bool rsl__finish_mark_bad(rsl__finish *finish, rsl__row *row) {
  if (finish->quiet || (row->flags & RSL__ROW_BAD) != 0 || !finish->builder->options.skip_bad) return true;
  row->flags |= RSL__ROW_BAD;
  if (!rsl__grow(&finish->builder->allocator, &finish->bad, &finish->bad_capacity, finish->bad_count + 1,
                 sizeof *finish->bad))
    return false;
  finish->bad[finish->bad_count++] = identity(&finish->cube->store, row);
  return true;
}

/* A measurement is loaded whole or not at all: when one of the figures of a ratio's row is bad, so are the others. */
static rsl_status drop_bad(const crew *all, rsl__finish *finish) {
  rsl_cube *cube = finish->cube;
  if (!rsl__sort(&finish->builder->allocator, finish->bad, finish->bad_count, sizeof *finish->bad, compare_identities))
    return RSL_ERR_MEMORY;
  size_t distinct = keep_distinct(finish->bad, finish->bad_count);
  finish->bad_count = distinct;
  cube->skipped_count += distinct;
  for (uint32_t i = 0; i < cube->column_count; i++) {
    rsl__column *column = &cube->columns[i];
    size_t kept = 0;
    if (!all->outcomes[i].waits) continue;
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

static void tell_spans(rsl_cube *cube, uint32_t indicator, outcome *told) {
  rsl__column *column = &cube->columns[indicator];
  uint32_t latest = 0;
  for (int type = 0; type < RSL_PERIOD_TYPE_END; type++) column->spans[type] = (rsl__span){ 1, 0 };
  for (size_t r = 0; r < column->count; r++) {
    const rsl__row *row = &column->rows[r];
    if ((row->flags & RSL__ROW_DERIVED) == 0) told->rows++;
    if ((row->flags & RSL__ROW_VALUE) == 0) continue;
    rsl__span_add(&column->spans[rsl__when_type(row->when)], row->when);
    if (row->value < 0) column->has_negative = true;
    uint64_t size = row->value < 0 ? 0 - (uint64_t)row->value : (uint64_t)row->value;
    if (size > column->largest) column->largest = size;
    /* An empty revision withdraws those before it (R9): nothing is left of that day. */
    bool stands = r + 1 == column->count || rsl__row_key(row + 1) != rsl__row_key(row);
    if (stands && row->when > latest) latest = row->when;
  }
  /* Periods stand in the order of their last days, in every calendar. */
  told->last_day = latest == 0 ? RSL_DATE_NONE : rsl__calendar_last_day(column->month_from, latest);
}

static void add_up(const crew *all) {
  rsl_cube *cube = all->cube;
  for (uint32_t i = 0; i < cube->column_count; i++) {
    const outcome *told = &all->outcomes[i];
    cube->row_count += told->rows;
    cube->later_count += told->later;
    if (told->last_day == RSL_DATE_NONE) continue;
    if (cube->last_day == RSL_DATE_NONE || told->last_day > cube->last_day) cube->last_day = told->last_day;
  }
}

static void empty(rsl_cube_builder *builder) {
  uint32_t count = rsl_plan_indicator_count(builder->plan);
  for (uint32_t i = 0; i < count; i++) rsl__log_free(&builder->heaps[i].log, &builder->allocator);
  rsl__branches_free(builder);
  rsl_cube_free(builder->cube);
  builder->cube = NULL;
  builder->last_file = builder->last_source = builder->last_note = NULL;
}
