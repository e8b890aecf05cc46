#include "io/plan_writer.h"

/* Checks, campaigns, findings and actions; what has its default is left out. */

static void put_holidays(rsl__plan_writer *writer, const rsl_campaign *campaign);
static void put_deadlines(rsl__plan_writer *writer, const rsl_campaign *campaign);

void rsl__plan_write_check(rsl__plan_writer *writer, const rsl_check *check) {
  rsl__plan_put_text(writer, "code", check->code);
  rsl__plan_put_text(writer, "left", check->left);
  rsl__plan_put_text(writer, "op", rsl_comparison_name(check->op));
  rsl__plan_put_text(writer, "right", check->right);
  rsl__plan_put_text(writer, "level", check->level);
  if (check->missing_fails) rsl__plan_put_text(writer, "missing", "fail");
  if (check->severity == RSL_SEVERITY_WARNING) rsl__plan_put_text(writer, "severity", "warning");
  rsl__plan_put_extras(writer, &check->extras);
}

void rsl__plan_write_campaign(rsl__plan_writer *writer, const rsl_campaign *campaign) {
  rsl__plan_put_text(writer, "code", campaign->code);
  rsl__plan_put_text(writer, "resolution", campaign->resolution);
  rsl__plan_put_text(writer, "kind", rsl_campaign_kind_name(campaign->kind));
  rsl__plan_put_date(writer, "as_of", campaign->as_of);
  rsl__plan_put_date(writer, "conference", campaign->conference);
  put_holidays(writer, campaign);
  put_deadlines(writer, campaign);
  rsl__plan_put_extras(writer, &campaign->extras);
}

static void put_holidays(rsl__plan_writer *writer, const rsl_campaign *campaign) {
  if (campaign->holiday_count == 0) return;
  rsl__plan_open_list(writer, "holidays");
  for (size_t i = 0; i < campaign->holiday_count; i++) {
    char day[RSL_DATE_TEXT];
    rsl_date_format(campaign->holidays[i], day);
    rsl__plan_next_item(writer, i);
    rsl__text_buffer_format(&writer->text, "\"%s\"", day);
  }
  rsl__plan_close_list(writer);
}

static void put_deadlines(rsl__plan_writer *writer, const rsl_campaign *campaign) {
  rsl__plan_open_list(writer, "deadlines");
  for (size_t i = 0; i < campaign->deadline_count; i++) {
    const rsl_deadline *deadline = &campaign->deadlines[i];
    rsl__plan_next_item(writer, i);
    rsl__plan_open(writer);
    rsl__plan_put_text(writer, "level", deadline->level);
    rsl__plan_put_date(writer, "before", deadline->before);
    rsl__plan_put_date(writer, "by", deadline->by);
    if (deadline->has_working_days)
      rsl__plan_put_whole(writer, "working_days_after_close", deadline->working_days_after_close);
    rsl__plan_close(writer);
  }
  rsl__plan_close_list(writer);
}

void rsl__plan_write_finding(rsl__plan_writer *writer, const rsl_finding *finding) {
  rsl__plan_put_text(writer, "code", finding->code);
  rsl__plan_put_text(writer, "unit", finding->unit);
  rsl__plan_put_text(writer, "target", finding->target);
  rsl__plan_put_text(writer, "campaign", finding->campaign);
  rsl__plan_put_text(writer, "text", finding->text);
  rsl__plan_put_text(writer, "cause", rsl_finding_cause_name(finding->cause));
  rsl__plan_put_text(writer, "cause_text", finding->cause_text);
  rsl__plan_put_extras(writer, &finding->extras);
}

void rsl__plan_write_action(rsl__plan_writer *writer, const rsl_action *action) {
  rsl__plan_put_text(writer, "code", action->code);
  rsl__plan_put_text(writer, "finding", action->finding);
  rsl__plan_put_text(writer, "owner", action->owner);
  rsl__plan_put_text(writer, "text", action->text);
  if (action->breakthrough) {
    rsl__plan_put_name(writer, "breakthrough");
    rsl__text_buffer_text(&writer->text, "true");
  }
  rsl__plan_put_date(writer, "due", action->due);
  if (action->state != RSL_ACTION_PLANNED) rsl__plan_put_text(writer, "state", rsl_action_state_name(action->state));
  if (action->effect_indicator != NULL) {
    rsl__plan_put_name(writer, "effect");
    rsl__plan_open(writer);
    rsl__plan_put_text(writer, "indicator", action->effect_indicator);
    rsl__plan_put_decimal(writer, "value", action->effect_value);
    rsl__plan_close(writer);
  }
  rsl__plan_put_extras(writer, &action->extras);
}
