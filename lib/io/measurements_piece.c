#include "io/measurements_piece.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "cube/builder.h"
#include "io/csv_words.h"

/* The way through a piece. */
typedef struct walk {
  rsl__piece_reader *reader;
  rsl__csv_piece *piece;
  const char *at;
  const char *end;
  size_t line;
  bool doubled; /* the row that is read has cells with doubled quotes */
} walk;

static bool scan_row(walk *in, const char **next);
static bool scan_expected(walk *in, size_t column, const char **at);
static bool scan_cell(walk *in, const char **at, rsl__csv_cell *cell, uint64_t *seen);
static void read_regular(walk *in, const char *next);
static void take_fields(walk *in, const rsl__fields *fields);
static rsl__fields fields_of(const rsl__piece_reader *reader, const rsl__csv_cell *cells, size_t line);
static void read_by_itself(walk *in);
static void put_aside(walk *in, size_t at, size_t line);
static void fail(walk *in, rsl_status status);
static rsl__place nowhere(const void *from, size_t field);

rsl_status rsl__piece_reader_open(rsl__piece_reader *reader, const rsl__row_reader *like, rsl_cube_builder *builder,
                                  const rsl__csv *csv, const rsl__csv_header *header) {
  *reader = (rsl__piece_reader){ .header = header, .columns = header->count };
  rsl__text_buffer_init(&reader->undoubled, &like->allocator);
  rsl_status status =
      rsl__row_reader_open(&reader->rows, like->options, builder, &like->allocator, NULL, &reader->scratch);
  if (status != RSL_OK) return status;
  /* What is near to a wrong code is looked for where it is told. */
  reader->rows.candidates = 0;
  reader->csv = rsl__csv_open_pieces(csv);
  reader->cells = rsl__allocate_zeroed_array(&like->allocator, reader->columns, sizeof *reader->cells);
  reader->delimiter = rsl__csv_delimiter(csv);
  reader->delimiters = RSL__EVERY_BYTE * (unsigned char)reader->delimiter;
  reader->max_line = like->options->max_line;
  bool fine = rsl__plain_open(&reader->plain, &reader->rows) && reader->csv != NULL && reader->cells != NULL;
  return fine ? RSL_OK : RSL_ERR_MEMORY;
}

void rsl__piece_reader_close(rsl__piece_reader *reader) {
  const rsl_allocator *from = &reader->rows.allocator;
  rsl__csv_close(reader->csv);
  rsl__release_array(from, reader->cells, reader->columns, sizeof *reader->cells);
  rsl__text_buffer_free(&reader->undoubled);
  rsl__plain_close(&reader->plain);
  rsl__row_reader_close(&reader->rows);
}

void rsl__piece_reader_read(rsl__piece_reader *reader, rsl__csv_piece *piece) {
  walk in = { reader, piece, piece->text, piece->text + piece->length, piece->line, false };
  piece->status = RSL_OK;
  piece->bad_count = 0;
  piece->open = false;
  piece->by = reader->rows.builder->cube;
  piece->rows = piece->by->row_count;
  piece->later = piece->by->later_count;
  while (in.at < in.end && piece->status == RSL_OK && !piece->open) {
    const char *next = NULL;
    if (*in.at == '\n') {
      in.at++;
      in.line++;
    } else if (scan_row(&in, &next)) {
      read_regular(&in, next);
    } else {
      read_by_itself(&in);
    }
    rsl__plain_take_alike(&reader->plain, &in.at, in.end, &in.line);
    if (reader->plain.no_memory) fail(&in, RSL_ERR_MEMORY);
  }
  piece->rows = piece->by->row_count - piece->rows;
  piece->later = piece->by->later_count - piece->later;
}

/* ---- Cells ----------------------------------------------------------------------------------------------- */

/* A row as nearly all are: of as many cells as there are columns, its quotes around whole cells or doubled in these, all in
 * one line. False leaves it to the reader that knows every other kind, and what is wrong with it. */
static bool scan_row(walk *in, const char **next) {
  rsl__piece_reader *reader = in->reader;
  const char *at = in->at;
  uint64_t seen = 0;
  in->doubled = false;
  for (size_t i = 0; i < reader->columns; i++) {
    if (i > 0 && *at++ != reader->delimiter) return false;
    if (!scan_expected(in, i, &at) && !scan_cell(in, &at, &reader->cells[i], &seen)) return false;
  }
  size_t length = (size_t)(at - in->at);
  if (*at == '\r' && at[1] == '\n') at++;
  if (*at != '\n' || length > reader->max_line) return false;
  *next = at + 1;
  return (seen & RSL__EVERY_TOP) == 0 || rsl__utf8_valid_length(in->at, length) == length;
}

/* A key that stood here in the row before, or followed it when it did: behind it the row goes on with another cell. */
static inline bool scan_expected(walk *in, size_t column, const char **at) {
  rsl__piece_reader *reader = in->reader;
  size_t key = reader->header->meaning[column];
  if (key >= RSL__KEYS) return false;
  bool quoted = **at == '"';
  const char *text = *at + quoted;
  rsl__known *met = rsl__known_expected(reader->plain.keys[key], text, quoted ? '"' : reader->delimiter);
  reader->expected[key] = met;
  if (met == NULL) return false;
  const char *behind = text + met->text.length + quoted;
  if (*behind != reader->delimiter) return false;
  reader->cells[column].text = text;
  reader->cells[column].length = met->text.length;
  reader->cells[column].doubled = false;
  *at = behind;
  return true;
}

static bool scan_cell(walk *in, const char **at, rsl__csv_cell *cell, uint64_t *seen) {
  const char *start = *at;
  char delimiter = in->reader->delimiter;
  if (*start == '"') {
    const char *quote = rsl__find_quote(start + 1, seen);
    cell->doubled = false;
    while (quote[0] == '"' && quote[1] == '"') {
      cell->doubled = in->doubled = true;
      quote = rsl__find_quote(quote + 2, seen);
    }
    cell->text = start + 1;
    cell->length = (size_t)(quote - start) - 1;
    *at = quote + 1;
    return *quote == '"' && (quote[1] == delimiter || quote[1] == '\n' || quote[1] == '\r');
  }
  const char *stop = rsl__find_stop(start, in->reader->delimiters, seen);
  while (*stop != delimiter && *stop != '\n' && *stop != '\r') {
    if (*stop == '"' || *stop == '\0') return false;
    stop = rsl__find_stop(stop + 1, in->reader->delimiters, seen);
  }
  cell->text = start;
  cell->length = (size_t)(stop - start);
  cell->doubled = false;
  *at = stop;
  return true;
}

/* ---- Rows ------------------------------------------------------------------------------------------------ */

static void read_regular(walk *in, const char *next) {
  rsl__piece_reader *reader = in->reader;
  const rsl__fields fields = fields_of(reader, reader->cells, in->line);
  rsl__plain_row row = { .fields = &fields, .text = in->at, .length = (size_t)(next - in->at) };
  memcpy(row.expected, reader->expected, sizeof row.expected);
  if (in->doubled) {
    if (!rsl__csv_undouble(&reader->undoubled, reader->cells, reader->columns, row.length)) fail(in, RSL_ERR_MEMORY);
    take_fields(in, &fields);
  } else if (!rsl__plain_take(&reader->plain, &row)) {
    take_fields(in, &fields);
    if (reader->rows.code == NULL) rsl__plain_remember(&reader->plain, &fields);
  }
  in->at = next;
  in->line++;
}

static void take_fields(walk *in, const rsl__fields *fields) {
  if (in->piece->status != RSL_OK) return;
  rsl_status status = rsl__row_reader_take(&in->reader->rows, fields);
  if (status != RSL_OK) fail(in, status);
  if (in->reader->rows.code != NULL) put_aside(in, (size_t)(in->at - in->piece->text), in->line);
}

static rsl__fields fields_of(const rsl__piece_reader *reader, const rsl__csv_cell *cells, size_t line) {
  return (rsl__fields){
    .cells = cells,
    .column = reader->header->column,
    .only_required = reader->columns == RSL__REQUIRED_FIELDS,
    .file = rsl__csv_name(reader->csv),
    .line = line,
    .place = nowhere,
  };
}

static void read_by_itself(walk *in) {
  rsl__csv *csv = in->reader->csv;
  size_t at = (size_t)(in->at - in->piece->text);
  size_t line = in->line;
  rsl__fields fields;
  rsl__csv_enter_piece(csv, in->piece->text, in->piece->length, at, line);
  switch (rsl__csv_next(csv)) {
  case RSL__CSV_ROW:
    fields = fields_of(in->reader, rsl__csv_cells(csv), rsl__csv_line(csv));
    take_fields(in, &fields);
    break;
  case RSL__CSV_BAD_ROW:
    in->piece->open = rsl__csv_is_open(csv);
    in->piece->tail = (rsl__bad_row){ at, line };
    if (!in->piece->open) put_aside(in, at, line);
    break;
  case RSL__CSV_FAILED:
    if (rsl__csv_last_fault(csv)->status == RSL_ERR_MEMORY) fail(in, RSL_ERR_MEMORY);
    put_aside(in, at, line);
    in->at = in->end;
    return;
  case RSL__CSV_END:
    break;
  }
  in->at = in->piece->text + rsl__csv_position(csv, &in->line);
}

static void put_aside(walk *in, size_t at, size_t line) {
  rsl__csv_piece *piece = in->piece;
  if (rsl__grow(&in->reader->rows.allocator, &piece->bad, &piece->bad_capacity, piece->bad_count + 1,
                sizeof *piece->bad))
    piece->bad[piece->bad_count++] = (rsl__bad_row){ at, line };
  else
    fail(in, RSL_ERR_MEMORY);
}

static void fail(walk *in, rsl_status status) {
  in->piece->status = status;
  in->piece->reason = in->reader->scratch;
}

/* Nobody is told of it. */
static rsl__place nowhere(const void *from, size_t field) {
  (void)from;
  (void)field;
  return (rsl__place){ NULL, 0, 0, NULL };
}
