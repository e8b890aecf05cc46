/* Attributes of units, and the units that an indicator applies to (R1). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "plan/links.h"
#include "support/plan_maker.h"

enum { ALWAYS = 2, CHANGING = 3, PLAIN = 4 };

static rsl_attribute attribute(const char *name, const char *value, const char *from, const char *to) {
  return (rsl_attribute){ name, value, day_of(from), day_of(to) };
}

static void add_with(rsl_plan *plan, const char *code, const rsl_attribute *attributes, size_t count, const char *from,
                     const char *to) {
  rsl_unit unit = make_unit(code, "commune", "P", from, to);
  unit.attributes = attributes;
  unit.attribute_count = count;
  assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
}

/* One unit of the attributes, under a province. */
static rsl_plan *plan_of(const rsl_attribute *attributes, size_t count) {
  rsl_plan *plan = plan_of_levels();
  add_unit(plan, "P", "province", NULL, "", "");
  add_with(plan, "A", attributes, count, "2010-01-01", "2020-01-01");
  return plan;
}

/* X applies to communes and wards on the coast: A always, B since it lies there (2015), C never.
 * A is a commune until 2023, a ward from then on; D is a town. */
static rsl_plan *plan_of_a_coast(void) {
  static const char *const types[] = { "xã", "phường" };
  static const char *const yes[] = { "yes" };
  const rsl_applies_to applies[] = { { "type", types, 2 }, { "coast", yes, 1 } };
  const rsl_attribute a[] = { attribute("type", "phường", "2023-01-01", ""), attribute("coast", "yes", "", ""),
                              attribute("type", "xã", "", "2023-01-01") };
  const rsl_attribute b[] = { attribute("type", "xã", "", ""), attribute("coast", "yes", "2015-07-01", "") };
  const rsl_attribute d[] = { attribute("type", "thị trấn", "", ""), attribute("coast", "yes", "", "") };
  rsl_plan *plan = plan_of_levels();
  rsl_indicator indicator = make_indicator("X", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  rsl_indicator plain = make_indicator("Y", RSL_RULE_SUM, RSL_DIRECTION_NONE);
  add_unit(plan, "P", "province", NULL, "", "");
  add_unit(plan, "C", "commune", "P", "", "");
  add_with(plan, "A", a, 3, "", "");
  add_with(plan, "B", b, 2, "", "");
  add_with(plan, "D", d, 2, "", "");
  indicator.applies_to = applies;
  indicator.applies_to_count = 2;
  add_indicator(plan, &indicator);
  add_indicator(plan, &plain);
  return plan;
}

static void an_indicator_applies_where_every_attribute_has_one_of_its_values(void **state) {
  (void)state;
  rsl_plan *plan = plan_of_a_coast();
  expect_fine(plan);
  assert_true(rsl__plan_applies(plan, 0, ALWAYS, day_of("2022-12-31")));
  assert_true(rsl__plan_applies(plan, 0, ALWAYS, day_of("2023-01-01")));
  assert_false(rsl__plan_applies(plan, 0, CHANGING, day_of("2015-06-30")));
  assert_true(rsl__plan_applies(plan, 0, CHANGING, day_of("2015-07-01")));
  assert_false(rsl__plan_applies(plan, 0, 1, day_of("2022-12-31")));
  assert_false(rsl__plan_applies(plan, 0, PLAIN, day_of("2022-12-31")));
  assert_true(rsl__plan_applies(plan, 1, PLAIN, day_of("2022-12-31")));
  assert_false(rsl__plan_applies(plan, 2, PLAIN, day_of("2022-12-31")));
  rsl_plan_free(plan);
}

static void the_days_on_which_attributes_change_are_known(void **state) {
  (void)state;
  size_t count = 0;
  rsl_plan *plan = plan_of_a_coast();
  assert_null(rsl__plan_attribute_days(plan, &count));
  expect_fine(plan);
  const rsl_date *days = rsl__plan_attribute_days(plan, &count);
  assert_int_equal(count, 2);
  assert_int_equal(days[0], day_of("2015-07-01"));
  assert_int_equal(days[1], day_of("2023-01-01"));
  rsl_plan_free(plan);
}

static void an_attribute_has_a_name_a_value_and_a_time(void **state) {
  (void)state;
  rsl_attribute bad = attribute(NULL, "xã", "", "");
  expect_problem(plan_of(&bad, 1), "missing_member", "units[1].attributes[0].name", "an attribute needs `name`");
  bad = attribute("a b", "xã", "", "");
  assert_int_equal(count_problems(plan_of(&bad, 1), "bad_code"), 1);
  bad = attribute("type", NULL, "", "");
  expect_problem(plan_of(&bad, 1), "missing_member", "units[1].attributes[0].value",
                 "the attribute `type` needs `value`");
  bad = attribute("type", "xã", "2015-01-01", "2015-01-01");
  assert_int_equal(count_problems(plan_of(&bad, 1), "date_order"), 1);
  bad = attribute("type", "xã", "2020-01-01", "");
  expect_problem(plan_of(&bad, 1), "unit_not_valid", "units[1].attributes[0].name",
                 "the attribute `type` is told from 2020-01-01, unit `A` is valid from 2010-01-01 until 2020-01-01");
}

static void an_attribute_has_one_value_at_a_time(void **state) {
  (void)state;
  const rsl_attribute twice[] = { attribute("type", "phường", "2015-01-01", ""),
                                  attribute("type", "xã", "", "2015-01-02") };
  const rsl_attribute once[] = { attribute("type", "phường", "2015-01-01", ""),
                                 attribute("type", "xã", "", "2015-01-01") };
  expect_problem(plan_of(twice, 2), "duplicate_item", "units[1].attributes[1].name",
                 "unit `A` has the attribute `type` twice for the same time: end one before the other begins");
  rsl_plan *plan = plan_of(once, 2);
  expect_fine(plan);
  rsl_plan_free(plan);
}

static rsl_plan *applying(const rsl_applies_to *applies, size_t count) {
  static const char *const expression = "1 + 1";
  const rsl_attribute type = { "type", "xã", RSL_DATE_NONE, RSL_DATE_NONE };
  rsl_plan *plan = plan_of(&type, 1);
  rsl_indicator indicator = make_indicator("X", count == 0 ? RSL_RULE_FORMULA : RSL_RULE_SUM, RSL_DIRECTION_NONE);
  indicator.applies_to = applies;
  indicator.applies_to_count = count == 0 ? 1 : count;
  if (count == 0) indicator.rollup.expression = expression;
  add_indicator(plan, &indicator);
  return plan;
}

static void applying_to_what_no_unit_is_is_told(void **state) {
  (void)state;
  static const char *const values[] = { "xã", "thị trấn" };
  const rsl_applies_to unknown = { "tipe", values, 1 };
  const rsl_applies_to far = { "kkkkkkkk", values, 1 };
  const rsl_applies_to town = { "type", values, 2 };
  expect_warning(applying(&unknown, 1), "unknown_attribute", "indicators[0].applies_to.tipe",
                 "no unit has the attribute `tipe`, so that none will owe a figure: did you mean `type`?");
  expect_warning(applying(&far, 1), "unknown_attribute", "indicators[0].applies_to.kkkkkkkk",
                 "no unit has the attribute `kkkkkkkk`, so that none will owe a figure");
  expect_warning(applying(&town, 1), "unknown_attribute", "indicators[0].applies_to.type",
                 "no unit has the attribute `type` with the value `thị trấn`: for such units nothing will be owed");
}

static void what_is_applied_to_is_said_once_and_in_full(void **state) {
  (void)state;
  static const char *const values[] = { "xã", NULL };
  const rsl_applies_to twice[] = { { "type", values, 1 }, { "type", values, 1 } };
  const rsl_applies_to none = { "type", values, 0 };
  const rsl_applies_to empty = { "type", values, 2 };
  expect_problem(applying(twice, 2), "duplicate_item", "indicators[0].applies_to.type",
                 "`applies_to` names `type` twice: list all values once");
  expect_problem(applying(&none, 1), "missing_member", "indicators[0].applies_to.type",
                 "`applies_to` needs the values of `type` that are meant");
  expect_problem(applying(&empty, 1), "missing_member", "indicators[0].applies_to.type",
                 "a value of `type` is empty: leave it out");
  expect_problem(applying(twice, 0), "member_not_of_rule", "indicators[0].applies_to",
                 "`applies_to` does not go with the rule `formula`: a formula is owed by nobody; leave it out, or mend "
                 "the rule");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(an_indicator_applies_where_every_attribute_has_one_of_its_values),
    cmocka_unit_test(the_days_on_which_attributes_change_are_known),
    cmocka_unit_test(an_attribute_has_a_name_a_value_and_a_time),
    cmocka_unit_test(an_attribute_has_one_value_at_a_time),
    cmocka_unit_test(applying_to_what_no_unit_is_is_told),
    cmocka_unit_test(what_is_applied_to_is_said_once_and_in_full),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
