#include <string.h>

#include "base/message.h"
#include "io/complain.h"
#include "io/plan_reader.h"

static const char not_supported_yet[] = "not_supported_yet";

typedef enum standing { AT_VALUE, AT_NAME, AT_OBJECT } standing;

static void tell(rsl__plan_reader *reader, const cJSON *item, standing at, const char *code, const char *text);
static rsl__place place_of(const rsl__plan_reader *reader, const cJSON *item, standing at);
static void blame(rsl__plan_reader *reader, const char *path, size_t length);
static size_t member_length(const char *path);
static size_t record_length(const char *path);

void rsl__plan_complain(rsl__plan_reader *reader, const cJSON *item, const char *code, const char *format, ...) {
  char text[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(text, sizeof text, format, arguments);
  va_end(arguments);
  tell(reader, item, AT_VALUE, code, text);
}

void rsl__plan_complain_name(rsl__plan_reader *reader, const cJSON *item, const char *code, const char *format, ...) {
  char text[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(text, sizeof text, format, arguments);
  va_end(arguments);
  tell(reader, item, AT_NAME, code, text);
}

void rsl__plan_complain_object(rsl__plan_reader *reader, const cJSON *object, const char *code, const char *format,
                               ...) {
  char text[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(text, sizeof text, format, arguments);
  va_end(arguments);
  tell(reader, object, AT_OBJECT, code, text);
}

void rsl__plan_wrong_type(rsl__plan_reader *reader, const cJSON *item, const char *expected) {
  char shown[RSL__SHOWN_TEXT];
  size_t length = 0;
  if (cJSON_IsArray(item)) {
    rsl__plan_complain(reader, item, "wrong_type", "expected %s, found a list", expected);
  } else if (cJSON_IsObject(item)) {
    rsl__plan_complain(reader, item, "wrong_type", "expected %s, found an object", expected);
  } else if (cJSON_IsString(item)) {
    rsl__plan_complain(reader, item, "wrong_type", "expected %s, found the text \"%s\"", expected,
                       rsl__shown(shown, item->valuestring, strlen(item->valuestring)));
  } else {
    const char *text = rsl__json_item_text(&reader->json, item, &length);
    rsl__plan_complain(reader, item, "wrong_type", "expected %s, found %s%s", expected,
                       cJSON_IsNumber(item) ? "the number " : "", rsl__shown(shown, text, length));
  }
}

rsl_status rsl__plan_fail(rsl__plan_reader *reader, rsl_status status, const rsl_error *error) {
  if (reader->failure != RSL_OK) return reader->failure;
  reader->failure = status;
  reader->failure_error = *error;
  return status;
}

rsl_status rsl__plan_fail_memory(rsl__plan_reader *reader) {
  rsl_error error = RSL_ERROR_INIT;
  return rsl__plan_fail(reader, rsl__fail_memory(&error), &error);
}

size_t rsl__plan_enter(rsl__plan_reader *reader, const char *member) {
  size_t mark = reader->path.length;
  if (mark > 0) rsl__text_buffer_char(&reader->path, '.');
  rsl__text_buffer_text(&reader->path, member);
  return mark;
}

size_t rsl__plan_enter_item(rsl__plan_reader *reader, size_t index) {
  size_t mark = reader->path.length;
  rsl__text_buffer_char(&reader->path, '[');
  rsl__text_buffer_unsigned(&reader->path, index);
  rsl__text_buffer_char(&reader->path, ']');
  return mark;
}

void rsl__plan_leave(rsl__plan_reader *reader, size_t mark) {
  if (reader->path.bytes == NULL) return;
  reader->path.length = mark;
  reader->path.bytes[mark] = '\0';
}

static void tell(rsl__plan_reader *reader, const cJSON *item, standing at, const char *code, const char *text) {
  bool is_member = at != AT_OBJECT && item->string != NULL;
  size_t mark = is_member ? rsl__plan_enter(reader, item->string) : reader->path.length;
  rsl__place place = place_of(reader, item, at);
  place.path = rsl__text_buffer_string(&reader->path);
  bool unsupported = strcmp(code, not_supported_yet) == 0;
  (void)rsl__complain(reader->problems, unsupported ? &reader->first_unsupported : &reader->first, code, &place, "%s",
                      text);
  reader->errors++;
  if (unsupported) {
    reader->unsupported++;
    reader->first_unsupported.status = RSL_ERR_NOT_SUPPORTED;
  }
  blame(reader, place.path, member_length(place.path));
  rsl__plan_leave(reader, mark);
}

/* Of a row, what it has wrong as a whole stands at its first cell. */
static rsl__place place_of(const rsl__plan_reader *reader, const cJSON *item, standing at) {
  const rsl__plan_table *table = reader->table;
  if (table != NULL) {
    const rsl__cell_place *place = &table->places[(table->row_count - 1) * table->column_count];
    place += (size_t)item->valueint;
    return (rsl__place){ table->name, place->line, place->column, NULL };
  }
  return at == AT_NAME ? rsl__json_name_place(&reader->json, item) : rsl__json_item_place(&reader->json, item);
}

/* ---- What was found wrong already: later checks of it would only repeat it in other words ---- */

void rsl__plan_blame(rsl__plan_reader *reader, const cJSON *item) {
  size_t mark = item->string != NULL ? rsl__plan_enter(reader, item->string) : reader->path.length;
  const char *path = rsl__text_buffer_string(&reader->path);
  blame(reader, path, member_length(path));
  rsl__plan_leave(reader, mark);
}

bool rsl__plan_is_blamed(rsl__plan_reader *reader, const char *path) {
  size_t record = record_length(path);
  if (rsl__names_find(&reader->blamed, path, member_length(path)) != RSL__NAME_NONE) return true;
  if (rsl__names_find(&reader->blamed, path, record) != RSL__NAME_NONE) return true;
  if (path[record] != '\0') return false;
  rsl__text_buffer_clear(&reader->path);
  rsl__text_buffer_text(&reader->path, path);
  rsl__text_buffer_char(&reader->path, '.');
  if (reader->path.failed) {
    (void)rsl__plan_fail_memory(reader);
    return false;
  }
  return rsl__names_find(&reader->blamed, reader->path.bytes, reader->path.length) != RSL__NAME_NONE;
}

static void blame(rsl__plan_reader *reader, const char *path, size_t length) {
  uint32_t id = 0;
  if (rsl__names_add(&reader->blamed, path, length, &id) != RSL_OK) (void)rsl__plan_fail_memory(reader);
}

/* `targets[3].baseline` of `targets[3].baseline.value`; all of a path that leads no further than that. */
static size_t member_length(const char *path) {
  size_t at = record_length(path);
  if (path[at] != '.') return at;
  return at + 1 + strcspn(path + at + 1, ".[");
}

/* `targets[3]` of it; `levels` of `levels`. */
static size_t record_length(const char *path) {
  const char *end = strchr(path, ']');
  return end != NULL ? (size_t)(end + 1 - path) : strlen(path);
}
