/* What a method cannot be applied to has no rating, and the reason: every method against every such input. Numbers that
 * are made up would show as a ratio. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include <resolution/progress_series.h>

#include "support/progress_input.h"
#include "support/series.h"

enum { MOST = 4, METHODS = RSL_METHOD_END - 1 };

/* In short, as columns of the table below: in the order of rsl_method. */
enum {
  BY = RSL_REASON_BY_METHOD,       /* it can be applied */
  MET = RSL_REASON_REACHED_EARLY,  /* it can, and the target is met */
  LEVEL = RSL_REASON_LEVEL_ALONE,  /* the same, of a distance */
  RATE = RSL_REASON_NO_CLASSES,    /* the same, of a rate of achievement */
  MISSED = RSL_REASON_NOT_REACHED, /* the same, after its end */
  LOST = RSL_REASON_BASELINE_LOST, /* a rule of the publisher's own for a base that had met it */
  NONE = RSL_REASON_NO_MEASUREMENT,
  ONE = RSL_REASON_ONE_POINT,
  ZERO = RSL_REASON_ZERO_BASE,
  SIGN = RSL_REASON_SIGN_CHANGE,
  SAME = RSL_REASON_TARGET_EQUALS_BASELINE,
  AIM = RSL_REASON_NO_TARGET,
  YEARS = RSL_REASON_YEAR_ORDER,
  BASE = RSL_REASON_NO_BASELINE,
  RANGE = RSL_REASON_OUT_OF_RANGE
};

typedef struct bad_row {
  const char *what;
  double points[MOST][2]; /* a year of 0: no more */
  double target;
  double target_year; /* 0: 2030 */
  double base_year;   /* 0: 2015 */
  rsl_direction direction;
  int reasons[METHODS]; /* eurostat, opensdg, unsd, escap, sdsn, oecd, istat, achievement */
} bad_row;

#define UP RSL_DIRECTION_INCREASE
#define DOWN RSL_DIRECTION_DECREASE
#define X RSL_UNKNOWN

static const bad_row rows[] = {
  { "no figure", { { 0, 0 } }, 100, 0, 0, UP, { NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE } },
  { "figures that are none",
    { { 2015, X }, { 2020, INFINITY } },
    100,
    0,
    0,
    UP,
    { NONE, NONE, NONE, NONE, NONE, NONE, NONE, NONE } },
  { "one figure", { { 2015, 50 } }, 100, 0, 0, UP, { ONE, ONE, ONE, ONE, ONE, LEVEL, ONE, ONE } },
  { "one figure and an infinity",
    { { 2015, 50 }, { 2020, INFINITY } },
    100,
    0,
    0,
    UP,
    { ONE, ONE, ONE, ONE, ONE, LEVEL, ONE, ONE } },
  { "one figure that meets it", { { 2015, 100 } }, 100, 0, 0, UP, { MET, MET, MET, MET, MET, MET, ONE, ONE } },
  /* Eurostat and Open SDG put 0.001 in the place of 0 and say so; ESCAP keeps the last value, since 0 has no logit. */
  { "a base of 0", { { 2015, 0 }, { 2020, 10 } }, 100, 0, 0, UP, { BY, BY, ZERO, BY, BY, LEVEL, ZERO, RATE } },
  { "a base below 0", { { 2015, -10 }, { 2020, 10 } }, 100, 0, 0, UP, { SIGN, SIGN, SIGN, BY, BY, LEVEL, SIGN, RATE } },
  { "a target above 0 of figures below",
    { { 2015, -10 }, { 2020, -5 } },
    4,
    0,
    0,
    UP,
    { SIGN, SIGN, SIGN, BY, BY, LEVEL, BY, RATE } },
  { "all below 0", { { 2015, -10 }, { 2020, -8 } }, -5, 0, 0, UP, { BY, BY, SIGN, BY, BY, LEVEL, BY, RATE } },
  { "the target is the base",
    { { 2015, 50 }, { 2020, 40 } },
    50,
    0,
    0,
    UP,
    { SAME, SAME, LOST, SAME, LOST, LEVEL, BY, SAME } },
  { "the target is the base, and met",
    { { 2015, 50 }, { 2020, 60 } },
    50,
    0,
    0,
    UP,
    { MET, MET, MET, BY, MET, MET, BY, SAME } },
  { "no target", { { 2015, 50 }, { 2020, 60 } }, X, 0, 0, UP, { BY, BY, BY, AIM, AIM, AIM, BY, AIM } },
  { "a target of 0", { { 2015, 50 }, { 2020, 20 } }, 0, 0, 0, DOWN, { BY, BY, BY, BY, BY, LEVEL, BY, RATE } },
  { "all is lost", { { 2015, 50 }, { 2020, 0 } }, 100, 0, 0, UP, { BY, BY, BY, BY, BY, LEVEL, BY, RATE } },
  { "nothing changes", { { 2015, 50 }, { 2020, 50 } }, 100, 0, 0, UP, { BY, BY, BY, BY, BY, LEVEL, BY, RATE } },
  { "due when it begins",
    { { 2015, 50 }, { 2020, 60 } },
    100,
    2015,
    0,
    UP,
    { YEARS, YEARS, YEARS, YEARS, YEARS, LEVEL, BY, MISSED } },
  { "due before it begins",
    { { 2015, 50 }, { 2020, 60 } },
    100,
    2012,
    0,
    UP,
    { YEARS, YEARS, YEARS, YEARS, YEARS, LEVEL, BY, MISSED } },
  /* Whose rule is the nearest or the last earlier figure has the latest one for a base. ESCAP predicts one. */
  { "a base after the last figure",
    { { 2015, 50 }, { 2020, 60 } },
    100,
    0,
    2025,
    UP,
    { ONE, BASE, ONE, BY, BASE, LEVEL, BASE, BASE } },
  { "years that stand still",
    { { 2015, 50 }, { 2015, 60 } },
    100,
    0,
    0,
    UP,
    { YEARS, YEARS, YEARS, YEARS, YEARS, YEARS, YEARS, YEARS } },
  { "years that fall",
    { { 2020, 50 }, { 2015, 60 } },
    100,
    0,
    0,
    UP,
    { YEARS, YEARS, YEARS, YEARS, YEARS, YEARS, YEARS, YEARS } },
  { "growth past all doubles",
    { { 2015, 1e-300 }, { 2020, 1e300 } },
    1e305,
    0,
    0,
    UP,
    { RANGE, RANGE, RANGE, BY, BY, LEVEL, RANGE, RATE } },
};

/* The lower bound is worse than all figures. */
static rsl_method_options options_of(rsl_method method, rsl_direction direction) {
  rsl_method_options options;
  assert_int_equal(rsl_method_begin(method, 0, &options, NULL), RSL_OK);
  if (method == RSL_METHOD_SDSN) options.of.sdsn.lower = direction == DOWN ? 120 : -20;
  if (method == RSL_METHOD_OECD) options.of.oecd.sigma = 5;
  return options;
}

static void set_row(const bad_row *row, test_series *one) {
  size_t count = 0;
  while (count < MOST && row->points[count][0] != 0) count++;
  set_points(one, count, row->points);
  one->series.direction = row->direction;
  one->series.target = row->target;
  if (row->target_year != 0) one->series.target_year = row->target_year;
  one->series.base_year = row->base_year != 0 ? row->base_year : 2015;
}

static bool is_refused(int reason) {
  return reason != BY && reason != MET && reason != LEVEL && reason != RATE && reason != MISSED && reason != LOST;
}

static void every_method_says_why_it_cannot_rate(void **state) {
  (void)state;
  for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
    for (int m = 0; m < METHODS; m++) {
      rsl_method_options options = options_of((rsl_method)(m + 1), rows[r].direction);
      test_series one;
      rsl_assessment got;
      set_row(&rows[r], &one);
      assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
      if ((int)got.reason != rows[r].reasons[m])
        fail_msg("%s by %s: %s, wanted %s", rows[r].what, rsl_method_find(options.method)->name,
                 rsl_reason_code(got.reason), rsl_reason_code((rsl_reason)rows[r].reasons[m]));
      bool none = got.rating == RSL_RATING_NO_DATA || got.rating == RSL_RATING_NOT_RATED;
      bool wanted = is_refused(rows[r].reasons[m]) || rows[r].reasons[m] == LEVEL || rows[r].reasons[m] == RATE;
      assert_int_equal(none, wanted);
      if (is_refused(rows[r].reasons[m])) assert_unknown(got.ratio);
      assert_false(isinf(got.ratio) || isinf(got.score) || isinf(got.projected) || isinf(got.observed) ||
                   isinf(got.required));
    }
  }
}

/* The same series by name and period, as a program hands them over; years alone, since they are in order there. */
static void every_method_says_it_of_bare_series_too(void **state) {
  (void)state;
  for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
    rsl_path_figure figures[MOST];
    rsl_bare_series series = RSL_BARE_SERIES_INIT;
    const bad_row *row = &rows[r];
    bool rises = true;
    for (size_t i = 0; i < MOST && row->points[i][0] != 0; i++) {
      int32_t year = (int32_t)row->points[i][0];
      rises = rises && (i == 0 || row->points[i - 1][0] < year);
      figures[series.figure_count++] =
          (rsl_path_figure){ { RSL_PERIOD_YEAR, year }, rsl_number_from_double(row->points[i][1]) };
    }
    series.figures = figures;
    series.has_target = row->target == row->target && row->target < 1e15;
    if (series.has_target) series.target = (rsl_decimal){ (int64_t)row->target, 0 };
    series.by = (rsl_period){ RSL_PERIOD_YEAR, row->target_year != 0 ? (int32_t)row->target_year : 2030 };
    series.baseline = (rsl_period){ RSL_PERIOD_YEAR, row->base_year != 0 ? (int32_t)row->base_year : 2015 };
    series.direction = row->direction;
    for (int m = 0; m < METHODS; m++) {
      rsl_method_options options = options_of((rsl_method)(m + 1), rows[r].direction);
      rsl_series_rule rule = RSL_SERIES_RULE_INIT;
      rsl_series_standing got;
      rule.method = &options;
      rsl_status status = rsl_progress_series(&series, &rule, &got, NULL);
      assert_int_equal(status, rises ? RSL_OK : RSL_ERR_ARGUMENT);
      if (status == RSL_OK && row->target < 1e15) assert_int_equal(got.reason, row->reasons[m]);
    }
  }
}

/* The editions that are not the newest: none rates what cannot be. */
static void older_editions_say_it_too(void **state) {
  (void)state;
  for (size_t r = 0; r < sizeof rows / sizeof *rows; r++) {
    for (size_t m = 0; m < rsl_method_count(); m++) {
      rsl_method_options options;
      for (int edition = 1; rsl_method_begin(rsl_method_at(m)->method, edition, &options, NULL) == RSL_OK; edition++) {
        test_series one;
        rsl_assessment got;
        set_row(&rows[r], &one);
        assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
        int wanted = rows[r].reasons[rsl_method_at(m)->method - 1];
        bool undp = options.method == RSL_METHOD_UNSD && edition >= RSL_UNSD_UNDP && wanted == SIGN; /* as its code */
        bool none = got.rating == RSL_RATING_NO_DATA || got.rating == RSL_RATING_NOT_RATED;
        if (is_refused(wanted) && !undp && !none)
          fail_msg("%s by %s, edition %d: %s", rows[r].what, rsl_method_at(m)->name, edition,
                   rsl_reason_code(got.reason));
      }
    }
  }
}

/* A zero is replaced only where the publisher does, and never silently; a parameter forbids it. */
static void a_base_of_0_is_refused_where_it_may_not_be_replaced(void **state) {
  (void)state;
  const rsl_method methods[] = { RSL_METHOD_EUROSTAT, RSL_METHOD_OPEN_SDG };
  for (size_t i = 0; i < 2; i++) {
    rsl_method_options options = options_of(methods[i], UP);
    test_series one;
    rsl_assessment got;
    set_two(&one, 2015, 0, 2020, 10);
    one.series.target = 100;
    assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
    assert_int_equal(got.notes, RSL_NOTE_BASE_REPLACED);
    assert_int_equal(rsl_method_set(&options, "replace_zero", "0", NULL), RSL_OK);
    assert_int_equal(rsl_progress_rate(&options, &one.series, &got, NULL), RSL_OK);
    assert_refused(&got, RSL_REASON_ZERO_BASE);
  }
}

/* The library's own, linear and by growth. */
static void path_says_why_it_cannot_rate(void **state) {
  (void)state;
  static const struct {
    const char *first;
    const char *last;
    const char *target;
    const char *by;
    rsl_reason linear;
    rsl_reason compound;
  } ways[] = {
    { NULL, NULL, "100", "2030", RSL_REASON_NO_MEASUREMENT, RSL_REASON_NO_MEASUREMENT },
    { "50", NULL, "100", "2030", RSL_REASON_NO_MEASUREMENT, RSL_REASON_NO_MEASUREMENT },
    { NULL, "50", "100", "2030", RSL_REASON_NO_BASELINE, RSL_REASON_NO_BASELINE },
    { "0", "40", "100", "2030", RSL_REASON_PROGRESS_ON_TRACK, RSL_REASON_ZERO_BASE },
    { "-10", "40", "100", "2030", RSL_REASON_PROGRESS_ON_TRACK, RSL_REASON_SIGN_CHANGE },
    { "50", "50", "50", "2030", RSL_REASON_BASELINE_KEPT, RSL_REASON_BASELINE_KEPT },
    { "50", "40", "50", "2030", RSL_REASON_BASELINE_LOST, RSL_REASON_BASELINE_LOST },
    { "50", "60", "100", "2015", RSL_REASON_NOT_REACHED, RSL_REASON_NOT_REACHED }, /* its end is past */
    { "50", "60", NULL, "2030", RSL_REASON_NO_TARGET, RSL_REASON_NO_TARGET },
  };
  for (size_t i = 0; i < sizeof ways / sizeof *ways; i++) {
    for (int compound = 0; compound < 2; compound++) {
      rsl_path_figure figures[2];
      rsl_series_rule rule = RSL_SERIES_RULE_INIT;
      rsl_bare_series series = RSL_BARE_SERIES_INIT;
      rsl_series_standing got;
      if (ways[i].first != NULL)
        figures[series.figure_count++] = (rsl_path_figure){ period("2015"), number(ways[i].first) };
      if (ways[i].last != NULL)
        figures[series.figure_count++] = (rsl_path_figure){ period("2020"), number(ways[i].last) };
      series.figures = figures;
      series.has_target = ways[i].target != NULL;
      if (series.has_target) series.target = decimal(ways[i].target);
      series.by = period(ways[i].by);
      series.baseline = period("2015");
      series.direction = RSL_DIRECTION_INCREASE;
      rule.compound = compound != 0;
      assert_int_equal(rsl_progress_series(&series, &rule, &got, NULL), RSL_OK);
      rsl_reason wanted = compound ? ways[i].compound : ways[i].linear;
      if (got.reason != wanted)
        fail_msg("way %zu, %d: %s, wanted %s", i, compound, rsl_reason_code(got.reason), rsl_reason_code(wanted));
    }
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(every_method_says_why_it_cannot_rate),
    cmocka_unit_test(every_method_says_it_of_bare_series_too),
    cmocka_unit_test(older_editions_say_it_too),
    cmocka_unit_test(a_base_of_0_is_refused_where_it_may_not_be_replaced),
    cmocka_unit_test(path_says_why_it_cannot_rate),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
