#include "cube/cube.h"

/* A set of bits, one a `when`, is filled from the rows and read out in order: no sorting of as many entries as there are
 * rows. Between two columns it is empty. */

enum { WORD = 64, WORDS = ((RSL_DATE_MAX - RSL_DATE_MIN + 1) * 8 + WORD - 1) / WORD };

typedef struct bit_set {
  uint64_t *bits;
  uint32_t first; /* the first and the last word with a bit; first > last: none */
  uint32_t last;
} bit_set;

static bool find_one(rsl_cube *cube, uint32_t indicator, bit_set *set);
static void put(bit_set *set, uint32_t when);
static bool take_out(const rsl_allocator *allocator, bit_set *set, rsl__column *column);

rsl_status rsl__cube_find_spoken(rsl_cube *cube) {
  const rsl_allocator *from = &cube->store.allocator;
  bit_set set = { rsl__allocate_zeroed_array(from, WORDS, sizeof *set.bits), UINT32_MAX, 0 };
  bool fine = set.bits != NULL;
  for (uint32_t i = 0; fine && i < cube->column_count; i++) fine = find_one(cube, cube->order[i], &set);
  rsl__release_array(from, set.bits, WORDS, sizeof *set.bits);
  return fine ? RSL_OK : RSL_ERR_MEMORY;
}

/* Operands come first in the order, so theirs are known. */
static bool find_one(rsl_cube *cube, uint32_t indicator, bit_set *set) {
  rsl__column *column = &cube->columns[indicator];
  uint32_t operand = 0;
  for (size_t r = 0; r < column->count; r++) put(set, column->rows[r].when);
  for (size_t b = 0; b < column->block_count; b++)
    for (uint32_t lane = 0; lane < column->blocks[b].lane_count; lane++) put(set, column->blocks[b].whens[lane]);
  for (uint32_t o = 0; (operand = rsl__operand(cube->plan, indicator, o)) != RSL_NONE; o++) {
    const rsl__column *other = &cube->columns[operand];
    for (size_t w = 0; w < other->spoken_count; w++) put(set, other->spoken[w]);
  }
  return take_out(&cube->store.allocator, set, column);
}

static void put(bit_set *set, uint32_t when) {
  uint32_t word = when / WORD;
  set->bits[word] |= UINT64_C(1) << when % WORD;
  if (word < set->first) set->first = word;
  if (word > set->last) set->last = word;
}

static bool take_out(const rsl_allocator *allocator, bit_set *set, rsl__column *column) {
  size_t count = 0;
  for (uint32_t word = set->first; word <= set->last; word++)
    for (uint64_t left = set->bits[word]; left != 0; left &= left - 1) count++;
  column->spoken = rsl__allocate_array(allocator, count, sizeof *column->spoken);
  if (column->spoken == NULL) return false;
  for (uint32_t word = set->first; word <= set->last; word++) {
    for (uint32_t bit = 0; bit < WORD; bit++)
      if ((set->bits[word] >> bit & 1) != 0) column->spoken[column->spoken_count++] = word * WORD + bit;
    set->bits[word] = 0;
  }
  set->first = UINT32_MAX;
  set->last = 0;
  return true;
}
