#include "io/csv.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "io/csv_internal.h"

static rsl_status first_fill(rsl__csv *csv, rsl_error *error);
static void find_delimiter(rsl__csv *csv);
static void fill_tables(rsl__csv *csv);
static bool skip_empty_lines(rsl__csv *csv);
static bool read_row(rsl__csv *csv);
static void check_row(rsl__csv *csv);
static bool too_long(rsl__csv *csv);
static bool skip_line(rsl__csv *csv);

rsl_status rsl__csv_open(const rsl_source *source, size_t max_line, const rsl_allocator *allocator, rsl__csv **out,
                         rsl_error *error) {
  *out = NULL;
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  rsl__csv *csv = rsl__allocate_zeroed(&memory, sizeof *csv);
  if (csv == NULL) return rsl__fail_memory(error);
  csv->allocator = memory;
  csv->source = *source;
  csv->max_line = max_line > SIZE_MAX / 4 ? SIZE_MAX / 4 : max_line;
  csv->line = csv->next_line = 1;
  csv->delimiter = ',';
  rsl__text_buffer_init(&csv->undoubled, &memory);
  fill_tables(csv);
  rsl_status status = first_fill(csv, error);
  if (status == RSL_OK) {
    *out = csv;
  } else {
    rsl__csv_close(csv);
  }
  return status;
}

void rsl__csv_close(rsl__csv *csv) {
  if (csv == NULL) return;
  rsl_allocator memory = csv->allocator;
  rsl__text_buffer_free(&csv->undoubled);
  rsl__release_array(&memory, csv->cells, csv->cell_capacity, sizeof *csv->cells);
  if (csv->buffer != NULL && !csv->borrowed) rsl__release(&memory, csv->buffer, csv->capacity + 1);
  rsl__release(&memory, csv, sizeof *csv);
}

rsl__csv_step rsl__csv_next(rsl__csv *csv) {
  if (csv->failed) return RSL__CSV_FAILED;
  csv->fault.status = RSL_OK;
  csv->cell_count = 0;
  csv->row_length = 0;
  if (!skip_empty_lines(csv)) return csv->failed ? RSL__CSV_FAILED : RSL__CSV_END;
  if (!csv->has_columns) find_delimiter(csv);
  if (!csv->failed && read_row(csv) && csv->fault.status == RSL_OK) {
    csv->columns = csv->cells_seen;
    csv->has_columns = true;
    return RSL__CSV_ROW;
  }
  /* Without the names of the columns no row means anything. */
  if (!csv->has_columns) csv->failed = true;
  return csv->failed ? RSL__CSV_FAILED : RSL__CSV_BAD_ROW;
}

const rsl__csv_cell *rsl__csv_cells(const rsl__csv *csv) {
  return csv->cells;
}

size_t rsl__csv_cell_count(const rsl__csv *csv) {
  return csv->cell_count;
}

size_t rsl__csv_line(const rsl__csv *csv) {
  return csv->line;
}

const char *rsl__csv_row_text(const rsl__csv *csv, size_t *length) {
  *length = csv->row_length;
  return csv->buffer + csv->row;
}

rsl__place rsl__csv_place(const rsl__csv *csv, size_t cell) {
  rsl__place place = { rsl__csv_name(csv), csv->line, 0, NULL };
  if (cell < csv->cell_count) rsl__csv_place_of(csv, csv->cells[cell].start, &place.line, &place.column);
  return place;
}

const rsl__csv_fault *rsl__csv_last_fault(const rsl__csv *csv) {
  return &csv->fault;
}

rsl_status rsl__csv_report(const rsl__csv *csv, rsl_problems *problems, rsl_error *error) {
  const rsl__csv_fault *fault = &csv->fault;
  if (fault->status == RSL_ERR_DATA || fault->status == RSL_ERR_LIMIT) {
    rsl__place place = { rsl__csv_name(csv), fault->line, fault->column, NULL };
    rsl__problem(problems, RSL_SEVERITY_ERROR, fault->code, &place, "%s", fault->text);
  }
  return rsl__fail_at(error, fault->status, rsl__csv_name(csv), fault->line, fault->column, NULL, "%s", fault->text);
}

const char *rsl__csv_name(const rsl__csv *csv) {
  return csv->source.name == NULL ? "" : csv->source.name;
}

char rsl__csv_delimiter(const rsl__csv *csv) {
  return csv->delimiter;
}

/* ---- Opening --------------------------------------------------------------------------------------------- */

static rsl_status first_fill(rsl__csv *csv, rsl_error *error) {
  csv->buffer = rsl__allocate(&csv->allocator, RSL__CSV_CHUNK + 1);
  if (csv->buffer == NULL) return rsl__fail_memory(error);
  csv->capacity = RSL__CSV_CHUNK;
  csv->buffer[0] = '\0';
  if (!rsl__csv_read_source(csv, error)) return csv->fault.status;
  if (csv->end >= 3 && memcmp(csv->buffer, "\xEF\xBB\xBF", 3) == 0) csv->start = 3;
  return RSL_OK;
}

/* The delimiter is the one of the three that the header has most of outside quotes; names of columns hold none of
 * them. Reads on only until the header is in the buffer; one that is too long is found by read_row(). */
static void find_delimiter(rsl__csv *csv) {
  static const char candidates[] = { ',', ';', '\t' };
  size_t counts[3];
  for (;;) {
    memset(counts, 0, sizeof counts);
    bool quoted = false;
    size_t position = csv->start;
    for (; position < csv->end; position++) {
      char byte = csv->buffer[position];
      if (byte == '"') quoted = !quoted;
      if (quoted) continue;
      if (byte == '\n' || byte == '\r') break;
      for (size_t i = 0; i < 3; i++) counts[i] += byte == candidates[i];
    }
    if (position < csv->end || csv->source_ended || csv->end - csv->start > csv->max_line) break;
    if (!rsl__csv_refill(csv)) return;
  }
  size_t best = 0;
  for (size_t i = 1; i < 3; i++) best = counts[i] > counts[best] ? i : best;
  csv->delimiter = candidates[best];
  fill_tables(csv);
}

static void fill_tables(rsl__csv *csv) {
  memset(csv->outside, RSL__CSV_PLAIN, sizeof csv->outside);
  memset(csv->inside, RSL__CSV_PLAIN, sizeof csv->inside);
  csv->outside[(unsigned char)csv->delimiter] = RSL__CSV_DELIMITER;
  csv->outside['\n'] = RSL__CSV_LINE_FEED;
  csv->outside['\r'] = RSL__CSV_CARRIAGE_RETURN;
  csv->outside['"'] = csv->inside['"'] = RSL__CSV_QUOTE;
  csv->outside[0] = csv->inside[0] = RSL__CSV_ZERO;
}

/* ---- One row --------------------------------------------------------------------------------------------- */

/* Stand at the first byte of a row. False at the end of the input, and when reading fails. */
static bool skip_empty_lines(rsl__csv *csv) {
  for (;;) {
    if (csv->start == csv->end) {
      if (csv->source_ended || !rsl__csv_refill(csv)) return false;
      continue;
    }
    char byte = csv->buffer[csv->start];
    if (csv->after_return && byte == '\n') {
      csv->start++;
      csv->after_return = false;
    } else if (byte == '\n' || byte == '\r') {
      csv->start++;
      csv->next_line++;
      csv->after_return = byte == '\r';
    } else {
      csv->after_return = false;
      return true;
    }
  }
}

/* False where the row cannot be given; then there is a fault. A row that crosses the end of the buffer is scanned
 * anew once more of it is there: the buffer doubles, so that costs no more than a second pass. */
static bool read_row(rsl__csv *csv) {
  csv->line = csv->next_line;
  rsl__csv_scan result = RSL__CSV_SCAN_NEEDS_MORE;
  while ((result = rsl__csv_scan_row(csv)) == RSL__CSV_SCAN_NEEDS_MORE) {
    if (csv->end - csv->start > csv->max_line) return too_long(csv);
    if (!rsl__csv_refill(csv)) return false;
  }
  bool undoubled =
      !csv->any_doubled || rsl__csv_undouble(&csv->undoubled, csv->cells, csv->cell_count, csv->row_length);
  if (result == RSL__CSV_SCAN_NO_MEMORY || !undoubled) {
    rsl__csv_fail_memory(csv);
    return false;
  }
  if (csv->row_length > csv->max_line) {
    rsl__csv_blame(csv, RSL_ERR_LIMIT, "line_too_long", 0, "the row has %zu bytes, more than the %zu that are allowed",
                   csv->row_length, csv->max_line);
    csv->cell_count = 0;
    return false;
  }
  check_row(csv);
  return true;
}

/* All room is taken before, since the cells point into it. */
bool rsl__csv_undouble(rsl__text_buffer *text, rsl__csv_cell *cells, size_t count, size_t row_length) {
  rsl__text_buffer_clear(text);
  if (!rsl__text_buffer_reserve(text, row_length)) return false;
  for (size_t i = 0; i < count; i++) {
    rsl__csv_cell *cell = &cells[i];
    if (!cell->doubled) continue;
    char *to = text->bytes + text->length;
    char *start = to;
    for (size_t at = 0; at < cell->length; at++) {
      *to++ = cell->text[at];
      at += cell->text[at] == '"';
    }
    cell->text = start;
    cell->length = (size_t)(to - start);
    text->length += cell->length;
  }
  return true;
}

/* What the scan noted without stopping, told in this order: bytes of a wrong encoding explain everything else. */
static void check_row(rsl__csv *csv) {
  const char *text = csv->buffer + csv->row;
  size_t valid = (csv->bits & 0x80) == 0 ? csv->row_length : rsl__utf8_valid_length(text, csv->row_length);
  if (valid < csv->row_length || csv->zero != SIZE_MAX) {
    size_t at = valid < csv->row_length ? valid : csv->zero;
    const char *encoding = rsl__legacy_encoding(text, csv->row_length);
    csv->fault.status = RSL_OK;
    if (encoding != NULL) {
      rsl__csv_fail(csv, RSL_ERR_DATA, "not_utf8", at, "the text is written in %s: convert the file to UTF-8",
                    encoding);
    } else if (valid < csv->row_length) {
      rsl__csv_blame(csv, RSL_ERR_DATA, "not_utf8", at, "byte 0x%02x is not UTF-8: save the file as UTF-8",
                     (unsigned)(unsigned char)text[at]);
    } else {
      rsl__csv_blame(csv, RSL_ERR_DATA, "nul_byte", at, "a NUL byte: this is not a text file, or it is damaged");
    }
  }
  if (csv->fault.status == RSL_OK && csv->has_columns && csv->cells_seen != csv->columns) {
    rsl__csv_blame(csv, RSL_ERR_DATA, "wrong_cell_count", 0, "the row has %zu cells, the header has %zu",
                   csv->cells_seen, csv->columns);
  } else if (csv->fault.status == RSL_OK && csv->cells_seen > RSL__CSV_MOST_COLUMNS) {
    rsl__csv_fail(csv, RSL_ERR_LIMIT, "too_many_columns", 0,
                  "the header has %zu columns, more than the %d that are read", csv->cells_seen, RSL__CSV_MOST_COLUMNS);
  }
}

/* ---- Rows that are too long ------------------------------------------------------------------------------ */

/* Always false. Nothing can be read behind a quoted cell that does not end: where the next row begins would be a
 * guess. After any other row the next line is found without keeping this one. */
static bool too_long(rsl__csv *csv) {
  csv->cell_count = 0;
  csv->row_length = csv->end - csv->start;
  csv->next_line = csv->line + 1;
  if (csv->open_quote != SIZE_MAX) {
    csv->fault.status = RSL_OK;
    rsl__csv_fail(
        csv, RSL_ERR_LIMIT, "line_too_long", csv->open_quote,
        "the quoted cell that begins here does not end within the %zu bytes that a row may have: is a quote missing?",
        csv->max_line);
    return false;
  }
  csv->fault.status = RSL_OK;
  rsl__csv_blame(csv, RSL_ERR_LIMIT, "line_too_long", 0, "the row has more than the %zu bytes that are allowed",
                 csv->max_line);
  csv->row_length = 0;
  return skip_line(csv);
}

static bool skip_line(rsl__csv *csv) {
  for (;;) {
    size_t at = csv->start;
    while (at < csv->end && csv->buffer[at] != '\n' && csv->buffer[at] != '\r') at++;
    csv->start = at;
    if (at < csv->end) {
      csv->row = at;
      rsl__csv_end_row(csv, at);
      csv->next_line = csv->line + 1;
      return false;
    }
    if (csv->source_ended || !rsl__csv_refill(csv)) return false;
  }
}
