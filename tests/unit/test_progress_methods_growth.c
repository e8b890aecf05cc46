/* Methods of growth, Eurostat, Open SDG and ISTAT: their cuts, which figures they take, what they refuse. The published
 * figures are in tests/cases; here growth is a whole number of percent in one year, or a square, so that it is reckoned
 * by hand. */
#include "support/series.h"

static rsl_assessment eurostat(const test_series *one) {
  rsl_assessment got;
  assert_int_equal(rsl_progress_eurostat(NULL, &one->series, &got, NULL), RSL_OK);
  return got;
}

static rsl_assessment open_sdg(const test_series *one) {
  rsl_assessment got;
  assert_int_equal(rsl_progress_open_sdg(NULL, &one->series, &got, NULL), RSL_OK);
  return got;
}

static rsl_assessment istat(const test_series *one) {
  rsl_assessment got;
  assert_int_equal(rsl_progress_istat(NULL, &one->series, &got, NULL), RSL_OK);
  return got;
}

static void eurostat_grows_past_its_cuts_and_not_at_them(void **state) {
  (void)state;
  static const struct {
    double value;
    rsl_class word;
  } rows[] = {
    /* From 1000 in one year: 10.5 is 1.05 %, and so on. */
    { 1010.5, RSL_CLASS_SIGNIFICANT_PROGRESS },
    { 1009, RSL_CLASS_EU_MODERATE_PROGRESS },
    { 1001.5, RSL_CLASS_EU_MODERATE_PROGRESS },
    { 1000.5, RSL_CLASS_NO_PROGRESS },
    { 1000, RSL_CLASS_NO_PROGRESS },
    { 999.5, RSL_CLASS_NO_PROGRESS },
    { 998.5, RSL_CLASS_MODERATE_DETERIORATION },
    { 991, RSL_CLASS_MODERATE_DETERIORATION },
    { 989, RSL_CLASS_SIGNIFICANT_DETERIORATION },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    test_series one;
    set_two(&one, 2015, 1000, 2016, rows[i].value);
    rsl_assessment got = eurostat(&one);
    assert_int_equal(got.rated_as, rows[i].word);
    assert_real(got.score, 250 * (rows[i].value / 1000 - 1));
  }
}

static void a_cut_itself_is_of_the_worse_class_at_eurostat_and_of_the_better_in_its_older_edition(void **state) {
  (void)state;
  rsl_method_options options;
  rsl_assessment got;
  test_series one;
  /* Growth of exactly 1/64 in one year, and a cut that is the same double. */
  set_two(&one, 2015, 64, 2016, 65);
  assert_int_equal(rsl_method_begin(RSL_METHOD_EUROSTAT, RSL_EUROSTAT_2026, &options, NULL), RSL_OK);
  options.of.eurostat.growth_significant = 1.0 / 64;
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_verdict(&got, RSL_CLASS_EU_MODERATE_PROGRESS, RSL_RATING_BEHIND);
  assert_int_equal(rsl_method_begin(RSL_METHOD_EUROSTAT, RSL_EUROSTAT_2020, &options, NULL), RSL_OK);
  options.of.eurostat.growth_significant = 1.0 / 64;
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_verdict(&got, RSL_CLASS_SIGNIFICANT_PROGRESS, RSL_RATING_ON_TRACK);
  /* The older edition has no neutral class: standing still is moderate progress. */
  set_two(&one, 2015, 64, 2016, 64);
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_verdict(&got, RSL_CLASS_EU_MODERATE_PROGRESS, RSL_RATING_BEHIND);
}

static void a_ratio_is_growth_over_growth_needed(void **state) {
  (void)state;
  test_series one;
  /* 100 → 121 in 2 years is 10 % a year; 100 → 144 in 2 years 20 %: the ratio is a half. */
  set_two(&one, 2015, 100, 2017, 121);
  one.series.target = 144;
  one.series.target_year = 2017;
  rsl_assessment got = eurostat(&one);
  assert_real(got.observed, 0.1);
  assert_real(got.required, 0.2);
  assert_real(got.ratio, 0.5);
  /* (5 / 1.2)(0.5 + 0.6) - 5; the year is the target's: what is behind has missed. */
  assert_real(got.score, 5 / 1.2 * 1.1 - 5);
  assert_verdict(&got, RSL_CLASS_INSUFFICIENT_PROGRESS, RSL_RATING_MISSED);
  got = open_sdg(&one);
  assert_real(got.score, 4.1667 * 0.5 - 2.5);
  assert_verdict(&got, RSL_CLASS_LIMITED_PROGRESS, RSL_RATING_MISSED);
}

static void moving_away_is_negative_in_either_direction(void **state) {
  (void)state;
  test_series one;
  set_two_falling(&one, 2015, 100, 2017, 121);
  one.series.target = 64; /* -20 % a year over two */
  one.series.target_year = 2017;
  rsl_assessment got = open_sdg(&one);
  assert_real(got.ratio, -0.5);
  assert_int_equal(got.rated_as, RSL_CLASS_DETERIORATION);
  got = eurostat(&one);
  assert_real(got.ratio, -0.5);
  assert_int_equal(got.rated_as, RSL_CLASS_SIGNIFICANT_DETERIORATION);
}

static void a_target_that_is_met_scores_5_whatever_the_trend(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, 90, 2022, 80);
  one.series.target = 70; /* already past at the base, and falling */
  rsl_assessment got = eurostat(&one);
  assert_real(got.score, 5);
  assert_true((got.notes & RSL_NOTE_BASE_PAST_TARGET) != 0);
  assert_verdict(&got, RSL_CLASS_SIGNIFICANT_PROGRESS, RSL_RATING_MET_EARLY);
  got = open_sdg(&one);
  assert_real(got.score, 5);
  assert_verdict(&got, RSL_CLASS_TARGET_ACHIEVED, RSL_RATING_MET_EARLY);
  one.series.target_year = 2022;
  got = open_sdg(&one);
  assert_verdict(&got, RSL_CLASS_TARGET_ACHIEVED, RSL_RATING_MET);
  assert_int_equal(got.reason, RSL_REASON_REACHED_TARGET);
}

static void a_target_that_equals_the_base_is_achieved_or_not_rated(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, 10, 2022, 10);
  one.series.target = 10;
  rsl_assessment got = open_sdg(&one);
  assert_unknown(got.ratio);
  assert_real(got.score, 5);
  assert_verdict(&got, RSL_CLASS_TARGET_ACHIEVED, RSL_RATING_MET_EARLY);
  one.points[1].value = 9;
  got = open_sdg(&one);
  assert_refused(&got, RSL_REASON_TARGET_EQUALS_BASELINE);
  got = eurostat(&one);
  assert_refused(&got, RSL_REASON_TARGET_EQUALS_BASELINE);
}

static void a_base_year_without_a_figure_is_replaced_as_each_publisher_does(void **state) {
  (void)state;
  const double pairs[][2] = { { 2012, 8 }, { 2014, 9 }, { 2016, 10 }, { 2018, 11 }, { 2022, 12 } };
  test_series one;
  set_points(&one, 5, pairs);
  assert_real(eurostat(&one).base.year, 2016); /* as near as 2014, and later */
  assert_real(open_sdg(&one).base.year, 2016);
  one.series.base_year = 2015.5;
  assert_real(eurostat(&one).base.year, 2016);
  one.series.base_year = 2013.4;
  assert_real(eurostat(&one).base.year, 2014);
  one.series.base_year = 2023; /* after the last: the nearest would be the latest itself */
  assert_int_equal(eurostat(&one).reason, RSL_REASON_ONE_POINT);
  rsl_assessment got = open_sdg(&one);
  assert_refused(&got, RSL_REASON_NO_BASELINE);
  assert_int_equal(got.rating, RSL_RATING_NO_DATA);
}

static void a_term_counts_back_from_the_latest_figure(void **state) {
  (void)state;
  rsl_eurostat_options options = RSL_EUROSTAT_OPTIONS_INIT;
  const double pairs[][2] = { { 2007, 5 }, { 2015, 9 }, { 2018, 10 }, { 2022, 12 }, { 2023, RSL_UNKNOWN } };
  rsl_assessment got;
  test_series one;
  set_points(&one, 5, pairs);
  options.term = 5; /* 2017: 2018 is the nearest */
  assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.base.year, 2018);
  options.term = 15;
  assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.base.year, 2007);
}

/* All in percent: 99.2 is within 1 of 100, 1.0 within 1 of nothing, 98.9 is not; of a target of 90 nothing is within. */
static void all_or_nothing_may_be_met_within_one_percent(void **state) {
  (void)state;
  static const struct {
    double value;
    double target;
    bool met;
  } rows[] = { { 99.2, 100, true }, { 99, 100, true }, { 98.9, 100, false },
               { 1, 0, true },      { 1.1, 0, false }, { 89.5, 90, false } };
  rsl_eurostat_options options = RSL_EUROSTAT_OPTIONS_INIT;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    test_series one;
    rsl_assessment got;
    set_two(&one, 2015, 50, 2020, rows[i].value);
    if (rows[i].target == 0) one.series.direction = RSL_DIRECTION_DECREASE;
    one.series.target = rows[i].target;
    options.met_within = 0;
    assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
    assert_int_not_equal(got.rating, RSL_RATING_MET_EARLY);
    options.met_within = 1;
    assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
    assert_int_equal(got.rating == RSL_RATING_MET_EARLY, rows[i].met);
  }
}

/* Fifteen years back from 2022 is 2007; the nearest figure is of 2013, nine years. */
static void a_term_may_be_too_short_to_be_assessed(void **state) {
  (void)state;
  rsl_eurostat_options options = RSL_EUROSTAT_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  set_two(&one, 2013, 50, 2022, 60);
  options.term = 15;
  assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.reason, RSL_REASON_BY_METHOD);
  options.term_least = 10;
  assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_NOT_AVAILABLE);
  assert_int_equal(got.reason, RSL_REASON_NO_BASELINE);
  options.term_least = 9;
  assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.reason, RSL_REASON_BY_METHOD);
  options.term = RSL_UNKNOWN; /* no term, none too short */
  options.term_least = 10;
  assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.reason, RSL_REASON_BY_METHOD);
}

static void figures_that_are_not_known_are_passed_over(void **state) {
  (void)state;
  const double pairs[][2] = { { 2015, RSL_UNKNOWN }, { 2016, 10 }, { 2017, 12.1 }, { 2018, RSL_UNKNOWN } };
  const double nothing[][2] = { { 2015, RSL_UNKNOWN } };
  test_series one;
  set_points(&one, 4, pairs);
  rsl_assessment got = open_sdg(&one);
  assert_real(got.base.year, 2016);
  assert_real(got.current.year, 2017);
  assert_real(got.ratio, 0.21);
  set_points(&one, 1, nothing);
  got = open_sdg(&one);
  assert_refused(&got, RSL_REASON_NO_MEASUREMENT);
  set_points(&one, 0, nothing);
  got = eurostat(&one);
  assert_refused(&got, RSL_REASON_NO_MEASUREMENT);
}

static void one_figure_and_years_that_do_not_rise_are_refused(void **state) {
  (void)state;
  const double twice[][2] = { { 2015, 10 }, { 2015, 11 }, { 2020, 12 } };
  test_series one;
  set_points(&one, 1, twice);
  rsl_assessment got = eurostat(&one);
  assert_refused(&got, RSL_REASON_ONE_POINT);
  assert_int_equal(got.rating, RSL_RATING_NO_DATA);
  set_points(&one, 3, twice);
  got = eurostat(&one);
  assert_refused(&got, RSL_REASON_YEAR_ORDER);
  set_two(&one, 2015, 10, 2020, 12);
  one.series.target = 20;
  one.series.target_year = 2015;
  got = open_sdg(&one);
  assert_refused(&got, RSL_REASON_YEAR_ORDER);
}

static void a_change_of_sign_is_refused_between_any_two_of_the_three(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, -10, 2020, 4);
  rsl_assessment got = eurostat(&one);
  assert_refused(&got, RSL_REASON_SIGN_CHANGE);
  assert_int_equal(got.rating, RSL_RATING_NOT_RATED); /* there are data: the method cannot take them */
  set_two(&one, 2015, -10, 2020, -8);
  one.series.target = 4;
  got = open_sdg(&one); /* the published code rates the length of a complex number here */
  assert_refused(&got, RSL_REASON_SIGN_CHANGE);
  one.series.target = RSL_UNKNOWN;
  one.points[1] = (rsl_point){ 2016, -9 };
  assert_real(open_sdg(&one).ratio, 0.1); /* of -10 to -9: a tenth nearer to 0, and rising is better */
}

static void a_zero_is_replaced_and_told_or_refused(void **state) {
  (void)state;
  rsl_open_sdg_options options = RSL_OPEN_SDG_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  set_two(&one, 2015, 0, 2016, 0.002);
  got = open_sdg(&one);
  assert_real(got.ratio, 1); /* 0.001 doubled */
  assert_int_equal(got.notes, RSL_NOTE_BASE_REPLACED);
  options.replace_zero = 0;
  assert_int_equal(rsl_progress_open_sdg(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_ZERO_BASE);
  set_two_falling(&one, 2015, 20, 2022, 0);
  one.series.target = 0;
  got = open_sdg(&one);
  assert_real(got.target, 0.001);
  assert_int_equal(got.notes, RSL_NOTE_TARGET_REPLACED);
  assert_verdict(&got, RSL_CLASS_TARGET_ACHIEVED, RSL_RATING_MET_EARLY);
}

static void a_limit_makes_progress_near_it_count_for_more(void **state) {
  (void)state;
  rsl_open_sdg_options options = RSL_OPEN_SDG_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  options.limit_exponent = 1; /* so that the factor is 1 - 75 / 100 */
  set_two(&one, 2015, 75, 2016, 75.1875);
  one.series.limit = 100;
  assert_int_equal(rsl_progress_open_sdg(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.limit_factor, 0.25);
  assert_real(got.cuts[0], 0.015 / 4);
  assert_real(got.ratio, 0.0025);
  assert_real(got.score, 250 * 0.01 - 1.25); /* as 1 % far from any limit */
  assert_int_equal(got.rated_as, RSL_CLASS_MODERATE_PROGRESS);
  one.points[0].value = 125; /* beyond the limit by a quarter of it: 1 - (200 - 125) / 100 */
  one.points[1].value = 126;
  assert_int_equal(rsl_progress_open_sdg(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.limit_factor, 0.25);
  assert_int_equal(got.notes, RSL_NOTE_BASE_BEYOND_LIMIT);
  one.points[0].value = 200;
  one.points[1].value = 210;
  assert_real(open_sdg(&one).limit_factor, 1);
  one.series.target = 300;
  got = open_sdg(&one);
  assert_int_equal(got.notes, RSL_NOTE_LIMIT_IGNORED);
  assert_real(got.limit_factor, 1);
}

static void eurostat_lets_a_limit_change_the_outer_cuts_alone(void **state) {
  (void)state;
  rsl_eurostat_options options = RSL_EUROSTAT_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  options.limit_exponent = 1;
  set_two(&one, 2015, 75, 2016, 75.1875); /* a quarter of a percent, with a quarter of the room */
  one.series.limit = 100;
  assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.cuts[0], 0.0025);
  assert_real(got.cuts[1], 0.00025);
  assert_real(got.cuts[2], -0.001);
  assert_real(got.cuts[3], -0.0025);
  assert_real(got.score, 2.5);
  one.points[1].value = 75.75; /* 1 %: beyond 2 % of a quarter */
  assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.score, 5);
  one.points[1].value = 74.25;
  assert_int_equal(rsl_progress_eurostat(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.score, -2.5);
}

static void scores_bend_where_the_publishers_have_it(void **state) {
  (void)state;
  static const struct {
    double value; /* in one year from 100, where 200 in one year is the target: the ratio is the growth */
    double eurostat;
    double open_sdg;
  } rows[] = { { 195, 5 / 0.7 * 0.35, 7.1429 * 0.95 - 4.2857 },
               { 170, 5 / 0.7 * 0.1, 7.1429 * 0.7 - 4.2857 },
               { 130, 5 / 1.2 * 0.9 - 5, 4.1667 * 0.3 - 2.5 },
               { 50, 5 / 1.2 * 0.1 - 5, 4.1667 * -0.5 - 2.5 },
               { 30, -5, -5 } };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    test_series one;
    set_two(&one, 2015, 100, 2016, rows[i].value);
    one.series.target = 200;
    one.series.target_year = 2016;
    assert_real(eurostat(&one).score, rows[i].eurostat);
    assert_real(open_sdg(&one).score, rows[i].open_sdg);
  }
}

static void what_stays_at_its_limit_is_the_best_there_is(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, 100, 2020, 100);
  one.series.limit = 100;
  rsl_assessment got = eurostat(&one);
  assert_real(got.score, 5);
  assert_verdict(&got, RSL_CLASS_SIGNIFICANT_PROGRESS, RSL_RATING_MET_EARLY);
  got = open_sdg(&one);
  assert_real(got.score, 5);
  assert_verdict(&got, RSL_CLASS_SUBSTANTIAL_PROGRESS, RSL_RATING_ON_TRACK);
  one.points[1] = (rsl_point){ 2016, 99 };
  got = open_sdg(&one); /* 125 × -1 % - 2.5 */
  assert_real(got.score, -3.75);
  assert_int_equal(got.rated_as, RSL_CLASS_DETERIORATION);
}

static void a_binary_series_is_achieved_or_not(void **state) {
  (void)state;
  rsl_eurostat_options eu = RSL_EUROSTAT_OPTIONS_INIT;
  rsl_open_sdg_options canada = RSL_OPEN_SDG_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  eu.binary = canada.binary = true;
  set_two(&one, 2015, 0, 2020, 1);
  assert_int_equal(rsl_progress_eurostat(&eu, &one.series, &got, NULL), RSL_OK);
  assert_real(got.score, 5);
  assert_verdict(&got, RSL_CLASS_SIGNIFICANT_PROGRESS, RSL_RATING_MET_EARLY);
  one.points[1].value = 0;
  assert_int_equal(rsl_progress_eurostat(&eu, &one.series, &got, NULL), RSL_OK);
  assert_real(got.score, -5);
  assert_verdict(&got, RSL_CLASS_SIGNIFICANT_DETERIORATION, RSL_RATING_OFF_TRACK);
  assert_int_equal(rsl_progress_open_sdg(&canada, &one.series, &got, NULL), RSL_OK);
  assert_verdict(&got, RSL_CLASS_TARGET_NOT_ACHIEVED, RSL_RATING_OFF_TRACK);
  one.series.count = 0;
  assert_int_equal(rsl_progress_open_sdg(&canada, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_MEASUREMENT);
}

static void istat_turns_the_words_and_not_the_cuts(void **state) {
  (void)state;
  static const struct {
    double value;
    rsl_class rising;
    rsl_class falling;
  } rows[] = {
    { 106, RSL_CLASS_CLEAR_IMPROVEMENT, RSL_CLASS_CLEAR_WORSENING },
    { 103, RSL_CLASS_SLIGHT_IMPROVEMENT, RSL_CLASS_SLIGHT_WORSENING },
    { 100.5, RSL_CLASS_STABLE, RSL_CLASS_STABLE },
    { 97, RSL_CLASS_SLIGHT_WORSENING, RSL_CLASS_SLIGHT_IMPROVEMENT },
    { 94, RSL_CLASS_CLEAR_WORSENING, RSL_CLASS_CLEAR_IMPROVEMENT },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    test_series one;
    set_two(&one, 2010, 100, 2011, rows[i].value);
    assert_int_equal(istat(&one).rated_as, rows[i].rising);
    one.series.direction = RSL_DIRECTION_DECREASE;
    assert_int_equal(istat(&one).rated_as, rows[i].falling);
  }
}

static void istat_takes_a_cut_to_the_class_below_it(void **state) {
  (void)state;
  rsl_istat_options options = RSL_ISTAT_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  options.clear = 1.0 / 16;
  options.slight = 1.0 / 64;
  set_two(&one, 2010, 64, 2011, 68); /* exactly 1/16 */
  assert_int_equal(rsl_progress_istat(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_SLIGHT_IMPROVEMENT);
  one.points[1].value = 63; /* exactly -1/64 */
  assert_int_equal(rsl_progress_istat(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_SLIGHT_WORSENING);
  set_two(&one, 2010, 0, 2011, 68);
  got = istat(&one);
  assert_refused(&got, RSL_REASON_ZERO_BASE);
}

static void a_series_without_direction_is_an_error_that_says_so(void **state) {
  (void)state;
  rsl_error error = RSL_ERROR_INIT;
  rsl_assessment got;
  test_series one;
  set_two(&one, 2015, 1, 2016, 2);
  one.series.direction = RSL_DIRECTION_NONE;
  assert_int_equal(rsl_progress_eurostat(NULL, &one.series, &got, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "the series has no direction; it is better when it rises, or when it falls");
  one.series.points = NULL;
  one.series.direction = RSL_DIRECTION_INCREASE;
  assert_int_equal(rsl_progress_open_sdg(NULL, &one.series, &got, &error), RSL_ERR_ARGUMENT);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(eurostat_grows_past_its_cuts_and_not_at_them),
    cmocka_unit_test(a_cut_itself_is_of_the_worse_class_at_eurostat_and_of_the_better_in_its_older_edition),
    cmocka_unit_test(a_ratio_is_growth_over_growth_needed),
    cmocka_unit_test(moving_away_is_negative_in_either_direction),
    cmocka_unit_test(a_target_that_is_met_scores_5_whatever_the_trend),
    cmocka_unit_test(a_target_that_equals_the_base_is_achieved_or_not_rated),
    cmocka_unit_test(a_base_year_without_a_figure_is_replaced_as_each_publisher_does),
    cmocka_unit_test(a_term_counts_back_from_the_latest_figure),
    cmocka_unit_test(all_or_nothing_may_be_met_within_one_percent),
    cmocka_unit_test(a_term_may_be_too_short_to_be_assessed),
    cmocka_unit_test(figures_that_are_not_known_are_passed_over),
    cmocka_unit_test(one_figure_and_years_that_do_not_rise_are_refused),
    cmocka_unit_test(a_change_of_sign_is_refused_between_any_two_of_the_three),
    cmocka_unit_test(a_zero_is_replaced_and_told_or_refused),
    cmocka_unit_test(a_limit_makes_progress_near_it_count_for_more),
    cmocka_unit_test(eurostat_lets_a_limit_change_the_outer_cuts_alone),
    cmocka_unit_test(scores_bend_where_the_publishers_have_it),
    cmocka_unit_test(what_stays_at_its_limit_is_the_best_there_is),
    cmocka_unit_test(a_binary_series_is_achieved_or_not),
    cmocka_unit_test(istat_turns_the_words_and_not_the_cuts),
    cmocka_unit_test(istat_takes_a_cut_to_the_class_below_it),
    cmocka_unit_test(a_series_without_direction_is_an_error_that_says_so),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
