/* Sums that are right again after the bytes of a snapshot were changed: what is behind them is what a forger reaches. */
#ifndef RSL_FUZZ_RESEAL_H
#define RSL_FUZZ_RESEAL_H

#include <stddef.h>
#include <string.h>

#include "io/snapshot.h"

static inline void reseal_bytes(const void *bytes, size_t size, uint64_t out[2]) {
  rsl__seal_sum sum = rsl__seal_sum_new();
  rsl__seal_sum_add(&sum, bytes, size);
  rsl__seal_sum_end(&sum, out);
}

static inline void reseal_head(char *bytes, size_t size) {
  rsl__snapshot_head head;
  memcpy(&head, bytes, sizeof head);
  memset(head.sum, 0, sizeof head.sum);
  if (head.head_size < sizeof head || head.head_size > size) return;
  memcpy(bytes, &head, sizeof head);
  reseal_bytes(bytes, (size_t)head.head_size, head.sum);
  memcpy(bytes, &head, sizeof head);
}

/* The columns' sums, as the cube that was opened of these bytes found the columns to lie; then the head's. */
static inline void reseal_columns(char *bytes, size_t size, const rsl_cube *cube) {
  size_t at = (size_t)rsl__snapshot_aligned(sizeof(rsl__snapshot_head));
  for (uint32_t i = 0; i < cube->column_count; i++, at += sizeof(rsl__snapshot_column)) {
    const rsl__sealed *sealed = &cube->seal->columns[i];
    rsl__snapshot_column record;
    memcpy(&record, bytes + at, sizeof record);
    reseal_bytes(sealed->bytes, sealed->size, record.sum);
    memcpy(bytes + at, &record, sizeof record);
  }
  reseal_head(bytes, size);
}

#endif
