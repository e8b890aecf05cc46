/* The method `path` for the forms of the value at the end: T2 to T5, T7. Each expectation is worked out beside it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "support/progress_input.h"

/* From 40 at the end of 2020 to at least 45 at the end of 2025: the path gains 1 a year, 42 by the end of 2022. */
static rsl_path_input from_40_to_45(void) {
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "45");
  set_baseline(&input, "2020", "40");
  return input;
}

static void a_linear_path_gives_what_is_expected_by_the_end_of_the_figure_s_period(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_actual(&input, "2022", "41.24");
  rsl_path_result result = rated(&input);
  assert_number(result.expected, number("42"));                /* 40 + 5 × 24/60 */
  assert_number(result.progress, number("0.62"));              /* 1.24 / 2 */
  assert_number(result.achieved_percent, number("24.8"));      /* 100 × 1.24 / 5 */
  assert_number(result.of_target_percent, fraction(4124, 45)); /* 100 × 41.24 / 45 */
  assert_number(result.pace, number("0.62"));                  /* 1.24 in 2 years */
  assert_number(result.required_pace, fraction(376, 300));     /* 3.76 in 3 years */
  assert_number(result.acceleration, fraction(376, 186));      /* (3.76 / 3) / 0.62 */
  assert_number(result.gap, number("-0.76"));
  assert_false(result.ended);
}

static void the_clock_counts_months_inside_a_year(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_actual(&input, "2023-Q2", "42");
  rsl_path_result result = rated(&input);
  assert_number(result.expected, number("42.5")); /* 40 + 5 × 30/60 */
  assert_number(result.pace, number("0.8"));      /* 2 in 2.5 years */
}

static void a_daily_figure_moves_the_clock_to_days(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_actual(&input, "2021-12-31", "41");
  rsl_path_result result = rated(&input);
  /* 365 of the 1,826 days from 2020-12-31 to 2025-12-31 (2024 is a leap year): 40 + 5 × 365/1826. */
  assert_number(result.expected, rsl_number_add(number("40"), fraction(1825, 1826)));
  /* 1 in 365 days of a year of 365.25 days. */
  assert_number(result.pace, fraction(36525, 36500));
}

static void progress_of_exactly_0_95_is_on_track(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_actual(&input, "2022", "41.9"); /* 1.9 / 2 = 0.95 */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  set_actual(&input, "2022", "41.89999999999999"); /* just below */
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
}

static void progress_of_exactly_0_60_is_behind_and_not_off_track(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_actual(&input, "2022", "41.2"); /* 1.2 / 2 = 0.60 */
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
  set_actual(&input, "2022", "41.19999999999999");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_PROGRESS_OFF_TRACK);
}

static void a_boundary_is_compared_exactly_where_doubles_would_miss_it(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "0.2");
  set_baseline(&input, "2020", "0.1");
  /* Expected by the end of 2021: 0.1 + 0.1 / 5 = 0.12; 0.019 / 0.02 is 0.95, in doubles 0.9499999999999993. */
  set_actual(&input, "2021", "0.119");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
}

static void a_ratio_of_large_figures_is_cut_exactly(void **state) {
  (void)state;
  /* Baseline 1/3, target 2/3 of something: by the end of 2021 a fifth of 1/3; 0.95 of it is 19/300, so the actual is
   * 119/300. One part in 10^17 less is behind. */
  rsl_path_input input = target(RSL_FORM_MULTIPLE_OF_BASELINE, "2");
  set_baseline(&input, "2020", "1");
  input.baseline.value = fraction(1, 3);
  set_actual(&input, "2021", "1");
  input.actual.value = fraction(119, 300);
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  input.actual.value = fraction(118999999999999999, 300000000000000000);
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
}

static void figures_past_128_bits_are_still_cut_exactly(void **state) {
  (void)state;
  /* Baseline and actual are quotients over two integers near 10^18 without a common divisor, so that the progress is a
   * fraction of more than 128 bits. By the end of 2023 the cut of on_track stands at b + 0.95 × (0.9 - b) × 3/5, which
   * is 641,999,999,999,999,983.… / q. The integers on its two sides are one double. */
  const int64_t p = 999999999999999989;
  const int64_t q = 999999999999999967;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "0.9");
  input.baseline.value = fraction(300000000000000007, p);
  set_actual(&input, "2023", "0");
  input.actual.value = fraction(641999999999999984, q);
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  input.actual.value = fraction(641999999999999983, q);
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
}

static void the_cuts_are_those_of_the_rating_rule(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  input.rule.on_track = decimal("0.9");
  input.rule.behind = decimal("0.5");
  set_actual(&input, "2022", "41.8"); /* 0.90 */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  set_actual(&input, "2022", "41"); /* 0.50 */
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
}

static void a_figure_worse_than_the_baseline_is_off_track_and_a_regression(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_actual(&input, "2022", "39.9");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_WORSE_THAN_BASELINE);
  assert_true(rated(&input).regression);
  set_actual(&input, "2022", "40"); /* as good as the baseline: progress 0 */
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_PROGRESS_OFF_TRACK);
  assert_false(rated(&input).regression);
}

static void the_target_reached_before_the_end_is_met_early_and_passed_is_exceeded_early(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_actual(&input, "2022", "45");
  assert_rating(&input, RSL_RATING_MET_EARLY, RSL_REASON_REACHED_EARLY);
  set_actual(&input, "2022", "45.01");
  assert_rating(&input, RSL_RATING_EXCEEDED_EARLY, RSL_REASON_BEYOND_EARLY);
}

static void at_the_end_the_bound_itself_is_met_and_beyond_it_exceeded(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_actual(&input, "2025", "45");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  assert_true(rated(&input).ended);
  set_actual(&input, "2025", "45.1");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
}

static void above_fails_at_the_bound_where_at_least_holds(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  input.form = RSL_FORM_ABOVE;
  input.condition.form = RSL_FORM_ABOVE;
  set_actual(&input, "2025", "45");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED); /* progress 1 */
  set_actual(&input, "2025", "45.001");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
}

static void at_the_end_0_95_of_the_way_is_nearly_met_and_less_is_missed(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_actual(&input, "2025", "44.75"); /* 4.75 / 5 = 0.95 */
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_actual(&input, "2025", "44.74999");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

static void at_most_is_better_the_less_there_is(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_MOST, "1");
  input.direction = RSL_DIRECTION_DECREASE;
  set_baseline(&input, "2020", "2");
  set_actual(&input, "2022", "1.62"); /* expected 1.6: 0.38 / 0.4 = 0.95 */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  set_actual(&input, "2022", "2.1");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_WORSE_THAN_BASELINE);
  set_actual(&input, "2022", "1");
  assert_rating(&input, RSL_RATING_MET_EARLY, RSL_REASON_REACHED_EARLY);
  set_actual(&input, "2025", "0.9");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  input.form = RSL_FORM_BELOW;
  input.condition.form = RSL_FORM_BELOW;
  set_actual(&input, "2025", "1");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
}

static void a_cap_that_the_baseline_kept_is_on_track_inside_and_off_track_outside(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_BELOW, "4");
  input.direction = RSL_DIRECTION_DECREASE;
  set_baseline(&input, "2020", "3.1");
  set_actual(&input, "2022", "3.9"); /* worse than the baseline, and still inside */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_BASELINE_KEPT);
  assert_false(rated(&input).regression);
  set_actual(&input, "2022", "2"); /* far inside: never early, for nothing was left to do */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_BASELINE_KEPT);
  set_actual(&input, "2022", "4");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_BASELINE_LOST);
  set_actual(&input, "2025", "4");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

static void a_range_holds_at_both_of_its_ends(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_BETWEEN, NULL);
  set_range(&input, "33", "34");
  set_baseline(&input, "2020", "31");
  set_actual(&input, "2025", "33");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "34");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "34.01"); /* past the good end */
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  set_actual(&input, "2025", "32.99"); /* 1.99 of 2 */
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
}

static void the_path_to_a_range_leads_to_its_nearer_side(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_BETWEEN, NULL);
  set_range(&input, "33", "34");
  set_baseline(&input, "2020", "31");
  set_actual(&input, "2022", "31.5");
  rsl_path_result result = rated(&input);
  assert_number(result.expected, number("31.8")); /* 31 + 2 × 2/5 */
  assert_number(result.target_low, number("33"));
  assert_number(result.target_high, number("34"));
  input.direction = RSL_DIRECTION_NONE;
  set_baseline(&input, "2020", "36");
  assert_number(rated(&input).expected, number("35.2")); /* 36 - 2 × 2/5 */
}

static void a_percent_of_a_range_is_of_the_end_that_has_to_be_reached(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_BETWEEN, NULL);
  set_range(&input, "30", "36");
  set_baseline(&input, "2020", "32"); /* inside: of what it was nothing is a percent of the target */
  set_actual(&input, "2022", "33");
  assert_number(rated(&input).of_target_percent, number("110")); /* 100 × 33 / 30 */
  set_baseline(&input, "2020", "40"); /* the path leads to 36, and still only below 30 fails */
  assert_number(rated(&input).of_target_percent, number("110"));
  input.direction = RSL_DIRECTION_NONE; /* both ends fail: the side that the path leads to */
  set_actual(&input, "2022", "45");
  assert_number(rated(&input).of_target_percent, number("125")); /* 100 × 45 / 36 */
  set_baseline(&input, "2020", "32");                            /* from inside, the end that fails */
  assert_number(rated(&input).of_target_percent, number("125"));
  set_actual(&input, "2022", "33");
  assert_absent(rated(&input).of_target_percent);
}

static void what_is_required_leads_to_what_of_a_range_is_nearest_to_the_figure(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_BETWEEN, NULL);
  set_range(&input, "8", "20");
  input.direction = RSL_DIRECTION_DECREASE;
  set_actual(&input, "2022", "8"); /* without a baseline as with one */
  assert_number(rated(&input).required_pace, number("0"));
  set_actual(&input, "2022", "23");
  assert_number(rated(&input).required_pace, number("-1")); /* 3 in 3 years */
  set_baseline(&input, "2020", "30");
  assert_number(rated(&input).required_pace, number("-1"));
  set_actual(&input, "2022", "10");
  assert_number(rated(&input).required_pace, number("0"));
}

static void a_range_without_a_direction_fails_at_both_ends(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_BETWEEN, NULL);
  set_range(&input, "33", "34");
  input.direction = RSL_DIRECTION_NONE;
  set_baseline(&input, "2020", "31");
  set_actual(&input, "2025", "33.5");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "40"); /* 6 past the far end, which was 3 from the baseline */
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  assert_number(rated(&input).progress, number("-1")); /* 1 - 6/3 */
  set_actual(&input, "2022", "30");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_WORSE_THAN_BASELINE);
}

static void about_without_tolerance_is_a_bound_by_the_direction(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_ABOUT, "45");
  set_baseline(&input, "2020", "40");
  set_actual(&input, "2025", "44.99");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_actual(&input, "2025", "45");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "46");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  input.direction = RSL_DIRECTION_DECREASE;
  input.condition.value = decimal("4");
  set_baseline(&input, "2020", "6");
  set_actual(&input, "2025", "2.79");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
}

static void about_with_a_tolerance_forgives_the_bad_side_only(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_ABOUT, "45");
  input.condition.has_tolerance = true;
  input.condition.tolerance = decimal("0.5");
  set_baseline(&input, "2020", "40");
  set_actual(&input, "2025", "44.5");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "44.49");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED); /* 4.49 / 5 = 0.898 */
  set_actual(&input, "2025", "45.01");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  input.direction = RSL_DIRECTION_NONE;
  set_actual(&input, "2025", "45.5");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "45.6");
  assert_false(rated(&input).rating == RSL_RATING_MET);
}

static void about_a_range_is_that_range(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_ABOUT, NULL);
  set_range(&input, "24", "24.5");
  set_baseline(&input, "2020", "20");
  set_actual(&input, "2025", "24.5");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "24.6");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
}

static void exactly_holds_at_its_number_only(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_EXACTLY, "100");
  input.direction = RSL_DIRECTION_NONE;
  set_baseline(&input, "2020", "90");
  set_actual(&input, "2025", "100");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "99.5"); /* 0.95 */
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_actual(&input, "2025", "100.6"); /* 0.6 of 10 on the other side: 0.94 */
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  set_actual(&input, "2022", "94"); /* as expected */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
}

static void maintain_means_no_worse_than_the_baseline(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_MAINTAIN, NULL);
  set_baseline(&input, "2020", "98");
  set_actual(&input, "2022", "98");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_BASELINE_KEPT);
  assert_number(rated(&input).target_low, number("98"));
  set_actual(&input, "2022", "97.9");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_BASELINE_LOST);
  set_actual(&input, "2025", "98");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "99");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  set_actual(&input, "2025", "97.9");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  set_baseline(&input, "2020", NULL);
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
}

static void a_multiple_of_the_baseline_is_reached_from_it(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_MULTIPLE_OF_BASELINE, "2");
  set_baseline(&input, "2020", "49627");
  set_actual(&input, "2022",
             "69477.8"); /* 49,627 × 1.4 is what a straight line to the double asks after 2 of 5 years */
  rsl_path_result result = rated(&input);
  assert_number(result.target_low, number("99254"));
  assert_number(result.expected, number("69477.8"));
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  set_actual(&input, "2025", "99254");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
}

static void a_change_per_year_counts_points_from_the_baseline_s_period(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_CHANGE_PER_YEAR, "-0.25");
  input.direction = RSL_DIRECTION_DECREASE;
  set_baseline(&input, "2020", "1.75");
  set_actual(&input, "2022", "1.25");
  rsl_path_result result = rated(&input);
  assert_number(result.target_low, number("0.5")); /* 1.75 - 0.25 × 5 */
  assert_number(result.expected, number("1.25"));
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  set_actual(&input, "2025", "0.5");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_baseline(&input, "2020", NULL);
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
}

static void without_a_baseline_only_a_target_already_reached_is_rated_on_the_way(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "45");
  set_baseline(&input, "2020", NULL);
  set_actual(&input, "2022", "44");
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  rsl_path_result result = rated(&input);
  assert_absent(result.expected);
  assert_absent(result.progress);
  assert_absent(result.pace);
  assert_absent(result.achieved_percent);
  assert_number(result.of_target_percent, fraction(4400, 45));
  set_actual(&input, "2022", "46");
  assert_rating(&input, RSL_RATING_EXCEEDED_EARLY, RSL_REASON_BEYOND_EARLY);
}

static void without_a_baseline_nothing_is_nearly_met(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "45");
  set_baseline(&input, "2020", NULL);
  set_actual(&input, "2025", "44.999");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  set_actual(&input, "2025", "45");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
}

static void without_a_figure_there_is_no_data(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_NO_MEASUREMENT);
}

static void past_the_end_an_earlier_figure_is_not_enough(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_actual(&input, "2024", "50");
  input.over = true;
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_FINAL_FIGURE_MISSING);
  set_actual(&input, "2025", "50");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
}

static void milestones_bend_the_path(void **state) {
  (void)state;
  const rsl_milestone milestones[] = { { { RSL_PERIOD_YEAR, 2023 }, { 43, 0 } },
                                       { { RSL_PERIOD_YEAR, 2022 }, { 405, 1 } } };
  rsl_path_input input = from_40_to_45();
  input.milestones = milestones;
  input.milestone_count = 2;
  set_actual(&input, "2021", "40.25");
  assert_number(rated(&input).expected, number("40.25")); /* halfway from 40 to 40.5 */
  set_actual(&input, "2022", "40.5");
  assert_number(rated(&input).expected, number("40.5"));
  set_actual(&input, "2023-H1", "41");
  assert_number(rated(&input).expected, number("41.75")); /* halfway from 40.5 to 43 */
  set_actual(&input, "2024", "44");
  assert_number(rated(&input).expected, number("44")); /* halfway from 43 to 45 */
  input.trajectory = RSL_TRAJECTORY_LINEAR;
  set_actual(&input, "2022", "40.5");
  assert_number(rated(&input).expected, number("42")); /* milestones put aside */
}

static void where_the_path_stands_still_or_dips_holding_it_is_on_track(void **state) {
  (void)state;
  const rsl_milestone milestones[] = { { { RSL_PERIOD_YEAR, 2022 }, { 395, 1 } } };
  rsl_path_input input = from_40_to_45();
  input.milestones = milestones;
  input.milestone_count = 1;
  set_actual(&input, "2022", "39.5"); /* worse than the baseline, as was planned */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_FLAT_PATH_KEPT);
  set_actual(&input, "2022", "39.4");
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_FLAT_PATH_LOST);
}

static void a_compound_path_grows_by_the_same_factor_each_year(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "161.051"); /* 100 × 1.1^5 */
  input.trajectory = RSL_TRAJECTORY_COMPOUND;
  set_baseline(&input, "2020", "100");
  set_actual(&input, "2022", "110");
  rsl_path_result result = rated(&input);
  assert_near(result.expected, 121); /* 100 × 1.1² */
  assert_near(result.progress, 10.0 / 21.0);
  assert_near(result.pace, 4.880884817015163);         /* 100 × (√1.1 - 1) */
  assert_near(result.required_pace, 13.5508127002004); /* 100 × (1.1^(4/3) - 1): 161.051 / 110 is 1.1^4 */
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_PROGRESS_OFF_TRACK);
}

static void a_compound_path_needs_figures_above_0(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AT_LEAST, "10");
  input.trajectory = RSL_TRAJECTORY_COMPOUND;
  set_baseline(&input, "2020", "0");
  set_actual(&input, "2022", "5");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_ZERO_BASE);
  set_baseline(&input, "2020", "-5");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_SIGN_CHANGE);
  set_actual(&input, "2022", "10"); /* what is reached needs no path */
  assert_rating(&input, RSL_RATING_MET_EARLY, RSL_REASON_REACHED_EARLY);
}

static void without_a_baseline_s_period_the_path_begins_with_the_term(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  input.baseline.period = period("");
  input.from = period("2021");
  set_actual(&input, "2022", "41.9");
  assert_number(rated(&input).expected, number("42"));
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  input.from = period(""); /* nor when it began */
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_EMPTY_TERM);
}

static void a_term_without_time_is_not_rated_on_the_way(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  set_baseline(&input, "2025", "40");
  set_actual(&input, "2024", "44");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_EMPTY_TERM);
}

static void a_target_without_form_or_end_is_the_caller_s_mistake(void **state) {
  (void)state;
  rsl_path_input input = from_40_to_45();
  rsl_path_result result;
  rsl_error error = RSL_ERROR_INIT;
  input.form = RSL_FORM_NONE;
  assert_int_equal(rsl_progress_path(&input, &result, &error), RSL_ERR_ARGUMENT);
  assert_string_not_equal(error.text, "");
  input = from_40_to_45();
  input.by.type = RSL_PERIOD_NONE;
  assert_int_equal(rsl_progress_path(&input, &result, NULL), RSL_ERR_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_linear_path_gives_what_is_expected_by_the_end_of_the_figure_s_period),
    cmocka_unit_test(the_clock_counts_months_inside_a_year),
    cmocka_unit_test(a_daily_figure_moves_the_clock_to_days),
    cmocka_unit_test(progress_of_exactly_0_95_is_on_track),
    cmocka_unit_test(progress_of_exactly_0_60_is_behind_and_not_off_track),
    cmocka_unit_test(a_boundary_is_compared_exactly_where_doubles_would_miss_it),
    cmocka_unit_test(a_ratio_of_large_figures_is_cut_exactly),
    cmocka_unit_test(figures_past_128_bits_are_still_cut_exactly),
    cmocka_unit_test(the_cuts_are_those_of_the_rating_rule),
    cmocka_unit_test(a_figure_worse_than_the_baseline_is_off_track_and_a_regression),
    cmocka_unit_test(the_target_reached_before_the_end_is_met_early_and_passed_is_exceeded_early),
    cmocka_unit_test(at_the_end_the_bound_itself_is_met_and_beyond_it_exceeded),
    cmocka_unit_test(above_fails_at_the_bound_where_at_least_holds),
    cmocka_unit_test(at_the_end_0_95_of_the_way_is_nearly_met_and_less_is_missed),
    cmocka_unit_test(at_most_is_better_the_less_there_is),
    cmocka_unit_test(a_cap_that_the_baseline_kept_is_on_track_inside_and_off_track_outside),
    cmocka_unit_test(a_range_holds_at_both_of_its_ends),
    cmocka_unit_test(the_path_to_a_range_leads_to_its_nearer_side),
    cmocka_unit_test(a_percent_of_a_range_is_of_the_end_that_has_to_be_reached),
    cmocka_unit_test(what_is_required_leads_to_what_of_a_range_is_nearest_to_the_figure),
    cmocka_unit_test(a_range_without_a_direction_fails_at_both_ends),
    cmocka_unit_test(about_without_tolerance_is_a_bound_by_the_direction),
    cmocka_unit_test(about_with_a_tolerance_forgives_the_bad_side_only),
    cmocka_unit_test(about_a_range_is_that_range),
    cmocka_unit_test(exactly_holds_at_its_number_only),
    cmocka_unit_test(maintain_means_no_worse_than_the_baseline),
    cmocka_unit_test(a_multiple_of_the_baseline_is_reached_from_it),
    cmocka_unit_test(a_change_per_year_counts_points_from_the_baseline_s_period),
    cmocka_unit_test(without_a_baseline_only_a_target_already_reached_is_rated_on_the_way),
    cmocka_unit_test(without_a_baseline_nothing_is_nearly_met),
    cmocka_unit_test(without_a_figure_there_is_no_data),
    cmocka_unit_test(past_the_end_an_earlier_figure_is_not_enough),
    cmocka_unit_test(milestones_bend_the_path),
    cmocka_unit_test(where_the_path_stands_still_or_dips_holding_it_is_on_track),
    cmocka_unit_test(a_compound_path_grows_by_the_same_factor_each_year),
    cmocka_unit_test(a_compound_path_needs_figures_above_0),
    cmocka_unit_test(without_a_baseline_s_period_the_path_begins_with_the_term),
    cmocka_unit_test(a_term_without_time_is_not_rated_on_the_way),
    cmocka_unit_test(a_target_without_form_or_end_is_the_caller_s_mistake),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
