#include <string.h>

#include "base/sort.h"
#include "cube/rollup.h"

static rsl_status make_breaks(rsl_rollup *rollup, rsl__sheet *sheet);
static rsl_status make_exempts(rsl_rollup *rollup, rsl__sheet *sheet);
static bool covers(rsl_date from, rsl_date to, rsl_date on);
static const rsl__scope *scope_of(rsl_rollup *rollup, const uint8_t *levels);
static rsl__scope *new_scope(rsl_rollup *rollup, const uint8_t *levels);
static void free_scope(const rsl_rollup *rollup, rsl__scope *scope);
static void give_roles(const rsl_rollup *rollup, rsl__scope *scope);
static void count_owing(const rsl_rollup *rollup, rsl__scope *scope);
static int compare_exempts(const void *a, const void *b);
static void drop_nested(rsl__sheet *sheet);
static bool is_exempt(const rsl__sheet *sheet, uint32_t position, rsl_date on);
static size_t first_exempt(const rsl__sheet *sheet, uint32_t position);
static rsl__due due_on(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t position, rsl_date on);
static uint64_t print_of(uint32_t position);

rsl_status rsl__scopes_make(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->record->measured_at_count == 0) return RSL_OK;
  rsl_status status = make_breaks(rollup, sheet);
  return status == RSL_OK ? make_exempts(rollup, sheet) : status;
}

void rsl__scopes_free(rsl_rollup *rollup) {
  while (rollup->scopes != NULL) {
    rsl__scope *scope = rollup->scopes;
    rollup->scopes = scope->next;
    free_scope(rollup, scope);
  }
}

const rsl__scope *rsl__scope_on(const rsl__sheet *sheet, rsl_date on) {
  if (sheet->break_count == 0) return NULL;
  size_t at = sheet->break_count - 1;
  while (at > 0 && sheet->breaks[at].from > on) at--;
  return sheet->breaks[at].scope;
}

unsigned rsl__role(const rsl_rollup *rollup, uint32_t indicator, uint32_t position, rsl_date on) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__scope *scope = rsl__scope_on(sheet, on);
  if (scope == NULL) return RSL__ROLE_NONE;
  unsigned role = scope->roles[position];
  if (sheet->exempt_count > 0 && is_exempt(sheet, position, on)) role &= RSL__ROLE_ROW;
  return role;
}

uint32_t rsl__parts(const rsl__sheet *sheet, uint32_t when) {
  if (sheet->once || rsl__when_type(when) == sheet->record->frequency) return 1;
  int32_t parts = rsl_period_parts(rsl__when_period(when), sheet->record->frequency);
  return parts < 1 ? 1 : (uint32_t)parts;
}

/* R1, R3: each unit that owes on a part's last day owes that part. */
rsl__due rsl__due_below(const rsl_rollup *rollup, uint32_t indicator, uint32_t position, uint32_t when) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl__due due = due_on(rollup, sheet, position, rsl__when_last_day(when));
  uint32_t parts = rsl__parts(sheet, when);
  if (parts == 1) return due;
  due.owed *= parts;
  if (sheet->break_count <= 1 && !sheet->exempts_change) return due;
  due.owed = 0;
  rsl_period part = rsl_period_first_part(rsl__when_period(when), sheet->record->frequency);
  for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1))
    due.owed += due_on(rollup, sheet, position, rsl_period_last_day(part)).units;
  return due;
}

rsl__due rsl__due_of(const rsl_rollup *rollup, uint32_t indicator, uint32_t position, uint32_t when) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  unsigned wanted = sheet->rule == RSL_RULE_NONE ? RSL__ROLE_MEASURES : RSL__ROLE_OWES;
  rsl__due due = { 0, 0, 0 };
  if ((rsl__role(rollup, indicator, position, rsl__when_last_day(when)) & wanted) != 0)
    due = (rsl__due){ 1, 1, print_of(position) };
  uint32_t parts = rsl__parts(sheet, when);
  if (parts == 1) return due;
  due.owed *= parts;
  if (sheet->break_count <= 1 && !sheet->exempts_change) return due;
  due.owed = 0;
  rsl_period part = rsl_period_first_part(rsl__when_period(when), sheet->record->frequency);
  for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1))
    if ((rsl__role(rollup, indicator, position, rsl_period_last_day(part)) & wanted) != 0) due.owed++;
  return due;
}

static rsl_status make_breaks(rsl_rollup *rollup, rsl__sheet *sheet) {
  const rsl_indicator *record = sheet->record;
  const rsl_allocator *from = &rollup->allocator;
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
    sheet->breaks[b].scope = scope_of(rollup, levels);
    if (sheet->breaks[b].scope == NULL) goto done;
  }
  status = RSL_OK;
done:
  rsl__release_array(from, levels, level_count, sizeof *levels);
  return status;
}

/* A day before every date is covered by what has no first day. */
static bool covers(rsl_date from, rsl_date to, rsl_date on) {
  return (from == RSL_DATE_NONE || on >= from) && (to == RSL_DATE_NONE || on < to);
}

static rsl_status make_exempts(rsl_rollup *rollup, rsl__sheet *sheet) {
  const rsl_indicator *record = sheet->record;
  if (record->not_applicable_count == 0) return RSL_OK;
  sheet->exempts = rsl__allocate_array(&rollup->allocator, record->not_applicable_count, sizeof *sheet->exempts);
  if (sheet->exempts == NULL) return RSL_ERR_MEMORY;
  for (size_t i = 0; i < record->not_applicable_count; i++) {
    const rsl_not_applicable *entry = &record->not_applicable[i];
    uint32_t unit = RSL_NONE;
    rsl_date on = entry->from != RSL_DATE_NONE ? entry->from : RSL_DATE_NONE;
    if (rsl_plan_find_unit(rollup->plan, entry->unit, strlen(entry->unit), RSL_NONE, on, &unit, NULL) != RSL_OK)
      continue;
    uint32_t position = rsl_structure_position(rollup->structure, unit);
    if (position == RSL_NONE) continue;
    if (entry->from != RSL_DATE_NONE || entry->to != RSL_DATE_NONE) sheet->exempts_change = true;
    sheet->exempts[sheet->exempt_count++] =
        (rsl__exempt){ position, rsl_structure_subtree_end(rollup->structure, position), entry->from, entry->to };
  }
  if (!rsl__sort(&rollup->allocator, sheet->exempts, sheet->exempt_count, sizeof *sheet->exempts, compare_exempts))
    return RSL_ERR_MEMORY;
  if (!sheet->exempts_change) drop_nested(sheet);
  return RSL_OK;
}

static int compare_exempts(const void *a, const void *b) {
  const rsl__exempt *left = a;
  const rsl__exempt *right = b;
  return (left->position > right->position) - (left->position < right->position);
}

/* Where none has dates, one inside another says nothing more: what is left lies side by side. */
static void drop_nested(rsl__sheet *sheet) {
  size_t kept = 0;
  for (size_t i = 0; i < sheet->exempt_count; i++)
    if (kept == 0 || sheet->exempts[i].position >= sheet->exempts[kept - 1].end)
      sheet->exempts[kept++] = sheet->exempts[i];
  sheet->exempt_count = kept;
}

static const rsl__scope *scope_of(rsl_rollup *rollup, const uint8_t *levels) {
  uint32_t level_count = rsl_plan_level_count(rollup->plan);
  for (const rsl__scope *scope = rollup->scopes; scope != NULL; scope = scope->next)
    if (memcmp(scope->levels, levels, level_count) == 0) return scope;
  rsl__scope *scope = new_scope(rollup, levels);
  if (scope == NULL) return NULL;
  give_roles(rollup, scope);
  count_owing(rollup, scope);
  scope->next = rollup->scopes;
  rollup->scopes = scope;
  return scope;
}

static rsl__scope *new_scope(rsl_rollup *rollup, const uint8_t *levels) {
  const rsl_allocator *from = &rollup->allocator;
  uint32_t level_count = rsl_plan_level_count(rollup->plan);
  rsl__scope *scope = rsl__allocate_zeroed(from, sizeof *scope);
  if (scope == NULL) return NULL;
  scope->levels = rsl__allocate_array(from, level_count, sizeof *scope->levels);
  scope->roles = rsl__allocate_zeroed_array(from, rollup->count, sizeof *scope->roles);
  scope->before = rsl__allocate_zeroed_array(from, (size_t)rollup->count + 1, sizeof *scope->before);
  scope->prints = rsl__allocate_zeroed_array(from, (size_t)rollup->count + 1, sizeof *scope->prints);
  if (scope->levels == NULL || scope->roles == NULL || scope->before == NULL || scope->prints == NULL) {
    free_scope(rollup, scope);
    return NULL;
  }
  memcpy(scope->levels, levels, level_count);
  return scope;
}

static void free_scope(const rsl_rollup *rollup, rsl__scope *scope) {
  const rsl_allocator *from = &rollup->allocator;
  rsl__release_array(from, scope->levels, rsl_plan_level_count(rollup->plan), sizeof *scope->levels);
  rsl__release_array(from, scope->roles, rollup->count, sizeof *scope->roles);
  rsl__release_array(from, scope->before, (size_t)rollup->count + 1, sizeof *scope->before);
  rsl__release_array(from, scope->prints, (size_t)rollup->count + 1, sizeof *scope->prints);
  rsl__release(from, scope, sizeof *scope);
}

/* Parents stand before their children, so one pass from the end tells what is below, one from the beginning which trees
 * have anything to measure at all. */
static void give_roles(const rsl_rollup *rollup, rsl__scope *scope) {
  const rsl_structure *structure = rollup->structure;
  uint32_t lowest = 0;
  for (uint32_t position = rollup->count; position-- > 0;) {
    uint32_t level = rsl_plan_unit_level(rollup->plan, rsl_structure_unit(structure, position));
    uint8_t *role = &scope->roles[position];
    bool below = *role != 0;
    if (scope->levels[level] != 0) {
      *role = RSL__ROLE_MEASURES | RSL__ROLE_ROW | (below ? RSL__ROLE_ABOVE : RSL__ROLE_OWES);
      if (level > lowest) lowest = level;
    } else if (below) {
      *role = RSL__ROLE_ABOVE | RSL__ROLE_ROW;
    }
    uint32_t parent = rsl_structure_parent(structure, position);
    if (*role != 0 && parent != RSL_NONE) scope->roles[parent] = RSL__ROLE_ABOVE;
  }
  bool tree_measures = false;
  for (uint32_t position = 0; position < rollup->count; position++) {
    uint32_t level = rsl_plan_unit_level(rollup->plan, rsl_structure_unit(structure, position));
    if (rsl_structure_parent(structure, position) == RSL_NONE) tree_measures = scope->roles[position] != 0;
    if (tree_measures && level <= lowest) scope->roles[position] |= RSL__ROLE_ROW;
  }
}

static void count_owing(const rsl_rollup *rollup, rsl__scope *scope) {
  for (uint32_t position = 0; position < rollup->count; position++) {
    bool owes = (scope->roles[position] & RSL__ROLE_KIND) == RSL__ROLE_OWES;
    scope->before[position + 1] = scope->before[position] + (owes ? 1 : 0);
    scope->prints[position + 1] = scope->prints[position] + (owes ? print_of(position) : 0);
  }
}

static bool is_exempt(const rsl__sheet *sheet, uint32_t position, rsl_date on) {
  size_t end = first_exempt(sheet, position + 1);
  /* Side by side, only the last that begins before can hold the unit. */
  size_t first = sheet->exempts_change || end == 0 ? 0 : end - 1;
  for (size_t i = first; i < end; i++)
    if (position < sheet->exempts[i].end && covers(sheet->exempts[i].from, sheet->exempts[i].to, on)) return true;
  return false;
}

/* The first that does not begin before a position. */
static size_t first_exempt(const rsl__sheet *sheet, uint32_t position) {
  size_t low = 0;
  size_t high = sheet->exempt_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sheet->exempts[middle].position < position)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

static rsl__due due_on(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t position, rsl_date on) {
  const rsl__scope *scope = rsl__scope_on(sheet, on);
  rsl__due due = { 0, 0, 0 };
  if (scope == NULL || (sheet->exempt_count > 0 && is_exempt(sheet, position, on))) return due;
  uint32_t end = rsl_structure_subtree_end(rollup->structure, position);
  due.units = scope->before[end] - scope->before[position];
  due.prints = scope->prints[end] - scope->prints[position];
  uint32_t done = position;
  for (size_t i = first_exempt(sheet, position); i < sheet->exempt_count && sheet->exempts[i].position < end; i++) {
    const rsl__exempt *exempt = &sheet->exempts[i];
    if (exempt->position < done || !covers(exempt->from, exempt->to, on)) continue;
    due.units -= scope->before[exempt->end] - scope->before[exempt->position];
    due.prints -= scope->prints[exempt->end] - scope->prints[exempt->position];
    done = exempt->end;
  }
  due.owed = due.units;
  return due;
}

/* Any fixed function that spreads well (splitmix64's): sums of prints are compared for equality only. */
static uint64_t print_of(uint32_t position) {
  uint64_t z = ((uint64_t)position + 1) * UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
  return z ^ (z >> 31);
}
