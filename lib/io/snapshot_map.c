/* The one file of the library that maps files into memory. */
#if defined(__unix__) || defined(__APPLE__)
#define HAS_MAPS 1
#define _POSIX_C_SOURCE 200809L /* NOLINT(bugprone-reserved-identifier): that is how maps are asked for */
#else
#define HAS_MAPS 0
#endif

#include "io/snapshot.h"

#include "base/memory.h"

#if HAS_MAPS
#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

static bool is_stable(const struct stat *about);

/* Private and writable: a cube that takes changes of single figures changes its own pages, and never the file. */
bool rsl__mapping_open(const char *path, rsl__mapping *out) {
  struct stat about;
  *out = (rsl__mapping){ .bytes = NULL };
  int file = open(path, O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  bool fits =
      fstat(file, &about) == 0 && is_stable(&about) && about.st_size > 0 && (uintmax_t)about.st_size <= SIZE_MAX;
  void *bytes = MAP_FAILED;
  if (fits) bytes = mmap(NULL, (size_t)about.st_size, PROT_READ | PROT_WRITE, MAP_PRIVATE, file, 0);
  (void)close(file);
  if (bytes == MAP_FAILED) return false;
  out->bytes = bytes;
  out->size = (size_t)about.st_size;
  return true;
}

/* Who shortens a file that is mapped ends the program that reads it: only files that nobody else may change are. */
static bool is_stable(const struct stat *about) {
  return S_ISREG(about->st_mode) && about->st_uid == geteuid() && (about->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

#else

bool rsl__mapping_open(const char *path, rsl__mapping *out) {
  (void)path;
  *out = (rsl__mapping){ .bytes = NULL };
  return false;
}

#endif

void rsl__mapping_close(rsl__mapping *mapping) {
  if (mapping->bytes == NULL) return;
  if (mapping->capacity > 0) {
    rsl__release(&mapping->allocator, mapping->bytes, mapping->capacity);
  } else {
#if HAS_MAPS
    (void)munmap(mapping->bytes, mapping->size);
#endif
  }
  mapping->bytes = NULL;
}
