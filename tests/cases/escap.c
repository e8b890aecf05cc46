/* UNICEF's application of ESCAP's indices to the Middle East and North Africa. */
#include <math.h>

#include "cases/cases.h"

static void handle_index(published_case *one, const case_series *input, rsl_escap_index index);
static void compare_value(published_case *one, const char *member, double got);

bool handle_escap(published_case *one) {
  static const char *const known[] = {
    "years",       "values", "base_year", "current_year", "target_year", "target",        "direction",
    "logit_scale", "I0",     "I_cv",      "I_t",          "I0_observed", "I_cv_observed", NULL
  };
  const cJSON *years = cJSON_GetObjectItemCaseSensitive(one->inputs, "years");
  const cJSON *values = cJSON_GetObjectItemCaseSensitive(one->inputs, "values");
  case_series input;
  if (!cJSON_HasObjectItem(one->inputs, "logit_scale")) return false;
  if (!only_members(one, one->inputs, known)) return true;
  begin_series(&input);
  for (int i = 0; i < cJSON_GetArraySize(years); i++)
    add_point(&input, number_value(cJSON_GetArrayItem(years, i)), number_value(cJSON_GetArrayItem(values, i)));
  input.series.direction = direction_of(text_of(one->inputs, "direction"));
  input.series.target = number_of(one->inputs, "target");
  input.series.target_year = number_of(one->inputs, "target_year");
  input.series.base_year = number_of(one->inputs, "base_year");
  handle_index(one, &input, RSL_ESCAP_CURRENT);
  handle_index(one, &input, RSL_ESCAP_ANTICIPATED);
  return true;
}

static void handle_index(published_case *one, const case_series *input, rsl_escap_index index) {
  bool current = index == RSL_ESCAP_CURRENT;
  rsl_method_options options;
  rsl_assessment got;
  (void)!rsl_method_begin(RSL_METHOD_ESCAP, RSL_ESCAP_MENARO, &options, NULL);
  options.of.escap.index = index;
  options.of.escap.current_year = number_of(one->inputs, "current_year");
  options.of.escap.scale = number_of(one->inputs, "logit_scale");
  if (rsl_progress_rate(&options, &input->series, &got, NULL) != RSL_OK) miss(one, "the library takes no such series");
  expect_number(one, current ? "CS" : "AP", got.score);
  expect_word(one, current ? "CS_category" : "AP_category", rsl_class_code(got.rated_as));
  compare_value(one, "I0", got.base.value);
  compare_value(one, current ? "I_cv" : "I_t", current ? got.current.value : got.projected);
}

/* The values that the publisher's indices rest on stand among the inputs. */
static void compare_value(published_case *one, const char *member, double got) {
  double wanted = number_of(one->inputs, member);
  if (isnan(wanted) || isnan(got)) return;
  if (!(fabs(got - wanted) <= one->tolerance * (1 + fabs(wanted))))
    miss(one, "%s: got %.15g, wanted %.15g", member, got, wanted);
}
