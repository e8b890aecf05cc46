#include "progress/arithmetic.h"
#include "progress/path.h"

/* What has no distances: done or not, and grades, which are in order and no more. There is no path between, no pace and
 * nothing near; before the end only what holds, is lost or got worse can be told. */

static void rate_on_the_way(rsl__path *path, bool holds);
static void say_reached(rsl__path *path);

void rsl__rate_step(rsl__path *path) {
  bool is_done = path->input->form == RSL_FORM_DONE;
  path->start = path->input->baseline.value;
  path->out->actual = path->input->actual;
  if (!rsl__goal_make(path->input, path->start, rsl_number_absent(), &path->goal)) {
    rsl__path_verdict(path, RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
    return;
  }
  if (!is_done) rsl__path_set_target(path, path->goal.low, path->goal.high);
  if (!path->clock.has_now) {
    rsl__path_verdict(path, RSL_RATING_NO_DATA, RSL_REASON_NO_MEASUREMENT);
    return;
  }
  bool holds = rsl__goal_holds(&path->goal, path->out->actual.value);
  rsl__path_note_stretch(path, path->out->actual.value);
  path->out->regression = !holds && known(path->start) && above(path->start, path->out->actual.value);
  if (!path->out->ended)
    rate_on_the_way(path, holds);
  else if (holds)
    say_reached(path);
  else
    rsl__path_verdict(path, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
}

/** As T7 asks, where there is anything to ask. */
static void rate_on_the_way(rsl__path *path, bool holds) {
  if (known(path->start) && rsl__goal_holds(&path->goal, path->start))
    rsl__path_verdict(path, holds ? RSL_RATING_ON_TRACK : RSL_RATING_OFF_TRACK,
                      holds ? RSL_REASON_BASELINE_KEPT : RSL_REASON_BASELINE_LOST);
  else if (holds)
    say_reached(path);
  else if (path->input->form == RSL_FORM_DONE)
    rsl__path_verdict(path, RSL_RATING_NOT_RATED, RSL_REASON_NOT_DUE_YET);
  else if (path->out->regression)
    rsl__path_verdict(path, RSL_RATING_OFF_TRACK, RSL_REASON_WORSE_THAN_BASELINE);
  else
    rsl__path_verdict(path, RSL_RATING_NOT_RATED, RSL_REASON_LEVEL_NOT_COMPARABLE);
}

/** Nothing is more than done. */
static void say_reached(rsl__path *path) {
  bool beyond = path->input->form != RSL_FORM_DONE && rsl__goal_is_beyond(&path->goal, path->out->actual.value);
  rsl__path_say_reached(path, beyond);
}
