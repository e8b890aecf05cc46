/* Rating one series by every published method, and putting series together. The numbers are those of docs/methods.md. */
#include <stdio.h>
#include <string.h>

#include <resolution/progress.h>

static void show(const char *what, double value) {
  char text[RSL_NUMBER_TEXT];
  rsl_number_format(rsl_number_round(rsl_number_from_double(value), 4), text);
  if (text[0] != '\0') printf(", %s %s", what, text);
}

static void show_assessment(const rsl_assessment *got) {
  printf("%s", rsl_method_find(got->method)->name);
  show("ratio", got->ratio);
  show("score", got->score);
  show("projected", got->projected);
  printf(": %s", got->rated_as == RSL_CLASS_NONE ? "no word" : rsl_class_code(got->rated_as));
  printf(" (%s)\n", got->rating == RSL_RATING_NOT_RATED ? rsl_reason_code(got->reason) : rsl_rating_name(got->rating));
}

/* A share of 62 in 2015 and 71 in 2022 that should be 85 by 2030. */
static const rsl_point points[] = { { 2015, 62 }, { 2018, 66 }, { 2022, 71 } };

static rsl_series make_series(void) {
  rsl_series series = RSL_SERIES_INIT;
  series.points = points;
  series.count = sizeof points / sizeof *points;
  series.direction = RSL_DIRECTION_INCREASE;
  series.target = 85;
  return series;
}

/* Each method under its publisher's name; NULL stands for the defaults. */
static bool rate_by_each(const rsl_series *series) {
  rsl_sdsn_options sdsn = RSL_SDSN_OPTIONS_INIT;
  rsl_oecd_options oecd = RSL_OECD_OPTIONS_INIT;
  rsl_assessment got[8];
  sdsn.lower = 20;
  oecd.sigma = 8;
  bool fine = rsl_progress_eurostat(NULL, series, &got[0], NULL) == RSL_OK &&
              rsl_progress_open_sdg(NULL, series, &got[1], NULL) == RSL_OK &&
              rsl_progress_unsd(NULL, series, &got[2], NULL) == RSL_OK &&
              rsl_progress_escap(NULL, series, &got[3], NULL) == RSL_OK &&
              rsl_progress_sdsn(&sdsn, series, &got[4], NULL) == RSL_OK &&
              rsl_progress_oecd(&oecd, series, &got[5], NULL) == RSL_OK &&
              rsl_progress_istat(NULL, series, &got[6], NULL) == RSL_OK &&
              rsl_progress_achievement(NULL, series, &got[7], NULL) == RSL_OK;
  for (size_t i = 0; fine && i < sizeof got / sizeof *got; i++) show_assessment(&got[i]);
  return fine;
}

/* A method by its name, with a parameter by its name: what a program does. */
static bool rate_by_name(const rsl_series *series) {
  rsl_method method = RSL_METHOD_NONE;
  rsl_method_options options;
  rsl_assessment got;
  char text[RSL_NUMBER_TEXT];
  if (!rsl_method_parse("unsd", strlen("unsd"), &method)) return false;
  if (rsl_method_begin(method, 0, &options, NULL) != RSL_OK) return false;
  if (rsl_method_set(&options, "edition", "2022", NULL) != RSL_OK) return false;
  if (!rsl_method_get(&options, "fair", text)) return false;
  if (rsl_progress_rate(&options, series, &got, NULL) != RSL_OK) return false;
  printf("2022, fair from %s: ", text);
  show_assessment(&got);
  if ((got.notes & RSL_NOTE_BASE_PAST_TARGET) != 0) printf("%s\n", rsl_note_name(RSL_NOTE_BASE_PAST_TARGET));
  return true;
}

/* An indicator of two series, and a goal of that and a third. */
static bool roll_up(void) {
  rsl_score_node nodes[] = {
    { .group = true },
    { .parent = 0, .group = true },
    { .parent = 1, .score = 5, .rated_as = RSL_CLASS_TARGET_ACHIEVED },
    { .parent = 1, .score = -1, .rated_as = RSL_CLASS_LIMITED_PROGRESS },
    { .parent = 0, .score = 1, .rated_as = RSL_CLASS_MODERATE_PROGRESS },
  };
  rsl_method_options options;
  rsl_assessment got;
  if (rsl_method_begin(RSL_METHOD_OPEN_SDG, 0, &options, NULL) != RSL_OK) return false;
  if (rsl_progress_roll_up(&options, nodes, sizeof nodes / sizeof *nodes, &got, NULL) != RSL_OK) return false;
  printf("indicator: ((5) + (-1)) / 2 = %g; goal: (2 + 1) / 2 = %g: %s, %s\n", nodes[1].score, got.score,
         rsl_class_word(got.rated_as, RSL_LANGUAGE_ENGLISH), rsl_class_word(got.rated_as, RSL_LANGUAGE_VIETNAMESE));
  return true;
}

/* SDSN's scores: a goal without one takes the mean of its region. */
static bool overall(void) {
  const double goals[] = { 80, RSL_UNKNOWN, 61 };
  const double regional[] = { 75, 72, 50 };
  rsl_assessment got;
  if (rsl_sdsn_overall(NULL, goals, regional, 3, 0.1, &got, NULL) != RSL_OK) return false;
  printf("overall: (80 + 72 + 61) / 3 = %g; undernourishment of 9: %.2f, %s\n", got.score, rsl_sdsn_score(9, 42, 3),
         rsl_class_code(rsl_sdsn_colour(9, 8, 15)));
  const rsl_class colours[] = { rsl_sdsn_colour(9, 8, 15), RSL_CLASS_GREEN, RSL_CLASS_RED };
  printf("its goal, beside a green and a red one: %s\n", rsl_class_code(rsl_sdsn_goal_colour(colours, 3)));
  return true;
}

int main(void) {
  const double cuts[4] = { 5, 10, 20, 40 };
  rsl_series series = make_series();
  if (!rate_by_each(&series) || !rate_by_name(&series) || !roll_up() || !overall()) return 1;
  printf("level of 12: %s\n", rsl_class_code(rsl_unsd_level(12, cuts, RSL_DIRECTION_DECREASE)));
  printf("June 2022 is %g\n", rsl_point_year((rsl_period){ RSL_PERIOD_MONTH, 2022 * 12 + 5 }));
  printf("on track at the end is %s\n", rsl_rating_name(rsl_class_rating(RSL_CLASS_ON_TRACK, true)));
  printf("%zu methods, the first %s\n", rsl_method_count(), rsl_method_at(0)->publisher);
  return 0;
}
