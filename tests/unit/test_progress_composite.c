/* Composite scores. Expected numbers are worked beside the tests, or of the named publication. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/progress.h>

#include "support/failing_allocator.h"

#define COUNT(array) (sizeof(array) / sizeof *(array))
enum { MOST = 8 };

static void assert_near(double got, double wanted) {
  if (isnan(wanted) ? !isnan(got) : !(fabs(got - wanted) <= 1e-14 * (1 + fabs(wanted))))
    fail_msg("%.17g instead of %.17g", got, wanted);
}

static void assert_scaled(const rsl_normalise_rule *rule, const double *values, size_t count, const double *wanted) {
  double got[MOST];
  rsl_reason reason = RSL_REASON_END;
  assert_int_equal(rsl_normalise(rule, values, count, NULL, got, &reason, NULL), RSL_OK);
  assert_int_equal(reason, RSL_REASON_NONE);
  for (size_t i = 0; i < count; i++) assert_near(got[i], wanted[i]);
}

static rsl_normalise_rule rule_of(rsl_normalisation method, rsl_direction direction) {
  rsl_normalise_rule rule = RSL_NORMALISE_RULE_INIT;
  rule.method = method;
  rule.direction = direction;
  return rule;
}

/* ---- Scales ---------------------------------------------------------------------------------------------------- */

static void the_least_becomes_0_and_the_greatest_100(void **state) {
  (void)state;
  const double values[] = { 10, 25, NAN, 40 };
  rsl_normalise_rule rule = rule_of(RSL_NORMALISE_MIN_MAX, RSL_DIRECTION_INCREASE);
  assert_scaled(&rule, values, 4, (double[]){ 0, 50, NAN, 100 });
  rule.direction = RSL_DIRECTION_DECREASE; /* less is better */
  assert_scaled(&rule, values, 4, (double[]){ 100, 50, NAN, 0 });
  assert_scaled(&rule, (double[]){ 0.1, 0.3 }, 2, (double[]){ 100, 0 }); /* a small spread is one too */
  rule.low = 1;
  rule.high = 3;
  assert_scaled(&rule, values, 4, (double[]){ 3, 2, NAN, 1 });
}

static void a_z_score_is_told_in_sample_deviations(void **state) {
  (void)state;
  /* Mean 2023, Σ (x − mean)² = 4 + 0 + 4: deviation √(8 / 2) = 2. */
  const double values[] = { 2021, NAN, 2023, 2025 };
  rsl_normalise_rule rule = rule_of(RSL_NORMALISE_Z_SCORE, RSL_DIRECTION_INCREASE);
  assert_scaled(&rule, values, 4, (double[]){ -1, NAN, 0, 1 });
  rule.mean = 10;
  rule.deviation = 5;
  rule.direction = RSL_DIRECTION_DECREASE;
  assert_scaled(&rule, values, 4, (double[]){ 15, NAN, 10, 5 });
}

static void equal_figures_share_the_lowest_rank(void **state) {
  (void)state;
  const double values[] = { 5, 3, NAN, 5, 9 };
  rsl_normalise_rule rule = rule_of(RSL_NORMALISE_RANK, RSL_DIRECTION_INCREASE);
  assert_scaled(&rule, values, 5, (double[]){ 2, 1, NAN, 2, 4 });
  rule.method = RSL_NORMALISE_BORDA;
  assert_scaled(&rule, values, 5, (double[]){ 1, 0, NAN, 1, 3 });
  rule.method = RSL_NORMALISE_PERCENTILE_RANK;
  assert_scaled(&rule, values, 5, (double[]){ 1.0 / 3, 0, NAN, 1.0 / 3, 1 });
  rule.method = RSL_NORMALISE_RANK;
  rule.direction = RSL_DIRECTION_DECREASE;
  assert_scaled(&rule, values, 5, (double[]){ 2, 4, NAN, 2, 1 });
}

static void distances_are_measured_from_the_worst(void **state) {
  (void)state;
  const double values[] = { 2, 4, 10, 12 };
  rsl_normalise_rule rule = rule_of(RSL_NORMALISE_DISTANCE_TO_MAX, RSL_DIRECTION_INCREASE);
  assert_scaled(&rule, values, 4, (double[]){ 0, 0.2, 0.8, 1 });
  rule.method = RSL_NORMALISE_DISTANCE_TO_REFERENCE;
  rule.reference = 2;
  assert_scaled(&rule, values, 4, (double[]){ 0, 0.25, 1, 1.25 });
  rule.cap = true;
  assert_scaled(&rule, values, 4, (double[]){ 0, 0.25, 1, 1 });
  rule.method = RSL_NORMALISE_DISTANCE_TO_TARGET;
  rule.target = 18;
  assert_scaled(&rule, values, 4, (double[]){ 0, 0.125, 0.5, 0.625 });
  rule.direction = RSL_DIRECTION_DECREASE; /* 2 is the target of a rate that should fall: (12 − x) / (12 − 2) */
  rule.target = 2;
  assert_scaled(&rule, values, 4, (double[]){ 1, 0.8, 0.2, 0 });
  rule.target = 22; /* on the bad side of all: below 0 */
  assert_scaled(&rule, values, 4, (double[]){ -1, -0.8, -0.2, 0 });
  rule = rule_of(RSL_NORMALISE_FRACTION_OF_MAX, RSL_DIRECTION_INCREASE);
  assert_scaled(&rule, values, 4, (double[]){ 2.0 / 12, 4.0 / 12, 10.0 / 12, 1 });
}

static void goalposts_cut_unless_told_and_bounds_do_not(void **state) {
  (void)state;
  /* The Human Development Report's posts of life expectancy, 20 and 85 years: (72 − 20) / 65 = 0.8. */
  const double values[] = { 72, 15, 98 };
  rsl_normalise_rule rule = rule_of(RSL_NORMALISE_GOALPOSTS, RSL_DIRECTION_INCREASE);
  rule.low = 20;
  rule.high = 85;
  assert_scaled(&rule, values, 3, (double[]){ 0.8, 0, 1 });
  rule.open = true;
  rule.scale = 10;
  assert_scaled(&rule, values, 3, (double[]){ 8, -50.0 / 65, 12 });
  rule.direction = RSL_DIRECTION_DECREASE;
  assert_scaled(&rule, values, 3, (double[]){ 2, 700.0 / 65, -2 });
  rule.method = RSL_NORMALISE_SCALED;
  assert_scaled(&rule, values, 3, (double[]){ 20, 7000.0 / 65, -20 });
}

static void figures_that_are_all_the_same_have_no_scale(void **state) {
  (void)state;
  static const rsl_normalisation methods[] = { RSL_NORMALISE_MIN_MAX, RSL_NORMALISE_Z_SCORE,
                                               RSL_NORMALISE_DISTANCE_TO_MAX, RSL_NORMALISE_DISTANCE_TO_REFERENCE };
  const double values[] = { 5, 5, NAN, 5 };
  double got[4];
  rsl_reason reason = RSL_REASON_NONE;
  for (size_t i = 0; i < COUNT(methods); i++) {
    rsl_normalise_rule rule = rule_of(methods[i], RSL_DIRECTION_INCREASE);
    assert_int_equal(rsl_normalise(&rule, values, 4, NULL, got, &reason, NULL), RSL_OK);
    assert_int_equal(reason, RSL_REASON_NO_SPREAD);
    for (size_t j = 0; j < 4; j++) assert_true(isnan(got[j]));
  }
  rsl_normalise_rule rule = rule_of(RSL_NORMALISE_PERCENTILE_RANK, RSL_DIRECTION_INCREASE);
  assert_int_equal(rsl_normalise(&rule, values, 1, NULL, got, &reason, NULL), RSL_OK);
  assert_int_equal(reason, RSL_REASON_NO_SPREAD);
  assert_int_equal(rsl_normalise(&rule, values + 2, 1, NULL, got, &reason, NULL), RSL_OK);
  assert_int_equal(reason, RSL_REASON_NO_MEASUREMENT);
  assert_string_equal(rsl_reason_code(RSL_REASON_NO_SPREAD), "no_spread");
}

static void a_parameter_that_makes_no_sense_is_refused(void **state) {
  (void)state;
  const double values[] = { 1, 2 };
  const double endless[] = { 1, INFINITY };
  double got[2];
  rsl_error error = RSL_ERROR_INIT;
  rsl_normalise_rule rule = rule_of(RSL_NORMALISE_DISTANCE_TO_TARGET, RSL_DIRECTION_INCREASE);
  assert_int_equal(rsl_normalise(&rule, values, 2, NULL, got, NULL, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "the distance to a target needs a target");
  rule = rule_of(RSL_NORMALISE_DISTANCE_TO_REFERENCE, RSL_DIRECTION_INCREASE);
  rule.reference = 2;
  assert_int_equal(rsl_normalise(&rule, values, 2, NULL, got, NULL, &error), RSL_ERR_ARGUMENT);
  rule = rule_of(RSL_NORMALISE_Z_SCORE, RSL_DIRECTION_INCREASE);
  rule.deviation = 0;
  assert_int_equal(rsl_normalise(&rule, values, 2, NULL, got, NULL, &error), RSL_ERR_ARGUMENT);
  rule = rule_of(RSL_NORMALISE_FRACTION_OF_MAX, RSL_DIRECTION_DECREASE);
  assert_int_equal(rsl_normalise(&rule, values, 2, NULL, got, NULL, &error), RSL_ERR_ARGUMENT);
  rule = rule_of(RSL_NORMALISE_MIN_MAX, RSL_DIRECTION_NONE);
  assert_int_equal(rsl_normalise(&rule, values, 2, NULL, got, NULL, &error), RSL_ERR_ARGUMENT);
  rule = rule_of(RSL_NORMALISE_MIN_MAX, RSL_DIRECTION_INCREASE);
  rule.low = NAN;
  assert_int_equal(rsl_normalise(&rule, values, 2, NULL, got, NULL, &error), RSL_ERR_ARGUMENT);
  rule = rule_of(RSL_NORMALISATION_END, RSL_DIRECTION_INCREASE);
  assert_int_equal(rsl_normalise(&rule, values, 2, NULL, got, NULL, &error), RSL_ERR_ARGUMENT);
  rule = rule_of(RSL_NORMALISE_MIN_MAX, RSL_DIRECTION_INCREASE);
  assert_int_equal(rsl_normalise(&rule, endless, 2, NULL, got, NULL, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "figure 2 is infinite");
}

/* ---- Means ------------------------------------------------------------------------------------------------------ */

static double mean_of(const rsl_aggregate_rule *rule, const double *values, const double *weights, size_t count,
                      rsl_reason wanted) {
  double got = 0;
  rsl_reason reason = RSL_REASON_END;
  assert_int_equal(rsl_aggregate(rule, values, weights, count, &got, &reason, NULL), RSL_OK);
  assert_int_equal(reason, wanted);
  return got;
}

static void what_is_absent_is_dropped_and_the_rest_weighs_for_all(void **state) {
  (void)state;
  const double values[] = { NAN, 30, 50 };
  const double weights[] = { 1, 2, 3 };
  rsl_aggregate_rule rule = RSL_AGGREGATE_RULE_INIT;
  assert_near(mean_of(&rule, values, weights, 3, RSL_REASON_NONE), (2 * 30 + 3 * 50) / 5.0);
  assert_near(mean_of(&rule, values, NULL, 3, RSL_REASON_NONE), 40);
  rule.min_available = 2.0 / 3; /* two of three are there */
  assert_near(mean_of(&rule, values, weights, 3, RSL_REASON_NONE), 42);
  rule.min_available = 0.67;
  assert_true(isnan(mean_of(&rule, values, weights, 3, RSL_REASON_BELOW_MIN_COVERAGE)));
  rule.min_available = 0;
  rule.keep_absent = true;
  assert_true(isnan(mean_of(&rule, values, weights, 3, RSL_REASON_NO_MEASUREMENT)));
  assert_near(mean_of(&rule, values + 1, weights + 1, 2, RSL_REASON_NONE), 42); /* nothing of these is */
  rule.min_available = 1;
  assert_near(mean_of(&rule, values + 1, weights + 1, 2, RSL_REASON_NONE), 42);
  rule.min_available = 0;
  rule.keep_absent = false;
  assert_true(isnan(mean_of(&rule, values, weights, 1, RSL_REASON_NO_MEASUREMENT)));
  const double nothing[] = { 1, 0, 0 };
  assert_true(isnan(mean_of(&rule, values, nothing, 3, RSL_REASON_NO_MEASUREMENT)));
}

static void each_mean_is_its_formula(void **state) {
  (void)state;
  const double values[] = { 1, 2, 4 };
  const double weights[] = { 1, 1, 2 };
  rsl_aggregate_rule rule = RSL_AGGREGATE_RULE_INIT;
  rule.method = RSL_AGGREGATE_GEOMETRIC;
  assert_near(mean_of(&rule, values, NULL, 3, RSL_REASON_NONE), 2);                       /* ∛8 */
  assert_near(mean_of(&rule, values, weights, 3, RSL_REASON_NONE), 2.378414230005442133); /* (2 × 16)^¼ = 2^1.25 */
  rule.method = RSL_AGGREGATE_HARMONIC;
  assert_near(mean_of(&rule, values, NULL, 3, RSL_REASON_NONE), 3 / 1.75);
  rule.method = RSL_AGGREGATE_POWER;
  assert_near(mean_of(&rule, values, NULL, 3, RSL_REASON_NONE), sqrt(7)); /* √(21 / 3) */
  rule.power = -1;
  assert_near(mean_of(&rule, values, NULL, 3, RSL_REASON_NONE), 3 / 1.75);
  rule.power = 1;
  assert_near(mean_of(&rule, values, weights, 3, RSL_REASON_NONE), 11.0 / 4);
}

static void the_human_development_index_is_a_geometric_mean(void **state) {
  (void)state;
  /* Human Development Report 2010, technical note 1, China: life 0.847, education 0.589, income 0.584: HDI 0.663. */
  const double parts[] = { 0.847, 0.589, 0.584 };
  rsl_aggregate_rule rule = RSL_AGGREGATE_RULE_INIT;
  rule.method = RSL_AGGREGATE_GEOMETRIC;
  assert_true(fabs(mean_of(&rule, parts, NULL, 3, RSL_REASON_NONE) - 0.663) < 0.0005);
}

static void a_mean_says_which_figure_it_does_not_take(void **state) {
  (void)state;
  const double zero[] = { 1, 0 };
  const double negative[] = { 1, -4 };
  rsl_aggregate_rule rule = RSL_AGGREGATE_RULE_INIT;
  rule.method = RSL_AGGREGATE_GEOMETRIC;
  assert_true(isnan(mean_of(&rule, zero, NULL, 2, RSL_REASON_ZERO_BASE)));
  assert_true(isnan(mean_of(&rule, negative, NULL, 2, RSL_REASON_SIGN_CHANGE)));
  rule.method = RSL_AGGREGATE_HARMONIC;
  assert_true(isnan(mean_of(&rule, zero, NULL, 2, RSL_REASON_ZERO_BASE)));
  assert_near(mean_of(&rule, negative, NULL, 2, RSL_REASON_NONE), 2 / 0.75);
  rule.method = RSL_AGGREGATE_POWER;
  assert_near(mean_of(&rule, zero, NULL, 2, RSL_REASON_NONE), sqrt(0.5));
  rule.power = -2;
  assert_true(isnan(mean_of(&rule, negative, NULL, 2, RSL_REASON_SIGN_CHANGE)));
  rule.power = 0.5; /* no root of −4 */
  assert_true(isnan(mean_of(&rule, negative, NULL, 2, RSL_REASON_OUT_OF_RANGE)));
}

static void a_rule_or_weight_that_makes_no_sense_is_refused(void **state) {
  (void)state;
  const double values[] = { 1, 2 };
  const double weights[] = { 1, -1 };
  const double absent[] = { NAN, 1 };
  const double endless[] = { 1, -INFINITY };
  double got = 0;
  rsl_error error = RSL_ERROR_INIT;
  rsl_aggregate_rule rule = RSL_AGGREGATE_RULE_INIT;
  assert_int_equal(rsl_aggregate(&rule, values, weights, 2, &got, NULL, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "weight 2 is negative or no finite number");
  assert_int_equal(rsl_aggregate(&rule, values, absent, 2, &got, NULL, &error), RSL_ERR_ARGUMENT);
  assert_int_equal(rsl_aggregate(&rule, endless, NULL, 2, &got, NULL, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "part 2 is infinite");
  rule.method = RSL_AGGREGATE_POWER;
  rule.power = 0;
  assert_int_equal(rsl_aggregate(&rule, values, NULL, 2, &got, NULL, &error), RSL_ERR_ARGUMENT);
  rule.method = RSL_AGGREGATION_END;
  assert_int_equal(rsl_aggregate(&rule, values, NULL, 2, &got, NULL, &error), RSL_ERR_ARGUMENT);
  rule.method = RSL_AGGREGATE_ARITHMETIC;
  rule.min_available = 1.5;
  assert_int_equal(rsl_aggregate(&rule, values, NULL, 2, &got, NULL, &error), RSL_ERR_ARGUMENT);
}

/* ---- Places ------------------------------------------------------------------------------------------------------- */

static void equal_scores_share_the_best_place(void **state) {
  (void)state;
  const double scores[] = { 60, 80, NAN, 60, 50 };
  size_t ranks[5];
  assert_int_equal(rsl_rank(scores, 5, NULL, ranks, NULL), RSL_OK);
  const size_t wanted[] = { 2, 1, 0, 2, 4 };
  assert_memory_equal(ranks, wanted, sizeof wanted);
}

static void copeland_counts_whom_a_unit_outranks(void **state) {
  (void)state;
  /* A is first, second, third; B second, third, first; C third, first, second: each outranks one and is outranked by one. */
  const double circle[] = { 3, 2, 1, /* A */ 2, 1, 3, /* B */ 1, 3, 2 /* C */ };
  double got[3];
  assert_int_equal(rsl_copeland(circle, NULL, 3, 3, got, NULL), RSL_OK);
  for (size_t i = 0; i < 3; i++) assert_near(got[i], 0);
  /* Where the first indicator weighs 3 of 5, it decides alone: A before B before C. */
  const double weights[] = { 3, 1, 1 };
  assert_int_equal(rsl_copeland(circle, weights, 3, 3, got, NULL), RSL_OK);
  assert_near(got[0], 2);
  assert_near(got[1], 0);
  assert_near(got[2], -2);
  /* Without A's third figure A is compared in two: before B in both, level with C, one each. */
  const double gap[] = { 3, 2, NAN, 2, 1, 3, 1, 3, 2 };
  assert_int_equal(rsl_copeland(gap, NULL, 3, 3, got, NULL), RSL_OK);
  assert_near(got[0], 1);
  assert_near(got[1], 0); /* before C in two of three */
  assert_near(got[2], -1);
  const double negative[] = { 3, 1, -1 };
  assert_int_equal(rsl_copeland(circle, negative, 3, 3, got, NULL), RSL_ERR_ARGUMENT);
}

/* ---- Trees --------------------------------------------------------------------------------------------------------- */

static rsl_composite composite_of(const rsl_composite_node *nodes, size_t count) {
  rsl_composite composite = RSL_COMPOSITE_INIT;
  composite.nodes = nodes;
  composite.count = count;
  return composite;
}

static void each_level_is_put_together_by_its_own_rule(void **state) {
  (void)state;
  rsl_aggregate_rule geometric = RSL_AGGREGATE_RULE_INIT;
  geometric.method = RSL_AGGREGATE_GEOMETRIC;
  /* Whole: geometric of life (weight 1) and economy (1); economy: arithmetic of income (3) and work (1). */
  const rsl_composite_node nodes[] = {
    { 0, 1, &geometric }, { 0, 1, NULL }, { 0, 1, NULL }, { 2, 3, NULL }, { 2, 1, NULL }
  };
  rsl_composite composite = composite_of(nodes, COUNT(nodes));
  double scores[] = { 0, 4, 0, 8, 12, /* the second unit */ 0, 4, 0, NAN, 16 };
  assert_int_equal(rsl_composite_scores(&composite, 2, NULL, scores, NULL), RSL_OK);
  assert_near(scores[2], 9); /* (3 × 8 + 12) / 4 */
  assert_near(scores[0], 6); /* √(4 × 9) */
  assert_near(scores[5 + 2], 16);
  assert_near(scores[5], 8);
}

static void a_tree_that_is_none_is_refused(void **state) {
  (void)state;
  const rsl_composite_node late[] = { { 0, 1, NULL }, { 2, 1, NULL }, { 0, 1, NULL } };
  const rsl_composite_node itself[] = { { 0, 1, NULL }, { 1, 1, NULL } };
  const rsl_composite_node negative[] = { { 0, 1, NULL }, { 0, -1, NULL } };
  double scores[3] = { 0, 1, 1 };
  rsl_error error = RSL_ERROR_INIT;
  rsl_composite composite = composite_of(late, 3);
  assert_int_equal(rsl_composite_scores(&composite, 1, NULL, scores, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "node 1 stands before its parent, node 2");
  composite = composite_of(itself, 2);
  assert_int_equal(rsl_composite_scores(&composite, 1, NULL, scores, &error), RSL_ERR_ARGUMENT);
  composite = composite_of(negative, 2);
  assert_int_equal(rsl_composite_scores(&composite, 1, NULL, scores, &error), RSL_ERR_ARGUMENT);
  rsl_aggregate_rule rule = RSL_AGGREGATE_RULE_INIT;
  rule.method = RSL_AGGREGATION_END;
  const rsl_composite_node unknown[] = { { 0, 1, &rule }, { 0, 1, NULL } };
  composite = composite_of(unknown, 2);
  assert_int_equal(rsl_composite_scores(&composite, 1, NULL, scores, &error), RSL_ERR_ARGUMENT);
  const rsl_composite_node whole_without_weight[] = { { 7, -1, NULL }, { 0, 1, NULL } }; /* they mean nothing there */
  composite = composite_of(whole_without_weight, 2);
  assert_int_equal(rsl_composite_scores(&composite, 1, NULL, scores, &error), RSL_OK);
  composite = composite_of(NULL, 0);
  assert_int_equal(rsl_composite_scores(&composite, 1, NULL, scores, &error), RSL_ERR_ARGUMENT);
}

static void a_figure_that_a_mean_does_not_take_names_its_unit_and_node(void **state) {
  (void)state;
  rsl_aggregate_rule geometric = RSL_AGGREGATE_RULE_INIT;
  geometric.method = RSL_AGGREGATE_GEOMETRIC;
  const rsl_composite_node nodes[] = { { 0, 1, NULL }, { 0, 1, &geometric }, { 1, 1, NULL } };
  rsl_composite composite = composite_of(nodes, 3);
  double scores[] = { 0, 0, 5, 0, 0, 0 };
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_composite_scores(&composite, 2, NULL, scores, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "unit 1, node 1: its mean does not take a figure of 0 (zero_base)");
  assert_near(scores[0], 5);
  double negative[] = { 0, 0, -5 };
  assert_int_equal(rsl_composite_scores(&composite, 1, NULL, negative, &error), RSL_ERR_DATA);
  assert_string_equal(error.text, "unit 0, node 1: its mean does not take a figure of this size (sign_change)");
}

/* ---- Sensitivity --------------------------------------------------------------------------------------------------- */

/* A leads by 50 to 49 while both indicators weigh the same. */
static const rsl_composite_node two_indicators[] = { { 0, 1, NULL }, { 0, 1, NULL }, { 0, 1, NULL } };
static const double two_units[] = { 0, 80, 20, 0, 40, 58 };

static void a_lead_that_weights_made_is_seen(void **state) {
  (void)state;
  rsl_composite composite = composite_of(two_indicators, 3);
  rsl_weight_effect effects[4];
  rsl_score_range ranges[2];
  assert_int_equal(
      rsl_composite_sensitivity(&composite, two_units, 2, RSL_SENSITIVITY_SHARE, NULL, effects, ranges, NULL), RSL_OK);
  /* Weights 0.75 and 1: A (60 + 20) / 1.75 = 45.71, B (30 + 58) / 1.75 = 50.29: they change places. */
  assert_int_equal(effects[0].node, 1);
  assert_near(effects[0].weight, 0.75);
  assert_near(effects[0].score_move, 80 / 1.75 - 50);
  assert_int_equal(effects[0].score_unit, 0);
  assert_int_equal(effects[0].rank_move, 1);
  assert_int_equal(effects[0].ranks_moved, 2);
  /* 1.25 and 1: A 120 / 2.25 = 53.33, B 48: as they were. */
  assert_near(effects[1].weight, 1.25);
  assert_near(effects[1].score_move, 120 / 2.25 - 50);
  assert_int_equal(effects[1].ranks_moved, 0);
  /* Of the other indicator: A 95 / 1.75 = 54.29, B 83.5 / 1.75; A 105 / 2.25 = 46.67, B 112.5 / 2.25 = 50. */
  assert_int_equal(effects[2].node, 2);
  assert_int_equal(effects[2].ranks_moved, 0);
  assert_int_equal(effects[3].ranks_moved, 2);
  assert_near(ranges[0].score, 50);
  assert_near(ranges[0].low, 80 / 1.75);
  assert_near(ranges[0].high, 95 / 1.75);
  assert_int_equal(ranges[0].rank, 1);
  assert_int_equal(ranges[0].best_rank, 1);
  assert_int_equal(ranges[0].worst_rank, 2);
  assert_near(ranges[1].low, 83.5 / 1.75);
  assert_int_equal(ranges[1].best_rank, 1);
}

static void a_unit_without_score_moves_nowhere(void **state) {
  (void)state;
  const double scores[] = { 0, 80, 20, 0, NAN, NAN };
  rsl_composite composite = composite_of(two_indicators, 3);
  rsl_weight_effect effects[4];
  rsl_score_range ranges[2];
  assert_int_equal(rsl_composite_sensitivity(&composite, scores, 2, 1, NULL, effects, ranges, NULL), RSL_OK);
  assert_int_equal(ranges[1].rank, 0);
  assert_true(isnan(ranges[1].score) && isnan(ranges[1].low));
  assert_near(ranges[0].low, 20); /* all weight taken away from the first, or from the second */
  assert_near(ranges[0].high, 80);
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_composite_sensitivity(&composite, scores, 2, 0, NULL, effects, ranges, &error),
                   RSL_ERR_ARGUMENT);
  assert_int_equal(rsl_composite_sensitivity(&composite, scores, 2, 1.5, NULL, effects, ranges, &error),
                   RSL_ERR_ARGUMENT);
}

static bool do_it_all(const rsl_allocator *allocator, void *context) {
  (void)context;
  rsl_composite composite = composite_of(two_indicators, 3);
  rsl_weight_effect effects[4];
  rsl_score_range ranges[2];
  double scores[6];
  double ranked[2];
  rsl_normalise_rule rule = rule_of(RSL_NORMALISE_RANK, RSL_DIRECTION_INCREASE);
  memcpy(scores, two_units, sizeof scores);
  rsl_status status = rsl_composite_scores(&composite, 2, allocator, scores, NULL);
  if (status == RSL_OK) status = rsl_normalise(&rule, two_units + 1, 2, allocator, ranked, NULL, NULL);
  if (status == RSL_OK)
    status = rsl_composite_sensitivity(&composite, two_units, 2, 0.25, allocator, effects, ranges, NULL);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  return status == RSL_OK;
}

static void memory_that_runs_out_over_scores_is_told(void **state) {
  (void)state;
  assert_true(sweep_allocations(do_it_all, NULL) > 0);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_least_becomes_0_and_the_greatest_100),
    cmocka_unit_test(a_z_score_is_told_in_sample_deviations),
    cmocka_unit_test(equal_figures_share_the_lowest_rank),
    cmocka_unit_test(distances_are_measured_from_the_worst),
    cmocka_unit_test(goalposts_cut_unless_told_and_bounds_do_not),
    cmocka_unit_test(figures_that_are_all_the_same_have_no_scale),
    cmocka_unit_test(a_parameter_that_makes_no_sense_is_refused),
    cmocka_unit_test(what_is_absent_is_dropped_and_the_rest_weighs_for_all),
    cmocka_unit_test(each_mean_is_its_formula),
    cmocka_unit_test(the_human_development_index_is_a_geometric_mean),
    cmocka_unit_test(a_mean_says_which_figure_it_does_not_take),
    cmocka_unit_test(a_rule_or_weight_that_makes_no_sense_is_refused),
    cmocka_unit_test(equal_scores_share_the_best_place),
    cmocka_unit_test(copeland_counts_whom_a_unit_outranks),
    cmocka_unit_test(each_level_is_put_together_by_its_own_rule),
    cmocka_unit_test(a_tree_that_is_none_is_refused),
    cmocka_unit_test(a_figure_that_a_mean_does_not_take_names_its_unit_and_node),
    cmocka_unit_test(a_lead_that_weights_made_is_seen),
    cmocka_unit_test(a_unit_without_score_moves_nowhere),
    cmocka_unit_test(memory_that_runs_out_over_scores_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
