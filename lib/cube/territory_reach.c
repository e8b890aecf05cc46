#include <string.h>

#include "cube/territory.h"

/* The lands that stand for the one that is followed, those to be followed next at the end. They are followed in the
 * order of time, so that lands that meet again are one before they are left. */
typedef struct walker {
  rsl__reach *reach;
  bool onward;
} walker;

static uint32_t skip(const walker *walk, uint32_t land, rsl_date on);
static bool is_there(const walker *walk, uint32_t land, rsl_date on);
static bool follow(const walker *walk, const rsl__reached *from);
static bool follow_parent(const walker *walk, const rsl__reached *from);
static bool add(const walker *walk, uint32_t land, bool known, const rsl__rational *share);
static size_t place_of(const walker *walk, uint32_t land);
static int compare(const walker *walk, uint32_t a, uint32_t b);
static rsl__rational whole(void);

rsl__reach rsl__reach_begin(const rsl__territory *territory) {
  return (rsl__reach){ territory, NULL, 0, 0, false };
}

void rsl__reach_end(rsl__reach *reach) {
  rsl__release_array(&reach->territory->allocator, reach->items, reach->capacity, sizeof *reach->items);
}

bool rsl__reach_find(rsl__reach *reach, uint32_t land, rsl_date on) {
  walker walk = { reach, reach->territory->lands[land].to <= on };
  rsl__rational all = whole();
  reach->count = 0;
  reach->lost = false;
  bool fine = add(&walk, skip(&walk, land, on), true, &all);
  while (fine && reach->count > 0) {
    rsl__reached next = reach->items[reach->count - 1];
    if (is_there(&walk, next.land, on)) return true;
    reach->count--;
    fine = follow(&walk, &next);
  }
  return fine;
}

/* Nearly always one land goes on whole: nothing is to be gathered then. */
static uint32_t skip(const walker *walk, uint32_t land, rsl_date on) {
  const rsl__territory *territory = walk->reach->territory;
  const uint32_t *starts = walk->onward ? territory->onward : territory->origins;
  while (!is_there(walk, land, on) && starts[land + 1] - starts[land] == 1) {
    uint32_t first = starts[land];
    const rsl__passage *passage = &territory->passages[walk->onward ? first : territory->backward[first]];
    if (walk->onward && passage->share != RSL__SHARE_ALL) break;
    land = walk->onward ? passage->to : passage->from;
  }
  return land;
}

static bool is_there(const walker *walk, uint32_t land, rsl_date on) {
  const rsl__land *lands = walk->reach->territory->lands;
  return walk->onward ? lands[land].to > on : lands[land].from <= on;
}

static bool follow(const walker *walk, const rsl__reached *from) {
  const rsl__territory *territory = walk->reach->territory;
  const uint32_t *starts = walk->onward ? territory->onward : territory->origins;
  uint32_t first = starts[from->land];
  uint32_t end = starts[from->land + 1];
  bool fine = true;
  if (first == end) return follow_parent(walk, from);
  for (uint32_t i = first; fine && i < end; i++) {
    const rsl__passage *passage = &territory->passages[walk->onward ? i : territory->backward[i]];
    rsl__rational share = from->share;
    bool known = walk->onward && from->known && passage->share != RSL__SHARE_UNKNOWN;
    if (known && passage->share != RSL__SHARE_ALL)
      known = rsl__rational_multiply(&from->share, &territory->shares[passage->share], &share);
    fine = add(walk, walk->onward ? passage->to : passage->from, known, &share);
  }
  return fine;
}

/* R12: a unit that ended without succession is held by its parent; one that began so was held by it. */
static bool follow_parent(const walker *walk, const rsl__reached *from) {
  const rsl__territory *territory = walk->reach->territory;
  const rsl__land *land = &territory->lands[from->land];
  rsl_date on = walk->onward ? land->to - 1 : land->from;
  uint32_t parent = rsl_plan_unit_parent(territory->plan, land->unit, on);
  if (parent == RSL_NONE) {
    walk->reach->lost = true;
    return true;
  }
  return add(walk, rsl__land_on(territory, parent, on), from->known, &from->share);
}

static bool add(const walker *walk, uint32_t land, bool known, const rsl__rational *share) {
  rsl__reach *reach = walk->reach;
  size_t place = place_of(walk, land);
  if (place < reach->count && reach->items[place].land == land) {
    rsl__reached *there = &reach->items[place];
    there->known = there->known && known && rsl__rational_add(&there->share, share, &there->share);
    return true;
  }
  if (!rsl__grow(&reach->territory->allocator, &reach->items, &reach->capacity, reach->count + 1, sizeof *reach->items))
    return false;
  memmove(reach->items + place + 1, reach->items + place, (reach->count - place) * sizeof *reach->items);
  reach->items[place] = (rsl__reached){ land, known, *share };
  reach->count++;
  return true;
}

/* Where a land stands, or would stand. */
static size_t place_of(const walker *walk, uint32_t land) {
  size_t low = 0;
  size_t high = walk->reach->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare(walk, walk->reach->items[middle].land, land) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/* What is to be followed next is the greatest: of what changes on one day the lowest units, as their parents may come
 * to hold them. */
static int compare(const walker *walk, uint32_t a, uint32_t b) {
  const rsl__territory *territory = walk->reach->territory;
  const rsl__land *x = &territory->lands[a];
  const rsl__land *y = &territory->lands[b];
  if (walk->onward && x->to != y->to) return x->to > y->to ? -1 : 1;
  if (!walk->onward && x->from != y->from) return x->from < y->from ? -1 : 1;
  uint32_t upper = rsl_plan_unit_level(territory->plan, x->unit);
  uint32_t lower = rsl_plan_unit_level(territory->plan, y->unit);
  if (upper != lower) return upper < lower ? -1 : 1;
  return a < b ? -1 : a > b;
}

static rsl__rational whole(void) {
  rsl__rational one = { .negative = false };
  rsl__natural_set(&one.numerator, 1);
  rsl__natural_set(&one.denominator, 1);
  return one;
}
