/* Any bytes as a plan: refused, or read, written and read again to the same. */
#include <stdlib.h>

#include <resolution/io.h>

#include "bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

typedef struct kept_text {
  uint8_t *bytes;
  size_t size;
} kept_text;

static rsl_status keep(void *context, const void *bytes, size_t size, rsl_error *error) {
  kept_text *text = context;
  (void)error;
  uint8_t *larger = realloc(text->bytes, text->size + size + 1);
  if (larger == NULL) return RSL_ERR_MEMORY;
  memcpy(larger + text->size, bytes, size);
  text->bytes = larger;
  text->size += size;
  return RSL_OK;
}

static rsl_plan *read_plan(const uint8_t *bytes, size_t size, size_t piece) {
  rsl_problems *problems = NULL;
  rsl_plan *plan = NULL;
  rsl_error error = RSL_ERROR_INIT;
  bytes_left in = { bytes, size, piece };
  rsl_source source = { read_bytes, &in, "plan.json" };
  if (rsl_problems_new(NULL, 100, &problems) != RSL_OK) return NULL;
  rsl_status status = rsl_plan_read(&source, NULL, NULL, problems, &plan, &error);
  if ((status == RSL_OK) != (plan != NULL)) abort();
  if (status != RSL_OK && error.status != status) abort();
  rsl_problems_sort(problems);
  rsl_problems_free(problems);
  return plan;
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  kept_text first = { NULL, 0 };
  kept_text again = { NULL, 0 };
  rsl_plan *plan = read_plan(bytes, size, size % 7 == 0 ? 1 : 4096);
  if (plan == NULL) return 0;
  if (rsl_plan_write(plan, (rsl_sink){ keep, &first }, NULL) != RSL_OK) abort();
  rsl_plan *same = read_plan(first.bytes, first.size, 4096);
  if (same == NULL) abort();
  if (rsl_plan_write(same, (rsl_sink){ keep, &again }, NULL) != RSL_OK) abort();
  if (first.size != again.size || memcmp(first.bytes, again.bytes, first.size) != 0) abort();
  rsl_plan_free(same);
  rsl_plan_free(plan);
  free(first.bytes);
  free(again.bytes);
  return 0;
}
