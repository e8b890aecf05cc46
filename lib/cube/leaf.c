#include "cube/leaf.h"

enum { AHEAD = 4096 /* bytes: far enough that memory has answered when the loop is there */, LINE = 64 };

static bool lay_out(const rsl_rollup *rollup, const rsl__sheet *sheet, const rsl__strip *strip, uint32_t indicator,
                    rsl__side *side);
static bool find_row(rsl__side *side, uint32_t place, uint32_t *row);
static const void *values_of(const rsl__side *side, uint32_t row, uint32_t count, int64_t *scratch, unsigned *width);
static void fetch_ahead(const rsl__block *block, uint32_t row);

void rsl__leaf_open(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, rsl__leaf *leaf) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  *leaf = (rsl__leaf){ .vector = rsl__vector_at(0), .sheet = sheet, .count = strip->count };
  while (rollup->known_on != RSL_DATE_NONE && leaf->count > 0 &&
         rsl__last_day(sheet, sheet->whens[strip->first + leaf->count - 1]) > rollup->known_on)
    leaf->count--;
  rsl_period_type type = rsl__when_type(sheet->whens[strip->first]);
  bool ratio = sheet->rule == RSL_RULE_RATIO;
  uint32_t first = ratio ? sheet->operands.numerator : indicator;
  uint32_t second = ratio ? sheet->operands.denominator : sheet->operands.weight;
  if (!sheet->plain || sheet->keeps_all || strip->frame->exempts[indicator].change) return;
  if (rollup->sheets[first].record->frequency != type || !lay_out(rollup, sheet, strip, first, &leaf->x)) return;
  if (sheet->is_pair) {
    if (ratio && rollup->sheets[second].record->frequency != type) return;
    if (!lay_out(rollup, sheet, strip, second, &leaf->y)) return;
    /* A negative weight is an error, and told where it stands. */
    if (!ratio && leaf->y.column->has_negative) return;
  }
  leaf->plain = leaf->x.block != NULL || leaf->y.block != NULL;
}

bool rsl__leaf_take(rsl__leaf *leaf, uint32_t place, uint64_t print, rsl__lane_row *row) {
  const rsl__sheet *sheet = leaf->sheet;
  int64_t scratch_x[RSL__LANES];
  int64_t scratch_y[RSL__LANES];
  uint32_t row_x = 0;
  uint32_t row_y = 0;
  unsigned width_x = 0;
  unsigned width_y = 0;
  bool has_x = find_row(&leaf->x, place, &row_x);
  const void *x = values_of(&leaf->x, has_x ? row_x : UINT32_MAX, leaf->count, scratch_x, &width_x);
  if (sheet->is_pair) {
    size_t first = 0;
    size_t end = 0;
    if (leaf->y.column->count > 0) rsl__column_place(leaf->y.column, place, &first, &end);
    if (first < end) return false;
    bool has_y = find_row(&leaf->y, place, &row_y);
    const void *y = values_of(&leaf->y, has_y ? row_y : UINT32_MAX, leaf->count, scratch_y, &width_y);
    const rsl__take_pair take =
        sheet->rule == RSL_RULE_RATIO ? leaf->vector->pair[width_x][width_y] : leaf->vector->weigh[width_x][width_y];
    take(x, y, leaf->count, row->a, row->b, row->reporting, row->lonely);
    if (row->prints == NULL) return true;
    for (uint32_t lane = 0; lane < leaf->count; lane++) {
      bool both = rsl__lane_value(x, width_x, lane) != RSL__ABSENT && rsl__lane_value(y, width_y, lane) != RSL__ABSENT;
      row->prints[lane] += both ? print : 0;
    }
    return true;
  }
  if (!has_x) return true;
  const rsl__take *take = sheet->rule == RSL_RULE_MIN   ? leaf->vector->least
                          : sheet->rule == RSL_RULE_MAX ? leaf->vector->greatest
                                                        : leaf->vector->sum;
  take[width_x](x, leaf->count, row->a, row->reporting);
  if (row->prints != NULL) leaf->vector->print[width_x](x, leaf->count, print, row->prints);
  return true;
}

/* Where each lane of the strip stands in the indicator's blocks. @return false where that is in more than one. */
static bool lay_out(const rsl_rollup *rollup, const rsl__sheet *sheet, const rsl__strip *strip, uint32_t indicator,
                    rsl__side *side) {
  *side = (rsl__side){ .column = &rollup->cube->columns[indicator], .side_by_side = true };
  for (uint32_t lane = 0; lane < strip->count; lane++) {
    uint32_t when = rsl__weight_when(rollup, indicator, sheet->whens[strip->first + lane]);
    size_t number = when == 0 ? SIZE_MAX : rsl__column_block(side->column, when);
    const rsl__block *block = number == SIZE_MAX ? NULL : &side->column->blocks[number];
    uint32_t at = block == NULL ? RSL__LANES : rsl__block_lane(block, when);
    if (block != NULL && block->whens[at] != when) at = RSL__LANES;
    side->lanes[lane] = (uint8_t)at;
    if (at == RSL__LANES) {
      side->side_by_side = false;
      continue;
    }
    if (side->block == NULL) side->block = block;
    if (side->block != block) return false;
    if (lane == 0) side->lane = at;
    side->side_by_side = side->side_by_side && at == side->lane + lane;
  }
  return true;
}

static bool find_row(rsl__side *side, uint32_t place, uint32_t *row) {
  const rsl__block *block = side->block;
  if (block == NULL) return false;
  if (side->next < block->row_count && block->places[side->next] == place) {
    *row = side->next++;
    fetch_ahead(block, *row);
    return true;
  }
  *row = rsl__block_row(block, place);
  if (*row == RSL_NONE) return false;
  side->next = *row + 1;
  return true;
}

/* The lanes of one unit side by side: as they stand, or put together. @param row UINT32_MAX: it has none. */
static const void *values_of(const rsl__side *side, uint32_t row, uint32_t count, int64_t *scratch, unsigned *width) {
  const rsl__block *block = side->block;
  if (row != UINT32_MAX && side->side_by_side) {
    *width = block->width / 4;
    return (const char *)block->values + ((size_t)row * block->stride + side->lane) * block->width;
  }
  *width = RSL__WIDTH_64;
  for (uint32_t lane = 0; lane < count; lane++) {
    uint32_t at = row == UINT32_MAX ? RSL__LANES : side->lanes[lane];
    scratch[lane] = at == RSL__LANES ? RSL__ABSENT : rsl__block_value(block, row, at);
  }
  return scratch;
}

static void fetch_ahead(const rsl__block *block, uint32_t row) {
#ifdef __GNUC__
  size_t bytes = (size_t)block->stride * block->width;
  const char *from = (const char *)block->values + row * bytes + AHEAD;
  for (size_t at = 0; at < bytes; at += LINE) __builtin_prefetch(from + at);
#else
  (void)block;
  (void)row;
#endif
}
