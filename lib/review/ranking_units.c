#include "base/error.h"
#include "review/ranking.h"

static rsl_status list(rsl__ranking_work *work, const rsl_structure *structure, rsl_error *error);
static bool is_ranked(const rsl__ranking_work *work, const rsl_structure *structure, uint32_t position, uint32_t above);
static uint32_t only_root(const rsl_structure *structure);
static bool is_same_day(const rsl__ranking_work *work, rsl_date day);

rsl_status rsl__ranked_units_find(rsl__ranking_work *work, rsl_date day, rsl_error *error) {
  rsl_structure *structure = NULL;
  if (is_same_day(work, day)) return RSL_OK;
  work->scope.day = day;
  work->scope.count = 0;
  rsl_status status = rsl_structure_new(work->plan, day, &work->out->allocator, &structure);
  if (status != RSL_OK) return rsl__fail(error, status, "the units of the ranking could not be put in order");
  status = list(work, structure, error);
  rsl_structure_free(structure);
  return status;
}

/** Does the structure of that day have the same units, one under another? */
static bool is_same_day(const rsl__ranking_work *work, rsl_date day) {
  rsl_date known = work->scope.day;
  if (known == RSL_DATE_NONE || day == RSL_DATE_NONE) return false;
  bool changes = day < known ? rsl_plan_structure_changes(work->plan, day, known)
                             : rsl_plan_structure_changes(work->plan, known, day);
  return !changes;
}

static rsl_status list(rsl__ranking_work *work, const rsl_structure *structure, rsl_error *error) {
  rsl__ranked_units *scope = &work->scope;
  uint32_t parent = work->options->parent;
  uint32_t above = parent == RSL_NONE ? only_root(structure) : rsl_structure_position(structure, parent);
  scope->whole = above == RSL_NONE ? RSL_NONE : rsl_structure_unit(structure, above);
  if (parent != RSL_NONE && above == RSL_NONE) return RSL_OK;
  uint32_t first = parent == RSL_NONE ? 0 : above;
  uint32_t end = parent == RSL_NONE ? rsl_structure_count(structure) : rsl_structure_subtree_end(structure, above);
  for (uint32_t position = first; position < end; position++) {
    if (!is_ranked(work, structure, position, above)) continue;
    if (!rsl__grow(&work->out->allocator, &scope->units, &scope->capacity, scope->count + 1, sizeof *scope->units))
      return rsl__fail_memory(error);
    scope->units[scope->count++] = rsl_structure_unit(structure, position);
  }
  return RSL_OK;
}

/** @param[in] above RSL_NONE: no parent is told, and there are several roots. */
static bool is_ranked(const rsl__ranking_work *work, const rsl_structure *structure, uint32_t position,
                      uint32_t above) {
  uint32_t parent = rsl_structure_parent(structure, position);
  if (position == above) return false;
  if (work->options->level != RSL_NONE)
    return rsl_plan_unit_level(work->plan, rsl_structure_unit(structure, position)) == work->options->level;
  return above == RSL_NONE ? parent != RSL_NONE && rsl_structure_parent(structure, parent) == RSL_NONE
                           : parent == above;
}

static uint32_t only_root(const rsl_structure *structure) {
  uint32_t count = rsl_structure_count(structure);
  return count > 0 && rsl_structure_subtree_end(structure, 0) == count ? 0 : RSL_NONE;
}
