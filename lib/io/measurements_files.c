#include <resolution/io.h>

#include "base/error.h"
#include "io/complain.h"

static rsl_status read_file(const char *path, const rsl_measurements_read_options *options,
                            const rsl_allocator *allocator, rsl_cube_builder *builder, rsl_problems *problems,
                            rsl_error *error);
static bool goes_on(rsl_status status);

rsl_status rsl_measurements_read_files(const rsl_plan *plan, const char *const *paths, size_t path_count,
                                       const rsl_measurements_read_options *options,
                                       const rsl_cube_options *cube_options, const rsl_allocator *allocator,
                                       rsl_problems *problems, rsl_cube **out, rsl_error *error) {
  rsl_cube_builder *builder = NULL;
  *out = NULL;
  rsl__error_clear(error);
  rsl_status status = rsl_cube_builder_new(plan, cube_options, allocator, &builder);
  if (status != RSL_OK) {
    return rsl__fail(error, status, "%s",
                     status == RSL_ERR_MEMORY ? "out of memory" : "the options of the cube are wrong");
  }
  /* Bad content of one file does not hide that of the next; anything else ends the reading. */
  for (size_t i = 0; i < path_count && goes_on(status); i++) {
    rsl_error own = RSL_ERROR_INIT;
    rsl_status read = read_file(paths[i], options, allocator, builder, problems, &own);
    if (read != RSL_OK) (void)rsl__fail_at(error, read, own.file, own.line, own.column, own.path, "%s", own.text);
    if (read != RSL_OK && (status == RSL_OK || !goes_on(read))) status = read;
  }
  if (status == RSL_OK) status = rsl_cube_builder_finish(builder, problems, out, error);
  rsl_cube_builder_free(builder);
  return status;
}

static bool goes_on(rsl_status status) {
  return status == RSL_OK || status == RSL_ERR_DATA || status == RSL_ERR_LIMIT || status == RSL_ERR_NOT_SUPPORTED;
}

static rsl_status read_file(const char *path, const rsl_measurements_read_options *options,
                            const rsl_allocator *allocator, rsl_cube_builder *builder, rsl_problems *problems,
                            rsl_error *error) {
  rsl_file *file = NULL;
  rsl_source source;
  rsl_error why = RSL_ERROR_INIT;
  rsl_status status = rsl_file_open(path, allocator, &file, &source, &why);
  if (status != RSL_OK) return rsl__complain_unreadable(problems, error, &why);
  status = rsl_measurements_read(&source, options, allocator, builder, problems, NULL, error);
  rsl_file_close(file);
  return status;
}
