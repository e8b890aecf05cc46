#include <string.h>

#include "cube/carry.h"
#include "cube/lanes.h"
#include "cube/seal.h"

/* What only the library asks for. */
typedef struct inside {
  rsl__territory *territory;
  const rsl_date *known_days;
} inside;

static rsl_status roll_up(const rsl_cube *cube, const rsl_rollup_request *request, const rsl_allocator *allocator,
                          const inside *more, rsl_rollup **out, rsl_error *error);
static void find_known(rsl_rollup *rollup, rsl_date on, const rsl_date *days);
static rsl_date earliest(const rsl_cube *cube, const rsl_date *days);
static bool has_figure(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator, rsl_period period);
static bool is_all_known(const rsl_cube *cube, rsl_date on);
static rsl_status prepare(rsl_rollup *rollup, const rsl_rollup_request *request, rsl__territory *territory,
                          rsl_error *error);
static void borrow(rsl__sheet *sheet, const rsl__sheet *prepared);
static rsl_status find_measurings(rsl_rollup *rollup, const rsl_rollup *prepared, rsl_error *error);
static bool find_formula_rows(rsl_rollup *rollup, uint32_t indicator);
static bool has_role_row(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit);
static bool frame_has_row(const rsl__sheet *sheet, const rsl__frame *frame, uint32_t unit);
static void free_sheet(const rsl_rollup *rollup, rsl__sheet *sheet);

rsl_status rsl_rollup_run(const rsl_cube *cube, const rsl_rollup_request *request, const rsl_allocator *allocator,
                          rsl_rollup **out, rsl_error *error) {
  return rsl__rollup_run_in(cube, request, allocator, NULL, out, error);
}

rsl_status rsl__rollup_run_in(const rsl_cube *cube, const rsl_rollup_request *request, const rsl_allocator *allocator,
                              rsl__territory *territory, rsl_rollup **out, rsl_error *error) {
  return roll_up(cube, request, allocator, &(inside){ .territory = territory }, out, error);
}

rsl_status rsl__rollup_run_known(const rsl_cube *cube, const rsl_rollup_request *request,
                                 const rsl_allocator *allocator, const rsl_date *days, rsl_rollup **out,
                                 rsl_error *error) {
  return roll_up(cube, request, allocator, &(inside){ .known_days = days }, out, error);
}

static rsl_status roll_up(const rsl_cube *cube, const rsl_rollup_request *request, const rsl_allocator *allocator,
                          const inside *more, rsl_rollup **out, rsl_error *error) {
  static const rsl_rollup_request defaults = RSL_ROLLUP_REQUEST_INIT;
  rsl_allocator from = rsl__allocator_or_default(allocator);
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
  find_known(rollup, more->known_days == NULL ? asked.known_on : earliest(cube, more->known_days), more->known_days);
  rollup->first_revision = asked.first_revision && cube->store.extras.count > 0;
  /* What asks for a day looks at every row that tells more than its figure, as revisions do. */
  if (rollup->first_revision && rollup->known_on == RSL_DATE_NONE) rollup->known_on = RSL_DATE_MAX;
  rollup->bounds = asked.bounds;
  rsl_status status = prepare(rollup, &asked, more->territory, error);
  if (status == RSL_OK) status = rsl__rollup_compute(rollup, asked.threads, error);
  if (status != RSL_OK) {
    rsl_rollup_free(rollup);
    return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
  }
  *out = rollup;
  return RSL_OK;
}

static void find_known(rsl_rollup *rollup, rsl_date on, const rsl_date *days) {
  bool all = is_all_known(rollup->cube, on);
  rollup->known_on = all ? RSL_DATE_NONE : on;
  rollup->known_days = all ? NULL : days;
}

static rsl_date earliest(const rsl_cube *cube, const rsl_date *days) {
  rsl_date found = RSL_DATE_NONE;
  for (uint32_t unit = 0; unit < cube->unit_count; unit++)
    if (days[unit] != RSL_DATE_NONE && (found == RSL_DATE_NONE || days[unit] < found)) found = days[unit];
  return found;
}

/** Where every row was known on the day, asking what was known on it leaves nothing out (R9). */
static bool is_all_known(const rsl_cube *cube, rsl_date on) {
  if (on == RSL_DATE_NONE || cube->store.extras.count > 0) return false;
  for (uint32_t i = 0; i < cube->column_count; i++) {
    const rsl__column *column = &cube->columns[i];
    if (column->spoken_count > 0 &&
        rsl__calendar_last_day(column->month_from, column->spoken[column->spoken_count - 1]) > on)
      return false;
  }
  return true;
}

void rsl_rollup_free(rsl_rollup *rollup) {
  if (rollup == NULL) return;
  rsl_allocator from = rollup->allocator;
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  for (uint32_t i = 0; rollup->sheets != NULL && i < count; i++) free_sheet(rollup, &rollup->sheets[i]);
  rsl__release_array(&from, rollup->sheets, count, sizeof *rollup->sheets);
  rsl__carry_free(rollup);
  rsl__frames_free(rollup);
  if (rollup->lender == NULL) rsl__measurings_free(rollup);
  while (rollup->lists != NULL) {
    rsl__period_list *list = rollup->lists;
    rollup->lists = list->next;
    rsl__release(&from, list, sizeof *list + list->room * sizeof list->items[0]);
  }
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
  const rsl__question question = rsl__ask(indicator, rsl__when(period));
  if (!has_figure(rollup, unit, indicator, period)) return false;
  /* What could fail was read once already while the roll-up was made. */
  if (rsl__figure_show(rollup, &question, unit, &reading) != RSL_OK) return false;
  *out = reading.figure;
  rsl__figure_tell_qualifier(rollup, unit, indicator, rsl__when(period), out);
  return true;
}

/* Only where the row is just of this period: what several make over time has no mark of its own. */
void rsl__figure_tell_qualifier(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator, uint32_t when,
                                rsl_figure *out) {
  rsl__cursor cursor;
  rsl__group group;
  bool withdrawn = false;
  rsl_decimal upper;
  if ((out->flags & RSL_FLAG_QUALIFIED) == 0) return;
  cursor = rsl__cursor_open(rollup->cube, indicator, unit);
  if (out->origin != RSL_ORIGIN_OWN || !rsl__cursor_find(&cursor, when, &group)) return;
  const rsl__row *row = rsl__own_row(rollup, &group, &withdrawn);
  if (row == NULL) return;
  out->qualifier = rsl__row_qualifier(&rollup->cube->store, row, &upper);
  if (out->qualifier == RSL_QUALIFIER_RANGE) out->upper = rsl_number_from_decimal(upper);
}

bool rsl_rollup_grade_count(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator, rsl_period period,
                            uint32_t grade, rsl_figure *out) {
  rsl__reading reading;
  rsl__figure_clear(out);
  if (!has_figure(rollup, unit, indicator, period)) return false;
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->rule != RSL_RULE_GRADE_COUNT || grade >= sheet->record->grade_count) return false;
  rsl__question question = rsl__ask(indicator, rsl__when(period));
  question.grade = grade;
  if (rsl__figure_show(rollup, &question, unit, &reading) != RSL_OK) return false;
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

size_t rsl_rollup_undivided(const rsl_rollup *rollup, uint32_t indicator, rsl_period period, uint32_t *units,
                            size_t capacity) {
  if (rollup->wanted == NULL || indicator >= rollup->cube->column_count || period.type == RSL_PERIOD_NONE) return 0;
  const rsl__question question = rsl__ask(indicator, rsl__when(period));
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (!sheet->asked || !rsl__is_asked(sheet, question.when)) return 0;
  const rsl__route *route = rsl__route_find(rollup, rsl__frame_of(rollup, sheet, question.when), rollup->wanted);
  return route == NULL ? 0 : rsl__undivided(rollup, route, &question, units, capacity);
}

bool rsl_rollup_has_row(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator) {
  if (unit >= rollup->cube->unit_count || indicator >= rollup->cube->column_count) return false;
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (has_role_row(rollup, indicator, unit) || (sheet->rows != NULL && sheet->rows[unit] != 0)) return true;
  if (!sheet->needed && rsl__seal_check_one(rollup->cube, indicator, NULL) != RSL_OK) return false;
  rsl__cursor cursor = rsl__cursor_open(rollup->cube, indicator, unit);
  return !rsl__cursor_is_empty(&cursor);
}

rsl_number rsl_figure_coverage(const rsl_figure *figure) {
  if (figure->owed == 0) return rsl_number_absent();
  return rsl_number_divide(rsl_number_from_integer((int64_t)figure->reporting),
                           rsl_number_from_integer((int64_t)figure->owed));
}

/* Is it of the roll-up? */
static bool has_figure(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator, rsl_period period) {
  if (unit >= rollup->cube->unit_count || indicator >= rollup->cube->column_count) return false;
  if (!rollup->sheets[indicator].asked || period.type == RSL_PERIOD_NONE) return false;
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint32_t when = rsl__when(period);
  const rsl__frame *frame = rollup->wanted != NULL ? rollup->wanted : rsl__frame_of(rollup, sheet, when);
  return rsl__is_asked(sheet, when) && rsl__frame_position(frame, unit) != RSL_NONE;
}

static rsl_status prepare(rsl_rollup *rollup, const rsl_rollup_request *request, rsl__territory *territory,
                          rsl_error *error) {
  const rsl_allocator *from = &rollup->allocator;
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  rollup->sheets = rsl__allocate_zeroed_array(from, count, sizeof *rollup->sheets);
  if (rollup->sheets == NULL) return rsl__fail_memory(error);
  for (uint32_t i = 0; i < count; i++) {
    rsl__sheet *sheet = &rollup->sheets[i];
    sheet->record = rsl_plan_indicator(rollup->plan, i);
    sheet->column = &rollup->cube->columns[i];
    sheet->rule = sheet->record->rollup.rule;
    sheet->operands = rsl_plan_indicator_operands(rollup->plan, i);
    rsl__arena_init(&sheet->lanes, from);
    sheet->month_from = sheet->column->month_from;
    sheet->to_date = request->to_date == RSL_DATE_NONE ? RSL_DATE_MAX : request->to_date;
    sheet->told_count = 1;
  }
  rsl_status status = rsl__rollup_ask(rollup, request, error);
  for (uint32_t i = 0; status == RSL_OK && i < count; i++)
    if (!rsl__terms_find(rollup, i)) status = rsl__fail_memory(error);
  if (status == RSL_OK) status = find_measurings(rollup, request->prepared, error);
  if (status == RSL_OK) status = rsl__rollup_demand(rollup, error);
  if (status == RSL_OK) status = rsl__frames_make(rollup, request, error);
  if (status == RSL_OK) status = rsl__carry_make(rollup, territory, error);
  for (uint32_t i = 0; status == RSL_OK && i < count; i++)
    if (!find_formula_rows(rollup, rollup->cube->order[i])) status = rsl__fail_memory(error);
  return status;
}

/* What follows from the plan alone. */
static void borrow(rsl__sheet *sheet, const rsl__sheet *prepared) {
  sheet->breaks = prepared->breaks;
  sheet->break_count = prepared->break_count;
  sheet->looks_back = prepared->looks_back;
  sheet->lasts = prepared->lasts;
  sheet->shifts = prepared->shifts;
  sheet->told_count = prepared->told_count;
}

static rsl_status find_measurings(rsl_rollup *rollup, const rsl_rollup *prepared, rsl_error *error) {
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  if (prepared != NULL && prepared->cube != rollup->cube)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the roll-up that is prepared is of another cube");
  rollup->lender = prepared;
  if (prepared != NULL) {
    rollup->measurings = prepared->measurings;
    rollup->measuring_count = prepared->measuring_count;
  }
  for (uint32_t i = 0; i < count; i++) {
    if (prepared != NULL)
      borrow(&rollup->sheets[i], &prepared->sheets[i]);
    else if (rsl__measuring_find(rollup, i) != RSL_OK)
      return rsl__fail_memory(error);
  }
  for (uint32_t i = 0; prepared == NULL && i < count; i++) rsl__find_spans_told(rollup, rollup->cube->order[i]);
  return RSL_OK;
}

/* A formula that does not say where it is measured stands where one of its operands does. */
static bool find_formula_rows(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->rule != RSL_RULE_FORMULA || sheet->break_count > 0 || !sheet->needed) return true;
  uint32_t units = rollup->cube->unit_count;
  sheet->rows = rsl__allocate_zeroed_array(&rollup->allocator, units, sizeof *sheet->rows);
  if (sheet->rows == NULL) return false;
  uint32_t operand = 0;
  for (uint32_t i = 0; (operand = rsl__operand(rollup->plan, indicator, i)) != RSL_NONE; i++) {
    const rsl__sheet *other = &rollup->sheets[operand];
    for (uint32_t unit = 0; unit < units; unit++)
      if (has_role_row(rollup, operand, unit) || (other->rows != NULL && other->rows[unit] != 0)) sheet->rows[unit] = 1;
  }
  return true;
}

/* Is it at or above a measuring level, in a structure of the roll-up? */
static bool has_role_row(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (rollup->wanted != NULL) return frame_has_row(sheet, rollup->wanted, unit);
  for (size_t f = 0; f < rollup->frame_count; f++)
    if (frame_has_row(sheet, &rollup->frames[f], unit)) return true;
  return false;
}

static bool frame_has_row(const rsl__sheet *sheet, const rsl__frame *frame, uint32_t unit) {
  uint32_t position = rsl__frame_position(frame, unit);
  for (size_t b = 0; position != RSL_NONE && b < sheet->break_count; b++) {
    const rsl__scope *scope = &frame->scopes[sheet->breaks[b].measuring->number];
    if ((scope->roles[position] & RSL__ROLE_ROW) != 0) return true;
  }
  return false;
}

static void free_sheet(const rsl_rollup *rollup, rsl__sheet *sheet) {
  const rsl_allocator *from = &rollup->allocator;
  if (sheet->record == NULL) return; /* memory ran out before the sheet was begun */
  rsl__release_array(from, sheet->terms, sheet->term_capacity, sizeof *sheet->terms);
  if (rollup->lender == NULL)
    rsl__release_array(from, sheet->breaks, 2 * sheet->record->measured_at_count + 1, sizeof *sheet->breaks);
  rsl__release_array(from, sheet->rows, rollup->cube->unit_count, sizeof *sheet->rows);
  rsl__release_array(from, sheet->whens, sheet->when_capacity, sizeof *sheet->whens);
  rsl__sheet_empty(rollup, sheet);
}

void rsl__sheet_empty(const rsl_rollup *rollup, rsl__sheet *sheet) {
  const rsl_allocator *from = &rollup->allocator;
  rsl__pile_free(sheet->pile);
  rsl__strips_free(rollup, sheet);
  rsl__release_array(from, sheet->results, sheet->result_capacity, sizeof *sheet->results);
  rsl__release_array(from, sheet->spots, sheet->spot_capacity, sizeof *sheet->spots);
  rsl__formula_empty(rollup, (uint32_t)(sheet - rollup->sheets));
  sheet->pile = NULL;
  sheet->results = NULL;
  sheet->spots = NULL;
  sheet->result_count = sheet->result_capacity = 0;
  sheet->spot_count = sheet->spot_capacity = 0;
}
