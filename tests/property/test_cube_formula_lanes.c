/* Any expression over figures side by side makes what it makes of each of them alone, to the last bit. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/number.h"
#include "cube/evaluate_lanes.h"
#include "support/random.h"

enum { OPERANDS = 4, LANES = RSL__LANES, PROGRAMS = 6000, DEEPEST = 4 };

/* An expression as it is written down, and the figures that it is asked for. */
typedef struct program {
  rsl__instruction items[256];
  rsl__expression expression;
  uint32_t slots[256];
  uint32_t first[OPERANDS];
  rsl__references references;
  rsl__lane_values operands[OPERANDS];
  rsl_number numbers[OPERANDS][LANES];
  uint32_t lane; /* where it is evaluated by itself */
} program;

static uint32_t seed = 11;

static rsl__instruction *put(program *to, rsl__operation operation, uint32_t operand) {
  rsl__instruction *item = &to->items[to->expression.count++];
  *item = (rsl__instruction){ operation, operand, { 0, RSL_NONE }, { 0, 0 } };
  return item;
}

static void write_truth(program *to, int depth);

static void write_number(program *to, int depth) {
  int kind = depth == 0 ? random_below(&seed, 2) : random_below(&seed, 10);
  if (kind == 0) {
    put(to, RSL__OPERATION_NUMBER, 0)->number = (rsl_decimal){ random_below(&seed, 30), random_below(&seed, 3) };
  } else if (kind <= 2) {
    uint32_t operand = (uint32_t)random_below(&seed, OPERANDS);
    to->slots[to->expression.count] = operand;
    put(to, RSL__OPERATION_INDICATOR, operand);
  } else if (kind <= 6) {
    write_number(to, depth - 1);
    write_number(to, depth - 1);
    put(to, (rsl__operation)(RSL__OPERATION_ADD + random_below(&seed, 4)), 0);
  } else if (kind == 7) {
    write_number(to, depth - 1);
    put(to, random_below(&seed, 2) == 0 ? RSL__OPERATION_NEGATE : RSL__OPERATION_ABS, 0);
  } else if (kind == 8) {
    uint32_t count = 1 + (uint32_t)random_below(&seed, 3);
    for (uint32_t i = 0; i < count; i++) write_number(to, depth - 1);
    put(to, (rsl__operation)(RSL__OPERATION_MIN + random_below(&seed, 3)), count);
  } else {
    write_truth(to, depth - 1);
    write_number(to, depth - 1);
    write_number(to, depth - 1);
    put(to, RSL__OPERATION_IF, 0);
  }
}

static void write_truth(program *to, int depth) {
  int kind = depth <= 0 ? 0 : random_below(&seed, 4);
  if (kind <= 1) {
    write_number(to, depth > 0 ? depth - 1 : 0);
    write_number(to, 0);
    put(to, (rsl__operation)(RSL__OPERATION_BELOW + random_below(&seed, 6)), 0);
  } else if (kind == 2) {
    write_truth(to, depth - 1);
    put(to, RSL__OPERATION_NOT, 0);
  } else {
    write_truth(to, depth - 1);
    write_truth(to, depth - 1);
    put(to, random_below(&seed, 2) == 0 ? RSL__OPERATION_AND : RSL__OPERATION_OR, 0);
  }
}

/* Small whole numbers often, so that some are 0 and some alike; quotients; figures near the end of 64 bits; doubles. */
static int64_t some_whole(int kind) {
  int64_t value = random_below(&seed, 20) - 5;
  if (kind == 1) value = random_below(&seed, 16000000) * INT64_C(1000003);
  if (kind == 2) value = INT64_MAX / (1 + random_below(&seed, 9)) - random_below(&seed, 3);
  return value;
}

static void give_operand(program *to, int operand) {
  rsl__lane_values *values = &to->operands[operand];
  int kind = random_below(&seed, 20) == 0 ? 2 : random_below(&seed, 4) == 0 ? 1 : 0;
  bool quotient = random_below(&seed, 3) == 0;
  memset(values, 0, sizeof *values);
  values->real = random_below(&seed, 6) == 0;
  values->scale = values->real ? 0 : random_below(&seed, 4);
  for (uint32_t lane = 0; lane < LANES; lane++) {
    int64_t above = some_whole(kind);
    int64_t under = quotient ? some_whole(kind) : 1;
    double real = kind == 2 ? 1e308 * random_below(&seed, 2) : (double)above / 7;
    bool absent = random_below(&seed, 5) == 0;
    rsl_number *number = &to->numbers[operand][lane];
    *number = rsl_number_absent();
    rsl__lane_put_absent(values, lane);
    if (absent) continue;
    if (values->real) {
      rsl__lane_put_real(values, lane, real);
      *number = rsl_number_from_double(real);
    } else {
      rsl__lane_put(values, lane, above, under);
      *number = rsl__number_quotient(rsl__int128_from_int64(above), rsl__int128_from_int64(under), values->scale);
    }
  }
}

static void make(program *to, bool condition) {
  to->expression = (rsl__expression){ .items = to->items, .stack = RSL__EXPRESSION_STACK };
  memset(to->slots, 0, sizeof to->slots);
  to->references = (rsl__references){ to->slots, to->first, OPERANDS };
  if (condition)
    write_truth(to, 3);
  else
    write_number(to, 3);
  for (int i = 0; i < OPERANDS; i++) give_operand(to, i);
}

static rsl_number read_alone(void *context, const rsl__expression *expression, uint32_t index) {
  const program *of = context;
  return of->numbers[expression->items[index].operand][of->lane];
}

static void assert_alike(const rsl__outcome *together, const rsl__outcome *alone) {
  assert_int_equal(together->absence, alone->absence);
  if (alone->absence != RSL_ABSENCE_NONE) return;
  assert_memory_equal(&together->number.real, &alone->number.real, sizeof alone->number.real);
}

/* @return how many of the programs fit into lanes. */
static int compare_programs(bool condition) {
  static program one;
  rsl__lane_machine machine;
  rsl__lane_values stack[RSL__EXPRESSION_STACK];
  int fitted = 0;
  for (int i = 0; i < PROGRAMS; i++) {
    make(&one, condition);
    machine = (rsl__lane_machine){ .expression = &one.expression, .references = &one.references, .stack = stack };
    if (!rsl__evaluate_lanes(&machine, one.operands, LANES)) continue;
    fitted++;
    for (one.lane = 0; one.lane < LANES; one.lane++) {
      const rsl__outcome alone = rsl__evaluate(&one.expression, read_alone, &one);
      const rsl__outcome together = rsl__lane_outcome(&machine, one.lane);
      if (condition)
        assert_int_equal(together.truth, alone.truth);
      else
        assert_alike(&together, &alone);
    }
  }
  return fitted;
}

static void a_formula_makes_the_same_of_many_figures_as_of_each(void **state) {
  (void)state;
  assert_true(compare_programs(false) > PROGRAMS / 2);
}

static void a_condition_decides_the_same_of_many_figures_as_of_each(void **state) {
  (void)state;
  assert_true(compare_programs(true) > PROGRAMS / 2);
}

/* 2^62 and 2^62 are more than a lane holds for sure; 2^31 and 2^30 make 2^61. */
static void what_might_not_fit_is_left_to_one_figure_at_a_time(void **state) {
  static program one;
  rsl__lane_values stack[2];
  (void)state;
  one.expression = (rsl__expression){ .items = one.items, .stack = 2 };
  one.references = (rsl__references){ one.slots, one.first, 1 };
  put(&one, RSL__OPERATION_INDICATOR, 0);
  put(&one, RSL__OPERATION_NUMBER, 0)->number = (rsl_decimal){ INT64_C(1) << 31, 0 };
  put(&one, RSL__OPERATION_MULTIPLY, 0);
  rsl__lane_machine machine = { .expression = &one.expression, .references = &one.references, .stack = stack };
  rsl__lane_put(&one.operands[0], 0, INT64_C(1) << 30, 1);
  assert_true(rsl__evaluate_lanes(&machine, one.operands, 1));
  assert_true(rsl__lane_outcome(&machine, 0).number.real == 2305843009213693952.0);
  rsl__lane_put(&one.operands[0], 0, INT64_C(1) << 32, 1);
  assert_false(rsl__evaluate_lanes(&machine, one.operands, 1));
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_formula_makes_the_same_of_many_figures_as_of_each),
    cmocka_unit_test(a_condition_decides_the_same_of_many_figures_as_of_each),
    cmocka_unit_test(what_might_not_fit_is_left_to_one_figure_at_a_time),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
