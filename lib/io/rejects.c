#include "io/rejects.h"

#include <string.h>

static void append_quoted(rsl__text_buffer *row, const char *text);
static rsl_status write_row(rsl__rejects *rejects, const rsl__csv *csv, const char *code, const char *reason,
                            rsl_error *error);

rsl_status rsl__rejects_open(rsl__rejects *rejects, const rsl_sink *sink, const rsl__csv *csv,
                             const rsl_allocator *allocator, rsl_error *error) {
  rejects->sink = sink;
  rsl__text_buffer_init(&rejects->row, allocator);
  return sink == NULL ? RSL_OK : write_row(rejects, csv, "code", "reason", error);
}

void rsl__rejects_close(rsl__rejects *rejects) {
  if (rejects->sink != NULL) rsl__text_buffer_free(&rejects->row);
  rejects->sink = NULL;
}

rsl_status rsl__rejects_row(rsl__rejects *rejects, const rsl__csv *csv, const char *code, const char *reason,
                            rsl_error *error) {
  return rejects->sink == NULL ? RSL_OK : write_row(rejects, csv, code, reason, error);
}

/* The row's own bytes, so that it can be mended and read again; one too long to be kept has none. */
static rsl_status write_row(rsl__rejects *rejects, const rsl__csv *csv, const char *code, const char *reason,
                            rsl_error *error) {
  rsl__text_buffer *row = &rejects->row;
  char delimiter = rsl__csv_delimiter(csv);
  size_t length = 0;
  const char *text = rsl__csv_row_text(csv, &length);
  rsl__text_buffer_clear(row);
  rsl__text_buffer_append(row, text, length);
  rsl__text_buffer_char(row, delimiter);
  rsl__text_buffer_text(row, code);
  rsl__text_buffer_char(row, delimiter);
  append_quoted(row, reason);
  rsl__text_buffer_char(row, '\n');
  rsl_status status = rsl__text_buffer_status(row, error);
  if (status != RSL_OK) return status;
  return rejects->sink->write(rejects->sink->context, row->bytes, row->length, error);
}

static void append_quoted(rsl__text_buffer *row, const char *text) {
  bool plain = strpbrk(text, ",;\t\"\r\n") == NULL;
  if (!plain) rsl__text_buffer_char(row, '"');
  for (; *text != '\0'; text++) {
    if (*text == '"') rsl__text_buffer_char(row, '"');
    rsl__text_buffer_char(row, *text);
  }
  if (!plain) rsl__text_buffer_char(row, '"');
}
