#include "base/date.h"

#include <string.h>

/* Every type but the day is made of whole months: how many a period has, and how many lie between the beginnings of
 * two neighbours (nine months recur every twelve). */
static const struct {
  const char *name;
  int32_t months;
  int32_t step;
} period_types[RSL_PERIOD_TYPE_END] = {
  [RSL_PERIOD_NONE] = { NULL, 0, 0 },
  [RSL_PERIOD_YEAR] = { "year", 12, 12 },
  [RSL_PERIOD_NINE_MONTHS] = { "nine_months", 9, 12 },
  [RSL_PERIOD_HALF] = { "half", 6, 6 },
  [RSL_PERIOD_QUARTER] = { "quarter", 3, 3 },
  [RSL_PERIOD_MONTH] = { "month", 1, 1 },
  [RSL_PERIOD_DAY] = { "day", 0, 0 },
};

static const rsl_period no_period = { RSL_PERIOD_NONE, 0 };

static bool parse_part(const char *part, size_t length, int32_t year, rsl_period *out);
static bool is_period(rsl_period period);
static bool is_period_type(rsl_period_type type);
static rsl_period period_at(rsl_period_type type, int64_t index);
static int32_t first_month(rsl_period period);
static int32_t end_month(rsl_period period);

bool rsl_period_parse(const char *text, size_t length, rsl_period *out) {
  int32_t year;
  *out = no_period;
  if (length == 10) {
    rsl_date day;
    if (!rsl_date_parse(text, length, RSL_DATE_ORDER_ISO, &day)) return false;
    *out = (rsl_period){ RSL_PERIOD_DAY, day };
    return true;
  }
  if (length < 4 || !rsl__digits_parse(text, 4, &year) || year < RSL__YEAR_MIN || year > RSL__YEAR_MAX) return false;
  if (length == 4) {
    *out = (rsl_period){ RSL_PERIOD_YEAR, year };
    return true;
  }
  return length == 7 && text[4] == '-' && parse_part(text + 5, 2, year, out);
}

void rsl_period_format(rsl_period period, char buffer[RSL_PERIOD_TEXT]) {
  buffer[0] = '\0';
  if (!is_period(period)) return;
  if (period.type == RSL_PERIOD_DAY) {
    rsl_date_format(period.index, buffer);
    return;
  }
  int32_t month = first_month(period);
  int32_t part = month % 12 / period_types[period.type].months + 1;
  char *at = rsl__digits_write(buffer, month / 12, 4);
  if (period.type != RSL_PERIOD_YEAR) *at++ = '-';
  switch (period.type) {
  case RSL_PERIOD_NINE_MONTHS:
    *at++ = '9';
    *at++ = 'M';
    break;
  case RSL_PERIOD_HALF:
    *at++ = 'H';
    at = rsl__digits_write(at, part, 1);
    break;
  case RSL_PERIOD_QUARTER:
    *at++ = 'Q';
    at = rsl__digits_write(at, part, 1);
    break;
  case RSL_PERIOD_MONTH:
    at = rsl__digits_write(at, part, 2);
    break;
  default:
    break;
  }
  *at = '\0';
}

rsl_date rsl_period_first_day(rsl_period period) {
  if (!is_period(period)) return RSL_DATE_NONE;
  return period.type == RSL_PERIOD_DAY ? period.index : rsl__month_first_day(first_month(period));
}

rsl_date rsl_period_last_day(rsl_period period) {
  if (!is_period(period)) return RSL_DATE_NONE;
  if (period.type == RSL_PERIOD_DAY) return period.index;
  return rsl__month_first_day(first_month(period) + period_types[period.type].months) - 1;
}

bool rsl_period_contains(rsl_period outer, rsl_period inner) {
  if (!is_period(outer) || !is_period(inner)) return false;
  if (outer.type != RSL_PERIOD_DAY && inner.type != RSL_PERIOD_DAY) {
    return first_month(outer) <= first_month(inner) && end_month(inner) <= end_month(outer);
  }
  return rsl_period_first_day(outer) <= rsl_period_first_day(inner) &&
         rsl_period_last_day(inner) <= rsl_period_last_day(outer);
}

int rsl_period_compare(rsl_period a, rsl_period b) {
  rsl_date last_a = rsl_period_last_day(a), last_b = rsl_period_last_day(b);
  if (last_a != last_b) return last_a < last_b ? -1 : 1;
  rsl_date first_a = rsl_period_first_day(a), first_b = rsl_period_first_day(b);
  return (first_a < first_b) - (first_a > first_b); /* of two with one end, the shorter begins later and comes first */
}

rsl_period rsl_period_of_date(rsl_period_type type, rsl_date date) {
  int year, month, day;
  if (!is_period_type(type)) return no_period;
  rsl_date_to_civil(date, &year, &month, &day);
  if (year == 0) return no_period;
  if (type == RSL_PERIOD_DAY) return (rsl_period){ type, date };
  if (type == RSL_PERIOD_NINE_MONTHS && month > 9) return no_period;
  return (rsl_period){ type, (year * 12 + month - 1) / period_types[type].step };
}

rsl_period rsl_period_shift(rsl_period period, int32_t count) {
  return is_period(period) ? period_at(period.type, (int64_t)period.index + count) : no_period;
}

int32_t rsl_period_parts(rsl_period period, rsl_period_type type) {
  if (!is_period(period) || !is_period_type(type)) return 0;
  if (type == RSL_PERIOD_DAY) return rsl_period_last_day(period) - rsl_period_first_day(period) + 1;
  int32_t whole = period_types[period.type].months, part = period_types[type].months;
  return whole % part == 0 ? whole / part : 0;
}

rsl_period rsl_period_first_part(rsl_period period, rsl_period_type type) {
  if (rsl_period_parts(period, type) == 0) return no_period;
  if (type != RSL_PERIOD_DAY) return (rsl_period){ type, first_month(period) / period_types[type].step };
  return rsl_period_of_date(type, rsl_period_first_day(period));
}

int32_t rsl__period_months(rsl_period_type type) {
  return period_types[type].months;
}

int32_t rsl__period_step(rsl_period_type type) {
  return period_types[type].step;
}

const char *rsl_period_type_name(rsl_period_type type) {
  return is_period_type(type) ? period_types[type].name : NULL;
}

bool rsl_period_type_parse(const char *text, size_t length, rsl_period_type *out) {
  for (int i = RSL_PERIOD_YEAR; i < RSL_PERIOD_TYPE_END; i++) {
    const char *name = period_types[i].name;
    if (strlen(name) != length || memcmp(name, text, length) != 0) continue;
    *out = (rsl_period_type)i;
    return true;
  }
  *out = RSL_PERIOD_NONE;
  return false;
}

/* What follows the year: `9M`, `H1`, `Q2`, `03`. */
static bool parse_part(const char *part, size_t length, int32_t year, rsl_period *out) {
  int32_t number;
  if (part[0] == '9' && part[1] == 'M') {
    *out = (rsl_period){ RSL_PERIOD_NINE_MONTHS, year };
    return true;
  }
  size_t letters = part[0] == 'H' || part[0] == 'Q' ? 1 : 0;
  if (!rsl__digits_parse(part + letters, length - letters, &number)) return false;
  rsl_period_type type = letters == 0 ? RSL_PERIOD_MONTH : part[0] == 'H' ? RSL_PERIOD_HALF : RSL_PERIOD_QUARTER;
  int32_t in_a_year = 12 / period_types[type].months;
  if (number < 1 || number > in_a_year) return false;
  *out = (rsl_period){ type, year * in_a_year + number - 1 };
  return true;
}

static bool is_period_type(rsl_period_type type) {
  return (int)type > RSL_PERIOD_NONE && (int)type < RSL_PERIOD_TYPE_END;
}

static bool is_period(rsl_period period) {
  return is_period_type(period.type) && period_at(period.type, period.index).type != RSL_PERIOD_NONE;
}

/* The period with that index, or none where it does not lie in the years 1900 to 2999. */
static rsl_period period_at(rsl_period_type type, int64_t index) {
  bool inside;
  if (type == RSL_PERIOD_DAY) {
    inside = index >= RSL_DATE_MIN && index <= RSL_DATE_MAX;
  } else {
    int64_t in_a_year = 12 / period_types[type].step;
    inside = index >= RSL__YEAR_MIN * in_a_year && index < (RSL__YEAR_MAX + 1) * in_a_year;
  }
  return inside ? (rsl_period){ type, (int32_t)index } : no_period;
}

/* Of any type but the day, as months since January of year 0. */
static int32_t first_month(rsl_period period) {
  return period.index * period_types[period.type].step;
}

/* The first month no longer. */
static int32_t end_month(rsl_period period) {
  return first_month(period) + period_types[period.type].months;
}
