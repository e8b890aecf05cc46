#include "cube/stretch.h"

#include <stddef.h>
#include <string.h>

#include "base/bits.h"
#include "cube/pack.h"

enum { SCALES = 19 };

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

static void put_values(const rsl__stretch *of);
static void put_lanes(rsl__block *block, size_t at, const rsl__row *rows, size_t count);
static void clear_lanes(rsl__block *block, size_t at, size_t count);
static telling tell_plain(const rsl__stretch *of);
static bool follow_on(const rsl__row *rows, size_t count);
static uint32_t *put_origin(const rsl__stretch *of, const telling *how, const rsl__row *head, unsigned scale);
static bool has_words(const rsl__stretch *of, size_t more);
static void read_lanes(const rsl__stretch *from, lanes *out);
static unsigned choose_scale(const rsl__stretch *from, lanes *of);
static telling tell(const rsl__stretch *from, const lanes *of);
static void put_words(const rsl__stretch *from, const lanes *of, const telling *how, uint32_t *words);
static size_t drop_packed(const rsl__stretch *of);

/* ---- Plain rows ------------------------------------------------------------------------------------------ */

bool rsl__stretch_is_plain(const rsl__stretch *of) {
  const rsl__row *rows = of->rows;
  if (rows->flags != RSL__ROW_VALUE || !rsl__row_stands_alone(rows, of->type)) return false;
  for (size_t i = 1; i < of->count; i++)
    if (!rsl__row_is_of_kind(&rows[i], rows) || rows[i].when <= rows[i - 1].when) return false;
  return true;
}

bool rsl__stretch_put_plain(const rsl__stretch *of, size_t *left) {
  rsl__block *block = of->block;
  *left = of->count;
  if (!rsl__block_pays(block, of->count)) return true;
  telling how = tell_plain(of);
  if (!has_words(of, how.words)) return false;
  uint32_t *words = put_origin(of, &how, of->rows, of->rows->scale);
  for (size_t i = 0; how.words > 0 && i < of->count; i++) {
    if (how.told == RSL__TOLD_NEAR) words[1 + i / 2] |= (of->rows[i].origin - how.least) << i % 2 * 16;
    if (how.told == RSL__TOLD_FAR) words[i] = of->rows[i].origin;
  }
  put_values(of);
  block->row_count++;
  *left = 0;
  return true;
}

static void put_values(const rsl__stretch *of) {
  rsl__block *block = of->block;
  size_t at = (size_t)block->row_count * block->stride;
  if (of->count == block->lane_count) {
    put_lanes(block, at, of->rows, of->count);
    clear_lanes(block, at + of->count, block->stride - of->count);
    return;
  }
  clear_lanes(block, at, block->stride);
  const uint32_t *when = block->whens;
  for (size_t i = 0; i < of->count; i++) {
    while (*when < of->rows[i].when) when++;
    put_lanes(block, at + (size_t)(when - block->whens), &of->rows[i], 1);
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

static inline telling tell_plain(const rsl__stretch *of) {
  const rsl__row *rows = of->rows;
  telling out = { RSL__TOLD_NEXT, rows->origin, rows->origin, 0 };
  if (follow_on(rows, of->count)) return out;
  uint32_t most = out.least;
  for (size_t i = 1; i < of->count; i++) {
    out.least = rows[i].origin < out.least ? rows[i].origin : out.least;
    most = rows[i].origin > most ? rows[i].origin : most;
  }
  if (out.least == most) {
    out.told = RSL__TOLD_SAME;
  } else if (most - out.least <= UINT16_MAX) {
    out.told = RSL__TOLD_NEAR;
    out.words = 1 + (of->count + 1) / 2;
  } else {
    out.told = RSL__TOLD_FAR;
    out.words = of->count;
  }
  return out;
}

/* Does each stand in the line after that of the row before? */
static inline bool follow_on(const rsl__row *rows, size_t count) {
  uint32_t differs = 0;
  for (size_t i = 0; i < count; i++) differs |= (rows[i].origin - (uint32_t)i) ^ rows->origin;
  return differs == 0;
}

/* ---- Origins --------------------------------------------------------------------------------------------- */

static bool has_words(const rsl__stretch *of, size_t more) {
  rsl__block *block = of->block;
  return more == 0 ||
         rsl__grow(of->allocator, &block->words, of->words_room, block->word_count + more, sizeof *block->words);
}

/* Of the block's next row. @return its words, to be filled. */
static inline uint32_t *put_origin(const rsl__stretch *of, const telling *how, const rsl__row *head, unsigned scale) {
  rsl__block *block = of->block;
  rsl__origin *origin = &block->origins[block->row_count];
  block->places[block->row_count] = head->place;
  origin->line = how->words == 0 ? how->first : (uint32_t)block->word_count;
  origin->file = head->file;
  origin->told = (uint8_t)how->told;
  origin->scale = scale & 31u;
  if (how->words == 0) return NULL;
  uint32_t *words = block->words + block->word_count;
  block->word_count += how->words;
  memset(words, 0, how->words * sizeof *words);
  if (how->told == RSL__TOLD_NEAR) words[0] = how->least;
  return words;
}

/* ---- Any rows -------------------------------------------------------------------------------------------- */

bool rsl__stretch_put(const rsl__stretch *of, size_t *left) {
  rsl__block *block = of->block;
  lanes found = { .here = 0 };
  read_lanes(of, &found);
  unsigned scale = choose_scale(of, &found);
  *left = of->count;
  if (!rsl__block_pays(block, rsl__ones(found.plain))) return true;
  telling how = tell(of, &found);
  if (!has_words(of, how.words)) return false;
  const rsl__row *head = &of->rows[found.rows[rsl__trailing_zeros(found.plain)]];
  put_words(of, &found, &how, put_origin(of, &how, head, scale));
  size_t at = (size_t)block->row_count * block->stride;
  clear_lanes(block, at, block->stride);
  for (uint64_t rest = found.here; rest != 0; rest &= rest - 1) {
    unsigned lane = rsl__trailing_zeros(rest);
    rsl__row *row = &of->rows[found.rows[lane]];
    put_lanes(block, at + lane, row, 1);
    row->flags |= (found.plain >> lane & 1) != 0 ? RSL__ROW_BAD : RSL__ROW_IN_BLOCK;
  }
  block->row_count++;
  *left = drop_packed(of);
  return true;
}

/* Of several revisions the last counts (R9); a qualified figure does not roll up (T8). */
static void read_lanes(const rsl__stretch *from, lanes *out) {
  const rsl__row *rows = from->rows;
  const uint32_t *whens = from->block->whens;
  uint32_t lane = 0;
  for (size_t i = 0, next = 0; i < from->count; i = next) {
    uint32_t when = rows[i].when;
    for (next = i + 1; next < from->count && rows[next].when == when;) next++;
    while (lane < from->block->lane_count && whens[lane] < when) lane++;
    if (lane == from->block->lane_count) return;
    if (whens[lane] != when || (rows[next - 1].flags & (RSL__ROW_VALUE | RSL__ROW_ABOUT)) != RSL__ROW_VALUE) continue;
    out->rows[lane] = next - 1;
    out->here |= UINT64_C(1) << lane;
    if (next == i + 1 && rsl__row_stands_alone(&rows[i], from->type)) out->plain |= UINT64_C(1) << lane;
  }
}

/* One scale that most of the figures were written with, or as few decimals as each needs. Those that were written
 * otherwise are no plain ones then. */
static unsigned choose_scale(const rsl__stretch *from, lanes *of) {
  unsigned counts[SCALES] = { 0 };
  unsigned shortest = 0;
  unsigned best = 0;
  for (uint64_t left = of->plain; left != 0; left &= left - 1) {
    const rsl__row *row = &from->rows[of->rows[rsl__trailing_zeros(left)]];
    if (++counts[row->scale] > counts[best]) best = row->scale;
  }
  if (counts[best] == rsl__ones(of->plain)) return best;
  uint64_t as_short = 0;
  uint64_t as_best = 0;
  for (uint64_t left = of->plain; left != 0; left &= left - 1) {
    unsigned lane = rsl__trailing_zeros(left);
    const rsl__row *row = &from->rows[of->rows[lane]];
    if (row->scale == best) as_best |= UINT64_C(1) << lane;
    if (row->scale != rsl__needed_scale(row->value, from->scale)) continue;
    as_short |= UINT64_C(1) << lane;
    shortest++;
  }
  of->plain = shortest > counts[best] ? as_short : as_best;
  return shortest > counts[best] ? RSL__SHORTEST : best;
}

static uint32_t line_of(const rsl__row *row) {
  return (row->flags & RSL__ROW_NO_LINE) != 0 ? 0 : row->origin;
}

static telling tell(const rsl__stretch *from, const lanes *of) {
  const rsl__row *rows = from->rows;
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

static void put_words(const rsl__stretch *from, const lanes *of, const telling *how, uint32_t *words) {
  uint32_t number = 0;
  for (uint64_t left = how->words == 0 ? 0 : of->here; left != 0; left &= left - 1, number++) {
    unsigned lane = rsl__trailing_zeros(left);
    const rsl__row *row = &from->rows[of->rows[lane]];
    if ((of->plain >> lane & 1) == 0) continue;
    if (how->told == RSL__TOLD_NEAR) words[1 + number / 2] |= (line_of(row) - how->least) << number % 2 * 16;
    if (how->told == RSL__TOLD_FAR) words[number] = line_of(row);
    if (how->told != RSL__TOLD_FILES) continue;
    words[2 * (size_t)number] = line_of(row);
    words[2 * (size_t)number + 1] = row->file;
  }
}

/* What is left of the rows moves together. @return how many there are. */
static size_t drop_packed(const rsl__stretch *of) {
  size_t kept = 0;
  for (size_t i = 0; i < of->count; i++)
    if ((of->rows[i].flags & RSL__ROW_BAD) == 0) of->rows[kept++] = of->rows[i];
  return kept;
}
