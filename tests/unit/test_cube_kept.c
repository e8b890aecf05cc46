/* Totals that a change does not keep (R12: old total = new total), and those that it does. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/failing_allocator.h"
#include "support/plan_maker.h"
#include "support/small.h"

#define CHANGE "2021-01-01"

static void closes(small *s, const char *code, const char *level, const char *parent) {
  add_unit(s->plan, code, level, parent, "", CHANGE);
}

static void opens(small *s, const char *code, const char *level, const char *parent) {
  add_unit(s->plan, code, level, parent, CHANGE, "");
}

static void goes(small *s, const char *unit, const char *successor, const char *share) {
  add_succession(s->plan, unit, successor, CHANGE, share);
}

static void by_basis(small *s, const char *unit, const char *successor, const char *basis) {
  rsl_succession succession = make_succession(unit, successor, CHANGE, NULL);
  succession.basis = basis;
  assert_int_equal(rsl_plan_add_succession(s->plan, &succession), RSL_OK);
}

/* Its parents, one after the other. */
static void moves(small *s, const char *code, const char *from, const char *to) {
  const rsl_unit_parent parents[] = { { from, RSL_DATE_NONE, day_of(CHANGE) }, { to, day_of(CHANGE), RSL_DATE_NONE } };
  rsl_unit unit = make_unit(code, "commune", NULL, "", "");
  unit.parents = parents;
  unit.parent_count = 2;
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
}

/* The messages of what is not kept, in their order, and no other. */
static void told(small *s, const char *const *messages) {
  size_t found = 0;
  small_cube(s);
  assert_int_equal(rsl_cube_check(s->cube, NULL, s->problems, &s->error), RSL_OK);
  for (size_t i = 0; i < rsl_problems_kept(s->problems); i++) {
    const rsl_problem *problem = rsl_problems_at(s->problems, i);
    if (strcmp(problem->code, "total_not_kept") != 0) continue;
    if (messages[found] == NULL) fail_msg("too many: %s", problem->message);
    assert_string_equal(problem->message, messages[found]);
    assert_int_equal(problem->severity, RSL_SEVERITY_WARNING);
    found++;
  }
  if (messages[found] != NULL) fail_msg("not told: %s", messages[found]);
}

static void kept(small *s) {
  told(s, (const char *const[]){ NULL });
}

/* The sum over some units of 2020's figures in the structure of the day of the change. */
static void adds_up_to(small *s, const char *indicator, const char *const *units, const char *expected) {
  rsl_period asked = small_period("2020");
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_number sum = rsl_number_from_integer(0);
  char text[RSL_NUMBER_TEXT];
  request.periods = &asked;
  request.period_count = 1;
  request.structure = day_of(CHANGE);
  if (small_try_rollup(s, &request) != RSL_OK) fail_msg("%s", s->error.text);
  for (; *units != NULL; units++) sum = rsl_number_add(sum, small_figure(s, *units, indicator, "2020").value);
  rsl_number_format(sum, text);
  assert_string_equal(text, expected);
}

/* ---- Units that nobody goes on in ---- */

#define NOBODY \
  "no unit holds from 2021-01-01 on what `P`, those below it and those that went into it gave: name in `successions` " \
  "who goes on, or totals told in a later structure miss it"

static void a_total_that_nobody_holds_after_a_change_is_told(void **state) {
  small *s = *state;
  closes(s, "P", "province", "");
  closes(s, "c", "commune", "P");
  opens(s, "Q", "province", "");
  opens(s, "d", "commune", "Q");
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "c", "POP", "2020", "5");
  small_row(s, "d", "POP", "2021", "5");
  told(s, (const char *const[]){ NOBODY, NULL });
}

/* c ended in 2019, so that P holds it when it ends itself. */
static void what_a_unit_held_for_those_that_ended_before_it_is_missed_with_it(void **state) {
  small *s = *state;
  closes(s, "P", "province", "");
  add_unit(s->plan, "c", "commune", "P", "", "2019-01-01");
  opens(s, "Q", "province", "");
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "c", "POP", "2018", "5");
  told(s, (const char *const[]){ NOBODY, NULL });
}

/* R went into P in 2020 and P gave nothing of its own. */
static void what_went_into_a_unit_that_nobody_goes_on_in_is_missed_too(void **state) {
  small *s = *state;
  closes(s, "P", "province", "");
  add_unit(s->plan, "R", "province", "", "", "2020-01-01");
  opens(s, "Q", "province", "");
  add_succession(s->plan, "R", "P", "2020-01-01", NULL);
  rsl_indicator indicator = small_indicator("POP", RSL_RULE_SUM, "province");
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "R", "POP", "2018", "5");
  told(s, (const char *const[]){ NOBODY, NULL });
}

static void what_left_a_unit_before_it_ended_is_kept(void **state) {
  small *s = *state;
  closes(s, "P", "province", "");
  small_unit(s, "Q", "province", NULL);
  moves(s, "c", "P", "Q");
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "c", "POP", "2020", "5");
  kept(s);
  adds_up_to(s, "POP", (const char *const[]){ "Q", NULL }, "5");
}

/* ---- Splits ---- */

static void a_split_that_nobody_tells_the_shares_of_is_missed_below_the_place_where_its_parts_meet(void **state) {
  small *s = *state;
  small_unit(s, "P", "province", NULL);
  closes(s, "c", "commune", "P");
  closes(s, "d", "commune", "P");
  opens(s, "x", "commune", "P");
  opens(s, "y", "commune", "P");
  goes(s, "c", "x", NULL);
  goes(s, "c", "y", NULL);
  goes(s, "d", "x", NULL);
  goes(s, "d", "y", NULL);
  small_sum(s, "POP");
  small_sum(s, "CARS");
  small_finish(s);
  small_row(s, "c", "POP", "2019", "7");
  small_row(s, "c", "POP", "2020", "5");
  small_row(s, "d", "POP", "2020", "6");
  small_row(s, "d", "CARS", "2020", "1");
  told(s, (const char *const[]){
              "what `c` (and 1 more) gave of `POP` for 2019 cannot be apportioned among the units of 2021-01-01 and "
              "counts only above them: say `share` in `successions`, or give the figures of the `basis`",
              "what `d` gave of `CARS` for 2020 cannot be apportioned among the units of 2021-01-01 and counts only "
              "above them: say `share` in `successions`, or give the figures of the `basis`",
              NULL });
  adds_up_to(s, "POP", (const char *const[]){ "P", NULL }, "11");
}

static void a_split_with_shares_is_kept_in_its_parts(void **state) {
  small *s = *state;
  small_unit(s, "P", "province", NULL);
  closes(s, "c", "commune", "P");
  opens(s, "x", "commune", "P");
  opens(s, "y", "commune", "P");
  goes(s, "c", "x", "1/3");
  goes(s, "c", "y", "2/3");
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "c", "POP", "2020", "10");
  kept(s);
  adds_up_to(s, "POP", (const char *const[]){ "x", "y", NULL }, "10");
}

/* y's people of 2021 are not known, so that nobody can say what x and y gained. */
static void a_basis_with_a_gap_is_told(void **state) {
  small *s = *state;
  small_unit(s, "P", "province", NULL);
  closes(s, "c", "commune", "P");
  opens(s, "x", "commune", "P");
  opens(s, "y", "commune", "P");
  by_basis(s, "c", "x", "POP");
  by_basis(s, "c", "y", "POP");
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "c", "POP", "2020", "10");
  small_row(s, "x", "POP", "2021", "6");
  told(s,
       (const char *const[]){
           "what `c` gave of `POP` for 2020 cannot be apportioned among the units of 2021-01-01 and counts only above "
           "them: say `share` in `successions`, or give the figures of the `basis`",
           NULL });
}

#define NOWHERE(unit) \
  "what `" unit \
  "` gave of `POP` for 2020 is in no total of the units of 2021-01-01: its parts lie in units that nobody " \
  "is above, and nobody says how large they are"

static void a_split_between_units_that_nobody_is_above_is_in_no_total(void **state) {
  small *s = *state;
  closes(s, "P", "province", "");
  opens(s, "Q", "province", "");
  opens(s, "R", "province", "");
  goes(s, "P", "Q", NULL);
  goes(s, "P", "R", NULL);
  rsl_indicator indicator = small_indicator("POP", RSL_RULE_SUM, "province");
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "P", "POP", "2020", "10");
  told(s, (const char *const[]){ NOWHERE("P"), NULL });
}

/* P reported 10 in place of c and d, which gave nothing; then d went under Q. */
static void a_report_for_units_of_which_one_moved_is_in_no_total(void **state) {
  small *s = *state;
  small_unit(s, "P", "province", NULL);
  small_unit(s, "Q", "province", NULL);
  small_unit(s, "c", "commune", "P");
  moves(s, "d", "P", "Q");
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "P", "POP", "2020", "10");
  told(s, (const char *const[]){ NOWHERE("P"), NULL });
}

static void a_move_is_kept_where_each_gave_its_own(void **state) {
  small *s = *state;
  small_unit(s, "P", "province", NULL);
  small_unit(s, "Q", "province", NULL);
  small_unit(s, "c", "commune", "P");
  moves(s, "d", "P", "Q");
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "c", "POP", "2020", "4");
  small_row(s, "d", "POP", "2020", "6");
  kept(s);
  adds_up_to(s, "POP", (const char *const[]){ "P", "Q", NULL }, "10"); /* 4 + 6 */
  small_assert_value(s, "Q", "POP", "2020", "6");
}

/* ---- Mergers and changes of level ---- */

static void a_merger_is_kept_in_the_successor(void **state) {
  small *s = *state;
  closes(s, "P", "province", "");
  closes(s, "Q", "province", "");
  closes(s, "c", "commune", "P");
  closes(s, "d", "commune", "Q");
  opens(s, "R", "province", "");
  opens(s, "m", "commune", "R");
  goes(s, "P", "R", NULL);
  goes(s, "Q", "R", NULL);
  goes(s, "c", "m", NULL);
  goes(s, "d", "m", NULL);
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "c", "POP", "2020", "4");
  small_row(s, "d", "POP", "2020", "6");
  kept(s);
  adds_up_to(s, "POP", (const char *const[]){ "R", NULL }, "10");
  adds_up_to(s, "POP", (const char *const[]){ "m", NULL }, "10");
}

/* The commune c becomes a district, the district D of e a commune. */
static void a_change_of_level_is_kept(void **state) {
  small *s = *state;
  small_unit(s, "P", "province", NULL);
  closes(s, "c", "commune", "P");
  closes(s, "D", "district", "P");
  closes(s, "e", "commune", "D");
  opens(s, "C", "district", "P");
  opens(s, "d", "commune", "C");
  goes(s, "c", "C", NULL);
  goes(s, "D", "d", NULL);
  goes(s, "e", "d", NULL);
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "c", "POP", "2020", "4");
  small_row(s, "e", "POP", "2020", "6");
  kept(s);
  adds_up_to(s, "POP", (const char *const[]){ "P", NULL }, "10");
  adds_up_to(s, "POP", (const char *const[]){ "C", NULL }, "10"); /* c is in it, and e below it */
  adds_up_to(s, "POP", (const char *const[]){ "d", NULL }, "6");
}

/* R2, `add`: what P gave for its own office is one more leaf, and is split as P was; c and d go their own way. */
static void what_a_unit_adds_to_those_below_it_is_split_as_it_was(void **state) {
  static rsl_measured_at both[2];
  small *s = *state;
  rsl_indicator indicator = small_indicator("POP", RSL_RULE_SUM, "commune");
  closes(s, "P", "province", "");
  opens(s, "Q", "province", "");
  opens(s, "R", "province", "");
  closes(s, "c", "commune", "P");
  closes(s, "d", "commune", "P");
  opens(s, "x", "commune", "Q");
  opens(s, "y", "commune", "R");
  goes(s, "P", "Q", "0.4");
  goes(s, "P", "R", "0.6");
  goes(s, "c", "x", NULL);
  goes(s, "d", "y", NULL);
  rsl_measured_at_init(&both[0]);
  rsl_measured_at_init(&both[1]);
  both[0].level = "commune";
  both[1].level = "province";
  indicator.measured_at = both;
  indicator.measured_at_count = 2;
  indicator.prefer = RSL_PREFER_ADD;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "c", "POP", "2020", "1000");
  small_row(s, "d", "POP", "2020", "2000");
  small_row(s, "P", "POP", "2020", "10");
  kept(s);
  adds_up_to(s, "POP", (const char *const[]){ "Q", NULL }, "1004"); /* 1000 + 0.4 × 10 */
  adds_up_to(s, "POP", (const char *const[]){ "R", NULL }, "2006");
  assert_int_equal(small_figure(s, "R", "POP", "2020").status, 'E');
}

static void a_plan_without_changes_keeps_everything(void **state) {
  small *s = *state;
  small_country(s);
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "a1", "POP", "2020", "4");
  kept(s);
}

static bool check_swept(const rsl_allocator *allocator, void *context) {
  const small *s = context;
  rsl_problems *problems = NULL;
  assert_int_equal(rsl_problems_new(NULL, 0, &problems), RSL_OK);
  rsl_status status = rsl_cube_check(s->cube, allocator, problems, NULL);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  rsl_problems_free(problems);
  return status == RSL_OK;
}

static void memory_that_runs_out_is_said(void **state) {
  small *s = *state;
  closes(s, "P", "province", "");
  closes(s, "c", "commune", "P");
  closes(s, "T", "province", "");
  opens(s, "Q", "province", "");
  opens(s, "R", "province", "");
  opens(s, "x", "commune", "Q");
  opens(s, "y", "commune", "R");
  goes(s, "P", "Q", NULL);
  goes(s, "P", "R", NULL);
  goes(s, "c", "x", NULL);
  goes(s, "c", "y", NULL);
  small_sum(s, "POP");
  small_finish(s);
  small_row(s, "c", "POP", "2020", "10");
  small_cube(s);
  assert_true(sweep_allocations(check_swept, s) > 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(a_total_that_nobody_holds_after_a_change_is_told),
    TEST(what_a_unit_held_for_those_that_ended_before_it_is_missed_with_it),
    TEST(what_went_into_a_unit_that_nobody_goes_on_in_is_missed_too),
    TEST(what_left_a_unit_before_it_ended_is_kept),
    TEST(a_split_that_nobody_tells_the_shares_of_is_missed_below_the_place_where_its_parts_meet),
    TEST(a_split_with_shares_is_kept_in_its_parts),
    TEST(a_basis_with_a_gap_is_told),
    TEST(a_split_between_units_that_nobody_is_above_is_in_no_total),
    TEST(a_report_for_units_of_which_one_moved_is_in_no_total),
    TEST(a_move_is_kept_where_each_gave_its_own),
    TEST(a_merger_is_kept_in_the_successor),
    TEST(a_change_of_level_is_kept),
    TEST(what_a_unit_adds_to_those_below_it_is_split_as_it_was),
    TEST(a_plan_without_changes_keeps_everything),
    TEST(memory_that_runs_out_is_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
