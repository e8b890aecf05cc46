/* The targets of every unit against those assigned below it; or a target shared out. */
#include <string.h>

#include "common/run.h"

static rsl_status write_cascade(const rsl_cascade *cascade, const cli_session *session, const cli_selection *selection,
                                rsl_sink sink, rsl_error *error) {
  if (session->settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(session->settings, selection);
    return rsl_table_cascade(cascade, &options, NULL, sink, error);
  }
  rsl_result_options options = result_options(session->settings, selection);
  return rsl_write_cascade(cascade, &options, NULL, sink, error);
}

/* What the selectors leave out is not what was asked about. */
static bool adds_up(const rsl_cascade *cascade, const cli_selection *selection) {
  for (size_t i = 0; i < rsl_cascade_count(cascade); i++) {
    const rsl_cascade_row *row = rsl_cascade_at(cascade, i);
    bool chosen = (selection->units == NULL || selection->units[row->links.unit]) &&
                  (selection->indicators == NULL || selection->indicators[row->links.indicator]);
    if (chosen && !rsl_cascade_holds(row->state)) return false;
  }
  return true;
}

static rsl_status compare(const cli_session *session, const cli_selection *selection, const uint32_t *target,
                          rsl_sink sink, bool *holds, rsl_error *error) {
  rsl_cascade *cascade = NULL;
  rsl_cascade_options options = RSL_CASCADE_OPTIONS_INIT;
  options.as_of = session->settings->as_of;
  options.targets = target != NULL ? target : selection->targets;
  options.target_count = target != NULL ? 1 : selection->target_count;
  rsl_status status = rsl_cascade_run(session->cube, &options, NULL, &cascade, error);
  if (status == RSL_OK) status = write_cascade(cascade, session, selection, sink, error);
  *holds = status != RSL_OK || adds_up(cascade, selection);
  rsl_cascade_free(cascade);
  return status;
}

static rsl_status write_shares(const rsl_allocation *shares, const cli_session *session, const cli_selection *selection,
                               uint32_t target, rsl_sink sink, rsl_error *error) {
  if (session->settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(session->settings, selection);
    return rsl_table_allocation(shares, session->plan, target, &options, NULL, sink, error);
  }
  rsl_result_options options = result_options(session->settings, selection);
  return rsl_write_allocation(shares, session->plan, target, &options, NULL, sink, error);
}

/* `equal`, `growth`, or the code of an indicator. */
static void read_basis(const cli_session *session, rsl_allocation_options *options) {
  const char *basis = session->settings->propose;
  if (strcmp(basis, "equal") == 0) return;
  options->basis = strcmp(basis, "growth") == 0 ? RSL_ALLOCATION_GROWTH : RSL_ALLOCATION_INDICATOR;
  if (options->basis == RSL_ALLOCATION_INDICATOR)
    options->indicator = rsl_plan_find_indicator(session->plan, basis, strlen(basis));
}

static rsl_status propose(const cli_session *session, const cli_selection *selection, uint32_t target, rsl_sink sink,
                          rsl_error *error) {
  rsl_allocation *shares = NULL;
  rsl_allocation_options options = RSL_ALLOCATION_OPTIONS_INIT;
  options.as_of = session->settings->as_of;
  read_basis(session, &options);
  rsl_status status = rsl_allocation_propose(session->cube, target, &options, NULL, &shares, error);
  if (status == RSL_OK) status = write_shares(shares, session, selection, target, sink, error);
  rsl_allocation_free(shares);
  return status;
}

static rsl_status cascade(const cli_session *session, const cli_selection *selection, rsl_sink sink, bool *holds,
                          rsl_error *error) {
  const cli_settings *settings = session->settings;
  uint32_t target = RSL_NONE;
  *holds = true;
  if (settings->target != NULL)
    target = rsl_plan_find_target(session->plan, settings->target, strlen(settings->target));
  if (settings->propose != NULL) return propose(session, selection, target, sink, error);
  return compare(session, selection, settings->target != NULL ? &target : NULL, sink, holds, error);
}

int main(int argument_count, char **arguments) {
  static const cli_program program = { PROGRAM_CASCADE, "resolution-cascade",
                                       "targets against those assigned below, and a target shared out" };
  return run(&program, cascade, argument_count, arguments);
}
