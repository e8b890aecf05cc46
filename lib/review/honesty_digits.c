#include "review/honesty.h"

enum {
  LEAST_FIGURES = 50, /* of a group: five for each digit, below which chi-square tells nothing */
  LEAST_DIGITS = 100, /* figures of three digits and more: the last one says nothing of their size */
};

/** How many figures end with each digit. */
typedef struct endings {
  uint64_t counts[10];
  uint64_t all;
} endings;

static void count_ending(const rsl__honesty *in, uint32_t indicator, const rsl__row *row, endings *one, endings *other);
static bool is_uneven(const endings *group, unsigned *digit);
static void tell_indicator(const rsl__honesty *in, uint32_t indicator, const endings *group);
static void tell_unit(const rsl__honesty *in, uint32_t unit, const endings *group);

/* Whoever makes figures up ends them with some digits more often than with others. */
rsl_status rsl__honesty_digits(const rsl__honesty *in) {
  uint32_t units = in->cube->unit_count;
  endings *of_units = rsl__allocate_zeroed_array(&in->allocator, units, sizeof *of_units);
  if (of_units == NULL) return RSL_ERR_MEMORY;
  for (uint32_t i = 0; i < in->cube->column_count; i++) {
    const rsl_indicator *indicator = rsl_plan_indicator(in->plan, i);
    endings of_indicator = { .all = 0 };
    rsl__group group;
    for (uint32_t u = 0; indicator->grade_count == 0 && u < units; u++) {
      rsl__cursor cursor = rsl__cursor_open(in->cube, i, u);
      while (rsl__cursor_next(&cursor, &group)) {
        const rsl__row *row = rsl__honesty_row(in, &group);
        if (row != NULL) count_ending(in, i, row, &of_indicator, &of_units[u]);
      }
    }
    tell_indicator(in, i, &of_indicator);
  }
  for (uint32_t u = 0; u < units; u++) tell_unit(in, u, &of_units[u]);
  rsl__release_array(&in->allocator, of_units, units, sizeof *of_units);
  return RSL_OK;
}

/* At the decimals of the indicator: who writes 12.5 for 12.50 ends it with 0 too. */
static void count_ending(const rsl__honesty *in, uint32_t indicator, const rsl__row *row, endings *one,
                         endings *other) {
  rsl_decimal value = rsl__honesty_value(in, indicator, row);
  int decimals = rsl_plan_indicator(in->plan, indicator)->decimals;
  int64_t units = 0;
  if (value.scale > decimals || !rsl__rescale(value.units, (unsigned)value.scale, (unsigned)decimals, &units)) return;
  if (units > -LEAST_DIGITS && units < LEAST_DIGITS) return;
  unsigned digit = (unsigned)(units < 0 ? -(units % 10) : units % 10);
  endings *both[] = { one, other };
  for (size_t i = 0; i < 2; i++) {
    both[i]->counts[digit]++;
    both[i]->all++;
  }
}

/* Chi-square of nine degrees above 44.81, which honest figures reach once in a million: Σ (o - n/10)² / (n/10) is
 * 10 Σ o² / n - n. */
static bool is_uneven(const endings *group, unsigned *digit) {
  double squares = 0;
  *digit = 0;
  for (unsigned i = 0; i < 10; i++) {
    squares += (double)group->counts[i] * (double)group->counts[i];
    if (group->counts[i] > group->counts[*digit]) *digit = i;
  }
  double all = (double)group->all;
  return group->all >= LEAST_FIGURES && 10 * squares / all - all > 44.81;
}

static void tell_indicator(const rsl__honesty *in, uint32_t indicator, const endings *group) {
  unsigned digit = 0;
  if (!is_uneven(group, &digit)) return;
  rsl__problem(in->problems, RSL_SEVERITY_WARNING, "repeated_digits", NULL,
               "of %lu figures of `%s` %lu end with %u, where a tenth would: were they rounded, or made up?",
               (unsigned long)group->all, rsl_plan_indicator(in->plan, indicator)->code,
               (unsigned long)group->counts[digit], digit);
}

static void tell_unit(const rsl__honesty *in, uint32_t unit, const endings *group) {
  char reference[RSL_UNIT_REFERENCE];
  unsigned digit = 0;
  if (!is_uneven(group, &digit)) return;
  rsl_plan_unit_reference(in->plan, unit, reference);
  rsl__problem(in->problems, RSL_SEVERITY_WARNING, "repeated_digits", NULL,
               "of %lu figures of the unit `%s` %lu end with %u, where a tenth would: were they rounded, or made up?",
               (unsigned long)group->all, reference, (unsigned long)group->counts[digit], digit);
}
