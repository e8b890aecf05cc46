#include "cube/leaf.h"

#include "cube/condition.h"

/* Some rows of lanes, wherever they stand. */
typedef struct taken {
  rsl__figures_at at;
  unsigned width; /* as an index of the loops */
} taken;

static bool lay_out(const rsl_rollup *rollup, const rsl__sheet *sheet, const rsl__strip *strip, uint32_t indicator,
                    rsl__side *side);
static bool is_for_others(const rsl_indicator *record);
static bool is_whole(const rsl__side *side, const rsl__strip *strip);
static uint32_t take_rows(rsl__leaf *leaf, const uint32_t *places, uint32_t count, rsl__lane_row *row);
static bool take_one(rsl__leaf *leaf, uint32_t place, rsl__lane_row *row);
static void take(const rsl__leaf *leaf, const taken *x, const taken *y, uint32_t rows, uint32_t lanes,
                 const rsl__lane_row *row);
static taken leave_out(const rsl__side *side, uint32_t row, uint32_t count, uint64_t lanes, int64_t *scratch);
static void take_prints(const rsl__leaf *leaf, taken x, taken y, uint32_t place, const rsl__lane_row *row);
static uint32_t rows_together(const rsl__side *side, uint32_t row, const uint32_t *places, uint32_t count);
static taken stands_at(const rsl__side *side, uint32_t row);
static taken put_together(const rsl__side *side, uint32_t row, uint32_t lanes, int64_t *scratch);

void rsl__leaf_open(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, rsl__leaf *leaf) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  *leaf = (rsl__leaf){ .vector = rsl__vector_at(0), .sheet = sheet, .cube = rollup->cube, .lanes = strip->count };
  /* Of some units these were known on their days, of others not. */
  if (rollup->known_days != NULL &&
      rsl__last_day(sheet, sheet->whens[strip->first + strip->count - 1]) > rollup->known_on)
    return;
  while (rollup->known_on != RSL_DATE_NONE && leaf->lanes > 0 &&
         rsl__last_day(sheet, sheet->whens[strip->first + leaf->lanes - 1]) > rollup->known_on)
    leaf->lanes--;
  leaf->count = leaf->lanes;
  rsl_period_type type = rsl__when_type(sheet->whens[strip->first]);
  bool ratio = sheet->rule == RSL_RULE_RATIO;
  uint32_t first = ratio ? sheet->operands.numerator : indicator;
  uint32_t second = ratio ? sheet->operands.denominator : sheet->operands.weight;
  bool piles = rsl__rule_spreads(sheet->rule);
  if (sheet->keeps_all || strip->frame->exempts[indicator].change ||
      rsl__plan_condition(rollup->plan, indicator) != NULL)
    return;
  if (!sheet->plain && (!piles || sheet->numbers || sheet->lasts || strip->frame->exempts[indicator].count > 0)) return;
  if (!rsl__is_as_written(sheet->record) || sheet->shifts > 0) return;
  if (first != indicator && (!is_for_others(rollup->sheets[first].record) || strip->frame->exempts[first].count > 0))
    return;
  if (rollup->sheets[first].record->frequency != type || !lay_out(rollup, sheet, strip, first, &leaf->x)) return;
  if (sheet->is_pair) {
    if (ratio && rollup->sheets[second].record->frequency != type) return;
    if (!is_for_others(rollup->sheets[second].record) || strip->frame->exempts[second].count > 0) return;
    if (!lay_out(rollup, sheet, strip, second, &leaf->y)) return;
    /* A negative weight is an error, and told where it stands. */
    if (!ratio && leaf->y.column->has_negative) return;
  }
  leaf->plain = sheet->plain && (leaf->x.block != NULL || leaf->y.block != NULL);
  leaf->piles = piles && leaf->x.block != NULL;
  leaf->alike = leaf->x.block != NULL && leaf->y.block != NULL && rsl__block_same_places(leaf->x.block, leaf->y.block);
  if (rsl__rule_counts(sheet->rule))
    rsl__condition_interval(&sheet->record->rollup.condition, sheet->record->direction, leaf->x.column->scale,
                            &leaf->least, &leaf->greatest);
  bool whole = leaf->lanes == strip->count && is_whole(&leaf->x, strip);
  if (whole && (!sheet->is_pair || is_whole(&leaf->y, strip))) leaf->lanes = leaf->x.block->stride;
}

bool rsl__leaf_stands_together(const rsl__leaf *leaf) {
  if (!leaf->plain || leaf->x.block == NULL || !leaf->x.side_by_side || leaf->x.column->count > 0) return false;
  return !leaf->sheet->is_pair || (leaf->alike && leaf->y.side_by_side && leaf->y.column->count == 0);
}

void rsl__leaf_take_rows(const rsl__leaf *leaf, uint32_t first, uint32_t count, const rsl__lane_row *row) {
  taken x = stands_at(&leaf->x, first);
  taken y = { .width = 0 };
  if (leaf->sheet->is_pair) y = stands_at(&leaf->y, first);
  take(leaf, &x, &y, count, leaf->lanes, row);
  for (uint32_t i = 0; row->prints != NULL && i < count; i++) {
    if (leaf->sheet->is_pair) y = stands_at(&leaf->y, first + i);
    take_prints(leaf, stands_at(&leaf->x, first + i), y, leaf->x.block->places[first + i], row);
  }
}

uint32_t rsl__leaf_take(rsl__leaf *leaf, const uint32_t *places, uint32_t count, rsl__lane_row *row) {
  uint32_t done = 0;
  while (done < count) {
    uint32_t together = take_rows(leaf, places + done, count - done, row);
    done += together;
    if (together > 0) continue;
    if (!take_one(leaf, places[done], row)) return done;
    done++;
  }
  return done;
}

bool rsl__leaf_take_but(rsl__leaf *leaf, uint32_t place, uint64_t lanes, rsl__lane_row *row) {
  int64_t scratch_x[RSL__LANES];
  int64_t scratch_y[RSL__LANES];
  taken y = { .width = 0 };
  bool weighs = leaf->sheet->rule == RSL_RULE_WEIGHTED_MEAN;
  if (row->prints != NULL || (weighs && rsl__side_has_rows(&leaf->y, place))) return false;
  taken x = leave_out(&leaf->x, rsl__side_row(&leaf->x, place), leaf->count, lanes, scratch_x);
  if (leaf->sheet->is_pair) y = leave_out(&leaf->y, rsl__side_row(&leaf->y, place), leaf->count, lanes, scratch_y);
  take(leaf, &x, &y, 1, leaf->count, row);
  return true;
}

bool rsl__leaf_pile(rsl__leaf *leaf, uint32_t place, uint32_t lane, rsl__tally *tally) {
  const rsl__block *block = leaf->x.block;
  bool again = leaf->x.next > 0 && block->places[leaf->x.next - 1] == place;
  uint32_t row = again ? leaf->x.next - 1 : rsl__side_row(&leaf->x, place);
  if (row == RSL_NONE || lane >= leaf->count || leaf->x.lanes[lane] == RSL__LANES) return false;
  int64_t value = rsl__block_value(block, row, leaf->x.lanes[lane]);
  if (value == RSL__ABSENT) return false;
  *tally = (rsl__tally){ .a = rsl__int128_from_int64(value), .b = rsl__int128_from_int64(1), .reporting = 1 };
  tally->prints = rsl__print_of(leaf->cube->units[place]);
  tally->flags = RSL__TALLY_USED | RSL__TALLY_GIVEN | RSL__TALLY_SINGLE;
  return true;
}

/* What others take of a unit's figure is what it wrote, not whether that meets a condition. */
static bool is_for_others(const rsl_indicator *record) {
  rsl_rule rule = record->rollup.rule;
  return !rsl__rule_counts(rule) && rule != RSL_RULE_GRADE_COUNT && rsl__is_as_written(record);
}

bool rsl__is_as_written(const rsl_indicator *record) {
  return record->reported_as == RSL_REPORTED_AS_PERIOD && !record->event && record->weight_look_back == 0 &&
         record->weight_at.type == RSL_PERIOD_NONE;
}

static bool lay_out(const rsl_rollup *rollup, const rsl__sheet *sheet, const rsl__strip *strip, uint32_t indicator,
                    rsl__side *side) {
  uint32_t whens[RSL__LANES];
  for (uint32_t lane = 0; lane < strip->count; lane++)
    whens[lane] = rsl__weight_when(rollup, indicator, sheet->whens[strip->first + lane]);
  return rsl__side_lay_out(&rollup->cube->columns[indicator], whens, strip->count, side);
}

bool rsl__side_lay_out(const rsl__column *column, const uint32_t *whens, uint32_t count, rsl__side *side) {
  *side = (rsl__side){ .column = column, .side_by_side = true };
  for (uint32_t lane = 0; lane < count; lane++) {
    size_t number = whens[lane] == 0 ? SIZE_MAX : rsl__column_block(column, whens[lane]);
    const rsl__block *block = number == SIZE_MAX ? NULL : &column->blocks[number];
    uint32_t at = block == NULL ? RSL__LANES : rsl__block_lane(block, whens[lane]);
    if (block != NULL && block->whens[at] != whens[lane]) at = RSL__LANES;
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

/* All lanes of the block are wanted: what stands empty behind them does no harm, and makes loops even. */
static bool is_whole(const rsl__side *side, const rsl__strip *strip) {
  return side->block != NULL && side->side_by_side && side->lane == 0 && side->block->lane_count == strip->count &&
         side->block->stride <= rsl__strip_room(strip);
}

/* Siblings mostly stand row by row: one loop takes them all. @return how many, 0 where they do not. */
static uint32_t take_rows(rsl__leaf *leaf, const uint32_t *places, uint32_t count, rsl__lane_row *row) {
  bool pairs = leaf->sheet->is_pair;
  if (row->prints != NULL || !leaf->x.side_by_side) return 0;
  if (pairs && (!leaf->y.side_by_side || leaf->y.column->count > 0)) return 0;
  uint32_t row_x = rsl__side_row(&leaf->x, places[0]);
  uint32_t row_y = leaf->alike ? row_x : pairs ? rsl__side_row(&leaf->y, places[0]) : 0;
  if (row_x == RSL_NONE || row_y == RSL_NONE) return 0;
  uint32_t together = rows_together(&leaf->x, row_x, places, count);
  if (pairs && !leaf->alike) together = rows_together(&leaf->y, row_y, places, together);
  taken x = stands_at(&leaf->x, row_x);
  taken y = { .width = 0 };
  if (pairs) y = stands_at(&leaf->y, row_y);
  take(leaf, &x, &y, together, leaf->lanes, row);
  leaf->x.next = row_x + together;
  leaf->y.next = row_y + together;
  return together;
}

static bool take_one(rsl__leaf *leaf, uint32_t place, rsl__lane_row *row) {
  int64_t scratch_x[RSL__LANES];
  int64_t scratch_y[RSL__LANES];
  taken y = { .width = 0 };
  taken x = put_together(&leaf->x, rsl__side_row(&leaf->x, place), leaf->lanes, scratch_x);
  if (leaf->sheet->is_pair) {
    if (rsl__side_has_rows(&leaf->y, place)) return false;
    y = put_together(&leaf->y, rsl__side_row(&leaf->y, place), leaf->lanes, scratch_y);
  }
  take(leaf, &x, &y, 1, leaf->lanes, row);
  if (row->prints != NULL) take_prints(leaf, x, y, place, row);
  return true;
}

static void take(const rsl__leaf *leaf, const taken *x, const taken *y, uint32_t rows, uint32_t lanes,
                 const rsl__lane_row *row) {
  const rsl__vector *vector = leaf->vector;
  switch (leaf->sheet->rule) {
  case RSL_RULE_RATIO:
    vector->pair[x->width][y->width](x->at, y->at, rows, lanes, row->a, row->b, row->reporting, row->lonely);
    break;
  case RSL_RULE_WEIGHTED_MEAN:
    vector->weigh[x->width][y->width](x->at, y->at, rows, lanes, row->a, row->b, row->reporting, row->lonely);
    break;
  case RSL_RULE_MIN:
    vector->least[x->width](x->at, rows, lanes, row->a, row->reporting);
    break;
  case RSL_RULE_MAX:
    vector->greatest[x->width](x->at, rows, lanes, row->a, row->reporting);
    break;
  case RSL_RULE_COUNT:
  case RSL_RULE_SHARE:
    vector->meet[x->width](x->at, rows, lanes, leaf->least, leaf->greatest, row->a, row->reporting);
    break;
  default:
    vector->sum[x->width](x->at, rows, lanes, row->a, row->reporting);
    /* Of a mean that is asked for longer periods too: here each figure is that of one unit. */
    for (uint32_t lane = 0; row->b != NULL && lane < lanes; lane++) row->b[lane] = row->reporting[lane];
    break;
  }
}

static void take_prints(const rsl__leaf *leaf, taken x, taken y, uint32_t place, const rsl__lane_row *row) {
  uint64_t print = rsl__print_of(leaf->cube->units[place]);
  if (!leaf->sheet->is_pair) {
    leaf->vector->print[x.width](x.at.values, leaf->lanes, print, row->prints);
    return;
  }
  for (uint32_t lane = 0; lane < leaf->lanes; lane++) {
    bool both = rsl__lane_value(x.at.values, x.width, lane) != RSL__ABSENT &&
                rsl__lane_value(y.at.values, y.width, lane) != RSL__ABSENT;
    row->prints[lane] += both ? print : 0;
  }
}

uint32_t rsl__side_row(rsl__side *side, uint32_t place) {
  const rsl__block *block = side->block;
  if (block == NULL) return RSL_NONE;
  if (side->next < block->row_count && block->places[side->next] == place) return side->next++;
  uint32_t row = rsl__block_row(block, place);
  if (row != RSL_NONE) side->next = row + 1;
  return row;
}

static uint32_t rows_together(const rsl__side *side, uint32_t row, const uint32_t *places, uint32_t count) {
  const rsl__block *block = side->block;
  uint32_t together = 1;
  if (places == block->places + row) return count;
  while (together < count && row + together < block->row_count && block->places[row + together] == places[together])
    together++;
  return together;
}

static taken stands_at(const rsl__side *side, uint32_t row) {
  const rsl__block *block = side->block;
  const char *values = (const char *)block->values + ((size_t)row * block->stride + side->lane) * block->width;
  return (taken){ { values, block->stride }, block->width / 4 };
}

/* The lanes of one unit side by side, as they stand or picked out. */
static taken put_together(const rsl__side *side, uint32_t row, uint32_t lanes, int64_t *scratch) {
  if (row != RSL_NONE && side->side_by_side) return stands_at(side, row);
  rsl__side_pick(side, row, lanes, scratch);
  return (taken){ { scratch, 0 }, RSL__WIDTH_64 };
}

void rsl__side_pick(const rsl__side *side, uint32_t row, uint32_t lanes, int64_t *figures) {
  for (uint32_t lane = 0; lane < lanes; lane++) {
    uint32_t at = row == RSL_NONE ? RSL__LANES : side->lanes[lane];
    figures[lane] = at == RSL__LANES ? RSL__ABSENT : rsl__block_value(side->block, row, at);
  }
}

static taken leave_out(const rsl__side *side, uint32_t row, uint32_t count, uint64_t lanes, int64_t *scratch) {
  for (uint32_t lane = 0; lane < count; lane++) {
    uint32_t at = row == RSL_NONE || (lanes >> lane & 1) != 0 ? RSL__LANES : side->lanes[lane];
    scratch[lane] = at == RSL__LANES ? RSL__ABSENT : rsl__block_value(side->block, row, at);
  }
  return (taken){ { scratch, 0 }, RSL__WIDTH_64 };
}

bool rsl__side_has_rows(const rsl__side *side, uint32_t place) {
  size_t first = 0;
  size_t end = 0;
  if (side->column->count > 0) rsl__column_place(side->column, place, &first, &end);
  return first < end;
}
