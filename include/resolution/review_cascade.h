/** @file
 *  @brief Targets against those assigned below and above; a target shared out.
 */
#ifndef RESOLUTION_REVIEW_CASCADE_H
#define RESOLUTION_REVIEW_CASCADE_H

#include <resolution/review.h>

#ifdef __cplusplus
extern "C" {
#endif

/** @defgroup review_cascade Cascade: targets handed down, and shared out
 *  @ingroup review */
/** @{ */

/** How a target stands to those assigned below it, and to its superior's. */
typedef enum rsl_cascade_state {
  RSL_CASCADE_ADDS_UP = 0,              /**< those below come to it, as exactly as they are written */
  RSL_CASCADE_OVER_ASSIGNED = 1,        /**< those below come to more than it: it holds if they do */
  RSL_CASCADE_NO_CHILDREN = 2,          /**< nobody below measures or carries it further */
  RSL_CASCADE_NOT_COMPARABLE = 3,       /**< its rule makes nothing of targets (a median, a formula, a judgement) */
  RSL_CASCADE_NO_WEIGHTS = 4,           /**< a mean or ratio of which the denominators below are not known */
  RSL_CASCADE_UNASSIGNED = 5,           /**< those below come to less: if each meets its own, this one is missed */
  RSL_CASCADE_NOT_ASSIGNED = 6,         /**< nobody below has a share of it */
  RSL_CASCADE_WEAKER_THAN_SUPERIOR = 7, /**< the unit's own is weaker than what its superior assigned to it */
  RSL_CASCADE_STATE_END
} rsl_cascade_state;

RSL_API const char *rsl_cascade_state_name(rsl_cascade_state state); /**< `adds_up`…; NULL outside */
/** Do the targets add up? False of the last three states. */
RSL_API bool rsl_cascade_holds(rsl_cascade_state state);

/** One target of a unit against the targets for the same indicator and period of the units directly below it. */
typedef struct rsl_cascade_row {
  uint32_t target;        /**< index in the plan: the unit's own, or else what was assigned to it and asks for most */
  rsl_target_links links; /**< its unit, indicator, resolution */
  rsl_number value;       /**< what is to be reached (T4); of a range the end that has to be reached */
  rsl_number assigned;    /**< what the targets below come to by the indicator's own rule (R4); absent: nothing */
  rsl_number unassigned;  /**< value − assigned; of grades, which have no distances, absent */
  uint32_t children_with; /**< units directly below that have a target for it */
  uint32_t children;      /**< units directly below that could have one */
  uint32_t superior; /**< who assigned a target to this unit, of several the one that asks for most; else the unit above
                            where that has one; or RSL_NONE */
  rsl_number superior_target; /**< what that unit assigned, else its own */
  bool was_assigned;          /**< `superior_target` was assigned to this unit */
  rsl_cascade_state state;    /**< how they stand to one another */
  size_t first_layer;         /**< for rsl_cascade_layer_at() */
  size_t layer_count;         /**< targets that were assigned to this unit (T1) */
  size_t first_lacking;       /**< for rsl_cascade_lacking_at() */
} rsl_cascade_row;

/** One of the targets that were assigned to a unit: by its superior, by one above that, by the Centre (T1). */
typedef struct rsl_cascade_layer {
  uint32_t target;   /**< index in the plan */
  uint32_t superior; /**< who assigned it */
  rsl_number value;  /**< what it asks for */
} rsl_cascade_layer;

/** The day of the structure, and of the targets. Start from RSL_CASCADE_OPTIONS_INIT. */
typedef struct rsl_cascade_options {
  size_t size;    /**< sizeof of this struct: set by the _INIT macro */
  rsl_date as_of; /**< default RSL_DATE_NONE: the last day with a figure, else the first of the earliest term */
  const uint32_t *targets; /**< indexes of the targets to look at; NULL: all */
  size_t target_count;     /**< how many `targets` has */
} rsl_cascade_options;

/** The defaults: all targets, today's structure. */
#define RSL_CASCADE_OPTIONS_INIT \
  { sizeof(rsl_cascade_options), RSL_DATE_NONE, 0, 0 }

/** Every target against those below it: one row for each unit, indicator and period. Never changes once made. */
typedef struct rsl_cascade rsl_cascade;

/** Hold the targets of every unit against those assigned below it and against its superior's.
 *
 *  Amounts add; counts too. Of a ratio, share or mean the targets below are weighed by their latest known denominators; a
 *  minimum is the least of them, a maximum the largest, as are the worst and best of grades. What the rule makes of
 *  targets is compared with the indicator's direction: more of what is to decrease is less. The comparison is the
 *  library's own.
 *  @param[in] options NULL: the defaults. @param[out] out the caller frees it with rsl_cascade_free(); NULL on failure.
 *  @return what rsl_review_run() returns. */
RSL_API RSL_MUST_CHECK rsl_status rsl_cascade_run(const rsl_cube *cube, const rsl_cascade_options *options,
                                                  const rsl_allocator *allocator, rsl_cascade **out, rsl_error *error);
RSL_API void rsl_cascade_free(rsl_cascade *cascade); /**< NULL: nothing happens */
/** The plan that its indexes refer to. */
RSL_API const rsl_plan *rsl_cascade_plan(const rsl_cascade *cascade);
/** How many rows it has. */
RSL_API size_t rsl_cascade_count(const rsl_cascade *cascade);
/** One row, by unit (structure), indicator, period; NULL past the end. Lives as long as the cascade. */
RSL_API const rsl_cascade_row *rsl_cascade_at(const rsl_cascade *cascade, size_t index);

/** The targets that were assigned to a row's unit, the nearest superior's first; NULL past the last. */
RSL_API const rsl_cascade_layer *rsl_cascade_layer_at(const rsl_cascade *cascade, const rsl_cascade_row *row,
                                                      size_t index);
/** The units directly below a row's that could have a target and have none, `children` − `children_with` of them; RSL_NONE past
 *  the last. */
RSL_API uint32_t rsl_cascade_lacking_at(const rsl_cascade *cascade, const rsl_cascade_row *row, size_t index);

/** By what a target is shared out among the units below. */
typedef enum rsl_allocation_basis {
  RSL_ALLOCATION_EQUAL = 0,     /**< amounts: alike; levels: the same value for all */
  RSL_ALLOCATION_GROWTH = 1,    /**< by their latest figures: all grow alike */
  RSL_ALLOCATION_INDICATOR = 2, /**< amounts in proportion to the latest figures of another indicator */
  RSL_ALLOCATION_END
} rsl_allocation_basis;

/** The share of one unit. */
typedef struct rsl_allocation_row {
  uint32_t unit;    /**< directly below the target's */
  rsl_number basis; /**< its figure of the basis; absent for EQUAL */
  rsl_number value; /**< what it would have to reach, at the indicator's decimals */
} rsl_allocation_row;

/** How to share a target out. Start from RSL_ALLOCATION_OPTIONS_INIT. */
typedef struct rsl_allocation_options {
  size_t size;                /**< sizeof of this struct: set by the _INIT macro */
  rsl_date as_of;             /**< the day of the structure and of the figures; default as in rsl_cascade_options */
  rsl_allocation_basis basis; /**< default EQUAL */
  uint32_t indicator;         /**< of INDICATOR: an index in the plan */
} rsl_allocation_options;

/** The default: equal shares. */
#define RSL_ALLOCATION_OPTIONS_INIT \
  { sizeof(rsl_allocation_options), RSL_DATE_NONE, RSL_ALLOCATION_EQUAL, 0 }

/** A proposal: a share for each unit directly below. Never changes once made. */
typedef struct rsl_allocation rsl_allocation;

/** Propose how to share a target out among the units directly below its unit, so that it adds up: amounts exactly, by
 *  largest remainder at the indicator's decimals (ties in the structure's order, as R13 rounds); levels as nearly as their
 *  decimals allow.
 *  @param[in] options NULL: the default. @param[out] out the caller frees it with rsl_allocation_free(); NULL on failure.
 *  @retval RSL_ERR_ARGUMENT there is no such target or indicator.
 *  @retval RSL_ERR_DATA there is nobody below, a figure of the basis is missing, negative or all are 0, or what the rule
 *  makes of targets is no sum and no mean: the error says which. */
RSL_API RSL_MUST_CHECK rsl_status rsl_allocation_propose(const rsl_cube *cube, uint32_t target,
                                                         const rsl_allocation_options *options,
                                                         const rsl_allocator *allocator, rsl_allocation **out,
                                                         rsl_error *error);
RSL_API void rsl_allocation_free(rsl_allocation *allocation); /**< NULL: nothing happens */
/** What is shared out (T4). */
RSL_API rsl_number rsl_allocation_value(const rsl_allocation *allocation);
/** How many units have a share. */
RSL_API size_t rsl_allocation_count(const rsl_allocation *allocation);
/** One share, in the structure's order; NULL past the end. Lives as long as the allocation. */
RSL_API const rsl_allocation_row *rsl_allocation_at(const rsl_allocation *allocation, size_t index);

/** @} */

#ifdef __cplusplus
}
#endif

#endif
