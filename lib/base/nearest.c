#include "base/nearest.h"

#include <string.h>

#include <utf8proc.h>

#include "base/utf8.h"

/* Two points a letter, so that case and marks can count for one. */
enum { LETTER = 2, NOT_NEAR = 1000 };

typedef struct letters {
  const uint32_t *items;
  size_t count;
} letters;

static bool read_word(const char *text, size_t length, uint32_t *out, size_t *count);
static size_t fold_word(const uint32_t *word, size_t count, uint32_t *out);
static uint32_t fold(uint32_t code_point);
static unsigned furthest(size_t length);
static unsigned distance_of(letters a, letters b, unsigned limit);
static unsigned least_of(unsigned a, unsigned b);

void rsl__nearest_start(rsl__nearest *search, const char *word, size_t length) {
  *search = (rsl__nearest){ .index = RSL__NEAREST_NONE, .distance = NOT_NEAR };
  if (!read_word(word, length, search->word, &search->word_length)) search->word_length = 0;
  search->folded_length = fold_word(search->word, search->word_length, search->folded);
}

void rsl__nearest_offer(rsl__nearest *search, const char *candidate, size_t length, size_t index) {
  uint32_t word[RSL__NEAREST_LONGEST];
  uint32_t folded[RSL__NEAREST_LONGEST];
  size_t count = 0;
  if (search->word_length == 0 || !read_word(candidate, length, word, &count) || count == 0) return;
  size_t folded_count = fold_word(word, count, folded);
  size_t longer = folded_count > search->folded_length ? folded_count : search->folded_length;
  letters mine = { search->folded, search->folded_length };
  letters theirs = { folded, folded_count };
  unsigned limit = furthest(longer);
  unsigned distance = LETTER * distance_of(mine, theirs, limit);
  if (distance > LETTER * limit) return;
  bool same = count == search->word_length && memcmp(word, search->word, count * sizeof *word) == 0;
  if (!same) distance++;
  if (distance < search->distance) {
    search->distance = distance;
    search->index = index;
  }
}

size_t rsl__nearest_of(const char *word, size_t length, const char *const *candidates, size_t count) {
  rsl__nearest search;
  rsl__nearest_start(&search, word, length);
  for (size_t i = 0; i < count; i++) rsl__nearest_offer(&search, candidates[i], strlen(candidates[i]), i);
  return search.index;
}

/* False where the word is too long or not UTF-8: nothing is near it. */
static bool read_word(const char *text, size_t length, uint32_t *out, size_t *count) {
  *count = 0;
  for (size_t at = 0; at < length;) {
    size_t size = rsl__utf8_decode(text + at, length - at, &out[*count < RSL__NEAREST_LONGEST ? *count : 0]);
    if (size == 0 || *count == RSL__NEAREST_LONGEST) return false;
    ++*count;
    at += size;
  }
  return true;
}

/* Lower case, without marks; combining marks are left out, so that both ways of writing a letter are the same. */
static size_t fold_word(const uint32_t *word, size_t count, uint32_t *out) {
  size_t folded = 0;
  for (size_t i = 0; i < count; i++) {
    uint32_t letter = fold(word[i]);
    if (letter != 0) out[folded++] = letter;
  }
  return folded;
}

static uint32_t fold(uint32_t code_point) {
  utf8proc_int32_t parts[8];
  int class = 0;
  if (code_point < 0x80) return code_point >= 'A' && code_point <= 'Z' ? code_point + ('a' - 'A') : code_point;
  /* Unicode has no decomposition for the Vietnamese đ. */
  if (code_point == 0x110 || code_point == 0x111) return 'd';
  const utf8proc_option_t options = (utf8proc_option_t)(UTF8PROC_DECOMPOSE | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
  utf8proc_ssize_t count = utf8proc_decompose_char((utf8proc_int32_t)code_point, parts, 8, options, &class);
  if (count <= 0) return count == 0 ? 0 : code_point;
  return (uint32_t)parts[0];
}

/* A third of the letters may differ, but of one or two letters one, and never more than four. */
static unsigned furthest(size_t length) {
  if (length < 3) return length < 2 ? 0 : 1;
  return length / 3 > 4 ? 4 : (unsigned)(length / 3);
}

/* Insertions, deletions, changed letters and swapped neighbours, in three rows; more than `limit` where it is more. */
static unsigned distance_of(letters a, letters b, unsigned limit) {
  unsigned rows[3][RSL__NEAREST_LONGEST + 1];
  size_t difference = a.count > b.count ? a.count - b.count : b.count - a.count;
  if (difference > limit) return limit + 1;
  for (size_t j = 0; j <= b.count; j++) rows[0][j] = (unsigned)j;
  for (size_t i = 1; i <= a.count; i++) {
    unsigned *row = rows[i % 3];
    const unsigned *above = rows[(i + 2) % 3];
    const unsigned *above_that = rows[(i + 1) % 3];
    unsigned least = row[0] = (unsigned)i;
    for (size_t j = 1; j <= b.count; j++) {
      unsigned changed = above[j - 1] + (a.items[i - 1] != b.items[j - 1] ? 1 : 0);
      row[j] = least_of(changed, 1 + least_of(above[j], row[j - 1]));
      bool swapped = i > 1 && j > 1 && a.items[i - 1] == b.items[j - 2] && a.items[i - 2] == b.items[j - 1];
      if (swapped) row[j] = least_of(row[j], above_that[j - 2] + 1);
      least = least_of(least, row[j]);
    }
    if (least > limit) return limit + 1;
  }
  return rows[a.count % 3][b.count];
}

static unsigned least_of(unsigned a, unsigned b) {
  return a < b ? a : b;
}
