#include <string.h>

#include "plan/expression_parser.h"
#include "plan/finishing.h"

/** One formula being read. */
typedef struct formula {
  rsl__finish *finish;
  rsl__site site;
} formula;

static uint32_t find(void *context, const char *code, size_t length, size_t column);
static void complain(void *context, rsl__plan_problem problem, size_t column, const char *message);
static void gather_indicators(rsl__finish *finish, uint32_t index);

void rsl__finish_formula(rsl__finish *finish, uint32_t indicator) {
  const char *text = rsl_plan_indicator(finish->plan, indicator)->rollup.expression;
  rsl__site site = rsl__at(RSL__RECORD_INDICATOR, indicator, "rollup.expression");
  if (text == NULL) {
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "the rule `formula` needs `expression`");
    return;
  }
  if (!rsl__check_text(finish, site, text)) return;
  formula context = { finish, site };
  rsl__expression_reader reader = { find, complain, &context };
  rsl_status status = rsl__expression_parse(&finish->plan->allocator, &finish->links->arena, text, strlen(text),
                                            &reader, &finish->links->expressions[indicator]);
  if (status == RSL_ERR_MEMORY) finish->no_memory = true;
  if (status == RSL_OK) gather_indicators(finish, indicator);
}

static uint32_t find(void *context, const char *code, size_t length, size_t column) {
  const formula *reading = context;
  rsl__finish *finish = reading->finish;
  uint32_t found = rsl__code_index_find(&finish->links->indicators, code, length);
  if (found != RSL_NONE) return found;
  char message[RSL__UNKNOWN];
  rsl__report(finish, RSL__PROBLEM_UNKNOWN_INDICATOR, reading->site, "in the expression, column %zu: %s", column,
              rsl__say_unknown_indicator(finish, code, length, message));
  return RSL_NONE;
}

static void complain(void *context, rsl__plan_problem problem, size_t column, const char *message) {
  const formula *reading = context;
  rsl__report(reading->finish, problem, reading->site, "in the expression, column %zu: %s", column, message);
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
