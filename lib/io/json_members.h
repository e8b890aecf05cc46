/** @file
 *  @brief The names of the members of open JSON objects, so that doubled ones are found.
 */
#ifndef RSL_IO_JSON_MEMBERS_H
#define RSL_IO_JSON_MEMBERS_H

#include "base/memory.h"

typedef struct rsl__json_member {
  uint64_t hash;    /**< of the characters meant, escapes resolved */
  const char *name; /**< at its opening quote */
} rsl__json_member;

/** A stack: the members of the innermost object come last. */
typedef struct rsl__json_members {
  rsl_allocator allocator;
  rsl__json_member *items;
  size_t count;
  size_t capacity;
  size_t checked; /**< members sorted and compared so far in the object that is being closed */
  size_t sorted;  /**< first member of that object; SIZE_MAX: none */
} rsl__json_members;

void rsl__json_members_init(rsl__json_members *members, const rsl_allocator *allocator);
void rsl__json_members_free(rsl__json_members *members);
/** @param[in] name a valid JSON string, at its opening quote; borrowed. False when memory runs out. */
RSL_MUST_CHECK bool rsl__json_members_add(rsl__json_members *members, const char *name);
/** The next member from `first` on whose name stood before it; NULL when there is none left. */
const char *rsl__json_members_doubled(rsl__json_members *members, size_t first);
/** Forget the members from `first` on: their object is closed. */
void rsl__json_members_cut(rsl__json_members *members, size_t first);

#endif
