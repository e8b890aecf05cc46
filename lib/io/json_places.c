#include "io/json_places.h"

#include "base/utf8.h"

enum { MARK_EVERY = 4096 };

static void advance(rsl__json_mark *place, const char *text, size_t from, size_t to);

bool rsl__json_mark_lines(rsl__json_scan *scan) {
  size_t count = scan->length / MARK_EVERY + 1;
  scan->marks = rsl__allocate_array(&scan->allocator, count, sizeof *scan->marks);
  if (scan->marks == NULL) return false;
  scan->mark_count = count;
  rsl__json_mark place = { 1, 1 };
  for (size_t i = 0; i < count; i++) {
    scan->marks[i] = place;
    size_t from = i * MARK_EVERY;
    size_t to = scan->length - from < MARK_EVERY ? scan->length : from + MARK_EVERY;
    advance(&place, scan->text, from, to);
  }
  return true;
}

rsl__place rsl__json_place(const rsl__json_scan *scan, size_t offset) {
  rsl__json_mark place = { 1, 1 };
  size_t mark = offset / MARK_EVERY;
  if (mark < scan->mark_count) {
    place = scan->marks[mark];
    advance(&place, scan->text, mark * MARK_EVERY, offset);
  }
  return (rsl__place){ scan->name, place.line, place.column, NULL };
}

/* LF, CRLF and CR end a line; of the bytes of one character only the first counts as a column. */
static void advance(rsl__json_mark *place, const char *text, size_t from, size_t to) {
  for (size_t i = from; i < to; i++) {
    char byte = text[i];
    if (byte == '\n' || byte == '\r') {
      if (byte == '\n' && i > 0 && text[i - 1] == '\r') continue;
      place->line++;
      place->column = 1;
    } else if (((unsigned char)byte & 0xC0) != 0x80) {
      place->column++;
    }
  }
}
