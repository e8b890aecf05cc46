/** @file
 *  @brief A source of bytes in memory, given in pieces of a size that the bytes themselves decide.
 */
#ifndef TESTS_FUZZ_BYTES_H
#define TESTS_FUZZ_BYTES_H

#include <stdint.h>
#include <string.h>

#include <resolution/base.h>

typedef struct bytes_left {
  const uint8_t *at;
  size_t left;
  size_t piece;
} bytes_left;

static inline rsl_status read_bytes(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  bytes_left *in = context;
  (void)error;
  *got = size < in->left ? size : in->left;
  if (*got > in->piece) *got = in->piece;
  if (*got > 0) memcpy(bytes, in->at, *got);
  in->at += *got;
  in->left -= *got;
  return RSL_OK;
}

static inline rsl_status swallow(void *context, const void *bytes, size_t size, rsl_error *error) {
  size_t *total = context;
  (void)bytes;
  (void)error;
  *total += size;
  return RSL_OK;
}

#endif
