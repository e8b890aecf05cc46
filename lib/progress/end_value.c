#include "progress/arithmetic.h"
#include "progress/path.h"

static bool set_goal(rsl__path *path);
static bool has_actual(rsl__path *path);
static void measure(rsl__path *path, rsl_reason *fault);
static void see_ends(rsl__path *path);
static rsl_number progress_of(rsl__path *path, rsl_number expected);
static int better_side(const rsl__path *path);
static bool is_worse_than_start(const rsl__path *path);
static void rate_end(rsl__path *path);
static bool is_near(const rsl__path *path);
static void rate_on_the_way(rsl__path *path, rsl_reason fault);
static void rate_along_path(rsl__path *path);

void rsl__rate_end_value(rsl__path *path) {
  rsl_reason fault = RSL_REASON_NONE;
  path->start = path->input->baseline.value;
  path->out->actual = path->input->actual;
  path->out->actual.value = rsl__path_seen(path, path->input->actual.value);
  if (!set_goal(path)) {
    rsl__path_verdict(path, RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
    return;
  }
  if (!has_actual(path)) return;
  measure(path, &fault);
  rsl__path_note_stretch(path, path->out->actual.value);
  if (path->out->ended)
    rate_end(path);
  else
    rate_on_the_way(path, fault);
}

static bool set_goal(rsl__path *path) {
  rsl_number years = rsl_number_absent();
  /* The value to reach stands on the clock of baseline and `by` alone: a daily actual must not move it. */
  rsl__clock term = rsl__clock_read(path->input, (rsl_period){ RSL_PERIOD_NONE, 0 });
  if (term.has_start) years = rsl__clock_years(&term, term.start, term.end);
  if (!rsl__goal_make(path->input, path->start, years, &path->goal)) return false;
  rsl__path_set_target(path, path->goal.low, path->goal.high);
  path->aim = known(path->start) ? rsl__goal_aim(&path->goal, path->start) : rsl_number_absent();
  return true;
}

static bool has_actual(rsl__path *path) {
  if (path->clock.has_now) return true;
  rsl__path_verdict(path, RSL_RATING_NO_DATA, RSL_REASON_NO_MEASUREMENT);
  return false;
}

static void measure(rsl__path *path, rsl_reason *fault) {
  if (known(path->start)) path->out->expected = rsl__path_expected(path, fault);
  see_ends(path);
  rsl__path_measure(path);
  path->out->progress = progress_of(path, path->out->expected);
}

/** What is seen of a path is where it stands, not where it would stand between ends that were rounded before. */
static void see_ends(rsl__path *path) {
  path->start = rsl__path_seen(path, path->start);
  path->aim = rsl__path_seen(path, path->aim);
  rsl__path_see_goal(path);
}

/** T7's ratio. Where neither side is the good one, going past the far end of what was asked is going away from it: the
 *  way is then measured from the other side. */
static rsl_number progress_of(rsl__path *path, rsl_number expected) {
  rsl_number actual = path->out->actual.value;
  rsl_number start = path->start;
  if (!known(start) || !known(expected)) return rsl_number_absent();
  if (path->goal.good == 0) {
    bool upward = better_side(path) > 0;
    rsl_number far = upward ? path->goal.cap : path->goal.floor;
    bool past = upward ? above(actual, far) : above(far, actual);
    path->leg.straight = path->leg.straight && !past;
    if (past) return minus(whole(1), over(absolute(minus(actual, far)), absolute(minus(far, start))));
  }
  return over(minus(actual, start), minus(expected, start));
}

/** 1 where more is better, -1 where less is: without a direction, toward what is to be reached. */
static int better_side(const rsl__path *path) {
  if (path->goal.good != 0) return path->goal.good;
  return known(path->start) ? rsl_number_sign(minus(path->aim, path->start)) : 0;
}

static bool is_worse_than_start(const rsl__path *path) {
  if (!known(path->start)) return false;
  return rsl_number_compare(path->out->actual.value, path->start) * better_side(path) < 0;
}

static void rate_end(rsl__path *path) {
  rsl_path_result *out = path->out;
  if (rsl__goal_holds(&path->goal, out->actual.value)) {
    rsl__path_say_reached(path, rsl__goal_is_beyond(&path->goal, out->actual.value));
    return;
  }
  out->regression = is_worse_than_start(path);
  if (is_near(path))
    rsl__path_verdict(path, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  else
    rsl__path_verdict(path, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

/** What was had already and is lost is near by no share of a way. */
static bool is_near(const rsl__path *path) {
  if (path->input->rule.nearness != RSL_NEARNESS_PROGRESS) return rsl__path_is_near(path, path->out->actual.value);
  bool kept = known(path->start) && rsl__goal_holds(&path->goal, path->start);
  return !kept && rsl__path_reaches(path, path->input->rule.nearly_met);
}

/** The order of the questions is T7's. */
static void rate_on_the_way(rsl__path *path, rsl_reason fault) {
  rsl_path_result *out = path->out;
  bool holds = rsl__goal_holds(&path->goal, out->actual.value);
  if (known(path->start) && rsl__goal_holds(&path->goal, path->start)) {
    out->regression = !holds && is_worse_than_start(path);
    rsl__path_verdict(path, holds ? RSL_RATING_ON_TRACK : RSL_RATING_OFF_TRACK,
                      holds ? RSL_REASON_BASELINE_KEPT : RSL_REASON_BASELINE_LOST);
  } else if (holds) {
    rsl__path_say_reached(path, rsl__goal_is_beyond(&path->goal, out->actual.value));
  } else if (!known(path->start)) {
    rsl__path_verdict(path, RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  } else if (fault != RSL_REASON_NONE) {
    rsl__path_verdict(path, RSL_RATING_NOT_RATED, fault);
  } else {
    rate_along_path(path);
  }
}

static void rate_along_path(rsl__path *path) {
  rsl_path_result *out = path->out;
  int side = better_side(path);
  if (rsl_number_compare(out->expected, path->start) * side <= 0) {
    bool kept = rsl_number_compare(out->actual.value, out->expected) * side >= 0;
    rsl__path_verdict(path, kept ? RSL_RATING_ON_TRACK : RSL_RATING_BEHIND,
                      kept ? RSL_REASON_FLAT_PATH_KEPT : RSL_REASON_FLAT_PATH_LOST);
    return;
  }
  out->regression = is_worse_than_start(path);
  if (out->regression)
    rsl__path_verdict(path, RSL_RATING_OFF_TRACK, RSL_REASON_WORSE_THAN_BASELINE);
  else if (rsl__path_reaches(path, path->input->rule.on_track))
    rsl__path_verdict(path, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  else if (rsl__path_reaches(path, path->input->rule.behind))
    rsl__path_verdict(path, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
  else
    rsl__path_verdict(path, RSL_RATING_OFF_TRACK, RSL_REASON_PROGRESS_OFF_TRACK);
}
