/* Who owes and what counts above them: attributes, units that add to those below them, levels above which only one counts
 * (R1, R2). Five communes by hand. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "support/small.h"

/* VN = A (A1: a1 a2; A2: a3) + B (B1: b1 b2). */
static void give(small *s, const char *indicator, const char *const values[5]) {
  static const char *const communes[] = { "a1", "a2", "a3", "b1", "b2" };
  for (int i = 0; i < 5; i++)
    if (values[i] != NULL) small_row(s, communes[i], indicator, "2023", values[i]);
}

static rsl_measured_at measured[4];

/* Measured at communes, and at districts and provinces above them. */
static rsl_indicator at_three_levels(const char *code, rsl_rule rule) {
  static const char *const levels[] = { "commune", "district", "province" };
  rsl_indicator indicator = small_indicator(code, rule, "commune");
  for (int i = 0; i < 3; i++) {
    rsl_measured_at_init(&measured[i]);
    measured[i].level = levels[i];
  }
  indicator.measured_at = measured;
  indicator.measured_at_count = 3;
  return indicator;
}

/* ---- applies_to ---- */

static void typed_commune(small *s, const char *code, const char *parent, const char *type, rsl_date until,
                          const char *later) {
  rsl_attribute types[2];
  rsl_unit unit;
  rsl_unit_init(&unit);
  rsl_attribute_init(&types[0]);
  rsl_attribute_init(&types[1]);
  unit.code = unit.name = code;
  unit.level = "commune";
  unit.parent = parent;
  types[0].name = types[1].name = "type";
  types[0].value = type;
  types[0].to = types[1].from = until;
  types[1].value = later;
  unit.attributes = types;
  unit.attribute_count = later == NULL ? 1 : 2;
  assert_int_equal(rsl_plan_add_unit(s->plan, &unit), RSL_OK);
}

/* a1 and b1 are rural, a2 until the end of 2022; a3 and b2 are wards. */
static void typed_country(small *s) {
  rsl_date year = rsl_date_from_civil(2023, 1, 1);
  small_unit(s, "VN", "nation", NULL);
  small_unit(s, "A", "province", "VN");
  small_unit(s, "A1", "district", "A");
  typed_commune(s, "a1", "A1", "rural", RSL_DATE_NONE, NULL);
  typed_commune(s, "a2", "A1", "rural", year, "ward");
  small_unit(s, "A2", "district", "A");
  typed_commune(s, "a3", "A2", "ward", RSL_DATE_NONE, NULL);
  small_unit(s, "B", "province", "VN");
  small_unit(s, "B1", "district", "B");
  typed_commune(s, "b1", "B1", "rural", RSL_DATE_NONE, NULL);
  typed_commune(s, "b2", "B1", "ward", RSL_DATE_NONE, NULL);
}

static void only_units_that_an_indicator_applies_to_owe_it(void **state) {
  static const char *const rural[] = { "rural" };
  static const rsl_applies_to applies = { "type", rural, 1 };
  small *s = *state;
  typed_country(s);
  rsl_indicator indicator = small_indicator("FIELDS", RSL_RULE_SUM, "commune");
  indicator.applies_to = &applies;
  indicator.applies_to_count = 1;
  small_add(s, &indicator);
  small_sum(s, "POP"); /* measured at the same level, and applies everywhere */
  small_finish(s);
  small_row(s, "a1", "FIELDS", "2022", "1");
  small_row(s, "a2", "FIELDS", "2022", "2");
  small_row(s, "a1", "FIELDS", "2023", "10");
  small_row(s, "a2", "FIELDS", "2023", "20"); /* a ward by then: it owes nothing, and counts in nothing */
  small_row(s, "b1", "FIELDS", "2023", "30");
  small_row(s, "a1", "POP", "2023", "5");
  small_rollup(s);
  small_assert_value(s, "VN", "FIELDS", "2022", "3");
  small_assert_coverage(s, "VN", "FIELDS", "2022", 2, 3); /* a1, a2, b1 */
  small_assert_value(s, "VN", "FIELDS", "2023", "40");
  small_assert_coverage(s, "VN", "FIELDS", "2023", 2, 2); /* a1, b1 */
  small_assert_coverage(s, "A1", "FIELDS", "2023", 1, 1);
  small_assert_coverage(s, "A2", "FIELDS", "2023", 0, 0); /* no commune below is rural */
  assert_int_equal(small_figure(s, "A2", "FIELDS", "2023").absence, RSL_ABSENCE_NOT_APPLICABLE);
  assert_int_equal(small_figure(s, "a3", "FIELDS", "2023").absence, RSL_ABSENCE_NOT_APPLICABLE);
  small_assert_value(s, "a2", "FIELDS", "2023", "20");
  small_assert_coverage(s, "VN", "POP", "2023", 1, 5);
}

/* Of a year of halves a commune that became a ward in the middle owes one. */
static void who_owes_may_change_inside_a_longer_period(void **state) {
  static const char *const rural[] = { "rural" };
  static const rsl_applies_to applies = { "type", rural, 1 };
  small *s = *state;
  small_unit(s, "VN", "nation", NULL);
  typed_commune(s, "c1", "VN", "rural", rsl_date_from_civil(2023, 7, 1), "ward");
  typed_commune(s, "c2", "VN", "rural", RSL_DATE_NONE, NULL);
  rsl_indicator indicator = small_indicator("FIELDS", RSL_RULE_SUM, "commune");
  indicator.applies_to = &applies;
  indicator.applies_to_count = 1;
  indicator.frequency = RSL_PERIOD_HALF;
  indicator.time = RSL_TIME_SUM;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "c1", "FIELDS", "2023-H1", "1");
  small_row(s, "c2", "FIELDS", "2023-H1", "2");
  small_row(s, "c2", "FIELDS", "2023-H2", "4");
  small_rollup_for(s, "2023");
  small_assert_coverage(s, "VN", "FIELDS", "2023", 2,
                        3); /* c1 owed the first half: what it gave is not of this year's units */
}

/* ---- add ---- */

static void a_unit_that_adds_is_one_more_leaf_under_itself(void **state) {
  small *s = *state;
  small_country(s);
  rsl_indicator sum = at_three_levels("MEMBERS", RSL_RULE_SUM);
  rsl_indicator mean = at_three_levels("SCORE", RSL_RULE_MEAN);
  rsl_indicator median = at_three_levels("MIDDLE", RSL_RULE_MEDIAN);
  sum.prefer = mean.prefer = median.prefer = RSL_PREFER_ADD;
  small_add(s, &sum);
  small_add(s, &mean);
  small_add(s, &median);
  small_finish(s);
  static const char *const codes[] = { "MEMBERS", "SCORE", "MIDDLE" };
  for (int i = 0; i < 3; i++) {
    give(s, codes[i], (const char *const[5]){ "1", "2", "3", "10", NULL });
    small_row(s, "A1", codes[i], "2023", "4"); /* the district's own office */
    small_row(s, "A", codes[i], "2023", "20"); /* the province's own */
  }
  small_rollup(s);
  small_assert_value(s, "A1", "MEMBERS", "2023", "7");  /* 1 + 2 + 4 */
  small_assert_value(s, "A", "MEMBERS", "2023", "30");  /* 7 + 3 + 20 */
  small_assert_value(s, "VN", "MEMBERS", "2023", "40"); /* 30 + 10 */
  small_assert_coverage(s, "A1", "MEMBERS", "2023", 3, 3);
  small_assert_coverage(s, "A", "MEMBERS", "2023", 5, 6);   /* a1 a2 a3, A1, A of these and A2 */
  small_assert_coverage(s, "VN", "MEMBERS", "2023", 6, 10); /* b1 of b1 b2 B1 B */
  rsl_figure province = small_figure(s, "A", "MEMBERS", "2023");
  assert_int_equal(province.origin, RSL_ORIGIN_CHILDREN);
  assert_int_equal(rsl_number_compare(province.own, rsl_number_from_integer(20)), 0);
  assert_int_equal(province.children.kind, RSL_NUMBER_ABSENT); /* not another opinion of the same */
  small_assert_value(s, "A", "SCORE", "2023", "6");            /* (1 + 2 + 3 + 4 + 20) / 5 */
  small_assert_value(s, "A", "MIDDLE", "2023", "3");           /* 1 2 [3] 4 20 */
}

/* Both sides of an added ratio are the unit's own, never what rolled up to it. */
static void an_added_ratio_pairs_the_units_own_figures(void **state) {
  small *s = *state;
  small_country(s);
  rsl_indicator part = at_three_levels("PART", RSL_RULE_SUM);
  rsl_indicator all = at_three_levels("ALL", RSL_RULE_SUM);
  rsl_indicator rate = at_three_levels("RATE", RSL_RULE_RATIO);
  part.prefer = all.prefer = rate.prefer = RSL_PREFER_ADD;
  rate.rollup.numerator = "PART";
  rate.rollup.denominator = "ALL";
  rate.rollup.has_factor = true;
  rate.rollup.factor = (rsl_decimal){ 100, 0 };
  small_add(s, &part);
  small_add(s, &all);
  small_add(s, &rate);
  small_finish(s);
  give(s, "PART", (const char *const[5]){ "1", "2", NULL, NULL, NULL });
  give(s, "ALL", (const char *const[5]){ "10", "10", NULL, NULL, NULL });
  small_row(s, "A1", "PART", "2023", "3");
  small_row(s, "A1", "ALL", "2023", "20");
  small_rollup(s);
  small_assert_value(s, "A1", "RATE", "2023", "15"); /* (1 + 2 + 3) / (10 + 10 + 20) */
  small_assert_coverage(s, "A1", "RATE", "2023", 3, 3);
  small_assert_value(s, "A1", "PART", "2023", "6");
}

/* ---- stop_at ---- */

static void above_the_level_of_stop_at_only_its_figures_count(void **state) {
  small *s = *state;
  small_country(s);
  rsl_indicator indicator = small_indicator("POP", RSL_RULE_SUM, "commune");
  indicator.stop_at = "district";
  small_add(s, &indicator);
  indicator.code = indicator.name = "MIDDLE";
  indicator.rollup.rule = RSL_RULE_MEDIAN;
  small_add(s, &indicator);
  small_finish(s);
  for (int i = 0; i < 2; i++) {
    static const char *const codes[] = { "POP", "MIDDLE" };
    give(s, codes[i], (const char *const[5]){ "1", "2", "3", "10", "20" });
    small_row(s, "A1", codes[i], "2023", "5"); /* against 1 + 2 */
    small_row(s, "A2", codes[i], "2023", "3");
  }
  small_rollup(s);
  rsl_figure district = small_figure(s, "A1", "POP", "2023");
  small_assert_value(s, "A1", "POP", "2023", "5");
  assert_int_equal(rsl_number_compare(district.children, rsl_number_from_integer(3)), 0);
  small_assert_coverage(s, "A1", "POP", "2023", 2, 2);
  small_assert_value(s, "A", "POP", "2023", "8"); /* 5 + 3, of two districts */
  small_assert_coverage(s, "A", "POP", "2023", 2, 2);
  /* B1 gave none of its own: its communes show there, and count in nothing above it. */
  small_assert_value(s, "B1", "POP", "2023", "30");
  small_assert_value(s, "B", "POP", "2023", "");
  small_assert_coverage(s, "B", "POP", "2023", 0, 1);
  small_assert_value(s, "VN", "POP", "2023", "8");
  small_assert_coverage(s, "VN", "POP", "2023", 2, 3);
  small_assert_value(s, "A", "MIDDLE", "2023", "4"); /* (3 + 5) / 2, of the districts */
}

/* In a branch without that level those that measure count as they are. */
static void a_branch_without_the_level_of_stop_at_counts_as_it_is(void **state) {
  small *s = *state;
  small_country(s);
  small_unit(s, "c", "commune", "B");
  rsl_indicator indicator = small_indicator("POP", RSL_RULE_SUM, "commune");
  indicator.stop_at = "district";
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "c", "POP", "2023", "7");
  small_row(s, "B1", "POP", "2023", "5");
  small_rollup(s);
  small_assert_value(s, "B", "POP", "2023", "12");
  small_assert_coverage(s, "B", "POP", "2023", 2, 2);
  small_assert_coverage(s, "VN", "POP", "2023", 2, 4); /* c and B1 of c, A1, A2, B1 */
}

/* Nobody below A2 is rural: the districts that owe are A1 and B1. What A2 says all the same counts in nothing. */
static void a_unit_of_stop_at_owes_nothing_where_nobody_below_it_does(void **state) {
  static const char *const rural[] = { "rural" };
  static const rsl_applies_to applies = { "type", rural, 1 };
  small *s = *state;
  typed_country(s);
  rsl_indicator indicator = small_indicator("FIELDS", RSL_RULE_SUM, "commune");
  indicator.applies_to = &applies;
  indicator.applies_to_count = 1;
  indicator.stop_at = "district";
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "A1", "FIELDS", "2023", "5");
  small_row(s, "A2", "FIELDS", "2023", "7");
  small_rollup(s);
  small_assert_value(s, "VN", "FIELDS", "2023", "5");
  small_assert_coverage(s, "VN", "FIELDS", "2023", 1, 2);
  small_assert_coverage(s, "A", "FIELDS", "2023", 1, 1);
  small_assert_coverage(s, "A2", "FIELDS", "2023", 0, 0);
}

/* Of March alone: of the quarter's 2 communes x 3 months it speaks for 2, and above for 1 of its own 3 and A2's 3. */
static void a_report_at_stop_at_speaks_for_the_months_that_it_tells_of(void **state) {
  small *s = *state;
  small_country(s);
  rsl_indicator indicator = small_indicator("POP", RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_MONTH;
  indicator.time = RSL_TIME_MAX;
  indicator.stop_at = "district";
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "A1", "POP", "2023-03", "2");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "A1", "POP", "2023-Q1", "2");
  small_assert_coverage(s, "A1", "POP", "2023-Q1", 2, 6);
  assert_int_equal(small_figure(s, "A1", "POP", "2023-Q1").stood_in, 2);
  small_assert_coverage(s, "A", "POP", "2023-Q1", 1, 6);
}

/* a3 is the only commune of A2: where it owes nothing by a status, or by the plan, A2 does not either. */
static void a_unit_of_stop_at_owes_nothing_where_all_below_it_are_not_applicable(void **state) {
  static rsl_not_applicable inland;
  small *s = *state;
  small_country(s);
  rsl_indicator indicator = small_indicator("TOLD", RSL_RULE_SUM, "commune");
  indicator.stop_at = "district";
  small_add(s, &indicator);
  indicator.code = indicator.name = "PLANNED";
  rsl_not_applicable_init(&inland);
  inland.unit = "a3";
  indicator.not_applicable = &inland;
  indicator.not_applicable_count = 1;
  small_add(s, &indicator);
  small_finish(s);
  small_status(s, "a3", "TOLD", "2023", "", 'M');
  for (int i = 0; i < 2; i++) {
    static const char *const codes[] = { "TOLD", "PLANNED" };
    small_row(s, "A1", codes[i], "2023", "5");
    small_row(s, "A2", codes[i], "2023", "7");
  }
  small_rollup(s);
  for (int i = 0; i < 2; i++) {
    static const char *const codes[] = { "TOLD", "PLANNED" };
    small_assert_value(s, "A", codes[i], "2023", "5");
    small_assert_coverage(s, "A", codes[i], "2023", 1, 1);
    small_assert_coverage(s, "VN", codes[i], "2023", 1, 2); /* A1 of A1 and B1 */
    small_assert_coverage(s, "A2", codes[i], "2023", 0, 0);
  }
}

/* February is not owed by anyone below A1: of the quarter it owes January and March. */
static void a_unit_of_stop_at_does_not_owe_a_month_that_nobody_below_it_does(void **state) {
  small *s = *state;
  small_country(s);
  rsl_indicator indicator = small_indicator("POP", RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_MONTH;
  indicator.time = RSL_TIME_SUM;
  indicator.stop_at = "district";
  small_add(s, &indicator);
  small_finish(s);
  small_status(s, "a1", "POP", "2023-02", "", 'M');
  small_status(s, "a2", "POP", "2023-02", "", 'H');
  small_status(s, "a1", "POP", "2023-03", "", 'M'); /* a2 owes March */
  small_row(s, "A1", "POP", "2023-01", "5");
  small_status(s, "b1", "POP", "2023-02", "", 'M');
  small_status(s, "b2", "POP", "2023-02", "", 'M');
  small_row(s, "B1", "POP", "2023-01", "5");
  small_row(s, "B1", "POP", "2023-02", "3"); /* which nobody below it owes: it counts in nothing */
  small_row(s, "B1", "POP", "2023-03", "7");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "B", "POP", "2023-Q1", "12");
  small_assert_coverage(s, "B", "POP", "2023-Q1", 2, 2);
  small_assert_value(s, "A", "POP", "2023-Q1", "5");
  small_assert_coverage(s, "A", "POP", "2023-Q1", 1, 5);  /* 2 of A1, 3 of A2 */
  small_assert_coverage(s, "A1", "POP", "2023-Q1", 2, 3); /* both communes in January; and a2 owes March */
}

/* ---- What a unit above others says ---- */

/* Of status M at the district: it says nothing of its communes, which owe all the same. */
static void what_is_not_applicable_to_a_unit_itself_is_no_matter_of_those_below_it(void **state) {
  small *s = *state;
  small_country(s);
  rsl_indicator indicator = at_three_levels("POP", RSL_RULE_MEAN);
  indicator.frequency = RSL_PERIOD_MONTH;
  indicator.time = RSL_TIME_MEAN;
  small_add(s, &indicator);
  small_finish(s);
  small_status(s, "A2", "POP", "2023-02", "", 'M');
  small_row(s, "A2", "POP", "2023-01", "3");
  small_row(s, "a3", "POP", "2023-03", "1");
  small_rollup_for(s, "2023-Q1");
  small_assert_value(s, "A2", "POP", "2023-Q1", "1"); /* its own of January says no more than the commune's of March */
  small_assert_coverage(s, "A2", "POP", "2023-Q1", 1, 3);
}

/* a3 owes three quarters of the year. The district's report for the first, of which nothing is owed, speaks for none of
 * them; that for the third for one. */
static void a_report_of_a_part_speaks_for_what_was_owed_in_that_part(void **state) {
  small *s = *state;
  small_country(s);
  rsl_indicator indicator = small_indicator("POP", RSL_RULE_SUM, "commune");
  indicator.frequency = RSL_PERIOD_QUARTER;
  indicator.time = RSL_TIME_MIN;
  small_add(s, &indicator);
  indicator.code = indicator.name = "OTHER";
  small_add(s, &indicator);
  small_finish(s);
  small_status(s, "a3", "POP", "2023-Q1", "", 'M');
  small_row(s, "A2", "POP", "2023-Q3", "2");
  small_status(s, "a3", "OTHER", "2023-Q1", "", 'M');
  small_row(s, "A2", "OTHER", "2023-Q1", "2");
  small_rollup_for(s, "2023");
  small_assert_value(s, "A2", "POP", "2023", "2");
  small_assert_coverage(s, "A2", "POP", "2023", 1, 3);
  small_assert_value(s, "A2", "OTHER", "2023", "");
  small_assert_coverage(s, "A2", "OTHER", "2023", 0, 3);
}

/* R2: a district for which a sum of rural units is none still reports for itself alone, and stands in for nobody. */
static void a_unit_that_adds_stands_in_for_nobody_where_the_indicator_does_not_apply(void **state) {
  static const char *const rural[] = { "rural" };
  static const rsl_applies_to applies = { "type", rural, 1 };
  small *s = *state;
  typed_country(s);
  rsl_indicator indicator = at_three_levels("FIELDS", RSL_RULE_SUM);
  indicator.prefer = RSL_PREFER_ADD;
  indicator.applies_to = &applies;
  indicator.applies_to_count = 1;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "A1", "FIELDS", "2022", "7"); /* of no type */
  small_row(s, "a1", "FIELDS", "2022", "2");
  small_rollup(s);
  small_assert_value(s, "A1", "FIELDS", "2022", "2");
  small_assert_coverage(s, "A1", "FIELDS", "2022", 1, 2); /* a1, a2 */
  small_assert_value(s, "VN", "FIELDS", "2022", "2");
}

/* Neither half is owed of A2, which is not rural; of the one that it says is not applicable nothing is missing either. */
static void a_part_not_applicable_leaves_nothing_missing_of_a_unit_that_adds_and_owes_nothing(void **state) {
  static const char *const rural[] = { "rural" };
  static const rsl_applies_to applies = { "type", rural, 1 };
  small *s = *state;
  typed_country(s);
  rsl_indicator indicator = at_three_levels("FIELDS", RSL_RULE_SUM);
  indicator.frequency = RSL_PERIOD_HALF;
  indicator.time = RSL_TIME_MIN;
  indicator.prefer = RSL_PREFER_ADD;
  indicator.applies_to = &applies;
  indicator.applies_to_count = 1;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "A2", "FIELDS", "2023-H1", "1");
  small_status(s, "A2", "FIELDS", "2023-H2", "", 'H');
  small_rollup_for(s, "2023");
  small_assert_value(s, "A2", "FIELDS", "2023", "1");
  small_assert_coverage(s, "A2", "FIELDS", "2023", 0, 0);
  assert_int_equal(small_figure(s, "A2", "FIELDS", "2023").flags & RSL_FLAG_PARTIAL, 0);
}

/* Nobody in A2 is rural: the district's own grade shows, and is at that grade. */
static void a_grade_of_a_unit_that_adds_and_owes_nothing_is_its_own(void **state) {
  static const char *const rural[] = { "rural" };
  static const rsl_applies_to applies = { "type", rural, 1 };
  static const char *const grades[] = { "weak", "good" };
  small *s = *state;
  rsl_figure figure;
  typed_country(s);
  rsl_indicator indicator = at_three_levels("RANK", RSL_RULE_GRADE_COUNT);
  indicator.prefer = RSL_PREFER_ADD;
  indicator.applies_to = &applies;
  indicator.applies_to_count = 1;
  indicator.grades = grades;
  indicator.grade_count = 2;
  small_add(s, &indicator);
  small_finish(s);
  small_row(s, "A2", "RANK", "2023", "1");
  small_rollup(s);
  assert_true(rsl_rollup_grade_count(s->rollup, small_unit_index(s, "A2"), small_indicator_index(s, "RANK"),
                                     small_period("2023"), 1, &figure));
  assert_int_equal(rsl_number_compare(figure.value, rsl_number_from_integer(1)), 0);
}

int main(void) {
#define TEST(name) cmocka_unit_test_setup_teardown(name, small_set_up, small_tear_down)
  const struct CMUnitTest tests[] = {
    TEST(only_units_that_an_indicator_applies_to_owe_it),
    TEST(who_owes_may_change_inside_a_longer_period),
    TEST(a_unit_that_adds_is_one_more_leaf_under_itself),
    TEST(an_added_ratio_pairs_the_units_own_figures),
    TEST(above_the_level_of_stop_at_only_its_figures_count),
    TEST(a_branch_without_the_level_of_stop_at_counts_as_it_is),
    TEST(a_unit_of_stop_at_owes_nothing_where_nobody_below_it_does),
    TEST(a_report_at_stop_at_speaks_for_the_months_that_it_tells_of),
    TEST(a_unit_of_stop_at_owes_nothing_where_all_below_it_are_not_applicable),
    TEST(a_unit_of_stop_at_does_not_owe_a_month_that_nobody_below_it_does),
    TEST(what_is_not_applicable_to_a_unit_itself_is_no_matter_of_those_below_it),
    TEST(a_report_of_a_part_speaks_for_what_was_owed_in_that_part),
    TEST(a_unit_that_adds_stands_in_for_nobody_where_the_indicator_does_not_apply),
    TEST(a_part_not_applicable_leaves_nothing_missing_of_a_unit_that_adds_and_owes_nothing),
    TEST(a_grade_of_a_unit_that_adds_and_owes_nothing_is_its_own),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
