/** @file
 *  @brief Internal: one flat JSON object a line, read in place.
 */
#ifndef RSL_IO_JSONL_H
#define RSL_IO_JSONL_H

#include "base/text_buffer.h"
#include "io/csv.h"

enum { RSL__JSONL_DEEPEST = 64, RSL__JSONL_MOST_NAMES = 32 };

/** What a member's value is written as. */
typedef enum rsl__jsonl_kind {
  RSL__JSONL_NULL = 0,
  RSL__JSONL_TEXT,
  RSL__JSONL_NUMBER,
  RSL__JSONL_OTHER
} rsl__jsonl_kind;

/** The known members of one line; `start` of a cell is the offset of its value in the line. */
typedef struct rsl__jsonl_row {
  rsl__csv_cell cells[RSL__JSONL_MOST_NAMES]; /**< by name; of a null: no text */
  size_t column[RSL__JSONL_MOST_NAMES];       /**< of each name: its index, or RSL__CSV_NO_COLUMN where it is absent */
  unsigned char kinds[RSL__JSONL_MOST_NAMES]; /**< rsl__jsonl_kind, of those that are there */
  uint32_t seen;                              /**< a bit for each name */
  size_t unknown;                             /**< offset of the first unknown name's quote; SIZE_MAX: none */
  size_t unknown_length;                      /**< of the name, as it is written */
} rsl__jsonl_row;

/** What reading lines keeps from one to the next. */
typedef struct rsl__jsonl {
  const char *const *names;
  size_t name_count;
  size_t lengths[RSL__JSONL_MOST_NAMES];
  unsigned char order[RSL__JSONL_MOST_NAMES]; /**< of the names in the line before: the next mostly has the same */
  size_t order_count;
  rsl__text_buffer decoded; /**< texts that hold escapes */
} rsl__jsonl;

void rsl__jsonl_open(rsl__jsonl *jsonl, const char *const *names, size_t name_count, const rsl_allocator *allocator);
void rsl__jsonl_close(rsl__jsonl *jsonl);

/** Read a line. Members whose name begins with `x-` are passed over.
 *  @param[in] text text[length] is a line feed.
 *  @param[out] row its texts live in the line, or until the next call.
 *  @return false where the line needs the strict look of rsl__json_scan_text(): it is no JSON object, or may be none
 *  that is taken. What that look lets through is read again with `is_scanned`. */
RSL_MUST_CHECK bool rsl__jsonl_read(rsl__jsonl *jsonl, const char *text, size_t length, bool is_scanned,
                                    rsl__jsonl_row *row);

#endif
