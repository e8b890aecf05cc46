#include "cube/seal.h"

#include <string.h>

#include "base/bits.h"
#include "base/error.h"

#define PRIME UINT64_C(0x9E3779B97F4A7C15) /* odd: multiplying by it can be undone */

enum { PIECE = 16384 /* bytes that a processor still has near it after it read them */ };

/* Columns to look at, one a piece. */
typedef struct looking {
  const rsl_cube *cube;
  const uint32_t *list;
} looking;

static uint32_t list_closed(const rsl_cube *cube, const uint32_t *indicators, size_t count, bool *wanted,
                            uint32_t *list);
static rsl_status look_at(void *context, size_t piece, rsl_error *error);
static rsl_status look(const rsl_cube *cube, uint32_t indicator, rsl_error *error);
static unsigned char state_of(rsl__seal *seal, const rsl__sealed *sealed);
static bool is_as_written(const rsl_cube *cube, uint32_t indicator);
static bool add_figures(rsl__seal_sum *sum, const rsl__block *block);
static inline void add_stripe(rsl__seal_sum *sum, const void *bytes);
static uint64_t mix(uint64_t word);

/* ---- Sums ------------------------------------------------------------------------------------------------ */

rsl__seal_sum rsl__seal_sum_new(void) {
  return (rsl__seal_sum){ .next = 0 };
}

void rsl__seal_sum_add(rsl__seal_sum *sum, const void *bytes, size_t size) {
  const unsigned char *at = bytes;
  const size_t group = RSL__SEAL_LANES * sizeof(uint64_t);
  for (; size >= RSL__SEAL_ALIGN && sum->next != 0; at += RSL__SEAL_ALIGN, size -= RSL__SEAL_ALIGN) add_stripe(sum, at);
  if (size >= group) rsl__vector_at(0)->add_words(at, size / group, sum->words, sum->places);
  at += size / group * group;
  size %= group;
  for (; size >= RSL__SEAL_ALIGN; at += RSL__SEAL_ALIGN, size -= RSL__SEAL_ALIGN) add_stripe(sum, at);
  if (size == 0) return;
  unsigned char tail[RSL__SEAL_ALIGN] = { 0 };
  memcpy(tail, at, size);
  add_stripe(sum, tail);
}

void rsl__seal_sum_end(const rsl__seal_sum *sum, uint64_t out[2]) {
  out[0] = sum->next;
  out[1] = ~(uint64_t)sum->next;
  for (size_t i = 0; i < RSL__SEAL_LANES; i++) {
    out[0] = mix(out[0] ^ sum->words[i]);
    out[1] = mix(out[1] ^ sum->places[i]);
  }
}

/* As the loop of vector.h does it. */
static inline void add_stripe(rsl__seal_sum *sum, const void *bytes) {
  uint64_t *words = sum->words + sum->next;
  uint64_t *places = sum->places + sum->next;
  for (size_t i = 0; i < RSL__SEAL_STRIPE; i++) {
    uint64_t word;
    memcpy(&word, (const unsigned char *)bytes + i * sizeof word, sizeof word);
    words[i] += word ^ word >> 32;
    places[i] += words[i];
  }
  sum->next = (sum->next + RSL__SEAL_STRIPE) % RSL__SEAL_LANES;
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
  if (cube->seal == NULL) return RSL_OK;
  const rsl_allocator *from = &cube->store.allocator;
  bool *wanted = rsl__allocate_zeroed_array(from, cube->column_count, sizeof *wanted);
  uint32_t *list = rsl__allocate_array(from, cube->column_count, sizeof *list);
  rsl_status status = RSL_ERR_MEMORY;
  if (wanted == NULL || list == NULL) {
    (void)rsl__fail_memory(error);
  } else {
    looking columns = { cube, list };
    status = rsl__parallel(threads, list_closed(cube, indicators, count, wanted, list), look_at, &columns, error);
  }
  rsl__release_array(from, wanted, cube->column_count, sizeof *wanted);
  rsl__release_array(from, list, cube->column_count, sizeof *list);
  return status;
}

rsl_status rsl__seal_check_one(const rsl_cube *cube, uint32_t indicator, rsl_error *error) {
  if (cube->seal == NULL) return RSL_OK;
  rsl_status status = look(cube, indicator, error);
  uint32_t operand = 0;
  for (uint32_t i = 0; status == RSL_OK && (operand = rsl__operand(cube->plan, indicator, i)) != RSL_NONE; i++)
    status = look(cube, operand, error);
  return status;
}

/* What is asked, with its operands. Users come before their operands when the
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
    list[listed++] = indicator;
  }
  return listed;
}

static rsl_status look_at(void *context, size_t piece, rsl_error *error) {
  const looking *columns = context;
  return look(columns->cube, columns->list[piece], error);
}

/* Two threads that come at once both look, and find the same. */
static rsl_status look(const rsl_cube *cube, uint32_t indicator, rsl_error *error) {
  rsl__seal *seal = cube->seal;
  rsl__sealed *sealed = &seal->columns[indicator];
  unsigned char state = state_of(seal, sealed);
  if (state == 0) {
    state = is_as_written(cube, indicator) ? 1 : 2;
    rsl__monitor_enter(seal->monitor);
    sealed->state = state;
    rsl__monitor_leave(seal->monitor);
  }
  if (state == 1) return RSL_OK;
  return rsl__fail_at(error, RSL_ERR_DATA, seal->name, 0, 0, NULL,
                      "the figures of `%s` are damaged in the snapshot: make it anew",
                      rsl_plan_indicator(cube->plan, indicator)->code);
}

static unsigned char state_of(rsl__seal *seal, const rsl__sealed *sealed) {
  rsl__monitor_enter(seal->monitor);
  unsigned char state = sealed->state;
  rsl__monitor_leave(seal->monitor);
  return state;
}

static bool is_as_written(const rsl_cube *cube, uint32_t indicator) {
  const rsl__sealed *sealed = &cube->seal->columns[indicator];
  const rsl__column *column = &cube->columns[indicator];
  const unsigned char *at = sealed->bytes;
  const unsigned char *end = at + sealed->size;
  uint64_t found[2];
  bool sound = true;
  rsl__seal_sum sum = rsl__seal_sum_new();
  for (size_t i = 0; i < column->block_count; i++) {
    const rsl__block *block = &column->blocks[i];
    rsl__seal_sum_add(&sum, at, (size_t)((const unsigned char *)block->values - at));
    sound &= add_figures(&sum, block);
    at = (const unsigned char *)block->origins; /* they come next */
  }
  rsl__seal_sum_add(&sum, at, (size_t)(end - at));
  rsl__seal_sum_end(&sum, found);
  return sound && found[0] == sealed->sum[0] && found[1] == sealed->sum[1] && rsl__column_is_sound(cube, indicator);
}

/* Piece by piece, each of which is near still when it is looked at, and ends with the lanes of the sum. */
static bool add_figures(rsl__seal_sum *sum, const rsl__block *block) {
  const unsigned char *at = block->values;
  const unsigned char *end = (const unsigned char *)block->origins;
  size_t left = (size_t)block->row_count * block->stride;
  bool sound = true;
  for (size_t first = 0, size = 0; at < end; at += size) {
    size = PIECE - sum->next * sizeof(uint64_t);
    if (size > (size_t)(end - at)) size = (size_t)(end - at);
    size_t count = size / block->width < left ? size / block->width : left;
    rsl__seal_sum_add(sum, at, size);
    sound &= rsl__figures_are_sound(block, first, count);
    first += count;
    left -= count;
  }
  return sound;
}
