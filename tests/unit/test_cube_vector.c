/* Every set of loops that this processor can run, against the same sums written down plainly. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cube/block.h"
#include "cube/vector.h"
#include "support/random.h"

enum { ROWS = 5, STRIDE = 64 };

typedef struct figures {
  int16_t narrow[ROWS * STRIDE + 4096];
  int32_t middle[ROWS * STRIDE + 4096];
  int64_t wide[ROWS * STRIDE + 4096];
} figures;

typedef struct sums {
  int64_t a[STRIDE];
  int64_t b[STRIDE];
  uint32_t reporting[STRIDE];
  uint64_t prints[STRIDE];
  uint8_t lonely[STRIDE];
} sums;

static uint32_t seed = 7;

/* A third of the figures is absent; the ends of each width are among the others. */
static void fill(figures *all) {
  for (size_t i = 0; i < ROWS * STRIDE; i++) {
    bool there = random_below(&seed, 3) > 0;
    int value = random_below(&seed, 10) == 0   ? INT16_MAX
                : random_below(&seed, 10) == 0 ? -INT16_MAX
                                               : random_below(&seed, 2001) - 1000;
    all->narrow[i] = there ? (int16_t)value : INT16_MIN;
    all->middle[i] = there ? (random_below(&seed, 9) == 0 ? INT32_MAX : value * 1000) : INT32_MIN;
    all->wide[i] = there ? (int64_t)value * 1000000007 : INT64_MIN;
  }
}

static const void *of_width(const figures *all, unsigned width) {
  return width == 0 ? (const void *)all->narrow : width == 1 ? (const void *)all->middle : (const void *)all->wide;
}

static void start(sums *all, int64_t a) {
  memset(all, 0, sizeof *all);
  for (int i = 0; i < STRIDE; i++) all->a[i] = a;
}

/* Rows of every length, and those of one period, or of a year or less, which have loops of their own. */
static const size_t strides[] = { STRIDE, 8, 16 };
enum { STRIDES = 3 };

static void add_plainly(const figures *of, unsigned width, size_t stride, uint32_t lanes, int kind, sums *all) {
  for (uint32_t row = 0; row < ROWS; row++) {
    for (uint32_t i = 0; i < lanes; i++) {
      int64_t value = rsl__lane_value(of_width(of, width), width, row * stride + i);
      if (value == RSL__ABSENT) continue;
      all->reporting[i]++;
      if (kind == 0) all->a[i] += value;
      if (kind == 1 && value < all->a[i]) all->a[i] = value;
      if (kind == 2 && value > all->a[i]) all->a[i] = value;
    }
  }
}

static void each_set_sums_and_finds_extremes_as_written_down(void **state) {
  (void)state;
  static figures of;
  const rsl__vector *set = NULL;
  fill(&of);
  for (size_t s = 0; (set = rsl__vector_at(s)) != NULL; s++) {
    for (unsigned width = 0; width < RSL__WIDTHS; width++) {
      const rsl__take takes[] = { set->sum[width], set->least[width], set->greatest[width] };
      const int64_t begin[] = { 0, INT64_MAX, INT64_MIN };
      for (int kind = 0; kind < 3; kind++) {
        for (uint32_t at = 0; at < STRIDES * STRIDE; at++) {
          const size_t stride = strides[at / STRIDE];
          const uint32_t lanes = at % STRIDE + 1;
          if (lanes > stride) continue;
          sums got;
          sums want;
          start(&got, begin[kind]);
          start(&want, begin[kind]);
          takes[kind]((rsl__figures_at){ of_width(&of, width), stride }, ROWS, lanes, got.a, got.reporting);
          add_plainly(&of, width, stride, lanes, kind, &want);
          assert_memory_equal(&got, &want, sizeof got);
        }
      }
    }
  }
}

static void pair_plainly(const figures *x, unsigned wide_x, const figures *y, unsigned wide_y, size_t stride,
                         uint32_t lanes, bool weighs, sums *all) {
  for (size_t at = 0; at < ROWS * stride; at++) {
    size_t i = at % stride;
    if (i >= lanes) continue;
    int64_t value_x = rsl__lane_value(of_width(x, wide_x), wide_x, at);
    int64_t value_y = rsl__lane_value(of_width(y, wide_y), wide_y, at);
    bool there_x = value_x != RSL__ABSENT;
    bool there_y = value_y != RSL__ABSENT;
    if (weighs ? there_x && !there_y : there_x != there_y) all->lonely[i] = 1;
    if (!there_x || !there_y) continue;
    all->a[i] += weighs ? value_x * value_y : value_x;
    all->b[i] += value_y;
    all->reporting[i]++;
  }
}

static void each_set_pairs_and_weighs_as_written_down(void **state) {
  (void)state;
  static figures x;
  static figures y;
  const rsl__vector *set = NULL;
  fill(&x);
  fill(&y);
  /* Products of wide figures would not fit into 64 bits, which is what makes a sheet plain: these are smaller. */
  for (size_t i = 0; i < ROWS * STRIDE; i++) {
    if (x.wide[i] != INT64_MIN) x.wide[i] %= 1000000;
    if (y.wide[i] != INT64_MIN) y.wide[i] %= 1000;
  }
  for (size_t s = 0; (set = rsl__vector_at(s)) != NULL; s++) {
    for (unsigned both = 0; both < RSL__WIDTHS * RSL__WIDTHS * 2 * STRIDES * 2; both++) {
      size_t stride = strides[both / (RSL__WIDTHS * RSL__WIDTHS * 2) % STRIDES];
      uint32_t lanes = both / (RSL__WIDTHS * RSL__WIDTHS * 2) < STRIDES ? (uint32_t)stride : 1;
      unsigned wide_x = both / 2 % RSL__WIDTHS;
      unsigned wide_y = both / 2 / RSL__WIDTHS % RSL__WIDTHS;
      bool weighs = both % 2 == 1;
      const rsl__take_pair take = weighs ? set->weigh[wide_x][wide_y] : set->pair[wide_x][wide_y];
      sums got;
      sums want;
      start(&got, 0);
      start(&want, 0);
      take((rsl__figures_at){ of_width(&x, wide_x), stride }, (rsl__figures_at){ of_width(&y, wide_y), stride }, ROWS,
           lanes, got.a, got.b, got.reporting, got.lonely);
      pair_plainly(&x, wide_x, &y, wide_y, stride, lanes, weighs, &want);
      assert_memory_equal(&got, &want, sizeof got);
    }
  }
}

static void each_set_adds_prints_where_a_figure_is(void **state) {
  (void)state;
  static figures of;
  const rsl__vector *set = NULL;
  fill(&of);
  for (size_t s = 0; (set = rsl__vector_at(s)) != NULL; s++) {
    for (unsigned width = 0; width < RSL__WIDTHS; width++) {
      uint64_t prints[STRIDE] = { 0 };
      set->print[width](of_width(&of, width), STRIDE, 12345, prints);
      for (size_t i = 0; i < STRIDE; i++)
        assert_int_equal(prints[i], rsl__lane_value(of_width(&of, width), width, i) == RSL__ABSENT ? 0 : 12345);
    }
  }
}

static void each_set_sees_what_is_past_bounds(void **state) {
  (void)state;
  const rsl__vector *set = NULL;
  for (size_t s = 0; (set = rsl__vector_at(s)) != NULL; s++) {
    for (size_t at = 0; at < 40; at++) {
      int32_t values[40];
      for (size_t i = 0; i < 40; i++) values[i] = i % 5 == 0 ? INT32_MIN : (int32_t)i - 20;
      assert_true(set->within[RSL__WIDTH_32](values, 40, -19, 19));
      assert_false(set->within[RSL__WIDTH_32](values, 40, -18, 19)); /* -19 is there */
      assert_false(set->within[RSL__WIDTH_32](values, 40, -19, 18));
      values[at] = 20;
      assert_false(set->within[RSL__WIDTH_32](values, 40, -19, 19));
    }
  }
}

static void each_set_counts_what_is_between_two_figures(void **state) {
  (void)state;
  static figures of;
  static const int64_t bounds[][2] = { { -400, 700 },        { 0, INT64_MAX }, { -INT64_MAX, 0 },     { 5, 4 },
                                       { INT16_MAX, 40000 }, { 3, 3 },         { -40000, -INT16_MAX } };
  const rsl__vector *set = NULL;
  fill(&of);
  for (size_t s = 0; (set = rsl__vector_at(s)) != NULL; s++) {
    for (size_t b = 0; b < sizeof bounds / sizeof *bounds * RSL__WIDTHS; b++) {
      unsigned width = (unsigned)(b % RSL__WIDTHS);
      const int64_t *within = bounds[b / RSL__WIDTHS];
      sums got;
      sums want;
      start(&got, 0);
      start(&want, 0);
      set->meet[width]((rsl__figures_at){ of_width(&of, width), STRIDE }, ROWS, STRIDE, within[0], within[1], got.a,
                       got.reporting);
      for (size_t at = 0; at < ROWS * STRIDE; at++) {
        int64_t value = rsl__lane_value(of_width(&of, width), width, at);
        want.reporting[at % STRIDE] += value != RSL__ABSENT;
        want.a[at % STRIDE] += value != RSL__ABSENT && value >= within[0] && value <= within[1];
      }
      assert_memory_equal(&got, &want, sizeof got);
    }
  }
}

static void each_set_takes_the_sums_of_a_unit_into_those_above_it(void **state) {
  (void)state;
  static const int64_t from[] = { 3, -5, INT64_MIN, INT64_MAX, 0 };
  static const int64_t into[] = { 4, -7, INT64_MAX, INT64_MIN, -1 };
  static const int64_t added[] = { 7, -12, -1, -1, -1 };
  static const int64_t lesser[] = { 3, -7, INT64_MIN, INT64_MIN, -1 };
  static const int64_t greater[] = { 4, -5, INT64_MAX, INT64_MAX, 0 };
  const rsl__vector *set = NULL;
  for (size_t s = 0; (set = rsl__vector_at(s)) != NULL; s++) {
    const rsl__merge merges[] = { set->add, set->lesser, set->greater };
    const int64_t *wants[] = { added, lesser, greater };
    for (int i = 0; i < 3; i++) {
      int64_t got[5];
      memcpy(got, into, sizeof got);
      merges[i](from, 5, got);
      assert_memory_equal(got, wants[i], sizeof got);
    }
    uint32_t counts[] = { 1, 20, 300 };
    set->add_counts((const uint32_t[]){ 4, 50, 600 }, 3, counts);
    assert_memory_equal(counts, ((const uint32_t[]){ 5, 70, 900 }), sizeof counts);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(each_set_sums_and_finds_extremes_as_written_down),
    cmocka_unit_test(each_set_pairs_and_weighs_as_written_down),
    cmocka_unit_test(each_set_adds_prints_where_a_figure_is),
    cmocka_unit_test(each_set_sees_what_is_past_bounds),
    cmocka_unit_test(each_set_counts_what_is_between_two_figures),
    cmocka_unit_test(each_set_takes_the_sums_of_a_unit_into_those_above_it),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
