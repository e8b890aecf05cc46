#include "progress/rank.h"

#include <math.h>

#include <resolution/progress_composite.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"

static int by_value(const void *a, const void *b);

rsl_status rsl_rank(const double *scores, size_t count, const rsl_allocator *allocator, size_t *ranks,
                    rsl_error *error) {
  rsl__error_clear(error);
  if (!rsl__count_below(scores, count, -1, allocator, ranks)) return rsl__fail_memory(error);
  for (size_t i = 0; i < count; i++) ranks[i]++; /* an absent one comes to 0 */
  return RSL_OK;
}

bool rsl__count_below(const double *values, size_t count, double sign, const rsl_allocator *allocator, size_t *below) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  double *sorted = rsl__allocate_array(&memory, count, sizeof *sorted);
  if (sorted == NULL) return false;
  size_t known = 0;
  for (size_t i = 0; i < count; i++)
    if (!isnan(values[i])) sorted[known++] = sign * values[i];
  bool done = rsl__sort(&memory, sorted, known, sizeof *sorted, by_value);
  for (size_t i = 0; done && i < count; i++) {
    double value = sign * values[i];
    below[i] = isnan(value) ? SIZE_MAX : rsl__first_not_below(sorted, known, sizeof *sorted, &value, by_value);
  }
  rsl__release_array(&memory, sorted, count, sizeof *sorted);
  return done;
}

static int by_value(const void *a, const void *b) {
  double left = *(const double *)a;
  double right = *(const double *)b;
  return (left > right) - (left < right);
}
