#include "cube/explain.h"

/* What is told below which line. */
typedef struct closed_report {
  const rsl__account *in;
  const rsl__subject *at;
} closed_report;

static rsl__closed_taker tell_closed;
static rsl_status tell_source(const rsl__account *in, const rsl__subject *at, const rsl__route *route,
                              const rsl__source *source);
static rsl_status tell_own(const rsl__account *in, const rsl__subject *at);
static bool is_itself(const rsl__account *in, const rsl__subject *at, const rsl__route *route);

rsl_status rsl__explain_inside(const rsl__account *in, const rsl__subject *at) {
  const rsl__sheet *sheet = &in->rollup->sheets[at->indicator];
  rsl_period_type type = rsl__inside_type(in->rollup, at->indicator);
  uint32_t parts = rsl__parts_of(sheet, at->when, type);
  rsl_period part = rsl__first_part(sheet, at->when, type);
  rsl_figure figure;
  rsl_status status = rsl__explain_figure(in, at, &figure);
  if (status == RSL_OK && at->nest >= RSL__EXPLAIN_NEST) rsl__explain_cut(in, at);
  for (uint32_t i = 0; status == RSL_OK && at->nest < RSL__EXPLAIN_NEST && i < parts; i++) {
    rsl__subject below = *at;
    below.when = rsl__when(part);
    below.depth++;
    below.nest++;
    status = rsl__take_apart(in, below);
    part = rsl_period_shift(part, 1);
  }
  return status;
}

rsl_status rsl__explain_closed(const rsl__account *in, const rsl__subject *at) {
  const rsl_rollup *rollup = in->rollup;
  const rsl__sheet *sheet = &rollup->sheets[at->indicator];
  const rsl__question question = rsl__ask(at->indicator, at->when);
  closed_report report = { in, at };
  rsl__reading reading;
  rsl_date first = rsl__first_day(sheet, at->when);
  bool changes = rsl__frame_of_day(rollup, first) != rsl__frame_of(rollup, sheet, at->when);
  uint32_t position = rsl__frame_position(at->frame, at->unit);
  if (!changes || rollup->carry == NULL || position == RSL_NONE || sheet->record->event) return RSL_OK;
  rsl_status status = rsl__answer_in(rollup, at->frame, &question, at->unit, &reading);
  if (status != RSL_OK) return status;
  return rsl__closed_each(rollup, &question, at->frame, position, &reading.figure, tell_closed, &report);
}

static rsl_status tell_closed(void *context, uint32_t unit) {
  const closed_report *report = context;
  rsl__subject closed = *report->at;
  rsl_figure own;
  rsl__figure_clear(&own);
  own.origin = RSL_ORIGIN_OWN;
  closed.unit = unit;
  return rsl__explain_rows(report->in, &closed, &own);
}

rsl_status rsl__explain_carried(const rsl__account *in, const rsl__subject *at, const rsl__route *route) {
  const rsl__sheet *sheet = &in->rollup->sheets[at->indicator];
  uint32_t position = rsl__frame_position(route->to, at->unit);
  rsl_figure figure;
  if (position == RSL_NONE) return RSL_OK;
  if (is_itself(in, at, route)) {
    rsl__subject same = *at;
    same.frame = route->from;
    return rsl__take_apart(in, same);
  }
  rsl_status status = rsl__explain_figure(in, at, &figure);
  if (status == RSL_OK && at->nest >= RSL__EXPLAIN_NEST) rsl__explain_cut(in, at);
  if (status != RSL_OK || at->nest >= RSL__EXPLAIN_NEST) return status;
  if (rsl__passes_over_time(sheet, RSL__ROLE_ABOVE, at->when)) return rsl__explain_short_periods(in, at);
  for (uint32_t i = route->starts[position]; status == RSL_OK && i < route->starts[position + 1]; i++)
    status = tell_source(in, at, route, &route->sources[i]);
  return status;
}

/* Nothing was carried: it is what the unit had in the structure of the time. */
static bool is_itself(const rsl__account *in, const rsl__subject *at, const rsl__route *route) {
  uint32_t position = rsl__frame_position(route->to, at->unit);
  const rsl__source *source = &route->sources[route->starts[position]];
  const rsl__question question = rsl__ask(at->indicator, at->when);
  rsl__reading reading;
  bool alone = route->starts[position + 1] - route->starts[position] == 1;
  if (!alone || source->split != RSL_NONE || source->unit != at->unit) return false;
  return rsl__carried_read(in->rollup, route, &question, position, &reading) == RSL_OK &&
         reading.figure.origin != RSL_ORIGIN_CARRIED;
}

/* R13: of a unit that was split, with the share that came here. */
static rsl_status tell_source(const rsl__account *in, const rsl__subject *at, const rsl__route *route,
                              const rsl__source *source) {
  const rsl__question question = rsl__ask(at->indicator, at->when);
  rsl__subject below = *at;
  rsl__part part = { .given = false };
  below.unit = source->unit;
  below.frame = route->from;
  below.depth++;
  below.nest++;
  if (source->split == RSL_NONE) return rsl__take_apart(in, below);
  size_t first = in->into->count;
  rsl_status status = rsl__carried_part(in->rollup, route, &question, rsl__frame_position(route->to, at->unit),
                                        &route->splits[source->split], &part);
  if (status != RSL_OK || !(part.given || part.owes)) return status;
  status = part.own_alone ? tell_own(in, &below) : rsl__take_apart(in, below);
  if (status != RSL_OK || !part.given || in->into->count == first) return status;
  rsl_explanation_node *node = &in->into->nodes[first];
  node->is_part = true;
  node->share = part.share;
  node->part = part.value.value;
  if (in->rollup->sheets[at->indicator].rule != RSL_RULE_RATIO) return RSL_OK;
  node->part_numerator = part.value.numerator;
  node->part_denominator = part.value.denominator;
  return RSL_OK;
}

/* R2, `add`: only what it gave for itself alone was split. */
static rsl_status tell_own(const rsl__account *in, const rsl__subject *at) {
  rsl__subject above = *at;
  rsl_figure own;
  rsl__figure_clear(&own);
  own.origin = RSL_ORIGIN_OWN;
  above.depth--;
  return rsl__explain_rows(in, &above, &own);
}
