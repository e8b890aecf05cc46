#include <stdio.h>
#include <string.h>

#include "base/message.h"
#include "plan/finishing.h"

enum {
  CANDIDATES = 1000000, /* compared with mistyped codes, over all problems: about a second's work */
  PATH = 160,
  PART_MEMBER = RSL__MEMBER + 24 /* a member inside a part of a target */
};

static void start(rsl__finish *finish, const rsl_plan *plan, rsl_problems *problems, const rsl__locate *locate);
static void check_everything(rsl__finish *finish);
static rsl_status outcome(const rsl__finish *finish, rsl_error *error);
static void commit(rsl_plan *plan, rsl__plan_links *links);
static void fill_grades(rsl_indicator *indicator);
static void fill_grade(const rsl_indicator *indicator, const char *grade, rsl_condition *condition);
static void fill_target(const rsl_plan *plan, const rsl__plan_links *links, uint32_t index, rsl_target *target);
static void tell(rsl__finish *finish, rsl_severity severity, rsl__plan_problem problem, rsl__site site,
                 const char *message);
static rsl__site place_part(const rsl__finish *finish, rsl__site site, char member[PART_MEMBER]);
static void write_path(char buffer[PATH], rsl__site site);

rsl_status rsl_plan_finish(rsl_plan *plan, rsl_problems *problems, rsl_error *error) {
  return rsl__plan_finish_located(plan, problems, NULL, error);
}

rsl_status rsl__plan_finish_located(rsl_plan *plan, rsl_problems *problems, const rsl__locate *locate,
                                    rsl_error *error) {
  if (plan == NULL || plan->links != NULL)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "a plan is finished once, after its records were added");
  rsl__finish finish;
  start(&finish, plan, problems, locate);
  if (finish.links == NULL) return rsl__fail_memory(error);
  check_everything(&finish);
  rsl_status status = outcome(&finish, error);
  if (status == RSL_OK)
    commit(plan, finish.links);
  else
    rsl__plan_links_free(&plan->allocator, finish.links);
  return status;
}

static void start(rsl__finish *finish, const rsl_plan *plan, rsl_problems *problems, const rsl__locate *locate) {
  const rsl_error none = RSL_ERROR_INIT;
  *finish = (rsl__finish){ .plan = plan, .problems = problems, .locate = locate, .candidates = CANDIDATES };
  finish->first = none;
  rsl__plan_links *links = finish->links = rsl__allocate_zeroed(&plan->allocator, sizeof *links);
  if (links == NULL) return;
  rsl__arena_init(&links->arena, &plan->allocator);
  rsl__code_index *const indexes[] = { &links->levels,     &links->calendars, &links->fields,       &links->resolutions,
                                       &links->indicators, &links->targets,   &links->compositions, &links->goals,
                                       &links->checks,     &links->campaigns, &links->findings,     &links->actions };
  for (size_t i = 0; i < sizeof indexes / sizeof indexes[0]; ++i) rsl__names_init(&indexes[i]->names, &plan->allocator);
  rsl__names_init(&links->lives.codes, &plan->allocator);
  rsl__names_init(&links->attribute_names, &plan->allocator);
  rsl__names_init(&links->attribute_values, &plan->allocator);
}

/* Each list may look into those before it. Only memory that ran out ends the work early. */
static void check_everything(rsl__finish *finish) {
  static void (*const steps[])(rsl__finish *) = {
    rsl__finish_levels,       rsl__finish_calendars,    rsl__finish_fields,       rsl__finish_units,
    rsl__finish_attributes,   rsl__finish_parents,      rsl__finish_counterparts, rsl__finish_indicators,
    rsl__finish_applies_to,   rsl__finish_rollups,      rsl__finish_members,      rsl__finish_indicator_cycles,
    rsl__finish_successions,  rsl__finish_changes,      rsl__finish_resolutions,  rsl__finish_targets,
    rsl__finish_replacements, rsl__finish_compositions, rsl__finish_checks,       rsl__finish_campaigns,
    rsl__finish_findings,     rsl__finish_actions,
  };
  rsl__check_text(finish, rsl__at(RSL__RECORD_PLAN, 0, "name"), finish->plan->name);
  rsl__check_extras(finish, rsl__at(RSL__RECORD_PLAN, 0, ""), &finish->plan->extras);
  rsl__check_rating_rule(finish, rsl__at(RSL__RECORD_PLAN, 0, "rating_rule"), &finish->plan->rating_rule);
  for (size_t i = 0; i < sizeof steps / sizeof steps[0] && !finish->no_memory; ++i) steps[i](finish);
}

static rsl_status outcome(const rsl__finish *finish, rsl_error *error) {
  if (finish->no_memory) return rsl__fail_memory(error);
  if (finish->errors == 0) return RSL_OK;
  if (error != NULL && error->status == RSL_OK) *error = finish->first;
  return finish->first.status;
}

/* ---- Keeping what was found ---- */

/* Nothing here allocates: after the checks a finish cannot fail any more. */
static void commit(rsl_plan *plan, rsl__plan_links *links) {
  static const rsl_decimal one = { 1, 0 };
  static const rsl_decimal nine_tenths = { 9, 1 };
  for (uint32_t i = 0; i < rsl_plan_indicator_count(plan); ++i) {
    rsl_indicator *indicator = rsl__record(plan, RSL__RECORD_INDICATOR, i);
    if (!indicator->has_min_coverage) indicator->min_coverage = nine_tenths;
    if (!indicator->rollup.has_factor) indicator->rollup.factor = one;
    fill_grades(indicator);
  }
  uint32_t listed = rsl__record_count(plan, RSL__RECORD_TARGET);
  for (uint32_t i = 0; i < listed; ++i) fill_target(plan, links, i, rsl__record(plan, RSL__RECORD_TARGET, i));
  for (uint32_t i = 0; i < links->part_target_count; ++i) fill_target(plan, links, listed + i, &links->part_targets[i]);
  plan->links = links;
}

/* A grade that stands for a number is its place in the list. */
static void fill_grades(rsl_indicator *indicator) {
  const char *threshold = indicator->rollup.condition_grade;
  const char *initial = indicator->initial_grade;
  if (indicator->event) indicator->frequency = RSL_PERIOD_DAY;
  if (threshold != NULL)
    indicator->rollup.condition.value.units = rsl__find_grade(indicator, threshold, strlen(threshold));
  if (initial != NULL) indicator->initial.units = rsl__find_grade(indicator, initial, strlen(initial));
}

static void fill_grade(const rsl_indicator *indicator, const char *grade, rsl_condition *condition) {
  if (grade != NULL) condition->value.units = rsl__find_grade(indicator, grade, strlen(grade));
}

static void fill_target(const rsl_plan *plan, const rsl__plan_links *links, uint32_t index, rsl_target *target) {
  const rsl_resolution *resolution = rsl_plan_resolution(plan, links->target_links[index].resolution);
  const rsl_indicator *indicator = rsl_plan_indicator(plan, links->target_links[index].indicator);
  if (target->code == NULL) target->code = rsl__names_text(&links->targets.names, index);
  if (target->by.type == RSL_PERIOD_NONE) target->by = resolution->to;
  if (target->baseline_period.type == RSL_PERIOD_NONE) target->baseline_period = resolution->baseline;
  fill_grade(indicator, target->grade, &target->condition);
  fill_grade(indicator, target->stretch_grade, &target->stretch);
  bool is_bare =
      target->form == RSL_FORM_MAINTAIN || target->form == RSL_FORM_DONE || target->form == RSL_FORM_QUALITATIVE;
  if (target->condition.form != RSL_FORM_NONE || is_bare) return;
  if (!rsl__is_over_term(target->form))
    target->condition.form = target->form;
  else
    target->condition.form = indicator->direction == RSL_DIRECTION_DECREASE ? RSL_FORM_AT_MOST : RSL_FORM_AT_LEAST;
}

/* ---- Reporting ---- */

const char *rsl__plan_problem_code(rsl__plan_problem problem) {
  static const char *const codes[RSL__PLAN_PROBLEM_END] = {
#define RSL__PROBLEM_CODE(name, code) code,
    RSL__PLAN_PROBLEMS(RSL__PROBLEM_CODE)
#undef RSL__PROBLEM_CODE
  };
  return codes[problem];
}

void rsl__report(rsl__finish *finish, rsl__plan_problem problem, rsl__site site, const char *format, ...) {
  char message[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(message, sizeof message, format, arguments);
  va_end(arguments);
  ++finish->errors;
  tell(finish, RSL_SEVERITY_ERROR, problem, site, message);
}

void rsl__warn(rsl__finish *finish, rsl__plan_problem problem, rsl__site site, const char *format, ...) {
  char message[RSL__MESSAGE_TEXT];
  va_list arguments;
  va_start(arguments, format);
  rsl__message_fill(message, sizeof message, format, arguments);
  va_end(arguments);
  tell(finish, RSL_SEVERITY_WARNING, problem, site, message);
}

static void tell(rsl__finish *finish, rsl_severity severity, rsl__plan_problem problem, rsl__site site,
                 const char *message) {
  char path[PATH];
  char member[PART_MEMBER];
  if (site.kind == RSL__RECORD_TARGET) site = place_part(finish, site, member);
  write_path(path, site);
  rsl__place place = { NULL, 0, 0, NULL };
  if (finish->locate != NULL && finish->locate->find != NULL)
    finish->locate->find(finish->locate->context, site.kind, site.record, site.member, &place);
  place.path = path;
  rsl__problem(finish->problems, severity, rsl__plan_problem_code(problem), &place, "%s", message);
  if (severity != RSL_SEVERITY_ERROR) return;
  rsl__fail_at(&finish->first, RSL_ERR_DATA, place.file, place.line, place.column, path, "%s", message);
}

/* A part stands inside the target that it is a part of. */
static rsl__site place_part(const rsl__finish *finish, rsl__site site, char member[PART_MEMBER]) {
  uint32_t listed = rsl__record_count(finish->plan, RSL__RECORD_TARGET);
  uint32_t whole = rsl__part_of(finish->links, listed, site.record);
  if (whole == RSL_NONE) return site;
  uint32_t number = site.record - listed - finish->links->target_part_start[whole];
  snprintf(member, PART_MEMBER, "parts[%lu]%s%s", (unsigned long)number, site.member[0] != '\0' ? "." : "",
           site.member);
  return rsl__at(RSL__RECORD_TARGET, whole, member);
}

static void write_path(char buffer[PATH], rsl__site site) {
  const char *dot = site.member[0] != '\0' ? "." : "";
  if (site.kind == RSL__RECORD_PLAN)
    snprintf(buffer, PATH, "%s", site.member);
  else
    snprintf(buffer, PATH, "%s[%lu]%s%.128s", rsl__record_list_name(site.kind), (unsigned long)site.record, dot,
             site.member); /* as much as an error's path holds */
}
