/* Every unit's figures: what was measured, rolled up (R1 to R10). */
#include "common/run.h"

/* R13: a figure that cannot be apportioned is told, not left out in silence. */
static void tell_undivided(const cli_session *session, const rsl_rollup *rollup, uint32_t indicator) {
  enum { NAMED = 5 };
  size_t count = 0;
  const rsl_period *periods = rsl_rollup_periods(rollup, indicator, &count);
  for (size_t i = 0; i < count; i++) {
    uint32_t units[NAMED];
    char period[RSL_PERIOD_TEXT];
    size_t undivided = rsl_rollup_undivided(rollup, indicator, periods[i], units, NAMED);
    if (undivided == 0) continue;
    rsl_period_format(periods[i], period);
    fprintf(stderr,
            "%s: %s %s: not apportioned, and counted only where their parts meet:", session->settings->program->name,
            rsl_plan_indicator(session->plan, indicator)->code, period);
    for (size_t u = 0; u < undivided && u < NAMED; u++) {
      char reference[RSL_UNIT_REFERENCE];
      rsl_plan_unit_reference(session->plan, units[u], reference);
      fprintf(stderr, " %s", reference);
    }
    if (undivided > NAMED) fprintf(stderr, " and %zu more", undivided - NAMED);
    fputc('\n', stderr);
  }
}

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
  for (uint32_t i = 0; status == RSL_OK && !settings->quiet && i < rsl_plan_indicator_count(session->plan); i++)
    tell_undivided(session, rollup, i);
  rsl_rollup_free(rollup);
  *holds = true;
  return status;
}

int main(int argument_count, char **arguments) {
  static const cli_program program = { PROGRAM_ROLLUP, "resolution-rollup",
                                       "every unit's figures, rolled up from below" };
  return run(&program, roll_up, argument_count, arguments);
}
