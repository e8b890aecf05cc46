#include <string.h>

#include "cube/lanes.h"
#include "cube/pair.h"
#include "plan/structure.h"

/* Counting and filling are the same walk over the same figures: first each strip's entries are counted, then put down. */
typedef struct gathering_pass {
  const rsl_rollup *rollup;
  const rsl__sheet *sheet;
  rsl__gathering *into;
  bool fills;
  size_t last_strip; /* what was put down last: mostly it comes again */
  uint32_t last_entry;
} gathering_pass;

static const uint32_t *stand_alike(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip,
                                   size_t *count);
static bool may_lack(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip);
static bool gather(const rsl_rollup *rollup, uint32_t indicator, rsl__gathering *gathering);
static uint64_t lanes_from(const rsl__sheet *sheet, const rsl__strip *strip, rsl_date first);
static uint64_t counted_lanes(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, uint32_t unit);
static uint64_t lacking_lanes(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, uint32_t unit);
static bool lacks(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when);
static uint64_t lane_bit(const rsl__sheet *sheet, const rsl__strip *strip, uint32_t when);
static void pass_over(gathering_pass *pass, uint32_t indicator);
static void pass_column(gathering_pass *pass, uint32_t indicator);
static void pass_block(gathering_pass *pass, int month_from, const rsl__block *block);
static void put_rows(gathering_pass *pass, size_t strip, const rsl__block *block, uint32_t more);
static void pass_events(gathering_pass *pass, uint32_t indicator);
static void pass_rows(gathering_pass *pass, const rsl__column *column);
static void pass_cells(gathering_pass *pass, uint32_t indicator);
static void pass_results(gathering_pass *pass, uint32_t indicator);
static void pass_lacking(gathering_pass *pass, uint32_t indicator);
static void put_around(gathering_pass *pass, int month_from, uint32_t place, uint32_t when);
static void put(gathering_pass *pass, size_t strip, uint32_t entry);
static bool is_computed(const rsl_rollup *rollup, uint32_t indicator);
static bool is_in_order(const uint32_t *list, size_t count);
static size_t sweep(rsl__gathering *gathering, uint32_t positions);
static size_t keep_distinct(uint32_t *list, size_t count);

void rsl__gathering_free(const rsl_rollup *rollup, const rsl__sheet *sheet, rsl__gathering *gathering) {
  const rsl_allocator *from = &rollup->allocator;
  rsl__release_array(from, gathering->starts, sheet->strip_count + 1, sizeof *gathering->starts);
  rsl__release_array(from, gathering->entries, gathering->entry_count, sizeof *gathering->entries);
  rsl__release_array(from, gathering->list, gathering->list_capacity, sizeof *gathering->list);
  rsl__release_array(from, gathering->marks, (size_t)gathering->most_positions / 16 + 1, sizeof(uint32_t));
}

bool rsl__gathering_list(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip,
                         rsl__gathering *gathering) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  gathering->plain = stand_alike(rollup, indicator, strip, &gathering->count);
  if (gathering->plain != NULL) return true;
  if (gathering->starts == NULL && !gather(rollup, indicator, gathering)) return false;
  size_t number = (size_t)(strip - sheet->strips);
  size_t count = 0;
  for (size_t i = gathering->starts[number]; i < gathering->starts[number + 1]; i++) {
    uint32_t entry = gathering->entries[i];
    uint32_t position = strip->frame->structure->positions[rollup->cube->units[entry / 2]];
    if (position != RSL_NONE) gathering->list[count++] = position * 2 | (entry & 1);
  }
  if (!is_in_order(gathering->list, count)) {
    if (count >= strip->frame->count / 16) {
      for (size_t i = 0; i < count; i++) {
        uint32_t entry = gathering->list[i];
        gathering->marks[entry / 32] |= (1u | (entry & 1) << 1) << (entry / 2 % 16 * 2);
      }
      count = sweep(gathering, strip->frame->count);
    } else {
      rsl__sort_numbers(gathering->list, count);
      count = keep_distinct(gathering->list, count);
    }
  }
  gathering->count = count;
  return true;
}

/* Nearly always plain figures stand in one block, by places that are the positions: then its rows are the list. */
static const uint32_t *stand_alike(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip,
                                   size_t *count) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl__block *first = NULL;
  if (!strip->frame->in_order || sheet->lasts || sheet->told_count != 1 ||
      sheet->types != 1u << sheet->record->frequency || may_lack(rollup, indicator, strip))
    return NULL;
  uint32_t source = 0;
  for (uint32_t s = 0; (source = rsl__speaker(rollup, indicator, s)) != RSL_NONE; s++) {
    const rsl__column *column = &rollup->cube->columns[source];
    size_t number = rsl__column_block(column, sheet->whens[strip->first]);
    if (column->count > 0 || (s > 0 && is_computed(rollup, source))) return NULL;
    if (column->block_count == 0) continue;
    if (number == SIZE_MAX || number != rsl__column_block(column, sheet->whens[strip->first + strip->count - 1]))
      return NULL;
    const rsl__block *block = &column->blocks[number];
    if (first == NULL) first = block;
    if (!rsl__block_same_places(first, block)) return NULL;
  }
  if (first == NULL) return NULL;
  *count = first->row_count;
  return first->places;
}

/* R1: units may owe the pair that owe one of its sides not at all, or did not a period earlier: also where they said
 * nothing they must be looked at, as they may owe nothing. */
static bool may_lack(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  bool may = sheet->rule == RSL_RULE_RATIO && sheet->shifts > 0;
  uint32_t operand = 0;
  for (uint32_t o = 0; sheet->is_pair && (operand = rsl__operand(rollup->plan, indicator, o)) != RSL_NONE; o++)
    may = may || strip->frame->exempts[operand].count > 0;
  return may;
}

uint32_t rsl__speaker(const rsl_rollup *rollup, uint32_t indicator, uint32_t number) {
  if (number == 0) return indicator;
  bool ratio = rollup->sheets[indicator].rule == RSL_RULE_RATIO;
  bool condition = rsl__plan_condition(rollup->plan, indicator) != NULL;
  return ratio || condition ? rsl__operand(rollup->plan, indicator, number - 1) : RSL_NONE;
}

static bool gather(const rsl_rollup *rollup, uint32_t indicator, rsl__gathering *gathering) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  const rsl_allocator *from = &rollup->allocator;
  *gathering = (rsl__gathering){ .most_positions = rollup->cube->unit_count };
  gathering->starts = rsl__allocate_zeroed_array(from, sheet->strip_count + 1, sizeof *gathering->starts);
  if (gathering->starts == NULL) return false;
  gathering_pass pass = { rollup, sheet, gathering, false, SIZE_MAX, 0 };
  pass_over(&pass, indicator);
  size_t most = 0;
  for (size_t i = 0, before = 0; i <= sheet->strip_count; i++) {
    size_t count = gathering->starts[i];
    gathering->starts[i] = before;
    before += count;
    if (count > most) most = count;
  }
  gathering->entry_count = gathering->starts[sheet->strip_count];
  gathering->list_capacity = most;
  gathering->entries = rsl__allocate_array(from, gathering->entry_count, sizeof *gathering->entries);
  gathering->list = rsl__allocate_array(from, most, sizeof *gathering->list);
  gathering->marks = rsl__allocate_zeroed_array(from, (size_t)gathering->most_positions / 16 + 1, sizeof(uint32_t));
  if (gathering->entries == NULL || gathering->list == NULL || gathering->marks == NULL) return false;
  pass.fills = true;
  pass.last_strip = SIZE_MAX;
  pass_over(&pass, indicator);
  /* Filling moved each start to its end, which is the start of the next. */
  memmove(gathering->starts + 1, gathering->starts, sheet->strip_count * sizeof *gathering->starts);
  gathering->starts[0] = 0;
  return true;
}

uint64_t rsl__told_lanes(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, uint32_t unit) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  rsl_period_type type = rsl__when_type(sheet->whens[strip->first]);
  uint64_t told = 0;
  uint32_t source = 0;
  for (uint32_t s = 0; (source = rsl__speaker(rollup, indicator, s)) != RSL_NONE; s++) {
    rsl__cursor cursor = rsl__cursor_open(rollup->cube, source, unit);
    rsl__group group;
    if (rollup->sheets[source].record->event) {
      told |= lanes_from(sheet, strip, rsl__holds_from(rollup, source, unit));
      continue;
    }
    while (rsl__cursor_next(&cursor, &group)) {
      for (uint32_t i = 0; i < sheet->told_count; i++)
        told |= lane_bit(sheet, strip, rsl__told_when(sheet, group.month_from, group.when, type, i));
    }
    if (s > 0 && is_computed(rollup, source)) told |= rsl__computed_lanes(rollup, source, sheet, strip, unit);
  }
  return told | counted_lanes(rollup, indicator, strip, unit) | lacking_lanes(rollup, indicator, strip, unit);
}

/* R4: in which of them a unit told how many below it are at a grade. */
static uint64_t counted_lanes(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, uint32_t unit) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint64_t told = 0;
  for (uint32_t grade = 0; sheet->rule == RSL_RULE_GRADE_COUNT && grade < sheet->record->grade_count; grade++) {
    rsl__cursor cursor = rsl__cursor_open_counts(rollup->cube, indicator, unit, grade);
    rsl__group group;
    while (rsl__cursor_next(&cursor, &group)) told |= lane_bit(sheet, strip, group.when);
  }
  return told;
}

uint64_t rsl__row_lanes(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, uint32_t unit) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint64_t lanes = 0;
  uint32_t source = 0;
  for (uint32_t s = 0; (source = rsl__speaker(rollup, indicator, s)) != RSL_NONE; s++) {
    const rsl__column *column = &rollup->cube->columns[source];
    size_t first = 0;
    size_t end = 0;
    if (column->count > 0) rsl__column_place(column, rollup->cube->places[unit], &first, &end);
    for (; first < end; first++) lanes |= lane_bit(sheet, strip, column->rows[first].when);
  }
  return lanes;
}

uint64_t rsl__computed_lanes(const rsl_rollup *rollup, uint32_t indicator, const rsl__sheet *sheet,
                             const rsl__strip *strip, uint32_t unit) {
  uint64_t lanes = 0;
  rsl__tally tally;
  rsl__wide wide;
  const rsl__sheet *other = &rollup->sheets[indicator];
  rsl_period_type type = rsl__when_type(sheet->whens[strip->first]);
  for (size_t w = 0; w < other->when_count; w++) {
    uint64_t here = 0;
    for (uint32_t i = 0; i < sheet->told_count; i++)
      here |= lane_bit(sheet, strip, rsl__told_when(sheet, other->month_from, other->whens[w], type, i));
    if (here == 0) continue;
    bool spoke = other->rule == RSL_RULE_FORMULA
                     ? rsl__formula_speaks(rollup, indicator, unit, other->whens[w])
                     : rsl__lane_read(rollup, indicator, unit, other->whens[w], &tally, &wide);
    if (spoke) lanes |= here;
  }
  return lanes;
}

/* Those in which a unit owes the pair, and one of its sides not. */
static uint64_t lacking_lanes(const rsl_rollup *rollup, uint32_t indicator, const rsl__strip *strip, uint32_t unit) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  uint64_t lanes = 0;
  if (!may_lack(rollup, indicator, strip)) return 0;
  for (uint32_t lane = 0; lane < strip->count; lane++)
    if (lacks(rollup, indicator, unit, sheet->whens[strip->first + lane])) lanes |= UINT64_C(1) << lane;
  return lanes;
}

static bool lacks(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when) {
  unsigned owing = RSL__ROLE_OWES | RSL__ROLE_ADDS;
  if ((rsl__role(rollup, indicator, unit, rsl__last_day(&rollup->sheets[indicator], when)) & owing) == 0) return false;
  rsl__pairing in = rsl__pairing_of(rollup, indicator, unit, when, false);
  for (int s = 0; s < 2; s++) {
    uint32_t side = in.sides[s].indicator;
    uint32_t wanted = rsl__pairing_period(&in, s, when);
    if (wanted != 0 && (rsl__role(rollup, side, unit, rsl__last_day(&rollup->sheets[side], wanted)) & owing) == 0)
      return true;
  }
  return false;
}

/* Those that end on a day or after it. */
static uint64_t lanes_from(const rsl__sheet *sheet, const rsl__strip *strip, rsl_date first) {
  uint64_t lanes = 0;
  for (uint32_t lane = 0; lane < strip->count; lane++)
    if (rsl__last_day(sheet, sheet->whens[strip->first + lane]) >= first) lanes |= UINT64_C(1) << lane;
  return lanes;
}

/* 0 where the period is not one of the strip's. */
static uint64_t lane_bit(const rsl__sheet *sheet, const rsl__strip *strip, uint32_t when) {
  size_t index = when == 0 ? SIZE_MAX : rsl__when_index(sheet, when);
  bool inside = index != SIZE_MAX && index >= strip->first && index < (size_t)strip->first + strip->count;
  return inside ? UINT64_C(1) << (index - strip->first) : 0;
}

static void pass_over(gathering_pass *pass, uint32_t indicator) {
  uint32_t source = 0;
  for (uint32_t i = 0; (source = rsl__speaker(pass->rollup, indicator, i)) != RSL_NONE; i++) {
    if (pass->rollup->sheets[source].record->event)
      pass_events(pass, source);
    else
      pass_column(pass, source);
    if (i == 0) continue;
    pass_cells(pass, source);
    pass_results(pass, source);
  }
  pass_lacking(pass, indicator);
}

static void pass_column(gathering_pass *pass, uint32_t indicator) {
  const rsl__column *column = &pass->rollup->cube->columns[indicator];
  for (size_t i = 0; i < column->block_count; i++) pass_block(pass, column->month_from, &column->blocks[i]);
  pass_rows(pass, column);
}

/* The strips that hold a lane of the block, each once. */
static void pass_block(gathering_pass *pass, int month_from, const rsl__block *block) {
  const rsl__sheet *sheet = pass->sheet;
  bool plain = sheet->types == 1u << rsl__when_type(block->whens[0]);
  size_t last = SIZE_MAX;
  for (int type = RSL_PERIOD_YEAR; type < RSL_PERIOD_TYPE_END; type++) {
    if ((sheet->types & 1u << type) == 0) continue;
    for (uint32_t i = 0; i < block->lane_count * sheet->told_count; i++) {
      uint32_t when = block->whens[i / sheet->told_count];
      uint32_t around = rsl__told_when(sheet, month_from, when, (rsl_period_type)type, i % sheet->told_count);
      size_t index = around == 0 ? SIZE_MAX : rsl__when_index(sheet, around);
      if (index == SIZE_MAX || rsl__strip_number(sheet, index) == last) continue;
      last = rsl__strip_number(sheet, index);
      put_rows(pass, last, block, plain ? 0 : 1);
    }
  }
}

static void put_rows(gathering_pass *pass, size_t strip, const rsl__block *block, uint32_t more) {
  rsl__gathering *into = pass->into;
  size_t at = into->starts[strip];
  into->starts[strip] += block->row_count;
  for (uint32_t row = 0; pass->fills && row < block->row_count; row++)
    into->entries[at + row] = block->places[row] * 2 | more;
}

/* A figure that holds speaks in every strip from its day on; an initial one in all. */
static void pass_events(gathering_pass *pass, uint32_t indicator) {
  const rsl_rollup *rollup = pass->rollup;
  const rsl__sheet *sheet = pass->sheet;
  for (uint32_t unit = 0; unit < rollup->cube->unit_count; unit++) {
    rsl_date first = rsl__holds_from(rollup, indicator, unit);
    for (size_t s = 0; first != RSL__NEVER && s < sheet->strip_count; s++) {
      const rsl__strip *strip = &sheet->strips[s];
      if (rsl__last_day(sheet, sheet->whens[strip->first + strip->count - 1]) >= first)
        put(pass, s, rollup->cube->places[unit] * 2 | 1);
    }
  }
}

static void pass_rows(gathering_pass *pass, const rsl__column *column) {
  for (size_t i = 0; i < column->count; i++) {
    const rsl__row *row = &column->rows[i];
    if (i > 0 && rsl__row_key(row) == rsl__row_key(row - 1)) continue;
    bool counts = (row->flags & RSL__ROW_COUNT) != 0;
    uint32_t place = counts ? row->place % pass->rollup->cube->unit_count : row->place;
    put_around(pass, column->month_from, place, row->when);
  }
}

/* Where an operand is itself made of others, its cells speak as well. */
static void pass_cells(gathering_pass *pass, uint32_t indicator) {
  const rsl_rollup *rollup = pass->rollup;
  const rsl__sheet *other = &rollup->sheets[indicator];
  if (!is_computed(rollup, indicator)) return;
  for (size_t s = 0; s < other->strip_count; s++) {
    const rsl__strip *strip = &other->strips[s];
    for (uint32_t position = 0; strip->scope != NULL && position < strip->frame->count; position++) {
      const rsl__lane_row *row = rsl__strip_row(other, strip, position);
      if (row == NULL || rsl__row_is_empty(row)) continue;
      uint32_t place = rollup->cube->places[rsl_structure_unit(strip->frame->structure, position)];
      for (uint32_t lane = 0; lane < strip->count; lane++)
        put_around(pass, other->month_from, place, other->whens[strip->first + lane]);
    }
  }
}

static void pass_results(gathering_pass *pass, uint32_t indicator) {
  const rsl_rollup *rollup = pass->rollup;
  const rsl__sheet *other = &rollup->sheets[indicator];
  for (size_t s = 0; s < other->spot_count; s++) {
    const rsl__spot *spot = &other->spots[s];
    const rsl_structure *structure = rollup->frames[spot->key >> 32].structure;
    uint32_t place = rollup->cube->places[rsl_structure_unit(structure, (uint32_t)spot->key)];
    for (size_t i = spot->first; i < spot->first + spot->count; i++)
      put_around(pass, other->month_from, place, other->whens[other->results[i].when]);
  }
}

static void pass_lacking(gathering_pass *pass, uint32_t indicator) {
  const rsl_rollup *rollup = pass->rollup;
  for (size_t s = 0; s < pass->sheet->strip_count; s++) {
    const rsl__strip *strip = &pass->sheet->strips[s];
    for (uint32_t p = 0; p < strip->frame->count && may_lack(rollup, indicator, strip); p++) {
      uint32_t unit = rsl_structure_unit(strip->frame->structure, p);
      if (lacking_lanes(rollup, indicator, strip, unit) != 0) put(pass, s, rollup->cube->places[unit] * 2 | 1);
    }
  }
}

static void put_around(gathering_pass *pass, int month_from, uint32_t place, uint32_t when) {
  const rsl__sheet *sheet = pass->sheet;
  for (int type = RSL_PERIOD_YEAR; type < RSL_PERIOD_TYPE_END; type++) {
    for (uint32_t i = 0; (sheet->types & 1u << type) != 0 && i < sheet->told_count; i++) {
      uint32_t around = rsl__told_when(sheet, month_from, when, (rsl_period_type)type, i);
      size_t index = around == 0 ? SIZE_MAX : rsl__when_index(sheet, around);
      if (index != SIZE_MAX) put(pass, rsl__strip_number(sheet, index), place * 2 | 1);
    }
  }
}

static void put(gathering_pass *pass, size_t strip, uint32_t entry) {
  rsl__gathering *into = pass->into;
  if (strip == pass->last_strip && entry == pass->last_entry) return;
  pass->last_strip = strip;
  pass->last_entry = entry;
  size_t at = into->starts[strip]++;
  if (pass->fills) into->entries[at] = entry;
}

static bool is_computed(const rsl_rollup *rollup, uint32_t indicator) {
  return rsl__operand(rollup->plan, indicator, 0) != RSL_NONE;
}

static bool is_in_order(const uint32_t *list, size_t count) {
  for (size_t i = 1; i < count; i++)
    if (list[i - 1] / 2 >= list[i] / 2) return false;
  return true;
}

/* Read the marks out in order; they are clear again then. */
static size_t sweep(rsl__gathering *gathering, uint32_t positions) {
  size_t count = 0;
  for (uint32_t word = 0; word <= (positions - 1) / 16; word++) {
    uint32_t marks = gathering->marks[word];
    if (marks == 0) continue;
    gathering->marks[word] = 0;
    for (uint32_t i = 0; i < 16; i++) {
      uint32_t both = marks >> (2 * i) & 3;
      if (both != 0) gathering->list[count++] = (word * 16 + i) * 2 | both >> 1;
    }
  }
  return count;
}

static size_t keep_distinct(uint32_t *list, size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++) {
    if (kept > 0 && list[kept - 1] / 2 == list[i] / 2)
      list[kept - 1] |= list[i] & 1;
    else
      list[kept++] = list[i];
  }
  return kept;
}
