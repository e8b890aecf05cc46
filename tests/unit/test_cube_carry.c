/* Figures in the structure of another day (R12), and what a split unit's parts get (R13), by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support/plan_maker.h"
#include "support/small.h"

static void add_basis(small *s, const char *unit, const char *successor, const char *on, const char *basis) {
  rsl_succession succession = make_succession(unit, successor, on, NULL);
  succession.basis = basis;
  assert_int_equal(rsl_plan_add_succession(s->plan, &succession), RSL_OK);
}

/* Until 2020: VN = P (a b c) + Q (d e). Since 2021: P (m x y) + Q (d f); a and b merged into m, c was split into x and y;
 * e ended and f began, and nobody says into what, out of what. */
static int start(void **state) {
  static small s;
  small_start(&s);
  small_unit(&s, "VN", "nation", NULL);
  small_unit(&s, "P", "province", "VN");
  add_unit(s.plan, "a", "commune", "P", "", "2021-01-01");
  add_unit(s.plan, "b", "commune", "P", "", "2021-01-01");
  add_unit(s.plan, "c", "commune", "P", "", "2021-01-01");
  add_unit(s.plan, "m", "commune", "P", "2021-01-01", "");
  add_unit(s.plan, "x", "commune", "P", "2021-01-01", "");
  add_unit(s.plan, "y", "commune", "P", "2021-01-01", "");
  small_unit(&s, "Q", "province", "VN");
  small_unit(&s, "d", "commune", "Q");
  add_unit(s.plan, "e", "commune", "Q", "", "2021-01-01");
  add_unit(s.plan, "f", "commune", "Q", "2021-01-01", "");
  add_succession(s.plan, "a", "m", "2021-01-01", NULL);
  add_succession(s.plan, "b", "m", "2021-01-01", NULL);
  *state = &s;
  return 0;
}

static void split_c(small *s, const char *to_x, const char *to_y) {
  add_succession(s->plan, "c", "x", "2021-01-01", to_x);
  add_succession(s->plan, "c", "y", "2021-01-01", to_y);
}

static void give(small *s, const char *indicator, const char *const *figures) {
  for (; figures[0] != NULL; figures += 3) small_row(s, figures[0], indicator, figures[1], figures[2]);
}

static void roll_up_on(small *s, const char *period, const char *structure) {
  rsl_period asked = small_period(period);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.periods = &asked;
  request.period_count = 1;
  request.structure = day_of(structure);
  if (s->cube == NULL) small_cube(s);
  if (small_try_rollup(s, &request) != RSL_OK) fail_msg("%s", s->error.text);
}

static const char *const before[] = { "a",  "2020", "10",   "b", "2020", "20",   "c", "2020",
                                      "10", "d",    "2020", "5", "e",    "2020", "7", NULL };
static const char *const after[] = { "m", "2021", "33",   "x", "2021", "4",    "y", "2021",
                                     "8", "d",    "2021", "6", "f",    "2021", "9", NULL };

static void a_successor_has_what_its_whole_predecessors_gave_with_their_own_status(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  split_c(s, "1/3", "2/3");
  small_finish(s);
  give(s, "POP", before);
  roll_up_on(s, "2020", "2021-06-30");
  rsl_figure figure = small_figure(s, "m", "POP", "2020");
  small_assert_value(s, "m", "POP", "2020", "30"); /* 10 + 20 */
  small_assert_coverage(s, "m", "POP", "2020", 2, 2);
  assert_int_equal(figure.origin, RSL_ORIGIN_CARRIED);
  assert_int_equal(figure.status, 'A');
  assert_int_equal(figure.weak, 0);
}

static void above_the_place_where_the_parts_meet_nothing_is_estimated(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  split_c(s, "1/3", "2/3");
  small_finish(s);
  give(s, "POP", before);
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "P", "POP", "2020", "40");  /* 10 + 20 + 10 */
  small_assert_value(s, "VN", "POP", "2020", "52"); /* and 5 + 7: old total = new total */
  assert_int_equal(small_figure(s, "P", "POP", "2020").status, 'A');
  small_assert_coverage(s, "P", "POP", "2020", 3, 3);
  small_assert_coverage(s, "VN", "POP", "2020", 5, 5);
}

static void a_unit_that_ended_without_succession_is_held_by_its_parent(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  split_c(s, "1/3", "2/3");
  small_finish(s);
  give(s, "POP", before);
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "Q", "POP", "2020", "12"); /* 5 + 7 */
  small_assert_value(s, "d", "POP", "2020", "5");
  small_assert_value(s, "f", "POP", "2020", "");
  small_assert_coverage(s, "Q", "POP", "2020", 2, 2);
  assert_int_equal(small_figure(s, "d", "POP", "2020").origin, RSL_ORIGIN_OWN);
}

static void parts_are_rounded_together_and_add_back_to_the_whole(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  split_c(s, "1/3", "2/3");
  small_finish(s);
  give(s, "POP", before);
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "x", "POP", "2020", "3"); /* 10 / 3 = 3.33 */
  small_assert_value(s, "y", "POP", "2020", "7"); /* 20 / 3 = 6.67, the larger remainder: one more */
  rsl_figure part = small_figure(s, "x", "POP", "2020");
  assert_int_equal(part.status, 'E');
  assert_int_equal(part.origin, RSL_ORIGIN_CARRIED);
  assert_int_equal(part.weak, 1);
  assert_true((part.flags & RSL_FLAG_ESTIMATE) != 0);
}

static void of_equal_remainders_the_first_in_the_structure_gets_the_last_digit(void **state) {
  small *s = *state;
  rsl_indicator indicator = small_indicator("POP", RSL_RULE_SUM, "commune");
  indicator.decimals = 1;
  small_add(s, &indicator);
  split_c(s, "0.5", "1/2");
  small_finish(s);
  small_row(s, "c", "POP", "2020", "-0.3");
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "x", "POP", "2020", "-0.2");
  small_assert_value(s, "y", "POP", "2020", "-0.1");
}

static void shares_multiply_through_splits_and_are_rounded_once(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  split_c(s, "1/2", "1/2");
  add_unit(s->plan, "z", "commune", "P", "2022-01-01", "");
  add_succession(s->plan, "x", "x", "2022-01-01", "1/2");
  add_succession(s->plan, "x", "z", "2022-01-01", "1/2");
  small_finish(s);
  small_row(s, "c", "POP", "2020", "5");
  roll_up_on(s, "2020", "2022-01-01");
  /* 5/4, 5/2, 5/4: 1 + 2 + 1, and one more for the remainder of 1/2. Rounded on the way too, the first x would have got
   * 3 and y 2, and of the 3 the second x 2. */
  small_assert_value(s, "x", "POP", "2020", "1");
  small_assert_value(s, "y", "POP", "2020", "3");
  small_assert_value(s, "z", "POP", "2020", "1");
  small_assert_value(s, "P", "POP", "2020", "5");
}

static void a_ratio_keeps_its_parts_together(void **state) {
  small *s = *state;
  small_sum(s, "POOR");
  small_sum(s, "HH");
  small_ratio(s, "RATE", "POOR", "HH", 100);
  split_c(s, "1/3", "2/3");
  small_finish(s);
  small_row(s, "c", "POOR", "2020", "3");
  small_row(s, "c", "HH", "2020", "12");
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "x", "RATE", "2020", "25"); /* 1 of 4 */
  small_assert_value(s, "y", "RATE", "2020", "25"); /* 2 of 8 */
  assert_int_equal(small_figure(s, "x", "RATE", "2020").denominator.numerator.low, 4);
}

static void means_and_counts_stay_over_the_units_of_the_time(void **state) {
  small *s = *state;
  rsl_indicator mean = small_indicator("MEAN", RSL_RULE_MEAN, "commune");
  rsl_indicator share = small_indicator("SHARE", RSL_RULE_SHARE, "commune");
  share.rollup.of = RSL_SHARE_OF_REPORTING;
  share.rollup.condition.form = RSL_FORM_AT_LEAST;
  share.rollup.condition.value = (rsl_decimal){ 15, 0 };
  small_add(s, &mean);
  small_add(s, &share);
  split_c(s, "1/3", "2/3");
  small_finish(s);
  give(s, "MEAN", before);
  give(s, "SHARE", before);
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "m", "MEAN", "2020", "15");    /* (10 + 20) / 2, and not of one unit */
  small_assert_value(s, "VN", "MEAN", "2020", "10.4"); /* 52 / 5 */
  small_assert_value(s, "m", "SHARE", "2020", "50");   /* b of a and b */
  small_assert_value(s, "VN", "SHARE", "2020", "20");  /* b of five */
}

static void what_is_no_amount_is_refused_for_the_parts_and_exact_above_them(void **state) {
  small *s = *state;
  rsl_indicator most = small_indicator("MOST", RSL_RULE_MAX, "commune");
  small_add(s, &most);
  split_c(s, "1/3", "2/3");
  small_finish(s);
  give(s, "MOST", before);
  small_row(s, "c", "MOST", "2019", "90");
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "x", "MOST", "2020", "");
  assert_int_equal(small_figure(s, "x", "MOST", "2020").absence, RSL_ABSENCE_SPLIT);
  small_assert_value(s, "P", "MOST", "2020", "20");
  roll_up_on(s, "2019", "2021-06-30");
  small_assert_value(s, "P", "MOST", "2019", "90");
}

static void with_copy_it_holds_for_every_part(void **state) {
  small *s = *state;
  rsl_indicator most = small_indicator("MOST", RSL_RULE_MAX, "commune");
  most.split = RSL_SPLIT_COPY;
  small_add(s, &most);
  split_c(s, NULL, NULL);
  small_finish(s);
  give(s, "MOST", before);
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "x", "MOST", "2020", "10");
  small_assert_value(s, "y", "MOST", "2020", "10");
  assert_int_equal(small_figure(s, "y", "MOST", "2020").status, 'E');
}

static void without_share_or_basis_a_split_is_refused(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  split_c(s, NULL, NULL);
  small_finish(s);
  give(s, "POP", before);
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "x", "POP", "2020", "");
  assert_int_equal(small_figure(s, "x", "POP", "2020").absence, RSL_ABSENCE_SPLIT);
  small_assert_coverage(s, "x", "POP", "2020", 0, 1);
  small_assert_value(s, "P", "POP", "2020", "40");
}

static void a_split_unit_that_gave_nothing_is_not_refused(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  split_c(s, NULL, NULL);
  small_finish(s);
  small_row(s, "d", "POP", "2020", "1");
  roll_up_on(s, "2020", "2021-06-30");
  assert_int_equal(small_figure(s, "x", "POP", "2020").absence, RSL_ABSENCE_NOT_REPORTED);
}

static void equal_parts_are_equal(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  add_basis(s, "c", "x", "2021-01-01", "equal");
  add_basis(s, "c", "y", "2021-01-01", "equal");
  small_finish(s);
  give(s, "POP", before);
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "x", "POP", "2020", "5");
  small_assert_value(s, "y", "POP", "2020", "5");
}

static void an_older_unit_has_what_all_its_successors_gave(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  split_c(s, "1/3", "2/3");
  small_finish(s);
  give(s, "POP", after);
  roll_up_on(s, "2021", "2020-06-30");
  small_assert_value(s, "c", "POP", "2021", "12"); /* x 4 + y 8 */
  assert_int_equal(small_figure(s, "c", "POP", "2021").status, 'A');
  assert_int_equal(small_figure(s, "c", "POP", "2021").origin, RSL_ORIGIN_CARRIED);
  small_assert_value(s, "P", "POP", "2021", "45"); /* 33 + 4 + 8 */
  small_assert_value(s, "Q", "POP", "2021", "15"); /* 6, and 9 of f, which began inside Q */
  small_assert_value(s, "VN", "POP", "2021", "60");
}

static void what_was_merged_is_not_taken_apart_again(void **state) {
  small *s = *state;
  small_sum(s, "POP");
  split_c(s, "1/3", "2/3");
  small_finish(s);
  give(s, "POP", after);
  roll_up_on(s, "2021", "2020-06-30");
  small_assert_value(s, "a", "POP", "2021", "");
  assert_int_equal(small_figure(s, "a", "POP", "2021").absence, RSL_ABSENCE_SPLIT);
}

/* Until 2020: P (A C D). Since 2021: P (v w u). A is whole in v, C lies in v and w, D in v and u. */
static void start_basis(small *s) {
  small_start(s);
  small_unit(s, "P", "province", NULL);
  add_unit(s->plan, "A", "commune", "P", "", "2021-01-01");
  add_unit(s->plan, "C", "commune", "P", "", "2021-01-01");
  add_unit(s->plan, "D", "commune", "P", "", "2021-01-01");
  add_unit(s->plan, "v", "commune", "P", "2021-01-01", "");
  add_unit(s->plan, "w", "commune", "P", "2021-01-01", "");
  add_unit(s->plan, "u", "commune", "P", "2021-01-01", "");
  small_sum(s, "POP");
  small_sum(s, "CARS");
  add_succession(s->plan, "A", "v", "2021-01-01", NULL);
  add_basis(s, "C", "v", "2021-01-01", "POP");
  add_basis(s, "C", "w", "2021-01-01", "POP");
  add_basis(s, "D", "v", "2021-01-01", "POP");
  add_basis(s, "D", "u", "2021-01-01", "POP");
  small_finish(s);
}

static void a_basis_tells_shares_by_what_each_successor_gained(void **state) {
  (void)state;
  small s;
  start_basis(&s);
  /* Before 100 + 60 + 30 = 190. After, brought to the same total by half: 160 + 20 + 10. v gained 160 - 100 = 60 from
   * C and D, 40 and 20 as they are 60 to 30. So C gave v 40 and w 20, D gave v 20 and u 10: two thirds and one. */
  const char *const people[] = { "A",    "2020", "100", "C",    "2020", "60", "D",    "2020", "30", "v",
                                 "2021", "320",  "w",   "2021", "40",   "u",  "2021", "20",   NULL };
  give(&s, "POP", people);
  small_row(&s, "C", "CARS", "2020", "9");
  small_row(&s, "D", "CARS", "2020", "6");
  roll_up_on(&s, "2020", "2021-01-01");
  small_assert_value(&s, "w", "CARS", "2020", "3");
  small_assert_value(&s, "u", "CARS", "2020", "2");
  small_assert_value(&s, "v", "CARS", "2020", "10"); /* 6 + 4 */
  small_assert_value(&s, "v", "POP", "2020", "160"); /* 100 + 40 + 20: the basis itself is apportioned too */
  small_end(&s);
}

static void a_successor_that_lost_people_gained_nothing(void **state) {
  (void)state;
  small s;
  start_basis(&s);
  /* v: 90 - 100 < 0, so 0: w has all of C, u all of D. */
  const char *const people[] = { "A",    "2020", "100", "C",    "2020", "60", "D",    "2020", "30", "v",
                                 "2021", "90",   "w",   "2021", "60",   "u",  "2021", "40",   NULL };
  give(&s, "POP", people);
  small_row(&s, "C", "CARS", "2020", "9");
  roll_up_on(&s, "2020", "2021-01-01");
  small_assert_value(&s, "v", "CARS", "2020", "0");
  small_assert_value(&s, "w", "CARS", "2020", "9");
  small_end(&s);
}

static void a_basis_with_a_figure_missing_tells_nothing(void **state) {
  (void)state;
  small s;
  start_basis(&s);
  const char *const people[] = { "A",  "2020", "100",  "C",  "2020", "60",   "D",  "2020",
                                 "30", "v",    "2021", "90", "w",    "2021", "60", NULL };
  give(&s, "POP", people);
  small_row(&s, "C", "CARS", "2020", "9");
  roll_up_on(&s, "2020", "2021-01-01");
  assert_int_equal(small_figure(&s, "w", "CARS", "2020").absence, RSL_ABSENCE_SPLIT);
  small_assert_value(&s, "P", "CARS", "2020", "9");
  small_end(&s);
}

/* The commune c goes from district A to B: what A reported for itself before was of c too. */
static void what_a_unit_reported_before_it_lost_one_is_held_above_both(void **state) {
  (void)state;
  small s;
  small_start(&s);
  small_unit(&s, "P", "province", NULL);
  small_unit(&s, "A", "district", "P");
  small_unit(&s, "B", "district", "P");
  small_unit(&s, "a", "commune", "A");
  small_unit(&s, "b", "commune", "B");
  rsl_unit moved = make_unit("c", "commune", NULL, "", "");
  rsl_unit_parent parents[2] = { { "A", RSL_DATE_NONE, day_of("2021-01-01") },
                                 { "B", day_of("2021-01-01"), RSL_DATE_NONE } };
  moved.parents = parents;
  moved.parent_count = 2;
  assert_int_equal(rsl_plan_add_unit(s.plan, &moved), RSL_OK);
  rsl_indicator roads = small_indicator("ROADS", RSL_RULE_SUM, "district");
  small_add(&s, &roads);
  small_sum(&s, "POP");
  small_finish(&s);
  small_row(&s, "A", "ROADS", "2020", "8");
  small_row(&s, "B", "ROADS", "2020", "4");
  small_row(&s, "a", "POP", "2020", "1");
  small_row(&s, "b", "POP", "2020", "2");
  small_row(&s, "c", "POP", "2020", "3");
  roll_up_on(&s, "2020", "2021-06-30");
  small_assert_value(&s, "A", "ROADS", "2020", "");
  small_assert_value(&s, "B", "ROADS", "2020", "");
  assert_int_equal(small_figure(&s, "B", "ROADS", "2020").absence, RSL_ABSENCE_SPLIT);
  small_assert_value(&s, "P", "ROADS", "2020", "12");
  small_assert_value(&s, "A", "POP", "2020", "1"); /* what communes gave goes with them */
  small_assert_value(&s, "B", "POP", "2020", "5"); /* 2 + 3 */
  small_end(&s);
}

/* ---- Periods that straddle a change ---- */

/* P (A B c) until June 2021, P (m c) from July: a year of quarters straddles the merger. */
static void start_year(small *s, rsl_rule rule, rsl_time_rule time) {
  small_start(s);
  small_unit(s, "P", "province", NULL);
  add_unit(s->plan, "A", "commune", "P", "", "2021-07-01");
  add_unit(s->plan, "B", "commune", "P", "", "2021-07-01");
  add_unit(s->plan, "m", "commune", "P", "2021-07-01", "");
  small_unit(s, "c", "commune", "P");
  add_succession(s->plan, "A", "m", "2021-07-01", NULL);
  add_succession(s->plan, "B", "m", "2021-07-01", NULL);
  rsl_indicator indicator = small_indicator("X", rule, "commune");
  indicator.frequency = RSL_PERIOD_QUARTER;
  indicator.time = time;
  small_add(s, &indicator);
  small_finish(s);
}

static const char *const quarters[] = { "A", "2021-Q1", "1", "A", "2021-Q2", "2",  "B", "2021-Q1", "3",
                                        "B", "2021-Q2", "4", "m", "2021-Q3", "10", "m", "2021-Q4", "20",
                                        "c", "2021-Q1", "5", "c", "2021-Q2", "5",  "c", "2021-Q3", "5",
                                        "c", "2021-Q4", "5", NULL };

static void a_year_with_a_merger_is_whole_where_predecessors_and_successor_cover_it(void **state) {
  (void)state;
  small s;
  start_year(&s, RSL_RULE_SUM, RSL_TIME_SUM);
  give(&s, "X", quarters);
  small_rollup_for(&s, "2021");
  small_assert_value(&s, "m", "X", "2021", "40"); /* 1 + 3, 2 + 4, 10, 20 */
  small_assert_value(&s, "P", "X", "2021", "60");
  small_assert_value(&s, "c", "X", "2021", "20");
  small_assert_coverage(&s, "m", "X", "2021", 6, 6); /* two quarters of two units, two of one */
  small_assert_coverage(&s, "P", "X", "2021", 10, 10);
  assert_int_equal(small_figure(&s, "m", "X", "2021").flags & RSL_FLAG_PARTIAL, 0);
  assert_int_equal(small_figure(&s, "m", "X", "2021").status, 'A');
  assert_int_equal(small_figure(&s, "m", "X", "2021").origin, RSL_ORIGIN_CARRIED);
  assert_int_equal(small_figure(&s, "c", "X", "2021").origin, RSL_ORIGIN_OWN);
  small_end(&s);
}

static void units_come_together_before_the_quarters_do(void **state) {
  (void)state;
  small s;
  start_year(&s, RSL_RULE_SUM, RSL_TIME_MAX);
  give(&s, "X", quarters);
  small_rollup_for(&s, "2021");
  small_assert_value(&s, "m", "X", "2021", "20"); /* of 4, 6, 10, 20 */
  small_assert_value(&s, "P", "X", "2021", "25"); /* of 9, 11, 15, 25 */
  small_end(&s);
  start_year(&s, RSL_RULE_MEAN, RSL_TIME_MEAN);
  give(&s, "X", quarters);
  small_rollup_for(&s, "2021");
  small_assert_value(&s, "m", "X", "2021", "8.75"); /* (2 + 3 + 10 + 20) / 4 */
  small_end(&s);
}

static void a_year_with_a_merger_is_partial_where_one_is_missing(void **state) {
  (void)state;
  small s;
  start_year(&s, RSL_RULE_SUM, RSL_TIME_LAST);
  small_row(&s, "A", "X", "2021-Q2", "2");
  small_row(&s, "B", "X", "2021-Q2", "4");
  small_rollup_for(&s, "2021");
  small_assert_value(&s, "m", "X", "2021", "6"); /* the latest there is, of the two units of that day */
  small_assert_coverage(&s, "m", "X", "2021", 2, 2);
  assert_true((small_figure(&s, "m", "X", "2021").flags & RSL_FLAG_PARTIAL) != 0);
  small_end(&s);
  start_year(&s, RSL_RULE_SUM, RSL_TIME_SUM);
  small_row(&s, "A", "X", "2021-Q1", "1");
  small_row(&s, "m", "X", "2021-Q3", "10");
  small_rollup_for(&s, "2021");
  small_assert_value(&s, "m", "X", "2021", "11");
  small_assert_coverage(&s, "m", "X", "2021", 2, 6);
  assert_true((small_figure(&s, "m", "X", "2021").flags & RSL_FLAG_PARTIAL) != 0);
  small_end(&s);
}

static void what_closed_units_reported_for_the_whole_year_stands_where_the_successor_gave_none(void **state) {
  (void)state;
  small s;
  start_year(&s, RSL_RULE_SUM, RSL_TIME_SUM);
  small_row(&s, "A", "X", "2021", "30");
  small_row(&s, "B", "X", "2021", "12");
  small_rollup_for(&s, "2021");
  small_assert_value(&s, "m", "X", "2021", "42");
  small_assert_value(&s, "P", "X", "2021", "42");
  small_assert_coverage(&s, "m", "X", "2021", 2, 2); /* m owed its two quarters */
  assert_int_equal(small_figure(&s, "m", "X", "2021").stood_in, 2);
  small_end(&s);
  start_year(&s, RSL_RULE_SUM, RSL_TIME_SUM);
  small_row(&s, "A", "X", "2021", "30");
  small_row(&s, "B", "X", "2021", "12");
  small_row(&s, "m", "X", "2021", "50");
  small_rollup_for(&s, "2021");
  small_assert_value(&s, "m", "X", "2021", "50");
  small_assert_value(&s, "P", "X", "2021", "50");
  small_end(&s);
}

static void a_straddling_year_of_which_nobody_told_anything_is_absent(void **state) {
  (void)state;
  small s;
  start_year(&s, RSL_RULE_SUM, RSL_TIME_SUM);
  small_row(&s, "c", "X", "2019-Q1", "1");
  small_rollup_for(&s, "2021");
  small_assert_value(&s, "m", "X", "2021", "");
  small_assert_value(&s, "P", "X", "2021", "");
  small_end(&s);
}

static void a_straddling_year_in_the_structure_before_is_held_above(void **state) {
  (void)state;
  small s;
  start_year(&s, RSL_RULE_SUM, RSL_TIME_SUM);
  give(&s, "X", quarters);
  roll_up_on(&s, "2021", "2021-01-01");
  small_assert_value(&s, "P", "X", "2021", "60");
  small_assert_value(&s, "A", "X", "2021", "3"); /* its own two quarters: what m gave is not taken apart */
  assert_true((small_figure(&s, "A", "X", "2021").flags & RSL_FLAG_PARTIAL) != 0);
  small_end(&s);
}

/* R2: a province above others that counts for itself too stays one leaf more, whatever structure it is seen in; above the
 * level of stop_at only what the provinces reported counts there as well. */
static void what_adds_and_what_stops_is_carried_as_it_counts(void **state) {
  static rsl_measured_at both[2];
  small *s = *state;
  rsl_indicator indicator = small_indicator("X", RSL_RULE_SUM, "commune");
  rsl_measured_at_init(&both[0]);
  rsl_measured_at_init(&both[1]);
  both[0].level = "commune";
  both[1].level = "province";
  indicator.measured_at = both;
  indicator.measured_at_count = 2;
  indicator.prefer = RSL_PREFER_ADD;
  small_add(s, &indicator);
  rsl_indicator stopped = small_indicator("Y", RSL_RULE_SUM, "commune");
  stopped.stop_at = "province";
  small_add(s, &stopped);
  split_c(s, "1/2", "1/2");
  small_finish(s);
  give(s, "X", (const char *const[]){ "a", "2020", "1", "b", "2020", "2", "c", "2020", "4", "P", "2020", "100", NULL });
  give(s, "Y", (const char *const[]){ "a", "2020", "1", "b", "2020", "2", "P", "2020", "50", NULL });
  roll_up_on(s, "2020", "2023-01-01");
  small_assert_value(s, "P", "X", "2020", "107"); /* 1 + 2 + 4 + 100 */
  small_assert_value(s, "VN", "X", "2020", "107");
  small_assert_value(s, "m", "X", "2020", "3");
  small_assert_value(s, "VN", "Y", "2020", "50");
}

/* F2 = (F0 + F1) / 2, F3 = (F1 + F2) / 2 … : made anew for each that asks, F59 would ask for F0 and F1 10^12 times. */
static void a_long_chain_of_formulas_is_carried_at_once(void **state) {
  enum { LENGTH = 60 };
  small *s = *state;
  char code[LENGTH][16];
  char expression[48];
  for (int i = 0; i < LENGTH; i++) {
    (void)snprintf(code[i], sizeof code[i], "F%d", i);
    rsl_indicator indicator =
        small_indicator(code[i], i < 2 ? RSL_RULE_SUM : RSL_RULE_FORMULA, i < 2 ? "commune" : NULL);
    if (i >= 2) (void)snprintf(expression, sizeof expression, "(%s + %s) / 2", code[i - 1], code[i - 2]);
    if (i >= 2) indicator.rollup.expression = expression;
    small_add(s, &indicator);
  }
  split_c(s, "1/3", "2/3");
  small_finish(s);
  give(s, "F0", before);
  give(s, "F1", before);
  roll_up_on(s, "2020", "2021-06-30");
  small_assert_value(s, "m", "F59", "2020", "30"); /* the mean of 30 and 30, again and again */
  small_assert_coverage(s, "m", "F59", "2020", 2, 2);
}

#define WITH_WORLD(test) cmocka_unit_test_setup_teardown(test, start, small_tear_down)

int main(void) {
  const struct CMUnitTest tests[] = {
    WITH_WORLD(what_adds_and_what_stops_is_carried_as_it_counts),
    WITH_WORLD(a_long_chain_of_formulas_is_carried_at_once),
    WITH_WORLD(a_successor_has_what_its_whole_predecessors_gave_with_their_own_status),
    WITH_WORLD(above_the_place_where_the_parts_meet_nothing_is_estimated),
    WITH_WORLD(a_unit_that_ended_without_succession_is_held_by_its_parent),
    WITH_WORLD(parts_are_rounded_together_and_add_back_to_the_whole),
    WITH_WORLD(of_equal_remainders_the_first_in_the_structure_gets_the_last_digit),
    WITH_WORLD(shares_multiply_through_splits_and_are_rounded_once),
    WITH_WORLD(a_ratio_keeps_its_parts_together),
    WITH_WORLD(means_and_counts_stay_over_the_units_of_the_time),
    WITH_WORLD(what_is_no_amount_is_refused_for_the_parts_and_exact_above_them),
    WITH_WORLD(with_copy_it_holds_for_every_part),
    WITH_WORLD(without_share_or_basis_a_split_is_refused),
    WITH_WORLD(a_split_unit_that_gave_nothing_is_not_refused),
    WITH_WORLD(equal_parts_are_equal),
    WITH_WORLD(an_older_unit_has_what_all_its_successors_gave),
    WITH_WORLD(what_was_merged_is_not_taken_apart_again),
    cmocka_unit_test(a_basis_tells_shares_by_what_each_successor_gained),
    cmocka_unit_test(a_successor_that_lost_people_gained_nothing),
    cmocka_unit_test(a_basis_with_a_figure_missing_tells_nothing),
    cmocka_unit_test(a_year_with_a_merger_is_whole_where_predecessors_and_successor_cover_it),
    cmocka_unit_test(units_come_together_before_the_quarters_do),
    cmocka_unit_test(a_year_with_a_merger_is_partial_where_one_is_missing),
    cmocka_unit_test(what_closed_units_reported_for_the_whole_year_stands_where_the_successor_gave_none),
    cmocka_unit_test(a_straddling_year_of_which_nobody_told_anything_is_absent),
    cmocka_unit_test(a_straddling_year_in_the_structure_before_is_held_above),
    cmocka_unit_test(what_a_unit_reported_before_it_lost_one_is_held_above_both),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
