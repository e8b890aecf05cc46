#include "output.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>

#if defined(__unix__) || defined(__APPLE__)
#include <sys/stat.h>
#include <unistd.h>
#endif

static rsl_status write_bytes(void *context, const void *bytes, size_t size, rsl_error *error);
static bool is_special(const char *path);
static char *temporary_name(const char *path);
static rsl_status refuse(const cli_output *output, int reason, rsl_error *error);

void output_prepare(void) {
#ifdef SIGPIPE
  (void)signal(SIGPIPE, SIG_IGN);
#endif
}

rsl_status output_open(cli_output *output, const char *path, rsl_error *error) {
  memset(output, 0, sizeof *output);
  output->path = path;
  output->file = stdout;
  output->sink = (rsl_sink){ write_bytes, output };
  if (path == NULL) return RSL_OK;
  output->file = NULL;
  errno = 0;
  if (is_special(path)) {
    output->file = fopen(path, "wb");
    return output->file != NULL ? RSL_OK : refuse(output, errno, error);
  }
  output->temporary = temporary_name(path);
  if (output->temporary == NULL) return fill_error(error, RSL_ERR_MEMORY, NULL, "out of memory", NULL);
  output->file = fopen(output->temporary, "wbx");
  if (output->file != NULL) return RSL_OK;
  int reason = errno;
  free(output->temporary);
  output->temporary = NULL;
  return refuse(output, reason, error);
}

rsl_status output_close(cli_output *output, bool keep, rsl_error *error) {
  if (output->file == NULL) return RSL_OK;
  bool good = fflush(output->file) == 0 && !ferror(output->file);
  int reason = errno;
  if (output->path != NULL && fclose(output->file) != 0 && good) {
    good = false;
    reason = errno;
  }
  if (output->temporary != NULL) {
    if (keep && good && rename(output->temporary, output->path) != 0) {
      good = false;
      reason = errno;
    }
    if (!keep || !good) (void)remove(output->temporary);
    free(output->temporary);
    output->temporary = NULL;
  }
  output->file = NULL;
  return !keep || good ? RSL_OK : refuse(output, reason, error);
}

rsl_status fill_error(rsl_error *error, rsl_status status, const char *file, const char *what, const char *why) {
  if (error == NULL || error->status != RSL_OK) return status;
  error->status = status;
  (void)snprintf(error->file, sizeof error->file, "%s", file == NULL ? "" : file);
  (void)snprintf(error->text, sizeof error->text, "%s%s%s", what, why == NULL ? "" : ": ", why == NULL ? "" : why);
  return status;
}

/* A device or a pipe is written in place: a rename would put a plain file where it stood. A folder is one too, and its
 * opening then says what it is. */
static bool is_special(const char *path) {
#if defined(__unix__) || defined(__APPLE__)
  struct stat about;
  return stat(path, &about) == 0 && !S_ISREG(about.st_mode);
#else
  (void)path;
  return false;
#endif
}

/* Two programs that write the same file at one time do not write into each other's. */
static char *temporary_name(const char *path) {
  long process = 0;
#if defined(__unix__) || defined(__APPLE__)
  process = (long)getpid();
#endif
  size_t size = strlen(path) + 40;
  char *name = malloc(size);
  if (name != NULL) (void)snprintf(name, size, "%s.%ld.unfinished", path, process);
  return name;
}

static rsl_status write_bytes(void *context, const void *bytes, size_t size, rsl_error *error) {
  cli_output *output = context;
  errno = 0;
  if (fwrite(bytes, 1, size, output->file) == size) return RSL_OK;
  return refuse(output, errno, error);
}

static rsl_status refuse(const cli_output *output, int reason, rsl_error *error) {
  const char *name = output->path == NULL ? "standard output" : output->path;
  return fill_error(error, RSL_ERR_IO, name, "could not be written", strerror(reason));
}
