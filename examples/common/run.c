#include "run.h"

typedef struct cli_job {
  const cli_session *session;
  const cli_selection *selection;
  cli_work *work;
  bool holds;
} cli_job;

static int run_session(const cli_settings *settings, cli_work *work);
static rsl_status do_work(void *context, rsl_sink sink, rsl_error *error);

int run(const cli_program *program, cli_work *work, int argument_count, char **arguments) {
  cli_settings settings;
  int exit_code = settings_read(&settings, program, argument_count, arguments);
  if (exit_code < 0) exit_code = run_session(&settings, work);
  settings_free(&settings);
  return exit_code;
}

int write_output(const cli_settings *settings, rsl_status (*write)(void *context, rsl_sink sink, rsl_error *error),
                 void *context) {
  cli_output output;
  rsl_error error = RSL_ERROR_INIT;
  rsl_status status = output_open(&output, settings->output, &error);
  if (status == RSL_OK) status = write(context, output.sink, &error);
  rsl_status closed = output_close(&output, status == RSL_OK, &error);
  if (status == RSL_OK) status = closed;
  return status == RSL_OK ? EXIT_DONE : tell_error(settings, &error);
}

static int run_session(const cli_settings *settings, cli_work *work) {
  cli_session session;
  cli_selection selection = { 0 };
  int exit_code = session_open(&session, settings);
  if (exit_code < 0) exit_code = selection_make(&selection, &session);
  if (exit_code < 0) {
    cli_job job = { &session, &selection, work, true };
    exit_code = write_output(settings, do_work, &job);
    if (exit_code == EXIT_DONE && !job.holds) exit_code = EXIT_DOES_NOT_HOLD;
  }
  selection_free(&selection);
  session_close(&session);
  return exit_code;
}

static rsl_status do_work(void *context, rsl_sink sink, rsl_error *error) {
  cli_job *job = context;
  return job->work(job->session, job->selection, sink, &job->holds, error);
}
