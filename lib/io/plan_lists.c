#include "io/plan_reader.h"

static rsl_status read_object(rsl__plan_reader *reader, rsl__record_kind kind, const cJSON *object);
static rsl_status add_empty(rsl_plan *plan, rsl__record_kind kind);

rsl_status rsl__plan_read_list(rsl__plan_reader *reader, rsl__record_kind kind, const cJSON *item) {
  bool may_be_table = rsl__plan_table_schema(kind) != NULL;
  if (may_be_table && cJSON_IsString(item)) return rsl__plan_read_table(reader, kind, item);
  if (!cJSON_IsArray(item)) {
    rsl__plan_wrong_type(reader, item, may_be_table ? "a list, or the name of a table" : "a list");
    reader->places[kind].incomplete = true;
    return RSL_OK;
  }
  for (const cJSON *object = item->child; object != NULL; object = object->next) {
    rsl__record_place place = { object, NULL, 0 };
    rsl_status status = rsl__plan_read_record(reader, kind, object, &place);
    if (status != RSL_OK) return status;
  }
  return RSL_OK;
}

rsl_status rsl__plan_read_record(rsl__plan_reader *reader, rsl__record_kind kind, const cJSON *object,
                                 const rsl__record_place *place) {
  rsl__record_places *places = &reader->places[kind];
  if (!rsl__grow(&reader->allocator, &places->items, &places->capacity, places->count + 1, sizeof *places->items)) {
    return rsl__plan_fail_memory(reader);
  }
  size_t mark = rsl__plan_enter(reader, rsl__record_list_name(kind));
  (void)rsl__plan_enter_item(reader, places->count);
  rsl_status status = RSL_OK;
  if (cJSON_IsObject(object)) {
    status = read_object(reader, kind, object);
  } else {
    /* An empty record takes its place, so that the others keep their numbers; nothing more is said about it. */
    rsl__plan_wrong_type(reader, object, "an object");
    places->incomplete = true;
    status = add_empty(reader->plan, kind);
  }
  rsl__plan_leave(reader, mark);
  rsl__arena_free(&reader->memory);
  if (status == RSL_OK && (reader->failure != RSL_OK || reader->path.failed)) status = RSL_ERR_MEMORY;
  if (status != RSL_OK) return rsl__plan_fail_memory(reader);
  places->items[places->count++] = *place;
  return RSL_OK;
}

static rsl_status read_object(rsl__plan_reader *reader, rsl__record_kind kind, const cJSON *object) {
  switch (kind) {
  case RSL__RECORD_LEVEL:
    return rsl__plan_read_level(reader, object);
  case RSL__RECORD_UNIT:
    return rsl__plan_read_unit(reader, object);
  case RSL__RECORD_SUCCESSION:
    return rsl__plan_read_succession(reader, object);
  case RSL__RECORD_CALENDAR:
    return rsl__plan_read_calendar(reader, object);
  case RSL__RECORD_FIELD:
    return rsl__plan_read_field(reader, object);
  case RSL__RECORD_RESOLUTION:
    return rsl__plan_read_resolution(reader, object);
  case RSL__RECORD_INDICATOR:
    return rsl__plan_read_indicator(reader, object);
  case RSL__RECORD_TARGET:
    return rsl__plan_read_target(reader, object);
  case RSL__RECORD_COMPOSITION:
    return rsl__plan_read_composition(reader, object);
  case RSL__RECORD_CHECK:
    return rsl__plan_read_check(reader, object);
  case RSL__RECORD_CAMPAIGN:
    return rsl__plan_read_campaign(reader, object);
  case RSL__RECORD_FINDING:
    return rsl__plan_read_finding(reader, object);
  case RSL__RECORD_ACTION:
    return rsl__plan_read_action(reader, object);
  case RSL__RECORD_PLAN:
  case RSL__RECORD_KIND_END:
    break;
  }
  return RSL_ERR_INTERNAL;
}

static rsl_status add_empty(rsl_plan *plan, rsl__record_kind kind) {
  static const rsl_level level = { 0 };
  static const rsl_unit unit = { .from = RSL_DATE_NONE, .to = RSL_DATE_NONE };
  static const rsl_succession succession = { .on = RSL_DATE_NONE };
  static const rsl_calendar calendar = { 0 };
  static const rsl_field field = { 0 };
  static const rsl_resolution resolution = { .adopted = RSL_DATE_NONE };
  static const rsl_indicator indicator = { 0 };
  static const rsl_target target = { .adopted = RSL_DATE_NONE };
  static const rsl_composition composition = { 0 };
  static const rsl_check check = { 0 };
  static const rsl_campaign campaign = { .as_of = RSL_DATE_NONE, .conference = RSL_DATE_NONE };
  static const rsl_finding finding = { 0 };
  static const rsl_action action = { .due = RSL_DATE_NONE };
  switch (kind) {
  case RSL__RECORD_LEVEL:
    return rsl_plan_add_level(plan, &level);
  case RSL__RECORD_UNIT:
    return rsl_plan_add_unit(plan, &unit);
  case RSL__RECORD_SUCCESSION:
    return rsl_plan_add_succession(plan, &succession);
  case RSL__RECORD_CALENDAR:
    return rsl_plan_add_calendar(plan, &calendar);
  case RSL__RECORD_FIELD:
    return rsl_plan_add_field(plan, &field);
  case RSL__RECORD_RESOLUTION:
    return rsl_plan_add_resolution(plan, &resolution);
  case RSL__RECORD_INDICATOR:
    return rsl_plan_add_indicator(plan, &indicator);
  case RSL__RECORD_TARGET:
    return rsl_plan_add_target(plan, &target);
  case RSL__RECORD_COMPOSITION:
    return rsl_plan_add_composition(plan, &composition);
  case RSL__RECORD_CHECK:
    return rsl_plan_add_check(plan, &check);
  case RSL__RECORD_CAMPAIGN:
    return rsl_plan_add_campaign(plan, &campaign);
  case RSL__RECORD_FINDING:
    return rsl_plan_add_finding(plan, &finding);
  case RSL__RECORD_ACTION:
    return rsl_plan_add_action(plan, &action);
  case RSL__RECORD_PLAN:
  case RSL__RECORD_KIND_END:
    break;
  }
  return RSL_ERR_INTERNAL;
}
