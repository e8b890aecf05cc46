#include "io/measurements_csv.h"

#include "io/complain.h"
#include "io/csv.h"
#include "io/csv_header.h"

static rsl_status open_reader(rsl__csv_reading *reader, const rsl_source *source);
static void close_reader(rsl__csv_reading *reader);
static rsl_status check_delimiter(rsl__csv_reading *reader);
static rsl_status read_row(rsl__csv_reading *reader, bool *bad);
static rsl__place place_of(const void *from, size_t field);

rsl_status rsl__measurements_read_csv(rsl__row_reader *rows, const rsl_source *source, uint64_t *bad_rows) {
  rsl__csv_reading reader = { .rows = rows };
  bool more = true;
  rsl_status status = open_reader(&reader, source);
  if (status == RSL_OK) status = rsl__measurements_read_pieces(&reader, rows->options->threads);
  while (status == RSL_OK && more) status = rsl__csv_reading_step(&reader, &more);
  *bad_rows += reader.bad_rows;
  close_reader(&reader);
  return status;
}

rsl_status rsl__csv_reading_step(rsl__csv_reading *reader, bool *more) {
  const rsl__row_reader *rows = reader->rows;
  const rsl__csv_fault *fault = rsl__csv_last_fault(reader->csv);
  bool bad = false;
  rsl_status status = RSL_OK;
  *more = true;
  switch (rsl__csv_next(reader->csv)) {
  case RSL__CSV_ROW:
    status = read_row(reader, &bad);
    break;
  case RSL__CSV_BAD_ROW:
    bad = true;
    (void)rsl__csv_report(reader->csv, rows->problems, rows->error);
    status = rsl__rejects_row(&reader->rejects, reader->csv, fault->code, fault->text, rows->error);
    break;
  case RSL__CSV_END:
    *more = false;
    break;
  case RSL__CSV_FAILED:
    return rsl__csv_report(reader->csv, rows->problems, rows->error);
  }
  if (status == RSL_OK) reader->bad_rows += bad;
  return status;
}

static rsl_status open_reader(rsl__csv_reading *reader, const rsl_source *source) {
  const rsl__row_reader *rows = reader->rows;
  const rsl_allocator *memory = &rows->allocator;
  rsl_error why = RSL_ERROR_INIT;
  rsl_status status = rsl__csv_open(source, rows->options->max_line, memory, &reader->csv, &why);
  if (status != RSL_OK) return rsl__complain_unreadable(rows->problems, rows->error, &why);
  status = rsl__csv_header_read(reader->csv, rsl__field_names, RSL__FIELDS, RSL__REQUIRED_FIELDS, memory,
                                &reader->header, rows->problems, rows->error);
  if (status == RSL_OK) status = check_delimiter(reader);
  if (status == RSL_OK) {
    status = rsl__rejects_open(&reader->rejects, rows->options->rejects, reader->csv, memory, rows->error);
  }
  return status;
}

static void close_reader(rsl__csv_reading *reader) {
  rsl__rejects_close(&reader->rejects);
  rsl__csv_header_free(&reader->header);
  rsl__csv_close(reader->csv);
}

/* A decimal comma in a file whose columns end with one would cut every figure in two. */
static rsl_status check_delimiter(rsl__csv_reading *reader) {
  const rsl__row_reader *rows = reader->rows;
  const rsl_number_style *style = &rows->options->style;
  char delimiter = rsl__csv_delimiter(reader->csv);
  if (delimiter != style->decimal_mark && delimiter != style->thousands_mark) return RSL_OK;
  rsl__place place = { rsl__csv_name(reader->csv), 1, 0, NULL };
  return rsl__complain(rows->problems, rows->error, "bad_delimiter", &place,
                       "`%c` is declared inside numbers and also parts the columns: part them with `;` or tabs",
                       delimiter);
}

static rsl_status read_row(rsl__csv_reading *reader, bool *bad) {
  const rsl__fields fields = {
    .cells = rsl__csv_cells(reader->csv),
    .column = reader->header.column,
    .only_required = reader->header.count == RSL__REQUIRED_FIELDS,
    .file = rsl__csv_name(reader->csv),
    .line = rsl__csv_line(reader->csv),
    .place = place_of,
    .from = reader,
  };
  rsl__row_reader *rows = reader->rows;
  rsl_status status = rsl__row_reader_take(rows, &fields);
  *bad = status == RSL_OK && rows->code != NULL;
  return *bad ? rsl__rejects_row(&reader->rejects, reader->csv, rows->code, rows->reason, rows->error) : status;
}

static rsl__place place_of(const void *from, size_t field) {
  const rsl__csv_reading *reader = from;
  return rsl__csv_place(reader->csv, reader->header.column[field]);
}
