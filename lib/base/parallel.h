/** @file
 *  @brief Internal: work parted between threads. Where the system has none, one thread does it all.
 */
#ifndef RSL_BASE_PARALLEL_H
#define RSL_BASE_PARALLEL_H

#include "base/memory.h"

/** One piece of the work, 0 to count - 1. Pieces may be done in any order and side by side. */
typedef rsl_status (*rsl__piece)(void *context, size_t piece, rsl_error *error);

/** Do every piece, `threads` at once (0: as many as there are processors).
 *  @return RSL_OK, or what the first of the pieces that failed returned, with its error; whichever thread met it. Pieces
 *  after one that failed may be left undone. */
RSL_MUST_CHECK rsl_status rsl__parallel(unsigned threads, size_t count, rsl__piece work, void *context,
                                        rsl_error *error);

/** How many threads can work at once; at least 1. */
unsigned rsl__processors(void);
/** How many rsl__parallel() would use at most. */
unsigned rsl__thread_count(unsigned asked);

/** What threads share is touched by the one that is inside alone. */
typedef struct rsl__monitor rsl__monitor;

/** NULL when memory, or what the system has of it, runs out. */
RSL_MUST_CHECK rsl__monitor *rsl__monitor_new(const rsl_allocator *allocator);
void rsl__monitor_free(const rsl_allocator *allocator, rsl__monitor *monitor); /**< NULL: nothing happens */
void rsl__monitor_enter(rsl__monitor *monitor);
void rsl__monitor_leave(rsl__monitor *monitor);
/** Inside: let others in until one of them wakes this one. May also wake for no reason: look again. */
void rsl__monitor_wait(rsl__monitor *monitor);
void rsl__monitor_wake(rsl__monitor *monitor); /**< all who wait */

#endif
