#include "cube/rollup.h"

static bool is_too_small(const rsl__sheet *sheet, const rsl__report *report, const rsl__tally *children,
                         const rsl__wide *wide);

rsl__choice rsl__decide(const rsl_rollup *rollup, const rsl__site *site, const rsl__report *report,
                        const rsl__tally *children, const rsl__wide *wide) {
  const rsl__sheet *sheet = site->sheet;
  rsl__choice choice = { false, false, 0 };
  if (!report->given || (sheet->rule == RSL_RULE_GRADE_COUNT && !report->speaks)) return choice;
  uint64_t owed = site->due.owed > children->excused ? site->due.owed - children->excused : 0;
  bool has_children = (children->flags & RSL__TALLY_GIVEN) != 0;
  bool event = sheet->record->event;
  bool full = has_children && (event || (owed > 0 && children->reporting >= owed));
  if (full && sheet->record->prefer != RSL_PREFER_OWN) return choice;
  if (has_children && is_too_small(sheet, report, children, wide)) return choice;
  choice.spoken_for = owed;
  if (report->parts < report->all) {
    /* It misses some of the period: it stands only where it still says more than the children do. */
    choice.spoken_for = rsl__spoken_below(rollup, site, report, children);
    if (owed > 0 && choice.spoken_for <= children->reporting) return (rsl__choice){ false, false, 0 };
  }
  choice.shows_own = true;
  choice.hands_own = report->speaks && !report->qualified && (owed > 0 || event);
  return choice;
}

void rsl__stand_in(const rsl__report *report, const rsl__choice *choice, const rsl__tally *children, rsl__due due,
                   rsl__tally *tally, rsl__wide *wide) {
  uint64_t themselves = children->reporting - children->stood_in;
  *tally = (rsl__tally){
    .a = report->tally.a, .b = report->tally.b, .vintage = report->tally.vintage, .chain = children->chain
  };
  *wide = report->wide;
  tally->reporting = choice->spoken_for;
  tally->stood_in = choice->spoken_for > themselves ? choice->spoken_for - themselves : 0;
  tally->weak = report->status != RSL__STATUS_A ? choice->spoken_for : 0;
  tally->excused = children->excused;
  tally->excused_units = children->excused_units;
  tally->prints = due.prints;
  tally->status = report->status;
  tally->flags = RSL__TALLY_GIVEN | RSL__TALLY_MIXED | RSL__TALLY_USED;
  if (report->partial) tally->flags |= RSL__TALLY_PARTIAL;
  if (report->estimate) tally->flags |= RSL__TALLY_ESTIMATE;
}

/* R2: of figures that are never negative a whole is no smaller than what some of its parts add up to. */
static bool is_too_small(const rsl__sheet *sheet, const rsl__report *report, const rsl__tally *children,
                         const rsl__wide *wide) {
  if (sheet->rule != RSL_RULE_SUM || sheet->column->has_negative) return false;
  rsl_number sum = sheet->numbers ? wide->a : rsl__number_raw(children->a, (int32_t)sheet->a_scale);
  return rsl_number_compare(report->value, sum) < 0;
}
