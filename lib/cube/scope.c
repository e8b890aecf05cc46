#include <string.h>

#include "base/sort.h"
#include "cube/rollup.h"

static rsl__measuring *measuring_of(rsl_rollup *rollup, const uint8_t *levels);
static bool covers(rsl_date from, rsl_date to, rsl_date on);
static bool make_scope(const rsl_rollup *rollup, rsl__frame *frame, const rsl__measuring *measuring);
static void give_roles(const rsl_rollup *rollup, const rsl__frame *frame, const rsl__measuring *measuring,
                       rsl__scope *scope);
static void count_owing(const rsl__frame *frame, rsl__scope *scope);
static bool make_exempts(const rsl_rollup *rollup, rsl__frame *frame, uint32_t indicator);
static int compare_exempts(const void *a, const void *b);
static void drop_nested(rsl__exempts *exempts);
static bool is_exempt(const rsl__exempts *exempts, uint32_t position, rsl_date on);
static size_t first_exempt(const rsl__exempts *exempts, uint32_t position);
static bool changes(const rsl_rollup *rollup, uint32_t indicator, uint32_t when);
static rsl__due due_on(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, rsl_date on);

rsl_status rsl__measuring_find(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_indicator *record = sheet->record;
  const rsl_allocator *from = &rollup->allocator;
  if (record->measured_at_count == 0) return RSL_OK;
  uint32_t level_count = rsl_plan_level_count(rollup->plan);
  size_t room = 2 * record->measured_at_count + 1;
  rsl_status status = RSL_ERR_MEMORY;
  uint8_t *levels = rsl__allocate_array(from, level_count, sizeof *levels);
  sheet->breaks = rsl__allocate_zeroed_array(from, room, sizeof *sheet->breaks);
  if (sheet->breaks == NULL || levels == NULL) goto done;
  sheet->breaks[sheet->break_count++].from = RSL_DATE_NONE;
  for (size_t i = 0; i < record->measured_at_count; i++) {
    const rsl_date days[2] = { record->measured_at[i].from, record->measured_at[i].to };
    for (int d = 0; d < 2; d++) {
      if (days[d] == RSL_DATE_NONE) continue;
      size_t at = sheet->break_count++;
      for (; at > 0 && sheet->breaks[at - 1].from > days[d]; at--) sheet->breaks[at] = sheet->breaks[at - 1];
      sheet->breaks[at].from = days[d];
    }
  }
  for (size_t b = 0; b < sheet->break_count; b++) {
    memset(levels, 0, level_count);
    for (size_t i = 0; i < record->measured_at_count; i++) {
      const rsl_measured_at *at = &record->measured_at[i];
      uint32_t level = rsl_plan_find_level(rollup->plan, at->level, strlen(at->level));
      if (level != RSL_NONE && covers(at->from, at->to, sheet->breaks[b].from)) levels[level] = 1;
    }
    sheet->breaks[b].measuring = measuring_of(rollup, levels);
    if (sheet->breaks[b].measuring == NULL) goto done;
  }
  status = RSL_OK;
done:
  rsl__release_array(from, levels, level_count, sizeof *levels);
  return status;
}

void rsl__measurings_free(rsl_rollup *rollup) {
  const rsl_allocator *from = &rollup->allocator;
  while (rollup->measurings != NULL) {
    rsl__measuring *measuring = rollup->measurings;
    rollup->measurings = measuring->next;
    rsl__release_array(from, measuring->levels, rsl_plan_level_count(rollup->plan), sizeof *measuring->levels);
    rsl__release(from, measuring, sizeof *measuring);
  }
}

const rsl__measuring *rsl__measuring_on(const rsl__sheet *sheet, rsl_date on) {
  if (sheet->break_count == 0) return NULL;
  size_t at = sheet->break_count - 1;
  while (at > 0 && sheet->breaks[at].from > on) at--;
  return sheet->breaks[at].measuring;
}

bool rsl__scopes_make(rsl_rollup *rollup, rsl__frame *frame) {
  const rsl_allocator *from = &rollup->allocator;
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  frame->scopes = rsl__allocate_zeroed_array(from, rollup->measuring_count, sizeof *frame->scopes);
  frame->exempts = rsl__allocate_zeroed_array(from, count, sizeof *frame->exempts);
  bool fine = frame->scopes != NULL && frame->exempts != NULL;
  for (const rsl__measuring *m = rollup->measurings; fine && m != NULL; m = m->next)
    fine = make_scope(rollup, frame, m);
  for (uint32_t i = 0; fine && i < count; i++) fine = make_exempts(rollup, frame, i);
  return fine;
}

void rsl__scopes_free(const rsl_rollup *rollup, rsl__frame *frame) {
  const rsl_allocator *from = &rollup->allocator;
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  for (uint32_t i = 0; frame->scopes != NULL && i < rollup->measuring_count; i++) {
    rsl__scope *scope = &frame->scopes[i];
    rsl__release_array(from, scope->roles, frame->count, sizeof *scope->roles);
    rsl__release_array(from, scope->before, (size_t)frame->count + 1, sizeof *scope->before);
    rsl__release_array(from, scope->prints, (size_t)frame->count + 1, sizeof *scope->prints);
    rsl__release_array(from, scope->above, frame->count, sizeof *scope->above);
  }
  for (uint32_t i = 0; frame->exempts != NULL && i < count; i++)
    rsl__release_array(from, frame->exempts[i].items, rsl_plan_indicator(rollup->plan, i)->not_applicable_count,
                       sizeof *frame->exempts[i].items);
  rsl__release_array(from, frame->scopes, rollup->measuring_count, sizeof *frame->scopes);
  rsl__release_array(from, frame->exempts, count, sizeof *frame->exempts);
}

unsigned rsl__role(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, rsl_date on) {
  const rsl__measuring *measuring = rsl__measuring_on(&rollup->sheets[indicator], on);
  const rsl__frame *frame = rsl__frame_of_day(rollup, on);
  uint32_t position = rsl__frame_position(frame, unit);
  if (measuring == NULL || position == RSL_NONE) return RSL__ROLE_NONE;
  unsigned role = frame->scopes[measuring->number].roles[position];
  if (is_exempt(&frame->exempts[indicator], position, on)) role &= RSL__ROLE_ROW;
  return role;
}

uint32_t rsl__parts(const rsl__sheet *sheet, uint32_t when) {
  if (rsl__when_type(when) == sheet->record->frequency) return 1;
  if (sheet->once && !rsl__is_running(sheet, when)) return 1;
  uint32_t parts = rsl__parts_of(sheet, when, sheet->record->frequency);
  if (parts == 0) return rsl__is_running(sheet, when) ? 0 : 1;
  return sheet->once ? 1 : parts;
}

/* R1, R3: each unit that owes on a part's last day owes that part. */
rsl__due rsl__due_below(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl__due due = due_on(rollup, indicator, unit, rsl__last_day(sheet, when));
  uint32_t parts = rsl__parts(sheet, when);
  due.owed *= parts;
  if (parts == 1 || !changes(rollup, indicator, when)) return due;
  due.owed = 0;
  rsl_period part = rsl__first_part(sheet, when, sheet->record->frequency);
  for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1))
    due.owed += due_on(rollup, indicator, unit, rsl__last_day(sheet, rsl__when(part))).units;
  return due;
}

rsl__due rsl__due_of(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  unsigned wanted = sheet->rule == RSL_RULE_NONE ? RSL__ROLE_MEASURES : RSL__ROLE_OWES;
  rsl__due due = { 0, 0, 0 };
  if ((rsl__role(rollup, indicator, unit, rsl__last_day(sheet, when)) & wanted) != 0)
    due = (rsl__due){ 1, 1, rsl__print_of(unit) };
  uint32_t parts = rsl__parts(sheet, when);
  due.owed *= parts;
  if (parts == 1 || !changes(rollup, indicator, when)) return due;
  due.owed = 0;
  rsl_period part = rsl__first_part(sheet, when, sheet->record->frequency);
  for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1))
    if ((rsl__role(rollup, indicator, unit, rsl__last_day(sheet, rsl__when(part))) & wanted) != 0) due.owed++;
  return due;
}

static rsl__measuring *measuring_of(rsl_rollup *rollup, const uint8_t *levels) {
  uint32_t level_count = rsl_plan_level_count(rollup->plan);
  for (rsl__measuring *measuring = rollup->measurings; measuring != NULL; measuring = measuring->next)
    if (memcmp(measuring->levels, levels, level_count) == 0) return measuring;
  rsl__measuring *measuring = rsl__allocate_zeroed(&rollup->allocator, sizeof *measuring);
  if (measuring == NULL) return NULL;
  measuring->levels = rsl__allocate_array(&rollup->allocator, level_count, sizeof *measuring->levels);
  if (measuring->levels == NULL) {
    rsl__release(&rollup->allocator, measuring, sizeof *measuring);
    return NULL;
  }
  memcpy(measuring->levels, levels, level_count);
  measuring->number = rollup->measuring_count++;
  measuring->next = rollup->measurings;
  rollup->measurings = measuring;
  return measuring;
}

/* A day before every date is covered by what has no first day. */
static bool covers(rsl_date from, rsl_date to, rsl_date on) {
  return (from == RSL_DATE_NONE || on >= from) && (to == RSL_DATE_NONE || on < to);
}

static bool make_scope(const rsl_rollup *rollup, rsl__frame *frame, const rsl__measuring *measuring) {
  const rsl_allocator *from = &rollup->allocator;
  rsl__scope *scope = &frame->scopes[measuring->number];
  scope->roles = rsl__allocate_zeroed_array(from, frame->count, sizeof *scope->roles);
  scope->before = rsl__allocate_zeroed_array(from, (size_t)frame->count + 1, sizeof *scope->before);
  scope->prints = rsl__allocate_zeroed_array(from, (size_t)frame->count + 1, sizeof *scope->prints);
  scope->above = rsl__allocate_array(from, frame->count, sizeof *scope->above);
  if (scope->roles == NULL || scope->before == NULL || scope->prints == NULL || scope->above == NULL) return false;
  give_roles(rollup, frame, measuring, scope);
  count_owing(frame, scope);
  return true;
}

/* Parents stand before their children, so one pass from the end tells what is below, one from the beginning which trees
 * have anything to measure at all. */
static void give_roles(const rsl_rollup *rollup, const rsl__frame *frame, const rsl__measuring *measuring,
                       rsl__scope *scope) {
  const rsl_structure *structure = frame->structure;
  uint32_t lowest = 0;
  for (uint32_t position = frame->count; position-- > 0;) {
    uint32_t level = rsl_plan_unit_level(rollup->plan, rsl_structure_unit(structure, position));
    uint8_t *role = &scope->roles[position];
    bool below = *role != 0;
    if (measuring->levels[level] != 0) {
      *role = RSL__ROLE_MEASURES | RSL__ROLE_ROW | (below ? RSL__ROLE_ABOVE : RSL__ROLE_OWES);
      if (level > lowest) lowest = level;
    } else if (below) {
      *role = RSL__ROLE_ABOVE | RSL__ROLE_ROW;
    }
    uint32_t parent = rsl_structure_parent(structure, position);
    if (*role != 0 && parent != RSL_NONE) scope->roles[parent] = RSL__ROLE_ABOVE;
  }
  bool tree_measures = false;
  for (uint32_t position = 0; position < frame->count; position++) {
    uint32_t level = rsl_plan_unit_level(rollup->plan, rsl_structure_unit(structure, position));
    if (rsl_structure_parent(structure, position) == RSL_NONE) tree_measures = scope->roles[position] != 0;
    if (tree_measures && level <= lowest) scope->roles[position] |= RSL__ROLE_ROW;
  }
}

static void count_owing(const rsl__frame *frame, rsl__scope *scope) {
  for (uint32_t position = 0; position < frame->count; position++) {
    unsigned role = scope->roles[position] & RSL__ROLE_KIND;
    bool owes = role == RSL__ROLE_OWES;
    scope->above[position] = role == RSL__ROLE_ABOVE ? scope->above_count++ : RSL_NONE;
    uint64_t print = owes ? rsl__print_of(rsl_structure_unit(frame->structure, position)) : 0;
    scope->before[position + 1] = scope->before[position] + (owes ? 1 : 0);
    scope->prints[position + 1] = scope->prints[position] + print;
  }
}

static bool make_exempts(const rsl_rollup *rollup, rsl__frame *frame, uint32_t indicator) {
  const rsl_indicator *record = rsl_plan_indicator(rollup->plan, indicator);
  rsl__exempts *exempts = &frame->exempts[indicator];
  if (record->not_applicable_count == 0) return true;
  exempts->items = rsl__allocate_array(&rollup->allocator, record->not_applicable_count, sizeof *exempts->items);
  if (exempts->items == NULL) return false;
  for (size_t i = 0; i < record->not_applicable_count; i++) {
    const rsl_not_applicable *entry = &record->not_applicable[i];
    uint32_t unit = RSL_NONE;
    rsl_date on = entry->from != RSL_DATE_NONE ? entry->from : RSL_DATE_NONE;
    if (rsl_plan_find_unit(rollup->plan, entry->unit, strlen(entry->unit), RSL_NONE, on, &unit, NULL) != RSL_OK)
      continue;
    uint32_t position = rsl__frame_position(frame, unit);
    if (position == RSL_NONE) continue;
    if (entry->from != RSL_DATE_NONE || entry->to != RSL_DATE_NONE) exempts->change = true;
    uint32_t end = rsl_structure_subtree_end(frame->structure, position);
    exempts->items[exempts->count++] = (rsl__exempt){ position, end, entry->from, entry->to };
  }
  if (!rsl__sort(&rollup->allocator, exempts->items, exempts->count, sizeof *exempts->items, compare_exempts))
    return false;
  if (!exempts->change) drop_nested(exempts);
  return true;
}

static int compare_exempts(const void *a, const void *b) {
  const rsl__exempt *left = a;
  const rsl__exempt *right = b;
  return (left->position > right->position) - (left->position < right->position);
}

/* Where none has dates, one inside another says nothing more: what is left lies side by side. */
static void drop_nested(rsl__exempts *exempts) {
  size_t kept = 0;
  for (size_t i = 0; i < exempts->count; i++)
    if (kept == 0 || exempts->items[i].position >= exempts->items[kept - 1].end)
      exempts->items[kept++] = exempts->items[i];
  exempts->count = kept;
}

static bool is_exempt(const rsl__exempts *exempts, uint32_t position, rsl_date on) {
  if (exempts->count == 0) return false;
  size_t end = first_exempt(exempts, position + 1);
  /* Side by side, only the last that begins before can hold the unit. */
  size_t first = exempts->change || end == 0 ? 0 : end - 1;
  for (size_t i = first; i < end; i++) {
    const rsl__exempt *exempt = &exempts->items[i];
    if (position < exempt->end && covers(exempt->from, exempt->to, on)) return true;
  }
  return false;
}

/* The first that does not begin before a position. */
static size_t first_exempt(const rsl__exempts *exempts, uint32_t position) {
  size_t low = 0;
  size_t high = exempts->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (exempts->items[middle].position < position)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* May another unit owe on one day of the period than on another? */
static bool changes(const rsl_rollup *rollup, uint32_t indicator, uint32_t when) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__frame *frame = rsl__frame_of(rollup, sheet, when);
  return sheet->break_count > 1 || frame->exempts[indicator].change ||
         rsl__frame_of_day(rollup, rsl__first_day(sheet, when)) != frame;
}

static rsl__due due_on(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, rsl_date on) {
  const rsl__measuring *measuring = rsl__measuring_on(&rollup->sheets[indicator], on);
  const rsl__frame *frame = rsl__frame_of_day(rollup, on);
  const rsl__exempts *exempts = &frame->exempts[indicator];
  uint32_t position = rsl__frame_position(frame, unit);
  rsl__due due = { 0, 0, 0 };
  if (measuring == NULL || position == RSL_NONE || is_exempt(exempts, position, on)) return due;
  const rsl__scope *scope = &frame->scopes[measuring->number];
  uint32_t end = rsl_structure_subtree_end(frame->structure, position);
  due.units = scope->before[end] - scope->before[position];
  due.prints = scope->prints[end] - scope->prints[position];
  uint32_t done = position;
  for (size_t i = first_exempt(exempts, position); i < exempts->count && exempts->items[i].position < end; i++) {
    const rsl__exempt *exempt = &exempts->items[i];
    if (exempt->position < done || !covers(exempt->from, exempt->to, on)) continue;
    due.units -= scope->before[exempt->end] - scope->before[exempt->position];
    due.prints -= scope->prints[exempt->end] - scope->prints[exempt->position];
    done = exempt->end;
  }
  due.owed = due.units;
  return due;
}

/* Any fixed function that spreads well (splitmix64's): sums of prints are compared for equality only. */
uint64_t rsl__print_of(uint32_t unit) {
  uint64_t z = ((uint64_t)unit + 1) * UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}
