#include "progress/block.h"

/* The method `path` of doubles: the questions of end_value.c, in its order, of a bound that is a number and a path that is
 * straight. Differences, products and quotients of such figures are doubles there, too, so that the numbers are the same;
 * where an order of two of them is asked that is exact there and may be another here, nothing is said. */

/** What is decided; UNSURE: not in doubles. */
typedef enum answer { NO, YES, UNSURE } answer;

/** How far it has come. */
typedef struct distance {
  double done;     /**< from the start to the actual */
  double wanted;   /**< from the start to where it is expected to be */
  double expected; /**< where */
  double size;     /**< of the numbers that were subtracted, for what was rounded */
  bool known;
} distance;

static bool is_tame(double value);
static distance measure(const rsl__way *way);
static void tell_pace(const rsl__way *way, rsl__found *out);
static bool meets(const rsl__way *way, double value);
static bool rate_end(const rsl__way_rule *rule, const rsl__way *way, const distance *far, rsl__found *out);
static bool rate_on_the_way(const rsl__way_rule *rule, const rsl__way *way, const distance *far, rsl__found *out);
static bool rate_along(const rsl__way_rule *rule, const rsl__way *way, const distance *far, rsl__found *out);
static answer reaches(const distance *far, double cut);
static void say(rsl__found *out, rsl_rating rating, rsl_reason reason);
static void say_reached(const rsl__way_rule *rule, const rsl__way *way, bool ended, rsl__found *out);

static const double rounded = 0x1p-47; /* far more than six operations round away, of the greatest number in them */

bool rsl__way_rate(const rsl__way_rule *rule, const rsl__way *way, rsl__found *out) {
  bool sure = true;
  if (!way->has_actual) {
    say(out, RSL_RATING_NO_DATA, way->over ? RSL_REASON_FINAL_FIGURE_MISSING : RSL_REASON_NO_MEASUREMENT);
    return true;
  }
  if (!is_tame(way->actual) || !is_tame(way->aim) || (way->has_start && !is_tame(way->start))) return false;
  distance far = measure(way);
  bool ended = way->now >= way->end;
  if (far.known && far.wanted != 0) out->ratio = far.done / far.wanted + 0.0;
  tell_pace(way, out);
  if (ended)
    sure = rate_end(rule, way, &far, out);
  else if (way->over)
    say(out, RSL_RATING_NO_DATA, RSL_REASON_FINAL_FIGURE_MISSING);
  else
    sure = rate_on_the_way(rule, way, &far, out);
  return sure;
}

/** No product or quotient of such numbers leaves the range of doubles. */
static bool is_tame(double value) {
  double size = value < 0 ? -value : value;
  return size == 0 || (size > 1e-100 && size < 1e100);
}

static distance measure(const rsl__way *way) {
  distance far = { 0 };
  int64_t all = way->end - way->from;
  far.known = way->has_start && all > 0;
  if (!far.known) return far;
  far.expected = way->aim;
  if (way->now < way->end)
    far.expected = way->start + (way->aim - way->start) * (double)(way->now - way->from) / (double)all;
  far.done = way->actual - way->start;
  far.wanted = far.expected - way->start;
  const double numbers[] = { way->actual, way->start, way->aim };
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) far.size += numbers[i] < 0 ? -numbers[i] : numbers[i];
  return far;
}

/** The sum makes 0 of -0. */
static void tell_pace(const rsl__way *way, rsl__found *out) {
  static const double months = 12;
  if (way->has_start && way->now > way->from)
    out->pace = (way->actual - way->start) / ((double)(way->now - way->from) / months) + 0.0;
  if (way->end > way->now)
    out->required_pace = (way->aim - way->actual) / ((double)(way->end - way->now) / months) + 0.0;
}

static bool meets(const rsl__way *way, double value) {
  return way->upward ? value >= way->aim : value <= way->aim;
}

static bool rate_end(const rsl__way_rule *rule, const rsl__way *way, const distance *far, rsl__found *out) {
  if (meets(way, way->actual)) {
    say_reached(rule, way, true, out);
    return true;
  }
  if (rule->exact->nearness != RSL_NEARNESS_PROGRESS) return false;
  answer near = way->has_start && meets(way, way->start) ? NO : reaches(far, rule->nearly_met);
  if (near == YES)
    say(out, RSL_RATING_NEARLY_MET, RSL_REASON_NEARLY_REACHED);
  else
    say(out, RSL_RATING_MISSED, RSL_REASON_NOT_REACHED);
  return near != UNSURE;
}

static bool rate_on_the_way(const rsl__way_rule *rule, const rsl__way *way, const distance *far, rsl__found *out) {
  bool holds = meets(way, way->actual);
  if (way->has_start && meets(way, way->start))
    say(out, holds ? RSL_RATING_ON_TRACK : RSL_RATING_OFF_TRACK,
        holds ? RSL_REASON_BASELINE_KEPT : RSL_REASON_BASELINE_LOST);
  else if (holds)
    say_reached(rule, way, false, out);
  else if (!way->has_start)
    say(out, RSL_RATING_NO_DATA, RSL_REASON_NO_BASELINE);
  else if (!far->known)
    say(out, RSL_RATING_NOT_RATED, RSL_REASON_EMPTY_TERM);
  else
    return rate_along(rule, way, far, out);
  return true;
}

static bool rate_along(const rsl__way_rule *rule, const rsl__way *way, const distance *far, rsl__found *out) {
  double side = way->upward ? 1 : -1;
  if (far->wanted * side <= 0) {
    bool kept = (way->actual - far->expected) * side >= 0;
    say(out, kept ? RSL_RATING_ON_TRACK : RSL_RATING_BEHIND,
        kept ? RSL_REASON_FLAT_PATH_KEPT : RSL_REASON_FLAT_PATH_LOST);
    return true;
  }
  answer on_track = reaches(far, rule->on_track);
  answer behind = on_track == YES ? YES : reaches(far, rule->behind);
  if (far->done * side < 0)
    say(out, RSL_RATING_OFF_TRACK, RSL_REASON_WORSE_THAN_BASELINE);
  else if (on_track == UNSURE || behind == UNSURE)
    return false;
  else if (on_track == YES)
    say(out, RSL_RATING_ON_TRACK, RSL_REASON_PROGRESS_ON_TRACK);
  else if (behind == YES)
    say(out, RSL_RATING_BEHIND, RSL_REASON_PROGRESS_BEHIND);
  else
    say(out, RSL_RATING_OFF_TRACK, RSL_REASON_PROGRESS_OFF_TRACK);
  return true;
}

static answer reaches(const distance *far, double cut) {
  if (!far->known || far->wanted == 0) return NO;
  double beyond = far->done - cut * far->wanted;
  double doubt = far->size * (1 + (cut < 0 ? -cut : cut)) * rounded;
  if (beyond <= doubt && beyond >= -doubt) return UNSURE;
  return (beyond > 0) == (far->wanted > 0) ? YES : NO;
}

static void say(rsl__found *out, rsl_rating rating, rsl_reason reason) {
  out->rating = rating;
  out->reason = reason;
}

static void say_reached(const rsl__way_rule *rule, const rsl__way *way, bool ended, rsl__found *out) {
  bool beyond = way->actual != way->aim;
  bool exceeded = beyond ? !rule->exact->beyond_is_met : rule->exact->inside_is_exceeded;
  if (ended)
    say(out, exceeded ? RSL_RATING_EXCEEDED : RSL_RATING_MET,
        beyond ? RSL_REASON_BEYOND_TARGET : RSL_REASON_REACHED_TARGET);
  else
    say(out, exceeded ? RSL_RATING_EXCEEDED_EARLY : RSL_RATING_MET_EARLY,
        beyond ? RSL_REASON_BEYOND_EARLY : RSL_REASON_REACHED_EARLY);
}
