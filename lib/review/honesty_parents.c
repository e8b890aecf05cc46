#include "review/honesty.h"

static bool is_comparable(const rsl__honesty *in, uint32_t indicator);
static void look_at(const rsl__honesty *in, uint32_t indicator, uint32_t position);
static void look_at_children(const rsl__honesty *in, uint32_t indicator, uint32_t position, const rsl__group *group,
                             const rsl__row *row);
static void tell_larger(const rsl__honesty *in, uint32_t indicator, uint32_t unit, uint32_t child,
                        const rsl__group *group, const rsl__row *row, rsl_number figure);

/* What adds up all below a unit, or is the greatest of them, is no less than any one of them. */
rsl_status rsl__honesty_parents(const rsl__honesty *in) {
  if (in->rollup == NULL) return RSL_OK;
  const rsl_structure *structure = rsl_rollup_structure(in->rollup);
  for (uint32_t i = 0; i < in->cube->column_count; i++) {
    if (!is_comparable(in, i)) continue;
    for (uint32_t p = 0; p < rsl_structure_count(structure); p++)
      if (rsl_structure_subtree_end(structure, p) > p + 1) look_at(in, i, p);
  }
  return RSL_OK;
}

static bool is_comparable(const rsl__honesty *in, uint32_t indicator) {
  const rsl_indicator *record = rsl_plan_indicator(in->plan, indicator);
  if (record->prefer == RSL_PREFER_ADD || record->grade_count > 0) return false;
  return record->rollup.rule == RSL_RULE_MAX ||
         (record->rollup.rule == RSL_RULE_SUM && !in->cube->columns[indicator].has_negative);
}

static void look_at(const rsl__honesty *in, uint32_t indicator, uint32_t position) {
  uint32_t unit = rsl_structure_unit(rsl_rollup_structure(in->rollup), position);
  rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, unit);
  rsl__group group;
  uint32_t type = rsl__when_of_type(rsl_plan_indicator(in->plan, indicator)->frequency);
  while (rsl__cursor_next(&cursor, &group)) {
    const rsl__row *row = rsl__honesty_row(in, &group);
    if (row != NULL && (group.when & 7) == type) look_at_children(in, indicator, position, &group, row);
  }
}

/* Those that were its children on the period's last day. */
static void look_at_children(const rsl__honesty *in, uint32_t indicator, uint32_t position, const rsl__group *group,
                             const rsl__row *row) {
  const rsl_structure *structure = rsl_rollup_structure(in->rollup);
  uint32_t unit = rsl_structure_unit(structure, position);
  rsl_number own = rsl_number_from_decimal(rsl__honesty_value(in, indicator, row));
  rsl_date day = rsl__when_last_day(group->when);
  uint32_t end = rsl_structure_subtree_end(structure, position);
  for (uint32_t p = position + 1; p < end; p = rsl_structure_subtree_end(structure, p)) {
    uint32_t child = rsl_structure_unit(structure, p);
    rsl_figure figure;
    if (rsl_plan_unit_parent(in->plan, child, day) != unit) continue;
    if (!rsl_rollup_figure(in->rollup, child, indicator, rsl__when_period(group->when), &figure)) continue;
    bool given = figure.value.kind != RSL_NUMBER_ABSENT && (figure.flags & RSL_FLAG_QUALIFIED) == 0;
    if (given && rsl_number_compare(figure.value, own) > 0)
      tell_larger(in, indicator, unit, child, group, row, figure.value);
  }
}

static void tell_larger(const rsl__honesty *in, uint32_t indicator, uint32_t unit, uint32_t child,
                        const rsl__group *group, const rsl__row *row, rsl_number figure) {
  char own[RSL_NUMBER_TEXT];
  char larger[RSL_NUMBER_TEXT];
  char reference[RSL_UNIT_REFERENCE];
  rsl__told_figure told;
  rsl__honesty_tell(in, indicator, unit, rsl__when_period(group->when), row, &told);
  rsl_plan_unit_reference(in->plan, child, reference);
  rsl_number_format(rsl_number_from_decimal(rsl__honesty_value(in, indicator, row)), own);
  rsl_number_format(figure, larger);
  rsl__problem(in->problems, RSL_SEVERITY_ERROR, "child_above_parent", &told.place,
               "`%s` of `%s` for %s is %s, less than the %s of `%s` alone, which is below it: mend one of the two",
               told.code, told.unit, told.period, own, larger, reference);
}
