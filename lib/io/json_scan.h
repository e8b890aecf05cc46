/** @file
 *  @brief A strict look at a JSON text before cJSON parses it, that keeps where each value stands.
 */
#ifndef RSL_IO_JSON_SCAN_H
#define RSL_IO_JSON_SCAN_H

#include "base/error.h"
#include "base/memory.h"

/* cJSON refuses a deeper nest, and a number of more characters (1.7.15: 63); the second is far beyond any figure. */
enum { RSL__JSON_DEEPEST = 1000, RSL__JSON_LONGEST_NUMBER = 60, RSL__JSON_DIGITS = 15 };
/** Values of one text: what bounds the memory of cJSON's tree. */
#define RSL__JSON_MOST_VALUES ((size_t)1 << 24)

/** Where a value stands: byte offsets in the text. */
typedef struct rsl__json_start {
  uint32_t value;
  uint32_t name; /**< of the opening quote of its member's name; the value's own where it has none */
} rsl__json_start;

/** A line, for finding places fast: every so many bytes one mark. */
typedef struct rsl__json_mark {
  size_t line;
  size_t column; /**< in characters */
} rsl__json_mark;

typedef struct rsl__json_scan {
  rsl_allocator allocator;
  const char *name; /**< of the input, for messages */
  const char *text;
  size_t length;
  rsl__json_start *starts; /**< of every value in document order: a container before what it holds */
  size_t count;
  size_t capacity;
  rsl__json_mark *marks;
  size_t mark_count;
} rsl__json_scan;

/** Refuses NUL, `\u0000`, invalid UTF-8, lone surrogates, duplicate members, numbers of more than 15 significant digits,
 *  too deep a nest, and whatever is no JSON (RFC 8259). Doubled members and long numbers are all told; anything else
 *  ends the scan, since nothing behind it can be trusted.
 *  @param[in] text borrowed as long as the scan is used, at most UINT32_MAX bytes, without BOM.
 *  @param[out] scan freed by the caller with rsl__json_scan_free(), also after a failure.
 *  @param[out] can_parse whether the text may be given to cJSON in spite of the problems. */
RSL_MUST_CHECK rsl_status rsl__json_scan_text(const char *name, const char *text, size_t length, size_t max_depth,
                                              const rsl_allocator *allocator, rsl__json_scan *scan, bool *can_parse,
                                              rsl_problems *problems, rsl_error *error);
void rsl__json_scan_free(rsl__json_scan *scan);

/** File, line and column of a byte; the path is NULL. */
rsl__place rsl__json_place(const rsl__json_scan *scan, size_t offset);

#endif
