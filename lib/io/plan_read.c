#include <string.h>

#include "io/plan_reader.h"

static rsl_status start(rsl__plan_reader *reader, const rsl_plan_read_options *options, const rsl_allocator *allocator,
                        rsl_problems *problems);
static void stop(rsl__plan_reader *reader);
static rsl_status read_text(rsl__plan_reader *reader, const rsl_source *source);
static bool check_head(rsl__plan_reader *reader, const cJSON *root);
static rsl_status read_members(rsl__plan_reader *reader, const cJSON *root);
static rsl_status read_own(rsl__plan_reader *reader, const cJSON *root);
static void finish(rsl__plan_reader *reader);
static void finish_the_rest(rsl__plan_reader *reader, const rsl__locate *locate);
static void pass_on(rsl__plan_reader *reader, const rsl_problem *problem);
static bool follows_from_what_is_missing(const rsl__plan_reader *reader, const char *code);
static rsl_status outcome(const rsl__plan_reader *reader, rsl_error *error);

rsl_status rsl_plan_read(const rsl_source *source, const rsl_plan_read_options *options, const rsl_allocator *allocator,
                         rsl_problems *problems, rsl_plan **out, rsl_error *error) {
  *out = NULL;
  if (source == NULL || source->read == NULL || (options != NULL && options->size == 0)) {
    return rsl__fail(error, RSL_ERR_ARGUMENT, "a source, and options of the _INIT macro, are needed");
  }
  rsl__plan_reader reader;
  rsl_status status = start(&reader, options, allocator, problems);
  if (status == RSL_OK) status = read_text(&reader, source);
  if (status == RSL_OK && check_head(&reader, reader.json.root) && read_members(&reader, reader.json.root) == RSL_OK) {
    finish(&reader);
  }
  status = outcome(&reader, error);
  if (status == RSL_OK) {
    *out = reader.plan;
    reader.plan = NULL;
  }
  stop(&reader);
  return status;
}

static rsl_status start(rsl__plan_reader *reader, const rsl_plan_read_options *options, const rsl_allocator *allocator,
                        rsl_problems *problems) {
  static const rsl_plan_read_options defaults = RSL_PLAN_READ_OPTIONS_INIT;
  static const rsl_error no_error = RSL_ERROR_INIT;
  *reader = (rsl__plan_reader){ .allocator = rsl__allocator_or_default(allocator),
                                .options = defaults,
                                .problems = problems,
                                .first = no_error,
                                .first_unsupported = no_error,
                                .failure_error = no_error };
  /* A caller built with an older header hands over the members that it knew. */
  if (options != NULL) {
    memcpy(&reader->options, options, options->size < sizeof *options ? options->size : sizeof *options);
  }
  reader->json.allocator = reader->allocator;
  rsl__arena_init(&reader->memory, &reader->allocator);
  rsl__text_buffer_init(&reader->path, &reader->allocator);
  rsl__names_init(&reader->blamed, &reader->allocator);
  return rsl_plan_new(&reader->allocator, &reader->plan) == RSL_OK ? RSL_OK : rsl__plan_fail_memory(reader);
}

static void stop(rsl__plan_reader *reader) {
  rsl_plan_free(reader->plan);
  rsl__json_free(&reader->json);
  while (reader->tables != NULL) {
    rsl__plan_table *table = reader->tables;
    reader->tables = table->next;
    rsl__plan_table_free(table);
  }
  for (size_t i = 0; i < RSL__RECORD_KIND_END; i++) {
    rsl__release_array(&reader->allocator, reader->places[i].items, reader->places[i].capacity,
                       sizeof *reader->places[i].items);
  }
  rsl__names_free(&reader->blamed);
  rsl__text_buffer_free(&reader->path);
  rsl__arena_free(&reader->memory);
}

/* Problems of the text that leave it readable are counted, and the reading goes on. */
static rsl_status read_text(rsl__plan_reader *reader, const rsl_source *source) {
  rsl__json_limits limits = { reader->options.max_size, reader->options.max_depth };
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = rsl__json_read(source, &limits, &reader->allocator, &reader->json, reader->problems, &error);
  if (status == RSL_OK) return RSL_OK;
  if (reader->json.root == NULL) return rsl__plan_fail(reader, status, &error);
  reader->first = error;
  reader->errors++;
  return RSL_OK;
}

/* ---- Members of the plan --------------------------------------------------------------------------------- */

/* Of a file that is no plan, or of another version, nothing else can be said. */
static bool check_head(rsl__plan_reader *reader, const cJSON *root) {
  if (!cJSON_IsObject(root)) {
    rsl__plan_wrong_type(reader, root, "a plan, which is an object");
    return false;
  }
  const cJSON *format = rsl__plan_member(root, "format");
  const cJSON *version = rsl__plan_member(root, "version");
  if (format == NULL || !cJSON_IsString(format) || strcmp(format->valuestring, "resolution-plan") != 0) {
    rsl__plan_complain_object(reader, format != NULL ? format : root, "not_a_plan",
                              "this is no plan: it must have the member `\"format\": \"resolution-plan\"`");
    return false;
  }
  rsl_decimal number = { 0, 0 };
  if (version == NULL) {
    rsl__plan_complain_object(reader, root, "missing_member", "the plan needs `\"version\": 1`");
    return false;
  }
  if (!cJSON_IsNumber(version)) {
    rsl__plan_wrong_type(reader, version, "the number 1");
    return false;
  }
  static const rsl_decimal one = { 1, 0 };
  if (!rsl__plan_decimal_value(reader, version, &number)) return false;
  if (rsl_decimal_compare(number, one) == 0) return true;
  char text[RSL_DECIMAL_TEXT];
  rsl_decimal_format(number, text);
  rsl__plan_complain(reader, version, "not_supported_yet", "version %s of the format is not supported yet, only 1",
                     text);
  return false;
}

static rsl_status read_members(rsl__plan_reader *reader, const cJSON *root) {
  static const char *const known[] = { "format",      "version", "name",        "levels",     "units",   "successions",
                                       "calendars",   "fields",  "resolutions", "indicators", "targets", "compositions",
                                       "rating_rule", "checks",  "campaigns",   "findings",   "actions", NULL };
  static const rsl__plan_members members = { "the plan", known };
  rsl_extras extras = { NULL, 0 };
  rsl__plan_check_members(reader, root, &members, &extras);
  if (reader->failure != RSL_OK) return reader->failure;
  if (rsl_plan_set_extras(reader->plan, &extras) != RSL_OK) return rsl__plan_fail_memory(reader);
  rsl__arena_free(&reader->memory);
  rsl_status status = read_own(reader, root);
  for (const cJSON *item = root->child; status == RSL_OK && item != NULL; item = item->next) {
    for (unsigned kind = RSL__RECORD_LEVEL; status == RSL_OK && kind < RSL__RECORD_KIND_END; kind++) {
      if (strcmp(item->string, rsl__record_list_name((rsl__record_kind)kind)) != 0) continue;
      status = rsl__plan_read_list(reader, (rsl__record_kind)kind, item);
    }
  }
  return status;
}

/* What is the plan's own, beside its lists. */
static rsl_status read_own(rsl__plan_reader *reader, const cJSON *root) {
  rsl_rating_rule rule = { .given = 0 };
  const char *name = rsl__plan_text(reader, root, "name");
  rsl__plan_read_rating_rule(reader, root, &rule);
  if (rsl_plan_set_rating_rule(reader->plan, &rule) != RSL_OK) return rsl__plan_fail_memory(reader);
  if (name != NULL && rsl_plan_set_name(reader->plan, name) != RSL_OK) return rsl__plan_fail_memory(reader);
  return reader->failure;
}

/* ---- Finishing ------------------------------------------------------------------------------------------- */

/* Where something was found wrong while reading, finishing still finds what else is wrong; what only follows from the
 * former is left out. */
static void finish(rsl__plan_reader *reader) {
  const rsl__locate locate = { rsl__plan_locate, reader };
  rsl_error error = RSL_ERROR_INIT;
  if (reader->errors > 0) {
    finish_the_rest(reader, &locate);
    return;
  }
  rsl_status status = rsl__plan_finish_located(reader->plan, reader->problems, &locate, &error);
  if (status == RSL_OK) return;
  if (status != RSL_ERR_DATA && status != RSL_ERR_NOT_SUPPORTED) {
    (void)rsl__plan_fail(reader, status, &error);
    return;
  }
  reader->errors++;
  if (status == RSL_ERR_NOT_SUPPORTED) reader->unsupported++;
  *(status == RSL_ERR_NOT_SUPPORTED ? &reader->first_unsupported : &reader->first) = error;
}

static void finish_the_rest(rsl__plan_reader *reader, const rsl__locate *locate) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_problems *found = NULL;
  if (rsl_problems_new(&reader->allocator, 0, &found) != RSL_OK) {
    (void)rsl__plan_fail_memory(reader);
    return;
  }
  rsl_status status = rsl__plan_finish_located(reader->plan, found, locate, &error);
  bool is_failure = status != RSL_OK && status != RSL_ERR_DATA && status != RSL_ERR_NOT_SUPPORTED;
  if (is_failure) (void)rsl__plan_fail(reader, status, &error);
  for (size_t i = 0; !is_failure && i < rsl_problems_kept(found); i++) pass_on(reader, rsl_problems_at(found, i));
  rsl_problems_free(found);
}

static void pass_on(rsl__plan_reader *reader, const rsl_problem *problem) {
  if (rsl__plan_is_blamed(reader, problem->path) || follows_from_what_is_missing(reader, problem->code)) return;
  if (reader->problems != NULL) rsl_problems_add(reader->problems, problem);
  if (problem->severity != RSL_SEVERITY_ERROR) return;
  bool unsupported = strcmp(problem->code, "not_supported_yet") == 0;
  reader->errors++;
  reader->unsupported += unsupported;
  (void)rsl__fail_at(unsupported ? &reader->first_unsupported : &reader->first,
                     unsupported ? RSL_ERR_NOT_SUPPORTED : RSL_ERR_DATA, problem->file, problem->line, problem->column,
                     problem->path, "%s", problem->message);
}

/* A reference into a list that could not be read whole is not known to be wrong. */
static bool follows_from_what_is_missing(const rsl__plan_reader *reader, const char *code) {
  static const struct {
    const char *code;
    rsl__record_kind kind;
  } lists[] = {
    { "unknown_level", RSL__RECORD_LEVEL },
    { "unknown_unit", RSL__RECORD_UNIT },
    { "unknown_field", RSL__RECORD_FIELD },
    { "unknown_resolution", RSL__RECORD_RESOLUTION },
    { "unknown_indicator", RSL__RECORD_INDICATOR },
    { "unknown_calendar", RSL__RECORD_CALENDAR },
    { "unknown_target", RSL__RECORD_TARGET },
    { "unknown_campaign", RSL__RECORD_CAMPAIGN },
    { "unknown_finding", RSL__RECORD_FINDING },
    /* The code of a target without one is made of these. */
    { "unknown_target", RSL__RECORD_UNIT },
    { "unknown_target", RSL__RECORD_INDICATOR },
    { "unknown_target", RSL__RECORD_RESOLUTION },
  };
  for (size_t i = 0; i < sizeof lists / sizeof *lists; i++) {
    if (reader->places[lists[i].kind].incomplete && strcmp(lists[i].code, code) == 0) return true;
  }
  return false;
}

static rsl_status outcome(const rsl__plan_reader *reader, rsl_error *error) {
  const rsl_error *told = &reader->failure_error;
  if (reader->failure == RSL_OK) {
    if (reader->errors == 0) return RSL_OK;
    told = reader->errors > reader->unsupported ? &reader->first : &reader->first_unsupported;
  }
  if (error != NULL && error->status == RSL_OK) *error = *told;
  return told->status;
}
