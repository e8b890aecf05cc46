#include "io/plan_reader.h"

/* Resolutions with their goals, and compositions. */

static const rsl_goal *read_goals(rsl__plan_reader *reader, const cJSON *object, size_t *count);

rsl_status rsl__plan_read_resolution(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code",    "title",       "unit",  "from",        "to", "baseline",
                                       "adopted", "concretises", "goals", "rating_rule", NULL };
  static const rsl__plan_members members = { "a resolution", known };
  rsl_resolution resolution;
  rsl_resolution_init(&resolution);
  rsl__plan_check_members(reader, object, &members, &resolution.extras);
  resolution.code = rsl__plan_text(reader, object, "code");
  resolution.title = rsl__plan_text(reader, object, "title");
  resolution.unit = rsl__plan_text(reader, object, "unit");
  (void)rsl__plan_period(reader, object, "from", &resolution.from);
  (void)rsl__plan_period(reader, object, "to", &resolution.to);
  (void)rsl__plan_period(reader, object, "baseline", &resolution.baseline);
  (void)rsl__plan_date(reader, object, "adopted", &resolution.adopted);
  resolution.concretises = rsl__plan_text(reader, object, "concretises");
  resolution.goals = read_goals(reader, object, &resolution.goal_count);
  rsl__plan_read_rating_rule(reader, object, &resolution.rating_rule);
  return rsl_plan_add_resolution(reader->plan, &resolution);
}

static const rsl_goal *read_goals(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  static const char *const known[] = { "code", "title", "field", NULL };
  static const rsl__plan_members members = { "a goal", known };
  const cJSON *list = rsl__plan_list(reader, object, "goals", count);
  rsl_goal *goals = rsl__plan_array(reader, *count, sizeof *goals);
  if (goals == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "goals");
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    if (cJSON_IsObject(item)) {
      rsl__plan_check_members(reader, item, &members, &goals[index].extras);
      goals[index].code = rsl__plan_text(reader, item, "code");
      goals[index].title = rsl__plan_text(reader, item, "title");
      goals[index].field = rsl__plan_text(reader, item, "field");
    } else {
      rsl__plan_wrong_type(reader, item, "an object");
    }
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return goals;
}

rsl_status rsl__plan_read_composition(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code", "indicators", "sum", "tolerance", NULL };
  static const rsl__plan_members members = { "a composition", known };
  rsl_composition composition = { .code = NULL };
  rsl__plan_check_members(reader, object, &members, &composition.extras);
  composition.code = rsl__plan_text(reader, object, "code");
  composition.indicators = rsl__plan_texts(reader, object, "indicators", &composition.indicator_count);
  bool has_sum = rsl__plan_decimal(reader, object, "sum", &composition.sum);
  if (!has_sum && rsl__plan_member(object, "sum") == NULL) {
    size_t mark = rsl__plan_enter(reader, "sum");
    rsl__plan_complain_object(reader, object, "missing_member", "a composition needs `sum`: what its parts add up to");
    rsl__plan_leave(reader, mark);
  }
  composition.has_tolerance = rsl__plan_decimal(reader, object, "tolerance", &composition.tolerance);
  return rsl_plan_add_composition(reader->plan, &composition);
}
