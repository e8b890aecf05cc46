#include <string.h>

#include "base/utf8.h"
#include "plan/plan_internal.h"

/** Copies piece after piece; the first failure sticks and is asked for once a record. */
typedef struct copier {
  rsl_plan *plan;
  bool failed;
} copier;

static const char *text(copier *copy, const char *from);
static const char *name(copier *copy, const char *from);
static const char *code(copier *copy, const char *from);
static const char *const *codes(copier *copy, const char *const *from, size_t *count);
static void *array(copier *copy, const void *items, size_t count, size_t size);
static rsl_extras extras(copier *copy, const rsl_extras *from);

/* ---- Empty records ---- */

void rsl_unit_init(rsl_unit *unit) {
  *unit = (rsl_unit){ .from = RSL_DATE_NONE, .to = RSL_DATE_NONE };
}

void rsl_unit_parent_init(rsl_unit_parent *parent) {
  *parent = (rsl_unit_parent){ .from = RSL_DATE_NONE, .to = RSL_DATE_NONE };
}

void rsl_attribute_init(rsl_attribute *attribute) {
  *attribute = (rsl_attribute){ .from = RSL_DATE_NONE, .to = RSL_DATE_NONE };
}

void rsl_succession_init(rsl_succession *succession) {
  *succession = (rsl_succession){ .on = RSL_DATE_NONE };
}

void rsl_resolution_init(rsl_resolution *resolution) {
  *resolution = (rsl_resolution){ .adopted = RSL_DATE_NONE };
}

void rsl_measured_at_init(rsl_measured_at *measured_at) {
  *measured_at = (rsl_measured_at){ .from = RSL_DATE_NONE, .to = RSL_DATE_NONE };
}

void rsl_not_applicable_init(rsl_not_applicable *not_applicable) {
  *not_applicable = (rsl_not_applicable){ .from = RSL_DATE_NONE, .to = RSL_DATE_NONE };
}

void rsl_indicator_init(rsl_indicator *indicator) {
  *indicator = (rsl_indicator){ .code = NULL };
}

void rsl_target_init(rsl_target *target) {
  *target = (rsl_target){ .adopted = RSL_DATE_NONE };
}

void rsl_campaign_init(rsl_campaign *campaign) {
  *campaign = (rsl_campaign){ .as_of = RSL_DATE_NONE, .conference = RSL_DATE_NONE };
}

void rsl_deadline_init(rsl_deadline *deadline) {
  *deadline = (rsl_deadline){ .before = RSL_DATE_NONE, .by = RSL_DATE_NONE };
}

void rsl_action_init(rsl_action *action) {
  *action = (rsl_action){ .due = RSL_DATE_NONE };
}

/* ---- Copies ---- */

bool rsl__copy_level(rsl_plan *plan, const rsl_level *from, rsl_level *to) {
  copier copy = { plan, false };
  *to = (rsl_level){ code(&copy, from->code), name(&copy, from->name), extras(&copy, &from->extras) };
  return !copy.failed;
}

bool rsl__copy_unit(rsl_plan *plan, const rsl_unit *from, rsl_unit *to) {
  copier copy = { plan, false };
  *to = *from;
  to->code = code(&copy, from->code);
  to->name = name(&copy, from->name);
  to->level = code(&copy, from->level);
  to->parent = code(&copy, from->parent);
  rsl_unit_parent *parents = array(&copy, from->parents, from->parent_count, sizeof *parents);
  for (size_t i = 0; parents != NULL && i < from->parent_count; ++i) parents[i].parent = code(&copy, parents[i].parent);
  to->parents = parents;
  if (parents == NULL) to->parent_count = 0;
  rsl_attribute *attributes = array(&copy, from->attributes, from->attribute_count, sizeof *attributes);
  for (size_t i = 0; attributes != NULL && i < from->attribute_count; ++i) {
    attributes[i].name = code(&copy, attributes[i].name);
    attributes[i].value = code(&copy, attributes[i].value);
  }
  to->counterpart = code(&copy, from->counterpart);
  to->attributes = attributes;
  if (attributes == NULL) to->attribute_count = 0;
  to->extras = extras(&copy, &from->extras);
  return !copy.failed;
}

bool rsl__copy_succession(rsl_plan *plan, const rsl_succession *from, rsl_succession *to) {
  copier copy = { plan, false };
  *to = *from;
  to->unit = code(&copy, from->unit);
  to->successor = code(&copy, from->successor);
  to->share = text(&copy, from->share);
  to->basis = code(&copy, from->basis);
  to->extras = extras(&copy, &from->extras);
  return !copy.failed;
}

bool rsl__copy_calendar(rsl_plan *plan, const rsl_calendar *from, rsl_calendar *to) {
  copier copy = { plan, false };
  *to = (rsl_calendar){ code(&copy, from->code), from->month_from, extras(&copy, &from->extras) };
  return !copy.failed;
}

bool rsl__copy_field(rsl_plan *plan, const rsl_field *from, rsl_field *to) {
  copier copy = { plan, false };
  *to = (rsl_field){ code(&copy, from->code), name(&copy, from->name), extras(&copy, &from->extras) };
  return !copy.failed;
}

bool rsl__copy_resolution(rsl_plan *plan, const rsl_resolution *from, rsl_resolution *to) {
  copier copy = { plan, false };
  *to = *from;
  to->code = code(&copy, from->code);
  to->title = name(&copy, from->title);
  to->unit = code(&copy, from->unit);
  to->concretises = code(&copy, from->concretises);
  rsl_goal *goals = array(&copy, from->goals, from->goal_count, sizeof *goals);
  for (size_t i = 0; goals != NULL && i < from->goal_count; ++i) {
    goals[i].code = code(&copy, goals[i].code);
    goals[i].title = name(&copy, goals[i].title);
    goals[i].field = code(&copy, goals[i].field);
    goals[i].extras = extras(&copy, &goals[i].extras);
  }
  to->goals = goals;
  if (goals == NULL) to->goal_count = 0;
  to->extras = extras(&copy, &from->extras);
  return !copy.failed;
}

static void copy_rollup(copier *copy, const rsl_rollup_rule *from, rsl_rollup_rule *to) {
  to->weight = code(copy, from->weight);
  to->numerator = code(copy, from->numerator);
  to->denominator = code(copy, from->denominator);
  to->condition_indicator = code(copy, from->condition_indicator);
  to->condition_grade = code(copy, from->condition_grade);
  to->expression = code(copy, from->expression);
}

static void copy_applies_to(copier *copy, const rsl_indicator *from, rsl_indicator *to) {
  rsl_applies_to *items = array(copy, from->applies_to, from->applies_to_count, sizeof *items);
  for (size_t i = 0; items != NULL && i < from->applies_to_count; ++i) {
    items[i].attribute = code(copy, items[i].attribute);
    items[i].values = codes(copy, items[i].values, &items[i].value_count);
  }
  to->applies_to = items;
  if (items == NULL) to->applies_to_count = 0;
}

bool rsl__copy_indicator(rsl_plan *plan, const rsl_indicator *from, rsl_indicator *to) {
  copier copy = { plan, false };
  *to = *from;
  to->code = code(&copy, from->code);
  to->name = name(&copy, from->name);
  to->unit_of_measure = name(&copy, from->unit_of_measure);
  to->field = code(&copy, from->field);
  to->source = text(&copy, from->source);
  to->definition = text(&copy, from->definition);
  to->higher = text(&copy, from->higher);
  to->initial_grade = code(&copy, from->initial_grade);
  to->calendar = code(&copy, from->calendar);
  to->stop_at = code(&copy, from->stop_at);
  to->grades = codes(&copy, from->grades, &to->grade_count);
  copy_applies_to(&copy, from, to);
  copy_rollup(&copy, &from->rollup, &to->rollup);
  rsl_measured_at *levels = array(&copy, from->measured_at, from->measured_at_count, sizeof *levels);
  for (size_t i = 0; levels != NULL && i < from->measured_at_count; ++i) levels[i].level = code(&copy, levels[i].level);
  to->breaks = array(&copy, from->breaks, from->break_count, sizeof *from->breaks);
  if (to->breaks == NULL) to->break_count = 0;
  to->measured_at = levels;
  if (levels == NULL) to->measured_at_count = 0;
  rsl_not_applicable *units = array(&copy, from->not_applicable, from->not_applicable_count, sizeof *units);
  for (size_t i = 0; units != NULL && i < from->not_applicable_count; ++i) units[i].unit = code(&copy, units[i].unit);
  to->not_applicable = units;
  if (units == NULL) to->not_applicable_count = 0;
  to->extras = extras(&copy, &from->extras);
  return !copy.failed;
}

static const rsl_target *copy_parts(rsl_plan *plan, copier *copy, const rsl_target *from, size_t *count);

bool rsl__copy_target(rsl_plan *plan, const rsl_target *from, rsl_target *to) {
  copier copy = { plan, false };
  *to = *from;
  to->code = code(&copy, from->code);
  to->unit = code(&copy, from->unit);
  to->indicator = code(&copy, from->indicator);
  to->resolution = code(&copy, from->resolution);
  to->goal = code(&copy, from->goal);
  to->milestones = array(&copy, from->milestones, from->milestone_count, sizeof *from->milestones);
  if (to->milestones == NULL) to->milestone_count = 0;
  to->grade = code(&copy, from->grade);
  to->replaces = code(&copy, from->replaces);
  to->quotas = array(&copy, from->quotas, from->quota_count, sizeof *from->quotas);
  if (to->quotas == NULL) to->quota_count = 0;
  to->stretch_grade = code(&copy, from->stretch_grade);
  to->assigned_by = code(&copy, from->assigned_by);
  to->wording = text(&copy, from->wording);
  rsl_published *verdicts = array(&copy, from->published, from->published_count, sizeof *verdicts);
  for (size_t i = 0; verdicts != NULL && i < from->published_count; ++i) {
    verdicts[i].words = text(&copy, verdicts[i].words);
    verdicts[i].source = text(&copy, verdicts[i].source);
  }
  to->parts = copy_parts(plan, &copy, from, &to->part_count);
  to->published = verdicts;
  if (verdicts == NULL) to->published_count = 0;
  to->extras = extras(&copy, &from->extras);
  return !copy.failed;
}

/* Parts hold no parts: what a program gives them all the same is told when the plan is finished. */
static const rsl_target *copy_parts(rsl_plan *plan, copier *copy, const rsl_target *from, size_t *count) {
  rsl_target *parts = array(copy, from->parts, from->part_count, sizeof *parts);
  for (size_t i = 0; parts != NULL && i < from->part_count && !copy->failed; ++i) {
    rsl_target part = from->parts[i];
    if (part.part_count > 0) part.parts = NULL;
    copy->failed = !rsl__copy_target(plan, &part, &parts[i]);
    parts[i].part_count = from->parts[i].part_count;
  }
  *count = parts == NULL ? 0 : from->part_count;
  return parts;
}

bool rsl__copy_composition(rsl_plan *plan, const rsl_composition *from, rsl_composition *to) {
  copier copy = { plan, false };
  *to = *from;
  to->code = code(&copy, from->code);
  to->indicators = codes(&copy, from->indicators, &to->indicator_count);
  to->extras = extras(&copy, &from->extras);
  return !copy.failed;
}

bool rsl__copy_check(rsl_plan *plan, const rsl_check *from, rsl_check *to) {
  copier copy = { plan, false };
  *to = *from;
  to->code = code(&copy, from->code);
  to->left = code(&copy, from->left);
  to->right = code(&copy, from->right);
  to->level = code(&copy, from->level);
  to->extras = extras(&copy, &from->extras);
  return !copy.failed;
}

bool rsl__copy_campaign(rsl_plan *plan, const rsl_campaign *from, rsl_campaign *to) {
  copier copy = { plan, false };
  *to = *from;
  to->code = code(&copy, from->code);
  to->resolution = code(&copy, from->resolution);
  to->holidays = array(&copy, from->holidays, from->holiday_count, sizeof *from->holidays);
  if (to->holidays == NULL) to->holiday_count = 0;
  rsl_deadline *deadlines = array(&copy, from->deadlines, from->deadline_count, sizeof *deadlines);
  for (size_t i = 0; deadlines != NULL && i < from->deadline_count; ++i)
    deadlines[i].level = code(&copy, deadlines[i].level);
  to->deadlines = deadlines;
  if (deadlines == NULL) to->deadline_count = 0;
  to->extras = extras(&copy, &from->extras);
  return !copy.failed;
}

bool rsl__copy_finding(rsl_plan *plan, const rsl_finding *from, rsl_finding *to) {
  copier copy = { plan, false };
  *to = *from;
  to->code = code(&copy, from->code);
  to->unit = code(&copy, from->unit);
  to->target = code(&copy, from->target);
  to->campaign = code(&copy, from->campaign);
  to->text = text(&copy, from->text);
  to->cause_text = text(&copy, from->cause_text);
  to->extras = extras(&copy, &from->extras);
  return !copy.failed;
}

bool rsl__copy_action(rsl_plan *plan, const rsl_action *from, rsl_action *to) {
  copier copy = { plan, false };
  *to = *from;
  to->code = code(&copy, from->code);
  to->finding = code(&copy, from->finding);
  to->owner = code(&copy, from->owner);
  to->text = text(&copy, from->text);
  to->effect_indicator = code(&copy, from->effect_indicator);
  to->extras = extras(&copy, &from->extras);
  return !copy.failed;
}

bool rsl__copy_extras(rsl_plan *plan, const rsl_extras *from, rsl_extras *to) {
  copier copy = { plan, false };
  *to = extras(&copy, from);
  return !copy.failed;
}

bool rsl__copy_name(rsl_plan *plan, const char *from, const char **to) {
  copier copy = { plan, false };
  const char *copied = name(&copy, from);
  if (copy.failed) return false;
  *to = copied;
  return true;
}

/* ---- Pieces ---- */

/* NULL for an absent member. */
static const char *text(copier *copy, const char *from) {
  if (from == NULL || *from == '\0' || copy->failed) return NULL;
  const char *copied = rsl__arena_copy_text(&copy->plan->arena, from, strlen(from));
  copy->failed = copied == NULL;
  return copied;
}

/* What people read is never NULL, so that it can be printed as it is. */
static const char *name(copier *copy, const char *from) {
  const char *copied = text(copy, from);
  return copied != NULL ? copied : "";
}

/* Codes and references are composed once, here; from then on they are compared byte by byte. One that cannot be
 * composed is kept as it is: rsl_plan_finish() refuses it with its place. */
static const char *code(copier *copy, const char *from) {
  if (from == NULL || *from == '\0' || copy->failed) return NULL;
  size_t length = strlen(from);
  const char *composed = from;
  size_t composed_length = length;
  if (rsl__utf8_valid_length(from, length) == length) {
    rsl_status status = rsl__nfc(&copy->plan->scratch, from, length, &composed, &composed_length, NULL);
    copy->failed = status == RSL_ERR_MEMORY;
    if (status != RSL_OK) {
      composed = from;
      composed_length = length;
    }
  }
  if (copy->failed) return NULL;
  const char *copied = rsl__arena_copy_text(&copy->plan->arena, composed, composed_length);
  copy->failed = copied == NULL;
  return copied;
}

/* A list of them; the count becomes 0 where there is none. */
static const char *const *codes(copier *copy, const char *const *from, size_t *count) {
  const char **copied = array(copy, from, *count, sizeof *copied);
  for (size_t i = 0; copied != NULL && i < *count; ++i) copied[i] = code(copy, copied[i]);
  if (copied == NULL) *count = 0;
  return copied;
}

static void *array(copier *copy, const void *items, size_t count, size_t size) {
  if (items == NULL || count == 0 || copy->failed) return NULL;
  void *copied = rsl__arena_allocate_array(&copy->plan->arena, count, size);
  copy->failed = copied == NULL;
  if (copied != NULL) memcpy(copied, items, count * size);
  return copied;
}

static rsl_extras extras(copier *copy, const rsl_extras *from) {
  rsl_extra *items = array(copy, from->items, from->count, sizeof *items);
  for (size_t i = 0; items != NULL && i < from->count; ++i) {
    items[i].name = name(copy, items[i].name);
    items[i].json = name(copy, items[i].json);
  }
  return (rsl_extras){ items, items == NULL ? 0 : from->count };
}
