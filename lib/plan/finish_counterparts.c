#include <string.h>

#include "plan/finishing.h"

/* A unit's counterpart in another tree: a Party committee's indicators may be measured by the administration beside it
 * (T1). Levels that parents connect make up one tree. */

enum { DEEPEST = 64 };

static bool join_levels(rsl__finish *finish);
static uint32_t tree_of(const rsl__finish *finish, uint32_t level);
static void resolve_counterpart(rsl__finish *finish, uint32_t index);
static bool is_measured_in(const rsl__finish *finish, uint32_t indicator, uint32_t tree, int depth);

void rsl__finish_counterparts(rsl__finish *finish) {
  uint32_t count = rsl_plan_unit_count(finish->plan);
  finish->links->counterpart = rsl__finish_indexes(finish, count);
  if (finish->no_memory || !join_levels(finish)) return;
  for (uint32_t i = 0; i < count; ++i)
    if (rsl_plan_unit(finish->plan, i)->counterpart != NULL) resolve_counterpart(finish, i);
}

uint32_t rsl__measured_unit(const rsl__finish *finish, uint32_t unit, uint32_t indicator) {
  uint32_t counterpart = unit == RSL_NONE ? RSL_NONE : finish->links->counterpart[unit];
  if (counterpart == RSL_NONE || indicator == RSL_NONE) return unit;
  uint32_t tree = tree_of(finish, finish->links->unit_level[unit]);
  return is_measured_in(finish, indicator, tree, 0) ? unit : counterpart;
}

/* Each level refers to a higher one of its tree; the highest to itself. */
static bool join_levels(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t levels = rsl_plan_level_count(finish->plan);
  uint32_t units = rsl_plan_unit_count(finish->plan);
  links->level_tree = rsl__finish_indexes(finish, levels);
  if (finish->no_memory) return false;
  for (uint32_t i = 0; i < levels; ++i) links->level_tree[i] = i;
  for (uint32_t i = 0; i < units; ++i) {
    for (uint32_t part = links->part_start[i]; part < links->part_start[i + 1]; ++part) {
      uint32_t parent = links->parts[part].parent;
      if (parent == RSL_NONE || links->unit_level[i] == RSL_NONE || links->unit_level[parent] == RSL_NONE) continue;
      uint32_t own = tree_of(finish, links->unit_level[i]);
      uint32_t other = tree_of(finish, links->unit_level[parent]);
      links->level_tree[own > other ? own : other] = own > other ? other : own;
    }
  }
  return true;
}

static uint32_t tree_of(const rsl__finish *finish, uint32_t level) {
  while (level != RSL_NONE && finish->links->level_tree[level] != level) level = finish->links->level_tree[level];
  return level;
}

static void resolve_counterpart(rsl__finish *finish, uint32_t index) {
  const rsl_unit *unit = rsl_plan_unit(finish->plan, index);
  const rsl__site site = rsl__at(RSL__RECORD_UNIT, index, "counterpart");
  rsl__unit_context context = rsl__any_unit();
  uint32_t found = rsl__resolve_unit(finish, site, &context, unit->counterpart);
  if (found == RSL_NONE) return;
  if (tree_of(finish, finish->links->unit_level[found]) == tree_of(finish, finish->links->unit_level[index]))
    rsl__report(finish, RSL__PROBLEM_COUNTERPART_IN_TREE, site,
                "the counterpart `%s` is of a level of the unit's own tree: it says where another tree measures",
                rsl__show(unit->counterpart).bytes);
  else
    finish->links->counterpart[index] = found;
}

/* A formula is where its operands are. */
static bool is_measured_in(const rsl__finish *finish, uint32_t indicator, uint32_t tree, int depth) {
  const rsl_indicator *record = rsl_plan_indicator(finish->plan, indicator);
  const rsl__expression *formula = &finish->links->expressions[indicator];
  if (record->rollup.rule == RSL_RULE_FORMULA) {
    for (uint32_t i = 0; i < formula->indicator_count && depth < DEEPEST; ++i)
      if (is_measured_in(finish, formula->indicators[i], tree, depth + 1)) return true;
    return false;
  }
  for (size_t i = 0; i < record->measured_at_count; ++i) {
    const char *code = record->measured_at[i].level;
    uint32_t level = code == NULL ? RSL_NONE : rsl__code_index_find(&finish->links->levels, code, strlen(code));
    if (level != RSL_NONE && tree_of(finish, level) == tree) return true;
  }
  return false;
}
