/* Bare series rated by any method, without a plan. */
#include <stdlib.h>
#include <string.h>

#include "common/run.h"

typedef struct progress_job {
  const cli_settings *settings;
  const rsl_bare_series **series;
  rsl_bare_series *asked; /* as read, with what the command line says for all */
  rsl_series_standing *standings;
  size_t count;
} progress_job;

/* Of the command line for series that have no word of their own. */
static void complete(rsl_bare_series *series, const cli_settings *settings) {
  series->as_of = settings->as_of;
  if (!series->has_target && settings->has_value) {
    series->has_target = true;
    series->target = settings->value;
  }
  if (series->by.type == RSL_PERIOD_NONE) series->by = settings->by;
  if (series->baseline.type == RSL_PERIOD_NONE) series->baseline = settings->baseline;
  if (series->direction == RSL_DIRECTION_NONE) series->direction = settings->direction;
  if (!series->has_limit && settings->has_limit) {
    series->has_limit = true;
    series->limit = settings->limit;
  }
}

static rsl_status rate(progress_job *job, const rsl_series_table *table, rsl_error *error) {
  rsl_series_rule rule = job->settings->series_rule;
  rsl_status status = RSL_OK;
  if (job->settings->has_method) rule.method = &job->settings->method;
  for (size_t i = 0; status == RSL_OK && i < job->count; i++) {
    job->asked[i] = *rsl_series_at(table, i);
    complete(&job->asked[i], job->settings);
    job->series[i] = &job->asked[i];
    status = rsl_progress_series(&job->asked[i], &rule, &job->standings[i], error);
  }
  return status;
}

static rsl_status write_standings(void *context, rsl_sink sink, rsl_error *error) {
  const progress_job *job = context;
  const cli_selection everything = { 0 };
  if (job->settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(job->settings, &everything);
    return rsl_table_standings(job->series, job->standings, job->count, &options, NULL, sink, error);
  }
  rsl_result_options options = result_options(job->settings, &everything);
  return rsl_write_standings(job->series, job->standings, job->count, &options, NULL, sink, error);
}

static int rate_all(progress_job *job, const rsl_series_table *table) {
  rsl_error error = RSL_ERROR_INIT;
  job->count = rsl_series_count(table);
  job->series = calloc(job->count + 1, sizeof(const rsl_bare_series *));
  job->asked = calloc(job->count + 1, sizeof *job->asked);
  job->standings = calloc(job->count + 1, sizeof *job->standings);
  bool whole = job->series != NULL && job->asked != NULL && job->standings != NULL;
  rsl_status status =
      whole ? rate(job, table, &error) : fill_error(&error, RSL_ERR_MEMORY, NULL, "out of memory", NULL);
  int exit_code =
      status == RSL_OK ? write_output(job->settings, write_standings, job) : tell_error(job->settings, &error);
  free(job->series);
  free(job->asked);
  free(job->standings);
  return exit_code;
}

/* Read the series, then their targets. */
static int read_all(const cli_settings *settings, rsl_series_table **table) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_problems *problems = NULL;
  rsl_status status = rsl_problems_new(NULL, 0, &problems);
  if (status == RSL_OK)
    status = rsl_series_read_file(settings->plan, &settings->read_options, NULL, problems, table, &error);
  if (status == RSL_OK && settings->targets != NULL)
    status = rsl_series_targets_read_file(*table, settings->targets, &settings->read_options, problems, &error);
  int exit_code = status == RSL_OK ? -1 : tell_read_problems(settings, problems, &error);
  rsl_problems_free(problems);
  return exit_code;
}

int main(int argument_count, char **arguments) {
  static const cli_program program = { PROGRAM_PROGRESS, "resolution-progress",
                                       "bare series rated by any method, without a plan" };
  cli_settings settings;
  rsl_series_table *table = NULL;
  progress_job job = { &settings, NULL, NULL, NULL, 0 };
  int exit_code = settings_read(&settings, &program, argument_count, arguments);
  if (exit_code < 0) exit_code = read_all(&settings, &table);
  if (exit_code < 0) exit_code = rate_all(&job, table);
  rsl_series_free(table);
  settings_free(&settings);
  return exit_code;
}
