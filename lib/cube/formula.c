#include "cube/carry.h"
#include "cube/condition.h"

/* A number that may be absent, or a truth. Numbers stay exact as long as they can: what is rounded is the result (R10). */
typedef struct formula_value {
  rsl_number number;
  bool absent;
  rsl__truth truth;
} formula_value;

/* What the operands say at one unit and period. */
typedef struct formula_operands {
  const uint32_t *slots;     /* of indicators among the operands */
  const rsl_number *numbers; /* NULL: all absent but those with an empty value */
  const uint8_t *present;
} formula_operands;

typedef struct formula_machine {
  formula_value stack[RSL__EXPRESSION_STACK];
  uint32_t top;
  bool divided_by_zero;
  bool out_of_range;
} formula_machine;

/* The operand with the least coverage, and whether all speak for the same units. */
typedef struct formula_weighing {
  bool any;
  bool all_full;
  bool same;
  bool first;
  uint64_t prints;
} formula_weighing;

/* One formula at every unit. */
typedef struct formula_run {
  const rsl_rollup *rollup;
  uint32_t indicator;
  const rsl__expression *expression;
  uint32_t *slots;
  rsl_number *numbers;
  uint8_t *present;
  bool shown; /* of figures as they are shown, in the wanted structure (R12) */
} formula_run;

static rsl_status run_unit(const formula_run *run, rsl_rollup *rollup, const rsl__frame *frame, uint32_t position,
                           rsl__touched *touched, rsl_error *error);
static rsl_status run_at(const formula_run *run, uint32_t unit, uint32_t when, rsl__result *result, bool *speaks);
static void weigh(formula_weighing *weighing, const rsl__reading *reading, rsl__result *result);
static void evaluate(const rsl_rollup *rollup, uint32_t indicator, const formula_operands *operands,
                     rsl__result *result);
static void step(const rsl_rollup *rollup, formula_machine *machine, const rsl__instruction *item,
                 const formula_operands *operands);
static formula_value push_indicator(const rsl_rollup *rollup, uint32_t indicator, const formula_operands *operands);
static formula_value calculate(formula_machine *machine, rsl__operation operation, formula_value a, formula_value b);
static formula_value compare(rsl__operation operation, formula_value a, formula_value b);
static formula_value combine(rsl__operation operation, formula_value a, formula_value b);
static formula_value pick(formula_machine *machine, const rsl__instruction *item);
static rsl_status keep(rsl_rollup *rollup, rsl__sheet *sheet, uint64_t key, const rsl__result *result);
static const rsl__spot *spot_at(const rsl_rollup *rollup, const rsl__sheet *sheet, const rsl__frame *frame,
                                uint32_t position);
static const rsl__result *find(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t unit, uint32_t when);

rsl_status rsl__formula_run(rsl_rollup *rollup, uint32_t indicator, rsl_error *error) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_allocator *from = &rollup->allocator;
  const rsl__expression *expression = rsl__plan_expression(rollup->plan, indicator);
  uint32_t all = rsl_plan_indicator_count(rollup->plan);
  uint32_t count = expression->indicator_count;
  rsl_status status = RSL_ERR_MEMORY;
  uint32_t *slots = rsl__allocate_zeroed_array(from, all, sizeof *slots);
  rsl_number *numbers = rsl__allocate_array(from, count, sizeof *numbers);
  uint8_t *present = rsl__allocate_array(from, count, sizeof *present);
  formula_run run = { rollup, indicator, expression, slots, numbers, present, false };
  rsl__result result = { 0 };
  rsl__touched touched = { NULL, NULL, 0 };
  if (!rsl__touched_start(&touched, rollup, sheet) || slots == NULL || numbers == NULL || present == NULL) goto done;
  for (uint32_t i = 0; i < count; i++) slots[expression->indicators[i]] = i;
  evaluate(rollup, indicator, &(formula_operands){ slots, NULL, NULL }, &result);
  sheet->empty_value = result.value;
  sheet->empty_absence = result.absence;
  status = RSL_OK;
  for (size_t f = 0; status == RSL_OK && f < rollup->frame_count; f++) {
    for (uint32_t p = 0; status == RSL_OK && p < rollup->frames[f].count; p++)
      status = run_unit(&run, rollup, &rollup->frames[f], p, &touched, error);
  }
done:
  rsl__touched_end(&touched, rollup, sheet);
  rsl__release_array(from, slots, all, sizeof *slots);
  rsl__release_array(from, numbers, count, sizeof *numbers);
  rsl__release_array(from, present, count, sizeof *present);
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
}

void rsl__formula_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                       rsl__result *result) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__result *kept = find(rollup, sheet, unit, when);
  if (kept != NULL) {
    *result = *kept;
    return;
  }
  *result = (rsl__result){ .value = sheet->empty_value, .absence = sheet->empty_absence };
  const rsl__expression *expression = rsl__plan_expression(rollup->plan, indicator);
  for (uint32_t i = 0; i < expression->indicator_count; i++) {
    const rsl__sheet *operand = &rollup->sheets[expression->indicators[i]];
    rsl__due due = { 0, 0, 0 };
    if (operand->rule == RSL_RULE_NONE)
      due = rsl__due_of(rollup, expression->indicators[i], unit, when);
    else if (operand->rule != RSL_RULE_FORMULA)
      due = rsl__due_below(rollup, expression->indicators[i], unit, when);
    if (due.owed > result->owed) result->owed = due.owed;
  }
}

rsl_status rsl__formula_show(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                             rsl__result *result) {
  const rsl_allocator *from = &rollup->allocator;
  const rsl__expression *expression = rsl__plan_expression(rollup->plan, indicator);
  uint32_t all = rsl_plan_indicator_count(rollup->plan);
  uint32_t count = expression->indicator_count;
  uint32_t *slots = rsl__allocate_zeroed_array(from, all, sizeof *slots);
  rsl_number *numbers = rsl__allocate_array(from, count, sizeof *numbers);
  uint8_t *present = rsl__allocate_array(from, count, sizeof *present);
  rsl_status status = RSL_ERR_MEMORY;
  if (slots != NULL && numbers != NULL && present != NULL) {
    bool speaks = true;
    for (uint32_t i = 0; i < count; i++) slots[expression->indicators[i]] = i;
    const formula_run run = { rollup, indicator, expression, slots, numbers, present, true };
    status = run_at(&run, unit, when, result, &speaks);
  }
  rsl__release_array(from, slots, all, sizeof *slots);
  rsl__release_array(from, numbers, count, sizeof *numbers);
  rsl__release_array(from, present, count, sizeof *present);
  return status;
}

static rsl_status run_unit(const formula_run *run, rsl_rollup *rollup, const rsl__frame *frame, uint32_t position,
                           rsl__touched *touched, rsl_error *error) {
  rsl__sheet *sheet = &rollup->sheets[run->indicator];
  uint32_t unit = rsl_structure_unit(frame->structure, position);
  rsl_status status = RSL_OK;
  rsl__touched_clear(touched);
  for (uint32_t i = 0; i < run->expression->indicator_count; i++) {
    (void)rsl__touch_rows(touched, rollup, sheet, run->expression->indicators[i], unit);
    rsl__touch_computed(touched, rollup, sheet, run->expression->indicators[i], frame, position);
  }
  rsl__sort_numbers(touched->list, touched->count);
  for (uint32_t i = 0; status == RSL_OK && i < touched->count; i++) {
    uint32_t when = sheet->whens[touched->list[i]];
    rsl__result result;
    bool speaks = false;
    if (rsl__frame_of(rollup, sheet, when) != frame) continue;
    status = run_at(run, unit, when, &result, &speaks);
    result.when = touched->list[i];
    if (status != RSL_OK)
      (void)rsl__fail_figure(rollup, run->indicator, unit, when, status, error);
    else if (speaks)
      status = keep(rollup, sheet, (uint64_t)rsl__frame_number(rollup, frame) << 32 | position, &result);
  }
  return status;
}

static rsl_status run_at(const formula_run *run, uint32_t unit, uint32_t when, rsl__result *result, bool *speaks) {
  const rsl__expression *expression = run->expression;
  formula_weighing weighing = { false, true, true, true, 0 };
  *result = (rsl__result){ .origin = RSL_ORIGIN_NONE };
  for (uint32_t i = 0; i < expression->indicator_count; i++) {
    rsl__reading reading;
    const rsl__question question = { expression->indicators[i], when, true, RSL_NONE };
    rsl_status status = run->shown ? rsl__figure_show(run->rollup, &question, unit, &reading)
                                   : rsl__answer(run->rollup, &question, unit, &reading);
    if (status != RSL_OK) return status;
    const rsl_figure *figure = &reading.figure;
    bool given = figure->value.kind != RSL_NUMBER_ABSENT && (figure->flags & RSL_FLAG_QUALIFIED) == 0;
    run->numbers[i] = figure->value;
    run->present[i] = given ? 1 : 0;
    *speaks = *speaks || given || figure->reporting > 0 || figure->own.kind != RSL_NUMBER_ABSENT;
    weigh(&weighing, &reading, result);
  }
  if (!*speaks) return RSL_OK;
  if (!weighing.all_full && !weighing.same) result->flags |= RSL_FLAG_UNPAIRED;
  evaluate(run->rollup, run->indicator, &(formula_operands){ run->slots, run->numbers, run->present }, result);
  return RSL_OK;
}

/* R4: the coverage is that of the weakest operand; the status is the weakest used. */
static void weigh(formula_weighing *weighing, const rsl__reading *reading, rsl__result *result) {
  const rsl_figure *figure = &reading->figure;
  bool full = figure->reporting >= figure->owed;
  /* a / b < c / d where a·d < c·b; the products of two 64-bit numbers fit into 128. */
  bool weaker = !weighing->any;
  if (weighing->any && figure->owed > 0) {
    rsl__int128 here = rsl__int128_product((int64_t)figure->reporting, (int64_t)result->owed);
    rsl__int128 there = rsl__int128_product((int64_t)result->reporting, (int64_t)figure->owed);
    weaker = result->owed == 0 || rsl__int128_compare(here, there) < 0;
  }
  if (weaker) {
    result->reporting = figure->reporting;
    result->owed = figure->owed;
    result->stood_in = figure->stood_in;
    result->weak = figure->weak;
    result->prints = reading->prints;
    weighing->any = true;
  }
  weighing->all_full = weighing->all_full && full;
  if (weighing->first) weighing->prints = reading->prints;
  weighing->same = weighing->same && weighing->prints == reading->prints;
  weighing->first = false;
  unsigned carried = RSL_FLAG_PARTIAL | RSL_FLAG_ESTIMATE | RSL_FLAG_UNPAIRED;
  result->flags |= (uint16_t)(figure->flags & carried);
  int status = rsl__status_number(figure->status);
  if (status > (int)result->status) result->status = (uint8_t)status;
  if (figure->origin == RSL_ORIGIN_NONE) return;
  bool differs = result->origin != RSL_ORIGIN_NONE && result->origin != (uint8_t)figure->origin;
  result->origin = differs ? RSL_ORIGIN_MIXED : (uint8_t)figure->origin;
}

static void evaluate(const rsl_rollup *rollup, uint32_t indicator, const formula_operands *operands,
                     rsl__result *result) {
  const rsl__expression *expression = rsl__plan_expression(rollup->plan, indicator);
  formula_machine machine;
  machine.top = 0;
  machine.divided_by_zero = false;
  machine.out_of_range = false;
  for (uint32_t i = 0; i < expression->count; i++) step(rollup, &machine, &expression->items[i], operands);
  formula_value out = machine.stack[0];
  result->value = 0;
  result->absence = RSL_ABSENCE_NONE;
  if (out.absent) {
    result->absence = machine.divided_by_zero ? RSL_ABSENCE_DIVISION_BY_ZERO
                      : machine.out_of_range  ? RSL_ABSENCE_OUT_OF_RANGE
                                              : RSL_ABSENCE_OPERAND;
  } else {
    result->value = out.number.real;
  }
}

/* The parser has checked that the stack neither runs empty nor over. */
static void step(const rsl_rollup *rollup, formula_machine *machine, const rsl__instruction *item,
                 const formula_operands *operands) {
  formula_value *stack = machine->stack;
  formula_value out = { rsl_number_absent(), false, RSL__TRUTH_UNKNOWN };
  if (item->operation == RSL__OPERATION_NUMBER) {
    out.number = rsl_number_from_decimal(item->number);
  } else if (item->operation == RSL__OPERATION_INDICATOR) {
    out = push_indicator(rollup, item->operand, operands);
  } else if (item->operation == RSL__OPERATION_NEGATE || item->operation == RSL__OPERATION_ABS ||
             item->operation == RSL__OPERATION_ROUND || item->operation == RSL__OPERATION_NOT) {
    out = stack[--machine->top];
    if (item->operation == RSL__OPERATION_NEGATE) out.number = rsl_number_negate(out.number);
    if (item->operation == RSL__OPERATION_ABS && rsl_number_sign(out.number) < 0)
      out.number = rsl_number_negate(out.number);
    if (item->operation == RSL__OPERATION_ROUND && !out.absent)
      out.number = rsl_number_round(out.number, (int)item->operand);
    if (item->operation == RSL__OPERATION_NOT && out.truth != RSL__TRUTH_UNKNOWN)
      out.truth = out.truth == RSL__TRUTH_YES ? RSL__TRUTH_NO : RSL__TRUTH_YES;
  } else if (item->operation >= RSL__OPERATION_MIN) {
    out = pick(machine, item);
  } else {
    formula_value b = stack[--machine->top];
    formula_value a = stack[--machine->top];
    if (item->operation <= RSL__OPERATION_DIVIDE)
      out = calculate(machine, item->operation, a, b);
    else if (item->operation <= RSL__OPERATION_ABOVE)
      out = compare(item->operation, a, b);
    else
      out = combine(item->operation, a, b);
  }
  stack[machine->top++] = out;
}

static formula_value push_indicator(const rsl_rollup *rollup, uint32_t indicator, const formula_operands *operands) {
  formula_value out = { rsl_number_absent(), true, RSL__TRUTH_UNKNOWN };
  if (operands->numbers != NULL) {
    uint32_t slot = operands->slots[indicator];
    out.absent = operands->present[slot] == 0;
    out.number = operands->numbers[slot];
    return out;
  }
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->rule != RSL_RULE_FORMULA) return out;
  out.absent = sheet->empty_absence != RSL_ABSENCE_NONE;
  out.number = rsl_number_from_double(sheet->empty_value);
  return out;
}

static formula_value calculate(formula_machine *machine, rsl__operation operation, formula_value a, formula_value b) {
  formula_value out = { rsl_number_absent(), a.absent || b.absent, RSL__TRUTH_UNKNOWN };
  if (out.absent) return out;
  if (operation == RSL__OPERATION_DIVIDE && rsl_number_sign(b.number) == 0) {
    machine->divided_by_zero = true;
    out.absent = true;
    return out;
  }
  if (operation == RSL__OPERATION_ADD) out.number = rsl_number_add(a.number, b.number);
  if (operation == RSL__OPERATION_SUBTRACT) out.number = rsl_number_subtract(a.number, b.number);
  if (operation == RSL__OPERATION_MULTIPLY) out.number = rsl_number_multiply(a.number, b.number);
  if (operation == RSL__OPERATION_DIVIDE) out.number = rsl_number_divide(a.number, b.number);
  out.absent = out.number.kind == RSL_NUMBER_ABSENT;
  if (out.absent) machine->out_of_range = true;
  return out;
}

static formula_value compare(rsl__operation operation, formula_value a, formula_value b) {
  formula_value out = { rsl_number_absent(), false, RSL__TRUTH_UNKNOWN };
  if (a.absent || b.absent) return out;
  int order = rsl_number_compare(a.number, b.number);
  bool holds = operation == RSL__OPERATION_BELOW       ? order < 0
               : operation == RSL__OPERATION_AT_MOST   ? order <= 0
               : operation == RSL__OPERATION_EQUAL     ? order == 0
               : operation == RSL__OPERATION_NOT_EQUAL ? order != 0
               : operation == RSL__OPERATION_AT_LEAST  ? order >= 0
                                                       : order > 0;
  out.truth = holds ? RSL__TRUTH_YES : RSL__TRUTH_NO;
  return out;
}

/* R4: a known "no" decides an `and`, a known "yes" an `or`; else what is not known stays so. */
static formula_value combine(rsl__operation operation, formula_value a, formula_value b) {
  formula_value out = { rsl_number_absent(), false, RSL__TRUTH_UNKNOWN };
  rsl__truth decides = operation == RSL__OPERATION_AND ? RSL__TRUTH_NO : RSL__TRUTH_YES;
  if (a.truth == decides || b.truth == decides)
    out.truth = decides;
  else if (a.truth != RSL__TRUTH_UNKNOWN && b.truth != RSL__TRUTH_UNKNOWN)
    out.truth = decides == RSL__TRUTH_NO ? RSL__TRUTH_YES : RSL__TRUTH_NO;
  return out;
}

/* One of several: the least, the greatest, the first there is, or one of two by a truth. */
static formula_value pick(formula_machine *machine, const rsl__instruction *item) {
  uint32_t count = item->operation == RSL__OPERATION_IF ? 3 : item->operand;
  machine->top -= count;
  const formula_value *from = &machine->stack[machine->top];
  formula_value out = from[0];
  if (item->operation == RSL__OPERATION_IF) {
    /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): the parser saw to it that operands are there */
    out = from[0].truth == RSL__TRUTH_YES ? from[1] : from[2];
    out.absent = out.absent || from[0].truth == RSL__TRUTH_UNKNOWN;
    return out;
  }
  for (uint32_t i = 1; i < count; i++) {
    if (item->operation == RSL__OPERATION_COALESCE) {
      if (out.absent) out = from[i];
      continue;
    }
    int order = rsl_number_compare(from[i].number, out.number);
    bool replaces = item->operation == RSL__OPERATION_MIN ? order < 0 : order > 0;
    bool absent = out.absent || from[i].absent;
    if (replaces) out = from[i];
    out.absent = absent;
  }
  return out;
}

static rsl_status keep(rsl_rollup *rollup, rsl__sheet *sheet, uint64_t key, const rsl__result *result) {
  const rsl_allocator *from = &rollup->allocator;
  if (!rsl__grow(from, &sheet->results, &sheet->result_capacity, sheet->result_count + 1, sizeof *sheet->results) ||
      !rsl__grow(from, &sheet->spots, &sheet->spot_capacity, sheet->spot_count + 1, sizeof *sheet->spots))
    return RSL_ERR_MEMORY;
  if (sheet->spot_count == 0 || sheet->spots[sheet->spot_count - 1].key != key)
    sheet->spots[sheet->spot_count++] = (rsl__spot){ key, 0, sheet->result_count };
  sheet->spots[sheet->spot_count - 1].count++;
  sheet->results[sheet->result_count++] = *result;
  return RSL_OK;
}

void rsl__formula_touch(const rsl_rollup *rollup, uint32_t indicator, const rsl__frame *frame, uint32_t position,
                        const rsl__sheet *sheet, rsl__touched *touched) {
  const rsl__sheet *other = &rollup->sheets[indicator];
  const rsl__spot *spot = spot_at(rollup, other, frame, position);
  for (size_t i = 0; spot != NULL && i < spot->count; i++)
    rsl__touch_around(touched, sheet, other->month_from, other->whens[other->results[spot->first + i].when]);
}

static const rsl__spot *spot_at(const rsl_rollup *rollup, const rsl__sheet *sheet, const rsl__frame *frame,
                                uint32_t position) {
  uint64_t key = (uint64_t)rsl__frame_number(rollup, frame) << 32 | position;
  size_t low = 0;
  size_t high = sheet->spot_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sheet->spots[middle].key < key)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sheet->spot_count && sheet->spots[low].key == key ? &sheet->spots[low] : NULL;
}

/* NULL: no operand spoke there. */
static const rsl__result *find(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t unit, uint32_t when) {
  const rsl__frame *frame = rsl__frame_of(rollup, sheet, when);
  uint32_t position = rsl__frame_position(frame, unit);
  const rsl__spot *spot = position == RSL_NONE ? NULL : spot_at(rollup, sheet, frame, position);
  size_t period = spot == NULL ? SIZE_MAX : rsl__when_index(sheet, when);
  if (period == SIZE_MAX) return NULL;
  size_t low = spot->first;
  size_t high = spot->first + spot->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sheet->results[middle].when == period) return &sheet->results[middle];
    if (sheet->results[middle].when < period)
      low = middle + 1;
    else
      high = middle;
  }
  return NULL;
}
