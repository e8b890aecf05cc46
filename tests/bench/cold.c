/* A command as a process of its own: how long it takes from start to end, and the most memory that it held.
 *
 *   bench_cold DATA WHO WHAT THREADS RUNS OUTPUT COMMAND...
 *
 * What the command says goes to the file OUTPUT. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "bench.h"

enum { OUTPUT = 6, FIRST = 7 };

/* Seconds, and bytes of the peak; -1 where it failed. */
static double run_once(const char *output, char **command, double *peak) {
  double start = bench_now();
  pid_t child = fork();
  if (child == 0) {
    if (freopen(output, "wb", stdout) != NULL) (void)execvp(command[0], command);
    perror("bench_cold");
    _exit(127);
  }
  int status = 0;
  struct rusage usage;
  if (child < 0 || wait4(child, &status, 0, &usage) < 0 || status != 0) return -1;
  *peak = (double)usage.ru_maxrss * 1024;
  return bench_now() - start;
}

int main(int count, char **arguments) {
  if (count <= FIRST) {
    fprintf(stderr, "bench_cold DATA WHO WHAT THREADS RUNS OUTPUT COMMAND...\n");
    return 64;
  }
  char time[64];
  char memory[64];
  (void)snprintf(time, sizeof time, "%s_s", arguments[3]);
  (void)snprintf(memory, sizeof memory, "%s.peak_bytes", arguments[3]);
  unsigned threads = (unsigned)strtoul(arguments[4], NULL, 10);
  unsigned runs = (unsigned)strtoul(arguments[5], NULL, 10);
  for (unsigned run = 0; run < runs; run++) {
    double peak = 0;
    double seconds = run_once(arguments[OUTPUT], arguments + FIRST, &peak);
    if (seconds < 0) {
      fprintf(stderr, "bench_cold: %s failed\n", arguments[FIRST]);
      return 70;
    }
    bench_tell(arguments[1], arguments[2], time, threads, seconds);
    bench_tell(arguments[1], arguments[2], memory, threads, peak);
  }
  return 0;
}
