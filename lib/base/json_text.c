#include "base/json_text.h"

#include <string.h>

#include "base/utf8.h"

enum { DIGITS_OF_A_NUMBER = 15 };

static size_t plain_length(const char *text, size_t length);
static void append_escape(rsl__text_buffer *buffer, unsigned char byte);

void rsl__json_text(rsl__text_buffer *buffer, const char *text, size_t length) {
  rsl__text_buffer_char(buffer, '"');
  size_t at = 0;
  while (at < length) {
    size_t plain = plain_length(text + at, length - at);
    rsl__text_buffer_append(buffer, text + at, plain);
    at += plain;
    if (at < length) append_escape(buffer, (unsigned char)text[at++]);
  }
  rsl__text_buffer_char(buffer, '"');
}

void rsl__json_number(rsl__text_buffer *buffer, const char *text, bool exact) {
  size_t length = strlen(text);
  size_t digits = 0;
  for (const char *at = text; *at != '\0'; at++) {
    bool counts = *at >= '0' && *at <= '9' && (digits > 0 || *at != '0');
    if (counts) digits++;
  }
  if (exact && digits > DIGITS_OF_A_NUMBER) {
    rsl__json_text(buffer, text, length);
  } else {
    rsl__text_buffer_append(buffer, text, length);
  }
}

/* How much can be copied as it is. */
static size_t plain_length(const char *text, size_t length) {
  size_t at = 0;
  while (at < length) {
    unsigned char byte = (unsigned char)text[at];
    uint32_t code_point = 0;
    size_t size = byte < 0x80 ? 1 : rsl__utf8_decode(text + at, length - at, &code_point);
    if (size == 0 || byte < 0x20 || byte == '"' || byte == '\\') break;
    at += size;
  }
  return at;
}

static void append_escape(rsl__text_buffer *buffer, unsigned char byte) {
  static const char named[] = "\"\\\b\f\n\r\t";
  static const char names[] = "\"\\bfnrt";
  const char *found = byte == 0 ? NULL : strchr(named, byte);
  if (byte >= 0x80) {
    rsl__text_buffer_text(buffer, "\xEF\xBF\xBD");
  } else if (found != NULL) {
    rsl__text_buffer_char(buffer, '\\');
    rsl__text_buffer_char(buffer, names[found - named]);
  } else {
    rsl__text_buffer_format(buffer, "\\u%04x", (unsigned)byte);
  }
}
