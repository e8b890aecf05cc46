#include "cube/pack.h"

#include <string.h>

#include "base/bits.h"
#include "cube/stretch.h"

enum { WORTH = 8 /* times the memory of a figure in a row of its own */ };

/* What is allocated for a block while it is filled. */
typedef struct room {
  uint32_t rows;
  size_t words;
} room;

typedef struct packing {
  const rsl_allocator *allocator;
  rsl__column *column;
  rsl_period_type frequency;
  const rsl__uniform *uniform; /* NULL: the column is not */
  uint64_t *given;             /* a bit for each period from the first to the last of the frequency: it has a lane */
  size_t words;                /* of these */
  room *rooms;                 /* by block */
} packing;

static bool find_lanes(packing *in);
static void measure(packing *in);
static bool has_lane(const packing *in, uint32_t when);
static bool allocate(packing *in);
static bool fill(packing *in);
static size_t next_stretch(const packing *in, size_t at, rsl__stretch *out);
static bool trim(packing *in, bool is_whole);
static bool shrink(const rsl_allocator *allocator, void *items_pointer, size_t *count, size_t wanted, size_t item_size);

bool rsl__column_pack(const rsl_allocator *allocator, rsl__column *column, rsl_period_type frequency,
                      const rsl__uniform *uniform) {
  packing in = { .allocator = allocator, .column = column, .frequency = frequency, .uniform = uniform };
  bool fine = find_lanes(&in);
  if (fine && column->block_count > 0) {
    in.rooms = rsl__allocate_zeroed_array(allocator, column->block_count, sizeof *in.rooms);
    fine = in.rooms != NULL;
    if (fine) measure(&in);
    fine = fine && allocate(&in) && fill(&in);
    if (in.rooms != NULL) fine = trim(&in, fine);
    rsl__release_array(allocator, in.rooms, column->block_count, sizeof *in.rooms);
  }
  rsl__release_array(allocator, in.given, in.words, sizeof *in.given);
  return fine;
}

/* ---- Lanes ----------------------------------------------------------------------------------------------- */

/* The periods that are given alone somewhere. */
static bool find_lanes(packing *in) {
  rsl__column *column = in->column;
  const rsl__span *span = &column->spans[in->frequency];
  if (rsl__span_is_empty(span)) return true;
  in->words = (span->last - span->first) / 64 + 1;
  in->given = rsl__allocate_zeroed_array(in->allocator, in->words, sizeof *in->given);
  if (in->given == NULL) return false;
  for (size_t i = 0; i < column->count; i++) {
    const rsl__row *row = &column->rows[i];
    uint32_t bit = row->when - span->first;
    if (in->uniform != NULL || rsl__row_stands_alone(row, in->frequency))
      in->given[bit / 64] |= UINT64_C(1) << bit % 64;
  }
  return rsl__column_make_blocks(in->allocator, column, in->given, in->words, span->first);
}

bool rsl__column_make_blocks(const rsl_allocator *allocator, rsl__column *column, const uint64_t *bits, size_t words,
                             uint32_t first) {
  size_t lanes_left = 0;
  for (size_t i = 0; i < words; i++) lanes_left += rsl__ones(bits[i]);
  size_t blocks = (lanes_left + RSL__LANES - 1) / RSL__LANES;
  if (blocks == 0) return true;
  column->blocks = rsl__allocate_zeroed_array(allocator, blocks, sizeof *column->blocks);
  if (column->blocks == NULL) return false;
  column->block_count = blocks;
  size_t word = 0;
  uint64_t left = bits[0];
  for (size_t b = 0; b < blocks; b++) {
    rsl__block *block = &column->blocks[b];
    uint32_t wanted = lanes_left < RSL__LANES ? (uint32_t)lanes_left : RSL__LANES;
    block->whens = rsl__allocate_array(allocator, wanted, sizeof *block->whens);
    if (block->whens == NULL) return false;
    block->lane_count = wanted;
    lanes_left -= wanted;
    for (uint32_t lane = 0; lane < wanted; lane++, left &= left - 1) {
      while (left == 0) left = bits[++word];
      block->whens[lane] = first + (uint32_t)word * 64 + rsl__trailing_zeros(left);
    }
  }
  return true;
}

/* ---- What goes in ---------------------------------------------------------------------------------------- */

/* How wide each block must be, and how many rows it may have. */
static void measure(packing *in) {
  rsl__column *column = in->column;
  const rsl__row *rows = column->rows;
  if (in->uniform != NULL && column->block_count == 1) {
    column->blocks->least = in->uniform->least;
    column->blocks->greatest = in->uniform->greatest;
    in->rooms->rows = in->uniform->units;
    return;
  }
  for (size_t b = 0; b < column->block_count; b++) {
    column->blocks[b].least = INT64_MAX;
    column->blocks[b].greatest = INT64_MIN;
  }
  size_t b = 0;
  const rsl__row *before = NULL;
  for (size_t i = 0; i < column->count; i++) {
    const rsl__row *row = &rows[i];
    bool is_last = i + 1 == column->count || rsl__row_key(row + 1) != rsl__row_key(row);
    if (!is_last || (row->flags & (RSL__ROW_VALUE | RSL__ROW_ABOUT)) != RSL__ROW_VALUE || !has_lane(in, row->when))
      continue;
    size_t last_b = b;
    if (column->block_count > 1) b = rsl__column_block(column, row->when);
    rsl__block *block = &column->blocks[b];
    block->least = row->value < block->least ? row->value : block->least;
    block->greatest = row->value > block->greatest ? row->value : block->greatest;
    in->rooms[b].rows += before == NULL || before->place != row->place || last_b != b;
    before = row;
  }
}

static bool has_lane(const packing *in, uint32_t when) {
  uint32_t bit = when - in->column->spans[in->frequency].first;
  return bit / 64 < in->words && (in->given[bit / 64] >> bit % 64 & 1) != 0;
}

void rsl__block_shape(rsl__block *block, int64_t least, int64_t greatest) {
  /* The least value of a type means that there is none. */
  bool in_16 = least > INT16_MIN && greatest <= INT16_MAX;
  bool in_32 = least > INT32_MIN && greatest <= INT32_MAX;
  block->width = in_16 ? 2 : in_32 ? 4 : 8;
  /* Rows of more than a few lanes begin where vectors do. */
  block->stride = block->lane_count < 4 ? block->lane_count : (block->lane_count + 7) / 8 * 8;
}

/* A row of a block is read many times as fast as the figures one by one: it may take several times their memory, where
 * that is still little for each period. */
bool rsl__block_pays(const rsl__block *block, size_t figures) {
  size_t row = (size_t)block->stride * block->width + sizeof(uint32_t) + sizeof(rsl__origin);
  return figures * WORTH * sizeof(rsl__row) > row;
}

static bool allocate(packing *in) {
  bool fine = true;
  for (size_t b = 0; b < in->column->block_count; b++) {
    rsl__block *block = &in->column->blocks[b];
    uint32_t rows = in->rooms[b].rows;
    if (rows == 0) block->least = block->greatest = 0;
    rsl__block_shape(block, block->least, block->greatest);
    block->places = rsl__allocate_array(in->allocator, rows, sizeof *block->places);
    block->origins = rsl__allocate_array(in->allocator, rows, sizeof *block->origins);
    block->values = rsl__allocate_array(in->allocator, (size_t)rows * block->stride, block->width);
    fine = fine && block->places != NULL && block->origins != NULL && block->values != NULL;
  }
  return fine;
}

/* What is left of the rows moves together, and gives back the room behind it. */
static bool fill(packing *in) {
  rsl__column *column = in->column;
  rsl__stretch of = { .scale = column->scale, .type = in->frequency, .allocator = in->allocator };
  size_t kept = 0;
  for (size_t at = 0, next = 0; at < column->count; at = next) {
    size_t left = 0;
    next = next_stretch(in, at, &of);
    bool is_plain = in->uniform != NULL || rsl__stretch_is_plain(&of);
    if (!(is_plain ? rsl__stretch_put_plain(&of, &left) : rsl__stretch_put(&of, &left))) return false;
    if (left > 0 && kept < at) memmove(&column->rows[kept], of.rows, left * sizeof *of.rows);
    kept += left;
  }
  if (kept < column->count) rsl__column_shrink(in->allocator, column, kept);
  return true;
}

/* The rows of the next unit as far as one block goes. @return behind them. */
static inline size_t next_stretch(const packing *in, size_t at, rsl__stretch *out) {
  const rsl__column *column = in->column;
  rsl__row *rows = column->rows;
  size_t low = 0;
  size_t high = column->block_count - 1;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const rsl__block *block = &column->blocks[middle];
    if (block->whens[block->lane_count - 1] < rows[at].when)
      low = middle + 1;
    else
      high = middle;
  }
  out->block = &column->blocks[low];
  out->words_room = &in->rooms[low].words;
  out->rows = &rows[at];
  uint32_t last = low + 1 == column->block_count ? UINT32_MAX : out->block->whens[out->block->lane_count - 1];
  size_t end = at + 1;
  while (end < column->count && rows[end].place == rows[at].place && rows[end].when <= last) end++;
  out->count = end - at;
  return end;
}

/* ---- What was too much ----------------------------------------------------------------------------------- */

/* The blocks' arrays are as long as they say then. @param[in] is_whole false: filling failed, and so does this. */
static bool trim(packing *in, bool is_whole) {
  const rsl_allocator *from = in->allocator;
  for (size_t b = 0; b < in->column->block_count; b++) {
    rsl__block *block = &in->column->blocks[b];
    const size_t stride = block->stride;
    size_t places = in->rooms[b].rows;
    size_t origins = places;
    size_t values = places * stride;
    size_t words = in->rooms[b].words;
    is_whole = is_whole && shrink(from, &block->places, &places, block->row_count, sizeof *block->places) &&
               shrink(from, &block->origins, &origins, block->row_count, sizeof *block->origins) &&
               shrink(from, &block->values, &values, block->row_count * stride, block->width) &&
               shrink(from, &block->words, &words, block->word_count, sizeof *block->words);
    if (is_whole) continue;
    rsl__release_array(from, block->places, places, sizeof *block->places);
    rsl__release_array(from, block->origins, origins, sizeof *block->origins);
    rsl__release_array(from, block->values, values, block->width);
    rsl__release_array(from, block->words, words, sizeof *block->words);
    block->places = block->words = NULL;
    block->origins = NULL;
    block->values = NULL;
    block->row_count = 0;
    block->word_count = 0;
  }
  return is_whole;
}

/* The pointer is copied as bytes, as rsl__grow() does. */
static bool shrink(const rsl_allocator *allocator, void *items_pointer, size_t *count, size_t wanted,
                   size_t item_size) {
  if (wanted == *count) return true;
  void *items = NULL;
  memcpy(&items, items_pointer, sizeof items);
  items = rsl__resize_array(allocator, items, *count, wanted, item_size);
  if (items == NULL) return false;
  memcpy(items_pointer, &items, sizeof items);
  *count = wanted;
  return true;
}
