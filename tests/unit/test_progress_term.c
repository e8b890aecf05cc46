/* The method `path` for what is asked over a term: averages, totals, yearly conditions (T6, T7). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>

#include "support/progress_input.h"

enum { ROOM = 12 };

static rsl_path_input average_of_rates(const char *wanted) {
  rsl_path_input input = target(RSL_FORM_AVERAGE_PER_YEAR, wanted);
  input.average_of = RSL_AVERAGE_OF_RATE;
  input.condition.form = RSL_FORM_AT_LEAST;
  return input;
}

static rsl_path_input total(rsl_form condition, const char *wanted) {
  rsl_path_input input = target(RSL_FORM_TOTAL, wanted);
  input.condition.form = condition;
  input.never_negative = true;
  return input;
}

static rsl_path_input each_year(rsl_form condition, const char *wanted) {
  rsl_path_input input = target(RSL_FORM_EACH_YEAR, wanted);
  input.condition.form = condition;
  return input;
}

/* ---- average_per_year of rates --------------------------------------------------------------------------------- */

static void the_mean_of_growth_rates_is_geometric(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("5");
  set_years(&input, years, "21 -10"); /* 1.21 × 0.9 = 1.089; √1.089 = 1.04355 */
  rsl_path_result result = rated(&input);
  assert_near(result.average, 4.355162785556521);
  assert_near(result.actual.value, 4.355162785556521);
  assert_near(result.progress, 4.355162785556521 / 5); /* 0.871 */
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_AVERAGE_BEHIND);
  /* What is left: (1.05^5 / 1.089)^(1/3) - 1. */
  assert_near(result.required_pace, 5.432103633937935);
}

static void an_arithmetic_mean_is_taken_where_it_is_asked_for(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("5");
  input.average_mean = RSL_MEAN_ARITHMETIC;
  set_years(&input, years, "21 -10"); /* 11 / 2 = 5.5 */
  rsl_path_result result = rated(&input);
  assert_number(result.average, number("5.5"));
  assert_number(result.required_pace, fraction(14, 3)); /* (5 × 5 - 11) / 3 */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_HOLDS);
}

static void an_average_that_holds_is_on_track_and_never_early(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("5");
  set_years(&input, years, "9 9 9 9");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_HOLDS);
}

static void an_average_is_cut_at_exactly_0_95_and_0_60_of_the_wanted_one(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("10");
  set_years(&input, years, "9.5 9.5 9.5"); /* the geometric mean is 9.5: 0.95 */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_ON_TRACK);
  set_years(&input, years, "9.5 9.5 9.4999");
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_AVERAGE_BEHIND);
  set_years(&input, years, "6 6 6");
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_AVERAGE_BEHIND);
  set_years(&input, years, "6 6 5.9999");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_AVERAGE_OFF_TRACK);
}

static void at_the_end_an_average_is_compared_without_drawing_a_root(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("5");
  set_years(&input, years, "5 5 5 5 5");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_years(&input, years, "5 5 5 5 5.000001");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  set_years(&input, years, "4.75 4.75 4.75 4.75 4.75"); /* 0.95 */
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_years(&input, years, "4.75 4.75 4.75 4.75 4.74");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

static void rates_with_many_digits_are_still_compared_exactly(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("5.123456789012345"); /* its fifth power has 80 digits and more */
  set_years(&input, years, "5.123456789012345 5.123456789012345 5.123456789012345 5.123456789012345 5.123456789012345");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_years(&input, years, "5.123456789012345 5.123456789012345 5.123456789012345 5.123456789012345 5.123456789012344");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_years(&input, years, "5.123456789012345 5.123456789012345 5.123456789012345 5.123456789012345 5.123456789012346");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
}

static void a_level_with_many_digits_is_still_compared_exactly(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AVERAGE_PER_YEAR, "100");
  input.average_of = RSL_AVERAGE_OF_LEVEL;
  input.condition.form = RSL_FORM_AT_LEAST;
  input.baseline.value = fraction(1, 99999999999999997);
  input.actual.period = period("2025");
  input.actual.value = fraction(32, 99999999999999997); /* 2^5 times as much */
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  /* (1 + 3.123456789012345/100)^5 = 1.16623833434368281…: the two decimals around it are one double. */
  input.condition.value = decimal("3.123456789012345");
  input.baseline.value = number("1");
  input.actual.value = number("1.16623833434368281");
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  input.actual.value = number("1.16623833434368282");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
}

static void an_average_under_a_cap_counts_the_wanted_over_the_average(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("3.8");
  input.condition.form = RSL_FORM_AT_MOST;
  input.direction = RSL_DIRECTION_DECREASE;
  set_years(&input, years, "4 4"); /* 3.8 / 4 = 0.95 */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_ON_TRACK);
  set_years(&input, years, "3 3.5");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_HOLDS);
  assert_number(rated(&input).progress, number("1"));
  set_years(&input, years, "7 7"); /* 0.54 */
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_AVERAGE_OFF_TRACK);
}

static void an_average_for_a_range_is_measured_against_the_end_it_fails(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates(NULL);
  input.condition.form = RSL_FORM_BETWEEN;
  set_range(&input, "10", "11");
  set_years(&input, years, "6.93"); /* 6.93 / 10 */
  assert_near(rated(&input).progress, 0.693);
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_AVERAGE_BEHIND);
  input.direction = RSL_DIRECTION_NONE;
  set_years(&input, years, "22"); /* 11 / 22 = 0.5 */
  assert_near(rated(&input).progress, 0.5);
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_AVERAGE_OFF_TRACK);
}

static void where_no_ratio_is_defined_holding_so_far_decides(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("0");
  set_years(&input, years, "-1 -1");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_AVERAGE_FAILS);
  assert_absent(rated(&input).progress);
  set_years(&input, years, "1 1");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_HOLDS);
}

static void an_average_with_a_year_missing_is_no_data(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("5");
  set_years(&input, years, "9 - 9");
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_YEAR_MISSING);
  assert_int_equal(rated(&input).year.period.index, 2022);
  input.series_count = 0;
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_NO_MEASUREMENT);
}

static void a_year_that_lost_everything_has_no_geometric_mean(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("5");
  set_years(&input, years, "9 -100");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_SIGN_CHANGE);
}

static void a_mean_that_is_a_short_decimal_is_that_decimal(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("6");
  set_years(&input, years, "6 6 6"); /* the cube root of 1.06³ */
  rsl_path_result result = rated(&input);
  assert_number(result.average, number("6"));
  assert_number(result.gap, number("0"));
  assert_number(result.required_pace, number("6"));
  assert_number(result.acceleration, number("1"));
}

static void an_average_outside_a_range_without_direction_has_to_come_back_to_the_end_it_fails(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = average_of_rates("6");
  input.direction = RSL_DIRECTION_NONE;
  input.condition.form = RSL_FORM_BETWEEN;
  set_range(&input, "6", "7");
  set_years(&input, years, "8 8 8");
  rsl_path_result result = rated(&input);
  assert_number(result.expected, number("7"));
  assert_number(result.gap, number("1"));
  assert_near(result.required_pace, 5.517334287817745); /* √(1.07^5 / 1.08^3) - 1 */
  set_years(&input, years, "6.5 6.5 6.5");              /* inside, nothing is asked of it */
  assert_absent(rated(&input).required_pace);
}

/* ---- average_per_year of a level ------------------------------------------------------------------------------- */

static void growth_of_a_level_is_compound_from_the_baseline(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AVERAGE_PER_YEAR, "10");
  input.average_of = RSL_AVERAGE_OF_LEVEL;
  input.condition.form = RSL_FORM_AT_LEAST;
  set_baseline(&input, "2020", "100");
  set_actual(&input, "2022", "121");
  rsl_path_result result = rated(&input);
  assert_near(result.average, 10);
  assert_number(result.target_low, number("161.051")); /* 100 × 1.1^5 */
  assert_near(result.expected, 121);
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_HOLDS); /* 121 / 100 is 1.1² exactly */
  set_actual(&input, "2022", "120.99");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_ON_TRACK);
  set_actual(&input, "2022", "112.36"); /* 1.06²: exactly 0.6 */
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_AVERAGE_BEHIND);
  set_actual(&input, "2025", "161.051");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_actual(&input, "2025", "161.0511");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
}

static void growth_that_is_a_short_decimal_is_that_decimal(void **state) {
  (void)state;
  rsl_path_input input = average_of_rates("10");
  input.average_of = RSL_AVERAGE_OF_LEVEL;
  set_baseline(&input, "2020", "100");
  set_actual(&input, "2023", "133.1"); /* 100 × 1.1³ */
  rsl_path_result result = rated(&input);
  assert_number(result.average, number("10"));
  assert_number(result.pace, number("10"));
  assert_number(result.required_pace, number("10"));
}

static void growth_from_a_debt_leads_to_no_level(void **state) {
  (void)state;
  rsl_path_input input = average_of_rates("10");
  input.average_of = RSL_AVERAGE_OF_LEVEL;
  set_baseline(&input, "2020", "-5");
  set_actual(&input, "2023", "133");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_SIGN_CHANGE);
  assert_absent(rated(&input).target_low);
  assert_number(rated(&input).actual.value, number("133")); /* known all the same */
}

static void growth_of_a_level_needs_a_baseline_above_0(void **state) {
  (void)state;
  rsl_path_input input = target(RSL_FORM_AVERAGE_PER_YEAR, "10");
  input.average_of = RSL_AVERAGE_OF_LEVEL;
  input.condition.form = RSL_FORM_AT_LEAST;
  set_actual(&input, "2022", "121");
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  set_baseline(&input, "2020", "0");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_ZERO_BASE);
  set_baseline(&input, "2020", "-1");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_SIGN_CHANGE);
  set_baseline(&input, "2020", "100");
  set_actual(&input, "2022", "0");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_SIGN_CHANGE);
  set_actual(&input, "2022", "110");
  input.baseline.period = period("");
  assert_rating(&input, RSL_RATING_NOT_RATED, RSL_REASON_EMPTY_TERM);
  set_baseline(&input, "2020", "100");
  input.actual.value = rsl_number_absent();
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_NO_MEASUREMENT);
}

/* ---- total ------------------------------------------------------------------------------------------------------ */

static void a_total_is_expected_pro_rata(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = total(RSL_FORM_AT_LEAST, "100");
  set_years(&input, years, "18 20");
  rsl_path_result result = rated(&input);
  assert_number(result.actual.value, number("38"));
  assert_number(result.expected, number("40")); /* 100 × 2/5 */
  assert_number(result.progress, number("0.95"));
  assert_number(result.achieved_percent, number("38"));
  assert_number(result.of_target_percent, number("38"));
  assert_number(result.pace, number("19"));
  assert_number(result.required_pace, fraction(62, 3));
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  set_years(&input, years, "12 12"); /* 24 / 40 = 0.6 */
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
  set_years(&input, years, "12 11.99");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_PROGRESS_OFF_TRACK);
}

static void the_parts_of_the_running_year_count_with_their_months(void **state) {
  (void)state;
  rsl_path_input input = total(RSL_FORM_AT_LEAST, "100");
  const rsl_path_figure parts[] = { { period("2021"), number("20") }, { period("2022-Q1"), number("5") } };
  input.series = parts;
  input.series_count = 2;
  rsl_path_result result = rated(&input);
  assert_number(result.expected, number("25")); /* 100 × 15/60 */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
}

static void an_amount_for_one_year_follows_the_clock_of_its_year(void **state) {
  (void)state;
  rsl_path_input input = total(RSL_FORM_AT_LEAST, "1200000");
  const rsl_path_figure parts[] = { { period("2023-H1"), number("607204") } };
  input.by = period("2023");
  input.baseline.period = period("");
  input.from = period("2023");
  input.series = parts;
  input.series_count = 1;
  assert_number(rated(&input).expected, number("600000"));
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
}

static void a_total_of_figures_never_negative_can_be_reached_early(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = total(RSL_FORM_AT_LEAST, "100");
  set_years(&input, years, "60 40");
  assert_rating(&input, RSL_RATING_MET_EARLY, RSL_REASON_REACHED_EARLY);
  set_years(&input, years, "60 41");
  assert_rating(&input, RSL_RATING_EXCEEDED_EARLY, RSL_REASON_BEYOND_EARLY);
  input.never_negative = false; /* what may fall again is not reached yet */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  input.condition.form = RSL_FORM_ABOVE;
  input.never_negative = true;
  set_years(&input, years, "60 40");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
}

static void a_total_with_a_year_missing_can_only_be_met_already(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = total(RSL_FORM_AT_LEAST, "100");
  set_years(&input, years, "60 - 50");
  assert_rating(&input, RSL_RATING_EXCEEDED_EARLY, RSL_REASON_BEYOND_EARLY);
  set_years(&input, years, "60 - 39");
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_YEAR_MISSING);
  assert_int_equal(rated(&input).year.period.index, 2022);
  set_years(&input, years, "60 - 50");
  input.never_negative = false;
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_YEAR_MISSING);
}

static void a_cap_on_a_total_is_held_against_what_is_expected_by_now(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = total(RSL_FORM_AT_MOST, "100");
  input.direction = RSL_DIRECTION_DECREASE;
  set_years(&input, years, "20 20"); /* expected 40 */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_CAP_WITHIN_EXPECTED);
  set_years(&input, years, "20 20.01");
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_CAP_ABOVE_EXPECTED);
  set_years(&input, years, "50 50"); /* at the cap, which is not passed */
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_CAP_ABOVE_EXPECTED);
  set_years(&input, years, "50 50.01");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
  set_years(&input, years, "60 - 50"); /* passed by what is known alone */
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
  input.condition.form = RSL_FORM_BELOW;
  set_years(&input, years, "50 50");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
}

static void a_total_is_met_nearly_met_or_missed_at_the_end(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = total(RSL_FORM_AT_LEAST, "100");
  set_years(&input, years, "20 20 20 20 20");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_REACHED_TARGET);
  set_years(&input, years, "20 20 20 20 21");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
  set_years(&input, years, "20 20 20 20 15"); /* 0.95 */
  assert_rating(&input, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  set_years(&input, years, "20 20 20 20 14.9");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  input = total(RSL_FORM_AT_MOST, "100");
  input.direction = RSL_DIRECTION_DECREASE;
  set_years(&input, years, "20 20 20 20 20.1");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  set_years(&input, years, "20 20 20 20 19");
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_BEYOND_TARGET);
}

static void a_total_for_a_range_is_exceeded_past_its_good_end_only(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = total(RSL_FORM_BETWEEN, NULL);
  set_range(&input, "60000", "65000");
  set_years(&input, years, "24000 24000"); /* expected by now: 60,000 × 2/5 */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  set_years(&input, years, "31000 31000"); /* more can only be better */
  assert_rating(&input, RSL_RATING_MET_EARLY, RSL_REASON_REACHED_EARLY);
  set_years(&input, years, "33000 33000");
  assert_rating(&input, RSL_RATING_EXCEEDED_EARLY, RSL_REASON_BEYOND_EARLY);
  input.direction = RSL_DIRECTION_NONE; /* more can leave it again, and does */
  set_years(&input, years, "31000 31000");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  set_years(&input, years, "33000 33000");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
}

static void a_total_toward_0_or_less_is_held_against_its_path(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = total(RSL_FORM_AT_LEAST, "-50"); /* a balance that may sink to -50 */
  input.never_negative = false;
  set_years(&input, years, "-10 -10"); /* expected -20 */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_FLAT_PATH_KEPT);
  set_years(&input, years, "-10 -11");
  assert_rating(&input, RSL_RATING_BEHIND, RSL_REASON_FLAT_PATH_LOST);
}

static void without_a_baseline_or_a_term_the_years_begin_with_the_first_given(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = total(RSL_FORM_AT_LEAST, "100");
  input.baseline.period = period("");
  set_years(&input, years, "20 20");
  assert_number(rated(&input).expected, number("40")); /* two of the years 2021 to 2025 */
  input.series_count = 0;
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_NO_MEASUREMENT);
  set_years(&input, years, "- -");
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_YEAR_MISSING);
}

static void past_the_end_a_total_waits_for_its_last_year(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = total(RSL_FORM_AT_LEAST, "100");
  input.over = true;
  set_years(&input, years, "20 20 20 20");
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_FINAL_FIGURE_MISSING);
}

/* ---- each_year --------------------------------------------------------------------------------------------------- */

static void a_year_that_failed_cannot_be_mended(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = each_year(RSL_FORM_AT_LEAST, "80");
  set_years(&input, years, "85 79.9 90");
  rsl_path_result result = rated(&input);
  assert_number(result.progress, fraction(2, 3));
  assert_int_equal(result.year.period.index, 2022);
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
  set_years(&input, years, "85 79.9 90 90 90");
  assert_rating(&input, RSL_RATING_MISSED, RSL_REASON_YEAR_FAILED);
}

static void years_that_all_held_are_on_track_and_met_at_the_end(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = each_year(RSL_FORM_AT_LEAST, "80");
  set_years(&input, years, "85 80 90");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD);
  set_years(&input, years, "85 80 90 90 90");
  assert_rating(&input, RSL_RATING_MET, RSL_REASON_EVERY_YEAR_HELD);
  set_years(&input, years, "85 80.1 90 90 90"); /* every year beyond the bound */
  assert_rating(&input, RSL_RATING_EXCEEDED, RSL_REASON_EVERY_YEAR_BEYOND);
}

static void a_yearly_range_holds_at_both_of_its_ends(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = each_year(RSL_FORM_BETWEEN, NULL);
  set_range(&input, "90", "100");
  set_years(&input, years, "90 100 146"); /* more members than the range names are no failure */
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD);
  input.direction = RSL_DIRECTION_NONE;
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
}

static void a_missing_year_leaves_a_yearly_condition_unknown_unless_one_failed(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = each_year(RSL_FORM_AT_LEAST, "80");
  set_years(&input, years, "85 - 90");
  assert_rating(&input, RSL_RATING_NO_DATA, RSL_REASON_YEAR_MISSING);
  assert_int_equal(rated(&input).year.period.index, 2022);
  set_years(&input, years, "85 - 79");
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
  assert_int_equal(rated(&input).year.period.index, 2023);
}

static void a_bare_number_is_a_bound_by_the_direction(void **state) {
  (void)state;
  rsl_path_figure years[ROOM];
  rsl_path_input input = each_year(RSL_FORM_NONE, "1.1");
  set_years(&input, years, "1.2");
  assert_rating(&input, RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD);
  input.direction = RSL_DIRECTION_DECREASE;
  assert_rating(&input, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_mean_of_growth_rates_is_geometric),
    cmocka_unit_test(an_arithmetic_mean_is_taken_where_it_is_asked_for),
    cmocka_unit_test(an_average_that_holds_is_on_track_and_never_early),
    cmocka_unit_test(an_average_is_cut_at_exactly_0_95_and_0_60_of_the_wanted_one),
    cmocka_unit_test(at_the_end_an_average_is_compared_without_drawing_a_root),
    cmocka_unit_test(rates_with_many_digits_are_still_compared_exactly),
    cmocka_unit_test(a_level_with_many_digits_is_still_compared_exactly),
    cmocka_unit_test(an_average_under_a_cap_counts_the_wanted_over_the_average),
    cmocka_unit_test(an_average_for_a_range_is_measured_against_the_end_it_fails),
    cmocka_unit_test(where_no_ratio_is_defined_holding_so_far_decides),
    cmocka_unit_test(an_average_with_a_year_missing_is_no_data),
    cmocka_unit_test(a_year_that_lost_everything_has_no_geometric_mean),
    cmocka_unit_test(growth_of_a_level_is_compound_from_the_baseline),
    cmocka_unit_test(a_mean_that_is_a_short_decimal_is_that_decimal),
    cmocka_unit_test(an_average_outside_a_range_without_direction_has_to_come_back_to_the_end_it_fails),
    cmocka_unit_test(growth_that_is_a_short_decimal_is_that_decimal),
    cmocka_unit_test(growth_from_a_debt_leads_to_no_level),
    cmocka_unit_test(growth_of_a_level_needs_a_baseline_above_0),
    cmocka_unit_test(a_total_is_expected_pro_rata),
    cmocka_unit_test(the_parts_of_the_running_year_count_with_their_months),
    cmocka_unit_test(an_amount_for_one_year_follows_the_clock_of_its_year),
    cmocka_unit_test(a_total_of_figures_never_negative_can_be_reached_early),
    cmocka_unit_test(a_total_with_a_year_missing_can_only_be_met_already),
    cmocka_unit_test(a_cap_on_a_total_is_held_against_what_is_expected_by_now),
    cmocka_unit_test(a_total_is_met_nearly_met_or_missed_at_the_end),
    cmocka_unit_test(a_total_for_a_range_is_exceeded_past_its_good_end_only),
    cmocka_unit_test(a_total_toward_0_or_less_is_held_against_its_path),
    cmocka_unit_test(without_a_baseline_or_a_term_the_years_begin_with_the_first_given),
    cmocka_unit_test(past_the_end_a_total_waits_for_its_last_year),
    cmocka_unit_test(a_year_that_failed_cannot_be_mended),
    cmocka_unit_test(years_that_all_held_are_on_track_and_met_at_the_end),
    cmocka_unit_test(a_yearly_range_holds_at_both_of_its_ends),
    cmocka_unit_test(a_missing_year_leaves_a_yearly_condition_unknown_unless_one_failed),
    cmocka_unit_test(a_bare_number_is_a_bound_by_the_direction),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
