/* Random histories: whatever merges, is split or moves, and in whichever day's structure it is told, the total stays the
 * same to the last digit (R12), and parts add back to their wholes (R13). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include <cmocka.h>

#include "support/failing_allocator.h"
#include "support/plan_maker.h"
#include "support/random.h"
#include "support/small.h"

enum { ROUNDS = 60, YEARS = 4, FIRST_YEAR = 2020, MOST = 64, PROVINCES = 2, STARTED_WITH = 6 };

/* A commune's life. */
typedef struct life {
  char code[16];
  char from[32];
  char to[32];
  int province;
  bool open;
} life;

static life lives[MOST];
static int life_count;
static uint32_t seed = 7;

static int begin(const char *on, int province) {
  life *next = &lives[life_count];
  *next = (life){ .province = province, .open = true };
  snprintf(next->code, sizeof next->code, "c%d", life_count);
  snprintf(next->from, sizeof next->from, "%s", on);
  return life_count++;
}

static void end(int index, const char *on) {
  snprintf(lives[index].to, sizeof lives[index].to, "%s", on);
  lives[index].open = false;
}

/* On the first of January some communes merge, one is split, one goes to the other province whole. */
static void change(small *s, const char *on) {
  static const char *const shares[][2] = { { "1/3", "2/3" }, { "0.1", "0.9" }, { "1/7", "6/7" } };
  int known = life_count;
  for (int i = 0; i < known; i++) {
    int what = random_below(&seed, 5);
    if (!lives[i].open || what > 2 || life_count + 2 > MOST) continue;
    int first = begin(on, what == 2 ? 1 - lives[i].province : lives[i].province);
    end(i, on);
    if (what == 1) {
      const char *const *parts = shares[random_below(&seed, 3)];
      int second = begin(on, random_below(&seed, PROVINCES));
      add_succession(s->plan, lives[i].code, lives[first].code, on, parts[0]);
      add_succession(s->plan, lives[i].code, lives[second].code, on, parts[1]);
      continue;
    }
    add_succession(s->plan, lives[i].code, lives[first].code, on, NULL);
    for (int other = i + 1; what == 0 && other < known; other++) {
      if (!lives[other].open || random_below(&seed, 3) > 0) continue;
      end(other, on);
      add_succession(s->plan, lives[other].code, lives[first].code, on, NULL);
    }
  }
}

static void give_figures(small *s) {
  for (int i = 0; i < life_count; i++) {
    for (int year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
      char period[24];
      char day[24];
      char value[32];
      snprintf(period, sizeof period, "%d", year);
      snprintf(day, sizeof day, "%d-12-31", year);
      bool valid = rsl_plan_unit_valid(s->plan, small_unit_index(s, lives[i].code), day_of(day));
      if (!valid || random_below(&seed, 8) == 0) continue;
      snprintf(value, sizeof value, "%d.%d", random_below(&seed, 2000) - 400, random_below(&seed, 10));
      small_row(s, lives[i].code, "X", period, value);
      small_row(s, lives[i].code, "MOST", period, value);
    }
  }
}

static void make_world(small *s) {
  rsl_indicator sum = small_indicator("X", RSL_RULE_SUM, "commune");
  rsl_indicator most = small_indicator("MOST", RSL_RULE_MAX, "commune");
  life_count = 0;
  small_start(s);
  small_unit(s, "N", "nation", NULL);
  small_unit(s, "P0", "province", "N");
  small_unit(s, "P1", "province", "N");
  for (int i = 0; i < STARTED_WITH; i++) begin("", random_below(&seed, PROVINCES));
  for (int year = FIRST_YEAR + 1; year < FIRST_YEAR + YEARS; year++) {
    char on[24];
    snprintf(on, sizeof on, "%d-01-01", year);
    change(s, on);
  }
  for (int i = 0; i < life_count; i++)
    add_unit(s->plan, lives[i].code, "commune", lives[i].province == 0 ? "P0" : "P1", lives[i].from, lives[i].to);
  sum.decimals = 1;
  small_add(s, &sum);
  small_add(s, &most);
  small_finish(s);
  give_figures(s);
  small_cube(s);
}

static rsl_number total_at_communes(const small *s, const char *period) {
  const rsl_structure *structure = rsl_rollup_structure(s->rollup);
  rsl_number total = rsl_number_absent();
  for (uint32_t p = 0; p < rsl_structure_count(structure); p++) {
    uint32_t unit = rsl_structure_unit(structure, p);
    rsl_figure figure;
    if (rsl_plan_unit(s->plan, unit)->code[0] != 'c') continue;
    if (!rsl_rollup_figure(s->rollup, unit, small_indicator_index(s, "X"), small_period(period), &figure)) continue;
    if (figure.value.kind == RSL_NUMBER_ABSENT) continue;
    total = total.kind == RSL_NUMBER_ABSENT ? figure.value : rsl_number_add(total, figure.value);
  }
  return total;
}

static void same(rsl_number a, rsl_number b, const char *what, const char *period, const char *structure) {
  bool absent = a.kind == RSL_NUMBER_ABSENT || b.kind == RSL_NUMBER_ABSENT;
  if (absent ? a.kind == b.kind : rsl_number_compare(a, b) == 0) return;
  fail_msg("%s of %s in the structure of %s", what, period, structure);
}

/* In its own structure, and in that of each other year. */
static void compare(small *s, int year) {
  char period[24];
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  snprintf(period, sizeof period, "%d", year);
  assert_int_equal(small_try_rollup(s, &request), RSL_OK);
  rsl_figure own = small_figure(s, "N", "X", period);
  rsl_figure most = small_figure(s, "N", "MOST", period);
  for (int wanted = FIRST_YEAR; wanted < FIRST_YEAR + YEARS; wanted++) {
    char day[24];
    snprintf(day, sizeof day, "%d-06-30", wanted);
    request.structure = day_of(day);
    request.bounds = wanted % 2 == 0; /* they change no figure */
    assert_int_equal(small_try_rollup(s, &request), RSL_OK);
    rsl_figure carried = small_figure(s, "N", "X", period);
    same(own.value, carried.value, "the total", period, day);
    same(most.value, small_figure(s, "N", "MOST", period).value, "the largest", period, day);
    assert_int_equal(own.reporting, carried.reporting);
    assert_int_equal(own.owed, carried.owed);
    assert_int_equal(own.status, carried.status);
    if (wanted >= year) same(own.value, total_at_communes(s, period), "what stands in communes", period, day);
  }
}

static void old_total_is_new_total_and_parts_add_back(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; round++) {
    small s;
    make_world(&s);
    assert_int_equal(rsl_cube_check(s.cube, NULL, s.problems, NULL), RSL_OK);
    assert_null(small_problem(&s, "total_not_kept"));
    for (int year = FIRST_YEAR; year < FIRST_YEAR + YEARS; year++) {
      rsl_period first;
      rsl_period last;
      if (!rsl_cube_period_range(s.cube, small_indicator_index(&s, "X"), &first, &last)) continue;
      if (first.index <= year && year <= last.index) compare(&s, year);
    }
    small_end(&s);
  }
}

static bool carry_swept(const rsl_allocator *allocator, void *context) {
  const small *s = context;
  rsl_rollup_request request = RSL_ROLLUP_REQUEST_INIT;
  rsl_rollup *rollup = NULL;
  request.structure = day_of("2023-06-30");
  rsl_status status = rsl_rollup_run(s->cube, &request, allocator, &rollup, NULL);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  rsl_rollup_free(rollup);
  return status == RSL_OK;
}

static void memory_that_runs_out_while_figures_are_carried_is_said(void **state) {
  (void)state;
  small s;
  make_world(&s);
  assert_true(sweep_allocations(carry_swept, &s) > 0);
  small_end(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(old_total_is_new_total_and_parts_add_back),
    cmocka_unit_test(memory_that_runs_out_while_figures_are_carried_is_said),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
