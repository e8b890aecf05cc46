#include "base/parallel.h"
#include "cube/rollup.h"
#include "cube/seal.h"

/* Indicators that need nothing of one another, and so may be computed side by side. */
typedef struct rank {
  rsl_rollup *rollup;
  const uint32_t *indicators;
} rank;

static void find_ranks(const rsl_rollup *rollup, uint32_t *ranks);
static rsl_status compute_piece(void *context, size_t piece, rsl_error *error);

/* By rank: first those without operands, then those whose operands are among these, and so on. */
rsl_status rsl__rollup_compute(rsl_rollup *rollup, unsigned threads, rsl_error *error) {
  const rsl_allocator *from = &rollup->allocator;
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  uint32_t *ranks = rsl__allocate_zeroed_array(from, count, sizeof *ranks);
  uint32_t *list = rsl__allocate_array(from, count, sizeof *list);
  rsl_status status = RSL_ERR_MEMORY;
  uint32_t left = count;
  if (ranks == NULL || list == NULL) goto done;
  status = RSL_OK;
  find_ranks(rollup, ranks);
  for (uint32_t r = 0; status == RSL_OK && left > 0; r++) {
    rank now = { rollup, list };
    size_t wanted = 0;
    for (uint32_t i = 0; i < count; i++) {
      if (ranks[i] != r) continue;
      left--;
      if (rsl__must_roll(rollup, i)) list[wanted++] = i;
    }
    status = rsl__parallel(threads, wanted, compute_piece, &now, error);
  }
done:
  rsl__release_array(from, ranks, count, sizeof *ranks);
  rsl__release_array(from, list, count, sizeof *list);
  return status == RSL_ERR_MEMORY ? rsl__fail_memory(error) : status;
}

/* What is carried to another structure is split by its sides. */
bool rsl__must_roll(const rsl_rollup *rollup, uint32_t indicator) {
  const rsl__sheet *sheet = &rollup->sheets[indicator];
  return sheet->needed && (sheet->rolls || rollup->carry != NULL);
}

/* Operands come first in the order, so their ranks are known. */
static void find_ranks(const rsl_rollup *rollup, uint32_t *ranks) {
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  for (uint32_t i = 0; i < count; i++) {
    uint32_t indicator = rollup->cube->order[i];
    uint32_t operand = 0;
    if (!rollup->sheets[indicator].needed) continue;
    for (uint32_t o = 0; (operand = rsl__operand(rollup->plan, indicator, o)) != RSL_NONE; o++)
      if (ranks[operand] >= ranks[indicator]) ranks[indicator] = ranks[operand] + 1;
  }
}

static rsl_status compute_piece(void *context, size_t piece, rsl_error *error) {
  const rank *now = context;
  rsl_status status = rsl__seal_check_one(now->rollup->cube, now->indicators[piece], error);
  return status == RSL_OK ? rsl__rollup_compute_one(now->rollup, now->indicators[piece], error) : status;
}

rsl_status rsl__rollup_compute_one(rsl_rollup *rollup, uint32_t indicator, rsl_error *error) {
  rsl__sheet *sheet = &rollup->sheets[indicator];
  if (sheet->rule == RSL_RULE_FORMULA) return rsl__formula_run(rollup, indicator, error);
  if (sheet->piles && (sheet->pile = rsl__pile_new(&rollup->allocator)) == NULL) return rsl__fail_memory(error);
  rsl_status status = rsl__walk(rollup, indicator, error);
  bool whole = sheet->pile == NULL || !sheet->pile->no_memory;
  return status != RSL_OK || whole ? status : rsl__fail_memory(error);
}
