#include "bench.h"

#include <stdio.h>
#include <time.h>

double bench_now(void) {
  struct timespec now;
  (void)timespec_get(&now, TIME_UTC);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

void bench_tell(const char *data, const char *who, const char *what, unsigned threads, double value) {
  printf("%s\t%s\t%s\t%u\t%.17g\n", data, who, what, threads, value);
  (void)fflush(stdout);
}
