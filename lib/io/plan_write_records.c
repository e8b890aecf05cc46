#include <string.h>

#include "io/plan_writer.h"

static void put_attributes(rsl__plan_writer *writer, const rsl_unit *unit);
static void put_dated_attributes(rsl__plan_writer *writer, const rsl_unit *unit);
static void put_baseline(rsl__plan_writer *writer, const rsl_target *target);
static void put_condition(rsl__plan_writer *writer, const rsl_condition *condition, const char *grade);
static void put_form(rsl__plan_writer *writer, const rsl_target *target);
static void put_stretch(rsl__plan_writer *writer, const rsl_target *target);
static void put_pairs(rsl__plan_writer *writer, const char *name, const rsl_milestone *pairs, size_t count);

/* Members stand in the order of formats.md; what has its default is left out. */

void rsl__plan_write_level(rsl__plan_writer *writer, const rsl_level *level) {
  rsl__plan_put_text(writer, "code", level->code);
  rsl__plan_put_text(writer, "name", level->name);
  rsl__plan_put_extras(writer, &level->extras);
}

void rsl__plan_write_unit(rsl__plan_writer *writer, const rsl_unit *unit) {
  rsl__plan_put_text(writer, "code", unit->code);
  rsl__plan_put_text(writer, "name", unit->name);
  rsl__plan_put_text(writer, "level", unit->level);
  rsl__plan_put_text(writer, "parent", unit->parent);
  rsl__plan_put_date(writer, "from", unit->from);
  rsl__plan_put_date(writer, "to", unit->to);
  if (unit->parent_count > 0) {
    rsl__plan_open_list(writer, "parents");
    for (size_t i = 0; i < unit->parent_count; i++) {
      rsl__plan_next_item(writer, i);
      rsl__plan_open(writer);
      rsl__plan_put_text(writer, "parent", unit->parents[i].parent);
      rsl__plan_put_date(writer, "from", unit->parents[i].from);
      rsl__plan_put_date(writer, "to", unit->parents[i].to);
      rsl__plan_close(writer);
    }
    rsl__plan_close_list(writer);
  }
  put_attributes(writer, unit);
  rsl__plan_put_text(writer, "counterpart", unit->counterpart);
  rsl__plan_put_extras(writer, &unit->extras);
}

/* An object where they never change, else a list: as they are read. */
static void put_attributes(rsl__plan_writer *writer, const rsl_unit *unit) {
  bool dated = false;
  if (unit->attribute_count == 0) return;
  for (size_t i = 0; i < unit->attribute_count; i++)
    dated = dated || unit->attributes[i].from != RSL_DATE_NONE || unit->attributes[i].to != RSL_DATE_NONE;
  if (dated) {
    put_dated_attributes(writer, unit);
    return;
  }
  rsl__plan_put_name(writer, "attributes");
  rsl__plan_open(writer);
  for (size_t i = 0; i < unit->attribute_count; i++)
    rsl__plan_put_text(writer, unit->attributes[i].name, unit->attributes[i].value);
  rsl__plan_close(writer);
}

static void put_dated_attributes(rsl__plan_writer *writer, const rsl_unit *unit) {
  rsl__plan_open_list(writer, "attributes");
  for (size_t i = 0; i < unit->attribute_count; i++) {
    rsl__plan_next_item(writer, i);
    rsl__plan_open(writer);
    rsl__plan_put_text(writer, "name", unit->attributes[i].name);
    rsl__plan_put_text(writer, "value", unit->attributes[i].value);
    rsl__plan_put_date(writer, "from", unit->attributes[i].from);
    rsl__plan_put_date(writer, "to", unit->attributes[i].to);
    rsl__plan_close(writer);
  }
  rsl__plan_close_list(writer);
}

/* A share stays a text: it may be a fraction. */
void rsl__plan_write_succession(rsl__plan_writer *writer, const rsl_succession *succession) {
  rsl__plan_put_text(writer, "unit", succession->unit);
  rsl__plan_put_text(writer, "successor", succession->successor);
  rsl__plan_put_date(writer, "on", succession->on);
  rsl__plan_put_text(writer, "share", succession->share);
  rsl__plan_put_text(writer, "basis", succession->basis);
  rsl__plan_put_extras(writer, &succession->extras);
}

void rsl__plan_write_calendar(rsl__plan_writer *writer, const rsl_calendar *calendar) {
  rsl__plan_put_text(writer, "code", calendar->code);
  rsl__plan_put_whole(writer, "month_from", calendar->month_from);
  rsl__plan_put_extras(writer, &calendar->extras);
}

void rsl__plan_write_field(rsl__plan_writer *writer, const rsl_field *field) {
  rsl__plan_put_text(writer, "code", field->code);
  rsl__plan_put_text(writer, "name", field->name);
  rsl__plan_put_extras(writer, &field->extras);
}

void rsl__plan_write_resolution(rsl__plan_writer *writer, const rsl_resolution *resolution) {
  rsl__plan_put_text(writer, "code", resolution->code);
  rsl__plan_put_text(writer, "title", resolution->title);
  rsl__plan_put_text(writer, "unit", resolution->unit);
  rsl__plan_put_period(writer, "from", resolution->from);
  rsl__plan_put_period(writer, "to", resolution->to);
  rsl__plan_put_period(writer, "baseline", resolution->baseline);
  rsl__plan_put_date(writer, "adopted", resolution->adopted);
  rsl__plan_put_text(writer, "concretises", resolution->concretises);
  if (resolution->goal_count > 0) {
    rsl__plan_open_list(writer, "goals");
    for (size_t i = 0; i < resolution->goal_count; i++) {
      rsl__plan_next_item(writer, i);
      rsl__plan_open(writer);
      rsl__plan_put_text(writer, "code", resolution->goals[i].code);
      rsl__plan_put_text(writer, "title", resolution->goals[i].title);
      rsl__plan_put_text(writer, "field", resolution->goals[i].field);
      rsl__plan_put_extras(writer, &resolution->goals[i].extras);
      rsl__plan_close(writer);
    }
    rsl__plan_close_list(writer);
  }
  rsl__plan_put_rating_rule(writer, &resolution->rating_rule);
  rsl__plan_put_extras(writer, &resolution->extras);
}

void rsl__plan_write_composition(rsl__plan_writer *writer, const rsl_composition *composition) {
  rsl__plan_put_text(writer, "code", composition->code);
  rsl__plan_put_texts(writer, "indicators", composition->indicators, composition->indicator_count);
  rsl__plan_put_decimal(writer, "sum", composition->sum);
  if (composition->has_tolerance) rsl__plan_put_decimal(writer, "tolerance", composition->tolerance);
  rsl__plan_put_extras(writer, &composition->extras);
}

/* ---- Targets --------------------------------------------------------------------------------------------- */

void rsl__plan_write_target(rsl__plan_writer *writer, const rsl_target *target) {
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
  rsl__plan_put_extras(writer, &target->extras);
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
