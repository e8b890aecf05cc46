#include <string.h>

#include "plan/finishing.h"

/* The way to a target: its trajectory, milestones and quotas (T5, T6). */

static void check_trajectory(rsl__finish *finish, uint32_t index, rsl__site site);
static bool check_milestone(rsl__finish *finish, uint32_t index, size_t item, rsl_period *before);
static void check_quotas(rsl__finish *finish, uint32_t index);
static bool check_quota(rsl__finish *finish, uint32_t index, size_t item, rsl_period *next);
static rsl_period first_year(const rsl__finish *finish, uint32_t index);
static void check_sum(rsl__finish *finish, uint32_t index, rsl__site site);

void rsl__finish_target_path(rsl__finish *finish, uint32_t index) {
  const rsl_target *target = rsl__target(finish, index);
  const rsl__site site = rsl__at(RSL__RECORD_TARGET, index, "trajectory");
  rsl_period before = rsl__target_baseline(finish, index);
  rsl__check_choice(finish, site, (unsigned)target->trajectory, RSL_TRAJECTORY_MILESTONES + 1);
  if (target->trajectory == RSL_TRAJECTORY_MILESTONES && target->milestone_count == 0)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rsl__at(RSL__RECORD_TARGET, index, "milestones"),
                "the trajectory `milestones` needs `milestones`");
  check_trajectory(finish, index, site);
  for (size_t i = 0; i < target->milestone_count; ++i)
    if (!check_milestone(finish, index, i, &before)) break;
  if (target->quota_count > 0) check_quotas(finish, index);
}

/* Averages of rates and yearly conditions have no path (T6); that of a total begins at 0, from where nothing grows. */
static void check_trajectory(rsl__finish *finish, uint32_t index, rsl__site site) {
  const rsl_target *target = rsl__target(finish, index);
  bool bent = target->trajectory == RSL_TRAJECTORY_DEFAULT || target->trajectory == RSL_TRAJECTORY_MILESTONES;
  bool pathless = target->form == RSL_FORM_EACH_YEAR || target->form == RSL_FORM_DONE ||
                  target->form == RSL_FORM_QUALITATIVE || rsl__is_of_grade(target->form) ||
                  (target->form == RSL_FORM_AVERAGE_PER_YEAR && target->average_of != RSL_AVERAGE_OF_LEVEL);
  if (target->milestone_count > 0 && pathless)
    rsl__warn(finish, RSL__PROBLEM_MILESTONES_UNUSED, site, "the milestones are not used: `%s` has no path",
              rsl_form_name(target->form));
  else if (target->milestone_count > 0 && !bent)
    rsl__warn(finish, RSL__PROBLEM_MILESTONES_UNUSED, site, "the milestones are not used by a trajectory of this kind");
  if (target->form == RSL_FORM_TOTAL && target->trajectory == RSL_TRAJECTORY_COMPOUND)
    rsl__report(finish, RSL__PROBLEM_BAD_TRAJECTORY, site,
                "the path of a `total` begins at 0, from where nothing grows: it is `linear` or has `milestones`");
}

/* They lead from the baseline to `by`, one after another. */
static bool check_milestone(rsl__finish *finish, uint32_t index, size_t item, rsl_period *before) {
  const rsl_milestone *milestone = &rsl__target(finish, index)->milestones[item];
  rsl_period by = rsl__target_by(finish, index);
  char value[RSL__MEMBER];
  char member[RSL__MEMBER];
  char text[RSL_PERIOD_TEXT];
  char other[RSL_PERIOD_TEXT];
  rsl__check_decimal(finish, rsl__at(RSL__RECORD_TARGET, index, rsl__item_member(value, "milestones", item, "value")),
                     milestone->value);
  const rsl__site site = rsl__at(RSL__RECORD_TARGET, index, rsl__item_member(member, "milestones", item, "period"));
  if (milestone->period.type == RSL_PERIOD_NONE)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "a milestone needs `period`");
  if (milestone->period.type == RSL_PERIOD_NONE || !rsl__check_period(finish, site, milestone->period)) return false;
  rsl_date end = rsl_period_last_day(milestone->period);
  rsl_period_format(milestone->period, text);
  if (before->type != RSL_PERIOD_NONE && end <= rsl_period_last_day(*before)) {
    rsl_period_format(*before, other);
    rsl__report(finish, RSL__PROBLEM_MILESTONE_ORDER, site, "milestone %s does not end after the %s %s", text,
                item == 0 ? "baseline" : "one before it,", other);
    return false;
  }
  if (by.type != RSL_PERIOD_NONE && end >= rsl_period_last_day(by)) {
    rsl_period_format(by, other);
    rsl__report(finish, RSL__PROBLEM_MILESTONE_ORDER, site,
                "milestone %s does not end before `by` %s, where the target itself stands", text, other);
    return false;
  }
  *before = milestone->period;
  return true;
}

/* ---- Quotas ---- */

static void check_quotas(rsl__finish *finish, uint32_t index) {
  const rsl_target *target = rsl__target(finish, index);
  const rsl__site site = rsl__at(RSL__RECORD_TARGET, index, "quotas");
  rsl_period next = first_year(finish, index);
  if (target->form != RSL_FORM_TOTAL) {
    rsl__report(finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, site, "`quotas` are parts of a `total`, not of `%s`",
                target->form == RSL_FORM_NONE ? "none" : rsl_form_name(target->form));
    return;
  }
  if (target->milestone_count > 0)
    rsl__report(finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, site,
                "`milestones` and `quotas` both say what is expected: leave one of them out");
  for (size_t i = 0; i < target->quota_count; ++i)
    if (!check_quota(finish, index, i, &next)) return;
  check_sum(finish, index, site);
}

/* One after another from the first year on, so that their sums are where the path stands. */
static bool check_quota(rsl__finish *finish, uint32_t index, size_t item, rsl_period *next) {
  const rsl_milestone *quota = &rsl__target(finish, index)->quotas[item];
  rsl_period by = rsl__target_by(finish, index);
  char value[RSL__MEMBER];
  char member[RSL__MEMBER];
  char text[RSL_PERIOD_TEXT];
  char wanted[RSL_PERIOD_TEXT];
  rsl__check_decimal(finish, rsl__at(RSL__RECORD_TARGET, index, rsl__item_member(value, "quotas", item, "value")),
                     quota->value);
  const rsl__site site = rsl__at(RSL__RECORD_TARGET, index, rsl__item_member(member, "quotas", item, "period"));
  if (quota->period.type == RSL_PERIOD_NONE) {
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "a quota needs `period`, its year");
    return false;
  }
  if (!rsl__check_period(finish, site, quota->period)) return false;
  rsl_period_format(quota->period, text);
  rsl_period_format(*next, wanted);
  if (quota->period.type != RSL_PERIOD_YEAR) {
    rsl__report(finish, RSL__PROBLEM_QUOTA_ORDER, site, "quotas are of years, and %s is none", text);
  } else if (next->type != RSL_PERIOD_NONE && quota->period.index != next->index) {
    rsl__report(finish, RSL__PROBLEM_QUOTA_ORDER, site,
                "the quota of %s stands where that of %s is wanted: they follow one another from the first year on",
                text, wanted);
  } else if (by.type != RSL_PERIOD_NONE && rsl_period_first_day(quota->period) > rsl_period_last_day(by)) {
    rsl_period_format(by, wanted);
    rsl__report(finish, RSL__PROBLEM_QUOTA_ORDER, site, "the quota of %s is past the target's end, %s", text, wanted);
  } else {
    *next = rsl_period_shift(quota->period, 1);
    return true;
  }
  return false;
}

/* T6: the year after the baseline's, or the first of the resolution. */
static rsl_period first_year(const rsl__finish *finish, uint32_t index) {
  static const rsl_period none = { RSL_PERIOD_NONE, 0 };
  rsl_period baseline = rsl__target_baseline(finish, index);
  const rsl_resolution *resolution = rsl_plan_resolution(finish->plan, finish->links->target_links[index].resolution);
  if (baseline.type != RSL_PERIOD_NONE) return rsl_period_of_date(RSL_PERIOD_YEAR, rsl_period_last_day(baseline) + 1);
  if (resolution == NULL || resolution->from.type == RSL_PERIOD_NONE) return none;
  return rsl_period_of_date(RSL_PERIOD_YEAR, rsl_period_first_day(resolution->from));
}

/* Where every year has its quota they add up to the total, or to its end that has to be reached. */
static void check_sum(rsl__finish *finish, uint32_t index, rsl__site site) {
  const rsl_target *target = rsl__target(finish, index);
  rsl_period by = rsl__target_by(finish, index);
  rsl_number sum = rsl_number_from_integer(0);
  char text[RSL_NUMBER_TEXT];
  for (size_t i = 0; i < target->quota_count; ++i)
    sum = rsl_number_add(sum, rsl_number_from_decimal(target->quotas[i].value));
  bool to_the_end = rsl_period_last_day(target->quotas[target->quota_count - 1].period) >= rsl_period_last_day(by);
  rsl_number low = rsl_number_from_decimal(target->condition.value);
  rsl_number high = target->condition.is_range ? rsl_number_from_decimal(target->condition.upper) : low;
  bool differs = rsl_number_compare(sum, low) < 0 || rsl_number_compare(sum, high) > 0;
  if (!differs || !to_the_end) return;
  rsl_number_format(sum, text);
  rsl__warn(finish, RSL__PROBLEM_QUOTAS_NOT_TOTAL, site, "the quotas add up to %s, which is not the total", text);
}
