#include "io/csv.h"

#include <stdarg.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/utf8.h"

enum { CHUNK = 256 * 1024, MOST_COLUMNS = 1024 };

/* What a byte means to the scanner. Bytes of no meaning are 0, so that one load and one test pass over them. */
enum { PLAIN = 0, DELIMITER, QUOTE, LINE_FEED, CARRIAGE_RETURN, ZERO };

typedef enum scan { SCAN_DONE, SCAN_NEEDS_MORE, SCAN_NO_MEMORY } scan;

struct rsl__csv {
  rsl_allocator allocator;
  rsl_source source;
  size_t max_line;
  char *buffer;     /* capacity + 1 bytes: a NUL stands behind the last byte read and stops every scan */
  size_t capacity;
  size_t start;     /* of what is not read yet */
  size_t end;       /* of what the source gave */
  bool source_ended;
  bool after_return; /* a row ended with CR at the buffer's end: an LF that follows belongs to it */
  bool failed;
  char delimiter;
  bool has_columns;
  size_t columns;
  size_t row;        /* of the row that was read: offset in the buffer, length, line */
  size_t row_length;
  size_t line;
  size_t next_line;
  rsl__csv_cell *cells;
  size_t cell_count;
  size_t cell_capacity;
  size_t cells_seen; /* also those past the limit, which are only counted */
  bool any_doubled;
  unsigned char bits;  /* all bytes of the row or-ed: the highest bit says that it is not only ASCII */
  size_t zero;         /* offset of the row's first NUL; SIZE_MAX: none */
  size_t open_quote;   /* offset of the cell whose quote has not closed; SIZE_MAX: none */
  rsl__text_buffer undoubled;
  rsl__csv_fault fault;
  unsigned char outside[256]; /* meaning of bytes outside and inside quotes */
  unsigned char inside[256];
};

static rsl_status first_fill(rsl__csv *csv, rsl_error *error);
static void find_delimiter(rsl__csv *csv);
static void fill_tables(rsl__csv *csv);
static bool skip_empty_lines(rsl__csv *csv);
static bool read_row(rsl__csv *csv);
static scan scan_row(rsl__csv *csv);
static scan scan_plain_cell(rsl__csv *csv, size_t *position);
static scan scan_quoted_cell(rsl__csv *csv, size_t *position);
static scan scan_after_quote(rsl__csv *csv, size_t *position);
static bool ends_cell(const rsl__csv *csv, char byte);
static scan end_of_data(const rsl__csv *csv);
static bool push_cell(rsl__csv *csv, size_t start, size_t text, size_t length, bool doubled);
static void end_row(rsl__csv *csv, size_t position);
static bool undouble(rsl__csv *csv);
static void check_row(rsl__csv *csv);
static bool too_long(rsl__csv *csv);
static bool skip_line(rsl__csv *csv);
static bool refill(rsl__csv *csv);
static bool make_room(rsl__csv *csv);
static bool read_source(rsl__csv *csv, rsl_error *error);
static void blame(rsl__csv *csv, rsl_status status, const char *code, size_t offset, const char *format, ...)
    RSL__PRINTF(5, 6);
static void fail(rsl__csv *csv, rsl_status status, const char *code, size_t offset, const char *format, ...)
    RSL__PRINTF(5, 6);
static void place_fault(rsl__csv *csv, rsl_status status, const char *code, size_t offset);
static void fail_memory(rsl__csv *csv);
static void place_of(const rsl__csv *csv, size_t offset, size_t *line, size_t *column);
static size_t count_lines(const char *text, size_t length, size_t *last_line_start);

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
  if (csv->buffer != NULL) rsl__release(&memory, csv->buffer, csv->capacity + 1);
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
  if (cell < csv->cell_count) place_of(csv, csv->cells[cell].start, &place.line, &place.column);
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
  csv->buffer = rsl__allocate(&csv->allocator, CHUNK + 1);
  if (csv->buffer == NULL) return rsl__fail_memory(error);
  csv->capacity = CHUNK;
  csv->buffer[0] = '\0';
  if (!read_source(csv, error)) return csv->fault.status;
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
    if (!refill(csv)) return;
  }
  size_t best = 0;
  for (size_t i = 1; i < 3; i++) best = counts[i] > counts[best] ? i : best;
  csv->delimiter = candidates[best];
  fill_tables(csv);
}

static void fill_tables(rsl__csv *csv) {
  memset(csv->outside, PLAIN, sizeof csv->outside);
  memset(csv->inside, PLAIN, sizeof csv->inside);
  csv->outside[(unsigned char)csv->delimiter] = DELIMITER;
  csv->outside['\n'] = LINE_FEED;
  csv->outside['\r'] = CARRIAGE_RETURN;
  csv->outside['"'] = csv->inside['"'] = QUOTE;
  csv->outside[0] = csv->inside[0] = ZERO;
}

/* ---- One row --------------------------------------------------------------------------------------------- */

/* Stand at the first byte of a row. False at the end of the input, and when reading fails. */
static bool skip_empty_lines(rsl__csv *csv) {
  for (;;) {
    if (csv->start == csv->end) {
      if (csv->source_ended || !refill(csv)) return false;
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
  scan result = SCAN_NEEDS_MORE;
  while ((result = scan_row(csv)) == SCAN_NEEDS_MORE) {
    if (csv->end - csv->start > csv->max_line) return too_long(csv);
    if (!refill(csv)) return false;
  }
  if (result == SCAN_NO_MEMORY || !undouble(csv)) {
    fail_memory(csv);
    return false;
  }
  if (csv->row_length > csv->max_line) {
    blame(csv, RSL_ERR_LIMIT, "line_too_long", 0, "the row has %zu bytes, more than the %zu that are allowed",
          csv->row_length, csv->max_line);
    csv->cell_count = 0;
    return false;
  }
  check_row(csv);
  return true;
}

static scan scan_row(rsl__csv *csv) {
  csv->row = csv->start;
  csv->cell_count = csv->cells_seen = 0;
  csv->any_doubled = false;
  csv->bits = 0;
  csv->zero = csv->open_quote = SIZE_MAX;
  csv->fault.status = RSL_OK;
  csv->next_line = csv->line;
  size_t position = csv->start;
  for (;;) {
    scan result = csv->buffer[position] == '"' ? scan_quoted_cell(csv, &position) : scan_plain_cell(csv, &position);
    if (result != SCAN_DONE) return result;
    if (position == csv->end || csv->buffer[position] != csv->delimiter) break;
    position++;
  }
  end_row(csv, position);
  return SCAN_DONE;
}

static scan scan_plain_cell(rsl__csv *csv, size_t *position) {
  const unsigned char *start = (const unsigned char *)csv->buffer + *position;
  const unsigned char *end = (const unsigned char *)csv->buffer + csv->end;
  const unsigned char *at = start;
  unsigned char bits = csv->bits;
  for (;;) {
    while (csv->outside[*at] == PLAIN) bits |= *at++;
    if (at == end) {
      if (end_of_data(csv) == SCAN_NEEDS_MORE) return SCAN_NEEDS_MORE;
      break;
    }
    size_t offset = (size_t)(at - (const unsigned char *)csv->buffer) - csv->row;
    if (*at == 0) {
      if (csv->zero == SIZE_MAX) csv->zero = offset;
    } else if (*at == '"') {
      blame(csv, RSL_ERR_DATA, "quote_in_cell", offset,
            "a quote inside a cell that does not begin with one: put the whole cell in quotes and double those inside it");
    } else {
      break;
    }
    at++;
  }
  csv->bits = bits;
  size_t text = *position;
  *position = text + (size_t)(at - start);
  return push_cell(csv, text, text, (size_t)(at - start), false) ? SCAN_DONE : SCAN_NO_MEMORY;
}

static scan scan_quoted_cell(rsl__csv *csv, size_t *position) {
  const unsigned char *bytes = (const unsigned char *)csv->buffer;
  size_t start = *position;
  size_t at = start + 1;
  bool doubled = false;
  csv->open_quote = start - csv->row;
  for (;;) {
    while (csv->inside[bytes[at]] == PLAIN) csv->bits |= bytes[at++];
    if (at == csv->end) {
      if (end_of_data(csv) == SCAN_NEEDS_MORE) return SCAN_NEEDS_MORE;
      blame(csv, RSL_ERR_DATA, "quote_not_closed", start - csv->row,
            "the quoted cell that begins here has no end: the file is cut short, or a quote is missing");
      *position = at;
      return push_cell(csv, start, start + 1, at - start - 1, doubled) ? SCAN_DONE : SCAN_NO_MEMORY;
    }
    if (bytes[at] == 0) {
      if (csv->zero == SIZE_MAX) csv->zero = at - csv->row;
      at++;
    } else if (at + 1 == csv->end && end_of_data(csv) == SCAN_NEEDS_MORE) {
      return SCAN_NEEDS_MORE; /* whether the quote is doubled is seen from the next byte */
    } else if (at + 1 < csv->end && bytes[at + 1] == '"') {
      doubled = true;
      at += 2;
    } else {
      break;
    }
  }
  csv->open_quote = SIZE_MAX;
  csv->next_line += count_lines(csv->buffer + start, at - start, NULL);
  *position = at + 1;
  if (!push_cell(csv, start, start + 1, at - start - 1, doubled)) return SCAN_NO_MEMORY;
  return scan_after_quote(csv, position);
}

/* Only a delimiter or the row's end may follow a closing quote. What else stands there is passed over, so that the
 * rows behind it are still read. */
static scan scan_after_quote(rsl__csv *csv, size_t *position) {
  size_t at = *position;
  while (at < csv->end && !ends_cell(csv, csv->buffer[at])) at++;
  if (at == csv->end && end_of_data(csv) == SCAN_NEEDS_MORE) return SCAN_NEEDS_MORE;
  if (at > *position) {
    blame(csv, RSL_ERR_DATA, "text_after_quote", *position - csv->row,
          "text between a closing quote and the end of the cell: double the quotes that belong to the text");
  }
  *position = at;
  return SCAN_DONE;
}

static bool ends_cell(const rsl__csv *csv, char byte) {
  return byte == csv->delimiter || byte == '\n' || byte == '\r';
}

static scan end_of_data(const rsl__csv *csv) {
  return csv->source_ended ? SCAN_DONE : SCAN_NEEDS_MORE;
}

/* Cells past the number of columns are counted but not kept: the row is refused, and a row of delimiters alone must
 * not fill memory with cells. */
static bool push_cell(rsl__csv *csv, size_t start, size_t text, size_t length, bool doubled) {
  size_t most = csv->has_columns ? csv->columns : MOST_COLUMNS;
  csv->cells_seen++;
  if (csv->cells_seen > most) return true;
  if (csv->cell_count == csv->cell_capacity &&
      !rsl__grow(&csv->allocator, &csv->cells, &csv->cell_capacity, csv->cell_count + 1, sizeof *csv->cells)) {
    return false;
  }
  csv->cells[csv->cell_count++] = (rsl__csv_cell){ csv->buffer + text, length, start - csv->row, doubled };
  csv->any_doubled |= doubled;
  return true;
}

static void end_row(rsl__csv *csv, size_t position) {
  csv->row_length = position - csv->row;
  csv->next_line++;
  csv->start = position;
  if (position == csv->end) return;
  csv->start++;
  if (csv->buffer[position] != '\r') return;
  csv->after_return = csv->start == csv->end;
  if (!csv->after_return && csv->buffer[csv->start] == '\n') csv->start++;
}

/* Cells with doubled quotes are written anew beside the buffer, so that the row's own text stays as it is in the file
 * and places can be counted in it. All room is taken before, since the cells point into it. */
static bool undouble(rsl__csv *csv) {
  if (!csv->any_doubled) return true;
  rsl__text_buffer *text = &csv->undoubled;
  rsl__text_buffer_clear(text);
  if (!rsl__text_buffer_reserve(text, csv->row_length)) return false;
  for (size_t i = 0; i < csv->cell_count; i++) {
    rsl__csv_cell *cell = &csv->cells[i];
    if (!cell->doubled) continue;
    size_t begin = text->length;
    for (size_t at = 0; at < cell->length;) {
      const char *quote = memchr(cell->text + at, '"', cell->length - at);
      size_t piece = quote == NULL ? cell->length - at : (size_t)(quote - cell->text) + 1 - at;
      rsl__text_buffer_append(text, cell->text + at, piece);
      at += piece + (quote != NULL);
    }
    cell->text = text->bytes + begin;
    cell->length = text->length - begin;
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
      fail(csv, RSL_ERR_DATA, "not_utf8", at, "the text is written in %s: convert the file to UTF-8", encoding);
    } else if (valid < csv->row_length) {
      blame(csv, RSL_ERR_DATA, "not_utf8", at, "byte 0x%02x is not UTF-8: save the file as UTF-8",
            (unsigned)(unsigned char)text[at]);
    } else {
      blame(csv, RSL_ERR_DATA, "nul_byte", at, "a NUL byte: this is not a text file, or it is damaged");
    }
  }
  if (csv->fault.status == RSL_OK && csv->has_columns && csv->cells_seen != csv->columns) {
    blame(csv, RSL_ERR_DATA, "wrong_cell_count", 0, "the row has %zu cells, the header has %zu", csv->cells_seen,
          csv->columns);
  } else if (csv->fault.status == RSL_OK && csv->cells_seen > MOST_COLUMNS) {
    fail(csv, RSL_ERR_LIMIT, "too_many_columns", 0, "the header has %zu columns, more than the %d that are read",
         csv->cells_seen, MOST_COLUMNS);
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
    fail(csv, RSL_ERR_LIMIT, "line_too_long", csv->open_quote,
         "the quoted cell that begins here does not end within the %zu bytes that a row may have: is a quote missing?",
         csv->max_line);
    return false;
  }
  csv->fault.status = RSL_OK;
  blame(csv, RSL_ERR_LIMIT, "line_too_long", 0, "the row has more than the %zu bytes that are allowed", csv->max_line);
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
      end_row(csv, at);
      csv->next_line = csv->line + 1;
      return false;
    }
    if (csv->source_ended || !refill(csv)) return false;
  }
}

/* ---- The buffer ------------------------------------------------------------------------------------------ */

/* Read on, keeping what is not read yet. False when that fails. */
static bool refill(rsl__csv *csv) {
  if (!make_room(csv)) {
    fail_memory(csv);
    return false;
  }
  rsl_error error = RSL_ERROR_INIT;
  return read_source(csv, &error);
}

static bool make_room(rsl__csv *csv) {
  size_t kept = csv->end - csv->start;
  if (csv->start > 0) {
    memmove(csv->buffer, csv->buffer + csv->start, kept);
    csv->start = 0;
    csv->end = kept;
  }
  if (kept < csv->capacity) return true;
  /* Two bytes more than the longest row: its end, and one that proves it too long. */
  size_t most = csv->max_line + 2;
  size_t wanted = csv->capacity > most / 2 ? most : csv->capacity * 2;
  if (wanted <= csv->capacity) wanted = csv->capacity + CHUNK;
  char *larger = rsl__resize_array(&csv->allocator, csv->buffer, csv->capacity + 1, wanted + 1, 1);
  if (larger == NULL) return false;
  csv->buffer = larger;
  csv->capacity = wanted;
  return true;
}

/* Fill the buffer to its end: sources that give a few bytes at a time must not have a long row scanned anew for each
 * of them. */
static bool read_source(rsl__csv *csv, rsl_error *error) {
  rsl_error own = RSL_ERROR_INIT;
  while (csv->end < csv->capacity && !csv->source_ended) {
    size_t got = 0;
    rsl_status status =
        csv->source.read(csv->source.context, csv->buffer + csv->end, csv->capacity - csv->end, &got, &own);
    if (status != RSL_OK) {
      fail(csv, status, "", SIZE_MAX, "%s", own.text[0] != '\0' ? own.text : "the input could not be read");
      (void)rsl__fail_at(error, status, rsl__csv_name(csv), 0, 0, NULL, "%s", csv->fault.text);
      return false;
    }
    csv->source_ended = got == 0;
    csv->end += got;
  }
  csv->buffer[csv->end] = '\0';
  return true;
}

/* ---- Faults ---------------------------------------------------------------------------------------------- */

/* The row's fault, unless it has one already. */
static void blame(rsl__csv *csv, rsl_status status, const char *code, size_t offset, const char *format, ...) {
  if (csv->fault.status != RSL_OK) return;
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(csv->fault.text, sizeof csv->fault.text, format, arguments);
  va_end(arguments);
  place_fault(csv, status, code, offset);
}

/* A fault after which nothing more can be read. */
static void fail(rsl__csv *csv, rsl_status status, const char *code, size_t offset, const char *format, ...) {
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
  if (offset != SIZE_MAX) place_of(csv, offset, &fault->line, &fault->column);
}

static void fail_memory(rsl__csv *csv) {
  fail(csv, RSL_ERR_MEMORY, "", SIZE_MAX, "out of memory");
}

/* The line and column of a byte of the row. */
static void place_of(const rsl__csv *csv, size_t offset, size_t *line, size_t *column) {
  const char *text = csv->buffer + csv->row;
  size_t line_start = 0;
  *line = csv->line + count_lines(text, offset, &line_start);
  *column = rsl__utf8_count(text + line_start, offset - line_start) + 1;
}

/* Line ends in a text: LF, CRLF and CR count one each. */
static size_t count_lines(const char *text, size_t length, size_t *last_line_start) {
  size_t lines = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] != '\n' && text[i] != '\r') continue;
    if (text[i] == '\r' && i + 1 < length && text[i + 1] == '\n') i++;
    lines++;
    if (last_line_start != NULL) *last_line_start = i + 1;
  }
  return lines;
}
