#include "plan/operand.h"

#include <string.h>

static const char *take_shift(const char *text, size_t length, rsl__operand_text *out);
static size_t part_length(const char *text, size_t length);

/* A code holds neither `:` nor `[`, so that it needs no quotation marks here. */
const char *rsl__operand_take_apart(const char *text, size_t length, rsl__operand_text *out) {
  size_t at = part_length(text, length);
  *out = (rsl__operand_text){ .code = text, .code_length = at };
  if (at == 0) return "its code is missing";
  while (at < length) {
    size_t next = at + 1 + part_length(text + at + 1, length - at - 1);
    if (text[at] == '[') {
      if (out->shift != 0) return "it is shifted twice";
      const char *fault = take_shift(text + at + 1, next - at - 1, out);
      if (fault != NULL) return fault;
    } else {
      if (out->grade != NULL) return "it names two grades";
      if (next == at + 1) return "a grade's code is missing behind `:`";
      out->grade = text + at + 1;
      out->grade_length = next - at - 1;
    }
    at = next;
  }
  return NULL;
}

bool rsl__operand_shift(const char *digits, size_t length, int32_t *shift) {
  int32_t number = 0;
  if (length == 0 || length > 3) return false;
  for (size_t i = 0; i < length; ++i) {
    if (digits[i] < '0' || digits[i] > '9') return false;
    number = number * 10 + (digits[i] - '0');
  }
  *shift = -number;
  return number > 0;
}

static const char *take_shift(const char *text, size_t length, rsl__operand_text *out) {
  bool fine =
      length > 2 && text[0] == '-' && text[length - 1] == ']' && rsl__operand_shift(text + 1, length - 2, &out->shift);
  return fine ? NULL : "a shift goes 1 to 999 periods back, as `[-1]`";
}

static size_t part_length(const char *text, size_t length) {
  size_t at = 0;
  while (at < length && text[at] != ':' && text[at] != '[') ++at;
  return at;
}
