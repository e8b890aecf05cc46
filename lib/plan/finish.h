/** @file
 *  @brief Internal: finishing a plan whose records stand somewhere in files.
 */
#ifndef RSL_PLAN_FINISH_H
#define RSL_PLAN_FINISH_H

#include <resolution/plan.h>

#include "base/error.h"

/** The lists of records, as formats.md names them. */
typedef enum rsl__record_kind {
  RSL__RECORD_PLAN = 0, /**< the plan itself: `name`, or a list that is missing */
  RSL__RECORD_LEVEL,
  RSL__RECORD_UNIT,
  RSL__RECORD_SUCCESSION,
  RSL__RECORD_CALENDAR,
  RSL__RECORD_FIELD,
  RSL__RECORD_RESOLUTION,
  RSL__RECORD_INDICATOR,
  RSL__RECORD_TARGET,
  RSL__RECORD_COMPOSITION,
  RSL__RECORD_CHECK,
  RSL__RECORD_CAMPAIGN,
  RSL__RECORD_FINDING,
  RSL__RECORD_ACTION,
  RSL__RECORD_KIND_END
} rsl__record_kind;

/** `levels`, `units` …; "" for the plan itself. */
const char *rsl__record_list_name(rsl__record_kind kind);

/** Says where the records stand, so that the problems found here point at their place. */
typedef struct rsl__locate {
  /** Fill the file, line and column of a member; the path is filled by the caller and stays as it is.
   *  @param[in] record its index in the list, 0 for RSL__RECORD_PLAN. @param[in] member its path inside the record, as
   *  `by`, `rollup.numerator`, `parents[0].parent`; "" for the record itself. A member that is not written stands where
   *  the nearest thing around it stands (`rollup`, then the record). A target's form is called by its name
   *  (`at_least`). Texts put into the place must live until the call that reported is over. */
  void (*find)(void *context, rsl__record_kind kind, uint32_t record, const char *member, rsl__place *place);
  void *context;
} rsl__locate;

/** rsl_plan_finish() with places. @param[in] locate may be NULL. */
RSL_MUST_CHECK rsl_status rsl__plan_finish_located(rsl_plan *plan, rsl_problems *problems, const rsl__locate *locate,
                                                   rsl_error *error);

#endif
