#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "plan/finishing.h"
#include "plan/graph.h"

static const char *resolution_code(const rsl_plan *plan, uint32_t index);
static const char *resolution_title(const rsl_plan *plan, uint32_t index);
static bool lay_out_goals(rsl__finish *finish);
static void check_resolution(rsl__finish *finish, uint32_t index);
static void check_term(rsl__finish *finish, uint32_t index);
static void check_baseline(rsl__finish *finish, uint32_t index);
static void resolve_adopting_unit(rsl__finish *finish, uint32_t index);
static void check_goals(rsl__finish *finish, uint32_t index);
static void check_goal(rsl__finish *finish, uint32_t index, size_t number);
static bool remember_goal(rsl__finish *finish, uint32_t resolution, size_t number, const char *code);
static void check_concretises(rsl__finish *finish);
static void report_cycle(void *context, const uint32_t *resolutions, size_t count);

void rsl__finish_resolutions(rsl__finish *finish) {
  static const rsl__code_list resolutions = { RSL__RECORD_RESOLUTION, RSL__PROBLEM_DUPLICATE_RESOLUTION, "a resolution",
                                              resolution_code };
  uint32_t count = rsl_plan_resolution_count(finish->plan);
  rsl__index_codes(finish, &resolutions, &finish->links->resolutions);
  finish->links->resolution_unit = rsl__finish_indexes(finish, count);
  if (finish->no_memory || !lay_out_goals(finish)) return;
  for (uint32_t i = 0; i < count; ++i) check_resolution(finish, i);
  check_concretises(finish);
}

static const char *resolution_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_resolution(plan, index)->code;
}

static const char *resolution_title(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_resolution(plan, index)->title;
}

static bool lay_out_goals(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t count = rsl_plan_resolution_count(finish->plan);
  size_t total = 0;
  links->goal_start = rsl__finish_array(finish, (size_t)count + 1, sizeof *links->goal_start);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) {
    links->goal_start[i] = (uint32_t)total;
    total += rsl_plan_resolution(finish->plan, i)->goal_count;
    if (total >= RSL_NONE) finish->no_memory = true;
  }
  if (finish->no_memory) return false;
  links->goal_start[count] = (uint32_t)total;
  links->goal_field = rsl__finish_indexes(finish, total);
  links->goals.records = rsl__finish_indexes(finish, total);
  return !finish->no_memory;
}

static void check_resolution(rsl__finish *finish, uint32_t index) {
  const rsl_resolution *resolution = rsl_plan_resolution(finish->plan, index);
  rsl__check_text(finish, rsl__at(RSL__RECORD_RESOLUTION, index, "title"), resolution->title);
  rsl__check_extras(finish, rsl__at(RSL__RECORD_RESOLUTION, index, ""), &resolution->extras);
  check_term(finish, index);
  check_baseline(finish, index);
  resolve_adopting_unit(finish, index);
  check_goals(finish, index);
  rsl__check_rating_rule(finish, rsl__at(RSL__RECORD_RESOLUTION, index, "rating_rule"), &resolution->rating_rule);
}

static void check_term(rsl__finish *finish, uint32_t index) {
  const rsl_resolution *resolution = rsl_plan_resolution(finish->plan, index);
  const rsl__site from = rsl__at(RSL__RECORD_RESOLUTION, index, "from");
  const rsl__site to = rsl__at(RSL__RECORD_RESOLUTION, index, "to");
  char first[RSL_PERIOD_TEXT];
  char last[RSL_PERIOD_TEXT];
  if (resolution->from.type == RSL_PERIOD_NONE)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, from,
                "a resolution needs `from`, the first period of its targets");
  if (resolution->to.type == RSL_PERIOD_NONE)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, to, "a resolution needs `to`, the last period of its targets");
  bool fine = rsl__check_period(finish, from, resolution->from);
  fine = rsl__check_period(finish, to, resolution->to) && fine;
  if (!fine || resolution->from.type == RSL_PERIOD_NONE || resolution->to.type == RSL_PERIOD_NONE) return;
  rsl_period_format(resolution->from, first);
  rsl_period_format(resolution->to, last);
  if (resolution->from.type != resolution->to.type)
    rsl__report(finish, RSL__PROBLEM_PERIOD_TYPES_DIFFER, to, "`from` %s and `to` %s are periods of different types",
                first, last);
  else if (resolution->from.index > resolution->to.index)
    rsl__report(finish, RSL__PROBLEM_PERIOD_ORDER, to, "`to` %s is before `from` %s", last, first);
  if (resolution->adopted != RSL_DATE_NONE && resolution->adopted > rsl_period_last_day(resolution->to))
    rsl__warn(finish, RSL__PROBLEM_ADOPTED_AFTER_END, rsl__at(RSL__RECORD_RESOLUTION, index, "adopted"),
              "the resolution is adopted after its last period, %s", last);
}

/* A baseline that is not before the term's end leaves no way to go; one inside the term is odd, but can be meant. */
static void check_baseline(rsl__finish *finish, uint32_t index) {
  const rsl_resolution *resolution = rsl_plan_resolution(finish->plan, index);
  const rsl__site site = rsl__at(RSL__RECORD_RESOLUTION, index, "baseline");
  char baseline[RSL_PERIOD_TEXT];
  char other[RSL_PERIOD_TEXT];
  if (!rsl__check_period(finish, site, resolution->baseline) || resolution->baseline.type == RSL_PERIOD_NONE) return;
  rsl_date last = rsl_period_last_day(resolution->baseline);
  rsl_period_format(resolution->baseline, baseline);
  if (resolution->to.type != RSL_PERIOD_NONE && last >= rsl_period_last_day(resolution->to)) {
    rsl_period_format(resolution->to, other);
    rsl__report(finish, RSL__PROBLEM_PERIOD_ORDER, site, "`baseline` %s does not end before `to` %s", baseline, other);
  } else if (resolution->from.type != RSL_PERIOD_NONE && last >= rsl_period_first_day(resolution->from)) {
    rsl_period_format(resolution->from, other);
    rsl__warn(finish, RSL__PROBLEM_BASELINE_INSIDE_TERM, site, "`baseline` %s is not before `from` %s", baseline,
              other);
  }
}

/* The life that adopted it: the one of the day of adoption, else of the term's first day. */
static void resolve_adopting_unit(rsl__finish *finish, uint32_t index) {
  const rsl_resolution *resolution = rsl_plan_resolution(finish->plan, index);
  const rsl__site site = rsl__at(RSL__RECORD_RESOLUTION, index, "unit");
  rsl_date day = resolution->adopted;
  if (resolution->unit == NULL)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "a resolution needs `unit`, whose congress adopted it");
  if (day == RSL_DATE_NONE && resolution->from.type != RSL_PERIOD_NONE) day = rsl_period_first_day(resolution->from);
  rsl__unit_context context = rsl__unit_on(day);
  finish->links->resolution_unit[index] = rsl__resolve_unit(finish, site, &context, resolution->unit);
}

/* ---- Goals ---- */

static void check_goals(rsl__finish *finish, uint32_t index) {
  const rsl_resolution *resolution = rsl_plan_resolution(finish->plan, index);
  for (size_t i = 0; i < resolution->goal_count && !finish->no_memory; ++i) check_goal(finish, index, i);
}

static void check_goal(rsl__finish *finish, uint32_t index, size_t number) {
  const rsl_goal *goal = &rsl_plan_resolution(finish->plan, index)->goals[number];
  char member[RSL__MEMBER];
  rsl__site site = rsl__at(RSL__RECORD_RESOLUTION, index, rsl__item_member(member, "goals", number, "code"));
  if (rsl__check_code(finish, site, "a goal", goal->code) && !remember_goal(finish, index, number, goal->code))
    rsl__report(finish, RSL__PROBLEM_DUPLICATE_GOAL, site,
                "the resolution has a goal `%s` already: give each its own code", rsl__show(goal->code).bytes);
  site.member = rsl__item_member(member, "goals", number, "title");
  rsl__check_text(finish, site, goal->title);
  site.member = rsl__item_member(member, "goals", number, "field");
  finish->links->goal_field[finish->links->goal_start[index] + number] = rsl__resolve_field(finish, site, goal->field);
  site.member = rsl__item_member(member, "goals", number, "");
  rsl__check_extras(finish, site, &goal->extras);
}

/* @return false where the resolution has such a goal already. */
static bool remember_goal(rsl__finish *finish, uint32_t resolution, size_t number, const char *code) {
  rsl__code_index *goals = &finish->links->goals;
  char key[RSL__GOAL_KEY];
  uint32_t id = 0;
  if (rsl__names_add(&goals->names, key, rsl__goal_key(key, resolution, code), &id) != RSL_OK) {
    finish->no_memory = true;
    return true;
  }
  if (goals->records[id] != RSL_NONE) return false;
  goals->records[id] = (uint32_t)number;
  return true;
}

size_t rsl__goal_key(char buffer[RSL__GOAL_KEY], uint32_t resolution, const char *code) {
  return (size_t)snprintf(buffer, RSL__GOAL_KEY, "%lu/%s", (unsigned long)resolution, code);
}

uint32_t rsl__resolve_goal(rsl__finish *finish, rsl__site site, uint32_t resolution, const char *code) {
  const rsl_resolution *record = rsl_plan_resolution(finish->plan, resolution);
  char key[RSL__GOAL_KEY];
  if (code == NULL || record == NULL || !rsl__check_code(finish, site, "a target", code)) return RSL_NONE;
  uint32_t found = rsl__code_index_find(&finish->links->goals, key, rsl__goal_key(key, resolution, code));
  if (found != RSL_NONE) return found;
  rsl__nearest nearest;
  rsl__nearest_start(&nearest, code, strlen(code));
  for (size_t i = 0; i < record->goal_count && finish->candidates > 0; ++i, --finish->candidates) {
    const char *other = record->goals[i].code;
    if (other != NULL) rsl__nearest_offer(&nearest, other, strlen(other), i);
  }
  if (nearest.index != RSL__NEAREST_NONE)
    rsl__report(finish, RSL__PROBLEM_UNKNOWN_GOAL, site, "unknown goal `%s` of resolution `%s`: did you mean `%s`?",
                rsl__show(code).bytes, rsl__show(record->code).bytes, record->goals[nearest.index].code);
  else
    rsl__report(finish, RSL__PROBLEM_UNKNOWN_GOAL, site, "unknown goal `%s`: resolution `%s` has none of this code",
                rsl__show(code).bytes, rsl__show(record->code).bytes);
  return RSL_NONE;
}

/* ---- What a resolution concretises ---- */

/* A superior's resolution may well be written down in the superior's plan only: that it is not here is told, no error. */
static void check_concretises(rsl__finish *finish) {
  uint32_t count = rsl_plan_resolution_count(finish->plan);
  rsl__code_search search = { &finish->links->resolutions, RSL__PROBLEM_UNKNOWN_RESOLUTION, "resolution",
                              resolution_title };
  uint32_t *start = rsl__finish_array(finish, (size_t)count + 1, sizeof *start);
  uint32_t *superior = rsl__finish_indexes(finish, count);
  if (finish->no_memory) return;
  for (uint32_t i = 0; i < count; ++i) {
    start[i + 1] = i + 1;
    superior[i] = rsl__resolve_softly(finish, rsl__at(RSL__RECORD_RESOLUTION, i, "concretises"), &search,
                                      rsl_plan_resolution(finish->plan, i)->concretises);
  }
  start[0] = 0;
  rsl__graph graph = { count, start, superior };
  if (!rsl__graph_cycles(&finish->plan->allocator, &graph, report_cycle, finish)) finish->no_memory = true;
}

static void report_cycle(void *context, const uint32_t *resolutions, size_t count) {
  rsl__finish *finish = context;
  const char *first = rsl_plan_resolution(finish->plan, resolutions[0])->code;
  const char *last = rsl_plan_resolution(finish->plan, resolutions[count - 1])->code;
  rsl__report(finish, RSL__PROBLEM_RESOLUTION_CYCLE, rsl__at(RSL__RECORD_RESOLUTION, resolutions[0], "concretises"),
              "resolution `%s` concretises itself, by way of `%s`: break the circle", rsl__show(first).bytes,
              rsl__show(last).bytes);
}
