/* What the programs of the benchmark share: the clock, and how a result is told. */
#ifndef BENCH_H
#define BENCH_H

/* Seconds since some moment. */
double bench_now(void);

/* One line to standard output, for report.awk: DATA WHO WHAT THREADS VALUE, between tabs. The last word of WHAT tells the
 * unit. Several lines of one thing are several runs of it. */
void bench_tell(const char *data, const char *who, const char *what, unsigned threads, double value);

#endif
