/** @file
 *  @brief Internal: what a builder is made of, and adding with the code of what is wrong.
 */
#ifndef RSL_CUBE_BUILDER_H
#define RSL_CUBE_BUILDER_H

#include "base/error.h"
#include "cube/cube.h"

typedef struct rsl__chunk rsl__chunk;

/** Some of an indicator's rows, in the order they were added. */
struct rsl__chunk {
  rsl__chunk *next;
  uint32_t count;
  uint32_t capacity;
  rsl__row rows[];
};

/** What adding needs to know of an indicator. */
typedef struct rsl__heap {
  rsl__chunk *first;
  rsl__chunk *last;
  size_t count;
  rsl_period_type frequency;
  rsl_rule rule;
  int month_from; /**< of its calendar */
  bool longer;    /**< rows of a longer period may come */
  bool nil;       /**< a nil report speaks of it */
  uint32_t numerator;
  uint32_t denominator;
} rsl__heap;

struct rsl_cube_builder {
  const rsl_plan *plan;
  rsl_allocator allocator;
  rsl_cube_options options;
  rsl_cube *cube; /**< its store is filled, its columns are empty */
  rsl__heap *heaps;
  uint32_t serial;       /**< of the rows that have no line */
  const char *last_file; /**< the texts of the row before: the next mostly has the same */
  uint32_t last_file_number;
  const char *last_source;
  const char *last_note;
};

/** rsl_cube_builder_add() that also tells the code of what is wrong, as rsl_problem has it.
 *  @param[out] code set with RSL_ERR_DATA and RSL_ERR_NOT_SUPPORTED; lives for ever. */
RSL_MUST_CHECK rsl_status rsl__cube_builder_offer(rsl_cube_builder *builder, const rsl_measurement *measurement,
                                                  const char **code, rsl_error *error);

/** The row that a measurement makes, but for what its indicator says of it. @param share its sides are kept with it. */
RSL_MUST_CHECK rsl_status rsl__builder_row(rsl_cube_builder *builder, const rsl_measurement *from, unsigned status,
                                           bool share, rsl__row *row, rsl_error *error);
/** Keep a row. @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__builder_push(rsl_cube_builder *builder, uint32_t indicator, const rsl__row *row);
/** Drop the row that was kept last. */
void rsl__builder_pop(rsl_cube_builder *builder, uint32_t indicator);

/* ---- nil.c ---- */

/** Add a nil report (R7): a zero for each indicator marked `nil`, which counts where no other row does. */
RSL_MUST_CHECK rsl_status rsl__nil_add(rsl_cube_builder *builder, const rsl_measurement *report, const char **code,
                                       rsl_error *error);

/** Free the rows of one indicator. */
void rsl__heap_free(const rsl_cube_builder *builder, rsl__heap *heap);

#endif
