#include <inttypes.h>
#include <stdio.h>

#include "cube/carry.h"

/* Amounts of units that were split and that cannot be apportioned (R13), in the latest structure of all: they count only
 * above all the parts, or where nobody is above them all, in no total. Told once an indicator and way. */

typedef enum missing { MEETS, NOWHERE, MISSINGS } missing;

/* Such units of one indicator. */
typedef struct missed {
  uint32_t first;
  rsl_period period; /* of the first */
  uint32_t count;
} missed;

typedef struct search {
  const rsl_rollup *rollup;
  const rsl__route *route; /* whose marks these are */
  uint8_t *held;           /* by unit: all of it is in some unit of the latest structure */
  uint8_t *told;           /* by unit: it is counted already */
  missed missed[MISSINGS];
  rsl_problems *problems;
} search;

static rsl_date last_change(const rsl_plan *plan);
static rsl_status look(const rsl_rollup *rollup, rsl_problems *problems);
static void look_at_indicator(search *in, uint32_t indicator);
static void look_at_period(search *in, uint32_t indicator, uint32_t when);
static void mark_held(search *in, const rsl__route *route);
static void tell(const search *in, uint32_t indicator, missing which);

rsl_status rsl__check_split(const rsl_cube *cube, const rsl_allocator *allocator, rsl_problems *problems) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  uint32_t count = rsl_plan_indicator_count(cube->plan);
  uint32_t *sums = rsl__allocate_array(&memory, count, sizeof *sums);
  rsl_rollup *rollup = NULL;
  rsl_status status = sums == NULL ? RSL_ERR_MEMORY : RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < count; i++)
    if (rsl_plan_indicator(cube->plan, i)->rollup.rule == RSL_RULE_SUM) sums[request.indicator_count++] = i;
  request.indicators = sums;
  request.structure = last_change(cube->plan);
  if (status == RSL_OK && request.structure != RSL_DATE_NONE && request.indicator_count > 0)
    status = rsl_rollup_run(cube, &request, &memory, &rollup, NULL);
  if (rollup != NULL) status = look(rollup, problems);
  rsl_rollup_free(rollup);
  rsl__release_array(&memory, sums, count, sizeof *sums);
  /* Why figures cannot be rolled up at all was told before. */
  return status == RSL_ERR_MEMORY ? status : RSL_OK;
}

static rsl_date last_change(const rsl_plan *plan) {
  rsl_date last = RSL_DATE_NONE;
  for (rsl_date next = rsl_plan_structure_next_change(plan, last); next != RSL_DATE_NONE;) {
    last = next;
    next = rsl_plan_structure_next_change(plan, next);
  }
  return last;
}

static rsl_status look(const rsl_rollup *rollup, rsl_problems *problems) {
  const rsl_allocator *memory = &rollup->allocator;
  uint32_t count = rsl_plan_unit_count(rollup->plan);
  search in = { .rollup = rollup, .problems = problems };
  in.held = rsl__allocate_array(memory, count, sizeof *in.held);
  in.told = rsl__allocate_array(memory, count, sizeof *in.told);
  bool fine = in.held != NULL && in.told != NULL;
  for (uint32_t i = 0; fine && i < rsl_plan_indicator_count(rollup->plan); i++)
    if (rollup->sheets[i].asked) look_at_indicator(&in, i);
  rsl__release_array(memory, in.held, count, sizeof *in.held);
  rsl__release_array(memory, in.told, count, sizeof *in.told);
  return fine ? RSL_OK : RSL_ERR_MEMORY;
}

static void look_at_indicator(search *in, uint32_t indicator) {
  const rsl__sheet *sheet = &in->rollup->sheets[indicator];
  for (uint32_t i = 0; i < rsl_plan_unit_count(in->rollup->plan); i++) in->told[i] = 0;
  for (int which = 0; which < MISSINGS; which++) in->missed[which].count = 0;
  /* Only where anything was said: a nation has thousands of days between two counts of its people. */
  for (size_t w = 0; w < sheet->when_count; w++)
    if (rsl__is_asked(sheet, sheet->whens[w])) look_at_period(in, indicator, sheet->whens[w]);
  for (int which = 0; which < MISSINGS; which++)
    if (in->missed[which].count > 0) tell(in, indicator, (missing)which);
}

static void look_at_period(search *in, uint32_t indicator, uint32_t when) {
  const rsl_rollup *rollup = in->rollup;
  const rsl__question question = rsl__ask(indicator, when);
  const rsl__frame *frame = rsl__frame_of(rollup, &rollup->sheets[indicator], question.when);
  const rsl__route *route = rsl__route_find(rollup, frame, rollup->wanted);
  if (route == NULL) return;
  for (size_t i = 0; i < route->split_count; i++) {
    const rsl__split *split = &route->splits[i];
    /* One that left nothing behind was told of as a whole. */
    if (split->count == 0 || in->told[split->unit] != 0) continue;
    if (!rsl__is_undivided(rollup, route, &question, split)) continue;
    if (in->route != route) mark_held(in, route);
    missed *group = &in->missed[in->held[split->unit] != 0 ? MEETS : NOWHERE];
    in->told[split->unit] = 1;
    if (group->count++ > 0) continue;
    group->first = split->unit;
    group->period = rsl__when_period(when);
  }
}

/* Units that lie whole in one of the wanted structure, alone or with those above them. */
static void mark_held(search *in, const rsl__route *route) {
  const rsl_structure *structure = route->from->structure;
  for (uint32_t i = 0; i < rsl_plan_unit_count(in->rollup->plan); i++) in->held[i] = 0;
  for (size_t i = 0; i < route->source_count; i++)
    if (route->sources[i].split == RSL_NONE) in->held[route->sources[i].unit] = 1;
  for (uint32_t p = 0; p < rsl_structure_count(structure); p++) {
    uint32_t parent = rsl_structure_parent(structure, p);
    if (parent != RSL_NONE && in->held[rsl_structure_unit(structure, parent)] != 0)
      in->held[rsl_structure_unit(structure, p)] = 1;
  }
  in->route = route;
}

static void tell(const search *in, uint32_t indicator, missing which) {
  const rsl_plan *plan = in->rollup->plan;
  const missed *group = &in->missed[which];
  char unit[RSL_UNIT_REFERENCE];
  char period[RSL_PERIOD_TEXT];
  char day[RSL_DATE_TEXT];
  char more[32] = "";
  rsl_plan_unit_reference(plan, group->first, unit);
  rsl_period_format(group->period, period);
  rsl_date_format(in->rollup->wanted->from, day);
  if (group->count > 1) (void)snprintf(more, sizeof more, " (and %" PRIu32 " more)", group->count - 1);
  rsl__problem(in->problems, RSL_SEVERITY_WARNING, "total_not_kept", NULL,
               which == MEETS
                   ? "what `%s`%s gave of `%s` for %s cannot be apportioned among the units of %s and counts "
                     "only above them: say `share` in `successions`, or give the figures of the `basis`"
                   : "what `%s`%s gave of `%s` for %s is in no total of the units of %s: its parts lie in "
                     "units that nobody is above, and nobody says how large they are",
               unit, more, rsl_plan_indicator(plan, indicator)->code, period, day);
}
