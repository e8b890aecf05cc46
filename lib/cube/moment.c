#include "cube/rollup.h"

static uint32_t last_of(int month_from, uint32_t when, rsl_period_type type);

rsl_date rsl__first_day(const rsl__sheet *sheet, uint32_t when) {
  return rsl__calendar_first_day(sheet->month_from, when);
}

rsl_date rsl__last_day(const rsl__sheet *sheet, uint32_t when) {
  rsl_date last = rsl__calendar_last_day(sheet->month_from, when);
  if (last <= sheet->to_date || !rsl__is_running(sheet, when)) return last;
  uint32_t part = rsl__last_part(sheet, when, sheet->record->frequency);
  return part == 0 ? last : rsl__calendar_last_day(sheet->month_from, part);
}

bool rsl__is_running(const rsl__sheet *sheet, uint32_t when) {
  return rsl__when_type(when) < sheet->record->frequency &&
         rsl__calendar_last_day(sheet->month_from, when) > sheet->to_date;
}

uint32_t rsl__parts_of(const rsl__sheet *sheet, uint32_t when, rsl_period_type type) {
  uint32_t all = rsl__calendar_parts(sheet->month_from, when, type);
  if (all == 0 || !rsl__is_running(sheet, when)) return all;
  rsl_period part = rsl__calendar_first_part(sheet->month_from, when, type);
  uint32_t ended = 0;
  for (; ended < all && rsl__calendar_last_day(sheet->month_from, rsl__when(part)) <= sheet->to_date; ended++)
    part = rsl_period_shift(part, 1);
  return ended;
}

rsl_period rsl__first_part(const rsl__sheet *sheet, uint32_t when, rsl_period_type type) {
  return rsl__calendar_first_part(sheet->month_from, when, type);
}

uint32_t rsl__last_part(const rsl__sheet *sheet, uint32_t when, rsl_period_type type) {
  uint32_t parts = rsl__parts_of(sheet, when, type);
  if (parts == 0) return 0;
  return rsl__when_shift(rsl__when(rsl__first_part(sheet, when, type)), (int32_t)parts - 1);
}

uint32_t rsl__told_when(const rsl__sheet *sheet, int month_from, uint32_t when, rsl_period_type type, uint32_t number) {
  if (sheet->adds_up && rsl__when_type(when) < type) when = last_of(month_from, when, type);
  if (when == 0) return 0;
  uint32_t back = number / (sheet->shifts + 1);
  uint32_t shift = number % (sheet->shifts + 1);
  if (back > 0) when = rsl__when_shift(when, (int32_t)back);
  uint32_t around = when == 0 ? 0 : rsl__calendar_around(month_from, when, type);
  return shift == 0 || around == 0 ? around : rsl__when_shift(around, (int32_t)shift);
}

/* A cumulative report of a quarter tells of its last month what one of the month would. */
static uint32_t last_of(int month_from, uint32_t when, rsl_period_type type) {
  uint32_t parts = rsl__calendar_parts(month_from, when, type);
  if (parts == 0) return 0;
  return rsl__when_shift(rsl__when(rsl__calendar_first_part(month_from, when, type)), (int32_t)parts - 1);
}
