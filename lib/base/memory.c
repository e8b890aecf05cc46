#include "base/memory.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 8 };

static void *default_allocate(void *context, size_t size);
static void *default_resize(void *context, void *memory, size_t old_size, size_t new_size);
static void default_release(void *context, void *memory, size_t size);
static size_t at_least_one(size_t size);

rsl_allocator rsl__allocator_or_default(const rsl_allocator *allocator) {
  if (allocator != NULL) return *allocator;
  return (rsl_allocator){ default_allocate, default_resize, default_release, NULL };
}

void *rsl__allocate(const rsl_allocator *allocator, size_t size) {
  return allocator->allocate(allocator->context, at_least_one(size));
}

void *rsl__allocate_zeroed(const rsl_allocator *allocator, size_t size) {
  void *memory = rsl__allocate(allocator, size);
  if (memory != NULL) memset(memory, 0, size);
  return memory;
}

void *rsl__allocate_array(const rsl_allocator *allocator, size_t count, size_t size) {
  size_t total = 0;
  return rsl__size_multiply(count, size, &total) ? rsl__allocate(allocator, total) : NULL;
}

void *rsl__allocate_zeroed_array(const rsl_allocator *allocator, size_t count, size_t size) {
  size_t total = 0;
  return rsl__size_multiply(count, size, &total) ? rsl__allocate_zeroed(allocator, total) : NULL;
}

void *rsl__resize_array(const rsl_allocator *allocator, void *memory, size_t old_count, size_t new_count, size_t size) {
  size_t total = 0;
  if (!rsl__size_multiply(new_count, size, &total)) return NULL;
  if (memory == NULL) return rsl__allocate(allocator, total);
  return allocator->resize(allocator->context, memory, at_least_one(old_count * size), at_least_one(total));
}

void rsl__release(const rsl_allocator *allocator, void *memory, size_t size) {
  if (memory != NULL) allocator->release(allocator->context, memory, at_least_one(size));
}

void rsl__release_array(const rsl_allocator *allocator, void *memory, size_t count, size_t size) {
  rsl__release(allocator, memory, count * size);
}

bool rsl__grow(const rsl_allocator *allocator, void *items_pointer, size_t *capacity, size_t needed, size_t item_size) {
  if (needed <= *capacity) return true;
  size_t wanted = FIRST_CAPACITY;
  if (*capacity >= FIRST_CAPACITY && !rsl__size_add(*capacity, *capacity / 2, &wanted)) wanted = needed;
  if (wanted < needed) wanted = needed;
  /* The pointer is copied as bytes: reading a `T *` through a `void **` would break the aliasing rule. */
  void *items = NULL;
  memcpy(&items, items_pointer, sizeof items);
  items = rsl__resize_array(allocator, items, *capacity, wanted, item_size);
  if (items == NULL) return false;
  memcpy(items_pointer, &items, sizeof items);
  *capacity = wanted;
  return true;
}

bool rsl__size_add(size_t a, size_t b, size_t *out) {
  if (a > SIZE_MAX - b) return false;
  *out = a + b;
  return true;
}

bool rsl__size_multiply(size_t a, size_t b, size_t *out) {
  if (b != 0 && a > SIZE_MAX / b) return false;
  *out = a * b;
  return true;
}

static void *default_allocate(void *context, size_t size) {
  (void)context;
  return malloc(size);
}

static void *default_resize(void *context, void *memory, size_t old_size, size_t new_size) {
  (void)context;
  (void)old_size;
  return realloc(memory, new_size);
}

static void default_release(void *context, void *memory, size_t size) {
  (void)context;
  (void)size;
  free(memory);
}

/* What malloc(0) gives is the platform's choice; one byte gives the same everywhere. */
static size_t at_least_one(size_t size) {
  return size == 0 ? 1 : size;
}
