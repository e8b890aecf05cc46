#include "session.h"

#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif

static rsl_status read_cube(cli_session *session, rsl_error *error);
static size_t kept_problems(const cli_settings *settings);
static void tell_problems(const cli_settings *settings, const rsl_problems *problems, bool failed);
static void tell_counts(const cli_session *session);

int exit_code_of(rsl_status status) {
  switch (status) {
  case RSL_OK:
    return EXIT_DONE;
  case RSL_ERR_DATA:
  case RSL_ERR_NOT_SUPPORTED:
  case RSL_ERR_OVERFLOW:
  case RSL_ERR_LIMIT:
    return EXIT_DATA;
  case RSL_ERR_NO_INPUT:
    return EXIT_NO_INPUT;
  case RSL_ERR_IO:
    return EXIT_IO;
  case RSL_ERR_MEMORY:
  case RSL_ERR_ARGUMENT:
  case RSL_ERR_INTERNAL:
  case RSL_STATUS_END:
    break;
  }
  return EXIT_INTERNAL;
}

int tell_error(const cli_settings *settings, const rsl_error *error) {
  char text[1024];
  (void)rsl_error_format(error, text, sizeof text);
  fprintf(stderr, "%s: %s\n", settings->program->name, text);
  return exit_code_of(error->status);
}

int session_open(cli_session *session, const cli_settings *settings) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = session_read(session, settings, &error);
  if (session->problems != NULL) tell_problems(settings, session->problems, status != RSL_OK);
  if (status == RSL_OK) {
    tell_counts(session);
    return -1;
  }
  bool told = session->problems != NULL && rsl_problems_kept(session->problems) > 0;
  bool content = exit_code_of(status) == EXIT_DATA;
  if (told && content) return EXIT_DATA;
  return tell_error(settings, &error);
}

/* In a list of their own: those of the plan were told when it was read. */
int session_submissions(const cli_session *session, rsl_submissions **out) {
  const cli_settings *settings = session->settings;
  rsl_problems *problems = NULL;
  rsl_error error = RSL_ERROR_INIT;
  *out = NULL;
  if (settings->submissions == NULL) return -1;
  rsl_status status = rsl_problems_new(NULL, kept_problems(settings), &problems);
  if (status == RSL_OK)
    status = rsl_submissions_read_file(settings->submissions, session->plan, &settings->read_options, NULL, problems,
                                       out, &error);
  else
    (void)fill_error(&error, status, NULL, "out of memory", NULL);
  bool told = problems != NULL && rsl_problems_errors(problems) > 0;
  if (problems != NULL) rsl_problems_sort(problems);
  if (problems != NULL) tell_problems(settings, problems, told);
  rsl_problems_free(problems);
  if (status == RSL_OK) return -1;
  return told ? exit_code_of(status) : tell_error(settings, &error);
}

rsl_date session_as_of(const cli_session *session) {
  const cli_settings *settings = session->settings;
  if (settings->as_of != RSL_DATE_NONE || settings->campaign == NULL) return settings->as_of;
  uint32_t campaign = rsl_plan_find_campaign(session->plan, settings->campaign, strlen(settings->campaign));
  const rsl_campaign *record = rsl_plan_campaign(session->plan, campaign);
  return record == NULL ? RSL_DATE_NONE : record->as_of;
}

/* resolution-check writes all that is kept; the others print the first in order, and only count what is past reason. */
static size_t kept_problems(const cli_settings *settings) {
  size_t reasonable = settings->program->id == PROGRAM_CHECK ? 1 : 10000;
  return settings->max_problems > reasonable ? settings->max_problems : reasonable;
}

rsl_status session_read(cli_session *session, const cli_settings *settings, rsl_error *error) {
  memset(session, 0, sizeof *session);
  session->settings = settings;
  rsl_status status = rsl_problems_new(NULL, kept_problems(settings), &session->problems);
  if (status != RSL_OK) return fill_error(error, status, NULL, "out of memory", NULL);
  status = rsl_plan_read_file(settings->plan, &settings->plan_options, NULL, session->problems, &session->plan, error);
  if (status == RSL_OK) status = read_cube(session, error);
  rsl_problems_sort(session->problems);
  return status;
}

rsl_status session_save(const cli_session *session, rsl_error *error) {
  const char *path = session->settings->save_cube;
  cli_output output = { 0 };
  if (path == NULL) return RSL_OK;
  rsl_status status = output_open(&output, path, error);
  if (status == RSL_OK) {
    /* A snapshot comes in large pieces, and is to reach the file in them: that makes it faster to map. */
    (void)setvbuf(output.file, NULL, _IONBF, 0);
    status = rsl_snapshot_write(session->cube, NULL, output.sink, error);
  }
  rsl_status closed = output_close(&output, status == RSL_OK, error);
  return status == RSL_OK ? closed : status;
}

void session_close(cli_session *session) {
  rsl_cube_free(session->cube);
  rsl_plan_free(session->plan);
  rsl_problems_free(session->problems);
  memset(session, 0, sizeof *session);
}

/* ---- Progress -------------------------------------------------------------------------------------------- */

typedef struct progress_bar {
  struct timespec start;
  double last; /* seconds since the start when it was last drawn */
  double from; /* seconds after which it is drawn: short work needs none */
  bool wanted;
  bool drawn;
} progress_bar;

static double seconds_since(const struct timespec *start) {
  struct timespec now;
  (void)timespec_get(&now, TIME_UTC);
  return (double)(now.tv_sec - start->tv_sec) + (double)(now.tv_nsec - start->tv_nsec) / 1e9;
}

static bool draws_progress(const cli_settings *settings) {
  if (settings->quiet || settings->progress == PROGRESS_NEVER) return false;
  if (settings->progress == PROGRESS_ALWAYS) return true;
#if defined(__unix__) || defined(__APPLE__)
  return isatty(STDERR_FILENO) == 1;
#else
  return false;
#endif
}

static bool show_progress(void *context, uint64_t bytes) {
  progress_bar *bar = context;
  double elapsed = seconds_since(&bar->start);
  if (!bar->wanted || elapsed < bar->from || elapsed - bar->last < 0.1) return true;
  bar->last = elapsed;
  bar->drawn = true;
  fprintf(stderr, "\r%llu MB", (unsigned long long)(bytes / 1000000));
  return true;
}

/* ---- Reading --------------------------------------------------------------------------------------------- */

static rsl_status read_cube(cli_session *session, rsl_error *error) {
  const cli_settings *settings = session->settings;
  rsl_measurements_read_options options = settings->read_options;
  progress_bar bar = { .wanted = draws_progress(settings), .last = -1 };
  bar.from = settings->progress == PROGRESS_ALWAYS ? 0 : 1;
  (void)timespec_get(&bar.start, TIME_UTC);
  options.progress = show_progress;
  options.progress_context = &bar;
  cli_output rejects = { 0 };
  rsl_status status = RSL_OK;
  if (settings->rejects != NULL) status = output_open(&rejects, settings->rejects, error);
  if (status != RSL_OK) return status;
  if (settings->rejects != NULL) options.rejects = &rejects.sink;
  status =
      rsl_measurements_read_files(session->plan, settings->measurements.items, settings->measurements.count, &options,
                                  &settings->cube_options, NULL, session->problems, &session->cube, error);
  if (bar.drawn) fputs("\r          \r", stderr);
  rsl_status closed = output_close(&rejects, status == RSL_OK, error);
  return status == RSL_OK ? closed : status;
}

/* ---- Telling --------------------------------------------------------------------------------------------- */

int tell_read_problems(const cli_settings *settings, rsl_problems *problems, const rsl_error *error) {
  bool told = problems != NULL && rsl_problems_kept(problems) > 0 && exit_code_of(error->status) == EXIT_DATA;
  if (!told) return tell_error(settings, error);
  rsl_problems_sort(problems);
  tell_problems(settings, problems, true);
  return EXIT_DATA;
}

static void tell_problems(const cli_settings *settings, const rsl_problems *problems, bool failed) {
  size_t kept = rsl_problems_kept(problems);
  size_t all = rsl_problems_errors(problems) + rsl_problems_warnings(problems);
  size_t printed = kept < settings->max_problems ? kept : settings->max_problems;
  if (!failed && settings->quiet) return;
  for (size_t i = 0; i < printed; i++) {
    char text[1024];
    (void)rsl_problem_format(rsl_problems_at(problems, i), text, sizeof text);
    fprintf(stderr, "%s\n", text);
  }
  tell_more(settings, all - printed);
}

void tell_more(const cli_settings *settings, size_t more) {
  if (more > 0) fprintf(stderr, "%s: and %zu more\n", settings->program->name, more);
}

static void tell_counts(const cli_session *session) {
  const cli_settings *settings = session->settings;
  uint64_t skipped = rsl_cube_skipped_count(session->cube);
  uint64_t later = rsl_cube_later_count(session->cube);
  if (settings->cube_options.skip_bad) {
    fprintf(stderr, "%s: rows left out as bad: %llu\n", settings->program->name, (unsigned long long)skipped);
  }
  if (settings->quiet) return;
  if (later > 0) {
    fprintf(stderr, "%s: rows left out as reported later: %llu\n", settings->program->name, (unsigned long long)later);
  }
}
