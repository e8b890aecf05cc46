/** @file
 *  @brief Internal: what a cube is made of.
 */
#ifndef RSL_CUBE_CUBE_H
#define RSL_CUBE_CUBE_H

#include "cube/block.h"
#include "cube/row.h"

/** The first and the last of some periods of one type. */
typedef struct rsl__span {
  uint32_t first; /**< a `when`; first > last: there is none */
  uint32_t last;
} rsl__span;

/** Every figure of one indicator. */
typedef struct rsl__column {
  rsl__row *rows; /**< what carries more than a value, in order */
  size_t count;
  size_t capacity;
  rsl__block *blocks; /**< by time; plain figures stand here alone, others here with the value that counts */
  size_t block_count;
  uint64_t largest; /**< no figure is farther from zero, × 10^scale */
  uint32_t *starts; /**< one a place and one more: its first row. NULL where rows are few */
  unsigned scale;   /**< of all its values (R10) */
  int month_from;   /**< the day of the month on which its periods begin */
  bool has_negative;
  rsl__span spans[RSL_PERIOD_TYPE_END]; /**< of the rows with a figure, by the type of their period */
  rsl__span reach[RSL_PERIOD_TYPE_END]; /**< the periods of a type that hold a figure, its own or its operands' */
  uint32_t *spoken;                     /**< the periods that it or its operands have rows of, in order */
  size_t spoken_count;
} rsl__column;

typedef struct rsl__seal rsl__seal;

struct rsl_cube {
  const rsl_plan *plan;
  rsl__seal *seal; /**< of one that lies in a snapshot; NULL: its columns are its own, and sound */
  uint32_t *order; /**< of indicators: operands before those that use them */
  rsl__store store;
  rsl__column *columns; /**< one an indicator */
  uint32_t column_count;
  uint32_t unit_count;
  uint32_t *places; /**< of units: depth first, each under the last parent of its life */
  uint32_t *units;  /**< at places */
  uint64_t row_count;
  uint64_t skipped_count;
  uint64_t later_count;
  rsl_date last_day;
};

/** Where a unit's own counts of a grade stand in the column of their indicator: behind all places of units, grade by grade,
 *  so that they are in nobody's way. */
static inline uint32_t rsl__count_place(const rsl_cube *cube, uint32_t unit, uint32_t grade) {
  return cube->unit_count * (grade + 1) + cube->places[unit];
}
/** The unit that a row is of, also where it is such a count. */
static inline uint32_t rsl__row_unit(const rsl_cube *cube, const rsl__row *row) {
  return cube->units[row->place % cube->unit_count];
}
/** Which grade it counts, where it does. */
static inline uint32_t rsl__row_grade(const rsl_cube *cube, const rsl__row *row) {
  return row->place / cube->unit_count - 1;
}

/** A cube without rows. Takes nothing of the caller's; NULL when memory runs out. */
RSL_MUST_CHECK rsl_status rsl__cube_new(const rsl_plan *plan, const rsl_allocator *allocator, rsl_cube **out);

/** Note where each place's rows begin, where that costs no more than a sixth of the rows themselves. */
RSL_MUST_CHECK bool rsl__column_index(const rsl_cube *cube, rsl__column *column);

void rsl__column_free_blocks(const rsl_allocator *allocator, rsl__column *column);
/** Keep the first `count` rows alone, and give back the memory of the others where that is worth it. */
void rsl__column_shrink(const rsl_allocator *allocator, rsl__column *column, size_t count);

static inline bool rsl__span_is_empty(const rsl__span *span) {
  return span->first > span->last;
}

static inline void rsl__span_add(rsl__span *span, uint32_t when) {
  bool empty = rsl__span_is_empty(span);
  if (empty || when < span->first) span->first = when;
  if (empty || when > span->last) span->last = when;
}

/** Fill every column's reach from the spans. */
void rsl__cube_find_reach(rsl_cube *cube);

/** Find the periods that each indicator or its operands have rows of. */
RSL_MUST_CHECK rsl_status rsl__cube_find_spoken(rsl_cube *cube);

/** Every indicator once, operands before those that use them. `order` has room for all.
 *  @return false when memory runs out or, which a finished plan excludes, indicators go in a circle. */
RSL_MUST_CHECK bool rsl__dependency_order(const rsl_plan *plan, const rsl_allocator *allocator, uint32_t *order);
/** The operands of an indicator, one after another: the `number`th, RSL_NONE past the last. */
uint32_t rsl__operand(const rsl_plan *plan, uint32_t indicator, uint32_t number);

/** Was any figure of an indicator, or of what it is made of, told more than once (R9)? Where no row of the cube tells more than
 *  its figure, no row is looked at. */
RSL_MUST_CHECK rsl_status rsl__cube_is_revised(const rsl_cube *cube, uint32_t indicator, const rsl_allocator *allocator,
                                               bool *out);

/** The rows of one place: rows[*first] to rows[*end - 1]. */
void rsl__column_place(const rsl__column *column, uint32_t place, size_t *first, size_t *end);
/** The same of any place, which no index helps to find. */
void rsl__column_search(const rsl__column *column, uint32_t place, size_t *first, size_t *end);
/** How many figures the column holds, or somewhat more. */
uint64_t rsl__column_figures(const rsl__column *column);
/** Number of the block that a period has a lane in; SIZE_MAX: none. */
size_t rsl__column_block(const rsl__column *column, uint32_t when);
/** A row as it was reported. */
void rsl__cube_measurement(const rsl_cube *cube, uint32_t indicator, const rsl__row *row, rsl_measurement *out);

#endif
