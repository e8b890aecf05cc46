/** @file
 *  @brief Internal: a figure as a cube holds it, in 24 bytes, and what few figures carry beside it.
 */
#ifndef RSL_CUBE_ROW_H
#define RSL_CUBE_ROW_H

#include <resolution/cube.h>

#include "base/names.h"
#include "cube/pool.h"

/** What is told about a row. */
enum {
  RSL__ROW_VALUE = 1 << 0,       /**< it has a figure */
  RSL__ROW_ABOUT = 1 << 1,       /**< qualified: `~x`, or as its sides say */
  RSL__ROW_EXTRA = 1 << 2,       /**< `origin` is an index of the extras */
  RSL__ROW_DERIVED = 1 << 3,     /**< a side of a ratio's row, put where it belongs */
  RSL__ROW_NUMERATOR = 1 << 4,   /**< a ratio's row that brought its numerator */
  RSL__ROW_DENOMINATOR = 1 << 5, /**< … its denominator */
  RSL__ROW_NO_LINE = 1 << 6,     /**< `line` is a running number, not a line */
  RSL__ROW_BAD = 1 << 7,         /**< to be left out */
  RSL__ROW_IN_BLOCK = 1 << 8,    /**< its figure, which counts, stands in its column's block too */
  RSL__ROW_COUNT = 1 << 10,      /**< how many are at a grade, see rsl__count_place() */
  RSL__ROW_NIL = 1 << 9 /**< made by a nil report, beside RSL__ROW_DERIVED: it counts where no other row does */
};

/** One figure. Rows of one indicator stand by place, when, revision; those of nil reports before all others of the same
 *  figure, so that the last one known is the one that counts. */
typedef struct rsl__row {
  int64_t value;       /**< × 10^-scale; in a finished cube × 10^-scale of its column */
  uint32_t place;      /**< of its unit in the cube's order */
  uint32_t origin;     /**< its line, or an index of the extras */
  unsigned when : 24;  /**< its period: rsl__when() */
  unsigned scale : 5;  /**< as it was written */
  unsigned unused : 3; /**< 0, since rows are kept as they lie */
  unsigned file : 16;  /**< 0: none; else the name + 1 */
  unsigned status : 5; /**< rsl__status_number() */
  unsigned flags : 11;
} rsl__row;

/** What a row carries beside its figure, where it does. */
typedef struct rsl__extra {
  const char *source;
  const char *note;
  uint32_t line;
  int32_t revision; /**< -1: none */
  rsl_date reported_at;
  uint32_t sides; /**< an index of the sides + 1; 0: none */
} rsl__extra;

/** What stands beside a row's figure and is the figure of no indicator: the numerator and denominator of a share, and what
 *  qualifies the figure, unless that is `~`. */
typedef struct rsl__sides {
  int64_t numerator;
  int64_t denominator;
  int64_t upper; /**< of a range */
  uint8_t numerator_scale;
  uint8_t denominator_scale;
  uint8_t upper_scale;
  bool has_numerator;
  bool has_denominator;
  uint8_t qualifier; /**< rsl_qualifier */
} rsl__sides;

/** What the rows of a builder and of its cube refer to. */
typedef struct rsl__store {
  rsl_allocator allocator;
  rsl__names files;
  rsl__names texts; /**< sources and notes that come again */
  rsl__arena once;  /**< those past the first few thousand */
  rsl__arena *kept; /**< texts that came from other stores */
  size_t kept_count;
  rsl__pool extras;
  rsl__pool sides;
} rsl__store;

void rsl__store_init(rsl__store *store, const rsl_allocator *allocator);
void rsl__store_free(rsl__store *store);
/** Take over what another store holds but for its files. @return false when memory runs out: both can then only be
 *  freed. */
RSL_MUST_CHECK bool rsl__store_join(rsl__store *store, rsl__store *other);

/** A period as a number that orders as rsl_period_compare() does and gives the period back; 22 bits. */
uint32_t rsl__when(rsl_period period);
rsl_period rsl__when_period(uint32_t when);
rsl_date rsl__when_last_day(uint32_t when);
/** Is a number a period that there is, in the one way to write it? */
bool rsl__when_is_one(uint32_t when);
static inline rsl_period_type rsl__when_type(uint32_t when) {
  return (rsl_period_type)(7 - (int)(when & 7));
}
/** The lowest three bits of each period of a type. */
static inline uint32_t rsl__when_of_type(rsl_period_type type) {
  return (uint32_t)(7 - (int)type);
}

/** Place and time in one number: the order of rows but for revisions. */
static inline uint64_t rsl__row_key(const rsl__row *row) {
  return (uint64_t)row->place << 32 | row->when;
}

uint32_t rsl__row_line(const rsl__store *store, const rsl__row *row);
const char *rsl__row_file(const rsl__store *store, const rsl__row *row); /**< NULL: from memory */
int32_t rsl__row_told_revision(const rsl__store *store, const rsl__row *row);
/** 0 for a row without one: it is the first report. Those of nil reports count below all others. */
static inline int32_t rsl__row_revision(const rsl__store *store, const rsl__row *row) {
  return (row->flags & (RSL__ROW_EXTRA | RSL__ROW_NIL)) == 0 ? 0 : rsl__row_told_revision(store, row);
}
/** RSL_DATE_NONE where it is not told. */
rsl_date rsl__row_reported_at(const rsl__store *store, const rsl__row *row);
/** Was it known on that day (R9)? A row that does not tell was known at its period's end, in the calendar whose periods
 *  begin on `month_from`. */
bool rsl__row_known(const rsl__store *store, const rsl__row *row, int month_from, rsl_date on);
/** NULL where there are none. */
const rsl__sides *rsl__row_sides(const rsl__store *store, const rsl__row *row);
/** What qualifies its figure (T8). @param[out] upper of a range. */
rsl_qualifier rsl__row_qualifier(const rsl__store *store, const rsl__row *row, rsl_decimal *upper);

/* ---- Status letters (R8) ---- */

enum {
  RSL__STATUS_A = 0,        /**< the strongest */
  RSL__STATUS_WEAKEST = 12, /**< F; what follows says why there is no figure */
  RSL__STATUS_END = 18
};
/** The letter's rank, strongest first; -1 where it is none of ours. */
int rsl__status_number(char letter);
char rsl__status_letter(unsigned number);
/** May a figure carry it? The others (H L M O Q) stand for an absence. */
bool rsl__status_of_figure(unsigned number);
/** H and M: nothing was owed (R1). */
bool rsl__status_excuses(unsigned number);
/** Which kind of missing an empty figure is by its status (R7). */
rsl_absence rsl__status_absence(unsigned number);
/** Estimated, forecast, imputed or provisional: the figure itself will be another. */
bool rsl__status_is_estimate(unsigned number);

/* ---- Powers of ten ---- */

/** value × 10^(to - from). @return false where that is no 64-bit integer. */
bool rsl__rescale(int64_t value, unsigned from, unsigned to, int64_t *out);
/** The scale without trailing zeros: 12.50 needs 1. */
unsigned rsl__needed_scale(int64_t value, unsigned scale);

/** Order rows by place, when and revision; rows that are equal in these keep their order. Linear where they are ordered
 *  already, never worse than n log n.
 *  @return false when memory runs out: half of the rows' size is needed where they are not ordered. */
RSL_MUST_CHECK bool rsl__rows_sort(const rsl__store *store, rsl__row *rows, size_t count);

#endif
