#include "review/carriers.h"

#include "base/error.h"
#include "base/sort.h"
#include "plan/grades.h"

static rsl_date day_of_plan(const rsl_plan *plan);
static rsl_status collect(rsl__carriers *carriers, rsl_error *error);
static void put_strongest_first(rsl__carriers *carriers);
static size_t first_not_before(const rsl__carriers *carriers, const rsl__carrier *key);
static int compare_carriers(const void *a, const void *b);
static int compare_places(const rsl__carrier *left, const rsl__carrier *right);

rsl_status rsl__carriers_find(rsl__carriers *carriers, const rsl_cube *cube, rsl_date as_of,
                              const rsl_allocator *allocator, rsl_error *error) {
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  *carriers = (rsl__carriers){ .allocator = rsl__allocator_or_default(allocator), .cube = cube };
  carriers->plan = rsl_cube_plan(cube);
  carriers->as_of = as_of != RSL_DATE_NONE ? as_of : rsl_cube_last_day(cube);
  if (carriers->as_of == RSL_DATE_NONE) carriers->as_of = day_of_plan(carriers->plan);
  options.as_of = carriers->as_of;
  rsl_status status = rsl_review_run(cube, &options, &carriers->allocator, &carriers->review, error);
  if (status != RSL_OK) return status;
  status = rsl_structure_new(carriers->plan, carriers->as_of, &carriers->allocator, &carriers->structure);
  if (status != RSL_OK) return rsl__fail(error, status, "the units could not be put in order");
  return collect(carriers, error);
}

void rsl__carriers_free(rsl__carriers *carriers) {
  rsl_rollup_free(carriers->rollup);
  rsl__release_array(&carriers->allocator, carriers->items, carriers->capacity, sizeof *carriers->items);
  rsl_structure_free(carriers->structure);
  rsl_review_free(carriers->review);
  *carriers = (rsl__carriers){ .allocator = carriers->allocator };
}

const rsl_review_row *rsl__carriers_at(const rsl__carriers *carriers, const rsl__carrier *like, uint32_t position,
                                       bool assigned) {
  rsl__carrier key = { like->indicator, like->by, position, assigned, 0 };
  size_t index = first_not_before(carriers, &key);
  if (index >= carriers->count || compare_places(&carriers->items[index], &key) != 0) return NULL;
  return rsl_review_at(carriers->review, carriers->items[index].row);
}

size_t rsl__carriers_assigned(const rsl__carriers *carriers, const rsl__carrier *like, uint32_t position) {
  const rsl__carrier key = { like->indicator, like->by, position, true, 0 };
  return first_not_before(carriers, &key);
}

bool rsl__carriers_goes_on(const rsl__carriers *carriers, size_t index, const rsl__carrier *like, uint32_t position) {
  const rsl__carrier key = { like->indicator, like->by, position, true, 0 };
  return index < carriers->count && compare_places(&carriers->items[index], &key) == 0;
}

rsl_direction rsl__carrier_direction(const rsl_indicator *indicator) {
  return rsl__figure_is_grade(indicator) ? RSL_DIRECTION_INCREASE : indicator->direction;
}

int rsl__carrier_order(const rsl_indicator *indicator, rsl_number a, rsl_number b) {
  if (rsl__rule_is_level(indicator->rollup.rule)) {
    a = rsl_number_round(a, indicator->decimals);
    b = rsl_number_round(b, indicator->decimals);
  }
  int order = rsl_number_compare(a, b);
  return rsl__carrier_direction(indicator) == RSL_DIRECTION_DECREASE ? -order : order;
}

rsl_number rsl__carrier_value(const rsl_plan *plan, const rsl_review_row *row) {
  bool decreases = rsl_plan_indicator(plan, row->links.indicator)->direction == RSL_DIRECTION_DECREASE;
  return decreases ? row->target_high : row->target_low;
}

bool rsl__rule_is_amount(rsl_rule rule) {
  return rule == RSL_RULE_SUM || rule == RSL_RULE_COUNT;
}

bool rsl__rule_is_level(rsl_rule rule) {
  return rule == RSL_RULE_RATIO || rule == RSL_RULE_SHARE || rule == RSL_RULE_MEAN || rule == RSL_RULE_WEIGHTED_MEAN;
}

rsl_status rsl__carriers_roll_up(rsl__carriers *carriers, uint32_t indicator, rsl_period period, rsl_error *error) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  bool same = carriers->rollup != NULL && carriers->rolled_indicator == indicator &&
              carriers->rolled_period.type == period.type && carriers->rolled_period.index == period.index;
  if (same) return RSL_OK;
  rsl_rollup_free(carriers->rollup);
  carriers->rollup = NULL;
  request.indicators = &indicator;
  request.indicator_count = 1;
  request.periods = &period;
  request.period_count = 1;
  request.known_on = carriers->as_of;
  request.structure = carriers->as_of;
  carriers->rolled_indicator = indicator;
  carriers->rolled_period = period;
  return rsl_rollup_run(carriers->cube, &request, &carriers->allocator, &carriers->rollup, error);
}

rsl_period rsl__carriers_period(const rsl__carriers *carriers, const rsl_review_row *row) {
  const rsl_target *target = rsl_plan_target(carriers->plan, row->target);
  if (row->actual_period.type != RSL_PERIOD_NONE) return row->actual_period;
  if (target->baseline_period.type != RSL_PERIOD_NONE) return target->baseline_period;
  return rsl_period_of_date(rsl_plan_indicator(carriers->plan, row->links.indicator)->frequency, carriers->as_of);
}

bool rsl__carriers_can(const rsl__carriers *carriers, uint32_t position, rsl_figure *figure) {
  uint32_t unit = rsl_structure_unit(carriers->structure, position);
  if (!rsl_rollup_figure(carriers->rollup, unit, carriers->rolled_indicator, carriers->rolled_period, figure))
    return false;
  return figure->owed > 0 || figure->value.kind != RSL_NUMBER_ABSENT;
}

/** A plan without figures yet: the first day of its earliest term. */
static rsl_date day_of_plan(const rsl_plan *plan) {
  rsl_date day = RSL_DATE_MAX;
  for (uint32_t i = 0; i < rsl_plan_resolution_count(plan); i++) {
    rsl_date first = rsl_period_first_day(rsl_plan_resolution(plan, i)->from);
    if (first != RSL_DATE_NONE && first < day) day = first;
  }
  return day == RSL_DATE_MAX ? RSL_DATE_NONE : day;
}

/** A unit that is not there on the day carries nothing. */
static rsl_status collect(rsl__carriers *carriers, rsl_error *error) {
  size_t count = rsl_review_count(carriers->review);
  carriers->items = rsl__allocate_array(&carriers->allocator, count, sizeof *carriers->items);
  if (carriers->items == NULL) return rsl__fail_memory(error);
  carriers->capacity = count;
  for (size_t i = 0; i < count; i++) {
    const rsl_review_row *row = rsl_review_at(carriers->review, i);
    uint32_t position = rsl_structure_position(carriers->structure, row->links.unit);
    if (position == RSL_NONE) continue;
    carriers->items[carriers->count++] =
        (rsl__carrier){ row->links.indicator, rsl_plan_target(carriers->plan, row->target)->by, position,
                        row->links.assigned_by != RSL_NONE, i };
  }
  if (!rsl__sort(&carriers->allocator, carriers->items, carriers->count, sizeof *carriers->items, compare_carriers))
    return rsl__fail_memory(error);
  put_strongest_first(carriers);
  return RSL_OK;
}

/** Of several that were assigned to a unit, as by its superior and by the Centre, it has to meet them all. */
static void put_strongest_first(rsl__carriers *carriers) {
  rsl__carrier *items = carriers->items;
  size_t first = 0;
  for (size_t i = 1; i < carriers->count; i++) {
    if (compare_carriers(&items[first], &items[i]) != 0) first = i;
    if (first == i || !items[i].assigned) continue;
    rsl_number most = rsl__carrier_value(carriers->plan, rsl_review_at(carriers->review, items[first].row));
    rsl_number other = rsl__carrier_value(carriers->plan, rsl_review_at(carriers->review, items[i].row));
    bool known = most.kind != RSL_NUMBER_ABSENT && other.kind != RSL_NUMBER_ABSENT;
    const rsl_indicator *indicator = rsl_plan_indicator(carriers->plan, items[i].indicator);
    if (!known || rsl__carrier_order(indicator, other, most) <= 0) continue;
    rsl__carrier held = items[first];
    items[first] = items[i];
    items[i] = held;
  }
}

/** The unit's own stand before those that were assigned to it: the first that is not before an own one is either. */
static size_t first_not_before(const rsl__carriers *carriers, const rsl__carrier *key) {
  size_t low = 0;
  size_t high = carriers->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const rsl__carrier *item = &carriers->items[middle];
    int order = compare_places(item, key);
    if (order < 0 || (order == 0 && !item->assigned && key->assigned))
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/** Stable: of several of one kind the review's first comes first. */
static int compare_carriers(const void *a, const void *b) {
  const rsl__carrier *left = a;
  const rsl__carrier *right = b;
  int order = compare_places(left, right);
  return order != 0 ? order : (int)left->assigned - (int)right->assigned;
}

static int compare_places(const rsl__carrier *left, const rsl__carrier *right) {
  if (left->indicator != right->indicator) return left->indicator < right->indicator ? -1 : 1;
  int order = rsl_period_compare(left->by, right->by);
  if (order != 0) return order;
  if (left->position != right->position) return left->position < right->position ? -1 : 1;
  return 0;
}
