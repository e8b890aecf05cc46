/** @file
 *  @brief Internal: what a builder is made of, and adding with the code of what is wrong.
 */
#ifndef RSL_CUBE_BUILDER_H
#define RSL_CUBE_BUILDER_H

#include "base/error.h"
#include "cube/cube.h"
#include "cube/log.h"

/** An indicator's rows, and what adding needs to know of it. */
typedef struct rsl__heap {
  rsl__log log;
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
  rsl_cube_builder **branches;
  unsigned branch_count;
  size_t branch_capacity;
  uint32_t extras;     /**< of a branch: the number that its first extra has in the trunk */
  uint32_t piece;      /**< of the input: the rows that are added now come after those of lower ones */
  uint32_t next_piece; /**< the first number that was not given yet */
  uint32_t *undone;    /**< pieces whose rows are not to be used, in order */
  size_t undone_count;
  size_t undone_capacity;
  uint32_t serial;       /**< of the rows that have no line */
  const char *last_file; /**< the texts of the row before: the next mostly has the same */
  uint32_t last_file_number;
  const char *last_source;
  const char *last_note;
};

/** rsl_cube_builder_add() that also tells the code of what is wrong, as rsl_problem has it.
 *  @param[out] code set with RSL_ERR_DATA; lives for ever. */
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

/** May figures of an indicator, of its own frequency and with nothing beside them, be pushed without being offered? Their
 *  unit must be valid on the period's last day in the ordinary calendar. Who adds a check of such rows says so here. */
bool rsl__builder_takes_plain(const rsl_cube_builder *builder, uint32_t indicator);
/** Remember the name of the file that is read now, so that branches need not.
 *  @retval RSL_ERR_LIMIT there are too many. */
RSL_MUST_CHECK rsl_status rsl__builder_name_file(rsl_cube_builder *builder, const char *file, rsl_error *error);

/* ---- branch.c: builders that take rows of one input side by side, one a thread ---- */

/** Have at least so many branches. Those that there are stay. */
RSL_MUST_CHECK bool rsl__builder_branch(rsl_cube_builder *builder, unsigned count);
void rsl__branches_free(rsl_cube_builder *builder);
/** Bring what the branches keep beside their rows to the trunk: from then on their rows are read as its own, with
 *  `extras` added to the numbers of their extras. */
RSL_MUST_CHECK bool rsl__branches_join(rsl_cube_builder *builder);

#endif
