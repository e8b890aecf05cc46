/* Composite scores: runs of the R package COINr. The name of a case begins with the function that was run. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include <resolution/progress.h>

#include "cases/cases.h"

enum { VALUES_MAX = 512, NODES_MAX = 64 };

static bool is_run_of(const published_case *one, const char *function) {
  size_t length = strlen(function);
  return strncmp(one->name, function, length) == 0 && (one->name[length] == ' ' || one->name[length] == '\0');
}

static bool yes(const cJSON *object, const char *member, bool otherwise) {
  return has(object, member) ? cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(object, member)) : otherwise;
}

/* ---- Means ----------------------------------------------------------------------------------------------------- */

static const struct {
  const char *function;
  rsl_aggregation method;
} means[] = { { "a_amean", RSL_AGGREGATE_ARITHMETIC },
              { "a_gmean", RSL_AGGREGATE_GEOMETRIC },
              { "a_hmean", RSL_AGGREGATE_HARMONIC },
              { "a_genmean", RSL_AGGREGATE_POWER } };

static bool handle_mean(published_case *one) {
  static const char *const known[] = { "x", "w", "p", NULL };
  size_t which = 0;
  while (which < sizeof means / sizeof *means && !is_run_of(one, means[which].function)) which++;
  if (which == sizeof means / sizeof *means) return false;
  if (!only_members(one, one->inputs, known)) return true;
  rsl_aggregate_rule rule = RSL_AGGREGATE_RULE_INIT;
  double values[VALUES_MAX];
  double weights[VALUES_MAX];
  double got = NAN;
  rsl_reason reason = RSL_REASON_NONE;
  rule.method = means[which].method;
  rule.keep_absent = rule.method == RSL_AGGREGATE_POWER;
  if (has(one->inputs, "p")) rule.power = number_of(one->inputs, "p");
  size_t count = numbers_of(one->inputs, "x", values, VALUES_MAX);
  size_t weighted = numbers_of(one->inputs, "w", weights, VALUES_MAX);
  bool alike = !has(one->inputs, "w");
  rsl_status status = alike || weighted == count
                          ? rsl_aggregate(&rule, values, alike ? NULL : weights, count, &got, &reason, NULL)
                          : RSL_ERR_ARGUMENT;
  bool stops = status != RSL_OK || reason == RSL_REASON_ZERO_BASE || reason == RSL_REASON_SIGN_CHANGE;
  expect_refusal(one, stops);
  expect_number(one, "value", got);
  return true;
}

static bool handle_threshold(published_case *one) {
  static const char *const known[] = { "rows", "w", "dat_thresh", NULL };
  if (!has(one->inputs, "rows") || !has(one->inputs, "dat_thresh")) return false;
  if (!only_members(one, one->inputs, known)) return true;
  rsl_aggregate_rule rule = RSL_AGGREGATE_RULE_INIT;
  double weights[VALUES_MAX];
  double got[VALUES_MAX];
  size_t rows = 0;
  const cJSON *row = NULL;
  size_t weighted = numbers_of(one->inputs, "w", weights, VALUES_MAX);
  rule.min_available = number_of(one->inputs, "dat_thresh");
  cJSON_ArrayForEach(row, cJSON_GetObjectItemCaseSensitive(one->inputs, "rows")) {
    double values[VALUES_MAX];
    size_t count = 0;
    const cJSON *item = NULL;
    cJSON_ArrayForEach(item, row) {
      if (count < VALUES_MAX) values[count++] = number_value(item);
    }
    bool fits = !has(one->inputs, "w") || weighted == count;
    if (rows == VALUES_MAX) break;
    if (!fits || rsl_aggregate(&rule, values, weighted == 0 ? NULL : weights, count, &got[rows], NULL, NULL) != RSL_OK)
      miss(one, "row %zu was refused", rows);
    rows++;
  }
  expect_numbers(one, "values", got, rows);
  return true;
}

/* ---- Scales ------------------------------------------------------------------------------------------------------ */

static const struct {
  const char *function;
  rsl_normalisation method;
} scales[] = { { "n_minmax", RSL_NORMALISE_MIN_MAX },
               { "n_scaled", RSL_NORMALISE_SCALED },
               { "n_zscore", RSL_NORMALISE_Z_SCORE },
               { "n_rank", RSL_NORMALISE_RANK },
               { "n_borda", RSL_NORMALISE_BORDA },
               { "n_prank", RSL_NORMALISE_PERCENTILE_RANK },
               { "n_dist2max", RSL_NORMALISE_DISTANCE_TO_MAX },
               { "n_dist2ref", RSL_NORMALISE_DISTANCE_TO_REFERENCE },
               { "n_dist2targ", RSL_NORMALISE_DISTANCE_TO_TARGET },
               { "n_fracmax", RSL_NORMALISE_FRACTION_OF_MAX },
               { "n_goalposts", RSL_NORMALISE_GOALPOSTS } };

static void read_scale(const published_case *one, rsl_normalise_rule *rule) {
  double numbers[3] = { rule->low, rule->high, 1 };
  if (numbers_of(one->inputs, "l_u", numbers, 2) + numbers_of(one->inputs, "npara", numbers, 2) +
          numbers_of(one->inputs, "gposts", numbers, 3) >=
      2) {
    rule->low = numbers[0];
    rule->high = numbers[1];
    rule->scale = numbers[2];
  }
  if (numbers_of(one->inputs, "m_sd", numbers, 2) == 2) {
    rule->mean = numbers[0];
    rule->deviation = numbers[1];
  }
  rule->target = number_of(one->inputs, "targ");
  if (number_of(one->inputs, "direction") < 0) rule->direction = RSL_DIRECTION_DECREASE;
  rule->reference = has(one->inputs, "iref") ? (size_t)number_of(one->inputs, "iref") - 1 : 0;
  rule->cap = yes(one->inputs, "cap_max", false);
  rule->open = !yes(one->inputs, "trunc", true) || !yes(one->inputs, "trunc2posts", true);
}

static bool handle_scale(published_case *one) {
  static const char *const known[] = { "x",         "l_u",  "npara",   "gposts", "m_sd",        "targ",
                                       "direction", "iref", "cap_max", "trunc",  "trunc2posts", NULL };
  size_t which = 0;
  while (which < sizeof scales / sizeof *scales && !is_run_of(one, scales[which].function)) which++;
  if (which == sizeof scales / sizeof *scales) return false;
  if (!only_members(one, one->inputs, known)) return true;
  rsl_normalise_rule rule = RSL_NORMALISE_RULE_INIT;
  double values[VALUES_MAX];
  double got[VALUES_MAX];
  rule.method = scales[which].method;
  read_scale(one, &rule);
  size_t count = numbers_of(one->inputs, "x", values, VALUES_MAX);
  rsl_status status = rsl_normalise(&rule, values, count, NULL, got, NULL, NULL);
  expect_refusal(one, status != RSL_OK);
  for (size_t i = 0; status != RSL_OK && i < count; i++) got[i] = NAN;
  expect_numbers(one, "values", got, count);
  return true;
}

static bool handle_growth(published_case *one) {
  static const char *const known[] = { "x", "y", NULL };
  double times[VALUES_MAX];
  double values[VALUES_MAX];
  if (!is_run_of(one, "CAGR")) return false;
  if (!only_members(one, one->inputs, known)) return true;
  size_t count = numbers_of(one->inputs, "x", times, VALUES_MAX);
  bool fits = numbers_of(one->inputs, "y", values, VALUES_MAX) == count;
  expect_refusal(one, !fits);
  expect_number(one, "value", fits ? rsl_growth_compound(times, values, count) : NAN);
  return true;
}

/* ---- Trees ------------------------------------------------------------------------------------------------------- */

typedef struct tree {
  rsl_composite_node nodes[NODES_MAX];
  const char *names[NODES_MAX];
  double scores[NODES_MAX];
  size_t count;
} tree;

static size_t find_node(const tree *of, const char *name) {
  size_t at = 0;
  while (at < of->count && strcmp(of->names[at], name) != 0) at++;
  return at;
}

static void add_node(tree *to, const published_case *one, const char *name, const char *parent, double score) {
  size_t above = find_node(to, parent);
  double weight = number_of(cJSON_GetObjectItemCaseSensitive(one->inputs, "weights"), name);
  if (to->count == NODES_MAX || find_node(to, name) < to->count) return;
  to->names[to->count] = name;
  to->scores[to->count] = score;
  to->nodes[to->count++] = (rsl_composite_node){ above, isnan(weight) ? 1 : weight, NULL };
}

static bool handle_tree(published_case *one) {
  static const char *const known[] = { "pillars", "parent", "weights", "aggregation", NULL };
  const cJSON *parents = cJSON_GetObjectItemCaseSensitive(one->inputs, "parent");
  const cJSON *item = NULL;
  tree of = { .count = 0 };
  if (!has(one->inputs, "pillars") || parents == NULL) return false;
  if (!only_members(one, one->inputs, known)) return true;
  if (strstr(text_of(one->inputs, "aggregation"), "arithmetic") == NULL) miss(one, "another mean than the arithmetic");
  add_node(&of, one, "Index", "", NAN);
  cJSON_ArrayForEach(item, parents) add_node(&of, one, item->valuestring, "Index", NAN);
  cJSON_ArrayForEach(item, cJSON_GetObjectItemCaseSensitive(one->inputs, "pillars"))
      add_node(&of, one, item->string, text_of(parents, item->string), number_value(item));
  rsl_composite composite = { sizeof composite, of.nodes, of.count };
  rsl_error error = RSL_ERROR_INIT;
  if (rsl_composite_scores(&composite, 1, NULL, of.scores, &error) != RSL_OK) miss(one, "refused: %s", error.text);
  for (size_t i = 0; i < of.count; i++) expect_number(one, of.names[i], of.scores[i]);
  return true;
}

/* The data set is COINr's own and not in the file: what can be checked is that the published scores give the published
 * places. */
static bool handle_ranking(published_case *one) {
  static const char *const known[] = { "dataset", NULL };
  double scores[VALUES_MAX];
  size_t ranks[VALUES_MAX];
  double got[VALUES_MAX];
  if (!expects(one, "Index") || !expects(one, "Rank") || !has(one->inputs, "dataset")) return false;
  if (!only_members(one, one->inputs, known)) return true;
  size_t count = numbers_of(one->expected, "Index", scores, VALUES_MAX);
  if (rsl_rank(scores, count, NULL, ranks, NULL) != RSL_OK) miss(one, "refused");
  for (size_t i = 0; i < count; i++) got[i] = (double)ranks[i];
  expect_numbers(one, "Rank", got, count);
  drop(one, "Index");
  drop(one, "uCode");
  return true;
}

bool handle_coinr(published_case *one) {
  return handle_mean(one) || handle_threshold(one) || handle_scale(one) || handle_growth(one) || handle_tree(one) ||
         handle_ranking(one);
}
