#include "support/sinks.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "support/failing_allocator.h"

typedef struct work {
  written_thing thing;
  const void *what;
} work;

static rsl_status refuse(void *context, const void *bytes, size_t size, rsl_error *error) {
  full_disk *disk = context;
  (void)bytes;
  (void)size;
  if (disk->writes > 0) {
    disk->writes--;
    return RSL_OK;
  }
  disk->told++;
  return rsl__fail(error, RSL_ERR_IO, "the disk is full");
}

rsl_sink full_disk_sink(full_disk *disk) {
  return (rsl_sink){ refuse, disk };
}

void expect_text(written_thing thing, const void *what, const char *want) {
  rsl__text_buffer out;
  rsl_error error = RSL_ERROR_INIT;
  rsl__text_buffer_init(&out, NULL);
  rsl_status status = thing(what, NULL, rsl__text_buffer_sink(&out), &error);
  if (status != RSL_OK) fail_msg("%s", error.text);
  assert_string_equal(rsl__text_buffer_string(&out), want);
  rsl__text_buffer_free(&out);
}

static bool write_it(const rsl_allocator *allocator, void *context) {
  const work *job = context;
  rsl__text_buffer out;
  rsl_error error = RSL_ERROR_INIT;
  rsl__text_buffer_init(&out, NULL);
  rsl_status status = job->thing(job->what, allocator, rsl__text_buffer_sink(&out), &error);
  rsl__text_buffer_free(&out);
  if (status != RSL_OK && status != RSL_ERR_MEMORY) fail_msg("%s", error.text);
  assert_int_equal(error.status, status);
  return status == RSL_OK;
}

void expect_failures_are_told(written_thing thing, const void *what) {
  work job = { thing, what };
  bool failed = true;
  for (size_t writes = 0; failed; writes++) {
    full_disk disk = { writes, 0 };
    rsl_error error = RSL_ERROR_INIT;
    rsl_status status = thing(what, NULL, full_disk_sink(&disk), &error);
    failed = status != RSL_OK;
    assert_true(failed || writes > 0);
    if (!failed) break;
    assert_int_equal(status, RSL_ERR_IO);
    assert_string_equal(error.text, "the disk is full");
    assert_int_equal(disk.told, 1);
  }
  assert_true(sweep_allocations(write_it, &job) > 0);
}
