/* What a target is rated by, and what was published of it (T7, T9). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>
#include <resolution/report.h>

#include "base/text_buffer.h"
#include "support/progress_input.h"
#include "support/small_world.h"

static void start_with_figures(small_world *world, const rsl_target *target) {
  rsl_indicator indicator = indicator_of("X", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
  world_start(world, NULL);
  world_add_indicator(world, &indicator);
  world_add_target(world, target);
}

/* 100 in 2020, 115 in 2022 on the way to 150: 15 of the 20 expected, 0.75. */
static void add_figures(small_world *world) {
  world_finish_plan(world);
  world_add(world, "A", "X", "2020", "50");
  world_add(world, "B", "X", "2020", "50");
  world_add(world, "A", "X", "2022", "60");
  world_add(world, "B", "X", "2022", "55");
}

static void the_nearest_rule_wins_member_by_member(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "150");
  rsl_rating_rule of_plan = { .given = RSL_RATING_RULE_ON_TRACK | RSL_RATING_RULE_BEHIND,
                              .on_track = decimal("0.7"),
                              .behind = decimal("0.3") };
  target.rating_rule = (rsl_rating_rule){ .given = RSL_RATING_RULE_ON_TRACK, .on_track = decimal("0.8") };
  start_with_figures(&world, &target);
  assert_int_equal(rsl_plan_set_rating_rule(world.plan, &of_plan), RSL_OK);
  add_figures(&world);
  rsl_rating_rule rule = rsl_plan_rating_rule(world.plan, 0);
  assert_int_equal(rsl_decimal_compare(rule.on_track, decimal("0.8")), 0);    /* the target's */
  assert_int_equal(rsl_decimal_compare(rule.behind, decimal("0.3")), 0);      /* the plan's */
  assert_int_equal(rsl_decimal_compare(rule.nearly_met, decimal("0.95")), 0); /* the library's */
  world_review(&world, "2023-06-30");
  assert_row(&world, "X", "2022", RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
  assert_int_equal(rsl_plan_set_rating_rule(world.plan, &of_plan), RSL_ERR_ARGUMENT); /* it is finished */
  world_free(&world);
}

static void the_rule_of_the_plan_holds_where_no_nearer_one_speaks(void **state) {
  (void)state;
  small_world world;
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "150");
  rsl_rating_rule of_plan = { .given = RSL_RATING_RULE_ON_TRACK, .on_track = decimal("0.75") };
  start_with_figures(&world, &target);
  assert_int_equal(rsl_plan_set_rating_rule(world.plan, &of_plan), RSL_OK);
  add_figures(&world);
  world_review(&world, "2023-06-30");
  assert_row(&world, "X", "2022", RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  world_free(&world);
}

static void review_with_published(small_world *world, const rsl_published *verdicts, size_t count, const char *as_of) {
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "150");
  target.published = verdicts;
  target.published_count = count;
  start_with_figures(world, &target);
  add_figures(world);
  world_review(world, as_of);
}

static void the_latest_published_verdict_stands_beside_and_a_difference_is_flagged(void **state) {
  (void)state;
  small_world world;
  const rsl_published verdicts[] = { { day("2023-06-27"), RSL_RATING_ON_TRACK, "đạt tiến độ", "a paper" },
                                     { day("2022-06-27"), RSL_RATING_BEHIND, NULL, NULL },
                                     { day("2024-06-27"), RSL_RATING_OFF_TRACK, NULL, NULL } };
  review_with_published(&world, verdicts, 3, "2023-06-30");
  const rsl_review_row *row = world_row(&world, "X");
  assert_int_equal(row->rating, RSL_RATING_BEHIND);
  assert_non_null(row->published);
  assert_int_equal(row->published->rating, RSL_RATING_ON_TRACK);
  assert_string_equal(row->published->source, "a paper");
  assert_int_equal(row->flags & RSL_FLAG_PUBLISHED_DIFFERS, RSL_FLAG_PUBLISHED_DIFFERS);
  world_review(&world, "2023-06-26"); /* the one of 2022 is the latest by then */
  row = world_row(&world, "X");
  assert_int_equal(row->published->rating, RSL_RATING_BEHIND);
  assert_int_equal(row->flags & RSL_FLAG_PUBLISHED_DIFFERS, 0);
  world_free(&world);
}

static void words_alone_are_shown_and_not_compared(void **state) {
  (void)state;
  small_world world;
  const rsl_published verdict = { day("2023-06-27"), RSL_RATING_NONE, "khá", NULL };
  review_with_published(&world, &verdict, 1, "2023-06-30");
  assert_string_equal(world_row(&world, "X")->published->words, "khá");
  assert_int_equal(world_row(&world, "X")->flags, 0);
  world_free(&world);
}

static void a_verdict_without_a_day_is_of_the_end(void **state) {
  (void)state;
  small_world world;
  const rsl_published verdict = { RSL_DATE_NONE, RSL_RATING_MET, NULL, NULL };
  review_with_published(&world, &verdict, 1, "2025-12-30");
  assert_null(world_row(&world, "X")->published);
  world_review(&world, "2025-12-31");
  assert_non_null(world_row(&world, "X")->published);
  world_free(&world);
}

/* Who publishes "exceeded" on the way means what T7 calls exceeded early. */
static void exceeded_before_the_end_is_no_difference_to_exceeded_early(void **state) {
  (void)state;
  small_world world;
  const rsl_published verdict = { day("2023-06-27"), RSL_RATING_EXCEEDED, NULL, NULL };
  rsl_target target = target_of("X", RSL_FORM_AT_LEAST, "110");
  target.published = &verdict;
  target.published_count = 1;
  start_with_figures(&world, &target);
  add_figures(&world);
  world_review(&world, "2023-06-30");
  assert_row(&world, "X", "2022", RSL_RATING_EXCEEDED_EARLY, RSL_REASON_BEYOND_EARLY);
  assert_int_equal(world_row(&world, "X")->flags, 0);
  world_free(&world);
}

/* What is asked of a computed and a published word, on the way and at the end. */
static void a_verdict_differs_where_neither_word_says_the_other(void **state) {
  (void)state;
  static const struct {
    rsl_rating computed;
    rsl_rating published;
    rsl_agreement wanted;
  } pairs[] = {
    { RSL_RATING_EXCEEDED_EARLY, RSL_RATING_EXCEEDED, RSL_AGREEMENT_AGREES },
    { RSL_RATING_EXCEEDED, RSL_RATING_EXCEEDED_EARLY, RSL_AGREEMENT_AGREES },
    { RSL_RATING_MET_EARLY, RSL_RATING_MET, RSL_AGREEMENT_AGREES },
    { RSL_RATING_MET_EARLY, RSL_RATING_EXCEEDED, RSL_AGREEMENT_DIFFERS },
    { RSL_RATING_ON_TRACK, RSL_RATING_ON_TRACK, RSL_AGREEMENT_AGREES },
    { RSL_RATING_ON_TRACK, RSL_RATING_MET, RSL_AGREEMENT_DIFFERS },
    { RSL_RATING_BEHIND, RSL_RATING_MISSED, RSL_AGREEMENT_DIFFERS },
    { RSL_RATING_OFF_TRACK, RSL_RATING_MISSED, RSL_AGREEMENT_AGREES },
    { RSL_RATING_BEHIND, RSL_RATING_NEARLY_MET, RSL_AGREEMENT_DIFFERS },
    { RSL_RATING_NEARLY_MET, RSL_RATING_NEARLY_MET, RSL_AGREEMENT_AGREES },
    { RSL_RATING_MISSED, RSL_RATING_MISSED, RSL_AGREEMENT_AGREES },
    { RSL_RATING_MISSED, RSL_RATING_MET, RSL_AGREEMENT_DIFFERS },
    { RSL_RATING_MISSED, RSL_RATING_OFF_TRACK, RSL_AGREEMENT_UNKNOWN }, /* said on the way, and of it */
    { RSL_RATING_MET, RSL_RATING_ON_TRACK, RSL_AGREEMENT_UNKNOWN },
    { RSL_RATING_NO_DATA, RSL_RATING_MET, RSL_AGREEMENT_DIFFERS },
    { RSL_RATING_NOT_RATED, RSL_RATING_MET, RSL_AGREEMENT_UNKNOWN },
    { RSL_RATING_MET, RSL_RATING_NONE, RSL_AGREEMENT_UNKNOWN }, /* words alone */
  };
  rsl_review_row row;
  memset(&row, 0, sizeof row);
  assert_int_equal(rsl_review_row_agreement(&row), RSL_AGREEMENT_NONE);
  for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
    const rsl_published verdict = { RSL_DATE_NONE, pairs[i].published, "words", NULL };
    row.rating = pairs[i].computed;
    row.published = &verdict;
    if (rsl_review_row_agreement(&row) != pairs[i].wanted)
      fail_msg("%s beside %s", rsl_rating_name(pairs[i].computed), rsl_rating_name(pairs[i].published));
  }
  /* The end is over though its figure is not in: what was said on the way was not said of it. */
  const rsl_published verdict = { RSL_DATE_NONE, RSL_RATING_ON_TRACK, NULL, NULL };
  row.rating = RSL_RATING_NO_DATA;
  row.reason_code = RSL_REASON_FINAL_FIGURE_MISSING;
  row.published = &verdict;
  assert_int_equal(rsl_review_row_agreement(&row), RSL_AGREEMENT_UNKNOWN);
}

/* X is 115 of the 120 expected on the way from 100 to 150, 0.75: behind. One verdict agrees, one differs, one is words alone,
 * and of one target nothing was published. */
static void only_differences_may_be_asked_for_and_all_are_counted(void **state) {
  (void)state;
  static const char *const wants[] = { "150", "150", "150", "150" };
  static const rsl_published verdicts[] = { { RSL_DATE_MIN, RSL_RATING_BEHIND, NULL, NULL },
                                            { RSL_DATE_MIN, RSL_RATING_ON_TRACK, "gần đạt", NULL },
                                            { RSL_DATE_MIN, RSL_RATING_NONE, "khá", NULL } };
  static const char *const codes[] = { "SAME", "OTHER", "WORDS", "NOTHING" };
  small_world world;
  rsl__text_buffer page;
  rsl_table_options options = RSL_TABLE_OPTIONS_INIT;
  rsl_result_options result = RSL_RESULT_OPTIONS_INIT;
  rsl_indicator indicator = indicator_of("X", RSL_RULE_SUM, RSL_PERIOD_YEAR, RSL_TIME_SUM);
  world_start(&world, NULL);
  world_add_indicator(&world, &indicator);
  for (size_t i = 0; i < 4; i++) {
    rsl_target target = target_of("X", RSL_FORM_AT_LEAST, wants[i]);
    target.code = codes[i];
    target.published = i < 3 ? &verdicts[i] : NULL;
    target.published_count = i < 3;
    world_add_target(&world, &target);
  }
  add_figures(&world);
  world_review(&world, "2023-06-30");
  options.differs = result.differs = true;
  rsl__text_buffer_init(&page, NULL);
  assert_int_equal(rsl_table_review(world.review, &options, NULL, rsl__text_buffer_sink(&page), NULL), RSL_OK);
  assert_non_null(strstr(rsl__text_buffer_string(&page), "0 of 4 targets met or exceeded; 4 behind\n"));
  assert_non_null(strstr(rsl__text_buffer_string(&page), "    published (1900-01-01): gần đạt\n"));
  assert_null(strstr(rsl__text_buffer_string(&page), "khá"));
  assert_non_null(
      strstr(rsl__text_buffer_string(&page), "\n\n1 of 2 published verdicts agree; 1 cannot be compared\n"));
  rsl__text_buffer_free(&page);
  rsl__text_buffer_init(&page, NULL);
  assert_int_equal(rsl_write_review(world.review, &result, NULL, rsl__text_buffer_sink(&page), NULL), RSL_OK);
  assert_non_null(strstr(rsl__text_buffer_string(&page), ",OTHER,"));
  assert_null(strstr(rsl__text_buffer_string(&page), ",SAME,"));
  assert_null(strstr(rsl__text_buffer_string(&page), ",WORDS,"));
  assert_null(strstr(rsl__text_buffer_string(&page), ",NOTHING,"));
  rsl__text_buffer_free(&page);
  world_free(&world);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(the_nearest_rule_wins_member_by_member),
    cmocka_unit_test(the_rule_of_the_plan_holds_where_no_nearer_one_speaks),
    cmocka_unit_test(the_latest_published_verdict_stands_beside_and_a_difference_is_flagged),
    cmocka_unit_test(words_alone_are_shown_and_not_compared),
    cmocka_unit_test(a_verdict_without_a_day_is_of_the_end),
    cmocka_unit_test(exceeded_before_the_end_is_no_difference_to_exceeded_early),
    cmocka_unit_test(a_verdict_differs_where_neither_word_says_the_other),
    cmocka_unit_test(only_differences_may_be_asked_for_and_all_are_counted),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
