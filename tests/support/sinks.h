/* Where tests let results be written: a text to compare, and a sink that fails. */
#ifndef RSL_TESTS_SINKS_H
#define RSL_TESTS_SINKS_H

#include "base/text_buffer.h"

/* A sink that takes `writes` pieces and then fails, as a full disk does. */
typedef struct full_disk {
  size_t writes;
  size_t told; /* how often it failed */
} full_disk;
rsl_sink full_disk_sink(full_disk *disk);

/* Something that writes to a sink; `what` is its input. */
typedef rsl_status (*written_thing)(const void *what, const rsl_allocator *allocator, rsl_sink sink, rsl_error *error);

/* It writes exactly this. */
void expect_text(written_thing thing, const void *what, const char *want);
/* A sink that fails at any write is told as it is, once, and nothing is written after it; so is memory that runs out. */
void expect_failures_are_told(written_thing thing, const void *what);

#endif
