#include <string.h>

#include <resolution/io.h>

#include "base/names.h"
#include "base/sort.h"
#include "base/utf8.h"
#include "io/complain.h"
#include "io/listing.h"

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
  rsl__listing rows;
  rsl__text_buffer scratch; /* of a name that is not composed yet */
  rsl_problems *problems;
  rsl_error *error;
} reading;

typedef rsl__csv_cell cell;
typedef rsl_status take_row(reading *in);

enum { PERIOD = 0, VALUE, SERIES };                        /* of figures */
enum { NAME = 0, TARGET, BY, BASELINE, DIRECTION, LIMIT }; /* of targets */

static reading start(const rsl_measurements_read_options *options, rsl_series_table *table, rsl_problems *problems,
                     rsl_error *error);
static rsl_status read_all(reading *in, const rsl__json_members *columns, const rsl_source *source, take_row *take);
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

rsl_status rsl_series_read(const rsl_source *source, const rsl_measurements_read_options *options,
                           const rsl_allocator *allocator, rsl_problems *problems, rsl_series_table **out,
                           rsl_error *error) {
  static const char *const names[] = { "period", "value", "series" };
  const rsl__json_members columns = { names, 3, 2, 1 << VALUE };
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  *out = NULL;
  rsl__error_clear(error);
  rsl_series_table *made = rsl__allocate_zeroed(&memory, sizeof *made);
  if (made == NULL) return rsl__fail_memory(error);
  made->allocator = memory;
  rsl__names_init(&made->names, &memory);
  reading in = start(options, made, problems, error);
  rsl_status status = read_all(&in, &columns, source, take_figure);
  if (status == RSL_OK) status = put_in_order(&in);
  if (status == RSL_OK && in.rows.bad) status = RSL_ERR_DATA;
  if (status == RSL_OK)
    *out = made;
  else
    rsl_series_free(made);
  return status;
}

rsl_status rsl_series_targets_read(rsl_series_table *table, const rsl_source *source,
                                   const rsl_measurements_read_options *options, rsl_problems *problems,
                                   rsl_error *error) {
  static const char *const names[] = { "series", "target", "by", "baseline", "direction", "limit" };
  const rsl__json_members columns = { names, 6, 2, 1 << TARGET | 1 << LIMIT };
  rsl__error_clear(error);
  rsl_bare_series *kept = rsl__allocate_array(&table->allocator, table->series_count, sizeof *kept);
  if (kept == NULL) return rsl__fail_memory(error);
  memcpy(kept, table->series, table->series_count * sizeof *kept);
  reading in = start(options, table, problems, error);
  rsl_status status = read_all(&in, &columns, source, take_target);
  if (status == RSL_OK && in.rows.bad) status = RSL_ERR_DATA;
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

static rsl_status read_all(reading *in, const rsl__json_members *columns, const rsl_source *source, take_row *take) {
  const rsl_allocator *memory = &in->table->allocator;
  bool has = true;
  rsl__text_buffer_init(&in->scratch, memory);
  rsl_status status = rsl__listing_open(&in->rows, columns, source, in->max_line, memory, in->problems, in->error);
  while (status == RSL_OK && has) {
    status = rsl__listing_next(&in->rows, &has);
    if (status == RSL_OK && has) status = take(in);
  }
  rsl__text_buffer_free(&in->scratch);
  rsl__listing_close(&in->rows);
  return status;
}

/* ---- Figures ---- */

/* An empty value is a gap, which is left out. */
static rsl_status take_figure(reading *in) {
  rsl_series_table *table = in->table;
  read_figure row = { .line = rsl__listing_line(&in->rows) };
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
  rsl__place place = { rsl__listing_name(&in->rows), later->line, 0, NULL };
  rsl_period_format(later->figure.period, period);
  (void)rsl__complain(in->problems, in->error, "duplicate_figure", &place,
                      "the series has a figure for %s in line %lu already: leave one of them", period,
                      (unsigned long)earlier->line);
  in->rows.bad = true;
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
  if (!rsl__listing_is_empty(&in->rows, BY)) good = read_period(in, BY, &read.by) && good;
  if (!rsl__listing_is_empty(&in->rows, BASELINE)) good = read_period(in, BASELINE, &read.baseline) && good;
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
    (void)rsl__listing_refuse(&in->rows, NAME, "unknown_series", "no figure is of a series `%s`",
                              rsl__shown(shown, name, length));
  return RSL_OK;
}

static bool read_direction(reading *in, rsl_direction *out) {
  const cell *text = rsl__listing_cell(&in->rows, DIRECTION);
  char shown[RSL__SHOWN_TEXT];
  if (rsl__listing_is_empty(&in->rows, DIRECTION)) return true;
  for (int direction = RSL_DIRECTION_INCREASE; direction <= RSL_DIRECTION_DECREASE; direction++) {
    const char *name = rsl_direction_name((rsl_direction)direction);
    if (strlen(name) != text->length || memcmp(name, text->text, text->length) != 0) continue;
    *out = (rsl_direction)direction;
    return true;
  }
  return rsl__listing_refuse(&in->rows, DIRECTION, "unknown_word",
                             "unknown direction `%s`: it is `increase` or `decrease`",
                             rsl__shown(shown, text->text, text->length));
}

/* ---- Cells ---- */

/* Names are compared as they are composed (NFC). Without the column all rows are of one series without a name. */
static bool read_name(reading *in, size_t column, const char **out, size_t *length) {
  const cell *text = rsl__listing_cell(&in->rows, column);
  if (text == NULL) return true;
  if (rsl__utf8_valid_length(text->text, text->length) != text->length)
    return rsl__listing_refuse(&in->rows, column, "not_utf8", "the text is not UTF-8: convert it");
  rsl_status status = rsl__nfc(&in->scratch, text->text, text->length, out, length, NULL);
  if (status == RSL_ERR_MEMORY) in->scratch.failed = true;
  if (status == RSL_OK) return true;
  return status == RSL_ERR_MEMORY
             ? false
             : rsl__listing_refuse(&in->rows, column, "not_utf8", "the name has too many combining marks in a row");
}

static bool read_period(reading *in, size_t column, rsl_period *out) {
  const cell *text = rsl__listing_cell(&in->rows, column);
  char shown[RSL__SHOWN_TEXT];
  if (text != NULL && rsl_period_parse(text->text, text->length, out)) return true;
  return rsl__listing_refuse(&in->rows, column, "bad_period",
                             "`%s` is no period: write it as 2023, 2023-H1, 2023-Q2, 2023-03 or 2023-03-31",
                             text != NULL ? rsl__shown(shown, text->text, text->length) : "");
}

static bool read_number(reading *in, size_t column, bool *has, rsl_decimal *out) {
  const cell *text = rsl__listing_cell(&in->rows, column);
  char shown[RSL__SHOWN_TEXT];
  *has = false;
  if (rsl__listing_is_empty(&in->rows, column)) return true;
  const rsl_number_style *style = rsl__listing_is_plain(&in->rows, column) ? NULL : &in->style;
  if (rsl_decimal_parse(text->text, text->length, style, out) == RSL_NUMBER_FINE) {
    *has = true;
    return true;
  }
  return rsl__listing_refuse(&in->rows, column, "bad_number",
                             "`%s` is no figure: write it as -12.5, with at most 18 digits",
                             rsl__shown(shown, text->text, text->length));
}
