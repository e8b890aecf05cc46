/* A text in memory as a source that can be made to fail, and what a sink was given. */
#ifndef RSL_TESTS_MEMORY_TEXT_H
#define RSL_TESTS_MEMORY_TEXT_H

#include <resolution/base.h>

typedef struct memory_text {
  const char *bytes;
  size_t size;
  size_t position;
  size_t step;    /* most bytes that one read gives */
  size_t fail_at; /* reading at this byte or after it is an error */
} memory_text;

/* The source borrows the struct and the text. It never fails and gives all it is asked for until told otherwise. */
rsl_source memory_source(memory_text *memory, const char *name, const char *bytes, size_t size);

#endif
