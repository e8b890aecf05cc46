/* A province with two communes, its indicators, targets and figures, written shortly. */
#ifndef RSL_TESTS_SMALL_WORLD_H
#define RSL_TESTS_SMALL_WORLD_H

#include <resolution/review.h>

typedef struct small_world {
  const rsl_allocator *allocator;
  rsl_plan *plan;
  rsl_cube_builder *builder;
  rsl_cube *cube;
  rsl_review *review;
  rsl_status status; /* the first that failed: what follows does nothing */
} small_world;

/* Levels province and commune; units P over A and B; fields F1 and F2; resolution R of P for 2021-2025 with baseline
 * 2020 and goals G1 (F1) and G2 (F2). */
void world_start(small_world *world, const rsl_allocator *allocator);
void world_free(small_world *world);

/* An indicator measured in the communes, to be changed and given to world_add_indicator(). */
rsl_indicator indicator_of(const char *code, rsl_rule rule, rsl_period_type frequency, rsl_time_rule time);
void world_add_indicator(small_world *world, const rsl_indicator *indicator);
/* Amounts: sum over units and time. */
void world_add_sum(small_world *world, const char *code, rsl_period_type frequency, int decimals);
/* 100 × numerator / denominator, one decimal, more is better. */
void world_add_percentage(small_world *world, const char *code, const char *numerator, const char *denominator);
/* A target of P in R, to be changed and given to world_add_target(). */
rsl_target target_of(const char *indicator, rsl_form form, const char *value);
void world_add_target(small_world *world, const rsl_target *target);
/* A resolution of a unit beside R. */
void world_add_resolution(small_world *world, const char *code, const char *unit);

/* The plan is complete: figures may follow. */
void world_finish_plan(small_world *world);
void world_add(small_world *world, const char *unit, const char *indicator, const char *period, const char *value);
/* With a status letter (0: none), the day it was reported ("": none) and a qualifier (a range is `59..61`). */
void world_add_as(small_world *world, const char *unit, const char *indicator, const char *period, const char *value,
                  char status, const char *reported_at, rsl_qualifier qualifier);
/* A numbered revision with its status (0: none) and the day it was reported; a value of NULL withdraws what was told. */
void world_revise(small_world *world, const char *unit, const char *indicator, const char *period, const char *value,
                  char status, int32_t revision, const char *reported_at);
/* Review as of a day ("": the default). */
void world_review(small_world *world, const char *as_of);
void world_review_with(small_world *world, const rsl_review_options *options);
/* The row of the target for an indicator of P; fails the test where there is none. */
const rsl_review_row *world_row(const small_world *world, const char *indicator);
void assert_row(const small_world *world, const char *indicator, const char *actual_period, rsl_rating rating,
                rsl_reason reason);
rsl_date day(const char *text);

#endif
