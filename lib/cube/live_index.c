#include <string.h>

#include "cube/live.h"
#include "plan/structure.h"

static bool index_column(rsl_live *live, uint32_t indicator);
static bool index_block(rsl_live *live, rsl__block *block, rsl__live_block *into);
static const uint32_t *rows_of(rsl_live *live, const rsl__block *block);
static void mark_used(rsl_live *live);
static bool link_block(rsl_live *live, uint32_t indicator, rsl__live_block *known);
static void find_distance(rsl__live_block *known);
static bool adds_up(const rsl_rollup *rollup, uint32_t indicator);
static const rsl__strip *strip_of(const rsl__sheet *sheet, const rsl__live_block *known, uint32_t *shift);
static const rsl__live_path *path_of(rsl_live *live, const rsl__strip *strip);
static bool make_path(const rsl_live *live, const rsl__frame *frame, rsl__live_path *path);
static void free_path(const rsl_live *live, rsl__live_path *path);
static void free_sums(const rsl_live *live, rsl__live_block *known);

bool rsl__live_index(rsl_live *live) {
  uint32_t count = live->cube->column_count;
  live->columns = rsl__allocate_zeroed_array(&live->allocator, count, sizeof *live->columns);
  if (live->columns == NULL) return false;
  for (uint32_t i = 0; i < count; i++)
    if (!index_column(live, i) || !rsl__live_link(live, i)) return false;
  mark_used(live);
  return true;
}

void rsl__live_forget(rsl_live *live) {
  const rsl_allocator *from = &live->allocator;
  if (live->columns == NULL) return;
  rsl__live_unlink(live);
  for (uint32_t i = 0; i < live->cube->column_count; i++)
    rsl__release_array(from, live->columns[i].blocks, live->columns[i].block_count, sizeof *live->columns[i].blocks);
  rsl__release_array(from, live->columns, live->cube->column_count, sizeof *live->columns);
  live->columns = NULL;
  for (rsl__live_rows *rows = live->rows, *next = NULL; rows != NULL; rows = next) {
    next = rows->next;
    rsl__release_array(from, rows->at, live->cube->unit_count, sizeof *rows->at);
    rsl__release(from, rows, sizeof *rows);
  }
  live->rows = NULL;
}

bool rsl__live_link(rsl_live *live, uint32_t indicator) {
  rsl__live_column *column = &live->columns[indicator];
  for (size_t b = 0; b < column->block_count; b++) {
    free_sums(live, &column->blocks[b]);
    if (adds_up(live->rollup, indicator) && !link_block(live, indicator, &column->blocks[b])) return false;
  }
  return true;
}

void rsl__live_unlink(rsl_live *live) {
  for (uint32_t i = 0; i < live->cube->column_count; i++)
    for (size_t b = 0; b < live->columns[i].block_count; b++) free_sums(live, &live->columns[i].blocks[b]);
  for (rsl__live_path *path = live->paths, *next = NULL; path != NULL; path = next) {
    next = path->next;
    free_path(live, path);
  }
  live->paths = NULL;
}

/* ---- Where figures stand ---- */

static bool index_column(rsl_live *live, uint32_t indicator) {
  rsl__column *column = &live->cube->columns[indicator];
  rsl__live_column *into = &live->columns[indicator];
  into->column = column;
  into->frequency = rsl_plan_indicator(live->cube->plan, indicator)->frequency;
  into->blocks = rsl__allocate_zeroed_array(&live->allocator, column->block_count, sizeof *into->blocks);
  if (into->blocks == NULL) return false;
  into->block_count = column->block_count;
  for (size_t b = 0; b < column->block_count; b++)
    if (!index_block(live, &column->blocks[b], &into->blocks[b])) return false;
  return true;
}

static bool index_block(rsl_live *live, rsl__block *block, rsl__live_block *into) {
  rsl_period first = rsl__when_period(block->whens[0]);
  rsl_period last = rsl__when_period(block->whens[block->lane_count - 1]);
  if (block->set_lanes == NULL)
    block->set_lanes =
        rsl__allocate_zeroed_array(&live->cube->store.allocator, block->row_count, sizeof *block->set_lanes);
  into->block = block;
  into->rows = rows_of(live, block);
  into->first_index = first.index;
  into->side_by_side = last.index - first.index + 1 == (int32_t)block->lane_count;
  return into->rows != NULL && block->set_lanes != NULL;
}

/* Most blocks have the units of the one before. */
static const uint32_t *rows_of(rsl_live *live, const rsl__block *block) {
  if (live->rows != NULL && rsl__block_same_places(live->rows->block, block)) return live->rows->at;
  const rsl_allocator *from = &live->allocator;
  rsl__live_rows *rows = rsl__allocate(from, sizeof *rows);
  uint32_t *at = rsl__allocate_array(from, live->cube->unit_count, sizeof *at);
  if (rows == NULL || at == NULL) {
    rsl__release(from, rows, sizeof *rows);
    rsl__release_array(from, at, live->cube->unit_count, sizeof *at);
    return NULL;
  }
  memset(at, 0xFF, live->cube->unit_count * sizeof *at);
  for (uint32_t row = 0; row < block->row_count; row++) at[live->cube->units[block->places[row]]] = row;
  *rows = (rsl__live_rows){ live->rows, block, at };
  live->rows = rows;
  return at;
}

static void mark_used(rsl_live *live) {
  for (uint32_t i = 0; i < live->cube->column_count; i++) {
    uint32_t operand = 0;
    for (uint32_t o = 0; (operand = rsl__operand(live->cube->plan, i, o)) != RSL_NONE; o++)
      live->columns[operand].is_used = true;
  }
}

/* ---- Where their sums stand ---- */

static bool link_block(rsl_live *live, uint32_t indicator, rsl__live_block *known) {
  const rsl__sheet *sheet = &live->rollup->sheets[indicator];
  const rsl__strip *strip = strip_of(sheet, known, &known->shift);
  if (strip == NULL || strip->scope == NULL || strip->frame->exempts[indicator].count > 0) return true;
  const rsl__live_path *path = path_of(live, strip);
  if (path == NULL) return false;
  int64_t **sums = rsl__allocate_array(&live->allocator, path->count, sizeof *sums);
  if (sums == NULL) return false;
  for (uint32_t number = 0; number < path->count; number++) {
    int64_t *plane = strip->rows[number].a;
    bool has_own = known->rows[live->cube->units[path->places[number]]] != RSL_NONE;
    sums[number] = plane == NULL || has_own ? NULL : plane + known->shift;
  }
  known->strip = strip;
  known->path = path;
  known->sums = sums;
  if (live->columns[indicator].column->count == 0) find_distance(known);
  return true;
}

/* Planes that were given to all units at once stand so. */
static void find_distance(rsl__live_block *known) {
  if (known->path->count < 2) return;
  int64_t *first = known->sums[0];
  if (first == NULL || (uintptr_t)known->sums[1] <= (uintptr_t)first) return;
  uintptr_t bytes = (uintptr_t)known->sums[1] - (uintptr_t)first;
  for (uint32_t number = 1; number < known->path->count; number++)
    if ((uintptr_t)known->sums[number] != (uintptr_t)first + number * bytes) return;
  known->even = first;
  known->distance = bytes / sizeof *first;
}

/* What a unit gave goes into the planes of all above it, as it is. */
static bool adds_up(const rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_indicator *record = sheet->record;
  return sheet->rule == RSL_RULE_SUM && sheet->plain && !sheet->keeps_all && sheet->types == 1u << record->frequency &&
         rollup->known_on == RSL_DATE_NONE && rollup->wanted == NULL && record->prefer == RSL_PREFER_CHILDREN &&
         record->reported_as == RSL_REPORTED_AS_PERIOD && record->stop_at == NULL;
}

static const rsl__strip *strip_of(const rsl__sheet *sheet, const rsl__live_block *known, uint32_t *shift) {
  const rsl__block *block = known->block;
  const rsl__strip *strip = rsl__strip_of(sheet, block->whens[0], shift);
  if (strip == NULL || *shift + block->lane_count > strip->count) return NULL;
  const uint32_t *whens = &sheet->whens[strip->first + *shift];
  return memcmp(whens, block->whens, block->lane_count * sizeof *whens) == 0 ? strip : NULL;
}

static const rsl__live_path *path_of(rsl_live *live, const rsl__strip *strip) {
  for (const rsl__live_path *path = live->paths; path != NULL; path = path->next)
    if (path->scope == strip->scope) return path;
  rsl__live_path *path = rsl__allocate_zeroed(&live->allocator, sizeof *path);
  if (path == NULL) return NULL;
  path->scope = strip->scope;
  if (!make_path(live, strip->frame, path)) {
    free_path(live, path);
    return NULL;
  }
  path->next = live->paths;
  live->paths = path;
  return path;
}

/* All above a unit that owes have numbers. */
static bool make_path(const rsl_live *live, const rsl__frame *frame, rsl__live_path *path) {
  const rsl_allocator *from = &live->allocator;
  const rsl_structure *structure = frame->structure;
  const rsl__scope *scope = path->scope;
  path->count = scope->above_count;
  path->first = rsl__allocate_array(from, live->cube->unit_count, sizeof *path->first);
  path->higher = rsl__allocate_array(from, path->count, sizeof *path->higher);
  path->places = rsl__allocate_array(from, path->count, sizeof *path->places);
  if (path->first == NULL || path->higher == NULL || path->places == NULL) return false;
  memset(path->first, 0xFF, live->cube->unit_count * sizeof *path->first);
  for (uint32_t position = 0; position < frame->count; position++) {
    uint32_t unit = structure->units[position];
    uint32_t parent = structure->parents[position];
    uint32_t above = parent == RSL_NONE ? RSL_NONE : scope->above[parent];
    uint32_t number = scope->above[position];
    if ((scope->roles[position] & RSL__ROLE_KIND) == RSL__ROLE_OWES) path->first[unit] = above;
    if (number == RSL_NONE) continue;
    path->higher[number] = above;
    path->places[number] = live->cube->places[unit];
  }
  return true;
}

static void free_path(const rsl_live *live, rsl__live_path *path) {
  const rsl_allocator *from = &live->allocator;
  rsl__release_array(from, path->first, live->cube->unit_count, sizeof *path->first);
  rsl__release_array(from, path->higher, path->count, sizeof *path->higher);
  rsl__release_array(from, path->places, path->count, sizeof *path->places);
  rsl__release(from, path, sizeof *path);
}

static void free_sums(const rsl_live *live, rsl__live_block *known) {
  if (known->sums != NULL) rsl__release_array(&live->allocator, known->sums, known->path->count, sizeof *known->sums);
  known->sums = NULL;
  known->even = NULL;
  known->path = NULL;
  known->strip = NULL;
}
