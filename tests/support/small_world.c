#include "support/small_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"

static void add_units(small_world *world);
static void add_headings(small_world *world);
static void step(small_world *world, rsl_status status, const rsl_error *error);

static void add_measurement(small_world *world, const char *unit, const char *indicator, rsl_measurement *measurement);

void world_start(small_world *world, const rsl_allocator *allocator) {
  *world = (small_world){ .allocator = allocator };
  step(world, rsl_plan_new(allocator, &world->plan), NULL);
  add_units(world);
  add_headings(world);
  world_add_resolution(world, "R", "P");
}

void world_free(small_world *world) {
  rsl_review_free(world->review);
  rsl_cube_free(world->cube);
  rsl_cube_builder_free(world->builder);
  rsl_plan_free(world->plan);
  *world = (small_world){ 0 };
}

rsl_indicator indicator_of(const char *code, rsl_rule rule, rsl_period_type frequency, rsl_time_rule time) {
  static const rsl_measured_at communes = { "commune", RSL_DATE_NONE, RSL_DATE_NONE };
  rsl_indicator indicator;
  rsl_indicator_init(&indicator);
  indicator.code = code;
  indicator.name = code;
  indicator.direction = RSL_DIRECTION_INCREASE;
  indicator.frequency = frequency;
  indicator.measured_at = &communes;
  indicator.measured_at_count = 1;
  indicator.rollup.rule = rule;
  indicator.time = time;
  return indicator;
}

void world_add_indicator(small_world *world, const rsl_indicator *indicator) {
  if (world->status == RSL_OK) step(world, rsl_plan_add_indicator(world->plan, indicator), NULL);
}

void world_add_sum(small_world *world, const char *code, rsl_period_type frequency, int decimals) {
  rsl_indicator indicator = indicator_of(code, RSL_RULE_SUM, frequency, RSL_TIME_SUM);
  indicator.decimals = decimals;
  world_add_indicator(world, &indicator);
}

void world_add_percentage(small_world *world, const char *code, const char *numerator, const char *denominator) {
  rsl_indicator indicator = indicator_of(code, RSL_RULE_RATIO, RSL_PERIOD_YEAR, RSL_TIME_NONE);
  indicator.decimals = 1;
  indicator.rollup.numerator = numerator;
  indicator.rollup.denominator = denominator;
  indicator.rollup.has_factor = true;
  indicator.rollup.factor = (rsl_decimal){ 100, 0 };
  world_add_indicator(world, &indicator);
}

rsl_target target_of(const char *indicator, rsl_form form, const char *value) {
  rsl_target record;
  bool over_term = form == RSL_FORM_AVERAGE_PER_YEAR || form == RSL_FORM_TOTAL || form == RSL_FORM_EACH_YEAR;
  rsl_target_init(&record);
  record.unit = "P";
  record.indicator = indicator;
  record.resolution = "R";
  record.form = form;
  record.condition.form = over_term ? RSL_FORM_AT_LEAST : form;
  if (value != NULL) record.condition.value = decimal(value);
  return record;
}

void world_add_target(small_world *world, const rsl_target *target) {
  if (world->status == RSL_OK) step(world, rsl_plan_add_target(world->plan, target), NULL);
}

void world_add_resolution(small_world *world, const char *code, const char *unit) {
  const rsl_goal goals[] = { { "G1", "Grow", "F1", { NULL, 0 } }, { "G2", "Care", "F2", { NULL, 0 } } };
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = code;
  resolution.title = code;
  resolution.unit = unit;
  resolution.from = period("2021");
  resolution.to = period("2025");
  resolution.baseline = period("2020");
  resolution.goals = goals;
  resolution.goal_count = 2;
  if (world->status == RSL_OK) step(world, rsl_plan_add_resolution(world->plan, &resolution), NULL);
}

void world_finish_plan(small_world *world) {
  rsl_error error = RSL_ERROR_INIT;
  if (world->status == RSL_OK) step(world, rsl_plan_finish(world->plan, NULL, &error), &error);
  if (world->status == RSL_OK)
    step(world, rsl_cube_builder_new(world->plan, NULL, world->allocator, &world->builder), NULL);
}

void world_add(small_world *world, const char *unit, const char *indicator, const char *period_text,
               const char *value) {
  world_add_as(world, unit, indicator, period_text, value, 0, "", RSL_QUALIFIER_NONE);
}

void world_add_as(small_world *world, const char *unit, const char *indicator, const char *period_text,
                  const char *value, char status, const char *reported_at, rsl_qualifier qualifier) {
  rsl_measurement measurement;
  if (world->status != RSL_OK) return;
  rsl_measurement_init(&measurement);
  measurement.period = period(period_text);
  measurement.has_value = true;
  const char *dots = strstr(value, "..");
  char lower[32];
  (void)snprintf(lower, sizeof lower, "%.*s", dots == NULL ? 31 : (int)(dots - value), value);
  measurement.value = decimal(lower);
  if (dots != NULL) measurement.upper = decimal(dots + 2);
  measurement.qualifier = qualifier;
  measurement.status = status;
  if (reported_at[0] != '\0') measurement.reported_at = day(reported_at);
  add_measurement(world, unit, indicator, &measurement);
}

void world_revise(small_world *world, const char *unit, const char *indicator, const char *period_text,
                  const char *value, char status, int32_t revision, const char *reported_at) {
  rsl_measurement measurement;
  if (world->status != RSL_OK) return;
  rsl_measurement_init(&measurement);
  measurement.period = period(period_text);
  measurement.has_value = value != NULL;
  if (value != NULL) measurement.value = decimal(value);
  measurement.status = status;
  measurement.has_revision = true;
  measurement.revision = revision;
  measurement.reported_at = day(reported_at);
  add_measurement(world, unit, indicator, &measurement);
}

static void add_measurement(small_world *world, const char *unit, const char *indicator, rsl_measurement *measurement) {
  rsl_error error = RSL_ERROR_INIT;
  measurement->indicator = rsl_plan_find_indicator(world->plan, indicator, strlen(indicator));
  step(world, rsl_plan_find_unit(world->plan, unit, strlen(unit), RSL_NONE, RSL_DATE_NONE, &measurement->unit, &error),
       &error);
  if (world->status == RSL_OK) step(world, rsl_cube_builder_add(world->builder, measurement, &error), &error);
}

void world_review(small_world *world, const char *as_of) {
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  if (as_of[0] != '\0') options.as_of = day(as_of);
  world_review_with(world, &options);
}

void world_review_with(small_world *world, const rsl_review_options *options) {
  rsl_error error = RSL_ERROR_INIT;
  if (world->status == RSL_OK && world->cube == NULL)
    step(world, rsl_cube_builder_finish(world->builder, NULL, &world->cube, &error), &error);
  rsl_review_free(world->review);
  world->review = NULL;
  if (world->status == RSL_OK)
    step(world, rsl_review_run(world->cube, options, world->allocator, &world->review, &error), &error);
}

const rsl_review_row *world_row(const small_world *world, const char *indicator) {
  uint32_t wanted = rsl_plan_find_indicator(world->plan, indicator, strlen(indicator));
  for (size_t i = 0; i < rsl_review_count(world->review); i++) {
    const rsl_review_row *row = rsl_review_at(world->review, i);
    const rsl_unit *unit = rsl_plan_unit(world->plan, row->links.unit);
    if (row->links.indicator == wanted && strcmp(unit->code, "P") == 0) return row;
  }
  fail_msg("no row for %s", indicator);
  return NULL;
}

void assert_row(const small_world *world, const char *indicator, const char *actual_period, rsl_rating rating,
                rsl_reason reason) {
  char got[RSL_PERIOD_TEXT];
  const rsl_review_row *row = world_row(world, indicator);
  rsl_period_format(row->actual_period, got);
  if (strcmp(got, actual_period) != 0 || row->rating != rating || row->reason_code != reason)
    print_error("%s: got %s in %s because %s (%s)\n", indicator, rsl_rating_name(row->rating), got,
                rsl_reason_code(row->reason_code), row->reason);
  assert_string_equal(got, actual_period);
  assert_int_equal(row->rating, rating);
  assert_int_equal(row->reason_code, reason);
}

rsl_date day(const char *text) {
  rsl_date date = RSL_DATE_NONE;
  assert_true(rsl_date_parse(text, strlen(text), RSL_DATE_ORDER_ISO, &date));
  return date;
}

static void add_units(small_world *world) {
  const char *const levels[] = { "province", "commune" };
  const char *const units[] = { "P", "A", "B" };
  for (int i = 0; i < 2 && world->status == RSL_OK; i++) {
    const rsl_level level = { levels[i], levels[i], { NULL, 0 } };
    step(world, rsl_plan_add_level(world->plan, &level), NULL);
  }
  for (int i = 0; i < 3 && world->status == RSL_OK; i++) {
    rsl_unit unit;
    rsl_unit_init(&unit);
    unit.code = units[i];
    unit.name = units[i];
    unit.level = levels[i == 0 ? 0 : 1];
    unit.parent = i == 0 ? NULL : "P";
    step(world, rsl_plan_add_unit(world->plan, &unit), NULL);
  }
}

static void add_headings(small_world *world) {
  const rsl_field fields[] = { { "F1", "Economy", { NULL, 0 } }, { "F2", "Society", { NULL, 0 } } };
  for (int i = 0; i < 2 && world->status == RSL_OK; i++) step(world, rsl_plan_add_field(world->plan, &fields[i]), NULL);
}

/* Memory may run out, where a test lets it; nothing else may fail. */
static void step(small_world *world, rsl_status status, const rsl_error *error) {
  if (status != RSL_OK && status != RSL_ERR_MEMORY) {
    fail_msg("%s: %s", rsl_status_name(status), error == NULL ? "" : error->text);
  }
  if (world->status == RSL_OK) world->status = status;
}
