#include "plan/finishing.h"
#include "plan/graph.h"

/* Targets that were adjusted on the way: a later one replaces an earlier one from the day it was adopted (T1). */

static void check_replacement(rsl__finish *finish, uint32_t index);
static rsl_date adopted_on(const rsl__finish *finish, uint32_t index);
static void find_cycles(rsl__finish *finish);
static void report_cycle(void *context, const uint32_t *targets, size_t count);

void rsl__finish_replacements(rsl__finish *finish) {
  bool any = false;
  uint32_t count = rsl_plan_target_count(finish->plan);
  for (uint32_t i = 0; i < count; ++i) {
    if (rsl__target(finish, i)->replaces == NULL) continue;
    any = true;
    check_replacement(finish, i);
  }
  if (any) find_cycles(finish);
}

static void check_replacement(rsl__finish *finish, uint32_t index) {
  const rsl_target *target = rsl__target(finish, index);
  const rsl__site adopted = rsl__at(RSL__RECORD_TARGET, index, "adopted");
  rsl__code_search targets = { &finish->links->targets, RSL__PROBLEM_UNKNOWN_TARGET, "target", NULL };
  uint32_t earlier = rsl__resolve(finish, rsl__at(RSL__RECORD_TARGET, index, "replaces"), &targets, target->replaces);
  finish->links->target_links[index].replaces = earlier;
  if (target->adopted == RSL_DATE_NONE) {
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, adopted,
                "a target that replaces another needs `adopted`: it counts from that day");
    return;
  }
  if (earlier == RSL_NONE || adopted_on(finish, earlier) == RSL_DATE_NONE) return;
  if (target->adopted <= adopted_on(finish, earlier))
    rsl__report(finish, RSL__PROBLEM_DATE_ORDER, adopted, "the target that it replaces was not adopted before it");
}

static rsl_date adopted_on(const rsl__finish *finish, uint32_t index) {
  const rsl_target *target = rsl__target(finish, index);
  const rsl_resolution *resolution = rsl_plan_resolution(finish->plan, finish->links->target_links[index].resolution);
  if (target->adopted != RSL_DATE_NONE || resolution == NULL) return target->adopted;
  return resolution->adopted;
}

static void find_cycles(rsl__finish *finish) {
  uint32_t count = rsl_plan_target_count(finish->plan);
  uint32_t *start = rsl__finish_array(finish, (size_t)count + 1, sizeof *start);
  uint32_t *earlier = rsl__finish_indexes(finish, count);
  if (finish->no_memory) return;
  for (uint32_t i = 0; i < count; ++i) {
    start[i + 1] = i + 1;
    earlier[i] = finish->links->target_links[i].replaces;
  }
  start[0] = 0;
  rsl__graph graph = { count, start, earlier };
  if (!rsl__graph_cycles(&finish->plan->allocator, &graph, report_cycle, finish)) finish->no_memory = true;
}

static void report_cycle(void *context, const uint32_t *targets, size_t count) {
  rsl__finish *finish = context;
  rsl__report(finish, RSL__PROBLEM_TARGET_CYCLE, rsl__at(RSL__RECORD_TARGET, targets[0], "replaces"),
              "the target replaces itself, over %lu others: break the circle", (unsigned long)(count - 1));
}
