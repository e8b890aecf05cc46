/* Where targets stand, the headline and reconciliation, with review.h.   review_targets district.json district.csv */
#include <stdio.h>

#include <resolution/io.h>
#include <resolution/review.h>

static void show_number(const char *what, rsl_number value) {
  char text[RSL_NUMBER_TEXT];
  rsl_number_format(value, text);
  printf("  %s %s\n", what, text);
}

static rsl_status show_review(const rsl_cube *cube, rsl_error *error) {
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  options.as_of = rsl_date_from_civil(2023, 6, 30);
  rsl_review *review = NULL;
  rsl_status status = rsl_review_run(cube, &options, NULL, &review, error);
  if (status != RSL_OK) return status;
  char text[256];
  rsl_date_format(rsl_review_as_of(review), text);
  printf("as of %s\n", text);
  for (size_t i = 0; i < rsl_review_count(review); i++) {
    const rsl_review_row *row = rsl_review_at(review, i);
    printf("%s: %s\n", rsl_plan_target(rsl_review_plan(review), row->target)->code, rsl_rating_name(row->rating));
    show_number("actual", row->actual);
    show_number("expected", row->expected);
    show_number("percent achieved", rsl_number_round(row->achieved_percent, 2));
    if (rsl_review_row_agreement(row) == RSL_AGREEMENT_NONE) printf("  nothing was published of it\n");
  }
  for (size_t i = 0; i < rsl_review_headline_count(review); i++) {
    (void)rsl_headline_format(rsl_review_headline_at(review, i), RSL_LANGUAGE_ENGLISH, text, sizeof text);
    printf("%s\n", text);
  }
  rsl_review_free(review);
  return RSL_OK;
}

static rsl_status show_differences(const rsl_cube *cube, rsl_error *error) {
  rsl_rollup *rollup = NULL;
  rsl_reconciliation *reconciliation = NULL;
  rsl_reconciliation_options options = RSL_RECONCILIATION_OPTIONS_INIT;
  rsl_status status = rsl_rollup_run(cube, NULL, NULL, &rollup, error);
  if (status == RSL_OK) status = rsl_reconcile(rollup, &options, NULL, &reconciliation, error);
  if (status == RSL_OK) printf("%zu compared\n", rsl_reconciliation_compared(reconciliation));
  for (size_t i = 0; status == RSL_OK && i < rsl_reconciliation_count(reconciliation); i++) {
    const rsl_reconciliation_row *row = rsl_reconciliation_at(reconciliation, i);
    printf("%s: %s\n", rsl_plan_unit(rsl_cube_plan(cube), row->unit)->name, rsl_difference_cause_name(row->cause));
    show_number("reported", row->reported);
    show_number("rolled up", row->rolled_up);
    show_number("difference", row->difference);
  }
  rsl_reconciliation_free(reconciliation);
  rsl_rollup_free(rollup);
  return status;
}

int main(int count, char **names) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  if (count < 3) return 64;
  const char *const files[] = { names[2] };
  rsl_status status = rsl_plan_read_file(names[1], NULL, NULL, NULL, &plan, &error);
  if (status == RSL_OK) status = rsl_measurements_read_files(plan, files, 1, NULL, NULL, NULL, NULL, &cube, &error);
  if (status == RSL_OK) status = show_review(cube, &error);
  if (status == RSL_OK) status = show_differences(cube, &error);
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
