#include <resolution/review.h>

#include "base/error.h"
#include "base/sort.h"
#include "cube/cube.h"
#include "review/review_internal.h"

enum { SORT_PARTS = 5 };

/** What is known of a target before it is reviewed. Bits. */
enum { ASKED = 1, REPLACED = 2 };

/** What rows are ordered by: the unit's place, resolution, goal, indicator, target. */
typedef struct sort_key {
  uint32_t parts[SORT_PARTS];
  uint32_t row;
} sort_key;

/** The review in the making. */
typedef struct review_work {
  rsl_review *review;
  rsl__question question;
  rsl__case *cases;
  sort_key *order; /**< the cases, those of one indicator together */
  size_t count;
} review_work;

static rsl_status make(rsl_review *review, const rsl_cube *cube, const rsl_review_options *options,
                       const rsl__change *change, rsl_error *error);
static rsl_status check_options(const rsl_plan *plan, const rsl_review_options *options, rsl_error *error);
static rsl_status select_targets(review_work *work, const rsl_review_options *options, rsl_error *error);
static void mark_wanted(const rsl__question *question, const rsl_review_options *options, unsigned char *marks);
static bool is_wanted(const rsl__question *question, const unsigned char *marks, uint32_t target);
static bool is_adopted(const rsl__question *question, uint32_t target);
static rsl_status group(review_work *work, rsl_error *error);
static rsl__case *case_at(const review_work *work, size_t index);
static rsl_status rate_all(review_work *work, rsl_error *error);
static rsl_status rate_group(review_work *work, size_t first, size_t end, rsl_error *error);
static rsl_status find_actuals(review_work *work, size_t first, size_t end, rsl__figures *figures, rsl_error *error);
static rsl_status find_others(review_work *work, size_t first, size_t end, rsl__sources *sources, rsl_error *error);
static rsl_status search_group(review_work *work, size_t first, size_t end, rsl__figures *figures, rsl_error *error);
static rsl_status order_rows(rsl_review *review, const rsl_structure *structure, rsl_error *error);
static sort_key key_of(const rsl_review *review, const rsl_structure *structure, uint32_t row);
static int compare_rows(const void *a, const void *b);
static int compare_numbers(uint32_t a, uint32_t b);

rsl_status rsl_review_run(const rsl_cube *cube, const rsl_review_options *options, const rsl_allocator *allocator,
                          rsl_review **out, rsl_error *error) {
  return rsl__review_run_changed(cube, options, NULL, allocator, out, error);
}

rsl_status rsl__review_run_changed(const rsl_cube *cube, const rsl_review_options *options, const rsl__change *change,
                                   const rsl_allocator *allocator, rsl_review **out, rsl_error *error) {
  const rsl_review_options defaults = RSL_REVIEW_OPTIONS_INIT;
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  *out = NULL;
  rsl__error_clear(error);
  rsl_review *review = rsl__allocate_zeroed(&memory, sizeof *review);
  if (review == NULL) return rsl__fail_memory(error);
  review->allocator = memory;
  review->plan = rsl_cube_plan(cube);
  rsl__arena_init(&review->arena, &memory);
  rsl_status status = make(review, cube, options == NULL ? &defaults : options, change, error);
  if (status == RSL_OK)
    *out = review;
  else
    rsl_review_free(review);
  return status;
}

void rsl_review_free(rsl_review *review) {
  if (review == NULL) return;
  rsl_allocator memory = review->allocator;
  rsl__arena_free(&review->arena);
  rsl__release_array(&memory, review->rows, review->row_capacity, sizeof *review->rows);
  rsl__release_array(&memory, review->headlines, review->headline_capacity, sizeof *review->headlines);
  rsl__release(&memory, review, sizeof *review);
}

const rsl_plan *rsl_review_plan(const rsl_review *review) {
  return review->plan;
}

rsl_date rsl_review_as_of(const rsl_review *review) {
  return review->as_of;
}

size_t rsl_review_count(const rsl_review *review) {
  return review->row_count;
}

const rsl_review_row *rsl_review_at(const rsl_review *review, size_t index) {
  return index < review->row_count ? &review->rows[index] : NULL;
}

size_t rsl_review_headline_count(const rsl_review *review) {
  return review->headline_count;
}

const rsl_headline *rsl_review_headline_at(const rsl_review *review, size_t index) {
  return index < review->headline_count ? &review->headlines[index] : NULL;
}

static rsl_status make(rsl_review *review, const rsl_cube *cube, const rsl_review_options *options,
                       const rsl__change *change, rsl_error *error) {
  review_work work = { .review = review };
  rsl_structure *structure = NULL;
  rsl_status status = check_options(review->plan, options, error);
  if (status != RSL_OK) return status;
  review->language = options->language;
  review->as_of = options->as_of == RSL_DATE_NONE ? rsl_cube_last_day(cube) : options->as_of;
  work.question = (rsl__question){ cube,
                                   review->plan,
                                   review->as_of,
                                   options->known_on == RSL_DATE_NONE ? review->as_of : options->known_on,
                                   options->forecast,
                                   options->language,
                                   change,
                                   options->method,
                                   options->level,
                                   options->projection,
                                   &review->allocator };
  status = select_targets(&work, options, error);
  if (status == RSL_OK) status = group(&work, error);
  if (status == RSL_OK) status = rate_all(&work, error);
  if (status == RSL_OK) status = rsl__review_hold_together(review, options->language, error);
  if (status == RSL_OK) {
    status = rsl_structure_new(review->plan, review->as_of, &review->allocator, &structure);
    if (status != RSL_OK) (void)rsl__fail(error, status, "the units of the review could not be put in order");
  }
  if (status == RSL_OK) status = order_rows(review, structure, error);
  if (status == RSL_OK) status = rsl__review_count_headlines(review, error);
  rsl_structure_free(structure);
  rsl__release_array(&review->allocator, work.cases, review->row_capacity, sizeof *work.cases);
  rsl__release_array(&review->allocator, work.order, work.count, sizeof *work.order);
  return status;
}

static rsl_status check_options(const rsl_plan *plan, const rsl_review_options *options, rsl_error *error) {
  uint32_t all = rsl_plan_target_count(plan);
  if (!(options->level > 0 && options->level < 1))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the level of the interval must lie between 0 and 1");
  if (rsl_projection_name(options->projection) == NULL)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "there is no projection %d", (int)options->projection);
  if (options->method != NULL && rsl_method_find(options->method->method) == NULL)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "there is no method number %d", (int)options->method->method);
  if (options->targets == NULL) return RSL_OK;
  for (size_t i = 0; i < options->target_count; i++)
    if (options->targets[i] >= all)
      return rsl__fail(error, RSL_ERR_ARGUMENT, "the plan has no target number %lu",
                       (unsigned long)options->targets[i]);
  return RSL_OK;
}

/** A target that was not adopted yet, or of which nothing was known yet, is no part of the review (R9). */
static rsl_status select_targets(review_work *work, const rsl_review_options *options, rsl_error *error) {
  rsl_review *review = work->review;
  uint32_t all = rsl_plan_target_count(review->plan);
  unsigned char *marks = rsl__allocate_zeroed_array(&review->allocator, (size_t)all + 1, sizeof *marks);
  review->rows = rsl__allocate_zeroed_array(&review->allocator, all, sizeof *review->rows);
  work->cases = rsl__allocate_zeroed_array(&review->allocator, all, sizeof *work->cases);
  review->row_capacity = all;
  bool good = marks != NULL && review->rows != NULL && work->cases != NULL;
  if (good) mark_wanted(&work->question, options, marks);
  for (uint32_t target = 0; good && target < all; target++) {
    if (!is_wanted(&work->question, marks, target)) continue;
    rsl__case_start(&work->cases[review->row_count], &work->question, target, &review->rows[review->row_count]);
    review->row_count++;
  }
  rsl__release_array(&review->allocator, marks, (size_t)all + 1, sizeof *marks);
  return good ? RSL_OK : rsl__fail_memory(error);
}

/** Those that are asked for: of one with parts all of them, and so where one of those that hold together is asked for. An
 *  earlier target counts until the day on which the one that replaces it is adopted (T1). */
static void mark_wanted(const rsl__question *question, const rsl_review_options *options, unsigned char *marks) {
  uint32_t all = rsl_plan_target_count(question->plan);
  bool everything = options->targets == NULL;
  for (uint32_t i = 0; everything && i < all; i++) marks[i] = ASKED;
  for (size_t i = 0; !everything && i < options->target_count; i++) {
    uint32_t whole = rsl_plan_target_links(question->plan, options->targets[i]).part_of;
    bool together = whole != RSL_NONE && rsl_plan_target(question->plan, whole)->parts_count == RSL_PARTS_TOGETHER;
    marks[together ? whole : options->targets[i]] |= ASKED;
  }
  for (uint32_t i = 0; i < all; i++) {
    rsl_target_links links = rsl_plan_target_links(question->plan, i);
    if (links.replaces != RSL_NONE && !options->replaced && is_adopted(question, i)) marks[links.replaces] |= REPLACED;
  }
  for (uint32_t i = 0; i < all; i++) {
    uint32_t whole = rsl_plan_target_links(question->plan, i).part_of;
    if (whole != RSL_NONE) marks[i] |= marks[whole];
  }
}

/** A target with parts has no row but through them. */
static bool is_wanted(const rsl__question *question, const unsigned char *marks, uint32_t target) {
  return marks[target] == ASKED && rsl_plan_target(question->plan, target)->part_count == 0 &&
         is_adopted(question, target);
}

static bool is_adopted(const rsl__question *question, uint32_t target) {
  const rsl_target *record = rsl_plan_target(question->plan, target);
  const rsl_resolution *resolution =
      rsl_plan_resolution(question->plan, rsl_plan_target_links(question->plan, target).resolution);
  rsl_date adopted = record->adopted;
  if (adopted == RSL_DATE_NONE && resolution != NULL) adopted = resolution->adopted;
  if (adopted == RSL_DATE_NONE || question->as_of == RSL_DATE_NONE) return true;
  return adopted <= question->as_of && adopted <= question->known_on;
}

/** One roll-up serves all the targets of an indicator. */
static rsl_status group(review_work *work, rsl_error *error) {
  const rsl_allocator *memory = &work->review->allocator;
  size_t count = work->review->row_count;
  work->order = rsl__allocate_array(memory, count, sizeof *work->order);
  if (work->order == NULL) return rsl__fail_memory(error);
  work->count = count;
  for (size_t i = 0; i < count; i++) work->order[i] = (sort_key){ { work->cases[i].links.indicator }, (uint32_t)i };
  return rsl__sort(memory, work->order, count, sizeof *work->order, compare_rows) ? RSL_OK : rsl__fail_memory(error);
}

static rsl__case *case_at(const review_work *work, size_t index) {
  return &work->cases[work->order[index].row];
}

static rsl_status rate_all(review_work *work, rsl_error *error) {
  rsl_status status = RSL_OK;
  for (size_t first = 0; first < work->count && status == RSL_OK;) {
    uint32_t indicator = case_at(work, first)->links.indicator;
    size_t end = first + 1;
    while (end < work->count && case_at(work, end)->links.indicator == indicator) end++;
    status = rate_group(work, first, end, error);
    first = end;
  }
  return status;
}

static rsl_status rate_group(review_work *work, size_t first, size_t end, rsl_error *error) {
  rsl__sources sources;
  const rsl__question *question = &work->question;
  const rsl_allocator *memory = &work->review->allocator;
  uint32_t indicator = case_at(work, first)->links.indicator;
  rsl__figures_init(&sources.figures, question->cube, indicator, question->known_on, memory);
  rsl__figures_init(&sources.bounded, question->cube, indicator, question->known_on, memory);
  rsl__figures_init(&sources.first, question->cube, indicator, question->known_on, memory);
  sources.bounded.bounds = true;
  sources.first.first = true;
  sources.revised = false;
  rsl_status status = find_actuals(work, first, end, &sources.figures, error);
  if (status == RSL_OK) status = find_others(work, first, end, &sources, error);
  for (size_t i = first; i < end && status == RSL_OK; i++)
    status = rsl__case_finish(case_at(work, i), &sources, &work->review->arena, error);
  rsl__figures_free(&sources.first);
  rsl__figures_free(&sources.bounded);
  rsl__figures_free(&sources.figures);
  return status;
}

static rsl_status find_actuals(review_work *work, size_t first, size_t end, rsl__figures *figures, rsl_error *error) {
  rsl_status status = RSL_OK;
  for (size_t i = first; i < end && status == RSL_OK; i++) status = rsl__case_want(case_at(work, i), figures, error);
  if (status == RSL_OK) status = search_group(work, first, end, figures, error);
  for (size_t i = first; i < end && status == RSL_OK; i++) status = rsl__trend_want(case_at(work, i), figures, error);
  if (status == RSL_OK) status = rsl__figures_fetch(figures, error);
  for (size_t i = first; i < end && status == RSL_OK; i++)
    status = rsl__case_collect(case_at(work, i), figures, &work->review->arena, error);
  return status;
}

/** What the actuals could be, and what they were. */
static rsl_status find_others(review_work *work, size_t first, size_t end, rsl__sources *sources, rsl_error *error) {
  const rsl__figures *figures = &sources->figures;
  rsl_status status = RSL_OK;
  for (size_t i = first; i < end && status == RSL_OK; i++)
    status = rsl__case_want_bounds(case_at(work, i), &sources->bounded, error);
  if (status == RSL_OK) status = rsl__figures_fetch(&sources->bounded, error);
  if (status != RSL_OK) return status;
  status = rsl__cube_is_revised(figures->cube, figures->indicator, &work->review->allocator, &sources->revised);
  if (status != RSL_OK) return rsl__fail_memory(error);
  for (size_t i = first; sources->revised && i < end && status == RSL_OK; i++)
    status = rsl__case_want_first(case_at(work, i), &sources->first, error);
  return status == RSL_OK ? rsl__figures_fetch(&sources->first, error) : status;
}

/** Step by step backward, until every target of the group has its figure or nowhere left to look. */
static rsl_status search_group(review_work *work, size_t first, size_t end, rsl__figures *figures, rsl_error *error) {
  bool goes_on = true;
  rsl_status status = RSL_OK;
  while (goes_on && status == RSL_OK) {
    status = rsl__figures_fetch(figures, error);
    goes_on = false;
    for (size_t i = first; i < end && status == RSL_OK; i++) {
      rsl__case *subject = case_at(work, i);
      if (!rsl__case_search(subject, figures)) continue;
      goes_on = true;
      status = rsl__case_want_more(subject, figures, error);
    }
  }
  return status;
}

static rsl_status order_rows(rsl_review *review, const rsl_structure *structure, rsl_error *error) {
  const rsl_allocator *memory = &review->allocator;
  size_t count = review->row_count;
  rsl_status status = RSL_ERR_MEMORY;
  rsl_review_row *spare = rsl__allocate_array(memory, review->row_capacity, sizeof *spare);
  sort_key *keys = rsl__allocate_array(memory, count, sizeof *keys);
  if (spare == NULL || keys == NULL) goto done;
  for (size_t i = 0; i < count; i++) keys[i] = key_of(review, structure, (uint32_t)i);
  if (!rsl__sort(memory, keys, count, sizeof *keys, compare_rows)) goto done;
  rsl_review_row *unsorted = review->rows;
  for (size_t i = 0; i < count; i++) spare[i] = unsorted[keys[i].row];
  review->rows = spare;
  spare = unsorted;
  status = RSL_OK;
done:
  rsl__release_array(memory, spare, review->row_capacity, sizeof *spare);
  rsl__release_array(memory, keys, count, sizeof *keys);
  return status == RSL_OK ? RSL_OK : rsl__fail_memory(error);
}

static sort_key key_of(const rsl_review *review, const rsl_structure *structure, uint32_t row) {
  const rsl_review_row *record = &review->rows[row];
  return (sort_key){ { rsl_structure_position(structure, record->links.unit), record->links.resolution,
                       record->links.goal, record->links.indicator, record->target },
                     row };
}

static int compare_rows(const void *a, const void *b) {
  const sort_key *left = a;
  const sort_key *right = b;
  int order = 0;
  for (size_t i = 0; i < SORT_PARTS && order == 0; i++) order = compare_numbers(left->parts[i], right->parts[i]);
  return order != 0 ? order : compare_numbers(left->row, right->row);
}

static int compare_numbers(uint32_t a, uint32_t b) {
  return (a > b) - (a < b);
}
