#include "plan/plan_internal.h"

#include <string.h>

static const size_t record_sizes[RSL__RECORD_KIND_END] = {
  [RSL__RECORD_PLAN] = 1,
  [RSL__RECORD_LEVEL] = sizeof(rsl_level),
  [RSL__RECORD_UNIT] = sizeof(rsl_unit),
  [RSL__RECORD_SUCCESSION] = sizeof(rsl_succession),
  [RSL__RECORD_CALENDAR] = sizeof(rsl_calendar),
  [RSL__RECORD_FIELD] = sizeof(rsl_field),
  [RSL__RECORD_RESOLUTION] = sizeof(rsl_resolution),
  [RSL__RECORD_INDICATOR] = sizeof(rsl_indicator),
  [RSL__RECORD_TARGET] = sizeof(rsl_target),
  [RSL__RECORD_COMPOSITION] = sizeof(rsl_composition),
  [RSL__RECORD_CHECK] = sizeof(rsl_check),
  [RSL__RECORD_CAMPAIGN] = sizeof(rsl_campaign),
  [RSL__RECORD_FINDING] = sizeof(rsl_finding),
  [RSL__RECORD_ACTION] = sizeof(rsl_action),
};

static bool can_add(const rsl_plan *plan, const void *record, rsl__record_kind kind);
static rsl_status append(rsl_plan *plan, rsl__record_kind kind, const void *record);

/* ---- Life of a plan ---- */

rsl_status rsl_plan_new(const rsl_allocator *allocator, rsl_plan **out) {
  if (out == NULL) return RSL_ERR_ARGUMENT;
  rsl_allocator own = rsl__allocator_or_default(allocator);
  rsl_plan *plan = *out = rsl__allocate_zeroed(&own, sizeof *plan);
  if (plan == NULL) return RSL_ERR_MEMORY;
  plan->allocator = own;
  plan->name = "";
  rsl__arena_init(&plan->arena, &own);
  rsl__text_buffer_init(&plan->scratch, &own);
  return RSL_OK;
}

void rsl_plan_free(rsl_plan *plan) {
  if (plan == NULL) return;
  rsl_allocator allocator = plan->allocator;
  rsl__plan_links_free(&allocator, plan->links);
  for (size_t kind = 0; kind < RSL__RECORD_KIND_END; ++kind)
    rsl__release_array(&allocator, plan->lists[kind].items, plan->lists[kind].capacity, record_sizes[kind]);
  rsl__text_buffer_free(&plan->scratch);
  rsl__arena_free(&plan->arena);
  rsl__release(&allocator, plan, sizeof *plan);
}

bool rsl_plan_is_finished(const rsl_plan *plan) {
  return plan != NULL && plan->links != NULL;
}

/* ---- The plan's own members ---- */

rsl_status rsl_plan_set_name(rsl_plan *plan, const char *name) {
  if (plan == NULL || plan->links != NULL) return RSL_ERR_ARGUMENT;
  return rsl__copy_name(plan, name, &plan->name) ? RSL_OK : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_set_extras(rsl_plan *plan, const rsl_extras *extras) {
  if (plan == NULL || plan->links != NULL || extras == NULL) return RSL_ERR_ARGUMENT;
  rsl_extras copy;
  if (!rsl__copy_extras(plan, extras, &copy)) return RSL_ERR_MEMORY;
  plan->extras = copy;
  return RSL_OK;
}

rsl_status rsl_plan_set_rating_rule(rsl_plan *plan, const rsl_rating_rule *rule) {
  if (plan == NULL || plan->links != NULL || rule == NULL) return RSL_ERR_ARGUMENT;
  plan->rating_rule = *rule;
  return RSL_OK;
}

const char *rsl_plan_name(const rsl_plan *plan) {
  return plan == NULL ? "" : plan->name;
}

const rsl_extras *rsl_plan_extras(const rsl_plan *plan) {
  static const rsl_extras none = { NULL, 0 };
  return plan == NULL ? &none : &plan->extras;
}

/* ---- Adding ---- */

rsl_status rsl_plan_add_level(rsl_plan *plan, const rsl_level *level) {
  rsl_level copy;
  if (!can_add(plan, level, RSL__RECORD_LEVEL)) return RSL_ERR_ARGUMENT;
  return rsl__copy_level(plan, level, &copy) ? append(plan, RSL__RECORD_LEVEL, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_unit(rsl_plan *plan, const rsl_unit *unit) {
  rsl_unit copy;
  if (!can_add(plan, unit, RSL__RECORD_UNIT)) return RSL_ERR_ARGUMENT;
  return rsl__copy_unit(plan, unit, &copy) ? append(plan, RSL__RECORD_UNIT, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_succession(rsl_plan *plan, const rsl_succession *succession) {
  rsl_succession copy;
  if (!can_add(plan, succession, RSL__RECORD_SUCCESSION)) return RSL_ERR_ARGUMENT;
  return rsl__copy_succession(plan, succession, &copy) ? append(plan, RSL__RECORD_SUCCESSION, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_calendar(rsl_plan *plan, const rsl_calendar *calendar) {
  rsl_calendar copy;
  if (!can_add(plan, calendar, RSL__RECORD_CALENDAR)) return RSL_ERR_ARGUMENT;
  return rsl__copy_calendar(plan, calendar, &copy) ? append(plan, RSL__RECORD_CALENDAR, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_field(rsl_plan *plan, const rsl_field *field) {
  rsl_field copy;
  if (!can_add(plan, field, RSL__RECORD_FIELD)) return RSL_ERR_ARGUMENT;
  return rsl__copy_field(plan, field, &copy) ? append(plan, RSL__RECORD_FIELD, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_resolution(rsl_plan *plan, const rsl_resolution *resolution) {
  rsl_resolution copy;
  if (!can_add(plan, resolution, RSL__RECORD_RESOLUTION)) return RSL_ERR_ARGUMENT;
  return rsl__copy_resolution(plan, resolution, &copy) ? append(plan, RSL__RECORD_RESOLUTION, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_indicator(rsl_plan *plan, const rsl_indicator *indicator) {
  rsl_indicator copy;
  if (!can_add(plan, indicator, RSL__RECORD_INDICATOR)) return RSL_ERR_ARGUMENT;
  return rsl__copy_indicator(plan, indicator, &copy) ? append(plan, RSL__RECORD_INDICATOR, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_target(rsl_plan *plan, const rsl_target *target) {
  rsl_target copy;
  if (!can_add(plan, target, RSL__RECORD_TARGET)) return RSL_ERR_ARGUMENT;
  return rsl__copy_target(plan, target, &copy) ? append(plan, RSL__RECORD_TARGET, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_composition(rsl_plan *plan, const rsl_composition *composition) {
  rsl_composition copy;
  if (!can_add(plan, composition, RSL__RECORD_COMPOSITION)) return RSL_ERR_ARGUMENT;
  return rsl__copy_composition(plan, composition, &copy) ? append(plan, RSL__RECORD_COMPOSITION, &copy)
                                                         : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_check(rsl_plan *plan, const rsl_check *check) {
  rsl_check copy;
  if (!can_add(plan, check, RSL__RECORD_CHECK)) return RSL_ERR_ARGUMENT;
  return rsl__copy_check(plan, check, &copy) ? append(plan, RSL__RECORD_CHECK, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_campaign(rsl_plan *plan, const rsl_campaign *campaign) {
  rsl_campaign copy;
  if (!can_add(plan, campaign, RSL__RECORD_CAMPAIGN)) return RSL_ERR_ARGUMENT;
  return rsl__copy_campaign(plan, campaign, &copy) ? append(plan, RSL__RECORD_CAMPAIGN, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_finding(rsl_plan *plan, const rsl_finding *finding) {
  rsl_finding copy;
  if (!can_add(plan, finding, RSL__RECORD_FINDING)) return RSL_ERR_ARGUMENT;
  return rsl__copy_finding(plan, finding, &copy) ? append(plan, RSL__RECORD_FINDING, &copy) : RSL_ERR_MEMORY;
}

rsl_status rsl_plan_add_action(rsl_plan *plan, const rsl_action *action) {
  rsl_action copy;
  if (!can_add(plan, action, RSL__RECORD_ACTION)) return RSL_ERR_ARGUMENT;
  return rsl__copy_action(plan, action, &copy) ? append(plan, RSL__RECORD_ACTION, &copy) : RSL_ERR_MEMORY;
}

/* ---- Records ---- */

uint32_t rsl_plan_level_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_LEVEL);
}

uint32_t rsl_plan_unit_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_UNIT);
}

uint32_t rsl_plan_succession_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_SUCCESSION);
}

uint32_t rsl_plan_calendar_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_CALENDAR);
}

uint32_t rsl_plan_field_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_FIELD);
}

uint32_t rsl_plan_resolution_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_RESOLUTION);
}

uint32_t rsl_plan_indicator_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_INDICATOR);
}

uint32_t rsl_plan_target_count(const rsl_plan *plan) {
  uint32_t listed = rsl__record_count(plan, RSL__RECORD_TARGET);
  return rsl_plan_is_finished(plan) ? listed + plan->links->part_target_count : listed;
}

uint32_t rsl_plan_composition_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_COMPOSITION);
}

uint32_t rsl_plan_check_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_CHECK);
}

uint32_t rsl_plan_campaign_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_CAMPAIGN);
}

uint32_t rsl_plan_finding_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_FINDING);
}

uint32_t rsl_plan_action_count(const rsl_plan *plan) {
  return rsl__record_count(plan, RSL__RECORD_ACTION);
}

const rsl_level *rsl_plan_level(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_LEVEL, index);
}

const rsl_unit *rsl_plan_unit(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_UNIT, index);
}

const rsl_succession *rsl_plan_succession(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_SUCCESSION, index);
}

const rsl_calendar *rsl_plan_calendar(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_CALENDAR, index);
}

const rsl_field *rsl_plan_field(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_FIELD, index);
}

const rsl_resolution *rsl_plan_resolution(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_RESOLUTION, index);
}

const rsl_indicator *rsl_plan_indicator(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_INDICATOR, index);
}

const rsl_target *rsl_plan_target(const rsl_plan *plan, uint32_t index) {
  uint32_t listed = rsl__record_count(plan, RSL__RECORD_TARGET);
  if (index < listed || index >= rsl_plan_target_count(plan)) return rsl__record(plan, RSL__RECORD_TARGET, index);
  return &plan->links->part_targets[index - listed];
}

const rsl_composition *rsl_plan_composition(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_COMPOSITION, index);
}

const rsl_check *rsl_plan_check(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_CHECK, index);
}

const rsl_campaign *rsl_plan_campaign(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_CAMPAIGN, index);
}

const rsl_finding *rsl_plan_finding(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_FINDING, index);
}

const rsl_action *rsl_plan_action(const rsl_plan *plan, uint32_t index) {
  return rsl__record(plan, RSL__RECORD_ACTION, index);
}

uint32_t rsl__record_count(const rsl_plan *plan, rsl__record_kind kind) {
  return plan == NULL ? 0 : (uint32_t)plan->lists[kind].count;
}

void *rsl__record(const rsl_plan *plan, rsl__record_kind kind, uint32_t index) {
  if (index >= rsl__record_count(plan, kind)) return NULL;
  return (unsigned char *)plan->lists[kind].items + (size_t)index * record_sizes[kind];
}

const char *rsl__record_list_name(rsl__record_kind kind) {
  static const char *const names[RSL__RECORD_KIND_END] = {
    "",           "levels",  "units",        "successions", "calendars", "fields",   "resolutions",
    "indicators", "targets", "compositions", "checks",      "campaigns", "findings", "actions",
  };
  return names[kind];
}

/* RSL_NONE is no index, so a list ends one short of it. */
static bool can_add(const rsl_plan *plan, const void *record, rsl__record_kind kind) {
  return plan != NULL && record != NULL && plan->links == NULL && plan->lists[kind].count < RSL_NONE;
}

/* What a failed addition left in the arena is freed with the plan. */
static rsl_status append(rsl_plan *plan, rsl__record_kind kind, const void *record) {
  rsl__record_list *list = &plan->lists[kind];
  size_t size = record_sizes[kind];
  if (!rsl__grow(&plan->allocator, &list->items, &list->capacity, list->count + 1, size)) return RSL_ERR_MEMORY;
  memcpy((unsigned char *)list->items + list->count * size, record, size);
  ++list->count;
  return RSL_OK;
}
