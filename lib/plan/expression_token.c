#include "plan/expression_token.h"

#include <string.h>

#include "base/code.h"
#include "base/utf8.h"

static rsl__token make(rsl__token_kind kind, const char *text, size_t start, size_t end);
static rsl__token fault(const char *text, size_t start, size_t end, const char *sentence);
static rsl__token read_quoted(const char *text, size_t length, size_t start);
static rsl__token read_number(const char *text, size_t length, size_t start);
static rsl__token read_name(const char *text, size_t length, size_t start);
static rsl__token read_sign(const char *text, size_t length, size_t start);
static size_t digits_end(const char *text, size_t length, size_t at);
static size_t name_end(const char *text, size_t length, size_t at);
static bool is_digit(char character);

rsl__token rsl__token_read(const char *text, size_t length, size_t at) {
  while (at < length && (text[at] == ' ' || text[at] == '\t' || text[at] == '\n' || text[at] == '\r')) ++at;
  if (at >= length) return make(RSL__TOKEN_END, text, length, length);
  if (text[at] == '"') return read_quoted(text, length, at);
  if (is_digit(text[at]) || (text[at] == '.' && at + 1 < length && is_digit(text[at + 1])))
    return read_number(text, length, at);
  if (name_end(text, length, at) > at) return read_name(text, length, at);
  return read_sign(text, length, at);
}

bool rsl__token_is(const rsl__token *token, const char *word) {
  return token->kind == RSL__TOKEN_NAME && token->length == strlen(word) &&
         memcmp(token->text, word, token->length) == 0;
}

static rsl__token make(rsl__token_kind kind, const char *text, size_t start, size_t end) {
  return (rsl__token){ kind, text + start, end - start, start, end, NULL };
}

static rsl__token fault(const char *text, size_t start, size_t end, const char *sentence) {
  rsl__token token = make(RSL__TOKEN_BAD, text, start, end);
  token.fault = sentence;
  return token;
}

static rsl__token read_quoted(const char *text, size_t length, size_t start) {
  const char *close = memchr(text + start + 1, '"', length - start - 1);
  if (close == NULL) return fault(text, start, length, "the quotation mark is never closed");
  size_t end = (size_t)(close - text);
  rsl__token token = make(RSL__TOKEN_QUOTED, text, start + 1, end);
  token.start = start;
  token.end = end + 1;
  return token;
}

/* A letter behind the digits makes it a code, which then needs quotation marks: `1e3` is a number, `1A` is none. */
static rsl__token read_number(const char *text, size_t length, size_t start) {
  size_t end = digits_end(text, length, start);
  if (end < length && text[end] == '.') end = digits_end(text, length, end + 1);
  if (end < length && (text[end] == 'e' || text[end] == 'E')) {
    size_t sign = end + 1 < length && (text[end + 1] == '+' || text[end + 1] == '-') ? 1 : 0;
    size_t exponent = digits_end(text, length, end + 1 + sign);
    if (exponent > end + 1 + sign) end = exponent;
  }
  size_t beyond = name_end(text, length, end);
  if (beyond > end) return fault(text, start, beyond, "a code that begins with a digit stands in quotation marks");
  if (end < length && text[end] == '.') return fault(text, start, end + 1, "this is no number");
  return make(RSL__TOKEN_NUMBER, text, start, end);
}

static rsl__token read_name(const char *text, size_t length, size_t start) {
  size_t end = name_end(text, length, start);
  if (end < length && text[end] == '.')
    return fault(text, start, end + 1, "a code that holds `.` stands in quotation marks");
  return make(RSL__TOKEN_NAME, text, start, end);
}

static rsl__token read_sign(const char *text, size_t length, size_t start) {
  static const struct {
    const char *sign;
    rsl__token_kind kind;
  } signs[] = {
    { "<=", RSL__TOKEN_AT_MOST }, { ">=", RSL__TOKEN_AT_LEAST },     { "!=", RSL__TOKEN_NOT_EQUAL },
    { "==", RSL__TOKEN_BAD },     { "<>", RSL__TOKEN_BAD },          { "<", RSL__TOKEN_BELOW },
    { ">", RSL__TOKEN_ABOVE },    { "=", RSL__TOKEN_EQUAL },         { "+", RSL__TOKEN_PLUS },
    { "-", RSL__TOKEN_MINUS },    { "*", RSL__TOKEN_TIMES },         { "/", RSL__TOKEN_OVER },
    { "(", RSL__TOKEN_OPEN },     { ")", RSL__TOKEN_CLOSE },         { ",", RSL__TOKEN_COMMA },
    { "[", RSL__TOKEN_BRACKET },  { "]", RSL__TOKEN_CLOSE_BRACKET }, { ":", RSL__TOKEN_COLON },
  };
  for (size_t i = 0; i < sizeof signs / sizeof signs[0]; ++i) {
    size_t size = strlen(signs[i].sign);
    if (length - start < size || memcmp(text + start, signs[i].sign, size) != 0) continue;
    if (signs[i].kind != RSL__TOKEN_BAD) return make(signs[i].kind, text, start, start + size);
    return fault(text, start, start + size, *signs[i].sign == '=' ? "write `=`" : "write `!=`");
  }
  uint32_t code_point = 0;
  size_t size = rsl__utf8_decode(text + start, length - start, &code_point);
  return fault(text, start, start + (size == 0 ? 1 : size), "this sign means nothing in an expression");
}

static size_t digits_end(const char *text, size_t length, size_t at) {
  while (at < length && is_digit(text[at])) ++at;
  return at;
}

/* Letters, digits and `_`: what a code may hold without quotation marks. */
static size_t name_end(const char *text, size_t length, size_t at) {
  while (at < length && text[at] != '.' && text[at] != '-') {
    uint32_t code_point = 0;
    size_t size = rsl__utf8_decode(text + at, length - at, &code_point);
    if (size == 0 || !rsl__code_character(code_point)) break;
    at += size;
  }
  return at;
}

static bool is_digit(char character) {
  return character >= '0' && character <= '9';
}
