#include "cube/builder.h"
#include "cube/calendar.h"

static rsl_status check(const rsl_cube_builder *builder, const rsl_measurement *report, const char **code,
                        rsl_error *error);
static bool is_spoken_of(const rsl_cube_builder *builder, const rsl_measurement *report, uint32_t indicator);
static bool is_valid(const rsl_cube_builder *builder, const rsl_measurement *report, uint32_t indicator);
static bool is_too_late(const rsl_cube_builder *builder, const rsl_measurement *report);

/* The rows are made at once, as a ratio's row makes its sides': whoever looks at a figure later finds it where all
 * figures are, with the line of the report. They stand before all other rows of their figure, so that any row that the
 * unit gave for it counts instead. */
rsl_status rsl__nil_add(rsl_cube_builder *builder, const rsl_measurement *report, const char **code, rsl_error *error) {
  uint32_t count = builder->cube->column_count;
  rsl__row row = { .value = 0 };
  rsl_status status = check(builder, report, code, error);
  if (status != RSL_OK) return status;
  int letter = rsl__status_number(report->status);
  unsigned given = letter < 0 ? RSL__STATUS_A : (unsigned)letter;
  unsigned number = report->has_value ? given : (unsigned)rsl__status_number('O');
  status = rsl__builder_row(builder, report, number, false, &row, error);
  row.flags |= RSL__ROW_DERIVED | RSL__ROW_NIL;
  uint32_t done = 0;
  for (; status == RSL_OK && done < count; done++) {
    if (!is_spoken_of(builder, report, done) || !is_valid(builder, report, done)) continue;
    if (!rsl__builder_push(builder, done, &row)) status = RSL_ERR_MEMORY;
  }
  if (status == RSL_OK) {
    *(is_too_late(builder, report) ? &builder->cube->later_count : &builder->cube->row_count) += 1;
    return RSL_OK;
  }
  for (uint32_t i = 0; i + 1 < done; i++)
    if (is_spoken_of(builder, report, i) && is_valid(builder, report, i)) rsl__builder_pop(builder, i);
  return status;
}

#define REFUSE(name, ...) \
  (*code = (name), rsl__fail_at(error, RSL_ERR_DATA, report->file, report->line, 0, NULL, __VA_ARGS__))

static rsl_status check(const rsl_cube_builder *builder, const rsl_measurement *report, const char **code,
                        rsl_error *error) {
  bool spoken_of = false;
  bool valid = false;
  int letter = rsl__status_number(report->status);
  char period[RSL_PERIOD_TEXT];
  if (report->unit >= builder->cube->unit_count || report->period.type <= RSL_PERIOD_NONE ||
      report->period.type >= RSL_PERIOD_TYPE_END)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "a nil report has no unit of its plan, or no period");
  rsl_period_format(report->period, period);
  if (report->has_revision && report->revision < 0)
    return REFUSE("bad_revision", "revision %ld is negative: revisions count from 0", (long)report->revision);
  bool takes_back = !report->has_value && report->has_revision && report->revision > 0;
  bool figure = report->has_value && report->value.units == 0 && report->qualifier == RSL_QUALIFIER_NONE &&
                !report->has_numerator && !report->has_denominator &&
                (report->status == '\0' || (letter >= 0 && rsl__status_of_figure((unsigned)letter)));
  if (!takes_back && !figure)
    return REFUSE("nil_not_zero", "a nil report has the value 0, or none where a later revision takes it back");
  for (uint32_t i = 0; i < builder->cube->column_count; i++) {
    bool here = is_spoken_of(builder, report, i);
    spoken_of = spoken_of || here;
    valid = valid || (here && is_valid(builder, report, i));
  }
  if (!spoken_of)
    return REFUSE("nil_of_nothing",
                  "a nil report for %s says nothing: no indicator that is marked `nil` has periods of "
                  "that length",
                  period);
  if (valid) return RSL_OK;
  char reference[RSL_UNIT_REFERENCE];
  rsl_plan_unit_reference(builder->plan, report->unit, reference);
  return REFUSE("unit_not_valid", "unit `%s` is not valid on the last day of %s", reference, period);
}

static bool is_spoken_of(const rsl_cube_builder *builder, const rsl_measurement *report, uint32_t indicator) {
  const rsl__heap *heap = &builder->heaps[indicator];
  return heap->nil && heap->frequency == report->period.type;
}

static bool is_valid(const rsl_cube_builder *builder, const rsl_measurement *report, uint32_t indicator) {
  rsl_date last_day = rsl__calendar_last_day(builder->heaps[indicator].month_from, rsl__when(report->period));
  return rsl_plan_unit_valid(builder->plan, report->unit, last_day);
}

/* R9: reported after what is to be known: its rows will be left out, as those of any other late report. */
static bool is_too_late(const rsl_cube_builder *builder, const rsl_measurement *report) {
  rsl_date as_known = builder->options.as_known;
  rsl_date known = report->reported_at != RSL_DATE_NONE ? report->reported_at : rsl_period_last_day(report->period);
  return as_known != RSL_DATE_NONE && known > as_known;
}
