#include "base/names.h"

#include <string.h>

struct rsl__name {
  const char *text;
  uint32_t length;
  uint32_t hash; /* the high half; the low half chose the slot */
};

enum { FIRST_SLOTS = 16 };

typedef struct hash_state {
  uint64_t a, b, c, d;
} hash_state;

static uint64_t hash_text(const uint64_t key[2], const char *text, size_t length);
static void hash_round(hash_state *state);
static void absorb(hash_state *state, uint64_t word);
static uint64_t rotate(uint64_t value, unsigned bits);
static size_t find_slot(const rsl__names *names, const char *text, size_t length, uint64_t hash);
static bool make_room(rsl__names *names);
static void choose_key(rsl__names *names);

void rsl__names_init(rsl__names *names, const rsl_allocator *allocator) {
  *names = (rsl__names){ .items = NULL };
  rsl__arena_init(&names->texts, allocator);
}

void rsl__names_free(rsl__names *names) {
  const rsl_allocator *from = &names->texts.allocator;
  rsl__release_array(from, names->items, names->capacity, sizeof *names->items);
  rsl__release_array(from, names->slots, names->slot_count, sizeof *names->slots);
  rsl__arena_free(&names->texts);
  names->items = NULL;
  names->slots = NULL;
  names->count = names->capacity = names->slot_count = 0;
}

rsl_status rsl__names_add(rsl__names *names, const char *text, size_t length, uint32_t *id) {
  if (length >= UINT32_MAX || names->count >= UINT32_MAX - 1) return RSL_ERR_LIMIT;
  if (!make_room(names)) return RSL_ERR_MEMORY;
  uint64_t hash = hash_text(names->key, text, length);
  size_t slot = find_slot(names, text, length, hash);
  if (names->slots[slot] == 0) {
    const char *copy = rsl__arena_copy_text(&names->texts, text, length);
    if (copy == NULL) return RSL_ERR_MEMORY;
    names->items[names->count++] = (rsl__name){ copy, (uint32_t)length, (uint32_t)(hash >> 32) };
    names->slots[slot] = (uint32_t)names->count;
  }
  *id = names->slots[slot] - 1;
  return RSL_OK;
}

uint32_t rsl__names_find(const rsl__names *names, const char *text, size_t length) {
  if (names->count == 0) return RSL__NAME_NONE;
  size_t slot = find_slot(names, text, length, hash_text(names->key, text, length));
  return names->slots[slot] == 0 ? RSL__NAME_NONE : names->slots[slot] - 1;
}

uint32_t rsl__names_count(const rsl__names *names) {
  return (uint32_t)names->count;
}

const char *rsl__names_text(const rsl__names *names, uint32_t id) {
  return names->items[id].text;
}

size_t rsl__names_length(const rsl__names *names, uint32_t id) {
  return names->items[id].length;
}

/* The slot that holds the text, or the empty one where it belongs. Half of the slots at least are empty. */
static size_t find_slot(const rsl__names *names, const char *text, size_t length, uint64_t hash) {
  size_t mask = names->slot_count - 1;
  size_t slot = (size_t)hash & mask;
  while (names->slots[slot] != 0) {
    const rsl__name *name = &names->items[names->slots[slot] - 1];
    bool same = name->hash == (uint32_t)(hash >> 32) && name->length == length &&
                (length == 0 || memcmp(name->text, text, length) == 0);
    if (same) break;
    slot = (slot + 1) & mask;
  }
  return slot;
}

/* Room for one more text in both tables, before anything is changed. */
static bool make_room(rsl__names *names) {
  const rsl_allocator *from = &names->texts.allocator;
  if (!rsl__grow(from, &names->items, &names->capacity, names->count + 1, sizeof *names->items)) return false;
  if (names->count + 1 <= names->slot_count / 2) return true;
  size_t slot_count = FIRST_SLOTS;
  if (names->slot_count > 0 && !rsl__size_multiply(names->slot_count, 2, &slot_count)) return false;
  uint32_t *slots = rsl__allocate_zeroed_array(from, slot_count, sizeof *slots);
  if (slots == NULL) return false;
  if (names->slots == NULL) choose_key(names);
  rsl__release_array(from, names->slots, names->slot_count, sizeof *names->slots);
  names->slots = slots;
  names->slot_count = slot_count;
  for (size_t id = 0; id < names->count; id++) {
    rsl__name *name = &names->items[id];
    uint64_t hash = hash_text(names->key, name->text, name->length);
    slots[find_slot(names, name->text, name->length, hash)] = (uint32_t)(id + 1);
  }
  return true;
}

/* The key is where things happen to lie in memory: whoever writes a file cannot know it, so cannot choose texts that
 * fall together. Ids do not depend on it. */
static void choose_key(rsl__names *names) {
  names->key[0] = (uint64_t)(uintptr_t)names->items ^ UINT64_C(0x9E3779B97F4A7C15);
  names->key[1] = rotate((uint64_t)(uintptr_t)names, 32) ^ (uint64_t)(uintptr_t)&names->slots ^
                  rotate((uint64_t)(uintptr_t)&choose_key, 17);
}

/* SipHash-1-3 (Aumasson and Bernstein, 2012): fast on short texts, and without the key its collisions cannot be
 * found. Words are read in the machine's byte order, since no hash is ever kept. */
static uint64_t hash_text(const uint64_t key[2], const char *text, size_t length) {
  hash_state state = { key[0] ^ UINT64_C(0x736f6d6570736575), key[1] ^ UINT64_C(0x646f72616e646f6d),
                       key[0] ^ UINT64_C(0x6c7967656e657261), key[1] ^ UINT64_C(0x7465646279746573) };
  size_t at = 0;
  uint64_t word = 0;
  for (; length - at >= sizeof word; at += sizeof word) {
    memcpy(&word, text + at, sizeof word);
    absorb(&state, word);
  }
  word = (uint64_t)length << 56;
  for (unsigned shift = 0; at < length; at++, shift += 8) word |= (uint64_t)(unsigned char)text[at] << shift;
  absorb(&state, word);
  state.c ^= 0xFF;
  for (int i = 0; i < 3; i++) hash_round(&state);
  return state.a ^ state.b ^ state.c ^ state.d;
}

static void absorb(hash_state *state, uint64_t word) {
  state->d ^= word;
  hash_round(state);
  state->a ^= word;
}

static void hash_round(hash_state *state) {
  state->a += state->b;
  state->b = rotate(state->b, 13) ^ state->a;
  state->a = rotate(state->a, 32);
  state->c += state->d;
  state->d = rotate(state->d, 16) ^ state->c;
  state->a += state->d;
  state->d = rotate(state->d, 21) ^ state->a;
  state->c += state->b;
  state->b = rotate(state->b, 17) ^ state->c;
  state->c = rotate(state->c, 32);
}

static uint64_t rotate(uint64_t value, unsigned bits) {
  return value << bits | value >> (64 - bits);
}
