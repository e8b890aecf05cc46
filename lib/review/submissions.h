/** @file
 *  @brief Internal: the steps of reports to campaigns.
 */
#ifndef RSL_REVIEW_SUBMISSIONS_H
#define RSL_REVIEW_SUBMISSIONS_H

#include <resolution/plan_campaigns.h>
#include <resolution/review.h>

#include "base/arena.h"
#include "base/memory.h"

struct rsl_submissions {
  rsl_allocator allocator;
  const rsl_plan *plan;
  rsl__arena texts;
  rsl_submission *items;
  size_t count;
  size_t capacity;
};

/** rsl_submissions_add() that tells the code of the problem too. @param[out] code where it is RSL_ERR_DATA. */
RSL_MUST_CHECK rsl_status rsl__submissions_offer(rsl_submissions *submissions, const rsl_submission *submission,
                                                 const char **code, rsl_error *error);
/** By campaign, unit, moment, state; of pointers to submissions, for rsl__sort(). */
int rsl__compare_submissions(const void *a, const void *b);
/** Are two of one unit, campaign and moment? */
bool rsl__submissions_at_once(const rsl_submission *a, const rsl_submission *b);

#endif
