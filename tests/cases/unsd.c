/* UNDP's SDG Accelerator: published statuses of series and of what they are put together into; runs of its own code. */
#include <math.h>
#include <string.h>

#include "cases/cases.h"

enum { MOST_STATUSES = 255 };

typedef struct trend_word {
  const char *written;
  rsl_unsd_trend trend;
} trend_word;

static void handle_series(published_case *one);
static bool read_methodology(published_case *one, const cJSON *methodology, rsl_unsd_options *options,
                             rsl_series *series);
static void read_limits(const cJSON *methodology, rsl_unsd_options *options);
static bool read_trend(const char *word, rsl_unsd_trend *out);
static double labelled_value(const cJSON *value);
static void handle_run(published_case *one);
static void handle_statuses(published_case *one);

bool handle_unsd(published_case *one) {
  static const char *const series[] = { "series", "years", "values", "methodology", NULL };
  static const char *const run[] = { "base_year", "base_value",  "final_year", "final_value",
                                     "target",    "target_year", "type",       NULL };
  static const char *const statuses[] = { "statuses", "points", NULL };
  if (cJSON_HasObjectItem(one->inputs, "methodology")) {
    if (only_members(one, one->inputs, series)) handle_series(one);
  } else if (cJSON_HasObjectItem(one->inputs, "final_value")) {
    if (only_members(one, one->inputs, run)) handle_run(one);
  } else if (cJSON_HasObjectItem(one->inputs, "statuses")) {
    if (only_members(one, one->inputs, statuses)) handle_statuses(one);
  } else {
    return false;
  }
  return true;
}

static rsl_unsd_options begin_options(rsl_unsd_edition edition) {
  rsl_method_options options;
  (void)!rsl_method_begin(RSL_METHOD_UNSD, (int)edition, &options, NULL);
  return options.of.unsd;
}

/* ---- Published series ---------------------------------------------------------------------------------------------- */

static void handle_series(published_case *one) {
  rsl_unsd_options options = begin_options(RSL_UNSD_UNDP_2023);
  const cJSON *methodology = cJSON_GetObjectItemCaseSensitive(one->inputs, "methodology");
  const cJSON *years = cJSON_GetObjectItemCaseSensitive(one->inputs, "years");
  const cJSON *values = cJSON_GetObjectItemCaseSensitive(one->inputs, "values");
  case_series input;
  rsl_assessment got;
  begin_series(&input);
  for (int i = 0; i < cJSON_GetArraySize(years); i++)
    add_point(&input, number_value(cJSON_GetArrayItem(years, i)), labelled_value(cJSON_GetArrayItem(values, i)));
  if (!read_methodology(one, methodology, &options, &input.series)) return;
  if (rsl_progress_unsd(&options, &input.series, &got, NULL) != RSL_OK) miss(one, "the library takes no such series");
  expect_word(one, "status", rsl_class_code(got.rated_as));
}

static bool read_methodology(published_case *one, const cJSON *methodology, rsl_unsd_options *options,
                             rsl_series *series) {
  static const char *const known[] = { "normativeDirection",
                                       "CAGRLimit",
                                       "trendMethodology",
                                       "targetValue",
                                       "value",
                                       "CAGRRequire",
                                       "baselineYear",
                                       "baseYear",
                                       "latestAvailable",
                                       "currentLevelThresholds",
                                       "currentLevelThresholdsName",
                                       NULL };
  const char *direction = text_of(methodology, "normativeDirection");
  if (!only_members(one, methodology, known)) return false;
  if (!read_trend(text_of(methodology, "trendMethodology"), &options->trend)) {
    miss(one, "a trend rule that no source tells: %s", text_of(methodology, "trendMethodology"));
    return false;
  }
  options->maintain = strncmp(direction, "not ", strlen("not ")) == 0;
  options->needed_growth = number_of(methodology, "CAGRRequire");
  read_limits(methodology, options);
  series->direction = direction_of(direction);
  series->base_year = number_of(methodology, "baselineYear");
  series->target = number_of(methodology, has(methodology, "value") ? "value" : "targetValue");
  return true;
}

static void read_limits(const cJSON *methodology, rsl_unsd_options *options) {
  double limits[3];
  if (numbers_of(methodology, "CAGRLimit", limits, 3) != 3) return;
  options->growth_on_track = limits[0];
  options->growth_fair = limits[1];
  options->growth_limited = limits[2];
}

static bool read_trend(const char *word, rsl_unsd_trend *out) {
  static const trend_word words[] = {
    { "CAGRR", RSL_UNSD_TREND_RATIO },       { "CAGRA", RSL_UNSD_TREND_GROWTH },
    { "AARRR", RSL_UNSD_TREND_REDUCTION },   { "CAGRR+AARRR", RSL_UNSD_TREND_REDUCTION_RATIO },
    { "Doubling", RSL_UNSD_TREND_DOUBLING }, { "Halfing", RSL_UNSD_TREND_HALVING },
    { "Halving", RSL_UNSD_TREND_HALVING },   { "Likert", RSL_UNSD_TREND_LIKERT },
    { "Binary", RSL_UNSD_TREND_BINARY },     { "SpecialGINI", RSL_UNSD_TREND_GINI },
  };
  for (size_t i = 0; i < sizeof words / sizeof *words; i++) {
    if (strcmp(words[i].written, word) != 0) continue;
    *out = words[i].trend;
    return true;
  }
  return false;
}

/* `>95` and `<5` are taken at their number, `N` at 0, as the publisher does. */
static double labelled_value(const cJSON *value) {
  cJSON bare = { .type = cJSON_String };
  if (!cJSON_IsString(value) || !isnan(number_value(value))) return number_value(value);
  if (strcmp(value->valuestring, "N") == 0) return 0;
  if (value->valuestring[0] == '\0') return NAN;
  bare.valuestring = value->valuestring + 1;
  return number_value(&bare);
}

/* ---- Runs of the code behind its pages, which takes a target for met only when it is passed --------------------------- */

static void handle_run(published_case *one) {
  rsl_unsd_options options = begin_options(RSL_UNSD_2022);
  const cJSON *run = one->inputs;
  case_series input;
  rsl_assessment got;
  begin_series(&input);
  add_point(&input, number_of(run, "base_year"), number_of(run, "base_value"));
  add_point(&input, number_of(run, "final_year"), number_of(run, "final_value"));
  options.met_ratio = 1;
  input.series.base_year = number_of(run, "base_year");
  input.series.target = number_of(run, "target");
  input.series.target_year = number_of(run, "target_year");
  input.series.direction = direction_of(text_of(run, "type"));
  if (rsl_progress_unsd(&options, &input.series, &got, NULL) != RSL_OK) miss(one, "the library takes no such series");
  expect_word(one, "status", rsl_class_code(got.rated_as));
}

/* ---- From series to goals ------------------------------------------------------------------------------------------------ */

static void handle_statuses(published_case *one) {
  rsl_score_node nodes[MOST_STATUSES + 1] = { { .group = true } };
  double points[MOST_STATUSES];
  size_t point_count = numbers_of(one->inputs, "points", points, MOST_STATUSES);
  size_t count = 1;
  const cJSON *status = NULL;
  rsl_method_options options;
  rsl_assessment got;
  cJSON_ArrayForEach(status, cJSON_GetObjectItemCaseSensitive(one->inputs, "statuses")) {
    const char *word = cJSON_IsString(status) ? status->valuestring : "";
    if (count <= MOST_STATUSES) nodes[count++].rated_as = class_of(word, RSL_CLASS_TARGET_ACHIEVED);
  }
  (void)!rsl_method_begin(RSL_METHOD_UNSD, RSL_UNSD_UNDP_2023, &options, NULL);
  if (rsl_progress_roll_up(&options, nodes, count, &got, NULL) != RSL_OK) miss(one, "the library takes no such list");
  for (size_t i = 0; i < point_count && i + 1 < count; i++) {
    bool same = nodes[i + 1].score == points[i] || (isnan(nodes[i + 1].score) && isnan(points[i]));
    if (!same) miss(one, "points[%zu]: got %g, wanted %g", i, nodes[i + 1].score, points[i]);
  }
  expect_word(one, "status", rsl_class_code(got.rated_as));
}
