#include <string.h>

#include "review/honesty.h"

enum {
  LEAST_EXACT = 5,   /* figures that are exactly 100, or targets that are exactly met … */
  EXACT_SHARE = 80,  /* … and which per cent of all they are at least */
  LEAST_GREEN = 3,   /* targets of a unit … */
  LEAST_FALLING = 3, /* … and figures that can be held against those before */
};

static void look_at_percentages(const rsl__honesty *in, uint32_t indicator);
static uint32_t latest_of(const rsl__honesty *in, uint32_t indicator);
static bool is_cluster(uint64_t exact, uint64_t all);
static void look_at_targets(const rsl__honesty *in, size_t first, size_t end);
static size_t end_of_unit(const rsl_review *review, size_t first);
static bool is_green(rsl_rating rating);
static void look_at_falling(const rsl__honesty *in, uint32_t unit, size_t greens);
static int step_of(const rsl__honesty *in, uint32_t unit, uint32_t indicator);

/* ---- Exactly 100 ---- */

rsl_status rsl__honesty_clusters(const rsl__honesty *in) {
  for (uint32_t i = 0; i < in->cube->column_count; i++)
    if (strcmp(rsl_plan_indicator(in->plan, i)->unit_of_measure, "%") == 0) look_at_percentages(in, i);
  for (size_t first = 0; first < rsl_review_count(in->review);) {
    size_t end = end_of_unit(in->review, first);
    look_at_targets(in, first, end);
    first = end;
  }
  return RSL_OK;
}

/* Of the latest period, what units gave of themselves. */
static void look_at_percentages(const rsl__honesty *in, uint32_t indicator) {
  uint32_t when = latest_of(in, indicator);
  uint64_t all = 0;
  uint64_t exact = 0;
  const rsl_decimal hundred = { 100, 0 };
  for (uint32_t u = 0; when != 0 && u < in->cube->unit_count; u++) {
    rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, u);
    rsl__group group;
    if (!rsl__cursor_find(&cursor, when, &group)) continue;
    const rsl__row *row = rsl__honesty_row(in, &group);
    all += row != NULL;
    exact += row != NULL && rsl_decimal_compare(rsl__honesty_value(in, indicator, row), hundred) == 0;
  }
  if (!is_cluster(exact, all)) return;
  char period[RSL_PERIOD_TEXT];
  rsl_period_format(rsl__when_period(when), period);
  rsl__problem(in->problems, RSL_SEVERITY_WARNING, "exact_cluster", NULL,
               "%lu of %lu units gave exactly 100 for `%s` in %s: see how it was counted", (unsigned long)exact,
               (unsigned long)all, rsl_plan_indicator(in->plan, indicator)->code, period);
}

/* 0: nothing was told by then. */
static uint32_t latest_of(const rsl__honesty *in, uint32_t indicator) {
  uint32_t latest = 0;
  for (uint32_t u = 0; u < in->cube->unit_count; u++) {
    rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, u);
    rsl__group group;
    while (rsl__cursor_next(&cursor, &group))
      if (rsl__honesty_row(in, &group) != NULL && group.when > latest) latest = group.when;
  }
  return latest;
}

static bool is_cluster(uint64_t exact, uint64_t all) {
  return exact >= LEAST_EXACT && 100 * exact >= EXACT_SHARE * all;
}

static void look_at_targets(const rsl__honesty *in, size_t first, size_t end) {
  uint64_t all = 0;
  uint64_t exact = 0;
  for (size_t i = first; i < end; i++) {
    const rsl_review_row *row = rsl_review_at(in->review, i);
    if (row->actual.kind == RSL_NUMBER_ABSENT || row->target_low.kind == RSL_NUMBER_ABSENT) continue;
    all++;
    exact += rsl_number_compare(row->actual, row->target_low) == 0;
  }
  if (!is_cluster(exact, all)) return;
  char reference[RSL_UNIT_REFERENCE];
  rsl_plan_unit_reference(in->plan, rsl_review_at(in->review, first)->links.unit, reference);
  rsl__problem(in->problems, RSL_SEVERITY_WARNING, "exact_cluster", NULL,
               "%lu of %lu targets of `%s` are met to the last digit: see whether the figures are those that were "
               "measured",
               (unsigned long)exact, (unsigned long)all, reference);
}

/* The rows of a unit stand side by side. */
static size_t end_of_unit(const rsl_review *review, size_t first) {
  size_t end = first + 1;
  uint32_t unit = rsl_review_at(review, first)->links.unit;
  while (end < rsl_review_count(review) && rsl_review_at(review, end)->links.unit == unit) end++;
  return end;
}

/* ---- All is well, and the figures fall ---- */

rsl_status rsl__honesty_greens(const rsl__honesty *in) {
  for (size_t first = 0; in->rollup != NULL && first < rsl_review_count(in->review);) {
    size_t end = end_of_unit(in->review, first);
    bool all_green = true;
    for (size_t i = first; i < end; i++) all_green = all_green && is_green(rsl_review_at(in->review, i)->rating);
    if (all_green && end - first >= LEAST_GREEN)
      look_at_falling(in, rsl_review_at(in->review, first)->links.unit, end - first);
    first = end;
  }
  return RSL_OK;
}

static bool is_green(rsl_rating rating) {
  return rating == RSL_RATING_EXCEEDED || rating == RSL_RATING_EXCEEDED_EARLY || rating == RSL_RATING_MET ||
         rating == RSL_RATING_MET_EARLY || rating == RSL_RATING_ON_TRACK;
}

static void look_at_falling(const rsl__honesty *in, uint32_t unit, size_t greens) {
  size_t compared = 0;
  size_t falling = 0;
  for (uint32_t i = 0; i < in->cube->column_count; i++) {
    if (rsl_plan_indicator(in->plan, i)->direction == RSL_DIRECTION_NONE) continue;
    int step = step_of(in, unit, i);
    compared += step != 2;
    falling += step == -1;
  }
  if (compared < LEAST_FALLING || 2 * falling <= compared) return;
  char reference[RSL_UNIT_REFERENCE];
  rsl_plan_unit_reference(in->plan, unit, reference);
  rsl__problem(
      in->problems, RSL_SEVERITY_WARNING, "green_over_falling", NULL,
      "all %lu targets of `%s` are met or on track, while %lu of the %lu figures that it has are worse than the "
      "period before: see whether the targets ask for enough",
      (unsigned long)greens, reference, (unsigned long)falling, (unsigned long)compared);
}

/* From the period before to the latest: 1 better, 0 the same, -1 worse; 2 where one of the two is not known. */
static int step_of(const rsl__honesty *in, uint32_t unit, uint32_t indicator) {
  size_t count = 0;
  rsl_figure latest;
  rsl_figure before;
  const rsl_period *periods = rsl_rollup_periods(in->rollup, indicator, &count);
  while (count > 0 && (rsl_period_last_day(periods[count - 1]) > in->as_of ||
                       !rsl_rollup_figure(in->rollup, unit, indicator, periods[count - 1], &latest) ||
                       latest.value.kind == RSL_NUMBER_ABSENT))
    count--;
  if (count < 2 || !rsl_rollup_figure(in->rollup, unit, indicator, periods[count - 2], &before)) return 2;
  if (before.value.kind == RSL_NUMBER_ABSENT) return 2;
  int order = rsl_number_compare(latest.value, before.value);
  return rsl_plan_indicator(in->plan, indicator)->direction == RSL_DIRECTION_DECREASE ? -order : order;
}
