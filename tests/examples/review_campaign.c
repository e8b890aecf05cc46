/* A campaign of a district: what its review lacks, who gave its report, who is late, and whom to remind. */
#include <stdio.h>
#include <string.h>

#include <resolution/resolution.h>

static rsl_status print(void *context, const void *bytes, size_t size, rsl_error *error) {
  (void)context, (void)error;
  return fwrite(bytes, 1, size, stdout) == size ? RSL_OK : RSL_ERR_IO;
}

static rsl_status read_text(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  const char **text = context;
  (void)error;
  *got = strlen(*text) < size ? strlen(*text) : size;
  memcpy(bytes, *text, *got);
  *text += *got;
  return RSL_OK;
}

/* The plan of the example has no campaign: one is added to a copy of its units. */
static rsl_status copy_units(const rsl_plan *from, rsl_plan *to) {
  rsl_status status = RSL_OK;
  for (uint32_t i = 0; status == RSL_OK && i < rsl_plan_level_count(from); i++)
    status = rsl_plan_add_level(to, rsl_plan_level(from, i));
  for (uint32_t i = 0; status == RSL_OK && i < rsl_plan_unit_count(from); i++)
    status = rsl_plan_add_unit(to, rsl_plan_unit(from, i));
  rsl_resolution resolution = *rsl_plan_resolution(from, 0);
  resolution.goals = NULL;
  resolution.goal_count = 0;
  return status == RSL_OK ? rsl_plan_add_resolution(to, &resolution) : status;
}

static rsl_status add_campaign(rsl_plan *plan, const char *lowest, const char *highest) {
  rsl_deadline deadlines[2];
  rsl_campaign campaign;
  rsl_campaign_init(&campaign);
  for (size_t i = 0; i < 2; i++) rsl_deadline_init(&deadlines[i]);
  deadlines[0].level = lowest;
  deadlines[0].before = rsl_date_from_civil(2023, 4, 20);
  deadlines[1].level = highest;
  deadlines[1].by = rsl_date_from_civil(2023, 5, 15);
  campaign.code = "HALF";
  campaign.resolution = rsl_plan_resolution(plan, 0)->code;
  campaign.kind = RSL_CAMPAIGN_MID_TERM;
  campaign.as_of = rsl_date_from_civil(2023, 3, 31);
  campaign.deadlines = deadlines;
  campaign.deadline_count = 2;
  return rsl_plan_add_campaign(plan, &campaign);
}

/* What it found at commune B, and what is done about it. */
static rsl_status add_finding(rsl_plan *plan) {
  rsl_finding finding = { .code = "F1", .unit = "B", .campaign = "HALF", .text = "Few households were visited" };
  rsl_action action;
  rsl_action_init(&action);
  finding.cause = RSL_FINDING_SUBJECTIVE;
  action.code = "A1";
  action.finding = "F1";
  action.owner = "D";
  action.text = "Lend them two people";
  action.due = rsl_date_from_civil(2023, 9, 1);
  rsl_status status = rsl_plan_add_finding(plan, &finding);
  return status == RSL_OK ? rsl_plan_add_action(plan, &action) : status;
}

/* Typed in, instead of read: a second unit of the lowest level gives its report. */
static rsl_status type_in(const rsl_plan *plan, const char *unit, rsl_error *error) {
  rsl_submissions *typed = NULL;
  rsl_submission step = { .state = RSL_SUBMISSION_SUBMITTED, .second = 9 * 3600 + 30 * 60 };
  char moment[RSL_MOMENT_TEXT];
  step.day = rsl_date_from_civil(2023, 4, 18);
  rsl_status status = rsl_plan_find_unit(plan, unit, strlen(unit), RSL_NONE, step.day, &step.unit, error);
  if (status == RSL_OK) status = rsl_submissions_new(plan, NULL, &typed);
  if (status == RSL_OK) status = rsl_submissions_add(typed, &step, error);
  if (status == RSL_OK) {
    const rsl_submission *first = rsl_submissions_at(typed, 0);
    rsl_moment_format(first->day, first->second, moment);
    printf("%lu step typed in: %s at %s\n", (unsigned long)rsl_submissions_count(typed),
           rsl_submission_state_name(first->state), moment);
  }
  rsl_submissions_free(typed);
  return status;
}

static void show(const rsl_roll_call *roll_call, const rsl_plan *plan) {
  printf("%s:\n", rsl_plan_campaign(plan, rsl_roll_call_campaign(roll_call))->code);
  for (size_t i = 0; i < rsl_roll_call_count(roll_call); i++) {
    const rsl_roll_call_row *row = rsl_roll_call_at(roll_call, i);
    printf("  %s is %s; %u of %u given%s\n", rsl_plan_unit(plan, row->unit)->code, rsl_standing_name(row->standing),
           row->given, row->owed, row->remind ? "; to remind" : "");
  }
}

static rsl_status call(const rsl_plan *plan, rsl_error *error) {
  const char *text = "unit,campaign,state,at,reason\n"
                     "A,HALF,submitted,2023-04-15,\n"
                     "A,HALF,accepted,2023-04-17,\n"
                     "B,HALF,submitted,2023-04-21,\n"
                     "B,HALF,returned,2023-04-22,page 2 is missing\n";
  rsl_source source = { .read = read_text, .context = &text, .name = "submissions.csv" };
  rsl_submissions *submissions = NULL;
  rsl_roll_call *roll_call = NULL;
  rsl_date on = rsl_date_from_civil(2023, 4, 25);
  rsl_sink out = { print, NULL };
  rsl_status status = rsl_submissions_read(&source, plan, NULL, NULL, NULL, &submissions, error);
  if (status == RSL_OK) status = rsl_roll_call_run(plan, 0, on, submissions, NULL, &roll_call, error);
  if (status == RSL_OK) {
    show(roll_call, plan);
    status = rsl_write_roll_call(roll_call, plan, true, NULL, NULL, out, error);
  }
  if (status == RSL_OK) status = rsl_table_roll_call(roll_call, plan, false, NULL, NULL, out, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_roll_call_answer_count(roll_call); i++) {
    const rsl_finding_answer *answer = rsl_roll_call_answer_at(roll_call, i);
    printf("at %s: %s\n", rsl_plan_unit(plan, answer->unit)->code, rsl_plan_finding(plan, answer->finding)->text);
  }
  if (status == RSL_OK) status = rsl_write_findings(roll_call, plan, NULL, NULL, out, error);
  if (status == RSL_OK) status = rsl_table_findings(roll_call, plan, NULL, NULL, out, error);
  rsl_roll_call_free(roll_call);
  rsl_submissions_free(submissions);
  return status;
}

/* What a review of the district's figures lacks, and what of them can hardly be true. */
static rsl_status look(const rsl_plan *plan, const char *figures, rsl_error *error) {
  rsl_cube *cube = NULL;
  rsl_review *review = NULL;
  rsl_problems *problems = NULL;
  rsl_status status = rsl_problems_new(NULL, 0, &problems);
  if (status == RSL_OK)
    status = rsl_measurements_read_files(plan, &figures, 1, NULL, NULL, NULL, problems, &cube, error);
  if (status == RSL_OK) status = rsl_review_run(cube, NULL, NULL, &review, error);
  if (status == RSL_OK) status = rsl_review_check_complete(review, NULL, problems, error);
  if (status == RSL_OK) status = rsl_review_check_honesty(review, cube, NULL, NULL, problems, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_problems_kept(problems); i++)
    printf("%s: %s\n", rsl_problems_at(problems, i)->code, rsl_problems_at(problems, i)->message);
  if (status == RSL_OK) printf("%lu errors\n", (unsigned long)rsl_problems_errors(problems));
  rsl_problems_free(problems);
  rsl_review_free(review);
  rsl_cube_free(cube);
  return status;
}

int main(int argument_count, char **arguments) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *district = NULL;
  rsl_plan *plan = NULL;
  rsl_submissions *absent = NULL;
  if (argument_count < 3) return 1;
  rsl_status status = rsl_plan_read_file(arguments[1], NULL, NULL, NULL, &district, &error);
  if (status == RSL_OK) status = look(district, arguments[2], &error);
  if (status == RSL_OK) status = rsl_plan_new(NULL, &plan);
  if (status == RSL_OK) status = copy_units(district, plan);
  if (status == RSL_OK) status = add_campaign(plan, "commune", "district");
  if (status == RSL_OK) status = add_finding(plan);
  if (status == RSL_OK) status = rsl_plan_finish(plan, NULL, &error);
  if (status == RSL_OK) status = type_in(plan, "B", &error);
  if (status == RSL_OK) status = call(plan, &error);
  if (status == RSL_OK && rsl_submissions_read_file("absent.csv", plan, NULL, NULL, NULL, &absent, NULL) != RSL_OK)
    printf("a file that is not there is told\n");
  if (status != RSL_OK) fprintf(stderr, "%s: %s\n", error.path, error.text);
  rsl_submissions_free(absent);
  rsl_plan_free(plan);
  rsl_plan_free(district);
  return status == RSL_OK ? 0 : 1;
}
