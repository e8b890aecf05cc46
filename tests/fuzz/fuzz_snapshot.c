/* Any changes to the bytes of a snapshot, with sums that are right again: refused, or rolled up and written. An input is a
 * list of changes: where (two bytes) and with what (one). */
#include <stdlib.h>

#include <resolution/resolution.h>

#include "bytes.h"
#include "reseal.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

enum { MOST_BYTES = 65536 };

static const char plan_text[] =
    "{\"format\":\"resolution-plan\",\"version\":1,\"levels\":[{\"code\":\"district\"},{\"code\":\"commune\"}],"
    "\"units\":[{\"code\":\"D\",\"level\":\"district\"},{\"code\":\"A\",\"level\":\"commune\",\"parent\":\"D\"},"
    "{\"code\":\"B\",\"level\":\"commune\",\"parent\":\"D\"},{\"code\":\"C\",\"level\":\"commune\",\"parent\":\"D\"}],"
    "\"indicators\":[{\"code\":\"X\",\"name\":\"X\",\"frequency\":\"year\",\"measured_at\":[\"commune\"],\"rollup\":\"sum\"},"
    "{\"code\":\"Y\",\"name\":\"Y\",\"frequency\":\"month\",\"measured_at\":[\"commune\"],\"rollup\":\"max\",\"time\":\"sum\"},"
    "{\"code\":\"S\",\"name\":\"S\",\"frequency\":\"year\",\"measured_at\":[\"commune\"],"
    "\"rollup\":{\"rule\":\"share\",\"at_least\":5,\"of\":\"owed\"}}]}";
static const char rows_text[] =
    "unit,indicator,period,value,status,source,note,revision,reported_at,numerator,denominator\n"
    "A,X,2020,1,,,,,,,\nA,X,2021,2,,,,,,,\nA,X,2022,3,,,,,,,\nB,X,2020,-4,,,,,,,\nB,X,2021,5,P,src,note,1,2022-01-02,,\n"
    "C,X,2022,,L,,,,,,\nA,Y,2020-01,1.5,,,,,,,\nA,Y,2020-02,2.5,,,,,,,\nB,Y,2020-01,70000,,,,,,,\nC,Y,2020-03,3,,,,,,,\n"
    "A,S,2020,7,,,,,,,\nB,S,2020,61..62,,,,,,,\nD,S,2021,50,,,,,,3,6\n";

typedef struct kept_bytes {
  char bytes[MOST_BYTES];
  size_t length;
} kept_bytes;

static rsl_status keep(void *context, const void *bytes, size_t size, rsl_error *error) {
  kept_bytes *kept = context;
  (void)error;
  if (size > MOST_BYTES - kept->length) abort();
  memcpy(kept->bytes + kept->length, bytes, size);
  kept->length += size;
  return RSL_OK;
}

static void must(rsl_status status) {
  if (status != RSL_OK) abort();
}

static rsl_plan *read_plan(void) {
  rsl_plan *plan = NULL;
  bytes_left in = { (const uint8_t *)plan_text, sizeof plan_text - 1, 4096 };
  rsl_source source = { read_bytes, &in, "plan.json" };
  must(rsl_plan_read(&source, NULL, NULL, NULL, &plan, NULL));
  return plan;
}

static void make_snapshot(const rsl_plan *plan, kept_bytes *out) {
  rsl_cube_builder *builder = NULL;
  rsl_cube *cube = NULL;
  bytes_left in = { (const uint8_t *)rows_text, sizeof rows_text - 1, 4096 };
  rsl_source source = { read_bytes, &in, "rows.csv" };
  must(rsl_cube_builder_new(plan, NULL, NULL, &builder));
  must(rsl_measurements_read(&source, NULL, NULL, builder, NULL, NULL, NULL));
  must(rsl_cube_builder_finish(builder, NULL, &cube, NULL));
  must(rsl_snapshot_write(cube, NULL, (rsl_sink){ keep, out }, NULL));
  rsl_cube_free(cube);
  rsl_cube_builder_free(builder);
}

static rsl_cube *open_snapshot(const rsl_plan *plan, const kept_bytes *kept) {
  rsl_cube *cube = NULL;
  bytes_left in = { (const uint8_t *)kept->bytes, kept->length, 4096 };
  rsl_source source = { read_bytes, &in, "m.rslcube" };
  rsl_status status = rsl_snapshot_read(plan, &source, NULL, &cube, NULL);
  if ((status == RSL_OK) != (cube != NULL)) abort();
  return cube;
}

static void use(const rsl_cube *cube) {
  size_t total = 0;
  rsl_sink sink = { swallow, &total };
  rsl_rollup *rollup = NULL;
  if (rsl_rollup_run(cube, NULL, NULL, &rollup, NULL) == RSL_OK) {
    must(rsl_write_rollup(rollup, NULL, NULL, sink, NULL));
    for (uint32_t indicator = 0; indicator < 3; indicator++) {
      rsl_explanation *explanation = NULL;
      rsl_period year = { RSL_PERIOD_YEAR, 2020 };
      if (rsl_explain(cube, 0, indicator, year, NULL, NULL, &explanation, NULL) != RSL_OK) continue;
      must(rsl_write_explanation(explanation, rsl_cube_plan(cube), NULL, NULL, sink, NULL));
      rsl_explanation_free(explanation);
    }
  }
  rsl_rollup_free(rollup);
  rsl_status checked = rsl_cube_check(cube, NULL, NULL, NULL);
  if (checked != RSL_OK && checked != RSL_ERR_DATA && checked != RSL_ERR_OVERFLOW) abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  static kept_bytes kept;
  kept.length = 0;
  rsl_plan *plan = read_plan();
  make_snapshot(plan, &kept);
  for (size_t i = 0; i + 2 < size; i += 3) {
    size_t at = ((size_t)bytes[i] << 8 | bytes[i + 1]) % kept.length;
    kept.bytes[at] = (char)bytes[i + 2];
  }
  reseal_head(kept.bytes, kept.length);
  rsl_cube *cube = open_snapshot(plan, &kept);
  if (cube != NULL) {
    reseal_columns(kept.bytes, kept.length, cube);
    rsl_cube_free(cube);
    cube = open_snapshot(plan, &kept);
  }
  if (cube != NULL) use(cube);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
  return 0;
}
