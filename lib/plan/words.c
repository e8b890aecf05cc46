#include <resolution/plan_campaigns.h>

/* The words of formats.md, in the order of the enumerations. */

const char *rsl_form_name(rsl_form form) {
  static const char *const names[RSL_FORM_END] = {
    NULL,
    "at_least",
    "above",
    "at_most",
    "below",
    "between",
    "about",
    "exactly",
    "maintain",
    "multiple_of_baseline",
    "change_per_year",
    "average_per_year",
    "total",
    "each_year",
    "done",
    "grade_at_least",
    "qualitative",
  };
  unsigned index = (unsigned)form;
  return index < RSL_FORM_END ? names[index] : NULL;
}

const char *rsl_rule_name(rsl_rule rule) {
  static const char *const names[RSL_RULE_END] = {
    "none",  "sum",     "mean",   "weighted_mean", "ratio",  "min",   "max",  "count",
    "share", "formula", "median", "variance",      "stddev", "worst", "best", "grade_count",
  };
  unsigned index = (unsigned)rule;
  return index < RSL_RULE_END ? names[index] : NULL;
}

const char *rsl_time_rule_name(rsl_time_rule rule) {
  static const char *const names[RSL_TIME_END] = { "none", "sum",   "mean",     "min",    "max",
                                                   "last", "first", "day_mean", "stddev", "weighted_mean" };
  unsigned index = (unsigned)rule;
  return index < RSL_TIME_END ? names[index] : NULL;
}

const char *rsl_order_name(rsl_order order) {
  static const char *const names[] = { "time_first", "units_first" };
  unsigned index = (unsigned)order;
  return index < sizeof names / sizeof names[0] ? names[index] : NULL;
}

const char *rsl_reported_as_name(rsl_reported_as as) {
  static const char *const names[] = { "period", "year_to_date", "term_to_date" };
  unsigned index = (unsigned)as;
  return index < sizeof names / sizeof names[0] ? names[index] : NULL;
}

const char *rsl_prefer_name(rsl_prefer prefer) {
  static const char *const names[] = { "children", "own", "add" };
  unsigned index = (unsigned)prefer;
  return index < sizeof names / sizeof names[0] ? names[index] : NULL;
}

const char *rsl_direction_name(rsl_direction direction) {
  static const char *const names[] = { "none", "increase", "decrease" };
  unsigned index = (unsigned)direction;
  return index < sizeof names / sizeof names[0] ? names[index] : NULL;
}

const char *rsl_comparison_name(rsl_comparison comparison) {
  static const char *const names[RSL_COMPARISON_END] = { NULL, "<=", "<", "=", ">=", ">" };
  unsigned index = (unsigned)comparison;
  return index < RSL_COMPARISON_END ? names[index] : NULL;
}

const char *rsl_campaign_kind_name(rsl_campaign_kind kind) {
  static const char *const names[] = { NULL, "mid_term", "final" };
  unsigned index = (unsigned)kind;
  return index < sizeof names / sizeof names[0] ? names[index] : NULL;
}

const char *rsl_finding_cause_name(rsl_finding_cause cause) {
  static const char *const names[] = { NULL, "subjective", "objective" };
  unsigned index = (unsigned)cause;
  return index < sizeof names / sizeof names[0] ? names[index] : NULL;
}

const char *rsl_action_state_name(rsl_action_state state) {
  static const char *const names[RSL_ACTION_STATE_END] = { "planned", "doing", "done", "dropped" };
  unsigned index = (unsigned)state;
  return index < RSL_ACTION_STATE_END ? names[index] : NULL;
}
