#include <stdarg.h>
#include <string.h>

#include <resolution/io.h>

#include "base/message.h"
#include "base/names.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "io/complain.h"
#include "io/csv.h"
#include "io/csv_header.h"

/* A figure as it was read: of a series, in the order of the file. */
typedef struct read_figure {
  uint32_t series;
  size_t line;
  rsl_path_figure figure;
} read_figure;

struct rsl_series_table {
  rsl_allocator allocator;
  rsl__names names;
  read_figure *read; /* while it is read */
  size_t read_count;
  size_t read_capacity;
  rsl_path_figure *figures; /* by series and period */
  rsl_bare_series *series;
  size_t series_count;
};

/* Reading one file. */
typedef struct reading {
  rsl_series_table *table;
  rsl_number_style style;
  size_t max_line;
  const char *name; /* of the source */
  const char *const *columns;
  size_t column_count;
  size_t required;
  rsl__csv *csv;
  rsl__csv_header header;
  rsl__text_buffer scratch; /* of a name that is not composed yet */
  bool bad;
  rsl_problems *problems;
  rsl_error *error;
} reading;

typedef rsl__csv_cell cell;
typedef rsl_status take_row(reading *in);

enum { PERIOD = 0, VALUE, SERIES };                        /* of figures */
enum { NAME = 0, TARGET, BY, BASELINE, DIRECTION, LIMIT }; /* of targets */

static reading start(const rsl_measurements_read_options *options, rsl_series_table *table, rsl_problems *problems,
                     rsl_error *error);
static rsl_status read_all(reading *in, const rsl_source *source, take_row *take);
static rsl_status take_figure(reading *in);
static rsl_status take_target(reading *in);
static rsl_status read_series(reading *in, uint32_t *out);
static bool read_name(reading *in, size_t column, const char **out, size_t *length);
static bool read_period(reading *in, size_t column, rsl_period *out);
static bool read_number(reading *in, size_t column, bool *has, rsl_decimal *out);
static bool read_direction(reading *in, rsl_direction *out);
static rsl_status put_in_order(reading *in);
static void tell_twice(reading *in, const read_figure *earlier, const read_figure *later);
static int compare_figures(const void *a, const void *b);
static const cell *cell_of(const reading *in, size_t column);
static bool is_empty(const cell *text);
static bool refuse(reading *in, size_t column, const char *code, const char *format, ...) RSL__PRINTF(4, 5);

rsl_status rsl_series_read(const rsl_source *source, const rsl_measurements_read_options *options,
                           const rsl_allocator *allocator, rsl_problems *problems, rsl_series_table **out,
                           rsl_error *error) {
  static const char *const columns[] = { "period", "value", "series" };
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  *out = NULL;
  rsl__error_clear(error);
  rsl_series_table *made = rsl__allocate_zeroed(&memory, sizeof *made);
  if (made == NULL) return rsl__fail_memory(error);
  made->allocator = memory;
  rsl__names_init(&made->names, &memory);
  reading in = start(options, made, problems, error);
  in.columns = columns;
  in.column_count = 3;
  in.required = 2;
  rsl_status status = read_all(&in, source, take_figure);
  if (status == RSL_OK) status = put_in_order(&in);
  if (status == RSL_OK && in.bad) status = RSL_ERR_DATA;
  if (status == RSL_OK)
    *out = made;
  else
    rsl_series_free(made);
  return status;
}

rsl_status rsl_series_targets_read(rsl_series_table *table, const rsl_source *source,
                                   const rsl_measurements_read_options *options, rsl_problems *problems,
                                   rsl_error *error) {
  static const char *const columns[] = { "series", "target", "by", "baseline", "direction", "limit" };
  rsl__error_clear(error);
  rsl_bare_series *kept = rsl__allocate_array(&table->allocator, table->series_count, sizeof *kept);
  if (kept == NULL) return rsl__fail_memory(error);
  memcpy(kept, table->series, table->series_count * sizeof *kept);
  reading in = start(options, table, problems, error);
  in.columns = columns;
  in.column_count = 6;
  in.required = 2;
  rsl_status status = read_all(&in, source, take_target);
  if (status == RSL_OK && in.bad) status = RSL_ERR_DATA;
  if (status != RSL_OK) memcpy(table->series, kept, table->series_count * sizeof *kept);
  rsl__release_array(&table->allocator, kept, table->series_count, sizeof *kept);
  return status;
}

rsl_status rsl_series_read_file(const char *path, const rsl_measurements_read_options *options,
                                const rsl_allocator *allocator, rsl_problems *problems, rsl_series_table **out,
                                rsl_error *error) {
  rsl_file *file = NULL;
  rsl_source source;
  rsl_error why = RSL_ERROR_INIT;
  *out = NULL;
  rsl_status status = rsl_file_open(path, allocator, &file, &source, &why);
  if (status != RSL_OK) return rsl__complain_unreadable(problems, error, &why);
  status = rsl_series_read(&source, options, allocator, problems, out, error);
  rsl_file_close(file);
  return status;
}

rsl_status rsl_series_targets_read_file(rsl_series_table *table, const char *path,
                                        const rsl_measurements_read_options *options, rsl_problems *problems,
                                        rsl_error *error) {
  rsl_file *file = NULL;
  rsl_source source;
  rsl_error why = RSL_ERROR_INIT;
  rsl_status status = rsl_file_open(path, &table->allocator, &file, &source, &why);
  if (status != RSL_OK) return rsl__complain_unreadable(problems, error, &why);
  status = rsl_series_targets_read(table, &source, options, problems, error);
  rsl_file_close(file);
  return status;
}

void rsl_series_free(rsl_series_table *table) {
  if (table == NULL) return;
  rsl_allocator memory = table->allocator;
  rsl__release_array(&memory, table->figures, table->read_count, sizeof *table->figures);
  rsl__release_array(&memory, table->series, table->series_count, sizeof *table->series);
  rsl__release_array(&memory, table->read, table->read_capacity, sizeof *table->read);
  rsl__names_free(&table->names);
  rsl__release(&memory, table, sizeof *table);
}

size_t rsl_series_count(const rsl_series_table *table) {
  return table->series_count;
}

const rsl_bare_series *rsl_series_at(const rsl_series_table *table, size_t index) {
  return index < table->series_count ? &table->series[index] : NULL;
}

static reading start(const rsl_measurements_read_options *options, rsl_series_table *table, rsl_problems *problems,
                     rsl_error *error) {
  rsl_measurements_read_options own = RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  if (options != NULL) memcpy(&own, options, options->size < sizeof own ? options->size : sizeof own);
  return (
      reading){ .table = table, .style = own.style, .max_line = own.max_line, .problems = problems, .error = error };
}

static rsl_status read_all(reading *in, const rsl_source *source, take_row *take) {
  rsl_error why = RSL_ERROR_INIT;
  const rsl_allocator *memory = &in->table->allocator;
  rsl__text_buffer_init(&in->scratch, memory);
  in->name = source->name;
  rsl_status status = rsl__csv_open(source, in->max_line, memory, &in->csv, &why);
  if (status != RSL_OK) return rsl__complain_unreadable(in->problems, in->error, &why);
  status = rsl__csv_header_read(in->csv, in->columns, in->column_count, in->required, memory, &in->header, in->problems,
                                in->error);
  bool goes_on = status == RSL_OK;
  while (goes_on && status == RSL_OK) {
    rsl__csv_step step = rsl__csv_next(in->csv);
    goes_on = step != RSL__CSV_END;
    if (step == RSL__CSV_ROW) {
      status = take(in);
    } else if (goes_on) {
      rsl_status told = rsl__csv_report(in->csv, in->problems, in->error);
      in->bad = true;
      if (step == RSL__CSV_FAILED) status = told;
    }
  }
  rsl__text_buffer_free(&in->scratch);
  rsl__csv_header_free(&in->header);
  rsl__csv_close(in->csv);
  return status;
}

/* ---- Figures ---- */

/* An empty value is a gap, which is left out. */
static rsl_status take_figure(reading *in) {
  rsl_series_table *table = in->table;
  read_figure row = { .line = rsl__csv_line(in->csv) };
  const char *name = "";
  size_t length = 0;
  rsl_decimal value = { 0, 0 };
  bool has = false;
  bool good = read_period(in, PERIOD, &row.figure.period);
  good = read_number(in, VALUE, &has, &value) && good;
  good = read_name(in, SERIES, &name, &length) && good;
  if (in->scratch.failed) return rsl__fail_memory(in->error);
  if (!good) return RSL_OK;
  rsl_status status = rsl__names_add(&table->names, name, length, &row.series);
  if (status != RSL_OK) return rsl__fail(in->error, status, "the series' names do not fit");
  if (!has) return RSL_OK;
  row.figure.value = rsl_number_from_decimal(value);
  if (!rsl__grow(&table->allocator, &table->read, &table->read_capacity, table->read_count + 1, sizeof *table->read))
    return rsl__fail_memory(in->error);
  table->read[table->read_count++] = row;
  return RSL_OK;
}

static rsl_status put_in_order(reading *in) {
  rsl_series_table *table = in->table;
  size_t next = 0;
  table->series_count = rsl__names_count(&table->names);
  table->series = rsl__allocate_array(&table->allocator, table->series_count, sizeof *table->series);
  table->figures = rsl__allocate_array(&table->allocator, table->read_count, sizeof *table->figures);
  if (table->series == NULL || table->figures == NULL) return rsl__fail_memory(in->error);
  if (!rsl__sort(&table->allocator, table->read, table->read_count, sizeof *table->read, compare_figures))
    return rsl__fail_memory(in->error);
  for (size_t i = 0; i < table->series_count; i++) {
    rsl_bare_series *series = &table->series[i];
    *series = (rsl_bare_series)RSL_BARE_SERIES_INIT;
    series->name = rsl__names_text(&table->names, (uint32_t)i);
    series->figures = &table->figures[next];
    for (; next < table->read_count && table->read[next].series == i; next++, series->figure_count++) {
      table->figures[next] = table->read[next].figure;
      bool twice = series->figure_count > 0 && compare_figures(&table->read[next - 1], &table->read[next]) == 0;
      if (twice) tell_twice(in, &table->read[next - 1], &table->read[next]);
    }
  }
  return RSL_OK;
}

static void tell_twice(reading *in, const read_figure *earlier, const read_figure *later) {
  char period[RSL_PERIOD_TEXT];
  rsl__place place = { in->name, later->line, 0, NULL };
  rsl_period_format(later->figure.period, period);
  (void)rsl__complain(in->problems, in->error, "duplicate_figure", &place,
                      "the series has a figure for %s in line %lu already: leave one of them", period,
                      (unsigned long)earlier->line);
  in->bad = true;
}

/* Stable: of two of one period the earlier line comes first. */
static int compare_figures(const void *a, const void *b) {
  const read_figure *left = a;
  const read_figure *right = b;
  if (left->series != right->series) return left->series < right->series ? -1 : 1;
  int order = rsl_period_compare(left->figure.period, right->figure.period);
  return order != 0 ? order : (int)left->figure.period.type - (int)right->figure.period.type;
}

/* ---- Targets ---- */

static rsl_status take_target(reading *in) {
  uint32_t number = 0;
  rsl_status status = read_series(in, &number);
  if (status != RSL_OK || number == RSL__NAME_NONE) return status;
  rsl_bare_series read = in->table->series[number];
  bool good = read_number(in, TARGET, &read.has_target, &read.target);
  if (!is_empty(cell_of(in, BY))) good = read_period(in, BY, &read.by) && good;
  if (!is_empty(cell_of(in, BASELINE))) good = read_period(in, BASELINE, &read.baseline) && good;
  good = read_direction(in, &read.direction) && good;
  good = read_number(in, LIMIT, &read.has_limit, &read.limit) && good;
  if (good) in->table->series[number] = read;
  return RSL_OK;
}

/* RSL__NAME_NONE: the row is bad. */
static rsl_status read_series(reading *in, uint32_t *out) {
  const char *name = "";
  size_t length = 0;
  char shown[RSL__SHOWN_TEXT];
  *out = RSL__NAME_NONE;
  bool good = read_name(in, NAME, &name, &length);
  if (in->scratch.failed) return rsl__fail_memory(in->error);
  if (good) *out = rsl__names_find(&in->table->names, name, length);
  if (good && *out == RSL__NAME_NONE)
    (void)refuse(in, NAME, "unknown_series", "no figure is of a series `%s`", rsl__shown(shown, name, length));
  return RSL_OK;
}

static bool read_direction(reading *in, rsl_direction *out) {
  const cell *text = cell_of(in, DIRECTION);
  char shown[RSL__SHOWN_TEXT];
  if (is_empty(text)) return true;
  for (int direction = RSL_DIRECTION_INCREASE; direction <= RSL_DIRECTION_DECREASE; direction++) {
    const char *name = rsl_direction_name((rsl_direction)direction);
    if (strlen(name) != text->length || memcmp(name, text->text, text->length) != 0) continue;
    *out = (rsl_direction)direction;
    return true;
  }
  return refuse(in, DIRECTION, "unknown_word", "unknown direction `%s`: it is `increase` or `decrease`",
                rsl__shown(shown, text->text, text->length));
}

/* ---- Cells ---- */

/* Names are compared as they are composed (NFC). Without the column all rows are of one series without a name. */
static bool read_name(reading *in, size_t column, const char **out, size_t *length) {
  const cell *text = cell_of(in, column);
  if (text == NULL) return true;
  if (rsl__utf8_valid_length(text->text, text->length) != text->length)
    return refuse(in, column, "not_utf8", "the text is not UTF-8: convert it");
  rsl_status status = rsl__nfc(&in->scratch, text->text, text->length, out, length, NULL);
  if (status == RSL_ERR_MEMORY) in->scratch.failed = true;
  if (status == RSL_OK) return true;
  return status == RSL_ERR_MEMORY ? false
                                  : refuse(in, column, "not_utf8", "the name has too many combining marks in a row");
}

static bool read_period(reading *in, size_t column, rsl_period *out) {
  const cell *text = cell_of(in, column);
  char shown[RSL__SHOWN_TEXT];
  if (text != NULL && rsl_period_parse(text->text, text->length, out)) return true;
  return refuse(in, column, "bad_period",
                "`%s` is no period: write it as 2023, 2023-H1, 2023-Q2, 2023-03 or 2023-03-31",
                text != NULL ? rsl__shown(shown, text->text, text->length) : "");
}

static bool read_number(reading *in, size_t column, bool *has, rsl_decimal *out) {
  const cell *text = cell_of(in, column);
  char shown[RSL__SHOWN_TEXT];
  *has = false;
  if (is_empty(text)) return true;
  if (rsl_decimal_parse(text->text, text->length, &in->style, out) == RSL_NUMBER_FINE) {
    *has = true;
    return true;
  }
  return refuse(in, column, "bad_number", "`%s` is no figure: write it as -12.5, with at most 18 digits",
                rsl__shown(shown, text->text, text->length));
}

/* NULL: the file has no such column. */
static const cell *cell_of(const reading *in, size_t column) {
  size_t found = in->header.column[column];
  return found == RSL__CSV_NO_COLUMN ? NULL : &rsl__csv_cells(in->csv)[found];
}

static bool is_empty(const cell *text) {
  return text == NULL || text->length == 0;
}

static bool refuse(reading *in, size_t column, const char *code, const char *format, ...) {
  char message[RSL__MESSAGE_TEXT];
  rsl__place place = rsl__csv_place(in->csv, in->header.column[column]);
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(message, sizeof message, format, arguments);
  va_end(arguments);
  (void)rsl__complain(in->problems, in->error, code, &place, "%s", message);
  in->bad = true;
  return false;
}
