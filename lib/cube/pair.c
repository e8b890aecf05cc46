#include "cube/carry.h"
#include "cube/fold.h"

typedef struct pair_side {
  uint32_t indicator;
  bool own;    /* from the unit's own rows alone */
  bool weight; /* of the period that the weight's rules choose (R5) */
  rsl_variant variant;
} pair_side;

/* What is paired at one unit, for one period. */
typedef struct pairing {
  const rsl_rollup *rollup;
  const rsl__sheet *sheet;
  pair_side sides[2];
  uint32_t unit;
  uint32_t when;
  rsl_period_type type; /* of the parts that are paired one by one */
} pairing;

static pairing lay_out(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool own);
static rsl_status read_side(const pairing *in, int number, uint32_t when, rsl__point *point);
static rsl_status read_once(const pairing *in, const pair_side *side, uint32_t when, rsl__point *point);
static rsl_status read_parts(const pairing *in, rsl__pair *pair);
static rsl_status read_part(const pairing *in, uint32_t part, rsl__point points[2], rsl__pair *pair);
static uint32_t part_at(const pairing *in, int number, uint32_t part);
static rsl_status read_products(const pairing *in, rsl__pair *pair);
static void take(rsl__pair *pair, const rsl__point *a, const rsl__point *b);
static bool is_carried(const pairing *in, const pair_side *side, uint32_t when);
static rsl_status read_figure(const rsl_rollup *rollup, const rsl__frame *to, const rsl__question *question,
                              uint32_t unit, rsl__point *point);

rsl_status rsl__point_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                           rsl__point *point) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  *point = (rsl__point){ .value = rsl_number_absent() };
  if (when == 0 || !rsl__has_length(rollup, indicator, rsl__when_period(when))) return RSL_OK;
  bool plain = sheet->rule == RSL_RULE_SUM || sheet->rule == RSL_RULE_MEAN || sheet->rule == RSL_RULE_MIN ||
               sheet->rule == RSL_RULE_MAX;
  unsigned role = rsl__role(rollup, indicator, unit, rsl__last_day(sheet, when)) & RSL__ROLE_KIND;
  if (plain && role == RSL__ROLE_OWES) return rsl__point_own(rollup, indicator, unit, when, point);
  const rsl__frame *here = rsl__frame_of(rollup, sheet, when);
  return read_figure(rollup, here, &(rsl__question){ indicator, when, true, RSL_NONE }, unit, point);
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
  bool shorter = frequency < rsl__when_type(when);
  return shorter ? rsl__calendar_around(rollup->sheets[weight].month_from, when, frequency) : when;
}

uint32_t rsl__weight_of(const rsl_rollup *rollup, uint32_t indicator, uint32_t when) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->record->weight_at.type != RSL_PERIOD_NONE) return rsl__when(sheet->record->weight_at);
  uint32_t wanted = rsl__when_shift(when, sheet->operands.weight_variant.shift);
  return wanted == 0 ? 0 : rsl__weight_when(rollup, sheet->operands.weight, wanted);
}

bool rsl__weighs_over_time(const rsl__sheet *sheet, uint32_t when) {
  return sheet->rule == RSL_RULE_WEIGHTED_MEAN && sheet->record->time == RSL_TIME_WEIGHTED_MEAN &&
         rsl__when_type(when) < sheet->record->frequency;
}

uint8_t rsl__vintage_merge(uint8_t a, uint8_t b) {
  if (a == 0 || a == b) return b;
  return b == 0 ? a : RSL__VINTAGE_MIXED;
}

rsl_status rsl__pair_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool own,
                          rsl__pair *pair) {
  pairing in = lay_out(rollup, indicator, unit, when, own);
  *pair = (rsl__pair){ .a = rsl_number_absent(), .b = rsl_number_absent(), .all = 1 };
  if (rsl__weighs_over_time(in.sheet, when)) return read_products(&in, pair);
  rsl__point a;
  rsl__point b;
  rsl_status status = read_side(&in, 0, when, &a);
  if (status == RSL_OK) status = read_side(&in, 1, when, &b);
  if (status != RSL_OK) return status;
  uint32_t parts = rsl__when_type(when) == in.type ? 1 : rsl__parts_of(in.sheet, when, in.type);
  pair->all = parts < 1 ? 1 : parts;
  pair->excused = a.excused || b.excused;
  pair->covered = b.covered;
  /* A year to date is set against as much of an earlier year, which has ended. */
  bool like_with_like =
      !rsl__is_running(in.sheet, when) || (in.sides[0].variant.shift == 0 && in.sides[1].variant.shift == 0);
  if (parts > 1 && !(a.given && b.given && a.whole && b.whole && like_with_like)) {
    if (a.given || b.given) pair->lonely = true;
    return read_parts(&in, pair);
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

rsl_status rsl__weight_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool alone,
                            rsl__point *point) {
  pairing in = lay_out(rollup, indicator, unit, when, alone);
  return read_side(&in, 1, when, point);
}

static pairing lay_out(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool own) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_operands *operands = &sheet->operands;
  pairing in = { rollup,
                 sheet,
                 { { operands->numerator, own, false, operands->numerator_variant },
                   { operands->denominator, own, false, operands->denominator_variant } },
                 unit,
                 when,
                 rsl__pair_type(rollup, indicator) };
  if (sheet->rule != RSL_RULE_WEIGHTED_MEAN) return in;
  /* Above the measuring units a weight that is itself made of others must be the unit's own: a weight that is not
   * whole would make the report weigh too little. */
  bool own_weight = own && rsl__operand(rollup->plan, operands->weight, 0) != RSL_NONE;
  in.sides[0] = (pair_side){ indicator, true, false, { 0, RSL_NONE } };
  in.sides[1] = (pair_side){ operands->weight, own_weight, true, operands->weight_variant };
  if (in.type < rsl__when_type(when)) in.type = rsl__when_type(when);
  return in;
}

/* R5: a weight may look back, but a unit's newest one counts. */
static rsl_status read_side(const pairing *in, int number, uint32_t when, rsl__point *point) {
  const pair_side *side = &in->sides[number];
  uint32_t wanted = side->weight ? rsl__weight_of(in->rollup, in->sides[0].indicator, when)
                                 : rsl__when_shift(when, side->variant.shift);
  rsl_status status = read_once(in, side, wanted, point);
  int back = side->weight && wanted != 0 ? in->sheet->record->weight_look_back : 0;
  if (back > 0) point->vintage = 1;
  for (int i = 1; status == RSL_OK && !point->given && i <= back; i++) {
    status = read_once(in, side, rsl__when_shift(wanted, -i), point);
    point->vintage = (uint8_t)(i + 1 < RSL__VINTAGE_MIXED ? i + 1 : RSL__VINTAGE_MIXED - 1);
  }
  return status;
}

static rsl_status read_once(const pairing *in, const pair_side *side, uint32_t when, rsl__point *point) {
  *point = (rsl__point){ .value = rsl_number_absent() };
  bool at_grade = side->variant.grade != RSL_NONE;
  /* R4: a unit's own report says at which grade it stands itself, which is nothing to hand upward. */
  if (when == 0 || (at_grade && side->own)) return RSL_OK;
  if (side->own) return rsl__point_own(in->rollup, side->indicator, in->unit, when, point);
  if (!at_grade && !is_carried(in, side, when))
    return rsl__point_read(in->rollup, side->indicator, in->unit, when, point);
  const rsl__question question = { side->indicator, when, true, side->variant.grade };
  return read_figure(in->rollup, rsl__frame_of(in->rollup, in->sheet, in->when), &question, in->unit, point);
}

/* R5: is the figure of another structure than the one that it is set against? */
static bool is_carried(const pairing *in, const pair_side *side, uint32_t when) {
  const rsl_indicator *record = in->sheet->record;
  bool elsewhen = side->variant.shift != 0 ||
                  (side->weight && (record->weight_at.type != RSL_PERIOD_NONE || record->weight_look_back > 0));
  return elsewhen && when != 0 &&
         rsl__frame_of(in->rollup, &in->rollup->sheets[side->indicator], when) !=
             rsl__frame_of(in->rollup, in->sheet, in->when);
}

/* R5: a part that lacks either figure is left out of both. */
static rsl_status read_parts(const pairing *in, rsl__pair *pair) {
  rsl__fold folds[2];
  for (int s = 0; s < 2; s++) folds[s] = (rsl__fold){ .time = in->rollup->sheets[in->sides[s].indicator].record->time };
  uint32_t excused = 0;
  bool first_paired = false;
  bool last_paired = false;
  for (uint32_t i = 0; i < pair->all; i++) {
    rsl__point points[2];
    rsl_status status = read_part(in, i, points, pair);
    if (status != RSL_OK) return status;
    if (points[0].excused || points[1].excused) excused++;
    last_paired = points[0].given && points[1].given;
    first_paired = first_paired || (last_paired && i == 0);
    if (!last_paired) continue;
    take(pair, &points[0], &points[1]);
    pair->parts++;
    for (int s = 0; s < 2; s++) {
      bool by_days = folds[s].time == RSL_TIME_DAY_MEAN;
      const rsl__sheet *side = &in->rollup->sheets[in->sides[s].indicator];
      rsl__fold_take(&folds[s], points[s].value, by_days ? rsl__parts_of(side, part_at(in, s, i), RSL_PERIOD_DAY) : 1);
      pair->partial = pair->partial || points[s].partial;
    }
  }
  bool misses = pair->parts + excused < pair->all;
  /* Of levels the latest pair is that of the period where it is that of its last part. */
  if (folds[0].time == folds[1].time && folds[0].time == RSL_TIME_LAST) misses = !last_paired;
  if (folds[0].time == folds[1].time && folds[0].time == RSL_TIME_FIRST) misses = !first_paired;
  pair->partial = pair->partial || misses;
  pair->a = rsl__fold_value(&folds[0]);
  pair->b = rsl__fold_value(&folds[1]);
  return RSL_OK;
}

static rsl_status read_part(const pairing *in, uint32_t part, rsl__point points[2], rsl__pair *pair) {
  for (int s = 0; s < 2; s++) {
    const pair_side *side = &in->sides[s];
    uint32_t when = part_at(in, s, part);
    points[s] = (rsl__point){ .value = rsl_number_absent() };
    rsl_status status = when == 0      ? RSL_OK
                        : side->weight ? read_side(in, s, when, &points[s])
                                       : read_once(in, side, when, &points[s]);
    if (status != RSL_OK) return status;
  }
  if (points[0].given != points[1].given) pair->lonely = true;
  return RSL_OK;
}

/* Of a shifted side the same part of the earlier period: the third month of the year before. */
static uint32_t part_at(const pairing *in, int number, uint32_t part) {
  const pair_side *side = &in->sides[number];
  uint32_t whole = side->weight ? in->when : rsl__when_shift(in->when, side->variant.shift);
  if (whole == 0) return 0;
  uint32_t when = rsl__when_shift(rsl__when(rsl__first_part(in->sheet, whole, in->type)), (int32_t)part);
  bool inside = when != 0 && rsl__calendar_around(in->sheet->month_from, when, rsl__when_type(whole)) == whole;
  return inside ? when : 0;
}

/* R6: Σ x·w over the periods, and Σ w. A report for the whole period stands for each of them that has a weight. */
static rsl_status read_products(const pairing *in, rsl__pair *pair) {
  rsl__own own;
  rsl_number a = rsl_number_from_integer(0);
  rsl_number b = rsl_number_from_integer(0);
  pairing parts = *in;
  parts.type = in->sheet->record->frequency;
  pair->all = rsl__parts_of(in->sheet, in->when, parts.type);
  if (!rsl__own_read(in->rollup, in->sides[0].indicator, in->unit, in->when, pair->all, &own)) return RSL_ERR_OVERFLOW;
  bool whole = own.given && own.has_row && own.row.when == in->when && !own.qualified;
  uint32_t excused = 0;
  pair->product = true;
  pair->covered = true;
  for (uint32_t i = 0; i < pair->all; i++) {
    rsl__point points[2];
    rsl_status status = read_part(&parts, i, points, pair);
    if (status != RSL_OK) return status;
    if (whole) {
      points[0] = (rsl__point){ .given = true, .status = own.status, .estimate = own.estimate };
      points[0].value = rsl__own_number(in->sheet->column, &own);
    }
    if (points[0].excused || points[1].excused) excused++;
    pair->covered = pair->covered && (!points[1].given || points[1].covered);
    if (!points[0].given || !points[1].given) continue;
    if (rsl_number_sign(points[1].value) < 0) return RSL_ERR_DATA;
    take(pair, &points[0], &points[1]);
    pair->parts++;
    a = rsl_number_add(a, rsl_number_multiply(points[0].value, points[1].value));
    b = rsl_number_add(b, points[1].value);
  }
  pair->excused = pair->all > 0 && excused >= pair->all;
  pair->partial = pair->parts + excused < pair->all;
  if (!pair->given) return RSL_OK;
  pair->a = a;
  pair->b = b;
  return RSL_OK;
}

static void take(rsl__pair *pair, const rsl__point *a, const rsl__point *b) {
  uint8_t weaker = a->status > b->status ? a->status : b->status;
  pair->given = true;
  if (weaker > pair->status) pair->status = weaker;
  if (weaker != RSL__STATUS_A) pair->weak_parts++;
  pair->estimate = pair->estimate || a->estimate || b->estimate;
  pair->vintage = rsl__vintage_merge(pair->vintage, b->vintage);
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
  point->partial = own.partial;
  point->whole = own.told >= rsl__real_parts(sheet, when);
  point->covered = true;
  point->estimate = own.estimate;
  point->status = own.status;
  point->value = rsl__own_number(sheet->column, &own);
  point->given = point->value.kind != RSL_NUMBER_ABSENT;
  return RSL_OK;
}

static rsl_status read_figure(const rsl_rollup *rollup, const rsl__frame *to, const rsl__question *question,
                              uint32_t unit, rsl__point *point) {
  rsl__reading reading;
  rsl_status status = rsl__answer_in(rollup, to, question, unit, &reading);
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
