/** @file
 *  @brief Internal: rows on their way in, in the order they came, told by how they differ from the one before.
 */
#ifndef RSL_CUBE_LOG_H
#define RSL_CUBE_LOG_H

#include "base/bits.h"
#include "base/memory.h"
#include "cube/row.h"

typedef struct rsl__log_page rsl__log_page;

struct rsl__log_page {
  rsl__log_page *next;
  uint32_t used; /**< once another follows it, or the log is read */
  uint32_t size;
  uint8_t bytes[];
};

/** What a row is told against. */
typedef struct rsl__log_state {
  uint32_t place;
  uint32_t when;
  uint32_t line;
  uint16_t file;
  uint8_t scale;
  uint32_t piece; /**< of the input: rows of a lower one came before, whatever log they are in */
  uint8_t *at;    /**< where the next row goes, in the last page */
} rsl__log_state;

/** The rows of one indicator, mostly 3 to 9 bytes each. All 0 is empty. */
typedef struct rsl__log {
  rsl__log_state now;
  const uint8_t *limit; /**< before it there is room for a row */
  size_t count;
  rsl__log_page *first;
  rsl__log_page *last;
  size_t bytes;          /**< of all pages */
  rsl__log_state before; /**< the last row that rsl__log_add() told */
} rsl__log;

/* A row of a log begins with a byte of these, and how many bytes its value takes, less one. */
enum {
  RSL__LOG_PLACE = 1 << 0,     /**< how far its place is from that before follows */
  RSL__LOG_WHEN = 3 << 1,      /**< how its period is told: */
  RSL__LOG_WHEN_DAYS = 1 << 1, /**< … so many days after that before: one byte */
  RSL__LOG_WHEN_FULL = 2 << 1, /**< … in full: three bytes */
  RSL__LOG_OTHER = 3 << 1,     /**< this is no plain row: the bits above say what it is */
  RSL__LOG_LINE = 1 << 3,      /**< how far its line is from the one after that before follows */
  RSL__LOG_SCALE = 1 << 4,     /**< its scale follows */
  RSL__LOG_VALUE_SHIFT = 5,
  /* What else there may be. */
  RSL__LOG_ROW = RSL__LOG_OTHER,            /**< a row in full */
  RSL__LOG_PIECE = RSL__LOG_OTHER | 1 << 3, /**< the number of a piece */
  RSL__LOG_FILE = RSL__LOG_OTHER | 2 << 3,  /**< the number of a file */
  RSL__LOG_MOST = 48 /**< bytes of anything, with what must stand before it, and eight behind it */
};

/** Make room for one more row. @return false when memory runs out; the log is as it was. */
RSL_MUST_CHECK bool rsl__log_reserve(rsl__log *log, const rsl_allocator *allocator);
/** Add a row, for which room was made. */
void rsl__log_add(rsl__log *log, const rsl__row *row, uint32_t piece);
/** Take back the row that rsl__log_add() added last: nothing was added since. */
void rsl__log_take_back(rsl__log *log);
void rsl__log_free(rsl__log *log, const rsl_allocator *allocator);

/** Goes through a log, and gives back its pages as it leaves them. */
typedef struct rsl__log_reader {
  rsl__log *log;
  const rsl_allocator *allocator;
  uint32_t at; /**< in the first page */
  rsl__log_state state;
  rsl__row kind; /**< what is mostly the same from row to row, and is copied as it lies: file, scale and flags */
} rsl__log_reader;

rsl__log_reader rsl__log_read(rsl__log *log, const rsl_allocator *allocator);
/** Read the rows of one piece. @param[out] rows has room for all that the log holds. @return how many there are. */
size_t rsl__log_read_piece(rsl__log_reader *reader, rsl__row *rows);
/** The piece that comes next; UINT32_MAX: none. */
uint32_t rsl__log_next_piece(rsl__log_reader *reader);

/* ---- The way of nearly every row ------------------------------------------------------------------------- */

enum { RSL__LOG_TOLD = (1 << RSL__LOG_VALUE_SHIFT) - 1, RSL__LOG_STEP = 8 /**< of a `when` from day to day */ };

/** Is there room for a plain row of this piece, with nothing else to be told before it? */
static inline bool rsl__log_is_ready(const rsl__log *log, uint32_t piece, unsigned file) {
  return log->now.at < log->limit && log->now.piece == piece && log->now.file == file;
}

/** Tell a plain row, its value as it is kept, whatever differs from the row before. */
void rsl__log_tell(rsl__log *log, uint32_t place, uint32_t when, uint64_t value, unsigned scale, uint32_t line);

/** Values near zero, on both sides, as small numbers. */
static inline uint64_t rsl__log_zigzag(int64_t value) {
  return (uint64_t)value << 1 ^ (0 - ((uint64_t)value >> 63));
}

/** Tell a plain figure of status A, where the log is ready, of the place and scale of the row before and in the line after
 *  it. @return false: nothing was told, since it is not told as shortly as most are. */
static inline bool rsl__log_tell_next(rsl__log_state *now, uint32_t when, int64_t value) {
  uint64_t zigzag = rsl__log_zigzag(value);
  unsigned bits = 64 - (unsigned)rsl__leading_zeros(zigzag | 1);
  uint32_t step = when - now->when;
  if ((step & ~(uint32_t)(UINT8_MAX * RSL__LOG_STEP)) != 0 || bits > 48) return false;
  unsigned bytes = (bits + 7) / 8;
  uint64_t head = RSL__LOG_WHEN_DAYS | (bytes - 1) << RSL__LOG_VALUE_SHIFT;
  rsl__store_word(now->at, head | (uint64_t)(step / RSL__LOG_STEP) << 8 | zigzag << 16);
  now->at += 2 + bytes;
  now->when = when;
  now->line++;
  return true;
}

/** Add a plain figure of status A, where the log is ready. */
static inline void rsl__log_add_plain(rsl__log *log, uint32_t place, uint32_t when, int64_t value, unsigned scale,
                                      uint32_t line) {
  const rsl__log_state *now = &log->now;
  uint32_t differs = (place ^ now->place) | (line - now->line - 1) | (scale ^ now->scale);
  log->count++;
  if (differs == 0 && rsl__log_tell_next(&log->now, when, value)) return;
  rsl__log_tell(log, place, when, rsl__log_zigzag(value), scale, line);
}

#endif
