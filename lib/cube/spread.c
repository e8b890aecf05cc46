#include "base/number.h"
#include "base/rational.h"
#include "cube/rollup.h"

/* Goes along the figures that a tally speaks for: a chain, or one that is in none yet. */
typedef struct spread_walk {
  const rsl__sheet *sheet;
  const rsl__tally *tally;
  const rsl__wide *wide;
  rsl__piled item;   /* where it stands */
  rsl__wide numbers; /* the same, where sums are numbers */
  uint32_t next;
  uint32_t left;
} spread_walk;

/* Sums of differences from the first figure, which keep the squares small. */
typedef struct spread_sums {
  rsl__int128 sum;
  rsl__int128 squares; /* what there is room for … */
  rsl__natural more;   /* … and the rest */
} spread_sums;

static spread_walk start(const rsl__sheet *sheet, const rsl__tally *tally, const rsl__wide *wide);
static bool step(spread_walk *walk);
static rsl_number number_of(const spread_walk *walk);
static rsl_number second_of(const spread_walk *walk);
static int compare(const spread_walk *a, const spread_walk *b);
static rsl_number median(const spread_walk *figures);
static rsl_number ranked(const spread_walk *figures, uint32_t rank);
static bool lies_between(const spread_walk *at, const spread_walk *low, const spread_walk *high);
static bool variance(const spread_walk *figures, rsl__rational *out);
static bool add_square(spread_sums *sums, rsl__int128 difference);
static bool variance_of_sums(const spread_sums *sums, uint32_t count, int scale, rsl__rational *out);
static bool variance_of_quotients(const spread_walk *figures, rsl__rational *out);
static bool variance_of_numbers(const spread_walk *figures, rsl__rational *out);
static rsl_number deviation(const rsl__rational *variance);

void rsl__spread_put_counts(const rsl__sheet *sheet, const rsl__counts *counts, rsl__tally *tally) {
  tally->chain = (rsl__chain){ RSL_NONE, RSL_NONE, 0 };
  for (uint32_t grade = 0; grade < sheet->record->grade_count; grade++) {
    rsl__int128 at = rsl__int128_from_int64(grade);
    rsl__int128 many = rsl__int128_from_int64(counts->items[grade]);
    rsl__wide wide = { rsl_number_from_integer(grade), rsl_number_from_integer(counts->items[grade]) };
    rsl__pile_put(sheet->pile, &tally->chain, &(rsl__piled){ at, many, RSL_NONE }, sheet->numbers ? &wide : NULL);
  }
}

void rsl__spread_merge(const rsl__sheet *sheet, rsl__tally *into, const rsl__tally *from, const rsl__wide *from_wide) {
  if (from->chain.count > 0)
    rsl__pile_join(sheet->pile, &into->chain, &from->chain);
  else if ((from->flags & RSL__TALLY_SINGLE) != 0)
    rsl__pile_put(sheet->pile, &into->chain, &(rsl__piled){ from->a, from->b, RSL_NONE },
                  sheet->numbers ? from_wide : NULL);
}

rsl_number rsl__spread_value(const rsl__sheet *sheet, const rsl__tally *tally, const rsl__wide *wide) {
  spread_walk figures = start(sheet, tally, wide);
  rsl__rational exact;
  if (sheet->rule == RSL_RULE_GRADE_COUNT)
    return rsl_number_from_integer((int64_t)rsl__spread_at_grade(sheet, tally, RSL_NONE));
  if (figures.left == 0) return rsl_number_absent();
  if (sheet->rule == RSL_RULE_MEDIAN) return median(&figures);
  if (!variance(&figures, &exact)) return rsl_number_absent();
  return sheet->rule == RSL_RULE_STDDEV ? deviation(&exact) : rsl__rational_to_number(&exact);
}

uint64_t rsl__spread_at_grade(const rsl__sheet *sheet, const rsl__tally *tally, uint32_t grade) {
  rsl__int128 wanted = rsl__int128_from_int64(grade);
  uint64_t count = 0;
  for (spread_walk at = start(sheet, tally, NULL); step(&at);) {
    int64_t many = 0; /* one, or as many as a unit reported of those below it */
    if (grade != RSL_NONE && rsl__int128_compare(at.item.a, wanted) != 0) continue;
    if (rsl__int128_to_int64(at.item.b, &many)) count += (uint64_t)many;
  }
  return count;
}

/* Each is tried: of two pairs the one with the greater quotient may make the less, as more of it is put in (R11). */
bool rsl__spread_range(const rsl__sheet *sheet, const rsl__tally *tally, const rsl__wide *wide, rsl__spread_make *make,
                       const void *context, rsl__range *range) {
  bool any = false;
  for (spread_walk at = start(sheet, tally, wide); step(&at);) {
    if (sheet->rule == RSL_RULE_RATIO && rsl_number_sign(second_of(&at)) == 0) continue;
    rsl__wide each = { number_of(&at), second_of(&at) };
    rsl_number made = make(context, &each);
    if (made.kind == RSL_NUMBER_ABSENT) continue;
    if (!any || rsl_number_compare(made, range->least) < 0) range->least = made;
    if (!any || rsl_number_compare(made, range->most) > 0) range->most = made;
    any = true;
  }
  return any;
}

/* ---- The figures ---- */

static spread_walk start(const rsl__sheet *sheet, const rsl__tally *tally, const rsl__wide *wide) {
  spread_walk walk = { .sheet = sheet, .tally = tally, .wide = wide, .next = RSL_NONE };
  walk.left = tally->chain.count;
  if (walk.left > 0) walk.next = tally->chain.first;
  if (walk.left == 0 && (tally->flags & RSL__TALLY_SINGLE) != 0) walk.left = 1;
  return walk;
}

static bool step(spread_walk *walk) {
  const rsl__pile *pile = walk->sheet->pile;
  if (walk->left == 0) return false;
  walk->left--;
  if (walk->next == RSL_NONE) {
    walk->item = (rsl__piled){ walk->tally->a, walk->tally->b, RSL_NONE };
    if (walk->sheet->numbers && walk->wide != NULL) walk->numbers = *walk->wide;
    return true;
  }
  walk->item = pile->items[walk->next];
  if (walk->sheet->numbers) walk->numbers = pile->wides[walk->next];
  walk->next = walk->item.next;
  return true;
}

static rsl_number number_of(const spread_walk *walk) {
  return walk->sheet->numbers ? walk->numbers.a
                              : rsl__number_complete(rsl__number_raw(walk->item.a, (int32_t)walk->sheet->a_scale));
}

static int compare(const spread_walk *a, const spread_walk *b) {
  return a->sheet->numbers ? rsl_number_compare(a->numbers.a, b->numbers.a) : rsl__int128_compare(a->item.a, b->item.a);
}

static rsl_number second_of(const spread_walk *walk) {
  return walk->sheet->numbers ? walk->numbers.b
                              : rsl__number_complete(rsl__number_raw(walk->item.b, (int32_t)walk->sheet->b_scale));
}

/* ---- The median ---- */

static rsl_number median(const spread_walk *figures) {
  uint32_t count = figures->left;
  rsl_number upper = ranked(figures, count / 2);
  if (count % 2 == 1) return upper;
  rsl_number both = rsl_number_add(ranked(figures, count / 2 - 1), upper);
  return rsl_number_divide(both, rsl_number_from_integer(2));
}

/* The figure of a rank, counted from 0: nobody may write while it is read, so that nothing is put in order. Each round
 * takes one figure out of those that may still be it, and leaves those on one side of it: about 2 × log n rounds. */
static rsl_number ranked(const spread_walk *figures, uint32_t rank) {
  spread_walk low = *figures;
  spread_walk high = *figures;
  bool has_low = false;
  bool has_high = false;
  uint32_t candidates = figures->left;
  for (uint32_t round = 0;; round++) {
    uint32_t wanted = (uint32_t)(rsl__print_of(round) % candidates);
    uint32_t below = 0;
    uint32_t same = 0;
    spread_walk pivot = *figures;
    while (step(&pivot))
      if (lies_between(&pivot, has_low ? &low : NULL, has_high ? &high : NULL) && wanted-- == 0) break;
    for (spread_walk at = *figures; step(&at);) {
      if (!lies_between(&at, has_low ? &low : NULL, has_high ? &high : NULL)) continue;
      int order = compare(&at, &pivot);
      below += order < 0;
      same += order == 0;
    }
    if (rank >= below && rank < below + same) return number_of(&pivot);
    if (rank < below) {
      high = pivot;
      has_high = true;
      candidates = below;
    } else {
      low = pivot;
      has_low = true;
      candidates -= below + same;
      rank -= below + same;
    }
  }
}

static bool lies_between(const spread_walk *at, const spread_walk *low, const spread_walk *high) {
  return (low == NULL || compare(at, low) > 0) && (high == NULL || compare(at, high) < 0);
}

/* ---- The variance ---- */

/* (n·Σd² − (Σd)²) / n², exact: the variance is the same of figures and of their differences from any one of them. */
static bool variance(const spread_walk *figures, rsl__rational *out) {
  if (figures->sheet->numbers) return variance_of_quotients(figures, out) || variance_of_numbers(figures, out);
  spread_walk first = *figures;
  spread_sums sums = { .sum = rsl__int128_from_int64(0), .squares = rsl__int128_from_int64(0) };
  rsl__natural_set(&sums.more, 0);
  (void)step(&first);
  for (spread_walk at = *figures; step(&at);) {
    rsl__int128 difference;
    if (!rsl__int128_subtract(at.item.a, first.item.a, &difference) ||
        !rsl__int128_add(sums.sum, difference, &sums.sum) || !add_square(&sums, difference))
      return false;
  }
  return variance_of_sums(&sums, figures->left, (int)figures->sheet->a_scale, out);
}

static bool add_square(spread_sums *sums, rsl__int128 difference) {
  int64_t small = 0;
  rsl__rational size;
  rsl__natural square;
  if (rsl__int128_to_int64(difference, &small) && rsl__int128_add_product(&sums->squares, small, small)) return true;
  return rsl__rational_from_number(rsl__number_raw(difference, 0), &size) &&
         rsl__natural_multiply(&size.numerator, &size.numerator, &square) &&
         rsl__natural_add(&sums->more, &square, &sums->more);
}

static bool variance_of_sums(const spread_sums *sums, uint32_t count, int scale, rsl__rational *out) {
  rsl__rational sum;
  rsl__rational squares;
  rsl__natural squared;
  if (!rsl__rational_from_number(rsl__number_raw(sums->sum, 0), &sum) ||
      !rsl__rational_from_number(rsl__number_raw(sums->squares, 0), &squares) ||
      !rsl__natural_add(&squares.numerator, &sums->more, &squares.numerator) ||
      !rsl__natural_multiply_limb(&squares.numerator, count) ||
      !rsl__natural_multiply(&sum.numerator, &sum.numerator, &squared))
    return false;
  out->negative = false;
  rsl__natural_subtract(&squares.numerator, &squared, &out->numerator);
  rsl__natural_set(&out->denominator, count);
  return rsl__natural_multiply_limb(&out->denominator, count) && rsl__natural_scale(&out->denominator, 2 * scale);
}

/* Exact too, of figures that were divided already. @return false where so many denominators differ that it grows too long. */
static bool variance_of_quotients(const spread_walk *figures, rsl__rational *out) {
  rsl__rational count;
  rsl__rational from;
  rsl__rational sum;
  spread_walk first = *figures;
  (void)step(&first);
  rsl__rational_from_decimal((rsl_decimal){ figures->left, 0 }, &count);
  rsl__rational_from_decimal((rsl_decimal){ 0, 0 }, &sum);
  rsl__rational squares = sum;
  if (!rsl__rational_from_number(first.numbers.a, &from)) return false;
  for (spread_walk at = *figures; step(&at);) {
    rsl__rational apart;
    rsl__rational square;
    if (!rsl__rational_from_number(at.numbers.a, &apart) || !rsl__rational_subtract(&apart, &from, &apart) ||
        !rsl__rational_multiply(&apart, &apart, &square) || !rsl__rational_add(&sum, &apart, &sum) ||
        !rsl__rational_add(&squares, &square, &squares))
      return false;
  }
  return rsl__rational_divide(&sum, &count, &sum) && rsl__rational_divide(&squares, &count, &squares) &&
         rsl__rational_multiply(&sum, &sum, &sum) && rsl__rational_subtract(&squares, &sum, out);
}

static bool variance_of_numbers(const spread_walk *figures, rsl__rational *out) {
  rsl_number count = rsl_number_from_integer(figures->left);
  rsl_number sum = rsl_number_from_integer(0);
  rsl_number squares = sum;
  spread_walk first = *figures;
  (void)step(&first);
  for (spread_walk at = *figures; step(&at);) {
    rsl_number difference = rsl_number_subtract(at.numbers.a, first.numbers.a);
    sum = rsl_number_add(sum, difference);
    squares = rsl_number_add(squares, rsl_number_multiply(difference, difference));
  }
  rsl_number above = rsl_number_subtract(rsl_number_multiply(count, squares), rsl_number_multiply(sum, sum));
  /* Doubles, where the numbers grew too long, may end a little below 0. */
  if (rsl_number_sign(above) < 0) above = rsl_number_from_integer(0);
  return rsl__rational_from_number(rsl_number_divide(above, rsl_number_multiply(count, count)), out);
}

/* Rounded once, from the variance that never was (R10). */
static rsl_number deviation(const rsl__rational *variance) {
  double root = 0;
  return rsl__rational_square_root(variance, &root) ? rsl_number_from_double(root) : rsl_number_absent();
}
