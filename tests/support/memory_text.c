#include "support/memory_text.h"

#include <string.h>

#include "base/error.h"

static rsl_status read_memory(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  memory_text *memory = context;
  if (memory->position >= memory->fail_at) return rsl__fail(error, RSL_ERR_IO, "the disk went away");
  size_t give = memory->size - memory->position;
  if (give > size) give = size;
  if (give > memory->step) give = memory->step;
  memcpy(bytes, memory->bytes + memory->position, give);
  memory->position += give;
  *got = give;
  return RSL_OK;
}

rsl_source memory_source(memory_text *memory, const char *name, const char *bytes, size_t size) {
  *memory = (memory_text){ bytes, size, 0, SIZE_MAX, SIZE_MAX };
  return (rsl_source){ read_memory, memory, name };
}
