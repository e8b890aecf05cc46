/* Plans, measurements and results as files, with io.h.   io_files district.json district.csv */
#include <stdio.h>
#include <string.h>

#include <resolution/io.h>

static rsl_status to_file(void *file, const void *bytes, size_t size, rsl_error *error) {
  (void)error;
  return fwrite(bytes, 1, size, file) == size ? RSL_OK : RSL_ERR_IO;
}

/* Any bytes can be read: here a text in memory. */
typedef struct memory_text {
  const char *text;
  size_t length;
} memory_text;

static rsl_status from_memory(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  memory_text *left = context;
  (void)error;
  *got = left->length < size ? left->length : size;
  memcpy(bytes, left->text, *got);
  left->text += *got;
  left->length -= *got;
  return RSL_OK;
}

/* Every problem of a bad plan is found in one pass. */
static rsl_status show_bad_plan(rsl_error *error) {
  static const char text[] = "{\"format\": \"resolution-plan\", \"version\": 1,\n"
                             " \"levels\": [{\"code\": \"district\"}],\n"
                             " \"units\": [{\"code\": \"D\", \"level\": \"distrct\"}]}\n";
  memory_text left = { text, strlen(text) };
  rsl_source source = { from_memory, &left, "bad.json" };
  rsl_result_options options = RSL_RESULT_OPTIONS_INIT;
  rsl_problems *problems = NULL;
  rsl_plan *plan = NULL;
  rsl_status status = rsl_problems_new(NULL, 0, &problems);
  if (status != RSL_OK) return status;
  if (rsl_plan_read(&source, NULL, NULL, problems, &plan, NULL) != RSL_ERR_DATA) status = RSL_ERR_INTERNAL;
  if (status == RSL_OK) status = rsl_write_problems(problems, &options, NULL, (rsl_sink){ to_file, stdout }, error);
  rsl_plan_free(plan);
  rsl_problems_free(problems);
  return status;
}

/* What gzip or zstd packed is unpacked on the way, out of a file by itself, out of anything else through a decoder. */
static rsl_status unpack(rsl_error *error) {
  static const char packed[] = "\x1f\x8b\b\0\0\0\0\0\2\3\xcb\x48\xcd\xc9\xc9\xe7\2\0\x20\x30\x3a\x36\6\0\0";
  memory_text left = { packed, sizeof packed };
  rsl_source from = { from_memory, &left, "hello.gz" };
  rsl_decoder *decoder = NULL;
  rsl_source source;
  char text[16];
  size_t got = 0;
  if (!rsl_codec_built_in(RSL_CODEC_GZIP)) return RSL_OK;
  rsl_status status = rsl_decoder_open(&from, NULL, &decoder, &source, error);
  if (status == RSL_OK) status = source.read(source.context, text, sizeof text, &got, error);
  if (status == RSL_OK) printf("%s: %.*s", rsl_codec_name(RSL_CODEC_GZIP), (int)got, text);
  rsl_decoder_close(decoder);
  return status;
}

/* What rsl_measurements_read_files() does, step by step. */
static rsl_status read_cube(const rsl_plan *plan, const char *path, rsl_cube **out, rsl_error *error) {
  rsl_file *file = NULL;
  rsl_source source;
  rsl_cube_builder *builder = NULL;
  *out = NULL;
  rsl_status status = rsl_file_open(path, NULL, &file, &source, error);
  if (status == RSL_OK) status = rsl_cube_builder_new(plan, NULL, NULL, &builder);
  if (status == RSL_OK) status = rsl_measurements_read(&source, NULL, NULL, builder, NULL, NULL, error);
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, NULL, out, error);
  rsl_cube_builder_free(builder);
  rsl_file_close(file);
  return status;
}

/* A cube is kept as it lies, and comes back without being read anew. The snapshot could as well be a file:
 * rsl_snapshot_open(). */
typedef struct kept_bytes {
  char bytes[16384];
  size_t length;
} kept_bytes;

static rsl_status keep(void *context, const void *bytes, size_t size, rsl_error *error) {
  kept_bytes *kept = context;
  (void)error;
  if (size > sizeof kept->bytes - kept->length) return RSL_ERR_IO;
  memcpy(kept->bytes + kept->length, bytes, size);
  kept->length += size;
  return RSL_OK;
}

static rsl_status keep_snapshot(const rsl_plan *plan, rsl_cube **cube, rsl_error *error) {
  static kept_bytes kept;
  rsl_cube *again = NULL;
  rsl_status status = rsl_snapshot_write(*cube, NULL, (rsl_sink){ keep, &kept }, error);
  memory_text left = { kept.bytes, kept.length };
  rsl_source source = { from_memory, &left, "district.rslcube" };
  if (status == RSL_OK) status = rsl_snapshot_read(plan, &source, NULL, &again, error);
  if (status == RSL_OK) status = rsl_snapshot_verify(again, error);
  if (status == RSL_OK) {
    rsl_cube_free(*cube);
    *cube = again;
  }
  return status;
}

/* A file that is not there is told as any other. */
static rsl_status open_snapshot(const rsl_plan *plan) {
  rsl_cube *cube = NULL;
  return rsl_snapshot_open(plan, "nowhere.rslcube", NULL, &cube, NULL) == RSL_ERR_NO_INPUT ? RSL_OK : RSL_ERR_INTERNAL;
}

static rsl_status write_results(const rsl_cube *cube, rsl_sink sink, rsl_error *error) {
  const rsl_plan *plan = rsl_cube_plan(cube);
  static const rsl_period year = { RSL_PERIOD_YEAR, 2022 };
  static const bool district[] = { true, false, false, false };
  rsl_result_options options = RSL_RESULT_OPTIONS_INIT;
  options.units = district; /* a mark for each unit of the plan */
  rsl_rollup *rollup = NULL;
  rsl_review *review = NULL;
  rsl_reconciliation *reconciliation = NULL;
  rsl_explanation *explanation = NULL;
  rsl_status status = rsl_rollup_run(cube, NULL, NULL, &rollup, error);
  if (status == RSL_OK) status = rsl_write_rollup(rollup, &options, NULL, sink, error);
  if (status == RSL_OK) status = rsl_review_run(cube, NULL, NULL, &review, error);
  options.format = RSL_FORMAT_JSONL;
  if (status == RSL_OK) status = rsl_write_review(review, &options, NULL, sink, error);
  options.format = RSL_FORMAT_CSV;
  if (status == RSL_OK) status = rsl_write_headlines(review, &options, NULL, sink, error);
  if (status == RSL_OK) status = rsl_reconcile(rollup, NULL, NULL, &reconciliation, error);
  if (status == RSL_OK) status = rsl_write_reconciliation(reconciliation, plan, &options, NULL, sink, error);
  if (status == RSL_OK) status = rsl_explain(cube, 0, 1, year, NULL, NULL, &explanation, error);
  if (status == RSL_OK) status = rsl_write_explanation(explanation, plan, &options, NULL, sink, error);
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
  rsl_sink sink = { to_file, stdout };
  if (count < 3) return 64;
  rsl_status status = show_bad_plan(&error);
  if (status == RSL_OK) status = unpack(&error);
  if (status == RSL_OK) status = rsl_plan_read_file(names[1], NULL, NULL, NULL, &plan, &error);
  if (status == RSL_OK) status = rsl_plan_write(plan, sink, &error);
  if (status == RSL_OK) status = read_cube(plan, names[2], &cube, &error);
  if (status == RSL_OK) status = keep_snapshot(plan, &cube, &error);
  if (status == RSL_OK) status = open_snapshot(plan);
  if (status == RSL_OK) status = write_results(cube, sink, &error);
  if (status != RSL_OK) fprintf(stderr, "%s\n", error.text);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return status == RSL_OK ? 0 : 1;
}
