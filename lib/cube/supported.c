#include "cube/supported.h"

#include <stdio.h>

#include "base/error.h"
#include "plan/expression.h"

enum { PATH = 32 };

/** Something that an indicator may ask for. */
typedef struct limit {
  bool asked;
  const char *what;
} limit;

static bool is_varied(rsl_variant variant);
static bool has_varied_operand(const rsl_plan *plan, uint32_t indicator);
static bool refers_to_earlier(const rsl__expression *expression);

/* The one list of what the roll-up cannot do yet: who teaches it one of these takes its line away. */
rsl_status rsl__check_supported(const rsl_plan *plan, uint32_t indicator, rsl_error *error) {
  const rsl_indicator *record = rsl_plan_indicator(plan, indicator);
  const limit limits[] = {
    { has_varied_operand(plan, indicator), "a figure of an earlier period, or of one grade in a pair" },
    { record->has_min_weight_coverage, "min_weight_coverage" },
  };
  char path[PATH];
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    if (!limits[i].asked) continue;
    snprintf(path, sizeof path, "indicators[%lu]", (unsigned long)indicator);
    return rsl__fail_at(error, RSL_ERR_NOT_SUPPORTED, NULL, 0, 0, path,
                        "`%s` rolls up with `%s`, which is not supported yet", record->code, limits[i].what);
  }
  return RSL_OK;
}

static bool has_varied_operand(const rsl_plan *plan, uint32_t indicator) {
  rsl_operands operands = rsl_plan_indicator_operands(plan, indicator);
  return is_varied(operands.weight_variant) || is_varied(operands.numerator_variant) ||
         is_varied(operands.denominator_variant) || operands.condition_variant.shift != 0 ||
         refers_to_earlier(rsl__plan_expression(plan, indicator)) ||
         refers_to_earlier(rsl__plan_condition(plan, indicator));
}

static bool refers_to_earlier(const rsl__expression *expression) {
  for (uint32_t i = 0; expression != NULL && i < expression->count; i++)
    if (expression->items[i].variant.shift != 0) return true;
  return false;
}

static bool is_varied(rsl_variant variant) {
  return variant.shift != 0 || variant.grade != RSL_NONE;
}
