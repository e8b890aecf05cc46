/* Any bytes as the steps of reports to a campaign: refused, or called over and written. */
#include <stdlib.h>

#include <resolution/resolution.h>

#include "bytes.h"

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size);

static const char plan_text[] =
    "{\"format\":\"resolution-plan\",\"version\":1,\"levels\":[{\"code\":\"province\",\"name\":\"P\"},"
    "{\"code\":\"district\",\"name\":\"D\"}],\"units\":[{\"code\":\"95\",\"name\":\"A\",\"level\":\"province\"},"
    "{\"code\":\"954\",\"name\":\"B\",\"level\":\"district\",\"parent\":\"95\"},"
    "{\"code\":\"956\",\"name\":\"C\",\"level\":\"district\",\"parent\":\"95\",\"to\":\"2024-01-01\"}],"
    "\"resolutions\":[{\"code\":\"R\",\"title\":\"R\",\"unit\":\"95\",\"from\":\"2021\",\"to\":\"2025\"}],"
    "\"campaigns\":[{\"code\":\"M\",\"resolution\":\"R\",\"kind\":\"mid_term\",\"as_of\":\"2023-03-31\",\"deadlines\":["
    "{\"level\":\"district\",\"by\":\"2023-04-20\"},{\"level\":\"province\",\"working_days_after_close\":30}]}]}";

/* What was computed can be written. */
static void must(rsl_status status) {
  if (status != RSL_OK) abort();
}

static void use(const rsl_plan *plan, const rsl_submissions *steps, rsl_date on) {
  size_t total = 0;
  rsl_sink sink = { swallow, &total };
  rsl_roll_call *roll_call = NULL;
  must(rsl_roll_call_run(plan, 0, on, steps, NULL, &roll_call, NULL));
  for (size_t i = 0; i < rsl_roll_call_count(roll_call); i++) {
    const rsl_roll_call_row *row = rsl_roll_call_at(roll_call, i);
    if (row->in_time > row->given || row->given > row->owed || row->below_accepted > row->below_due) abort();
  }
  must(rsl_write_roll_call(roll_call, plan, false, NULL, NULL, sink, NULL));
  must(rsl_table_roll_call(roll_call, plan, true, NULL, NULL, sink, NULL));
  rsl_roll_call_free(roll_call);
}

int LLVMFuzzerTestOneInput(const uint8_t *bytes, size_t size) {
  rsl_plan *plan = NULL;
  rsl_problems *problems = NULL;
  rsl_submissions *steps = NULL;
  bytes_left text = { (const uint8_t *)plan_text, sizeof plan_text - 1, 4096 };
  rsl_source plan_source = { read_bytes, &text, "plan.json" };
  must(rsl_plan_read(&plan_source, NULL, NULL, NULL, &plan, NULL));
  must(rsl_problems_new(NULL, 100, &problems));
  bytes_left in = { bytes, size, size % 7 == 0 ? 1 : 4096 };
  rsl_source source = { read_bytes, &in, "steps.csv" };
  rsl_status status = rsl_submissions_read(&source, plan, NULL, NULL, problems, &steps, NULL);
  if ((status == RSL_OK) != (steps != NULL) || (status == RSL_OK) != (rsl_problems_errors(problems) == 0)) abort();
  if (status == RSL_OK) use(plan, steps, rsl_date_from_civil(2023, 4, 1 + (int)(size % 30)));
  rsl_submissions_free(steps);
  rsl_problems_free(problems);
  rsl_plan_free(plan);
  return 0;
}
