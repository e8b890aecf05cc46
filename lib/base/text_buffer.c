#include "base/text_buffer.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

static rsl_status write_to_buffer(void *context, const void *bytes, size_t size, rsl_error *error);
static size_t fill_place(rsl__text_buffer *buffer, const char *place, const char *const *arguments, size_t count);

void rsl__text_buffer_init(rsl__text_buffer *buffer, const rsl_allocator *allocator) {
  *buffer = (rsl__text_buffer){ rsl__allocator_or_default(allocator), NULL, 0, 0, false };
}

void rsl__text_buffer_free(rsl__text_buffer *buffer) {
  rsl__release(&buffer->allocator, buffer->bytes, buffer->capacity);
  buffer->bytes = NULL;
  buffer->capacity = 0;
  rsl__text_buffer_clear(buffer);
}

void rsl__text_buffer_clear(rsl__text_buffer *buffer) {
  buffer->length = 0;
  buffer->failed = false;
  if (buffer->bytes != NULL) buffer->bytes[0] = '\0';
}

bool rsl__text_buffer_reserve(rsl__text_buffer *buffer, size_t more) {
  size_t needed = 0;
  if (buffer->failed) return false;
  buffer->failed = !rsl__size_add(buffer->length, more, &needed) || !rsl__size_add(needed, 1, &needed) ||
                   !rsl__grow(&buffer->allocator, &buffer->bytes, &buffer->capacity, needed, 1);
  return !buffer->failed;
}

void rsl__text_buffer_append(rsl__text_buffer *buffer, const void *bytes, size_t size) {
  if (!rsl__text_buffer_reserve(buffer, size)) return;
  if (size > 0) memcpy(buffer->bytes + buffer->length, bytes, size);
  buffer->length += size;
  buffer->bytes[buffer->length] = '\0';
}

void rsl__text_buffer_text(rsl__text_buffer *buffer, const char *text) {
  rsl__text_buffer_append(buffer, text, strlen(text));
}

void rsl__text_buffer_char(rsl__text_buffer *buffer, char character) {
  rsl__text_buffer_append(buffer, &character, 1);
}

void rsl__text_buffer_unsigned(rsl__text_buffer *buffer, uint64_t value) {
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  rsl__text_buffer_append(buffer, digits + at, sizeof digits - at);
}

void rsl__text_buffer_signed(rsl__text_buffer *buffer, int64_t value) {
  if (value < 0) rsl__text_buffer_char(buffer, '-');
  /* Negated without a sign: -INT64_MIN does not fit an int64_t. */
  rsl__text_buffer_unsigned(buffer, value < 0 ? 0 - (uint64_t)value : (uint64_t)value);
}

void rsl__text_buffer_format(rsl__text_buffer *buffer, const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  int length = vsnprintf(NULL, 0, format, arguments);
  va_end(arguments);
  if (length <= 0 || !rsl__text_buffer_reserve(buffer, (size_t)length)) return;
  va_start(arguments, format);
  vsnprintf(buffer->bytes + buffer->length, (size_t)length + 1, format, arguments);
  va_end(arguments);
  buffer->length += (size_t)length;
}

void rsl__text_buffer_fill(rsl__text_buffer *buffer, const char *sentence, const char *const *arguments, size_t count) {
  while (*sentence != '\0') {
    size_t plain = strcspn(sentence, "{");
    rsl__text_buffer_append(buffer, sentence, plain);
    sentence += plain;
    if (*sentence == '{') sentence += fill_place(buffer, sentence, arguments, count);
  }
}

const char *rsl__text_buffer_string(const rsl__text_buffer *buffer) {
  return buffer->length > 0 ? buffer->bytes : "";
}

rsl_status rsl__text_buffer_status(const rsl__text_buffer *buffer, rsl_error *error) {
  return buffer->failed ? rsl__fail_memory(error) : RSL_OK;
}

rsl_sink rsl__text_buffer_sink(rsl__text_buffer *buffer) {
  return (rsl_sink){ write_to_buffer, buffer };
}

static rsl_status write_to_buffer(void *context, const void *bytes, size_t size, rsl_error *error) {
  rsl__text_buffer *buffer = context;
  rsl__text_buffer_append(buffer, bytes, size);
  return rsl__text_buffer_status(buffer, error);
}

/* Gives how much of the sentence was used: `{12}` whole, `{{` as one brace, anything else as a plain brace. */
static size_t fill_place(rsl__text_buffer *buffer, const char *place, const char *const *arguments, size_t count) {
  size_t digits = strspn(place + 1, "0123456789");
  size_t index = 0;
  for (size_t at = 0; at < digits && index < count; at++) index = index * 10 + (size_t)(place[1 + at] - '0');
  if (digits > 0 && index < count && place[1 + digits] == '}') {
    rsl__text_buffer_text(buffer, arguments[index]);
    return digits + 2;
  }
  rsl__text_buffer_char(buffer, '{');
  return place[1] == '{' ? 2 : 1;
}
