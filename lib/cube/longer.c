#include "cube/longer.h"

/* The parts of one side that count, folded by its time rule (R6). */
typedef struct folding {
  rsl_time_rule time;
  uint32_t given;
  int64_t value;
} folding;

static bool lay_out(const rsl_rollup *rollup, uint32_t indicator, uint32_t when, rsl__stretch *stretch);
static bool weighs_simply(const rsl_indicator *record);
static bool is_simple(const rsl__sheet *sheet);
static bool who_owes_stays(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip);
static void read_one(const rsl__longer *longer, const rsl__stretch *x, uint32_t place, uint64_t print,
                     rsl__tally *tally);
static void read_two(const rsl__longer *longer, const rsl__stretch *x, const rsl__stretch *y, uint32_t place,
                     uint64_t print, rsl__tally *tally);
static bool misses(const folding *side, bool first_given, bool last_given, uint32_t parts);
static void fold(folding *into, int64_t value);
static int64_t figure_at(const rsl__stretch *stretch, uint32_t row, uint32_t lane);

void rsl__longer_open(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, rsl__longer *longer) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  bool ratio = sheet->rule == RSL_RULE_RATIO;
  const uint32_t sources[] = { ratio ? sheet->operands.numerator : indicator,
                               ratio ? sheet->operands.denominator : sheet->operands.weight };
  longer->sheet = sheet;
  longer->plain = false;
  rsl_period_type type = rsl__when_type(sheet->whens[strip->first]);
  if (!sheet->plain || sheet->keeps_all || rsl__plan_condition(rollup->plan, indicator) != NULL ||
      sheet->told_count != 1 || rollup->known_on != RSL_DATE_NONE || type >= sheet->record->frequency ||
      !who_owes_stays(rollup, indicator, strip) || !weighs_simply(sheet->record))
    return;
  for (int s = 0; s < (sheet->is_pair ? 2 : 1); s++) {
    const rsl__sheet *source = &rollup->sheets[sources[s]];
    if (source->record->frequency != sheet->record->frequency || source->month_from != sheet->month_from ||
        !is_simple(source) || strip->frame->exempts[sources[s]].count > 0)
      return;
    longer->time[s] = source->record->time;
    longer->columns[s] = source->column;
    for (uint32_t lane = 0; lane < strip->count; lane++)
      if (!lay_out(rollup, sources[s], sheet->whens[strip->first + lane], &longer->stretches[s][lane])) return;
  }
  /* A ratio's own rows, and a negative weight, are looked at one by one. */
  bool bare = ratio && (sheet->column->count > 0 || sheet->column->block_count > 0);
  longer->plain = !bare && !(sheet->is_pair && !ratio && longer->columns[1]->has_negative);
}

bool rsl__longer_has(const rsl__longer *longer, uint32_t place) {
  for (int s = 0; s < (longer->sheet->is_pair ? 2 : 1); s++) {
    size_t first = 0;
    size_t end = 0;
    if (longer->columns[s]->count > 0) rsl__column_place(longer->columns[s], place, &first, &end);
    if (first < end) return false;
  }
  return true;
}

void rsl__longer_read(const rsl__longer *longer, uint32_t place, uint32_t lane, uint64_t print, rsl__tally *tally) {
  *tally = (rsl__tally){ .flags = 0 };
  if (longer->sheet->is_pair)
    read_two(longer, &longer->stretches[0][lane], &longer->stretches[1][lane], place, print, tally);
  else
    read_one(longer, &longer->stretches[0][lane], place, print, tally);
}

/* @return false where the parts stand in more than one block. */
static bool lay_out(const rsl_rollup *rollup, uint32_t indicator, uint32_t when, rsl__stretch *stretch) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__column *column = sheet->column;
  uint32_t first = rsl__when(rsl__first_part(sheet, when, sheet->record->frequency));
  uint32_t last = rsl__last_part(sheet, when, sheet->record->frequency);
  *stretch = (rsl__stretch){ .parts = rsl__parts_of(sheet, when, sheet->record->frequency) };
  if (stretch->parts == 0) return false;
  for (size_t b = 0; b < column->block_count; b++) {
    const rsl__block *block = &column->blocks[b];
    if (block->whens[block->lane_count - 1] < first || block->whens[0] > last) continue;
    if (stretch->block != NULL) return false;
    stretch->block = block;
    stretch->first = rsl__block_lane(block, first);
    stretch->end = rsl__block_lane(block, last);
    stretch->to_last = stretch->end < block->lane_count && block->whens[stretch->end] == last;
    if (stretch->to_last) stretch->end++;
    stretch->from_first = stretch->first < block->lane_count && block->whens[stretch->first] == first;
  }
  return true;
}

/* Each period has a weight of its own. */
static bool weighs_simply(const rsl_indicator *record) {
  return record->weight_at.type == RSL_PERIOD_NONE && record->weight_look_back == 0;
}

/* A unit's figure of a period is what it wrote, and whole numbers of one scale come of it. */
static bool is_simple(const rsl__sheet *sheet) {
  const rsl_indicator *record = sheet->record;
  bool folds = record->time == RSL_TIME_SUM || record->time == RSL_TIME_MIN || record->time == RSL_TIME_MAX ||
               record->time == RSL_TIME_LAST || record->time == RSL_TIME_FIRST;
  bool adds = rsl__rule_is_direct(sheet->rule) || sheet->rule == RSL_RULE_WEIGHTED_MEAN;
  return folds && adds && record->reported_as == RSL_REPORTED_AS_PERIOD && !record->event && record->look_back == 0 &&
         record->order == RSL_ORDER_TIME_FIRST;
}

/* The same units owe in all parts of all periods of the strip. */
static bool who_owes_stays(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl_date first = rsl__first_day(sheet, sheet->whens[strip->first]);
  return sheet->break_count == 1 && strip->frame->exempts[indicator].count == 0 &&
         rsl__frame_of_day(rollup, first) == strip->frame && sheet->record->order == RSL_ORDER_TIME_FIRST;
}

static void read_one(const rsl__longer *longer, const rsl__stretch *x, uint32_t place, uint64_t print,
                     rsl__tally *tally) {
  folding sum = { longer->time[0], 0, 0 };
  uint32_t row = x->block == NULL ? RSL_NONE : rsl__block_row(x->block, place);
  bool first_given = false;
  bool last_given = false;
  if (row == RSL_NONE) return;
  for (uint32_t lane = x->first; lane < x->end; lane++) {
    int64_t value = rsl__block_value(x->block, row, lane);
    last_given = value != RSL__ABSENT;
    if (!last_given) continue;
    first_given = first_given || lane == x->first;
    fold(&sum, value);
  }
  if (sum.given == 0) return;
  bool once = longer->sheet->once;
  bool partial = misses(&sum, first_given && x->from_first, last_given && x->to_last, x->parts);
  tally->a = rsl__int128_from_int64(sum.value);
  tally->b = rsl__int128_from_int64(1);
  tally->reporting = once ? 1 : sum.given;
  tally->prints = print;
  tally->flags = RSL__TALLY_USED | RSL__TALLY_GIVEN | (partial ? RSL__TALLY_PARTIAL : 0u);
}

/* R5: period by period first; a part that lacks either figure is left out of both. */
static void read_two(const rsl__longer *longer, const rsl__stretch *x, const rsl__stretch *y, uint32_t place,
                     uint64_t print, rsl__tally *tally) {
  folding above = { longer->time[0], 0, 0 };
  folding under = { longer->time[1], 0, 0 };
  uint32_t row_x = x->block == NULL ? RSL_NONE : rsl__block_row(x->block, place);
  uint32_t row_y = y->block == NULL ? RSL_NONE : rsl__block_row(y->block, place);
  bool weighs = longer->sheet->rule == RSL_RULE_WEIGHTED_MEAN;
  bool any = false;
  bool first_paired = false;
  bool last_paired = false;
  uint32_t lane_x = x->first;
  uint32_t lane_y = y->first;
  while ((row_x != RSL_NONE && lane_x < x->end) || (row_y != RSL_NONE && lane_y < y->end)) {
    uint32_t when_x = row_x != RSL_NONE && lane_x < x->end ? x->block->whens[lane_x] : UINT32_MAX;
    uint32_t when_y = row_y != RSL_NONE && lane_y < y->end ? y->block->whens[lane_y] : UINT32_MAX;
    int64_t a = when_x <= when_y ? figure_at(x, row_x, lane_x) : RSL__ABSENT;
    int64_t b = when_y <= when_x ? figure_at(y, row_y, lane_y) : RSL__ABSENT;
    bool paired = a != RSL__ABSENT && b != RSL__ABSENT;
    any = any || a != RSL__ABSENT || (b != RSL__ABSENT && !weighs); /* a weight alone says nothing */
    bool is_last = (when_x <= when_y ? x->to_last && lane_x + 1 == x->end : y->to_last && lane_y + 1 == y->end);
    bool is_first = (when_x <= when_y ? x->from_first && lane_x == x->first : y->from_first && lane_y == y->first);
    if (paired) {
      fold(&above, a);
      fold(&under, b);
      first_paired = first_paired || is_first;
    }
    last_paired = paired && is_last;
    lane_x += when_x <= when_y ? 1 : 0;
    lane_y += when_y <= when_x ? 1 : 0;
  }
  if (!any) return;
  tally->flags = RSL__TALLY_USED;
  if (above.given == 0) {
    tally->flags |= RSL__TALLY_UNPARTNERED;
    return;
  }
  bool partial =
      misses(&above, first_paired, last_paired, x->parts) || misses(&under, first_paired, last_paired, x->parts);
  tally->a = weighs ? rsl__int128_product(above.value, under.value) : rsl__int128_from_int64(above.value);
  tally->b = rsl__int128_from_int64(under.value);
  tally->reporting = longer->sheet->once ? 1 : above.given;
  tally->prints = print;
  tally->flags |= RSL__TALLY_GIVEN | (partial ? RSL__TALLY_PARTIAL : 0u);
}

/* Of levels the latest figure is that of the period where it is that of its last part, the first likewise. */
static bool misses(const folding *side, bool first_given, bool last_given, uint32_t parts) {
  if (side->time == RSL_TIME_LAST) return !last_given;
  if (side->time == RSL_TIME_FIRST) return !first_given;
  return side->given < parts;
}

static void fold(folding *into, int64_t value) {
  bool first = into->given++ == 0;
  if (first || into->time == RSL_TIME_LAST || (into->time == RSL_TIME_MIN && value < into->value) ||
      (into->time == RSL_TIME_MAX && value > into->value))
    into->value = value;
  else if (into->time == RSL_TIME_SUM)
    into->value += value;
}

static int64_t figure_at(const rsl__stretch *stretch, uint32_t row, uint32_t lane) {
  return stretch->block == NULL ? RSL__ABSENT : rsl__block_value(stretch->block, row, lane);
}
