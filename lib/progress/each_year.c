#include "progress/arithmetic.h"
#include "progress/path.h"

/** What the years of a yearly condition came to. */
typedef struct tally {
  int64_t years; /**< with a figure */
  int64_t held;
  int64_t beyond;
  bool missing;
} tally;

static tally count_years(rsl__path *path);
static void note_stretch(rsl__path *path, rsl_number value);

void rsl__rate_each_year(rsl__path *path) {
  rsl_path_result *out = path->out;
  (void)rsl__goal_make(path->input, rsl_number_absent(), rsl_number_absent(), &path->goal);
  rsl__path_see_goal(path);
  rsl__path_set_target(path, path->goal.low, path->goal.high);
  tally years = count_years(path);
  if (years.years > 0) {
    out->progress = over(whole(years.held), whole(years.years));
    /* Of grades, which are places in a list, there is no percent. */
    if (path->input->grade_count == 0)
      out->of_target_percent = percent_of(out->actual.value, rsl__goal_bad_end(&path->goal));
  }
  if (years.held < years.years) /* A year that failed cannot be mended, whatever the missing ones were (T6). */
    rsl__path_verdict(path, out->ended ? RSL_RATING_MISSED : RSL_RATING_OFF_TRACK,
                      out->ended ? RSL_REASON_YEAR_FAILED : RSL_REASON_CANNOT_BE_MET_ANY_MORE);
  else if (years.missing || years.years == 0)
    rsl__path_verdict(path, RSL_RATING_NO_DATA, years.missing ? RSL_REASON_YEAR_MISSING : RSL_REASON_NO_MEASUREMENT);
  else if (!out->ended)
    rsl__path_verdict(path, RSL_RATING_ON_TRACK, RSL_REASON_EVERY_YEAR_HELD);
  else if (years.beyond == years.years)
    rsl__path_verdict(path, rsl__path_reached(path, true), RSL_REASON_EVERY_YEAR_BEYOND);
  else
    rsl__path_verdict(path, rsl__path_reached(path, false), RSL_REASON_EVERY_YEAR_HELD);
}

/** Every year has to reach it: one that did not decides. */
static void note_stretch(rsl__path *path, rsl_number value) {
  if (path->out->stretch != RSL_STRETCH_NOT_REACHED) rsl__path_note_stretch(path, value);
}

/** The first year that failed is noted, or else the first that is missing. */
static tally count_years(rsl__path *path) {
  tally result = { 0 };
  for (size_t i = 0; i < path->input->series_count; i++) {
    const rsl_path_figure *figure = &path->input->series[i];
    if (!known(figure->value)) {
      if (!result.missing && result.held == result.years) path->out->year = *figure;
      result.missing = true;
      continue;
    }
    path->out->actual = *figure;
    note_stretch(path, figure->value);
    rsl_number value = rsl__path_seen(path, figure->value);
    bool holds = rsl__goal_holds(&path->goal, value);
    if (!holds && result.held == result.years) path->out->year = *figure;
    result.years++;
    if (!holds) continue;
    result.held++;
    if (rsl__goal_is_beyond(&path->goal, value)) result.beyond++;
  }
  return result;
}
