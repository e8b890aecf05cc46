/* Tables for people, in Vietnamese, with report.h.   report_tables district.json district.csv */
#include <stdio.h>

#include <resolution/io.h>
#include <resolution/report.h>

static rsl_status to_file(void *file, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  return fwrite(bytes, 1, size, file) == size ? RSL_OK : RSL_ERR_IO;
}

static rsl_status show_tables(const rsl_cube *cube, rsl_problems *problems, rsl_sink sink, rsl_error *error) {
  const rsl_plan *plan = rsl_cube_plan(cube);
  static const rsl_period year = { RSL_PERIOD_YEAR, 2022 };
  rsl_table_options options = RSL_TABLE_OPTIONS_INIT;
  options.language = RSL_LANGUAGE_VIETNAMESE;
  options.all_reasons = true;
  rsl_review_options review_options = RSL_REVIEW_OPTIONS_INIT;
  review_options.language = options.language; /* the reasons are made with the review */
  rsl_rollup *rollup = NULL;
  rsl_review *review = NULL;
  rsl_reconciliation *reconciliation = NULL;
  rsl_explanation *explanation = NULL;
  rsl_status status = rsl_table_problems(problems, &options, NULL, sink, error);
  if (status == RSL_OK) status = rsl_rollup_run(cube, NULL, NULL, &rollup, error);
  if (status == RSL_OK) status = rsl_table_rollup(rollup, &options, NULL, sink, error);
  if (status == RSL_OK) status = rsl_review_run(cube, &review_options, NULL, &review, error);
  if (status == RSL_OK) status = rsl_table_review(review, &options, NULL, sink, error);
  if (status == RSL_OK) status = rsl_table_headlines(review, &options, NULL, sink, error);
  if (status == RSL_OK) status = rsl_reconcile(rollup, NULL, NULL, &reconciliation, error);
  if (status == RSL_OK) status = rsl_table_reconciliation(reconciliation, plan, &options, NULL, sink, error);
  if (status == RSL_OK) status = rsl_explain(cube, 0, 2, year, NULL, NULL, &explanation, error);
  if (status == RSL_OK) status = rsl_tree_explanation(explanation, plan, &options, NULL, sink, error);
  rsl_explanation_free(explanation);
  rsl_reconciliation_free(reconciliation);
  rsl_review_free(review);
  rsl_rollup_free(rollup);
  return status;
}

int main(int count, char **names) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  rsl_problems *problems = NULL;
  if (count < 3) return 64;
  const char *const files[] = { names[2] };
  rsl_status status = rsl_problems_new(NULL, 0, &problems);
  if (status == RSL_OK) status = rsl_plan_read_file(names[1], NULL, NULL, problems, &plan, &error);
  if (status == RSL_OK) status = rsl_measurements_read_files(plan, files, 1, NULL, NULL, NULL, problems, &cube, &error);
  if (status == RSL_OK) status = show_tables(cube, problems, (rsl_sink){ to_file, stdout }, &error);
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  rsl_problems_free(problems);
  return status == RSL_OK ? 0 : 1;
}
