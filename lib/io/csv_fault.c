#include <stdarg.h>

#include "base/message.h"
#include "base/utf8.h"
#include "io/csv_internal.h"

static void place_fault(rsl__csv *csv, rsl_status status, const char *code, size_t offset);

/* The row's fault, unless it has one already. */
void rsl__csv_blame(rsl__csv *csv, rsl_status status, const char *code, size_t offset, const char *format, ...) {
  if (csv->fault.status != RSL_OK) return;
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(csv->fault.text, sizeof csv->fault.text, format, arguments);
  va_end(arguments);
  place_fault(csv, status, code, offset);
}

/* A fault after which nothing more can be read. */
void rsl__csv_fail(rsl__csv *csv, rsl_status status, const char *code, size_t offset, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(csv->fault.text, sizeof csv->fault.text, format, arguments);
  va_end(arguments);
  place_fault(csv, status, code, offset);
  csv->failed = true;
}

static void place_fault(rsl__csv *csv, rsl_status status, const char *code, size_t offset) {
  rsl__csv_fault *fault = &csv->fault;
  fault->status = status;
  fault->code = code;
  fault->line = csv->line;
  fault->column = 0;
  if (offset != SIZE_MAX) rsl__csv_place_of(csv, offset, &fault->line, &fault->column);
}

void rsl__csv_fail_memory(rsl__csv *csv) {
  rsl__csv_fail(csv, RSL_ERR_MEMORY, "", SIZE_MAX, "out of memory");
}

/* The line and column of a byte of the row. */
void rsl__csv_place_of(const rsl__csv *csv, size_t offset, size_t *line, size_t *column) {
  const char *text = csv->buffer + csv->row;
  size_t line_start = 0;
  *line = csv->line + rsl__csv_count_lines(text, offset, &line_start);
  *column = rsl__utf8_count(text + line_start, offset - line_start) + 1;
}

/* Line ends in a text: LF, CRLF and CR count one each. */
size_t rsl__csv_count_lines(const char *text, size_t length, size_t *last_line_start) {
  size_t lines = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] != '\n' && text[i] != '\r') continue;
    if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n') i++;
    lines++;
    if (last_line_start != NULL) *last_line_start = i + 1;
  }
  return lines;
}
