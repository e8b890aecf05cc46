/** @file
 *  @brief Memory from the caller's allocator, every size checked for overflow.
 */
#ifndef RSL_BASE_MEMORY_H
#define RSL_BASE_MEMORY_H

#include <resolution/base.h>

/** A copy of the caller's allocator; malloc, realloc and free for NULL. */
rsl_allocator rsl__allocator_or_default(const rsl_allocator *allocator);

/** NULL when memory runs out. A size of 0 gives memory that can be released like any other. */
RSL_MUST_CHECK void *rsl__allocate(const rsl_allocator *allocator, size_t size);
/** The same, all bytes 0. */
RSL_MUST_CHECK void *rsl__allocate_zeroed(const rsl_allocator *allocator, size_t size);
/** Room for `count` items; NULL also where count × size overflows. */
RSL_MUST_CHECK void *rsl__allocate_array(const rsl_allocator *allocator, size_t count, size_t size);
/** The same, all bytes 0. */
RSL_MUST_CHECK void *rsl__allocate_zeroed_array(const rsl_allocator *allocator, size_t count, size_t size);
/** On NULL the old memory is as it was. `memory` may be NULL with an old count of 0. */
RSL_MUST_CHECK void *rsl__resize_array(const rsl_allocator *allocator, void *memory, size_t old_count, size_t new_count,
                                       size_t size);
/** `size` is what was asked for; NULL: nothing happens. */
void rsl__release(const rsl_allocator *allocator, void *memory, size_t size);
/** The same for an array. */
void rsl__release_array(const rsl_allocator *allocator, void *memory, size_t count, size_t size);

/** Make room for `needed` items in a vector, growing by half so that appending stays linear.
 *  @param items_pointer the address of the vector's pointer (`&list->items`), of whatever item type.
 *  @return false when memory runs out; the vector is then as it was. */
RSL_MUST_CHECK bool rsl__grow(const rsl_allocator *allocator, void *items_pointer, size_t *capacity, size_t needed,
                              size_t item_size);

/** Checked sums and products of sizes: false on overflow, *out is then untouched. */
RSL_MUST_CHECK bool rsl__size_add(size_t a, size_t b, size_t *out);
RSL_MUST_CHECK bool rsl__size_multiply(size_t a, size_t b, size_t *out);

#endif
