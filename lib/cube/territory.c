#include "cube/territory.h"

#include <string.h>

#include "base/sort.h"
#include "plan/fraction.h"

/** A day inside a unit's life on which its territory changes. */
typedef struct cut {
  uint32_t unit;
  rsl_date on;
} cut;

/** A succession whose units are known. */
typedef struct edge {
  uint32_t unit;
  rsl_date on;
  uint32_t successor;
  uint32_t record;
} edge;

static bool make(rsl__territory *territory, edge *edges, cut *cuts);
static uint32_t read_edges(const rsl_plan *plan, edge *edges);
static uint32_t find_cuts(const rsl_plan *plan, const edge *edges, uint32_t edge_count, cut *cuts);
static void add_cut(const rsl_plan *plan, uint32_t unit, rsl_date on, cut *cuts, uint32_t *count);
static bool make_lands(rsl__territory *territory, const cut *cuts, uint32_t count);
static bool make_passages(rsl__territory *territory, const edge *edges, uint32_t count);
static bool add_group(rsl__territory *territory, const edge *edges, uint32_t count);
static bool add_remaining(rsl__territory *territory);
static bool add_passage(rsl__territory *territory, rsl__passage passage);
static bool read_share(rsl__territory *territory, const rsl_succession *record, uint32_t parts, rsl__passage *passage);
static bool index_passages(rsl__territory *territory);
static int compare_edges(const void *a, const void *b);
static int compare_cuts(const void *a, const void *b);
static int compare_passages(const void *a, const void *b);

rsl_status rsl__territory_new(const rsl_plan *plan, const rsl_allocator *allocator, rsl__territory **out) {
  size_t successions = rsl_plan_succession_count(plan);
  *out = rsl__allocate_zeroed(allocator, sizeof **out);
  if (*out == NULL) return RSL_ERR_MEMORY;
  (*out)->allocator = *allocator;
  (*out)->plan = plan;
  edge *edges = rsl__allocate_array(allocator, successions, sizeof *edges);
  cut *cuts = rsl__allocate_array(allocator, 2 * successions, sizeof *cuts);
  bool fine = edges != NULL && cuts != NULL && make(*out, edges, cuts);
  rsl__release_array(allocator, edges, successions, sizeof *edges);
  rsl__release_array(allocator, cuts, 2 * successions, sizeof *cuts);
  if (fine) return RSL_OK;
  rsl__territory_free(*out);
  *out = NULL;
  return RSL_ERR_MEMORY;
}

void rsl__territory_free(rsl__territory *territory) {
  if (territory == NULL) return;
  rsl_allocator from = territory->allocator;
  size_t units = rsl_plan_unit_count(territory->plan);
  rsl__release_array(&from, territory->starts, units + 1, sizeof *territory->starts);
  rsl__release_array(&from, territory->onward, territory->land_count + 1, sizeof *territory->onward);
  rsl__release_array(&from, territory->origins, territory->land_count + 1, sizeof *territory->origins);
  rsl__release_array(&from, territory->backward, territory->passage_count, sizeof *territory->backward);
  rsl__release_array(&from, territory->lands, territory->land_capacity, sizeof *territory->lands);
  rsl__release_array(&from, territory->passages, territory->passage_capacity, sizeof *territory->passages);
  rsl__release_array(&from, territory->shares, territory->share_capacity, sizeof *territory->shares);
  rsl__release(&from, territory, sizeof *territory);
}

uint32_t rsl__land_on(const rsl__territory *territory, uint32_t unit, rsl_date on) {
  uint32_t low = territory->starts[unit];
  uint32_t high = territory->starts[unit + 1];
  while (low + 1 < high) {
    uint32_t middle = low + (high - low) / 2;
    if (territory->lands[middle].from <= on)
      low = middle;
    else
      high = middle;
  }
  return low;
}

bool rsl__territory_add_share(rsl__territory *territory, const rsl__rational *share, uint32_t *out) {
  if (!rsl__grow(&territory->allocator, &territory->shares, &territory->share_capacity, territory->share_count + 1,
                 sizeof *territory->shares))
    return false;
  territory->shares[territory->share_count] = *share;
  *out = (uint32_t)territory->share_count++;
  return true;
}

static bool make(rsl__territory *territory, edge *edges, cut *cuts) {
  const rsl_plan *plan = territory->plan;
  uint32_t edge_count = read_edges(plan, edges);
  uint32_t cut_count = find_cuts(plan, edges, edge_count, cuts);
  return rsl__sort(&territory->allocator, edges, edge_count, sizeof *edges, compare_edges) &&
         rsl__sort(&territory->allocator, cuts, cut_count, sizeof *cuts, compare_cuts) &&
         make_lands(territory, cuts, cut_count) && make_passages(territory, edges, edge_count) &&
         index_passages(territory);
}

/* The plan has checked them: the unit is valid on the day before, the successor on the day. */
static uint32_t read_edges(const rsl_plan *plan, edge *edges) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < rsl_plan_succession_count(plan); i++) {
    const rsl_succession *record = rsl_plan_succession(plan, i);
    edge *out = &edges[count];
    *out = (edge){ RSL_NONE, record->on, RSL_NONE, i };
    rsl_status unit =
        rsl_plan_find_unit(plan, record->unit, strlen(record->unit), RSL_NONE, record->on - 1, &out->unit, NULL);
    rsl_status successor = rsl_plan_find_unit(plan, record->successor, strlen(record->successor), RSL_NONE, record->on,
                                              &out->successor, NULL);
    if (unit == RSL_OK && successor == RSL_OK) count++;
  }
  return count;
}

static uint32_t find_cuts(const rsl_plan *plan, const edge *edges, uint32_t edge_count, cut *cuts) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < edge_count; i++) {
    add_cut(plan, edges[i].unit, edges[i].on, cuts, &count);
    add_cut(plan, edges[i].successor, edges[i].on, cuts, &count);
  }
  return count;
}

static void add_cut(const rsl_plan *plan, uint32_t unit, rsl_date on, cut *cuts, uint32_t *count) {
  const rsl_unit *record = rsl_plan_unit(plan, unit);
  bool inside = record->from < on && (record->to == RSL_DATE_NONE || on < record->to);
  if (inside) cuts[(*count)++] = (cut){ unit, on };
}

static bool make_lands(rsl__territory *territory, const cut *cuts, uint32_t count) {
  uint32_t units = rsl_plan_unit_count(territory->plan);
  territory->starts = rsl__allocate_array(&territory->allocator, (size_t)units + 1, sizeof *territory->starts);
  if (territory->starts == NULL) return false;
  uint32_t next = 0;
  for (uint32_t unit = 0; unit < units; unit++) {
    const rsl_unit *record = rsl_plan_unit(territory->plan, unit);
    rsl_date from = record->from;
    territory->starts[unit] = (uint32_t)territory->land_count;
    for (bool last = false; !last;) {
      while (next < count && cuts[next].unit == unit && cuts[next].on == from) next++;
      last = next == count || cuts[next].unit != unit;
      rsl_date to = record->to == RSL_DATE_NONE ? RSL__FOREVER : record->to;
      if (!last) to = cuts[next].on;
      if (!rsl__grow(&territory->allocator, &territory->lands, &territory->land_capacity, territory->land_count + 1,
                     sizeof *territory->lands))
        return false;
      territory->lands[territory->land_count++] = (rsl__land){ unit, from, to };
      from = to;
    }
  }
  territory->starts[units] = (uint32_t)territory->land_count;
  return true;
}

static bool make_passages(rsl__territory *territory, const edge *edges, uint32_t count) {
  for (uint32_t first = 0, end = 0; first < count; first = end) {
    while (end < count && edges[end].unit == edges[first].unit && edges[end].on == edges[first].on) end++;
    if (!add_group(territory, edges + first, end - first)) return false;
  }
  return add_remaining(territory) && rsl__sort(&territory->allocator, territory->passages, territory->passage_count,
                                               sizeof *territory->passages, compare_passages);
}

/* All successors of a unit on one day. */
static bool add_group(rsl__territory *territory, const edge *edges, uint32_t count) {
  for (uint32_t i = 0; i < count; i++) {
    rsl__passage passage = { rsl__land_on(territory, edges[i].unit, edges[i].on - 1),
                             rsl__land_on(territory, edges[i].successor, edges[i].on), RSL__SHARE_ALL, RSL_NONE };
    const rsl_succession *record = rsl_plan_succession(territory->plan, edges[i].record);
    if (count > 1 && !read_share(territory, record, count, &passage)) return false;
    if (!add_passage(territory, passage)) return false;
  }
  return true;
}

/* A unit that only grew goes on with all that it was. */
static bool add_remaining(rsl__territory *territory) {
  uint8_t *leads = rsl__allocate_zeroed_array(&territory->allocator, territory->land_count, sizeof *leads);
  if (leads == NULL) return false;
  bool fine = true;
  for (size_t i = 0; i < territory->passage_count; i++) leads[territory->passages[i].from] = 1;
  for (uint32_t land = 0; fine && land + 1 < territory->land_count; land++) {
    bool goes_on = territory->lands[land + 1].unit == territory->lands[land].unit;
    if (goes_on && leads[land] == 0)
      fine = add_passage(territory, (rsl__passage){ land, land + 1, RSL__SHARE_ALL, RSL_NONE });
  }
  rsl__release_array(&territory->allocator, leads, territory->land_count, sizeof *leads);
  return fine;
}

static bool add_passage(rsl__territory *territory, rsl__passage passage) {
  if (!rsl__grow(&territory->allocator, &territory->passages, &territory->passage_capacity,
                 territory->passage_count + 1, sizeof *territory->passages))
    return false;
  territory->passages[territory->passage_count++] = passage;
  return true;
}

static bool read_share(rsl__territory *territory, const rsl_succession *record, uint32_t parts, rsl__passage *passage) {
  rsl__rational share = { .negative = false };
  rsl__fraction fraction = { 1, (int64_t)parts };
  passage->share = RSL__SHARE_UNKNOWN;
  if (record->basis != NULL && strcmp(record->basis, "equal") != 0) {
    passage->basis = rsl_plan_find_indicator(territory->plan, record->basis, strlen(record->basis));
    return true;
  }
  if (record->basis == NULL && record->share == NULL) return true;
  if (record->share != NULL && !rsl__fraction_parse(record->share, strlen(record->share), &fraction)) return true;
  rsl__natural_set(&share.numerator, (uint64_t)fraction.numerator);
  rsl__natural_set(&share.denominator, (uint64_t)fraction.denominator);
  return rsl__territory_add_share(territory, &share, &passage->share);
}

static bool index_passages(rsl__territory *territory) {
  size_t lands = territory->land_count;
  size_t passages = territory->passage_count;
  territory->onward = rsl__allocate_zeroed_array(&territory->allocator, lands + 1, sizeof *territory->onward);
  territory->origins = rsl__allocate_zeroed_array(&territory->allocator, lands + 1, sizeof *territory->origins);
  territory->backward = rsl__allocate_array(&territory->allocator, passages, sizeof *territory->backward);
  if (territory->onward == NULL || territory->origins == NULL || territory->backward == NULL) return false;
  for (size_t i = 0; i < passages; i++) {
    territory->onward[territory->passages[i].from + 1]++;
    territory->origins[territory->passages[i].to + 1]++;
  }
  for (size_t land = 0; land < lands; land++) {
    territory->onward[land + 1] += territory->onward[land];
    territory->origins[land + 1] += territory->origins[land];
  }
  /* Each land's list is filled from its end: `origins` stand at their beginnings again when all are placed. */
  uint32_t *ends = territory->origins + 1;
  for (size_t i = passages; i-- > 0;) territory->backward[--ends[territory->passages[i].to]] = (uint32_t)i;
  memmove(territory->origins, territory->origins + 1, lands * sizeof *territory->origins);
  territory->origins[lands] = (uint32_t)passages;
  return true;
}

static int compare_edges(const void *a, const void *b) {
  const edge *x = a;
  const edge *y = b;
  if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
  if (x->on != y->on) return x->on < y->on ? -1 : 1;
  return x->record < y->record ? -1 : x->record > y->record;
}

static int compare_cuts(const void *a, const void *b) {
  const cut *x = a;
  const cut *y = b;
  if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
  return x->on < y->on ? -1 : x->on > y->on;
}

static int compare_passages(const void *a, const void *b) {
  const rsl__passage *x = a;
  const rsl__passage *y = b;
  if (x->from != y->from) return x->from < y->from ? -1 : 1;
  return x->to < y->to ? -1 : x->to > y->to;
}
