#include "plan/expression_parser.h"

#include <stdio.h>
#include <string.h>

#include "base/memory.h"
#include "base/message.h"
#include "base/nearest.h"
#include "base/utf8.h"
#include "plan/expression_token.h"

/** What an expression gives. Nothing: a mistake was told, and the parser is on its way out. */
typedef enum value { NOTHING, NUMBER, TRUTH } value;

typedef struct parser {
  const rsl_allocator *allocator;
  const char *text;
  size_t length;
  const rsl__expression_reader *reader;
  rsl__token token; /* the next one, not yet taken */
  rsl__instruction *items;
  size_t count;
  size_t capacity;
  uint32_t depth; /* values on the stack so far */
  uint32_t stack;
  unsigned nest;
  bool told; /* something is wrong */
  bool no_memory;
} parser;

typedef struct function {
  const char *name;
  rsl__operation operation;
  uint32_t least;
  uint32_t most;
} function;

typedef struct shown_text {
  char bytes[RSL__SHOWN_TEXT];
} shown_text;

static const function functions[] = {
  { "min", RSL__OPERATION_MIN, 1, UINT32_MAX }, { "max", RSL__OPERATION_MAX, 1, UINT32_MAX },
  { "abs", RSL__OPERATION_ABS, 1, 1 },          { "if", RSL__OPERATION_IF, 3, 3 },
  { "round", RSL__OPERATION_ROUND, 1, 2 },      { "coalesce", RSL__OPERATION_COALESCE, 1, UINT32_MAX },
};
enum { FUNCTIONS = sizeof functions / sizeof functions[0] };

static value parse_or(parser *p);
static value parse_and(parser *p);
static value parse_not(parser *p);
static value parse_comparison(parser *p);
static value parse_sum(parser *p);
static value parse_product(parser *p);
static value parse_signed(parser *p);
static value parse_primary(parser *p);
static value parse_parenthesis(parser *p);
static value parse_number(parser *p);
static value parse_name(parser *p);
static value parse_reference(parser *p);
static bool parse_suffix(parser *p, rsl__operand_text *reference);
static bool parse_grade(parser *p, rsl__operand_text *reference);
static bool parse_shift(parser *p, rsl__operand_text *reference);
static value parse_call(parser *p, const function *called);
static value parse_rounding(parser *p, uint32_t *decimals);
static value finish_call(parser *p, const function *called, uint32_t given, uint32_t decimals, size_t at);
static bool combine(parser *p, value left, value right, value wanted, rsl__token sign);
static value emit(parser *p, rsl__instruction instruction, uint32_t taken);
static value operate(parser *p, rsl__operation operation, uint32_t operand, uint32_t taken, value result);
static bool descend(parser *p);
static void take(parser *p);
static const function *find_function(const rsl__token *token);
static value complain(parser *p, size_t at, const char *format, ...) RSL__PRINTF(3, 4);
static bool is_bad(parser *p);
static shown_text shown(const rsl__token *token);

rsl_status rsl__expression_parse(const rsl_allocator *allocator, rsl__arena *arena, const char *text, size_t length,
                                 const rsl__expression_reader *reader, rsl__expression *out) {
  parser p = { .allocator = allocator, .text = text, .length = length, .reader = reader };
  rsl__instruction *copy = NULL;
  *out = (rsl__expression){ .items = NULL };
  take(&p);
  value result = parse_or(&p);
  if (result != NOTHING && p.token.kind != RSL__TOKEN_END)
    result = complain(&p, p.token.start, "`%s` does not belong here", shown(&p.token).bytes);
  if (result == TRUTH && !reader->condition) complain(&p, 0, "it gives yes or no, not a figure: write if(…, 1, 0)");
  if (result == NUMBER && reader->condition)
    complain(&p, 0, "it gives a figure, not yes or no: compare it, as `A > 0`");
  if (!p.told && !p.no_memory) {
    copy = rsl__arena_allocate_array(arena, p.count, sizeof *copy);
    p.no_memory = copy == NULL;
  }
  if (copy != NULL) {
    memcpy(copy, p.items, p.count * sizeof *copy);
    *out = (rsl__expression){ copy, (uint32_t)p.count, p.stack, NULL, 0 };
  }
  rsl__release_array(allocator, p.items, p.capacity, sizeof *p.items);
  return p.no_memory ? RSL_ERR_MEMORY : p.told ? RSL_ERR_DATA : RSL_OK;
}

bool rsl__expression_is_reserved(const char *code, size_t length) {
  static const char *const words[] = { "all", "and", "or", "not" };
  rsl__token token = { RSL__TOKEN_NAME, code, length, 0, length, NULL };
  for (size_t i = 0; i < sizeof words / sizeof words[0]; ++i)
    if (rsl__token_is(&token, words[i])) return true;
  return find_function(&token) != NULL;
}

/* ---- Yes or no ---- */

static value parse_or(parser *p) {
  value left = parse_and(p);
  while (left != NOTHING && rsl__token_is(&p->token, "or")) {
    rsl__token sign = p->token;
    take(p);
    if (!combine(p, left, parse_and(p), TRUTH, sign)) return NOTHING;
    left = operate(p, RSL__OPERATION_OR, 0, 2, TRUTH);
  }
  return left;
}

static value parse_and(parser *p) {
  value left = parse_not(p);
  while (left != NOTHING && rsl__token_is(&p->token, "and")) {
    rsl__token sign = p->token;
    take(p);
    if (!combine(p, left, parse_not(p), TRUTH, sign)) return NOTHING;
    left = operate(p, RSL__OPERATION_AND, 0, 2, TRUTH);
  }
  return left;
}

static value parse_not(parser *p) {
  if (!rsl__token_is(&p->token, "not")) return parse_comparison(p);
  rsl__token sign = p->token;
  take(p);
  if (!descend(p)) return NOTHING;
  value right = parse_not(p);
  --p->nest;
  if (!combine(p, TRUTH, right, TRUTH, sign)) return NOTHING;
  return operate(p, RSL__OPERATION_NOT, 0, 1, TRUTH);
}

static bool is_comparison(rsl__token_kind kind) {
  return kind >= RSL__TOKEN_BELOW && kind <= RSL__TOKEN_ABOVE;
}

static value parse_comparison(parser *p) {
  value left = parse_sum(p);
  if (left == NOTHING || is_bad(p)) return NOTHING;
  if (!is_comparison(p->token.kind)) return left;
  rsl__token sign = p->token;
  take(p);
  if (!combine(p, left, parse_sum(p), NUMBER, sign)) return NOTHING;
  if (is_comparison(p->token.kind))
    return complain(p, p->token.start, "comparisons do not chain: write `a < b and b < c`");
  /* The signs and the operations are in one order. */
  unsigned which = (unsigned)sign.kind - (unsigned)RSL__TOKEN_BELOW;
  return operate(p, (rsl__operation)((unsigned)RSL__OPERATION_BELOW + which), 0, 2, TRUTH);
}

/* ---- Numbers ---- */

static value parse_sum(parser *p) {
  value left = parse_product(p);
  while (left != NOTHING && (p->token.kind == RSL__TOKEN_PLUS || p->token.kind == RSL__TOKEN_MINUS)) {
    rsl__token sign = p->token;
    take(p);
    if (!combine(p, left, parse_product(p), NUMBER, sign)) return NOTHING;
    left = operate(p, sign.kind == RSL__TOKEN_PLUS ? RSL__OPERATION_ADD : RSL__OPERATION_SUBTRACT, 0, 2, NUMBER);
  }
  return left;
}

static value parse_product(parser *p) {
  value left = parse_signed(p);
  while (left != NOTHING && (p->token.kind == RSL__TOKEN_TIMES || p->token.kind == RSL__TOKEN_OVER)) {
    rsl__token sign = p->token;
    take(p);
    if (!combine(p, left, parse_signed(p), NUMBER, sign)) return NOTHING;
    left = operate(p, sign.kind == RSL__TOKEN_TIMES ? RSL__OPERATION_MULTIPLY : RSL__OPERATION_DIVIDE, 0, 2, NUMBER);
  }
  return left;
}

static value parse_signed(parser *p) {
  if (p->token.kind != RSL__TOKEN_MINUS && p->token.kind != RSL__TOKEN_PLUS) return parse_primary(p);
  rsl__token sign = p->token;
  take(p);
  if (!descend(p)) return NOTHING;
  value right = parse_signed(p);
  --p->nest;
  if (!combine(p, NUMBER, right, NUMBER, sign)) return NOTHING;
  return sign.kind == RSL__TOKEN_PLUS ? NUMBER : operate(p, RSL__OPERATION_NEGATE, 0, 1, NUMBER);
}

static value parse_primary(parser *p) {
  switch (p->token.kind) {
  case RSL__TOKEN_NUMBER:
    return parse_number(p);
  case RSL__TOKEN_NAME:
    return parse_name(p);
  case RSL__TOKEN_QUOTED:
    return parse_reference(p);
  case RSL__TOKEN_OPEN:
    return parse_parenthesis(p);
  case RSL__TOKEN_BAD:
    is_bad(p);
    return NOTHING;
  case RSL__TOKEN_END:
    return complain(p, p->token.start, "it ends where a number or a code is expected");
  default:
    return complain(p, p->token.start, "`%s` stands where a number or a code is expected", shown(&p->token).bytes);
  }
}

static value parse_parenthesis(parser *p) {
  size_t open = p->token.start;
  take(p);
  if (!descend(p)) return NOTHING;
  value inside = parse_or(p);
  --p->nest;
  if (inside == NOTHING) return NOTHING;
  if (p->token.kind != RSL__TOKEN_CLOSE)
    return complain(p, p->token.start, "`)` is missing: the parenthesis opens at column %zu",
                    rsl__utf8_count(p->text, open) + 1);
  take(p);
  return inside;
}

static value parse_number(parser *p) {
  rsl_decimal number;
  if (rsl_decimal_parse(p->token.text, p->token.length, NULL, &number) != RSL_NUMBER_FINE)
    return complain(p, p->token.start, "`%s` is no number of at most 18 digits", shown(&p->token).bytes);
  take(p);
  return emit(p, (rsl__instruction){ RSL__OPERATION_NUMBER, 0, RSL__NO_VARIANT, number }, 0);
}

/* ---- Names ---- */

static value parse_name(parser *p) {
  const function *called = find_function(&p->token);
  if (called != NULL) return parse_call(p, called);
  if (rsl__expression_is_reserved(p->token.text, p->token.length))
    return complain(p, p->token.start, "`%s` stands where a number or a code is expected", shown(&p->token).bytes);
  return parse_reference(p);
}

static value parse_reference(parser *p) {
  rsl__token name = p->token;
  rsl__operand_text reference = { .code = name.text, .code_length = name.length };
  rsl__instruction push = { RSL__OPERATION_INDICATOR, RSL_NONE, RSL__NO_VARIANT, { 0, 0 } };
  take(p);
  if (p->token.kind == RSL__TOKEN_OPEN) {
    const char *names[FUNCTIONS];
    for (size_t i = 0; i < FUNCTIONS; ++i) names[i] = functions[i].name;
    size_t near = rsl__nearest_of(name.text, name.length, names, FUNCTIONS);
    if (near == RSL__NEAREST_NONE) return complain(p, name.start, "`%s` is no function", shown(&name).bytes);
    return complain(p, name.start, "`%s` is no function: did you mean `%s`?", shown(&name).bytes, names[near]);
  }
  if (name.length == 0) return complain(p, name.start, "there is no code between the quotation marks");
  while (p->token.kind == RSL__TOKEN_COLON || p->token.kind == RSL__TOKEN_BRACKET)
    if (!parse_suffix(p, &reference)) return NOTHING;
  if (!p->reader->refer(p->reader->context, &reference, rsl__utf8_count(p->text, name.start) + 1, &push))
    p->told = true;
  return emit(p, push, 0);
}

static bool parse_suffix(parser *p, rsl__operand_text *reference) {
  return p->token.kind == RSL__TOKEN_COLON ? parse_grade(p, reference) : parse_shift(p, reference);
}

static bool parse_grade(parser *p, rsl__operand_text *reference) {
  if (reference->grade != NULL) return complain(p, p->token.start, "two grades are named here") != NOTHING;
  take(p);
  bool named = p->token.kind == RSL__TOKEN_NAME || (p->token.kind == RSL__TOKEN_QUOTED && p->token.length > 0);
  if (!named) return complain(p, p->token.start, "a grade's code is expected behind `:`") != NOTHING;
  reference->grade = p->token.text;
  reference->grade_length = p->token.length;
  take(p);
  return true;
}

static bool parse_shift(parser *p, rsl__operand_text *reference) {
  size_t open = p->token.start;
  if (reference->shift != 0) return complain(p, open, "the figure is shifted twice") != NOTHING;
  take(p);
  bool back = p->token.kind == RSL__TOKEN_MINUS;
  if (back) take(p);
  if (!back || p->token.kind != RSL__TOKEN_NUMBER ||
      !rsl__operand_shift(p->token.text, p->token.length, &reference->shift))
    return complain(p, open, "a shift goes 1 to %d periods back, as `[-1]`", RSL__SHIFT_MOST) != NOTHING;
  take(p);
  if (p->token.kind != RSL__TOKEN_CLOSE_BRACKET) return complain(p, p->token.start, "`]` is missing") != NOTHING;
  take(p);
  return true;
}

/* ---- Functions ---- */

static value parse_call(parser *p, const function *called) {
  rsl__token name = p->token;
  uint32_t given = 0;
  uint32_t decimals = 0;
  take(p);
  if (p->token.kind != RSL__TOKEN_OPEN)
    return complain(p, name.start, "`%s` is a function: `(` is expected behind it", called->name);
  if (!descend(p)) return NOTHING;
  do {
    take(p);
    rsl__token first = p->token;
    if (first.kind == RSL__TOKEN_CLOSE && given == 0) break;
    bool rounding = called->operation == RSL__OPERATION_ROUND && given == 1;
    value wanted = called->operation == RSL__OPERATION_IF && given == 0 ? TRUTH : NUMBER;
    value argument = rounding ? parse_rounding(p, &decimals) : parse_or(p);
    if (argument == NOTHING) return NOTHING;
    if (argument != wanted)
      return complain(p, first.start,
                      wanted == TRUTH ? "`if` first takes a condition, as `A > 0`"
                                      : "a number is expected here, this is yes or no");
    ++given;
  } while (p->token.kind == RSL__TOKEN_COMMA);
  --p->nest;
  if (p->token.kind != RSL__TOKEN_CLOSE)
    return complain(p, p->token.start, "`)` or `,` is missing in `%s(`", called->name);
  take(p);
  return finish_call(p, called, given, decimals, name.start);
}

/* How many decimals to round to is written down, so that a plan shows it. */
static value parse_rounding(parser *p, uint32_t *decimals) {
  rsl_decimal number = { 0, 0 };
  bool fine = p->token.kind == RSL__TOKEN_NUMBER &&
              rsl_decimal_parse(p->token.text, p->token.length, NULL, &number) == RSL_NUMBER_FINE &&
              number.scale == 0 && number.units <= 18;
  if (!fine) return complain(p, p->token.start, "`round` takes a whole number of decimals, 0 to 18");
  *decimals = (uint32_t)number.units;
  take(p);
  return NUMBER;
}

static value finish_call(parser *p, const function *called, uint32_t given, uint32_t decimals, size_t at) {
  if (given < called->least || given > called->most)
    return complain(p, at, "`%s` takes %s%lu argument%s, not %lu", called->name,
                    called->most == UINT32_MAX     ? "at least "
                    : called->least < called->most ? "1 or "
                                                   : "",
                    (unsigned long)(called->most == UINT32_MAX ? called->least : called->most),
                    called->most == 1 || called->most == UINT32_MAX ? "" : "s", (unsigned long)given);
  if (called->operation == RSL__OPERATION_ROUND) return operate(p, called->operation, decimals, 1, NUMBER);
  bool counted = called->most == UINT32_MAX;
  return operate(p, called->operation, counted ? given : 0, given, NUMBER);
}

static const function *find_function(const rsl__token *token) {
  for (size_t i = 0; i < FUNCTIONS; ++i)
    if (rsl__token_is(token, functions[i].name)) return &functions[i];
  return NULL;
}

/* ---- The program ---- */

/* Both sides must be there, and of the kind that the sign joins. */
static bool combine(parser *p, value left, value right, value wanted, rsl__token sign) {
  if (left == NOTHING || right == NOTHING) return false;
  if (left == wanted && right == wanted) return true;
  complain(p, sign.start,
           wanted == TRUTH ? "`%s` joins conditions, as `A > 0`, not numbers" : "`%s` takes numbers, not conditions",
           shown(&sign).bytes);
  return false;
}

static value operate(parser *p, rsl__operation operation, uint32_t operand, uint32_t taken, value result) {
  rsl__instruction instruction = { operation, operand, RSL__NO_VARIANT, { 0, 0 } };
  return emit(p, instruction, taken) == NOTHING ? NOTHING : result;
}

static value emit(parser *p, rsl__instruction instruction, uint32_t taken) {
  p->depth = p->depth - taken + 1;
  if (p->depth > p->stack) p->stack = p->depth;
  if (p->depth > RSL__EXPRESSION_STACK)
    return complain(p, p->token.start, "it is too deep: at most %d values wait at once", RSL__EXPRESSION_STACK);
  if (p->count == RSL__EXPRESSION_SIZE)
    return complain(p, p->token.start, "it is too long: at most %d numbers, codes and operations",
                    RSL__EXPRESSION_SIZE);
  if (!rsl__grow(p->allocator, &p->items, &p->capacity, p->count + 1, sizeof *p->items)) {
    p->no_memory = true;
    return NOTHING;
  }
  p->items[p->count++] = instruction;
  return NUMBER;
}

static bool descend(parser *p) {
  if (p->nest < RSL__EXPRESSION_NEST) {
    ++p->nest;
    return true;
  }
  complain(p, p->token.start, "it is nested too deep: at most %d times", RSL__EXPRESSION_NEST);
  return false;
}

static void take(parser *p) {
  p->token = rsl__token_read(p->text, p->length, p->token.end);
}

/* ---- Mistakes ---- */

static value complain(parser *p, size_t at, const char *format, ...) {
  char message[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(message, sizeof message, format, arguments);
  va_end(arguments);
  p->told = true;
  p->reader->complain(p->reader->context, rsl__utf8_count(p->text, at) + 1, message);
  return NOTHING;
}

/* Is the next token none at all? Then that is what to tell, whatever was expected. */
static bool is_bad(parser *p) {
  if (p->token.kind != RSL__TOKEN_BAD) return false;
  complain(p, p->token.start, "`%s`: %s", shown(&p->token).bytes, p->token.fault);
  return true;
}

static shown_text shown(const rsl__token *token) {
  shown_text text = { "" };
  rsl__shown(text.bytes, token->text, token->length);
  return text;
}
