#include <string.h>

#include "cube/rollup.h"

/* Which periods an indicator or its operands have rows of. A set of bits, one a `when`, is filled from the rows and read
 * out in order: no sorting of as many entries as there are rows. */

enum { WORD = 64, WORDS = ((RSL_DATE_MAX - RSL_DATE_MIN + 1) * 8 + WORD - 1) / WORD };

static void put(uint64_t *bits, uint32_t when);
static bool take_out(rsl_rollup *rollup, rsl__sheet *sheet, uint64_t *bits);

rsl_status rsl__find_spoken(rsl_rollup *rollup) {
  uint32_t count = rsl_plan_indicator_count(rollup->plan);
  uint64_t *bits = rsl__allocate_zeroed_array(&rollup->allocator, WORDS, sizeof *bits);
  bool fine = bits != NULL;
  for (uint32_t i = 0; fine && i < count; i++) {
    uint32_t indicator = rollup->order[i];
    rsl__sheet *sheet = &rollup->sheets[indicator];
    const rsl__column *column = sheet->column;
    for (size_t r = 0; r < column->count; r++) put(bits, column->rows[r].when);
    for (size_t b = 0; b < column->block_count; b++)
      for (uint32_t lane = 0; lane < column->blocks[b].lane_count; lane++) put(bits, column->blocks[b].whens[lane]);
    uint32_t operand = 0;
    for (uint32_t o = 0; (operand = rsl__operand(rollup->plan, indicator, o)) != RSL_NONE; o++) {
      const rsl__sheet *other = &rollup->sheets[operand];
      for (size_t w = 0; w < other->spoken_count; w++) put(bits, other->spoken[w]);
    }
    fine = take_out(rollup, sheet, bits);
  }
  rsl__release_array(&rollup->allocator, bits, WORDS, sizeof *bits);
  return fine ? RSL_OK : RSL_ERR_MEMORY;
}

void rsl__spoken_free(const rsl_rollup *rollup, rsl__sheet *sheet) {
  rsl__release_array(&rollup->allocator, sheet->spoken, sheet->spoken_count, sizeof *sheet->spoken);
  sheet->spoken = NULL;
  sheet->spoken_count = 0;
}

static void put(uint64_t *bits, uint32_t when) {
  bits[when / WORD] |= UINT64_C(1) << when % WORD;
}

/* The set is empty again then. */
static bool take_out(rsl_rollup *rollup, rsl__sheet *sheet, uint64_t *bits) {
  size_t count = 0;
  for (size_t i = 0; i < WORDS; i++)
    for (uint64_t left = bits[i]; left != 0; left &= left - 1) count++;
  if (count == 0) return true;
  sheet->spoken = rsl__allocate_array(&rollup->allocator, count, sizeof *sheet->spoken);
  if (sheet->spoken == NULL) return false;
  sheet->spoken_count = count;
  size_t to = 0;
  for (uint32_t i = 0; to < count; i++) {
    for (uint32_t bit = 0; bits[i] >> bit != 0; bit++) {
      if ((bits[i] >> bit & 1) != 0) sheet->spoken[to++] = i * WORD + bit;
      if (bit + 1 == WORD) break;
    }
  }
  memset(bits, 0, WORDS * sizeof *bits);
  return true;
}
