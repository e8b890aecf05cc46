#include "report/answers.h"

#include <resolution/plan_campaigns.h>

#include "base/error.h"
#include "base/memory.h"
#include "base/sort.h"
#include "report/say.h"
#include "review/review_internal.h"

static rsl_status collect(rsl__answers *answers, uint32_t campaign, rsl_error *error);
static void add(rsl__answers *answers, uint32_t finding, const uint32_t *rows);
static bool is_under(const rsl_structure *structure, uint32_t position, uint32_t above);
static void link_actions(rsl__answers *answers);
static int compare(const void *a, const void *b);
static bool is_behind(rsl_rating rating);
static size_t first_of(const rsl__answers *answers, uint32_t indicator, uint32_t position);
static void say_found(rsl__grid *grid, const rsl__answers *answers, const rsl__found *found, uint32_t unit,
                      rsl_language language, size_t indent);
static void say_below(rsl__grid *grid, const rsl__answers *answers, size_t row, rsl_language language, size_t indent);
static const char *state_word(rsl_action_state state, rsl_language language);

rsl_status rsl__answers_find(rsl__answers *answers, const rsl_review *review, uint32_t campaign,
                             const rsl_allocator *allocator, rsl_error *error) {
  *answers = (rsl__answers){ .allocator = rsl__allocator_or_default(allocator), .review = review };
  if (campaign == RSL_NONE) return RSL_OK;
  answers->plan = rsl_review_plan(review);
  rsl_status status =
      rsl_structure_new(answers->plan, rsl_review_as_of(review), &answers->allocator, &answers->structure);
  if (status != RSL_OK) return rsl__fail(error, status, "the units of the findings could not be put in order");
  return collect(answers, campaign, error);
}

void rsl__answers_free(rsl__answers *answers) {
  size_t findings = answers->plan == NULL ? 0 : rsl_plan_finding_count(answers->plan);
  size_t actions = answers->plan == NULL ? 0 : rsl_plan_action_count(answers->plan);
  rsl__release_array(&answers->allocator, answers->items, answers->capacity, sizeof *answers->items);
  rsl__release_array(&answers->allocator, answers->first_action, findings, sizeof *answers->first_action);
  rsl__release_array(&answers->allocator, answers->next_action, actions, sizeof *answers->next_action);
  rsl_structure_free(answers->structure);
  *answers = (rsl__answers){ .allocator = answers->allocator };
}

static rsl_status collect(rsl__answers *answers, uint32_t campaign, rsl_error *error) {
  const rsl_plan *plan = answers->plan;
  uint32_t findings = rsl_plan_finding_count(plan);
  uint32_t targets = rsl_plan_target_count(plan);
  uint32_t *rows = rsl__allocate_array(&answers->allocator, targets, sizeof *rows);
  answers->items = rsl__allocate_array(&answers->allocator, findings, sizeof *answers->items);
  if (answers->items != NULL) answers->capacity = findings;
  answers->first_action = rsl__allocate_array(&answers->allocator, findings, sizeof *answers->first_action);
  answers->next_action =
      rsl__allocate_array(&answers->allocator, rsl_plan_action_count(plan), sizeof *answers->next_action);
  bool good = rows != NULL && answers->items != NULL && answers->first_action != NULL && answers->next_action != NULL;
  if (good) rsl__review_rows_of_targets(answers->review, rows);
  for (uint32_t i = 0; good && i < findings; i++) {
    uint32_t of = rsl_plan_finding_links(plan, i).campaign;
    if (of == campaign || of == RSL_NONE) add(answers, i, rows);
  }
  if (good) {
    link_actions(answers);
    good = rsl__sort(&answers->allocator, answers->items, answers->count, sizeof *answers->items, compare);
  }
  rsl__release_array(&answers->allocator, rows, targets, sizeof *rows);
  return good ? RSL_OK : rsl__fail_memory(error);
}

/** Of a unit that is not below its target's the finding stands at the target's own. A target that is not reviewed may be
 *  one of a subordinate. */
static void add(rsl__answers *answers, uint32_t finding, const uint32_t *rows) {
  rsl_finding_links links = rsl_plan_finding_links(answers->plan, finding);
  if (links.target == RSL_NONE) return;
  uint32_t row = rows[links.target];
  rsl_target_links of = rsl_plan_target_links(answers->plan, links.target);
  uint32_t position = rsl_structure_position(answers->structure, links.unit);
  uint32_t above = rsl_structure_position(answers->structure, of.unit);
  if (above == RSL_NONE) return;
  if (row != RSL_NONE) of.indicator = rsl_review_at(answers->review, row)->links.indicator;
  if (!is_under(answers->structure, position, above)) position = above;
  answers->items[answers->count++] = (rsl__found){ of.indicator, position, finding, row };
}

static bool is_under(const rsl_structure *structure, uint32_t position, uint32_t above) {
  return position != RSL_NONE && position >= above && position < rsl_structure_subtree_end(structure, above);
}

/** In the order of the plan; what was dropped answers nothing. */
static void link_actions(rsl__answers *answers) {
  for (uint32_t i = 0; i < rsl_plan_finding_count(answers->plan); i++) answers->first_action[i] = RSL_NONE;
  for (uint32_t i = rsl_plan_action_count(answers->plan); i-- > 0;) {
    uint32_t finding = rsl_plan_action_links(answers->plan, i).finding;
    if (rsl_plan_action(answers->plan, i)->state == RSL_ACTION_DROPPED) continue;
    answers->next_action[i] = answers->first_action[finding];
    answers->first_action[finding] = i;
  }
}

static int compare(const void *a, const void *b) {
  const rsl__found *left = a;
  const rsl__found *right = b;
  if (left->indicator != right->indicator) return left->indicator < right->indicator ? -1 : 1;
  if (left->position != right->position) return left->position < right->position ? -1 : 1;
  return left->finding < right->finding ? -1 : left->finding > right->finding;
}

/* ---- Under a row --------------------------------------------------------------------------------------------------- */

void rsl__answers_say(rsl__grid *grid, const rsl__answers *answers, size_t row, rsl_language language, size_t indent) {
  if (answers->structure == NULL) return;
  const rsl_review_row *record = rsl_review_at(answers->review, row);
  uint32_t position = rsl_structure_position(answers->structure, record->links.unit);
  if (!is_behind(record->rating) || position == RSL_NONE) return;
  uint32_t end = rsl_structure_subtree_end(answers->structure, position);
  bool any = false;
  for (size_t i = first_of(answers, record->links.indicator, position); i < answers->count; i++) {
    const rsl__found *found = &answers->items[i];
    if (found->indicator != record->links.indicator || found->position >= end) break;
    if (found->row != row) continue;
    any = true;
    say_found(grid, answers, found, record->links.unit, language, indent);
  }
  if (!any) rsl__grid_paragraph(grid, rsl_translate(language, "No finding says why."), indent);
  say_below(grid, answers, row, language, indent);
}

static bool is_behind(rsl_rating rating) {
  return rating == RSL_RATING_BEHIND || rating == RSL_RATING_OFF_TRACK || rating == RSL_RATING_MISSED;
}

static size_t first_of(const rsl__answers *answers, uint32_t indicator, uint32_t position) {
  const rsl__found key = { indicator, position, 0, 0 };
  size_t low = 0;
  size_t high = answers->count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    if (compare(&answers->items[middle], &key) < 0)
      low = middle + 1;
    else
      high = middle;
  }
  return low;
}

/** What is limited, of whom where it is another unit, and whose doing it is; then what answers it. */
static void say_found(rsl__grid *grid, const rsl__answers *answers, const rsl__found *found, uint32_t unit,
                      rsl_language language, size_t indent) {
  const rsl_finding *record = rsl_plan_finding(answers->plan, found->finding);
  uint32_t own = rsl_plan_finding_links(answers->plan, found->finding).unit;
  rsl__text_buffer *text = rsl__grid_scratch(grid);
  rsl__text_buffer_text(text, own == unit ? rsl_translate(language, "Limitation") : rsl__unit_name(answers->plan, own));
  rsl__text_buffer_text(text, ": ");
  rsl__text_buffer_text(text, record->text);
  rsl__text_buffer_text(text, " (");
  rsl__text_buffer_text(text, rsl__cause_word(record->cause, language));
  if (record->cause_text != NULL) {
    rsl__text_buffer_text(text, ": ");
    rsl__text_buffer_text(text, record->cause_text);
  }
  rsl__text_buffer_char(text, ')');
  rsl__grid_scratch_paragraph(grid, indent);
  uint32_t action = answers->first_action[found->finding];
  if (action == RSL_NONE) rsl__say_action(grid, answers->plan, RSL_NONE, language, indent + 2);
  for (; action != RSL_NONE; action = answers->next_action[action])
    rsl__say_action(grid, answers->plan, action, language, indent + 2);
}

/** A superior sees what its subordinates found of the same indicator by the same end; all of it is in their own rows. */
static void say_below(rsl__grid *grid, const rsl__answers *answers, size_t row, rsl_language language, size_t indent) {
  enum { MOST = 3 };
  const rsl_review_row *record = rsl_review_at(answers->review, row);
  rsl_period by = rsl_plan_target(answers->plan, record->target)->by;
  uint32_t position = rsl_structure_position(answers->structure, record->links.unit);
  uint32_t end = rsl_structure_subtree_end(answers->structure, position);
  int64_t more = 0;
  for (size_t i = first_of(answers, record->links.indicator, position + 1), said = 0; i < answers->count; i++) {
    const rsl__found *found = &answers->items[i];
    if (found->indicator != record->links.indicator || found->position >= end) break;
    uint32_t target = rsl_plan_finding_links(answers->plan, found->finding).target;
    if (rsl_plan_target_links(answers->plan, target).unit == record->links.unit ||
        rsl_period_compare(rsl_plan_target(answers->plan, target)->by, by) != 0)
      continue;
    if (said++ < MOST)
      say_found(grid, answers, found, record->links.unit, language, indent);
    else
      more++;
  }
  if (more == 0) return;
  char count[32];
  const char *const places[] = { count };
  (void)rsl_number_format_people(rsl_number_from_integer(more), 0, language, count, sizeof count);
  rsl__text_buffer_fill(rsl__grid_scratch(grid), rsl_translate(language, "and {0} more findings of units below"),
                        places, 1);
  rsl__grid_scratch_paragraph(grid, indent);
}

/* ---- In words ---- */

/* Who does it, how far it is, by when; and then what. */
void rsl__say_action(rsl__grid *grid, const rsl_plan *plan, uint32_t action, rsl_language language, size_t indent) {
  const rsl_action *record = rsl_plan_action(plan, action);
  rsl__text_buffer about;
  if (record == NULL) {
    rsl__grid_paragraph(grid, rsl_translate(language, "Nothing answers it."), indent);
    return;
  }
  rsl__text_buffer_init(&about, &grid->scratch.allocator);
  rsl__text_buffer_text(&about, rsl__unit_name(plan, rsl_plan_action_links(plan, action).owner));
  rsl__text_buffer_text(&about, ", ");
  rsl__text_buffer_text(&about, state_word(record->state, language));
  if (record->breakthrough) {
    rsl__text_buffer_text(&about, ", ");
    rsl__text_buffer_text(&about, rsl_translate(language, "breakthrough"));
  }
  if (record->due != RSL_DATE_NONE) {
    char day[RSL__DAY_TEXT];
    const char *const days[] = { day };
    rsl__day_for_people(record->due, language, day);
    rsl__text_buffer_text(&about, ", ");
    rsl__text_buffer_fill(&about, rsl_translate(language, "by {0}"), days, 1);
  }
  const char *const arguments[] = { rsl__text_buffer_string(&about), record->text };
  rsl__text_buffer_fill(rsl__grid_scratch(grid), rsl_translate(language, "Solution ({0}): {1}"), arguments, 2);
  if (about.failed) grid->scratch.failed = true;
  rsl__text_buffer_free(&about);
  rsl__grid_scratch_paragraph(grid, indent);
}

const char *rsl__cause_word(rsl_finding_cause cause, rsl_language language) {
  if (cause == RSL_FINDING_SUBJECTIVE) return rsl_translate(language, "subjective");
  return rsl_translate(language, cause == RSL_FINDING_OBJECTIVE ? "objective" : "not told");
}

static const char *state_word(rsl_action_state state, rsl_language language) {
  static const char *const words[RSL_ACTION_STATE_END] = { "planned", "doing", "done", "dropped" };
  return state < RSL_ACTION_STATE_END ? rsl_translate(language, words[state]) : "";
}
