#include "cube/pair.h"

#include "cube/fold.h"

/* What one side rests on: of `last` and `first` one figure, else all that were paired. */
typedef struct foundation {
  rsl__fold fold;
  uint32_t folded; /* the period whose figure was folded last */
  bool alone;      /* it rests on one figure */
  bool partial;
  bool estimate;
  uint8_t status;
  uint8_t vintage;
  uint32_t weak; /* of the one figure: parts that no other side counts as weak */
} foundation;

/* Pairs of parts become one of the longer period. */
typedef struct folding {
  const rsl__pairing *in;
  bool product;  /* Σ x·w and Σ w (R6) */
  bool has_rows; /* of the ratio itself: they may say that a part is not owed */
  foundation sides[2];
  uint32_t parts;      /* paired … */
  uint32_t themselves; /* … by figures of their own */
  uint32_t stood_in;
  uint32_t weak;
  uint32_t excused;
  bool excused_whole; /* all of the period that was asked for */
  bool lonely;
  bool begun; /* a part that is not excused was seen … */
  bool first_paired;
  bool last_paired;
} folding;

static folding start(const rsl__pairing *in);
static rsl_status collect(folding *of, uint32_t when, const rsl__point *standing);
static rsl_status collect_one(folding *of, uint32_t when, const rsl__point *standing);
static rsl_status collect_inside(folding *of, uint32_t when, const rsl__point *standing);
static rsl_period_type inner_type(const folding *of, uint32_t when);
static rsl_status read_sides(folding *of, uint32_t when, rsl__point points[2]);
static bool is_whole(const folding *of, uint32_t when, const rsl__point points[2]);
static rsl_status look_for_excuse(const folding *of, uint32_t when, bool *excused);
static void see(folding *of, bool paired);
static rsl_status take_whole(folding *of, const rsl__point points[2], uint32_t parts);
static rsl_status take(folding *of, const rsl__point points[2], uint32_t parts);
static uint32_t at_most(uint32_t count, uint32_t most);
static uint32_t weak_of(const folding *of, int number, const rsl__point *point, uint32_t parts);
static void rest_on(foundation *side, const rsl__point *point, uint32_t weak);
static void fold_product(folding *of, const rsl__point points[2]);
static void fold_side(const folding *of, int number, const rsl__point *point, uint32_t parts, foundation *side);
static void finish(const folding *of, rsl__pair *pair);
static bool misses(const folding *of, uint32_t all);

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
  const rsl__pairing in = rsl__pairing_of(rollup, indicator, unit, when, own);
  folding of = start(&in);
  *pair = (rsl__pair){ .a = rsl_number_absent(), .b = rsl_number_absent() };
  rsl_status status = collect(&of, when, NULL);
  if (status == RSL_OK) finish(&of, pair);
  return status;
}

/* The same choice as collect() makes, seen from one part: a report for some period around it stands for it. */
bool rsl__pair_tells(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t part) {
  const rsl__pairing in = rsl__pairing_of(rollup, indicator, unit, when, true);
  const rsl__sheet *sheet = in.sheet;
  folding of = start(&in);
  bool stands = false; /* of Σ x·w the report of a longer period, whose weight is that of the part */
  for (int type = (int)rsl__when_type(when); type <= (int)in.type; type++) {
    uint32_t around = rsl__calendar_around(sheet->month_from, part, (rsl_period_type)type);
    rsl__point points[2];
    if (around == 0 || rsl__parts_of(sheet, when, (rsl_period_type)type) == 0) continue;
    if (around != when && (rsl__is_running(sheet, around) || type < (int)inner_type(&of, when))) continue;
    if (read_sides(&of, around, points) != RSL_OK) continue;
    stands = stands || (of.product && points[0].given && points[0].whole);
    bool each = type == (int)in.type && (points[0].given || stands) && points[1].given;
    if (each || is_whole(&of, around, points)) return true;
  }
  return false;
}

bool rsl__pair_excuses(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t part,
                       bool own) {
  const rsl__pairing in = rsl__pairing_of(rollup, indicator, unit, when, own);
  folding of = start(&in);
  rsl__point points[2];
  return read_sides(&of, part, points) == RSL_OK && (points[0].excused || points[1].excused) &&
         !(points[0].given && points[1].given);
}

static folding start(const rsl__pairing *in) {
  bool one = rsl__when_type(in->when) >= in->type;
  folding of = { .in = in, .product = rsl__weighs_over_time(in->sheet, in->when) };
  rsl__cursor cursor = rsl__cursor_open(in->rollup->cube, in->indicator, in->unit);
  of.has_rows = in->sheet->rule == RSL_RULE_RATIO && !one && !rsl__cursor_is_empty(&cursor);
  for (int s = 0; s < 2; s++) {
    rsl_time_rule time = in->rollup->sheets[in->sides[s].indicator].record->time;
    of.sides[s].alone = !of.product && (time == RSL_TIME_LAST || time == RSL_TIME_FIRST);
    of.sides[s].fold.time = of.product ? RSL_TIME_SUM : one ? RSL_TIME_NONE : time;
  }
  return of;
}

/* R5: period by period first; a part that lacks either figure is left out of both. R6: reports for a longer period stand
 * where the parts inside it are not complete, if both sides are known for all of it.
 * @param standing of Σ x·w the report that stands for all the parts, whatever they gave; NULL: there is none */
static rsl_status collect(folding *of, uint32_t when, const rsl__point *standing) {
  if (rsl__when_type(when) >= of->in->type) return collect_one(of, when, standing);
  if (when != of->in->when && !rsl__pairing_is_spoken(of->in, when)) return collect_inside(of, when, standing);
  rsl__point points[2];
  rsl_status status = read_sides(of, when, points);
  if (status != RSL_OK) return status;
  bool whole = is_whole(of, when, points);
  if (when == of->in->when) of->excused_whole = points[0].excused || points[1].excused;
  uint32_t parts = rsl__parts_of(of->in->sheet, when, of->in->type);
  bool plain = points[0].plain && points[1].plain && !of->has_rows;
  if (whole && plain && !of->product) {
    of->themselves += parts;
    return take_whole(of, points, parts);
  }
  folding before = *of;
  bool stands = of->product && points[0].given && points[0].whole;
  status = collect_inside(of, when, standing == NULL && stands ? &points[0] : standing);
  uint32_t excused = of->excused - before.excused;
  uint32_t themselves = of->themselves - before.themselves;
  bool reported = points[0].reported || points[1].reported;
  uint32_t paired = reported && !of->product ? themselves : of->parts - before.parts;
  if (status != RSL_OK || !whole || paired + excused >= parts) return status;
  /* Its parts were told where they were paired: what lacks its partner stays out. */
  if ((points[0].level || points[1].level) && of->parts > before.parts) return status;
  *of = before;
  of->excused += excused;
  of->themselves += themselves;
  of->stood_in += parts - excused - themselves;
  return take_whole(of, points, parts - excused);
}

static rsl_status collect_one(folding *of, uint32_t when, const rsl__point *standing) {
  rsl__point points[2];
  rsl_status status = read_sides(of, when, points);
  if (status != RSL_OK) return status;
  bool itself = points[0].given;
  if (standing != NULL && !points[0].excused) points[0] = *standing;
  bool paired = points[0].given && points[1].given;
  bool excused = points[0].excused || points[1].excused;
  if (of->has_rows) status = look_for_excuse(of, when, &excused);
  if (status != RSL_OK) return status;
  if (excused)
    of->excused++;
  else
    see(of, paired);
  if (!paired || (excused && of->has_rows)) return RSL_OK;
  of->themselves += itself ? 1 : 0;
  of->stood_in += itself ? 0 : 1;
  return take(of, points, 1);
}

/* In a year to date the periods after the last whole half or quarter are taken one by one. */
static rsl_status collect_inside(folding *of, uint32_t when, const rsl__point *standing) {
  const rsl__pairing *in = of->in;
  rsl_period_type type = inner_type(of, when);
  uint32_t count = rsl__parts_of(in->sheet, when, type);
  rsl_period part = rsl__first_part(in->sheet, when, type);
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < count; i++, part = rsl_period_shift(part, 1))
    status = collect(of, rsl__when(part), standing);
  if (type == in->type || count == 0) return status;
  uint32_t end = rsl__last_part(in->sheet, when, in->type);
  uint32_t at = rsl__last_part(in->sheet, rsl__when(rsl_period_shift(part, -1)), in->type);
  while (status == RSL_OK && at < end) {
    at = rsl__when_shift(at, 1);
    status = collect(of, at, standing);
  }
  return status;
}

/* What two quarters differ by says nothing of how their months do. */
static rsl_period_type inner_type(const folding *of, uint32_t when) {
  const rsl__pairing *in = of->in;
  if (of->sides[0].fold.time == RSL_TIME_STDDEV || of->sides[1].fold.time == RSL_TIME_STDDEV) return in->type;
  for (int type = (int)rsl__when_type(when) + 1; type < (int)in->type; type++)
    if (rsl__parts_of(in->sheet, when, (rsl_period_type)type) > 0) return (rsl_period_type)type;
  return in->type;
}

static rsl_status read_sides(folding *of, uint32_t when, rsl__point points[2]) {
  rsl_status status = rsl__pairing_read(of->in, 0, when, &points[0]);
  if (status == RSL_OK) status = rsl__pairing_read(of->in, 1, when, &points[1]);
  if (status != RSL_OK) return status;
  of->lonely = of->lonely || points[0].given != points[1].given;
  return RSL_OK;
}

/* A year to date is set against as much of an earlier year, which has ended. */
static bool is_whole(const folding *of, uint32_t when, const rsl__point points[2]) {
  const rsl__pairing *in = of->in;
  bool shifted = in->sides[0].variant.shift != 0 || in->sides[1].variant.shift != 0;
  return points[0].given && points[0].whole && points[1].given && points[1].whole &&
         !(shifted && rsl__is_running(in->sheet, when));
}

static rsl_status look_for_excuse(const folding *of, uint32_t when, bool *excused) {
  const rsl__pairing *in = of->in;
  rsl__own own;
  if (!rsl__own_read(in->rollup, in->indicator, in->unit, when, 1, &own)) return RSL_ERR_OVERFLOW;
  *excused = *excused || own.excused;
  return RSL_OK;
}

static void see(folding *of, bool paired) {
  if (!of->begun) of->first_paired = paired;
  of->last_paired = paired;
  of->begun = true;
}

/* What a figure differs by from itself is nothing: one of many parts tells how much these do. */
static rsl_status take_whole(folding *of, const rsl__point points[2], uint32_t parts) {
  for (int s = 0; s < 2; s++)
    if (of->sides[s].fold.time == RSL_TIME_STDDEV) of->sides[s].fold.time = RSL_TIME_NONE;
  return take(of, points, parts);
}

static rsl_status take(folding *of, const rsl__point points[2], uint32_t parts) {
  if (of->in->sides[1].weight && rsl_number_sign(points[1].value) < 0) return RSL_ERR_DATA;
  uint32_t weak = 0; /* of the sides that rest on all that is paired */
  see(of, true);
  for (int s = 0; s < 2; s++)
    if (!of->sides[s].alone) weak = at_most(weak + weak_of(of, s, &points[s], parts), parts);
  of->weak += weak;
  for (int s = 0; s < 2; s++) {
    uint32_t all = at_most(weak + weak_of(of, s, &points[s], parts), parts);
    if (!(of->sides[s].fold.time == RSL_TIME_FIRST && of->parts > 0))
      rest_on(&of->sides[s], &points[s], of->sides[s].alone ? all - weak : 0);
    if (!of->product) fold_side(of, s, &points[s], parts, &of->sides[s]);
  }
  if (of->product) fold_product(of, points);
  of->parts += parts;
  return RSL_OK;
}

/* How many of the parts are weak. */
static uint32_t weak_of(const folding *of, int number, const rsl__point *point, uint32_t parts) {
  rsl_period_type frequency = of->in->rollup->sheets[of->in->sides[number].indicator].record->frequency;
  if (point->status == RSL__STATUS_A) return 0;
  return frequency == of->in->type ? at_most(point->weak_parts, parts) : parts;
}

static uint32_t at_most(uint32_t count, uint32_t most) {
  return count < most ? count : most;
}

/* R8: what was not used does not weaken. */
static void rest_on(foundation *side, const rsl__point *point, uint32_t weak) {
  if (side->alone || point->status > side->status) side->status = point->status;
  side->estimate = point->estimate || (side->estimate && !side->alone);
  side->partial = point->partial || (side->partial && !side->alone);
  side->vintage = side->alone ? point->vintage : rsl__vintage_merge(side->vintage, point->vintage);
  side->weak = weak;
}

static void fold_product(folding *of, const rsl__point points[2]) {
  rsl__fold_take(&of->sides[0].fold, rsl_number_multiply(points[0].value, points[1].value), 1);
  rsl__fold_take(&of->sides[1].fold, points[1].value, 1);
}

/* A weight that several parts have in common, of a longer period than theirs, is one figure. */
static void fold_side(const folding *of, int number, const rsl__point *point, uint32_t parts, foundation *side) {
  const rsl__sheet *sheet = &of->in->rollup->sheets[of->in->sides[number].indicator];
  if (side->folded == point->when && side->fold.count > 0) return;
  uint32_t weight = side->fold.time == RSL_TIME_DAY_MEAN ? rsl__parts_of(sheet, point->when, RSL_PERIOD_DAY)
                    : side->fold.time == RSL_TIME_MEAN   ? parts
                                                         : 1;
  rsl__fold_take(&side->fold, point->value, weight);
  side->folded = point->when;
}

static void finish(const folding *of, rsl__pair *pair) {
  const rsl__pairing *in = of->in;
  bool one = rsl__when_type(in->when) >= in->type;
  uint32_t all = one ? 1 : rsl__parts_of(in->sheet, in->when, in->type);
  pair->all = all < 1 ? 1 : all;
  pair->lonely = of->lonely;
  pair->excused = of->excused_whole || (all > 0 && of->excused >= all);
  pair->product = of->product;
  if (of->parts == 0) return;
  pair->given = true;
  pair->parts = of->parts;
  pair->excused_parts = of->excused;
  pair->stood_in_parts = of->stood_in;
  pair->weak_parts = of->weak;
  pair->partial = misses(of, all);
  for (int s = 0; s < 2; s++) {
    const foundation *side = &of->sides[s];
    pair->weak_parts += side->weak;
    if (side->status > pair->status) pair->status = side->status;
    pair->estimate = pair->estimate || side->estimate;
    pair->partial = pair->partial || side->partial;
  }
  pair->vintage = of->sides[1].vintage;
  pair->a = rsl__fold_value(&of->sides[0].fold);
  pair->b = rsl__fold_value(&of->sides[1].fold);
}

/* R6: the latest pair is that of the period where it is that of its last part, the first likewise. */
static bool misses(const folding *of, uint32_t all) {
  bool any = false;
  for (int s = 0; s < 2; s++) {
    rsl_time_rule time = of->sides[s].fold.time;
    any = any || (time == RSL_TIME_LAST    ? !of->last_paired
                  : time == RSL_TIME_FIRST ? !of->first_paired
                                           : of->parts + of->excused < all);
  }
  return any;
}
