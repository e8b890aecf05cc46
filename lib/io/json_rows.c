#include "io/json_rows.h"

#include <stdio.h>
#include <string.h>

#include "base/nearest.h"
#include "base/utf8.h"
#include "io/complain.h"
#include "io/json_scan.h"

static bool is_blank(const rsl__lines *lines);
static rsl_status read_line(rsl__json_rows *rows);
static rsl_status look_strictly(rsl__json_rows *rows);
static void check_members(rsl__json_rows *rows);
static void refuse_unknown(rsl__json_rows *rows);

static bool is_space(unsigned char byte) {
  return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

bool rsl__is_json_lines(const rsl__peek *peek, const char *name) {
  static const char *const endings[] = { ".jsonl", ".jsonl.gz", ".jsonl.zst" };
  size_t length = name == NULL ? 0 : strlen(name);
  for (size_t i = 0; i < sizeof endings / sizeof endings[0]; i++) {
    size_t ending = strlen(endings[i]);
    if (length >= ending && strcmp(name + length - ending, endings[i]) == 0) return true;
  }
  size_t at = peek->end >= 3 && memcmp(peek->bytes, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  while (at < peek->end && is_space(peek->bytes[at])) at++;
  return at < peek->end && (peek->bytes[at] == '{' || peek->bytes[at] == '[');
}

void rsl__json_rows_open(rsl__json_rows *rows, const rsl__json_members *members, const rsl_source *source,
                         size_t max_line, const rsl_allocator *allocator, rsl_problems *problems, rsl_error *error) {
  *rows = (rsl__json_rows){ .allocator = *allocator, .members = members, .problems = problems, .error = error };
  rsl__lines_open(&rows->lines, source, max_line, allocator);
  rsl__jsonl_open(&rows->jsonl, members->names, members->count, allocator);
}

void rsl__json_rows_close(rsl__json_rows *rows) {
  rsl__jsonl_close(&rows->jsonl);
  rsl__lines_close(&rows->lines);
}

rsl_status rsl__json_rows_next(rsl__json_rows *rows, bool *has) {
  rsl__lines_step step = RSL__LINE;
  *has = false;
  do {
    step = rsl__lines_next(&rows->lines);
  } while (step == RSL__LINE && is_blank(&rows->lines));
  if (step == RSL__LINES_END) return RSL_OK;
  if (step == RSL__LINES_FAILED) return rsl__complain_unreadable(rows->problems, rows->error, &rows->lines.failure);
  *has = true;
  rows->code[0] = '\0';
  rows->plain = 0;
  rows->has_text = step == RSL__LINE;
  if (rows->has_text) return read_line(rows);
  rsl__json_rows_refuse(rows, 0, NULL, "line_too_long", "the row has more than the %zu bytes that are allowed",
                        rows->lines.max_line);
  return RSL_OK;
}

const char *rsl__json_rows_name(const rsl__json_rows *rows) {
  return rows->lines.source.name == NULL ? "" : rows->lines.source.name;
}

rsl__place rsl__json_rows_place(const rsl__json_rows *rows, size_t member) {
  size_t start = rows->row.cells[member].start;
  return (rsl__place){ rsl__json_rows_name(rows), rows->lines.line, rsl__utf8_count(rows->lines.text, start) + 1,
                       rows->members->names[member] };
}

void rsl__json_rows_refuse(rsl__json_rows *rows, size_t offset, const char *path, const char *code, const char *format,
                           ...) {
  char text[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(text, sizeof text, format, arguments);
  va_end(arguments);
  rsl__place place = { rsl__json_rows_name(rows), rows->lines.line, 1, path };
  if (offset > 0) place.column = rsl__utf8_count(rows->lines.text, offset) + 1;
  (void)rsl__complain(rows->problems, rows->error, code, &place, "%s", text);
  rsl__json_rows_remember(rows, code, text);
}

void rsl__json_rows_remember(rsl__json_rows *rows, const char *code, const char *reason) {
  if (rows->code[0] != '\0') return;
  (void)snprintf(rows->code, sizeof rows->code, "%s", code);
  (void)snprintf(rows->reason, sizeof rows->reason, "%s", reason);
}

static bool is_blank(const rsl__lines *lines) {
  size_t at = 0;
  while (at < lines->length && (lines->text[at] == ' ' || lines->text[at] == '\t' || lines->text[at] == '\r')) at++;
  return at == lines->length;
}

static rsl_status read_line(rsl__json_rows *rows) {
  const rsl__lines *lines = &rows->lines;
  const rsl__json_members *members = rows->members;
  if (!rsl__jsonl_read(&rows->jsonl, lines->text, lines->length, false, &rows->row)) {
    rsl_status status = look_strictly(rows);
    if (status != RSL_OK || rows->code[0] != '\0') return status;
    if (!rsl__jsonl_read(&rows->jsonl, lines->text, lines->length, true, &rows->row)) {
      if (rows->jsonl.decoded.failed) return rsl__fail_memory(rows->error);
      rsl__json_rows_refuse(rows, 0, NULL, "wrong_type", "expected an object on each line, as {\"%s\": …, \"%s\": …}",
                            members->names[0], members->names[members->required - 1]);
      return RSL_OK;
    }
  }
  check_members(rows);
  return RSL_OK;
}

/* What is wrong with the line is told as it is of a plan, in one pass over all of it. */
static rsl_status look_strictly(rsl__json_rows *rows) {
  const rsl__lines *lines = &rows->lines;
  rsl__json_scan scan;
  rsl_problems *found = NULL;
  bool can_parse = false;
  rsl_status status = rsl_problems_new(&rows->allocator, 0, &found);
  if (status != RSL_OK) return rsl__fail_memory(rows->error);
  status = rsl__json_scan_text(rsl__json_rows_name(rows), lines->text, lines->length, RSL__JSONL_DEEPEST,
                               &rows->allocator, &scan, &can_parse, found, NULL);
  rsl__json_scan_free(&scan);
  for (size_t i = 0; i < rsl_problems_kept(found); i++) {
    const rsl_problem *problem = rsl_problems_at(found, i);
    rsl__place place = { problem->file, lines->line, problem->column, NULL };
    const char *code = problem->code;
    (void)rsl__complain(rows->problems, rows->error, code, &place, "%s", problem->message);
    rsl__json_rows_remember(rows, code, problem->message);
  }
  rsl_problems_free(found);
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(rows->error) : RSL_OK;
}

static void check_members(rsl__json_rows *rows) {
  const rsl__jsonl_row *row = &rows->row;
  const rsl__json_members *members = rows->members;
  if (row->unknown != SIZE_MAX) refuse_unknown(rows);
  for (size_t i = 0; i < members->required; i++) {
    if ((row->seen >> i & 1) != 0) continue;
    rsl__json_rows_refuse(rows, 0, members->names[i], "missing_member", "the member `%s` is missing",
                          members->names[i]);
  }
  for (size_t i = 0; i < members->count; i++) {
    if ((row->seen >> i & 1) == 0 || row->kinds[i] <= RSL__JSONL_TEXT) continue;
    bool may_be_number = (members->numbers >> i & 1) != 0;
    rows->plain |= (uint32_t)1 << i;
    if (may_be_number && row->kinds[i] == RSL__JSONL_NUMBER) continue;
    rsl__json_rows_refuse(rows, row->cells[i].start, members->names[i], "wrong_type", "expected a %s here",
                          may_be_number ? "number, or a text in quotes," : "text in quotes");
  }
}

static void refuse_unknown(rsl__json_rows *rows) {
  const rsl__jsonl_row *row = &rows->row;
  const rsl__json_members *members = rows->members;
  const char *name = rows->lines.text + row->unknown + 1;
  char shown[RSL__SHOWN_TEXT];
  rsl__shown(shown, name, row->unknown_length);
  size_t nearest = rsl__nearest_of(name, row->unknown_length, members->names, members->count);
  if (nearest == RSL__NEAREST_NONE) {
    rsl__json_rows_refuse(rows, row->unknown, NULL, "unknown_member",
                          "unknown member `%s`: a member of your own must begin with `x-`", shown);
  } else {
    rsl__json_rows_refuse(rows, row->unknown, NULL, "unknown_member", "unknown member `%s`: did you mean `%s`?", shown,
                          members->names[nearest]);
  }
}
