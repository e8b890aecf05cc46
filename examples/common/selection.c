#include <stdlib.h>
#include <string.h>

#include "session.h"

static int mark_units(cli_selection *selection, const cli_session *session);
static int mark_levels(cli_selection *selection, const cli_session *session);
static void mark_under(const cli_settings *settings, const rsl_structure *structure, bool *marks, uint32_t unit);
static int mark_indicators(cli_selection *selection, const cli_session *session);
static int choose_targets(cli_selection *selection, const cli_session *session);
static bool is_of_campaign(const cli_settings *settings, const rsl_plan *plan, uint32_t resolution);
static bool target_is_chosen(const cli_selection *selection, const cli_settings *settings, const rsl_plan *plan,
                             uint32_t target);
static int choose_periods(cli_selection *selection, const cli_settings *settings);
static bool shows_targets(const cli_settings *settings);
static bool knows_basis(const cli_settings *settings, const rsl_plan *plan);
static int check_codes(const cli_session *session);
static int unknown(const cli_settings *settings, const char *what, const char *code);
static int out_of_memory(const cli_settings *settings);

int selection_make(cli_selection *selection, const cli_session *session) {
  memset(selection, 0, sizeof *selection);
  int exit_code = check_codes(session);
  /* The unit of a ranking is not one of those that are ranked. */
  if (exit_code < 0 && session->settings->rank == NULL) exit_code = mark_units(selection, session);
  if (exit_code < 0) exit_code = mark_indicators(selection, session);
  if (exit_code < 0) exit_code = choose_targets(selection, session);
  if (exit_code < 0) exit_code = choose_periods(selection, session->settings);
  return exit_code;
}

void selection_free(cli_selection *selection) {
  free(selection->units);
  free(selection->indicators);
  free(selection->chosen);
  free(selection->targets);
  free(selection->periods);
  memset(selection, 0, sizeof *selection);
}

rsl_result_options result_options(const cli_settings *settings, const cli_selection *selection) {
  static const rsl_text_format formats[] = { RSL_FORMAT_CSV, RSL_FORMAT_CSV, RSL_FORMAT_TSV, RSL_FORMAT_JSON,
                                             RSL_FORMAT_JSONL };
  rsl_result_options options = RSL_RESULT_OPTIONS_INIT;
  options.format = formats[settings->format];
  options.names = settings->names;
  options.differs = settings->differs;
  options.units = selection->units;
  options.indicators = selection->indicators;
  return options;
}

rsl_table_options table_options(const cli_settings *settings, const cli_selection *selection) {
  rsl_table_options options = RSL_TABLE_OPTIONS_INIT;
  options.language = settings->language;
  if (settings->wide) options.width = 0;
  options.all_reasons = settings->reasons;
  options.differs = settings->differs;
  options.units = selection->units;
  options.indicators = selection->indicators;
  return options;
}

/* ---- Units ----------------------------------------------------------------------------------------------- */

static int mark_units(cli_selection *selection, const cli_session *session) {
  const cli_settings *settings = session->settings;
  if (settings->units.count == 0 && settings->levels.count == 0) return -1;
  selection->units = calloc((size_t)rsl_plan_unit_count(session->plan) + 1, sizeof *selection->units);
  if (selection->units == NULL) return out_of_memory(settings);
  rsl_structure *structure = NULL;
  rsl_status status = rsl_structure_new(session->plan, settings->structure, NULL, &structure);
  if (status == RSL_ERR_MEMORY) return out_of_memory(settings);
  for (size_t i = 0; i < settings->units.count; i++) {
    const char *reference = settings->units.items[i];
    rsl_error error = RSL_ERROR_INIT;
    uint32_t unit = RSL_NONE;
    if (rsl_plan_find_unit(session->plan, reference, strlen(reference), RSL_NONE, settings->structure, &unit, &error) !=
        RSL_OK) {
      rsl_structure_free(structure);
      (void)tell_error(settings, &error);
      return EXIT_USAGE;
    }
    selection->units[unit] = true;
    if (structure != NULL) mark_under(settings, structure, selection->units, unit);
  }
  rsl_structure_free(structure);
  return mark_levels(selection, session);
}

static void mark_under(const cli_settings *settings, const rsl_structure *structure, bool *marks, uint32_t unit) {
  uint32_t position = rsl_structure_position(structure, unit);
  if (position == RSL_NONE || !(settings->below || settings->children)) return;
  uint32_t end = rsl_structure_subtree_end(structure, position);
  for (uint32_t below = position + 1; below < end; below++) {
    if (settings->below || rsl_structure_parent(structure, below) == position) {
      marks[rsl_structure_unit(structure, below)] = true;
    }
  }
}

/* Of the units that were named only those of the levels that were named; of all units where none was. */
static int mark_levels(cli_selection *selection, const cli_session *session) {
  const cli_settings *settings = session->settings;
  if (settings->levels.count == 0) return -1;
  for (uint32_t unit = 0; unit < rsl_plan_unit_count(session->plan); unit++) {
    uint32_t level = rsl_plan_unit_level(session->plan, unit);
    bool wanted = false;
    for (size_t i = 0; i < settings->levels.count; i++) {
      const char *code = settings->levels.items[i];
      wanted = wanted || rsl_plan_find_level(session->plan, code, strlen(code)) == level;
    }
    selection->units[unit] = wanted && (settings->units.count == 0 || selection->units[unit]);
  }
  return -1;
}

/* ---- Indicators and targets ------------------------------------------------------------------------------ */

static bool is_listed(const text_list *list, const char *code) {
  for (size_t i = 0; i < list->count; i++) {
    if (code != NULL && strcmp(list->items[i], code) == 0) return true;
  }
  return false;
}

static bool field_is_listed(const text_list *fields, const rsl_plan *plan, uint32_t field) {
  return field != RSL_NONE && is_listed(fields, rsl_plan_field(plan, field)->code);
}

/* A target's field is its own (T10), so --field chooses targets, not indicators, where there are targets to show. */
static int mark_indicators(cli_selection *selection, const cli_session *session) {
  const cli_settings *settings = session->settings;
  bool by_field = settings->fields.count > 0 && !shows_targets(settings);
  if (settings->indicators.count == 0 && !by_field) return -1;
  uint32_t count = rsl_plan_indicator_count(session->plan);
  selection->indicators = calloc((size_t)count + 1, sizeof *selection->indicators);
  selection->chosen = calloc((size_t)count + 1, sizeof *selection->chosen);
  if (selection->indicators == NULL || selection->chosen == NULL) return out_of_memory(settings);
  for (uint32_t i = 0; i < count; i++) {
    const char *code = rsl_plan_indicator(session->plan, i)->code;
    bool wanted = settings->indicators.count == 0 || is_listed(&settings->indicators, code);
    if (by_field) {
      wanted = wanted && field_is_listed(&settings->fields, session->plan, rsl_plan_indicator_field(session->plan, i));
    }
    selection->indicators[i] = wanted;
    if (wanted) selection->chosen[selection->chosen_count++] = i;
  }
  return -1;
}

static bool shows_targets(const cli_settings *settings) {
  return settings->program->id == PROGRAM_REVIEW || settings->program->id == PROGRAM_CASCADE;
}

static int choose_targets(cli_selection *selection, const cli_session *session) {
  const cli_settings *settings = session->settings;
  if (!shows_targets(settings)) return -1;
  uint32_t count = rsl_plan_target_count(session->plan);
  selection->targets = calloc((size_t)count + 1, sizeof *selection->targets);
  if (selection->targets == NULL) return out_of_memory(settings);
  for (uint32_t i = 0; i < count; i++) {
    if (target_is_chosen(selection, settings, session->plan, i)) selection->targets[selection->target_count++] = i;
  }
  return -1;
}

/* A campaign reviews its resolution, and those below that concretise it. */
static bool is_of_campaign(const cli_settings *settings, const rsl_plan *plan, uint32_t resolution) {
  if (settings->campaign == NULL) return true;
  uint32_t campaign = rsl_plan_find_campaign(plan, settings->campaign, strlen(settings->campaign));
  uint32_t reviewed = rsl_plan_campaign_resolution(plan, campaign);
  while (resolution != RSL_NONE && resolution != reviewed) {
    const char *concretised = rsl_plan_resolution(plan, resolution)->concretises;
    resolution = concretised == NULL ? RSL_NONE : rsl_plan_find_resolution(plan, concretised, strlen(concretised));
  }
  return resolution != RSL_NONE;
}

static bool target_is_chosen(const cli_selection *selection, const cli_settings *settings, const rsl_plan *plan,
                             uint32_t target) {
  rsl_target_links links = rsl_plan_target_links(plan, target);
  const rsl_target *record = rsl_plan_target(plan, target);
  if (selection->units != NULL && !selection->units[links.unit]) return false;
  if (selection->indicators != NULL && !selection->indicators[links.indicator]) return false;
  if (settings->resolutions.count > 0 && !is_listed(&settings->resolutions, record->resolution)) return false;
  if (settings->resolutions.count == 0 && !is_of_campaign(settings, plan, links.resolution)) return false;
  if (settings->goals.count > 0 && !is_listed(&settings->goals, record->goal)) return false;
  return settings->fields.count == 0 || field_is_listed(&settings->fields, plan, links.field);
}

/* ---- Periods --------------------------------------------------------------------------------------------- */

static bool parse_range(const char *text, rsl_period *first, rsl_period *last) {
  const char *dots = strstr(text, "..");
  if (dots == NULL) {
    bool good = rsl_period_parse(text, strlen(text), first);
    *last = *first;
    return good;
  }
  return rsl_period_parse(text, (size_t)(dots - text), first) && rsl_period_parse(dots + 2, strlen(dots + 2), last) &&
         first->type == last->type && first->index <= last->index;
}

static bool add_range(cli_selection *selection, rsl_period first, rsl_period last) {
  size_t more = (size_t)(last.index - first.index) + 1;
  rsl_period *larger = realloc(selection->periods, (selection->period_count + more) * sizeof *larger);
  if (larger == NULL) return false;
  selection->periods = larger;
  for (rsl_period period = first; period.index <= last.index; period.index++) {
    selection->periods[selection->period_count++] = period;
  }
  return true;
}

static int choose_periods(cli_selection *selection, const cli_settings *settings) {
  for (size_t i = 0; i < settings->periods.count; i++) {
    const char *text = settings->periods.items[i];
    rsl_period first = { RSL_PERIOD_NONE, 0 };
    rsl_period last = first;
    if (!parse_range(text, &first, &last)) {
      fprintf(stderr, "%s: `--period` wants a period as 2023 or 2023-03, or two of one type as 2021..2023, not `%s`\n",
              settings->program->name, text);
      return EXIT_USAGE;
    }
    if (!add_range(selection, first, last)) return out_of_memory(settings);
  }
  return -1;
}

/* ---- Codes that the plan does not have -------------------------------------------------------------------- */

/* The first listed code that `find` does not know; NULL where it knows all. */
static const char *first_unknown(const text_list *list, const rsl_plan *plan,
                                 uint32_t (*find)(const rsl_plan *, const char *, size_t)) {
  for (size_t i = 0; i < list->count; i++) {
    if (find(plan, list->items[i], strlen(list->items[i])) == RSL_NONE) return list->items[i];
  }
  return NULL;
}

static uint32_t find_goal(const rsl_plan *plan, const char *code, size_t length) {
  for (uint32_t i = 0; i < rsl_plan_resolution_count(plan); i++) {
    const rsl_resolution *resolution = rsl_plan_resolution(plan, i);
    for (size_t goal = 0; goal < resolution->goal_count; goal++) {
      const char *known = resolution->goals[goal].code;
      if (strlen(known) == length && memcmp(known, code, length) == 0) return (uint32_t)goal;
    }
  }
  return RSL_NONE;
}

static int check_codes(const cli_session *session) {
  const cli_settings *settings = session->settings;
  const rsl_plan *plan = session->plan;
  const char *code = NULL;
  if ((code = first_unknown(&settings->levels, plan, rsl_plan_find_level)) != NULL)
    return unknown(settings, "level", code);
  if ((code = first_unknown(&settings->indicators, plan, rsl_plan_find_indicator)) != NULL) {
    return unknown(settings, "indicator", code);
  }
  if ((code = first_unknown(&settings->resolutions, plan, rsl_plan_find_resolution)) != NULL) {
    return unknown(settings, "resolution", code);
  }
  if ((code = first_unknown(&settings->goals, plan, find_goal)) != NULL) return unknown(settings, "goal", code);
  if ((code = first_unknown(&settings->fields, plan, rsl_plan_find_field)) != NULL)
    return unknown(settings, "field", code);
  code = settings->rank;
  if (code != NULL && rsl_plan_find_indicator(plan, code, strlen(code)) == RSL_NONE)
    return unknown(settings, "indicator", code);
  if (!knows_basis(settings, plan)) {
    fprintf(stderr, "%s: `--propose` wants equal, growth or an indicator of the plan, not `%s`\n",
            settings->program->name, settings->propose);
    return EXIT_USAGE;
  }
  code = settings->campaign;
  if (code != NULL && rsl_plan_find_campaign(plan, code, strlen(code)) == RSL_NONE)
    return unknown(settings, "campaign", code);
  code = settings->target;
  return code != NULL && rsl_plan_find_target(plan, code, strlen(code)) == RSL_NONE ? unknown(settings, "target", code)
                                                                                    : -1;
}

static bool knows_basis(const cli_settings *settings, const rsl_plan *plan) {
  const char *basis = settings->propose;
  return basis == NULL || strcmp(basis, "equal") == 0 || strcmp(basis, "growth") == 0 ||
         rsl_plan_find_indicator(plan, basis, strlen(basis)) != RSL_NONE;
}

static int unknown(const cli_settings *settings, const char *what, const char *code) {
  fprintf(stderr, "%s: the plan has no %s `%s`\n", settings->program->name, what, code);
  return EXIT_USAGE;
}

static int out_of_memory(const cli_settings *settings) {
  fprintf(stderr, "%s: out of memory\n", settings->program->name);
  return EXIT_INTERNAL;
}
