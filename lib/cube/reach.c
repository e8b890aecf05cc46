#include "cube/calendar.h"
#include "cube/cube.h"
#include "plan/expression.h"

static void spread(int month_from, const rsl__span spans[RSL_PERIOD_TYPE_END], rsl_period_type type, rsl__span *span);
static rsl_date named_day(int month_from, uint32_t when);
static void reach_of(rsl_cube *cube, uint32_t indicator);
static rsl_period period_at(rsl_period_type type, rsl_date day, int32_t later);
static int32_t least_shift(const rsl_plan *plan, uint32_t indicator, uint32_t operand);
static rsl__span later(const rsl__span *span, int32_t periods);
static void join(rsl__span *span, const rsl__span *other);
static rsl__span overlap(const rsl__span *a, const rsl__span *b);

void rsl__cube_find_reach(rsl_cube *cube) {
  for (uint32_t i = 0; i < cube->column_count; i++) reach_of(cube, cube->order[i]);
}

uint32_t rsl__operand(const rsl_plan *plan, uint32_t indicator, uint32_t number) {
  const rsl__expression *expression = rsl__plan_expression(plan, indicator);
  if (expression == NULL) expression = rsl__plan_condition(plan, indicator);
  if (expression != NULL) {
    return number < expression->indicator_count ? expression->indicators[number] : RSL_NONE;
  }
  rsl_operands operands = rsl_plan_indicator_operands(plan, indicator);
  const uint32_t all[] = { operands.weight, operands.numerator, operands.denominator, operands.condition_indicator };
  for (size_t i = 0; i < sizeof all / sizeof all[0]; i++)
    if (all[i] != RSL_NONE && number-- == 0) return all[i];
  return RSL_NONE;
}

/* A chain of operands may be as long as the plan, so this walks with a stack of its own: an indicator is put down again
 * under its operands, and written out when it is met with all of them done. */
bool rsl__dependency_order(const rsl_plan *plan, const rsl_allocator *allocator, uint32_t *order) {
  typedef struct frame {
    uint32_t indicator;
    uint32_t next;
  } frame;
  uint32_t count = rsl_plan_indicator_count(plan);
  uint8_t *seen = rsl__allocate_zeroed_array(allocator, count, sizeof *seen);
  frame *stack = rsl__allocate_array(allocator, count, sizeof *stack);
  uint32_t done = 0;
  for (uint32_t i = 0; seen != NULL && stack != NULL && i < count; i++) {
    uint32_t depth = 0;
    if (seen[i] == 0) stack[depth++] = (frame){ i, 0 };
    seen[i] = 1;
    while (depth > 0) {
      frame *top = &stack[depth - 1];
      uint32_t operand = rsl__operand(plan, top->indicator, top->next++);
      if (operand == RSL_NONE) {
        order[done++] = top->indicator;
        depth--;
      } else if (seen[operand] == 0) {
        seen[operand] = 1;
        stack[depth++] = (frame){ operand, 0 };
      }
    }
  }
  rsl__release_array(allocator, seen, count, sizeof *seen);
  rsl__release_array(allocator, stack, count, sizeof *stack);
  return done == count;
}

static void reach_of(rsl_cube *cube, uint32_t indicator) {
  rsl_rule rule = rsl_plan_indicator(cube->plan, indicator)->rollup.rule;
  rsl_operands operands = rsl_plan_indicator_operands(cube->plan, indicator);
  rsl__column *column = &cube->columns[indicator];
  for (int type = RSL_PERIOD_YEAR; type < RSL_PERIOD_TYPE_END; type++) {
    rsl__span *span = &column->reach[type];
    *span = (rsl__span){ 1, 0 };
    spread(column->month_from, column->spans, (rsl_period_type)type, span);
    if (rule == RSL_RULE_RATIO) {
      /* A period with one side alone has no figure. */
      rsl__span above = later(&cube->columns[operands.numerator].reach[type], -operands.numerator_variant.shift);
      rsl__span under = later(&cube->columns[operands.denominator].reach[type], -operands.denominator_variant.shift);
      rsl__span both = overlap(&above, &under);
      join(span, &both);
    } else if (rule == RSL_RULE_FORMULA || rsl__plan_condition(cube->plan, indicator) != NULL) {
      uint32_t operand = 0;
      for (uint32_t i = 0; (operand = rsl__operand(cube->plan, indicator, i)) != RSL_NONE; i++) {
        rsl__span here = later(&cube->columns[operand].reach[type], least_shift(cube->plan, indicator, operand));
        join(span, &here);
      }
    }
  }
}

/* A figure of a period says that the period of a longer type that holds it has one. */
static void spread(int month_from, const rsl__span spans[RSL_PERIOD_TYPE_END], rsl_period_type type, rsl__span *span) {
  for (int from = (int)type; from < RSL_PERIOD_TYPE_END; from++) {
    if (rsl__span_is_empty(&spans[from])) continue;
    int shift = type == RSL_PERIOD_DAY ? 1 : month_from;
    rsl_period first = period_at(type, named_day(shift, spans[from].first), 1);
    rsl_period last = period_at(type, named_day(shift, spans[from].last), 0);
    if (first.type == RSL_PERIOD_NONE || last.type == RSL_PERIOD_NONE || first.index > last.index) continue;
    rsl__span_add(span, rsl__when(first));
    rsl__span_add(span, rsl__when(last));
  }
}

/* A day of the ordinary period that bears the name of the one that holds it. */
static rsl_date named_day(int month_from, uint32_t when) {
  bool is_day = month_from > 1 && rsl__when_type(when) == RSL_PERIOD_DAY;
  uint32_t month = is_day ? rsl__calendar_around(month_from, when, RSL_PERIOD_MONTH) : 0;
  return rsl__when_last_day(month != 0 ? month : when);
}

/* October to December lie in no nine months: there it is those `later` than the year's own. */
static rsl_period period_at(rsl_period_type type, rsl_date day, int32_t later) {
  rsl_period period = rsl_period_of_date(type, day);
  if (period.type != RSL_PERIOD_NONE || type != RSL_PERIOD_NINE_MONTHS) return period;
  return rsl_period_shift((rsl_period){ type, rsl_period_of_date(RSL_PERIOD_YEAR, day).index }, later);
}

/* So many periods before its own an expression takes an operand at the latest. */
static int32_t least_shift(const rsl_plan *plan, uint32_t indicator, uint32_t operand) {
  const rsl__expression *const expressions[2] = { rsl__plan_expression(plan, indicator),
                                                  rsl__plan_condition(plan, indicator) };
  int32_t least = INT32_MAX;
  for (size_t e = 0; e < 2; e++) {
    for (uint32_t i = 0; expressions[e] != NULL && i < expressions[e]->count; i++) {
      const rsl__instruction *item = &expressions[e]->items[i];
      bool refers = item->operation == RSL__OPERATION_INDICATOR && item->operand == operand;
      if (refers && -item->variant.shift < least) least = -item->variant.shift;
    }
  }
  return least == INT32_MAX ? 0 : least;
}

static rsl__span later(const rsl__span *span, int32_t periods) {
  if (rsl__span_is_empty(span)) return *span;
  rsl__span out = { rsl__when_shift(span->first, periods), rsl__when_shift(span->last, periods) };
  return out.first == 0 || out.last == 0 ? (rsl__span){ 1, 0 } : out;
}

static void join(rsl__span *span, const rsl__span *other) {
  if (rsl__span_is_empty(other)) return;
  rsl__span_add(span, other->first);
  rsl__span_add(span, other->last);
}

static rsl__span overlap(const rsl__span *a, const rsl__span *b) {
  if (rsl__span_is_empty(a) || rsl__span_is_empty(b)) return (rsl__span){ 1, 0 };
  return (rsl__span){ a->first > b->first ? a->first : b->first, a->last < b->last ? a->last : b->last };
}
