#include "progress/arithmetic.h"
#include "progress/exact.h"
#include "progress/path.h"

/** An average in a form whose boundaries can be compared exactly. A geometric mean of n rates against a rate w asks
 *  whether the product of the factors 1 + g is at least (1 + w)^n: no root is drawn, nothing is rounded. */
typedef struct average {
  const rsl_path_input *input;
  rsl_number value;  /**< the arithmetic mean, or the product of the factors */
  bool compound;     /**< it is a product */
  int64_t numerator; /**< of the exponent that a wanted factor is raised to */
  int64_t denominator;
  rsl_number shown; /**< the average in percent, as people see it */
} average;

static void note_stretch(rsl__path *path, const average *mean);
static void see(const rsl__path *path, average *mean);
static bool average_of_rates(rsl__path *path, average *out);
static bool take_rates(rsl__path *path, average *out);
static bool average_of_level(rsl__path *path, average *out);
static bool level_fault(rsl__path *path);
static void set_level_target(rsl__path *path, const rsl__goal *goal);
static rsl_number level_by_growth(const rsl__path *path, rsl_number growth);
static int compare(const average *mean, rsl_number wanted);
static bool compare_exactly(const average *mean, rsl_number wanted, int *order);
static void require_rates(rsl__path *path, const average *mean, rsl_number wanted);
static void rate(rsl__path *path, const average *mean, const rsl__goal *goal);
static void rate_end(rsl__path *path, const average *mean, const rsl__goal *goal);
static bool is_near(const average *mean, const rsl__goal *goal);
static void rate_on_the_way(rsl__path *path, const average *mean, const rsl__goal *goal);
static bool fails_below(const average *mean, const rsl__goal *goal);
static rsl_number wanted_average(const average *mean, const rsl__goal *goal);
static bool ratio_is_defined(const average *mean, const rsl__goal *goal);
static rsl_number ratio(const average *mean, const rsl__goal *goal);
static bool ratio_reaches(const average *mean, const rsl__goal *goal, rsl_decimal cut);
static bool holds(const average *mean, const rsl__goal *goal);

void rsl__rate_average(rsl__path *path) {
  average mean = { .input = path->input };
  rsl__goal goal;
  (void)rsl__goal_make(path->input, rsl_number_absent(), rsl_number_absent(), &goal);
  path->goal = goal;
  bool of_level = path->input->average_of == RSL_AVERAGE_OF_LEVEL;
  rsl__path_set_target(path, goal.low, goal.high);
  if (of_level) set_level_target(path, &goal);
  if (!(of_level ? average_of_level(path, &mean) : average_of_rates(path, &mean))) return;
  path->out->average = mean.shown;
  if (path->shown) see(path, &mean);
  note_stretch(path, &mean);
  rate(path, &mean, &goal);
}

static void note_stretch(rsl__path *path, const average *mean) {
  if (path->input->stretch.form == RSL_FORM_NONE) return;
  path->out->stretch = holds(mean, &path->stretch) ? RSL_STRETCH_REACHED : RSL_STRETCH_NOT_REACHED;
}

/** Compared as it is shown, an average is a plain number, with two decimals at least. */
static void see(const rsl__path *path, average *mean) {
  int decimals = path->input->decimals < 2 ? 2 : path->input->decimals;
  if (known(mean->shown)) mean->shown = rsl_number_round(mean->shown, decimals);
  mean->value = mean->shown;
  mean->compound = false;
}

/** Averages of rates: what is rated, and shown as the actual, is the average itself. */
static bool average_of_rates(rsl__path *path, average *out) {
  rsl_path_result *result = path->out;
  if (!take_rates(path, out)) return false;
  result->actual.period = path->input->series[path->input->series_count - 1].period;
  result->actual.value = out->shown;
  result->pace = out->shown;
  result->expected = wanted_average(out, &path->goal);
  result->of_target_percent = percent_of(out->shown, result->expected);
  result->gap = minus(out->shown, result->expected);
  require_rates(path, out, result->expected);
  return true;
}

static bool take_rates(rsl__path *path, average *out) {
  const rsl_path_input *input = path->input;
  int64_t years = (int64_t)input->series_count;
  out->compound = input->average_mean == RSL_MEAN_GEOMETRIC;
  out->value = whole(out->compound ? 1 : 0);
  out->numerator = years;
  out->denominator = 1;
  for (size_t i = 0; i < input->series_count; i++) {
    rsl_number rate_of_year = input->series[i].value;
    if (!known(rate_of_year)) {
      path->out->year = input->series[i];
      rsl__path_verdict(path, RSL_RATING_NO_DATA, RSL_REASON_YEAR_MISSING);
      return false;
    }
    out->value = out->compound ? times(out->value, growth_factor(rate_of_year)) : plus(out->value, rate_of_year);
    if (!out->compound || rsl_number_sign(growth_factor(rate_of_year)) > 0) continue;
    /* A year that lost everything, or more, leaves nothing to take a root of. */
    path->out->year = input->series[i];
    rsl__path_verdict(path, RSL_RATING_NOT_RATED, RSL_REASON_SIGN_CHANGE);
    return false;
  }
  if (years == 0) {
    rsl__path_verdict(path, RSL_RATING_NO_DATA, RSL_REASON_NO_MEASUREMENT);
    return false;
  }
  if (out->compound) {
    out->shown = rsl__growth_a_year(out->value, years, 1);
  } else {
    out->value = over(out->value, whole(years));
    out->shown = out->value;
  }
  return true;
}

/** Growth of a level from the baseline. */
static bool average_of_level(rsl__path *path, average *out) {
  rsl_path_result *result = path->out;
  rsl_reason fault = RSL_REASON_NONE;
  result->actual = path->input->actual;
  if (level_fault(path)) return false;
  out->compound = true;
  out->value = over(result->actual.value, path->start);
  out->numerator =
      path->clock.in_days ? 4 * (path->clock.now - path->clock.start) : path->clock.now - path->clock.start;
  out->denominator = path->clock.in_days ? 1461 : 12;
  out->shown = rsl__path_growth(path, path->start, result->actual.value, path->clock.start, path->clock.now);
  if (known(path->aim)) result->expected = rsl__path_expected(path, &fault);
  rsl__path_measure(path);
  return true;
}

static bool level_fault(rsl__path *path) {
  const rsl_path_input *input = path->input;
  rsl_reason reason = RSL_REASON_NONE;
  if (!known(input->baseline.value))
    reason = RSL_REASON_NO_BASELINE;
  else if (!path->clock.has_now)
    reason = RSL_REASON_NO_MEASUREMENT;
  else if (rsl_number_sign(input->baseline.value) == 0)
    reason = RSL_REASON_ZERO_BASE;
  else if (rsl_number_sign(input->baseline.value) < 0 || rsl_number_sign(input->actual.value) <= 0)
    reason = RSL_REASON_SIGN_CHANGE;
  else if (!path->clock.has_start || path->clock.end <= path->clock.start || path->clock.now <= path->clock.start)
    reason = RSL_REASON_EMPTY_TERM;
  if (reason == RSL_REASON_NONE) return false;
  bool no_data = reason == RSL_REASON_NO_BASELINE || reason == RSL_REASON_NO_MEASUREMENT;
  rsl__path_verdict(path, no_data ? RSL_RATING_NO_DATA : RSL_RATING_NOT_RATED, reason);
  return true;
}

/** The value to reach is the level that the wanted growth leads to (T4): baseline, actual, expected and target are
 *  then of one kind. */
static void set_level_target(rsl__path *path, const rsl__goal *goal) {
  path->start = path->input->baseline.value;
  path->goal.low = level_by_growth(path, goal->low);
  path->goal.high = level_by_growth(path, goal->high);
  rsl__path_set_target(path, path->goal.low, path->goal.high);
  rsl_number bad_end = rsl__goal_bad_end(goal);
  path->aim = known(bad_end) ? level_by_growth(path, bad_end) : rsl_number_absent();
}

static rsl_number level_by_growth(const rsl__path *path, rsl_number growth) {
  rsl_number factor = growth_factor(growth);
  int64_t ticks = path->clock.end - path->clock.start;
  /* From nothing, or a debt, no growth leads anywhere. */
  if (rsl_number_sign(path->start) <= 0 || !path->clock.has_start || ticks <= 0 || rsl_number_sign(factor) <= 0)
    return rsl_number_absent();
  return times(path->start, path->clock.in_days ? rsl__power(factor, 4 * ticks, 1461) : rsl__power(factor, ticks, 12));
}

/** The order of the average against a wanted one in percent. */
static int compare(const average *mean, rsl_number wanted) {
  int order = 0;
  if (!mean->compound) return rsl_number_compare(mean->value, wanted);
  rsl_number factor = growth_factor(wanted);
  /* A wanted loss of everything or more is below whatever a product can be. */
  if (rsl_number_sign(factor) <= 0) return 1;
  rsl_number power = rsl__power(factor, mean->numerator, mean->denominator);
  bool inexact = mean->value.kind == RSL_NUMBER_REAL || power.kind == RSL_NUMBER_REAL;
  if (inexact && compare_exactly(mean, wanted, &order)) return order;
  return rsl_number_compare(mean->value, power);
}

static bool compare_exactly(const average *mean, rsl_number wanted, int *order) {
  const rsl_path_input *input = mean->input;
  if (mean->numerator % mean->denominator != 0) return false;
  if (input->average_of != RSL_AVERAGE_OF_LEVEL)
    return rsl__exact_rates(input->series, input->series_count, wanted, order);
  return rsl__exact_growth(input->baseline.value, input->actual.value, mean->numerator / mean->denominator, wanted,
                           order);
}

/** What each year left has to bring (methods.md gives the formula for growth; a plain mean is its sum). */
static void require_rates(rsl__path *path, const average *mean, rsl_number wanted) {
  const rsl__clock *clock = &path->clock;
  rsl_path_result *out = path->out;
  int64_t years = mean->numerator;
  int64_t all = clock->in_days ? 0 : (clock->end - clock->start) / 12;
  if (!known(wanted) || !clock->has_start || all <= years) return;
  if (mean->compound) {
    rsl_number factor = growth_factor(wanted);
    if (rsl_number_sign(factor) <= 0) return;
    rsl_number rest = over(rsl__power(factor, all, 1), mean->value);
    out->required_pace = rsl__growth_a_year(rest, all - years, 1);
  } else {
    rsl_number rest = minus(times(wanted, whole(all)), times(mean->value, whole(years)));
    out->required_pace = over(rest, whole(all - years));
  }
  out->acceleration = over(out->required_pace, out->pace);
}

static void rate(rsl__path *path, const average *mean, const rsl__goal *goal) {
  if (ratio_is_defined(mean, goal)) path->out->progress = ratio(mean, goal);
  if (path->out->ended)
    rate_end(path, mean, goal);
  else
    rate_on_the_way(path, mean, goal);
}

static void rate_end(rsl__path *path, const average *mean, const rsl__goal *goal) {
  if (holds(mean, goal)) {
    bool beyond = goal->good != 0 && compare(mean, goal->brim) * goal->good > 0;
    rsl__path_verdict(path, rsl__path_reached(path, beyond),
                      beyond ? RSL_REASON_BEYOND_TARGET : RSL_REASON_REACHED_TARGET);
  } else if (is_near(mean, goal)) {
    rsl__path_verdict(path, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  } else {
    rsl__path_verdict(path, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  }
}

/** A share of the level is here one of the way: an average begins at 0. */
static bool is_near(const average *mean, const rsl__goal *goal) {
  const rsl_rating_rule *rule = &mean->input->rule;
  if (rule->nearness != RSL_NEARNESS_WITHIN) return ratio_reaches(mean, goal, rule->nearly_met);
  rsl_number distance = written(rule->nearly_met);
  if (fails_below(mean, goal)) return compare(mean, minus(goal->floor, distance)) >= 0;
  return compare(mean, plus(goal->cap, distance)) <= 0;
}

/** Averages are never early (T7): what holds so far may yet be lost. */
static void rate_on_the_way(rsl__path *path, const average *mean, const rsl__goal *goal) {
  if (holds(mean, goal))
    rsl__path_verdict(path, RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_HOLDS);
  else if (!ratio_is_defined(mean, goal))
    rsl__path_verdict(path, RSL_RATING_OFF_TRACK, RSL_REASON_AVERAGE_FAILS);
  else if (ratio_reaches(mean, goal, path->input->rule.on_track))
    rsl__path_verdict(path, RSL_RATING_ON_TRACK, RSL_REASON_AVERAGE_ON_TRACK);
  else if (ratio_reaches(mean, goal, path->input->rule.behind))
    rsl__path_verdict(path, RSL_RATING_BEHIND, RSL_REASON_AVERAGE_BEHIND);
  else
    rsl__path_verdict(path, RSL_RATING_OFF_TRACK, RSL_REASON_AVERAGE_OFF_TRACK);
}

/** Which end the ratio is taken against: the floor, unless the cap is what fails. */
static bool fails_below(const average *mean, const rsl__goal *goal) {
  if (!known(goal->floor) || !known(goal->cap)) return known(goal->floor);
  return compare(mean, goal->floor) < 0;
}

/** What the average is held against: of a range without a good end, the end that it fails (T7). */
static rsl_number wanted_average(const average *mean, const rsl__goal *goal) {
  rsl_number bad_end = rsl__goal_bad_end(goal);
  if (known(bad_end) || holds(mean, goal)) return bad_end;
  return fails_below(mean, goal) ? goal->floor : goal->cap;
}

static bool ratio_is_defined(const average *mean, const rsl__goal *goal) {
  if (known(goal->cap) && holds(mean, goal)) return true;
  if (fails_below(mean, goal)) return rsl_number_sign(goal->floor) > 0;
  return rsl_number_sign(goal->cap) > 0 && rsl_number_sign(mean->shown) > 0;
}

static rsl_number ratio(const average *mean, const rsl__goal *goal) {
  if (known(goal->cap) && holds(mean, goal)) return whole(1);
  return fails_below(mean, goal) ? over(mean->shown, goal->floor) : over(goal->cap, mean->shown);
}

/** Of what does not hold: is the ratio at least the cut? average / floor ≥ cut asks average ≥ cut × floor, and
 *  cap / average ≥ cut asks average ≤ cap / cut: nothing is rounded. */
static bool ratio_reaches(const average *mean, const rsl__goal *goal, rsl_decimal cut) {
  if (!ratio_is_defined(mean, goal)) return false;
  if (fails_below(mean, goal)) return compare(mean, times(written(cut), goal->floor)) >= 0;
  return cut.units <= 0 || compare(mean, over(goal->cap, written(cut))) <= 0;
}

static bool holds(const average *mean, const rsl__goal *goal) {
  int from_floor = known(goal->floor) ? compare(mean, goal->floor) : 1;
  int from_cap = known(goal->cap) ? compare(mean, goal->cap) : -1;
  return (goal->floor_strict ? from_floor > 0 : from_floor >= 0) && (goal->cap_strict ? from_cap < 0 : from_cap <= 0);
}
