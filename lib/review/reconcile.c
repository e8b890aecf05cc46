#include <resolution/review.h>

#include "base/error.h"
#include "base/memory.h"
#include "cube/rollup.h"
#include "review/difference.h"

struct rsl_reconciliation {
  rsl_allocator allocator;
  rsl_reconciliation_row *rows;
  size_t count;
  size_t capacity;
  size_t compared;
};

/** What one comparison is made with. */
typedef struct compared_with {
  const rsl_rollup *rollup;
  const rsl_plan *plan;
  const rsl_reconciliation_options *options;
  rsl_reconciliation *out;
  rsl__difference *differences; /* one a row of `out` */
  size_t capacity;
} compared_with;

static rsl_status compare_all(compared_with *comparison, rsl_error *error);
static rsl_status compare_indicator(compared_with *comparison, uint32_t unit, uint32_t indicator, rsl_error *error);
static rsl_status compare_figure(compared_with *comparison, rsl_reconciliation_row row, const rsl_figure *figure,
                                 bool over_parts, rsl_error *error);
static rsl_status compare_parts(compared_with *comparison, rsl_reconciliation_row row, rsl_error *error);
static rsl_number tolerance_of(const compared_with *comparison, const rsl_indicator *indicator, rsl_number reported);
static rsl_status hold(compared_with *comparison, const rsl_reconciliation_row *row, const rsl__difference *difference,
                       rsl_error *error);
static rsl_status split_all(compared_with *comparison, rsl_error *error);
static rsl_number rounding_reach(const rsl_indicator *indicator, const rsl_figure *figure);
static bool is_quotient(rsl_rule rule);
static rsl_number half_last_digit(int decimals);
static int digits_of(rsl_number value, int decimals);
static rsl_number size_of(rsl_number value);

const char *rsl_difference_cause_name(rsl_difference_cause cause) {
  switch (cause) {
  case RSL_CAUSE_MISSING_CHILDREN:
    return "missing_children";
  case RSL_CAUSE_LATE_REVISION:
    return "late_revision";
  case RSL_CAUSE_OWN_FIGURE:
    return "own_figure";
  case RSL_CAUSE_ROUNDING:
    return "rounding";
  case RSL_CAUSE_UNEXPLAINED:
    return "unexplained";
  default:
    return NULL;
  }
}

rsl_status rsl_reconcile(const rsl_rollup *rollup, const rsl_reconciliation_options *options,
                         const rsl_allocator *allocator, rsl_reconciliation **out, rsl_error *error) {
  const rsl_reconciliation_options defaults = RSL_RECONCILIATION_OPTIONS_INIT;
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  *out = NULL;
  rsl__error_clear(error);
  if (options == NULL) options = &defaults;
  if (options->has_tolerance && options->tolerance.units < 0)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "a tolerance is not negative");
  rsl_reconciliation *made = rsl__allocate_zeroed(&memory, sizeof *made);
  if (made == NULL) return rsl__fail_memory(error);
  made->allocator = memory;
  compared_with comparison = { rollup, rsl_cube_plan(rsl_rollup_cube(rollup)), options, made, NULL, 0 };
  rsl_status status = compare_all(&comparison, error);
  if (status == RSL_OK) status = split_all(&comparison, error);
  rsl__release_array(&memory, comparison.differences, comparison.capacity, sizeof *comparison.differences);
  if (status == RSL_OK)
    *out = made;
  else
    rsl_reconciliation_free(made);
  return status;
}

void rsl_reconciliation_free(rsl_reconciliation *reconciliation) {
  if (reconciliation == NULL) return;
  rsl_allocator memory = reconciliation->allocator;
  rsl__release_array(&memory, reconciliation->rows, reconciliation->capacity, sizeof *reconciliation->rows);
  rsl__release(&memory, reconciliation, sizeof *reconciliation);
}

size_t rsl_reconciliation_count(const rsl_reconciliation *reconciliation) {
  return reconciliation->count;
}

const rsl_reconciliation_row *rsl_reconciliation_at(const rsl_reconciliation *reconciliation, size_t index) {
  return index < reconciliation->count ? &reconciliation->rows[index] : NULL;
}

size_t rsl_reconciliation_compared(const rsl_reconciliation *reconciliation) {
  return reconciliation->compared;
}

static rsl_status compare_all(compared_with *comparison, rsl_error *error) {
  const rsl_structure *structure = rsl_rollup_structure(comparison->rollup);
  uint32_t units = rsl_structure_count(structure);
  uint32_t indicators = rsl_plan_indicator_count(comparison->plan);
  rsl_status status = RSL_OK;
  for (uint32_t position = 0; position < units; position++)
    for (uint32_t indicator = 0; indicator < indicators && status == RSL_OK; indicator++)
      status = compare_indicator(comparison, rsl_structure_unit(structure, position), indicator, error);
  return status;
}

static rsl_status compare_indicator(compared_with *comparison, uint32_t unit, uint32_t indicator, rsl_error *error) {
  size_t count = 0;
  rsl_status status = RSL_OK;
  const rsl_period *periods = rsl_rollup_periods(comparison->rollup, indicator, &count);
  for (size_t i = 0; i < count && status == RSL_OK; i++) {
    rsl_figure figure;
    if (!rsl_rollup_figure(comparison->rollup, unit, indicator, periods[i], &figure)) continue;
    rsl_reconciliation_row row = { .unit = unit, .indicator = indicator, .period = periods[i] };
    if (figure.own.kind != RSL_NUMBER_ABSENT && figure.children.kind != RSL_NUMBER_ABSENT)
      status = compare_figure(comparison, row, &figure, false, error);
    if (status == RSL_OK) status = compare_parts(comparison, row, error);
  }
  return status;
}

static rsl_status compare_figure(compared_with *comparison, rsl_reconciliation_row row, const rsl_figure *figure,
                                 bool over_parts, rsl_error *error) {
  rsl_reconciliation *out = comparison->out;
  const rsl_indicator *indicator = rsl_plan_indicator(comparison->plan, row.indicator);
  /* A grade that a unit gave itself, beside a count of grades: two different things. */
  bool is_counted =
      indicator->grade_count > 0 && indicator->rollup.rule != RSL_RULE_WORST && indicator->rollup.rule != RSL_RULE_BEST;
  if (is_counted) return RSL_OK;
  out->compared++;
  row.reported = figure->own;
  row.rolled_up = figure->children;
  row.difference = rsl_number_subtract(figure->own, figure->children);
  rsl_number tolerance = tolerance_of(comparison, indicator, figure->own);
  if (rsl_number_compare(size_of(row.difference), tolerance) <= 0) return RSL_OK;
  row.relative = rsl_number_divide(row.difference, figure->children);
  if (figure->owed > 0)
    row.coverage = rsl_number_divide(rsl_number_from_integer((int64_t)figure->children_reporting),
                                     rsl_number_from_integer((int64_t)figure->owed));
  rsl__difference difference = { .over_parts = over_parts };
  difference.incomplete = figure->children_reporting < figure->owed;
  difference.reach = rounding_reach(indicator, figure);
  return hold(comparison, &row, &difference, error);
}

static rsl_status hold(compared_with *comparison, const rsl_reconciliation_row *row, const rsl__difference *difference,
                       rsl_error *error) {
  rsl_reconciliation *out = comparison->out;
  if (!rsl__grow(&out->allocator, &out->rows, &out->capacity, out->count + 1, sizeof *out->rows) ||
      !rsl__grow(&out->allocator, &comparison->differences, &comparison->capacity, out->count + 1,
                 sizeof *comparison->differences))
    return rsl__fail_memory(error);
  comparison->differences[out->count] = *difference;
  out->rows[out->count++] = *row;
  return RSL_OK;
}

/* Only now the rows stay where they are. */
static rsl_status split_all(compared_with *comparison, rsl_error *error) {
  rsl_reconciliation *out = comparison->out;
  if (comparison->differences == NULL) return RSL_OK;
  for (size_t i = 0; i < out->count; i++) comparison->differences[i].row = &out->rows[i];
  return rsl__differences_split(comparison->rollup, &out->allocator, comparison->differences, out->count, error);
}

/** R6: what the unit reported for the whole period, against its own reports for all the parts. */
static rsl_status compare_parts(compared_with *comparison, rsl_reconciliation_row row, rsl_error *error) {
  const rsl_rollup *rollup = comparison->rollup;
  uint32_t when = rsl__when(row.period);
  rsl_figure figure = { .owed = rsl__parts(&rollup->sheets[row.indicator], when) };
  if (!rsl__own_beside(rollup, row.indicator, row.unit, when, &figure.own, &figure.children)) return RSL_OK;
  figure.children_reporting = figure.owed;
  return compare_figure(comparison, row, &figure, true, error);
}

/** What was divided is rounded when it is written down, amounts are not. */
static rsl_number tolerance_of(const compared_with *comparison, const rsl_indicator *indicator, rsl_number reported) {
  if (comparison->options->has_tolerance) return rsl_number_from_decimal(comparison->options->tolerance);
  if (!is_quotient(indicator->rollup.rule)) return rsl_number_from_integer(0);
  return half_last_digit(digits_of(reported, indicator->decimals));
}

/** How far rounding alone can put the two sides apart. Each figure of a sum may be half of its last digit off, and so
 *  may the total: 63 provinces in thousands with 3 decimals, 64 × 0.0005. Amounts without decimals are taken as counted,
 *  not rounded: to call a difference of persons rounding would hide it. */
static rsl_number rounding_reach(const rsl_indicator *indicator, const rsl_figure *figure) {
  rsl_number half = half_last_digit(indicator->decimals);
  switch (indicator->rollup.rule) {
  case RSL_RULE_SUM:
    if (indicator->decimals == 0) return rsl_number_from_integer(0);
    return rsl_number_multiply(half, rsl_number_from_integer((int64_t)figure->children_reporting + 1));
  case RSL_RULE_MEAN:
  case RSL_RULE_WEIGHTED_MEAN:
    return rsl_number_add(half, half);
  case RSL_RULE_COUNT:
    return rsl_number_from_integer(0);
  default:
    return half;
  }
}

static bool is_quotient(rsl_rule rule) {
  return rule == RSL_RULE_RATIO || rule == RSL_RULE_SHARE || rule == RSL_RULE_MEAN || rule == RSL_RULE_WEIGHTED_MEAN ||
         rule == RSL_RULE_FORMULA;
}

static rsl_number half_last_digit(int decimals) {
  if (decimals >= 18) return rsl_number_from_decimal((rsl_decimal){ 1, 18 });
  return rsl_number_from_decimal((rsl_decimal){ 5, decimals + 1 });
}

/** How many decimals a figure was written with, at least those that the indicator shows. One that is a quotient of the
 *  unit's own two figures was not written: its digits are those that are shown. */
static int digits_of(rsl_number value, int decimals) {
  if (value.kind != RSL_NUMBER_DECIMAL) return decimals;
  while (decimals < 18 && rsl_number_compare(rsl_number_round(value, decimals), value) != 0) decimals++;
  return decimals;
}

static rsl_number size_of(rsl_number value) {
  return rsl_number_sign(value) < 0 ? rsl_number_negate(value) : value;
}
