#include "cube/rollup.h"

static rsl_status ask_one(rsl_rollup *rollup, const rsl_rollup_request *request, uint32_t indicator, rsl_error *error);
static rsl_status ask_range(rsl_rollup *rollup, rsl_period_type every, uint32_t indicator, rsl_error *error);
static rsl_status add_longer_reports(rsl_rollup *rollup, uint32_t indicator);
static rsl__period_list *find_list(const rsl_rollup *rollup, rsl_period_type frequency, rsl_period first,
                                   rsl_period last);
static rsl__period_list *new_list(rsl_rollup *rollup, size_t room);
static rsl__period_list *told_list(rsl_rollup *rollup, const rsl_rollup_request *request, uint32_t indicator);
static rsl__period_list *range_list(rsl_rollup *rollup, rsl_period first, rsl_period last);
static void fill_list(rsl__period_list *list, uint32_t *whens, size_t count);
static bool is_made_of(const rsl_rollup *rollup, uint32_t indicator);

rsl_status rsl__rollup_ask(rsl_rollup *rollup, const rsl_rollup_request *request, rsl_error *error) {
  uint32_t all = rsl_plan_indicator_count(rollup->plan);
  size_t count = request->indicators == NULL ? all : request->indicator_count;
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK && i < count; i++) {
    uint32_t indicator = request->indicators == NULL ? (uint32_t)i : request->indicators[i];
    if (indicator >= all)
      return rsl__fail(error, RSL_ERR_ARGUMENT,
                       "a roll-up was asked for an indicator that is not "
                       "of the plan");
    if (!rollup->sheets[indicator].asked) status = ask_one(rollup, request, indicator, error);
  }
  return status;
}

bool rsl__has_length(const rsl_rollup *rollup, uint32_t indicator, rsl_period period) {
  rsl_period_type frequency = rollup->sheets[indicator].record->frequency;
  if (rollup->sheets[indicator].record->event) return period.type != RSL_PERIOD_NONE;
  return period.type == frequency || (period.type < frequency && rsl_period_parts(period, frequency) > 0);
}

rsl_status rsl__check_length(const rsl_rollup *rollup, uint32_t indicator, rsl_period period, rsl_error *error) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->record->time != RSL_TIME_NONE || sheet->record->event || is_made_of(rollup, indicator)) return RSL_OK;
  if (period.type >= sheet->record->frequency) return RSL_OK;
  char text[RSL_PERIOD_TEXT];
  rsl_period_format(period, text);
  return rsl__fail(error, RSL_ERR_DATA,
                   "`%s` has no time rule, so its %s figures do not make one of %s: add `time` to the indicator",
                   sheet->record->code, rsl_period_type_name(sheet->record->frequency), text);
}

/* What these rules combine was aggregated over time by its own rule (R5). */
static bool is_made_of(const rsl_rollup *rollup, uint32_t indicator) {
  rsl_rule rule = rollup->sheets[indicator].rule;
  return rule == RSL_RULE_RATIO || rule == RSL_RULE_FORMULA || rsl__plan_condition(rollup->plan, indicator) != NULL;
}

static rsl_status ask_one(rsl_rollup *rollup, const rsl_rollup_request *request, uint32_t indicator, rsl_error *error) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  sheet->asked = sheet->needed = sheet->rolls = true;
  if (request->periods == NULL) {
    rsl_status status = ask_range(rollup, request->every, indicator, error);
    if (status != RSL_OK || !request->longer_reports || request->every != RSL_PERIOD_NONE) return status;
    return add_longer_reports(rollup, indicator) == RSL_OK ? RSL_OK : rsl__fail_memory(error);
  }
  rsl__period_list *list = told_list(rollup, request, indicator);
  if (list == NULL) return rsl__fail_memory(error);
  sheet->periods = list->items;
  sheet->period_count = list->count;
  for (size_t i = 0; i < list->count; i++) {
    rsl_status status = rsl__check_length(rollup, indicator, list->items[i], error);
    if (status != RSL_OK) return status;
  }
  return RSL_OK;
}

static rsl_status ask_range(rsl_rollup *rollup, rsl_period_type every, uint32_t indicator, rsl_error *error) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  /* R1: an event holds on every day; what people ask for is where it stood at the end of a year. */
  rsl_period_type frequency = sheet->record->event ? RSL_PERIOD_YEAR : sheet->record->frequency;
  rsl_period_type type = every == RSL_PERIOD_NONE ? frequency : every;
  const rsl__span *span = &sheet->column->reach[type];
  if (type > sheet->record->frequency || rsl__span_is_empty(span)) return RSL_OK;
  rsl_period first = rsl__when_period(span->first);
  rsl_period last = rsl__when_period(span->last);
  if (!rsl__has_length(rollup, indicator, first)) return RSL_OK;
  rsl_status status = rsl__check_length(rollup, indicator, first, error);
  if (status != RSL_OK) return status;
  rsl__period_list *list = range_list(rollup, first, last);
  if (list == NULL) return rsl__fail_memory(error);
  sheet->periods = list->items;
  sheet->period_count = list->count;
  return RSL_OK;
}

/* R6: what units reported for whole longer periods, beside the periods of the frequency. */
static rsl_status add_longer_reports(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  size_t room = sheet->period_count;
  for (int type = RSL_PERIOD_YEAR; type < (int)sheet->record->frequency; type++) {
    const rsl__span *span = &sheet->column->spans[type];
    if (rsl__span_is_empty(span)) continue;
    room += (size_t)(rsl__when_period(span->last).index - rsl__when_period(span->first).index) + 1;
  }
  if (room == sheet->period_count) return RSL_OK;
  rsl__period_list *list = new_list(rollup, room);
  uint32_t *whens = rsl__allocate_array(&rollup->allocator, room, sizeof *whens);
  if (list != NULL && whens != NULL) {
    size_t count = 0;
    for (size_t i = 0; i < sheet->period_count; i++) whens[count++] = rsl__when(sheet->periods[i]);
    for (int type = RSL_PERIOD_YEAR; type < (int)sheet->record->frequency; type++) {
      const rsl__span *span = &sheet->column->spans[type];
      if (rsl__span_is_empty(span)) continue;
      rsl_period last = rsl__when_period(span->last);
      for (rsl_period period = rsl__when_period(span->first); period.index <= last.index; period.index++)
        whens[count++] = rsl__when(period);
    }
    fill_list(list, whens, count);
    sheet->periods = list->items;
    sheet->period_count = list->count;
  }
  bool fine = list != NULL && whens != NULL;
  rsl__release_array(&rollup->allocator, whens, room, sizeof *whens);
  return fine ? RSL_OK : RSL_ERR_MEMORY;
}

static rsl__period_list *find_list(const rsl_rollup *rollup, rsl_period_type frequency, rsl_period first,
                                   rsl_period last) {
  rsl__period_list *list = rollup->lists;
  while (list != NULL && (list->frequency != frequency || list->first.type != first.type ||
                          list->first.index != first.index || list->last.index != last.index))
    list = list->next;
  return list;
}

static rsl__period_list *new_list(rsl_rollup *rollup, size_t room) {
  size_t size = 0;
  if (!rsl__size_multiply(room, sizeof(rsl_period), &size) || !rsl__size_add(size, sizeof(rsl__period_list), &size))
    return NULL;
  rsl__period_list *list = rsl__allocate(&rollup->allocator, size);
  if (list == NULL) return NULL;
  *list = (rsl__period_list){ .next = rollup->lists, .room = room };
  rollup->lists = list;
  return list;
}

/* Those of the request that the frequency makes, in order, each once. */
static rsl__period_list *told_list(rsl_rollup *rollup, const rsl_rollup_request *request, uint32_t indicator) {
  rsl_period none = { RSL_PERIOD_NONE, 0 };
  rsl_period_type frequency = rollup->sheets[indicator].record->frequency;
  rsl__period_list *list = find_list(rollup, frequency, none, none);
  if (list != NULL) return list;
  list = new_list(rollup, request->period_count);
  uint32_t *whens = rsl__allocate_array(&rollup->allocator, request->period_count, sizeof *whens);
  if (list != NULL && whens != NULL) {
    size_t count = 0;
    list->frequency = frequency;
    for (size_t i = 0; i < request->period_count; i++)
      if (request->periods[i].type != RSL_PERIOD_NONE && rsl__has_length(rollup, indicator, request->periods[i]))
        whens[count++] = rsl__when(request->periods[i]);
    fill_list(list, whens, count);
  } else {
    list = NULL;
  }
  rsl__release_array(&rollup->allocator, whens, request->period_count, sizeof *whens);
  return list;
}

static void fill_list(rsl__period_list *list, uint32_t *whens, size_t count) {
  rsl__sort_numbers(whens, count);
  for (size_t i = 0; i < count; i++)
    if (i == 0 || whens[i] != whens[i - 1]) list->items[list->count++] = rsl__when_period(whens[i]);
}

static rsl__period_list *range_list(rsl_rollup *rollup, rsl_period first, rsl_period last) {
  rsl__period_list *list = find_list(rollup, first.type, first, last);
  if (list != NULL) return list;
  list = new_list(rollup, (size_t)(last.index - first.index) + 1);
  if (list == NULL) return NULL;
  list->frequency = first.type;
  list->first = first;
  list->last = last;
  for (rsl_period period = first; period.index <= last.index; period.index++) list->items[list->count++] = period;
  return list;
}
