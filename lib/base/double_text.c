#include "base/double_text.h"

#include <string.h>

#include "base/bits.h"
#include "base/int128.h"
#include "base/rational.h"

#define PARSED_DIGITS_MAX 300

/* 10^22 is the largest power of ten that is a double. */
static const double exact_powers[23] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                         1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };

/* A double between its neighbours: value = rest / whole, and what rounds to it reaches `below` / whole under it and
 * `above` / whole over it. */
typedef struct interval {
  rsl__natural rest;
  rsl__natural whole;
  rsl__natural below;
  rsl__natural above;
  bool closed; /* the ends round to it too: its mantissa is even */
} interval;

/* The same in 128 bits, with `fraction` of them behind the point. */
typedef struct narrow {
  rsl__words value;
  rsl__words below;
  rsl__words above;
  int fraction;
  bool closed;
} narrow;

typedef struct parsed {
  const char *digits; /* of the text: with a point among them */
  size_t length;
  size_t significant; /* digits from the first that is not 0 */
  int32_t exponent;   /* of the last digit */
  uint64_t units;     /* of up to 19 digits */
} parsed;

static bool try_words(double value, char digits[RSL__DOUBLE_DIGITS], int *count, int *point);
static int usual_scale(double value);
static bool nearest_inside(const narrow *in, int dropped, uint64_t *units);
static int write_units(uint64_t units, char digits[RSL__DOUBLE_DIGITS]);
static void open_interval(double value, interval *in, int *point);
static void fit_point(interval *in, int *point);
static void multiply_value(interval *in, int exponent);
static bool reaches_whole(const interval *in);
static int write_digits(interval *in, char digits[RSL__DOUBLE_DIGITS]);
static char *write_plain(char *at, const char *digits, int count, int point);
static char *write_exponent(char *at, const char *digits, int count, int point);
static bool scan(const char *text, size_t length, parsed *out);
static bool scan_exponent(const char *text, size_t length, parsed *out);
static bool nearest(const parsed *in, double *out);

int rsl__double_shortest(double value, char digits[RSL__DOUBLE_DIGITS], int *point) {
  interval in;
  int count;
  if (try_words(value, digits, &count, point)) return count;
  open_interval(value, &in, point);
  return write_digits(&in, digits);
}

void rsl__double_format(double value, char buffer[RSL_NUMBER_TEXT]) {
  char digits[RSL__DOUBLE_DIGITS];
  char *at = buffer;
  int point;
  buffer[0] = '\0';
  if (!(value - value == 0.0)) return; /* nan or infinite */
  if (value == 0.0) {
    memcpy(buffer, "0", 2);
    return;
  }
  if (value < 0.0) *at++ = '-';
  int count = rsl__double_shortest(value < 0.0 ? -value : value, digits, &point);
  at = point > -6 && point <= 21 ? write_plain(at, digits, count, point) : write_exponent(at, digits, count, point);
  *at = '\0';
}

bool rsl__double_parse(const char *text, size_t length, double *out) {
  parsed in = { NULL, 0, 0, 0, 0 };
  double value;
  *out = 0.0;
  if (length == 0) return false;
  size_t sign = text[0] == '-' ? 1 : 0;
  if (!scan(text + sign, length - sign, &in) || in.significant > PARSED_DIGITS_MAX) return false;
  if (in.significant == 0) return true;
  if (in.significant <= 15 && in.exponent >= -22 && in.exponent <= 22) {
    /* Both sides are doubles, so that IEEE rounds once. */
    value =
        in.exponent < 0 ? (double)in.units / exact_powers[-in.exponent] : (double)in.units * exact_powers[in.exponent];
  } else if (!nearest(&in, &value)) {
    return false;
  }
  *out = sign == 1 ? -value : value;
  return value - value == 0.0;
}

/* Figures of the usual sizes need no more than 128 bits: value × 10^scale has 17 digits or so before the point, and
 * `fraction` bits behind it. Tried from 15 digits on: two decimals of at most 15 digits are never the same double, so
 * that one which reads back is the only one, and without its trailing zeros the shortest. */
static bool try_words(double value, char digits[RSL__DOUBLE_DIGITS], int *count, int *point) {
  if (!(value >= 1e-4 && value < 1e15)) return false;
  uint64_t bits = rsl__double_bits(value), mantissa = bits & (((uint64_t)1 << 52) - 1);
  int scale = usual_scale(value), fraction = 1077 - (int)(bits >> 52);
  uint64_t whole = (mantissa | (uint64_t)1 << 52) * 4, power = (uint64_t)rsl__power_of_ten(scale - 2);
  narrow in = {
    .value = rsl__words_multiply(whole * 100, power),
    .below = rsl__words_multiply(mantissa == 0 ? 100 : 200, power), /* below a power of two, half as far */
    .above = rsl__words_multiply(200, power),
    .fraction = fraction,
    .closed = (mantissa & 1) == 0,
  };
  for (int dropped = 3; dropped >= 0; dropped--) {
    uint64_t units = 0;
    if (!nearest_inside(&in, dropped, &units)) continue;
    for (; units % 10 == 0; units /= 10) dropped++;
    *count = write_units(units, digits);
    *point = *count + dropped - scale;
    return true;
  }
  return false;
}

static int usual_scale(double value) {
  static const double small[4] = { 1.0, 0.1, 0.01, 0.001 };
  int scale = 16;
  while (scale > 2 && value >= exact_powers[17 - scale]) scale--;
  while (scale >= 16 && scale < 20 && value < small[scale - 16]) scale++;
  return scale;
}

/* The multiple of 10^dropped nearest to the value, a tie to the even one, or the other beside it where only that reads
 * back as the value. */
static bool nearest_inside(const narrow *in, int dropped, uint64_t *units) {
  uint64_t step = (uint64_t)rsl__power_of_ten(dropped);
  uint64_t under = rsl__words_shift_right(in->value, in->fraction).low / step;
  rsl__words down =
      rsl__words_subtract(in->value, rsl__words_shift_left((rsl__words){ under * step, 0 }, in->fraction));
  rsl__words up = rsl__words_subtract(rsl__words_shift_left((rsl__words){ step, 0 }, in->fraction), down);
  int limit = in->closed ? 1 : 0, nearer = rsl__words_compare(up, down);
  bool down_reads = rsl__words_compare(down, in->below) < limit, up_reads = rsl__words_compare(up, in->above) < limit;
  bool take_up = up_reads && (!down_reads || nearer < 0 || (nearer == 0 && under % 2 != 0));
  *units = under + (take_up ? 1 : 0);
  return down_reads || up_reads;
}

static int write_units(uint64_t units, char digits[RSL__DOUBLE_DIGITS]) {
  char reversed[20];
  int count = 0;
  for (; units > 0; units /= 10) reversed[count++] = (char)('0' + units % 10);
  for (int i = 0; i < count; i++) digits[i] = reversed[count - 1 - i];
  return count;
}

/* As fractions of one denominator, doubled so that halves of the distances to the neighbours are whole; then times or
 * over the power of ten that leaves one digit before the point. All fits: a double and its
 * power of ten are below 2^1200. */
static void open_interval(double value, interval *in, int *point) {
  rsl__rational exact;
  uint64_t bits = rsl__double_bits(value), mantissa = bits & (((uint64_t)1 << 52) - 1);
  int biased = (int)(bits >> 52);
  bool uneven = mantissa == 0 && biased > 1; /* the neighbour below is half as far as the one above */
  int exponent = (biased == 0 ? 1 : biased) - 1075;
  rsl__rational_from_double(value, &exact);
  in->closed = (mantissa & 1) == 0;
  in->rest = exact.numerator;
  in->whole = exact.denominator;
  rsl__natural_set(&in->below, 1);
  rsl__natural_shift_left(&in->below, exponent > 0 ? exponent : 0);
  in->above = in->below;
  rsl__natural_shift_left(&in->above, uneven ? 1 : 0);
  rsl__natural_shift_left(&in->rest, uneven ? 2 : 1);
  rsl__natural_shift_left(&in->whole, uneven ? 2 : 1);
  /* log10 2 = 0.30103: near enough, for fit_point() puts it right. */
  *point = (rsl__natural_bits(&exact.numerator) - rsl__natural_bits(&exact.denominator)) * 30103 / 100000;
  if (*point >= 0)
    (void)!rsl__natural_scale(&in->whole, *point);
  else
    multiply_value(in, -*point);
  fit_point(in, point);
}

static void fit_point(interval *in, int *point) {
  while (reaches_whole(in)) {
    (void)!rsl__natural_multiply_limb(&in->whole, 10);
    ++*point;
  }
  for (;;) {
    multiply_value(in, 1);
    if (reaches_whole(in)) break; /* its first digit is ready to be taken */
    --*point;
  }
}

static void multiply_value(interval *in, int exponent) {
  (void)!rsl__natural_scale(&in->rest, exponent);
  (void)!rsl__natural_scale(&in->below, exponent);
  (void)!rsl__natural_scale(&in->above, exponent);
}

/* Does the value, or what still rounds to it, come to 1? */
static bool reaches_whole(const interval *in) {
  rsl__natural highest;
  (void)!rsl__natural_add(&in->rest, &in->above, &highest);
  return rsl__natural_compare(&highest, &in->whole) >= (in->closed ? 0 : 1);
}

/* Digit by digit until what is left lies within the interval; the last is rounded to the nearer, a tie to
 * even. */
static int write_digits(interval *in, char digits[RSL__DOUBLE_DIGITS]) {
  for (int count = 0;; multiply_value(in, 1)) {
    int digit = 0;
    for (; rsl__natural_compare(&in->rest, &in->whole) >= 0; digit++)
      rsl__natural_subtract(&in->rest, &in->whole, &in->rest);
    bool down = rsl__natural_compare(&in->rest, &in->below) < (in->closed ? 1 : 0), up = reaches_whole(in);
    digits[count++] = (char)('0' + digit);
    if (!down && !up && count < RSL__DOUBLE_DIGITS) continue;
    rsl__natural_shift_left(&in->rest, 1);
    int half = rsl__natural_compare(&in->rest, &in->whole);
    if (up && (!down || half > 0 || (half == 0 && digit % 2 != 0))) digits[count - 1]++;
    return count;
  }
}

static char *write_plain(char *at, const char *digits, int count, int point) {
  int end = count > point ? count : point;
  if (point <= 0) {
    *at++ = '0';
    *at++ = '.';
  }
  for (int i = point < 0 ? point : 0; i < end; i++) {
    if (i == point && i > 0) *at++ = '.';
    *at++ = i < 0 || i >= count ? '0' : digits[i];
  }
  return at;
}

static char *write_exponent(char *at, const char *digits, int count, int point) {
  int exponent = point - 1;
  *at++ = digits[0];
  if (count > 1) *at++ = '.';
  for (int i = 1; i < count; i++) *at++ = digits[i];
  *at++ = 'e';
  *at++ = exponent < 0 ? '-' : '+';
  if (exponent < 0) exponent = -exponent;
  if (exponent >= 100) *at++ = (char)('0' + exponent / 100);
  if (exponent >= 10) *at++ = (char)('0' + exponent / 10 % 10);
  *at++ = (char)('0' + exponent % 10);
  return at;
}

/* Digits, a point with digits after it, an exponent of at most four. */
static bool scan(const char *text, size_t length, parsed *out) {
  size_t i = 0, point = length;
  for (; i < length && ((text[i] >= '0' && text[i] <= '9') || (text[i] == '.' && point == length)); i++) {
    if (text[i] == '.') {
      point = i;
      continue;
    }
    if (text[i] != '0' || out->significant > 0) out->significant++;
    if (out->significant <= 19) out->units = out->units * 10 + (uint64_t)(text[i] - '0');
  }
  if (i == 0 || point == 0 || point == i - 1) return false;
  out->digits = text;
  out->length = i;
  if (point < i) {
    if (i - point > 9999) return false;
    out->exponent = -(int32_t)(i - point - 1);
  }
  return i == length || scan_exponent(text + i, length - i, out);
}

static bool scan_exponent(const char *text, size_t length, parsed *out) {
  int32_t exponent = 0;
  if (text[0] != 'e' && text[0] != 'E') return false;
  size_t sign = length > 1 && (text[1] == '-' || text[1] == '+') ? 1 : 0;
  if (length - sign < 2 || length - sign > 5) return false;
  for (size_t i = 1 + sign; i < length; i++) {
    if (text[i] < '0' || text[i] > '9') return false;
    exponent = exponent * 10 + (text[i] - '0');
  }
  out->exponent += sign == 1 && text[1] == '-' ? -exponent : exponent;
  return true;
}

static bool nearest(const parsed *in, double *out) {
  rsl__rational exact = { .negative = false };
  int32_t magnitude = in->exponent + (int32_t)in->significant; /* the value is below 10^magnitude */
  *out = 0.0;
  if (magnitude > 310) return false;
  if (magnitude < -330) return true;
  rsl__natural_set(&exact.numerator, 0);
  rsl__natural_set(&exact.denominator, 1);
  for (size_t i = 0; i < in->length; i++) {
    rsl__natural digit;
    if (in->digits[i] == '.') continue;
    rsl__natural_set(&digit, (uint64_t)(in->digits[i] - '0'));
    if (!rsl__natural_multiply_limb(&exact.numerator, 10) ||
        !rsl__natural_add(&exact.numerator, &digit, &exact.numerator))
      return false;
  }
  if (!rsl__natural_scale(in->exponent < 0 ? &exact.denominator : &exact.numerator,
                          in->exponent < 0 ? -in->exponent : in->exponent))
    return false;
  return rsl__rational_to_double(&exact, out);
}
