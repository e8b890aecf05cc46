#include "io/codec.h"

#ifdef RSL_HAS_ZSTD
#include <zstd.h>
#include <zstd_errors.h>
#endif

/* A frame with data, or one to be skipped, as those that tell parallel readers where to begin. */
static bool begins(const unsigned char *bytes, size_t size) {
  if (size < RSL__CODEC_MARK) return false;
  bool is_data = bytes[0] == 0x28 && bytes[1] == 0xB5 && bytes[2] == 0x2F && bytes[3] == 0xFD;
  bool is_skipped = (bytes[0] & 0xF0) == 0x50 && bytes[1] == 0x2A && bytes[2] == 0x4D && bytes[3] == 0x18;
  return is_data || is_skipped;
}

#ifdef RSL_HAS_ZSTD

enum { LARGEST_WINDOW = 27 }; /* 128 MiB, as its program allows: a frame must not choose how much memory it takes */

static void *open_state(void) {
  ZSTD_DCtx *state = ZSTD_createDCtx();
  if (state == NULL || !ZSTD_isError(ZSTD_DCtx_setParameter(state, ZSTD_d_windowLogMax, LARGEST_WINDOW))) return state;
  (void)ZSTD_freeDCtx(state);
  return NULL;
}

static rsl__codec_step run(void *state, rsl__codec_bytes *bytes) {
  ZSTD_inBuffer in = { bytes->in, bytes->in_size, 0 };
  ZSTD_outBuffer out = { bytes->out, bytes->out_size, 0 };
  size_t result = ZSTD_decompressStream(state, &out, &in);
  bytes->in += in.pos;
  bytes->in_size -= in.pos;
  bytes->out += out.pos;
  bytes->out_size -= out.pos;
  if (!ZSTD_isError(result)) return result == 0 ? RSL__CODEC_MEMBER_ENDS : RSL__CODEC_GOES_ON;
  switch (ZSTD_getErrorCode(result)) {
  case ZSTD_error_memory_allocation:
    return RSL__CODEC_NO_MEMORY;
  case ZSTD_error_frameParameter_windowTooLarge:
    return RSL__CODEC_TOO_LARGE;
  default:
    return RSL__CODEC_DAMAGED;
  }
}

static void close_state(void *state) {
  (void)ZSTD_freeDCtx(state);
}

const rsl__codec rsl__codec_zstd = { "zstd", "libzstd", begins, open_state, run, close_state };

#else

const rsl__codec rsl__codec_zstd = { "zstd", "libzstd", begins, NULL, NULL, NULL };

#endif
