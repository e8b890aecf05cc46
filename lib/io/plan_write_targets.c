#include <stdio.h>
#include <string.h>

#include "io/plan_writer.h"
#include "plan/plan_internal.h"

/* Members stand in the order of formats.md; what has its default, or is that of the target whose part it is, is left out. */

enum { RSL__PART_CODE = 1200 /**< bytes of the longest code of a target, with the number of a part */ };

static void put_members(rsl__plan_writer *writer, const rsl_target *target);
static void put_parts(rsl__plan_writer *writer, const rsl_plan *plan, uint32_t index);
static rsl_target own_members(const rsl_target *part, const rsl_target *whole);
static bool is_same(const char *a, const char *b);
static void put_baseline(rsl__plan_writer *writer, const rsl_target *target);
static void put_condition(rsl__plan_writer *writer, const rsl_condition *condition, const char *grade);
static void put_form(rsl__plan_writer *writer, const rsl_target *target);
static void put_stretch(rsl__plan_writer *writer, const rsl_target *target);
static void put_pairs(rsl__plan_writer *writer, const char *name, const rsl_milestone *pairs, size_t count);

void rsl__plan_write_target(rsl__plan_writer *writer, const rsl_plan *plan, uint32_t index) {
  const rsl_target *target = rsl_plan_target(plan, index);
  put_members(writer, target);
  put_parts(writer, plan, index);
  rsl__plan_put_extras(writer, &target->extras);
}

static void put_members(rsl__plan_writer *writer, const rsl_target *target) {
  static const char *const trajectories[] = { NULL, "linear", "compound", "milestones" };
  rsl__plan_put_text(writer, "unit", target->unit);
  rsl__plan_put_text(writer, "indicator", target->indicator);
  rsl__plan_put_text(writer, "resolution", target->resolution);
  rsl__plan_put_text(writer, "goal", target->goal);
  rsl__plan_put_period(writer, "by", target->by);
  /* The default code, UNIT:INDICATOR:RESOLUTION:BY, is none that could be written: codes hold no colon. */
  if (target->code != NULL && strchr(target->code, ':') == NULL) rsl__plan_put_text(writer, "code", target->code);
  rsl__plan_put_text(writer, "assigned_by", target->assigned_by);
  rsl__plan_put_date(writer, "adopted", target->adopted);
  rsl__plan_put_text(writer, "replaces", target->replaces);
  if (target->on_close == RSL_ON_CLOSE_VOID) rsl__plan_put_text(writer, "on_close", "void");
  put_baseline(writer, target);
  put_form(writer, target);
  rsl__plan_put_text(writer, "trajectory", trajectories[target->trajectory]);
  put_pairs(writer, "milestones", target->milestones, target->milestone_count);
  put_pairs(writer, "quotas", target->quotas, target->quota_count);
  put_stretch(writer, target);
  rsl__plan_put_text(writer, "wording", target->wording);
  rsl__plan_put_rating_rule(writer, &target->rating_rule);
  rsl__plan_put_published(writer, target->published, target->published_count);
}

static void put_parts(rsl__plan_writer *writer, const rsl_plan *plan, uint32_t index) {
  const rsl_target *whole = rsl_plan_target(plan, index);
  uint32_t first = rsl__record_count(plan, RSL__RECORD_TARGET) + plan->links->target_part_start[index];
  if (whole->part_count == 0) return;
  rsl__plan_open_list(writer, "parts");
  for (size_t i = 0; i < whole->part_count; i++) {
    rsl_target part = own_members(rsl_plan_target(plan, first + (uint32_t)i), whole);
    char code[RSL__PART_CODE];
    (void)snprintf(code, sizeof code, "%s.%lu", whole->code, (unsigned long)(i + 1));
    if (is_same(part.code, code)) part.code = NULL;
    rsl__plan_next_item(writer, i);
    rsl__plan_open(writer);
    put_members(writer, &part);
    rsl__plan_put_extras(writer, &part.extras);
    rsl__plan_close(writer);
  }
  rsl__plan_close_list(writer);
  rsl__plan_put_text(writer, "parts_count", whole->parts_count == RSL_PARTS_TOGETHER ? "together" : "separately");
}

static rsl_target own_members(const rsl_target *part, const rsl_target *whole) {
  rsl_target own = *part;
  bool same_by = own.by.type == whole->by.type && own.by.index == whole->by.index;
  bool same_baseline = own.baseline_period.type == whole->baseline_period.type &&
                       own.baseline_period.index == whole->baseline_period.index;
  own.unit = NULL;
  if (is_same(own.resolution, whole->resolution)) own.resolution = NULL;
  if (is_same(own.indicator, whole->indicator)) own.indicator = NULL;
  if (is_same(own.goal, whole->goal)) own.goal = NULL;
  if (is_same(own.assigned_by, whole->assigned_by)) own.assigned_by = NULL;
  if (own.adopted == whole->adopted) own.adopted = RSL_DATE_NONE;
  if (own.on_close == whole->on_close) own.on_close = RSL_ON_CLOSE_LAST_PERIOD;
  if (same_by) own.by.type = RSL_PERIOD_NONE;
  if (same_baseline) own.baseline_period.type = RSL_PERIOD_NONE;
  return own;
}

static bool is_same(const char *a, const char *b) {
  return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static void put_baseline(rsl__plan_writer *writer, const rsl_target *target) {
  if (target->baseline_period.type == RSL_PERIOD_NONE && !target->has_baseline_value) return;
  rsl__plan_put_name(writer, "baseline");
  rsl__plan_open(writer);
  rsl__plan_put_period(writer, "period", target->baseline_period);
  if (target->has_baseline_value) rsl__plan_put_decimal(writer, "value", target->baseline_value);
  rsl__plan_close(writer);
}

/* A form of numbers, or `grade_at_least`. */
static void put_condition(rsl__plan_writer *writer, const rsl_condition *condition, const char *grade) {
  if (grade != NULL)
    rsl__plan_put_text(writer, rsl_form_name(RSL_FORM_GRADE_AT_LEAST), grade);
  else
    rsl__plan_put_condition(writer, condition, NULL);
}

static void put_form(rsl__plan_writer *writer, const rsl_target *target) {
  const char *name = rsl_form_name(target->form);
  switch (target->form) {
  case RSL_FORM_MAINTAIN:
  case RSL_FORM_DONE:
  case RSL_FORM_QUALITATIVE:
    rsl__plan_put_name(writer, name);
    rsl__text_buffer_text(&writer->text, "true");
    return;
  case RSL_FORM_AVERAGE_PER_YEAR:
  case RSL_FORM_TOTAL:
  case RSL_FORM_EACH_YEAR:
    break;
  default:
    put_condition(writer, &target->condition, target->grade);
    return;
  }
  rsl__plan_put_name(writer, name);
  rsl__plan_open(writer);
  put_condition(writer, &target->condition, target->grade);
  if (target->average_of != RSL_AVERAGE_OF_NONE) {
    rsl__plan_put_text(writer, "of", target->average_of == RSL_AVERAGE_OF_RATE ? "rate" : "level");
  }
  if (target->average_mean == RSL_MEAN_ARITHMETIC) rsl__plan_put_text(writer, "mean", "arithmetic");
  rsl__plan_close(writer);
}

static void put_stretch(rsl__plan_writer *writer, const rsl_target *target) {
  if (target->stretch.form == RSL_FORM_NONE) return;
  rsl__plan_put_name(writer, "stretch");
  rsl__plan_open(writer);
  put_condition(writer, &target->stretch, target->stretch_grade);
  rsl__plan_close(writer);
}

static void put_pairs(rsl__plan_writer *writer, const char *name, const rsl_milestone *pairs, size_t count) {
  if (count == 0) return;
  rsl__plan_open_list(writer, name);
  for (size_t i = 0; i < count; i++) {
    rsl__plan_next_item(writer, i);
    rsl__plan_open(writer);
    rsl__plan_put_period(writer, "period", pairs[i].period);
    rsl__plan_put_decimal(writer, "value", pairs[i].value);
    rsl__plan_close(writer);
  }
  rsl__plan_close_list(writer);
}
