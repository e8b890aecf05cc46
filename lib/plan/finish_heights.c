#include <stdio.h>
#include <string.h>

#include "plan/finishing.h"
#include "plan/graph.h"

enum { LISTED = 5 };

/** What the search for cycles writes to. */
typedef struct cycles {
  rsl__finish *finish;
  bool *inside; /* by unit: it stands in a cycle that was told */
} cycles;

static bool all_higher(const rsl__finish *finish);
static bool find_cycles(rsl__finish *finish, bool *inside);
static void report_cycle(void *context, const uint32_t *units, size_t count);
static void report_heights(rsl__finish *finish, const bool *inside);
static bool is_higher(const rsl__plan_links *links, uint32_t parent, uint32_t child);

/* Where every parent is of a higher level there can be no cycle: it is looked for only where some are not, and then told
 * instead of the levels of the units in it. */
void rsl__finish_parent_heights(rsl__finish *finish) {
  if (all_higher(finish)) return;
  uint32_t count = rsl_plan_unit_count(finish->plan);
  bool *inside = rsl__allocate_zeroed_array(&finish->plan->allocator, count, sizeof *inside);
  if (inside == NULL || !find_cycles(finish, inside))
    finish->no_memory = true;
  else
    report_heights(finish, inside);
  rsl__release_array(&finish->plan->allocator, inside, count, sizeof *inside);
}

static bool all_higher(const rsl__finish *finish) {
  const rsl__plan_links *links = finish->links;
  for (uint32_t i = 0; i < rsl_plan_unit_count(finish->plan); ++i)
    for (uint32_t part = links->part_start[i]; part < links->part_start[i + 1]; ++part)
      if (!is_higher(links, links->parts[part].parent, i)) return false;
  return true;
}

static bool find_cycles(rsl__finish *finish, bool *inside) {
  const rsl__plan_links *links = finish->links;
  uint32_t count = rsl_plan_unit_count(finish->plan);
  uint32_t parts = links->part_start[count];
  uint32_t *parents = rsl__allocate_array(&finish->plan->allocator, parts, sizeof *parents);
  if (parents == NULL) return false;
  for (uint32_t i = 0; i < parts; ++i) parents[i] = links->parts[i].parent;
  rsl__graph graph = { count, links->part_start, parents };
  cycles context = { finish, inside };
  bool done = rsl__graph_cycles(&finish->plan->allocator, &graph, report_cycle, &context);
  rsl__release_array(&finish->plan->allocator, parents, parts, sizeof *parents);
  return done;
}

/* Marked from the end, only as far as the units are new: many cycles through one long chain stay linear. */
static void report_cycle(void *context, const uint32_t *units, size_t count) {
  cycles *into = context;
  char chain[256];
  size_t length = 0;
  for (size_t i = 0; i < count && i < LISTED && length < sizeof chain; ++i)
    length += (size_t)snprintf(chain + length, sizeof chain - length, "`%s` under ",
                               rsl__show(rsl_plan_unit(into->finish->plan, units[i])->code).bytes);
  if (count > LISTED && length < sizeof chain) snprintf(chain + length, sizeof chain - length, "… ");
  for (size_t i = count; i > 0 && !into->inside[units[i - 1]]; --i) into->inside[units[i - 1]] = true;
  const char *code = rsl_plan_unit(into->finish->plan, units[0])->code;
  const char *member = rsl_plan_unit(into->finish->plan, units[0])->parent != NULL ? "parent" : "parents";
  rsl__report(into->finish, RSL__PROBLEM_UNIT_CYCLE, rsl__at(RSL__RECORD_UNIT, units[0], member),
              "unit `%s` is above itself: %s`%s`: give one of them another parent", rsl__show(code).bytes, chain,
              rsl__show(code).bytes);
}

static void report_heights(rsl__finish *finish, const bool *inside) {
  const rsl__plan_links *links = finish->links;
  char member[RSL__MEMBER];
  for (uint32_t i = 0; i < rsl_plan_unit_count(finish->plan); ++i) {
    const rsl_unit *unit = rsl_plan_unit(finish->plan, i);
    for (uint32_t part = links->part_start[i]; part < links->part_start[i + 1] && !inside[i]; ++part) {
      uint32_t parent = links->parts[part].parent;
      if (is_higher(links, parent, i)) continue;
      const char *path = unit->parent_count > 0
                             ? rsl__item_member(member, "parents", part - links->part_start[i], "parent")
                             : "parent";
      rsl__report(finish, RSL__PROBLEM_PARENT_NOT_HIGHER, rsl__at(RSL__RECORD_UNIT, i, path),
                  "parent `%s` of unit `%s` is of the level `%s`, which is not above `%s`",
                  rsl__show(rsl_plan_unit(finish->plan, parent)->code).bytes, rsl__show(unit->code).bytes,
                  rsl__show(rsl_plan_unit(finish->plan, parent)->level).bytes, rsl__show(unit->level).bytes);
    }
  }
}

/* Levels that are not known are told already. */
static bool is_higher(const rsl__plan_links *links, uint32_t parent, uint32_t child) {
  if (parent == RSL_NONE || links->unit_level[parent] == RSL_NONE || links->unit_level[child] == RSL_NONE) return true;
  return links->unit_level[parent] < links->unit_level[child];
}
