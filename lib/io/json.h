/** @file
 *  @brief A JSON text as cJSON's tree, each value with its place and the digits that were written.
 */
#ifndef RSL_IO_JSON_H
#define RSL_IO_JSON_H

#include <cjson/cJSON.h>

#include "io/json_scan.h"

/** The number of every value, in document order, hangs in its `valueint`: cJSON's own numbers are doubles and are not
 *  used here. */
typedef struct rsl__json {
  rsl_allocator allocator;
  char *buffer;
  size_t capacity;
  rsl__json_scan scan;
  cJSON *root; /**< NULL where the text could not be parsed */
} rsl__json;

typedef struct rsl__json_limits {
  size_t max_size;
  size_t max_depth;
} rsl__json_limits;

/** Read a whole source. @param[out] json freed by the caller with rsl__json_free(), also after a failure. It may have a
 *  root in spite of RSL_ERR_DATA: then the problems (doubled members, long numbers) leave the rest readable. */
RSL_MUST_CHECK rsl_status rsl__json_read(const rsl_source *source, const rsl__json_limits *limits,
                                         const rsl_allocator *allocator, rsl__json *json, rsl_problems *problems,
                                         rsl_error *error);
void rsl__json_free(rsl__json *json);

/** Of the value; the path is NULL. */
rsl__place rsl__json_item_place(const rsl__json *json, const cJSON *item);
/** Of its member's name. */
rsl__place rsl__json_name_place(const rsl__json *json, const cJSON *item);
/** The value as it is written, not ended. */
const char *rsl__json_item_text(const rsl__json *json, const cJSON *item, size_t *length);

#endif
