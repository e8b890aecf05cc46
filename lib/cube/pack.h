/** @file
 *  @brief Internal: from rows, 24 bytes a figure, to blocks.
 */
#ifndef RSL_CUBE_PACK_H
#define RSL_CUBE_PACK_H

#include "cube/cube.h"

/** Put a settled column's plain figures into blocks, where that takes less memory than their rows do; what carries more
 *  stays a row. @return false when memory runs out; the column can then only be freed. */
RSL_MUST_CHECK bool rsl__column_pack(const rsl_allocator *allocator, rsl__column *column, rsl_period_type frequency);

#endif
