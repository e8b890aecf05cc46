#include <resolution/resolution.h>
#include <stdio.h>

static rsl_status print(void *file, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  return fwrite(bytes, 1, size, file) == size ? RSL_OK : RSL_ERR_IO;
}

int main(int count, char **names) { /* the names of a plan and of its measurements */
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  rsl_review *review = NULL;
  rsl_error error = RSL_ERROR_INIT;
  const char *files[] = { count == 3 ? names[2] : "-" };
  rsl_status status = rsl_plan_read_file(count == 3 ? names[1] : "plan.json", NULL, NULL, NULL, &plan, &error);
  if (status == RSL_OK) status = rsl_measurements_read_files(plan, files, 1, NULL, NULL, NULL, NULL, &cube, &error);
  if (status == RSL_OK) status = rsl_review_run(cube, NULL, NULL, &review, &error);
  if (status == RSL_OK) status = rsl_table_review(review, NULL, NULL, (rsl_sink){ print, stdout }, &error);
  if (status != RSL_OK) fprintf(stderr, "%s: %s\n", error.file, error.text);
  rsl_review_free(review);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
