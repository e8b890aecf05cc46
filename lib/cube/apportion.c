#include "base/number.h"
#include "cube/carry.h"

enum { MOST_PARTS = 64 /* kept on the stack; more come from nowhere but a made-up plan */ };

/* What is left of one part when it is cut off at the last decimal. */
typedef struct piece {
  rsl__natural units;
  rsl__natural rest;
} piece;

static bool cut(const rsl__split_part *parts, uint32_t count, const rsl__natural *whole, piece *pieces);
static bool give_rest(const rsl__split_part *parts, uint32_t count, const rsl__natural *whole, piece *pieces);
static bool is_next(const rsl__split_part *parts, const piece *pieces, uint32_t a, uint32_t b);
static rsl_number as_number(const rsl__natural *units, bool negative, int decimals);
static int decimals_of(rsl_number number, int decimals);

rsl_number rsl__apportion(const rsl__route *route, const rsl__split *split, rsl_number whole, int decimals,
                          uint32_t first_position, uint32_t end_position) {
  const rsl__split_part *parts = &route->parts[split->first];
  piece pieces[MOST_PARTS];
  rsl__natural units;
  rsl__natural sum;
  int places = decimals_of(whole, decimals);
  if (!split->known || split->count > MOST_PARTS || whole.kind == RSL_NUMBER_ABSENT) return rsl_number_absent();
  if (!rsl__number_round_units(whole, places, &units)) return rsl_number_absent();
  if (!cut(parts, split->count, &units, pieces) || !give_rest(parts, split->count, &units, pieces))
    return rsl_number_absent();
  rsl__natural_set(&sum, 0);
  for (uint32_t i = 0; i < split->count; i++) {
    bool inside = first_position <= parts[i].position && parts[i].position < end_position;
    if (inside && !rsl__natural_add(&sum, &pieces[i].units, &sum)) return rsl_number_absent();
  }
  return as_number(&sum, rsl_number_sign(whole) < 0, places);
}

rsl_number rsl__share_of(const rsl__route *route, const rsl__split *split, uint32_t first_position,
                         uint32_t end_position) {
  rsl__rational share = { .negative = false };
  rsl__natural_set(&share.numerator, 0);
  rsl__natural_set(&share.denominator, 0);
  for (uint32_t i = 0; split->known && i < split->count; i++) {
    const rsl__split_part *part = &route->parts[split->first + i];
    bool inside = first_position <= part->position && part->position < end_position;
    if (!rsl__natural_add(&share.denominator, &part->weight, &share.denominator) ||
        (inside && !rsl__natural_add(&share.numerator, &part->weight, &share.numerator)))
      return rsl_number_absent();
  }
  return share.denominator.count == 0 ? rsl_number_absent() : rsl__rational_to_number(&share);
}

/* Each part, cut off: whole × weight / all weights. */
static bool cut(const rsl__split_part *parts, uint32_t count, const rsl__natural *whole, piece *pieces) {
  rsl__natural all;
  rsl__natural product;
  rsl__natural_set(&all, 0);
  for (uint32_t i = 0; i < count; i++)
    if (!rsl__natural_add(&all, &parts[i].weight, &all)) return false;
  if (all.count == 0) return false;
  for (uint32_t i = 0; i < count; i++)
    if (!rsl__natural_multiply(whole, &parts[i].weight, &product) ||
        !rsl__natural_divide(&product, &all, &pieces[i].units, &pieces[i].rest))
      return false;
  return true;
}

/* R13: what was cut off goes, one last digit each, to those of whom most was cut off. */
static bool give_rest(const rsl__split_part *parts, uint32_t count, const rsl__natural *whole, piece *pieces) {
  rsl__natural given;
  rsl__natural one;
  bool done[MOST_PARTS] = { false };
  rsl__natural_set(&given, 0);
  rsl__natural_set(&one, 1);
  for (uint32_t i = 0; i < count; i++)
    if (!rsl__natural_add(&given, &pieces[i].units, &given)) return false;
  while (rsl__natural_compare(&given, whole) < 0) {
    uint32_t best = count;
    for (uint32_t i = 0; i < count; i++)
      if (!done[i] && (best == count || is_next(parts, pieces, i, best))) best = i;
    if (best == count) return false;
    done[best] = true;
    if (!rsl__natural_add(&pieces[best].units, &one, &pieces[best].units) || !rsl__natural_add(&given, &one, &given))
      return false;
  }
  return true;
}

static bool is_next(const rsl__split_part *parts, const piece *pieces, uint32_t a, uint32_t b) {
  int order = rsl__natural_compare(&pieces[a].rest, &pieces[b].rest);
  return order != 0 ? order > 0 : parts[a].position < parts[b].position;
}

static rsl_number as_number(const rsl__natural *units, bool negative, int decimals) {
  rsl__words words;
  if (!rsl__natural_to_words(units, &words) || words.high > INT64_MAX) return rsl_number_absent();
  rsl_int128 value = { words.low, (int64_t)words.high };
  rsl_number number = rsl__number_exact(rsl__int128_from_words(value), decimals);
  return negative ? rsl_number_negate(number) : number;
}

/* A figure may be told more finely than its indicator is shown: its parts add up to all of it. */
static int decimals_of(rsl_number number, int decimals) {
  if (number.kind != RSL_NUMBER_DECIMAL) return decimals;
  rsl__int128 value = rsl__int128_from_words(number.numerator);
  rsl__int128 ten = rsl__int128_from_int64(10);
  rsl__int128 quotient;
  rsl__int128 rest;
  int scale = number.scale;
  while (scale > decimals && rsl__int128_divide(value, ten, &quotient, &rest) && rsl__int128_sign(rest) == 0) {
    value = quotient;
    scale--;
  }
  return scale > decimals ? scale : decimals;
}
