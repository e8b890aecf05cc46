#include "plan/finishing.h"

/* Parts of targets: each becomes a target of its own behind those that are listed, with what it does not say itself from the
 * target that it is a part of (T10). */

static bool lay_out(rsl__finish *finish);
static void check_whole(rsl__finish *finish, uint32_t index);
static void refuse(rsl__finish *finish, uint32_t index, const char *member);
static rsl_target inherit(const rsl_target *whole, const rsl_target *part);

void rsl__finish_parts(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t listed = rsl__record_count(finish->plan, RSL__RECORD_TARGET);
  if (!lay_out(finish)) return;
  for (uint32_t i = 0; i < listed; ++i) {
    const rsl_target *whole = rsl__target(finish, i);
    rsl_target *parts = links->part_targets + links->target_part_start[i];
    for (size_t k = 0; k < whole->part_count; ++k) parts[k] = inherit(whole, &whole->parts[k]);
    check_whole(finish, i);
  }
}

uint32_t rsl__target_count(const rsl__finish *finish) {
  return rsl__record_count(finish->plan, RSL__RECORD_TARGET) + finish->links->part_target_count;
}

const rsl_target *rsl__target(const rsl__finish *finish, uint32_t index) {
  uint32_t listed = rsl__record_count(finish->plan, RSL__RECORD_TARGET);
  if (index < listed) return rsl__record(finish->plan, RSL__RECORD_TARGET, index);
  return &finish->links->part_targets[index - listed];
}

uint32_t rsl__part_of(const rsl__plan_links *links, uint32_t listed, uint32_t index) {
  if (index < listed) return RSL_NONE;
  uint32_t low = 0;
  uint32_t high = listed;
  while (high - low > 1) {
    uint32_t middle = low + (high - low) / 2;
    if (links->target_part_start[middle] <= index - listed)
      low = middle;
    else
      high = middle;
  }
  return low;
}

static bool lay_out(rsl__finish *finish) {
  rsl__plan_links *links = finish->links;
  uint32_t listed = rsl__record_count(finish->plan, RSL__RECORD_TARGET);
  size_t total = 0;
  links->target_part_start = rsl__finish_array(finish, (size_t)listed + 1, sizeof *links->target_part_start);
  if (links->target_part_start == NULL) return false;
  for (uint32_t i = 0; i < listed; ++i) {
    links->target_part_start[i] = (uint32_t)total;
    total += rsl__target(finish, i)->part_count;
    if (total >= RSL_NONE - listed) finish->no_memory = true;
  }
  links->target_part_start[listed] = (uint32_t)total;
  links->part_targets = rsl__finish_array(finish, total, sizeof *links->part_targets);
  if (finish->no_memory) return false;
  links->part_target_count = (uint32_t)total;
  return true;
}

/* What is asked is asked by the parts. */
static void check_whole(rsl__finish *finish, uint32_t index) {
  const rsl_target *whole = rsl__target(finish, index);
  const rsl__site count = rsl__at(RSL__RECORD_TARGET, index, "parts_count");
  bool fine = rsl__check_choice(finish, count, (unsigned)whole->parts_count, RSL_PARTS_SEPARATELY + 1);
  if (whole->part_count == 0) {
    if (fine && whole->parts_count != RSL_PARTS_NONE)
      rsl__report(finish, RSL__PROBLEM_MEMBER_WITHOUT_EFFECT, count,
                  "`parts_count` counts `parts`, and there are none");
    return;
  }
  if (whole->parts_count == RSL_PARTS_NONE)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, count,
                "a target with `parts` needs `parts_count`: `together` or `separately`");
  if (whole->form != RSL_FORM_NONE) refuse(finish, index, rsl_form_name(whole->form));
  if (whole->milestone_count > 0) refuse(finish, index, "milestones");
  if (whole->quota_count > 0) refuse(finish, index, "quotas");
  if (whole->stretch.form != RSL_FORM_NONE) refuse(finish, index, "stretch");
  if (whole->has_baseline_value) refuse(finish, index, "baseline.value");
  for (size_t k = 0; k < whole->part_count; ++k) {
    uint32_t part = rsl__record_count(finish->plan, RSL__RECORD_TARGET) + finish->links->target_part_start[index];
    const rsl__site site = rsl__at(RSL__RECORD_TARGET, part + (uint32_t)k, "");
    if (whole->parts[k].part_count > 0 || whole->parts[k].unit != NULL || whole->parts[k].replaces != NULL)
      rsl__report(finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, site,
                  "a part has no `unit`, `replaces` or `parts` of its own");
  }
}

static void refuse(rsl__finish *finish, uint32_t index, const char *member) {
  rsl__report(finish, RSL__PROBLEM_MEMBER_NOT_OF_FORM, rsl__at(RSL__RECORD_TARGET, index, member),
              "`%s` of a target with `parts` stands in its parts", member);
}

static rsl_target inherit(const rsl_target *whole, const rsl_target *part) {
  rsl_target target = *part;
  target.unit = whole->unit;
  target.replaces = NULL;
  target.parts = NULL;
  target.part_count = 0;
  target.parts_count = RSL_PARTS_NONE;
  if (target.indicator == NULL) target.indicator = whole->indicator;
  if (target.resolution == NULL) target.resolution = whole->resolution;
  if (target.goal == NULL) target.goal = whole->goal;
  if (target.assigned_by == NULL) target.assigned_by = whole->assigned_by;
  if (target.adopted == RSL_DATE_NONE) target.adopted = whole->adopted;
  if (target.by.type == RSL_PERIOD_NONE) target.by = whole->by;
  if (target.baseline_period.type == RSL_PERIOD_NONE) target.baseline_period = whole->baseline_period;
  if (target.on_close == RSL_ON_CLOSE_LAST_PERIOD) target.on_close = whole->on_close;
  return target;
}
