/** @file
 *  @brief Internal: the two sides of a ratio or weighted mean at one unit (R5).
 */
#ifndef RSL_CUBE_PAIR_H
#define RSL_CUBE_PAIR_H

#include "cube/rollup.h"

typedef struct rsl__pair_side {
  uint32_t indicator;
  bool own;     /**< from the unit's own rows alone */
  bool covered; /**< only what nobody who owed it is missing from */
  bool weight;  /**< of the period that the weight's rules choose */
  rsl_variant variant;
} rsl__pair_side;

/** What is paired at one unit, for one period that was asked for. */
typedef struct rsl__pairing {
  const rsl_rollup *rollup;
  const rsl__sheet *sheet;
  uint32_t indicator;
  rsl__pair_side sides[2];
  uint32_t unit;
  uint32_t when;
  rsl_period_type type; /**< of the parts that are paired one by one */
} rsl__pairing;

rsl__pairing rsl__pairing_of(const rsl_rollup *rollup, uint32_t indicator, uint32_t unit, uint32_t when, bool own);
/** The period of one side that belongs to the period asked for or to one inside it; 0: there is none. */
uint32_t rsl__pairing_period(const rsl__pairing *in, int number, uint32_t when);
/** One side, for the period asked for or one inside it. */
RSL_MUST_CHECK rsl_status rsl__pairing_read(const rsl__pairing *in, int number, uint32_t when, rsl__point *point);
/** Was anything reported for just that period, by whomever, that may be one of the sides? Of cumulative reports any of
 *  its parts may be. */
bool rsl__pairing_is_spoken(const rsl__pairing *in, uint32_t when);

#endif
