/* Who below makes the gap of a nation: two targets parted among all units, down to the communes. duckdb_why.sql makes the same
 * figures from the same whole numbers, so that no file of them is needed.
 *
 *   bench_why NAME THREADS RUNS          the parting itself takes one thread */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <resolution/resolution.h>
#include <resolution/review_contribution.h>

#include "bench.h"
#include "memory.h"

enum { LEVELS = 4, CODE = 16 };
enum { AMOUNT, ABOVE, BELOW, SHARE, INDICATORS };

static const char *const levels[LEVELS] = { "nation", "province", "district", "commune" };
static const int64_t units[LEVELS] = { 1, 63, 705, 10600 };
static const char *const indicators[INDICATORS] = { "AMOUNT", "ABOVE", "BELOW", "SHARE" };

typedef struct bench_why {
  const char *name;
  unsigned threads;
  unsigned runs;
  rsl_plan *plan;
  rsl_cube *cube;
} bench_why;

static rsl_status make_plan(bench_why *why, rsl_error *error);
static rsl_status add_headings(rsl_plan *plan);
static rsl_status add_units(rsl_plan *plan);
static rsl_status add_indicators(rsl_plan *plan);
static rsl_status add_targets(rsl_plan *plan);
static rsl_status make_cube(bench_why *why, rsl_error *error);
static rsl_status measure(const bench_why *why, const char *indicator, rsl_error *error);
static void tell_checks(const bench_why *why, const char *indicator, const rsl_contribution *found);

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "bench_why NAME THREADS RUNS\n");
    return 64;
  }
  bench_keep_pages();
  bench_why why = { .name = arguments[1] };
  rsl_error error = RSL_ERROR_INIT;
  why.threads = (unsigned)strtoul(arguments[2], NULL, 10);
  why.runs = (unsigned)strtoul(arguments[3], NULL, 10);
  rsl_status status = make_plan(&why, &error);
  if (status == RSL_OK) status = make_cube(&why, &error);
  if (status == RSL_OK) status = measure(&why, indicators[AMOUNT], &error);
  if (status == RSL_OK) status = measure(&why, indicators[SHARE], &error);
  if (status != RSL_OK) fprintf(stderr, "bench_why: %s\n", error.text);
  rsl_cube_free(why.cube);
  rsl_plan_free(why.plan);
  return status == RSL_OK ? 0 : 70;
}

/* ---- The plan ---------------------------------------------------------------------------------------------------------- */

static rsl_period year_of(int32_t year) {
  return (rsl_period){ RSL_PERIOD_YEAR, year };
}

static void write_code(int level, int64_t unit, char code[CODE]) {
  (void)snprintf(code, CODE, "%c%05d", levels[level][0], (int)unit);
}

static rsl_status make_plan(bench_why *why, rsl_error *error) {
  rsl_status status = rsl_plan_new(NULL, &why->plan);
  if (status == RSL_OK) status = add_headings(why->plan);
  if (status == RSL_OK) status = add_units(why->plan);
  if (status == RSL_OK) status = add_indicators(why->plan);
  if (status == RSL_OK) status = add_targets(why->plan);
  return status == RSL_OK ? rsl_plan_finish(why->plan, NULL, error) : status;
}

static rsl_status add_headings(rsl_plan *plan) {
  const rsl_field field = { "F", "Field", { NULL, 0 } };
  rsl_resolution resolution;
  rsl_status status = rsl_plan_add_field(plan, &field);
  for (int i = 0; status == RSL_OK && i < LEVELS; i++) {
    const rsl_level level = { levels[i], levels[i], { NULL, 0 } };
    status = rsl_plan_add_level(plan, &level);
  }
  if (status != RSL_OK) return status;
  rsl_resolution_init(&resolution);
  resolution.code = "R";
  resolution.title = "Resolution";
  resolution.unit = "n00000";
  resolution.from = year_of(2021);
  resolution.to = year_of(2030);
  resolution.baseline = year_of(2020);
  return rsl_plan_add_resolution(plan, &resolution);
}

/* The children of a level are dealt out evenly over the level above. */
static rsl_status add_units(rsl_plan *plan) {
  rsl_status status = RSL_OK;
  for (int level = 0; level < LEVELS; level++)
    for (int64_t i = 0; status == RSL_OK && i < units[level]; i++) {
      char code[CODE];
      char above[CODE];
      rsl_unit unit;
      rsl_unit_init(&unit);
      write_code(level, i, code);
      if (level > 0) write_code(level - 1, i * units[level - 1] / units[level], above);
      unit.code = unit.name = code;
      unit.level = levels[level];
      unit.parent = level > 0 ? above : NULL;
      status = rsl_plan_add_unit(plan, &unit);
    }
  return status;
}

static rsl_status add_indicators(rsl_plan *plan) {
  static const rsl_measured_at communes = { "commune", RSL_DATE_NONE, RSL_DATE_NONE };
  rsl_status status = RSL_OK;
  for (int i = 0; status == RSL_OK && i < INDICATORS; i++) {
    rsl_indicator indicator;
    rsl_indicator_init(&indicator);
    indicator.code = indicator.name = indicators[i];
    indicator.direction = i == SHARE ? RSL_DIRECTION_DECREASE : RSL_DIRECTION_INCREASE;
    indicator.field = i == AMOUNT || i == SHARE ? "F" : NULL;
    indicator.frequency = RSL_PERIOD_YEAR;
    indicator.measured_at = &communes;
    indicator.measured_at_count = 1;
    indicator.decimals = i == AMOUNT || i == SHARE ? 2 : 0;
    indicator.rollup.rule = i == SHARE ? RSL_RULE_RATIO : RSL_RULE_SUM;
    if (i == SHARE) {
      indicator.rollup.numerator = indicators[ABOVE];
      indicator.rollup.denominator = indicators[BELOW];
      indicator.rollup.has_factor = true;
      indicator.rollup.factor = (rsl_decimal){ 100, 0 };
    }
    status = rsl_plan_add_indicator(plan, &indicator);
  }
  return status;
}

/* The nation has both, and so has each province. */
static rsl_status add_targets(rsl_plan *plan) {
  rsl_status status = RSL_OK;
  for (int level = 0; level < 2; level++)
    for (int64_t i = 0; i < units[level]; i++)
      for (int of = AMOUNT; status == RSL_OK && of <= SHARE; of += SHARE - AMOUNT) {
        char code[CODE];
        rsl_target target;
        rsl_target_init(&target);
        write_code(level, i, code);
        target.unit = code;
        target.indicator = indicators[of];
        target.resolution = "R";
        target.form = target.condition.form = of == AMOUNT ? RSL_FORM_AT_LEAST : RSL_FORM_AT_MOST;
        target.condition.value = of == AMOUNT ? (rsl_decimal){ level == 0 ? 600000 : 9000, 0 } : (rsl_decimal){ 2, 0 };
        status = rsl_plan_add_target(plan, &target);
      }
  return status;
}

/* ---- The figures ------------------------------------------------------------------------------------------------------- */

/* Hundredths of the amount, people of the two others; 3 amounts in 100 are missing of the later year.
 * @return false for a gap. */
static bool figure_of(int of, int64_t commune, int64_t later, int64_t *out) {
  int64_t noise = (commune * 7919 + of * 104729 + later * 1299709) % 65521 * 30011 % 65537;
  if (of == AMOUNT) *out = 2000 + commune % 4001 + later * (commune % 13 - 2) * 40 + noise % 601;
  if (of == ABOVE) *out = 30 + noise % 101 - later * (commune % 17);
  if (of == BELOW) *out = 900 + commune % 1501 + noise % 51;
  return of != AMOUNT || later == 0 || noise % 100 >= 3;
}

static rsl_status make_cube(bench_why *why, rsl_error *error) {
  rsl_cube_builder *builder = NULL;
  rsl_status status = rsl_cube_builder_new(why->plan, NULL, NULL, &builder);
  for (int of = AMOUNT; of < SHARE; of++)
    for (int64_t i = 0; i < units[LEVELS - 1]; i++)
      for (int64_t later = 0; status == RSL_OK && later < 2; later++) {
        rsl_measurement one;
        rsl_measurement_init(&one);
        one.unit = (uint32_t)(units[0] + units[1] + units[2] + i);
        one.indicator = (uint32_t)of;
        one.period = year_of(later == 0 ? 2020 : 2022);
        one.has_value = figure_of(of, i, later, &one.value.units);
        one.value.scale = of == AMOUNT ? 2 : 0;
        if (one.has_value) status = rsl_cube_builder_add(builder, &one, error);
      }
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, NULL, &why->cube, error);
  rsl_cube_builder_free(builder);
  return status;
}

/* ---- The gap ----------------------------------------------------------------------------------------------------------- */

static uint32_t target_of(const bench_why *why, const char *indicator) {
  uint32_t target = 0;
  while (strcmp(rsl_plan_target(why->plan, target)->indicator, indicator) != 0) target++;
  return target; /* the nation's are the first */
}

/* Everything once more than `runs`; the first time warms the memory and is not told. */
static rsl_status measure(const bench_why *why, const char *indicator, rsl_error *error) {
  char what[64];
  (void)snprintf(what, sizeof what, "why.%s_s", indicator);
  for (unsigned run = 0; run <= why->runs; run++) {
    rsl_contribution *found = NULL;
    double start = bench_now();
    rsl_status status = rsl_contribution_run(why->cube, target_of(why, indicator), NULL, NULL, &found, error);
    double seconds = bench_now() - start;
    if (status != RSL_OK) return status;
    if (run > 0) bench_tell(why->name, "ours", what, why->threads, seconds);
    if (run == 0) tell_checks(why, indicator, found);
    rsl_contribution_free(found);
  }
  return RSL_OK;
}

/* The gap; what the first below each unit adds to it; and what the communes' own figures and their shares add. */
static void tell_checks(const bench_why *why, const char *indicator, const rsl_contribution *found) {
  static const char *const names[] = { "gap", "first", "level", "mix" };
  double sums[] = { 0, 0, 0, 0 };
  for (size_t i = 0; i < rsl_contribution_count(found); i++) {
    const rsl_contribution_row *row = rsl_contribution_at(found, i);
    if (i == 0) sums[0] = row->contribution.real;
    if (i > 0 && row->depth > rsl_contribution_at(found, i - 1)->depth) sums[1] += row->contribution.real;
    if (row->depth < LEVELS - 1 || row->level_effect.kind == RSL_NUMBER_ABSENT) continue;
    sums[2] += row->level_effect.real;
    sums[3] += row->mix_effect.real;
  }
  for (size_t i = 0; i < sizeof sums / sizeof *sums; i++) {
    char what[64];
    (void)snprintf(what, sizeof what, "check.%s.%s", indicator, names[i]);
    if (sums[i] != 0) bench_tell(why->name, "ours", what, why->threads, sums[i]);
  }
}
