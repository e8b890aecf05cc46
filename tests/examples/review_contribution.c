/* Who makes the gap of a target, with review.h, for people and for machines.   review_contribution district.json district.csv */
#include <stdio.h>

#include <resolution/io.h>
#include <resolution/report.h>

static rsl_status to_file(void *file, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  return fwrite(bytes, 1, size, file) == size ? RSL_OK : RSL_ERR_IO;
}

static void show_row(const rsl_plan *plan, const rsl_contribution_row *row) {
  char text[RSL_NUMBER_TEXT];
  rsl_number_format(row->contribution, text);
  printf("%*s%s (%s): %s\n", (int)row->depth * 2, "", rsl_plan_unit(plan, row->unit)->name,
         rsl_contributor_kind_name(row->kind), text);
}

static rsl_status show_parts(const rsl_cube *cube, uint32_t target, rsl_error *error) {
  rsl_contribution *parts = NULL;
  rsl_contribution_options options = RSL_CONTRIBUTION_OPTIONS_INIT;
  options.as_of = rsl_date_from_civil(2023, 6, 30);
  rsl_status status = rsl_contribution_run(cube, target, &options, NULL, &parts, error);
  if (status != RSL_OK) return status;
  char text[RSL_NUMBER_TEXT];
  rsl_number_format(rsl_contribution_target(parts)->gap, text);
  printf("%s: a gap of %s\n", rsl_contribution_state_name(rsl_contribution_parted(parts)), text);
  for (size_t i = 0; i < rsl_contribution_count(parts); i++)
    show_row(rsl_review_plan(rsl_contribution_review(parts)), rsl_contribution_at(parts, i));
  const rsl_sink sink = { to_file, stdout };
  status = rsl_table_contribution(parts, NULL, NULL, sink, error);
  if (status == RSL_OK) status = rsl_write_contribution(parts, NULL, NULL, sink, error);
  rsl_contribution_free(parts);
  return status;
}

/* If Commune C had 6 % instead of 10 %: a quarter of the households, so 1 point less for all. */
static rsl_status show_change(const rsl_cube *cube, uint32_t target, rsl_error *error) {
  const rsl_what_if change = { 3, true, { 6, 0 } };
  char text[RSL_NUMBER_TEXT];
  rsl_review *review = NULL;
  rsl_status status = rsl_what_if_review(cube, target, NULL, &change, 1, NULL, &review, error);
  if (status != RSL_OK) return status;
  rsl_number_format(rsl_review_at(review, 0)->actual, text);
  printf("it would stand at %s\n", text);
  rsl_review_free(review);
  return RSL_OK;
}

int main(int count, char **names) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  if (count < 3) return 64;
  const char *const files[] = { names[2] };
  rsl_status status = rsl_plan_read_file(names[1], NULL, NULL, NULL, &plan, &error);
  if (status == RSL_OK) status = rsl_measurements_read_files(plan, files, 1, NULL, NULL, NULL, NULL, &cube, &error);
  if (status == RSL_OK) status = show_parts(cube, rsl_plan_find_target(plan, "POOR-2025", 9), &error);
  if (status == RSL_OK) status = show_change(cube, rsl_plan_find_target(plan, "POOR-2025", 9), &error);
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
