/** @file
 *  @brief Internal: work parted between threads. Where the system has none, one thread does it all.
 */
#ifndef RSL_BASE_PARALLEL_H
#define RSL_BASE_PARALLEL_H

#include <resolution/base.h>

/** One piece of the work, 0 to count - 1. Pieces may be done in any order and side by side. */
typedef rsl_status (*rsl__piece)(void *context, size_t piece, rsl_error *error);

/** Do every piece, `threads` at once (0: as many as there are processors).
 *  @return RSL_OK, or what the first of the pieces that failed returned, with its error; whichever thread met it. Pieces
 *  after one that failed may be left undone. */
RSL_MUST_CHECK rsl_status rsl__parallel(unsigned threads, size_t count, rsl__piece work, void *context,
                                        rsl_error *error);

/** How many threads can work at once; at least 1. */
unsigned rsl__processors(void);

#endif
