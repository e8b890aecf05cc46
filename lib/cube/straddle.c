#include "cube/carry.h"

rsl_status rsl__figure_show(const rsl_rollup *rollup, const rsl__question *question, uint32_t unit, rsl__reading *out) {
  if (rollup->wanted == NULL) return rsl__answer(rollup, question, unit, out);
  const rsl__sheet *sheet = &rollup->sheets[question->indicator];
  const rsl__route *route = rsl__route_find(rollup, rsl__frame_of(rollup, sheet, question->when), rollup->wanted);
  return rsl__carried_read(rollup, route, question, rsl__frame_position(rollup->wanted, unit), out);
}
