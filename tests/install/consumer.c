/* A program that knows the library only as it is installed. It is compiled as C and as C++. */
#include <stdio.h>
#include <string.h>

#include <resolution/resolution.h>

int main(void) {
  if (strcmp(rsl_version(), RSL_VERSION) != 0 || strcmp(rsl_status_name(RSL_OK), "ok") != 0) {
    fprintf(stderr, "the library is of version %s, the headers of %s\n", rsl_version(), RSL_VERSION);
    return 1;
  }
  return 0;
}
