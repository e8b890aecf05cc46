#include "cube/supported.h"

#include <stdio.h>

#include "base/error.h"

enum { PATH = 32 };

/** Something that an indicator may ask for. */
typedef struct limit {
  bool asked;
  const char *what;
} limit;

/* The one list of what the roll-up cannot do yet: who teaches it one of these takes its line away. */
rsl_status rsl__check_supported(const rsl_plan *plan, uint32_t indicator, rsl_error *error) {
  const rsl_indicator *record = rsl_plan_indicator(plan, indicator);
  const limit limits[] = {
    { record->has_min_weight_coverage, "min_weight_coverage" },
  };
  char path[PATH];
  for (size_t i = 0; i < sizeof limits / sizeof *limits; i++) {
    if (!limits[i].asked) continue;
    snprintf(path, sizeof path, "indicators[%lu]", (unsigned long)indicator);
    return rsl__fail_at(error, RSL_ERR_NOT_SUPPORTED, NULL, 0, 0, path,
                        "`%s` rolls up with `%s`, which is not supported yet", record->code, limits[i].what);
  }
  return RSL_OK;
}
