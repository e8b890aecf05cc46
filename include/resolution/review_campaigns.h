/** @file
 *  @brief Who gave a report to a campaign, who is late, and who has to be reminded.
 */
#ifndef RESOLUTION_REVIEW_CAMPAIGNS_H
#define RESOLUTION_REVIEW_CAMPAIGNS_H

#include <resolution/plan_campaigns.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup review_campaigns Campaigns: who gave a report
 *  @ingroup review */
/** @{ */

/** What a unit did with its report to a campaign. */
typedef enum rsl_submission_state {
  RSL_SUBMISSION_NONE = 0,
  RSL_SUBMISSION_DRAFT = 1,
  RSL_SUBMISSION_SUBMITTED = 2,
  RSL_SUBMISSION_RETURNED = 3, /**< sent back by the superior, with a reason */
  RSL_SUBMISSION_ACCEPTED = 4, /**< taken by the superior */
  RSL_SUBMISSION_END
} rsl_submission_state;

RSL_API const char *rsl_submission_state_name(rsl_submission_state state); /**< `draft`…; NULL outside */

#define RSL_DAY_ALONE (-1) /**< of a moment only the day is told: before every second of it */
#define RSL_MOMENT_TEXT 20 /**< bytes of "2023-04-18T09:30:00" with its end */

/** One step of a unit's report. */
typedef struct rsl_submission {
  uint32_t unit;              /**< index in the plan */
  uint32_t campaign;          /**< index in the plan */
  rsl_submission_state state; /**< what the report became */
  rsl_date day;               /**< when */
  int32_t second;             /**< of the day; RSL_DAY_ALONE: not told */
  const char *by;             /**< who did it; NULL: not told */
  const char *reason;         /**< of RETURNED: why */
  const char *file;           /**< where it was read; NULL: from memory */
  size_t line;                /**< 1-based; 0: not read from a text */
} rsl_submission;

/** Steps of reports to campaigns, in the order they were added. */
typedef struct rsl_submissions rsl_submissions;

/** @param[in] plan finished; must outlive the submissions. @param[out] out the caller frees it with rsl_submissions_free();
 *  NULL on failure. */
RSL_API RSL_MUST_CHECK rsl_status rsl_submissions_new(const rsl_plan *plan, const rsl_allocator *allocator,
                                                      rsl_submissions **out);
RSL_API void rsl_submissions_free(rsl_submissions *submissions); /**< NULL: nothing happens */
/** Add one; texts are copied.
 *  @retval RSL_ERR_DATA it cannot be: a unit that is not there on the day, one that owes nothing to the campaign, a return
 *  without a reason. The error says why. @retval RSL_ERR_ARGUMENT no such unit, campaign or state. */
RSL_API RSL_MUST_CHECK rsl_status rsl_submissions_add(rsl_submissions *submissions, const rsl_submission *submission,
                                                      rsl_error *error);
/** How many there are. */
RSL_API size_t rsl_submissions_count(const rsl_submissions *submissions);
/** One of them; NULL past the end. Its texts live as long as the submissions. */
RSL_API const rsl_submission *rsl_submissions_at(const rsl_submissions *submissions, size_t index);
/** `2023-04-18`, or with the second `2023-04-18T09:30:00`; "" for no day. */
RSL_API void rsl_moment_format(rsl_date day, int32_t second, char buffer[RSL_MOMENT_TEXT]);

/** Where a unit stands in a campaign. A report that was returned, or never went beyond a draft, is not given. */
typedef enum rsl_standing {
  RSL_STANDING_NOT_DUE = 0,   /**< the campaign's `as_of` is still to come */
  RSL_STANDING_DUE = 1,       /**< nothing below it owes, and the deadline is not over */
  RSL_STANDING_WAITING = 2,   /**< some below it are not accepted */
  RSL_STANDING_READY = 3,     /**< all below it are accepted */
  RSL_STANDING_DRAFT = 4,     /**< begun */
  RSL_STANDING_LATE = 5,      /**< the deadline is over */
  RSL_STANDING_RETURNED = 6,  /**< sent back */
  RSL_STANDING_SUBMITTED = 7, /**< given */
  RSL_STANDING_ACCEPTED = 8,  /**< given, and taken */
  RSL_STANDING_END
} rsl_standing;

RSL_API const char *rsl_standing_name(rsl_standing standing); /**< `not_due`…; NULL outside */

/** One unit in a campaign. The members are the columns of `resolution-campaign` (programs.md). */
typedef struct rsl_roll_call_row {
  uint32_t unit;                    /**< who owes a report */
  uint32_t depth;                   /**< how many units of the campaign are above it */
  rsl_date deadline;                /**< the last day that is in time */
  rsl_standing standing;            /**< on the day asked for */
  const rsl_submission *last;       /**< its latest step by then; NULL: none */
  const rsl_submission *submission; /**< the latest time it submitted, which `days_late` is counted by; NULL: never */
  bool has_days_late;               /**< it submitted, or should have */
  int32_t days_late;                /**< 0 in time */
  uint32_t below_due;               /**< how many below it owe a report */
  uint32_t below_accepted;          /**< of these, how many are accepted */
  uint32_t owed;                    /**< reports owed by it and all below it */
  uint32_t given;                   /**< of these, submitted or accepted */
  uint32_t in_time;                 /**< of these, submitted in time */
  rsl_number completeness;          /**< given / owed */
  rsl_number timeliness;            /**< in_time / owed */
  uint32_t findings;                /**< of this campaign, of it and all below it */
  uint32_t subjective;              /**< of these, those of its own doing */
  uint32_t objective;               /**< of these, those that are not */
  uint32_t actions;                 /**< answers to these findings that were not dropped */
  uint32_t actions_done;            /**< of these, those that are done */
  bool remind; /**< it is its turn, and nobody else's: not given, and not waiting for those below */
} rsl_roll_call_row;

/** Who gave a report to a campaign, and who did not: one row a unit that owes one, in the structure's order. Never changes. */
typedef struct rsl_roll_call rsl_roll_call;

/** Go through the units of a campaign: the unit of its resolution and all below it on the day of `as_of`, of levels with a
 *  deadline, that are still there when it is over. Only what is owed counts as given, so that no share exceeds 1.
 *  @param[in] on the day asked for: later steps are passed over. @param[in] submissions NULL: none; must outlive it.
 *  @param[out] out the caller frees it with rsl_roll_call_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT the plan has no such campaign. @retval RSL_ERR_DATA the resolution's unit is not there on the
 *  day of `as_of`. */
RSL_API RSL_MUST_CHECK rsl_status rsl_roll_call_run(const rsl_plan *plan, uint32_t campaign, rsl_date on,
                                                    const rsl_submissions *submissions, const rsl_allocator *allocator,
                                                    rsl_roll_call **out, rsl_error *error);
RSL_API void rsl_roll_call_free(rsl_roll_call *roll_call); /**< NULL: nothing happens */
/** The campaign's index in the plan. */
RSL_API uint32_t rsl_roll_call_campaign(const rsl_roll_call *roll_call);
/** How many owe a report. */
RSL_API size_t rsl_roll_call_count(const rsl_roll_call *roll_call);
RSL_API const rsl_roll_call_row *rsl_roll_call_at(const rsl_roll_call *roll_call,
                                                  size_t index); /**< NULL past the end */

/** A finding of the campaign with one of the actions that answer it. */
typedef struct rsl_finding_answer {
  uint32_t unit;    /**< whose limitation it is */
  uint32_t finding; /**< index in the plan */
  uint32_t action;  /**< index in the plan; RSL_NONE: nothing answers it */
} rsl_finding_answer;

/** The findings of the campaign with their answers: by unit in the structure's order, finding, action, so that those of all
 *  below a unit stand behind its own. Actions that were dropped are among them. */
RSL_API size_t rsl_roll_call_answer_count(const rsl_roll_call *roll_call);
/** One of them; NULL past the end. */
RSL_API const rsl_finding_answer *rsl_roll_call_answer_at(const rsl_roll_call *roll_call, size_t index);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
