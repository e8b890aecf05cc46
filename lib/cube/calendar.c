#include "cube/calendar.h"

#include "base/date.h"

static bool is_shifted(int month_from, uint32_t when);
static rsl_date beginning(int month_from, int32_t month);

rsl_date rsl__calendar_first_day(int month_from, uint32_t when) {
  rsl_date first = rsl_period_first_day(rsl__when_period(when));
  if (is_shifted(month_from, when)) first = beginning(month_from, rsl__month_of_day(first));
  return first < RSL_DATE_MIN ? RSL_DATE_MIN : first;
}

rsl_date rsl__calendar_last_day(int month_from, uint32_t when) {
  rsl_date last = rsl__when_last_day(when);
  return is_shifted(month_from, when) ? beginning(month_from, rsl__month_of_day(last) + 1) - 1 : last;
}

uint32_t rsl__calendar_around(int month_from, uint32_t when, rsl_period_type type) {
  rsl_date day = rsl__when_last_day(when);
  if (month_from <= 1 || rsl__when_type(when) != RSL_PERIOD_DAY || type == RSL_PERIOD_DAY)
    return rsl__when_around(when, type);
  /* A day from the 15th on lies in the period that is named by the next month: in that of any day of it. */
  int32_t month = rsl__month_of_day(day);
  if (day >= beginning(month_from, month + 1)) day = rsl__month_first_day(month + 1);
  return day > RSL_DATE_MAX ? 0 : rsl__when_around(rsl__when((rsl_period){ RSL_PERIOD_DAY, day }), type);
}

/* In months, since every row of a roll-up asks: a day's month is known from its date once, and no other date is. */
uint32_t rsl__when_around(uint32_t when, rsl_period_type type) {
  rsl_period_type inner = rsl__when_type(when);
  if (inner == type) return when;
  if (inner < type) return 0;
  int32_t last = rsl__month_of_day(rsl__when_last_day(when));
  int32_t first = inner == RSL_PERIOD_DAY ? last : last - rsl__period_months(inner) + 1;
  int32_t end = first - first % rsl__period_step(type) + rsl__period_months(type);
  if (last >= end) return 0;
  return (uint32_t)(rsl__month_first_day(end) - 1 - RSL_DATE_MIN) << 3 | (uint32_t)(7 - (int)type);
}

uint32_t rsl__when_shift(uint32_t when, int32_t count) {
  if (count == 0) return when;
  rsl_period period = rsl_period_shift(rsl__when_period(when), count);
  return period.type == RSL_PERIOD_NONE ? 0 : rsl__when(period);
}

uint32_t rsl__calendar_parts(int month_from, uint32_t when, rsl_period_type type) {
  if (type == RSL_PERIOD_DAY)
    return (uint32_t)(rsl__calendar_last_day(month_from, when) - rsl__calendar_first_day(month_from, when) + 1);
  int32_t parts = rsl_period_parts(rsl__when_period(when), type);
  return parts < 0 ? 0 : (uint32_t)parts;
}

rsl_period rsl__calendar_first_part(int month_from, uint32_t when, rsl_period_type type) {
  if (type == RSL_PERIOD_DAY) return rsl_period_of_date(type, rsl__calendar_first_day(month_from, when));
  return rsl_period_first_part(rsl__when_period(when), type);
}

static bool is_shifted(int month_from, uint32_t when) {
  return month_from > 1 && rsl__when_type(when) != RSL_PERIOD_DAY;
}

/* The day on which the month begins: one of the month before it. */
static rsl_date beginning(int month_from, int32_t month) {
  return rsl__month_first_day(month - 1) + month_from - 1;
}
