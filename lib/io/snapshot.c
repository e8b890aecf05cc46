#include "io/snapshot.h"

#include <string.h>

#include "plan/links.h"

typedef struct digest {
  rsl__seal_sum sum;
} digest;

static void put_text(digest *into, const char *text);
static void put_number(digest *into, int64_t number);
static void put_unit(digest *into, const rsl_unit *unit);
static void put_indicator(digest *into, const rsl_plan *plan, uint32_t index);

uint64_t rsl__snapshot_aligned(uint64_t size) {
  return (size + RSL__SEAL_ALIGN - 1) / RSL__SEAL_ALIGN * RSL__SEAL_ALIGN;
}

void rsl__snapshot_column_arrays(const rsl__column *column, uint32_t unit_count,
                                 rsl__snapshot_array out[RSL__SNAPSHOT_OF_COLUMN]) {
  uint64_t starts = column->starts == NULL ? 0 : ((uint64_t)unit_count + 1) * sizeof *column->starts;
  out[RSL__SNAPSHOT_ROWS] = (rsl__snapshot_array){ column->rows, column->count * sizeof *column->rows };
  out[RSL__SNAPSHOT_STARTS] = (rsl__snapshot_array){ column->starts, starts };
}

void rsl__snapshot_block_arrays(const rsl__block *block, rsl__snapshot_array out[RSL__SNAPSHOT_OF_BLOCK]) {
  uint64_t rows = block->row_count;
  out[RSL__SNAPSHOT_WHENS] = (rsl__snapshot_array){ block->whens, block->lane_count * sizeof *block->whens };
  out[RSL__SNAPSHOT_PLACES] = (rsl__snapshot_array){ block->places, rows * sizeof *block->places };
  out[RSL__SNAPSHOT_VALUES] = (rsl__snapshot_array){ block->values, rows * block->stride * block->width };
  out[RSL__SNAPSHOT_ORIGINS] = (rsl__snapshot_array){ block->origins, rows * sizeof *block->origins };
  out[RSL__SNAPSHOT_WORDS] = (rsl__snapshot_array){ block->words, block->word_count * sizeof *block->words };
}

uint64_t rsl__snapshot_column_size(const rsl__column *column, uint32_t unit_count) {
  rsl__snapshot_array arrays[RSL__SNAPSHOT_OF_COLUMN];
  rsl__snapshot_array parts[RSL__SNAPSHOT_OF_BLOCK];
  uint64_t size = 0;
  rsl__snapshot_column_arrays(column, unit_count, arrays);
  for (size_t i = 0; i < RSL__SNAPSHOT_OF_COLUMN; i++) size += rsl__snapshot_aligned(arrays[i].size);
  for (size_t b = 0; b < column->block_count; b++) {
    rsl__snapshot_block_arrays(&column->blocks[b], parts);
    for (size_t i = 0; i < RSL__SNAPSHOT_OF_BLOCK; i++) size += rsl__snapshot_aligned(parts[i].size);
  }
  return size;
}

/* A row with another bit set in each member shows where its bits lie. */
uint64_t rsl__snapshot_layout(void) {
  rsl__row row;
  rsl__origin origin;
  memset(&row, 0, sizeof row);
  row.value = 0x0102030405060708;
  row.place = 0x090A0B0C;
  row.origin = 0x0D0E0F10;
  row.when = 0x123456;
  row.scale = 0x15;
  row.file = 0x789A;
  row.status = 0x0B;
  row.flags = 0x2AB;
  memset(&origin, 0, sizeof origin);
  origin.line = 0x11121314;
  origin.file = 0x1516;
  origin.told = 0x17;
  origin.scale = 0x0A;
  const uint64_t sizes[] = { sizeof row,
                             sizeof origin,
                             sizeof(rsl__sides),
                             sizeof(rsl__span),
                             sizeof(rsl__snapshot_head),
                             sizeof(rsl__snapshot_column),
                             RSL__STATUS_END,
                             RSL_PERIOD_TYPE_END,
                             RSL__LANES };
  rsl__seal_sum sum = rsl__seal_sum_new();
  uint64_t out[2];
  rsl__seal_sum_add(&sum, &row, sizeof row);
  rsl__seal_sum_add(&sum, &origin, sizeof origin);
  rsl__seal_sum_add(&sum, sizes, sizeof sizes);
  rsl__seal_sum_end(&sum, out);
  return out[0] ^ out[1];
}

/* ---- Of which plan it is ---------------------------------------------------------------------------------- */

void rsl__snapshot_plan(const rsl_plan *plan, uint64_t out[2]) {
  digest all = { rsl__seal_sum_new() };
  put_number(&all, rsl_plan_level_count(plan));
  for (uint32_t i = 0; i < rsl_plan_level_count(plan); i++) put_text(&all, rsl_plan_level(plan, i)->code);
  put_number(&all, rsl_plan_unit_count(plan));
  for (uint32_t i = 0; i < rsl_plan_unit_count(plan); i++) put_unit(&all, rsl_plan_unit(plan, i));
  put_number(&all, rsl_plan_indicator_count(plan));
  for (uint32_t i = 0; i < rsl_plan_indicator_count(plan); i++) put_indicator(&all, plan, i);
  rsl__seal_sum_end(&all.sum, out);
}

static void put_unit(digest *into, const rsl_unit *unit) {
  put_text(into, unit->code);
  put_text(into, unit->level);
  put_text(into, unit->parent);
  put_number(into, unit->from);
  put_number(into, unit->to);
  put_number(into, (int64_t)unit->parent_count);
  for (size_t i = 0; i < unit->parent_count; i++) {
    put_text(into, unit->parents[i].parent);
    put_number(into, unit->parents[i].from);
    put_number(into, unit->parents[i].to);
  }
}

static void put_indicator(digest *into, const rsl_plan *plan, uint32_t index) {
  const rsl_indicator *indicator = rsl_plan_indicator(plan, index);
  const rsl_calendar *calendar = rsl__plan_calendar(plan, index);
  uint32_t operand = 0;
  put_text(into, indicator->code);
  put_number(into, indicator->frequency);
  put_number(into, indicator->rollup.rule);
  put_number(into, indicator->time);
  put_number(into, calendar == NULL ? 1 : calendar->month_from);
  for (uint32_t i = 0; (operand = rsl__operand(plan, index, i)) != RSL_NONE; i++) put_number(into, operand);
  put_number(into, (int64_t)indicator->grade_count);
  for (size_t i = 0; i < indicator->grade_count; i++) put_text(into, indicator->grades[i]);
}

static void put_text(digest *into, const char *text) {
  size_t length = text == NULL ? 0 : strlen(text);
  put_number(into, (int64_t)length);
  if (length > 0) rsl__seal_sum_add(&into->sum, text, length);
}

static void put_number(digest *into, int64_t number) {
  rsl__seal_sum_add(&into->sum, &number, sizeof number);
}
