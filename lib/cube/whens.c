#include "cube/rollup.h"

static void sift(uint32_t *numbers, size_t root, size_t count);

bool rsl__whens_add(rsl_rollup *rollup, rsl__sheet *sheet, uint32_t when) {
  if (sheet->when_count > 0 && sheet->whens[sheet->when_count - 1] == when) return true;
  if (!rsl__grow(&rollup->allocator, &sheet->whens, &sheet->when_capacity, sheet->when_count + 1, sizeof *sheet->whens))
    return false;
  sheet->whens[sheet->when_count++] = when;
  return true;
}

void rsl__whens_order(rsl__sheet *sheet) {
  rsl__sort_numbers(sheet->whens, sheet->when_count);
  size_t kept = 0;
  sheet->types = 0;
  for (size_t i = 0; i < sheet->when_count; i++) {
    if (kept > 0 && sheet->whens[kept - 1] == sheet->whens[i]) continue;
    sheet->whens[kept++] = sheet->whens[i];
    sheet->types |= 1u << rsl__when_type(sheet->whens[i]);
  }
  sheet->when_count = kept;
}

size_t rsl__when_index(const rsl__sheet *sheet, uint32_t when) {
  size_t low = 0;
  size_t high = sheet->when_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (sheet->whens[middle] < when)
      low = middle + 1;
    else
      high = middle;
  }
  return low < sheet->when_count && sheet->whens[low] == when ? low : SIZE_MAX;
}

void rsl__sort_numbers(uint32_t *numbers, size_t count) {
  bool ordered = true;
  for (size_t i = 1; ordered && i < count; i++) ordered = numbers[i - 1] <= numbers[i];
  if (ordered) return;
  for (size_t root = count / 2; root > 0; root--) sift(numbers, root - 1, count);
  for (size_t end = count; end > 1; end--) {
    uint32_t largest = numbers[0];
    numbers[0] = numbers[end - 1];
    numbers[end - 1] = largest;
    sift(numbers, 0, end - 1);
  }
}

static void sift(uint32_t *numbers, size_t root, size_t count) {
  for (size_t child = 2 * root + 1; child < count; root = child, child = 2 * root + 1) {
    if (child + 1 < count && numbers[child + 1] > numbers[child]) child++;
    if (numbers[child] <= numbers[root]) return;
    uint32_t number = numbers[root];
    numbers[root] = numbers[child];
    numbers[child] = number;
  }
}
