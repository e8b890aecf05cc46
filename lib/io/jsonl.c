#include "io/jsonl.h"

#include <string.h>

#include "base/utf8.h"
#include "io/csv_header.h"
#include "io/json_scan.h"
#include "io/json_value.h"

/* The way through one line. Every loop stops at the line feed behind it, which no value may hold. */
typedef struct walk {
  rsl__jsonl *jsonl;
  rsl__jsonl_row *row;
  const char *line;
  const char *at;
  const char *end;
  bool is_scanned;
  size_t members;
  bool has_extra; /* a member of one's own */
} walk;

/* Bytes at which reading a text in quotes stops: its end, an escape, control characters. */
static const unsigned char special[256] = {
  1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, ['"'] = 1, ['\\'] = 1,
};

static bool read_member(walk *w);
static int known_name(walk *w, rsl__csv_cell *name);
static int find_name(const rsl__jsonl *jsonl, const rsl__csv_cell *name);
static bool read_text(walk *w, rsl__csv_cell *out);
static bool decode(walk *w, const char *start, rsl__csv_cell *out);
static const char *decode_escape(rsl__text_buffer *decoded, const char *at);
static unsigned read_hex(const char *digits);
static bool read_value(walk *w, rsl__csv_cell *out, rsl__jsonl_kind *kind);
static bool read_number(walk *w, rsl__csv_cell *out);
static bool read_word(walk *w, const char *word);
static bool pass_over_container(walk *w);
static bool pass_over_extra(walk *w);
static void note_unknown(walk *w, const char *name);

void rsl__jsonl_open(rsl__jsonl *jsonl, const char *const *names, size_t name_count, const rsl_allocator *allocator) {
  *jsonl = (rsl__jsonl){ .names = names, .name_count = name_count };
  for (size_t i = 0; i < name_count; i++) jsonl->lengths[i] = strlen(names[i]);
  rsl__text_buffer_init(&jsonl->decoded, allocator);
}

void rsl__jsonl_close(rsl__jsonl *jsonl) {
  rsl__text_buffer_free(&jsonl->decoded);
}

static const char *pass_over_space(const char *at) {
  while (*at == ' ' || *at == '\t' || *at == '\r') at++;
  return at;
}

bool rsl__jsonl_read(rsl__jsonl *jsonl, const char *text, size_t length, bool is_scanned, rsl__jsonl_row *row) {
  walk w = { .jsonl = jsonl, .row = row, .line = text, .end = text + length, .is_scanned = is_scanned };
  row->seen = 0;
  row->unknown = SIZE_MAX;
  for (size_t i = 0; i < jsonl->name_count; i++) row->column[i] = RSL__CSV_NO_COLUMN;
  rsl__text_buffer_clear(&jsonl->decoded);
  /* Texts point into it while more are decoded: it must not move. None is longer decoded than it was written. */
  if (is_scanned && !rsl__text_buffer_reserve(&jsonl->decoded, length)) return false;
  w.at = pass_over_space(text);
  if (*w.at != '{') return false;
  w.at = pass_over_space(w.at + 1);
  if (*w.at == '}') {
    w.at++;
  } else {
    while (read_member(&w)) {
      w.at = pass_over_space(w.at);
      if (*w.at == '}') break;
      if (*w.at != ',') return false;
      w.at = pass_over_space(w.at + 1);
    }
    if (*w.at++ != '}') return false;
    jsonl->order_count = w.members < RSL__JSONL_MOST_NAMES ? w.members : 0;
  }
  return pass_over_space(w.at) == w.end && !jsonl->decoded.failed;
}

/* ---- Members --------------------------------------------------------------------------------------------- */

/* False where the line cannot be read so: `at` is then no closing brace. */
static bool read_member(walk *w) {
  rsl__csv_cell name;
  rsl__csv_cell value;
  rsl__jsonl_kind kind = RSL__JSONL_NULL;
  const char *begin = w->at;
  int index = known_name(w, &name);
  if (index < 0 && !read_text(w, &name)) return w->at = w->end, false;
  if (index < 0) index = find_name(w->jsonl, &name);
  w->at = pass_over_space(w->at);
  if (*w->at != ':') return w->at = w->end, false;
  w->at = pass_over_space(w->at + 1);
  bool is_extra = index < 0 && name.length >= 2 && memcmp(name.text, "x-", 2) == 0;
  if (is_extra) return pass_over_extra(w);
  if (!read_value(w, &value, &kind)) return w->at = w->end, false;
  if (index < 0) {
    note_unknown(w, begin);
    return true;
  }
  uint32_t bit = (uint32_t)1 << index;
  if ((w->row->seen & bit) != 0) return w->at = w->end, false;
  w->row->seen |= bit;
  w->row->cells[index] = value;
  w->row->column[index] = (size_t)index;
  w->row->kinds[index] = (unsigned char)kind;
  if (w->members < RSL__JSONL_MOST_NAMES) w->jsonl->order[w->members] = (unsigned char)index;
  w->members++;
  return true;
}

/* The name that stood here in the line before, mostly; -1 where it is another. */
static int known_name(walk *w, rsl__csv_cell *name) {
  const rsl__jsonl *jsonl = w->jsonl;
  if (w->members >= jsonl->order_count) return -1;
  size_t index = jsonl->order[w->members];
  size_t length = jsonl->lengths[index];
  if ((size_t)(w->end - w->at) < length + 2 || w->at[0] != '"' || w->at[length + 1] != '"') return -1;
  if (memcmp(w->at + 1, jsonl->names[index], length) != 0) return -1;
  *name = (rsl__csv_cell){ .text = w->at + 1, .length = length };
  w->at += length + 2;
  return (int)index;
}

static int find_name(const rsl__jsonl *jsonl, const rsl__csv_cell *name) {
  for (size_t i = 0; i < jsonl->name_count; i++) {
    if (jsonl->lengths[i] == name->length && memcmp(jsonl->names[i], name->text, name->length) == 0) return (int)i;
  }
  return -1;
}

/* A second one may be the same again, which the strict look finds. */
static bool pass_over_extra(walk *w) {
  rsl__csv_cell value;
  rsl__jsonl_kind kind = RSL__JSONL_NULL;
  bool again = w->has_extra;
  w->has_extra = true;
  if ((again && !w->is_scanned) || !read_value(w, &value, &kind)) return w->at = w->end, false;
  return true;
}

static void note_unknown(walk *w, const char *name) {
  if (w->row->unknown != SIZE_MAX) return;
  w->row->unknown = (size_t)(name - w->line);
  w->row->unknown_length = rsl__json_value_length(name, (size_t)(w->end - name)) - 2;
}

/* ---- Values ---------------------------------------------------------------------------------------------- */

static bool read_value(walk *w, rsl__csv_cell *out, rsl__jsonl_kind *kind) {
  *out = (rsl__csv_cell){ .text = w->at, .start = (size_t)(w->at - w->line) };
  switch (*w->at) {
  case '"':
    *kind = RSL__JSONL_TEXT;
    return read_text(w, out);
  case 'n':
    *kind = RSL__JSONL_NULL;
    return read_word(w, "null");
  case 't':
    *kind = RSL__JSONL_OTHER;
    return read_word(w, "true");
  case 'f':
    *kind = RSL__JSONL_OTHER;
    return read_word(w, "false");
  case '{':
  case '[':
    *kind = RSL__JSONL_OTHER;
    return pass_over_container(w);
  default:
    *kind = RSL__JSONL_NUMBER;
    return read_number(w, out);
  }
}

/* Only what the strict look has seen is passed over without one. */
static bool pass_over_container(walk *w) {
  if (!w->is_scanned) return false;
  w->at += rsl__json_value_length(w->at, (size_t)(w->end - w->at));
  return true;
}

static bool read_word(walk *w, const char *word) {
  size_t length = strlen(word);
  if ((size_t)(w->end - w->at) < length || memcmp(w->at, word, length) != 0) return false;
  w->at += length;
  return true;
}

/* A number of more digits than JSON's may have needs the strict look, which counts those that matter. */
static bool read_number(walk *w, rsl__csv_cell *out) {
  const char *at = w->at;
  size_t digits = 0;
  if (*at == '-') at++;
  const char *whole = at;
  while (*at >= '0' && *at <= '9') at++;
  digits = (size_t)(at - whole);
  if (digits == 0 || (digits > 1 && *whole == '0')) return false;
  if (*at == '.') {
    const char *part = ++at;
    while (*at >= '0' && *at <= '9') at++;
    if (at == part) return false;
    digits += (size_t)(at - part);
  }
  if (*at == 'e' || *at == 'E') {
    at++;
    if (*at == '+' || *at == '-') at++;
    const char *exponent = at;
    while (*at >= '0' && *at <= '9') at++;
    if (at == exponent) return false;
  }
  if (digits > RSL__JSON_DIGITS && !w->is_scanned) return false;
  out->length = (size_t)(at - w->at);
  w->at = at;
  return true;
}

/* ---- Texts ----------------------------------------------------------------------------------------------- */

static bool read_text(walk *w, rsl__csv_cell *out) {
  if (*w->at != '"') return false;
  const char *start = w->at + 1;
  const char *at = start;
  unsigned char bits = 0;
  *out = (rsl__csv_cell){ .text = start, .start = (size_t)(w->at - w->line) };
  for (;;) {
    unsigned char byte = (unsigned char)*at;
    bits |= byte;
    if (special[byte]) break;
    at++;
  }
  if (*at == '\\') return w->is_scanned && decode(w, start, out);
  if (*at != '"') return false;
  out->length = (size_t)(at - start);
  w->at = at + 1;
  return (bits & 0x80) == 0 || w->is_scanned || rsl__utf8_valid_length(start, out->length) == out->length;
}

/* The strict look has been at it: every escape is one, and every text ends. */
static bool decode(walk *w, const char *start, rsl__csv_cell *out) {
  rsl__text_buffer *decoded = &w->jsonl->decoded;
  size_t begin = decoded->length;
  const char *at = start;
  while (*at != '"') {
    if (*at == '\\') {
      at = decode_escape(decoded, at + 1);
    } else {
      rsl__text_buffer_char(decoded, *at++);
    }
  }
  w->at = at + 1;
  out->text = decoded->bytes + begin;
  out->length = decoded->length - begin;
  return !decoded->failed;
}

/* Stands at the letter of an escape. @return behind it. */
static const char *decode_escape(rsl__text_buffer *decoded, const char *at) {
  static const char letters[] = "bfnrt";
  static const char meant[] = "\b\f\n\r\t";
  if (*at != 'u') {
    const char *letter = strchr(letters, *at);
    rsl__text_buffer_char(decoded, letter != NULL ? meant[letter - letters] : *at);
    return at + 1;
  }
  char bytes[4];
  uint32_t code = read_hex(at + 1);
  at += 5;
  if (code >= 0xD800 && code <= 0xDFFF) {
    code = 0x10000 + ((code - 0xD800) << 10) + (read_hex(at + 2) - 0xDC00);
    at += 6;
  }
  rsl__text_buffer_append(decoded, bytes, rsl__utf8_encode(code, bytes));
  return at;
}

static unsigned read_hex(const char *digits) {
  unsigned value = 0;
  for (int i = 0; i < 4; i++) {
    char digit = digits[i];
    value = value * 16 + (unsigned)(digit <= '9' ? digit - '0' : (digit | 0x20) - 'a' + 10);
  }
  return value;
}
