/* Targets of Vietnamese resolutions with the verdict that was published of them, against the library's own method: no
 * publisher tells a rule, and one table of twelve follows none, so that not all can agree. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "cases/cases.h"

enum { NUMBER_SIZE = 40 };

typedef struct verdict_word {
  const char *written;
  rsl_rating rating;
} verdict_word;

static const cJSON *last_actual(const cJSON *written);
static bool has_ends(const cJSON *target);
static bool read_form(const cJSON *written, rsl_path_input *input);
static rsl_rating rate_at(rsl_path_input *input, double actual);
static rsl_decimal decimal_of(double value);
static rsl_period period_of(const char *text);
static double end_of(const cJSON *actual, int end);

bool vn_target_is_case(const cJSON *written) {
  const cJSON *target = cJSON_GetObjectItemCaseSensitive(written, "target");
  const char *per = text_of(target, "per");
  bool of_the_end = strcmp(per, "year") == 0 || strcmp(per, "end") == 0;
  return text_of(written, "published_verdict")[0] != '\0' && of_the_end && has_ends(target) &&
         last_actual(written) != NULL;
}

bool handle_vn_target(published_case *one) {
  static const verdict_word words[] = { { "Vượt", RSL_RATING_EXCEEDED },
                                        { "Đạt", RSL_RATING_MET },
                                        { "Xấp xỉ đạt", RSL_RATING_NEARLY_MET },
                                        { "Không đạt", RSL_RATING_MISSED },
                                        { "Chưa đạt", RSL_RATING_MISSED } };
  rsl_path_input input = RSL_PATH_INPUT_INIT;
  const char *verdict = text_of(one->expected, "published_verdict");
  size_t i = 0;
  if (!has(one->inputs, "published_verdict")) return false;
  while (i < sizeof words / sizeof *words && strcmp(words[i].written, verdict) != 0) i++;
  if (i == sizeof words / sizeof *words) {
    miss(one, "a verdict that is not known: %s", verdict);
  } else if (!read_form(one->inputs, &input)) {
    miss(one, "a form of target that is not known: %s",
         text_of(cJSON_GetObjectItemCaseSensitive(one->inputs, "target"), "op"));
  } else {
    const cJSON *actual = last_actual(one->inputs);
    rsl_rating low = rate_at(&input, end_of(actual, 0));
    rsl_rating high = rate_at(&input, end_of(actual, 1));
    rsl_rating got = low > high ? low : high; /* of a range the worse: it allows no better (T8) */
    if (got != words[i].rating)
      miss(one, "got %s, wanted %s (%s)", rsl_rating_name(got), rsl_rating_name(words[i].rating), verdict);
  }
  drop(one, "published_verdict");
  return true;
}

/* A number, two that it lies between, or `Xuất siêu`: more exported than imported, so that the deficit is below 0. */
static const cJSON *last_actual(const cJSON *written) {
  const cJSON *actuals = cJSON_GetObjectItemCaseSensitive(written, "actuals");
  const cJSON *last = cJSON_GetArrayItem(actuals, cJSON_GetArraySize(actuals) - 1);
  if (last == NULL || strcmp(last->string, text_of(written, "term")) != 0) return NULL;
  return isnan(end_of(last, 0)) ? NULL : last;
}

static double end_of(const cJSON *actual, int end) {
  if (cJSON_IsArray(actual)) return number_value(cJSON_GetArrayItem(actual, end));
  if (cJSON_IsString(actual) && strcmp(actual->valuestring, "Xuất siêu") == 0) return -1;
  return number_value(actual);
}

static bool has_ends(const cJSON *target) {
  return has(target, "lo") || has(target, "hi");
}

static bool read_form(const cJSON *written, rsl_path_input *input) {
  static const struct {
    const char *op;
    rsl_form form;
  } forms[] = { { "ge", RSL_FORM_AT_LEAST }, { "gt", RSL_FORM_ABOVE },      { "le", RSL_FORM_AT_MOST },
                { "lt", RSL_FORM_BELOW },    { "range", RSL_FORM_BETWEEN }, { "approx", RSL_FORM_ABOUT } };
  const cJSON *target = cJSON_GetObjectItemCaseSensitive(written, "target");
  size_t i = 0;
  while (i < sizeof forms / sizeof *forms && strcmp(forms[i].op, text_of(target, "op")) != 0) i++;
  if (i == sizeof forms / sizeof *forms) return false;
  input->form = input->condition.form = forms[i].form;
  input->condition.value = decimal_of(number_of(target, has(target, "lo") ? "lo" : "hi"));
  input->condition.is_range = forms[i].form == RSL_FORM_BETWEEN;
  if (input->condition.is_range) input->condition.upper = decimal_of(number_of(target, "hi"));
  bool falls = strcmp(text_of(written, "direction"), "lower") == 0;
  input->direction = falls ? RSL_DIRECTION_DECREASE : RSL_DIRECTION_INCREASE;
  input->by = input->from = input->actual.period = period_of(text_of(written, "term"));
  return true;
}

static rsl_rating rate_at(rsl_path_input *input, double actual) {
  rsl_path_result result;
  input->actual.value = rsl_number_from_decimal(decimal_of(actual));
  return rsl_progress_path(input, &result, NULL) == RSL_OK ? result.rating : RSL_RATING_NONE;
}

static rsl_decimal decimal_of(double value) {
  char text[NUMBER_SIZE];
  rsl_decimal out = { 0, 0 };
  (void)snprintf(text, sizeof text, "%.15g", value);
  (void)!rsl_decimal_parse(text, strlen(text), NULL, &out);
  return out;
}

static rsl_period period_of(const char *text) {
  rsl_period out = { RSL_PERIOD_NONE, 0 };
  (void)!rsl_period_parse(text, strlen(text), &out);
  return out;
}
