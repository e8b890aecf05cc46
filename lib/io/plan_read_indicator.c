#include <string.h>

#include "io/plan_reader.h"

static const char *const none[] = { NULL };

static void read_scalars(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator);
static void read_words(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator);
static rsl_period_type read_frequency(rsl__plan_reader *reader, const cJSON *object);
static void refuse_unless_default(rsl__plan_reader *reader, const cJSON *object, const char *name,
                                  const rsl__plan_words *words);
static const rsl_measured_at *read_measured_at(rsl__plan_reader *reader, const cJSON *object, size_t *count);
static const rsl_not_applicable *read_not_applicable(rsl__plan_reader *reader, const cJSON *object, size_t *count);
static void read_rollup(rsl__plan_reader *reader, const cJSON *object, rsl_rollup_rule *rollup);
static void read_rule_members(rsl__plan_reader *reader, const cJSON *object, rsl_rollup_rule *rollup);
static void read_rule(rsl__plan_reader *reader, const cJSON *object, const char *name, rsl_rule *rule);

rsl_status rsl__plan_read_indicator(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code",        "name",        "unit_of_measure", "decimals", "direction",
                                       "frequency",   "measured_at", "rollup",          "time",     "order",
                                       "reported_as", "prefer",      "min_coverage",    "field",    "source",
                                       "definition",  "higher",      "not_applicable",  NULL };
  static const char *const later[] = { "initial",   "calendar",  "applies_to",       "stop_at",
                                       "look_back", "weight_at", "weight_look_back", "min_weight_coverage",
                                       "nil",       "split",     "breaks",           "grades",
                                       NULL };
  static const rsl__plan_members members = { "an indicator", known, later };
  rsl_indicator indicator;
  rsl_indicator_init(&indicator);
  rsl__plan_check_members(reader, object, &members, &indicator.extras);
  read_scalars(reader, object, &indicator);
  read_words(reader, object, &indicator);
  indicator.measured_at = read_measured_at(reader, object, &indicator.measured_at_count);
  indicator.not_applicable = read_not_applicable(reader, object, &indicator.not_applicable_count);
  read_rollup(reader, object, &indicator.rollup);
  return rsl_plan_add_indicator(reader->plan, &indicator);
}

static void read_scalars(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator) {
  indicator->code = rsl__plan_text(reader, object, "code");
  indicator->name = rsl__plan_text(reader, object, "name");
  indicator->unit_of_measure = rsl__plan_text(reader, object, "unit_of_measure");
  (void)rsl__plan_whole(reader, object, "decimals", 0, 18, &indicator->decimals);
  indicator->has_min_coverage = rsl__plan_decimal(reader, object, "min_coverage", &indicator->min_coverage);
  indicator->field = rsl__plan_text(reader, object, "field");
  indicator->source = rsl__plan_text(reader, object, "source");
  indicator->definition = rsl__plan_text(reader, object, "definition");
  indicator->higher = rsl__plan_text(reader, object, "higher");
}

static void read_words(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator) {
  static const char *const directions[] = { "none", "increase", "decrease" };
  static const rsl__plan_words direction = { "direction", directions, 3, NULL };
  static const char *const times[] = { "none", "sum", "mean", "min", "max", "last", "first" };
  static const char *const later_times[] = { "day_mean", "weighted_mean", "stddev", NULL };
  static const rsl__plan_words time = { "time rule", times, RSL_TIME_END, later_times };
  static const char *const prefers[] = { "children", "own" };
  static const char *const later_prefers[] = { "add", NULL };
  static const rsl__plan_words prefer = { "preference", prefers, 2, later_prefers };
  static const char *const orders[] = { "time_first" };
  static const char *const later_orders[] = { "units_first", NULL };
  static const rsl__plan_words order = { "order", orders, 1, later_orders };
  static const char *const reports[] = { "period" };
  static const char *const later_reports[] = { "year_to_date", "term_to_date", NULL };
  static const rsl__plan_words reported_as = { "way of reporting", reports, 1, later_reports };
  unsigned word = 0;
  if (rsl__plan_word(reader, object, "direction", &direction, &word)) indicator->direction = (rsl_direction)word;
  if (rsl__plan_word(reader, object, "time", &time, &word)) indicator->time = (rsl_time_rule)word;
  if (rsl__plan_word(reader, object, "prefer", &prefer, &word)) indicator->prefer = (rsl_prefer)word;
  indicator->frequency = read_frequency(reader, object);
  refuse_unless_default(reader, object, "order", &order);
  refuse_unless_default(reader, object, "reported_as", &reported_as);
}

static rsl_period_type read_frequency(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const types[] = { NULL, "year", "nine_months", "half", "quarter", "month", "day" };
  static const char *const later[] = { "event", NULL };
  static const rsl__plan_words frequency = { "frequency", types, RSL_PERIOD_TYPE_END, later };
  unsigned word = RSL_PERIOD_NONE;
  (void)rsl__plan_word(reader, object, "frequency", &frequency, &word);
  return (rsl_period_type)word;
}

static void refuse_unless_default(rsl__plan_reader *reader, const cJSON *object, const char *name,
                                  const rsl__plan_words *words) {
  unsigned word = 0;
  (void)rsl__plan_word(reader, object, name, words, &word);
}

static const rsl_measured_at *read_measured_at(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  static const char *const known[] = { "level", "from", "to", NULL };
  static const rsl__plan_members members = { "an item of `measured_at`", known, none };
  const cJSON *list = rsl__plan_list(reader, object, "measured_at", count);
  rsl_measured_at *levels = rsl__plan_array(reader, *count, sizeof *levels);
  if (levels == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "measured_at");
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    rsl_measured_at_init(&levels[index]);
    if (cJSON_IsString(item)) {
      levels[index].level = item->valuestring;
    } else if (cJSON_IsObject(item)) {
      rsl__plan_check_members(reader, item, &members, NULL);
      levels[index].level = rsl__plan_text(reader, item, "level");
      (void)rsl__plan_date(reader, item, "from", &levels[index].from);
      (void)rsl__plan_date(reader, item, "to", &levels[index].to);
    } else {
      rsl__plan_wrong_type(reader, item, "a level in quotes, or an object");
    }
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return levels;
}

static const rsl_not_applicable *read_not_applicable(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  static const char *const known[] = { "unit", "from", "to", NULL };
  static const rsl__plan_members members = { "an item of `not_applicable`", known, none };
  const cJSON *list = rsl__plan_list(reader, object, "not_applicable", count);
  rsl_not_applicable *units = rsl__plan_array(reader, *count, sizeof *units);
  if (units == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "not_applicable");
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    rsl_not_applicable_init(&units[index]);
    if (cJSON_IsObject(item)) {
      rsl__plan_check_members(reader, item, &members, NULL);
      units[index].unit = rsl__plan_text(reader, item, "unit");
      (void)rsl__plan_date(reader, item, "from", &units[index].from);
      (void)rsl__plan_date(reader, item, "to", &units[index].to);
    } else {
      rsl__plan_wrong_type(reader, item, "an object");
    }
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return units;
}

/* ---- The rule ---- */

/* `"rollup": "sum"` is short for the rule alone. An absent rollup cannot be told from `none` in the record, so it is
 * found here. */
static void read_rollup(rsl__plan_reader *reader, const cJSON *object, rsl_rollup_rule *rollup) {
  const cJSON *item = rsl__plan_member(object, "rollup");
  if (item == NULL) {
    size_t mark = rsl__plan_enter(reader, "rollup");
    rsl__plan_complain_object(reader, object, "missing_member",
                              "an indicator needs `rollup`: how its figures add up, "
                              "or `none`");
    rsl__plan_leave(reader, mark);
  } else if (cJSON_IsObject(item)) {
    size_t mark = rsl__plan_enter(reader, "rollup");
    read_rule_members(reader, item, rollup);
    rsl__plan_leave(reader, mark);
  } else {
    read_rule(reader, object, "rollup", &rollup->rule);
  }
}

static void read_rule_members(rsl__plan_reader *reader, const cJSON *object, rsl_rollup_rule *rollup) {
  static const char *const known[] = { "rule",       "weight",    "numerator", "denominator", "factor",  "of",
                                       "expression", "tolerance", "at_least",  "above",       "at_most", "below",
                                       "between",    "about",     "exactly",   NULL };
  static const char *const later[] = { "grade_at_least", NULL };
  static const rsl__plan_members members = { "`rollup`", known, later };
  static const char *const of_words[] = { NULL, "reporting", "owed" };
  static const rsl__plan_words of = { "part", of_words, 3, NULL };
  rsl__plan_check_members(reader, object, &members, NULL);
  if (rsl__plan_member(object, "rule") == NULL) {
    size_t mark = rsl__plan_enter(reader, "rule");
    rsl__plan_complain_object(reader, object, "missing_member", "`rollup` needs `rule`");
    rsl__plan_leave(reader, mark);
  }
  read_rule(reader, object, "rule", &rollup->rule);
  rollup->weight = rsl__plan_text(reader, object, "weight");
  rollup->numerator = rsl__plan_text(reader, object, "numerator");
  rollup->denominator = rsl__plan_text(reader, object, "denominator");
  rollup->has_factor = rsl__plan_decimal(reader, object, "factor", &rollup->factor);
  rollup->expression = rsl__plan_text(reader, object, "expression");
  unsigned word = RSL_SHARE_OF_NONE;
  if (rsl__plan_word(reader, object, "of", &of, &word)) rollup->of = (rsl_share_of)word;
  rsl__plan_form form = rsl__plan_find_form(reader, object, RSL_FORM_EXACTLY);
  rsl__plan_read_condition(reader, object, &form, &rollup->condition, &rollup->condition_indicator);
}

static void read_rule(rsl__plan_reader *reader, const cJSON *object, const char *name, rsl_rule *rule) {
  static const char *const rules[] = { "none", "sum", "mean",  "weighted_mean", "ratio",
                                       "min",  "max", "count", "share",         "formula" };
  static const char *const later[] = { "median", "variance", "stddev", "worst", "best", "grade_count", NULL };
  static const rsl__plan_words words = { "rule", rules, RSL_RULE_END, later };
  unsigned word = RSL_RULE_NONE;
  if (rsl__plan_word(reader, object, name, &words, &word)) *rule = (rsl_rule)word;
}
