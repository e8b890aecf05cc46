/** @file
 *  @brief A growing text. The first failure sticks, so that a caller may append a whole row and ask once.
 */
#ifndef RSL_BASE_TEXT_BUFFER_H
#define RSL_BASE_TEXT_BUFFER_H

#include "base/error.h"
#include "base/memory.h"

typedef struct rsl__text_buffer {
  rsl_allocator allocator;
  char *bytes; /**< NULL until something is appended; then always ended by a NUL that is not counted */
  size_t length;
  size_t capacity;
  bool failed; /**< an append found no memory: the text is not whole */
} rsl__text_buffer;

/** Allocates nothing, so it cannot fail. */
void rsl__text_buffer_init(rsl__text_buffer *buffer, const rsl_allocator *allocator);
void rsl__text_buffer_free(rsl__text_buffer *buffer);
/** Empty it and forget a failure; the memory is kept. */
void rsl__text_buffer_clear(rsl__text_buffer *buffer);
/** Make room for `more` bytes behind what is there. @return false when memory runs out. */
bool rsl__text_buffer_reserve(rsl__text_buffer *buffer, size_t more);

void rsl__text_buffer_append(rsl__text_buffer *buffer, const void *bytes, size_t size);
void rsl__text_buffer_text(rsl__text_buffer *buffer, const char *text);
void rsl__text_buffer_char(rsl__text_buffer *buffer, char character);
void rsl__text_buffer_unsigned(rsl__text_buffer *buffer, uint64_t value);
void rsl__text_buffer_signed(rsl__text_buffer *buffer, int64_t value);
/** Only integers and texts (see rsl__fail()). */
void rsl__text_buffer_format(rsl__text_buffer *buffer, const char *format, ...) RSL__PRINTF(2, 3);
/** Append a sentence whose places `{0}`, `{1}` … are filled from the arguments, so that a translation may put them in
 *  another order. `{{` is a brace; a place without argument stays as it is. */
void rsl__text_buffer_fill(rsl__text_buffer *buffer, const char *sentence, const char *const *arguments, size_t count);

/** The text, ended; "" when nothing was appended. Lives until the next append. */
const char *rsl__text_buffer_string(const rsl__text_buffer *buffer);
/** RSL_OK, or RSL_ERR_MEMORY with its error when an append failed. */
RSL_MUST_CHECK rsl_status rsl__text_buffer_status(const rsl__text_buffer *buffer, rsl_error *error);
/** A sink that appends to the buffer. */
rsl_sink rsl__text_buffer_sink(rsl__text_buffer *buffer);

#endif
