#include <string.h>

#include "base/error.h"
#include "progress/sentence.h"
#include "review/review_internal.h"

/* Parts of a target that hold together are one row and count once, as their worst (T10). */

enum { REASON_SIZE = 2048 };

static uint32_t first_part(const rsl_plan *plan, uint32_t whole);
static bool is_held(const rsl_review *review, const rsl_review_row *row);
static const rsl_review_row *decisive(const rsl_review_row *rows, size_t count);
static bool is_known_failure(rsl_rating rating);
static rsl_status make_row(rsl_review *review, const rsl_review_row *part, rsl_language language, rsl_review_row *out,
                           rsl_error *error);

rsl_status rsl__review_hold_together(rsl_review *review, rsl_language language, rsl_error *error) {
  size_t kept = 0;
  size_t end = 0;
  rsl_status status = RSL_OK;
  for (size_t first = 0; first < review->row_count && status == RSL_OK; first = end) {
    rsl_review_row *rows = review->rows + first;
    end = first + 1;
    if (!is_held(review, rows)) {
      review->rows[kept++] = *rows;
      continue;
    }
    while (end < review->row_count && review->rows[end].links.part_of == rows->links.part_of) end++;
    status = make_row(review, decisive(rows, end - first), language, &review->rows[kept++], error);
  }
  review->row_count = kept;
  return status;
}

uint32_t rsl__target_before(const rsl_plan *plan, uint32_t target) {
  rsl_target_links links = rsl_plan_target_links(plan, target);
  uint32_t whole = links.part_of;
  uint32_t replaced = whole == RSL_NONE ? links.replaces : rsl_plan_target_links(plan, whole).replaces;
  if (whole == RSL_NONE || replaced == RSL_NONE) return replaced;
  uint32_t number = target - first_part(plan, whole);
  return number < rsl_plan_target(plan, replaced)->part_count ? first_part(plan, replaced) + number : RSL_NONE;
}

/** The parts of a target stand side by side, those of earlier targets first. */
static uint32_t first_part(const rsl_plan *plan, uint32_t whole) {
  uint32_t target = 0;
  while (rsl_plan_target_links(plan, target).part_of != whole) target++;
  return target;
}

void rsl__review_rows_of_targets(const rsl_review *review, uint32_t *rows) {
  const rsl_plan *plan = review->plan;
  uint32_t count = rsl_plan_target_count(plan);
  for (uint32_t i = 0; i < count; i++) rows[i] = RSL_NONE;
  for (size_t i = 0; i < review->row_count; i++) {
    uint32_t target = review->rows[i].target;
    rows[target] = (uint32_t)i;
    while ((target = rsl__target_before(plan, target)) != RSL_NONE && rows[target] == RSL_NONE)
      rows[target] = (uint32_t)i;
  }
  for (uint32_t i = 0; i < count; i++) {
    uint32_t whole = rsl_plan_target_links(plan, i).part_of;
    if (whole != RSL_NONE && rows[i] == RSL_NONE) rows[i] = rows[whole];
  }
}

static bool is_held(const rsl_review *review, const rsl_review_row *row) {
  const rsl_target *whole = rsl_plan_target(review->plan, row->links.part_of);
  return whole != NULL && whole->parts_count == RSL_PARTS_TOGETHER;
}

/** The worst that is known to fail; else what is not known leaves the whole open; else the worst. */
static const rsl_review_row *decisive(const rsl_review_row *rows, size_t count) {
  const rsl_review_row *worst = rows;
  for (size_t i = 1; i < count; i++) {
    bool fails = is_known_failure(rows[i].rating);
    bool worst_fails = is_known_failure(worst->rating);
    if (fails != worst_fails ? fails : rows[i].rating > worst->rating) worst = &rows[i];
  }
  return worst;
}

static bool is_known_failure(rsl_rating rating) {
  return rating >= RSL_RATING_NEARLY_MET && rating <= RSL_RATING_MISSED;
}

static rsl_status make_row(rsl_review *review, const rsl_review_row *part, rsl_language language, rsl_review_row *out,
                           rsl_error *error) {
  char reason[REASON_SIZE];
  rsl_review_row row = *part;
  const char *const places[] = { rsl_plan_target(review->plan, part->target)->code, part->reason };
  row.part = part->target;
  row.target = part->links.part_of;
  row.links = rsl_plan_target_links(review->plan, row.target);
  row.links.indicator = part->links.indicator;
  row.links.measured = part->links.measured;
  (void)rsl__sentence_fill(reason, sizeof reason, rsl_translate(language, "the part {0} decides: {1}"), places, 2);
  row.reason = rsl__arena_copy_text(&review->arena, reason, strlen(reason));
  if (row.reason == NULL) return rsl__fail_memory(error);
  rsl__row_take_published(&row, rsl_plan_target(review->plan, row.target), review->as_of);
  *out = row;
  return RSL_OK;
}
