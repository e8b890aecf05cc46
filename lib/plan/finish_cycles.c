#include "plan/finishing.h"
#include "plan/graph.h"

static uint32_t count_edges(const rsl__plan_links *links, uint32_t index);
static void write_edges(const rsl__plan_links *links, uint32_t index, uint32_t *edges);
static void report_cycle(void *context, const uint32_t *indicators, size_t count);
static bool is_plain(rsl__finish *finish, const uint32_t *indicators, size_t count);
static bool has_plain_edge(const rsl__plan_links *links, uint32_t from, uint32_t to);

/* An indicator that needs its own figure has none. That of an earlier period is no way out: no figure would be the first. */
void rsl__finish_indicator_cycles(rsl__finish *finish) {
  const rsl_allocator *allocator = &finish->plan->allocator;
  uint32_t count = rsl_plan_indicator_count(finish->plan);
  uint32_t *start = rsl__allocate_array(allocator, (size_t)count + 1, sizeof *start);
  uint32_t *edges = NULL;
  uint32_t total = 0;
  for (uint32_t i = 0; start != NULL && i <= count; ++i) {
    start[i] = total;
    if (i < count) total += count_edges(finish->links, i);
  }
  if (start != NULL) edges = rsl__allocate_array(allocator, total, sizeof *edges);
  for (uint32_t i = 0; edges != NULL && i < count; ++i) write_edges(finish->links, i, edges + start[i]);
  rsl__graph graph = { count, start, edges };
  if (edges == NULL || !rsl__graph_cycles(allocator, &graph, report_cycle, finish)) finish->no_memory = true;
  rsl__release_array(allocator, edges, total, sizeof *edges);
  rsl__release_array(allocator, start, (size_t)count + 1, sizeof *start);
}

static uint32_t count_edges(const rsl__plan_links *links, uint32_t index) {
  return 4 + links->expressions[index].indicator_count;
}

static void write_edges(const rsl__plan_links *links, uint32_t index, uint32_t *edges) {
  const rsl_operands *operands = &links->operands[index];
  const rsl__expression *expression = &links->expressions[index];
  edges[0] = operands->weight;
  edges[1] = operands->numerator;
  edges[2] = operands->denominator;
  edges[3] = operands->condition_indicator;
  for (uint32_t i = 0; i < expression->indicator_count; ++i) edges[4 + i] = expression->indicators[i];
}

/* Is it a circle within one period? Of a plan of nothing but circles not every one is looked through. */
static bool is_plain(rsl__finish *finish, const uint32_t *indicators, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    size_t cost = 1 + finish->links->expressions[indicators[i]].count;
    if (cost > finish->candidates) return true;
    finish->candidates -= cost;
    if (!has_plain_edge(finish->links, indicators[i], indicators[(i + 1) % count])) return false;
  }
  return true;
}

/* Does one refer to the figure of the other of the same period? */
static bool has_plain_edge(const rsl__plan_links *links, uint32_t from, uint32_t to) {
  const rsl_operands *operands = &links->operands[from];
  const rsl__expression *expression = &links->expressions[from];
  if ((operands->weight == to && operands->weight_variant.shift == 0) ||
      (operands->numerator == to && operands->numerator_variant.shift == 0) ||
      (operands->denominator == to && operands->denominator_variant.shift == 0) ||
      (operands->condition_indicator == to && operands->condition_variant.shift == 0))
    return true;
  for (uint32_t i = 0; i < expression->count; ++i) {
    const rsl__instruction *item = &expression->items[i];
    if (item->operation == RSL__OPERATION_INDICATOR && item->operand == to && item->variant.shift == 0) return true;
  }
  return false;
}

static void report_cycle(void *context, const uint32_t *indicators, size_t count) {
  rsl__finish *finish = context;
  const char *first = rsl_plan_indicator(finish->plan, indicators[0])->code;
  const char *last = rsl_plan_indicator(finish->plan, indicators[count - 1])->code;
  rsl__site site = rsl__at(RSL__RECORD_INDICATOR, indicators[0], "rollup");
  const char *mend = is_plain(finish, indicators, count)
                         ? ""
                         : ", of an earlier period: no figure would be the first; refer to what is measured";
  if (count == 1)
    rsl__report(finish, RSL__PROBLEM_INDICATOR_CYCLE, site, "indicator `%s` refers to itself%s", rsl__show(first).bytes,
                mend);
  else
    rsl__report(finish, RSL__PROBLEM_INDICATOR_CYCLE, site, "indicator `%s` needs its own figure, by way of `%s`%s%s",
                rsl__show(first).bytes, rsl__show(last).bytes, count > 2 ? " and others" : "", mend);
}
