/** @file
 *  @brief Internal: what a formula refers to, for several periods of one unit side by side.
 */
#ifndef RSL_CUBE_OPERAND_LANES_H
#define RSL_CUBE_OPERAND_LANES_H

#include "cube/evaluate_lanes.h"
#include "cube/leaf.h"

/** What is said of a figure beside its value. */
typedef struct rsl__said {
  uint64_t reporting;
  uint64_t owed;
  uint64_t stood_in;
  uint64_t weak;
  uint64_t prints; /**< of the units that it speaks for */
  uint16_t flags;
  uint8_t status; /**< of an absent figure the strongest */
  uint8_t origin; /**< of an absent figure RSL_ORIGIN_NONE */
  bool given;
  bool qualified; /**< T8: it enters no arithmetic */
  bool speaks;    /**< somebody reports, if there is no figure */
  bool told;      /**< something was told or computed of it at all */
} rsl__said;

/** Where the figures of some periods stand. */
typedef struct rsl__operand_lanes {
  const rsl_rollup *rollup;
  const rsl__sheet *sheet;
  const rsl__frame *frame;
  uint32_t indicator;
  uint32_t count;
  uint32_t whens[RSL__LANES];           /**< the operand's period for each lane */
  const rsl__strip *strips[RSL__LANES]; /**< … where it rolled up; NULL: nobody said anything of it */
  uint8_t lanes[RSL__LANES];            /**< … and its lane there */
  rsl__side side;                       /**< … and where measuring units' figures stand */
  bool has_side;
} rsl__operand_lanes;

/** @param[in] whens periods of the formula, all in one frame.
 *  @return false: what it says cannot be told side by side. */
bool rsl__operand_lanes_open(const rsl_rollup *rollup, const rsl__instruction *item, const rsl__frame *frame,
                             const uint32_t *whens, uint32_t count, rsl__operand_lanes *operand);
/** What rsl__answer_in() tells of the operand in each period. @return false: there is more to it at this unit. */
bool rsl__operand_lanes_read(rsl__operand_lanes *operand, uint32_t position, rsl__lane_values *values, rsl__said *said);

#endif
