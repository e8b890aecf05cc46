#include "base/error.h"
#include "review/carriers.h"
#include "review/review_internal.h"

/** What the changes are made to. */
typedef struct change_maker {
  const rsl_contribution *parts; /**< as it is, down to the grassroots */
  const rsl_plan *plan;
  const rsl_what_if *changes;
  size_t count;
  rsl_number by; /**< how much larger the actual becomes */
} change_maker;

static rsl_status add_changes(change_maker *maker, rsl_error *error);
static rsl_status add_change(change_maker *maker, size_t index, rsl_error *error);
static rsl_status find_value(const change_maker *maker, const rsl_what_if *change, rsl_number *out, rsl_error *error);
static bool is_given(const change_maker *maker, uint32_t unit);
static bool has_changed_below(const change_maker *maker, size_t index);
static const char *code_of(const change_maker *maker, uint32_t unit);

rsl_status rsl_what_if_review(const rsl_cube *cube, uint32_t target, const rsl_contribution_options *options,
                              const rsl_what_if *changes, size_t count, const rsl_allocator *allocator,
                              rsl_review **out, rsl_error *error) {
  rsl_contribution_options all = RSL_CONTRIBUTION_OPTIONS_INIT;
  rsl_review_options review = RSL_REVIEW_OPTIONS_INIT;
  rsl_contribution *parts = NULL;
  *out = NULL;
  if (options != NULL) all = *options;
  all.depth = 0;
  all.most = 0;
  rsl_status status = rsl_contribution_run(cube, target, &all, allocator, &parts, error);
  if (status != RSL_OK) return status;
  change_maker maker = { parts, rsl_cube_plan(cube), changes, count, rsl_number_from_integer(0) };
  status = add_changes(&maker, error);
  uint32_t part = rsl_contribution_target(parts)->part;
  rsl__change change = { part != RSL_NONE ? part : target, maker.by };
  review.as_of = rsl_review_as_of(rsl_contribution_review(parts));
  review.known_on = all.known_on;
  review.forecast = all.forecast;
  review.language = all.language;
  review.targets = &target;
  review.target_count = 1;
  if (status == RSL_OK) status = rsl__review_run_changed(cube, &review, &change, allocator, out, error);
  rsl_contribution_free(parts);
  return status;
}

static rsl_status add_changes(change_maker *maker, rsl_error *error) {
  rsl_contribution_state state = rsl_contribution_parted(maker->parts);
  size_t found = 0;
  rsl_status status = RSL_OK;
  if (state == RSL_CONTRIBUTION_NO_ACTUAL || state == RSL_CONTRIBUTION_RULE_NOT_ADDITIVE ||
      state == RSL_CONTRIBUTION_OVER_THE_TERM)
    return rsl__fail(error, RSL_ERR_DATA, "the target has no figure that is made of what the units below give (%s)",
                     rsl_contribution_state_name(state));
  for (size_t i = 0; status == RSL_OK && i < rsl_contribution_count(maker->parts); i++) {
    const rsl_contribution_row *row = rsl_contribution_at(maker->parts, i);
    if (row->depth == 0 || row->kind != RSL_CONTRIBUTOR_UNIT || !is_given(maker, row->unit)) continue;
    found++;
    status = add_change(maker, i, error);
  }
  if (status != RSL_OK || found == maker->count) return status;
  return rsl__fail(error, RSL_ERR_DATA, "only units below `%s` that owe figures of it can be changed, each once",
                   code_of(maker, rsl_contribution_target(maker->parts)->links.unit));
}

/** Of an amount the difference counts as it is, of a level by the unit's weight: its share of the denominators. */
static rsl_status add_change(change_maker *maker, size_t index, rsl_error *error) {
  const rsl_contribution_row *row = rsl_contribution_at(maker->parts, index);
  rsl_rule rule = rsl_plan_indicator(maker->plan, rsl_contribution_target(maker->parts)->links.indicator)->rollup.rule;
  rsl_number value = rsl_number_absent();
  rsl_status status = RSL_OK;
  if (has_changed_below(maker, index))
    return rsl__fail(error, RSL_ERR_DATA, "`%s` stands above another unit that is changed: name one of them",
                     code_of(maker, row->unit));
  for (size_t i = 0; status == RSL_OK && i < maker->count; i++)
    if (maker->changes[i].unit == row->unit) status = find_value(maker, &maker->changes[i], &value, error);
  if (status != RSL_OK) return status;
  rsl_number actual = row->actual.kind == RSL_NUMBER_ABSENT ? rsl_number_from_integer(0) : row->actual;
  rsl_number difference = rsl_number_subtract(value, actual);
  if (rsl__rule_is_level(rule)) difference = rsl_number_multiply(difference, row->weight);
  if (difference.kind == RSL_NUMBER_ABSENT)
    return rsl__fail(error, RSL_ERR_DATA, "nothing is known of what `%s` weighs", code_of(maker, row->unit));
  maker->by = rsl_number_add(maker->by, difference);
  return RSL_OK;
}

static rsl_status find_value(const change_maker *maker, const rsl_what_if *change, rsl_number *out, rsl_error *error) {
  const rsl_review *review = rsl_contribution_review(maker->parts);
  *out = change->has_value ? rsl_number_from_decimal(change->value) : rsl_number_absent();
  for (size_t i = 0; out->kind == RSL_NUMBER_ABSENT && i < rsl_review_count(review); i++) {
    const rsl_review_row *row = rsl_review_at(review, i);
    if (row->links.unit == change->unit) *out = rsl__carrier_value(maker->plan, row);
  }
  if (out->kind != RSL_NUMBER_ABSENT) return RSL_OK;
  return rsl__fail(error, RSL_ERR_DATA, "`%s` has no target of its own for this: give its figure",
                   code_of(maker, change->unit));
}

static bool is_given(const change_maker *maker, uint32_t unit) {
  for (size_t i = 0; i < maker->count; i++)
    if (maker->changes[i].unit == unit) return true;
  return false;
}

/** Rows stand in preorder: those below follow, and are deeper. */
static bool has_changed_below(const change_maker *maker, size_t index) {
  uint32_t depth = rsl_contribution_at(maker->parts, index)->depth;
  for (size_t i = index + 1; i < rsl_contribution_count(maker->parts); i++) {
    const rsl_contribution_row *row = rsl_contribution_at(maker->parts, i);
    if (row->depth <= depth) return false;
    if (row->kind == RSL_CONTRIBUTOR_UNIT && is_given(maker, row->unit)) return true;
  }
  return false;
}

static const char *code_of(const change_maker *maker, uint32_t unit) {
  return rsl_plan_unit(maker->plan, unit)->code;
}
