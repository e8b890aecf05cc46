#include <string.h>

#include <resolution/io.h>

#include "base/text_buffer.h"
#include "io/complain.h"

/* A plan from a file, its tables from the files beside it. */

typedef struct folder {
  const rsl_allocator *allocator;
  rsl__text_buffer path; /* the plan's folder with its last separator; "" for the current one */
  size_t length;         /* of that */
} folder;

static rsl_status open_table(void *context, const char *name, rsl_source *out, rsl_error *error);
static void close_table(void *context, rsl_source *source);
static size_t folder_length(const char *path);

rsl_status rsl_plan_read_file(const char *path, const rsl_plan_read_options *options, const rsl_allocator *allocator,
                              rsl_problems *problems, rsl_plan **out, rsl_error *error) {
  *out = NULL;
  rsl_plan_read_options own = RSL_PLAN_READ_OPTIONS_INIT;
  if (options != NULL) memcpy(&own, options, options->size < sizeof own ? options->size : sizeof own);
  own.size = sizeof own;
  rsl_file *file = NULL;
  rsl_source source;
  rsl_error why = RSL_ERROR_INIT;
  rsl_status status = rsl_file_open(path, allocator, &file, &source, &why);
  if (status != RSL_OK) return rsl__complain_unreadable(problems, error, &why);
  folder beside = { .allocator = allocator };
  rsl__text_buffer_init(&beside.path, allocator);
  beside.length = folder_length(path);
  rsl__text_buffer_append(&beside.path, path, beside.length);
  /* Standard input stands in no folder. */
  own.tables = (rsl_tables){ strcmp(path, "-") == 0 ? NULL : open_table, close_table, &beside };
  status = rsl__text_buffer_status(&beside.path, error);
  if (status == RSL_OK) status = rsl_plan_read(&source, &own, allocator, problems, out, error);
  rsl__text_buffer_free(&beside.path);
  rsl_file_close(file);
  return status;
}

static size_t folder_length(const char *path) {
  const char *slash = strrchr(path, '/');
  size_t length = slash != NULL ? (size_t)(slash + 1 - path) : 0;
#ifdef _WIN32
  const char *backslash = strrchr(path, '\\');
  if (backslash != NULL && (size_t)(backslash + 1 - path) > length) length = (size_t)(backslash + 1 - path);
#endif
  return length;
}

static rsl_status open_table(void *context, const char *name, rsl_source *out, rsl_error *error) {
  folder *beside = context;
  rsl__text_buffer *path = &beside->path;
  path->length = beside->length;
  rsl__text_buffer_text(path, name);
  rsl_status status = rsl__text_buffer_status(path, error);
  rsl_file *file = NULL;
  if (status == RSL_OK) status = rsl_file_open(rsl__text_buffer_string(path), beside->allocator, &file, out, error);
  return status;
}

static void close_table(void *context, rsl_source *source) {
  (void)context;
  rsl_file_close(source->context);
}
