#include "review/difference.h"

#include "base/memory.h"
#include "base/sort.h"
#include "cube/carry.h"
#include "cube/rollup.h"

/** Differences of one indicator that ask the same of another roll-up. */
typedef struct asked_again {
  const rsl_rollup *rollup;
  rsl_allocator allocator;
  rsl__difference *items;
  size_t count;
  rsl_date *days; /* by unit: what was known of it when those above it told; RSL_DATE_NONE: no one did */
} asked_again;

typedef int in_order(const void *a, const void *b);
typedef rsl_status look(const asked_again *group, rsl_error *error);

static void find_days(const rsl_rollup *rollup, rsl__difference *differences, size_t count);
static rsl_date told_on(const rsl_rollup *rollup, uint32_t indicator, const rsl_reconciliation_row *row);
static uint32_t depth_of(const rsl_rollup *rollup, const rsl_reconciliation_row *row);
static rsl_status look_by(asked_again all, in_order *order, look *at, rsl_error *error);
static in_order by_indicator;
static in_order by_depth;
static in_order by_day;
static int compare(uint32_t a, uint32_t b);
static look look_for_bounds;
static look look_back;
static look look_back_to_a_day;
static void mark_days(const asked_again *group, bool known);
static void take_known(const asked_again *group, const rsl_rollup *then);
static rsl_number known_then(const rsl_rollup *then, const rsl__difference *difference);
static rsl_status roll_up(const asked_again *group, rsl_date known_on, bool bounds, rsl_rollup **out, rsl_error *error);
static void split(const rsl_rollup *rollup, const rsl__difference *difference);
static rsl_number late_part(const rsl__difference *difference);
static rsl_number missing_part(const rsl__difference *difference, rsl_number rest);
static rsl_number own_part(const rsl_rollup *rollup, const rsl__difference *difference, rsl_number rest);
static bool counts_for_itself(const rsl_rollup *rollup, const rsl_reconciliation_row *row);
static rsl_number added_below(const rsl_rollup *rollup, const rsl_reconciliation_row *row);
static bool is_within(rsl_number value, rsl_number reach);
static bool is_nearer(rsl_number rest, rsl_number part);
static rsl_difference_cause largest(const rsl_number parts[RSL_CAUSE_END]);
static rsl_number size_of(rsl_number value);

/* Units of one depth have no unit below them in common: one roll-up tells of all of them what each knew on its day, however
 * many days there are. */
rsl_status rsl__differences_split(const rsl_rollup *rollup, const rsl_allocator *allocator,
                                  rsl__difference *differences, size_t count, rsl_error *error) {
  uint32_t units = rollup->cube->unit_count;
  asked_again all = { rollup, *allocator, differences, count, NULL };
  find_days(rollup, differences, count);
  all.days = rsl__allocate_array(allocator, units, sizeof *all.days);
  if (all.days == NULL) return rsl__fail_memory(error);
  for (uint32_t unit = 0; unit < units; unit++) all.days[unit] = RSL_DATE_NONE;
  rsl_status status = look_by(all, by_indicator, look_for_bounds, error);
  if (status == RSL_OK) status = look_by(all, by_depth, look_back, error);
  for (size_t i = 0; i < count && status == RSL_OK; i++) split(rollup, &differences[i]);
  rsl__release_array(allocator, all.days, units, sizeof *all.days);
  return status;
}

/* Those that are alike in an order, together. */
static rsl_status look_by(asked_again all, in_order *order, look *at, rsl_error *error) {
  rsl_status status = RSL_OK;
  if (!rsl__sort(&all.allocator, all.items, all.count, sizeof *all.items, order)) return rsl__fail_memory(error);
  for (size_t from = 0, end = 0; from < all.count && status == RSL_OK; from = end) {
    while (end < all.count && order(&all.items[from], &all.items[end]) == 0) end++;
    const asked_again group = { all.rollup, all.allocator, &all.items[from], end - from, all.days };
    status = at(&group, error);
  }
  return status;
}

/* R9: a day that is not told says nothing of what the unit knew. That of a ratio may stand with its two figures. */
static void find_days(const rsl_rollup *rollup, rsl__difference *differences, size_t count) {
  for (size_t i = 0; i < count; i++) {
    rsl__difference *difference = &differences[i];
    uint32_t indicator = difference->row->indicator;
    difference->depth = depth_of(rollup, difference->row);
    uint32_t operand = RSL_NONE;
    difference->told_on = told_on(rollup, indicator, difference->row);
    bool paired = rollup->sheets[indicator].rule == RSL_RULE_RATIO && difference->told_on == RSL_DATE_NONE;
    for (uint32_t n = 0; paired && (operand = rsl__operand(rollup->plan, indicator, n)) != RSL_NONE; n++) {
      rsl_date day = told_on(rollup, operand, difference->row);
      if (day != RSL_DATE_NONE && (difference->told_on == RSL_DATE_NONE || day > difference->told_on))
        difference->told_on = day;
    }
    if (rollup->known_on != RSL_DATE_NONE && difference->told_on >= rollup->known_on)
      difference->told_on = RSL_DATE_NONE; /* nothing that is known now came later */
  }
}

static rsl_date told_on(const rsl_rollup *rollup, uint32_t indicator, const rsl_reconciliation_row *row) {
  rsl__cursor cursor = rsl__cursor_open(rollup->cube, indicator, row->unit);
  rsl__group group;
  bool withdrawn = false;
  if (!rsl__cursor_find(&cursor, rsl__when(row->period), &group)) return RSL_DATE_NONE;
  const rsl__row *counts = rsl__own_row(rollup, &group, &withdrawn);
  return counts == NULL ? RSL_DATE_NONE : rsl__row_reported_at(&rollup->cube->store, counts);
}

static uint32_t depth_of(const rsl_rollup *rollup, const rsl_reconciliation_row *row) {
  const rsl__sheet *sheet = &rollup->sheets[row->indicator];
  const rsl__frame *frame =
      rollup->wanted != NULL ? rollup->wanted : rsl__frame_of(rollup, sheet, rsl__when(row->period));
  uint32_t position = rsl__frame_position(frame, row->unit);
  return position == RSL_NONE ? 0 : frame->depths[position];
}

static int by_indicator(const void *a, const void *b) {
  const rsl__difference *first = a;
  const rsl__difference *second = b;
  return compare(first->row->indicator, second->row->indicator);
}

static int by_depth(const void *a, const void *b) {
  const rsl__difference *first = a;
  const rsl__difference *second = b;
  int order = by_indicator(a, b);
  if (order == 0) order = compare(rsl__when(first->row->period), rsl__when(second->row->period));
  return order != 0 ? order : compare(first->depth, second->depth);
}

static int by_day(const void *a, const void *b) {
  const rsl__difference *first = a;
  const rsl__difference *second = b;
  return (first->told_on > second->told_on) - (first->told_on < second->told_on);
}

static int compare(uint32_t a, uint32_t b) {
  return (a > b) - (a < b);
}

static rsl_status look_back(const asked_again *group, rsl_error *error) {
  rsl_rollup *then = NULL;
  bool any = false;
  for (size_t i = 0; i < group->count; i++) any = any || group->items[i].told_on != RSL_DATE_NONE;
  if (!any) return RSL_OK;
  mark_days(group, true);
  rsl_status status = roll_up(group, RSL_DATE_NONE, false, &then, error);
  bool carries = status == RSL_OK && then->carry != NULL;
  if (status == RSL_OK && !carries) take_known(group, then);
  rsl_rollup_free(then);
  mark_days(group, false);
  return carries ? look_by(*group, by_day, look_back_to_a_day, error) : status;
}

/* What is carried comes from units that are not below: all of them are asked what was known on one day. */
static rsl_status look_back_to_a_day(const asked_again *group, rsl_error *error) {
  rsl_rollup *then = NULL;
  if (group->items[0].told_on == RSL_DATE_NONE) return RSL_OK;
  rsl_status status = roll_up(group, group->items[0].told_on, false, &then, error);
  if (status == RSL_OK) take_known(group, then);
  rsl_rollup_free(then);
  return status;
}

static void mark_days(const asked_again *group, bool known) {
  const rsl_rollup *rollup = group->rollup;
  for (size_t i = 0; i < group->count; i++) {
    const rsl__difference *item = &group->items[i];
    const rsl__sheet *sheet = &rollup->sheets[item->row->indicator];
    const rsl__frame *frame = rsl__frame_of(rollup, sheet, rsl__when(item->row->period));
    uint32_t first = rsl__frame_position(frame, item->row->unit);
    uint32_t end = first == RSL_NONE ? 0 : rsl_structure_subtree_end(frame->structure, first);
    for (uint32_t position = first; position < end; position++)
      group->days[rsl_structure_unit(frame->structure, position)] = known ? item->told_on : RSL_DATE_NONE;
  }
}

static void take_known(const asked_again *group, const rsl_rollup *then) {
  for (size_t i = 0; i < group->count; i++)
    if (group->items[i].told_on != RSL_DATE_NONE) group->items[i].then = known_then(then, &group->items[i]);
}

static rsl_number known_then(const rsl_rollup *then, const rsl__difference *difference) {
  const rsl_reconciliation_row *row = difference->row;
  rsl_figure figure;
  rsl_number given;
  rsl_number made;
  if (difference->over_parts) {
    bool has_both = rsl__own_beside(then, row->indicator, row->unit, rsl__when(row->period), &given, &made);
    return has_both ? made : rsl_number_absent();
  }
  return rsl_rollup_figure(then, row->unit, row->indicator, row->period, &figure) ? figure.children
                                                                                  : rsl_number_absent();
}

static rsl_status look_for_bounds(const asked_again *group, rsl_error *error) {
  rsl_rollup *bounds = NULL;
  bool wanted = false;
  if (group->rollup->sheets[group->items[0].row->indicator].rule != RSL_RULE_SUM) return RSL_OK;
  for (size_t i = 0; i < group->count; i++) wanted = wanted || group->items[i].incomplete;
  if (!wanted) return RSL_OK;
  rsl_status status = roll_up(group, group->rollup->known_on, true, &bounds, error);
  for (size_t i = 0; status == RSL_OK && i < group->count; i++) {
    rsl__difference *item = &group->items[i];
    const rsl_reconciliation_row *row = item->row;
    if (item->incomplete)
      rsl__bounds_below(bounds, row->indicator, row->unit, rsl__when(row->period), &item->low, &item->high);
  }
  rsl_rollup_free(bounds);
  return status;
}

/* The same roll-up once more, of the group's periods alone.
 * @param[in] known_on RSL_DATE_NONE: each unit's own day, where it has one. */
static rsl_status roll_up(const asked_again *group, rsl_date known_on, bool bounds, rsl_rollup **out,
                          rsl_error *error) {
  const rsl_rollup *rollup = group->rollup;
  uint32_t indicator = group->items[0].row->indicator;
  rsl_date to_date = rollup->sheets[indicator].to_date;
  rsl_period *periods = rsl__allocate_array(&group->allocator, group->count, sizeof *periods);
  if (periods == NULL) return rsl__fail_memory(error);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.indicators = &indicator;
  request.indicator_count = 1;
  request.periods = periods;
  for (size_t i = 0; i < group->count; i++) {
    /* Of an indicator without a time rule only what was reported for the longer period is known: none is made of parts. */
    if (rsl__check_length(rollup, indicator, group->items[i].row->period, NULL) == RSL_OK)
      periods[request.period_count++] = group->items[i].row->period;
  }
  request.known_on = known_on;
  request.first_revision = rollup->first_revision;
  request.structure = rollup->wanted == NULL ? RSL_DATE_NONE : rollup->wanted->from;
  request.to_date = to_date == RSL_DATE_MAX ? RSL_DATE_NONE : to_date;
  request.bounds = bounds;
  request.prepared = rollup;
  rsl_status status = known_on == RSL_DATE_NONE && !bounds
                          ? rsl__rollup_run_known(rollup->cube, &request, &group->allocator, group->days, out, error)
                          : rsl_rollup_run(rollup->cube, &request, &group->allocator, out, error);
  rsl__release_array(&group->allocator, periods, group->count, sizeof *periods);
  return status;
}

static void split(const rsl_rollup *rollup, const rsl__difference *difference) {
  rsl_number *parts = difference->row->parts;
  rsl_number nothing = rsl_number_from_integer(0);
  for (int cause = 0; cause < RSL_CAUSE_END; cause++) parts[cause] = nothing;
  parts[RSL_CAUSE_LATE_REVISION] = late_part(difference);
  rsl_number rest = rsl_number_subtract(difference->row->difference, parts[RSL_CAUSE_LATE_REVISION]);
  parts[RSL_CAUSE_MISSING_CHILDREN] = missing_part(difference, rest);
  rest = rsl_number_subtract(rest, parts[RSL_CAUSE_MISSING_CHILDREN]);
  parts[RSL_CAUSE_OWN_FIGURE] = own_part(rollup, difference, rest);
  rest = rsl_number_subtract(rest, parts[RSL_CAUSE_OWN_FIGURE]);
  /* A part of what is left would be no better known for being called rounding. */
  parts[is_within(rest, difference->reach) ? RSL_CAUSE_ROUNDING : RSL_CAUSE_UNEXPLAINED] = rest;
  difference->row->cause = largest(parts);
}

/* reported − now = (reported − then) + (then − now), and the second is what came later. */
static rsl_number late_part(const rsl__difference *difference) {
  rsl_number part = rsl_number_subtract(difference->then, difference->row->rolled_up);
  return is_nearer(difference->row->difference, part) ? part : rsl_number_from_integer(0);
}

/* What the missing give together lies between nothing and the end of R11's bounds. */
static rsl_number missing_part(const rsl__difference *difference, rsl_number rest) {
  rsl_number nothing = rsl_number_from_integer(0);
  if (!difference->incomplete) return nothing;
  bool upward = rsl_number_sign(rest) > 0;
  rsl_number end = upward ? difference->high : difference->low;
  if (end.kind == RSL_NUMBER_ABSENT) return rest;
  rsl_number reach = rsl_number_subtract(end, difference->row->rolled_up);
  if (rsl_number_sign(reach) != rsl_number_sign(rest)) return nothing;
  return is_within(rest, size_of(reach)) ? rest : reach;
}

static rsl_number own_part(const rsl_rollup *rollup, const rsl__difference *difference, rsl_number rest) {
  rsl_number nothing = rsl_number_from_integer(0);
  const rsl_reconciliation_row *row = difference->row;
  if (rollup->sheets[row->indicator].rule != RSL_RULE_SUM || difference->over_parts) return nothing;
  if (rollup->sheets[row->indicator].record->prefer == RSL_PREFER_ADD) {
    rsl_number left_out = rsl_number_negate(added_below(rollup, row));
    return is_nearer(rest, left_out) ? left_out : nothing;
  }
  bool more = rsl_number_sign(rest) > 0 && !is_within(rest, difference->reach);
  return more && counts_for_itself(rollup, row) ? rest : nothing;
}

static bool counts_for_itself(const rsl_rollup *rollup, const rsl_reconciliation_row *row) {
  const rsl__sheet *sheet = &rollup->sheets[row->indicator];
  unsigned role = rsl__role(rollup, row->indicator, row->unit, rsl__last_day(sheet, rsl__when(row->period)));
  return sheet->record->prefer == RSL_PREFER_OWN || (role & RSL__ROLE_MEASURES) != 0;
}

/** What units below that have others below themselves counted for themselves (R2, `add`). */
static rsl_number added_below(const rsl_rollup *rollup, const rsl_reconciliation_row *row) {
  const rsl_structure *structure = rsl_rollup_structure(rollup);
  rsl_date on = rsl__last_day(&rollup->sheets[row->indicator], rsl__when(row->period));
  uint32_t position = rsl_structure_position(structure, row->unit);
  uint32_t end = rsl_structure_subtree_end(structure, position);
  rsl_number sum = rsl_number_from_integer(0);
  for (uint32_t below = position + 1; below < end; below++) {
    uint32_t unit = rsl_structure_unit(structure, below);
    rsl_figure figure;
    if ((rsl__role(rollup, row->indicator, unit, on) & RSL__ROLE_ADDS) == 0) continue;
    if (!rsl_rollup_figure(rollup, unit, row->indicator, row->period, &figure)) continue;
    if (figure.own.kind != RSL_NUMBER_ABSENT) sum = rsl_number_add(sum, figure.own);
  }
  return sum;
}

static bool is_within(rsl_number value, rsl_number reach) {
  return value.kind != RSL_NUMBER_ABSENT && rsl_number_compare(size_of(value), reach) <= 0;
}

/* Is less left when the part is taken away? */
static bool is_nearer(rsl_number rest, rsl_number part) {
  if (rest.kind == RSL_NUMBER_ABSENT || part.kind == RSL_NUMBER_ABSENT) return false;
  return rsl_number_compare(size_of(rsl_number_subtract(rest, part)), size_of(rest)) < 0;
}

/* Of two that are alike the first. */
static rsl_difference_cause largest(const rsl_number parts[RSL_CAUSE_END]) {
  rsl_difference_cause found = RSL_CAUSE_UNEXPLAINED;
  rsl_number most = rsl_number_from_integer(0);
  for (int cause = 0; cause < RSL_CAUSE_END; cause++) {
    if (parts[cause].kind == RSL_NUMBER_ABSENT || rsl_number_compare(size_of(parts[cause]), most) <= 0) continue;
    most = size_of(parts[cause]);
    found = (rsl_difference_cause)cause;
  }
  return found;
}

static rsl_number size_of(rsl_number value) {
  return rsl_number_sign(value) < 0 ? rsl_number_negate(value) : value;
}
