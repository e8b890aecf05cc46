/* Random trees and rows: every figure that an explanation shows is the one that rolls up, whatever was asked; what a sum is
 * said to be made of adds up to it; and every row that was given is told once. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/random.h"
#include "support/small.h"

enum { ROUNDS = 60, UNITS = 14, PERIODS = 5, INDICATORS = 15 };

static uint32_t seed = 20240229;

static const char *const periods[PERIODS] = { "2023-Q1", "2023-Q2", "2023-Q3", "2023-Q4", "2023" };

typedef struct shape {
  const char *code;
  rsl_rule rule;
  rsl_time_rule time;
} shape;

/* The sums N and W first: others are made of them. */
static const shape shapes[INDICATORS] = {
  { "N", RSL_RULE_SUM, RSL_TIME_SUM },
  { "W", RSL_RULE_SUM, RSL_TIME_SUM },
  { "SUM", RSL_RULE_SUM, RSL_TIME_SUM },
  { "LAST", RSL_RULE_SUM, RSL_TIME_LAST },
  { "FIRST", RSL_RULE_SUM, RSL_TIME_FIRST },
  { "MEAN", RSL_RULE_MEAN, RSL_TIME_MEAN },
  { "DAYS", RSL_RULE_MEAN, RSL_TIME_DAY_MEAN },
  { "LEAST", RSL_RULE_MIN, RSL_TIME_MIN },
  { "MOST", RSL_RULE_MAX, RSL_TIME_MAX },
  { "MEDIAN", RSL_RULE_MEDIAN, RSL_TIME_MEAN },
  { "SPREAD", RSL_RULE_STDDEV, RSL_TIME_LAST },
  { "WEIGHTED", RSL_RULE_WEIGHTED_MEAN, RSL_TIME_WEIGHTED_MEAN },
  { "RATIO", RSL_RULE_RATIO, RSL_TIME_NONE },
  { "SHARE", RSL_RULE_SHARE, RSL_TIME_LAST },
  { "FORMULA", RSL_RULE_FORMULA, RSL_TIME_NONE },
};

typedef struct world {
  small s;
  char units[UNITS][16];
  int unit_count;
  unsigned rows[UNITS][INDICATORS][PERIODS]; /* how many were given */
  bool units_first;
} world;

/* ---- A world ---- */

static void add_units(world *w) {
  static const char *const levels[] = { "nation", "province", "district", "commune" };
  int level[UNITS] = { 0 };
  int parent[UNITS] = { -1 };
  w->unit_count = 6 + random_below(&seed, UNITS - 5);
  for (int i = 0; i < w->unit_count; i++) {
    parent[i] = i == 0 ? -1 : random_below(&seed, i);
    while (parent[i] >= 0 && level[parent[i]] == 3) parent[i] = parent[parent[i]];
    level[i] = i == 0 ? 0 : level[parent[i]] + 1;
    (void)snprintf(w->units[i], sizeof w->units[i], "u%d", i);
    small_unit(&w->s, w->units[i], levels[level[i]], i == 0 ? NULL : w->units[parent[i]]);
  }
}

static void add_indicators(world *w) {
  static const rsl_prefer prefers[] = { RSL_PREFER_CHILDREN, RSL_PREFER_OWN };
  static rsl_measured_at beside[2];
  rsl_measured_at_init(&beside[0]);
  rsl_measured_at_init(&beside[1]);
  beside[0].level = "commune";
  beside[1].level = "district";
  w->units_first = random_below(&seed, 2) == 0;
  for (int i = 0; i < INDICATORS; i++) {
    rsl_indicator indicator =
        small_indicator(shapes[i].code, shapes[i].rule, shapes[i].rule == RSL_RULE_FORMULA ? NULL : "commune");
    indicator.frequency = RSL_PERIOD_QUARTER;
    indicator.time = shapes[i].time;
    indicator.rollup.numerator = "N";
    indicator.rollup.denominator = indicator.rollup.weight = "W";
    if (shapes[i].rule != RSL_RULE_RATIO) indicator.rollup.numerator = indicator.rollup.denominator = NULL;
    if (shapes[i].rule != RSL_RULE_WEIGHTED_MEAN) indicator.rollup.weight = NULL;
    if (shapes[i].rule == RSL_RULE_SHARE) {
      indicator.rollup.condition.form = RSL_FORM_AT_LEAST;
      indicator.rollup.condition.value = (rsl_decimal){ 10, 0 };
      indicator.rollup.of = RSL_SHARE_OF_REPORTING;
    }
    if (shapes[i].rule == RSL_RULE_FORMULA) indicator.rollup.expression = "coalesce(SUM, 0) + 2 * N / W";
    if (shapes[i].rule != RSL_RULE_FORMULA && i > 1) indicator.prefer = prefers[random_below(&seed, 2)];
    if (i > 1 && i < 6 && random_below(&seed, 3) == 0) {
      indicator.prefer = RSL_PREFER_ADD;
      indicator.measured_at = beside;
      indicator.measured_at_count = 2;
    }
    if (w->units_first && (shapes[i].rule == RSL_RULE_MIN || shapes[i].rule == RSL_RULE_MAX))
      indicator.order = RSL_ORDER_UNITS_FIRST;
    small_add(&w->s, &indicator);
  }
}

static void add_rows(world *w) {
  char value[16];
  for (int u = 0; u < w->unit_count; u++)
    for (int i = 0; i < INDICATORS; i++)
      for (int p = 0; p < PERIODS; p++) {
        bool longer = p == PERIODS - 1;
        bool made = shapes[i].rule == RSL_RULE_FORMULA || shapes[i].rule == RSL_RULE_RATIO;
        bool whole = longer && (shapes[i].rule == RSL_RULE_SHARE || made);
        if (made || whole || random_below(&seed, 10) < (longer ? 8 : 3)) continue;
        int revisions = 1 + random_below(&seed, 5) / 4;
        for (int r = 1; r <= revisions; r++) {
          (void)snprintf(value, sizeof value, "%d", 1 + random_below(&seed, 30));
          small_revision(&w->s, w->units[u], shapes[i].code, periods[p], value, r, "2024-01-15");
        }
        w->rows[u][i][p] = (unsigned)revisions;
      }
}

static void make(world *w) {
  memset(w, 0, sizeof *w);
  small_start(&w->s);
  add_units(w);
  add_indicators(w);
  small_finish(&w->s);
  add_rows(w);
  small_cube(&w->s);
  rsl_period asked[PERIODS];
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  for (int p = 0; p < PERIODS; p++) asked[p] = small_period(periods[p]);
  request.periods = asked;
  request.period_count = PERIODS;
  if (small_try_rollup(&w->s, &request) != RSL_OK) fail_msg("%s", w->s.error.text);
}

/* ---- What must hold ---- */

static bool is_same(rsl_number a, rsl_number b) {
  if (a.kind == RSL_NUMBER_ABSENT || b.kind == RSL_NUMBER_ABSENT) return a.kind == b.kind;
  return rsl_number_compare(a, b) == 0;
}

static void the_figure_is_the_one_that_rolls_up(const world *w, const rsl_explanation_node *node) {
  rsl_figure figure;
  if (!rsl_rollup_figure(w->s.rollup, node->unit, node->indicator, node->period, &figure)) fail();
  assert_true(is_same(figure.value, node->figure.value));
  assert_int_equal(figure.reporting, node->figure.reporting);
  assert_int_equal(figure.owed, node->figure.owed);
  assert_int_equal(figure.origin, node->figure.origin);
  assert_int_equal(figure.flags, node->figure.flags);
}

/* Right below it: the figures of its children, or of its periods, and its own rows that count. */
static void a_sum_is_what_is_told_below_it(const rsl_explanation *explanation, size_t index) {
  const rsl_explanation_node *node = rsl_explanation_at(explanation, index);
  rsl_number sum = rsl_number_from_integer(0);
  const rsl_explanation_node *below = NULL;
  for (size_t i = index + 1; (below = rsl_explanation_at(explanation, i)) != NULL && below->depth > node->depth; i++) {
    if (below->depth > node->depth + 1) continue;
    /* A figure that what stands above does not use is still what its rows make. */
    bool row = below->kind == RSL_EXPLAIN_ROW || below->unused == RSL_UNUSED_REPORT_ABOVE ||
               below->unused == RSL_UNUSED_NO_PARTNER;
    if (row) sum = rsl_number_add(sum, rsl_number_from_decimal(below->row.value));
    bool counts = node->figure.origin != RSL_ORIGIN_OWN && below->kind == RSL_EXPLAIN_FIGURE;
    if (counts && below->figure.value.kind != RSL_NUMBER_ABSENT) sum = rsl_number_add(sum, below->figure.value);
  }
  assert_int_equal(rsl_number_compare(sum, node->figure.value), 0);
}

/* Σ x / n, Σ x·w / Σ w and k / n of what is printed beside a figure is the figure. */
static void what_is_divided_makes_the_figure(const rsl_explanation_node *node, rsl_rule rule) {
  const rsl_figure *figure = &node->figure;
  rsl_number factor = rsl_number_from_integer(rule == RSL_RULE_SHARE ? 100 : 1);
  rsl_number above = rule == RSL_RULE_MEAN || rule == RSL_RULE_WEIGHTED_MEAN ? node->sum : figure->numerator;
  if (above.kind == RSL_NUMBER_ABSENT || figure->origin == RSL_ORIGIN_OWN) return;
  rsl_number made = rsl_number_divide(rsl_number_multiply(factor, above), figure->denominator);
  assert_true(is_same(made, figure->value));
}

static unsigned rows_told(const rsl_explanation *explanation, uint32_t unit, uint32_t indicator, rsl_period period) {
  const rsl_explanation_node *node = NULL;
  unsigned count = 0;
  for (size_t i = 0; (node = rsl_explanation_at(explanation, i)) != NULL; i++) {
    bool row = node->kind == RSL_EXPLAIN_ROW || node->kind == RSL_EXPLAIN_ROW_UNUSED;
    count += row && node->unit == unit && node->indicator == indicator && node->period.type == period.type &&
             node->period.index == period.index;
  }
  return count;
}

static void every_row_is_told_once(const world *w, const rsl_explanation *explanation, int indicator, int period) {
  uint32_t index = small_indicator_index(&w->s, shapes[indicator].code);
  for (int u = 0; u < w->unit_count; u++) {
    uint32_t unit = small_unit_index(&w->s, w->units[u]);
    unsigned told = rows_told(explanation, unit, index, small_period(periods[period]));
    if (told != w->rows[u][indicator][period])
      fail_msg("%s of %s in %s: %u rows of %u are told", shapes[indicator].code, w->units[u], periods[period], told,
               w->rows[u][indicator][period]);
  }
}

static void look_at(const world *w, const rsl_explanation *explanation) {
  const rsl_explanation_node *node = NULL;
  for (size_t i = 0; (node = rsl_explanation_at(explanation, i)) != NULL; i++) {
    const rsl_indicator *record = rsl_plan_indicator(w->s.plan, node->indicator);
    bool adds =
        record->rollup.rule == RSL_RULE_SUM && (record->time == RSL_TIME_SUM || record->frequency == node->period.type);
    assert_int_equal(node->unused != RSL_UNUSED_NONE, node->kind == RSL_EXPLAIN_ROW_UNUSED);
    if (node->kind != RSL_EXPLAIN_FIGURE) continue;
    assert_false(node->cut);
    the_figure_is_the_one_that_rolls_up(w, node);
    what_is_divided_makes_the_figure(node, record->rollup.rule);
    if (adds && node->figure.value.kind != RSL_NUMBER_ABSENT) a_sum_is_what_is_told_below_it(explanation, i);
  }
}

static void what_is_explained_is_what_rolls_up(void **state) {
  static world w;
  (void)state;
  for (int round = 0; round < ROUNDS; round++) {
    make(&w);
    for (int u = 0; u < w.unit_count; u++)
      for (int i = 0; i < INDICATORS; i++)
        for (int p = 0; p < PERIODS; p++) {
          rsl_explanation *explanation = NULL;
          uint32_t indicator = small_indicator_index(&w.s, shapes[i].code);
          if (rsl_explain(w.s.cube, small_unit_index(&w.s, w.units[u]), indicator, small_period(periods[p]), NULL, NULL,
                          &explanation, &w.s.error) != RSL_OK)
            fail_msg("%s", w.s.error.text);
          assert_true(rsl_explanation_count(explanation) > 0);
          look_at(&w, explanation);
          /* Where units come first, a report of a whole year is of its unit alone, and told when that is asked. */
          bool passes = rsl_plan_indicator(w.s.plan, indicator)->order == RSL_ORDER_UNITS_FIRST && p == PERIODS - 1;
          if (u == 0 && !passes) every_row_is_told_once(&w, explanation, i, p);
          rsl_explanation_free(explanation);
        }
    small_end(&w.s);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_explained_is_what_rolls_up) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
