#include <string.h>

#include "io/json_scan.h"
#include "io/json_value.h"
#include "io/plan_writer.h"

static rsl_status scan_json(const rsl__plan_writer *writer, const char *text);
static bool is_figure(const char *text);

void rsl__plan_open(rsl__plan_writer *writer) {
  rsl__text_buffer_char(&writer->text, '{');
  writer->has_members = false;
}

void rsl__plan_close(rsl__plan_writer *writer) {
  rsl__text_buffer_char(&writer->text, '}');
  writer->has_members = true;
}

void rsl__plan_put_name(rsl__plan_writer *writer, const char *name) {
  if (writer->has_members) rsl__text_buffer_text(&writer->text, ", ");
  writer->has_members = true;
  rsl__json_text(&writer->text, name, strlen(name));
  rsl__text_buffer_text(&writer->text, ": ");
}

void rsl__plan_put_text(rsl__plan_writer *writer, const char *name, const char *text) {
  if (text == NULL || *text == '\0') return;
  rsl__plan_put_name(writer, name);
  rsl__json_text(&writer->text, text, strlen(text));
}

void rsl__plan_put_date(rsl__plan_writer *writer, const char *name, rsl_date date) {
  char text[RSL_DATE_TEXT];
  if (date == RSL_DATE_NONE) return;
  rsl_date_format(date, text);
  rsl__plan_put_text(writer, name, text);
}

void rsl__plan_put_period(rsl__plan_writer *writer, const char *name, rsl_period period) {
  char text[RSL_PERIOD_TEXT];
  if (period.type == RSL_PERIOD_NONE) return;
  rsl_period_format(period, text);
  rsl__plan_put_text(writer, name, text);
}

void rsl__plan_put_decimal(rsl__plan_writer *writer, const char *name, rsl_decimal value) {
  rsl__plan_put_name(writer, name);
  rsl__plan_put_value(writer, value);
}

void rsl__plan_put_value(rsl__plan_writer *writer, rsl_decimal value) {
  char text[RSL_DECIMAL_TEXT];
  rsl_decimal_format(value, text);
  rsl__json_number(&writer->text, text, true);
}

void rsl__plan_open_list(rsl__plan_writer *writer, const char *name) {
  rsl__plan_put_name(writer, name);
  rsl__text_buffer_char(&writer->text, '[');
}

void rsl__plan_next_item(rsl__plan_writer *writer, size_t index) {
  if (index > 0) rsl__text_buffer_text(&writer->text, ", ");
}

void rsl__plan_close_list(rsl__plan_writer *writer) {
  rsl__text_buffer_char(&writer->text, ']');
  writer->has_members = true;
}

void rsl__plan_put_texts(rsl__plan_writer *writer, const char *name, const char *const *texts, size_t count) {
  if (count == 0) return;
  rsl__plan_open_list(writer, name);
  for (size_t i = 0; i < count; i++) {
    rsl__plan_next_item(writer, i);
    rsl__json_text(&writer->text, texts[i], strlen(texts[i]));
  }
  rsl__plan_close_list(writer);
}

void rsl__plan_put_whole(rsl__plan_writer *writer, const char *name, int value) {
  rsl__plan_put_name(writer, name);
  rsl__text_buffer_signed(&writer->text, value);
}

/* The value of a member that came from a file was scanned; one that a program made up may be anything. */
void rsl__plan_put_extra(rsl__plan_writer *writer, const rsl_extra *extra) {
  if (writer->status != RSL_OK) return;
  char shown[RSL__SHOWN_TEXT];
  writer->status = scan_json(writer, extra->json);
  if (writer->status == RSL_ERR_MEMORY) {
    (void)rsl__fail_memory(writer->error);
  } else if (writer->status != RSL_OK) {
    writer->status = rsl__fail(writer->error, RSL_ERR_DATA, "the value of `%s` is no JSON text",
                               rsl__shown(shown, extra->name, strlen(extra->name)));
  }
  if (writer->status != RSL_OK) return;
  rsl__plan_put_name(writer, extra->name);
  rsl__json_append_compact(&writer->text, extra->json, strlen(extra->json));
}

void rsl__plan_put_extras(rsl__plan_writer *writer, const rsl_extras *extras) {
  for (size_t i = 0; i < extras->count; i++) rsl__plan_put_extra(writer, &extras->items[i]);
}

static rsl_status scan_json(const rsl__plan_writer *writer, const char *text) {
  rsl__json_scan scan;
  bool can_parse = false;
  rsl_status status =
      rsl__json_scan_text("", text, strlen(text), RSL__JSON_DEEPEST, &writer->allocator, &scan, &can_parse, NULL, NULL);
  rsl__json_scan_free(&scan);
  return status;
}

void rsl__plan_put_condition(rsl__plan_writer *writer, const rsl_condition *condition, const char *indicator) {
  if (condition->form != RSL_FORM_NONE) {
    rsl__plan_put_name(writer, rsl_form_name(condition->form));
    if (indicator != NULL && is_figure(indicator) && writer->status == RSL_OK) {
      writer->status = rsl__fail(writer->error, RSL_ERR_DATA,
                                 "the indicator `%s` as a threshold would read back as a number", indicator);
    } else if (indicator != NULL) {
      rsl__json_text(&writer->text, indicator, strlen(indicator));
    } else if (condition->is_range) {
      rsl__text_buffer_char(&writer->text, '[');
      rsl__plan_put_value(writer, condition->value);
      rsl__text_buffer_text(&writer->text, ", ");
      rsl__plan_put_value(writer, condition->upper);
      rsl__text_buffer_char(&writer->text, ']');
    } else {
      rsl__plan_put_value(writer, condition->value);
    }
  }
  if (condition->has_tolerance) rsl__plan_put_decimal(writer, "tolerance", condition->tolerance);
}

static bool is_figure(const char *text) {
  rsl_decimal ignored = { 0, 0 };
  return rsl_decimal_parse(text, strlen(text), NULL, &ignored) == RSL_NUMBER_FINE;
}
