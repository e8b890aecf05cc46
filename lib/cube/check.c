#include <string.h>

#include "cube/carry.h"
#include "cube/seal.h"

/* Looking through one cube. */
typedef struct search {
  const rsl_cube *cube;
  const rsl_rollup *rollup; /* NULL: it could not be rolled up */
  bool weights_told;
  rsl_problems *problems;
  rsl_status status;
} search;

/* What to do with the latest row of a figure; `about` is the indicator that it is looked at for. */
typedef void looker(search *in, uint32_t indicator, const rsl__row *row, uint32_t about);

static void check_column(search *in, uint32_t indicator);
static looker check_lone_side;
static looker check_weight;
static looker check_row;
static void check_printed(search *in, uint32_t indicator, const rsl__row *row);
static void check_sides(search *in, uint32_t indicator, const rsl__row *row, rsl_number numerator,
                        rsl_number denominator, rsl_number factor);
static void check_rolled_up(search *in, uint32_t indicator, const rsl__row *row);
static void check_own_sum(search *in, uint32_t indicator, const rsl__row *row, const rsl_figure *figure);
static void check_added(search *in, uint32_t indicator, const rsl__row *row, const rsl_figure *figure);
static void check_longer(search *in, uint32_t indicator, const rsl__row *row, uint32_t unit);
static void check_composition(search *in, const rsl_composition *composition);
static void check_whole(search *in, const rsl_composition *composition, const uint32_t *indicators, uint32_t unit,
                        uint32_t when);
static void check_weights(search *in, uint32_t indicator);
static bool is_told(const search *in, rsl_status status, const rsl_error *why);
static void look_at_all(search *in, uint32_t indicator, looker *look, uint32_t about);
static bool is_near(rsl_number a, rsl_number b, rsl_decimal tolerance);
static bool row_at(const search *in, uint32_t indicator, uint32_t place, uint32_t when, rsl__row *out);

typedef struct told_figure {
  char unit[RSL_UNIT_REFERENCE];
  char period[RSL_PERIOD_TEXT];
  const char *code;
  rsl__place place;
} told_figure;

static void tell(const search *in, uint32_t indicator, const rsl__row *row, told_figure *told);

rsl_status rsl_cube_check(const rsl_cube *cube, const rsl_allocator *allocator, rsl_problems *problems,
                          rsl_error *error) {
  rsl_rollup *rollup = NULL;
  rsl__error_clear(error);
  search in = { cube, NULL, false, problems, RSL_OK };
  rsl_error why = RSL_ERROR_INIT;
  rsl_status sound = rsl__seal_check(cube, NULL, 0, 0, error);
  if (sound != RSL_OK) return sound;
  for (uint32_t i = 0; i < cube->column_count; i++) check_weights(&in, i);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.longer_reports = true;
  rsl_status status = rsl_rollup_run(cube, &request, allocator, &rollup, &why);
  if (status != RSL_OK && !is_told(&in, status, &why)) return rsl__fail(error, status, "%s", why.text);
  /* What cannot be rolled up can still be checked row by row. */
  in.rollup = rollup;
  for (uint32_t i = 0; i < cube->column_count; i++) check_column(&in, i);
  for (uint32_t i = 0; rollup != NULL && i < rsl_plan_composition_count(cube->plan); i++)
    check_composition(&in, rsl_plan_composition(cube->plan, i));
  rsl_rollup_free(rollup);
  if (in.status == RSL_OK) in.status = rsl__check_done(cube, allocator, problems);
  if (in.status == RSL_OK) in.status = rsl__check_kept(cube, allocator, problems);
  if (in.status == RSL_OK) in.status = rsl__check_split(cube, allocator, problems);
  return in.status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : in.status;
}

/* That the figures cannot be rolled up is a finding too: what depends on totals goes unchecked then. */
static bool is_told(const search *in, rsl_status status, const rsl_error *why) {
  if (status == RSL_ERR_OVERFLOW)
    rsl__problem(in->problems, RSL_SEVERITY_ERROR, "total_too_large", NULL, "%s", why->text);
  else if (status == RSL_ERR_DATA && !in->weights_told)
    rsl__problem(in->problems, RSL_SEVERITY_ERROR, "not_rolled_up", NULL, "%s", why->text);
  else
    return status == RSL_ERR_DATA;
  return true;
}

/* R4: a negative weight is an error, wherever it is used. */
static void check_weights(search *in, uint32_t indicator) {
  rsl_operands operands = rsl_plan_indicator_operands(in->cube->plan, indicator);
  if (operands.weight == RSL_NONE) return;
  if (in->cube->columns[operands.weight].has_negative) look_at_all(in, operands.weight, check_weight, indicator);
}

static void check_weight(search *in, uint32_t indicator, const rsl__row *row, uint32_t about) {
  if ((row->flags & RSL__ROW_VALUE) == 0 || row->value >= 0) return;
  in->weights_told = true;
  told_figure told;
  tell(in, indicator, row, &told);
  rsl__problem(in->problems, RSL_SEVERITY_ERROR, "negative_weight", &told.place,
               "`%s` of `%s` for %s is negative, and it is the weight of `%s`", told.code, told.unit, told.period,
               rsl_plan_indicator(in->cube->plan, about)->code);
}

static void check_column(search *in, uint32_t indicator) {
  look_at_all(in, indicator, check_row, indicator);
  if (in->rollup != NULL) rsl__check_counts(in->rollup, indicator, in->problems);
  if (rsl_plan_indicator(in->cube->plan, indicator)->rollup.rule != RSL_RULE_RATIO) return;
  look_at_all(in, rsl_plan_indicator_operands(in->cube->plan, indicator).numerator, check_lone_side, indicator);
}

/* A ratio whose sides came as figures of their own indicators, without a row of the ratio. */
static void check_lone_side(search *in, uint32_t indicator, const rsl__row *row, uint32_t about) {
  if ((row->flags & RSL__ROW_VALUE) == 0 || (row->flags & RSL__ROW_DERIVED) != 0 || row->value == 0) return;
  rsl__row under;
  uint32_t denominator = rsl_plan_indicator_operands(in->cube->plan, about).denominator;
  if (!row_at(in, denominator, row->place, row->when, &under) || under.value != 0) return;
  int32_t scale = (int32_t)in->cube->columns[indicator].scale;
  check_sides(in, about, row, rsl_number_from_decimal((rsl_decimal){ row->value, scale }), rsl_number_from_integer(0),
              rsl_number_from_integer(1));
}

static void check_row(search *in, uint32_t indicator, const rsl__row *row, uint32_t about) {
  (void)about;
  rsl_rule rule = rsl_plan_indicator(in->cube->plan, indicator)->rollup.rule;
  if (rule == RSL_RULE_RATIO || rule == RSL_RULE_SHARE) check_printed(in, indicator, row);
  if (in->rollup != NULL && (row->flags & RSL__ROW_VALUE) != 0 && (row->flags & RSL__ROW_DERIVED) == 0)
    check_rolled_up(in, indicator, row);
}

/* R4: a printed percentage against its numerator and denominator. */
static void check_printed(search *in, uint32_t indicator, const rsl__row *row) {
  const rsl_plan *plan = in->cube->plan;
  const rsl_rollup_rule *rule = &rsl_plan_indicator(plan, indicator)->rollup;
  const rsl__sides *sides = rsl__row_sides(&in->cube->store, row);
  rsl_operands operands = rsl_plan_indicator_operands(plan, indicator);
  if (sides != NULL && sides->has_numerator && sides->has_denominator) {
    rsl_decimal numerator = { sides->numerator, sides->numerator_scale };
    rsl_decimal denominator = { sides->denominator, sides->denominator_scale };
    check_sides(in, indicator, row, rsl_number_from_decimal(numerator), rsl_number_from_decimal(denominator),
                rsl_number_from_integer(100));
    return;
  }
  if (rule->rule != RSL_RULE_RATIO) return;
  rsl__row above;
  rsl__row under;
  if (!row_at(in, operands.numerator, row->place, row->when, &above)) return;
  if (!row_at(in, operands.denominator, row->place, row->when, &under)) return;
  rsl_decimal numerator = { above.value, (int32_t)in->cube->columns[operands.numerator].scale };
  rsl_decimal denominator = { under.value, (int32_t)in->cube->columns[operands.denominator].scale };
  check_sides(in, indicator, row, rsl_number_from_decimal(numerator), rsl_number_from_decimal(denominator),
              rsl_number_from_decimal(rule->factor));
}

static void check_sides(search *in, uint32_t indicator, const rsl__row *row, rsl_number numerator,
                        rsl_number denominator, rsl_number factor) {
  told_figure told;
  tell(in, indicator, row, &told);
  if (rsl_number_sign(denominator) == 0) {
    if (rsl_number_sign(numerator) == 0) return;
    char above[RSL_NUMBER_TEXT];
    rsl_number_format(numerator, above);
    rsl__problem(in->problems, RSL_SEVERITY_ERROR, "zero_denominator", &told.place, "`%s` of `%s` for %s is %s over 0",
                 told.code, told.unit, told.period, above);
    return;
  }
  if ((row->flags & RSL__ROW_VALUE) == 0) return;
  rsl_decimal printed = { row->value, (int32_t)in->cube->columns[indicator].scale };
  rsl_number computed = rsl_number_divide(rsl_number_multiply(factor, numerator), denominator);
  /* As printed it may be off by half of its last digit. */
  rsl_decimal half = { row->scale < 18 ? 5 : 1, row->scale < 18 ? (int32_t)row->scale + 1 : 18 };
  if (is_near(rsl_number_from_decimal(printed), computed, half)) return;
  char printed_text[RSL_NUMBER_TEXT];
  char computed_text[RSL_NUMBER_TEXT];
  rsl_number_format(rsl_number_from_decimal(printed), printed_text);
  rsl_number_format(rsl_number_round(computed, row->scale < 17 ? (int)row->scale + 1 : 18), computed_text);
  rsl__problem(in->problems, RSL_SEVERITY_ERROR, "printed_ratio_differs", &told.place,
               "`%s` of `%s` for %s is given as %s, but its numerator and denominator make %s", told.code, told.unit,
               told.period, printed_text, computed_text);
}

static void check_rolled_up(search *in, uint32_t indicator, const rsl__row *row) {
  const rsl_rollup *rollup = in->rollup;
  uint32_t unit = in->cube->units[row->place];
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->rule == RSL_RULE_FORMULA) return;
  unsigned role = rsl__role(rollup, indicator, unit, rsl__last_day(sheet, row->when));
  bool owes_itself = sheet->rule == RSL_RULE_NONE && (role & RSL__ROLE_MEASURES) != 0;
  if ((role & RSL__ROLE_KIND) == RSL__ROLE_NONE && !owes_itself) {
    told_figure told;
    tell(in, indicator, row, &told);
    rsl__problem(in->problems, RSL_SEVERITY_WARNING, "figure_not_owed", &told.place,
                 "`%s` of `%s` for %s is not owed there: it shows at the unit and counts in no total", told.code,
                 told.unit, told.period);
    return;
  }
  check_longer(in, indicator, row, unit);
  rsl__reading reading;
  rsl_status status = rsl__figure_read(rollup, indicator, unit, row->when, false, &reading);
  if (status != RSL_OK) return;
  check_own_sum(in, indicator, row, &reading.figure);
  if ((role & RSL__ROLE_ADDS) != 0) check_added(in, indicator, row, &reading.figure);
}

/* R2: of figures that are never negative a whole is no smaller than those of its parts that are known. */
static void check_own_sum(search *in, uint32_t indicator, const rsl__row *row, const rsl_figure *figure) {
  const rsl__sheet *sheet = &in->rollup->sheets[indicator];
  if (sheet->rule != RSL_RULE_SUM || sheet->column->has_negative) return;
  if (figure->children.kind == RSL_NUMBER_ABSENT || figure->own.kind == RSL_NUMBER_ABSENT) return;
  if (rsl_number_compare(figure->own, figure->children) >= 0) return;
  rsl_number difference = rsl_number_subtract(figure->children, figure->own);
  rsl_number thousandfold = rsl_number_multiply(difference, rsl_number_from_integer(1000));
  bool slight = rsl_number_compare(thousandfold, figure->children) <= 0;
  told_figure told;
  char own[RSL_NUMBER_TEXT];
  char children[RSL_NUMBER_TEXT];
  tell(in, indicator, row, &told);
  rsl_number_format(figure->own, own);
  rsl_number_format(figure->children, children);
  rsl__problem(in->problems, slight ? RSL_SEVERITY_WARNING : RSL_SEVERITY_ERROR, "own_below_children", &told.place,
               "`%s` of `%s` for %s is %s, less than the %s that the units below it add up to", told.code, told.unit,
               told.period, own, children);
}

/* R2: what a unit reports for itself alone is rarely as much as all below it together. */
static void check_added(search *in, uint32_t indicator, const rsl__row *row, const rsl_figure *figure) {
  const rsl__sheet *sheet = &in->rollup->sheets[indicator];
  if (sheet->rule != RSL_RULE_SUM || sheet->column->has_negative || figure->own.kind == RSL_NUMBER_ABSENT) return;
  rsl_number below = rsl_number_subtract(figure->value, figure->own);
  if (rsl_number_sign(below) <= 0 || rsl_number_compare(figure->own, below) < 0) return;
  told_figure told;
  char own[RSL_NUMBER_TEXT];
  char children[RSL_NUMBER_TEXT];
  tell(in, indicator, row, &told);
  rsl_number_format(figure->own, own);
  rsl_number_format(below, children);
  rsl__problem(in->problems, RSL_SEVERITY_WARNING, "added_looks_like_total", &told.place,
               "`%s` of `%s` for %s is %s, at least the %s of all below it, to which it is added: is it a total?",
               told.code, told.unit, told.period, own, children);
}

/* R6: a report for a whole period beside all of its parts. */
static void check_longer(search *in, uint32_t indicator, const rsl__row *row, uint32_t unit) {
  const rsl__sheet *sheet = &in->rollup->sheets[indicator];
  rsl_number given;
  rsl_number made;
  if (!rsl__own_beside(in->rollup, indicator, unit, row->when, &given, &made)) return;
  if (rsl_number_compare(made, given) == 0) return;
  told_figure told;
  char made_text[RSL_NUMBER_TEXT];
  char given_text[RSL_NUMBER_TEXT];
  tell(in, indicator, row, &told);
  rsl_number_format(made, made_text);
  rsl_number_format(given, given_text);
  rsl__problem(in->problems, RSL_SEVERITY_WARNING, "period_report_differs", &told.place,
               "`%s` of `%s` for %s is given as %s, but its %s figures, which are complete, make %s", told.code,
               told.unit, told.period, given_text, rsl_period_type_name(sheet->record->frequency), made_text);
}

static void check_composition(search *in, const rsl_composition *composition) {
  const rsl_rollup *rollup = in->rollup;
  uint32_t *indicators = rsl__allocate_array(&rollup->allocator, composition->indicator_count, sizeof *indicators);
  if (indicators == NULL) {
    in->status = RSL_ERR_MEMORY;
    return;
  }
  const rsl__sheet *fewest = NULL;
  for (size_t i = 0; i < composition->indicator_count; i++) {
    const char *code = composition->indicators[i];
    indicators[i] = rsl_plan_find_indicator(in->cube->plan, code, strlen(code));
    const rsl__sheet *sheet = indicators[i] == RSL_NONE ? NULL : &rollup->sheets[indicators[i]];
    if (sheet != NULL && (fewest == NULL || sheet->when_count < fewest->when_count)) fewest = sheet;
  }
  for (uint32_t p = 0; fewest != NULL && p < rsl_structure_count(rollup->structure); p++)
    for (size_t w = 0; w < fewest->when_count; w++)
      if (rsl__when_type(fewest->whens[w]) == fewest->record->frequency)
        check_whole(in, composition, indicators, rsl_structure_unit(rollup->structure, p), fewest->whens[w]);
  rsl__release_array(&rollup->allocator, indicators, composition->indicator_count, sizeof *indicators);
}

/* Only where every part has a figure: a missing one is no zero (R7). */
static void check_whole(search *in, const rsl_composition *composition, const uint32_t *indicators, uint32_t unit,
                        uint32_t when) {
  rsl_number sum = rsl_number_from_integer(0);
  for (size_t i = 0; i < composition->indicator_count; i++) {
    rsl__reading reading;
    rsl__figure_clear(&reading.figure);
    if (indicators[i] == RSL_NONE || rsl__figure_read(in->rollup, indicators[i], unit, when, false, &reading) != RSL_OK)
      return;
    if (reading.figure.value.kind == RSL_NUMBER_ABSENT) return;
    sum = rsl_number_add(sum, reading.figure.value);
  }
  rsl_decimal tolerance = composition->has_tolerance ? composition->tolerance : (rsl_decimal){ 0, 0 };
  /* Doubles were rounded before they were added: that is not the reporters' fault. */
  if (sum.kind == RSL_NUMBER_REAL) sum = rsl_number_round(sum, 9);
  if (is_near(sum, rsl_number_from_decimal(composition->sum), tolerance)) return;
  told_figure told;
  char sum_text[RSL_NUMBER_TEXT];
  char wanted_text[RSL_NUMBER_TEXT];
  rsl__row row;
  if (!row_at(in, indicators[0], in->cube->places[unit], when, &row))
    row = (rsl__row){ .place = in->cube->places[unit], .when = when & 0xFFFFFFu, .flags = RSL__ROW_NO_LINE };
  tell(in, indicators[0], &row, &told);
  rsl_number_format(sum, sum_text);
  rsl_number_format(rsl_number_from_decimal(composition->sum), wanted_text);
  rsl__problem(in->problems, RSL_SEVERITY_ERROR, "composition_sum", &told.place,
               "the parts of `%s` at `%s` for %s add up to %s, not to %s", composition->code, told.unit, told.period,
               sum_text, wanted_text);
}

static bool is_near(rsl_number a, rsl_number b, rsl_decimal tolerance) {
  rsl_number difference = rsl_number_subtract(a, b);
  if (rsl_number_sign(difference) < 0) difference = rsl_number_negate(difference);
  return rsl_number_compare(difference, rsl_number_from_decimal(tolerance)) <= 0;
}

/* By unit and period. R9: of several revisions the highest counts. */
static void look_at_all(search *in, uint32_t indicator, looker *look, uint32_t about) {
  rsl__group group;
  for (uint32_t place = 0; place < in->cube->unit_count; place++) {
    rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, in->cube->units[place]);
    while (rsl__cursor_next(&cursor, &group)) look(in, indicator, &group.rows[group.count - 1], about);
  }
}

/* The latest row, where it has a figure. */
static bool row_at(const search *in, uint32_t indicator, uint32_t place, uint32_t when, rsl__row *out) {
  rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, in->cube->units[place]);
  rsl__group group;
  if (!rsl__cursor_find(&cursor, when, &group)) return false;
  *out = group.rows[group.count - 1];
  return (out->flags & RSL__ROW_VALUE) != 0;
}

static void tell(const search *in, uint32_t indicator, const rsl__row *row, told_figure *told) {
  const rsl__store *store = &in->cube->store;
  rsl_plan_unit_reference(in->cube->plan, in->cube->units[row->place], told->unit);
  rsl_period_format(rsl__when_period(row->when), told->period);
  told->code = rsl_plan_indicator(in->cube->plan, indicator)->code;
  told->place = (rsl__place){ rsl__row_file(store, row), rsl__row_line(store, row), 0, NULL };
}
