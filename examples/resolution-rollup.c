/* Every unit's figures: what was measured, rolled up (R1 to R10). */
#include "common/run.h"

static rsl_status roll_up(const cli_session *session, const cli_selection *selection, rsl_sink sink, bool *holds,
                          rsl_error *error) {
  const cli_settings *settings = session->settings;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.indicators = selection->chosen;
  request.indicator_count = selection->chosen_count;
  request.periods = selection->periods;
  request.period_count = selection->period_count;
  request.every = settings->every;
  request.structure = settings->structure;
  request.bounds = settings->bounds;
  request.to_date = settings->to_date;
  request.threads = settings->threads;
  rsl_rollup *rollup = NULL;
  rsl_status status = session_save(session, error);
  if (status == RSL_OK) status = rsl_rollup_run(session->cube, &request, NULL, &rollup, error);
  if (status == RSL_OK && settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(settings, selection);
    status = rsl_table_rollup(rollup, &options, NULL, sink, error);
  } else if (status == RSL_OK) {
    rsl_result_options options = result_options(settings, selection);
    status = rsl_write_rollup(rollup, &options, NULL, sink, error);
  }
  rsl_rollup_free(rollup);
  *holds = true;
  return status;
}

int main(int argument_count, char **arguments) {
  static const cli_program program = { PROGRAM_ROLLUP, "resolution-rollup",
                                       "every unit's figures, rolled up from below" };
  return run(&program, roll_up, argument_count, arguments);
}
