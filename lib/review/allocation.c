#include "base/error.h"
#include "base/int128.h"
#include "base/sort.h"
#include "review/carriers.h"

struct rsl_allocation {
  rsl_allocator allocator;
  rsl_number value;
  rsl_allocation_row *rows;
  size_t count;
  size_t capacity;
};

/** One share in the making: whole steps of the last decimal, and what their division left. */
typedef struct portion {
  rsl__int128 weight;
  rsl__int128 steps;
  rsl__int128 rest;
  size_t row;
} portion;

/** What is shared out among whom. */
typedef struct sharing {
  rsl_allocation *out;
  rsl__carriers *carriers;
  const rsl_allocation_options *options;
  const rsl_review_row *target;
  const rsl_indicator *indicator;
  rsl_number whole; /**< of levels: where the unit itself stands */
} sharing;

static rsl_status make(sharing *work, uint32_t target, rsl_error *error);
static rsl_status find_target(sharing *work, uint32_t target, rsl_error *error);
static rsl_status list_children(sharing *work, rsl_error *error);
static rsl_status take_basis(sharing *work, rsl_error *error);
static rsl_period basis_period(const sharing *work, uint32_t indicator);
static rsl_status share_amount(sharing *work, rsl_error *error);
static rsl_status fill_portions(const sharing *work, portion *portions, int scale, rsl_error *error);
static rsl_status divide(const sharing *work, portion *portions, int scale, rsl_error *error);
static rsl_status give_rests(const sharing *work, portion *portions, rsl__int128 left, rsl_error *error);
static rsl_status share_level(sharing *work, rsl_error *error);
static int scale_of(rsl_number value);
static bool in_steps(rsl_number value, int scale, rsl__int128 *out);
static int compare_rests(const void *a, const void *b);

rsl_status rsl_allocation_propose(const rsl_cube *cube, uint32_t target, const rsl_allocation_options *options,
                                  const rsl_allocator *allocator, rsl_allocation **out, rsl_error *error) {
  const rsl_allocation_options defaults = RSL_ALLOCATION_OPTIONS_INIT;
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  const rsl_plan *plan = rsl_cube_plan(cube);
  rsl__carriers carriers;
  *out = NULL;
  rsl__error_clear(error);
  if (options == NULL) options = &defaults;
  if (target >= rsl_plan_target_count(plan))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the plan has no target number %lu", (unsigned long)target);
  if (options->basis == RSL_ALLOCATION_INDICATOR && options->indicator >= rsl_plan_indicator_count(plan))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the plan has no indicator number %lu",
                     (unsigned long)options->indicator);
  rsl_allocation *made = rsl__allocate_zeroed(&memory, sizeof *made);
  if (made == NULL) return rsl__fail_memory(error);
  made->allocator = memory;
  sharing work = { .out = made, .carriers = &carriers, .options = options };
  rsl_status status = rsl__carriers_find(&carriers, cube, options->as_of, &memory, error);
  if (status == RSL_OK) status = make(&work, target, error);
  rsl__carriers_free(&carriers);
  if (status == RSL_OK)
    *out = made;
  else
    rsl_allocation_free(made);
  return status;
}

void rsl_allocation_free(rsl_allocation *allocation) {
  if (allocation == NULL) return;
  rsl_allocator memory = allocation->allocator;
  rsl__release_array(&memory, allocation->rows, allocation->capacity, sizeof *allocation->rows);
  rsl__release(&memory, allocation, sizeof *allocation);
}

rsl_number rsl_allocation_value(const rsl_allocation *allocation) {
  return allocation->value;
}

size_t rsl_allocation_count(const rsl_allocation *allocation) {
  return allocation->count;
}

const rsl_allocation_row *rsl_allocation_at(const rsl_allocation *allocation, size_t index) {
  return index < allocation->count ? &allocation->rows[index] : NULL;
}

static rsl_status make(sharing *work, uint32_t target, rsl_error *error) {
  rsl_status status = find_target(work, target, error);
  if (status != RSL_OK) return status;
  rsl_rule rule = work->indicator->rollup.rule;
  bool by_other = work->options->basis == RSL_ALLOCATION_INDICATOR;
  if (!rsl__rule_is_amount(rule) && !rsl__rule_is_level(rule))
    return rsl__fail(
        error, RSL_ERR_DATA,
        "targets of the rule `%s` cannot be shared out; only those of sums, counts, ratios, shares and means",
        rsl_rule_name(rule));
  if (!rsl__rule_is_amount(rule) && by_other)
    return rsl__fail(error, RSL_ERR_DATA,
                     "a level is not shared out in proportion to another indicator; by `equal` or `growth` it can be");
  status = list_children(work, error);
  if (status == RSL_OK) status = take_basis(work, error);
  if (status != RSL_OK) return status;
  return rsl__rule_is_amount(rule) ? share_amount(work, error) : share_level(work, error);
}

static rsl_status find_target(sharing *work, uint32_t target, rsl_error *error) {
  const rsl_review *review = work->carriers->review;
  const rsl_plan *plan = work->carriers->plan;
  const char *code = rsl_plan_target(plan, target)->code;
  work->indicator = rsl_plan_indicator(plan, rsl_plan_target_links(plan, target).indicator);
  for (size_t i = 0; i < rsl_review_count(review); i++)
    if (rsl_review_at(review, i)->target == target) work->target = rsl_review_at(review, i);
  if (work->target == NULL || rsl_structure_position(work->carriers->structure, work->target->links.unit) == RSL_NONE) {
    (void)rsl__fail(error, RSL_ERR_DATA, "the target `%s`, or its unit, is not there on that day", code);
    return RSL_ERR_DATA;
  }
  work->out->value = rsl__carrier_value(plan, work->target);
  if (work->out->value.kind != RSL_NUMBER_ABSENT) return RSL_OK;
  return rsl__fail(error, RSL_ERR_DATA, "the target `%s` has no value to share out", code);
}

/** The units directly below that could carry it. */
static rsl_status list_children(sharing *work, rsl_error *error) {
  rsl_allocation *out = work->out;
  const rsl_structure *structure = work->carriers->structure;
  uint32_t root = rsl_structure_position(structure, work->target->links.unit);
  uint32_t end = rsl_structure_subtree_end(structure, root);
  rsl_figure figure;
  rsl_status status = rsl__carriers_roll_up(work->carriers, work->target->links.indicator,
                                            rsl__carriers_period(work->carriers, work->target), error);
  if (status != RSL_OK) return status;
  if (rsl__carriers_can(work->carriers, root, &figure)) work->whole = figure.value;
  for (uint32_t position = root + 1; position < end; position = rsl_structure_subtree_end(structure, position)) {
    if (!rsl__carriers_can(work->carriers, position, &figure)) continue;
    if (!rsl__grow(&out->allocator, &out->rows, &out->capacity, out->count + 1, sizeof *out->rows))
      return rsl__fail_memory(error);
    out->rows[out->count++] = (rsl_allocation_row){ .unit = rsl_structure_unit(structure, position) };
  }
  if (out->count > 0) return RSL_OK;
  return rsl__fail(error, RSL_ERR_DATA, "nobody below `%s` can carry `%s`",
                   rsl_plan_unit(work->carriers->plan, work->target->links.unit)->code, work->indicator->code);
}

static rsl_status take_basis(sharing *work, rsl_error *error) {
  rsl_allocation *out = work->out;
  bool grows = work->options->basis == RSL_ALLOCATION_GROWTH;
  uint32_t indicator = grows ? work->target->links.indicator : work->options->indicator;
  const rsl_plan *plan = work->carriers->plan;
  if (work->options->basis == RSL_ALLOCATION_EQUAL) return RSL_OK;
  rsl_period period = basis_period(work, indicator);
  char text[RSL_PERIOD_TEXT];
  rsl_period_format(period, text);
  rsl_status status = rsl__carriers_roll_up(work->carriers, indicator, period, error);
  for (size_t i = 0; status == RSL_OK && i < out->count; i++) {
    rsl_figure figure;
    rsl_allocation_row *row = &out->rows[i];
    (void)rsl_rollup_figure(work->carriers->rollup, row->unit, indicator, period, &figure);
    row->basis = figure.value;
    if (row->basis.kind == RSL_NUMBER_ABSENT)
      status = rsl__fail(error, RSL_ERR_DATA, "`%s` has no figure of `%s` for %s to share out by",
                         rsl_plan_unit(plan, row->unit)->code, rsl_plan_indicator(plan, indicator)->code,
                         period.type == RSL_PERIOD_NONE ? "any period" : text);
  }
  return status;
}

/** Growth starts where the target's own figures stand; of another indicator the latest period with a figure counts. */
static rsl_period basis_period(const sharing *work, uint32_t indicator) {
  rsl_period first;
  rsl_period last = { RSL_PERIOD_NONE, 0 };
  if (work->options->basis == RSL_ALLOCATION_GROWTH) return rsl__carriers_period(work->carriers, work->target);
  if (!rsl_cube_period_range(work->carriers->cube, indicator, &first, &last)) return (rsl_period){ RSL_PERIOD_NONE, 0 };
  while (rsl_period_compare(last, first) > 0 && rsl_period_last_day(last) > work->carriers->as_of)
    last = rsl_period_shift(last, -1);
  return last;
}

/* ---- Amounts: largest remainder --------------------------------------------------------------------------------------- */

static rsl_status share_amount(sharing *work, rsl_error *error) {
  rsl_allocation *out = work->out;
  int scale = scale_of(out->value);
  if (scale < work->indicator->decimals) scale = work->indicator->decimals;
  portion *portions = rsl__allocate_zeroed_array(&out->allocator, out->count, sizeof *portions);
  if (portions == NULL) return rsl__fail_memory(error);
  rsl_status status = fill_portions(work, portions, scale, error);
  for (size_t i = 0; status == RSL_OK && i < out->count; i++) {
    int64_t steps = 0;
    if (!rsl__int128_to_int64(portions[i].steps, &steps))
      status = rsl__fail(error, RSL_ERR_OVERFLOW, "a share is too large to be held");
    out->rows[portions[i].row].value = rsl_number_from_decimal((rsl_decimal){ steps, scale });
  }
  rsl__release_array(&out->allocator, portions, out->count, sizeof *portions);
  return status;
}

/** Weights as whole numbers of one scale: only their proportion counts. */
static rsl_status fill_portions(const sharing *work, portion *portions, int scale, rsl_error *error) {
  const rsl_allocation *out = work->out;
  int widest = 0;
  for (size_t i = 0; i < out->count; i++) {
    int own = scale_of(out->rows[i].basis);
    if (own > widest) widest = own;
  }
  for (size_t i = 0; i < out->count; i++) {
    rsl_number weight = out->rows[i].basis;
    portions[i].row = i;
    if (work->options->basis == RSL_ALLOCATION_EQUAL) weight = rsl_number_from_integer(1);
    if (rsl_number_sign(weight) < 0 || !in_steps(weight, widest, &portions[i].weight))
      return rsl__fail(error, RSL_ERR_DATA,
                       "what is shared out by must be amounts not below 0, which that of `%s` is not",
                       rsl_plan_unit(work->carriers->plan, out->rows[i].unit)->code);
  }
  return divide(work, portions, scale, error);
}

static rsl_status divide(const sharing *work, portion *portions, int scale, rsl_error *error) {
  const rsl_allocation *out = work->out;
  rsl__int128 all = rsl__int128_from_int64(0);
  rsl__int128 left;
  bool good = in_steps(out->value, scale, &left) && rsl__int128_sign(left) >= 0;
  if (!good)
    return rsl__fail(error, RSL_ERR_DATA, "only an amount that is not below 0 and has at most 18 digits is shared out");
  for (size_t i = 0; good && i < out->count; i++) good = rsl__int128_add(all, portions[i].weight, &all);
  if (good && rsl__int128_sign(all) == 0)
    return rsl__fail(error, RSL_ERR_DATA, "everything that is to be shared out by is 0");
  rsl__int128 whole = left;
  for (size_t i = 0; good && i < out->count; i++) {
    rsl__int128 product;
    good = rsl__int128_multiply(whole, portions[i].weight, &product) &&
           rsl__int128_divide(product, all, &portions[i].steps, &portions[i].rest) &&
           rsl__int128_subtract(left, portions[i].steps, &left);
  }
  return good ? give_rests(work, portions, left, error)
              : rsl__fail(error, RSL_ERR_OVERFLOW, "the amounts are too large to be divided exactly");
}

/** What is left, less than one step for each, goes to those whose division left most. */
static rsl_status give_rests(const sharing *work, portion *portions, rsl__int128 left, rsl_error *error) {
  const rsl_allocation *out = work->out;
  int64_t count = 0;
  if (!rsl__sort(&out->allocator, portions, out->count, sizeof *portions, compare_rests))
    return rsl__fail_memory(error);
  if (!rsl__int128_to_int64(left, &count)) return RSL_OK;
  for (size_t i = 0; i < (size_t)count && i < out->count; i++)
    if (!rsl__int128_add_int64(&portions[i].steps, 1)) return RSL_ERR_OVERFLOW;
  return RSL_OK;
}

/** Stable: ties stay in the structure's order. */
static int compare_rests(const void *a, const void *b) {
  const portion *left = a;
  const portion *right = b;
  return rsl__int128_compare(right->rest, left->rest);
}

static int scale_of(rsl_number value) {
  return value.kind == RSL_NUMBER_DECIMAL && value.scale > 0 ? (int)value.scale : 0;
}

/** @return false where it is no whole number of steps of 10^-scale, or does not fit. */
static bool in_steps(rsl_number value, int scale, rsl__int128 *out) {
  if (value.kind != RSL_NUMBER_DECIMAL || value.scale > scale || scale - value.scale > 18) return false;
  rsl__int128 power = rsl__int128_from_int64(rsl__power_of_ten(scale - (int)value.scale));
  return rsl__int128_multiply(rsl__int128_from_words(value.numerator), power, out);
}

/* ---- Levels ------------------------------------------------------------------------------------------------------------- */

/** Of equal shares each has to reach the same; of growth each grows as the whole has to, r × T / R: the mean of the shares
 *  is then T, and none comes below 0 where none was. */
static rsl_status share_level(sharing *work, rsl_error *error) {
  rsl_allocation *out = work->out;
  bool equal = work->options->basis == RSL_ALLOCATION_EQUAL;
  rsl_number growth = rsl_number_divide(out->value, work->whole);
  if (!equal && growth.kind == RSL_NUMBER_ABSENT)
    return rsl__fail(error, RSL_ERR_DATA, "`%s` has no figure other than 0 to grow from",
                     rsl_plan_unit(work->carriers->plan, work->target->links.unit)->code);
  for (size_t i = 0; i < out->count; i++) {
    rsl_number grown = rsl_number_multiply(out->rows[i].basis, growth);
    out->rows[i].value = equal ? out->value : rsl_number_round(grown, work->indicator->decimals);
  }
  return RSL_OK;
}
