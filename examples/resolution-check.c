/* Every problem of a plan and its measurements, in one pass. */
#include <string.h>

#include "common/run.h"

static rsl_status write_problems(void *context, rsl_sink sink, rsl_error *error) {
  const cli_session *session = context;
  const cli_selection everything = { 0 };
  if (session->settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(session->settings, &everything);
    return rsl_table_problems(session->problems, &options, NULL, sink, error);
  }
  rsl_result_options options = result_options(session->settings, &everything);
  return rsl_write_problems(session->problems, &options, NULL, sink, error);
}

static size_t unwritten(const rsl_problems *problems) {
  return rsl_problems_errors(problems) + rsl_problems_warnings(problems) - rsl_problems_kept(problems);
}

/* Is the review complete, and can its figures be believed? */
static rsl_status check_review(cli_session *session, const rsl_submissions *submissions, rsl_error *error) {
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  rsl_review *review = NULL;
  options.as_of = session_as_of(session);
  rsl_status status = rsl_review_run(session->cube, &options, NULL, &review, error);
  if (status == RSL_OK) status = rsl_review_check_complete(review, NULL, session->problems, error);
  if (status == RSL_OK)
    status = rsl_review_check_honesty(review, session->cube, submissions, NULL, session->problems, error);
  rsl_review_free(review);
  return status;
}

/* Bad submissions are told as the plan's and the measurements' problems are. */
static rsl_status read_submissions(cli_session *session, rsl_submissions **out, rsl_error *error) {
  const cli_settings *settings = session->settings;
  *out = NULL;
  if (settings->submissions == NULL) return RSL_OK;
  return rsl_submissions_read_file(settings->submissions, session->plan, &settings->read_options, NULL,
                                   session->problems, out, error);
}

static bool knows_campaign(const cli_session *session) {
  const char *code = session->settings->campaign;
  return code == NULL || session->plan == NULL || rsl_plan_find_campaign(session->plan, code, strlen(code)) != RSL_NONE;
}

static rsl_status check_figures(cli_session *session, rsl_error *error) {
  rsl_submissions *submissions = NULL;
  rsl_status status = rsl_cube_check(session->cube, NULL, session->problems, error);
  if (status == RSL_OK && session->settings->review) {
    status = read_submissions(session, &submissions, error);
    if (status == RSL_OK) status = check_review(session, submissions, error);
  }
  rsl_submissions_free(submissions);
  return status;
}

/* Bad content is this program's result; an input that is absent or unreadable is not. */
static int check(const cli_settings *settings) {
  cli_session session;
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = session_read(&session, settings, &error);
  if (!knows_campaign(&session)) {
    fprintf(stderr, "%s: the plan has no campaign `%s`\n", settings->program->name, settings->campaign);
    session_close(&session);
    return EXIT_USAGE;
  }
  if (status == RSL_OK && settings->measurements.count > 0) {
    status = check_figures(&session, &error);
    rsl_problems_sort(session.problems);
  }
  /* Figures with errors are no cube to go on with. */
  if (status == RSL_OK && rsl_problems_errors(session.problems) == 0) status = session_save(&session, &error);
  bool content = status == RSL_OK || exit_code_of(status) == EXIT_DATA;
  int exit_code = content ? write_output(settings, write_problems, &session) : tell_error(settings, &error);
  if (exit_code == EXIT_DONE) tell_more(settings, unwritten(session.problems));
  if (exit_code == EXIT_DONE && (status != RSL_OK || rsl_problems_errors(session.problems) > 0)) {
    exit_code = EXIT_DOES_NOT_HOLD;
  }
  session_close(&session);
  return exit_code;
}

int main(int argument_count, char **arguments) {
  static const cli_program program = { PROGRAM_CHECK, "resolution-check",
                                       "every problem of a plan and its measurements" };
  cli_settings settings;
  int exit_code = settings_read(&settings, &program, argument_count, arguments);
  if (exit_code < 0) exit_code = check(&settings);
  settings_free(&settings);
  return exit_code;
}
