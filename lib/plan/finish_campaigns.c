#include <string.h>

#include "plan/finishing.h"

enum {
  WORKING_DAYS_MOST = 366, /* that a deadline counts */
  EARLY_MOST = 92          /* days that units may estimate ahead: a quarter */
};

static const char *campaign_code(const rsl_plan *plan, uint32_t index);
static const char *resolution_title(const rsl_plan *plan, uint32_t index);
static void check_campaign(rsl__finish *finish, uint32_t index);
static void need(rsl__finish *finish, rsl__site site, bool given, const char *what);
static const rsl_date *sort_holidays(rsl__finish *finish, uint32_t index, uint32_t *count);
static void check_deadlines(rsl__finish *finish, uint32_t index);
static void check_deadline(rsl__finish *finish, uint32_t index, size_t item, const rsl_date *holidays, uint32_t count);
static void check_day(rsl__finish *finish, rsl__site site, const rsl_campaign *campaign, rsl_date day);
static void check_holidays(rsl__finish *finish, uint32_t index);
static int32_t year_of(rsl_date day);
static bool check_one_way(rsl__finish *finish, uint32_t index, size_t item);
static rsl_date last_day(const rsl_deadline *deadline, rsl_date close, const rsl_date *holidays, uint32_t count);
static rsl_date working_days_after(rsl_date close, int days, const rsl_date *holidays, uint32_t count);
static bool is_holiday(rsl_date day, const rsl_date *holidays, uint32_t count);
static bool is_weekend(rsl_date day);
static void check_deadline_order(rsl__finish *finish, uint32_t index);

void rsl__finish_campaigns(rsl__finish *finish) {
  static const rsl__code_list campaigns = { RSL__RECORD_CAMPAIGN, RSL__PROBLEM_DUPLICATE_CAMPAIGN, "a campaign",
                                            campaign_code };
  uint32_t count = rsl_plan_campaign_count(finish->plan);
  size_t levels = rsl_plan_level_count(finish->plan);
  rsl__plan_links *links = finish->links;
  rsl__index_codes(finish, &campaigns, &links->campaigns);
  links->campaign_resolution = rsl__finish_indexes(finish, count);
  links->deadlines = rsl__finish_array(finish, count * levels, sizeof *links->deadlines);
  for (size_t i = 0; i < count * levels && !finish->no_memory; ++i) links->deadlines[i] = RSL_DATE_NONE;
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_campaign(finish, i);
}

static const char *campaign_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_campaign(plan, index)->code;
}

static const char *resolution_title(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_resolution(plan, index)->title;
}

static void check_campaign(rsl__finish *finish, uint32_t index) {
  const rsl_campaign *campaign = rsl_plan_campaign(finish->plan, index);
  rsl__site resolution = rsl__at(RSL__RECORD_CAMPAIGN, index, "resolution");
  rsl__site kind = rsl__at(RSL__RECORD_CAMPAIGN, index, "kind");
  rsl__code_search search = { &finish->links->resolutions, RSL__PROBLEM_UNKNOWN_RESOLUTION, "resolution",
                              resolution_title };
  rsl__check_extras(finish, rsl__at(RSL__RECORD_CAMPAIGN, index, ""), &campaign->extras);
  need(finish, resolution, campaign->resolution != NULL, "a campaign needs `resolution`: what it reviews");
  finish->links->campaign_resolution[index] = rsl__resolve(finish, resolution, &search, campaign->resolution);
  if (rsl__check_choice(finish, kind, (unsigned)campaign->kind, RSL_CAMPAIGN_FINAL + 1))
    need(finish, kind, campaign->kind != RSL_CAMPAIGN_NONE, "a campaign needs `kind`: `mid_term` or `final`");
  need(finish, rsl__at(RSL__RECORD_CAMPAIGN, index, "as_of"), campaign->as_of != RSL_DATE_NONE,
       "a campaign needs `as_of`, the day as of which targets are rated");
  if (campaign->as_of != RSL_DATE_NONE && (campaign->as_of < RSL_DATE_MIN || campaign->as_of > RSL_DATE_MAX))
    rsl__report(finish, RSL__PROBLEM_BAD_VALUE, rsl__at(RSL__RECORD_CAMPAIGN, index, "as_of"),
                "`as_of` is no day of the years 1900 to 2999");
  else
    check_deadlines(finish, index);
}

static void need(rsl__finish *finish, rsl__site site, bool given, const char *what) {
  if (!given) rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "%s", what);
}

/* ---- Deadlines ---- */

static void check_deadlines(rsl__finish *finish, uint32_t index) {
  const rsl_campaign *campaign = rsl_plan_campaign(finish->plan, index);
  uint32_t count = 0;
  const rsl_date *holidays = sort_holidays(finish, index, &count);
  if (campaign->deadline_count == 0)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rsl__at(RSL__RECORD_CAMPAIGN, index, "deadlines"),
                "a campaign needs `deadlines`: by when the units of each level submit");
  for (size_t i = 0; i < campaign->deadline_count && !finish->no_memory; ++i)
    check_deadline(finish, index, i, holidays, count);
  if (!finish->no_memory) check_deadline_order(finish, index);
  if (!finish->no_memory) check_holidays(finish, index);
}

/* In order, so that a day is found by halving. */
static const rsl_date *sort_holidays(rsl__finish *finish, uint32_t index, uint32_t *count) {
  const rsl_campaign *campaign = rsl_plan_campaign(finish->plan, index);
  rsl_date *days = rsl__finish_array(finish, campaign->holiday_count, sizeof *days);
  if (days == NULL) return NULL;
  for (size_t i = 0; i < campaign->holiday_count; ++i) days[i] = campaign->holidays[i];
  *count = rsl__sort_days(finish, days, (uint32_t)campaign->holiday_count);
  return days;
}

static void check_deadline(rsl__finish *finish, uint32_t index, size_t item, const rsl_date *holidays, uint32_t count) {
  const rsl_campaign *campaign = rsl_plan_campaign(finish->plan, index);
  const rsl_deadline *deadline = &campaign->deadlines[item];
  char member[RSL__MEMBER];
  rsl__site site = rsl__at(RSL__RECORD_CAMPAIGN, index, rsl__item_member(member, "deadlines", item, "level"));
  need(finish, site, deadline->level != NULL, "a deadline needs `level`: whose units submit by then");
  uint32_t level = rsl__resolve_level(finish, site, deadline->level);
  size_t slot = (size_t)index * rsl_plan_level_count(finish->plan) + level;
  bool again = level != RSL_NONE && finish->links->deadlines[slot] != RSL_DATE_NONE;
  if (again)
    rsl__report(finish, RSL__PROBLEM_DUPLICATE_ITEM, site, "the level `%s` has a deadline already: keep one",
                rsl__show(deadline->level).bytes);
  if (!check_one_way(finish, index, item) || level == RSL_NONE || again) return;
  if (deadline->has_working_days && campaign->as_of == RSL_DATE_NONE) return;
  rsl_date day = finish->links->deadlines[slot] = last_day(deadline, campaign->as_of, holidays, count);
  site.member = rsl__item_member(member, "deadlines", item, "");
  check_day(finish, site, campaign, day);
  if (campaign->conference == RSL_DATE_NONE || day <= campaign->conference) return;
  char text[RSL_DATE_TEXT];
  char conference[RSL_DATE_TEXT];
  rsl_date_format(day, text);
  rsl_date_format(campaign->conference, conference);
  rsl__report(finish, RSL__PROBLEM_DEADLINE_AFTER_CONFERENCE, site,
              "units may submit until %s, which is after the conference on %s: bring it forward", text, conference);
}

/* Units may tell of a period that still runs, but not of one that is far away. */
static void check_day(rsl__finish *finish, rsl__site site, const rsl_campaign *campaign, rsl_date day) {
  char text[RSL_DATE_TEXT];
  char close[RSL_DATE_TEXT];
  if (campaign->as_of == RSL_DATE_NONE || day >= campaign->as_of - EARLY_MOST) return;
  rsl_date_format(day, text);
  rsl_date_format(campaign->as_of, close);
  rsl__warn(finish, RSL__PROBLEM_DEADLINE_TOO_EARLY, site,
            "units submit until %s, long before %s, the day as of which targets are rated: is the year right?", text,
            close);
}

/* Of a year in which no deadline counts days. */
static void check_holidays(rsl__finish *finish, uint32_t index) {
  const rsl_campaign *campaign = rsl_plan_campaign(finish->plan, index);
  const rsl_date *days = &finish->links->deadlines[(size_t)index * rsl_plan_level_count(finish->plan)];
  rsl_date last = campaign->as_of;
  char member[RSL__MEMBER];
  char text[RSL_DATE_TEXT];
  for (uint32_t level = 0; level < rsl_plan_level_count(finish->plan); ++level)
    if (days[level] != RSL_DATE_NONE && days[level] > last) last = days[level];
  for (size_t i = 0; i < campaign->holiday_count && !finish->no_memory; ++i) {
    rsl_date day = campaign->holidays[i];
    if (campaign->as_of == RSL_DATE_NONE || (year_of(day) >= year_of(campaign->as_of) && year_of(day) <= year_of(last)))
      continue;
    rsl_date_format(day, text);
    rsl__warn(finish, RSL__PROBLEM_HOLIDAY_OUTSIDE,
              rsl__at(RSL__RECORD_CAMPAIGN, index, rsl__item_member(member, "holidays", i, "")),
              "%s is of a year in which no deadline counts days: is the year right?", text);
  }
}

static int32_t year_of(rsl_date day) {
  return rsl_period_of_date(RSL_PERIOD_YEAR, day).index;
}

static bool check_one_way(rsl__finish *finish, uint32_t index, size_t item) {
  const rsl_deadline *deadline = &rsl_plan_campaign(finish->plan, index)->deadlines[item];
  char member[RSL__MEMBER];
  rsl__site site = rsl__at(RSL__RECORD_CAMPAIGN, index, rsl__item_member(member, "deadlines", item, ""));
  int told = (deadline->before != RSL_DATE_NONE) + (deadline->by != RSL_DATE_NONE) + deadline->has_working_days;
  if (told == 0)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site,
                "a deadline needs one of `before` (a day that is too late), `by` (the last day) and "
                "`working_days_after_close`");
  if (told > 1)
    rsl__report(finish, RSL__PROBLEM_TWO_DEADLINES, site,
                "`before`, `by` and `working_days_after_close` are three ways to tell one day: keep one");
  site.member = rsl__item_member(member, "deadlines", item, "working_days_after_close");
  return told == 1 && (!deadline->has_working_days ||
                       rsl__check_whole(finish, site, deadline->working_days_after_close, 0, WORKING_DAYS_MOST));
}

static rsl_date last_day(const rsl_deadline *deadline, rsl_date close, const rsl_date *holidays, uint32_t count) {
  if (deadline->before != RSL_DATE_NONE) return deadline->before - 1;
  if (deadline->by != RSL_DATE_NONE) return deadline->by;
  return working_days_after(close, deadline->working_days_after_close, holidays, count);
}

/* The days from one on are looked at one by one: no more of them are no working days than there are holidays, and two in
 * seven. */
static rsl_date working_days_after(rsl_date close, int days, const rsl_date *holidays, uint32_t count) {
  rsl_date day = close;
  while (days > 0 && day < RSL_DATE_MAX) {
    ++day;
    if (!is_weekend(day) && !is_holiday(day, holidays, count)) --days;
  }
  return day;
}

static bool is_holiday(rsl_date day, const rsl_date *holidays, uint32_t count) {
  uint32_t first = 0;
  uint32_t end = count;
  while (first < end) {
    uint32_t middle = first + (end - first) / 2;
    if (holidays[middle] == day) return true;
    if (holidays[middle] < day)
      first = middle + 1;
    else
      end = middle;
  }
  return false;
}

/* Days are counted from a Thursday, 1970-01-01; Saturday is two days later. */
static bool is_weekend(rsl_date day) {
  int32_t weekday = ((day - 2) % 7 + 7) % 7;
  return weekday < 2;
}

/* A unit waits for all below it: its deadline is no earlier than theirs. */
static void check_deadline_order(rsl__finish *finish, uint32_t index) {
  uint32_t levels = rsl_plan_level_count(finish->plan);
  const rsl_date *days = &finish->links->deadlines[(size_t)index * levels];
  uint32_t higher = RSL_NONE;
  for (uint32_t level = 0; level < levels; ++level) {
    if (days[level] == RSL_DATE_NONE) continue;
    if (higher != RSL_NONE && days[higher] < days[level])
      rsl__warn(finish, RSL__PROBLEM_DEADLINE_ORDER, rsl__at(RSL__RECORD_CAMPAIGN, index, "deadlines"),
                "the deadline of `%s` is before that of `%s` below it, for which it waits",
                rsl__show(rsl_plan_level(finish->plan, higher)->code).bytes,
                rsl__show(rsl_plan_level(finish->plan, level)->code).bytes);
    higher = level;
  }
}
