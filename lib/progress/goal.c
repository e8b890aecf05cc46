#include "progress/goal.h"

#include "progress/arithmetic.h"

static rsl_form form_by_direction(rsl_direction direction, rsl_form form);
static void set_bound(rsl__goal *goal, rsl_form form, rsl_number value);
static void set_range(rsl__goal *goal, rsl_direction direction, rsl_number low, rsl_number high);
static void set_about(rsl__goal *goal, rsl_direction direction, rsl_number value, rsl_number tolerance);

bool rsl__goal_make(const rsl_path_input *input, rsl_number baseline, rsl_number years, rsl__goal *out) {
  rsl_number number = written(input->condition.value);
  *out = (rsl__goal){ 0 };
  switch (input->form) {
  case RSL_FORM_MAINTAIN:
    if (!known(baseline)) return false;
    set_bound(out, form_by_direction(input->direction, RSL_FORM_EXACTLY), baseline);
    return true;
  case RSL_FORM_MULTIPLE_OF_BASELINE:
    if (!known(baseline)) return false;
    set_bound(out, form_by_direction(input->direction, RSL_FORM_AT_LEAST), times(number, baseline));
    return true;
  case RSL_FORM_CHANGE_PER_YEAR:
    if (!known(baseline) || !known(years)) return false;
    set_bound(out, form_by_direction(input->direction, RSL_FORM_AT_LEAST), plus(baseline, times(number, years)));
    return true;
  case RSL_FORM_AVERAGE_PER_YEAR:
  case RSL_FORM_TOTAL:
  case RSL_FORM_EACH_YEAR:
    rsl__goal_of(&input->condition, input->condition.form, input->direction, out);
    return true;
  case RSL_FORM_DONE:
    set_bound(out, RSL_FORM_AT_LEAST, whole(1));
    return true;
  default:
    rsl__goal_of(&input->condition, input->form, input->direction, out);
    return true;
  }
}

void rsl__goal_of(const rsl_condition *condition, rsl_form form, rsl_direction direction, rsl__goal *out) {
  rsl_number value = written(condition->value);
  *out = (rsl__goal){ 0 };
  if (condition->is_range)
    set_range(out, direction, value, written(condition->upper));
  else if (form == RSL_FORM_ABOUT)
    set_about(out, direction, value, condition->has_tolerance ? written(condition->tolerance) : whole(0));
  else if (form == RSL_FORM_NONE)
    set_bound(out, form_by_direction(direction, RSL_FORM_AT_LEAST), value);
  else
    set_bound(out, form == RSL_FORM_GRADE_AT_LEAST ? RSL_FORM_AT_LEAST : form, value);
}

bool rsl__goal_holds(const rsl__goal *goal, rsl_number value) {
  if (known(goal->floor)) {
    int order = rsl_number_compare(value, goal->floor);
    if (order < 0 || (order == 0 && goal->floor_strict)) return false;
  }
  if (known(goal->cap)) {
    int order = rsl_number_compare(value, goal->cap);
    if (order > 0 || (order == 0 && goal->cap_strict)) return false;
  }
  return true;
}

bool rsl__goal_is_beyond(const rsl__goal *goal, rsl_number value) {
  return goal->good != 0 && rsl_number_compare(value, goal->brim) * goal->good > 0;
}

rsl_number rsl__goal_aim(const rsl__goal *goal, rsl_number start) {
  if (rsl_number_compare(goal->low, goal->high) == 0 || above(goal->low, start)) return goal->low;
  return above(start, goal->high) ? goal->high : start;
}

rsl_number rsl__goal_bad_end(const rsl__goal *goal) {
  if (rsl_number_compare(goal->low, goal->high) == 0 || goal->good > 0) return goal->low;
  return goal->good < 0 ? goal->high : rsl_number_absent();
}

static rsl_form form_by_direction(rsl_direction direction, rsl_form form) {
  if (direction == RSL_DIRECTION_INCREASE) return RSL_FORM_AT_LEAST;
  return direction == RSL_DIRECTION_DECREASE ? RSL_FORM_AT_MOST : form;
}

static void set_bound(rsl__goal *goal, rsl_form form, rsl_number value) {
  bool is_floor = form == RSL_FORM_AT_LEAST || form == RSL_FORM_ABOVE;
  bool is_cap = form == RSL_FORM_AT_MOST || form == RSL_FORM_BELOW;
  goal->low = value;
  goal->high = value;
  goal->brim = value;
  goal->good = is_floor ? 1 : is_cap ? -1 : 0;
  goal->floor_strict = form == RSL_FORM_ABOVE;
  goal->cap_strict = form == RSL_FORM_BELOW;
  if (!is_cap) goal->floor = value;
  if (!is_floor) goal->cap = value;
}

/** Only the bad end of a range fails; without a direction both do. */
static void set_range(rsl__goal *goal, rsl_direction direction, rsl_number low, rsl_number high) {
  goal->low = low;
  goal->high = high;
  if (direction != RSL_DIRECTION_DECREASE) goal->floor = low;
  if (direction != RSL_DIRECTION_INCREASE) goal->cap = high;
  goal->good = direction == RSL_DIRECTION_INCREASE ? 1 : direction == RSL_DIRECTION_DECREASE ? -1 : 0;
  goal->brim = goal->good > 0 ? high : low;
}

/** The tolerance widens the bad side only: past the number itself is more than was asked. */
static void set_about(rsl__goal *goal, rsl_direction direction, rsl_number value, rsl_number tolerance) {
  set_range(goal, direction, minus(value, tolerance), plus(value, tolerance));
  goal->low = value;
  goal->high = value;
  goal->brim = value;
}
