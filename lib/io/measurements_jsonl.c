#include "io/measurements_jsonl.h"

#include <stdio.h>
#include <string.h>

#include "base/json_text.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "cube/builder.h"
#include "io/complain.h"
#include "io/json_scan.h"
#include "io/jsonl.h"
#include "io/lines.h"
#include "io/measurements_plain.h"

typedef struct jsonl_reader {
  rsl__row_reader *rows;
  rsl__lines lines;
  rsl__jsonl jsonl;
  rsl__jsonl_row row;
  rsl__plain plain;
  rsl__text_buffer reject;
  char code[32]; /* of the line's first problem; "": it is good */
  char reason[RSL__MESSAGE_TEXT];
} jsonl_reader;

enum {
  REQUIRED = (1 << RSL__REQUIRED_FIELDS) - 1,
  NUMBERS = 1 << RSL__FIELD_VALUE | 1 << RSL__FIELD_NUMERATOR | 1 << RSL__FIELD_DENOMINATOR | 1 << RSL__FIELD_REVISION
};

static rsl_status read_lines(jsonl_reader *reader, uint64_t *bad_rows);
static const char *name_of(const jsonl_reader *reader);
static bool is_blank(const rsl__lines *lines);
static rsl_status read_line(jsonl_reader *reader);
static rsl_status look_strictly(jsonl_reader *reader);
static bool check_members(jsonl_reader *reader, uint32_t *plain);
static void refuse_unknown(jsonl_reader *reader);
static rsl_status take(jsonl_reader *reader, uint32_t plain);
static void refuse(jsonl_reader *reader, size_t offset, const char *path, const char *code, const char *format, ...)
    RSL__PRINTF(5, 6);
static void remember(jsonl_reader *reader, const char *code, const char *reason);
static rsl__place place_of(const void *from, size_t field);
static rsl_status keep_reject(jsonl_reader *reader, bool has_text);

rsl_status rsl__measurements_read_jsonl(rsl__row_reader *rows, const rsl_source *source, uint64_t *bad_rows) {
  jsonl_reader reader = { .rows = rows };
  rsl__lines_open(&reader.lines, source, rows->options->max_line, &rows->allocator);
  rsl__jsonl_open(&reader.jsonl, rsl__field_names, RSL__FIELDS, &rows->allocator);
  rsl__text_buffer_init(&reader.reject, &rows->allocator);
  rsl_status status = rsl__builder_name_file(rows->builder, name_of(&reader), rows->error);
  if (status == RSL_OK && !rsl__plain_open(&reader.plain, rows)) status = rsl__fail_memory(rows->error);
  if (status == RSL_OK) status = read_lines(&reader, bad_rows);
  rsl__plain_close(&reader.plain);
  rsl__text_buffer_free(&reader.reject);
  rsl__jsonl_close(&reader.jsonl);
  rsl__lines_close(&reader.lines);
  return status;
}

static rsl_status read_lines(jsonl_reader *reader, uint64_t *bad_rows) {
  rsl__row_reader *rows = reader->rows;
  for (;;) {
    rsl_status status = RSL_OK;
    rsl__lines_step step = rsl__lines_next(&reader->lines);
    if (step == RSL__LINES_END) return RSL_OK;
    if (step == RSL__LINES_FAILED) return rsl__complain_unreadable(rows->problems, rows->error, &reader->lines.failure);
    reader->code[0] = '\0';
    if (step == RSL__LINE && is_blank(&reader->lines)) continue;
    if (step == RSL__LINE) {
      status = read_line(reader);
    } else {
      refuse(reader, 0, NULL, "line_too_long", "the row has more than the %zu bytes that are allowed",
             reader->lines.max_line);
    }
    if (status == RSL_OK && reader->code[0] != '\0') {
      status = keep_reject(reader, step == RSL__LINE);
      ++*bad_rows;
    }
    if (status != RSL_OK) return status;
    const char *at = rsl__lines_ahead(&reader->lines);
    size_t line = reader->lines.line + 1;
    rsl__plain_take_alike(&reader->plain, &at, reader->lines.buffer + reader->lines.end, &line);
    rsl__lines_pass(&reader->lines, at, line - 1);
    if (reader->plain.no_memory) return rsl__fail_memory(rows->error);
  }
}

static const char *name_of(const jsonl_reader *reader) {
  return reader->lines.source.name == NULL ? "" : reader->lines.source.name;
}

static bool is_blank(const rsl__lines *lines) {
  size_t at = 0;
  while (at < lines->length && (lines->text[at] == ' ' || lines->text[at] == '\t' || lines->text[at] == '\r')) at++;
  return at == lines->length;
}

static rsl_status read_line(jsonl_reader *reader) {
  const rsl__lines *lines = &reader->lines;
  uint32_t plain = 0;
  if (!rsl__jsonl_read(&reader->jsonl, lines->text, lines->length, false, &reader->row)) {
    rsl_status status = look_strictly(reader);
    if (status != RSL_OK || reader->code[0] != '\0') return status;
    if (!rsl__jsonl_read(&reader->jsonl, lines->text, lines->length, true, &reader->row)) {
      if (reader->jsonl.decoded.failed) return rsl__fail_memory(reader->rows->error);
      refuse(reader, 0, NULL, "wrong_type", "expected an object on each line, as {\"unit\": …, \"value\": …}");
      return RSL_OK;
    }
  }
  return check_members(reader, &plain) ? take(reader, plain) : RSL_OK;
}

/* What is wrong with the line is told as it is of a plan, in one pass over all of it. */
static rsl_status look_strictly(jsonl_reader *reader) {
  rsl__row_reader *rows = reader->rows;
  const rsl__lines *lines = &reader->lines;
  rsl__json_scan scan;
  rsl_problems *found = NULL;
  bool can_parse = false;
  rsl_status status = rsl_problems_new(&rows->allocator, 0, &found);
  if (status != RSL_OK) return rsl__fail_memory(rows->error);
  status = rsl__json_scan_text(name_of(reader), lines->text, lines->length, RSL__JSONL_DEEPEST, &rows->allocator, &scan,
                               &can_parse, found, NULL);
  rsl__json_scan_free(&scan);
  for (size_t i = 0; i < rsl_problems_kept(found); i++) {
    const rsl_problem *problem = rsl_problems_at(found, i);
    rsl__place place = { problem->file, lines->line, problem->column, NULL };
    const char *code = problem->code;
    (void)rsl__complain(rows->problems, rows->error, code, &place, "%s", problem->message);
    remember(reader, code, problem->message);
  }
  rsl_problems_free(found);
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(rows->error) : RSL_OK;
}

/* ---- Members --------------------------------------------------------------------------------------------- */

static bool check_members(jsonl_reader *reader, uint32_t *plain) {
  const rsl__jsonl_row *row = &reader->row;
  if (row->unknown != SIZE_MAX) refuse_unknown(reader);
  for (size_t i = 0; i < RSL__REQUIRED_FIELDS; i++) {
    if ((row->seen >> i & 1) != 0) continue;
    refuse(reader, 0, rsl__field_names[i], "missing_member", "the member `%s` is missing", rsl__field_names[i]);
  }
  for (size_t i = 0; i < RSL__FIELDS; i++) {
    if ((row->seen >> i & 1) == 0 || row->kinds[i] <= RSL__JSONL_TEXT) continue;
    bool may_be_number = ((uint32_t)NUMBERS >> i & 1) != 0;
    *plain |= (uint32_t)1 << i;
    if (may_be_number && row->kinds[i] == RSL__JSONL_NUMBER) continue;
    refuse(reader, row->cells[i].start, rsl__field_names[i], "wrong_type", "expected a %s here",
           may_be_number ? "number, or a text in quotes," : "text in quotes");
  }
  return reader->code[0] == '\0';
}

static void refuse_unknown(jsonl_reader *reader) {
  const rsl__jsonl_row *row = &reader->row;
  const char *name = reader->lines.text + row->unknown + 1;
  char shown[RSL__SHOWN_TEXT];
  rsl__shown(shown, name, row->unknown_length);
  size_t nearest = rsl__nearest_of(name, row->unknown_length, rsl__field_names, RSL__FIELDS);
  if (nearest == RSL__NEAREST_NONE) {
    refuse(reader, row->unknown, NULL, "unknown_member",
           "unknown member `%s`: a member of your own must begin with `x-`", shown);
  } else {
    refuse(reader, row->unknown, NULL, "unknown_member", "unknown member `%s`: did you mean `%s`?", shown,
           rsl__field_names[nearest]);
  }
}

static rsl_status take(jsonl_reader *reader, uint32_t plain) {
  const rsl__lines *lines = &reader->lines;
  const rsl__fields fields = {
    .cells = reader->row.cells,
    .column = reader->row.column,
    .only_required = reader->row.seen == REQUIRED,
    .plain = plain,
    .file = name_of(reader),
    .line = lines->line,
    .place = place_of,
    .from = reader,
  };
  /* Texts that held escapes stand elsewhere. */
  bool in_line = reader->jsonl.decoded.length == 0;
  const rsl__plain_row row = { .fields = &fields, .text = lines->text, .length = lines->length + 1 };
  if (in_line && rsl__plain_take(&reader->plain, &row)) return RSL_OK;
  rsl_status status = rsl__row_reader_take(reader->rows, &fields);
  if (status != RSL_OK) return status;
  if (reader->rows->code != NULL)
    remember(reader, reader->rows->code, reader->rows->reason);
  else if (in_line)
    rsl__plain_remember(&reader->plain, &fields);
  return RSL_OK;
}

/* ---- What is wrong --------------------------------------------------------------------------------------- */

static void refuse(jsonl_reader *reader, size_t offset, const char *path, const char *code, const char *format, ...) {
  char text[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(text, sizeof text, format, arguments);
  va_end(arguments);
  rsl__place place = { name_of(reader), reader->lines.line, 1, path };
  if (offset > 0) place.column = rsl__utf8_count(reader->lines.text, offset) + 1;
  (void)rsl__complain(reader->rows->problems, reader->rows->error, code, &place, "%s", text);
  remember(reader, code, text);
}

/* The first is what the rejects tell. */
static void remember(jsonl_reader *reader, const char *code, const char *reason) {
  if (reader->code[0] != '\0') return;
  (void)snprintf(reader->code, sizeof reader->code, "%s", code);
  (void)snprintf(reader->reason, sizeof reader->reason, "%s", reason);
}

static rsl__place place_of(const void *from, size_t field) {
  const jsonl_reader *reader = from;
  size_t start = reader->row.cells[field].start;
  return (rsl__place){ name_of(reader), reader->lines.line, rsl__utf8_count(reader->lines.text, start) + 1,
                       rsl__field_names[field] };
}

/* The line as it stands, with two members more, so that it can be mended and read again; what is no object becomes the
 * text of one. */
static rsl_status keep_reject(jsonl_reader *reader, bool has_text) {
  const rsl_sink *sink = reader->rows->options->rejects;
  const char *line = has_text ? reader->lines.text : "";
  size_t length = has_text ? reader->lines.length : 0;
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
  rsl__json_text(text, reader->code, strlen(reader->code));
  rsl__text_buffer_text(text, ",\"x-reason\":");
  rsl__json_text(text, reader->reason, strlen(reader->reason));
  rsl__text_buffer_text(text, "}\n");
  rsl_status status = rsl__text_buffer_status(text, reader->rows->error);
  return status == RSL_OK ? sink->write(sink->context, text->bytes, text->length, reader->rows->error) : status;
}
