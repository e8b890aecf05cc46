#include "cube/carry.h"

/* Units that ended, that no unit was above and in whom nobody goes on: what they gave is held by nobody then, so that a
 * total told in a later structure misses it (R12: old total = new total). */
static bool is_lost(const rsl_plan *plan, const rsl__territory *territory, uint32_t unit);
static rsl_status has_figures(const rsl_cube *cube, uint32_t unit, const rsl_allocator *allocator, bool *has);
static bool told_anything(const rsl_cube *cube, uint32_t unit);

rsl_status rsl__check_kept(const rsl_cube *cube, const rsl_allocator *allocator, rsl_problems *problems) {
  const rsl_plan *plan = cube->plan;
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  rsl__territory *territory = NULL;
  rsl_status status = rsl__territory_new(plan, &memory, &territory);
  for (uint32_t unit = 0; status == RSL_OK && unit < rsl_plan_unit_count(plan); unit++) {
    bool has = false;
    if (!is_lost(plan, territory, unit)) continue;
    status = has_figures(cube, unit, &memory, &has);
    if (status != RSL_OK || !has) continue;
    char reference[RSL_UNIT_REFERENCE];
    char day[RSL_DATE_TEXT];
    rsl_plan_unit_reference(plan, unit, reference);
    rsl_date_format(rsl_plan_unit(plan, unit)->to, day);
    rsl__problem(problems, RSL_SEVERITY_WARNING, "total_not_kept", NULL,
                 "no unit holds from %s on what `%s` and those below it gave: name in `successions` who goes on, or "
                 "totals told in a later structure miss it",
                 day, reference);
  }
  rsl__territory_free(territory);
  return status;
}

static bool is_lost(const rsl_plan *plan, const rsl__territory *territory, uint32_t unit) {
  rsl_date to = rsl_plan_unit(plan, unit)->to;
  if (to == RSL_DATE_NONE || rsl_plan_unit_parent(plan, unit, to - 1) != RSL_NONE) return false;
  uint32_t last = territory->starts[unit + 1] - 1;
  return territory->onward[last] == territory->onward[last + 1];
}

/* At the unit, or at those that were below it on its last day. */
static rsl_status has_figures(const rsl_cube *cube, uint32_t unit, const rsl_allocator *allocator, bool *has) {
  rsl_structure *structure = NULL;
  rsl_status status = rsl_structure_new(cube->plan, rsl_plan_unit(cube->plan, unit)->to - 1, allocator, &structure);
  if (status != RSL_OK) return status;
  uint32_t first = rsl_structure_position(structure, unit);
  uint32_t end = rsl_structure_subtree_end(structure, first);
  for (uint32_t p = first; !*has && p < end; p++) *has = told_anything(cube, rsl_structure_unit(structure, p));
  rsl_structure_free(structure);
  return RSL_OK;
}

static bool told_anything(const rsl_cube *cube, uint32_t unit) {
  for (uint32_t i = 0; i < cube->column_count; i++) {
    rsl__cursor cursor = rsl__cursor_open(cube, i, unit);
    if (!rsl__cursor_is_empty(&cursor)) return true;
  }
  return false;
}
