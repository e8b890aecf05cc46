/** @file
 *  @brief Internal: plain rows, which are nearly all: a figure alone, of a unit, an indicator and a period whose texts were
 *  met before. They are taken without looking anything up.
 *
 *  Nearly all of these again are written like the row before, but for their keys and the figure; and of the keys mostly
 *  only the one before the figure is another, the one that followed it the last time:
 *
 *      00001,S0001,  2021-02  ,  247.1  \n            {"unit":"00001", … "period":"  2021-02  ","value":  247.1  }\n
 *      00001,S0001,  2021-03  ,  233.5  \n            {"unit":"00001", … "period":"  2021-03  ","value":  233.5  }\n
 *      head          key    joint       tail
 */
#ifndef RSL_IO_MEASUREMENTS_PLAIN_H
#define RSL_IO_MEASUREMENTS_PLAIN_H

#include "io/known.h"
#include "io/measurements_row.h"

enum {
  RSL__KEYS = 3,           /**< unit, indicator, period: the first of the fields */
  RSL__LIKENESS_HEAD = 192 /**< bytes that the head of a row may have, so that it is one to go by */
};

/** What stands before the last of a row's keys. */
typedef struct rsl__head {
  size_t starts[RSL__KEYS]; /**< of the keys' texts, as they follow one another; the last is where the head ends */
  size_t ends[RSL__KEYS];
} rsl__head;

/** How the row before was written. */
typedef struct rsl__likeness {
  bool known; /**< it is one to go by */
  rsl__head head;
  size_t order[RSL__KEYS]; /**< the fields that the keys are of */
  rsl__short_text joint;   /**< between the last key and the figure */
  rsl__short_text tail;    /**< behind the figure, with the line's end */
  /** The tail, which ends at RSL__SHORT_TEXT, and there the head, and more. */
  char text[RSL__SHORT_TEXT + RSL__LIKENESS_HEAD + 8];
} rsl__likeness;

typedef struct rsl__plain {
  rsl__row_reader *rows;
  rsl__knowns knowns[RSL__KEYS];
  rsl__known *keys[RSL__KEYS]; /**< of the plain row before; NULL: there was none */
  rsl__likeness like;
  bool no_memory; /**< it ran out: the row that was taken last is lost */
} rsl__plain;

/** @param[in] rows borrowed. The caller frees it with rsl__plain_close(), also after a failure.
 *  @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__plain_open(rsl__plain *plain, rsl__row_reader *rows);
void rsl__plain_close(rsl__plain *plain);

/** Take the rows from `at` on that are like the one before. @param[in] end the texts end there, with a byte behind it that no
 *  row begins with, and at least RSL__SHORT_TEXT bytes that may be read. @param[in,out] at moves behind the rows.
 *  @param[in,out] line of the first row; each has one. */
void rsl__plain_take_alike(rsl__plain *plain, const char **at, const char *end, size_t *line);

/** One row as it stands in its file, on one line with its end. */
typedef struct rsl__plain_row {
  const rsl__fields *fields;
  rsl__known *expected[RSL__KEYS]; /**< keys that are known already; NULL: to be found */
  const char *text;                /**< its cells stand in it, with RSL__SHORT_TEXT bytes behind it that may be read */
  size_t length;
} rsl__plain_row;

/** Take a row. @return false: rsl__row_reader_take() is to take it. */
RSL_MUST_CHECK bool rsl__plain_take(rsl__plain *plain, const rsl__plain_row *row);
/** Keep what the texts of a row meant that rsl__row_reader_take() took last, and found good. */
void rsl__plain_remember(rsl__plain *plain, const rsl__fields *fields);

#endif
