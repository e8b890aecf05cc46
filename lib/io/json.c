#include "io/json.h"

#include <string.h>

#include "io/complain.h"
#include "io/json_parse.h"
#include "io/json_value.h"

enum { FIRST_CAPACITY = 64 * 1024 };

static rsl_status read_all(rsl__json *json, const rsl_source *source, size_t max_size, size_t *length,
                           rsl_problems *problems, rsl_error *error);
static bool number_values(cJSON *item, const rsl__json_scan *scan, size_t *next);
static const rsl__json_start *start_of(const rsl__json *json, const cJSON *item);

rsl_status rsl__json_read(const rsl_source *source, const rsl__json_limits *limits, const rsl_allocator *allocator,
                          rsl__json *json, rsl_problems *problems, rsl_error *error) {
  *json = (rsl__json){ .allocator = rsl__allocator_or_default(allocator) };
  size_t max_size = limits->max_size < UINT32_MAX ? limits->max_size : UINT32_MAX;
  size_t length = 0;
  rsl_status status = read_all(json, source, max_size, &length, problems, error);
  if (status != RSL_OK) return status;
  size_t mark = length >= 3 && memcmp(json->buffer, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
  const char *name = source->name != NULL ? source->name : "";
  bool can_parse = false;
  status = rsl__json_scan_text(name, json->buffer + mark, length - mark, limits->max_depth, &json->allocator,
                               &json->scan, &can_parse, problems, error);
  if (!can_parse) return status;
  json->root = rsl__json_parse(json->scan.text, json->scan.length);
  /* The scan let through only what cJSON takes: what is left to go wrong is memory. */
  if (json->root == NULL) return rsl__fail_memory(error);
  size_t count = 0;
  if (!number_values(json->root, &json->scan, &count) || count != json->scan.count) {
    cJSON_Delete(json->root);
    json->root = NULL;
    return rsl__fail(error, RSL_ERR_INTERNAL, "the JSON text was understood in two ways: please report it");
  }
  return status;
}

void rsl__json_free(rsl__json *json) {
  cJSON_Delete(json->root);
  json->root = NULL;
  rsl__json_scan_free(&json->scan);
  rsl__release(&json->allocator, json->buffer, json->capacity);
  json->buffer = NULL;
}

rsl__place rsl__json_item_place(const rsl__json *json, const cJSON *item) {
  return rsl__json_place(&json->scan, start_of(json, item)->value);
}

rsl__place rsl__json_name_place(const rsl__json *json, const cJSON *item) {
  return rsl__json_place(&json->scan, start_of(json, item)->name);
}

const char *rsl__json_item_text(const rsl__json *json, const cJSON *item, size_t *length) {
  size_t offset = start_of(json, item)->value;
  *length = rsl__json_value_length(json->scan.text + offset, json->scan.length - offset);
  return json->scan.text + offset;
}

static const rsl__json_start *start_of(const rsl__json *json, const cJSON *item) {
  return &json->scan.starts[item->valueint];
}

static rsl_status read_all(rsl__json *json, const rsl_source *source, size_t max_size, size_t *length,
                           rsl_problems *problems, rsl_error *error) {
  size_t got = 0;
  rsl_error own = RSL_ERROR_INIT;
  do {
    size_t wanted = json->capacity == *length ? *length + FIRST_CAPACITY : json->capacity;
    if (wanted > json->capacity && !rsl__grow(&json->allocator, &json->buffer, &json->capacity, wanted, 1)) {
      return rsl__fail_memory(error);
    }
    rsl_status status = source->read(source->context, json->buffer + *length, json->capacity - *length, &got, &own);
    if (status != RSL_OK) {
      const char *why = own.text[0] != '\0' ? own.text : "the input could not be read";
      rsl_error told = RSL_ERROR_INIT;
      (void)rsl__fail_at(&told, status, source->name, 0, 0, NULL, "%s", why);
      return rsl__complain_unreadable(problems, error, &told);
    }
    *length += got;
    if (*length > max_size) {
      rsl__place place = { source->name, 0, 0, NULL };
      rsl__problem(problems, RSL_SEVERITY_ERROR, "too_large", &place,
                   "the file has more than the %zu bytes that are allowed", max_size);
      return rsl__fail_at(error, RSL_ERR_LIMIT, source->name, 0, 0, NULL,
                          "the file has more than the %zu bytes that are allowed", max_size);
    }
  } while (got > 0);
  return RSL_OK;
}

/* Walk the tree in document order, as the scan went through the text, and hang the number of its place on each value.
 * Recursion is bounded by RSL__JSON_DEEPEST. */
static bool number_values(cJSON *item, const rsl__json_scan *scan, size_t *next) {
  for (; item != NULL; item = item->next) {
    if (*next == scan->count) return false;
    item->valueint = (int)(*next)++;
    if (item->child != NULL && !number_values(item->child, scan, next)) return false;
  }
  return true;
}
