#include <string.h>

#include "io/plan_writer.h"

static void open_list(rsl__plan_writer *writer, const char *name);
static void next_item(rsl__plan_writer *writer, size_t index);
static void close_list(rsl__plan_writer *writer);
static void put_measured_at(rsl__plan_writer *writer, const rsl_indicator *indicator);
static void put_rollup(rsl__plan_writer *writer, const rsl_rollup_rule *rollup);
static void put_not_applicable(rsl__plan_writer *writer, const rsl_indicator *indicator);
static void put_baseline(rsl__plan_writer *writer, const rsl_target *target);
static void put_form(rsl__plan_writer *writer, const rsl_target *target);
static void put_milestones(rsl__plan_writer *writer, const rsl_target *target);

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
    open_list(writer, "parents");
    for (size_t i = 0; i < unit->parent_count; i++) {
      next_item(writer, i);
      rsl__plan_open(writer);
      rsl__plan_put_text(writer, "parent", unit->parents[i].parent);
      rsl__plan_put_date(writer, "from", unit->parents[i].from);
      rsl__plan_put_date(writer, "to", unit->parents[i].to);
      rsl__plan_close(writer);
    }
    close_list(writer);
  }
  rsl__plan_put_extras(writer, &unit->extras);
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
  rsl__plan_put_name(writer, "month_from");
  rsl__text_buffer_signed(&writer->text, calendar->month_from);
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
    open_list(writer, "goals");
    for (size_t i = 0; i < resolution->goal_count; i++) {
      next_item(writer, i);
      rsl__plan_open(writer);
      rsl__plan_put_text(writer, "code", resolution->goals[i].code);
      rsl__plan_put_text(writer, "title", resolution->goals[i].title);
      rsl__plan_put_text(writer, "field", resolution->goals[i].field);
      rsl__plan_put_extras(writer, &resolution->goals[i].extras);
      rsl__plan_close(writer);
    }
    close_list(writer);
  }
  rsl__plan_put_extras(writer, &resolution->extras);
}

void rsl__plan_write_composition(rsl__plan_writer *writer, const rsl_composition *composition) {
  rsl__plan_put_text(writer, "code", composition->code);
  open_list(writer, "indicators");
  for (size_t i = 0; i < composition->indicator_count; i++) {
    next_item(writer, i);
    rsl__json_text(&writer->text, composition->indicators[i], strlen(composition->indicators[i]));
  }
  close_list(writer);
  rsl__plan_put_decimal(writer, "sum", composition->sum);
  if (composition->has_tolerance) rsl__plan_put_decimal(writer, "tolerance", composition->tolerance);
  rsl__plan_put_extras(writer, &composition->extras);
}

static void open_list(rsl__plan_writer *writer, const char *name) {
  rsl__plan_put_name(writer, name);
  rsl__text_buffer_char(&writer->text, '[');
}

static void next_item(rsl__plan_writer *writer, size_t index) {
  if (index > 0) rsl__text_buffer_text(&writer->text, ", ");
}

static void close_list(rsl__plan_writer *writer) {
  rsl__text_buffer_char(&writer->text, ']');
  writer->has_members = true;
}

/* ---- Indicators ------------------------------------------------------------------------------------------ */

void rsl__plan_write_indicator(rsl__plan_writer *writer, const rsl_indicator *indicator) {
  rsl__plan_put_text(writer, "code", indicator->code);
  rsl__plan_put_text(writer, "name", indicator->name);
  rsl__plan_put_text(writer, "unit_of_measure", indicator->unit_of_measure);
  if (indicator->decimals != 0) {
    rsl__plan_put_name(writer, "decimals");
    rsl__text_buffer_signed(&writer->text, indicator->decimals);
  }
  if (indicator->direction != RSL_DIRECTION_NONE) {
    rsl__plan_put_text(writer, "direction", rsl_direction_name(indicator->direction));
  }
  rsl__plan_put_text(writer, "frequency", rsl_period_type_name(indicator->frequency));
  put_measured_at(writer, indicator);
  put_rollup(writer, &indicator->rollup);
  if (indicator->time != RSL_TIME_NONE) rsl__plan_put_text(writer, "time", rsl_time_rule_name(indicator->time));
  if (indicator->prefer == RSL_PREFER_OWN) rsl__plan_put_text(writer, "prefer", "own");
  if (indicator->has_min_coverage) rsl__plan_put_decimal(writer, "min_coverage", indicator->min_coverage);
  rsl__plan_put_text(writer, "field", indicator->field);
  rsl__plan_put_text(writer, "source", indicator->source);
  rsl__plan_put_text(writer, "definition", indicator->definition);
  rsl__plan_put_text(writer, "higher", indicator->higher);
  put_not_applicable(writer, indicator);
  rsl__plan_put_extras(writer, &indicator->extras);
}

static void put_measured_at(rsl__plan_writer *writer, const rsl_indicator *indicator) {
  if (indicator->measured_at_count == 0) return;
  open_list(writer, "measured_at");
  for (size_t i = 0; i < indicator->measured_at_count; i++) {
    const rsl_measured_at *at = &indicator->measured_at[i];
    next_item(writer, i);
    if (at->from == RSL_DATE_NONE && at->to == RSL_DATE_NONE) {
      rsl__json_text(&writer->text, at->level, strlen(at->level));
      continue;
    }
    rsl__plan_open(writer);
    rsl__plan_put_text(writer, "level", at->level);
    rsl__plan_put_date(writer, "from", at->from);
    rsl__plan_put_date(writer, "to", at->to);
    rsl__plan_close(writer);
  }
  close_list(writer);
}

static void put_rollup(rsl__plan_writer *writer, const rsl_rollup_rule *rollup) {
  bool is_bare = rollup->weight == NULL && rollup->numerator == NULL && rollup->denominator == NULL &&
                 !rollup->has_factor && rollup->of == RSL_SHARE_OF_NONE && rollup->expression == NULL &&
                 rollup->condition.form == RSL_FORM_NONE && !rollup->condition.has_tolerance;
  if (is_bare) {
    rsl__plan_put_text(writer, "rollup", rsl_rule_name(rollup->rule));
    return;
  }
  rsl__plan_put_name(writer, "rollup");
  rsl__plan_open(writer);
  rsl__plan_put_text(writer, "rule", rsl_rule_name(rollup->rule));
  rsl__plan_put_text(writer, "weight", rollup->weight);
  rsl__plan_put_text(writer, "numerator", rollup->numerator);
  rsl__plan_put_text(writer, "denominator", rollup->denominator);
  if (rollup->has_factor) rsl__plan_put_decimal(writer, "factor", rollup->factor);
  rsl__plan_put_condition(writer, &rollup->condition, rollup->condition_indicator);
  if (rollup->of != RSL_SHARE_OF_NONE) {
    rsl__plan_put_text(writer, "of", rollup->of == RSL_SHARE_OF_OWED ? "owed" : "reporting");
  }
  rsl__plan_put_text(writer, "expression", rollup->expression);
  rsl__plan_close(writer);
}

static void put_not_applicable(rsl__plan_writer *writer, const rsl_indicator *indicator) {
  if (indicator->not_applicable_count == 0) return;
  open_list(writer, "not_applicable");
  for (size_t i = 0; i < indicator->not_applicable_count; i++) {
    next_item(writer, i);
    rsl__plan_open(writer);
    rsl__plan_put_text(writer, "unit", indicator->not_applicable[i].unit);
    rsl__plan_put_date(writer, "from", indicator->not_applicable[i].from);
    rsl__plan_put_date(writer, "to", indicator->not_applicable[i].to);
    rsl__plan_close(writer);
  }
  close_list(writer);
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
  put_baseline(writer, target);
  put_form(writer, target);
  rsl__plan_put_text(writer, "trajectory", trajectories[target->trajectory]);
  put_milestones(writer, target);
  rsl__plan_put_text(writer, "wording", target->wording);
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

static void put_form(rsl__plan_writer *writer, const rsl_target *target) {
  const char *name = rsl_form_name(target->form);
  switch (target->form) {
  case RSL_FORM_MAINTAIN:
    rsl__plan_put_name(writer, name);
    rsl__text_buffer_text(&writer->text, "true");
    return;
  case RSL_FORM_AVERAGE_PER_YEAR:
  case RSL_FORM_TOTAL:
  case RSL_FORM_EACH_YEAR:
    break;
  default:
    rsl__plan_put_condition(writer, &target->condition, NULL);
    return;
  }
  rsl__plan_put_name(writer, name);
  rsl__plan_open(writer);
  rsl__plan_put_condition(writer, &target->condition, NULL);
  if (target->average_of != RSL_AVERAGE_OF_NONE) {
    rsl__plan_put_text(writer, "of", target->average_of == RSL_AVERAGE_OF_RATE ? "rate" : "level");
  }
  if (target->average_mean == RSL_MEAN_ARITHMETIC) rsl__plan_put_text(writer, "mean", "arithmetic");
  rsl__plan_close(writer);
}

static void put_milestones(rsl__plan_writer *writer, const rsl_target *target) {
  if (target->milestone_count == 0) return;
  open_list(writer, "milestones");
  for (size_t i = 0; i < target->milestone_count; i++) {
    next_item(writer, i);
    rsl__plan_open(writer);
    rsl__plan_put_period(writer, "period", target->milestones[i].period);
    rsl__plan_put_decimal(writer, "value", target->milestones[i].value);
    rsl__plan_close(writer);
  }
  close_list(writer);
}
