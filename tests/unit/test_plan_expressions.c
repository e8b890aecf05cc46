/* The expressions of formulas (formats.md, rollup: `+ - * / ( )`, numbers, references, functions, comparisons, and or not). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/memory.h"
#include "plan/expression_parser.h"
#include "support/plan_maker.h"

/* A, B, C … Z are indicators 0 to 25, "A-B" is 26, Đất is 27. */
typedef struct told {
  size_t count;
  size_t column;
  bool unknown;
  char message[256];
} told;

static uint32_t find(const char *code, size_t length) {
  if (length == 1 && *code >= 'A' && *code <= 'Z') return (uint32_t)(*code - 'A');
  if (length == 3 && memcmp(code, "A-B", 3) == 0) return 26;
  if (length == strlen("Đất") && memcmp(code, "Đất", length) == 0) return 27;
  return RSL_NONE;
}

/* A grade's number is the length of its code: enough to see that it arrives. */
static bool refer(void *context, const rsl__operand_text *reference, size_t column, rsl__instruction *out) {
  told *into = context;
  out->operand = find(reference->code, reference->code_length);
  out->variant.shift = reference->shift;
  if (reference->grade != NULL) out->variant.grade = (uint32_t)reference->grade_length;
  if (out->operand != RSL_NONE) return true;
  if (into->count++ == 0) into->column = column;
  into->unknown = true;
  return false;
}

static void complain(void *context, size_t column, const char *message) {
  told *into = context;
  if (into->count++ > 0) return;
  into->column = column;
  snprintf(into->message, sizeof into->message, "%s", message);
}

static rsl_status parse_as(bool condition, const char *text, rsl__arena *arena, rsl__expression *out, told *into) {
  rsl__expression_reader reader = { refer, complain, into, condition };
  rsl_allocator allocator = rsl__allocator_or_default(NULL);
  *into = (told){ .count = 0 };
  return rsl__expression_parse(&allocator, arena, text, strlen(text), &reader, out);
}

static rsl_status parse(const char *text, rsl__arena *arena, rsl__expression *out, told *into) {
  return parse_as(false, text, arena, out, into);
}

static void write_reference(const rsl__instruction *item, char *word, size_t size) {
  char grade[16] = "";
  char shift[16] = "";
  if (item->variant.grade != RSL_NONE) snprintf(grade, sizeof grade, ":%u", (unsigned)item->variant.grade);
  if (item->variant.shift != 0) snprintf(shift, sizeof shift, "[%d]", (int)item->variant.shift);
  snprintf(word, size, "%c%s%s", item->operand < 26 ? 'A' + (int)item->operand : '#', grade, shift);
}

/* The program as words: codes as letters, operations by their signs. */
static void write_program(const rsl__expression *expression, char *buffer, size_t size) {
  static const char *const signs[] = { "",   "",  "+",   "-",   "*",  "/",   "neg",   "<",   "<=",  "=",        "!=",
                                       ">=", ">", "not", "and", "or", "abs", "round", "min", "max", "coalesce", "if" };
  size_t length = 0;
  buffer[0] = '\0';
  for (uint32_t i = 0; i < expression->count; ++i) {
    const rsl__instruction *item = &expression->items[i];
    char word[64];
    if (item->operation == RSL__OPERATION_NUMBER)
      rsl_decimal_format(item->number, word);
    else if (item->operation == RSL__OPERATION_INDICATOR)
      write_reference(item, word, sizeof word);
    else if (item->operation >= RSL__OPERATION_ROUND && item->operation <= RSL__OPERATION_COALESCE)
      snprintf(word, sizeof word, "%s%d", signs[item->operation], (int)item->operand);
    else
      snprintf(word, sizeof word, "%s", signs[item->operation]);
    length += (size_t)snprintf(buffer + length, size - length, "%s%s", i == 0 ? "" : " ", word);
  }
}

static void expect_program(const char *text, const char *wanted, uint32_t stack) {
  rsl__arena arena;
  rsl__expression expression;
  told into;
  char program[256];
  rsl__arena_init(&arena, NULL);
  rsl_status status = parse(text, &arena, &expression, &into);
  if (status != RSL_OK) fail_msg("%s: column %zu: %s", text, into.column, into.message);
  write_program(&expression, program, sizeof program);
  assert_string_equal(program, wanted);
  assert_int_equal(expression.stack, stack);
  rsl__arena_free(&arena);
}

static void expect_mistake(const char *text, size_t column, const char *message) {
  rsl__arena arena;
  rsl__expression expression;
  told into;
  rsl__arena_init(&arena, NULL);
  assert_int_equal(parse(text, &arena, &expression, &into), RSL_ERR_DATA);
  assert_false(into.unknown);
  assert_string_equal(into.message, message);
  assert_int_equal(into.column, column);
  assert_null(expression.items);
  rsl__arena_free(&arena);
}

static void products_bind_before_sums_and_both_from_the_left(void **state) {
  (void)state;
  expect_program("A + B * C", "A B C * +", 3);
  expect_program("A - B - C", "A B - C -", 2);
  expect_program("A / B / C", "A B / C /", 2);
  expect_program("(A + B) * C", "A B + C *", 2);
  expect_program("100 * A / B", "100 A * B /", 2);
}

static void a_sign_binds_before_a_product(void **state) {
  (void)state;
  expect_program("-A * B", "A neg B *", 2);
  expect_program("A - -B", "A B neg -", 2);
  expect_program("+A", "A", 1);
  expect_program("--A", "A neg neg", 1);
}

static void numbers_keep_their_digits(void **state) {
  (void)state;
  expect_program("0.10 + 123456789012345678", "0.10 123456789012345678 +", 2);
  expect_program("1.25e3 * A - 2E-1", "1250 A * 0.2 -", 2);
}

static void codes_with_a_hyphen_stand_in_quotation_marks(void **state) {
  (void)state;
  expect_program("A-B", "A B -", 2);
  expect_program("\"A-B\" * 2", "# 2 *", 2);
}

static void letters_of_every_script_make_a_code(void **state) {
  (void)state;
  expect_program("Đất/A", "# A /", 2);
}

static void functions_take_their_arguments_in_order(void **state) {
  (void)state;
  expect_program("min(A, B, C)", "A B C min3", 3);
  expect_program("max(A)", "A max1", 1);
  expect_program("abs(A - B)", "A B - abs", 2);
  expect_program("round(A)", "A round0", 1);
  expect_program("round(A / B, 2)", "A B / round2", 2);
  expect_program("coalesce(A, 0)", "A 0 coalesce2", 2);
  expect_program("if(A > 0, B / A, 0)", "A 0 > B A / 0 if", 3);
}

static void not_binds_before_and_and_and_before_or(void **state) {
  (void)state;
  expect_program("if(A<1 or B<=2 and not C=3, 1, 0)", "A 1 < B 2 <= C 3 = not and or 1 0 if", 4);
  expect_program("if((A>=1 or B>2) and C!=3, 1, 0)", "A 1 >= B 2 > or C 3 != and 1 0 if", 3);
}

static void a_mistake_is_told_with_its_column_in_characters(void **state) {
  (void)state;
  expect_mistake("A +", 4, "it ends where a number or a code is expected");
  expect_mistake("", 1, "it ends where a number or a code is expected");
  expect_mistake("A * (B + C", 11, "`)` is missing: the parenthesis opens at column 5");
  expect_mistake("A B", 3, "`B` does not belong here");
  expect_mistake("Đất ** 2", 6, "`*` stands where a number or a code is expected");
  expect_mistake("A + )", 5, "`)` stands where a number or a code is expected");
  expect_mistake("A + and", 5, "`and` stands where a number or a code is expected");
  expect_mistake("A % B", 3, "`%`: this sign means nothing in an expression");
  expect_mistake("A + \"B", 5, "`\"B`: the quotation mark is never closed");
  expect_mistake("A + \"\"", 5, "there is no code between the quotation marks");
  expect_mistake("1A + B", 1, "`1A`: a code that begins with a digit stands in quotation marks");
  expect_mistake("1e + B", 1, "`1e`: a code that begins with a digit stands in quotation marks");
  expect_mistake("A.B + 1", 1, "`A.`: a code that holds `.` stands in quotation marks");
  expect_mistake("1.2.3", 1, "`1.2.`: this is no number");
  expect_mistake("1234567890123456789", 1, "`1234567890123456789` is no number of at most 18 digits");
}

static void other_languages_signs_are_mended(void **state) {
  (void)state;
  expect_mistake("if(A == 1, 1, 0)", 6, "`==`: write `=`");
  expect_mistake("if(A <> 1, 1, 0)", 6, "`<>`: write `!=`");
}

static void functions_are_checked(void **state) {
  (void)state;
  expect_mistake("min + 1", 1, "`min` is a function: `(` is expected behind it");
  expect_mistake("minn(A, B)", 1, "`minn` is no function: did you mean `min`?");
  expect_mistake("A(B)", 1, "`A` is no function");
  expect_mistake("min()", 1, "`min` takes at least 1 argument, not 0");
  expect_mistake("abs(A, B)", 1, "`abs` takes 1 argument, not 2");
  expect_mistake("if(A > 1, B)", 1, "`if` takes 3 arguments, not 2");
  expect_mistake("round(A, B)", 10, "`round` takes a whole number of decimals, 0 to 18");
  expect_mistake("round(A, 19)", 10, "`round` takes a whole number of decimals, 0 to 18");
  expect_mistake("min(A B)", 7, "`)` or `,` is missing in `min(`");
}

static void figures_and_conditions_are_kept_apart(void **state) {
  (void)state;
  expect_mistake("A > B", 1, "it gives yes or no, not a figure: write if(…, 1, 0)");
  expect_mistake("A + (B > 1)", 3, "`+` takes numbers, not conditions");
  expect_mistake("if(A and B, 1, 0)", 6, "`and` joins conditions, as `A > 0`, not numbers");
  expect_mistake("if(A, 1, 0)", 4, "`if` first takes a condition, as `A > 0`");
  expect_mistake("min(A > B, 1)", 5, "a number is expected here, this is yes or no");
  expect_mistake("if(1 < A < 3, 1, 0)", 10, "comparisons do not chain: write `a < b and b < c`");
}

static void a_reference_may_be_shifted_and_name_a_grade(void **state) {
  (void)state;
  expect_program("A / B[-1]", "A B[-1] /", 2);
  expect_program("A:good / B", "A:4 B /", 2);
  expect_program("A + \"A-B\":\"very-good\"[-12]", "A #:9[-12] +", 2);
  expect_program("A[-1]:good - A", "A:4[-1] A -", 2);
  expect_mistake("A[B]", 2, "a shift goes 1 to 999 periods back, as `[-1]`");
  expect_mistake("A + A[1]", 6, "a shift goes 1 to 999 periods back, as `[-1]`");
  expect_mistake("A[-0]", 2, "a shift goes 1 to 999 periods back, as `[-1]`");
  expect_mistake("A[-1000]", 2, "a shift goes 1 to 999 periods back, as `[-1]`");
  expect_mistake("A[-1.5]", 2, "a shift goes 1 to 999 periods back, as `[-1]`");
  expect_mistake("A[-1", 5, "`]` is missing");
  expect_mistake("A[-1][-1]", 6, "the figure is shifted twice");
  expect_mistake("A:1", 3, "a grade's code is expected behind `:`");
  expect_mistake("A:\"\"", 3, "a grade's code is expected behind `:`");
  expect_mistake("A:b:c", 4, "two grades are named here");
}

static void a_condition_gives_yes_or_no(void **state) {
  (void)state;
  static const char *const fine[] = { "A >= 80", "not (A < B or C = 1)", "A > 1 and B[-1] > 2", "(A != 0)" };
  static const char *const figures[] = { "A", "A + B", "if(A > 1, 1, 0)" };
  rsl__arena arena;
  rsl__expression expression;
  told into;
  rsl__arena_init(&arena, NULL);
  for (size_t i = 0; i < sizeof fine / sizeof fine[0]; ++i)
    assert_int_equal(parse_as(true, fine[i], &arena, &expression, &into), RSL_OK);
  for (size_t i = 0; i < sizeof figures / sizeof figures[0]; ++i) {
    assert_int_equal(parse_as(true, figures[i], &arena, &expression, &into), RSL_ERR_DATA);
    assert_string_equal(into.message, "it gives a figure, not yes or no: compare it, as `A > 0`");
  }
  rsl__arena_free(&arena);
}

/* In a member the reference stands alone: nothing needs quotation marks. */
static void a_reference_of_a_member_is_taken_apart(void **state) {
  (void)state;
  static const char *const bad[] = { "",     ":a",    "[-1]",  "A:",     "A:[-1]", "A[1]",     "A[-1",
                                     "A[-]", "A[-x]", "A:b:c", "A[-1]x", "A[-0]",  "A[-1000]", "A[-1][-1]" };
  rsl__operand_text text;
  assert_null(rsl__operand_take_apart("A-B.1", 5, &text));
  assert_int_equal(text.code_length, 5);
  assert_int_equal(text.shift, 0);
  assert_null(text.grade);
  assert_null(rsl__operand_take_apart("A:very-good[-12]", 16, &text));
  assert_int_equal(text.code_length, 1);
  assert_int_equal(text.grade_length, 9);
  assert_int_equal(text.shift, -12);
  assert_null(rsl__operand_take_apart("A[-999]:b", 9, &text));
  assert_int_equal(text.shift, -999);
  assert_memory_equal(text.grade, "b", 1);
  for (size_t i = 0; i < sizeof bad / sizeof bad[0]; ++i)
    if (rsl__operand_take_apart(bad[i], strlen(bad[i]), &text) == NULL) fail_msg("%s is taken", bad[i]);
}

static void every_unknown_name_is_told(void **state) {
  (void)state;
  rsl__arena arena;
  rsl__expression expression;
  told into;
  rsl__arena_init(&arena, NULL);
  assert_int_equal(parse("AA + B * CC", &arena, &expression, &into), RSL_ERR_DATA);
  assert_int_equal(into.count, 2);
  assert_int_equal(into.column, 1);
  assert_true(into.unknown);
  rsl__arena_free(&arena);
}

/* The limits are reached, and one more is refused. */
static void expect_nest(const char *repeated, size_t count, const char *tail, bool fine) {
  char text[4096] = "";
  rsl__arena arena;
  rsl__expression expression;
  told into;
  for (size_t i = 0; i < count; ++i) strcat(text, repeated);
  strcat(text, tail);
  for (size_t i = 0; i < count && *repeated == '('; ++i) strcat(text, ")");
  rsl__arena_init(&arena, NULL);
  assert_int_equal(parse(text, &arena, &expression, &into), fine ? RSL_OK : RSL_ERR_DATA);
  rsl__arena_free(&arena);
}

static void depth_is_bounded(void **state) {
  (void)state;
  expect_nest("(", RSL__EXPRESSION_NEST, "A", true);
  expect_nest("(", RSL__EXPRESSION_NEST + 1, "A", false);
  expect_nest("-", RSL__EXPRESSION_NEST, "A", true);
  expect_nest("-", RSL__EXPRESSION_NEST + 1, "A", false);
  expect_nest("(", 2000, "A", false);
}

static void the_stack_and_the_size_are_bounded(void **state) {
  (void)state;
  char text[2 * RSL__EXPRESSION_SIZE + 64] = "min(A";
  rsl__arena arena;
  rsl__expression expression;
  told into;
  rsl__arena_init(&arena, NULL);
  for (int i = 1; i < RSL__EXPRESSION_STACK; ++i) strcat(text, ",A");
  strcat(text, ")");
  assert_int_equal(parse(text, &arena, &expression, &into), RSL_OK);
  assert_int_equal(expression.stack, RSL__EXPRESSION_STACK);
  text[strlen(text) - 1] = '\0';
  strcat(text, ",A)");
  assert_int_equal(parse(text, &arena, &expression, &into), RSL_ERR_DATA);
  /* A+A+…: an indicator and an operation each, one fewer operation. */
  strcpy(text, "A");
  for (size_t at = 1, i = 1; i < RSL__EXPRESSION_SIZE / 2; ++i, at += 2) memcpy(text + at, "+A", 3);
  assert_int_equal(parse(text, &arena, &expression, &into), RSL_OK);
  assert_int_equal(expression.count, RSL__EXPRESSION_SIZE - 1);
  strcat(text, "+A");
  assert_int_equal(parse(text, &arena, &expression, &into), RSL_ERR_DATA);
  rsl__arena_free(&arena);
}

/* Whatever bytes come, the parser ends, and a program that it gives runs within its stack. */
static void any_text_is_survived(void **state) {
  (void)state;
  static const char *const pieces[] = { "A",     "1",     "+", "-", "*",  "(", ")", ",", "if(", "min(", "round(",
                                        " and ", " not ", ">", "=", "\"", "[", "]", ":", ".",   "Đ",    " " };
  uint32_t random = 12345;
  for (int round = 0; round < 20000; ++round) {
    char text[128] = "";
    rsl__arena arena;
    rsl__expression expression;
    told into;
    for (int i = 0; i < 12; ++i) {
      random = random * 1664525u + 1013904223u;
      strcat(text, pieces[(random >> 16) % (sizeof pieces / sizeof pieces[0])]);
    }
    rsl__arena_init(&arena, NULL);
    rsl_status status = parse(text, &arena, &expression, &into);
    assert_true(status == RSL_OK || status == RSL_ERR_DATA);
    assert_int_equal(status == RSL_OK, into.count == 0);
    assert_int_equal(status == RSL_OK, expression.count > 0);
    rsl__arena_free(&arena);
  }
}

/* ---- In a plan ---- */

static void a_formula_of_a_plan_becomes_a_program(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_formula(plan, "DENSITY", "POP / HH + POP");
  expect_fine(plan);
  const rsl__expression *expression = rsl__plan_expression(plan, 6);
  assert_int_equal(expression->count, 5);
  assert_int_equal(expression->indicator_count, 2);
  assert_int_equal(expression->indicators[0], 0);
  assert_int_equal(expression->indicators[1], 1);
  assert_null(rsl__plan_expression(plan, 0));
  rsl_plan_free(plan);
}

static void a_formula_needs_its_expression(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_formula(plan, "DENSITY", NULL);
  expect_problem(plan, "missing_member", "indicators[6].rollup.expression", "the rule `formula` needs `expression`");
}

static void a_mistake_in_a_formula_stands_at_its_member(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_formula(plan, "DENSITY", "POP / (HH");
  expect_problem(plan, "bad_expression", "indicators[6].rollup.expression",
                 "in the expression, column 10: `)` is missing: the parenthesis opens at column 7");
  plan = small_plan();
  add_formula(plan, "DENSITY", "POP / HHH");
  expect_problem(plan, "unknown_indicator", "indicators[6].rollup.expression",
                 "in the expression, column 7: unknown indicator `HHH`: did you mean `HH`?");
  plan = small_plan();
  add_formula(plan, "DENSITY", "POP / POP[-1]");
  expect_fine(plan);
  const rsl__expression *expression = rsl__plan_expression(plan, 6);
  assert_int_equal(expression->items[1].variant.shift, -1);
  assert_int_equal(expression->items[1].variant.grade, RSL_NONE);
  assert_int_equal(expression->indicator_count, 1);
  rsl_plan_free(plan);
}

/* Growth is no cycle; a figure that is made of its own of last year has no first one. */
static void a_formula_does_not_rest_on_its_own_earlier_figure(void **state) {
  (void)state;
  static const char early[] = ", of an earlier period: no figure would be the first; refer to what is measured";
  char message[160];
  rsl_plan *plan = small_plan();
  add_formula(plan, "X", "X[-1] * 1.05");
  snprintf(message, sizeof message, "indicator `X` refers to itself%s", early);
  expect_problem(plan, "indicator_cycle", "indicators[6].rollup", message);
  plan = small_plan();
  add_formula(plan, "X", "Y + 1");
  add_formula(plan, "Y", "X[-1]");
  snprintf(message, sizeof message, "indicator `X` needs its own figure, by way of `Y`%s", early);
  expect_problem(plan, "indicator_cycle", "indicators[6].rollup", message);
}

static void indicators_that_need_one_another_are_a_cycle(void **state) {
  (void)state;
  rsl_plan *plan = small_plan();
  add_formula(plan, "X", "Y + 1");
  add_formula(plan, "Y", "X - 1");
  expect_problem(plan, "indicator_cycle", "indicators[6].rollup", "indicator `X` needs its own figure, by way of `Y`");
  plan = small_plan();
  add_formula(plan, "X", "X + 1");
  expect_problem(plan, "indicator_cycle", "indicators[6].rollup", "indicator `X` refers to itself");
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(products_bind_before_sums_and_both_from_the_left),
    cmocka_unit_test(a_sign_binds_before_a_product),
    cmocka_unit_test(numbers_keep_their_digits),
    cmocka_unit_test(codes_with_a_hyphen_stand_in_quotation_marks),
    cmocka_unit_test(letters_of_every_script_make_a_code),
    cmocka_unit_test(functions_take_their_arguments_in_order),
    cmocka_unit_test(not_binds_before_and_and_and_before_or),
    cmocka_unit_test(a_mistake_is_told_with_its_column_in_characters),
    cmocka_unit_test(other_languages_signs_are_mended),
    cmocka_unit_test(functions_are_checked),
    cmocka_unit_test(figures_and_conditions_are_kept_apart),
    cmocka_unit_test(a_reference_may_be_shifted_and_name_a_grade),
    cmocka_unit_test(a_condition_gives_yes_or_no),
    cmocka_unit_test(a_reference_of_a_member_is_taken_apart),
    cmocka_unit_test(every_unknown_name_is_told),
    cmocka_unit_test(depth_is_bounded),
    cmocka_unit_test(the_stack_and_the_size_are_bounded),
    cmocka_unit_test(any_text_is_survived),
    cmocka_unit_test(a_formula_of_a_plan_becomes_a_program),
    cmocka_unit_test(a_formula_needs_its_expression),
    cmocka_unit_test(a_mistake_in_a_formula_stands_at_its_member),
    cmocka_unit_test(a_formula_does_not_rest_on_its_own_earlier_figure),
    cmocka_unit_test(indicators_that_need_one_another_are_a_cycle),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
