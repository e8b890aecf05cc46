/** @file
 *  @brief Internal: what unpacks one format, a piece at a time, as rsl_decoder drives it.
 */
#ifndef RSL_IO_CODEC_H
#define RSL_IO_CODEC_H

#include <stdbool.h>
#include <stddef.h>

/** Bytes on their way: both ends move on as they are used. */
typedef struct rsl__codec_bytes {
  const unsigned char *in;
  size_t in_size;
  unsigned char *out;
  size_t out_size;
} rsl__codec_bytes;

typedef enum rsl__codec_step {
  RSL__CODEC_GOES_ON,
  RSL__CODEC_MEMBER_ENDS, /**< another may follow */
  RSL__CODEC_DAMAGED,
  RSL__CODEC_TOO_LARGE, /**< it asks for more memory than a reader should give */
  RSL__CODEC_NO_MEMORY
} rsl__codec_step;

typedef struct rsl__codec {
  const char *name;    /**< of the format, as people know it */
  const char *library; /**< that unpacks it */
  bool (*begins)(const unsigned char *bytes, size_t size);
  void *(*open)(void); /**< NULL: not built in. Its memory is the library's own and bounded; NULL when there is none */
  rsl__codec_step (*run)(void *state, rsl__codec_bytes *bytes);
  void (*close)(void *state);
} rsl__codec;

enum { RSL__CODEC_MARK = 4 }; /**< bytes by which any of them is known */

extern const rsl__codec rsl__codec_gzip;
extern const rsl__codec rsl__codec_zstd;

#endif
