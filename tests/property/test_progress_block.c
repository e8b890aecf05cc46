/* Many series side by side are rated as each of them alone, to the last bit: with gaps, on cuts and beside them, with and
 * without each thing that can be said of a series, by every method. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/progress_series.h>

#include "progress/escap.h"
#include "progress/trend.h"
#include "support/progress_input.h"
#include "support/random.h"

enum { ROUNDS = 800, SERIES = 19, MOST = 40, STRIDE = MOST + 3 };

typedef struct world {
  rsl_series_block block;
  rsl_series_rule rule;
  rsl_method_options method;
  rsl_period periods[MOST];
  double values[SERIES * STRIDE];
  rsl_decimal targets[SERIES];
  rsl_period by[SERIES];
  rsl_period baselines[SERIES];
  rsl_direction directions[SERIES];
} world;

typedef struct standings {
  rsl_block_standings arrays;
  rsl_rating rating[SERIES];
  rsl_reason reason[SERIES];
  rsl_class rated_as[SERIES];
  rsl_chance chance[SERIES];
  double numbers[7][SERIES];
} standings;

static void want_all(standings *of) {
  of->arrays = (rsl_block_standings)RSL_BLOCK_STANDINGS_INIT;
  of->arrays.rating = of->rating;
  of->arrays.reason = of->reason;
  of->arrays.rated_as = of->rated_as;
  of->arrays.chance = of->chance;
  double **const numbers[] = { &of->arrays.ratio,         &of->arrays.score,     &of->arrays.pace,
                               &of->arrays.required_pace, &of->arrays.projected, &of->arrays.projected_low,
                               &of->arrays.projected_high };
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) *numbers[i] = of->numbers[i];
}

/* Of one scale with the targets, so that they meet each other and the cuts: 0.95 and 0.60 of ways of whole numbers. */
static double figure(uint32_t *seed, int kind) {
  static const double strange[] = { -0.0, 1e308, -1e308, 5e-324, 1e-200, 1e120, 0 };
  int chance = random_below(seed, 100);
  if (chance < 6) return NAN;
  if (kind == 0 && chance < 12) return strange[random_below(seed, 7)];
  if (kind == 0 && chance < 14) return chance < 13 ? (double)INFINITY : -(double)INFINITY;
  if (kind == 1) return random_below(seed, 201) - 100;
  if (kind == 2) return random_below(seed, 2001) / 20.0;
  return (random_below(seed, 2000001) - 300000) / 1000.0;
}

static rsl_period some_period(const world *of, uint32_t *seed) {
  int at = random_below(seed, MOST + 8);
  if (at == 0) return (rsl_period){ RSL_PERIOD_NONE, 0 };
  if (at == 1) return period("2031");
  if (at == 2) return period("2022-07-15");
  return at < MOST ? of->periods[at] : rsl_period_shift(of->periods[MOST - 1], at - MOST);
}

static void set_periods(world *of, uint32_t *seed) {
  static const char *const firsts[] = { "2018-03", "2010-Q2", "1990", "2021-11-30" };
  int kind = random_below(seed, 40) == 0 ? 3 : random_below(seed, 3);
  int step = 1 + random_below(seed, 2);
  for (int i = 0; i < MOST; i++) of->periods[i] = rsl_period_shift(period(firsts[kind]), i * step);
  if (kind == 0 && random_below(seed, 10) == 0) of->periods[MOST - 1] = period("2026");
}

static rsl_decimal some_decimal(uint32_t *seed) {
  static const rsl_decimal strange[] = { { INT64_MAX, 0 }, { 1, 18 }, { INT64_MIN + 1, 3 }, { 0, 4 } };
  if (random_below(seed, 60) == 0) return strange[random_below(seed, 4)];
  return (rsl_decimal){ random_below(seed, 2001) - 1000, random_below(seed, 3) };
}

static void set_world(world *of, uint32_t *seed) {
  int kind = random_below(seed, 4);
  of->block = (rsl_series_block)RSL_SERIES_BLOCK_INIT;
  set_periods(of, seed);
  of->block.periods = of->periods;
  of->block.period_count = (size_t)random_below(seed, MOST + 1);
  of->block.values = of->values;
  of->block.stride = STRIDE;
  of->block.count = (size_t)random_below(seed, SERIES + 1);
  for (size_t i = 0; i < SERIES * STRIDE; i++) of->values[i] = figure(seed, kind);
  for (size_t i = 0; i < SERIES; i++) {
    of->targets[i] = some_decimal(seed);
    of->by[i] = some_period(of, seed);
    of->baselines[i] = some_period(of, seed);
    of->directions[i] = (rsl_direction)(random_below(seed, 2) == 0 ? RSL_DIRECTION_INCREASE : RSL_DIRECTION_DECREASE);
    if (random_below(seed, 8) == 0) of->directions[i] = RSL_DIRECTION_NONE;
  }
  rsl_bare_series *common = &of->block.common;
  common->has_target = random_below(seed, 4) > 0;
  common->target = of->targets[0];
  common->by = random_below(seed, 2) == 0 ? period("2030") : some_period(of, seed);
  if (random_below(seed, 2) == 0) common->baseline = some_period(of, seed);
  common->direction = of->directions[0];
  common->has_limit = random_below(seed, 4) == 0;
  common->limit = some_decimal(seed);
  if (random_below(seed, 4) == 0) common->as_of = rsl_period_last_day(some_period(of, seed));
  if (random_below(seed, 2) == 0) of->block.targets = of->targets;
  if (random_below(seed, 3) == 0) of->block.by = of->by;
  if (random_below(seed, 3) == 0) of->block.baselines = of->baselines;
  if (random_below(seed, 2) == 0) of->block.directions = of->directions;
}

/* What decides which of a series' figures a method looks at. */
static void set_method(rsl_method_options *method, uint32_t *seed) {
  static const double scales[] = { 100, 1000, 0, 5e-324 };
  rsl_span *span = &method->of.eurostat.span; /* the options of all methods begin alike */
  if (random_below(seed, 4) == 0)
    span->base_year = random_below(seed, 2) == 0 ? RSL_UNKNOWN : 2000 + random_below(seed, 30);
  if (random_below(seed, 4) == 0) span->base_rule = (rsl_base_rule)random_below(seed, 4);
  if (random_below(seed, 4) == 0) span->target_year = 2005 + random_below(seed, 30);
  if (method->method == RSL_METHOD_EUROSTAT && random_below(seed, 2) == 0)
    method->of.eurostat.term = random_below(seed, 6);
  if (method->method == RSL_METHOD_SDSN) method->of.sdsn.lower = -random_below(seed, 100);
  if (method->method == RSL_METHOD_OECD) method->of.oecd.sigma = random_below(seed, 10);
  if (method->method == RSL_METHOD_OECD && random_below(seed, 2) == 0) method->of.oecd.measure = RSL_OECD_TREND;
  if (method->method != RSL_METHOD_ESCAP) return;
  if (random_below(seed, 4) == 0) method->of.escap.index = RSL_ESCAP_CURRENT;
  if (random_below(seed, 4) == 0) method->of.escap.current_year = 2010 + random_below(seed, 15);
  if (random_below(seed, 3) == 0) method->of.escap.scale = scales[random_below(seed, 4)];
}

static void set_rule(world *of, uint32_t *seed, bool published) {
  of->rule = (rsl_series_rule)RSL_SERIES_RULE_INIT;
  of->rule.level = random_below(seed, 2) == 0 ? 0.95 : 0.7;
  of->rule.compound = random_below(seed, 30) == 0;
  if (random_below(seed, 12) == 0) of->rule.projection = (rsl_projection)random_below(seed, RSL_PROJECTION_END);
  if (random_below(seed, 4) == 0) of->rule.whole = 100;
  rsl_rating_rule *path = &of->rule.path;
  if (random_below(seed, 4) == 0) path->on_track = (rsl_decimal){ 10, 1 };
  if (random_below(seed, 4) == 0) path->behind = (rsl_decimal){ 0, 1 };
  if (random_below(seed, 10) == 0) path->nearness = RSL_NEARNESS_WITHIN;
  path->beyond_is_met = random_below(seed, 4) == 0;
  path->inside_is_exceeded = random_below(seed, 4) == 0;
  path->compare_shown = random_below(seed, 40) == 0;
  if (!published) return;
  /* As often ESCAP as any other: nothing else takes all figures. */
  int number = random_below(seed, 2 * (RSL_METHOD_END - 1));
  rsl_method method = number < RSL_METHOD_END - 1 ? (rsl_method)(1 + number) : RSL_METHOD_ESCAP;
  int edition = method == RSL_METHOD_ESCAP ? random_below(seed, 2) : 0;
  assert_int_equal(rsl_method_begin(method, edition, &of->method, NULL), RSL_OK);
  set_method(&of->method, seed);
  of->rule.method = &of->method;
}

static rsl_bare_series series_of(const world *of, size_t index, rsl_path_figure *figures) {
  const rsl_series_block *block = &of->block;
  rsl_bare_series series = block->common;
  for (size_t i = 0; i < block->period_count; i++)
    figures[i] = (rsl_path_figure){ of->periods[i], rsl_number_from_double(of->values[index * STRIDE + i]) };
  series.figures = figures;
  series.figure_count = block->period_count;
  if (block->targets != NULL) series.has_target = true;
  if (block->targets != NULL) series.target = of->targets[index];
  if (block->by != NULL) series.by = of->by[index];
  if (block->baselines != NULL) series.baseline = of->baselines[index];
  if (block->directions != NULL) series.direction = of->directions[index];
  return series;
}

static void assert_same_number(double got, double wanted) {
  if (!(isnan(got) && isnan(wanted)) && memcmp(&got, &wanted, sizeof got) != 0) fail_msg("%a; alone %a", got, wanted);
}

static void assert_same(const standings *got, size_t i, const rsl_series_standing *wanted, uint32_t round) {
  const double numbers[] = { wanted->ratio,     wanted->score,         wanted->pace,          wanted->required_pace,
                             wanted->projected, wanted->projected_low, wanted->projected_high };
  if (got->rating[i] != wanted->rating || got->reason[i] != wanted->reason || got->rated_as[i] != wanted->rated_as ||
      got->chance[i] != wanted->chance)
    fail_msg("round %u, series %zu: rating %d, reason %d, class %d, chance %d; alone %d, %d, %d, %d", (unsigned)round,
             i, (int)got->rating[i], (int)got->reason[i], (int)got->rated_as[i], (int)got->chance[i],
             (int)wanted->rating, (int)wanted->reason, (int)wanted->rated_as, (int)wanted->chance);
  for (size_t n = 0; n < sizeof numbers / sizeof *numbers; n++) {
    double mine = got->numbers[n][i];
    if (isnan(mine) && isnan(numbers[n])) continue;
    if (memcmp(&mine, &numbers[n], sizeof mine) != 0)
      fail_msg("round %u, series %zu: number %zu is %a; alone %a", (unsigned)round, i, n, mine, numbers[n]);
  }
}

static void compare_with_each(const world *of, uint32_t round) {
  static standings got;
  rsl_path_figure figures[MOST];
  bool unasked = round % 4 == 0; /* what is not wanted changes nothing else */
  want_all(&got);
  if (unasked) got.arrays.chance = NULL;
  rsl_status status = rsl_progress_series_block(&of->block, &of->rule, &got.arrays, NULL);
  for (size_t i = 0; i < of->block.count; i++) {
    rsl_series_standing wanted;
    rsl_bare_series series = series_of(of, i, figures);
    rsl_status alone = rsl_progress_series(&series, &of->rule, &wanted, NULL);
    if (alone != RSL_OK) {
      assert_int_equal(status, alone);
      return;
    }
    if (unasked) got.chance[i] = wanted.chance;
    assert_same(&got, i, &wanted, round);
  }
  assert_int_equal(status, RSL_OK);
}

static void rate_worlds(bool published) {
  static world of;
  uint32_t seed = published ? 2 : 1;
  for (uint32_t round = 0; round < ROUNDS; round++) {
    set_world(&of, &seed);
    set_rule(&of, &seed, published);
    compare_with_each(&of, round);
  }
}

static void every_series_is_rated_along_its_path_as_alone(void **state) {
  (void)state;
  rate_worlds(false);
}

static void every_series_is_rated_by_every_method_as_alone(void **state) {
  (void)state;
  rate_worlds(true);
}

/* 40 of a way of 80 wanted by half of the time: cuts at 38 and 24 of it, at the end of all at 76. The figures on them, and
 * the doubles next to those. */
static void figures_on_a_cut_and_beside_it_are_told_apart(void **state) {
  static const double ways[] = { 38, 24, 76 };
  static const rsl_rating ratings[][2] = { { RSL_RATING_BEHIND, RSL_RATING_ON_TRACK },
                                           { RSL_RATING_OFF_TRACK, RSL_RATING_BEHIND },
                                           { RSL_RATING_MISSED, RSL_RATING_NEARLY_MET } };
  static world of;
  (void)state;
  for (int i = 0; i < 9; i++) of.periods[i] = rsl_period_shift(period("2020"), i);
  for (size_t cut = 0; cut < 3; cut++)
    for (int falls = 0; falls < 2; falls++) {
      rsl_rating got[3];
      rsl_block_standings out = RSL_BLOCK_STANDINGS_INIT;
      out.rating = got;
      of.block = (rsl_series_block)RSL_SERIES_BLOCK_INIT;
      of.rule = (rsl_series_rule)RSL_SERIES_RULE_INIT;
      of.block.periods = of.periods;
      of.block.period_count = cut == 2 ? 9 : 5;
      of.block.values = of.values;
      of.block.stride = STRIDE;
      of.block.count = 3;
      of.block.common.by = of.periods[8];
      of.block.common.has_target = true;
      of.block.common.target = (rsl_decimal){ falls ? -90 : 70, 0 };
      for (size_t i = 0; i < 3; i++) {
        double *row = of.values + i * STRIDE;
        double figure_there = falls ? -10 - ways[cut] : -10 + ways[cut];
        for (size_t j = 0; j < of.block.period_count; j++) row[j] = j == 0 ? -10 : NAN;
        row[of.block.period_count - 1] =
            i == 1 ? figure_there : nextafter(figure_there, (i == 0) == (falls != 0) ? INFINITY : -INFINITY);
      }
      compare_with_each(&of, 0);
      assert_int_equal(rsl_progress_series_block(&of.block, NULL, &out, NULL), RSL_OK);
      assert_int_equal(got[0], ratings[cut][0]);
      assert_int_equal(got[1], ratings[cut][1]);
      assert_int_equal(got[2], ratings[cut][1]);
    }
}

/* Each set of loops gives the bytes of the first. */
static void every_processor_draws_the_same_lines(void **state) {
  static double times[MOST], weights[MOST], values[MOST * RSL__TREND_LANES], logits[MOST * RSL__TREND_LANES];
  rsl__trend_line line = { times, weights, values, logits, MOST, 0, 2002.03 };
  const rsl__trend_set *best = rsl__trend_set_at(0);
  uint32_t seed = 3;
  (void)state;
  for (size_t i = 0; i < MOST; i++) {
    times[i] = 2000 + (double)i / 12;
    weights[i] = 1 / fabs(2002.03 - times[i]);
    if (times[i] < 2002.03) line.split = i + 1;
  }
  for (int round = 0; round < 200; round++) {
    rsl__trends first, other;
    double lines[2][RSL__TREND_LANES];
    memset(&first, 0, sizeof first);
    for (size_t i = 0; i < MOST * RSL__TREND_LANES; i++) values[i] = figure(&seed, round % 2 + 2);
    for (size_t i = 0; i < RSL__TREND_LANES; i++) first.start_time[i] = 2000;
    other = first;
    best->fit(times, values, MOST, &first);
    best->take_logits(values, MOST, 100, logits);
    best->draw(&line, lines[0]);
    for (size_t at = 1; rsl__trend_set_at(at) != NULL; at++) {
      const rsl__trend_set *set = rsl__trend_set_at(at);
      set->fit(times, values, MOST, &other);
      assert_memory_equal(&first, &other, sizeof first);
      set->draw(&line, lines[1]);
      for (size_t i = 0; i < RSL__TREND_LANES; i++) assert_same_number(lines[1][i], lines[0][i]);
    }
  }
}

/* All powers of two that a double can be, at a bound and beyond it, and what is usual. */
static void a_logit_is_the_same_alone_and_in_every_lane(void **state) {
  enum { COUNT = 2200 };
  static double values[COUNT * RSL__TREND_LANES], logits[COUNT * RSL__TREND_LANES];
  static const double scales[] = { 100, 1, 1e300, 5e-324, 0 };
  uint32_t seed = 4;
  (void)state;
  for (size_t i = 0; i < COUNT * RSL__TREND_LANES; i++) values[i] = figure(&seed, (int)(i % 8) / 2);
  for (int i = 0; i < COUNT; i++) values[i * RSL__TREND_LANES + i % RSL__TREND_LANES] = ldexp(1, i - 1100);
  for (size_t at = 0; rsl__trend_set_at(at) != NULL; at++)
    for (size_t s = 0; s < sizeof scales / sizeof *scales; s++) {
      rsl__trend_set_at(at)->take_logits(values, COUNT, scales[s], logits);
      for (size_t i = 0; i < COUNT * RSL__TREND_LANES; i++)
        if (isfinite(values[i])) assert_same_number(logits[i], rsl__escap_logit(values[i], scales[s]));
    }
}

static void rows_of_any_length_become_columns(void **state) {
  static double values[RSL__TREND_LANES * MOST], figures[RSL__TREND_LANES * MOST];
  const double *rows[RSL__TREND_LANES];
  (void)state;
  for (size_t i = 0; i < RSL__TREND_LANES * MOST; i++) values[i] = (double)i;
  for (size_t i = 0; i < RSL__TREND_LANES; i++) rows[i] = values + i * MOST;
  for (size_t at = 0; rsl__trend_set_at(at) != NULL; at++)
    for (size_t count = 0; count <= MOST; count++) {
      memset(figures, 0, sizeof figures);
      rsl__trend_set_at(at)->turn(rows, count, figures);
      for (size_t i = 0; i < RSL__TREND_LANES * MOST; i++) {
        double wanted = i / RSL__TREND_LANES < count ? rows[i % RSL__TREND_LANES][i / RSL__TREND_LANES] : 0;
        assert_same_number(figures[i], wanted);
      }
    }
}

static void a_series_that_a_method_refuses_is_named(void **state) {
  static world of;
  rsl_error error = RSL_ERROR_INIT;
  rsl_block_standings out = RSL_BLOCK_STANDINGS_INIT;
  (void)state;
  of.periods[0] = period("2020");
  of.periods[1] = period("2021");
  of.block = (rsl_series_block)RSL_SERIES_BLOCK_INIT;
  of.block.periods = of.periods;
  of.block.period_count = 2;
  of.block.values = of.values;
  of.block.count = 2;
  of.block.common.direction = RSL_DIRECTION_INCREASE;
  of.rule = (rsl_series_rule)RSL_SERIES_RULE_INIT;
  of.method.method = RSL_METHOD_NONE;
  of.rule.method = &of.method;
  assert_int_equal(rsl_progress_series_block(&of.block, &of.rule, &out, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "series 1: no method was chosen");
  of.periods[1] = of.periods[0];
  assert_int_equal(rsl_progress_series_block(&of.block, NULL, &out, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "period 2 is not later than the one before it");
  of.block.period_count = RSL_SERIES_BLOCK_PERIODS_MAX + 1;
  assert_int_equal(rsl_progress_series_block(&of.block, NULL, &out, &error), RSL_ERR_LIMIT);
  of.block.period_count = 1;
  of.rule.level = 1;
  assert_int_equal(rsl_progress_series_block(&of.block, &of.rule, &out, &error), RSL_ERR_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_series_is_rated_along_its_path_as_alone),
    cmocka_unit_test(every_series_is_rated_by_every_method_as_alone),
    cmocka_unit_test(figures_on_a_cut_and_beside_it_are_told_apart),
    cmocka_unit_test(every_processor_draws_the_same_lines),
    cmocka_unit_test(a_logit_is_the_same_alone_and_in_every_lane),
    cmocka_unit_test(rows_of_any_length_become_columns),
    cmocka_unit_test(a_series_that_a_method_refuses_is_named),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
