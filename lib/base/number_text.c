#include <string.h>

#include "base/double_text.h"
#include "base/number.h"

/* The largest double times 10^18 has 327 digits; with a mark for each three, a sign and the decimal mark. */
#define PEOPLE_TEXT_MAX 460

typedef struct marks {
  char decimal;
  char thousands; /* 0: none */
} marks;

static const marks machine_marks = { '.', 0 };
static const marks english_marks = { '.', ',' };
static const marks vietnamese_marks = { ',', '.' };

static void format_decimal(rsl_int128 numerator, int32_t scale, char *buffer);
static size_t write_digits(const char *digits, int count, int decimals, bool negative, marks with, char *text);
static size_t copy_cut(const char *text, size_t length, char *buffer, size_t size);

void rsl_number_format(rsl_number value, char buffer[RSL_NUMBER_TEXT]) {
  buffer[0] = '\0';
  if (value.kind == RSL_NUMBER_DECIMAL)
    format_decimal(value.numerator, value.scale, buffer);
  else if (value.kind != RSL_NUMBER_ABSENT)
    rsl__double_format(value.real, buffer);
}

size_t rsl_number_format_people(rsl_number value, int decimals, rsl_language language, char *buffer, size_t size) {
  rsl__natural units;
  char digits[RSL__NATURAL_DIGITS], text[PEOPLE_TEXT_MAX];
  if (decimals < 0) decimals = 0;
  if (decimals > 18) decimals = 18;
  if (!rsl__number_round_units(value, decimals, &units)) return copy_cut("", 0, buffer, size);
  int count = rsl__natural_digits(&units, digits);
  bool negative = rsl_number_sign(value) < 0 && units.count > 0; /* what rounds to 0 has no sign */
  marks with = language == RSL_LANGUAGE_VIETNAMESE ? vietnamese_marks : english_marks;
  return copy_cut(text, write_digits(digits, count, decimals, negative, with, text), buffer, size);
}

/* Without the zeros that end the decimals. */
static void format_decimal(rsl_int128 numerator, int32_t scale, char *buffer) {
  char digits[RSL__INT128_DIGITS];
  int count = rsl__int128_digits(rsl__int128_from_words(numerator), digits);
  int decimals = scale < 0 || scale > RSL__NUMBER_SCALE_MAX ? 0 : (int)scale; /* else made by hand, against the rules */
  for (; decimals > 0 && count > 0 && digits[count - 1] == '0'; decimals--) count--;
  if (count == 0) decimals = 0;
  buffer[write_digits(digits, count, decimals, numerator.high < 0, machine_marks, buffer)] = '\0';
}

static size_t write_digits(const char *digits, int count, int decimals, bool negative, marks with, char *text) {
  int length = count > decimals ? count : decimals + 1; /* 5 with two decimals is 005 */
  char *at = text;
  if (negative) *at++ = '-';
  for (int left = length; left > 0; left--) {
    int whole_left = left - decimals;
    if (left == decimals)
      *at++ = with.decimal;
    else if (with.thousands != 0 && whole_left > 0 && whole_left % 3 == 0 && left < length)
      *at++ = with.thousands;
    *at++ = left > count ? '0' : digits[count - left];
  }
  return (size_t)(at - text);
}

static size_t copy_cut(const char *text, size_t length, char *buffer, size_t size) {
  if (size == 0) return length;
  size_t kept = length < size ? length : size - 1;
  memcpy(buffer, text, kept);
  buffer[kept] = '\0';
  return length;
}
