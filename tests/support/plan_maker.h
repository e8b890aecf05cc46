/* A small plan that is right in everything, and short ways to put one wrong record beside it.
 *
 *     Tỉnh P1 (province) ─ Huyện D1 (district) ─ Xã C1, Xã C2 (commune)
 *     fields economy, culture · indicators POP HH POOR_HH (sums), POOR (ratio), GDP (none), FLAT (no direction)
 *     resolution R1 of P1: 2021 to 2025, baseline 2020, goals G1 (economy), G2
 */
#ifndef RSL_TESTS_PLAN_MAKER_H
#define RSL_TESTS_PLAN_MAKER_H

#include <resolution/plan.h>

rsl_date day_of(const char *text);        /* "2021-07-01"; "" for none */
rsl_period period_of(const char *text);   /* "2021-Q2"; "" for none */
rsl_decimal decimal_of(const char *text); /* "-0.25" */

/* Records with what they need; change a member and add them. */
rsl_unit make_unit(const char *code, const char *level, const char *parent, const char *from, const char *to);
rsl_indicator make_indicator(const char *code, rsl_rule rule, rsl_direction direction);
rsl_target make_target(rsl_form form, const char *number); /* P1, POP, R1; its numbers stand in `condition` */
rsl_succession make_succession(const char *unit, const char *successor, const char *on, const char *share);

void add_level(rsl_plan *plan, const char *code, const char *name);
void add_unit(rsl_plan *plan, const char *code, const char *level, const char *parent, const char *from,
              const char *to);
void add_indicator(rsl_plan *plan, const rsl_indicator *indicator);
void add_formula(rsl_plan *plan, const char *code, const char *expression);
void add_target(rsl_plan *plan, const rsl_target *target);
void add_succession(rsl_plan *plan, const char *unit, const char *successor, const char *on, const char *share);
void add_resolution(rsl_plan *plan, const char *code, const char *from, const char *to, const char *baseline,
                    const char *concretises);

/* The plan of the picture; free it with rsl_plan_free(). */
rsl_plan *small_plan(void);
/* Levels province, district, commune and nothing else. */
rsl_plan *plan_of_levels(void);
/* Everything of the small plan put into one that is given; false when memory ran out. */
bool fill_small_plan(rsl_plan *plan);

/* Finish the plan, see the one problem that it has (or the first of several of that code), and free it. */
void expect_problem(rsl_plan *plan, const char *code, const char *path, const char *message);
/* The only problems are warnings, one of them this. */
void expect_warning(rsl_plan *plan, const char *code, const char *path, const char *message);
/* How many problems of a code there are. Frees the plan. */
size_t count_problems(rsl_plan *plan, const char *code);
/* Finish; nothing may be wrong. */
void expect_fine(rsl_plan *plan);

#endif
