#include "cube/pack.h"

#include <string.h>

#include "base/bits.h"

enum { SCALES = 19, WORTH = 8 /* times the memory of a figure in a row of its own */ };

typedef struct packing {
  const rsl_allocator *allocator;
  rsl__column *column;
  rsl_period_type frequency;
} packing;

/* The rows of one unit whose periods one block covers. */
typedef struct stretch {
  size_t first;
  size_t end;
  rsl__block *block;
} stretch;

/* What of a stretch stands in which lane. */
typedef struct lanes {
  uint64_t here;  /* a figure that counts */
  uint64_t plain; /* … and there is no more to it: it needs no row beside the block */
  size_t rows[RSL__LANES];
} lanes;

/* How the lines of a stretch are told. */
typedef struct telling {
  rsl__told told;
  uint32_t first;
  uint32_t least;
  size_t words;
} telling;

static bool may_stand_alone(const packing *in, size_t row);
static bool find_lanes(packing *in);
static void measure(packing *in);
static void count(packing *in);
static bool allocate(packing *in);
static void fill(packing *in);
static bool next_stretch(const packing *in, size_t *at, stretch *out);
static void read_lanes(const packing *in, const stretch *from, lanes *out);
static unsigned choose_scale(const packing *in, lanes *of);
static telling tell(const packing *in, const lanes *of);
static void put_row(packing *in, const stretch *from, const lanes *of, unsigned scale);
static void put_origins(packing *in, rsl__block *block, const lanes *of, unsigned scale);
static void put_value(rsl__block *block, size_t at, int64_t value);
static void drop_packed(packing *in);

bool rsl__column_pack(const rsl_allocator *allocator, rsl__column *column, rsl_period_type frequency) {
  packing in = { allocator, column, frequency };
  if (!find_lanes(&in)) return false;
  if (column->block_count == 0) return true;
  measure(&in);
  count(&in);
  if (!allocate(&in)) return false;
  fill(&in);
  drop_packed(&in);
  return true;
}

/* ---- Lanes ----------------------------------------------------------------------------------------------- */

/* The periods that are given, as a set of bits from the first to the last of them. */
static bool find_lanes(packing *in) {
  rsl__column *column = in->column;
  const rsl__span *span = &column->spans[in->frequency];
  if (rsl__span_is_empty(span)) return true;
  size_t words = (span->last - span->first) / 64 + 1;
  uint64_t *bits = rsl__allocate_zeroed_array(in->allocator, words, sizeof *bits);
  if (bits == NULL) return false;
  for (size_t i = 0; i < column->count; i++) {
    uint32_t bit = column->rows[i].when - span->first;
    if (may_stand_alone(in, i)) bits[bit / 64] |= UINT64_C(1) << bit % 64;
  }
  bool fine = rsl__column_make_blocks(in->allocator, column, bits, words, span->first);
  rsl__release_array(in->allocator, bits, words, sizeof *bits);
  return fine;
}

/* A figure of the own frequency, of status A, with nothing beside it but its line. */
static bool may_stand_alone(const packing *in, size_t row) {
  const rsl__row *it = &in->column->rows[row];
  return (it->flags & ~(unsigned)RSL__ROW_NO_LINE) == RSL__ROW_VALUE && it->status == RSL__STATUS_A &&
         rsl__when_type(it->when) == in->frequency;
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

/* How wide each block must be. */
static void measure(packing *in) {
  rsl__column *column = in->column;
  stretch from;
  lanes of;
  for (size_t b = 0; b < column->block_count; b++) {
    column->blocks[b].least = INT64_MAX;
    column->blocks[b].greatest = INT64_MIN;
  }
  for (size_t at = 0; next_stretch(in, &at, &from);) {
    read_lanes(in, &from, &of);
    rsl__block *block = from.block;
    for (uint64_t left = of.here; left != 0; left &= left - 1) {
      int64_t value = column->rows[of.rows[rsl__trailing_zeros(left)]].value;
      block->least = value < block->least ? value : block->least;
      block->greatest = value > block->greatest ? value : block->greatest;
    }
  }
  for (size_t b = 0; b < column->block_count; b++) {
    rsl__block *block = &column->blocks[b];
    rsl__block_shape(block, block->least, block->greatest);
    block->least = block->greatest = 0;
  }
}

void rsl__block_shape(rsl__block *block, int64_t least, int64_t greatest) {
  /* The least value of a type means that there is none. */
  bool in_16 = least > INT16_MIN && greatest <= INT16_MAX;
  bool in_32 = least > INT32_MIN && greatest <= INT32_MAX;
  block->width = in_16 ? 2 : in_32 ? 4 : 8;
  /* Rows of more than a few lanes begin where vectors do. */
  block->stride = block->lane_count < 4 ? block->lane_count : (block->lane_count + 7) / 8 * 8;
}

static void count(packing *in) {
  stretch from;
  lanes of;
  for (size_t at = 0; next_stretch(in, &at, &from);) {
    read_lanes(in, &from, &of);
    (void)choose_scale(in, &of);
    if (!rsl__block_pays(from.block, rsl__ones(of.plain))) continue;
    from.block->row_count++;
    from.block->word_count += tell(in, &of).words;
  }
}

static bool allocate(packing *in) {
  for (size_t b = 0; b < in->column->block_count; b++) {
    rsl__block *block = &in->column->blocks[b];
    block->places = rsl__allocate_array(in->allocator, block->row_count, sizeof *block->places);
    block->origins = rsl__allocate_array(in->allocator, block->row_count, sizeof *block->origins);
    block->words = rsl__allocate_array(in->allocator, block->word_count, sizeof *block->words);
    block->values = rsl__allocate_array(in->allocator, (size_t)block->row_count * block->stride, block->width);
    if (block->places == NULL || block->origins == NULL || block->words == NULL || block->values == NULL) return false;
  }
  return true;
}

static void fill(packing *in) {
  stretch from;
  lanes of;
  for (size_t b = 0; b < in->column->block_count; b++) {
    in->column->blocks[b].row_count = 0;
    in->column->blocks[b].word_count = 0;
  }
  for (size_t at = 0; next_stretch(in, &at, &from);) {
    read_lanes(in, &from, &of);
    unsigned scale = choose_scale(in, &of);
    if (rsl__block_pays(from.block, rsl__ones(of.plain))) put_row(in, &from, &of, scale);
  }
}

static bool next_stretch(const packing *in, size_t *at, stretch *out) {
  const rsl__column *column = in->column;
  const rsl__row *rows = column->rows;
  if (*at == column->count) return false;
  size_t low = 0;
  size_t high = column->block_count - 1;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    const rsl__block *block = &column->blocks[middle];
    if (block->whens[block->lane_count - 1] < rows[*at].when)
      low = middle + 1;
    else
      high = middle;
  }
  out->block = &column->blocks[low];
  out->first = *at;
  uint32_t last = low + 1 == column->block_count ? UINT32_MAX : out->block->whens[out->block->lane_count - 1];
  for (out->end = *at + 1; out->end < column->count; out->end++)
    if (rows[out->end].place != rows[*at].place || rows[out->end].when > last) break;
  *at = out->end;
  return true;
}

/* Of several revisions the last counts (R9); a qualified figure does not roll up (T8). */
static void read_lanes(const packing *in, const stretch *from, lanes *out) {
  const rsl__row *rows = in->column->rows;
  const uint32_t *whens = from->block->whens;
  uint32_t lane = 0;
  out->here = out->plain = 0;
  for (size_t i = from->first, next = 0; i < from->end; i = next) {
    uint32_t when = rows[i].when;
    for (next = i + 1; next < from->end && rows[next].when == when;) next++;
    while (lane < from->block->lane_count && whens[lane] < when) lane++;
    if (lane == from->block->lane_count) return;
    if (whens[lane] != when || (rows[next - 1].flags & (RSL__ROW_VALUE | RSL__ROW_ABOUT)) != RSL__ROW_VALUE) continue;
    out->rows[lane] = next - 1;
    out->here |= UINT64_C(1) << lane;
    if (next == i + 1 && may_stand_alone(in, i)) out->plain |= UINT64_C(1) << lane;
  }
}

/* One scale that most of the figures were written with, or as few decimals as each needs. Those that were written
 * otherwise are no plain ones then. */
static unsigned choose_scale(const packing *in, lanes *of) {
  const rsl__row *rows = in->column->rows;
  unsigned counts[SCALES] = { 0 };
  unsigned shortest = 0;
  unsigned best = 0;
  for (uint64_t left = of->plain; left != 0; left &= left - 1) {
    const rsl__row *row = &rows[of->rows[rsl__trailing_zeros(left)]];
    if (++counts[row->scale] > counts[best]) best = row->scale;
  }
  if (counts[best] == rsl__ones(of->plain)) return best;
  uint64_t as_short = 0;
  uint64_t as_best = 0;
  for (uint64_t left = of->plain; left != 0; left &= left - 1) {
    unsigned lane = rsl__trailing_zeros(left);
    const rsl__row *row = &rows[of->rows[lane]];
    if (row->scale == best) as_best |= UINT64_C(1) << lane;
    if (row->scale != rsl__needed_scale(row->value, in->column->scale)) continue;
    as_short |= UINT64_C(1) << lane;
    shortest++;
  }
  of->plain = shortest > counts[best] ? as_short : as_best;
  return shortest > counts[best] ? RSL__SHORTEST : best;
}

/* A row of a block is read many times as fast as the figures one by one: it may take several times their memory, where
 * that is still little for each period. */
bool rsl__block_pays(const rsl__block *block, size_t figures) {
  size_t row = (size_t)block->stride * block->width + sizeof(uint32_t) + sizeof(rsl__origin);
  return figures * WORTH * sizeof(rsl__row) > row;
}

/* ---- Filling --------------------------------------------------------------------------------------------- */

static uint32_t line_of(const rsl__row *row) {
  return (row->flags & RSL__ROW_NO_LINE) != 0 ? 0 : row->origin;
}

static telling tell(const packing *in, const lanes *of) {
  const rsl__row *rows = in->column->rows;
  const rsl__row *head = &rows[of->rows[rsl__trailing_zeros(of->plain)]];
  telling out = { RSL__TOLD_SAME, 0, UINT32_MAX, 0 };
  uint32_t number = 0;
  uint32_t most = 0;
  bool same = true;
  bool next = true;
  bool one_file = true;
  for (uint64_t left = of->here; left != 0; left &= left - 1, number++) {
    unsigned lane = rsl__trailing_zeros(left);
    if ((of->plain >> lane & 1) == 0) continue;
    uint32_t line = line_of(&rows[of->rows[lane]]);
    if (&rows[of->rows[lane]] == head) out.first = line - number;
    same = same && line == line_of(head);
    next = next && line - number == out.first;
    one_file = one_file && rows[of->rows[lane]].file == head->file;
    out.least = line < out.least ? line : out.least;
    most = line > most ? line : most;
  }
  if (!one_file) {
    out.told = RSL__TOLD_FILES;
    out.words = 2 * (size_t)number;
  } else if (same && rsl__ones(of->plain) > 1) {
    out.first = line_of(head);
  } else if (next) {
    out.told = RSL__TOLD_NEXT;
  } else if (most - out.least <= UINT16_MAX) {
    out.told = RSL__TOLD_NEAR;
    out.words = 1 + ((size_t)number + 1) / 2;
  } else {
    out.told = RSL__TOLD_FAR;
    out.words = number;
  }
  return out;
}

static void put_row(packing *in, const stretch *from, const lanes *of, unsigned scale) {
  rsl__block *block = from->block;
  rsl__row *rows = in->column->rows;
  size_t at = (size_t)block->row_count * block->stride;
  bool first = block->row_count == 0;
  for (uint32_t lane = 0; lane < block->stride; lane++) {
    bool here = lane < RSL__LANES && (of->here >> lane & 1) != 0;
    put_value(block, at + lane, here ? rows[of->rows[lane]].value : RSL__ABSENT);
  }
  block->places[block->row_count] = rows[from->first].place;
  put_origins(in, block, of, scale);
  for (uint64_t left = of->here; left != 0; left &= left - 1) {
    unsigned lane = rsl__trailing_zeros(left);
    rsl__row *row = &rows[of->rows[lane]];
    row->flags |= (of->plain >> lane & 1) != 0 ? RSL__ROW_BAD : RSL__ROW_IN_BLOCK;
    block->least = first || row->value < block->least ? row->value : block->least;
    block->greatest = first || row->value > block->greatest ? row->value : block->greatest;
    first = false;
  }
  block->row_count++;
}

static void put_origins(packing *in, rsl__block *block, const lanes *of, unsigned scale) {
  const rsl__row *rows = in->column->rows;
  telling how = tell(in, of);
  uint32_t *words = block->words + block->word_count;
  uint32_t number = 0;
  rsl__origin *origin = &block->origins[block->row_count];
  origin->line = how.words == 0 ? how.first : (uint32_t)block->word_count;
  origin->file = rows[of->rows[rsl__trailing_zeros(of->plain)]].file;
  origin->told = (uint8_t)how.told;
  origin->scale = scale & 31u;
  if (how.words > 0) memset(words, 0, how.words * sizeof *words);
  if (how.told == RSL__TOLD_NEAR) words[0] = how.least;
  for (uint64_t left = how.words == 0 ? 0 : of->here; left != 0; left &= left - 1, number++) {
    unsigned lane = rsl__trailing_zeros(left);
    const rsl__row *row = &rows[of->rows[lane]];
    if ((of->plain >> lane & 1) == 0) continue;
    if (how.told == RSL__TOLD_NEAR) words[1 + number / 2] |= (line_of(row) - how.least) << number % 2 * 16;
    if (how.told == RSL__TOLD_FAR) words[number] = line_of(row);
    if (how.told != RSL__TOLD_FILES) continue;
    words[2 * (size_t)number] = line_of(row);
    words[2 * (size_t)number + 1] = row->file;
  }
  block->word_count += how.words;
}

static void put_value(rsl__block *block, size_t at, int64_t value) {
  if (block->width == 8)
    ((int64_t *)block->values)[at] = value;
  else if (block->width == 4)
    ((int32_t *)block->values)[at] = value == RSL__ABSENT ? INT32_MIN : (int32_t)value;
  else
    ((int16_t *)block->values)[at] = value == RSL__ABSENT ? INT16_MIN : (int16_t)value;
}

/* What is left of the rows moves together, and gives back the room behind it. */
static void drop_packed(packing *in) {
  rsl__column *column = in->column;
  size_t kept = 0;
  for (size_t i = 0; i < column->count; i++)
    if ((column->rows[i].flags & RSL__ROW_BAD) == 0) column->rows[kept++] = column->rows[i];
  if (kept < column->count) rsl__column_shrink(in->allocator, column, kept);
}
