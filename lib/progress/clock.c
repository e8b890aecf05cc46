#include "progress/clock.h"

#include "progress/arithmetic.h"

static bool counts_days(const rsl_path_input *input, rsl_period now);
static int64_t months_at(rsl_date date);
static int64_t begin_of(const rsl__clock *clock, rsl_period first);

rsl__clock rsl__clock_read(const rsl_path_input *input, rsl_period now) {
  rsl__clock clock = { 0 };
  /* A month has no fixed length in days: a daily figure moves the whole clock to days, never a part of it. */
  clock.in_days = counts_days(input, now);
  clock.ticks_per_year = clock.in_days ? over(whole(1461), whole(4)) : whole(12);
  clock.end = rsl__clock_ticks(&clock, input->by);
  clock.has_now = now.type != RSL_PERIOD_NONE;
  if (clock.has_now) clock.now = rsl__clock_ticks(&clock, now);
  clock.has_start = true;
  if (input->baseline.period.type != RSL_PERIOD_NONE)
    clock.start = rsl__clock_ticks(&clock, input->baseline.period);
  else if (input->from.type != RSL_PERIOD_NONE)
    clock.start = begin_of(&clock, input->from);
  else if (input->series_count > 0)
    clock.start = begin_of(&clock, input->series[0].period);
  else
    clock.has_start = false;
  return clock;
}

int64_t rsl__clock_ticks(const rsl__clock *clock, rsl_period period) {
  rsl_date last = rsl_period_last_day(period);
  return clock->in_days ? (int64_t)last : months_at(last);
}

rsl_number rsl__clock_years(const rsl__clock *clock, int64_t from, int64_t to) {
  return over(whole(to - from), clock->ticks_per_year);
}

static bool counts_days(const rsl_path_input *input, rsl_period now) {
  return now.type == RSL_PERIOD_DAY || input->by.type == RSL_PERIOD_DAY ||
         input->baseline.period.type == RSL_PERIOD_DAY;
}

/** Months from the year 0 to the end of the month that a day lies in: every period but a day ends with a month. */
static int64_t months_at(rsl_date date) {
  int year = 0;
  int month = 0;
  int day = 0;
  rsl_date_to_civil(date, &year, &month, &day);
  return (int64_t)year * 12 + month;
}

/** The end of what comes before a period. */
static int64_t begin_of(const rsl__clock *clock, rsl_period first) {
  rsl_date day = rsl_period_first_day(first);
  return clock->in_days ? (int64_t)day - 1 : months_at(day) - 1;
}
