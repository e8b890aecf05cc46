#include "support/plan_maker.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static void add_fine(rsl_status status);
static const rsl_problem *find_problem(const rsl_problems *problems, const char *code, const char *path);
static void expect(rsl_plan *plan, rsl_severity severity, const char *code, const char *path, const char *message);

rsl_date day_of(const char *text) {
  rsl_date date = RSL_DATE_NONE;
  if (*text == '\0') return date;
  assert_true(rsl_date_parse(text, strlen(text), RSL_DATE_ORDER_ISO, &date));
  return date;
}

rsl_period period_of(const char *text) {
  rsl_period period = { RSL_PERIOD_NONE, 0 };
  if (*text == '\0') return period;
  assert_true(rsl_period_parse(text, strlen(text), &period));
  return period;
}

rsl_decimal decimal_of(const char *text) {
  rsl_decimal value = { 0, 0 };
  assert_int_equal(rsl_decimal_parse(text, strlen(text), NULL, &value), RSL_NUMBER_FINE);
  return value;
}

/* ---- Records ---- */

rsl_unit make_unit(const char *code, const char *level, const char *parent, const char *from, const char *to) {
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = code;
  unit.level = level;
  unit.parent = parent;
  unit.from = day_of(from);
  unit.to = day_of(to);
  return unit;
}

rsl_indicator make_indicator(const char *code, rsl_rule rule, rsl_direction direction) {
  static const rsl_measured_at commune = { "commune", RSL_DATE_NONE, RSL_DATE_NONE };
  rsl_indicator indicator;
  rsl_indicator_init(&indicator);
  indicator.code = code;
  indicator.name = code;
  indicator.frequency = RSL_PERIOD_YEAR;
  indicator.direction = direction;
  indicator.rollup.rule = rule;
  indicator.measured_at = &commune;
  indicator.measured_at_count = 1;
  return indicator;
}

rsl_target make_target(rsl_form form, const char *number) {
  rsl_target target;
  rsl_target_init(&target);
  target.unit = "P1";
  target.indicator = "POP";
  target.resolution = "R1";
  target.form = form;
  if (*number != '\0') target.condition.value = decimal_of(number);
  return target;
}

rsl_succession make_succession(const char *unit, const char *successor, const char *on, const char *share) {
  rsl_succession succession;
  rsl_succession_init(&succession);
  succession.unit = unit;
  succession.successor = successor;
  succession.on = day_of(on);
  succession.share = share;
  return succession;
}

/* ---- Adding ---- */

void add_level(rsl_plan *plan, const char *code, const char *name) {
  rsl_level level = { .code = code, .name = name };
  add_fine(rsl_plan_add_level(plan, &level));
}

void add_unit(rsl_plan *plan, const char *code, const char *level, const char *parent, const char *from,
              const char *to) {
  rsl_unit unit = make_unit(code, level, parent, from, to);
  add_fine(rsl_plan_add_unit(plan, &unit));
}

void add_indicator(rsl_plan *plan, const rsl_indicator *indicator) {
  add_fine(rsl_plan_add_indicator(plan, indicator));
}

void add_formula(rsl_plan *plan, const char *code, const char *expression) {
  rsl_indicator indicator = make_indicator(code, RSL_RULE_FORMULA, RSL_DIRECTION_INCREASE);
  indicator.measured_at_count = 0;
  indicator.rollup.expression = expression;
  add_indicator(plan, &indicator);
}

void add_target(rsl_plan *plan, const rsl_target *target) {
  add_fine(rsl_plan_add_target(plan, target));
}

void add_succession(rsl_plan *plan, const char *unit, const char *successor, const char *on, const char *share) {
  rsl_succession succession = make_succession(unit, successor, on, share);
  add_fine(rsl_plan_add_succession(plan, &succession));
}

void add_resolution(rsl_plan *plan, const char *code, const char *from, const char *to, const char *baseline,
                    const char *concretises) {
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = code;
  resolution.unit = "P1";
  resolution.from = period_of(from);
  resolution.to = period_of(to);
  resolution.baseline = period_of(baseline);
  resolution.concretises = concretises;
  add_fine(rsl_plan_add_resolution(plan, &resolution));
}

/* ---- Plans ---- */

static bool fill_levels_and_units(rsl_plan *plan) {
  const rsl_level levels[] = {
    { .code = "province", .name = "Tỉnh" },
    { .code = "district", .name = "Huyện" },
    { .code = "commune", .name = "Xã" },
  };
  const rsl_unit units[] = {
    make_unit("P1", "province", NULL, "", ""),
    make_unit("D1", "district", "P1", "", ""),
    make_unit("C1", "commune", "D1", "", ""),
    make_unit("C2", "commune", "D1", "", ""),
  };
  const rsl_field fields[] = { { .code = "economy" }, { .code = "culture" } };
  bool fine = true;
  for (size_t i = 0; i < 3; ++i) fine = fine && rsl_plan_add_level(plan, &levels[i]) == RSL_OK;
  for (size_t i = 0; i < 4; ++i) fine = fine && rsl_plan_add_unit(plan, &units[i]) == RSL_OK;
  for (size_t i = 0; i < 2; ++i) fine = fine && rsl_plan_add_field(plan, &fields[i]) == RSL_OK;
  return fine;
}

static bool fill_indicators(rsl_plan *plan) {
  rsl_indicator indicators[] = {
    make_indicator("POP", RSL_RULE_SUM, RSL_DIRECTION_INCREASE),
    make_indicator("HH", RSL_RULE_SUM, RSL_DIRECTION_INCREASE),
    make_indicator("POOR_HH", RSL_RULE_SUM, RSL_DIRECTION_DECREASE),
    make_indicator("POOR", RSL_RULE_RATIO, RSL_DIRECTION_DECREASE),
    make_indicator("GDP", RSL_RULE_NONE, RSL_DIRECTION_INCREASE),
    make_indicator("FLAT", RSL_RULE_SUM, RSL_DIRECTION_NONE),
  };
  bool fine = true;
  indicators[3].rollup.numerator = "POOR_HH";
  indicators[3].rollup.denominator = "HH";
  indicators[3].field = "culture";
  for (size_t i = 0; i < 6; ++i) fine = fine && rsl_plan_add_indicator(plan, &indicators[i]) == RSL_OK;
  return fine;
}

bool fill_small_plan(rsl_plan *plan) {
  const rsl_goal goals[] = { { .code = "G1", .field = "economy" }, { .code = "G2" } };
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = "R1";
  resolution.unit = "P1";
  resolution.from = period_of("2021");
  resolution.to = period_of("2025");
  resolution.baseline = period_of("2020");
  resolution.goals = goals;
  resolution.goal_count = 2;
  return fill_levels_and_units(plan) && fill_indicators(plan) && rsl_plan_add_resolution(plan, &resolution) == RSL_OK;
}

rsl_plan *small_plan(void) {
  rsl_plan *plan = NULL;
  add_fine(rsl_plan_new(NULL, &plan));
  assert_true(fill_small_plan(plan));
  return plan;
}

rsl_plan *plan_of_levels(void) {
  rsl_plan *plan = NULL;
  add_fine(rsl_plan_new(NULL, &plan));
  add_level(plan, "province", "Tỉnh");
  add_level(plan, "district", "Huyện");
  add_level(plan, "commune", "Xã");
  return plan;
}

/* ---- What is wrong ---- */

void expect_problem(rsl_plan *plan, const char *code, const char *path, const char *message) {
  expect(plan, RSL_SEVERITY_ERROR, code, path, message);
}

void expect_warning(rsl_plan *plan, const char *code, const char *path, const char *message) {
  expect(plan, RSL_SEVERITY_WARNING, code, path, message);
}

size_t count_problems(rsl_plan *plan, const char *code) {
  rsl_problems *problems = NULL;
  size_t count = 0;
  add_fine(rsl_problems_new(NULL, 0, &problems));
  rsl_status status = rsl_plan_finish(plan, problems, NULL);
  assert_true(status == RSL_OK || status == RSL_ERR_DATA || status == RSL_ERR_NOT_SUPPORTED);
  for (size_t i = 0; i < rsl_problems_kept(problems); ++i)
    count += strcmp(rsl_problems_at(problems, i)->code, code) == 0;
  rsl_problems_free(problems);
  rsl_plan_free(plan);
  return count;
}

void expect_fine(rsl_plan *plan) {
  rsl_problems *problems = NULL;
  rsl_error error = RSL_ERROR_INIT;
  add_fine(rsl_problems_new(NULL, 0, &problems));
  rsl_status status = rsl_plan_finish(plan, problems, &error);
  if (status != RSL_OK) fail_msg("%s: %s", error.path, error.text);
  if (rsl_problems_kept(problems) > 0)
    fail_msg("%s: %s", rsl_problems_at(problems, 0)->path, rsl_problems_at(problems, 0)->message);
  rsl_problems_free(problems);
}

static void expect(rsl_plan *plan, rsl_severity severity, const char *code, const char *path, const char *message) {
  rsl_problems *problems = NULL;
  rsl_error error = RSL_ERROR_INIT;
  add_fine(rsl_problems_new(NULL, 0, &problems));
  rsl_status status = rsl_plan_finish(plan, problems, &error);
  const rsl_problem *problem = find_problem(problems, code, path);
  if (problem == NULL) {
    for (size_t i = 0; i < rsl_problems_kept(problems); ++i) {
      const rsl_problem *other = rsl_problems_at(problems, i);
      print_message("%s %s: %s\n", other->code, other->path, other->message);
    }
    fail_msg("no problem %s at %s", code, path);
  }
  assert_string_equal(problem->message, message);
  assert_int_equal(problem->severity, severity);
  if (severity == RSL_SEVERITY_WARNING) {
    assert_int_equal(status, RSL_OK);
  } else {
    assert_int_equal(status, strcmp(code, "not_supported_yet") == 0 ? RSL_ERR_NOT_SUPPORTED : RSL_ERR_DATA);
    assert_int_equal(error.status, status);
    assert_false(rsl_plan_is_finished(plan));
    if (rsl_problems_errors(problems) == 1) assert_string_equal(error.path, path);
  }
  rsl_problems_free(problems);
  rsl_plan_free(plan);
}

static const rsl_problem *find_problem(const rsl_problems *problems, const char *code, const char *path) {
  for (size_t i = 0; i < rsl_problems_kept(problems); ++i) {
    const rsl_problem *problem = rsl_problems_at(problems, i);
    if (strcmp(problem->code, code) == 0 && strcmp(problem->path, path) == 0) return problem;
  }
  return NULL;
}

static void add_fine(rsl_status status) {
  assert_int_equal(status, RSL_OK);
}
