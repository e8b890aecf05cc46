#include <stdio.h>
#include <string.h>

#include "plan/finishing.h"

enum { TARGET_CODE = 1100 }; /* bytes of the longest default code: a reference, two codes, a period */

static void check_target(rsl__finish *finish, uint32_t index);
static void check_references(rsl__finish *finish, uint32_t index);
static void check_part_references(rsl__finish *finish, uint32_t index);
static void need_reference(rsl__finish *finish, uint32_t index, const char *member, const char *given);
static void check_field(rsl__finish *finish, uint32_t index);
static void check_texts(rsl__finish *finish, uint32_t index);
static void check_by(rsl__finish *finish, uint32_t index);
static void check_grain(rsl__finish *finish, uint32_t index, rsl_period by);
static void check_baseline(rsl__finish *finish, uint32_t index);
static void check_codes(rsl__finish *finish);
static void check_target_code(rsl__finish *finish, uint32_t index);
static void report_duplicate(rsl__finish *finish, uint32_t index, uint32_t other, const char *code);
static size_t default_code(const rsl__finish *finish, uint32_t index, char buffer[TARGET_CODE]);
static size_t part_code(const rsl__finish *finish, uint32_t index, char buffer[TARGET_CODE]);
static const char *resolution_title(const rsl_plan *plan, uint32_t index);

void rsl__finish_targets(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  rsl__finish_parts(finish);
  uint32_t count = rsl__target_count(finish);
  if (finish->no_memory) return;
  links->target_links = rsl__finish_array(finish, count, sizeof *links->target_links);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_target(finish, i);
  if (!finish->no_memory) check_codes(finish);
}

rsl_period rsl__target_by(const rsl__finish *finish, uint32_t index) {
  static const rsl_period none = { RSL_PERIOD_NONE, 0 };
  const rsl_target *target = rsl__target(finish, index);
  const rsl_resolution *resolution = rsl_plan_resolution(finish->plan, finish->links->target_links[index].resolution);
  if (target->by.type != RSL_PERIOD_NONE) return target->by;
  return resolution == NULL ? none : resolution->to;
}

rsl_period rsl__target_baseline(const rsl__finish *finish, uint32_t index) {
  static const rsl_period none = { RSL_PERIOD_NONE, 0 };
  const rsl_target *target = rsl__target(finish, index);
  const rsl_resolution *resolution = rsl_plan_resolution(finish->plan, finish->links->target_links[index].resolution);
  if (target->baseline_period.type != RSL_PERIOD_NONE) return target->baseline_period;
  return resolution == NULL ? none : resolution->baseline;
}

static void check_target(rsl__finish *finish, uint32_t index) {
  finish->links->target_links[index] = (rsl_target_links)RSL__NO_LINKS;
  check_texts(finish, index);
  finish->links->target_links[index].part_of =
      rsl__part_of(finish->links, rsl__record_count(finish->plan, RSL__RECORD_TARGET), index);
  if (finish->links->target_links[index].part_of == RSL_NONE)
    check_references(finish, index);
  else
    check_part_references(finish, index);
  check_field(finish, index);
  check_by(finish, index);
  check_baseline(finish, index);
  rsl__finish_target_path(finish, index);
  rsl__finish_target_form(finish, index);
}

static void check_texts(rsl__finish *finish, uint32_t index) {
  const rsl_target *target = rsl__target(finish, index);
  rsl__check_text(finish, rsl__at(RSL__RECORD_TARGET, index, "wording"), target->wording);
  rsl__check_extras(finish, rsl__at(RSL__RECORD_TARGET, index, ""), &target->extras);
  rsl__check_rating_rule(finish, rsl__at(RSL__RECORD_TARGET, index, "rating_rule"), &target->rating_rule);
  rsl__check_published(finish, rsl__at(RSL__RECORD_TARGET, index, ""), target->published, target->published_count);
}

/* ---- What it refers to ---- */

/* The last day of `by` chooses among lives of a code. */
static void check_references(rsl__finish *finish, uint32_t index) {
  const rsl_target *target = rsl__target(finish, index);
  rsl_target_links *links = &finish->links->target_links[index];
  rsl__code_search resolutions = { &finish->links->resolutions, RSL__PROBLEM_UNKNOWN_RESOLUTION, "resolution",
                                   resolution_title };
  need_reference(finish, index, "unit", target->unit);
  need_reference(finish, index, "indicator", target->indicator);
  need_reference(finish, index, "resolution", target->resolution);
  links->indicator = rsl__resolve_indicator(finish, rsl__at(RSL__RECORD_TARGET, index, "indicator"), target->indicator);
  links->resolution =
      rsl__resolve(finish, rsl__at(RSL__RECORD_TARGET, index, "resolution"), &resolutions, target->resolution);
  links->goal = rsl__resolve_goal(finish, rsl__at(RSL__RECORD_TARGET, index, "goal"), links->resolution, target->goal);
  rsl_period by = rsl__target_by(finish, index);
  rsl__unit_context context = rsl__unit_on(by.type == RSL_PERIOD_NONE ? RSL_DATE_NONE : rsl_period_last_day(by));
  links->unit = rsl__resolve_unit(finish, rsl__at(RSL__RECORD_TARGET, index, "unit"), &context, target->unit);
  links->assigned_by =
      rsl__resolve_unit(finish, rsl__at(RSL__RECORD_TARGET, index, "assigned_by"), &context, target->assigned_by);
  links->measured = rsl__measured_unit(finish, links->unit, links->indicator);
  rsl__check_choice(finish, rsl__at(RSL__RECORD_TARGET, index, "on_close"), (unsigned)target->on_close,
                    RSL_ON_CLOSE_VOID + 1);
}

/* What it has from the target that it is a part of has been looked up there. */
static void check_part_references(rsl__finish *finish, uint32_t index) {
  const rsl_target *part = rsl__target(finish, index);
  rsl_target_links *links = &finish->links->target_links[index];
  uint32_t part_of = links->part_of;
  const rsl_target *whole = rsl__target(finish, part_of);
  rsl__code_search resolutions = { &finish->links->resolutions, RSL__PROBLEM_UNKNOWN_RESOLUTION, "resolution",
                                   resolution_title };
  *links = finish->links->target_links[part_of];
  links->part_of = part_of;
  if (part->indicator != whole->indicator)
    links->indicator = rsl__resolve_indicator(finish, rsl__at(RSL__RECORD_TARGET, index, "indicator"), part->indicator);
  if (part->resolution != whole->resolution)
    links->resolution =
        rsl__resolve(finish, rsl__at(RSL__RECORD_TARGET, index, "resolution"), &resolutions, part->resolution);
  if (part->goal != whole->goal)
    links->goal = rsl__resolve_goal(finish, rsl__at(RSL__RECORD_TARGET, index, "goal"), links->resolution, part->goal);
  if (part->assigned_by != whole->assigned_by) {
    rsl__unit_context anyone = rsl__any_unit();
    links->assigned_by =
        rsl__resolve_unit(finish, rsl__at(RSL__RECORD_TARGET, index, "assigned_by"), &anyone, part->assigned_by);
  }
  links->measured = rsl__measured_unit(finish, links->unit, links->indicator);
}

static void need_reference(rsl__finish *finish, uint32_t index, const char *member, const char *given) {
  if (given == NULL)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rsl__at(RSL__RECORD_TARGET, index, member), "a target needs `%s`",
                member);
}

static const char *resolution_title(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_resolution(plan, index)->title;
}

/* T10: a target's field is its goal's, else its indicator's. */
static void check_field(rsl__finish *finish, uint32_t index) {
  rsl__plan_links *links = finish->links;
  rsl_target_links *target = &links->target_links[index];
  uint32_t of_goal = RSL_NONE;
  uint32_t of_indicator = RSL_NONE;
  if (target->goal != RSL_NONE) of_goal = links->goal_field[links->goal_start[target->resolution] + target->goal];
  if (target->indicator != RSL_NONE) of_indicator = links->indicator_field[target->indicator];
  target->field = of_goal != RSL_NONE ? of_goal : of_indicator;
  if (of_goal == RSL_NONE || of_indicator == RSL_NONE || of_goal == of_indicator) return;
  rsl__warn(finish, RSL__PROBLEM_FIELD_DIFFERS, rsl__at(RSL__RECORD_TARGET, index, "goal"),
            "the goal is of the field `%s`, the indicator of `%s`: the target counts under `%s`",
            rsl__show(rsl_plan_field(finish->plan, of_goal)->code).bytes,
            rsl__show(rsl_plan_field(finish->plan, of_indicator)->code).bytes,
            rsl__show(rsl_plan_field(finish->plan, of_goal)->code).bytes);
}

/* ---- Periods ---- */

static void check_by(rsl__finish *finish, uint32_t index) {
  const rsl_target *target = rsl__target(finish, index);
  const rsl__site site = rsl__at(RSL__RECORD_TARGET, index, "by");
  rsl_period by = rsl__target_by(finish, index);
  const rsl_resolution *resolution = rsl_plan_resolution(finish->plan, finish->links->target_links[index].resolution);
  char text[RSL_PERIOD_TEXT];
  if (!rsl__check_period(finish, site, target->by) || by.type == RSL_PERIOD_NONE) return;
  rsl_period_format(by, text);
  if (target->by.type != RSL_PERIOD_NONE && resolution != NULL && resolution->from.type != RSL_PERIOD_NONE &&
      rsl_period_last_day(by) < rsl_period_first_day(resolution->from))
    rsl__warn(finish, RSL__PROBLEM_BY_OUTSIDE_TERM, site, "`by` %s is over before the resolution's term begins", text);
  if (target->adopted != RSL_DATE_NONE && target->adopted > rsl_period_last_day(by))
    rsl__warn(finish, RSL__PROBLEM_ADOPTED_AFTER_END, rsl__at(RSL__RECORD_TARGET, index, "adopted"),
              "the target is adopted after its end, %s", text);
  check_grain(finish, index, by);
}

/* Figures of the indicator's frequency must be able to reach the type of `by` (T2, R6). Ratios, weighted means and
 * formulas need no time rule of their own: their operands have theirs (R5). */
static void check_grain(rsl__finish *finish, uint32_t index, rsl_period by) {
  const rsl_indicator *indicator = rsl_plan_indicator(finish->plan, finish->links->target_links[index].indicator);
  const rsl__site site = rsl__at(RSL__RECORD_TARGET, index, "by");
  if (indicator == NULL || indicator->event || indicator->frequency == RSL_PERIOD_NONE) return;
  if (indicator->frequency == by.type) return;
  const char *frequency = rsl_period_type_name(indicator->frequency);
  const char *type = rsl_period_type_name(by.type);
  rsl_rule rule = indicator->rollup.rule;
  bool by_operands = rule == RSL_RULE_RATIO || rule == RSL_RULE_FORMULA || rule == RSL_RULE_WEIGHTED_MEAN;
  if (indicator->frequency < by.type)
    rsl__warn(finish, RSL__PROBLEM_BY_FINER_THAN_FREQUENCY, site,
              "`by` is a %s, but the indicator is measured by the %s only", type, frequency);
  else if (indicator->time == RSL_TIME_NONE && !by_operands)
    rsl__warn(
        finish, RSL__PROBLEM_TIME_RULE_MISSING, site,
        "`by` is a %s and the indicator `%s` is measured by the %s: without its `time` there is no figure to review",
        type, rsl__show(indicator->code).bytes, frequency);
}

static void check_baseline(rsl__finish *finish, uint32_t index) {
  const rsl_target *target = rsl__target(finish, index);
  const rsl__site site = rsl__at(RSL__RECORD_TARGET, index, "baseline.period");
  rsl_period baseline = rsl__target_baseline(finish, index);
  rsl_period by = rsl__target_by(finish, index);
  char first[RSL_PERIOD_TEXT];
  char last[RSL_PERIOD_TEXT];
  if (!rsl__check_period(finish, site, target->baseline_period)) return;
  if (target->has_baseline_value) {
    rsl__check_decimal(finish, rsl__at(RSL__RECORD_TARGET, index, "baseline.value"), target->baseline_value);
    if (baseline.type == RSL_PERIOD_NONE)
      rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site,
                  "a baseline needs its `period`, here or as the resolution's `baseline`");
  }
  if (baseline.type == RSL_PERIOD_NONE || by.type == RSL_PERIOD_NONE) return;
  if (rsl_period_last_day(baseline) < rsl_period_last_day(by)) return;
  rsl_period_format(baseline, first);
  rsl_period_format(by, last);
  rsl__report(finish, RSL__PROBLEM_BASELINE_NOT_BEFORE_BY, site, "the baseline %s does not end before `by` %s", first,
              last);
}

/* ---- Codes ---- */

static void check_codes(rsl__finish *finish) {
  uint32_t count = rsl__target_count(finish);
  finish->links->targets.records = rsl__finish_indexes(finish, count);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_target_code(finish, i);
}

static void check_target_code(rsl__finish *finish, uint32_t index) {
  const rsl_target *target = rsl__target(finish, index);
  const rsl__site site = rsl__at(RSL__RECORD_TARGET, index, "code");
  rsl__code_index *codes = &finish->links->targets;
  char buffer[TARGET_CODE];
  const char *code = target->code != NULL ? target->code : buffer;
  uint32_t id = 0;
  if (target->code != NULL && !rsl__check_code(finish, site, "a target", code)) return;
  size_t length = target->code != NULL ? strlen(code) : default_code(finish, index, buffer);
  if (length == 0) return;
  if (rsl__names_add(&codes->names, code, length, &id) != RSL_OK)
    finish->no_memory = true;
  else if (codes->records[id] == RSL_NONE)
    codes->records[id] = index;
  else
    report_duplicate(finish, index, codes->records[id], rsl__names_text(&codes->names, id));
}

static void report_duplicate(rsl__finish *finish, uint32_t index, uint32_t other, const char *code) {
  const rsl__site site = rsl__at(RSL__RECORD_TARGET, index, "code");
  uint32_t whole = finish->links->target_links[other].part_of;
  unsigned long place = whole != RSL_NONE ? whole : other;
  bool is_part = finish->links->target_links[index].part_of != RSL_NONE;
  if (rsl__target(finish, index)->code != NULL || is_part)
    rsl__report(finish, RSL__PROBLEM_DUPLICATE_TARGET, site,
                "code `%s` is that of %stargets[%lu] already: give each its own", rsl__show(code).bytes,
                whole != RSL_NONE ? "a part of " : "", place);
  else
    rsl__report(finish, RSL__PROBLEM_DUPLICATE_TARGET, site,
                "targets[%lu] is for the same unit, indicator, resolution and `by`: give both a `code`", place);
}

/* UNIT:INDICATOR:RESOLUTION:BY, of a part the code of the whole with its number; nothing where one of them is not known. */
static size_t default_code(const rsl__finish *finish, uint32_t index, char buffer[TARGET_CODE]) {
  const rsl_target_links *links = &finish->links->target_links[index];
  char unit[RSL_UNIT_REFERENCE];
  char by[RSL_PERIOD_TEXT];
  if (links->part_of != RSL_NONE) return part_code(finish, index, buffer);
  if (links->unit == RSL_NONE || links->indicator == RSL_NONE || links->resolution == RSL_NONE) return 0;
  rsl__unit_reference(finish->plan, finish->links, links->unit, unit);
  rsl_period_format(rsl__target_by(finish, index), by);
  int length =
      snprintf(buffer, TARGET_CODE, "%s:%s:%s:%s", unit, rsl_plan_indicator(finish->plan, links->indicator)->code,
               rsl_plan_resolution(finish->plan, links->resolution)->code, by);
  return length < TARGET_CODE ? (size_t)length : TARGET_CODE - 1;
}

static size_t part_code(const rsl__finish *finish, uint32_t index, char buffer[TARGET_CODE]) {
  uint32_t whole = finish->links->target_links[index].part_of;
  uint32_t first = rsl__record_count(finish->plan, RSL__RECORD_TARGET) + finish->links->target_part_start[whole];
  const rsl_target *record = rsl__target(finish, whole);
  size_t length = record->code == NULL ? default_code(finish, whole, buffer) : strlen(record->code);
  if (length == 0 || length + 12 >= TARGET_CODE) return 0;
  if (record->code != NULL) memcpy(buffer, record->code, length);
  unsigned long number = index - first + 1;
  return length + (size_t)snprintf(buffer + length, TARGET_CODE - length, ".%lu", number);
}
