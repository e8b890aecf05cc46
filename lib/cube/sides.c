#include "cube/carry.h"
#include "cube/pair.h"

static rsl_status read_once(const rsl__pairing *in, const rsl__pair_side *side, uint32_t when, rsl__point *point);
static uint32_t same_part(const rsl__sheet *sheet, uint32_t from, uint32_t to, uint32_t part);
static bool is_carried(const rsl__pairing *in, const rsl__pair_side *side, uint32_t when);
static rsl_status read_figure(const rsl_rollup *rollup, const rsl__frame *to, const rsl__question *question,
                              uint32_t unit, rsl__point *point);

rsl_status rsl__point_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                           rsl__point *point) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  *point = (rsl__point){ .value = rsl_number_absent() };
  if (when == 0 || !rsl__has_length(rollup, indicator, rsl__when_period(when))) return RSL_OK;
  bool plain = rsl__rule_is_direct(sheet->rule);
  unsigned role = rsl__role(rollup, indicator, unit, rsl__last_day(sheet, when)) & RSL__ROLE_KIND;
  if (plain && role != RSL__ROLE_ABOVE) {
    rsl_status status = rsl__point_own(rollup, indicator, unit, when, point);
    if (role == RSL__ROLE_NONE && !point->given) point->excused = true;
    return status;
  }
  const rsl__frame *here = rsl__frame_of(rollup, sheet, when);
  return read_figure(rollup, here,
                     &(rsl__question){ .indicator = indicator, .when = when, .operand = true, .grade = RSL_NONE }, unit,
                     point);
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
  uint32_t parts_told = own.told + own.excused_all;
  point->whole = parts_told >= rsl__real_parts(sheet, when);
  point->reported = own.has_row && own.row.when == when;
  point->covered = true;
  point->estimate = own.estimate;
  point->status = own.status;
  bool weak_row = sheet->once && own.has_row && own.status != RSL__STATUS_A;
  point->plain = point->whole && own.excused_all == 0 && own.stood_in_parts == 0 && own.status == RSL__STATUS_A;
  point->weak_parts = weak_row ? rsl__real_parts(sheet, own.row.when) : own.weak_parts;
  point->value = rsl__own_number(sheet->column, &own);
  point->given = point->value.kind != RSL_NUMBER_ABSENT;
  return RSL_OK;
}

rsl_period_type rsl__pair_type(const rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->rule == RSL_RULE_WEIGHTED_MEAN) return sheet->record->frequency;
  rsl_period_type a = rollup->sheets[sheet->operands.numerator].record->frequency;
  rsl_period_type b = rollup->sheets[sheet->operands.denominator].record->frequency;
  /* The longer types have the lower numbers. */
  return a < b ? a : b;
}

uint32_t rsl__weight_when(const rsl_rollup *rollup, uint32_t weight, uint32_t when) {
  rsl_period_type frequency = rollup->sheets[weight].record->frequency;
  bool shorter = frequency < rsl__when_type(when);
  return shorter ? rsl__calendar_around(rollup->sheets[weight].month_from, when, frequency) : when;
}

uint32_t rsl__weight_of(const rsl_rollup *rollup, uint32_t indicator, uint32_t asked, uint32_t when) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->record->weight_at.type != RSL_PERIOD_NONE) return rsl__when(sheet->record->weight_at);
  uint32_t there = rsl__when_shift(asked, sheet->operands.weight_variant.shift);
  uint32_t wanted = same_part(sheet, asked, there, when);
  return wanted == 0 ? 0 : rsl__weight_when(rollup, sheet->operands.weight, wanted);
}

rsl_status rsl__weight_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t asked, uint32_t when,
                            rsl__point *point) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  unsigned role = rsl__role(rollup, indicator, unit, rsl__last_day(sheet, when));
  rsl__pairing in = rsl__pairing_of(rollup, indicator, unit, asked, (role & RSL__ROLE_ADDS) != 0);
  in.type = rsl__when_type(when);
  return rsl__pairing_read(&in, 1, when, point);
}

rsl__pairing rsl__pairing_of(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool own) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_operands *operands = &sheet->operands;
  rsl__pairing in = { rollup,
                      sheet,
                      indicator,
                      { { operands->numerator, own, false, false, operands->numerator_variant },
                        { operands->denominator, own, false, false, operands->denominator_variant } },
                      unit,
                      when,
                      rsl__pair_type(rollup, indicator) };
  if (sheet->rule != RSL_RULE_WEIGHTED_MEAN) return in;
  /* R4, R2: above the measuring units the weight may be what rolled up, unless it is made of others or the unit reports
   * for itself alone. */
  bool alone = own && ((rsl__role(rollup, indicator, unit, rsl__last_day(sheet, when)) & RSL__ROLE_ADDS) != 0 ||
                       rsl__operand(rollup->plan, operands->weight, 0) != RSL_NONE);
  in.sides[0] = (rsl__pair_side){ indicator, true, false, false, { 0, RSL_NONE } };
  in.sides[1] = (rsl__pair_side){ operands->weight, alone, own, true, operands->weight_variant };
  return in;
}

uint32_t rsl__pairing_period(const rsl__pairing *in, int number, uint32_t when) {
  const rsl__pair_side *side = &in->sides[number];
  if (side->weight) return rsl__weight_of(in->rollup, in->sides[0].indicator, in->when, when);
  return same_part(in->sheet, in->when, rsl__when_shift(in->when, side->variant.shift), when);
}

/* R5: a weight may look back, but a unit's newest one counts. */
rsl_status rsl__pairing_read(const rsl__pairing *in, int number, uint32_t when, rsl__point *point) {
  const rsl__pair_side *side = &in->sides[number];
  uint32_t wanted = rsl__pairing_period(in, number, when);
  rsl_status status = read_once(in, side, wanted, point);
  int back = side->weight ? in->sheet->record->weight_look_back : 0;
  if (back > 0) point->vintage = 1;
  bool shortest = rsl__when_type(when) >= in->type;
  bool excused = point->excused;
  for (int i = 1; status == RSL_OK && shortest && wanted != 0 && !point->given && i <= back; i++) {
    status = read_once(in, side, rsl__when_shift(wanted, -i), point);
    point->vintage = (uint8_t)(i + 1 < RSL__VINTAGE_MIXED ? i + 1 : RSL__VINTAGE_MIXED - 1);
  }
  /* That a unit was not there at the time of the weight excuses nothing. */
  bool elsewhen = side->weight && (in->sheet->record->weight_at.type != RSL_PERIOD_NONE || side->variant.shift != 0);
  point->excused = excused && !elsewhen;
  point->when = wanted;
  return status;
}

bool rsl__pairing_is_spoken(const rsl__pairing *in, uint32_t when) {
  for (int s = 0; s < 2; s++) {
    const rsl__column *column = in->rollup->sheets[in->sides[s].indicator].column;
    uint32_t wanted = rsl__pairing_period(in, s, when);
    size_t low = 0;
    size_t high = column->spoken_count;
    while (low < high) {
      size_t middle = low + (high - low) / 2;
      if (column->spoken[middle] < wanted)
        low = middle + 1;
      else
        high = middle;
    }
    bool cumulative = in->rollup->sheets[in->sides[s].indicator].record->reported_as != RSL_REPORTED_AS_PERIOD;
    if (cumulative || (low < column->spoken_count && column->spoken[low] == wanted)) return true;
  }
  return false;
}

static rsl_status read_once(const rsl__pairing *in, const rsl__pair_side *side, uint32_t when, rsl__point *point) {
  *point = (rsl__point){ .value = rsl_number_absent() };
  bool at_grade = side->variant.grade != RSL_NONE;
  rsl_status status = RSL_OK;
  /* R4: a unit's own report says at which grade it stands itself, which is nothing to hand upward. */
  if (when == 0 || (at_grade && side->own)) return RSL_OK;
  if (side->own) {
    status = rsl__point_own(in->rollup, side->indicator, in->unit, when, point);
  } else if (!at_grade && !is_carried(in, side, when)) {
    status = rsl__point_read(in->rollup, side->indicator, in->unit, when, point);
  } else {
    const rsl__question question = {
      .indicator = side->indicator, .when = when, .operand = true, .grade = side->variant.grade
    };
    status = read_figure(in->rollup, rsl__frame_of(in->rollup, in->sheet, in->when), &question, in->unit, point);
  }
  if (!side->covered) return status;
  /* What rolled up is paired period by period too, whatever it would make of them together; that nobody below owes the
   * weight leaves the report of that period missing all the same. */
  point->plain = point->excused = false;
  point->given = point->given && point->covered;
  return status;
}

/* Of a shifted side the same part of the earlier period: the third month of the year before. */
static uint32_t same_part(const rsl__sheet *sheet, uint32_t from, uint32_t to, uint32_t part) {
  rsl_period_type type = rsl__when_type(part);
  if (from == to || to == 0) return to == 0 ? 0 : part;
  if (part == from) return to;
  int32_t number = rsl__when_period(part).index - rsl__first_part(sheet, from, type).index;
  uint32_t there = rsl__when_shift(rsl__when(rsl__first_part(sheet, to, type)), number);
  return there != 0 && rsl__calendar_around(sheet->month_from, there, rsl__when_type(to)) == to ? there : 0;
}

/* R5: is the figure of another structure than the one that it is set against? */
static bool is_carried(const rsl__pairing *in, const rsl__pair_side *side, uint32_t when) {
  const rsl_indicator *record = in->sheet->record;
  bool elsewhen = side->variant.shift != 0 ||
                  (side->weight && (record->weight_at.type != RSL_PERIOD_NONE || record->weight_look_back > 0));
  return elsewhen && when != 0 &&
         rsl__frame_of(in->rollup, &in->rollup->sheets[side->indicator], when) !=
             rsl__frame_of(in->rollup, in->sheet, in->when);
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
  point->level = rollup->sheets[question->indicator].once &&
                 rsl__when_type(question->when) < rollup->sheets[question->indicator].record->frequency;
  point->partial = (read->flags & RSL_FLAG_PARTIAL) != 0;
  point->whole = !point->partial;
  point->plain = point->whole;
  point->estimate = (read->flags & RSL_FLAG_ESTIMATE) != 0;
  int number = rsl__status_number(read->status);
  point->status = number < 0 ? RSL__STATUS_A : (uint8_t)number;
  point->weak_parts = point->status != RSL__STATUS_A ? UINT32_MAX : 0;
  point->value = read->value;
  return RSL_OK;
}
