#include "io/json_scan.h"

#include <string.h>

#include "base/utf8.h"
#include "io/complain.h"
#include "io/json_members.h"
#include "io/json_places.h"

/* An array or object that is not closed yet. */
typedef struct frame {
  bool is_object;
  size_t first_member; /* its members are the last of the list of names */
} frame;

typedef struct scanner {
  rsl__json_scan *scan;
  const char *at;
  const char *end;
  frame *frames;
  size_t depth;
  size_t frame_capacity;
  size_t max_depth;
  rsl__json_members members;
  const char *name; /* of the member whose value comes next; NULL in an array and at the top */
  rsl_problems *problems;
  rsl_error *error;
  rsl_status status; /* the first failure */
  bool stopped;      /* nothing behind the failure can be read */
} scanner;

static void check_bytes(scanner *s);
static void scan_text(scanner *s);
static bool scan_value(scanner *s);
static bool open_container(scanner *s, bool is_object);
static bool close_container(scanner *s);
static bool after_value(scanner *s);
static bool scan_name(scanner *s);
static bool keep_start(scanner *s);
static bool scan_string(scanner *s);
static bool scan_escape(scanner *s);
static bool scan_unicode_escape(scanner *s);
static bool read_hex(scanner *s, const char *digits, unsigned *code);
static bool scan_number(scanner *s);
static size_t skip_digits(scanner *s);
static void check_digits(scanner *s, const char *number);
static bool scan_literal(scanner *s);
static void skip_space(scanner *s);
static bool refuse_here(scanner *s, const char *expected);
static bool stop(scanner *s, const char *at, rsl_status status, const char *code, const char *text);
static bool out_of_memory(scanner *s);

rsl_status rsl__json_scan_text(const char *name, const char *text, size_t length, size_t max_depth,
                               const rsl_allocator *allocator, rsl__json_scan *scan, bool *can_parse,
                               rsl_problems *problems, rsl_error *error) {
  *scan = (rsl__json_scan){
    .allocator = rsl__allocator_or_default(allocator), .name = name, .text = text, .length = length
  };
  scanner s = { .scan = scan, .at = text, .end = text + length, .problems = problems, .error = error };
  s.max_depth = max_depth < RSL__JSON_DEEPEST ? max_depth : RSL__JSON_DEEPEST;
  rsl__json_members_init(&s.members, &scan->allocator);
  if (!rsl__json_mark_lines(scan)) {
    out_of_memory(&s);
  } else {
    check_bytes(&s);
    if (!s.stopped) scan_text(&s);
  }
  rsl__json_members_free(&s.members);
  rsl__release_array(&scan->allocator, s.frames, s.frame_capacity, sizeof *s.frames);
  *can_parse = !s.stopped;
  return s.status;
}

void rsl__json_scan_free(rsl__json_scan *scan) {
  rsl__release_array(&scan->allocator, scan->starts, scan->capacity, sizeof *scan->starts);
  rsl__release_array(&scan->allocator, scan->marks, scan->mark_count, sizeof *scan->marks);
  scan->starts = NULL;
  scan->marks = NULL;
  scan->count = scan->capacity = scan->mark_count = 0;
}

/* ---- Bytes ----------------------------------------------------------------------------------------------- */

static void check_bytes(scanner *s) {
  const rsl__json_scan *scan = s->scan;
  size_t valid = rsl__utf8_valid_length(scan->text, scan->length);
  const char *zero = scan->length == 0 ? NULL : memchr(scan->text, '\0', scan->length);
  if (valid == scan->length && zero == NULL) return;
  const char *encoding = rsl__legacy_encoding(scan->text, scan->length);
  const char *at = valid < scan->length ? scan->text + valid : zero;
  rsl__place place = rsl__json_place(scan, (size_t)(at - scan->text));
  s->stopped = true;
  if (encoding != NULL) {
    s->status = rsl__complain(s->problems, s->error, "not_utf8", &place,
                              "the text is written in %s: convert the file to UTF-8", encoding);
  } else if (valid < scan->length) {
    s->status = rsl__complain(s->problems, s->error, "not_utf8", &place,
                              "byte 0x%02x is not UTF-8: save the file as UTF-8", (unsigned)(unsigned char)*at);
  } else {
    s->status = rsl__complain(s->problems, s->error, "nul_byte", &place,
                              "a NUL byte: this is not a text file, or it is damaged");
  }
}

/* ---- Values ---------------------------------------------------------------------------------------------- */

static void scan_text(scanner *s) {
  skip_space(s);
  if (s->at == s->end) {
    stop(s, s->scan->text, RSL_ERR_DATA, "empty_file", "the file is empty");
    return;
  }
  /* No recursion: a hostile nest must not reach the end of the stack. */
  while (scan_value(s)) {
  }
}

/* One value, or the opening of one that holds others, with all that closes behind it. False at the end, and where the
 * text is refused. */
static bool scan_value(scanner *s) {
  skip_space(s);
  if (s->at == s->end) return refuse_here(s, "a value");
  if (!keep_start(s)) return false;
  switch (*s->at) {
  case '{':
    return open_container(s, true);
  case '[':
    return open_container(s, false);
  case '"':
    if (!scan_string(s)) return false;
    break;
  case '-':
  case '0':
  case '1':
  case '2':
  case '3':
  case '4':
  case '5':
  case '6':
  case '7':
  case '8':
  case '9':
    if (!scan_number(s)) return false;
    break;
  default:
    if (!scan_literal(s)) return false;
  }
  return after_value(s);
}

static bool open_container(scanner *s, bool is_object) {
  if (s->depth == s->max_depth) {
    return stop(s, s->at, RSL_ERR_LIMIT, "too_deep", "arrays and objects are nested deeper than is allowed");
  }
  if (!rsl__grow(&s->scan->allocator, &s->frames, &s->frame_capacity, s->depth + 1, sizeof *s->frames)) {
    return out_of_memory(s);
  }
  s->frames[s->depth++] = (frame){ is_object, s->members.count };
  s->at++;
  s->name = NULL;
  skip_space(s);
  if (s->at < s->end && *s->at == (is_object ? '}' : ']')) return close_container(s) && after_value(s);
  return is_object ? scan_name(s) : true;
}

static bool close_container(scanner *s) {
  const frame *closed = &s->frames[--s->depth];
  s->at++;
  if (!closed->is_object) return true;
  const char *again = NULL;
  while ((again = rsl__json_members_doubled(&s->members, closed->first_member)) != NULL) {
    rsl__place place = rsl__json_place(s->scan, (size_t)(again - s->scan->text));
    const char *end = again + 1;
    while (*end != '"') end += *end == '\\' ? 2 : 1;
    char shown[RSL__SHOWN_TEXT];
    s->status =
        rsl__complain(s->problems, s->error, "duplicate_member", &place, "the member `%s` stands twice in its object",
                      rsl__shown(shown, again + 1, (size_t)(end - again - 1)));
  }
  rsl__json_members_cut(&s->members, closed->first_member);
  return true;
}

/* What may follow a value: the next one, the end of what holds it, or of the text. */
static bool after_value(scanner *s) {
  for (;;) {
    skip_space(s);
    if (s->depth == 0) return s->at == s->end ? false : refuse_here(s, "the end of the text");
    bool is_object = s->frames[s->depth - 1].is_object;
    char byte = s->at < s->end ? *s->at : '\0';
    if (byte == ',') {
      s->at++;
      s->name = NULL;
      return is_object ? scan_name(s) : true;
    }
    if (byte != (is_object ? '}' : ']')) return refuse_here(s, is_object ? "`,` or `}`" : "`,` or `]`");
    if (!close_container(s)) return false;
  }
}

static bool scan_name(scanner *s) {
  skip_space(s);
  if (s->at == s->end || *s->at != '"') return refuse_here(s, "the name of a member, in quotes");
  s->name = s->at;
  if (!scan_string(s)) return false;
  if (!rsl__json_members_add(&s->members, s->name)) return out_of_memory(s);
  skip_space(s);
  if (s->at == s->end || *s->at != ':') return refuse_here(s, "`:` after the name of the member");
  s->at++;
  return true;
}

static bool keep_start(scanner *s) {
  rsl__json_scan *scan = s->scan;
  if (scan->count == RSL__JSON_MOST_VALUES) {
    return stop(s, s->at, RSL_ERR_LIMIT, "too_many_values",
                "the text holds more values than can be read: put the long lists in tables");
  }
  if (!rsl__grow(&scan->allocator, &scan->starts, &scan->capacity, scan->count + 1, sizeof *scan->starts)) {
    return out_of_memory(s);
  }
  const char *name = s->name != NULL ? s->name : s->at;
  scan->starts[scan->count++] = (rsl__json_start){ (uint32_t)(s->at - scan->text), (uint32_t)(name - scan->text) };
  return true;
}

/* ---- Strings --------------------------------------------------------------------------------------------- */

static bool scan_string(scanner *s) {
  const char *start = s->at++;
  for (;;) {
    while (s->at < s->end && (unsigned char)*s->at >= 0x20 && *s->at != '"' && *s->at != '\\') s->at++;
    if (s->at == s->end) {
      return stop(s, start, RSL_ERR_DATA, "syntax", "the text in quotes that begins here has no end");
    }
    if (*s->at == '"') break;
    if (*s->at != '\\') {
      return stop(s, s->at, RSL_ERR_DATA, "syntax",
                  "a control character inside a text in quotes: write a new line as `\\n`, a tab as `\\t`");
    }
    if (!scan_escape(s)) return false;
  }
  s->at++;
  return true;
}

static bool scan_escape(scanner *s) {
  char kind = s->end - s->at > 1 ? s->at[1] : '\0';
  if (kind == 'u') return scan_unicode_escape(s);
  if (kind == '\0' || strchr("\"\\/bfnrt", kind) == NULL) {
    return stop(s, s->at, RSL_ERR_DATA, "syntax",
                "an escape that JSON does not know: a backslash is written as `\\\\`");
  }
  s->at += 2;
  return true;
}

static bool scan_unicode_escape(scanner *s) {
  unsigned code = 0;
  unsigned low = 0;
  const char *start = s->at;
  if (!read_hex(s, start + 2, &code)) return false;
  if (code == 0) return stop(s, start, RSL_ERR_DATA, "nul_byte", "`\\u0000`: a text cannot hold a NUL");
  s->at += 6;
  if (code < 0xD800 || code > 0xDFFF) return true;
  bool pair = code < 0xDC00 && s->end - s->at > 1 && s->at[0] == '\\' && s->at[1] == 'u';
  if (pair && !read_hex(s, s->at + 2, &low)) return false;
  if (!pair || low < 0xDC00 || low > 0xDFFF) {
    return stop(s, start, RSL_ERR_DATA, "lone_surrogate", "half of a surrogate pair: it stands for no character");
  }
  s->at += 6;
  return true;
}

static bool read_hex(scanner *s, const char *digits, unsigned *code) {
  *code = 0;
  for (int i = 0; i < 4; i++) {
    char digit = s->end - digits > i ? digits[i] : '\0';
    unsigned value = 0;
    if (digit >= '0' && digit <= '9')
      value = (unsigned)(digit - '0');
    else if (digit >= 'a' && digit <= 'f')
      value = (unsigned)(digit - 'a') + 10;
    else if (digit >= 'A' && digit <= 'F')
      value = (unsigned)(digit - 'A') + 10;
    else
      return stop(s, digits - 2, RSL_ERR_DATA, "syntax", "`\\u` must be followed by four hexadecimal digits");
    *code = *code * 16 + value;
  }
  return true;
}

/* ---- Numbers and words ----------------------------------------------------------------------------------- */

static bool scan_number(scanner *s) {
  const char *start = s->at;
  if (*s->at == '-') s->at++;
  if (s->end - s->at > 1 && s->at[0] == '0' && s->at[1] >= '0' && s->at[1] <= '9') {
    return stop(s, start, RSL_ERR_DATA, "syntax", "a number must not begin with 0: write a code in quotes");
  }
  if (skip_digits(s) == 0) return refuse_here(s, "a digit");
  if (s->at < s->end && *s->at == '.') {
    s->at++;
    if (skip_digits(s) == 0) return refuse_here(s, "a digit after the decimal point");
  }
  if (s->at < s->end && (*s->at == 'e' || *s->at == 'E')) {
    s->at++;
    if (s->at < s->end && (*s->at == '+' || *s->at == '-')) s->at++;
    if (skip_digits(s) == 0) return refuse_here(s, "a digit in the exponent");
  }
  if (s->at - start > RSL__JSON_LONGEST_NUMBER) {
    return stop(s, start, RSL_ERR_DATA, "number_too_long", "the number has more characters than any figure");
  }
  check_digits(s, start);
  return true;
}

static size_t skip_digits(scanner *s) {
  const char *start = s->at;
  while (s->at < s->end && *s->at >= '0' && *s->at <= '9') s->at++;
  return (size_t)(s->at - start);
}

/* What counts is from the first digit that is not 0 to the last that is not. */
static void check_digits(scanner *s, const char *number) {
  size_t digits = 0;
  size_t significant = 0;
  for (const char *at = number; at < s->at && *at != 'e' && *at != 'E'; at++) {
    if (*at < '0' || *at > '9' || (digits == 0 && *at == '0')) continue;
    digits++;
    if (*at != '0') significant = digits;
  }
  if (significant <= RSL__JSON_DIGITS) return;
  rsl__place place = rsl__json_place(s->scan, (size_t)(number - s->scan->text));
  s->status = rsl__complain(s->problems, s->error, "number_too_long", &place,
                            "the number %.*s has %zu digits, more than the %d that a JSON number may have: "
                            "write it in quotes (up to 18)",
                            (int)(s->at - number), number, digits, (int)RSL__JSON_DIGITS);
}

static bool scan_literal(scanner *s) {
  static const char *const words[] = { "true", "false", "null" };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    size_t length = strlen(words[i]);
    if ((size_t)(s->end - s->at) < length || memcmp(s->at, words[i], length) != 0) continue;
    s->at += length;
    return true;
  }
  return refuse_here(s, "a value");
}

static void skip_space(scanner *s) {
  while (s->at < s->end && (*s->at == ' ' || *s->at == '\n' || *s->at == '\r' || *s->at == '\t')) s->at++;
}

/* ---- Failures -------------------------------------------------------------------------------------------- */

static bool is_word(unsigned char byte) {
  return byte >= 0x80 || byte == '_' || byte == '.' || byte == '-' || byte == '+' || (byte >= '0' && byte <= '9') ||
         (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

/* Always false, as stop() and out_of_memory() are, so that a scan can end with it. */
static bool refuse_here(scanner *s, const char *expected) {
  rsl__place place = rsl__json_place(s->scan, (size_t)(s->at - s->scan->text));
  s->stopped = true;
  if (s->at == s->end) {
    s->status = rsl__complain(s->problems, s->error, "syntax", &place,
                              "expected %s, found the end of the file: is it cut short?", expected);
    return false;
  }
  const char *end = s->at;
  while (end < s->end && is_word((unsigned char)*end)) end++;
  if (end == s->at) end++;
  char shown[RSL__SHOWN_TEXT];
  s->status = rsl__complain(s->problems, s->error, "syntax", &place, "expected %s, found `%s`", expected,
                            rsl__shown(shown, s->at, (size_t)(end - s->at)));
  return false;
}

static bool stop(scanner *s, const char *at, rsl_status status, const char *code, const char *text) {
  rsl__place place = rsl__json_place(s->scan, (size_t)(at - s->scan->text));
  rsl__problem(s->problems, RSL_SEVERITY_ERROR, code, &place, "%s", text);
  (void)rsl__fail_at(s->error, status, place.file, place.line, place.column, NULL, "%s", text);
  s->stopped = true;
  s->status = status;
  return false;
}

static bool out_of_memory(scanner *s) {
  s->status = rsl__fail_memory(s->error);
  s->stopped = true;
  return false;
}
