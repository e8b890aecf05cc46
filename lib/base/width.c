#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"

/* A character as people see it: a letter with its marks, a flag, a joined emoji. */
typedef struct cluster {
  size_t size; /* in bytes */
  size_t width;
} cluster;

static cluster next_cluster(const char *text, size_t length);
static size_t width_of(uint32_t code_point);
static size_t copy_cut(char *buffer, size_t size, const char *text, size_t length, const char *mark);

size_t rsl_text_width(const char *text) {
  size_t width = 0;
  size_t length = strlen(text);
  for (size_t at = 0; at < length;) {
    cluster next = next_cluster(text + at, length - at);
    width += next.width;
    at += next.size;
  }
  return width;
}

size_t rsl_text_cut(const char *text, size_t width, char *buffer, size_t size) {
  size_t length = strlen(text);
  size_t used = 0;
  size_t kept = 0; /* bytes that leave a column for the mark */
  size_t at = 0;
  while (at < length) {
    cluster next = next_cluster(text + at, length - at);
    if (used + next.width > width) break;
    used += next.width;
    at += next.size;
    if (used < width) kept = at;
  }
  if (at == length) return copy_cut(buffer, size, text, length, "");
  return copy_cut(buffer, size, text, kept, width > 0 ? "…" : "");
}

static cluster next_cluster(const char *text, size_t length) {
  /* Most of a table: nothing of ASCII is drawn onto a letter. */
  bool plain = text[0] >= 0x20 && text[0] < 0x7F && (length == 1 || (text[1] > 0 && text[1] < 0x7F));
  if (plain) return (cluster){ 1, 1 };
  uint32_t before = 0;
  utf8proc_int32_t state = 0;
  cluster found = { rsl__utf8_decode(text, length, &before), 1 };
  if (found.size == 0) return (cluster){ 1, 1 }; /* viewers show one mark for a byte that is no UTF-8 */
  found.width = width_of(before);
  while (found.size < length) {
    uint32_t code_point = 0;
    size_t size = rsl__utf8_decode(text + found.size, length - found.size, &code_point);
    if (size == 0) break;
    if (utf8proc_grapheme_break_stateful((utf8proc_int32_t)before, (utf8proc_int32_t)code_point, &state)) break;
    found.width += width_of(code_point);
    found.size += size;
    before = code_point;
  }
  /* Parts that are joined into one picture share its place. */
  if (found.width > 2) found.width = 2;
  return found;
}

static size_t width_of(uint32_t code_point) {
  if (code_point >= 0x20 && code_point < 0x7F) return 1;
  int width = utf8proc_charwidth((utf8proc_int32_t)code_point);
  return width > 0 ? (size_t)width : 0;
}

static size_t copy_cut(char *buffer, size_t size, const char *text, size_t length, const char *mark) {
  size_t mark_length = strlen(mark);
  size_t whole = length + mark_length;
  if (size == 0) return whole;
  size_t room = size - 1;
  size_t kept = rsl__utf8_cut_length(text, length, room);
  memcpy(buffer, text, kept);
  buffer[kept] = '\0';
  if (kept == length && mark_length <= room - kept) memcpy(buffer + kept, mark, mark_length + 1);
  return whole;
}
