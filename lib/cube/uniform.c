#include "cube/uniform.h"

#include <stddef.h>
#include <string.h>

#include "base/bits.h"
#include "cube/pack.h"

enum { KIND_AT = offsetof(rsl__row, origin) + sizeof(uint32_t) };

typedef struct filling {
  rsl__column *column;
  rsl__block *block;
  uint32_t row;    /* of the block, that comes next */
  size_t kept;     /* rows of units that gave too few */
  uint32_t *words; /* on their way into the block */
  size_t word_count;
  size_t word_capacity;
} filling;

/* The rows of one unit. */
typedef struct run {
  size_t first;
  size_t end;
} run;

static bool next_run(const rsl__column *column, run *of);
static bool make_block(const rsl_allocator *allocator, rsl__column *column, const rsl__uniform *uniform);
static bool find_lanes(const rsl_allocator *allocator, rsl__column *column, const rsl__uniform *uniform);
static void tell_column(rsl__column *column, rsl_period_type frequency, const rsl__uniform *uniform);
static bool fill(const rsl_allocator *allocator, filling *in);
static void put_values(filling *in, run of);
static void put_lanes(rsl__block *block, size_t at, const rsl__row *rows, size_t count);
static void clear_lanes(rsl__block *block, size_t at, size_t count);
static bool put_origin(const rsl_allocator *allocator, filling *in, run of);
static bool follow_on(const rsl__row *rows, size_t count);
static bool put_words(const rsl_allocator *allocator, filling *in, run of, uint32_t least, uint32_t most);
static bool fit_words(const rsl_allocator *allocator, filling *in);

/* What a row tells beside its figure, place and line. */
static inline uint64_t kind_of(const rsl__row *row) {
  uint64_t kind;
  memcpy(&kind, (const char *)row + KIND_AT, sizeof kind);
  return kind;
}

bool rsl__column_is_uniform(const rsl__column *column, rsl_period_type frequency, rsl__uniform *out) {
  const rsl__row *rows = column->rows;
  if (column->count == 0 || rows->flags != RSL__ROW_VALUE || rows->status != RSL__STATUS_A ||
      (rows->when & 7) != rsl__when_of_type(frequency))
    return false;
  rsl__uniform all = { .first_when = UINT32_MAX, .least = INT64_MAX, .greatest = INT64_MIN };
  const rsl__row days = { .when = 0xFFFFF8u };
  const uint64_t kind = kind_of(rows);
  const uint64_t differs = ~kind_of(&days);
  uint64_t before = 0;
  bool ends_in_zeros = true;
  for (size_t i = 0; i < column->count; i++) {
    const rsl__row *row = &rows[i];
    uint64_t key = rsl__row_key(row);
    if (((kind_of(row) ^ kind) & differs) != 0 || (key <= before && i > 0)) return false;
    all.units += i == 0 || row->place != rows[i - 1].place;
    before = key;
    all.first_when = row->when < all.first_when ? row->when : all.first_when;
    all.last_when = row->when > all.last_when ? row->when : all.last_when;
    all.least = row->value < all.least ? row->value : all.least;
    all.greatest = row->value > all.greatest ? row->value : all.greatest;
    if (ends_in_zeros) ends_in_zeros = row->value % 10 == 0;
  }
  *out = all;
  return rows->scale == 0 || !ends_in_zeros;
}

bool rsl__column_pack_uniform(const rsl_allocator *allocator, rsl__column *column, rsl_period_type frequency,
                              const rsl__uniform *uniform, bool *packed) {
  *packed = false;
  tell_column(column, frequency, uniform);
  if (!find_lanes(allocator, column, uniform)) return false;
  if (column->block_count != 1) {
    rsl__column_free_blocks(allocator, column);
    return true;
  }
  *packed = true;
  filling in = { .column = column, .block = column->blocks };
  bool fine = make_block(allocator, column, uniform) && fill(allocator, &in) && fit_words(allocator, &in);
  rsl__release_array(allocator, in.words, in.word_capacity, sizeof *in.words);
  if (fine) rsl__column_shrink(allocator, column, in.kept);
  return fine;
}

static bool find_lanes(const rsl_allocator *allocator, rsl__column *column, const rsl__uniform *uniform) {
  size_t words = (uniform->last_when - uniform->first_when) / 64 + 1;
  uint64_t *bits = rsl__allocate_zeroed_array(allocator, words, sizeof *bits);
  if (bits == NULL) return false;
  for (size_t i = 0; i < column->count; i++) {
    uint32_t bit = column->rows[i].when - uniform->first_when;
    bits[bit / 64] |= UINT64_C(1) << bit % 64;
  }
  bool fine = rsl__column_make_blocks(allocator, column, bits, words, uniform->first_when);
  rsl__release_array(allocator, bits, words, sizeof *bits);
  return fine;
}

static void tell_column(rsl__column *column, rsl_period_type frequency, const rsl__uniform *uniform) {
  uint64_t below = uniform->least < 0 ? 0 - (uint64_t)uniform->least : 0;
  uint64_t above = uniform->greatest > 0 ? (uint64_t)uniform->greatest : 0;
  column->scale = column->rows->scale;
  column->has_negative = uniform->least < 0;
  column->largest = below > above ? below : above;
  for (int type = 0; type < RSL_PERIOD_TYPE_END; type++) column->spans[type] = (rsl__span){ 1, 0 };
  column->spans[frequency] = (rsl__span){ uniform->first_when, uniform->last_when };
}

/* The rows of the next unit. */
static bool next_run(const rsl__column *column, run *of) {
  const rsl__row *rows = column->rows;
  of->first = of->end;
  if (of->first == column->count) return false;
  for (of->end++; of->end < column->count && rows[of->end].place == rows[of->first].place;) of->end++;
  return true;
}

static bool make_block(const rsl_allocator *allocator, rsl__column *column, const rsl__uniform *uniform) {
  rsl__block *block = column->blocks;
  rsl__block_shape(block, uniform->least, uniform->greatest);
  block->least = uniform->least;
  block->greatest = uniform->greatest;
  block->row_count = uniform->units;
  if (!rsl__block_pays(block, 1)) {
    block->row_count = 0;
    for (run of = { 0, 0 }; next_run(column, &of);) block->row_count += rsl__block_pays(block, of.end - of.first);
  }
  block->places = rsl__allocate_array(allocator, block->row_count, sizeof *block->places);
  block->origins = rsl__allocate_array(allocator, block->row_count, sizeof *block->origins);
  block->values = rsl__allocate_array(allocator, (size_t)block->row_count * block->stride, block->width);
  return block->places != NULL && block->origins != NULL && block->values != NULL;
}

static bool fill(const rsl_allocator *allocator, filling *in) {
  rsl__column *column = in->column;
  rsl__block *block = in->block;
  for (run of = { 0, 0 }; next_run(column, &of);) {
    size_t count = of.end - of.first;
    if (rsl__block_pays(block, count)) {
      block->places[in->row] = column->rows[of.first].place;
      put_values(in, of);
      if (!put_origin(allocator, in, of)) return false;
      in->row++;
    } else {
      memmove(&column->rows[in->kept], &column->rows[of.first], count * sizeof *column->rows);
      in->kept += count;
    }
  }
  return true;
}

static void put_values(filling *in, run of) {
  rsl__block *block = in->block;
  const rsl__row *rows = &in->column->rows[of.first];
  size_t at = (size_t)in->row * block->stride;
  size_t count = of.end - of.first;
  if (count == block->lane_count) {
    put_lanes(block, at, rows, count);
    clear_lanes(block, at + count, block->stride - count);
    return;
  }
  clear_lanes(block, at, block->stride);
  const uint32_t *when = block->whens;
  for (size_t i = 0; i < count; i++) {
    while (*when < rows[i].when) when++;
    put_lanes(block, at + (size_t)(when - block->whens), &rows[i], 1);
  }
}

/* Neighbours, each of the period after that of the row before. */
static inline void put_lanes(rsl__block *block, size_t at, const rsl__row *rows, size_t count) {
  int64_t *wide = block->values;
  int32_t *middle = block->values;
  int16_t *narrow = block->values;
  for (size_t i = 0; block->width == 8 && i < count; i++) wide[at + i] = rows[i].value;
  for (size_t i = 0; block->width == 4 && i < count; i++) middle[at + i] = (int32_t)rows[i].value;
  for (size_t i = 0; block->width == 2 && i < count; i++) narrow[at + i] = (int16_t)rows[i].value;
}

static inline void clear_lanes(rsl__block *block, size_t at, size_t count) {
  int64_t *wide = block->values;
  int32_t *middle = block->values;
  int16_t *narrow = block->values;
  for (size_t i = 0; block->width == 8 && i < count; i++) wide[at + i] = INT64_MIN;
  for (size_t i = 0; block->width == 4 && i < count; i++) middle[at + i] = INT32_MIN;
  for (size_t i = 0; block->width == 2 && i < count; i++) narrow[at + i] = INT16_MIN;
}

static bool put_origin(const rsl_allocator *allocator, filling *in, run of) {
  const rsl__row *rows = in->column->rows;
  rsl__origin *origin = &in->block->origins[in->row];
  uint32_t first = rows[of.first].origin;
  uint32_t least = first;
  uint32_t most = first;
  bool next = follow_on(&rows[of.first], of.end - of.first);
  for (size_t i = of.first; !next && i < of.end; i++) {
    uint32_t line = rows[i].origin;
    least = line < least ? line : least;
    most = line > most ? line : most;
  }
  *origin = (rsl__origin){ .line = first, .file = rows[of.first].file, .told = RSL__TOLD_NEXT };
  origin->scale = rows[of.first].scale;
  if (next) return true;
  origin->line = (uint32_t)in->word_count;
  origin->told = most - least <= UINT16_MAX ? RSL__TOLD_NEAR : RSL__TOLD_FAR;
  return put_words(allocator, in, of, least, most);
}

/* Does each stand in the line after that of the row before? */
static inline bool follow_on(const rsl__row *rows, size_t count) {
  uint32_t differs = 0;
  for (size_t i = 0; i < count; i++) differs |= (rows[i].origin - (uint32_t)i) ^ rows->origin;
  return differs == 0;
}

static bool put_words(const rsl_allocator *allocator, filling *in, run of, uint32_t least, uint32_t most) {
  const rsl__row *rows = in->column->rows;
  size_t count = of.end - of.first;
  bool near = most - least <= UINT16_MAX;
  size_t wanted = near ? 1 + (count + 1) / 2 : count;
  if (!rsl__grow(allocator, &in->words, &in->word_capacity, in->word_count + wanted, sizeof *in->words)) return false;
  uint32_t *words = in->words + in->word_count;
  in->word_count += wanted;
  if (near) {
    memset(words, 0, wanted * sizeof *words);
    words[0] = least;
  }
  for (size_t i = 0; i < count; i++) {
    uint32_t line = rows[of.first + i].origin;
    if (near)
      words[1 + i / 2] |= (line - least) << i % 2 * 16;
    else
      words[i] = line;
  }
  return true;
}

/* Just as many as there are. */
static bool fit_words(const rsl_allocator *allocator, filling *in) {
  rsl__block *block = in->block;
  block->words = rsl__allocate_array(allocator, in->word_count, sizeof *block->words);
  if (block->words != NULL && in->word_count > 0) memcpy(block->words, in->words, in->word_count * sizeof *in->words);
  block->word_count = block->words == NULL ? 0 : in->word_count;
  return block->words != NULL;
}
