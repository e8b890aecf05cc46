#include <string.h>

#include "io/plan_writer.h"

static void put_combining(rsl__plan_writer *writer, const rsl_indicator *indicator);
static void put_measured_at(rsl__plan_writer *writer, const rsl_indicator *indicator);
static void put_applies_to(rsl__plan_writer *writer, const rsl_indicator *indicator);
static void put_rollup(rsl__plan_writer *writer, const rsl_rollup_rule *rollup);
static void put_rule_condition(rsl__plan_writer *writer, const rsl_rollup_rule *rollup);
static void put_breaks(rsl__plan_writer *writer, const rsl_indicator *indicator);
static void put_not_applicable(rsl__plan_writer *writer, const rsl_indicator *indicator);

void rsl__plan_write_indicator(rsl__plan_writer *writer, const rsl_indicator *indicator) {
  rsl__plan_put_text(writer, "code", indicator->code);
  rsl__plan_put_text(writer, "name", indicator->name);
  rsl__plan_put_text(writer, "unit_of_measure", indicator->unit_of_measure);
  if (indicator->decimals != 0) rsl__plan_put_whole(writer, "decimals", indicator->decimals);
  if (indicator->direction != RSL_DIRECTION_NONE)
    rsl__plan_put_text(writer, "direction", rsl_direction_name(indicator->direction));
  rsl__plan_put_text(writer, "frequency", indicator->event ? "event" : rsl_period_type_name(indicator->frequency));
  if (indicator->initial_grade != NULL)
    rsl__plan_put_text(writer, "initial", indicator->initial_grade);
  else if (indicator->has_initial)
    rsl__plan_put_decimal(writer, "initial", indicator->initial);
  rsl__plan_put_text(writer, "calendar", indicator->calendar);
  put_measured_at(writer, indicator);
  put_applies_to(writer, indicator);
  rsl__plan_put_texts(writer, "grades", indicator->grades, indicator->grade_count);
  put_rollup(writer, &indicator->rollup);
  put_combining(writer, indicator);
  rsl__plan_put_text(writer, "field", indicator->field);
  rsl__plan_put_text(writer, "source", indicator->source);
  rsl__plan_put_text(writer, "definition", indicator->definition);
  rsl__plan_put_text(writer, "higher", indicator->higher);
  put_not_applicable(writer, indicator);
  rsl__plan_put_extras(writer, &indicator->extras);
}

/* How figures combine over time and up the tree; what is left out is the default. */
static void put_combining(rsl__plan_writer *writer, const rsl_indicator *indicator) {
  if (indicator->time != RSL_TIME_NONE) rsl__plan_put_text(writer, "time", rsl_time_rule_name(indicator->time));
  if (indicator->order != RSL_ORDER_TIME_FIRST) rsl__plan_put_text(writer, "order", rsl_order_name(indicator->order));
  if (indicator->reported_as != RSL_REPORTED_AS_PERIOD)
    rsl__plan_put_text(writer, "reported_as", rsl_reported_as_name(indicator->reported_as));
  if (indicator->prefer != RSL_PREFER_CHILDREN)
    rsl__plan_put_text(writer, "prefer", rsl_prefer_name(indicator->prefer));
  rsl__plan_put_text(writer, "stop_at", indicator->stop_at);
  if (indicator->look_back != 0) rsl__plan_put_whole(writer, "look_back", indicator->look_back);
  rsl__plan_put_period(writer, "weight_at", indicator->weight_at);
  if (indicator->weight_look_back != 0) rsl__plan_put_whole(writer, "weight_look_back", indicator->weight_look_back);
  if (indicator->has_min_coverage) rsl__plan_put_decimal(writer, "min_coverage", indicator->min_coverage);
  if (indicator->has_min_weight_coverage)
    rsl__plan_put_decimal(writer, "min_weight_coverage", indicator->min_weight_coverage);
  if (indicator->nil) {
    rsl__plan_put_name(writer, "nil");
    rsl__text_buffer_text(&writer->text, "true");
  }
  if (indicator->split == RSL_SPLIT_COPY) rsl__plan_put_text(writer, "split", "copy");
  put_breaks(writer, indicator);
}

static void put_applies_to(rsl__plan_writer *writer, const rsl_indicator *indicator) {
  if (indicator->applies_to_count == 0) return;
  rsl__plan_put_name(writer, "applies_to");
  rsl__plan_open(writer);
  for (size_t i = 0; i < indicator->applies_to_count; i++) {
    const rsl_applies_to *item = &indicator->applies_to[i];
    rsl__plan_put_texts(writer, item->attribute, item->values, item->value_count);
  }
  rsl__plan_close(writer);
}

static void put_measured_at(rsl__plan_writer *writer, const rsl_indicator *indicator) {
  if (indicator->measured_at_count == 0) return;
  rsl__plan_open_list(writer, "measured_at");
  for (size_t i = 0; i < indicator->measured_at_count; i++) {
    const rsl_measured_at *at = &indicator->measured_at[i];
    rsl__plan_next_item(writer, i);
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
  rsl__plan_close_list(writer);
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
  put_rule_condition(writer, rollup);
  if (rollup->of != RSL_SHARE_OF_NONE) {
    rsl__plan_put_text(writer, "of", rollup->of == RSL_SHARE_OF_OWED ? "owed" : "reporting");
  }
  rsl__plan_put_text(writer, "expression", rollup->expression);
  rsl__plan_close(writer);
}

static void put_rule_condition(rsl__plan_writer *writer, const rsl_rollup_rule *rollup) {
  if (rollup->condition_grade == NULL)
    rsl__plan_put_condition(writer, &rollup->condition, rollup->condition_indicator);
  else if (rollup->condition.form == RSL_FORM_AT_LEAST)
    rsl__plan_put_text(writer, "grade_at_least", rollup->condition_grade);
  else
    rsl__plan_put_text(writer, rsl_form_name(rollup->condition.form), rollup->condition_grade);
}

static void put_breaks(rsl__plan_writer *writer, const rsl_indicator *indicator) {
  char text[RSL_PERIOD_TEXT];
  if (indicator->break_count == 0) return;
  rsl__plan_open_list(writer, "breaks");
  for (size_t i = 0; i < indicator->break_count; i++) {
    rsl__plan_next_item(writer, i);
    rsl_period_format(indicator->breaks[i], text);
    rsl__json_text(&writer->text, text, strlen(text));
  }
  rsl__plan_close_list(writer);
}

static void put_not_applicable(rsl__plan_writer *writer, const rsl_indicator *indicator) {
  if (indicator->not_applicable_count == 0) return;
  rsl__plan_open_list(writer, "not_applicable");
  for (size_t i = 0; i < indicator->not_applicable_count; i++) {
    rsl__plan_next_item(writer, i);
    rsl__plan_open(writer);
    rsl__plan_put_text(writer, "unit", indicator->not_applicable[i].unit);
    rsl__plan_put_date(writer, "from", indicator->not_applicable[i].from);
    rsl__plan_put_date(writer, "to", indicator->not_applicable[i].to);
    rsl__plan_close(writer);
  }
  rsl__plan_close_list(writer);
}
