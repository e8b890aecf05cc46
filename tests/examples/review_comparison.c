/* Two reviews held against one another, with review.h.   review_comparison district.json district.csv */
#include <stdio.h>

#include <resolution/io.h>
#include <resolution/report.h>

static rsl_status to_file(void *file, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  return fwrite(bytes, 1, size, file) == size ? RSL_OK : RSL_ERR_IO;
}

static rsl_status review_of(const rsl_cube *cube, int year, rsl_review **out, rsl_error *error) {
  rsl_review_options options = RSL_REVIEW_OPTIONS_INIT;
  options.as_of = rsl_date_from_civil(year, 6, 30);
  return rsl_review_run(cube, &options, NULL, out, error);
}

static rsl_status show(const rsl_review_comparison *comparison, rsl_error *error) {
  const rsl_sink sink = { to_file, stdout };
  char day[RSL_DATE_TEXT];
  rsl_date_format(rsl_review_as_of(rsl_review_comparison_before(comparison)), day);
  printf("since %s", day);
  rsl_date_format(rsl_review_as_of(rsl_review_comparison_after(comparison)), day);
  printf(" to %s: %zu rated now\n", day, rsl_review_comparison_total(comparison, RSL_CHANGE_RATED));
  for (size_t i = 0; i < rsl_review_comparison_count(comparison); i++) {
    char note[256];
    bool told = rsl_review_comparison_note(comparison, i, note, sizeof note) > 0;
    printf("%s%s%s\n", rsl_review_change_name(rsl_review_comparison_at(comparison, i)->change), told ? ": " : "", note);
  }
  rsl_status status = rsl_table_comparison(comparison, NULL, NULL, sink, error);
  if (status == RSL_OK) status = rsl_write_comparison(comparison, NULL, NULL, sink, error);
  return status;
}

int main(int count, char **names) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  rsl_review *before = NULL;
  rsl_review *after = NULL;
  rsl_review_comparison *comparison = NULL;
  if (count < 3) return 64;
  const char *const files[] = { names[2] };
  rsl_status status = rsl_plan_read_file(names[1], NULL, NULL, NULL, &plan, &error);
  if (status == RSL_OK) status = rsl_measurements_read_files(plan, files, 1, NULL, NULL, NULL, NULL, &cube, &error);
  if (status == RSL_OK) status = review_of(cube, 2022, &before, &error);
  if (status == RSL_OK) status = review_of(cube, 2023, &after, &error);
  if (status == RSL_OK) status = rsl_review_compare(before, after, NULL, &comparison, &error);
  if (status == RSL_OK) status = show(comparison, &error);
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  rsl_review_comparison_free(comparison);
  rsl_review_free(after);
  rsl_review_free(before);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
