/* Whatever was added comes back as it was told, however the cube holds it: alone in its row, or beside others. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "cube/cube.h"
#include "support/random.h"
#include "support/small.h"

enum {
  UNITS = 24,
  MONTHS = 150,
  INDICATORS = 3,
  FIRST_YEAR = 2012,
  MOST = UNITS * MONTHS * INDICATORS * 2,
  ROUNDS = 12
};

/* How a round's figures are told. */
typedef struct manner {
  int months;
  int given;   /* in a hundred */
  int rich;    /* … that carry more than a value */
  int scales;  /* 0: one, 1: as short as can be, 2: any */
  int order;   /* 0: by unit, 1: by period, 2: any */
  int files;   /* 0: one, 1: one a month, 2: none, so that there are no lines either */
  int64_t top; /* figures are below it */
} manner;

static uint32_t seed = 2024;
static rsl_measurement added[MOST];
static size_t count;

static void start(small *s) {
  char code[16];
  small_start(s);
  small_unit(s, "VN", "nation", NULL);
  small_unit(s, "A", "province", "VN");
  small_unit(s, "A1", "district", "A");
  for (int i = 0; i < UNITS; i++) {
    snprintf(code, sizeof code, "u%02d", i);
    small_unit(s, code, "commune", "A1");
  }
  for (int i = 0; i < INDICATORS; i++) {
    snprintf(code, sizeof code, "M%d", i);
    rsl_indicator indicator = small_indicator(code, RSL_RULE_SUM, "commune");
    indicator.frequency = RSL_PERIOD_MONTH;
    indicator.time = RSL_TIME_SUM;
    small_add(s, &indicator);
  }
  small_finish(s);
}

static rsl_decimal random_decimal(const manner *how) {
  int64_t units = (int64_t)random_below(&seed, 1 << 20) * random_below(&seed, 1 << 20) % how->top;
  rsl_decimal value = { random_below(&seed, 8) == 0 ? -units : units, 2 };
  if (how->scales > 0 && random_below(&seed, 3) == 0) value.units = value.units / 100 * 100;
  if (how->scales == 2 && random_below(&seed, 2) == 0) return value;
  while (how->scales > 0 && value.scale > 0 && value.units % 10 == 0) {
    value.units /= 10;
    value.scale--;
  }
  return value;
}

static void enrich(rsl_measurement *m, int number) {
  switch (random_below(&seed, 6)) {
  case 0:
    m->status = 'E';
    break;
  case 1:
    m->source = number % 2 == 0 ? "Report" : "By hand";
    break;
  case 2:
    m->qualifier = RSL_QUALIFIER_ABOUT;
    break;
  case 3:
    m->has_value = false;
    m->status = 'O';
    break;
  case 4:
    m->reported_at = rsl_date_from_civil(2026, 1, 1 + number % 20);
    break;
  default:
    m->has_revision = true;
    m->revision = 1 + number % 3;
    break;
  }
}

static void add_cell(const manner *how, uint32_t unit, uint32_t indicator, int month) {
  if (random_below(&seed, 100) >= how->given) return;
  rsl_measurement *m = &added[count++];
  rsl_measurement_init(m);
  m->unit = unit + 3;
  m->indicator = indicator;
  m->period = rsl_period_shift(small_period("2012-01"), month);
  m->has_value = true;
  m->value = random_decimal(how);
  m->status = 'A';
  if (random_below(&seed, 100) >= how->rich) return;
  enrich(m, (int)count);
  if (!m->has_revision) return;
  rsl_measurement *again = &added[count++];
  *again = *m;
  again->revision += 2;
  again->value = random_decimal(how);
}

static void make(const manner *how) {
  count = 0;
  for (int outer = 0; outer < (how->order == 1 ? how->months : UNITS); outer++)
    for (uint32_t indicator = 0; indicator < INDICATORS; indicator++)
      for (int inner = 0; inner < (how->order == 1 ? UNITS : how->months); inner++)
        add_cell(how, (uint32_t)(how->order == 1 ? inner : outer), indicator, how->order == 1 ? outer : inner);
  for (size_t i = count; how->order == 2 && i > 1; i--) {
    size_t other = (size_t)random_below(&seed, (int)i);
    rsl_measurement held = added[i - 1];
    added[i - 1] = added[other];
    added[other] = held;
  }
}

static void load(small *s, const manner *how) {
  static const char *const files[] = { "a.csv", "b.csv", "c.csv" };
  for (size_t i = 0; i < count; i++) {
    rsl_measurement *m = &added[i];
    m->file = how->files == 2 ? NULL : files[how->files == 0 ? 0 : m->period.index % 3];
    m->line = how->files == 2 ? 0 : i + 2;
    assert_int_equal(rsl_cube_builder_add(s->builder, m, &s->error), RSL_OK);
  }
  small_cube(s);
}

static void assert_same_text(const char *a, const char *b) {
  if (a == NULL || b == NULL)
    assert_ptr_equal(a, b);
  else
    assert_string_equal(a, b);
}

static void assert_comes_back(const small *s, const rsl_measurement *m) {
  rsl_measurement rows[4];
  size_t found = rsl_cube_rows(s->cube, m->unit, m->indicator, m->period, rows, 4);
  const rsl_measurement *row = NULL;
  for (size_t i = 0; i < found; i++)
    if (rows[i].has_revision == m->has_revision && rows[i].revision == m->revision) row = &rows[i];
  assert_non_null(row);
  assert_int_equal(found, m->has_revision ? 2 : 1);
  assert_int_equal(row->has_value, m->has_value);
  if (m->has_value) {
    assert_int_equal(row->value.units, m->value.units);
    assert_int_equal(row->value.scale, m->value.scale);
  }
  assert_int_equal(row->qualifier, m->has_value ? m->qualifier : RSL_QUALIFIER_NONE);
  assert_int_equal(row->status, m->status);
  assert_int_equal(row->reported_at, m->reported_at);
  assert_same_text(row->source, m->source);
  assert_same_text(row->file, m->file);
  assert_int_equal(row->line, m->line);
}

/* @return how many figures stand in blocks alone. */
static size_t look_at_blocks(const small *s) {
  size_t rows = 0;
  for (uint32_t i = 0; i < INDICATORS; i++) rows += s->cube->columns[i].count;
  return count - rows;
}

static void what_was_added_comes_back_as_it_was_told(void **state) {
  (void)state;
  size_t alone = 0;
  for (int round = 0; round < ROUNDS * 27; round++) {
    static const int64_t tops[] = { 30000, 2000000000, 900000000000000 };
    manner how = { round % 2 == 0 ? 48 : MONTHS,
                   round % 4 == 0 ? 97 : 5 + random_below(&seed, 90),
                   random_below(&seed, 3) * 10,
                   round % 3,
                   round / 3 % 3,
                   round / 9 % 3,
                   tops[random_below(&seed, 3)] };
    if (round >= ROUNDS * 3 && round % 7 != 0) continue;
    small s;
    start(&s);
    make(&how);
    load(&s, &how);
    assert_int_equal(rsl_cube_row_count(s.cube), count);
    for (size_t i = 0; i < count; i++) assert_comes_back(&s, &added[i]);
    alone += look_at_blocks(&s);
    rsl_measurement row;
    assert_int_equal(rsl_cube_rows(s.cube, 3, 0, small_period("2011-12"), &row, 1), 0);
    assert_int_equal(rsl_cube_rows(s.cube, 3, 0, small_period("2030-01"), &row, 1), 0);
    small_end(&s);
  }
  assert_true(alone > 100000);
}

/* 150 months are three blocks; a figure of 16 bits beside one of 64 makes its own block wide, and no other. */
static void a_block_is_as_wide_as_its_figures(void **state) {
  (void)state;
  small s;
  start(&s);
  count = 0;
  for (int unit = 0; unit < UNITS; unit++)
    for (int month = 0; month < MONTHS; month++) {
      rsl_measurement *m = &added[count++];
      rsl_measurement_init(m);
      m->unit = (uint32_t)unit + 3;
      m->indicator = 0;
      m->period = rsl_period_shift(small_period("2012-01"), month);
      m->has_value = true;
      m->value.units = month < 64 ? -32767 : month < 128 ? 32768 : INT64_C(2147483648);
    }
  load(&s, &(manner){ .months = MONTHS });
  const rsl__column *column = &s.cube->columns[0];
  assert_int_equal(column->block_count, 3);
  assert_int_equal(column->count, 0);
  assert_int_equal(column->blocks[0].width, 2);
  assert_int_equal(column->blocks[1].width, 4);
  assert_int_equal(column->blocks[2].width, 8);
  assert_int_equal(column->blocks[0].least, -32767);
  assert_int_equal(column->blocks[2].greatest, INT64_C(2147483648));
  assert_int_equal(column->blocks[2].lane_count, 150 - 128);
  assert_int_equal(column->blocks[2].row_count, UNITS);
  small_end(&s);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_was_added_comes_back_as_it_was_told),
    cmocka_unit_test(a_block_is_as_wide_as_its_figures),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
