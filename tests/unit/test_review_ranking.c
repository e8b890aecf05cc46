/* Units ranked on one indicator: exactly, of one period, with who is not ranked and why. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>
#include <resolution/report.h>

#include "base/text_buffer.h"
#include "support/failing_allocator.h"
#include "support/plan_maker.h"
#include "support/progress_input.h"
#include "support/sinks.h"
#include "support/small.h"

/* Two rankings, as programs write them. */
typedef struct written {
  const rsl_ranking *now;
  const rsl_ranking *before;
} written;

static small land;
static rsl_ranking *ranking;

/* nation VN over province P over districts D1 (communes a1, a2), D2 (b1, b2), D3 (c1, c2, c3) and D4 (d1), which goes
 * into D3 on 2024-01-01, d1 into c1. POOR = 100 × POOR_HH / HH, less is better, one decimal; SCORE a mean, SCHOOLS a sum,
 * more is better, half of those who owe are enough of SCORE, 0.9 of all others; COAST a sum that D4 does not owe since
 * 2022; PLAIN has no direction. GRADE is the worst grade below, COUNTED how many are at each. */
static void add_units(void) {
  static const char *const districts[] = { "D1", "D2", "D3", "D4" };
  static const char *const communes[][2] = { { "a1", "D1" }, { "a2", "D1" }, { "b1", "D2" }, { "b2", "D2" },
                                             { "c1", "D3" }, { "c2", "D3" }, { "c3", "D3" } };
  add_unit(land.plan, "VN", "nation", NULL, "", "");
  add_unit(land.plan, "P", "province", "VN", "", "");
  for (size_t i = 0; i < 4; i++) add_unit(land.plan, districts[i], "district", "P", "", i == 3 ? "2024-01-01" : "");
  for (size_t i = 0; i < 7; i++) add_unit(land.plan, communes[i][0], "commune", communes[i][1], "", "");
  add_unit(land.plan, "d1", "commune", "D4", "", "2024-01-01");
  add_succession(land.plan, "D4", "D3", "2024-01-01", NULL);
  add_succession(land.plan, "d1", "c1", "2024-01-01", NULL);
}

static void add_indicators(void) {
  static const char *const grades[] = { "weak", "fair", "good" };
  const rsl_not_applicable inland = { "D4", day_of("2022-01-01"), RSL_DATE_NONE };
  rsl_indicator poor = small_indicator("POOR", RSL_RULE_RATIO, "commune");
  rsl_indicator score = small_indicator("SCORE", RSL_RULE_MEAN, "commune");
  rsl_indicator coast = small_indicator("COAST", RSL_RULE_SUM, "commune");
  rsl_indicator schools = small_indicator("SCHOOLS", RSL_RULE_SUM, "commune");
  small_sum(&land, "HH");
  small_sum(&land, "POOR_HH");
  poor.decimals = 1;
  poor.direction = RSL_DIRECTION_DECREASE;
  poor.rollup.numerator = "POOR_HH";
  poor.rollup.denominator = "HH";
  poor.rollup.has_factor = true;
  poor.rollup.factor = (rsl_decimal){ 100, 0 };
  small_add(&land, &poor);
  score.direction = coast.direction = schools.direction = RSL_DIRECTION_INCREASE;
  score.has_min_coverage = true;
  score.min_coverage = (rsl_decimal){ 5, 1 };
  coast.not_applicable = &inland;
  coast.not_applicable_count = 1;
  small_add(&land, &score);
  small_add(&land, &coast);
  small_add(&land, &schools);
  small_sum(&land, "PLAIN");
  for (int i = 0; i < 2; i++) {
    rsl_indicator graded =
        small_indicator(i == 0 ? "GRADE" : "COUNTED", i == 0 ? RSL_RULE_WORST : RSL_RULE_GRADE_COUNT, "commune");
    graded.direction = RSL_DIRECTION_DECREASE;
    graded.grades = grades;
    graded.grade_count = 3;
    small_add(&land, &graded);
  }
}

static void start_land(void) {
  small_start(&land);
  add_units();
  add_indicators();
}

/* D1 10 / 300 and D2 2 / 60 are both 3 1/3 %. D3 has 333 / 10,000 = 3.33 %, which looks the same with one decimal and with two.
 * D4 has 9 / 100. P: 354 / 10,460. */
static void add_poor(const char *period) {
  static const char *const rows[][3] = { { "a1", "5", "150" },   { "a2", "5", "150" },    { "b1", "1", "30" },
                                         { "b2", "1", "30" },    { "c1", "166", "5000" }, { "c2", "100", "3000" },
                                         { "c3", "67", "2000" }, { "d1", "9", "100" } };
  for (size_t i = 0; i < 8; i++) {
    small_row(&land, rows[i][0], "POOR_HH", period, rows[i][1]);
    small_row(&land, rows[i][0], "HH", period, rows[i][2]);
  }
}

static int start(void **state) {
  (void)state;
  start_land();
  small_finish(&land);
  add_poor("2022");
  return 0;
}

static int stop(void **state) {
  (void)state;
  rsl_ranking_free(ranking);
  ranking = NULL;
  small_end(&land);
  return 0;
}

static rsl_ranking_options options_of(const char *indicator) {
  rsl_ranking_options options = RSL_RANKING_OPTIONS_INIT;
  options.indicator = small_indicator_index(&land, indicator);
  options.parent = small_unit_index(&land, "P");
  return options;
}

static void rank(const rsl_ranking_options *options) {
  rsl_error error = RSL_ERROR_INIT;
  if (land.cube == NULL) small_cube(&land);
  rsl_ranking_free(ranking);
  if (rsl_ranking_run(land.cube, options, NULL, &ranking, &error) != RSL_OK) fail_msg("%s", error.text);
}

static const rsl_ranking_row *row_of(const char *unit) {
  const rsl_ranking_row *row = rsl_ranking_of(ranking, small_unit_index(&land, unit));
  assert_non_null(row);
  return row;
}

static const rsl_ranking_row *expect_place(const char *unit, size_t place, bool tied) {
  const rsl_ranking_row *row = row_of(unit);
  assert_int_equal(row->place, place);
  assert_int_equal(row->tied, tied);
  assert_string_equal(rsl_ranking_standing_name(row->standing), "ranked");
  return row;
}

static void expect_standing(const char *unit, rsl_ranking_standing standing) {
  const rsl_ranking_row *row = row_of(unit);
  assert_string_equal(rsl_ranking_standing_name(row->standing), rsl_ranking_standing_name(standing));
  assert_int_equal(row->place, 0);
  assert_absent(row->score);
  assert_absent(row->behind);
}

static void expect_counts(const char *period, size_t ranked, size_t units) {
  char got[RSL_PERIOD_TEXT];
  const rsl_ranking_summary *summary = rsl_ranking_summarize(ranking);
  rsl_period_format(summary->period, got);
  assert_string_equal(got, period);
  assert_int_equal(summary->ranked, ranked);
  assert_int_equal(summary->units, units);
  assert_int_equal(rsl_ranking_count(ranking), units);
}

static void expect_refused(const rsl_ranking_options *options, rsl_status status, const char *message) {
  rsl_ranking *none = NULL;
  rsl_error error = RSL_ERROR_INIT;
  if (land.cube == NULL) small_cube(&land);
  assert_int_equal(rsl_ranking_run(land.cube, options, NULL, &none, &error), status);
  assert_string_equal(error.text, message);
  assert_null(none);
}

static rsl_status write_it(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  const written *both = what;
  return rsl_write_ranking(both->now, both->before, NULL, allocator, sink, error);
}

static rsl_status write_table(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  const written *both = what;
  return rsl_table_ranking(both->now, both->before, NULL, allocator, sink, error);
}

/* ---- By the figure ---- */

static void units_with_the_same_figure_share_a_place_and_the_next_counts_them_all(void **state) {
  (void)state;
  rsl_ranking_options options = options_of("POOR");
  rank(&options);
  expect_counts("2022", 4, 4);
  expect_place("D3", 1, false);
  const rsl_ranking_row *tied = expect_place("D1", 2, true);
  expect_place("D2", 2, true);
  const rsl_ranking_row *last = expect_place("D4", 4, false);
  assert_number(tied->score, fraction(10, 3));
  assert_number(tied->behind, fraction(1, 300)); /* 10/3 − 333/100 */
  assert_number(last->behind, fraction(567, 100));
  assert_number(last->figure.numerator, number("9"));
  assert_number(last->figure.denominator, number("100"));
  assert_ptr_equal(rsl_ranking_at(ranking, 0), row_of("D3"));
  assert_ptr_equal(rsl_ranking_at(ranking, 1), tied); /* the structure's order */
  assert_null(rsl_ranking_at(ranking, 4));
  assert_null(rsl_ranking_of(ranking, small_unit_index(&land, "a1")));
  assert_ptr_equal(rsl_ranking_plan(ranking), land.plan);
}

static void the_field_is_told_by_its_best_median_and_worst_and_by_the_unit_above(void **state) {
  (void)state;
  rsl_ranking_options options = options_of("POOR");
  rank(&options);
  const rsl_ranking_summary *summary = rsl_ranking_summarize(ranking);
  assert_true(summary->least_is_best);
  assert_false(summary->of_amounts);
  assert_number(summary->best, fraction(333, 100));
  assert_number(summary->median, fraction(10, 3)); /* of 3.33, 3 1/3, 3 1/3 and 9 the mean of the middle two */
  assert_number(summary->worst, number("9"));
  assert_int_equal(summary->parent, small_unit_index(&land, "P"));
  const rsl_ranking_row *whole = rsl_ranking_whole(ranking);
  assert_number(whole->score, fraction(35400, 10460));
  assert_int_equal(whole->place, 0);
}

static void units_of_a_level_are_ranked_wherever_they_are(void **state) {
  (void)state;
  rsl_ranking_options options = options_of("POOR");
  options.level = rsl_plan_find_level(land.plan, "commune", strlen("commune"));
  rank(&options);
  expect_counts("2022", 8, 8);
  expect_place("c1", 1, false); /* 166 / 5,000 = 3.32 */
  expect_place("a1", 2, true);  /* 5 / 150 */
  expect_place("b2", 2, true);  /* 1 / 30 */
  expect_place("c2", 2, true);  /* 100 / 3,000 */
  expect_place("c3", 7, false); /* 67 / 2,000 = 3.35 */
  options.parent = small_unit_index(&land, "D3");
  rank(&options);
  expect_counts("2022", 3, 3);
  options.parent = options.level = RSL_NONE;
  rank(&options);
  expect_counts("2022", 1, 1);
  expect_place("P", 1, false);
  assert_int_equal(rsl_ranking_whole(ranking)->unit, small_unit_index(&land, "VN"));
}

static void who_has_no_figure_to_compare_has_no_place_and_it_is_said_why(void **state) {
  (void)state;
  rsl_measurement bound = small_measurement(&land, "d1", "SCHOOLS", "2022", "4");
  bound.qualifier = RSL_QUALIFIER_ABOVE;
  assert_int_equal(small_offer(&land, &bound), RSL_OK);
  small_row(&land, "a1", "SCHOOLS", "2022", "4");
  small_row(&land, "b1", "SCHOOLS", "2022", "~2");
  small_row(&land, "c1", "SCHOOLS", "2022", "3");
  small_row(&land, "c2", "SCHOOLS", "2022", "3");
  small_row(&land, "c3", "SCHOOLS", "2022", "3");
  small_row(&land, "a1", "COAST", "2022", "1");
  small_row(&land, "a2", "COAST", "2022", "1");
  rsl_ranking_options options = options_of("SCHOOLS");
  rank(&options);
  expect_counts("2022", 1, 4);
  assert_true(rsl_ranking_summarize(ranking)->of_amounts);
  expect_place("D3", 1, false);
  expect_standing("D1", RSL_RANKING_BELOW_MIN_COVERAGE);
  assert_number(row_of("D1")->figure.value, number("4"));
  expect_standing("D2", RSL_RANKING_QUALIFIED_FIGURE); /* what is about 2 adds up to nothing */
  expect_standing("D4", RSL_RANKING_QUALIFIED_FIGURE);
  options.level = rsl_plan_find_level(land.plan, "commune", strlen("commune"));
  rank(&options);
  expect_place("a1", 1, false);
  expect_place("c2", 2, true);
  expect_place("b1", 5, false); /* `~2` is compared as 2 (T8) */
  expect_standing("d1", RSL_RANKING_QUALIFIED_FIGURE);
  expect_standing("b2", RSL_RANKING_NO_DATA);
  options = options_of("COAST");
  rank(&options);
  expect_counts("2022", 1, 4);
  expect_standing("D4", RSL_RANKING_NOT_APPLICABLE);
  expect_standing("D2", RSL_RANKING_NO_DATA);
}

/* D3 has 20 and 4 of three communes: 12; with a third that gave the least or the most of these 9 1/3 to 14 2/3. D1 has 10,
 * D2 9, D4 8: only D1 can pass it. */
static void the_places_that_missing_units_could_make_of_it_are_told(void **state) {
  (void)state;
  small_row(&land, "c1", "SCORE", "2022", "20");
  small_row(&land, "c2", "SCORE", "2022", "4");
  small_row(&land, "a1", "SCORE", "2022", "10");
  small_row(&land, "a2", "SCORE", "2022", "10");
  small_row(&land, "b1", "SCORE", "2022", "9");
  small_row(&land, "b2", "SCORE", "2022", "9");
  small_status(&land, "d1", "SCORE", "2022", "8", 'P');
  static const struct {
    const char *unit;
    size_t place;
    size_t best;
    size_t worst;
  } wanted[] = { { "D3", 1, 1, 2 }, { "D1", 2, 1, 2 }, { "D2", 3, 3, 3 }, { "D4", 4, 4, 4 } };
  rsl_ranking_options options = options_of("SCORE");
  rank(&options);
  for (size_t i = 0; i < 4; i++) {
    const rsl_ranking_row *row = expect_place(wanted[i].unit, wanted[i].place, false);
    assert_int_equal(row->best_place, wanted[i].best);
    assert_int_equal(row->worst_place, wanted[i].worst);
  }
  assert_int_equal(rsl_ranking_summarize(ranking)->incomplete, 1);
  assert_int_equal(rsl_ranking_summarize(ranking)->estimates, 1);
}

/* Worst of good and fair is fair; whatever the direction says, a better grade is better. */
static void grades_are_ranked_the_best_first(void **state) {
  (void)state;
  static const char *const rows[][2] = { { "a1", "2" }, { "a2", "1" }, { "b1", "2" }, { "b2", "2" },
                                         { "c1", "1" }, { "c2", "1" }, { "c3", "2" }, { "d1", "0" } };
  for (size_t i = 0; i < 8; i++) small_row(&land, rows[i][0], "GRADE", "2022", rows[i][1]);
  rsl_ranking_options options = options_of("GRADE");
  rank(&options);
  expect_place("D2", 1, false);
  expect_place("D1", 2, true);
  expect_place("D3", 2, true);
  expect_place("D4", 4, false);
  const written both = { ranking, NULL };
  expect_text(write_table, &both,
              "GRADE, 2022\n"
              "4 of 4 units ranked, by the figure; the most is best\n"
              "\n"
              "Place  Unit  Value  Reported / owed\n"
              "─────  ────  ─────  ───────────────\n"
              "    1  D2     good              2/2\n"
              "   2=  D1     fair              2/2\n"
              "   2=  D3     fair              3/3\n"
              "    4  D4     weak              1/1\n");
  options = options_of("COUNTED");
  expect_refused(
      &options, RSL_ERR_DATA,
      "`COUNTED` counts units at each grade, which are not better or worse: rank by one of its grades' shares, "
      "or by the rules `worst` or `best`");
}

/* ---- One period for all ---- */

static void one_period_serves_all_the_latest_in_which_enough_have_a_figure(void **state) {
  (void)state;
  add_poor("2021");
  small_row(&land, "d1", "POOR_HH", "2023", "1");
  small_row(&land, "d1", "HH", "2023", "100");
  rsl_ranking_options options = options_of("POOR");
  rank(&options);
  expect_counts("2022", 4, 4);
  expect_place("D4", 4, false); /* its 1 % of 2023 is not held against what the others had before */
  const rsl_ranking_summary *summary = rsl_ranking_summarize(ranking);
  assert_int_equal(summary->later.index, 2023);
  assert_int_equal(summary->later_ranked, 1);
  options.period = period("2023");
  rank(&options);
  expect_counts("2023", 1, 4);
  expect_place("D4", 1, false);
  expect_standing("D1", RSL_RANKING_NO_DATA);
  assert_int_equal(rsl_ranking_summarize(ranking)->later.type, RSL_PERIOD_NONE);
  options.period.type = RSL_PERIOD_NONE;
  options.as_of = day_of("2022-06-30");
  rank(&options);
  expect_counts("2021", 4, 4);
  options.forecast = true; /* what runs on that day is 2022, known when it is over */
  options.known_on = day_of("2023-01-31");
  rank(&options);
  expect_counts("2022", 4, 4);
}

/* Since 2022 three owe it, and all of them gave one: the four of 2021 are not more. */
static void who_owes_none_is_not_waited_for(void **state) {
  (void)state;
  static const char *const communes[] = { "a1", "a2", "b1", "b2", "c1", "c2", "c3", "d1" };
  for (size_t i = 0; i < 8; i++) small_row(&land, communes[i], "COAST", "2021", "1");
  for (size_t i = 0; i < 7; i++) small_row(&land, communes[i], "COAST", "2022", "1");
  rsl_ranking_options options = options_of("COAST");
  rank(&options);
  expect_counts("2022", 3, 4);
}

/* Never nine of ten of the four: 2017 has two, 2018, 2016 and 2015 one. */
static void where_enough_never_have_one_it_is_the_period_of_the_most(void **state) {
  (void)state;
  small_row(&land, "d1", "SCHOOLS", "2018", "1");
  small_row(&land, "d1", "SCHOOLS", "2016", "1");
  small_row(&land, "d1", "SCHOOLS", "2015", "1");
  static const char *const communes[] = { "a1", "a2", "b1", "b2" };
  for (size_t i = 0; i < 4; i++) small_row(&land, communes[i], "SCHOOLS", "2017", "1");
  rsl_ranking_options options = options_of("SCHOOLS");
  rank(&options);
  expect_counts("2017", 2, 4);
  assert_int_equal(rsl_ranking_summarize(ranking)->later.index, 2018);
  options.as_of = day_of("2016-12-31");
  rank(&options);
  expect_counts("2016", 1, 4);
  options.as_of = day_of("2010-12-31");
  rank(&options);
  expect_counts("2010", 0, 4);
  assert_absent(rsl_ranking_summarize(ranking)->best);
}

static void only_what_was_known_on_the_day_is_ranked(void **state) {
  (void)state;
  small_revision(&land, "c1", "SCORE", "2022", "1", 0, "2023-01-10");
  small_revision(&land, "c1", "SCORE", "2022", "9", 1, "2023-05-10");
  static const char *const others[] = { "a1", "b1", "b2", "c2", "c3", "d1" };
  for (size_t i = 0; i < 6; i++) small_revision(&land, others[i], "SCORE", "2022", "3", 0, "2023-01-10");
  rsl_ranking_options options = options_of("SCORE");
  options.as_of = day_of("2023-03-31");
  rank(&options);
  expect_place("D3", 4, false); /* (1 + 3 + 3) / 3, the others 3 */
  options.as_of = day_of("2023-06-30");
  rank(&options);
  expect_place("D3", 1, false);
  options.as_of = RSL_DATE_NONE; /* by the end of 2022 nobody had told */
  rank(&options);
  expect_counts("2022", 0, 4);
  options.period = period("2022"); /* of a period that is named everything counts */
  rank(&options);
  expect_place("D3", 1, false);
}

/* D4 and its commune went into D3: 342 / 10,100 of the time before. */
static void figures_are_carried_to_the_units_of_a_day(void **state) {
  (void)state;
  rsl_ranking_options options = options_of("POOR");
  options.structure = day_of("2024-01-01");
  rank(&options);
  expect_counts("2022", 3, 3);
  assert_number(expect_place("D3", 3, false)->score, fraction(34200, 10100));
  assert_int_equal(row_of("D3")->figure.origin, RSL_ORIGIN_CARRIED);
  expect_place("D1", 1, true);
}

static void what_cannot_be_ranked_is_refused_with_the_reason(void **state) {
  (void)state;
  rsl_ranking_options options = options_of("PLAIN");
  expect_refused(
      &options, RSL_ERR_DATA,
      "`PLAIN` cannot be ranked: its direction is `none`, so nobody says whether more of it is better; give it "
      "`increase` or `decrease`");
  options = options_of("POOR");
  options.indicator = 99;
  expect_refused(&options, RSL_ERR_ARGUMENT, "the plan has no indicator number 99");
  options = options_of("POOR");
  options.parent = 99;
  expect_refused(&options, RSL_ERR_ARGUMENT, "the plan has no unit number 99");
  options.parent = RSL_NONE;
  options.level = 9;
  expect_refused(&options, RSL_ERR_ARGUMENT, "the plan has no level number 9");
  options = options_of("POOR");
  options.by = RSL_RANKING_BY_END;
  expect_refused(&options, RSL_ERR_ARGUMENT, "there is no way number 4 to rank");
  options.by = RSL_RANKING_BY_PROGRESS;
  options.structure = day_of("2024-01-01");
  expect_refused(&options, RSL_ERR_ARGUMENT, "only figures are carried to the structure of a day, targets are not");
  const uint32_t none = 7;
  options = options_of("POOR");
  options.targets = &none;
  options.target_count = 1;
  expect_refused(&options, RSL_ERR_ARGUMENT, "the plan has no target number 7");
  options = options_of("POOR");
  options.as_of = day_of("2022-06-30");
  options.period = period("2022");
  expect_refused(&options, RSL_ERR_DATA,
                 "the period 2022 has not ended by 2022-06-30: only a forecast ranks its figures");
}

static void a_parent_without_units_below_it_that_day_is_refused(void **state) {
  (void)state;
  rsl_ranking_options options = options_of("POOR");
  options.parent = small_unit_index(&land, "a1");
  expect_refused(&options, RSL_ERR_DATA, "nobody is to be ranked below `a1` on 2022-12-31");
  options.parent = small_unit_index(&land, "P");
  options.level = rsl_plan_find_level(land.plan, "province", strlen("province"));
  expect_refused(&options, RSL_ERR_DATA, "nobody is to be ranked below `P` on 2022-12-31");
  options.level = RSL_NONE;
  options.parent = small_unit_index(&land, "D4");
  options.period = period("2025");
  expect_refused(&options, RSL_ERR_DATA, "the unit `D4` is not there on 2025-12-31");
}

/* ---- By where targets stand ---- */

static void add_way(const char *code, const char *unit, const char *baseline, const char *at_most,
                    const char *assigned_by) {
  rsl_target wanted = make_target(RSL_FORM_AT_MOST, at_most);
  wanted.code = code;
  wanted.unit = unit;
  wanted.indicator = "POOR";
  wanted.goal = NULL;
  wanted.assigned_by = assigned_by;
  wanted.baseline_period = period("2020");
  wanted.has_baseline_value = true;
  wanted.baseline_value = decimal(baseline);
  add_target(land.plan, &wanted);
}

/* By 2025 D1 from 10 to 5, D2 from 5 to 2, each in five years; D4 was assigned 8 from 10 and 7 from 11. In 2022 D1 and D2 have
 * 3 1/3, D4 9.
 *             expected by then    progress                   of the way              of the target
 *   D1        10 − 5 × 2/5 = 8    (10 − 10/3) / 2 = 10/3     (20/3) / 5 = 400/3 %    (10/3) / 5 = 200/3 %
 *   D2        5 − 3 × 2/5 = 3.8   (5 − 10/3) / 1.2 = 25/18   (5/3) / 3 = 500/9 %     (10/3) / 2 = 500/3 % */
static int start_ways(void **state) {
  (void)state;
  start_land();
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = resolution.title = "R1";
  resolution.unit = "P";
  resolution.from = period("2021");
  resolution.to = period("2025");
  assert_int_equal(rsl_plan_add_resolution(land.plan, &resolution), RSL_OK);
  add_way("OF-D1", "D1", "10", "5", NULL);
  add_way("TO-D1", "D1", "10", "9", "P"); /* its own counts */
  add_way("OF-D2", "D2", "5", "2", NULL);
  add_way("TO-D2", "D2", "5", "-1", "P");
  add_way("TO-D4", "D4", "10", "8", "P");
  add_way("TO-D4-TOO", "D4", "11", "7", "P");
  small_finish(&land);
  add_poor("2022");
  return 0;
}

static void units_are_ranked_by_where_their_own_targets_stand(void **state) {
  (void)state;
  rsl_ranking_options options = options_of("POOR");
  options.by = RSL_RANKING_BY_PROGRESS;
  rank(&options);
  expect_counts("2022", 2, 4);
  assert_number(expect_place("D1", 1, false)->score, fraction(10, 3));
  const rsl_ranking_row *second = expect_place("D2", 2, false);
  assert_number(second->score, fraction(25, 18));
  assert_number(second->behind, fraction(35, 18));
  assert_number(second->figure.value, fraction(10, 3));
  assert_number(second->figure.numerator, number("2"));
  assert_number(second->figure.denominator, number("60"));
  assert_number(second->target_low, number("2"));
  assert_int_equal(second->rating, RSL_RATING_ON_TRACK);
  assert_string_equal(rsl_plan_target(land.plan, row_of("D1")->target)->code, "OF-D1");
  expect_standing("D3", RSL_RANKING_NO_TARGET);
  expect_standing("D4", RSL_RANKING_SEVERAL_TARGETS);
  options.by = RSL_RANKING_BY_ACHIEVED;
  rank(&options);
  assert_number(row_of("D1")->score, fraction(400, 3));
  assert_number(expect_place("D2", 2, false)->score, fraction(500, 9));
  assert_false(rsl_ranking_summarize(ranking)->least_is_best);
  options.by = RSL_RANKING_BY_OF_TARGET; /* less of it is better, so less of the target */
  rank(&options);
  assert_number(expect_place("D1", 1, false)->score, fraction(200, 3));
  assert_number(expect_place("D2", 2, false)->score, fraction(500, 3));
  assert_true(rsl_ranking_summarize(ranking)->least_is_best);
}

/* (9 − 10) / (8 − 10) = 1/2 */
static void the_targets_that_count_can_be_told(void **state) {
  (void)state;
  const uint32_t counted[] = { rsl_plan_find_target(land.plan, "TO-D1", 5),
                               rsl_plan_find_target(land.plan, "TO-D4", 5) };
  rsl_ranking_options options = options_of("POOR");
  options.by = RSL_RANKING_BY_ACHIEVED;
  options.targets = counted;
  options.target_count = 2;
  rank(&options);
  assert_number(expect_place("D1", 1, false)->score, fraction(2000, 3)); /* (20/3) / 1 */
  assert_number(expect_place("D4", 2, false)->score, number("50"));
  expect_standing("D2", RSL_RANKING_NO_TARGET);
  const uint32_t below_zero = rsl_plan_find_target(land.plan, "TO-D2", 5);
  options.targets = &below_zero;
  options.target_count = 1;
  options.by = RSL_RANKING_BY_OF_TARGET; /* a percent of -1 says nothing */
  options.period = period("2022");
  rank(&options);
  expect_standing("D2", RSL_RANKING_NO_SCORE);
}

static void a_target_is_held_against_the_others_by_what_it_had_in_the_same_period(void **state) {
  (void)state;
  static const char *const communes[] = { "a1", "a2" };
  for (size_t i = 0; i < 2; i++) {
    small_row(&land, communes[i], "POOR_HH", "2023", "0");
    small_row(&land, communes[i], "HH", "2023", "150");
  }
  rsl_ranking_options options = options_of("POOR");
  options.by = RSL_RANKING_BY_ACHIEVED;
  rank(&options);
  expect_counts("2022", 2, 4);
  assert_number(row_of("D1")->score, fraction(400, 3));
  assert_int_equal(rsl_ranking_summarize(ranking)->later.index, 2023);
  options.period = period("2023");
  rank(&options);
  expect_counts("2023", 1, 4);
  assert_number(expect_place("D1", 1, false)->score, number("200"));
  expect_standing("D2", RSL_RANKING_OTHER_PERIOD);
  assert_absent(row_of("D2")->figure.value);
  options.period = period("2021");
  rank(&options);
  expect_counts("2021", 0, 4);
  expect_standing("D1", RSL_RANKING_NO_DATA);
}

/* ---- Written ---- */

static const char heads[] =
    "unit,indicator,period,place,ranked,units,tied,standing,by,score,value,numerator,denominator,reporting,owed,status,origin,"
    "weak,absence,behind,best_place,worst_place,median,whole,target_code,target_low,target_high,rating,reason_code,flags,"
    "before_period,before_place,before_ranked,before_score\n";

static void each_unit_is_a_row_of_csv(void **state) {
  (void)state;
  static const char rows[] =
      "D3,POOR,2022,1,4,4,0,ranked,value,3.33,3.33,333,10000,3,3,A,children,0,,0,1,1,3.3333333333333335,3.384321223709369,,,,,,"
      ",2021,1,4,3.33\n"
      "D1,POOR,2022,2,4,4,1,ranked,value,3.3333333333333335,3.3333333333333335,10,300,2,2,A,children,0,,0.0033333333333333335,"
      "2,2,3.3333333333333335,3.384321223709369,,,,,,,2021,2,4,3.3333333333333335\n"
      "D2,POOR,2022,2,4,4,1,ranked,value,3.3333333333333335,3.3333333333333335,2,60,2,2,A,children,0,,0.0033333333333333335,"
      "2,2,3.3333333333333335,3.384321223709369,,,,,,,2021,2,4,3.3333333333333335\n"
      "D4,POOR,2022,4,4,4,0,ranked,value,9,9,9,100,1,1,A,children,0,,5.67,4,4,3.3333333333333335,3.384321223709369,,,,,,,2021,"
      "4,4,9\n";
  rsl__text_buffer want;
  rsl_ranking *before = NULL;
  rsl_ranking_options options = options_of("POOR");
  add_poor("2021");
  rank(&options);
  options.as_of = day_of("2021-12-31");
  assert_int_equal(rsl_ranking_run(land.cube, &options, NULL, &before, NULL), RSL_OK);
  const written both = { ranking, before };
  rsl__text_buffer_init(&want, NULL);
  rsl__text_buffer_text(&want, heads);
  rsl__text_buffer_text(&want, rows);
  expect_text(write_it, &both, rsl__text_buffer_string(&want));
  expect_failures_are_told(write_it, &both);
  rsl__text_buffer_free(&want);
  rsl_ranking_free(before);
}

/* D4 has 9 % in 2022 and none in 2021. What only looks the same is shown with more decimals (T7). */
static void a_table_tells_what_makes_the_ranking_unfair(void **state) {
  (void)state;
  rsl_ranking *before = NULL;
  rsl_ranking_options options = options_of("POOR");
  small_row(&land, "a1", "POOR_HH", "2021", "9");
  small_row(&land, "a1", "HH", "2021", "150");
  small_row(&land, "a2", "POOR_HH", "2021", "9");
  small_row(&land, "a2", "HH", "2021", "150");
  rank(&options);
  options.as_of = day_of("2021-12-31");
  assert_int_equal(rsl_ranking_run(land.cube, &options, NULL, &before, NULL), RSL_OK);
  const written both = { ranking, before };
  expect_text(write_table, &both,
              "POOR, 2022\n"
              "4 of 4 units ranked, by the figure; the least is best\n"
              "best 3.3, median 3.3, last 9.0; P: 3.4\n"
              "· place before: 2021, 1 ranked\n"
              "· not the same units are ranked before and now: places do not compare\n"
              "\n"
              "Place  Unit  Value      Out of  Behind best  Before  Reported / owed\n"
              "─────  ────  ─────  ──────────  ───────────  ──────  ───────────────\n"
              "    1  D3    3.330  333/10,000                                   3/3\n"
              "   2=  D1    3.333      10/300        0.003  1 (−1)              2/2\n"
              "   2=  D2    3.333        2/60        0.003                      2/2\n"
              "    4  D4      9.0       9/100          5.7                      1/1\n");
  expect_failures_are_told(write_table, &both);
  rsl_ranking_free(before);
}

static void those_without_a_place_stand_below_with_the_reason(void **state) {
  (void)state;
  rsl_ranking_options options = options_of("SCORE");
  small_row(&land, "c1", "SCORE", "2022", "20");
  small_row(&land, "c2", "SCORE", "2022", "4");
  small_row(&land, "a1", "SCORE", "2022", "10");
  small_row(&land, "a2", "SCORE", "2022", "10");
  small_status(&land, "d1", "SCORE", "2022", "", 'Q');
  rank(&options);
  const written both = { ranking, NULL };
  expect_text(write_table, &both,
              "SCORE, 2022\n"
              "2 of 4 units ranked, by the figure; the most is best\n"
              "best 12, median 11, last 10; P: 11\n"
              "· ranked though units below gave no figure: 1; in brackets the places these\n"
              "could make of it\n"
              "\n"
              "  Place  Unit  Value  Behind best  Reported / owed  Remarks\n"
              "───────  ────  ─────  ───────────  ───────────────  ────────────\n"
              "1 (1–2)  D3       12                           2/3\n"
              "2 (1–2)  D1       10            2              2/2\n"
              "      –  D2                                    0/2  not reported\n"
              "      –  D4                                    0/1  not reported\n");
}

/* ---- Whatever the order, the threads and the memory ---- */

static void text_of(rsl__text_buffer *out, unsigned threads) {
  rsl_ranking_options options = options_of("POOR");
  const written both = { NULL, NULL };
  written now = both;
  options.threads = threads;
  rank(&options);
  now.now = ranking;
  rsl__text_buffer_init(out, NULL);
  assert_int_equal(write_it(&now, NULL, rsl__text_buffer_sink(out), NULL), RSL_OK);
}

static void any_order_of_rows_and_any_number_of_threads_gives_the_same_bytes(void **state) {
  (void)state;
  static const char *const backward[][3] = { { "d1", "9", "100" },    { "c3", "67", "2000" }, { "c2", "100", "3000" },
                                             { "c1", "166", "5000" }, { "b2", "1", "30" },    { "b1", "1", "30" },
                                             { "a2", "5", "150" },    { "a1", "5", "150" } };
  rsl__text_buffer first;
  rsl__text_buffer again;
  text_of(&first, 1);
  (void)stop(NULL);
  start_land();
  small_finish(&land);
  for (size_t i = 0; i < 8; i++) {
    small_row(&land, backward[i][0], "HH", "2022", backward[i][2]);
    small_row(&land, backward[i][0], "POOR_HH", "2022", backward[i][1]);
  }
  for (unsigned threads = 0; threads < 4; threads++) {
    text_of(&again, threads);
    assert_string_equal(rsl__text_buffer_string(&again), rsl__text_buffer_string(&first));
    rsl__text_buffer_free(&again);
  }
  rsl__text_buffer_free(&first);
}

static bool sweep(const rsl_allocator *allocator, void *context) {
  rsl_ranking *found = NULL;
  rsl_status status = rsl_ranking_run(land.cube, context, allocator, &found, NULL);
  if (status != RSL_OK) assert_int_equal(status, RSL_ERR_MEMORY);
  rsl_ranking_free(found);
  return status == RSL_OK;
}

static void memory_that_runs_out_is_an_error_like_any_other(void **state) {
  (void)state;
  small_row(&land, "a1", "POOR_HH", "2023", "1");
  small_cube(&land);
  rsl_ranking_options options = options_of("POOR");
  assert_true(sweep_allocations(sweep, &options) > 0);
  options.by = RSL_RANKING_BY_PROGRESS;
  assert_true(sweep_allocations(sweep, &options) > 0);
  rsl_ranking_free(NULL);
}

static void words_are_read_as_they_are_written(void **state) {
  (void)state;
  rsl_ranking_by by = RSL_RANKING_BY_END;
  for (int i = 0; i < RSL_RANKING_BY_END; i++) {
    const char *name = rsl_ranking_by_name((rsl_ranking_by)i);
    assert_true(rsl_ranking_by_parse(name, strlen(name), &by));
    assert_int_equal(by, i);
  }
  assert_false(rsl_ranking_by_parse("values", 6, &by));
  assert_null(rsl_ranking_by_name(RSL_RANKING_BY_END));
  assert_null(rsl_ranking_standing_name(RSL_RANKING_STANDING_END));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test_setup_teardown(units_with_the_same_figure_share_a_place_and_the_next_counts_them_all, start, stop),
    cmocka_unit_test_setup_teardown(the_field_is_told_by_its_best_median_and_worst_and_by_the_unit_above, start, stop),
    cmocka_unit_test_setup_teardown(units_of_a_level_are_ranked_wherever_they_are, start, stop),
    cmocka_unit_test_setup_teardown(who_has_no_figure_to_compare_has_no_place_and_it_is_said_why, start, stop),
    cmocka_unit_test_setup_teardown(the_places_that_missing_units_could_make_of_it_are_told, start, stop),
    cmocka_unit_test_setup_teardown(grades_are_ranked_the_best_first, start, stop),
    cmocka_unit_test_setup_teardown(who_owes_none_is_not_waited_for, start, stop),
    cmocka_unit_test_setup_teardown(one_period_serves_all_the_latest_in_which_enough_have_a_figure, start, stop),
    cmocka_unit_test_setup_teardown(where_enough_never_have_one_it_is_the_period_of_the_most, start, stop),
    cmocka_unit_test_setup_teardown(only_what_was_known_on_the_day_is_ranked, start, stop),
    cmocka_unit_test_setup_teardown(figures_are_carried_to_the_units_of_a_day, start, stop),
    cmocka_unit_test_setup_teardown(what_cannot_be_ranked_is_refused_with_the_reason, start, stop),
    cmocka_unit_test_setup_teardown(a_parent_without_units_below_it_that_day_is_refused, start, stop),
    cmocka_unit_test_setup_teardown(units_are_ranked_by_where_their_own_targets_stand, start_ways, stop),
    cmocka_unit_test_setup_teardown(the_targets_that_count_can_be_told, start_ways, stop),
    cmocka_unit_test_setup_teardown(a_target_is_held_against_the_others_by_what_it_had_in_the_same_period, start_ways,
                                    stop),
    cmocka_unit_test_setup_teardown(each_unit_is_a_row_of_csv, start, stop),
    cmocka_unit_test_setup_teardown(a_table_tells_what_makes_the_ranking_unfair, start, stop),
    cmocka_unit_test_setup_teardown(those_without_a_place_stand_below_with_the_reason, start, stop),
    cmocka_unit_test_setup_teardown(any_order_of_rows_and_any_number_of_threads_gives_the_same_bytes, start, stop),
    cmocka_unit_test_setup_teardown(memory_that_runs_out_is_an_error_like_any_other, start_ways, stop),
    cmocka_unit_test(words_are_read_as_they_are_written),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
