#include "cube/rollup.h"

typedef struct pair_side {
  uint32_t indicator;
  bool own;       /* from the unit's own rows alone */
  bool looked_up; /* of the period that contains the figure's, where it is measured less often */
} pair_side;

/* Folding the paired periods of one side into the longer one (R5, R6). */
typedef struct pair_folding {
  rsl_time_rule time;
  uint32_t count;
  rsl_number value;
} pair_folding;

static rsl_status read_side(const rsl_rollup *rollup, const pair_side *side, uint32_t unit, uint32_t when,
                            rsl__point *point);
static rsl_status read_parts(const rsl_rollup *rollup, const pair_side sides[2], rsl_period_type type, uint32_t unit,
                             uint32_t when, rsl__pair *pair);
static void take(rsl__pair *pair, const rsl__point *a, const rsl__point *b);
static void fold(pair_folding *folding, rsl_number value);
static rsl_number folded(const pair_folding *folding);
static rsl_status read_figure(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                              rsl__point *point);

rsl_status rsl__point_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                           rsl__point *point) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  *point = (rsl__point){ .value = rsl_number_absent() };
  if (when == 0 || !rsl__has_length(rollup, indicator, rsl__when_period(when))) return RSL_OK;
  bool plain = sheet->rule == RSL_RULE_SUM || sheet->rule == RSL_RULE_MEAN || sheet->rule == RSL_RULE_MIN ||
               sheet->rule == RSL_RULE_MAX;
  unsigned role = rsl__role(rollup, indicator, unit, rsl__last_day(sheet, when)) & RSL__ROLE_KIND;
  if (plain && role == RSL__ROLE_OWES) return rsl__point_own(rollup, indicator, unit, when, point);
  return read_figure(rollup, indicator, unit, when, point);
}

rsl_period_type rsl__pair_type(const rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  bool weighted = sheet->rule == RSL_RULE_WEIGHTED_MEAN;
  uint32_t first = weighted ? indicator : sheet->operands.numerator;
  uint32_t second = weighted ? sheet->operands.weight : sheet->operands.denominator;
  rsl_period_type a = rollup->sheets[first].record->frequency;
  rsl_period_type b = rollup->sheets[second].record->frequency;
  /* The longer types have the lower numbers. */
  return a < b ? a : b;
}

uint32_t rsl__weight_when(const rsl_rollup *rollup, uint32_t weight, uint32_t when) {
  rsl_period_type frequency = rollup->sheets[weight].record->frequency;
  return frequency < rsl__when_type(when) ? rsl__calendar_around(rollup->sheets[weight].month_from, when, frequency)
                                          : when;
}

rsl_status rsl__pair_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool own,
                          rsl__pair *pair) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  bool weighted = sheet->rule == RSL_RULE_WEIGHTED_MEAN;
  pair_side sides[2] = { { sheet->operands.numerator, own, false }, { sheet->operands.denominator, own, false } };
  if (weighted) {
    /* Above the measuring units a weight that is itself made of others must be the unit's own: a weight that is not
     * whole would make the report weigh too little. */
    bool own_weight = own && rsl__operand(rollup->plan, sheet->operands.weight, 0) != RSL_NONE;
    sides[0] = (pair_side){ indicator, true, false };
    sides[1] = (pair_side){ sheet->operands.weight, own_weight, true };
  }
  *pair = (rsl__pair){ .a = rsl_number_absent(), .b = rsl_number_absent(), .all = 1 };
  rsl_period_type type = rsl__pair_type(rollup, indicator);
  if (weighted && type < rsl__when_type(when)) type = rsl__when_type(when);
  rsl__point a;
  rsl__point b;
  rsl_status status = read_side(rollup, &sides[0], unit, when, &a);
  if (status == RSL_OK) status = read_side(rollup, &sides[1], unit, when, &b);
  if (status != RSL_OK) return status;
  int32_t parts = rsl__when_type(when) == type ? 1 : rsl_period_parts(rsl__when_period(when), type);
  pair->all = parts < 1 ? 1 : (uint32_t)parts;
  pair->excused = a.excused || b.excused;
  pair->covered = b.covered;
  if (parts > 1 && !(a.given && b.given && a.whole && b.whole)) {
    if (a.given || b.given) pair->lonely = true;
    return read_parts(rollup, sides, type, unit, when, pair);
  }
  pair->lonely = pair->lonely || a.given != b.given;
  if (!a.given || !b.given) return RSL_OK;
  take(pair, &a, &b);
  pair->a = a.value;
  pair->b = b.value;
  pair->parts = a.whole && b.whole ? pair->all : 1;
  pair->partial = a.partial || b.partial;
  if (pair->weak_parts > 0) pair->weak_parts = pair->parts;
  return RSL_OK;
}

static rsl_status read_side(const rsl_rollup *rollup, const pair_side *side, uint32_t unit, uint32_t when,
                            rsl__point *point) {
  uint32_t wanted = side->looked_up ? rsl__weight_when(rollup, side->indicator, when) : when;
  if (side->own) return rsl__point_own(rollup, side->indicator, unit, wanted, point);
  return rsl__point_read(rollup, side->indicator, unit, wanted, point);
}

/* R5: a part that lacks either figure is left out of both. */
static rsl_status read_parts(const rsl_rollup *rollup, const pair_side sides[2], rsl_period_type type, uint32_t unit,
                             uint32_t when, rsl__pair *pair) {
  pair_folding foldings[2];
  for (int s = 0; s < 2; s++)
    foldings[s] = (pair_folding){ rollup->sheets[sides[s].indicator].record->time, 0, rsl_number_absent() };
  rsl_period part = rsl_period_first_part(rsl__when_period(when), type);
  uint32_t excused = 0;
  bool first_paired = false;
  bool last_paired = false;
  for (uint32_t i = 0; i < pair->all; i++, part = rsl_period_shift(part, 1)) {
    rsl__point points[2];
    for (int s = 0; s < 2; s++) {
      rsl_status status = read_side(rollup, &sides[s], unit, rsl__when(part), &points[s]);
      if (status != RSL_OK) return status;
    }
    if (points[0].excused || points[1].excused) excused++;
    if (points[0].given != points[1].given) pair->lonely = true;
    last_paired = points[0].given && points[1].given;
    first_paired = first_paired || (last_paired && i == 0);
    if (!last_paired) continue;
    take(pair, &points[0], &points[1]);
    pair->parts++;
    for (int s = 0; s < 2; s++) {
      fold(&foldings[s], points[s].value);
      pair->partial = pair->partial || points[s].partial;
    }
  }
  bool misses = pair->parts + excused < pair->all;
  /* Of levels the latest pair is that of the period where it is that of its last part. */
  if (foldings[0].time == foldings[1].time && foldings[0].time == RSL_TIME_LAST) misses = !last_paired;
  if (foldings[0].time == foldings[1].time && foldings[0].time == RSL_TIME_FIRST) misses = !first_paired;
  pair->partial = pair->partial || misses;
  pair->a = folded(&foldings[0]);
  pair->b = folded(&foldings[1]);
  return RSL_OK;
}

static void take(rsl__pair *pair, const rsl__point *a, const rsl__point *b) {
  uint8_t weaker = a->status > b->status ? a->status : b->status;
  pair->given = true;
  if (weaker > pair->status) pair->status = weaker;
  if (weaker != RSL__STATUS_A) pair->weak_parts++;
  pair->estimate = pair->estimate || a->estimate || b->estimate;
}

static void fold(pair_folding *folding, rsl_number value) {
  bool first = folding->count++ == 0;
  bool replaces = first || folding->time == RSL_TIME_LAST;
  if (!first && folding->time == RSL_TIME_MIN) replaces = rsl_number_compare(value, folding->value) < 0;
  if (!first && folding->time == RSL_TIME_MAX) replaces = rsl_number_compare(value, folding->value) > 0;
  if (replaces)
    folding->value = value;
  else if (folding->time == RSL_TIME_SUM || folding->time == RSL_TIME_MEAN)
    folding->value = rsl_number_add(folding->value, value);
}

static rsl_number folded(const pair_folding *folding) {
  if (folding->time != RSL_TIME_MEAN || folding->count <= 1) return folding->value;
  return rsl_number_divide(folding->value, rsl_number_from_integer(folding->count));
}

rsl_status rsl__point_own(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                          rsl__point *point) {
  rsl__own own;
  *point = (rsl__point){ .value = rsl_number_absent() };
  if (when == 0 || !rsl__has_length(rollup, indicator, rsl__when_period(when))) return RSL_OK;
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint32_t parts = rsl__parts(sheet, when);
  if (!rsl__own_read(rollup, indicator, unit, when, parts, &own)) return RSL_ERR_OVERFLOW;
  point->excused = own.excused;
  if (!own.given || own.qualified) return RSL_OK;
  point->given = true;
  point->partial = own.partial;
  point->whole = own.told >= rsl__real_parts(sheet, when);
  point->covered = true;
  point->estimate = own.estimate;
  point->status = own.status;
  point->value = rsl__own_number(sheet->column, &own);
  return RSL_OK;
}

static rsl_status read_figure(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                              rsl__point *point) {
  rsl__reading reading;
  rsl_status status = rsl__figure_read(rollup, indicator, unit, when, true, &reading);
  if (status != RSL_OK) return status;
  const rsl_figure *read = &reading.figure;
  point->covered = read->reporting >= read->owed;
  point->excused = read->absence == RSL_ABSENCE_NOT_APPLICABLE;
  if (read->value.kind == RSL_NUMBER_ABSENT || (read->flags & RSL_FLAG_QUALIFIED) != 0) return RSL_OK;
  point->given = true;
  point->partial = (read->flags & RSL_FLAG_PARTIAL) != 0;
  point->whole = !point->partial;
  point->estimate = (read->flags & RSL_FLAG_ESTIMATE) != 0;
  int number = rsl__status_number(read->status);
  point->status = number < 0 ? RSL__STATUS_A : (uint8_t)number;
  point->value = read->value;
  return RSL_OK;
}
