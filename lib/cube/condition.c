#include "cube/condition.h"

#include "cube/rollup.h"

/* A question to the whole numbers of a scale. */
typedef struct asked {
  const rsl_condition *condition; /* does the figure meet it … */
  rsl_direction direction;
  unsigned scale;
  bool above; /* … or is it above its number? */
} asked;

static bool holds_about(const rsl_condition *condition, rsl_direction direction, rsl_number value, rsl_number wanted);
static bool holds_at(const asked *question, int64_t figure);
static int64_t last_alike(const asked *question, int64_t from, int64_t to);

rsl__truth rsl__condition_holds(const rsl_condition *condition, rsl_direction direction, rsl_number value,
                                const rsl_number *threshold) {
  rsl_number wanted = threshold != NULL ? *threshold : rsl_number_from_decimal(condition->value);
  if (value.kind == RSL_NUMBER_ABSENT) return RSL__TRUTH_UNKNOWN;
  if (condition->form == RSL_FORM_NONE) return RSL__TRUTH_YES;
  if (wanted.kind == RSL_NUMBER_ABSENT) return RSL__TRUTH_UNKNOWN;
  int order = rsl_number_compare(value, wanted);
  bool holds = false;
  switch (condition->form) {
  case RSL_FORM_AT_LEAST:
    holds = order >= 0;
    break;
  case RSL_FORM_ABOVE:
    holds = order > 0;
    break;
  case RSL_FORM_AT_MOST:
    holds = order <= 0;
    break;
  case RSL_FORM_BELOW:
    holds = order < 0;
    break;
  case RSL_FORM_EXACTLY:
    holds = order == 0;
    break;
  case RSL_FORM_BETWEEN:
  case RSL_FORM_ABOUT:
    holds = holds_about(condition, direction, value, wanted);
    break;
  default:
    return RSL__TRUTH_UNKNOWN;
  }
  return holds ? RSL__TRUTH_YES : RSL__TRUTH_NO;
}

/* T4: a range is inclusive; one number with a tolerance takes what is not worse than that beyond it on the bad side, one
 * without is a bound by the direction. */
static bool holds_about(const rsl_condition *condition, rsl_direction direction, rsl_number value, rsl_number wanted) {
  int order = rsl_number_compare(value, wanted);
  if (condition->is_range)
    return order >= 0 && rsl_number_compare(value, rsl_number_from_decimal(condition->upper)) <= 0;
  rsl_number low = wanted;
  rsl_number high = wanted;
  if (condition->has_tolerance) {
    rsl_number tolerance = rsl_number_from_decimal(condition->tolerance);
    low = rsl_number_subtract(wanted, tolerance);
    high = rsl_number_add(wanted, tolerance);
  }
  bool not_below = rsl_number_compare(value, low) >= 0;
  bool not_above = rsl_number_compare(value, high) <= 0;
  if (direction == RSL_DIRECTION_INCREASE) return not_below;
  if (direction == RSL_DIRECTION_DECREASE) return not_above;
  return not_below && not_above;
}

/* Nothing is reckoned here that is decided elsewhere: the condition itself is asked, near its number and then, by halves, how
 * far its answer reaches. */
void rsl__condition_interval(const rsl_condition *condition, rsl_direction direction, unsigned scale, int64_t *least,
                             int64_t *greatest) {
  asked question = { condition, direction, scale, true };
  *least = 1;
  *greatest = 0;
  int64_t near = holds_at(&question, -INT64_MAX) ? -INT64_MAX : last_alike(&question, -INT64_MAX, INT64_MAX);
  question.above = false;
  for (int64_t step = -1; step <= 1; step++) {
    if ((step < 0 && near == -INT64_MAX) || (step > 0 && near == INT64_MAX)) continue;
    if (!holds_at(&question, near + step)) continue;
    *least = last_alike(&question, near + step, -INT64_MAX);
    *greatest = last_alike(&question, near + step, INT64_MAX);
    return;
  }
}

static bool holds_at(const asked *question, int64_t figure) {
  rsl_number value = rsl__number_raw(rsl__int128_from_int64(figure), (int32_t)question->scale);
  if (question->above) return rsl_number_compare(value, rsl_number_from_decimal(question->condition->value)) > 0;
  return rsl__condition_holds(question->condition, question->direction, value, NULL) == RSL__TRUTH_YES;
}

/* The last figure from one towards another of which the same is true; it changes once at most. */
static int64_t last_alike(const asked *question, int64_t from, int64_t to) {
  bool wanted = holds_at(question, from);
  if (holds_at(question, to) == wanted) return to;
  while (from < to ? from != to - 1 : from != to + 1) {
    int64_t middle = from / 2 + to / 2 + (from % 2 + to % 2) / 2;
    if (holds_at(question, middle) == wanted)
      from = middle;
    else
      to = middle;
  }
  return from;
}
