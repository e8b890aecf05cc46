/** @file
 *  @brief Texts as numbers: each distinct text gets the next id, from 0.
 */
#ifndef RSL_BASE_NAMES_H
#define RSL_BASE_NAMES_H

#include "base/arena.h"

#define RSL__NAME_NONE UINT32_MAX

typedef struct rsl__name rsl__name;

/** Ids are given in the order of adding: nothing that can be seen depends on the order of the hash table. */
typedef struct rsl__names {
  rsl__arena texts;
  rsl__name *items;
  size_t count;
  size_t capacity;
  uint32_t *slots; /**< id + 1; 0 is empty */
  size_t slot_count;
  uint64_t key[2];
} rsl__names;

/** Allocates nothing, so it cannot fail. */
void rsl__names_init(rsl__names *names, const rsl_allocator *allocator);
void rsl__names_free(rsl__names *names);
/** The id of a text, which is added when it is new. The text is copied and may hold NULs. Callers compose it first
 *  (rsl__nfc()).
 *  @retval RSL_ERR_MEMORY the table is as it was.  @retval RSL_ERR_LIMIT four thousand million texts, or one so long. */
RSL_MUST_CHECK rsl_status rsl__names_add(rsl__names *names, const char *text, size_t length, uint32_t *id);
/** RSL__NAME_NONE when it is not there. Safe from several threads while no one adds. */
uint32_t rsl__names_find(const rsl__names *names, const char *text, size_t length);
uint32_t rsl__names_count(const rsl__names *names);
/** The text, ended; lives as long as the table. The id must be of this table. */
const char *rsl__names_text(const rsl__names *names, uint32_t id);
size_t rsl__names_length(const rsl__names *names, uint32_t id);

#endif
