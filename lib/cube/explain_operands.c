#include "cube/explain.h"
#include "cube/pair.h"

enum {
  PARTS_TOLD = 12 /* pairs of the parts of a period are told one by one up to here */
};

static bool parts_lack(const rsl__account *in, const rsl__subject *at, rsl__pairing *pairing);
static bool read_pair(const rsl__pairing *pairing, uint32_t when, rsl__point points[2]);
static rsl_status tell_pairs(const rsl__account *in, const rsl__pairing *pairing, const rsl__subject *at);
static rsl_status tell_weight(const rsl__account *in, const rsl__subject *at);
static rsl_status tell_references(const rsl__account *in, const rsl__subject *at, const rsl__expression *expression);
static rsl_status tell_operand(const rsl__account *in, const rsl__subject *at, uint32_t operand, uint32_t when);

rsl_status rsl__explain_operands(const rsl__account *in, const rsl__subject *at) {
  const rsl_rollup *rollup = in->rollup;
  const rsl_operands *operands = &rollup->sheets[at->indicator].operands;
  rsl_status status = RSL_OK;
  rsl__pairing pairing;
  if (at->nest >= RSL__EXPLAIN_NEST) {
    if (rsl__operand(rollup->plan, at->indicator, 0) != RSL_NONE) rsl__explain_cut(in, at);
    return RSL_OK;
  }
  if (parts_lack(in, at, &pairing)) return tell_pairs(in, &pairing, at);
  if (operands->weight != RSL_NONE) status = tell_weight(in, at);
  if (status == RSL_OK && operands->numerator != RSL_NONE)
    status = tell_operand(in, at, operands->numerator, rsl__when_shift(at->when, operands->numerator_variant.shift));
  if (status == RSL_OK && operands->denominator != RSL_NONE)
    status =
        tell_operand(in, at, operands->denominator, rsl__when_shift(at->when, operands->denominator_variant.shift));
  if (status == RSL_OK && operands->condition_indicator != RSL_NONE) {
    const rsl__question threshold =
        rsl__refer(rollup, operands->condition_indicator, operands->condition_variant, at->when);
    status = tell_operand(in, at, threshold.indicator, threshold.when);
  }
  if (status == RSL_OK) status = tell_references(in, at, rsl__plan_expression(rollup->plan, at->indicator));
  if (status == RSL_OK) status = tell_references(in, at, rsl__plan_condition(rollup->plan, at->indicator));
  return status;
}

/* R5: over a longer period two figures are paired period by period. Where one of them came alone, what was paired is not
 * what each of them makes. */
static bool parts_lack(const rsl__account *in, const rsl__subject *at, rsl__pairing *pairing) {
  const rsl__sheet *sheet = &in->rollup->sheets[at->indicator];
  if (sheet->rule != RSL_RULE_RATIO && sheet->rule != RSL_RULE_WEIGHTED_MEAN) return false;
  unsigned role = rsl__role(in->rollup, at->indicator, at->unit, rsl__last_day(sheet, at->when));
  *pairing = rsl__pairing_of(in->rollup, at->indicator, at->unit, at->when, (role & RSL__ROLE_ADDS) != 0);
  if (rsl__when_type(at->when) >= pairing->type) return false;
  uint32_t parts = rsl__parts_of(sheet, at->when, pairing->type);
  rsl_period part = rsl__first_part(sheet, at->when, pairing->type);
  bool any = false;
  bool lacks = false;
  for (uint32_t i = 0; parts <= PARTS_TOLD && i < parts; i++, part = rsl_period_shift(part, 1)) {
    rsl__point points[2];
    if (!read_pair(pairing, rsl__when(part), points)) return false;
    any = any || (points[0].given && points[1].given);
    lacks = lacks || points[0].given != points[1].given;
  }
  return any && lacks;
}

static bool read_pair(const rsl__pairing *pairing, uint32_t when, rsl__point points[2]) {
  return rsl__pairing_read(pairing, 0, when, &points[0]) == RSL_OK &&
         rsl__pairing_read(pairing, 1, when, &points[1]) == RSL_OK;
}

/* Each part's two figures; of a mean its own figures stand in its rows. */
static rsl_status tell_pairs(const rsl__account *in, const rsl__pairing *pairing, const rsl__subject *at) {
  uint32_t parts = rsl__parts_of(pairing->sheet, at->when, pairing->type);
  rsl_period part = rsl__first_part(pairing->sheet, at->when, pairing->type);
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < parts; i++, part = rsl_period_shift(part, 1)) {
    rsl__subject here = *at;
    rsl__point points[2];
    if (!read_pair(pairing, rsl__when(part), points)) return RSL_ERR_OVERFLOW;
    bool alone = points[0].given != points[1].given;
    if (alone && here.unused == RSL_UNUSED_NONE) here.unused = RSL_UNUSED_NO_PARTNER;
    for (int side = 0; status == RSL_OK && side < 2; side++)
      if (pairing->sides[side].indicator != at->indicator)
        status = tell_operand(in, &here, pairing->sides[side].indicator,
                              rsl__pairing_period(pairing, side, rsl__when(part)));
  }
  return status;
}

/* R5: where it looks back, the one that it found. */
static rsl_status tell_weight(const rsl__account *in, const rsl__subject *at) {
  const rsl__sheet *sheet = &in->rollup->sheets[at->indicator];
  uint32_t wanted = rsl__weight_of(in->rollup, at->indicator, at->when, at->when);
  uint32_t used = wanted;
  for (int back = 0; wanted != 0 && back <= sheet->record->weight_look_back; back++) {
    rsl__point point;
    uint32_t when = rsl__when_shift(wanted, -back);
    rsl_status status = rsl__point_read(in->rollup, sheet->operands.weight, at->unit, when, &point);
    if (status != RSL_OK) return status;
    if (!point.given) continue;
    used = when;
    break;
  }
  return tell_operand(in, at, sheet->operands.weight, used);
}

/* Each figure once, however often the expression takes it. */
static rsl_status tell_references(const rsl__account *in, const rsl__subject *at, const rsl__expression *expression) {
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && expression != NULL && i < expression->count; i++) {
    const rsl__instruction *item = &expression->items[i];
    bool again = item->operation != RSL__OPERATION_INDICATOR;
    for (uint32_t before = 0; !again && before < i; before++) {
      const rsl__instruction *other = &expression->items[before];
      again = other->operation == RSL__OPERATION_INDICATOR && other->operand == item->operand &&
              other->variant.shift == item->variant.shift;
    }
    if (again) continue;
    const rsl__question question = rsl__refer(in->rollup, item->operand, item->variant, at->when);
    status = tell_operand(in, at, question.indicator, question.when);
  }
  return status;
}

static rsl_status tell_operand(const rsl__account *in, const rsl__subject *at, uint32_t operand, uint32_t when) {
  if (when == 0 || !rsl__has_length(in->rollup, operand, rsl__when_period(when))) return RSL_OK;
  rsl__subject below = *at;
  below.indicator = operand;
  below.when = when;
  below.depth++;
  below.nest++;
  return rsl__take_apart(in, below);
}
