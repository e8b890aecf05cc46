#include "io/measurements_row.h"

#include <stdarg.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/nearest.h"
#include "cube/builder.h"
#include "io/complain.h"
#include "plan/finishing.h"

/* Some hundreds of wrong codes of a nation's plan find their nearest; the rest are only said to be unknown. */
enum { CANDIDATES = 5000000 };

/* Beside an indicator's number in the memo. */
#define HAS_GRADES ((int64_t)1 << 32)
#define COUNTS_GRADE ((int64_t)1 << 33) /* … times the grade's number + 1 */

typedef rsl__csv_cell cell;

static bool read_measurement(rsl__row_reader *reader, rsl_measurement *out);
static bool read_period(rsl__row_reader *reader, rsl_period *out);
static bool read_unit(rsl__row_reader *reader, rsl_period period, uint32_t *out);
static bool read_level(rsl__row_reader *reader, uint32_t *out);
static bool read_indicator(rsl__row_reader *reader, rsl_measurement *out);
static const char *level_code(const rsl_plan *plan, uint32_t index);
static const char *indicator_code(const rsl_plan *plan, uint32_t index);
static bool refuse_code(rsl__row_reader *reader, size_t field, const char *code, const char *what, uint32_t count,
                        const char *(*code_of)(const rsl_plan *, uint32_t));
static bool read_value(rsl__row_reader *reader, rsl_measurement *out);
static rsl_qualifier read_qualifier(const char **text, size_t *length);
static const char *find_range(const char *text, size_t length);
static bool read_grade(rsl__row_reader *reader, rsl_measurement *out);
static bool read_counted_grade(rsl__row_reader *reader, const rsl_indicator *record, const char *grade,
                               rsl_measurement *out);
static bool find_grade(rsl__row_reader *reader, size_t field, const rsl_indicator *record, const char *told,
                       size_t length, uint32_t *out);
static bool read_optional_figure(rsl__row_reader *reader, size_t field, bool *has, rsl_decimal *out);
static bool read_figure(rsl__row_reader *reader, size_t field, const char *text, size_t length, rsl_decimal *out);
static bool read_status(rsl__row_reader *reader, char *out);
static bool read_revision(rsl__row_reader *reader, rsl_measurement *out);
static bool read_reported_at(rsl__row_reader *reader, rsl_date *out);
static bool check_unit_of_measure(rsl__row_reader *reader, uint32_t indicator);
static void read_texts(rsl__row_reader *reader, rsl_measurement *out);
static const char *copy_text(char *to, const cell *text);
static const cell *cell_of(const rsl__row_reader *reader, size_t field);
static bool refuse(rsl__row_reader *reader, size_t field, const char *code, const char *format, ...) RSL__PRINTF(4, 5);
static bool refuse_figure(rsl__row_reader *reader, size_t field, const char *text, size_t length,
                          rsl_number_fault fault);

const char *const rsl__field_names[RSL__FIELDS] = {
  "unit", "indicator", "period",      "value",     "level",       "status",          "source",
  "note", "revision",  "reported_at", "numerator", "denominator", "unit_of_measure",
};

rsl_status rsl__row_reader_open(rsl__row_reader *reader, const rsl_measurements_read_options *options,
                                rsl_cube_builder *builder, const rsl_allocator *allocator, rsl_problems *problems,
                                rsl_error *error) {
  *reader = (rsl__row_reader){ .allocator = rsl__allocator_or_default(allocator) };
  reader->options = options;
  reader->plan = builder->plan;
  reader->builder = builder;
  reader->problems = problems;
  reader->error = error;
  reader->candidates = CANDIDATES;
  rsl__text_buffer_init(&reader->texts, allocator);
  reader->units = rsl__allocate_zeroed(&reader->allocator, sizeof *reader->units);
  reader->indicators = rsl__allocate_zeroed(&reader->allocator, sizeof *reader->indicators);
  reader->periods = rsl__allocate_zeroed(&reader->allocator, sizeof *reader->periods);
  if (reader->units == NULL || reader->indicators == NULL || reader->periods == NULL) {
    return rsl__fail_memory(reader->error);
  }
  for (uint32_t i = 0; i < rsl_plan_unit_count(reader->plan); i++) {
    const rsl_unit *unit = rsl_plan_unit(reader->plan, i);
    reader->lives_matter |= unit->from != RSL_DATE_NONE || unit->to != RSL_DATE_NONE;
  }
  return RSL_OK;
}

void rsl__row_reader_close(rsl__row_reader *reader) {
  rsl__release(&reader->allocator, reader->units, sizeof *reader->units);
  rsl__release(&reader->allocator, reader->indicators, sizeof *reader->indicators);
  rsl__release(&reader->allocator, reader->periods, sizeof *reader->periods);
  rsl__text_buffer_free(&reader->texts);
}

rsl_status rsl__row_reader_take(rsl__row_reader *reader, const rsl__fields *fields) {
  rsl_measurement *measurement = &reader->last;
  rsl_measurement_init(measurement);
  reader->fields = fields;
  reader->code = NULL;
  measurement->file = fields->file;
  measurement->line = fields->line;
  bool good = read_measurement(reader, measurement);
  if (reader->texts.failed) return rsl__fail_memory(reader->error);
  if (!good) return RSL_OK;
  rsl_error error = RSL_ERROR_INIT;
  const char *code = "";
  rsl_status status = rsl__cube_builder_offer(reader->builder, measurement, &code, &error);
  if (status == RSL_OK) return RSL_OK;
  if (status != RSL_ERR_DATA)
    return rsl__fail_at(reader->error, status, error.file, error.line, error.column, NULL, "%s", error.text);
  (void)refuse(reader, RSL__FIELD_VALUE, code, "%s", error.text);
  return RSL_OK;
}

/* Every cell is looked at, so that one pass tells all that is wrong with a row. */
static bool read_measurement(rsl__row_reader *reader, rsl_measurement *out) {
  bool has_period = read_period(reader, &out->period);
  bool good = read_unit(reader, out->period, &out->unit) && has_period;
  good = read_indicator(reader, out) && good;
  bool has_indicator = out->indicator != RSL_NONE;
  good = read_value(reader, out) && good;
  if (reader->fields->only_required) return good;
  good = read_status(reader, &out->status) && good;
  good = read_revision(reader, out) && good;
  good = read_reported_at(reader, &out->reported_at) && good;
  good = read_optional_figure(reader, RSL__FIELD_NUMERATOR, &out->has_numerator, &out->numerator) && good;
  good = read_optional_figure(reader, RSL__FIELD_DENOMINATOR, &out->has_denominator, &out->denominator) && good;
  good = (!has_indicator || check_unit_of_measure(reader, out->indicator)) && good;
  read_texts(reader, out);
  return good;
}

/* ---- Who, what, when ------------------------------------------------------------------------------------- */

static bool read_period(rsl__row_reader *reader, rsl_period *out) {
  const cell *text = cell_of(reader, RSL__FIELD_PERIOD);
  rsl__memo_slot *slot = rsl__memo_slot_of(reader->periods, text->text, text->length, 0);
  if (slot != NULL && rsl__memo_holds(slot, text->text, text->length, 0)) {
    out->type = (rsl_period_type)(slot->value >> 32);
    out->index = (int32_t)(uint32_t)slot->value;
    return true;
  }
  if (!rsl_period_parse(text->text, text->length, out)) {
    char shown[RSL__SHOWN_TEXT];
    *out = (rsl_period){ RSL_PERIOD_NONE, 0 };
    return refuse(reader, RSL__FIELD_PERIOD, "bad_period",
                  "`%s` is no period: write 2023, 2023-H1, 2023-9M, 2023-Q2, 2023-03 or 2023-03-31",
                  rsl__shown(shown, text->text, text->length));
  }
  if (slot != NULL) {
    int64_t packed = (int64_t)((uint64_t)out->type << 32 | (uint32_t)out->index);
    rsl__memo_fill(slot, text->text, text->length, 0, packed);
  }
  return true;
}

static bool read_unit(rsl__row_reader *reader, rsl_period period, uint32_t *out) {
  const cell *text = cell_of(reader, RSL__FIELD_UNIT);
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
    return period_told ? false
                       : refuse(reader, RSL__FIELD_UNIT, rsl__plan_problem_code(match.problem), "%s", error.text);
  }
  *out = match.unit;
  if (slot != NULL) rsl__memo_fill(slot, text->text, text->length, context, *out);
  return true;
}

static bool read_level(rsl__row_reader *reader, uint32_t *out) {
  const cell *text = cell_of(reader, RSL__FIELD_LEVEL);
  if (text == NULL || text->length == 0) return true;
  *out = rsl_plan_find_level(reader->plan, text->text, text->length);
  if (*out != RSL_NONE) return true;
  uint32_t count = rsl_plan_level_count(reader->plan);
  return refuse_code(reader, RSL__FIELD_LEVEL, "unknown_level", "level", count, level_code);
}

static const char *level_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_level(plan, index)->code;
}

static bool read_indicator(rsl__row_reader *reader, rsl_measurement *out) {
  const cell *text = cell_of(reader, RSL__FIELD_INDICATOR);
  reader->graded = NULL;
  rsl__memo_slot *slot = rsl__memo_slot_of(reader->indicators, text->text, text->length, 0);
  if (slot != NULL && rsl__memo_holds(slot, text->text, text->length, 0)) {
    out->indicator = (uint32_t)slot->value;
    out->counts_grade = slot->value >= COUNTS_GRADE;
    if (out->counts_grade)
      out->grade = (uint32_t)(slot->value / COUNTS_GRADE - 1);
    else if (slot->value >= HAS_GRADES)
      reader->graded = rsl_plan_indicator(reader->plan, out->indicator);
    return true;
  }
  if (text->length == 1 && text->text[0] == '*') {
    out->nil = true;
    return true;
  }
  const char *colon = text->length == 0 ? NULL : memchr(text->text, ':', text->length);
  size_t length = colon == NULL ? text->length : (size_t)(colon - text->text);
  out->indicator = rsl_plan_find_indicator(reader->plan, text->text, length);
  if (out->indicator == RSL_NONE) {
    uint32_t count = rsl_plan_indicator_count(reader->plan);
    return refuse_code(reader, RSL__FIELD_INDICATOR, "unknown_indicator", "indicator", count, indicator_code);
  }
  const rsl_indicator *record = rsl_plan_indicator(reader->plan, out->indicator);
  if (colon != NULL && !read_counted_grade(reader, record, colon + 1, out)) return false;
  if (record->grade_count > 0 && !out->counts_grade) reader->graded = record;
  int64_t packed = out->indicator + (reader->graded != NULL ? HAS_GRADES : 0);
  if (out->counts_grade) packed += (out->grade + 1) * COUNTS_GRADE;
  if (slot != NULL) rsl__memo_fill(slot, text->text, text->length, 0, packed);
  return true;
}

/* R4: `CODE:grade`, how many of those below the unit are at it. */
static bool read_counted_grade(rsl__row_reader *reader, const rsl_indicator *record, const char *grade,
                               rsl_measurement *out) {
  const cell *text = cell_of(reader, RSL__FIELD_INDICATOR);
  size_t length = text->length - (size_t)(grade - text->text);
  char shown[RSL__SHOWN_TEXT];
  if (record->rollup.rule != RSL_RULE_GRADE_COUNT)
    return refuse(reader, RSL__FIELD_INDICATOR, "grades_not_counted", "`%s` does not count grades: leave out `:%s`",
                  record->code, rsl__shown(shown, grade, length));
  out->counts_grade = true;
  return find_grade(reader, RSL__FIELD_INDICATOR, record, grade, length, &out->grade);
}

static const char *indicator_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_indicator(plan, index)->code;
}

/* Always false: a code that the plan does not have, with the nearest that it has. */
static bool refuse_code(rsl__row_reader *reader, size_t field, const char *code, const char *what, uint32_t count,
                        const char *(*code_of)(const rsl_plan *, uint32_t)) {
  const cell *text = cell_of(reader, field);
  char shown[RSL__SHOWN_TEXT];
  rsl__nearest search;
  rsl__nearest_start(&search, text->text, text->length);
  for (uint32_t i = 0; i < count && reader->candidates > 0; i++, reader->candidates--) {
    const char *known = code_of(reader->plan, i);
    rsl__nearest_offer(&search, known, strlen(known), i);
  }
  rsl__shown(shown, text->text, text->length);
  if (search.index == RSL__NEAREST_NONE) {
    return refuse(reader, field, code, "unknown %s `%s`: the plan has no such %s", what, shown, what);
  }
  return refuse(reader, field, code, "unknown %s `%s`: did you mean `%s`?", what, shown,
                code_of(reader->plan, (uint32_t)search.index));
}

/* ---- Figures --------------------------------------------------------------------------------------------- */

static bool read_value(rsl__row_reader *reader, rsl_measurement *out) {
  const cell *text = cell_of(reader, RSL__FIELD_VALUE);
  if (text->length == 0) return true;
  if (reader->graded != NULL) return read_grade(reader, out);
  const char *digits = text->text;
  size_t length = text->length;
  out->qualifier = read_qualifier(&digits, &length);
  const char *dots = out->qualifier == RSL_QUALIFIER_NONE ? find_range(digits, length) : NULL;
  if (dots != NULL) {
    const char *upper = dots + 2;
    out->qualifier = RSL_QUALIFIER_RANGE;
    if (!read_figure(reader, RSL__FIELD_VALUE, upper, length - (size_t)(upper - digits), &out->upper)) return false;
    length = (size_t)(dots - digits);
  }
  out->has_value = read_figure(reader, RSL__FIELD_VALUE, digits, length, &out->value);
  return out->has_value;
}

/* T8. Stands behind the mark. */
static rsl_qualifier read_qualifier(const char **text, size_t *length) {
  char mark = **text;
  if (mark != '~' && mark != '>' && mark != '<') return RSL_QUALIFIER_NONE;
  bool or_equal = mark != '~' && *length > 1 && (*text)[1] == '=';
  *text += or_equal ? 2 : 1;
  *length -= or_equal ? 2 : 1;
  if (mark == '~') return RSL_QUALIFIER_ABOUT;
  if (mark == '>') return or_equal ? RSL_QUALIFIER_AT_LEAST : RSL_QUALIFIER_ABOVE;
  return or_equal ? RSL_QUALIFIER_AT_MOST : RSL_QUALIFIER_BELOW;
}

/* The dots of `61..62`; NULL where there are none. */
static const char *find_range(const char *text, size_t length) {
  for (size_t i = 1; i + 2 < length; i++) {
    if (text[i] == '.' && text[i + 1] == '.') return text + i;
  }
  return NULL;
}

/* Held as its number, 0 for the worst. */
static bool read_grade(rsl__row_reader *reader, rsl_measurement *out) {
  const cell *text = cell_of(reader, RSL__FIELD_VALUE);
  uint32_t grade = 0;
  out->has_value = find_grade(reader, RSL__FIELD_VALUE, reader->graded, text->text, text->length, &grade);
  out->value = (rsl_decimal){ grade, 0 };
  return out->has_value;
}

static bool find_grade(rsl__row_reader *reader, size_t field, const rsl_indicator *record, const char *told,
                       size_t length, uint32_t *out) {
  for (size_t i = 0; i < record->grade_count; i++) {
    const char *grade = record->grades[i];
    if (strlen(grade) != length || memcmp(grade, told, length) != 0) continue;
    *out = (uint32_t)i;
    return true;
  }
  char shown[RSL__SHOWN_TEXT];
  size_t nearest = rsl__nearest_of(told, length, record->grades, record->grade_count);
  rsl__shown(shown, told, length);
  if (nearest == RSL__NEAREST_NONE) {
    return refuse(reader, field, "unknown_grade", "unknown grade `%s`: the worst of this indicator is `%s`", shown,
                  record->grades[0]);
  }
  return refuse(reader, field, "unknown_grade", "unknown grade `%s`: did you mean `%s`?", shown,
                record->grades[nearest]);
}

static bool read_optional_figure(rsl__row_reader *reader, size_t field, bool *has, rsl_decimal *out) {
  const cell *text = cell_of(reader, field);
  if (text == NULL || text->length == 0) return true;
  *has = read_figure(reader, field, text->text, text->length, out);
  return *has;
}

static bool read_figure(rsl__row_reader *reader, size_t field, const char *text, size_t length, rsl_decimal *out) {
  bool is_plain = (reader->fields->plain >> field & 1) != 0;
  rsl_number_fault fault = rsl_decimal_parse(text, length, is_plain ? NULL : &reader->options->style, out);
  return fault == RSL_NUMBER_FINE || refuse_figure(reader, field, text, length, fault);
}

static bool refuse_figure(rsl__row_reader *reader, size_t field, const char *text, size_t length,
                          rsl_number_fault fault) {
  char shown[RSL__SHOWN_TEXT];
  rsl__shown(shown, text, length);
  switch (fault) {
  case RSL_NUMBER_FINE:
    return true;
  case RSL_NUMBER_NOT_FINITE:
    return refuse(reader, field, "not_finite", "`%s` is no figure: leave the cell empty where there is none", shown);
  case RSL_NUMBER_TOO_LONG:
    return refuse(reader, field, "number_too_long", "`%s` has more than 18 significant digits", shown);
  case RSL_NUMBER_OUT_OF_RANGE:
    return refuse(reader, field, "number_out_of_range", "`%s` is out of range: 18 digits before the point and 18 after",
                  shown);
  case RSL_NUMBER_EMPTY:
  case RSL_NUMBER_MALFORMED:
    break;
  }
  return refuse(reader, field, "bad_number",
                "`%s` is no plain number as -12.50; a decimal comma or thousands marks must be declared", shown);
}

/* ---- The other columns ----------------------------------------------------------------------------------- */

static bool read_status(rsl__row_reader *reader, char *out) {
  const cell *text = cell_of(reader, RSL__FIELD_STATUS);
  if (text == NULL || text->length == 0) return true;
  *out = text->text[0];
  if (text->length == 1) return true;
  char shown[RSL__SHOWN_TEXT];
  return refuse(reader, RSL__FIELD_STATUS, "bad_status", "`%s` is no status: one SDMX OBS_STATUS letter, as A, P or E",
                rsl__shown(shown, text->text, text->length));
}

static bool read_revision(rsl__row_reader *reader, rsl_measurement *out) {
  const cell *text = cell_of(reader, RSL__FIELD_REVISION);
  if (text == NULL || text->length == 0) return true;
  rsl_decimal number;
  rsl_number_fault fault = rsl_decimal_parse(text->text, text->length, NULL, &number);
  if (fault == RSL_NUMBER_FINE && number.scale == 0 && number.units >= 0 && number.units <= INT32_MAX) {
    out->has_revision = true;
    out->revision = (int32_t)number.units;
    return true;
  }
  char shown[RSL__SHOWN_TEXT];
  return refuse(reader, RSL__FIELD_REVISION, "bad_revision", "`%s` is no revision: a whole number from 0 to 2147483647",
                rsl__shown(shown, text->text, text->length));
}

static bool read_reported_at(rsl__row_reader *reader, rsl_date *out) {
  const cell *text = cell_of(reader, RSL__FIELD_REPORTED_AT);
  if (text == NULL || text->length == 0) return true;
  if (rsl_date_parse(text->text, text->length, reader->options->date_order, out)) return true;
  char shown[RSL__SHOWN_TEXT];
  const char *wanted = reader->options->date_order == RSL_DATE_ORDER_DMY ? "30/06/2023" : "2023-06-30";
  return refuse(reader, RSL__FIELD_REPORTED_AT, "bad_date", "`%s` is no day: write it as %s",
                rsl__shown(shown, text->text, text->length), wanted);
}

static bool check_unit_of_measure(rsl__row_reader *reader, uint32_t indicator) {
  const cell *text = cell_of(reader, RSL__FIELD_UNIT_OF_MEASURE);
  if (text == NULL || text->length == 0) return true;
  const char *wanted = rsl_plan_indicator(reader->plan, indicator)->unit_of_measure;
  if (wanted == NULL) wanted = "";
  if (strlen(wanted) == text->length && memcmp(wanted, text->text, text->length) == 0) return true;
  char shown[RSL__SHOWN_TEXT];
  return refuse(reader, RSL__FIELD_UNIT_OF_MEASURE, "unit_of_measure_differs",
                "the figure is in `%s`, the indicator is measured in `%s`: convert it first",
                rsl__shown(shown, text->text, text->length), wanted);
}

/* The builder takes texts that end. All room is taken before, since they are pointed at. */
static void read_texts(rsl__row_reader *reader, rsl_measurement *out) {
  const cell *source = cell_of(reader, RSL__FIELD_SOURCE);
  const cell *note = cell_of(reader, RSL__FIELD_NOTE);
  size_t source_length = source == NULL ? 0 : source->length;
  size_t note_length = note == NULL ? 0 : note->length;
  rsl__text_buffer *texts = &reader->texts;
  rsl__text_buffer_clear(texts);
  if (source_length + note_length == 0) return;
  if (!rsl__text_buffer_reserve(texts, source_length + note_length + 2)) return;
  if (source_length > 0) out->source = copy_text(texts->bytes, source);
  if (note_length > 0) out->note = copy_text(texts->bytes + source_length + 1, note);
}

static const char *copy_text(char *to, const cell *text) {
  memcpy(to, text->text, text->length);
  to[text->length] = '\0';
  return to;
}

/* NULL where the row has no such field. */
static const cell *cell_of(const rsl__row_reader *reader, size_t field) {
  size_t index = reader->fields->column[field];
  return index == RSL__CSV_NO_COLUMN ? NULL : &reader->fields->cells[index];
}

/* Always false: tell what is wrong with a field, and remember the row's first problem for the rejects. */
static bool refuse(rsl__row_reader *reader, size_t field, const char *code, const char *format, ...) {
  char text[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(text, sizeof text, format, arguments);
  va_end(arguments);
  rsl__place place = reader->fields->place(reader->fields->from, field);
  (void)rsl__complain(reader->problems, reader->error, code, &place, "%s", text);
  if (reader->code == NULL) {
    reader->code = code;
    memcpy(reader->reason, text, sizeof text);
  }
  return false;
}
