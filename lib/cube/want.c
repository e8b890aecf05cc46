#include "cube/carry.h"
#include "cube/pair.h"

static bool takes_as_measured(const rsl_rollup *rollup, uint32_t user, uint32_t operand);
static rsl_status shorten(rsl_rollup *rollup, rsl__sheet *sheet, rsl_error *error);
static rsl_status want_for(rsl_rollup *rollup, uint32_t indicator, uint32_t when, rsl_error *error);
static rsl_status want_expression(rsl_rollup *rollup, const rsl__expression *expression, uint32_t when,
                                  rsl_error *error);
static rsl_status want_weight(rsl_rollup *rollup, uint32_t indicator, uint32_t asked, uint32_t part, rsl_error *error);
static rsl_status want_parts(rsl_rollup *rollup, uint32_t indicator, uint32_t when, rsl_error *error);
static rsl_status want_parts_of_side(rsl_rollup *rollup, uint32_t indicator, int side, uint32_t when, rsl_error *error);
static rsl_status want(rsl_rollup *rollup, uint32_t indicator, uint32_t when, rsl_error *error);
static rsl_status want_inside(rsl_rollup *rollup, uint32_t indicator, int side, uint32_t when, rsl_period_type type,
                              rsl_error *error);
static bool is_read_from_rows(const rsl_rollup *rollup, uint32_t operand, uint32_t user, uint32_t when);
static bool is_told_above(const rsl_rollup *rollup, uint32_t indicator);
static bool is_above(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t place);
static uint32_t shift_of(const rsl__expression *expression);

/* The sides of a pair. */
enum { NUMERATOR, DENOMINATOR, WEIGHT, SIDES };

rsl_status rsl__want_operands(rsl_rollup *rollup, uint32_t indicator, rsl_error *error) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl_status status = RSL_OK;
  rsl__whens_order(sheet);
  if (rsl__is_units_first(sheet)) status = shorten(rollup, sheet, error);
  uint32_t operand = 0;
  for (uint32_t i = 0; (operand = rsl__operand(rollup->plan, indicator, i)) != RSL_NONE; i++) {
    rollup->sheets[operand].needed = rollup->sheets[operand].is_operand = true;
    if (sheet->rule == RSL_RULE_FORMULA) rollup->sheets[operand].has_prints = true;
    if (!takes_as_measured(rollup, indicator, operand)) rollup->sheets[operand].rolls = true;
  }
  sheet->told_above = sheet->rule == RSL_RULE_WEIGHTED_MEAN && sheet->types != 1u << sheet->record->frequency &&
                      is_told_above(rollup, indicator);
  for (size_t w = 0; status == RSL_OK && w < sheet->when_count; w++)
    status = want_for(rollup, indicator, sheet->whens[w], error);
  return status;
}

void rsl__find_spans_told(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_operands *operands = &sheet->operands;
  uint32_t shifts[] = { (uint32_t)-operands->numerator_variant.shift, (uint32_t)-operands->denominator_variant.shift,
                        (uint32_t)-operands->condition_variant.shift,
                        shift_of(rsl__plan_expression(rollup->plan, indicator)),
                        shift_of(rsl__plan_condition(rollup->plan, indicator)) };
  uint32_t own = 0;
  for (size_t i = 0; i < sizeof shifts / sizeof *shifts; i++)
    if (shifts[i] > own) own = shifts[i];
  uint32_t below = 0;
  sheet->looks_back = (uint32_t)sheet->record->look_back;
  sheet->lasts = sheet->record->event;
  sheet->adds_up = sheet->record->reported_as != RSL_REPORTED_AS_PERIOD;
  uint32_t operand = 0;
  for (uint32_t i = 0; (operand = rsl__operand(rollup->plan, indicator, i)) != RSL_NONE; i++) {
    const rsl__sheet *other = &rollup->sheets[operand];
    if (other->shifts > below) below = other->shifts;
    if (other->lasts) sheet->lasts = true;
    if (other->adds_up) sheet->adds_up = true;
    if (other->looks_back > sheet->looks_back) sheet->looks_back = other->looks_back;
  }
  sheet->shifts = own + below;
  sheet->told_count = (sheet->looks_back + 1) * (sheet->shifts + 1);
}

/* R5: a ratio pairs what each measuring unit gave, and above them its own sums roll up, not those of its sides. */
static bool takes_as_measured(const rsl_rollup *rollup, uint32_t user, uint32_t operand) {
  const rsl__sheet *sheet = &rollup->sheets[user];
  const rsl_operands *sides = &sheet->operands;
  rsl_rule rule = rollup->sheets[operand].rule;
  bool straight = sides->numerator_variant.shift == 0 && sides->denominator_variant.shift == 0 &&
                  sides->numerator_variant.grade == RSL_NONE && sides->denominator_variant.grade == RSL_NONE;
  bool plain = rsl__rule_is_direct(rule);
  return sheet->rule == RSL_RULE_RATIO && straight && plain && rsl__measured_alike(sheet, &rollup->sheets[operand]);
}

/* R6: what rolls up are the short periods, and those that a `last` may look back to. */
static rsl_status shorten(rsl_rollup *rollup, rsl__sheet *sheet, rsl_error *error) {
  rsl_period_type frequency = sheet->record->frequency;
  size_t count = sheet->when_count;
  for (size_t w = 0; w < count; w++) {
    uint32_t when = sheet->whens[w];
    if (rsl__when_type(when) == frequency) continue;
    uint32_t parts = rsl__parts_of(sheet, when, frequency);
    uint32_t first = rsl__when(rsl__first_part(sheet, when, frequency));
    for (int32_t i = -sheet->record->look_back; parts > 0 && i < (int32_t)parts; i++) {
      uint32_t part = rsl__when_shift(first, i);
      if (part != 0 && !rsl__whens_add(rollup, sheet, part)) return rsl__fail_memory(error);
    }
  }
  size_t kept = 0;
  for (size_t w = 0; w < sheet->when_count; w++)
    if (rsl__when_type(sheet->whens[w]) == frequency) sheet->whens[kept++] = sheet->whens[w];
  sheet->passes = kept < sheet->when_count;
  sheet->when_count = kept;
  rsl__whens_order(sheet);
  return RSL_OK;
}

/* What the rule takes for one period. */
static rsl_status want_for(rsl_rollup *rollup, uint32_t indicator, uint32_t when, rsl_error *error) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_operands *operands = &sheet->operands;
  rsl_status status = RSL_OK;
  if (operands->weight != RSL_NONE) status = want_weight(rollup, indicator, when, when, error);
  if (status == RSL_OK && operands->numerator != RSL_NONE)
    status = want(rollup, operands->numerator, rsl__when_shift(when, operands->numerator_variant.shift), error);
  if (status == RSL_OK && operands->denominator != RSL_NONE)
    status = want(rollup, operands->denominator, rsl__when_shift(when, operands->denominator_variant.shift), error);
  if (status == RSL_OK && operands->condition_indicator != RSL_NONE) {
    uint32_t shifted = rsl__when_shift(when, operands->condition_variant.shift);
    uint32_t other = operands->condition_indicator;
    status = want(rollup, other, shifted == 0 ? 0 : rsl__weight_when(rollup, other, shifted), error);
  }
  if (status == RSL_OK) status = want_expression(rollup, rsl__plan_expression(rollup->plan, indicator), when, error);
  if (status == RSL_OK) status = want_expression(rollup, rsl__plan_condition(rollup->plan, indicator), when, error);
  bool pairs = sheet->rule == RSL_RULE_RATIO || sheet->rule == RSL_RULE_WEIGHTED_MEAN;
  return status == RSL_OK && pairs ? want_parts(rollup, indicator, when, error) : status;
}

static rsl_status want_expression(rsl_rollup *rollup, const rsl__expression *expression, uint32_t when,
                                  rsl_error *error) {
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && expression != NULL && i < expression->count; i++) {
    const rsl__instruction *item = &expression->items[i];
    if (item->operation != RSL__OPERATION_INDICATOR) continue;
    uint32_t shifted = rsl__when_shift(when, item->variant.shift);
    status = want(rollup, item->operand, shifted == 0 ? 0 : rsl__weight_when(rollup, item->operand, shifted), error);
  }
  return status;
}

/* R5: also the earlier ones that it may look back to. */
static rsl_status want_weight(rsl_rollup *rollup, uint32_t indicator, uint32_t asked, uint32_t part, rsl_error *error) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint32_t wanted = rsl__weight_of(rollup, indicator, asked, part);
  rsl_status status = want(rollup, sheet->operands.weight, wanted, error);
  for (int back = 1; status == RSL_OK && wanted != 0 && back <= sheet->record->weight_look_back; back++)
    status = want(rollup, sheet->operands.weight, rsl__when_shift(wanted, -back), error);
  return status;
}

/* R5: period by period first. An operand that measuring units report themselves is read from its rows then; the weight of
 * a report from above them is what rolled up. */
static rsl_status want_parts(rsl_rollup *rollup, uint32_t indicator, uint32_t when, rsl_error *error) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl_status status = RSL_OK;
  if (rsl__when_type(when) == sheet->record->frequency && sheet->rule == RSL_RULE_WEIGHTED_MEAN) return RSL_OK;
  for (int side = NUMERATOR; status == RSL_OK && side < SIDES; side++)
    status = want_parts_of_side(rollup, indicator, side, when, error);
  return status;
}

static rsl_status want_parts_of_side(rsl_rollup *rollup, uint32_t indicator, int side, uint32_t when,
                                     rsl_error *error) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_operands *operands = &sheet->operands;
  const uint32_t sides[SIDES] = { operands->numerator, operands->denominator, operands->weight };
  bool over_time = rsl__weighs_over_time(sheet, when);
  rsl_period_type type = rsl__pair_type(rollup, indicator);
  if (sides[side] == RSL_NONE || rsl__when_type(when) >= type) return RSL_OK;
  /* What all that owe weigh together over time is read above them too (R3). */
  bool above = side == WEIGHT && (over_time || sheet->told_above);
  if (!above && is_read_from_rows(rollup, sides[side], indicator, when)) return RSL_OK;
  rsl_status status = want_inside(rollup, indicator, side, when, type, error);
  for (int longer = (int)rsl__when_type(when) + 1; status == RSL_OK && longer < (int)type; longer++)
    status = want_inside(rollup, indicator, side, when, (rsl_period_type)longer, error);
  return status;
}

/* Of the longer parts those that anything was reported for: nothing stands for the others. */
static rsl_status want_inside(rsl_rollup *rollup, uint32_t indicator, int side, uint32_t when, rsl_period_type type,
                              rsl_error *error) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__pairing in = rsl__pairing_of(rollup, indicator, RSL_NONE, when, false);
  bool longer = type != in.type;
  uint32_t parts = rsl__parts_of(sheet, when, type);
  rsl_period part = rsl__first_part(sheet, when, type);
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < parts; i++, part = rsl_period_shift(part, 1)) {
    uint32_t here = rsl__when(part);
    if (longer && !rsl__pairing_is_spoken(&in, here)) continue;
    status = side == WEIGHT ? want_weight(rollup, indicator, when, here, error)
                            : want(rollup, in.sides[side].indicator, rsl__pairing_period(&in, side, here), error);
  }
  return status;
}

static rsl_status want(rsl_rollup *rollup, uint32_t indicator, uint32_t when, rsl_error *error) {
  if (when == 0) return RSL_OK;
  rsl_period period = rsl__when_period(when);
  if (!rsl__has_length(rollup, indicator, period)) return RSL_OK;
  rsl_status status = rsl__check_length(rollup, indicator, period, error);
  if (status != RSL_OK) return status;
  return rsl__whens_add(rollup, &rollup->sheets[indicator], when) ? RSL_OK : rsl__fail_memory(error);
}

static bool is_read_from_rows(const rsl_rollup *rollup, uint32_t operand, uint32_t user, uint32_t when) {
  rsl_date on = rsl__last_day(&rollup->sheets[user], when);
  return rsl__operand(rollup->plan, operand, 0) == RSL_NONE &&
         rsl__measuring_on(&rollup->sheets[operand], on) == rsl__measuring_on(&rollup->sheets[user], on);
}

/* Does a unit above those that measure report it? The levels above others have the lower numbers. */
static bool is_told_above(const rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__column *column = sheet->column;
  for (size_t r = 0; r < column->count; r++)
    if (is_above(rollup, sheet, column->rows[r].place)) return true;
  for (size_t b = 0; b < column->block_count; b++)
    for (uint32_t row = 0; row < column->blocks[b].row_count; row++)
      if (is_above(rollup, sheet, column->blocks[b].places[row])) return true;
  return false;
}

static bool is_above(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t place) {
  uint32_t level = rsl_plan_unit_level(rollup->plan, rollup->cube->units[place]);
  for (size_t b = 0; b < sheet->break_count; b++)
    for (uint32_t lower = level + 1; lower < rsl_plan_level_count(rollup->plan); lower++)
      if (sheet->breaks[b].measuring->levels[lower] != 0) return true;
  return false;
}

/* The earliest figure that an expression takes: so many periods before its own. */
static uint32_t shift_of(const rsl__expression *expression) {
  int32_t most = 0;
  for (uint32_t i = 0; expression != NULL && i < expression->count; i++) {
    const rsl__instruction *item = &expression->items[i];
    if (item->operation == RSL__OPERATION_INDICATOR && -item->variant.shift > most) most = -item->variant.shift;
  }
  return (uint32_t)most;
}
