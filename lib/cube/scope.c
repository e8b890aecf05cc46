#include <string.h>

#include "base/sort.h"
#include "cube/sweep.h"
#include "plan/links.h"
#include "plan/structure.h"

static bool make_scope(const rsl_rollup *rollup, rsl__frame *frame, const rsl__measuring *measuring);
static bool make_owing(const rsl_rollup *rollup, const rsl__frame *frame, rsl__owing *owing);
static void free_owing(const rsl_rollup *rollup, const rsl__frame *frame, rsl__owing *owing);
static void give_roles(const rsl_rollup *rollup, const rsl__frame *frame, const rsl__measuring *measuring,
                       rsl__scope *scope);
static unsigned role_of(const rsl_rollup *rollup, const rsl__frame *frame, const rsl__measuring *measuring,
                        uint32_t position, bool below);
static void count_owing(const rsl__frame *frame, rsl__scope *scope);
static void count_owing_above(const rsl__frame *frame, rsl__scope *scope);
static bool owes_itself(unsigned role);
static void leave_out_stopped(const rsl_rollup *rollup, uint32_t indicator, uint32_t position, rsl_date on,
                              rsl__due *due);
static void find_runs(const rsl__frame *frame, rsl__scope *scope);
static void count_one(const rsl__frame *frame, uint32_t position, bool owes, rsl__owing *owing);
static bool make_exempts(const rsl_rollup *rollup, rsl__frame *frame, uint32_t indicator);
static int compare_exempts(const void *a, const void *b);
static void drop_nested(rsl__exempts *exempts);
static bool is_exempt(const rsl__exempts *exempts, uint32_t position, rsl_date on);
static size_t first_exempt(const rsl__exempts *exempts, uint32_t position);
static bool changes(const rsl_rollup *rollup, uint32_t indicator, uint32_t when);
static rsl__due due_on(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, rsl_date on);

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
    free_owing(rollup, frame, &scope->owing);
    free_owing(rollup, frame, &scope->owing_above);
    rsl__release_array(from, scope->above, frame->count, sizeof *scope->above);
    rsl__release_array(from, scope->runs, frame->count, sizeof *scope->runs);
    rsl__sweep_free(from, scope);
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
  /* R1: where all below are exempt one by one, so is the unit. */
  bool stops = (role & RSL__ROLE_STOPS) != 0 && frame->exempts[indicator].count > 0;
  if (stops && due_on(rollup, indicator, unit, on).units == 0) role &= ~(unsigned)RSL__ROLE_STOPS;
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
  if (sheet->record->event) due.owed = 0;
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
  unsigned wanted =
      sheet->rule == RSL_RULE_NONE ? RSL__ROLE_MEASURES : RSL__ROLE_OWES | RSL__ROLE_ADDS | RSL__ROLE_STOPS;
  rsl__due due = { 0, 0, 0 };
  if ((rsl__role(rollup, indicator, unit, rsl__last_day(sheet, when)) & wanted) != 0)
    due = (rsl__due){ sheet->record->event ? 0 : 1, 1, rsl__print_of(unit) };
  uint32_t parts = rsl__parts(sheet, when);
  due.owed *= parts;
  if (parts == 1 || !changes(rollup, indicator, when)) return due;
  due.owed = 0;
  rsl_period part = rsl__first_part(sheet, when, sheet->record->frequency);
  for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1))
    if ((rsl__role(rollup, indicator, unit, rsl__last_day(sheet, rsl__when(part))) & wanted) != 0) due.owed++;
  return due;
}

static bool make_scope(const rsl_rollup *rollup, rsl__frame *frame, const rsl__measuring *measuring) {
  const rsl_allocator *from = &rollup->allocator;
  rsl__scope *scope = &frame->scopes[measuring->number];
  scope->roles = rsl__allocate_zeroed_array(from, frame->count, sizeof *scope->roles);
  scope->above = rsl__allocate_array(from, frame->count, sizeof *scope->above);
  scope->runs = rsl__allocate_array(from, frame->count, sizeof *scope->runs);
  if (scope->roles == NULL || scope->above == NULL || scope->runs == NULL || !make_owing(rollup, frame, &scope->owing))
    return false;
  if (measuring->stop_at != RSL_NONE && !make_owing(rollup, frame, &scope->owing_above)) return false;
  give_roles(rollup, frame, measuring, scope);
  count_owing(frame, scope);
  if (measuring->stop_at != RSL_NONE) count_owing_above(frame, scope);
  find_runs(frame, scope);
  return rsl__sweep_make(from, frame, scope);
}

static bool make_owing(const rsl_rollup *rollup, const rsl__frame *frame, rsl__owing *owing) {
  size_t count = (size_t)frame->count + 1;
  owing->before = rsl__allocate_zeroed_array(&rollup->allocator, count, sizeof *owing->before);
  owing->prints = rsl__allocate_zeroed_array(&rollup->allocator, count, sizeof *owing->prints);
  return owing->before != NULL && owing->prints != NULL;
}

static void free_owing(const rsl_rollup *rollup, const rsl__frame *frame, rsl__owing *owing) {
  size_t count = (size_t)frame->count + 1;
  rsl__release_array(&rollup->allocator, owing->before, count, sizeof *owing->before);
  rsl__release_array(&rollup->allocator, owing->prints, count, sizeof *owing->prints);
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
    if (measuring->levels[level] != 0 && level > lowest) lowest = level;
    *role = (uint8_t)role_of(rollup, frame, measuring, position, below);
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

/* @param below something below it is measured. */
static unsigned role_of(const rsl_rollup *rollup, const rsl__frame *frame, const rsl__measuring *measuring,
                        uint32_t position, bool below) {
  uint32_t unit = rsl_structure_unit(frame->structure, position);
  uint32_t level = rsl_plan_unit_level(rollup->plan, unit);
  unsigned role = below ? RSL__ROLE_ABOVE | RSL__ROLE_ROW : RSL__ROLE_NONE;
  if (below && level == measuring->stop_at) role |= RSL__ROLE_STOPS;
  if (measuring->levels[level] == 0) return role;
  role |= RSL__ROLE_ROW;
  bool applies =
      measuring->applies == RSL_NONE || rsl__plan_applies(rollup->plan, measuring->applies, unit, frame->from);
  if (!applies) return below && measuring->adds ? role | RSL__ROLE_APART : role;
  role |= RSL__ROLE_MEASURES;
  if (!below) return role | RSL__ROLE_OWES;
  return measuring->adds ? role | RSL__ROLE_ADDS : role;
}

static void count_owing(const rsl__frame *frame, rsl__scope *scope) {
  for (uint32_t position = 0; position < frame->count; position++) {
    unsigned role = scope->roles[position];
    bool above = (role & RSL__ROLE_KIND) == RSL__ROLE_ABOVE;
    scope->above[position] = above ? scope->above_count++ : RSL_NONE;
    count_one(frame, position, owes_itself(role), &scope->owing);
  }
}

/* R1: a unit of the level of `stop_at` owes nothing where nobody below it does, and stops nothing. */
static void count_owing_above(const rsl__frame *frame, rsl__scope *scope) {
  uint32_t stopped_until = 0;
  for (uint32_t position = 0; position < frame->count; position++) {
    uint8_t *role = &scope->roles[position];
    uint32_t end = rsl_structure_subtree_end(frame->structure, position);
    if (scope->owing.before[end] == scope->owing.before[position]) *role &= (uint8_t) ~(unsigned)RSL__ROLE_STOPS;
    bool stops = (*role & RSL__ROLE_STOPS) != 0;
    count_one(frame, position, stops || (owes_itself(*role) && position >= stopped_until), &scope->owing_above);
    if (stops) stopped_until = end;
  }
}

static bool owes_itself(unsigned role) {
  return (role & RSL__ROLE_KIND) == RSL__ROLE_OWES || (role & RSL__ROLE_ADDS) != 0;
}

static void find_runs(const rsl__frame *frame, rsl__scope *scope) {
  for (uint32_t position = frame->count; position-- > 0;) {
    uint32_t next = position + 1;
    bool goes_on = next < frame->count && frame->depths[next] == frame->depths[position] &&
                   (scope->roles[next] & RSL__ROLE_KIND) == RSL__ROLE_OWES;
    scope->runs[position] = goes_on ? scope->runs[next] : next;
  }
}

static void count_one(const rsl__frame *frame, uint32_t position, bool owes, rsl__owing *owing) {
  uint64_t print = owes ? rsl__print_of(rsl_structure_unit(frame->structure, position)) : 0;
  owing->before[position + 1] = owing->before[position] + (owes ? 1 : 0);
  owing->prints[position + 1] = owing->prints[position] + print;
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
    if (position < exempt->end && rsl__covers(exempt->from, exempt->to, on)) return true;
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
  bool above_stop = scope->owing_above.before != NULL && rsl_plan_unit_level(rollup->plan, unit) < measuring->stop_at;
  const rsl__owing *owing = above_stop ? &scope->owing_above : &scope->owing;
  uint32_t end = rsl_structure_subtree_end(frame->structure, position);
  due.units = owing->before[end] - owing->before[position];
  due.prints = owing->prints[end] - owing->prints[position];
  uint32_t done = position;
  for (size_t i = first_exempt(exempts, position); i < exempts->count && exempts->items[i].position < end; i++) {
    const rsl__exempt *exempt = &exempts->items[i];
    if (exempt->position < done || !rsl__covers(exempt->from, exempt->to, on)) continue;
    due.units -= owing->before[exempt->end] - owing->before[exempt->position];
    due.prints -= owing->prints[exempt->end] - owing->prints[exempt->position];
    done = exempt->end;
  }
  if (above_stop && exempts->count > 0) leave_out_stopped(rollup, indicator, position, on, &due);
  due.owed = due.units;
  return due;
}

/* Those of the level of `stop_at` that do not owe, as all below them are exempt one by one (R1). */
static void leave_out_stopped(const rsl_rollup *rollup, uint32_t indicator, uint32_t position, rsl_date on,
                              rsl__due *due) {
  const rsl__measuring *measuring = rsl__measuring_on(&rollup->sheets[indicator], on);
  const rsl__frame *frame = rsl__frame_of_day(rollup, on);
  const rsl__exempts *exempts = &frame->exempts[indicator];
  const uint8_t *roles = frame->scopes[measuring->number].roles;
  uint32_t end = rsl_structure_subtree_end(frame->structure, position);
  uint32_t last = RSL_NONE;
  for (size_t i = first_exempt(exempts, position); i < exempts->count && exempts->items[i].position < end; i++) {
    uint32_t stop = frame->structure->parents[exempts->items[i].position];
    while (stop != RSL_NONE && stop > position && (roles[stop] & RSL__ROLE_STOPS) == 0)
      stop = frame->structure->parents[stop];
    if (stop == RSL_NONE || stop <= position || stop == last) continue;
    last = stop;
    uint32_t unit = frame->structure->units[stop];
    if (is_exempt(exempts, stop, on) || due_on(rollup, indicator, unit, on).units > 0) continue;
    due->units--;
    due->prints -= rsl__print_of(unit);
  }
}

/* Any fixed function that spreads well (splitmix64's): sums of prints are compared for equality only. */
uint64_t rsl__print_of(uint32_t unit) {
  uint64_t z = ((uint64_t)unit + 1) * UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}
