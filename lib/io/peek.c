#include "io/peek.h"

#include <string.h>

static rsl_status read_peeked(void *context, void *bytes, size_t size, size_t *got, rsl_error *error);

rsl_status rsl__peek_open(rsl__peek *peek, const rsl_source *source, rsl_source *out, rsl_error *error) {
  *peek = (rsl__peek){ .inner = *source };
  *out = (rsl_source){ read_peeked, peek, source->name };
  size_t got = 0;
  do {
    rsl_status status =
        source->read(source->context, peek->bytes + peek->end, sizeof peek->bytes - peek->end, &got, error);
    if (status != RSL_OK) return status;
    peek->end += got;
  } while (got > 0 && peek->end < sizeof peek->bytes);
  return RSL_OK;
}

static rsl_status read_peeked(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  rsl__peek *peek = context;
  if (peek->start == peek->end) return peek->inner.read(peek->inner.context, bytes, size, got, error);
  *got = peek->end - peek->start < size ? peek->end - peek->start : size;
  memcpy(bytes, peek->bytes + peek->start, *got);
  peek->start += *got;
  return RSL_OK;
}
