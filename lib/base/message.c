#include "base/message.h"

#include <stdio.h>
#include <string.h>

#include "base/line.h"
#include "base/utf8.h"

static void put_place(rsl__line *line, const rsl__place *place);
static void put(rsl__line *line, const char *text);

size_t rsl__message_fill(char *buffer, size_t size, const char *format, va_list arguments) {
  /* Half as much again as the longest message: what is cut here is cut below too, where it is marked. */
  char raw[RSL__MESSAGE_TEXT + RSL__MESSAGE_TEXT / 2];
  int written = vsnprintf(raw, sizeof raw, format, arguments);
  size_t length = written < 0 ? 0 : (size_t)written;
  length = rsl__utf8_cut_length(raw, length < sizeof raw ? length : sizeof raw, sizeof raw - 1);
  rsl__line line;
  rsl__line_start(&line, buffer, size);
  rsl__line_text(&line, raw, length);
  rsl__line_end(&line);
  return strlen(buffer);
}

size_t rsl__message_format(const rsl__place *place, const char *severity, const char *text, char *buffer, size_t size) {
  rsl__line line;
  rsl__line_start(&line, buffer, size);
  put_place(&line, place);
  put(&line, severity);
  put(&line, ": ");
  put(&line, text);
  if (place->path != NULL && place->path[0] != '\0') {
    put(&line, " (");
    put(&line, place->path);
    put(&line, ")");
  }
  return rsl__line_end(&line);
}

static void put_place(rsl__line *line, const rsl__place *place) {
  bool has_file = place->file != NULL && place->file[0] != '\0';
  if (!has_file && place->line == 0) return;
  if (has_file) {
    put(line, place->file);
    put(line, ":");
  }
  if (place->line > 0) {
    rsl__line_unsigned(line, place->line);
    put(line, ":");
    if (place->column > 0) {
      rsl__line_unsigned(line, place->column);
      put(line, ":");
    }
  }
  put(line, " ");
}

static void put(rsl__line *line, const char *text) {
  rsl__line_text(line, text, strlen(text));
}
