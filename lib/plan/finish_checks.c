#include "plan/finishing.h"

static const char *check_code(const rsl_plan *plan, uint32_t index);
static void check_record(rsl__finish *finish, uint32_t index);
static void check_side(rsl__finish *finish, uint32_t index, const char *member, const char *text, uint32_t side);

void rsl__finish_checks(rsl__finish *finish) {
  static const rsl__code_list checks = { RSL__RECORD_CHECK, RSL__PROBLEM_DUPLICATE_CHECK, "a check", check_code };
  uint32_t count = rsl_plan_check_count(finish->plan);
  rsl__plan_links *links = finish->links;
  rsl__index_codes(finish, &checks, &links->checks);
  links->check_level = rsl__finish_indexes(finish, count);
  links->check_sides = rsl__finish_array(finish, (size_t)count * 2, sizeof *links->check_sides);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_record(finish, i);
}

static const char *check_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_check(plan, index)->code;
}

static void check_record(rsl__finish *finish, uint32_t index) {
  const rsl_check *check = rsl_plan_check(finish->plan, index);
  rsl__site op = rsl__at(RSL__RECORD_CHECK, index, "op");
  rsl__site severity = rsl__at(RSL__RECORD_CHECK, index, "severity");
  rsl__check_extras(finish, rsl__at(RSL__RECORD_CHECK, index, ""), &check->extras);
  check_side(finish, index, "left", check->left, 0);
  if (rsl__check_choice(finish, op, (unsigned)check->op, RSL_COMPARISON_END) && check->op == RSL_COMPARISON_NONE)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, op, "a check needs `op`: `<=`, `<`, `=`, `>=` or `>`");
  check_side(finish, index, "right", check->right, 1);
  finish->links->check_level[index] =
      rsl__resolve_level(finish, rsl__at(RSL__RECORD_CHECK, index, "level"), check->level);
  rsl__check_choice(finish, severity, (unsigned)check->severity, RSL_SEVERITY_WARNING + 1);
}

static void check_side(rsl__finish *finish, uint32_t index, const char *member, const char *text, uint32_t side) {
  rsl__expression *program = &finish->links->check_sides[2 * (size_t)index + side];
  rsl__site site = rsl__at(RSL__RECORD_CHECK, index, member);
  *program = (rsl__expression){ .items = NULL };
  if (text == NULL)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "a check needs `%s`: a figure, as `POOR / HOUSEHOLDS`",
                member);
  else
    (void)rsl__finish_program(finish, site, text, false, program);
}
