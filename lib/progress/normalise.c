#include <math.h>

#include <resolution/progress_composite.h>

#include "base/error.h"
#include "base/memory.h"
#include "progress/rank.h"

/** All methods but ranks are one line: shift + scale × (x − from) / unit, cut at its ends. */
typedef struct line {
  double from;
  double unit;
  double scale;
  double shift;
  double floor; /**< of (x − from) / unit */
  double cap;
} line;

typedef struct spread {
  size_t known;
  double least; /**< nan where nothing is known, as are the others */
  double most;
  double mean;
  double deviation; /**< of a sample; nan of one figure */
} spread;

static rsl_status check(const rsl_normalise_rule *rule, const double *values, size_t count, rsl_error *error);
static rsl_status check_rule(const rsl_normalise_rule *rule, size_t count, rsl_error *error);
static bool needs_bounds(rsl_normalisation method);
static spread measure(const double *values, size_t count);
static line line_of(const rsl_normalise_rule *rule, const double *values, const spread *of);
static void set_all_absent(double *out, size_t count);
static rsl_status rank(const rsl_normalise_rule *rule, const double *values, size_t count, size_t known,
                       const rsl_allocator *allocator, double *out, rsl_error *error);

rsl_status rsl_normalise(const rsl_normalise_rule *rule, const double *values, size_t count,
                         const rsl_allocator *allocator, double *out, rsl_reason *reason, rsl_error *error) {
  rsl__error_clear(error);
  rsl_status status = check(rule, values, count, error);
  if (status != RSL_OK) return status;
  spread of = measure(values, count);
  rsl_reason why = of.known == 0 ? RSL_REASON_NO_MEASUREMENT : RSL_REASON_NONE;
  bool ranked = rule->method == RSL_NORMALISE_RANK || rule->method == RSL_NORMALISE_BORDA ||
                rule->method == RSL_NORMALISE_PERCENTILE_RANK;
  line by = { 0, 1, 1, 0, -INFINITY, INFINITY };
  if (!ranked) by = line_of(rule, values, &of);
  bool measured = ranked ? rule->method != RSL_NORMALISE_PERCENTILE_RANK || of.known > 1 : fabs(by.unit) > 0;
  if (why == RSL_REASON_NONE && !measured) why = RSL_REASON_NO_SPREAD;
  if (reason != NULL) *reason = why;
  if (why != RSL_REASON_NONE) {
    set_all_absent(out, count);
  } else if (ranked) {
    return rank(rule, values, count, of.known, allocator, out, error);
  } else {
    for (size_t i = 0; i < count; i++) {
      double share = (values[i] - by.from) / by.unit;
      share = share > by.cap ? by.cap : share < by.floor ? by.floor : share;
      out[i] = share * by.scale + by.shift;
    }
  }
  return RSL_OK;
}

static rsl_status check(const rsl_normalise_rule *rule, const double *values, size_t count, rsl_error *error) {
  for (size_t i = 0; i < count; i++)
    if (isinf(values[i])) return rsl__fail(error, RSL_ERR_ARGUMENT, "figure %zu is infinite", i + 1);
  return check_rule(rule, count, error);
}

static rsl_status check_rule(const rsl_normalise_rule *rule, size_t count, rsl_error *error) {
  bool less = rule->direction == RSL_DIRECTION_DECREASE;
  if (!less && rule->direction != RSL_DIRECTION_INCREASE)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "figures are normalised where more or less is better");
  switch (rule->method) {
  case RSL_NORMALISE_Z_SCORE:
    if (isfinite(rule->mean) && rule->deviation > 0 && isfinite(rule->deviation)) return RSL_OK;
    return rsl__fail(error, RSL_ERR_ARGUMENT, "a standard deviation is above 0, and a mean a number");
  case RSL_NORMALISE_DISTANCE_TO_TARGET:
    if (isfinite(rule->target)) return RSL_OK;
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the distance to a target needs a target");
  case RSL_NORMALISE_DISTANCE_TO_REFERENCE:
    if (rule->reference < count) return RSL_OK;
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the reference is unit %zu of %zu", rule->reference, count);
  case RSL_NORMALISE_FRACTION_OF_MAX:
    if (!less) return RSL_OK;
    return rsl__fail(error, RSL_ERR_ARGUMENT, "a fraction of the greatest says nothing where less is better");
  default:
    if (rule->method < RSL_NORMALISE_MIN_MAX || rule->method >= RSL_NORMALISATION_END)
      return rsl__fail(error, RSL_ERR_ARGUMENT, "there is no such normalisation");
    if (!needs_bounds(rule->method) || (isfinite(rule->low) && isfinite(rule->high) && isfinite(rule->scale)))
      return RSL_OK;
    return rsl__fail(error, RSL_ERR_ARGUMENT, "a bound is no finite number");
  }
}

static bool needs_bounds(rsl_normalisation method) {
  return method == RSL_NORMALISE_MIN_MAX || method == RSL_NORMALISE_SCALED || method == RSL_NORMALISE_GOALPOSTS;
}

static spread measure(const double *values, size_t count) {
  spread of = { 0, NAN, NAN, NAN, NAN };
  double sum = 0;
  double squares = 0;
  for (size_t i = 0; i < count; i++) {
    if (isnan(values[i])) continue;
    if (!(of.least <= values[i])) of.least = values[i];
    if (!(of.most >= values[i])) of.most = values[i];
    of.known++;
  }
  for (size_t i = 0; i < count; i++)
    if (!isnan(values[i])) sum += values[i] - of.least;
  double middle = sum / (double)of.known;
  for (size_t i = 0; i < count; i++) {
    double beside = values[i] - of.least - middle;
    if (!isnan(values[i])) squares += beside * beside;
  }
  of.mean = of.least + middle;
  if (of.known > 1) of.deviation = sqrt(squares / (double)(of.known - 1));
  return of;
}

/* Where less is better the line falls. */
static line line_of(const rsl_normalise_rule *rule, const double *values, const spread *of) {
  bool less = rule->direction == RSL_DIRECTION_DECREASE;
  double worst = less ? of->most : of->least;
  double best = less ? of->least : of->most;
  double low = less ? rule->high : rule->low;
  double high = less ? rule->low : rule->high;
  double cap = rule->cap ? 1 : INFINITY;
  switch (rule->method) {
  case RSL_NORMALISE_SCALED:
    return (line){ low, high - low, 100, 0, -INFINITY, INFINITY };
  case RSL_NORMALISE_Z_SCORE:
    return (line){ of->mean, less ? -of->deviation : of->deviation, rule->deviation, rule->mean, -INFINITY, INFINITY };
  case RSL_NORMALISE_DISTANCE_TO_MAX:
    return (line){ worst, best - worst, 1, 0, -INFINITY, INFINITY };
  case RSL_NORMALISE_DISTANCE_TO_REFERENCE:
    return (line){ worst, values[rule->reference] - worst, 1, 0, -INFINITY, cap };
  case RSL_NORMALISE_DISTANCE_TO_TARGET:
    return (line){ worst, rule->target - worst, 1, 0, -INFINITY, cap };
  case RSL_NORMALISE_FRACTION_OF_MAX:
    return (line){ 0, of->most, 1, 0, -INFINITY, INFINITY };
  case RSL_NORMALISE_GOALPOSTS:
    return (line){ low, high - low, rule->scale, 0, rule->open ? -INFINITY : 0, rule->open ? INFINITY : 1 };
  default:
    return (line){ worst, best - worst, rule->high - rule->low, rule->low, -INFINITY, INFINITY };
  }
}

static void set_all_absent(double *out, size_t count) {
  for (size_t i = 0; i < count; i++) out[i] = NAN;
}

static rsl_status rank(const rsl_normalise_rule *rule, const double *values, size_t count, size_t known,
                       const rsl_allocator *allocator, double *out, rsl_error *error) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  size_t *below = rsl__allocate_array(&memory, count, sizeof *below);
  double sign = rule->direction == RSL_DIRECTION_DECREASE ? -1 : 1;
  bool done = below != NULL && rsl__count_below(values, count, sign, &memory, below);
  double first = rule->method == RSL_NORMALISE_RANK ? 1 : 0;
  double all = rule->method == RSL_NORMALISE_PERCENTILE_RANK ? (double)(known - 1) : 1;
  for (size_t i = 0; done && i < count; i++) out[i] = isnan(values[i]) ? NAN : ((double)below[i] + first) / all;
  rsl__release_array(&memory, below, count, sizeof *below);
  return done ? RSL_OK : rsl__fail_memory(error);
}
