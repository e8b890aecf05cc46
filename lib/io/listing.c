#include "io/listing.h"

#include "io/complain.h"

static rsl_status open_csv(rsl__listing *listing, size_t max_line, const rsl_allocator *allocator);
static rsl_status next_of_csv(rsl__listing *listing, bool *has);
static rsl_status next_of_json(rsl__listing *listing, bool *has);
static rsl__place place_of(const rsl__listing *listing, size_t column);

rsl_status rsl__listing_open(rsl__listing *listing, const rsl__json_members *members, const rsl_source *source,
                             size_t max_line, const rsl_allocator *allocator, rsl_problems *problems,
                             rsl_error *error) {
  rsl_error why = RSL_ERROR_INIT;
  *listing = (rsl__listing){ .members = *members, .problems = problems, .error = error };
  rsl__arena_init(&listing->header.memory, allocator);
  rsl_status status = rsl__peek_open(&listing->peek, source, &listing->from, &why);
  if (status != RSL_OK) return rsl__complain_unreadable(problems, error, &why);
  listing->is_json = rsl__is_json_lines(&listing->peek, source->name);
  if (!listing->is_json) return open_csv(listing, max_line, allocator);
  rsl__json_rows_open(&listing->json, &listing->members, &listing->from, max_line, allocator, problems, error);
  return RSL_OK;
}

void rsl__listing_close(rsl__listing *listing) {
  if (listing->is_json) rsl__json_rows_close(&listing->json);
  rsl__csv_header_free(&listing->header);
  rsl__csv_close(listing->csv);
}

rsl_status rsl__listing_next(rsl__listing *listing, bool *has) {
  return listing->is_json ? next_of_json(listing, has) : next_of_csv(listing, has);
}

const rsl__csv_cell *rsl__listing_cell(const rsl__listing *listing, size_t column) {
  const size_t *columns = listing->is_json ? listing->json.row.column : listing->header.column;
  const rsl__csv_cell *cells = listing->is_json ? listing->json.row.cells : rsl__csv_cells(listing->csv);
  return columns[column] == RSL__CSV_NO_COLUMN ? NULL : &cells[columns[column]];
}

bool rsl__listing_is_empty(const rsl__listing *listing, size_t column) {
  const rsl__csv_cell *cell = rsl__listing_cell(listing, column);
  return cell == NULL || cell->length == 0;
}

bool rsl__listing_is_plain(const rsl__listing *listing, size_t column) {
  return listing->is_json && (listing->json.plain >> column & 1) != 0;
}

size_t rsl__listing_line(const rsl__listing *listing) {
  return listing->is_json ? listing->json.lines.line : rsl__csv_line(listing->csv);
}

const char *rsl__listing_name(const rsl__listing *listing) {
  return listing->from.name == NULL ? "" : listing->from.name;
}

bool rsl__listing_refuse(rsl__listing *listing, size_t column, const char *code, const char *format, ...) {
  char message[RSL__MESSAGE_TEXT];
  rsl__place place = place_of(listing, column);
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(message, sizeof message, format, arguments);
  va_end(arguments);
  (void)rsl__complain(listing->problems, listing->error, code, &place, "%s", message);
  listing->bad = true;
  return false;
}

static rsl_status open_csv(rsl__listing *listing, size_t max_line, const rsl_allocator *allocator) {
  const rsl__json_members *members = &listing->members;
  rsl_error why = RSL_ERROR_INIT;
  rsl_status status = rsl__csv_open(&listing->from, max_line, allocator, &listing->csv, &why);
  if (status != RSL_OK) return rsl__complain_unreadable(listing->problems, listing->error, &why);
  return rsl__csv_header_read(listing->csv, members->names, members->count, members->required, allocator,
                              &listing->header, listing->problems, listing->error);
}

static rsl_status next_of_csv(rsl__listing *listing, bool *has) {
  *has = false;
  for (;;) {
    rsl__csv_step step = rsl__csv_next(listing->csv);
    *has = step == RSL__CSV_ROW;
    if (*has || step == RSL__CSV_END) return RSL_OK;
    rsl_status told = rsl__csv_report(listing->csv, listing->problems, listing->error);
    listing->bad = true;
    if (step == RSL__CSV_FAILED) return told;
  }
}

static rsl_status next_of_json(rsl__listing *listing, bool *has) {
  for (;;) {
    rsl_status status = rsl__json_rows_next(&listing->json, has);
    if (status != RSL_OK || !*has || listing->json.code[0] == '\0') return status;
    listing->bad = true;
  }
}

static rsl__place place_of(const rsl__listing *listing, size_t column) {
  return listing->is_json ? rsl__json_rows_place(&listing->json, column)
                          : rsl__csv_place(listing->csv, listing->header.column[column]);
}
