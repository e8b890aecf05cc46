#include <string.h>

#include "cube/evaluate.h"
#include "cube/rollup.h"
#include "plan/links.h"
#include "review/honesty.h"

/** One check held against the figures. */
typedef struct holding {
  const rsl__honesty *in;
  uint32_t check;
  const rsl_check *record;
  const rsl__expression *sides[2];
  uint32_t *indicators; /**< those that it refers to */
  size_t indicator_count;
  size_t room;         /**< of `indicators` */
  int32_t shift;       /**< 0, or how far back it looks at most */
  rsl_period *periods; /**< those, and before them as many as it looks back over */
  size_t period_count;
  rsl_rollup *rollup;
} holding;

/** Where a side is evaluated. */
typedef struct spot {
  const holding *of;
  uint32_t unit;
  rsl_period period;
  bool owed; /**< somebody owes a figure that is absent */
} spot;

static rsl_status hold(const rsl__honesty *in, uint32_t check);
static bool gather_indicators(holding *of);
static bool gather_periods(holding *of);
static bool range_of(const holding *of, rsl_period *first, rsl_period *last);
static rsl_status roll_up(holding *of);
static void hold_everywhere(const holding *of);
static void hold_at(const holding *of, uint32_t unit, rsl_period period);
static rsl_number read_figure(void *context, const rsl__expression *expression, uint32_t index);
static bool holds(rsl_comparison op, rsl_number left, rsl_number right);
static void tell_broken(const holding *of, uint32_t unit, rsl_period period, rsl_number left, rsl_number right);
static void put_number(rsl_number number, char text[RSL_NUMBER_TEXT]);

rsl_status rsl__honesty_checks(const rsl__honesty *in) {
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < rsl_plan_check_count(in->plan); i++) status = hold(in, i);
  return status;
}

static rsl_status hold(const rsl__honesty *in, uint32_t check) {
  holding of = { .in = in, .check = check, .record = rsl_plan_check(in->plan, check) };
  for (size_t i = 0; i < 2; i++) of.sides[i] = rsl__plan_check_side(in->plan, check, i == 1);
  of.room = (size_t)of.sides[0]->count + of.sides[1]->count;
  rsl_status status = gather_indicators(&of) && gather_periods(&of) ? RSL_OK : RSL_ERR_MEMORY;
  if (status == RSL_OK && of.period_count > 0) status = roll_up(&of);
  if (status == RSL_OK && of.rollup != NULL) hold_everywhere(&of);
  rsl_rollup_free(of.rollup);
  rsl__release_array(&in->allocator, of.periods, of.period_count, sizeof *of.periods);
  rsl__release_array(&in->allocator, of.indicators, of.room, sizeof *of.indicators);
  return status;
}

static bool gather_indicators(holding *of) {
  of->indicators = rsl__allocate_array(&of->in->allocator, of->room, sizeof *of->indicators);
  if (of->indicators == NULL) return false;
  for (size_t side = 0; side < 2; side++) {
    for (uint32_t i = 0; i < of->sides[side]->count; i++) {
      const rsl__instruction *item = &of->sides[side]->items[i];
      size_t known = 0;
      if (item->operation != RSL__OPERATION_INDICATOR) continue;
      if (item->variant.shift < of->shift) of->shift = item->variant.shift;
      while (known < of->indicator_count && of->indicators[known] != item->operand) known++;
      if (known == of->indicator_count) of->indicators[of->indicator_count++] = item->operand;
    }
  }
  return true;
}

/* Events hold in any period, and say nothing of the length of one. */
static bool gather_periods(holding *of) {
  rsl_period first;
  rsl_period last;
  if (!range_of(of, &first, &last)) return true;
  rsl_period start = rsl_period_shift(first, of->shift);
  if (start.type == RSL_PERIOD_NONE) start = first;
  of->period_count = (size_t)(last.index - start.index) + 1;
  of->periods = rsl__allocate_array(&of->in->allocator, of->period_count, sizeof *of->periods);
  if (of->periods == NULL) of->period_count = 0;
  for (size_t i = 0; i < of->period_count; i++) of->periods[i] = rsl_period_shift(start, (int32_t)i);
  return of->periods != NULL;
}

static bool range_of(const holding *of, rsl_period *first, rsl_period *last) {
  rsl_period_type type = RSL_PERIOD_TYPE_END;
  const rsl_plan *plan = of->in->plan;
  rsl_date least = RSL_DATE_MAX;
  rsl_date most = RSL_DATE_MIN;
  for (size_t i = 0; i < of->indicator_count; i++) {
    const rsl_indicator *indicator = rsl_plan_indicator(plan, of->indicators[i]);
    if (!indicator->event && indicator->frequency < type) type = indicator->frequency;
    if (!rsl_cube_period_range(of->in->cube, of->indicators[i], first, last)) continue;
    if (rsl_period_last_day(*first) < least) least = rsl_period_last_day(*first);
    if (rsl_period_last_day(*last) > most) most = rsl_period_last_day(*last);
  }
  if (most > of->in->as_of) most = of->in->as_of;
  if (type == RSL_PERIOD_TYPE_END) type = RSL_PERIOD_YEAR;
  *first = rsl_period_of_date(type, least);
  *last = rsl_period_of_date(type, most);
  return least <= most && first->type != RSL_PERIOD_NONE && last->type != RSL_PERIOD_NONE;
}

/* That the figures cannot be rolled up so is a finding, too. */
static rsl_status roll_up(holding *of) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_error why = RSL_ERROR_INIT;
  request.indicators = of->indicators;
  request.indicator_count = of->indicator_count;
  request.periods = of->periods;
  request.period_count = of->period_count;
  rsl_status status = rsl_rollup_run(of->in->cube, &request, &of->in->allocator, &of->rollup, &why);
  if (status == RSL_OK || status == RSL_ERR_MEMORY) return status;
  rsl__problem(of->in->problems, RSL_SEVERITY_ERROR, "not_rolled_up", NULL,
               "the check `%s` cannot be held against the figures: %s", of->record->code, why.text);
  return RSL_OK;
}

static void hold_everywhere(const holding *of) {
  const rsl_plan *plan = of->in->plan;
  uint32_t level = rsl__plan_check_level(plan, of->check);
  const rsl_structure *structure = rsl_rollup_structure(of->rollup);
  size_t first = 0;
  if (of->period_count > (size_t)-of->shift) first = (size_t)-of->shift;
  for (uint32_t p = 0; p < rsl_structure_count(structure); p++) {
    uint32_t unit = rsl_structure_unit(structure, p);
    if (level != RSL_NONE && rsl_plan_unit_level(plan, unit) != level) continue;
    for (size_t i = first; i < of->period_count; i++) {
      rsl_date day = rsl_period_last_day(of->periods[i]);
      if (day <= of->in->as_of && rsl_plan_unit_valid(plan, unit, day)) hold_at(of, unit, of->periods[i]);
    }
  }
}

static void hold_at(const holding *of, uint32_t unit, rsl_period period) {
  spot at = { of, unit, period, false };
  rsl_number left = rsl__evaluate(of->sides[0], read_figure, &at).number;
  rsl_number right = rsl__evaluate(of->sides[1], read_figure, &at).number;
  bool known = left.kind != RSL_NUMBER_ABSENT && right.kind != RSL_NUMBER_ABSENT;
  bool broken = known ? !holds(of->record->op, left, right) : of->record->missing_fails && at.owed;
  if (broken) tell_broken(of, unit, period, left, right);
}

/* A figure that is only a bound enters no arithmetic (T8). */
static rsl_number read_figure(void *context, const rsl__expression *expression, uint32_t index) {
  spot *at = context;
  const rsl__instruction *item = &expression->items[index];
  rsl_period period = rsl_period_shift(at->period, item->variant.shift);
  rsl_figure figure;
  bool told =
      item->variant.grade == RSL_NONE
          ? rsl_rollup_figure(at->of->rollup, at->unit, item->operand, period, &figure)
          : rsl_rollup_grade_count(at->of->rollup, at->unit, item->operand, period, item->variant.grade, &figure);
  bool given = told && figure.value.kind != RSL_NUMBER_ABSENT && (figure.flags & RSL_FLAG_QUALIFIED) == 0;
  if (told && !given && figure.owed > 0) at->owed = true;
  return given ? figure.value : rsl_number_absent();
}

static bool holds(rsl_comparison op, rsl_number left, rsl_number right) {
  int order = rsl_number_compare(left, right);
  switch (op) {
  case RSL_COMPARISON_AT_MOST:
    return order <= 0;
  case RSL_COMPARISON_BELOW:
    return order < 0;
  case RSL_COMPARISON_EQUAL:
    return order == 0;
  case RSL_COMPARISON_AT_LEAST:
    return order >= 0;
  case RSL_COMPARISON_ABOVE:
    return order > 0;
  case RSL_COMPARISON_NONE:
  case RSL_COMPARISON_END:
    break;
  }
  return true;
}

/* At the row of the first figure that the unit gave itself. */
static void tell_broken(const holding *of, uint32_t unit, rsl_period period, rsl_number left, rsl_number right) {
  const rsl_check *record = of->record;
  char left_text[RSL_NUMBER_TEXT];
  char right_text[RSL_NUMBER_TEXT];
  rsl__told_figure told = { .code = NULL };
  rsl__cursor cursor;
  rsl__group group = { .count = 0 };
  size_t i = 0;
  for (; i < of->indicator_count && group.count == 0; i++) {
    cursor = rsl__cursor_open(of->in->cube, of->indicators[i], unit);
    (void)rsl__cursor_find(&cursor, rsl__when(period), &group);
  }
  if (i == 0) return;
  rsl__honesty_tell(of->in, of->indicators[i - 1], unit, period, group.count == 0 ? NULL : &group.rows[group.count - 1],
                    &told);
  put_number(left, left_text);
  put_number(right, right_text);
  rsl__problem(of->in->problems, record->severity, "check_broken", &told.place,
               "the check `%s` does not hold at `%s` for %s: `%s` is %s, which must be %s `%s`, %s", record->code,
               told.unit, told.period, record->left, left_text, rsl_comparison_name(record->op), record->right,
               right_text);
}

static void put_number(rsl_number number, char text[RSL_NUMBER_TEXT]) {
  if (number.kind == RSL_NUMBER_ABSENT)
    memcpy(text, "missing", sizeof "missing");
  else
    rsl_number_format(number.kind == RSL_NUMBER_DECIMAL ? number : rsl_number_round(number, 6), text);
}
