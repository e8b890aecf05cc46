#include "base/sort.h"

#include <string.h>

#include "base/memory.h"

typedef struct run {
  const unsigned char *at;
  const unsigned char *end;
} run;

static bool is_sorted(const unsigned char *items, size_t count, size_t size,
                      int (*compare)(const void *, const void *));
static void merge(run left, run right, unsigned char *out, size_t size, int (*compare)(const void *, const void *));

bool rsl__sort(const rsl_allocator *allocator, void *items, size_t count, size_t size,
               int (*compare)(const void *a, const void *b)) {
  if (count < 2 || is_sorted(items, count, size, compare)) return true;
  unsigned char *scratch = rsl__allocate_array(allocator, count, size);
  if (scratch == NULL) return false;
  unsigned char *from = items;
  unsigned char *to = scratch;
  for (size_t width = 1; width < count; width *= 2) {
    for (size_t start = 0; start < count; start += 2 * width) {
      size_t middle = count - start < width ? count : start + width;
      size_t end = count - middle < width ? count : middle + width;
      run left = { from + start * size, from + middle * size };
      run right = { from + middle * size, from + end * size };
      merge(left, right, to + start * size, size, compare);
    }
    unsigned char *swap = from;
    from = to;
    to = swap;
  }
  if (from != items) memcpy(items, from, count * size);
  rsl__release_array(allocator, scratch, count, size);
  return true;
}

size_t rsl__first_not_below(const void *items, size_t count, size_t size, const void *item,
                            int (*compare)(const void *a, const void *b)) {
  const unsigned char *bytes = items;
  size_t from = 0;
  while (count > 0) {
    size_t half = count / 2;
    if (compare(bytes + (from + half) * size, item) < 0) {
      from += half + 1;
      count -= half + 1;
    } else {
      count = half;
    }
  }
  return from;
}

static bool is_sorted(const unsigned char *items, size_t count, size_t size,
                      int (*compare)(const void *, const void *)) {
  for (size_t i = 1; i < count; ++i)
    if (compare(items + (i - 1) * size, items + i * size) > 0) return false;
  return true;
}

static void merge(run left, run right, unsigned char *out, size_t size, int (*compare)(const void *, const void *)) {
  while (left.at < left.end && right.at < right.end) {
    run *least = compare(left.at, right.at) <= 0 ? &left : &right;
    memcpy(out, least->at, size);
    least->at += size;
    out += size;
  }
  memcpy(out, left.at, (size_t)(left.end - left.at));
  memcpy(out + (left.end - left.at), right.at, (size_t)(right.end - right.at));
}
