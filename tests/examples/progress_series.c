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
