#include <math.h>

#include "base/number.h"
#include "cube/carry.h"
#include "cube/leaf.h"
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

/* Where those of one period stand side by side, if they are plain: each unit's own in a block, with nothing beside them,
 * and the sums in rows of lanes. */
typedef struct plain_figures {
  const rsl__sheet *sheet;
  const rsl__strip *strip;
  const rsl__block *block;
  uint32_t strip_lane;
  uint32_t block_lane;
} plain_figures;

static void clear(const figures *to);
static bool find_plain(const figures *to, plain_figures *from);
static void put_those_above(const figures *to, const plain_figures *from);
static void put_measured(const figures *to, const plain_figures *from);
static void put_one(const figures *to, uint32_t unit);
static inline void put(const figures *to, uint32_t unit, bool given, double value, uint64_t reporting);
static inline double nearest(int64_t units, unsigned scale, double power);

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
  bool adds = sheet->rule == RSL_RULE_SUM || sheet->rule == RSL_RULE_MIN || sheet->rule == RSL_RULE_MAX;
  if (!adds || rollup->known_on != RSL_DATE_NONE || rollup->wanted != NULL || rollup->carry != NULL ||
      record->prefer != RSL_PREFER_CHILDREN || record->stop_at != NULL)
    return false;
  rsl__leaf leaf;
  const rsl__strip *strip = rsl__strip_of(sheet, rsl__when(to->period), &from->strip_lane);
  if (strip == NULL || strip->scope == NULL || !strip->frame->in_order ||
      strip->frame->exempts[to->indicator].count > 0)
    return false;
  rsl__leaf_open(rollup, to->indicator, strip, &leaf);
  if (!rsl__leaf_stands_together(&leaf)) return false;
  from->sheet = sheet;
  from->strip = strip;
  from->block = leaf.x.block;
  from->block_lane = leaf.x.lane + from->strip_lane;
  return true;
}

/* Sums, and what is owed by all. */
static void put_those_above(const figures *to, const plain_figures *from) {
  const rsl__scope *scope = from->strip->scope;
  const rsl_structure *structure = from->strip->frame->structure;
  const double power = (double)rsl__power_of_ten((int)from->sheet->a_scale);
  for (uint32_t position = 0; position < structure->count; position++) {
    uint32_t unit = structure->units[position];
    if (to->owed != NULL)
      to->owed[unit] = scope->owing.before[structure->ends[position]] - scope->owing.before[position];
    if ((scope->roles[position] & RSL__ROLE_KIND) != RSL__ROLE_ABOVE) continue;
    const rsl__lane_row *row = rsl__strip_row(from->sheet, from->strip, position);
    if (row->tallies != NULL)
      put_one(to, unit);
    else if (row->a != NULL && row->reporting[from->strip_lane] > 0)
      put(to, unit, true, nearest(row->a[from->strip_lane], from->sheet->a_scale, power),
          row->reporting[from->strip_lane]);
  }
}

/* Where everybody's place is the position, so that nobody is looked for. */
static void put_measured(const figures *to, const plain_figures *from) {
  const rsl__block *block = from->block;
  const rsl__scope *scope = from->strip->scope;
  const uint32_t *units = from->strip->frame->structure->units;
  const unsigned scale = from->sheet->column->scale;
  const double power = (double)rsl__power_of_ten((int)scale);
  for (uint32_t row = 0; row < block->row_count; row++) {
    uint32_t position = block->places[row];
    int64_t value = rsl__block_value(block, row, from->block_lane);
    if ((scope->roles[position] & RSL__ROLE_KIND) != RSL__ROLE_OWES)
      put_one(to, units[position]);
    else if (value != RSL__ABSENT)
      put(to, units[position], true, nearest(value, scale, power), 1);
  }
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

/* Integers up to 2^53 and powers of ten up to 10^18 are doubles, and their quotient is rounded once. */
static inline double nearest(int64_t units, unsigned scale, double power) {
  const int64_t exact = INT64_C(1) << 53;
  if (units >= -exact && units <= exact) return (double)units / power;
  return rsl__number_exact(rsl__int128_from_int64(units), (int32_t)scale).real;
}
