#include <string.h>

#include <resolution/io.h>

#include "io/plan_writer.h"
#include "plan/plan_internal.h"

static void write_all(rsl__plan_writer *writer, const rsl_plan *plan);
static void write_list(rsl__plan_writer *writer, const rsl_plan *plan, rsl__record_kind kind);
static void write_record(rsl__plan_writer *writer, const rsl_plan *plan, rsl__record_kind kind, uint32_t index);

rsl_status rsl_plan_write(const rsl_plan *plan, rsl_sink sink, rsl_error *error) {
  if (plan == NULL || sink.write == NULL || !rsl_plan_is_finished(plan)) {
    return rsl__fail(error, RSL_ERR_ARGUMENT, "a finished plan, and a sink, are needed");
  }
  rsl__plan_writer writer = { .sink = sink, .error = error, .allocator = plan->allocator };
  rsl__text_buffer_init(&writer.text, &writer.allocator);
  write_all(&writer, plan);
  rsl__plan_flush(&writer);
  rsl__text_buffer_free(&writer.text);
  return writer.status;
}

static void write_all(rsl__plan_writer *writer, const rsl_plan *plan) {
  rsl__text_buffer_text(&writer->text, "{ \"format\": \"resolution-plan\", \"version\": 1");
  if (*rsl_plan_name(plan) != '\0') {
    rsl__text_buffer_text(&writer->text, ",\n  \"name\": ");
    rsl__json_text(&writer->text, rsl_plan_name(plan), strlen(rsl_plan_name(plan)));
  }
  if (plan->rating_rule.given != 0) {
    rsl__text_buffer_text(&writer->text, ",\n  ");
    writer->has_members = false;
    rsl__plan_put_rating_rule(writer, &plan->rating_rule);
  }
  for (unsigned kind = RSL__RECORD_LEVEL; kind < RSL__RECORD_KIND_END; kind++) {
    write_list(writer, plan, (rsl__record_kind)kind);
  }
  const rsl_extras *extras = rsl_plan_extras(plan);
  for (size_t i = 0; i < extras->count; i++) {
    rsl__text_buffer_text(&writer->text, ",\n  ");
    writer->has_members = false;
    rsl__plan_put_extra(writer, &extras->items[i]);
  }
  rsl__text_buffer_text(&writer->text, "\n}\n");
}

/* One record a line. Empty lists are left out. */
static void write_list(rsl__plan_writer *writer, const rsl_plan *plan, rsl__record_kind kind) {
  uint32_t count = rsl__record_count(plan, kind);
  if (count == 0) return;
  rsl__text_buffer_format(&writer->text, ",\n  \"%s\": [", rsl__record_list_name(kind));
  for (uint32_t i = 0; i < count && writer->status == RSL_OK; i++) {
    rsl__text_buffer_text(&writer->text, i == 0 ? "\n    " : ",\n    ");
    rsl__plan_open(writer);
    write_record(writer, plan, kind, i);
    rsl__plan_close(writer);
    rsl__plan_flush(writer);
  }
  rsl__text_buffer_text(&writer->text, "\n  ]");
}

static void write_record(rsl__plan_writer *writer, const rsl_plan *plan, rsl__record_kind kind, uint32_t index) {
  switch (kind) {
  case RSL__RECORD_LEVEL:
    rsl__plan_write_level(writer, rsl_plan_level(plan, index));
    break;
  case RSL__RECORD_UNIT:
    rsl__plan_write_unit(writer, rsl_plan_unit(plan, index));
    break;
  case RSL__RECORD_SUCCESSION:
    rsl__plan_write_succession(writer, rsl_plan_succession(plan, index));
    break;
  case RSL__RECORD_CALENDAR:
    rsl__plan_write_calendar(writer, rsl_plan_calendar(plan, index));
    break;
  case RSL__RECORD_FIELD:
    rsl__plan_write_field(writer, rsl_plan_field(plan, index));
    break;
  case RSL__RECORD_RESOLUTION:
    rsl__plan_write_resolution(writer, rsl_plan_resolution(plan, index));
    break;
  case RSL__RECORD_INDICATOR:
    rsl__plan_write_indicator(writer, rsl_plan_indicator(plan, index));
    break;
  case RSL__RECORD_TARGET:
    rsl__plan_write_target(writer, plan, index);
    break;
  case RSL__RECORD_COMPOSITION:
    rsl__plan_write_composition(writer, rsl_plan_composition(plan, index));
    break;
  case RSL__RECORD_CHECK:
    rsl__plan_write_check(writer, rsl_plan_check(plan, index));
    break;
  case RSL__RECORD_CAMPAIGN:
    rsl__plan_write_campaign(writer, rsl_plan_campaign(plan, index));
    break;
  case RSL__RECORD_FINDING:
    rsl__plan_write_finding(writer, rsl_plan_finding(plan, index));
    break;
  case RSL__RECORD_ACTION:
    rsl__plan_write_action(writer, rsl_plan_action(plan, index));
    break;
  case RSL__RECORD_PLAN:
  case RSL__RECORD_KIND_END:
    break;
  }
}

void rsl__plan_flush(rsl__plan_writer *writer) {
  rsl_error own = RSL_ERROR_INIT;
  rsl__text_buffer *text = &writer->text;
  if (writer->status == RSL_OK) writer->status = rsl__text_buffer_status(text, writer->error);
  if (writer->status == RSL_OK && text->length > 0) {
    writer->status = writer->sink.write(writer->sink.context, text->bytes, text->length, &own);
    if (writer->status != RSL_OK) {
      (void)rsl__fail_at(writer->error, writer->status, own.file, 0, 0, NULL, "%s",
                         own.text[0] != '\0' ? own.text : "the plan could not be written");
    }
  }
  rsl__text_buffer_clear(text);
}
