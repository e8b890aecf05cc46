/** @file
 *  @brief Internal: days and months of the calendar, without the public range check.
 */
#ifndef RSL_BASE_DATE_H
#define RSL_BASE_DATE_H

#include <resolution/base.h>

#define RSL__YEAR_MIN 1900
#define RSL__YEAR_MAX 2999

/** The first day of a month counted from January of year 0; years 0 to 9999. Months are the common measure of all
 *  periods but days, so that a period's ends are two calls of this. */
int32_t rsl__month_first_day(int32_t month);

/** The month a day lies in, counted likewise. */
int32_t rsl__month_of_day(rsl_date date);
/** How many months a period of a type has, and how many lie between the beginnings of two neighbours (nine months recur
 *  every twelve). 0 for days. */
int32_t rsl__period_months(rsl_period_type type);
int32_t rsl__period_step(rsl_period_type type);

/** Read exactly `length` decimal digits (at most 9). */
bool rsl__digits_parse(const char *text, size_t length, int32_t *out);
/** Write `value` with at least `length` digits' worth of leading zeros; value < 10^length. @return past the last. */
char *rsl__digits_write(char *at, int32_t value, int length);

#endif
