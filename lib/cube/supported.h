/** @file
 *  @brief Internal: what a plan may ask for and the roll-up cannot do yet.
 */
#ifndef RSL_CUBE_SUPPORTED_H
#define RSL_CUBE_SUPPORTED_H

#include <resolution/plan.h>

/** Can the indicator be rolled up? @retval RSL_ERR_NOT_SUPPORTED the error says what of it cannot. */
RSL_MUST_CHECK rsl_status rsl__check_supported(const rsl_plan *plan, uint32_t indicator, rsl_error *error);

#endif
