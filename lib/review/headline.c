#include "base/error.h"
#include "base/sort.h"
#include "progress/sentence.h"
#include "review/review_internal.h"

enum { OTHERS_SIZE = 384 /**< seven ratings with their counts */ };

/** The rows of one unit and resolution: they stand together. */
typedef struct block {
  size_t first;
  size_t end;
  uint32_t resolution;
  bool by_others; /**< the unit is not the one that adopted the resolution */
} block;

static size_t find_blocks(const rsl_review *review, block *blocks);
static int compare_blocks(const void *a, const void *b);
static rsl_status count_block(rsl_review *review, const block *rows, rsl_headline *by_field);
static rsl_status add(rsl_review *review, const rsl_headline *headline);
static uint32_t reached(const rsl_headline *headline);
static void list_others(const rsl_headline *headline, rsl_language language, char *out);
static void write_count(uint32_t count, rsl_language language, char *out);

rsl_status rsl__review_count_headlines(rsl_review *review, rsl_error *error) {
  const rsl_allocator *memory = &review->allocator;
  size_t fields = rsl_plan_field_count(review->plan);
  rsl_status status = RSL_ERR_MEMORY;
  block *blocks = rsl__allocate_array(memory, review->row_count, sizeof *blocks);
  rsl_headline *by_field = rsl__allocate_array(memory, fields + 2, sizeof *by_field);
  if (blocks == NULL || by_field == NULL) goto done;
  size_t count = find_blocks(review, blocks);
  if (!rsl__sort(memory, blocks, count, sizeof *blocks, compare_blocks)) goto done;
  status = RSL_OK;
  for (size_t i = 0; i < count && status == RSL_OK; i++) status = count_block(review, &blocks[i], by_field);
done:
  rsl__release_array(memory, blocks, review->row_count, sizeof *blocks);
  rsl__release_array(memory, by_field, fields + 2, sizeof *by_field);
  return status == RSL_OK ? RSL_OK : rsl__fail_memory(error);
}

size_t rsl_headline_format(const rsl_headline *headline, rsl_language language, char *buffer, size_t size) {
  char good[RSL__PHRASE_SIZE];
  char all[RSL__PHRASE_SIZE];
  char others[OTHERS_SIZE];
  const char *const arguments[] = { good, all, others };
  write_count(reached(headline), language, good);
  write_count(headline->targets, language, all);
  list_others(headline, language, others);
  const char *sentence =
      others[0] == '\0' ? "{0} of {1} targets met or exceeded" : "{0} of {1} targets met or exceeded; {2}";
  return rsl__sentence_fill(buffer, size, rsl_translate(language, sentence), arguments, 3);
}

static size_t find_blocks(const rsl_review *review, block *blocks) {
  size_t count = 0;
  for (size_t i = 0; i < review->row_count; i++) {
    const rsl_target_links *links = &review->rows[i].links;
    bool goes_on = count > 0 && blocks[count - 1].resolution == links->resolution &&
                   review->rows[blocks[count - 1].first].links.unit == links->unit;
    if (!goes_on) {
      bool by_others = rsl_plan_resolution_unit(review->plan, links->resolution) != links->unit;
      blocks[count++] = (block){ i, i, links->resolution, by_others };
    }
    blocks[count - 1].end = i + 1;
  }
  return count;
}

/** The unit that adopted a resolution first, then the others in the order of the rows. */
static int compare_blocks(const void *a, const void *b) {
  const block *left = a;
  const block *right = b;
  if (left->resolution != right->resolution) return left->resolution < right->resolution ? -1 : 1;
  if (left->by_others != right->by_others) return left->by_others ? 1 : -1;
  return (left->first > right->first) - (left->first < right->first);
}

/** All fields together, each field in the plan's order, then the targets without one; only where there is something to
 *  count. */
static rsl_status count_block(rsl_review *review, const block *rows, rsl_headline *by_field) {
  size_t fields = rsl_plan_field_count(review->plan);
  const rsl_target_links *links = &review->rows[rows->first].links;
  rsl_status status = RSL_OK;
  for (size_t i = 0; i < fields + 2; i++) {
    bool has_field = i > 0 && i <= fields;
    by_field[i] = (rsl_headline){ .unit = links->unit,
                                  .resolution = rows->resolution,
                                  .field = has_field ? (uint32_t)(i - 1) : RSL_NONE,
                                  .of_field = i > 0 };
  }
  for (size_t i = rows->first; i < rows->end; i++) {
    const rsl_review_row *row = &review->rows[i];
    rsl_headline *of_field = &by_field[row->links.field == RSL_NONE ? fields + 1 : row->links.field + 1];
    by_field[0].targets++;
    by_field[0].by_rating[row->rating]++;
    of_field->targets++;
    of_field->by_rating[row->rating]++;
  }
  for (size_t i = 0; i < fields + 2 && status == RSL_OK; i++)
    if (by_field[i].targets > 0 && (i == 0 || fields > 0)) status = add(review, &by_field[i]);
  return status;
}

static rsl_status add(rsl_review *review, const rsl_headline *headline) {
  if (!rsl__grow(&review->allocator, &review->headlines, &review->headline_capacity, review->headline_count + 1,
                 sizeof *review->headlines))
    return RSL_ERR_MEMORY;
  review->headlines[review->headline_count++] = *headline;
  return RSL_OK;
}

static uint32_t reached(const rsl_headline *headline) {
  return headline->by_rating[RSL_RATING_EXCEEDED] + headline->by_rating[RSL_RATING_EXCEEDED_EARLY] +
         headline->by_rating[RSL_RATING_MET] + headline->by_rating[RSL_RATING_MET_EARLY];
}

/** "3 on track, 1 behind": every rating that is not in the first count, those without data included (T10). */
static void list_others(const rsl_headline *headline, rsl_language language, char *out) {
  static const rsl_rating ratings[] = { RSL_RATING_ON_TRACK,  RSL_RATING_NEARLY_MET, RSL_RATING_BEHIND,
                                        RSL_RATING_OFF_TRACK, RSL_RATING_MISSED,     RSL_RATING_NO_DATA,
                                        RSL_RATING_NOT_RATED };
  size_t length = 0;
  size_t size = OTHERS_SIZE;
  out[0] = '\0';
  for (size_t i = 0; i < sizeof ratings / sizeof *ratings; i++) {
    char count[RSL__PHRASE_SIZE];
    const char *const arguments[] = { count, rsl_rating_word(ratings[i], language) };
    if (headline->by_rating[ratings[i]] == 0) continue;
    write_count(headline->by_rating[ratings[i]], language, count);
    size_t added = rsl__sentence_fill(out + length, size - length, length == 0 ? "{0} {1}" : ", {0} {1}", arguments, 2);
    length += added < size - length ? added : size - length - 1;
  }
}

static void write_count(uint32_t count, rsl_language language, char *out) {
  (void)rsl_number_format_people(rsl_number_from_integer(count), 0, language, out, RSL__PHRASE_SIZE);
}
