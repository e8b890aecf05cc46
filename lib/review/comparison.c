#include <resolution/review.h>

#include <string.h>

#include "base/error.h"
#include "base/memory.h"
#include "plan/grades.h"
#include "progress/sentence.h"
#include "review/review_internal.h"

enum { ASKED_SIZE = 2 * RSL__PHRASE_SIZE /**< bytes of "at least 45 by 2025" with its end */ };

struct rsl_review_comparison {
  rsl_allocator allocator;
  const rsl_review *before;
  const rsl_review *after;
  rsl_review_comparison_row *rows;
  size_t count;
  size_t capacity;
  size_t totals[RSL_CHANGE_END];
};

/** Where each target of the plan stands in the earlier review. */
typedef struct earlier {
  const rsl_review_row **rows; /**< one a target; NULL: not there, or met already */
  uint32_t count;
} earlier;

static rsl_status compare(rsl_review_comparison *comparison, rsl_error *error);
static const rsl_review_row *take(earlier *from, const rsl_plan *plan, uint32_t target);
static rsl_review_comparison_row hold(const rsl_plan *plan, const rsl_review_row *before, const rsl_review_row *after);
static rsl_review_change change_of(rsl_rating before, rsl_rating after);
static rsl_rating without_time(rsl_rating rating);
static bool is_rated(rsl_rating rating);
static bool differ(rsl_number a, rsl_number b);
static void append(rsl_review_comparison *comparison, rsl_review_comparison_row row);
static size_t say_revised(const rsl_review_comparison *comparison, const rsl_review_comparison_row *row, char *buffer,
                          size_t size);
static size_t say_adjusted(const rsl_review_comparison *comparison, const rsl_review_comparison_row *row, char *buffer,
                           size_t size);
static void say_asked(const rsl_plan *plan, const rsl_review_row *row, bool with_end, rsl_language language, char *out);
static const rsl_target *rated_target(const rsl_plan *plan, const rsl_review_row *row);

const char *rsl_review_change_name(rsl_review_change change) {
  static const char *const names[] = { "same", "rose", "fell", "rated", "unrated", "appeared", "disappeared" };
  return (unsigned)change < RSL_CHANGE_END ? names[change] : NULL;
}

rsl_status rsl_review_compare(const rsl_review *before, const rsl_review *after, const rsl_allocator *allocator,
                              rsl_review_comparison **out, rsl_error *error) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  *out = NULL;
  rsl__error_clear(error);
  if (rsl_review_plan(before) != rsl_review_plan(after))
    return rsl__fail(error, RSL_ERR_ARGUMENT, "the two reviews are of different plans");
  rsl_review_comparison *made = rsl__allocate_zeroed(&memory, sizeof *made);
  if (made == NULL) return rsl__fail_memory(error);
  made->allocator = memory;
  made->before = before;
  made->after = after;
  rsl_status status = compare(made, error);
  if (status == RSL_OK)
    *out = made;
  else
    rsl_review_comparison_free(made);
  return status;
}

void rsl_review_comparison_free(rsl_review_comparison *comparison) {
  if (comparison == NULL) return;
  rsl_allocator memory = comparison->allocator;
  rsl__release_array(&memory, comparison->rows, comparison->capacity, sizeof *comparison->rows);
  rsl__release(&memory, comparison, sizeof *comparison);
}

size_t rsl_review_comparison_count(const rsl_review_comparison *comparison) {
  return comparison->count;
}

const rsl_review_comparison_row *rsl_review_comparison_at(const rsl_review_comparison *comparison, size_t index) {
  return index < comparison->count ? &comparison->rows[index] : NULL;
}

size_t rsl_review_comparison_total(const rsl_review_comparison *comparison, rsl_review_change change) {
  return (unsigned)change < RSL_CHANGE_END ? comparison->totals[change] : 0;
}

const rsl_review *rsl_review_comparison_before(const rsl_review_comparison *comparison) {
  return comparison->before;
}

const rsl_review *rsl_review_comparison_after(const rsl_review_comparison *comparison) {
  return comparison->after;
}

static rsl_status compare(rsl_review_comparison *comparison, rsl_error *error) {
  const rsl_plan *plan = rsl_review_plan(comparison->after);
  size_t befores = rsl_review_count(comparison->before);
  size_t afters = rsl_review_count(comparison->after);
  earlier from = { NULL, rsl_plan_target_count(plan) };
  comparison->capacity = befores + afters;
  comparison->rows = rsl__allocate_array(&comparison->allocator, comparison->capacity, sizeof *comparison->rows);
  from.rows = rsl__allocate_zeroed_array(&comparison->allocator, from.count, sizeof(const rsl_review_row *));
  bool good = comparison->rows != NULL && from.rows != NULL;
  for (size_t i = 0; good && i < befores; i++) {
    const rsl_review_row *row = rsl_review_at(comparison->before, i);
    if (from.rows[row->target] == NULL) from.rows[row->target] = row;
  }
  for (size_t i = 0; good && i < afters; i++) {
    const rsl_review_row *row = rsl_review_at(comparison->after, i);
    append(comparison, hold(plan, take(&from, plan, row->target), row));
  }
  for (size_t i = 0; good && i < befores; i++) {
    const rsl_review_row *row = rsl_review_at(comparison->before, i);
    if (from.rows[row->target] == row) append(comparison, hold(plan, row, NULL));
  }
  rsl__release_array(&comparison->allocator, from.rows, from.count, sizeof(const rsl_review_row *));
  return good ? RSL_OK : rsl__fail_memory(error);
}

/** The row of the target in the earlier review, or of the one that it replaces (T1), each only once. */
static const rsl_review_row *take(earlier *from, const rsl_plan *plan, uint32_t target) {
  while (target != RSL_NONE && from->rows[target] == NULL) target = rsl__target_before(plan, target);
  if (target == RSL_NONE) return NULL;
  const rsl_review_row *row = from->rows[target];
  from->rows[target] = NULL;
  return row;
}

static rsl_review_comparison_row hold(const rsl_plan *plan, const rsl_review_row *before, const rsl_review_row *after) {
  rsl_review_comparison_row row = { .before = before, .after = after };
  if (before == NULL || after == NULL) {
    row.change = before == NULL ? RSL_CHANGE_APPEARED : RSL_CHANGE_DISAPPEARED;
    return row;
  }
  bool same_period = before->actual_period.type == after->actual_period.type &&
                     before->actual_period.index == after->actual_period.index;
  row.change = change_of(before->rating, after->rating);
  row.moved_on = after->actual_period.type != RSL_PERIOD_NONE && !same_period &&
                 (before->actual_period.type == RSL_PERIOD_NONE ||
                  rsl_period_compare(after->actual_period, before->actual_period) > 0);
  row.revised = same_period && differ(before->actual, after->actual);
  row.adjusted = before->target != after->target || differ(before->target_low, after->target_low) ||
                 differ(before->target_high, after->target_high);
  if (!rsl__figure_is_grade(rsl_plan_indicator(plan, after->links.indicator)))
    row.difference = rsl_number_subtract(after->actual, before->actual);
  return row;
}

/** The words of the end and those on the way stand in one order, the best first, which is that of the enumeration. What was
 *  reached early and still is at the end has neither risen nor fallen. */
static rsl_review_change change_of(rsl_rating before, rsl_rating after) {
  if (!is_rated(before) && !is_rated(after)) return RSL_CHANGE_SAME;
  if (!is_rated(before)) return RSL_CHANGE_RATED;
  if (!is_rated(after)) return RSL_CHANGE_UNRATED;
  if (without_time(before) == without_time(after)) return RSL_CHANGE_SAME;
  return after < before ? RSL_CHANGE_ROSE : RSL_CHANGE_FELL;
}

static rsl_rating without_time(rsl_rating rating) {
  if (rating == RSL_RATING_EXCEEDED_EARLY) return RSL_RATING_EXCEEDED;
  return rating == RSL_RATING_MET_EARLY ? RSL_RATING_MET : rating;
}

static bool is_rated(rsl_rating rating) {
  return rating > RSL_RATING_NONE && rating < RSL_RATING_NO_DATA;
}

static bool differ(rsl_number a, rsl_number b) {
  bool has_a = a.kind != RSL_NUMBER_ABSENT;
  bool has_b = b.kind != RSL_NUMBER_ABSENT;
  if (!has_a || !has_b) return has_a != has_b;
  return rsl_number_compare(a, b) != 0;
}

static void append(rsl_review_comparison *comparison, rsl_review_comparison_row row) {
  comparison->rows[comparison->count++] = row;
  comparison->totals[row.change]++;
}

/* ---- In words ---- */

size_t rsl_review_comparison_note(const rsl_review_comparison *comparison, size_t index, char *buffer, size_t size) {
  const rsl_review_comparison_row *row = rsl_review_comparison_at(comparison, index);
  if (size > 0) buffer[0] = '\0';
  if (row == NULL || row->before == NULL || row->after == NULL) return 0;
  if (row->adjusted) return say_adjusted(comparison, row, buffer, size);
  return row->revised ? say_revised(comparison, row, buffer, size) : 0;
}

/** Only where the revision made another rating. */
static size_t say_revised(const rsl_review_comparison *comparison, const rsl_review_comparison_row *row, char *buffer,
                          size_t size) {
  const rsl_review_row *before = row->before;
  const rsl_review_row *after = row->after;
  const rsl__known first = { before->actual, before->actual_status, before->rating };
  const rsl__known later = { after->actual, after->actual_status, after->rating };
  bool told = row->change == RSL_CHANGE_ROSE || row->change == RSL_CHANGE_FELL;
  if (!told || first.value.kind == RSL_NUMBER_ABSENT || later.value.kind == RSL_NUMBER_ABSENT) return 0;
  return rsl__say_revision(rsl_review_plan(comparison->after), after->links.indicator, &first, &later,
                           comparison->after->language, buffer, size);
}

static size_t say_adjusted(const rsl_review_comparison *comparison, const rsl_review_comparison_row *row, char *buffer,
                           size_t size) {
  const rsl_plan *plan = rsl_review_plan(comparison->after);
  rsl_period before = rated_target(plan, row->before)->by;
  rsl_period after = rated_target(plan, row->after)->by;
  bool with_end = before.type != after.type || before.index != after.index;
  rsl_language language = comparison->after->language;
  char was[ASKED_SIZE];
  char is[ASKED_SIZE];
  const char *const places[] = { was, is };
  say_asked(plan, row->before, with_end, language, was);
  say_asked(plan, row->after, with_end, language, is);
  if (was[0] == '\0' || is[0] == '\0' || strcmp(was, is) == 0) return 0;
  return rsl__sentence_fill(buffer, size, rsl_translate(language, "the target was {0}, it is {1}"), places, 2);
}

/** Nothing where no number says it. */
static void say_asked(const rsl_plan *plan, const rsl_review_row *row, bool with_end, rsl_language language,
                      char *out) {
  const rsl_target *target = rated_target(plan, row);
  const rsl_indicator *indicator = rsl_plan_indicator(plan, row->links.indicator);
  rsl_path_input input = RSL_PATH_INPUT_INIT;
  const rsl_path_result result = { .target_low = row->target_low, .target_high = row->target_high };
  char asked[RSL__PHRASE_SIZE];
  char by[RSL_PERIOD_TEXT];
  const char *const places[] = { asked, by };
  out[0] = '\0';
  if (target->form == RSL_FORM_DONE || target->form == RSL_FORM_QUALITATIVE) return;
  rsl__case_fill_form(target, indicator, &input);
  rsl__say_target(&input, &result, indicator->decimals, language, asked);
  rsl_period_format(target->by, by);
  (void)rsl__sentence_fill(out, ASKED_SIZE, with_end ? rsl_translate(language, "{0} by {1}") : "{0}", places, 2);
}

/** Of parts that hold together, the one that decides. */
static const rsl_target *rated_target(const rsl_plan *plan, const rsl_review_row *row) {
  return rsl_plan_target(plan, row->part != RSL_NONE ? row->part : row->target);
}
