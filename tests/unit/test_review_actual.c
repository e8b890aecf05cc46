/* Which figure a review rates: T2, T3, R9. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "support/progress_input.h"
#include "support/small_world.h"

static void assert_period(rsl_period got, const char *wanted) {
  char text[RSL_PERIOD_TEXT];
  rsl_period_format(got, text);
  assert_string_equal(text, wanted);
}

/* Urban share of P: 100 × (urban of A + B) / (all of A + B). A third of 2020's 300; about 45 by 2025. */
static void start_urban(small_world *world) {
  world_start(world, NULL);
  world_add_sum(world, "ALL", RSL_PERIOD_YEAR, 0);
  world_add_sum(world, "TOWN", RSL_PERIOD_YEAR, 0);
  world_add_percentage(world, "SHARE", "TOWN", "ALL");
  rsl_target target = target_of("SHARE", RSL_FORM_ABOUT, "45");
  world_add_target(world, &target);
  world_finish_plan(world);
}

static void add_urban(small_world *world, const char *year, const char *town_a, const char *town_b) {
  world_add(world, "A", "ALL", year, "100");
  world_add(world, "B", "ALL", year, "200");
  if (town_a != NULL) world_add(world, "A", "TOWN", year, town_a);
  if (town_b != NULL) world_add(world, "B", "TOWN", year, town_b);
}

static void the_actual_is_the_latest_whole_period_that_ended_by_the_day(void **state) {
  (void)state;
  small_world world;
  start_urban(&world);
  add_urban(&world, "2020", "50", "55"); /* 105 / 300 = 35 % */
  add_urban(&world, "2021", "52", "59"); /* 37 % */
  add_urban(&world, "2022", "55", "62"); /* 39 %: expected 35 + 10 × 2/5 = 39 */
  add_urban(&world, "2023", "60", "90");
  world_review(&world, "2023-06-30");
  assert_row(&world, "SHARE", "2022", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  const rsl_review_row *row = world_row(&world, "SHARE");
  assert_number(row->baseline, number("35"));
  assert_period(row->baseline_period, "2020");
  assert_number(row->actual, number("39"));
  assert_number(row->expected, number("39"));
  assert_number(row->target_low, number("45"));
  assert_number(row->achieved_percent, number("40")); /* 4 of 10 */
  assert_number(row->coverage, number("1"));
  assert_int_equal(row->reporting, 2);
  assert_int_equal(row->owed, 2);
  assert_int_equal(row->origin, RSL_ORIGIN_CHILDREN);
  assert_int_equal(row->actual_status, 'A');
  assert_false(row->ended);
  assert_string_equal(row->reason, "1.00 of the way expected by the end of 2022; on track needs 0.95");
  world_review(&world, "2023-12-31"); /* 150 / 300 = 50 % */
  assert_row(&world, "SHARE", "2023", RSL_RATING_EXCEEDED_EARLY, RSL_REASON_BEYOND_EARLY);
  world_free(&world);
}

static void the_day_of_the_review_is_by_default_the_last_with_a_figure(void **state) {
  (void)state;
  small_world world;
  start_urban(&world);
  add_urban(&world, "2020", "50", "55");
  add_urban(&world, "2021", "52", "59");
  world_review(&world, "");
  assert_int_equal(rsl_review_as_of(world.review), day("2021-12-31"));
  assert_ptr_equal(rsl_review_plan(world.review), world.plan);
  assert_row(&world, "SHARE", "2021", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  world_free(&world);
}

static void a_thinner_later_figure_is_shown_and_never_rated(void **state) {
  (void)state;
  small_world world;
  start_urban(&world);
  add_urban(&world, "2020", "50", "55");
  add_urban(&world, "2021", "52", "59");
  add_urban(&world, "2022", "55", NULL); /* 1 of 2: below 0.9 */
  world_review(&world, "2023-06-30");
  assert_row(&world, "SHARE", "2021", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  const rsl_review_row *row = world_row(&world, "SHARE");
  assert_period(row->shown_period, "2022");
  assert_number(row->shown, number("55")); /* of A alone */
  world_free(&world);
}

static void where_no_figure_has_its_coverage_there_is_no_data(void **state) {
  (void)state;
  small_world world;
  start_urban(&world);
  add_urban(&world, "2020", "50", "55");
  add_urban(&world, "2022", "55", NULL);
  world_review(&world, "2023-06-30");
  assert_row(&world, "SHARE", "", RSL_RATING_NO_DATA, RSL_REASON_BELOW_MIN_COVERAGE);
  assert_string_equal(world_row(&world, "SHARE")->reason,
                      "no figure has the coverage it needs; 55.0 in 2022 is known from too few");
  world_free(&world);
}

/* From 50 in 2020 to a target of 60 in 2025; what is known of 2025 is a bound, or a range. `how` it is rated is the weaker
 * of what it allows (T8). */
static void expect_of_qualified(rsl_form form, rsl_qualifier qualifier, rsl_rating rating, const char *actual) {
  small_world world;
  world_start(&world, NULL);
  rsl_indicator indicator = indicator_of("X", RSL_RULE_NONE, RSL_PERIOD_YEAR, RSL_TIME_NONE);
  static const rsl_measured_at at = { .level = "province", .from = RSL_DATE_NONE, .to = RSL_DATE_NONE };
  indicator.measured_at = &at;
  indicator.measured_at_count = 1;
  indicator.direction = form == RSL_FORM_AT_MOST ? RSL_DIRECTION_DECREASE : RSL_DIRECTION_INCREASE;
  world_add_indicator(&world, &indicator);
  rsl_target target = target_of("X", form, "60");
  world_add_target(&world, &target);
  world_finish_plan(&world);
  world_add(&world, "P", "X", "2020", form == RSL_FORM_AT_MOST ? "70" : "50");
  world_add(&world, "P", "X", "2024", "60");
  world_add_as(&world, "P", "X", "2025", qualifier == RSL_QUALIFIER_RANGE ? "59..61" : "59", 0, "", qualifier);
  world_review(&world, "2026-06-30");
  const rsl_review_row *row = world_row(&world, "X");
  assert_int_equal(row->rating, rating);
  if (actual == NULL) {
    assert_int_equal(row->reason_code, RSL_REASON_QUALIFIED_FIGURE);
    assert_number(row->shown, number("59"));
  } else {
    assert_number(row->actual, number(actual));
    assert_int_equal(row->flags & RSL_FLAG_QUALIFIED, RSL_FLAG_QUALIFIED);
  }
  world_free(&world);
}

static void a_qualified_figure_is_rated_by_the_weaker_of_what_it_allows(void **state) {
  (void)state;
  expect_of_qualified(RSL_FORM_AT_LEAST, RSL_QUALIFIER_RANGE, RSL_RATING_MISSED, "59"); /* 59..61 */
  expect_of_qualified(RSL_FORM_AT_MOST, RSL_QUALIFIER_RANGE, RSL_RATING_MISSED, "61");
  expect_of_qualified(RSL_FORM_AT_LEAST, RSL_QUALIFIER_AT_LEAST, RSL_RATING_MISSED, "59");
  expect_of_qualified(RSL_FORM_AT_MOST, RSL_QUALIFIER_BELOW, RSL_RATING_EXCEEDED, "59");
  expect_of_qualified(RSL_FORM_AT_LEAST, RSL_QUALIFIER_AT_MOST, RSL_RATING_MISSED, "59"); /* whatever it is */
  expect_of_qualified(RSL_FORM_AT_MOST, RSL_QUALIFIER_AT_LEAST, RSL_RATING_NO_DATA, NULL);
  expect_of_qualified(RSL_FORM_AT_MOST, RSL_QUALIFIER_ABOVE, RSL_RATING_NO_DATA, NULL);
}

/* 06a of the national table of 2019: 4 points, "Trên 4" (tests/data/published/README.md). More than 4 is beyond at least 4,
 * whatever it is; 4 itself only meets it. */
static void what_all_that_is_allowed_agrees_on_is_the_verdict(void **state) {
  (void)state;
  small_world world;
  static const rsl_qualifier qualifiers[] = { RSL_QUALIFIER_ABOVE, RSL_QUALIFIER_AT_LEAST, RSL_QUALIFIER_RANGE };
  static const char *const values[] = { "4", "4", "5..6" };
  static const rsl_rating ratings[] = { RSL_RATING_EXCEEDED, RSL_RATING_MET, RSL_RATING_EXCEEDED };
  static const char *const reasons[] = {
    ">4 in 2025 is beyond the target: at least 4",
    ">=4 in 2025 meets the target: at least 4; this is the weaker of what the figure allows",
    "5..6 in 2025 is beyond the target: at least 4",
  };
  for (size_t i = 0; i < sizeof qualifiers / sizeof *qualifiers; i++) {
    rsl_indicator indicator = indicator_of("X", RSL_RULE_NONE, RSL_PERIOD_YEAR, RSL_TIME_NONE);
    static const rsl_measured_at at = { .level = "province", .from = RSL_DATE_NONE, .to = RSL_DATE_NONE };
    rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "4");
    indicator.measured_at = &at;
    world_start(&world, NULL);
    world_add_indicator(&world, &indicator);
    world_add_target(&world, &target);
    world_finish_plan(&world);
    world_add_as(&world, "P", "X", "2025", values[i], 0, "", qualifiers[i]);
    world_review(&world, "2026-06-30");
    const rsl_review_row *row = world_row(&world, "X");
    assert_int_equal(row->rating, ratings[i]);
    assert_int_equal(row->qualifier, qualifiers[i]);
    assert_int_equal(row->flags, RSL_FLAG_QUALIFIED);
    assert_string_equal(row->reason, reasons[i]);
    world_free(&world);
  }
}

/* A range without a direction fails at both of its ends: 60..63 is rated as 63, past 61 to 62, and not as the 61.5 between. */
static void a_range_around_a_range_is_rated_by_its_worse_end(void **state) {
  (void)state;
  small_world world;
  rsl_indicator indicator = indicator_of("X", RSL_RULE_NONE, RSL_PERIOD_YEAR, RSL_TIME_NONE);
  static const rsl_measured_at at = { .level = "province", .from = RSL_DATE_NONE, .to = RSL_DATE_NONE };
  rsl_target target = target_of("X", RSL_FORM_BETWEEN, "61");
  target.condition.is_range = true;
  target.condition.upper = decimal("62");
  indicator.direction = RSL_DIRECTION_NONE;
  indicator.measured_at = &at;
  world_start(&world, NULL);
  world_add_indicator(&world, &indicator);
  world_add_target(&world, &target);
  world_finish_plan(&world);
  world_add_as(&world, "P", "X", "2025", "61.5..63", 0, "", RSL_QUALIFIER_RANGE);
  world_review(&world, "2026-06-30");
  assert_row(&world, "X", "2025", RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  assert_number(world_row(&world, "X")->actual, number("63"));
  assert_number(world_row(&world, "X")->actual_low, number("61.5"));
  world_free(&world);
}

/* A of two communes that owe one: min_coverage 0.5. What B could be is what A is, 60: 60 together or 120. */
static void a_rating_that_the_missing_units_could_change_is_flagged(void **state) {
  (void)state;
  small_world world;
  rsl_indicator indicator = indicator_of("X", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
  rsl_indicator other = indicator_of("Y", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "100");
  rsl_target total = target_of("Y", RSL_FORM_TOTAL, "1000");
  indicator.has_min_coverage = other.has_min_coverage = true;
  indicator.min_coverage = other.min_coverage = decimal("0.5");
  world_start(&world, NULL);
  world_add_indicator(&world, &indicator);
  world_add_indicator(&world, &other);
  world_add_target(&world, &target);
  world_add_target(&world, &total);
  world_finish_plan(&world);
  world_add(&world, "A", "X", "2020", "5");
  world_add(&world, "B", "X", "2020", "5");
  world_add(&world, "A", "X", "2025", "60");
  world_add(&world, "A", "Y", "2021", "60"); /* 60 or 120 of the 200 expected: off track or, at 0.60, behind */
  world_review(&world, "2025-12-31");
  const rsl_review_row *row = world_row(&world, "X");
  assert_int_equal(row->rating, RSL_RATING_MISSED);
  assert_int_equal(row->flags, RSL_FLAG_COVERAGE_COULD_CHANGE_IT);
  assert_non_null(strstr(row->reason, "; the units that are missing could change the rating"));
  assert_int_equal(world_row(&world, "Y")->rating, RSL_RATING_OFF_TRACK);
  assert_int_equal(world_row(&world, "Y")->flags, RSL_FLAG_COVERAGE_COULD_CHANGE_IT);
  world_free(&world);
}

static void only_a_figure_after_the_baseline_s_counts(void **state) {
  (void)state;
  small_world world;
  start_urban(&world);
  add_urban(&world, "2019", "50", "55");
  add_urban(&world, "2020", "50", "55");
  world_review(&world, "2023-06-30");
  assert_row(&world, "SHARE", "", RSL_RATING_NO_DATA, RSL_REASON_NO_MEASUREMENT);
  world_free(&world);
}

static void what_was_not_known_on_the_day_does_not_count(void **state) {
  (void)state;
  small_world world;
  start_urban(&world);
  add_urban(&world, "2020", "50", "55");
  add_urban(&world, "2021", "52", "59");
  add_urban(&world, "2022", NULL, "62");
  world_add_as(&world, "A", "TOWN", "2022", "55", 0, "2023-07-01", RSL_QUALIFIER_NONE);
  world_review(&world, "2023-06-30");
  assert_row(&world, "SHARE", "2021", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  rsl_review_options later = RSL_REVIEW_OPTIONS_INIT;
  later.as_of = day("2023-06-30");
  later.known_on = day("2023-07-01");
  world_review_with(&world, &later);
  assert_row(&world, "SHARE", "2022", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  world_free(&world);
}

static void past_the_end_without_its_figure_there_is_no_data(void **state) {
  (void)state;
  small_world world;
  start_urban(&world);
  add_urban(&world, "2020", "50", "55");
  add_urban(&world, "2024", "60", "90");
  world_review(&world, "2026-01-31");
  assert_int_equal(world_row(&world, "SHARE")->rating, RSL_RATING_NO_DATA);
  assert_int_equal(world_row(&world, "SHARE")->reason_code, RSL_REASON_FINAL_FIGURE_MISSING);
  world_review(&world, "2025-12-31"); /* not past it */
  assert_row(&world, "SHARE", "2024", RSL_RATING_EXCEEDED_EARLY, RSL_REASON_BEYOND_EARLY);
  world_free(&world);
}

static void a_target_adopted_later_is_not_in_the_review(void **state) {
  (void)state;
  small_world world;
  world_start(&world, NULL);
  world_add_sum(&world, "X", RSL_PERIOD_YEAR, 0);
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "10");
  target.adopted = day("2022-03-01");
  world_add_target(&world, &target);
  world_finish_plan(&world);
  world_add(&world, "A", "X", "2021", "5");
  world_review(&world, "2022-02-28");
  assert_int_equal(rsl_review_count(world.review), 0);
  assert_int_equal(rsl_review_headline_count(world.review), 0);
  world_review(&world, "2022-03-01");
  assert_int_equal(rsl_review_count(world.review), 1);
  assert_null(rsl_review_at(world.review, 1));
  world_free(&world);
}

static void a_target_adopted_after_what_was_known_is_not_in_the_review(void **state) {
  (void)state;
  small_world world;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  world_start(&world, NULL);
  world_add_sum(&world, "X", RSL_PERIOD_YEAR, 0);
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "10");
  target.adopted = day("2022-03-01"); /* R9: targets are known from `adopted` */
  world_add_target(&world, &target);
  world_finish_plan(&world);
  options.as_of = day("2023-12-31");
  options.known_on = day("2022-02-28");
  world_review_with(&world, &options);
  assert_int_equal(rsl_review_count(world.review), 0);
  options.known_on = day("2022-03-01");
  world_review_with(&world, &options);
  assert_int_equal(rsl_review_count(world.review), 1);
  options.as_of = day("2022-02-28"); /* T1: it counts from that day, however much is known since */
  world_review_with(&world, &options);
  assert_int_equal(rsl_review_count(world.review), 0);
  world_free(&world);
}

/* ---- Grains --------------------------------------------------------------------------------------------------------- */

static void an_amount_is_rated_by_whole_years_with_the_running_year_beside_it(void **state) {
  (void)state;
  static const char *const quarters[] = { "2020-Q1", "2020-Q2", "2020-Q3", "2020-Q4", "2021-Q1", "2021-Q2",
                                          "2021-Q3", "2021-Q4", "2022-Q1", "2022-Q2", "2022-Q3" };
  small_world world;
  world_start(&world, NULL);
  world_add_sum(&world, "X", RSL_PERIOD_QUARTER, 0);
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "120");
  world_add_target(&world, &target);
  world_finish_plan(&world);
  for (size_t i = 0; i < sizeof quarters / sizeof *quarters; i++) {
    world_add(&world, "A", "X", quarters[i], "5");
    world_add(&world, "B", "X", quarters[i], i < 4 ? "5" : "6");
  }
  world_review(&world, "2022-10-15");
  /* 2020: 40; 2021: 44; expected 40 + 80 × 1/5 = 56; 4 / 16 = 0.25 */
  assert_row(&world, "X", "2021", RSL_RATING_OFF_TRACK, RSL_REASON_PROGRESS_OFF_TRACK);
  const rsl_review_row *row = world_row(&world, "X");
  assert_number(row->baseline, number("40"));
  assert_number(row->actual, number("44"));
  assert_int_equal(row->owed, 8); /* 2 communes × 4 quarters */
  assert_period(row->shown_period, "2022-9M");
  assert_number(row->shown, number("33"));
  world_free(&world);
}

static void a_level_is_rated_by_its_own_latest_period(void **state) {
  (void)state;
  small_world world;
  world_start(&world, NULL);
  rsl_indicator indicator = indicator_of("X", RSL_RULE_SUM, RSL_PERIOD_QUARTER, RSL_TIME_LAST);
  world_add_indicator(&world, &indicator);
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "100");
  world_add_target(&world, &target);
  world_finish_plan(&world);
  world_add(&world, "A", "X", "2020-Q4", "20");
  world_add(&world, "B", "X", "2020-Q4", "30");
  world_add(&world, "A", "X", "2022-Q3", "40");
  world_add(&world, "B", "X", "2022-Q3", "27.5"); /* expected 50 + 50 × 21/60 = 67.5 */
  world_review(&world, "2022-10-15");
  assert_row(&world, "X", "2022-Q3", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  assert_number(world_row(&world, "X")->baseline, number("50"));
  assert_number(world_row(&world, "X")->expected, number("67.5"));
  world_free(&world);
}

/* X and Y of a quarter, by their time rules; R is 100 × X / Y, F is X - Y, M the mean of M by the weight Y. */
static void start_quotients(small_world *world, rsl_time_rule time) {
  world_start(world, NULL);
  rsl_indicator x = indicator_of("X", RSL_RULE_SUM, RSL_PERIOD_QUARTER, time);
  rsl_indicator y = indicator_of("Y", RSL_RULE_SUM, RSL_PERIOD_QUARTER, time);
  rsl_indicator ratio = indicator_of("R", RSL_RULE_RATIO, RSL_PERIOD_QUARTER, RSL_TIME_NONE);
  rsl_indicator formula = indicator_of("F", RSL_RULE_FORMULA, RSL_PERIOD_QUARTER, RSL_TIME_NONE);
  rsl_indicator mean = indicator_of("M", RSL_RULE_WEIGHTED_MEAN, RSL_PERIOD_QUARTER, time);
  ratio.rollup.numerator = "X";
  ratio.rollup.denominator = "Y";
  formula.rollup.expression = "X - Y";
  formula.measured_at_count = 0;
  mean.rollup.weight = "Y";
  if (time == RSL_TIME_SUM) mean.time = RSL_TIME_MEAN;
  world_add_indicator(world, &x);
  world_add_indicator(world, &y);
  world_add_indicator(world, &ratio);
  world_add_indicator(world, &formula);
  world_add_indicator(world, &mean);
  static const char *const codes[] = { "R", "F", "M" };
  for (size_t i = 0; i < 3; i++) {
    rsl_target target = target_of(codes[i], RSL_FORM_AT_LEAST, "1000");
    world_add_target(world, &target);
  }
  world_finish_plan(world);
  static const char *const quarters[] = { "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1" };
  for (size_t i = 0; i < 5; i++) {
    static const char *const units[] = { "A", "B" };
    for (size_t unit = 0; unit < 2; unit++) {
      world_add(world, units[unit], "X", quarters[i], "6");
      world_add(world, units[unit], "Y", quarters[i], "2");
      world_add(world, units[unit], "M", quarters[i], "5");
    }
  }
  world_review(world, "2022-04-20");
}

static void a_quotient_or_formula_of_levels_is_a_level(void **state) {
  (void)state;
  small_world world;
  start_quotients(&world, RSL_TIME_LAST);
  assert_row(&world, "R", "2022-Q1", RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  assert_number(world_row(&world, "R")->actual, number("3"));
  assert_row(&world, "F", "2022-Q1", RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  assert_number(world_row(&world, "F")->actual, number("8"));
  assert_row(&world, "M", "2022-Q1", RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  world_free(&world);
}

static void a_quotient_or_formula_of_amounts_is_rated_by_whole_years(void **state) {
  (void)state;
  small_world world;
  start_quotients(&world, RSL_TIME_SUM);
  assert_row(&world, "R", "2021", RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  assert_period(world_row(&world, "R")->shown_period, "2022-Q1");
  assert_row(&world, "F", "2021", RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  assert_number(world_row(&world, "F")->actual, number("32")); /* 4 × (12 - 4) */
  assert_row(&world, "M", "2021", RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  world_free(&world);
}

static void the_latest_of_a_long_daily_series_is_found(void **state) {
  (void)state;
  small_world world;
  world_start(&world, NULL);
  rsl_indicator indicator = indicator_of("X", RSL_RULE_SUM, RSL_PERIOD_DAY, RSL_TIME_LAST);
  world_add_indicator(&world, &indicator);
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "100");
  target.has_baseline_value = true;
  target.baseline_value = decimal("0");
  world_add_target(&world, &target);
  world_finish_plan(&world);
  world_add(&world, "A", "X", "2021-12-31", "10");
  world_add(&world, "B", "X", "2021-12-31", "10");
  world_add(&world, "A", "X", "2022-12-31", "90"); /* thin, and 365 days later */
  world_review(&world, "2023-06-30");
  assert_row(&world, "X", "2021-12-31", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  assert_number(world_row(&world, "X")->expected, fraction(36500, 1826)); /* 365 of 1,826 days */
  assert_period(world_row(&world, "X")->shown_period, "2022-12-31");
  world_free(&world);
}

static void a_figure_of_a_running_period_is_used_only_as_a_forecast(void **state) {
  (void)state;
  small_world world;
  start_urban(&world);
  add_urban(&world, "2020", "50", "55");
  add_urban(&world, "2021", "52", "59");
  const char *const units[] = { "A", "B" };
  for (int i = 0; i < 2; i++) {
    world_add_as(&world, units[i], "ALL", "2022", i == 0 ? "100" : "200", 'E', "2022-06-30", RSL_QUALIFIER_NONE);
    world_add_as(&world, units[i], "TOWN", "2022", i == 0 ? "55" : "62", 'E', "2022-06-30", RSL_QUALIFIER_NONE);
  }
  world_review(&world, "2022-08-31");
  assert_row(&world, "SHARE", "2021", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  assert_period(world_row(&world, "SHARE")->shown_period, "2022");
  assert_number(world_row(&world, "SHARE")->shown, number("39"));
  rsl_review_options forecast = RSL_REVIEW_OPTIONS_INIT;
  forecast.as_of = day("2022-08-31");
  forecast.forecast = true;
  world_review_with(&world, &forecast);
  assert_row(&world, "SHARE", "2022", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  const rsl_review_row *row = world_row(&world, "SHARE");
  assert_int_equal(row->flags & RSL_FLAG_FORECAST, RSL_FLAG_FORECAST);
  assert_int_equal(row->flags & RSL_FLAG_ESTIMATE, RSL_FLAG_ESTIMATE);
  assert_int_equal(row->actual_status, 'E');
  assert_string_equal(row->reason, "1.00 of the way expected by the end of 2022; on track needs 0.95; the figure is an "
                                   "estimate; its period is still running");
  world_free(&world);
}

/* ---- Baselines -------------------------------------------------------------------------------------------------------- */

/* Measured it is 105 of 300, 35 %; the year after it 37. */
static void review_from_given_baseline(small_world *world, const char *given) {
  world_start(world, NULL);
  world_add_sum(world, "ALL", RSL_PERIOD_YEAR, 0);
  world_add_sum(world, "TOWN", RSL_PERIOD_YEAR, 0);
  world_add_percentage(world, "SHARE", "TOWN", "ALL");
  rsl_target target = target_of("SHARE", RSL_FORM_AT_LEAST, "45");
  target.has_baseline_value = true;
  target.baseline_value = decimal(given);
  world_add_target(world, &target);
  world_finish_plan(world);
  add_urban(world, "2020", "50", "55");
  add_urban(world, "2021", "52", "59");
  world_review(world, "2022-06-30");
}

static void a_given_baseline_is_frozen_and_a_measured_one_that_differs_is_told(void **state) {
  (void)state;
  small_world world;
  review_from_given_baseline(&world, "34");
  const rsl_review_row *row = world_row(&world, "SHARE");
  assert_number(row->baseline, number("34"));
  assert_number(row->expected, number("36.2")); /* 34 + 11 / 5 */
  assert_int_equal(row->flags, RSL_FLAG_BASELINE_DIFFERS);
  assert_non_null(strstr(row->reason, "; the baseline measured is 35.0, the one given 34.0"));
  world_free(&world);
}

/* At the one decimal of the indicator both are 35.0. */
static void two_baselines_that_look_alike_are_told_with_more_digits(void **state) {
  (void)state;
  small_world world;
  review_from_given_baseline(&world, "34.98");
  assert_non_null(strstr(world_row(&world, "SHARE")->reason, "; the baseline measured is 35.00, the one given 34.98"));
  world_free(&world);
}

static void a_baseline_measured_from_too_few_is_flagged(void **state) {
  (void)state;
  small_world world;
  start_urban(&world);
  add_urban(&world, "2020", "40", NULL); /* 40 % of A alone */
  add_urban(&world, "2021", "52", "71"); /* 41 */
  world_review(&world, "2022-06-30");
  assert_row(&world, "SHARE", "2021", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  const rsl_review_row *row = world_row(&world, "SHARE");
  assert_int_equal(row->flags, RSL_FLAG_BELOW_MIN_COVERAGE);
  assert_non_null(strstr(row->reason, "; the baseline is known from too few"));
  world_free(&world);
}

static void without_a_baseline_there_is_no_progress(void **state) {
  (void)state;
  small_world world;
  start_urban(&world);
  add_urban(&world, "2021", "52", "59");
  world_review(&world, "2022-06-30");
  assert_row(&world, "SHARE", "2021", RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  assert_absent(world_row(&world, "SHARE")->baseline);
  assert_period(world_row(&world, "SHARE")->baseline_period, "");
  world_free(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_actual_is_the_latest_whole_period_that_ended_by_the_day),
    cmocka_unit_test(the_day_of_the_review_is_by_default_the_last_with_a_figure),
    cmocka_unit_test(a_thinner_later_figure_is_shown_and_never_rated),
    cmocka_unit_test(where_no_figure_has_its_coverage_there_is_no_data),
    cmocka_unit_test(a_qualified_figure_is_rated_by_the_weaker_of_what_it_allows),
    cmocka_unit_test(what_all_that_is_allowed_agrees_on_is_the_verdict),
    cmocka_unit_test(a_range_around_a_range_is_rated_by_its_worse_end),
    cmocka_unit_test(a_rating_that_the_missing_units_could_change_is_flagged),
    cmocka_unit_test(only_a_figure_after_the_baseline_s_counts),
    cmocka_unit_test(what_was_not_known_on_the_day_does_not_count),
    cmocka_unit_test(past_the_end_without_its_figure_there_is_no_data),
    cmocka_unit_test(a_target_adopted_later_is_not_in_the_review),
    cmocka_unit_test(a_target_adopted_after_what_was_known_is_not_in_the_review),
    cmocka_unit_test(an_amount_is_rated_by_whole_years_with_the_running_year_beside_it),
    cmocka_unit_test(a_level_is_rated_by_its_own_latest_period),
    cmocka_unit_test(a_quotient_or_formula_of_levels_is_a_level),
    cmocka_unit_test(a_quotient_or_formula_of_amounts_is_rated_by_whole_years),
    cmocka_unit_test(the_latest_of_a_long_daily_series_is_found),
    cmocka_unit_test(a_figure_of_a_running_period_is_used_only_as_a_forecast),
    cmocka_unit_test(a_given_baseline_is_frozen_and_a_measured_one_that_differs_is_told),
    cmocka_unit_test(two_baselines_that_look_alike_are_told_with_more_digits),
    cmocka_unit_test(a_baseline_measured_from_too_few_is_flagged),
    cmocka_unit_test(without_a_baseline_there_is_no_progress),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
