#include <string.h>

#include "plan/finishing.h"

static const char *composition_code(const rsl_plan *plan, uint32_t index);
static void check_composition(rsl__finish *finish, uint32_t index);
static void check_parts(rsl__finish *finish, uint32_t index, uint32_t *seen);

void rsl__finish_compositions(rsl__finish *finish) {
  static const rsl__code_list compositions = { RSL__RECORD_COMPOSITION, RSL__PROBLEM_DUPLICATE_COMPOSITION,
                                               "a composition", composition_code };
  uint32_t *seen = rsl__finish_indexes(finish, rsl_plan_indicator_count(finish->plan));
  rsl__index_codes(finish, &compositions, &finish->links->compositions);
  for (uint32_t i = 0; i < rsl_plan_composition_count(finish->plan) && !finish->no_memory; ++i) {
    check_composition(finish, i);
    check_parts(finish, i, seen);
  }
}

static const char *composition_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_composition(plan, index)->code;
}

static void check_composition(rsl__finish *finish, uint32_t index) {
  const rsl_composition *composition = rsl_plan_composition(finish->plan, index);
  rsl__site tolerance = rsl__at(RSL__RECORD_COMPOSITION, index, "tolerance");
  rsl__check_extras(finish, rsl__at(RSL__RECORD_COMPOSITION, index, ""), &composition->extras);
  rsl__check_decimal(finish, rsl__at(RSL__RECORD_COMPOSITION, index, "sum"), composition->sum);
  if (composition->has_tolerance && rsl__check_decimal(finish, tolerance, composition->tolerance) &&
      composition->tolerance.units < 0)
    rsl__report(finish, RSL__PROBLEM_BAD_TOLERANCE, tolerance, "`tolerance` is below 0");
  if (composition->indicator_count < 2)
    rsl__report(finish, RSL__PROBLEM_TOO_FEW_INDICATORS, rsl__at(RSL__RECORD_COMPOSITION, index, "indicators"),
                "a composition has at least two `indicators`, this one %lu",
                (unsigned long)composition->indicator_count);
}

/* `seen` holds for each indicator the last composition that named it. */
static void check_parts(rsl__finish *finish, uint32_t index, uint32_t *seen) {
  const rsl_composition *composition = rsl_plan_composition(finish->plan, index);
  char member[RSL__MEMBER];
  for (size_t i = 0; i < composition->indicator_count; ++i) {
    rsl__site site = rsl__at(RSL__RECORD_COMPOSITION, index, rsl__item_member(member, "indicators", i, ""));
    if (composition->indicators[i] == NULL)
      rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "an indicator's code is missing here");
    uint32_t indicator = rsl__resolve_indicator(finish, site, composition->indicators[i]);
    if (indicator == RSL_NONE) continue;
    if (seen[indicator] == index)
      rsl__report(finish, RSL__PROBLEM_DUPLICATE_ITEM, site, "indicator `%s` is named twice: keep one",
                  rsl__show(composition->indicators[i]).bytes);
    seen[indicator] = index;
    rsl__operand_site at = { site, 0 };
    (void)rsl__check_is_number(finish, &at, indicator);
  }
}
