#include "cube/rollup.h"

static bool add_asked(rsl_rollup *rollup, rsl__sheet *sheet);
static uint32_t spoken_for(const rsl_rollup *rollup, const rsl__sheet *sheet);
static uint32_t spoken_when(const rsl__sheet *sheet, uint32_t when, rsl_period_type type, uint32_t number);
static bool add_inside(rsl_rollup *rollup, uint32_t indicator);
static rsl_status keep_spoken(rsl_rollup *rollup, uint32_t indicator);
static void mark(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t when, uint8_t *spoken);
static void describe(rsl_rollup *rollup, uint32_t indicator);
static void describe_lanes(rsl_rollup *rollup, uint32_t indicator);
static bool counts_at_once(const rsl_rollup *rollup, uint32_t indicator);
static uint64_t largest_part(const rsl_rollup *rollup, uint32_t indicator, const rsl__column *column);
static uint64_t largest_side(const rsl_rollup *rollup, uint32_t user, uint32_t operand);
static uint64_t longest(const rsl__sheet *sheet);
static uint64_t multiply(uint64_t a, uint64_t b);
static bool is_whole_number(const rsl_rollup *rollup, uint32_t indicator);
static bool divides(rsl_time_rule time);
static bool has_longer(const rsl__sheet *sheet);

rsl_status rsl__rollup_demand(rsl_rollup *rollup, rsl_error *error) {
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; i < count; i++)
    if (rollup->sheets[i].asked && !add_asked(rollup, &rollup->sheets[i])) return rsl__fail_memory(error);
  /* Those who use others come first here, so that all that is wanted of an indicator is known when its turn comes. */
  for (uint32_t i = count; status == RSL_OK && i-- > 0;) {
    uint32_t indicator = rollup->cube->order[i];
    if (!rollup->sheets[indicator].needed) continue;
    if (!add_inside(rollup, indicator)) return rsl__fail_memory(error);
    status = rsl__want_operands(rollup, indicator, error);
  }
  for (uint32_t i = 0; status == RSL_OK && i < count; i++) {
    if (!rollup->sheets[rollup->cube->order[i]].needed) continue;
    status = keep_spoken(rollup, rollup->cube->order[i]);
    describe(rollup, rollup->cube->order[i]);
    if (status == RSL_ERR_MEMORY) (void)rsl__fail_memory(error);
  }
  return status;
}

/* Of the periods asked for, those that hold anything: there may be very many others. */
static bool add_asked(rsl_rollup *rollup, rsl__sheet *sheet) {
  for (size_t p = 0; sheet->lasts && p < sheet->period_count; p++)
    if (!rsl__whens_add(rollup, sheet, rsl__when(sheet->periods[p]))) return false;
  if (sheet->lasts) return true;
  unsigned types = 0;
  for (size_t p = 0; p < sheet->period_count; p++) types |= 1u << sheet->periods[p].type;
  for (size_t s = 0; s < sheet->column->spoken_count; s++) {
    for (int type = RSL_PERIOD_YEAR; type < RSL_PERIOD_TYPE_END; type++) {
      for (uint32_t i = 0; (types & 1u << type) != 0 && i < spoken_for(rollup, sheet); i++) {
        uint32_t around = spoken_when(sheet, sheet->column->spoken[s], (rsl_period_type)type, i);
        if (around != 0 && rsl__is_asked(sheet, around) && !rsl__whens_add(rollup, sheet, around)) return false;
      }
    }
  }
  return true;
}

/* What is spoken is told without its calendar. A day lies in the month of its date or, in a calendar that begins later,
 * in the next one: both are looked at, since a period too many costs little. */
static uint32_t spoken_for(const rsl_rollup *rollup, const rsl__sheet *sheet) {
  return sheet->told_count * (rsl_plan_calendar_count(rollup->plan) > 0 ? 2 : 1);
}

static uint32_t spoken_when(const rsl__sheet *sheet, uint32_t when, rsl_period_type type, uint32_t number) {
  int month_from = 1 + (int)(number / sheet->told_count);
  return rsl__told_when(sheet, month_from, when, type, number % sheet->told_count);
}

/* R12: a longer period in which units change is made of the figures inside it, each carried from its own structure. */
static bool add_inside(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl_period_type type = rsl__inside_type(rollup, indicator);
  rsl__whens_order(sheet);
  size_t count = sheet->when_count;
  if (sheet->rule == RSL_RULE_NONE || sheet->rule == RSL_RULE_FORMULA || sheet->record->event) return true;
  for (size_t w = 0; w < count; w++) {
    uint32_t when = sheet->whens[w];
    rsl_period period = rsl__when_period(when);
    if (period.type >= type ||
        !rsl_plan_structure_changes(rollup->plan, rsl__first_day(sheet, when), rsl__last_day(sheet, when)))
      continue;
    uint32_t parts = rsl__parts_of(sheet, when, type);
    rsl_period part = rsl__first_part(sheet, when, type);
    for (uint32_t i = 0; i < parts; i++, part = rsl_period_shift(part, 1))
      if (!rsl__whens_add(rollup, sheet, rsl__when(part))) return false;
  }
  return true;
}

/* Periods of which nobody said anything need no cells, however many they are. */
static rsl_status keep_spoken(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  if (!sheet->needed || sheet->when_count == 0 || sheet->lasts) return RSL_OK;
  uint8_t *spoken = rsl__allocate_zeroed_array(&rollup->allocator, sheet->when_count, sizeof *spoken);
  if (spoken == NULL) return RSL_ERR_MEMORY;
  for (size_t s = 0; s < sheet->column->spoken_count; s++) mark(rollup, sheet, sheet->column->spoken[s], spoken);
  size_t kept = 0;
  for (size_t w = 0; w < sheet->when_count; w++)
    if (spoken[w] != 0) sheet->whens[kept++] = sheet->whens[w];
  rsl__release_array(&rollup->allocator, spoken, sheet->when_count, sizeof *spoken);
  sheet->when_count = kept;
  return RSL_OK;
}

static void mark(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t when, uint8_t *spoken) {
  for (int type = RSL_PERIOD_YEAR; type < RSL_PERIOD_TYPE_END; type++) {
    for (uint32_t i = 0; (sheet->types & 1u << type) != 0 && i < spoken_for(rollup, sheet); i++) {
      uint32_t around = spoken_when(sheet, when, (rsl_period_type)type, i);
      size_t index = around == 0 ? SIZE_MAX : rsl__when_index(sheet, around);
      if (index != SIZE_MAX) spoken[index] = 1;
    }
  }
}

/* How the sums of a sheet are kept: whole numbers of one scale where nothing was divided before they are added. */
static void describe(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__sheet *sheets = rollup->sheets;
  bool uses_others = rsl__operand(rollup->plan, indicator, 0) != RSL_NONE;
  sheet->keeps_all = sheet->is_operand && uses_others;
  sheet->a_scale = sheet->column->scale;
  rsl_time_rule time = sheet->record->time;
  sheet->once = time == RSL_TIME_LAST || time == RSL_TIME_FIRST || sheet->record->event;
  bool starts_finer = sheet->record->has_initial && sheet->record->initial.scale > (int32_t)sheet->a_scale;
  if (starts_finer) sheet->a_scale = (unsigned)sheet->record->initial.scale;
  bool whole = !divides(time) || !(sheet->passes || has_longer(sheet));
  if (sheet->rule == RSL_RULE_RATIO) {
    const rsl__sheet *numerator = &sheets[sheet->operands.numerator];
    const rsl__sheet *denominator = &sheets[sheet->operands.denominator];
    whole = is_whole_number(rollup, sheet->operands.numerator) && is_whole_number(rollup, sheet->operands.denominator);
    sheet->a_scale = numerator->a_scale;
    sheet->b_scale = denominator->a_scale;
    sheet->once = numerator->once && denominator->once;
  } else if (sheet->rule == RSL_RULE_WEIGHTED_MEAN) {
    whole = whole && is_whole_number(rollup, sheet->operands.weight);
    sheet->b_scale = sheets[sheet->operands.weight].a_scale;
    sheet->a_scale += sheet->b_scale;
  } else if (sheet->rule == RSL_RULE_SHARE) {
    sheet->a_scale = sheet->b_scale = RSL__SHARE_SCALE;
    whole = true;
  }
  sheet->numbers = !whole;
  sheet->piles = rsl__rule_spreads(sheet->rule) || sheet->rule == RSL_RULE_GRADE_COUNT ||
                 (rollup->bounds && rsl__has_bounds(sheet->rule));
  describe_lanes(rollup, indicator);
}

/* Rows of lanes begin as planes of 64 bits where no sum that can come up is larger, whoever reports what. */
static void describe_lanes(rsl_rollup *rollup, uint32_t indicator) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  uint64_t largest = largest_part(rollup, indicator, sheet->column);
  sheet->is_pair = sheet->rule == RSL_RULE_RATIO || sheet->rule == RSL_RULE_WEIGHTED_MEAN;
  sheet->has_b = sheet->is_pair || (sheet->rule == RSL_RULE_MEAN && has_longer(sheet));
  sheet->may_lack = sheet->is_pair || rsl__plan_condition(rollup->plan, indicator) != NULL;
  bool adds = rsl__rule_is_direct(sheet->rule);
  sheet->plane_unit = 1;
  if (counts_at_once(rollup, indicator)) {
    adds = true;
    sheet->plane_unit = rsl__power_of_ten((int)sheet->a_scale);
    largest = 1;
  }
  if (sheet->rule == RSL_RULE_RATIO) {
    uint64_t above = largest_side(rollup, indicator, sheet->operands.numerator);
    uint64_t under = largest_side(rollup, indicator, sheet->operands.denominator);
    largest = above > under ? above : under;
  } else if (sheet->rule == RSL_RULE_WEIGHTED_MEAN) {
    uint64_t weight = largest_side(rollup, indicator, sheet->operands.weight);
    largest = weight > multiply(largest, weight) ? weight : multiply(largest, weight);
  }
  uint64_t most = multiply(largest, rollup->cube->unit_count);
  const rsl_operands *sides = &sheet->operands;
  bool straight = sides->weight_variant.shift == 0 && sides->weight_variant.grade == RSL_NONE &&
                  sides->numerator_variant.grade == RSL_NONE && sides->denominator_variant.grade == RSL_NONE;
  sheet->plain = (adds || sheet->is_pair) && straight && !sheet->numbers && !sheet->piles && !sheet->lasts &&
                 most < INT64_MAX && multiply(rollup->cube->unit_count, longest(sheet)) < UINT32_MAX;
}

/* Whether a unit counts is decided by its figure and a number of the plan, or by an expression. */
static bool counts_at_once(const rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  return rsl__rule_counts(sheet->rule) && sheet->operands.condition_indicator == RSL_NONE;
}

/* The most that one unit's own figures make of one indicator in one period. */
static uint64_t largest_part(const rsl_rollup *rollup, uint32_t indicator, const rsl__column *column) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint64_t largest = column->largest == 0 ? 1 : column->largest;
  /* What one cumulative report adds to another. */
  if (sheet->record->reported_as != RSL_REPORTED_AS_PERIOD) largest = multiply(largest, 2);
  return multiply(largest, longest(sheet));
}

/* The most of an operand at a measuring unit; no bound where it is made of others, or measured elsewhere. */
static uint64_t largest_side(const rsl_rollup *rollup, uint32_t user, uint32_t operand) {
  const rsl__sheet *sheet = &rollup->sheets[operand];
  const rsl__sheet *mine = &rollup->sheets[user];
  bool together = rsl__measured_alike(sheet, mine) && rsl__operand(rollup->plan, operand, 0) == RSL_NONE;
  return together ? largest_part(rollup, operand, sheet->column) : UINT64_MAX;
}

/* How many periods of the frequency the longest of its periods holds. */
static uint64_t longest(const rsl__sheet *sheet) {
  uint64_t most = 1;
  for (size_t w = 0; w < sheet->when_count; w++) {
    uint64_t parts = rsl__real_parts(sheet, sheet->whens[w]);
    if (parts > most) most = parts;
  }
  return most;
}

/* UINT64_MAX where it is larger than that. */
static uint64_t multiply(uint64_t a, uint64_t b) {
  return a != 0 && b > UINT64_MAX / a ? UINT64_MAX : a * b;
}

static bool is_whole_number(const rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  bool undivided = sheet->rule == RSL_RULE_NONE || sheet->rule == RSL_RULE_SUM || sheet->rule == RSL_RULE_MIN ||
                   sheet->rule == RSL_RULE_MAX || sheet->rule == RSL_RULE_COUNT || sheet->rule == RSL_RULE_GRADE_COUNT;
  return undivided && !sheet->numbers && !divides(sheet->record->time);
}

/* Does a figure over time of whole numbers stay one? */
static bool divides(rsl_time_rule time) {
  return time == RSL_TIME_MEAN || time == RSL_TIME_DAY_MEAN || time == RSL_TIME_STDDEV;
}

static bool has_longer(const rsl__sheet *sheet) {
  return (sheet->types & ~(1u << sheet->record->frequency)) != 0;
}
