/** @file
 *  @brief The one call of cJSON's parser.
 */
#ifndef RSL_IO_JSON_PARSE_H
#define RSL_IO_JSON_PARSE_H

#include <cjson/cJSON.h>

/** @return NULL when memory runs out, or where the text is no JSON. The caller frees it with cJSON_Delete(). Safe from
 *  several threads. */
cJSON *rsl__json_parse(const char *text, size_t length);

#endif
