#include "io/plan_reader.h"

/* Levels, units, successions, calendars and fields. */

static const rsl_unit_parent *read_parents(rsl__plan_reader *reader, const cJSON *object, size_t *count);
static const rsl_attribute *read_attributes(rsl__plan_reader *reader, const cJSON *object, size_t *count);
static void read_attribute(rsl__plan_reader *reader, const cJSON *item, rsl_attribute *attribute);

rsl_status rsl__plan_read_level(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code", "name", NULL };
  static const rsl__plan_members members = { "a level", known };
  rsl_level level = { NULL, NULL, { NULL, 0 } };
  rsl__plan_check_members(reader, object, &members, &level.extras);
  level.code = rsl__plan_text(reader, object, "code");
  level.name = rsl__plan_text(reader, object, "name");
  return rsl_plan_add_level(reader->plan, &level);
}

rsl_status rsl__plan_read_unit(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code", "name",    "level",      "parent",      "from",
                                       "to",   "parents", "attributes", "counterpart", NULL };
  static const rsl__plan_members members = { "a unit", known };
  rsl_unit unit;
  rsl_unit_init(&unit);
  rsl__plan_check_members(reader, object, &members, &unit.extras);
  unit.code = rsl__plan_text(reader, object, "code");
  unit.name = rsl__plan_text(reader, object, "name");
  unit.level = rsl__plan_text(reader, object, "level");
  unit.parent = rsl__plan_text(reader, object, "parent");
  (void)rsl__plan_date(reader, object, "from", &unit.from);
  (void)rsl__plan_date(reader, object, "to", &unit.to);
  unit.parents = read_parents(reader, object, &unit.parent_count);
  unit.counterpart = rsl__plan_text(reader, object, "counterpart");
  unit.attributes = read_attributes(reader, object, &unit.attribute_count);
  return rsl_plan_add_unit(reader->plan, &unit);
}

static const rsl_unit_parent *read_parents(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  static const char *const known[] = { "parent", "from", "to", NULL };
  static const rsl__plan_members members = { "an item of `parents`", known };
  const cJSON *list = rsl__plan_list(reader, object, "parents", count);
  rsl_unit_parent *parents = rsl__plan_array(reader, *count, sizeof *parents);
  if (parents == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "parents");
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    rsl_unit_parent_init(&parents[index]);
    if (cJSON_IsObject(item)) {
      rsl__plan_check_members(reader, item, &members, NULL);
      parents[index].parent = rsl__plan_text(reader, item, "parent");
      (void)rsl__plan_date(reader, item, "from", &parents[index].from);
      (void)rsl__plan_date(reader, item, "to", &parents[index].to);
    } else {
      rsl__plan_wrong_type(reader, item, "an object");
    }
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return parents;
}

/* `{"type": "xã"}` where they never change, else a list with their dates. */
static const rsl_attribute *read_attributes(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  const cJSON *given = rsl__plan_member(object, "attributes");
  *count = 0;
  if (given == NULL) return NULL;
  if (!cJSON_IsObject(given) && !cJSON_IsArray(given)) rsl__plan_wrong_type(reader, given, "an object, or a list");
  for (const cJSON *item = given->child; item != NULL; item = item->next) ++*count;
  rsl_attribute *attributes = rsl__plan_array(reader, *count, sizeof *attributes);
  if (attributes == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "attributes");
  size_t index = 0;
  for (const cJSON *item = given->child; item != NULL; item = item->next, index++) {
    rsl_attribute_init(&attributes[index]);
    if (cJSON_IsObject(given)) {
      attributes[index].name = item->string;
      attributes[index].value = rsl__plan_text(reader, given, item->string);
    } else {
      size_t item_mark = rsl__plan_enter_item(reader, index);
      read_attribute(reader, item, &attributes[index]);
      rsl__plan_leave(reader, item_mark);
    }
  }
  rsl__plan_leave(reader, mark);
  return attributes;
}

static void read_attribute(rsl__plan_reader *reader, const cJSON *item, rsl_attribute *attribute) {
  static const char *const known[] = { "name", "value", "from", "to", NULL };
  static const rsl__plan_members members = { "an item of `attributes`", known };
  if (!cJSON_IsObject(item)) {
    rsl__plan_wrong_type(reader, item, "an object");
    return;
  }
  rsl__plan_check_members(reader, item, &members, NULL);
  attribute->name = rsl__plan_text(reader, item, "name");
  attribute->value = rsl__plan_text(reader, item, "value");
  (void)rsl__plan_date(reader, item, "from", &attribute->from);
  (void)rsl__plan_date(reader, item, "to", &attribute->to);
}

rsl_status rsl__plan_read_succession(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "unit", "successor", "on", "share", "basis", NULL };
  static const rsl__plan_members members = { "a succession", known };
  rsl_succession succession;
  rsl_succession_init(&succession);
  rsl__plan_check_members(reader, object, &members, &succession.extras);
  succession.unit = rsl__plan_text(reader, object, "unit");
  succession.successor = rsl__plan_text(reader, object, "successor");
  (void)rsl__plan_date(reader, object, "on", &succession.on);
  succession.share = rsl__plan_number_text(reader, object, "share");
  succession.basis = rsl__plan_text(reader, object, "basis");
  return rsl_plan_add_succession(reader->plan, &succession);
}

rsl_status rsl__plan_read_calendar(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code", "month_from", NULL };
  static const rsl__plan_members members = { "a calendar", known };
  rsl_calendar calendar = { .code = NULL };
  rsl__plan_check_members(reader, object, &members, &calendar.extras);
  calendar.code = rsl__plan_text(reader, object, "code");
  (void)rsl__plan_whole(reader, object, "month_from", 1, 28, &calendar.month_from);
  return rsl_plan_add_calendar(reader->plan, &calendar);
}

rsl_status rsl__plan_read_field(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code", "name", NULL };
  static const rsl__plan_members members = { "a field", known };
  rsl_field field = { NULL, NULL, { NULL, 0 } };
  rsl__plan_check_members(reader, object, &members, &field.extras);
  field.code = rsl__plan_text(reader, object, "code");
  field.name = rsl__plan_text(reader, object, "name");
  return rsl_plan_add_field(reader->plan, &field);
}
