/** @file
 *  @brief Internal: the walk of a strip in which every unit that owes has a row of figures, and none tells more.
 *
 *  Then where the walk goes depends on the structure alone. Its steps are written down once, for all indicators that are
 *  measured alike, and a roll-up runs down the list.
 */
#ifndef RSL_CUBE_SWEEP_H
#define RSL_CUBE_SWEEP_H

#include "cube/leaf.h"

/** Write down the steps of a scope; none where some units speak beside those below them.
 *  @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__sweep_make(const rsl_allocator *allocator, const rsl__frame *frame, rsl__scope *scope);
void rsl__sweep_free(const rsl_allocator *allocator, rsl__scope *scope);

/** Can the strip be swept?
 *  @param[in] plain the units that have figures, as rsl__gathering tells them; may be NULL. */
bool rsl__sweep_fits(uint32_t indicator, const rsl__strip *strip, const rsl__leaf *leaf, const uint32_t *plain,
                     size_t count);
/** Roll up a strip that can be swept. @return false when memory runs out. */
RSL_MUST_CHECK bool rsl__sweep(rsl__sheet *sheet, const rsl__strip *strip, const rsl__leaf *leaf);

#endif
