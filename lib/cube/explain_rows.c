#include "cube/explain.h"

enum {
  PARTS_TOLD = 12 /* missing parts of a period are told one by one up to here */
};

static rsl_unused why_not(const rsl__subject *at, const rsl__own *own, uint32_t when);
static rsl_status tell_counts(const rsl__account *in, const rsl__subject *at, const rsl_figure *figure);
static rsl_status tell_group(const rsl__account *in, const rsl__subject *at, const rsl__group *group, rsl_unused why);
static rsl_status tell_missing_parts(const rsl__account *in, const rsl__subject *at);

const char *rsl_unused_name(rsl_unused unused) {
  static const char *const names[RSL_UNUSED_END] = { "",
                                                     "older_revision",
                                                     "no_figure",
                                                     "not_known",
                                                     "children_stand",
                                                     "report_above",
                                                     "parts_complete",
                                                     "whole_period",
                                                     "other_period",
                                                     "no_partner",
                                                     "not_owed" };
  return (unsigned)unused < RSL_UNUSED_END ? names[unused] : NULL;
}

rsl_status rsl__explain_rows(const rsl__account *in, const rsl__subject *at, const rsl_figure *figure) {
  const rsl_rollup *rollup = in->rollup;
  const rsl__sheet *sheet = &rollup->sheets[at->indicator];
  rsl__own own;
  rsl__group group;
  rsl_status status = RSL_OK;
  if (!rsl__own_read(rollup, at->indicator, at->unit, at->when, rsl__parts(sheet, at->when), &own))
    return RSL_ERR_OVERFLOW;
  bool adds = (rsl__role(rollup, at->indicator, at->unit, rsl__last_day(sheet, at->when)) & RSL__ROLE_ADDS) != 0;
  rsl__cursor cursor = rsl__cursor_open(rollup->cube, at->indicator, at->unit);
  while (status == RSL_OK && rsl__cursor_next(&cursor, &group)) {
    bool inside = rsl__calendar_around(group.month_from, group.when, rsl__when_type(at->when)) == at->when;
    bool held = sheet->record->event && rsl__when_last_day(group.when) <= rsl__last_day(sheet, at->when);
    bool outside =
        (own.outside != 0 && group.when == own.outside) || (held && own.has_row && own.row.when == group.when);
    if (!inside && !outside) continue;
    bool exact = outside || (own.has_row && own.row.when == group.when);
    bool counts = figure->origin == RSL_ORIGIN_OWN || adds || at->unused == RSL_UNUSED_NOT_OWED;
    rsl_unused why = counts ? RSL_UNUSED_NONE : RSL_UNUSED_CHILDREN_STAND;
    if (counts && !exact) why = why_not(at, &own, group.when);
    if (why == RSL_UNUSED_NONE) why = at->unused;
    status = tell_group(in, at, &group, why);
  }
  if (status == RSL_OK && sheet->rule == RSL_RULE_GRADE_COUNT) status = tell_counts(in, at, figure);
  bool parts = own.given && own.partial && !own.has_row;
  return status == RSL_OK && parts ? tell_missing_parts(in, at) : status;
}

/* R6: of the rows of one unit not all make its figure. */
static rsl_unused why_not(const rsl__subject *at, const rsl__own *own, uint32_t when) {
  if (!own->given) return RSL_UNUSED_NO_FIGURE;
  if (when == at->when) return RSL_UNUSED_PARTS_COMPLETE;
  if (!own->has_row) return RSL_UNUSED_NONE;
  return own->row.when == at->when ? RSL_UNUSED_WHOLE_PERIOD : RSL_UNUSED_OTHER_PERIOD;
}

/* R4: how many are at each grade, as the unit reported it. */
static rsl_status tell_counts(const rsl__account *in, const rsl__subject *at, const rsl_figure *figure) {
  const rsl_indicator *record = in->rollup->sheets[at->indicator].record;
  bool counts = figure->origin == RSL_ORIGIN_OWN && figure->denominator.kind != RSL_NUMBER_ABSENT;
  rsl_unused why = counts || at->unused == RSL_UNUSED_NOT_OWED ? at->unused : RSL_UNUSED_CHILDREN_STAND;
  rsl_status status = RSL_OK;
  for (uint32_t grade = 0; status == RSL_OK && grade < record->grade_count; grade++) {
    rsl__cursor cursor = rsl__cursor_open_counts(in->rollup->cube, at->indicator, at->unit, grade);
    rsl__group group;
    if (rsl__cursor_find(&cursor, at->when, &group)) status = tell_group(in, at, &group, why);
  }
  return status;
}

/* The revisions of one figure: only one of them counts. @param why it does not, where none does. */
static rsl_status tell_group(const rsl__account *in, const rsl__subject *at, const rsl__group *group, rsl_unused why) {
  bool withdrawn = false;
  const rsl__row *counts = rsl__own_row(in->rollup, group, &withdrawn);
  bool later = counts == NULL; /* than the day that is asked; revisions stand in their order */
  for (size_t i = 0; i < group->count; i++) {
    const rsl__row *row = &group->rows[i];
    rsl_unused here = row == counts ? why : later ? RSL_UNUSED_NOT_KNOWN : RSL_UNUSED_OLDER_REVISION;
    if (counts != NULL && row == counts && (counts->flags & RSL__ROW_VALUE) == 0) here = RSL_UNUSED_NO_FIGURE;
    later = later || row == counts;
    rsl_explanation_kind kind = here == RSL_UNUSED_NONE ? RSL_EXPLAIN_ROW : RSL_EXPLAIN_ROW_UNUSED;
    rsl_explanation_node *node = rsl__explain_add(in, at, at->depth + 1, kind);
    if (node == NULL) return RSL_ERR_MEMORY;
    rsl__cube_measurement(in->rollup->cube, at->indicator, row, &node->row);
    node->period = node->row.period;
    node->unused = here;
  }
  return RSL_OK;
}

static rsl_status tell_missing_parts(const rsl__account *in, const rsl__subject *at) {
  const rsl_rollup *rollup = in->rollup;
  const rsl__sheet *sheet = &rollup->sheets[at->indicator];
  uint32_t parts = rsl__parts_of(sheet, at->when, sheet->record->frequency);
  rsl_status status = RSL_OK;
  if (parts <= 1 || parts > PARTS_TOLD) return RSL_OK;
  rsl_period part = rsl__first_part(sheet, at->when, sheet->record->frequency);
  for (uint32_t i = 0; status == RSL_OK && i < parts; i++, part = rsl_period_shift(part, 1)) {
    rsl__own own;
    if (!rsl__own_read(rollup, at->indicator, at->unit, rsl__when(part), 1, &own)) return RSL_ERR_OVERFLOW;
    if (!own.given && !own.excused) {
      rsl__subject below = *at;
      below.depth++;
      status = rsl__explain_missing(in, &below, part, own.absence);
    }
  }
  return status;
}
