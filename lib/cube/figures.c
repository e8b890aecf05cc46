#include <math.h>

#include "base/number.h"
#include "cube/carry.h"
#include "cube/formula.h"
#include "plan/structure.h"

/* Where the figures go: arrays by unit. */
typedef struct figures {
  const rsl_rollup *rollup;
  uint32_t indicator;
  rsl_period period;
  double *values; /* each may be NULL */
  uint64_t *reporting;
  uint64_t *owed;
} figures;

/* What makes figures of whole numbers: factor × a × 10^-a_scale / (b × 10^-b_scale). As doubles both sides are exact while
 * no number is past these, and then their quotient is rounded once. */
typedef struct scaling {
  rsl_decimal factor;
  unsigned a_scale;
  unsigned b_scale;
  int64_t times_a;
  int64_t times_b;
  int64_t most_a;
  int64_t most_b;
} scaling;

/* Where those of one period stand side by side, if they are plain: each unit's own in a block, with nothing beside them,
 * and what rolled up in rows of lanes. */
typedef struct plain_figures {
  const rsl__sheet *sheet;
  const rsl__strip *strip;
  uint32_t lane;
  rsl__leaf leaf;
} plain_figures;

static void clear(const figures *to);
static bool find_plain(const figures *to, plain_figures *from);
static bool is_divided_at_most(const rsl__sheet *sheet);
static void put_those_above(const figures *to, const plain_figures *from);
static void put_measured(const figures *to, const plain_figures *from);
static bool put_formula(const figures *to);
static bool put_computed(const figures *to, rsl__formula_lanes *lanes, const rsl__formula_chunk *chunk,
                         uint32_t position);
static void put_one(const figures *to, uint32_t unit);
static inline void put(const figures *to, uint32_t unit, bool given, double value, uint64_t reporting);
static scaling scaling_of(rsl_decimal factor, unsigned a_scale, unsigned b_scale);
static inline double nearest(const scaling *by, int64_t a, int64_t b);
static double nearest_of_any(const scaling *by, int64_t a, int64_t b);

bool rsl_rollup_figures(const rsl_rollup *rollup, uint32_t indicator, rsl_period period, double *values,
                        uint64_t *reporting, uint64_t *owed) {
  figures to = { rollup, indicator, period, values, reporting, owed };
  plain_figures from;
  clear(&to);
  if (indicator >= rollup->cube->column_count || !rollup->sheets[indicator].asked || period.type == RSL_PERIOD_NONE ||
      !rsl__is_asked(&rollup->sheets[indicator], rsl__when(period)))
    return false;
  if (find_plain(&to, &from)) {
    put_those_above(&to, &from);
    put_measured(&to, &from);
    return true;
  }
  if (rollup->sheets[indicator].rule == RSL_RULE_FORMULA && put_formula(&to)) return true;
  for (uint32_t unit = 0; unit < rollup->cube->unit_count; unit++) put_one(&to, unit);
  return true;
}

static void clear(const figures *to) {
  for (uint32_t unit = 0; unit < to->rollup->cube->unit_count; unit++) {
    put(to, unit, false, 0, 0);
    if (to->owed != NULL) to->owed[unit] = 0;
  }
}

static bool find_plain(const figures *to, plain_figures *from) {
  const rsl_rollup *rollup = to->rollup;
  const rsl__sheet *sheet = &rollup->sheets[to->indicator];
  const rsl_indicator *record = sheet->record;
  if (!is_divided_at_most(sheet) || rollup->known_on != RSL_DATE_NONE || rollup->wanted != NULL ||
      rollup->carry != NULL || record->prefer != RSL_PREFER_CHILDREN || record->stop_at != NULL)
    return false;
  const rsl__strip *strip = rsl__strip_of(sheet, rsl__when(to->period), &from->lane);
  if (strip == NULL || strip->scope == NULL || !strip->frame->in_order ||
      strip->frame->exempts[to->indicator].count > 0)
    return false;
  from->sheet = sheet;
  from->strip = strip;
  rsl__leaf_open(rollup, to->indicator, strip, &from->leaf);
  return rsl__leaf_stands_together(&from->leaf);
}

/* Nothing but a sum, an extreme, or a quotient of two sums; a ratio that nobody reports as one number. */
static bool is_divided_at_most(const rsl__sheet *sheet) {
  if (sheet->rule == RSL_RULE_RATIO) return sheet->column->count == 0 && sheet->column->block_count == 0;
  return rsl__rule_is_direct(sheet->rule) || sheet->rule == RSL_RULE_WEIGHTED_MEAN;
}

/* What rolled up, and what is owed by all. */
static void put_those_above(const figures *to, const plain_figures *from) {
  const rsl__sheet *sheet = from->sheet;
  const rsl__scope *scope = from->strip->scope;
  const rsl_structure *structure = from->strip->frame->structure;
  const rsl_decimal one = { 1, 0 };
  const scaling by =
      scaling_of(sheet->rule == RSL_RULE_RATIO ? sheet->record->rollup.factor : one, sheet->a_scale, sheet->b_scale);
  for (uint32_t position = 0; position < structure->count; position++) {
    uint32_t unit = structure->units[position];
    if (to->owed != NULL)
      to->owed[unit] = scope->owing.before[structure->ends[position]] - scope->owing.before[position];
    if ((scope->roles[position] & RSL__ROLE_KIND) != RSL__ROLE_ABOVE) continue;
    const rsl__lane_row *row = rsl__strip_row(sheet, from->strip, position);
    uint32_t reporting = row->a == NULL ? 0 : row->reporting[from->lane];
    if (row->tallies != NULL) {
      put_one(to, unit);
    } else if (reporting > 0) {
      int64_t b = sheet->is_pair ? row->b[from->lane] : sheet->rule == RSL_RULE_MEAN ? reporting : 1;
      put(to, unit, b != 0, nearest(&by, row->a[from->lane], b), reporting);
    }
  }
}

/* Where everybody's place is the position, so that nobody is looked for. */
static void put_measured(const figures *to, const plain_figures *from) {
  const bool ratio = from->sheet->rule == RSL_RULE_RATIO;
  const rsl__side *x = &from->leaf.x;
  const rsl__side *y = &from->leaf.y;
  const uint8_t *roles = from->strip->scope->roles;
  const uint32_t *units = from->strip->frame->structure->units;
  const rsl_decimal one = { 1, 0 };
  const scaling by =
      scaling_of(ratio ? from->sheet->record->rollup.factor : one, x->column->scale, ratio ? y->column->scale : 0);
  for (uint32_t row = 0; row < x->block->row_count; row++) {
    uint32_t position = x->block->places[row];
    int64_t a = rsl__block_value(x->block, row, x->lane + from->lane);
    int64_t b = ratio ? rsl__block_value(y->block, row, y->lane + from->lane) : 1;
    bool given = a != RSL__ABSENT && b != RSL__ABSENT;
    if ((roles[position] & RSL__ROLE_KIND) != RSL__ROLE_OWES)
      put_one(to, units[position]);
    else if (given)
      put(to, units[position], b != 0, nearest(&by, a, b), 1);
  }
}

/* What would be computed unit by unit is computed here, where the operands' figures of the period were found once.
 * @return false: nothing was put. */
static bool put_formula(const figures *to) {
  const rsl_rollup *rollup = to->rollup;
  const rsl__sheet *sheet = &rollup->sheets[to->indicator];
  const uint32_t when = rsl__when(to->period);
  rsl__formula_lanes lanes = { .rollup = NULL };
  rsl__formula_chunk chunk = { rsl__frame_of(rollup, sheet, when), &when, 1, NULL };
  if (!sheet->reads_later || rollup->wanted != NULL || rollup->carry != NULL) return false;
  bool fine =
      rsl__formula_lanes_start(rollup, rsl__plan_expression(rollup->plan, to->indicator), sheet->references, &lanes) &&
      rsl__formula_chunk_open(&lanes, &chunk);
  for (uint32_t position = 0; fine && position < chunk.frame->count; position++)
    if (!put_computed(to, &lanes, &chunk, position)) put_one(to, rsl_structure_unit(chunk.frame->structure, position));
  rsl__formula_chunk_close(&lanes, &chunk);
  rsl__formula_lanes_end(&lanes);
  return fine;
}

/* @return false: it is kept, or something was reported in its place, or nobody says anything. */
static bool put_computed(const figures *to, rsl__formula_lanes *lanes, const rsl__formula_chunk *chunk,
                         uint32_t position) {
  const uint32_t unit = rsl_structure_unit(chunk->frame->structure, position);
  const rsl__result *result = &lanes->results[0];
  rsl__cursor own = rsl__cursor_open(to->rollup->cube, to->indicator, unit);
  if (!rsl__formula_is_read_later(to->rollup, to->indicator, chunk->frame, position) || !rsl__cursor_is_empty(&own) ||
      !rsl__formula_lanes_run(lanes, chunk, position) || !lanes->speaks[0])
    return false;
  put(to, unit, result->absence == RSL_ABSENCE_NONE, result->value, result->reporting);
  if (to->owed != NULL) to->owed[unit] = result->owed;
  return true;
}

static void put_one(const figures *to, uint32_t unit) {
  rsl_figure figure;
  bool is_of = rsl_rollup_figure(to->rollup, unit, to->indicator, to->period, &figure);
  put(to, unit, is_of && figure.value.kind != RSL_NUMBER_ABSENT, figure.value.real, figure.reporting);
  if (to->owed != NULL) to->owed[unit] = figure.owed;
}

static inline void put(const figures *to, uint32_t unit, bool given, double value, uint64_t reporting) {
  if (to->values != NULL) to->values[unit] = given ? value : (double)NAN;
  if (to->reporting != NULL) to->reporting[unit] = reporting;
}

static scaling scaling_of(rsl_decimal factor, unsigned a_scale, unsigned b_scale) {
  enum { MOST_SHIFT = 15 /* the largest power of ten below 2^53 */ };
  const int64_t exact = INT64_C(1) << 53;
  scaling by = { factor, a_scale, b_scale, 0, 0, -1, 0 };
  int shift = (int)b_scale - (int)a_scale - factor.scale;
  if (factor.units <= 0 || shift > MOST_SHIFT || shift < -MOST_SHIFT) return by;
  int64_t power = rsl__power_of_ten(shift < 0 ? -shift : shift);
  if (shift > 0 && factor.units > exact / power) return by;
  by.times_a = shift > 0 ? factor.units * power : factor.units;
  by.times_b = shift > 0 ? 1 : power;
  by.most_a = exact / by.times_a;
  by.most_b = exact / by.times_b;
  return by;
}

static inline double nearest(const scaling *by, int64_t a, int64_t b) {
  if (a >= -by->most_a && a <= by->most_a && b > 0 && b <= by->most_b)
    return (double)(a * by->times_a) / (double)(b * by->times_b);
  return nearest_of_any(by, a, b);
}

static double nearest_of_any(const scaling *by, int64_t a, int64_t b) {
  rsl_number above = rsl__number_exact(rsl__int128_from_int64(a), (int32_t)by->a_scale);
  rsl_number under = rsl__number_exact(rsl__int128_from_int64(b), (int32_t)by->b_scale);
  return rsl_number_divide(rsl_number_multiply(rsl_number_from_decimal(by->factor), above), under).real;
}
