#include "io/plan_reader.h"

/* Checks, campaigns, findings and actions. */

#define COUNT(array) (sizeof(array) / sizeof *(array))

static const rsl_date *read_holidays(rsl__plan_reader *reader, const cJSON *object, size_t *count);
static const rsl_deadline *read_deadlines(rsl__plan_reader *reader, const cJSON *object, size_t *count);
static void read_deadline(rsl__plan_reader *reader, const cJSON *object, rsl_deadline *deadline);
static void read_effect(rsl__plan_reader *reader, const cJSON *object, rsl_action *action);
static void need_member(rsl__plan_reader *reader, const cJSON *object, const char *name, const char *what);

rsl_status rsl__plan_read_check(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code", "left", "op", "right", "level", "missing", "severity", NULL };
  static const rsl__plan_members members = { "a check", known };
  static const char *const signs[] = { NULL, "<=", "<", "=", ">=", ">" };
  static const rsl__plan_words comparison = { "comparison", signs, COUNT(signs) };
  static const char *const missing_words[] = { "skip", "fail" };
  static const rsl__plan_words missing = { "way with what is missing", missing_words, COUNT(missing_words) };
  static const char *const severity_words[] = { "error", "warning" };
  static const rsl__plan_words severity = { "severity", severity_words, COUNT(severity_words) };
  rsl_check check = { .code = NULL };
  unsigned word = 0;
  rsl__plan_check_members(reader, object, &members, &check.extras);
  check.code = rsl__plan_text(reader, object, "code");
  check.left = rsl__plan_text(reader, object, "left");
  check.right = rsl__plan_text(reader, object, "right");
  check.level = rsl__plan_text(reader, object, "level");
  if (rsl__plan_word(reader, object, "op", &comparison, &word)) check.op = (rsl_comparison)word;
  if (rsl__plan_word(reader, object, "missing", &missing, &word)) check.missing_fails = word == 1;
  if (rsl__plan_word(reader, object, "severity", &severity, &word)) check.severity = (rsl_severity)word;
  return rsl_plan_add_check(reader->plan, &check);
}

/* ---- Campaigns ---- */

rsl_status rsl__plan_read_campaign(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code",       "resolution", "kind",      "as_of",
                                       "conference", "holidays",   "deadlines", NULL };
  static const rsl__plan_members members = { "a campaign", known };
  static const char *const kinds[] = { NULL, "mid_term", "final" };
  static const rsl__plan_words kind = { "kind of campaign", kinds, COUNT(kinds) };
  rsl_campaign campaign;
  unsigned word = RSL_CAMPAIGN_NONE;
  rsl_campaign_init(&campaign);
  rsl__plan_check_members(reader, object, &members, &campaign.extras);
  campaign.code = rsl__plan_text(reader, object, "code");
  campaign.resolution = rsl__plan_text(reader, object, "resolution");
  if (rsl__plan_word(reader, object, "kind", &kind, &word)) campaign.kind = (rsl_campaign_kind)word;
  (void)rsl__plan_date(reader, object, "as_of", &campaign.as_of);
  (void)rsl__plan_date(reader, object, "conference", &campaign.conference);
  campaign.holidays = read_holidays(reader, object, &campaign.holiday_count);
  campaign.deadlines = read_deadlines(reader, object, &campaign.deadline_count);
  return rsl_plan_add_campaign(reader->plan, &campaign);
}

static const rsl_date *read_holidays(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  const cJSON *list = rsl__plan_list(reader, object, "holidays", count);
  rsl_date *days = rsl__plan_array(reader, *count, sizeof *days);
  if (days == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "holidays");
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    (void)rsl__plan_date_value(reader, item, &days[index]);
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return days;
}

static const rsl_deadline *read_deadlines(rsl__plan_reader *reader, const cJSON *object, size_t *count) {
  const cJSON *list = rsl__plan_list(reader, object, "deadlines", count);
  rsl_deadline *deadlines = rsl__plan_array(reader, *count, sizeof *deadlines);
  if (deadlines == NULL) {
    *count = 0;
    return NULL;
  }
  size_t mark = rsl__plan_enter(reader, "deadlines");
  size_t index = 0;
  for (const cJSON *item = list->child; item != NULL; item = item->next, index++) {
    size_t item_mark = rsl__plan_enter_item(reader, index);
    rsl_deadline_init(&deadlines[index]);
    if (cJSON_IsObject(item))
      read_deadline(reader, item, &deadlines[index]);
    else
      rsl__plan_wrong_type(reader, item, "an object");
    rsl__plan_leave(reader, item_mark);
  }
  rsl__plan_leave(reader, mark);
  return deadlines;
}

static void read_deadline(rsl__plan_reader *reader, const cJSON *object, rsl_deadline *deadline) {
  static const char *const known[] = { "level", "before", "by", "working_days_after_close", NULL };
  static const rsl__plan_members members = { "a deadline", known };
  rsl__plan_check_members(reader, object, &members, NULL);
  deadline->level = rsl__plan_text(reader, object, "level");
  (void)rsl__plan_date(reader, object, "before", &deadline->before);
  (void)rsl__plan_date(reader, object, "by", &deadline->by);
  deadline->has_working_days =
      rsl__plan_whole(reader, object, "working_days_after_close", 0, 366, &deadline->working_days_after_close);
}

/* ---- Findings and actions ---- */

rsl_status rsl__plan_read_finding(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code", "unit", "target", "campaign", "text", "cause", "cause_text", NULL };
  static const rsl__plan_members members = { "a finding", known };
  static const char *const causes[] = { NULL, "subjective", "objective" };
  static const rsl__plan_words cause = { "kind of cause", causes, COUNT(causes) };
  rsl_finding finding = { .code = NULL };
  unsigned word = RSL_FINDING_CAUSE_NONE;
  rsl__plan_check_members(reader, object, &members, &finding.extras);
  finding.code = rsl__plan_text(reader, object, "code");
  finding.unit = rsl__plan_text(reader, object, "unit");
  finding.target = rsl__plan_text(reader, object, "target");
  finding.campaign = rsl__plan_text(reader, object, "campaign");
  finding.text = rsl__plan_text(reader, object, "text");
  if (rsl__plan_word(reader, object, "cause", &cause, &word)) finding.cause = (rsl_finding_cause)word;
  finding.cause_text = rsl__plan_text(reader, object, "cause_text");
  return rsl_plan_add_finding(reader->plan, &finding);
}

rsl_status rsl__plan_read_action(rsl__plan_reader *reader, const cJSON *object) {
  static const char *const known[] = { "code", "finding", "owner",  "text", "breakthrough",
                                       "due",  "state",   "effect", NULL };
  static const rsl__plan_members members = { "an action", known };
  static const char *const states[] = { "planned", "doing", "done", "dropped" };
  static const rsl__plan_words state = { "state of an action", states, COUNT(states) };
  rsl_action action;
  unsigned word = RSL_ACTION_PLANNED;
  rsl_action_init(&action);
  rsl__plan_check_members(reader, object, &members, &action.extras);
  action.code = rsl__plan_text(reader, object, "code");
  action.finding = rsl__plan_text(reader, object, "finding");
  action.owner = rsl__plan_text(reader, object, "owner");
  action.text = rsl__plan_text(reader, object, "text");
  (void)rsl__plan_truth(reader, object, "breakthrough", &action.breakthrough);
  (void)rsl__plan_date(reader, object, "due", &action.due);
  if (rsl__plan_word(reader, object, "state", &state, &word)) action.state = (rsl_action_state)word;
  read_effect(reader, object, &action);
  return rsl_plan_add_action(reader->plan, &action);
}

static void read_effect(rsl__plan_reader *reader, const cJSON *object, rsl_action *action) {
  static const char *const known[] = { "indicator", "value", NULL };
  static const rsl__plan_members members = { "`effect`", known };
  const cJSON *effect = rsl__plan_object(reader, object, "effect");
  if (effect == NULL) return;
  size_t mark = rsl__plan_enter(reader, "effect");
  rsl__plan_check_members(reader, effect, &members, NULL);
  need_member(reader, effect, "indicator", "an effect needs `indicator`: which it moves");
  need_member(reader, effect, "value", "an effect needs `value`: by how much it moves the indicator");
  action->effect_indicator = rsl__plan_text(reader, effect, "indicator");
  (void)rsl__plan_decimal(reader, effect, "value", &action->effect_value);
  rsl__plan_leave(reader, mark);
}

static void need_member(rsl__plan_reader *reader, const cJSON *object, const char *name, const char *what) {
  if (rsl__plan_member(object, name) != NULL) return;
  size_t mark = rsl__plan_enter(reader, name);
  rsl__plan_complain_object(reader, object, "missing_member", "%s", what);
  rsl__plan_leave(reader, mark);
}
