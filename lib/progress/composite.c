#include "progress/composite.h"

#include "base/error.h"
#include "base/memory.h"
#include "progress/aggregate.h"

static const rsl_aggregate_rule plain_mean = RSL_AGGREGATE_RULE_INIT;

static rsl_status check_nodes(const rsl_composite *composite, rsl_error *error);
static void chain_nodes(rsl__composite *out);
static const rsl_aggregate_rule *rule_of(const rsl__composite *composite, size_t node);

rsl_status rsl_composite_scores(const rsl_composite *composite, size_t units, const rsl_allocator *allocator,
                                double *scores, rsl_error *error) {
  rsl__composite made;
  rsl_status status = rsl__composite_open(composite, allocator, &made, error);
  if (status != RSL_OK) return status;
  for (size_t i = 0; status == RSL_OK && i < units; i++)
    status = rsl__composite_fill(&made, i, scores + i * composite->count, error);
  rsl__composite_free(&made);
  return status;
}

rsl_status rsl__composite_open(const rsl_composite *composite, const rsl_allocator *allocator, rsl__composite *out,
                               rsl_error *error) {
  rsl__error_clear(error);
  rsl_status status = check_nodes(composite, error);
  if (status != RSL_OK) return status;
  size_t count = composite->count;
  *out =
      (rsl__composite){ rsl__allocator_or_default(allocator), composite->nodes, count, NULL, NULL, NULL, NULL, NULL };
  out->own_weights = rsl__allocate_array(&out->allocator, count, 3 * sizeof *out->own_weights);
  out->first = rsl__allocate_array(&out->allocator, count, 2 * sizeof *out->first);
  if (out->own_weights == NULL || out->first == NULL) {
    rsl__composite_free(out);
    return rsl__fail_memory(error);
  }
  out->values = out->own_weights + count;
  out->weights = out->values + count;
  out->next = out->first + count;
  chain_nodes(out);
  return RSL_OK;
}

void rsl__composite_free(rsl__composite *composite) {
  rsl__release_array(&composite->allocator, composite->own_weights, composite->count,
                     3 * sizeof *composite->own_weights);
  rsl__release_array(&composite->allocator, composite->first, composite->count, 2 * sizeof *composite->first);
}

static rsl_status check_nodes(const rsl_composite *composite, rsl_error *error) {
  rsl_status status = RSL_OK;
  if (composite->count == 0) return rsl__fail(error, RSL_ERR_ARGUMENT, "a composite has no nodes");
  for (size_t i = 0; status == RSL_OK && i < composite->count; i++) {
    const rsl_composite_node *node = &composite->nodes[i];
    if (i > 0 && node->parent >= i)
      return rsl__fail(error, RSL_ERR_ARGUMENT, "node %zu stands before its parent, node %zu", i, node->parent);
    if (i > 0) status = rsl__weight_check(node->weight, i, error);
    if (status == RSL_OK && node->rule != NULL) status = rsl__aggregate_check(node->rule, error);
  }
  return status;
}

/* From the last on, so that each chain has the nodes' own order. */
static void chain_nodes(rsl__composite *out) {
  for (size_t i = 0; i < out->count; i++) {
    out->first[i] = out->next[i] = SIZE_MAX;
    out->own_weights[i] = out->nodes[i].weight;
  }
  for (size_t i = out->count - 1; i > 0; i--) {
    size_t parent = out->nodes[i].parent;
    out->next[i] = out->first[parent];
    out->first[parent] = i;
  }
}

rsl_status rsl__composite_fill(rsl__composite *composite, size_t unit, double *scores, rsl_error *error) {
  for (size_t node = composite->count; node-- > 0;) {
    size_t parts = 0;
    rsl_reason reason = RSL_REASON_NONE;
    for (size_t part = composite->first[node]; part != SIZE_MAX; part = composite->next[part]) {
      composite->values[parts] = scores[part];
      composite->weights[parts++] = composite->own_weights[part];
    }
    if (parts == 0) continue;
    scores[node] = rsl__aggregate(rule_of(composite, node), composite->values, composite->weights, parts, &reason);
    if (reason == RSL_REASON_ZERO_BASE || reason == RSL_REASON_SIGN_CHANGE || reason == RSL_REASON_OUT_OF_RANGE)
      return rsl__fail(error, RSL_ERR_DATA, "unit %zu, node %zu: its mean does not take a figure of %s (%s)", unit,
                       node, reason == RSL_REASON_ZERO_BASE ? "0" : "this size", rsl_reason_code(reason));
  }
  return RSL_OK;
}

static const rsl_aggregate_rule *rule_of(const rsl__composite *composite, size_t node) {
  const rsl_aggregate_rule *rule = composite->nodes[node].rule;
  return rule != NULL ? rule : &plain_mean;
}
