/* Methods and their parameters by name, words of classes, scores put together; SDSN, OECD and the achievement rate. */
#include <stdio.h>
#include <string.h>

#include "support/series.h"

static rsl_method_options begin(rsl_method method, int edition) {
  rsl_method_options options;
  assert_int_equal(rsl_method_begin(method, edition, &options, NULL), RSL_OK);
  return options;
}

/* ---- Words ---------------------------------------------------------------------------------------------------------- */

static void every_class_has_a_code_a_rating_and_words_in_both_languages(void **state) {
  (void)state;
  for (int i = RSL_CLASS_NONE + 1; i < RSL_CLASS_END; i++) {
    rsl_class word = (rsl_class)i;
    assert_true(rsl_class_code(word)[0] != '\0');
    assert_null(strchr(rsl_class_code(word), ' '));
    assert_string_not_equal(rsl_class_word(word, RSL_LANGUAGE_ENGLISH), "");
    assert_string_not_equal(rsl_class_word(word, RSL_LANGUAGE_ENGLISH), rsl_class_word(word, RSL_LANGUAGE_VIETNAMESE));
    assert_int_not_equal(rsl_class_rating(word, false), RSL_RATING_NONE);
  }
  assert_null(rsl_class_code(RSL_CLASS_END));
  assert_string_equal(rsl_class_word(RSL_CLASS_END, RSL_LANGUAGE_ENGLISH), "");
  assert_int_equal(rsl_class_rating(RSL_CLASS_END, false), RSL_RATING_NONE);
}

static void a_class_reads_otherwise_at_the_end(void **state) {
  (void)state;
  assert_int_equal(rsl_class_rating(RSL_CLASS_TARGET_ACHIEVED, true), RSL_RATING_MET);
  assert_int_equal(rsl_class_rating(RSL_CLASS_SUBSTANTIAL_PROGRESS, true), RSL_RATING_NEARLY_MET);
  assert_int_equal(rsl_class_rating(RSL_CLASS_MODERATE_PROGRESS, true), RSL_RATING_MISSED);
  assert_int_equal(rsl_class_rating(RSL_CLASS_DETERIORATION, true), RSL_RATING_MISSED);
  assert_int_equal(rsl_class_rating(RSL_CLASS_NOT_AVAILABLE, true), RSL_RATING_NO_DATA);
}

/* ---- The table ------------------------------------------------------------------------------------------------------ */

static void every_parameter_reads_back_and_is_translated(void **state) {
  (void)state;
  assert_int_equal(rsl_method_count(), RSL_METHOD_END - 1);
  assert_null(rsl_method_at(rsl_method_count()));
  assert_null(rsl_method_find(RSL_METHOD_NONE));
  for (size_t i = 0; i < rsl_method_count(); i++) {
    const rsl_method_info *info = rsl_method_at(i);
    rsl_method back = RSL_METHOD_NONE;
    assert_true(rsl_method_parse(info->name, strlen(info->name), &back));
    assert_int_equal(back, info->method);
    assert_string_equal(info->parameters[0].name, "edition");
    rsl_method_options options = begin(info->method, 0);
    for (size_t j = 0; j < info->parameter_count; j++) {
      const rsl_method_parameter *parameter = &info->parameters[j];
      char before[RSL_NUMBER_TEXT];
      char after[RSL_NUMBER_TEXT];
      assert_true(rsl_method_get(&options, parameter->name, before));
      assert_int_equal(rsl_method_set(&options, parameter->name, before, NULL), RSL_OK);
      assert_true(rsl_method_get(&options, parameter->name, after));
      assert_string_equal(before, after);
      assert_string_not_equal(rsl_translate(RSL_LANGUAGE_VIETNAMESE, parameter->meaning), parameter->meaning);
    }
  }
}

static void a_parameter_that_is_set_reads_so_and_changes_no_other(void **state) {
  (void)state;
  const rsl_method_info *info = rsl_method_find(RSL_METHOD_EUROSTAT);
  rsl_method_options options = begin(RSL_METHOD_EUROSTAT, 0);
  rsl_method_options fresh = begin(RSL_METHOD_EUROSTAT, 0);
  assert_int_equal(rsl_method_set(&options, "moderate", "0.55", NULL), RSL_OK);
  assert_real(options.of.eurostat.moderate, 0.55);
  assert_int_equal(rsl_method_set(&options, "base_rule", "later", NULL), RSL_OK);
  assert_int_equal(options.of.eurostat.span.base_rule, RSL_BASE_LATER);
  assert_int_equal(rsl_method_set(&options, "cut_is_better", "yes", NULL), RSL_OK);
  assert_true(options.of.eurostat.cut_is_better);
  for (size_t j = 0; j < info->parameter_count; j++) {
    const char *name = info->parameters[j].name;
    char now[RSL_NUMBER_TEXT];
    char before[RSL_NUMBER_TEXT];
    bool changed =
        strcmp(name, "moderate") == 0 || strcmp(name, "base_rule") == 0 || strcmp(name, "cut_is_better") == 0;
    assert_true(rsl_method_get(&options, name, now) && rsl_method_get(&fresh, name, before));
    assert_int_equal(strcmp(now, before) != 0, changed);
  }
}

static void an_edition_brings_its_own_defaults(void **state) {
  (void)state;
  rsl_method_options options = begin(RSL_METHOD_UNSD, 0);
  char text[RSL_NUMBER_TEXT];
  assert_int_equal(rsl_method_set(&options, "on_track", "0.9", NULL), RSL_OK);
  assert_int_equal(rsl_method_set(&options, "edition", "undp_2023", NULL), RSL_OK);
  assert_true(rsl_method_get(&options, "edition", text));
  assert_string_equal(text, "undp_2023");
  assert_real(options.of.unsd.on_track, 0.95);
  assert_real(options.of.unsd.fair, 0.5);
  assert_real(options.of.unsd.after, 2015);
  assert_true(options.of.unsd.gap_at_cut);
  assert_true(rsl_method_get(&options, "needed_growth", text));
  assert_string_equal(text, "none");
  options = begin(RSL_METHOD_ESCAP, RSL_ESCAP_MENARO);
  assert_true(rsl_method_get(&options, "prediction", text));
  assert_string_equal(text, "mean_slope");
}

static void what_is_no_parameter_or_no_value_is_refused_and_changes_nothing(void **state) {
  (void)state;
  static const char *const wrong[][2] = {
    { "moderat", "1" },        { "moderate", "0,5" }, { "moderate", "none" },      { "moderate", "" },
    { "base_rule", "sooner" }, { "edition", "1999" }, { "cut_is_better", "true" }, { "base_rule", "later|nearest" },
    { "moderate", "1e999" },
  };
  rsl_method_options options = begin(RSL_METHOD_EUROSTAT, 0);
  rsl_method_options fresh = options;
  rsl_error error = RSL_ERROR_INIT;
  rsl_method method = RSL_METHOD_NONE;
  char text[RSL_NUMBER_TEXT];
  for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
    assert_int_equal(rsl_method_set(&options, wrong[i][0], wrong[i][1], &error), RSL_ERR_ARGUMENT);
    assert_memory_equal(&options, &fresh, sizeof options);
  }
  (void)!rsl_method_set(&options, "base_rule", "sooner", &error);
  assert_string_equal(error.text, "base_rule cannot be 'sooner': it is one of later|nearest|earlier|exact");
  assert_false(rsl_method_get(&options, "moderat", text));
  assert_false(rsl_method_parse("euro", 4, &method));
  assert_int_equal(rsl_method_begin(RSL_METHOD_EUROSTAT, 2, &options, &error), RSL_ERR_ARGUMENT);
  assert_int_equal(rsl_method_begin(RSL_METHOD_NONE, 0, &options, &error), RSL_ERR_ARGUMENT);
}

static void a_method_by_name_gives_what_its_function_gives(void **state) {
  (void)state;
  test_series one;
  set_two(&one, 2015, 62, 2022, 71);
  one.series.target = 85;
  for (size_t i = 0; i < rsl_method_count(); i++) {
    rsl_method_options options = begin(rsl_method_at(i)->method, 0);
    rsl_assessment got;
    assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
    assert_int_equal(got.method, rsl_method_at(i)->method);
    assert_real(got.current.value, 71);
  }
  rsl_method_options none = { .method = RSL_METHOD_NONE };
  rsl_assessment got;
  assert_int_equal(rsl_progress_rate(&none, &one.series, &got, NULL), RSL_ERR_ARGUMENT);
}

static void the_end_of_a_period_is_its_time(void **state) {
  (void)state;
  assert_real(rsl_point_year((rsl_period){ RSL_PERIOD_YEAR, 2022 }), 2022);
  assert_real(rsl_point_year((rsl_period){ RSL_PERIOD_MONTH, 2022 * 12 + 11 }), 2022);
  assert_real(rsl_point_year((rsl_period){ RSL_PERIOD_QUARTER, 2022 * 4 }), 2021.25);
  assert_real(rsl_point_year((rsl_period){ RSL_PERIOD_DAY, rsl_date_from_civil(2022, 12, 31) }), 2022);
  assert_real(rsl_point_year((rsl_period){ RSL_PERIOD_DAY, rsl_date_from_civil(2022, 1, 1) }), 2021 + 1.0 / 365);
  assert_unknown(rsl_point_year((rsl_period){ RSL_PERIOD_NONE, 0 }));
}

/* ---- From series to goals -------------------------------------------------------------------------------------------- */

static void groups_weigh_alike_whatever_they_hold(void **state) {
  (void)state;
  rsl_method_options options = begin(RSL_METHOD_OPEN_SDG, 0);
  rsl_assessment got;
  /* ((1 + 2 + 3) / 3 + 4) / 2 = 3, not (1 + 2 + 3 + 4) / 4 */
  rsl_score_node nodes[] = {
    { .group = true },           { .parent = 0, .group = true }, { .parent = 1, .score = 1 },
    { .parent = 1, .score = 2 }, { .parent = 1, .score = 3 },    { .parent = 0, .score = 4 },
  };
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 6, &got, NULL), RSL_OK);
  assert_real(nodes[1].score, 2);
  assert_real(got.score, 3);
  assert_verdict(&got, RSL_CLASS_SUBSTANTIAL_PROGRESS, RSL_RATING_ON_TRACK);
  /* The achievement rate means the series themselves. */
  options = begin(RSL_METHOD_ACHIEVEMENT, 0);
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 6, &got, NULL), RSL_OK);
  assert_real(got.score, 2.5);
  assert_int_equal(got.reason, RSL_REASON_NO_CLASSES);
}

static void what_is_missing_is_dropped_or_counts_as_nothing(void **state) {
  (void)state;
  rsl_method_options options = begin(RSL_METHOD_ACHIEVEMENT, 0);
  rsl_assessment got;
  rsl_score_node nodes[] = { { .group = true }, { .score = 60 }, { .score = RSL_UNKNOWN } };
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, NULL), RSL_OK);
  assert_real(got.score, 60);
  assert_int_equal(nodes[0].known, 1);
  assert_int_equal(nodes[0].members, 2);
  options.of.achievement.missing_is_zero = true;
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, NULL), RSL_OK);
  assert_real(got.score, 30);
  assert_int_equal(nodes[0].known, 1); /* how much of it has no data is told all the same */
  nodes[1].score = RSL_UNKNOWN;
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, NULL), RSL_OK);
  assert_real(got.score, 0);
  assert_int_equal(nodes[0].known, 0);
}

static void open_sdg_is_achieved_only_where_all_is(void **state) {
  (void)state;
  rsl_method_options options = begin(RSL_METHOD_OPEN_SDG, 0);
  rsl_assessment got;
  rsl_score_node nodes[] = { { .group = true },
                             { .score = 5, .rated_as = RSL_CLASS_TARGET_ACHIEVED },
                             { .score = 5, .rated_as = RSL_CLASS_TARGET_ACHIEVED },
                             { .score = RSL_UNKNOWN, .rated_as = RSL_CLASS_NOT_AVAILABLE } };
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 4, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_TARGET_ACHIEVED);
  nodes[2].rated_as = RSL_CLASS_SUBSTANTIAL_PROGRESS;
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 4, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_SUBSTANTIAL_PROGRESS);
  nodes[1].score = nodes[2].score = RSL_UNKNOWN;
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 4, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_MEASUREMENT);
}

static void bands_of_means_have_the_sides_that_were_published(void **state) {
  (void)state;
  static const struct {
    double mean;
    rsl_class open_sdg;
    rsl_class eurostat;
  } rows[] = { { 2.5, RSL_CLASS_SUBSTANTIAL_PROGRESS, RSL_CLASS_EU_MODERATE_PROGRESS },
               { 0.25, RSL_CLASS_MODERATE_PROGRESS, RSL_CLASS_NO_PROGRESS },
               { 0, RSL_CLASS_MODERATE_PROGRESS, RSL_CLASS_NO_PROGRESS },
               { -0.25, RSL_CLASS_LIMITED_PROGRESS, RSL_CLASS_NO_PROGRESS },
               { -2.5, RSL_CLASS_LIMITED_PROGRESS, RSL_CLASS_MODERATE_DETERIORATION },
               { -2.75, RSL_CLASS_DETERIORATION, RSL_CLASS_SIGNIFICANT_DETERIORATION } };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    rsl_method_options options = begin(RSL_METHOD_OPEN_SDG, 0);
    rsl_assessment got;
    /* Two series, whose own words count for nothing. */
    rsl_score_node nodes[] = { { .group = true },
                               { .score = rows[i].mean, .rated_as = RSL_CLASS_DETERIORATION },
                               { .score = rows[i].mean, .rated_as = RSL_CLASS_DETERIORATION } };
    assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, NULL), RSL_OK);
    assert_int_equal(got.rated_as, rows[i].open_sdg);
    options = begin(RSL_METHOD_EUROSTAT, 0);
    assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, NULL), RSL_OK);
    assert_int_equal(got.rated_as, rows[i].eurostat);
  }
}

static void eurostat_keeps_the_word_of_an_only_series(void **state) {
  (void)state;
  rsl_method_options options = begin(RSL_METHOD_EUROSTAT, 0);
  rsl_assessment got;
  /* A ratio of -0.213 scores -3.39, and would be cut elsewhere by its score. */
  rsl_score_node nodes[] = { { .group = true }, { .score = -2.4, .rated_as = RSL_CLASS_SIGNIFICANT_DETERIORATION } };
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 2, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_SIGNIFICANT_DETERIORATION);
  nodes[1].rated_as = RSL_CLASS_NONE;
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 2, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_MODERATE_DETERIORATION);
}

static void undp_cuts_each_group_into_a_class_again(void **state) {
  (void)state;
  rsl_method_options options = begin(RSL_METHOD_UNSD, RSL_UNSD_UNDP);
  rsl_assessment got;
  /* (1 + 4) / 2 = 2.5 is for review, 2 points; and with an achieved one (2 + 1) / 2 = 1.5 again. */
  rsl_score_node nodes[] = { { .group = true },
                             { .parent = 0, .group = true },
                             { .parent = 1, .rated_as = RSL_CLASS_ON_TRACK },
                             { .parent = 1, .rated_as = RSL_CLASS_DETERIORATION },
                             { .parent = 0, .rated_as = RSL_CLASS_TARGET_ACHIEVED },
                             { .parent = 0, .rated_as = RSL_CLASS_INSUFFICIENT_DATA } };
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 6, &got, NULL), RSL_OK);
  assert_int_equal(nodes[1].rated_as, RSL_CLASS_FOR_REVIEW);
  assert_real(got.score, 1.5);
  assert_int_equal(got.rated_as, RSL_CLASS_FOR_REVIEW);
  /* In October 2023 exactly 2.5 was a gap: 3 points, (3 + 1) / 2. */
  options = begin(RSL_METHOD_UNSD, RSL_UNSD_UNDP_2023);
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 6, &got, NULL), RSL_OK);
  assert_int_equal(nodes[1].rated_as, RSL_CLASS_IDENTIFIED_GAP);
  assert_real(got.score, 2);
  for (size_t i = 1; i < 6; i++) nodes[i].rated_as = RSL_CLASS_INSUFFICIENT_DATA;
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 6, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_MEASUREMENT);
  assert_int_equal(got.rated_as, RSL_CLASS_INSUFFICIENT_DATA);
}

static void indices_and_distances_are_cut_as_series_are(void **state) {
  (void)state;
  rsl_method_options options = begin(RSL_METHOD_ESCAP, 0);
  rsl_assessment got;
  rsl_score_node nodes[] = { { .group = true }, { .score = 10 }, { .score = 8 } };
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_MAINTAIN); /* a gap of exactly 10 % */
  options = begin(RSL_METHOD_ESCAP, RSL_ESCAP_MENARO);
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_NEED_TO_ACCELERATE);
  options = begin(RSL_METHOD_OECD, 0);
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_DISTANCE_FAR);
  nodes[1].score = nodes[2].score = 0;
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, NULL), RSL_OK);
  assert_int_equal(got.rated_as, RSL_CLASS_DISTANCE_MET);
  options = begin(RSL_METHOD_SDSN, 0);
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, NULL), RSL_OK);
  assert_real(got.score, 0);
}

static void a_tree_that_is_none_is_refused(void **state) {
  (void)state;
  rsl_method_options options = begin(RSL_METHOD_OPEN_SDG, 0);
  rsl_error error = RSL_ERROR_INIT;
  rsl_assessment got;
  rsl_score_node nodes[] = { { .group = true }, { .parent = 2, .score = 1 }, { .parent = 0, .group = true } };
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 3, &got, &error), RSL_ERR_ARGUMENT);
  assert_string_equal(error.text, "node 1: its parent must be a group that stands before it");
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 0, &got, &error), RSL_ERR_ARGUMENT);
  options = begin(RSL_METHOD_ISTAT, 0);
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 1, &got, &error), RSL_ERR_NOT_SUPPORTED);
  options.method = RSL_METHOD_NONE;
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 1, &got, &error), RSL_ERR_ARGUMENT);
}

/* ---- SDSN -------------------------------------------------------------------------------------------------------------- */

static void a_score_runs_from_the_lower_bound_to_the_optimum(void **state) {
  (void)state;
  assert_real(rsl_sdsn_score(60, 20, 100), 50);
  assert_real(rsl_sdsn_score(36.5, 73, 0), 50); /* poverty: less is better, by the bounds alone */
  assert_real(rsl_sdsn_score(120, 20, 100), 100);
  assert_real(rsl_sdsn_score(10, 20, 100), 0);
  assert_unknown(rsl_sdsn_score(10, 20, 20));
  assert_unknown(rsl_sdsn_score(RSL_UNKNOWN, 20, 100));
}

static void the_arrow_compares_growth_with_growth_needed(void **state) {
  (void)state;
  static const struct {
    double value;
    rsl_class word;
    rsl_rating rating;
  } rows[] = {
    /* From 40 in 2015 to 100 in 2030 needs 4 a year: 20 in five years. */
    { 60, RSL_CLASS_TREND_ON_TRACK, RSL_RATING_ON_TRACK }, { 50, RSL_CLASS_MODERATELY_INCREASING, RSL_RATING_BEHIND },
    { 49, RSL_CLASS_STAGNATING, RSL_RATING_OFF_TRACK },    { 40, RSL_CLASS_STAGNATING, RSL_RATING_OFF_TRACK },
    { 39, RSL_CLASS_DECREASING, RSL_RATING_OFF_TRACK },    { 100, RSL_CLASS_TREND_ON_TRACK, RSL_RATING_MET_EARLY },
  };
  rsl_sdsn_options options = RSL_SDSN_OPTIONS_INIT;
  options.lower = 0;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    test_series one;
    rsl_assessment got;
    set_two(&one, 2015, 40, 2020, rows[i].value);
    one.series.target = 100;
    assert_int_equal(rsl_progress_sdsn(&options, &one.series, &got, NULL), RSL_OK);
    assert_real(got.score, rows[i].value);
    if (got.rating != RSL_RATING_MET_EARLY) assert_real(got.projected, rows[i].value + 2 * (rows[i].value - 40));
    assert_verdict(&got, rows[i].word, rows[i].rating);
  }
}

static void what_was_green_and_is_no_longer_decreases(void **state) {
  (void)state;
  rsl_sdsn_options options = RSL_SDSN_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  options.lower = 0;
  options.green = 80;
  set_two(&one, 2015, 85, 2020, 79);
  one.series.target = 100;
  assert_int_equal(rsl_progress_sdsn(&options, &one.series, &got, NULL), RSL_OK);
  assert_verdict(&got, RSL_CLASS_DECREASING, RSL_RATING_OFF_TRACK);
  assert_int_equal(got.reason, RSL_REASON_BASELINE_LOST);
}

static void one_figure_has_a_score_and_no_arrow(void **state) {
  (void)state;
  rsl_sdsn_options options = RSL_SDSN_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  set_two(&one, 2020, 60, 2021, 70);
  one.series.count = 1;
  one.series.target = 100;
  assert_int_equal(rsl_progress_sdsn(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_BOUNDS);
  options.lower = 20;
  assert_int_equal(rsl_progress_sdsn(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_ONE_POINT);
  assert_real(got.score, 50);
  one.series.target = RSL_UNKNOWN;
  assert_int_equal(rsl_progress_sdsn(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_TARGET);
  set_two(&one, 2020, 60, 2021, 70);
  one.series.target = 100;
  one.series.target_year = 2020;
  assert_int_equal(rsl_progress_sdsn(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_YEAR_ORDER);
}

static void colours_change_at_green_the_middle_and_red(void **state) {
  (void)state;
  /* Undernourishment, 2024: green up to 8, red from 15 on; the middle is 11.5. */
  assert_int_equal(rsl_sdsn_colour(8, 8, 15), RSL_CLASS_GREEN);
  assert_int_equal(rsl_sdsn_colour(11.5, 8, 15), RSL_CLASS_YELLOW);
  assert_int_equal(rsl_sdsn_colour(15, 8, 15), RSL_CLASS_ORANGE);
  assert_int_equal(rsl_sdsn_colour(15.1, 8, 15), RSL_CLASS_RED);
  assert_int_equal(rsl_sdsn_colour(90, 80, 60), RSL_CLASS_GREEN);
  assert_int_equal(rsl_sdsn_colour(59, 80, 60), RSL_CLASS_RED);
  assert_int_equal(rsl_sdsn_colour(RSL_UNKNOWN, 80, 60), RSL_CLASS_GRAY);
}

/* From 40 in 2015 to 100 in 2030: 4 a year are needed. In five years 20 is all of that, a trend of 3; 10 half of it, 2; 5
 * a quarter, 1.5; none 1; -5 a quarter back, 0.5; -20 would be -1, and is 0. 26 is 1.3 of it: 3.6; 30 would be 4 and so
 * is more. */
static void a_goal_s_trend_is_the_mean_of_arrows_from_0_to_4(void **state) {
  (void)state;
  static const struct {
    double value;
    double trend;
    rsl_class word;
  } rows[] = { { 60, 3, RSL_CLASS_TREND_ON_TRACK },   { 50, 2, RSL_CLASS_MODERATELY_INCREASING },
               { 45, 1.5, RSL_CLASS_STAGNATING },     { 40, 1, RSL_CLASS_STAGNATING },
               { 35, 0.5, RSL_CLASS_DECREASING },     { 20, 0, RSL_CLASS_DECREASING },
               { 66, 3.6, RSL_CLASS_TREND_ON_TRACK }, { 80, 4, RSL_CLASS_TREND_ON_TRACK },
               { 100, 4, RSL_CLASS_TREND_ON_TRACK } };
  rsl_method_options options = begin(RSL_METHOD_SDSN, 0);
  rsl_assessment got;
  assert_int_equal(rsl_method_set(&options, "measure", "trend", NULL), RSL_OK);
  options.of.sdsn.lower = 0;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    test_series one;
    set_two(&one, 2015, 40, 2020, rows[i].value);
    one.series.target = 100;
    assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
    assert_real(got.score, rows[i].trend);
    assert_int_equal(got.rated_as, rows[i].word);
    rsl_score_node nodes[] = { { .group = true }, { .score = got.score, .rated_as = got.rated_as } };
    assert_int_equal(rsl_progress_roll_up(&options, nodes, 2, &got, NULL), RSL_OK);
    assert_int_equal(got.rated_as, rows[i].word); /* the scale and its cuts are one */
  }
  /* (3.6 + 0.5 + 1.5) / 3 = 1.87: stagnating; what is not known is dropped. */
  rsl_score_node nodes[] = {
    { .group = true }, { .score = 3.6 }, { .score = 0.5 }, { .score = 1.5 }, { .score = RSL_UNKNOWN }
  };
  assert_int_equal(rsl_progress_roll_up(&options, nodes, 5, &got, NULL), RSL_OK);
  assert_verdict(&got, RSL_CLASS_STAGNATING, RSL_RATING_OFF_TRACK);
  assert_real(got.score, 5.6 / 3);
}

static void what_was_green_has_no_trend_left_and_one_figure_none(void **state) {
  (void)state;
  rsl_sdsn_options options = RSL_SDSN_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  options.lower = 0;
  options.green = 80;
  options.measure = RSL_SDSN_TREND;
  set_two(&one, 2015, 85, 2020, 79);
  one.series.target = 100;
  assert_int_equal(rsl_progress_sdsn(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.score, 0);
  one.series.count = 1;
  one.points[0].value = 79;
  assert_int_equal(rsl_progress_sdsn(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_ONE_POINT);
  assert_unknown(got.score);
}

static void the_two_worst_colours_are_the_goal_s(void **state) {
  (void)state;
  const rsl_class red = RSL_CLASS_RED, orange = RSL_CLASS_ORANGE, yellow = RSL_CLASS_YELLOW, green = RSL_CLASS_GREEN;
  const struct {
    rsl_class colours[4];
    rsl_class goal;
  } rows[] = {
    { { green, green, green, green }, green },
    { { green, green, yellow, green }, yellow }, /* 2.5 */
    { { yellow, green, yellow, green }, yellow },
    { { orange, green, green, green }, yellow }, /* 2 */
    { { green, orange, yellow, green }, orange },
    { { red, green, green, green }, orange }, /* 1.5 */
    { { yellow, green, red, green }, orange },
    { { orange, red, green, yellow }, red }, /* 1, 0.5 */
    { { red, RSL_CLASS_GRAY, RSL_CLASS_NONE, green }, orange },
    { { RSL_CLASS_GRAY, RSL_CLASS_GRAY, orange, RSL_CLASS_GRAY }, orange }, /* alone */
    { { RSL_CLASS_GRAY, RSL_CLASS_GRAY, RSL_CLASS_GRAY, RSL_CLASS_GRAY }, RSL_CLASS_GRAY },
  };
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
    assert_int_equal(rsl_sdsn_goal_colour(rows[i].colours, 4), rows[i].goal);
  assert_int_equal(rsl_sdsn_goal_colour(NULL, 0), RSL_CLASS_GRAY);
}

static void an_overall_score_needs_four_fifths_of_the_indicators(void **state) {
  (void)state;
  const double goals[] = { 80, RSL_UNKNOWN, 61 };
  const double regional[] = { 75, 72, 50 };
  rsl_assessment got;
  assert_int_equal(rsl_sdsn_overall(NULL, goals, regional, 3, 0.2, &got, NULL), RSL_OK);
  assert_real(got.score, 71);
  assert_int_equal(rsl_sdsn_overall(NULL, goals, regional, 3, 0.21, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_BELOW_MIN_COVERAGE);
  assert_unknown(got.score);
  assert_int_equal(rsl_sdsn_overall(NULL, goals, NULL, 3, 0, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_MEASUREMENT);
  assert_int_equal(rsl_sdsn_overall(NULL, goals, NULL, 0, 0, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_MEASUREMENT);
}

/* ---- OECD, achievement ------------------------------------------------------------------------------------------------- */

static void a_distance_is_counted_in_standard_deviations(void **state) {
  (void)state;
  static const struct {
    double value;
    double distance;
    rsl_class word;
  } rows[] = { { 96, 0.5, RSL_CLASS_DISTANCE_SMALL },
               { 88, 1.5, RSL_CLASS_DISTANCE_MEDIUM },
               { 84, 2, RSL_CLASS_DISTANCE_FAR },
               { 101, 0, RSL_CLASS_DISTANCE_MET } };
  rsl_oecd_options options = RSL_OECD_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    set_two(&one, 2010, 1, 2020, rows[i].value);
    one.series.count = 2;
    one.series.target = 100;
    options.sigma = 8;
    assert_int_equal(rsl_progress_oecd(&options, &one.series, &got, NULL), RSL_OK);
    assert_real(got.ratio, rows[i].distance);
    assert_int_equal(got.rated_as, rows[i].word);
  }
  assert_int_equal(got.rating, RSL_RATING_MET_EARLY);
  options.sigma = 0;
  assert_int_equal(rsl_progress_oecd(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_BOUNDS);
  set_two_falling(&one, 2010, 30, 2020, 20);
  one.series.target = 12;
  options.sigma = 4;
  assert_int_equal(rsl_progress_oecd(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.ratio, 2);
  assert_int_equal(got.reason, RSL_REASON_LEVEL_ALONE);
  one.series.target = RSL_UNKNOWN;
  assert_int_equal(rsl_progress_oecd(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_TARGET);
}

/* Ranks of five figures against 1 to 5: 1 - 6 Σd² / (5 × 24). In 10 20 40 30 50 two are swapped, Σd² = 2: 0.9; in 20 10
 * 40 30 50 two pairs are, Σd² = 4: 0.8. By Student's distribution with 3 degrees, 2.3534 of 90 %, from 2.3534 / √(3 +
 * 2.3534²) = 0.8054 on a correlation is significant (by the exact odds of all orders, from 0.9 on). */
static void a_trend_is_a_rank_correlation_that_chance_hardly_gives(void **state) {
  (void)state;
  static const struct {
    double values[5];
    double correlation;
    rsl_class word;
  } rows[] = {
    { { 10, 20, 30, 40, 50 }, 1, RSL_CLASS_MOVING_TOWARDS },
    { { 10, 20, 40, 30, 50 }, 0.9, RSL_CLASS_MOVING_TOWARDS },
    { { 20, 10, 40, 30, 50 }, 0.8, RSL_CLASS_NO_SIGNIFICANT_TREND },
    { { 30, 10, 40, 50, 20 }, 0.2, RSL_CLASS_NO_SIGNIFICANT_TREND }, /* d = 2, -1, 1, 1, -3 */
    { { 50, 30, 40, 20, 10 }, -0.9, RSL_CLASS_MOVING_AWAY },
    /* Ties at their middle: ranks 1.5 1.5 3 4 5 less 3 times 1 … 5 less 3 is 3 + 1.5 + 0 + 1 + 4 = 9.5, over √(10 × 9.5). */
    { { 10, 10, 30, 40, 50 }, 0.97467943448089639, RSL_CLASS_MOVING_TOWARDS },
  };
  rsl_method_options options = begin(RSL_METHOD_OECD, 0);
  assert_int_equal(rsl_method_set(&options, "measure", "trend", NULL), RSL_OK);
  for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
    test_series one;
    rsl_assessment got;
    double pairs[6][2] = { { 2014, 99 } }; /* before the base, and no part of it */
    for (int y = 0; y < 5; y++) pairs[y + 1][0] = 2015 + y;
    for (int y = 0; y < 5; y++) pairs[y + 1][1] = rows[i].values[y];
    set_points(&one, 6, (const double(*)[2])pairs);
    assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
    assert_real(got.ratio, rows[i].correlation);
    assert_int_equal(got.rated_as, rows[i].word);
    assert_int_equal(got.rating, RSL_RATING_NOT_RATED);
    assert_int_equal(got.reason, RSL_REASON_DIRECTION_ALONE);
    assert_true(got.cuts[0] > 0.8053 && got.cuts[0] < 0.8055);
    one.series.direction = RSL_DIRECTION_DECREASE; /* what rises moves away then */
    assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
    assert_real(got.ratio, -rows[i].correlation);
  }
}

static void a_trend_needs_four_figures_that_differ(void **state) {
  (void)state;
  static const double rising[][2] = { { 2015, 1 }, { 2016, 2 }, { 2017, 3 }, { 2018, RSL_UNKNOWN } };
  static const double flat[][2] = { { 2015, 2 }, { 2016, 2 }, { 2017, 2 }, { 2018, 2 } };
  static rsl_point many[RSL_OUTLOOK_PAIRS_POINTS_MAX + 1];
  rsl_oecd_options options = RSL_OECD_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  options.measure = RSL_OECD_TREND;
  set_points(&one, 4, rising);
  assert_int_equal(rsl_progress_oecd(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_TOO_FEW_POINTS);
  one.series.count = 1;
  assert_int_equal(rsl_progress_oecd(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_ONE_POINT);
  set_points(&one, 4, flat);
  assert_int_equal(rsl_progress_oecd(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_SPREAD);
  options.significance = 1;
  assert_int_equal(rsl_progress_oecd(&options, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_BOUNDS);
  options.significance = 0.1;
  for (size_t i = 0; i < sizeof many / sizeof *many; i++) many[i] = (rsl_point){ 2015 + (double)i, 1 };
  one.series.points = many;
  one.series.count = sizeof many / sizeof *many;
  assert_int_equal(rsl_progress_oecd(&options, &one.series, &got, NULL), RSL_ERR_LIMIT);
}

static void achievement_is_the_way_come_in_percent(void **state) {
  (void)state;
  rsl_achievement_options options = RSL_ACHIEVEMENT_OPTIONS_INIT;
  rsl_assessment got;
  test_series one;
  set_two(&one, 2020, 50, 2022, 40); /* falling, and nobody says so */
  one.series.direction = RSL_DIRECTION_NONE;
  one.series.target = 10;
  one.series.target_year = 2025;
  assert_int_equal(rsl_progress_achievement(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.ratio, 0.25);
  assert_real(got.score, 25);
  assert_real(got.observed, -5);
  assert_real(got.required, -8);
  assert_int_equal(got.reason, RSL_REASON_NO_CLASSES);
  one.points[1].value = 60;
  assert_int_equal(rsl_progress_achievement(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.ratio, -0.25);
  assert_real(got.score, 0);
  options.capped = false;
  assert_int_equal(rsl_progress_achievement(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.score, -25);
  one.points[1].value = 2;
  assert_int_equal(rsl_progress_achievement(&options, &one.series, &got, NULL), RSL_OK);
  assert_real(got.score, 120);
  assert_int_equal(got.rating, RSL_RATING_MET_EARLY);
  one.points[1].value = 10;
  assert_int_equal(rsl_progress_achievement(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rating, RSL_RATING_MET_EARLY);
  one.points[1] = (rsl_point){ 2025, 20 };
  assert_int_equal(rsl_progress_achievement(&options, &one.series, &got, NULL), RSL_OK);
  assert_int_equal(got.rating, RSL_RATING_MISSED);
}

static void achievement_from_the_target_itself_is_not_computed(void **state) {
  (void)state;
  rsl_assessment got;
  test_series one;
  set_two(&one, 2020, 0, 2022, 0);
  one.series.target = 0;
  assert_int_equal(rsl_progress_achievement(NULL, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_TARGET_EQUALS_BASELINE);
  one.series.target = RSL_UNKNOWN;
  assert_int_equal(rsl_progress_achievement(NULL, &one.series, &got, NULL), RSL_OK);
  assert_refused(&got, RSL_REASON_NO_TARGET);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_class_has_a_code_a_rating_and_words_in_both_languages),
    cmocka_unit_test(a_class_reads_otherwise_at_the_end),
    cmocka_unit_test(every_parameter_reads_back_and_is_translated),
    cmocka_unit_test(a_parameter_that_is_set_reads_so_and_changes_no_other),
    cmocka_unit_test(an_edition_brings_its_own_defaults),
    cmocka_unit_test(what_is_no_parameter_or_no_value_is_refused_and_changes_nothing),
    cmocka_unit_test(a_method_by_name_gives_what_its_function_gives),
    cmocka_unit_test(the_end_of_a_period_is_its_time),
    cmocka_unit_test(groups_weigh_alike_whatever_they_hold),
    cmocka_unit_test(what_is_missing_is_dropped_or_counts_as_nothing),
    cmocka_unit_test(open_sdg_is_achieved_only_where_all_is),
    cmocka_unit_test(bands_of_means_have_the_sides_that_were_published),
    cmocka_unit_test(eurostat_keeps_the_word_of_an_only_series),
    cmocka_unit_test(undp_cuts_each_group_into_a_class_again),
    cmocka_unit_test(indices_and_distances_are_cut_as_series_are),
    cmocka_unit_test(a_tree_that_is_none_is_refused),
    cmocka_unit_test(a_score_runs_from_the_lower_bound_to_the_optimum),
    cmocka_unit_test(the_arrow_compares_growth_with_growth_needed),
    cmocka_unit_test(what_was_green_and_is_no_longer_decreases),
    cmocka_unit_test(one_figure_has_a_score_and_no_arrow),
    cmocka_unit_test(colours_change_at_green_the_middle_and_red),
    cmocka_unit_test(a_goal_s_trend_is_the_mean_of_arrows_from_0_to_4),
    cmocka_unit_test(what_was_green_has_no_trend_left_and_one_figure_none),
    cmocka_unit_test(the_two_worst_colours_are_the_goal_s),
    cmocka_unit_test(a_trend_is_a_rank_correlation_that_chance_hardly_gives),
    cmocka_unit_test(a_trend_needs_four_figures_that_differ),
    cmocka_unit_test(an_overall_score_needs_four_fifths_of_the_indicators),
    cmocka_unit_test(a_distance_is_counted_in_standard_deviations),
    cmocka_unit_test(achievement_is_the_way_come_in_percent),
    cmocka_unit_test(achievement_from_the_target_itself_is_not_computed),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
