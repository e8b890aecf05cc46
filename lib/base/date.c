#include "base/date.h"

/* Days from 0000-01-01 to 1970-01-01: 1970 × 365 + 478 leap years (493 by fours − 20 by hundreds + 5 by four hundreds,
 * year 0 being one). */
#define EPOCH_DAYS 719528
#define JANUARY_AND_FEBRUARY 60 /* of year 0, a leap year */

static const int16_t days_before_month[12] = { 0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334 };

static bool is_leap_year(int32_t year);
static bool parse_day_first(const char *text, size_t length, rsl_date *out);
static size_t digits_until(const char *text, size_t length, char end);

rsl_date rsl_date_from_civil(int year, int month, int day) {
  if (year < RSL__YEAR_MIN || year > RSL__YEAR_MAX || month < 1 || month > 12 || day < 1) return RSL_DATE_NONE;
  int32_t index = year * 12 + month - 1;
  int32_t first = rsl__month_first_day(index);
  if (day > rsl__month_first_day(index + 1) - first) return RSL_DATE_NONE;
  return first + day - 1;
}

void rsl_date_to_civil(rsl_date date, int *year, int *month, int *day) {
  *year = *month = *day = 0;
  if (date < RSL_DATE_MIN || date > RSL_DATE_MAX) return;
  /* Counted from the first of March of year 0, so that the leap day ends a year: 400 years have 146,097 days, 100 have
   * 36,524, 4 have 1,461, and from March on five months have 153 again and again. */
  uint32_t days = (uint32_t)(date + EPOCH_DAYS - JANUARY_AND_FEBRUARY);
  uint32_t in_era = days % 146097;
  uint32_t y = (in_era - in_era / 1460 + in_era / 36524 - in_era / 146096) / 365;
  uint32_t in_year = in_era - (365 * y + y / 4 - y / 100);
  uint32_t m = (5 * in_year + 2) / 153;
  *day = (int)(in_year - (153 * m + 2) / 5 + 1);
  *month = (int)(m < 10 ? m + 3 : m - 9);
  *year = (int)(y + days / 146097 * 400 + (m >= 10));
}

int32_t rsl__month_of_day(rsl_date date) {
  int year, month, day;
  rsl_date_to_civil(date, &year, &month, &day);
  return year * 12 + month - 1;
}

bool rsl_date_parse(const char *text, size_t length, rsl_date_order order, rsl_date *out) {
  int32_t year, month, day;
  *out = RSL_DATE_NONE;
  if (length == 10 && text[4] == '-' && text[7] == '-') {
    if (!rsl__digits_parse(text, 4, &year) || !rsl__digits_parse(text + 5, 2, &month) ||
        !rsl__digits_parse(text + 8, 2, &day))
      return false;
    *out = rsl_date_from_civil(year, month, day);
    return *out != RSL_DATE_NONE;
  }
  return order == RSL_DATE_ORDER_DMY && parse_day_first(text, length, out);
}

void rsl_date_format(rsl_date date, char buffer[RSL_DATE_TEXT]) {
  int year, month, day;
  buffer[0] = '\0';
  rsl_date_to_civil(date, &year, &month, &day);
  if (year == 0) return;
  char *at = rsl__digits_write(buffer, year, 4);
  *at++ = '-';
  at = rsl__digits_write(at, month, 2);
  *at++ = '-';
  at = rsl__digits_write(at, day, 2);
  *at = '\0';
}

int32_t rsl__month_first_day(int32_t month) {
  int32_t year = month / 12, in_year = month % 12;
  int32_t leap_years_before = (year + 3) / 4 - (year + 99) / 100 + (year + 399) / 400;
  int32_t leap_day = in_year >= 2 && is_leap_year(year) ? 1 : 0;
  return 365 * year + leap_years_before + days_before_month[in_year] + leap_day - EPOCH_DAYS;
}

bool rsl__digits_parse(const char *text, size_t length, int32_t *out) {
  int32_t value = 0;
  for (size_t i = 0; i < length; i++) {
    if (text[i] < '0' || text[i] > '9') return false;
    value = value * 10 + (text[i] - '0');
  }
  *out = value;
  return length > 0;
}

char *rsl__digits_write(char *at, int32_t value, int length) {
  for (int i = length - 1; i >= 0; i--) {
    at[i] = (char)('0' + value % 10);
    value /= 10;
  }
  return at + length;
}

static bool is_leap_year(int32_t year) {
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

/* `30/06/2023`, `1/6/2023`: one or two digits for day and month, as they are written in Vietnam. */
static bool parse_day_first(const char *text, size_t length, rsl_date *out) {
  int32_t year, month, day;
  size_t day_digits = digits_until(text, length, '/');
  if (day_digits < 1 || day_digits > 2) return false;
  const char *rest = text + day_digits + 1;
  size_t left = length - day_digits - 1;
  size_t month_digits = digits_until(rest, left, '/');
  if (month_digits < 1 || month_digits > 2 || left != month_digits + 5) return false;
  if (!rsl__digits_parse(text, day_digits, &day) || !rsl__digits_parse(rest, month_digits, &month) ||
      !rsl__digits_parse(rest + month_digits + 1, 4, &year))
    return false;
  *out = rsl_date_from_civil(year, month, day);
  return *out != RSL_DATE_NONE;
}

/* How many digits stand before `end`; 0 where `end` does not follow them. */
static size_t digits_until(const char *text, size_t length, char end) {
  size_t i = 0;
  while (i < length && text[i] >= '0' && text[i] <= '9') i++;
  return i < length && text[i] == end ? i : 0;
}
