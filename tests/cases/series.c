/* What handlers share of series and words. */
#include <math.h>
#include <string.h>

#include "cases/cases.h"

bool refused(const rsl_assessment *got) {
  return got->rating == RSL_RATING_NO_DATA || got->rating == RSL_RATING_NOT_RATED;
}

void begin_series(case_series *one) {
  one->series = (rsl_series)RSL_SERIES_INIT;
  one->series.points = one->points;
}

void add_point(case_series *one, double year, double value) {
  size_t at = one->series.count;
  if (at == MOST_POINTS) return;
  while (at > 0 && one->points[at - 1].year > year) at--;
  if (at > 0 && one->points[at - 1].year == year && one->points[at - 1].value == value) return;
  memmove(one->points + at + 1, one->points + at, (one->series.count - at) * sizeof *one->points);
  one->points[at] = (rsl_point){ year, value };
  one->series.count++;
}

rsl_direction direction_of(const char *word) {
  static const char *const up[] = { "positive", "increase", "increasing", "not decrease", "max" };
  for (size_t i = 0; i < sizeof up / sizeof *up; i++) {
    if (strcmp(word, up[i]) == 0) return RSL_DIRECTION_INCREASE;
  }
  return RSL_DIRECTION_DECREASE;
}

rsl_class class_of(const char *word, rsl_class first) {
  char plain[WORD_SIZE];
  plain_word(word, plain);
  for (int i = (int)first; i < RSL_CLASS_END; i++) {
    if (strcmp(rsl_class_code((rsl_class)i), plain) == 0) return (rsl_class)i;
  }
  return RSL_CLASS_NONE;
}

bool only_members(published_case *one, const cJSON *object, const char *const *known) {
  const cJSON *member = NULL;
  bool all = true;
  cJSON_ArrayForEach(member, object) {
    size_t i = 0;
    while (known[i] != NULL && strcmp(known[i], member->string) != 0) i++;
    if (known[i] != NULL) continue;
    miss(one, "the handler does not know the input %s", member->string);
    all = false;
  }
  return all;
}
