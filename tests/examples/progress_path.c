/* Rating one target with progress.h alone: numbers in, numbers out. The numbers are those of the concepts page. */
#include <stdio.h>
#include <string.h>

#include <resolution/progress.h>

static rsl_number decimal(int64_t units, int32_t scale) {
  return rsl_number_from_decimal((rsl_decimal){ units, scale });
}

static void show(const char *what, rsl_number value) {
  char text[RSL_NUMBER_TEXT];
  rsl_number_format(value, text);
  printf("%s %s\n", what, text);
}

int main(void) {
  rsl_path_input input = RSL_PATH_INPUT_INIT;
  input.form = RSL_FORM_AT_LEAST;
  input.condition.form = RSL_FORM_AT_LEAST;
  input.condition.value = (rsl_decimal){ 45, 0 };
  input.direction = RSL_DIRECTION_INCREASE;
  input.by = (rsl_period){ RSL_PERIOD_YEAR, 2025 };
  input.baseline = (rsl_path_figure){ { RSL_PERIOD_YEAR, 2020 }, decimal(360, 1) };
  input.actual = (rsl_path_figure){ { RSL_PERIOD_YEAR, 2022 }, decimal(387, 1) };

  rsl_path_result result;
  rsl_error error = RSL_ERROR_INIT;
  if (rsl_progress_path(&input, &result, &error) != RSL_OK) {
    fprintf(stderr, "%s\n", error.text);
    return 1;
  }
  show("expected", result.expected);
  show("progress", result.progress);
  show("pace", result.pace);
  show("required pace", result.required_pace);
  printf("%s, %s: %s\n", rsl_rating_name(result.rating), rsl_reason_code(result.reason),
         rsl_rating_word(result.rating, RSL_LANGUAGE_VIETNAMESE));
  char sentence[256];
  (void)rsl_path_sentence(&input, &result, 1, RSL_LANGUAGE_ENGLISH, sentence, sizeof sentence);
  printf("%s\n", sentence);

  rsl_rating wanted = RSL_RATING_NONE;
  if (!rsl_rating_parse("on_track", strlen("on_track"), &wanted)) return 1;
  return result.rating > wanted ? 0 : 1; /* ratings are ordered: a greater one is worse */
}
