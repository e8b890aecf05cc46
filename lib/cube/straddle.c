#include "cube/carry.h"

rsl_status rsl__figure_show(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit, rsl__reading *out) {
  if (rollup->wanted == NULL) return rsl__answer(rollup, question, unit, out);
  const rsl__sheet *sheet = &rollup->sheets[question->indicator];
  const rsl__route *route = rsl__route_find(rollup, rsl__frame_of(rollup, sheet, question->when), rollup->wanted);
  /* R12: each short period is carried, and what it then makes is aggregated over time. */
  if (!route->same && rsl__passes_over_time(sheet, RSL__ROLE_ABOVE, question->when))
    return rsl__units_first_read(rollup, question, unit, true, out);
  return rsl__carried_read(rollup, route, question, rsl__frame_position(rollup->wanted, unit), out);
}
