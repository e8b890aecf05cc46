/* What the machine's memory gives: the yardstick of everything else. */
#ifndef BENCH_STREAM_H
#define BENCH_STREAM_H

enum { STREAM_MOST_THREADS = 64 };

typedef struct bench_stream bench_stream;

/* 512 MiB, touched. NULL where there is no such memory. */
bench_stream *stream_new(void);
void stream_free(bench_stream *stream);
/* Bytes a second of summing them, each thread its own part. 0 where a thread cannot be started. */
double stream_read(bench_stream *stream, unsigned threads);

#endif
