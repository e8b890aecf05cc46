#include <resolution/progress.h>

#include "io/plan_writer.h"

static void put_nearly_met(rsl__plan_writer *writer, const rsl_rating_rule *rule);

void rsl__plan_put_rating_rule(rsl__plan_writer *writer, const rsl_rating_rule *rule) {
  if (rule->given == 0) return;
  rsl__plan_put_name(writer, "rating_rule");
  rsl__plan_open(writer);
  if ((rule->given & RSL_RATING_RULE_ON_TRACK) != 0) rsl__plan_put_decimal(writer, "on_track", rule->on_track);
  if ((rule->given & RSL_RATING_RULE_BEHIND) != 0) rsl__plan_put_decimal(writer, "behind", rule->behind);
  if ((rule->given & RSL_RATING_RULE_NEARLY_MET) != 0) put_nearly_met(writer, rule);
  if ((rule->given & RSL_RATING_RULE_BEYOND) != 0)
    rsl__plan_put_text(writer, "beyond", rule->beyond_is_met ? "met" : "exceeded");
  if ((rule->given & RSL_RATING_RULE_INSIDE) != 0)
    rsl__plan_put_text(writer, "inside", rule->inside_is_exceeded ? "exceeded" : "met");
  if ((rule->given & RSL_RATING_RULE_COMPARE) != 0)
    rsl__plan_put_text(writer, "compare", rule->compare_shown ? "shown" : "exact");
  rsl__plan_close(writer);
}

static void put_nearly_met(rsl__plan_writer *writer, const rsl_rating_rule *rule) {
  if (rule->nearness == RSL_NEARNESS_PROGRESS) {
    rsl__plan_put_decimal(writer, "nearly_met", rule->nearly_met);
    return;
  }
  rsl__plan_put_name(writer, "nearly_met");
  rsl__plan_open(writer);
  rsl__plan_put_decimal(writer, rule->nearness == RSL_NEARNESS_LEVEL ? "level" : "within", rule->nearly_met);
  rsl__plan_close(writer);
}

void rsl__plan_put_published(rsl__plan_writer *writer, const rsl_published *verdicts, size_t count) {
  if (count == 0) return;
  rsl__plan_open_list(writer, "published");
  for (size_t i = 0; i < count; i++) {
    rsl__plan_next_item(writer, i);
    rsl__plan_open(writer);
    rsl__plan_put_date(writer, "on", verdicts[i].on);
    rsl__plan_put_text(writer, "rating", rsl_rating_name(verdicts[i].rating));
    rsl__plan_put_text(writer, "words", verdicts[i].words);
    rsl__plan_put_text(writer, "source", verdicts[i].source);
    rsl__plan_close(writer);
  }
  rsl__plan_close_list(writer);
}
