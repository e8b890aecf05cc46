#include "base/sort.h"
#include "cube/carry.h"

/* A route while it is made. */
typedef struct making {
  const rsl_rollup *rollup;
  const rsl__territory *territory;
  rsl__route *route;
  rsl__reach reach;
  uint32_t *holders; /* by the frame's position: the lowest wanted unit that holds all of it; RSL_NONE: none does */
  uint32_t *owns;    /* … of its own succession alone */
  uint8_t *several;  /* … its own succession leads into several units, or in part into none */
  uint32_t *marks;   /* by the wanted position: the last split that was noted there */
} making;

static bool make(making *make);
static bool find_holders(making *make);
static bool find_own(making *make, uint32_t position);
static uint32_t reached_position(const making *make, size_t item);
static uint32_t common(const rsl__frame *frame, uint32_t a, uint32_t b);
static bool add_sources(making *make);
static bool add_split(making *make, uint32_t position);
static bool add_parts(making *make, rsl__split *split);
static bool weigh(const rsl__reach *reach, rsl__natural *weights);
static bool add_path(making *make, uint32_t from, uint32_t until, uint32_t unit, uint32_t split);
static bool index_sources(making *make);
static int compare_sources(const void *a, const void *b);

rsl__route *rsl__route_new(const rsl_rollup *rollup, const rsl__territory *territory, const rsl__frame *from,
                           const rsl__frame *to) {
  const rsl_allocator *memory = &rollup->allocator;
  rsl__route *route = rsl__allocate_zeroed(memory, sizeof *route);
  if (route == NULL) return NULL;
  route->from = from;
  route->to = to;
  rsl_date first = from->from < to->from ? from->from : to->from;
  rsl_date last = from->from < to->from ? to->from : from->from;
  rsl_date change = rsl_plan_structure_next_change(rollup->plan, first);
  route->same = change == RSL_DATE_NONE || change > last;
  if (route->same) return route;
  making state = { rollup, territory, route, rsl__reach_begin(territory), NULL, NULL, NULL, NULL };
  state.holders = rsl__allocate_array(memory, from->count, sizeof *state.holders);
  state.owns = rsl__allocate_array(memory, from->count, sizeof *state.owns);
  state.several = rsl__allocate_array(memory, from->count, sizeof *state.several);
  state.marks = rsl__allocate_array(memory, to->count, sizeof *state.marks);
  bool fine =
      state.holders != NULL && state.owns != NULL && state.several != NULL && state.marks != NULL && make(&state);
  rsl__release_array(memory, state.holders, from->count, sizeof *state.holders);
  rsl__release_array(memory, state.owns, from->count, sizeof *state.owns);
  rsl__release_array(memory, state.several, from->count, sizeof *state.several);
  rsl__release_array(memory, state.marks, to->count, sizeof *state.marks);
  rsl__reach_end(&state.reach);
  if (fine) return route;
  rsl__route_free(memory, route);
  return NULL;
}

void rsl__route_free(const rsl_allocator *allocator, rsl__route *route) {
  if (route == NULL) return;
  rsl__release_array(allocator, route->sources, route->source_capacity, sizeof *route->sources);
  rsl__release_array(allocator, route->splits, route->split_capacity, sizeof *route->splits);
  rsl__release_array(allocator, route->parts, route->part_capacity, sizeof *route->parts);
  rsl__release_array(allocator, route->starts, route->starts == NULL ? 0 : route->to->count + (size_t)1,
                     sizeof *route->starts);
  rsl__release(allocator, route, sizeof *route);
}

static bool make(making *make) {
  for (uint32_t i = 0; i < make->route->to->count; i++) make->marks[i] = RSL_NONE;
  return find_holders(make) && add_sources(make) && index_sources(make);
}

/* A unit above others is held where all below it are, and where its own succession leads: the units below may have come
 * under another parent since. Children stand behind their parents. */
static bool find_holders(making *make) {
  const rsl__route *route = make->route;
  const rsl__frame *from = route->from;
  for (uint32_t p = 0; p < from->count; p++) {
    if (!find_own(make, p)) return false;
    make->holders[p] = make->owns[p];
  }
  for (uint32_t p = from->count; p-- > 0;) {
    uint32_t parent = rsl_structure_parent(from->structure, p);
    if (parent != RSL_NONE) make->holders[parent] = common(route->to, make->holders[parent], make->holders[p]);
  }
  return true;
}

static bool find_own(making *make, uint32_t position) {
  const rsl__route *route = make->route;
  uint32_t unit = rsl_structure_unit(route->from->structure, position);
  uint32_t land = rsl__land_on(make->territory, unit, route->from->from);
  if (!rsl__reach_find(&make->reach, land, route->to->from)) return false;
  uint32_t own = make->reach.lost || make->reach.count == 0 ? RSL_NONE : reached_position(make, 0);
  for (size_t i = 1; i < make->reach.count; i++) own = common(route->to, own, reached_position(make, i));
  make->owns[position] = own;
  make->several[position] = make->reach.count > 1 || make->reach.lost;
  return true;
}

static uint32_t reached_position(const making *make, size_t item) {
  uint32_t unit = make->territory->lands[make->reach.items[item].land].unit;
  return rsl__frame_position(make->route->to, unit);
}

/* The lowest unit that two are below, or are; RSL_NONE: there is none. */
static uint32_t common(const rsl__frame *frame, uint32_t a, uint32_t b) {
  while (a != b && a != RSL_NONE && b != RSL_NONE) {
    bool climbs = frame->depths[a] >= frame->depths[b];
    if (climbs) a = rsl_structure_parent(frame->structure, a);
    if (!climbs) b = rsl_structure_parent(frame->structure, b);
  }
  return a == b ? a : RSL_NONE;
}

/* A unit is one of the largest inside all that hold it and do not hold its parent. */
static bool add_sources(making *make) {
  const rsl__frame *from = make->route->from;
  for (uint32_t p = 0; p < from->count; p++) {
    uint32_t unit = rsl_structure_unit(from->structure, p);
    uint32_t parent = rsl_structure_parent(from->structure, p);
    uint32_t until = parent == RSL_NONE ? RSL_NONE : make->holders[parent];
    if (!add_path(make, make->holders[p], until, unit, RSL_NONE)) return false;
    /* Mostly its own succession leads into one unit, which holds it. */
    bool split = make->several[p] != 0 || make->owns[p] != make->holders[p];
    if (split && !add_split(make, p)) return false;
  }
  return true;
}

static bool add_split(making *make, uint32_t position) {
  const rsl__frame *from = make->route->from;
  rsl__route *route = make->route;
  const rsl_allocator *memory = &make->rollup->allocator;
  uint32_t unit = rsl_structure_unit(from->structure, position);
  uint32_t number = (uint32_t)route->split_count;
  uint32_t until = make->holders[position];
  bool own_alone = until == make->owns[position];
  if (!find_own(make, position)) return false;
  if (!rsl__grow(memory, &route->splits, &route->split_capacity, route->split_count + 1, sizeof *route->splits))
    return false;
  rsl__split *split = &route->splits[route->split_count++];
  *split = (rsl__split){ unit, (uint32_t)route->part_count, (uint32_t)make->reach.count, own_alone };
  if (!add_parts(make, split)) return false;
  for (size_t i = 0; i < make->reach.count; i++)
    if (!add_path(make, reached_position(make, i), until, unit, number)) return false;
  uint32_t end = rsl_structure_subtree_end(from->structure, position);
  for (uint32_t child = position + 1; child < end && !own_alone;
       child = rsl_structure_subtree_end(from->structure, child))
    if (!add_path(make, make->holders[child], until, unit, number)) return false;
  return true;
}

static bool add_parts(making *make, rsl__split *split) {
  rsl__route *route = make->route;
  const rsl_allocator *memory = &make->rollup->allocator;
  size_t count = make->reach.count;
  rsl__natural *weights = rsl__allocate_array(memory, count, sizeof *weights);
  bool fine = weights != NULL &&
              rsl__grow(memory, &route->parts, &route->part_capacity, route->part_count + count, sizeof *route->parts);
  split->known = fine && split->known && !make->reach.lost && weigh(&make->reach, weights);
  for (size_t i = 0; fine && i < count; i++) {
    rsl__split_part *part = &route->parts[route->part_count++];
    part->position = reached_position(make, i);
    if (split->known) part->weight = weights[i];
  }
  rsl__release_array(memory, weights, count, sizeof *weights);
  return fine;
}

/* The shares over one denominator. @return false where one is not known, or they grow too long. */
static bool weigh(const rsl__reach *reach, rsl__natural *weights) {
  rsl__natural all;
  rsl__natural times;
  rsl__natural rest;
  rsl__natural longer;
  rsl__natural_set(&all, 1);
  for (size_t i = 0; i < reach->count; i++) {
    if (!reach->items[i].known) return false;
    const rsl__natural *denominator = &reach->items[i].share.denominator;
    if (rsl__natural_compare(denominator, &all) == 0) continue;
    if (!rsl__natural_multiply(&all, denominator, &longer)) return false;
    all = longer;
  }
  for (size_t i = 0; i < reach->count; i++) {
    const rsl__rational *share = &reach->items[i].share;
    if (!rsl__natural_divide(&all, &share->denominator, &times, &rest) ||
        !rsl__natural_multiply(&share->numerator, &times, &weights[i]))
      return false;
  }
  return true;
}

/* A source of every unit from one up to, but not with, another. */
static bool add_path(making *make, uint32_t from, uint32_t until, uint32_t unit, uint32_t split) {
  rsl__route *route = make->route;
  for (uint32_t v = from; v != until && v != RSL_NONE; v = rsl_structure_parent(route->to->structure, v)) {
    if (split != RSL_NONE && make->marks[v] == split) continue;
    if (split != RSL_NONE) make->marks[v] = split;
    if (!rsl__grow(&make->rollup->allocator, &route->sources, &route->source_capacity, route->source_count + 1,
                   sizeof *route->sources))
      return false;
    route->sources[route->source_count++] = (rsl__source){ v, unit, split, v == from };
  }
  return true;
}

static bool index_sources(making *make) {
  rsl__route *route = make->route;
  const rsl_allocator *memory = &make->rollup->allocator;
  uint32_t count = route->to->count;
  if (!rsl__sort(memory, route->sources, route->source_count, sizeof *route->sources, compare_sources)) return false;
  route->starts = rsl__allocate_array(memory, (size_t)count + 1, sizeof *route->starts);
  if (route->starts == NULL) return false;
  uint32_t next = 0;
  for (uint32_t v = 0; v <= count; v++) {
    while (next < route->source_count && route->sources[next].position < v) next++;
    route->starts[v] = next;
  }
  return true;
}

static int compare_sources(const void *a, const void *b) {
  const rsl__source *x = a;
  const rsl__source *y = b;
  if (x->position != y->position) return x->position < y->position ? -1 : 1;
  return x->unit < y->unit ? -1 : x->unit > y->unit;
}
