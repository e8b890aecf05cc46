/* Small plans and figures written by hand, for tests of the cube: a mistake in one fails the test that made it. */
#ifndef TESTS_SUPPORT_SMALL_H
#define TESTS_SUPPORT_SMALL_H

#include <resolution/cube.h>

typedef struct small {
  const rsl_allocator *allocator; /* of the cube and roll-up; NULL: malloc */
  rsl_cube_options options;
  rsl_plan *plan;
  rsl_cube_builder *builder;
  rsl_cube *cube;
  rsl_rollup *rollup;
  rsl_problems *problems;
  rsl_error error;
  size_t line; /* of the last row */
} small;

/* A plan with the levels nation, province, district and commune, and no units. */
void small_start(small *s);
void small_end(small *s);
/* The same as fixtures of a test, with and without the country below. */
int small_set_up(void **state);
int small_set_up_country(void **state);
int small_tear_down(void **state);
void small_unit(small *s, const char *code, const char *level, const char *parent);
/* nation VN; provinces A, B; districts A1, A2 of A and B1 of B; communes a1, a2 of A1, a3 of A2, b1, b2 of B1. */
void small_country(small *s);
/* An indicator measured at one level, every year; to be changed before it is added. `level` NULL: at none. */
rsl_indicator small_indicator(const char *code, rsl_rule rule, const char *level);
void small_add(small *s, const rsl_indicator *indicator);
/* A sum, measured at communes every year. */
void small_sum(small *s, const char *code);
/* factor × numerator / denominator, measured at communes every year. */
void small_ratio(small *s, const char *code, const char *numerator, const char *denominator, int factor);
/* The plan is finished, the builder ready. */
void small_finish(small *s);

/* A measurement with its figure; "" for none, `~5` for about 5. */
rsl_measurement small_measurement(small *s, const char *unit, const char *indicator, const char *period,
                                  const char *value);
rsl_status small_offer(small *s, const rsl_measurement *measurement);
void small_row(small *s, const char *unit, const char *indicator, const char *period, const char *value);
/* With numerator and denominator; "" for none. */
void small_sides(small *s, const char *unit, const char *indicator, const char *period, const char *value,
                 const char *numerator, const char *denominator);
void small_revision(small *s, const char *unit, const char *indicator, const char *period, const char *value,
                    int revision, const char *reported_at);
void small_status(small *s, const char *unit, const char *indicator, const char *period, const char *value,
                  char status);

rsl_status small_try_cube(small *s);
void small_cube(small *s);
rsl_status small_try_rollup(small *s, const rsl_rollup_request *request);
void small_rollup(small *s);
/* Rolled up for one period. */
void small_rollup_for(small *s, const char *period);

uint32_t small_unit_index(const small *s, const char *code);
uint32_t small_indicator_index(const small *s, const char *code);
rsl_period small_period(const char *text);
rsl_figure small_figure(const small *s, const char *unit, const char *indicator, const char *period);
/* The figure's value as text for machines. */
void small_assert_value(const small *s, const char *unit, const char *indicator, const char *period,
                        const char *expected);
/* reporting and owed. */
void small_assert_coverage(const small *s, const char *unit, const char *indicator, const char *period,
                           unsigned reporting, unsigned owed);
/* The problem of a code, NULL where there is none. */
const rsl_problem *small_problem(const small *s, const char *code);

#endif
