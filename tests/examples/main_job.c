#include <stdio.h>

#include <resolution/resolution.h>

static rsl_status to_file(void *file, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  return fwrite(bytes, 1, size, file) == size ? RSL_OK : RSL_ERR_IO;
}

int main(int count, char **names) { /* a plan, and files of measurements */
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  rsl_review *review = NULL;
  if (count < 3) return 64;
  rsl_status status = rsl_plan_read_file(names[1], NULL, NULL, NULL, &plan, &error);
  if (status == RSL_OK)
    status = rsl_measurements_read_files(plan, (const char *const *)names + 2, (size_t)count - 2, NULL, NULL, NULL,
                                         NULL, &cube, &error);
  if (status == RSL_OK) status = rsl_review_run(cube, NULL, NULL, &review, &error);
  if (status == RSL_OK) status = rsl_table_review(review, NULL, NULL, (rsl_sink){ to_file, stdout }, &error);
  if (status != RSL_OK) fprintf(stderr, "%s: %s\n", error.file, error.text);
  rsl_review_free(review); /* a review refers to its plan, a cube too: they end in this order */
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
