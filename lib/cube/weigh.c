#include "cube/carry.h"
#include "cube/own.h"

/* The weight that is asked for: of those that owe at a unit and below it. */
typedef struct weighing {
  const rsl_rollup *rollup;
  const rsl__sheet *sheet;
  uint32_t indicator;
  uint32_t unit;
  uint32_t when; /* asked for */
  bool excuses;  /* somewhere below something owed was excused */
  rsl_number owed;
} weighing;

static rsl_status weigh(weighing *in, uint32_t when);
static bool is_figure_of_weight(const weighing *in, uint32_t when);
static rsl_status weigh_each(weighing *in, uint32_t when);
static rsl_status weigh_one(weighing *in, uint32_t unit, uint32_t when);

rsl_status rsl__coverage_by_weight(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                   rsl_figure *figure) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  weighing in = { rollup, sheet, indicator, unit, when, false, rsl_number_from_integer(0) };
  in.excuses = figure->owed != rsl__due_below(rollup, indicator, unit, when).owed;
  bool over_time = rsl__weighs_over_time(sheet, when);
  uint32_t parts = over_time ? rsl__parts_of(sheet, when, sheet->record->frequency) : 1;
  uint32_t part = over_time && parts > 0 ? rsl__when(rsl__first_part(sheet, when, sheet->record->frequency)) : when;
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < parts; i++) status = weigh(&in, rsl__when_shift(part, (int32_t)i));
  if (status != RSL_OK) return status;
  bool given = figure->value.kind != RSL_NUMBER_ABSENT;
  bool stood = given && figure->origin == RSL_ORIGIN_OWN && figure->own_speaks;
  rsl_number none = rsl_number_from_integer(0);
  rsl_number told = figure->denominator.kind == RSL_NUMBER_ABSENT ? none : figure->denominator;
  figure->weight_reporting = stood ? in.owed : given ? told : none;
  /* R3: it cannot exceed 1, also where the weight itself came from a report that stood in. */
  bool more = rsl_number_compare(figure->weight_reporting, in.owed) > 0;
  figure->weight_owed = more ? figure->weight_reporting : in.owed;
  if (!given || !sheet->record->has_min_weight_coverage) return RSL_OK;
  rsl_number least =
      rsl_number_multiply(rsl_number_from_decimal(sheet->record->min_weight_coverage), figure->weight_owed);
  if (rsl_number_compare(figure->weight_reporting, least) < 0) figure->flags |= RSL_FLAG_BELOW_MIN_COVERAGE;
  return RSL_OK;
}

static rsl_status weigh(weighing *in, uint32_t when) {
  if (!is_figure_of_weight(in, when)) return weigh_each(in, when);
  rsl__reading reading;
  uint32_t weight = in->sheet->operands.weight;
  uint32_t of = rsl__weight_of(in->rollup, in->indicator, in->when, when);
  rsl_status status = rsl__figure_read(in->rollup, weight, in->unit, of, true, &reading);
  if (status == RSL_OK && reading.figure.value.kind != RSL_NUMBER_ABSENT)
    in->owed = rsl_number_add(in->owed, reading.figure.value);
  return status;
}

/* Nearly always the same units owe both, of the same day: then it is what the weight rolled up to. */
static bool is_figure_of_weight(const weighing *in, uint32_t when) {
  const rsl_rollup *rollup = in->rollup;
  uint32_t weight = in->sheet->operands.weight;
  const rsl__sheet *other = &rollup->sheets[weight];
  uint32_t of = rsl__weight_of(rollup, in->indicator, in->when, when);
  if (in->excuses || of == 0 || in->sheet->record->weight_look_back > 0 || other->rule != RSL_RULE_SUM ||
      rsl__is_units_first(other))
    return false;
  const rsl__frame *frame = rsl__frame_of(rollup, in->sheet, when);
  return rsl__frame_of(rollup, other, of) == frame && frame->exempts[in->indicator].count == 0 &&
         frame->exempts[weight].count == 0 &&
         rsl__measuring_on(in->sheet, rsl__last_day(in->sheet, when)) ==
             rsl__measuring_on(other, rsl__last_day(other, of));
}

static rsl_status weigh_each(weighing *in, uint32_t when) {
  const rsl__frame *frame = rsl__frame_of(in->rollup, in->sheet, when);
  uint32_t position = rsl__frame_position(frame, in->unit);
  uint32_t end = position == RSL_NONE ? 0 : rsl_structure_subtree_end(frame->structure, position);
  rsl_status status = RSL_OK;
  for (; status == RSL_OK && position < end; position++) {
    uint32_t unit = rsl_structure_unit(frame->structure, position);
    unsigned role = rsl__role(in->rollup, in->indicator, unit, rsl__last_day(in->sheet, when));
    if ((role & RSL__ROLE_ADDS) != 0 || (role & RSL__ROLE_KIND) == RSL__ROLE_OWES) status = weigh_one(in, unit, when);
  }
  return status;
}

static rsl_status weigh_one(weighing *in, uint32_t unit, uint32_t when) {
  rsl__own own;
  rsl__point point;
  if (!rsl__own_read(in->rollup, in->indicator, unit, when, rsl__parts(in->sheet, when), &own)) return RSL_ERR_OVERFLOW;
  if (own.excused) return RSL_OK;
  rsl_status status = rsl__weight_read(in->rollup, in->indicator, unit, in->when, when, &point);
  if (status == RSL_OK && point.given) in->owed = rsl_number_add(in->owed, point.value);
  return status;
}
