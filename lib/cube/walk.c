#include "cube/judge.h"
#include "cube/longer.h"
#include "cube/sweep.h"
#include "plan/structure.h"

enum { RUN = 256 /* siblings taken at once */ };

/* A unit on the way from the root to where the walk stands. */
typedef struct walk_level {
  uint32_t position;
  bool told; /* its own figures, or those that are paired, say something */
} walk_level;

/* One walk, depth first, over the units that have something to say in one strip, and all above them. */
typedef struct walk_state {
  rsl_rollup *rollup;
  rsl__sheet *sheet;
  uint32_t indicator;
  rsl__strip *strip;
  rsl__leaf leaf;
  rsl__longer longer;
  rsl__judging *judging; /* NULL: no expression decides */
  const rsl__frame *frame;
  walk_level *levels; /* by depth */
  uint32_t depth;
  uint32_t level_count;
  rsl_error *error;
} walk_state;

static rsl_status walk_strip(walk_state *walk, const rsl__gathering *gathering);
static rsl_status arrive(walk_state *walk, const rsl__gathering *gathering, size_t index, size_t *run);
static rsl_status pile_leaf(walk_state *walk, uint32_t position);
static size_t run_length(const walk_state *walk, const rsl__gathering *gathering, size_t index);
static size_t list_run(const walk_state *walk, const rsl__gathering *gathering, size_t index, uint32_t places[RUN]);
static rsl_status take_leaves(walk_state *walk, const uint32_t *places, size_t *run);
static bool is_sibling(const walk_state *walk, uint32_t entry);
static bool owes(const walk_state *walk, uint32_t unit);
static void enter(walk_state *walk, uint32_t position, bool told);
static rsl_status leave(walk_state *walk);
static rsl_status leave_untold(walk_state *walk);
static rsl_status visit_leaf(walk_state *walk, uint32_t position);
static rsl_status take_longer(walk_state *walk, uint32_t unit);
static rsl_status take_judged(walk_state *walk, uint32_t position);
static rsl_status hand_leaf(walk_state *walk, uint32_t position, uint32_t lane, const rsl__tally *tally,
                            const rsl__wide *wide);
static bool take_plain_lanes(walk_state *walk, uint32_t unit, uint64_t *left);
static rsl_status leaf_lane(walk_state *walk, uint32_t position, uint32_t lane);
static rsl_status above_lane(walk_state *walk, uint32_t position, uint32_t lane, bool told);
static rsl_status own_lane(walk_state *walk, uint32_t position, uint32_t lane, unsigned role);
static void put_counts(const walk_state *walk, uint32_t unit, uint32_t when, rsl__tally *tally);
static rsl_status hand_up(walk_state *walk, uint32_t lane, const rsl__tally *tally, const rsl__wide *wide);
static uint64_t used_lanes(const walk_state *walk, uint32_t position);
static uint32_t unit_at(const walk_state *walk, uint32_t position);
static uint32_t when_of(const walk_state *walk, uint32_t lane);
static rsl_status fail_at(walk_state *walk, uint32_t position, uint32_t lane, rsl_status status);

rsl_status rsl__walk(rsl_rollup *rollup, uint32_t indicator, rsl_error *error) {
  walk_state walk = { .rollup = rollup, .sheet = &rollup->sheets[indicator], .indicator = indicator, .error = error };
  if (walk.sheet->when_count == 0 || walk.sheet->rule == RSL_RULE_NONE) return RSL_OK;
  rsl__gathering gathering = { .starts = NULL };
  rsl_status status = rsl__strips_cut(rollup, indicator) ? RSL_OK : RSL_ERR_MEMORY;
  for (size_t f = 0; f < rollup->frame_count; f++)
    if (rollup->frames[f].deepest >= walk.level_count) walk.level_count = rollup->frames[f].deepest + 1;
  if (!rsl__judging_start(rollup, indicator, &walk.judging)) status = RSL_ERR_MEMORY;
  walk.levels = rsl__allocate_array(&rollup->allocator, walk.level_count, sizeof *walk.levels);
  if (walk.levels == NULL) status = RSL_ERR_MEMORY;
  for (size_t s = 0; status == RSL_OK && s < walk.sheet->strip_count; s++) {
    walk.strip = &walk.sheet->strips[s];
    walk.frame = walk.strip->frame;
    if (walk.strip->scope == NULL) continue;
    rsl__leaf_open(rollup, indicator, walk.strip, &walk.leaf);
    rsl__longer_open(rollup, indicator, walk.strip, &walk.longer);
    if (!rsl__judging_open(walk.judging, walk.strip) || !rsl__gathering_list(rollup, indicator, walk.strip, &gathering))
      status = RSL_ERR_MEMORY;
    else if (rsl__sweep_fits(indicator, walk.strip, &walk.leaf, gathering.plain, gathering.count))
      status = rsl__sweep(walk.sheet, walk.strip, &walk.leaf) ? RSL_OK : RSL_ERR_MEMORY;
    else
      status = walk_strip(&walk, &gathering);
  }
  rsl__gathering_free(rollup, walk.sheet, &gathering);
  rsl__judging_end(walk.judging);
  rsl__release_array(&rollup->allocator, walk.levels, walk.level_count, sizeof *walk.levels);
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
}

rsl_status rsl__fail_figure(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                            rsl_status status, rsl_error *error) {
  char reference[RSL_UNIT_REFERENCE];
  char period[RSL_PERIOD_TEXT];
  const char *code = rollup->sheets[indicator].record->code;
  rsl_plan_unit_reference(rollup->plan, unit, reference);
  rsl_period_format(rsl__when_period(when), period);
  if (status == RSL_ERR_OVERFLOW)
    return rsl__fail(error, status, "`%s` of `%s` for %s is too large to be held exactly", code, reference, period);
  if (status == RSL_ERR_DATA)
    return rsl__fail(error, status, "the weight of `%s` at `%s` for %s is negative", code, reference, period);
  return rsl__fail(error, status, "`%s` of `%s` for %s could not be computed", code, reference, period);
}

static rsl_status walk_strip(walk_state *walk, const rsl__gathering *gathering) {
  const rsl_structure *structure = walk->frame->structure;
  rsl_status status = RSL_OK;
  walk->depth = 0;
  for (size_t i = 0; status == RSL_OK && i < gathering->count;) {
    uint32_t position = rsl__gathering_at(gathering, i) / 2;
    while (status == RSL_OK && walk->depth > 0 && structure->ends[walk->levels[walk->depth - 1].position] <= position)
      status = leave(walk);
    unsigned role = walk->strip->scope->roles[position] & RSL__ROLE_KIND;
    size_t run = 1;
    if (status == RSL_OK && role == RSL__ROLE_ABOVE) enter(walk, position, true);
    if (status == RSL_OK && role == RSL__ROLE_OWES) status = arrive(walk, gathering, i, &run);
    i += run;
  }
  while (status == RSL_OK && walk->depth > 0) status = leave(walk);
  return status;
}

/* At measuring units, which wait for nothing below them. @param[out] run how many were done with. */
static rsl_status arrive(walk_state *walk, const rsl__gathering *gathering, size_t index, size_t *run) {
  uint32_t entry = rsl__gathering_at(gathering, index);
  uint32_t depth = walk->frame->depths[entry / 2];
  if (depth > 0) enter(walk, walk->frame->structure->parents[entry / 2], false);
  if ((entry & 1) == 0 && walk->leaf.piles) return pile_leaf(walk, entry / 2);
  if ((entry & 1) != 0 || !walk->leaf.plain) return visit_leaf(walk, entry / 2);
  if (walk->depth == 0) return RSL_OK;
  if (gathering->plain != NULL && walk->frame->exempts[walk->indicator].count == 0) {
    *run = run_length(walk, gathering, index);
    return take_leaves(walk, gathering->plain + index, run);
  }
  uint32_t places[RUN];
  *run = list_run(walk, gathering, index, places);
  if (*run > 0) return take_leaves(walk, places, run);
  *run = 1;
  return RSL_OK;
}

/* Its plain figures become more of the pile. */
static rsl_status pile_leaf(walk_state *walk, uint32_t position) {
  if (walk->depth == 0) return RSL_OK;
  uint32_t above = walk->levels[walk->depth - 1].position;
  uint32_t place = walk->rollup->cube->places[unit_at(walk, position)];
  rsl__lane_row *row = rsl__strip_row(walk->sheet, walk->strip, above);
  rsl_status status = RSL_OK;
  for (uint32_t lane = 0; status == RSL_OK && row != NULL && lane < walk->strip->count; lane++) {
    rsl__tally tally;
    if (!rsl__leaf_pile(&walk->leaf, place, lane, &tally)) continue;
    status = rsl__row_merge(walk->sheet, walk->strip, row, lane, &tally, NULL);
    if (status != RSL_OK) status = fail_at(walk, above, lane, status);
  }
  return status;
}

/* How many siblings stand side by side. Where the last of all that there are is in its place, none is missing. */
static size_t run_length(const walk_state *walk, const rsl__gathering *gathering, size_t index) {
  const uint32_t *positions = gathering->plain + index;
  size_t length = walk->strip->scope->runs[positions[0]] - positions[0];
  if (length > gathering->count - index) length = gathering->count - index;
  if (positions[length - 1] == positions[0] + length - 1) return length;
  for (length = 1; positions[length] == positions[0] + length;) length++;
  return length;
}

/* The places of siblings all of whose figures are plain. */
static size_t list_run(const walk_state *walk, const rsl__gathering *gathering, size_t index, uint32_t places[RUN]) {
  uint32_t end = walk->frame->structure->ends[walk->levels[walk->depth - 1].position];
  bool exempts = walk->frame->exempts[walk->indicator].count > 0;
  size_t length = 0;
  while (length < RUN && index + length < gathering->count) {
    uint32_t entry = rsl__gathering_at(gathering, index + length);
    uint32_t unit = unit_at(walk, entry / 2);
    if (entry / 2 >= end || !is_sibling(walk, entry) || (exempts && !owes(walk, unit))) break;
    places[length++] = walk->rollup->cube->places[unit];
  }
  return length;
}

/* Loops over the lanes of siblings. @param[in,out] run how many there are, and how many were done with. */
static rsl_status take_leaves(walk_state *walk, const uint32_t *places, size_t *run) {
  rsl__lane_row *row = rsl__strip_row(walk->sheet, walk->strip, walk->levels[walk->depth - 1].position);
  if (row == NULL) return RSL_OK;
  if (!rsl__row_start(walk->sheet, walk->strip, row)) return RSL_ERR_MEMORY;
  *run = rsl__leaf_take(&walk->leaf, places, (uint32_t)*run, row);
  if (*run > 0) return RSL_OK;
  *run = 1;
  return visit_leaf(walk, rsl__frame_position(walk->frame, walk->rollup->cube->units[places[0]]));
}

/* A plain measuring unit right under the one where the walk stands. */
static bool is_sibling(const walk_state *walk, uint32_t entry) {
  return (entry & 1) == 0 && walk->frame->depths[entry / 2] == walk->depth &&
         (walk->strip->scope->roles[entry / 2] & RSL__ROLE_KIND) == RSL__ROLE_OWES;
}

static bool owes(const walk_state *walk, uint32_t unit) {
  rsl_date on = rsl__last_day(walk->sheet, when_of(walk, 0));
  return (rsl__role(walk->rollup, walk->indicator, unit, on) & RSL__ROLE_KIND) == RSL__ROLE_OWES;
}

/* With those above it that were not entered yet, which say nothing themselves. */
static void enter(walk_state *walk, uint32_t position, bool told) {
  uint32_t depth = walk->frame->depths[position] + 1;
  for (uint32_t at = depth; at > walk->depth; at--) {
    walk->levels[at - 1] = (walk_level){ position, told && at == depth };
    position = walk->frame->structure->parents[position];
  }
  walk->depth = depth;
}

/* All below the unit is done: its row is what rolled up to it. */
static rsl_status leave(walk_state *walk) {
  const walk_level *level = &walk->levels[walk->depth - 1];
  uint32_t position = level->position;
  bool stops = (walk->strip->scope->roles[position] & RSL__ROLE_STOPS) != 0;
  if (!level->told && !stops && walk->frame->exempts[walk->indicator].count == 0) return leave_untold(walk);
  uint64_t told = rsl__told_lanes(walk->rollup, walk->indicator, walk->strip, unit_at(walk, position));
  uint64_t lanes = told | used_lanes(walk, position);
  rsl_status status = RSL_OK;
  for (uint32_t lane = 0; status == RSL_OK && lane < walk->strip->count; lane++)
    if ((lanes >> lane & 1) != 0) status = above_lane(walk, position, lane, (told >> lane & 1) != 0);
  walk->depth--;
  return status;
}

/* Nothing stands beside what rolled up: it goes on upward as it is. */
static rsl_status leave_untold(walk_state *walk) {
  const walk_level *level = &walk->levels[--walk->depth];
  const rsl__lane_row *row = rsl__strip_row(walk->sheet, walk->strip, level->position);
  if (walk->depth == 0 || row == NULL) return RSL_OK;
  uint32_t above = walk->levels[walk->depth - 1].position;
  rsl__lane_row *into = rsl__strip_row(walk->sheet, walk->strip, above);
  uint32_t lane = 0;
  rsl_status status = into == NULL ? RSL_OK : rsl__row_merge_row(walk->sheet, walk->strip, into, row, &lane);
  return status == RSL_OK ? RSL_OK : fail_at(walk, above, lane, status);
}

static rsl_status visit_leaf(walk_state *walk, uint32_t position) {
  uint32_t unit = unit_at(walk, position);
  if (walk->longer.plain && rsl__longer_has(&walk->longer, walk->rollup->cube->places[unit]))
    return take_longer(walk, unit);
  if (rsl__judging_run(walk->judging, position)) return take_judged(walk, position);
  uint64_t lanes = 0;
  if (!walk->leaf.plain || !take_plain_lanes(walk, unit, &lanes))
    lanes = rsl__told_lanes(walk->rollup, walk->indicator, walk->strip, unit);
  rsl_status status = RSL_OK;
  walk->depth++;
  for (uint32_t lane = 0; status == RSL_OK && lane < walk->strip->count; lane++)
    if ((lanes >> lane & 1) != 0) status = leaf_lane(walk, position, lane);
  walk->depth--;
  return status;
}

/* What the plain figures of short periods make of longer ones. */
static rsl_status take_longer(walk_state *walk, uint32_t unit) {
  if (walk->depth == 0) return RSL_OK;
  uint32_t above = walk->levels[walk->depth - 1].position;
  rsl__lane_row *row = rsl__strip_row(walk->sheet, walk->strip, above);
  rsl_status status = RSL_OK;
  for (uint32_t lane = 0; status == RSL_OK && row != NULL && lane < walk->strip->count; lane++) {
    rsl__tally tally;
    rsl__longer_read(&walk->longer, walk->rollup->cube->places[unit], lane, rsl__print_of(unit), &tally);
    if ((tally.flags & RSL__TALLY_USED) == 0) continue;
    status = rsl__row_merge(walk->sheet, walk->strip, row, lane, &tally, NULL);
    if (status != RSL_OK) status = fail_at(walk, above, lane, status);
  }
  return status;
}

/* What an expression decided in all periods at once. */
static rsl_status take_judged(walk_state *walk, uint32_t position) {
  rsl_status status = RSL_OK;
  walk->depth++;
  for (uint32_t lane = 0; status == RSL_OK && lane < walk->strip->count; lane++) {
    const rsl__tally *tally = &walk->judging->tallies[lane];
    if ((tally->flags & RSL__TALLY_USED) != 0) status = hand_leaf(walk, position, lane, tally, NULL);
  }
  walk->depth--;
  return status;
}

/* The lanes in which a unit's figures are plain. @param[out] left the others, as bits. @return false: none was taken. */
static bool take_plain_lanes(walk_state *walk, uint32_t unit, uint64_t *left) {
  if (walk->depth == 0 || walk->frame->exempts[walk->indicator].count > 0) return false;
  rsl__lane_row *row = rsl__strip_row(walk->sheet, walk->strip, walk->levels[walk->depth - 1].position);
  *left = rsl__row_lanes(walk->rollup, walk->indicator, walk->strip, unit);
  return row != NULL && rsl__row_start(walk->sheet, walk->strip, row) &&
         rsl__leaf_take_but(&walk->leaf, walk->rollup->cube->places[unit], *left, row);
}

static rsl_status leaf_lane(walk_state *walk, uint32_t position, uint32_t lane) {
  const rsl_rollup *rollup = walk->rollup;
  uint32_t when = when_of(walk, lane);
  uint32_t unit = unit_at(walk, position);
  rsl__report report;
  rsl__tally tally;
  rsl__wide wide;
  unsigned role = rsl__role(rollup, walk->indicator, unit, rsl__last_day(walk->sheet, when)) & RSL__ROLE_KIND;
  if (role != RSL__ROLE_OWES) return RSL_OK;
  rsl_status status = rsl__kernel_leaf(rollup, walk->indicator, unit, when, &report, &tally, &wide);
  return status == RSL_OK ? hand_leaf(walk, position, lane, &tally, &wide) : fail_at(walk, position, lane, status);
}

/* Upward, and to its own row where it has one. */
static rsl_status hand_leaf(walk_state *walk, uint32_t position, uint32_t lane, const rsl__tally *tally,
                            const rsl__wide *wide) {
  rsl_status status = RSL_OK;
  if (walk->sheet->keeps_all)
    status = rsl__row_merge(walk->sheet, walk->strip, &walk->strip->rows[position], lane, tally, wide);
  return status == RSL_OK ? hand_up(walk, lane, tally, wide) : fail_at(walk, position, lane, status);
}

/* R2: the unit's own report or its children, one of the two. */
static rsl_status above_lane(walk_state *walk, uint32_t position, uint32_t lane, bool told) {
  const rsl_rollup *rollup = walk->rollup;
  uint32_t when = when_of(walk, lane);
  uint32_t unit = unit_at(walk, position);
  rsl__tally tally = { .flags = 0 };
  rsl__wide wide = { rsl_number_absent(), rsl_number_absent() };
  rsl__row_load(walk->sheet, rsl__strip_row(walk->sheet, walk->strip, position), lane, &tally, &wide);
  unsigned role = rsl__role(rollup, walk->indicator, unit, rsl__last_day(walk->sheet, when));
  if ((role & RSL__ROLE_KIND) == RSL__ROLE_NONE) return RSL_OK;
  if ((role & (RSL__ROLE_ADDS | RSL__ROLE_STOPS)) != 0) return own_lane(walk, position, lane, role);
  if (told && (role & RSL__ROLE_APART) == 0) {
    rsl__report report;
    rsl__due due = rsl__due_below(rollup, walk->indicator, unit, when);
    rsl_status status =
        rsl__kernel_report(rollup, walk->indicator, unit, when, due.units - tally.excused_units, &report);
    if (status != RSL_OK) return fail_at(walk, position, lane, status);
    const rsl__site site = {
      .sheet = walk->sheet, .indicator = walk->indicator, .unit = unit, .when = when, .due = due
    };
    rsl__choice choice = rsl__decide(rollup, &site, &report, &tally, &wide);
    if (choice.hands_own) {
      rsl__tally children = tally;
      rsl__stand_in(&report, &choice, &children, due, &tally, &wide);
      if (walk->sheet->rule == RSL_RULE_GRADE_COUNT) put_counts(walk, unit, when, &tally);
    }
  }
  return hand_up(walk, lane, &tally, &wide);
}

static void put_counts(const walk_state *walk, uint32_t unit, uint32_t when, rsl__tally *tally) {
  rsl__counts counts;
  rsl__counts_read(walk->rollup, walk->indicator, unit, when, &counts);
  rsl__spread_put_counts(walk->sheet, &counts, tally);
}

/* R2: the unit is one more leaf under itself (`add`), or the only one that counts above it (`stop_at`). */
static rsl_status own_lane(walk_state *walk, uint32_t position, uint32_t lane, unsigned role) {
  rsl__lane_row *row = rsl__strip_row(walk->sheet, walk->strip, position);
  rsl__report report;
  rsl__tally tally;
  rsl__wide wide;
  rsl_status status = rsl__kernel_leaf(walk->rollup, walk->indicator, unit_at(walk, position), when_of(walk, lane),
                                       &report, &tally, &wide);
  if (status == RSL_OK && (role & RSL__ROLE_ADDS) != 0)
    status = rsl__row_merge(walk->sheet, walk->strip, row, lane, &tally, &wide);
  if (status != RSL_OK) return fail_at(walk, position, lane, status);
  if ((role & RSL__ROLE_STOPS) == 0) rsl__row_load(walk->sheet, row, lane, &tally, &wide);
  return hand_up(walk, lane, &tally, &wide);
}

/* From the unit where the walk stands to the one above it. */
static rsl_status hand_up(walk_state *walk, uint32_t lane, const rsl__tally *tally, const rsl__wide *wide) {
  if (walk->depth < 2 || (tally->flags & RSL__TALLY_USED) == 0) return RSL_OK;
  uint32_t above = walk->levels[walk->depth - 2].position;
  rsl__lane_row *row = rsl__strip_row(walk->sheet, walk->strip, above);
  rsl_status status = row == NULL ? RSL_OK : rsl__row_merge(walk->sheet, walk->strip, row, lane, tally, wide);
  return status == RSL_OK ? RSL_OK : fail_at(walk, above, lane, status);
}

static uint64_t used_lanes(const walk_state *walk, uint32_t position) {
  const rsl__lane_row *row = rsl__strip_row(walk->sheet, walk->strip, position);
  uint64_t lanes = 0;
  for (uint32_t lane = 0; row != NULL && lane < walk->strip->count; lane++) {
    rsl__tally tally;
    rsl__wide wide;
    if (rsl__row_is_empty(row)) break;
    rsl__row_load(walk->sheet, row, lane, &tally, &wide);
    if ((tally.flags & RSL__TALLY_USED) != 0) lanes |= UINT64_C(1) << lane;
  }
  return lanes;
}

static uint32_t unit_at(const walk_state *walk, uint32_t position) {
  return walk->frame->structure->units[position];
}

static uint32_t when_of(const walk_state *walk, uint32_t lane) {
  return walk->sheet->whens[walk->strip->first + lane];
}

static rsl_status fail_at(walk_state *walk, uint32_t position, uint32_t lane, rsl_status status) {
  if (status == RSL_ERR_MEMORY) return status;
  return rsl__fail_figure(walk->rollup, walk->indicator, unit_at(walk, position), when_of(walk, lane), status,
                          walk->error);
}
