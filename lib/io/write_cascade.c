#include "cube/grade.h"
#include "io/sheet.h"
#include "plan/grades.h"

static void put_row(rsl__sheet *sheet, const rsl_cascade *cascade, const rsl_cascade_row *row, rsl__text_buffer *words);
static void put_layers(rsl__sheet *sheet, const rsl_cascade *cascade, const rsl_cascade_row *row,
                       rsl__text_buffer *words);
static void add_value(rsl__text_buffer *words, const rsl_plan *plan, uint32_t indicator, rsl_number value);
static void put_lacking(rsl__sheet *sheet, const rsl_cascade *cascade, const rsl_cascade_row *row,
                        rsl__text_buffer *words);
static void add_unit(rsl__text_buffer *words, const rsl_plan *plan, uint32_t unit);
static void put_unit(rsl__sheet *sheet, uint32_t unit);

rsl_status rsl_write_cascade(const rsl_cascade *cascade, const rsl_result_options *options,
                             const rsl_allocator *allocator, rsl_sink sink, rsl_error *error) {
  static const char *const columns[] = { "unit",          "indicator",     "by",       "target",   "assigned",
                                         "unassigned",    "children_with", "children", "superior", "superior_target",
                                         "state",         "target_code",   "layers",   "lacking",  "unit_name",
                                         "indicator_name" };
  rsl__sheet sheet;
  rsl__text_buffer words;
  rsl__text_buffer_init(&words, allocator);
  rsl_status status = rsl__sheet_open(&sheet, options, rsl_cascade_plan(cascade), columns,
                                      sizeof columns / sizeof *columns, 2, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_cascade_count(cascade); i++) {
    const rsl_cascade_row *row = rsl_cascade_at(cascade, i);
    if (!rsl__sheet_keeps(&sheet.options, row->links.unit, row->links.indicator)) continue;
    put_row(&sheet, cascade, row, &words);
    status = rsl__text_buffer_status(&words, error);
    if (status == RSL_OK) status = rsl_writer_end_row(sheet.writer, error);
  }
  rsl__text_buffer_free(&words);
  return rsl__sheet_close(&sheet, status, error);
}

static void put_row(rsl__sheet *sheet, const rsl_cascade *cascade, const rsl_cascade_row *row,
                    rsl__text_buffer *words) {
  const rsl_target *target = rsl_plan_target(sheet->plan, row->target);
  rsl__sheet_unit(sheet, row->links.unit);
  rsl__sheet_indicator(sheet, row->links.indicator);
  rsl__sheet_period(sheet, target->by);
  rsl__sheet_rated(sheet, row->links.indicator, row->value);
  rsl__sheet_rated(sheet, row->links.indicator, row->assigned);
  rsl_writer_number(sheet->writer, row->unassigned);
  rsl__sheet_count(sheet, row->children_with);
  rsl__sheet_count(sheet, row->children);
  put_unit(sheet, row->superior);
  rsl__sheet_rated(sheet, row->links.indicator, row->superior_target);
  rsl_writer_text(sheet->writer, rsl_cascade_state_name(row->state));
  rsl_writer_text(sheet->writer, target->code);
  put_layers(sheet, cascade, row, words);
  put_lacking(sheet, cascade, row, words);
  rsl__sheet_names(sheet, row->links.unit, row->links.indicator);
}

/** Who assigned what to the unit: `T=200`. */
static void put_layers(rsl__sheet *sheet, const rsl_cascade *cascade, const rsl_cascade_row *row,
                       rsl__text_buffer *words) {
  rsl__text_buffer_clear(words);
  for (size_t i = 0; i < row->layer_count; i++) {
    const rsl_cascade_layer *layer = rsl_cascade_layer_at(cascade, row, i);
    add_unit(words, sheet->plan, layer->superior);
    rsl__text_buffer_char(words, '=');
    add_value(words, sheet->plan, row->links.indicator, layer->value);
    rsl__text_buffer_append(words, "", 1);
  }
  rsl__sheet_words(sheet, words, 0, row->layer_count);
}

static void add_value(rsl__text_buffer *words, const rsl_plan *plan, uint32_t indicator, rsl_number value) {
  char text[RSL_NUMBER_TEXT];
  bool graded = rsl__figure_is_grade(rsl_plan_indicator(plan, indicator));
  const char *grade = graded ? rsl__grade_code(plan, indicator, value) : NULL;
  rsl_number_format(value, text);
  rsl__text_buffer_text(words, grade != NULL ? grade : text);
}

static void put_lacking(rsl__sheet *sheet, const rsl_cascade *cascade, const rsl_cascade_row *row,
                        rsl__text_buffer *words) {
  size_t count = row->children - row->children_with;
  size_t from = words->length;
  for (size_t i = 0; i < count; i++) {
    add_unit(words, sheet->plan, rsl_cascade_lacking_at(cascade, row, i));
    rsl__text_buffer_append(words, "", 1);
  }
  rsl__sheet_words(sheet, words, from, count);
}

static void add_unit(rsl__text_buffer *words, const rsl_plan *plan, uint32_t unit) {
  char reference[RSL_UNIT_REFERENCE];
  rsl_plan_unit_reference(plan, unit, reference);
  rsl__text_buffer_text(words, reference);
}

/** Beside the row's own unit, whose reference the sheet holds. */
static void put_unit(rsl__sheet *sheet, uint32_t unit) {
  char reference[RSL_UNIT_REFERENCE] = "";
  if (unit != RSL_NONE) rsl_plan_unit_reference(sheet->plan, unit, reference);
  rsl_writer_text(sheet->writer, reference);
}

rsl_status rsl_write_allocation(const rsl_allocation *allocation, const rsl_plan *plan, uint32_t target,
                                const rsl_result_options *options, const rsl_allocator *allocator, rsl_sink sink,
                                rsl_error *error) {
  static const char *const columns[] = { "unit", "indicator", "by", "value", "basis", "unit_name", "indicator_name" };
  uint32_t indicator = rsl_plan_target_links(plan, target).indicator;
  rsl__sheet sheet;
  rsl_status status =
      rsl__sheet_open(&sheet, options, plan, columns, sizeof columns / sizeof *columns, 2, allocator, sink, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_allocation_count(allocation); i++) {
    const rsl_allocation_row *row = rsl_allocation_at(allocation, i);
    if (!rsl__sheet_keeps(&sheet.options, row->unit, indicator)) continue;
    rsl__sheet_unit(&sheet, row->unit);
    rsl__sheet_indicator(&sheet, indicator);
    rsl__sheet_period(&sheet, rsl_plan_target(plan, target)->by);
    rsl_writer_number(sheet.writer, row->value);
    rsl_writer_number(sheet.writer, row->basis);
    rsl__sheet_names(&sheet, row->unit, indicator);
    status = rsl_writer_end_row(sheet.writer, error);
  }
  return rsl__sheet_close(&sheet, status, error);
}
