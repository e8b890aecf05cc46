/* Random plans come back from their text; random damage to a text is told and never crashes. Seeds are fixed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "base/text_buffer.h"
#include "support/memory_text.h"

/* xorshift64*, so that the plans are the same on every machine. */
static uint64_t next_random(uint64_t *seed) {
  *seed ^= *seed >> 12;
  *seed ^= *seed << 25;
  *seed ^= *seed >> 27;
  return *seed * UINT64_C(2685821657736338717);
}

static unsigned below(uint64_t *seed, unsigned end) {
  return (unsigned)((next_random(seed) >> 33) % end);
}

static rsl_decimal random_decimal(uint64_t *seed) {
  int64_t units = 1 + (int64_t)(next_random(seed) % UINT64_C(999999999999999));
  for (unsigned cut = below(seed, 15); cut > 0 && units >= 10; cut--) units /= 10;
  return (rsl_decimal){ units, (int32_t)below(seed, 19) };
}

static const char *random_text(uint64_t *seed) {
  static const char *const texts[] = { "Tỷ lệ", "a \"b\" \\ c", "dòng\nmới\t", "\x01\x1f", "😀", "x", "/", "{}[]:,|=;" };
  return texts[below(seed, sizeof texts / sizeof *texts)];
}

static rsl_extras random_extras(uint64_t *seed) {
  static const rsl_extra items[] = { { "x-a", "[1, {\"b\": \"c , d\"}]" }, { "x-\"ạ", "null" }, { "x-", "-1.50e3" } };
  return (rsl_extras){ items, below(seed, 4) };
}

enum { LEVELS = 3, UNITS = 12, INDICATORS = 8, MORE = 14 };

/* Attributes that never change, or with their dates: the two ways in which they are written. */
static void make_attributes(uint64_t *seed, rsl_attribute attributes[2]) {
  bool dated = below(seed, 2) == 0;
  rsl_date day = rsl_date_from_civil(2015, 1 + (int)below(seed, 12), 1);
  for (size_t i = 0; i < 2; i++) {
    rsl_attribute_init(&attributes[i]);
    attributes[i].name = dated || i == 0 ? "type" : "coast";
    attributes[i].value = random_text(seed);
  }
  if (dated) attributes[0].to = attributes[1].from = day;
}

static void add_units(rsl_plan *plan, uint64_t *seed) {
  static const char *const levels[LEVELS] = { "province", "district", "commune" };
  for (size_t i = 0; i < LEVELS; i++) {
    rsl_level level = { levels[i], random_text(seed), random_extras(seed) };
    assert_int_equal(rsl_plan_add_level(plan, &level), RSL_OK);
  }
  for (unsigned i = 0; i < UNITS; i++) {
    char code[16], parent[16];
    rsl_unit unit;
    rsl_unit_init(&unit);
    unsigned level = i == 0 ? 0 : i < 4 ? 1 : 2;
    snprintf(code, sizeof code, "U%u", i);
    snprintf(parent, sizeof parent, "U%u", level == 1 ? 0 : 1 + below(seed, 3));
    unit.code = code;
    unit.name = random_text(seed);
    unit.level = levels[level];
    unit.parent = level == 0 ? NULL : parent;
    if (level == 2 && below(seed, 2) == 0) unit.from = rsl_date_from_civil(2000, 1 + (int)below(seed, 12), 1);
    if (level == 2 && below(seed, 2) == 0) unit.to = rsl_date_from_civil(2030, 1 + (int)below(seed, 12), 28);
    rsl_attribute attributes[2];
    make_attributes(seed, attributes);
    unit.attributes = attributes;
    unit.attribute_count = below(seed, 3);
    unit.extras = random_extras(seed);
    assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  }
}

static void add_calendars(rsl_plan *plan, uint64_t *seed) {
  rsl_calendar calendar = { "CAL", 1 + (int)below(seed, 28), random_extras(seed) };
  assert_int_equal(rsl_plan_add_calendar(plan, &calendar), RSL_OK);
}

static void add_indicators(rsl_plan *plan, uint64_t *seed) {
  static const rsl_rule rules[] = { RSL_RULE_SUM,   RSL_RULE_MEAN,          RSL_RULE_MIN,   RSL_RULE_MAX,
                                    RSL_RULE_RATIO, RSL_RULE_WEIGHTED_MEAN, RSL_RULE_SHARE, RSL_RULE_FORMULA };
  for (unsigned i = 0; i < INDICATORS; i++) {
    char code[16];
    rsl_indicator indicator;
    rsl_indicator_init(&indicator);
    rsl_measured_at at;
    rsl_measured_at_init(&at);
    at.level = "commune";
    if (below(seed, 3) == 0) at.from = rsl_date_from_civil(1999, 12, 31);
    snprintf(code, sizeof code, "I%u", i);
    indicator.code = code;
    indicator.name = random_text(seed);
    indicator.unit_of_measure = below(seed, 2) == 0 ? NULL : "%";
    indicator.decimals = (int)below(seed, 19);
    indicator.direction = RSL_DIRECTION_INCREASE;
    indicator.frequency = RSL_PERIOD_YEAR;
    indicator.rollup.rule = rules[i];
    indicator.time = i < 4 ? RSL_TIME_SUM : RSL_TIME_NONE;
    indicator.measured_at = &at;
    indicator.measured_at_count = rules[i] == RSL_RULE_FORMULA ? 0 : 1;
    if (rules[i] == RSL_RULE_RATIO) {
      indicator.rollup.numerator = "I0";
      indicator.rollup.denominator = "I1";
      indicator.rollup.has_factor = below(seed, 2) == 0;
      indicator.rollup.factor = random_decimal(seed);
    }
    if (rules[i] == RSL_RULE_WEIGHTED_MEAN) indicator.rollup.weight = "I0";
    if (rules[i] == RSL_RULE_FORMULA) indicator.rollup.expression = "I0 + I1 * 2";
    if (rules[i] == RSL_RULE_SHARE) {
      indicator.rollup.condition = (rsl_condition){ .form = RSL_FORM_AT_LEAST, .value = random_decimal(seed) };
      indicator.rollup.condition_indicator = below(seed, 2) == 0 ? NULL : "I1";
      indicator.rollup.of = below(seed, 2) == 0 ? RSL_SHARE_OF_OWED : RSL_SHARE_OF_REPORTING;
    }
    indicator.has_min_coverage = below(seed, 2) == 0;
    indicator.min_coverage = (rsl_decimal){ below(seed, 101), 2 };
    indicator.source = below(seed, 2) == 0 ? NULL : random_text(seed);
    indicator.extras = random_extras(seed);
    assert_int_equal(rsl_plan_add_indicator(plan, &indicator), RSL_OK);
  }
}

static void make_over_time(rsl_indicator *indicator, uint64_t *seed) {
  static const rsl_time_rule times[] = { RSL_TIME_NONE, RSL_TIME_SUM,      RSL_TIME_MEAN,   RSL_TIME_MIN,  RSL_TIME_MAX,
                                         RSL_TIME_LAST, RSL_TIME_DAY_MEAN, RSL_TIME_STDDEV, RSL_TIME_FIRST };
  indicator->time = times[below(seed, sizeof times / sizeof *times)];
  if (indicator->time == RSL_TIME_LAST) indicator->look_back = (int)below(seed, 4);
  if (indicator->time != RSL_TIME_NONE) indicator->order = (rsl_order)below(seed, 2);
  if (indicator->time == RSL_TIME_SUM) indicator->reported_as = (rsl_reported_as)below(seed, 3);
  indicator->calendar = below(seed, 2) == 0 ? "CAL" : NULL;
  indicator->nil = below(seed, 2) == 0;
}

static void make_graded(rsl_indicator *indicator, uint64_t *seed) {
  static const char *const grades[] = { "yếu", "1", "khá-tốt", "a.b" };
  bool counts = indicator->rollup.rule == RSL_RULE_COUNT || indicator->rollup.rule == RSL_RULE_SHARE;
  indicator->grades = grades;
  indicator->grade_count = 1 + below(seed, 4);
  if (counts) {
    indicator->rollup.condition.form = below(seed, 2) == 0 ? RSL_FORM_AT_LEAST : RSL_FORM_BELOW;
    indicator->rollup.condition_grade = grades[below(seed, (unsigned)indicator->grade_count)];
  }
  indicator->event = below(seed, 2) == 0;
  if (indicator->event) indicator->frequency = RSL_PERIOD_DAY;
  indicator->has_initial = indicator->event && below(seed, 2) == 0;
  if (indicator->has_initial) indicator->initial_grade = grades[below(seed, (unsigned)indicator->grade_count)];
}

static void make_referring(rsl_indicator *indicator, uint64_t *seed) {
  static const char *const references[] = { "I0", "I1[-1]", "M0:yếu", "M0:yếu[-12]" };
  static const char *const conditions[] = { "I0 >= I1[-1]", "not (I0 < 1 or I2[-2] = 3)", "M0:yếu > 0 and I0 != I1" };
  rsl_rollup_rule *rollup = &indicator->rollup;
  switch (rollup->rule) {
  case RSL_RULE_WEIGHTED_MEAN:
    rollup->weight = "I0";
    indicator->time = below(seed, 2) == 0 ? RSL_TIME_WEIGHTED_MEAN : RSL_TIME_NONE;
    if (below(seed, 2) == 0) indicator->weight_at = (rsl_period){ RSL_PERIOD_YEAR, 2019 };
    indicator->weight_look_back = (int)below(seed, 4);
    indicator->has_min_weight_coverage = below(seed, 2) == 0;
    indicator->min_weight_coverage = (rsl_decimal){ below(seed, 101), 2 };
    break;
  case RSL_RULE_RATIO:
    rollup->numerator = references[below(seed, 4)];
    rollup->denominator = references[below(seed, 4)];
    break;
  case RSL_RULE_SHARE:
    rollup->of = RSL_SHARE_OF_OWED;
    rollup->expression = conditions[below(seed, 3)];
    break;
  default:
    rollup->condition.form = RSL_FORM_EXACTLY;
    rollup->condition_indicator = references[below(seed, 4)];
    break;
  }
}

/* What the first indicators do not have: M0 counts grades, the others refer to it or combine in other ways. */
static void add_more_indicators(rsl_plan *plan, uint64_t *seed) {
  static const rsl_rule rules[MORE] = { RSL_RULE_GRADE_COUNT, RSL_RULE_WORST,        RSL_RULE_BEST,   RSL_RULE_COUNT,
                                        RSL_RULE_SHARE,       RSL_RULE_SUM,          RSL_RULE_MEDIAN, RSL_RULE_VARIANCE,
                                        RSL_RULE_STDDEV,      RSL_RULE_MEAN,         RSL_RULE_COUNT,  RSL_RULE_SHARE,
                                        RSL_RULE_RATIO,       RSL_RULE_WEIGHTED_MEAN };
  static const char *const values[] = { "Tỷ lệ", "x", "/" };
  for (unsigned i = 0; i < MORE; i++) {
    const rsl_measured_at levels[] = { { "commune", RSL_DATE_NONE, RSL_DATE_NONE },
                                       { "district", RSL_DATE_NONE, RSL_DATE_NONE } };
    const rsl_applies_to applies[] = { { "type", values, 1 + below(seed, 3) }, { "coast", values, 1 } };
    char code[16];
    rsl_indicator indicator;
    rsl_indicator_init(&indicator);
    snprintf(code, sizeof code, "M%u", i);
    indicator.code = indicator.name = code;
    indicator.frequency = RSL_PERIOD_MONTH;
    indicator.rollup.rule = rules[i];
    if (rules[i] == RSL_RULE_SHARE) indicator.rollup.of = RSL_SHARE_OF_REPORTING;
    indicator.measured_at = levels;
    indicator.measured_at_count = 1 + below(seed, 2);
    indicator.prefer = (rsl_prefer)below(seed, indicator.measured_at_count == 2 ? 3 : 2);
    indicator.stop_at = below(seed, 2) == 0 ? "district" : NULL;
    indicator.applies_to = applies;
    indicator.applies_to_count = below(seed, 3);
    if (rules[i] != RSL_RULE_SUM) indicator.split = (rsl_split)below(seed, 2);
    if (i < 5) make_graded(&indicator, seed);
    if (i >= 5 && i < 10) make_over_time(&indicator, seed);
    if (i >= 10) make_referring(&indicator, seed);
    assert_int_equal(rsl_plan_add_indicator(plan, &indicator), RSL_OK);
  }
}

static void add_targets(rsl_plan *plan, uint64_t *seed) {
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  resolution.code = "R";
  resolution.title = random_text(seed);
  resolution.unit = "U0";
  resolution.from = (rsl_period){ RSL_PERIOD_YEAR, 2021 };
  resolution.to = (rsl_period){ RSL_PERIOD_YEAR, 2025 };
  resolution.baseline = (rsl_period){ RSL_PERIOD_YEAR, 2020 };
  resolution.extras = random_extras(seed);
  assert_int_equal(rsl_plan_add_resolution(plan, &resolution), RSL_OK);
  for (unsigned i = 0; i < 20; i++) {
    static const rsl_form forms[] = { RSL_FORM_AT_LEAST, RSL_FORM_ABOVE,    RSL_FORM_EXACTLY, RSL_FORM_BETWEEN,
                                      RSL_FORM_ABOUT,    RSL_FORM_MAINTAIN, RSL_FORM_TOTAL,   RSL_FORM_EACH_YEAR };
    char code[16];
    rsl_target target;
    rsl_target_init(&target);
    snprintf(code, sizeof code, "T%u", i);
    target.code = code;
    target.unit = "U0";
    target.indicator = "I0";
    target.resolution = "R";
    target.form = forms[below(seed, sizeof forms / sizeof *forms)];
    bool is_yearly = target.form == RSL_FORM_TOTAL || target.form == RSL_FORM_EACH_YEAR;
    target.condition.form = is_yearly                          ? RSL_FORM_AT_LEAST
                            : target.form == RSL_FORM_MAINTAIN ? RSL_FORM_NONE
                                                               : target.form;
    if (target.form != RSL_FORM_MAINTAIN) target.condition.value = random_decimal(seed);
    if (target.form == RSL_FORM_BETWEEN || (target.form == RSL_FORM_ABOUT && below(seed, 2) == 0)) {
      target.condition.is_range = true;
      target.condition.upper = target.condition.value;
      target.condition.upper.units += 1 + (int64_t)below(seed, 100);
    } else if (target.form == RSL_FORM_ABOUT && below(seed, 2) == 0) {
      target.condition.has_tolerance = true;
      target.condition.tolerance = random_decimal(seed);
    }
    target.has_baseline_value = below(seed, 2) == 0;
    if (target.has_baseline_value) target.baseline_value = random_decimal(seed);
    target.wording = below(seed, 2) == 0 ? NULL : random_text(seed);
    target.extras = random_extras(seed);
    assert_int_equal(rsl_plan_add_target(plan, &target), RSL_OK);
  }
}

static rsl_plan *random_plan(uint64_t *seed) {
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  assert_int_equal(rsl_plan_new(NULL, &plan), RSL_OK);
  add_units(plan, seed);
  add_calendars(plan, seed);
  add_indicators(plan, seed);
  add_more_indicators(plan, seed);
  add_targets(plan, seed);
  if (rsl_plan_finish(plan, NULL, &error) != RSL_OK) fail_msg("%s (%s)", error.text, error.path);
  return plan;
}

static void write_text(const rsl_plan *plan, rsl__text_buffer *out) {
  rsl__text_buffer_init(out, NULL);
  rsl_error error = RSL_ERROR_INIT;
  if (rsl_plan_write(plan, rsl__text_buffer_sink(out), &error) != RSL_OK) fail_msg("%s", error.text);
}

static rsl_status read_bytes(const char *bytes, size_t size, rsl_plan **plan, rsl_error *error) {
  memory_text memory;
  rsl_source source = memory_source(&memory, "plan", bytes, size);
  return rsl_plan_read(&source, NULL, NULL, NULL, plan, error);
}

static void same_targets(const rsl_plan *a, const rsl_plan *b) {
  assert_int_equal(rsl_plan_target_count(a), rsl_plan_target_count(b));
  for (uint32_t i = 0; i < rsl_plan_target_count(a); i++) {
    const rsl_target *x = rsl_plan_target(a, i);
    const rsl_target *y = rsl_plan_target(b, i);
    assert_string_equal(x->code, y->code);
    assert_int_equal(x->form, y->form);
    assert_int_equal(x->condition.form, y->condition.form);
    assert_true(x->condition.value.units == y->condition.value.units);
    assert_int_equal(x->condition.value.scale, y->condition.value.scale);
    assert_int_equal(x->condition.is_range, y->condition.is_range);
    assert_int_equal(x->condition.has_tolerance, y->condition.has_tolerance);
    assert_true(rsl_decimal_compare(x->baseline_value, y->baseline_value) == 0);
    assert_string_equal(x->wording == NULL ? "" : x->wording, y->wording == NULL ? "" : y->wording);
    assert_int_equal(x->extras.count, y->extras.count);
  }
}

static void a_random_plan_comes_back_from_its_text(void **state) {
  uint64_t seed = 20210101;
  (void)state;
  for (int round = 0; round < 100; round++) {
    rsl__text_buffer first, second;
    rsl_plan *again = NULL;
    rsl_error error = RSL_ERROR_INIT;
    rsl_plan *plan = random_plan(&seed);
    write_text(plan, &first);
    if (read_bytes(first.bytes, first.length, &again, &error) != RSL_OK) {
      fail_msg("%zu:%zu: %s (%s)\n", error.line, error.column, error.text, error.path);
    }
    write_text(again, &second);
    assert_string_equal(first.bytes, second.bytes);
    same_targets(plan, again);
    rsl__text_buffer_free(&first);
    rsl__text_buffer_free(&second);
    rsl_plan_free(again);
    rsl_plan_free(plan);
  }
}

/* A few bytes are changed, dropped or doubled: the text is read, or refused with an error; nothing else. */
static void damage(uint64_t *seed, rsl__text_buffer *text) {
  static const char bytes[] = "{}[]\",:0123456789.-+eE\\u ntf\n\r\t\x00\xC3\xFF|=";
  for (unsigned i = 1 + below(seed, 4); i > 0; i--) {
    size_t at = next_random(seed) % text->length;
    switch (below(seed, 4)) {
    case 0:
      text->bytes[at] = bytes[below(seed, sizeof bytes)];
      break;
    case 1:
      text->bytes[at] = (char)(text->bytes[at] ^ (1 << below(seed, 8)));
      break;
    case 2:
      text->length = at + 1;
      break;
    default:
      memmove(text->bytes + at / 2, text->bytes + at, text->length - at);
      break;
    }
  }
}

static void damaged_texts_are_refused_and_never_crash(void **state) {
  uint64_t seed = 1930;
  size_t refused = 0;
  (void)state;
  rsl_plan *plan = random_plan(&seed);
  for (int round = 0; round < 3000; round++) {
    rsl__text_buffer text;
    write_text(plan, &text);
    damage(&seed, &text);
    rsl_plan *read = NULL;
    rsl_error error = RSL_ERROR_INIT;
    rsl_status status = read_bytes(text.bytes, text.length, &read, &error);
    assert_true(status == RSL_OK || status == RSL_ERR_DATA || status == RSL_ERR_NOT_SUPPORTED ||
                status == RSL_ERR_LIMIT);
    assert_int_equal(error.status, status);
    assert_true((read == NULL) == (status != RSL_OK));
    if (status != RSL_OK) assert_true(error.text[0] != '\0');
    refused += status != RSL_OK;
    rsl_plan_free(read);
    rsl__text_buffer_free(&text);
  }
  assert_true(refused > 1000);
  rsl_plan_free(plan);
}

static rsl_status give_table(void *context, const char *name, rsl_source *out, rsl_error *error) {
  (void)name;
  (void)error;
  *out = *(const rsl_source *)context;
  return RSL_OK;
}

static void damaged_tables_are_refused_and_never_crash(void **state) {
  static const char head[] =
      "{\"format\": \"resolution-plan\", \"version\": 1, \"levels\": [{\"code\": \"p\", \"name\": \"P\"}], "
      "\"units\": [{\"code\": \"1\", \"name\": \"M\", \"level\": \"p\"}], \"indicators\": [{\"code\": \"I\", \"name\": \"I\","
      " \"frequency\": \"year\", \"measured_at\": [\"p\"], \"direction\": \"increase\", \"rollup\": \"none\"}],"
      " \"resolutions\": [{\"code\": \"R\", \"title\": \"R\", \"unit\": \"1\", \"from\": \"2021\", \"to\": \"2025\"}],"
      " \"targets\": \"t.csv\"}";
  static const char table[] =
      "unit,indicator,resolution,code,at_least,between,milestones,baseline.period,baseline.value,wording,x-a\n"
      "1,I,R,A,5,,2022=1|2023=2,2020,0,\"mot \"\"hai\"\"\nba\",1\n1,I,R,B,,61|62,,2020,1.5,,\n";
  uint64_t seed = 1945;
  (void)state;
  for (int round = 0; round < 3000; round++) {
    memory_text plan_memory, table_memory;
    rsl__text_buffer text;
    rsl__text_buffer_init(&text, NULL);
    rsl__text_buffer_text(&text, table);
    if (round > 0) damage(&seed, &text);
    rsl_source source = memory_source(&plan_memory, "plan", head, sizeof head - 1);
    rsl_source rows = memory_source(&table_memory, "t.csv", text.bytes, text.length);
    table_memory.step = 1 + below(&seed, 50);
    rsl_plan_read_options options = RSL_PLAN_READ_OPTIONS_INIT;
    options.tables = (rsl_tables){ give_table, NULL, &rows };
    rsl_plan *plan = NULL;
    rsl_error error = RSL_ERROR_INIT;
    rsl_status status = rsl_plan_read(&source, &options, NULL, NULL, &plan, &error);
    if (round == 0) assert_int_equal(status, RSL_OK);
    assert_true(status == RSL_OK || status == RSL_ERR_DATA || status == RSL_ERR_NOT_SUPPORTED ||
                status == RSL_ERR_LIMIT);
    assert_int_equal(error.status, status);
    rsl_plan_free(plan);
    rsl__text_buffer_free(&text);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_random_plan_comes_back_from_its_text),
    cmocka_unit_test(damaged_texts_are_refused_and_never_crash),
    cmocka_unit_test(damaged_tables_are_refused_and_never_crash),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
