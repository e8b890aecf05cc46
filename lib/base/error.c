#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/line.h"
#include "base/message.h"
#include "base/utf8.h"

static void fill(rsl_error *error, rsl_status status, const rsl__place *place, const char *format, va_list arguments);
static void keep_tail(char *buffer, size_t size, const char *text);

const char *rsl_status_name(rsl_status status) {
  static const char *const names[RSL_STATUS_END] = { "ok",       "memory",   "argument", "data",  "not_supported",
                                                     "overflow", "no_input", "io",       "limit", "internal" };
  unsigned index = (unsigned)status;
  return index < RSL_STATUS_END ? names[index] : "unknown";
}

size_t rsl_error_format(const rsl_error *error, char *buffer, size_t size) {
  rsl__place place = { error->file, error->line, error->column, error->path };
  const char *text = error->text[0] != '\0' ? error->text : rsl_status_name(error->status);
  return rsl__message_format(&place, "error", text, buffer, size);
}

rsl_status rsl__fail(rsl_error *error, rsl_status status, const char *format, ...) {
  static const rsl__place nowhere = { NULL, 0, 0, NULL };
  va_list arguments;
  va_start(arguments, format);
  fill(error, status, &nowhere, format, arguments);
  va_end(arguments);
  return status;
}

rsl_status rsl__fail_at(rsl_error *error, rsl_status status, const char *file, size_t line, size_t column,
                        const char *path, const char *format, ...) {
  rsl__place place = { file, line, column, path };
  va_list arguments;
  va_start(arguments, format);
  fill(error, status, &place, format, arguments);
  va_end(arguments);
  return status;
}

rsl_status rsl__fail_memory(rsl_error *error) {
  return rsl__fail(error, RSL_ERR_MEMORY, "memory ran out");
}

const char *rsl__shown(char buffer[RSL__SHOWN_TEXT], const char *text, size_t length) {
  /* Four times what fits is read: enough to know that the rest is cut, whatever its length. */
  size_t read = rsl__utf8_cut_length(text, length, 4 * (size_t)RSL__SHOWN_TEXT);
  rsl__line line;
  rsl__line_start(&line, buffer, RSL__SHOWN_TEXT);
  rsl__line_text(&line, text, read);
  rsl__line_end(&line);
  return buffer;
}

static void fill(rsl_error *error, rsl_status status, const rsl__place *place, const char *format, va_list arguments) {
  if (error == NULL || error->status != RSL_OK) return;
  rsl__line path;
  error->status = status;
  error->line = place->line;
  error->column = place->column;
  keep_tail(error->file, sizeof error->file, place->file != NULL ? place->file : "");
  rsl__line_start(&path, error->path, sizeof error->path);
  if (place->path != NULL) rsl__line_text(&path, place->path, strlen(place->path));
  rsl__line_end(&path);
  rsl__message_fill(error->text, sizeof error->text, format, arguments);
}

/* Of a long file name the end tells more than the beginning. */
static void keep_tail(char *buffer, size_t size, const char *text) {
  static const char mark[] = "…";
  size_t mark_size = sizeof mark - 1;
  size_t length = strlen(text);
  if (length < size) {
    memcpy(buffer, text, length + 1);
    return;
  }
  size_t from = length - (size - 1 - mark_size);
  while (((unsigned char)text[from] & 0xC0) == 0x80) from++;
  memcpy(buffer, mark, mark_size);
  memcpy(buffer + mark_size, text + from, length - from + 1);
}
