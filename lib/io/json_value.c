#include "io/json_value.h"

static size_t token_length(const char *text, size_t length);
static bool is_plain(char byte);

size_t rsl__json_value_length(const char *text, size_t length) {
  size_t at = 0;
  size_t depth = 0;
  while (at < length) {
    if (text[at] == '{' || text[at] == '[') depth++;
    if (text[at] == '}' || text[at] == ']') depth--;
    at += token_length(text + at, length - at);
    if (depth == 0) break;
  }
  return at;
}

/* A string, a number or word, or one byte of what stands between. */
static size_t token_length(const char *text, size_t length) {
  size_t at = 1;
  if (text[0] == '"') {
    while (at < length && text[at] != '"') at += text[at] == '\\' ? 2 : 1;
    return at < length ? at + 1 : length;
  }
  if (!is_plain(text[0])) return 1;
  while (at < length && is_plain(text[at])) at++;
  return at;
}

static bool is_plain(char byte) {
  return (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') || byte == '-' || byte == '+' || byte == '.' ||
         byte == 'E';
}

void rsl__json_append_compact(rsl__text_buffer *buffer, const char *text, size_t length) {
  bool quoted = false;
  if (!rsl__text_buffer_reserve(buffer, length)) return;
  for (size_t i = 0; i < length; i++) {
    char byte = text[i];
    bool is_space = byte == ' ' || byte == '\n' || byte == '\r' || byte == '\t';
    if (!quoted && is_space) continue;
    rsl__text_buffer_char(buffer, byte);
    if (!quoted && (byte == ',' || byte == ':')) rsl__text_buffer_char(buffer, ' ');
    if (quoted && byte == '\\')
      rsl__text_buffer_char(buffer, text[++i]);
    else if (byte == '"')
      quoted = !quoted;
  }
}
