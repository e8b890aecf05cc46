#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <resolution/io.h>

#include "base/memory.h"
#include "base/nearest.h"
#include "cube/builder.h"
#include "io/complain.h"
#include "io/csv.h"
#include "io/csv_header.h"
#include "io/memo.h"
#include "io/rejects.h"
#include "plan/finishing.h"

/* The columns of formats.md, the required ones first. */
enum {
  COLUMN_UNIT,
  COLUMN_INDICATOR,
  COLUMN_PERIOD,
  COLUMN_VALUE,
  REQUIRED_COLUMNS,
  COLUMN_LEVEL = REQUIRED_COLUMNS,
  COLUMN_STATUS,
  COLUMN_SOURCE,
  COLUMN_NOTE,
  COLUMN_REVISION,
  COLUMN_REPORTED_AT,
  COLUMN_NUMERATOR,
  COLUMN_DENOMINATOR,
  COLUMN_UNIT_OF_MEASURE,
  COLUMNS
};

static const char *const column_names[COLUMNS] = {
  "unit", "indicator", "period",      "value",     "level",       "status",          "source",
  "note", "revision",  "reported_at", "numerator", "denominator", "unit_of_measure",
};

typedef struct row_reader {
  const rsl_measurements_read_options *options;
  const rsl_plan *plan;
  rsl_cube_builder *builder;
  rsl_problems *problems;
  rsl_error *error;
  rsl__csv *csv;
  rsl__csv_header header;
  rsl__rejects rejects;
  rsl__memo *units;
  rsl__memo *indicators;
  rsl__memo *periods;
  rsl__text_buffer texts; /* source and note of one row, ended */
  size_t candidates;      /* how many more codes are compared with wrong ones for the nearest */
  bool lives_matter;      /* some unit opens or closes: its reference may depend on the period */
  uint64_t bad_rows;
  const char *row_code; /* of the first problem of this row */
  rsl_error row_error;
} row_reader;

/* Some hundreds of wrong codes of a nation's plan find their nearest; the rest are only said to be unknown. */
enum { CANDIDATES = 5000000 };

/* The source that the caller gave, told of on the way. */
typedef struct counted_source {
  rsl_source inner;
  const rsl_measurements_read_options *options;
  uint64_t bytes;
} counted_source;

typedef rsl__csv_cell cell;

static rsl_status check_style(const rsl_number_style *style, rsl_error *error);
static rsl_status read_counted(void *context, void *bytes, size_t size, size_t *got, rsl_error *error);
static rsl_status open_reader(row_reader *reader, const rsl_source *source, const rsl_allocator *allocator);
static void close_reader(row_reader *reader, const rsl_allocator *allocator);
static rsl_status check_delimiter(row_reader *reader);
static rsl_status read_rows(row_reader *reader);
static rsl_status read_row(row_reader *reader);
static bool read_measurement(row_reader *reader, rsl_measurement *out);
static bool read_period(row_reader *reader, rsl_period *out);
static bool read_unit(row_reader *reader, rsl_period period, uint32_t *out);
static bool read_level(row_reader *reader, uint32_t *out);
static bool read_indicator(row_reader *reader, uint32_t *out);
static const char *level_code(const rsl_plan *plan, uint32_t index);
static const char *indicator_code(const rsl_plan *plan, uint32_t index);
static bool refuse_code(row_reader *reader, size_t column, const char *code, const char *what, uint32_t count,
                        const char *(*code_of)(const rsl_plan *, uint32_t));
static bool read_value(row_reader *reader, rsl_measurement *out);
static bool is_range(const char *text, size_t length);
static bool read_optional_figure(row_reader *reader, size_t column, bool *has, rsl_decimal *out);
static bool read_figure(row_reader *reader, size_t column, const char *text, size_t length, rsl_decimal *out);
static bool read_status(row_reader *reader, char *out);
static bool read_revision(row_reader *reader, rsl_measurement *out);
static bool read_reported_at(row_reader *reader, rsl_date *out);
static bool check_unit_of_measure(row_reader *reader, uint32_t indicator);
static void read_texts(row_reader *reader, rsl_measurement *out);
static const cell *cell_of(const row_reader *reader, size_t column);
static bool refuse(row_reader *reader, size_t column, const char *code, const char *format, ...) RSL__PRINTF(4, 5);
static bool refuse_figure(row_reader *reader, size_t column, const char *text, size_t length, rsl_number_fault fault);

rsl_status rsl_measurements_read(const rsl_source *source, const rsl_measurements_read_options *options,
                                 const rsl_allocator *allocator, rsl_cube_builder *builder, rsl_problems *problems,
                                 uint64_t *skipped, rsl_error *error) {
  rsl_measurements_read_options chosen = RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  /* A caller built with an older header hands over the members that it knew. */
  if (options != NULL) memcpy(&chosen, options, options->size < sizeof chosen ? options->size : sizeof chosen);
  rsl__error_clear(error);
  if (skipped != NULL) *skipped = 0;
  rsl_status status = check_style(&chosen.style, error);
  if (status != RSL_OK) return status;
  counted_source counted = { *source, &chosen, 0 };
  rsl_source through = { read_counted, &counted, source->name };
  row_reader reader = { .options = &chosen, .builder = builder, .problems = problems, .error = error };
  reader.plan = builder->plan;
  reader.candidates = CANDIDATES;
  status = open_reader(&reader, &through, allocator);
  if (status == RSL_OK) status = read_rows(&reader);
  if (status == RSL_OK && reader.bad_rows > 0 && !chosen.skip_bad) status = RSL_ERR_DATA;
  if (skipped != NULL && status == RSL_OK) *skipped = reader.bad_rows;
  if (status == RSL_OK) builder->cube->skipped_count += reader.bad_rows;
  close_reader(&reader, allocator);
  return status;
}

/* ---- Opening --------------------------------------------------------------------------------------------- */

static rsl_status check_style(const rsl_number_style *style, rsl_error *error) {
  char decimal = style->decimal_mark == '\0' ? '.' : style->decimal_mark;
  if (decimal == style->thousands_mark) {
    return rsl__fail(error, RSL_ERR_ARGUMENT, "`%c` cannot be both the decimal and the thousands mark", decimal);
  }
  return RSL_OK;
}

static rsl_status read_counted(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  counted_source *counted = context;
  rsl_status status = counted->inner.read(counted->inner.context, bytes, size, got, error);
  if (status != RSL_OK) return status;
  counted->bytes += *got;
  if (counted->options->progress != NULL &&
      !counted->options->progress(counted->options->progress_context, counted->bytes)) {
    return rsl__fail(error, RSL_ERR_DATA, "reading was stopped");
  }
  return RSL_OK;
}

static rsl_status open_reader(row_reader *reader, const rsl_source *source, const rsl_allocator *allocator) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  rsl__text_buffer_init(&reader->texts, allocator);
  reader->units = rsl__allocate_zeroed(&memory, sizeof *reader->units);
  reader->indicators = rsl__allocate_zeroed(&memory, sizeof *reader->indicators);
  reader->periods = rsl__allocate_zeroed(&memory, sizeof *reader->periods);
  if (reader->units == NULL || reader->indicators == NULL || reader->periods == NULL) {
    return rsl__fail_memory(reader->error);
  }
  for (uint32_t i = 0; i < rsl_plan_unit_count(reader->plan); i++) {
    const rsl_unit *unit = rsl_plan_unit(reader->plan, i);
    reader->lives_matter |= unit->from != RSL_DATE_NONE || unit->to != RSL_DATE_NONE;
  }
  rsl_status status = rsl__csv_open(source, reader->options->max_line, allocator, &reader->csv, reader->error);
  if (status != RSL_OK) return status;
  status = rsl__csv_header_read(reader->csv, column_names, COLUMNS, REQUIRED_COLUMNS, allocator, &reader->header,
                                reader->problems, reader->error);
  if (status == RSL_OK) status = check_delimiter(reader);
  if (status == RSL_OK) {
    status = rsl__rejects_open(&reader->rejects, reader->options->rejects, reader->csv, allocator, reader->error);
  }
  return status;
}

static void close_reader(row_reader *reader, const rsl_allocator *allocator) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  rsl__rejects_close(&reader->rejects);
  rsl__csv_header_free(&reader->header);
  rsl__csv_close(reader->csv);
  rsl__release(&memory, reader->units, sizeof *reader->units);
  rsl__release(&memory, reader->indicators, sizeof *reader->indicators);
  rsl__release(&memory, reader->periods, sizeof *reader->periods);
  rsl__text_buffer_free(&reader->texts);
}

/* A decimal comma in a file whose columns end with one would cut every figure in two. */
static rsl_status check_delimiter(row_reader *reader) {
  const rsl_number_style *style = &reader->options->style;
  char delimiter = rsl__csv_delimiter(reader->csv);
  if (delimiter != style->decimal_mark && delimiter != style->thousands_mark) return RSL_OK;
  rsl__place place = { rsl__csv_name(reader->csv), 1, 0, NULL };
  return rsl__complain(reader->problems, reader->error, "bad_delimiter", &place,
                       "`%c` is declared inside numbers and also parts the columns: part them with `;` or tabs",
                       delimiter);
}

/* ---- Rows ------------------------------------------------------------------------------------------------ */

static rsl_status read_rows(row_reader *reader) {
  for (;;) {
    rsl_status status = RSL_OK;
    switch (rsl__csv_next(reader->csv)) {
    case RSL__CSV_ROW:
      status = read_row(reader);
      break;
    case RSL__CSV_BAD_ROW: {
      const rsl__csv_fault *fault = rsl__csv_last_fault(reader->csv);
      (void)rsl__csv_report(reader->csv, reader->problems, reader->error);
      reader->bad_rows++;
      status = rsl__rejects_row(&reader->rejects, reader->csv, fault->code, fault->text, reader->error);
      break;
    }
    case RSL__CSV_END:
      return RSL_OK;
    case RSL__CSV_FAILED:
      return rsl__csv_report(reader->csv, reader->problems, reader->error);
    }
    if (status != RSL_OK) return status;
  }
}

/* RSL_OK also where the row was bad; it is counted then. */
static rsl_status read_row(row_reader *reader) {
  rsl_measurement measurement;
  rsl_measurement_init(&measurement);
  reader->row_code = NULL;
  reader->row_error = (rsl_error)RSL_ERROR_INIT;
  measurement.file = rsl__csv_name(reader->csv);
  measurement.line = rsl__csv_line(reader->csv);
  bool good = read_measurement(reader, &measurement);
  if (reader->texts.failed) return rsl__fail_memory(reader->error);
  if (good) {
    rsl_error error = RSL_ERROR_INIT;
    const char *code = "";
    rsl_status status = rsl__cube_builder_offer(reader->builder, &measurement, &code, &error);
    if (status == RSL_OK) return RSL_OK;
    if (status != RSL_ERR_DATA && status != RSL_ERR_NOT_SUPPORTED) {
      return rsl__fail_at(reader->error, status, error.file, error.line, error.column, NULL, "%s", error.text);
    }
    (void)refuse(reader, COLUMN_VALUE, code, "%s", error.text);
  }
  reader->bad_rows++;
  return rsl__rejects_row(&reader->rejects, reader->csv, reader->row_code, reader->row_error.text, reader->error);
}

/* Every cell is looked at, so that one pass tells all that is wrong with a row. */
static bool read_measurement(row_reader *reader, rsl_measurement *out) {
  bool has_period = read_period(reader, &out->period);
  bool good = read_unit(reader, out->period, &out->unit) && has_period;
  good = read_indicator(reader, &out->indicator) && good;
  bool has_indicator = out->indicator != RSL_NONE;
  good = read_value(reader, out) && good;
  if (reader->header.count == REQUIRED_COLUMNS) return good;
  good = read_status(reader, &out->status) && good;
  good = read_revision(reader, out) && good;
  good = read_reported_at(reader, &out->reported_at) && good;
  good = read_optional_figure(reader, COLUMN_NUMERATOR, &out->has_numerator, &out->numerator) && good;
  good = read_optional_figure(reader, COLUMN_DENOMINATOR, &out->has_denominator, &out->denominator) && good;
  good = (!has_indicator || check_unit_of_measure(reader, out->indicator)) && good;
  read_texts(reader, out);
  return good;
}

/* ---- Who, what, when ------------------------------------------------------------------------------------- */

static bool read_period(row_reader *reader, rsl_period *out) {
  const cell *text = cell_of(reader, COLUMN_PERIOD);
  rsl__memo_slot *slot = rsl__memo_slot_of(reader->periods, text->text, text->length, 0);
  if (slot != NULL && rsl__memo_holds(slot, text->text, text->length, 0)) {
    out->type = (rsl_period_type)(slot->value >> 32);
    out->index = (int32_t)(uint32_t)slot->value;
    return true;
  }
  if (!rsl_period_parse(text->text, text->length, out)) {
    char shown[RSL__SHOWN_TEXT];
    *out = (rsl_period){ RSL_PERIOD_NONE, 0 };
    return refuse(reader, COLUMN_PERIOD, "bad_period",
                  "`%s` is no period: write 2023, 2023-H1, 2023-9M, 2023-Q2, 2023-03 or 2023-03-31",
                  rsl__shown(shown, text->text, text->length));
  }
  if (slot != NULL) {
    int64_t packed = (int64_t)((uint64_t)out->type << 32 | (uint32_t)out->index);
    rsl__memo_fill(slot, text->text, text->length, 0, packed);
  }
  return true;
}

static bool read_unit(row_reader *reader, rsl_period period, uint32_t *out) {
  const cell *text = cell_of(reader, COLUMN_UNIT);
  uint32_t level = RSL_NONE;
  *out = RSL_NONE;
  if (!read_level(reader, &level)) return false;
  /* A wrong period is told already: here it must not make a good unit look wrong. */
  rsl_date on = reader->lives_matter && period.type != RSL_PERIOD_NONE ? rsl_period_last_day(period) : RSL_DATE_NONE;
  int64_t context = (int64_t)((uint64_t)level << 32 | (uint32_t)on);
  rsl__memo_slot *slot = rsl__memo_slot_of(reader->units, text->text, text->length, context);
  if (slot != NULL && rsl__memo_holds(slot, text->text, text->length, context)) {
    *out = (uint32_t)slot->value;
    return true;
  }
  rsl_error error = RSL_ERROR_INIT;
  rsl__unit_match match;
  if (rsl__find_unit(reader->plan, text->text, text->length, level, on, &reader->candidates, &match, &error) !=
      RSL_OK) {
    bool period_told = period.type == RSL_PERIOD_NONE && reader->lives_matter;
    return period_told ? false : refuse(reader, COLUMN_UNIT, rsl__plan_problem_code(match.problem), "%s", error.text);
  }
  *out = match.unit;
  if (slot != NULL) rsl__memo_fill(slot, text->text, text->length, context, *out);
  return true;
}

static bool read_level(row_reader *reader, uint32_t *out) {
  const cell *text = cell_of(reader, COLUMN_LEVEL);
  if (text == NULL || text->length == 0) return true;
  *out = rsl_plan_find_level(reader->plan, text->text, text->length);
  if (*out != RSL_NONE) return true;
  uint32_t count = rsl_plan_level_count(reader->plan);
  return refuse_code(reader, COLUMN_LEVEL, "unknown_level", "level", count, level_code);
}

static const char *level_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_level(plan, index)->code;
}

static bool read_indicator(row_reader *reader, uint32_t *out) {
  const cell *text = cell_of(reader, COLUMN_INDICATOR);
  *out = RSL_NONE;
  rsl__memo_slot *slot = rsl__memo_slot_of(reader->indicators, text->text, text->length, 0);
  if (slot != NULL && rsl__memo_holds(slot, text->text, text->length, 0)) {
    *out = (uint32_t)slot->value;
    return true;
  }
  if (text->length == 1 && text->text[0] == '*') {
    return refuse(reader, COLUMN_INDICATOR, "not_supported_yet", "a nil report (indicator `*`) is not supported yet");
  }
  *out = rsl_plan_find_indicator(reader->plan, text->text, text->length);
  if (*out != RSL_NONE) {
    if (slot != NULL) rsl__memo_fill(slot, text->text, text->length, 0, *out);
    return true;
  }
  uint32_t count = rsl_plan_indicator_count(reader->plan);
  return refuse_code(reader, COLUMN_INDICATOR, "unknown_indicator", "indicator", count, indicator_code);
}

static const char *indicator_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_indicator(plan, index)->code;
}

/* Always false: a code that the plan does not have, with the nearest that it has. */
static bool refuse_code(row_reader *reader, size_t column, const char *code, const char *what, uint32_t count,
                        const char *(*code_of)(const rsl_plan *, uint32_t)) {
  const cell *text = cell_of(reader, column);
  char shown[RSL__SHOWN_TEXT];
  rsl__nearest search;
  rsl__nearest_start(&search, text->text, text->length);
  for (uint32_t i = 0; i < count && reader->candidates > 0; i++, reader->candidates--) {
    const char *known = code_of(reader->plan, i);
    rsl__nearest_offer(&search, known, strlen(known), i);
  }
  rsl__shown(shown, text->text, text->length);
  if (search.index == RSL__NEAREST_NONE) {
    return refuse(reader, column, code, "unknown %s `%s`: the plan has no such %s", what, shown, what);
  }
  return refuse(reader, column, code, "unknown %s `%s`: did you mean `%s`?", what, shown,
                code_of(reader->plan, (uint32_t)search.index));
}

/* ---- Figures --------------------------------------------------------------------------------------------- */

static bool read_value(row_reader *reader, rsl_measurement *out) {
  const cell *text = cell_of(reader, COLUMN_VALUE);
  if (text->length == 0) return true;
  const char *digits = text->text;
  size_t length = text->length;
  if (*digits == '>' || *digits == '<' || is_range(digits, length)) {
    char shown[RSL__SHOWN_TEXT];
    return refuse(reader, COLUMN_VALUE, "not_supported_yet",
                  "the qualified figure `%s` is not supported yet: of these only `~` is",
                  rsl__shown(shown, digits, length));
  }
  if (*digits == '~') {
    out->qualifier = RSL_QUALIFIER_ABOUT;
    digits++;
    length--;
  }
  out->has_value = read_figure(reader, COLUMN_VALUE, digits, length, &out->value);
  return out->has_value;
}

/* As `61..62`. */
static bool is_range(const char *text, size_t length) {
  for (size_t i = 1; i + 2 < length; i++) {
    if (text[i] == '.' && text[i + 1] == '.') return true;
  }
  return false;
}

static bool read_optional_figure(row_reader *reader, size_t column, bool *has, rsl_decimal *out) {
  const cell *text = cell_of(reader, column);
  if (text == NULL || text->length == 0) return true;
  *has = read_figure(reader, column, text->text, text->length, out);
  return *has;
}

static bool read_figure(row_reader *reader, size_t column, const char *text, size_t length, rsl_decimal *out) {
  rsl_number_fault fault = rsl_decimal_parse(text, length, &reader->options->style, out);
  return fault == RSL_NUMBER_FINE || refuse_figure(reader, column, text, length, fault);
}

static bool refuse_figure(row_reader *reader, size_t column, const char *text, size_t length, rsl_number_fault fault) {
  char shown[RSL__SHOWN_TEXT];
  rsl__shown(shown, text, length);
  switch (fault) {
  case RSL_NUMBER_FINE:
    return true;
  case RSL_NUMBER_NOT_FINITE:
    return refuse(reader, column, "not_finite", "`%s` is no figure: leave the cell empty where there is none", shown);
  case RSL_NUMBER_TOO_LONG:
    return refuse(reader, column, "number_too_long", "`%s` has more than 18 significant digits", shown);
  case RSL_NUMBER_OUT_OF_RANGE:
    return refuse(reader, column, "number_out_of_range",
                  "`%s` is out of range: 18 digits before the point and 18 after", shown);
  case RSL_NUMBER_EMPTY:
  case RSL_NUMBER_MALFORMED:
    break;
  }
  return refuse(reader, column, "bad_number",
                "`%s` is no plain number as -12.50; a decimal comma or thousands marks must be declared", shown);
}

/* ---- The other columns ----------------------------------------------------------------------------------- */

static bool read_status(row_reader *reader, char *out) {
  const cell *text = cell_of(reader, COLUMN_STATUS);
  if (text == NULL || text->length == 0) return true;
  *out = text->text[0];
  if (text->length == 1) return true;
  char shown[RSL__SHOWN_TEXT];
  return refuse(reader, COLUMN_STATUS, "bad_status", "`%s` is no status: one SDMX OBS_STATUS letter, as A, P or E",
                rsl__shown(shown, text->text, text->length));
}

static bool read_revision(row_reader *reader, rsl_measurement *out) {
  const cell *text = cell_of(reader, COLUMN_REVISION);
  if (text == NULL || text->length == 0) return true;
  rsl_decimal number;
  rsl_number_fault fault = rsl_decimal_parse(text->text, text->length, NULL, &number);
  if (fault == RSL_NUMBER_FINE && number.scale == 0 && number.units >= 0 && number.units <= INT32_MAX) {
    out->has_revision = true;
    out->revision = (int32_t)number.units;
    return true;
  }
  char shown[RSL__SHOWN_TEXT];
  return refuse(reader, COLUMN_REVISION, "bad_revision", "`%s` is no revision: a whole number from 0 to 2147483647",
                rsl__shown(shown, text->text, text->length));
}

static bool read_reported_at(row_reader *reader, rsl_date *out) {
  const cell *text = cell_of(reader, COLUMN_REPORTED_AT);
  if (text == NULL || text->length == 0) return true;
  if (rsl_date_parse(text->text, text->length, reader->options->date_order, out)) return true;
  char shown[RSL__SHOWN_TEXT];
  const char *wanted = reader->options->date_order == RSL_DATE_ORDER_DMY ? "30/06/2023" : "2023-06-30";
  return refuse(reader, COLUMN_REPORTED_AT, "bad_date", "`%s` is no day: write it as %s",
                rsl__shown(shown, text->text, text->length), wanted);
}

static bool check_unit_of_measure(row_reader *reader, uint32_t indicator) {
  const cell *text = cell_of(reader, COLUMN_UNIT_OF_MEASURE);
  if (text == NULL || text->length == 0) return true;
  const char *wanted = rsl_plan_indicator(reader->plan, indicator)->unit_of_measure;
  if (wanted == NULL) wanted = "";
  if (strlen(wanted) == text->length && memcmp(wanted, text->text, text->length) == 0) return true;
  char shown[RSL__SHOWN_TEXT];
  return refuse(reader, COLUMN_UNIT_OF_MEASURE, "unit_of_measure_differs",
                "the figure is in `%s`, the indicator is measured in `%s`: convert it first",
                rsl__shown(shown, text->text, text->length), wanted);
}

/* The builder takes texts that end; both are copied before either is pointed at, since copying may move them. */
static void read_texts(row_reader *reader, rsl_measurement *out) {
  const cell *source = cell_of(reader, COLUMN_SOURCE);
  const cell *note = cell_of(reader, COLUMN_NOTE);
  rsl__text_buffer_clear(&reader->texts);
  if (source != NULL && source->length > 0) rsl__text_buffer_append(&reader->texts, source->text, source->length);
  rsl__text_buffer_char(&reader->texts, '\0');
  size_t note_start = reader->texts.length;
  if (note != NULL && note->length > 0) rsl__text_buffer_append(&reader->texts, note->text, note->length);
  if (source != NULL && source->length > 0) out->source = rsl__text_buffer_string(&reader->texts);
  if (note != NULL && note->length > 0) out->note = rsl__text_buffer_string(&reader->texts) + note_start;
}

/* NULL where the file has no such column. */
static const cell *cell_of(const row_reader *reader, size_t column) {
  size_t index = reader->header.column[column];
  return index == RSL__CSV_NO_COLUMN ? NULL : &rsl__csv_cells(reader->csv)[index];
}

/* Always false: tell what is wrong with a cell, and remember the row's first problem for the rejects. */
static bool refuse(row_reader *reader, size_t column, const char *code, const char *format, ...) {
  rsl_error error = RSL_ERROR_INIT;
  va_list arguments;
  va_start(arguments, format);
  if (vsnprintf(error.text, sizeof error.text, format, arguments) < 0) error.text[0] = '\0';
  va_end(arguments);
  size_t index = reader->header.column[column];
  rsl__place place = rsl__csv_place(reader->csv, index);
  (void)rsl__complain(reader->problems, reader->error, code, &place, "%s", error.text);
  if (reader->row_code == NULL) {
    reader->row_code = code;
    reader->row_error = error;
  }
  return false;
}
