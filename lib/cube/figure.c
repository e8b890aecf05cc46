#include "cube/carry.h"
#include "cube/lanes.h"

static rsl_status read_formula(const rsl_rollup *rollup, const rsl__site *site, rsl__reading *out);
static rsl_status read_none(const rsl_rollup *rollup, const rsl__site *site, rsl__reading *out);
static uint64_t at_most(uint64_t count, uint64_t most);
static rsl_status read_leaf(const rsl_rollup *rollup, const rsl__site *site, bool operand, rsl__reading *out);
static void read_kept_leaf(const rsl_rollup *rollup, const rsl__site *site, rsl__reading *out);
static rsl_status read_above(const rsl_rollup *rollup, const rsl__site *site, unsigned role, rsl__reading *out);
static rsl_status read_outside(const rsl_rollup *rollup, const rsl__site *site, rsl__reading *out);
static void tell_own(const rsl__report *report, rsl_figure *figure);
static void show_own(const rsl__report *report, rsl_figure *figure);
static unsigned flags_of(const rsl__tally *tally);
static bool is_below_minimum(const rsl_decimal *minimum, uint64_t reporting, uint64_t owed);

rsl_status rsl__figure_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool operand,
                            rsl__reading *out) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl__site site = { sheet, indicator, unit, when, { 0, 0, 0 }, false, false };
  rsl_status status = RSL_OK;
  rsl__figure_clear(&out->figure);
  out->prints = 0;
  if (when == 0 || !rsl__has_length(rollup, indicator, rsl__when_period(when))) return RSL_OK;
  unsigned role = rsl__role(rollup, indicator, unit, rsl__last_day(sheet, when));
  if (rsl__passes_over_time(sheet, role, when))
    status = rsl__units_first_read(
        rollup, &(rsl__question){ .indicator = indicator, .when = when, .operand = operand, .grade = RSL_NONE }, unit,
        false, out);
  else if (sheet->rule == RSL_RULE_FORMULA)
    status = read_formula(rollup, &site, out);
  else if (sheet->rule == RSL_RULE_NONE)
    status = read_none(rollup, &site, out);
  else if ((role & RSL__ROLE_KIND) == RSL__ROLE_OWES)
    status = read_leaf(rollup, &site, operand, out);
  else if ((role & RSL__ROLE_KIND) == RSL__ROLE_ABOVE)
    status = read_above(rollup, &site, role, out);
  else
    status = read_outside(rollup, &site, out);
  rsl__figure_finish(sheet, &out->figure);
  bool weighs = sheet->rule == RSL_RULE_WEIGHTED_MEAN && !operand && !rsl__passes_over_time(sheet, role, when);
  if (status == RSL_OK && weighs && (role & RSL__ROLE_KIND) != RSL__ROLE_NONE)
    status = rsl__coverage_by_weight(rollup, indicator, unit, when, &out->figure);
  /* R11: of what a unit gave itself nothing is missing. */
  if (rollup->bounds && rsl__has_bounds(sheet->rule) && out->figure.origin == RSL_ORIGIN_OWN)
    out->figure.low = out->figure.high = out->figure.value;
  return status;
}

void rsl__figure_finish(const rsl__sheet *sheet, rsl_figure *figure) {
  if (figure->value.kind == RSL_NUMBER_ABSENT) {
    figure->status = '\0';
    figure->flags = 0;
    figure->origin = RSL_ORIGIN_NONE;
    return;
  }
  figure->absence = RSL_ABSENCE_NONE;
  if (is_below_minimum(&sheet->record->min_coverage, figure->reporting, figure->owed))
    figure->flags |= RSL_FLAG_BELOW_MIN_COVERAGE;
}

/* R4: how many are at one grade; of a measuring unit whether it is. */
rsl_status rsl__figure_at_grade(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                uint32_t grade, rsl__reading *out) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (rsl__passes_over_time(sheet, RSL__ROLE_ABOVE, when))
    return rsl__units_first_read(rollup, &(rsl__question){ .indicator = indicator, .when = when, .grade = grade }, unit,
                                 false, out);
  rsl_status status = rsl__figure_read(rollup, indicator, unit, when, false, out);
  rsl_figure *figure = &out->figure;
  if (status != RSL_OK || figure->value.kind == RSL_NUMBER_ABSENT) return status;
  rsl__tally tally;
  rsl__wide wide;
  unsigned role = rsl__role(rollup, indicator, unit, rsl__last_day(sheet, when)) & RSL__ROLE_KIND;
  if (figure->origin == RSL_ORIGIN_OWN && figure->denominator.kind != RSL_NUMBER_ABSENT) {
    rsl__counts counts; /* else its own grade */
    rsl__counts_read(rollup, indicator, unit, when, &counts);
    figure->value = rsl_number_from_integer(counts.items[grade]);
  } else if (role == RSL__ROLE_ABOVE && figure->origin != RSL_ORIGIN_OWN) {
    (void)rsl__lane_read(rollup, indicator, unit, when, &tally, &wide);
    figure->value = rsl_number_from_integer((int64_t)rsl__spread_at_grade(sheet, &tally, grade));
  } else {
    figure->value = rsl__at_grade(figure->value, grade);
  }
  return RSL_OK;
}

rsl_number rsl__at_grade(rsl_number value, uint32_t grade) {
  return rsl_number_from_integer(rsl_number_compare(value, rsl_number_from_integer(grade)) == 0 ? 1 : 0);
}

void rsl__figure_clear(rsl_figure *figure) {
  *figure = (rsl_figure){ .absence = RSL_ABSENCE_NOT_REPORTED };
  figure->value = figure->numerator = figure->denominator = figure->own = figure->children = rsl_number_absent();
  figure->low = figure->high = rsl_number_absent();
  figure->weight_reporting = figure->weight_owed = figure->upper = rsl_number_absent();
}

/* R4: an expression over figures that rolled up; what was reported for it is shown beside, and in its place where the
 * operands do not cover all that is owed (R2). */
static rsl_status read_formula(const rsl_rollup *rollup, const rsl__site *site, rsl__reading *out) {
  rsl_figure *figure = &out->figure;
  rsl__result result;
  rsl__report report;
  rsl_status status = rsl__formula_read(rollup, site->indicator, site->unit, site->when, &result);
  if (status == RSL_OK) status = rsl__kernel_report(rollup, site->indicator, site->unit, site->when, 0, &report);
  if (status != RSL_OK) return status;
  out->prints = result.prints;
  figure->reporting = figure->children_reporting = result.reporting;
  figure->owed = result.owed;
  figure->stood_in = result.stood_in;
  figure->weak = result.weak;
  figure->absence = (rsl_absence)result.absence;
  if (result.absence == RSL_ABSENCE_NONE) figure->children = rsl_number_from_double(result.value);
  tell_own(&report, figure);
  bool full = result.absence == RSL_ABSENCE_NONE && result.reporting >= result.owed;
  if (report.given && (!full || site->sheet->record->prefer == RSL_PREFER_OWN)) {
    show_own(&report, figure);
    figure->stood_in = figure->owed - (result.reporting - result.stood_in);
    figure->reporting = figure->owed;
    figure->weak = report.status != RSL__STATUS_A ? figure->owed : 0;
    return RSL_OK;
  }
  figure->value = figure->children;
  figure->origin = (rsl_origin)result.origin;
  if (figure->origin == RSL_ORIGIN_NONE) figure->origin = RSL_ORIGIN_CHILDREN;
  figure->status = rsl__status_letter(result.status);
  figure->flags = result.flags;
  return RSL_OK;
}

/* Known only where it is reported: each measuring unit owes its own. */
static rsl_status read_none(const rsl_rollup *rollup, const rsl__site *site, rsl__reading *out) {
  rsl_figure *figure = &out->figure;
  rsl__report report;
  rsl_status status = rsl__kernel_report(rollup, site->indicator, site->unit, site->when, 0, &report);
  if (status != RSL_OK) return status;
  rsl__due due = rsl__due_of(rollup, site->indicator, site->unit, site->when);
  bool excused = report.absence == RSL_ABSENCE_NOT_APPLICABLE;
  figure->owed = excused || report.excused_parts >= due.owed ? 0 : due.owed - report.excused_parts;
  figure->absence = report.absence == RSL_ABSENCE_NOT_REPORTED ? RSL_ABSENCE_NOT_MEASURED : report.absence;
  tell_own(&report, figure);
  if (!report.given) return RSL_OK;
  show_own(&report, figure);
  figure->reporting = at_most(report.parts, figure->owed);
  figure->stood_in = at_most(report.stood_in_parts, figure->reporting);
  figure->weak = at_most(report.weak_parts, figure->reporting);
  out->prints = due.prints;
  return RSL_OK;
}

static uint64_t at_most(uint64_t count, uint64_t most) {
  return count < most ? count : most;
}

static rsl_status read_leaf(const rsl_rollup *rollup, const rsl__site *site, bool operand, rsl__reading *out) {
  const rsl__sheet *sheet = site->sheet;
  rsl_figure *figure = &out->figure;
  bool is_kept =
      sheet->keeps_all && !(rsl__is_units_first(sheet) && rsl__when_type(site->when) < sheet->record->frequency);
  if (operand && is_kept) {
    read_kept_leaf(rollup, site, out);
    return RSL_OK;
  }
  rsl__report report;
  rsl__tally tally;
  rsl__wide wide;
  rsl_status status = rsl__kernel_leaf(rollup, site->indicator, site->unit, site->when, &report, &tally, &wide);
  if (status != RSL_OK) return status;
  rsl__due due = rsl__due_of(rollup, site->indicator, site->unit, site->when);
  rsl__value value = rsl__kernel_value(sheet, &tally, &wide, due.units);
  bool given = (tally.flags & RSL__TALLY_GIVEN) != 0;
  figure->owed = due.owed - tally.excused;
  figure->absence = report.absence;
  tell_own(&report, figure);
  figure->own_speaks = report.speaks && given;
  if (given) {
    figure->numerator = value.numerator;
    figure->denominator = value.denominator;
    figure->reporting = tally.reporting;
    figure->stood_in = tally.stood_in;
    figure->weak = tally.weak;
  }
  if (report.given) {
    show_own(&report, figure);
    bool counts = rsl__rule_counts(sheet->rule);
    if (operand && counts) figure->value = value.value;
    if (!given) {
      /* A figure that does not count upward still is what this unit owed, of the periods that it tells of. */
      figure->reporting = rsl__kernel_spoken(&report, due.owed, tally.excused);
      figure->stood_in = at_most(report.stood_in_parts, figure->reporting);
      figure->weak = at_most(report.weak_parts, figure->reporting);
    }
  }
  out->prints = tally.prints;
  return RSL_OK;
}

static void read_kept_leaf(const rsl_rollup *rollup, const rsl__site *site, rsl__reading *out) {
  const rsl__sheet *sheet = site->sheet;
  rsl_figure *figure = &out->figure;
  rsl__due due = rsl__due_of(rollup, site->indicator, site->unit, site->when);
  rsl__tally tally;
  rsl__wide wide;
  figure->owed = due.owed;
  if (!rsl__lane_read(rollup, site->indicator, site->unit, site->when, &tally, &wide)) return;
  rsl__value value = rsl__kernel_value(sheet, &tally, &wide, due.units);
  figure->owed -= tally.excused;
  out->prints = tally.prints;
  if (figure->owed == 0) figure->absence = RSL_ABSENCE_NOT_APPLICABLE;
  if ((tally.flags & RSL__TALLY_GIVEN) != 0) {
    rsl__figure_of_children(&tally, &value, figure);
    figure->origin = RSL_ORIGIN_OWN;
    return;
  }
  rsl__own own;
  if (!rsl__own_read(rollup, site->indicator, site->unit, site->when, (uint32_t)due.owed, &own) || !own.given) return;
  figure->value = rsl__number_complete(rsl__own_number(sheet->column, &own));
  figure->origin = RSL_ORIGIN_OWN;
  figure->status = rsl__status_letter(own.status);
  figure->reporting = at_most(own.parts, figure->owed);
  figure->flags = (own.partial ? RSL_FLAG_PARTIAL : 0u) | (own.estimate ? RSL_FLAG_ESTIMATE : 0u) |
                  (own.qualified ? RSL_FLAG_QUALIFIED : 0u);
}

static rsl_status read_above(const rsl_rollup *rollup, const rsl__site *site, unsigned role, rsl__reading *out) {
  const rsl__sheet *sheet = site->sheet;
  rsl_figure *figure = &out->figure;
  rsl__due due = rsl__due_below(rollup, site->indicator, site->unit, site->when);
  rsl__tally tally;
  rsl__wide wide;
  rsl__report report;
  (void)rsl__lane_read(rollup, site->indicator, site->unit, site->when, &tally, &wide);
  uint64_t units = due.units - tally.excused_units;
  rsl_status status = rsl__kernel_report(rollup, site->indicator, site->unit, site->when, units, &report);
  if (status != RSL_OK) return status;
  rsl__site below = *site;
  below.due = due;
  rsl__choice choice = rsl__decide(rollup, &below, &report, &tally, &wide);
  rsl__value value = rsl__kernel_value(sheet, &tally, &wide, due.units);
  figure->owed = due.owed - tally.excused;
  bool nothing_due = sheet->record->event ? units == 0 : figure->owed == 0;
  figure->absence = nothing_due ? RSL_ABSENCE_NOT_APPLICABLE : value.absence;
  if ((role & RSL__ROLE_STOPS) != 0 && report.given)
    choice = (rsl__choice){ true, true, rsl__spoken_below(rollup, &below, &report, &tally) };
  /* One that is added to those below is no other opinion of the same: there is nothing to reconcile. */
  bool two = (role & (RSL__ROLE_ADDS | RSL__ROLE_APART)) == 0;
  if (!two) choice = (rsl__choice){ report.given && figure->owed == 0, false, 0 };
  figure->children = two ? value.value : rsl_number_absent();
  figure->children_reporting = two ? tally.reporting : 0;
  out->prints = tally.prints;
  tell_own(&report, figure);
  if (!choice.shows_own) {
    rsl__figure_of_children(&tally, &value, figure);
    if (rollup->bounds) rsl__bounds_read(sheet, &tally, &wide, due, site->when, figure);
    if (figure->absence == RSL_ABSENCE_NOT_REPORTED && report.absence != RSL_ABSENCE_NONE)
      figure->absence = report.absence;
    return RSL_OK;
  }
  show_own(&report, figure);
  uint64_t themselves = tally.reporting - tally.stood_in;
  figure->reporting = choice.spoken_for;
  figure->stood_in = choice.spoken_for > themselves ? choice.spoken_for - themselves : 0;
  figure->weak = report.status != RSL__STATUS_A ? choice.spoken_for : 0;
  out->prints = due.prints;
  return RSL_OK;
}

/* Nothing is owed here: what the unit reports shows at it and goes nowhere. */
static rsl_status read_outside(const rsl_rollup *rollup, const rsl__site *site, rsl__reading *out) {
  rsl__report report;
  rsl_status status = rsl__kernel_report(rollup, site->indicator, site->unit, site->when, 0, &report);
  if (status != RSL_OK) return status;
  out->figure.absence = RSL_ABSENCE_NOT_APPLICABLE;
  tell_own(&report, &out->figure);
  out->figure.own_speaks = false;
  if (report.given) show_own(&report, &out->figure);
  return RSL_OK;
}

static void tell_own(const rsl__report *report, rsl_figure *figure) {
  if (!report->given) return;
  figure->own = rsl__number_complete(report->value);
  figure->own_status = rsl__status_letter(report->status);
  figure->own_speaks = report->speaks;
}

static void show_own(const rsl__report *report, rsl_figure *figure) {
  figure->value = rsl__number_complete(report->value);
  if (report->numerator.kind != RSL_NUMBER_ABSENT) figure->numerator = rsl__number_complete(report->numerator);
  if (report->denominator.kind != RSL_NUMBER_ABSENT) figure->denominator = rsl__number_complete(report->denominator);
  figure->origin = RSL_ORIGIN_OWN;
  figure->status = rsl__status_letter(report->status);
  figure->flags = (report->partial ? RSL_FLAG_PARTIAL : 0u) | (report->estimate ? RSL_FLAG_ESTIMATE : 0u) |
                  (report->qualified ? RSL_FLAG_QUALIFIED : 0u);
}

void rsl__figure_of_children(const rsl__tally *tally, const rsl__value *value, rsl_figure *figure) {
  figure->value = value->value;
  figure->numerator = value->numerator;
  figure->denominator = value->denominator;
  figure->origin = (tally->flags & RSL__TALLY_MIXED) != 0 ? RSL_ORIGIN_MIXED : RSL_ORIGIN_CHILDREN;
  figure->status = rsl__status_letter(tally->status);
  figure->flags = flags_of(tally);
  figure->reporting = tally->reporting;
  figure->stood_in = tally->stood_in;
  figure->weak = tally->weak;
}

static unsigned flags_of(const rsl__tally *tally) {
  unsigned flags = 0;
  if ((tally->flags & RSL__TALLY_PARTIAL) != 0) flags |= RSL_FLAG_PARTIAL;
  if ((tally->flags & RSL__TALLY_ESTIMATE) != 0) flags |= RSL_FLAG_ESTIMATE;
  if (tally->vintage == RSL__VINTAGE_MIXED) flags |= RSL_FLAG_MIXED_VINTAGE;
  return flags;
}

/* R3: reporting / owed < minimum, without dividing. */
static bool is_below_minimum(const rsl_decimal *minimum, uint64_t reporting, uint64_t owed) {
  if (owed == 0) return false;
  rsl__int128 given = rsl__int128_product((int64_t)reporting, rsl__power_of_ten(minimum->scale));
  return rsl__int128_compare(given, rsl__int128_product((int64_t)owed, minimum->units)) < 0;
}
