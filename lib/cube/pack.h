/** @file
 *  @brief Internal: from rows, 24 bytes a figure, to blocks.
 */
#ifndef RSL_CUBE_PACK_H
#define RSL_CUBE_PACK_H

#include "cube/uniform.h"

/* ---- Steps of it ---- */

/** Make the column's blocks, of periods that are told as a set of bits from `first` on. @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__column_make_blocks(const rsl_allocator *allocator, rsl__column *column, const uint64_t *bits,
                                            size_t words, uint32_t first);
/** How wide its values must be for figures from `least` to `greatest`, and how far its rows lie apart. */
void rsl__block_shape(rsl__block *block, int64_t least, int64_t greatest);
/** Is a row worth its memory, for so many figures that stand there alone? */
bool rsl__block_pays(const rsl__block *block, size_t figures);

/* ---- All of it ---- */

/** Put a settled column's plain figures into blocks, where that takes less memory than their rows do; what carries more
 *  stays a row. @param[in] uniform NULL: the column is not. @return false when memory runs out; the column can then only be
 *  freed. */
RSL_MUST_CHECK bool rsl__column_pack(const rsl_allocator *allocator, rsl__column *column, rsl_period_type frequency,
                                     const rsl__uniform *uniform);

#endif
