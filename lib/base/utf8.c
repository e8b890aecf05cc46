#include "base/utf8.h"

#include <string.h>

#include <utf8proc.h>

enum { LONGEST_MARK_RUN = 30 };

static bool is_continuation(char byte);
static bool is_composed_for_sure(const char *text, size_t length);
static bool has_long_mark_run(const char *text, size_t length);
static rsl_status compose(rsl__text_buffer *scratch, const char *text, size_t length, rsl_error *error);

size_t rsl__utf8_decode(const char *text, size_t length, uint32_t *code_point) {
  static const uint32_t least[5] = { 0, 0, 0x80, 0x800, 0x10000 };
  if (length == 0) return 0;
  unsigned char first = (unsigned char)text[0];
  if (first < 0x80) {
    *code_point = first;
    return 1;
  }
  size_t size = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
  if (first < 0xC2 || first > 0xF4 || size > length) return 0;
  uint32_t value = first & (0xFFU >> (size + 1));
  for (size_t at = 1; at < size; at++) {
    if (!is_continuation(text[at])) return 0;
    value = value << 6 | ((unsigned char)text[at] & 0x3FU);
  }
  if (value < least[size] || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return 0;
  *code_point = value;
  return size;
}

size_t rsl__utf8_encode(uint32_t code_point, char bytes[4]) {
  static const unsigned char heads[5] = { 0, 0, 0xC0, 0xE0, 0xF0 };
  size_t size = code_point < 0x80 ? 1 : code_point < 0x800 ? 2 : code_point < 0x10000 ? 3 : 4;
  for (size_t at = size; at > 1; at--) {
    bytes[at - 1] = (char)(0x80 | (code_point & 0x3F));
    code_point >>= 6;
  }
  bytes[0] = (char)(heads[size] | code_point);
  return size;
}

size_t rsl__utf8_valid_length(const char *text, size_t length) {
  size_t at = 0;
  while (at < length) {
    uint32_t code_point = 0;
    size_t size = (unsigned char)text[at] < 0x80 ? 1 : rsl__utf8_decode(text + at, length - at, &code_point);
    if (size == 0) break;
    at += size;
  }
  return at;
}

size_t rsl__utf8_count(const char *text, size_t length) {
  size_t count = 0;
  for (size_t at = 0; at < length; count++) {
    uint32_t code_point = 0;
    size_t size = rsl__utf8_decode(text + at, length - at, &code_point);
    at += size > 0 ? size : 1;
  }
  return count;
}

size_t rsl__utf8_cut_length(const char *text, size_t length, size_t limit) {
  if (length <= limit) return length;
  size_t kept = limit;
  for (int back = 0; back < 3 && kept > 0 && is_continuation(text[kept]); back++) kept--;
  return is_continuation(text[kept]) ? limit : kept;
}

rsl_status rsl__nfc(rsl__text_buffer *scratch, const char *text, size_t length, const char **out, size_t *out_length,
                    rsl_error *error) {
  *out = text;
  *out_length = length;
  if (is_composed_for_sure(text, length)) return RSL_OK;
  if (has_long_mark_run(text, length)) {
    return rsl__fail(error, RSL_ERR_DATA, "more than %d combining marks in a row", LONGEST_MARK_RUN);
  }
  rsl_status status = compose(scratch, text, length, error);
  if (status == RSL_OK) {
    *out = rsl__text_buffer_string(scratch);
    *out_length = scratch->length;
  }
  return status;
}

static bool is_continuation(char byte) {
  return ((unsigned char)byte & 0xC0) == 0x80;
}

/* True for a text of code points that NFC leaves alone wherever they stand: everything before the combining marks
 * (U+0300), and the block that holds the Vietnamese letters. The test of these ranges goes through each of them. */
static bool is_composed_for_sure(const char *text, size_t length) {
  for (size_t at = 0; at < length;) {
    if ((unsigned char)text[at] < 0x80) {
      at++;
      continue;
    }
    uint32_t code_point = 0;
    size_t size = rsl__utf8_decode(text + at, length - at, &code_point);
    bool sure = size > 0 && (code_point < 0x300 || (code_point >= 0x1E00 && code_point <= 0x1EFF));
    if (!sure) return false;
    at += size;
  }
  return true;
}

static bool has_long_mark_run(const char *text, size_t length) {
  int run = 0;
  for (size_t at = 0; at < length;) {
    uint32_t code_point = 0;
    size_t size = rsl__utf8_decode(text + at, length - at, &code_point);
    bool mark = size > 1 && utf8proc_get_property((utf8proc_int32_t)code_point)->combining_class != 0;
    run = mark ? run + 1 : 0;
    if (run > LONGEST_MARK_RUN) return true;
    at += size > 0 ? size : 1;
  }
  return false;
}

/* utf8proc works on 32-bit code points and then encodes in place: both stand in the scratch's memory, and it never
 * allocates any itself. */
static rsl_status compose(rsl__text_buffer *scratch, const char *text, size_t length, rsl_error *error) {
  const utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_STABLE | UTF8PROC_COMPOSE);
  const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
  if (length > PTRDIFF_MAX / 64) return rsl__fail(error, RSL_ERR_LIMIT, "a text of %zu bytes is too long", length);
  utf8proc_ssize_t count = utf8proc_decompose(bytes, (utf8proc_ssize_t)length, NULL, 0, options);
  if (count < 0) return rsl__fail(error, RSL_ERR_DATA, "the text is not UTF-8");
  rsl__text_buffer_clear(scratch);
  size_t size = ((size_t)count + 1) * sizeof(utf8proc_int32_t);
  if (!rsl__text_buffer_reserve(scratch, size)) return rsl__fail_memory(error);
  utf8proc_int32_t *code_points = (void *)scratch->bytes;
  utf8proc_decompose(bytes, (utf8proc_ssize_t)length, code_points, count, options);
  utf8proc_ssize_t written = utf8proc_reencode(code_points, count, options);
  if (written < 0) return rsl__fail(error, RSL_ERR_INTERNAL, "the text could not be composed");
  scratch->length = (size_t)written;
  return RSL_OK;
}
