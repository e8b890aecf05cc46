#include <stdio.h>

#include <resolution/plan_campaigns.h>
#include <resolution/review.h>

#include "base/error.h"
#include "base/memory.h"
#include "review/review_internal.h"

/** What stands against one target that is behind. */
typedef struct answers {
  uint32_t findings;
  uint32_t causes;    /**< findings that tell whose doing it is */
  uint32_t solutions; /**< actions that were not dropped */
  uint32_t effects;   /**< of these, how many tell what they do for the target's indicator */
  rsl_number effect;  /**< all of it together */
} answers;

/** Going through one review. */
typedef struct search {
  const rsl_review *review;
  const rsl_plan *plan;
  answers *answers; /**< by row */
  uint32_t *rows;   /**< by target: the row that counts for it; RSL_NONE: none does */
  uint32_t *marks;  /**< by field: the resolution that it was last met in */
  rsl_problems *problems;
} search;

static void gather_answers(search *in);
static void check_row(const search *in, size_t index);
static bool is_behind(rsl_rating rating);
static void check_effect(const search *in, size_t index, const rsl__place *place);
static size_t check_fields(search *in, size_t first);
static bool is_covered(const rsl_review *review, size_t first, size_t end, uint32_t field);
static rsl__place place_of_target(uint32_t target, char path[32]);

rsl_status rsl_review_check_complete(const rsl_review *review, const rsl_allocator *allocator, rsl_problems *problems,
                                     rsl_error *error) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  search in = { .review = review, .plan = rsl_review_plan(review), .problems = problems };
  size_t targets = rsl_plan_target_count(in.plan);
  size_t fields = rsl_plan_field_count(in.plan);
  rsl__error_clear(error);
  size_t rows = rsl_review_count(review);
  in.answers = rsl__allocate_zeroed_array(&memory, rows, sizeof *in.answers);
  in.rows = rsl__allocate_array(&memory, targets, sizeof *in.rows);
  in.marks = rsl__allocate_array(&memory, fields, sizeof *in.marks);
  bool fine = in.answers != NULL && in.rows != NULL && in.marks != NULL;
  if (fine) {
    for (size_t i = 0; i < fields; i++) in.marks[i] = RSL_NONE;
    rsl__review_rows_of_targets(review, in.rows);
    gather_answers(&in);
    for (size_t i = 0; i < rows; i++) check_row(&in, i);
    for (size_t i = 0; i < rsl_review_headline_count(review);) i = check_fields(&in, i);
  }
  rsl__release_array(&memory, in.answers, rows, sizeof *in.answers);
  rsl__release_array(&memory, in.rows, targets, sizeof *in.rows);
  rsl__release_array(&memory, in.marks, fields, sizeof *in.marks);
  return fine ? RSL_OK : rsl__fail_memory(error);
}

/* ---- Causes and solutions ---- */

/* Only what moves the indicator that is rated brings it nearer. */
static void gather_answers(search *in) {
  for (size_t i = 0; i < rsl_review_count(in->review); i++) in->answers[i].effect = rsl_number_from_integer(0);
  for (uint32_t i = 0; i < rsl_plan_finding_count(in->plan); i++) {
    uint32_t target = rsl_plan_finding_links(in->plan, i).target;
    uint32_t row = target == RSL_NONE ? RSL_NONE : in->rows[target];
    if (row == RSL_NONE) continue;
    in->answers[row].findings++;
    in->answers[row].causes += rsl_plan_finding(in->plan, i)->cause != RSL_FINDING_CAUSE_NONE;
  }
  for (uint32_t i = 0; i < rsl_plan_action_count(in->plan); i++) {
    const rsl_action *action = rsl_plan_action(in->plan, i);
    rsl_action_links links = rsl_plan_action_links(in->plan, i);
    uint32_t target = rsl_plan_finding_links(in->plan, links.finding).target;
    uint32_t row = target == RSL_NONE ? RSL_NONE : in->rows[target];
    if (row == RSL_NONE || action->state == RSL_ACTION_DROPPED) continue;
    answers *own = &in->answers[row];
    own->solutions++;
    if (links.indicator != rsl_review_at(in->review, row)->links.indicator) continue;
    own->effects++;
    own->effect = rsl_number_add(own->effect, rsl_number_from_decimal(action->effect_value));
  }
}

static void check_row(const search *in, size_t index) {
  const rsl_review_row *row = rsl_review_at(in->review, index);
  const answers *own = &in->answers[index];
  const char *code = rsl_plan_target(in->plan, row->target)->code;
  const char *rating = rsl_rating_name(row->rating);
  char path[32];
  if (!is_behind(row->rating)) return;
  rsl__place place = place_of_target(row->target, path);
  if (own->findings == 0)
    rsl__problem(in->problems, RSL_SEVERITY_ERROR, "cause_missing", &place,
                 "the target `%s` is %s, and no finding says why: add one with its `cause`", code, rating);
  else if (own->causes == 0)
    rsl__problem(in->problems, RSL_SEVERITY_ERROR, "cause_missing", &place,
                 "the target `%s` is %s, and its findings do not say whose doing it is: give one a `cause`", code,
                 rating);
  if (own->solutions == 0)
    rsl__problem(in->problems, RSL_SEVERITY_ERROR, "solution_missing", &place,
                 "the target `%s` is %s, and no action is taken: add one that answers a finding", code, rating);
  else
    check_effect(in, index, &place);
}

static bool is_behind(rsl_rating rating) {
  return rating == RSL_RATING_BEHIND || rating == RSL_RATING_OFF_TRACK || rating == RSL_RATING_MISSED;
}

/* The gap is what the figure lacks to where it should stand by now. Where the form has none, nothing can be held against
 * it. */
static void check_effect(const search *in, size_t index, const rsl__place *place) {
  const rsl_review_row *row = rsl_review_at(in->review, index);
  const answers *own = &in->answers[index];
  const char *code = rsl_plan_target(in->plan, row->target)->code;
  int decimals = rsl_plan_indicator(in->plan, row->links.indicator)->decimals;
  char gap_text[RSL_NUMBER_TEXT];
  char effect_text[RSL_NUMBER_TEXT];
  if (row->gap.kind == RSL_NUMBER_ABSENT) return;
  rsl_number left = rsl_number_add(row->gap, own->effect);
  int sign = rsl_number_sign(row->gap);
  if (sign == 0 || rsl_number_sign(left) * sign <= 0) return;
  rsl_number_format(rsl_number_round(row->gap, decimals + 2), gap_text);
  rsl_number_format(own->effect, effect_text);
  if (own->effects == 0)
    rsl__problem(in->problems, RSL_SEVERITY_ERROR, "effect_too_small", place,
                 "no action for the target `%s` says its `effect`, and the figure is off its path by %s", code,
                 gap_text);
  else
    rsl__problem(in->problems, RSL_SEVERITY_ERROR, "effect_too_small", place,
                 "the actions for the target `%s` are expected to make %s, and the figure is off its path by %s: add "
                 "what makes up for the rest",
                 code, effect_text, gap_text);
}

/* ---- Fields ---- */

/* A resolution speaks of the fields of its goals: a review of it says something about each. The rows of its headline stand
 * side by side. @return the one past them. */
static size_t check_fields(search *in, size_t first) {
  uint32_t resolution = rsl_review_headline_at(in->review, first)->resolution;
  const rsl_resolution *record = rsl_plan_resolution(in->plan, resolution);
  size_t end = first + 1;
  char path[64];
  while (end < rsl_review_headline_count(in->review) &&
         rsl_review_headline_at(in->review, end)->resolution == resolution)
    end++;
  for (uint32_t i = 0; i < record->goal_count; i++) {
    uint32_t field = rsl_plan_goal_field(in->plan, resolution, i);
    if (field == RSL_NONE || in->marks[field] == resolution) continue;
    in->marks[field] = resolution;
    if (is_covered(in->review, first, end, field)) continue;
    rsl__place place = { NULL, 0, 0, path };
    snprintf(path, sizeof path, "resolutions[%lu].goals[%lu]", (unsigned long)resolution, (unsigned long)i);
    rsl__problem(in->problems, RSL_SEVERITY_ERROR, "field_not_covered", &place,
                 "the review says nothing about the field `%s` of the resolution `%s`: none of its targets there has a "
                 "rating",
                 rsl_plan_field(in->plan, field)->code, record->code);
  }
  return end;
}

static bool is_covered(const rsl_review *review, size_t first, size_t end, uint32_t field) {
  for (size_t i = first; i < end; i++) {
    const rsl_headline *row = rsl_review_headline_at(review, i);
    uint32_t unrated = row->by_rating[RSL_RATING_NO_DATA] + row->by_rating[RSL_RATING_NOT_RATED];
    if (row->of_field && row->field == field && row->targets > unrated) return true;
  }
  return false;
}

static rsl__place place_of_target(uint32_t target, char path[32]) {
  snprintf(path, 32, "targets[%lu]", (unsigned long)target);
  return (rsl__place){ NULL, 0, 0, path };
}
