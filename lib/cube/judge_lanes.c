#include "cube/judge.h"

#include <string.h>

static bool stands_together(const rsl__judging *judging);
static bool judge_lane(rsl__judging *judging, uint32_t lane, rsl__due due);

bool rsl__judging_start(const rsl_rollup *rollup, uint32_t indicator, rsl__judging **out) {
  const rsl__expression *condition = rsl__plan_condition(rollup->plan, indicator);
  *out = NULL;
  if (condition == NULL || !rollup->sheets[indicator].plain) return true;
  rsl__judging *judging = *out = rsl__allocate_zeroed(&rollup->allocator, sizeof *judging);
  if (judging == NULL) return false;
  judging->rollup = rollup;
  judging->sheet = &rollup->sheets[indicator];
  judging->indicator = indicator;
  return rsl__references_find(&rollup->allocator, condition, &judging->references) &&
         rsl__formula_lanes_start(rollup, condition, &judging->references, &judging->lanes);
}

void rsl__judging_end(rsl__judging *judging) {
  if (judging == NULL) return;
  const rsl_allocator *from = &judging->rollup->allocator;
  rsl__formula_chunk_close(&judging->lanes, &judging->chunk);
  rsl__formula_lanes_end(&judging->lanes);
  rsl__references_free(from, rsl__plan_condition(judging->rollup->plan, judging->indicator), &judging->references);
  rsl__release(from, judging, sizeof *judging);
}

bool rsl__judging_open(rsl__judging *judging, const rsl__strip *strip) {
  if (judging == NULL) return true;
  const rsl__sheet *sheet = judging->sheet;
  rsl__formula_chunk_close(&judging->lanes, &judging->chunk);
  judging->chunk = (rsl__formula_chunk){ strip->frame, &sheet->whens[strip->first], strip->count, NULL };
  if (rsl__when_type(sheet->whens[strip->first]) != sheet->record->frequency || sheet->told_count != 1 ||
      strip->frame->exempts[judging->indicator].count > 0)
    return true;
  if (!rsl__formula_chunk_open(&judging->lanes, &judging->chunk)) return false;
  if (!stands_together(judging)) rsl__formula_chunk_close(&judging->lanes, &judging->chunk);
  return true;
}

bool rsl__judging_run(rsl__judging *judging, uint32_t position) {
  if (judging == NULL || judging->chunk.operands == NULL) return false;
  const uint32_t unit = rsl_structure_unit(judging->chunk.frame->structure, position);
  const rsl__due due = { 1, 1, rsl__print_of(unit) };
  rsl__cursor own = rsl__cursor_open(judging->rollup->cube, judging->indicator, unit);
  if (!rsl__cursor_is_empty(&own) || !rsl__formula_lanes_evaluate(&judging->lanes, &judging->chunk, position))
    return false;
  for (uint32_t lane = 0; lane < judging->chunk.count; lane++)
    if (!judge_lane(judging, lane, due)) return false;
  return true;
}

/* @return false: what is told of the figures that were used must be told with the count. */
static bool judge_lane(rsl__judging *judging, uint32_t lane, rsl__due due) {
  bool told = false;
  for (uint32_t i = 0; i < judging->references.count; i++) {
    const rsl__said *said = rsl__formula_lanes_said(&judging->lanes, i, lane);
    if (said->flags != 0 || said->status != RSL__STATUS_A) return false;
    told = told || said->told;
  }
  rsl__report report = { .status = RSL__STATUS_A, .parts = 1, .all = 1 };
  rsl__wide unused;
  judging->tallies[lane] = (rsl__tally){ .flags = told ? RSL__TALLY_USED : 0 };
  if (told)
    rsl__kernel_judged(judging->sheet, rsl__lane_outcome(&judging->lanes.machine, lane).truth, due, &report,
                       &judging->tallies[lane], &unused);
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
