/** @file
 *  @brief Internal: columns that lie in a snapshot, looked at when they are first used.
 */
#ifndef RSL_CUBE_SEAL_H
#define RSL_CUBE_SEAL_H

#include "base/parallel.h"
#include "cube/cube.h"

enum {
  RSL__SEAL_ALIGN = 64, /**< arrays of a snapshot begin on such a boundary */
  RSL__SEAL_STRIPE = 8  /**< words between two boundaries; four stripes are taken side by side (RSL__SEAL_LANES) */
};

/** A sum over bytes. Each word is added to the sum of its lane, and that to another: of one changed word, or of two that
 *  changed places, none is missed. It finds what was damaged, not what was forged. */
typedef struct rsl__seal_sum {
  uint64_t words[RSL__SEAL_LANES];  /**< Σ of the words */
  uint64_t places[RSL__SEAL_LANES]; /**< Σ of these sums: of words by their places */
  size_t next;                      /**< the lane of the next word */
} rsl__seal_sum;

rsl__seal_sum rsl__seal_sum_new(void);
/** Add an array, and zeros up to the next boundary. */
void rsl__seal_sum_add(rsl__seal_sum *sum, const void *bytes, size_t size);
void rsl__seal_sum_end(const rsl__seal_sum *sum, uint64_t out[2]);

/** Where a column's bytes lie, and what they must add up to. */
typedef struct rsl__sealed {
  const void *bytes;
  size_t size;
  uint64_t sum[2];
  unsigned char state; /**< 0: not looked at, 1: sound, 2: not */
} rsl__sealed;

/** Of a cube that lies in a snapshot. */
struct rsl__seal {
  rsl__monitor *monitor; /* over the states */
  rsl__sealed *columns;  /* one a column; their arrays are no memory of the cube's own */
  uint32_t column_count;
  char *name; /* of the file */
  size_t name_size;
  void (*release)(void *context); /* gives back the bytes */
  void *context;
};

/** NULL: nothing happens. */
void rsl__seal_free(const rsl_allocator *allocator, rsl__seal *seal);

/** See that these columns, and those of all their operands, are what was written. Any number of threads may ask.
 *  @param[in] indicators NULL: all.
 *  @retval RSL_ERR_DATA one is not; it never will be. */
RSL_MUST_CHECK rsl_status rsl__seal_check(const rsl_cube *cube, const uint32_t *indicators, size_t count,
                                          unsigned threads, rsl_error *error);

/** The same of one column and its operands, by the thread that asks, which uses them next: they are near it then. */
RSL_MUST_CHECK rsl_status rsl__seal_check_one(const rsl_cube *cube, uint32_t indicator, rsl_error *error);

/* ---- sound.c: is a column one that a builder could have made, so that nothing that reads it leaves its arrays? ---- */

/** All of it but the figures in its blocks. */
bool rsl__column_is_sound(const rsl_cube *cube, uint32_t indicator);
/** So many figures of a block, from one of them on: they are looked at while they are summed, and near. */
bool rsl__figures_are_sound(const rsl__block *block, size_t first, size_t count);

#endif
