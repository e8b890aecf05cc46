/* One figure or one rating, taken apart down to the rows it came from. */
#include <stdlib.h>
#include <string.h>

#include "common/derivation.h"
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
  rsl_explain_options options = RSL_EXPLAIN_OPTIONS_INIT;
  options.known_on = known_on;
  options.structure = session->settings->structure;
  rsl_status status = rsl_explain(session->cube, unit, indicator, period, &options, NULL, &explanation, error);
  if (status == RSL_OK) status = write_explanation(explanation, session, sink, error);
  rsl_explanation_free(explanation);
  return status;
}

static rsl_status write_text(rsl_sink sink, const char *text, rsl_error *error) {
  return sink.write(sink.context, text, strlen(text), error);
}

static bool is_rated_over_the_term(const rsl_target *target) {
  return target->form == RSL_FORM_TOTAL || target->form == RSL_FORM_EACH_YEAR ||
         (target->form == RSL_FORM_AVERAGE_PER_YEAR && target->average_of == RSL_AVERAGE_OF_RATE);
}

/* Of parts that hold together, the one that decides. */
static const rsl_target *rated_target(const rsl_plan *plan, const rsl_review_row *row) {
  return rsl_plan_target(plan, row->part != RSL_NONE ? row->part : row->target);
}

/* The first figure that a rating rests on: of the term for the yearly forms (T6), the measured baseline for the others
 * (T3), else the actual. */
static rsl_period first_input(const rsl_plan *plan, const rsl_review_row *row) {
  const rsl_target *target = rated_target(plan, row);
  if (!is_rated_over_the_term(target)) {
    bool measured = !target->has_baseline_value && row->baseline.kind != RSL_NUMBER_ABSENT;
    return measured ? row->baseline_period : row->actual_period;
  }
  rsl_period before = target->baseline_period;
  rsl_date first = before.type != RSL_PERIOD_NONE
                       ? rsl_period_last_day(before) + 1
                       : rsl_period_first_day(rsl_plan_resolution(plan, row->links.resolution)->from);
  rsl_period period = rsl_period_of_date(row->actual_period.type, first);
  return period.type == row->actual_period.type && period.index <= row->actual_period.index ? period
                                                                                            : row->actual_period;
}

/* Every figure that the rating rests on. CSV holds one table, so that it has the actual alone. */
static rsl_status explain_inputs(const cli_session *session, const rsl_review *review, const rsl_review_row *row,
                                 rsl_sink sink, rsl_error *error) {
  output_format format = session->settings->format;
  bool all = format == OUTPUT_TABLE || format == OUTPUT_JSON || format == OUTPUT_JSONL;
  rsl_period period = all ? first_input(session->plan, row) : row->actual_period;
  bool series = is_rated_over_the_term(rated_target(session->plan, row));
  const char *before = format == OUTPUT_TABLE ? "\n" : "";
  for (;;) {
    rsl_status status = write_text(sink, before, error);
    if (status != RSL_OK) return status;
    status = explain_figure(session, row->links.measured, row->links.indicator, period, rsl_review_as_of(review), sink,
                            error);
    bool last = period.type == row->actual_period.type && period.index >= row->actual_period.index;
    if (status != RSL_OK || last) return status;
    if (format == OUTPUT_JSON) before = ",";
    period = series ? rsl_period_shift(period, 1) : row->actual_period;
  }
}

static rsl_status write_rating(const rsl_review *review, const cli_session *session, rsl_sink sink, rsl_error *error) {
  const cli_selection everything = { 0 };
  if (session->settings->format == OUTPUT_TABLE) {
    rsl_table_options table = table_options(session->settings, &everything);
    table.all_reasons = true;
    return rsl_table_review(review, &table, NULL, sink, error);
  }
  rsl_result_options options = result_options(session->settings, &everything);
  return rsl_write_review(review, &options, NULL, sink, error);
}

/* JSON is one object: `rating`, the row of the review, `figures`, what it rests on, and `trend`, what that rests on. */
static rsl_status write_all(const rsl_review *review, const cli_session *session, rsl_sink sink, rsl_error *error) {
  output_format format = session->settings->format;
  const rsl_review_row *row = rsl_review_at(review, 0);
  bool json = format == OUTPUT_JSON;
  rsl_status status = json ? write_text(sink, "{\"rating\":", error) : RSL_OK;
  bool rating = json || format == OUTPUT_TABLE || format == OUTPUT_JSONL;
  if (status == RSL_OK && rating) status = write_rating(review, session, sink, error);
  if (status == RSL_OK && json) status = write_text(sink, ",\"figures\":[", error);
  if (status == RSL_OK && row != NULL && row->actual_period.type != RSL_PERIOD_NONE) {
    if (format == OUTPUT_TABLE) status = write_derivation(row, session->cube, session->settings->language, sink, error);
    if (status == RSL_OK) status = explain_inputs(session, review, row, sink, error);
  }
  if (status == RSL_OK && json) status = write_text(sink, "],\"trend\":", error);
  if (status == RSL_OK && json)
    status = row == NULL ? write_text(sink, "[]", error) : write_trend_json(row, session->cube, sink, error);
  return status == RSL_OK && json ? write_text(sink, "}\n", error) : status;
}

static rsl_status review_target(const cli_session *session, const uint32_t *target, rsl_review **out,
                                rsl_error *error) {
  const cli_settings *settings = session->settings;
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  options.as_of = settings->as_of;
  options.forecast = settings->forecast;
  options.language = settings->language;
  options.targets = target;
  options.target_count = 1;
  options.replaced = true;
  return rsl_review_run(session->cube, &options, NULL, out, error);
}

static rsl_status write_contribution(const rsl_contribution *contribution, const cli_session *session, rsl_sink sink,
                                     rsl_error *error) {
  const cli_selection everything = { 0 };
  if (session->settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(session->settings, &everything);
    return rsl_table_contribution(contribution, &options, NULL, sink, error);
  }
  rsl_result_options options = result_options(session->settings, &everything);
  return rsl_write_contribution(contribution, &options, NULL, sink, error);
}

/* Who makes the gap. People read the rating first; the formats for machines hold the parts alone. */
static rsl_status explain_gap(const cli_session *session, uint32_t target, rsl_sink sink, rsl_error *error) {
  enum { MOST_IN_TABLES = 3 };
  const cli_settings *settings = session->settings;
  bool table = settings->format == OUTPUT_TABLE;
  rsl_contribution_options options = RSL_CONTRIBUTION_OPTIONS_INIT;
  rsl_review *review = NULL;
  rsl_contribution *contribution = NULL;
  options.as_of = settings->as_of;
  options.forecast = settings->forecast;
  options.language = settings->language;
  options.most = settings->has_most || !table ? settings->most : MOST_IN_TABLES;
  rsl_status status = table ? review_target(session, &target, &review, error) : RSL_OK;
  if (status == RSL_OK && table) status = write_rating(review, session, sink, error);
  if (status == RSL_OK && table) status = write_text(sink, "\n", error);
  if (status == RSL_OK) status = rsl_contribution_run(session->cube, target, &options, NULL, &contribution, error);
  if (status == RSL_OK) status = write_contribution(contribution, session, sink, error);
  rsl_contribution_free(contribution);
  rsl_review_free(review);
  return status;
}

/* `UNIT=VALUE`, or `UNIT=target`. */
static rsl_status read_change(const cli_session *session, const char *text, rsl_what_if *out, rsl_error *error) {
  const char *equals = strrchr(text, '=');
  const char *value = equals + 1;
  *out = (rsl_what_if){ RSL_NONE, strcmp(value, "target") != 0, { 0, 0 } };
  rsl_status status =
      rsl_plan_find_unit(session->plan, text, (size_t)(equals - text), RSL_NONE, RSL_DATE_NONE, &out->unit, error);
  if (status != RSL_OK || !out->has_value) return status;
  if (rsl_decimal_parse(value, strlen(value), NULL, &out->value) == RSL_NUMBER_FINE) return RSL_OK;
  return fill_error(error, RSL_ERR_DATA, NULL, "--what-if wants a figure, or `target`, after the unit", text);
}

static rsl_status review_changed(const cli_session *session, uint32_t target, rsl_review **out, rsl_error *error) {
  const cli_settings *settings = session->settings;
  size_t count = settings->what_ifs.count;
  rsl_status status = RSL_OK;
  rsl_contribution_options options = RSL_CONTRIBUTION_OPTIONS_INIT;
  rsl_what_if *changes = calloc(count, sizeof *changes);
  if (changes == NULL) return fill_error(error, RSL_ERR_MEMORY, NULL, "out of memory", NULL);
  options.as_of = settings->as_of;
  options.forecast = settings->forecast;
  options.language = settings->language;
  for (size_t i = 0; status == RSL_OK && i < count; i++)
    status = read_change(session, settings->what_ifs.items[i], &changes[i], error);
  if (status == RSL_OK) status = rsl_what_if_review(session->cube, target, &options, changes, count, NULL, out, error);
  free(changes);
  return status;
}

/* Where the target would stand. People see first where it stands. */
static rsl_status explain_change(const cli_session *session, uint32_t target, rsl_sink sink, rsl_error *error) {
  const cli_settings *settings = session->settings;
  bool table = settings->format == OUTPUT_TABLE;
  rsl_review *now = NULL;
  rsl_review *then = NULL;
  rsl_status status = review_changed(session, target, &then, error);
  if (status == RSL_OK && table) status = review_target(session, &target, &now, error);
  if (status == RSL_OK && table) status = write_rating(now, session, sink, error);
  if (status == RSL_OK && table) status = write_text(sink, "\n", error);
  if (status == RSL_OK && table)
    status = write_text(sink, rsl_translate(settings->language, "It would stand so:"), error);
  if (status == RSL_OK && table) status = write_text(sink, "\n\n", error);
  if (status == RSL_OK) status = write_rating(then, session, sink, error);
  rsl_review_free(then);
  rsl_review_free(now);
  return status;
}

/* The review of that one target, then the figures that it rests on, or who makes its gap. */
static rsl_status explain_rating(const cli_session *session, rsl_sink sink, rsl_error *error) {
  const cli_settings *settings = session->settings;
  uint32_t target = rsl_plan_find_target(session->plan, settings->target, strlen(settings->target));
  rsl_review *review = NULL;
  if (settings->why) return explain_gap(session, target, sink, error);
  if (settings->what_ifs.count > 0) return explain_change(session, target, sink, error);
  rsl_status status = review_target(session, &target, &review, error);
  if (status == RSL_OK) status = write_all(review, session, sink, error);
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
