/* Bare series with their targets, rated by a published method, with progress_series.h and io.h. */
#include <stdio.h>
#include <string.h>

#include <resolution/io.h>
#include <resolution/report.h>

/* A text in memory as a source. */
typedef struct text_source {
  const char *text;
  size_t place;
} text_source;

static rsl_status read_text(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  text_source *from = context;
  (void)error;
  *got = strlen(from->text + from->place);
  if (*got > size) *got = size;
  memcpy(bytes, from->text + from->place, *got);
  from->place += *got;
  return RSL_OK;
}

static rsl_status to_file(void *file, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  return fwrite(bytes, 1, size, file) == size ? RSL_OK : RSL_ERR_IO;
}

static rsl_status show(const rsl_series_table *table, rsl_error *error) {
  const rsl_sink sink = { to_file, stdout };
  rsl_method_options eurostat;
  rsl_series_rule rule = RSL_SERIES_RULE_INIT;
  rsl_series_standing standing;
  const rsl_bare_series *series = rsl_series_at(table, 0);
  rsl_status status = rsl_method_begin(RSL_METHOD_EUROSTAT, 0, &eurostat, error);
  rule.method = &eurostat;
  if (status == RSL_OK) status = rsl_progress_series(series, &rule, &standing, error);
  if (status == RSL_OK) status = rsl_table_standings(&series, &standing, 1, NULL, NULL, sink, error);
  rule.method = NULL; /* the library's own */
  if (status == RSL_OK) status = rsl_progress_series(series, &rule, &standing, error);
  if (status == RSL_OK) status = rsl_write_standings(&series, &standing, 1, NULL, NULL, sink, error);
  return status;
}

/* Many at once, from doubles: of 10 to 5 in five years 8 is expected by 2022, of which 9 is half. */
static rsl_status rate_many(rsl_error *error) {
  static const double values[2][3] = { { 10, 9, 8 }, { 10, 9.5, 9 } };
  rsl_series_block block = RSL_SERIES_BLOCK_INIT;
  rsl_block_standings out = RSL_BLOCK_STANDINGS_INIT;
  rsl_period periods[3];
  rsl_rating ratings[2];
  double projected[2];
  for (int i = 0; i < 3; i++) periods[i] = (rsl_period){ RSL_PERIOD_YEAR, 2020 + i };
  block.periods = periods;
  block.period_count = 3;
  block.values = values[0];
  block.count = 2;
  block.common.has_target = true;
  block.common.target = (rsl_decimal){ 5, 0 };
  block.common.by = (rsl_period){ RSL_PERIOD_YEAR, 2025 };
  out.rating = ratings;
  out.projected = projected;
  rsl_status status = rsl_progress_series_block(&block, NULL, &out, error);
  for (int i = 0; status == RSL_OK && i < 2; i++)
    printf("%s, projected %.1f\n", rsl_rating_name(ratings[i]), projected[i]);
  return status;
}

int main(void) {
  rsl_error error = RSL_ERROR_INIT;
  rsl_series_table *table = NULL;
  text_source figures = { "series,period,value\nPOOR,2020,10\nPOOR,2021,9\nPOOR,2022,8\n", 0 };
  text_source targets = { "series,target,by,baseline,direction\nPOOR,5,2025,2020,decrease\n", 0 };
  const rsl_source first = { read_text, &figures, "figures" };
  const rsl_source second = { read_text, &targets, "targets" };
  rsl_status status = rsl_series_read(&first, NULL, NULL, NULL, &table, &error);
  if (status == RSL_OK) status = rsl_series_targets_read(table, &second, NULL, NULL, &error);
  if (status == RSL_OK) printf("%zu series\n", rsl_series_count(table));
  if (status == RSL_OK) status = show(table, &error);
  if (status == RSL_OK) status = rate_many(&error);
  /* From files it is one call for each; here there are none. */
  rsl_series_table *none = NULL;
  if (status == RSL_OK && rsl_series_targets_read_file(table, "absent.csv", NULL, NULL, NULL) == RSL_ERR_NO_INPUT)
    printf("no targets\n");
  rsl_series_free(table);
  if (status == RSL_OK && rsl_series_read_file("absent.csv", NULL, NULL, NULL, &none, NULL) == RSL_ERR_NO_INPUT)
    printf("no such file\n");
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  return status == RSL_OK ? 0 : 1;
}
