#include "progress/growth.h"

#include "base/error.h"
#include "base/real_functions.h"

static bool rises(const rsl_series *series);
static size_t last_known(const rsl_series *series);
static size_t first_known(const rsl_series *series, double from);
static size_t base_of(const rsl_series *series, double year, rsl_base_rule rule);
static size_t nearest(const rsl_series *series, size_t before, size_t after, double year);
static bool is_ended(const rsl_assessment *out);
static double replace_zero(double value, double with, rsl_note note, unsigned *notes);
static double limit_factor(double base, double limit, double exponent);
static void note_limit(rsl_assessment *out, const rsl_series *series);
static rsl_reason divide_growth(rsl_assessment *out, double sense);

/* ---- Verdicts ------------------------------------------------------------------------------------------------------ */

rsl_status rsl__assess_begin(rsl_assessment *out, rsl_method method, int edition, const rsl_series *series,
                             bool directed, rsl_error *error) {
  const double unknown = RSL_UNKNOWN;
  rsl__error_clear(error);
  *out = (rsl_assessment){ .method = method, .edition = edition };
  out->ratio = out->score = out->observed = out->required = out->projected = out->limit_factor = unknown;
  out->target = out->target_year = unknown;
  out->base = out->current = (rsl_point){ unknown, unknown };
  for (int i = 0; i < RSL_CUTS; i++) out->cuts[i] = unknown;
  if (directed && series->direction != RSL_DIRECTION_INCREASE && series->direction != RSL_DIRECTION_DECREASE)
    return rsl__fail(error, RSL_ERR_ARGUMENT,
                     "the series has no direction; it is better when it rises, or when it falls");
  if (series->count > 0 && series->points == NULL)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the series counts points, and has none");
  return RSL_OK;
}

static bool is_ended(const rsl_assessment *out) {
  return out->current.year >= out->target_year; /* false where one is not known */
}

void rsl__assess_class(rsl_assessment *out, rsl_class word) {
  out->rated_as = word;
  out->rating = rsl_class_rating(word, rsl__is_known(out->target) && is_ended(out));
  out->reason = out->rating == RSL_RATING_NOT_RATED ? RSL_REASON_LEVEL_ALONE : RSL_REASON_BY_METHOD;
}

void rsl__assess_met(rsl_assessment *out, rsl_class word) {
  out->rated_as = word;
  out->rating = is_ended(out) ? RSL_RATING_MET : RSL_RATING_MET_EARLY;
  out->reason = is_ended(out) ? RSL_REASON_REACHED_TARGET : RSL_REASON_REACHED_EARLY;
}

void rsl__assess_none(rsl_assessment *out, rsl_class word, rsl_reason reason) {
  bool no_data = reason == RSL_REASON_NO_MEASUREMENT || reason == RSL_REASON_ONE_POINT ||
                 reason == RSL_REASON_NO_BASELINE || reason == RSL_REASON_TOO_OLD;
  out->rated_as = word;
  out->rating = no_data ? RSL_RATING_NO_DATA : RSL_RATING_NOT_RATED;
  out->reason = reason;
}

rsl_status rsl__assess_end(rsl_assessment *out) {
  double *const numbers[] = { &out->ratio, &out->score, &out->observed, &out->required, &out->projected };
  bool fine = out->ratio != out->ratio || rsl__is_known(out->ratio);
  for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
    *numbers[i] = rsl__is_known(*numbers[i]) ? *numbers[i] + 0.0 : RSL_UNKNOWN; /* the sum makes 0 of -0 */
  }
  if (!fine) rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, RSL_REASON_OUT_OF_RANGE);
  return RSL_OK;
}

void rsl__assess_binary(rsl_assessment *out, const rsl_series *series, const rsl_span *span, rsl_class achieved,
                        rsl_class other) {
  rsl_reason ends = rsl__assess_ends(out, series, span);
  if (!rsl__is_known(out->current.value)) {
    rsl__assess_none(out, RSL_CLASS_NOT_AVAILABLE, ends);
    return;
  }
  bool met = out->current.value == 1;
  out->target = 1;
  out->score = met ? RSL__FULL_SCORE : -RSL__FULL_SCORE;
  if (met)
    rsl__assess_met(out, achieved);
  else
    rsl__assess_class(out, other);
}

rsl_class rsl__cut(const rsl_assessment *out, const rsl_class classes[RSL_CUTS + 1], unsigned strict) {
  for (int i = 0; i < RSL_CUTS; i++) {
    bool reached = (strict >> i & 1U) != 0 ? out->ratio > out->cuts[i] : out->ratio >= out->cuts[i];
    if (reached) return classes[i];
  }
  return classes[RSL_CUTS];
}

/* ---- The two ends -------------------------------------------------------------------------------------------------- */

rsl_reason rsl__assess_ends(rsl_assessment *out, const rsl_series *series, const rsl_span *span) {
  out->target = series->target;
  out->target_year = rsl__known_or(series->target_year, span->target_year);
  if (!rises(series)) return RSL_REASON_YEAR_ORDER;
  size_t current = last_known(series);
  if (current == series->count) return RSL_REASON_NO_MEASUREMENT;
  out->current = series->points[current];
  size_t base = base_of(series, rsl__known_or(series->base_year, span->base_year), span->base_rule);
  if (base == series->count) return RSL_REASON_NO_BASELINE;
  out->base = series->points[base];
  return base < current ? RSL_REASON_NONE : RSL_REASON_ONE_POINT;
}

double rsl__latest_year(const rsl_series *series) {
  size_t last = last_known(series);
  return last < series->count ? series->points[last].year : RSL_UNKNOWN;
}

static bool rises(const rsl_series *series) {
  for (size_t i = 1; i < series->count; i++) {
    if (!(series->points[i - 1].year < series->points[i].year)) return false;
  }
  return series->count == 0 || rsl__is_known(series->points[0].year);
}

/** The index of the last figure; the count where there is none. */
static size_t last_known(const rsl_series *series) {
  for (size_t i = series->count; i > 0; i--) {
    if (rsl__is_known(series->points[i - 1].value)) return i - 1;
  }
  return series->count;
}

static size_t first_known(const rsl_series *series, double from) {
  for (size_t i = 0; i < series->count; i++) {
    if (series->points[i].year >= from && rsl__is_known(series->points[i].value)) return i;
  }
  return series->count;
}

static size_t base_of(const rsl_series *series, double year, rsl_base_rule rule) {
  if (!rsl__is_known(year)) return first_known(series, series->points[0].year);
  size_t after = first_known(series, year);
  bool exact = after < series->count && series->points[after].year == year;
  if (exact || rule == RSL_BASE_LATER) return after;
  if (rule == RSL_BASE_EXACT) return series->count;
  size_t before = after;
  for (size_t i = 0; i < after && series->points[i].year < year; i++) {
    if (rsl__is_known(series->points[i].value)) before = i;
  }
  return rule == RSL_BASE_EARLIER ? before : nearest(series, before, after, year);
}

static size_t nearest(const rsl_series *series, size_t before, size_t after, double year) {
  if (after == series->count || before == after) return before;
  return series->points[after].year - year <= year - series->points[before].year ? after : before;
}

/* ---- Growth ---------------------------------------------------------------------------------------------------------- */

rsl_reason rsl__growth_fault(double from, double to) {
  if (from == 0) return RSL_REASON_ZERO_BASE;
  return (from < 0) != (to < 0) && to != 0 ? RSL_REASON_SIGN_CHANGE : RSL_REASON_NONE;
}

double rsl__growth(double from, double to, double years) {
  return rsl__pow(to / from, 1 / years) - 1;
}

rsl_reason rsl__growth_ratio(rsl_assessment *out, const rsl_series *series, const rsl__growth_rule *rule, bool *met) {
  rsl_reason ends = rsl__assess_ends(out, series, rule->span);
  out->target = replace_zero(series->target, rule->replace_zero, RSL_NOTE_TARGET_REPLACED, &out->notes);
  *met = false;
  if (!rsl__is_known(out->base.value)) return ends;
  double base = out->base.value;
  bool limited = rsl__is_known(series->limit) && !rsl__is_known(series->target);
  out->limit_factor = limited ? limit_factor(base, series->limit, rule->limit_exponent) : 1;
  note_limit(out, series);
  out->base.value = replace_zero(base, rule->replace_zero, RSL_NOTE_BASE_REPLACED, &out->notes);
  *met = rsl__meets(series, out->current.value, out->target);
  if (ends != RSL_REASON_NONE) return ends;
  if (rsl__meets(series, base, out->target)) out->notes |= RSL_NOTE_BASE_PAST_TARGET;
  return divide_growth(out, rsl__sense(series) * (base < 0 ? -1 : 1));
}

static double replace_zero(double value, double with, rsl_note note, unsigned *notes) {
  if (value != 0 || with == 0) return value;
  *notes |= note;
  return with;
}

/** How much room a base has to the limit, on either side of it; at twice the limit and beyond there is all of it. */
static double limit_factor(double base, double limit, double exponent) {
  double size = base < 0 ? -base : base;
  double bound = limit < 0 ? -limit : limit;
  if (size >= 2 * bound) return 1;
  return 1 - rsl__pow((size <= bound ? size : 2 * bound - size) / bound, exponent);
}

static void note_limit(rsl_assessment *out, const rsl_series *series) {
  if (!rsl__is_known(series->limit)) return;
  if (rsl__is_known(series->target))
    out->notes |= RSL_NOTE_LIMIT_IGNORED;
  else if (out->base.value != series->limit && rsl__meets(series, out->base.value, series->limit))
    out->notes |= RSL_NOTE_BASE_BEYOND_LIMIT;
}

static rsl_reason divide_growth(rsl_assessment *out, double sense) {
  rsl_reason fault = rsl__growth_fault(out->base.value, out->current.value);
  if (fault != RSL_REASON_NONE) return fault;
  out->observed = rsl__growth(out->base.value, out->current.value, out->current.year - out->base.year);
  double ratio = sense * out->observed;
  if (rsl__is_known(out->target)) {
    if (!(out->target_year > out->base.year)) return RSL_REASON_YEAR_ORDER;
    fault = rsl__growth_fault(out->base.value, out->target);
    if (fault != RSL_REASON_NONE) return fault;
    out->required = rsl__growth(out->base.value, out->target, out->target_year - out->base.year);
    if (out->required == 0) return RSL_REASON_TARGET_EQUALS_BASELINE;
    ratio /= out->required < 0 ? -out->required : out->required;
  }
  if (!rsl__is_known(ratio)) return RSL_REASON_OUT_OF_RANGE;
  out->ratio = ratio;
  return RSL_REASON_NONE;
}
