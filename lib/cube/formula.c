#include "cube/formula.h"

#include "cube/carry.h"

enum { FEW = 8 /* figures that a formula refers to */ };

/* A formula of the unit and a period, as it is shown. */
typedef struct shown_item {
  uint32_t indicator;
  uint32_t when;
  rsl__result result;
} shown_item;

/* Formulas that were made while another is made of them: through a chain each would be made twice as often as the one
 * after it. */
struct rsl__made_shown {
  shown_item *items;
  size_t count;
  size_t capacity;
};

/* One formula at every unit. */
typedef struct formula_run {
  const rsl_rollup *rollup;
  uint32_t indicator;
  const rsl__expression *expression;
  const rsl__references *references;
  rsl_number *numbers;    /* what they say at one unit and period … */
  rsl_number rooms[FEW];  /* … and where, unless they are more */
  rsl__made_shown *shown; /* of figures as they are shown, in the wanted structure (R12); NULL: as they rolled up */
} formula_run;

/* All of its periods. */
typedef struct formula_chunks {
  rsl__formula_lanes lanes;
  rsl__formula_chunk *items; /* one after the other */
  size_t count;
  size_t capacity;
} formula_chunks;

static bool refer(const rsl_rollup *rollup, uint32_t indicator);
static bool can_read_later(const rsl_rollup *rollup, uint32_t indicator, uint32_t references);
static rsl_status read_owed(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                            rsl__result *result);
static bool looks_across(const rsl_rollup *rollup, uint32_t indicator);
static rsl_status read_across(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                              rsl__result *result, bool *speaks);
static bool read_now(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl__result *result);
static bool start(formula_run *run, const rsl_rollup *rollup, uint32_t indicator);
static void end(formula_run *run);
static bool find_shown(const rsl__question *question, rsl__result *result);
static void keep_shown(const rsl_rollup *rollup, const rsl__question *question, const rsl__result *result);
static bool cut(rsl_rollup *rollup, uint32_t indicator, formula_chunks *chunks);
static void give_back(const rsl_rollup *rollup, formula_chunks *chunks);
static rsl_status run_unit(formula_run *run, rsl_rollup *rollup, const rsl__frame *frame, uint32_t position,
                           formula_chunks *chunks, rsl__touched *touched, rsl_error *error);
static rsl_status keep_lanes(rsl_rollup *rollup, rsl__sheet *sheet, const formula_chunks *chunks,
                             const rsl__formula_chunk *chunk, uint64_t key);
static void touch_all(const formula_run *run, const rsl__frame *frame, uint32_t position, rsl__touched *touched);
static rsl_status run_touched(formula_run *run, rsl_rollup *rollup, const rsl__formula_chunk *chunk, uint32_t position,
                              const rsl__touched *touched, rsl_error *error);
static rsl_status run_at(formula_run *run, uint32_t unit, uint32_t when, rsl__result *result, bool *speaks);
static rsl__said said_of(const rsl__reading *reading);
static rsl_number read_number(void *context, const rsl__expression *expression, uint32_t index);
static rsl_number read_empty(void *context, const rsl__expression *expression, uint32_t index);
static rsl_status keep(rsl_rollup *rollup, rsl__sheet *sheet, uint64_t key, const rsl__result *result);
static const rsl__spot *spot_at(const rsl_rollup *rollup, const rsl__sheet *sheet, const rsl__frame *frame,
                                uint32_t position);
static const rsl__result *find(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t unit, uint32_t when);

rsl_status rsl__formula_run(rsl_rollup *rollup, uint32_t indicator, rsl_error *error) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  formula_run run = { .numbers = NULL };
  formula_chunks chunks = { .count = 0 };
  rsl__touched touched = { NULL, NULL, 0 };
  bool fine = refer(rollup, indicator) && start(&run, rollup, indicator) && cut(rollup, indicator, &chunks) &&
              rsl__touched_start(&touched, rollup, sheet);
  rsl_status status = fine ? RSL_OK : RSL_ERR_MEMORY;
  if (!fine) goto done;
  sheet->reads_later = can_read_later(rollup, indicator, sheet->references->count);
  rsl__outcome empty = rsl__evaluate(run.expression, read_empty, rollup);
  sheet->empty_value = empty.number.real;
  sheet->empty_absence = (uint8_t)empty.absence;
  for (size_t f = 0; status == RSL_OK && f < rollup->frame_count; f++) {
    for (uint32_t p = 0; status == RSL_OK && p < rollup->frames[f].count; p++)
      if (!rsl__formula_is_read_later(rollup, indicator, &rollup->frames[f], p))
        status = run_unit(&run, rollup, &rollup->frames[f], p, &chunks, &touched, error);
  }
done:
  rsl__touched_end(&touched, rollup, sheet);
  give_back(rollup, &chunks);
  end(&run);
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
}

void rsl__formula_empty(const rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->references == NULL) return;
  rsl__references_free(&rollup->allocator, rsl__plan_expression(rollup->plan, indicator), sheet->references);
  rsl__release(&rollup->allocator, sheet->references, sizeof *sheet->references);
  sheet->references = NULL;
}

/* What it refers to is found once. */
static bool refer(const rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__expression *expression = rsl__plan_expression(rollup->plan, indicator);
  sheet->references = rsl__allocate_zeroed(&rollup->allocator, sizeof *sheet->references);
  return sheet->references != NULL && rsl__references_find(&rollup->allocator, expression, sheet->references);
}

/* Nobody else asks for it, and figures of measuring units are there and cannot fail: so at these units it is computed when
 * it is read, as the figures of other rules are. */
static bool can_read_later(const rsl_rollup *rollup, uint32_t indicator, uint32_t references) {
  const rsl__expression *expression = rsl__plan_expression(rollup->plan, indicator);
  bool later = !rollup->sheets[indicator].is_operand && references <= FEW;
  for (uint32_t i = 0; later && i < expression->indicator_count; i++) {
    const rsl__sheet *operand = &rollup->sheets[expression->indicators[i]];
    later = operand->plain && operand->break_count == 1 &&
            rsl__plan_condition(rollup->plan, expression->indicators[i]) == NULL;
  }
  return later;
}

bool rsl__formula_is_read_later(const rsl_rollup *rollup, uint32_t indicator, const rsl__frame *frame,
                                uint32_t position) {
  const rsl__expression *expression = rsl__plan_expression(rollup->plan, indicator);
  bool later = rollup->sheets[indicator].reads_later;
  for (uint32_t i = 0; later && i < expression->indicator_count; i++) {
    const rsl__sheet *operand = &rollup->sheets[expression->indicators[i]];
    const rsl__scope *scope = &frame->scopes[operand->breaks[0].measuring->number];
    later = (scope->roles[position] & RSL__ROLE_KIND) != RSL__ROLE_ABOVE;
  }
  return later;
}

/* It must be ended also where it could not start. */
static bool start(formula_run *run, const rsl_rollup *rollup, uint32_t indicator) {
  run->rollup = rollup;
  run->indicator = indicator;
  run->shown = NULL;
  run->expression = rsl__plan_expression(rollup->plan, indicator);
  run->references = rollup->sheets[indicator].references;
  run->numbers = run->rooms;
  if (run->references->count <= FEW) return true;
  run->numbers = rsl__allocate_array(&rollup->allocator, run->references->count, sizeof *run->numbers);
  return run->numbers != NULL;
}

static void end(formula_run *run) {
  if (run->numbers == NULL || run->numbers == run->rooms) return;
  rsl__release_array(&run->rollup->allocator, run->numbers, run->references->count, sizeof *run->numbers);
}

rsl_status rsl__formula_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                             rsl__result *result) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__result *kept = find(rollup, sheet, unit, when);
  if (kept != NULL) {
    *result = *kept;
    return RSL_OK;
  }
  if (read_now(rollup, indicator, unit, when, result)) return RSL_OK;
  bool speaks = false;
  if (looks_across(rollup, indicator)) {
    rsl_status status = read_across(rollup, indicator, unit, when, result, &speaks);
    if (status != RSL_OK || speaks) return status;
  }
  *result = (rsl__result){ .value = sheet->empty_value, .absence = sheet->empty_absence };
  return read_owed(rollup, indicator, unit, when, result);
}

/* An earlier figure may be of units of another structure (R5): who spoke there is not looked for where this one's periods
 * are found. Operands that are formulas are left out: through many of them it would be asked again and again. */
static bool looks_across(const rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__expression *expression = rsl__plan_expression(rollup->plan, indicator);
  for (uint32_t i = 0; rollup->frame_count > 1 && i < sheet->references->count; i++) {
    const rsl__instruction *item = &expression->items[sheet->references->items[i]];
    if (item->variant.shift != 0 && rollup->sheets[item->operand].rule != RSL_RULE_FORMULA) return true;
  }
  return false;
}

static rsl_status read_across(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                              rsl__result *result, bool *speaks) {
  formula_run run = { .numbers = NULL };
  rsl_status status = start(&run, rollup, indicator) ? RSL_OK : RSL_ERR_MEMORY;
  if (status == RSL_OK) status = run_at(&run, unit, when, result, speaks);
  end(&run);
  return status;
}

/* Where nobody says anything, operands that owe are equally weak: the first counts. */
static rsl_status read_owed(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                            rsl__result *result) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__frame *to = rsl__frame_of(rollup, sheet, when);
  const rsl__expression *expression = rsl__plan_expression(rollup->plan, indicator);
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && result->owed == 0 && i < sheet->references->count; i++) {
    rsl__reading reading;
    const rsl__instruction *item = &expression->items[sheet->references->items[i]];
    /* What a formula owes stands on its own operands: through many of them it would be asked again and again. */
    if (rollup->sheets[item->operand].rule == RSL_RULE_FORMULA) continue;
    const rsl__question question = rsl__refer(rollup, item->operand, item->variant, when);
    status = rsl__answer_in(rollup, to, &question, unit, &reading);
    if (status == RSL_OK) result->owed = reading.figure.owed;
  }
  return status;
}

/* @return false: nobody says anything there, or it would have been kept. */
static bool read_now(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl__result *result) {
  const rsl__frame *frame = rsl__frame_of(rollup, &rollup->sheets[indicator], when);
  uint32_t position = rsl__frame_position(frame, unit);
  formula_run run;
  bool speaks = false;
  if (position == RSL_NONE || !rsl__formula_is_read_later(rollup, indicator, frame, position)) return false;
  /* With few references it needs no memory, and figures that can be read later cannot fail. */
  if (!start(&run, rollup, indicator) || run_at(&run, unit, when, result, &speaks) != RSL_OK) return false;
  return speaks;
}

rsl_status rsl__formula_show(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit,
                             rsl__result *result) {
  rsl__made_shown made = { .count = 0 };
  formula_run run = { .numbers = NULL };
  bool first = question->shown == NULL;
  bool speaks = true;
  if (!first && find_shown(question, result)) return RSL_OK;
  rsl_status status = start(&run, rollup, question->indicator) ? RSL_OK : RSL_ERR_MEMORY;
  run.shown = first ? &made : question->shown;
  if (status == RSL_OK) status = run_at(&run, unit, question->when, result, &speaks);
  if (status == RSL_OK && !first) keep_shown(rollup, question, result);
  if (first) rsl__release_array(&rollup->allocator, made.items, made.capacity, sizeof *made.items);
  end(&run);
  return status;
}

static bool find_shown(const rsl__question *question, rsl__result *result) {
  const rsl__made_shown *shown = question->shown;
  for (size_t i = shown->count; i > 0; i--) {
    const shown_item *item = &shown->items[i - 1];
    if (item->indicator != question->indicator || item->when != question->when) continue;
    *result = item->result;
    return true;
  }
  return false;
}

/* Without memory for it, it is only made again. */
static void keep_shown(const rsl_rollup *rollup, const rsl__question *question, const rsl__result *result) {
  rsl__made_shown *shown = question->shown;
  if (!rsl__grow(&rollup->allocator, &shown->items, &shown->capacity, shown->count + 1, sizeof *shown->items)) return;
  shown->items[shown->count++] = (shown_item){ question->indicator, question->when, *result };
}

/* Its periods in chunks, each of one length and in one frame. */
static bool cut(rsl_rollup *rollup, uint32_t indicator, formula_chunks *chunks) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  bool fine = rsl__formula_lanes_start(rollup, rsl__plan_expression(rollup->plan, indicator), sheet->references,
                                       &chunks->lanes);
  for (size_t first = 0, end = 0; fine && first < sheet->when_count; first = end) {
    const uint32_t *whens = &sheet->whens[first];
    const rsl__frame *frame = rsl__frame_of(rollup, sheet, whens[0]);
    for (end = first; end < sheet->when_count && end - first < RSL__LANES; end++)
      if (rsl__frame_of(rollup, sheet, sheet->whens[end]) != frame) break;
    fine = rsl__grow(&rollup->allocator, &chunks->items, &chunks->capacity, chunks->count + 1, sizeof *chunks->items);
    if (!fine) break;
    chunks->items[chunks->count] = (rsl__formula_chunk){ frame, whens, (uint32_t)(end - first), NULL };
    fine = rsl__formula_chunk_open(&chunks->lanes, &chunks->items[chunks->count++]);
  }
  return fine;
}

static void give_back(const rsl_rollup *rollup, formula_chunks *chunks) {
  for (size_t i = 0; i < chunks->count; i++) rsl__formula_chunk_close(&chunks->lanes, &chunks->items[i]);
  rsl__release_array(&rollup->allocator, chunks->items, chunks->capacity, sizeof *chunks->items);
  rsl__formula_lanes_end(&chunks->lanes);
}

static rsl_status run_unit(formula_run *run, rsl_rollup *rollup, const rsl__frame *frame, uint32_t position,
                           formula_chunks *chunks, rsl__touched *touched, rsl_error *error) {
  const uint64_t key = (uint64_t)rsl__frame_number(rollup, frame) << 32 | position;
  rsl_status status = RSL_OK;
  bool is_touched = false;
  for (size_t i = 0; status == RSL_OK && i < chunks->count; i++) {
    const rsl__formula_chunk *chunk = &chunks->items[i];
    if (chunk->frame != frame) continue;
    if (rsl__formula_lanes_run(&chunks->lanes, chunk, position)) {
      status = keep_lanes(rollup, &rollup->sheets[run->indicator], chunks, chunk, key);
      continue;
    }
    if (!is_touched) touch_all(run, frame, position, touched);
    is_touched = true;
    status = run_touched(run, rollup, chunk, position, touched, error);
  }
  return status;
}

static rsl_status keep_lanes(rsl_rollup *rollup, rsl__sheet *sheet, const formula_chunks *chunks,
                             const rsl__formula_chunk *chunk, uint64_t key) {
  const uint32_t first = (uint32_t)(chunk->whens - sheet->whens);
  rsl_status status = RSL_OK;
  for (uint32_t lane = 0; status == RSL_OK && lane < chunk->count; lane++) {
    if (!chunks->lanes.speaks[lane]) continue;
    rsl__result result = chunks->lanes.results[lane];
    result.when = first + lane;
    status = keep(rollup, sheet, key, &result);
  }
  return status;
}

/* The periods in which an operand says anything at the unit, in order. */
static void touch_all(const formula_run *run, const rsl__frame *frame, uint32_t position, rsl__touched *touched) {
  const rsl__sheet *sheet = &run->rollup->sheets[run->indicator];
  const uint32_t unit = rsl_structure_unit(frame->structure, position);
  rsl__touched_clear(touched);
  for (uint32_t i = 0; i < run->expression->indicator_count; i++) {
    (void)rsl__touch_rows(touched, run->rollup, sheet, run->expression->indicators[i], unit);
    rsl__touch_computed(touched, run->rollup, sheet, run->expression->indicators[i], frame, position);
  }
  rsl__sort_numbers(touched->list, touched->count);
}

/* Those of them that are of a chunk. */
static rsl_status run_touched(formula_run *run, rsl_rollup *rollup, const rsl__formula_chunk *chunk, uint32_t position,
                              const rsl__touched *touched, rsl_error *error) {
  rsl__sheet *sheet = &rollup->sheets[run->indicator];
  const uint64_t key = (uint64_t)rsl__frame_number(rollup, chunk->frame) << 32 | position;
  const uint32_t unit = rsl_structure_unit(chunk->frame->structure, position);
  const uint32_t first = (uint32_t)(chunk->whens - sheet->whens);
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < touched->count; i++) {
    uint32_t number = touched->list[i];
    rsl__result result;
    bool speaks = false;
    if (number < first || number >= first + chunk->count) continue;
    status = run_at(run, unit, sheet->whens[number], &result, &speaks);
    result.when = number;
    if (status != RSL_OK)
      (void)rsl__fail_figure(rollup, run->indicator, unit, sheet->whens[number], status, error);
    else if (speaks)
      status = keep(rollup, sheet, key, &result);
  }
  return status;
}

static rsl_status run_at(formula_run *run, uint32_t unit, uint32_t when, rsl__result *result, bool *speaks) {
  rsl__weighing weighing = { .speaks = *speaks };
  const rsl__frame *to = rsl__frame_of(run->rollup, &run->rollup->sheets[run->indicator], when);
  *result = (rsl__result){ .origin = RSL_ORIGIN_NONE };
  for (uint32_t i = 0; i < run->references->count; i++) {
    rsl__reading reading;
    const rsl__instruction *item = &run->expression->items[run->references->items[i]];
    rsl__question question = rsl__refer(run->rollup, item->operand, item->variant, when);
    question.shown = run->shown;
    rsl_status status = run->shown != NULL ? rsl__figure_show(run->rollup, &question, unit, &reading)
                                           : rsl__answer_in(run->rollup, to, &question, unit, &reading);
    if (status != RSL_OK) return status;
    const rsl__said said = said_of(&reading);
    run->numbers[i] = said.given ? reading.figure.value : rsl_number_absent();
    rsl__formula_weigh(&weighing, &said, result);
  }
  *speaks = weighing.speaks;
  if (!*speaks) return RSL_OK;
  const rsl__outcome outcome = rsl__evaluate(run->expression, read_number, run);
  rsl__formula_settle(&weighing, &outcome, result);
  return RSL_OK;
}

static rsl__said said_of(const rsl__reading *reading) {
  const rsl_figure *figure = &reading->figure;
  const int status = rsl__status_number(figure->status);
  /* T8: a qualified figure enters no arithmetic, and speaks for nobody. */
  const bool qualified = (figure->flags & RSL_FLAG_QUALIFIED) != 0;
  const bool given = figure->value.kind != RSL_NUMBER_ABSENT && !qualified;
  return (rsl__said){ .reporting = figure->reporting,
                      .owed = figure->owed,
                      .stood_in = figure->stood_in,
                      .weak = figure->weak,
                      .prints = qualified ? 0 : reading->prints,
                      .flags = (uint16_t)figure->flags,
                      .status = status < 0 ? RSL__STATUS_A : (uint8_t)status,
                      .origin = (uint8_t)figure->origin,
                      .given = given,
                      .qualified = qualified,
                      .speaks = given || figure->reporting > 0 || figure->own.kind != RSL_NUMBER_ABSENT };
}

void rsl__formula_weigh(rsl__weighing *weighing, const rsl__said *said, rsl__result *result) {
  /* a / b < c / d where a·d < c·b; the products of two 64-bit numbers fit into 128. */
  bool weaker = !weighing->any;
  if (weighing->any && said->owed > 0) {
    rsl__int128 here = rsl__int128_product((int64_t)said->reporting, (int64_t)result->owed);
    rsl__int128 there = rsl__int128_product((int64_t)result->reporting, (int64_t)said->owed);
    weaker = result->owed == 0 || rsl__int128_compare(here, there) < 0;
  }
  if (weaker) {
    result->reporting = said->reporting;
    result->owed = said->owed;
    result->stood_in = said->stood_in;
    result->weak = said->weak;
    result->prints = said->prints;
  }
  weighing->speaks = weighing->speaks || said->speaks;
  weighing->partial = weighing->partial || said->qualified || said->reporting < said->owed;
  weighing->differs = weighing->differs || (weighing->any && weighing->prints != said->prints);
  weighing->prints = said->prints;
  weighing->any = true;
  if (said->qualified) return;
  const unsigned carried = RSL_FLAG_PARTIAL | RSL_FLAG_ESTIMATE | RSL_FLAG_UNPAIRED;
  result->flags |= (uint16_t)(said->flags & carried);
  if (said->status > result->status) result->status = said->status;
  if (said->origin == RSL_ORIGIN_NONE) return;
  bool differs = result->origin != RSL_ORIGIN_NONE && result->origin != said->origin;
  result->origin = differs ? RSL_ORIGIN_MIXED : said->origin;
}

void rsl__formula_settle(const rsl__weighing *weighing, const rsl__outcome *outcome, rsl__result *result) {
  if (weighing->partial && weighing->differs) result->flags |= RSL_FLAG_UNPAIRED;
  result->value = outcome->number.real;
  result->absence = (uint8_t)outcome->absence;
}

static rsl_number read_number(void *context, const rsl__expression *expression, uint32_t index) {
  const formula_run *run = context;
  (void)expression;
  return run->numbers[run->references->slots[index]];
}

/* Where nobody says anything all operands are absent, but for formulas that make something of that. */
static rsl_number read_empty(void *context, const rsl__expression *expression, uint32_t index) {
  const rsl_rollup *rollup = context;
  const rsl__sheet *sheet = &rollup->sheets[expression->items[index].operand];
  bool has_value = sheet->rule == RSL_RULE_FORMULA && sheet->empty_absence == RSL_ABSENCE_NONE;
  return has_value ? rsl_number_from_double(sheet->empty_value) : rsl_number_absent();
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

bool rsl__formula_speaks(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when) {
  return find(rollup, &rollup->sheets[indicator], unit, when) != NULL;
}

void rsl__formula_touch(const rsl_rollup *rollup, uint32_t indicator, const rsl__frame *frame, uint32_t position,
                        const rsl__sheet *sheet, rsl__touched *touched) {
  const rsl__sheet *other = &rollup->sheets[indicator];
  const rsl__spot *spot = spot_at(rollup, other, frame, position);
  for (size_t i = 0; spot != NULL && i < spot->count; i++)
    rsl__touch_around(touched, sheet, other->month_from, other->whens[other->results[spot->first + i].when]);
}

const rsl__result *rsl__formula_results(const rsl_rollup *rollup, uint32_t indicator, const rsl__frame *frame,
                                        uint32_t position, size_t *count) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__spot *spot = spot_at(rollup, sheet, frame, position);
  *count = spot == NULL ? 0 : spot->count;
  return spot == NULL ? NULL : &sheet->results[spot->first];
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
