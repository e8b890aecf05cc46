#include "plan/structure.h"

#include "plan/plan_internal.h"

/** The children of each unit, in the plan's order: those of unit i are `items[next[i]]` up to `items[end[i] - 1]`; the last
 *  list, behind those of all units, is that of the roots. */
typedef struct children {
  uint32_t *next;
  uint32_t *end;
  uint32_t *items;
  uint32_t *lists; /* by unit: the list it stands in, RSL_NONE for one that is not valid */
} children;

static rsl_structure *make_structure(const rsl_allocator *allocator, uint32_t unit_count);
static bool gather_children(const rsl_plan *plan, rsl_date on, const rsl_allocator *allocator, children *out);
static uint32_t last_parent(const rsl_plan *plan, uint32_t unit);
static void free_children(const rsl_allocator *allocator, children *lists, uint32_t unit_count);
static void lay_out(rsl_structure *structure, children *lists);

rsl_status rsl_structure_new(const rsl_plan *plan, rsl_date on, const rsl_allocator *allocator, rsl_structure **out) {
  if (out == NULL) return RSL_ERR_ARGUMENT;
  *out = NULL;
  if (!rsl_plan_is_finished(plan)) return RSL_ERR_ARGUMENT;
  rsl_allocator own = rsl__allocator_or_default(allocator);
  uint32_t unit_count = rsl_plan_unit_count(plan);
  children lists = { NULL, NULL, NULL, NULL };
  rsl_structure *structure = make_structure(&own, unit_count);
  rsl_status status = RSL_ERR_MEMORY;
  if (structure != NULL && gather_children(plan, on, &own, &lists)) {
    lay_out(structure, &lists);
    *out = structure;
    structure = NULL;
    status = RSL_OK;
  }
  free_children(&own, &lists, unit_count);
  rsl_structure_free(structure);
  return status;
}

void rsl_structure_free(rsl_structure *structure) {
  if (structure == NULL) return;
  rsl_allocator allocator = structure->allocator;
  uint32_t count = structure->unit_count;
  rsl__release_array(&allocator, structure->units, count, sizeof *structure->units);
  rsl__release_array(&allocator, structure->parents, count, sizeof *structure->parents);
  rsl__release_array(&allocator, structure->ends, count, sizeof *structure->ends);
  rsl__release_array(&allocator, structure->positions, count, sizeof *structure->positions);
  rsl__release(&allocator, structure, sizeof *structure);
}

uint32_t rsl_structure_count(const rsl_structure *structure) {
  return structure == NULL ? 0 : structure->count;
}

uint32_t rsl_structure_unit(const rsl_structure *structure, uint32_t position) {
  return position < rsl_structure_count(structure) ? structure->units[position] : RSL_NONE;
}

uint32_t rsl_structure_position(const rsl_structure *structure, uint32_t unit) {
  return structure != NULL && unit < structure->unit_count ? structure->positions[unit] : RSL_NONE;
}

uint32_t rsl_structure_parent(const rsl_structure *structure, uint32_t position) {
  return position < rsl_structure_count(structure) ? structure->parents[position] : RSL_NONE;
}

uint32_t rsl_structure_subtree_end(const rsl_structure *structure, uint32_t position) {
  return position < rsl_structure_count(structure) ? structure->ends[position] : RSL_NONE;
}

/* A change falls on the first day of the new state, so a change on `first` itself is behind already. */
bool rsl_plan_structure_changes(const rsl_plan *plan, rsl_date first, rsl_date last) {
  rsl_date next = rsl_plan_structure_next_change(plan, first);
  return next != RSL_DATE_NONE && next <= rsl__end_day(last);
}

rsl_date rsl_plan_structure_next_change(const rsl_plan *plan, rsl_date after) {
  if (!rsl_plan_is_finished(plan)) return RSL_DATE_NONE;
  uint32_t low = 0;
  uint32_t high = plan->links->change_count;
  while (low < high) {
    uint32_t middle = low + (high - low) / 2;
    if (plan->links->changes[middle] <= after)
      low = middle + 1;
    else
      high = middle;
  }
  return low < plan->links->change_count ? plan->links->changes[low] : RSL_DATE_NONE;
}

static rsl_structure *make_structure(const rsl_allocator *allocator, uint32_t unit_count) {
  rsl_structure *structure = rsl__allocate_zeroed(allocator, sizeof *structure);
  if (structure == NULL) return NULL;
  structure->allocator = *allocator;
  structure->unit_count = unit_count;
  structure->units = rsl__allocate_array(allocator, unit_count, sizeof *structure->units);
  structure->parents = rsl__allocate_array(allocator, unit_count, sizeof *structure->parents);
  structure->ends = rsl__allocate_array(allocator, unit_count, sizeof *structure->ends);
  structure->positions = rsl__allocate_array(allocator, unit_count, sizeof *structure->positions);
  if (structure->units != NULL && structure->parents != NULL && structure->ends != NULL && structure->positions != NULL)
    return structure;
  rsl_structure_free(structure);
  return NULL;
}

/* Counted, then placed: two walks over the units in their order keep siblings in it. */
static bool gather_children(const rsl_plan *plan, rsl_date on, const rsl_allocator *allocator, children *out) {
  uint32_t count = rsl_plan_unit_count(plan);
  out->next = rsl__allocate_array(allocator, (size_t)count + 1, sizeof *out->next);
  out->end = rsl__allocate_zeroed_array(allocator, (size_t)count + 1, sizeof *out->end);
  out->items = rsl__allocate_array(allocator, count, sizeof *out->items);
  out->lists = rsl__allocate_array(allocator, count, sizeof *out->lists);
  if (out->next == NULL || out->end == NULL || out->items == NULL || out->lists == NULL) return false;
  for (uint32_t i = 0; i < count; ++i) {
    out->lists[i] = RSL_NONE;
    if (!rsl_plan_unit_valid(plan, i, on)) continue;
    uint32_t parent = on == RSL_DATE_NONE ? last_parent(plan, i) : rsl_plan_unit_parent(plan, i, on);
    out->lists[i] = parent == RSL_NONE ? count : parent;
    ++out->end[out->lists[i]];
  }
  for (uint32_t i = 0, before = 0; i <= count; ++i) {
    uint32_t size = out->end[i];
    out->next[i] = out->end[i] = before;
    before += size;
  }
  for (uint32_t i = 0; i < count; ++i)
    if (out->lists[i] != RSL_NONE) out->items[out->end[out->lists[i]]++] = i;
  return true;
}

static uint32_t last_parent(const rsl_plan *plan, uint32_t unit) {
  uint32_t end = plan->links->part_start[unit + 1];
  return end == plan->links->part_start[unit] ? RSL_NONE : plan->links->parts[end - 1].parent;
}

static void free_children(const rsl_allocator *allocator, children *lists, uint32_t unit_count) {
  rsl__release_array(allocator, lists->next, (size_t)unit_count + 1, sizeof *lists->next);
  rsl__release_array(allocator, lists->end, (size_t)unit_count + 1, sizeof *lists->end);
  rsl__release_array(allocator, lists->items, unit_count, sizeof *lists->items);
  rsl__release_array(allocator, lists->lists, unit_count, sizeof *lists->lists);
}

/* Down to the next child, up where there is none left. The lists remember how far they are gone through, and the way up
 * is known, so no stack is needed however deep the forest is. */
static void lay_out(rsl_structure *structure, children *lists) {
  const uint32_t roots = structure->unit_count;
  for (uint32_t i = 0; i < structure->unit_count; ++i) structure->positions[i] = RSL_NONE;
  for (uint32_t at = roots;;) {
    if (lists->next[at] < lists->end[at]) {
      uint32_t child = lists->items[lists->next[at]++];
      uint32_t position = structure->count++;
      structure->units[position] = child;
      structure->positions[child] = position;
      structure->parents[position] = at == roots ? RSL_NONE : structure->positions[at];
      at = child;
    } else if (at == roots) {
      return;
    } else {
      structure->ends[structure->positions[at]] = structure->count;
      at = lists->lists[at];
    }
  }
}
