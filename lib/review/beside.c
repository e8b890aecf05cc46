#include "plan/grades.h"
#include "progress/sentence.h"
#include "review/case.h"

/* What is told beside a rating, and is no part of it. */

static rsl_date compared_from(const rsl__case *subject);
static bool is_of_the_way(rsl_rating rating);
static bool is_of_the_end(const rsl_review_row *row);
static rsl_rating without_time(rsl_rating rating);

void rsl__case_flag(rsl__case *subject) {
  rsl_review_row *row = subject->row;
  if (subject->links.replaces != RSL_NONE) row->flags |= RSL_FLAG_ADJUSTED;
  if (subject->closed) row->flags |= RSL_FLAG_UNIT_CLOSED;
  if (rsl__case_break(subject).type != RSL_PERIOD_NONE) row->flags |= RSL_FLAG_DEFINITION_CHANGED;
}

rsl_period rsl__case_break(const rsl__case *subject) {
  const rsl_indicator *indicator = subject->indicator;
  rsl_date from = compared_from(subject);
  rsl_period actual = subject->row->actual_period;
  for (size_t i = 0; i < indicator->break_count && from != RSL_DATE_NONE && actual.type != RSL_PERIOD_NONE; i++) {
    rsl_date changed = rsl_period_first_day(indicator->breaks[i]);
    if (changed > from && changed <= rsl_period_last_day(actual)) return indicator->breaks[i];
  }
  return (rsl_period){ RSL_PERIOD_NONE, 0 };
}

/** The last day of the baseline, or the first of a yearly form. */
static rsl_date compared_from(const rsl__case *subject) {
  if (subject->series_count > 0) return rsl_period_first_day(subject->series[0].period);
  rsl_period baseline = subject->row->baseline_period;
  return baseline.type == RSL_PERIOD_NONE ? RSL_DATE_NONE : rsl_period_last_day(baseline);
}

void rsl__case_say_asked(const rsl__case *subject, uint32_t target, char *out) {
  const rsl_target *record = rsl_plan_target(subject->question->plan, target);
  const rsl_indicator *indicator =
      rsl_plan_indicator(subject->question->plan, rsl_plan_target_links(subject->question->plan, target).indicator);
  bool counted = record->form >= RSL_FORM_MAINTAIN && record->form <= RSL_FORM_CHANGE_PER_YEAR;
  if (counted || record->form == RSL_FORM_DONE || record->form == RSL_FORM_QUALITATIVE) return;
  rsl_path_input input = RSL_PATH_INPUT_INIT;
  const rsl_path_result nothing = { .rating = RSL_RATING_NONE };
  rsl__case_fill_form(record, indicator, &input);
  rsl__say_target(&input, &nothing, indicator->decimals, subject->question->language, out);
}

void rsl__case_fill_form(const rsl_target *target, const rsl_indicator *indicator, rsl_path_input *input) {
  bool has_grades = rsl__figure_is_grade(indicator);
  input->form = target->form;
  input->condition = target->condition;
  input->direction = has_grades ? RSL_DIRECTION_INCREASE : indicator->direction;
  input->average_of = target->average_of;
  input->average_mean = target->average_mean;
  if (!has_grades) return;
  input->grades = indicator->grades;
  input->grade_count = indicator->grade_count;
}

void rsl__row_take_published(rsl_review_row *row, const rsl_target *target, rsl_date as_of) {
  rsl_date latest = RSL_DATE_NONE;
  row->published = NULL;
  row->flags &= ~(unsigned)RSL_FLAG_PUBLISHED_DIFFERS;
  for (size_t i = 0; i < target->published_count; i++) {
    const rsl_published *verdict = &target->published[i];
    rsl_date on = verdict->on == RSL_DATE_NONE ? rsl_period_last_day(target->by) : verdict->on;
    if (as_of == RSL_DATE_NONE || on > as_of || (row->published != NULL && on < latest)) continue;
    row->published = verdict;
    latest = on;
  }
  if (rsl_review_row_agreement(row) == RSL_AGREEMENT_DIFFERS) row->flags |= RSL_FLAG_PUBLISHED_DIFFERS;
}

rsl_agreement rsl_review_row_agreement(const rsl_review_row *row) {
  if (row->published == NULL) return RSL_AGREEMENT_NONE;
  rsl_rating verdict = row->published->rating;
  if (verdict == RSL_RATING_NONE || row->rating == RSL_RATING_NOT_RATED) return RSL_AGREEMENT_UNKNOWN;
  if (is_of_the_way(verdict) && is_of_the_end(row)) return RSL_AGREEMENT_UNKNOWN;
  return without_time(verdict) == without_time(row->rating) ? RSL_AGREEMENT_AGREES : RSL_AGREEMENT_DIFFERS;
}

/** The early words are said at the end as well: of what was reached ahead of its time. */
static bool is_of_the_way(rsl_rating rating) {
  return rating == RSL_RATING_ON_TRACK || rating == RSL_RATING_BEHIND || rating == RSL_RATING_OFF_TRACK;
}

static bool is_of_the_end(const rsl_review_row *row) {
  return row->rating == RSL_RATING_EXCEEDED || row->rating == RSL_RATING_MET || row->rating == RSL_RATING_NEARLY_MET ||
         row->rating == RSL_RATING_MISSED || row->reason_code == RSL_REASON_FINAL_FIGURE_MISSING;
}

/** Who publishes "exceeded" on the way says no more than that it is exceeded early, and who says "missed" there that it
 *  cannot be met. */
static rsl_rating without_time(rsl_rating rating) {
  if (rating == RSL_RATING_EXCEEDED_EARLY) return RSL_RATING_EXCEEDED;
  if (rating == RSL_RATING_MISSED) return RSL_RATING_OFF_TRACK;
  return rating == RSL_RATING_MET_EARLY ? RSL_RATING_MET : rating;
}
