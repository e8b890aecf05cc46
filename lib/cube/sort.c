#include <string.h>

#include "base/bits.h"
#include "cube/block.h"

/* A merge sort: stable, so that "the one added last" keeps its meaning; never quadratic; and where two halves are in
 * order already they are not merged, so that files in the structure's order cost one look at each row. */

enum { SMALL = 12, AHEAD = 32 };

static bool in_order(const rsl__store *store, const rsl__row *rows, size_t count);
static bool after(const rsl__store *store, const rsl__row *a, const rsl__row *b);
static void sort(const rsl__store *store, rsl__row *rows, size_t count, rsl__row *spare);
static void sort_small(const rsl__store *store, rsl__row *rows, size_t count);
static void merge(const rsl__store *store, rsl__row *rows, size_t half, size_t count, rsl__row *spare);

bool rsl__rows_sort(const rsl__store *store, rsl__row *rows, size_t count) {
  if (in_order(store, rows, count)) return true;
  size_t half = count / 2;
  rsl__row *spare = rsl__allocate_array(&store->allocator, half, sizeof *spare);
  if (spare == NULL) return false;
  sort(store, rows, count, spare);
  rsl__release_array(&store->allocator, spare, half, sizeof *spare);
  return true;
}

static bool in_order(const rsl__store *store, const rsl__row *rows, size_t count) {
  for (size_t i = 1; i < count; i++) {
    /* What rows carry lies apart from them, and is wanted from here on. */
    if (i + AHEAD < count && (rows[i + AHEAD].flags & RSL__ROW_EXTRA) != 0)
      rsl__fetch_to_change(rsl__pool_at(&store->extras, rows[i + AHEAD].origin));
    if (after(store, &rows[i - 1], &rows[i])) return false;
  }
  return true;
}

static bool after(const rsl__store *store, const rsl__row *a, const rsl__row *b) {
  uint64_t key_a = rsl__row_key(a);
  uint64_t key_b = rsl__row_key(b);
  if (key_a != key_b) return key_a > key_b;
  return rsl__row_revision(store, a) > rsl__row_revision(store, b);
}

/* As deep as the logarithm of the count. */
static void sort(const rsl__store *store, rsl__row *rows, size_t count, rsl__row *spare) {
  if (count <= SMALL) {
    sort_small(store, rows, count);
    return;
  }
  size_t half = count / 2;
  sort(store, rows, half, spare);
  sort(store, rows + half, count - half, spare);
  if (after(store, &rows[half - 1], &rows[half])) merge(store, rows, half, count, spare);
}

static void sort_small(const rsl__store *store, rsl__row *rows, size_t count) {
  for (size_t i = 1; i < count; i++) {
    rsl__row row = rows[i];
    size_t at = i;
    for (; at > 0 && after(store, &rows[at - 1], &row); at--) rows[at] = rows[at - 1];
    rows[at] = row;
  }
}

static void merge(const rsl__store *store, rsl__row *rows, size_t half, size_t count, rsl__row *spare) {
  memcpy(spare, rows, half * sizeof *rows);
  size_t left = 0;
  size_t right = half;
  size_t to = 0;
  while (left < half && right < count)
    rows[to++] = after(store, &spare[left], &rows[right]) ? rows[right++] : spare[left++];
  memcpy(rows + to, spare + left, (half - left) * sizeof *rows);
}
