#include "io/measurements_short.h"

#include "base/memory.h"
#include "cube/builder.h"

static rsl__memo_slot *slot_of(rsl__memo *memo, const rsl__fields *fields, size_t field, int64_t context);
static bool find(rsl__memo *memo, const rsl__fields *fields, size_t field, int64_t context, int64_t *value);
static void keep(rsl__memo *memo, const rsl__fields *fields, size_t field, int64_t context, int64_t value);
static rsl_status push(rsl_cube_builder *builder, uint32_t indicator, rsl__row *row);

rsl_status rsl__short_way_open(rsl__short_way *way, rsl__row_reader *rows, const char *file) {
  *way = (rsl__short_way){ .rows = rows };
  way->units = rsl__allocate_zeroed(&rows->allocator, sizeof *way->units);
  way->indicators = rsl__allocate_zeroed(&rows->allocator, sizeof *way->indicators);
  way->periods = rsl__allocate_zeroed(&rows->allocator, sizeof *way->periods);
  if (way->units == NULL || way->indicators == NULL || way->periods == NULL) return rsl__fail_memory(rows->error);
  return rsl__builder_name_file(rows->builder, file, rows->error);
}

void rsl__short_way_close(rsl__short_way *way) {
  const rsl_allocator *from = &way->rows->allocator;
  rsl__release(from, way->units, sizeof *way->units);
  rsl__release(from, way->indicators, sizeof *way->indicators);
  rsl__release(from, way->periods, sizeof *way->periods);
}

bool rsl__short_way_take(rsl__short_way *way, const rsl__fields *fields, rsl_status *status) {
  const rsl__csv_cell *value = &fields->cells[fields->column[RSL__FIELD_VALUE]];
  rsl_cube_builder *builder = way->rows->builder;
  int64_t indicator = 0;
  int64_t period = 0;
  int64_t place = 0;
  rsl_decimal figure;
  if (!fields->only_required || fields->plain != 1u << RSL__FIELD_VALUE || fields->line > UINT32_MAX) return false;
  if (!find(way->periods, fields, RSL__FIELD_PERIOD, 0, &period)) return false;
  if (!find(way->indicators, fields, RSL__FIELD_INDICATOR, 0, &indicator)) return false;
  int64_t on = way->rows->lives_matter ? period >> 32 : RSL_DATE_NONE;
  uint32_t when = (uint32_t)(period & 0xFFFFFF);
  if (!find(way->units, fields, RSL__FIELD_UNIT, on, &place)) return false;
  if (rsl__when_type(when) != builder->heaps[indicator].frequency) return false;
  if (rsl_decimal_parse(value->text, value->length, NULL, &figure) != RSL_NUMBER_FINE) return false;
  rsl__row row = { .value = figure.units, .place = (uint32_t)place, .origin = (uint32_t)fields->line };
  row.when = when & 0xFFFFFFu;
  row.scale = (unsigned)figure.scale & 31u;
  *status = push(builder, (uint32_t)indicator, &row);
  return true;
}

void rsl__short_way_remember(rsl__short_way *way, const rsl__fields *fields) {
  const rsl_measurement *row = &way->rows->last;
  const rsl_cube_builder *builder = way->rows->builder;
  /* A level would be part of what the unit's text means. */
  if (!fields->only_required || row->nil || !rsl__builder_takes_plain(builder, row->indicator)) return;
  int64_t last_day = rsl_period_last_day(row->period);
  int64_t on = way->rows->lives_matter ? last_day : RSL_DATE_NONE;
  keep(way->periods, fields, RSL__FIELD_PERIOD, 0, last_day * ((int64_t)1 << 32) + rsl__when(row->period));
  keep(way->indicators, fields, RSL__FIELD_INDICATOR, 0, row->indicator);
  keep(way->units, fields, RSL__FIELD_UNIT, on, builder->cube->places[row->unit]);
}

static rsl__memo_slot *slot_of(rsl__memo *memo, const rsl__fields *fields, size_t field, int64_t context) {
  const rsl__csv_cell *cell = &fields->cells[fields->column[field]];
  return rsl__memo_slot_of(memo, cell->text, cell->length, context);
}

static bool find(rsl__memo *memo, const rsl__fields *fields, size_t field, int64_t context, int64_t *value) {
  const rsl__csv_cell *cell = &fields->cells[fields->column[field]];
  const rsl__memo_slot *slot = slot_of(memo, fields, field, context);
  if (slot == NULL || !rsl__memo_holds(slot, cell->text, cell->length, context)) return false;
  *value = slot->value;
  return true;
}

static void keep(rsl__memo *memo, const rsl__fields *fields, size_t field, int64_t context, int64_t value) {
  const rsl__csv_cell *cell = &fields->cells[fields->column[field]];
  rsl__memo_slot *slot = slot_of(memo, fields, field, context);
  if (slot != NULL) rsl__memo_fill(slot, cell->text, cell->length, context, value);
}

static rsl_status push(rsl_cube_builder *builder, uint32_t indicator, rsl__row *row) {
  rsl__log *log = &builder->heaps[indicator].log;
  if (rsl__log_is_ready(log, builder->piece, builder->last_file_number)) {
    rsl__log_add_plain(log, row->place, row->when, row->value, row->scale, row->origin);
    return RSL_OK;
  }
  row->file = builder->last_file_number & 0xFFFFu;
  row->flags = RSL__ROW_VALUE;
  return rsl__builder_push(builder, indicator, row) ? RSL_OK : RSL_ERR_MEMORY;
}
