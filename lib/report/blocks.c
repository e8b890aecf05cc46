#include "report/blocks.h"

#include <stdlib.h>

#include "base/memory.h"

static rsl_status add(rsl__blocks *blocks, const rsl_target_links *links, size_t index, rsl_error *error);
static int compare_blocks(const void *a, const void *b);
static void say_headline(rsl__text_buffer *out, const rsl_headline *headline, rsl_language language);

rsl_status rsl__blocks_find(rsl__blocks *blocks, const rsl_review *review, const rsl_allocator *allocator,
                            rsl_error *error) {
  *blocks = (rsl__blocks){ rsl__allocator_or_default(allocator), NULL, 0, 0 };
  rsl_status status = RSL_OK;
  for (size_t i = 0; status == RSL_OK && i < rsl_review_count(review); i++)
    status = add(blocks, &rsl_review_at(review, i)->links, i, error);
  if (status == RSL_OK && blocks->count > 1) qsort(blocks->items, blocks->count, sizeof *blocks->items, compare_blocks);
  return status;
}

void rsl__blocks_free(rsl__blocks *blocks) {
  rsl__release_array(&blocks->allocator, blocks->items, blocks->capacity, sizeof *blocks->items);
  blocks->items = NULL;
  blocks->count = blocks->capacity = 0;
}

const rsl__block *rsl__blocks_of(const rsl__blocks *blocks, const rsl_headline *headline) {
  rsl__block wanted = { headline->resolution, headline->unit, 0, 0 };
  if (blocks->count == 0) return NULL;
  return bsearch(&wanted, blocks->items, blocks->count, sizeof *blocks->items, compare_blocks);
}

void rsl__say_title(rsl__grid *grid, const rsl_review *review, const rsl_headline *headline, rsl_language language) {
  const rsl_plan *plan = rsl_review_plan(review);
  rsl__grid_paragraph(grid, rsl__resolution_name(plan, headline->resolution), 0);
  char day[RSL__DAY_TEXT];
  const char *const places[] = { rsl__unit_name(plan, headline->unit), day };
  rsl__day_for_people(rsl_review_as_of(review), language, day);
  rsl__text_buffer_fill(rsl__grid_scratch(grid),
                        rsl_review_as_of(review) == RSL_DATE_NONE ? "{0}" : rsl_translate(language, "{0}, as of {1}"),
                        places, 2);
  rsl__grid_scratch_paragraph(grid, 0);
  say_headline(rsl__grid_scratch(grid), headline, language);
  rsl__grid_scratch_paragraph(grid, 0);
  rsl__grid_blank(grid);
}

static rsl_status add(rsl__blocks *blocks, const rsl_target_links *links, size_t index, rsl_error *error) {
  rsl__block *last = blocks->count > 0 ? &blocks->items[blocks->count - 1] : NULL;
  if (last != NULL && last->resolution == links->resolution && last->unit == links->unit) {
    last->end = index + 1;
    return RSL_OK;
  }
  bool room =
      rsl__grow(&blocks->allocator, &blocks->items, &blocks->capacity, blocks->count + 1, sizeof *blocks->items);
  if (!room) return rsl__fail_memory(error);
  blocks->items[blocks->count++] = (rsl__block){ links->resolution, links->unit, index, index + 1 };
  return RSL_OK;
}

static int compare_blocks(const void *a, const void *b) {
  const rsl__block *left = a;
  const rsl__block *right = b;
  if (left->resolution != right->resolution) return left->resolution < right->resolution ? -1 : 1;
  if (left->unit != right->unit) return left->unit < right->unit ? -1 : 1;
  return 0;
}

static void say_headline(rsl__text_buffer *out, const rsl_headline *headline, rsl_language language) {
  char sentence[512];
  size_t length = rsl_headline_format(headline, language, sentence, sizeof sentence);
  if (length < sizeof sentence) {
    rsl__text_buffer_append(out, sentence, length);
  } else if (rsl__text_buffer_reserve(out, length + 1)) {
    out->length += rsl_headline_format(headline, language, out->bytes + out->length, length + 1);
  }
}
