#include "base/code.h"

#include <utf8proc.h>

#include "base/utf8.h"

static bool is_letter(uint32_t code_point);

bool rsl__code_character(uint32_t code_point) {
  if (code_point == '_' || code_point == '.' || code_point == '-') return true;
  if (code_point >= '0' && code_point <= '9') return true;
  return is_letter(code_point);
}

rsl__code_fault rsl__code_check(const char *text, size_t length, size_t *at) {
  size_t characters = 0;
  for (size_t offset = 0; offset < length; ++characters) {
    uint32_t code_point = 0;
    size_t size = rsl__utf8_decode(text + offset, length - offset, &code_point);
    if (size == 0 || !rsl__code_character(code_point)) {
      if (at != NULL) *at = offset;
      return RSL__CODE_BAD_CHARACTER;
    }
    if (characters == RSL__CODE_CHARACTERS) return RSL__CODE_TOO_LONG;
    offset += size;
  }
  return length == 0 ? RSL__CODE_EMPTY : RSL__CODE_FINE;
}

static bool is_letter(uint32_t code_point) {
  if (code_point < 0x80) return (code_point | 0x20u) >= 'a' && (code_point | 0x20u) <= 'z';
  switch (utf8proc_category((utf8proc_int32_t)code_point)) {
  case UTF8PROC_CATEGORY_LU:
  case UTF8PROC_CATEGORY_LL:
  case UTF8PROC_CATEGORY_LT:
  case UTF8PROC_CATEGORY_LM:
  case UTF8PROC_CATEGORY_LO:
    return true;
  default:
    return false;
  }
}
