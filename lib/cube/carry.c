#include "cube/carry.h"

static bool straddles(const rsl_rollup *rollup);
static bool takes_earlier(const rsl_rollup *rollup);
static bool is_earlier_taken(const rsl__sheet *sheet);
static uint32_t earlier_when(const rsl_rollup *rollup, uint32_t indicator, uint32_t when, uint32_t number);
static uint32_t when_at(const rsl__sheet *sheet, size_t index);
static const rsl__frame *first_frame(const rsl_rollup *rollup, const rsl__sheet *sheet, size_t index);
static rsl_status make_territory(rsl_rollup *rollup, rsl_error *error);
static bool add_routes(rsl_rollup *rollup);
static bool add_straddling(rsl_rollup *rollup, const rsl__sheet *sheet);
static bool add_earlier(rsl_rollup *rollup, uint32_t indicator);
static bool add_route(rsl_rollup *rollup, const rsl__frame *from, const rsl__frame *to);

rsl_status rsl__carry_make(rsl_rollup *rollup, rsl__territory *territory, rsl_error *error) {
  if (rollup->wanted == NULL && !straddles(rollup) && !takes_earlier(rollup)) return RSL_OK;
  rollup->carry = rsl__allocate_zeroed(&rollup->allocator, sizeof *rollup->carry);
  if (rollup->carry == NULL) return rsl__fail_memory(error);
  rollup->carry->territory = territory;
  rollup->carry->borrowed = territory != NULL;
  rsl_status status = RSL_OK;
  if (territory == NULL) status = make_territory(rollup, error);
  if (status == RSL_OK && !add_routes(rollup)) status = RSL_ERR_MEMORY;
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
}

/* Do units change inside a period? */
static bool straddles(const rsl_rollup *rollup) {
  for (uint32_t i = 0; rollup->frame_count > 1 && i < rsl_plan_indicator_count(rollup->plan); i++) {
    const rsl__sheet *sheet = &rollup->sheets[i];
    for (size_t w = 0; w < sheet->when_count + sheet->period_count; w++)
      if (first_frame(rollup, sheet, w) != rsl__frame_of(rollup, sheet, when_at(sheet, w))) return true;
  }
  return false;
}

static bool takes_earlier(const rsl_rollup *rollup) {
  bool any = false;
  for (uint32_t i = 0; rollup->frame_count > 1 && i < rsl_plan_indicator_count(rollup->plan); i++)
    any = any || is_earlier_taken(&rollup->sheets[i]);
  return any;
}

/* Does it set a figure against one of an earlier period (R5)? */
static bool is_earlier_taken(const rsl__sheet *sheet) {
  return sheet->when_count > 0 &&
         (sheet->shifts > 0 || sheet->operands.weight_variant.shift != 0 ||
          sheet->record->weight_at.type != RSL_PERIOD_NONE || sheet->record->weight_look_back > 0);
}

/* The periods that it may take something of; 0 past the last. */
static uint32_t earlier_when(const rsl_rollup *rollup, uint32_t indicator, uint32_t when, uint32_t number) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (number < sheet->shifts) return rsl__when_shift(when, -(int32_t)number - 1);
  uint32_t back = number - sheet->shifts;
  if (sheet->operands.weight == RSL_NONE || back > (uint32_t)sheet->record->weight_look_back) return 0;
  uint32_t weight = rsl__weight_of(rollup, indicator, when, when);
  return weight == 0 ? 0 : rsl__when_shift(weight, -(int32_t)back);
}

/* What is computed, and what is asked for: of the longer periods some are made only when they are read (R6). */
static uint32_t when_at(const rsl__sheet *sheet, size_t index) {
  return index < sheet->when_count ? sheet->whens[index] : rsl__when(sheet->periods[index - sheet->when_count]);
}

static const rsl__frame *first_frame(const rsl_rollup *rollup, const rsl__sheet *sheet, size_t index) {
  return rsl__frame_of_day(rollup, rsl__first_day(sheet, when_at(sheet, index)));
}

void rsl__carry_free(rsl_rollup *rollup) {
  rsl__carry *carry = rollup->carry;
  if (carry == NULL) return;
  while (carry->routes != NULL) {
    rsl__route *route = carry->routes;
    carry->routes = route->next;
    rsl__route_free(&rollup->allocator, route);
  }
  if (!carry->borrowed) rsl__territory_free(carry->territory);
  rsl__release(&rollup->allocator, carry, sizeof *carry);
}

const rsl__route *rsl__route_find(const rsl_rollup *rollup, const rsl__frame *from, const rsl__frame *to) {
  const rsl__route *route = rollup->carry == NULL ? NULL : rollup->carry->routes;
  while (route != NULL && (route->from != from || route->to != to)) route = route->next;
  return route;
}

static rsl_status make_territory(rsl_rollup *rollup, rsl_error *error) {
  rsl_date until = rollup->wanted != NULL ? rollup->wanted->from : rollup->frames[rollup->frame_count - 1].from;
  rsl_status status = rsl__territory_new(rollup->plan, &rollup->allocator, &rollup->carry->territory);
  return status == RSL_OK ? rsl__basis_fill(rollup, rollup->carry->territory, until, error) : status;
}

/* To the one structure that is wanted, or inside each period in which units change to that of its last day. */
static bool add_routes(rsl_rollup *rollup) {
  bool fine = true;
  for (size_t f = 0; fine && rollup->wanted != NULL && f < rollup->frame_count; f++)
    fine = add_route(rollup, &rollup->frames[f], rollup->wanted);
  for (uint32_t i = 0; fine && rollup->wanted == NULL && i < rsl_plan_indicator_count(rollup->plan); i++)
    fine = add_straddling(rollup, &rollup->sheets[i]);
  for (uint32_t i = 0; fine && i < rsl_plan_indicator_count(rollup->plan); i++) fine = add_earlier(rollup, i);
  return fine;
}

/* R5: an earlier figure is carried to the structure of the one that it is set against. */
static bool add_earlier(rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (!is_earlier_taken(sheet)) return true;
  for (size_t w = 0; w < sheet->when_count; w++) {
    const rsl__frame *to = rsl__frame_of(rollup, sheet, sheet->whens[w]);
    uint32_t earlier = 0;
    for (uint32_t n = 0; (earlier = earlier_when(rollup, indicator, sheet->whens[w], n)) != 0; n++) {
      const rsl__frame *last = rsl__frame_of(rollup, sheet, earlier);
      for (const rsl__frame *from = rsl__frame_of_day(rollup, rsl__first_day(sheet, earlier)); from <= last; from++)
        if (from != to && !add_route(rollup, from, to)) return false;
    }
  }
  return true;
}

static bool add_straddling(rsl_rollup *rollup, const rsl__sheet *sheet) {
  for (size_t w = 0; w < sheet->when_count + sheet->period_count; w++) {
    const rsl__frame *to = rsl__frame_of(rollup, sheet, when_at(sheet, w));
    for (const rsl__frame *from = first_frame(rollup, sheet, w); from != to; from++)
      if (!add_route(rollup, from, to)) return false;
  }
  return true;
}

static bool add_route(rsl_rollup *rollup, const rsl__frame *from, const rsl__frame *to) {
  rsl__carry *carry = rollup->carry;
  if (rsl__route_find(rollup, from, to) != NULL) return true;
  rsl__route *route = rsl__route_new(rollup, carry->territory, from, to);
  if (route == NULL) return false;
  route->next = carry->routes;
  carry->routes = route;
  return true;
}
