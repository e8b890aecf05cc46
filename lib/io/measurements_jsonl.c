#include "io/measurements_jsonl.h"

#include <string.h>

#include "base/json_text.h"
#include "cube/builder.h"
#include "io/json_rows.h"
#include "io/measurements_plain.h"

typedef struct jsonl_reader {
  rsl__row_reader *rows;
  rsl__json_rows json;
  rsl__plain plain;
  rsl__text_buffer reject;
} jsonl_reader;

enum {
  REQUIRED = (1 << RSL__REQUIRED_FIELDS) - 1,
  NUMBERS = 1 << RSL__FIELD_VALUE | 1 << RSL__FIELD_NUMERATOR | 1 << RSL__FIELD_DENOMINATOR | 1 << RSL__FIELD_REVISION
};

static rsl_status read_lines(jsonl_reader *reader, uint64_t *bad_rows);
static rsl_status take(jsonl_reader *reader);
static rsl__place place_of(const void *from, size_t field);
static rsl_status keep_reject(jsonl_reader *reader);

rsl_status rsl__measurements_read_jsonl(rsl__row_reader *rows, const rsl_source *source, uint64_t *bad_rows) {
  const rsl__json_members members = { rsl__field_names, RSL__FIELDS, RSL__REQUIRED_FIELDS, NUMBERS };
  jsonl_reader reader = { .rows = rows };
  rsl__json_rows_open(&reader.json, &members, source, rows->options->max_line, &rows->allocator, rows->problems,
                      rows->error);
  rsl__text_buffer_init(&reader.reject, &rows->allocator);
  rsl_status status = rsl__builder_name_file(rows->builder, rsl__json_rows_name(&reader.json), rows->error);
  if (status == RSL_OK && !rsl__plain_open(&reader.plain, rows)) status = rsl__fail_memory(rows->error);
  if (status == RSL_OK) status = read_lines(&reader, bad_rows);
  rsl__plain_close(&reader.plain);
  rsl__text_buffer_free(&reader.reject);
  rsl__json_rows_close(&reader.json);
  return status;
}

static rsl_status read_lines(jsonl_reader *reader, uint64_t *bad_rows) {
  rsl__row_reader *rows = reader->rows;
  rsl__lines *lines = &reader->json.lines;
  for (;;) {
    bool has = false;
    rsl_status status = rsl__json_rows_next(&reader->json, &has);
    if (status == RSL_OK && !has) return RSL_OK;
    if (status == RSL_OK && reader->json.code[0] == '\0') status = take(reader);
    if (status == RSL_OK && reader->json.code[0] != '\0') {
      status = keep_reject(reader);
      ++*bad_rows;
    }
    if (status != RSL_OK) return status;
    const char *at = rsl__lines_ahead(lines);
    size_t line = lines->line + 1;
    rsl__plain_take_alike(&reader->plain, &at, lines->buffer + lines->end, &line);
    rsl__lines_pass(lines, at, line - 1);
    if (reader->plain.no_memory) return rsl__fail_memory(rows->error);
  }
}

static rsl_status take(jsonl_reader *reader) {
  const rsl__json_rows *json = &reader->json;
  const rsl__fields fields = {
    .cells = json->row.cells,
    .column = json->row.column,
    .only_required = json->row.seen == REQUIRED,
    .plain = json->plain,
    .file = rsl__json_rows_name(json),
    .line = json->lines.line,
    .place = place_of,
    .from = json,
  };
  /* Texts that held escapes stand elsewhere. */
  bool in_line = json->jsonl.decoded.length == 0;
  const rsl__plain_row row = { .fields = &fields, .text = json->lines.text, .length = json->lines.length + 1 };
  if (in_line && rsl__plain_take(&reader->plain, &row)) return RSL_OK;
  rsl_status status = rsl__row_reader_take(reader->rows, &fields);
  if (status != RSL_OK) return status;
  if (reader->rows->code != NULL)
    rsl__json_rows_remember(&reader->json, reader->rows->code, reader->rows->reason);
  else if (in_line)
    rsl__plain_remember(&reader->plain, &fields);
  return RSL_OK;
}

static rsl__place place_of(const void *from, size_t field) {
  return rsl__json_rows_place(from, field);
}

/* The line as it stands, with two members more, so that it can be mended and read again; what is no object becomes the
 * text of one. */
static rsl_status keep_reject(jsonl_reader *reader) {
  const rsl_sink *sink = reader->rows->options->rejects;
  const char *line = reader->json.has_text ? reader->json.lines.text : "";
  size_t length = reader->json.has_text ? reader->json.lines.length : 0;
  rsl__text_buffer *text = &reader->reject;
  if (sink == NULL) return RSL_OK;
  while (length > 0 && (unsigned char)line[length - 1] <= ' ') length--;
  bool is_object = length > 1 && line[0] == '{' && line[length - 1] == '}';
  rsl__text_buffer_clear(text);
  if (is_object) {
    rsl__text_buffer_append(text, line, length - 1);
    if (length > 2) rsl__text_buffer_char(text, ',');
  } else {
    rsl__text_buffer_text(text, "{\"x-line\":");
    rsl__json_text(text, line, length);
    rsl__text_buffer_char(text, ',');
  }
  rsl__text_buffer_text(text, "\"x-code\":");
  rsl__json_text(text, reader->json.code, strlen(reader->json.code));
  rsl__text_buffer_text(text, ",\"x-reason\":");
  rsl__json_text(text, reader->json.reason, strlen(reader->json.reason));
  rsl__text_buffer_text(text, "}\n");
  rsl_status status = rsl__text_buffer_status(text, reader->rows->error);
  return status == RSL_OK ? sink->write(sink->context, text->bytes, text->length, reader->rows->error) : status;
}
