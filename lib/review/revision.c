#include <stdio.h>

#include "base/error.h"
#include "cube/grade.h"
#include "plan/grades.h"
#include "progress/sentence.h"
#include "review/case.h"

/* R9: of several revisions the highest counts. What it made of a verdict is told beside it. */

static bool can_look_back(const rsl__case *subject);
static bool take_first(const rsl__case *subject, const rsl__figures *first, rsl_path_input *input,
                       rsl_path_figure *series, char *status);
static bool replace(const rsl__case *subject, const rsl__figures *first, rsl_path_figure *figure, char *status);
static bool differ(rsl_number a, rsl_number b);
static const char *earlier_word(char status);
static const char *later_word(char before, char after);
static bool is_estimate(char status);

rsl_status rsl__case_want_first(const rsl__case *subject, rsl__figures *first, rsl_error *error) {
  rsl_status status = RSL_OK;
  if (!can_look_back(subject)) return RSL_OK;
  if (!subject->by_series) return rsl__figures_want(first, subject->found_period, error);
  for (size_t i = 0; i < subject->series_count && status == RSL_OK; i++)
    status = rsl__figures_want(first, subject->series[i].period, error);
  return status;
}

rsl_status rsl__case_look_back(rsl__case *subject, const rsl_path_input *input, const rsl__sources *sources,
                               rsl__arena *arena, rsl_error *error) {
  rsl_review_row *row = subject->row;
  rsl_path_input other = *input;
  rsl_path_result result;
  char letter = 0;
  if (!sources->revised || !can_look_back(subject)) return RSL_OK;
  rsl_path_figure *series = rsl__arena_allocate_array(arena, subject->series_count + 1, sizeof *series);
  if (series == NULL) return rsl__fail_memory(error);
  if (!take_first(subject, &sources->first, &other, series, &letter)) return RSL_OK;
  rsl_status status = rsl_progress_path(&other, &result, error);
  if (status != RSL_OK) return status;
  row->flags |= RSL_FLAG_REVISED;
  row->first_rating = result.rating;
  if (!differ(result.actual.value, row->actual)) return RSL_OK;
  row->first_known = result.actual.value;
  row->first_status = letter;
  return RSL_OK;
}

/** A bound says too little to be held against what it became; what is only supposed was never reported. */
static bool can_look_back(const rsl__case *subject) {
  const rsl__change *change = subject->question->change;
  bool supposed = change != NULL && change->target == subject->row->target;
  return subject->found && !supposed && (subject->by_series || subject->figure.qualifier == RSL_QUALIFIER_NONE);
}

/** @return false where every figure is what it was. */
static bool take_first(const rsl__case *subject, const rsl__figures *first, rsl_path_input *input,
                       rsl_path_figure *series, char *status) {
  bool any = false;
  if (!subject->by_series) return replace(subject, first, &input->actual, status);
  for (size_t i = 0; i < subject->series_count; i++) {
    series[i] = subject->series[i];
    if (replace(subject, first, &series[i], status)) any = true;
  }
  input->series = series;
  return any;
}

/** A figure that was not known at first counts as it is. */
static bool replace(const rsl__case *subject, const rsl__figures *first, rsl_path_figure *figure, char *status) {
  rsl_figure known;
  if (!rsl__case_get(subject, first, figure->period, &known) || known.qualifier != RSL_QUALIFIER_NONE) return false;
  *status = rsl__weaker_status(*status, known.status);
  if (!differ(known.value, figure->value)) return false;
  figure->value = known.value;
  return true;
}

static bool differ(rsl_number a, rsl_number b) {
  if (a.kind == RSL_NUMBER_ABSENT || b.kind == RSL_NUMBER_ABSENT) return false;
  return rsl_number_compare(a, b) != 0;
}

/* ---- In words ---- */

size_t rsl__say_revision(const rsl_plan *plan, uint32_t indicator, const rsl__known *before, const rsl__known *after,
                         rsl_language language, char *buffer, size_t size) {
  char figures[2][RSL__PHRASE_SIZE];
  const char letters[][2] = { { before->status, '\0' }, { after->status, '\0' } };
  const char *const places[] = { rsl_rating_word(before->rating, language),
                                 rsl_translate(language, earlier_word(before->status)),
                                 figures[0],
                                 letters[0],
                                 rsl_rating_word(after->rating, language),
                                 rsl_translate(language, later_word(before->status, after->status)),
                                 figures[1],
                                 letters[1] };
  rsl__say_known(plan, indicator, before, after->value, language, figures[0]);
  rsl__say_known(plan, indicator, after, before->value, language, figures[1]);
  return rsl__sentence_fill(buffer, size, rsl_translate(language, "{0} on {1} ({2}, {3}), {4} on {5} ({6}, {7})"),
                            places, 8);
}

void rsl__say_known(const rsl_plan *plan, uint32_t indicator, const rsl__known *known, rsl_number beside,
                    rsl_language language, char *out) {
  const rsl_indicator *record = rsl_plan_indicator(plan, indicator);
  int decimals = rsl__decimals_apart(known->value, beside, record->decimals);
  const char *grade = rsl__figure_is_grade(record) ? rsl__grade_code(plan, indicator, known->value) : NULL;
  if (grade != NULL)
    (void)snprintf(out, RSL__PHRASE_SIZE, "%s", grade);
  else
    (void)rsl_number_format_people(known->value, decimals, language, out, RSL__PHRASE_SIZE);
}

static const char *earlier_word(char status) {
  switch (status) {
  case 'E':
    return "the estimate";
  case 'F':
    return "the forecast";
  case 'P':
    return "the provisional figure";
  case 'I':
    return "the imputed figure";
  default:
    return "the earlier figure";
  }
}

/** What takes the place of an estimate is final where it is none itself. */
static const char *later_word(char before, char after) {
  if (!is_estimate(after)) return is_estimate(before) ? "the final figure" : "the revised figure";
  return before == after ? "the newer one" : earlier_word(after);
}

static bool is_estimate(char status) {
  return status == 'E' || status == 'F' || status == 'P' || status == 'I';
}
