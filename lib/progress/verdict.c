#include "progress/arithmetic.h"
#include "progress/path.h"

/* What a rating rule leaves open: what is called exceeded, what is near, and at which digits figures are compared. */

static bool is_near_floor(const rsl_rating_rule *rule, rsl_number floor, rsl_number value);
static bool is_near_cap(const rsl_rating_rule *rule, rsl_number cap, rsl_number value);

rsl_rating rsl__path_reached(const rsl__path *path, bool beyond) {
  const rsl_rating_rule *rule = &path->input->rule;
  bool exceeded = beyond ? !rule->beyond_is_met : rule->inside_is_exceeded;
  if (path->out->ended) return exceeded ? RSL_RATING_EXCEEDED : RSL_RATING_MET;
  return exceeded ? RSL_RATING_EXCEEDED_EARLY : RSL_RATING_MET_EARLY;
}

void rsl__path_say_reached(rsl__path *path, bool beyond) {
  rsl_rating rating = rsl__path_reached(path, beyond);
  if (path->out->ended)
    rsl__path_verdict(path, rating, beyond ? RSL_REASON_BEYOND_TARGET : RSL_REASON_REACHED_TARGET);
  else
    rsl__path_verdict(path, rating, beyond ? RSL_REASON_BEYOND_EARLY : RSL_REASON_REACHED_EARLY);
}

bool rsl__path_is_near(const rsl__path *path, rsl_number value) {
  const rsl__goal *goal = &path->goal;
  if (known(goal->floor) && !above(value, goal->floor)) return is_near_floor(&path->input->rule, goal->floor, value);
  return known(goal->cap) && is_near_cap(&path->input->rule, goal->cap, value);
}

void rsl__path_note_stretch(rsl__path *path, rsl_number value) {
  if (path->input->stretch.form == RSL_FORM_NONE || !known(value)) return;
  bool holds = rsl__goal_holds(&path->stretch, rsl__path_seen(path, value));
  path->out->stretch = holds ? RSL_STRETCH_REACHED : RSL_STRETCH_NOT_REACHED;
}

rsl_number rsl__path_seen(const rsl__path *path, rsl_number value) {
  return path->shown && known(value) ? rsl_number_round(value, path->input->decimals) : value;
}

void rsl__path_see_goal(rsl__path *path) {
  rsl__goal *goal = &path->goal;
  goal->floor = rsl__path_seen(path, goal->floor);
  goal->cap = rsl__path_seen(path, goal->cap);
  goal->brim = rsl__path_seen(path, goal->brim);
  goal->low = rsl__path_seen(path, goal->low);
  goal->high = rsl__path_seen(path, goal->high);
}

static bool is_near_floor(const rsl_rating_rule *rule, rsl_number floor, rsl_number value) {
  rsl_number nearly = written(rule->nearly_met);
  if (rule->nearness == RSL_NEARNESS_WITHIN) return at_least(value, minus(floor, nearly));
  return rsl_number_sign(floor) > 0 && at_least(value, times(nearly, floor));
}

/** Under a cap the share is the cap's of the value, as of averages (T7). */
static bool is_near_cap(const rsl_rating_rule *rule, rsl_number cap, rsl_number value) {
  rsl_number nearly = written(rule->nearly_met);
  if (rule->nearness == RSL_NEARNESS_WITHIN) return at_least(plus(cap, nearly), value);
  return rsl_number_sign(cap) > 0 && at_least(cap, times(nearly, value));
}
