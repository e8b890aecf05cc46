/* What is asked over a term, from the years that a review finds (T6), and how a review is put together (T8, T10). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "review/case.h"
#include "support/failing_allocator.h"
#include "support/progress_input.h"
#include "support/small_world.h"

static void add_both(small_world *world, const char *indicator, const char *when, const char *value) {
  world_add(world, "A", indicator, when, value);
  world_add(world, "B", indicator, when, value);
}

static void start_with(small_world *world, rsl_period_type frequency, const rsl_target *target) {
  world_start(world, NULL);
  world_add_sum(world, "X", frequency, 0);
  world_add_target(world, target);
  world_finish_plan(world);
}

static void a_total_runs_to_the_end_of_the_latest_whole_period(void **state) {
  (void)state;
  small_world world;
  char when[32];
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "600");
  start_with(&world, RSL_PERIOD_MONTH, &target);
  for (int month = 1; month <= 12; month++) {
    (void)snprintf(when, sizeof when, "2021-%02d", month);
    add_both(&world, "X", when, "5");
  }
  add_both(&world, "X", "2022-01", "5");
  add_both(&world, "X", "2022-02", "5");
  add_both(&world, "X", "2022-03", "5");
  world_review(&world, "2022-03-15");
  /* 12 × 10 in 2021, 10 in each of January and February: 140 of the 600 × 14/60 that are expected. */
  assert_row(&world, "X", "2022-02", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  const rsl_review_row *row = world_row(&world, "X");
  assert_number(row->actual, number("140"));
  assert_number(row->expected, number("140"));
  assert_number(row->achieved_percent, fraction(14000, 600));
  assert_absent(row->baseline);
  assert_int_equal(row->owed, 28); /* 2 communes × 14 months */
  world_free(&world);
}

static void a_total_reaches_as_far_as_it_has_its_coverage(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "600");
  start_with(&world, RSL_PERIOD_MONTH, &target);
  add_both(&world, "X", "2021-01", "5");
  add_both(&world, "X", "2021-03", "5"); /* 4 of the 6 due by then */
  world_review(&world, "2021-04-15");
  assert_row(&world, "X", "2021-01", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  assert_int_equal(world_row(&world, "X")->flags, 0);
  assert_int_equal(world_row(&world, "X")->shown_period.index, period("2021-03").index);
  world_free(&world);
}

static void a_month_missing_makes_a_total_partial_and_is_never_scaled_up(void **state) {
  (void)state;
  small_world world;
  char when[32];
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "600");
  start_with(&world, RSL_PERIOD_MONTH, &target);
  for (int month = 1; month <= 12; month++) {
    (void)snprintf(when, sizeof when, "2021-%02d", month);
    add_both(&world, "X", when, "5");
  }
  add_both(&world, "X", "2022-01", "5");
  add_both(&world, "X", "2022-03", "5");
  world_review(&world, "2022-04-15");
  /* 28 of 30 unit-months; 140 of the 600 × 15/60 expected: 0.93 */
  assert_row(&world, "X", "2022-03", RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
  const rsl_review_row *row = world_row(&world, "X");
  assert_number(row->actual, number("140"));
  assert_number(row->coverage, fraction(28, 30));
  assert_int_equal(row->flags, RSL_FLAG_PARTIAL);
  assert_string_equal(row->reason,
                      "0.93 of the way expected by the end of 2022-03; on track needs 0.95; 28 of 30 figures owed "
                      "were given; a part of the period is missing");
  world_free(&world);
}

/* T2: the clock stands where the figures end, also when the year in which they end is over. */
static void a_total_ends_inside_a_year_that_is_over(void **state) {
  (void)state;
  static const char *const quarters[] = { "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1" };
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "400");
  start_with(&world, RSL_PERIOD_QUARTER, &target);
  for (size_t i = 0; i < sizeof quarters / sizeof *quarters; i++) add_both(&world, "X", quarters[i], "10");
  world_review(&world, "2023-06-30");
  /* 5 quarters of 20, as many as are expected of 400 in 20 quarters. */
  assert_row(&world, "X", "2022-Q1", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  assert_number(world_row(&world, "X")->actual, number("100"));
  assert_number(world_row(&world, "X")->expected, number("100"));
  world_free(&world);
}

static void a_whole_year_missing_leaves_a_total_without_data(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "600");
  start_with(&world, RSL_PERIOD_QUARTER, &target);
  for (int quarter = 1; quarter <= 4; quarter++) {
    char when[32];
    (void)snprintf(when, sizeof when, "2021-Q%d", quarter);
    add_both(&world, "X", when, "5");
  }
  add_both(&world, "X", "2023-Q1", "5");
  world_review(&world, "2023-04-15");
  assert_row(&world, "X", "", RSL_RATING_NO_DATA, RSL_REASON_YEAR_MISSING);
  assert_string_equal(world_row(&world, "X")->reason, "there is no figure for 2022");
  world_free(&world);
}

static void a_total_after_a_baseline_inside_a_year_begins_with_the_next_month(void **state) {
  (void)state;
  small_world world;
  char when[32];
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "540");
  target.baseline_period = period("2021-06");
  start_with(&world, RSL_PERIOD_MONTH, &target);
  for (int month = 5; month <= 12; month++) {
    (void)snprintf(when, sizeof when, "2021-%02d", month);
    add_both(&world, "X", when, "5");
  }
  world_review(&world, "2021-12-31");
  /* July to December: 60 of the 540 × 6/54 expected; 54 months from July 2021 to December 2025. */
  assert_row(&world, "X", "2021-12", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  assert_number(world_row(&world, "X")->actual, number("60"));
  assert_number(world_row(&world, "X")->expected, number("60"));
  world_free(&world);
}

static void a_thin_month_of_a_total_is_shown_and_not_counted(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "600");
  start_with(&world, RSL_PERIOD_MONTH, &target);
  add_both(&world, "X", "2021-01", "5");
  world_add(&world, "A", "X", "2021-02", "5"); /* 1 of 2 */
  world_review(&world, "2021-03-15");
  assert_row(&world, "X", "2021-01", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  assert_int_equal(world_row(&world, "X")->shown_period.type, RSL_PERIOD_MONTH);
  assert_number(world_row(&world, "X")->shown, number("5"));
  world_free(&world);
}

static void negative_figures_leave_a_total_open_to_the_end(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "600");
  start_with(&world, RSL_PERIOD_YEAR, &target);
  add_both(&world, "X", "2019", "-1"); /* figures of this indicator can fall below 0 */
  add_both(&world, "X", "2021", "400");
  world_review(&world, "2022-06-30");
  assert_row(&world, "X", "2021", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  world_free(&world);
}

static void an_estimate_of_the_running_year_joins_a_series_only_as_a_forecast(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_EACH_YEAR, "80");
  start_with(&world, RSL_PERIOD_YEAR, &target);
  add_both(&world, "X", "2021", "40");
  world_add_as(&world, "A", "X", "2022", "30", 'E', "2022-09-01", RSL_QUALIFIER_NONE);
  world_add_as(&world, "B", "X", "2022", "40", 'E', "2022-09-01", RSL_QUALIFIER_NONE);
  world_review(&world, "2022-10-31");
  assert_row(&world, "X", "2021", RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD);
  rsl_review_options forecast = RSL_REVIEW_OPTIONS_INIT;
  forecast.as_of = day("2022-10-31");
  forecast.forecast = true;
  world_review_with(&world, &forecast);
  assert_row(&world, "X", "2022", RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
  assert_int_equal(world_row(&world, "X")->flags & RSL_FLAG_FORECAST, RSL_FLAG_FORECAST);
  world_free(&world);
}

static void a_balance_that_was_never_negative_is_not_reached_early(void **state) {
  (void)state;
  static const char *const expressions[] = { "X + Y", "X - Y" };
  for (size_t i = 0; i < 2; i++) {
    small_world world;
    world_start(&world, NULL);
    world_add_sum(&world, "X", RSL_PERIOD_YEAR, 0);
    world_add_sum(&world, "Y", RSL_PERIOD_YEAR, 0);
    rsl_indicator both = indicator_of("BOTH", RSL_RULE_FORMULA, RSL_PERIOD_YEAR, RSL_TIME_NONE);
    both.rollup.expression = expressions[i];
    both.measured_at_count = 0;
    world_add_indicator(&world, &both);
    rsl_target target = target_of("BOTH", RSL_FORM_TOTAL, "100");
    world_add_target(&world, &target);
    world_finish_plan(&world);
    add_both(&world, "X", "2021", "100");
    add_both(&world, "Y", "2021", "40");
    world_review(&world, "2021-12-31");
    if (i == 0) /* 280 of amounts that only grow; 120 of what the next years may take back */
      assert_row(&world, "BOTH", "2021", RSL_RATING_EXCEEDED_EARLY, RSL_REASON_BEYOND_EARLY);
    else
      assert_row(&world, "BOTH", "2021", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
    world_free(&world);
  }
}

static void a_total_with_a_gap_is_met_when_what_is_known_reaches_it(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "600");
  start_with(&world, RSL_PERIOD_YEAR, &target);
  add_both(&world, "X", "2021", "200");
  add_both(&world, "X", "2023", "100");
  world_review(&world, "2024-06-30");
  assert_row(&world, "X", "2023", RSL_RATING_MET_EARLY, RSL_REASON_REACHED_EARLY);
  assert_number(world_row(&world, "X")->actual, number("600"));
  world_free(&world);
}

static void a_yearly_condition_sees_every_year_after_the_baseline(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_EACH_YEAR, "80");
  start_with(&world, RSL_PERIOD_YEAR, &target);
  add_both(&world, "X", "2020", "10"); /* before the term */
  add_both(&world, "X", "2021", "40");
  add_both(&world, "X", "2022", "45");
  world_review(&world, "2023-06-30");
  assert_row(&world, "X", "2022", RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD);
  assert_string_equal(world_row(&world, "X")->reason, "every year up to 2022 held: at least 80 each year");
  world_free(&world);
}

static void a_year_below_its_coverage_is_why_a_yearly_condition_has_no_data(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_EACH_YEAR, "80");
  start_with(&world, RSL_PERIOD_YEAR, &target);
  add_both(&world, "X", "2021", "40");
  world_add(&world, "A", "X", "2022", "90");
  add_both(&world, "X", "2023", "40");
  world_review(&world, "2024-06-30");
  assert_int_equal(world_row(&world, "X")->rating, RSL_RATING_NO_DATA);
  assert_int_equal(world_row(&world, "X")->reason_code, RSL_REASON_BELOW_MIN_COVERAGE);
  assert_string_equal(world_row(&world, "X")->reason, "the figure for 2022 has not the coverage it needs");
  world_free(&world);
}

static void a_year_without_a_figure_is_told_as_such_though_a_later_one_is_thin(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "600");
  start_with(&world, RSL_PERIOD_YEAR, &target);
  add_both(&world, "X", "2021", "40");
  add_both(&world, "X", "2023", "40");
  world_add(&world, "A", "X", "2024", "90");
  world_review(&world, "2024-12-31");
  assert_row(&world, "X", "", RSL_RATING_NO_DATA, RSL_REASON_YEAR_MISSING);
  assert_string_equal(world_row(&world, "X")->reason, "there is no figure for 2022");
  world_free(&world);
}

static void the_years_of_a_resolution_without_baseline_begin_with_its_first(void **state) {
  (void)state;
  small_world world;
  world_start(&world, NULL);
  world_add_sum(&world, "X", RSL_PERIOD_QUARTER, 0);
  rsl_resolution plan_of_2023;
  rsl_resolution_init(&plan_of_2023);
  plan_of_2023.code = "Y2023";
  plan_of_2023.title = "2023";
  plan_of_2023.unit = "P";
  plan_of_2023.from = period("2023");
  plan_of_2023.to = period("2023");
  assert_int_equal(rsl_plan_add_resolution(world.plan, &plan_of_2023), RSL_OK);
  rsl_target target = target_of("X", RSL_FORM_TOTAL, "1200");
  target.resolution = "Y2023";
  world_add_target(&world, &target);
  world_finish_plan(&world);
  add_both(&world, "X", "2022-Q4", "999");
  add_both(&world, "X", "2023-Q1", "150");
  add_both(&world, "X", "2023-Q2", "150");
  world_review(&world, "2023-07-10");
  assert_row(&world, "X", "2023-Q2", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  assert_number(world_row(&world, "X")->expected, number("600")); /* half of the year */
  world_free(&world);
}

static void an_average_of_rates_is_taken_over_the_years_of_the_term(void **state) {
  (void)state;
  static const rsl_measured_at province = { "province", RSL_DATE_NONE, RSL_DATE_NONE };
  small_world world;
  world_start(&world, NULL);
  rsl_indicator growth = indicator_of("GROWTH", RSL_RULE_NONE, RSL_PERIOD_YEAR, RSL_TIME_NONE);
  growth.measured_at = &province;
  growth.decimals = 2;
  world_add_indicator(&world, &growth);
  rsl_target target = target_of("GROWTH", RSL_FORM_AVERAGE_PER_YEAR, "7");
  target.average_of = RSL_AVERAGE_OF_RATE;
  world_add_target(&world, &target);
  world_finish_plan(&world);
  world_add(&world, "P", "GROWTH", "2021", "7");
  world_add_as(&world, "P", "GROWTH", "2022", "7", 'P', "", RSL_QUALIFIER_NONE);
  world_review(&world, "2023-06-30");
  assert_row(&world, "GROWTH", "2022", RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_HOLDS);
  const rsl_review_row *row = world_row(&world, "GROWTH");
  assert_near(row->actual, 7);
  assert_int_equal(row->actual_status, 'P'); /* the weakest of the letters used (R8) */
  world_free(&world);
}

static void an_average_of_a_level_ends_with_the_last_year_of_its_term(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AVERAGE_PER_YEAR, "10");
  target.average_of = RSL_AVERAGE_OF_LEVEL;
  target.condition.form = RSL_FORM_AT_LEAST;
  target.baseline_period = period("2020");
  target.by = period("2022");
  start_with(&world, RSL_PERIOD_YEAR, &target);
  add_both(&world, "X", "2020", "50");
  add_both(&world, "X", "2022", "60.5"); /* 121 = 100 × 1.1² */
  add_both(&world, "X", "2023", "50");   /* a year that T6 does not ask about */
  world_review(&world, "2023-12-31");
  assert_row(&world, "X", "2022", RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  world_free(&world);
}

static void of_two_statuses_the_weaker_is_told(void **state) {
  (void)state;
  assert_int_equal(rsl__weaker_status('A', 'E'), 'E');
  assert_int_equal(rsl__weaker_status('F', 'I'), 'F');
  assert_int_equal(rsl__weaker_status(0, 'B'), 'B');
  assert_int_equal(rsl__weaker_status('N', 'S'), 'N'); /* by strength, not the alphabet: S is stronger than N */
}

static void the_latest_whole_period_ended_on_or_before_the_day(void **state) {
  (void)state;
  static const struct {
    rsl_period_type type;
    const char *day;
    const char *wanted;
  } cases[] = {
    { RSL_PERIOD_YEAR, "2023-12-31", "2023" },           { RSL_PERIOD_YEAR, "2023-12-30", "2022" },
    { RSL_PERIOD_QUARTER, "2023-03-31", "2023-Q1" },     { RSL_PERIOD_QUARTER, "2023-03-30", "2022-Q4" },
    { RSL_PERIOD_NINE_MONTHS, "2023-11-05", "2023-9M" }, { RSL_PERIOD_NINE_MONTHS, "2023-09-29", "2022-9M" },
    { RSL_PERIOD_MONTH, "2024-02-29", "2024-02" },       { RSL_PERIOD_DAY, "2024-02-29", "2024-02-29" },
  };
  for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
    char text[RSL_PERIOD_TEXT];
    rsl_period_format(rsl__latest_whole(cases[i].type, day(cases[i].day)), text);
    assert_string_equal(text, cases[i].wanted);
  }
}

/* ---- Rows and headlines -------------------------------------------------------------------------------------------- */

/* Four targets of P in two fields, and one of commune A. */
static void start_four(small_world *world, const rsl_allocator *allocator) {
  static const char *const codes[] = { "W", "X", "Y", "Z" };
  static const char *const goals[] = { "G2", "G1", "G1", NULL };
  world_start(world, allocator);
  world_add_resolution(world, "RA", "A");
  for (size_t i = 0; i < 4; i++) world_add_sum(world, codes[i], RSL_PERIOD_YEAR, 0);
  for (size_t i = 0; i < 4; i++) {
    rsl_target target = target_of(codes[i], RSL_FORM_AT_LEAST, "20");
    target.goal = goals[i];
    target.has_baseline_value = true;
    target.baseline_value = decimal("10");
    world_add_target(world, &target);
  }
  rsl_target of_commune = target_of("X", RSL_FORM_AT_LEAST, "10");
  of_commune.unit = "A";
  of_commune.resolution = "RA";
  of_commune.has_baseline_value = true;
  of_commune.baseline_value = decimal("5");
  world_add_target(world, &of_commune);
  world_finish_plan(world);
  for (int i = 0; i < 2; i++) {
    const char *unit = i == 0 ? "A" : "B";
    world_add(world, unit, "W", "2022", "6");  /* 12: progress 2/4 */
    world_add(world, unit, "X", "2022", "7");  /* 14: as expected */
    world_add(world, unit, "Y", "2022", "11"); /* 22 */
  }
}

static void rows_stand_by_unit_resolution_goal_and_indicator(void **state) {
  (void)state;
  static const char *const units[] = { "P", "P", "P", "P", "A" };
  static const char *const indicators[] = { "X", "Y", "W", "Z", "X" };
  small_world world;
  start_four(&world, NULL);
  world_review(&world, "2023-06-30");
  assert_int_equal(rsl_review_count(world.review), 5);
  for (size_t i = 0; i < 5; i++) {
    const rsl_review_row *row = rsl_review_at(world.review, i);
    assert_string_equal(rsl_plan_unit(world.plan, row->links.unit)->code, units[i]);
    assert_string_equal(rsl_plan_indicator(world.plan, row->links.indicator)->code, indicators[i]);
  }
  world_free(&world);
}

static void assert_headline(const small_world *world, size_t index, const char *english, const char *vietnamese) {
  char text[256];
  const rsl_headline *headline = rsl_review_headline_at(world->review, index);
  assert_non_null(headline);
  size_t length = rsl_headline_format(headline, RSL_LANGUAGE_ENGLISH, text, sizeof text);
  assert_string_equal(text, english);
  assert_int_equal(length, strlen(english));
  (void)rsl_headline_format(headline, RSL_LANGUAGE_VIETNAMESE, text, sizeof text);
  assert_string_equal(text, vietnamese);
}

static void the_headline_counts_each_target_once_by_resolution_and_field(void **state) {
  (void)state;
  small_world world;
  start_four(&world, NULL);
  world_review(&world, "2023-06-30");
  assert_int_equal(rsl_review_headline_count(world.review), 6);
  assert_headline(&world, 0, "1 of 4 targets met or exceeded; 1 on track, 1 off track, 1 no data",
                  "1/4 chỉ tiêu đạt và vượt; 1 đạt tiến độ, 1 khó đạt, 1 chưa có số liệu");
  assert_false(rsl_review_headline_at(world.review, 0)->of_field);
  assert_headline(&world, 1, "1 of 2 targets met or exceeded; 1 on track", "1/2 chỉ tiêu đạt và vượt; 1 đạt tiến độ");
  assert_int_equal(rsl_review_headline_at(world.review, 1)->field, 0);
  assert_headline(&world, 2, "0 of 1 targets met or exceeded; 1 off track", "0/1 chỉ tiêu đạt và vượt; 1 khó đạt");
  assert_int_equal(rsl_review_headline_at(world.review, 2)->field, 1);
  assert_headline(&world, 3, "0 of 1 targets met or exceeded; 1 no data",
                  "0/1 chỉ tiêu đạt và vượt; 1 chưa có số liệu");
  assert_int_equal(rsl_review_headline_at(world.review, 3)->field, RSL_NONE);
  assert_true(rsl_review_headline_at(world.review, 3)->of_field);
  assert_headline(&world, 4, "0 of 1 targets met or exceeded; 1 on track", "0/1 chỉ tiêu đạt và vượt; 1 đạt tiến độ");
  assert_int_equal(rsl_review_headline_at(world.review, 4)->resolution, 1);
  assert_null(rsl_review_headline_at(world.review, 6));
  world_free(&world);
}

static void only_the_targets_asked_for_are_reviewed(void **state) {
  (void)state;
  const uint32_t asked[] = { 4, 1 };
  small_world world;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  start_four(&world, NULL);
  options.as_of = day("2023-06-30");
  options.targets = asked;
  options.target_count = 2;
  world_review_with(&world, &options);
  assert_int_equal(rsl_review_count(world.review), 2);
  assert_int_equal(rsl_review_at(world.review, 0)->target, 1);
  assert_int_equal(rsl_review_at(world.review, 1)->target, 4);
  world_free(&world);
}

static void a_target_number_that_the_plan_has_not_is_the_caller_s_mistake(void **state) {
  (void)state;
  const uint32_t asked[] = { 99 };
  small_world world;
  rsl_error error = RSL_ERROR_INIT;
  rsl_review *review = NULL;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  start_four(&world, NULL);
  world_review(&world, "2023-06-30");
  options.targets = asked;
  options.target_count = 1;
  assert_int_equal(rsl_review_run(world.cube, &options, NULL, &review, &error), RSL_ERR_ARGUMENT);
  assert_null(review);
  assert_string_equal(error.text, "the plan has no target number 99");
  world_free(&world);
}

static void reasons_are_written_in_the_language_asked_for(void **state) {
  (void)state;
  small_world world;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  start_four(&world, NULL);
  options.as_of = day("2023-06-30");
  options.language = RSL_LANGUAGE_VIETNAMESE;
  world_review_with(&world, &options);
  assert_string_equal(world_row(&world, "W")->reason,
                      "đi được 0,50 quãng đường cần có đến hết 2022; dưới 0,6 là khó đạt");
  world_free(&world);
}

static void an_empty_cube_gives_a_review_without_data(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "20");
  start_with(&world, RSL_PERIOD_YEAR, &target);
  world_review(&world, "");
  assert_int_equal(rsl_review_as_of(world.review), RSL_DATE_NONE);
  assert_row(&world, "X", "", RSL_RATING_NO_DATA, RSL_REASON_NO_MEASUREMENT);
  world_free(&world);
}

/* ---- Out of memory ---------------------------------------------------------------------------------------------------- */

static bool review_four(const rsl_allocator *allocator, void *context) {
  small_world world;
  (void)context;
  start_four(&world, allocator);
  world_review(&world, "2023-06-30");
  rsl_status status = world.status;
  world_free(&world);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  return status == RSL_OK;
}

static void every_failing_allocation_is_an_error_and_leaks_nothing(void **state) {
  (void)state;
  assert_true(sweep_allocations(review_four, NULL) > 50);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_total_runs_to_the_end_of_the_latest_whole_period),
    cmocka_unit_test(a_total_reaches_as_far_as_it_has_its_coverage),
    cmocka_unit_test(a_month_missing_makes_a_total_partial_and_is_never_scaled_up),
    cmocka_unit_test(a_total_ends_inside_a_year_that_is_over),
    cmocka_unit_test(a_whole_year_missing_leaves_a_total_without_data),
    cmocka_unit_test(a_total_after_a_baseline_inside_a_year_begins_with_the_next_month),
    cmocka_unit_test(a_thin_month_of_a_total_is_shown_and_not_counted),
    cmocka_unit_test(negative_figures_leave_a_total_open_to_the_end),
    cmocka_unit_test(an_estimate_of_the_running_year_joins_a_series_only_as_a_forecast),
    cmocka_unit_test(a_balance_that_was_never_negative_is_not_reached_early),
    cmocka_unit_test(a_total_with_a_gap_is_met_when_what_is_known_reaches_it),
    cmocka_unit_test(a_yearly_condition_sees_every_year_after_the_baseline),
    cmocka_unit_test(a_year_below_its_coverage_is_why_a_yearly_condition_has_no_data),
    cmocka_unit_test(a_year_without_a_figure_is_told_as_such_though_a_later_one_is_thin),
    cmocka_unit_test(the_years_of_a_resolution_without_baseline_begin_with_its_first),
    cmocka_unit_test(an_average_of_rates_is_taken_over_the_years_of_the_term),
    cmocka_unit_test(an_average_of_a_level_ends_with_the_last_year_of_its_term),
    cmocka_unit_test(of_two_statuses_the_weaker_is_told),
    cmocka_unit_test(the_latest_whole_period_ended_on_or_before_the_day),
    cmocka_unit_test(rows_stand_by_unit_resolution_goal_and_indicator),
    cmocka_unit_test(the_headline_counts_each_target_once_by_resolution_and_field),
    cmocka_unit_test(only_the_targets_asked_for_are_reviewed),
    cmocka_unit_test(a_target_number_that_the_plan_has_not_is_the_caller_s_mistake),
    cmocka_unit_test(reasons_are_written_in_the_language_asked_for),
    cmocka_unit_test(an_empty_cube_gives_a_review_without_data),
    cmocka_unit_test(every_failing_allocation_is_an_error_and_leaks_nothing),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
