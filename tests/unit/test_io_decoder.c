#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include <resolution/io.h>

#include "support/failing_allocator.h"
#include "support/memory_text.h"

/* One text, as `gzip -9n` and `zstd --check` pack it. */
static const char text[] = "figures that were measured, come packed";
static const unsigned char gzipped[] = {
  0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x4b, 0xcb, 0x4c, 0x2f, 0x2d,
  0x4a, 0x2d, 0x56, 0x28, 0xc9, 0x48, 0x2c, 0x51, 0x28, 0x4f, 0x2d, 0x4a, 0x55, 0xc8, 0x4d,
  0x4d, 0x2c, 0x06, 0x0a, 0xa5, 0xe8, 0x28, 0x24, 0xe7, 0xe7, 0xa6, 0x2a, 0x14, 0x24, 0x26,
  0x67, 0xa7, 0xa6, 0x00, 0x00, 0x99, 0x17, 0x5b, 0x56, 0x27, 0x00, 0x00, 0x00,
};
static const unsigned char zstandard[] = {
  0x28, 0xb5, 0x2f, 0xfd, 0x24, 0x27, 0x39, 0x01, 0x00, 0x66, 0x69, 0x67, 0x75, 0x72, 0x65, 0x73, 0x20, 0x74,
  0x68, 0x61, 0x74, 0x20, 0x77, 0x65, 0x72, 0x65, 0x20, 0x6d, 0x65, 0x61, 0x73, 0x75, 0x72, 0x65, 0x64, 0x2c,
  0x20, 0x63, 0x6f, 0x6d, 0x65, 0x20, 0x70, 0x61, 0x63, 0x6b, 0x65, 0x64, 0xc1, 0xb0, 0x52, 0xc4,
};
/* A frame that holds "x" and asks for a window of 2^28 bytes. */
static const unsigned char greedy[] = {
  0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x90, 0x08, 0x00, 0x00, 0x78, 0x01, 0x00, 0x00, 0x23, 0x11, 0x04, 0x83,
};
/* A frame that readers skip, of four bytes. */
static const unsigned char skipped[] = { 0x50, 0x2a, 0x4d, 0x18, 4, 0, 0, 0, 1, 2, 3, 4 };

typedef struct packed_text {
  rsl_codec codec;
  const unsigned char *bytes;
  size_t size;
} packed_text;

static const packed_text packed_texts[] = {
  { RSL_CODEC_GZIP, gzipped, sizeof gzipped },
  { RSL_CODEC_ZSTD, zstandard, sizeof zstandard },
};
enum { PACKED_TEXTS = sizeof packed_texts / sizeof packed_texts[0] };

typedef struct decoding {
  size_t step;   /* bytes that the source gives at a time */
  size_t wanted; /* bytes asked for at a time */
  size_t fail_at;
  char out[512];
  size_t length;
  rsl_error error;
} decoding;

static decoding plainly(void) {
  return (decoding){ .step = SIZE_MAX, .wanted = 512, .fail_at = SIZE_MAX, .error = RSL_ERROR_INIT };
}

static rsl_status decode_with(decoding *d, const void *bytes, size_t size, const rsl_allocator *allocator) {
  memory_text memory;
  rsl_source from = memory_source(&memory, "m.gz", bytes, size);
  memory.step = d->step;
  memory.fail_at = d->fail_at;
  rsl_source source;
  rsl_decoder *decoder = NULL;
  rsl_status status = rsl_decoder_open(&from, allocator, &decoder, &source, &d->error);
  size_t got = 1;
  while (status == RSL_OK && got > 0) {
    size_t room = sizeof d->out - d->length;
    status = source.read(source.context, d->out + d->length, room < d->wanted ? room : d->wanted, &got, &d->error);
    if (status == RSL_OK) d->length += got;
    assert_true(d->length < sizeof d->out);
  }
  if (status != RSL_OK && decoder != NULL) {
    assert_int_equal(source.read(source.context, d->out, 1, &got, NULL), status);
  }
  rsl_decoder_close(decoder);
  return status;
}

static rsl_status decode(decoding *d, const void *bytes, size_t size) {
  return decode_with(d, bytes, size, NULL);
}

static void assert_text(const decoding *d, const char *wanted) {
  assert_int_equal(d->length, strlen(wanted));
  assert_memory_equal(d->out, wanted, d->length);
}

static void require(rsl_codec codec) {
  if (!rsl_codec_built_in(codec)) skip();
}

static void what_is_not_packed_passes_as_it_is(void **state) {
  (void)state;
  static const char *const texts[] = { "", "u", "unit,indicator,period,value\n", "\x1f", "(\xb5/" };
  for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
    for (size_t step = 1; step < 4; step++) {
      decoding d = plainly();
      d.step = d.wanted = step;
      assert_int_equal(decode(&d, texts[i], strlen(texts[i])), RSL_OK);
      assert_text(&d, texts[i]);
    }
  }
}

static void a_packed_text_is_unpacked_however_few_bytes_come_at_a_time(void **state) {
  (void)state;
  for (size_t i = 0; i < PACKED_TEXTS; i++) {
    if (!rsl_codec_built_in(packed_texts[i].codec)) continue;
    for (size_t step = 1; step < 70; step++) {
      decoding d = plainly();
      d.step = step;
      d.wanted = 70 - step;
      assert_int_equal(decode(&d, packed_texts[i].bytes, packed_texts[i].size), RSL_OK);
      assert_text(&d, text);
    }
  }
}

static void members_that_follow_one_another_are_one_text(void **state) {
  (void)state;
  for (size_t i = 0; i < PACKED_TEXTS; i++) {
    if (!rsl_codec_built_in(packed_texts[i].codec)) continue;
    unsigned char both[256];
    size_t size = packed_texts[i].size;
    memcpy(both, packed_texts[i].bytes, size);
    memcpy(both + size, packed_texts[i].bytes, size);
    decoding d = plainly();
    assert_int_equal(decode(&d, both, 2 * size), RSL_OK);
    assert_text(&d, "figures that were measured, come packedfigures that were measured, come packed");
  }
}

static void a_frame_that_is_to_be_skipped_is(void **state) {
  (void)state;
  require(RSL_CODEC_ZSTD);
  unsigned char both[sizeof skipped + sizeof zstandard];
  memcpy(both, skipped, sizeof skipped);
  memcpy(both + sizeof skipped, zstandard, sizeof zstandard);
  decoding d = plainly();
  assert_int_equal(decode(&d, both, sizeof both), RSL_OK);
  assert_text(&d, text);
}

static void a_packed_text_that_is_cut_short_anywhere_is_refused(void **state) {
  (void)state;
  for (size_t i = 0; i < PACKED_TEXTS; i++) {
    if (!rsl_codec_built_in(packed_texts[i].codec)) continue;
    for (size_t size = RSL_CODEC_END + 2; size < packed_texts[i].size; size++) {
      decoding d = plainly();
      assert_int_equal(decode(&d, packed_texts[i].bytes, size), RSL_ERR_DATA);
      assert_string_equal(d.error.file, "m.gz");
      assert_non_null(strstr(d.error.text, "cut short"));
    }
  }
}

static void a_packed_text_with_any_byte_damaged_is_refused_or_means_the_same(void **state) {
  (void)state;
  for (size_t i = 0; i < PACKED_TEXTS; i++) {
    if (!rsl_codec_built_in(packed_texts[i].codec)) continue;
    size_t refused = 0;
    for (size_t at = RSL_CODEC_END + 2; at < packed_texts[i].size; at++) {
      for (unsigned bit = 0; bit < 8; bit++) {
        unsigned char damaged[128];
        memcpy(damaged, packed_texts[i].bytes, packed_texts[i].size);
        damaged[at] ^= (unsigned char)(1u << bit);
        decoding d = plainly();
        rsl_status status = decode(&d, damaged, packed_texts[i].size);
        if (status == RSL_OK) assert_text(&d, text);
        refused += status != RSL_OK;
      }
    }
    assert_true(refused > 4 * packed_texts[i].size); /* the names, times and flags of gzip's head mean nothing here */
  }
}

static void what_follows_a_packed_text_and_is_none_is_refused(void **state) {
  (void)state;
  for (size_t i = 0; i < PACKED_TEXTS; i++) {
    if (!rsl_codec_built_in(packed_texts[i].codec)) continue;
    unsigned char longer[128];
    size_t size = packed_texts[i].size;
    memcpy(longer, packed_texts[i].bytes, size);
    memcpy(longer + size, "unit,indicator", 14);
    decoding d = plainly();
    assert_int_equal(decode(&d, longer, size + 14), RSL_ERR_DATA);
    assert_non_null(strstr(d.error.text, "follows it"));
  }
}

static void a_frame_does_not_choose_how_much_memory_it_takes(void **state) {
  (void)state;
  require(RSL_CODEC_ZSTD);
  decoding d = plainly();
  assert_int_equal(decode(&d, greedy, sizeof greedy), RSL_ERR_LIMIT);
  assert_non_null(strstr(d.error.text, "128 MiB"));
}

static void a_source_that_fails_fails_through_the_decoder(void **state) {
  (void)state;
  require(RSL_CODEC_GZIP);
  for (size_t at = 0; at <= sizeof gzipped; at += 8) {
    decoding d = plainly();
    d.step = 4;
    d.fail_at = at;
    assert_int_equal(decode(&d, gzipped, sizeof gzipped), RSL_ERR_IO);
  }
}

static bool decode_swept(const rsl_allocator *allocator, void *context) {
  (void)context;
  decoding d = plainly();
  rsl_status status = decode_with(&d, gzipped, sizeof gzipped, allocator);
  assert_true(status == RSL_OK || status == RSL_ERR_MEMORY);
  return status == RSL_OK;
}

static void a_decoder_without_memory_says_so(void **state) {
  (void)state;
  require(RSL_CODEC_GZIP);
  assert_true(sweep_allocations(decode_swept, NULL) > 0);
}

static void a_codec_that_is_not_built_in_is_told_by_name(void **state) {
  (void)state;
  assert_string_equal(rsl_codec_name(RSL_CODEC_GZIP), "gzip");
  assert_string_equal(rsl_codec_name(RSL_CODEC_ZSTD), "zstd");
  assert_null(rsl_codec_name(RSL_CODEC_END));
  assert_false(rsl_codec_built_in(RSL_CODEC_END));
  for (size_t i = 0; i < PACKED_TEXTS; i++) {
    if (rsl_codec_built_in(packed_texts[i].codec)) continue;
    decoding d = plainly();
    assert_int_equal(decode(&d, packed_texts[i].bytes, packed_texts[i].size), RSL_ERR_NOT_SUPPORTED);
    assert_non_null(strstr(d.error.text, "built without"));
  }
}

static void a_packed_plan_and_its_packed_figures_are_read_as_they_are(void **state) {
  (void)state;
  require(RSL_CODEC_GZIP);
  require(RSL_CODEC_ZSTD);
  rsl_plan *plan = NULL;
  rsl_cube *cube = NULL;
  rsl_error error = RSL_ERROR_INIT;
  static const char *const paths[] = { "tests/data/packed/district.csv.gz" };
  assert_int_equal(rsl_plan_read_file("tests/data/packed/district.json.zst", NULL, NULL, NULL, &plan, &error), RSL_OK);
  assert_int_equal(rsl_measurements_read_files(plan, paths, 1, NULL, NULL, NULL, NULL, &cube, &error), RSL_OK);
  assert_int_equal(rsl_cube_row_count(cube), 7);
  rsl_cube_free(cube);
  rsl_plan_free(plan);
}

int main(void) {
  const struct CMUnitTest tests[] = {
    cmocka_unit_test(what_is_not_packed_passes_as_it_is),
    cmocka_unit_test(a_packed_text_is_unpacked_however_few_bytes_come_at_a_time),
    cmocka_unit_test(members_that_follow_one_another_are_one_text),
    cmocka_unit_test(a_frame_that_is_to_be_skipped_is),
    cmocka_unit_test(a_packed_text_that_is_cut_short_anywhere_is_refused),
    cmocka_unit_test(a_packed_text_with_any_byte_damaged_is_refused_or_means_the_same),
    cmocka_unit_test(what_follows_a_packed_text_and_is_none_is_refused),
    cmocka_unit_test(a_frame_does_not_choose_how_much_memory_it_takes),
    cmocka_unit_test(a_source_that_fails_fails_through_the_decoder),
    cmocka_unit_test(a_decoder_without_memory_says_so),
    cmocka_unit_test(a_codec_that_is_not_built_in_is_told_by_name),
    cmocka_unit_test(a_packed_plan_and_its_packed_figures_are_read_as_they_are),
  };
  return cmocka_run_group_tests(tests, NULL, NULL);
}
