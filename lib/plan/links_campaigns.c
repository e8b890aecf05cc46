#include "plan/links.h"
#include "plan/plan_internal.h"

/* What checks, campaigns, findings and actions refer to. */

uint32_t rsl_plan_campaign_resolution(const rsl_plan *plan, uint32_t campaign) {
  if (!rsl_plan_is_finished(plan) || campaign >= rsl_plan_campaign_count(plan)) return RSL_NONE;
  return plan->links->campaign_resolution[campaign];
}

rsl_date rsl_plan_campaign_deadline(const rsl_plan *plan, uint32_t campaign, uint32_t level) {
  if (!rsl_plan_is_finished(plan) || campaign >= rsl_plan_campaign_count(plan)) return RSL_DATE_NONE;
  uint32_t levels = rsl_plan_level_count(plan);
  return level < levels ? plan->links->deadlines[(size_t)campaign * levels + level] : RSL_DATE_NONE;
}

rsl_finding_links rsl_plan_finding_links(const rsl_plan *plan, uint32_t finding) {
  static const rsl_finding_links none = { RSL_NONE, RSL_NONE, RSL_NONE };
  if (!rsl_plan_is_finished(plan) || finding >= rsl_plan_finding_count(plan)) return none;
  return plan->links->finding_links[finding];
}

rsl_action_links rsl_plan_action_links(const rsl_plan *plan, uint32_t action) {
  static const rsl_action_links none = { RSL_NONE, RSL_NONE, RSL_NONE };
  if (!rsl_plan_is_finished(plan) || action >= rsl_plan_action_count(plan)) return none;
  return plan->links->action_links[action];
}

uint32_t rsl__plan_check_level(const rsl_plan *plan, uint32_t check) {
  return plan->links->check_level[check];
}

const rsl__expression *rsl__plan_check_side(const rsl_plan *plan, uint32_t check, bool right) {
  return &plan->links->check_sides[2 * (size_t)check + right];
}
