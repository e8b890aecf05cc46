#include <string.h>

#include "io/plan_writer.h"

static void put_attributes(rsl__plan_writer *writer, const rsl_unit *unit);
static void put_dated_attributes(rsl__plan_writer *writer, const rsl_unit *unit);

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
