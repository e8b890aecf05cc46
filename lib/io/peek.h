/** @file
 *  @brief Internal: a source whose first bytes are looked at before they are read.
 */
#ifndef RSL_IO_PEEK_H
#define RSL_IO_PEEK_H

#include <resolution/base.h>

enum { RSL__PEEK_SIZE = 64 };

typedef struct rsl__peek {
  rsl_source inner;
  size_t start; /**< of what is not handed on yet */
  size_t end;
  unsigned char bytes[RSL__PEEK_SIZE];
} rsl__peek;

/** Read up to RSL__PEEK_SIZE first bytes into `bytes`, `end` of them. @param[in] source copied.
 *  @param[out] out gives them again and then what follows; borrows the peek. */
RSL_MUST_CHECK rsl_status rsl__peek_open(rsl__peek *peek, const rsl_source *source, rsl_source *out, rsl_error *error);

#endif
