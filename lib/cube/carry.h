/** @file
 *  @brief Internal: figures of one structure in the places of another (R12, R13).
 *
 *  A route leads from a frame to the structure that figures are wanted in. For each of its units it says which units of
 *  the frame lie wholly inside it, the largest of them alone: what these hand upward is the unit's figure. Units that
 *  lie across its border are split: what they hand upward comes to it in part (R13), or not at all.
 *
 *        frame                 wanted               A and B are whole in v: v gets what they hand upward
 *          P                     Q                  C lies in v and w: each gets a part
 *       / / \ \                /   \                P is whole in Q: Q gets what P hands upward, exactly
 *      A B   C D              v     w
 */
#ifndef RSL_CUBE_CARRY_H
#define RSL_CUBE_CARRY_H

#include "cube/rollup.h"
#include "cube/territory.h"

typedef struct rsl__question rsl__question;
typedef struct rsl__made_shown rsl__made_shown;

/** A unit of the frame that lies in several units of the wanted structure, none of which holds all of it. */
typedef struct rsl__split {
  uint32_t unit;
  uint32_t first; /**< of its parts */
  uint32_t count;
  bool known; /**< the parts have weights that make up the whole */
} rsl__split;

typedef struct rsl__split_part {
  uint32_t position; /**< in the wanted structure */
  rsl__natural weight;
} rsl__split_part;

/** One of the units of the frame that a wanted unit's figures come from. */
typedef struct rsl__source {
  uint32_t position; /**< of the wanted unit */
  uint32_t unit;     /**< of the frame */
  uint32_t split;    /**< RSL_NONE: it lies wholly inside */
  bool lowest;       /**< and inside none of those below */
} rsl__source;

typedef struct rsl__route rsl__route;
struct rsl__route {
  rsl__route *next;
  const rsl__frame *from;
  const rsl__frame *to;
  bool same;            /**< nothing changes between the two */
  rsl__source *sources; /**< by the wanted position */
  size_t source_count;
  size_t source_capacity;
  uint32_t *starts; /**< by the wanted position and one more: its first source */
  rsl__split *splits;
  size_t split_count;
  size_t split_capacity;
  rsl__split_part *parts;
  size_t part_count;
  size_t part_capacity;
};

/** How to carry figures of all frames to the structures that they are wanted in. */
typedef struct rsl__carry {
  rsl__territory *territory;
  bool borrowed;      /**< it is another roll-up's */
  rsl__route *routes; /**< a list */
} rsl__carry;

/** Find all routes that the roll-up needs; none where no figure is carried.
 *  @param territory to borrow, its shares told as far as they are needed; NULL: make one. */
RSL_MUST_CHECK rsl_status rsl__carry_make(rsl_rollup *rollup, rsl__territory *territory, rsl_error *error);
void rsl__carry_free(rsl_rollup *rollup);
const rsl__route *rsl__route_find(const rsl_rollup *rollup, const rsl__frame *from, const rsl__frame *to);

/** rsl_rollup_run() for figures that tell shares of a territory which is told so far only. */
RSL_MUST_CHECK rsl_status rsl__rollup_run_in(const rsl_cube *cube, const rsl_rollup_request *request,
                                             const rsl_allocator *allocator, rsl__territory *territory,
                                             rsl_rollup **out, rsl_error *error);
/** rsl_rollup_run() of what was known of each unit's own figures on a day of its own: units that have no unit below them
 *  in common can be asked together what each knew. Where figures are carried (`carry`), they are of other units too.
 *  @param[in] days by unit, for as long as the roll-up lives; RSL_DATE_NONE: everything. */
RSL_MUST_CHECK rsl_status rsl__rollup_run_known(const rsl_cube *cube, const rsl_rollup_request *request,
                                                const rsl_allocator *allocator, const rsl_date *days, rsl_rollup **out,
                                                rsl_error *error);

/* ---- units_first.c ---- */

/** Do short periods roll up first, and become longer ones at each unit? */
bool rsl__is_units_first(const rsl__sheet *sheet);
/** Is the figure of a unit of that role made of what its short periods rolled up to? */
bool rsl__passes_over_time(const rsl__sheet *sheet, unsigned role, uint32_t when);
/** That figure (R6). @param shown of figures as they are shown, in the wanted structure. */
RSL_MUST_CHECK rsl_status rsl__units_first_read(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit,
                                                bool shown, rsl__reading *out);

/* ---- check_counts.c, check_done.c, check_kept.c, check_split.c ---- */

/** Look at what units reported at each grade for those below them. */
void rsl__check_counts(const rsl_rollup *rollup, uint32_t indicator, rsl_problems *problems);

/** Look at figures that say whether something is done. */
RSL_MUST_CHECK rsl_status rsl__check_done(const rsl_cube *cube, const rsl_allocator *allocator, rsl_problems *problems);
/** Tell of units whose figures no later structure holds. */
RSL_MUST_CHECK rsl_status rsl__check_kept(const rsl_cube *cube, const rsl_allocator *allocator, rsl_problems *problems);
/** Tell of amounts of split units that are in no total of the parts, or in none at all. */
RSL_MUST_CHECK rsl_status rsl__check_split(const rsl_cube *cube, const rsl_allocator *allocator,
                                           rsl_problems *problems);

/* ---- route.c ---- */

RSL_MUST_CHECK rsl__route *rsl__route_new(const rsl_rollup *rollup, const rsl__territory *territory,
                                          const rsl__frame *from, const rsl__frame *to);
void rsl__route_free(const rsl_allocator *allocator, rsl__route *route); /**< NULL: nothing happens */

/* ---- basis.c ---- */

/** Tell the shares that a basis must tell, of successions up to a day (R13). */
RSL_MUST_CHECK rsl_status rsl__basis_fill(const rsl_rollup *rollup, rsl__territory *territory, rsl_date until,
                                          rsl_error *error);

/* ---- apportion.c ---- */

/** The part of an amount that comes to the parts of a split from one to another: all its parts are rounded to the
 *  decimals together, so that they add up to the whole. Absent where that cannot be. */
rsl_number rsl__apportion(const rsl__route *route, const rsl__split *split, rsl_number whole, int decimals,
                          uint32_t first_position, uint32_t end_position);
/** How large these parts are, of 1; absent where nobody says. */
rsl_number rsl__share_of(const rsl__route *route, const rsl__split *split, uint32_t first_position,
                         uint32_t end_position);

/* ---- carried.c, straddle.c ---- */

/** What is asked of a figure. */
struct rsl__question {
  uint32_t indicator;
  uint32_t when;
  bool operand;           /**< see rsl__figure_read() */
  uint32_t grade;         /**< how many are at it, see rsl__figure_at_grade(); RSL_NONE: the figure itself */
  rsl__made_shown *shown; /**< formulas of the unit that were made while a first one is made of them; NULL: none is */
};

/** The figure itself. */
static inline rsl__question rsl__ask(uint32_t indicator, uint32_t when) {
  return (rsl__question){ .indicator = indicator, .when = when, .grade = RSL_NONE };
}

/** What a reference asks for in a period: an operand, of an earlier period or of one grade where it says so, and of the
 *  period that holds this one where the indicator is measured less often. */
rsl__question rsl__refer(const rsl_rollup *rollup, uint32_t indicator, rsl_variant variant, uint32_t when);

/** A unit's figure as it is shown: in the wanted structure, and of a period that straddles a change, made of the figures
 *  inside it. */
RSL_MUST_CHECK rsl_status rsl__figure_show(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit,
                                           rsl__reading *out);

/** Is a unit's figure of a period made of those inside it, since units changed there? */
bool rsl__is_put_together(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when);
/** A unit's figure out of those of other structures. @param position in the frame that the route leads to. */
RSL_MUST_CHECK rsl_status rsl__carried_read(const rsl_rollup *rollup, const rsl__route *route,
                                            const rsl__question *question, uint32_t position, rsl__reading *out);
/** What units that closed inside a period reported for all of it stands where their successors gave none (R12).
 *  @param[in,out] figure what the structure of the period's last day says. */
RSL_MUST_CHECK rsl_status rsl__closed_add(const rsl_rollup *rollup, const rsl__question *question, const rsl__frame *to,
                                          uint32_t position, rsl_figure *figure);
/** What is done with each unit whose report was taken so. */
typedef rsl_status rsl__closed_taker(void *context, uint32_t unit);
/** The same, and each of these units on the way. @param take NULL: nothing is done. */
RSL_MUST_CHECK rsl_status rsl__closed_each(const rsl_rollup *rollup, const rsl__question *question,
                                           const rsl__frame *to, uint32_t position, rsl_figure *figure,
                                           rsl__closed_taker *take, void *context);
/** Did a split unit give a figure that cannot be apportioned? */
bool rsl__is_undivided(const rsl_rollup *rollup, const rsl__route *route, const rsl__question *question,
                       const rsl__split *split);
/** What of a split unit's figure comes to one unit that a part of it lies in. */
typedef struct rsl__part {
  bool given;       /**< it gave a figure that is split with it */
  bool owes;        /**< it owed one */
  bool own_alone;   /**< of all that is at it or below it only what it gave for itself is (R2, `add`) */
  rsl_number share; /**< of 1; absent: nobody says */
  rsl__value value; /**< absent: it cannot be apportioned */
} rsl__part;

RSL_MUST_CHECK rsl_status rsl__carried_part(const rsl_rollup *rollup, const rsl__route *route,
                                            const rsl__question *question, uint32_t position, const rsl__split *split,
                                            rsl__part *out);
/** Those of rsl_rollup_undivided(). */
size_t rsl__undivided(const rsl_rollup *rollup, const rsl__route *route, const rsl__question *question, uint32_t *units,
                      size_t capacity);
/** What a formula makes of figures as they are shown, made now. */
RSL_MUST_CHECK rsl_status rsl__formula_show(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit,
                                            rsl__result *result);
/** A formula's figure out of figures as they are shown. */
RSL_MUST_CHECK rsl_status rsl__formula_figure(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit,
                                              rsl__reading *out);
/** The same in the structure of the period's own last day. */
RSL_MUST_CHECK rsl_status rsl__answer(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit,
                                      rsl__reading *out);
/** The same in another structure, where a route leads there. */
RSL_MUST_CHECK rsl_status rsl__answer_in(const rsl_rollup *rollup, const rsl__frame *to, const rsl__question *question,
                                         uint32_t unit, rsl__reading *out);

#endif
