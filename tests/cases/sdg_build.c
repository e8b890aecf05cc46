/* Eurostat, as EUSTAT computes it, and Open SDG: their code is of one family, and so are their cases. */
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cases/cases.h"

enum { MOST_NODES = 256 };

typedef struct rollup_case {
  rsl_score_node nodes[MOST_NODES];
  size_t count;
} rollup_case;

static bool method_of(const published_case *one, rsl_method_options *options);
static void handle_row(published_case *one, rsl_method_options *options);
static void handle_points(published_case *one, rsl_method_options *options);
static bool read_points(const cJSON *points, case_series *out);
static double year_value(const cJSON *year);
static void read_config(const cJSON *config, rsl_method_options *options, case_series *out);
static void read_thresholds(const cJSON *thresholds, rsl_method_options *options);
static void compare(published_case *one, const rsl_assessment *got);
static void compare_thresholds(published_case *one, const rsl_assessment *got);
static void compare_warnings(published_case *one, const rsl_assessment *got);
static void handle_scores(published_case *one, rsl_method_options *options);
static void read_scores(const cJSON *scores, const cJSON *words, const cJSON *achieved, size_t parent,
                        rollup_case *out);
static rsl_class series_class(const cJSON *word, const cJSON *achieved);

bool handle_sdg_build(published_case *one) {
  static const char *const row[] = { "base_year", "base_value",  "current_year", "current_value", "direction",
                                     "target",    "target_year", "limit",        "method",        NULL };
  static const char *const points[] = { "points", "config", "method", NULL };
  static const char *const scores[] = { "series_scores", "series_status", "target_achieved", "score", "method", NULL };
  rsl_method_options options;
  if (!method_of(one, &options)) return false;
  if (cJSON_HasObjectItem(one->inputs, "current_value")) {
    if (only_members(one, one->inputs, row)) handle_row(one, &options);
  } else if (cJSON_HasObjectItem(one->inputs, "points")) {
    if (only_members(one, one->inputs, points)) handle_points(one, &options);
  } else if (cJSON_HasObjectItem(one->inputs, "series_scores") || cJSON_HasObjectItem(one->inputs, "score")) {
    if (only_members(one, one->inputs, scores)) handle_scores(one, &options);
  } else {
    return false;
  }
  return true;
}

static bool method_of(const published_case *one, rsl_method_options *options) {
  const char *name = text_of(one->inputs, "method");
  rsl_method method = RSL_METHOD_NONE;
  if (strncmp(name, "eurostat", strlen("eurostat")) == 0) method = RSL_METHOD_EUROSTAT;
  if (strncmp(name, "opensdg", strlen("opensdg")) == 0) method = RSL_METHOD_OPEN_SDG;
  return rsl_method_begin(method, 0, options, NULL) == RSL_OK;
}

/* ---- Series ------------------------------------------------------------------------------------------------------ */

static void handle_row(published_case *one, rsl_method_options *options) {
  const cJSON *row = one->inputs;
  case_series input;
  rsl_assessment got;
  begin_series(&input);
  if (has(row, "base_value")) add_point(&input, number_of(row, "base_year"), number_of(row, "base_value"));
  if (has(row, "current_value")) add_point(&input, number_of(row, "current_year"), number_of(row, "current_value"));
  input.series.direction = direction_of(text_of(row, "direction"));
  input.series.base_year = number_of(row, "base_year");
  input.series.target = number_of(row, "target");
  input.series.target_year = number_of(row, "target_year");
  input.series.limit = number_of(row, "limit");
  if (rsl_progress_rate(options, &input.series, &got, NULL) != RSL_OK) miss(one, "the library takes no such series");
  compare(one, &got);
}

static void handle_points(published_case *one, rsl_method_options *options) {
  static const char *const known[] = { "direction",           "target",           "target_year", "base_year", "limit",
                                       "progress_thresholds", "progress_boolean", NULL };
  const cJSON *config = cJSON_GetObjectItemCaseSensitive(one->inputs, "config");
  case_series input;
  rsl_assessment got;
  begin_series(&input);
  if (!only_members(one, config, known)) return;
  if (!read_points(cJSON_GetObjectItemCaseSensitive(one->inputs, "points"), &input)) {
    expect_refusal(one, true); /* what is no figure never comes as far as a method */
    return;
  }
  read_config(config, options, &input);
  if (rsl_progress_rate(options, &input.series, &got, NULL) != RSL_OK) miss(one, "the library takes no such series");
  expect_refusal(one, refused(&got));
  compare(one, &got);
}

static bool read_points(const cJSON *points, case_series *out) {
  const cJSON *point = NULL;
  cJSON_ArrayForEach(point, points) {
    const cJSON *value = cJSON_GetArrayItem(point, 1);
    double number = number_value(value);
    if (isnan(number) && !cJSON_IsNull(value)) return false;
    add_point(out, year_value(cJSON_GetArrayItem(point, 0)), number);
  }
  return true;
}

/* `2015-16` begins in 2015. */
static double year_value(const cJSON *year) {
  char first[5] = "";
  if (cJSON_IsNumber(year) || !cJSON_IsString(year)) return number_value(year);
  (void)snprintf(first, sizeof first, "%s", year->valuestring);
  return strtod(first, NULL);
}

static void read_config(const cJSON *config, rsl_method_options *options, case_series *out) {
  out->series.direction = direction_of(text_of(config, "direction"));
  out->series.base_year = number_of(config, "base_year");
  out->series.target = number_of(config, "target");
  out->series.target_year = number_of(config, "target_year");
  out->series.limit = number_of(config, "limit");
  read_thresholds(cJSON_GetObjectItemCaseSensitive(config, "progress_thresholds"), options);
  if (cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(config, "progress_boolean")))
    (void)!rsl_method_set(options, "binary", "yes", NULL);
}

static void read_thresholds(const cJSON *thresholds, rsl_method_options *options) {
  static const char *const members[] = { "high", "med", "low" };
  static const char *const eurostat[] = { "significant",        "moderate",        "away",
                                          "growth_significant", "growth_moderate", "growth_stagnant" };
  static const char *const open_sdg[] = { "substantial",        "moderate",        "limited",
                                          "growth_substantial", "growth_moderate", "growth_limited" };
  const char *const *names = options->method == RSL_METHOD_EUROSTAT ? eurostat : open_sdg;
  for (size_t i = 0; i < 3; i++) {
    char text[RSL_NUMBER_TEXT];
    if (!has(thresholds, members[i])) continue;
    rsl_number_format(rsl_number_from_double(number_of(thresholds, members[i])), text);
    (void)!rsl_method_set(options, names[i], text, NULL);
    (void)!rsl_method_set(options, names[i + 3], text, NULL);
  }
}

static void compare(published_case *one, const rsl_assessment *got) {
  expect_number(one, "progress_value", got->ratio);
  expect_number(one, "score", got->score);
  expect_word(one, "status", rsl_class_code(got->rated_as));
  expect_number(one, "base_year_used", got->base.year);
  expect_number(one, "base_value_used", got->base.value);
  expect_number(one, "current_year", got->current.year);
  expect_number(one, "target_used", got->target);
  expect_number(one, "sign", got->base.value < 0 ? -1 : 1);
  compare_thresholds(one, got);
  compare_warnings(one, got);
}

static void compare_thresholds(published_case *one, const rsl_assessment *got) {
  published_case inner = *one;
  const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(one->expected, "thresholds");
  if (wanted == NULL) return;
  inner.expected = cJSON_Duplicate(wanted, true);
  expect_number(&inner, "high", got->cuts[0]);
  expect_number(&inner, "med", got->cuts[1]);
  expect_number(&inner, "low", got->cuts[2]);
  expect_number(&inner, "coefficient", got->limit_factor);
  if (inner.expected->child != NULL) miss(&inner, "a threshold that is not known: %s", inner.expected->child->string);
  cJSON_Delete(inner.expected);
  one->misses = inner.misses;
  drop(one, "thresholds");
}

/* Their text is the publisher's own; that there is something to tell is compared. */
static void compare_warnings(published_case *one, const rsl_assessment *got) {
  const cJSON *wanted = cJSON_GetObjectItemCaseSensitive(one->expected, "warnings");
  if (wanted == NULL) return;
  bool warns = refused(got) || (got->notes & ~(unsigned)RSL_NOTE_BASE_PAST_TARGET) != 0;
  if (warns != (cJSON_GetArraySize(wanted) > 0)) miss(one, "warnings: got %s", warns ? "a note" : "none");
  drop(one, "warnings");
}

/* ---- From scores to indicators ------------------------------------------------------------------------------------- */

static void handle_scores(published_case *one, rsl_method_options *options) {
  static rollup_case tree;
  rsl_assessment got;
  tree.nodes[0] = (rsl_score_node){ .group = true };
  tree.count = 1;
  if (has(one->inputs, "score"))
    tree.nodes[tree.count++] = (rsl_score_node){ .score = number_of(one->inputs, "score") };
  read_scores(cJSON_GetObjectItemCaseSensitive(one->inputs, "series_scores"),
              cJSON_GetObjectItemCaseSensitive(one->inputs, "series_status"),
              cJSON_GetObjectItemCaseSensitive(one->inputs, "target_achieved"), 0, &tree);
  if (rsl_progress_roll_up(options, tree.nodes, tree.count, &got, NULL) != RSL_OK)
    miss(one, "the library takes no such scores");
  expect_number(one, "score", got.score);
  expect_word(one, "status", rsl_class_code(got.rated_as));
}

/* An array or an object within the array is a group. */
static void read_scores(const cJSON *scores, const cJSON *words, const cJSON *achieved, size_t parent,
                        rollup_case *out) {
  const cJSON *score = NULL;
  int at = 0;
  cJSON_ArrayForEach(score, scores) {
    const cJSON *word = cJSON_GetArrayItem(words, at);
    const cJSON *met = cJSON_GetArrayItem(achieved, at);
    at++;
    if (out->count == MOST_NODES) return;
    size_t own = out->count++;
    bool group = cJSON_IsArray(score) || cJSON_IsObject(score);
    out->nodes[own] = (rsl_score_node){ .parent = parent, .group = group };
    out->nodes[own].score = number_value(score);
    out->nodes[own].rated_as = series_class(word, met);
    if (group) read_scores(score, word, met, own, out);
  }
}

static rsl_class series_class(const cJSON *word, const cJSON *achieved) {
  if (cJSON_IsTrue(achieved)) return RSL_CLASS_TARGET_ACHIEVED;
  return cJSON_IsString(word) ? class_of(word->valuestring, RSL_CLASS_SIGNIFICANT_PROGRESS) : RSL_CLASS_NONE;
}
