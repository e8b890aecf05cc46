#include "cube/seal.h"

#include <string.h>

#include "base/bits.h"
#include "base/error.h"

#define PRIME UINT64_C(0x9E3779B97F4A7C15) /* odd: multiplying by it can be undone */

/* Columns to look at, one a piece. */
typedef struct look {
  const rsl_cube *cube;
  const uint32_t *list;
} look;

static uint32_t list_closed(const rsl_cube *cube, const uint32_t *indicators, size_t count, bool *wanted,
                            uint32_t *list);
static rsl_status look_at(void *context, size_t piece, rsl_error *error);
static uint64_t mix(uint64_t word);

/* ---- Sums ------------------------------------------------------------------------------------------------ */

rsl__seal_sum rsl__seal_sum_new(void) {
  rsl__seal_sum sum;
  for (uint64_t i = 0; i < RSL__SEAL_LANES; i++) sum.lanes[i] = (i + 1) * PRIME;
  return sum;
}

void rsl__seal_sum_add(rsl__seal_sum *sum, const void *bytes, size_t size) {
  const unsigned char *at = bytes;
  uint64_t a = sum->lanes[0];
  uint64_t b = sum->lanes[1];
  uint64_t c = sum->lanes[2];
  uint64_t d = sum->lanes[3];
  unsigned char tail[RSL__SEAL_ALIGN] = { 0 };
  size_t whole = size - size % RSL__SEAL_ALIGN;
  if (whole < size) memcpy(tail, at + whole, size - whole);
  for (size_t i = 0; i < size; i += RSL__SEAL_ALIGN) {
    const unsigned char *from = i < whole ? at + i : tail;
    uint64_t words[8];
    memcpy(words, from, sizeof words);
    a = ((a ^ words[0]) * PRIME ^ words[4]) * PRIME;
    b = ((b ^ words[1]) * PRIME ^ words[5]) * PRIME;
    c = ((c ^ words[2]) * PRIME ^ words[6]) * PRIME;
    d = ((d ^ words[3]) * PRIME ^ words[7]) * PRIME;
  }
  *sum = (rsl__seal_sum){ { a, b, c, d } };
}

void rsl__seal_sum_end(const rsl__seal_sum *sum, uint64_t out[2]) {
  const uint64_t *lanes = sum->lanes;
  out[0] = mix(mix(lanes[0]) ^ lanes[1]);
  out[1] = mix(mix(lanes[2]) ^ lanes[3]);
}

/* A bijection, after which each bit depends on all of them. */
static uint64_t mix(uint64_t word) {
  word = (word ^ word >> 32) * PRIME;
  word = (word ^ word >> 29) * PRIME;
  return word ^ word >> 32;
}

/* ---- Looking --------------------------------------------------------------------------------------------- */

void rsl__seal_free(const rsl_allocator *allocator, rsl__seal *seal) {
  if (seal == NULL) return;
  if (seal->release != NULL) seal->release(seal->context);
  rsl__monitor_free(allocator, seal->monitor);
  rsl__release_array(allocator, seal->columns, seal->column_count, sizeof *seal->columns);
  rsl__release(allocator, seal->name, seal->name_size);
  rsl__release(allocator, seal, sizeof *seal);
}

rsl_status rsl__seal_check(const rsl_cube *cube, const uint32_t *indicators, size_t count, unsigned threads,
                           rsl_error *error) {
  rsl__seal *seal = cube->seal;
  if (seal == NULL) return RSL_OK;
  const rsl_allocator *from = &cube->store.allocator;
  bool *wanted = rsl__allocate_zeroed_array(from, cube->column_count, sizeof *wanted);
  uint32_t *list = rsl__allocate_array(from, cube->column_count, sizeof *list);
  rsl_status status = RSL_ERR_MEMORY;
  if (wanted == NULL || list == NULL) {
    (void)rsl__fail_memory(error);
  } else {
    /* One at a time: who comes second finds it done. */
    rsl__monitor_enter(seal->monitor);
    uint32_t listed = list_closed(cube, indicators, count, wanted, list);
    look columns = { cube, list };
    status = rsl__parallel(threads, listed, look_at, &columns, error);
    rsl__monitor_leave(seal->monitor);
  }
  rsl__release_array(from, wanted, cube->column_count, sizeof *wanted);
  rsl__release_array(from, list, cube->column_count, sizeof *list);
  return status;
}

/* What is asked, with its operands, as far as it is not known to be sound. Users come before their operands when the
 * order is gone through from its end. */
static uint32_t list_closed(const rsl_cube *cube, const uint32_t *indicators, size_t count, bool *wanted,
                            uint32_t *list) {
  uint32_t listed = 0;
  for (size_t i = 0; indicators != NULL && i < count; i++)
    if (indicators[i] < cube->column_count) wanted[indicators[i]] = true;
  for (uint32_t i = cube->column_count; i-- > 0;) {
    uint32_t indicator = cube->order[i];
    uint32_t operand = 0;
    if (indicators != NULL && !wanted[indicator]) continue;
    for (uint32_t o = 0; (operand = rsl__operand(cube->plan, indicator, o)) != RSL_NONE; o++) wanted[operand] = true;
    if (cube->seal->columns[indicator].state != 1) list[listed++] = indicator;
  }
  return listed;
}

static rsl_status look_at(void *context, size_t piece, rsl_error *error) {
  const look *columns = context;
  const rsl_cube *cube = columns->cube;
  uint32_t indicator = columns->list[piece];
  rsl__sealed *sealed = &cube->seal->columns[indicator];
  if (sealed->state == 0) {
    uint64_t found[2];
    rsl__seal_sum sum = rsl__seal_sum_new();
    rsl__seal_sum_add(&sum, sealed->bytes, sealed->size);
    rsl__seal_sum_end(&sum, found);
    bool same = found[0] == sealed->sum[0] && found[1] == sealed->sum[1];
    sealed->state = same && rsl__column_is_sound(cube, indicator) ? 1 : 2;
  }
  if (sealed->state == 1) return RSL_OK;
  return rsl__fail_at(error, RSL_ERR_DATA, cube->seal->name, 0, 0, NULL,
                      "the figures of `%s` are damaged in the snapshot: make it anew",
                      rsl_plan_indicator(cube->plan, indicator)->code);
}
