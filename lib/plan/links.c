#include "plan/links.h"

#include "plan/finishing.h"

static void free_index(rsl__code_index *index);
static const rsl__expression *program(const rsl_plan *plan, uint32_t indicator, bool formula);
static bool has_one_of(const rsl__plan_links *links, uint32_t unit, rsl_date on, const rsl__applies_item *item);
static const rsl__parent_part *part_on(const rsl__plan_links *links, uint32_t unit, rsl_date on);

/* ---- What references resolved to ---- */

uint32_t rsl_plan_unit_level(const rsl_plan *plan, uint32_t unit) {
  if (!rsl_plan_is_finished(plan) || unit >= rsl_plan_unit_count(plan)) return RSL_NONE;
  return plan->links->unit_level[unit];
}

bool rsl_plan_unit_valid(const rsl_plan *plan, uint32_t unit, rsl_date on) {
  const rsl_unit *record = rsl_plan_unit(plan, unit);
  if (record == NULL) return false;
  return on == RSL_DATE_NONE || (record->from <= on && on < rsl__end_day(record->to));
}

uint32_t rsl_plan_unit_parent(const rsl_plan *plan, uint32_t unit, rsl_date on) {
  if (!rsl_plan_is_finished(plan) || unit >= rsl_plan_unit_count(plan)) return RSL_NONE;
  const rsl__parent_part *part = part_on(plan->links, unit, on);
  return part == NULL ? RSL_NONE : part->parent;
}

uint32_t rsl_plan_unit_counterpart(const rsl_plan *plan, uint32_t unit) {
  if (!rsl_plan_is_finished(plan) || unit >= rsl_plan_unit_count(plan)) return RSL_NONE;
  return plan->links->counterpart[unit];
}

uint32_t rsl_plan_resolution_unit(const rsl_plan *plan, uint32_t resolution) {
  if (!rsl_plan_is_finished(plan) || resolution >= rsl_plan_resolution_count(plan)) return RSL_NONE;
  return plan->links->resolution_unit[resolution];
}

uint32_t rsl_plan_goal_field(const rsl_plan *plan, uint32_t resolution, uint32_t number) {
  if (!rsl_plan_is_finished(plan) || resolution >= rsl_plan_resolution_count(plan)) return RSL_NONE;
  uint32_t first = plan->links->goal_start[resolution];
  uint32_t count = plan->links->goal_start[resolution + 1] - first;
  return number < count ? plan->links->goal_field[first + number] : RSL_NONE;
}

rsl_operands rsl_plan_indicator_operands(const rsl_plan *plan, uint32_t indicator) {
  static const rsl_operands none = RSL__NO_OPERANDS;
  if (!rsl_plan_is_finished(plan) || indicator >= rsl_plan_indicator_count(plan)) return none;
  return plan->links->operands[indicator];
}

uint32_t rsl_plan_indicator_field(const rsl_plan *plan, uint32_t indicator) {
  if (!rsl_plan_is_finished(plan) || indicator >= rsl_plan_indicator_count(plan)) return RSL_NONE;
  return plan->links->indicator_field[indicator];
}

rsl_target_links rsl_plan_target_links(const rsl_plan *plan, uint32_t target) {
  static const rsl_target_links none = RSL__NO_LINKS;
  if (!rsl_plan_is_finished(plan) || target >= rsl_plan_target_count(plan)) return none;
  return plan->links->target_links[target];
}

const rsl__expression *rsl__plan_expression(const rsl_plan *plan, uint32_t indicator) {
  return program(plan, indicator, true);
}

const rsl__expression *rsl__plan_condition(const rsl_plan *plan, uint32_t indicator) {
  return program(plan, indicator, false);
}

static const rsl__expression *program(const rsl_plan *plan, uint32_t indicator, bool formula) {
  if (!rsl_plan_is_finished(plan) || indicator >= rsl_plan_indicator_count(plan)) return NULL;
  const rsl__expression *expression = &plan->links->expressions[indicator];
  bool is_formula = rsl_plan_indicator(plan, indicator)->rollup.rule == RSL_RULE_FORMULA;
  return expression->count == 0 || is_formula != formula ? NULL : expression;
}

uint32_t rsl__plan_not_applicable_unit(const rsl_plan *plan, uint32_t indicator, size_t item) {
  if (!rsl_plan_is_finished(plan) || indicator >= rsl_plan_indicator_count(plan)) return RSL_NONE;
  uint32_t first = plan->links->excluded_start[indicator];
  size_t count = plan->links->excluded_start[indicator + 1] - first;
  return item < count ? plan->links->excluded_unit[first + item] : RSL_NONE;
}

bool rsl__plan_applies(const rsl_plan *plan, uint32_t indicator, uint32_t unit, rsl_date on) {
  if (!rsl_plan_is_finished(plan) || indicator >= rsl_plan_indicator_count(plan)) return false;
  if (unit >= rsl_plan_unit_count(plan)) return false;
  const rsl__plan_links *links = plan->links;
  for (uint32_t i = links->applies_start[indicator]; i < links->applies_start[indicator + 1]; ++i)
    if (!has_one_of(links, unit, on, &links->applies[i])) return false;
  return true;
}

static bool has_one_of(const rsl__plan_links *links, uint32_t unit, rsl_date on, const rsl__applies_item *item) {
  for (uint32_t i = links->attribute_start[unit]; i < links->attribute_start[unit + 1]; ++i) {
    const rsl__attribute *attribute = &links->attributes[i];
    if (attribute->name != item->name || on < attribute->from || on >= attribute->to) continue;
    for (uint32_t value = 0; value < item->value_count; ++value)
      if (item->values[value] == attribute->value) return true;
  }
  return false;
}

const rsl_date *rsl__plan_attribute_days(const rsl_plan *plan, size_t *count) {
  *count = rsl_plan_is_finished(plan) ? plan->links->attribute_day_count : 0;
  return *count == 0 ? NULL : plan->links->attribute_days;
}

uint32_t rsl__plan_stop_at(const rsl_plan *plan, uint32_t indicator) {
  if (!rsl_plan_is_finished(plan) || indicator >= rsl_plan_indicator_count(plan)) return RSL_NONE;
  return plan->links->stop_at[indicator];
}

const rsl_calendar *rsl__plan_calendar(const rsl_plan *plan, uint32_t indicator) {
  if (!rsl_plan_is_finished(plan) || indicator >= rsl_plan_indicator_count(plan)) return NULL;
  return rsl_plan_calendar(plan, plan->links->calendar[indicator]);
}

uint32_t rsl__plan_grade(const rsl_plan *plan, uint32_t indicator, const char *code, size_t length) {
  const rsl_indicator *record = rsl_plan_indicator(plan, indicator);
  return record == NULL ? RSL_NONE : rsl__find_grade(record, code, length);
}

const rsl__succession_link *rsl__plan_successions(const rsl_plan *plan, size_t *count) {
  *count = rsl_plan_is_finished(plan) ? plan->links->succession_count : 0;
  return *count == 0 ? NULL : plan->links->successions;
}

/* The parts of a life follow one another, so the one of a day is found by halving. Without a day there is one only where
 * the parent never changes. */
static const rsl__parent_part *part_on(const rsl__plan_links *links, uint32_t unit, rsl_date on) {
  uint32_t first = links->part_start[unit];
  uint32_t end = links->part_start[unit + 1];
  if (first == end || (on == RSL_DATE_NONE && end - first > 1)) return NULL;
  if (on == RSL_DATE_NONE) return &links->parts[first];
  while (end - first > 1) {
    uint32_t middle = first + (end - first) / 2;
    if (links->parts[middle].from <= on)
      first = middle;
    else
      end = middle;
  }
  const rsl__parent_part *part = &links->parts[first];
  return part->from <= on && on < part->to ? part : NULL;
}

uint32_t rsl__code_index_find(const rsl__code_index *index, const char *code, size_t length) {
  uint32_t id = rsl__names_find(&index->names, code, length);
  return id == RSL__NAME_NONE ? RSL_NONE : index->records[id];
}

/* ---- The end ---- */

void rsl__plan_links_free(const rsl_allocator *allocator, rsl__plan_links *links) {
  if (links == NULL) return;
  free_index(&links->levels);
  free_index(&links->calendars);
  free_index(&links->fields);
  free_index(&links->resolutions);
  free_index(&links->indicators);
  free_index(&links->targets);
  free_index(&links->compositions);
  free_index(&links->goals);
  free_index(&links->checks);
  free_index(&links->campaigns);
  free_index(&links->findings);
  free_index(&links->actions);
  rsl__names_free(&links->lives.codes);
  rsl__names_free(&links->attribute_names);
  rsl__names_free(&links->attribute_values);
  rsl__arena_free(&links->arena);
  rsl__release(allocator, links, sizeof *links);
}

static void free_index(rsl__code_index *index) {
  rsl__names_free(&index->names);
}
