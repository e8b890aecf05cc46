/* The library's own runs: what they share, and one function for each thing that is measured. */
#ifndef BENCH_OURS_H
#define BENCH_OURS_H

#include <resolution/resolution.h>

#include "memory.h"
#include "stream.h"

typedef struct bench_state {
  const char *directory;
  const char *name;
  unsigned threads;
  unsigned runs;
  bench_stream *stream;
  bench_memory memory;
  rsl_allocator allocator;
  rsl_plan *plan;
  rsl_cube *cube;
  uint32_t *reported; /* the indicators that are reported on, sums first */
  size_t reported_count;
  size_t sum_count;
} bench_state;

void tell(const bench_state *state, const char *what, double value);
/* Every unit and month of the first `indicators` that are reported on. */
rsl_status roll_up(bench_state *state, const rsl_cube *cube, size_t indicators, rsl_rollup **out, rsl_error *error);

/* The figures themselves, to be compared with the peers'. */
rsl_status tell_figures(bench_state *state, rsl_error *error);
/* Formulas at units above others, and a count whose condition is an expression. */
rsl_status measure_formulas(bench_state *state, rsl_error *error);
/* A snapshot of the cube: written, opened, rolled up. */
rsl_status measure_snapshot(bench_state *state, rsl_error *error);
/* One figure after another changed. The cube is used up. */
rsl_status measure_changes(bench_state *state, rsl_error *error);

#endif
