#include "base/number.h"
#include "cube/judge.h"

static bool read_own(const rsl_rollup *rollup, const rsl__site *site, uint32_t parts, rsl__own *own);
static rsl_status leaf_of_rows(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report, rsl__tally *tally,
                               rsl__wide *wide);
static rsl_status leaf_of_pair(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report, rsl__tally *tally,
                               rsl__wide *wide);
static rsl_status leaf_of_condition(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report,
                                    rsl__tally *tally, rsl__wide *wide);
static bool put_truth(const rsl__sheet *sheet, rsl__truth truth, rsl__tally *tally, rsl__wide *wide);
static void take_own(const rsl__sheet *sheet, const rsl__own *own, uint32_t all, rsl__report *report);
static void take_told(const rsl__own *own, uint32_t all, rsl__report *report);
static void take_pair(const rsl__sheet *sheet, const rsl__pair *pair, rsl__report *report);
static void count_leaf(const rsl__sheet *sheet, const rsl__report *report, rsl__due due, rsl__tally *tally);
static rsl_status put_pair(const rsl__sheet *sheet, const rsl__pair *pair, rsl__tally *tally, rsl__wide *wide);
static rsl_status report_of_rows(const rsl_rollup *rollup, const rsl__site *site, uint64_t units, const rsl__own *own,
                                 rsl__report *report);
static void report_counts(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report);
static rsl_status report_share(const rsl_rollup *rollup, const rsl__sheet *sheet, uint64_t units, const rsl__own *own,
                               rsl__report *report);
static bool put(const rsl__sheet *sheet, rsl_number number, unsigned scale, rsl__int128 *out, rsl_number *wide);
static bool merge_exact(rsl__tally *into, const rsl__tally *from);
static bool merge_wide(rsl__wide *into, const rsl__wide *from);
static bool is_extreme(rsl_rule rule);
static bool is_of_figures(rsl_rule rule);
static bool is_better(const rsl__sheet *sheet, const rsl__tally *from, const rsl__wide *from_wide,
                      const rsl__tally *into, const rsl__wide *into_wide);

rsl_number rsl__number_raw(rsl__int128 value, int32_t scale) {
  rsl_number number = { .kind = RSL_NUMBER_DECIMAL, .scale = scale };
  number.numerator = rsl__int128_to_words(value);
  return number;
}

rsl_number rsl__number_complete(rsl_number number) {
  if (number.kind != RSL_NUMBER_DECIMAL) return number;
  return rsl__number_exact(rsl__int128_from_words(number.numerator), number.scale);
}

rsl_status rsl__kernel_leaf(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                            rsl__report *report, rsl__tally *tally, rsl__wide *wide) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  unsigned role = rsl__role(rollup, indicator, unit, rsl__last_day(sheet, when));
  bool alone = (role & RSL__ROLE_KIND) == RSL__ROLE_ABOVE;
  bool stops = (role & RSL__ROLE_STOPS) != 0;
  rsl__site site = { sheet, indicator, unit, when, rsl__due_of(rollup, indicator, unit, when), alone, stops };
  *report = (rsl__report){ .value = rsl_number_absent(), .absence = RSL_ABSENCE_NOT_REPORTED, .all = 1 };
  report->numerator = report->denominator = rsl_number_absent();
  *tally = (rsl__tally){ .flags = RSL__TALLY_USED };
  *wide = (rsl__wide){ rsl_number_absent(), rsl_number_absent() };
  bool pairs = sheet->rule == RSL_RULE_RATIO || sheet->rule == RSL_RULE_WEIGHTED_MEAN;
  if (pairs) return leaf_of_pair(rollup, &site, report, tally, wide);
  return leaf_of_rows(rollup, &site, report, tally, wide);
}

rsl_status rsl__kernel_report(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                              uint64_t units, rsl__report *report) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl__site site = { sheet, indicator, unit, when, { 0, 0, 0 }, true, false };
  uint32_t parts = rsl__parts(sheet, when);
  rsl__own own;
  rsl__pair pair;
  *report = (rsl__report){ .value = rsl_number_absent(), .absence = RSL_ABSENCE_NOT_REPORTED, .all = parts };
  report->numerator = report->denominator = rsl_number_absent();
  report->wide = (rsl__wide){ rsl_number_absent(), rsl_number_absent() };
  if (!rsl__own_read(rollup, indicator, unit, when, parts, &own)) return RSL_ERR_OVERFLOW;
  take_own(sheet, &own, parts, report);
  if (own.excused) return RSL_OK;
  if (sheet->rule == RSL_RULE_GRADE_COUNT) {
    report_counts(rollup, &site, report);
    return RSL_OK;
  }
  report->parts = own.parts < parts ? own.parts : parts;
  if (sheet->rule == RSL_RULE_RATIO || (sheet->rule == RSL_RULE_WEIGHTED_MEAN && report->given && !own.qualified)) {
    rsl_status status = rsl__pair_read(rollup, indicator, unit, when, true, &pair);
    if (status != RSL_OK) return status;
    if (report->value.kind == RSL_NUMBER_ABSENT) report->given = false;
    if (!pair.given) {
      take_told(&own, parts, report);
      return RSL_OK;
    }
    take_pair(sheet, &pair, report);
    report->speaks = report->given;
    return put_pair(sheet, &pair, &report->tally, &report->wide);
  }
  if (!report->given || own.qualified) return RSL_OK;
  return report_of_rows(rollup, &site, units, &own, report);
}

bool rsl__kernel_merge(const rsl__sheet *sheet, rsl__tally *into, rsl__wide *into_wide, const rsl__tally *from,
                       const rsl__wide *from_wide) {
  bool fits = true;
  bool first = (into->flags & RSL__TALLY_GIVEN) == 0;
  bool extreme = is_extreme(sheet->rule);
  if ((from->flags & RSL__TALLY_GIVEN) != 0) {
    if (first || (extreme && is_better(sheet, from, from_wide, into, into_wide))) {
      into->a = from->a;
      into->b = from->b;
      if (sheet->numbers) *into_wide = *from_wide;
    } else if (!extreme && !is_of_figures(sheet->rule)) {
      fits = sheet->numbers ? merge_wide(into_wide, from_wide) : merge_exact(into, from);
    }
    if (first || from->status > into->status) into->status = from->status;
  }
  if (sheet->pile != NULL) rsl__spread_merge(sheet, into, from, from_wide);
  into->reporting += from->reporting;
  into->stood_in += from->stood_in;
  into->weak += from->weak;
  into->excused += from->excused;
  into->excused_units += from->excused_units;
  into->prints += from->prints;
  into->flags |= (uint8_t)(from->flags & ~(unsigned)RSL__TALLY_SINGLE);
  into->vintage = rsl__vintage_merge(into->vintage, from->vintage);
  return fits;
}

rsl__value rsl__kernel_value(const rsl__sheet *sheet, const rsl__tally *tally, const rsl__wide *wide, uint64_t units) {
  rsl_number none = rsl_number_absent();
  rsl__value out = { none, none, none, RSL_ABSENCE_NONE };
  if ((tally->flags & RSL__TALLY_GIVEN) == 0) {
    out.absence = (tally->flags & RSL__TALLY_QUALIFIED) != 0     ? RSL_ABSENCE_QUALIFIED
                  : (tally->flags & RSL__TALLY_UNPARTNERED) != 0 ? RSL_ABSENCE_NO_PARTNER
                                                                 : RSL_ABSENCE_NOT_REPORTED;
    return out;
  }
  rsl_number a = sheet->numbers ? wide->a : rsl__number_raw(tally->a, (int32_t)sheet->a_scale);
  rsl_number b = sheet->numbers ? wide->b : rsl__number_raw(tally->b, (int32_t)sheet->b_scale);
  if (sheet->rule == RSL_RULE_SHARE && sheet->record->rollup.of == RSL_SHARE_OF_OWED)
    b = rsl_number_add(b, rsl_number_from_integer((int64_t)(units - tally->excused_units)));
  rsl_number factor = rsl_number_from_integer(100);
  switch (sheet->rule) {
  case RSL_RULE_RATIO:
    factor = rsl_number_from_decimal(sheet->record->rollup.factor);
    /* fall through */
  case RSL_RULE_SHARE:
    out.numerator = rsl__number_complete(a);
    out.denominator = rsl__number_complete(b);
    out.value = rsl_number_divide(rsl_number_multiply(factor, a), b);
    if (rsl_number_sign(b) == 0) out.absence = RSL_ABSENCE_ZERO_DENOMINATOR;
    break;
  case RSL_RULE_MEAN:
  case RSL_RULE_WEIGHTED_MEAN:
    out.denominator = rsl__number_complete(b);
    out.value = rsl_number_divide(a, b);
    if (rsl_number_sign(b) == 0) out.absence = RSL_ABSENCE_ZERO_WEIGHT;
    break;
  case RSL_RULE_MEDIAN:
  case RSL_RULE_VARIANCE:
  case RSL_RULE_STDDEV:
  case RSL_RULE_GRADE_COUNT:
    out.value = rsl__spread_value(sheet, tally, wide);
    break;
  default:
    out.value = rsl__number_complete(a);
    break;
  }
  return out;
}

uint64_t rsl__kernel_spoken(const rsl__report *report, uint64_t owed, uint64_t excused) {
  uint64_t left = owed - excused;
  uint64_t spoken = owed * report->parts / (report->all == 0 ? 1 : report->all);
  /* The excused parts are in `parts`, so that a unit that gave all it owed is full. */
  spoken = spoken > excused ? spoken - excused : 1;
  return spoken < left ? spoken : left;
}

static bool read_own(const rsl_rollup *rollup, const rsl__site *site, uint32_t parts, rsl__own *own) {
  if (site->stops && !site->sheet->record->event)
    return rsl__own_read_stopped(rollup, site->indicator, site->unit, site->when, parts, own);
  return rsl__own_read(rollup, site->indicator, site->unit, site->when, parts, own);
}

static rsl_status leaf_of_rows(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report, rsl__tally *tally,
                               rsl__wide *wide) {
  const rsl__sheet *sheet = site->sheet;
  rsl__own own;
  uint32_t parts = (uint32_t)site->due.owed;
  if (!read_own(rollup, site, parts, &own)) return RSL_ERR_OVERFLOW;
  take_own(sheet, &own, parts, report);
  tally->excused = own.excused_parts < site->due.owed ? own.excused_parts : site->due.owed;
  tally->excused_units = own.excused ? 1 : 0;
  if (own.excused) tally->prints = site->due.prints;
  if (rsl__plan_condition(rollup->plan, site->indicator) != NULL)
    return own.excused ? RSL_OK : leaf_of_condition(rollup, site, report, tally, wide);
  if (own.qualified) tally->flags |= RSL__TALLY_QUALIFIED;
  if (!own.given || own.qualified) return RSL_OK;
  bool counts = rsl__rule_counts(sheet->rule);
  if (counts) {
    rsl__truth truth = RSL__TRUTH_UNKNOWN;
    rsl_status status = rsl__judge_form(rollup, site, report->value, &truth);
    if (status != RSL_OK) return status;
    if (!put_truth(sheet, truth, tally, wide)) return RSL_OK;
  } else {
    if (!put(sheet, report->value, sheet->a_scale, &tally->a, &wide->a)) return RSL_ERR_OVERFLOW;
    if (!put(sheet, rsl_number_from_integer(1), 0, &tally->b, &wide->b)) return RSL_ERR_OVERFLOW;
  }
  count_leaf(sheet, report, site->due, tally);
  tally->stood_in = own.stood_in_parts < tally->reporting ? own.stood_in_parts : tally->reporting;
  tally->weak = own.weak_parts < tally->reporting ? own.weak_parts : tally->reporting;
  report->speaks = true;
  return RSL_OK;
}

/* R4: other indicators' figures at the unit decide, and it gives none of its own. */
static rsl_status leaf_of_condition(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report,
                                    rsl__tally *tally, rsl__wide *wide) {
  rsl__truth truth = RSL__TRUTH_UNKNOWN;
  rsl_status status = rsl__judge_expression(rollup, site, report, &truth);
  if (status == RSL_OK) rsl__kernel_judged(site->sheet, truth, site->due, report, tally, wide);
  return status;
}

void rsl__kernel_judged(const rsl__sheet *sheet, rsl__truth truth, rsl__due due, rsl__report *report, rsl__tally *tally,
                        rsl__wide *wide) {
  if (!put_truth(sheet, truth, tally, wide)) return;
  count_leaf(sheet, report, due, tally);
  tally->weak = report->status != RSL__STATUS_A ? tally->reporting : 0;
  report->speaks = true;
}

/* @return false where it is not known: then it is not covered. */
static bool put_truth(const rsl__sheet *sheet, rsl__truth truth, rsl__tally *tally, rsl__wide *wide) {
  if (truth == RSL__TRUTH_UNKNOWN) {
    tally->flags |= RSL__TALLY_UNPARTNERED;
    return false;
  }
  bool of_owed = sheet->record->rollup.of == RSL_SHARE_OF_OWED;
  return put(sheet, rsl_number_from_integer(truth == RSL__TRUTH_YES ? 1 : 0), sheet->a_scale, &tally->a, &wide->a) &&
         put(sheet, rsl_number_from_integer(of_owed ? 0 : 1), sheet->b_scale, &tally->b, &wide->b);
}

static rsl_status leaf_of_pair(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report, rsl__tally *tally,
                               rsl__wide *wide) {
  const rsl__sheet *sheet = site->sheet;
  rsl__own own;
  rsl__pair pair;
  uint32_t parts = (uint32_t)site->due.owed;
  if (!read_own(rollup, site, parts, &own)) return RSL_ERR_OVERFLOW;
  take_own(sheet, &own, parts, report);
  rsl_status status = rsl__pair_read(rollup, site->indicator, site->unit, site->when, site->alone, &pair);
  if (status != RSL_OK) return status;
  /* A mean is owed by itself, whatever weighs it; a ratio is made of its sides. */
  bool lacks = pair.excused && !pair.given && (sheet->rule == RSL_RULE_RATIO || !own.given);
  bool excused = own.excused || lacks;
  tally->excused = excused ? site->due.owed : own.excused_parts;
  tally->excused_units = excused ? 1 : 0;
  if (excused) {
    tally->prints = site->due.prints;
    report->absence = RSL_ABSENCE_NOT_APPLICABLE;
    return RSL_OK;
  }
  if (own.qualified) tally->flags |= RSL__TALLY_QUALIFIED;
  if (!pair.given || (own.qualified && sheet->rule == RSL_RULE_WEIGHTED_MEAN)) {
    bool lonely = pair.lonely || report->given;
    if (lonely && !own.qualified) tally->flags |= RSL__TALLY_UNPARTNERED;
    if (report->value.kind == RSL_NUMBER_ABSENT) report->given = false;
    take_told(&own, parts, report);
    if (lonely && !report->given) report->absence = RSL_ABSENCE_NO_PARTNER;
    return RSL_OK;
  }
  take_pair(sheet, &pair, report);
  report->speaks = true;
  if (!sheet->once && pair.excused_parts > tally->excused) tally->excused = pair.excused_parts;
  status = put_pair(sheet, &pair, tally, wide);
  count_leaf(sheet, report, site->due, tally);
  /* R3: one figure is owed of all the parts: it stood in where not one of them gave both. */
  uint64_t stood_in = !sheet->once ? pair.stood_in_parts : pair.stood_in_parts >= pair.all ? 1 : 0;
  tally->stood_in = stood_in < tally->reporting ? stood_in : tally->reporting;
  tally->weak = pair.weak_parts < tally->reporting ? pair.weak_parts : tally->reporting;
  if (pair.weak_parts >= pair.parts) tally->weak = tally->reporting;
  return status;
}

static void take_own(const rsl__sheet *sheet, const rsl__own *own, uint32_t all, rsl__report *report) {
  report->given = own->given;
  report->absence = own->absence;
  report->qualified = own->qualified;
  report->status = own->status;
  report->partial = own->partial;
  report->estimate = own->estimate;
  report->parts = own->parts + own->excused_parts < all ? own->parts + own->excused_parts : all;
  report->all = all;
  report->stood_in_parts = own->stood_in_parts;
  report->weak_parts = own->weak_parts;
  report->excused_parts = own->excused_parts;
  if (own->given) report->value = rsl__own_number(sheet->column, own);
}

/* What a bare ratio tells of counts, also where its own rule over time takes one figure and its sides would not (R3). */
static void take_told(const rsl__own *own, uint32_t all, rsl__report *report) {
  report->parts = own->told + own->excused_parts < all ? own->told + own->excused_parts : all;
}

static void take_pair(const rsl__sheet *sheet, const rsl__pair *pair, rsl__report *report) {
  bool ratio = sheet->rule == RSL_RULE_RATIO;
  rsl_number factor = ratio ? rsl_number_from_decimal(sheet->record->rollup.factor) : rsl_number_from_integer(1);
  if (ratio) report->numerator = pair->a;
  report->denominator = pair->b;
  report->value = pair->a;
  if (ratio || pair->product) report->value = rsl_number_divide(rsl_number_multiply(factor, pair->a), pair->b);
  report->given = report->value.kind != RSL_NUMBER_ABSENT;
  report->absence = report->given ? RSL_ABSENCE_NONE : ratio ? RSL_ABSENCE_ZERO_DENOMINATOR : RSL_ABSENCE_ZERO_WEIGHT;
  report->qualified = false;
  report->status = pair->status;
  report->partial = pair->partial;
  report->estimate = pair->estimate;
  report->parts = sheet->once ? pair->all : pair->parts + pair->excused_parts;
  report->all = pair->all;
}

/* What a measuring unit that gave a figure counts as. */
static void count_leaf(const rsl__sheet *sheet, const rsl__report *report, rsl__due due, rsl__tally *tally) {
  tally->reporting = rsl__kernel_spoken(report, due.owed, tally->excused);
  tally->prints = due.prints;
  tally->status = report->status;
  tally->flags |= RSL__TALLY_GIVEN;
  if (sheet->pile != NULL) tally->flags |= RSL__TALLY_SINGLE;
  if (report->partial) tally->flags |= RSL__TALLY_PARTIAL;
  if (report->estimate) tally->flags |= RSL__TALLY_ESTIMATE;
}

static rsl_status put_pair(const rsl__sheet *sheet, const rsl__pair *pair, rsl__tally *tally, rsl__wide *wide) {
  rsl_number a = pair->a;
  tally->vintage = pair->vintage;
  if (sheet->rule == RSL_RULE_WEIGHTED_MEAN && !pair->product) a = rsl_number_multiply(pair->a, pair->b);
  bool fits =
      put(sheet, a, sheet->a_scale, &tally->a, &wide->a) && put(sheet, pair->b, sheet->b_scale, &tally->b, &wide->b);
  return fits ? RSL_OK : RSL_ERR_OVERFLOW;
}

static rsl_status report_of_rows(const rsl_rollup *rollup, const rsl__site *site, uint64_t units, const rsl__own *own,
                                 rsl__report *report) {
  const rsl__sheet *sheet = site->sheet;
  rsl_number many = rsl_number_from_integer((int64_t)units);
  rsl_number a = report->value;
  if (sheet->rule == RSL_RULE_SHARE) return report_share(rollup, sheet, units, own, report);
  if (sheet->rule == RSL_RULE_NONE || sheet->rule == RSL_RULE_FORMULA || is_of_figures(sheet->rule)) return RSL_OK;
  /* R4: a mean stands for as many units as it speaks for. */
  if (sheet->rule == RSL_RULE_MEAN) a = rsl_number_multiply(a, many);
  bool fits = put(sheet, a, sheet->a_scale, &report->tally.a, &report->wide.a) &&
              put(sheet, many, 0, &report->tally.b, &report->wide.b);
  report->speaks = true;
  return fits ? RSL_OK : RSL_ERR_OVERFLOW;
}

/* A grade that a unit was given itself is no count of grades, and speaks for nobody below it. */
static void report_counts(const rsl_rollup *rollup, const rsl__site *site, rsl__report *report) {
  rsl__counts counts;
  unsigned role = rsl__role(rollup, site->indicator, site->unit, rsl__last_day(site->sheet, site->when));
  if (!rsl__role_counts_others(role)) return;
  rsl__counts_read(rollup, site->indicator, site->unit, site->when, &counts);
  if (!counts.given) return;
  report->given = report->speaks = true;
  report->absence = RSL_ABSENCE_NONE;
  report->qualified = report->partial = false;
  report->estimate = counts.estimate;
  report->status = counts.status;
  report->parts = report->all;
  report->value = report->denominator = rsl_number_from_integer((int64_t)counts.all);
}

static rsl_status report_share(const rsl_rollup *rollup, const rsl__sheet *sheet, uint64_t units, const rsl__own *own,
                               rsl__report *report) {
  const rsl__sides *sides = own->has_row ? rsl__row_sides(&rollup->cube->store, &own->row) : NULL;
  int64_t numerator = 0;
  int64_t denominator = 0;
  if (sides == NULL || !sides->has_numerator || !sides->has_denominator) return RSL_OK;
  if (!rsl__rescale(sides->numerator, sides->numerator_scale, RSL__SHARE_SCALE, &numerator) ||
      !rsl__rescale(sides->denominator, sides->denominator_scale, RSL__SHARE_SCALE, &denominator))
    return RSL_OK;
  report->tally.a = rsl__int128_from_int64(numerator);
  report->tally.b = rsl__int128_from_int64(denominator);
  report->numerator = rsl__number_raw(report->tally.a, RSL__SHARE_SCALE);
  report->denominator = rsl__number_raw(report->tally.b, RSL__SHARE_SCALE);
  report->speaks = denominator > 0;
  if (sheet->record->rollup.of != RSL_SHARE_OF_OWED) return RSL_OK;
  /* Of those owed, the units below are added when it is divided: here stands what the report says beyond them. */
  rsl__int128 counted = rsl__int128_product((int64_t)units, rsl__power_of_ten(RSL__SHARE_SCALE));
  return rsl__int128_subtract(report->tally.b, counted, &report->tally.b) ? RSL_OK : RSL_ERR_OVERFLOW;
}

/* Put a number where the sheet keeps its sums. @return false where it does not fit. */
static bool put(const rsl__sheet *sheet, rsl_number number, unsigned scale, rsl__int128 *out, rsl_number *wide) {
  if (sheet->numbers) {
    *wide = number;
    return true;
  }
  if (number.kind != RSL_NUMBER_DECIMAL || number.scale > (int32_t)scale) return false;
  return rsl__int128_scale(rsl__int128_from_words(number.numerator), (int32_t)scale - number.scale, out);
}

static bool merge_exact(rsl__tally *into, const rsl__tally *from) {
  return rsl__int128_add(into->a, from->a, &into->a) && rsl__int128_add(into->b, from->b, &into->b);
}

/* Numbers turn into doubles where they grow too long: there is no overflow. */
static bool merge_wide(rsl__wide *into, const rsl__wide *from) {
  into->a = rsl_number_add(into->a, from->a);
  into->b = rsl_number_add(into->b, from->b);
  return true;
}

static bool is_extreme(rsl_rule rule) {
  return rule == RSL_RULE_MIN || rule == RSL_RULE_MAX || rule == RSL_RULE_WORST || rule == RSL_RULE_BEST;
}

/* The figures one by one are needed, and no sum of them is; an own report hands nothing upward (R4). */
static bool is_of_figures(rsl_rule rule) {
  return rsl__rule_spreads(rule) || rule == RSL_RULE_GRADE_COUNT;
}

/* Grades are numbered from the worst on. */
static bool is_better(const rsl__sheet *sheet, const rsl__tally *from, const rsl__wide *from_wide,
                      const rsl__tally *into, const rsl__wide *into_wide) {
  int order = sheet->numbers ? rsl_number_compare(from_wide->a, into_wide->a) : rsl__int128_compare(from->a, into->a);
  return sheet->rule == RSL_RULE_MIN || sheet->rule == RSL_RULE_WORST ? order < 0 : order > 0;
}
