/* Random forests: what the structure says against a naive walk over the records. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/plan.h>

enum { LEVELS = 5, UNITS = 64, ROUNDS = 400, FIRST_DAY = 0, LAST_DAY = 40 };

static uint32_t seed = 2023;

static uint32_t random_below(uint32_t limit) {
  seed = seed * 1664525u + 1013904223u;
  return (seed >> 8) % limit;
}

typedef struct node {
  char code[16];
  uint32_t level;
  uint32_t parent; /* UNITS for a root */
  rsl_date from;
  rsl_date to;
} node;

/* A child's life lies inside its parent's; levels go down. */
static uint32_t make_forest(node nodes[UNITS]) {
  uint32_t count = 1 + random_below(UNITS);
  for (uint32_t i = 0; i < count; ++i) {
    node *made = &nodes[i];
    snprintf(made->code, sizeof made->code, "u%u", i);
    made->parent = i == 0 || random_below(8) == 0 ? UNITS : random_below(i);
    if (made->parent < UNITS && nodes[made->parent].level == LEVELS - 1) made->parent = UNITS;
    bool root = made->parent == UNITS;
    uint32_t above = root ? 0 : nodes[made->parent].level + 1;
    made->level = above + random_below(LEVELS - above);
    rsl_date first = root ? FIRST_DAY : nodes[made->parent].from;
    rsl_date end = root ? LAST_DAY : nodes[made->parent].to;
    made->from = first + (rsl_date)random_below((uint32_t)(end - first));
    made->to = made->from + 1 + (rsl_date)random_below((uint32_t)(end - made->from));
  }
  return count;
}

/* Added in any order; `at` says which record a node became. */
static rsl_plan *make_plan(const node *nodes, uint32_t count, uint32_t at[UNITS]) {
  static const char *const levels[LEVELS] = { "l0", "l1", "l2", "l3", "l4" };
  rsl_plan *plan = NULL;
  uint32_t order[UNITS];
  assert_int_equal(rsl_plan_new(NULL, &plan), RSL_OK);
  for (size_t i = 0; i < LEVELS; ++i) {
    rsl_level level = { .code = levels[i] };
    assert_int_equal(rsl_plan_add_level(plan, &level), RSL_OK);
  }
  for (uint32_t i = 0; i < count; ++i) order[i] = i;
  for (uint32_t i = count; i > 1; --i) {
    uint32_t other = random_below(i);
    uint32_t swap = order[i - 1];
    order[i - 1] = order[other];
    order[other] = swap;
  }
  for (uint32_t i = 0; i < count; ++i) {
    const node *added = &nodes[order[i]];
    rsl_unit unit;
    rsl_unit_init(&unit);
    unit.code = added->code;
    unit.level = levels[added->level];
    unit.parent = added->parent == UNITS ? NULL : nodes[added->parent].code;
    unit.from = added->from;
    unit.to = added->to;
    at[order[i]] = i;
    assert_int_equal(rsl_plan_add_unit(plan, &unit), RSL_OK);
  }
  return plan;
}

/* The walk by definition: of each parent, all records in their order whose parent it is. */
static void walk(const rsl_plan *plan, uint32_t parent, rsl_date day, uint32_t *units, uint32_t *count) {
  for (uint32_t i = 0; i < rsl_plan_unit_count(plan); ++i) {
    const rsl_unit *unit = rsl_plan_unit(plan, i);
    if (day < unit->from || day >= unit->to) continue;
    bool below = parent == RSL_NONE
                     ? unit->parent == NULL
                     : unit->parent != NULL && strcmp(unit->parent, rsl_plan_unit(plan, parent)->code) == 0;
    if (!below) continue;
    units[(*count)++] = i;
    walk(plan, i, day, units, count);
  }
}

static void compare_day(const rsl_plan *plan, rsl_date day) {
  rsl_structure *structure = NULL;
  uint32_t units[UNITS];
  uint32_t count = 0;
  walk(plan, RSL_NONE, day, units, &count);
  assert_int_equal(rsl_structure_new(plan, day, NULL, &structure), RSL_OK);
  assert_int_equal(rsl_structure_count(structure), count);
  for (uint32_t i = 0; i < count; ++i) {
    uint32_t below = 0;
    uint32_t subtree[UNITS];
    assert_int_equal(rsl_structure_unit(structure, i), units[i]);
    assert_int_equal(rsl_structure_position(structure, units[i]), i);
    walk(plan, units[i], day, subtree, &below);
    assert_int_equal(rsl_structure_subtree_end(structure, i), i + 1 + below);
    uint32_t parent = rsl_structure_parent(structure, i);
    uint32_t wanted = rsl_plan_unit_parent(plan, units[i], day);
    assert_int_equal(parent == RSL_NONE ? RSL_NONE : rsl_structure_unit(structure, parent), wanted);
  }
  rsl_structure_free(structure);
}

static bool same_units(const rsl_plan *plan, rsl_date a, rsl_date b) {
  for (uint32_t i = 0; i < rsl_plan_unit_count(plan); ++i)
    if (rsl_plan_unit_valid(plan, i, a) != rsl_plan_unit_valid(plan, i, b)) return false;
  return true;
}

static void a_structure_is_what_a_naive_walk_finds(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; ++round) {
    node nodes[UNITS];
    uint32_t at[UNITS];
    uint32_t count = make_forest(nodes);
    rsl_plan *plan = make_plan(nodes, count, at);
    rsl_error error = RSL_ERROR_INIT;
    if (rsl_plan_finish(plan, NULL, &error) != RSL_OK) fail_msg("%s: %s", error.path, error.text);
    for (uint32_t i = 0; i < count; ++i) {
      uint32_t wanted = nodes[i].parent == UNITS ? RSL_NONE : at[nodes[i].parent];
      assert_int_equal(rsl_plan_unit_parent(plan, at[i], nodes[i].from), wanted);
    }
    for (rsl_date day = FIRST_DAY; day < LAST_DAY; ++day) {
      compare_day(plan, day);
      assert_int_equal(rsl_plan_structure_changes(plan, day, day + 1), !same_units(plan, day, day + 1));
    }
    rsl_plan_free(plan);
  }
}

static void the_shortest_reference_always_reads_back(void **state) {
  (void)state;
  for (int round = 0; round < ROUNDS; ++round) {
    rsl_plan *plan = NULL;
    uint32_t at[UNITS];
    node nodes[UNITS];
    /* Few codes, so that they are reused across levels and lives: a root of each level, one life after another. */
    uint32_t count = 0;
    for (uint32_t code = 0; code < 4; ++code)
      for (uint32_t level = 0; level < LEVELS; ++level)
        for (uint32_t life = random_below(4), day = 0; life > 0; --life) {
          node *made = &nodes[count++];
          snprintf(made->code, sizeof made->code, "u%u", code);
          *made = (node){ .level = level, .parent = UNITS, .from = (rsl_date)day };
          snprintf(made->code, sizeof made->code, "u%u", code);
          day += 1 + random_below(5);
          made->to = (rsl_date)day;
          day += random_below(3);
        }
    if (count == 0) continue;
    plan = make_plan(nodes, count, at);
    assert_int_equal(rsl_plan_finish(plan, NULL, NULL), RSL_OK);
    for (uint32_t i = 0; i < count; ++i) {
      char reference[RSL_UNIT_REFERENCE];
      uint32_t unit = RSL_NONE;
      rsl_plan_unit_reference(plan, i, reference);
      assert_int_equal(rsl_plan_find_unit(plan, reference, strlen(reference), RSL_NONE, RSL_DATE_NONE, &unit, NULL),
                       RSL_OK);
      assert_int_equal(unit, i);
    }
    rsl_plan_free(plan);
  }
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(a_structure_is_what_a_naive_walk_finds),
    cmocka_unit_test(the_shortest_reference_always_reads_back),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
