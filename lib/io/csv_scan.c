#include "base/memory.h"
#include "io/csv_internal.h"

static rsl__csv_scan scan_plain_cell(rsl__csv *csv, size_t *position);
static rsl__csv_scan scan_quoted_cell(rsl__csv *csv, size_t *position);
static rsl__csv_scan scan_after_quote(rsl__csv *csv, size_t *position);
static bool ends_cell(const rsl__csv *csv, char byte);
static rsl__csv_scan end_of_data(const rsl__csv *csv);
static bool push_cell(rsl__csv *csv, size_t start, size_t text, size_t length, bool doubled);

rsl__csv_scan rsl__csv_scan_row(rsl__csv *csv) {
  csv->row = csv->start;
  csv->cell_count = csv->cells_seen = 0;
  csv->any_doubled = false;
  csv->bits = 0;
  csv->zero = csv->open_quote = SIZE_MAX;
  csv->fault.status = RSL_OK;
  csv->next_line = csv->line;
  size_t position = csv->start;
  for (;;) {
    bool quoted = csv->buffer[position] == '"';
    rsl__csv_scan result = quoted ? scan_quoted_cell(csv, &position) : scan_plain_cell(csv, &position);
    if (result != RSL__CSV_SCAN_DONE) return result;
    if (position == csv->end || csv->buffer[position] != csv->delimiter) break;
    position++;
  }
  rsl__csv_end_row(csv, position);
  return RSL__CSV_SCAN_DONE;
}

static rsl__csv_scan scan_plain_cell(rsl__csv *csv, size_t *position) {
  const unsigned char *start = (const unsigned char *)csv->buffer + *position;
  const unsigned char *end = (const unsigned char *)csv->buffer + csv->end;
  const unsigned char *at = start;
  unsigned char bits = csv->bits;
  for (;;) {
    while (csv->outside[*at] == RSL__CSV_PLAIN) bits |= *at++;
    if (at == end) {
      if (end_of_data(csv) == RSL__CSV_SCAN_NEEDS_MORE) return RSL__CSV_SCAN_NEEDS_MORE;
      break;
    }
    size_t offset = (size_t)(at - (const unsigned char *)csv->buffer) - csv->row;
    if (*at == 0) {
      if (csv->zero == SIZE_MAX) csv->zero = offset;
    } else if (*at == '"') {
      rsl__csv_blame(csv, RSL_ERR_DATA, "quote_in_cell", offset,
                     "a quote inside a cell that does not begin with one: put the whole cell in quotes and double "
                     "those inside it");
    } else {
      break;
    }
    at++;
  }
  csv->bits = bits;
  size_t text = *position;
  *position = text + (size_t)(at - start);
  return push_cell(csv, text, text, (size_t)(at - start), false) ? RSL__CSV_SCAN_DONE : RSL__CSV_SCAN_NO_MEMORY;
}

static rsl__csv_scan scan_quoted_cell(rsl__csv *csv, size_t *position) {
  const unsigned char *bytes = (const unsigned char *)csv->buffer;
  size_t start = *position;
  size_t at = start + 1;
  bool doubled = false;
  csv->open_quote = start - csv->row;
  for (;;) {
    while (csv->inside[bytes[at]] == RSL__CSV_PLAIN) csv->bits |= bytes[at++];
    if (at == csv->end) {
      if (end_of_data(csv) == RSL__CSV_SCAN_NEEDS_MORE) return RSL__CSV_SCAN_NEEDS_MORE;
      rsl__csv_blame(csv, RSL_ERR_DATA, "quote_not_closed", start - csv->row,
                     "the quoted cell that begins here has no end: the file is cut short, or a quote is missing");
      *position = at;
      return push_cell(csv, start, start + 1, at - start - 1, doubled) ? RSL__CSV_SCAN_DONE : RSL__CSV_SCAN_NO_MEMORY;
    }
    if (bytes[at] == 0) {
      if (csv->zero == SIZE_MAX) csv->zero = at - csv->row;
      at++;
    } else if (at + 1 == csv->end && end_of_data(csv) == RSL__CSV_SCAN_NEEDS_MORE) {
      return RSL__CSV_SCAN_NEEDS_MORE; /* whether the quote is doubled is seen from the next byte */
    } else if (at + 1 < csv->end && bytes[at + 1] == '"') {
      doubled = true;
      at += 2;
    } else {
      break;
    }
  }
  csv->open_quote = SIZE_MAX;
  csv->next_line += rsl__csv_count_lines(csv->buffer + start, at - start, NULL);
  *position = at + 1;
  if (!push_cell(csv, start, start + 1, at - start - 1, doubled)) return RSL__CSV_SCAN_NO_MEMORY;
  return scan_after_quote(csv, position);
}

/* Only a delimiter or the row's end may follow a closing quote. What else stands there is passed over, so that the
 * rows behind it are still read. */
static rsl__csv_scan scan_after_quote(rsl__csv *csv, size_t *position) {
  size_t at = *position;
  while (at < csv->end && !ends_cell(csv, csv->buffer[at])) at++;
  if (at == csv->end && end_of_data(csv) == RSL__CSV_SCAN_NEEDS_MORE) return RSL__CSV_SCAN_NEEDS_MORE;
  if (at > *position) {
    rsl__csv_blame(csv, RSL_ERR_DATA, "text_after_quote", *position - csv->row,
                   "text between a closing quote and the end of the cell: double the quotes that belong to the text");
  }
  *position = at;
  return RSL__CSV_SCAN_DONE;
}

static bool ends_cell(const rsl__csv *csv, char byte) {
  return byte == csv->delimiter || byte == '\n' || byte == '\r';
}

static rsl__csv_scan end_of_data(const rsl__csv *csv) {
  return csv->source_ended ? RSL__CSV_SCAN_DONE : RSL__CSV_SCAN_NEEDS_MORE;
}

/* Cells past the number of columns are counted but not kept: the row is refused, and a row of delimiters alone must
 * not fill memory with cells. */
static bool push_cell(rsl__csv *csv, size_t start, size_t text, size_t length, bool doubled) {
  size_t most = csv->has_columns ? csv->columns : RSL__CSV_MOST_COLUMNS;
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

void rsl__csv_end_row(rsl__csv *csv, size_t position) {
  csv->row_length = position - csv->row;
  csv->next_line++;
  csv->start = position;
  if (position == csv->end) return;
  csv->start++;
  if (csv->buffer[position] != '\r') return;
  csv->after_return = csv->start == csv->end;
  if (!csv->after_return && csv->buffer[csv->start] == '\n') csv->start++;
}
