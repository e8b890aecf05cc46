#include "review/submissions.h"

#include <stdio.h>
#include <string.h>

#include "base/error.h"

static rsl_status check(const rsl_submissions *submissions, const rsl_submission *submission, const char **code,
                        rsl_error *error);
static bool is_below(const rsl_plan *plan, uint32_t unit, uint32_t top, rsl_date on);
static bool copy_text(rsl_submissions *submissions, const char **text);
static int compare(int64_t a, int64_t b);

rsl_status rsl_submissions_new(const rsl_plan *plan, const rsl_allocator *allocator, rsl_submissions **out) {
  if (out == NULL) return RSL_ERR_ARGUMENT;
  *out = NULL;
  if (!rsl_plan_is_finished(plan)) return RSL_ERR_ARGUMENT;
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  rsl_submissions *made = rsl__allocate_zeroed(&memory, sizeof *made);
  if (made == NULL) return RSL_ERR_MEMORY;
  made->allocator = memory;
  made->plan = plan;
  rsl__arena_init(&made->texts, &memory);
  *out = made;
  return RSL_OK;
}

void rsl_submissions_free(rsl_submissions *submissions) {
  if (submissions == NULL) return;
  rsl_allocator memory = submissions->allocator;
  rsl__release_array(&memory, submissions->items, submissions->capacity, sizeof *submissions->items);
  rsl__arena_free(&submissions->texts);
  rsl__release(&memory, submissions, sizeof *submissions);
}

rsl_status rsl_submissions_add(rsl_submissions *submissions, const rsl_submission *submission, rsl_error *error) {
  const char *code = NULL;
  return rsl__submissions_offer(submissions, submission, &code, error);
}

rsl_status rsl__submissions_offer(rsl_submissions *submissions, const rsl_submission *submission, const char **code,
                                  rsl_error *error) {
  rsl_status status = check(submissions, submission, code, error);
  if (status != RSL_OK) return status;
  rsl_submission copy = *submission;
  if (!copy_text(submissions, &copy.by) || !copy_text(submissions, &copy.reason) ||
      !copy_text(submissions, &copy.file) ||
      !rsl__grow(&submissions->allocator, &submissions->items, &submissions->capacity, submissions->count + 1,
                 sizeof *submissions->items))
    return rsl__fail_memory(error);
  submissions->items[submissions->count++] = copy;
  return RSL_OK;
}

size_t rsl_submissions_count(const rsl_submissions *submissions) {
  return submissions == NULL ? 0 : submissions->count;
}

const rsl_submission *rsl_submissions_at(const rsl_submissions *submissions, size_t index) {
  return index < rsl_submissions_count(submissions) ? &submissions->items[index] : NULL;
}

static rsl_status check(const rsl_submissions *submissions, const rsl_submission *submission, const char **code,
                        rsl_error *error) {
  const rsl_plan *plan = submissions->plan;
  const rsl_unit *unit = rsl_plan_unit(plan, submission->unit);
  const rsl_campaign *campaign = rsl_plan_campaign(plan, submission->campaign);
  bool has_state = (unsigned)submission->state < RSL_SUBMISSION_END && submission->state != RSL_SUBMISSION_NONE;
  if (unit == NULL || campaign == NULL || !has_state || submission->day == RSL_DATE_NONE)
    return rsl__fail(error, RSL_ERR_ARGUMENT,
                     "a submission is of a unit and a campaign of the plan, a state and a day");
  char day[RSL_DATE_TEXT];
  char reference[RSL_UNIT_REFERENCE];
  rsl_date_format(submission->day, day);
  rsl_plan_unit_reference(plan, submission->unit, reference);
  uint32_t level = rsl_plan_unit_level(plan, submission->unit);
  if (!rsl_plan_unit_valid(plan, submission->unit, submission->day)) {
    *code = "unit_not_valid";
    return rsl__fail(error, RSL_ERR_DATA, "`%s` is no unit on %s: only those that are there then can report", reference,
                     day);
  }
  if (rsl_plan_campaign_deadline(plan, submission->campaign, level) == RSL_DATE_NONE) {
    *code = "submission_not_owed";
    return rsl__fail(error, RSL_ERR_DATA, "`%s` is of the level `%s`, for which the campaign `%s` has no deadline",
                     reference, rsl_plan_level(plan, level)->code, campaign->code);
  }
  uint32_t top = rsl_plan_resolution_unit(plan, rsl_plan_campaign_resolution(plan, submission->campaign));
  bool is_held = rsl_plan_unit_valid(plan, top, campaign->as_of);
  if (is_held && !is_below(plan, submission->unit, top, campaign->as_of)) {
    char holder[RSL_UNIT_REFERENCE];
    rsl_plan_unit_reference(plan, top, holder);
    rsl_date_format(campaign->as_of, day);
    *code = "submission_not_owed";
    return rsl__fail(error, RSL_ERR_DATA,
                     "`%s` was not below `%s`, whose resolution the campaign `%s` reviews, on its day %s: it owes no "
                     "report",
                     reference, holder, campaign->code, day);
  }
  if (submission->state == RSL_SUBMISSION_RETURNED && (submission->reason == NULL || *submission->reason == '\0')) {
    *code = "reason_missing";
    return rsl__fail(error, RSL_ERR_DATA, "the report of `%s` is returned without a `reason`: say what must be mended",
                     reference);
  }
  return RSL_OK;
}

/* On the campaign's day, or that unit itself. */
static bool is_below(const rsl_plan *plan, uint32_t unit, uint32_t top, rsl_date on) {
  if (!rsl_plan_unit_valid(plan, unit, on)) return false;
  while (unit != top && unit != RSL_NONE) unit = rsl_plan_unit_parent(plan, unit, on);
  return unit == top;
}

static bool copy_text(rsl_submissions *submissions, const char **text) {
  if (*text == NULL || **text == '\0') {
    *text = NULL;
    return true;
  }
  *text = rsl__arena_copy_text(&submissions->texts, *text, strlen(*text));
  return *text != NULL;
}

/* ---- Order ---- */

int rsl__compare_submissions(const void *a, const void *b) {
  const rsl_submission *x = *(const rsl_submission *const *)a;
  const rsl_submission *y = *(const rsl_submission *const *)b;
  int order = compare(x->campaign, y->campaign);
  if (order == 0) order = compare(x->unit, y->unit);
  if (order == 0) order = compare(x->day, y->day);
  if (order == 0) order = compare(x->second, y->second);
  return order != 0 ? order : compare((int64_t)x->state, (int64_t)y->state);
}

bool rsl__submissions_at_once(const rsl_submission *a, const rsl_submission *b) {
  return a->campaign == b->campaign && a->unit == b->unit && a->day == b->day && a->second == b->second;
}

static int compare(int64_t a, int64_t b) {
  return a < b ? -1 : a > b;
}

/* ---- Words ---- */

const char *rsl_submission_state_name(rsl_submission_state state) {
  static const char *const names[RSL_SUBMISSION_END] = { NULL, "draft", "submitted", "returned", "accepted" };
  unsigned index = (unsigned)state;
  return index < RSL_SUBMISSION_END ? names[index] : NULL;
}

void rsl_moment_format(rsl_date day, int32_t second, char buffer[RSL_MOMENT_TEXT]) {
  rsl_date_format(day, buffer);
  if (*buffer == '\0' || second < 0) return;
  snprintf(buffer + RSL_DATE_TEXT - 1, RSL_MOMENT_TEXT - RSL_DATE_TEXT + 1, "T%02u:%02u:%02u",
           (unsigned)second / 3600 % 24, (unsigned)second / 60 % 60, (unsigned)second % 60);
}
