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
  int exit_code = output_open(&output, settings->output, settings->program->name);
  if (exit_code >= 0) return exit_code;
  rsl_status status = write(context, output.sink, &error);
  if (status != RSL_OK) {
    exit_code = tell_error(settings, &error);
    (void)output_close(&output, false, settings->program->name);
    return exit_code;
  }
  exit_code = output_close(&output, true, settings->program->name);
  return exit_code < 0 ? EXIT_DONE : exit_code;
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
