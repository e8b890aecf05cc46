#include <string.h>

#include "base/utf8.h"
#include "report/grid.h"

static bool is_break(uint32_t code_point);
static bool is_hidden(uint32_t code_point);
static size_t width_between(char *from, char *to);

void rsl__append_clean(rsl__text_buffer *out, const char *text) {
  size_t length = strlen(text);
  for (size_t at = 0; at < length;) {
    size_t plain = 0;
    while (text[at + plain] >= 0x20 && text[at + plain] < 0x7F) plain++;
    rsl__text_buffer_append(out, text + at, plain);
    at += plain;
    if (at == length) break;
    uint32_t code_point = 0;
    size_t size = rsl__utf8_decode(text + at, length - at, &code_point);
    if (size == 0 || is_hidden(code_point)) {
      rsl__text_buffer_text(out, "\xEF\xBF\xBD"); /* U+FFFD */
    } else if (is_break(code_point)) {
      /* Published lists have such names: "Phường \nHoàn Kiếm". */
      if (out->length > 0 && out->bytes[out->length - 1] != ' ') rsl__text_buffer_char(out, ' ');
    } else {
      rsl__text_buffer_append(out, text + at, size);
    }
    at += size > 0 ? size : 1;
  }
}

void rsl__append_cut(rsl__text_buffer *out, const char *text, size_t width) {
  size_t room = 0;
  if (!rsl__size_add(strlen(text), 4, &room) || !rsl__text_buffer_reserve(out, room)) return;
  out->length += rsl_text_cut(text, width, out->bytes + out->length, room);
}

void rsl__append_spaces(rsl__text_buffer *out, size_t count) {
  for (size_t i = 0; i < count; i++) rsl__text_buffer_char(out, ' ');
}

char *rsl__take_line(char **rest, size_t width) {
  char *line = *rest;
  if (width == 0) {
    *rest += strlen(line);
    return line;
  }
  char *end = line;
  size_t used = 0;
  while (*end != '\0') {
    char *word = end + strspn(end, " ");
    char *stop = word + strcspn(word, " ");
    size_t more = width_between(end, stop);
    bool fits = used + more <= width || end == line;
    if (!fits) break;
    used += more;
    end = stop;
  }
  *rest = end + strspn(end, " ");
  *end = '\0';
  return line;
}

static bool is_break(uint32_t code_point) {
  return (code_point >= 0x09 && code_point <= 0x0D) || code_point == 0x85 || code_point == 0x2028 ||
         code_point == 0x2029;
}

/* Control characters, which a terminal obeys, and marks that turn the direction of what stands beside them. */
static bool is_hidden(uint32_t code_point) {
  if (is_break(code_point)) return false;
  return code_point < 0x20 || (code_point >= 0x7F && code_point < 0xA0) ||
         (code_point >= 0x202A && code_point <= 0x202E) || (code_point >= 0x2066 && code_point <= 0x2069);
}

static size_t width_between(char *from, char *to) {
  char held = *to;
  *to = '\0';
  size_t width = rsl_text_width(from);
  *to = held;
  return width;
}
