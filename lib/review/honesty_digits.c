#include "review/honesty.h"

enum {
  LEAST_FIGURES = 50, /* of a group: five for each digit, below which chi-square tells nothing */
  LEAST_DIGITS = 100, /* figures of three digits and more: the last one says nothing of their size */
};

/** How many figures end with each digit. Where figures have decimals those that end with 0 are left out: who writes 12.5 may
 *  mean 12.50, or know no more. */
typedef struct endings {
  uint64_t counts[10];
  uint64_t all;
} endings;

typedef enum kind { WHOLE, WITH_DECIMALS, KINDS } kind;

static void count_indicator(const rsl__honesty *in, uint32_t indicator, endings *of_each, endings *of_all);
static void take_ending(const rsl__honesty *in, uint32_t indicator, const rsl__row *row, endings *into);
static kind kind_of(const rsl__honesty *in, uint32_t indicator);
static void add(const endings *from, endings *into);
static endings without(const endings *all, const endings *one);
static bool is_uneven(const endings *group, kind of, unsigned *digit);
static void tell(const rsl__honesty *in, const endings *group, kind of, const char *whose, const char *name,
                 unsigned digit);

/* Whoever makes figures up ends them with some digits more often than with others. What the others do
 * too in an indicator is told of that indicator, not of each unit. */
rsl_status rsl__honesty_digits(const rsl__honesty *in) {
  uint32_t units = in->cube->unit_count;
  endings *of_units[KINDS] = { NULL, NULL };
  endings *of_each = rsl__allocate_array(&in->allocator, units, sizeof *of_each);
  rsl_status status = of_each == NULL ? RSL_ERR_MEMORY : RSL_OK;
  for (int k = 0; k < KINDS; k++) {
    of_units[k] = rsl__allocate_zeroed_array(&in->allocator, units, sizeof *of_each);
    if (of_units[k] == NULL) status = RSL_ERR_MEMORY;
  }
  unsigned digit = 0;
  for (uint32_t i = 0; status == RSL_OK && i < in->cube->column_count; i++) {
    const rsl_indicator *indicator = rsl_plan_indicator(in->plan, i);
    kind of = kind_of(in, i);
    endings all;
    if (indicator->grade_count > 0) continue;
    count_indicator(in, i, of_each, &all);
    if (is_uneven(&all, of, &digit)) tell(in, &all, of, "", indicator->code, digit);
    for (uint32_t u = 0; u < units; u++) {
      const endings others = without(&all, &of_each[u]);
      if (!is_uneven(&others, of, &digit)) add(&of_each[u], &of_units[of][u]);
    }
  }
  for (uint32_t u = 0; status == RSL_OK && u < units; u++) {
    char reference[RSL_UNIT_REFERENCE];
    rsl_plan_unit_reference(in->plan, u, reference);
    for (int k = 0; k < KINDS; k++)
      if (is_uneven(&of_units[k][u], (kind)k, &digit))
        tell(in, &of_units[k][u], (kind)k, "the unit ", reference, digit);
  }
  for (int k = 0; k < KINDS; k++) rsl__release_array(&in->allocator, of_units[k], units, sizeof *of_each);
  rsl__release_array(&in->allocator, of_each, units, sizeof *of_each);
  return status;
}

/* @param[out] of_each one a unit. @param[out] of_all of them together. */
static void count_indicator(const rsl__honesty *in, uint32_t indicator, endings *of_each, endings *of_all) {
  *of_all = (endings){ .all = 0 };
  for (uint32_t u = 0; u < in->cube->unit_count; u++) {
    rsl__cursor cursor = rsl__cursor_open(in->cube, indicator, u);
    rsl__group group;
    of_each[u] = (endings){ .all = 0 };
    while (rsl__cursor_next(&cursor, &group)) {
      const rsl__row *row = rsl__honesty_row(in, &group);
      if (row != NULL) take_ending(in, indicator, row, &of_each[u]);
    }
    add(&of_each[u], of_all);
  }
}

/* At the decimals of the indicator. */
static void take_ending(const rsl__honesty *in, uint32_t indicator, const rsl__row *row, endings *into) {
  rsl_decimal value = rsl__honesty_value(in, indicator, row);
  int decimals = rsl_plan_indicator(in->plan, indicator)->decimals;
  int64_t units = 0;
  if (value.scale > decimals || !rsl__rescale(value.units, (unsigned)value.scale, (unsigned)decimals, &units)) return;
  if (units > -LEAST_DIGITS && units < LEAST_DIGITS) return;
  unsigned digit = (unsigned)(units < 0 ? -(units % 10) : units % 10);
  if (digit == 0 && decimals > 0) return;
  into->counts[digit]++;
  into->all++;
}

static kind kind_of(const rsl__honesty *in, uint32_t indicator) {
  return rsl_plan_indicator(in->plan, indicator)->decimals > 0 ? WITH_DECIMALS : WHOLE;
}

static void add(const endings *from, endings *into) {
  for (int i = 0; i < 10; i++) into->counts[i] += from->counts[i];
  into->all += from->all;
}

static endings without(const endings *all, const endings *one) {
  endings rest = *all;
  for (int i = 0; i < 10; i++) rest.counts[i] -= one->counts[i];
  rest.all -= one->all;
  return rest;
}

/* Chi-square above what honest figures reach once in a million: 44.81 of the nine degrees of ten digits, 42.70 of the eight of
 * nine. Σ (o - n/k)² / (n/k) is k Σ o² / n - n. */
static bool is_uneven(const endings *group, kind of, unsigned *digit) {
  const double digits = of == WHOLE ? 10 : 9;
  const double most = of == WHOLE ? 44.81 : 42.70;
  double squares = 0;
  *digit = 0;
  for (unsigned i = 0; i < 10; i++) {
    squares += (double)group->counts[i] * (double)group->counts[i];
    if (group->counts[i] > group->counts[*digit]) *digit = i;
  }
  double all = (double)group->all;
  return group->all >= LEAST_FIGURES && digits * squares / all - all > most;
}

static void tell(const rsl__honesty *in, const endings *group, kind of, const char *whose, const char *name,
                 unsigned digit) {
  unsigned long all = (unsigned long)group->all;
  unsigned long count = (unsigned long)group->counts[digit];
  if (of == WHOLE)
    rsl__problem(in->problems, RSL_SEVERITY_WARNING, "repeated_digits", NULL,
                 "of %lu figures of %s`%s` %lu end with %u, where a tenth would: were they rounded, or made up?", all,
                 whose, name, count, digit);
  else
    rsl__problem(
        in->problems, RSL_SEVERITY_WARNING, "repeated_digits", NULL,
        "of %lu figures of %s`%s` that do not end with 0 %lu end with %u, where a ninth would: were they made up?", all,
        whose, name, count, digit);
}
