#include "cube/pile.h"

#include <resolution/plan.h>

static uint32_t put(rsl__pile *pile, const rsl__piled *item, const rsl__wide *wide);
static void hang_on(rsl__pile *pile, rsl__chain *chain, const rsl__chain *more);
static void copy(rsl__pile *pile, rsl__chain *chain);

rsl__pile *rsl__pile_new(const rsl_allocator *allocator) {
  rsl__pile *pile = rsl__allocate_zeroed(allocator, sizeof *pile);
  if (pile != NULL) pile->allocator = *allocator;
  return pile;
}

void rsl__pile_free(rsl__pile *pile) {
  if (pile == NULL) return;
  rsl_allocator from = pile->allocator;
  rsl__release_array(&from, pile->items, pile->capacity, sizeof *pile->items);
  rsl__release_array(&from, pile->wides, pile->wide_capacity, sizeof *pile->wides);
  rsl__release(&from, pile, sizeof *pile);
}

void rsl__pile_put(rsl__pile *pile, rsl__chain *chain, const rsl__piled *item, const rsl__wide *wide) {
  uint32_t at = put(pile, item, wide);
  if (at != RSL_NONE) hang_on(pile, chain, &(rsl__chain){ at, at, 1 });
}

void rsl__pile_join(rsl__pile *pile, rsl__chain *into, const rsl__chain *from) {
  if (from->count > 0) hang_on(pile, into, from);
}

static uint32_t put(rsl__pile *pile, const rsl__piled *item, const rsl__wide *wide) {
  bool fits = pile->count < RSL_NONE - 1 &&
              rsl__grow(&pile->allocator, &pile->items, &pile->capacity, pile->count + 1, sizeof *pile->items) &&
              (wide == NULL ||
               rsl__grow(&pile->allocator, &pile->wides, &pile->wide_capacity, pile->count + 1, sizeof *pile->wides));
  if (!fits) {
    pile->no_memory = true;
    return RSL_NONE;
  }
  pile->items[pile->count] = *item;
  pile->items[pile->count].next = RSL_NONE;
  if (wide != NULL) pile->wides[pile->count] = *wide;
  return (uint32_t)pile->count++;
}

static void hang_on(rsl__pile *pile, rsl__chain *chain, const rsl__chain *more) {
  if (chain->count == 0) {
    *chain = *more;
    return;
  }
  /* Another chain goes on from there already: a unit was handed to two others. */
  if (pile->items[chain->last].next != RSL_NONE) copy(pile, chain);
  if (pile->no_memory) return;
  pile->items[chain->last].next = more->first;
  chain->last = more->last;
  chain->count += more->count;
}

static void copy(rsl__pile *pile, rsl__chain *chain) {
  rsl__chain fresh = { RSL_NONE, RSL_NONE, 0 };
  uint32_t at = chain->first;
  for (uint32_t i = 0; i < chain->count; i++) {
    uint32_t next = pile->items[at].next;
    rsl__piled item = pile->items[at];
    rsl__wide wide;
    bool has_wide = pile->wides != NULL;
    if (has_wide) wide = pile->wides[at];
    uint32_t here = put(pile, &item, has_wide ? &wide : NULL);
    if (here == RSL_NONE) return;
    if (i == 0) fresh.first = here;
    if (i > 0) pile->items[fresh.last].next = here;
    fresh.last = here;
    fresh.count++;
    at = next;
  }
  *chain = fresh;
}
