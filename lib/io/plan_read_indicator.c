#include <string.h>

#include "io/plan_reader.h"

static const rsl_period *read_breaks(rsl__plan_reader *reader, const cJSON *object, size_t *count);
static void read_scalars(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator);
static void read_words(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator);
static void read_frequency(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator);
static void read_initial(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator);
static void read_reach(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator);
static const rsl_measured_at *read_measured_at(rsl__plan_reader *reader, const cJSON *object, size_t *count);
static const rsl_not_applicable *read_not_applicable(rsl__plan_reader *reader, const cJSON *object, size_t *count);
static const rsl_applies_to *read_applies_to(rsl__plan_reader *reader, const cJSON *object, size_t *count);

rsl_status rsl__plan_read_indicator(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code",
                                       "name",
                                       "unit_of_measure",
                                       "decimals",
                                       "direction",
                                       "frequency",
                                       "initial",
                                       "calendar",
                                       "measured_at",
                                       "applies_to",
                                       "grades",
                                       "rollup",
                                       "time",
                                       "order",
                                       "reported_as",
                                       "prefer",
                                       "stop_at",
                                       "look_back",
                                       "weight_at",
                                       "weight_look_back",
                                       "min_coverage",
                                       "min_weight_coverage",
                                       "nil",
                                       "split",
                                       "breaks",
                                       "field",
                                       "source",
                                       "definition",
                                       "higher",
                                       "not_applicable",
                                       NULL };
  static const rsl__plan_members members = { "an indicator", known };
  rsl_indicator indicator;
  rsl_indicator_init(&indicator);
  rsl__plan_check_members(reader, object, &members, &indicator.extras);
  read_scalars(reader, object, &indicator);
  read_words(reader, object, &indicator);
  indicator.measured_at = read_measured_at(reader, object, &indicator.measured_at_count);
  indicator.not_applicable = read_not_applicable(reader, object, &indicator.not_applicable_count);
  indicator.applies_to = read_applies_to(reader, object, &indicator.applies_to_count);
  indicator.grades = rsl__plan_texts(reader, object, "grades", &indicator.grade_count);
  indicator.breaks = read_breaks(reader, object, &indicator.break_count);
  read_initial(reader, object, &indicator);
  read_reach(reader, object, &indicator);
  rsl__plan_read_rollup(reader, object, &indicator);
  return rsl_plan_add_indicator(reader->plan, &indicator);
}

static const rsl_period *read_breaks(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  const cJSON *list = rsl__plan_list(reader, object, "breaks", count);
  rsl_period *breaks = rsl__plan_array(reader, *count, sizeof *breaks);
  if (breaks == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "breaks");
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    (void)rsl__plan_period_value(reader, item, &breaks[index]);
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return breaks;
}

static void read_scalars(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator) {
  indicator->code = rsl__plan_text(reader, object, "code");
  indicator->name = rsl__plan_text(reader, object, "name");
  indicator->unit_of_measure = rsl__plan_text(reader, object, "unit_of_measure");
  (void)rsl__plan_whole(reader, object, "decimals", 0, 18, &indicator->decimals);
  indicator->has_min_coverage = rsl__plan_decimal(reader, object, "min_coverage", &indicator->min_coverage);
  indicator->has_min_weight_coverage =
      rsl__plan_decimal(reader, object, "min_weight_coverage", &indicator->min_weight_coverage);
  indicator->calendar = rsl__plan_text(reader, object, "calendar");
  indicator->stop_at = rsl__plan_text(reader, object, "stop_at");
  (void)rsl__plan_truth(reader, object, "nil", &indicator->nil);
  indicator->field = rsl__plan_text(reader, object, "field");
  indicator->source = rsl__plan_text(reader, object, "source");
  indicator->definition = rsl__plan_text(reader, object, "definition");
  indicator->higher = rsl__plan_text(reader, object, "higher");
}

static void read_words(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator) {
  static const char *const directions[] = { "none", "increase", "decrease" };
  static const rsl__plan_words direction = { "direction", directions, 3 };
  static const char *const times[] = { "none", "sum",   "mean",     "min",    "max",
                                       "last", "first", "day_mean", "stddev", "weighted_mean" };
  static const rsl__plan_words time = { "time rule", times, RSL_TIME_END };
  static const char *const prefers[] = { "children", "own", "add" };
  static const rsl__plan_words prefer = { "preference", prefers, 3 };
  static const char *const orders[] = { "time_first", "units_first" };
  static const rsl__plan_words order = { "order", orders, 2 };
  static const char *const reports[] = { "period", "year_to_date", "term_to_date" };
  static const rsl__plan_words reported_as = { "way of reporting", reports, 3 };
  static const char *const splits[] = { NULL, "copy" };
  static const rsl__plan_words split = { "way of splitting", splits, 2 };
  unsigned word = 0;
  if (rsl__plan_word(reader, object, "direction", &direction, &word)) indicator->direction = (rsl_direction)word;
  if (rsl__plan_word(reader, object, "time", &time, &word)) indicator->time = (rsl_time_rule)word;
  if (rsl__plan_word(reader, object, "prefer", &prefer, &word)) indicator->prefer = (rsl_prefer)word;
  if (rsl__plan_word(reader, object, "order", &order, &word)) indicator->order = (rsl_order)word;
  if (rsl__plan_word(reader, object, "reported_as", &reported_as, &word))
    indicator->reported_as = (rsl_reported_as)word;
  if (rsl__plan_word(reader, object, "split", &split, &word)) indicator->split = (rsl_split)word;
  read_frequency(reader, object, indicator);
}

static void read_frequency(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator) {
  enum { EVENT = RSL_PERIOD_TYPE_END };
  static const char *const types[] = { NULL, "year", "nine_months", "half", "quarter", "month", "day", "event" };
  static const rsl__plan_words frequency = { "frequency", types, EVENT + 1 };
  unsigned word = RSL_PERIOD_NONE;
  (void)rsl__plan_word(reader, object, "frequency", &frequency, &word);
  indicator->event = word == EVENT;
  indicator->frequency = word == EVENT ? RSL_PERIOD_DAY : (rsl_period_type)word;
}

/* Of an indicator with grades it is one of them. */
static void read_initial(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator) {
  if (indicator->grade_count == 0) {
    indicator->has_initial = rsl__plan_decimal(reader, object, "initial", &indicator->initial);
    return;
  }
  indicator->initial_grade = rsl__plan_text(reader, object, "initial");
  indicator->has_initial = indicator->initial_grade != NULL;
}

/* How far it looks for figures and for weights. */
static void read_reach(rsl__plan_reader *reader, const cJSON *object, rsl_indicator *indicator) {
  enum { MOST = 999 };
  (void)rsl__plan_whole(reader, object, "look_back", 0, MOST, &indicator->look_back);
  (void)rsl__plan_whole(reader, object, "weight_look_back", 0, MOST, &indicator->weight_look_back);
  (void)rsl__plan_period(reader, object, "weight_at", &indicator->weight_at);
}

static const rsl_measured_at *read_measured_at(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  static const char *const known[] = { "level", "from", "to", NULL };
  static const rsl__plan_members members = { "an item of `measured_at`", known };
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
  static const rsl__plan_members members = { "an item of `not_applicable`", known };
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

/* `{"type": ["xã", "phường"]}`: an item for each name. */
static const rsl_applies_to *read_applies_to(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  const cJSON *names = rsl__plan_object(reader, object, "applies_to");
  *count = 0;
  if (names == NULL) return NULL;
  for (const cJSON *item = names->child; item != NULL; item = item->next) ++*count;
  rsl_applies_to *items = rsl__plan_array(reader, *count, sizeof *items);
  if (items == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "applies_to");
  size_t index = 0;
  for (const cJSON *item = names->child; item != NULL; item = item->next, index++) {
    items[index].attribute = item->string;
    items[index].values = rsl__plan_texts(reader, names, item->string, &items[index].value_count);
  }
  rsl__plan_leave(reader, mark);
  return items;
}
