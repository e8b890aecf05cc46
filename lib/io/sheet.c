#include "io/sheet.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"
#include "cube/grade.h"
#include "plan/grades.h"

rsl_result_options rsl__result_options(const rsl_result_options *options) {
  rsl_result_options own = RSL_RESULT_OPTIONS_INIT;
  if (options != NULL) memcpy(&own, options, options->size < sizeof own ? options->size : sizeof own);
  return own;
}

rsl_status rsl__sheet_open(rsl__sheet *sheet, const rsl_result_options *options, const rsl_plan *plan,
                           const char *const *columns, size_t count, size_t names, const rsl_allocator *allocator,
                           rsl_sink sink, rsl_error *error) {
  *sheet = (rsl__sheet){ .options = rsl__result_options(options), .plan = plan, .unit = RSL_NONE };
  rsl__error_clear(error);
  size_t written = sheet->options.names ? count : count - names;
  rsl_status status = rsl_writer_new(allocator, sheet->options.format, columns, written, sink, &sheet->writer);
  if (status == RSL_OK) return RSL_OK;
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(error)
                                  : rsl__fail(error, status, "the result cannot be written so");
}

rsl_status rsl__sheet_close(rsl__sheet *sheet, rsl_status status, rsl_error *error) {
  if (status == RSL_OK) status = rsl_writer_finish(sheet->writer, error);
  rsl_writer_free(sheet->writer);
  sheet->writer = NULL;
  return status;
}

bool rsl__sheet_keeps(const rsl_result_options *options, uint32_t unit, uint32_t indicator) {
  if (options->units != NULL && unit != RSL_NONE && !options->units[unit]) return false;
  return options->indicators == NULL || indicator == RSL_NONE || options->indicators[indicator];
}

void rsl__sheet_unit(rsl__sheet *sheet, uint32_t unit) {
  if (unit != sheet->unit) rsl_plan_unit_reference(sheet->plan, unit, sheet->reference);
  sheet->unit = unit;
  rsl_writer_text(sheet->writer, sheet->reference);
}

void rsl__sheet_indicator(rsl__sheet *sheet, uint32_t indicator) {
  rsl_writer_text(sheet->writer, rsl_plan_indicator(sheet->plan, indicator)->code);
}

void rsl__sheet_grade(rsl__sheet *sheet, uint32_t indicator, uint32_t grade) {
  char text[RSL__GRADE_REFERENCE];
  rsl_writer_text(sheet->writer, rsl__grade_reference(sheet->plan, indicator, grade, text));
}

const char *rsl__grade_reference(const rsl_plan *plan, uint32_t indicator, uint32_t grade,
                                 char buffer[RSL__GRADE_REFERENCE]) {
  const rsl_indicator *record = rsl_plan_indicator(plan, indicator);
  (void)snprintf(buffer, RSL__GRADE_REFERENCE, "%s:%s", record->code, record->grades[grade]);
  return buffer;
}

void rsl__sheet_period(rsl__sheet *sheet, rsl_period period) {
  char text[RSL_PERIOD_TEXT];
  rsl_period_format(period, text);
  rsl_writer_text(sheet->writer, text);
}

void rsl__sheet_figure(rsl__sheet *sheet, uint32_t indicator, const rsl_figure *figure) {
  char text[RSL__FIGURE_TEXT];
  const char *told = rsl__figure_text(sheet->plan, indicator, figure, text);
  if (told != NULL) {
    rsl_writer_text(sheet->writer, told);
  } else {
    rsl_writer_number(sheet->writer, figure->value);
  }
}

void rsl__sheet_rated(rsl__sheet *sheet, uint32_t indicator, rsl_number number) {
  bool graded = rsl__figure_is_grade(rsl_plan_indicator(sheet->plan, indicator));
  const char *grade = graded ? rsl__grade_code(sheet->plan, indicator, number) : NULL;
  if (grade != NULL)
    rsl_writer_text(sheet->writer, grade);
  else
    rsl_writer_number(sheet->writer, number);
}

void rsl__sheet_reached(rsl__sheet *sheet, const rsl_review_row *row) {
  char text[2 * RSL_NUMBER_TEXT + 2];
  bool has_low = row->target_low.kind != RSL_NUMBER_ABSENT;
  bool has_high = row->target_high.kind != RSL_NUMBER_ABSENT;
  if (!has_low || !has_high || rsl_number_compare(row->target_low, row->target_high) == 0) {
    rsl__sheet_rated(sheet, row->links.indicator, has_low ? row->target_low : row->target_high);
    return;
  }
  rsl_number_format(row->target_low, text);
  size_t length = 0;
  while (text[length] != '\0') length++;
  text[length++] = '.';
  text[length++] = '.';
  rsl_number_format(row->target_high, text + length);
  rsl_writer_text(sheet->writer, text);
}

void rsl__sheet_words(rsl__sheet *sheet, rsl__text_buffer *words, size_t from, size_t count) {
  const char **list = rsl__allocate_array(&words->allocator, count, sizeof(const char *));
  if (list == NULL) words->failed = true;
  if (!words->failed) {
    const char *word = rsl__text_buffer_string(words) + (count == 0 ? 0 : from);
    for (size_t i = 0; i < count; i++, word += strlen(word) + 1) list[i] = word;
    rsl_writer_list(sheet->writer, list, count);
  }
  rsl__release_array(&words->allocator, list, count, sizeof(const char *));
}

void rsl__sheet_letter(rsl__sheet *sheet, char letter) {
  const char text[2] = { letter, '\0' };
  rsl_writer_text(sheet->writer, text);
}

void rsl__sheet_count(rsl__sheet *sheet, uint64_t count) {
  rsl_writer_integer(sheet->writer, count > INT64_MAX ? INT64_MAX : (int64_t)count);
}

void rsl__sheet_flags(rsl__sheet *sheet, unsigned flags) {
  const char *names[32];
  size_t count = rsl__flag_names(flags, names);
  rsl_writer_list(sheet->writer, names, count);
}

void rsl__sheet_absent(rsl__sheet *sheet, size_t count) {
  for (size_t i = 0; i < count; i++) rsl_writer_absent(sheet->writer);
}

void rsl__sheet_names(rsl__sheet *sheet, uint32_t unit, uint32_t indicator) {
  if (!sheet->options.names) return;
  rsl_writer_text(sheet->writer, rsl_plan_unit(sheet->plan, unit)->name);
  if (indicator != RSL_NONE) rsl_writer_text(sheet->writer, rsl_plan_indicator(sheet->plan, indicator)->name);
}

size_t rsl__flag_names(unsigned flags, const char *names[32]) {
  size_t count = 0;
  for (unsigned bit = 1; bit < RSL_FLAG_END; bit <<= 1)
    if ((flags & bit) != 0 && rsl_flag_name((rsl_flag)bit) != NULL) names[count++] = rsl_flag_name((rsl_flag)bit);
  return count;
}
