/** @file
 *  @brief Internal: the days of periods, in the ordinary calendar or in a named one (formats.md, periods and dates).
 *
 *  A period is named the same in every calendar; only its days differ. With periods from the 15th, 2023-03 is
 *  2023-02-15 to 2023-03-14. A day is a day in all of them, but lies in another month.
 */
#ifndef RSL_CUBE_CALENDAR_H
#define RSL_CUBE_CALENDAR_H

#include "cube/row.h"

/* `month_from` is the day of the month on which periods begin; 1 in the ordinary calendar. */

rsl_date rsl__calendar_first_day(int month_from, uint32_t when);
rsl_date rsl__calendar_last_day(int month_from, uint32_t when);
/** The period of a type that holds another; 0: there is none. */
uint32_t rsl__calendar_around(int month_from, uint32_t when, rsl_period_type type);
/** The same in the ordinary calendar: whatever the calendar where `when` is no day. */
uint32_t rsl__when_around(uint32_t when, rsl_period_type type);
/** The period some periods later, or earlier; 0: it lies outside all years. */
uint32_t rsl__when_shift(uint32_t when, int32_t count);
/** How many periods of a type lie in a period; 0: it is not made of them. */
uint32_t rsl__calendar_parts(int month_from, uint32_t when, rsl_period_type type);
/** The first of them; type none where there is none. Those after it are its neighbours. */
rsl_period rsl__calendar_first_part(int month_from, uint32_t when, rsl_period_type type);

#endif
