#include <stdio.h>

#include "plan/finishing.h"

/* What targets are rated by, and what was published of them. */

static void check_share(rsl__finish *finish, rsl__site site, rsl_decimal value, bool at_most_one);
static void check_published(rsl__finish *finish, rsl__site target, const rsl_published *verdict, size_t item);
static const char *inside(char buffer[RSL__MEMBER], rsl__site site, const char *member);
static void add(rsl_rating_rule *rule, const rsl_rating_rule *nearer);

rsl_rating_rule rsl_plan_rating_rule(const rsl_plan *plan, uint32_t target) {
  rsl_rating_rule rule = RSL_RATING_RULE_INIT;
  if (!rsl_plan_is_finished(plan) || target >= rsl_plan_target_count(plan)) return rule;
  add(&rule, &plan->rating_rule);
  add(&rule, &rsl_plan_resolution(plan, plan->links->target_links[target].resolution)->rating_rule);
  uint32_t whole = plan->links->target_links[target].part_of;
  if (whole != RSL_NONE) add(&rule, &rsl_plan_target(plan, whole)->rating_rule);
  add(&rule, &rsl_plan_target(plan, target)->rating_rule);
  return rule;
}

void rsl__check_rating_rule(rsl__finish *finish, rsl__site site, const rsl_rating_rule *rule) {
  char member[RSL__MEMBER];
  rsl__site at = site;
  at.member = inside(member, site, "on_track");
  if ((rule->given & RSL_RATING_RULE_ON_TRACK) != 0) check_share(finish, at, rule->on_track, true);
  at.member = inside(member, site, "behind");
  if ((rule->given & RSL_RATING_RULE_BEHIND) != 0) check_share(finish, at, rule->behind, true);
  bool both = (rule->given & RSL_RATING_RULE_ON_TRACK) != 0 && (rule->given & RSL_RATING_RULE_BEHIND) != 0;
  if (both && rsl_decimal_compare(rule->behind, rule->on_track) > 0)
    rsl__report(finish, RSL__PROBLEM_BAD_VALUE, at, "`behind` is above `on_track`: nothing would ever be behind");
  at.member = inside(member, site, "nearly_met");
  if ((rule->given & RSL_RATING_RULE_NEARLY_MET) == 0) return;
  if (rsl__check_choice(finish, at, (unsigned)rule->nearness, RSL_NEARNESS_WITHIN + 1))
    check_share(finish, at, rule->nearly_met, rule->nearness != RSL_NEARNESS_WITHIN);
}

void rsl__check_published(rsl__finish *finish, rsl__site target, const rsl_published *verdicts, size_t count) {
  for (size_t i = 0; i < count; ++i) check_published(finish, target, &verdicts[i], i);
}

static void check_share(rsl__finish *finish, rsl__site site, rsl_decimal value, bool at_most_one) {
  static const rsl_decimal one = { 1, 0 };
  char text[RSL_DECIMAL_TEXT];
  if (!rsl__check_decimal(finish, site, value)) return;
  rsl_decimal_format(value, text);
  if (value.units < 0 || (at_most_one && rsl_decimal_compare(value, one) > 0))
    rsl__report(finish, RSL__PROBLEM_BAD_VALUE, site,
                at_most_one ? "%s is no share: it is from 0 to 1" : "%s is no distance: it is from 0 up", text);
}

static void check_published(rsl__finish *finish, rsl__site target, const rsl_published *verdict, size_t item) {
  char member[RSL__MEMBER];
  rsl__site site = target;
  site.member = rsl__item_member(member, "published", item, "rating");
  bool known = rsl__check_choice(finish, site, (unsigned)verdict->rating, RSL_RATING_END);
  if (known && verdict->rating == RSL_RATING_NONE && verdict->words == NULL)
    rsl__report(finish, RSL__PROBLEM_MISSING_MEMBER, site, "a published verdict needs `rating`, or its `words`");
  site.member = rsl__item_member(member, "published", item, "words");
  rsl__check_text(finish, site, verdict->words);
  site.member = rsl__item_member(member, "published", item, "source");
  rsl__check_text(finish, site, verdict->source);
}

/* `rating_rule.on_track`, inside whatever the site is. */
static const char *inside(char buffer[RSL__MEMBER], rsl__site site, const char *member) {
  snprintf(buffer, RSL__MEMBER, "%s.%s", site.member, member);
  return buffer;
}

static void add(rsl_rating_rule *rule, const rsl_rating_rule *nearer) {
  if ((nearer->given & RSL_RATING_RULE_ON_TRACK) != 0) rule->on_track = nearer->on_track;
  if ((nearer->given & RSL_RATING_RULE_BEHIND) != 0) rule->behind = nearer->behind;
  if ((nearer->given & RSL_RATING_RULE_NEARLY_MET) != 0) {
    rule->nearly_met = nearer->nearly_met;
    rule->nearness = nearer->nearness;
  }
  if ((nearer->given & RSL_RATING_RULE_BEYOND) != 0) rule->beyond_is_met = nearer->beyond_is_met;
  if ((nearer->given & RSL_RATING_RULE_INSIDE) != 0) rule->inside_is_exceeded = nearer->inside_is_exceeded;
  if ((nearer->given & RSL_RATING_RULE_COMPARE) != 0) rule->compare_shown = nearer->compare_shown;
  rule->given |= nearer->given;
}
