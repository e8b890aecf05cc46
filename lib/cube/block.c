#include "cube/block.h"

#include <string.h>

static void take_origin(const rsl__block *block, uint32_t row, uint32_t rank, rsl__row *out);
static uint32_t first_not_below(const uint32_t *items, uint32_t count, uint32_t wanted);

uint32_t rsl__block_row(const rsl__block *block, uint32_t place) {
  uint32_t row = first_not_below(block->places, block->row_count, place);
  return row < block->row_count && block->places[row] == place ? row : RSL_NONE;
}

uint32_t rsl__block_lane(const rsl__block *block, uint32_t when) {
  return first_not_below(block->whens, block->lane_count, when);
}

bool rsl__block_same_places(const rsl__block *a, const rsl__block *b) {
  return a == b ||
         (a->row_count == b->row_count && memcmp(a->places, b->places, a->row_count * sizeof *a->places) == 0);
}

uint32_t rsl__block_rank(const rsl__block *block, uint32_t row, uint32_t lane) {
  uint32_t rank = 0;
  uint64_t added = block->set_lanes == NULL ? 0 : block->set_lanes[row].added;
  for (uint32_t i = 0; i < lane; i++) rank += rsl__block_value(block, row, i) != RSL__ABSENT && (added >> i & 1) == 0;
  return rank;
}

bool rsl__block_can_hold(const rsl__block *block, int64_t value) {
  if (block->width == 8) return value > INT64_MIN;
  int64_t most = block->width == 4 ? INT32_MAX : INT16_MAX;
  return value <= most && value >= -most;
}

void rsl__block_take_out(const rsl__block *block, uint32_t row, uint32_t lane, uint32_t rank, unsigned scale,
                         rsl__row *out) {
  unsigned written = block->origins[row].scale;
  *out = (rsl__row){ .value = rsl__block_value(block, row, lane), .place = block->places[row] };
  out->when = block->whens[lane] & 0xFFFFFFu;
  bool set = block->set_lanes != NULL && (block->set_lanes[row].set >> lane & 1) != 0;
  unsigned needed = written == RSL__SHORTEST || set ? rsl__needed_scale(out->value, scale) : 0;
  /* One that was set since is written as its neighbours are, where that says all of it. */
  out->scale = (written == RSL__SHORTEST || needed > written ? needed : written) & 31u;
  out->flags = RSL__ROW_VALUE;
  if (set)
    out->flags |= RSL__ROW_NO_LINE;
  else
    take_origin(block, row, rank, out);
}

void rsl__block_free(const rsl_allocator *allocator, rsl__block *block) {
  rsl__release_array(allocator, block->whens, block->lane_count, sizeof *block->whens);
  rsl__release_array(allocator, block->places, block->row_count, sizeof *block->places);
  rsl__release_array(allocator, block->values, (size_t)block->row_count * block->stride, block->width);
  rsl__release_array(allocator, block->origins, block->row_count, sizeof *block->origins);
  rsl__release_array(allocator, block->words, block->word_count, sizeof *block->words);
  rsl__release_array(allocator, block->set_lanes, block->row_count, sizeof *block->set_lanes);
}

static void take_origin(const rsl__block *block, uint32_t row, uint32_t rank, rsl__row *out) {
  const rsl__origin *origin = &block->origins[row];
  size_t at = origin->line;
  out->file = origin->file;
  out->origin = origin->line;
  switch ((rsl__told)origin->told) {
  case RSL__TOLD_SAME:
    break;
  case RSL__TOLD_NEXT:
    out->origin += rank;
    break;
  case RSL__TOLD_NEAR:
    out->origin = block->words[at] + (block->words[at + 1 + rank / 2] >> rank % 2 * 16 & 0xFFFF);
    break;
  case RSL__TOLD_FAR:
    out->origin = block->words[at + rank];
    break;
  case RSL__TOLD_FILES:
    out->origin = block->words[at + 2 * (size_t)rank];
    out->file = block->words[at + 2 * (size_t)rank + 1] & 0xFFFFu;
    break;
  }
}

static uint32_t first_not_below(const uint32_t *items, uint32_t count, uint32_t wanted) {
  uint32_t low = 0;
  while (low < count) {
    uint32_t middle = low + (count - low) / 2;
    if (items[middle] < wanted)
      low = middle + 1;
    else
      count = middle;
  }
  return low;
}
