#include "base/sort.h"
#include "cube/carry.h"

/* Of what is to be done by a date a figure says whether it is: 1 or 0, and nothing between or beyond. */

/** Where such a figure is looked for. */
typedef struct deed {
  uint32_t indicator;
  uint32_t unit;
} deed;

static size_t collect(const rsl_plan *plan, deed *out);
static int compare_deeds(const void *a, const void *b);
static void look_at(const rsl_cube *cube, const deed *of, rsl_problems *problems);
static bool is_yes_or_no(const rsl_cube *cube, const deed *of, const rsl__row *row);
static void tell(const rsl_cube *cube, const deed *of, const rsl__row *row, rsl_problems *problems);

rsl_status rsl__check_done(const rsl_cube *cube, const rsl_allocator *allocator, rsl_problems *problems) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  size_t count = collect(cube->plan, NULL);
  deed *deeds = rsl__allocate_array(&memory, count, sizeof *deeds);
  bool fine = deeds != NULL;
  if (fine) (void)collect(cube->plan, deeds);
  fine = fine && rsl__sort(&memory, deeds, count, sizeof *deeds, compare_deeds);
  for (size_t i = 0; fine && i < count; i++)
    if (i == 0 || compare_deeds(&deeds[i - 1], &deeds[i]) != 0) look_at(cube, &deeds[i], problems);
  rsl__release_array(&memory, deeds, count, sizeof *deeds);
  return fine ? RSL_OK : RSL_ERR_MEMORY;
}

/** @param[out] out NULL: they are only counted. */
static size_t collect(const rsl_plan *plan, deed *out) {
  size_t count = 0;
  for (uint32_t i = 0; i < rsl_plan_target_count(plan); i++) {
    if (rsl_plan_target(plan, i)->form != RSL_FORM_DONE) continue;
    rsl_target_links links = rsl_plan_target_links(plan, i);
    if (out != NULL) out[count] = (deed){ links.indicator, links.measured };
    count++;
  }
  return count;
}

static int compare_deeds(const void *a, const void *b) {
  const deed *left = a;
  const deed *right = b;
  if (left->indicator != right->indicator) return left->indicator < right->indicator ? -1 : 1;
  return (left->unit > right->unit) - (left->unit < right->unit);
}

/** R9: of several revisions the highest counts. */
static void look_at(const rsl_cube *cube, const deed *of, rsl_problems *problems) {
  rsl__group group;
  rsl__cursor cursor = rsl__cursor_open(cube, of->indicator, of->unit);
  while (rsl__cursor_next(&cursor, &group)) {
    const rsl__row *latest = &group.rows[group.count - 1];
    if ((latest->flags & RSL__ROW_VALUE) != 0 && !is_yes_or_no(cube, of, latest)) tell(cube, of, latest, problems);
  }
}

static bool is_yes_or_no(const rsl_cube *cube, const deed *of, const rsl__row *row) {
  rsl_number value = rsl_number_from_decimal((rsl_decimal){ row->value, (int32_t)cube->columns[of->indicator].scale });
  return row->value == 0 || rsl_number_compare(value, rsl_number_from_integer(1)) == 0;
}

static void tell(const rsl_cube *cube, const deed *of, const rsl__row *row, rsl_problems *problems) {
  char unit[RSL_UNIT_REFERENCE];
  char period[RSL_PERIOD_TEXT];
  char value[RSL_NUMBER_TEXT];
  const rsl__place place = { rsl__row_file(&cube->store, row), rsl__row_line(&cube->store, row), 0, NULL };
  rsl_plan_unit_reference(cube->plan, of->unit, unit);
  rsl_period_format(rsl__when_period(row->when), period);
  rsl_number_format(rsl_number_from_decimal((rsl_decimal){ row->value, (int32_t)cube->columns[of->indicator].scale }),
                    value);
  rsl__problem(problems, RSL_SEVERITY_ERROR, "done_not_0_or_1", &place,
               "`%s` of `%s` for %s is %s, and a target is to have it done: write 1 when it is, 0 while it is not",
               rsl_plan_indicator(cube->plan, of->indicator)->code, unit, period, value);
}
