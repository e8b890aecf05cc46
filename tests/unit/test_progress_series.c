/* Bare series: rated by any method, with their outlook. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/progress_series.h>

#include "support/progress_input.h"

enum { MOST = 700 };

static rsl_path_figure figures[MOST];

/* Years from 2020 on, as "10 9 8": "-" is a gap. */
static rsl_bare_series series_of(const char *values) {
  rsl_path_input input = RSL_PATH_INPUT_INIT;
  rsl_bare_series series = RSL_BARE_SERIES_INIT;
  set_years(&input, figures, values);
  for (size_t i = 0; i < input.series_count; i++) figures[i].period.index--; /* that helper begins in 2021 */
  series.figures = figures;
  series.figure_count = input.series_count;
  series.by = period("2025");
  series.has_target = true;
  series.target = decimal("5");
  return series;
}

static rsl_series_standing standing_of(const rsl_bare_series *series, const rsl_series_rule *rule) {
  rsl_series_standing out;
  assert_int_equal(rsl_progress_series(series, rule, &out, NULL), RSL_OK);
  return out;
}

static void assert_double(double got, double wanted) {
  assert_true(got - wanted < 1e-12 && wanted - got < 1e-12);
}

/* 10 to 5 in five years: 8 by 2022. On the way as expected, a point a year; the line through all three ends at 5. */
static void a_series_is_rated_along_the_path_from_its_first_figure(void **state) {
  (void)state;
  rsl_bare_series series = series_of("10 9 8");
  rsl_series_standing found = standing_of(&series, NULL);
  assert_string_equal(found.method, "path");
  assert_int_equal(found.rating, RSL_RATING_ON_TRACK);
  assert_double(found.ratio, 1);
  assert_double(found.pace, -1);
  assert_double(found.required_pace, -1);
  assert_double(found.projected, 5);
  assert_number(found.baseline.value, number("10"));
  assert_int_equal(found.actual.period.index, 2022);
  assert_int_equal(found.rated_as, RSL_CLASS_NONE);
  assert_true(found.score != found.score);
}

/* Slopes −1, −1, −7, −1, −4, −3, in the middle −2; from 8.5 in mid-2021 by 2025 to 8.5 − 3.5 × 2 = 1.5. */
static void one_wild_figure_hardly_moves_the_line_of_medians(void **state) {
  (void)state;
  rsl_bare_series series = series_of("10 9 8 1");
  rsl_series_rule rule = RSL_SERIES_RULE_INIT;
  rule.projection = RSL_PROJECTION_THEIL_SEN;
  rsl_series_standing found = standing_of(&series, &rule);
  assert_double(found.projected, 1.5);
  assert_true(found.projected_low < 1.5 && found.projected_high > 1.5);
  assert_int_equal(found.chance, RSL_CHANCE_CANNOT_TELL);
  /* Of each figure's slopes the middle: −1, −1, −1 and −4. Heights above the line of −1 in 2020: 10, 10, 10 and 4. */
  rule.projection = RSL_PROJECTION_REPEATED_MEDIANS;
  found = standing_of(&series, &rule);
  assert_double(found.projected, 5);
  assert_true(found.projected_low != found.projected_low);
}

/* Half-way 10 × 0.5^(2/5) = 7.58 is expected of growth, 8 of change: (10 - 8) / (10 - 7.58) = 0.826 of it. */
static void a_compound_path_is_below_a_straight_one(void **state) {
  (void)state;
  rsl_bare_series series = series_of("10 9 8");
  rsl_series_rule rule = RSL_SERIES_RULE_INIT;
  rule.compound = true;
  assert_int_equal(standing_of(&series, &rule).rating, RSL_RATING_BEHIND);
}

/* Growth a year (8/10)^(1/2) - 1 = -0.10557 of the needed (5/10)^(1/5) - 1 = -0.12945: 0.81554. */
static void a_published_method_gives_its_own_words(void **state) {
  (void)state;
  rsl_bare_series series = series_of("10 - 8");
  rsl_series_rule rule = RSL_SERIES_RULE_INIT;
  rsl_method_options eurostat;
  assert_int_equal(rsl_method_begin(RSL_METHOD_EUROSTAT, 0, &eurostat, NULL), RSL_OK);
  rule.method = &eurostat;
  series.baseline = period("2020");
  rsl_series_standing found = standing_of(&series, &rule);
  assert_string_equal(found.method, "eurostat");
  assert_string_equal(rsl_class_code(found.rated_as), "moderate_progress");
  assert_true(found.ratio > 0.8155 && found.ratio < 0.8156);
  assert_int_equal(found.rating, RSL_RATING_BEHIND);
  assert_number(found.baseline.value, number("10"));
}

static void figures_after_the_day_are_left_out(void **state) {
  (void)state;
  rsl_bare_series series = series_of("10 9 3");
  series.as_of = rsl_date_from_civil(2022, 6, 30);
  rsl_series_standing found = standing_of(&series, NULL);
  assert_int_equal(found.actual.period.index, 2021);
  assert_int_equal(found.rating, RSL_RATING_ON_TRACK);
  assert_true(found.projected_low != found.projected_low); /* two figures: a line without bounds */
  assert_int_equal(found.chance, RSL_CHANCE_CANNOT_TELL);
}

static void without_a_target_there_is_no_rating_and_the_reason(void **state) {
  (void)state;
  rsl_bare_series series = series_of("10 9 8");
  series.has_target = false;
  rsl_series_standing found = standing_of(&series, NULL);
  assert_int_equal(found.rating, RSL_RATING_NOT_RATED);
  assert_int_equal(found.reason, RSL_REASON_NO_TARGET);
  series = series_of("5 6 7"); /* a target where the series began: which way is better? */
  found = standing_of(&series, NULL);
  assert_int_equal(found.reason, RSL_REASON_TARGET_EQUALS_BASELINE);
  series = series_of("-");
  series.direction = RSL_DIRECTION_INCREASE;
  assert_int_equal(standing_of(&series, NULL).rating, RSL_RATING_NO_DATA);
}

/* 90, 94, 98 go on by 4 a year to 110 in 2025; a whole of 100 is the most they can be. Between ends of one line there is no
 * interval to speak of. */
static void no_projection_passes_the_whole_or_nothing(void **state) {
  (void)state;
  rsl_series_rule rule = RSL_SERIES_RULE_INIT;
  rsl_bare_series series = series_of("90 94 98");
  series.target = decimal("99");
  assert_double(standing_of(&series, &rule).projected, 110);
  assert_int_equal(standing_of(&series, &rule).notes, 0);
  rule.whole = 100;
  rsl_series_standing found = standing_of(&series, &rule);
  assert_double(found.projected, 100);
  assert_double(found.projected_high, 100);
  assert_int_equal(found.notes, RSL_NOTE_PROJECTION_CLAMPED);
  series = series_of("10 6 2"); /* to -10 */
  found = standing_of(&series, &rule);
  assert_double(found.projected, 0);
  assert_int_equal(found.chance, RSL_CHANCE_LIKELY); /* of 5 at most */
  series.target = decimal("-1");
  assert_int_equal(standing_of(&series, &rule).chance, RSL_CHANCE_UNLIKELY);
}

/* The same with a limit of the series, which lies where progress ends. */
static void no_projection_passes_the_limit_of_its_series(void **state) {
  (void)state;
  rsl_bare_series series = series_of("90 94 98");
  series.target = decimal("99");
  series.has_limit = true;
  series.limit = decimal("100");
  assert_double(standing_of(&series, NULL).projected, 100);
  series.direction = RSL_DIRECTION_DECREASE; /* then 100 is no end of progress, and figures below it have passed it */
  assert_double(standing_of(&series, NULL).projected, 110);
  series = series_of("90 94 101");
  series.target = decimal("99");
  series.has_limit = true;
  series.limit = decimal("100");
  assert_true(standing_of(&series, NULL).projected > 100); /* what a figure has passed is no limit */
}

/* UNSD predicts by itself: 98 × (98/90)^(3/2) = 111.35 is its own number, and stays. */
static void what_a_publisher_predicts_is_left_as_it_is(void **state) {
  (void)state;
  rsl_series_rule rule = RSL_SERIES_RULE_INIT;
  rsl_method_options unsd;
  rsl_bare_series series = series_of("90 94 98");
  series.target = decimal("99");
  assert_int_equal(rsl_method_begin(RSL_METHOD_UNSD, 0, &unsd, NULL), RSL_OK);
  rule.method = &unsd;
  rule.whole = 100;
  rsl_series_standing found = standing_of(&series, &rule);
  assert_true(found.projected > 111.34 && found.projected < 111.36);
  assert_int_equal(found.notes, 0);
}

static void what_a_method_did_to_a_series_is_noted(void **state) {
  (void)state;
  rsl_series_rule rule = RSL_SERIES_RULE_INIT;
  rsl_method_options eurostat;
  rsl_bare_series series = series_of("0 2 3");
  assert_int_equal(rsl_method_begin(RSL_METHOD_EUROSTAT, 0, &eurostat, NULL), RSL_OK);
  rule.method = &eurostat;
  series.baseline = period("2020");
  assert_int_equal(standing_of(&series, &rule).notes, RSL_NOTE_BASE_REPLACED);
  assert_string_equal(rsl_note_name(RSL_NOTE_BASE_REPLACED), "base_replaced");
  assert_string_equal(rsl_note_name(RSL_NOTE_PROJECTION_CLAMPED), "projection_clamped");
  assert_null(rsl_note_name(RSL_NOTE_END));
  assert_null(rsl_note_name((rsl_note)3));
}

/* Neither told, nor to be read from a way to a target: no method that needs it rates, and none fails. */
static void without_a_direction_there_is_no_rating_and_the_reason(void **state) {
  (void)state;
  const rsl_method methods[] = { RSL_METHOD_NONE, RSL_METHOD_ISTAT, RSL_METHOD_EUROSTAT, RSL_METHOD_UNSD };
  for (size_t i = 0; i < sizeof methods / sizeof *methods; i++) {
    rsl_series_rule rule = RSL_SERIES_RULE_INIT;
    rsl_method_options method;
    bool own = methods[i] == RSL_METHOD_NONE;
    if (!own) assert_int_equal(rsl_method_begin(methods[i], 0, &method, NULL), RSL_OK);
    if (!own) rule.method = &method;
    rsl_bare_series series = series_of("5 6 7"); /* to 5 */
    rsl_series_standing found = standing_of(&series, &rule);
    assert_int_equal(found.rating, RSL_RATING_NOT_RATED);
    assert_int_equal(found.reason, RSL_REASON_TARGET_EQUALS_BASELINE);
    series.baseline = period("2019"); /* of which there is no figure */
    assert_int_equal(standing_of(&series, &rule).reason, RSL_REASON_NO_DIRECTION);
    series.has_target = false;
    assert_int_equal(standing_of(&series, &rule).reason, own ? RSL_REASON_NO_TARGET : RSL_REASON_NO_DIRECTION);
    series = series_of("- -");
    assert_int_equal(standing_of(&series, &rule).rating, RSL_RATING_NO_DATA);
    assert_int_equal(standing_of(&series, &rule).reason, RSL_REASON_NO_MEASUREMENT);
  }
  rsl_method_options none = { .method = RSL_METHOD_NONE };
  rsl_series_rule rule = RSL_SERIES_RULE_INIT;
  rsl_bare_series series = series_of("10 9 8");
  rsl_series_standing out;
  rule.method = &none;
  assert_int_equal(rsl_progress_series(&series, &rule, &out, NULL), RSL_ERR_ARGUMENT);
}

static void periods_out_of_order_are_refused(void **state) {
  (void)state;
  rsl_bare_series series = series_of("10 9 8");
  rsl_series_standing out;
  rsl_error error = RSL_ERROR_INIT;
  figures[1].period = figures[0].period;
  assert_int_equal(rsl_progress_series(&series, NULL, &out, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "figure 2 is not of a later period than the one before it");
}

/* 700 months on one line: a longer series than the trend holds still lies on it. 0 in 1960-01, 1 more each month; January
 * 2025 is month 780. */
static void a_long_series_is_rated_like_a_short_one(void **state) {
  (void)state;
  rsl_bare_series series = RSL_BARE_SERIES_INIT;
  rsl_period first = period("1960-01");
  for (int i = 0; i < MOST; i++)
    figures[i] = (rsl_path_figure){ rsl_period_shift(first, i), rsl_number_from_integer(i) };
  series.figures = figures;
  series.figure_count = MOST;
  series.by = period("2025-01");
  series.has_target = true;
  series.target = decimal("780");
  rsl_series_standing found = standing_of(&series, NULL);
  assert_true(found.projected > 779.999999 && found.projected < 780.000001);
  assert_int_equal(found.rating, RSL_RATING_ON_TRACK);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(one_wild_figure_hardly_moves_the_line_of_medians),
    cmocka_unit_test(a_series_is_rated_along_the_path_from_its_first_figure),
    cmocka_unit_test(a_compound_path_is_below_a_straight_one),
    cmocka_unit_test(a_published_method_gives_its_own_words),
    cmocka_unit_test(figures_after_the_day_are_left_out),
    cmocka_unit_test(without_a_target_there_is_no_rating_and_the_reason),
    cmocka_unit_test(no_projection_passes_the_whole_or_nothing),
    cmocka_unit_test(no_projection_passes_the_limit_of_its_series),
    cmocka_unit_test(what_a_publisher_predicts_is_left_as_it_is),
    cmocka_unit_test(what_a_method_did_to_a_series_is_noted),
    cmocka_unit_test(without_a_direction_there_is_no_rating_and_the_reason),
    cmocka_unit_test(periods_out_of_order_are_refused),
    cmocka_unit_test(a_long_series_is_rated_like_a_short_one),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
