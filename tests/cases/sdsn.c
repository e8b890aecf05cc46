/* SDSN: overall scores of countries, with and without a goal that is missing; scores of single figures. */
#include <math.h>

#include "cases/cases.h"

enum { MOST_GOALS = 32 };

static void handle_overall(published_case *one);
static void handle_score(published_case *one);

bool handle_sdsn(published_case *one) {
  static const char *const overall[] = { "goal_scores", "aggregation", "region", "regional_mean_of_missing_goal",
                                         "rule",        NULL };
  static const char *const score[] = { "x", "lower_bound", "optimum", "indicator", NULL };
  if (cJSON_HasObjectItem(one->inputs, "goal_scores")) {
    if (only_members(one, one->inputs, overall)) handle_overall(one);
  } else if (cJSON_HasObjectItem(one->inputs, "lower_bound")) {
    if (only_members(one, one->inputs, score)) handle_score(one);
  } else {
    return false;
  }
  return true;
}

static void handle_overall(published_case *one) {
  double goals[MOST_GOALS];
  double regional[MOST_GOALS];
  size_t count = numbers_of(one->inputs, "goal_scores", goals, MOST_GOALS);
  double mean = number_of(one->inputs, "regional_mean_of_missing_goal");
  rsl_assessment got;
  for (size_t i = 0; i < count; i++) regional[i] = mean;
  if (rsl_sdsn_overall(NULL, goals, regional, count, 0, &got, NULL) != RSL_OK)
    miss(one, "the library takes no such goals");
  expect_number(one, "overall", got.score);
}

static void handle_score(published_case *one) {
  const cJSON *in = one->inputs;
  expect_number(one, "score",
                rsl_sdsn_score(number_of(in, "x"), number_of(in, "lower_bound"), number_of(in, "optimum")));
}
