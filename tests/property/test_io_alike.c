/* Files whose rows follow one another in order are read as they are written, in whatever form: most of their rows are like
 * the row before, and take a short way. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "base/text_buffer.h"
#include "support/memory_text.h"
#include "support/small.h"

/* Some codes begin others, some are too long to be remembered. */
static const char *const units[] = {
  "1", "10", "100", "11", "2", "x\xC3\xA3-1", "commune.of.a.long.name", "200000000000001"
};
static const char *const indicators[] = { "S", "S1", "S10", "Persons.in.all-2020" };
static const char *const figures[] = {
  "0",
  "7",
  "12.5",
  "-3.25",
  "100",
  "-0.5",
  "1234567",
  "12345678",
  "-123456.7",
  "1234567.8",
  "1.50",
  "0.0001",
  "12345678.9",
  "-0",
  "12345678901.2345",
  "12345678901234.25",
  "-99999999999999.5",
  "12345.6789",
};
enum { UNITS = 8, INDICATORS = 4, MONTHS = 30, FIGURES = sizeof figures / sizeof *figures };

/* How a file is written. */
typedef struct form {
  const char *head; /* "": JSON lines have none */
  const char *row;  /* `U I P V` stand for the unit, indicator, period and figure */
  const char *odd;  /* a row with more to it: of the status E */
  const char *bad;  /* one of a unit that there is not */
} form;

static const form forms[] = {
  { "unit,indicator,period,value\n", "U,I,P,V\n", "\"U\",I,P,\"V\"\n", "1001,I,P,V\n" },
  { "unit,indicator,period,value,status,x-note\r\n", "\"U\",\"I\",\"P\",\"V\",,\"one, two\"\r\n", "U,I,P,V,E,\r\n",
    "\"1001\",\"I\",\"P\",\"V\",,\"one, two\"\r\n" },
  { "indicator;period;unit;value;status\n", "I;P;U;V;\n", "I;P;U;V;E\n", "I;P;1001;V;\n" },
  { "value,period,status,indicator,unit\n", "V,P,,I,U\n", "V,P,E,I,U\n", "V,P,,I,1001\n" },
  { "x-row,period,unit,value,status,indicator\n", "a,P,U,V,,I\n", "b,P,U,V,E,I\n", "a,P,1001,V,,I\n" },
  { "", "{\"unit\":\"U\",\"indicator\":\"I\",\"period\":\"P\",\"value\":V}\n",
    "{\"unit\":\"U\",\"indicator\":\"I\",\"period\":\"P\",\"value\":V,\"status\":\"E\"}\n",
    "{\"unit\":\"1001\",\"indicator\":\"I\",\"period\":\"P\",\"value\":V}\n" },
  { "", "{\"status\": null, \"unit\": \"U\", \"indicator\": \"I\", \"period\": \"P\", \"value\": \"V\"}\r\n",
    "{\"status\": \"\\u0045\", \"unit\": \"U\", \"indicator\": \"I\", \"period\": \"P\", \"value\": \"V\"}\r\n",
    "{\"unit\": \"1001\", \"indicator\": \"I\", \"period\": \"P\", \"value\": \"V\"}\r\n" },
  { "", "{\"value\":\"V\",\"period\":\"P\",\"unit\":\"U\",\"indicator\":\"I\"}\n",
    "{\"value\":\"V\",\"period\":\"P\",\"unit\":\"U\",\"indicator\":\"I\",\"status\":\"E\"}\n",
    "{\"value\":\"V\",\"period\":\"P\",\"unit\":\"1001\",\"indicator\":\"I\"}\n" },
};

/* What was written of a figure. */
typedef struct written {
  size_t line; /* 0: nothing */
  const char *text;
  bool odd;
} written;

static written all[UNITS][INDICATORS][MONTHS];
static uint32_t seed;

static unsigned random_below(unsigned limit) {
  seed = seed * 1664525u + 1013904223u;
  return (unsigned)((uint64_t)(seed >> 8) * limit >> 24);
}

static void start(small *s) {
  small_start(s);
  small_unit(s, "VN", "nation", NULL);
  small_unit(s, "A", "province", "VN");
  small_unit(s, "A1", "district", "A");
  for (unsigned i = 0; i < UNITS; i++) small_unit(s, units[i], "commune", "A1");
  for (unsigned i = 0; i < INDICATORS; i++) {
    rsl_indicator indicator = small_indicator(indicators[i], RSL_RULE_SUM, "commune");
    indicator.frequency = RSL_PERIOD_MONTH;
    small_add(s, &indicator);
  }
  small_finish(s);
}

static rsl_period month_of(unsigned month) {
  return rsl_period_shift(small_period("2021-11"), (int32_t)month);
}

static void write_row(rsl__text_buffer *text, const char *row, unsigned unit, unsigned indicator, unsigned month,
                      const char *figure) {
  char period[RSL_PERIOD_TEXT];
  /* A number of JSON has at most fifteen digits: longer ones are texts. */
  bool quoted = row[0] == '{' && strstr(row, ":V") != NULL && strlen(figure) > 15;
  rsl_period_format(month_of(month), period);
  for (const char *at = row; *at != '\0'; at++) {
    bool alone = at == row || strchr(",;\":{", at[-1]) != NULL;
    bool stands_for = alone && at[1] != '\0' && strchr(",;\"}\r\n", at[1]) != NULL;
    if (stands_for && *at == 'U') {
      rsl__text_buffer_text(text, units[unit]);
    } else if (stands_for && *at == 'I') {
      rsl__text_buffer_text(text, indicators[indicator]);
    } else if (stands_for && *at == 'P') {
      rsl__text_buffer_text(text, period);
    } else if (stands_for && *at == 'V') {
      if (quoted) rsl__text_buffer_char(text, '"');
      rsl__text_buffer_text(text, figure);
      if (quoted) rsl__text_buffer_char(text, '"');
    } else {
      rsl__text_buffer_char(text, *at);
    }
  }
}

/* One figure in twenty is missing, as many are odd or bad. */
static void write_one(rsl__text_buffer *text, const form *how, unsigned unit, unsigned indicator, unsigned month,
                      size_t *line) {
  unsigned kind = random_below(60);
  const char *figure = figures[random_below(FIGURES)];
  if (kind < 3) return;
  if (kind == 3) {
    write_row(text, how->bad, unit, indicator, month, figure);
    ++*line;
  }
  bool odd = kind == 4 || kind == 5;
  write_row(text, odd ? how->odd : how->row, unit, indicator, month, figure);
  all[unit][indicator][month] = (written){ ++*line, figure, odd };
}

/* In three orders: the last named changes from row to row. */
static void write_file(rsl__text_buffer *text, const form *how, unsigned order) {
  static const unsigned limits[3][3] = { { UNITS, INDICATORS, MONTHS },
                                         { MONTHS, UNITS, INDICATORS },
                                         { INDICATORS, MONTHS, UNITS } };
  size_t line = how->head[0] != '\0';
  memset(all, 0, sizeof all);
  rsl__text_buffer_text(text, how->head);
  for (unsigned a = 0; a < limits[order][0]; a++)
    for (unsigned b = 0; b < limits[order][1]; b++)
      for (unsigned c = 0; c < limits[order][2]; c++) {
        if (order == 0) write_one(text, how, a, b, c, &line);
        if (order == 1) write_one(text, how, b, c, a, &line);
        if (order == 2) write_one(text, how, c, a, b, &line);
      }
}

static void assert_read(const small *s, const form *how) {
  for (unsigned u = 0; u < UNITS; u++)
    for (unsigned i = 0; i < INDICATORS; i++)
      for (unsigned m = 0; m < MONTHS; m++) {
        const written *want = &all[u][i][m];
        rsl_measurement row;
        rsl_decimal value;
        size_t count = rsl_cube_rows(s->cube, small_unit_index(s, units[u]), i, month_of(m), &row, 1);
        assert_int_equal(count, want->line > 0);
        if (count == 0) continue;
        assert_int_equal(rsl_decimal_parse(want->text, strlen(want->text), NULL, &value), RSL_NUMBER_FINE);
        assert_int_equal(row.value.units, value.units);
        assert_int_equal(row.value.scale, value.scale);
        assert_int_equal(row.line, want->line);
        assert_int_equal(row.status, want->odd && how != &forms[0] ? 'E' : 'A');
      }
}

static void read_in(const form *how, unsigned order, size_t step) {
  small s;
  rsl__text_buffer text;
  memory_text memory;
  start(&s);
  rsl__text_buffer_init(&text, NULL);
  write_file(&text, how, order);
  rsl_source source = memory_source(&memory, "m", text.bytes, text.length);
  memory.step = step;
  rsl_measurements_read_options options = RSL_MEASUREMENTS_READ_OPTIONS_INIT;
  options.skip_bad = true;
  options.threads = 1;
  assert_int_equal(rsl_measurements_read(&source, &options, NULL, s.builder, s.problems, NULL, &s.error), RSL_OK);
  small_cube(&s);
  assert_read(&s, how);
  rsl__text_buffer_free(&text);
  small_end(&s);
}

static void rows_in_order_are_read_as_they_are_written(void **state) {
  (void)state;
  seed = 1;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++)
    for (unsigned order = 0; order < 3; order++) read_in(&forms[i], order, SIZE_MAX);
}

static void rows_in_order_may_come_in_small_pieces(void **state) {
  (void)state;
  seed = 2;
  for (size_t i = 0; i < sizeof forms / sizeof *forms; i++) read_in(&forms[i], (unsigned)(i % 3), 777);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(rows_in_order_are_read_as_they_are_written),
    cmocka_unit_test(rows_in_order_may_come_in_small_pieces),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
