/* The data sets of the benchmark, by name: how many units, indicators and months, and what of it is missing. */
#ifndef BENCH_WORKLOAD_H
#define BENCH_WORKLOAD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

enum { LEVELS = 4, LEAF = LEVELS - 1, FIRST_YEAR = 2021, MOST_UNITS = 999999 };

/* Of a hundred indicators: sixty sums, twenty weighted means, fifteen ratios, five maxima. A ratio is not measured: its
 * numerator is, so that a hundred columns are measured too. */
typedef enum bench_kind { SUM, MEAN, NUMERATOR, RATIO, MAXIMUM, KINDS } bench_kind;

typedef enum bench_order { BY_UNIT, BY_PERIOD } bench_order;

typedef struct workload {
  const char *name;
  unsigned units[LEVELS];
  unsigned indicators; /* without the numerators */
  unsigned months;
  unsigned missing_permille; /* of the figures that are owed, at random */
  bool blocks;               /* most months and levels are owed by nobody */
  uint64_t seed;
  /* How the figures are written. */
  bench_order order;
  unsigned told_percent; /* rows that carry status, source and revision */
  bool quoted;
  bool json_lines;
  bool targets;
} workload;

/* One indicator: the `number`-th of its kind. */
typedef struct bench_indicator {
  bench_kind kind;
  unsigned number;
} bench_indicator;

/* Who owes an indicator, and when: months from `first` to before `end` of the workload. */
typedef struct bench_owing {
  unsigned level;
  unsigned first;
  unsigned end;
} bench_owing;

unsigned kind_count(const workload *work, bench_kind kind);
const char *kind_letter(bench_kind kind);
/* A weighted mean is weighted by the sum of its number, a ratio divided by the sum `denominator_of` it. */
unsigned denominator_of(const workload *work, unsigned number);
bench_owing owing_of(const workload *work, bench_indicator indicator);
/* Writes the unit's code; @return its length. A code is unique in the plan. */
unsigned unit_code(unsigned level, unsigned unit, char code[16]);

void write_plan(FILE *file, const workload *work);
void write_units(FILE *file, const workload *work);
/* @return how many rows. */
uint64_t write_measurements(FILE *file, const workload *work);

#endif
