/* UNSD with UNDP's trend rules, and ESCAP's indices. Growth is a whole number of percent, so that it is reckoned by hand. */
#include "support/series.h"

static rsl_assessment unsd(rsl_unsd_edition edition, rsl_unsd_trend trend, const test_series *one) {
  rsl_method_options options;
  rsl_assessment got;
  assert_int_equal(rsl_method_begin(RSL_METHOD_UNSD, (int)edition, &options, NULL), RSL_OK);
  options.of.unsd.trend = trend;
  assert_int_equal(rsl_progress_rate(&options, &one->series, &got, NULL), RSL_OK);
  return got;
}

static void the_edition_of_2023_looks_at_the_value_expected_in_the_target_year(void **state) {
  (void)state;
  test_series one;
  /* 100 → 110 in one year, and so 121 in the next; the way to 142 is half come. */
  set_two(&one, 2015, 100, 2016, 110);
  one.series.target = 142;
  one.series.target_year = 2017;
  rsl_assessment got = unsd(RSL_UNSD_2023, RSL_UNSD_TREND_AUTO, &one);
  assert_real(got.projected, 121);
  assert_real(got.ratio, 0.5);
  assert_real(got.score, 2);
  assert_verdict(&got, RSL_CLASS_FAIR_PROGRESS, RSL_RATING_BEHIND);
  one.series.target = 122; /* 21 of 22 */
  got = unsd(RSL_UNSD_2023, RSL_UNSD_TREND_AUTO, &one);
  assert_real(got.score, 3);
  assert_verdict(&got, RSL_CLASS_TARGET_MET_OR_ON_TRACK, RSL_RATING_ON_TRACK);
  one.points[1].value = 100;
  got = unsd(RSL_UNSD_2023, RSL_UNSD_TREND_AUTO, &one);
  assert_real(got.score, 1);
  assert_verdict(&got, RSL_CLASS_STAGNATION_OR_REGRESSION, RSL_RATING_OFF_TRACK);
}

static void the_edition_of_2022_cuts_the_ratio_of_growth_at_its_better_side(void **state) {
  (void)state;
  rsl_method_options options;
  rsl_assessment got;
  test_series one;
  /* 10 % a year against 20 %: a half, the least of fair progress. */
  set_two(&one, 2015, 100, 2016, 110);
  one.series.target = 144;
  one.series.target_year = 2017;
  assert_int_equal(rsl_method_begin(RSL_METHOD_UNSD, RSL_UNSD_2022, &options, NULL), RSL_OK);
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.ratio, 0.5);
  options.of.unsd.fair = got.ratio; /* the very double */
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_verdict(&got, RSL_CLASS_FAIR_PROGRESS, RSL_RATING_BEHIND);
  one.points[1].value = 99; /* -1 % against 20 %: -0.05 is no deterioration yet */
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_verdict(&got, RSL_CLASS_LIMITED_OR_NO_PROGRESS, RSL_RATING_OFF_TRACK);
  one.points[1].value = 97;
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_DETERIORATION);
}

static void a_decrease_is_the_mirror_of_an_increase_but_in_what_undp_published(void **state) {
  (void)state;
  static const struct {
    double value;
    rsl_class mirrored;
    rsl_class published;
  } rows[] = {
    /* From 1000 in one year, where less is better. */
    { 985, RSL_CLASS_ON_TRACK, RSL_CLASS_ON_TRACK },
    { 993, RSL_CLASS_FAIR_PROGRESS, RSL_CLASS_FAIR_PROGRESS },
    { 997, RSL_CLASS_LIMITED_OR_NO_PROGRESS, RSL_CLASS_FAIR_PROGRESS },
    { 1002, RSL_CLASS_LIMITED_OR_NO_PROGRESS, RSL_CLASS_FAIR_PROGRESS },
    { 1007, RSL_CLASS_LIMITED_OR_NO_PROGRESS, RSL_CLASS_LIMITED_OR_NO_PROGRESS },
    { 1015, RSL_CLASS_DETERIORATION, RSL_CLASS_DETERIORATION },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    test_series one;
    set_two_falling(&one, 2015, 1000, 2016, rows[i].value);
    assert_int_equal(unsd(RSL_UNSD_2022, RSL_UNSD_TREND_AUTO, &one).rated_as, rows[i].mirrored);
    assert_int_equal(unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_GROWTH, &one).rated_as, rows[i].published);
  }
}

static void without_a_target_growth_is_cut_by_the_edition(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, 1000, 2016, 1015);
  assert_int_equal(unsd(RSL_UNSD_2022, RSL_UNSD_TREND_AUTO, &one).rated_as, RSL_CLASS_ON_TRACK);
  assert_int_equal(unsd(RSL_UNSD_2023, RSL_UNSD_TREND_AUTO, &one).rated_as, RSL_CLASS_FAIR_PROGRESS);
  one.points[1].value = 1025;
  assert_int_equal(unsd(RSL_UNSD_2023, RSL_UNSD_TREND_AUTO, &one).rated_as, RSL_CLASS_TARGET_MET_OR_ON_TRACK);
  one.points[1].value = 1001;
  assert_int_equal(unsd(RSL_UNSD_2023, RSL_UNSD_TREND_AUTO, &one).rated_as, RSL_CLASS_STAGNATION_OR_REGRESSION);
}

static void met_is_within_a_twentieth_of_a_percent(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, 50, 2020, 99.96);
  one.series.target = 100;
  rsl_assessment got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_RATIO, &one);
  assert_verdict(&got, RSL_CLASS_TARGET_ACHIEVED, RSL_RATING_MET_EARLY);
  one.points[1].value = 99.94;
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_RATIO, &one);
  assert_verdict(&got, RSL_CLASS_ON_TRACK, RSL_RATING_ON_TRACK);
  set_two_falling(&one, 2015, 50, 2020, 0);
  one.series.target = 10;
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_RATIO, &one);
  assert_int_equal(got.rated_as, RSL_CLASS_TARGET_ACHIEVED);
  one.series.target = 0;
  got = unsd(RSL_UNSD_2023, RSL_UNSD_TREND_AUTO, &one);
  assert_verdict(&got, RSL_CLASS_TARGET_MET_OR_ON_TRACK, RSL_RATING_MET_EARLY);
}

static void what_had_met_its_target_and_gets_worse_deteriorates(void **state) {
  (void)state;
  test_series one;
  set_two_falling(&one, 2015, 40, 2020, 60);
  one.series.target = 50;
  rsl_assessment got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_RATIO, &one);
  assert_verdict(&got, RSL_CLASS_DETERIORATION, RSL_RATING_OFF_TRACK);
  assert_int_equal(got.reason, RSL_REASON_BASELINE_LOST);
  got = unsd(RSL_UNSD_2023, RSL_UNSD_TREND_AUTO, &one);
  assert_verdict(&got, RSL_CLASS_STAGNATION_OR_REGRESSION, RSL_RATING_OFF_TRACK);
}

static void what_cannot_grow_has_insufficient_data(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, 0, 2020, 10);
  one.series.target = 20;
  rsl_assessment got = unsd(RSL_UNSD_2023, RSL_UNSD_TREND_AUTO, &one);
  assert_refused(&got, RSL_REASON_ZERO_BASE);
  assert_int_equal(got.rated_as, RSL_CLASS_INSUFFICIENT_DATA);
  set_two(&one, 2015, -5, 2020, 10);
  got = unsd(RSL_UNSD_2022, RSL_UNSD_TREND_GROWTH, &one);
  assert_refused(&got, RSL_REASON_SIGN_CHANGE);
  set_two(&one, 2015, -5, 2016, -6);
  got = unsd(RSL_UNSD_2022, RSL_UNSD_TREND_GROWTH, &one);
  assert_refused(&got, RSL_REASON_SIGN_CHANGE);
  assert_real(unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_GROWTH, &one).ratio, 0.2); /* its code lets it pass */
  one.series.count = 1;
  got = unsd(RSL_UNSD_2022, RSL_UNSD_TREND_GROWTH, &one);
  assert_refused(&got, RSL_REASON_ONE_POINT);
  set_two(&one, 2010, 5, 2015, 6);
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_GROWTH, &one);
  assert_refused(&got, RSL_REASON_TOO_OLD);
  assert_int_equal(got.rated_as, RSL_CLASS_NO_DATA_AFTER);
}

static void a_base_year_without_a_figure_takes_the_last_before_it(void **state) {
  (void)state;
  const double pairs[][2] = { { 2012, 8 }, { 2014, 9 }, { 2016, 10 }, { 2022, 12 } };
  test_series one;
  set_points(&one, 4, pairs);
  assert_real(unsd(RSL_UNSD_2022, RSL_UNSD_TREND_AUTO, &one).base.year, 2014);
  one.series.base_year = 2010;
  assert_real(unsd(RSL_UNSD_2022, RSL_UNSD_TREND_AUTO, &one).base.year, 2012);
}

static void to_double_and_to_halve_are_targets_of_the_base(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, 100, 2020, 200);
  rsl_assessment got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_DOUBLING, &one);
  assert_real(got.target, 200);
  assert_int_equal(got.rated_as, RSL_CLASS_TARGET_ACHIEVED);
  set_two(&one, 2015, 100, 2020, 51);
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_HALVING, &one);
  assert_real(got.target, 50);
  assert_verdict(&got, RSL_CLASS_ON_TRACK, RSL_RATING_ON_TRACK); /* 5 of 15 years, nearly half */
  one.points[1].value = 100;
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_HALVING, &one);
  assert_int_equal(got.rated_as, RSL_CLASS_LIMITED_OR_NO_PROGRESS);
}

static void rates_of_reduction_are_logarithms(void **state) {
  (void)state;
  test_series one;
  /* ln 2 in 5 years against ln 4 in 15: 3/2 of what is needed. */
  set_two_falling(&one, 2015, 100, 2020, 50);
  one.series.target = 25;
  rsl_assessment got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_REDUCTION_RATIO, &one);
  assert_real(got.ratio, 1.5);
  assert_int_equal(got.rated_as, RSL_CLASS_ON_TRACK);
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_REDUCTION, &one);
  assert_int_equal(got.rated_as, RSL_CLASS_ON_TRACK);
  one.points[1].value = 90;
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_REDUCTION, &one);
  assert_int_equal(got.rated_as, RSL_CLASS_LIMITED_OR_NO_PROGRESS);
  one.series.target = RSL_UNKNOWN;
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_REDUCTION, &one);
  assert_refused(&got, RSL_REASON_NO_TARGET);
  set_two(&one, 2015, 0, 2020, 50);
  one.series.target = 100;
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_REDUCTION, &one);
  assert_refused(&got, RSL_REASON_ZERO_BASE);
}

static void steps_of_a_scale_are_counted(void **state) {
  (void)state;
  static const rsl_class words[] = { RSL_CLASS_DETERIORATION, RSL_CLASS_LIMITED_OR_NO_PROGRESS, RSL_CLASS_FAIR_PROGRESS,
                                     RSL_CLASS_ON_TRACK, RSL_CLASS_ON_TRACK };
  for (int step = -1; step <= 3; step++) {
    test_series one;
    set_two(&one, 2015, 1, 2020, 1 + step);
    one.series.target = 5;
    assert_int_equal(unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_LIKERT, &one).rated_as, words[step + 1]);
  }
}

static void a_binary_target_is_its_latest_figure(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2012, 0, 2014, 1);
  one.series.direction = RSL_DIRECTION_NONE;
  rsl_assessment got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_BINARY, &one); /* also of before 2015 */
  assert_int_equal(got.rated_as, RSL_CLASS_TARGET_ACHIEVED);
  one.points[1].value = 0;
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_BINARY, &one);
  assert_int_equal(got.rated_as, RSL_CLASS_TARGET_NOT_ACHIEVED);
  assert_real(got.score, 2);
  assert_real(unsd(RSL_UNSD_UNDP_2023, RSL_UNSD_TREND_BINARY, &one).score, 3);
}

static void gini_wants_both_growth_and_change(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, 40, 2016, 38);
  one.series.target = 30;
  assert_int_equal(unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_GINI, &one).rated_as, RSL_CLASS_ON_TRACK);
  one.points[1] = (rsl_point){ 2025, 39 }; /* 2.6 % of it, but a quarter of a percent a year */
  assert_int_equal(unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_GINI, &one).rated_as, RSL_CLASS_FAIR_PROGRESS);
  one.points[1].value = 40.2;
  assert_int_equal(unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_GINI, &one).rated_as, RSL_CLASS_LIMITED_OR_NO_PROGRESS);
  one.points[1].value = 42;
  assert_int_equal(unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_GINI, &one).rated_as, RSL_CLASS_DETERIORATION);
  one.points[0].value = 0;
  rsl_assessment got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_GINI, &one);
  assert_refused(&got, RSL_REASON_ZERO_BASE);
}

static void what_is_to_be_maintained_is_met_while_no_worse(void **state) {
  (void)state;
  rsl_method_options options;
  rsl_assessment got;
  test_series one;
  set_two(&one, 2015, 40, 2020, 40);
  assert_int_equal(rsl_method_begin(RSL_METHOD_UNSD, RSL_UNSD_2022, &options, NULL), RSL_OK);
  options.of.unsd.maintain = true;
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_TARGET_ACHIEVED);
  one.points[1].value = 20;
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_DETERIORATION);
}

static void undp_rates_what_is_to_be_maintained_by_its_growth(void **state) {
  (void)state;
  rsl_method_options options;
  rsl_assessment got;
  test_series one;
  set_two(&one, 2015, 1000, 2016, 1002);
  one.series.target = 10; /* met long ago, and not looked at */
  assert_int_equal(rsl_method_begin(RSL_METHOD_UNSD, RSL_UNSD_UNDP, &options, NULL), RSL_OK);
  options.of.unsd.trend = RSL_UNSD_TREND_GROWTH;
  options.of.unsd.maintain = true;
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_LIMITED_OR_NO_PROGRESS);
  options.of.unsd.maintain = false;
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_TARGET_ACHIEVED);
}

static void growth_alone_does_not_ask_where_it_came_from(void **state) {
  (void)state;
  test_series one;
  set_two_falling(&one, 2015, 1000, 2016, 1002); /* the base had met the target */
  one.series.target = 1001.8;
  rsl_assessment got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_GROWTH, &one);
  assert_int_equal(got.rated_as, RSL_CLASS_TARGET_ACHIEVED); /* within 0.05 % */
  one.series.target = 1000;
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_GROWTH, &one);
  assert_int_equal(got.rated_as, RSL_CLASS_FAIR_PROGRESS);
  got = unsd(RSL_UNSD_UNDP, RSL_UNSD_TREND_RATIO, &one);
  assert_int_equal(got.rated_as, RSL_CLASS_DETERIORATION);
}

static void a_target_year_must_come_after_the_base(void **state) {
  (void)state;
  static const rsl_unsd_trend trends[] = { RSL_UNSD_TREND_RATIO, RSL_UNSD_TREND_REDUCTION };
  for (size_t i = 0; i < 2; i++) {
    test_series one;
    set_two(&one, 2015, 10, 2020, 12);
    one.series.target = 20;
    one.series.target_year = 2015;
    rsl_assessment got = unsd(RSL_UNSD_2022, trends[i], &one);
    assert_refused(&got, RSL_REASON_YEAR_ORDER);
  }
}

static void a_trend_that_has_a_direction_must_be_told_it(void **state) {
  (void)state;
  rsl_method_options options;
  rsl_assessment got;
  test_series one;
  set_two(&one, 2015, 10, 2020, 20);
  one.series.direction = RSL_DIRECTION_NONE;
  assert_int_equal(rsl_method_begin(RSL_METHOD_UNSD, RSL_UNSD_UNDP, &options, NULL), RSL_OK);
  for (int trend = RSL_UNSD_TREND_AUTO; trend < RSL_UNSD_TREND_END; trend++) {
    bool own = trend == RSL_UNSD_TREND_DOUBLING || trend == RSL_UNSD_TREND_HALVING || trend == RSL_UNSD_TREND_BINARY ||
               trend == RSL_UNSD_TREND_GINI;
    options.of.unsd.trend = (rsl_unsd_trend)trend;
    assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), own ? RSL_OK : RSL_ERR_ARGUMENT);
  }
}

static void growth_needed_may_be_told(void **state) {
  (void)state;
  rsl_method_options options;
  rsl_assessment got;
  test_series one;
  set_two(&one, 2015, 100, 2016, 107);
  assert_int_equal(rsl_method_begin(RSL_METHOD_UNSD, RSL_UNSD_UNDP, &options, NULL), RSL_OK);
  options.of.unsd.trend = RSL_UNSD_TREND_RATIO;
  options.of.unsd.needed_growth = 0.07;
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.ratio, 1);
  options.of.unsd.needed_growth = 0; /* none is needed: what is no worse has done */
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_TARGET_ACHIEVED);
  one.points[1].value = 99;
  assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_DETERIORATION);
}

static void levels_take_a_cut_on_the_side_of_the_direction(void **state) {
  (void)state;
  const double falling[4] = { 5, 10, 20, 40 };
  const double rising[4] = { 90, 80, 60, 40 };
  assert_int_equal(rsl_unsd_level(5, falling, RSL_DIRECTION_DECREASE), RSL_CLASS_LEVEL_MET);
  assert_int_equal(rsl_unsd_level(10, falling, RSL_DIRECTION_DECREASE), RSL_CLASS_LEVEL_CLOSE);
  assert_int_equal(rsl_unsd_level(41, falling, RSL_DIRECTION_DECREASE), RSL_CLASS_LEVEL_VERY_FAR);
  assert_int_equal(rsl_unsd_level(90, rising, RSL_DIRECTION_INCREASE), RSL_CLASS_LEVEL_CLOSE);
  assert_int_equal(rsl_unsd_level(50, rising, RSL_DIRECTION_INCREASE), RSL_CLASS_LEVEL_FAR);
  assert_int_equal(rsl_unsd_level(RSL_UNKNOWN, rising, RSL_DIRECTION_INCREASE), RSL_CLASS_NONE);
}

/* ---- ESCAP --------------------------------------------------------------------------------------------------------- */

static rsl_assessment escap(const rsl_escap_options *options, const test_series *one) {
  rsl_assessment got;
  assert_int_equal(rsl_progress_escap(options, &one->series, &got, NULL), RSL_OK);
  return got;
}

static void the_current_index_is_ten_times_the_way_come(void **state) {
  (void)state;
  rsl_escap_options options = RSL_ESCAP_OPTIONS_INIT;
  test_series one;
  options.index = RSL_ESCAP_CURRENT;
  set_two_falling(&one, 2015, 50, 2020, 40);
  one.series.target = 10;
  rsl_assessment got = escap(&options, &one);
  assert_real(got.score, 2.5);
  assert_verdict(&got, RSL_CLASS_SLOW_PROGRESS, RSL_RATING_BEHIND);
  one.points[1].value = 60;
  got = escap(&options, &one);
  assert_real(got.score, -2.5);
  assert_verdict(&got, RSL_CLASS_REGRESSION, RSL_RATING_OFF_TRACK);
  one.points[1].value = 10;
  got = escap(&options, &one);
  assert_real(got.score, 10);
  assert_verdict(&got, RSL_CLASS_STATUS_ON_TRACK, RSL_RATING_MET_EARLY);
}

static void without_bounds_two_figures_are_carried_on_along_their_line(void **state) {
  (void)state;
  rsl_escap_options options = RSL_ESCAP_OPTIONS_INIT;
  test_series one;
  options.scale = 0;
  /* 2 a year: 50 in 2015, 60 in 2020, 80 in 2030. Any weights give the line through two figures. */
  set_two(&one, 2015, 50, 2020, 60);
  one.series.target = 100;
  rsl_assessment got = escap(&options, &one);
  assert_real(got.projected, 80);
  assert_real(got.score, 6);
  assert_verdict(&got, RSL_CLASS_ACCELERATE, RSL_RATING_BEHIND);
  one.series.target = 83; /* a gap of 3 of 33 is under a tenth */
  got = escap(&options, &one);
  assert_verdict(&got, RSL_CLASS_MAINTAIN, RSL_RATING_ON_TRACK);
  one.points[1].value = 45;
  got = escap(&options, &one);
  assert_verdict(&got, RSL_CLASS_REVERSE, RSL_RATING_OFF_TRACK);
  options.prediction = RSL_ESCAP_MEAN_SLOPE;
  one.points[1].value = 60;
  assert_real(escap(&options, &one).projected, 80);
}

static void newer_figures_weigh_more(void **state) {
  (void)state;
  rsl_escap_options options = RSL_ESCAP_OPTIONS_INIT;
  const double pairs[][2] = { { 2015, 10 }, { 2020, 10 }, { 2025, 20 } };
  test_series one;
  options.scale = 0;
  set_points(&one, 3, pairs);
  one.series.target = 100;
  /* Weights 15/15, 15/10, 15/5 = 1, 1.5, 3; time from 2020: -5, 0, 5. Σw = 5.5, Σwt = 10, Σwy = 85, Σwty = 250,
   * Σwt² = 100; slope (250 - 10 × 85 / 5.5) / (100 - 100 / 5.5) = 95.45… / 81.81… = 7/6; mean 40/3; + 10 × 7/6. */
  assert_real(escap(&options, &one).projected, 40.0 / 3 + 70.0 / 6);
  options.prediction = RSL_ESCAP_MEAN_SLOPE; /* (0 + 2) / 2 a year from the last */
  assert_real(escap(&options, &one).projected, 25);
}

static void a_base_without_a_figure_is_predicted(void **state) {
  (void)state;
  rsl_escap_options options = RSL_ESCAP_OPTIONS_INIT;
  test_series one;
  options.scale = 0;
  set_two(&one, 2017, 54, 2020, 60);
  one.series.target = 100;
  rsl_assessment got = escap(&options, &one);
  assert_real(got.base.year, 2015);
  assert_real(got.base.value, 50);
  assert_real(got.score, 6);
}

static void a_figure_at_a_bound_keeps_the_last_value(void **state) {
  (void)state;
  test_series one;
  set_two_falling(&one, 2015, 4, 2020, 0);
  one.series.target = -1; /* never met, so that the value counts */
  rsl_assessment got = escap(NULL, &one);
  assert_real(got.projected, 0);
  assert_true((got.notes & RSL_NOTE_LAST_VALUE_KEPT) != 0);
  assert_real(got.score, 8);
  set_two(&one, 2015, 50, 2020, 100);
  one.series.target = 200;
  got = escap(NULL, &one);
  assert_real(got.projected, 100);
}

static void parity_is_better_on_neither_side(void **state) {
  (void)state;
  rsl_escap_options options = RSL_ESCAP_OPTIONS_INIT;
  test_series one;
  options.index = RSL_ESCAP_CURRENT;
  options.parity = true;
  set_two(&one, 2015, 0.5, 2020, 1.25); /* 1/4 off instead of 1/2 */
  one.series.target = 1;
  assert_real(escap(&options, &one).score, 5);
  one.points[1].value = 0.75;
  assert_real(escap(&options, &one).score, 5);
}

static void one_figure_tells_only_whether_the_target_is_met(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, 60, 2020, 70);
  one.series.count = 1;
  one.series.target = 50;
  rsl_assessment got = escap(NULL, &one);
  assert_real(got.score, 10);
  assert_verdict(&got, RSL_CLASS_MAINTAIN, RSL_RATING_MET_EARLY);
  one.series.target = 80;
  got = escap(NULL, &one);
  assert_refused(&got, RSL_REASON_ONE_POINT);
  one.series.count = 0;
  got = escap(NULL, &one);
  assert_refused(&got, RSL_REASON_NO_MEASUREMENT);
  assert_int_equal(got.rated_as, RSL_CLASS_NO_DATA);
}

static void an_index_needs_a_target_that_is_not_the_base(void **state) {
  (void)state;
  rsl_escap_options options = RSL_ESCAP_OPTIONS_INIT;
  test_series one;
  options.index = RSL_ESCAP_CURRENT;
  set_two(&one, 2015, 60, 2020, 50);
  rsl_assessment got = escap(&options, &one);
  assert_refused(&got, RSL_REASON_NO_TARGET);
  one.series.target = 60;
  got = escap(&options, &one);
  assert_refused(&got, RSL_REASON_TARGET_EQUALS_BASELINE);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_edition_of_2023_looks_at_the_value_expected_in_the_target_year),
    cmocka_unit_test(the_edition_of_2022_cuts_the_ratio_of_growth_at_its_better_side),
    cmocka_unit_test(a_decrease_is_the_mirror_of_an_increase_but_in_what_undp_published),
    cmocka_unit_test(without_a_target_growth_is_cut_by_the_edition),
    cmocka_unit_test(met_is_within_a_twentieth_of_a_percent),
    cmocka_unit_test(what_had_met_its_target_and_gets_worse_deteriorates),
    cmocka_unit_test(what_cannot_grow_has_insufficient_data),
    cmocka_unit_test(a_base_year_without_a_figure_takes_the_last_before_it),
    cmocka_unit_test(to_double_and_to_halve_are_targets_of_the_base),
    cmocka_unit_test(rates_of_reduction_are_logarithms),
    cmocka_unit_test(steps_of_a_scale_are_counted),
    cmocka_unit_test(a_binary_target_is_its_latest_figure),
    cmocka_unit_test(gini_wants_both_growth_and_change),
    cmocka_unit_test(what_is_to_be_maintained_is_met_while_no_worse),
    cmocka_unit_test(undp_rates_what_is_to_be_maintained_by_its_growth),
    cmocka_unit_test(growth_alone_does_not_ask_where_it_came_from),
    cmocka_unit_test(a_target_year_must_come_after_the_base),
    cmocka_unit_test(a_trend_that_has_a_direction_must_be_told_it),
    cmocka_unit_test(growth_needed_may_be_told),
    cmocka_unit_test(levels_take_a_cut_on_the_side_of_the_direction),
    cmocka_unit_test(the_current_index_is_ten_times_the_way_come),
    cmocka_unit_test(without_bounds_two_figures_are_carried_on_along_their_line),
    cmocka_unit_test(newer_figures_weigh_more),
    cmocka_unit_test(a_base_without_a_figure_is_predicted),
    cmocka_unit_test(a_figure_at_a_bound_keeps_the_last_value),
    cmocka_unit_test(parity_is_better_on_neither_side),
    cmocka_unit_test(one_figure_tells_only_whether_the_target_is_met),
    cmocka_unit_test(an_index_needs_a_target_that_is_not_the_base),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
