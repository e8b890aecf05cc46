#include <string.h>

#include "cube/rollup.h"
#include "cube/supported.h"

static rsl_status prepare(rsl_rollup *rollup, const rsl_rollup_request *request, rsl_error *error);
static rsl_status make_structure(rsl_rollup *rollup, rsl_error *error);
static bool find_formula_rows(rsl_rollup *rollup, uint32_t indicator);
static rsl_date last_asked_day(const rsl_rollup *rollup);
static void free_sheet(const rsl_rollup *rollup, rsl__sheet *sheet);
static bool has_own_rows(const rsl_rollup *rollup, uint32_t position, uint32_t indicator);

rsl_status rsl_rollup_run(const rsl_cube *cube, const rsl_rollup_request *request, const rsl_allocator *allocator,
                          rsl_rollup **out, rsl_error *error) {
  static const rsl_rollup_request defaults = RSL_ROLLUP_REQUEST_INIT;
  rsl_allocator from = rsl__allocator_or_default(allocator);
  rsl_status status = RSL_OK;
  rsl__error_clear(error);
  *out = NULL;
  rsl_rollup *rollup = rsl__allocate_zeroed(&from, sizeof *rollup);
  if (rollup == NULL) return rsl__fail_memory(error);
  rollup->allocator = from;
  rollup->cube = cube;
  rollup->plan = cube->plan;
  /* A caller built with an older header hands over the members that it knew. */
  rsl_rollup_request asked = defaults;
  size_t known = request == NULL ? 0 : request->size;
  if (request != NULL) memcpy(&asked, request, known < sizeof asked ? known : sizeof asked);
  rollup->known_on = asked.known_on;
  status = prepare(rollup, &asked, error);
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  for (uint32_t i = 0; status == RSL_OK && i < count; i++) {
    uint32_t indicator = rollup->order[i];
    const rsl__sheet *sheet = &rollup->sheets[indicator];
    if (!sheet->needed) continue;
    status = rsl__check_supported(rollup->plan, indicator, error);
    if (status != RSL_OK) break;
    status = sheet->rule == RSL_RULE_FORMULA ? rsl__formula_run(rollup, indicator, error)
                                             : rsl__walk(rollup, indicator, error);
  }
  if (status != RSL_OK) {
    rsl_rollup_free(rollup);
    return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
  }
  *out = rollup;
  return RSL_OK;
}

void rsl_rollup_free(rsl_rollup *rollup) {
  if (rollup == NULL) return;
  rsl_allocator from = rollup->allocator;
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  for (uint32_t i = 0; rollup->sheets != NULL && i < count; i++) free_sheet(rollup, &rollup->sheets[i]);
  rsl__release_array(&from, rollup->sheets, count, sizeof *rollup->sheets);
  rsl__release_array(&from, rollup->order, count, sizeof *rollup->order);
  rsl__release_array(&from, rollup->depths, rollup->count, sizeof *rollup->depths);
  rsl__scopes_free(rollup);
  while (rollup->lists != NULL) {
    rsl__period_list *list = rollup->lists;
    rollup->lists = list->next;
    rsl__release(&from, list, sizeof *list + list->room * sizeof list->items[0]);
  }
  rsl_structure_free(rollup->structure);
  rsl__release(&from, rollup, sizeof *rollup);
}

const rsl_cube *rsl_rollup_cube(const rsl_rollup *rollup) {
  return rollup->cube;
}

const rsl_structure *rsl_rollup_structure(const rsl_rollup *rollup) {
  return rollup->structure;
}

const rsl_period *rsl_rollup_periods(const rsl_rollup *rollup, uint32_t indicator, size_t *count) {
  *count = 0;
  if (indicator >= rsl_plan_indicator_count(rollup->plan)) return NULL;
  *count = rollup->sheets[indicator].period_count;
  return rollup->sheets[indicator].periods;
}

bool rsl_rollup_figure(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator, rsl_period period,
                       rsl_figure *out) {
  rsl__reading reading;
  rsl__figure_clear(out);
  if (unit >= rollup->cube->unit_count || indicator >= rollup->cube->column_count) return false;
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint32_t position = rsl_structure_position(rollup->structure, unit);
  if (position == RSL_NONE || !sheet->asked || period.type == RSL_PERIOD_NONE) return false;
  uint32_t when = rsl__when(period);
  if (!rsl__is_asked(sheet, when)) return false;
  /* What could fail was read once already while the roll-up was made. */
  if (rsl__figure_read(rollup, indicator, position, when, false, &reading) != RSL_OK) return false;
  *out = reading.figure;
  return true;
}

bool rsl__is_asked(const rsl__sheet *sheet, uint32_t when) {
  size_t low = 0;
  size_t high = sheet->period_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (rsl__when(sheet->periods[middle]) < when)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sheet->period_count && rsl__when(sheet->periods[low]) == when;
}

bool rsl_rollup_has_row(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator) {
  if (unit >= rollup->cube->unit_count || indicator >= rollup->cube->column_count) return false;
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint32_t position = rsl_structure_position(rollup->structure, unit);
  if (position == RSL_NONE) return false;
  for (size_t i = 0; i < sheet->break_count; i++)
    if ((sheet->breaks[i].scope->roles[position] & RSL__ROLE_ROW) != 0) return true;
  if (sheet->rows != NULL && sheet->rows[position] != 0) return true;
  return has_own_rows(rollup, position, indicator);
}

rsl_number rsl_figure_coverage(const rsl_figure *figure) {
  if (figure->owed == 0) return rsl_number_absent();
  return rsl_number_divide(rsl_number_from_integer((int64_t)figure->reporting),
                           rsl_number_from_integer((int64_t)figure->owed));
}

static rsl_status prepare(rsl_rollup *rollup, const rsl_rollup_request *request, rsl_error *error) {
  const rsl_allocator *from = &rollup->allocator;
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  rollup->sheets = rsl__allocate_zeroed_array(from, count, sizeof *rollup->sheets);
  rollup->order = rsl__allocate_array(from, count, sizeof *rollup->order);
  if (rollup->sheets == NULL || rollup->order == NULL) return rsl__fail_memory(error);
  for (uint32_t i = 0; i < count; i++) {
    rsl__sheet *sheet = &rollup->sheets[i];
    sheet->record = rsl_plan_indicator(rollup->plan, i);
    sheet->column = &rollup->cube->columns[i];
    sheet->rule = sheet->record->rollup.rule;
    sheet->operands = rsl_plan_indicator_operands(rollup->plan, i);
  }
  if (!rsl__dependency_order(rollup->plan, from, rollup->order)) return rsl__fail_memory(error);
  rsl_status status = rsl__rollup_ask(rollup, request, error);
  if (status == RSL_OK) status = make_structure(rollup, error);
  for (uint32_t i = 0; status == RSL_OK && i < count; i++) {
    status = rsl__scopes_make(rollup, i);
    if (status == RSL_ERR_MEMORY) (void)rsl__fail_memory(error);
  }
  for (uint32_t i = 0; status == RSL_OK && i < count; i++)
    if (!find_formula_rows(rollup, rollup->order[i])) status = rsl__fail_memory(error);
  return status == RSL_OK ? rsl__rollup_demand(rollup, error) : status;
}

/* A formula that does not say where it is measured stands where one of its operands does. */
static bool find_formula_rows(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->rule != RSL_RULE_FORMULA || sheet->break_count > 0) return true;
  sheet->rows = rsl__allocate_zeroed_array(&rollup->allocator, rollup->count, sizeof *sheet->rows);
  if (sheet->rows == NULL) return false;
  uint32_t operand = 0;
  for (uint32_t i = 0; (operand = rsl__operand(rollup->plan, indicator, i)) != RSL_NONE; i++) {
    const rsl__sheet *other = &rollup->sheets[operand];
    for (uint32_t p = 0; p < rollup->count; p++) {
      if (other->rows != NULL) sheet->rows[p] |= other->rows[p];
      for (size_t b = 0; b < other->break_count; b++)
        if ((other->breaks[b].scope->roles[p] & RSL__ROLE_ROW) != 0) sheet->rows[p] = 1;
    }
  }
  return true;
}

static rsl_status make_structure(rsl_rollup *rollup, rsl_error *error) {
  const rsl_allocator *from = &rollup->allocator;
  rsl_status status = rsl_structure_new(rollup->plan, last_asked_day(rollup), from, &rollup->structure);
  if (status == RSL_ERR_MEMORY) return rsl__fail_memory(error);
  if (status != RSL_OK) return rsl__fail(error, status, "the units have no structure on the last day asked for");
  rollup->count = rsl_structure_count(rollup->structure);
  rollup->depths = rsl__allocate_array(from, rollup->count, sizeof *rollup->depths);
  if (rollup->depths == NULL) return rsl__fail_memory(error);
  for (uint32_t p = 0; p < rollup->count; p++) {
    uint32_t parent = rsl_structure_parent(rollup->structure, p);
    rollup->depths[p] = parent == RSL_NONE ? 0 : rollup->depths[parent] + 1;
  }
  return RSL_OK;
}

static rsl_date last_asked_day(const rsl_rollup *rollup) {
  rsl_date last = RSL_DATE_NONE;
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  for (uint32_t i = 0; i < count; i++) {
    const rsl__sheet *sheet = &rollup->sheets[i];
    if (sheet->period_count == 0) continue;
    rsl_date day = rsl_period_last_day(sheet->periods[sheet->period_count - 1]);
    if (last == RSL_DATE_NONE || day > last) last = day;
  }
  if (last != RSL_DATE_NONE) return last;
  return rollup->cube->last_day != RSL_DATE_NONE ? rollup->cube->last_day : 0;
}

static void free_sheet(const rsl_rollup *rollup, rsl__sheet *sheet) {
  const rsl_allocator *from = &rollup->allocator;
  if (sheet->record == NULL) return; /* memory ran out before the sheet was begun */
  rsl__release_array(from, sheet->breaks, 2 * sheet->record->measured_at_count + 1, sizeof *sheet->breaks);
  rsl__release_array(from, sheet->exempts, sheet->record->not_applicable_count, sizeof *sheet->exempts);
  rsl__release_array(from, sheet->rows, rollup->count, sizeof *sheet->rows);
  rsl__spoken_free(rollup, sheet);
  rsl__release_array(from, sheet->whens, sheet->when_capacity, sizeof *sheet->whens);
  rsl__release_array(from, sheet->cells, sheet->cell_capacity, sizeof *sheet->cells);
  rsl__release_array(from, sheet->wides, sheet->wide_capacity, sizeof *sheet->wides);
  rsl__release_array(from, sheet->results, sheet->result_capacity, sizeof *sheet->results);
  rsl__release_array(from, sheet->spots, sheet->spot_capacity, sizeof *sheet->spots);
}

static bool has_own_rows(const rsl_rollup *rollup, uint32_t position, uint32_t indicator) {
  size_t first = 0;
  size_t end = 0;
  uint32_t unit = rsl_structure_unit(rollup->structure, position);
  rsl__column_place(&rollup->cube->columns[indicator], rollup->cube->places[unit], &first, &end);
  return first < end;
}
