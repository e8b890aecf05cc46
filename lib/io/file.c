#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <resolution/io.h>

#include "base/error.h"
#include "base/memory.h"

/* The one file of the library that opens files. */

struct rsl_file {
  rsl_allocator allocator;
  FILE *stream;
  bool is_own; /* not standard input: to be closed */
  char *name;
  size_t name_size;
  rsl_decoder *decoder; /* of its bytes */
  rsl_source unpacked;  /* what the decoder gives */
};

static rsl_status open_stream(rsl_file *file, const char *path, rsl_error *error);
static rsl_status refuse(const char *name, rsl_error *error);
static rsl_status read_bytes(void *context, void *bytes, size_t size, size_t *got, rsl_error *error);
static rsl_status read_file(void *context, void *bytes, size_t size, size_t *got, rsl_error *error);

rsl_status rsl_file_open(const char *path, const rsl_allocator *allocator, rsl_file **out, rsl_source *source,
                         rsl_error *error) {
  *out = NULL;
  if (path == NULL || *path == '\0') return rsl__fail(error, RSL_ERR_NO_INPUT, "no file is named");
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  rsl_file *file = rsl__allocate_zeroed(&memory, sizeof *file);
  if (file == NULL) return rsl__fail_memory(error);
  file->allocator = memory;
  bool is_input = strcmp(path, "-") == 0;
  file->name_size = strlen(path) + 1;
  file->name = rsl__allocate(&memory, file->name_size);
  rsl_status status = RSL_OK;
  if (file->name == NULL) {
    status = rsl__fail_memory(error);
  } else {
    memcpy(file->name, path, file->name_size);
    status = open_stream(file, is_input ? NULL : path, error);
  }
  rsl_source bytes = { read_bytes, file, file->name };
  if (status == RSL_OK) status = rsl_decoder_open(&bytes, allocator, &file->decoder, &file->unpacked, error);
  if (status != RSL_OK) {
    rsl_file_close(file);
    return status;
  }
  *source = (rsl_source){ read_file, file, file->name };
  *out = file;
  return RSL_OK;
}

void rsl_file_close(rsl_file *file) {
  if (file == NULL) return;
  rsl_allocator memory = file->allocator;
  rsl_decoder_close(file->decoder);
  if (file->stream != NULL && file->is_own) (void)fclose(file->stream);
  rsl__release(&memory, file->name, file->name_size);
  rsl__release(&memory, file, sizeof *file);
}

/* Opening a folder succeeds on many systems and only the first read fails: so the first byte is read here, where that
 * still means that the input cannot be opened. */
static rsl_status open_stream(rsl_file *file, const char *path, rsl_error *error) {
  errno = 0;
  file->is_own = path != NULL;
  file->stream = path == NULL ? stdin : fopen(path, "rb");
  if (file->stream == NULL) return refuse(file->name, error);
  int first = getc(file->stream);
  if (first == EOF && ferror(file->stream)) return refuse(file->name, error);
  if (first != EOF && ungetc(first, file->stream) == EOF) return refuse(file->name, error);
  return RSL_OK;
}

/* The numbers are POSIX's; the words are ours, since strerror() speaks the locale's language. */
static rsl_status refuse(const char *name, rsl_error *error) {
  const char *why = "it cannot be opened";
#ifdef ENOENT
  if (errno == ENOENT) why = "there is no such file";
#endif
#ifdef EISDIR
  if (errno == EISDIR) why = "it is a folder, not a file";
#endif
#ifdef EACCES
  if (errno == EACCES) why = "it may not be read: permission denied";
#endif
  return rsl__fail_at(error, RSL_ERR_NO_INPUT, name, 0, 0, NULL, "%s", why);
}

static rsl_status read_bytes(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  rsl_file *file = context;
  *got = fread(bytes, 1, size, file->stream);
  if (*got > 0 || !ferror(file->stream)) return RSL_OK;
  return rsl__fail_at(error, RSL_ERR_IO, file->name, 0, 0, NULL, "reading the file failed before its end");
}

static rsl_status read_file(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  rsl_file *file = context;
  return file->unpacked.read(file->unpacked.context, bytes, size, got, error);
}
