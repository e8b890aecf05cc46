#include "plan/finishing.h"

static const char *finding_code(const rsl_plan *plan, uint32_t index);
static const char *action_code(const rsl_plan *plan, uint32_t index);
static void check_finding(rsl__finish *finish, uint32_t index);
static void check_action(rsl__finish *finish, uint32_t index);
static void check_effect(rsl__finish *finish, uint32_t index);

/* ---- Findings ---- */

void rsl__finish_findings(rsl__finish *finish) {
  static const rsl__code_list findings = { RSL__RECORD_FINDING, RSL__PROBLEM_DUPLICATE_FINDING, "a finding",
                                           finding_code };
  uint32_t count = rsl_plan_finding_count(finish->plan);
  rsl__index_codes(finish, &findings, &finish->links->findings);
  finish->links->finding_links = rsl__finish_array(finish, count, sizeof *finish->links->finding_links);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_finding(finish, i);
}

static const char *finding_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_finding(plan, index)->code;
}

/* Its unit is the target's, where it names none; the life of a code is the one of the campaign's day. */
static void check_finding(rsl__finish *finish, uint32_t index) {
  const rsl_finding *finding = rsl_plan_finding(finish->plan, index);
  rsl__plan_links *links = finish->links;
  rsl_finding_links *own = &links->finding_links[index];
  rsl__site unit = rsl__at(RSL__RECORD_FINDING, index, "unit");
  rsl__site cause = rsl__at(RSL__RECORD_FINDING, index, "cause");
  rsl__code_search targets = { &links->targets, RSL__PROBLEM_UNKNOWN_TARGET, "target", NULL };
  rsl__code_search campaigns = { &links->campaigns, RSL__PROBLEM_UNKNOWN_CAMPAIGN, "campaign", NULL };
  rsl__check_extras(finish, rsl__at(RSL__RECORD_FINDING, index, ""), &finding->extras);
  rsl__check_text(finish, rsl__at(RSL__RECORD_FINDING, index, "text"), finding->text);
  rsl__check_text(finish, rsl__at(RSL__RECORD_FINDING, index, "cause_text"), finding->cause_text);
  (void)rsl__check_choice(finish, cause, (unsigned)finding->cause, RSL_FINDING_OBJECTIVE + 1);
  own->target = rsl__resolve(finish, rsl__at(RSL__RECORD_FINDING, index, "target"), &targets, finding->target);
  own->campaign = rsl__resolve(finish, rsl__at(RSL__RECORD_FINDING, index, "campaign"), &campaigns, finding->campaign);
  const rsl_campaign *campaign = rsl_plan_campaign(finish->plan, own->campaign);
  rsl__unit_context context = rsl__unit_on(campaign == NULL ? RSL_DATE_NONE : campaign->as_of);
  own->unit = rsl__resolve_unit(finish, unit, &context, finding->unit);
  if (finding->unit == NULL && own->target != RSL_NONE) own->unit = links->target_links[own->target].unit;
  if (finding->unit == NULL && finding->target == NULL)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, unit, "a finding needs `target`, or the `unit` that it is about");
  if (finding->text == NULL)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rsl__at(RSL__RECORD_FINDING, index, "text"),
                "a finding needs `text`: the limitation in words");
}

/* ---- Actions ---- */

void rsl__finish_actions(rsl__finish *finish) {
  static const rsl__code_list actions = { RSL__RECORD_ACTION, RSL__PROBLEM_DUPLICATE_ACTION, "an action", action_code };
  uint32_t count = rsl_plan_action_count(finish->plan);
  rsl__index_codes(finish, &actions, &finish->links->actions);
  finish->links->action_links = rsl__finish_array(finish, count, sizeof *finish->links->action_links);
  for (uint32_t i = 0; i < count && !finish->no_memory; ++i) check_action(finish, i);
}

static const char *action_code(const rsl_plan *plan, uint32_t index) {
  return rsl_plan_action(plan, index)->code;
}

/* Its owner is the finding's unit, where it names none; the life of a code is the one of the day it is due. */
static void check_action(rsl__finish *finish, uint32_t index) {
  const rsl_action *action = rsl_plan_action(finish->plan, index);
  rsl_action_links *own = &finish->links->action_links[index];
  rsl__site finding = rsl__at(RSL__RECORD_ACTION, index, "finding");
  rsl__site state = rsl__at(RSL__RECORD_ACTION, index, "state");
  rsl__code_search findings = { &finish->links->findings, RSL__PROBLEM_UNKNOWN_FINDING, "finding", NULL };
  rsl__unit_context context = rsl__unit_on(action->due);
  rsl__check_extras(finish, rsl__at(RSL__RECORD_ACTION, index, ""), &action->extras);
  rsl__check_text(finish, rsl__at(RSL__RECORD_ACTION, index, "text"), action->text);
  (void)rsl__check_choice(finish, state, (unsigned)action->state, RSL_ACTION_STATE_END);
  if (action->finding == NULL)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, finding, "an action needs `finding`: what it is the answer to");
  if (action->text == NULL)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, rsl__at(RSL__RECORD_ACTION, index, "text"),
                "an action needs `text`: the solution in words");
  own->finding = rsl__resolve(finish, finding, &findings, action->finding);
  own->owner = rsl__resolve_unit(finish, rsl__at(RSL__RECORD_ACTION, index, "owner"), &context, action->owner);
  if (action->owner == NULL && own->finding != RSL_NONE) own->owner = finish->links->finding_links[own->finding].unit;
  check_effect(finish, index);
}

/* Only what moves the target's own indicator brings it nearer. */
static void check_effect(rsl__finish *finish, uint32_t index) {
  const rsl_action *action = rsl_plan_action(finish->plan, index);
  rsl__plan_links *links = finish->links;
  rsl_action_links *own = &links->action_links[index];
  rsl__site site = rsl__at(RSL__RECORD_ACTION, index, "effect.indicator");
  own->indicator = rsl__resolve_indicator(finish, site, action->effect_indicator);
  if (own->indicator == RSL_NONE) return;
  (void)rsl__check_decimal(finish, rsl__at(RSL__RECORD_ACTION, index, "effect.value"), action->effect_value);
  uint32_t target = own->finding == RSL_NONE ? RSL_NONE : links->finding_links[own->finding].target;
  if (target == RSL_NONE || links->target_links[target].indicator == own->indicator) return;
  rsl__warn(finish, RSL__PROBLEM_EFFECT_OF_OTHER_INDICATOR, site,
            "the effect is on `%s`, which is not the indicator of the finding's target: it closes nothing of its gap",
            rsl__show(action->effect_indicator).bytes);
}
