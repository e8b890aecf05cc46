/* Units ranked on one indicator, with review.h.   review_ranking district.json district.csv */
#include <stdio.h>
#include <string.h>

#include <resolution/io.h>
#include <resolution/report.h>

static rsl_status to_file(void *file, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  return fwrite(bytes, 1, size, file) == size ? RSL_OK : RSL_ERR_IO;
}

/* A 10 of 1,000 households, B 30 of 500, C 50 of 500: 1, 6 and 10 %. Less is better, and no place is shared. */
static rsl_status show(const rsl_ranking *ranking, rsl_error *error) {
  const rsl_sink sink = { to_file, stdout };
  const rsl_plan *plan = rsl_ranking_plan(ranking);
  const rsl_ranking_summary *summary = rsl_ranking_summarize(ranking);
  const rsl_ranking_row *best = rsl_ranking_at(ranking, 0);
  const rsl_ranking_row *of_c = rsl_ranking_of(ranking, 3);
  printf("ranked by %s: %zu of %zu, first %s\n", rsl_ranking_by_name(summary->by), summary->ranked,
         rsl_ranking_count(ranking), rsl_plan_unit(plan, best->unit)->name);
  printf("Commune C is %zu of %zu (%s); the district has %.2f\n", of_c->place, summary->ranked,
         rsl_ranking_standing_name(of_c->standing), rsl_ranking_whole(ranking)->score.real);
  rsl_status status = rsl_table_ranking(ranking, NULL, NULL, NULL, sink, error);
  if (status == RSL_OK) status = rsl_write_ranking(ranking, NULL, NULL, NULL, sink, error);
  return status;
}

int main(int count, char **names) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_ranking_options options = RSL_RANKING_OPTIONS_INIT;
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  rsl_ranking *ranking = NULL;
  if (count < 3 || !rsl_ranking_by_parse("value", strlen("value"), &options.by)) return 64;
  const char *const files[] = { names[2] };
  rsl_status status = rsl_plan_read_file(names[1], NULL, NULL, NULL, &plan, &error);
  if (status == RSL_OK) status = rsl_measurements_read_files(plan, files, 1, NULL, NULL, NULL, NULL, &cube, &error);
  if (status == RSL_OK) options.indicator = rsl_plan_find_indicator(plan, "POOR", strlen("POOR"));
  if (status == RSL_OK) status = rsl_ranking_run(cube, &options, NULL, &ranking, &error);
  if (status == RSL_OK) status = show(ranking, &error);
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  rsl_ranking_free(ranking);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
