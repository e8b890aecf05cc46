#include <string.h>

#include "plan/expression_parser.h"
#include "plan/finishing.h"

/** One expression being read. */
typedef struct formula {
  rsl__finish *finish;
  rsl__site site;
} formula;

static bool refer(void *context, const rsl__operand_text *reference, size_t column, rsl__instruction *out);
static void complain(void *context, size_t column, const char *message);
static void gather_indicators(rsl__finish *finish, uint32_t index);

void rsl__finish_expression(rsl__finish *finish, uint32_t indicator) {
  const rsl_rollup_rule *rollup = &rsl_plan_indicator(finish->plan, indicator)->rollup;
  rsl__site site = rsl__at(RSL__RECORD_INDICATOR, indicator, "rollup.expression");
  rsl__expression *program = &finish->links->expressions[indicator];
  if (rsl__finish_program(finish, site, rollup->expression, rollup->rule != RSL_RULE_FORMULA, program))
    gather_indicators(finish, indicator);
}

bool rsl__finish_program(rsl__finish *finish, rsl__site site, const char *text, bool condition, rsl__expression *out) {
  if (!rsl__check_text(finish, site, text)) return false;
  formula context = { finish, site };
  rsl__expression_reader reader = { refer, complain, &context, condition };
  rsl_status status =
      rsl__expression_parse(&finish->plan->allocator, &finish->links->arena, text, strlen(text), &reader, out);
  if (status == RSL_ERR_MEMORY) finish->no_memory = true;
  return status == RSL_OK;
}

static bool refer(void *context, const rsl__operand_text *reference, size_t column, rsl__instruction *out) {
  const formula *reading = context;
  rsl__operand_site at = { reading->site, column };
  return rsl__resolve_operand(reading->finish, &at, reference, &out->operand, &out->variant);
}

static void complain(void *context, size_t column, const char *message) {
  const formula *reading = context;
  rsl__report(reading->finish, RSL__PROBLEM_BAD_EXPRESSION, reading->site, "in the expression, column %zu: %s", column,
              message);
}

/* Each indicator once, in the order of meeting; the marks make that linear. */
static void gather_indicators(rsl__finish *finish, uint32_t index) {
  rsl__expression *expression = &finish->links->expressions[index];
  uint32_t *found = rsl__finish_array(finish, expression->count, sizeof *found);
  for (uint32_t i = 0; found != NULL && i < expression->count; ++i) {
    const rsl__instruction *item = &expression->items[i];
    if (item->operation != RSL__OPERATION_INDICATOR || finish->marks[item->operand] == index) continue;
    finish->marks[item->operand] = index;
    found[expression->indicator_count++] = item->operand;
  }
  expression->indicators = found;
}
