/* Who gave a report to a campaign, who is due, late or waiting, and whom to remind. */
#include <string.h>

#include "common/run.h"

typedef struct campaign_job {
  const cli_session *session;
  const cli_selection *selection;
  const rsl_submissions *submissions;
  uint32_t campaign;
} campaign_job;

/* Without `--on`, the day of the latest step; without steps, the campaign's own. */
static rsl_date day_of(const campaign_job *job) {
  rsl_date latest = RSL_DATE_NONE;
  if (job->session->settings->on != RSL_DATE_NONE) return job->session->settings->on;
  for (size_t i = 0; i < rsl_submissions_count(job->submissions); i++) {
    const rsl_submission *step = rsl_submissions_at(job->submissions, i);
    if (step->campaign == job->campaign && step->day > latest) latest = step->day;
  }
  return latest != RSL_DATE_NONE ? latest : rsl_plan_campaign(job->session->plan, job->campaign)->as_of;
}

static rsl_status write_roll_call(void *context, rsl_sink sink, rsl_error *error) {
  const campaign_job *job = context;
  const cli_settings *settings = job->session->settings;
  const rsl_plan *plan = job->session->plan;
  rsl_roll_call *roll_call = NULL;
  rsl_status status = rsl_roll_call_run(plan, job->campaign, day_of(job), job->submissions, NULL, &roll_call, error);
  if (status == RSL_OK && settings->format == OUTPUT_TABLE) {
    rsl_table_options options = table_options(settings, job->selection);
    status = settings->findings ? rsl_table_findings(roll_call, plan, &options, NULL, sink, error)
                                : rsl_table_roll_call(roll_call, plan, settings->remind, &options, NULL, sink, error);
  } else if (status == RSL_OK) {
    rsl_result_options options = result_options(settings, job->selection);
    status = settings->findings ? rsl_write_findings(roll_call, plan, &options, NULL, sink, error)
                                : rsl_write_roll_call(roll_call, plan, settings->remind, &options, NULL, sink, error);
  }
  rsl_roll_call_free(roll_call);
  return status;
}

/* The only one needs no name; that a name is one of the plan's is known. */
static int find_campaign(campaign_job *job) {
  const cli_settings *settings = job->session->settings;
  const rsl_plan *plan = job->session->plan;
  unsigned long count = rsl_plan_campaign_count(plan);
  job->campaign = 0;
  if (settings->campaign != NULL)
    job->campaign = rsl_plan_find_campaign(plan, settings->campaign, strlen(settings->campaign));
  if (settings->campaign != NULL || count == 1) return -1;
  if (count == 0)
    fprintf(stderr, "%s: the plan has no campaign\n", settings->program->name);
  else
    fprintf(stderr, "%s: `--campaign` says which of the plan's %lu campaigns\n", settings->program->name, count);
  return EXIT_USAGE;
}

static int campaign(const cli_settings *settings) {
  cli_session session;
  cli_selection selection = { 0 };
  rsl_submissions *submissions = NULL;
  int exit_code = session_open(&session, settings);
  campaign_job job = { &session, &selection, NULL, RSL_NONE };
  if (exit_code < 0) exit_code = selection_make(&selection, &session);
  if (exit_code < 0) exit_code = find_campaign(&job);
  if (exit_code < 0) exit_code = session_submissions(&session, &submissions);
  job.submissions = submissions;
  if (exit_code < 0) exit_code = write_output(settings, write_roll_call, &job);
  rsl_submissions_free(submissions);
  selection_free(&selection);
  session_close(&session);
  return exit_code;
}

int main(int argument_count, char **arguments) {
  static const cli_program program = { PROGRAM_CAMPAIGN, "resolution-campaign",
                                       "who gave a report to a campaign, who is late, and whom to remind" };
  cli_settings settings;
  int exit_code = settings_read(&settings, &program, argument_count, arguments);
  if (exit_code < 0) exit_code = campaign(&settings);
  settings_free(&settings);
  return exit_code;
}
