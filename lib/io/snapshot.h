/** @file
 *  @brief Internal: how a cube lies in a file, so that it can be used where it lies (docs/snapshot.md).
 *
 *      head · column records · block records · spoken periods · files · extras · sides · texts
 *      column 0: rows · starts · block 0: whens · places · values · origins · words · block 1: …
 *      column 1: …
 *
 *  Every array begins on a boundary of RSL__SEAL_ALIGN bytes, zeros between them. Nothing says where an array begins: that
 *  follows from the counts, so that no two of them can disagree.
 */
#ifndef RSL_IO_SNAPSHOT_H
#define RSL_IO_SNAPSHOT_H

#include "cube/seal.h"

#define RSL__SNAPSHOT_MAGIC "RSLCUBE\n"
enum { RSL__SNAPSHOT_VERSION = 2, RSL__SNAPSHOT_ORDER = 0x01020304 };

typedef struct rsl__snapshot_head {
  char magic[8];
  uint32_t version;
  uint32_t byte_order; /**< RSL__SNAPSHOT_ORDER, as the machine that wrote it holds it */
  uint64_t sum[2];     /**< of everything before the first column, this being 0 */
  uint64_t file_size;
  uint64_t head_size; /**< of everything before the first column */
  uint64_t layout;    /**< rsl__snapshot_layout() */
  uint64_t plan[2];   /**< rsl__snapshot_plan() */
  uint64_t row_count;
  uint64_t skipped_count;
  uint64_t later_count;
  uint64_t block_count;
  uint64_t spoken_count;
  uint64_t text_size;
  uint32_t column_count;
  uint32_t unit_count;
  uint32_t file_count; /**< names of measured files; they stand first among the texts */
  uint32_t extra_count;
  uint32_t side_count;
  rsl_date last_day;
} rsl__snapshot_head;

typedef struct rsl__snapshot_column {
  uint64_t sum[2];
  uint64_t row_count;
  uint64_t largest;
  uint64_t spoken_count;
  uint32_t block_count;
  uint32_t scale;
  uint32_t has_starts;
  uint32_t has_negative;
  rsl__span spans[RSL_PERIOD_TYPE_END];
} rsl__snapshot_column;

typedef struct rsl__snapshot_block {
  int64_t least;
  int64_t greatest;
  uint64_t word_count;
  uint32_t lane_count;
  uint32_t row_count;
  uint32_t stride;
  uint32_t width;
} rsl__snapshot_block;

/** rsl__extra with its texts as places in the texts + 1; 0: none. */
typedef struct rsl__snapshot_extra {
  uint32_t source;
  uint32_t note;
  uint32_t line;
  int32_t revision;
  int32_t reported_at;
  uint32_t sides;
} rsl__snapshot_extra;

/** The arrays of a column, in their order. */
enum { RSL__SNAPSHOT_ROWS, RSL__SNAPSHOT_STARTS, RSL__SNAPSHOT_OF_COLUMN };
enum {
  RSL__SNAPSHOT_WHENS,
  RSL__SNAPSHOT_PLACES,
  RSL__SNAPSHOT_VALUES,
  RSL__SNAPSHOT_ORIGINS,
  RSL__SNAPSHOT_WORDS,
  RSL__SNAPSHOT_OF_BLOCK
};
typedef struct rsl__snapshot_array {
  const void *bytes;
  uint64_t size;
} rsl__snapshot_array;
void rsl__snapshot_column_arrays(const rsl__column *column, uint32_t unit_count,
                                 rsl__snapshot_array out[RSL__SNAPSHOT_OF_COLUMN]);
void rsl__snapshot_block_arrays(const rsl__block *block, rsl__snapshot_array out[RSL__SNAPSHOT_OF_BLOCK]);
/** Bytes of all of a column's arrays, as they lie. */
uint64_t rsl__snapshot_column_size(const rsl__column *column, uint32_t unit_count);
/** A size up to the next boundary. */
uint64_t rsl__snapshot_aligned(uint64_t size);

/** What of this program's own layout a snapshot rests on, in one number: another compiler may lay bits otherwise. */
uint64_t rsl__snapshot_layout(void);
/** What of a plan a cube rests on: its units, their lives and parents, its indicators and what their rows are checked
 *  by. Names, targets and the like may change. */
void rsl__snapshot_plan(const rsl_plan *plan, uint64_t out[2]);

/** A file's bytes in memory. */
typedef struct rsl__mapping {
  rsl_allocator allocator;
  unsigned char *bytes;
  size_t size;
  size_t capacity; /**< of memory that was read into; 0: it is mapped */
} rsl__mapping;

/** Map a file where the system can, and no one but its owner may change it. @return false where it is to be read. */
RSL_MUST_CHECK bool rsl__mapping_open(const char *path, rsl__mapping *out);
void rsl__mapping_close(rsl__mapping *mapping);

#endif
