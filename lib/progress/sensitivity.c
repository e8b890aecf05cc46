#include <math.h>
#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "progress/composite.h"

/** The scores of one set of weights, and the places that they give. */
typedef struct bench {
  rsl__composite made;
  size_t units;
  const double *given; /**< the caller's scores */
  double *of_unit;     /**< one a node */
  double *wholes;      /**< one a unit */
  size_t *ranks;       /**< one a unit */
} bench;

static rsl_status open_bench(bench *on, rsl_error *error);
static void close_bench(bench *on);
static rsl_status compare_all(bench *on, double share, rsl_weight_effect *effects, rsl_score_range *ranges,
                              rsl_error *error);
static rsl_status put_together(bench *on, rsl_error *error);
static rsl_status change_weight(bench *on, size_t node, double weight, rsl_weight_effect *effect,
                                rsl_score_range *ranges, rsl_error *error);
static void tell_move(const bench *on, size_t unit, rsl_weight_effect *effect, rsl_score_range *range);

rsl_status rsl_composite_sensitivity(const rsl_composite *composite, const double *scores, size_t units, double share,
                                     const rsl_allocator *allocator, rsl_weight_effect *effects,
                                     rsl_score_range *ranges, rsl_error *error) {
  bench on = { .units = units, .given = scores };
  rsl_status status = rsl__composite_open(composite, allocator, &on.made, error);
  if (status != RSL_OK) return status;
  if (!(share > 0 && share <= 1))
    status = rsl__fail(error, RSL_ERR_ARGUMENT, "a weight is changed by a share above 0 and at most 1");
  if (status == RSL_OK) status = open_bench(&on, error);
  if (status == RSL_OK) status = compare_all(&on, share, effects, ranges, error);
  close_bench(&on);
  return status;
}

static rsl_status open_bench(bench *on, rsl_error *error) {
  const rsl_allocator *memory = &on->made.allocator;
  on->of_unit = rsl__allocate_array(memory, on->made.count, sizeof *on->of_unit);
  on->wholes = rsl__allocate_array(memory, on->units, sizeof *on->wholes);
  on->ranks = rsl__allocate_array(memory, on->units, sizeof *on->ranks);
  return on->of_unit != NULL && on->wholes != NULL && on->ranks != NULL ? RSL_OK : rsl__fail_memory(error);
}

static void close_bench(bench *on) {
  const rsl_allocator *memory = &on->made.allocator;
  rsl__release_array(memory, on->of_unit, on->made.count, sizeof *on->of_unit);
  rsl__release_array(memory, on->wholes, on->units, sizeof *on->wholes);
  rsl__release_array(memory, on->ranks, on->units, sizeof *on->ranks);
  rsl__composite_free(&on->made);
}

static rsl_status compare_all(bench *on, double share, rsl_weight_effect *effects, rsl_score_range *ranges,
                              rsl_error *error) {
  rsl_status status = put_together(on, error);
  for (size_t i = 0; status == RSL_OK && i < on->units; i++) {
    double score = on->wholes[i];
    ranges[i] = (rsl_score_range){ score, score, score, on->ranks[i], on->ranks[i], on->ranks[i] };
  }
  for (size_t node = 1; status == RSL_OK && node < on->made.count; node++) {
    double weight = on->made.own_weights[node];
    rsl_weight_effect *effect = effects + 2 * (node - 1);
    status = change_weight(on, node, weight * (1 - share), effect, ranges, error);
    if (status == RSL_OK) status = change_weight(on, node, weight * (1 + share), effect + 1, ranges, error);
    on->made.own_weights[node] = weight;
  }
  return status;
}

static rsl_status put_together(bench *on, rsl_error *error) {
  for (size_t i = 0; i < on->units; i++) {
    memcpy(on->of_unit, on->given + i * on->made.count, on->made.count * sizeof *on->of_unit);
    rsl_status status = rsl__composite_fill(&on->made, i, on->of_unit, error);
    if (status != RSL_OK) return status;
    on->wholes[i] = on->of_unit[0];
  }
  return rsl_rank(on->wholes, on->units, &on->made.allocator, on->ranks, error);
}

static rsl_status change_weight(bench *on, size_t node, double weight, rsl_weight_effect *effect,
                                rsl_score_range *ranges, rsl_error *error) {
  *effect = (rsl_weight_effect){ node, weight, 0, 0, 0, 0, 0 };
  on->made.own_weights[node] = weight;
  rsl_status status = put_together(on, error);
  for (size_t i = 0; status == RSL_OK && i < on->units; i++) tell_move(on, i, effect, &ranges[i]);
  return status;
}

static void tell_move(const bench *on, size_t unit, rsl_weight_effect *effect, rsl_score_range *range) {
  double score = on->wholes[unit];
  size_t rank = on->ranks[unit];
  /* One whose only weight was taken away has no score then: no move can be told. */
  if (isnan(score) || range->rank == 0) return;
  size_t places = rank > range->rank ? rank - range->rank : range->rank - rank;
  if (fabs(score - range->score) > fabs(effect->score_move)) {
    effect->score_move = score - range->score;
    effect->score_unit = unit;
  }
  if (places > effect->rank_move) {
    effect->rank_move = places;
    effect->rank_unit = unit;
  }
  effect->ranks_moved += places > 0;
  if (score < range->low) range->low = score;
  if (score > range->high) range->high = score;
  if (rank < range->best_rank) range->best_rank = rank;
  if (rank > range->worst_rank) range->worst_rank = rank;
}
