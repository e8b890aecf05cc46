#include "io/json_members.h"

#include <stdlib.h>

#include "base/utf8.h"

static uint32_t next_character(const char **at);
static uint32_t next_escaped(const char **at);
static unsigned hex(const char *digits);
static int compare(const void *a, const void *b);
static int compare_names(const char *a, const char *b);

void rsl__json_members_init(rsl__json_members *members, const rsl_allocator *allocator) {
  *members = (rsl__json_members){ .allocator = *allocator, .sorted = SIZE_MAX };
}

void rsl__json_members_free(rsl__json_members *members) {
  rsl__release_array(&members->allocator, members->items, members->capacity, sizeof *members->items);
  members->items = NULL;
}

bool rsl__json_members_add(rsl__json_members *members, const char *name) {
  if (!rsl__grow(&members->allocator, &members->items, &members->capacity, members->count + 1,
                 sizeof *members->items)) {
    return false;
  }
  /* FNV-1a. It only saves comparisons: equal hashes are ordered by the names, so chosen collisions cost no more than
   * sorting the names themselves. */
  uint64_t hash = UINT64_C(14695981039346656037);
  const char *at = name + 1;
  for (uint32_t next = next_character(&at); next != UINT32_MAX; next = next_character(&at)) {
    hash = (hash ^ next) * UINT64_C(1099511628211);
  }
  members->items[members->count++] = (rsl__json_member){ hash, name };
  return true;
}

const char *rsl__json_members_doubled(rsl__json_members *members, size_t first) {
  if (members->count - first < 2) return NULL;
  if (members->sorted != first) {
    qsort(members->items + first, members->count - first, sizeof *members->items, compare);
    members->sorted = first;
    members->checked = first + 1;
  }
  while (members->checked < members->count) {
    const rsl__json_member *item = &members->items[members->checked++];
    if (item[-1].hash == item->hash && compare_names(item[-1].name, item->name) == 0) return item->name;
  }
  return NULL;
}

void rsl__json_members_cut(rsl__json_members *members, size_t first) {
  members->count = first;
  members->sorted = SIZE_MAX;
}

/* The next character that is meant, whichever way it is written; UINT32_MAX at the closing quote. */
static uint32_t next_character(const char **at) {
  const char *text = *at;
  if (*text == '"') return UINT32_MAX;
  if (*text != '\\') {
    uint32_t character = (unsigned char)*text;
    *at += character < 0x80 ? 1 : rsl__utf8_decode(text, 4, &character);
    return character;
  }
  *at = text + 2;
  switch (text[1]) {
  case 'b':
    return '\b';
  case 'f':
    return '\f';
  case 'n':
    return '\n';
  case 'r':
    return '\r';
  case 't':
    return '\t';
  case 'u':
    return next_escaped(at);
  default:
    return (unsigned char)text[1];
  }
}

/* Behind `\u`. A surrogate is followed by its other half: the scan has seen to that. */
static uint32_t next_escaped(const char **at) {
  uint32_t unit = hex(*at);
  *at += 4;
  if (unit < 0xD800 || unit > 0xDFFF) return unit;
  uint32_t low = hex(*at + 2);
  *at += 6;
  return 0x10000 + ((unit - 0xD800) << 10) + (low - 0xDC00);
}

static unsigned hex(const char *digits) {
  unsigned value = 0;
  for (int i = 0; i < 4; i++) {
    char digit = digits[i];
    unsigned part = digit <= '9' ? (unsigned)(digit - '0') : (unsigned)((digit | 0x20) - 'a') + 10;
    value = value * 16 + part;
  }
  return value;
}

static int compare(const void *a, const void *b) {
  const rsl__json_member *left = a;
  const rsl__json_member *right = b;
  if (left->hash != right->hash) return left->hash < right->hash ? -1 : 1;
  int order = compare_names(left->name, right->name);
  if (order != 0) return order;
  return left->name < right->name ? -1 : left->name > right->name;
}

static int compare_names(const char *a, const char *b) {
  const char *left = a + 1;
  const char *right = b + 1;
  for (;;) {
    uint32_t x = next_character(&left);
    uint32_t y = next_character(&right);
    if (x != y) return x < y ? -1 : 1;
    if (x == UINT32_MAX) return 0;
  }
}
