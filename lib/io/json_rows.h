/** @file
 *  @brief Internal: JSON lines with known members, each looked at as strictly as a plan, whatever they are rows of.
 */
#ifndef RSL_IO_JSON_ROWS_H
#define RSL_IO_JSON_ROWS_H

#include "base/message.h"
#include "io/jsonl.h"
#include "io/lines.h"
#include "io/peek.h"

/** What the lines must hold, and who is told what they do not. */
typedef struct rsl__json_members {
  const char *const *names; /**< the first `required` of them must be there */
  size_t count;
  size_t required;
  uint32_t numbers; /**< a bit for each that may be a number; every other is a text in quotes */
} rsl__json_members;

typedef struct rsl__json_rows {
  rsl_allocator allocator;
  const rsl__json_members *members;
  rsl__lines lines;
  rsl__jsonl jsonl;
  rsl__jsonl_row row; /**< of the line that was read last */
  uint32_t plain;     /**< of its members those that stand as numbers: a bit for each */
  bool has_text;      /**< is the line there, or was it too long? */
  char code[32];      /**< of its first problem; "": it is good */
  char reason[RSL__MESSAGE_TEXT];
  rsl_problems *problems;
  rsl_error *error;
} rsl__json_rows;

/** Does the input hold JSON lines: by its name, or by what it begins with, which no column's name does? */
bool rsl__is_json_lines(const rsl__peek *peek, const char *name);

/** @param[in] source copied; its context and name are borrowed. The caller frees it with rsl__json_rows_close(). */
void rsl__json_rows_open(rsl__json_rows *rows, const rsl__json_members *members, const rsl_source *source,
                         size_t max_line, const rsl_allocator *allocator, rsl_problems *problems, rsl_error *error);
void rsl__json_rows_close(rsl__json_rows *rows);

/** Read the next line that is not blank. What is wrong with it is told, and is no failure.
 *  @param[out] has false: there is none. */
RSL_MUST_CHECK rsl_status rsl__json_rows_next(rsl__json_rows *rows, bool *has);
/** Of the source, for messages; "" when it has none. */
const char *rsl__json_rows_name(const rsl__json_rows *rows);
/** File, line and column of a member's value, with its name. */
rsl__place rsl__json_rows_place(const rsl__json_rows *rows, size_t member);
/** Tell what is wrong with the line. @param[in] offset of the place in it; 0: where it begins. @param[in] path may be NULL. */
void rsl__json_rows_refuse(rsl__json_rows *rows, size_t offset, const char *path, const char *code, const char *format,
                           ...) RSL__PRINTF(5, 6);
/** Keep what was told by another as the line's first problem, if it is. */
void rsl__json_rows_remember(rsl__json_rows *rows, const char *code, const char *reason);

#endif
