/* Where every target stands on a day, and why (T1 to T10). */
#include <string.h>

#include "common/run.h"

static rsl_status write_review(const rsl_review *review, const cli_settings *settings, const cli_selection *selection,
                               rsl_sink sink, rsl_error *error) {
  if (settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(settings, selection);
    if (settings->campaign != NULL)
      options.campaign =
          rsl_plan_find_campaign(rsl_review_plan(review), settings->campaign, strlen(settings->campaign));
    return settings->summary ? rsl_table_headlines(review, &options, NULL, sink, error)
                             : rsl_table_review(review, &options, NULL, sink, error);
  }
  rsl_result_options options = result_options(settings, selection);
  return settings->summary ? rsl_write_headlines(review, &options, NULL, sink, error)
                           : rsl_write_review(review, &options, NULL, sink, error);
}

static rsl_status write_comparison(const rsl_review_comparison *comparison, const cli_settings *settings,
                                   const cli_selection *selection, rsl_sink sink, rsl_error *error) {
  if (settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(settings, selection);
    return rsl_table_comparison(comparison, &options, NULL, sink, error);
  }
  rsl_result_options options = result_options(settings, selection);
  return rsl_write_comparison(comparison, &options, NULL, sink, error);
}

/* The earlier review knows what was known on its day. */
static rsl_status compare(const cli_session *session, const cli_selection *selection, rsl_review_options options,
                          const rsl_review *review, rsl_sink sink, rsl_error *error) {
  rsl_review *before = NULL;
  rsl_review_comparison *comparison = NULL;
  options.as_of = session->settings->compare;
  options.known_on = RSL_DATE_NONE;
  rsl_status status = rsl_review_run(session->cube, &options, NULL, &before, error);
  if (status == RSL_OK) status = rsl_review_compare(before, review, NULL, &comparison, error);
  if (status == RSL_OK) status = write_comparison(comparison, session->settings, selection, sink, error);
  rsl_review_comparison_free(comparison);
  rsl_review_free(before);
  return status;
}

static rsl_status write_ranking(const rsl_ranking *ranking, const rsl_ranking *before, const cli_settings *settings,
                                const cli_selection *selection, rsl_sink sink, rsl_error *error) {
  if (settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(settings, selection);
    return rsl_table_ranking(ranking, before, &options, NULL, sink, error);
  }
  rsl_result_options options = result_options(settings, selection);
  return rsl_write_ranking(ranking, before, &options, NULL, sink, error);
}

/* Above whom, of which level, in which period. That the codes are of the plan is known. */
static rsl_status read_ranking(const cli_session *session, const cli_selection *selection, rsl_ranking_options *options,
                               rsl_error *error) {
  const cli_settings *settings = session->settings;
  options->indicator = rsl_plan_find_indicator(session->plan, settings->rank, strlen(settings->rank));
  options->by = settings->rank_by;
  options->as_of = session_as_of(session);
  options->known_on = settings->cube_options.as_known;
  options->forecast = settings->forecast;
  options->structure = settings->structure;
  options->targets = selection->targets;
  options->target_count = selection->target_count;
  options->threads = settings->threads;
  if (settings->periods.count > 0) options->period = selection->periods[0];
  if (settings->levels.count > 0)
    options->level = rsl_plan_find_level(session->plan, settings->levels.items[0], strlen(settings->levels.items[0]));
  if (settings->units.count == 0) return RSL_OK;
  rsl_date day = options->structure != RSL_DATE_NONE ? options->structure : rsl_period_last_day(options->period);
  return rsl_plan_find_unit(session->plan, settings->units.items[0], strlen(settings->units.items[0]), RSL_NONE,
                            day != RSL_DATE_NONE ? day : options->as_of, &options->parent, error);
}

/* The earlier ranking knows what was known on its day. */
static rsl_status rank(const cli_session *session, const cli_selection *selection, rsl_sink sink, rsl_error *error) {
  rsl_ranking_options options = RSL_RANKING_OPTIONS_INIT;
  rsl_ranking *ranking = NULL;
  rsl_ranking *before = NULL;
  rsl_status status = read_ranking(session, selection, &options, error);
  if (status == RSL_OK) status = rsl_ranking_run(session->cube, &options, NULL, &ranking, error);
  if (status == RSL_OK && session->settings->compare != RSL_DATE_NONE) {
    options.as_of = session->settings->compare;
    options.known_on = RSL_DATE_NONE;
    options.period = (rsl_period){ RSL_PERIOD_NONE, 0 };
    status = rsl_ranking_run(session->cube, &options, NULL, &before, error);
  }
  if (status == RSL_OK) status = write_ranking(ranking, before, session->settings, selection, sink, error);
  rsl_ranking_free(before);
  rsl_ranking_free(ranking);
  return status;
}

static bool is_good_enough(const rsl_review *review, const cli_settings *settings) {
  for (size_t i = 0; i < rsl_review_count(review); i++) {
    if (settings->fail_on[rsl_review_at(review, i)->rating]) return false;
  }
  return true;
}

static rsl_status review_targets(const cli_session *session, const cli_selection *selection, rsl_sink sink, bool *holds,
                                 rsl_error *error) {
  const cli_settings *settings = session->settings;
  *holds = true;
  if (settings->rank != NULL) return rank(session, selection, sink, error);
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  options.as_of = session_as_of(session);
  options.known_on = settings->cube_options.as_known;
  options.forecast = settings->forecast;
  options.language = settings->language;
  options.targets = selection->targets;
  options.target_count = selection->target_count;
  options.method = settings->has_method ? &settings->method : NULL;
  options.level = settings->series_rule.level;
  options.projection = settings->series_rule.projection;
  rsl_review *review = NULL;
  rsl_status status = rsl_review_run(session->cube, &options, NULL, &review, error);
  if (status == RSL_OK)
    status = settings->compare != RSL_DATE_NONE ? compare(session, selection, options, review, sink, error)
                                                : write_review(review, settings, selection, sink, error);
  *holds = status != RSL_OK || is_good_enough(review, settings);
  rsl_review_free(review);
  return status;
}

int main(int argument_count, char **arguments) {
  static const cli_program program = { PROGRAM_REVIEW, "resolution-review", "where every target stands, and why" };
  return run(&program, review_targets, argument_count, arguments);
}
