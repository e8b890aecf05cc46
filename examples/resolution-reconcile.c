/* What units reported of themselves, against what rolls up from below them (R2). */
#include "common/run.h"

static rsl_status write_differences(const rsl_reconciliation *reconciliation, const cli_session *session,
                                    const cli_selection *selection, rsl_sink sink, rsl_error *error) {
  if (session->settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(session->settings, selection);
    return rsl_table_reconciliation(reconciliation, session->plan, &options, NULL, sink, error);
  }
  rsl_result_options options = result_options(session->settings, selection);
  return rsl_write_reconciliation(reconciliation, session->plan, &options, NULL, sink, error);
}

/* A difference of a unit that the selectors leave out is not what was asked about. */
static bool differs(const rsl_reconciliation *reconciliation, const cli_selection *selection) {
  for (size_t i = 0; i < rsl_reconciliation_count(reconciliation); i++) {
    if (selection->units == NULL || selection->units[rsl_reconciliation_at(reconciliation, i)->unit]) return true;
  }
  return false;
}

static rsl_status reconcile(const cli_session *session, const cli_selection *selection, rsl_sink sink, bool *holds,
                            rsl_error *error) {
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  request.threads = session->settings->threads;
  request.indicators = selection->chosen;
  request.indicator_count = selection->chosen_count;
  request.periods = selection->periods;
  request.period_count = selection->period_count;
  request.longer_reports = true;
  rsl_reconciliation_options options = RSL_RECONCILIATION_OPTIONS_INIT;
  options.has_tolerance = session->settings->has_tolerance;
  options.tolerance = session->settings->tolerance;
  rsl_rollup *rollup = NULL;
  rsl_reconciliation *reconciliation = NULL;
  rsl_status status = rsl_rollup_run(session->cube, &request, NULL, &rollup, error);
  if (status == RSL_OK) status = rsl_reconcile(rollup, &options, NULL, &reconciliation, error);
  if (status == RSL_OK) status = write_differences(reconciliation, session, selection, sink, error);
  *holds = status != RSL_OK || !differs(reconciliation, selection);
  rsl_reconciliation_free(reconciliation);
  rsl_rollup_free(rollup);
  return status;
}

int main(int argument_count, char **arguments) {
  static const cli_program program = { PROGRAM_RECONCILE, "resolution-reconcile",
                                       "what units reported of themselves, against what rolls up from below" };
  return run(&program, reconcile, argument_count, arguments);
}
