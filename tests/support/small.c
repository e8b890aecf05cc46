#include "support/small.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static rsl_decimal decimal(const char *text);

void small_start(small *s) {
  static const char *const levels[] = { "nation", "province", "district", "commune" };
  *s = (small){ .options = RSL_CUBE_OPTIONS_INIT };
  assert_int_equal(rsl_plan_new(NULL, &s->plan), RSL_OK);
  assert_int_equal(rsl_problems_new(NULL, 0, &s->problems), RSL_OK);
  for (size_t i = 0; i < sizeof levels / sizeof levels[0]; i++) {
    rsl_level level = { levels[i], levels[i], { NULL, 0 } };
    assert_int_equal(rsl_plan_add_level(s->plan, &level), RSL_OK);
  }
}

void small_end(small *s) {
  rsl_rollup_free(s->rollup);
  rsl_cube_free(s->cube);
  rsl_cube_builder_free(s->builder);
  rsl_plan_free(s->plan);
  rsl_problems_free(s->problems);
}

int small_set_up(void **state) {
  static small s;
  small_start(&s);
  *state = &s;
  return 0;
}

int small_set_up_country(void **state) {
  (void)small_set_up(state);
  small_country(*state);
  return 0;
}

int small_tear_down(void **state) {
  small_end(*state);
  return 0;
}

void small_unit(small *s, const char *code, const char *level, const char *parent) {
  rsl_unit unit;
  rsl_unit_init(&unit);
  unit.code = unit.name = code;
  unit.level = level;
  unit.parent = parent;
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
}

void small_country(small *s) {
  small_unit(s, "VN", "nation", NULL);
  small_unit(s, "A", "province", "VN");
  small_unit(s, "A1", "district", "A");
  small_unit(s, "a1", "commune", "A1");
  small_unit(s, "a2", "commune", "A1");
  small_unit(s, "A2", "district", "A");
  small_unit(s, "a3", "commune", "A2");
  small_unit(s, "B", "province", "VN");
  small_unit(s, "B1", "district", "B");
  small_unit(s, "b1", "commune", "B1");
  small_unit(s, "b2", "commune", "B1");
}

rsl_indicator small_indicator(const char *code, rsl_rule rule, const char *level) {
  static rsl_measured_at places[4];
  static const char *const levels[] = { "nation", "province", "district", "commune" };
  rsl_indicator indicator;
  rsl_indicator_init(&indicator);
  indicator.code = indicator.name = code;
  indicator.frequency = RSL_PERIOD_YEAR;
  indicator.rollup.rule = rule;
  for (size_t i = 0; level != NULL && i < sizeof levels / sizeof levels[0]; i++) {
    if (strcmp(level, levels[i]) != 0) continue;
    rsl_measured_at_init(&places[i]);
    places[i].level = levels[i];
    indicator.measured_at = &places[i];
    indicator.measured_at_count = 1;
  }
  return indicator;
}

void small_add(small *s, const rsl_indicator *indicator) {
  assert_int_equal(rsl_plan_add_indicator(s->plan, indicator), RSL_OK);
}

void small_sum(small *s, const char *code) {
  rsl_indicator indicator = small_indicator(code, RSL_RULE_SUM, "commune");
  small_add(s, &indicator);
}

void small_ratio(small *s, const char *code, const char *numerator, const char *denominator, int factor) {
  rsl_indicator indicator = small_indicator(code, RSL_RULE_RATIO, "commune");
  indicator.rollup.numerator = numerator;
  indicator.rollup.denominator = denominator;
  indicator.rollup.has_factor = true;
  indicator.rollup.factor = (rsl_decimal){ factor, 0 };
  small_add(s, &indicator);
}

void small_finish(small *s) {
  rsl_status status = rsl_plan_finish(s->plan, s->problems, &s->error);
  if (status != RSL_OK) fail_msg("%s", s->error.text);
  assert_int_equal(rsl_cube_builder_new(s->plan, &s->options, s->allocator, &s->builder), RSL_OK);
}

rsl_measurement small_measurement(small *s, const char *unit, const char *indicator, const char *period,
                                  const char *value) {
  rsl_measurement measurement;
  rsl_measurement_init(&measurement);
  measurement.unit = small_unit_index(s, unit);
  measurement.indicator = small_indicator_index(s, indicator);
  measurement.period = small_period(period);
  measurement.file = "m.csv";
  measurement.line = ++s->line;
  if (value[0] == '~') measurement.qualifier = RSL_QUALIFIER_ABOUT;
  if (value[0] == '~') value++;
  measurement.has_value = value[0] != '\0';
  if (measurement.has_value) measurement.value = decimal(value);
  return measurement;
}

rsl_status small_offer(small *s, const rsl_measurement *measurement) {
  return rsl_cube_builder_add(s->builder, measurement, &s->error);
}

static void must(small *s, const rsl_measurement *measurement) {
  if (small_offer(s, measurement) != RSL_OK) fail_msg("%s", s->error.text);
}

void small_row(small *s, const char *unit, const char *indicator, const char *period, const char *value) {
  rsl_measurement measurement = small_measurement(s, unit, indicator, period, value);
  must(s, &measurement);
}

void small_sides(small *s, const char *unit, const char *indicator, const char *period, const char *value,
                 const char *numerator, const char *denominator) {
  rsl_measurement measurement = small_measurement(s, unit, indicator, period, value);
  measurement.has_numerator = numerator[0] != '\0';
  if (measurement.has_numerator) measurement.numerator = decimal(numerator);
  measurement.has_denominator = denominator[0] != '\0';
  if (measurement.has_denominator) measurement.denominator = decimal(denominator);
  must(s, &measurement);
}

void small_revision(small *s, const char *unit, const char *indicator, const char *period, const char *value,
                    int revision, const char *reported_at) {
  rsl_measurement measurement = small_measurement(s, unit, indicator, period, value);
  measurement.has_revision = true;
  measurement.revision = revision;
  if (reported_at[0] != '\0')
    assert_true(rsl_date_parse(reported_at, strlen(reported_at), RSL_DATE_ORDER_ISO, &measurement.reported_at));
  must(s, &measurement);
}

void small_status(small *s, const char *unit, const char *indicator, const char *period, const char *value,
                  char status) {
  rsl_measurement measurement = small_measurement(s, unit, indicator, period, value);
  measurement.status = status;
  must(s, &measurement);
}

rsl_status small_try_cube(small *s) {
  return rsl_cube_builder_finish(s->builder, s->problems, &s->cube, &s->error);
}

void small_cube(small *s) {
  if (small_try_cube(s) != RSL_OK) fail_msg("%s", s->error.text);
}

rsl_status small_try_rollup(small *s, const rsl_rollup_request *request) {
  rsl_rollup_free(s->rollup);
  s->rollup = NULL;
  return rsl_rollup_run(s->cube, request, s->allocator, &s->rollup, &s->error);
}

void small_rollup(small *s) {
  if (s->cube == NULL) small_cube(s);
  if (small_try_rollup(s, NULL) != RSL_OK) fail_msg("%s", s->error.text);
}

void small_rollup_for(small *s, const char *period) {
  rsl_period asked = small_period(period);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.periods = &asked;
  request.period_count = 1;
  if (s->cube == NULL) small_cube(s);
  if (small_try_rollup(s, &request) != RSL_OK) fail_msg("%s", s->error.text);
}

uint32_t small_unit_index(const small *s, const char *code) {
  for (uint32_t i = 0; i < rsl_plan_unit_count(s->plan); i++)
    if (strcmp(rsl_plan_unit(s->plan, i)->code, code) == 0) return i;
  fail_msg("no unit %s", code);
  return RSL_NONE;
}

uint32_t small_indicator_index(const small *s, const char *code) {
  for (uint32_t i = 0; i < rsl_plan_indicator_count(s->plan); i++)
    if (strcmp(rsl_plan_indicator(s->plan, i)->code, code) == 0) return i;
  fail_msg("no indicator %s", code);
  return RSL_NONE;
}

rsl_period small_period(const char *text) {
  rsl_period period;
  assert_true(rsl_period_parse(text, strlen(text), &period));
  return period;
}

rsl_figure small_figure(const small *s, const char *unit, const char *indicator, const char *period) {
  rsl_figure figure;
  if (!rsl_rollup_figure(s->rollup, small_unit_index(s, unit), small_indicator_index(s, indicator),
                         small_period(period), &figure))
    fail_msg("no figure of %s, %s, %s in the roll-up", unit, indicator, period);
  return figure;
}

void small_assert_value(const small *s, const char *unit, const char *indicator, const char *period,
                        const char *expected) {
  char text[RSL_NUMBER_TEXT];
  rsl_number_format(small_figure(s, unit, indicator, period).value, text);
  if (strcmp(text, expected) != 0)
    fail_msg("%s, %s, %s is \"%s\", not \"%s\"", unit, indicator, period, text, expected);
}

void small_assert_coverage(const small *s, const char *unit, const char *indicator, const char *period,
                           unsigned reporting, unsigned owed) {
  rsl_figure figure = small_figure(s, unit, indicator, period);
  if (figure.reporting != reporting || figure.owed != owed)
    fail_msg("%s, %s, %s: %u of %u, not %u of %u", unit, indicator, period, (unsigned)figure.reporting,
             (unsigned)figure.owed, reporting, owed);
}

const rsl_problem *small_problem(const small *s, const char *code) {
  for (size_t i = 0; i < rsl_problems_kept(s->problems); i++)
    if (strcmp(rsl_problems_at(s->problems, i)->code, code) == 0) return rsl_problems_at(s->problems, i);
  return NULL;
}

static rsl_decimal decimal(const char *text) {
  rsl_decimal value;
  assert_int_equal(rsl_decimal_parse(text, strlen(text), NULL, &value), RSL_NUMBER_FINE);
  return value;
}
