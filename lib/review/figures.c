#include "review/figures.h"

#include "base/error.h"
#include "base/sort.h"

static bool is_fetched(const rsl__figures *figures, rsl_period period);
static bool holds(const rsl_period *periods, size_t count, rsl_period period);
static bool is_same(rsl_period a, rsl_period b);
static int compare_periods(const void *a, const void *b);
static size_t keep_each_once(rsl_period *periods, size_t count);

void rsl__figures_init(rsl__figures *figures, const rsl_cube *cube, uint32_t indicator, rsl_date known_on,
                       const rsl_allocator *allocator) {
  *figures = (rsl__figures){ .cube = cube, .indicator = indicator, .known_on = known_on, .allocator = *allocator };
}

void rsl__figures_free(rsl__figures *figures) {
  for (size_t i = 0; i < figures->fetched_count; i++) rsl_rollup_free(figures->fetched[i]);
  rsl__release_array(&figures->allocator, figures->fetched, figures->fetched_capacity, sizeof(rsl_rollup *));
  rsl__release_array(&figures->allocator, figures->wanted, figures->wanted_capacity, sizeof *figures->wanted);
  *figures = (rsl__figures){ .allocator = figures->allocator };
}

rsl_status rsl__figures_want(rsl__figures *figures, rsl_period period, rsl_error *error) {
  if (period.type == RSL_PERIOD_NONE || is_fetched(figures, period)) return RSL_OK;
  if (!rsl__grow(&figures->allocator, &figures->wanted, &figures->wanted_capacity, figures->wanted_count + 1,
                 sizeof *figures->wanted))
    return rsl__fail_memory(error);
  figures->wanted[figures->wanted_count++] = period;
  return RSL_OK;
}

rsl_status rsl__figures_fetch(rsl__figures *figures, rsl_error *error) {
  rsl_rollup *rollup = NULL;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  if (figures->wanted_count == 0) return RSL_OK;
  if (!rsl__grow(&figures->allocator, &figures->fetched, &figures->fetched_capacity, figures->fetched_count + 1,
                 sizeof(rsl_rollup *)))
    return rsl__fail_memory(error);
  request.indicators = &figures->indicator;
  request.indicator_count = 1;
  request.periods = figures->wanted;
  if (!rsl__sort(&figures->allocator, figures->wanted, figures->wanted_count, sizeof *figures->wanted, compare_periods))
    return rsl__fail_memory(error);
  request.period_count = keep_each_once(figures->wanted, figures->wanted_count);
  request.known_on = figures->known_on;
  request.bounds = figures->bounds;
  request.first_revision = figures->first;
  rsl_status status = rsl_rollup_run(figures->cube, &request, &figures->allocator, &rollup, error);
  if (status != RSL_OK) return status;
  figures->fetched[figures->fetched_count++] = rollup;
  figures->wanted_count = 0;
  return RSL_OK;
}

bool rsl__figures_get(const rsl__figures *figures, uint32_t unit, rsl_period period, rsl_figure *out) {
  for (size_t i = 0; i < figures->fetched_count; i++)
    if (rsl_rollup_figure(figures->fetched[i], unit, figures->indicator, period, out))
      return out->value.kind != RSL_NUMBER_ABSENT;
  *out = (rsl_figure){ .absence = RSL_ABSENCE_NOT_REPORTED };
  return false;
}

static bool is_fetched(const rsl__figures *figures, rsl_period period) {
  for (size_t i = 0; i < figures->fetched_count; i++) {
    size_t count = 0;
    const rsl_period *periods = rsl_rollup_periods(figures->fetched[i], figures->indicator, &count);
    if (periods != NULL && holds(periods, count, period)) return true;
  }
  return false;
}

/** Is it among periods in order, as they were asked for? */
static bool holds(const rsl_period *periods, size_t count, rsl_period period) {
  size_t low = 0;
  size_t high = count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare_periods(&periods[middle], &period) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low < count && is_same(periods[low], period);
}

static bool is_same(rsl_period a, rsl_period b) {
  return a.type == b.type && a.index == b.index;
}

static int compare_periods(const void *a, const void *b) {
  rsl_period left = *(const rsl_period *)a;
  rsl_period right = *(const rsl_period *)b;
  int order = rsl_period_compare(left, right);
  return order != 0 ? order : (int)left.type - (int)right.type;
}

/** Of periods in order. */
static size_t keep_each_once(rsl_period *periods, size_t count) {
  size_t kept = 0;
  for (size_t i = 0; i < count; i++)
    if (kept == 0 || !is_same(periods[kept - 1], periods[i])) periods[kept++] = periods[i];
  return kept;
}
