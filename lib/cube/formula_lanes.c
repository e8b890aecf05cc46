#include "cube/formula.h"

bool rsl__formula_lanes_start(const rsl_rollup *rollup, const rsl__expression *expression,
                              const rsl__references *references, rsl__formula_lanes *lanes) {
  const rsl_allocator *from = &rollup->allocator;
  lanes->rollup = rollup;
  lanes->expression = expression;
  lanes->references = references;
  lanes->values = rsl__allocate_array(from, references->count, sizeof *lanes->values);
  lanes->said = rsl__allocate_array(from, (size_t)references->count * RSL__LANES, sizeof *lanes->said);
  bool fine = rsl__lane_machine_start(from, expression, references, &lanes->machine);
  return fine && lanes->values != NULL && lanes->said != NULL;
}

void rsl__formula_lanes_end(rsl__formula_lanes *lanes) {
  if (lanes->rollup == NULL) return;
  const rsl_allocator *from = &lanes->rollup->allocator;
  const size_t count = lanes->references->count;
  rsl__release_array(from, lanes->values, count, sizeof *lanes->values);
  rsl__release_array(from, lanes->said, count * RSL__LANES, sizeof *lanes->said);
  rsl__lane_machine_end(from, &lanes->machine);
}

bool rsl__formula_chunk_open(const rsl__formula_lanes *lanes, rsl__formula_chunk *chunk) {
  const rsl__references *references = lanes->references;
  bool plain = references->count > 0;
  chunk->operands = rsl__allocate_array(&lanes->rollup->allocator, references->count, sizeof *chunk->operands);
  if (chunk->operands == NULL) return false;
  for (uint32_t i = 0; plain && i < references->count; i++)
    plain = rsl__operand_lanes_open(lanes->rollup, &lanes->expression->items[references->items[i]], chunk->frame,
                                    chunk->whens, chunk->count, &chunk->operands[i]);
  if (!plain) rsl__formula_chunk_close(lanes, chunk);
  return true;
}

void rsl__formula_chunk_close(const rsl__formula_lanes *lanes, rsl__formula_chunk *chunk) {
  if (chunk->operands == NULL) return;
  rsl__release_array(&lanes->rollup->allocator, chunk->operands, lanes->references->count, sizeof *chunk->operands);
  chunk->operands = NULL;
}

bool rsl__formula_lanes_evaluate(rsl__formula_lanes *lanes, const rsl__formula_chunk *chunk, uint32_t position) {
  if (chunk->operands == NULL) return false;
  for (uint32_t i = 0; i < lanes->references->count; i++)
    if (!rsl__operand_lanes_read(&chunk->operands[i], position, &lanes->values[i],
                                 &lanes->said[(size_t)i * RSL__LANES]))
      return false;
  return rsl__evaluate_lanes(&lanes->machine, lanes->values, chunk->count);
}

bool rsl__formula_lanes_run(rsl__formula_lanes *lanes, const rsl__formula_chunk *chunk, uint32_t position) {
  if (!rsl__formula_lanes_evaluate(lanes, chunk, position)) return false;
  for (uint32_t lane = 0; lane < chunk->count; lane++) {
    rsl__weighing weighing = { .any = false };
    rsl__result *result = &lanes->results[lane];
    *result = (rsl__result){ .origin = RSL_ORIGIN_NONE };
    for (uint32_t i = 0; i < lanes->references->count; i++)
      rsl__formula_weigh(&weighing, rsl__formula_lanes_said(lanes, i, lane), result);
    lanes->speaks[lane] = weighing.speaks;
    if (!weighing.speaks) continue;
    const rsl__outcome outcome = rsl__lane_outcome(&lanes->machine, lane);
    rsl__formula_settle(&weighing, &outcome, result);
  }
  return true;
}
