#include "io/measurements_plain.h"

#include <string.h>

#include "base/memory.h"
#include "base/utf8.h"
#include "cube/builder.h"
#include "io/csv_words.h"

/* Texts that repeat from row to row, and what they mean: filled from rows that took the long way. A slot that is taken by
 * another text is filled anew, so that no input can make a memo grow or slow. */
enum { UNIT_SLOTS = 4096, OTHER_SLOTS = 2048, LONGEST_TEXT = 16 };

typedef struct plain_text {
  uint64_t low; /* its first eight bytes; never 0, since no text is empty or has a NUL */
  uint64_t high;
} plain_text;

typedef struct known known;

/* A text and its meaning. Files go through units, indicators and periods in turn: so each knows which followed it last, and
 * that one is compared with first, as it stands in the file, before any end of a cell is looked for. */
struct known {
  plain_text text;
  plain_text cell;      /* with its quotes, if any, and the delimiter behind it: `skip` bytes */
  plain_text mask;      /* of the bytes of `cell` that count */
  known *next;          /* the one that followed it */
  uint32_t value;       /* place of a unit, index of an indicator, `when` of a period */
  rsl_date day;         /* of a unit: it is valid then, RSL_DATE_NONE where none opens or closes */
  rsl_date last_day;    /* of a period */
  rsl__log *log;        /* of an indicator */
  rsl_period_type type; /* of a period; of an indicator's own */
  uint8_t start;        /* of the text in the cell */
  uint8_t length;
  uint8_t skip; /* 0: the cell is not known */
};

struct rsl__plain_memo {
  known units[UNIT_SLOTS];
  known indicators[OTHER_SLOTS];
  known periods[OTHER_SLOTS];
};

/* The way through a piece. */
typedef struct walk {
  rsl__piece_reader *reader;
  rsl__csv_piece *piece;
  const char *at;
  const char *end;
  size_t line;
} walk;

static bool scan_row(walk *in, const char **next);
static inline bool scan_expected(const known *expected, const char **at, rsl__csv_cell *cell);
static bool scan_cell(walk *in, const char **at, rsl__csv_cell *cell, uint64_t *seen);
static void read_regular(walk *in, const char *next);
static bool take_plain(walk *in);
static known *meaning_of(rsl__piece_reader *reader, size_t field, known *slots, size_t slot_count, rsl_date day);
static void expect_next(rsl__piece_reader *reader, size_t field, known *met);
static void note_cell(const rsl__piece_reader *reader, size_t column, known *met);
static bool is_bare(const rsl__piece_reader *reader);
static bool read_number(const rsl__piece_reader *reader, const rsl__csv_cell *cell, rsl_decimal *out);
static bool read_short(const char *text, size_t length, rsl_decimal *out);
static bool add_plain(walk *in, const known *indicator, const rsl__row *row);
static void take_fields(walk *in, const rsl__csv_cell *cells, size_t line);
static void remember(rsl__piece_reader *reader);
static known *put_known(known *slot, plain_text text, uint32_t value, rsl_date day);
static void read_by_itself(walk *in);
static void put_aside(walk *in, size_t at, size_t line);
static void fail(walk *in, rsl_status status);
static rsl__place nowhere(const void *from, size_t field);

rsl_status rsl__piece_reader_open(rsl__piece_reader *reader, const rsl__row_reader *like, rsl_cube_builder *builder,
                                  const rsl__csv *csv, const rsl__csv_header *header) {
  *reader = (rsl__piece_reader){ .header = header, .columns = header->count };
  rsl_status status =
      rsl__row_reader_open(&reader->rows, like->options, builder, &like->allocator, NULL, &reader->scratch);
  if (status != RSL_OK) return status;
  /* What is near to a wrong code is looked for where it is told. */
  reader->rows.candidates = 0;
  reader->csv = rsl__csv_open_pieces(csv);
  reader->cells = rsl__allocate_zeroed_array(&like->allocator, reader->columns, sizeof *reader->cells);
  reader->expected = rsl__allocate_zeroed_array(&like->allocator, reader->columns, sizeof *reader->expected);
  reader->memo = rsl__allocate_zeroed(&like->allocator, sizeof *reader->memo);
  reader->delimiter = rsl__csv_delimiter(csv);
  reader->delimiters = RSL__EVERY_BYTE * (unsigned char)reader->delimiter;
  reader->max_line = like->options->max_line;
  const rsl_number_style *style = &like->options->style;
  reader->plain_numbers = (style->decimal_mark == '\0' || style->decimal_mark == '.') && style->thousands_mark != '.';
  bool fine = reader->csv != NULL && reader->cells != NULL && reader->expected != NULL && reader->memo != NULL;
  return fine ? RSL_OK : RSL_ERR_MEMORY;
}

void rsl__piece_reader_close(rsl__piece_reader *reader) {
  const rsl_allocator *from = &reader->rows.allocator;
  rsl__csv_close(reader->csv);
  rsl__release_array(from, reader->cells, reader->columns, sizeof *reader->cells);
  rsl__release_array(from, reader->expected, reader->columns, sizeof *reader->expected);
  rsl__release(from, reader->memo, sizeof *reader->memo);
  rsl__row_reader_close(&reader->rows);
}

void rsl__piece_reader_read(rsl__piece_reader *reader, rsl__csv_piece *piece) {
  walk in = { reader, piece, piece->text, piece->text + piece->length, piece->line };
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
  }
  piece->rows = piece->by->row_count - piece->rows;
  piece->later = piece->by->later_count - piece->later;
}

/* ---- Cells ----------------------------------------------------------------------------------------------- */

/* A row as nearly all are: of as many cells as there are columns, its quotes around whole cells and not doubled, all in
 * one line. False leaves it to the reader that knows every other kind, and what is wrong with it. */
static bool scan_row(walk *in, const char **next) {
  rsl__piece_reader *reader = in->reader;
  const char *at = in->at;
  uint64_t seen = 0;
  for (size_t i = 0;;) {
    rsl__expectation *expected = &reader->expected[i];
    expected->met = scan_expected(expected->known, &at, &reader->cells[i]);
    if (expected->met) {
      i++;
      continue;
    }
    if (!scan_cell(in, &at, &reader->cells[i], &seen)) return false;
    i++;
    if (*at == reader->delimiter && i < reader->columns) {
      at++;
      continue;
    }
    if (i < reader->columns) return false;
    break;
  }
  size_t length = (size_t)(at - in->at);
  if (*at == '\r' && at[1] == '\n') at++;
  if (*at != '\n' || length > reader->max_line) return false;
  *next = at + 1;
  return (seen & RSL__EVERY_TOP) == 0 || rsl__utf8_valid_length(in->at, length) == length;
}

/* The cell and the delimiter behind it, in one look. A column that nothing is expected of has NULL. */
static inline bool scan_expected(const known *expected, const char **at, rsl__csv_cell *cell) {
  if (expected == NULL || expected->skip == 0) return false;
  uint64_t low = (rsl__load_word(*at) ^ expected->cell.low) & expected->mask.low;
  uint64_t high = (rsl__load_word(*at + 8) ^ expected->cell.high) & expected->mask.high;
  if ((low | high) != 0) return false;
  cell->text = *at + expected->start;
  cell->length = expected->length;
  *at += expected->skip;
  return true;
}

static bool scan_cell(walk *in, const char **at, rsl__csv_cell *cell, uint64_t *seen) {
  const char *start = *at;
  char delimiter = in->reader->delimiter;
  if (*start == '"') {
    const char *quote = rsl__find_quote(start + 1, seen);
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
  *at = stop;
  return true;
}

/* ---- Plain rows ------------------------------------------------------------------------------------------ */

static void read_regular(walk *in, const char *next) {
  size_t line = in->line;
  size_t at = (size_t)(in->at - in->piece->text);
  if (!take_plain(in)) {
    take_fields(in, in->reader->cells, line);
    if (in->reader->rows.code != NULL)
      put_aside(in, at, line);
    else
      remember(in->reader);
  }
  in->at = next;
  in->line = line + 1;
}

static inline plain_text text_of(const rsl__csv_cell *cell) {
  uint64_t low = rsl__first_bytes(rsl__load_word(cell->text), cell->length);
  if (cell->length <= 8) return (plain_text){ low, 0 };
  return (plain_text){ low, rsl__first_bytes(rsl__load_word(cell->text + 8), cell->length - 8) };
}

static inline bool is_same(const plain_text *a, const plain_text *b) {
  return a->low == b->low && a->high == b->high;
}

/* Where it stands, or may be put: each text has two places, so that two that fall together do not drive each other out. */
static known *find_slot(known *slots, size_t slot_count, const plain_text *text, rsl_date day) {
  uint64_t hash = text->low ^ text->high * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)(uint32_t)day << 20;
  /* Texts differ in their last letters, which stand at the top: these are brought down first. */
  hash = (hash ^ hash >> 32) * UINT64_C(0xFF51AFD7ED558CCD);
  known *first = &slots[(size_t)(hash >> 40) % slot_count];
  known *second = &slots[((size_t)(hash >> 40) ^ 1) % slot_count];
  if (is_same(&first->text, text) && first->day == day) return first;
  if (is_same(&second->text, text) && second->day == day) return second;
  return first->text.low == 0 || second->text.low != 0 ? first : second;
}

static inline const rsl__csv_cell *cell_of(const rsl__piece_reader *reader, size_t field) {
  return &reader->cells[reader->header->column[field]];
}

/* A figure alone, of a unit, indicator and period that were met before: what rsl__row_reader_take() makes of such a row,
 * without looking anything up. */
static bool take_plain(walk *in) {
  rsl__piece_reader *reader = in->reader;
  rsl__plain_memo *memo = reader->memo;
  known *period = meaning_of(reader, RSL__FIELD_PERIOD, memo->periods, OTHER_SLOTS, 0);
  if (period == NULL) return false;
  known *indicator = meaning_of(reader, RSL__FIELD_INDICATOR, memo->indicators, OTHER_SLOTS, 0);
  rsl_date on = reader->rows.lives_matter ? period->last_day : RSL_DATE_NONE;
  known *unit = meaning_of(reader, RSL__FIELD_UNIT, memo->units, UNIT_SLOTS, on);
  if (indicator == NULL || unit == NULL) return false;
  rsl_decimal value;
  if (period->type != indicator->type || in->line > UINT32_MAX || !is_bare(reader)) return false;
  if (!read_number(reader, cell_of(reader, RSL__FIELD_VALUE), &value)) return false;
  expect_next(reader, RSL__FIELD_PERIOD, period);
  expect_next(reader, RSL__FIELD_INDICATOR, indicator);
  expect_next(reader, RSL__FIELD_UNIT, unit);
  rsl__row row = { .value = value.units, .place = unit->value, .origin = (uint32_t)in->line };
  row.when = period->value & 0xFFFFFFu;
  row.scale = (unsigned)value.scale & 31u;
  return add_plain(in, indicator, &row);
}

/* NULL: it was not met before. */
static inline known *meaning_of(rsl__piece_reader *reader, size_t field, known *slots, size_t slot_count,
                                rsl_date day) {
  size_t column = reader->header->column[field];
  rsl__expectation *expected = &reader->expected[column];
  if (expected->met && expected->known->day == day) return expected->known;
  const rsl__csv_cell *cell = &reader->cells[column];
  if (cell->length - 1 >= LONGEST_TEXT) return NULL;
  plain_text text = text_of(cell);
  known *found = find_slot(slots, slot_count, &text, day);
  if (!is_same(&found->text, &text) || found->day != day) return NULL;
  note_cell(reader, column, found);
  return found;
}

static inline void expect_next(rsl__piece_reader *reader, size_t field, known *met) {
  rsl__expectation *expected = &reader->expected[reader->header->column[field]];
  if (expected->last != NULL) expected->last->next = met;
  expected->last = met;
  expected->known = met->next;
}

/* How it stands in the file. The last cell of a row has no delimiter behind it. */
static void note_cell(const rsl__piece_reader *reader, size_t column, known *met) {
  const rsl__csv_cell *cell = &reader->cells[column];
  bool quoted = cell->text[cell->length] == '"';
  size_t skip = cell->length + (quoted ? 3 : 1);
  met->skip = 0;
  if (column + 1 == reader->columns || skip > LONGEST_TEXT) return;
  const char *start = cell->text - quoted;
  met->cell.low = rsl__first_bytes(rsl__load_word(start), skip);
  met->cell.high = skip > 8 ? rsl__first_bytes(rsl__load_word(start + 8), skip - 8) : 0;
  met->mask.low = rsl__first_bytes(UINT64_MAX, skip);
  met->mask.high = skip > 8 ? rsl__first_bytes(UINT64_MAX, skip - 8) : 0;
  if (((met->cell.low | met->cell.high) & RSL__EVERY_TOP) != 0) return;
  met->start = quoted;
  met->length = (uint8_t)cell->length;
  met->skip = (uint8_t)skip;
}

/* Nothing but columns of people's own stands beside the figure. */
static bool is_bare(const rsl__piece_reader *reader) {
  const rsl__csv_header *header = reader->header;
  if (reader->columns == RSL__REQUIRED_FIELDS) return true;
  for (size_t field = RSL__REQUIRED_FIELDS; field < RSL__FIELDS; field++)
    if (header->column[field] != RSL__CSV_NO_COLUMN && cell_of(reader, field)->length > 0) return false;
  return true;
}

static bool read_number(const rsl__piece_reader *reader, const rsl__csv_cell *cell, rsl_decimal *out) {
  if (reader->plain_numbers && cell->length <= 8 && read_short(cell->text, cell->length, out)) return true;
  return rsl_decimal_parse(cell->text, cell->length, &reader->rows.options->style, out) == RSL_NUMBER_FINE;
}

/* Up to eight bytes at once: the digits are moved to the top, behind zeros, and the point is taken out from among them.
 * False leaves the verdict to rsl_decimal_parse(). */
static bool read_short(const char *text, size_t length, rsl_decimal *out) {
  bool negative = length > 0 && *text == '-';
  text += negative;
  length -= negative;
  if (length == 0) return false;
  const uint64_t zeros = RSL__EVERY_BYTE * '0';
  unsigned shift = 64 - 8 * (unsigned)length;
  uint64_t digits = rsl__load_word(text) << shift;
  if (shift > 0) digits |= zeros >> (64 - shift);
  uint64_t point = rsl__bytes_same(digits, RSL__EVERY_BYTE * '.');
  out->scale = 0;
  if (point != 0) {
    unsigned place = rsl__trailing_zeros(point) / 8;
    if (place == 7 || place == shift / 8) return false;
    uint64_t below = (UINT64_C(1) << 8 * place) - 1;
    digits = (digits & ~(below << 8 | 0xFF)) | (digits & below) << 8 | '0';
    out->scale = 7 - (int32_t)place;
  }
  /* A digit less '0' is below 10, and so is no other byte. */
  digits ^= zeros;
  if (((digits + RSL__EVERY_BYTE * (0x80 - 10)) & RSL__EVERY_TOP) != 0 || (digits & RSL__EVERY_TOP) != 0) return false;
  digits = (digits * 10 + (digits >> 8)) & UINT64_C(0x00FF00FF00FF00FF);
  digits = (digits * 100 + (digits >> 16)) & UINT64_C(0x0000FFFF0000FFFF);
  digits = (digits * 10000 + (digits >> 32)) & UINT64_C(0x00000000FFFFFFFF);
  out->units = negative ? -(int64_t)digits : (int64_t)digits;
  return true;
}

static bool add_plain(walk *in, const known *indicator, const rsl__row *row) {
  rsl_cube_builder *builder = in->reader->rows.builder;
  rsl__log *log = indicator->log;
  if (rsl__log_is_ready(log, builder->piece, builder->last_file_number)) {
    rsl__log_add_plain(log, row->place, row->when, row->value, row->scale, row->origin);
    return true;
  }
  rsl__row full = *row;
  full.file = builder->last_file_number & 0xFFFFu;
  full.flags = RSL__ROW_VALUE;
  if (!rsl__builder_push(builder, indicator->value, &full)) fail(in, RSL_ERR_MEMORY);
  return true;
}

/* ---- All other rows -------------------------------------------------------------------------------------- */

static void take_fields(walk *in, const rsl__csv_cell *cells, size_t line) {
  rsl__piece_reader *reader = in->reader;
  const rsl__fields fields = {
    .cells = cells,
    .column = reader->header->column,
    .only_required = reader->columns == RSL__REQUIRED_FIELDS,
    .file = rsl__csv_name(reader->csv),
    .line = line,
    .place = nowhere,
  };
  rsl_status status = rsl__row_reader_take(&reader->rows, &fields);
  if (status != RSL_OK) fail(in, status);
}

/* What the texts of a good row meant, where another row of the same texts means the same. */
static void remember(rsl__piece_reader *reader) {
  const rsl__row_reader *rows = &reader->rows;
  const rsl_measurement *row = &rows->last;
  const rsl__csv_cell *unit = cell_of(reader, RSL__FIELD_UNIT);
  const rsl__csv_cell *indicator = cell_of(reader, RSL__FIELD_INDICATOR);
  const rsl__csv_cell *period = cell_of(reader, RSL__FIELD_PERIOD);
  bool has_level = reader->header->column[RSL__FIELD_LEVEL] != RSL__CSV_NO_COLUMN;
  if (row->nil || !rsl__builder_takes_plain(rows->builder, row->indicator)) return;
  if (has_level && cell_of(reader, RSL__FIELD_LEVEL)->length > 0) return;
  if (unit->length > LONGEST_TEXT || indicator->length > LONGEST_TEXT || period->length > LONGEST_TEXT) return;
  rsl_date last_day = rsl_period_last_day(row->period);
  rsl_date on = rows->lives_matter ? last_day : RSL_DATE_NONE;
  plain_text text = text_of(period);
  known *slot = put_known(find_slot(reader->memo->periods, OTHER_SLOTS, &text, 0), text, rsl__when(row->period), 0);
  slot->last_day = last_day;
  slot->type = row->period.type;
  text = text_of(indicator);
  slot = put_known(find_slot(reader->memo->indicators, OTHER_SLOTS, &text, 0), text, row->indicator, 0);
  slot->log = &rows->builder->heaps[row->indicator].log;
  slot->type = rows->builder->heaps[row->indicator].frequency;
  text = text_of(unit);
  uint32_t place = rows->builder->cube->places[row->unit];
  (void)put_known(find_slot(reader->memo->units, UNIT_SLOTS, &text, on), text, place, on);
}

/* What is expected next may be the text that stood here: it is not known any more. */
static known *put_known(known *slot, plain_text text, uint32_t value, rsl_date day) {
  *slot = (known){ .text = text, .value = value, .day = day };
  return slot;
}

static void read_by_itself(walk *in) {
  rsl__csv *csv = in->reader->csv;
  size_t at = (size_t)(in->at - in->piece->text);
  size_t line = in->line;
  rsl__csv_enter_piece(csv, in->piece->text, in->piece->length, at, line);
  switch (rsl__csv_next(csv)) {
  case RSL__CSV_ROW:
    take_fields(in, rsl__csv_cells(csv), rsl__csv_line(csv));
    if (in->reader->rows.code != NULL) put_aside(in, at, line);
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
