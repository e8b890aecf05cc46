/** @file
 *  @brief Internal: the loops in which most of a roll-up's time passes, over lanes.
 *
 *  Written once (vector.inc), compiled for several kinds of processor, chosen while the program runs. They are sums, counts
 *  and extremes of whole numbers: every set gives the same digits.
 */
#ifndef RSL_CUBE_VECTOR_H
#define RSL_CUBE_VECTOR_H

#include <resolution/base.h>

enum {
  RSL__LANES = 64,     /**< periods that stand side by side */
  RSL__SEAL_LANES = 32 /**< words of a snapshot that are summed side by side */
};

/** Widths of a figure, as indexes. */
enum { RSL__WIDTH_16, RSL__WIDTH_32, RSL__WIDTH_64, RSL__WIDTHS };

/** Figures of several units side by side: rows of lanes. */
typedef struct rsl__figures_at {
  const void *values;
  size_t stride; /**< values from row to row */
} rsl__figures_at;

/** Take figures of units into the sum of the one above them, and count them. */
typedef void (*rsl__take)(rsl__figures_at x, uint32_t rows, uint32_t lanes, int64_t *a, uint32_t *reporting);
/** Count those from the least to the greatest, and how many there are. */
typedef void (*rsl__take_within)(rsl__figures_at x, uint32_t rows, uint32_t lanes, int64_t least, int64_t greatest,
                                 int64_t *a, uint32_t *reporting);
/** Take two figures that belong together; where one came alone is marked. */
typedef void (*rsl__take_pair)(rsl__figures_at x, rsl__figures_at y, uint32_t rows, uint32_t lanes, int64_t *a,
                               int64_t *b, uint32_t *reporting, uint8_t *lonely);
/** Add what stands for one unit where it gave a figure. */
typedef void (*rsl__take_print)(const void *x, uint32_t lanes, uint64_t print, uint64_t *prints);

/** Take one unit's sums, or its counts, into those of the unit above it. */
typedef void (*rsl__merge)(const int64_t *from, uint32_t lanes, int64_t *into);
typedef void (*rsl__merge_counts)(const uint32_t *from, uint32_t lanes, uint32_t *into);

/** Is each of some values absent, or between two of its type? */
typedef bool (*rsl__within)(const void *values, size_t count, int64_t least, int64_t greatest);

/** Add groups of RSL__SEAL_LANES words, and the sums of all words up to each of them. */
typedef void (*rsl__add_words)(const void *bytes, size_t groups, uint64_t *words, uint64_t *places);

/** One set of loops. By the width of x, then of y. */
typedef struct rsl__vector {
  const char *name; /**< of the kind of processor */
  rsl__take sum[RSL__WIDTHS];
  rsl__take least[RSL__WIDTHS];
  rsl__take greatest[RSL__WIDTHS];
  rsl__take_within meet[RSL__WIDTHS];
  rsl__take_pair pair[RSL__WIDTHS][RSL__WIDTHS];  /**< a += x, b += y */
  rsl__take_pair weigh[RSL__WIDTHS][RSL__WIDTHS]; /**< a += x·y, b += y; a y without x is not lonely */
  rsl__take_print print[RSL__WIDTHS];
  rsl__merge add; /**< of prints too: past the largest number it goes on from the least */
  rsl__merge lesser;
  rsl__merge greater;
  rsl__merge_counts add_counts;
  rsl__within within[RSL__WIDTHS];
  rsl__add_words add_words;
} rsl__vector;

/** The sets that this processor can run, the best first; NULL past the last. */
const rsl__vector *rsl__vector_at(size_t index);

#endif
