/* Figures that can hardly be true (docs/formats.md, "Of a review"). The country of small.h: communes a1, a2 below A1, a3 below
 * A2, b1, b2 below B1. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/plan_campaigns.h>
#include <resolution/review.h>

#include "support/failing_allocator.h"
#include "support/small.h"
#include "support/small_world.h"

static const char *const communes[] = { "a1", "a2", "a3", "b1", "b2" };

static void check_with(small *s, const rsl_submissions *submissions) {
  rsl_review *review = NULL;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  options.as_of = rsl_date_from_civil(2024, 12, 31);
  if (s->cube == NULL) small_cube(s);
  if (rsl_review_run(s->cube, &options, NULL, &review, &s->error) != RSL_OK) fail_msg("%s", s->error.text);
  if (rsl_review_check_honesty(review, s->cube, submissions, NULL, s->problems, &s->error) != RSL_OK)
    fail_msg("%s", s->error.text);
  rsl_review_free(review);
}

static void check(small *s) {
  check_with(s, NULL);
}

static size_t all_problems(const small *s) {
  return rsl_problems_errors(s->problems) + rsl_problems_warnings(s->problems);
}

/* The only one. */
static void found(const small *s, const char *code, rsl_severity severity, size_t line, const char *message) {
  const rsl_problem *problem = small_problem(s, code);
  if (problem == NULL) fail_msg("%s was not found", code);
  assert_string_equal(problem->message, message);
  assert_int_equal(problem->severity, severity);
  assert_int_equal(problem->line, line);
  assert_int_equal(all_problems(s), 1);
}

static void again(void **state) {
  small_tear_down(state);
  small_set_up_country(state);
}

/* ---- Checks of the plan ---- */

static void add_check(small *s, const char *left, rsl_comparison op, const char *right, bool missing_fails) {
  const rsl_check cap = {
    .code = "CAP", .left = left, .op = op, .right = right, .level = "commune", .missing_fails = missing_fails
  };
  assert_int_equal(rsl_plan_add_check(s->plan, &cap), RSL_OK);
}

/* At each commune, not on the sum: A1 has 195 of 210. */
static void a_cap_holds_at_every_unit_of_its_level(void **state) {
  small *s = *state;
  small_sum(s, "POOR");
  small_sum(s, "ALL");
  add_check(s, "POOR", RSL_COMPARISON_AT_MOST, "ALL", false);
  small_finish(s);
  small_row(s, "a1", "ALL", "2023", "100");
  small_row(s, "a1", "POOR", "2023", "105");
  small_row(s, "a2", "ALL", "2023", "110");
  small_row(s, "a2", "POOR", "2023", "90");
  small_row(s, "a3", "POOR", "2023", "7"); /* nothing to hold it against */
  check(s);
  found(s, "check_broken", RSL_SEVERITY_ERROR, 2,
        "the check `CAP` does not hold at `a1` for 2023: `POOR` is 105, which must be <= `ALL`, 100");
}

static void a_missing_figure_fails_where_the_check_says_so(void **state) {
  small *s = *state;
  small_sum(s, "POOR");
  small_sum(s, "ALL");
  add_check(s, "POOR", RSL_COMPARISON_BELOW, "ALL", true);
  small_finish(s);
  for (size_t i = 0; i < 5; i++) small_row(s, communes[i], "ALL", "2023", "100");
  for (size_t i = 1; i < 5; i++) small_row(s, communes[i], "POOR", "2023", "99");
  check(s);
  found(s, "check_broken", RSL_SEVERITY_ERROR, 1,
        "the check `CAP` does not hold at `a1` for 2023: `POOR` is missing, which must be < `ALL`, 100");
}

static void each_comparison_means_what_it_says(void **state) {
  static const struct {
    rsl_comparison op;
    const char *holds; /* of 99, 100, 101 against 100 */
  } cases[] = { { RSL_COMPARISON_AT_MOST, "yyn" },
                { RSL_COMPARISON_BELOW, "ynn" },
                { RSL_COMPARISON_EQUAL, "nyn" },
                { RSL_COMPARISON_AT_LEAST, "nyy" },
                { RSL_COMPARISON_ABOVE, "nny" } };
  for (size_t c = 0; c < 5; c++) {
    static const char *const figures[] = { "99", "100", "101" };
    size_t broken = 0;
    again(state);
    small *s = *state;
    small_sum(s, "X");
    add_check(s, "X", cases[c].op, "100", false);
    small_finish(s);
    for (size_t i = 0; i < 3; i++) small_row(s, communes[i], "X", "2023", figures[i]);
    check(s);
    for (size_t i = 0; i < 3; i++) broken += cases[c].holds[i] == 'n';
    assert_int_equal(rsl_problems_errors(s->problems), broken);
  }
}

/* 2022 has none before it; 2023 falls by more than a half. */
static void a_check_may_look_back(void **state) {
  small *s = *state;
  small_sum(s, "X");
  add_check(s, "2 * X", RSL_COMPARISON_AT_LEAST, "X[-1]", false);
  small_finish(s);
  small_row(s, "a1", "X", "2022", "10");
  small_row(s, "a1", "X", "2023", "4");
  check(s);
  found(s, "check_broken", RSL_SEVERITY_ERROR, 2,
        "the check `CAP` does not hold at `a1` for 2023: `2 * X` is 8, which must be >= `X[-1]`, 10");
}

/* ---- A unit against those below it ---- */

static void a_unit_alone_is_not_above_the_one_that_it_is_part_of(void **state) {
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  small_row(s, "a1", "X", "2023", "60");
  small_row(s, "a2", "X", "2023", "50");
  small_row(s, "A1", "X", "2023", "50");
  small_row(s, "b1", "X", "2023", "60");
  small_row(s, "B1", "X", "2023", "60");
  check(s);
  found(s, "child_above_parent", RSL_SEVERITY_ERROR, 3,
        "`X` of `A1` for 2023 is 50, less than the 60 of `a1` alone, which is below it: mend one of the two");
}

/* ---- Percentages ---- */

static bool is_possible(void **state, const char *percentage, const char *all) {
  again(state);
  small *s = *state;
  small_sum(s, "N");
  small_sum(s, "D");
  small_ratio(s, "R", "N", "D", 100);
  small_finish(s);
  small_sides(s, "a1", "R", "2023", percentage, "", all);
  check(s);
  return small_problem(s, "impossible_percentage") == NULL;
}

/* Of 7: 57.142857 is 4. Of 10 only whole tens, of 3 thirds; of 1,000 every one to the first decimal. */
static void a_percentage_is_one_that_some_whole_number_gives(void **state) {
  assert_true(is_possible(state, "57.14", "7"));
  assert_true(is_possible(state, "57.1", "7"));
  assert_false(is_possible(state, "57.15", "7"));
  assert_true(is_possible(state, "66.67", "3"));
  assert_true(is_possible(state, "67", "3"));
  assert_false(is_possible(state, "66.6", "3"));
  assert_true(is_possible(state, "12.3", "1000"));
  assert_false(is_possible(state, "12.34", "1000"));
  assert_true(is_possible(state, "0", "10"));
  assert_true(is_possible(state, "110", "10"));
  assert_false(is_possible(state, "57.14", "10"));
  found(
      *state, "impossible_percentage", RSL_SEVERITY_ERROR, 1,
      "`R` of `a1` for 2023 is 57.14, which no whole number of 10 gives: give the `numerator`, or mend one of the two");
}

/* ---- After a return ---- */

static void add_campaign(small *s) {
  rsl_resolution resolution;
  rsl_campaign campaign;
  rsl_deadline deadline;
  rsl_resolution_init(&resolution);
  rsl_campaign_init(&campaign);
  rsl_deadline_init(&deadline);
  resolution.code = "R";
  resolution.unit = "VN";
  resolution.from = small_period("2021");
  resolution.to = small_period("2025");
  deadline.level = "commune";
  deadline.by = rsl_date_from_civil(2023, 4, 20);
  campaign.code = "HALF";
  campaign.resolution = "R";
  campaign.kind = RSL_CAMPAIGN_MID_TERM;
  campaign.as_of = rsl_date_from_civil(2023, 3, 31);
  campaign.deadlines = &deadline;
  campaign.deadline_count = 1;
  assert_int_equal(rsl_plan_add_resolution(s->plan, &resolution), RSL_OK);
  assert_int_equal(rsl_plan_add_campaign(s->plan, &campaign), RSL_OK);
}

static void return_report(rsl_submissions *steps, const small *s, const char *unit, int day, const char *reason) {
  rsl_submission step = { .state = RSL_SUBMISSION_RETURNED, .second = RSL_DAY_ALONE, .reason = reason };
  step.unit = small_unit_index(s, unit);
  step.day = rsl_date_from_civil(2023, 4, day);
  assert_int_equal(rsl_submissions_add(steps, &step, NULL), RSL_OK);
}

/* a1 was returned on the 10th and the 14th; what was revised on the 3rd, or says the same, or is of a later year, is no
 * change after it. a2 was not returned. */
static void what_is_changed_after_a_return_is_named(void **state) {
  small *s = *state;
  rsl_submissions *steps = NULL;
  small_sum(s, "X");
  small_sum(s, "Y");
  add_campaign(s);
  small_finish(s);
  small_revision(s, "a1", "X", "2022", "5", 1, "2023-03-01");
  small_revision(s, "a1", "X", "2022", "6", 2, "2023-04-03");
  small_revision(s, "a1", "X", "2022", "9.5", 3, "2023-04-14");
  small_revision(s, "a1", "X", "2023", "5", 1, "2024-01-01");
  small_revision(s, "a1", "X", "2023", "6", 2, "2024-02-01");
  small_revision(s, "a1", "Y", "2022", "5", 1, "2023-03-01");
  small_revision(s, "a1", "Y", "2022", "5", 2, "2023-04-14");
  small_revision(s, "a2", "X", "2022", "5", 1, "2023-03-01");
  small_revision(s, "a2", "X", "2022", "6", 2, "2023-04-14");
  assert_int_equal(rsl_submissions_new(s->plan, NULL, &steps), RSL_OK);
  return_report(steps, s, "a1", 14, "X is too low");
  return_report(steps, s, "a1", 10, "page 2");
  check_with(s, steps);
  found(
      s, "changed_after_return", RSL_SEVERITY_WARNING, 3,
      "`X` of `a1` for 2022 was changed from 6 to 9.5 after the report was returned on 2023-04-14 (X is too low): see "
      "whether that was what was asked for");
  rsl_submissions_free(steps);
}

/* ---- Exactly 100 ---- */

static void give_percentages(void **state, const char *const *figures) {
  again(state);
  small *s = *state;
  rsl_indicator indicator = small_indicator("DONE", RSL_RULE_MEAN, "commune");
  indicator.unit_of_measure = "%";
  small_add(s, &indicator);
  small_finish(s);
  for (size_t i = 0; i < 5; i++) {
    small_row(s, communes[i], "DONE", "2022", "70");
    small_row(s, communes[i], "DONE", "2023", figures[i]);
  }
  check(s);
}

static void a_cluster_of_exactly_100_is_told(void **state) {
  static const char *const all[] = { "100", "100.0", "100", "100", "100" };
  static const char *const four[] = { "100", "100.1", "100", "100", "100" };
  give_percentages(state, four);
  assert_int_equal(all_problems(*state), 0);
  give_percentages(state, all);
  found(*state, "exact_cluster", RSL_SEVERITY_WARNING, 0,
        "5 of 5 units gave exactly 100 for `DONE` in 2023: see how it was counted");
}

/* ---- Sudden jumps ---- */

static void give_years(void **state, const int *figures, int count) {
  again(state);
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  for (int i = 0; i < count; i++) {
    char year[16];
    char figure[16];
    (void)snprintf(year, sizeof year, "%d", 2010 + i);
    (void)snprintf(figure, sizeof figure, "%d", figures[i]);
    small_row(s, "a1", "X", year, figure);
  }
  check(s);
}

/* The changes 10, 12, 9, 11, 10 have the median 10 and are 0, 2, 1, 1, 0 away: MAD 1, a robust deviation of 1 / 0.6745 =
 * 1.4826. A change of 15 is 3.37 of them away, one of 16 4.05, one of 100 60.7. */
static void a_jump_is_told_against_the_units_own_history(void **state) {
  int figures[] = { 100, 110, 122, 131, 142, 152, 167 };
  give_years(state, figures, 7);
  assert_int_equal(all_problems(*state), 0);
  figures[6] = 168;
  give_years(state, figures, 7);
  assert_non_null(small_problem(*state, "sudden_jump"));
  give_years(state, figures + 1, 6); /* four changes before say nothing */
  assert_int_equal(all_problems(*state), 0);
  figures[6] = 252;
  give_years(state, figures, 7);
  found(
      *state, "sudden_jump", RSL_SEVERITY_WARNING, 7,
      "`X` of `a1` for 2016 is 252: no change over a year like that to it was seen before, which mostly was 10 (robust z "
      "60.7): look at it again, or note why");
}

/* 10, 10, 10, 10, 12: the median of the distances is 0, their mean 0.4, so a deviation is 0.4 / 0.7979 = 0.5013. 14 is 8.0 of
 * them away, but only twice as far as 12 was; 15 is farther. A history without any spread says nothing of how far is far. */
static void where_most_changes_are_the_same_the_mean_deviation_stands_in(void **state) {
  int figures[] = { 100, 110, 120, 130, 140, 152, 166 };
  give_years(state, figures, 7);
  assert_int_equal(all_problems(*state), 0);
  figures[6] = 167;
  give_years(state, figures, 7);
  assert_non_null(small_problem(*state, "sudden_jump"));
  const int even[] = { 100, 110, 120, 130, 140, 150, 900 };
  give_years(state, even, 7);
  assert_int_equal(all_problems(*state), 0);
}

/* 10, 20, 30, 40 in the quarters of each year, and one or two more every year: summer is no jump. */
static void what_comes_every_year_is_no_jump(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_QUARTER;
  small_add(s, &indicator);
  small_finish(s);
  for (int i = 0; i < 16; i++) {
    char quarter[16];
    char figure[16];
    (void)snprintf(quarter, sizeof quarter, "%d-Q%d", 2020 + i / 4, i % 4 + 1);
    (void)snprintf(figure, sizeof figure, "%d", 10 * (i % 4 + 1) + i / 4 + (i * i / 7) % 2);
    small_row(s, "a1", "X", quarter, figure);
  }
  check(s);
  assert_int_equal(all_problems(s), 0);
}

/* ---- Digits ---- */

/* Fifty figures: five of each last digit, or 25 that end with 0 and 25 with 5, where chi-square is 10 × 1250 / 50 - 50 = 200. */
static void give_digits(void **state, bool honest) {
  again(state);
  small *s = *state;
  small_sum(s, "X");
  small_finish(s);
  for (int i = 0; i < 50; i++) {
    char year[16];
    char figure[16];
    int units = honest ? i % 10 : 5 * (i % 2);
    (void)snprintf(year, sizeof year, "%d", 2010 + i / 5);
    (void)snprintf(figure, sizeof figure, "%d", 1000 + 10 * (i * 7 % 9) + units);
    small_row(s, communes[i % 5], "X", year, figure);
  }
  check(s);
}

static void last_digits_that_repeat_are_told(void **state) {
  give_digits(state, true);
  assert_null(small_problem(*state, "repeated_digits"));
  give_digits(state, false);
  assert_string_equal(small_problem(*state, "repeated_digits")->message,
                      "of 50 figures of `X` 25 end with 0, where a tenth would: were they rounded, or made up?");
}

/* Fifty figures of one decimal, a year and commune after another; `tenths` tells the last digit of each. */
static void give_tenths(void **state, int (*tenths)(int)) {
  again(state);
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  indicator.decimals = 1;
  small_add(s, &indicator);
  small_finish(s);
  for (int i = 0; i < 50; i++) {
    char year[16];
    char figure[16];
    (void)snprintf(year, sizeof year, "%d", 2010 + i / 5);
    (void)snprintf(figure, sizeof figure, "%d.%d", 100 + i * 7 % 9, tenths(i));
    small_row(s, communes[i % 5], "X", year, figure);
  }
  check(s);
}

static int known_to_the_whole(int i) {
  return i % 2 == 0 ? 0 : 1 + i / 2 % 9;
}

static int two_and_five(int i) {
  return i % 2 == 0 ? 2 : 5;
}

/* Where half of the figures are known to the whole alone, half end with 0: no one made them up. 25 of 2 and 25 of 5 are
 * 9 × 1250 / 50 - 50 = 175. */
static void figures_known_less_well_end_with_no_digit(void **state) {
  give_tenths(state, known_to_the_whole);
  assert_null(small_problem(*state, "repeated_digits"));
  give_tenths(state, two_and_five);
  assert_string_equal(
      small_problem(*state, "repeated_digits")->message,
      "of 50 figures of `X` that do not end with 0 25 end with 2, where a ninth would: were they made up?");
}

/* Five communes with fifty figures each, that end with 0 where the bit of the commune is set. */
static size_t count_after(void **state, unsigned rounded) {
  again(state);
  small *s = *state;
  size_t count = 0;
  small_sum(s, "X");
  small_finish(s);
  for (int i = 0; i < 250; i++) {
    char year[16];
    char figure[16];
    (void)snprintf(year, sizeof year, "%d", 1950 + i / 5);
    (void)snprintf(figure, sizeof figure, "%d", 1000 + ((rounded >> (i % 5) & 1) != 0 ? 10 * (i / 5) : i / 5));
    small_row(s, communes[i % 5], "X", year, figure);
  }
  check(s);
  for (size_t i = 0; i < rsl_problems_kept(s->problems); i++)
    count += strcmp(rsl_problems_at(s->problems, i)->code, "repeated_digits") == 0;
  return count;
}

/* What all do is told of the indicator; what one does of that one too. */
static void what_all_units_round_is_told_once(void **state) {
  assert_int_equal(count_after(state, 0), 0);
  assert_int_equal(count_after(state, 31), 1);
  assert_int_equal(count_after(state, 1), 2); /* of the indicator 10 × (70² + 9 × 20²) / 250 - 250 = 90 */
}

/* ---- Targets ---- */

static const char *const codes[] = { "T1", "T2", "T3", "T4", "T5" };

/* Sums at A and B, more is better; each at least 20 by 2025. */
static void start_targets(small_world *world, size_t count) {
  world_start(world, NULL);
  for (size_t i = 0; i < count; i++) {
    rsl_indicator indicator = indicator_of(codes[i], RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
    indicator.direction = RSL_DIRECTION_INCREASE;
    world_add_indicator(world, &indicator);
    rsl_target target = target_of(codes[i], RSL_FORM_AT_LEAST, "20");
    world_add_target(world, &target);
  }
  world_finish_plan(world);
}

static size_t count_of(const small_world *world, const char *code) {
  rsl_problems *problems = NULL;
  rsl_error error = RSL_ERROR_INIT;
  size_t count = 0;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  assert_int_equal(rsl_review_check_honesty(world->review, world->cube, NULL, NULL, problems, &error), RSL_OK);
  for (size_t i = 0; i < rsl_problems_kept(problems); i++)
    count += strcmp(rsl_problems_at(problems, i)->code, code) == 0;
  rsl_problems_free(problems);
  return count;
}

/* All three stand above their targets; two of the three figures are worse than the year before, or one. */
static void ratings_that_are_all_green_over_falling_figures_are_told(void **state) {
  (void)state;
  for (size_t rising = 1; rising < 3; rising++) {
    small_world world;
    start_targets(&world, 3);
    for (size_t i = 0; i < 3; i++) {
      world_add(&world, "A", codes[i], "2022", "40");
      world_add(&world, "A", codes[i], "2023", i < rising ? "41" : "39");
      world_add(&world, "B", codes[i], "2022", "1");
      world_add(&world, "B", codes[i], "2023", "1");
    }
    world_review(&world, "2023-12-31");
    assert_int_equal(world_row(&world, "T1")->rating, RSL_RATING_EXCEEDED_EARLY);
    assert_int_equal(count_of(&world, "green_over_falling"), rising == 1);
    world_free(&world);
  }
}

static void targets_that_are_all_met_to_the_last_digit_are_told(void **state) {
  (void)state;
  for (size_t off = 0; off < 2; off++) {
    small_world world;
    start_targets(&world, 5);
    for (size_t i = 0; i < 5; i++) {
      world_add(&world, "A", codes[i], "2023", i < off ? "13" : "12");
      world_add(&world, "B", codes[i], "2023", "8");
    }
    world_review(&world, "2023-12-31");
    assert_int_equal(count_of(&world, "exact_cluster"), off == 0); /* four are no cluster */
    world_free(&world);
  }
}

/* ---- Failures ---- */

typedef struct asked {
  const rsl_review *review;
  const small *s;
} asked;

static bool check_once(const rsl_allocator *allocator, void *context) {
  const asked *what = context;
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = rsl_review_check_honesty(what->review, what->s->cube, NULL, allocator, NULL, &error);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  assert_int_equal(error.status, status);
  return status == RSL_OK;
}

static void memory_that_runs_out_is_told(void **state) {
  small *s = *state;
  asked what = { NULL, s };
  rsl_review *review = NULL;
  small_sum(s, "X");
  add_check(s, "X", RSL_COMPARISON_BELOW, "100", false);
  small_finish(s);
  for (int i = 0; i < 8; i++) {
    char year[16];
    (void)snprintf(year, sizeof year, "%d", 2010 + i);
    small_row(s, "a1", "X", year, "12");
  }
  small_cube(s);
  assert_int_equal(rsl_review_run(s->cube, NULL, NULL, &review, NULL), RSL_OK);
  what.review = review;
  assert_true(sweep_allocations(check_once, &what) > 10);
  rsl_review_free(review);
}

int main(void) {
#define IN_COUNTRY(test) cmocka_unit_test_setup_teardown(test, small_set_up_country, small_tear_down)
  const struct CMUnitTest tests[] = {
    IN_COUNTRY(a_cap_holds_at_every_unit_of_its_level),
    IN_COUNTRY(a_missing_figure_fails_where_the_check_says_so),
    IN_COUNTRY(each_comparison_means_what_it_says),
    IN_COUNTRY(a_check_may_look_back),
    IN_COUNTRY(a_unit_alone_is_not_above_the_one_that_it_is_part_of),
    IN_COUNTRY(a_percentage_is_one_that_some_whole_number_gives),
    IN_COUNTRY(what_is_changed_after_a_return_is_named),
    IN_COUNTRY(a_cluster_of_exactly_100_is_told),
    IN_COUNTRY(a_jump_is_told_against_the_units_own_history),
    IN_COUNTRY(where_most_changes_are_the_same_the_mean_deviation_stands_in),
    IN_COUNTRY(what_comes_every_year_is_no_jump),
    IN_COUNTRY(last_digits_that_repeat_are_told),
    IN_COUNTRY(figures_known_less_well_end_with_no_digit),
    IN_COUNTRY(what_all_units_round_is_told_once),
    cmocka_unit_test(ratings_that_are_all_green_over_falling_figures_are_told),
    cmocka_unit_test(targets_that_are_all_met_to_the_last_digit_are_told),
    IN_COUNTRY(memory_that_runs_out_is_told),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
