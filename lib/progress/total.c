#include "progress/arithmetic.h"
#include "progress/path.h"

static bool add_up(rsl__path *path, rsl_number *sum);
static bool cap_is_passed(const rsl__path *path, rsl_number sum);
static void rate_incomplete(rsl__path *path, rsl_number sum);
static void rate_end(rsl__path *path, rsl_number sum);
static bool is_near(const rsl__path *path, rsl_number sum);
static void rate_on_the_way(rsl__path *path, rsl_number sum, rsl_reason fault);
static void rate_under_cap(rsl__path *path, rsl_number sum);
static void rate_toward_floor(rsl__path *path, rsl_number sum);
static bool is_surely_reached(const rsl__path *path, rsl_number sum);
static void say_cap_is_passed(rsl__path *path);

void rsl__rate_total(rsl__path *path) {
  rsl_number sum = rsl_number_absent();
  rsl_reason fault = RSL_REASON_NONE;
  (void)rsl__goal_make(path->input, rsl_number_absent(), rsl_number_absent(), &path->goal);
  rsl__path_set_target(path, path->goal.low, path->goal.high);
  bool complete = add_up(path, &sum);
  sum = rsl__path_seen(path, sum);
  if (!known(sum)) {
    rsl__path_verdict(path, RSL_RATING_NO_DATA,
                      path->input->series_count > 0 ? RSL_REASON_YEAR_MISSING : RSL_REASON_NO_MEASUREMENT);
    return;
  }
  /* Nothing is done before the term begins: its path starts at 0. A cap is what is paced, not the good end beyond it. */
  path->start = whole(0);
  rsl_number bad_end = rsl__goal_bad_end(&path->goal);
  path->aim = known(bad_end) ? bad_end : path->goal.low;
  rsl__path_see_goal(path);
  if (!complete) {
    rate_incomplete(path, sum);
    return;
  }
  path->out->actual = (rsl_path_figure){ path->input->series[path->input->series_count - 1].period, sum };
  path->out->expected = rsl__path_expected(path, &fault);
  rsl__path_measure(path);
  path->out->progress = over(sum, path->out->expected);
  rsl__path_note_stretch(path, sum);
  if (path->out->ended)
    rate_end(path, sum);
  else
    rate_on_the_way(path, sum, fault);
}

/** The sum of what is known. @return false where a year or a part of one is missing; the first is noted. */
static bool add_up(rsl__path *path, rsl_number *sum) {
  bool complete = true;
  for (size_t i = 0; i < path->input->series_count; i++) {
    const rsl_path_figure *figure = &path->input->series[i];
    if (known(figure->value)) {
      *sum = known(*sum) ? plus(*sum, figure->value) : figure->value;
    } else if (complete) {
      complete = false;
      path->out->year = *figure;
    }
  }
  return complete;
}

static bool cap_is_passed(const rsl__path *path, rsl_number sum) {
  if (!known(path->goal.cap)) return false;
  int order = rsl_number_compare(sum, path->goal.cap);
  return order > 0 || (order == 0 && path->goal.cap_strict);
}

/** With a year missing the sum known is a lower bound, and only of figures that are never negative (T6). */
static void rate_incomplete(rsl__path *path, rsl_number sum) {
  rsl_path_figure last = path->input->series[path->input->series_count - 1];
  bool passed = path->input->never_negative && cap_is_passed(path, sum);
  if (!passed && !is_surely_reached(path, sum)) {
    rsl__path_verdict(path, RSL_RATING_NO_DATA, RSL_REASON_YEAR_MISSING);
    return;
  }
  path->out->actual = (rsl_path_figure){ last.period, sum };
  path->out->of_target_percent = percent_of(sum, path->aim);
  if (passed)
    say_cap_is_passed(path);
  else
    rsl__path_say_reached(path, rsl__goal_is_beyond(&path->goal, sum));
}

static void rate_end(rsl__path *path, rsl_number sum) {
  if (rsl__goal_holds(&path->goal, sum))
    rsl__path_say_reached(path, rsl__goal_is_beyond(&path->goal, sum));
  else if (is_near(path, sum))
    rsl__path_verdict(path, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  else
    rsl__path_verdict(path, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

static bool is_near(const rsl__path *path, rsl_number sum) {
  if (path->input->rule.nearness != RSL_NEARNESS_PROGRESS) return rsl__path_is_near(path, sum);
  bool short_of_floor = known(path->goal.floor) && !above(sum, path->goal.floor);
  return short_of_floor && rsl_number_sign(path->aim) > 0 && rsl__path_reaches(path, path->input->rule.nearly_met);
}

static void rate_on_the_way(rsl__path *path, rsl_number sum, rsl_reason fault) {
  if (is_surely_reached(path, sum)) {
    rsl__path_say_reached(path, rsl__goal_is_beyond(&path->goal, sum));
  } else if (path->input->never_negative && cap_is_passed(path, sum)) {
    say_cap_is_passed(path);
  } else if (fault != RSL_REASON_NONE) {
    rsl__path_verdict(path, RSL_RATING_NOT_RATED, fault);
  } else if (path->goal.good < 0 || cap_is_passed(path, sum)) {
    rate_under_cap(path, sum);
  } else {
    rate_toward_floor(path, sum);
  }
}

static void rate_under_cap(rsl__path *path, rsl_number sum) {
  bool within = !above(sum, path->out->expected) && !cap_is_passed(path, sum);
  rsl__path_verdict(path, within ? RSL_RATING_ON_TRACK : RSL_RATING_BEHIND,
                    within ? RSL_REASON_CAP_WITHIN_EXPECTED : RSL_REASON_CAP_ABOVE_EXPECTED);
}

static void rate_toward_floor(rsl__path *path, rsl_number sum) {
  rsl_path_result *out = path->out;
  if (rsl_number_sign(out->expected) <= 0) {
    bool kept = at_least(sum, out->expected);
    rsl__path_verdict(path, kept ? RSL_RATING_ON_TRACK : RSL_RATING_BEHIND,
                      kept ? RSL_REASON_FLAT_PATH_KEPT : RSL_REASON_FLAT_PATH_LOST);
  } else if (rsl__path_reaches(path, path->input->rule.on_track)) {
    rsl__path_verdict(path, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  } else if (rsl__path_reaches(path, path->input->rule.behind)) {
    rsl__path_verdict(path, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
  } else {
    rsl__path_verdict(path, RSL_RATING_OFF_TRACK, RSL_REASON_PROGRESS_OFF_TRACK);
  }
}

/** A floor under a sum that cannot fall is reached for good (T7); with a cap above it, it may yet be left. */
static bool is_surely_reached(const rsl__path *path, rsl_number sum) {
  return path->input->never_negative && path->goal.good > 0 && !known(path->goal.cap) &&
         rsl__goal_holds(&path->goal, sum);
}

static void say_cap_is_passed(rsl__path *path) {
  if (path->out->ended)
    rsl__path_verdict(path, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  else
    rsl__path_verdict(path, RSL_RATING_OFF_TRACK, RSL_REASON_CANNOT_BE_MET_ANY_MORE);
}
