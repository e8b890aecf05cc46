/* One figure or one rating, taken apart down to the rows it came from. */
#include <string.h>

#include "common/run.h"

static rsl_status write_explanation(const rsl_explanation *explanation, const cli_session *session, rsl_sink sink,
                                    rsl_error *error) {
  const cli_selection everything = { 0 };
  if (session->settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(session->settings, &everything);
    return rsl_tree_explanation(explanation, session->plan, &options, NULL, sink, error);
  }
  rsl_result_options options = result_options(session->settings, &everything);
  return rsl_write_explanation(explanation, session->plan, &options, NULL, sink, error);
}

static rsl_status explain_figure(const cli_session *session, uint32_t unit, uint32_t indicator, rsl_period period,
                                 rsl_date known_on, rsl_sink sink, rsl_error *error) {
  rsl_explanation *explanation = NULL;
  rsl_status status = rsl_explain(session->cube, unit, indicator, period, known_on, 0, NULL, &explanation, error);
  if (status == RSL_OK) status = write_explanation(explanation, session, sink, error);
  rsl_explanation_free(explanation);
  return status;
}

/* The review of that one target, then the figure that it rates. */
static rsl_status explain_rating(const cli_session *session, rsl_sink sink, rsl_error *error) {
  const cli_settings *settings = session->settings;
  uint32_t target = rsl_plan_find_target(session->plan, settings->target, strlen(settings->target));
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  options.as_of = settings->as_of;
  options.forecast = settings->forecast;
  options.language = settings->language;
  options.targets = &target;
  options.target_count = 1;
  rsl_review *review = NULL;
  rsl_status status = rsl_review_run(session->cube, &options, NULL, &review, error);
  const rsl_review_row *row = status == RSL_OK ? rsl_review_at(review, 0) : NULL;
  if (status == RSL_OK && settings->format == OUTPUT_TABLE) {
    const cli_selection everything = { 0 };
    rsl_table_options table = table_options(settings, &everything);
    table.all_reasons = true;
    status = rsl_table_review(review, &table, NULL, sink, error);
  }
  if (status == RSL_OK && row != NULL && row->actual_period.type != RSL_PERIOD_NONE) {
    status = explain_figure(session, row->links.unit, row->links.indicator, row->actual_period,
                            rsl_review_as_of(review), sink, error);
  }
  rsl_review_free(review);
  return status;
}

static rsl_status explain(const cli_session *session, const cli_selection *selection, rsl_sink sink, bool *holds,
                          rsl_error *error) {
  *holds = true;
  if (session->settings->target != NULL) return explain_rating(session, sink, error);
  uint32_t unit = 0;
  while (!selection->units[unit]) unit++;
  return explain_figure(session, unit, selection->chosen[0], selection->periods[0], RSL_DATE_NONE, sink, error);
}

int main(int argument_count, char **arguments) {
  static const cli_program program = { PROGRAM_EXPLAIN, "resolution-explain",
                                       "one figure or one rating, down to the rows it came from" };
  return run(&program, explain, argument_count, arguments);
}
