#include "base/utf8.h"
#include "plan/finishing.h"

enum { CANDIDATES = 1000000 }; /* compared with a mistyped code, before it is only said to be unknown */

static uint32_t find(const rsl_plan *plan, const rsl__code_index *index, const char *code, size_t length);

uint32_t rsl_plan_find_level(const rsl_plan *plan, const char *code, size_t length) {
  return rsl_plan_is_finished(plan) ? find(plan, &plan->links->levels, code, length) : RSL_NONE;
}

uint32_t rsl_plan_find_field(const rsl_plan *plan, const char *code, size_t length) {
  return rsl_plan_is_finished(plan) ? find(plan, &plan->links->fields, code, length) : RSL_NONE;
}

uint32_t rsl_plan_find_resolution(const rsl_plan *plan, const char *code, size_t length) {
  return rsl_plan_is_finished(plan) ? find(plan, &plan->links->resolutions, code, length) : RSL_NONE;
}

uint32_t rsl_plan_find_indicator(const rsl_plan *plan, const char *code, size_t length) {
  return rsl_plan_is_finished(plan) ? find(plan, &plan->links->indicators, code, length) : RSL_NONE;
}

uint32_t rsl_plan_find_target(const rsl_plan *plan, const char *code, size_t length) {
  return rsl_plan_is_finished(plan) ? find(plan, &plan->links->targets, code, length) : RSL_NONE;
}

uint32_t rsl_plan_find_campaign(const rsl_plan *plan, const char *code, size_t length) {
  return rsl_plan_is_finished(plan) ? find(plan, &plan->links->campaigns, code, length) : RSL_NONE;
}

rsl_status rsl_plan_find_unit(const rsl_plan *plan, const char *reference, size_t length, uint32_t level, rsl_date on,
                              uint32_t *out, rsl_error *error) {
  if (out == NULL) return rsl__fail(error, RSL_ERR_ARGUMENT, "a unit is asked for without a place to put it");
  *out = RSL_NONE;
  if (!rsl_plan_is_finished(plan) || (reference == NULL && length > 0))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "units are found in a finished plan only");
  rsl__unit_match match = { .unit = RSL_NONE };
  size_t candidates = error == NULL ? 0 : CANDIDATES;
  rsl_status status = rsl__find_unit(plan, reference, length, level, on, &candidates, &match, error);
  *out = match.unit;
  return status;
}

rsl_status rsl__find_unit(const rsl_plan *plan, const char *reference, size_t length, uint32_t level, rsl_date on,
                          size_t *candidates, rsl__unit_match *match, rsl_error *error) {
  match->unit = RSL_NONE;
  match->problem = RSL__PROBLEM_BAD_REFERENCE;
  if (rsl__utf8_valid_length(reference, length) != length)
    return rsl__fail(error, RSL_ERR_DATA, "a reference to a unit is not UTF-8");
  rsl__unit_context context = rsl__unit_on(on);
  rsl__text_buffer composed;
  context.level = level;
  rsl__text_buffer_init(&composed, &plan->allocator);
  rsl_status status = rsl__nfc(&composed, reference, length, &reference, &length, error);
  if (status == RSL_OK) {
    rsl__match_unit(plan, plan->links, reference, length, &context, candidates, match);
    if (match->unit == RSL_NONE) status = rsl__fail(error, RSL_ERR_DATA, "%s", match->text);
  }
  rsl__text_buffer_free(&composed);
  return status;
}

void rsl_plan_unit_reference(const rsl_plan *plan, uint32_t unit, char buffer[RSL_UNIT_REFERENCE]) {
  buffer[0] = '\0';
  if (rsl_plan_is_finished(plan) && unit < rsl_plan_unit_count(plan))
    rsl__unit_reference(plan, plan->links, unit, buffer);
}

/* Codes of a plan are composed; what is asked for is composed too, which takes memory only for the few texts that were
 * not. */
static uint32_t find(const rsl_plan *plan, const rsl__code_index *index, const char *code, size_t length) {
  uint32_t found = RSL_NONE;
  rsl__text_buffer composed;
  if (code == NULL || rsl__utf8_valid_length(code, length) != length) return RSL_NONE;
  rsl__text_buffer_init(&composed, &plan->allocator);
  if (rsl__nfc(&composed, code, length, &code, &length, NULL) == RSL_OK)
    found = rsl__code_index_find(index, code, length);
  rsl__text_buffer_free(&composed);
  return found;
}
