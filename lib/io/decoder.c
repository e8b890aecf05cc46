#include <resolution/io.h>

#include "base/error.h"
#include "base/memory.h"
#include "io/codec.h"
#include "io/peek.h"

enum { PIECE = 64 * 1024 }; /* packed bytes that are held at a time */

struct rsl_decoder {
  rsl_allocator allocator;
  rsl__peek peek;
  rsl_source from; /* packed */
  const rsl__codec *codec;
  void *state;
  bool inside;      /* a member has begun and not ended */
  bool has_members; /* one has ended */
  bool ended;       /* the source has */
  rsl_status failed;
  uint64_t taken; /* packed bytes that the codec has taken */
  const unsigned char *at;
  size_t left;
  unsigned char piece[PIECE];
};

static const rsl__codec *const codecs[RSL_CODEC_END] = { &rsl__codec_gzip, &rsl__codec_zstd };

static const rsl__codec *codec_of(const rsl__peek *peek);
static rsl_status open_codec(rsl_decoder *decoder, rsl_error *error);
static rsl_status read_decoded(void *context, void *bytes, size_t size, size_t *got, rsl_error *error);
static rsl_status decode(rsl_decoder *decoder, void *bytes, size_t size, size_t *got, rsl_error *error);
static rsl_status fill(rsl_decoder *decoder, rsl_error *error);
static rsl_status run(rsl_decoder *decoder, rsl__codec_bytes *bytes, rsl_error *error);
static rsl_status refuse(const rsl_decoder *decoder, rsl__codec_step step, rsl_error *error);

const char *rsl_codec_name(rsl_codec codec) {
  return (unsigned)codec < RSL_CODEC_END ? codecs[codec]->name : NULL;
}

bool rsl_codec_built_in(rsl_codec codec) {
  return (unsigned)codec < RSL_CODEC_END && codecs[codec]->open != NULL;
}

rsl_status rsl_decoder_open(const rsl_source *from, const rsl_allocator *allocator, rsl_decoder **out,
                            rsl_source *source, rsl_error *error) {
  *out = NULL;
  rsl__error_clear(error);
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  rsl_decoder *decoder = rsl__allocate_zeroed(&memory, sizeof *decoder);
  if (decoder == NULL) return rsl__fail_memory(error);
  decoder->allocator = memory;
  rsl_status status = rsl__peek_open(&decoder->peek, from, &decoder->from, error);
  if (status != RSL_OK) status = rsl__fail_at(error, status, from->name, 0, 0, NULL, "the input could not be read");
  decoder->codec = codec_of(&decoder->peek);
  if (status == RSL_OK && decoder->codec != NULL) status = open_codec(decoder, error);
  if (status != RSL_OK) {
    rsl_decoder_close(decoder);
    return status;
  }
  *source = decoder->codec != NULL ? (rsl_source){ read_decoded, decoder, from->name } : decoder->from;
  *out = decoder;
  return RSL_OK;
}

void rsl_decoder_close(rsl_decoder *decoder) {
  if (decoder == NULL) return;
  rsl_allocator memory = decoder->allocator;
  if (decoder->state != NULL) decoder->codec->close(decoder->state);
  rsl__release(&memory, decoder, sizeof *decoder);
}

static const rsl__codec *codec_of(const rsl__peek *peek) {
  for (size_t i = 0; i < RSL_CODEC_END; i++) {
    if (codecs[i]->begins(peek->bytes, peek->end)) return codecs[i];
  }
  return NULL;
}

static rsl_status open_codec(rsl_decoder *decoder, rsl_error *error) {
  const rsl__codec *codec = decoder->codec;
  if (codec->open == NULL) {
    return rsl__fail_at(error, RSL_ERR_NOT_SUPPORTED, decoder->from.name, 0, 0, NULL,
                        "%s data, and this libresolution was built without %s: unpack it first", codec->name,
                        codec->library);
  }
  decoder->state = codec->open();
  return decoder->state != NULL ? RSL_OK : rsl__fail_memory(error);
}

static rsl_status read_decoded(void *context, void *bytes, size_t size, size_t *got, rsl_error *error) {
  rsl_decoder *decoder = context;
  *got = 0;
  if (decoder->failed != RSL_OK) {
    return rsl__fail_at(error, decoder->failed, decoder->from.name, 0, 0, NULL, "the input failed before");
  }
  decoder->failed = decode(decoder, bytes, size, got, error);
  return decoder->failed;
}

/* Until there is something to give: a member may be empty, and a codec take much before it gives anything. */
static rsl_status decode(rsl_decoder *decoder, void *bytes, size_t size, size_t *got, rsl_error *error) {
  rsl__codec_bytes moving = { .out = bytes, .out_size = size };
  while (size > 0 && moving.out_size == size) {
    rsl_status status = fill(decoder, error);
    if (status != RSL_OK) return status;
    if (decoder->left == 0 && !decoder->inside) return RSL_OK;
    bool nothing_left = decoder->left == 0;
    status = run(decoder, &moving, error);
    if (status != RSL_OK) return status;
    /* What the codec still held is out, and its end never came. */
    if (nothing_left && decoder->inside && moving.out_size == size) {
      return rsl__fail_at(error, RSL_ERR_DATA, decoder->from.name, 0, 0, NULL,
                          "the %s data stops before its end, after %llu bytes: the file was cut short",
                          decoder->codec->name, (unsigned long long)decoder->taken);
    }
  }
  *got = size - moving.out_size;
  return RSL_OK;
}

static rsl_status fill(rsl_decoder *decoder, rsl_error *error) {
  if (decoder->left > 0 || decoder->ended) return RSL_OK;
  size_t got = 0;
  rsl_status status = decoder->from.read(decoder->from.context, decoder->piece, sizeof decoder->piece, &got, error);
  if (status != RSL_OK) return status;
  decoder->at = decoder->piece;
  decoder->left = got;
  decoder->ended = got == 0;
  return RSL_OK;
}

static rsl_status run(rsl_decoder *decoder, rsl__codec_bytes *bytes, rsl_error *error) {
  bytes->in = decoder->at;
  bytes->in_size = decoder->left;
  rsl__codec_step step = decoder->codec->run(decoder->state, bytes);
  decoder->taken += decoder->left - bytes->in_size;
  decoder->at = bytes->in;
  decoder->left = bytes->in_size;
  if (step > RSL__CODEC_MEMBER_ENDS) return refuse(decoder, step, error);
  decoder->inside = step == RSL__CODEC_GOES_ON;
  decoder->has_members |= !decoder->inside;
  return RSL_OK;
}

static rsl_status refuse(const rsl_decoder *decoder, rsl__codec_step step, rsl_error *error) {
  const char *file = decoder->from.name;
  const char *name = decoder->codec->name;
  if (step == RSL__CODEC_NO_MEMORY) return rsl__fail_memory(error);
  if (step == RSL__CODEC_TOO_LARGE) {
    return rsl__fail_at(error, RSL_ERR_LIMIT, file, 0, 0, NULL,
                        "the %s data needs more than 128 MiB to unpack: pack it with a smaller window", name);
  }
  if (decoder->has_members && !decoder->inside) {
    return rsl__fail_at(error, RSL_ERR_DATA, file, 0, 0, NULL, "something that is no %s data follows it, at byte %llu",
                        name, (unsigned long long)decoder->taken + 1);
  }
  return rsl__fail_at(error, RSL_ERR_DATA, file, 0, 0, NULL,
                      "the %s data is damaged, near byte %llu: fetch or pack the file again", name,
                      (unsigned long long)decoder->taken + 1);
}
