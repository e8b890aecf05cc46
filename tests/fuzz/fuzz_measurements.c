/* Any bytes as measurements of one plan, as CSV or JSON lines, packed or not: refused, or read, rolled up, reviewed and
 * written. */
#include <stdlib.h>

#include <resolution/resolution.h>

#include "bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char plan_text[] =
    "{\"format\":\"resolution-plan\",\"version\":1,\"levels\":[{\"code\":\"province\",\"name\":\"P\"},"
    "{\"code\":\"district\",\"name\":\"D\"}],\"units\":[{\"code\":\"95\",\"name\":\"A\",\"level\":\"province\"},"
    "{\"code\":\"954\",\"name\":\"B\",\"level\":\"district\",\"parent\":\"95\"},"
    "{\"code\":\"956\",\"name\":\"C\",\"level\":\"district\",\"parent\":\"95\"}],"
    "\"resolutions\":[{\"code\":\"R\",\"title\":\"R\",\"unit\":\"95\",\"from\":\"2021\",\"to\":\"2025\",\"baseline\":\"2020\"}],"
    "\"indicators\":[{\"code\":\"HH\",\"name\":\"H\",\"frequency\":\"year\",\"measured_at\":[\"district\"],\"rollup\":\"sum\"},"
    "{\"code\":\"M\",\"name\":\"M\",\"direction\":\"decrease\",\"frequency\":\"month\",\"measured_at\":[\"district\"],\"rollup\":\"sum\",\"time\":\"sum\"},"
    "{\"code\":\"POOR_HH\",\"name\":\"H\",\"frequency\":\"year\",\"measured_at\":[\"district\"],\"rollup\":\"sum\"},"
    "{\"code\":\"MEAN\",\"name\":\"H\",\"frequency\":\"year\",\"measured_at\":[\"district\"],"
    "\"rollup\":{\"rule\":\"weighted_mean\",\"weight\":\"HH\"}},"
    "{\"code\":\"F\",\"name\":\"F\",\"frequency\":\"year\",\"rollup\":{\"rule\":\"formula\",\"expression\":\"HH*HH/POOR_HH-1\"}},"
    "{\"code\":\"POOR\",\"name\":\"H\",\"decimals\":2,\"direction\":\"decrease\",\"frequency\":\"year\",\"measured_at\":[\"district\"],"
    "\"rollup\":{\"rule\":\"ratio\",\"numerator\":\"POOR_HH\",\"denominator\":\"HH\",\"factor\":100}}],"
    "\"targets\":[{\"unit\":\"95\",\"indicator\":\"POOR\",\"resolution\":\"R\",\"at_most\":2},"
    "{\"unit\":\"95\",\"indicator\":\"M\",\"resolution\":\"R\",\"total\":{\"at_most\":2}}],"
    "\"checks\":[{\"code\":\"C\",\"left\":\"POOR_HH\",\"op\":\"<=\",\"right\":\"HH[-1]\"}]}";

static rsl_plan *read_plan(void) {
  rsl_plan *plan = NULL;
  bytes_left in = { (const uint8_t *)plan_text, sizeof plan_text - 1, 4096 };
  rsl_source source = { read_bytes, &in, "plan.json" };
  if (rsl_plan_read(&source, NULL, NULL, NULL, &plan, NULL) != RSL_OK) abort();
  return plan;
}

/* What was computed can be written. */
static void must(rsl_status status) {
  if (status != RSL_OK) abort();
}

static void use(const rsl_cube *cube) {
  size_t total = 0;
  rsl_sink sink = { swallow, &total };
  rsl_rollup *rollup = NULL;
  rsl_review *review = NULL;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_error error = RSL_ERROR_INIT;
  if (rsl_rollup_run(cube, &request, NULL, &rollup, &error) == RSL_OK) {
    must(rsl_write_rollup(rollup, NULL, NULL, sink, NULL));
    must(rsl_table_rollup(rollup, NULL, NULL, sink, NULL));
  }
  if (rsl_review_run(cube, NULL, NULL, &review, &error) == RSL_OK) {
    must(rsl_write_review(review, NULL, NULL, sink, NULL));
    must(rsl_table_review(review, NULL, NULL, sink, NULL));
    must(rsl_review_check_complete(review, NULL, NULL, NULL));
    must(rsl_review_check_honesty(review, cube, NULL, NULL, NULL, NULL));
  }
  rsl_review_free(review);
  rsl_rollup_free(rollup);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  rsl_plan *plan = read_plan();
  rsl_problems *problems = NULL;
  rsl_cube_builder *builder = NULL;
  rsl_cube *cube = NULL;
  rsl_error error = RSL_ERROR_INIT;
  rsl_cube_options cube_options = RSL_CUBE_OPTIONS_INIT;
  rsl_measurements_read_options options = RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  options.skip_bad = cube_options.skip_bad = size % 2 == 0;
  options.max_line = 4096;
  if (rsl_problems_new(NULL, 100, &problems) != RSL_OK) abort();
  if (rsl_cube_builder_new(plan, &cube_options, NULL, &builder) != RSL_OK) abort();
  bytes_left in = { bytes, size, size % 7 == 0 ? 1 : 4096 };
  rsl_source packed = { read_bytes, &in, "measurements" };
  rsl_source source = packed;
  rsl_decoder *decoder = NULL;
  rsl_status status = rsl_decoder_open(&packed, NULL, &decoder, &source, &error);
  if (status == RSL_OK) status = rsl_measurements_read(&source, &options, NULL, builder, problems, NULL, &error);
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, problems, &cube, &error);
  if ((status == RSL_OK) != (cube != NULL)) abort();
  if (status == RSL_OK) use(cube);
  rsl_decoder_close(decoder);
  rsl_cube_free(cube);
  rsl_cube_builder_free(builder);
  rsl_problems_free(problems);
  rsl_plan_free(plan);
  return 0;
}
