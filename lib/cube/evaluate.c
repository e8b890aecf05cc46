#include "cube/evaluate.h"

#include "base/sort.h"

/* A number that may be absent, or a truth. Numbers stay exact as long as they can: what is rounded is the result (R10). */
typedef struct machine_value {
  rsl_number number;
  bool absent;
  rsl__truth truth;
} machine_value;

typedef struct machine_state {
  machine_value stack[RSL__EXPRESSION_STACK];
  uint32_t top;
  bool divided_by_zero;
  bool out_of_range;
} machine_state;

/* An instruction that refers to a figure. */
typedef struct reference {
  const rsl__instruction *item;
  uint32_t index;
} reference;

static void step(machine_state *machine, const rsl__instruction *item, rsl_number operand);
static machine_value calculate(machine_state *machine, rsl__operation operation, machine_value a, machine_value b);
static machine_value compare(rsl__operation operation, machine_value a, machine_value b);
static machine_value pick(machine_state *machine, const rsl__instruction *item);
static int compare_references(const void *a, const void *b);
static int compare_figures(const rsl__instruction *a, const rsl__instruction *b);

rsl__outcome rsl__evaluate(const rsl__expression *expression, rsl__operand_reader *read, void *context) {
  machine_state machine;
  machine.top = 0;
  machine.divided_by_zero = false;
  machine.out_of_range = false;
  for (uint32_t i = 0; i < expression->count; i++) {
    bool asks = expression->items[i].operation == RSL__OPERATION_INDICATOR;
    step(&machine, &expression->items[i], asks ? read(context, expression, i) : rsl_number_absent());
  }
  machine_value top = machine.stack[0];
  rsl__outcome out = { top.number, top.truth, RSL_ABSENCE_NONE };
  if (!top.absent) return out;
  out.number = rsl_number_absent();
  out.absence = rsl__absence_why(machine.divided_by_zero, machine.out_of_range);
  return out;
}

bool rsl__references_find(const rsl_allocator *allocator, const rsl__expression *expression, rsl__references *out) {
  reference *all = rsl__allocate_array(allocator, expression->count, sizeof *all);
  uint32_t count = 0;
  *out = (rsl__references){ .count = 0 };
  out->slots = rsl__allocate_zeroed_array(allocator, expression->count, sizeof *out->slots);
  out->items = rsl__allocate_zeroed_array(allocator, expression->count, sizeof *out->items);
  bool fine = all != NULL && out->slots != NULL && out->items != NULL;
  for (uint32_t i = 0; fine && i < expression->count; i++)
    if (expression->items[i].operation == RSL__OPERATION_INDICATOR)
      all[count++] = (reference){ &expression->items[i], i };
  fine = fine && rsl__sort(allocator, all, count, sizeof *all, compare_references);
  for (uint32_t i = 0; fine && i < count; i++) {
    if (i == 0 || compare_figures(all[i - 1].item, all[i].item) != 0) out->items[out->count++] = all[i].index;
    out->slots[all[i].index] = out->count - 1;
  }
  rsl__release_array(allocator, all, expression->count, sizeof *all);
  return fine;
}

void rsl__references_free(const rsl_allocator *allocator, const rsl__expression *expression,
                          rsl__references *references) {
  rsl__release_array(allocator, references->slots, expression->count, sizeof *references->slots);
  rsl__release_array(allocator, references->items, expression->count, sizeof *references->items);
  *references = (rsl__references){ .count = 0 };
}

/* The parser has checked that the stack neither runs empty nor over. */
static void step(machine_state *machine, const rsl__instruction *item, rsl_number operand) {
  machine_value *stack = machine->stack;
  machine_value out = { rsl_number_absent(), false, RSL__TRUTH_UNKNOWN };
  if (item->operation == RSL__OPERATION_NUMBER) {
    out.number = rsl_number_from_decimal(item->number);
  } else if (item->operation == RSL__OPERATION_INDICATOR) {
    out.number = operand;
    out.absent = operand.kind == RSL_NUMBER_ABSENT;
  } else if (item->operation == RSL__OPERATION_NEGATE || item->operation == RSL__OPERATION_ABS ||
             item->operation == RSL__OPERATION_ROUND || item->operation == RSL__OPERATION_NOT) {
    out = stack[--machine->top];
    if (item->operation == RSL__OPERATION_NEGATE) out.number = rsl_number_negate(out.number);
    if (item->operation == RSL__OPERATION_ABS && rsl_number_sign(out.number) < 0)
      out.number = rsl_number_negate(out.number);
    if (item->operation == RSL__OPERATION_ROUND && !out.absent)
      out.number = rsl_number_round(out.number, (int)item->operand);
    if (item->operation == RSL__OPERATION_NOT) out.truth = rsl__truth_not(out.truth);
  } else if (item->operation >= RSL__OPERATION_MIN) {
    out = pick(machine, item);
  } else {
    machine_value b = stack[--machine->top];
    machine_value a = stack[--machine->top];
    if (item->operation <= RSL__OPERATION_DIVIDE)
      out = calculate(machine, item->operation, a, b);
    else if (item->operation <= RSL__OPERATION_ABOVE)
      out = compare(item->operation, a, b);
    else
      out.truth = rsl__truth_combine(item->operation, a.truth, b.truth);
  }
  stack[machine->top++] = out;
}

static machine_value calculate(machine_state *machine, rsl__operation operation, machine_value a, machine_value b) {
  machine_value out = { rsl_number_absent(), a.absent || b.absent, RSL__TRUTH_UNKNOWN };
  if (out.absent) return out;
  if (operation == RSL__OPERATION_DIVIDE && rsl_number_sign(b.number) == 0) {
    machine->divided_by_zero = true;
    out.absent = true;
    return out;
  }
  if (operation == RSL__OPERATION_ADD) out.number = rsl_number_add(a.number, b.number);
  if (operation == RSL__OPERATION_SUBTRACT) out.number = rsl_number_subtract(a.number, b.number);
  if (operation == RSL__OPERATION_MULTIPLY) out.number = rsl_number_multiply(a.number, b.number);
  if (operation == RSL__OPERATION_DIVIDE) out.number = rsl_number_divide(a.number, b.number);
  out.absent = out.number.kind == RSL_NUMBER_ABSENT;
  if (out.absent) machine->out_of_range = true;
  return out;
}

static machine_value compare(rsl__operation operation, machine_value a, machine_value b) {
  machine_value out = { rsl_number_absent(), false, RSL__TRUTH_UNKNOWN };
  if (a.absent || b.absent) return out;
  bool holds = rsl__order_holds(operation, rsl_number_compare(a.number, b.number));
  out.truth = holds ? RSL__TRUTH_YES : RSL__TRUTH_NO;
  return out;
}

/* One of several: the least, the greatest, the first there is, or one of two by a truth. */
static machine_value pick(machine_state *machine, const rsl__instruction *item) {
  uint32_t count = item->operation == RSL__OPERATION_IF ? 3 : item->operand;
  machine->top -= count;
  const machine_value *from = &machine->stack[machine->top];
  machine_value out = from[0];
  if (item->operation == RSL__OPERATION_IF) {
    /* NOLINTNEXTLINE(clang-analyzer-core.UndefinedBinaryOperatorResult): the parser saw to it that operands are there */
    out = from[0].truth == RSL__TRUTH_YES ? from[1] : from[2];
    out.absent = out.absent || from[0].truth == RSL__TRUTH_UNKNOWN;
    return out;
  }
  for (uint32_t i = 1; i < count; i++) {
    if (item->operation == RSL__OPERATION_COALESCE) {
      if (out.absent) out = from[i];
      continue;
    }
    int order = rsl_number_compare(from[i].number, out.number);
    bool replaces = item->operation == RSL__OPERATION_MIN ? order < 0 : order > 0;
    bool absent = out.absent || from[i].absent;
    if (replaces) out = from[i];
    out.absent = absent;
  }
  return out;
}

/* By figure, then in the order of the expression. */
static int compare_references(const void *a, const void *b) {
  const reference *left = a;
  const reference *right = b;
  int order = compare_figures(left->item, right->item);
  return order != 0 ? order : (left->index > right->index) - (left->index < right->index);
}

static int compare_figures(const rsl__instruction *a, const rsl__instruction *b) {
  if (a->operand != b->operand) return a->operand < b->operand ? -1 : 1;
  if (a->variant.shift != b->variant.shift) return a->variant.shift < b->variant.shift ? -1 : 1;
  return (a->variant.grade > b->variant.grade) - (a->variant.grade < b->variant.grade);
}
