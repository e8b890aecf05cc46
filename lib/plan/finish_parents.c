#include <string.h>

#include "plan/finishing.h"

static bool lay_out(rsl__finish *finish);
static void check_single_parent(rsl__finish *finish, uint32_t index);
static void check_parents(rsl__finish *finish, uint32_t index);
static bool check_continues(rsl__finish *finish, uint32_t index, size_t item, rsl_date expected, rsl__parent_part part);
static void resolve_parent(rsl__finish *finish, rsl__site site, uint32_t index, const char *reference,
                           rsl__parent_part *part);
static void gather_changes(rsl__finish *finish);
static void gather_unit_changes(rsl__finish *finish, uint32_t index);

void rsl__finish_parents(rsl__finish *finish) {
  uint32_t count = rsl_plan_unit_count(finish->plan);
  if (!lay_out(finish)) return;
  for (uint32_t i = 0; i < count; ++i) {
    const rsl_unit *unit = rsl_plan_unit(finish->plan, i);
    if (unit->parent != NULL && unit->parent_count > 0)
      rsl__report(finish, RSL__PROBLEM_TWO_PARENTS, rsl__at(RSL__RECORD_UNIT, i, "parents"),
                  "unit `%s` has both `parent` and `parents`: keep one of them", rsl__show(unit->code).bytes);
    else if (unit->parent_count > 0)
      check_parents(finish, i);
    else if (unit->parent != NULL)
      check_single_parent(finish, i);
  }
  rsl__finish_parent_heights(finish);
  if (!finish->no_memory) gather_changes(finish);
}

/* The parts of all units in one array, each unit's behind those of the units before it. */
static bool lay_out(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t count = rsl_plan_unit_count(finish->plan);
  size_t total = 0;
  links->part_start = rsl__finish_array(finish, (size_t)count + 1, sizeof *links->part_start);
  if (links->part_start == NULL) return false;
  for (uint32_t i = 0; i < count; ++i) {
    const rsl_unit *unit = rsl_plan_unit(finish->plan, i);
    links->part_start[i] = (uint32_t)total;
    total += unit->parent_count > 0 ? unit->parent_count : (size_t)(unit->parent != NULL);
    if (total >= RSL_NONE) finish->no_memory = true;
  }
  links->part_start[count] = (uint32_t)total;
  links->parts = rsl__finish_array(finish, total, sizeof *links->parts);
  for (size_t i = 0; links->parts != NULL && i < total; ++i)
    links->parts[i] = (rsl__parent_part){ RSL_NONE, RSL_DATE_NONE, RSL__DATE_OPEN };
  return !finish->no_memory;
}

static void check_single_parent(rsl__finish *finish, uint32_t index) {
  const rsl_unit *unit = rsl_plan_unit(finish->plan, index);
  rsl__parent_part *part = &finish->links->parts[finish->links->part_start[index]];
  part->from = unit->from;
  part->to = rsl__end_day(unit->to);
  resolve_parent(finish, rsl__at(RSL__RECORD_UNIT, index, "parent"), index, unit->parent, part);
}

/* The parts follow one another without gap or overlap, from the unit's first day to its end. */
static void check_parents(rsl__finish *finish, uint32_t index) {
  const rsl_unit *unit = rsl_plan_unit(finish->plan, index);
  rsl__parent_part *parts = &finish->links->parts[finish->links->part_start[index]];
  char member[RSL__MEMBER];
  rsl_date expected = unit->from;
  bool continuous = true;
  for (size_t i = 0; i < unit->parent_count; ++i) {
    const rsl_unit_parent *given = &unit->parents[i];
    parts[i].from = given->from == RSL_DATE_NONE ? unit->from : given->from;
    parts[i].to = rsl__end_day(given->to == RSL_DATE_NONE ? unit->to : given->to);
    rsl__site to = rsl__at(RSL__RECORD_UNIT, index, rsl__item_member(member, "parents", i, "to"));
    if (parts[i].to != RSL__DATE_OPEN && !rsl__check_dates(finish, to, parts[i].from, parts[i].to)) continuous = false;
    if (continuous) continuous = check_continues(finish, index, i, expected, parts[i]);
    expected = parts[i].to;
    rsl__site site = rsl__at(RSL__RECORD_UNIT, index, rsl__item_member(member, "parents", i, "parent"));
    if (given->parent == NULL) rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "a parent needs `parent`");
    resolve_parent(finish, site, index, given->parent, &parts[i]);
  }
  if (continuous && expected != rsl__end_day(unit->to))
    rsl__report(finish, expected < rsl__end_day(unit->to) ? RSL__PROBLEM_PARENT_GAP : RSL__PROBLEM_PARENT_OVERLAP,
                rsl__at(RSL__RECORD_UNIT, index, rsl__item_member(member, "parents", unit->parent_count - 1, "to")),
                "the last parent of unit `%s` is told %s, the unit is valid %s: end both on one day",
                rsl__show(unit->code).bytes, rsl__show_span(RSL_DATE_NONE, expected).bytes,
                rsl__show_span(unit->from, unit->to).bytes);
}

static bool check_continues(rsl__finish *finish, uint32_t index, size_t item, rsl_date expected,
                            rsl__parent_part part) {
  const char *code = rsl_plan_unit(finish->plan, index)->code;
  char member[RSL__MEMBER];
  char begins[RSL_DATE_TEXT];
  char wanted[RSL_DATE_TEXT];
  if (part.from == expected) return true;
  rsl_date_format(part.from, begins);
  rsl_date_format(expected == RSL__DATE_OPEN ? RSL_DATE_NONE : expected, wanted);
  bool gap = part.from > expected;
  rsl__report(finish, gap ? RSL__PROBLEM_PARENT_GAP : RSL__PROBLEM_PARENT_OVERLAP,
              rsl__at(RSL__RECORD_UNIT, index, rsl__item_member(member, "parents", item, "from")),
              "the parents of unit `%s` %s: this one begins %s, %s %s", rsl__show(code).bytes,
              gap ? "leave a gap" : "overlap", *begins == '\0' ? "with the unit" : begins,
              item == 0 ? "the unit" : "the one before it ends", *wanted == '\0' ? "never" : wanted);
  return false;
}

static void resolve_parent(rsl__finish *finish, rsl__site site, uint32_t index, const char *reference,
                           rsl__parent_part *part) {
  const rsl_unit *unit = rsl_plan_unit(finish->plan, index);
  rsl__unit_context context = rsl__any_unit();
  context.below_level = finish->links->unit_level[index];
  context.has_span = part->from < part->to;
  context.from = part->from;
  context.to = part->to;
  part->parent = rsl__resolve_unit(finish, site, &context, reference);
  if (part->parent == RSL_NONE || !context.has_span) return;
  const rsl_unit *parent = rsl_plan_unit(finish->plan, part->parent);
  if (parent->from <= part->from && rsl__end_day(parent->to) >= part->to) return;
  rsl__report(finish, RSL__PROBLEM_PARENT_NOT_VALID, site,
              "parent `%s` is valid %s, unit `%s` under it %s: tell its other parents in `parents`, or mend the dates",
              rsl__show(reference).bytes, rsl__show_span(parent->from, parent->to).bytes, rsl__show(unit->code).bytes,
              rsl__show_span(part->from, part->to).bytes);
}

/* ---- Days of change ---- */

static void gather_changes(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t units = rsl_plan_unit_count(finish->plan);
  uint32_t successions = rsl_plan_succession_count(finish->plan);
  size_t most = 2 * (size_t)units + links->part_start[units] + successions;
  links->changes = rsl__finish_array(finish, most, sizeof *links->changes);
  if (links->changes == NULL) return;
  for (uint32_t i = 0; i < units; ++i) gather_unit_changes(finish, i);
  /* A part of a unit may go to one that is there already: neither opens, closes or moves, and both change. */
  for (uint32_t i = 0; i < successions; ++i)
    if (rsl_plan_succession(finish->plan, i)->on != RSL_DATE_NONE)
      links->changes[links->change_count++] = rsl_plan_succession(finish->plan, i)->on;
  links->change_count = rsl__sort_days(finish, links->changes, links->change_count);
}

static void gather_unit_changes(rsl__finish *finish, uint32_t index) {
  rsl__plan_links *links = finish->links;
  const rsl_unit *unit = rsl_plan_unit(finish->plan, index);
  if (unit->from != RSL_DATE_NONE) links->changes[links->change_count++] = unit->from;
  if (unit->to != RSL_DATE_NONE) links->changes[links->change_count++] = unit->to;
  for (uint32_t i = links->part_start[index] + 1; i < links->part_start[index + 1]; ++i)
    if (links->parts[i].parent != links->parts[i - 1].parent)
      links->changes[links->change_count++] = links->parts[i].from;
}
