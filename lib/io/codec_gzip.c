#include "io/codec.h"

#ifdef RSL_HAS_ZLIB
#define ZLIB_CONST
#include <zlib.h>

#include "base/memory.h"
#endif

static bool begins(const unsigned char *bytes, size_t size) {
  return size >= 2 && bytes[0] == 0x1F && bytes[1] == 0x8B;
}

#ifdef RSL_HAS_ZLIB

enum { GZIP_WINDOW = 15 + 16 }; /* the format's only window, and its header and checksum */

static void *open_state(void) {
  rsl_allocator memory = rsl__allocator_or_default(NULL);
  z_stream *stream = rsl__allocate_zeroed(&memory, sizeof *stream);
  if (stream != NULL && inflateInit2(stream, GZIP_WINDOW) == Z_OK) return stream;
  rsl__release(&memory, stream, sizeof *stream);
  return NULL;
}

static uInt at_most(size_t size) {
  const uInt most = (uInt)1 << 30;
  return size < most ? (uInt)size : most;
}

static rsl__codec_step run(void *state, rsl__codec_bytes *bytes) {
  z_stream *stream = state;
  uInt in = at_most(bytes->in_size);
  uInt out = at_most(bytes->out_size);
  stream->next_in = bytes->in;
  stream->avail_in = in;
  stream->next_out = bytes->out;
  stream->avail_out = out;
  int result = inflate(stream, Z_NO_FLUSH);
  bytes->in += in - stream->avail_in;
  bytes->in_size -= in - stream->avail_in;
  bytes->out += out - stream->avail_out;
  bytes->out_size -= out - stream->avail_out;
  if (result == Z_STREAM_END) return inflateReset(stream) == Z_OK ? RSL__CODEC_MEMBER_ENDS : RSL__CODEC_DAMAGED;
  if (result == Z_MEM_ERROR) return RSL__CODEC_NO_MEMORY;
  /* Z_BUF_ERROR: there was nothing to do. */
  return result == Z_OK || result == Z_BUF_ERROR ? RSL__CODEC_GOES_ON : RSL__CODEC_DAMAGED;
}

static void close_state(void *state) {
  rsl_allocator memory = rsl__allocator_or_default(NULL);
  (void)inflateEnd(state);
  rsl__release(&memory, state, sizeof(z_stream));
}

const rsl__codec rsl__codec_gzip = { "gzip", "zlib", begins, open_state, run, close_state };

#else

const rsl__codec rsl__codec_gzip = { "gzip", "zlib", begins, NULL, NULL, NULL };

#endif
