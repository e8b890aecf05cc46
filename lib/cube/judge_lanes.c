#include "cube/judge.h"

#include <string.h>

static bool stands_together(const rsl__judging *judging);
static bool is_plain(const rsl__said *said);

bool rsl__judging_start(const rsl_rollup *rollup, uint32_t indicator, rsl__judging *judging) {
  const rsl__expression *condition = rsl__plan_condition(rollup->plan, indicator);
  *judging = (rsl__judging){ .rollup = rollup, .sheet = &rollup->sheets[indicator] };
  if (condition == NULL || !judging->sheet->plain) return true;
  return rsl__references_find(&rollup->allocator, condition, &judging->references) &&
         rsl__formula_lanes_start(rollup, condition, &judging->references, &judging->lanes);
}

void rsl__judging_end(rsl__judging *judging) {
  const rsl_allocator *from = &judging->rollup->allocator;
  const rsl__expression *condition =
      rsl__plan_condition(judging->rollup->plan, (uint32_t)(judging->sheet - judging->rollup->sheets));
  rsl__formula_chunk_close(&judging->lanes, &judging->chunk);
  rsl__formula_lanes_end(&judging->lanes);
  if (condition != NULL) rsl__references_free(from, condition, &judging->references);
}

bool rsl__judging_open(rsl__judging *judging, const rsl__strip *strip) {
  const rsl__sheet *sheet = judging->sheet;
  if (judging->lanes.rollup == NULL) return true;
  rsl__formula_chunk_close(&judging->lanes, &judging->chunk);
  judging->chunk = (rsl__formula_chunk){ strip->frame, &sheet->whens[strip->first], strip->count, NULL };
  if (rsl__when_type(sheet->whens[strip->first]) != sheet->record->frequency || sheet->told_count != 1 ||
      strip->frame->exempts[sheet - judging->rollup->sheets].count > 0)
    return true;
  if (!rsl__formula_chunk_open(&judging->lanes, &judging->chunk)) return false;
  if (!stands_together(judging)) rsl__formula_chunk_close(&judging->lanes, &judging->chunk);
  return true;
}

bool rsl__judging_run(rsl__judging *judging, uint32_t position) {
  const rsl__formula_chunk *chunk = &judging->chunk;
  const uint32_t unit = chunk->frame == NULL ? 0 : rsl_structure_unit(chunk->frame->structure, position);
  if (chunk->operands == NULL) return false;
  rsl__cursor own = rsl__cursor_open(judging->rollup->cube, (uint32_t)(judging->sheet - judging->rollup->sheets), unit);
  if (!rsl__cursor_is_empty(&own) || !rsl__formula_lanes_evaluate(&judging->lanes, chunk, position)) return false;
  const rsl__due due = { 1, 1, rsl__print_of(unit) };
  for (uint32_t lane = 0; lane < chunk->count; lane++) {
    bool told = false;
    for (uint32_t i = 0; i < judging->references.count; i++) {
      const rsl__said *said = rsl__formula_lanes_said(&judging->lanes, i, lane);
      if (!is_plain(said)) return false;
      told = told || said->told;
    }
    rsl__report report = { .status = RSL__STATUS_A, .parts = 1, .all = 1 };
    rsl__wide unused;
    judging->tallies[lane] = (rsl__tally){ .flags = told ? RSL__TALLY_USED : 0 };
    if (told)
      rsl__kernel_judged(judging->sheet, rsl__lane_outcome(&judging->lanes.machine, lane).truth, due, &report,
                         &judging->tallies[lane], &unused);
  }
  return true;
}

/* Only what was told of a period itself is asked for there. */
static bool stands_together(const rsl__judging *judging) {
  const rsl__formula_chunk *chunk = &judging->chunk;
  for (uint32_t i = 0; chunk->operands != NULL && i < judging->references.count; i++) {
    const rsl__operand_lanes *operand = &chunk->operands[i];
    if (operand->sheet->month_from != judging->sheet->month_from) return false;
    if (memcmp(operand->whens, chunk->whens, chunk->count * sizeof *chunk->whens) != 0) return false;
  }
  return true;
}

/* What weakens a figure that is used must be told with the count. */
static bool is_plain(const rsl__said *said) {
  return !said->given || (said->flags == 0 && said->status == RSL__STATUS_A);
}
