#include <math.h>
#include <stdio.h>

#include "base/sort.h"
#include "review/honesty.h"

enum { LEAST_CHANGES = 5 };        /* of a unit before the last, to tell what is usual for it */
static const double TOO_FAR = 3.5; /* robust z: Iglewicz and Hoaglin, How to Detect and Handle Outliers (1993) */

/** A unit's figures of one indicator. */
typedef struct series {
  rsl_period *periods;
  double *values;
  const rsl__row *last;
  rsl__row kept; /**< what `last` points at: the cursor goes on */
  size_t count;
  double *changes; /**< sorted, all but the last */
  double *apart;
  size_t capacities[4]; /**< of the four arrays */
} series;

static int32_t periods_a_year(rsl_period_type type);
static rsl_status look_at(const rsl__honesty *in, uint32_t indicator, uint32_t unit, series *own);
static bool gather(const rsl__honesty *in, uint32_t indicator, uint32_t unit, series *own);
static bool grow(const rsl__honesty *in, series *own);
static bool last_change(const series *own, int32_t lag, size_t at, double *change);
static double middle(const double *sorted, size_t count);
static void tell_jump(const rsl__honesty *in, uint32_t indicator, uint32_t unit, const series *own, double usual,
                      double z);
static int compare_doubles(const void *a, const void *b);

rsl_status rsl__honesty_jumps(const rsl__honesty *in) {
  rsl_status status = RSL_OK;
  series own = { .periods = NULL };
  for (uint32_t i = 0; i < in->cube->column_count; i++) {
    const rsl_indicator *indicator = rsl_plan_indicator(in->plan, i);
    bool jumps = !indicator->event && indicator->grade_count == 0 && periods_a_year(indicator->frequency) > 0;
    for (uint32_t u = 0; jumps && status == RSL_OK && u < in->cube->unit_count; u++) status = look_at(in, i, u, &own);
  }
  rsl__release_array(&in->allocator, own.periods, own.capacities[0], sizeof *own.periods);
  rsl__release_array(&in->allocator, own.values, own.capacities[1], sizeof *own.values);
  rsl__release_array(&in->allocator, own.changes, own.capacities[2], sizeof *own.changes);
  rsl__release_array(&in->allocator, own.apart, own.capacities[3], sizeof *own.apart);
  return status;
}

/* A figure is held against the one of a year before, so that what comes every summer is no jump. 0: days have no such. */
static int32_t periods_a_year(rsl_period_type type) {
  switch (type) {
  case RSL_PERIOD_YEAR:
  case RSL_PERIOD_NINE_MONTHS:
    return 1;
  case RSL_PERIOD_HALF:
    return 2;
  case RSL_PERIOD_QUARTER:
    return 4;
  case RSL_PERIOD_MONTH:
    return 12;
  default:
    return 0;
  }
}

/* z = 0.6745 (x - median) / MAD; where more than half of the changes are the same, MAD is 0, and the mean deviation stands
 * for it: 0.7979 (x - median) / mean. Of so few changes MAD alone is too often small by chance (one in eight of five that are
 * normal would be told), so the change must also be twice as far from the median as any before (one in 35). */
static rsl_status look_at(const rsl__honesty *in, uint32_t indicator, uint32_t unit, series *own) {
  int32_t lag = periods_a_year(rsl_plan_indicator(in->plan, indicator)->frequency);
  size_t count = 0;
  double change = 0;
  double sum = 0;
  if (!gather(in, indicator, unit, own)) return RSL_ERR_MEMORY;
  if (own->count <= LEAST_CHANGES || !last_change(own, lag, own->count - 1, &change)) return RSL_OK;
  for (size_t i = 1; i + 1 < own->count; i++) count += last_change(own, lag, i, &own->changes[count]);
  if (count < LEAST_CHANGES) return RSL_OK;
  if (!rsl__sort(&in->allocator, own->changes, count, sizeof *own->changes, compare_doubles)) return RSL_ERR_MEMORY;
  double usual = middle(own->changes, count);
  for (size_t i = 0; i < count; i++) {
    own->apart[i] = fabs(own->changes[i] - usual);
    sum += own->apart[i];
  }
  if (!rsl__sort(&in->allocator, own->apart, count, sizeof *own->apart, compare_doubles)) return RSL_ERR_MEMORY;
  double apart = middle(own->apart, count) / 0.6745;
  if (apart == 0) apart = sum / (double)count / 0.7979;
  double z = apart > 0 ? (change - usual) / apart : 0;
  bool unseen = fabs(change - usual) > 2 * own->apart[count - 1];
  if (unseen && fabs(z) > TOO_FAR) tell_jump(in, indicator, unit, own, usual, z);
  return RSL_OK;
}

static bool gather(const rsl__honesty *in, uint32_t indicator, uint32_t unit, series *own) {
  rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, unit);
  rsl__group group;
  uint32_t type = rsl__when_of_type(rsl_plan_indicator(in->plan, indicator)->frequency);
  own->count = 0;
  own->last = NULL;
  while (rsl__cursor_next(&cursor, &group)) {
    const rsl__row *row = rsl__honesty_row(in, &group);
    if (row == NULL || (group.when & 7) != type) continue;
    if (!grow(in, own)) return false;
    own->periods[own->count] = rsl__when_period(group.when);
    own->values[own->count++] = rsl_number_from_decimal(rsl__honesty_value(in, indicator, row)).real;
    own->kept = *row;
    own->last = &own->kept;
  }
  return true;
}

static bool grow(const rsl__honesty *in, series *own) {
  size_t wanted = own->count + 1;
  return rsl__grow(&in->allocator, &own->periods, &own->capacities[0], wanted, sizeof *own->periods) &&
         rsl__grow(&in->allocator, &own->values, &own->capacities[1], wanted, sizeof *own->values) &&
         rsl__grow(&in->allocator, &own->changes, &own->capacities[2], wanted, sizeof *own->changes) &&
         rsl__grow(&in->allocator, &own->apart, &own->capacities[3], wanted, sizeof *own->apart);
}

/* From the same period of the year before, which stands at most `lag` places earlier. */
static bool last_change(const series *own, int32_t lag, size_t at, double *change) {
  for (size_t back = 1; back <= (size_t)lag && back <= at; back++) {
    int32_t distance = own->periods[at].index - own->periods[at - back].index;
    if (distance > lag) return false;
    *change = own->values[at] - own->values[at - back];
    if (distance == lag) return true;
  }
  return false;
}

static double middle(const double *sorted, size_t count) {
  return count % 2 == 1 ? sorted[count / 2] : (sorted[count / 2 - 1] + sorted[count / 2]) / 2;
}

static void tell_jump(const rsl__honesty *in, uint32_t indicator, uint32_t unit, const series *own, double usual,
                      double z) {
  int decimals = rsl_plan_indicator(in->plan, indicator)->decimals;
  char value[RSL_NUMBER_TEXT];
  char usual_text[RSL_NUMBER_TEXT];
  char z_text[RSL_NUMBER_TEXT];
  rsl__told_figure told;
  rsl__honesty_tell(in, indicator, unit, own->periods[own->count - 1], own->last, &told);
  rsl_number_format(rsl_number_from_decimal(rsl__honesty_value(in, indicator, own->last)), value);
  rsl_number_format(rsl_number_round(rsl_number_from_double(usual), decimals), usual_text);
  rsl_number_format(rsl_number_round(rsl_number_from_double(z), 1), z_text);
  rsl__problem(in->problems, RSL_SEVERITY_WARNING, "sudden_jump", &told.place,
               "`%s` of `%s` for %s is %s: no change over a year like that to it was seen before, which mostly was %s "
               "(robust z %s): look at it again, or note why",
               told.code, told.unit, told.period, value, usual_text, z_text);
}

static int compare_doubles(const void *a, const void *b) {
  double x = *(const double *)a;
  double y = *(const double *)b;
  return x < y ? -1 : x > y;
}
