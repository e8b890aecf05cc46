#include <string.h>

#include <resolution/io.h>

#include "base/error.h"
#include "io/complain.h"
#include "io/peek.h"
#include "io/snapshot.h"

/* Several files on their way into one cube. */
typedef struct files {
  const rsl_plan *plan;
  const rsl_measurements_read_options *options;
  const rsl_cube_options *cube_options;
  const rsl_allocator *allocator;
  rsl_cube_builder *builder;
  rsl_problems *problems;
  size_t count;
  rsl_cube *snapshot; /* the cube that a file is, and no builder's */
} files;

static rsl_status read_file(files *all, const char *path, rsl_error *error);
static rsl_status read_source(files *all, const char *path, const rsl_source *source, rsl_error *error);
static bool is_snapshot(const rsl__peek *peek);
static rsl_status read_snapshot(files *all, const char *path, const rsl_source *source, rsl_error *error);
static bool goes_on(rsl_status status);

rsl_status rsl_measurements_read_files(const rsl_plan *plan, const char *const *paths, size_t path_count,
                                       const rsl_measurements_read_options *options,
                                       const rsl_cube_options *cube_options, const rsl_allocator *allocator,
                                       rsl_problems *problems, rsl_cube **out, rsl_error *error) {
  files all = { .plan = plan, .options = options, .cube_options = cube_options, .allocator = allocator };
  all.problems = problems;
  all.count = path_count;
  *out = NULL;
  rsl__error_clear(error);
  rsl_status status = rsl_cube_builder_new(plan, cube_options, allocator, &all.builder);
  if (status != RSL_OK) {
    return rsl__fail(error, status, "%s",
                     status == RSL_ERR_MEMORY ? "out of memory" : "the options of the cube are wrong");
  }
  /* Bad content of one file does not hide that of the next; anything else ends the reading. */
  for (size_t i = 0; i < path_count && goes_on(status); i++) {
    rsl_error own = RSL_ERROR_INIT;
    rsl_status read = read_file(&all, paths[i], &own);
    if (read != RSL_OK) (void)rsl__fail_at(error, read, own.file, own.line, own.column, own.path, "%s", own.text);
    if (read != RSL_OK && (status == RSL_OK || !goes_on(read))) status = read;
  }
  if (status == RSL_OK && all.snapshot != NULL) {
    *out = all.snapshot;
    all.snapshot = NULL;
  } else if (status == RSL_OK) {
    status = rsl_cube_builder_finish(all.builder, problems, out, error);
  }
  rsl_cube_free(all.snapshot);
  rsl_cube_builder_free(all.builder);
  return status;
}

static bool goes_on(rsl_status status) {
  return status == RSL_OK || status == RSL_ERR_DATA || status == RSL_ERR_LIMIT || status == RSL_ERR_NOT_SUPPORTED;
}

static rsl_status read_file(files *all, const char *path, rsl_error *error) {
  rsl_file *file = NULL;
  rsl_source source;
  rsl_error why = RSL_ERROR_INIT;
  rsl_status status = rsl_file_open(path, all->allocator, &file, &source, &why);
  if (status != RSL_OK) return rsl__complain_unreadable(all->problems, error, &why);
  status = read_source(all, path, &source, error);
  rsl_file_close(file);
  return status;
}

static rsl_status read_source(files *all, const char *path, const rsl_source *source, rsl_error *error) {
  rsl__peek peek;
  rsl_source from;
  rsl_error why = RSL_ERROR_INIT;
  if (rsl__peek_open(&peek, source, &from, &why) != RSL_OK) {
    return rsl__complain_unreadable(all->problems, error, &why);
  }
  if (is_snapshot(&peek)) return read_snapshot(all, path, &from, error);
  return rsl_measurements_read(&from, all->options, all->allocator, all->builder, all->problems, NULL, error);
}

static bool is_snapshot(const rsl__peek *peek) {
  const size_t length = sizeof RSL__SNAPSHOT_MAGIC - 1;
  return peek->end >= length && memcmp(peek->bytes, RSL__SNAPSHOT_MAGIC, length) == 0;
}

static rsl_status read_snapshot(files *all, const char *path, const rsl_source *source, rsl_error *error) {
  rsl_error why = RSL_ERROR_INIT;
  rsl_cube_options options = RSL_CUBE_OPTIONS_INIT;
  size_t known = all->cube_options == NULL ? 0 : all->cube_options->size;
  if (known > 0) memcpy(&options, all->cube_options, known < sizeof options ? known : sizeof options);
  rsl_status status = RSL_ERR_DATA;
  if (all->count > 1) {
    (void)rsl__fail_at(&why, RSL_ERR_DATA, path, 0, 0, NULL,
                       "a snapshot is a whole cube: nothing can be read beside it");
  } else if (options.as_known != RSL_DATE_NONE) {
    (void)rsl__fail_at(&why, RSL_ERR_DATA, path, 0, 0, NULL,
                       "what a snapshot leaves out was chosen when it was made: make one as known on that day");
  } else if (strcmp(path, "-") == 0) {
    status = rsl_snapshot_read(all->plan, source, all->allocator, &all->snapshot, &why);
  } else {
    status = rsl_snapshot_open(all->plan, path, all->allocator, &all->snapshot, &why);
  }
  return status == RSL_OK ? RSL_OK : rsl__complain_unreadable(all->problems, error, &why);
}
