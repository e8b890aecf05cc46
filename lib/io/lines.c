#include "io/lines.h"

#include <string.h>

#include "base/memory.h"

enum { PIECE = 256 * 1024, BEHIND = 1 + RSL__LINES_PADDING };

static bool refill(rsl__lines *lines);
static bool make_room(rsl__lines *lines);
static void pass_over_mark(rsl__lines *lines);
static rsl__lines_step give(rsl__lines *lines, size_t length);
static rsl__lines_step pass_over(rsl__lines *lines);

void rsl__lines_open(rsl__lines *lines, const rsl_source *source, size_t max_line, const rsl_allocator *allocator) {
  *lines = (rsl__lines){ .source = *source, .failure = RSL_ERROR_INIT };
  lines->allocator = rsl__allocator_or_default(allocator);
  lines->max_line = max_line > SIZE_MAX / 4 ? SIZE_MAX / 4 : max_line;
}

void rsl__lines_close(rsl__lines *lines) {
  if (lines->buffer != NULL) rsl__release(&lines->allocator, lines->buffer, lines->capacity + BEHIND);
  lines->buffer = NULL;
}

rsl__lines_step rsl__lines_next(rsl__lines *lines) {
  for (;;) {
    if (lines->buffer == NULL && !refill(lines)) return RSL__LINES_FAILED;
    size_t left = lines->end - lines->start;
    const char *from = lines->buffer + lines->start;
    const char *found = left == lines->searched ? NULL : memchr(from + lines->searched, '\n', left - lines->searched);
    if (found != NULL) return give(lines, (size_t)(found - from));
    lines->searched = left;
    if (lines->source_ended) return left > 0 ? give(lines, left) : RSL__LINES_END;
    if (left > lines->max_line) return pass_over(lines);
    if (!refill(lines)) return RSL__LINES_FAILED;
  }
}

const char *rsl__lines_ahead(const rsl__lines *lines) {
  return lines->buffer + lines->start;
}

void rsl__lines_pass(rsl__lines *lines, const char *at, size_t line) {
  size_t start = (size_t)(at - lines->buffer);
  if (start == lines->start) return;
  lines->start = start;
  lines->searched = 0;
  lines->line = line;
}

static rsl__lines_step give(rsl__lines *lines, size_t length) {
  lines->text = lines->buffer + lines->start;
  lines->length = length;
  lines->line++;
  lines->start += length < lines->end - lines->start ? length + 1 : length;
  lines->searched = 0;
  return length > lines->max_line ? RSL__LINE_TOO_LONG : RSL__LINE;
}

/* Where the line ends, without keeping it. */
static rsl__lines_step pass_over(rsl__lines *lines) {
  lines->line++;
  for (;;) {
    const char *from = lines->buffer + lines->start;
    const char *found = memchr(from, '\n', lines->end - lines->start);
    lines->searched = 0;
    lines->start = found != NULL ? (size_t)(found - lines->buffer) + 1 : lines->end;
    if (found != NULL || lines->source_ended) return RSL__LINE_TOO_LONG;
    if (!refill(lines)) return RSL__LINES_FAILED;
  }
}

static bool refill(rsl__lines *lines) {
  bool first = lines->buffer == NULL;
  if (!make_room(lines)) {
    (void)rsl__fail_memory(&lines->failure);
    return false;
  }
  char *buffer = lines->buffer;
  while (lines->end < lines->capacity && !lines->source_ended) {
    rsl_source *source = &lines->source;
    rsl_error own = RSL_ERROR_INIT;
    size_t got = 0;
    rsl_status status = source->read(source->context, buffer + lines->end, lines->capacity - lines->end, &got, &own);
    if (status != RSL_OK) {
      const char *why = own.text[0] != '\0' ? own.text : "the input could not be read";
      (void)rsl__fail_at(&lines->failure, status, source->name, 0, 0, NULL, "%s", why);
      return false;
    }
    lines->source_ended = got == 0;
    lines->end += got;
  }
  buffer[lines->end] = '\n';
  memset(buffer + lines->end + 1, 0, RSL__LINES_PADDING);
  if (first) pass_over_mark(lines);
  return true;
}

static bool make_room(rsl__lines *lines) {
  size_t kept = lines->end - lines->start;
  if (lines->buffer != NULL && lines->start > 0) {
    memmove(lines->buffer, lines->buffer + lines->start, kept);
    lines->start = 0;
    lines->end = kept;
  }
  if (lines->buffer != NULL && kept < lines->capacity) return true;
  /* Two bytes more than the longest line: its end, and one that proves it too long. */
  size_t most = lines->max_line + 2;
  size_t wanted = lines->capacity > most / 2 ? most : lines->capacity * 2;
  if (wanted < lines->capacity + PIECE) wanted = lines->capacity + PIECE;
  char *larger = lines->buffer == NULL ? rsl__allocate(&lines->allocator, wanted + BEHIND)
                                       : rsl__resize_array(&lines->allocator, lines->buffer, lines->capacity + BEHIND,
                                                           wanted + BEHIND, 1);
  if (larger == NULL) return false;
  lines->buffer = larger;
  lines->capacity = wanted;
  return true;
}

static void pass_over_mark(rsl__lines *lines) {
  if (lines->end >= 3 && memcmp(lines->buffer, "\xEF\xBB\xBF", 3) == 0) lines->start = 3;
}
