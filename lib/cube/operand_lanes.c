#include "cube/operand_lanes.h"

#include "cube/carry.h"
#include "plan/structure.h"

static bool is_told_plainly(const rsl_rollup *rollup, uint32_t indicator, const rsl__frame *frame);
static bool read_results(const rsl__operand_lanes *operand, uint32_t position, rsl__lane_values *values,
                         rsl__said *said);
static void read_result(const rsl__result *result, uint32_t lane, rsl__lane_values *values, rsl__said *said);
static bool read_rolled_up(const rsl__operand_lanes *operand, uint32_t position, rsl_origin origin,
                           rsl__lane_values *values, rsl__said *said);
static void read_lane(const rsl__operand_lanes *operand, uint32_t lane, const rsl__lane_row *row,
                      rsl__lane_values *values, rsl__said *said);
static bool bring_to_scale(const rsl__operand_lanes *operand, rsl__lane_values *values);
static bool read_measured(rsl__operand_lanes *operand, uint32_t unit, rsl__lane_values *values, rsl__said *said);
static const rsl__scope *scope_of(const rsl__operand_lanes *operand);
static bool reports_any(const rsl__operand_lanes *operand, uint32_t unit);
static bool reports(const rsl__operand_lanes *operand, uint32_t indicator, uint32_t unit);

bool rsl__operand_lanes_open(const rsl_rollup *rollup, const rsl__instruction *item, const rsl__frame *frame,
                             const uint32_t *whens, uint32_t count, rsl__operand_lanes *operand) {
  const rsl__sheet *sheet = &rollup->sheets[item->operand];
  operand->rollup = rollup;
  operand->sheet = sheet;
  operand->frame = frame;
  operand->indicator = item->operand;
  operand->count = count;
  operand->has_side = false;
  if (item->variant.grade != RSL_NONE || !is_told_plainly(rollup, item->operand, frame)) return false;
  for (uint32_t lane = 0; lane < count; lane++) {
    uint32_t when = rsl__refer(rollup, item->operand, item->variant, whens[lane]).when;
    operand->whens[lane] = when;
    if (when == 0 || rsl__when_type(when) != sheet->record->frequency) return false;
    if (rsl__frame_of(rollup, sheet, when) != frame) return false;
    uint32_t at = 0;
    const rsl__strip *strip = rsl__strip_of(sheet, when, &at);
    operand->strips[lane] = strip == NULL || strip->scope == NULL ? NULL : strip;
    operand->lanes[lane] = (uint8_t)at;
  }
  if (rsl__rule_is_direct(sheet->rule) && rsl__is_as_written(sheet->record) && rollup->known_on == RSL_DATE_NONE)
    operand->has_side = rsl__side_lay_out(sheet->column, operand->whens, count, &operand->side);
  return true;
}

bool rsl__operand_lanes_read(rsl__operand_lanes *operand, uint32_t position, rsl__lane_values *values,
                             rsl__said *said) {
  const uint32_t unit = rsl_structure_unit(operand->frame->structure, position);
  const bool keeps_all = operand->sheet->keeps_all;
  values->real = operand->sheet->rule == RSL_RULE_FORMULA;
  values->scale = 0;
  values->most_above = values->most_under = 0;
  if (values->real) return !reports(operand, operand->indicator, unit) && read_results(operand, position, values, said);
  unsigned role =
      scope_of(operand)->roles[position] & (RSL__ROLE_KIND | RSL__ROLE_ADDS | RSL__ROLE_STOPS | RSL__ROLE_APART);
  if (role == RSL__ROLE_ABOVE)
    return !reports_any(operand, unit) && read_rolled_up(operand, position, RSL_ORIGIN_CHILDREN, values, said);
  if (role != RSL__ROLE_OWES) return false;
  if (!keeps_all) return operand->has_side && read_measured(operand, unit, values, said);
  return !reports(operand, operand->indicator, unit) && read_rolled_up(operand, position, RSL_ORIGIN_OWN, values, said);
}

/* Its figures are what rolled up or what was written, and what is due is the same from period to period. */
static bool is_told_plainly(const rsl_rollup *rollup, uint32_t indicator, const rsl__frame *frame) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->rule == RSL_RULE_FORMULA) return !sheet->reads_later;
  return sheet->plain && sheet->break_count == 1 && sheet->rule != RSL_RULE_SHARE &&
         sheet->record->prefer == RSL_PREFER_CHILDREN && sheet->record->stop_at == NULL &&
         frame->exempts[indicator].count == 0;
}

static bool read_results(const rsl__operand_lanes *operand, uint32_t position, rsl__lane_values *values,
                         rsl__said *said) {
  const rsl__sheet *sheet = operand->sheet;
  const uint32_t unit = rsl_structure_unit(operand->frame->structure, position);
  size_t count = 0;
  const rsl__result *results =
      rsl__formula_results(operand->rollup, operand->indicator, operand->frame, position, &count);
  size_t next = 0;
  for (uint32_t lane = 0; lane < operand->count; lane++) {
    while (next < count && sheet->whens[results[next].when] < operand->whens[lane]) next++;
    if (next < count && sheet->whens[results[next].when] == operand->whens[lane]) {
      read_result(&results[next], lane, values, &said[lane]);
      said[lane].told = true;
      continue;
    }
    rsl__result unspoken;
    if (rsl__formula_read(operand->rollup, operand->indicator, unit, operand->whens[lane], &unspoken) != RSL_OK)
      return false;
    read_result(&unspoken, lane, values, &said[lane]);
  }
  return true;
}

static void read_result(const rsl__result *result, uint32_t lane, rsl__lane_values *values, rsl__said *said) {
  bool given = result->absence == RSL_ABSENCE_NONE;
  *said = (rsl__said){ .reporting = result->reporting, .owed = result->owed, .stood_in = result->stood_in };
  said->weak = result->weak;
  said->prints = result->prints;
  said->given = given;
  said->speaks = given || result->reporting > 0;
  rsl__lane_put_absent(values, lane);
  if (!given) return;
  rsl__lane_put_real(values, lane, result->value);
  said->flags = result->flags;
  said->status = result->status;
  said->origin = result->origin == RSL_ORIGIN_NONE ? RSL_ORIGIN_CHILDREN : result->origin;
}

static bool read_rolled_up(const rsl__operand_lanes *operand, uint32_t position, rsl_origin origin,
                           rsl__lane_values *values, rsl__said *said) {
  const rsl__sheet *sheet = operand->sheet;
  const rsl_structure *structure = operand->frame->structure;
  const rsl__owing *owing = &scope_of(operand)->owing;
  const uint64_t owed = owing->before[structure->ends[position]] - owing->before[position];
  const rsl__strip *strip = NULL;
  const rsl__lane_row *row = NULL;
  for (uint32_t lane = 0; lane < operand->count; lane++) {
    if (operand->strips[lane] != strip) {
      strip = operand->strips[lane];
      row = strip == NULL ? NULL : rsl__strip_row(sheet, strip, position);
      if (row != NULL && row->tallies != NULL) return false;
    }
    said[lane] = (rsl__said){ .owed = owed };
    rsl__lane_put_absent(values, lane);
    if (row == NULL || row->a == NULL) continue;
    said[lane].told = row->lonely != NULL && row->lonely[operand->lanes[lane]] != 0;
    if (row->reporting[operand->lanes[lane]] == 0) continue;
    read_lane(operand, lane, row, values, &said[lane]);
    if (said[lane].given) said[lane].origin = (uint8_t)origin;
  }
  return bring_to_scale(operand, values);
}

static void read_lane(const rsl__operand_lanes *operand, uint32_t lane, const rsl__lane_row *row,
                      rsl__lane_values *values, rsl__said *said) {
  const rsl__sheet *sheet = operand->sheet;
  const uint32_t from = operand->lanes[lane];
  int64_t under = sheet->has_b ? row->b[from] : sheet->rule == RSL_RULE_MEAN ? row->reporting[from] : 1;
  rsl__lane_put(values, lane, row->a[from], under);
  said->reporting = row->reporting[from];
  said->prints = row->prints == NULL ? 0 : row->prints[from];
  said->given = under != 0;
  said->speaks = said->told = true;
}

/* What the planes hold, with the decimals that the rule gives it. */
static bool bring_to_scale(const rsl__operand_lanes *operand, rsl__lane_values *values) {
  const rsl__sheet *sheet = operand->sheet;
  if (rsl__rule_counts(sheet->rule)) return true;
  values->scale = (int)sheet->a_scale - (int)(sheet->is_pair ? sheet->b_scale : 0);
  if (sheet->rule == RSL_RULE_RATIO && !rsl__lane_values_multiply(values, operand->count, sheet->record->rollup.factor))
    return false;
  return values->scale <= RSL__LANE_SCALE_MAX &&
         (values->scale >= 0 || rsl__lane_values_raise(values, operand->count, 0));
}

/* A figure that a unit wrote speaks for it alone. */
static bool read_measured(rsl__operand_lanes *operand, uint32_t unit, rsl__lane_values *values, rsl__said *said) {
  rsl__side *side = &operand->side;
  const uint32_t place = operand->rollup->cube->places[unit];
  const rsl__said missing = { .owed = 1 };
  const rsl__said given = { .reporting = 1,
                            .owed = 1,
                            .prints = rsl__print_of(unit),
                            .origin = RSL_ORIGIN_OWN,
                            .given = true,
                            .speaks = true,
                            .told = true };
  if (rsl__side_has_rows(side, place)) return false;
  uint32_t row = rsl__side_row(side, place);
  values->scale = (int)side->column->scale;
  int64_t figures[RSL__LANES];
  rsl__side_pick(side, row, operand->count, figures);
  for (uint32_t lane = 0; lane < operand->count; lane++) {
    const int64_t value = figures[lane];
    said[lane] = value == RSL__ABSENT ? missing : given;
    rsl__lane_put(values, lane, value == RSL__ABSENT ? 0 : value, value == RSL__ABSENT ? 0 : 1);
  }
  return values->scale <= RSL__LANE_SCALE_MAX;
}

static const rsl__scope *scope_of(const rsl__operand_lanes *operand) {
  return &operand->frame->scopes[operand->sheet->breaks[0].measuring->number];
}

/* R2: does anything that it reported stand beside what rolled up, or in its place? */
static bool reports_any(const rsl__operand_lanes *operand, uint32_t unit) {
  const rsl__sheet *sheet = operand->sheet;
  if (reports(operand, operand->indicator, unit)) return true;
  if (sheet->rule != RSL_RULE_RATIO) return false;
  return reports(operand, sheet->operands.numerator, unit) || reports(operand, sheet->operands.denominator, unit);
}

static bool reports(const rsl__operand_lanes *operand, uint32_t indicator, uint32_t unit) {
  rsl__cursor cursor = rsl__cursor_open(operand->rollup->cube, indicator, unit);
  return !rsl__cursor_is_empty(&cursor);
}
