#include <stdio.h>

#include "bench.h"
#include "ours.h"

static rsl_status write_bytes(void *context, const void *bytes, size_t size, rsl_error *error) {
  if (fwrite(bytes, 1, size, context) == size) return RSL_OK;
  (void)snprintf(error->text, sizeof error->text, "the snapshot cannot be written");
  return RSL_ERR_IO;
}

static rsl_status write_snapshot(const bench_state *state, const char *path, rsl_error *error) {
  FILE *file = fopen(path, "wb");
  if (file == NULL) return RSL_ERR_IO;
  (void)setvbuf(file, NULL, _IONBF, 0);
  rsl_status status = rsl_snapshot_write(state->cube, NULL, (rsl_sink){ write_bytes, file }, error);
  return fclose(file) == 0 || status != RSL_OK ? status : RSL_ERR_IO;
}

/* Mapped, so that the pages are those of the page cache: the first roll-up is the one that touches and checks them. */
static rsl_status open_once(bench_state *state, const char *path, rsl_error *error) {
  rsl_cube *cube = NULL;
  rsl_rollup *rollup = NULL;
  double start = bench_now();
  rsl_status status = rsl_snapshot_open(state->plan, path, &state->allocator, &cube, error);
  double opened = bench_now();
  if (status == RSL_OK) status = roll_up(state, cube, state->reported_count, &rollup, error);
  double rolled_up = bench_now();
  rsl_rollup_free(rollup);
  rsl_cube_free(cube);
  if (status != RSL_OK) return status;
  tell(state, "snapshot.open_s", opened - start);
  tell(state, "snapshot.first_s", rolled_up - opened);
  return RSL_OK;
}

rsl_status measure_snapshot(bench_state *state, rsl_error *error) {
  char path[4096];
  (void)snprintf(path, sizeof path, "%s/cube.snapshot", state->directory);
  rsl_status status = write_snapshot(state, path, error);
  for (unsigned run = 0; run < state->runs && status == RSL_OK; run++) status = open_once(state, path, error);
  (void)remove(path);
  return status;
}
