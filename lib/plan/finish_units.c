#include <string.h>

#include "plan/finishing.h"

static const char *level_code(const rsl_plan *plan, uint32_t index);
static const char *calendar_code(const rsl_plan *plan, uint32_t index);
static const char *field_code(const rsl_plan *plan, uint32_t index);
static void check_unit(rsl__finish *finish, uint32_t index);
static void find_twins(rsl__finish *finish);
static void report_twin(rsl__finish *finish, const rsl__life *a, const rsl__life *b);

void rsl__finish_levels(rsl__finish *finish) {
  static const rsl__code_list levels = { RSL__RECORD_LEVEL, RSL__PROBLEM_DUPLICATE_LEVEL, "a level", level_code };
  uint32_t count = rsl_plan_level_count(finish->plan);
  rsl__site list = rsl__at(RSL__RECORD_PLAN, 0, "levels");
  if (count == 0) rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, list, "the plan needs `levels`, highest first");
  if (count > RSL__LEVELS_MOST)
    rsl__report(finish, RSL__PROBLEM_TOO_MANY_LEVELS, list, "the plan has %lu levels: at most %d are possible",
                (unsigned long)count, RSL__LEVELS_MOST);
  rsl__index_codes(finish, &levels, &finish->links->levels);
  for (uint32_t i = 0; i < count; ++i) {
    const rsl_level *level = rsl_plan_level(finish->plan, i);
    rsl__check_text(finish, rsl__at(RSL__RECORD_LEVEL, i, "name"), level->name);
    rsl__check_extras(finish, rsl__at(RSL__RECORD_LEVEL, i, ""), &level->extras);
  }
}

void rsl__finish_calendars(rsl__finish *finish) {
  static const rsl__code_list calendars = { RSL__RECORD_CALENDAR, RSL__PROBLEM_DUPLICATE_CALENDAR, "a calendar",
                                            calendar_code };
  rsl__index_codes(finish, &calendars, &finish->links->calendars);
  for (uint32_t i = 0; i < rsl_plan_calendar_count(finish->plan); ++i) {
    const rsl_calendar *calendar = rsl_plan_calendar(finish->plan, i);
    rsl__site site = rsl__at(RSL__RECORD_CALENDAR, i, "month_from");
    if (calendar->month_from == 0)
      rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site,
                  "a calendar needs `month_from`: the day of the month, 1 to 28, on which its periods begin");
    else
      rsl__check_whole(finish, site, calendar->month_from, 1, 28);
    rsl__check_extras(finish, rsl__at(RSL__RECORD_CALENDAR, i, ""), &calendar->extras);
  }
}

void rsl__finish_fields(rsl__finish *finish) {
  static const rsl__code_list fields = { RSL__RECORD_FIELD, RSL__PROBLEM_DUPLICATE_FIELD, "a field", field_code };
  rsl__index_codes(finish, &fields, &finish->links->fields);
  for (uint32_t i = 0; i < rsl_plan_field_count(finish->plan); ++i) {
    const rsl_field *field = rsl_plan_field(finish->plan, i);
    rsl__check_text(finish, rsl__at(RSL__RECORD_FIELD, i, "name"), field->name);
    rsl__check_extras(finish, rsl__at(RSL__RECORD_FIELD, i, ""), &field->extras);
  }
}

void rsl__finish_units(rsl__finish *finish) {
  uint32_t count = rsl_plan_unit_count(finish->plan);
  if (count == 0)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rsl__at(RSL__RECORD_PLAN, 0, "units"), "the plan needs `units`");
  finish->links->unit_level = rsl__finish_indexes(finish, count);
  if (finish->no_memory) return;
  for (uint32_t i = 0; i < count; ++i) check_unit(finish, i);
  rsl__index_lives(finish);
  if (!finish->no_memory) find_twins(finish);
}

static const char *level_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_level(plan, index)->code;
}

static const char *calendar_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_calendar(plan, index)->code;
}

static const char *field_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_field(plan, index)->code;
}

static void check_unit(rsl__finish *finish, uint32_t index) {
  const rsl_unit *unit = rsl_plan_unit(finish->plan, index);
  rsl__site level = rsl__at(RSL__RECORD_UNIT, index, "level");
  rsl__check_code(finish, rsl__at(RSL__RECORD_UNIT, index, "code"), "a unit", unit->code);
  rsl__check_text(finish, rsl__at(RSL__RECORD_UNIT, index, "name"), unit->name);
  rsl__check_extras(finish, rsl__at(RSL__RECORD_UNIT, index, ""), &unit->extras);
  rsl__check_dates(finish, rsl__at(RSL__RECORD_UNIT, index, "to"), unit->from, unit->to);
  if (unit->level == NULL) rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, level, "a unit needs `level`");
  finish->links->unit_level[index] = rsl__resolve_level(finish, level, unit->level);
}

/* Level, code and validity together are a unit's identity: two units of one level and code may only follow one another.
 * Within a level and code the lives are in the order of their first days, so the one that ends last is the one that the
 * next may run into. */
static void find_twins(rsl__finish *finish) {
  const rsl__lives *lives = &finish->links->lives;
  const rsl__life *latest = NULL;
  for (uint32_t i = 0; i < lives->count; ++i) {
    const rsl__life *life = &lives->items[i];
    if (life->code == RSL_NONE || life->level == RSL_NONE || life->from >= life->to) continue;
    bool same = latest != NULL && latest->code == life->code && latest->level == life->level;
    if (same && life->from < latest->to) report_twin(finish, latest, life);
    if (!same || life->to > latest->to) latest = life;
  }
}

static void report_twin(rsl__finish *finish, const rsl__life *a, const rsl__life *b) {
  uint32_t first = a->unit < b->unit ? a->unit : b->unit;
  uint32_t second = a->unit < b->unit ? b->unit : a->unit;
  const rsl_unit *unit = rsl_plan_unit(finish->plan, second);
  const rsl_unit *other = rsl_plan_unit(finish->plan, first);
  rsl__report(finish, RSL__PROBLEM_DUPLICATE_UNIT, rsl__at(RSL__RECORD_UNIT, second, "code"),
              "unit `%s` of the level `%s` is there already, as units[%lu], valid %s: end one before the other begins",
              rsl__show(unit->code).bytes, rsl__show(unit->level).bytes, (unsigned long)first,
              rsl__show_span(other->from, other->to).bytes);
}
