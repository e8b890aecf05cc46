/* Targets against those assigned below, and one shared out, with review.h.   review_cascade district.json district.csv */
#include <stdio.h>

#include <resolution/io.h>
#include <resolution/report.h>

static rsl_status to_file(void *file, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  return fwrite(bytes, 1, size, file) == size ? RSL_OK : RSL_ERR_IO;
}

/* The district has a target and its communes have none: they are told, not guessed. */
static rsl_status show_cascade(const rsl_cube *cube, rsl_sink sink, rsl_error *error) {
  rsl_cascade *cascade = NULL;
  rsl_cascade_options options = RSL_CASCADE_OPTIONS_INIT;
  rsl_status status = rsl_cascade_run(cube, &options, NULL, &cascade, error);
  for (size_t i = 0; status == RSL_OK && i < rsl_cascade_count(cascade); i++) {
    const rsl_cascade_row *row = rsl_cascade_at(cascade, i);
    printf("%s: %s, %u of %u below; %s\n", rsl_plan_target(rsl_cascade_plan(cascade), row->target)->code,
           rsl_cascade_state_name(row->state), (unsigned)row->children_with, (unsigned)row->children,
           rsl_cascade_holds(row->state) ? "holds" : "does not hold");
    uint32_t unit = rsl_cascade_lacking_at(cascade, row, 0);
    if (unit != RSL_NONE)
      printf("the first without a share: %s\n", rsl_plan_unit(rsl_cascade_plan(cascade), unit)->name);
    if (rsl_cascade_layer_at(cascade, row, 0) == NULL) printf("nobody assigned it\n");
  }
  if (status == RSL_OK) status = rsl_table_cascade(cascade, NULL, NULL, sink, error);
  if (status == RSL_OK) status = rsl_write_cascade(cascade, NULL, NULL, sink, error);
  rsl_cascade_free(cascade);
  return status;
}

/* The district stands at 90/2000 = 4.5 % and is to come down to 2 %: to four ninths for each. */
static rsl_status show_shares(const rsl_cube *cube, uint32_t target, rsl_sink sink, rsl_error *error) {
  char text[RSL_NUMBER_TEXT];
  rsl_allocation *shares = NULL;
  rsl_allocation_options options = RSL_ALLOCATION_OPTIONS_INIT;
  const rsl_plan *plan = rsl_cube_plan(cube);
  options.basis = RSL_ALLOCATION_GROWTH;
  rsl_status status = rsl_allocation_propose(cube, target, &options, NULL, &shares, error);
  if (status != RSL_OK) return status;
  rsl_number_format(rsl_allocation_value(shares), text);
  printf("%s for %zu communes, first:", text, rsl_allocation_count(shares));
  rsl_number_format(rsl_allocation_at(shares, 0)->value, text);
  printf(" %s\n", text);
  status = rsl_table_allocation(shares, plan, target, NULL, NULL, sink, error);
  if (status == RSL_OK) status = rsl_write_allocation(shares, plan, target, NULL, NULL, sink, error);
  rsl_allocation_free(shares);
  return status;
}

int main(int count, char **names) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  if (count < 3) return 64;
  const char *const files[] = { names[2] };
  const rsl_sink sink = { to_file, stdout };
  rsl_status status = rsl_plan_read_file(names[1], NULL, NULL, NULL, &plan, &error);
  if (status == RSL_OK) status = rsl_measurements_read_files(plan, files, 1, NULL, NULL, NULL, NULL, &cube, &error);
  if (status == RSL_OK) status = show_cascade(cube, sink, &error);
  if (status == RSL_OK) status = show_shares(cube, rsl_plan_find_target(plan, "POOR-2025", 9), sink, &error);
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
