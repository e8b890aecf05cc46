#include "cube/evaluate_lanes.h"

#include "base/int128.h"
#include "base/number.h"

/* Sums of two such numbers fit into 64 bits. */
#define MOST (UINT64_C(1) << 62)

static bool step(rsl__lane_machine *machine, const rsl__instruction *item, const rsl__lane_values *operand);
static void push(rsl__lane_machine *machine, const rsl__lane_values *operand);
static bool push_number(rsl__lane_machine *machine, rsl_decimal number);
static void change_sign(rsl__lane_values *values, uint32_t lanes, bool all);
static bool calculate(rsl__lane_machine *machine, rsl__operation operation, rsl__lane_values *a, rsl__lane_values *b);
static bool add(rsl__lane_values *a, rsl__lane_values *b, uint32_t lanes, bool subtract);
static bool multiply(rsl__lane_values *a, const rsl__lane_values *b, uint32_t lanes);
static bool divide(rsl__lane_machine *machine, rsl__lane_values *a, const rsl__lane_values *b);
static void calculate_reals(rsl__lane_machine *machine, rsl__operation operation, rsl__lane_values *a,
                            const rsl__lane_values *b);
static bool compare(rsl__operation operation, rsl__lane_values *a, rsl__lane_values *b, uint32_t lanes);
static bool pick(rsl__lane_machine *machine, const rsl__instruction *item);
static bool pick_if(rsl__lane_values *from, uint32_t lanes);
static bool pick_one(rsl__operation operation, rsl__lane_values *into, rsl__lane_values *from, uint32_t lanes);
static bool to_one_scale(rsl__lane_values *a, rsl__lane_values *b, uint32_t lanes);
static bool crosses(const rsl__lane_values *a, const rsl__lane_values *b);
static int order_at(const rsl__lane_values *a, const rsl__lane_values *b, uint32_t lane);
static void copy_lane(rsl__lane_values *into, const rsl__lane_values *from, uint32_t lane);
static void become_real(rsl__lane_values *values, uint32_t lanes);
static double nearest_at(const rsl__lane_values *values, uint32_t lane);
static bool fits(uint64_t a, uint64_t b);

bool rsl__lane_machine_start(const rsl_allocator *allocator, const rsl__expression *expression,
                             const rsl__references *references, rsl__lane_machine *machine) {
  *machine = (rsl__lane_machine){ .expression = expression, .references = references };
  machine->stack = rsl__allocate_array(allocator, expression->stack, sizeof *machine->stack);
  return machine->stack != NULL;
}

void rsl__lane_machine_end(const rsl_allocator *allocator, rsl__lane_machine *machine) {
  if (machine->stack == NULL) return;
  rsl__release_array(allocator, machine->stack, machine->expression->stack, sizeof *machine->stack);
  machine->stack = NULL;
}

bool rsl__evaluate_lanes(rsl__lane_machine *machine, const rsl__lane_values *operands, uint32_t lanes) {
  const rsl__expression *expression = machine->expression;
  machine->top = 0;
  machine->lanes = lanes;
  for (uint32_t lane = 0; lane < lanes; lane++) machine->divided_by_zero[lane] = machine->out_of_range[lane] = false;
  for (uint32_t i = 0; i < expression->count; i++)
    if (!step(machine, &expression->items[i], &operands[machine->references->slots[i]])) return false;
  return true;
}

rsl__outcome rsl__lane_outcome(const rsl__lane_machine *machine, uint32_t lane) {
  const rsl__lane_values *values = &machine->stack[0];
  rsl__outcome out = { rsl_number_absent(), (rsl__truth)values->truths[lane], RSL_ABSENCE_NONE };
  if (values->absent[lane])
    out.absence = rsl__absence_why(machine->divided_by_zero[lane], machine->out_of_range[lane]);
  else
    out.number.real = values->real ? values->reals[lane] : nearest_at(values, lane);
  return out;
}

void rsl__lane_put(rsl__lane_values *values, uint32_t lane, int64_t above, int64_t under) {
  bool turn = under < 0;
  values->absent[lane] = under == 0;
  values->above[lane] = turn ? -above : above;
  values->under[lane] = under == 0 ? 1 : turn ? -under : under;
  uint64_t size = (uint64_t)(above < 0 ? -above : above);
  if (size > values->most_above) values->most_above = size;
  if ((uint64_t)values->under[lane] > values->most_under) values->most_under = (uint64_t)values->under[lane];
}

void rsl__lane_put_real(rsl__lane_values *values, uint32_t lane, double real) {
  values->absent[lane] = false;
  values->reals[lane] = real;
}

void rsl__lane_put_absent(rsl__lane_values *values, uint32_t lane) {
  values->absent[lane] = true;
  values->under[lane] = 1;
  if (values->real)
    values->reals[lane] = 0.0;
  else
    values->above[lane] = 0;
}

bool rsl__lane_values_raise(rsl__lane_values *values, uint32_t lanes, int scale) {
  const int more = scale - values->scale;
  return more <= RSL__LANE_SCALE_MAX &&
         rsl__lane_values_multiply(values, lanes, (rsl_decimal){ rsl__power_of_ten(more), more });
}

bool rsl__lane_values_multiply(rsl__lane_values *values, uint32_t lanes, rsl_decimal by) {
  const uint64_t size = (uint64_t)(by.units < 0 ? -by.units : by.units);
  values->scale += by.scale;
  if (!fits(values->most_above, size)) return false;
  for (uint32_t lane = 0; lane < lanes; lane++) values->above[lane] *= by.units;
  values->most_above *= size;
  return true;
}

static bool step(rsl__lane_machine *machine, const rsl__instruction *item, const rsl__lane_values *operand) {
  const rsl__operation operation = item->operation;
  const uint32_t lanes = machine->lanes;
  if (operation == RSL__OPERATION_NUMBER) return push_number(machine, item->number);
  if (operation == RSL__OPERATION_INDICATOR) {
    push(machine, operand);
    return true;
  }
  if (operation == RSL__OPERATION_ROUND) return false;
  if (operation >= RSL__OPERATION_MIN) return pick(machine, item);
  rsl__lane_values *top = &machine->stack[machine->top - 1];
  if (operation == RSL__OPERATION_NEGATE || operation == RSL__OPERATION_ABS) {
    change_sign(top, lanes, operation == RSL__OPERATION_NEGATE);
    return true;
  }
  if (operation == RSL__OPERATION_NOT) {
    for (uint32_t lane = 0; lane < lanes; lane++)
      top->truths[lane] = (uint8_t)rsl__truth_not((rsl__truth)top->truths[lane]);
    return true;
  }
  machine->top--;
  if (operation <= RSL__OPERATION_DIVIDE) return calculate(machine, operation, top - 1, top);
  if (operation <= RSL__OPERATION_ABOVE) return compare(operation, top - 1, top, lanes);
  for (uint32_t lane = 0; lane < lanes; lane++)
    top[-1].truths[lane] =
        (uint8_t)rsl__truth_combine(operation, (rsl__truth)top[-1].truths[lane], (rsl__truth)top->truths[lane]);
  return true;
}

static void push(rsl__lane_machine *machine, const rsl__lane_values *operand) {
  rsl__lane_values *into = &machine->stack[machine->top++];
  into->real = operand->real;
  into->scale = operand->scale;
  into->most_above = operand->most_above;
  into->most_under = operand->most_under;
  for (uint32_t lane = 0; lane < machine->lanes; lane++) copy_lane(into, operand, lane);
}

static bool push_number(rsl__lane_machine *machine, rsl_decimal number) {
  rsl__lane_values *into = &machine->stack[machine->top++];
  into->real = false;
  into->scale = number.scale;
  into->most_above = into->most_under = 0;
  for (uint32_t lane = 0; lane < machine->lanes; lane++) rsl__lane_put(into, lane, number.units, 1);
  return number.scale >= 0 && number.scale <= RSL__LANE_SCALE_MAX && into->most_above <= MOST;
}

/* Of all, or of those below 0. */
static void change_sign(rsl__lane_values *values, uint32_t lanes, bool all) {
  for (uint32_t lane = 0; lane < lanes && !values->real; lane++)
    if (all || values->above[lane] < 0) values->above[lane] = -values->above[lane];
  for (uint32_t lane = 0; lane < lanes && values->real; lane++)
    if (values->reals[lane] != 0.0 && (all || values->reals[lane] < 0.0)) values->reals[lane] = -values->reals[lane];
}

/* The result stands in the place of the first. */
static bool calculate(rsl__lane_machine *machine, rsl__operation operation, rsl__lane_values *a, rsl__lane_values *b) {
  const uint32_t lanes = machine->lanes;
  if (a->real || b->real) {
    become_real(a, lanes);
    become_real(b, lanes);
    calculate_reals(machine, operation, a, b);
    return true;
  }
  if (operation == RSL__OPERATION_DIVIDE) return divide(machine, a, b);
  for (uint32_t lane = 0; lane < lanes; lane++) a->absent[lane] = a->absent[lane] || b->absent[lane];
  if (operation == RSL__OPERATION_MULTIPLY) return multiply(a, b, lanes);
  return to_one_scale(a, b, lanes) && add(a, b, lanes, operation == RSL__OPERATION_SUBTRACT);
}

static bool add(rsl__lane_values *a, rsl__lane_values *b, uint32_t lanes, bool subtract) {
  if (!crosses(a, b) || !fits(a->most_under, b->most_under)) return false;
  uint64_t most = a->most_above * b->most_under + b->most_above * a->most_under;
  if (most > MOST) return false;
  for (uint32_t lane = 0; lane < lanes; lane++) {
    int64_t left = a->above[lane] * b->under[lane];
    int64_t right = b->above[lane] * a->under[lane];
    a->above[lane] = subtract ? left - right : left + right;
    a->under[lane] *= b->under[lane];
  }
  a->most_above = most;
  a->most_under *= b->most_under;
  return true;
}

static bool multiply(rsl__lane_values *a, const rsl__lane_values *b, uint32_t lanes) {
  a->scale += b->scale;
  if (!fits(a->most_above, b->most_above) || !fits(a->most_under, b->most_under)) return false;
  if (a->scale > RSL__LANE_SCALE_MAX) return false;
  for (uint32_t lane = 0; lane < lanes; lane++) {
    a->above[lane] *= b->above[lane];
    a->under[lane] *= b->under[lane];
  }
  a->most_above *= b->most_above;
  a->most_under *= b->most_under;
  return true;
}

static bool divide(rsl__lane_machine *machine, rsl__lane_values *a, const rsl__lane_values *b) {
  if (!fits(a->most_above, b->most_under) || !fits(a->most_under, b->most_above)) return false;
  a->scale -= b->scale;
  a->most_above = a->most_under = 0;
  for (uint32_t lane = 0; lane < machine->lanes; lane++) {
    bool absent = a->absent[lane] || b->absent[lane];
    if (!absent && b->above[lane] == 0) machine->divided_by_zero[lane] = true;
    rsl__lane_put(a, lane, a->above[lane] * b->under[lane], absent ? 0 : a->under[lane] * b->above[lane]);
  }
  return a->scale >= 0 || rsl__lane_values_raise(a, machine->lanes, 0);
}

static void calculate_reals(rsl__lane_machine *machine, rsl__operation operation, rsl__lane_values *a,
                            const rsl__lane_values *b) {
  for (uint32_t lane = 0; lane < machine->lanes; lane++) {
    double x = a->reals[lane];
    double y = b->reals[lane];
    bool absent = a->absent[lane] || b->absent[lane];
    bool by_zero = !absent && operation == RSL__OPERATION_DIVIDE && y == 0.0;
    double out = 0.0;
    if (operation == RSL__OPERATION_ADD) out = x + y;
    if (operation == RSL__OPERATION_SUBTRACT) out = x - y;
    if (operation == RSL__OPERATION_MULTIPLY) out = x * y;
    if (operation == RSL__OPERATION_DIVIDE && y != 0.0) out = x / y;
    /* What rsl_number_from_double() takes, and how it writes zero. */
    bool finite = out - out == 0.0;
    if (!absent && by_zero) machine->divided_by_zero[lane] = true;
    if (!absent && !finite) machine->out_of_range[lane] = true;
    a->absent[lane] = absent || by_zero || !finite;
    a->reals[lane] = a->absent[lane] || out == 0.0 ? 0.0 : out;
  }
}

static bool compare(rsl__operation operation, rsl__lane_values *a, rsl__lane_values *b, uint32_t lanes) {
  if (a->real || b->real) {
    become_real(a, lanes);
    become_real(b, lanes);
  } else if (!to_one_scale(a, b, lanes) || !crosses(a, b)) {
    return false;
  }
  for (uint32_t lane = 0; lane < lanes; lane++) {
    rsl__truth truth = rsl__order_holds(operation, order_at(a, b, lane)) ? RSL__TRUTH_YES : RSL__TRUTH_NO;
    a->truths[lane] = (uint8_t)(a->absent[lane] || b->absent[lane] ? RSL__TRUTH_UNKNOWN : truth);
  }
  return true;
}

/* One of several. What is picked stays as it is, so all must be of one kind. */
static bool pick(rsl__lane_machine *machine, const rsl__instruction *item) {
  const bool by_truth = item->operation == RSL__OPERATION_IF;
  const uint32_t count = by_truth ? 3 : item->operand;
  rsl__lane_values *from = &machine->stack[machine->top - count];
  machine->top -= count - 1;
  if (by_truth) return pick_if(from, machine->lanes);
  for (uint32_t i = 1; i < count; i++)
    if (!pick_one(item->operation, from, &from[i], machine->lanes)) return false;
  return true;
}

static bool pick_if(rsl__lane_values *from, uint32_t lanes) {
  if (from[1].real != from[2].real || !to_one_scale(&from[1], &from[2], lanes)) return false;
  from[0].real = from[1].real;
  from[0].scale = from[1].scale;
  from[0].most_above = from[1].most_above > from[2].most_above ? from[1].most_above : from[2].most_above;
  from[0].most_under = from[1].most_under > from[2].most_under ? from[1].most_under : from[2].most_under;
  for (uint32_t lane = 0; lane < lanes; lane++) {
    bool unknown = from[0].truths[lane] == RSL__TRUTH_UNKNOWN;
    copy_lane(&from[0], from[0].truths[lane] == RSL__TRUTH_YES ? &from[1] : &from[2], lane);
    from[0].absent[lane] = from[0].absent[lane] || unknown;
  }
  return true;
}

/* The least, the greatest, or the first there is. */
static bool pick_one(rsl__operation operation, rsl__lane_values *into, rsl__lane_values *from, uint32_t lanes) {
  if (into->real != from->real || !to_one_scale(into, from, lanes)) return false;
  if (!into->real && !crosses(into, from)) return false;
  if (from->most_above > into->most_above) into->most_above = from->most_above;
  if (from->most_under > into->most_under) into->most_under = from->most_under;
  for (uint32_t lane = 0; lane < lanes; lane++) {
    bool absent = into->absent[lane] || from->absent[lane];
    int order = order_at(from, into, lane);
    if (operation == RSL__OPERATION_COALESCE) {
      if (into->absent[lane]) copy_lane(into, from, lane);
      continue;
    }
    if (operation == RSL__OPERATION_MIN ? order < 0 : order > 0) copy_lane(into, from, lane);
    into->absent[lane] = absent;
  }
  return true;
}

static bool to_one_scale(rsl__lane_values *a, rsl__lane_values *b, uint32_t lanes) {
  if (a->real || a->scale == b->scale) return true;
  return a->scale < b->scale ? rsl__lane_values_raise(a, lanes, b->scale) : rsl__lane_values_raise(b, lanes, a->scale);
}

/* May each be multiplied by what the other is divided by? */
static bool crosses(const rsl__lane_values *a, const rsl__lane_values *b) {
  return fits(a->most_above, b->most_under) && fits(b->most_above, a->most_under);
}

static int order_at(const rsl__lane_values *a, const rsl__lane_values *b, uint32_t lane) {
  if (a->real) return (a->reals[lane] > b->reals[lane]) - (a->reals[lane] < b->reals[lane]);
  int64_t left = a->above[lane] * b->under[lane];
  int64_t right = b->above[lane] * a->under[lane];
  return (left > right) - (left < right);
}

static void copy_lane(rsl__lane_values *into, const rsl__lane_values *from, uint32_t lane) {
  if (from->real)
    into->reals[lane] = from->reals[lane];
  else
    into->above[lane] = from->above[lane];
  into->under[lane] = from->under[lane];
  into->absent[lane] = from->absent[lane];
}

static void become_real(rsl__lane_values *values, uint32_t lanes) {
  if (values->real) return;
  for (uint32_t lane = 0; lane < lanes; lane++) values->reals[lane] = nearest_at(values, lane);
  values->real = true;
}

static double nearest_at(const rsl__lane_values *values, uint32_t lane) {
  const int64_t exact = INT64_C(1) << 53; /* integers up to it are doubles, and IEEE division rounds once */
  const int64_t above = values->above[lane];
  const int64_t under = values->under[lane];
  const int64_t power = rsl__power_of_ten(values->scale);
  if (above <= exact && above >= -exact && under <= exact / power) return (double)above / (double)(under * power);
  return rsl__number_quotient(rsl__int128_from_int64(above), rsl__int128_from_int64(under), values->scale).real;
}

static bool fits(uint64_t a, uint64_t b) {
  return a == 0 || b <= MOST / a;
}
