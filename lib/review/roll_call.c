#include "base/error.h"
#include "base/sort.h"
#include "review/submissions.h"

struct rsl_roll_call {
  rsl_allocator allocator;
  const rsl_plan *plan;
  uint32_t campaign;
  rsl_roll_call_row *rows;
  size_t count;
  size_t capacity;
  rsl_finding_answer *answers;
  size_t answer_count;
  size_t answer_capacity;
};

/** What is known of a position while the tree is gone through from its end. */
typedef struct tally {
  uint32_t owed; /**< by those below it, until the unit itself is added … */
  uint32_t accepted;
  uint32_t given;
  uint32_t in_time;
  uint32_t findings;
  uint32_t subjective;
  uint32_t objective;
  uint32_t actions;
  uint32_t actions_done;
} tally;

typedef struct call {
  rsl_roll_call *made;
  const rsl_structure *structure;
  rsl_date as_of;
  rsl_date on;
  const rsl_submission **steps; /**< of the campaign, up to the day, in order */
  size_t step_count;
  tally *tallies; /**< by position from the first */
  uint32_t first; /**< the position of the resolution's unit … */
  uint32_t end;   /**< … and the one past all below it */
} call;

static rsl_status make(call *in, const rsl_submissions *submissions, rsl_error *error);
static rsl_status find_units(call *in, rsl_error *error);
static rsl_status sort_steps(call *in, const rsl_submissions *submissions, rsl_error *error);
static void count_findings(call *in);
static tally *tally_of(const call *in, uint32_t unit);
static void count_position(call *in, uint32_t position);
static void fill_row(const call *in, rsl_roll_call_row *row);
static void find_steps(const call *in, rsl_roll_call_row *row);
static rsl_standing standing_of(const call *in, const rsl_roll_call_row *row);
static void count_days(const call *in, rsl_roll_call_row *row);
static bool list_answers(call *in);
static bool add_answer(call *in, uint32_t finding, uint32_t action);
static int compare_answers(const void *a, const void *b);
static uint32_t depth_of(const call *in, uint32_t position);
static void turn_around(rsl_roll_call_row *rows, size_t count);

rsl_status rsl_roll_call_run(const rsl_plan *plan, uint32_t campaign, rsl_date on, const rsl_submissions *submissions,
                             const rsl_allocator *allocator, rsl_roll_call **out, rsl_error *error) {
  rsl_allocator memory = rsl__allocator_or_default(allocator);
  *out = NULL;
  rsl__error_clear(error);
  const rsl_campaign *record = rsl_plan_is_finished(plan) ? rsl_plan_campaign(plan, campaign) : NULL;
  if (record == NULL || on == RSL_DATE_NONE)
    return rsl__fail(error, RSL_ERR_ARGUMENT, "a campaign of a finished plan, and a day, are needed");
  rsl_roll_call *made = rsl__allocate_zeroed(&memory, sizeof *made);
  rsl_structure *structure = NULL;
  if (made == NULL || rsl_structure_new(plan, record->as_of, &memory, &structure) != RSL_OK) {
    rsl__release(&memory, made, sizeof *made);
    return rsl__fail_memory(error);
  }
  *made = (rsl_roll_call){ .allocator = memory, .plan = plan, .campaign = campaign };
  call in = { .made = made, .structure = structure, .as_of = record->as_of, .on = on };
  rsl_status status = make(&in, submissions, error);
  size_t all = rsl_submissions_count(submissions);
  rsl__release_array(&memory, (void *)in.steps, all, sizeof(const rsl_submission *));
  rsl__release_array(&memory, in.tallies, in.end - in.first, sizeof *in.tallies);
  rsl_structure_free(structure);
  if (status == RSL_OK)
    *out = made;
  else
    rsl_roll_call_free(made);
  return status;
}

void rsl_roll_call_free(rsl_roll_call *roll_call) {
  if (roll_call == NULL) return;
  rsl_allocator memory = roll_call->allocator;
  rsl__release_array(&memory, roll_call->rows, roll_call->capacity, sizeof *roll_call->rows);
  rsl__release_array(&memory, roll_call->answers, roll_call->answer_capacity, sizeof *roll_call->answers);
  rsl__release(&memory, roll_call, sizeof *roll_call);
}

uint32_t rsl_roll_call_campaign(const rsl_roll_call *roll_call) {
  return roll_call->campaign;
}

size_t rsl_roll_call_count(const rsl_roll_call *roll_call) {
  return roll_call->count;
}

const rsl_roll_call_row *rsl_roll_call_at(const rsl_roll_call *roll_call, size_t index) {
  return index < roll_call->count ? &roll_call->rows[index] : NULL;
}

size_t rsl_roll_call_answer_count(const rsl_roll_call *roll_call) {
  return roll_call->answer_count;
}

const rsl_finding_answer *rsl_roll_call_answer_at(const rsl_roll_call *roll_call, size_t index) {
  return index < roll_call->answer_count ? &roll_call->answers[index] : NULL;
}

/* From the last position to the first, so that all below a unit are known before it. */
static rsl_status make(call *in, const rsl_submissions *submissions, rsl_error *error) {
  rsl_roll_call *made = in->made;
  rsl_status status = find_units(in, error);
  if (status == RSL_OK) status = sort_steps(in, submissions, error);
  if (status != RSL_OK) return status;
  uint32_t count = in->end - in->first;
  in->tallies = rsl__allocate_zeroed_array(&made->allocator, count, sizeof *in->tallies);
  made->rows = rsl__allocate_zeroed_array(&made->allocator, count, sizeof *made->rows);
  if (made->rows != NULL) made->capacity = count;
  if (in->tallies == NULL || made->rows == NULL) return rsl__fail_memory(error);
  count_findings(in);
  for (uint32_t position = in->end; position-- > in->first;) count_position(in, position);
  turn_around(made->rows, made->count);
  return list_answers(in) ? RSL_OK : rsl__fail_memory(error);
}

static rsl_status find_units(call *in, rsl_error *error) {
  const rsl_plan *plan = in->made->plan;
  uint32_t resolution = rsl_plan_campaign_resolution(plan, in->made->campaign);
  uint32_t unit = rsl_plan_resolution_unit(plan, resolution);
  in->first = rsl_structure_position(in->structure, unit);
  if (in->first != RSL_NONE) {
    in->end = rsl_structure_subtree_end(in->structure, in->first);
    return RSL_OK;
  }
  char day[RSL_DATE_TEXT];
  char reference[RSL_UNIT_REFERENCE];
  in->end = in->first;
  rsl_date_format(in->as_of, day);
  rsl_plan_unit_reference(plan, unit, reference);
  return rsl__fail(error, RSL_ERR_DATA,
                   "`%s`, whose resolution the campaign `%s` reviews, is no unit on its day %s: mend `as_of`",
                   reference, rsl_plan_campaign(plan, in->made->campaign)->code, day);
}

/* Those of this campaign and by the day, by unit and moment. */
static rsl_status sort_steps(call *in, const rsl_submissions *submissions, rsl_error *error) {
  size_t all = rsl_submissions_count(submissions);
  const rsl_allocator *memory = &in->made->allocator;
  in->steps = rsl__allocate_array(memory, all, sizeof(const rsl_submission *));
  if (in->steps == NULL) return rsl__fail_memory(error);
  for (size_t i = 0; i < all; i++) {
    const rsl_submission *step = rsl_submissions_at(submissions, i);
    if (step->campaign == in->made->campaign && step->day <= in->on) in->steps[in->step_count++] = step;
  }
  bool sorted =
      rsl__sort(memory, (void *)in->steps, in->step_count, sizeof(const rsl_submission *), rsl__compare_submissions);
  return sorted ? RSL_OK : rsl__fail_memory(error);
}

/* Each first at its own unit. */
static void count_findings(call *in) {
  const rsl_plan *plan = in->made->plan;
  for (uint32_t i = 0; i < rsl_plan_finding_count(plan); i++) {
    rsl_finding_links links = rsl_plan_finding_links(plan, i);
    tally *own = tally_of(in, links.unit);
    rsl_finding_cause cause = rsl_plan_finding(plan, i)->cause;
    if (links.campaign != in->made->campaign || own == NULL) continue;
    own->findings++;
    own->subjective += cause == RSL_FINDING_SUBJECTIVE;
    own->objective += cause == RSL_FINDING_OBJECTIVE;
  }
  for (uint32_t i = 0; i < rsl_plan_action_count(plan); i++) {
    rsl_finding_links links = rsl_plan_finding_links(plan, rsl_plan_action_links(plan, i).finding);
    tally *own = tally_of(in, links.unit);
    rsl_action_state state = rsl_plan_action(plan, i)->state;
    if (links.campaign != in->made->campaign || own == NULL || state == RSL_ACTION_DROPPED) continue;
    own->actions++;
    own->actions_done += state == RSL_ACTION_DONE;
  }
}

/* NULL: it is not of the campaign. */
static tally *tally_of(const call *in, uint32_t unit) {
  uint32_t position = rsl_structure_position(in->structure, unit);
  bool inside = position != RSL_NONE && position >= in->first && position < in->end;
  return inside ? &in->tallies[position - in->first] : NULL;
}

/* A unit that is no more when its deadline is over owes nothing; those that it had below it still count. */
static void count_position(call *in, uint32_t position) {
  rsl_roll_call *made = in->made;
  tally *own = &in->tallies[position - in->first];
  uint32_t unit = rsl_structure_unit(in->structure, position);
  rsl_date deadline = rsl_plan_campaign_deadline(made->plan, made->campaign, rsl_plan_unit_level(made->plan, unit));
  if (deadline != RSL_DATE_NONE && rsl_plan_unit_valid(made->plan, unit, deadline)) {
    rsl_roll_call_row *row = &made->rows[made->count++];
    *row = (rsl_roll_call_row){ .unit = unit,
                                .depth = depth_of(in, position),
                                .deadline = deadline,
                                .below_due = own->owed,
                                .below_accepted = own->accepted,
                                .owed = own->owed + 1,
                                .given = own->given,
                                .in_time = own->in_time,
                                .findings = own->findings,
                                .subjective = own->subjective,
                                .objective = own->objective,
                                .actions = own->actions,
                                .actions_done = own->actions_done };
    fill_row(in, row);
    own->owed = row->owed;
    own->accepted += row->standing == RSL_STANDING_ACCEPTED;
    own->given = row->given;
    own->in_time = row->in_time;
  }
  if (position == in->first) return;
  tally *above = &in->tallies[rsl_structure_parent(in->structure, position) - in->first];
  above->owed += own->owed;
  above->accepted += own->accepted;
  above->given += own->given;
  above->in_time += own->in_time;
  above->findings += own->findings;
  above->subjective += own->subjective;
  above->objective += own->objective;
  above->actions += own->actions;
  above->actions_done += own->actions_done;
}

static void fill_row(const call *in, rsl_roll_call_row *row) {
  find_steps(in, row);
  row->standing = standing_of(in, row);
  bool given = row->standing == RSL_STANDING_SUBMITTED || row->standing == RSL_STANDING_ACCEPTED;
  bool waits = row->below_accepted < row->below_due;
  count_days(in, row);
  row->given += given;
  row->in_time += given && row->days_late == 0;
  row->completeness = rsl_number_divide(rsl_number_from_integer(row->given), rsl_number_from_integer(row->owed));
  row->timeliness = rsl_number_divide(rsl_number_from_integer(row->in_time), rsl_number_from_integer(row->owed));
  row->remind = !given && !waits && row->standing != RSL_STANDING_NOT_DUE;
}

/* The steps of a unit stand side by side. The report that holds is the latest that was submitted; one that was accepted
 * without that was given when it was accepted. */
static void find_steps(const call *in, rsl_roll_call_row *row) {
  size_t first = 0;
  size_t end = in->step_count;
  while (first < end) {
    size_t middle = first + (end - first) / 2;
    if (in->steps[middle]->unit < row->unit)
      first = middle + 1;
    else
      end = middle;
  }
  for (size_t i = first; i < in->step_count && in->steps[i]->unit == row->unit; i++) {
    const rsl_submission *step = in->steps[i];
    row->last = step;
    if (step->state == RSL_SUBMISSION_SUBMITTED) row->submission = step;
    if (step->state == RSL_SUBMISSION_ACCEPTED && row->submission == NULL) row->submission = step;
  }
}

/* What the unit did comes first; then the day; then those below it. */
static rsl_standing standing_of(const call *in, const rsl_roll_call_row *row) {
  rsl_submission_state state = row->last == NULL ? RSL_SUBMISSION_NONE : row->last->state;
  if (state == RSL_SUBMISSION_ACCEPTED) return RSL_STANDING_ACCEPTED;
  if (state == RSL_SUBMISSION_SUBMITTED) return RSL_STANDING_SUBMITTED;
  if (state == RSL_SUBMISSION_RETURNED) return RSL_STANDING_RETURNED;
  if (in->on > row->deadline) return RSL_STANDING_LATE;
  if (state == RSL_SUBMISSION_DRAFT) return RSL_STANDING_DRAFT;
  if (row->below_accepted < row->below_due) return in->on < in->as_of ? RSL_STANDING_NOT_DUE : RSL_STANDING_WAITING;
  if (row->below_due > 0) return RSL_STANDING_READY;
  return in->on < in->as_of ? RSL_STANDING_NOT_DUE : RSL_STANDING_DUE;
}

/* Of a report that was given the day it was given on; of one that is still owed, today. */
static void count_days(const call *in, rsl_roll_call_row *row) {
  bool given = row->standing == RSL_STANDING_SUBMITTED || row->standing == RSL_STANDING_ACCEPTED;
  rsl_date day = given ? row->submission->day : in->on;
  row->has_days_late = given || day > row->deadline;
  row->days_late = day > row->deadline ? day - row->deadline : 0;
}

static uint32_t depth_of(const call *in, uint32_t position) {
  uint32_t depth = 0;
  for (; position != in->first; depth++) position = rsl_structure_parent(in->structure, position);
  return depth;
}

/* ---- Findings and their answers ---- */

/* While they are sorted `unit` is its position. */
static bool list_answers(call *in) {
  rsl_roll_call *made = in->made;
  uint32_t findings = rsl_plan_finding_count(made->plan);
  bool *answered = rsl__allocate_zeroed_array(&made->allocator, findings, sizeof *answered);
  bool fine = answered != NULL;
  for (uint32_t i = 0; fine && i < rsl_plan_action_count(made->plan); i++) {
    uint32_t finding = rsl_plan_action_links(made->plan, i).finding;
    fine = add_answer(in, finding, i);
    answered[finding] = true;
  }
  for (uint32_t i = 0; fine && i < findings; i++)
    if (!answered[i]) fine = add_answer(in, i, RSL_NONE);
  rsl__release_array(&made->allocator, answered, findings, sizeof *answered);
  fine = fine && rsl__sort(&made->allocator, made->answers, made->answer_count, sizeof *made->answers, compare_answers);
  for (size_t i = 0; fine && i < made->answer_count; i++)
    made->answers[i].unit = rsl_structure_unit(in->structure, made->answers[i].unit);
  return fine;
}

static bool add_answer(call *in, uint32_t finding, uint32_t action) {
  rsl_roll_call *made = in->made;
  rsl_finding_links links = rsl_plan_finding_links(made->plan, finding);
  if (links.campaign != made->campaign || tally_of(in, links.unit) == NULL) return true;
  if (!rsl__grow(&made->allocator, &made->answers, &made->answer_capacity, made->answer_count + 1,
                 sizeof *made->answers))
    return false;
  uint32_t position = rsl_structure_position(in->structure, links.unit);
  made->answers[made->answer_count++] = (rsl_finding_answer){ position, finding, action };
  return true;
}

static int compare_answers(const void *a, const void *b) {
  const rsl_finding_answer *x = a;
  const rsl_finding_answer *y = b;
  if (x->unit != y->unit) return x->unit < y->unit ? -1 : 1;
  if (x->finding != y->finding) return x->finding < y->finding ? -1 : 1;
  return x->action < y->action ? -1 : x->action > y->action;
}

static void turn_around(rsl_roll_call_row *rows, size_t count) {
  for (size_t i = 0; i < count / 2; i++) {
    rsl_roll_call_row row = rows[i];
    rows[i] = rows[count - 1 - i];
    rows[count - 1 - i] = row;
  }
}

const char *rsl_standing_name(rsl_standing standing) {
  static const char *const names[RSL_STANDING_END] = { "not_due", "due",      "waiting",   "ready",   "draft",
                                                       "late",    "returned", "submitted", "accepted" };
  unsigned index = (unsigned)standing;
  return index < RSL_STANDING_END ? names[index] : NULL;
}
