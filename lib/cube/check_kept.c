#include "base/sort.h"
#include "cube/carry.h"

/* Units that ended, that no unit was above and in whom nobody goes on: what was theirs, also out of units that went into
 * them before, is held by nobody then, so that a total told in a later structure misses it (R12: old total = new total). */

/* A land that ends. What changes on one day is followed from the lowest units up, as their parents may come to hold them. */
typedef struct ending {
  rsl_date to;
  uint32_t level;
  uint32_t land;
} ending;

static bool is_lost(const rsl__territory *territory, uint32_t unit);
static bool find_told(const rsl_cube *cube, const rsl__territory *territory, uint8_t *holds);
static void mark_told(const rsl_cube *cube, const rsl__territory *territory, uint8_t *holds);
static bool pass_on(const rsl__territory *territory, uint8_t *holds);
static void follow(const rsl__territory *territory, uint32_t land, uint8_t *holds);
static int compare_endings(const void *a, const void *b);
static void tell(const rsl_plan *plan, uint32_t unit, rsl_problems *problems);

rsl_status rsl__check_kept(const rsl_cube *cube, const rsl_allocator *allocator, rsl_problems *problems) {
  const rsl_plan *plan = cube->plan;
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  rsl__territory *territory = NULL;
  rsl_status status = rsl__territory_new(plan, &memory, &territory);
  if (status != RSL_OK) return status;
  uint32_t count = rsl_plan_unit_count(plan);
  uint32_t first = 0;
  while (first < count && !is_lost(territory, first)) first++;
  uint8_t *holds = rsl__allocate_zeroed_array(&memory, territory->land_count, sizeof *holds);
  if (holds == NULL || (first < count && !find_told(cube, territory, holds))) status = RSL_ERR_MEMORY;
  for (uint32_t unit = first; status == RSL_OK && unit < count; unit++)
    if (is_lost(territory, unit) && holds[territory->starts[unit + 1] - 1] != 0) tell(plan, unit, problems);
  rsl__release_array(&memory, holds, territory->land_count, sizeof *holds);
  rsl__territory_free(territory);
  return status;
}

static bool is_lost(const rsl__territory *territory, uint32_t unit) {
  rsl_date to = rsl_plan_unit(territory->plan, unit)->to;
  if (to == RSL_DATE_NONE || rsl_plan_unit_parent(territory->plan, unit, to - 1) != RSL_NONE) return false;
  uint32_t last = territory->starts[unit + 1] - 1;
  return territory->onward[last] == territory->onward[last + 1];
}

/* Of which lands anything was told, or of lands that went into them. */
static bool find_told(const rsl_cube *cube, const rsl__territory *territory, uint8_t *holds) {
  mark_told(cube, territory, holds);
  return pass_on(territory, holds);
}

static void mark_told(const rsl_cube *cube, const rsl__territory *territory, uint8_t *holds) {
  rsl__group group;
  for (uint32_t unit = 0; unit < cube->unit_count; unit++)
    for (uint32_t i = 0; i < cube->column_count; i++) {
      rsl__cursor cursor = rsl__cursor_open(cube, i, unit);
      while (rsl__cursor_next(&cursor, &group))
        holds[rsl__land_on(territory, unit, rsl__calendar_last_day(group.month_from, group.when))] = 1;
    }
}

static bool pass_on(const rsl__territory *territory, uint8_t *holds) {
  size_t count = 0;
  ending *endings = rsl__allocate_array(&territory->allocator, territory->land_count, sizeof *endings);
  if (endings == NULL) return false;
  for (uint32_t land = 0; land < territory->land_count; land++) {
    const rsl__land *record = &territory->lands[land];
    if (record->to == RSL__FOREVER) continue;
    endings[count++] = (ending){ record->to, rsl_plan_unit_level(territory->plan, record->unit), land };
  }
  bool fine = rsl__sort(&territory->allocator, endings, count, sizeof *endings, compare_endings);
  for (size_t i = 0; fine && i < count; i++)
    if (holds[endings[i].land] != 0) follow(territory, endings[i].land, holds);
  rsl__release_array(&territory->allocator, endings, territory->land_count, sizeof *endings);
  return fine;
}

static void follow(const rsl__territory *territory, uint32_t land, uint8_t *holds) {
  uint32_t first = territory->onward[land];
  uint32_t end = territory->onward[land + 1];
  for (uint32_t i = first; i < end; i++) holds[territory->passages[i].to] = 1;
  if (first < end) return;
  rsl_date eve = territory->lands[land].to - 1;
  uint32_t parent = rsl_plan_unit_parent(territory->plan, territory->lands[land].unit, eve);
  if (parent != RSL_NONE) holds[rsl__land_on(territory, parent, eve)] = 1;
}

static int compare_endings(const void *a, const void *b) {
  const ending *x = a;
  const ending *y = b;
  if (x->to != y->to) return x->to < y->to ? -1 : 1;
  return x->level > y->level ? -1 : x->level < y->level;
}

static void tell(const rsl_plan *plan, uint32_t unit, rsl_problems *problems) {
  char reference[RSL_UNIT_REFERENCE];
  char day[RSL_DATE_TEXT];
  rsl_plan_unit_reference(plan, unit, reference);
  rsl_date_format(rsl_plan_unit(plan, unit)->to, day);
  rsl__problem(problems, RSL_SEVERITY_WARNING, "total_not_kept", NULL,
               "no unit holds from %s on what `%s`, those below it and those that went into it gave: name in "
               "`successions` who goes on, or totals told in a later structure miss it",
               day, reference);
}
