/** @file
 *  @brief Internal: what a roll-up is made of.
 *
 *  Every indicator has a sheet: the periods it is computed for, and a cell for each unit above others and each of these
 *  periods in which something below the unit spoke. A cell holds what rolls up from below, undivided. What a unit says of
 *  itself stays in the cube's rows and is read from there, so that units without others below need no cells.
 *
 *        nation         cells: nation, province A          one walk, depth first: a tally a period for each
 *        /    \         rows:  A's own report,             level of depth; leaving a unit decides between its
 *       A      B               communes a1 a2 b1           own report and its children (R2) and hands one
 *      a1 a2   b1                                          of the two upward
 */
#ifndef RSL_CUBE_ROLLUP_H
#define RSL_CUBE_ROLLUP_H

#include "base/error.h"
#include "base/int128.h"
#include "cube/calendar.h"
#include "cube/cursor.h"
#include "cube/pile.h"
#include "plan/expression.h"
#include "plan/grades.h"

/* ---- Who owes (R1) ---- */

/** A unit's part in measuring an indicator, on a date. */
enum {
  RSL__ROLE_NONE = 0,     /**< below the measuring levels, or without measuring units below */
  RSL__ROLE_ABOVE = 1,    /**< something below it owes */
  RSL__ROLE_OWES = 2,     /**< one of the lowest measuring units of its branch */
  RSL__ROLE_KIND = 3,     /**< mask of the three */
  RSL__ROLE_MEASURES = 4, /**< a bit beside: its level is measured */
  RSL__ROLE_ROW = 8,      /**< a bit beside: it is at or above a measuring level */
  RSL__ROLE_ADDS = 16,    /**< a bit beside ABOVE: it owes for itself, too, as one more leaf under itself (R2, `add`) */
  RSL__ROLE_STOPS = 32,   /**< a bit beside ABOVE: above it only its own figure counts (R2, `stop_at`) */
  RSL__ROLE_APART = 64 /**< a bit beside ABOVE: as ADDS, but it owes nothing, as the indicator does not apply to it */
};

/** May it report how many below it are at each grade? Not where it is one of those that are counted, or nobody is. */
static inline bool rsl__role_counts_others(unsigned role) {
  return (role & RSL__ROLE_KIND) == RSL__ROLE_ABOVE &&
         (role & (unsigned)(RSL__ROLE_ADDS | RSL__ROLE_STOPS | RSL__ROLE_APART)) == 0;
}

typedef struct rsl__measuring rsl__measuring;

/** Which levels are measured, and of which units. Shared by all indicators measured alike. */
struct rsl__measuring {
  rsl__measuring *next;
  uint32_t number;  /**< of its scope in every frame */
  uint8_t *levels;  /**< one a level: is it measured? */
  uint32_t applies; /**< an indicator whose `applies_to` must hold of a unit; RSL_NONE: it applies to all */
  bool adds;        /**< measuring units above others owe too */
  uint32_t stop_at; /**< a level; RSL_NONE: none */
};

/** From a day on, these levels are measured. */
typedef struct rsl__break {
  rsl_date from;
  const rsl__measuring *measuring;
} rsl__break;

/** How many owe at positions before each one, one a position and one more. */
typedef struct rsl__owing {
  uint32_t *before;
  uint64_t *prints; /**< the same of their prints */
} rsl__owing;

/** One step of a sweep (sweep.h): the figures of siblings, or the sums of one unit, go into the sums of the unit above. */
typedef struct rsl__step {
  uint32_t into;  /**< a number of `above` */
  uint32_t from;  /**< of siblings the first, among all that owe; of a unit its number of `above` */
  uint32_t count; /**< how many siblings; 0: a unit's sums */
} rsl__step;

/** Who owes in one structure where some levels are measured. */
typedef struct rsl__scope {
  uint8_t *roles; /**< one a position */
  rsl__owing owing;
  rsl__owing owing_above; /**< as it is seen from above the level of `stop_at`; empty without one */
  uint32_t *above;        /**< one a position: its number among those above others, RSL_NONE where it is none */
  uint32_t above_count;
  uint32_t *runs;   /**< one a position: where siblings that owe, side by side from it on, end */
  rsl__step *steps; /**< NULL: none are written down */
  uint32_t step_count;
  uint32_t *owing_positions; /**< beside the steps: of all that owe, in order */
  uint32_t owing_count;
} rsl__scope;

/** A unit with all below it that owes nothing for a time. */
typedef struct rsl__exempt {
  uint32_t position;
  uint32_t end;
  rsl_date from;
  rsl_date to;
} rsl__exempt;

/** Those of one indicator in one structure, by position. */
typedef struct rsl__exempts {
  rsl__exempt *items;
  size_t count;
  bool change; /**< some of them have dates */
} rsl__exempts;

/** The structure of a stretch of days in which it does not change (R12). */
typedef struct rsl__frame {
  rsl_date from; /**< its first day; the first frame holds also of every day before */
  rsl_structure *structure;
  uint32_t count;        /**< of positions */
  uint32_t deepest;      /**< the greatest depth */
  bool in_order;         /**< every place of the cube is a position: the structure never changes */
  uint32_t *depths;      /**< of positions */
  rsl__scope *scopes;    /**< by the number of rsl__measuring */
  rsl__exempts *exempts; /**< by indicator */
} rsl__frame;

/* ---- Rules that are alike (R4) ---- */

/** What rolls up is made of each unit's own figure alone: sum, mean, least, greatest. */
static inline bool rsl__rule_is_direct(rsl_rule rule) {
  return rule == RSL_RULE_SUM || rule == RSL_RULE_MEAN || rule == RSL_RULE_MIN || rule == RSL_RULE_MAX;
}
/** How many units meet a condition, or which share of them. */
static inline bool rsl__rule_counts(rsl_rule rule) {
  return rule == RSL_RULE_COUNT || rule == RSL_RULE_SHARE;
}
/** The figures of the measuring units must be known one by one. */
static inline bool rsl__rule_spreads(rsl_rule rule) {
  return rule == RSL_RULE_MEDIAN || rule == RSL_RULE_VARIANCE || rule == RSL_RULE_STDDEV;
}

/* ---- What is handed upward ---- */

enum {
  RSL__SHARE_SCALE = 6 /**< decimals that the sides of a share may have; mostly they are counts */
};

enum {
  RSL__VINTAGE_MIXED = 255 /**< weights of different periods */
};

enum {
  RSL__TALLY_GIVEN = 1 << 0,   /**< there is a figure */
  RSL__TALLY_PARTIAL = 1 << 1, /**< R6 */
  RSL__TALLY_ESTIMATE = 1 << 2,
  RSL__TALLY_MIXED = 1 << 3,       /**< an own report stood in */
  RSL__TALLY_UNPARTNERED = 1 << 4, /**< a figure came without its partner (R5) */
  RSL__TALLY_QUALIFIED = 1 << 5,   /**< a qualified figure was left out (T8) */
  RSL__TALLY_USED = 1 << 6,        /**< something below spoke, if only to be excused */
  RSL__TALLY_SINGLE = 1 << 7       /**< of a sheet with a pile: the figure of one measuring unit, not in a chain yet */
};

/** What the units below hand upward for one period: undivided, so that nothing is ever averaged twice (R4). */
typedef struct rsl__tally {
  rsl__int128 a;      /**< the sum, the numerator, Σ x·w, the extreme, how many meet the condition */
  rsl__int128 b;      /**< the denominator, Σ w, how many gave one */
  uint64_t reporting; /**< unit-periods */
  uint64_t stood_in;
  uint64_t weak;
  uint64_t excused; /**< owed but for a status M or H */
  uint64_t prints;  /**< the sum of the prints of the units that spoke: equal sums, equal units */
  uint32_t excused_units;
  rsl__chain chain; /**< of a sheet with a pile: the figures of the measuring units */
  uint8_t status;   /**< the weakest */
  uint8_t flags;
  uint8_t vintage; /**< of weights that may look back: 1 and how many periods they did, RSL__VINTAGE_MIXED; else 0 */
} rsl__tally;

/** A formula's value at one unit and period. */
typedef struct rsl__result {
  double value;
  uint64_t reporting;
  uint64_t owed;
  uint64_t stood_in;
  uint64_t weak;
  uint64_t prints;
  uint32_t when;
  uint8_t status;
  uint8_t absence; /**< RSL_ABSENCE_NONE: there is a value */
  uint8_t origin;
  uint16_t flags; /**< of rsl_flag */
} rsl__result;

/** Where the results of one unit stand. */
typedef struct rsl__spot {
  uint64_t key; /**< the frame's number, and in it the unit's position */
  uint32_t count;
  size_t first;
} rsl__spot;

typedef struct rsl__strip rsl__strip;

/** Everything computed for one indicator. */
typedef struct rsl__sheet {
  const rsl_indicator *record;
  const rsl__column *column;
  rsl_rule rule;
  rsl_operands operands;
  rsl__break *breaks; /**< by date; the first from the beginning */
  size_t break_count;
  uint8_t *rows; /**< one a unit, of a formula measured nowhere itself: it has a row there */
  bool asked;
  bool needed; /**< asked, or an operand of one that is */
  bool rolls;  /**< asked, or read by others otherwise than as measuring units gave it */
  bool is_operand;
  bool told_above;     /**< of a weighted mean over time: a unit above those that measure it reports it */
  bool keeps_all;      /**< rows for the measuring units too: others would compute them again and again */
  bool numbers;        /**< sums are in `wides` */
  bool lasts;          /**< a figure of it, or of what it is made of, holds until the next one (R1, `event`) */
  bool passes;         /**< longer periods of it are made of the short ones, which alone roll up (R6) */
  bool once;           /**< owes one figure a unit, however many periods the longer one holds (R3) */
  uint32_t looks_back; /**< so many periods of a frequency before a longer one may speak for it (R6) */
  uint32_t shifts;     /**< so many periods before one may speak for it (R5) */
  rsl_date *terms;     /**< of reports of the term to date: the days on which terms begin */
  size_t term_count;
  size_t term_capacity;
  uint32_t told_count; /**< for so many periods of a type a figure may speak: mostly for one */
  int month_from;      /**< the day of the month on which its periods begin */
  rsl_date to_date;    /**< of longer periods only what ended by then; RSL_DATE_MAX: all (R6) */
  unsigned a_scale;
  unsigned b_scale;
  const rsl_period *periods; /**< asked for; shared */
  size_t period_count;
  uint32_t *whens; /**< all periods with something to compute, in order */
  size_t when_count;
  size_t when_capacity;
  int64_t plane_unit; /**< what 1 in the planes stands for in `a`, of a count or share also in `b`; mostly 1 */
  unsigned types;     /**< which types of period are among them: bits */
  bool plain;         /**< its sums fit into 64 bits: rows of lanes begin as planes */
  bool is_pair;       /**< of two figures: a ratio or weighted mean */
  bool may_lack;    /**< a figure may come without what it needs beside it: its partner, or what a condition asks for */
  bool has_b;       /**< its planes need more beside the sum than how many gave one */
  bool has_prints;  /**< a formula asks which units it speaks for */
  bool reads_later; /**< of a formula: computed when it is read, at units below which none of its operands rolls up */
  bool adds_up;     /**< a cumulative report tells of it, or of what it is made of */
  bool piles;       /**< its figures are needed one by one, and stand in `pile` */
  rsl__strip *strips;
  size_t strip_count;
  size_t strip_capacity;
  rsl__arena lanes;                   /**< what the rows of the strips hold */
  rsl__pile *pile;                    /**< where its figures stand one by one */
  struct rsl__references *references; /**< of a formula: the figures that it refers to */
  rsl__result *results;               /**< of a formula, instead of lanes */
  size_t result_count;
  size_t result_capacity;
  double empty_value;    /**< of a formula whose operands are all absent … */
  uint8_t empty_absence; /**< … and why there is none */
  rsl__spot *spots;
  size_t spot_count;
  size_t spot_capacity;
} rsl__sheet;

typedef struct rsl__period_list rsl__period_list;

/** A list of periods that several indicators were asked for. */
struct rsl__period_list {
  rsl__period_list *next;
  rsl_period_type frequency; /**< made for indicators of it … */
  rsl_period first;          /**< … from this period to that, or as the request told: type none */
  rsl_period last;
  size_t room;
  size_t count;
  rsl_period items[];
};

struct rsl_rollup {
  rsl_allocator allocator;
  const rsl_rollup *lender; /**< whose measurings and frames it uses; NULL: it has its own */
  bool borrows_frames;
  rsl_date covers_from; /**< its frames tell of every day from this one … */
  rsl_date covers_to;   /**< … to that */
  const rsl_cube *cube;
  const rsl_plan *plan;
  rsl_structure *structure; /**< the units in the order that figures are shown in */
  rsl__frame *wanted;       /**< the one structure that all figures are shown in (R12); NULL: each in its own */
  struct rsl__carry *carry; /**< how they get there; NULL: none needs to */
  rsl__frame *frames;       /**< by their first days */
  size_t frame_count;
  size_t frame_capacity;
  rsl__measuring *measurings;
  uint32_t measuring_count;
  rsl_date known_on;          /**< RSL_DATE_NONE: everything counts */
  const rsl_date *known_days; /**< by unit, instead of `known_on`, the earliest of them; NULL: for all the same */
  bool first_revision;        /**< of several revisions known by then the first counts, not the last */
  bool bounds;                /**< what figures could be is asked too (R11) */
  rsl__sheet *sheets;         /**< one an indicator */
  rsl__period_list *lists;
};

/* ---- frame.c: the structures that figures are rolled up along ---- */

/** Make the frames of all periods that were asked for or are needed for them.
 *  @param wanted the day of the one structure that figures are wanted in; RSL_DATE_NONE: each in its own. */
RSL_MUST_CHECK rsl_status rsl__frames_make(rsl_rollup *rollup, const rsl_rollup_request *request, rsl_error *error);
void rsl__frames_free(rsl_rollup *rollup);
/** The frame of the last day of an indicator's period: that of rsl__last_day(). */
const rsl__frame *rsl__frame_of(const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t when);
const rsl__frame *rsl__frame_of_day(const rsl_rollup *rollup, rsl_date on);
/** Where a unit stands; RSL_NONE when it is not of the frame. */
uint32_t rsl__frame_position(const rsl__frame *frame, uint32_t unit);
uint32_t rsl__frame_number(const rsl_rollup *rollup, const rsl__frame *frame);

/* ---- measuring.c ---- */

/** Find out where an indicator is measured, from date to date. */
RSL_MUST_CHECK rsl_status rsl__measuring_find(rsl_rollup *rollup, uint32_t indicator);
void rsl__measurings_free(rsl_rollup *rollup);
/** Where it is measured on a day; NULL: of a formula, nowhere. */
const rsl__measuring *rsl__measuring_on(const rsl__sheet *sheet, rsl_date on);
/** Do the same units measure both, at any time? */
bool rsl__measured_alike(const rsl__sheet *a, const rsl__sheet *b);
/** Is a day from one day on and before another? RSL_DATE_NONE is open; a day before every date is covered by what has no
 *  first day. */
bool rsl__covers(rsl_date from, rsl_date to, rsl_date on);

/* ---- scope.c ---- */

/** Who owes what in a frame. */
RSL_MUST_CHECK bool rsl__scopes_make(rsl_rollup *rollup, rsl__frame *frame);
void rsl__scopes_free(const rsl_rollup *rollup, rsl__frame *frame);
/** What was due of a unit and all below it. */
typedef struct rsl__due {
  uint64_t owed; /**< unit-periods */
  uint64_t units;
  uint64_t prints;
} rsl__due;
rsl__due rsl__due_below(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when);
/** What was due of the unit alone: of a lowest measuring unit, of one that owes beside those below it, or for rule `none`
 *  of any measuring one. */
rsl__due rsl__due_of(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when);
/** What stands for a unit in sums that are compared: equal sums, equal units. */
uint64_t rsl__print_of(uint32_t unit);
/** RSL__ROLE_… of a unit for a period that ends on a day; nothing where it is exempt. */
unsigned rsl__role(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, rsl_date on);
/** How many periods of the frequency a period counts as. */
uint32_t rsl__parts(const rsl__sheet *sheet, uint32_t when);

/* ---- moment.c: the days and the parts of an indicator's period ---- */

/** The first day of a period in the indicator's calendar. */
rsl_date rsl__first_day(const rsl__sheet *sheet, uint32_t when);
/** The last day of a period in the indicator's calendar: who is valid, who owes and what is known go by it. Of a year to
 *  date the end of its last part. Everything that asks for the last day of an indicator's period asks here. */
rsl_date rsl__last_day(const rsl__sheet *sheet, uint32_t when);
/** How many periods of a type a period is made of, up to the date of a year to date; 0: of none. */
uint32_t rsl__parts_of(const rsl__sheet *sheet, uint32_t when, rsl_period_type type);
/** The first of them; type none where there is none. */
rsl_period rsl__first_part(const rsl__sheet *sheet, uint32_t when, rsl_period_type type);
/** The last of them; 0: there is none. */
uint32_t rsl__last_part(const rsl__sheet *sheet, uint32_t when, rsl_period_type type);
/** Is it a longer period of which not all has ended by the date of a year to date? */
bool rsl__is_running(const rsl__sheet *sheet, uint32_t when);
/** The periods of a type that a figure of another period may speak for, sheet->told_count of them: the one that holds it,
 *  those that look back to it, and those whose rule takes an earlier figure. 0: there is none.
 *  @param month_from of the calendar that `when` is of. */
uint32_t rsl__told_when(const rsl__sheet *sheet, int month_from, uint32_t when, rsl_period_type type, uint32_t number);

/* ---- request.c, demand.c ---- */

/** Which periods are asked of which indicator. */
RSL_MUST_CHECK rsl_status rsl__rollup_ask(rsl_rollup *rollup, const rsl_rollup_request *request, rsl_error *error);
/** Which periods of which indicators that needs, and in which of them anything was said. */
RSL_MUST_CHECK rsl_status rsl__rollup_demand(rsl_rollup *rollup, rsl_error *error);
/** All that one indicator needs of others; of those that it is needed for it is known already. */
RSL_MUST_CHECK rsl_status rsl__want_operands(rsl_rollup *rollup, uint32_t indicator, rsl_error *error);
/** For which later periods a figure may speak: `looks_back`, `shifts`. Operands first. */
void rsl__find_spans_told(rsl_rollup *rollup, uint32_t indicator);
/** Has the indicator a figure of periods of this length? */
bool rsl__has_length(const rsl_rollup *rollup, uint32_t indicator, rsl_period period);
/** An indicator without a time rule asked for a longer period (R6). */
RSL_MUST_CHECK rsl_status rsl__check_length(const rsl_rollup *rollup, uint32_t indicator, rsl_period period,
                                            rsl_error *error);

/** The type of the figures that a period in which units change is put together of (R12). */
rsl_period_type rsl__inside_type(const rsl_rollup *rollup, uint32_t indicator);

/* ---- whens.c: the periods of a sheet ---- */

/** Was the indicator asked for this period? */
bool rsl__is_asked(const rsl__sheet *sheet, uint32_t when);

RSL_MUST_CHECK bool rsl__whens_add(rsl_rollup *rollup, rsl__sheet *sheet, uint32_t when);
/** Bring them in order, each once. */
void rsl__whens_order(rsl__sheet *sheet);
/** Index of a period among them; SIZE_MAX: it is not there. */
size_t rsl__when_index(const rsl__sheet *sheet, uint32_t when);
/** Order numbers, never in quadratic time. */
void rsl__sort_numbers(uint32_t *numbers, size_t count);

/* ---- cumulative.c ---- */

/** Find the days on which terms begin, of an indicator whose reports are of the term to date (R6). */
RSL_MUST_CHECK bool rsl__terms_find(rsl_rollup *rollup, uint32_t indicator);

/* ---- own.c ---- */

/** What a unit's own rows say of one indicator and period. */
typedef struct rsl__own {
  bool given; /**< a figure, qualified or not */
  bool qualified;
  bool partial; /**< a part of the period is missing */
  bool estimate;
  bool excused;      /**< nothing was owed: status M or H */
  rsl__int128 value; /**< × 10^-scale of the column, to be divided by `divisor` */
  uint32_t divisor;
  uint32_t parts;          /**< periods of the frequency that it speaks for */
  uint32_t stood_in_parts; /**< of `parts`: gave no figure themselves, a report for a longer period stood in */
  uint32_t weak_parts;
  uint32_t excused_parts;
  uint32_t excused_all; /**< the same, also where one figure is owed of all the parts */
  bool folded;          /**< `value` is a sum over periods or days, to be divided by how many they were */
  bool is_number;       /**< it is `number` instead of `value`; absent where only a pair makes one (R6) */
  rsl_number number;
  uint32_t outside; /**< an earlier period that it rests on too, or alone: looked back to, or taken off; 0: none */
  uint32_t told;    /**< periods of the frequency of which a figure was given, also where one alone counts */
  uint8_t status;
  rsl_absence absence;
  bool has_row;
  rsl__row row; /**< the only row it rests on, where it has one */
} rsl__own;

/** @param parts how many periods of the frequency were due. @return false on overflow. */
RSL_MUST_CHECK bool rsl__own_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                  uint32_t parts, rsl__own *own);
/** The same of a unit of the level of `stop_at`: what nobody below it owes it does not owe either, and does not count. */
RSL_MUST_CHECK bool rsl__own_read_stopped(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                          uint32_t parts, rsl__own *own);
/** The row that counts of one period (R9); NULL: none was known. `withdrawn`: it takes an earlier figure back. */
const rsl__row *rsl__own_row(const rsl_rollup *rollup, const rsl__group *group, bool *withdrawn);
/** How many periods of the frequency a period holds, whatever is owed. */
uint32_t rsl__real_parts(const rsl__sheet *sheet, uint32_t when);
/** Does a unit's own report tell of one of the parts of a longer period that it does not tell of whole (R6)? */
bool rsl__own_tells(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t part);
rsl_number rsl__own_number(const rsl__column *column, const rsl__own *own);
#define RSL__NEVER INT32_MAX /**< a day past every other */
/** The day from which an event has a figure at a unit, its first or the initial one (R1); RSL__NEVER: it has none. */
rsl_date rsl__holds_from(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit);
/** The report of a unit for a whole longer period. @return false on overflow. */
RSL_MUST_CHECK bool rsl__own_whole(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                   rsl__own *own);
/** What a unit reported for a whole longer period beside all its parts, and what these make (R6).
 *  @return false: it did not report so, or its report stands. */
bool rsl__own_beside(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl_number *given,
                     rsl_number *made);

/* ---- own_counts.c ---- */

/** What a unit reported of those below it: how many are at each grade. */
typedef struct rsl__counts {
  bool given; /**< for every grade */
  bool estimate;
  uint8_t status; /**< the weakest */
  uint64_t all;
  uint32_t items[RSL__GRADES_MOST];
} rsl__counts;
void rsl__counts_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl__counts *out);

/* ---- sides.c, pair.c ---- */

/** An indicator's figure at one unit, as another's operand. */
typedef struct rsl__point {
  bool given;
  bool partial;
  bool estimate;
  bool excused;
  rsl_number value;
  uint8_t status;
  bool whole;    /**< every part of the period was told */
  bool reported; /**< by one row of just the period */
  bool plain;   /**< so is each of them, by its own figure, none weaker than A: nothing is to be looked at one by one */
  bool covered; /**< nobody who owed is missing */
  bool level;   /**< of a longer period one figure that rolled up, whichever of its parts were told */
  uint32_t when;       /**< of a side of a pair: the period that it was looked for in */
  uint32_t weak_parts; /**< periods of its frequency that are weaker than A, of those that it rests on */
  uint8_t vintage;     /**< of a weight that may look back: 1 and how many periods it did; else 0 */
} rsl__point;

/** Two figures that belong together (R5). */
typedef struct rsl__pair {
  bool given;
  bool lonely; /**< one side came alone */
  bool partial;
  bool estimate;
  bool excused;
  rsl_number a;
  rsl_number b;
  uint8_t status;
  uint32_t parts;         /**< periods paired */
  uint32_t all;           /**< of so many … */
  uint32_t excused_parts; /**< … of which these were not owed */
  uint32_t stood_in_parts;
  uint32_t weak_parts;
  bool product;    /**< `a` is Σ x·w already (R6) */
  uint8_t vintage; /**< of its weights, as in a tally */
} rsl__pair;

RSL_MUST_CHECK rsl_status rsl__point_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                          rsl__point *point);
/** The same from the unit's own rows alone. */
RSL_MUST_CHECK rsl_status rsl__point_own(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                         rsl__point *point);
/** The two figures of a ratio or weighted mean. @param own from the unit's own rows alone. */
RSL_MUST_CHECK rsl_status rsl__pair_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                         bool own, rsl__pair *pair);
/** Does a unit's own pair tell of one of the parts of a longer period that it does not tell of whole? */
bool rsl__pair_tells(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t part);
/** Does one of the sides say that nothing was owed of a part of the period that is asked for? What cannot be read is told
 *  where the figure is. */
bool rsl__pair_excuses(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, uint32_t part,
                       bool own);
/** The type of the parts that are paired: the longer of a ratio's two frequencies, a weighted mean's own. */
rsl_period_type rsl__pair_type(const rsl_rollup *rollup, uint32_t indicator);
/** The period of an indicator measured less often that holds a figure's: of a weight, or a threshold (R5). */
uint32_t rsl__weight_when(const rsl_rollup *rollup, uint32_t weight, uint32_t when);

/** The period of a weighted mean's weight: of all the same, or the one that holds the figure's; 0: there is none.
 *  @param asked the period that the figure is asked for @param when the same, or a part of it */
uint32_t rsl__weight_of(const rsl_rollup *rollup, uint32_t indicator, uint32_t asked, uint32_t when);
/** Is it Σ x·w / Σ w over the periods too (R6)? Its own rows alone make no figure of a longer period then. */
bool rsl__weighs_over_time(const rsl__sheet *sheet, uint32_t when);
/** The weight of a unit that owes, for a part of the period asked for, or for all of it. */
RSL_MUST_CHECK rsl_status rsl__weight_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t asked,
                                           uint32_t when, rsl__point *point);
/** What two vintages are together. */
uint8_t rsl__vintage_merge(uint8_t a, uint8_t b);

/* ---- kernel.c ---- */

/** One indicator at one unit for one period. */
typedef struct rsl__site {
  const rsl__sheet *sheet;
  uint32_t indicator;
  uint32_t unit;
  uint32_t when;
  rsl__due due; /**< of the unit itself */
  bool alone;   /**< a unit above others that counts by what it reported of itself … */
  bool stops;   /**< … and stops what lies below it */
} rsl__site;

/** An exact number without its nearest double, which costs a division and mostly is not wanted. */
rsl_number rsl__number_raw(rsl__int128 value, int32_t scale);
/** The same with it. */
rsl_number rsl__number_complete(rsl_number number);

/** A unit's own report, and what it would hand upward if it stood (R2, R4). */
typedef struct rsl__report {
  bool given;
  bool speaks; /**< it carries what the rule needs upward */
  bool qualified;
  rsl_absence absence; /**< why it is not given */
  rsl_number value;
  rsl_number numerator;
  rsl_number denominator;
  uint8_t status;
  bool partial;
  bool estimate;
  uint32_t parts; /**< it speaks for so many of `all` periods */
  uint32_t all;
  uint32_t stood_in_parts; /**< of a unit's own rows, as in rsl__own */
  uint32_t weak_parts;
  uint32_t excused_parts;
  rsl__tally tally; /**< a and b; the counts are the reader's to fill */
  rsl__wide wide;
} rsl__report;

/** What a measuring unit hands upward, and what it shows; of a unit above others what it is as one more leaf. */
RSL_MUST_CHECK rsl_status rsl__kernel_leaf(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                           rsl__report *report, rsl__tally *tally, rsl__wide *wide);
/** Of what a measuring unit owed so much is what it reported of, whether it counts upward or not (R3). */
uint64_t rsl__kernel_spoken(const rsl__report *report, uint64_t owed, uint64_t excused);
/** What a unit above others says of itself. @param units how many owe below it. */
RSL_MUST_CHECK rsl_status rsl__kernel_report(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                             uint64_t units, rsl__report *report);
/** Add what one unit hands upward to what its siblings did. @return false on overflow. */
RSL_MUST_CHECK bool rsl__kernel_merge(const rsl__sheet *sheet, rsl__tally *into, rsl__wide *into_wide,
                                      const rsl__tally *from, const rsl__wide *from_wide);

/** The figure that a tally stands for. */
typedef struct rsl__value {
  rsl_number value;
  rsl_number numerator;
  rsl_number denominator;
  rsl_absence absence;
} rsl__value;
/** @param units how many were due: the denominator of a share of those owed. */
rsl__value rsl__kernel_value(const rsl__sheet *sheet, const rsl__tally *tally, const rsl__wide *wide, uint64_t units);

/* ---- spread.c: what only the figures one by one can tell ---- */

/** Their median, variance or deviation, or how many there are. */
rsl_number rsl__spread_value(const rsl__sheet *sheet, const rsl__tally *tally, const rsl__wide *wide);
/** How many of them are at a grade; RSL_NONE: at any. */
uint64_t rsl__spread_at_grade(const rsl__sheet *sheet, const rsl__tally *tally, uint32_t grade);
/** What one figure, or pair of them, makes; absent: nothing. */
typedef rsl_number rsl__spread_make(const void *context, const rsl__wide *each);
typedef struct rsl__range {
  rsl_number least;
  rsl_number most;
} rsl__range;
/** The least and the most that any of them makes; of a ratio without the pairs over 0. @return false: there are none. */
bool rsl__spread_range(const rsl__sheet *sheet, const rsl__tally *tally, const rsl__wide *wide, rsl__spread_make *make,
                       const void *context, rsl__range *range);
/** Put what a unit reported at each grade in the place of what is handed upward. */
void rsl__spread_put_counts(const rsl__sheet *sheet, const rsl__counts *counts, rsl__tally *tally);
/** Put the figures of what one unit hands upward behind those of its siblings. */
void rsl__spread_merge(const rsl__sheet *sheet, rsl__tally *into, const rsl__tally *from, const rsl__wide *from_wide);

/* ---- bounds.c ---- */

/** Has a figure of this rule bounds (R11)? */
bool rsl__has_bounds(rsl_rule rule);
/** Tell low and high of a figure that rolled up; of a sheet with a pile. */
void rsl__bounds_read(const rsl__sheet *sheet, const rsl__tally *tally, const rsl__wide *wide, rsl__due due,
                      uint32_t when, rsl_figure *figure);
/** Low and high of what rolls up to a unit, also where its own report stands; of a roll-up with bounds. Absent where no rule
 *  says, or where the figures are carried to another structure or rolled up before they are put together over time. */
void rsl__bounds_below(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, rsl_number *low,
                       rsl_number *high);

/* ---- below.c: part by part, what was owed below a unit ---- */

/** Does nobody below a unit of the level of `stop_at` owe one period of the frequency, so that it does not either (R1)? */
bool rsl__nobody_owes_below(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when);
/** For how much of what is owed below the unit of a site its own report speaks: of a part of the period for that part alone
 *  (R3). `due` of the site is what was due below it. */
uint64_t rsl__spoken_below(const rsl_rollup *rollup, const rsl__site *site, const rsl__report *report,
                           const rsl__tally *children);

/* ---- decide.c ---- */

/** The choice between a unit's own report and its children (R2). */
typedef struct rsl__choice {
  bool shows_own;
  bool hands_own;      /**< the own report goes upward instead of the children */
  uint64_t spoken_for; /**< unit-periods that the own report speaks for */
} rsl__choice;

/** @param site the unit; `due` is what was due below it. */
rsl__choice rsl__decide(const rsl_rollup *rollup, const rsl__site *site, const rsl__report *report,
                        const rsl__tally *children, const rsl__wide *wide);
/** What goes upward when the own report does. */
void rsl__stand_in(const rsl__report *report, const rsl__choice *choice, const rsl__tally *children, rsl__due due,
                   rsl__tally *tally, rsl__wide *wide);

/* ---- touched.c: periods of a sheet of which something was said at a unit ---- */

typedef struct rsl__touched {
  uint8_t *marks; /**< one a period */
  uint32_t *list; /**< indexes of those that are marked */
  uint32_t count;
} rsl__touched;

/** @return false when memory runs out; it must be ended all the same. */
RSL_MUST_CHECK bool rsl__touched_start(rsl__touched *touched, const rsl_rollup *rollup, const rsl__sheet *sheet);
void rsl__touched_end(rsl__touched *touched, const rsl_rollup *rollup, const rsl__sheet *sheet);
void rsl__touched_clear(rsl__touched *touched);
void rsl__touch(rsl__touched *touched, uint32_t period);
/** The sheet's periods that hold a period, in the calendar that it is of. */
void rsl__touch_around(rsl__touched *touched, const rsl__sheet *sheet, int month_from, uint32_t when);
/** Those of which a unit's rows of an indicator say something. @return whether it has any rows. */
bool rsl__touch_rows(rsl__touched *touched, const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t indicator,
                     uint32_t unit);
/** Those of which an indicator has something that was computed at a unit. */
void rsl__touch_computed(rsl__touched *touched, const rsl_rollup *rollup, const rsl__sheet *sheet, uint32_t indicator,
                         const rsl__frame *frame, uint32_t position);

/* ---- compute.c, walk.c ---- */

/** Must an indicator's figures be rolled up? Of an operand that others read as it was measured nobody asks that. */
bool rsl__must_roll(const rsl_rollup *rollup, uint32_t indicator);
/** Compute everything that is needed. */
RSL_MUST_CHECK rsl_status rsl__rollup_compute(rsl_rollup *rollup, unsigned threads, rsl_error *error);
/** Compute one indicator, whose operands are computed. */
RSL_MUST_CHECK rsl_status rsl__rollup_compute_one(rsl_rollup *rollup, uint32_t indicator, rsl_error *error);
/** Forget what was computed for an indicator; its periods stay. */
void rsl__sheet_empty(const rsl_rollup *rollup, rsl__sheet *sheet);

/** Roll one indicator up, in all its periods. */
RSL_MUST_CHECK rsl_status rsl__walk(rsl_rollup *rollup, uint32_t indicator, rsl_error *error);
/** RSL_ERR_OVERFLOW, or what else happened, at a figure. */
rsl_status rsl__fail_figure(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                            rsl_status status, rsl_error *error);

/* ---- formula.c ---- */

/** Give back what it refers to. */
void rsl__formula_empty(const rsl_rollup *rollup, uint32_t indicator);
RSL_MUST_CHECK rsl_status rsl__formula_run(rsl_rollup *rollup, uint32_t indicator, rsl_error *error);
/** The results at one unit, in the order of the periods. */
const rsl__result *rsl__formula_results(const rsl_rollup *rollup, uint32_t indicator, const rsl__frame *frame,
                                        uint32_t position, size_t *count);
/** The periods of another sheet that hold one of which there is a result. */
void rsl__formula_touch(const rsl_rollup *rollup, uint32_t indicator, const rsl__frame *frame, uint32_t position,
                        const rsl__sheet *sheet, rsl__touched *touched);
/** The result at one unit and period; where no operand speaks there, what the expression makes of that. */
RSL_MUST_CHECK rsl_status rsl__formula_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                            rsl__result *result);
/** Does an operand say anything there? */
bool rsl__formula_speaks(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when);

/* ---- weigh.c ---- */

/** The coverage of a weighted mean by weight (R3), and the flag where it is below its minimum. */
RSL_MUST_CHECK rsl_status rsl__coverage_by_weight(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit,
                                                  uint32_t when, rsl_figure *figure);

/* ---- figure.c ---- */

typedef struct rsl__reading {
  rsl_figure figure;
  uint64_t prints; /**< of the units that it speaks for */
} rsl__reading;

/** Without a figure. */
void rsl__figure_clear(rsl_figure *figure);
/** How a unit's own row for just that period qualifies its figure (T8). */
void rsl__figure_tell_qualifier(const rsl_rollup *rollup, uint32_t unit, uint32_t indicator, uint32_t when,
                                rsl_figure *out);
/** The figure of a tally. */
void rsl__figure_of_children(const rsl__tally *tally, const rsl__value *value, rsl_figure *figure);
/** What follows from value and coverage alone. */
void rsl__figure_finish(const rsl__sheet *sheet, rsl_figure *figure);
/** A unit's figure as it is in the structure of the period's last day.
 *  @param operand the value as other indicators take it: of a count or share at a measuring unit whether it meets the
 *  condition, not what was measured. */
RSL_MUST_CHECK rsl_status rsl__figure_read(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when,
                                           bool operand, rsl__reading *out);
/** The same of how many are at a grade, where grades are counted. */
RSL_MUST_CHECK rsl_status rsl__figure_at_grade(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit,
                                               uint32_t when, uint32_t grade, rsl__reading *out);
/** 1 where a measuring unit's figure is a grade, else 0. */
rsl_number rsl__at_grade(rsl_number value, uint32_t grade);

#endif
