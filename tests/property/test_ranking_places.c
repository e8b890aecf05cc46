/* Random figures: a place is one more than how many are better by the cross products of numerators and denominators, and lies
 * between the best and the worst that R11's bounds of all the units could make of it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include <resolution/review.h>

#include "support/random.h"
#include "support/small.h"

enum { ROUNDS = 80, DISTRICTS = 9, COMMUNES = 4 };

static uint32_t seed = 11;

/* What the communes of a district gave, together. */
typedef struct sides {
  int64_t above;
  int64_t below;
} sides;

static void plan(small *s, rsl_direction direction) {
  rsl_indicator share = small_indicator("SHARE", RSL_RULE_RATIO, "commune");
  char code[16];
  small_unit(s, "P", "province", NULL);
  for (int d = 0; d < DISTRICTS; d++) {
    (void)snprintf(code, sizeof code, "D%d", d);
    small_unit(s, code, "district", "P");
    for (int c = 0; c < COMMUNES; c++) {
      char commune[32];
      (void)snprintf(commune, sizeof commune, "d%d-%d", d, c);
      small_unit(s, commune, "commune", code);
    }
  }
  small_sum(s, "ABOVE");
  small_sum(s, "BELOW");
  share.rollup.numerator = "ABOVE";
  share.rollup.denominator = "BELOW";
  share.direction = direction;
  share.has_min_coverage = true; /* 0: one commune is enough */
  small_add(s, &share);
  small_finish(s);
}

/* Few different figures, so that many are the same; one commune in four gives none. */
static void fill(small *s, sides *all) {
  for (int d = 0; d < DISTRICTS; d++) {
    all[d] = (sides){ 0, 0 };
    for (int c = 0; c < COMMUNES; c++) {
      char commune[32];
      char above[16];
      char below[16];
      int numerator = random_below(&seed, 4);
      int denominator = 1 + random_below(&seed, 3);
      if (random_below(&seed, 4) == 0) continue;
      (void)snprintf(commune, sizeof commune, "d%d-%d", d, c);
      (void)snprintf(above, sizeof above, "%d", numerator);
      (void)snprintf(below, sizeof below, "%d", denominator);
      small_row(s, commune, "ABOVE", "2022", above);
      small_row(s, commune, "BELOW", "2022", below);
      all[d].above += numerator;
      all[d].below += denominator;
    }
  }
}

static size_t place_by_hand(const sides *all, int district, bool less_is_better) {
  size_t better = 0;
  for (int d = 0; d < DISTRICTS; d++) {
    if (all[d].below == 0) continue;
    int64_t left = all[d].above * all[district].below;
    int64_t right = all[district].above * all[d].below;
    better += less_is_better ? left < right : left > right;
  }
  return better + 1;
}

/* Of the others those that are better, or worse, whatever the missing ones give. */
static void check_bounds(const rsl_ranking *ranking, const rsl_ranking_row *row, bool less_is_better) {
  size_t surely_better = 0;
  size_t surely_worse = 0;
  for (size_t i = 0; i < rsl_ranking_summarize(ranking)->ranked; i++) {
    const rsl_ranking_row *other = rsl_ranking_at(ranking, i);
    if (other == row) continue;
    bool below = rsl_number_compare(other->figure.high, row->figure.low) < 0;
    bool above = rsl_number_compare(other->figure.low, row->figure.high) > 0;
    surely_better += less_is_better ? below : above;
    bool not_above = rsl_number_compare(other->figure.high, row->figure.low) <= 0;
    bool not_below = rsl_number_compare(other->figure.low, row->figure.high) >= 0;
    surely_worse += less_is_better ? not_below : not_above;
  }
  assert_int_equal(row->best_place, surely_better + 1);
  assert_int_equal(row->worst_place, rsl_ranking_summarize(ranking)->ranked - surely_worse);
  assert_true(row->best_place <= row->place && row->place <= row->worst_place);
}

static void check(const small *s, const rsl_ranking *ranking, const sides *all, bool less_is_better) {
  size_t ranked = 0;
  for (int d = 0; d < DISTRICTS; d++) {
    char code[16];
    (void)snprintf(code, sizeof code, "D%d", d);
    const rsl_ranking_row *row = rsl_ranking_of(ranking, small_unit_index(s, code));
    if (all[d].below == 0) {
      assert_int_equal(row->place, 0);
      continue;
    }
    ranked++;
    assert_int_equal(row->place, place_by_hand(all, d, less_is_better));
    check_bounds(ranking, row, less_is_better);
  }
  assert_int_equal(rsl_ranking_summarize(ranking)->ranked, ranked);
  for (size_t i = 1; i < ranked; i++)
    assert_true(rsl_ranking_at(ranking, i - 1)->place <= rsl_ranking_at(ranking, i)->place);
}

static void a_place_is_one_more_than_how_many_are_better(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; round++) {
    small s;
    sides all[DISTRICTS];
    rsl_ranking *ranking = NULL;
    rsl_ranking_options options = RSL_RANKING_OPTIONS_INIT;
    bool less_is_better = round % 2 == 0;
    small_start(&s);
    plan(&s, less_is_better ? RSL_DIRECTION_DECREASE : RSL_DIRECTION_INCREASE);
    fill(&s, all);
    small_cube(&s);
    options.indicator = small_indicator_index(&s, "SHARE");
    assert_int_equal(rsl_ranking_run(s.cube, &options, NULL, &ranking, NULL), RSL_OK);
    check(&s, ranking, all, less_is_better);
    rsl_ranking_free(ranking);
    small_end(&s);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = { cmocka_unit_test(a_place_is_one_more_than_how_many_are_better) };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
