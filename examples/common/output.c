#include "output.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

static rsl_status write_bytes(void *context, const void *bytes, size_t size, rsl_error *error);
static int open_file(cli_output *output, const char *program);
static int tell(const char *program, const char *path, const char *what);

int output_open(cli_output *output, const char *path, const char *program) {
  memset(output, 0, sizeof *output);
#ifdef SIGPIPE
  (void)signal(SIGPIPE, SIG_IGN);
#endif
  output->path = path;
  output->file = stdout;
  output->sink = (rsl_sink){ write_bytes, output };
  return path == NULL ? -1 : open_file(output, program);
}

int output_close(cli_output *output, bool keep, const char *program) {
  if (output->file == NULL) return -1;
  bool good = fflush(output->file) == 0 && !ferror(output->file);
  int reason = errno;
  if (output->path != NULL) {
    good = fclose(output->file) == 0 && good;
    if (keep && good && rename(output->temporary, output->path) != 0) good = false;
    reason = errno;
    if (!keep || !good) (void)remove(output->temporary);
    free(output->temporary);
  }
  output->file = NULL;
  if (!keep || good) return -1;
  return tell(program, output->path == NULL ? "standard output" : output->path, strerror(reason));
}

static int open_file(cli_output *output, const char *program) {
  static const char suffix[] = ".unfinished";
  size_t length = strlen(output->path);
  output->temporary = malloc(length + sizeof suffix);
  if (output->temporary == NULL) {
    output->file = NULL;
    fprintf(stderr, "%s: out of memory\n", program);
    return EXIT_INTERNAL;
  }
  memcpy(output->temporary, output->path, length);
  memcpy(output->temporary + length, suffix, sizeof suffix);
  output->file = fopen(output->temporary, "wb");
  if (output->file != NULL) return -1;
  int exit_code = tell(program, output->path, strerror(errno));
  free(output->temporary);
  output->temporary = NULL;
  return exit_code;
}

static int tell(const char *program, const char *path, const char *what) {
  fprintf(stderr, "%s: %s: error: could not be written: %s\n", program, path, what);
  return EXIT_IO;
}

static rsl_status write_bytes(void *context, const void *bytes, size_t size, rsl_error *error) {
  cli_output *output = context;
  errno = 0;
  if (fwrite(bytes, 1, size, output->file) == size) return RSL_OK;
  if (error != NULL && error->status == RSL_OK) {
    const char *path = output->path == NULL ? "standard output" : output->path;
    error->status = RSL_ERR_IO;
    (void)snprintf(error->file, sizeof error->file, "%s", path);
    (void)snprintf(error->text, sizeof error->text, "could not be written: %s", strerror(errno));
  }
  return RSL_ERR_IO;
}
