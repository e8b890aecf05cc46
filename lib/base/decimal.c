#include "base/int128.h"

#define DIGITS_MAX 18
#define SCALE_MAX 18
#define EXPONENT_MAX 9999 /* past every exponent that can be held: larger ones stop here */

/* A text being read: the digits so far, and where they stand. */
typedef struct reader {
  const char *at;
  const char *end;
  char decimal_mark;
  char thousands_mark; /* 0: none */
  int64_t units;       /* of the significant digits, as long as there are at most 18 */
  size_t significant;  /* digits without leading zeros */
  size_t decimals;
} reader;

static bool parse_plain(const char *text, size_t length, rsl_decimal *out);
static rsl_number_fault parse_any(reader *in, rsl_decimal *out);
static bool is_not_finite(const char *at, const char *end);
static bool read_whole(reader *in);
static bool read_exponent(reader *in, int32_t *exponent);
static size_t read_digits(reader *in);
static rsl_number_fault place_point(int64_t units, int32_t scale, rsl_decimal *out);
static int clamped_scale(int32_t scale);

rsl_number_fault rsl_decimal_parse(const char *text, size_t length, const rsl_number_style *style, rsl_decimal *out) {
  char decimal_mark = style != NULL && style->decimal_mark != 0 ? style->decimal_mark : '.';
  *out = (rsl_decimal){ 0, 0 };
  if (length == 0) return RSL_NUMBER_EMPTY;
  char thousands_mark = style != NULL ? style->thousands_mark : (char)0;
  if (decimal_mark == '.' && thousands_mark != '.' && parse_plain(text, length, out)) return RSL_NUMBER_FINE;
  reader in = { text, text + length, decimal_mark, thousands_mark, 0, 0, 0 };
  return parse_any(&in, out);
}

void rsl_decimal_format(rsl_decimal value, char buffer[RSL_DECIMAL_TEXT]) {
  char digits[20]; /* of a 64-bit integer, lowest first */
  int count = 0, scale = clamped_scale(value.scale);
  uint64_t rest = value.units < 0 ? (uint64_t)0 - (uint64_t)value.units : (uint64_t)value.units;
  char *at = buffer;
  for (; rest != 0 || count <= scale; rest /= 10) digits[count++] = (char)('0' + rest % 10);
  if (value.units < 0) *at++ = '-';
  while (count > 0) {
    if (count == scale) *at++ = '.';
    *at++ = digits[--count];
  }
  *at = '\0';
}

int rsl_decimal_compare(rsl_decimal a, rsl_decimal b) {
  int scale_a = clamped_scale(a.scale), scale_b = clamped_scale(b.scale);
  if (scale_a == scale_b) return (a.units > b.units) - (a.units < b.units);
  int64_t raise_a = rsl__power_of_ten(scale_b > scale_a ? scale_b - scale_a : 0);
  int64_t raise_b = rsl__power_of_ten(scale_a > scale_b ? scale_a - scale_b : 0);
  return rsl__int128_compare(rsl__int128_product(a.units, raise_a), rsl__int128_product(b.units, raise_b));
}

/* Nearly every figure of a table: an optional sign, at most 18 digits, at most one point among them. False leaves the
 * verdict to parse_any(). */
static bool parse_plain(const char *text, size_t length, rsl_decimal *out) {
  size_t start = text[0] == '-' ? 1 : 0, point = 0;
  uint64_t units = 0;                                /* 19 digits fit, should there be no point */
  if (length - start - 1 > DIGITS_MAX) return false; /* no digit at all wraps to a large number */
  for (size_t i = start; i < length; i++) {
    unsigned digit = (unsigned)(unsigned char)text[i] - '0';
    if (digit <= 9) {
      units = units * 10 + digit;
    } else {
      if (text[i] != '.' || point != 0 || i == start || i + 1 == length) return false;
      point = i;
    }
  }
  if (point == 0 && length - start > DIGITS_MAX) return false;
  out->units = start == 1 ? -(int64_t)units : (int64_t)units;
  out->scale = point == 0 ? 0 : (int32_t)(length - point - 1);
  return true;
}

static rsl_number_fault parse_any(reader *in, rsl_decimal *out) {
  bool negative = *in->at == '-';
  int32_t exponent = 0;
  if (is_not_finite(in->at, in->end)) return RSL_NUMBER_NOT_FINITE;
  if ((in->decimal_mark != '.' && in->decimal_mark != ',') || in->thousands_mark == in->decimal_mark)
    return RSL_NUMBER_MALFORMED;
  if (negative) in->at++;
  if (!read_whole(in)) return RSL_NUMBER_MALFORMED;
  if (in->at < in->end && *in->at == in->decimal_mark) {
    in->at++;
    in->decimals = read_digits(in);
    if (in->decimals == 0) return RSL_NUMBER_MALFORMED;
  }
  if (in->at < in->end && (*in->at == 'e' || *in->at == 'E') && !read_exponent(in, &exponent))
    return RSL_NUMBER_MALFORMED;
  if (in->at != in->end) return RSL_NUMBER_MALFORMED;
  if (in->significant > DIGITS_MAX) return RSL_NUMBER_TOO_LONG;
  if (in->decimals > EXPONENT_MAX) return RSL_NUMBER_OUT_OF_RANGE;
  return place_point(negative ? -in->units : in->units, (int32_t)in->decimals - exponent, out);
}

/* `nan`, `inf`, `infinity` in any case, with any sign: told apart because they are what broken programs write. */
static bool is_not_finite(const char *at, const char *end) {
  static const char *const words[] = { "nan", "inf", "infinity" };
  if (*at == '-' || *at == '+') at++;
  for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
    const char *word = words[i], *text = at;
    while (text < end && *word != '\0' && (*text == *word || *text == *word - 'a' + 'A')) {
      text++;
      word++;
    }
    if (text == end && *word == '\0') return true;
  }
  return false;
}

/* The digits before the mark: plain, or in groups of three of which only the first may be shorter. */
static bool read_whole(reader *in) {
  size_t digits = read_digits(in);
  if (digits == 0) return false;
  if (in->thousands_mark == 0 || in->at == in->end || *in->at != in->thousands_mark) return true;
  if (digits > 3) return false;
  while (in->at < in->end && *in->at == in->thousands_mark) {
    in->at++;
    if (read_digits(in) != 3) return false;
  }
  return true;
}

static size_t read_digits(reader *in) {
  const char *start = in->at;
  for (; in->at < in->end && *in->at >= '0' && *in->at <= '9'; in->at++) {
    if (*in->at != '0' || in->significant > 0) in->significant++;
    if (in->significant <= DIGITS_MAX) in->units = in->units * 10 + (*in->at - '0');
  }
  return (size_t)(in->at - start);
}

static bool read_exponent(reader *in, int32_t *exponent) {
  in->at++;
  bool negative = in->at < in->end && *in->at == '-';
  if (in->at < in->end && (*in->at == '-' || *in->at == '+')) in->at++;
  if (in->at == in->end) return false;
  for (; in->at < in->end && *in->at >= '0' && *in->at <= '9'; in->at++)
    if (*exponent < EXPONENT_MAX) *exponent = *exponent * 10 + (*in->at - '0');
  if (negative) *exponent = -*exponent;
  return in->at == in->end;
}

/* units × 10^-scale with a scale of 0 to 18: `1.25e3` has the scale -1 and becomes 1250. */
static rsl_number_fault place_point(int64_t units, int32_t scale, rsl_decimal *out) {
  const int64_t limit = rsl__power_of_ten(DIGITS_MAX - 1); /* the first that has no room for one more digit */
  if (scale > SCALE_MAX) return RSL_NUMBER_OUT_OF_RANGE;
  for (; scale < 0 && units != 0; scale++) {
    if (units >= limit || units <= -limit) return RSL_NUMBER_OUT_OF_RANGE;
    units *= 10;
  }
  *out = (rsl_decimal){ units, scale < 0 ? 0 : scale };
  return RSL_NUMBER_FINE;
}

/* A decimal made by hand outside its contract must not lead past a table or a buffer. */
static int clamped_scale(int32_t scale) {
  return scale < 0 ? 0 : scale > SCALE_MAX ? SCALE_MAX : (int)scale;
}
