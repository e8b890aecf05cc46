#include "review/honesty.h"

#include "cube/seal.h"

static rsl_status roll_up(rsl__honesty *in, rsl_rollup **out, rsl_error *error);

rsl_status rsl_review_check_honesty(const rsl_review *review, const rsl_cube *cube, const rsl_submissions *submissions,
                                    const rsl_allocator *allocator, rsl_problems *problems, rsl_error *error) {
  static rsl_status (*const checks[])(const rsl__honesty *) = {
    rsl__honesty_checks,   rsl__honesty_parents, rsl__honesty_percentages, rsl__honesty_returns,
    rsl__honesty_clusters, rsl__honesty_greens,  rsl__honesty_jumps,       rsl__honesty_digits,
  };
  rsl__honesty in = { .review = review, .cube = cube, .plan = rsl_review_plan(review), .submissions = submissions };
  rsl_rollup *rollup = NULL;
  in.allocator = rsl__allocator_or_default(allocator);
  in.as_of = rsl_review_as_of(review);
  in.problems = problems;
  rsl__error_clear(error);
  if (rsl_cube_plan(cube) != in.plan) return rsl__fail(error, RSL_ERR_ARGUMENT, "the cube is of another plan");
  rsl_status status = rsl__seal_check(cube, NULL, 0, 0, error);
  if (status == RSL_OK) status = roll_up(&in, &rollup, error);
  in.rollup = rollup;
  for (size_t i = 0; status == RSL_OK && i < sizeof checks / sizeof checks[0]; i++) {
    status = checks[i](&in);
    if (status == RSL_ERR_MEMORY) (void)rsl__fail_memory(error);
  }
  rsl_rollup_free(rollup);
  return status;
}

/* That the figures cannot be rolled up is what rsl_cube_check() tells: then only rows are looked at. */
static rsl_status roll_up(rsl__honesty *in, rsl_rollup **out, rsl_error *error) {
  rsl_error why = RSL_ERROR_INIT;
  rsl_status status = rsl_rollup_run(in->cube, NULL, &in->allocator, out, &why);
  if (status == RSL_OK || status == RSL_ERR_DATA || status == RSL_ERR_OVERFLOW) return RSL_OK;
  return rsl__fail(error, status, "%s", why.text);
}

void rsl__honesty_tell(const rsl__honesty *in, uint32_t indicator, uint32_t unit, rsl_period period,
                       const rsl__row *row, rsl__told_figure *told) {
  const rsl__store *store = &in->cube->store;
  rsl_plan_unit_reference(in->plan, unit, told->unit);
  rsl_period_format(period, told->period);
  told->code = rsl_plan_indicator(in->plan, indicator)->code;
  told->place = (rsl__place){ NULL, 0, 0, NULL };
  if (row != NULL) told->place = (rsl__place){ rsl__row_file(store, row), rsl__row_line(store, row), 0, NULL };
}

const rsl__row *rsl__honesty_row(const rsl__honesty *in, const rsl__group *group) {
  const rsl__row *row = &group->rows[group->count - 1];
  bool told = (row->flags & RSL__ROW_VALUE) != 0 && (row->flags & (RSL__ROW_ABOUT | RSL__ROW_NIL)) == 0;
  return told && rsl__when_last_day(group->when) <= in->as_of ? row : NULL;
}

rsl_decimal rsl__honesty_value(const rsl__honesty *in, uint32_t indicator, const rsl__row *row) {
  unsigned scale = in->cube->columns[indicator].scale;
  rsl_decimal value = { row->value, (int32_t)scale };
  int64_t written = 0;
  if (rsl__rescale(row->value, scale, row->scale, &written)) value = (rsl_decimal){ written, (int32_t)row->scale };
  return value;
}
