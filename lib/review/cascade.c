#include "base/error.h"
#include "base/sort.h"
#include "plan/grades.h"
#include "review/carriers.h"

struct rsl_cascade {
  rsl_allocator allocator;
  const rsl_plan *plan;
  rsl_cascade_row *rows;
  size_t count;
  size_t capacity;
  rsl_cascade_layer *layers; /**< those of one row side by side */
  size_t layer_count;
  size_t layer_capacity;
  uint32_t *lacking; /**< units, those of one row side by side */
  size_t lacking_count;
  size_t lacking_capacity;
};

/** What the targets below come to, one after another. */
typedef struct gathering {
  rsl_rule rule;
  rsl_number sum;     /**< of amounts; of means of value × denominator */
  rsl_number weights; /**< of means */
  bool lacks_weight;  /**< a target of a unit whose denominator is not known */
} gathering;

static rsl_status make(rsl_cascade *cascade, rsl__carriers *carriers, const rsl_cascade_options *options,
                       rsl_error *error);
static rsl_status check_options(const rsl_plan *plan, const rsl_cascade_options *options, rsl_error *error);
static bool is_asked(const rsl_cascade_options *options, uint32_t target);
static rsl_status add_row(rsl_cascade *cascade, rsl__carriers *carriers, const rsl__carrier *carrier, rsl_error *error);
static rsl_status hold_against_children(rsl_cascade *cascade, rsl_cascade_row *row, const rsl__carriers *carriers,
                                        const rsl__carrier *carrier, rsl_error *error);
static rsl_status add_lacking(rsl_cascade *cascade, uint32_t unit, rsl_error *error);
static rsl_status list_layers(rsl_cascade *cascade, rsl_cascade_row *row, const rsl__carriers *carriers,
                              const rsl__carrier *carrier, rsl_error *error);
static rsl_status add_layer(rsl_cascade *cascade, rsl_cascade_row *row, rsl_cascade_layer layer,
                            const rsl_structure *structure, rsl_error *error);
static void gather(gathering *below, rsl_number value, const rsl_figure *figure);
static rsl_number gathered(const gathering *below);
static void hold_against_superior(rsl_cascade_row *row, const rsl__carriers *carriers, const rsl__carrier *carrier);
static rsl_cascade_state state_of(const rsl_cascade_row *row, const rsl_indicator *indicator, bool lacks_weight);
static int compare_rows(const void *a, const void *b);

const char *rsl_cascade_state_name(rsl_cascade_state state) {
  static const char *const names[] = { "adds_up",    "over_assigned", "no_children",  "not_comparable",
                                       "no_weights", "unassigned",    "not_assigned", "weaker_than_superior" };
  return (unsigned)state < RSL_CASCADE_STATE_END ? names[state] : NULL;
}

bool rsl_cascade_holds(rsl_cascade_state state) {
  return state < RSL_CASCADE_UNASSIGNED;
}

rsl_status rsl_cascade_run(const rsl_cube *cube, const rsl_cascade_options *options, const rsl_allocator *allocator,
                           rsl_cascade **out, rsl_error *error) {
  const rsl_cascade_options defaults = RSL_CASCADE_OPTIONS_INIT;
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  rsl__carriers carriers;
  *out = NULL;
  rsl__error_clear(error);
  if (options == NULL) options = &defaults;
  rsl_status status = check_options(rsl_cube_plan(cube), options, error);
  if (status != RSL_OK) return status;
  rsl_cascade *made = rsl__allocate_zeroed(&memory, sizeof *made);
  if (made == NULL) return rsl__fail_memory(error);
  made->allocator = memory;
  made->plan = rsl_cube_plan(cube);
  status = rsl__carriers_find(&carriers, cube, options->as_of, &memory, error);
  if (status == RSL_OK) status = make(made, &carriers, options, error);
  rsl__carriers_free(&carriers);
  if (status == RSL_OK)
    *out = made;
  else
    rsl_cascade_free(made);
  return status;
}

void rsl_cascade_free(rsl_cascade *cascade) {
  if (cascade == NULL) return;
  rsl_allocator memory = cascade->allocator;
  rsl__release_array(&memory, cascade->rows, cascade->capacity, sizeof *cascade->rows);
  rsl__release_array(&memory, cascade->layers, cascade->layer_capacity, sizeof *cascade->layers);
  rsl__release_array(&memory, cascade->lacking, cascade->lacking_capacity, sizeof *cascade->lacking);
  rsl__release(&memory, cascade, sizeof *cascade);
}

const rsl_plan *rsl_cascade_plan(const rsl_cascade *cascade) {
  return cascade->plan;
}

size_t rsl_cascade_count(const rsl_cascade *cascade) {
  return cascade->count;
}

const rsl_cascade_row *rsl_cascade_at(const rsl_cascade *cascade, size_t index) {
  return index < cascade->count ? &cascade->rows[index] : NULL;
}

const rsl_cascade_layer *rsl_cascade_layer_at(const rsl_cascade *cascade, const rsl_cascade_row *row, size_t index) {
  return index < row->layer_count ? &cascade->layers[row->first_layer + index] : NULL;
}

uint32_t rsl_cascade_lacking_at(const rsl_cascade *cascade, const rsl_cascade_row *row, size_t index) {
  return index < row->children - row->children_with ? cascade->lacking[row->first_lacking + index] : RSL_NONE;
}

static rsl_status check_options(const rsl_plan *plan, const rsl_cascade_options *options, rsl_error *error) {
  for (size_t i = 0; options->targets != NULL && i < options->target_count; i++)
    if (options->targets[i] >= rsl_plan_target_count(plan))
      return rsl__fail(error, RSL_ERR_ARGUMENT, "the plan has no target number %lu",
                       (unsigned long)options->targets[i]);
  return RSL_OK;
}

/** One row for each unit, indicator and period: its own target, or else the first that was assigned to it. */
static rsl_status make(rsl_cascade *cascade, rsl__carriers *carriers, const rsl_cascade_options *options,
                       rsl_error *error) {
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK && i < carriers->count; i++) {
    const rsl__carrier *carrier = &carriers->items[i];
    const rsl_review_row *first = rsl__carriers_at(carriers, carrier, carrier->position, false);
    const rsl_review_row *row = rsl_review_at(carriers->review, carrier->row);
    if (row == first && is_asked(options, row->target)) status = add_row(cascade, carriers, carrier, error);
  }
  if (status != RSL_OK) return status;
  for (size_t i = 0; i < cascade->count; i++) /* what they are ordered by, while they are ordered */
    cascade->rows[i].links.unit = rsl_structure_position(carriers->structure, cascade->rows[i].links.unit);
  bool sorted = rsl__sort(&cascade->allocator, cascade->rows, cascade->count, sizeof *cascade->rows, compare_rows);
  for (size_t i = 0; i < cascade->count; i++)
    cascade->rows[i].links.unit = rsl_structure_unit(carriers->structure, cascade->rows[i].links.unit);
  return sorted ? RSL_OK : rsl__fail_memory(error);
}

static bool is_asked(const rsl_cascade_options *options, uint32_t target) {
  if (options->targets == NULL) return true;
  for (size_t i = 0; i < options->target_count; i++)
    if (options->targets[i] == target) return true;
  return false;
}

static rsl_status add_row(rsl_cascade *cascade, rsl__carriers *carriers, const rsl__carrier *carrier,
                          rsl_error *error) {
  const rsl_review_row *reviewed = rsl_review_at(carriers->review, carrier->row);
  rsl_cascade_row row = { .target = reviewed->target, .links = reviewed->links, .superior = RSL_NONE };
  rsl_status status =
      rsl__carriers_roll_up(carriers, carrier->indicator, rsl__carriers_period(carriers, reviewed), error);
  if (status != RSL_OK) return status;
  row.value = rsl__carrier_value(carriers->plan, reviewed);
  hold_against_superior(&row, carriers, carrier);
  status = list_layers(cascade, &row, carriers, carrier, error);
  if (status == RSL_OK) status = hold_against_children(cascade, &row, carriers, carrier, error);
  if (status != RSL_OK) return status;
  if (!rsl__grow(&cascade->allocator, &cascade->rows, &cascade->capacity, cascade->count + 1, sizeof *cascade->rows))
    return rsl__fail_memory(error);
  cascade->rows[cascade->count++] = row;
  return RSL_OK;
}

static rsl_status hold_against_children(rsl_cascade *cascade, rsl_cascade_row *row, const rsl__carriers *carriers,
                                        const rsl__carrier *carrier, rsl_error *error) {
  const rsl_indicator *indicator = rsl_plan_indicator(carriers->plan, carrier->indicator);
  gathering below = { .rule = indicator->rollup.rule };
  rsl_status status = RSL_OK;
  uint32_t end = rsl_structure_subtree_end(carriers->structure, carrier->position);
  row->first_lacking = cascade->lacking_count;
  for (uint32_t position = carrier->position + 1; status == RSL_OK && position < end;
       position = rsl_structure_subtree_end(carriers->structure, position)) {
    rsl_figure figure;
    const rsl_review_row *target = rsl__carriers_at(carriers, carrier, position, false);
    bool can = rsl__carriers_can(carriers, position, &figure);
    rsl_number value = target != NULL ? rsl__carrier_value(carriers->plan, target) : rsl_number_absent();
    if (!can && target == NULL) continue;
    row->children++;
    if (value.kind == RSL_NUMBER_ABSENT) {
      status = add_lacking(cascade, rsl_structure_unit(carriers->structure, position), error);
      continue;
    }
    row->children_with++;
    gather(&below, value, &figure);
  }
  row->assigned = gathered(&below);
  if (!rsl__figure_is_grade(indicator)) row->unassigned = rsl_number_subtract(row->value, row->assigned);
  row->state = state_of(row, indicator, below.lacks_weight);
  return status;
}

static rsl_status add_lacking(rsl_cascade *cascade, uint32_t unit, rsl_error *error) {
  if (!rsl__grow(&cascade->allocator, &cascade->lacking, &cascade->lacking_capacity, cascade->lacking_count + 1,
                 sizeof *cascade->lacking))
    return rsl__fail_memory(error);
  cascade->lacking[cascade->lacking_count++] = unit;
  return RSL_OK;
}

/** T1: beside its own a unit may have a target of its superior's and one of the Centre's. */
static rsl_status list_layers(rsl_cascade *cascade, rsl_cascade_row *row, const rsl__carriers *carriers,
                              const rsl__carrier *carrier, rsl_error *error) {
  rsl_status status = RSL_OK;
  row->first_layer = cascade->layer_count;
  for (size_t i = rsl__carriers_assigned(carriers, carrier, carrier->position);
       status == RSL_OK && rsl__carriers_goes_on(carriers, i, carrier, carrier->position); i++) {
    const rsl_review_row *assigned = rsl_review_at(carriers->review, carriers->items[i].row);
    const rsl_cascade_layer layer = { assigned->target, assigned->links.assigned_by,
                                      rsl__carrier_value(carriers->plan, assigned) };
    status = add_layer(cascade, row, layer, carriers->structure, error);
  }
  return status;
}

/** The nearest superior first: those above stand before those below in the structure. */
static rsl_status add_layer(rsl_cascade *cascade, rsl_cascade_row *row, rsl_cascade_layer layer,
                            const rsl_structure *structure, rsl_error *error) {
  if (!rsl__grow(&cascade->allocator, &cascade->layers, &cascade->layer_capacity, cascade->layer_count + 1,
                 sizeof *cascade->layers))
    return rsl__fail_memory(error);
  rsl_cascade_layer *own = cascade->layers + row->first_layer;
  size_t at = row->layer_count++;
  uint32_t position = rsl_structure_position(structure, layer.superior);
  for (; at > 0 && rsl_structure_position(structure, own[at - 1].superior) < position; at--) own[at] = own[at - 1];
  own[at] = layer;
  cascade->layer_count++;
  return RSL_OK;
}

static void gather(gathering *below, rsl_number value, const rsl_figure *figure) {
  rsl_number weight = below->rule == RSL_RULE_WEIGHTED_MEAN ? figure->weight_reporting : figure->denominator;
  bool first = below->sum.kind == RSL_NUMBER_ABSENT;
  switch (below->rule) {
  case RSL_RULE_SUM:
  case RSL_RULE_COUNT:
    below->sum = first ? value : rsl_number_add(below->sum, value);
    break;
  case RSL_RULE_MIN:
  case RSL_RULE_WORST: /* of grades, which stand in their order */
    if (first || rsl_number_compare(value, below->sum) < 0) below->sum = value;
    break;
  case RSL_RULE_MAX:
  case RSL_RULE_BEST:
    if (first || rsl_number_compare(value, below->sum) > 0) below->sum = value;
    break;
  case RSL_RULE_RATIO:
  case RSL_RULE_SHARE:
  case RSL_RULE_MEAN:
  case RSL_RULE_WEIGHTED_MEAN:
    if (weight.kind == RSL_NUMBER_ABSENT) {
      below->lacks_weight = true;
      break;
    }
    value = rsl_number_multiply(value, weight);
    below->sum = first ? value : rsl_number_add(below->sum, value);
    below->weights = first ? weight : rsl_number_add(below->weights, weight);
    break;
  default:
    break;
  }
}

static rsl_number gathered(const gathering *below) {
  if (below->lacks_weight) return rsl_number_absent();
  return rsl__rule_is_level(below->rule) ? rsl_number_divide(below->sum, below->weights) : below->sum;
}

/** What was assigned to the unit is what its own is held against; else the target of the unit above is told. */
static void hold_against_superior(rsl_cascade_row *row, const rsl__carriers *carriers, const rsl__carrier *carrier) {
  const rsl_review_row *assigned = rsl__carriers_at(carriers, carrier, carrier->position, true);
  uint32_t parent = rsl_structure_parent(carriers->structure, carrier->position);
  const rsl_review_row *above = parent != RSL_NONE ? rsl__carriers_at(carriers, carrier, parent, false) : NULL;
  if (assigned != NULL) {
    row->superior = assigned->links.assigned_by;
    row->superior_target = rsl__carrier_value(carriers->plan, assigned);
    row->was_assigned = true;
  } else if (above != NULL) {
    row->superior = above->links.unit;
    row->superior_target = rsl__carrier_value(carriers->plan, above);
  }
}

static rsl_cascade_state state_of(const rsl_cascade_row *row, const rsl_indicator *indicator, bool lacks_weight) {
  bool has_value = row->value.kind != RSL_NUMBER_ABSENT;
  bool is_held = has_value && row->was_assigned && row->superior_target.kind != RSL_NUMBER_ABSENT;
  if (is_held && rsl__carrier_order(indicator, row->value, row->superior_target) < 0)
    return RSL_CASCADE_WEAKER_THAN_SUPERIOR;
  if (row->children == 0) return RSL_CASCADE_NO_CHILDREN;
  if (row->children_with == 0) return RSL_CASCADE_NOT_ASSIGNED;
  if (lacks_weight) return RSL_CASCADE_NO_WEIGHTS;
  if (!has_value || row->assigned.kind == RSL_NUMBER_ABSENT) return RSL_CASCADE_NOT_COMPARABLE;
  int order = rsl__carrier_order(indicator, row->assigned, row->value);
  if (order == 0) return RSL_CASCADE_ADDS_UP;
  return order > 0 && rsl__carrier_direction(indicator) != RSL_DIRECTION_NONE ? RSL_CASCADE_OVER_ASSIGNED
                                                                              : RSL_CASCADE_UNASSIGNED;
}

static int compare_rows(const void *a, const void *b) {
  const rsl_cascade_row *left = a;
  const rsl_cascade_row *right = b;
  if (left->links.unit != right->links.unit) return left->links.unit < right->links.unit ? -1 : 1;
  if (left->links.indicator != right->links.indicator) return left->links.indicator < right->links.indicator ? -1 : 1;
  return left->target < right->target ? -1 : left->target > right->target;
}
