/** @file
 *  @brief What a review asks of a plan beside its targets: checks, campaigns, findings and actions.
 */
#ifndef RESOLUTION_PLAN_CAMPAIGNS_H
#define RESOLUTION_PLAN_CAMPAIGNS_H

#include <resolution/plan.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @addtogroup plan */
/** @{ */

/** How the two sides of a check must stand to each other. */
typedef enum rsl_comparison {
  RSL_COMPARISON_NONE = 0,
  RSL_COMPARISON_AT_MOST = 1,  /**< `<=` */
  RSL_COMPARISON_BELOW = 2,    /**< `<` */
  RSL_COMPARISON_EQUAL = 3,    /**< `=` */
  RSL_COMPARISON_AT_LEAST = 4, /**< `>=` */
  RSL_COMPARISON_ABOVE = 5,    /**< `>` */
  RSL_COMPARISON_END
} rsl_comparison;

/** What must hold between the figures of each unit, as a cap that none may break. */
typedef struct rsl_check {
  const char *code;      /**< unique in the plan */
  const char *left;      /**< an expression over indicators */
  rsl_comparison op;     /**< how it stands to the other side */
  const char *right;     /**< an expression over indicators */
  const char *level;     /**< code of the level whose units it is about; NULL: of every level */
  bool missing_fails;    /**< does it fail where a figure is absent? Else it says nothing there */
  rsl_severity severity; /**< of what is told where it does not hold */
  rsl_extras extras;     /**< its `x-` members */
} rsl_check;

/** What a campaign reviews. */
typedef enum rsl_campaign_kind {
  RSL_CAMPAIGN_NONE = 0,
  RSL_CAMPAIGN_MID_TERM = 1, /**< half of the term (sơ kết) */
  RSL_CAMPAIGN_FINAL = 2     /**< all of it (tổng kết) */
} rsl_campaign_kind;

/** By when the units of a level submit. Exactly one of the three last members is told. */
typedef struct rsl_deadline {
  const char *level;            /**< its code */
  rsl_date before;              /**< the first day that is too late; RSL_DATE_NONE: not told so */
  rsl_date by;                  /**< the last day that is in time; RSL_DATE_NONE: not told so */
  bool has_working_days;        /**< told in working days? */
  int working_days_after_close; /**< where `has_working_days`: so many after the campaign's `as_of` */
} rsl_deadline;

/** A review with its deadlines, the grassroots first. */
typedef struct rsl_campaign {
  const char *code;              /**< unique in the plan */
  const char *resolution;        /**< code of the resolution that is reviewed, by its unit and all below it */
  rsl_campaign_kind kind;        /**< of half of the term, or of all of it */
  rsl_date as_of;                /**< the day as of which targets are rated */
  rsl_date conference;           /**< the day on which the review is held; RSL_DATE_NONE: not told */
  const rsl_date *holidays;      /**< no working days, beside Saturdays and Sundays */
  size_t holiday_count;          /**< how many `holidays` has */
  const rsl_deadline *deadlines; /**< one for each level that submits */
  size_t deadline_count;         /**< how many `deadlines` has */
  rsl_extras extras;             /**< its `x-` members */
} rsl_campaign;

/** Whose doing a limitation is. */
typedef enum rsl_finding_cause {
  RSL_FINDING_CAUSE_NONE = 0,
  RSL_FINDING_SUBJECTIVE = 1, /**< the unit's own (chủ quan) */
  RSL_FINDING_OBJECTIVE = 2   /**< beyond it (khách quan) */
} rsl_finding_cause;

/** A limitation, with its cause. */
typedef struct rsl_finding {
  const char *code;        /**< unique in the plan */
  const char *unit;        /**< reference; NULL: the target's */
  const char *target;      /**< code of the target that is behind; NULL: a limitation of the unit as a whole */
  const char *campaign;    /**< code of the campaign that found it, or NULL */
  const char *text;        /**< the limitation, for people */
  rsl_finding_cause cause; /**< NONE: not found yet */
  const char *cause_text;  /**< the cause, for people */
  rsl_extras extras;       /**< its `x-` members */
} rsl_finding;

/** How far an action is. */
typedef enum rsl_action_state {
  RSL_ACTION_PLANNED = 0,
  RSL_ACTION_DOING = 1,
  RSL_ACTION_DONE = 2,
  RSL_ACTION_DROPPED = 3,
  RSL_ACTION_STATE_END
} rsl_action_state;

/** A solution to a finding. */
typedef struct rsl_action {
  const char *code;             /**< unique in the plan */
  const char *finding;          /**< code of the finding that it answers */
  const char *owner;            /**< reference to the unit that does it; NULL: the finding's */
  const char *text;             /**< for people */
  bool breakthrough;            /**< one of those that matter most (khâu đột phá) */
  rsl_date due;                 /**< the day by which it is done; RSL_DATE_NONE: not told */
  rsl_action_state state;       /**< how far it is */
  const char *effect_indicator; /**< code of the indicator that it moves; NULL: no effect is told */
  rsl_decimal effect_value;     /**< by so much, where `effect_indicator` */
  rsl_extras extras;            /**< its `x-` members */
} rsl_action;

/** @name Empty records of a review
 *  As those of plan.h: start from these where dates are open. */
/** @{ */
/** A campaign with every member absent: no days. */
RSL_API void rsl_campaign_init(rsl_campaign *campaign);
/** A deadline with every member absent. */
RSL_API void rsl_deadline_init(rsl_deadline *deadline);
/** An action with every member absent: planned, without a day. */
RSL_API void rsl_action_init(rsl_action *action);
/** @} */

/** @name Adding records of a review
 *  As those of plan.h. */
/** @{ */
/** Add a check. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_check(rsl_plan *plan, const rsl_check *check);
/** Add a campaign. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_campaign(rsl_plan *plan, const rsl_campaign *campaign);
/** Add a finding. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_finding(rsl_plan *plan, const rsl_finding *finding);
/** Add an action. */
RSL_API RSL_MUST_CHECK rsl_status rsl_plan_add_action(rsl_plan *plan, const rsl_action *action);
/** @} */

/** @name Records of a review
 *  As those of plan.h: in the order they were added. */
/** @{ */
RSL_API uint32_t rsl_plan_check_count(const rsl_plan *plan);    /**< how many checks there are */
RSL_API uint32_t rsl_plan_campaign_count(const rsl_plan *plan); /**< how many campaigns there are */
RSL_API uint32_t rsl_plan_finding_count(const rsl_plan *plan);  /**< how many findings there are */
RSL_API uint32_t rsl_plan_action_count(const rsl_plan *plan);   /**< how many actions there are */
/** One check; NULL past the end. */
RSL_API const rsl_check *rsl_plan_check(const rsl_plan *plan, uint32_t index);
/** One campaign; NULL past the end. */
RSL_API const rsl_campaign *rsl_plan_campaign(const rsl_plan *plan, uint32_t index);
/** One finding; NULL past the end. */
RSL_API const rsl_finding *rsl_plan_finding(const rsl_plan *plan, uint32_t index);
/** One action; NULL past the end. */
RSL_API const rsl_action *rsl_plan_action(const rsl_plan *plan, uint32_t index);
/** @} */

/* ---- What references resolved to: indexes, RSL_NONE where there is none. Finished plans only. --------------- */

/** The resolution that a campaign reviews. */
RSL_API uint32_t rsl_plan_campaign_resolution(const rsl_plan *plan, uint32_t campaign);
/** The last day that is in time for units of a level, working days and holidays counted; RSL_DATE_NONE where the level
 *  submits nothing. */
RSL_API rsl_date rsl_plan_campaign_deadline(const rsl_plan *plan, uint32_t campaign, uint32_t level);

/** What a finding refers to. */
typedef struct rsl_finding_links {
  uint32_t unit;     /**< whose limitation it is */
  uint32_t target;   /**< the target that is behind */
  uint32_t campaign; /**< the campaign that found it */
} rsl_finding_links;
/** What the finding's references resolved to. */
RSL_API rsl_finding_links rsl_plan_finding_links(const rsl_plan *plan, uint32_t finding);

/** What an action refers to. */
typedef struct rsl_action_links {
  uint32_t finding;   /**< which it answers */
  uint32_t owner;     /**< the unit that does it */
  uint32_t indicator; /**< which it moves */
} rsl_action_links;
/** What the action's references resolved to. */
RSL_API rsl_action_links rsl_plan_action_links(const rsl_plan *plan, uint32_t action);

/** The campaign of a code; RSL_NONE where there is none. */
RSL_API uint32_t rsl_plan_find_campaign(const rsl_plan *plan, const char *code, size_t length);

/* ---- Words of the files ------------------------------------------------------------------------------------------ */

RSL_API const char *rsl_comparison_name(rsl_comparison comparison);  /**< `<=`…; NULL outside */
RSL_API const char *rsl_campaign_kind_name(rsl_campaign_kind kind);  /**< `mid_term`, `final`; NULL outside */
RSL_API const char *rsl_finding_cause_name(rsl_finding_cause cause); /**< `subjective`, `objective`; NULL outside */
RSL_API const char *rsl_action_state_name(rsl_action_state state);   /**< `planned`…; NULL outside */

/** @} */

#ifdef __cplusplus
}
#endif

#endif
