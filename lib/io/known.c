#include "io/known.h"

static rsl__known *slot_of(const rsl__knowns *knowns, const rsl__short_text *text, rsl_date day);

bool rsl__knowns_open(rsl__knowns *knowns, size_t count, const rsl_allocator *allocator) {
  knowns->slots = rsl__allocate_zeroed_array(allocator, count, sizeof *knowns->slots);
  knowns->count = knowns->slots == NULL ? 0 : count;
  return knowns->slots != NULL;
}

void rsl__knowns_close(rsl__knowns *knowns, const rsl_allocator *allocator) {
  rsl__release_array(allocator, knowns->slots, knowns->count, sizeof *knowns->slots);
}

static bool is_same(const rsl__known *known, const rsl__short_text *text, rsl_date day) {
  return known->text.words[0] == text->words[0] && known->text.words[1] == text->words[1] &&
         known->text.length == text->length && known->day == day;
}

rsl__known *rsl__knowns_find(const rsl__knowns *knowns, const char *text, size_t length, rsl_date day) {
  if (length == 0 || length > RSL__SHORT_TEXT) return NULL;
  rsl__short_text wanted = rsl__short_text_of(text, length);
  rsl__known *found = slot_of(knowns, &wanted, day);
  return is_same(found, &wanted, day) ? found : NULL;
}

rsl__known *rsl__knowns_put(const rsl__knowns *knowns, const char *text, size_t length, rsl_date day) {
  rsl__short_text wanted = rsl__short_text_of(text, length);
  rsl__known *slot = slot_of(knowns, &wanted, day);
  *slot = (rsl__known){ .text = wanted, .day = day };
  return slot;
}

/* Where it stands, or may be put: each text has two places, so that two that fall together do not drive each other out. */
static rsl__known *slot_of(const rsl__knowns *knowns, const rsl__short_text *text, rsl_date day) {
  uint64_t hash =
      text->words[0] ^ text->words[1] * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)(uint32_t)day << 20 ^ text->length;
  /* Texts differ in their last letters, which stand at the top: these are brought down first. */
  hash = (hash ^ hash >> 32) * UINT64_C(0xFF51AFD7ED558CCD);
  size_t at = (size_t)(hash >> 40) & (knowns->count - 1);
  rsl__known *first = &knowns->slots[at];
  rsl__known *second = &knowns->slots[at ^ 1];
  if (is_same(first, text, day)) return first;
  if (is_same(second, text, day)) return second;
  return first->text.length == 0 || second->text.length != 0 ? first : second;
}
