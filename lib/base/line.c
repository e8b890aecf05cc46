#include "base/line.h"

#include <string.h>

#include "base/utf8.h"

static void append(rsl__line *line, const char *bytes, size_t size);
static bool must_be_escaped(uint32_t code_point);
static void append_escape(rsl__line *line, uint32_t code_point);
static void append_hex(rsl__line *line, uint32_t value, unsigned digits);

void rsl__line_start(rsl__line *line, char *buffer, size_t size) {
  *line = (rsl__line){ buffer, size, 0 };
}

void rsl__line_text(rsl__line *line, const char *text, size_t length) {
  size_t at = 0;
  while (at < length) {
    uint32_t code_point = 0;
    size_t size = rsl__utf8_decode(text + at, length - at, &code_point);
    if (size == 0) {
      append(line, "\\x", 2);
      append_hex(line, (unsigned char)text[at], 2);
      size = 1;
    } else if (must_be_escaped(code_point)) {
      append_escape(line, code_point);
    } else {
      append(line, text + at, size);
    }
    at += size;
  }
}

void rsl__line_unsigned(rsl__line *line, uint64_t value) {
  char digits[20];
  size_t at = sizeof digits;
  do {
    digits[--at] = (char)('0' + value % 10);
    value /= 10;
  } while (value > 0);
  append(line, digits + at, sizeof digits - at);
}

size_t rsl__line_end(rsl__line *line) {
  static const char mark[] = "…";
  size_t mark_size = sizeof mark - 1;
  if (line->size == 0) return line->length;
  if (line->length < line->size) {
    line->buffer[line->length] = '\0';
    return line->length;
  }
  bool marked = line->size > mark_size;
  size_t limit = marked ? line->size - 1 - mark_size : line->size - 1;
  size_t kept = rsl__utf8_cut_length(line->buffer, line->size, limit);
  if (marked) memcpy(line->buffer + kept, mark, mark_size);
  line->buffer[kept + (marked ? mark_size : 0)] = '\0';
  return line->length;
}

static void append(rsl__line *line, const char *bytes, size_t size) {
  if (line->length < line->size) {
    size_t room = line->size - line->length;
    memcpy(line->buffer + line->length, bytes, size < room ? size : room);
  }
  line->length += size;
}

/* Beside the controls: line and paragraph separators, which some viewers break at, and the marks that turn the
 * direction of writing, with which a hostile value could make a message read as another. */
static bool must_be_escaped(uint32_t code_point) {
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) || code_point == 0x2028 ||
         code_point == 0x2029 || (code_point >= 0x202A && code_point <= 0x202E) ||
         (code_point >= 0x2066 && code_point <= 0x2069);
}

static void append_escape(rsl__line *line, uint32_t code_point) {
  const char *named = code_point == '\n' ? "\\n" : code_point == '\r' ? "\\r" : code_point == '\t' ? "\\t" : NULL;
  if (named != NULL) {
    append(line, named, 2);
  } else if (code_point < 0x80) {
    append(line, "\\x", 2);
    append_hex(line, code_point, 2);
  } else {
    append(line, "\\u", 2);
    append_hex(line, code_point, 4);
  }
}

static void append_hex(rsl__line *line, uint32_t value, unsigned digits) {
  for (unsigned left = digits; left > 0; left--) {
    append(line, &"0123456789abcdef"[(value >> (4 * (left - 1))) & 0xF], 1);
  }
}
